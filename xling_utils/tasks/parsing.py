"""Dependency parsing: a biaffine parser (Dozat & Manning 2017) over universal relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional

from xling_utils.encoding import Batch, Window
from xling_utils.tasks.base import UNLABELLED, Example, Scores, Table, Task, per_window
from xling_utils.tasks.trees import best_tree
from xling_utils.ud_rules import DEPRELS, plain_relation

RELATIONS: tuple[str, ...] = tuple(sorted(DEPRELS))
"""Classes of the parser: universal relations without subtypes, as the CoNLL 2018 scorer compares them."""

Arc = tuple[int, str]
"""Head of a word (counted from 1, 0 for the root) and its relation."""


class Arcs(NamedTuple):
    """What the parser says of the words of a batch, padded: column 0 of the heads is the root."""

    heads: Float[Tensor, "window word head"]
    relations: Float[Tensor, "window word head relation"]
    real: Tensor
    """Which words of each window are there."""


class BiaffineParser(nn.Module):
    """Four small networks give every word a view as head and as dependent; products of views score arcs.

    The hidden state of the first special token stands for the root.
    """

    def __init__(self, hidden_size: int, dropout: float) -> None:
        super().__init__()
        arc, label = min(500, 2 * hidden_size), min(200, hidden_size)
        self.views = nn.ModuleList(
            nn.Sequential(nn.Dropout(dropout), nn.Linear(hidden_size, size), nn.ELU(), nn.Dropout(dropout))
            for size in (arc, arc, label, label)
        )
        self.arc = nn.Parameter(torch.empty(arc + 1, arc))
        self.label = nn.Parameter(torch.empty(len(RELATIONS), label + 1, label + 1))
        for weight in (self.arc, self.label):
            nn.init.normal_(weight, std=1 / weight.shape[-1])

    def forward(self, states: Float[Tensor, "window piece hidden"], batch: Batch) -> Arcs:
        """Scores of all arcs and relations."""
        words, real = words_of(states, batch)
        heads = torch.cat([states[:, :1], words], 1)
        dependent, label_dependent = self.views[0](words), with_one(self.views[2](words))
        head, label_head = self.views[1](heads), with_one(self.views[3](heads))
        arcs = with_one(dependent) @ self.arc @ head.transpose(1, 2)
        missing = torch.cat([torch.ones_like(real[:, :1]), real], 1).logical_not()
        arcs = arcs.masked_fill(missing[:, None], torch.finfo(arcs.dtype).min)
        labels = torch.einsum("bnd,rde,bme->bnmr", label_dependent, self.label, label_head)
        return Arcs(arcs, labels, real)


def words_of(
    states: Float[Tensor, "window piece hidden"], batch: Batch
) -> tuple[Float[Tensor, "window word hidden"], Tensor]:
    """States of the first piece of each word, padded, and which of them are there."""
    longest = max(batch.words)
    place = torch.cat([torch.arange(count) for count in batch.words]).to(states.device)
    words = states.new_zeros(len(states), longest, states.shape[-1])
    words[batch.rows, place] = states[batch.rows, batch.columns]
    real = torch.zeros(words.shape[:2], dtype=torch.bool, device=states.device)
    real[batch.rows, place] = True
    return words, real


def with_one(x: Float[Tensor, "*batch size"]) -> Float[Tensor, "*batch size+1"]:
    """A vector with a 1 at its end: a biaffine product then has linear terms too."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


@dataclass(frozen=True)
class Parsing(Task):
    """Heads and universal relations, scored by UAS and LAS (chapter 2)."""

    name = "parsing"
    columns = ("head", "deprel")
    metric = "las"

    def make_head(self, hidden_size: int, dropout: float) -> nn.Module:
        """A `BiaffineParser`."""
        return BiaffineParser(hidden_size, dropout)

    def gold(self, table: Table) -> list[list[tuple[int, int]]]:
        """Head and class of the relation of each word; a word without annotation is unlabelled."""
        classes = {relation: index for index, relation in enumerate(RELATIONS)}
        columns = (table[name] for name in ("sent_id", "tokens", "head", "deprel"))
        gold = []
        for sent_id, tokens, heads, deprels in zip(*columns, strict=True):
            _check(sent_id, tokens, heads, deprels)
            gold.append(
                [
                    (head, classes[plain_relation(deprel)])
                    if head is not None and deprel not in (None, "_")
                    else (UNLABELLED, UNLABELLED)
                    for head, deprel in zip(heads, deprels, strict=True)
                ]
            )
        return gold

    def part(self, gold: list[Any], window: Window) -> list[Any]:
        """Heads counted in the window; a word whose head is outside it is unlabelled."""
        first, last = window.start + 1, window.start + len(window.firsts)
        return [
            (head and head - window.start, relation)
            if head == 0 or first <= head <= last
            else (UNLABELLED, UNLABELLED)
            for head, relation in super().part(gold, window)
        ]

    def labelled(self, example: Example) -> int:
        """Words with a gold head."""
        return sum(head != UNLABELLED for head, _ in example.gold)

    def loss(self, output: Arcs, gold: Int[Tensor, "word 2"]) -> Float[Tensor, ""]:
        """Cross-entropy of heads, plus that of relations at the gold heads."""
        head, relation = gold.T
        known = head != UNLABELLED
        if not known.any():
            return output.relations.sum() * 0.0  # not of the heads: scores of padding add up to infinity
        arcs = output.heads[output.real][known].float()
        relations = output.relations[output.real][known, head[known]].float()
        return functional.cross_entropy(arcs, head[known]) + functional.cross_entropy(
            relations, relation[known]
        )

    def decode(self, output: Arcs, batch: Batch) -> list[list[Arc]]:
        """The best tree with one root, and the best relation of each arc; only the root's child is `root`."""
        scores = output.heads.float().log_softmax(-1).double().cpu().numpy()
        heads = [
            torch.from_numpy(best_tree(rows[:count, : count + 1]))
            for rows, count in zip(scores, batch.words, strict=True)
        ]
        flat = torch.cat(heads).to(output.heads.device)
        labels = output.relations[output.real].float()
        labels = labels[torch.arange(len(flat), device=flat.device), flat]
        labels[:, RELATIONS.index("root")] = torch.finfo(labels.dtype).min
        answers = [
            (head, RELATIONS[relation] if head else "root")
            for head, relation in zip(flat.tolist(), labels.argmax(-1).tolist(), strict=True)
        ]
        return per_window(answers, batch)

    def join(self, answers: list[list[Any]]) -> list[Any]:
        """One tree from those of the windows: roots of later windows hang from the first root."""
        joined: list[Arc] = []
        for window in answers:
            before = len(joined)
            joined += [(head + before if head else 0, relation) for head, relation in window]
        roots = [place for place, (head, _) in enumerate(joined, start=1) if head == 0]
        for place in roots[1:]:
            joined[place - 1] = (roots[0], "parataxis")
        return joined

    def score(self, table: Table, predicted: Sequence[Sequence[Arc]]) -> Scores:
        """UAS and LAS over all annotated words, punctuation included, relations without subtypes.

        Raises:
            ValueError: there is no annotated word.
        """
        right_head = right = words = 0
        for gold, arcs in zip(self.gold(table), predicted, strict=True):
            for (head, relation), (answer, label) in zip(gold, arcs, strict=True):
                if head == UNLABELLED:
                    continue
                words += 1
                right_head += head == answer
                right += head == answer and RELATIONS[relation] == plain_relation(label)
        if not words:
            raise ValueError("no word has a gold head: nothing to score")
        return {"uas": right_head / words, "las": right / words}


def _check(sent_id: Any, tokens: Sequence[str], heads: Any, deprels: Any) -> None:
    if heads is None or deprels is None:
        raise ValueError(f"sentence {sent_id!r} has no tree: choose a language and split that has")
    if not len(tokens) == len(heads) == len(deprels):
        raise ValueError(
            f"sentence {sent_id!r} has {len(tokens)} words, {len(heads)} heads and {len(deprels)} relations"
        )
    unknown = {str(d) for d in deprels if d not in (None, "_") and plain_relation(d) not in DEPRELS}
    if unknown:
        raise ValueError(f"sentence {sent_id!r} has relations outside UD: {', '.join(sorted(unknown))}")
    for word, head in enumerate(heads, start=1):
        if head is not None and (head == word or not 0 <= head <= len(tokens)):
            raise ValueError(
                f"sentence {sent_id!r} has {len(tokens)} words but the head of word {word} is {head}"
            )
