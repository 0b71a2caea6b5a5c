"""The Hugging Face hub as a corpus: one of its datasets, or all of them for all tasks.

See `hub_repository` for mirrors, the cache and working without a network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.corpora.base import Corpus
from xling_utils.corpora.hub_datasets import DatasetCorpus, HubEntities, HubPairs, HubTreebanks
from xling_utils.corpora.hub_files import Folder
from xling_utils.corpora.hub_tables import HubDataset
from xling_utils.hub_repository import Repository

if TYPE_CHECKING:
    from datasets import Dataset

UD = "commul/universal_dependencies"
UD_REVISION = "2.17"
"""The release of Universal Dependencies: other releases have other sentences and other trees."""
WIKIANN = "unimelb-nlp/wikiann"
XNLI = "facebook/xnli"

HUB_NAME = re.compile(r"hub(:(?P<kind>ud|pud|wikiann|xnli)(#(?P<revision>[^#@]+))?)?(@(?P<root>.+))?")
"""What `load_hub` can open; `#REVISION` is a tag, branch or commit, `@DIR` a folder with copies."""


def load_hub(kind: str | None, root: str | None = None, revision: str | None = None) -> Corpus:
    """Open a corpus of the hub.

    Universal Dependencies is read at release 2.17. WikiAnn and XNLI have no releases: where no revision is
    named, they are read as they are today. The `commits` of the corpus tell which state that was; a corpus
    named with it, such as "hub:xnli#COMMIT", reads it again, and so says the record of a run.

    Args:
        kind: "ud", "pud" (UD's parallel treebanks), "wikiann", "xnli", or None for all of them.
        root: A folder that holds the datasets under their ids, such as `facebook/xnli`; None is the hub.
        revision: The tag, branch or commit to read instead.

    Raises:
        FileNotFoundError: `root` is no folder.
        ValueError: a revision is given for copies in a folder.
    """
    folder = None if root is None else Path(root).expanduser()
    if folder is not None and not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not a directory. Give one that holds {UD}, {WIKIANN} or {XNLI}")
    if folder is not None and revision is not None:
        raise ValueError(
            f"copies in {folder} have the revision that was copied. Leave out #{revision}, or @{root}"
        )

    def dataset(name: str, usual: str | None = None) -> HubDataset:
        return HubDataset(Folder(folder, name) if folder else Repository(name, revision or usual))

    made: dict[str | None, Callable[[], Corpus]] = {
        "ud": lambda: HubTreebanks(dataset(UD, UD_REVISION)),
        "pud": lambda: HubTreebanks(dataset(UD, UD_REVISION), only="pud"),
        "wikiann": lambda: HubEntities(dataset(WIKIANN)),
        "xnli": lambda: HubPairs(dataset(XNLI)),
        None: lambda: HubCorpus(dataset(UD, UD_REVISION), dataset(WIKIANN), dataset(XNLI)),
    }
    return made[kind]()


class HubCorpus(Corpus):
    """All four tasks: treebanks for words and trees, WikiAnn for entities, XNLI for pairs, PUD in parallel.

    A sentence has the annotation of its own dataset only. `for_task` gives the dataset of a task, with its
    languages and domains; tasks read that. Asked without a task, `domain="wikiann"` gives entities, any other
    domain is a treebank, and None is the usual treebank of the language; `languages` are those of the
    treebanks.
    """

    tasks: tuple[str, ...] = ("pos", "parsing", "ner", "nli")

    def __init__(self, treebanks: HubDataset, entities: HubDataset, pairs: HubDataset) -> None:
        self._treebanks = HubTreebanks(treebanks)
        self._entities = HubEntities(entities)
        self._pairs = HubPairs(pairs)

    @property
    def _parts(self) -> tuple[DatasetCorpus, ...]:
        return self._treebanks, self._entities, self._pairs

    def for_task(self, task: str) -> Corpus:
        """The dataset with the annotation of a task."""
        return next((part for part in self._parts if task in part.tasks), self)

    @property
    def commits(self) -> dict[str, str]:
        """Dataset -> the commit that is read. The hub is asked about those that nothing was read of."""
        return {name: commit for part in self._parts for name, commit in part.commits.items()}

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
