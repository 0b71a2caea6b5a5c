"""What a tagger has to beat: answers that need no encoder (chapter 1).

Both baselines learn from the same labelled sentences of the source language as the network does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xling_utils.conllu_files import UPOS
from xling_utils.corpora import Corpus
from xling_utils.tasks import PartOfSpeech, Table


def most_frequent_tag(train: Table) -> str:
    """The tag that is right most often where nothing is known about a word.

    Args:
        train: Columns `tokens` and `upos`.
    """
    return _winner(Counter(tag for _, tag in _labelled_words(train)))


def learn_lookup(train: Table) -> dict[str, str]:
    """The most frequent tag of every word form: a dictionary that knows no context.

    Args:
        train: Columns `tokens` and `upos`.
    """
    tags: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, tag in _labelled_words(train):
        tags[form][tag] += 1
    return {form: _winner(counts) for form, counts in tags.items()}


def baseline_scores(
    corpus: Corpus,
    source: str,
    languages: Iterable[str] | None = None,
    *,
    sentences: int | None = None,
    limit: int | None = None,
) -> dict[str, dict[str, float]]:
    """Accuracy of both baselines, learnt on the source and tested on every language.

    Args:
        corpus: Where the sentences come from.
        source: Language to learn from.
        languages: Languages to test on; None means all of the corpus.
        sentences: The first so many training sentences; None means all.
        limit: The first so many test sentences of each language; None means all.

    Returns:
        "most frequent tag" and "lookup" -> language -> accuracy from 0 to 1. A form that the dictionary lacks
        gets the most frequent tag.
    """
    train = corpus.sentences(source, "train", limit=sentences)[:]
    guess, lookup = most_frequent_tag(train), learn_lookup(train)
    scores: dict[str, dict[str, float]] = {"most frequent tag": {}, "lookup": {}}
    for code in corpus.languages if languages is None else languages:
        test = corpus.sentences(code, "test", limit=limit)[:]
        scores["most frequent tag"][code] = _accuracy(test, [[guess] * len(row) for row in test["tokens"]])
        found = [[lookup.get(form, guess) for form in row] for row in test["tokens"]]
        scores["lookup"][code] = _accuracy(test, found)
    return scores


def _accuracy(table: Table, predicted: Sequence[Sequence[str]]) -> float:
    return PartOfSpeech().score(table, predicted)["accuracy"]


def _labelled_words(table: Table) -> Iterator[tuple[str, str]]:
    for forms, tags in zip(table["tokens"], table["upos"], strict=True):
        for form, tag in zip(forms, tags, strict=True):
            if tag in UPOS:
                yield form, tag


def _winner(counts: Counter[str]) -> str:
    """The most frequent tag, the first in the alphabet where several are: no luck of the order."""
    return min(counts, key=lambda tag: (-counts[tag], tag))
