"""Figures about layers (chapters 3 and 4): curves over them, sentences in them, which of them are random.

Style, colours and legends are those of `figures`. Where there are more languages than a reader can tell
apart, some have a colour and the others are grey.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MultipleLocator

from xling_utils.figures import COLOURS, STYLE, colour_of, marker_of

if TYPE_CHECKING:
    from xling_utils.stats import Summary

FEW_LAYERS = 9
"""From so many layers on, the embeddings included, an axis has no label for each."""

GREY = "#c4c4c4"
"""Languages that are drawn, but not named."""

MEAN: dict[str, Any] = {"color": "black", "linewidth": 2.4}
REFERENCE: dict[str, Any] = {"color": "black", "linestyle": "dashdot", "linewidth": 1.6}
DASHED: dict[str, Any] = {"linestyle": "dashed", "linewidth": 1}
CHANCE: dict[str, Any] = {"color": "black", "linestyle": "dotted", "linewidth": 1.2}

Curves: TypeAlias = Mapping[str, Sequence[float]]
"""Name -> one value per layer."""


def curve_panels(
    panels: Mapping[str, Curves],
    *,
    ylabel: str,
    shown: Sequence[str] | None = None,
    dashed: Mapping[str, Curves] | None = None,
    bands: Mapping[str, Mapping[str, Sequence[Summary]]] | None = None,
    dashed_label: str = "shuffled pairs",
    reference: Mapping[str, Sequence[float]] | None = None,
    reference_label: str = "random weights, mean",
    chance: float | None = None,
    columns: int | None = None,
) -> Figure:
    """Panels with one line per name over the layers; those of a row have one vertical axis.

    Args:
        panels: title of a panel -> name -> one value per layer.
        ylabel: label of the vertical axis.
        shown: names that have a colour, in their usual order; by default all. If some have none, they are
            grey, and a thick black line is the mean of all.
        dashed: dashed lines in the colours of their names, for example the shuffled baseline.
        bands: shaded intervals around the lines that have a colour.
        dashed_label: what the legend says of the dashed lines.
        reference: title of a panel -> one more curve, black and dash-dotted.
        reference_label: what the legend says of it.
        chance: a horizontal dotted line in every panel.
        columns: panels in a row; by default all.
    """
    drawn = list(dict.fromkeys(name for curves in panels.values() for name in curves))
    layers = max(len(values) for curves in panels.values() for values in curves.values())
    shown = drawn if shown is None else shown
    grey = any(name not in shown for name in drawn)
    with plt.rc_context(STYLE):
        figure, grid = _grid_of_panels(len(panels), columns or len(panels))
        for spare in grid.flat[len(panels) :]:
            spare.remove()
        for axes, (title, curves) in zip(grid.flat, panels.items(), strict=False):
            _draw_curves(axes, curves, shown, (dashed or {}).get(title, {}), (bands or {}).get(title, {}))
            if grey:
                axes.plot(np.mean([list(values) for values in curves.values()], axis=0), **MEAN)
            if reference:
                axes.plot(reference[title], **REFERENCE)
            if chance is not None:
                axes.axhline(chance, **CHANCE)
            axes.set_title(title)
            axes.xaxis.set_major_locator(MultipleLocator(layer_step(layers)))
        for row in grid:
            row[0].set_ylabel(ylabel)
        for axes in grid[-1]:
            axes.set_xlabel("layer (0 = embeddings)")
        lines: dict[str, dict[str, Any]] = {
            name: {"color": colour_of(name, shown), "marker": marker_of(name, shown)}
            for name in drawn
            if name in shown
        }
        lines |= {"others": {"color": GREY}, "mean": MEAN} if grey else {}
        lines |= {dashed_label: DASHED | {"color": "black"}} if dashed else {}
        lines |= {reference_label: REFERENCE} if reference else {}
        lines |= {"chance": CHANCE} if chance is not None else {}
        _legend_below(figure, [Line2D([], [], **style) for style in lines.values()], list(lines))
    return figure


def layer_step(layers: int) -> int:
    """Layers from one label of an axis to the next: all of a few, else not much more than a dozen."""
    return 1 if layers < FEW_LAYERS else 2 * math.ceil(layers / 26)


def _grid_of_panels(count: int, columns: int) -> tuple[Figure, np.ndarray]:
    rows = math.ceil(count / columns)
    width = {1: 6.4, 2: 8.0}.get(columns, 2.7 * columns + 0.5)
    return plt.subplots(
        rows, columns, figsize=(width, 0.8 + 3.0 * rows), sharex=True, sharey="row",
        layout="constrained", squeeze=False,
    )  # fmt: skip


def _draw_curves(
    axes: Axes,
    curves: Curves,
    shown: Sequence[str],
    dashed: Curves,
    bands: Mapping[str, Sequence[Summary]],
) -> None:
    """First the grey curves, then on top of them those with a colour."""
    for name in (name for name in curves if name not in shown):
        axes.plot(curves[name], color=GREY, linewidth=1)
    for name in (name for name in curves if name in shown):
        colour = colour_of(name, shown)
        axes.plot(curves[name], color=colour, marker=marker_of(name, shown), markersize=4)
        if name in dashed:
            axes.plot(dashed[name], color=colour, **DASHED)
        if name in bands:
            low, high = ([getattr(s, end) for s in bands[name]] for end in ("low", "high"))
            axes.fill_between(range(len(low)), low, high, color=colour, alpha=0.13, lw=0)


def language_maps(
    maps: Mapping[str, np.ndarray],
    languages: Sequence[str],
    *,
    shown: Sequence[str] | None = None,
    marked: Sequence[int] = (),
) -> Figure:
    """Two-dimensional maps of parallel sentences.

    Args:
        maps: title of a panel -> array of shape (language, sentence, 2).
        languages: names of the languages.
        shown: languages with a colour and a marker; the others are grey dots. By default all.
        marked: sentences that carry a number, counted from 1, in every shown language.
    """
    shown = languages if shown is None else shown
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, grid = plt.subplots(
            1, len(maps), figsize=(2.9 * len(maps), 3.9), layout="constrained", squeeze=False
        )
        for axes, (title, points) in zip(grid[0], maps.items(), strict=True):
            for code, places in zip(languages, points, strict=True):
                axes.scatter(*places.T, linewidths=0, **_dot(code, shown))
            for (number, sentence), code in product(enumerate(marked, 1), shown):
                box = {"boxstyle": "circle,pad=0.15", "fc": "white", "ec": colour_of(code, shown)}
                x, y = points[list(languages).index(code), sentence]
                axes.text(x, y, str(number), ha="center", va="center", fontsize=8, bbox=box)
            axes.set(title=title, xlabel="first direction", xticks=[], yticks=[])
        grid[0, 0].set_ylabel("second direction")
        dots = {code: {"color": colour_of(code, shown), "marker": marker_of(code, shown)} for code in shown}
        dots |= {"others": {"color": GREY, "marker": "."}} if len(shown) < len(languages) else {}
        handles = [Line2D([], [], linestyle="", color=d["color"], marker=d["marker"]) for d in dots.values()]
        _legend_below(figure, handles, list(dots))
    return figure


def _dot(code: str, shown: Sequence[str]) -> dict[str, Any]:
    if code not in shown:
        return {"color": GREY, "marker": ".", "s": 16, "zorder": 1}
    return {"color": colour_of(code, shown), "marker": marker_of(code, shown), "s": 13, "alpha": 0.75}


def bias_curves(
    values: Mapping[int, Mapping[str, np.ndarray]], sizes: Sequence[int], *, expected: bool = True
) -> Figure:
    """CKA of independent noise against the number of sentences, a panel per hidden size.

    Args:
        values: hidden size -> estimator -> array of shape (draw, size). The range of the draws is shaded.
        sizes: numbers of sentences.
        expected: also draw hidden / (sentences + hidden), the expected value of the biased linear estimator.
    """
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            1, len(values), figsize=(3.9 * len(values), 3.9), sharey=True, layout="constrained", squeeze=False
        )
        for axes, (hidden, estimators) in zip(grid[0], values.items(), strict=True):
            for name, table in estimators.items():
                colour, marker = colour_of(name, list(estimators)), marker_of(name, list(estimators))
                axes.plot(sizes, table.mean(0), color=colour, marker=marker, markersize=4, label=name)
                axes.fill_between(sizes, table.min(0), table.max(0), color=colour, alpha=0.2, lw=0)
            if expected:
                line = [hidden / (size + hidden) for size in sizes]
                axes.plot(sizes, line, color="black", linestyle="dotted", label="d / (n + d)")
            axes.set(title=f"{hidden} dimensions", xlabel="sentences n", xscale="log")
            axes.set_xticks(sizes, [str(size) for size in sizes], rotation=45)
            axes.minorticks_off()
        grid[0, 0].set_ylabel("CKA of unrelated data")
        handles, labels = grid[0, 0].get_legend_handles_labels()
        _legend_below(figure, handles, labels)
    return figure


def piece_grid(pieces: Sequence[str], words: Sequence[int | None], layers: int) -> Figure:
    """A sentence as the model sees it: a hidden state for every layer and word piece, and what is averaged.

    Args:
        pieces: word pieces of the sentence, special tokens included.
        words: for each piece the number of its word; None for special tokens.
        layers: number of hidden states per piece: the embeddings and the output of every block.
    """
    kinds = {"special token, left out": "#bbbbbb", "first piece: stands for its word": COLOURS[0],
             "further piece": COLOURS[5], "mean: stands for the sentence": COLOURS[1]}  # fmt: skip
    special, first, further, mean = kinds.values()
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, axes = plt.subplots(figsize=(1.2 + 0.62 * len(pieces), 4.4), layout="constrained")
        for column, word in enumerate(words):
            colour = special if word is None else further if word in words[:column] else first
            axes.bar([column] * layers, 0.72, bottom=np.arange(layers) - 0.36, width=0.8, color=colour)
        axes.bar([len(pieces) + 0.5] * layers, 0.72, bottom=np.arange(layers) - 0.36, width=0.8, color=mean)
        places = [*range(len(pieces)), len(pieces) + 0.5]
        axes.set_xticks(places, [*pieces, "sentence"], rotation=40, ha="right")
        axes.set_yticks(range(layers))
        axes.set(xlabel="word pieces", ylabel="layer (0 = embeddings)")
        axes.tick_params(length=0)
        handles = [Patch(color=colour) for colour in kinds.values()]
        figure.legend(handles, list(kinds), loc="outside upper center", ncols=2)
    return figure


def random_layers_strips(conditions: Mapping[str, Iterable[int] | str], num_layers: int) -> Figure:
    """A row per condition: which parts of a network start from random values, and which are pretrained.

    Args:
        conditions: name -> blocks with random values, or "all", or "everything" (the embeddings too).
        num_layers: number of blocks.
    """
    parts = ["emb.", *map(str, range(num_layers)), "head"]
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, axes = plt.subplots(figsize=(7.2, 0.9 + 0.36 * len(conditions)), layout="constrained")
        for row, layers in enumerate(conditions.values()):
            chosen = range(num_layers) if isinstance(layers, str) else layers
            random = {str(layer) for layer in chosen} | {"head"}
            random |= {"emb."} if layers == "everything" else set()
            for column, part in enumerate(parts):
                _strip_cell(axes, column, row, random=part in random)
        axes.set_xticks(range(len(parts)), parts)
        axes.set_yticks(range(len(conditions)), conditions)
        axes.set(xlim=(-0.9, len(parts) - 0.4), ylim=(len(conditions) - 0.5, -0.5))
        axes.set_xlabel("part of the network, from the input (left) to the output")
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        handles = [_strip_cell(axes, -9, -9, random=value) for value in (False, True)]
        figure.legend(handles, ["pretrained", "random"], loc="outside upper right", ncols=2)
    return figure


def _strip_cell(axes: Axes, column: float, row: float, *, random: bool) -> Rectangle:
    colour, hatch = (COLOURS[1], "////") if random else (COLOURS[0], "")
    cell = Rectangle(
        (column - 0.42, row - 0.36), 0.84, 0.72, facecolor=colour, edgecolor="white", hatch=hatch
    )
    axes.add_patch(cell)
    return cell


def _legend_below(figure: Figure, handles: Sequence[Any], labels: Sequence[str]) -> None:
    """A legend under the panels, in as few rows as its labels need."""
    width = sum(0.6 + 0.095 * len(label) for label in labels)  # inches: a line, and letters of its label
    rows = math.ceil(width / figure.get_figwidth())
    columns = math.ceil(len(labels) / rows)  # equally long rows
    figure.legend(
        handles, labels, loc="outside lower center", ncols=columns, columnspacing=1.2, handlelength=1.6
    )
