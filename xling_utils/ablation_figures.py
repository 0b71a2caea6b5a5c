"""Figures of ablations (chapter 4): what random or frozen layers change, where, and beside which controls.

All of them take the records of the whole Muller study. Changes are points against REF of the same seed. An
interval is over seeds; for zero-shot scores it is over seeds and targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from xling_utils.depth import Group, halves_of, name_of
from xling_utils.effects import Setting, interval, setting, settings
from xling_utils.figures import STYLE, colour_of, marker_of
from xling_utils.grids import muller_of
from xling_utils.records import RunRecord
from xling_utils.stats import Summary

Score: TypeAlias = Literal["in_language", "zero_shot", "cross_domain"]
Series: TypeAlias = Mapping[str, Mapping[int, Summary]]
"""Name -> place on the horizontal axis -> effect."""

SCORES: dict[Score, str] = {
    "in_language": "in-language",
    "zero_shot": "zero-shot",
    "cross_domain": "other registers",
}
TASKS = {"pos": "POS accuracy", "parsing": "parsing LAS", "ner": "NER F1"}
DONE = {
    "main": "random, BERT's recipe",
    "torch_default": "random, PyTorch's recipe",
    "shuffle": "shuffled",
    "scattered": "random, but scattered",
    "frozen": "frozen",
}
"""Part of the study -> what was done to the layers."""
AMOUNTS = {"quarter": "1/4 of the data", "main": "the data of the study", "fourfold": "4 times the data"}
PAIR = "pair of layers with random weights"
MOST_LEVEL = 24
"""Labels that fit below a row of panels side by side; more stand upright."""


def effect_of(found: Setting, condition: str, score: Score = "zero_shot") -> Summary:
    """What a condition changes against REF, in points, with its interval.

    Raises:
        ValueError: there are no such runs, or they were tested in one domain only.
    """
    change = getattr(found.change(condition), score)
    if change is None:
        raise ValueError(f"{found.name}, {condition}: tested in one domain only (RunSpec.other_domains)")
    return interval(change)


def settings_by_part(records: Iterable[RunRecord], *, source: str = "en") -> dict[str, dict[str, Setting]]:
    """Part of the Muller study -> task -> its runs with one source language; controls have ``en`` only.

    Of an unfinished study only complete seeds are used.
    """
    records = list(records)
    found: dict[str, dict[str, Setting]] = {}
    for part, runs in muller_of(records).complete(records).items():
        for task in dict.fromkeys(run.spec.task for run in runs if run.spec.epochs):
            chosen = [run for run in runs if (run.spec.task, run.spec.source) == (task, source)]
            found.setdefault(part, {}).update({task: setting(chosen)} if chosen else {})
    return found


def effects_by_setting(records: Iterable[RunRecord]) -> Figure:
    """Change of three scores for every pair of layers: a row per task, a column per source language.

    Runs that were tested in one domain only, as on most treebanks, have two scores.
    """
    found = settings(records)
    panels = {
        (s.task, f"source {s.source}"): {
            name: {place: effect_of(s, pair, score) for place, pair in enumerate(s.pairs)}
            for score, name in SCORES.items()
            if score != "cross_domain" or s.change("REF").cross_domain is not None
        }
        for s in found
    }
    return _grid(panels, ticks=dict(enumerate(found[0].pairs)), xlabel=PAIR)


def nested_groups(records: Iterable[RunRecord], *, source: str = "en") -> Figure:
    """Change of two scores against the number of random blocks, counted from the bottom or from the top.

    Both curves end where all blocks are random. A dotted line is a model with nothing learnt before
    fine-tuning.

    Args:
        records: of the whole study.
        source: language of fine-tuning.
    """
    main = settings_by_part(records, source=source)["main"]
    panels: dict[tuple[str, str], Series] = {
        (SCORES[score], task): {
            "lowest blocks random": _nested(s, score, lowest=True),
            "highest blocks random": _nested(s, score, lowest=False),
        }
        for score in ("in_language", "zero_shot")
        for task, s in main.items()
    }
    floors = {
        (SCORES[score], task): effect_of(s, "everything", score).mean
        for score in ("in_language", "zero_shot")
        for task, s in main.items()
    }
    counts = next(iter(panels.values()))["lowest blocks random"]
    return _grid(
        panels,
        ticks={count: str(count) for count in counts},
        xlabel="number of random blocks",
        lines={"embeddings random too": floors},
        joined=True,
    )


def _nested(found: Setting, score: Score, *, lowest: bool) -> dict[int, Summary]:
    """Number of random blocks -> effect, for groups that hold the lowest block, or the highest."""
    every = {name: found.random_blocks(name) for name in found.runs if name not in ("REF", "everything")}
    groups = {name: blocks for name, blocks in every.items() if not isinstance(blocks, str)}
    height = found.height(found.pairs[-1])
    names = {len(blocks): name for name, blocks in groups.items() if _at_the_end(blocks, height, lowest)}
    names |= {height: "all"}
    return {count: effect_of(found, names[count], score) for count in sorted(names)}


def _at_the_end(blocks: Group, height: int, lowest: bool) -> bool:
    return blocks[0] == 0 if lowest else blocks[-1] == height - 1


def controls(records: Iterable[RunRecord], *, score: Score = "zero_shot") -> Figure:
    """Random layers beside their controls: other random values, the same number scattered, frozen layers.

    Args:
        records: of the whole study.
        score: which one changes.
    """
    parts = {name: tasks for name, tasks in settings_by_part(records).items() if name in DONE}
    first = next(iter(parts["main"].values()))
    halves = [half for half in halves_of(first.height(first.pairs[-1])) if len(half) > 1]
    places = list(dict.fromkeys([*first.pairs, *map(name_of, halves)]))
    panels = {
        (task, ""): {
            done: _where_known(parts[part][task], places, score)
            for part, done in DONE.items()
            if task in parts.get(part, {})
        }
        for task in parts["main"]
    }
    return _grid(
        panels,
        ticks=dict(enumerate(places)),
        xlabel="layers that were changed before fine-tuning, or frozen in it",
        ylabel=f"{SCORES[score]} change\n({{}}, points)",
    )


def _where_known(found: Setting, places: list[str], score: Score) -> dict[int, Summary]:
    """Place of a group of layers -> effect, for the groups that this control has."""
    of_group = {name.removeprefix("frozen ").removesuffix(" scattered"): name for name in found.runs}
    return {
        place: effect_of(found, of_group[group], score)
        for place, group in enumerate(places)
        if group in of_group
    }


def data_amounts(records: Iterable[RunRecord]) -> Figure:
    """Change of two scores for every pair, after fine-tuning on 1/4, 1 and 4 times the data of the study."""
    parts = settings_by_part(records)
    pairs = next(iter(parts["main"].values())).pairs
    panels = {
        (SCORES[score], task): {
            name: {place: effect_of(parts[part][task], pair, score) for place, pair in enumerate(pairs)}
            for part, name in AMOUNTS.items()
        }
        for score in ("in_language", "zero_shot")
        for task in parts["main"]
    }
    return _grid(panels, ticks=dict(enumerate(pairs)), xlabel=PAIR)


def _grid(
    panels: Mapping[tuple[str, str], Series],
    *,
    ticks: Mapping[int, str],
    xlabel: str,
    ylabel: str = "{}:\nchange (points)",
    lines: Mapping[str, Mapping[tuple[str, str], float]] | None = None,
    joined: bool = False,
) -> Figure:
    """Small multiples: (row, column) -> series. Panels of a row share their vertical axis.

    Args:
        panels: what to draw.
        ticks: place -> label.
        xlabel: label of the lowest panels.
        ylabel: label of the leftmost panels; the braces stand for the row.
        lines: name -> panel -> height of a dotted line.
        joined: whether a line joins the points of a series.
    """
    rows, columns = (list(dict.fromkeys(key[side] for key in panels)) for side in (0, 1))
    names = list(dict.fromkeys(name for series in panels.values() for name in series))
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            len(rows), len(columns), figsize=(8.6, 1.0 + 2.15 * len(rows)), sharex=True, sharey="row",
            layout="constrained", squeeze=False,
        )  # fmt: skip
        for (row, column), series in panels.items():
            axes = grid[rows.index(row), columns.index(column)]
            _draw(axes, series, names, joined)
            for name, heights in (lines or {}).items():
                axes.axhline(heights[row, column], color="black", linestyle="dotted", label=name)
        for axes, column in zip(grid[0], columns, strict=True):
            axes.set_title(TASKS.get(column, column))
        for axes, row in zip(grid[:, 0], rows, strict=True):
            axes.set_ylabel(ylabel.format(TASKS.get(row, row)))
        narrow = len(ticks) * len(columns) > 14
        grid[0, 0].set_xticks(list(ticks), list(ticks.values()), fontsize=8.5 if narrow else None)
        if len(ticks) * len(columns) > MOST_LEVEL:
            for axes in grid[-1]:
                axes.tick_params(axis="x", rotation=90, labelsize=8.5)
        grid[-1, len(columns) // 2].set_xlabel(xlabel)
        handles, labels = grid[0, 0].get_legend_handles_labels()  # matplotlib puts lines first
        handles, labels = (
            found[len(lines or {}) :] + found[: len(lines or {})] for found in (handles, labels)
        )
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
    return figure


def _draw(axes: Axes, series: Series, names: list[str], joined: bool) -> None:
    """Points with intervals; the series stand side by side around each place."""
    axes.axhline(0, color="black", linewidth=0.8)
    shifts = np.linspace(-1, 1, len(names)) * min(0.3, 0.13 * (len(names) - 1))
    for name, effects in series.items():
        shift = 0.0 if joined else shifts[names.index(name)]
        means = np.array([effect.mean for effect in effects.values()])
        ends = np.array([[effect.low, effect.high] for effect in effects.values()]).T
        axes.errorbar(
            np.array(list(effects)) + shift, means, yerr=np.abs(ends - means), label=name, capsize=2,
            markersize=4.5, color=colour_of(name, names), marker=marker_of(name, names),
            linestyle="solid" if joined else "",
        )  # fmt: skip
