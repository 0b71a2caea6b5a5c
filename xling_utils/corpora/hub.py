"""Corpora on the Hugging Face hub: Universal Dependencies with PUD, WikiAnn and XNLI.

Everything is read when it is first asked for: one language and split at a time. See `hub_files` for mirrors,
the cache and working without a network.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.corpora import hub_rows
from xling_utils.corpora.base import Corpus, check, check_aligned, check_languages, sorted_names
from xling_utils.corpora.hub_files import Folder, Repository
from xling_utils.corpora.hub_tables import HubDataset
from xling_utils.tables import checked_limit, first_rows, pair_table, sentence_table

if TYPE_CHECKING:
    from datasets import Dataset

UD = "commul/universal_dependencies"
UD_REVISION = "2.17"
"""The release of Universal Dependencies: other releases have other sentences and other trees."""
WIKIANN = "unimelb-nlp/wikiann"
XNLI = "facebook/xnli"

# fmt: off
TREEBANKS: dict[str, str] = {
    "ar": "padt", "bg": "btb", "da": "ddt", "de": "gsd", "el": "gdt", "en": "ewt", "es": "gsd", "fi": "tdt",
    "fr": "gsd", "he": "htb", "hi": "hdtb", "hr": "set", "id": "gsd", "it": "isdt", "ja": "gsd", "ko": "gsd",
    "nl": "alpino", "pl": "lfg", "pt": "gsd", "ru": "gsd", "sl": "ssj", "sv": "talbanken", "tr": "imst",
    "ur": "udtb", "vi": "vtb", "zh": "gsd",
}
# fmt: on
"""Language -> the treebank that is taken where no domain is named. All have a training part."""

HUB_NAME = re.compile(r"hub(:(?P<kind>ud|pud|wikiann|xnli))?(@(?P<root>.+))?")
"""What `load_hub` can open; `@DIR` is a folder with copies of the datasets."""


def load_hub(kind: str | None, root: str | None = None) -> Corpus:
    """Open a corpus of the hub.

    Args:
        kind: "ud", "pud" (UD's parallel treebanks), "wikiann", "xnli", or None for all of them.
        root: A folder that holds the datasets under their ids, such as `facebook/xnli`; None is the hub.

    Raises:
        FileNotFoundError: `root` is no folder.
    """
    folder = None if root is None else Path(root).expanduser()
    if folder is not None and not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not a directory. Give one that holds {UD}, {WIKIANN} or {XNLI}")

    def dataset(name: str, revision: str | None = None) -> HubDataset:
        return HubDataset(Folder(folder, name) if folder else Repository(name, revision))

    made: dict[str | None, Callable[[], Corpus]] = {
        "ud": lambda: HubTreebanks(dataset(UD, UD_REVISION)),
        "pud": lambda: HubTreebanks(dataset(UD, UD_REVISION), only="pud"),
        "wikiann": lambda: HubEntities(dataset(WIKIANN)),
        "xnli": lambda: HubPairs(dataset(XNLI)),
        None: lambda: HubCorpus(dataset(UD, UD_REVISION), dataset(WIKIANN), dataset(XNLI)),
    }
    return made[kind]()


class HubTreebanks(Corpus):
    """Universal Dependencies. As with treebanks on disk, the treebank is the domain.

    Where no domain is named, a language has one treebank, that of `TREEBANKS`: the hub has hundreds. Others
    are read by name, `sentences("en", "train", domain="gum")`; so are languages that are not in the table.

    Args:
        dataset: Its configurations are named `<language>_<treebank>`.
        only: The one treebank to read in all languages, such as "pud".
    """

    tasks: tuple[str, ...] = ("pos", "parsing")

    def __init__(self, dataset: HubDataset, only: str | None = None) -> None:
        self._dataset = dataset
        self._only = only
        self._table = functools.cache(self._read)

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
        check("language", language, tuple(self._treebanks), f" in {self._dataset.source.where}")
        name = self._usual(language) if domain is None else domain
        there = self._treebanks[language]
        if name is None:
            raise ValueError(
                f"no usual treebank for language {language!r}. Name one as domain: {', '.join(there)}"
            )
        check("domain", name, there, f" for language {language!r} in {self._dataset.source.where}")
        config = f"{language}_{name}"
        _check_split(self._dataset, config, split)
        return self._table(config, split, checked_limit(limit))

    def _read(self, config: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(config, split, hub_rows.TREEBANK_COLUMNS), limit)
        return sentence_table(hub_rows.treebank_rows(table, _name(self._dataset, config, split)))

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Rows of the PUD treebanks, whose `sent_id`s must agree. See `Corpus.parallel`."""
        pud = tuple(code for code, names in self._treebanks.items() if "pud" in names)
        check_languages(languages, pud, f" with a PUD treebank in {self._dataset.source.where}")
        tables = {code: self._whole(f"{code}_pud") for code in languages}
        check_aligned({code: table["sent_id"][:] for code, table in tables.items()})
        return {code: first_rows(table, limit) for code, table in tables.items()}

    def _whole(self, config: str) -> Dataset:
        """All splits of a treebank: PUD has one, and its name does not matter."""
        from datasets import concatenate_datasets

        return concatenate_datasets(
            [self._table(config, split, None) for split in self._dataset.files[config]]
        )


class HubEntities(Corpus):
    """WikiAnn: sentences with named entities. Its one domain is "wikiann"."""

    tasks: tuple[str, ...] = ("ner",)
    domains: tuple[str, ...] = ("wikiann",)

    def __init__(self, dataset: HubDataset) -> None:
        self._dataset = dataset
        self._table = functools.cache(self._read)

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """All languages of the dataset."""
        return sorted_names(self._dataset.files)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of a language. See `Corpus.sentences`."""
        check("language", language, self.languages, f" in {self._dataset.source.where}")
        if domain is not None:
            check("domain", domain, self.domains)
        _check_split(self._dataset, language, split)
        return self._table(language, split, checked_limit(limit))

    def _read(self, language: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(language, split, hub_rows.ENTITY_COLUMNS), limit)
        where = _name(self._dataset, language, split)
        return sentence_table(hub_rows.entity_rows(table, where, f"{language}-{split}"))

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none."""
        raise ValueError("WikiAnn is not parallel. Use 'hub:pud' or 'fragment'")


class HubPairs(Corpus):
    """XNLI: sentence pairs. Row i is the same pair in all languages. It has no domains."""

    tasks: tuple[str, ...] = ("nli",)
    domains: tuple[str, ...] = ()

    def __init__(self, dataset: HubDataset) -> None:
        self._dataset = dataset
        self._table = functools.cache(self._read)

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
        check("language", language, self.languages, f" in {self._dataset.source.where}")
        if domain is not None:
            check("domain", domain, self.domains, " for sentence pairs")
        _check_split(self._dataset, language, split)
        return self._table(language, split, checked_limit(limit))

    def _read(self, language: str, split: str, limit: int | None) -> Dataset:
        table = first_rows(self._dataset.table(language, split, hub_rows.PAIR_COLUMNS), limit)
        return pair_table(hub_rows.pair_rows(table, _name(self._dataset, language, split)))


class HubCorpus(Corpus):
    """All four tasks: treebanks for words and trees, WikiAnn for entities, XNLI for pairs, PUD in parallel.

    A sentence has the annotation of its own dataset only: `domain="wikiann"` gives entities, any other domain
    is a treebank, and None is the usual treebank of the language. `languages` are those of the treebanks:
    XNLI lacks some of them.
    """

    tasks: tuple[str, ...] = ("pos", "parsing", "ner", "nli")

    def __init__(self, treebanks: HubDataset, entities: HubDataset, pairs: HubDataset) -> None:
        self._treebanks = HubTreebanks(treebanks)
        self._entities = HubEntities(entities)
        self._pairs = HubPairs(pairs)

    @property
    def languages(self) -> tuple[str, ...]:  # type: ignore[override]
        """Languages with a usual treebank."""
        return self._treebanks.languages

    @property
    def domains(self) -> tuple[str, ...]:  # type: ignore[override]
        """Names of treebanks, and "wikiann"."""
        return (*self._treebanks.domains, *self._entities.domains)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentences of a treebank or of WikiAnn. See `Corpus.sentences`."""
        corpus = self._entities if domain in self._entities.domains else self._treebanks
        return corpus.sentences(language, split, domain, limit)

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """Rows of the PUD treebanks. See `Corpus.parallel`."""
        return self._treebanks.parallel(languages, limit)

    def pairs(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Pairs of XNLI. See `Corpus.pairs`."""
        return self._pairs.pairs(language, split, domain, limit)


def _check_split(dataset: HubDataset, config: str, split: str) -> None:
    check("split", split, tuple(dataset.files[config]), f" for {config} in {dataset.source.where}")


def _name(dataset: HubDataset, config: str, split: str) -> str:
    return f"{dataset.source.where}, {config} {split}"
