"""Hindi: case, split ergativity, agreement, postpositions."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

HINDI = language("hi")
MARIA, ME, YOU, THEY = NounPhrase("Maria"), NounPhrase("i"), NounPhrase("you"), NounPhrase("they", "Plur")
CHILD, WOMEN, BOOKS = NounPhrase("child"), NounPhrase("woman", "Plur"), NounPhrase("book", "Plur")
OLD_CAMERA = NounPhrase("camera", adjectives=("old",), owner=ME)
READ = Clause("verb", "read", MARIA, "Past", object=BOOKS)
SLEEPS = Clause("verb", "sleep", CHILD)
CHILDREN = NounPhrase("child", "Plur")
WHO_WORKED = replace(CHILDREN, relative=Clause("verb", "work", CHILDREN, "Past"))

EXPECTED = {
    "मारिया ने किताबें पढ़ीं।": READ,
    "मारिया अक्सर किताबें पढ़ती थी।": replace(READ, time="often"),
    "क्या मारिया ने एक बच्चे को नहीं देखा?": replace(
        READ, predicate="see", object=replace(CHILD, determiner="indef"), negated=True, question="polar"
    ),
    "किताबें किसने पढ़ीं?": replace(READ, subject=NounPhrase("who"), question="who"),
    "महिलाओं ने मेरा पुराना कैमरा खो दिया।": replace(READ, predicate="lose", subject=WOMEN, object=OLD_CAMERA),
    "महिलाओं ने मेरे पुराने कैमरे का इस्तेमाल नहीं किया।": replace(
        READ, predicate="use", subject=WOMEN, object=OLD_CAMERA, negated=True
    ),
    "तुम बच्चे के पास तीन किताबें लाए।": replace(
        READ, predicate="bring", subject=YOU, object=replace(BOOKS, count="three"), recipient=CHILD
    ),
    "मैं इस बच्चे के बारे में लिखता हूं।": Clause(
        "verb", "write", ME, adjuncts=(Adjunct("about", replace(CHILD, determiner="this")),)
    ),
    "उन्होंने मारिया का पीछा किया।": replace(READ, predicate="follow", subject=THEY, object=MARIA),
    "मारिया अच्छी छात्रा है।": Clause(
        "noun", "", MARIA, noun=NounPhrase("student", adjectives=("good",), sex="Fem")
    ),
    "तुम अच्छे शिक्षक हो।": Clause("noun", "", YOU, noun=NounPhrase("teacher", "Sing", "indef", ("good",))),
    "मेरे पिता बूढ़े हैं।": Clause("adjective", "old", NounPhrase("father", owner=ME)),
    "पुराना घर बहुत छोटा नहीं था।": Clause(
        "adjective", "small", NounPhrase("house", adjectives=("old",)), "Past", negated=True, degree="very"
    ),
    "महिलाएं पुल पर थीं।": Clause("place", "", WOMEN, "Past", place=Adjunct("in", NounPhrase("bridge"))),
    "जब बच्चा सोता है तो मारिया कहती है कि मैं सोता हूं।": Clause(
        "verb", "say", MARIA, complement=replace(SLEEPS, subject=ME), link=("when", SLEEPS)
    ),
    "मारिया और बच्चे ने जवाब दिया।": Clause("verb", "answer_v", replace(MARIA, other=CHILD), "Past"),
    "वे बच्चे, जिन्होंने काम किया, सोते हैं।": replace(SLEEPS, subject=WHO_WORKED),
    "उन बच्चों ने, जिन्होंने काम किया, मारिया की मदद की।": replace(
        READ, predicate="help", subject=WHO_WORKED, object=MARIA
    ),
    "वे मॉस्को लौटे, क्योंकि मारिया बच्चे से मिली।": Clause(
        "verb", "return", THEY, "Past", adjuncts=(Adjunct("to", NounPhrase("Moscow")),),
        link=("because", replace(READ, predicate="visit", object=CHILD)),
    ),
    "फिर महिलाओं ने मेरा पुराना कैमरा ढूंढ लिया।": replace(
        READ, predicate="find", subject=WOMEN, object=OLD_CAMERA, time="then", fronted=True
    ),
    "महिलाएं मेरा पुराना कैमरा नहीं ढूंढ पाईं।": replace(
        READ, predicate="find", subject=WOMEN, object=OLD_CAMERA, negated=True
    ),
    "1999 में युवा बच्चे सो गए।": replace(
        SLEEPS, tense="Past", subject=replace(CHILDREN, adjectives=("young",)), year="1999", fronted=True
    ),
    "हां, मारिया, बच्चा अक्सर कैमरा खो देता है।": replace(
        READ, predicate="lose", subject=CHILD, tense="Pres", object=NounPhrase("camera"), time="often",
        opener="yes", vocative=MARIA,
    ),
    "मारिया, तुम सो गईं, क्योंकि तुम थकी थीं।": Clause(
        "verb", "sleep", YOU, "Past", vocative=MARIA,
        link=("because", Clause("adjective", "tired", YOU, "Past")),
    ),
    "मारिया, तुम अच्छी लेखिका हो।": Clause(
        "noun", "", YOU, noun=NounPhrase("writer", "Sing", "indef", ("good",)), vocative=MARIA
    ),
    "कमरे में एक बिल्ली है।": Clause(
        "place", "", NounPhrase("cat", determiner="indef"), place=Adjunct("in", NounPhrase("room"))
    ),
    "क्या कमरे में बिल्ली नहीं थी?": Clause(
        "place", "", NounPhrase("cat", determiner="indef"), "Past", negated=True, question="polar",
        place=Adjunct("in", NounPhrase("room")),
    ),
}  # fmt: skip
POSTPOSITIONS = set("ने को में से पर तक का के की".split())


@pytest.mark.parametrize("text", EXPECTED)
def test_sentences(text):
    assert HINDI.linearise(EXPECTED[text]).text == unicodedata.normalize("NFC", text)


def test_compound_postposition_is_fixed():
    words = HINDI.linearise(EXPECTED["मैं इस बच्चे के बारे में लिखता हूं।"]).words
    about = [(w.form, w.head, w.deprel) for w in words[3:6]]
    assert about == [("के", 3, "case"), ("बारे", 4, "fixed"), ("में", 4, "fixed")]


def test_a_postposition_wants_the_oblique_case():
    for sentence in generate("hi", "raw", 800):
        for word in sentence.words:
            if word.deprel == "case" and word.form in POSTPOSITIONS:
                assert word.upos == "ADP"
                assert sentence.words[word.head - 1].feats.get("Case", "Acc") == "Acc", sentence.text


def test_adjectives_agree_with_their_nouns():
    for sentence in generate("hi", "raw", 800):
        for word in sentence.words:
            noun = sentence.words[word.head - 1]
            inflects = word.lemma.endswith("ा") and word.lemma != "युवा"
            if word.deprel == "amod" and word.form.endswith(("ा", "ी")) and inflects:
                feminine = noun.feats.get("Gender") == "Fem" or noun.form == "तरह"
                assert word.form.endswith("ी") == feminine, sentence.text


def test_only_the_perfective_has_an_ergative():
    for sentence in generate("hi", "raw", 800):
        for word in sentence.words:
            if word.form == "ने":
                verb = sentence.words[sentence.words[word.head - 1].head - 1]
                assert verb.upos == "VERB", sentence.text
                assert verb.feats.get("Aspect", "Perf") == "Perf", sentence.text
