"""One interface over every source of annotated sentences (design: rungs; introduced in chapter 1).

A `Corpus` gives sentences as `datasets.Dataset` tables, whatever they were made from: the grammar fragment
or a directory of CoNLL-U treebanks.
"""

from __future__ import annotations

import functools
import os
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xling_utils.conllu_files import read_conllu
from xling_utils.tables import checked_limit, first_rows, sentence_table
from xling_utils.treebanks import Treebank, find_treebanks

if TYPE_CHECKING:
    from datasets import Dataset

    from xling_utils.fragment import Sentence

_FRAGMENT_SIZES = {"raw": 4000, "train": 4000, "dev": 500, "test": 1000}
"""Sentences per split where no limit is given: the grammar itself never ends."""
_FRAGMENT_PARALLEL = 1000


def load_corpus(name: str | None = None) -> Corpus:
    """Open a corpus by name.

    Args:
        name: "fragment" (the grammar fragment, offline) or "conllu:DIR" (every `*.conllu` file below DIR).
            None takes the environment variable XLING_CORPUS, or "fragment" where that is not set.

    Raises:
        ValueError: the name is unknown, or a file name below DIR does not follow UD.
        FileNotFoundError: DIR is no directory or holds no CoNLL-U file.
    """
    name = name or os.environ.get("XLING_CORPUS") or "fragment"
    kind, _, place = name.partition(":")
    if name == "fragment":
        return FragmentCorpus()
    if kind == "conllu" and place:
        return ConlluCorpus(Path(place).expanduser())
    if name == "hub":
        raise ValueError("corpus 'hub' arrives with hub support. Use 'fragment' or 'conllu:DIR' until then")
    raise ValueError(f"unknown corpus {name!r}. Use 'fragment' or 'conllu:DIR' (a directory of UD treebanks)")


class Corpus(ABC):
    """Annotated sentences in several languages.

    Attributes:
        languages: Language codes, such as "en".
        domains: Names that `sentences` takes as `domain`; empty where the corpus has none.
    """

    languages: tuple[str, ...]
    domains: tuple[str, ...]

    @property
    @abstractmethod
    def tasks(self) -> tuple[str, ...]:
        """What the annotation supports, of "pos", "parsing", "ner"; one language may support less."""

    @abstractmethod
    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of one language, in a fixed order.

        Args:
            language: One of `languages`.
            split: "train", "dev" or "test"; the fragment has "raw" too, independent text for pretraining.
            domain: One of `domains`; None means all of them.
            limit: The first so many sentences; None means all, in the fragment 4000 (train, raw), 500
                (dev) or 1000 (test, parallel).

        Returns:
            Columns sent_id, text, tokens, upos, head, deprel, ner. The last five are lists with one item per
            syntactic word; heads count from 1, 0 is the root; ner is BIO. Absent annotation is None.

        Raises:
            ValueError: there is no such language, split or domain; the message lists what there is.
        """

    @abstractmethod
    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """The same sentences in several languages: row i is a translation of row i everywhere.

        Raises:
            ValueError: a language has no parallel sentences, or the tables do not agree.
        """

    def pairs(self, language: str, split: str) -> Dataset:
        """Sentence pairs for natural language inference: premise, hypothesis, label.

        Raises:
            ValueError: this corpus has none.
        """
        raise ValueError(
            f"no pairs {split!r} for {language!r}: this corpus has tasks {', '.join(self.tasks)} only"
        )


class FragmentCorpus(Corpus):
    """The grammar fragment. Its tables have one more column, `concepts`: a concept id or None per word."""

    domains: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ("pos", "parsing", "ner")

    def __init__(self) -> None:
        from xling_utils import fragment

        self._fragment = fragment
        self.languages = tuple(fragment.LANGUAGES)
        self._table = functools.cache(self._generate)
        self._parallel_tables = functools.cache(self._generate_parallel)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Generated sentences; a limit may exceed the default size. See `Corpus.sentences`."""
        _check("language", language, self.languages)
        _check("split", split, tuple(_FRAGMENT_SIZES))
        if domain is not None:
            _check("domain", domain, self.domains)
        return self._table(language, split, checked_limit(limit) or _FRAGMENT_SIZES[split])

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Linearisations of the same meanings. See `Corpus.parallel`."""
        _check_languages(languages, self.languages)
        return dict(self._parallel_tables(tuple(languages), checked_limit(limit) or _FRAGMENT_PARALLEL))

    def _generate(self, language: str, split: str, limit: int) -> Dataset:
        return _fragment_table(self._fragment.generate(language, split, limit))

    def _generate_parallel(self, languages: tuple[str, ...], limit: int) -> dict[str, Dataset]:
        rows = self._fragment.parallel(languages, limit)
        columns = zip(*rows, strict=True)
        return {
            language: _fragment_table(column) for language, column in zip(languages, columns, strict=True)
        }


class ConlluCorpus(Corpus):
    """Treebanks on disk, named as UD names them: `<language>_<treebank>-<kind>-<split>.conllu`.

    The treebank is the domain, so `sentences("en", "train", domain="ewt")` reads English-EWT only. Files are
    found at once, read when first asked for, and read only once.

    Args:
        root: The directory; files are looked for at any depth.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = find_treebanks(root)
        self.languages = _names(file.language for file in self._files)
        self.domains = _names(file.name for file in self._files)
        self._table = functools.cache(_conllu_table)

    @functools.cached_property
    def tasks(self) -> tuple[str, ...]:
        """Read off the first sentence of each file: a task counts if any file is annotated for it."""
        first = [next(read_conllu(file.path)) for file in self._files]
        found = {
            "pos": any(sentence.upos for sentence in first),
            "parsing": any(sentence.head and sentence.deprel for sentence in first),
        }
        return tuple(task for task, present in found.items() if present)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of the chosen treebanks, joined in name order. See `Corpus.sentences`."""
        _check("language", language, self.languages)
        files = [file for file in self._files if file.language == language]
        if domain is not None:
            _check("domain", domain, _names(file.name for file in files), f" for language {language!r}")
            files = [file for file in files if file.name == domain]
        where = f" for language {language!r}" + (f", domain {domain!r}" if domain else "")
        _check("split", split, _names(file.split for file in files), where)
        return self._join([file for file in files if file.split == split], limit)

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Rows of the parallel treebanks (PUD), whose `sent_id`s must agree. See `Corpus.parallel`."""
        pud = defaultdict(list)
        for file in self._files:
            if "pud" in file.name:
                pud[file.language].append(file)
        _check_languages(languages, tuple(pud), " with a parallel treebank (its name has PUD in it)")
        tables = {language: self._join(pud[language], None) for language in languages}
        _check_aligned({language: table["sent_id"][:] for language, table in tables.items()})
        return {language: first_rows(table, limit) for language, table in tables.items()}

    def _join(self, files: Iterable[Treebank], limit: int | None) -> Dataset:
        from datasets import concatenate_datasets

        return first_rows(concatenate_datasets([self._table(file.path) for file in files]), limit)


def _conllu_table(path: Path) -> Dataset:
    """Sentences of one file. Named entities are not part of UD, so `ner` is None."""
    return sentence_table([vars(sentence) for sentence in read_conllu(path)])


def _fragment_table(sentences: Iterable[Sentence]) -> Dataset:
    return sentence_table([_fragment_row(sentence) for sentence in sentences], extra=("concepts",))


def _fragment_row(sentence: Sentence) -> dict[str, Any]:
    words = sentence.words
    return {
        "sent_id": sentence.sent_id,
        "text": sentence.text,
        "tokens": [word.form for word in words],
        "upos": [word.upos for word in words],
        "head": [word.head for word in words],
        "deprel": [word.deprel for word in words],
        "ner": [word.ner for word in words],
        "concepts": [word.concept for word in words],
    }


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _check(kind: str, value: str, available: Sequence[str], where: str = "") -> None:
    if value not in available:
        raise ValueError(f"no {kind} {value!r}{where}. There is: {', '.join(available) or 'none'}")


def _check_languages(languages: Sequence[str], available: Sequence[str], where: str = "") -> None:
    if isinstance(languages, str) or not languages:
        raise ValueError(f"languages is {languages!r}. Give a list of codes, such as ['en', 'fr']")
    for language in languages:
        _check("language", language, available, where)


def _check_aligned(ids: dict[str, list[str | None]]) -> None:
    """Row i must carry the same sent_id in every language."""
    (pivot, wanted), *others = ids.items()
    if None in wanted:
        raise ValueError(f"parallel sentences of {pivot!r}: row {wanted.index(None)} has no sent_id. Add one")
    for language, found in others:
        if found == wanted:
            continue
        row = next((i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), None)
        what = (
            f"{len(wanted)} and {len(found)} sentences"
            if row is None
            else f"row {row} is {wanted[row]!r} and {found[row]!r}"
        )
        raise ValueError(f"{pivot!r} and {language!r} are not parallel: {what}. Use files of one UD release")
