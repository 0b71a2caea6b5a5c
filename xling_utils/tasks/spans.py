"""Entity spans: what BIO tags say, and how to score it.

The reading is that of CoNLL and of seqeval's default mode: an I- tag that follows no tag of its type starts a
span of its own. Introduced in chapter 2.
"""

from __future__ import annotations

from collections.abc import Sequence


def spans(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """Spans of a sentence as (type, first word, word after the last).

    Args:
        tags: BIO tags such as ``B-PER``, ``I-PER`` and ``O``.

    Raises:
        ValueError: a tag is not BIO. Bare labels ("NOUN") are refused: read as BIO they would lose their
            first letter, and scores would be nonsense.
    """
    found: set[tuple[str, int, int]] = set()
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        edge, _, label = tag.partition("-")
        if edge not in ("B", "I", "O") or bool(label) == (edge == "O"):
            raise ValueError(f"tag {tag!r} of word {place + 1} is not BIO: use O, B-TYPE or I-TYPE")
        if kind and (edge != "I" or label != kind):
            found.add((kind, start, place))
            kind = ""
        if label and not kind:
            start, kind = place, label
    return found


def span_scores(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> dict[str, float]:
    """Precision, recall and F1 over all spans of all sentences (micro-average).

    Raises:
        ValueError: there is no gold span, or a sentence has another number of tags.
    """
    right = said = there = 0
    for row, (wanted, got) in enumerate(zip(gold, predicted, strict=True)):
        if len(wanted) != len(got):
            raise ValueError(f"sentence {row} has {len(wanted)} gold tags but {len(got)} predicted ones")
        true, answer = spans(wanted), spans(got)
        right, said, there = right + len(true & answer), said + len(answer), there + len(true)
    if not there:
        raise ValueError("no gold entity: nothing to score")
    precision, recall = right / said if said else 0.0, right / there
    f1 = 2 * right / (said + there)
    return {"f1": f1, "precision": precision, "recall": recall}
