"""The lexicon of a language: what its words are and what its morphology wants to know about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xling_utils.fragment.concepts import NAMED_AFTER

Feats = Mapping[str, str]
"""UD features, for example ``{"Number": "Plur"}``."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One entry of a lexicon.

    Attributes:
        lemma: dictionary form.
        info: what the language's morphology wants to know (gender, class, irregular forms), by short keys.
    """

    lemma: str
    info: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, or the default."""
        return self.info.get(key, default)


def parse_lexicon(table: str) -> dict[str, Lexeme]:
    """Reads a table of words.

    A line is ``concept lemma key=value key=value``. An underscore in a value stands for a space. A concept
    such as ``old@person`` is the word for ``old`` beside a person (see `NounPhrases.choose`). Names that are
    `concepts.NAMED_AFTER` others have their word without a line of their own.

    Raises:
        ValueError: a concept has two lines.
    """
    lexicon: dict[str, Lexeme] = {}
    for line in filter(None, (line.split("#")[0].strip() for line in table.splitlines())):
        concept, lemma, *pairs = line.split()
        if concept in lexicon:
            raise ValueError(
                f"The lexicon has two entries for {concept!r}: {lexicon[concept].lemma!r} and {lemma!r}."
            )
        info = dict(pair.split("=", 1) for pair in pairs)
        lexicon[concept] = Lexeme(lemma, {k: v.replace("_", " ") for k, v in info.items()})
    borrowed = {name: lexicon[source] for name, source in NAMED_AFTER.items() if source in lexicon}
    return lexicon | borrowed
