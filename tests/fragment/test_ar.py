"""Arabic: exact sentences for the difficult grammar, and properties of every sentence."""

from __future__ import annotations

from itertools import islice

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.languages.ar_morphology import conjugate, inflect_adjective, inflect_noun
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

ARABIC = language("ar")
BOOK = NounPhrase("book")
KEY = NounPhrase("key", determiner="indef")
ON_TABLE = Adjunct("on", NounPhrase("table"))
DAVID = NounPhrase("David")
SHE = NounPhrase("she")
THEY = NounPhrase("they", "Plur")
ANNA_AND_TEACHER = NounPhrase("Anna", other=NounPhrase("teacher"))
TEACHER_IN_PARIS = NounPhrase(
    "teacher",
    "Plur",
    relative=Clause(
        "verb", "live", NounPhrase("teacher", "Plur"), adjuncts=(Adjunct("in", NounPhrase("Paris")),)
    ),
)

EXPECTED = [
    # verb before its subject: singular, and agrees with the first of two
    (Clause("verb", "read", NounPhrase("teacher", "Plur"), "Past", object=BOOK), "قرأ المعلمون الكتاب."),
    (Clause("verb", "read", ANNA_AND_TEACHER, "Past", object=BOOK), "قرأت آنا والمعلم الكتاب."),
    (Clause("verb", "read", THEY, "Past", True, "polar", object=BOOK), "ألم يقرؤوا الكتاب؟"),
    (Clause("verb", "read", NounPhrase("who"), "Pres", True, "who", object=BOOK), "من لا يقرأ الكتاب؟"),
    # a long subject comes first and its verb agrees in full
    (
        Clause("verb", "see", TEACHER_IN_PARIS, "Past", object=BOOK),
        "المعلمون الذين يعيشون في باريس رأوا الكتاب.",
    ),
    # copular clauses
    (Clause("adjective", "good", NounPhrase("book", "Plur"), "Past", True), "لم تكن الكتب جيدة."),
    (Clause("adjective", "tired", ANNA_AND_TEACHER), "آنا والمعلم متعبان."),
    (Clause("adjective", "heavy", KEY, degree="too"), "أحد المفاتيح ثقيل أكثر من اللازم."),
    (Clause("noun", "", SHE, negated=True, noun=NounPhrase("teacher", determiner="indef")), "ليست معلمة."),
    (Clause("place", "", KEY, place=ON_TABLE), "على الطاولة مفتاح."),
    # that, hope, but, because, when
    (
        Clause("verb", "say", DAVID, "Past", complement=Clause("place", "", KEY, place=ON_TABLE)),
        "قال ديفيد إن على الطاولة مفتاحا.",
    ),
    (
        Clause(
            "verb", "hope", NounPhrase("i"), complement=Clause("verb", "read", SHE, "Past", True, object=BOOK)
        ),
        "آمل ألا تكون قد قرأت الكتاب.",
    ),
    (
        Clause("verb", "sleep", DAVID, link=("but", Clause("adjective", "happy", THEY))),
        "ينام ديفيد، لكنهم سعداء.",
    ),
    (
        Clause("verb", "sleep", DAVID, link=("because", Clause("adjective", "happy", THEY, "Past"))),
        "ينام ديفيد لأنهم كانوا سعداء.",
    ),
    (
        Clause("verb", "sleep", DAVID, link=("when", Clause("adjective", "happy", THEY))),
        "ينام ديفيد عندما يكونون سعداء.",
    ),
    # possessors, the preposition "for" before the article, numbers
    (
        Clause(
            "verb",
            "send",
            SHE,
            "Past",
            object=NounPhrase("gift", owner=SHE),
            adjuncts=(Adjunct("for", NounPhrase("army")),),
        ),
        "أرسلت هديتها للجيش.",
    ),
    (
        Clause("verb", "sleep", NounPhrase("father", owner=NounPhrase("woman", "Plur", "indef"))),
        "ينام أبو بعض النساء.",
    ),
    (Clause("verb", "see", SHE, object=NounPhrase("father", owner=NounPhrase("i"))), "ترى أبي."),
    (
        Clause("verb", "buy", SHE, object=NounPhrase("book", "Plur", "indef", ("new",), count="three")),
        "تشتري ثلاثة كتب جديدة.",
    ),
    (Clause("verb", "buy", SHE, object=NounPhrase("car", "Plur", "indef", count="ten")), "تشتري عشر سيارات."),
    (
        Clause("verb", "buy", SHE, object=NounPhrase("book", "Plur", "indef", ("new",), count="20")),
        "تشتري 20 كتابا جديدا.",
    ),
    (
        Clause("verb", "buy", SHE, object=NounPhrase("tomato", "Plur", "indef", count="hundred")),
        "تشتري مئة حبة طماطم.",
    ),
    # a defective plural
    (
        Clause("verb", "see", SHE, object=NounPhrase("building_n", "Plur", "indef", count="three")),
        "ترى ثلاثة مبان.",
    ),
    (Clause("verb", "see", SHE, object=NounPhrase("building_n", "Plur")), "ترى المباني."),
    (
        Clause("adjective", "quiet", NounPhrase("kitchen", "Plur", "indef", count="16"), "Past"),
        "كانت 16 من المطابخ هادئة.",
    ),
    # a time that stands first, before the verb; openers and names of the addressed
    (
        Clause("verb", "read", ANNA_AND_TEACHER, "Past", object=BOOK, year="1998", fronted=True),
        "في عام 1998 قرأت آنا والمعلم الكتاب.",
    ),
    (Clause("verb", "arrive", DAVID, "Past", time="yesterday", fronted=True), "أمس وصل ديفيد."),
    (Clause("verb", "arrive", DAVID, "Past", time="then", fronted=True), "ثم وصل ديفيد."),
    (
        Clause("verb", "read", THEY, opener="no", vocative=NounPhrase("Anna"), negated=True, object=BOOK),
        "لا، يا آنا، لا يقرؤون الكتاب.",
    ),
    (
        Clause("verb", "read", SHE, question="polar", vocative=NounPhrase("Ali"), object=BOOK),
        "يا علي، هل تقرأ الكتاب؟",
    ),
    (
        Clause(
            "adjective",
            "happy",
            NounPhrase("you"),
            vocative=NounPhrase("Anna"),
            link=("because", Clause("verb", "read", NounPhrase("you"), object=BOOK)),
        ),
        "يا آنا، أنت سعيدة لأنك تقرئين الكتاب.",
    ),
    # a person, a company of the same name, a team, its city
    (Clause("verb", "sleep", NounPhrase("Kaya")), "ينام كايا."),
    (Clause("verb", "sleep", NounPhrase("Kaya_o")), "تنام كايا."),
    (Clause("verb", "sleep", NounPhrase("Madrid_o")), "ينام مدريد."),
    (Clause("verb", "sleep", NounPhrase("Madrid")), "تنام مدريد."),
    # after a time the verb comes first, however long the subject is
    (
        Clause("verb", "see", TEACHER_IN_PARIS, "Past", object=BOOK, time="then", fronted=True),
        "ثم رأى المعلمون الذين يعيشون في باريس الكتاب.",
    ),
]


@pytest.mark.parametrize(("meaning", "text"), EXPECTED, ids=range(len(EXPECTED)))
def test_says_what_a_reader_expects(meaning: Clause, text: str) -> None:
    assert ARABIC.linearise(meaning).text == text


def test_article_melts_into_the_preposition_and_clitics_have_no_space() -> None:
    meaning = Clause("verb", "work", SHE, adjuncts=(Adjunct("for", NounPhrase("company")),))
    words = ARABIC.linearise(meaning).words
    assert [(w.form, w.space_after) for w in words[1:3]] == [("ل", False), ("لشركة", False)]


@pytest.mark.parametrize(
    ("lemma", "mood", "person", "stems", "form"),
    [
        ("قال", "Jus", "3SingMasc", {"imp": "قول", "short": "قل"}, "يقل"),
        ("رأى", "Past", "3PlurMasc", {"imp": "رى"}, "رأوا"),
        ("نسي", "Past", "3PlurMasc", {"imp": "نسى"}, "نسوا"),
        ("نما", "Ind", "3PlurFem", {"imp": "نمو"}, "ينمون"),
        ("مشى", "Jus", "1Plur", {"imp": "مشي"}, "نمش"),
        ("أكل", "Ind", "1Sing", {}, "آكل"),
        ("ركن", "Past", "1Plur", {}, "ركنا"),
        ("قرأ", "Ind", "3DualMasc", {}, "يقرآن"),
        ("مشى", "Ind", "2SingFem", {"imp": "مشي"}, "تمشين"),
        ("نام", "Jus", "2SingFem", {"past": "نم", "imp": "نام", "short": "نم"}, "تنامي"),
    ],
)
def test_weak_verbs(lemma: str, mood: str, person: str, stems: dict[str, str], form: str) -> None:
    assert conjugate(lemma, mood, person, **stems) == form


def test_written_endings_of_nouns_and_adjectives() -> None:
    assert inflect_noun("مدرسة", "Plur", "Acc", "ind", pl="مدارس") == "مدارس"  # no alif: a diptote
    assert inflect_noun("كتاب", "Plur", "Acc", "ind", pl="كتب") == "كتبا"
    assert inflect_noun("معلم", "Plur", "Gen", "construct", pl="ون") == "معلمي"
    assert [inflect_noun("صديق", "Plur", k, "suffix", pl="أصدقاء") for k in ("Nom", "Acc", "Gen")] == [
        "أصدقاؤ",
        "أصدقاء",
        "أصدقائ",
    ]
    assert inflect_adjective("غالي", "Sing", "Masc", "Nom", False, ind="غال") == "غال"
    assert inflect_adjective("أحمر", "Sing", "Masc", "Acc", False, f="حمراء") == "أحمر"


@pytest.fixture(scope="module")
def sentences():
    return list(generate("ar", "raw", 2000))


def test_adjectives_agree_with_their_nouns(sentences) -> None:
    for sentence in sentences:
        for word in sentence.words:
            noun = sentence.words[word.head - 1]
            if word.deprel == "amod" and noun.feats.get("Number") == "Sing":
                assert {
                    k: noun.feats[k] for k in ("Case", "Definite", "Gender")
                }.items() <= word.feats.items(), sentence.text


def test_words_spell_the_text(sentences) -> None:
    for sentence in sentences:
        assert "".join(w.form + " " * w.space_after for w in sentence.words).strip() == sentence.text
        assert not any(mark in sentence.text for mark in "ـًٌٍَُِّْ,?"), sentence.text
        assert " ل ال" not in sentence.text
        assert " لال" not in sentence.text


def test_lam_goes_with_the_jussive(sentences) -> None:
    negated = [(s, w) for s in sentences for w in s.words if w.form == "لم"]
    assert negated
    for sentence, word in negated:
        moods = [w.feats.get("Mood") for w in islice(sentence.words, sentence.words.index(word), None)]
        assert "Jus" in moods[:3]
