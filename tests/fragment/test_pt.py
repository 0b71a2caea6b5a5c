"""Portuguese: sentences written by hand for the corners of its grammar, and its rules of agreement."""

from __future__ import annotations

from itertools import pairwise

import pytest

from xling_utils.fragment import generate
from xling_utils.fragment.languages.pt import LANGUAGE as PORTUGUESE
from xling_utils.fragment.languages.pt_morphology import participle, plural
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

TEACHER, CHILD, MARIA, WHO = (NounPhrase(head) for head in ("teacher", "child", "Maria", "who"))
SICK = Clause("adjective", "sick", NounPhrase("sister"))
SLEPT = Clause("verb", "sleep", CHILD, "Past")

SENTENCES = [
    (Clause("verb", "see", TEACHER, "Past", object=MARIA), "O professor viu Maria."),
    (Clause("verb", "buy", MARIA, object=NounPhrase("apple", "Plur", "indef")), "Maria compra maçãs."),
    (Clause("verb", "sleep", NounPhrase("friend", "Plur", "indef")), "Alguns amigos dormem."),
    (Clause("verb", "watch", MARIA, "Past", object=NounPhrase("film")), "Maria assistiu ao filme."),
    (Clause("verb", "give", MARIA, "Past", object=NounPhrase("key"), recipient=NounPhrase("woman", "Plur")),
     "Maria deu a chave às mulheres."),
    (Clause("verb", "want", NounPhrase("i"), "Past", object=NounPhrase("bread")), "Eu queria o pão."),
    (Clause("verb", "want", NounPhrase("i"), object=NounPhrase("bread")), "Quero o pão."),
    (Clause("verb", "want", NounPhrase("you"), object=NounPhrase("bread")), "Você quer o pão."),
    (Clause("adjective", "tired", NounPhrase("we")), "Estamos cansados."),
    (Clause("adjective", "difficult", NounPhrase("lesson", "Plur"), "Past"), "As aulas eram difíceis."),
    (Clause("noun", "", NounPhrase("she"), noun=NounPhrase("doctor", determiner="indef", sex="Fem")),
     "Ela é médica."),
    (Clause("verb", "sleep", CHILD, question="polar", opener="yes", vocative=MARIA),
     "Sim, Maria, a criança dorme?"),
    (Clause("verb", "dance", WHO, question="who"), "Quem dança?"),
    (Clause("verb", "dance", NounPhrase("Anna", other=NounPhrase("mother")), "Past", manner="together"),
     "Ana e a mãe dançaram juntas."),
    (Clause("verb", "sing", MARIA, "Past", time="sometimes"), "Maria às vezes cantava."),
    (Clause("verb", "fall", NounPhrase("star"), "Past", time="suddenly", fronted=True),
     "De repente a estrela caiu."),
    (Clause("verb", "arrive", NounPhrase("Google"), "Past", adjuncts=(Adjunct("in", NounPhrase("Cairo")),)),
     "O Google chegou ao Cairo."),
    (Clause("adjective", "heavy", NounPhrase("stone"), degree="too"), "A pedra é pesada demais."),
    (Clause("verb", "say", MARIA, complement=Clause("verb", "sleep", NounPhrase("she"))),
     "Maria diz que dorme."),
    (Clause("verb", "sleep", NounPhrase("man", relative=Clause("verb", "swim", NounPhrase("man"), "Past"))),
     "O homem que nadou dorme."),
]  # fmt: skip


@pytest.mark.parametrize(("meaning", "text"), SENTENCES)
def test_a_sentence(meaning, text):
    assert PORTUGUESE.linearise(meaning).text == text


@pytest.mark.parametrize(
    ("relation", "phrase", "text"),
    [
        ("in", NounPhrase("garden"), "no jardim"),
        ("in", NounPhrase("city", "Plur", "this"), "nestas cidades"),
        ("in", NounPhrase("city", determiner="indef"), "em uma cidade"),
        ("near", NounPhrase("hotel", determiner="that"), "perto daquele hotel"),
        ("from", NounPhrase("Turkey"), "da Turquia"),
        ("from", NounPhrase("Lisbon"), "de Lisboa"),
        ("behind", NounPhrase("house", owner=NounPhrase("they")), "atrás da casa deles"),
        ("with", NounPhrase("mother", owner=NounPhrase("i")), "com minha mãe"),
        ("in", NounPhrase("room", owner=NounPhrase("we")), "no nosso quarto"),
        ("with", NounPhrase("friend", "Plur", "indef", ("good",)), "com alguns bons amigos"),
        ("without", NounPhrase("map", determiner="indef"), "sem mapa"),
        ("on", NounPhrase("island"), "na ilha"),
        ("on", NounPhrase("table"), "sobre a mesa"),
    ],
)
def test_relations_and_contractions(relation, phrase, text):
    clause = Clause("verb", "run", NounPhrase("i"), adjuncts=(Adjunct(relation, phrase),))
    assert PORTUGUESE.linearise(clause).text == f"Corro {text}."


@pytest.mark.parametrize(
    ("verb", "tense", "negated", "complement", "text"),
    [
        ("hope", "Pres", False, SLEPT, "Maria espera que a criança tenha dormido."),
        ("hope", "Past", False, SLEPT, "Maria esperava que a criança dormisse."),
        ("believe", "Pres", True, SICK, "Maria não acredita que a irmã esteja doente."),
        ("know", "Pres", True, SICK, "Maria não sabe que a irmã está doente."),
    ],
)
def test_mood(verb, tense, negated, complement, text):
    assert (
        PORTUGUESE.linearise(Clause("verb", verb, MARIA, tense, negated, complement=complement)).text == text
    )


def test_a_contraction_keeps_its_two_words():
    said = PORTUGUESE.linearise(Clause("adjective", "new", NounPhrase("car", owner=NounPhrase("she"))))
    assert said.text == "O carro dela é novo."
    assert said.contractions == ((3, 4, "dela"),)
    assert [(word.form, word.upos) for word in said.words[2:4]] == [("de", "ADP"), ("ela", "PRON")]


def test_no_contraction_is_forgotten():
    for sentence in generate("pt", "train", 500):
        words = sentence.text.lower().split()
        pairs = set(pairwise(words))
        forbidden = {(p, d) for p in ("de", "em") for d in ("o", "a", "os", "as", "este", "ele", "ela")}
        assert not pairs & forbidden


def test_adjectives_agree_with_their_nouns():
    for sentence in generate("pt", "train", 300):
        for word in sentence.words:
            if word.deprel == "amod":
                assert word.feats == sentence.words[word.head - 1].feats


@pytest.mark.parametrize(
    ("verb", "tense", "forms"),
    [
        ("fall", "Past", "caí caiu caiu caímos caíram"),
        ("build", "Imp", "construía construía construía construíamos construíam"),
        ("arrive", "Past", "cheguei chegou chegou chegamos chegaram"),
        ("say", "SubImp", "dissesse dissesse dissesse disséssemos dissessem"),
        ("drink", "SubImp", "bebesse bebesse bebesse bebêssemos bebessem"),
        ("follow", "SubPres", "siga siga siga sigamos sigam"),
    ],
)
def test_verbs(verb, tense, forms):
    lexeme = PORTUGUESE.lexicon[verb]
    assert [PORTUGUESE.conjugate(lexeme, tense, person) for person in range(5)] == forms.split()


def test_participles_and_plurals():
    assert [participle(PORTUGUESE.lexicon[verb]) for verb in ("fall", "follow", "build")] == [
        "caído", "seguido", "construído",
    ]  # fmt: skip
    assert [plural(word) for word in ("leão", "homem", "hotel", "animal", "flor", "gentil")] == [
        "leões", "homens", "hotéis", "animais", "flores", "gentis",
    ]  # fmt: skip
