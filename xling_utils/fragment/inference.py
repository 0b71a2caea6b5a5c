"""Natural language inference by operations on meanings.

The hypothesis is drawn first, then a coin decides the label, and only then is a premise made from the
hypothesis. So the hypothesis says nothing about the label, and no classifier can take that short cut
(Gururangan et al. 2018 found it in corpora written by people). The operations:

- *stronger*: add a modifier, a circumstance or a surname, or say "dog" for "animal";
- *weaker*: the reverse;
- *opposite*: negate, swap an antonym, change a number;
- *other*: replace somebody or something by another of its kind.

What is stronger entails what is weaker; under a negation the direction turns round. Introduced in chapter 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from xling_utils.fragment import concepts as c
from xling_utils.fragment.meaning import (
    Adjunct,
    Clause,
    NounPhrase,
    concepts_of,
    held_out,
    split_of,
    stable_hash,
)
from xling_utils.fragment.sampler import Sampler, describing

LABELS: tuple[str, ...] = ("entailment", "neutral", "contradiction")

Change = tuple[str, Clause]
"""Name of an operation, and the meaning that it gave."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and a hypothesis.

    Attributes:
        premise, hypothesis: meanings.
        label: one of `LABELS`: what the premise says of the hypothesis.
        operation: what was done to the hypothesis to make the premise.
    """

    premise: Clause
    hypothesis: Clause
    label: str
    operation: str


def sample_pairs(
    split: str, *, seed: int = 0, stream: str = "", register: str | None = None
) -> Iterator[Pair]:
    """Draws pairs whose hypotheses belong to a split, without end; arguments as for `sampler.sample`."""
    sampler, seen = Sampler(stable_hash("pairs", split, seed, stream, register), register), set[Clause]()
    forbidden = held_out() if split == "train" else frozenset()
    while True:
        meaning = sampler.meaning()
        bare = replace(meaning, link=None, opener=None, vocative=None, fronted=False)
        # As many denials as not: else a denial in the premise would say "contradiction" by itself.
        hypothesis = replace(bare, negated=sampler.chance(0.5))
        if meaning.time in c.STORY_ADVERBS:  # they order a story, and say nothing of their own
            hypothesis = replace(hypothesis, time=None)
        hypothesis = _with_hypernym(hypothesis, sampler)
        if meaning.question or meaning.complement or split_of(hypothesis) != split or hypothesis in seen:
            continue
        premises = _premises(hypothesis, sampler)
        # Every label must be possible, and every premise sound, before the coin falls.
        if premises is None or not all(_sound(m, forbidden) for m in (hypothesis, *(p for _, p in premises))):
            continue
        seen.add(hypothesis)
        label = sampler.random.randrange(len(LABELS))
        operation, premise = premises[label]
        yield Pair(premise, hypothesis, LABELS[label], operation)


def _sound(meaning: Clause, forbidden: frozenset[str]) -> bool:
    words = concepts_of(meaning)
    return len(set(words)) == len(words) and forbidden.isdisjoint(words)


def _with_hypernym(clause: Clause, sampler: Sampler) -> Clause:
    """Says "animal" for "dog" now and then, so that generalising leaves no trace in the hypothesis."""
    options = _generalised(clause)
    return sampler.random.choice(options)[1] if options and sampler.chance(0.25) else clause


def _premises(hypothesis: Clause, sampler: Sampler) -> list[Change] | None:
    """A premise for each of `LABELS`, or None if one is impossible."""
    stronger, weaker = _stronger(hypothesis, sampler), _weaker(hypothesis)
    entailing, unrelated = (weaker, stronger) if hypothesis.negated else (stronger, weaker)
    neutral = [*unrelated, *_other(hypothesis, sampler)]
    choices = entailing, neutral, _opposite(hypothesis, sampler)
    if not all(choices):
        return None
    return [_one_kind(options, sampler) for options in choices]


def _one_kind(options: list[Change], sampler: Sampler) -> Change:
    """An option: every operation is as likely as any other, however many places it has."""
    kind = sampler.random.choice(sorted({name for name, _ in options}))
    return sampler.random.choice([option for option in options if option[0] == kind])


# ---- places in a clause where a phrase stands

Place = tuple[NounPhrase, Callable[[NounPhrase], Clause]]
"""A phrase, and how the clause looks with another phrase in its place."""


def _places(clause: Clause) -> list[Place]:
    """Phrases in the scope of the negation, and the subject of a clause that is not negated."""
    places: list[Place] = []
    for role in (
        ("object", "recipient", "noun") if clause.negated else ("subject", "object", "recipient", "noun")
    ):
        phrase = getattr(clause, role)
        if phrase is not None and phrase.relative is None and phrase.other is None:
            places.append((phrase, partial(_changed, clause, role)))
    for i, adjunct in enumerate(clause.adjuncts):
        places.append((adjunct.phrase, partial(_with_adjunct, clause, i)))
    return [(phrase, change) for phrase, change in places if phrase.determiner not in ("every", "many")]


def _changed(clause: Clause, field: str, value: Any) -> Clause:
    return replace(clause, **{field: value})


def _with_adjunct(clause: Clause, place: int, phrase: NounPhrase) -> Clause:
    adjuncts = list(clause.adjuncts)
    adjuncts[place] = Adjunct(adjuncts[place].relation, phrase)
    return replace(clause, adjuncts=tuple(adjuncts))


# ---- operations

CIRCUMSTANCES = ("manner", "time", "year", "where")


def _stronger(clause: Clause, sampler: Sampler) -> list[Change]:
    """Meanings that say more."""
    found: list[Change] = []
    for phrase, change in _places(clause):
        if phrase.kind == "noun" and not phrase.adjectives and (options := describing(phrase.head)):
            found.append(
                ("adjective", change(replace(phrase, adjectives=(sampler.pick(options, phrase.head),))))
            )
        if phrase.kind == "noun" and phrase.head == c.HYPERNYMS.get(phrase.semantic_class):
            kinds = c.NOUNS[phrase.semantic_class][:-1]
            found.append(("hyponym", change(replace(phrase, head=sampler.pick(kinds, "hyponym")))))
        if phrase.head in c.GIVEN_NAMES and phrase.surname is None and not clause.negated:
            found.append(("surname", change(replace(phrase, surname=sampler.pick(c.SURNAMES, phrase.head)))))
    if clause.kind == "verb":
        more = sampler.circumstances(clause)
        found += [
            (field, _changed(clause, field, getattr(more, field)))
            for field in CIRCUMSTANCES
            if getattr(more, field) and not any(getattr(clause, name) for name in CIRCUMSTANCES)
        ]
        if not clause.adjuncts and more.adjuncts:
            found.append(("adjunct", replace(clause, adjuncts=more.adjuncts[:1])))
    if clause.kind == "adjective" and clause.degree is None and clause.predicate not in c.NOT_GRADED:
        found.append(("degree", replace(clause, degree="very")))
    return found


def _weaker(clause: Clause) -> list[Change]:
    """Meanings that say less."""
    found: list[Change] = []
    for phrase, change in _places(clause):
        if phrase.adjectives:
            found.append(
                ("adjective", change(replace(phrase, adjectives=phrase.adjectives[1:], degree=None)))
            )
        if phrase.surname and not clause.negated:
            found.append(("surname", change(replace(phrase, surname=None))))
    found += _generalised(clause)
    found += [(name, _changed(clause, name, None)) for name in CIRCUMSTANCES if getattr(clause, name)]
    if len(clause.adjuncts) > (clause.predicate == "live"):
        found.append(("adjunct", replace(clause, adjuncts=clause.adjuncts[:-1])))
    if clause.degree:
        found.append(("degree", replace(clause, degree=None)))
    return found


def _generalised(clause: Clause) -> list[Change]:
    """Meanings with "animal" for "dog"; nouns with an own gender or possessor are left alone."""
    return [
        ("hyponym", change(replace(phrase, head=hypernym)))
        for phrase, change in _places(clause)
        if phrase.kind == "noun" and phrase.owner is None and phrase is not clause.noun
        if (hypernym := c.HYPERNYMS.get(phrase.semantic_class)) and hypernym != phrase.head
        if all(adjective in describing(hypernym) for adjective in phrase.adjectives)
    ]


def _opposite(clause: Clause, sampler: Sampler) -> list[Change]:
    """Meanings that cannot be true together with this one."""
    found: list[Change] = [("negation", replace(clause, negated=not clause.negated))]
    if clause.kind == "adjective" and clause.predicate in c.ANTONYMS and not clause.negated:
        found.append(("antonym", replace(clause, predicate=c.ANTONYMS[clause.predicate], degree=None)))
    for phrase, change in _places(clause):
        if phrase.count is not None and not clause.negated:
            words = c.NUMERALS if phrase.count in c.NUMERALS else c.DIGITS
            others = tuple(n for n in words if n != phrase.count)
            found.append(("number", change(replace(phrase, count=sampler.pick(others, phrase.head)))))
    return found


def _other(clause: Clause, sampler: Sampler) -> list[Change]:
    """Meanings about somebody or something else."""
    return [
        ("argument", change(replace(phrase, head=sampler.pick(options, "other"), surname=None)))
        for phrase, change in _places(clause)
        if phrase.kind != "pronoun" and (options := _of_its_kind(phrase))
    ]


def _of_its_kind(phrase: NounPhrase) -> tuple[str, ...]:
    """Names of the same sort, or nouns that can be described in the same way; never a hypernym."""
    if phrase.kind == "name":
        kind = c.ENTITY_TYPE[phrase.head]
        options: tuple[str, ...] = c.NAMES[phrase.semantic_class] if kind != "PER" else tuple(c.GIVEN_NAMES)
    else:
        options = _siblings(phrase.semantic_class, phrase.head in c.ROLES and phrase.sex is not None)
    return tuple(
        o for o in options if o != phrase.head and all(a in describing(o) for a in phrase.adjectives)
        and (o in c.MASS) == (phrase.head in c.MASS) and not (phrase.owner and o in c.NOT_OWNED)
        and c.HYPERNYMS.get(phrase.semantic_class) not in (o, phrase.head)
    )  # fmt: skip


@cache
def _siblings(semantic_class: str, role: bool) -> tuple[str, ...]:
    return c.ROLES if role else c.NOUNS[semantic_class]
