"""Raw text on disk as a corpus: one file per language, one sentence per line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.corpora.files import FileCorpus, numbered_lines
from xling_utils.tables import sentence_table
from xling_utils.treebanks import Treebank

if TYPE_CHECKING:
    from datasets import Dataset

_NAME = re.compile(r"(?P<language>[a-z]{2,3})\.txt")


class TextCorpus(FileCorpus):
    """Sentences without annotation, all in the split "raw": what pretraining and unlearning read.

    A word is what stands between spaces, so a Chinese or Japanese sentence is one word here.

    Args:
        root: The directory; its files are named by language, such as `en.txt`. Other files do not matter.

    Raises:
        FileNotFoundError: it is no directory, or holds no such file.
    """

    tasks: tuple[str, ...] = ()

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise FileNotFoundError(f"{root} is not a directory. Give a directory of raw text: 'text:DIR'")
        named = [(path, _NAME.fullmatch(path.name)) for path in sorted(root.iterdir())]
        files = [Treebank(path, match["language"], "text", "raw") for path, match in named if match]
        if not files:
            raise FileNotFoundError(
                f"no raw text in {root}. Name each file by its language, such as {root / 'en.txt'}, with one "
                "sentence per line"
            )
        super().__init__(files, _text_table)

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none: nothing says that lines are translations."""
        raise ValueError("raw text is not parallel. Use 'fragment' or 'conllu:DIR' with PUD")


def _text_table(path: Path) -> Dataset:
    """The lines of a file that are not blank; the number of a line is its `sent_id`."""
    lines = ((number, line.strip()) for number, line in numbered_lines(path))
    rows = [
        {"sent_id": f"{path.stem}-{number}", "text": line, "tokens": line.split()}
        for number, line in lines
        if line
    ]
    if not rows:
        raise ValueError(f"{path} holds no sentence. Write one per line, or remove the file")
    return sentence_table(rows)
