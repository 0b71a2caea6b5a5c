"""Drawings of unlearning (chapter 7): who gets which gradient, where points go, and who is fooled."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from xling_utils.figures import COLOURS, STYLE, colour_of, marker_of
from xling_utils.layer_figures import CHANCE

LEARNS: dict[str, Any] = {"fc": "#e8f1f8", "ec": "black"}
STANDS_STILL: dict[str, Any] = {"fc": "white", "ec": "#bbbbbb", "hatch": "////"}
GREY_ARROW = {"arrowstyle": "->", "color": "#777777"}


def gradients() -> Figure:
    """Which parts learn, and from which gradients: reversal, and the two phases of entropy training."""
    task, language, reversed_ = COLOURS[0], COLOURS[2], COLOURS[1]
    panels: dict[str, tuple[set[str], dict[str, tuple[str, str]]]] = {
        "reversal: in every step": (
            {"encoder", "task head", "language head"},
            {"task head": ("task", task), "language head": ("− λ · language", reversed_)},
        ),
        "entropy: before an epoch": ({"language head"}, {}),
        "entropy: in the epoch": (
            {"encoder", "task head"},
            {"task head": ("(1 − w) · task", task), "language head": ("w · uniform", reversed_)},
        ),
    }
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, grid = plt.subplots(1, 3, figsize=(8.6, 3.6), layout="constrained")
        for axes, (title, (learning, flows)) in zip(grid, panels.items(), strict=True):
            axes.set(title=title, xlim=(0, 10), ylim=(0, 10))
            axes.set_axis_off()
            idle = "labelled" if "task head" not in learning else "nothing"
            for part, box in BOXES.items():
                if idle not in part:
                    _box(axes, part, box, learns=part in learning, fed="language" in part or bool(flows))
            for head, (words, colour) in flows.items():
                _flow(axes, BOXES[head], words, colour)
            if "language head" in learning:
                x, y, _, height = BOXES["language head"]
                axes.text(x, y + height / 2 + 0.35, "learns to tell", ha="center", color=language, fontsize=9)
        handles = [FancyBboxPatch((0, 0), 1, 1, **style) for style in (LEARNS, STANDS_STILL)]
        figure.legend(handles, ["learns", "stands still"], loc="outside lower center", ncols=2)
    return figure


BOXES = {
    "encoder": (5.0, 3.9, 9.0, 1.7),
    "task head": (2.6, 7.9, 4.2, 1.4),
    "language head": (7.4, 7.9, 4.2, 1.4),
    "labelled text\none language": (2.6, 0.9, 4.2, 1.5),
    "raw text\nall languages": (7.4, 0.9, 4.2, 1.5),
}
"""Part of the drawing -> centre, width and height of its box."""


def _box(axes: Axes, part: str, box: tuple[float, float, float, float], *, learns: bool, fed: bool) -> None:
    x, y, width, height = box
    if "text" in part:
        axes.annotate("", (x, 2.95), (x, 1.65), arrowprops=GREY_ARROW)
        axes.text(x, y, part, ha="center", va="center", fontsize=9, color="#444444")
        return
    style = LEARNS if learns else STANDS_STILL
    corner = (x - width / 2, y - height / 2)
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle="round,pad=0.05", **style))
    plate = {"facecolor": style["fc"], "edgecolor": "none", "pad": 1.5}
    axes.text(x, y, part, ha="center", va="center", fontsize=10, bbox=plate)
    if "head" in part and fed:
        axes.annotate("", (x - 1.2, 7.1), (x - 1.2, 4.9), arrowprops=GREY_ARROW)


def _flow(axes: Axes, head: tuple[float, float, float, float], words: str, colour: str) -> None:
    x, below = head[0] + 0.1, head[1] - head[3] / 2
    axes.add_patch(
        FancyArrowPatch((x, below - 0.1), (x, 4.9), arrowstyle="-|>", mutation_scale=14, lw=2, color=colour)
    )
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    axes.text(x, 6.05, words, ha="center", va="center", fontsize=9, color=colour, bbox=plate)


def moved_points(
    panels: Mapping[str, Float[np.ndarray, "item 2"]], classes: Sequence[str], *, followed: int = 12
) -> Figure:
    """Points in the plane before and after something moved them, one panel per state, with class means.

    Args:
        panels: title -> places of the same points; the first panel is where they come from.
        classes: name of the class of every point.
        followed: how many points of each class have a line from where they come.
    """
    names, of = list(dict.fromkeys(classes)), np.array(classes)
    start = next(iter(panels.values()))
    middle, reach = start.mean(0), 1.05 * np.abs(start - start.mean(0)).max()
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, grid = plt.subplots(1, len(panels), figsize=(2.2 * len(panels), 3.0), layout="constrained")
        for axes, (title, places) in zip(np.atleast_1d(grid), panels.items(), strict=True):
            axes.set(title=title, xticks=[], yticks=[], aspect="equal")
            axes.set(**dict(zip(("xlim", "ylim"), ((m - reach, m + reach) for m in middle), strict=True)))
            for name in names:
                own, colour, marker = of == name, colour_of(name, names), marker_of(name, names)
                if places is not start:
                    ways = np.stack([start[own], places[own]])[:, :followed]
                    axes.plot(*ways.T.swapaxes(1, 2), color="#bbbbbb", linewidth=0.7, zorder=1)
                axes.scatter(*places[own].T, color=colour, marker=marker, s=9, alpha=0.6, linewidths=0)
                style = {"color": colour, "marker": marker, "s": 110, "edgecolor": "black", "zorder": 3}
                axes.scatter(*places[own].mean(0), **style)
        handles = [
            Line2D([], [], linestyle="", color=colour_of(name, names), marker=marker_of(name, names))
            for name in names
        ]
        handles.append(Line2D([], [], linestyle="", marker="o", color="white", markeredgecolor="black", ms=9))
        figure.legend(handles, [*names, "mean of a class"], loc="outside lower center", ncols=len(names) + 1)
    return figure


def fooled(
    losses: Mapping[str, Sequence[float]], readers: Mapping[str, Mapping[str, float]], *, languages: int
) -> Figure:
    """What an adversary says in training, beside what fresh readers find afterwards.

    Args:
        losses: model -> cross-entropy of its adversary at every step, in nats.
        readers: the same models, and perhaps others -> reader -> share of right answers.
        languages: number of languages: chance is ln of it for the loss, and one in so many for readers.
    """
    names, kinds = list(readers), list(next(iter(readers.values())))
    with plt.rc_context(STYLE):
        figure, (left, right) = plt.subplots(
            1, 2, figsize=(8.6, 3.5), width_ratios=(1.1, 1), layout="constrained"
        )
        for name, values in losses.items():
            smooth = np.convolve(values, np.ones(7) / 7, mode="valid")
            left.plot(np.linspace(0, 100, len(smooth)), smooth, color=colour_of(name, names), label=name)
        left.axhline(math.log(languages), **CHANCE)
        left.set(xlabel="share of training (%)", ylabel="loss of the adversary (nats)", ylim=(0, None))
        left.set_title("in training: the adversary")
        for place, kind in enumerate(kinds):
            heights = [100 * readers[name][kind] for name in names]
            colour, marker = COLOURS[place + 3], marker_of(kind, kinds)
            right.plot(range(len(names)), heights, color=colour, marker=marker, linestyle="", label=kind)
        right.axhline(100 / languages, **CHANCE)
        right.set_xticks(range(len(names)), [name.replace(", ", ",\n") for name in names], fontsize=9)
        right.set(ylabel="language read (% of words)", ylim=(0, 103), xlim=(-0.5, len(names) - 0.5))
        right.set_title("afterwards: fresh readers")
        handles = [*left.get_legend_handles_labels()[0], *right.get_legend_handles_labels()[0]]
        handles.append(Line2D([], [], **CHANCE))
        figure.legend(handles, [*losses, *kinds, "chance"], loc="outside lower center", ncols=4)
    return figure
