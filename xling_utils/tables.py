"""Annotated sentences as `datasets.Dataset` tables: one row per sentence, one fixed set of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasets import Dataset


ENTITY_TYPES: tuple[str, ...] = ("PER", "LOC", "ORG")
"""Types of named entities in the column `ner`: persons, places, organisations."""
PAIR_LABELS: tuple[str, ...] = ("entailment", "neutral", "contradiction")
"""Values of the column `label` of sentence pairs, in the order of XNLI."""


def sentence_table(rows: Sequence[Mapping[str, Any]], *, extra: Sequence[str] = ()) -> Dataset:
    """Build a table with columns sent_id, text, tokens, upos, head, deprel, ner and the `extra` ones.

    The types are stated, so that a column of None keeps its type and tables of any source can be joined.

    Args:
        rows: One mapping per sentence. A column that is missing or None is absent annotation.
        extra: More columns, each with one string or None per word.
    """
    from datasets import Dataset, Features, List, Value

    strings = List(Value("string"))
    features = Features(
        {"sent_id": Value("string"), "text": Value("string"), "tokens": strings, "upos": strings}
        | {"head": List(Value("int32")), "deprel": strings, "ner": strings}
        | dict.fromkeys(extra, strings)
    )
    return Dataset.from_dict({name: [row.get(name) for row in rows] for name in features}, features=features)


def pair_table(rows: Sequence[Mapping[str, Any]], *, extra: Sequence[str] = ()) -> Dataset:
    """Build a table of sentence pairs with columns premise, hypothesis, label and the `extra` ones."""
    from datasets import Dataset, Features, Value

    features = Features(dict.fromkeys(("premise", "hypothesis", "label", *extra), Value("string")))
    return Dataset.from_dict({name: [row.get(name) for row in rows] for name in features}, features=features)


def first_rows(table: Dataset, limit: int | None) -> Dataset:
    """The first `limit` rows, or all of them for None.

    Raises:
        ValueError: limit is below 1.
    """
    limit = checked_limit(limit)
    return table if limit is None else table.select(range(min(limit, len(table))))


def checked_limit(limit: int | None) -> int | None:
    """Give `limit` back, or raise ValueError where it is below 1."""
    if limit is not None and limit < 1:
        raise ValueError(f"limit {limit} leaves no sentence. Give 1 or more, or None for all")
    return limit
