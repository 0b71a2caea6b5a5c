"""One interface over every source of annotated sentences (design: rungs; introduced in chapter 1).

A `Corpus` gives sentences as `datasets.Dataset` tables, whatever they were made from: the grammar fragment,
a directory of CoNLL-U treebanks, or files of named entities or sentence pairs.
"""

from __future__ import annotations

import os
from pathlib import Path

from xling_utils.corpora.base import Corpus
from xling_utils.corpora.conllu import ConlluCorpus
from xling_utils.corpora.entities import EntityCorpus
from xling_utils.corpora.fragment import FragmentCorpus
from xling_utils.corpora.pairs import PairCorpus

__all__ = ["ConlluCorpus", "Corpus", "EntityCorpus", "FragmentCorpus", "PairCorpus", "load_corpus"]

DIRECTORIES: dict[str, type[ConlluCorpus] | type[EntityCorpus] | type[PairCorpus]] = {
    "conllu": ConlluCorpus,
    "ner": EntityCorpus,
    "nli": PairCorpus,
}
"""Kind of files in a directory -> corpus."""


def load_corpus(name: str | None = None) -> Corpus:
    """Open a corpus by name.

    Args:
        name: "fragment" (the grammar fragment, offline); "conllu:DIR" (every UD treebank below DIR);
            "ner:DIR" (named entities as in WikiAnn or Universal NER); or "nli:DIR" (pairs as in XNLI).
            None takes the environment variable XLING_CORPUS, or "fragment" where that is not set.

    Raises:
        ValueError: the name is unknown, or a file name below DIR does not tell language and split.
        FileNotFoundError: DIR is no directory or holds no such file.
    """
    name = name or os.environ.get("XLING_CORPUS") or "fragment"
    kind, _, place = name.partition(":")
    if name == "fragment":
        return FragmentCorpus()
    if kind in DIRECTORIES and place:
        return DIRECTORIES[kind](Path(place).expanduser())
    if name == "hub":
        raise ValueError(
            "corpus 'hub' arrives with hub support. "
            "Use 'fragment', 'conllu:DIR', 'ner:DIR' or 'nli:DIR' until then"
        )
    raise ValueError(
        f"unknown corpus {name!r}. Use 'fragment', 'conllu:DIR' (UD treebanks), 'ner:DIR' (named entities) "
        "or 'nli:DIR' (sentence pairs)"
    )
