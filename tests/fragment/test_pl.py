"""Polish: exact sentences and properties of agreement and government."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

NP = NounPhrase
ANNA = NP("Anna")
POLISH = language("pl")


def verb(predicate, subject=ANNA, tense="Past", **rest):
    return Clause("verb", predicate, subject, tense, **rest)


SENTENCES = {
    "Anno, czy byłaś zmęczona?": Clause(
        "adjective", "tired", NP("you"), "Past", question="polar", vocative=ANNA
    ),
    "Tanaka zapomniał o Weberze.": verb("forget", NP("Tanaka"), object=NP("Weber")),
    "Maria nie zobaczyła Martina.": verb("see", NP("Maria"), object=NP("Martin_s"), negated=True),
    "Anna i Smith spali.": verb("sleep", NP("Anna", other=NP("Smith"))),
    "Dawidzie, czy kupiłeś chleb?": verb(
        "buy", NP("you"), object=NP("bread"), question="polar", vocative=NP("David")
    ),
    "O, Anno, byłem chory.": Clause("adjective", "sick", NP("i"), "Past", opener="oh", vocative=ANNA),
    "W 1998 roku Anna nie kupiła domu.": verb(
        "buy", object=NP("house"), year="1998", fronted=True, negated=True
    ),
    "Anna nie zawsze pływa.": verb("swim", tense="Pres", time="always", negated=True),
    "Anna jest nauczycielką.": Clause("noun", "", ANNA, noun=NP("teacher", determiner="indef", sex="Fem")),
    "Byliśmy przyjaciółmi.": Clause("noun", "", NP("we", "Plur"), "Past", noun=NP("friend", "Plur", "indef")),
    "Listu nie było na stole.": Clause(
        "place", "", NP("letter"), "Past", negated=True, place=Adjunct("on", NP("table"))
    ),
    "Nie ma jej w Indiach.": Clause("place", "", NP("she"), negated=True, place=Adjunct("in", NP("India"))),
    "Pięć kobiet było zmęczonych.": Clause(
        "adjective", "tired", NP("woman", "Plur", "indef", count="five"), "Past"
    ),
    "Trzy kobiety zaśpiewały piosenkę.": verb(
        "sing", NP("woman", "Plur", "indef", count="three"), object=NP("song")
    ),
    "Czterech studentów przyszło do szkoły.": verb(
        "walk", NP("student", "Plur", "indef", count="four"), adjuncts=(Adjunct("to", NP("school")),)
    ),
    "Widzę pięcioro dzieci za tymi drzwiami.": verb(
        "see",
        NP("i"),
        "Pres",
        object=NP("child", "Plur", "indef", count="five"),
        adjuncts=(Adjunct("behind", NP("door", determiner="this")),),
    ),
    "Wielu dobrych lekarzy pomogło Ninie Iwanowej.": verb(
        "help", NP("doctor", "Plur", "many", ("good",)), object=NP("Nina", surname="Ivanov")
    ),
    "Starzy przyjaciele i ich matki tańczyli.": verb(
        "dance",
        NP("friend", "Plur", adjectives=("old",), other=NP("mother", "Plur", owner=NP("they", "Plur"))),
    ),
    "Dzieci, które się bawiły we Francji, wróciły ze szkoły.": verb(
        "return",
        NP(
            "child",
            "Plur",
            relative=verb("play", NP("child", "Plur"), adjuncts=(Adjunct("in", NP("France")),)),
        ),
        adjuncts=(Adjunct("from", NP("school")),),
    ),
    "Kto ma nadzieję, że Anna zapomniała o moim kluczu?": verb(
        "hope",
        NP("who"),
        "Pres",
        question="who",
        complement=verb("forget", object=NP("key", owner=NP("i"))),
    ),
    "Pomogłem królowi, ponieważ on był słaby.": verb(
        "help", NP("i"), object=NP("king"), link=("because", Clause("adjective", "weak", NP("he"), "Past"))
    ),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text):
    assert POLISH.linearise(SENTENCES[text]).text == text


def test_personal_endings_are_words_of_their_own():
    sentence = POLISH.linearise(verb("help", NP("i"), object=NP("king")))
    assert [w.form for w in sentence.words] == ["Pomógł", "em", "królowi", "."]
    assert sentence.contractions == ((1, 2, "Pomogłem"),)


def test_because_depends_on_the_register():
    reason = verb("sleep", NP("dog"))
    news = verb("laugh", link=("because", reason))
    story = verb("laugh", link=("because", replace(reason, register="story")))
    assert POLISH.linearise(news).text == "Anna śmiała się, ponieważ pies spał."
    assert POLISH.linearise(story).text == "Anna śmiała się, bo pies spał."


@pytest.fixture(scope="module")
def sentences():
    return list(generate("pl", "raw", 1000))


def test_modifiers_agree_with_their_noun(sentences):
    shared = ("Case", "Number", "Gender", "Animacy")
    for sentence in sentences:
        for word in sentence.words:
            if word.deprel in ("det", "det:poss", "amod"):
                head = sentence.words[word.head - 1].feats
                assert all(word.feats.get(key) == head.get(key) for key in shared), sentence.text


def test_negation_asks_for_the_genitive(sentences):
    objects = 0
    for sentence in sentences:
        negated = {w.head for w in sentence.words if w.deprel == "advmod:neg"}
        for word in sentence.words:
            if word.deprel == "obj" and word.head in negated:
                objects += 1
                assert word.feats["Case"] == "Gen", sentence.text
    assert objects


def test_governing_numerals_ask_for_the_genitive(sentences):
    governed = [(s, w) for s in sentences for w in s.words if w.deprel in ("nummod:gov", "det:numgov")]
    assert governed
    for sentence, word in governed:
        noun = sentence.words[word.head - 1]
        verb = sentence.words[noun.head - 1]
        assert noun.feats["Case"] == "Gen"
        if noun.deprel == "nsubj" and verb.upos == "VERB" and verb.feats["Tense"] == "Past":
            assert verb.feats["Gender"] == "Neut", sentence.text
            assert verb.feats["Number"] == "Sing", sentence.text


def test_addressed_names_are_vocative(sentences):
    names = [w for s in sentences for w in s.words if w.deprel == "vocative"]
    assert names
    assert all(w.feats["Case"] == "Voc" for w in names)
