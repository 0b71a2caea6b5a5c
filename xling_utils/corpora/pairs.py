"""Sentence pairs on disk as a corpus: files of XNLI (Conneau et al. 2018)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.corpora.base import Corpus, check, sorted_names
from xling_utils.corpora.files import numbered_lines
from xling_utils.tables import PAIR_LABELS, first_rows, pair_table

if TYPE_CHECKING:
    from datasets import Dataset

_LAYOUTS = (
    re.compile(r"(xnli\.)?(?P<split>train|dev|test)(\.(?P<language>[a-z]{2,3}))?\.tsv"),
    re.compile(r"multinli\.(?P<split>train)\.(?P<language>[a-z]{2,3})\.tsv"),
)
"""One file for a language, or, as in the archive of XNLI, one with a column `language`."""
_COLUMNS = {
    "premise": ("premise", "sentence1"),
    "hypothesis": ("hypothesis", "hypo", "sentence2"),
    "label": ("label", "gold_label"),
}
"""Column -> its names in the files."""
_LABELS = {"contradictory": "contradiction"} | {label: label for label in PAIR_LABELS}
"""What a file says -> what the corpus says; MultiNLI in XNLI says "contradictory"."""


@dataclass(frozen=True)
class PairFile:
    """One file, found by its name; the language is None where a column tells it."""

    path: Path
    split: str
    language: str | None


class PairCorpus(Corpus):
    """Premises, hypotheses and labels. The genre, where the file has that column, is the domain.

    Args:
        root: The directory; files are looked for at any depth. All are read when the first pairs are asked
            for; languages named by a column are known only then.

    Raises:
        FileNotFoundError: it is no directory, or no file in it is named as those of XNLI.
    """

    tasks: tuple[str, ...] = ("nli",)

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = find_pair_files(root)

    @functools.cached_property
    def _rows(self) -> list[dict[str, str]]:
        return [row for file in self._files for row in read_pairs(file)]

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """Language codes."""
        return sorted_names(row["language"] for row in self._rows)

    @functools.cached_property
    def domains(self) -> tuple[str, ...]:  # type: ignore[override]
        """Genres."""
        return sorted_names(row["genre"] for row in self._rows if row["genre"])

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """There are none."""
        raise ValueError("this corpus has pairs only: use `pairs`, or another corpus for words and trees")

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none."""
        raise ValueError("this corpus has pairs only. Use 'fragment' or 'conllu:DIR' with PUD")

    def pairs(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Pairs in the order of the files. See `Corpus.pairs`."""
        check("language", language, self.languages)
        rows = [row for row in self._rows if row["language"] == language]
        where = f" for language {language!r}"
        if domain is not None:
            check("domain", domain, sorted_names(row["genre"] for row in rows if row["genre"]), where)
            rows = [row for row in rows if row["genre"] == domain]
            where += f", domain {domain!r}"
        check("split", split, sorted_names(row["split"] for row in rows), where)
        return first_rows(pair_table([row for row in rows if row["split"] == split]), limit)


def find_pair_files(root: Path) -> tuple[PairFile, ...]:
    """The files below `root`, in name order. No file is read.

    Raises:
        FileNotFoundError: `root` is no directory or holds no file with a known name.
        ValueError: two files hold the same language and split.
    """
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a directory. Give a directory of sentence pairs: 'nli:DIR'")
    found: dict[tuple[str, str | None], PairFile] = {}
    for path in sorted(root.rglob("*.tsv")):
        match = next((m for layout in _LAYOUTS if (m := layout.fullmatch(path.name))), None)
        if not match:
            continue
        key = match["split"], match["language"]
        if key in found:
            raise ValueError(
                f"{found[key].path} and {path} hold the same data. Keep one: they would count twice"
            )
        found[key] = PairFile(path, *key)
    if not found:
        raise FileNotFoundError(
            f"no pair file below {root}: wanted test.es.tsv, xnli.test.tsv or multinli.train.es.tsv"
        )
    return tuple(found.values())


def read_pairs(file: PairFile) -> list[dict[str, str]]:
    """Reads one file: a header line, then a pair in each line, columns separated by tabs.

    Returns:
        Rows with premise, hypothesis, label, genre (may be empty), language and split.

    Raises:
        ValueError: a column is missing, a sentence is empty, a label is unknown or a line has another number
            of columns; the message names file and line.
    """
    lines = numbered_lines(file.path)
    header = next(lines, (1, ""))[1].split("\t")
    places = {name: _place(file, header, aliases) for name, aliases in _COLUMNS.items()}
    if file.language is None:
        places["language"] = _place(file, header, ("language",))
    if "genre" in header:
        places["genre"] = header.index("genre")
    known = {"language": file.language or "", "split": file.split, "genre": ""}
    rows = [(f"{file.path}:{number}", line.split("\t")) for number, line in lines if line]
    for where, row in rows:
        if len(row) != len(header):
            raise ValueError(f"{where}: {len(row)} columns, but the header has {len(header)}")
    return [_checked(where, known | {name: row[at] for name, at in places.items()}) for where, row in rows]


def _place(file: PairFile, header: list[str], aliases: Sequence[str]) -> int:
    for name in aliases:
        if name in header:
            return header.index(name)
    raise ValueError(f"{file.path}:1: no column {' or '.join(aliases)} in the header {' '.join(header)!r}")


def _checked(where: str, row: dict[str, str]) -> dict[str, str]:
    if row["label"] not in _LABELS:
        raise ValueError(f"{where}: label {row['label']!r} is none of {', '.join(_LABELS)}")
    for name in ("premise", "hypothesis"):
        if not row[name].strip():
            raise ValueError(f"{where}: the {name} is empty. Leave this pair out")
    return row | {"label": _LABELS[row["label"]]}
