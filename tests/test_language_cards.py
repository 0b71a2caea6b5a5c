"""What the appendix shows of a language: complete, in reading order, measured."""

from __future__ import annotations

import re
from html import unescape

import nbformat
import pytest
from book_tools import BOOK

from xling_utils.fragment import LANGUAGES, REGISTERS, Sentence, Word, generate, language
from xling_utils.fragment.meaning import concepts_of
from xling_utils.language_cards import (
    MEANINGS,
    features,
    glossed,
    language_card,
    script_of,
    shown_sentence,
    writing,
)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_the_five_meanings_show_what_the_page_promises() -> None:
    everything = [clause for m in MEANINGS for clause in (m, *([m.link[1]] if m.link else []))]
    assert {m.register for m in MEANINGS} == set(REGISTERS)
    assert any(m.opener and m.vocative and m.question for m in MEANINGS if m.register == "dialogue")
    assert any(m.fronted and m.time for m in MEANINGS if m.register == "story")
    assert any(clause.kind != "verb" for clause in everything), "no copula"
    assert any(clause.negated for clause in everything), "no negation"
    assert any(m.subject.owner for m in MEANINGS), "no possessor"
    assert any(m.subject.relative for m in MEANINGS), "no relative clause"
    assert any(m.object and m.object.count for m in MEANINGS), "no numeral"


def test_a_concept_aligns_words_because_no_meaning_says_it_twice() -> None:
    for meaning in MEANINGS:
        said = concepts_of(meaning)
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_every_language_is_glossed_in_order(code: str) -> None:
    for meaning in MEANINGS:
        sentence = language(code).linearise(meaning)
        forms = re.findall(rf'<div><span lang="{code}">(.*?)</span>', glossed(sentence, code).html)
        assert [unescape(form) for form in forms] == [word.form for word in sentence.words]


def test_arabic_glosses_run_from_right_to_left() -> None:
    for code, flow in (("ar", "rtl"), ("hi", "ltr")):
        assert f'class="xl-gloss" dir="{flow}"' in glossed(language(code).linearise(MEANINGS[0]), code).html


def test_a_gloss_shows_the_entity_tags() -> None:
    text = plain(glossed(language("en").linearise(MEANINGS[-1]), "en").html)
    tags = re.findall(r"[BI]-[A-Z]{3}", text)
    assert tags == ["B-PER", "I-PER", "B-ORG", "B-LOC"]


def test_unmarked_values_stay_out_of_the_gloss() -> None:
    word = Word("x", "x", "NOUN", {"Case": "Acc", "Number": "Plur", "Animacy": "Anim"}, 0, "root")
    assert features(word) == "Acc.Plur"
    assert features(Word("x", "x", "NOUN", {"Number": "Sing"}, 0, "root")) == ""


def test_only_other_languages_are_translated() -> None:
    translation = "“Laura gave a red flower to her mother.”"
    assert translation not in shown_sentence(MEANINGS[0], "en", 1).text
    assert translation in shown_sentence(MEANINGS[0], "ru", 1).text


@pytest.mark.parametrize("code", ["en", "ar", "zh"])
def test_a_card_has_five_sentences_with_trees_and_all_simplifications(code: str) -> None:
    html = language_card(code, sample=40).html
    assert html.count('class="xl-gloss"') == html.count("<svg") == len(MEANINGS) == 5
    assert all(note in unescape(html) for note in language(code).simplifications)
    assert html.count("<li>") == len(language(code).simplifications) > 0


@pytest.mark.parametrize(
    ("letter", "script"),
    [("a", "Latin"), ("ж", "Cyrillic"), ("書", "Han"), ("ー", "Katakana"), ("त", "Devanagari")],
)
def test_script_of_a_letter(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_writing_is_counted() -> None:
    words = (
        Word("Ab", "ab", "NOUN", {}, 2, "nsubj", space_after=False),
        Word("ж", "ж", "VERB", {}, 0, "root"),
        Word("a", "a", "ADV", {}, 2, "advmod", space_after=False),
        Word("!", "!", "PUNCT", {}, 2, "punct"),
    )
    measured = writing([Sentence("s", "Abж a!", words), Sentence("s", "12 a!", words)])
    assert measured.characters == {"Latin": 2, "Cyrillic": 1}
    assert measured.scripts == {"Latin": 4 / 5, "Cyrillic": 1 / 5}
    assert (measured.direction, measured.spaced, measured.capitals) == ("ltr", 1 / 2, 1.0)


def test_scripts_are_told_apart() -> None:
    found = {code: writing(list(generate(code, "test", 60))) for code in ("en", "ar", "ja", "tr")}
    assert found["ar"].direction == "rtl"
    assert found["ja"].spaced == 0 < found["en"].spaced
    assert found["en"].capitals == 1
    assert set(found["tr"].scripts) == {"Latin"}, "the dot of İ is no letter"
    assert {"Hiragana", "Katakana", "Han"} <= set(found["ja"].scripts)


def test_the_page_has_one_section_per_language_in_order() -> None:
    notebook = nbformat.read(BOOK / "languages.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    names = [language(code).name for code in LANGUAGES]
    assert [title for title in re.findall(r"^### (.*)$", prose, re.MULTILINE) if title in names] == names
    shown = [cell.source for cell in notebook.cells if cell.source.startswith("language_card(")]
    assert shown == [f'language_card("{code}")' for code in LANGUAGES]
