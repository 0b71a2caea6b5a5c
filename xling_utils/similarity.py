"""How alike two languages look inside a model: CKA, ANC, sentence retrieval, and their baselines.

Every measure takes two matrices whose row i is the same sentence in two languages (or in two models).
Read each one beside `shuffled_baseline`, its value when the sentences no longer match. Chapter 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from xling_utils.hsic import linear_hsic, rbf_hsic, squared_distances

Kernel = Literal["linear", "rbf"]


def cka(
    x: Float[Tensor, "sentence_x hidden_x"],
    y: Float[Tensor, "sentence_y hidden_y"],
    *,
    kernel: Kernel = "linear",
    debiased: bool = True,
) -> float:
    """Centred kernel alignment of two views of the same sentences, computed in float64.

    The biased estimate is far above 0 even for unrelated data when sentences are few and dimensions many.
    The debiased one, built on the unbiased HSIC_1, is 0 on average there; it may be negative and is never
    clipped. `kernel="rbf", debiased=False` is the variant in the code released with Muller et al. (2021):
    exp(-d²/2m), with m the median of the non-zero squared distances.

    Args:
        x: One vector per sentence.
        y: The same sentences in the same order; its hidden size may differ.
        kernel: "linear" or "rbf".
        debiased: Use the unbiased HSIC; needs at least 4 sentences.

    Returns:
        At most 1, which is reached by equal, rotated or rescaled views.

    Raises:
        ValueError: Sentence counts differ, there are too few, a value is not finite, or all rows are equal.

    Source: Kornblith et al. (2019), eq. 4; Song et al. (2012) for HSIC_1. Chapter 3.
    """
    x, y = _paired(x, y)
    width = max(x.shape[1], y.shape[1])  # columns of zeros change neither kernel
    views = torch.stack([torch.nn.functional.pad(view, (0, width - view.shape[1])) for view in (x, y)])
    return _cka_of_views(views, ["x", "y"], kernel, debiased)[0, 1].item()


def cka_matrix(
    states: Float[Tensor, "language layer sentence hidden"],
    *,
    kernel: Kernel = "linear",
    debiased: bool = True,
) -> Float[Tensor, "layer language language"]:
    """CKA of every pair of languages in every layer: `cka` for whole models.

    A layer costs one product per language and one product of all centred kernels, instead of one CKA per
    pair. The linear kernel stays in float32 for float32 states, which moves a value by about 1e-6, and
    needs little memory. The RBF kernel uses float64 and holds one sentence-by-sentence matrix per language.

    Args:
        states: Sentence vectors; sentence i is the same in every language.
        kernel: See `cka`.
        debiased: See `cka`.

    Returns:
        Symmetric float64 matrices on the CPU, one per layer, with ones on the diagonal.

    Raises:
        ValueError: As for `cka`; the message names the language (by position) and the layer.

    Source: as `cka`. Chapter 3.
    """
    if states.ndim != 4 or not states.numel():
        raise ValueError(
            f"states must be a filled language x layer x sentence x hidden array, got {states.shape}"
        )
    exact = kernel == "rbf" or states.dtype == torch.float64
    dtype = torch.float64 if exact else torch.float32  # half precision is not enough: 0.911 for 0.914
    layers = []
    for layer in range(states.shape[1]):
        names = [f"language {language} in layer {layer}" for language in range(states.shape[0])]
        layers.append(_cka_of_views(states[:, layer].detach().to(dtype), names, kernel, debiased))
    return torch.stack(layers)


def anc(
    x: Float[Tensor, "sentence_x hidden_x"],
    y: Float[Tensor, "sentence_y hidden_y"],
    *,
    absolute: bool = False,
) -> float:
    """Average neuron-wise correlation: the mean over neurons of Pearson's r between x[:, k] and y[:, k].

    Unlike CKA it is not invariant to rotation: neuron k must mean the same in both languages, which is what
    a task head fine-tuned on one language relies on.

    Args:
        x: One vector per sentence.
        y: The same sentences in the same order, from the same layer of the same model.
        absolute: Average |r| instead of r. Unrelated data then score about 0.8 / sqrt(sentences), not 0.

    Raises:
        ValueError: Shapes differ, fewer than 3 sentences, a value is not finite, or a neuron is constant.

    Source: Del and Fishel (2022). Chapter 3.
    """
    x, y = _paired(x, y)
    if x.shape[1] != y.shape[1] or len(x) < 3:
        raise ValueError(
            f"ANC compares neuron k with neuron k over 3 or more sentences, "
            f"got {tuple(x.shape)} and {tuple(y.shape)}"
        )
    for name, view in (("x", x), ("y", y)):
        dead = (view == view[:1]).all(0).nonzero().flatten().tolist()
        if dead:
            raise ValueError(f"{name}: no correlation for constant neurons {dead[:5]} ({len(dead)} in all)")
    correlations = torch.nn.functional.cosine_similarity(centre(x), centre(y), dim=0, eps=0.0)
    return (correlations.abs() if absolute else correlations).mean().item()


def retrieval_accuracy(
    x: Float[Tensor, "sentence_x hidden_x"],
    y: Float[Tensor, "sentence_y hidden_y"],
    *,
    metric: Literal["cosine", "euclidean"] = "cosine",
    direction: Literal["both", "forward"] = "both",
) -> float:
    """Share of sentences whose nearest neighbour in the other language is their translation.

    "forward" looks up each row of x among the rows of y; "both" averages that with looking up y among x.
    k equally near rows share the hit (1/k each), so a model that maps everything to one point scores
    `retrieval_chance`. Not invariant to a shift of one language: see `centre`.

    Args:
        x: One vector per sentence.
        y: The translations, in the same order.
        metric: Nearness of two vectors.
        direction: Which side asks.

    Raises:
        ValueError: Shapes differ, a value is not finite, a row is all zeros under "cosine", or a mode is
            unknown.

    Source: Artetxe and Schwenk (2019), the Tatoeba task. Chapters 2 and 3.
    """
    if metric not in ("cosine", "euclidean") or direction not in ("both", "forward"):
        raise ValueError(
            "metric is 'cosine' or 'euclidean' and direction is 'both' or 'forward', "
            f"got {metric!r} and {direction!r}"
        )
    x, y = _paired(x, y, constant_allowed=True)
    if x.shape[1] != y.shape[1]:
        raise ValueError(f"retrieval needs one common space, got hidden sizes {x.shape[1]} and {y.shape[1]}")
    if metric == "cosine":
        x, y = _unit_rows(x, "x"), _unit_rows(y, "y")
        scores = x @ y.mT
    else:
        scores = -squared_distances(x, y)
    forward = _share_found(scores)
    return forward if direction == "forward" else (forward + _share_found(scores.mT)) / 2


def retrieval_chance(sentences: int) -> float:
    """Accuracy of guessing among `sentences` candidates: the chance line of `retrieval_accuracy`."""
    if sentences < 1:
        raise ValueError(f"there must be at least one sentence, got {sentences}")
    return 1 / sentences


@dataclass(frozen=True)
class Baseline:
    """What a measure gives when the sentences are paired at random."""

    mean: float
    """The floor to subtract by eye: a curve is only as high as its distance to this line."""
    std: float
    """Standard deviation over the shuffles, not a standard error."""
    repeats: int


def alignment_accuracy(
    x: Float[Tensor, "word_x hidden"],
    y: Float[Tensor, "word_y hidden"],
    labels_x: Sequence[str],
    labels_y: Sequence[str],
) -> tuple[float, float]:
    """Word translation by nearest neighbour: how often the word of y closest to a word of x means the same.

    Closeness is the cosine after both languages were centred. Introduced in chapter 3.

    Args:
        x: vectors of words of one language.
        y: vectors of words of another.
        labels_x: what each word of x means, for example its concept.
        labels_y: the same for y.

    Returns:
        The share of words of x whose nearest word of y has the same label, and the share that a random choice
        would give.
    """
    x, y = x.detach().cpu().double(), y.detach().cpu().double()
    for view, name in ((x, "x"), (y, "y")):
        _check_values(view[None], [name], constant_allowed=True)
    if (len(x), len(y)) != (len(labels_x), len(labels_y)):
        raise ValueError(
            f"{len(x)} and {len(y)} words, but {len(labels_x)} and {len(labels_y)} labels: give one each"
        )
    numbers = {label: number for number, label in enumerate(sorted({*labels_x, *labels_y}))}
    of_x, of_y = (torch.tensor([numbers[label] for label in labels]) for labels in (labels_x, labels_y))
    scores = _unit_rows(centre(x), "x") @ _unit_rows(centre(y), "y").mT
    hits = (of_y[scores.argmax(1)] == of_x).double().mean()
    counts_x, counts_y = (torch.bincount(of, minlength=len(numbers)).double() for of in (of_x, of_y))
    return float(hits), float((counts_x @ counts_y) / (len(x) * len(y)))


def shuffled_baseline(
    measure: Callable[[Tensor, Tensor], float],
    x: Float[Tensor, "sentence_x hidden_x"],
    y: Float[Tensor, "sentence_y hidden_y"],
    *,
    repeats: int = 20,
    seed: int = 0,
) -> Baseline:
    """The measure after shuffling the rows of y: what is left is bias, not shared meaning.

    Args:
        measure: For instance `cka`, `anc` or a `functools.partial` of them.
        x: One vector per sentence.
        y: The same sentences in the same order.
        repeats: Number of shuffles, at least 2.
        seed: Of the shuffles.

    Raises:
        ValueError: Fewer than 2 repeats, or whatever the measure rejects.

    Source: the bias is analysed in Murphy et al. (2024). Chapter 3.
    """
    if repeats < 2:
        raise ValueError(f"a spread needs at least 2 repeats, got {repeats}")
    rng = np.random.default_rng(seed)
    values = [measure(x, y[torch.from_numpy(rng.permutation(len(y)))]) for _ in range(repeats)]
    return Baseline(mean=float(np.mean(values)), std=float(np.std(values, ddof=1)), repeats=repeats)


def centre(states: Float[Tensor, "*batch sentence hidden"]) -> Float[Tensor, "*batch sentence hidden"]:
    """Subtract the mean over sentences, separately for every language (and layer) in front.

    Removes the part of a vector that all sentences of a language share. Retrieval changes; CKA and ANC
    centre by themselves and do not. Source: Libovický et al. (2020). Chapters 3 and 7.
    """
    return states - states.mean(-2, keepdim=True)


def centre_within(
    states: Float[Tensor, "*batch sentence hidden"], groups: Sequence[int]
) -> Float[Tensor, "*batch sentence hidden"]:
    """Subtract from every sentence the mean of its group: `centre`, but for each group apart.

    With sentences of equal length in a group (`equal_groups`), all that depends on length alone is gone, in
    whatever way it depends on it. Chapter 3.

    Args:
        states: one vector per sentence.
        groups: the number of each sentence's group. A sentence alone in its group becomes a zero vector.

    Raises:
        ValueError: there is not one group per sentence.
    """
    if len(groups) != states.shape[-2]:
        raise ValueError(
            f"{states.shape[-2]} sentences, but {len(groups)} groups: give one for each sentence"
        )
    _, numbers = torch.tensor(groups, device=states.device).unique(return_inverse=True)
    members = torch.nn.functional.one_hot(numbers).to(states.dtype)
    means = members.mT @ states / members.sum(0)[:, None]
    return states - means[..., numbers, :]


def equal_groups(values: Sequence[int], *, least: int = 5) -> list[int]:
    """Groups of items with equal values; rare values share a group with their neighbours.

    Args:
        values: for instance the lengths of sentences.
        least: the smallest size of a group.

    Returns:
        The group of each item, counted from 0 in the order of the values.

    Raises:
        ValueError: there are fewer items than one group needs.
    """
    if len(values) < least:
        raise ValueError(f"{len(values)} items cannot fill a group of {least}")
    counts, group_of, sizes = Counter(values), {}, [0]
    for value in sorted(counts):
        if sizes[-1] >= least:
            sizes.append(0)
        group_of[value] = len(sizes) - 1
        sizes[-1] += counts[value]
    last = len(sizes) - 1 - (sizes[-1] < least)  # what is left at the top joins the group below
    return [min(group_of[value], last) for value in values]


def _cka_of_views(
    views: Float[Tensor, "view sentence hidden"], names: Sequence[str], kernel: Kernel, debiased: bool
) -> Float[Tensor, "view view_"]:
    """All pairwise CKA values of a stack of views; float64, on the CPU."""
    needed = 4 if debiased else 2
    if views.shape[1] < needed:
        name = "debiased" if debiased else "biased"
        raise ValueError(f"{name} CKA needs at least {needed} sentences, got {views.shape[1]}")
    _check_values(views, names)
    if kernel == "linear":
        hsic, trace = linear_hsic(views, debiased)
    elif kernel == "rbf":
        hsic, trace = rbf_hsic(views, debiased)
    else:
        raise ValueError(f"kernel must be 'linear' or 'rbf', got {kernel!r}")
    own = hsic.diagonal()
    for name, flat in zip(names, own <= 1e-12 * trace**2, strict=True):
        if flat:
            raise ValueError(f"{name}: all pairs of sentences are equally similar, so CKA is undefined")
    return hsic / (own.sqrt()[:, None] * own.sqrt())


def _unit_rows(view: Tensor, name: str) -> Tensor:
    norms: Tensor = torch.linalg.vector_norm(view, dim=1, keepdim=True)
    if (norms == 0).any():
        raise ValueError(f"{name}: row {int(norms.argmin())} is all zeros and has no cosine")
    return view / norms


def _share_found(scores: Float[Tensor, "query candidate"]) -> float:
    """Mean share of the right candidate among the best ones; the tolerance is for rounding only."""
    best = scores.max(1, keepdim=True).values
    nearest = scores >= best - 1e-12 * scores.abs().max()
    return (nearest.diagonal() / nearest.sum(1)).mean().item()


def _paired(x: Tensor, y: Tensor, *, constant_allowed: bool = False) -> tuple[Tensor, Tensor]:
    """Both views in float64 on the CPU, checked."""
    if x.ndim != 2 or y.ndim != 2 or not x.numel() or not y.numel():
        raise ValueError(
            f"expected two filled sentence x hidden matrices, got {tuple(x.shape)}, {tuple(y.shape)}"
        )
    if len(x) != len(y):
        raise ValueError(
            f"row i of x and y must be the same sentence, but x has {len(x)} sentences and y has {len(y)}"
        )
    x, y = x.detach().cpu().double(), y.detach().cpu().double()
    for view, name in ((x, "x"), (y, "y")):
        _check_values(view[None], [name], constant_allowed=constant_allowed)
    return x, y


def _check_values(
    views: Float[Tensor, "view sentence hidden"], names: Sequence[str], *, constant_allowed: bool = False
) -> None:
    finite = views.sum((1, 2)).isfinite().tolist()  # one pass: nan and inf survive every sum
    for name, view, is_finite in zip(names, views, finite, strict=True):
        if not is_finite:
            raise ValueError(f"{name} holds values that are not finite (nan or inf)")
        if not constant_allowed and torch.equal(view[1:], view[:-1]):
            raise ValueError(f"{name}: all rows are equal, so there is nothing to compare")
