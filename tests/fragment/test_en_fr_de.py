"""English, French and German: sentences written by hand for the corners of their grammars."""

from __future__ import annotations

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
        "role": "Elle est une professeure.",
        "arrived": "La mère est arrivée en 1998.",
        "because": "L'enfant pleure, car il a perdu la balle.",
        "complement": "Le professeur a dit que le chat est sous le lit.",
        "relative": "L'homme qui boit l'eau dort.",
        "together": "Anna et le roi ont dansé ensemble.",
    },
    "de": {
        "present": "Der Lehrer liest das Buch.",
        "past": "Der Lehrer hat ein Buch gelesen.",
        "denied": "Das Kind hat kein Buch gelesen.",
        "question": "Hat Maria Äpfel gekauft?",
        "who": "Wer schläft in der Schule?",
        "ditransitive": "Maria hat einem Arzt den Brief gegeben.",
        "owner": "Das Kind sieht Marias alten Hund.",
        "owner noun": "Das Haus des Lehrers ist groß.",
        "role": "Sie ist Lehrerin.",
        "arrived": "Die Mutter ist 1998 angekommen.",
        "because": "Das Kind weint, weil er den Ball verloren hat.",
        "complement": "Der Lehrer hat gesagt, dass die Katze unter dem Bett ist.",
        "relative": "Der Mann, der das Wasser trinkt, schläft.",
        "together": "Anna und der König haben zusammen getanzt.",
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
        ("near", NounPhrase("river"), "beim Fluss"),
        ("for", NounPhrase("student"), "für den Studenten"),
    ],
)
def test_german_relations(relation, phrase, text):
    clause = Clause("verb", "run", NounPhrase("i"), adjuncts=(Adjunct(relation, phrase),))
    assert language("de").linearise(clause).text == f"Ich laufe {text}."


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
