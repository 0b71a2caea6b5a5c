"""Unlabelled text of several languages, for whoever must know or hide which language it is in (chapter 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import torch
from jaxtyping import Float, Int
from torch import Tensor

from xling_utils.backbones import Backbone
from xling_utils.encoding import Batch, Level, Sentence, Window
from xling_utils.tasks import SentenceSource
from xling_utils.tasks.base import plain
from xling_utils.tasks.inference import mean_of

LabelledWindow: TypeAlias = tuple[Window, int]
"""A window of text and its language, by position."""


@dataclass(frozen=True)
class Texts:
    """Unlabelled text of several languages, as many windows of each.

    Attributes:
        languages: Their codes.
        windows: For each language its windows.
    """

    languages: tuple[str, ...]
    windows: tuple[list[Window], ...] = field(repr=False)

    @property
    def size(self) -> int:
        """Windows of each language."""
        return len(self.windows[0])

    def batches(self, size: int, generator: torch.Generator) -> Iterator[list[LabelledWindow]]:
        """Balanced batches without end; every window occurs once per pass."""
        lengths = [[len(window.ids) for window in windows] for windows in self.windows]
        while True:
            for batch in balanced_batches(lengths, size, generator):
                yield [(self.windows[language][index], language) for language, index in batch]


def read_texts(
    backbone: Backbone,
    corpus: SentenceSource,
    languages: Sequence[str] | None,
    text: str | Mapping[str, Sequence[Sentence]],
    limit: int,
) -> Texts:
    """Read and tokenize unlabelled text.

    Args:
        backbone: Its tokenizer cuts the words.
        corpus: Where the text comes from if `text` is a split.
        languages: Language codes; None means all of the corpus.
        text: A split that all languages have, such as "raw", or language -> sentences.
        limit: Sentences of each language at most; all get as many as the shortest has.

    Raises:
        ValueError: there are fewer than two languages, or one has no text.
    """
    languages = tuple(corpus.languages if languages is None else dict.fromkeys(languages))
    if len(languages) < 2:
        raise ValueError(f"languages is {languages}: there is nothing to confuse, give two or more")
    read = [backbone.encode(_sentences(corpus, code, text, limit)) for code in languages]
    count = min(limit, *map(len, read))
    return Texts(languages, tuple(windows[:count] for windows in read))


def _sentences(
    corpus: SentenceSource, language: str, text: str | Mapping[str, Sequence[Sentence]], limit: int
) -> Sequence[Sentence]:
    if not isinstance(text, str):
        if not text.get(language):
            raise ValueError(f"no text for {language!r}: there is some for {', '.join(text) or 'none'}")
        return text[language][:limit]
    try:
        table = corpus.sentences(language, text, limit=limit)
        sentences: Sequence[Sentence] = plain(table, ("tokens",), language, text, None)["tokens"]
    except ValueError as error:
        raise ValueError(
            f"{error}. Unlearning reads text of every language: name a split that all have, as in "
            "text='train', or give language -> sentences"
        ) from error
    return sentences


def balanced_batches(
    lengths: Sequence[Sequence[int]], size: int, generator: torch.Generator
) -> list[list[tuple[int, int]]]:
    """Random batches of similar length in which the numbers of items of two languages differ by one at most.

    Args:
        lengths: Language -> length of its items; a language gives as many items as the shortest has.
        size: Items in a batch; the last of a pool of 50 batches may be smaller.
        generator: Its random stream.

    Returns:
        Batches of (language, item).
    """
    count, pool = min(map(len, lengths)), max(1, 50 * size // len(lengths))
    orders = [torch.randperm(len(items), generator=generator).tolist()[:count] for items in lengths]
    batches: list[list[tuple[int, int]]] = []
    for at in range(0, count, pool):
        by_length = [
            sorted(order[at : at + pool], key=items.__getitem__)
            for order, items in zip(orders, lengths, strict=True)
        ]
        in_turn = [pair for row in zip(*by_length, strict=True) for pair in enumerate(row)]
        batches += [in_turn[start : start + size] for start in range(0, len(in_turn), size)]
    return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]


def text_states(
    states: Float[Tensor, "window piece hidden"], batch: Batch, labels: Int[Tensor, " window"], level: Level
) -> tuple[Float[Tensor, "item hidden"], Int[Tensor, " item"]]:
    """The states that tell their language, and the languages."""
    if level == "word":
        return states[batch.rows, batch.columns], labels[batch.rows]
    return mean_of(states, batch.content), labels
