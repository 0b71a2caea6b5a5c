"""Turkish: exact sentences for the tricky grammar; vowel harmony, suffixes and the words that carry them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment.languages.tr_morphology import conjugate, decline, nominalise, participle
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

ME, YOU, THEY = NounPhrase("i"), NounPhrase("you"), NounPhrase("they", "Plur")
TEACHER, STUDENT, MARIA = NounPhrase("teacher"), NounPhrase("student"), NounPhrase("Maria")
BOOK, A_LETTER = NounPhrase("book"), NounPhrase("letter", determiner="indef")
PAULS_BOOK = replace(BOOK, owner=NounPhrase("Paul", surname="Smith"))
UNDER_TABLE = Adjunct("under", NounPhrase("table"))
READ = Clause("verb", "read", TEACHER, "Past", object=BOOK)
WRITE = Clause("verb", "write", MARIA, "Past", object=A_LETTER)
KIND = Clause("adjective", "kind", ME)
KEY = Clause("place", "", NounPhrase("key", determiner="indef"), "Past", place=UNDER_TABLE)
IN_CAIRO = Clause("place", "", THEY, "Past", place=Adjunct("in", NounPhrase("Cairo")))
COW = NounPhrase("cow", adjectives=("old",), owner=ME)

EXPECTED = {
    "Öğretmen kitabı okudu.": READ,
    "Kitabı kim okudu?": replace(READ, subject=NounPhrase("who"), question="who"),
    "Kitabı okuyor musun?": replace(READ, subject=YOU, tense="Pres", question="polar"),
    "Maria dikkatlice öğretmene üç mektup gönderdi.": Clause(
        "verb",
        "send",
        MARIA,
        "Past",
        object=NounPhrase("letter", "Plur", "indef", count="three"),
        recipient=TEACHER,
        manner="carefully",
    ),
    "Maria bir mektubu hızlı yazdı.": replace(WRITE, manner="quickly"),
    "Maria sık sık bir mektup yazar.": replace(WRITE, tense="Pres", time="often"),
    "Paul Smith'in kitabını kapatmadık.": Clause(
        "verb", "close", NounPhrase("we"), "Past", negated=True, object=PAULS_BOOK
    ),
    "Naziğim.": KIND,
    "Nazik değil miydim?": replace(KIND, tense="Past", negated=True, question="polar"),
    "O, öğretmendir.": Clause("noun", "", NounPhrase("she"), noun=replace(TEACHER, determiner="indef")),
    "Masanın altında bir anahtar vardı.": KEY,
    "Masanın altında bir anahtar yok muydu?": replace(KEY, negated=True, question="polar"),
    "Maria, öğretmenin kitabı okuduğunu söyledi.": Clause("verb", "say", MARIA, "Past", complement=READ),
    "Öğretmenin kitabı okuduğuna inanıyorum.": Clause("verb", "believe", ME, complement=READ),
    "Öğretmen kitabı okuduğunda Maria bir mektup yazdı.": replace(WRITE, link=("when", READ)),
    "Maria bir mektup yazdı, çünkü onlar Kahire'deydi.": replace(WRITE, link=("because", IN_CAIRO)),
    "Kitabı okuyan öğretmen üzgün değildi.": Clause(
        "adjective", "sad", replace(TEACHER, relative=READ), "Past", negated=True
    ),
    "İyi öğrenci meyve suyunu içti.": Clause(
        "verb", "drink", replace(STUDENT, adjectives=("good",)), "Past", object=NounPhrase("juice")
    ),
    "Hayır, Ali, şarkı hüzünlü mü?": Clause(
        "adjective", "sad", NounPhrase("song"), question="polar", opener="no", vocative=NounPhrase("Ali")
    ),
    "Sonra Maria masanın altına bir mektup sakladı.": Clause(
        "verb", "hide", MARIA, "Past", object=A_LETTER, time="then", fronted=True, adjuncts=(UNDER_TABLE,)
    ),
    "Öğretmen Kahire'ye geldi.": Clause(
        "verb", "arrive", TEACHER, "Past", adjuncts=(Adjunct("in", NounPhrase("Cairo")),)
    ),
    "Benim yaşlı ineğim 1998 yılında Ali ile birlikte dans etti.": Clause(
        "verb", "dance", COW, "Past", year="1998", adjuncts=(Adjunct("with", NounPhrase("Ali")),)
    ),
}


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(generate("tr", "dev", 1500))


@pytest.mark.parametrize("text", EXPECTED)
def test_exact_sentence(text: str) -> None:
    assert language("tr").linearise(EXPECTED[text]).text == text


@pytest.mark.parametrize(
    ("lemma", "soft", "sound", "number", "owner", "case", "form"),
    [
        ("kitap", "kitab", "", "Sing", "", "Acc", "kitabı"),
        ("kitap", "kitab", "", "Plur", "", "Acc", "kitapları"),
        ("şehir", "şehr", "", "Sing", "", "Loc", "şehirde"),
        ("şehir", "şehr", "", "Sing", "1Sing", "Dat", "şehrime"),
        ("saat", "", "saet", "Sing", "", "Gen", "saatin"),
        ("araba", "", "", "Sing", "3Sing", "Abl", "arabasından"),
        ("göl", "", "", "Plur", "", "Dat", "göllere"),
        ("ağaç", "ağac", "", "Sing", "", "Loc", "ağaçta"),
        ("su", "suy", "suy", "Sing", "1Plur", "Nom", "suyumuz"),
    ],
)
def test_nouns(lemma: str, soft: str, sound: str, number: str, owner: str, case: str, form: str) -> None:
    assert decline(lemma, soft, sound, number, owner, case) == form


def test_verbs() -> None:
    assert conjugate("ye", "", "", "Prog", False, "3Sing") == "yiyor"
    assert conjugate("söyle", "", "", "Prog", False, "1Sing") == "söylüyorum"
    assert conjugate("söyle", "", "", "Prog", True, "3Plur") == "söylemiyorlar"
    assert conjugate("et", "ed", "", "Aor", False, "1Plur") == "ederiz"
    assert conjugate("gel", "", "I", "Aor", False, "3Sing") == "gelir"
    assert conjugate("gel", "", "I", "Aor", True, "1Sing") == "gelmem"
    assert conjugate("koş", "", "", "Past", False, "1Plur") == "koştuk"
    assert participle("ye", "", "yi", False) == "yiyen"
    assert nominalise("kes", False, "3Plur", "Acc") == "kestiklerini"


def test_copular_suffixes_join_their_host(sentences: list[Sentence]) -> None:
    found = 0
    for sentence in sentences:
        for position, word in enumerate(sentence.words, start=1):
            if word.lemma == "i" and word.upos == "AUX":
                found += 1
                assert word.deprel == "cop"
                assert any(
                    (first, last) == (position - 1, position) for first, last, _ in sentence.contractions
                )
    assert found > 100


def test_question_particle_stands_alone_after_the_predicate(sentences: list[Sentence]) -> None:
    polar = [s for s in sentences if any(w.lemma == "mi" and w.upos == "AUX" for w in s.words)]
    assert len(polar) > 20
    for sentence in polar:
        particle, mark = sentence.words[-2:]
        assert (particle.deprel, mark.form) == ("aux:q", "?")
        assert sentence.text.endswith(f" {particle.form}?")


def test_names_have_an_apostrophe_before_every_suffix(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.upos == "PROPN":
                assert word.form == word.lemma or word.form.startswith(word.lemma + "'")
                assert (word.feats["Case"] == "Nom") == (word.form == word.lemma)


def test_counted_nouns_are_singular(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.deprel == "nummod" or word.form.lower() == "birçok":
                assert sentence.words[word.head - 1].feats["Number"] == "Sing"


def test_no_archiphoneme_is_left(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for word in sentence.words:
            assert not set("()") & set(word.form)
            assert word.upos == "PROPN" or not set("ADI") & set(word.form[1:])
