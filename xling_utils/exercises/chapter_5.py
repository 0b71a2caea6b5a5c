"""Checks of the exercises of chapter 5."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from xling_utils.backbones import Backbone, reinit
from xling_utils.blocks import layer_of_parameters
from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.finetuning import FineTuned
from xling_utils.stats import permutation_test
from xling_utils.tasks import get_task


def check_5_1(untuned_below: Callable[..., Any], backbone: Backbone) -> bool:
    """A tuned predictor over an untuned encoder, cut at a layer."""
    tagger = _other_tagger(backbone)
    for layer in (3, backbone.num_layers):
        model, complaint = attempt(untuned_below, backbone, tagger, layer)
        if complaint:
            return tell(False, complaint)
        if isinstance(model, Backbone):
            return tell(False, "This has no head: the predictor must come from the tagger, not its backbone.")
        if not isinstance(model, FineTuned):
            return tell(False, "Return what stitch gives: a tagger that can be scored.")
        untuned = _equal_layers(model.backbone, backbone)
        if untuned == _equal_layers(tagger.backbone, backbone):
            return tell(False, "This is the tagger as it was: the encoder must come from the backbone.")
        if untuned == set(range(layer, backbone.num_layers)):
            return tell(False, "The parts are turned: here the tuned blocks lie below and the untuned above.")
        if untuned != {-1, *range(layer)}:
            own = sorted(untuned - {-1})
            return tell(False, f"A cut at {layer} leaves {layer} untuned blocks below, yours are {own}.")
    return tell(True, "Right: embeddings and blocks below the cut are untuned, the rest and the head tuned.")


def _other_tagger(backbone: Backbone) -> FineTuned:
    """A tagger of which no layer equals the backbone's; nobody needs it to tag well."""
    task = get_task("pos")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        head = task.make_head(backbone.hidden_size, dropout=0.0)
    return FineTuned(reinit(backbone, "everything", seed=5), head.eval(), task, {}, ())


def _equal_layers(one: Backbone, other: Backbone) -> set[int]:
    """Layers that are the same in both; -1 stands for the embeddings."""
    first, second = (dict(model.model.named_parameters()) for model in (one, other))
    where = layer_of_parameters(one.model)
    changed = {layer for name, layer in where.items() if not torch.equal(first[name], second[name])}
    return {layer for layer in where.values() if layer < one.num_layers} - changed


def check_5_2(weight_change: Callable[..., Any], backbone: Backbone) -> bool:
    """How far the weights of every block moved, relative to their size."""
    after = _with_noise(backbone)
    answer, complaint = attempt(weight_change, backbone, after)
    if complaint:
        return tell(False, complaint)
    try:
        values = [float(value) for value in answer]
    except (TypeError, ValueError):
        return tell(False, "Return a list with one number per block.")
    old, new = (_vectors(model) for model in (backbone, after))
    moved = [float((b - a).norm()) for a, b in zip(old, new, strict=True)]
    truth = [change / float(a.norm()) for change, a in zip(moved, old, strict=True)]
    if len(values) == len(truth) + 1:
        return tell(False, "One number too many: the embeddings are no block.")
    if len(values) != len(truth):
        return tell(False, f"There are {len(truth)} blocks, you gave {len(values)} numbers.")
    if _close(values, truth):
        return tell(True, "Right: now apply it to a tagger, and set it beside the drift of its states.")
    mistakes = [
        (moved, "These are lengths of the changes: divide by the length of the old weights."),
        ([value**2 for value in truth], "These are squares: take the root of the sums."),
        (
            [change / float(b.norm()) for change, b in zip(moved, new, strict=True)],
            "Divide by the length of the weights before, not after.",
        ),
    ]
    for wrong, message in mistakes:
        if _close(values, wrong):
            return tell(False, message)
    return tell(False, f"Block 0 moved by {truth[0]:.3f}, not {values[0]:.3f}: a block is one vector.")


def _with_noise(backbone: Backbone) -> Backbone:
    """A copy whose weights grow, with noise, the more the higher their block."""
    wide = reinit(backbone, "everything", seed=3)
    noise, layers = dict(wide.model.named_parameters()), layer_of_parameters(wide.model)
    with torch.no_grad():
        for name, weight in backbone.model.named_parameters():
            noise[name].mul_(0.1 * (2 + layers[name])).add_(1.1 * weight)
    return replace(wide, model=wide.model)


def _vectors(backbone: Backbone) -> list[torch.Tensor]:
    """All weights of a block as one vector."""
    return [
        torch.cat([p.detach().double().flatten() for p in block.parameters()]) for block in backbone.blocks
    ]


def check_5_3(permutation_p: Callable[..., Any]) -> bool:
    """The two-sided permutation p of a rank correlation."""
    draw = np.random.default_rng(5)
    x = np.arange(16.0)
    related = -x + draw.normal(0, 0.1, 16)
    answer, complaint = attempt(permutation_p, x, related, 199)
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, float | np.floating):
        return tell(False, "Return one number.")
    if answer == 0:
        return tell(False, "p is never 0: the pairing that was observed counts as one of the pairings.")
    if answer > 0.5:
        return tell(False, "x and y are nearly in opposite order, and p is large: count both directions.")
    if not math.isclose(answer, 1 / 200, abs_tol=1e-9):
        return tell(False, "With 199 random pairings and none as extreme, p is (1 + 0) / (1 + 199).")
    draw = np.random.default_rng(5)
    draw.normal(0, 3, 16)
    weak = 0.28 * x + draw.normal(0, 2, 16)
    weak[4] = 40.0  # one outlier: ranks do not care how far away it is
    truth = permutation_test(x, weak, repeats=20_000).p
    plain = permutation_test(x, weak, repeats=20_000, statistic="pearson").p
    p = float(permutation_p(x, weak, 4000))
    error = 5 * math.sqrt(truth * (1 - truth) / 4000)
    if abs(p - truth) <= error:
        return tell(True, "Right. With 16 targets, how large must a correlation be for p < 0.05?")
    if abs(p - truth / 2) <= error:
        return tell(False, "This is one-sided: a correlation of the other sign would be as surprising.")
    if abs(p - plain) <= error:
        return tell(False, "This is Pearson's correlation: take ranks first, or spearmanr.")
    return tell(False, f"Expected about {truth:.3f}, got {p:.3f}.")


def check_5_4(partial_correlation: Callable[..., Any]) -> bool:
    """The rank correlation of x and y with z held fixed."""
    draw = np.random.default_rng(7)
    z = np.exp(draw.normal(0, 1, 16))
    x, y = z**2 + draw.normal(0, 1.5, 16), -z + draw.normal(0, 0.8, 16)
    answer, complaint = attempt(partial_correlation, x, y, z)
    if complaint:
        return tell(False, complaint)
    if np.ndim(answer) != 0:
        return tell(False, "Return one number: the correlation, without its p.")
    ranks = [np.argsort(np.argsort(values)).astype(float) for values in (x, y, z)]
    truth = _correlation(_rest(ranks[0], ranks[2]), _rest(ranks[1], ranks[2]))
    if math.isclose(answer, truth, abs_tol=1e-6):
        return tell(True, f"Right: {truth:.2f}, where the plain one is {_correlation(*ranks[:2]):.2f}.")
    mistakes = [
        (_correlation(*ranks[:2]), "This is the plain correlation: z plays no part in it."),
        (
            _correlation(_rest(ranks[0], ranks[2]), ranks[1]),
            "You took z out of x only: y needs it too.",
        ),
        (
            _correlation(ranks[0], _rest(ranks[1], ranks[2])),
            "You took z out of y only: x needs it too.",
        ),
        (_correlation(_rest(x, z), _rest(y, z)), "Take ranks first: these are residuals of the values."),
        (_raw(ranks), "The fit has no constant: add a column of ones, or subtract the means."),
    ]
    for wrong, message in mistakes:
        if math.isclose(answer, wrong, abs_tol=1e-6):
            return tell(False, message)
    return tell(False, f"Expected {truth:.2f}, got {float(answer):.2f}.")


def _rest(values: np.ndarray, z: np.ndarray) -> np.ndarray:
    """What a straight line in z leaves of the values."""
    slope, constant = np.polyfit(z, values, 1)
    rest: np.ndarray = values - slope * z - constant
    return rest


def _raw(ranks: Sequence[np.ndarray]) -> float:
    """The same with lines through the origin, on ranks from 1."""
    x, y, z = (rank + 1 for rank in ranks)
    return _correlation(x - (x @ z) / (z @ z) * z, y - (y @ z) / (z @ z) * z)


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.corrcoef(x, y)[0, 1])


def _close(values: Sequence[float], truth: Sequence[float]) -> bool:
    return bool(np.allclose(values, truth, rtol=1e-3))
