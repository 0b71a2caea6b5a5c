"""Draws meanings from a small world.

Frequencies are Zipfian, and preferences are selectional: a verb accepts certain classes of nouns, and within
a class it prefers some nouns over others. They are the same in every language, as in the real world.
"""

from __future__ import annotations

import math
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any

from xling_utils.fragment import concepts as c
from xling_utils.fragment.meaning import (
    SPLITS,
    Adjunct,
    Clause,
    NounPhrase,
    concepts_of,
    held_out,
    split_of,
    stable_hash,
)
from xling_utils.fragment.registers import REGISTERS, Register

AFFINITY_SPREAD = 1.5
"""Standard deviation of the log preference of one concept for another."""


@cache
def _preferences(options: tuple[str, ...], context: str, register: str) -> list[float]:
    """Cumulative weights of options: Zipf, times how much context and register like the option."""
    weights = []
    for rank, option in enumerate(options, start=1):
        noise = random.Random(stable_hash("affinity", context, option)).gauss(0.0, AFFINITY_SPREAD)
        weights.append(rank**-0.9 * math.exp(noise + REGISTERS[register].log_preference(option)))
    return list(accumulate(weights))


class Sampler:
    """Draws meanings. One object holds one random stream.

    Args:
        seed: of the stream.
        register: a name in `registers.REGISTERS`, or None to draw one for each meaning.
    """

    def __init__(self, seed: int, register: str | None = None) -> None:
        self.random = random.Random(seed)
        self.fixed = register
        self.name = register or "news"

    @property
    def register(self) -> Register:
        """The register of the meaning in work."""
        return REGISTERS[self.name]

    def chance(self, probability: float) -> bool:
        """True with a probability."""
        return self.random.random() < probability

    def pick(self, options: tuple[str, ...], context: str) -> str:
        """One of the options, by their frequency and by what the context prefers."""
        cumulative = _preferences(options, context, self.name)
        return options[bisect(cumulative, self.random.random() * cumulative[-1])]

    def phrase(
        self, description: str, context: str, *, rich: float = 1.0, pronoun: bool = False
    ) -> NounPhrase:
        """A noun phrase whose head fits the description and which the context prefers."""
        names = [c.NAMES[k] for k in description.split() if k in c.NAMES]
        if pronoun and "person" in description.split() and self.chance(self.register.pronoun):
            head = self.pick(tuple(c.PRONOUNS), context)
            return NounPhrase(head, c.PRONOUNS[head].number)
        if names and self.chance(self.register.name):
            options = self.random.choice(names)
            if options == c.NAMES["person"] and self.chance(self.register.surname):
                options = c.SURNAMES
            head = self.pick(options, context)
            surname = head in c.GIVEN_NAMES and self.chance(0.35)
            return NounPhrase(head, surname=self.pick(c.SURNAMES, head) if surname else None)
        return self._common(self.pick(c.members(description), context), rich * self.register.rich)

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
        options = describing(head)
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

    def subject(self, description: str, context: str) -> NounPhrase:
        """A subject: it can be a pronoun, coordinated or described by a relative clause."""
        phrase = self.phrase(description, context, pronoun=True)
        if phrase.kind == "pronoun":
            return phrase
        if self.chance(self.register.coordinated):
            other = self.phrase(phrase.semantic_class, context, rich=0.3)
            if other.head != phrase.head and other.determiner == "def" and phrase.determiner == "def":
                return replace(phrase, other=other)
        if (
            phrase.kind == "noun"
            and phrase.determiner == "def"
            and phrase.owner is None
            and self.chance(self.register.relative)
        ):
            return replace(phrase, relative=self._relative(phrase))
        return phrase

    def _relative(self, phrase: NounPhrase) -> Clause | None:
        verbs = tuple(v for v in _verbs("trans", "intr") if phrase.head in c.members(c.VERBS[v].subject))
        if not verbs:
            return None
        verb = self.pick(verbs, phrase.head)
        clause = Clause("verb", verb, phrase, self.tense(), register=self.name)
        if c.VERBS[verb].frame == "trans":
            return replace(clause, object=self.phrase(c.VERBS[verb].object, f"object of {verb}", rich=0.4))
        places = c.PLACES_OF_VERB.get(verb, c.WHERE_PEOPLE_ARE)
        return replace(clause, adjuncts=(self.adjunct(next(iter(places)), verb, places),))

    def tense(self) -> str:
        """``Past`` or ``Pres``."""
        return "Past" if self.chance(self.register.past) else "Pres"

    def adjunct(self, relation: str, context: str, kinds: dict[str, str] = c.RELATIONS) -> Adjunct:
        """A phrase in a relation, of the kinds that the relation takes."""
        return Adjunct(relation, self.phrase(kinds[relation], f"{context} {relation}", rich=0.5))

    def clause(self, *, simple: bool = False) -> Clause:
        """A clause without links. A simple one has fewer adjuncts and no that-clause."""
        kinds = ("trans", "intr", "ditrans", "comp", "adjective", "noun", "place")
        weights = [
            0 if simple and k == "comp" else w for k, w in zip(kinds, self.register.frames, strict=True)
        ]
        kind = self.random.choices(kinds, weights)[0]
        if kind in ("adjective", "noun", "place"):
            return self._copular(kind)
        return self._verbal(kind, simple)

    def _copular(self, kind: str) -> Clause:
        tense, negated = self.tense(), self.chance(self.register.negated)
        if kind == "noun":
            subject = self.phrase("person", "being", rich=0.3, pronoun=True)
            role = self.pick(c.ROLES, "role")
            adjectives, _ = self._adjectives(role, 0.6)
            sex = (
                c.PRONOUNS[subject.head].gender
                if subject.kind == "pronoun"
                else c.natural_gender(subject.head)
            )
            noun = NounPhrase(role, subject.number, "indef", adjectives, sex=sex)
            return Clause("noun", "", subject, tense, negated, noun=noun, register=self.name)
        if kind == "place":
            relation = self.pick(c.PLACE_RELATIONS, "being")
            subject = self.phrase(
                "thing clothing animal person vehicle text item_of_food", f"being {relation}", pronoun=True
            )
            place = self.adjunct(relation, subject.semantic_class)
            return Clause("place", "", subject, tense, negated, place=place, register=self.name)
        subject = self.subject(
            "person building thing animal vehicle clothing text event idea area", "described"
        )
        options = describing(subject.head)
        if not options:
            return self._verbal("intr", True)
        adjective = self.pick(options, subject.head)
        graded = adjective not in c.NOT_GRADED and self.chance(0.25)
        degree = self.pick(c.DEGREE_ADVERBS, "described") if graded else None
        return Clause("adjective", adjective, subject, tense, negated, degree=degree, register=self.name)

    def _verbal(self, frame: str, simple: bool) -> Clause:
        verb = self.pick(_verbs(frame), f"frame {frame}")
        entry = c.VERBS[verb]
        subject = self.subject(entry.subject, f"subject of {verb}")
        negated = self.chance(self.register.negated)
        clause = Clause("verb", verb, subject, self.tense(), negated, register=self.name)
        if entry.object:
            clause = replace(clause, object=self.phrase(entry.object, f"object of {verb}"))
        if frame == "ditrans":
            clause = replace(clause, recipient=self.phrase("person", f"recipient of {verb}", rich=0.4))
        if frame == "comp":
            return replace(clause, complement=self.clause(simple=True))
        return self._circumstances(clause, self.register.circumstances * (0.5 if simple else 1.0))

    def circumstances(self, clause: Clause) -> Clause:
        """The clause with circumstances drawn anew, more of them than usual."""
        bare = replace(clause, manner=None, time=None, where=None, year=None, adjuncts=())
        return self._circumstances(bare, 4.0)

    def _circumstances(self, clause: Clause, amount: float) -> Clause:
        """Adds adverbs and adjuncts. At most one of each kind, as in short real sentences."""
        verb = clause.predicate
        changes: dict[str, Any] = {}
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
            adjuncts.append(self.adjunct(self.pick(("to", "from"), verb), verb))
        elif verb == "live" or self.chance(0.26 * amount):
            places = c.PLACES_OF_VERB.get(verb, c.WHERE_PEOPLE_ARE)
            adjuncts.append(self.adjunct(self.pick(tuple(places), verb), verb, places))
        elif self.chance(0.05 * amount):
            changes["where"] = self.pick(c.PLACE_ADVERBS, verb)
        if self.chance(0.13 * amount):
            adjuncts.append(self.adjunct(self.pick(_free_relations(verb, changes.get("time")), verb), verb))
        return replace(clause, adjuncts=tuple(adjuncts), **changes)

    def meaning(self) -> Clause:
        """One sentence."""
        if self.fixed is None:
            self.name = self.random.choice(tuple(REGISTERS))
        clause = self.clause()
        if self.chance(self.register.question):
            clause = self._question(clause)
        else:
            if clause.complement is None and self.chance(self.register.linked):
                clause = self._linked(clause)
            clause = self._fronted(clause)
        opener = self.pick(c.INTERJECTIONS, "opener") if self.chance(self.register.opener) else None
        name = self.pick(c.NAMES["person"], "vocative") if self.chance(self.register.vocative) else None
        return replace(clause, opener=opener, vocative=NounPhrase(name) if name else None)

    def _question(self, clause: Clause) -> Clause:
        who = clause.kind == "verb" and "person" in c.VERBS[clause.predicate].subject and self.chance(0.35)
        subject = NounPhrase(c.WHO) if who else clause.subject
        return replace(clause, subject=subject, question="who" if who else "polar")

    def _linked(self, clause: Clause) -> Clause:
        link = self.pick(c.LINKS, "link")
        second = self.clause(simple=True)
        while link == "when" and second.tense != clause.tense:
            second = self.clause(simple=True)
        return replace(clause, link=(link, second))

    def _fronted(self, clause: Clause) -> Clause:
        """A time that opens the sentence; stories have adverbs of their own for this."""
        if clause.kind != "verb" or not self.chance(self.register.fronted):
            return clause
        if self.name == "story" and clause.tense == "Past" and not clause.negated:
            sudden = clause.predicate not in c.NO_MANNER and self.chance(0.4)
            adverb = "suddenly" if sudden else "then"
            manner = None if sudden else clause.manner
            return replace(clause, time=adverb, manner=manner, year=None, fronted=True)
        if clause.year is None and clause.time not in ("today", "yesterday", "now"):
            return clause
        return replace(clause, fronted=True)


def _free_relations(verb: str, time: str | None) -> tuple[str, ...]:
    """Relations of an adjunct that is neither place nor goal."""
    events = () if time in ("now", "again", *c.FREQUENCY_ADVERBS) else c.EVENT_RELATIONS
    if verb in ("read", "write"):
        return ("about", *events)
    company = () if verb in c.NO_COMPANY else ("with",)
    lack = () if verb in c.NO_LACK else ("without",)
    return (*company, "for", *lack, *events)


@cache
def describing(head: str) -> tuple[str, ...]:
    """Adjectives that fit a noun; names take none."""
    return (
        tuple(a for a, nouns in c.ADJECTIVES.items() if head in c.members(nouns))
        if head not in c.ENTITY_TYPE
        else ()
    )


@cache
def _verbs(*frames: str) -> tuple[str, ...]:
    return tuple(v for v, entry in c.VERBS.items() if entry.frame in frames)


def sample(split: str, *, seed: int = 0, stream: str = "", register: str | None = None) -> Iterator[Clause]:
    """Draws meanings of one split, without end.

    Args:
        split: ``raw``, ``train``, ``dev``, ``test`` or ``parallel``.
        seed: another seed gives another stream.
        stream: name of an independent stream; `raw` text has one for each language.
        register: ``news``, ``dialogue`` or ``story``; None mixes them in equal parts.

    Yields:
        Meanings that belong to the split. No concept occurs twice in one of them, so that a concept id aligns
        words across languages. Outside `raw` no meaning comes twice, and `train` avoids `held_out` concepts.

    Raises:
        ValueError: the split or the register has another name.
    """
    if split not in SPLITS:
        raise ValueError(f"There is no split {split!r}; choose one of {', '.join(SPLITS)}.")
    if register is not None and register not in REGISTERS:
        raise ValueError(f"There is no register {register!r}; choose one of {', '.join(REGISTERS)}.")
    sampler = Sampler(stable_hash("stream", split, seed, stream, register), register)
    seen: set[Clause] = set()
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
