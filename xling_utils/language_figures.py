"""Figures of language identity (chapter 6): clouds by language and tag, clusters and probes by layer.

Figures of records take those of the Tanti study. Bands are intervals over seeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xling_utils.conditions import NAMES, Part, conditions
from xling_utils.effects import Setting, interval
from xling_utils.figures import COLOURS, STYLE, colour_of, dots_by_language, heat_table, marker_of
from xling_utils.layer_figures import CHANCE, DASHED, GREY, curve_panels
from xling_utils.records import RunRecord
from xling_utils.stats import Summary

TASKS = {"pos": "tagging", "nli": "inference"}
"""Task -> how a figure calls it."""

COMPARED = ("frozen", "REF")
"""The conditions of chapter 6."""


def tasks(records: Iterable[RunRecord], part: Part = "main") -> dict[str, Setting]:
    """The settings of a part of the study by task, in the order of `TASKS`."""
    found = {s.task: s for s in conditions(records, part)}
    return {task: found[task] for task in TASKS if task in found}


def last(s: Setting, condition: str, measure: str) -> float:
    """A measure in the last layer, from 0 to 1, mean over seeds."""
    if has(s, measure):
        return float(s.layers(condition, measure)[:, -1].mean())
    return float(s.top(condition, measure).mean())


def maps(
    points: Mapping[str, Float[np.ndarray, "item 2"]],
    groupings: Mapping[str, Sequence[str]],
    *,
    shown: Mapping[str, Sequence[str]] | None = None,
    size: float = 3.4,
    one_scale: bool = False,
) -> Figure:
    """The same items in several maps, a column each, coloured in several ways, a row each.

    Args:
        points: title -> places of the items; one unit is as long across as up.
        groupings: name -> group of every item.
        shown: name of a grouping -> groups with a colour and a marker, the others being grey; all by default.
        size: width of a panel in inches.
        one_scale: give all maps the same limits.
    """
    rows, columns = len(groupings), len(points)
    width, height = np.ptp(np.concatenate([np.asarray(places) for places in points.values()]), axis=0)
    up = size * height / width if one_scale else size
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, grid = plt.subplots(
            rows, columns, figsize=(size * columns + 1.1, up * rows + 0.3), layout="constrained",
            squeeze=False, sharex=one_scale, sharey=one_scale,
        )  # fmt: skip
        for row, (name, groups) in zip(grid, groupings.items(), strict=True):
            wanted = list((shown or {}).get(name, dict.fromkeys(groups)))
            for axes, (title, places) in zip(row, points.items(), strict=True):
                _cloud(axes, np.asarray(places), np.array(groups), wanted)
                axes.set_aspect("equal", adjustable="box" if one_scale else "datalim")
                if axes in grid[0]:
                    axes.set_title(title)
            row[0].set_ylabel(f"coloured by {name}")
            _legend_beside(row[-1], wanted, others=set(groups) > set(wanted))
    return figure


def _cloud(axes: Axes, places: np.ndarray, groups: np.ndarray, shown: Sequence[str]) -> None:
    """Grey items first; the others in one random order, so that no group covers the rest."""
    x, y = places[~np.isin(groups, shown)].T
    axes.scatter(x, y, color=GREY, s=5, lw=0)
    size = 9 if len(places) > 500 else 16
    order = np.random.default_rng(0).permutation(len(places))
    for part in np.array_split(order, 12):
        for name in shown:
            x, y = places[part[groups[part] == name]].T
            axes.scatter(x, y, color=colour_of(name, shown), marker=marker_of(name, shown), s=size, lw=0)
    axes.set(xticks=[], yticks=[])


def _legend_beside(axes: Axes, shown: Sequence[str], *, others: bool) -> None:
    dots = [_dot(colour_of(name, shown), marker_of(name, shown)) for name in shown]
    names = list(shown)
    if others:
        dots, names = [*dots, _dot(GREY, ".")], [*names, "others"]
    axes.legend(dots, names, loc="center left", bbox_to_anchor=(1.0, 0.5), handletextpad=0.1)


def _dot(colour: str, marker: str) -> Line2D:
    return Line2D([], [], linestyle="", color=colour, marker=marker, markersize=5)


def clusters_by_layer(records: Iterable[RunRecord]) -> Figure:
    """AMI of clusters with language and with the task's label over the layers, frozen and fine-tuned."""
    kinds = {"language": "ami language", "label": "ami label"}
    panels, bands = {}, {}
    for s in tasks(records).values():
        for kind, measure in kinds.items():
            title = f"{TASKS[s.task]}: by {kind}"
            bands[title] = {NAMES[name]: summaries(s, name, measure) for name in COMPARED}
            panels[title] = _means(bands[title])
    figure = curve_panels(panels, bands=bands, ylabel="AMI with clusters", chance=0.0, columns=2)
    for axes in figure.axes:
        axes.set_ylim(-0.05, 1.02)
    return figure


def probes_by_layer(records: Iterable[RunRecord]) -> Figure:
    """Accuracy of the linear probe over the layers: words and sentences, frozen and fine-tuned.

    Dashed: the same probe on the text of the task, where it was tried.
    """
    panels, bands, dashed = {}, {}, {}
    found = tasks(records).values()
    for level in ("word", "sentence"):
        for s in found:
            title = f"{TASKS[s.task]}: {level}s"
            bands[title] = {NAMES[n]: summaries(s, n, f"{level} general", scale=100) for n in COMPARED}
            panels[title] = _means(bands[title])
            if has(s, f"{level} task"):
                dashed[title] = _means(
                    {NAMES[n]: summaries(s, n, f"{level} task", scale=100) for n in COMPARED}
                )
    figure = curve_panels(
        panels, bands=bands, dashed=dashed, dashed_label="on the text of the task",
        ylabel="language read (%)", chance=100 * chance(next(iter(found))), columns=2,
    )  # fmt: skip
    for axes in figure.axes:
        axes.set_ylim(0, 103)
    return figure


def recall_by_language(records: Iterable[RunRecord]) -> Figure:
    """Words of each language whose language is read in the last layer, fine-tuned and (hollow) frozen."""
    read: dict[str, dict[str, dict[str, float]]] = {name: {} for name in COMPARED}
    for s in tasks(records).values():
        for name in COMPARED:
            row = {code: recall(s, name, code) for code in (s.source, *s.targets)}
            read[name][f"fine-tuned for {TASKS[s.task]}"] = row
    first = next(iter(read["REF"].values()))
    order = sorted(first, key=lambda code: first[code])
    tuned, frozen = (
        {name: {code: row[code] for code in order} for name, row in read[condition].items()}
        for condition in ("REF", "frozen")
    )
    return dots_by_language(tuned, frozen, xlabel="words read right (%)", baseline_label="frozen")


def readers(records: Iterable[RunRecord]) -> Figure:
    """What three readers have right in the last layer, on general text and on that of the task (%)."""
    kinds = {"linear": "", "MLP": " mlp", "k-NN": " knn"}
    rows = {}
    for text in ("general", "task"):
        for task, s in tasks(records).items():
            for level in ("word", "sentence"):
                if has(s, f"{level} {text}"):
                    for name in COMPARED:
                        measures = [f"{level} {text}{kind}" for kind in kinds.values()]
                        title = f"{level}s, {NAMES[name]}" + f" ({TASKS[task]})" * (name != "frozen")
                        rows[f"{title}, {text} text"] = [100 * last(s, name, m) for m in measures]
    table = np.array(list(rows.values()))
    figure = heat_table(table, list(rows), list(kinds), label="language read (%)", diverging=False)
    figure.set_size_inches(7.6, figure.get_figheight())  # the names of the rows are long
    return figure


def score_against_accuracy(
    curves: Mapping[str, Sequence[tuple[float, float]]], levels: Mapping[str, float]
) -> Figure:
    """A score against word accuracy, both in per cent, with levels that were published.

    Args:
        curves: name -> pairs of accuracy and score, from 0 to 1.
        levels: name -> score, from 0 to 1, drawn across.
    """
    with plt.rc_context(STYLE | {"axes.grid.axis": "both"}):
        figure, axes = plt.subplots(figsize=(7.0, 4.2), layout="constrained")
        axes.plot([0, 100], [0, 100], label="word accuracy", **CHANCE)
        for name, pairs in curves.items():
            accuracy, score = 100 * np.array(pairs).T
            style: dict[str, Any] = {"marker": marker_of(name, list(curves)), "markersize": 4}
            axes.plot(accuracy, score, color=colour_of(name, list(curves)), label=name, **style)
        for name, value in levels.items():
            axes.axhline(100 * value, color=COLOURS[6], **DASHED)
            axes.annotate(
                name, (0.02, 100 * value), xycoords=("axes fraction", "data"), xytext=(0, 3),
                textcoords="offset points", fontsize=9,
            )  # fmt: skip
        least = 100 * min(accuracy for pairs in curves.values() for accuracy, _ in pairs)
        axes.set(xlabel="words whose language is read (%)", ylabel="released score (%)")
        axes.set(xlim=(least - 1, 100.7), ylim=(-2, 102))
        figure.legend(loc="outside right upper")
    return figure


def summaries(s: Setting, condition: str, measure: str, *, scale: float = 1) -> list[Summary]:
    """A measure in every layer, with intervals over seeds."""
    return [interval(scale * column) for column in s.layers(condition, measure).T]


def has(s: Setting, measure: str) -> bool:
    """Whether the runs of a setting have a measure by layer."""
    return all(measure in record.layers for record in s.of("REF"))


def chance(s: Setting) -> float:
    """What a language probe has right by guessing, from 0 to 1."""
    return 1 / (1 + len(s.targets))


def recall(s: Setting, condition: str, language: str) -> float:
    """Share of the words of a language that the linear probe reads in the last layer, mean over seeds."""
    return float(s.layers(condition, "word general", language)[:, -1].mean())


def _means(rows: Mapping[str, Sequence[Summary]]) -> dict[str, list[float]]:
    return {name: [summary.mean for summary in row] for name, row in rows.items()}
