"""Figures of the Tanti study (chapter 7): conditions compared, strengths, distances, the paper's settings.

All of them take the records of the whole study. Intervals are over seeds; those of zero-shot scores are over
seeds and targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import matplotlib.pyplot as plt
import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xling_utils.claims import best_reader
from xling_utils.conditions import NAMES, conditions, control_of
from xling_utils.effects import Setting, interval
from xling_utils.figures import COLOURS, STYLE, colour_of, marker_of
from xling_utils.layer_figures import CHANCE
from xling_utils.records import RunRecord
from xling_utils.stats import Correlation, Summary, permutation_test
from xling_utils.unlearning import STRENGTH

Marks: TypeAlias = Mapping[str, Mapping[str, Summary]]
"""Name of a mark -> name of a row -> value with its interval."""

TASKS = {"pos": "POS", "nli": "NLI"}
LEVELS: dict[str, Literal["word", "sentence"]] = {"pos": "word", "nli": "sentence"}
"""Task -> what its adversaries and erasers read."""

READERS = {"linear": "", "MLP": " mlp", "k-NN": " knn"}
ORDER = ("in-language", "zero-shot", *READERS, "by language", "by label")
"""Marks in the order of their colours."""


def side_by_side(records: Iterable[RunRecord]) -> Figure:
    """All conditions of the main part: scores, readers of words and sentences, clusters; a row per task."""
    panels: dict[tuple[str, str], Marks] = {}
    for found in conditions(records):
        task, shown = TASKS.get(found.task, found.task), [name for name in NAMES if name in found.runs]
        panels[task, "score (%)"] = scores(found, shown)
        for level in ("word", "sentence"):
            panels[task, f"language of {level}s\nread (%)"] = readers_of(found, shown, level)
        panels[task, "clusters (AMI)"] = {
            f"by {kind}": _rows(found, shown, lambda s, c, kind=kind: s.layers(c, f"ami {kind}")[:, -1])
            for kind in ("language", "label")
        }
    return _dot_panels(panels, rule=NAMES["leace 0"])


def paper_settings(records: Iterable[RunRecord]) -> Figure:
    """The four conditions of the paper, each with its own settings; a row per task."""
    panels: dict[tuple[str, str], Marks] = {}
    for found in conditions(records, "paper"):
        task, shown = TASKS.get(found.task, found.task), list(paper_conditions(found))
        panels[task, "score (%)"] = scores(found, shown)
        panels[task, "language of words (%)"] = {
            "our probe, by word": _rows(found, shown, lambda s, c: 100 * s.layers(c, WORDS)[:, -1]),
            "released probe, by word": _rows(found, shown, lambda s, c: 100 * s.top(c, "released f1")),
            "released probe and metric": _rows(
                found, shown, lambda s, c: 100 * s.top(c, "released chunk f1")
            ),
        }
        panels[task, "V-measure"] = {
            f"by {kind}": _rows(found, shown, lambda s, c, kind=kind: s.top(c, f"v {kind}"))
            for kind in ("language", "label")
        }
    return _dot_panels(panels, names=lambda name: NAMES[name.split()[0]])


WORDS = "word general"


def paper_conditions(found: Setting) -> dict[str, str]:
    """Conditions of the part ``paper`` with their plain names, in the order of the paper."""
    order = ("frozen", "REF", "reversal", "entropy")
    return {name: plain for plain in order for name in found.runs if name.split()[0] == plain}


def scores(found: Setting, shown: Sequence[str]) -> Marks:
    """In-language and zero-shot score of some conditions, in per cent."""
    return {
        "in-language": _rows(found, shown, Setting.in_language),
        "zero-shot": _rows(found, shown, Setting.zero_shot),
    }


def readers_of(found: Setting, shown: Sequence[str], level: str) -> Marks:
    """Accuracy of three readers of general text, last layer, in per cent."""

    def accuracy(s: Setting, condition: str, reader: str) -> np.ndarray:
        if not reader:
            return 100 * s.layers(condition, f"{level} general")[:, -1]
        return 100 * s.top(condition, f"{level} general{reader}")

    return {
        name: _rows(found, shown, lambda s, c, reader=reader: accuracy(s, c, reader))
        for name, reader in READERS.items()
    }


def _rows(found: Setting, shown: Sequence[str], values: Any) -> dict[str, Summary]:
    return {name: interval(values(found, name)) for name in shown}


def _dot_panels(
    panels: Mapping[tuple[str, str], Marks], *, names: Any = NAMES.__getitem__, rule: str = ""
) -> Figure:
    """Small multiples, (row, column) -> marks, with conditions from top to bottom.

    Args:
        panels: what to draw; all panels of a row have the same conditions.
        names: what a condition is called.
        rule: name of the condition above which a line is drawn.
    """
    rows, columns = (list(dict.fromkeys(key[side] for key in panels)) for side in (0, 1))
    known = list(dict.fromkeys(mark for marks in panels.values() for mark in marks))
    order = [*ORDER, *(mark for mark in known if mark not in ORDER)]
    longest = max(len(next(iter(marks.values()))) for marks in panels.values())
    with plt.rc_context(STYLE | {"axes.grid.axis": "x"}):
        figure, grid = plt.subplots(
            len(rows), len(columns), figsize=(8.8, 1.3 + len(rows) * (0.6 + 0.26 * longest)),
            sharex="col", sharey="row", layout="constrained", squeeze=False,
        )  # fmt: skip
        for (row, column), marks in panels.items():
            axes = grid[rows.index(row), columns.index(column)]
            labels = [names(name) for name in next(iter(marks.values()))]
            _draw_dots(axes, marks, order)
            axes.set_yticks(range(len(labels)), labels)
            highest = 100 if "%" in column else 1
            axes.set(xlim=(-0.03 * highest, 1.03 * highest), xticks=[0, highest / 2, highest])
            if rule in labels:
                axes.axhline(labels.index(rule) - 0.5, color="black", linewidth=0.8)
        for axes, row in zip(grid[:, 0], rows, strict=True):
            axes.set_ylabel(row)
            axes.set_ylim(axes.get_ylim()[::-1])  # shared by the row
        for axes, column in zip(grid[0], columns, strict=True):
            axes.set_title(column, fontsize=10.5)
        handles = [Line2D([], [], linestyle="", **_mark(mark, order)) for mark in known]
        figure.legend(handles, known, loc="outside lower center", ncols=4)
    return figure


def _draw_dots(axes: Axes, marks: Marks, order: Sequence[str]) -> None:
    shifts = np.linspace(-0.2, 0.2, len(marks)) if len(marks) > 1 else [0.0]
    for shift, (mark, rows) in zip(shifts, marks.items(), strict=True):
        means = np.array([row.mean for row in rows.values()])
        ends = np.array([[row.low, row.high] for row in rows.values()]).T
        axes.errorbar(
            means, np.arange(len(rows)) + shift, xerr=np.abs(ends - means), linestyle="", capsize=1.5,
            linewidth=1, **_mark(mark, order),
        )  # fmt: skip


def _mark(mark: str, order: Sequence[str]) -> dict[str, Any]:
    return {"color": colour_of(mark, order), "marker": marker_of(mark, order), "markersize": 4.5}


def strengths(records: Iterable[RunRecord]) -> Figure:
    """Best reader and zero-shot score against the strength of both adversaries; a row per task.

    Small marks are seeds, lines their means. The dotted line is plain fine-tuning with the same seeds.
    """
    settings = conditions(records, "strengths")
    columns = {"language read by the best reader (%)": best_reader, "zero-shot score (%)": _mean_zero_shot}
    ticks = (0.003, 0.01, 0.03, 0.1, 0.3, 0.7)
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            len(settings), len(columns), figsize=(8.4, 0.7 + 2.9 * len(settings)), sharex=True,
            layout="constrained", squeeze=False,
        )  # fmt: skip
        for row, found in zip(grid, settings, strict=True):
            for axes, (label, values) in zip(row, columns.items(), strict=True):
                _draw_strengths(axes, found, values)
                axes.set_title(f"{TASKS.get(found.task, found.task)}: {label}", fontsize=10.5)
        for axes in grid[-1]:
            axes.set(xscale="log", xlabel="strength (λ or w)")
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            axes.minorticks_off()
        handles, labels = grid[0, 0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
    return figure


def by_strength(found: Setting, method: str) -> dict[float, str]:
    """Strength -> condition for one method, weakest first, with the usual strength among them."""
    runs = {name: next(iter(of.values())).spec for name, of in found.runs.items()}
    own = {name: spec for name, spec in runs.items() if spec.method == method and spec.schedule == "constant"}
    usual = STRENGTH[method]
    values = {usual if spec.strength is None else spec.strength: name for name, spec in own.items()}
    return dict(sorted(values.items()))


def _mean_zero_shot(found: Setting, condition: str) -> Float[np.ndarray, " seed"]:
    mean: np.ndarray = found.zero_shot(condition).mean(1)
    return mean


def _draw_strengths(axes: Axes, found: Setting, values: Any) -> None:
    for method in ("reversal", "entropy"):
        names = by_strength(found, method)
        table = np.array([values(found, name) for name in names.values()])
        style: dict[str, Any] = {
            "color": colour_of(method, ("entropy", "reversal")),
            "marker": "o" if method == "reversal" else "s",
        }
        axes.plot(list(names), table, linestyle="", markersize=3, alpha=0.6, **style)
        axes.plot(list(names), table.mean(1), markersize=6, label=method, **style)
    axes.axhline(values(found, "REF").mean(), label="fine-tuned", **CHANCE)


def against_distance(
    records: Iterable[RunRecord],
    distances: Mapping[str, float],
    *,
    shown: Sequence[str] = ("reversal", "entropy", "leace"),
) -> Figure:
    """Change of the zero-shot score of every target, nearest to the source first.

    Adversaries are compared with plain fine-tuning, erasers with a new head. Rows are tasks, columns
    conditions; titles have the rank correlation of change and distance.

    Args:
        records: of the study.
        distances: target -> distance from the source.
        shown: conditions.
    """
    settings = conditions(records)
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            len(settings), len(shown), figsize=(8.8, 0.6 + 2.6 * len(settings)), sharex=True, sharey="row",
            layout="constrained", squeeze=False,
        )  # fmt: skip
        for row, found in zip(grid, settings, strict=True):
            for axes, condition in zip(row, shown, strict=True):
                test = distance_correlation(found, condition, distances)
                task = TASKS.get(found.task, found.task)
                axes.set_title(f"{task}, {NAMES[condition]}\n{test}", fontsize=9.5)
                _draw_by_distance(axes, interval_by_target(found, condition), distances)
            row[0].set_ylabel("zero-shot change\n(points)")
        for axes in grid[-1]:
            axes.set_xlabel("targets, from near to far")
    return figure


def _draw_by_distance(axes: Axes, changes: Mapping[str, Summary], distances: Mapping[str, float]) -> None:
    order = sorted(changes, key=distances.__getitem__)
    means = np.array([changes[code].mean for code in order])
    ends = np.array([[changes[code].low, changes[code].high] for code in order]).T
    axes.axhline(0, color="black", linewidth=0.8)
    axes.errorbar(range(len(order)), means, yerr=np.abs(ends - means), fmt="o", color=COLOURS[0], ms=4, lw=1)
    axes.set_xticks(range(len(order)), order, fontsize=8, rotation=90)


def zero_shot_gain(found: Setting, condition: str) -> Float[np.ndarray, "seed target"]:
    """Zero-shot score of a condition minus that of what it is compared with, in points."""
    gain: np.ndarray = found.zero_shot(condition) - found.zero_shot(control_of(condition))
    return gain


def interval_by_target(found: Setting, condition: str) -> dict[str, Summary]:
    """Target -> gain with its interval over seeds."""
    return dict(zip(found.targets, map(interval, zero_shot_gain(found, condition).T), strict=True))


def distance_correlation(found: Setting, condition: str, distances: Mapping[str, float]) -> Correlation:
    """Rank correlation of gain and distance over the targets."""
    return permutation_test(
        [distances[code] for code in found.targets], zero_shot_gain(found, condition).mean(0)
    )
