"""Tasks that give every word a class: part-of-speech tagging and named entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional

from xling_utils.conllu_files import UPOS
from xling_utils.encoding import Batch
from xling_utils.tables import ENTITY_TYPES
from xling_utils.tasks.base import UNLABELLED, Scores, Table, Task, per_window
from xling_utils.tasks.spans import span_scores

BIO: tuple[str, ...] = ("O", *(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI"))
"""Tags of named entities: B- begins one, I- goes on with it, O is outside."""


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


class WordTask(Task):
    """A class for every word.

    Attributes:
        labels: the classes.
        annotation: what they are called in messages.
    """

    labels: tuple[str, ...]
    annotation: str

    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A `WordTagger` with one class for each label."""
        return WordTagger(hidden_size, len(self.labels), dropout)

    def gold(self, table: Table) -> list[list[int]]:
        """Class of each label; `_` (CoNLL-U for none) and None count as unlabelled."""
        classes: dict[str | None, int] = {"_": UNLABELLED, None: UNLABELLED}
        classes |= {label: index for index, label in enumerate(self.labels)}
        gold = []
        for sent_id, tokens, tags in zip(
            table["sent_id"], table["tokens"], table[self.columns[0]], strict=True
        ):
            self._check(sent_id, tokens, tags, classes)
            gold.append([classes[tag] for tag in tags])
        return gold

    def _check(
        self,
        sent_id: Any,
        tokens: Sequence[str],
        tags: Sequence[str | None] | None,
        classes: Mapping[str | None, int],
    ) -> None:
        if tags is None:
            raise ValueError(
                f"sentence {sent_id!r} has no {self.annotation} annotation: "
                "choose a language and split that has"
            )
        if len(tags) != len(tokens):
            raise ValueError(
                f"sentence {sent_id!r} has {len(tokens)} words but {len(tags)} {self.annotation} tags"
            )
        unknown = sorted({str(tag) for tag in tags if tag not in classes})
        if unknown:
            raise ValueError(
                f"sentence {sent_id!r} has tags outside {self.annotation}: {', '.join(unknown)}. "
                f"Known: {' '.join(self.labels)}"
            )

    def loss(self, output: Tensor, gold: Int[Tensor, " word"]) -> Float[Tensor, ""]:
        """Cross-entropy, mean over labelled words."""
        total = functional.cross_entropy(output.float(), gold, ignore_index=UNLABELLED, reduction="sum")
        return total / (gold != UNLABELLED).sum().clamp(min=1)

    def decode(self, output: Tensor, batch: Batch) -> list[list[str]]:
        """The most probable label of each word."""
        return per_window([self.labels[index] for index in output.argmax(-1).tolist()], batch)


@dataclass(frozen=True)
class PartOfSpeech(WordTask):
    """The 17 universal part-of-speech tags, scored by accuracy over words (chapter 1)."""

    name = "pos"
    columns = ("upos",)
    metric = "accuracy"
    labels = UPOS
    annotation = "UPOS"

    def score(self, table: Table, predicted: Sequence[Sequence[str]]) -> Scores:
        """Accuracy over all labelled words: every word counts, however long its sentence is.

        Raises:
            ValueError: there is no labelled word.
        """
        pairs = [
            (self.labels[gold], tag)
            for golds, tags in zip(self.gold(table), predicted, strict=True)
            for gold, tag in zip(golds, tags, strict=True)
            if gold != UNLABELLED
        ]
        if not pairs:
            raise ValueError("no word has a gold UPOS tag: nothing to score")
        return {"accuracy": sum(gold == tag for gold, tag in pairs) / len(pairs)}


@dataclass(frozen=True)
class NamedEntities(WordTask):
    """Names of persons, places and organisations, scored by F1 over spans (chapter 2)."""

    name = "ner"
    columns = ("ner",)
    metric = "f1"
    labels = BIO
    annotation = "NER"

    def score(self, table: Table, predicted: Sequence[Sequence[str]]) -> Scores:
        """Precision, recall and F1 of spans; a span counts if type, first and last word are right.

        A word without gold tag counts as outside, whatever is predicted for it.

        Raises:
            ValueError: there is no gold entity.
        """
        gold = [[self.labels[tag] if tag >= 0 else "O" for tag in tags] for tags in self.gold(table)]
        answers = [
            ["O" if true in ("_", None) else tag for true, tag in zip(trues, tags, strict=True)]
            for trues, tags in zip(table["ner"], predicted, strict=True)
        ]
        return span_scores(gold, answers)
