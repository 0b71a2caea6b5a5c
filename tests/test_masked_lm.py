"""The model and one step: gradients, shards, the learning rate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from tiny_pretraining import TINY

from xling_utils.masked_lm import Tally, Trainer, learning_rate_factor, use_bf16
from xling_utils.wordpieces import FIRST_WORD_PIECE


def test_the_learning_rate_climbs_and_falls():
    for decay in ("linear", "cosine"):
        config = replace(TINY, steps=100, warmup=0.1, decay=decay)
        factors = [learning_rate_factor(step, config) for step in range(100)]
        assert np.argmax(factors) in (9, 10)
        assert max(factors) == pytest.approx(1)
        assert 0 < factors[-1] < 0.02


def test_gradients_of_the_gathered_positions_are_those_of_the_whole():
    trainer = Trainer(replace(TINY, shards=2), vocab_size=120)
    ids = np.random.default_rng(0).integers(FIRST_WORD_PIECE, 120, (8, 10))
    batch = trainer.mask(ids, np.random.default_rng(0))
    gathered, _ = trainer._gradients(batch, len(batch.labels))
    labels = torch.full(batch.chosen.shape, -100).masked_scatter(batch.chosen, batch.labels)
    trainer.model(batch.inputs, labels=labels).loss.backward()
    for gradient, parameter in zip(gathered, trainer.parameters.values(), strict=True):
        torch.testing.assert_close(gradient, parameter.grad, atol=1e-6, rtol=1e-4)


def test_shards_change_nothing_but_rounding():
    trainer = Trainer(TINY, vocab_size=140)
    ids = np.random.default_rng(0).integers(FIRST_WORD_PIECE, 140, (9, 10))
    ids[2:, 7:] = 0
    batch = trainer.mask(ids, np.random.default_rng(0))
    whole, tally = trainer._gradients(batch, len(batch.labels))
    parts, tallies = zip(
        *(trainer._gradients(part, len(batch.labels)) for part in batch.split(4)), strict=True
    )
    for expected, *shares in zip(whole, *parts, strict=True):
        torch.testing.assert_close(sum(shares), expected, atol=1e-6, rtol=1e-4)
    assert Tally.total(tallies).predicted == tally.predicted
    assert Tally.total(tallies).tokens == tally.tokens == (ids != 0).sum()


def test_precision_is_what_the_config_says_or_what_pays(monkeypatch):
    cpu, gpu = torch.device("cpu"), torch.device("cuda")
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    assert not use_bf16(replace(TINY, precision="fp32"), gpu)
    assert use_bf16(replace(TINY, precision="bf16"), cpu)
    narrow, wide = replace(TINY, precision="auto"), replace(TINY, precision="auto", hidden=128)
    assert [use_bf16(narrow, cpu), use_bf16(narrow, gpu), use_bf16(wide, cpu)] == [False, True, True]
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    assert not use_bf16(wide, cpu)
