"""Finnish: exact sentences for the tricky grammar; cases, gradation, harmony, negation and objects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment.languages.fi_lexicon import LEXICON
from xling_utils.fragment.languages.fi_morphology import conjugate, connegative, decline
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

ME, YOU, SHE, THEY = NounPhrase("i"), NounPhrase("you"), NounPhrase("she"), NounPhrase("they", "Plur")
TEACHER, MARIA, ALI, BOOK = (NounPhrase(x) for x in ("teacher", "Maria", "Ali", "book"))
SOME_BOOKS = NounPhrase("book", "Plur", "indef")
THREE_BOOKS, MANY_BOOKS = replace(SOME_BOOKS, count="three"), replace(SOME_BOOKS, determiner="many")
READ = Clause("verb", "read", TEACHER, "Past", object=BOOK)
FIND = Clause("verb", "find", MARIA, "Past", object=NounPhrase("key"))
OLD = Clause("adjective", "old", NounPhrase("house"))
ON_TABLE = Adjunct("on", NounPhrase("table"))
BOOKS_THERE = Clause("place", "", SOME_BOOKS, place=ON_TABLE)
GIVE = Clause("verb", "give", MARIA, "Past", object=SOME_BOOKS, recipient=TEACHER)

EXPECTED = {
    "Opettaja luki kirjan.": READ,
    "Opettaja lukee kirjaa.": replace(READ, tense="Pres"),
    "Opettaja ei lukenut kirjaa.": replace(READ, negated=True),
    "Opettaja luki kirjat.": replace(READ, object=NounPhrase("book", "Plur")),
    "Opettaja luki kolme kirjaa.": replace(READ, object=THREE_BOOKS),
    "Opettaja ei lukenut kolmea kirjaa.": replace(READ, object=THREE_BOOKS, negated=True),
    "Maria antoi opettajalle kirjoja.": GIVE,
    "Maria antoi opettajalle monta kirjaa.": replace(GIVE, object=MANY_BOOKS),
    "Kuka luki kirjan?": replace(READ, subject=NounPhrase("who"), question="who"),
    "Luitko kirjan?": replace(READ, subject=YOU, question="polar"),
    "Eikö Maria löytänyt avainta?": replace(FIND, negated=True, question="polar"),
    "He eivät löytäneet avainta laatikon alta.": replace(
        FIND, subject=THEY, negated=True, adjuncts=(Adjunct("under", NounPhrase("box")),)
    ),
    "Vuonna 1998 Maria löysi avaimen Lontoosta.": replace(
        FIND, year="1998", fronted=True, adjuncts=(Adjunct("in", NounPhrase("London")),)
    ),
    "Sitten kuningas nukkui.": Clause("verb", "sleep", NounPhrase("king"), "Past", time="then", fronted=True),
    "Maria ei usein nuku.": Clause("verb", "sleep", MARIA, negated=True, time="often"),
    "Ei, Ali, en työskentele tuolla.": Clause(
        "verb", "work", ME, negated=True, where="there", opener="no", vocative=ALI, register="dialogue"
    ),
    "Pöydällä on kirjoja.": BOOKS_THERE,
    "Pöydällä on monta kirjaa.": replace(BOOKS_THERE, subject=MANY_BOOKS),
    "Eikö pöydällä ollut kirjoja?": replace(BOOKS_THERE, tense="Past", negated=True, question="polar"),
    "Talot ovat vanhoja.": replace(OLD, subject=NounPhrase("house", "Plur")),
    "Kolme taloa on vanhoja.": replace(OLD, subject=NounPhrase("house", "Plur", "indef", count="three")),
    "Leipä ei ole tuoretta.": Clause("adjective", "fresh", NounPhrase("bread"), negated=True),
    "Olimme hyviä ystäviä.": Clause(
        "noun",
        "",
        NounPhrase("we", "Plur"),
        "Past",
        noun=NounPhrase("friend", "Plur", "indef", adjectives=("good",)),
    ),
    "Opettaja, joka luki kirjan, auttaa minun vanhaa veljeäni.": Clause(
        "verb",
        "help",
        replace(TEACHER, relative=READ),
        object=NounPhrase("brother", adjectives=("old",), owner=ME),
    ),
    "Maria sanoi, että opettaja luki kirjan, koska hän on hänen talossaan.": Clause(
        "verb",
        "say",
        MARIA,
        "Past",
        complement=replace(
            READ,
            link=(
                "because",
                Clause("place", "", SHE, place=Adjunct("in", NounPhrase("house", owner=NounPhrase("he")))),
            ),
        ),
    ),
    "Tanssin Maria Smithin kanssa ilman kenkiä.": Clause(
        "verb",
        "dance",
        ME,
        adjuncts=(
            Adjunct("with", replace(MARIA, surname="Smith")),
            Adjunct("without", NounPhrase("shoe", "Plur", "indef")),
        ),
    ),
}


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(generate("fi", "dev", 1500))


@pytest.mark.parametrize("text", EXPECTED)
def test_exact_sentence(text: str) -> None:
    assert language("fi").linearise(EXPECTED[text]).text == text


@pytest.mark.parametrize(
    ("concept", "singular", "plural"),
    [
        ("house", "talo talon taloa talossa taloon", "talot talojen taloja taloissa taloihin"),
        ("city", "kaupunki kaupungin kaupunkia kaupungissa kaupunkiin", "kaupungit kaupunkien kaupunkeja"),
        ("street", "katu kadun katua kadussa katuun", "kadut katujen katuja kaduissa katuihin"),
        ("key", "avain avaimen avainta avaimessa avaimeen", "avaimet avaimien avaimia avaimissa avaimiin"),
        (
            "king",
            "kuningas kuninkaan kuningasta kuninkaassa kuninkaaseen",
            "kuninkaat kuninkaiden kuninkaita",
        ),
        ("wolf", "susi suden sutta sudessa suteen", "sudet susien susia susissa susiin"),
        ("man", "mies miehen miestä miehessä mieheen", "miehet miesten miehiä miehissä miehiin"),
        ("newspaper", "sanomalehti sanomalehden sanomalehteä", "sanomalehdet sanomalehtien sanomalehtiä"),
        ("tree", "puu puun puuta puussa puuhun", "puut puiden puita puissa puihin"),
    ],
)
def test_nouns(concept: str, singular: str, plural: str) -> None:
    for number, forms in (("Sing", singular), ("Plur", plural)):
        for case, form in zip(("Nom", "Gen", "Par", "Ine", "Ill"), forms.split(), strict=False):
            assert decline(LEXICON[concept], number, case) == form


def test_names_and_owners() -> None:
    assert [decline(LEXICON[x], "Sing", "All") for x in ("Paul", "BMW", "IBM", "Tokyo")] == [
        "Paulille",
        "BMW:lle",
        "IBM:lle",
        "Tokiolle",
    ]
    city = LEXICON["city"]
    assert [decline(city, "Sing", case, "3") for case in ("Nom", "Gen", "Par", "Ine", "Ill")] == [
        "kaupunkinsa",
        "kaupunkinsa",
        "kaupunkiaan",
        "kaupungissaan",
        "kaupunkiinsa",
    ]
    assert decline(LEXICON["book"], "Plur", "Gen", "1Plur") == "kirjojemme"


def test_verbs() -> None:
    read, build, see = LEXICON["read"], LEXICON["build"], LEXICON["see"]
    persons = ("1Sing", "2Sing", "3Sing", "1Plur", "3Plur")
    assert [conjugate(read, "Pres", p) for p in persons] == "luen luet lukee luemme lukevat".split()
    assert [conjugate(build, "Past", p) for p in persons[:3]] == "rakensin rakensit rakensi".split()
    assert connegative(see, "Pres", "Sing") == "näe"
    assert [connegative(see, "Past", n) for n in ("Sing", "Plur")] == ["nähnyt", "nähneet"]


def test_suffixes_harmonise(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.upos in ("NOUN", "ADJ", "VERB"):
                ending = word.form[len(word.lemma) - 1 :]
                assert not (set("aou") & set(ending) and set("äöy") & set(ending)), word.form


def test_negation_takes_a_connegative_and_a_partitive(sentences: list[Sentence]) -> None:
    denied = 0
    for sentence in sentences:
        heads = {word.head for word in sentence.words if word.lemma == "ei" and word.upos == "AUX"}
        for word in sentence.words:
            if word.head in heads and word.deprel == "obj" and word.upos != "PROPN":
                denied += 1
                assert word.feats["Case"] == "Par"
        for position in heads:
            verbs = [sentence.words[position - 1], *(w for w in sentence.words if w.head == position)]
            assert any("Connegative" in w.feats or "PartForm" in w.feats for w in verbs)
    assert denied > 50


def test_determiners_adjectives_and_numerals_agree(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            head = sentence.words[word.head - 1]
            if word.deprel in ("det", "amod") and word.form.lower() != "monta":
                assert (word.feats["Case"], word.feats["Number"]) == (
                    head.feats["Case"],
                    head.feats["Number"],
                )
            if word.deprel == "nummod" and head.lemma != "vuosi":
                assert head.feats["Number"] == "Sing"
                assert head.feats["Case"] == (
                    "Par" if word.feats.get("Case") == "Nom" else head.feats["Case"]
                )


def test_owners_show_on_the_noun(sentences: list[Sentence]) -> None:
    found = 0
    for sentence in sentences:
        for word in sentence.words:
            if word.deprel == "nmod:poss" and word.upos == "PRON":
                found += 1
                assert "Person[psor]" in sentence.words[word.head - 1].feats
    assert found > 20


def test_no_archiphoneme_is_left(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            assert word.upos in ("PROPN", "PUNCT") or not set("AOYV") & set(word.form[1:])
