"""Abstract syntax: what a sentence means, before any language has said it.

A meaning is a tree of frozen dataclasses. It knows concepts, number, definiteness, tense, polarity and links
between clauses; it knows nothing of word order, case or agreement. `sampler` draws meanings. The split to
which a meaning belongs is a function of the meaning alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache

from xling_utils.fragment import concepts as c

SPLITS: dict[str, tuple[int, int]] = {
    "raw": (0, 50),
    "train": (50, 74),
    "dev": (74, 80),
    "test": (80, 90),
    "parallel": (90, 100),
}
"""Split -> the hundredths of the space of meanings that belong to it. A meaning belongs to one split only."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Somebody or something.

    Attributes:
        head: noun, name or pronoun concept.
        number: ``Sing`` or ``Plur``.
        determiner: one of `concepts.DETERMINERS`; names and pronouns have ``def``.
        adjectives: adjective concepts, the most inherent last.
        degree: degree adverb of the first adjective, if any.
        count: numeral concept or digits, if any.
        surname: family name after a given name, if any.
        owner: possessor (a name, a pronoun or a simple phrase), if any.
        relative: clause about this phrase; its subject is this phrase.
        other: second member of a coordination ("Anna and the teacher").
        sex: ``Fem`` or ``Masc`` where the meaning fixes it for a noun ("she is a teacher") or for "you", else
            None.
    """

    head: str
    number: str = "Sing"
    determiner: str = "def"
    adjectives: tuple[str, ...] = ()
    degree: str | None = None
    count: str | None = None
    surname: str | None = None
    owner: NounPhrase | None = None
    relative: Clause | None = None
    other: NounPhrase | None = None
    sex: str | None = None

    @property
    def kind(self) -> str:
        """``noun``, ``name`` or ``pronoun``."""
        if self.head in c.PRONOUNS or self.head == c.WHO:
            return "pronoun"
        return "name" if self.head in c.ENTITY_TYPE else "noun"

    @property
    def semantic_class(self) -> str:
        """Class in `concepts.NOUNS`, for example ``person``."""
        return c.CLASS_OF[self.head]

    @property
    def kinds(self) -> tuple[str, str]:
        """What a word that goes with this phrase can depend on: the head, then its class."""
        return self.head, self.semantic_class

    @property
    def animate(self) -> bool:
        """Whether this is a person or an animal."""
        return self.semantic_class in ("person", "animal")

    @property
    def plural(self) -> bool:
        """Whether a verb that agrees with this phrase is plural."""
        return self.other is not None or self.number == "Plur"


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A relation and what stands in it: "under the table"."""

    relation: str
    phrase: NounPhrase


@dataclass(frozen=True, slots=True)
class Clause:
    """One predication.

    Attributes:
        kind: ``verb``, ``adjective``, ``noun`` or ``place`` (the last three are copular).
        predicate: verb or adjective concept; for ``noun`` and ``place`` the empty string.
        subject: who or what; in a relative clause, a copy of the phrase that the clause describes.
        tense: ``Past`` or ``Pres``.
        negated: polarity.
        question: ``""``, ``polar`` ("does she read?") or ``who`` (then the subject is the concept ``who``).
        object, recipient: arguments of the verb.
        noun: predicate noun phrase of a ``noun`` clause.
        place: predicate of a ``place`` clause.
        degree: degree adverb of a predicate adjective.
        manner, time, where: adverb concepts.
        year: digits, or None.
        fronted: whether the time adverb or the year opens the clause.
        adjuncts: free adjuncts.
        complement: that-clause of a ``comp`` verb.
        link: conjunction concept and the clause that it adds.
        opener: interjection before the sentence, if any.
        vocative: who is addressed (a given name), if anybody.
        register: one of `registers.REGISTERS`; it is no part of the identity of a meaning, so the same words
            in two registers belong to one split.
    """

    kind: str
    predicate: str
    subject: NounPhrase
    tense: str = "Pres"
    negated: bool = False
    question: str = ""
    object: NounPhrase | None = None
    recipient: NounPhrase | None = None
    noun: NounPhrase | None = None
    place: Adjunct | None = None
    degree: str | None = None
    manner: str | None = None
    time: str | None = None
    where: str | None = None
    year: str | None = None
    adjuncts: tuple[Adjunct, ...] = ()
    complement: Clause | None = None
    link: tuple[str, Clause] | None = None
    fronted: bool = False
    opener: str | None = None
    vocative: NounPhrase | None = None
    register: str = field(default="news", repr=False)


def to_a_woman(clause: Clause) -> Clause:
    """The same meaning, said to a woman: "you" is feminine where it is a subject."""
    link, complement, subject, noun = clause.link, clause.complement, clause.subject, clause.noun
    you = subject.head == "you"
    return replace(
        clause,
        subject=replace(subject, sex="Fem") if you else subject,
        noun=replace(noun, sex="Fem") if you and noun else noun,
        complement=to_a_woman(complement) if complement else None,
        link=(link[0], to_a_woman(link[1])) if link else None,
    )


def concepts_of(node: object) -> list[str]:
    """Every content concept of a meaning, in a fixed order, with repetitions."""
    if isinstance(node, NounPhrase):
        words = [node.head, *node.adjectives, node.degree, node.count, node.surname]
        parts: list[object] = [node.owner, node.other]
        if node.relative is not None:  # its subject is this phrase, already counted
            parts += [x for x in _parts(node.relative) if x is not node.relative.subject]
            words += _words(node.relative)
    elif isinstance(node, Clause):
        words, parts = _words(node), _parts(node)
    else:
        return []
    return [w for w in words if w] + [w for part in parts for w in concepts_of(part)]


def _words(clause: Clause) -> list[str | None]:
    link = clause.link[0] if clause.link else None
    adverbs = [clause.manner, clause.time, clause.where, clause.year]
    return [clause.opener, clause.predicate, clause.degree, *adverbs, link]


def _parts(clause: Clause) -> list[object]:
    phrases: list[object] = [clause.subject, clause.object, clause.recipient, clause.noun, clause.complement]
    phrases += [a.phrase for a in clause.adjuncts] + ([clause.place.phrase] if clause.place else [])
    phrases.append(clause.vocative)
    return phrases + ([clause.link[1]] if clause.link else [])


def stable_hash(*parts: object) -> int:
    """A number that depends on the parts alone, on every machine and in every process."""
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest(), "big")


@cache
def held_out() -> frozenset[str]:
    """Concepts that never occur in the training split: words that fine-tuning has not seen."""
    frequent = {noun for nouns in c.NOUNS.values() for noun in nouns[:3]} | set(c.PRONOUNS)
    candidates = [*(n for ns in c.NOUNS.values() for n in ns), *c.VERBS, *c.ADJECTIVES, *c.ENTITY_TYPE]
    return frozenset(w for w in candidates if w not in frequent and stable_hash("held out", w) % 100 < 12)


def split_of(meaning: Clause) -> str:
    """The one split to which a meaning belongs."""
    bucket = stable_hash("split", meaning) % 100
    return next(name for name, (low, high) in SPLITS.items() if low <= bucket < high)
