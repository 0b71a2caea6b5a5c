"""Masks: how many pieces, which, and what stands in their place."""

from __future__ import annotations

import numpy as np
import pytest

from xling_utils.masking import mask_batch
from xling_utils.wordpieces import FIRST_WORD_PIECE, MASK


def test_masking_rates():
    rng = np.random.default_rng(0)
    ids = rng.integers(FIRST_WORD_PIECE, 1000, (2000, 22))
    ids[:, 0], ids[:, 20], ids[:, 21] = 2, 3, 0
    batch = mask_batch(ids, rng, probability=0.15, vocab_size=1000)
    chosen = batch.chosen.numpy()
    shown = batch.inputs.numpy()
    assert chosen[:, 1:20].mean() == pytest.approx(0.15, abs=0.01)
    assert not chosen[:, [0, 20, 21]].any()
    assert np.array_equal(shown[~chosen], ids[~chosen])
    assert np.array_equal(batch.labels.numpy(), ids[chosen])
    assert (shown[chosen] == MASK).mean() == pytest.approx(0.8, abs=0.02)
    assert (shown[chosen] == ids[chosen]).mean() == pytest.approx(0.1, abs=0.02)
    assert (shown[chosen] >= FIRST_WORD_PIECE).mean() == pytest.approx(0.2, abs=0.02)


def test_one_piece_is_masked_even_in_the_shortest_batch():
    for seed in range(20):
        batch = mask_batch(
            np.array([[2, 9, 3]]), np.random.default_rng(seed), probability=0.01, vocab_size=10
        )
        assert batch.chosen.tolist() == [[False, True, False]]
