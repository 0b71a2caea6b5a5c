"""Changed languages: what changes, and what must not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from xling_utils.fragment import LANGUAGES, generate, language
from xling_utils.fragment.interventions import CHANGES
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.typology import profile, word_order
from xling_utils.ud_rules import violations

READ = Clause(
    "verb",
    "read",
    NounPhrase("teacher"),
    object=NounPhrase("book", adjectives=("new",)),
    adjuncts=(Adjunct("in", NounPhrase("garden")),),
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en@sov", "The teacher the new book reads in the garden."),
        ("en@vso", "Reads the teacher the new book in the garden."),
        ("en@postpositions", "The teacher reads the new book the garden in."),
        ("en@sov@postpositions", "The teacher the new book reads the garden in."),
        ("en@mirror", "Garden the in book new the reads teacher the."),
        ("ja@svo", None),
    ],
)
def test_word_order(code, text):
    said = language(code).linearise(READ)
    assert text is None or said.text == text
    if code == "ja@svo":
        assert word_order(said) == "SVO"


def test_a_verb_takes_along_what_is_fixed_to_it():
    now = replace(READ, tense="Pres", time="now")
    assert "読んでいる" in language("ja").linearise(now).text
    assert "読んでいる新しい本" in language("ja@svo").linearise(now).text


@pytest.mark.parametrize("order", ["SOV", "VSO", "OVS"])
def test_clauses_of_any_language_take_an_order(order):
    for code in LANGUAGES:
        for sentence in generate(f"{code}@{order.lower()}", "test", 60):
            assert word_order(sentence) in ("", order), (code, sentence.text)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("code", ["en", "de", "fr", "ja"])
def test_words_and_annotation_stay(code, change):
    spelt = change in ("fake", "unshared")
    for before, after in zip(
        generate(code, "test", 80), generate(f"{code}@{change}", "test", 80), strict=True
    ):
        assert Counter((w.concept, w.upos, w.deprel, w.ner) for w in before.words) == Counter(
            (w.concept, w.upos, w.deprel, w.ner) for w in after.words
        )
        heads = [
            Counter((w.concept, s.words[w.head - 1].concept) for w in s.words if w.head)
            for s in (before, after)
        ]
        assert heads[0] == heads[1]
        if not spelt:
            forms = [Counter(w.form.lower() for w in s.words) for s in (before, after)]
            assert forms[0] == forms[1]
        rules = violations(*map(list, zip(*((w.upos, w.head, w.deprel) for w in after.words), strict=True)))
        # Still a tree; `mirror` rightly puts a `conj` before its head.
        broken = ("root", "cycle", "no other word")
        assert not [v for v in rules if any(what in v.rule for what in broken)]


def test_a_fake_language_shares_no_string_with_any_other():
    strings = {w.form for code in LANGUAGES for s in generate(code, "test", 150) for w in s.words}
    for code in ("en", "ko", "zh"):
        fake = {w.form for s in generate(f"{code}@fake", "test", 150) for w in s.words}
        assert not fake & strings
        real = {w.form for s in generate(code, "test", 150) for w in s.words}
        assert len(fake) == len(real), "different words must stay different"


def test_unshared_respells_names_digits_and_punctuation_only():
    for before, after in zip(generate("en", "test", 100), generate("en@unshared", "test", 100), strict=True):
        for old, new in zip(before.words, after.words, strict=True):
            shared = old.upos in ("PROPN", "PUNCT") or old.form.isdigit()
            assert (old.form != new.form) == shared


def test_a_changed_order_is_measured_as_such():
    assert profile("en@sov", 100).order == "SOV"
    assert profile("en@postpositions", 100).adpositions_before < 0.05


def test_an_unknown_change_is_explained():
    with pytest.raises(ValueError, match="no change 'sovv'; choose among svo"):
        language("en@sovv")
