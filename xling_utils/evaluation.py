"""Test sentences: read, tokenized and batched by length once, for every model that has the same tokenizer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, TypeAlias

from xling_utils.backbones import Backbone
from xling_utils.encoding import TOKEN_BUDGET, Batch, Window, budget_batches, pad
from xling_utils.tasks import SentenceSource, Table, Task, get_task, part_for

PreparedBatch: TypeAlias = tuple[list[Window], Batch]
"""Some windows, and the same as tensors."""


def prepare(
    backbone: Backbone, task: Task, inputs: Sequence[Any], token_budget: int = TOKEN_BUDGET
) -> list[PreparedBatch]:
    """Tokenize inputs of a task and put them into batches by length."""
    windows = task.windows(backbone, inputs)
    groups = budget_batches([len(window.ids) for window in windows], token_budget)
    chosen = [[windows[i] for i in group] for group in groups]
    return [(some, pad(some, backbone.pad_id, backbone.device)) for some in chosen]


@dataclass(frozen=True)
class EvaluationSet:
    """Test sentences of several languages, tokenized and batched once for every model with one tokenizer.

    Attributes:
        tables: Language to gold columns.
        sizes: Sentences (or pairs) of each language.
        batches: All languages together: many small test sets cost no more than one large one.
    """

    tables: dict[str, Table] = field(repr=False)
    sizes: tuple[int, ...]
    batches: list[PreparedBatch] = field(repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, in the order of their scores."""
        return tuple(self.tables)

    def only(self, language: str, backbone: Backbone) -> EvaluationSet:
        """The sentences of one language, for a model that must be told which it reads.

        Raises:
            ValueError: it is not among the languages.
        """
        if language not in self.languages:
            raise ValueError(f"no test sentences of {language!r}: there are {', '.join(self.languages)}")
        at = self.languages.index(language)
        start = sum(self.sizes[:at])
        rows = range(start, start + self.sizes[at])
        parts = [
            [replace(w, sentence=w.sentence - start) for w in windows if w.sentence in rows]
            for windows, _ in self.batches
        ]
        batches = [(part, pad(part, backbone.pad_id, backbone.device)) for part in parts if part]
        return EvaluationSet({language: self.tables[language]}, (self.sizes[at],), batches)


def evaluation_set(
    backbone: Backbone,
    corpus: SentenceSource,
    task: str | Task,
    languages: Iterable[str] | None = None,
    split: str = "test",
    domain: str | None = None,
    limit: int | None = None,
    token_budget: int = TOKEN_BUDGET,
) -> EvaluationSet:
    """Read and tokenize what `FineTuned.evaluate` scores; arguments and errors as there."""
    task = get_task(task)
    languages = part_for(corpus, task.name).languages if languages is None else tuple(languages)
    tables = {code: task.read(corpus, code, split, domain, limit) for code in languages}
    inputs = [task.inputs(table) for table in tables.values()]
    batches = prepare(backbone, task, list(chain.from_iterable(inputs)), token_budget)
    return EvaluationSet(tables, tuple(map(len, inputs)), batches)
