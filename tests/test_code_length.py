"""Code lengths: short for a signal, uniform for noise, finite always."""

from __future__ import annotations

import math

import pytest
import torch

from xling_utils.code_length import FRACTIONS, description_length


def random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


LABELS = [number * 7 % 4 for number in range(3000)]
MEANS = torch.eye(4, 6)[LABELS]


def test_a_clear_signal_costs_less_than_a_weak_one_and_noise_costs_the_uniform_code():
    layers = torch.stack([8 * MEANS, 1.5 * MEANS, 0 * MEANS]) + random(3, 3000, 6)
    code = description_length(layers, LABELS)
    assert code.uniform_bits == 3000 * 2
    clear, weak, noise = code.compression.tolist()
    assert clear > 10
    assert 1.2 < weak < clear / 3
    assert 0.93 < noise < 1.01
    assert all(code.converged)


def test_no_code_beats_its_first_block():
    code = description_length(100 * MEANS[None] + random(1, 3000, 6), LABELS)
    assert code.bits.item() > FRACTIONS[0] * 3000 * math.log2(4)


def test_what_is_learnt_from_few_items_is_shorter():
    """Two labels that a line separates in the end; one has a gap along the line, one runs through a cloud."""
    cloud = random(2000, 50)
    cut = cloud[:, 0] > 0
    gap = torch.cat([cloud[:, :1] + 6 * cut[:, None], cloud[:, 1:]], dim=1)
    code = description_length(torch.stack([gap, cloud]), cut.tolist())
    assert code.bits[0] < code.bits[1] / 2


def test_a_label_that_comes_late_has_a_finite_price():
    labels = ["common"] * 495 + ["rare"] * 5
    code = description_length(random(1, 500, 6), labels)
    assert 0 < code.bits.item() < code.uniform_bits


def test_whole_sentences_are_sent_and_the_order_is_seeded():
    states = MEANS[None, :600] + random(1, 600, 6)
    sentences = [number // 10 for number in range(600)]
    codes = [
        description_length(states, LABELS[:600], sentences=sentences, seed=seed).bits.item()
        for seed in (0, 0, 1)
    ]
    assert codes[0] == codes[1] != codes[2]
    assert codes[0] != description_length(states, LABELS[:600]).bits.item()


@pytest.mark.parametrize(
    ("items", "labels", "options", "message"),
    [
        (40, ["en"] * 40, {}, "all items have the label 'en'"),
        (10, ["en", "ru"] * 5, {}, "10 items are too few for 6 dimensions"),
        (40, ["en", "ru"] * 20, {"sentences": [1, 2]}, "40 items, but 2 sentences"),
    ],
)
def test_errors_say_what_is_wrong(items, labels, options, message):
    with pytest.raises(ValueError, match=message):
        description_length(random(1, items, 6), labels, **options)
