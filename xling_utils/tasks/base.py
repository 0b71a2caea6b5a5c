"""What a task is: a head, gold columns to learn from, and scores for its answers.

A task says what differs around the one training loop. `words`, `parsing` and `inference` hold the four tasks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from xling_utils.backbones import Backbone
from xling_utils.encoding import Batch, Window, pad

UNLABELLED = -100
"""Class of what has no gold label. It has no loss and is not scored."""

Table: TypeAlias = Mapping[str, Sequence[Any]]
"""Columns of a corpus as plain lists."""

Scores: TypeAlias = dict[str, float]
"""Metric name to value, from 0 to 1."""


@runtime_checkable
class SentenceSource(Protocol):
    """What a task needs of a corpus; `xling_utils.corpora.Corpus` has it."""

    languages: tuple[str, ...]

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Any:
        """A table whose `[:]` gives a dictionary of columns, as that of `datasets.Dataset` does."""


@runtime_checkable
class PairSource(Protocol):
    """What inference needs besides; `xling_utils.corpora.Corpus` has it."""

    def pairs(self, language: str, split: str, domain: str | None = None, limit: int | None = None) -> Any:
        """A table like that of `SentenceSource.sentences`, with columns premise, hypothesis and label."""


def part_for(corpus: SentenceSource, task: str) -> SentenceSource:
    """What a task reads of a corpus: in one that joins several datasets, the one with its annotation."""
    choose = getattr(corpus, "for_task", None)
    return choose(task) if choose else corpus


@dataclass(frozen=True)
class Example:
    """A window and the gold classes of what the task labels in it: words, or the window as a whole."""

    window: Window
    gold: list[Any]


class Task(ABC):
    """What differs between tasks.

    Attributes:
        name: Name that `finetune` takes.
        columns: Columns of the corpus that hold gold annotation.
        metric: The score to report where there is room for one.
        chance: What a guess without looking scores at best, where that is known; else 0.
    """

    name: str
    columns: tuple[str, ...]
    metric: str
    chance: float = 0.0

    @abstractmethod
    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A module that maps (last hidden states, batch) to an output. Draws from the global generator."""

    @abstractmethod
    def gold(self, table: Table) -> list[list[Any]]:
        """The gold classes of each row.

        Raises:
            ValueError: annotation is missing or unknown; the message names the row.
        """

    @abstractmethod
    def loss(self, output: Any, gold: Int[Tensor, "label ..."]) -> Float[Tensor, ""]:
        """Mean loss of a batch."""

    @abstractmethod
    def decode(self, output: Any, batch: Batch) -> list[list[Any]]:
        """The answers for each window."""

    @abstractmethod
    def score(self, table: Table, predicted: Sequence[Sequence[Any]]) -> Scores:
        """Compare answers with the gold columns."""

    # ---- the usual case: answers for words of sentences

    def read(
        self, corpus: SentenceSource, language: str, split: str, domain: str | None, limit: int | None
    ) -> Table:
        """The columns that the task needs, as plain lists.

        Raises:
            ValueError: the corpus has no such rows.
        """
        corpus = part_for(corpus, self.name)
        table = corpus.sentences(language, split, domain=domain, limit=limit)
        return plain(table, ("sent_id", "tokens", *self.columns), language, split, domain)

    def inputs(self, table: Table) -> list[Any]:
        """What `windows` reads."""
        return list(table["tokens"])

    def windows(self, backbone: Backbone, inputs: Sequence[Any]) -> list[Window]:
        """Inputs as windows that the model can read."""
        return backbone.encode(inputs)

    def examples(self, backbone: Backbone, table: Table) -> list[Example]:
        """Windows with their gold classes; several for a sentence that is too long for the model."""
        gold = self.gold(table)
        windows = self.windows(backbone, self.inputs(table))
        return [Example(window, self.part(gold[window.sentence], window)) for window in windows]

    def labelled(self, example: Example) -> int:
        """How many labels of an example count in `loss`, which is a mean over them."""
        return sum(label != UNLABELLED for label in example.gold)

    def part(self, gold: list[Any], window: Window) -> list[Any]:
        """The gold classes that belong to a window."""
        return gold[window.start : window.start + len(window.firsts)]

    def join(self, answers: list[list[Any]]) -> list[Any]:
        """The answers for one sentence from those for its windows."""
        return [answer for window in answers for answer in window]


def plain(table: Any, names: Sequence[str], language: str, split: str, domain: str | None) -> Table:
    """Columns of a dataset as lists: one conversion is far quicker than rows one by one.

    Raises:
        ValueError: the table has no rows.
    """
    columns = table[:]
    if not columns.get(names[0]):
        what = "sentences" if "tokens" in names else "pairs"
        raise ValueError(f"no {split} {what} for {language!r}" + (f" in domain {domain!r}" if domain else ""))
    return {name: columns[name] for name in names}


def per_window(flat: Sequence[Any], batch: Batch) -> list[list[Any]]:
    """Cuts a list with one item per word of the batch into one list per window."""
    ends = torch.tensor(batch.words).cumsum(0).tolist()
    return [list(flat[end - count : end]) for end, count in zip(ends, batch.words, strict=True)]


def collate(
    examples: Sequence[Example], pad_id: int, device: torch.device
) -> tuple[Batch, Int[Tensor, "label ..."]]:
    """Pad examples into a batch, and put their gold classes one after another."""
    gold = torch.tensor([label for example in examples for label in example.gold], device=device)
    return pad([example.window for example in examples], pad_id, device), gold
