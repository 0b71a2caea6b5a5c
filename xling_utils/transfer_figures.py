"""Figures of chapter 2 about several tasks at once: scores by language, and scores against distance.

Style, colours and legends are those of `figures`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import NullFormatter

from xling_utils.figures import COLOURS, STYLE, name_points
from xling_utils.stats import Correlation, Summary

Results = Mapping[str, Mapping[str, Summary]]
"""Task -> language -> summary of values from 0 to 1."""


def scores_by_task(
    results: Results, floors: Mapping[str, Mapping[str, float]], source: str, *, names: Mapping[str, str]
) -> Figure:
    """A panel for each task, a row for each language: score with interval, and a hollow mark beside it.

    Rows are in the order of the mean over tasks, the source on top.

    Args:
        results: task -> language -> summary.
        floors: task -> language -> score without pretraining.
        source: the language of fine-tuning.
        names: task -> its name and score, such as "parsing (LAS, %)".
    """
    means = {
        code: np.mean([row[code].mean for row in results.values()]) for code in next(iter(results.values()))
    }
    order = sorted(means, key=lambda code: (code != source, -means[code]))
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, grid = plt.subplots(
            1, len(results), figsize=(2.2 * len(results) + 0.4, 1.5 + 0.27 * len(order)),
            sharey=True, layout="constrained", squeeze=False,
        )  # fmt: skip
        for axes, (task, row) in zip(grid[0], results.items(), strict=True):
            for place, code in enumerate(order):
                _row(axes, place, row[code], floors[task][code], COLOURS[1] if code == source else COLOURS[0])
            axes.set(xlabel=names[task], xlim=(-3, 103))
        grid[0, 0].set_yticks(range(len(order)), order)
        grid[0, 0].set_ylabel("test language")
        grid[0, 0].invert_yaxis()
        marks = [
            Line2D([], [], linestyle="", marker="o", color=COLOURS[1]),
            Line2D([], [], linestyle="", marker="o", color=COLOURS[0]),
            Line2D([], [], linestyle="", marker="D", markerfacecolor="white", color="black", markersize=5),
        ]
        labels = [f"source ({source})", "targets, zero-shot", "nothing learnt before"]
        figure.legend(marks, labels, loc="outside upper center", ncols=3)
    return figure


def _row(axes: Axes, place: int, score: Summary, floor: float, colour: str) -> None:
    mean, error = 100 * score.mean, 100 * np.array([[score.mean - score.low], [score.high - score.mean]])
    axes.hlines(place, 100 * floor, mean, color="#bbbbbb", linewidth=1, zorder=1)
    axes.errorbar(mean, place, xerr=error, fmt="o", color=colour, capsize=2.5, markersize=5)
    axes.scatter(100 * floor, place, marker="D", facecolor="white", edgecolor="black", s=20, zorder=3)


def scores_by_distance(
    distances: Mapping[str, float],
    results: Results,
    relations: Mapping[str, Correlation],
    *,
    names: Mapping[str, str],
    xlabel: str,
) -> Figure:
    """A panel for each task: score of each language against its distance, with the correlation as title.

    The axis of the distance is logarithmic, because most languages crowd near the source.

    Args:
        distances: language -> distance from the source, above 0; only these languages are drawn.
        results: task -> language -> summary.
        relations: task -> correlation of the two.
        names: task -> label of its vertical axis.
        xlabel: label of the horizontal axes.
    """
    columns = 2 if len(results) > 1 else 1
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.4, 0.8) if tick < 1.25 * max(distances.values())]
    rows = math.ceil(len(results) / columns)
    with plt.rc_context(STYLE | {"axes.grid.axis": "both"}):
        figure, grid = plt.subplots(
            rows,
            columns,
            figsize=(4.3 * columns, 3.1 * rows),
            sharex=True,
            layout="constrained",
            squeeze=False,
        )
        for axes, (task, row) in zip(grid.flat, results.items(), strict=False):
            points = np.array([(distances[code], 100 * row[code].mean) for code in distances])
            errors = 100 * np.array(
                [(row[c].mean - row[c].low, row[c].high - row[c].mean) for c in distances]
            )
            axes.errorbar(*points.T, yerr=errors.T, fmt="o", color=COLOURS[0], capsize=2, markersize=4, lw=1)
            axes.set(ylabel=names[task], ylim=(0, 104), xscale="log")
            axes.set_xlim(0.8 * min(distances.values()), 1.25 * max(distances.values()))
            axes.set_title(str(relations[task]), fontsize=10)
            axes.xaxis.set_minor_formatter(NullFormatter())
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        for axes in grid.flat[len(results) :]:
            axes.set_visible(False)
        figure.supxlabel(xlabel, fontsize=10.5)
        for axes, row in zip(grid.flat, results.values(), strict=False):
            name_points(axes, {code: (distances[code], 100 * row[code].mean) for code in distances})
    return figure
