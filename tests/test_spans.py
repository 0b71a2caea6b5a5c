"""Spans and their scores agree with seqeval on BIO tags, and bare labels are refused."""

from __future__ import annotations

import random

import pytest

from xling_utils.tasks.spans import span_scores, spans


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("O O", set()),
        ("B-PER I-PER O", {("PER", 0, 2)}),
        ("B-PER B-PER", {("PER", 0, 1), ("PER", 1, 2)}),
        ("B-PER I-LOC", {("PER", 0, 1), ("LOC", 1, 2)}),
        ("O I-LOC I-LOC", {("LOC", 1, 3)}),
        ("", set()),
    ],
)
def test_spans(tags, found):
    assert spans(tags.split()) == found


@pytest.mark.parametrize("tag", ["NOUN", "B", "O-PER", "PER", "S-PER"])
def test_tags_that_are_not_bio_are_refused(tag):
    with pytest.raises(ValueError, match="is not BIO"):
        spans(["O", tag])


def test_scores_by_hand():
    gold = [["B-PER", "I-PER", "O", "B-LOC"], ["B-ORG"]]
    answers = [["B-PER", "I-PER", "O", "B-ORG"], ["O"]]
    assert span_scores(gold, answers) == {"f1": 2 * 1 / (2 + 3), "precision": 1 / 2, "recall": 1 / 3}
    assert span_scores(gold, [["O"] * 4, ["O"]]) == {"f1": 0, "precision": 0, "recall": 0}


def test_nothing_to_score_and_wrong_lengths_are_errors():
    with pytest.raises(ValueError, match="no gold entity"):
        span_scores([["O"]], [["B-PER"]])
    with pytest.raises(ValueError, match="2 gold tags but 1"):
        span_scores([["O", "O"]], [["O"]])


def test_the_same_scores_as_seqeval():
    metrics = pytest.importorskip("seqeval.metrics", reason="seqeval is not installed")
    draw = random.Random(0)
    tags = ["O", "O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
    for _ in range(20):
        gold = [draw.choices(tags, k=draw.randint(1, 12)) for _ in range(30)]
        answers = [[t if draw.random() < 0.7 else draw.choice(tags) for t in row] for row in gold]
        ours = span_scores(gold, answers)
        for name in ("f1", "precision", "recall"):
            assert ours[name] == pytest.approx(getattr(metrics, f"{name}_score")(gold, answers))
