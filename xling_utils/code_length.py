"""How many bits do the labels cost somebody who knows the vectors? Minimum description length. Chapter 6."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor

from xling_utils.labelled import check_labelled, distinct, numbered
from xling_utils.readers import check_enough, fit, logistic, whiten

FRACTIONS = (0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.0625, 0.125, 0.25, 0.5, 1.0)
"""Shares of the data after which the online code of Voita and Titov (2020) trains a new probe."""


@dataclass(frozen=True, eq=False)
class CodeLength:
    """Bits that the labels cost somebody who knows the vectors."""

    bits: Float[Tensor, " layer"]
    items: int
    labels: int
    converged: tuple[bool, ...]
    """Per layer: whether every probe behind the code was trained to convergence."""

    @property
    def uniform_bits(self) -> float:
        """Cost without any probe: items x log2(labels)."""
        return self.items * math.log2(self.labels)

    @property
    def compression(self) -> Float[Tensor, " layer"]:
        """Uniform cost over cost: 1 if the vectors say nothing, the more the easier the labels are read."""
        return self.uniform_bits / self.bits


def description_length(
    states: Float[Tensor, "layer item hidden"],
    labels: Sequence[Hashable],
    *,
    sentences: Sequence[Hashable] | None = None,
    seed: int = 0,
) -> CodeLength:
    """Minimum description length of the labels by the online code, with the linear probe, in every layer.

    The labels of the first block are sent uniformly. Then the probe is trained on all that was sent, and its
    probabilities encode the next block, and so on (`FRACTIONS`). What is easy to learn from few items is
    short. Each label has one vote beside those of the probe, which has as many as items it learnt from: so a
    label that was never seen has a finite price.

    Args:
        states: vectors; both sides know them, so all together are whitened.
        labels: label of each item.
        sentences: sentence of each item, to send whole sentences; items are sent one by one without it.
        seed: of the order in which they are sent.

    Raises:
        ValueError: shapes do not fit, values are not finite, there is one label only, or there are fewer than
            two items per dimension.

    Source: Voita and Titov (2020), section 2.2. Chapter 6.
    """
    check_labelled(states, labels, "states")
    check_enough(states, "states")
    if sentences is not None and len(sentences) != len(labels):
        raise ValueError(f"{len(labels)} items, but {len(sentences)} sentences: name one for each item")
    units = numbered(sentences if sentences is not None else range(len(labels)))
    ranks = torch.randperm(int(units.max()) + 1, generator=torch.Generator().manual_seed(seed))
    order = ranks[units].argsort(stable=True)
    classes = distinct(labels)
    truth = numbered(labels, classes)[order]
    coded = [
        _online_code(whiten(layer, layer)[order], truth, len(classes)) for layer in states.detach().cpu()
    ]
    bits, converged = zip(*coded, strict=True)
    return CodeLength(torch.tensor(bits, dtype=torch.float64), len(labels), len(classes), converged)


def _online_code(vectors: Tensor, truth: Tensor, classes: int) -> tuple[float, bool]:
    """Bits of the online code of one layer, items in the order of sending; whether all probes converged."""
    cuts = sorted({max(1, round(share * len(truth))) for share in FRACTIONS})
    bits, all_converged = cuts[0] * math.log2(classes), True
    for start, stop in pairwise(cuts):
        shares, converged = _probabilities(vectors[:start], truth[:start], vectors[start:stop], classes)
        bits -= shares[torch.arange(stop - start), truth[start:stop]].log2().sum().item()
        all_converged &= converged
    return bits, all_converged


def _probabilities(
    train: Tensor, labels: Tensor, test: Tensor, classes: int
) -> tuple[Float[Tensor, "test label"], bool]:
    """Price list for the next block: the share of each label. Labels not seen yet get one vote."""
    seen = labels.unique()
    shares, converged = torch.zeros(len(test), classes, dtype=torch.float64), True
    shares[:, seen] = 1.0  # stays if there is only one
    if len(seen) > 1:
        model = logistic()
        converged = fit(model, train, labels)
        shares[:, seen] = torch.from_numpy(model.predict_proba(test.numpy())).double()
    return (len(labels) * shares + 1) / (len(labels) + classes), converged
