"""Abstract syntax: what a sentence means, before any language has said it.

A meaning is a tree of frozen dataclasses. It knows concepts, number, definiteness, tense, polarity and links
between clauses; it knows nothing of word order, case or agreement. `sample` draws meanings from a small world with
Zipfian frequencies and selectional preferences: a verb accepts certain classes of nouns, and within a class it
prefers some nouns over others. The preferences are the same in every language, as in the real world.
"""

from __future__ import annotations

import hashlib
import math
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from xling_utils.fragment import concepts as c

SPLITS: dict[str, tuple[int, int]] = {
    "raw": (0, 50),
    "train": (50, 74),
    "dev": (74, 80),
    "test": (80, 90),
    "parallel": (90, 100),
}
"""Split -> the hundredths of the space of meanings that belong to it. A meaning belongs to one split only."""

AFFINITY_SPREAD = 1.5
"""Standard deviation of the log preference of one concept for another."""


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
        sex: ``Fem`` or ``Masc`` where the meaning fixes it for a noun ("she is a teacher"), else None.
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
        adjuncts: free adjuncts.
        complement: that-clause of a ``comp`` verb.
        link: conjunction concept and the clause that it adds.
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


def concepts_of(node: object) -> list[str]:
    """Every content concept of a meaning, in a fixed order, with repetitions."""
    if isinstance(node, NounPhrase):
        words = [node.head, *node.adjectives, node.degree, node.count, node.surname]
        parts = [node.owner, node.other]
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
    return [clause.predicate, clause.degree, clause.manner, clause.time, clause.where, clause.year, link]


def _parts(clause: Clause) -> list[object]:
    phrases: list[object] = [clause.subject, clause.object, clause.recipient, clause.noun, clause.complement]
    phrases += [a.phrase for a in clause.adjuncts] + ([clause.place.phrase] if clause.place else [])
    return phrases + ([clause.link[1]] if clause.link else [])


def _hash(*parts: object) -> int:
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest(), "big")


@cache
def held_out() -> frozenset[str]:
    """Concepts that never occur in the training split: words that fine-tuning has not seen."""
    frequent = {noun for nouns in c.NOUNS.values() for noun in nouns[:3]} | set(c.PRONOUNS)
    candidates = [*(n for ns in c.NOUNS.values() for n in ns), *c.VERBS, *c.ADJECTIVES, *c.ENTITY_TYPE]
    return frozenset(w for w in candidates if w not in frequent and _hash("held out", w) % 100 < 12)


def split_of(meaning: Clause) -> str:
    """The one split to which a meaning belongs."""
    bucket = _hash("split", meaning) % 100
    return next(name for name, (low, high) in SPLITS.items() if low <= bucket < high)


@cache
def _preferences(options: tuple[str, ...], context: str) -> list[float]:
    """Cumulative weights of options in a context: Zipf times a fixed preference of the context for each option."""
    weights = []
    for rank, option in enumerate(options, start=1):
        noise = random.Random(_hash("affinity", context, option)).gauss(0.0, AFFINITY_SPREAD)
        weights.append(rank**-0.9 * math.exp(noise))
    return list(accumulate(weights))


class _Sampler:
    """Draws meanings. One object holds one random stream."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def pick(self, options: tuple[str, ...], context: str) -> str:
        cumulative = _preferences(options, context)
        return options[bisect(cumulative, self.random.random() * cumulative[-1])]

    def phrase(
        self, description: str, context: str, *, rich: float = 1.0, pronoun: float = 0.0
    ) -> NounPhrase:
        """A noun phrase whose head fits the description and which the context prefers."""
        names = [c.NAMES[k] for k in description.split() if k in c.NAMES]
        if pronoun and "person" in description.split() and self.chance(pronoun):
            head = self.pick(tuple(c.PRONOUNS), context)
            return NounPhrase(head, c.PRONOUNS[head].number)
        if names and self.chance(0.35):
            head = self.pick(self.random.choice(names), context)
            surname = head in c.GIVEN_NAMES and self.chance(0.35)
            return NounPhrase(head, surname=self.pick(c.SURNAMES, head) if surname else None)
        return self._common(self.pick(c.members(description), context), rich)

    def _common(self, head: str, rich: float) -> NounPhrase:
        adjectives, degree = self._adjectives(head, rich)
        owner = self._owner(head) if head not in c.NOT_OWNED and self.chance(0.15 * rich) else None
        if head in c.MASS:
            return NounPhrase(head, adjectives=adjectives, degree=degree, owner=owner)
        plural = self.chance(0.30)
        determiner = self.random.choices(("def", "indef", "this", "that"), (55, 30, 8, 7))[0]
        count = None
        if owner is not None:
            determiner = "def"
        elif plural and self.chance(0.60):
            count, determiner = self._count(head), "indef"
        elif plural and self.chance(0.12):
            determiner = "many"
        elif not plural and self.chance(0.03):
            determiner = "every"
        number = "Plur" if plural else "Sing"
        return NounPhrase(head, number, determiner, adjectives, degree, count, owner=owner)

    def _adjectives(self, head: str, rich: float) -> tuple[tuple[str, ...], str | None]:
        options = _describing(head)
        if not options or not self.chance(0.30 * rich):
            return (), None
        first = self.pick(options, head)
        degree = self.pick(("very",), head) if first not in c.NOT_GRADED and self.chance(0.12) else None
        second = self.pick(options, head) if degree is None and self.chance(0.12) else None
        if second is None or second == first or c.ANTONYMS.get(first) == second:
            return (first,), degree
        return tuple(sorted((first, second), key=tuple(c.ADJECTIVES).index)), None

    def _count(self, head: str) -> str:
        return self.pick(c.NUMERALS if self.chance(0.25) else c.DIGITS, head)

    def _owner(self, head: str) -> NounPhrase:
        if self.chance(0.45):
            pronoun = self.pick(tuple(c.PRONOUNS), head)
            return NounPhrase(pronoun, c.PRONOUNS[pronoun].number)
        return self.phrase("person", f"owner of {head}", rich=0.0)

    def subject(self, description: str, context: str, *, pronoun: float = 0.22) -> NounPhrase:
        """A subject: it can be a pronoun, coordinated or described by a relative clause."""
        phrase = self.phrase(description, context, pronoun=pronoun)
        if phrase.kind == "pronoun":
            return phrase
        if self.chance(0.07):
            other = self.phrase(phrase.semantic_class, context, rich=0.3)
            if other.head != phrase.head and other.determiner == "def" and phrase.determiner == "def":
                return _replace(phrase, other=other)
        if (
            phrase.kind == "noun"
            and phrase.determiner == "def"
            and phrase.owner is None
            and self.chance(0.07)
        ):
            return _replace(phrase, relative=self._relative(phrase))
        return phrase

    def _relative(self, phrase: NounPhrase) -> Clause | None:
        verbs = tuple(v for v in _verbs("trans", "intr") if phrase.head in c.members(c.VERBS[v].subject))
        if not verbs:
            return None
        verb = self.pick(verbs, phrase.head)
        clause = Clause("verb", verb, phrase, self.tense())
        if c.VERBS[verb].frame == "trans":
            return _replace(clause, object=self.phrase(c.VERBS[verb].object, f"object of {verb}", rich=0.4))
        places = c.PLACES_OF_VERB.get(verb, c.WHERE_PEOPLE_ARE)
        return _replace(clause, adjuncts=(self._adjunct(next(iter(places)), verb, places),))

    def tense(self) -> str:
        return "Past" if self.chance(0.55) else "Pres"

    def _adjunct(self, relation: str, context: str, kinds: dict[str, str] = c.RELATIONS) -> Adjunct:
        return Adjunct(relation, self.phrase(kinds[relation], f"{context} {relation}", rich=0.5))

    def clause(self, *, simple: bool = False) -> Clause:
        """A clause without links. A simple one has fewer adjuncts and no that-clause."""
        kind = self.random.choices(
            ("trans", "intr", "ditrans", "comp", "adjective", "noun", "place"),
            (36, 19, 9, 0 if simple else 8, 14, 6, 8),
        )[0]
        if kind in ("adjective", "noun", "place"):
            return self._copular(kind)
        return self._verbal(kind, simple)

    def _copular(self, kind: str) -> Clause:
        tense, negated = self.tense(), self.chance(0.12)
        if kind == "noun":
            subject = self.phrase("person", "being", rich=0.3, pronoun=0.4)
            role = self.pick(c.ROLES, "role")
            adjectives, _ = self._adjectives(role, 0.6)
            sex = (
                c.PRONOUNS[subject.head].gender
                if subject.kind == "pronoun"
                else c.natural_gender(subject.head)
            )
            noun = NounPhrase(role, subject.number, "indef", adjectives, sex=sex)
            return Clause("noun", "", subject, tense, negated, noun=noun)
        if kind == "place":
            relation = self.pick(c.PLACE_RELATIONS, "being")
            subject = self.phrase(
                "thing clothing animal person vehicle text item_of_food", f"being {relation}", pronoun=0.1
            )
            return Clause(
                "place", "", subject, tense, negated, place=self._adjunct(relation, subject.semantic_class)
            )
        subject = self.subject(
            "person building thing animal vehicle clothing text event idea area", "described"
        )
        options = _describing(subject.head)
        if not options:
            return self._verbal("intr", True)
        adjective = self.pick(options, subject.head)
        graded = adjective not in c.NOT_GRADED and self.chance(0.25)
        degree = self.pick(c.DEGREE_ADVERBS, "described") if graded else None
        return Clause("adjective", adjective, subject, tense, negated, degree=degree)

    def _verbal(self, frame: str, simple: bool) -> Clause:
        verb = self.pick(_verbs(frame), f"frame {frame}")
        entry = c.VERBS[verb]
        clause = Clause(
            "verb", verb, self.subject(entry.subject, f"subject of {verb}"), self.tense(), self.chance(0.11)
        )
        if entry.object:
            clause = _replace(clause, object=self.phrase(entry.object, f"object of {verb}"))
        if frame == "ditrans":
            clause = _replace(clause, recipient=self.phrase("person", f"recipient of {verb}", rich=0.4))
        if frame == "comp":
            return _replace(clause, complement=self.clause(simple=True))
        return self._circumstances(clause, 0.5 if simple else 1.0)

    def _circumstances(self, clause: Clause, amount: float) -> Clause:
        """Adds adverbs and adjuncts. At most one of each kind, as in short real sentences."""
        verb, changes = clause.predicate, {}
        if verb not in c.NO_MANNER and self.chance(0.16 * amount):
            fitting = c.CALM_MANNERS if verb in c.CALM_VERBS else c.MANNER_ADVERBS
            options = tuple(a for a in fitting if a != "together" or clause.subject.plural)
            changes["manner"] = self.pick(options, verb)
        if self.chance(0.16 * amount):
            options = tuple(t for t, tenses in c.TIME_ADVERBS.items() if clause.tense in tenses)
            changes["time"] = self.pick(options, verb)
        elif clause.tense == "Past" and self.chance(0.30 * amount):
            changes["year"] = self.pick(c.YEARS, verb)
        adjuncts = []
        if c.VERBS[verb].to_place and self.chance(0.35 * amount):
            adjuncts.append(self._adjunct(self.pick(("to", "from"), verb), verb))
        elif verb == "live" or self.chance(0.26 * amount):
            places = c.PLACES_OF_VERB.get(verb, c.WHERE_PEOPLE_ARE)
            adjuncts.append(self._adjunct(self.pick(tuple(places), verb), verb, places))
        elif self.chance(0.05 * amount):
            changes["where"] = self.pick(c.PLACE_ADVERBS, verb)
        if self.chance(0.13 * amount):
            options = (
                ("about", *c.EVENT_RELATIONS)
                if verb in ("read", "write")
                else ("with", "for", "without", *c.EVENT_RELATIONS)
            )
            adjuncts.append(self._adjunct(self.pick(options, verb), verb))
        return _replace(clause, adjuncts=tuple(adjuncts), **changes)

    def meaning(self) -> Clause:
        """One sentence."""
        clause = self.clause()
        if self.chance(0.08):
            who = (
                clause.kind == "verb" and "person" in c.VERBS[clause.predicate].subject and self.chance(0.35)
            )
            subject = NounPhrase(c.WHO) if who else clause.subject
            return _replace(clause, subject=subject, question="who" if who else "polar")
        if clause.complement is None and self.chance(0.16):
            link = self.pick(c.LINKS, "link")
            second = self.clause(simple=True)
            while link == "when" and second.tense != clause.tense:
                second = self.clause(simple=True)
            return _replace(clause, link=(link, second))
        return clause


def _replace(node, **changes):
    fields = {name: getattr(node, name) for name in node.__slots__}
    return type(node)(**(fields | changes))


@cache
def _describing(head: str) -> tuple[str, ...]:
    return (
        tuple(a for a, nouns in c.ADJECTIVES.items() if head in c.members(nouns))
        if head not in c.ENTITY_TYPE
        else ()
    )


@cache
def _verbs(*frames: str) -> tuple[str, ...]:
    return tuple(v for v, entry in c.VERBS.items() if entry.frame in frames)


def sample(split: str, *, seed: int = 0, stream: str = "") -> Iterator[Clause]:
    """Draws meanings of one split, without end.

    Args:
        split: ``raw``, ``train``, ``dev``, ``test`` or ``parallel``.
        seed: another seed gives another stream.
        stream: name of an independent stream; `raw` text uses the language, so that no two languages share it.

    Yields:
        Meanings that belong to the split. No concept occurs twice in one of them, so a concept id aligns words
        across languages. Outside `raw` no meaning comes twice, and `train` avoids `held_out` concepts.

    Raises:
        ValueError: the split has another name.
    """
    if split not in SPLITS:
        raise ValueError(f"There is no split {split!r}; choose one of {', '.join(SPLITS)}.")
    sampler, seen = _Sampler(_hash("stream", split, seed, stream)), set()
    forbidden = held_out() if split == "train" else frozenset()
    while True:
        meaning = sampler.meaning()
        words = concepts_of(meaning)
        if len(set(words)) < len(words) or not forbidden.isdisjoint(words):
            continue
        if split_of(meaning) != split or (split != "raw" and meaning in seen):
            continue
        seen.add(meaning)
        yield meaning
