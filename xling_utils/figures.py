"""Figures of the book: matplotlib, legible in print and on screen, colour-blind safe.

Each function draws one figure and returns it. Colours are those of Okabe and Ito (2008). Legends stand outside the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from xling_utils.stats import Summary

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999933")
"""Okabe-Ito, most distinct first; a language keeps its colour through the book."""

STYLE: dict[str, Any] = {
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


def keep(name: str, value: float | int | str) -> None:
    """Makes a value of the run available to the prose of a chapter; does nothing where the book is not built."""
    try:
        from myst_nb import glue
    except ImportError:
        return
    glue(name, value, display=False)


def scores_by_language(
    scores: Mapping[str, Summary], source: str, *, ylabel: str = "POS accuracy (%)", baseline: Mapping[str, float] | None = None
) -> Figure:
    """A bar per language with its interval; the source language in another colour.

    Args:
        scores: language -> summary of values from 0 to 1.
        source: the language of fine-tuning; drawn first.
        ylabel: label of the axis.
        baseline: language -> value to beat, drawn as a mark.
    """
    order = [source, *sorted((code for code in scores if code != source), key=lambda code: -scores[code].mean)]
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(7.2, 3.4), layout="constrained")
        for place, code in enumerate(order):
            summary = scores[code]
            axes.bar(place, 100 * summary.mean, color=COLOURS[1] if code == source else COLOURS[0], width=0.7)
            axes.errorbar(place, 100 * summary.mean, yerr=_error(summary, 100), color="black", capsize=3, linewidth=1.2)
            if baseline:
                axes.hlines(100 * baseline[code], place - 0.42, place + 0.42, color="black", linestyle="dotted")
        axes.set_xticks(range(len(order)), order)
        axes.set(ylabel=ylabel, xlabel="test language", ylim=(0, 100))
        handles = [plt.Rectangle((0, 0), 1, 1, color=COLOURS[1]), plt.Rectangle((0, 0), 1, 1, color=COLOURS[0])]
        labels = [f"fine-tuned on ({source})", "zero-shot"]
        if baseline:
            handles.append(plt.Line2D([], [], color="black", linestyle="dotted"))
            labels.append("baseline")
        figure.legend(handles, labels, loc="outside upper right", ncols=len(labels))
    return figure


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


def layer_curves(
    curves: Mapping[str, Sequence[float]], *, ylabel: str, dashed: Mapping[str, Sequence[float]] | None = None
) -> Figure:
    """One line per name over layers 0 (embeddings) to the last; dashed lines of the same colour for baselines.

    Args:
        curves: name -> one value per layer.
        ylabel: label of the vertical axis.
        dashed: name -> one value per layer, for example the shuffled baseline.
    """
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(7.2, 3.8), layout="constrained")
        for (name, values), marker in zip(curves.items(), "osD^vPX*" * 3, strict=False):
            axes.plot(values, color=colour_of(name, list(curves)), marker=marker, markersize=4, label=name)
        for name, values in (dashed or {}).items():
            axes.plot(values, color=colour_of(name, list(curves)), linestyle="dashed", linewidth=1)
        axes.set_xticks(range(len(next(iter(curves.values())))))
        axes.set(xlabel="layer (0 = embeddings)", ylabel=ylabel)
        if dashed:
            axes.plot([], [], color="black", linestyle="dashed", linewidth=1, label="shuffled pairs")
        figure.legend(loc="outside right upper")
    return figure


def heat_table(
    values: np.ndarray, rows: Sequence[str], columns: Sequence[str], *, label: str, digits: int = 0, diverging: bool = True
) -> Figure:
    """A table whose cells are coloured and hold their numbers.

    Args:
        values: array of shape (row, column).
        rows: names of the rows.
        columns: names of the columns.
        label: what the colour shows, with its unit.
        digits: decimals of the numbers.
        diverging: colours around 0 instead of from the smallest value.
    """
    limit = float(np.abs(values).max()) or 1.0
    low, high = (-limit, limit) if diverging else (float(values.min()), float(values.max()))
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, axes = plt.subplots(
            figsize=(1.6 + 0.75 * len(columns), 0.9 + 0.42 * len(rows)), layout="constrained"
        )
        image = axes.imshow(values, cmap="PuOr" if diverging else "viridis", vmin=low, vmax=high, aspect="auto")
        for (row, column), value in np.ndenumerate(values):
            red, green, blue, _ = image.cmap(image.norm(value))
            ink = "black" if 0.3 * red + 0.59 * green + 0.11 * blue > 0.5 else "white"
            axes.text(column, row, f"{value:.{digits}f}", ha="center", va="center", color=ink, fontsize=9.5)
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        figure.colorbar(image, ax=axes, label=label, shrink=0.9)
    return figure


def _error(summary: Summary, scale: float) -> np.ndarray:
    """Distances from the mean to the two ends of the interval, as matplotlib wants them."""
    return scale * np.array([[summary.mean - summary.low], [summary.high - summary.mean]])
