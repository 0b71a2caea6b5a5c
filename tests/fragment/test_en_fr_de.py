"""English, French and German: sentences written by hand for the corners of their grammars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

TEACHER, CHILD, BOOK = NounPhrase("teacher"), NounPhrase("child"), NounPhrase("book")
A_BOOK = NounPhrase("book", determiner="indef")
MARIA = NounPhrase("Maria")

MEANINGS = {
    "present": Clause("verb", "read", TEACHER, object=BOOK),
    "past": Clause("verb", "read", TEACHER, "Past", object=A_BOOK),
    "denied": Clause("verb", "read", CHILD, "Past", negated=True, object=A_BOOK),
    "question": Clause(
        "verb", "buy", MARIA, "Past", question="polar", object=NounPhrase("apple", "Plur", "indef")
    ),
    "who": Clause(
        "verb", "sleep", NounPhrase("who"), question="who", adjuncts=(Adjunct("in", NounPhrase("school")),)
    ),
    "ditransitive": Clause(
        "verb",
        "give",
        MARIA,
        "Past",
        object=NounPhrase("letter"),
        recipient=NounPhrase("doctor", determiner="indef"),
    ),
    "owner": Clause("verb", "see", CHILD, object=NounPhrase("dog", owner=MARIA, adjectives=("old",))),
    "owner noun": Clause("adjective", "big", NounPhrase("house", owner=NounPhrase("teacher"))),
    "role": Clause("noun", "", NounPhrase("she"), noun=NounPhrase("teacher", determiner="indef", sex="Fem")),
    "arrived": Clause("verb", "arrive", NounPhrase("mother"), "Past", year="1998"),
    "because": Clause(
        "verb",
        "cry",
        CHILD,
        link=("because", Clause("verb", "lose", NounPhrase("he"), "Past", object=NounPhrase("ball"))),
    ),
    "complement": Clause(
        "verb",
        "say",
        TEACHER,
        "Past",
        complement=Clause("place", "", NounPhrase("cat"), place=Adjunct("under", NounPhrase("bed"))),
    ),
    "relative": Clause(
        "verb",
        "sleep",
        NounPhrase("man", relative=Clause("verb", "drink", NounPhrase("man"), object=NounPhrase("water"))),
    ),
    "together": Clause(
        "verb", "dance", NounPhrase("Anna", other=NounPhrase("king")), "Past", manner="together"
    ),
}

SENTENCES = {
    "en": {
        "present": "The teacher reads the book.",
        "past": "The teacher read a book.",
        "denied": "The child did not read a book.",
        "question": "Did Maria buy apples?",
        "who": "Who sleeps in the school?",
        "ditransitive": "Maria gave the letter to a doctor.",
        "owner": "The child sees Maria's old dog.",
        "owner noun": "The teacher's house is big.",
        "role": "She is a teacher.",
        "arrived": "The mother arrived in 1998.",
        "because": "The child cries because he lost the ball.",
        "complement": "The teacher said that the cat is under the bed.",
        "relative": "The man who drinks the water sleeps.",
        "together": "Anna and the king danced together.",
    },
    "fr": {
        "present": "Le professeur lit le livre.",
        "past": "Le professeur a lu un livre.",
        "denied": "L'enfant n'a pas lu de livre.",
        "question": "Maria a acheté des pommes ?",
        "who": "Qui dort à l'école ?",
        "ditransitive": "Maria a donné la lettre à un médecin.",
        "owner": "L'enfant voit le vieux chien de Maria.",
        "owner noun": "La maison du professeur est grande.",
        "role": "Elle est professeure.",
        "arrived": "La mère est arrivée en 1998.",
        "because": "L'enfant pleure, car il a perdu la balle.",
        "complement": "Le professeur a dit que le chat était sous le lit.",
        "relative": "L'homme qui boit l'eau dort.",
        "together": "Anna et le roi ont dansé ensemble.",
    },
    "de": {
        "present": "Der Lehrer liest das Buch.",
        "past": "Der Lehrer las ein Buch.",
        "denied": "Das Kind las kein Buch.",
        "question": "Kaufte Maria Äpfel?",
        "who": "Wer schläft in der Schule?",
        "ditransitive": "Maria gab einem Arzt den Brief.",
        "owner": "Das Kind sieht Marias alten Hund.",
        "owner noun": "Das Haus des Lehrers ist groß.",
        "role": "Sie ist Lehrerin.",
        "arrived": "Die Mutter kam 1998 an.",
        "because": "Das Kind weint, weil er den Ball verlor.",
        "complement": "Der Lehrer sagte, dass die Katze unter dem Bett ist.",
        "relative": "Der Mann, der das Wasser trinkt, schläft.",
        "together": "Anna und der König tanzten zusammen.",
    },
}


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, sentences in SENTENCES.items() for name in sentences]
)
def test_a_sentence(code, name):
    assert language(code).linearise(MEANINGS[name]).text == SENTENCES[code][name]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (NounPhrase("friend", adjectives=("beautiful",)), "le bel ami"),
        (NounPhrase("tree", "Plur", "indef", ("old",)), "de vieux arbres"),
        (NounPhrase("school", determiner="this", adjectives=("white",)), "cette école blanche"),
        (NounPhrase("man", determiner="that"), "cet homme"),
        (NounPhrase("idea", owner=NounPhrase("i")), "mon idée"),
        (NounPhrase("newspaper", "Plur", "many"), "plusieurs journaux"),
        (NounPhrase("Japan"), "le Japon"),
    ],
)
def test_french_phrases(phrase, text):
    said = language("fr").linearise(Clause("verb", "see", NounPhrase("who"), question="who", object=phrase))
    assert said.text == f"Qui voit {text} ?"


HABIT = Clause("verb", "sell", MARIA, "Past", object=BOOK, time="sometimes", negated=True)
WOLF = Clause("verb", "sleep", NounPhrase("wolf"), "Past", time="then", fronted=True, register="story")


@pytest.mark.parametrize(
    ("meaning", "text"),
    [
        (replace(HABIT, tense="Pres"), "Maria ne vend parfois pas le livre."),
        (HABIT, "Maria ne vendait parfois pas le livre."),
        (replace(HABIT, time="always"), "Maria ne vendait pas toujours le livre."),
        (replace(HABIT, time="again"), "Maria n'a pas de nouveau vendu le livre."),
        (WOLF, "Ensuite, le loup dormit."),
        (replace(WOLF, time="yesterday", register="news"), "Hier, le loup a dormi."),
        (replace(WOLF, time=None, year="1998", predicate="live"), "En 1998, le loup vivait."),
        (
            Clause("verb", "know", CHILD, "Past", complement=WOLF),
            "L'enfant savait qu'ensuite, le loup avait dormi.",
        ),
        (
            replace(WOLF, fronted=False, opener="yes", vocative=MARIA, time=None),
            "Oui, Maria, le loup dormit.",
        ),
        (Clause("verb", "help", MARIA, object=NounPhrase("UNESCO")), "Maria aide l'UNESCO."),
    ],
)
def test_french_tenses_and_adverbs(meaning, text):
    assert language("fr").linearise(meaning).text == text


@pytest.mark.parametrize(
    ("adjectives", "head", "text"),
    [
        (("happy", "famous"), "child", "un célèbre enfant heureux"),
        (("red", "expensive"), "car", "une voiture rouge chère"),
        (("big", "old"), "tree", "un grand vieil arbre"),
        (("new", "beautiful"), "school", "une belle nouvelle école"),
        (("small", "white"), "horse", "un petit cheval blanc"),
    ],
)
def test_french_pairs_of_adjectives(adjectives, head, text):
    phrase = NounPhrase(head, "Sing", "indef", adjectives)
    said = language("fr").linearise(Clause("verb", "see", MARIA, object=phrase))
    assert said.text == f"Maria voit {text}."


@pytest.mark.parametrize(
    ("relation", "phrase", "text"),
    [
        ("in", NounPhrase("hospital"), "im Krankenhaus"),
        ("to", NounPhrase("school"), "zur Schule"),
        ("to", NounPhrase("Paris"), "nach Paris"),
        ("to", NounPhrase("Turkey"), "in die Türkei"),
        ("from", NounPhrase("Turkey"), "aus der Türkei"),
        ("with", NounPhrase("student", "Plur", "indef", ("good",)), "mit guten Studenten"),
        ("without", NounPhrase("coat", determiner="indef", adjectives=("new",)), "ohne einen neuen Mantel"),
        ("near", NounPhrase("river"), "am Fluss"),
        ("near", NounPhrase("church"), "bei der Kirche"),
        ("near", NounPhrase("island"), "nahe der Insel"),
        ("near", NounPhrase("Turkey"), "nahe der Türkei"),
        ("in", NounPhrase("beach"), "am Strand"),
        ("for", NounPhrase("student"), "für den Studenten"),
    ],
)
def test_german_relations(relation, phrase, text):
    clause = Clause("verb", "run", NounPhrase("i"), adjuncts=(Adjunct(relation, phrase),))
    assert language("de").linearise(clause).text == f"Ich laufe {text}."


GERMAN = {
    "Dann schlief der König im Wald.": Clause(
        "verb",
        "sleep",
        NounPhrase("king"),
        "Past",
        time="then",
        fronted=True,
        adjuncts=(Adjunct("in", NounPhrase("forest")),),
        register="story",
    ),
    "Gestern ist Maria dort angekommen.": Clause(
        "verb", "arrive", MARIA, "Past", time="yesterday", where="there", fronted=True, register="dialogue"
    ),
    "1998 kehrte Maria nicht nach Japan zurück.": Clause(
        "verb",
        "return",
        MARIA,
        "Past",
        negated=True,
        year="1998",
        fronted=True,
        adjuncts=(Adjunct("in", NounPhrase("Japan")),),
    ),
    "Nein, Maria, du hast nicht jeden Brief gelesen.": Clause(
        "verb",
        "read",
        NounPhrase("you"),
        "Past",
        negated=True,
        object=NounPhrase("letter", determiner="every"),
        opener="no",
        vocative=MARIA,
    ),
    "Wir wollten das Buch nicht immer.": Clause(
        "verb",
        "want",
        NounPhrase("we", "Plur"),
        "Past",
        negated=True,
        object=BOOK,
        time="always",
        register="dialogue",
    ),
    "Sie tanzte nach dem Krieg mit dem Arzt hinter dem Haus.": Clause(
        "verb",
        "dance",
        NounPhrase("she"),
        "Past",
        adjuncts=(
            Adjunct("behind", NounPhrase("house")),
            Adjunct("with", NounPhrase("doctor")),
            Adjunct("after", NounPhrase("war")),
        ),
    ),
}


@pytest.mark.parametrize("text", GERMAN)
def test_german_word_order(text):
    assert language("de").linearise(GERMAN[text]).text == text


def test_contractions_are_multiword_tokens():
    french = language("fr").linearise(MEANINGS["owner noun"])
    german = language("de").linearise(Clause("place", "", MARIA, place=Adjunct("in", NounPhrase("garden"))))
    assert [surface for *_, surface in french.contractions] == ["du"]
    assert [word.form for word in french.words[2:4]] == ["de", "le"]
    assert german.text == "Maria ist im Garten."
    assert [surface for *_, surface in german.contractions] == ["im"]


def test_english_says_an_before_a_vowel():
    phrase = NounPhrase("apple", determiner="indef")
    said = language("en").linearise(Clause("verb", "eat", MARIA, object=phrase))
    assert said.text == "Maria eats an apple."
