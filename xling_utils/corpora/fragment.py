"""The grammar fragment as a corpus."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from xling_utils.corpora.base import Corpus, check, check_languages
from xling_utils.tables import checked_limit, pair_table, sentence_table

if TYPE_CHECKING:
    from datasets import Dataset

    from xling_utils.fragment import Sentence

_FRAGMENT_SIZES = {"raw": 4000, "train": 4000, "dev": 500, "test": 1000}
"""Sentences per split where no limit is given: the grammar itself never ends."""
_FRAGMENT_PARALLEL = 1000


class FragmentCorpus(Corpus):
    """The grammar fragment; its registers are the domains.

    Its tables have one more column, `concepts`: a concept id or None per word. A language can be changed:
    "en@sov" is English with its verbs last (see `xling_utils.fragment.interventions`).
    """

    tasks: tuple[str, ...] = ("pos", "parsing", "ner", "nli")

    def __init__(self) -> None:
        from xling_utils import fragment

        self._fragment = fragment
        self.languages = tuple(fragment.LANGUAGES)
        self.domains = tuple(fragment.REGISTERS)
        self._pairs = functools.cache(self._generate_pairs)
        self._table = functools.cache(self._generate)
        self._parallel_tables = functools.cache(self._generate_parallel)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Generated sentences; a limit may exceed the default size. See `Corpus.sentences`."""
        size = self._checked(language, split, domain, limit)
        return self._table(language, split, domain, size)

    def pairs(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Generated pairs; a column `operation` says how each was made. See `Corpus.pairs`."""
        return self._pairs(language, split, domain, self._checked(language, split, domain, limit))

    def _checked(self, language: str, split: str, domain: str | None, limit: int | None) -> int:
        check("language", language.partition("@")[0], self.languages)
        check("split", split, tuple(_FRAGMENT_SIZES))
        if domain is not None:
            check("domain", domain, self.domains)
        return checked_limit(limit) or _FRAGMENT_SIZES[split]

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Linearisations of the same meanings. See `Corpus.parallel`."""
        # A string is refused as such, not read letter by letter.
        plain = languages if isinstance(languages, str) else [code.partition("@")[0] for code in languages]
        check_languages(plain, self.languages)
        return dict(self._parallel_tables(tuple(languages), checked_limit(limit) or _FRAGMENT_PARALLEL))

    def _generate(self, language: str, split: str, domain: str | None, limit: int) -> Dataset:
        return _fragment_table(self._fragment.generate(language, split, limit, register=domain))

    def _generate_pairs(self, language: str, split: str, domain: str | None, limit: int) -> Dataset:
        return pair_table(
            [
                {
                    "premise": pair.premise.text,
                    "hypothesis": pair.hypothesis.text,
                    "label": pair.label,
                    "operation": pair.operation,
                }
                for pair in self._fragment.generate_pairs(language, split, limit, register=domain)
            ],
            extra=("operation",),
        )

    def _generate_parallel(self, languages: tuple[str, ...], limit: int) -> dict[str, Dataset]:
        rows = self._fragment.parallel(languages, limit)
        columns = zip(*rows, strict=True)
        return {
            language: _fragment_table(column) for language, column in zip(languages, columns, strict=True)
        }


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
