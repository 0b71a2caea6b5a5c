"""Russian: exact sentences and properties of agreement and government."""

from __future__ import annotations

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

NP = NounPhrase
ANNA = NP("Anna")
RUSSIAN = language("ru")


def verb(predicate, subject=ANNA, tense="Past", **rest):
    return Clause("verb", predicate, subject, tense, **rest)


SENTENCES = {
    "Анна, ты была богата.": Clause("adjective", "rich", NP("you"), "Past", vocative=ANNA),
    "Танака забыл Мартина.": verb("forget", NP("Tanaka"), object=NP("Martin_s")),
    "В 1998 году Анна купила дом.": verb("buy", object=NP("house"), year="1998", fronted=True),
    "Анна купила дом в 1998 году.": verb("buy", object=NP("house"), year="1998"),
    "Омар, вчера пять человек увидели животное.": verb(
        "see",
        NP("person_n", "Plur", "indef", count="five"),
        object=NP("animal_n"),
        time="yesterday",
        fronted=True,
        vocative=NP("Omar"),
    ),
    "Вдруг ребенок заплакал.": verb("cry", NP("child"), time="suddenly", fronted=True),
    "Нет, эти сумки слишком дороги.": Clause(
        "adjective", "expensive", NP("bag", "Plur", "this"), degree="too", opener="no"
    ),
    "Танец плохой.": Clause("adjective", "bad", NP("dance_n")),
    "Анна часто покупала хлеб.": verb("buy", object=NP("bread"), time="often"),
    "Анна не всегда пьет кофе.": verb(
        "drink", tense="Pres", object=NP("coffee"), time="always", negated=True
    ),
    "Анна — учительница.": Clause("noun", "", ANNA, noun=NP("teacher", determiner="indef", sex="Fem")),
    "Она не врач.": Clause(
        "noun", "", NP("she"), negated=True, noun=NP("doctor", determiner="indef", sex="Fem")
    ),
    "Они были друзьями.": Clause("noun", "", NP("they", "Plur"), "Past", noun=NP("friend", "Plur", "indef")),
    "Письма не было на столе.": Clause(
        "place", "", NP("letter"), "Past", negated=True, place=Adjunct("on", NP("table"))
    ),
    "Ее нет в Дели.": Clause("place", "", NP("she"), negated=True, place=Adjunct("in", NP("Delhi"))),
    "Он приехал сюда.": verb("arrive", NP("he"), where="here"),
    "Дети очень больны.": Clause("adjective", "sick", NP("child", "Plur"), degree="very"),
    "Наш дом был большим.": Clause("adjective", "big", NP("house", owner=NP("we", "Plur")), "Past"),
    "Я увидел трех старых учителей в лесу.": verb(
        "see",
        NP("i"),
        object=NP("teacher", "Plur", "indef", ("old",), count="three"),
        adjuncts=(Adjunct("in", NP("forest")),),
    ),
    "Он продает пять новых ключей.": verb(
        "sell", NP("he"), "Pres", object=NP("key", "Plur", "indef", ("new",), count="five")
    ),
    "Три больших стула и дверь упали.": verb(
        "fall", NP("chair", "Plur", "indef", ("big",), count="three", other=NP("door"))
    ),
    "Они живут в 12 городах.": verb(
        "live", NP("they", "Plur"), "Pres", adjuncts=(Adjunct("in", NP("city", "Plur", count="12")),)
    ),
    "Многие врачи помогают Нине Ивановой.": verb(
        "help", NP("doctor", "Plur", "many"), "Pres", object=NP("Nina", surname="Ivanov")
    ),
    "Они нашли много писем Али.": verb(
        "find", NP("they", "Plur"), object=NP("letter", "Plur", "many", owner=NP("Ali"))
    ),
    "Кошка, которая спала во Франции, вернулась с вокзала.": verb(
        "return",
        NP("cat", relative=verb("sleep", NP("cat"), adjuncts=(Adjunct("in", NP("France")),))),
        adjuncts=(Adjunct("from", NP("station")),),
    ),
    "Кто знает, что Анна Смит читает об этой армии?": verb(
        "know",
        NP("who"),
        "Pres",
        question="who",
        complement=verb(
            "read",
            NP("Anna", surname="Smith"),
            "Pres",
            adjuncts=(Adjunct("about", NP("army", determiner="this")),),
        ),
    ),
    "Анна пришла в сад, потому что мы работали со студентом.": verb(
        "walk",
        adjuncts=(Adjunct("to", NP("garden")),),
        link=("because", verb("work", NP("we", "Plur"), adjuncts=(Adjunct("with", NP("student")),))),
    ),
    "Я мою мою чашку.": verb("wash", NP("i"), "Pres", object=NP("cup", owner=NP("i"))),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text):
    assert RUSSIAN.linearise(SENTENCES[text]).text == text


@pytest.fixture(scope="module")
def sentences():
    return list(generate("ru", "raw", 1000))


def test_modifiers_agree_with_their_noun(sentences):
    for sentence in sentences:
        for word in sentence.words:
            head = sentence.words[word.head - 1].feats
            if word.deprel in ("det", "amod") and "Case" in word.feats:
                numeral = any(w.deprel == "nummod:gov" and w.head == word.head for w in sentence.words)
                assert numeral or word.feats["Case"] == head["Case"], sentence.text
                assert numeral or word.feats["Number"] == head["Number"], sentence.text
                assert word.feats.get("Gender", head["Gender"]) == head["Gender"], sentence.text


def test_verbs_agree_with_their_subject(sentences):
    for sentence in sentences:
        for word in sentence.words:
            head = sentence.words[word.head - 1]
            if word.deprel == "nsubj" and word.upos in ("NOUN", "PROPN") and head.upos == "VERB":
                if word.feats["Case"] == "Gen":  # absence is impersonal
                    continue
                gender = head.feats.get("Gender")
                assert gender in (None, word.feats["Gender"]), sentence.text


def test_governing_numerals_ask_for_the_genitive(sentences):
    governed = [s.words[w.head - 1] for s in sentences for w in s.words if w.deprel == "nummod:gov"]
    assert governed
    assert all(noun.feats["Case"] == "Gen" for noun in governed)


def test_no_copula_in_the_present(sentences):
    copulas = [w for s in sentences for w in s.words if w.deprel == "cop"]
    assert copulas
    assert all(w.feats["Tense"] == "Past" and w.lemma == "быть" for w in copulas)


def test_both_aspects_in_the_past_and_one_in_the_present(sentences):
    pairs = {(w.feats["Tense"], w.feats["Aspect"]) for s in sentences for w in s.words if w.upos == "VERB"}
    assert pairs == {("Past", "Perf"), ("Past", "Imp"), ("Pres", "Imp")}
