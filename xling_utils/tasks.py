"""Tasks: what a head computes, what gold columns it learns from, how its answers are scored.

A task says what differs around the one training loop: make a head, read gold labels, compute a loss,
decode, score. Part-of-speech tagging is the first; each further task adds one class.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional

from xling_utils.backbones import Backbone
from xling_utils.conllu_files import UPOS
from xling_utils.encoding import Batch, Window, pad

UNLABELLED = -100
"""Class of a word without gold label. It has no loss and is not scored."""

Table: TypeAlias = Mapping[str, Sequence[Any]]
"""Columns of a corpus as plain lists."""

Scores: TypeAlias = dict[str, float]
"""Metric name to value, from 0 to 1."""


@dataclass(frozen=True)
class Example:
    """A window and the gold classes of its words."""

    window: Window
    gold: list[int]


class Task(ABC):
    """What differs between tasks.

    Attributes:
        name: Name that `finetune` takes.
        columns: Columns of the corpus that hold gold annotation.
        metric: The score to report where there is room for one.
    """

    name: str
    columns: tuple[str, ...]
    metric: str

    @abstractmethod
    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A module that maps (last hidden states, batch) to an output. Draws from the global generator."""

    @abstractmethod
    def gold(self, table: Table) -> list[list[int]]:
        """The gold classes of each sentence.

        Raises:
            ValueError: annotation is missing or unknown; the message names the sentence.
        """

    @abstractmethod
    def loss(self, output: Tensor, gold: Int[Tensor, " word"]) -> Float[Tensor, ""]:
        """Mean loss of a batch."""

    @abstractmethod
    def decode(self, output: Tensor, batch: Batch) -> list[list[Any]]:
        """The answers for each window, one per word."""

    @abstractmethod
    def score(self, table: Table, predicted: Sequence[Sequence[Any]]) -> Scores:
        """Compare answers with the gold columns."""

    def examples(self, backbone: Backbone, table: Table) -> list[Example]:
        """Windows with their gold classes; several for a sentence that is too long for the model."""
        gold = self.gold(table)
        windows = backbone.encode(table["tokens"])
        return [Example(w, gold[w.sentence][w.start : w.start + len(w.firsts)]) for w in windows]


class WordTagger(nn.Module):
    """Dropout and one linear layer on the first word piece of each word (Muller et al. 2021)."""

    def __init__(self, hidden_size: int, num_classes: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.Linear(hidden_size, num_classes)

    def forward(
        self, states: Float[Tensor, "window piece hidden"], batch: Batch
    ) -> Float[Tensor, "word class"]:
        """Logits of every word of the batch."""
        logits: Tensor = self.linear(self.dropout(states[batch.rows, batch.columns]))
        return logits


@dataclass(frozen=True)
class PartOfSpeech(Task):
    """The 17 universal part-of-speech tags, scored by accuracy over words (chapter 1)."""

    name = "pos"
    columns = ("upos",)
    metric = "accuracy"

    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A `WordTagger` with one class for each tag."""
        return WordTagger(hidden_size, len(UPOS), dropout)

    def gold(self, table: Table) -> list[list[int]]:
        """Class of each tag; `_` (CoNLL-U for no tag) and None count as unlabelled."""
        classes: dict[str | None, int] = {"_": UNLABELLED, None: UNLABELLED}
        classes |= {tag: index for index, tag in enumerate(UPOS)}
        gold = []
        for sent_id, tokens, tags in zip(table["sent_id"], table["tokens"], table["upos"], strict=True):
            _check_tags(sent_id, tokens, tags, classes)
            gold.append([classes[tag] for tag in tags])
        return gold

    def loss(self, output: Tensor, gold: Int[Tensor, " word"]) -> Float[Tensor, ""]:
        """Cross-entropy, mean over labelled words."""
        total = functional.cross_entropy(output.float(), gold, ignore_index=UNLABELLED, reduction="sum")
        return total / (gold != UNLABELLED).sum().clamp(min=1)

    def decode(self, output: Tensor, batch: Batch) -> list[list[str]]:
        """The most probable tag of each word."""
        tags = [UPOS[index] for index in output.argmax(-1).tolist()]
        ends = torch.tensor(batch.words).cumsum(0).tolist()
        return [tags[end - count : end] for end, count in zip(ends, batch.words, strict=True)]

    def score(self, table: Table, predicted: Sequence[Sequence[str]]) -> Scores:
        """Accuracy over all labelled words: every word counts, however long its sentence is.

        Raises:
            ValueError: there is no labelled word.
        """
        pairs = [
            (UPOS[gold], tag)
            for golds, tags in zip(self.gold(table), predicted, strict=True)
            for gold, tag in zip(golds, tags, strict=True)
            if gold != UNLABELLED
        ]
        if not pairs:
            raise ValueError("no word has a gold UPOS tag: nothing to score")
        return {"accuracy": sum(gold == tag for gold, tag in pairs) / len(pairs)}


def _check_tags(
    sent_id: Any, tokens: Sequence[str], tags: Sequence[str | None] | None, classes: Mapping[str | None, int]
) -> None:
    if tags is None:
        raise ValueError(f"sentence {sent_id!r} has no UPOS annotation: choose a language and split that has")
    if len(tags) != len(tokens):
        raise ValueError(f"sentence {sent_id!r} has {len(tokens)} words but {len(tags)} UPOS tags")
    unknown = sorted({str(tag) for tag in tags if tag not in classes})
    if unknown:
        raise ValueError(
            f"sentence {sent_id!r} has tags outside UPOS: {', '.join(unknown)}. Known: {' '.join(UPOS)}"
        )


def get_task(task: str | Task) -> Task:
    """A task by its name.

    Raises:
        ValueError: there is no such task.
    """
    if isinstance(task, Task):
        return task
    tasks: list[Task] = [PartOfSpeech()]
    for known in tasks:
        if known.name == task:
            return known
    raise ValueError(f"unknown task {task!r}: choose one of {', '.join(known.name for known in tasks)}")


def collate(
    examples: Sequence[Example], pad_id: int, device: torch.device
) -> tuple[Batch, Int[Tensor, " word"]]:
    """Pad examples into a batch, and put their gold classes one after another."""
    gold = torch.tensor([label for example in examples for label in example.gold], device=device)
    return pad([example.window for example in examples], pad_id, device), gold
