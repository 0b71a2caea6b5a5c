"""Tables of scores: what random layers change, beside the controls (chapter 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from numpy.typing import ArrayLike

from xling_utils.effects import Setting, interval, setting, settings
from xling_utils.grids import RECIPES
from xling_utils.records import RunRecord
from xling_utils.reports.table import Table

PLACES: dict[str, str] = {
    "in-language": "in_language",
    "cross-register": "cross_domain",
    "zero-shot": "zero_shot",
}
"""Where a model is tested -> how `Setting` and `Change` call it."""

CONTROLS: dict[str, str] = {
    "main": "random",
    "frozen": "frozen",
    "scattered": "scattered",
    "shuffle": "shuffled",
    "torch_default": "torch default",
    "quarter": "data x 1/4",
    "fourfold": "data x 4",
}
"""Part of the study -> what its column is called."""

INTERVALS = "Intervals are 95 %: over seeds in the source language, over seeds and targets in zero-shot."


def cell(values: ArrayLike, decimals: int = 1) -> str:
    """Mean and interval of values by seed, or by seed and target."""
    return interval(values).text(decimals=decimals)


def in_order(tasks: Iterable[str]) -> list[str]:
    """Every task once, in the order of the paper; others after them."""
    tasks = set(tasks)
    return [*(task for task in RECIPES if task in tasks), *sorted(tasks - set(RECIPES))]


def random_init_table(records: Iterable[RunRecord]) -> Table:
    """RANDOM-INIT in the layout of Muller et al. (2021): the score of REF, and what each pair changes.

    Args:
        records: runs of a grid; controls in it are left out.
    """
    found = settings(records)
    note = f"REF in per cent; changes against REF of the same seed in points. {INTERVALS}"
    return _changes("RANDOM-INIT", found, found[0].pairs, ("in-language", "zero-shot"), note)


def groups_table(records: Iterable[RunRecord]) -> Table:
    """What larger groups of layers change, all blocks, and a model with nothing learnt."""
    found = settings(records)
    groups = [name for name in found[0].runs if name not in ("REF", *found[0].pairs)]
    note = (
        "Changes against REF of the same seed in points; all: every block, everything: the embeddings too. "
        + INTERVALS
    )
    return _changes("Larger groups of random layers", found, groups, tuple(PLACES), note)


def _changes(
    title: str, found: Sequence[Setting], conditions: Sequence[str], places: Sequence[str], note: str
) -> Table:
    """A row for each task, place and source; a column for each condition."""
    rows = [
        (s.task, s.source, place, *_row(s, place, conditions))
        for task in dict.fromkeys(s.task for s in found)
        for place in places
        for s in found
        if s.task == task and (place != "cross-register" or s.change("REF").cross_domain is not None)
    ]
    return Table(title, ("task", "source", "tested", "REF (%)", *conditions), tuple(rows), note)


def _row(found: Setting, place: str, conditions: Sequence[str]) -> list[str]:
    name = PLACES[place]
    changes = [getattr(found.change(condition), name) for condition in conditions]
    return [cell(getattr(found, name)("REF")), *map(cell, changes)]


def languages_table(records: Iterable[RunRecord], task: str, source: str) -> Table:
    """What every pair changes in every language, the source first.

    Raises:
        ValueError: there are no runs of this task and source.
    """
    found = {(s.task, s.source): s for s in settings(records)}
    if (task, source) not in found:
        there = "; ".join(s.name for s in found.values())
        raise ValueError(f"no runs of {task}, {source}. There is: {there}")
    one = found[task, source]
    changes = [one.change(pair) for pair in one.pairs]
    home = (f"{source} (source)", cell(one.in_language("REF")), *(cell(c.in_language) for c in changes))
    level = one.zero_shot("REF")
    away = [
        (code, cell(level[:, i]), *(cell(c.zero_shot[:, i]) for c in changes))
        for i, code in enumerate(one.targets)
    ]
    mean = ("mean of targets", cell(level), *(cell(c.zero_shot) for c in changes))
    return Table(
        f"RANDOM-INIT by language: {one.name}",
        ("language", "REF (%)", *one.pairs),
        (home, *away, mean),
        "REF in per cent; changes against REF of the same seed in points. Intervals are 95 % over seeds, "
        "those of the mean over seeds and targets.",
    )


def controls_table(
    parts: Mapping[str, Sequence[RunRecord]], *, tested: Literal["in-language", "zero-shot"] = "zero-shot"
) -> Table:
    """The controls that the paper lacks, beside plainly random layers.

    Args:
        parts: part of the Muller study -> its records, as `Study.sort` gives them.
        tested: which score.

    Raises:
        ValueError: there is no control.
    """
    there = [part for part in CONTROLS if parts.get(part)]
    controls = [record for part in there if part != "main" for record in parts[part]]
    if not controls:
        raise ValueError("no runs of controls: python -m xling_utils study muller carries them out")
    source = controls[0].spec.source
    rows: list[tuple[str, ...]] = []
    for task in in_order(record.spec.task for record in controls):
        found = {part: _one(parts[part], task, source) for part in there}
        level = [cell(getattr(s, PLACES[tested])("REF")) for s in found.values()]
        rows.append((task, "REF (%)", *level))
        for layers in _layers(found):
            changes = [_change(s, _condition(part, layers), tested) for part, s in found.items()]
            rows.append((task, layers, *changes))
    return Table(
        f"Controls, {tested}, source {source}",
        ("task", "layers", *(CONTROLS[part] for part in there)),
        tuple(rows),
        "Changes in points against REF of the same seed and amount of data. frozen: layers stay pretrained "
        "instead; scattered: as many random weights, spread over all blocks; shuffled: pretrained weights in "
        f"random order; torch default: torch's own random values. {_seeds(parts, there)} {INTERVALS}",
    )


def _seeds(parts: Mapping[str, Sequence[RunRecord]], there: Iterable[str]) -> str:
    counts = (f"{CONTROLS[part]} {len({record.spec.seed for record in parts[part]})}" for part in there)
    return f"Seeds: {', '.join(counts)}."


def _one(records: Iterable[RunRecord], task: str, source: str) -> Setting:
    return setting([r for r in records if (r.spec.task, r.spec.source) == (task, source)])


def _layers(found: Mapping[str, Setting]) -> list[str]:
    """Groups of layers that any control has, in the order of the main part or of the first that has them."""
    controls = {part: s for part, s in found.items() if part != "main"}
    names = [name for s in found.values() for name in s.runs] + [
        name.removeprefix("frozen ") for s in controls.values() for name in s.runs
    ]
    return [
        name
        for name in dict.fromkeys(names)
        if name != "REF" and any(_condition(part, name) in s.runs for part, s in controls.items())
    ]


def _condition(part: str, layers: str) -> str:
    """The name of a condition in a part of the study."""
    return {"frozen": f"frozen {layers}", "scattered": f"{layers} scattered"}.get(part, layers)


def _change(found: Setting, condition: str, tested: str) -> str:
    return cell(getattr(found.change(condition), PLACES[tested])) if condition in found.runs else ""
