"""What every corpus is, and the checks that all of them share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasets import Dataset


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
        """What the annotation supports, of "pos", "parsing", "ner", "nli"; one language may support less."""

    @property
    def commits(self) -> dict[str, str]:
        """Dataset of the hub -> the commit of it that is read; empty for data that has none."""
        return {}

    def for_task(self, task: str) -> Corpus:
        """The part with the annotation of a task, where parts differ; else the corpus itself."""
        return self

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

    def pairs(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """Sentence pairs for natural language inference; arguments as for `sentences`.

        Returns:
            Columns premise, hypothesis and label ("entailment", "neutral", "contradiction"); row i is a
            translation of row i in the other languages where the corpus is parallel.

        Raises:
            ValueError: this corpus has none.
        """
        raise ValueError(
            f"no pairs {split!r} for {language!r}: this corpus has tasks {', '.join(self.tasks)} only"
        )


def sorted_names(values: Iterable[str]) -> tuple[str, ...]:
    """Every value once, in order."""
    return tuple(sorted(set(values)))


def check(kind: str, value: str, available: Sequence[str], where: str = "") -> None:
    """Refuse a value that is not available; the message lists what there is."""
    if value not in available:
        raise ValueError(f"no {kind} {value!r}{where}. There is: {', '.join(available) or 'none'}")


def check_languages(languages: Sequence[str], available: Sequence[str], where: str = "") -> None:
    """Refuse a list of languages if one is not available."""
    if isinstance(languages, str) or not languages:
        raise ValueError(f"languages is {languages!r}. Give a list of codes, such as ['en', 'fr']")
    for language in languages:
        check("language", language, available, where)


def check_aligned(ids: dict[str, list[str | None]]) -> None:
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
