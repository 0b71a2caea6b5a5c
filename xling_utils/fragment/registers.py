"""The three registers of the fragment: what they talk about, how long and in which constructions.

A register changes frequencies, never grammar: news writes long sentences about organisations, places and
years; a dialogue asks short questions of "you"; a story tells in the past, one thing after another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Register:
    """Probabilities of constructions, and the concepts that a register prefers or avoids.

    Attributes:
        past: that a clause is in the past.
        pronoun: that a subject which can be a pronoun is one.
        name: that a person, place or organisation is named.
        surname: that a named person is called by the surname alone.
        question, negated, linked: that a sentence is a question, is negated, has a second clause.
        relative, coordinated: that a subject has a relative clause, or a second member.
        fronted: that a time stands first.
        opener, vocative: that a sentence starts with an interjection, or addresses somebody.
        rich: factor on adjectives and possessors.
        circumstances: factor on adverbs and adjuncts.
        frames: weights of trans, intr, ditrans, comp, adjective, noun and place clauses.
        liked, avoided: concepts that are more or less frequent than elsewhere.
    """

    past: float
    pronoun: float
    name: float
    surname: float
    question: float
    negated: float
    linked: float
    relative: float
    coordinated: float
    fronted: float
    opener: float
    vocative: float
    rich: float
    circumstances: float
    frames: tuple[int, int, int, int, int, int, int]
    liked: frozenset[str]
    avoided: frozenset[str]

    def log_preference(self, concept: str) -> float:
        """What the register adds to the logarithm of a concept's weight."""
        return math.log(5) * ((concept in self.liked) - (concept in self.avoided))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGISTERS: dict[str, Register] = {
    "news": Register(
        past=0.70, pronoun=0.08, name=0.50, surname=0.35, question=0.01, negated=0.08, linked=0.26,
        relative=0.14, coordinated=0.10, fronted=0.35, opener=0.0, vocative=0.0, rich=1.5, circumstances=1.9,
        frames=(36, 8, 10, 20, 10, 6, 3),
        liked=_words(
            "company team bank government army law war meeting plan report problem worker doctor writer "
            "singer soldier driver farmer train plane bus ship bridge hospital museum school hotel "
            "station city newspaper say build sell buy plan_v choose help lose visit offer show use work "
            "return important new big dangerous expensive famous poor rich strong weak difficult he she "
            "they"
        ),
        avoided=_words(
            "i you we mother father brother sister wolf bear mouse lion king love cry laugh smile"
        ),
    ),
    "dialogue": Register(
        past=0.35, pronoun=0.60, name=0.30, surname=0.0, question=0.30, negated=0.20, linked=0.08,
        relative=0.02, coordinated=0.03, fronted=0.05, opener=0.18, vocative=0.16, rich=0.4,
        circumstances=0.4,
        frames=(38, 16, 9, 10, 16, 5, 8),
        liked=_words(
            "i you we mother father friend sister brother neighbour bread soup coffee tea milk juice cake "
            "egg phone key bag computer ticket shirt shoe coat dress bed kitchen room shop party film "
            "lesson gift want think know hope forget find help buy eat drink cook bring play sleep here "
            "there now today tired happy sick good bad cold warm kind easy cheap"
        ),
        avoided=_words(
            "they army government war law king wolf soldier"
        ),
    ),
    "story": Register(
        past=0.90, pronoun=0.30, name=0.25, surname=0.0, question=0.03, negated=0.09, linked=0.28,
        relative=0.12, coordinated=0.08, fronted=0.30, opener=0.0, vocative=0.0, rich=1.0, circumstances=1.0,
        frames=(36, 26, 10, 7, 10, 4, 7),
        liked=_words(
            "king wolf bear lion mouse bird horse fish cat dog sheep tree river mountain star stone lake "
            "forest island village garden house door window ring knife bread apple book song story dream "
            "man woman child see hear find fall run sleep cry laugh smile hide follow carry give tell "
            "sing live walk dream_v old young small beautiful poor sad quiet strong black white he she "
            "they"
        ),
        avoided=_words(
            "i you we computer phone company bank report plan_v use bus office station government"
        ),
    ),
}  # fmt: skip
"""Name -> register."""
