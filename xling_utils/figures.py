"""Figures of the book: matplotlib, legible in print and on screen, colour-blind safe.

Each function draws one figure and returns it. Colours are those of Okabe and Ito (2008). Legends stand
outside the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from xling_utils.stats import Summary

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999933")
"""Okabe-Ito, most distinct first."""

STYLE: dict[Any, Any] = {
    "figure.dpi": 120,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "font.size": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "svg.hashsalt": "xling",
}


def colour_of(name: str, names: Sequence[str]) -> str:
    """The colour of one of several names, by its place among them."""
    return COLOURS[list(names).index(name) % len(COLOURS)]


def marker_of(name: str, names: Sequence[str]) -> str:
    """A marker that goes with the colour; together they tell up to 64 names apart."""
    place = list(names).index(name)
    return "osD^vPX*"[(place + place // 8) % 8]


def keep(name: str, value: float | int | str) -> None:
    """Makes a value of the run available to the prose of a chapter; does nothing without myst-nb."""
    try:
        from myst_nb import glue
    except ImportError:
        return
    glue(name, value, display=False)


def effects_by_condition(effects: Mapping[str, Mapping[str, Summary]], *, ylabel: str, xlabel: str) -> Figure:
    """Points with intervals for each condition, one colour per group ("in-language", "zero-shot").

    Args:
        effects: group -> condition -> summary, in units of the axis.
        ylabel: label of the vertical axis.
        xlabel: label of the conditions.
    """
    conditions = list(next(iter(effects.values())))
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(7.2, 3.6), layout="constrained")
        axes.axhline(0, color="black", linewidth=0.8)
        shift = np.linspace(-0.12, 0.12, len(effects)) if len(effects) > 1 else [0.0]
        for offset, (group, row), marker in zip(shift, effects.items(), "osD^v", strict=False):
            places = np.arange(len(conditions)) + offset
            means = [row[condition].mean for condition in conditions]
            errors = np.hstack([_error(row[condition], 1) for condition in conditions])
            colour = colour_of(group, list(effects))
            axes.errorbar(places, means, yerr=errors, fmt=marker, color=colour, capsize=3, label=group)
        axes.set_xticks(range(len(conditions)), conditions)
        axes.set(ylabel=ylabel, xlabel=xlabel)
        figure.legend(loc="outside upper right", ncols=len(effects))
    return figure


def heat_table(
    values: np.ndarray,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    label: str,
    digits: int = 0,
    diverging: bool = True,
) -> Figure:
    """A table whose cells are coloured and hold their numbers.

    Args:
        values: array of shape (row, column); a cell that is not a number stays empty.
        rows: names of the rows.
        columns: names of the columns.
        label: what the colour shows, with its unit.
        digits: decimals of the numbers.
        diverging: colours around 0 instead of from the smallest value.
    """
    limit = float(np.nanmax(np.abs(values))) or 1.0
    low, high = (-limit, limit) if diverging else (float(np.nanmin(values)), float(np.nanmax(values)))
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, axes = plt.subplots(
            figsize=(1.6 + min(0.75 * len(columns), 9), 0.9 + 0.42 * len(rows)), layout="constrained"
        )
        image = axes.imshow(
            values, cmap="PuOr" if diverging else "viridis", vmin=low, vmax=high, aspect="auto"
        )
        for (row, column), value in np.ndenumerate(values):
            if np.isnan(value):
                continue
            red, green, blue, _ = image.cmap(image.norm(value))
            ink = "black" if 0.3 * red + 0.59 * green + 0.11 * blue > 0.5 else "white"
            axes.text(
                column,
                row,
                f"{round(float(value), digits) + 0.0:.{digits}f}",
                ha="center",
                va="center",
                color=ink,
                fontsize=9.5,
            )
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        figure.colorbar(image, ax=axes, label=label, shrink=0.9)
    return figure


def scores_and_baselines(
    scores: Mapping[str, Summary],
    baselines: Mapping[str, Mapping[str, float]],
    source: str,
    *,
    xlabel: str = "POS accuracy (%)",
) -> Figure:
    """A point with its interval for each language, the baselines beside it as hollow marks.

    Args:
        scores: language -> summary of values from 0 to 1.
        baselines: name -> language -> value from 0 to 1.
        source: the language of fine-tuning; drawn on top.
        xlabel: label of the axis.
    """
    targets = (code for code in scores if code != source)
    order = [source, *sorted(targets, key=lambda code: -scores[code].mean)]
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, axes = plt.subplots(figsize=(7.2, 1.4 + 0.32 * len(order)), layout="constrained")
        for place, code in enumerate(order):
            colour = COLOURS[1] if code == source else COLOURS[0]
            values = [100 * row[code] for row in baselines.values()]
            axes.hlines(place, min(values), 100 * scores[code].mean, color="#bbbbbb", linewidth=1, zorder=1)
            error = _error(scores[code], 100)
            axes.errorbar(100 * scores[code].mean, place, xerr=error, fmt="o", color=colour, capsize=3)
            for value, marker in zip(values, "sD^v", strict=False):
                axes.scatter(value, place, marker=marker, facecolor="white", edgecolor="black", s=28)
        handles = [axes.scatter([], [], color=COLOURS[number]) for number in (1, 0)]
        for marker in "sD^v"[: len(baselines)]:
            handles.append(axes.scatter([], [], marker=marker, facecolor="white", edgecolor="black"))
        axes.set_yticks(range(len(order)), order)
        axes.set(xlabel=xlabel, ylabel="test language", xlim=(0, 100.8))
        axes.invert_yaxis()
        labels = [f"source ({source})", "targets, zero-shot", *baselines]
        figure.legend(handles, labels, loc="outside upper center", ncols=3)
    return figure


def two_points(
    first: Mapping[str, float], second: Mapping[str, float], labels: tuple[str, str], *, xlabel: str
) -> Figure:
    """Two values per language, joined by a line.

    Args:
        first: language -> value from 0 to 1; the order of the rows.
        second: the same languages.
        labels: what the two are.
        xlabel: label of the axis.
    """
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, axes = plt.subplots(figsize=(7.2, 1.3 + 0.3 * len(first)), layout="constrained")
        places = range(len(first))
        left, right = ([100 * row[code] for code in first] for row in (first, second))
        axes.hlines(places, left, right, color="#999999", linewidth=1.5, zorder=1)
        axes.scatter(left, places, marker="o", color=COLOURS[0], label=labels[0], s=36)
        axes.scatter(right, places, marker="D", color=COLOURS[1], label=labels[1], s=32)
        axes.set_yticks(places, list(first))
        axes.set(xlabel=xlabel, ylabel="language")
        axes.invert_yaxis()
        figure.legend(loc="outside upper center", ncols=2)
    return figure


def scatter_by_language(
    across: Mapping[str, float], up: Mapping[str, Summary], *, xlabel: str, ylabel: str
) -> Figure:
    """One named point per language, with the interval of its height.

    Args:
        across: language -> value from 0 to 1.
        up: language -> summary of values from 0 to 1.
        xlabel: label of the horizontal axis.
        ylabel: label of the vertical axis.
    """
    with plt.rc_context(STYLE | {"axes.grid.axis": "both"}):
        figure, axes = plt.subplots(figsize=(6.2, 3.8), layout="constrained")
        for code, share in across.items():
            summary = up[code]
            place, error = (100 * share, 100 * summary.mean), _error(summary, 100)
            axes.errorbar(*place, yerr=error, fmt="o", color=COLOURS[0], capsize=3)
        axes.set(xlabel=xlabel, ylabel=ylabel, xlim=(-3, None), ylim=(0, 100))
        name_points(axes, {code: (100 * across[code], 100 * up[code].mean) for code in across})
    return figure


SIDES = (
    (6, 0, "left", "center"),
    (-6, 0, "right", "center"),
    (0, 9, "center", "bottom"),
    (0, -9, "center", "top"),
)
"""Where the name of a point can stand: offset in points, and which part of the name is put there."""


def name_points(axes: Axes, places: Mapping[str, tuple[float, float]]) -> None:
    """Names beside their points, each on the first side where it covers no other name and no point.

    Args:
        axes: limits and scales are final; more drawing may follow.
        places: name -> point, in data coordinates.
    """
    # Settles the layout, so that places in pixels are final.
    axes.get_figure(root=True).draw_without_rendering()  # type: ignore[union-attr]
    pixels = axes.transData.transform(list(places.values()))
    taken: list[Bbox] = [Bbox.from_bounds(x - 5, y - 5, 10, 10) for x, y in pixels]
    for place, (name, point) in enumerate(places.items()):
        others = taken[:place] + taken[place + 1 :]
        for x, y, horizontal, vertical in SIDES:
            text = axes.annotate(
                name, point, xytext=(x, y), textcoords="offset points",
                ha=horizontal, va=vertical, fontsize=8.5,
            )  # fmt: skip
            box = text.get_window_extent()
            if Bbox.count_overlaps(box, others) == 0:
                break
            if (x, y, horizontal, vertical) != SIDES[-1]:
                text.remove()
        taken.append(box)


def rank_frequency(counts: Mapping[str, Sequence[int]]) -> Figure:
    """Frequency against rank on logarithmic axes, a line per language, with Zipf's law dotted.

    Args:
        counts: language -> how often each word form occurs, in any order.
    """
    with plt.rc_context(STYLE | {"axes.grid.axis": "both"}):
        figure, axes = plt.subplots(figsize=(6.4, 4.0), layout="constrained")
        for code, numbers in counts.items():
            shares = 100 * np.sort(np.asarray(numbers))[::-1] / sum(numbers)
            ranks = np.arange(1, len(shares) + 1)
            axes.plot(ranks, shares, color=colour_of(code, list(counts)), linewidth=1.3, label=code,
                      marker=marker_of(code, list(counts)), markersize=4, markevery=[0, 9, 99])  # fmt: skip
        longest = max(map(len, counts.values()))
        ranks = np.array([1, longest])
        axes.plot(ranks, 20 / ranks, color="black", linestyle="dotted", label="1 / rank")
        axes.set(xscale="log", yscale="log", xlabel="rank of the word form", ylabel="share of all words (%)")
        figure.legend(loc="outside right upper", ncols=1 + len(counts) // 12)
    return figure


def training_curves(log: Sequence[Mapping[str, Any]]) -> Figure:
    """Loss in training, and accuracy on held-out text of each language, over the rows of a training log.

    Args:
        log: rows with ``step``, ``loss`` (nats per masked piece) and ``held_out`` (language -> share).
    """
    steps, codes = [row["step"] for row in log], list(log[0]["held_out"])
    with plt.rc_context(STYLE):
        figure, (left, right) = plt.subplots(1, 2, figsize=(8.2, 3.7), layout="constrained")
        left.plot(steps, [row["loss"] for row in log], color="black")
        left.set(title="training", xlabel="step", ylabel="loss (nats per masked piece)", ylim=(0, None))
        for code in codes:
            right.plot(steps, [100 * row["held_out"][code] for row in log], color=colour_of(code, codes),
                       marker=marker_of(code, codes), markersize=4, markevery=0.12, label=code)  # fmt: skip
        right.set(title="held-out text", xlabel="step", ylabel="masked pieces guessed right (%)")
        right.set_ylim(0, 100)
        for axes in (left, right):
            axes.locator_params(axis="x", nbins=4)
        handles = right.get_legend_handles_labels()
        figure.legend(*handles, loc="outside right upper", ncols=1 + len(codes) // 12)
    return figure


def dots_by_language(
    values: Mapping[str, Mapping[str, float]],
    baselines: Mapping[str, Mapping[str, float]],
    *,
    xlabel: str,
    baseline_label: str,
) -> Figure:
    """A row per language with a mark for each measure, and a hollow one for its baseline.

    Args:
        values: measure -> language -> value from 0 to 1.
        baselines: the same measures for the baseline.
        xlabel: label of the axis.
        baseline_label: what the legend says of the hollow marks.
    """
    codes, names = list(next(iter(values.values()))), list(values)
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, axes = plt.subplots(figsize=(7.2, 1.6 + 0.34 * len(codes)), layout="constrained")
        for name in names:
            style: dict[str, Any] = {
                "marker": marker_of(name, names),
                "edgecolor": colour_of(name, names),
                "s": 42,
            }
            hollow, full = ([100 * row[name][code] for code in codes] for row in (baselines, values))
            axes.scatter(hollow, range(len(codes)), facecolor="white", **style)
            axes.scatter(full, range(len(codes)), facecolor=colour_of(name, names), label=name, **style)
        axes.scatter([], [], facecolor="white", edgecolor="black", s=42, label=baseline_label)
        axes.set_yticks(range(len(codes)), codes)
        axes.set(xlabel=xlabel, ylabel="language", xlim=(-2, 102))
        axes.invert_yaxis()
        figure.legend(loc="outside upper center", ncols=2)
    return figure


def _error(summary: Summary, scale: float) -> np.ndarray:
    """Distances from the mean to the two ends of the interval, as matplotlib wants them."""
    return scale * np.array([[summary.mean - summary.low], [summary.high - summary.mean]])
