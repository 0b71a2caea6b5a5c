"""Properties of samples, splits and control labels."""

from __future__ import annotations

from collections import Counter

import pytest
import torch

from xling_utils.labelled import balanced_sample, check_labelled, control_labels, split_by_sentence


def test_a_balanced_sample_takes_no_more_than_asked_and_all_of_small_cells():
    cells = ["en"] * 500 + ["ru"] * 30 + ["yo"] * 4
    chosen = balanced_sample(cells, at_most=30, seed=1)
    assert Counter(cells[i] for i in chosen) == {"en": 30, "ru": 30, "yo": 4}
    assert chosen.tolist() == sorted(set(chosen.tolist()))
    assert torch.equal(chosen, balanced_sample(cells, at_most=30, seed=1))
    assert not torch.equal(chosen, balanced_sample(cells, at_most=30, seed=2))


def test_no_sentence_is_on_both_sides():
    sentences = [f"s{number % 37}" for number in range(400)]
    train, test = split_by_sentence(sentences, test=0.25, seed=3)
    assert not {sentences[i] for i in train} & {sentences[i] for i in test}
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(400))
    assert len({sentences[i] for i in test}) == round(0.25 * 37)


def test_control_labels_keep_the_shares_and_are_one_per_type():
    types = [f"w{number * number % 311}" for number in range(3000)]
    labels = ["a"] * 1800 + ["b"] * 900 + ["c"] * 300
    random = control_labels(types, labels)
    assert len(set(zip(types, random, strict=True))) == len(set(types))
    rarest_type = max(Counter(types).values())
    for label, count in Counter(labels).items():
        assert Counter(random)[label] == pytest.approx(count, abs=2 * rarest_type)


def test_control_labels_know_nothing_of_the_true_ones():
    labels = ["a", "b"] * 2000
    types = list(range(4000))
    random = control_labels(types, labels, seed=5)
    assert sum(x == y for x, y in zip(random, labels, strict=True)) / 4000 == pytest.approx(0.5, abs=0.03)
    assert random != control_labels(types, labels, seed=6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: balanced_sample([], at_most=3), "nothing to choose"),
        (lambda: balanced_sample(["a"], at_most=0), "nothing to choose"),
        (lambda: split_by_sentence(["s1", "s1", "s1"]), "one side empty"),
        (lambda: control_labels(["w"], ["a", "b"]), "1 types, but 2 labels"),
        (lambda: check_labelled(torch.zeros(1, 0, 3), [], "training"), "training: states must be a filled"),
    ],
)
def test_errors_say_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()
