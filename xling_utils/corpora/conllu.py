"""Treebanks on disk as a corpus."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.conllu_files import read_conllu
from xling_utils.corpora.base import check_aligned, check_languages
from xling_utils.corpora.files import FileCorpus
from xling_utils.tables import first_rows, sentence_table
from xling_utils.treebanks import find_treebanks

if TYPE_CHECKING:
    from datasets import Dataset


class ConlluCorpus(FileCorpus):
    """Treebanks on disk, named as UD names them: `<language>_<treebank>-<kind>-<split>.conllu`.

    The treebank is the domain, so `sentences("en", "train", domain="ewt")` reads English-EWT only.

    Args:
        root: The directory; files are looked for at any depth.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(find_treebanks(root), _conllu_table)

    @functools.cached_property
    def tasks(self) -> tuple[str, ...]:
        """Read off the first sentence of each file: a task counts if any file is annotated for it."""
        first = [next(read_conllu(file.path)) for file in self._files]
        found = {
            "pos": any(sentence.upos for sentence in first),
            "parsing": any(sentence.head and sentence.deprel for sentence in first),
        }
        return tuple(task for task, present in found.items() if present)

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Rows of the parallel treebanks (PUD), whose `sent_id`s must agree. See `Corpus.parallel`."""
        pud = defaultdict(list)
        for file in self._files:
            if "pud" in file.name:
                pud[file.language].append(file)
        check_languages(languages, tuple(pud), " with a parallel treebank (its name has PUD in it)")
        tables = {language: self.join(pud[language], None) for language in languages}
        check_aligned({language: table["sent_id"][:] for language, table in tables.items()})
        return {language: first_rows(table, limit) for language, table in tables.items()}


def _conllu_table(path: Path) -> Dataset:
    """Sentences of one file. Named entities are not part of UD, so `ner` is None."""
    return sentence_table([vars(sentence) for sentence in read_conllu(path)])
