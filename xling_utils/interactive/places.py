"""Places on the map of `sentence_clouds`: turned towards each other, fitted into the frame, packed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from jaxtyping import Float

WIDTH, HEIGHT, MARGIN = 1000, 760, 50
"""Of the map, in its own units; points stand on whole numbers."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def scatter_of_translations(points: Float[np.ndarray, "layer language sentence 2"]) -> np.ndarray:
    """How far translations stand from their common middle, as a share of the spread of all points.

    One value per layer. 0: all translations of a sentence coincide. Near 1: they are no closer than any
    other sentences.
    """
    within = (points - points.mean(axis=1, keepdims=True)) ** 2
    total = (points - points.mean(axis=(1, 2), keepdims=True)) ** 2
    return np.sqrt(within.sum(axis=(1, 2, 3)) / total.sum(axis=(1, 2, 3)))


def follow(points: np.ndarray) -> np.ndarray:
    """Turns and mirrors each layer towards the one before (orthogonal Procrustes); no shape changes."""
    layers = points - points.mean(axis=(1, 2), keepdims=True)
    for before, now in pairwise(layers):
        left, _, right = np.linalg.svd(now.reshape(-1, 2).T @ before.reshape(-1, 2))
        now[...] = now @ (left @ right)
    return layers


def fit(layers: np.ndarray) -> np.ndarray:
    """Whole numbers that fill the map, with the same scale in both directions."""
    low, high = layers.min(axis=(1, 2), keepdims=True), layers.max(axis=(1, 2), keepdims=True)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    scale = (room / np.maximum(high - low, 1e-12)).min(axis=-1, keepdims=True)
    return np.rint((layers - (low + high) / 2) * scale + np.array([WIDTH, HEIGHT]) / 2).astype(int)


def packed(numbers: np.ndarray) -> str:
    """Whole numbers below 1296 as two digits in base 36 each."""
    assert 0 <= numbers.min() <= numbers.max() < 1296
    return "".join(DIGITS[n // 36] + DIGITS[n % 36] for n in numbers.ravel().tolist())
