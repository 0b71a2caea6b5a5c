"""Sentences and tables as HTML: nothing gets lost, every script runs its own way, all is said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest

from xling_utils import drawings
from xling_utils.fragment import LANGUAGES, generate, language
from xling_utils.fragment.meaning import Clause, NounPhrase

READ = Clause("verb", "read", NounPhrase("teacher"), "Past", object=NounPhrase("letter"))


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def say(code: str, meaning: Clause = READ):
    return language(code).linearise(meaning)


def middle(html: str, form: str) -> float:
    """Where a drawing places a word."""
    return float(re.search(rf'<text x="([\d.]+)"[^>]*>{re.escape(form)}</text>', html)[1])


@pytest.mark.parametrize(
    ("text", "flow"),
    [("book", "ltr"), ("книга", "ltr"), ("كتاب", "rtl"), ("12 كتابا", "rtl"), ("...", "ltr")],
)
def test_direction_is_that_of_the_first_letter(text: str, flow: str) -> None:
    assert drawings.direction(text) == flow


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_written_sentence_is_its_text_whatever_is_highlighted(code: str) -> None:
    sentences = list(generate(code, "test", 40))
    for sentence, other in pairwise(sentences):
        assert plain(drawings.written(sentence, code, other).html) == sentence.text


def test_only_new_words_are_highlighted() -> None:
    denied = drawings.written(say("en", replace(READ, negated=True)), "en", say("en"))
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", denied.html) == ["did not"]
    assert "<mark" not in drawings.written(say("en"), "en", say("en")).html


def test_arabic_runs_from_right_to_left() -> None:
    html = drawings.side_by_side({code: say(code) for code in ("en", "ar")}, caption="x").html
    assert re.findall(r'<div lang="(\w+)" dir="(\w+)">', html) == [("en", "ltr"), ("ar", "rtl")]


@pytest.mark.parametrize(("code", "rightwards"), [("en", True), ("ja", True), ("ar", False)])
def test_words_of_a_tree_stand_in_reading_order(code: str, rightwards: bool) -> None:
    sentence = say(code)
    html = drawings.dependency_trees({code: sentence}).html
    places = [middle(html, word.form) for word in sentence.words]
    assert places == sorted(places, reverse=not rightwards)
    assert f'dir="{"ltr" if rightwards else "rtl"}"' in html


def test_a_tree_says_in_words_what_it_draws() -> None:
    drawing = drawings.dependency_trees({"en": say("en")})
    assert "teacher nsubj of read" in drawing.text
    assert drawing.text in unescape(re.search(r'<svg role="img" aria-label="([^"]*)"', drawing.html)[1])


def test_arcs_that_would_cross_a_shorter_one_lie_above_it() -> None:
    # 1 <- 2 -> 3, 2 -> 4 -> 5, root 2
    levels = drawings._arc_levels([2, 0, 2, 2, 4])
    assert levels[1] == 0
    assert levels[3] > levels[2]


def test_alignment_joins_each_concept_once_per_pair_of_lines() -> None:
    codes = ("en", "ja", "ar")
    drawing = drawings.word_alignment({code: say(code) for code in codes})
    assert drawing.html.count("<line ") == 3 * (len(codes) - 1)
    assert "teacher: teacher = 先生 = المعلم" in drawing.text


def test_table_escapes_text_and_keeps_drawings() -> None:
    inner = drawings.in_script("<b>", "en")
    shown = drawings.table([{"a<": "1 < 2", "b": inner}], caption='say "x"')
    assert "1 &lt; 2" in shown.html
    assert inner.html in shown.html
    assert "<b>" not in shown.html
    assert shown.text == 'say "x"\na< | b\n1 < 2 | <b>'


def test_table_shows_chosen_columns() -> None:
    shown = drawings.table([{"a": 1, "b": 2, "c": 3}], caption="x", columns=["c", "a"])
    assert shown.text == "x\nc | a\n3 | 1"


def test_first_fold_is_open() -> None:
    inner = drawings.in_script("x", "en")
    html = drawings.folded({"one": inner, "two": inner}).html
    assert re.findall(r"<details( open)?", html) == [" open", ""]
