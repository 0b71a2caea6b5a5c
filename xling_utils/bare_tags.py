"""The score of the code released with Tanti et al. (2021): chunk F1 of tags that are no chunks.

That code hands bare tags ("NOUN", "en") to seqeval 1.2.2, which reads tags such as "B-PER": the first letter
says where in a chunk a word stands, the rest what the chunk is. So "NOUN" is an "OUN" and "fr", like "ar", an
"r". Neighbours with the same rest are one chunk, right only from its first word to its last. The language
labels of a sentence make one chunk: one wrong word, and the sentence counts for nothing. Chapter 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple


class ChunkF1(NamedTuple):
    """F1 of chunks, from 0 to 1."""

    macro: float
    """Mean over the kinds of chunks in gold or answers."""
    micro: float
    """Over all chunks together."""


def bare_tag_f1(gold: Sequence[Sequence[str]], answers: Sequence[Sequence[str]]) -> ChunkF1:
    """What seqeval 1.2.2, not strict, says of bare tags.

    Args:
        gold: the tags of each sentence.
        answers: as many.

    Raises:
        ValueError: sentences or their lengths differ, a tag is empty, or there is no tag.
    """
    if [len(tags) for tags in gold] != [len(tags) for tags in answers]:
        raise ValueError("gold and answers must have the same sentences with the same number of words")
    if not any(gold) or not all(tag for tags in (*gold, *answers) for tag in tags):
        raise ValueError("there must be tags, and none of them empty")
    true, found = (set(_chunks(sentences)) for sentences in (gold, answers))
    counts = [Counter(kind for kind, *_ in chunks) for chunks in (true & found, true, found)]
    kinds = sorted({*counts[1], *counts[2]})
    macro = sum(_f1(*(count[kind] for count in counts)) for kind in kinds) / max(len(kinds), 1)
    return ChunkF1(macro, _f1(len(true & found), len(true), len(found)))


def _f1(right: int, true: int, found: int) -> float:
    return 2 * right / (true + found) if true + found else 0.0


def _chunks(sentences: Iterable[Sequence[str]]) -> Iterator[tuple[str, int, int]]:
    """(kind, first word, last word) of every chunk; words counted through all sentences, an O after each."""
    first, before = 0, ("O", "")
    for place, tag in enumerate(chain.from_iterable([*tags, "O"] for tags in sentences)):
        here = tag[0], tag[1:].split("-", maxsplit=1)[-1] or "_"
        if _ends(before, here):
            yield before[1], first, place - 1
        if _starts(before, here):
            first = place
        before = here


def _ends(before: tuple[str, str], here: tuple[str, str]) -> bool:
    """Whether a chunk ends between two words, each a letter and a kind."""
    if before[0] in "ES" or (before[0] in "BI" and here[0] in "BSO"):
        return True
    return before[0] not in "O." and before[1] != here[1]


def _starts(before: tuple[str, str], here: tuple[str, str]) -> bool:
    """Whether a chunk starts between two words."""
    if here[0] in "BS" or (before[0] in "ESO" and here[0] in "EI"):
        return True
    return here[0] not in "O." and before[1] != here[1]
