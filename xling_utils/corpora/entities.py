"""Named entities on disk as a corpus: WikiAnn (Pan et al. 2017) and Universal NER (Mayhew et al. 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xling_utils.corpora.files import FileCorpus, numbered_lines
from xling_utils.tables import ENTITY_TYPES, sentence_table
from xling_utils.treebanks import Treebank

if TYPE_CHECKING:
    from datasets import Dataset

_LAYOUTS = (
    re.compile(r"(?P<language>[a-z]{2,3})_(?P<name>[a-z0-9]+)-ud-(?P<split>train|dev|test)\.iob2"),
    re.compile(r"(?P<language>[a-z]{2,3})/(?P<split>train|dev|test)(\.tsv|\.txt)?"),
    re.compile(r"(?P<split>train|dev|test)-(?P<language>[a-z]{2,3})\.tsv"),
)
"""Universal NER; WikiAnn with a folder for each language; WikiAnn as XTREME unpacks it."""
_TAG = re.compile(r"O|[BI]-[A-Z]+")


class EntityCorpus(FileCorpus):
    """Sentences with BIO tags. The name of the treebank (Universal NER) or "wikiann" is the domain.

    Args:
        root: The directory; files are looked for at any depth.

    Raises:
        FileNotFoundError: it is no directory, or no file in it is named as WikiAnn or Universal NER do.
        ValueError: two files hold the same language, domain and split.
    """

    tasks: tuple[str, ...] = ("ner",)

    def __init__(self, root: Path) -> None:
        super().__init__(find_entity_files(root), _entity_table)

    def parallel(self, languages: Sequence[str], limit: int | None = None) -> dict[str, Dataset]:
        """There are none: WikiAnn is not parallel, and ids in Universal NER differ between languages."""
        raise ValueError(
            "corpora of named entities are not parallel. Use 'fragment' or 'conllu:DIR' with PUD"
        )


def find_entity_files(root: Path) -> tuple[Treebank, ...]:
    """The files below `root`, in name order. No file is read.

    Raises:
        FileNotFoundError: `root` is no directory or holds no file with a known name.
        ValueError: two files hold the same language, domain and split.
    """
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a directory. Give a directory of named entities: 'ner:DIR'")
    found: dict[tuple[str, str, str], Treebank] = {}
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        match = _layout(path)
        if not match:
            continue
        key = match["language"], match.groupdict().get("name", "wikiann"), match["split"]
        if key in found:
            raise ValueError(
                f"{found[key].path} and {path} hold the same data. Keep one: they would count twice"
            )
        found[key] = Treebank(path, *key)
    if not found:
        raise FileNotFoundError(
            f"no entity file below {root}: wanted en/train.tsv (WikiAnn), train-en.tsv (XTREME) or "
            "en_pud-ud-test.iob2 (Universal NER)"
        )
    return tuple(found.values())


def _layout(path: Path) -> re.Match[str] | None:
    """What the name of a file tells, if it is one of the known names."""
    names = (path.name, f"{path.parent.name}/{path.name}")
    return next((match for layout in _LAYOUTS for name in names if (match := layout.fullmatch(name))), None)


def _entity_table(path: Path) -> Dataset:
    """Sentences of one file; it has neither parts of speech nor trees."""
    return sentence_table(list(read_entities(path)))


def read_entities(path: Path) -> Iterator[dict[str, Any]]:
    """Reads one file: a word in a line, an empty line after each sentence.

    A line is "word<TAB>tag" (WikiAnn; the word may have the file's language in front: "en:word") or
    "number<TAB>word<TAB>tag..." (Universal NER, which has comments too).

    Yields:
        Columns sent_id, text, tokens and ner of a sentence.

    Raises:
        ValueError: a line has another form, or the file holds no word; the message names file and line.
    """
    numbered, layout = path.suffix == ".iob2", _layout(path)
    prefix = f"{layout['language']}:" if layout and not numbered else ""
    words: list[tuple[str, str]] = []
    about: dict[str, str] = {}
    count = 0
    for number, line in _with_last_line_empty(path):
        if numbered and line.startswith("#"):
            key, _, value = line[1:].partition("=")
            about[key.strip()] = value.strip()
        elif line.strip():
            word, tag = _word_and_tag(line, len(words) + 1 if numbered else None, f"{path}:{number}")
            words.append((word.removeprefix(prefix) or word, tag))
        elif words:
            count += 1
            name = about.get("sent_id", f"{path.parent.name}-{path.stem}-{count}")
            tokens, tags = map(list, zip(*words, strict=True))
            yield {
                "sent_id": name,
                "text": about.get("text", " ".join(tokens)),
                "tokens": tokens,
                "ner": tags,
            }
            words, about = [], {}
    if not count:
        raise ValueError(f"{path}:1: the file is empty. Get the file again, or remove it")


def _with_last_line_empty(path: Path) -> Iterator[tuple[int, str]]:
    """Lines and one more, so that the last sentence needs no empty line behind it."""
    number = 0
    for number, line in numbered_lines(path):
        yield number, line
    yield number + 1, ""


def _word_and_tag(line: str, position: int | None, where: str) -> tuple[str, str]:
    """Word and tag of a line; `position` is the number that it must start with, if any."""
    columns = line.split("\t")
    if position is None:
        form, fits = "word<TAB>tag", len(columns) == 2
    else:
        form = f"{position}<TAB>word<TAB>tag"
        fits = len(columns) >= 3 and columns[0] == str(position)
        columns = columns[1:3]
    if not fits or not columns[0] or not _TAG.fullmatch(columns[1]):
        raise ValueError(f"{where}: {line!r} is not {form} with a BIO tag (O, B-PER, I-PER ...)")
    word, tag = columns
    return word, tag if tag[2:] in ENTITY_TYPES else "O"  # a span of another type counts as outside
