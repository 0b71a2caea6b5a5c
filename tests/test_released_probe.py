"""The released probe learns what its rate allows, and its seed decides everything random."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from xling_utils.released_probe import released_probe


def planted(items, seed, distance=4.0):
    """Vectors of three languages whose means lie apart."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(items) % 3
    states = torch.randn(items, 8, generator=generator)
    states[:, :3] += distance * torch.nn.functional.one_hot(labels)
    return states, labels


TRAIN, TEST = planted(480, 1), planted(300, 2)


def accuracy(**options):
    return (released_probe(*TRAIN, TEST[0], **options) == TEST[1]).double().mean().item()


def test_at_a_good_rate_it_learns():
    assert accuracy(rate=0.01) > 0.95
    assert accuracy(rate=0.1) > 0.9


def test_at_the_papers_lowest_rate_it_has_not_converged():
    assert accuracy(rate=1e-4) < 0.9 * accuracy(rate=0.01)


def test_at_a_useless_rate_the_untrained_layer_stays():
    still, barely, other = (
        released_probe(*TRAIN, TEST[0], rate=rate, seed=seed)
        for rate, seed in ((0.0, 1), (1e-12, 1), (0.0, 2))
    )
    assert torch.equal(still, barely)
    assert not torch.equal(still, other), "another seed, another layer"


def test_training_that_never_beats_the_untrained_layer_is_thrown_away(monkeypatch):
    """Every epoch counts for nothing but the first: as where the held-out score only falls."""
    scores = iter([0.5, 0.4, 0.3, 0.2, 0.1, 0.0])
    monkeypatch.setattr("xling_utils.released_probe.f1_score", lambda *_, **__: next(scores))
    kept = released_probe(*TRAIN, TEST[0], rate=0.1, seed=1)
    monkeypatch.undo()
    assert torch.equal(kept, released_probe(*TRAIN, TEST[0], rate=0.0, seed=1))


def test_the_seed_decides_and_the_global_state_stays():
    torch.manual_seed(1)
    before, numpy_before = torch.get_rng_state(), np.random.get_state()[1].copy()  # noqa: NPY002
    grad = torch.is_grad_enabled()
    first = released_probe(*TRAIN, TEST[0], rate=1e-3, seed=3)
    assert torch.equal(before, torch.get_rng_state())
    assert np.array_equal(numpy_before, np.random.get_state()[1])  # noqa: NPY002
    assert torch.is_grad_enabled() == grad
    torch.manual_seed(2)
    assert torch.equal(first, released_probe(*TRAIN, TEST[0], rate=1e-3, seed=3))
    assert not torch.equal(first, released_probe(*TRAIN, TEST[0], rate=1e-3, seed=4))


def test_what_it_reads_stays_as_it_is_and_has_no_gradient():
    states, labels = planted(120, 5)
    copies = states.clone(), labels.clone()
    guesses = released_probe(states, labels, TEST[0], rate=0.01)
    assert torch.equal(states, copies[0])
    assert torch.equal(labels, copies[1])
    assert states.grad is None
    assert guesses.shape == (len(TEST[0]),)
    assert set(guesses.tolist()) <= {0, 1, 2}


@pytest.mark.parametrize(("option", "values"), [("std", (0.001, 1.0)), ("batch_size", (8, 400))])
def test_options_matter(option, values):
    one, other = (released_probe(*TRAIN, TEST[0], rate=1e-3, **{option: value}) for value in values)
    assert not torch.equal(one, other)
