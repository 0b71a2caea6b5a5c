"""Rows of hub datasets as rows of this package. Classes may be spelled out, or numbers with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xling_utils.conllu_files import UPOS
from xling_utils.tables import ENTITY_TYPES, PAIR_LABELS

if TYPE_CHECKING:
    from datasets import Dataset

TREEBANK_COLUMNS = ("sent_id", "text", "tokens", "upos", "head", "deprel")
ENTITY_COLUMNS = ("tokens", "ner_tags")
PAIR_COLUMNS = ("premise", "hypothesis", "label")

_WIKIANN_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
"""What numbers mean where a file does not name them, in the order of the dataset card."""


def treebank_rows(table: Dataset, where: str) -> list[dict[str, Any]]:
    """Sentences of Universal Dependencies; their tokens are syntactic words already.

    Heads are numbers or digits, tags are strings or named classes. A column that holds only "_" or nothing is
    absent annotation and is None.

    Raises:
        ValueError: a sentence is annotated in part, its columns differ in length, or a value is impossible;
            the message names the row.
    """
    names = {column: class_names(table, column) for column in ("upos", "deprel")}
    rows = []
    for place, row in _places(table, where):
        tokens = row["tokens"]
        upos = _spelled(_annotation(row, "upos", place), names["upos"], place)
        if unknown := set(upos or ()) - set(UPOS):
            raise ValueError(f"{place}: upos {', '.join(sorted(unknown))} is none of {' '.join(UPOS)}")
        rows.append(
            {"sent_id": row["sent_id"], "text": row["text"], "tokens": tokens, "upos": upos}
            | {"head": _heads(_annotation(row, "head", place), place)}
            | {"deprel": _spelled(_annotation(row, "deprel", place), names["deprel"], place)}
        )
    return rows


def entity_rows(table: Dataset, where: str, prefix: str) -> list[dict[str, Any]]:
    """Sentences with BIO tags; ids are `prefix` and a number from 1, the text is the words with spaces.

    Raises:
        ValueError: a sentence is tagged in part, or a tag is unknown; the message names the row.
    """
    names = class_names(table, "ner_tags") or _WIKIANN_TAGS
    rows = []
    for number, (place, row) in enumerate(_places(table, where), start=1):
        tags = _spelled(_annotation(row, "ner_tags", place), names, place)
        text = " ".join(row["tokens"])
        # A span of another type counts as outside, as in files of named entities.
        ner = tags and [tag if tag[2:] in ENTITY_TYPES else "O" for tag in tags]
        rows.append({"sent_id": f"{prefix}-{number}", "text": text, "tokens": row["tokens"], "ner": ner})
    return rows


def pair_rows(table: Dataset, where: str) -> list[dict[str, Any]]:
    """Premises, hypotheses and labels.

    Raises:
        ValueError: a sentence is missing or a label is unknown; the message names the row.
    """
    names = class_names(table, "label") or PAIR_LABELS
    rows = []
    for place, row in _places(table, where):
        if not isinstance(row["premise"], str) or not isinstance(row["hypothesis"], str):
            raise ValueError(f"{place}: premise and hypothesis must be text. Take one language")
        label = (_spelled([row["label"]], names, place) or [""])[0]
        if label not in PAIR_LABELS:
            raise ValueError(f"{place}: label {row['label']!r} is none of {', '.join(PAIR_LABELS)}")
        rows.append({"premise": row["premise"], "hypothesis": row["hypothesis"], "label": label})
    return rows


def class_names(table: Dataset, column: str) -> tuple[str, ...]:
    """Names of the classes of a column, if it or its items are numbered classes; else empty."""
    feature = table.features[column]
    return tuple(getattr(getattr(feature, "feature", feature), "names", None) or ())


def _places(table: Dataset, where: str) -> list[tuple[str, dict[str, Any]]]:
    """Each row and its name for messages. Whole columns are read: far quicker than rows one by one."""
    columns: dict[str, list[Any]] = table[:]
    rows = zip(*columns.values(), strict=True)
    return [(f"{where}, row {i}", dict(zip(columns, row, strict=True))) for i, row in enumerate(rows)]


def _annotation(row: Mapping[str, Any], column: str, where: str) -> list[Any] | None:
    """One value per word, or None where there is no annotation; half of it is a fault."""
    values = row[column]
    blank = [value is None or value == "_" for value in values or ()]
    if all(blank):
        return None
    if any(blank) or len(values) != len(row["tokens"]):
        annotated = len(values) - sum(blank)
        raise ValueError(
            f"{where}: {len(row['tokens'])} words, but {annotated} have {column}. Take another revision or "
            "treebank, and report the fault to its authors"
        )
    return list(values)


def _spelled(values: list[Any] | None, names: Sequence[str], where: str) -> list[str] | None:
    """The values as strings."""
    if values is None:
        return None
    for value in values:
        if not isinstance(value, str) and not (isinstance(value, int) and 0 <= value < len(names)):
            raise ValueError(
                f"{where}: {value!r} is no class. The classes are: {' '.join(names) or 'unnamed'}"
            )
    return [value if isinstance(value, str) else names[value] for value in values]


def _heads(values: list[Any] | None, where: str) -> list[int] | None:
    """Heads as numbers: each a word of the sentence, and one root."""
    if values is None:
        return None
    try:
        heads = [int(value) for value in values]
    except ValueError:
        raise ValueError(f"{where}: a head is no whole number: {' '.join(map(str, values))}") from None
    if heads.count(0) != 1 or not all(0 <= head <= len(heads) for head in heads):
        raise ValueError(
            f"{where}: the heads {heads} are no tree of {len(heads)} words: one must be 0, the others a word"
        )
    return heads
