"""One interface over every source of annotated sentences (design: rungs; introduced in chapter 1).

A `Corpus` gives sentences as `datasets.Dataset` tables, whatever they were made from: the grammar fragment,
a directory of CoNLL-U treebanks, files of named entities, sentence pairs or raw text, or datasets of the
Hugging Face hub.
"""

from __future__ import annotations

import os
from pathlib import Path

from xling_utils.corpora.base import Corpus
from xling_utils.corpora.conllu import ConlluCorpus
from xling_utils.corpora.entities import EntityCorpus
from xling_utils.corpora.fragment import FragmentCorpus
from xling_utils.corpora.hub import HUB_NAME, load_hub
from xling_utils.corpora.pairs import PairCorpus
from xling_utils.corpora.text import TextCorpus

__all__ = [
    "ConlluCorpus",
    "Corpus",
    "EntityCorpus",
    "FragmentCorpus",
    "PairCorpus",
    "TextCorpus",
    "load_corpus",
]

DIRECTORIES: dict[str, type[ConlluCorpus] | type[EntityCorpus] | type[PairCorpus] | type[TextCorpus]] = {
    "conllu": ConlluCorpus,
    "ner": EntityCorpus,
    "nli": PairCorpus,
    "text": TextCorpus,
}
"""Kind of files in a directory -> corpus."""


def load_corpus(name: str | None = None) -> Corpus:
    """Open a corpus by name.

    Args:
        name: "fragment" (the grammar fragment, offline); "conllu:DIR" (every UD treebank below DIR);
            "ner:DIR" (named entities as in WikiAnn or Universal NER); "nli:DIR" (pairs as in XNLI);
            "text:DIR" (raw text, a file `en.txt` for each language); "hub" (all four tasks, from the Hugging
            Face hub) or one dataset of it: "hub:ud", "hub:pud", "hub:wikiann", "hub:xnli". One of them can
            have a revision behind it, a tag, branch or commit: "hub:ud#2.16". With "@DIR" behind it, as in
            "hub:ud@DIR", copies of the datasets are read that lie below DIR under their ids. None takes the
            environment variable XLING_CORPUS, or "fragment" where that is not set.

    Raises:
        ValueError: the name is unknown, or a file name below DIR does not tell language and split.
        FileNotFoundError: DIR is no directory or holds no such file. Datasets of the hub are only looked for
            when something is asked of the corpus.
    """
    name = name or os.environ.get("XLING_CORPUS") or "fragment"
    kind, _, place = name.partition(":")
    if name == "fragment":
        return FragmentCorpus()
    if kind in DIRECTORIES and place:
        return DIRECTORIES[kind](Path(place).expanduser())
    if match := HUB_NAME.fullmatch(name):
        return load_hub(**match.groupdict())
    raise ValueError(
        f"unknown corpus {name!r}. Use 'fragment', 'conllu:DIR' (UD treebanks), 'ner:DIR' (named entities), "
        "'nli:DIR' (sentence pairs), 'text:DIR' (raw text), or from the hub 'hub', 'hub:ud', 'hub:pud', "
        "'hub:wikiann', 'hub:xnli' (one of them with a revision: 'hub:xnli#COMMIT')"
    )
