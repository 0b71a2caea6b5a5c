"""Tables of what is measured layer by layer: similarity, its correlation with the gap, cuts. Chapter 5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from jaxtyping import Float

from xling_utils.claims.muller import gap_correlation
from xling_utils.effects import Setting, settings
from xling_utils.layer_measures import MEASURES
from xling_utils.records import RunRecord
from xling_utils.reports.scores import cell
from xling_utils.reports.table import Table

State = tuple[Float[np.ndarray, "seed target layer"], Float[np.ndarray, " layer"]]
"""Similarity, and its baseline on shuffled pairs."""


def similarity_table(records: Iterable[RunRecord], measure: str = "cka") -> Table:
    """Similarity of source and target in the embeddings, the middle and the last layer.

    Args:
        records: runs of a grid that measured similarity.
        measure: one of `layer_measures.MEASURES`.

    Raises:
        ValueError: these runs did not measure it.
    """
    found = settings(records)
    depth = found[0].similarity(measure=measure).shape[-1] - 1
    layers = [0, depth // 2, depth]
    rows = []
    for source in dict.fromkeys(s.source for s in found):
        for name, (values, shuffled) in _states([s for s in found if s.source == source], measure).items():
            cells = [cell(values[..., layer], 2) for layer in layers]
            rows.append(
                (
                    source,
                    name,
                    *cells,
                    " / ".join(f"{round(shuffled[layer], 2) + 0.0:.2f}" for layer in layers),
                )
            )
    return Table(
        f"Similarity of source and target: {measure}",
        ("source", "model", *(f"layer {layer}" for layer in layers), "shuffled pairs"),
        tuple(rows),
        "Mean over tasks and targets; layer 0 are the embeddings. Intervals are 95 % over seeds and targets; "
        "the pretrained model is one, so its interval is over targets. The last column is the same on "
        "shuffled pairs, in the same three layers.",
    )


def _states(found: Sequence[Setting], measure: str) -> dict[str, State]:
    """Name of a model -> its similarity and baseline, for settings of one source."""
    states: dict[str, State] = {}
    if found[0].untuned:
        before = found[0].similarity("REF", measure, tuned=False)
        states["pretrained"] = before, found[0].baseline("REF", measure, tuned=False)
    pairs = found[0].pairs
    names = {"REF": "fine-tuned"} | {pair: f"{pair} random, fine-tuned" for pair in (pairs[:1] + pairs[-1:])}
    for condition, name in (names | {"everything": "everything random, fine-tuned"}).items():
        if all(measure in r.layers for s in found for r in s.of(condition)):
            values = [s.similarity(condition, measure) for s in found]
            baselines = [s.baseline(condition, measure) for s in found]
            states[name] = np.mean(values, axis=0), np.mean(baselines, axis=0)
    return states


def correlation_table(records: Iterable[RunRecord], *, tuned: bool = True) -> Table:
    """Spearman's correlation of similarity and cross-lingual gap over targets, with its permutation p.

    Args:
        records: runs of a grid that measured similarity.
        tuned: similarity in the fine-tuned models, or in the pretrained one.

    Raises:
        ValueError: these runs did not measure it.
    """
    rows = [
        (s.task, s.source, str(len(s.targets)), *(_correlation(s, measure, tuned) for measure in MEASURES))
        for s in settings(records)
    ]
    state = "fine-tuned" if tuned else "pretrained"
    return Table(
        f"Similarity and cross-lingual gap, {state} model",
        ("task", "source", "n", *MEASURES),
        tuple(rows),
        "Spearman's correlation over n targets, with its two-sided permutation p in brackets; similarity is "
        "the mean over layers and seeds. Below 0: similar targets have small gaps.",
    )


def _correlation(found: Setting, measure: str, tuned: bool) -> str:
    similarity = found.similarity(measure=measure, tuned=tuned).mean((0, 2))
    if len(similarity) < 3 or np.ptp(similarity) == 0:
        return "undefined"
    correlation = gap_correlation(found, measure=measure, tuned=tuned)
    return f"{correlation.value:.2f} ({correlation.p:.2g})"


def stitch_table(records: Iterable[RunRecord]) -> Table:
    """Scores of models cut at a layer, with the untuned part below or above the cut.

    Raises:
        ValueError: these runs were not cut.
    """
    found = settings(records)
    rows = []
    for task in dict.fromkeys(s.task for s in found):
        cut = {part: _by_seed([s for s in found if s.task == task], part) for part in ("lower", "upper")}
        columns = [table for part in cut.values() for table in part]
        for layer in range(columns[0].shape[-1]):
            rows.append((task, str(layer), *(cell(table[:, layer]) for table in columns)))
    return Table(
        "Stitched models",
        (
            "task",
            "cut",
            *(
                f"untuned {part}, {tested}"
                for part in ("below", "above")
                for tested in ("in-language", "zero-shot")
            ),
        ),
        tuple(rows),
        "Scores in per cent, mean over sources and targets; intervals are 95 % over seeds. A cut at k leaves "
        "the embeddings and blocks 0 to k - 1 below; the head is always the fine-tuned one.",
    )


def _by_seed(found: Sequence[Setting], untuned: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores in the source language and mean of the targets, each seed x cut, mean over settings."""
    tables = [s.stitched(untuned) for s in found]
    return np.mean([t[:, 0] for t in tables], axis=0), np.mean([t[:, 1:].mean(1) for t in tables], axis=0)
