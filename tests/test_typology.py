"""Measures of a language's shape, on sentences whose shape is known."""

from __future__ import annotations

import math
from typing import ClassVar

import pytest

from xling_utils.fragment import Sentence, Word, generate, language
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.typology import (
    adjective_agreement,
    article,
    head_direction_distance,
    head_directions,
    profile,
    share_before,
    verb_agreement,
    word_order,
    word_orders,
)


def sentence(*rows: tuple[str, int, str]) -> Sentence:
    """Words as (tag, head, relation)."""
    words = tuple(Word(f"w{i}", f"w{i}", tag, {}, head, rel) for i, (tag, head, rel) in enumerate(rows))
    return Sentence("s", "text", words)


SVO = sentence(("NOUN", 2, "nsubj"), ("VERB", 0, "root"), ("NOUN", 2, "obj"))
SOV = sentence(("NOUN", 3, "nsubj"), ("NOUN", 3, "obj"), ("VERB", 0, "root"))
NO_OBJECT = sentence(("NOUN", 2, "nsubj"), ("VERB", 0, "root"))
NO_VERB = sentence(("NOUN", 2, "nsubj"), ("ADJ", 0, "root"), ("NOUN", 2, "obj"))


@pytest.mark.parametrize(("case", "order"), [(SVO, "SVO"), (SOV, "SOV"), (NO_OBJECT, ""), (NO_VERB, "")])
def test_order_of_a_main_clause(case: Sentence, order: str) -> None:
    assert word_order(case) == order


def test_shares_count_clauses_with_all_three_parts_only() -> None:
    assert word_orders([SVO, SVO, SOV, NO_OBJECT]) == {"SVO": 2 / 3, "SOV": 1 / 3}


def test_share_before_counts_sides() -> None:
    assert share_before([SVO, SOV], lambda word: word.upos == "NOUN") == 3 / 4
    assert math.isnan(share_before([SVO], lambda word: word.upos == "ADP"))


@pytest.mark.parametrize(
    ("code", "definite", "indefinite"),
    [("en", "word", "word"), ("ar", "in the noun", "no"), ("tr", "no", "word"), ("ja", "no", "no")],
)
def test_articles(code: str, definite: str, indefinite: str) -> None:
    assert (article(code, "def"), article(code, "indef")) == (definite, indefinite)


def test_profiles_tell_languages_apart() -> None:
    english, japanese, arabic = (profile(code, 60) for code in ("en", "ja", "ar"))
    assert (english.order, japanese.order, arabic.order) == ("SVO", "SOV", "VSO")
    assert english.adpositions_before > 0.5 > japanese.adpositions_before
    assert english.adjectives_before > 0.5 > arabic.adjectives_before
    assert english.cases == 0 < arabic.cases


def test_another_template_is_another_order() -> None:
    class VerbLast(type(language("en"))):
        clause_orders: ClassVar = {"main": "subj obj HEAD", "question": "subj obj HEAD"}

    meaning = Clause("verb", "read", NounPhrase("teacher"), object=NounPhrase("book"))
    assert word_order(language("en").linearise(meaning)) == "SVO"
    assert word_order(VerbLast().linearise(meaning)) == "SOV"


@pytest.mark.parametrize(
    ("code", "possessor", "possessive", "relative"),
    [("en", "before", "before", "after"), ("fr", "after", "before", "after"), ("ja",) + ("before",) * 3],
)
def test_sides_of_possessors_and_relative_clauses(code: str, possessor: str, possessive: str, relative: str):
    shape = profile(code, 1)
    assert (shape.possessor, shape.possessive, shape.relative) == (possessor, possessive, relative)


@pytest.mark.parametrize(
    ("code", "features"),
    [("en", ("person", "number")), ("sv", ()), ("ja", ()), ("ru", ("person", "number", "gender"))],
)
def test_in_what_verbs_agree(code: str, features: tuple[str, ...]) -> None:
    assert verb_agreement(code) == features


@pytest.mark.parametrize(
    ("code", "features"),
    [
        ("en", ()), ("es", ("number", "gender")), ("sv", ("number", "gender")),
        ("de", ("number", "gender", "case")), ("fi", ("number", "case")), ("tr", ()),
    ],
)  # fmt: skip
def test_in_what_adjectives_agree(code: str, features: tuple[str, ...]) -> None:
    assert adjective_agreement(code) == features


def test_directions_count_dependents_before_their_head() -> None:
    subtyped = sentence(("NOUN", 2, "nsubj:pass"), ("VERB", 0, "root"), ("PUNCT", 2, "punct"))
    assert head_directions([SVO, SOV, subtyped]) == {"nsubj": (3, 3), "obj": (1, 2)}


def test_distance_of_two_orders_is_weighted_by_relations_that_both_use() -> None:
    assert head_direction_distance([SVO], [SOV]) == pytest.approx(1 / 2)  # obj turns round, nsubj does not
    # Subjects are 2 of 3 relations on the left and 1 of 2 on the right, objects the rest.
    assert head_direction_distance([SVO, NO_OBJECT], [SOV]) == pytest.approx((1 / 3 + 1 / 2) / 2)
    modified = sentence(("ADJ", 2, "amod"), ("NOUN", 3, "nsubj"), ("VERB", 0, "root"), ("NOUN", 3, "obj"))
    assert head_direction_distance([SVO], [modified]) == 0  # only one of them has an amod
    with pytest.raises(ValueError, match="share no relation"):
        head_direction_distance([SVO], [sentence(("VERB", 0, "root"))])


def test_distances_of_languages() -> None:
    codes = ("en", "en@mirror", "sv", "fr", "ja")
    texts = {code: list(generate(code, "parallel", 150)) for code in codes}
    away = {code: head_direction_distance(texts["en"], texts[code]) for code in codes}
    assert away["en"] == 0
    assert away["en@mirror"] > away["ja"] > away["fr"] > away["sv"] > 0
    for code in codes:
        assert head_direction_distance(texts[code], texts["en"]) == pytest.approx(away[code])
