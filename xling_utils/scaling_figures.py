"""Figures of chapter 9: what larger encoders cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from xling_utils.ablation_figures import PAIR, SCORES, TASKS, Score, effect_of
from xling_utils.budgets import StudyCost, gpu
from xling_utils.costs import Memory, Parameters
from xling_utils.effects import Setting
from xling_utils.figures import COLOURS, STYLE, colour_of, marker_of

PARTS = {
    "weights": "weights",
    "gradients": "gradients",
    "optimiser": "moments of Adam",
    "activations": "activations",
}
"""Field of `Memory` -> name in the legend."""


def parameters_and_work(parameters: Mapping[str, Parameters], flops: Mapping[str, int]) -> Figure:
    """Parameters of each encoder by where they stand, and the operations that a word piece takes.

    Args:
        parameters: encoder -> parameters.
        flops: encoder -> operations per word piece.
    """
    names = list(parameters)
    places = np.arange(len(names))
    embeddings = np.array([parameters[name].embeddings for name in names]) / 1e6
    blocks = np.array([parameters[name].blocks + parameters[name].after for name in names]) / 1e6
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 2.6), sharey=True, layout="constrained")
        left.barh(places, embeddings, color=COLOURS[5], label="embeddings", hatch="//", edgecolor="white")
        whole = left.barh(places, blocks, left=embeddings, color=COLOURS[0], label="blocks")
        work = right.barh(places, [flops[name] / 1e6 for name in names], color=COLOURS[1])
        left.bar_label(
            whole, [f"{sum(pair):,.1f}" for pair in zip(embeddings, blocks, strict=True)], padding=3
        )
        right.bar_label(work, [f"{flops[name] / 1e6:,.1f}" for name in names], padding=3)
        for axes in (left, right):
            axes.margins(x=0.18)
        left.set(xlabel="parameters (millions)", yticks=places, yticklabels=names)
        right.set(xlabel="operations per word piece (millions)")
        left.invert_yaxis()
        figure.legend(loc="outside upper left", ncols=2)
    return figure


def memory_bars(memories: Mapping[str, Mapping[str, Memory]], *, limit: float | None = None) -> Figure:
    """Memory of a training step of each encoder by what holds it, a bar for each precision.

    Args:
        memories: encoder -> precision -> memory.
        limit: GB of a GPU, drawn as a line.
    """
    rows = [(name, precision) for name, kinds in memories.items() for precision in kinds]
    hatches = ("", "..", "xx", "//")
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, axes = plt.subplots(figsize=(7.8, 1.3 + 0.34 * len(rows)), layout="constrained")
        start = np.zeros(len(rows))
        for (field, label), hatch in zip(PARTS.items(), hatches, strict=True):
            size = np.array([getattr(memories[name][precision], field) for name, precision in rows]) / 1e9
            colour = colour_of(field, list(PARTS))
            axes.barh(range(len(rows)), size, left=start, color=colour, label=label, hatch=hatch,
                      edgecolor="white", linewidth=0.4)  # fmt: skip
            start += size
        if limit is not None:
            axes.axvline(limit, color="black", linestyle="dashed", label=f"{limit:g} GB")
        axes.set_yticks(range(len(rows)), [f"{name}, {precision}" for name, precision in rows])
        axes.set_xlabel("memory of a training step (GB)")
        axes.invert_yaxis()
        figure.legend(loc="outside upper center", ncols=5)
    return figure


def hours_by_overhead(
    costs: Mapping[str, StudyCost], *, shares: Sequence[float] = (0.1, 0.3, 0.6), peak: float = 312e12
) -> Figure:
    """Hours of a study on one GPU against the overhead of a step, a line for each share of the peak.

    Args:
        costs: encoder -> cost of the study; a panel each.
        shares: of the peak that a step reaches.
        peak: operations per second that the maker states.
    """
    overheads = np.linspace(0, 0.06, 13)
    names = [f"{share:.0%} of the peak" for share in shares]
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            1, len(costs), figsize=(8.4, 3.1), sharey=True, layout="constrained", squeeze=False
        )
        for axes, (encoder, cost) in zip(grid[0], costs.items(), strict=True):
            for name, share in zip(names, shares, strict=True):
                hours = [cost.hours(gpu(peak=peak, share=share, overhead=x)) for x in overheads]
                axes.plot(1000 * overheads, hours, color=colour_of(name, names), label=name,
                          marker=marker_of(name, names), markersize=4, markevery=3)  # fmt: skip
            axes.set(title=encoder, xlabel="overhead per step (ms)")
        grid[0, 0].set_ylabel("time of the study (hours)")
        grid[0, 0].set_ylim(0, None)
        figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=len(shares))
    return figure


def pair_effects(models: Mapping[str, Sequence[Setting]]) -> Figure:
    """Change of two scores for every random pair: a row per task, a column per model.

    Args:
        models: name -> its settings, one for each task.
    """
    tasks = list(dict.fromkeys(setting.task for found in models.values() for setting in found))
    scores: dict[str, Score] = {SCORES[name]: name for name in ("in_language", "zero_shot")}
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            len(tasks), len(models), figsize=(8.4, 1.0 + 2.2 * len(tasks)), sharex="col", sharey="row",
            layout="constrained", squeeze=False,
        )  # fmt: skip
        for column, (model, found) in enumerate(models.items()):
            grid[0, column].set_title(model)
            grid[-1, column].set_xlabel(PAIR)
            for setting in found:
                axes = grid[tasks.index(setting.task), column]
                axes.axhline(0, color="black", linewidth=0.8)
                for shift, (label, score) in zip((-0.12, 0.12), scores.items(), strict=True):
                    effects = [effect_of(setting, pair, score) for pair in setting.pairs]
                    means = np.array([effect.mean for effect in effects])
                    ends = np.array([[effect.low, effect.high] for effect in effects]).T
                    axes.errorbar(np.arange(len(means)) + shift, means, yerr=np.abs(ends - means),
                                  linestyle="", capsize=3, label=label, color=colour_of(label, list(scores)),
                                  marker=marker_of(label, list(scores)))  # fmt: skip
                axes.set_xticks(range(len(setting.pairs)), setting.pairs)
        for row, task in enumerate(tasks):
            grid[row, 0].set_ylabel(f"{TASKS.get(task, task)}:\nchange (points)")
        figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure
