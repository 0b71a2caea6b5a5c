"""Indonesian: exact sentences for the difficult grammar, and properties of every sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

INDONESIAN = language("id")
BOOK = NounPhrase("book")
KEY = NounPhrase("key", determiner="indef")
TEACHER = NounPhrase("teacher")
TEACHERS = NounPhrase("teacher", "Plur")
SHE = NounPhrase("she")
THEY = NounPhrase("they", "Plur")
ON_TABLE = Adjunct("on", NounPhrase("table"))

EXPECTED = [
    # known and unknown nouns, plurals, numbers with classifiers
    (Clause("verb", "read", TEACHER, object=BOOK), "Guru itu membaca buku itu."),
    (
        Clause("verb", "read", NounPhrase("teacher", determiner="indef"), object=NounPhrase("book", "Plur")),
        "Seorang guru membaca buku-buku itu.",
    ),
    (
        Clause("verb", "see", TEACHERS, object=NounPhrase("dog", "Plur", "indef", count="three")),
        "Para guru itu melihat tiga ekor anjing.",
    ),
    (
        Clause("verb", "buy", SHE, negated=True, object=NounPhrase("car", determiner="indef")),
        "Ia tidak membeli mobil.",
    ),
    (
        Clause("verb", "visit", NounPhrase("child", "Plur"), object=NounPhrase("church", "Plur", "many")),
        "Anak-anak itu mengunjungi banyak gereja.",
    ),
    # adjectives and possessors
    (
        Clause("verb", "see", SHE, object=NounPhrase("car", adjectives=("red",), owner=SHE)),
        "Ia melihat mobil merahnya.",
    ),
    (
        Clause("verb", "see", SHE, object=NounPhrase("car", adjectives=("big", "red"), owner=TEACHER)),
        "Ia melihat mobil merah guru itu yang besar.",
    ),
    (
        Clause("verb", "see", SHE, object=NounPhrase("room", determiner="this", adjectives=("new", "quiet"))),
        "Ia melihat kamar yang baru dan tenang ini.",
    ),
    (
        Clause("verb", "see", SHE, object=NounPhrase("hospital", adjectives=("big",), degree="very")),
        "Ia melihat rumah sakit yang sangat besar itu.",
    ),
    # copular clauses
    (Clause("noun", "", SHE, noun=NounPhrase("teacher", determiner="indef")), "Ia seorang guru."),
    (
        Clause("noun", "", THEY, negated=True, noun=NounPhrase("teacher", "Plur", "indef")),
        "Mereka bukan guru.",
    ),
    (
        Clause("noun", "", NounPhrase("Anna"), noun=NounPhrase("teacher", determiner="indef")),
        "Anna adalah seorang guru.",
    ),
    (Clause("adjective", "heavy", KEY, negated=True), "Kunci itu tidak berat."),
    (
        Clause("adjective", "tired", NounPhrase("king", "Plur", "every"), degree="very"),
        "Semua raja itu sangat lelah.",
    ),
    # places: there is, under the table
    (Clause("place", "", KEY, place=ON_TABLE), "Ada sebuah kunci di atas meja."),
    (Clause("place", "", KEY, negated=True, place=ON_TABLE), "Tidak ada kunci di atas meja."),
    (
        Clause("place", "", SHE, question="polar", place=ON_TABLE, register="dialogue"),
        "Apakah dia ada di atas meja?",
    ),
    # questions, relative clauses, one "itu" for two phrases
    (
        Clause("verb", "read", NounPhrase("who"), negated=True, question="who", object=BOOK),
        "Siapa yang tidak membaca buku itu?",
    ),
    (
        Clause(
            "verb",
            "sleep",
            NounPhrase("teacher", relative=Clause("verb", "read", TEACHER, "Past", object=BOOK)),
            "Past",
            register="story",
        ),
        "Guru yang membaca buku itu tidur.",
    ),
    # completed events in three registers
    *(
        (Clause("verb", "read", TEACHER, "Past", object=BOOK, register=register), text)
        for register, text in (
            ("news", "Guru itu telah membaca buku itu."),
            ("dialogue", "Guru itu sudah membaca buku itu."),
            ("story", "Guru itu membaca buku itu."),
        )
    ),
    # what one says in a dialogue
    *(
        (
            Clause(
                "place", "", NounPhrase("key"), place=Adjunct("in", NounPhrase("house")), register=register
            ),
            text,
        )
        for register, text in (
            ("news", "Kunci itu berada di dalam rumah."),
            ("dialogue", "Kuncinya ada dalam rumah."),
        )
    ),
    *(
        (
            Clause("verb", "work", SHE, adjuncts=(Adjunct("near", NounPhrase("bank")),), register=register),
            text,
        )
        for register, text in (
            ("news", "Ia bekerja di dekat bank."),
            ("dialogue", "Dia kerja dekat bank."),
        )
    ),
    # a year that stands first, an adverb that stands first, openers
    (
        Clause("verb", "arrive", TEACHER, "Past", year="1998", fronted=True),
        "Pada tahun 1998, guru itu tiba.",
    ),
    (
        Clause("verb", "arrive", TEACHER, "Past", time="then", fronted=True, manner="quickly"),
        "Kemudian guru itu tiba dengan cepat.",
    ),
    (
        Clause(
            "verb", "sleep", THEY, negated=True, opener="no", vocative=NounPhrase("Anna"), time="sometimes"
        ),
        "Tidak, Anna, mereka kadang-kadang tidak tidur.",
    ),
]


@pytest.mark.parametrize(("meaning", "text"), EXPECTED, ids=range(len(EXPECTED)))
def test_says_what_a_reader_expects(meaning: Clause, text: str) -> None:
    assert INDONESIAN.linearise(meaning).text == text


def test_possessive_and_question_clitics_are_words_of_multiword_tokens() -> None:
    meaning = Clause("verb", "sleep", NounPhrase("mother", owner=SHE), question="polar")
    sentence = INDONESIAN.linearise(meaning)
    assert sentence.contractions == ((1, 2, "Apakah"), (3, 4, "ibunya"))
    assert [(w.form, w.upos, w.deprel) for w in sentence.words[:4]] == [
        ("Apa", "ADV", "advmod"),
        ("kah", "PART", "advmod:emph"),
        ("ibu", "NOUN", "nsubj"),
        ("nya", "PRON", "nmod:poss"),
    ]


def test_the_question_word_is_the_root_and_the_rest_describes_it() -> None:
    words = INDONESIAN.linearise(Clause("verb", "sleep", NounPhrase("who"), question="who")).words
    assert [(w.form, w.head, w.deprel) for w in words[:3]] == [
        ("Siapa", 0, "root"),
        ("yang", 3, "nsubj"),
        ("tidur", 1, "acl:relcl"),
    ]


@pytest.fixture(scope="module")
def sentences():
    return list(generate("id", "raw", 2000))


def test_reduplicated_nouns_are_plural_and_no_other(sentences) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.upos == "NOUN" and word.lemma != "undang":
                first, _, second = word.form.lower().partition("-")
                assert (word.feats["Number"] == "Plur") == (first == second), sentence.text


def test_counted_nouns_stay_single(sentences) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.deprel in ("nummod", "clf") or word.form.lower() in ("banyak", "setiap", "beberapa"):
                assert "-" not in sentence.words[word.head - 1].form.replace("undang-undang", ""), (
                    sentence.text
                )


def test_bukan_denies_nouns_and_tidak_the_rest(sentences) -> None:
    for sentence in sentences:
        for word in sentence.words:
            if word.feats.get("Polarity") == "Neg":
                noun = sentence.words[word.head - 1].upos == "NOUN"
                assert word.form.lower() == ("bukan" if noun else "tidak"), sentence.text


def test_no_word_stands_twice_in_a_row(sentences) -> None:
    for sentence in sentences:
        assert not any(a.lower() == b.lower() for a, b in pairwise(sentence.text.split())), sentence.text
