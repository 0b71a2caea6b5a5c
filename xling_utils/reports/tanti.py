"""The report of the Tanti study: which runs count, and all tables in their order. Chapters 6 and 7."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from xling_utils.claims import TANTI
from xling_utils.conditions import Part, conditions, part_of
from xling_utils.depth import of_encoder
from xling_utils.effects import Setting
from xling_utils.grids import PAPER, RECIPES, TANTI_PARTS, tanti
from xling_utils.records import RunRecord, RunSpec
from xling_utils.reports.files import Drawing
from xling_utils.reports.overview import claims_table, cost_table, encoder_note, verdicts
from xling_utils.reports.table import Table
from xling_utils.reports.tanti_conditions import change_table, probes_table, side_by_side_table
from xling_utils.reports.tanti_layers import clusters_table, probe_layers_table
from xling_utils.reports.tanti_settings import paper_recipes_table, paper_scores_table, strengths_table

VARIED: dict[str, Any] = {
    "source": "en",
    "seed": 0,
    "frozen": (),
    "method": "",
    "strength": None,
    "schedule": "constant",
    "paper_loss": False,
    "adversary_rate": None,
    "batch_size": 32,
    "learning_rate": None,
    "head_rate": None,
    "head_std": None,
}
"""Fields of a spec that vary between the runs of one task in the study, with a value for them."""


def drawings() -> list[Drawing]:
    """Functions that draw its figures."""
    from xling_utils import language_figures as language
    from xling_utils import unlearning_figures as unlearning

    return [
        language.clusters_by_layer,
        language.probes_by_layer,
        language.recall_by_language,
        unlearning.side_by_side,
        unlearning.strengths,
        unlearning.paper_settings,
    ]


def complete(records: Iterable[RunRecord]) -> list[RunRecord]:
    """The records that a report may use: of each part of the study its complete seeds.

    Raises:
        ValueError: no seed of any part is complete, or there are several encoders.
    """
    return [record for found in _complete_parts(_of_study(records)).values() for record in found]


def tables(records: Iterable[RunRecord]) -> list[Table]:
    """All tables; the first says which runs are there, and which parts are left out.

    Raises:
        ValueError: no seed of any part is complete, or there are several encoders.
    """
    records = _of_study(records)
    parts = _complete_parts(records)
    used = [record for found in parts.values() for record in found]
    shown = [runs_table(records), claims_table(*verdicts(used, TANTI, "T"))]
    if parts["main"]:
        shown += _tables_of_main(conditions(used))
    if parts["strengths"]:
        shown.append(strengths_table(conditions(used, "strengths")))
    if parts["paper"]:
        found = conditions(used, "paper")
        shown += [paper_recipes_table(found), paper_scores_table(found)]
    return [*shown, cost_table(records)]


def _tables_of_main(found: Sequence[Setting]) -> list[Table]:
    return [
        *map(side_by_side_table, found),
        probes_table(found),
        probe_layers_table(found, "word"),
        probe_layers_table(found, "sentence"),
        clusters_table(found),
        *map(change_table, found),
    ]


def _of_study(records: Iterable[RunRecord]) -> list[RunRecord]:
    """Runs of the study: of each task those of one recipe, the most frequent, in case of several tries.

    Raises:
        ValueError: there are several encoders.
    """
    own = of_encoder(record for record in records if part_of(record.spec))
    recipes: dict[tuple[str, bool], Counter[RunSpec]] = {}
    for record in own:
        recipes.setdefault(_kind(record.spec), Counter())[_recipe(record.spec)] += 1
    chosen = {kind: counts.most_common(1)[0][0] for kind, counts in recipes.items()}
    return [record for record in own if _recipe(record.spec) == chosen[_kind(record.spec)]]


def _recipe(spec: RunSpec) -> RunSpec:
    return replace(spec, **VARIED)


def _kind(spec: RunSpec) -> tuple[str, bool]:
    """Runs with the paper's settings have a recipe of their own."""
    return spec.task, spec.steady


Group = tuple[Part, str, str, int]
"""Part, task, source and seed: what is complete or not."""


def _group(spec: RunSpec) -> Group:
    part = part_of(spec)
    assert part
    return part, spec.task, spec.source, spec.seed


def _wanted(part: Part, task: str) -> set[str]:
    """The conditions that a part has for a task."""
    study = tanti(tasks=[task], seeds=[0], strength_seeds=[0], paper_seeds=[0] if task in PAPER else [])
    return {spec.condition for spec in study.parts[part]}


def _complete_groups(records: Sequence[RunRecord]) -> set[Group]:
    there: dict[Group, set[str]] = {}
    for record in records:
        there.setdefault(_group(record.spec), set()).add(record.spec.condition)
    whole = {group for group, names in there.items() if names >= _wanted(*group[:2])}
    # Strengths are read beside the usual ones, which are in the main part.
    return {group for group in whole if group[0] != "strengths" or ("main", *group[1:]) in whole}


def _complete_parts(records: Sequence[RunRecord]) -> dict[Part, list[RunRecord]]:
    """Part -> its records of complete seeds."""
    whole = _complete_groups(records)
    if not whole:
        raise ValueError(
            f"no seed of the Tanti study is complete: {len(records)} of its runs are there. "
            "Start the same `study tanti` command again: it carries out what is missing"
        )
    used = [record for record in records if _group(record.spec) in whole]
    return {part: [record for record in used if part_of(record.spec) == part] for part in TANTI_PARTS}  # type: ignore[misc]


def runs_table(records: Iterable[RunRecord]) -> Table:
    """How many runs of each part and task are there, and which seeds are complete."""
    records = _of_study(records)
    groups, whole = {_group(record.spec) for record in records}, _complete_groups(records)
    rows, wanted = [], 0
    for part, task, source in _in_order(groups):
        begun = [group for group in groups if group[:3] == (part, task, source)]
        seeds = sorted(group[3] for group in begun if group in whole)
        runs = len(begun) * len(_wanted(part, task))
        wanted += runs
        there = sum(_group(record.spec)[:3] == (part, task, source) for record in records)
        rows.append((part, task, source, str(runs), str(there), ", ".join(map(str, seeds)) or "none"))
    missing = _what_is_missing(wanted, len(records), {group[0] for group in whole})
    note = " ".join(filter(None, (missing, encoder_note(records))))
    return Table("Runs", ("part", "task", "source", "runs", "there", "complete seeds"), tuple(rows), note)


def _in_order(groups: Iterable[Group]) -> list[tuple[Part, str, str]]:
    """Every part, task and source once, in the order of the parts and of the paper's tasks."""
    tasks = list(RECIPES)
    return sorted(
        {group[:3] for group in groups},
        key=lambda name: (TANTI_PARTS.index(name[0]), tasks.index(name[1]), name[2]),
    )


def _what_is_missing(wanted: int, there: int, complete: set[Part]) -> str:
    absent = [part for part in TANTI_PARTS if part not in complete]
    default = len(tanti().specs)
    notes = [
        "Runs are those of all seeds that have begun.",
        f"{wanted - there} of them are missing; tables use complete seeds only." if wanted > there else "",
        f"Left out, because no seed is complete: {', '.join(absent)}." if absent else "",
        f"The whole grid has {default} runs; this is a part of it." if wanted < default else "",
    ]
    return " ".join(filter(None, notes))
