"""Natural language inference: does one sentence follow from another, contradict it, or neither?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional

from xling_utils.backbones import Backbone
from xling_utils.encoding import Batch, Window, make_pairs
from xling_utils.tables import PAIR_LABELS
from xling_utils.tasks.base import (
    UNLABELLED,
    PairSource,
    Scores,
    SentenceSource,
    Table,
    Task,
    part_for,
    plain,
)


class PairClassifier(nn.Module):
    """A small network on the first special token and on the means of both sentences, read together.

    The means u and v enter with their difference and product (Conneau et al. 2017): a small encoder then need
    not learn from few pairs how to compare.
    """

    def __init__(self, hidden_size: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(5 * hidden_size, 2 * hidden_size),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(2 * hidden_size, len(PAIR_LABELS)),
        )

    def forward(
        self, states: Float[Tensor, "window piece hidden"], batch: Batch
    ) -> Float[Tensor, "window class"]:
        """Logits of every pair of the batch."""
        logits: Tensor = self.layers[-1](self.features(states, batch))
        return logits

    def features(
        self, states: Float[Tensor, "window piece hidden"], batch: Batch
    ) -> Float[Tensor, "window feature"]:
        """What the last linear layer reads."""
        u, v = mean_of(states, batch.content), mean_of(states, batch.second)
        features: Tensor = self.layers[:-1](torch.cat([states[:, 0], u, v, (u - v).abs(), u * v], -1))
        return features


def mean_of(states: Float[Tensor, "window piece hidden"], chosen: Tensor) -> Float[Tensor, "window hidden"]:
    """Mean state of the chosen pieces of each window."""
    weights = chosen.to(states.dtype)[..., None]
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


@dataclass(frozen=True)
class Inference(Task):
    """Entailment, neutral or contradiction, scored by accuracy and macro-F1 (chapter 2)."""

    name = "nli"
    columns = ("premise", "hypothesis", "label")
    metric = "accuracy"
    chance = 1 / 3

    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A `PairClassifier`."""
        return PairClassifier(hidden_size, dropout)

    def read(
        self, corpus: SentenceSource, language: str, split: str, domain: str | None, limit: int | None
    ) -> Table:
        """Premises, hypotheses and labels as plain lists.

        Raises:
            ValueError: the corpus has no such pairs.
        """
        corpus = part_for(corpus, self.name)
        if not isinstance(corpus, PairSource):
            name = type(corpus).__name__
            raise ValueError(f"{name} has no pairs: for 'nli' use 'fragment', 'nli:DIR' or 'hub'")
        table = corpus.pairs(language, split, domain=domain, limit=limit)
        return plain(table, self.columns, language, split, domain)

    def inputs(self, table: Table) -> list[Any]:
        """Pairs of premise and hypothesis."""
        return list(zip(table["premise"], table["hypothesis"], strict=True))

    def windows(self, backbone: Backbone, inputs: Sequence[Any]) -> list[Window]:
        """Both sentences in one window."""
        return make_pairs(backbone.tokenizer, inputs, backbone.max_pieces)

    def part(self, gold: list[Any], window: Window) -> list[Any]:
        """The one label of the pair."""
        return gold

    def gold(self, table: Table) -> list[list[int]]:
        """The class of each pair; None counts as unlabelled."""
        classes: dict[str | None, int] = {label: index for index, label in enumerate(PAIR_LABELS)}
        classes[None] = UNLABELLED
        for row, label in enumerate(table["label"]):
            if label not in classes:
                raise ValueError(f"pair {row} has the label {label!r}. Known: {' '.join(PAIR_LABELS)}")
        return [[classes[label]] for label in table["label"]]

    def loss(self, output: Tensor, gold: Int[Tensor, " window"]) -> Float[Tensor, ""]:
        """Cross-entropy, mean over labelled pairs."""
        total = functional.cross_entropy(output.float(), gold, ignore_index=UNLABELLED, reduction="sum")
        return total / (gold != UNLABELLED).sum().clamp(min=1)

    def decode(self, output: Tensor, batch: Batch) -> list[list[str]]:
        """The most probable label of each pair."""
        return [[PAIR_LABELS[index]] for index in output.argmax(-1).tolist()]

    def score(self, table: Table, predicted: Sequence[Sequence[str]]) -> Scores:
        """Accuracy, and F1 averaged over the labels that occur.

        Raises:
            ValueError: there is no labelled pair.
        """
        from sklearn.metrics import f1_score

        pairs = [
            (PAIR_LABELS[gold[0]], answer[0])
            for gold, answer in zip(self.gold(table), predicted, strict=True)
            if gold[0] != UNLABELLED
        ]
        if not pairs:
            raise ValueError("no pair has a gold label: nothing to score")
        gold, answers = zip(*pairs, strict=True)
        accuracy = sum(a == b for a, b in pairs) / len(pairs)
        return {"accuracy": accuracy, "macro_f1": float(f1_score(gold, answers, average="macro"))}
