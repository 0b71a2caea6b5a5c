"""Checks of the exercises of chapter 2."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.tasks.spans import span_scores, spans
from xling_utils.typology import share_before

HOW_TO_NAME = (
    "The determiner of several things is that of one ('this'), a noun keeps its concept ('book'), "
    "and adjectives are a tuple: ('old',)."
)


def check_2_1(build_meaning: Callable[..., Any]) -> bool:
    """The meaning of "The students did not read these old books."."""
    answer, complaint = attempt(build_meaning)
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, Clause):
        return tell(False, "Return a Clause: the meaning itself, not a sentence of some language.")
    truth = Clause(
        "verb", "read", NounPhrase("student", "Plur"), "Past", True,
        object=NounPhrase("book", "Plur", "this", ("old",)),
    )  # fmt: skip
    try:
        said, wanted = (language("en").linearise(meaning).text for meaning in (answer, truth))
    except (KeyError, ValueError) as error:
        return tell(False, f"English cannot say this: {error} is no concept and no determiner. {HOW_TO_NAME}")
    if answer == truth:
        return tell(True, f"Right: {said} And now in every language.")
    hints = {
        "Nobody denies it yet: polarity is the field negated.": answer.negated,
        "It is not past yet.": answer.tense == "Past",
        "There is one student; several are Plur.": answer.subject.number == "Plur",
        "What did they not read? Give the clause an object.": answer.object is not None,
        "There is one book; several are Plur.": answer.object is not None and answer.object.number == "Plur",
        "Which books? These: the determiner of several is that of one, this.": answer.object is not None
        and answer.object.determiner == "this",
        "The books are old: adjectives are a tuple, ('old',).": answer.object is not None
        and answer.object.adjectives == ("old",),
    }
    missing = next((hint for hint, done in hints.items() if not done), "Something is left over or missing.")
    return tell(False, f"{missing} Your meaning in English: {said} Wanted: {wanted}")


def check_2_2(adpositions_before: Callable[..., Any]) -> bool:
    """Share of words with the relation ``case`` that stand before their head."""
    for code in ("en", "tr"):
        sentences = list(generate(code, "test", 60))
        answer, complaint = attempt(adpositions_before, sentences)
        if complaint:
            return tell(False, complaint)
        if not isinstance(answer, int | float):
            return tell(False, "Return one number.")
        truth = share_before(sentences, lambda word: word.deprel == "case")
        if not math.isclose(answer, truth, abs_tol=1e-9):
            return tell(False, _explain_adpositions(answer, truth, sentences))
    return tell(True, "Right. Which word of this kind follows its noun in English, and what is its tag?")


def _explain_adpositions(answer: float, truth: float, sentences: list[Sentence]) -> str:
    words = [word for sentence in sentences for word in sentence.words]
    count = sum(word.deprel == "case" for word in words)
    mistakes = {
        1 - truth: "This is the share that stands after: the head's position must be the larger one.",
        100 * truth: "Return a share from 0 to 1, not a percentage.",
        truth * count: "This is how many there are, not their share: divide by the number of adpositions.",
        truth * count / len(words): "You divided by all words: divide by the number of adpositions.",
        share_before(sentences, lambda word: word.upos == "ADP"): "You chose by the tag ADP. The exercise "
        "asks for the relation case, which other tags can have.",
    }
    for value, message in mistakes.items():
        if math.isclose(answer, value, abs_tol=1e-9):
            return message
    return "Among the words with the relation case: how many have a position smaller than their head's?"


def check_2_3(shared_pieces: Callable[..., Any]) -> bool:
    """Jaccard index of the word pieces of two texts."""
    first = [["the", "bus", "##es"], ["the", "bus", "the", "hotel"]]
    second = [["le", "bus", "est"], ["l", "hotel", "est"]]
    answer, complaint = attempt(shared_pieces, first, second)
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, int | float):
        return tell(False, "Return one number.")
    a, b = set().union(*first), set().union(*second)
    both, either = len(a & b), len(a | b)
    if math.isclose(answer, both / either):
        return tell(True, "Right: the same in both directions, and 1 only if the texts use the same pieces.")
    tokens = [piece for sentence in first for piece in sentence]
    mistakes = {
        both: "This is how many pieces are shared: divide by how many at least one text uses.",
        100 * both / either: "Return a share from 0 to 1, not a percentage.",
        both / len(a): "You divided by the pieces of the first text: that is one direction of the heat map.",
        both / len(b): "You divided by the pieces of the second text: that is one direction of the heat map.",
        both / (len(a) + len(b)): "Shared pieces count twice in your denominator: take the union.",
        sum(piece in b for piece in tokens) / len(tokens): "You counted occurrences; count different pieces.",
    }
    for value, message in mistakes.items():
        if math.isclose(answer, value):
            return tell(False, message)
    return tell(False, "Different pieces in both texts, divided by different pieces in at least one.")


def check_2_4(align: Callable[..., Any]) -> bool:
    """Pairs of positions with equal concepts."""
    meaning = Clause(
        "verb", "read", NounPhrase("teacher"), "Past", object=NounPhrase("letter", adjectives=("long",))
    )
    first, second = (language(code).linearise(meaning) for code in ("en", "tr"))
    answer, complaint = attempt(align, first, second)
    if complaint:
        return tell(False, complaint)
    try:
        pairs = {(i, j) for i, j in answer}
    except (TypeError, ValueError):
        return tell(False, "Return a set of pairs (i, j).")
    if not all(isinstance(place, int) for pair in pairs for place in pair):
        return tell(False, "A pair holds two positions, counted from 0, not words or concepts.")
    concepts = [[word.concept for word in sentence.words] for sentence in (first, second)]
    equal = {(i, j) for i, c in enumerate(concepts[0]) for j, d in enumerate(concepts[1]) if c == d}
    truth = {(i, j) for i, j in equal if concepts[0][i] is not None}
    if pairs == truth:
        return tell(True, "Right. Look where the pairs cross: that is where word order differs.")
    if pairs == equal:
        return tell(False, "None equals None: your function aligns all function words. Leave them out.")
    if pairs == {(i + 1, j + 1) for i, j in truth}:
        return tell(False, "Positions are counted from 0 here.")
    if pairs == {(j, i) for i, j in truth}:
        return tell(False, "The pairs are turned: the first sentence's position comes first.")
    if pairs < truth:
        return tell(False, "Some pairs are missing: a word can align with one at any other position.")
    return tell(False, "Align two words if, and only if, they have the same concept.")


GOLD = "B-PER I-PER O O O O B-LOC O".split()
TAGGED = ("B-PER O O O O O B-LOC O".split(), "B-ORG I-ORG O O B-LOC O B-LOC O".split())
"""Gold tags of one sentence and two answers: a name cut short, and a wrong kind beside an invented name."""


def check_2_5(names_f1: Callable[..., Any]) -> bool:
    """F1 over whole names."""
    values = []
    for predicted in TAGGED:
        answer, complaint = attempt(names_f1, GOLD, predicted)
        if complaint:
            return tell(False, complaint)
        if not isinstance(answer, int | float):
            return tell(False, "Return one number.")
        values.append(answer)
    truth = [span_scores([GOLD], [predicted])["f1"] for predicted in TAGGED]
    if _all_close(values, truth):
        return tell(
            True, "Right. A name that lost one word counts as wrong twice: one missing, one invented."
        )
    return tell(False, _explain_f1(values, truth))


def _explain_f1(values: list[float], truth: list[float]) -> str:
    there, said = spans(GOLD), [spans(predicted) for predicted in TAGGED]
    both = [there & names for names in said]
    places = {name[1:] for name in there}
    blind = [places & {name[1:] for name in names} for names in said]
    mistakes = {
        "This is the share of right tags: most words are no names, so it is high for nothing.": [
            sum(a == b for a, b in zip(GOLD, predicted, strict=True)) / len(GOLD) for predicted in TAGGED
        ],
        "Return a share from 0 to 1, not a percentage.": [100 * value for value in truth],
        "This is recall: a tagger that invents names would lose nothing.": [
            len(b) / len(there) for b in both
        ],
        "This is precision: a tagger that names nothing but one sure thing would win.": [
            len(b) / len(names) for b, names in zip(both, said, strict=True)
        ],
        "Only half of it: multiply the number of shared names by two.": [value / 2 for value in truth],
        "Your function ignores the kind of a name: a person found as a company is not found.": [
            2 * len(b) / (len(there) + len(names)) for b, names in zip(blind, said, strict=True)
        ],
    }
    for message, wrong in mistakes.items():
        if _all_close(values, wrong):
            return message
    return "Two times the names that both have, divided by the names in the one plus those in the other."


def _all_close(values: list[float], wanted: list[float]) -> bool:
    return all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(values, wanted, strict=True))
