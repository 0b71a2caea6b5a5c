"""Figures of encoder and predictor (chapter 5): what fine-tuning moves, and what survives a cut.

All of them take the records of the whole Muller study. Bands are intervals over seeds and targets.
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
from matplotlib.ticker import MultipleLocator

from xling_utils.boundaries import score_kept
from xling_utils.claims.muller import gap_correlation
from xling_utils.effects import Setting, settings
from xling_utils.figures import COLOURS, STYLE, colour_of, marker_of, name_points
from xling_utils.layer_figures import CHANCE, curve_panels, layer_step
from xling_utils.layer_measures import MEASURES
from xling_utils.records import RunRecord
from xling_utils.stats import Correlation, Summary, permutation_test, summarise, summarise_table

TASKS = {"pos": "POS", "parsing": "parsing", "ner": "NER"}
NAMES = {
    "cka": "CKA",
    "rbf_cka": "RBF CKA, biased",
    "anc": "ANC",
    "retrieval": "retrieval",
    "centred_retrieval": "retrieval, centred",
}
"""Measure of `layer_measures` -> how a figure calls it."""

DIRECTIONS = {"lower": "untuned below the cut", "upper": "untuned above the cut"}
LINES: dict[str, dict[str, Any]] = {
    "lower": {"marker": "o", "markersize": 4},
    "upper": {"marker": "s", "markersize": 3.5, "linestyle": "dashed", "markerfacecolor": "white"},
}
GROUPS = {"source language": COLOURS[1], "targets, zero-shot": COLOURS[0]}


def drift(
    records: Iterable[RunRecord],
    *,
    control: Sequence[float] | None = None,
    control_label: str = "the same noise in every block",
) -> Figure:
    """CKA of the fine-tuned and the pretrained state, a panel per task, a curve per source language.

    Args:
        records: of the study.
        control: one value per layer, drawn black in every panel.
        control_label: what the legend says of it.
    """
    panels: dict[str, dict[str, list[float]]] = {}
    bands: dict[str, dict[str, list[Summary]]] = {}
    for found in settings(records):
        summaries = by_layer(found.kept())
        panels.setdefault(title(found), {})[f"source {found.source}"] = [s.mean for s in summaries]
        bands.setdefault(title(found), {})[f"source {found.source}"] = summaries
    figure = curve_panels(
        panels,
        ylabel="CKA with the pretrained state",
        bands=bands,
        reference=None if control is None else dict.fromkeys(panels, control),
        reference_label=control_label,
    )
    figure.axes[0].set_ylim(-0.02, 1.02)
    return figure


def similarity_states(records: Iterable[RunRecord], measure: str = "cka", *, source: str = "en") -> Figure:
    """Similarity of the source and its targets in every layer, for models in five states, a panel per task.

    Means over targets; bands where there are several seeds. Black: pretrained. Dashed: the fine-tuned model
    with shuffled pairs.

    Args:
        records: of the study.
        measure: one of `layer_measures.MEASURES`.
        source: language of fine-tuning.

    Raises:
        ValueError: there are no such runs, or they did not measure it.
    """
    panels, bands, dashed, reference = {}, {}, {}, {}
    for found in of_source(records, source):
        lowest, highest = found.pairs[0], found.pairs[-1]
        states = {
            "fine-tuned": "REF",
            f"{lowest} random": lowest,
            f"{highest} random": highest,
            "everything random": "everything",
        }
        curves = {name: by_layer(found.similarity(state, measure)) for name, state in states.items()}
        panels[title(found)] = {name: [s.mean for s in row] for name, row in curves.items()}
        bands[title(found)] = curves
        dashed[title(found)] = {"fine-tuned": list(found.baseline(measure=measure))}
        reference[title(found)] = list(found.similarity(measure=measure, tuned=False).mean((0, 1)))
    return curve_panels(
        panels,
        ylabel=f"{NAMES[measure]}, {source} and targets",
        bands=bands,
        dashed=dashed,
        reference=reference,
        reference_label="pretrained",
    )


def similarity_against_gap(
    records: Iterable[RunRecord],
    measure: str = "cka",
    *,
    source: str = "en",
    groups: Mapping[str, str] | None = None,
) -> Figure:
    """Cross-lingual gap against similarity, a point per target, a panel per task.

    Args:
        records: of the study.
        measure: one of `layer_measures.MEASURES`; mean over layers, fine-tuned model.
        source: language of fine-tuning.
        groups: target -> name of its group, such as its script; each has a colour.
    """
    points, tests = {}, {}
    for found in of_source(records, source):
        similarity = found.similarity(measure=measure).mean((0, 2))
        points[title(found)] = dict(zip(found.targets, zip(similarity, found.gap, strict=True), strict=True))
        tests[title(found)] = gap_correlation(found, measure=measure)
    return _scatter_panels(points, tests, groups, xlabel=f"{NAMES[measure]} with {source}, mean over layers",
                           ylabel="cross-lingual gap (points)")  # fmt: skip


def need_against_gap(
    records: Iterable[RunRecord], cut: int, *, source: str = "en", groups: Mapping[str, str] | None = None
) -> Figure:
    """What is left of a target's score over an untuned encoder, against its gap, a panel per task.

    Args:
        records: of the study.
        cut: blocks of the untuned encoder.
        source: language of fine-tuning.
        groups: as in `similarity_against_gap`.
    """
    points, tests = {}, {}
    for found in of_source(records, source):
        kept = 100 * score_kept(found, "lower")[1:, cut]
        points[title(found)] = dict(zip(found.targets, zip(found.gap, kept, strict=True), strict=True))
        tests[title(found)] = permutation_test(found.gap, kept)
    return _scatter_panels(points, tests, groups, xlabel=f"cross-lingual gap from {source} (points)",
                           ylabel=f"score kept, {cut} blocks untuned (% of REF)", level=100)  # fmt: skip


def correlation_by_layer(records: Iterable[RunRecord]) -> Figure:
    """Spearman's correlation of gap and similarity in every layer and by every measure, a panel per task.

    A curve is the mean over the sources. Between the dotted lines one correlation over so many targets has
    p > 0.05.
    """
    grouped: dict[str, list[Setting]] = {}
    for found in settings(records):
        grouped.setdefault(title(found), []).append(found)
    panels = {
        name: {NAMES[measure]: _correlations(group, measure) for measure in MEASURES}
        for name, group in grouped.items()
    }
    figure = curve_panels(panels, ylabel="rank correlation with the gap")
    targets = len(next(iter(grouped.values()))[0].targets)
    for axes in figure.axes:
        axes.axhline(0, color="black", linewidth=0.8)
        for sign in (-1, 1):
            axes.axhline(sign * critical_correlation(targets), **CHANCE)
    return figure


def _correlations(group: Sequence[Setting], measure: str) -> list[float]:
    layers = group[0].similarity().shape[-1]
    found = [[_correlation(s, measure, layer) for s in group] for layer in range(layers)]
    return [float(np.mean(values)) for values in found]


def _correlation(found: Setting, measure: str, layer: int) -> float:
    """Not a number where a measure is the same for every target."""
    from scipy.stats import spearmanr  # slow to import, needed here only

    similarity = found.similarity(measure=measure)[..., layer].mean(0)
    return float("nan") if np.ptp(similarity) == 0 else float(spearmanr(similarity, found.gap).statistic)


def critical_correlation(n: int, level: float = 0.95) -> float:
    """The rank correlation that n pairs must exceed, up or down, for p < 1 - level; by Student's t."""
    from scipy.special import stdtrit  # slow to import, needed here only

    t = stdtrit(n - 2, (1 + level) / 2)
    return float(t / np.sqrt(n - 2 + t**2))


def stitched(records: Iterable[RunRecord]) -> Figure:
    """Score against the cut, a row per task and a column per source language.

    Both directions, for the source language and for the mean of the targets. Thin lines: the whole
    fine-tuned model (REF) and a model with nothing pretrained (everything).
    """
    found = settings(records)
    tasks, sources = (list(dict.fromkeys(getattr(s, name) for s in found)) for name in ("task", "source"))
    cuts = found[0].stitched("lower").shape[-1]
    with plt.rc_context(STYLE):
        figure, grid = plt.subplots(
            len(tasks), len(sources), figsize=(8.2, 1.2 + 2.3 * len(tasks)),
            sharex=True, sharey=True, layout="constrained", squeeze=False,
        )  # fmt: skip
        for each in found:
            axes = grid[tasks.index(each.task), sources.index(each.source)]
            _draw_cuts(axes, each)
            axes.set_title(f"{title(each)} from {each.source}", fontsize=10.5)
        for axes in grid[-1]:
            axes.set_xlabel("blocks below the cut")
            axes.xaxis.set_major_locator(MultipleLocator(layer_step(cuts)))
        for axes in grid[:, 0]:
            axes.set(ylabel="score (%)", ylim=(-2, 102))
        lines = [Line2D([], [], color=colour, linewidth=3) for colour in GROUPS.values()]
        lines += [Line2D([], [], color="black", **style) for style in LINES.values()]
        lines += [Line2D([], [], color="black", lw=0.9), Line2D([], [], color="black", lw=1, ls="dotted")]
        labels = [*GROUPS, *DIRECTIONS.values(), "REF", "nothing pretrained"]
        figure.legend(lines, labels, loc="outside lower center", ncols=3, handlelength=2.4)
    return figure


def _draw_cuts(axes: Axes, found: Setting) -> None:
    cuts = range(found.stitched("lower").shape[-1])
    levels = {
        "source language": [found.in_language(name).mean() for name in ("REF", "everything")],
        "targets, zero-shot": [found.zero_shot(name).mean() for name in ("REF", "everything")],
    }
    for group, colour in GROUPS.items():
        for level, style in zip(levels[group], ("solid", "dotted"), strict=True):
            axes.axhline(level, color=colour, linewidth=0.9, linestyle=style)
        for direction, line in LINES.items():
            table = found.stitched(direction)
            rows = by_layer(table[:, :1] if group == "source language" else table[:, 1:])
            axes.plot(cuts, [row.mean for row in rows], color=colour, linewidth=1.4, **line)
            low, high = ([getattr(row, end) for row in rows] for end in ("low", "high"))
            axes.fill_between(cuts, low, high, color=colour, alpha=0.13, lw=0)


def movement(
    panels: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[float]]],
    *,
    ylabel: str = "drift (1 - CKA)",
) -> Figure:
    """How far every layer moved, and how far it moves if only one part of the model has moved.

    Args:
        panels: title -> the whole model's movement; that of a layer (block or embeddings) alone; that of all
            below it, seen through the pretrained block. One value per layer, the embeddings first; the third
            row starts one layer later, since nothing is below the embeddings.
        ylabel: what the values are.
    """
    drawn: dict[str, dict[str, Sequence[float]]] = {
        name: {
            "fine-tuned model": total,
            "all below is tuned, this block is not": [np.nan, *inherited],
            "only this block is tuned": own,
        }
        for name, (total, own, inherited) in panels.items()
    }
    figure = curve_panels(drawn, ylabel=ylabel)
    figure.axes[0].set_ylim(0, None)
    return figure


def of_source(records: Iterable[RunRecord], source: str) -> list[Setting]:
    """The settings with one source language, one for each task.

    Raises:
        ValueError: there are none.
    """
    every = settings(records)
    found = [s for s in every if s.source == source]
    if not found:
        known = ", ".join(dict.fromkeys(s.source for s in every))
        raise ValueError(f"no runs with the source language {source!r}; there are: {known}")
    return found


def title(found: Setting) -> str:
    """How figures call a task."""
    return TASKS.get(found.task, found.task)


def by_layer(table: Float[np.ndarray, "seed language layer"]) -> list[Summary]:
    """Mean and interval of every layer (or cut), over as many seeds and languages as there are."""
    columns = np.moveaxis(table, -1, 0)
    if min(table.shape[:2]) > 1:
        return [summarise_table(column) for column in columns]
    return [summarise(column.ravel()) for column in columns]


def _scatter_panels(
    points: Mapping[str, Mapping[str, tuple[float, float]]],
    tests: Mapping[str, Correlation],
    groups: Mapping[str, str] | None,
    *,
    xlabel: str,
    ylabel: str,
    level: float | None = None,
) -> Figure:
    """Named points, a panel per title, with the rank correlation in the title."""
    drawn = next(iter(points.values()))
    kinds = list(dict.fromkeys((groups or {}).get(code, "") for code in drawn))
    with plt.rc_context(STYLE | {"axes.grid.axis": "both"}):
        figure, grid = plt.subplots(
            1, len(points), figsize=(3.1 * len(points) + 0.6, 4.0), layout="constrained", squeeze=False
        )
        for axes, (name, places) in zip(grid[0], points.items(), strict=True):
            for code, place in places.items():
                axes.plot(*place, **_point((groups or {}).get(code, ""), kinds))
            if level is not None:
                axes.axhline(level, **CHANCE)
            axes.margins(0.12)
            axes.set_xlabel(xlabel, fontsize=9)
            axes.set_title(f"{name}\n{tests[name]}", fontsize=10)
        grid[0, 0].set_ylabel(ylabel)
        if groups:
            handles = [Line2D([], [], **_point(kind, kinds)) for kind in kinds]
            figure.legend(handles, kinds, loc="outside lower center", ncols=len(kinds))
        for axes, places in zip(grid[0], points.values(), strict=True):
            name_points(axes, places)
    return figure


def _point(kind: str, kinds: Sequence[str]) -> dict[str, Any]:
    style = {"color": colour_of(kind, kinds), "marker": marker_of(kind, kinds)}
    return style | {"markersize": 5, "linestyle": ""}
