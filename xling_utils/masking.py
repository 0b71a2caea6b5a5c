"""Masks: which word pieces a model has to predict, and what it sees in their place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Int
from torch import Tensor

from xling_utils.wordpieces import FIRST_WORD_PIECE, MASK, PAD


class MaskedBatch(NamedTuple):
    """A batch ready for the model. ``chosen`` marks what to predict, ``labels`` holds it in reading order."""

    inputs: Int[Tensor, "sentence position"]
    attention: Bool[Tensor, "sentence position"] | None
    chosen: Bool[Tensor, "sentence position"]
    labels: Int[Tensor, " chosen"]

    def split(self, parts: int) -> list[MaskedBatch]:
        """Cut the sentences into ``parts`` batches."""
        inputs, chosen = self.inputs.tensor_split(parts), self.chosen.tensor_split(parts)
        attention = [None] * parts if self.attention is None else self.attention.tensor_split(parts)
        labels = self.labels.split([int(part.sum()) for part in chosen])
        return [MaskedBatch(*tensors) for tensors in zip(inputs, attention, chosen, labels, strict=True)]


def mask_batch(
    ids: Int[np.ndarray, "sentence position"],
    rng: np.random.Generator,
    *,
    probability: float,
    vocab_size: int,
) -> MaskedBatch:
    """Choose pieces to predict; show 80 % of them as [MASK], 10 % as a random piece, 10 % as they are.

    Devlin et al. 2019, section 3.1. Special tokens are never chosen; at least one piece always is.
    """
    draw = np.where(ids >= FIRST_WORD_PIECE, rng.random(ids.shape), 1.0)
    chosen = draw <= max(probability, draw.min())
    fate = rng.random(ids.shape)
    noise = rng.integers(FIRST_WORD_PIECE, vocab_size, ids.shape)
    shown = np.where(fate < 0.8, MASK, np.where(fate < 0.9, noise, ids))
    inside = ids != PAD
    return MaskedBatch(
        inputs=torch.from_numpy(np.where(chosen, shown, ids)),
        attention=None if inside.all() else torch.from_numpy(inside),
        chosen=torch.from_numpy(chosen),
        labels=torch.from_numpy(ids[chosen]),
    )
