"""What corpora on disk share: choose files by language, domain and split, read each of them once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.corpora.base import Corpus, check, sorted_names
from xling_utils.tables import first_rows
from xling_utils.treebanks import Treebank

if TYPE_CHECKING:
    from datasets import Dataset


class FileCorpus(Corpus):
    """Files of sentences, found at once, read when first asked for, and read only once.

    Args:
        files: The files in the order in which they are joined; their names are the domains.
        read: Makes a table of one file.
    """

    def __init__(self, files: Sequence[Treebank], read: Callable[[Path], Dataset]) -> None:
        self._files = files
        self._table = functools.cache(read)
        self.languages = sorted_names(file.language for file in files)
        self.domains = sorted_names(file.name for file in files)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of the chosen files, joined in name order. See `Corpus.sentences`."""
        check("language", language, self.languages)
        files = [file for file in self._files if file.language == language]
        where = f" for language {language!r}"
        if domain is not None:
            check("domain", domain, sorted_names(file.name for file in files), where)
            files = [file for file in files if file.name == domain]
            where += f", domain {domain!r}"
        check("split", split, sorted_names(file.split for file in files), where)
        return self.join([file for file in files if file.split == split], limit)

    def join(self, files: Iterable[Treebank], limit: int | None) -> Dataset:
        """One table of the sentences of several files."""
        from datasets import concatenate_datasets

        return first_rows(concatenate_datasets([self._table(file.path) for file in files]), limit)


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a file, counted from 1, without their ends.

    Only a line feed ends a line. Windows line ends and a byte order mark are tolerated.

    Raises:
        ValueError: the file is not UTF-8.
    """
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise ValueError(
                    f"{path}:{number}: byte {error.start + 1} of this line is not UTF-8. "
                    "Convert the file to UTF-8"
                ) from None
            yield number, line.rstrip("\r\n")
