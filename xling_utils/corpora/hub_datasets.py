"""The datasets of the hub as corpora: Universal Dependencies with PUD, WikiAnn and XNLI.

Everything is read when it is first asked for: one language and split at a time.
"""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xling_utils.corpora import hub_rows
from xling_utils.corpora.base import Corpus, check, check_aligned, check_languages, sorted_names
from xling_utils.corpora.hub_tables import HubDataset
from xling_utils.tables import checked_limit, first_rows, pair_table, sentence_table

if TYPE_CHECKING:
    from datasets import Dataset

# fmt: off
TREEBANKS: dict[str, str] = {
    "ar": "padt", "bg": "btb", "da": "ddt", "de": "gsd", "el": "gdt", "en": "ewt", "es": "gsd", "fi": "tdt",
    "fr": "gsd", "he": "htb", "hi": "hdtb", "hr": "set", "id": "gsd", "it": "isdt", "ja": "gsd", "ko": "gsd",
    "nl": "alpino", "pl": "lfg", "pt": "gsd", "ru": "gsd", "sl": "ssj", "sv": "talbanken", "tr": "imst",
    "ur": "udtb", "vi": "vtb", "zh": "gsd",
}
# fmt: on
"""Language -> the treebank that is taken where no domain is named. All have a training part."""


class DatasetCorpus(Corpus):
    """A corpus that is one dataset."""

    def __init__(self, dataset: HubDataset) -> None:
        self._dataset = dataset
        self._table = functools.cache(self._read)

    @property
    def commits(self) -> dict[str, str]:
        """Name of the dataset -> the commit that is read; empty for a copy, which does not say."""
        commit = self._dataset.source.commit
        return {self._dataset.source.name: commit} if commit else {}

    @abstractmethod
    def _read(self, config: str, split: str, limit: int | None) -> Dataset:
        """Rows of a configuration of the dataset."""

    def _check_split(self, config: str, split: str) -> None:
        check("split", split, tuple(self._dataset.files[config]), f" for {config} in {self._where}")

    @property
    def _where(self) -> str:
        return self._dataset.source.where


class HubTreebanks(DatasetCorpus):
    """Universal Dependencies. As with treebanks on disk, the treebank is the domain.

    Where no domain is named, a language has one treebank, that of `TREEBANKS`: the hub has hundreds. Others
    are read by name, `sentences("en", "train", domain="gum")`; so are languages that are not in the table.

    Args:
        dataset: Its configurations are named `<language>_<treebank>`.
        only: The one treebank to read in all languages, such as "pud".
    """

    tasks: tuple[str, ...] = ("pos", "parsing")

    def __init__(self, dataset: HubDataset, only: str | None = None) -> None:
        super().__init__(dataset)
        self._only = only

    @functools.cached_property
    def _treebanks(self) -> dict[str, list[str]]:
        """Language -> its treebanks."""
        found = defaultdict(list)
        for language, _, name in (config.partition("_") for config in sorted(self._dataset.files)):
            if name and self._only in (None, name):
                found[language].append(name)
        return dict(found)

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """Languages that need no domain."""
        return tuple(code for code in self._treebanks if self._usual(code) in self._treebanks[code])

    @functools.cached_property
    def domains(self) -> tuple[str, ...]:  # type: ignore[override]
        """Names of treebanks."""
        return sorted_names(name for names in self._treebanks.values() for name in names)

    def _usual(self, language: str) -> str | None:
        return self._only or TREEBANKS.get(language)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of one treebank; None takes the usual one. See `Corpus.sentences`."""
        check("language", language, tuple(self._treebanks), f" in {self._where}")
        name = self._usual(language) if domain is None else domain
        there = self._treebanks[language]
        if name is None:
            raise ValueError(
                f"no usual treebank for language {language!r}. Name one as domain: {', '.join(there)}"
            )
        check("domain", name, there, f" for language {language!r} in {self._where}")
        config = f"{language}_{name}"
        self._check_split(config, split)
        return self._table(config, split, checked_limit(limit))

    def _read(self, config: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(config, split, hub_rows.TREEBANK_COLUMNS), limit)
        return sentence_table(hub_rows.treebank_rows(table, f"{self._where}, {config} {split}"))

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Rows of the PUD treebanks, whose `sent_id`s must agree. See `Corpus.parallel`."""
        pud = tuple(code for code, names in self._treebanks.items() if "pud" in names)
        check_languages(languages, pud, f" with a PUD treebank in {self._where}")
        tables = {code: self._whole(f"{code}_pud") for code in languages}
        check_aligned({code: table["sent_id"][:] for code, table in tables.items()})
        return {code: first_rows(table, limit) for code, table in tables.items()}

    def _whole(self, config: str) -> Dataset:
        """All splits of a treebank: PUD has one, and its name does not matter."""
        from datasets import concatenate_datasets

        return concatenate_datasets(
            [self._table(config, split, None) for split in self._dataset.files[config]]
        )


class HubEntities(DatasetCorpus):
    """WikiAnn: sentences with named entities. Its one domain is "wikiann"."""

    tasks: tuple[str, ...] = ("ner",)
    domains: tuple[str, ...] = ("wikiann",)

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """All languages of the dataset."""
        return sorted_names(self._dataset.files)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of a language. See `Corpus.sentences`."""
        check("language", language, self.languages, f" in {self._where}")
        if domain is not None:
            check("domain", domain, self.domains)
        self._check_split(language, split)
        return self._table(language, split, checked_limit(limit))

    def _read(self, config: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(config, split, hub_rows.ENTITY_COLUMNS), limit)
        where = f"{self._where}, {config} {split}"
        return sentence_table(hub_rows.entity_rows(table, where, f"{config}-{split}"))

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none."""
        raise ValueError("WikiAnn is not parallel. Use 'hub:pud' or 'fragment'")


class HubPairs(DatasetCorpus):
    """XNLI: sentence pairs. Row i is the same pair in all languages. It has no domains."""

    tasks: tuple[str, ...] = ("nli",)
    domains: tuple[str, ...] = ()

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """All languages of the dataset."""
        return sorted_names(config for config in self._dataset.files if config != "all_languages")

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """There are none."""
        raise ValueError("XNLI has pairs only: use `pairs`, or 'hub:ud' for words and trees")

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none."""
        raise ValueError("XNLI has pairs only. Use 'hub:pud' or 'fragment'")

    def pairs(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Pairs of a language. See `Corpus.pairs`."""
        check("language", language, self.languages, f" in {self._where}")
        if domain is not None:
            check("domain", domain, self.domains, " for sentence pairs")
        self._check_split(language, split)
        return self._table(language, split, checked_limit(limit))

    def _read(self, config: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(config, split, hub_rows.PAIR_COLUMNS), limit)
        return pair_table(hub_rows.pair_rows(table, f"{self._where}, {config} {split}"))
