"""Strict reading of CoNLL-U files: every fault is reported with its file and line.

Why not the `conllu` library: it gives no line numbers, accepts rows with missing columns, splits a row at two
spaces (legal inside a word form) and does not check trees. The tests use it as an independent second opinion.

Format: https://universaldependencies.org/format.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# fmt: off
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)
# fmt: on
"""The 17 universal part-of-speech tags of UD v2."""

_COLUMNS = ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"]
_WORD = re.compile(r"[1-9][0-9]*")
_RANGE = re.compile(r"([1-9][0-9]*)-([1-9][0-9]*)")
_EMPTY = re.compile(r"(0|[1-9][0-9]*)\.[1-9][0-9]*")


class MultiwordToken(NamedTuple):
    """A surface token such as French "du": covers the words `first` to `last`, counted from 1."""

    first: int
    last: int
    form: str


@dataclass(frozen=True)
class ConlluSentence:
    """One sentence; `tokens`, `upos`, `head` and `deprel` have one item per syntactic word.

    A column that holds only "_" is absent annotation and is None here. FORM is the exception: there "_" is an
    underscore.
    """

    sent_id: str | None
    text: str | None
    tokens: list[str]
    upos: list[str] | None
    head: list[int] | None
    deprel: list[str] | None
    multiword: tuple[MultiwordToken, ...] = ()
    empty_nodes: tuple[str, ...] = ()
    """Ids such as "8.1": words that are only there in the enhanced graph."""


class _Row(NamedTuple):
    line: int
    columns: list[str]


class _FormatError(Exception):
    """A fault and its line; `read_conllu` adds the file name."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_conllu(path: Path) -> Iterator[ConlluSentence]:
    """Yield the sentences of a CoNLL-U file, checked, one at a time.

    Windows line ends and a byte order mark are tolerated, because check-outs on Windows add them.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is malformed. The message starts with `file:line` and says what to do.
    """
    try:
        for block in _blocks(path):
            yield _sentence(block)
    except _FormatError as fault:
        raise ValueError(f"{path}:{fault.line}: {fault}") from None


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    """Yield the numbered lines of each sentence. Bytes are read so that only a line feed ends a line."""
    block: list[tuple[int, str]] = []
    number = 0
    ended = False
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            line = _decode(number, raw)
            if line:
                block.append((number, line))
            elif block:
                yield block
                block, ended = [], True
    if block:
        raise _FormatError(
            number,
            "the file ends inside a sentence (no empty line after the last row). "
            "Get the file again, or add an empty line if the sentence is complete",
        )
    if not ended:
        raise _FormatError(1, "the file is empty. Get the file again, or remove it")


def _decode(number: int, raw: bytes) -> str:
    try:
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _FormatError(
            number, f"byte {error.start + 1} of this line is not UTF-8. Convert the file to UTF-8"
        ) from None
    return line.rstrip("\r\n")


def _sentence(block: Sequence[tuple[int, str]]) -> ConlluSentence:
    comments = _comments(line for _, line in block if line.startswith("#"))
    rows = [_row(number, line) for number, line in block if not line.startswith("#")]
    words, multiword, empty_nodes = _by_kind(rows, first_line=block[0][0])
    upos = _annotation(words, "UPOS")
    _check_upos(words, upos)
    return ConlluSentence(
        sent_id=comments.get("sent_id"),
        text=comments.get("text"),
        tokens=[row.columns[1] for row in words],
        upos=upos,
        head=_heads(words),
        deprel=_annotation(words, "DEPREL"),
        multiword=multiword,
        empty_nodes=empty_nodes,
    )


def _comments(lines: Iterator[str]) -> dict[str, str]:
    pairs = (line[1:].split("=", maxsplit=1) for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def _row(number: int, line: str) -> _Row:
    columns = line.split("\t")
    if len(columns) != len(_COLUMNS):
        raise _FormatError(
            number,
            f"{len(columns)} columns instead of 10. Put one tab between columns, '_' where empty",
        )
    if "" in columns:
        raise _FormatError(number, f"column {_COLUMNS[columns.index('')]} is empty. Write '_' for no value")
    return _Row(number, columns)


def _by_kind(
    rows: Sequence[_Row], first_line: int
) -> tuple[list[_Row], tuple[MultiwordToken, ...], tuple[str, ...]]:
    """Sort rows into words, multiword tokens and empty nodes; ids must count 1, 2, 3, ..."""
    words: list[_Row] = []
    multiword: list[MultiwordToken] = []
    empty_nodes: list[str] = []
    for row in rows:
        identifier, form = row.columns[:2]
        if _WORD.fullmatch(identifier) and int(identifier) == len(words) + 1:
            words.append(row)
        elif (match := _RANGE.fullmatch(identifier)) and _opens(match, len(words), multiword):
            multiword.append(MultiwordToken(int(match[1]), int(match[2]), form))
        elif (match := _EMPTY.fullmatch(identifier)) and int(match[1]) == len(words):
            empty_nodes.append(identifier)
        else:
            raise _FormatError(
                row.line,
                f"id {identifier!r} does not follow word {len(words)}. Number the words 1, 2, 3, ... "
                "and end every sentence with an empty line",
            )
    if not words:
        raise _FormatError(
            first_line, "a sentence without words. Remove its comments or the empty line after them"
        )
    if multiword and multiword[-1].last > len(words):
        line = next(row.line for row in reversed(rows) if _RANGE.fullmatch(row.columns[0]))
        raise _FormatError(
            line, f"multiword token {multiword[-1].form!r} ends beyond the last word. Mend its id"
        )
    return words, tuple(multiword), tuple(empty_nodes)


def _opens(match: re.Match[str], words: int, before: Sequence[MultiwordToken]) -> bool:
    """Whether the range `match` starts at the next word and overlaps no earlier one."""
    first, last = int(match[1]), int(match[2])
    return first == words + 1 and first <= last and (not before or before[-1].last < first)


def _annotation(words: Sequence[_Row], name: str) -> list[str] | None:
    """The values of a column, or None where every word has "_"; half a column is a fault."""
    index = _COLUMNS.index(name)
    values = [row.columns[index] for row in words]
    if "_" not in values:
        return values
    if set(values) == {"_"}:
        return None
    line = words[values.index("_")].line
    raise _FormatError(line, f"{name} is '_' here, but not in the whole sentence. Annotate all words or none")


def _check_upos(words: Sequence[_Row], upos: Sequence[str] | None) -> None:
    for row, tag in zip(words, upos or (), strict=False):
        if tag not in UPOS:
            raise _FormatError(row.line, f"UPOS {tag!r} is unknown. Use one of: {' '.join(UPOS)}")


def _heads(words: Sequence[_Row]) -> list[int] | None:
    """The HEAD column as a checked tree: heads in range, one root, no cycle."""
    values = _annotation(words, "HEAD")
    if values is None:
        return None
    heads = [_head(row.line, value, len(words)) for row, value in zip(words, values, strict=True)]
    roots = [row.line for row, head in zip(words, heads, strict=True) if head == 0]
    if len(roots) != 1:
        line = roots[1] if roots else words[0].line
        raise _FormatError(line, f"{len(roots)} roots in this sentence. Give HEAD 0 to exactly one word")
    if cycle := _cycle(heads):
        path = " -> ".join(map(str, [*cycle, cycle[0]]))
        raise _FormatError(words[cycle[0] - 1].line, f"the heads go in a circle: {path}. Mend one of them")
    return heads


def _head(line: int, value: str, words: int) -> int:
    if not re.fullmatch(r"[0-9]+", value):
        raise _FormatError(line, f"HEAD {value!r} is no whole number. Write the head's id, or 0 for the root")
    if int(value) > words:
        raise _FormatError(
            line, f"HEAD {value} is out of range: the sentence has {words} words. Mend the head"
        )
    return int(value)


def _cycle(heads: Sequence[int]) -> list[int]:
    """The words (counted from 1) of a cycle, starting with its first word; empty for a tree."""
    done = {0}
    for start in range(1, len(heads) + 1):
        path: list[int] = []
        word = start
        while word not in done:
            done.add(word)
            path.append(word)
            word = heads[word - 1]
        if word in path:
            cycle = path[path.index(word) :]
            first = cycle.index(min(cycle))
            return cycle[first:] + cycle[:first]
    return []
