"""UD treebanks on disk, found by their file names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from glob import iglob
from itertools import pairwise
from pathlib import Path

_NAME = re.compile(
    r"(?P<language>[a-z]+)_(?P<treebank>[a-z0-9]+)-[a-z0-9]+-(?P<split>train|dev|test)(-[a-z0-9-]+)?\.conllu"
)


@dataclass(frozen=True)
class Treebank:
    """One file of a treebank, found by its name and not yet read. Its name, such as "ewt", is its domain."""

    path: Path
    language: str
    name: str
    split: str


def find_treebanks(root: Path) -> tuple[Treebank, ...]:
    """The CoNLL-U files below `root`, at any depth and behind links, in name order. No file is read.

    Raises:
        FileNotFoundError: `root` is no directory or holds no CoNLL-U file.
        ValueError: a file name does not follow UD, or occurs twice.
    """
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a directory. Give a directory of UD treebanks: 'conllu:DIR'")
    # `Path.rglob` would not look into folders that are links.
    found = (root / name for name in iglob("**/*.conllu", root_dir=root, recursive=True))
    paths = sorted(found, key=lambda path: (path.name, path))
    if not paths:
        raise FileNotFoundError(f"no *.conllu file below {root}. Unpack UD treebanks there")
    for one, other in pairwise(paths):
        if one.name == other.name:
            raise ValueError(f"{one} and {other} have the same name. Keep one: they would count twice")
    return tuple(map(_treebank, paths))


def _treebank(path: Path) -> Treebank:
    match = _NAME.fullmatch(path.name)
    if not match:
        raise ValueError(
            f"{path}: the name tells no language, treebank and split. "
            "Rename it like en_ewt-ud-train.conllu (splits: train, dev, test)"
        )
    return Treebank(path, match["language"], match["treebank"], match["split"])
