"""Measures of a whole model: similarity in every layer, and scores after a cut at every layer.

They turn `similarity` and `stitch` into the tables that a `RunRecord` keeps. Chapters 3 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from xling_utils.backbones import Backbone, split, stitch
from xling_utils.encoding import Precision
from xling_utils.evaluation import EvaluationSet
from xling_utils.finetuning import FineTuned
from xling_utils.records import ByLayer
from xling_utils.similarity import anc, centre, cka_matrix, retrieval_accuracy

MEASURES = ("cka", "rbf_cka", "anc", "retrieval", "centred_retrieval")
"""Debiased linear CKA, the biased RBF CKA of the code released with Muller et al., average neuron-wise
correlation, and sentence retrieval, raw and with each language centred."""

SHUFFLED = " shuffled"
"""What follows the name of a measure for its baseline on shuffled pairs, kept under the language `MEAN`."""

MEAN = "mean"
"""Stands for all targets where a baseline is averaged over them."""


def similarity_by_layer(
    states: Float[Tensor, "language layer sentence hidden"],
    languages: Sequence[str],
    source: str,
    *,
    shuffles: int = 2,
    seed: int = 0,
) -> dict[str, ByLayer]:
    """Every measure of `MEASURES` between the source and every target in every layer, with its baseline.

    A baseline is the mean over shuffles of the source's sentences and over targets. Chapter 3.

    Args:
        states: sentence vectors; sentence i is the same in every language. They are read one layer at a time,
            so they may lie in a file.
        languages: names of the first dimension.
        source: the language that is compared with all others.
        shuffles: random orders of the source's sentences.
        seed: of the shuffles.

    Returns:
        Measure -> target -> value per layer; measure + `SHUFFLED` -> `MEAN` -> value per layer.

    Raises:
        ValueError: as the measures do.
    """
    targets = [code for code in languages if code != source]
    places = [languages.index(code) for code in targets]
    generator = torch.Generator().manual_seed(seed)
    orders = [torch.randperm(states.shape[2], generator=generator) for _ in range(shuffles)]
    tables = []
    for layer in range(states.shape[1]):
        of_source = states[languages.index(source), layer]
        views = torch.stack([of_source, *(of_source[order] for order in orders)])
        tables.append(_similarities(views, states[places, layer]))
    measured: dict[str, ByLayer] = {}
    for name in MEASURES:
        table = torch.stack([of_layer[name] for of_layer in tables], dim=-1)
        measured[name] = {code: _rounded(values) for code, values in zip(targets, table[0], strict=True)}
        measured[name + SHUFFLED] = {MEAN: _rounded(table[1:].mean((0, 1)))}
    return measured


def _similarities(
    views: Float[Tensor, "view sentence hidden"], to: Float[Tensor, "target sentence hidden"]
) -> dict[str, Float[Tensor, "view target"]]:
    """Every measure of one layer, between every view of the source and every target."""
    return {
        "cka": _cka_table(views, to, kernel="linear", debiased=True),
        "rbf_cka": _cka_table(views, to, kernel="rbf", debiased=False),
        "anc": _pairwise(anc, views, to),
        "retrieval": _pairwise(retrieval_accuracy, views, to),
        "centred_retrieval": _pairwise(retrieval_accuracy, centre(views), centre(to)),
    }


def similarity_to(
    before: Float[Tensor, "language layer sentence hidden"],
    after: Float[Tensor, "language layer sentence hidden"],
    languages: Sequence[str],
) -> ByLayer:
    """Debiased linear CKA of the same sentences before and after, by language and layer (chapter 5)."""
    pairs = torch.stack([before, after], dim=1)
    return {code: _rounded(cka_matrix(pair)[:, 0, 1]) for code, pair in zip(languages, pairs, strict=True)}


def scores_by_cut(
    tuned: FineTuned, untuned: Backbone, test: EvaluationSet, precision: Precision | None = None
) -> dict[str, ByLayer]:
    """Joins a fine-tuned model with its untuned twin at every layer, and scores the result (chapter 5).

    Args:
        tuned: the fine-tuned model, which gives the head.
        untuned: the backbone that it was made from.
        test: what to score on.
        precision: see `FineTuned.predict`.

    Returns:
        ``lower`` (untuned encoder under the tuned predictor) and ``upper`` (tuned encoder under untuned
        blocks and the tuned head) -> language -> main score for every cut. A cut at k leaves the embeddings
        and blocks 0 to k - 1 below.
    """
    metric = tuned.task.metric
    found: dict[str, ByLayer] = {part: {code: [] for code in test.languages} for part in ("lower", "upper")}
    twin = FineTuned(untuned, tuned.head, tuned.task, tuned.spec, ())
    for layer in range(untuned.num_layers + 1):
        below, above = split(untuned, layer)[0], split(twin, layer)[1]
        encoder, predictor = split(tuned, layer)
        joined = {"lower": stitch(below, predictor), "upper": stitch(encoder, above)}
        for part, model in joined.items():
            for code, scores in model.score(test, precision).items():
                found[part][code].append(round(scores[metric], 4))
    return found


def _cka_table(views: Tensor, to: Tensor, **options: Any) -> Float[Tensor, "view target"]:
    """CKA of every view of the source with every target, from one matrix."""
    [matrix] = cka_matrix(torch.cat([views, to])[:, None], **options)
    return matrix[: len(views), len(views) :]


def _pairwise(measure: Any, views: Tensor, to: Tensor) -> Float[Tensor, "view target"]:
    return torch.tensor([[measure(view, other) for other in to] for view in views])


def _rounded(values: Float[Tensor, " layer"]) -> list[float]:
    return [round(value, 4) for value in values.tolist()]
