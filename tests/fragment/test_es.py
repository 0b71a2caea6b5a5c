"""Spanish: sentences written by hand for the corners of its grammar, and its rules of agreement."""

from __future__ import annotations

import pytest

from xling_utils.fragment import generate
from xling_utils.fragment.languages.es import LANGUAGE as SPANISH
from xling_utils.fragment.languages.es_morphology import participle, plural
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

TEACHER, CHILD, MARIA, WHO = (NounPhrase(head) for head in ("teacher", "child", "Maria", "who"))
SICK = Clause("adjective", "sick", NounPhrase("sister"))
GOOD_FRIEND = NounPhrase("friend", "Sing", "indef", ("good",), sex="Fem")
SLEPT = Clause("verb", "sleep", CHILD, "Past")

SENTENCES = [
    (Clause("verb", "see", TEACHER, "Past", object=MARIA), "El profesor vio a María."),
    (Clause("verb", "help", MARIA, object=NounPhrase("king")), "María ayuda al rey."),
    (Clause("verb", "sell", MARIA, object=NounPhrase("dog")), "María vende el perro."),
    (Clause("verb", "buy", MARIA, object=NounPhrase("apple", "Plur", "indef")), "María compra manzanas."),
    (Clause("verb", "drink", NounPhrase("i"), object=NounPhrase("water")), "Bebo el agua."),
    (Clause("place", "", NounPhrase("i"), "Past", place=Adjunct("on", NounPhrase("island"))),
     "Yo estaba en la isla."),
    (Clause("adjective", "tired", NounPhrase("we")), "Estamos cansados."),
    (Clause("adjective", "famous", NounPhrase("song", "Plur"), "Past"), "Las canciones eran famosas."),
    (Clause("noun", "", NounPhrase("she"), noun=NounPhrase("student", determiner="indef", sex="Fem")),
     "Ella es estudiante."),
    (Clause("noun", "", MARIA, negated=True, noun=GOOD_FRIEND), "María no es una buena amiga."),
    (Clause("verb", "sleep", CHILD, question="polar", time="always"), "¿Siempre duerme el niño?"),
    (Clause("adjective", "big", NounPhrase("house"), question="polar"), "¿Es grande la casa?"),
    (Clause("verb", "dance", WHO, question="who", opener="no", vocative=MARIA), "No, María, ¿quién baila?"),
    (Clause("verb", "dance", NounPhrase("Anna", other=NounPhrase("mother")), "Past", manner="together"),
     "Ana y la madre bailaron juntas."),
    (Clause("verb", "sleep", NounPhrase("Maria", other=NounPhrase("Ivan")), "Past"),
     "María e Iván durmieron."),
    (Clause("verb", "sing", MARIA, "Past", time="sometimes"), "María a veces cantaba."),
    (Clause("verb", "fall", NounPhrase("star"), "Past", time="suddenly", fronted=True),
     "De repente la estrella cayó."),
    (Clause("verb", "cry", TEACHER, link=("but", Clause("verb", "laugh", NounPhrase("i"), "Past"))),
     "El profesor llora, pero reí."),
    (Clause("verb", "say", MARIA, complement=Clause("verb", "sleep", NounPhrase("she"))),
     "María dice que duerme."),
    (Clause("verb", "say", MARIA, complement=Clause("verb", "sleep", NounPhrase("he"))),
     "María dice que él duerme."),
    (Clause("verb", "sleep", NounPhrase("man", relative=Clause("verb", "swim", NounPhrase("man"), "Past"))),
     "El hombre que nadó duerme."),
]  # fmt: skip


@pytest.mark.parametrize(("meaning", "text"), SENTENCES)
def test_a_sentence(meaning, text):
    assert SPANISH.linearise(meaning).text == text


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (NounPhrase("dream", adjectives=("bad",)), "el mal sueño"),
        (NounPhrase("dream", adjectives=("bad",), degree="very"), "el sueño muy malo"),
        (NounPhrase("shirt", "Plur", "this", ("small", "blue")), "estas camisas pequeñas y azules"),
        (NounPhrase("car", "Sing", "indef", ("red", "interesting")), "un coche rojo e interesante"),
        (NounPhrase("idea", "Plur", owner=NounPhrase("we")), "nuestras ideas"),
        (NounPhrase("house", owner=NounPhrase("king")), "la casa del rey"),
        (NounPhrase("law", "Plur", "many"), "muchas leyes"),
        (NounPhrase("Cairo"), "El Cairo"),
    ],
)
def test_a_phrase(phrase, text):
    clause = Clause("verb", "find", NounPhrase("we"), object=phrase)
    assert SPANISH.linearise(clause).text == f"Encontramos {text}."


@pytest.mark.parametrize(
    ("verb", "tense", "negated", "complement", "text"),
    [
        ("hope", "Pres", False, SLEPT, "María espera que el niño haya dormido."),
        ("hope", "Past", False, SLEPT, "María esperaba que el niño durmiera."),
        ("believe", "Pres", True, SICK, "María no cree que la hermana esté enferma."),
        ("believe", "Pres", False, SICK, "María cree que la hermana está enferma."),
        ("know", "Pres", True, SICK, "María no sabe que la hermana está enferma."),
    ],
)
def test_mood(verb, tense, negated, complement, text):
    assert SPANISH.linearise(Clause("verb", verb, MARIA, tense, negated, complement=complement)).text == text


def test_the_contractions_are_multiword_tokens():
    said = SPANISH.linearise(Clause("place", "", MARIA, place=Adjunct("near", NounPhrase("river"))))
    assert said.text == "María está cerca del río."
    assert said.contractions == ((4, 5, "del"),)
    assert [(w.form, w.deprel) for w in said.words[2:5]] == [
        ("cerca", "case"),
        ("de", "fixed"),
        ("el", "det"),
    ]


def test_a_question_opens_with_its_mark():
    for sentence in generate("es", "train", 300, register="dialogue"):
        forms = [word.form for word in sentence.words]
        assert forms.count("¿") == forms.count("?")
        assert "¿ " not in sentence.text
        assert " ," not in sentence.text


def test_adjectives_agree_with_their_nouns():
    for sentence in generate("es", "train", 300):
        for word in sentence.words:
            if word.deprel == "amod":
                assert word.feats == sentence.words[word.head - 1].feats


@pytest.mark.parametrize(
    ("verb", "tense", "forms"),
    [
        ("see", "Past", "vi viste vio vimos vieron"),
        ("smile", "Pres", "sonrío sonríes sonríe sonreímos sonríen"),
        ("choose", "SubPres", "elija elijas elija elijamos elijan"),
        ("sleep", "SubImp", "durmiera durmieras durmiera durmiéramos durmieran"),
        ("arrive", "Past", "llegué llegaste llegó llegamos llegaron"),
        ("build", "Past", "construí construiste construyó construimos construyeron"),
    ],
)
def test_verbs(verb, tense, forms):
    lexeme = SPANISH.lexicon[verb]
    assert [SPANISH.conjugate(lexeme, tense, person) for person in range(5)] == forms.split()


def test_participles_and_plurals():
    assert participle(SPANISH.lexicon["read"]) == "leído"
    assert participle(SPANISH.lexicon["write"]) == "escrito"
    assert [plural(word) for word in ("pez", "avión", "café", "flor", "autobús")] == [
        "peces", "aviones", "cafés", "flores", "autobuses",
    ]  # fmt: skip
