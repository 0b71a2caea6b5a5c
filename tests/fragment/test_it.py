"""Italian: exact sentences, and properties of agreement and of articulated prepositions."""

from __future__ import annotations

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.languages.it_morphology import VOWELS, is_impure
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

NP = NounPhrase
ANNA = NP("Anna")
ITALIAN = language("it")


def verb(predicate, subject=ANNA, tense="Past", **rest):
    return Clause("verb", predicate, subject, tense, **rest)


def place(relation, subject=ANNA, tense="Pres", **phrase):
    return Clause("place", "", subject, tense, place=Adjunct(relation, NP(**phrase)))


SENTENCES = {
    "Il re ha comprato l'acqua.": verb("buy", NP("king"), object=NP("water")),
    "Nel 1998, Anna è arrivata in Francia.": verb(
        "arrive", year="1998", fronted=True, adjuncts=(Adjunct("in", NP("France")),)
    ),
    "Ieri Anna e il cuoco hanno danzato insieme.": verb(
        "dance", NP("Anna", other=NP("chef")), manner="together", time="yesterday", fronted=True
    ),
    "Sì, Maria, la donna si è fermata.": verb("stop", NP("woman"), opener="yes", vocative=NP("Maria")),
    "Le donne sono corse all'ospedale bianco.": verb(
        "run",
        NP("woman", "Plur"),
        adjuncts=(Adjunct("to", NP("hospital", adjectives=("white",))),),
    ),
    "Le donne hanno corso in cucina.": verb(
        "run", NP("woman", "Plur"), adjuncts=(Adjunct("in", NP("kitchen")),)
    ),
    "Maria talvolta non vende uova.": verb(
        "sell", NP("Maria"), "Pres", negated=True, time="sometimes", object=NP("egg", "Plur", "indef")
    ),
    "Ha mangiato delle uova fresche.": verb("eat", NP("she"), object=NP("egg", "Plur", "indef", ("fresh",))),
    "Un bell'amico vede quegli studenti.": verb(
        "see",
        NP("friend", determiner="indef", adjectives=("beautiful",)),
        "Pres",
        object=NP("student", "Plur", "that"),
    ),
    "Pensi che io dorma?": verb(
        "think", NP("you"), "Pres", question="polar", complement=verb("sleep", NP("i"), "Pres")
    ),
    "Il medico sperava che la lettera fosse sotto il letto.": verb(
        "hope", NP("doctor"), complement=place("under", NP("letter"), head="bed")
    ),
    "Anna crede che tu abbia letto il giornale.": verb(
        "believe", tense="Pres", complement=verb("read", NP("you"), object=NP("newspaper"))
    ),
    "Ha detto che lui aveva rotto la lampada dello scrittore.": verb(
        "say",
        NP("she"),
        complement=verb("break", NP("he"), object=NP("lamp", owner=NP("writer"))),
    ),
    "Lo studente è in biblioteca.": place("in", NP("student"), head="library"),
    "Lo studente è nella vecchia biblioteca.": place(
        "in", NP("student"), head="library", adjectives=("old",)
    ),
    "Siamo al Cairo.": place("in", NP("we", "Plur"), head="Cairo"),
    "Poi il lupo visse prima della guerra.": verb(
        "live",
        NP("wolf"),
        time="then",
        fronted=True,
        register="story",
        adjuncts=(Adjunct("before", NP("war")),),
    ),
    "I bambini diedero un anello rosso al vecchio contadino.": verb(
        "give",
        NP("child", "Plur"),
        register="story",
        object=NP("ring", determiner="indef", adjectives=("red",)),
        recipient=NP("farmer", adjectives=("old",)),
    ),
    "Chi legge una lunga storia triste?": verb(
        "read",
        NP("who"),
        "Pres",
        question="who",
        object=NP("story", determiner="indef", adjectives=("long", "sad")),
    ),
    "L'uomo che beve il tè è stanco.": Clause(
        "adjective", "tired", NP("man", relative=verb("drink", NP("man"), "Pres", object=NP("tea")))
    ),
    "Sono insegnante.": Clause("noun", "", NP("i"), noun=NP("teacher", determiner="indef", sex="Masc")),
    "La NASA aiuta ogni amico dell'UNESCO.": verb(
        "help", NP("NASA"), "Pres", object=NP("friend", determiner="every", owner=NP("UNESCO"))
    ),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text):
    assert ITALIAN.linearise(SENTENCES[text]).text == text


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (NP("mother", owner=NP("i")), "mia madre"),
        (NP("mother", owner=NP("i"), adjectives=("young",)), "la mia giovane madre"),
        (NP("mother", owner=NP("they", "Plur")), "la loro madre"),
        (NP("friend", "Plur", owner=NP("she")), "i suoi amici"),
        (NP("student", determiner="indef", adjectives=("good",)), "un buono studente"),
        (NP("bird", determiner="this"), "quest'uccello"),
        (NP("tree", "Plur", "that", ("old",)), "quei vecchi alberi"),
        (NP("house", "Plur", "many", ("white",)), "molte case bianche"),
        (NP("woman", determiner="indef", adjectives=("beautiful",), degree="very"), "una donna molto bella"),
        (NP("car", adjectives=("red", "expensive")), "la macchina rossa cara"),
        (NP("singer", adjectives=("famous", "happy")), "il famoso cantante felice"),
        (NP("egg", owner=NP("bird", "Plur")), "l'uovo degli uccelli"),
        (NP("Egypt"), "l'Egitto"),
    ],
)
def test_phrases(phrase, text):
    said = ITALIAN.linearise(Clause("verb", "see", NP("who"), question="who", object=phrase))
    assert said.text == f"Chi vede {text}?"


@pytest.fixture(scope="module")
def sentences():
    return list(generate("it", "raw", 1000))


def test_articulated_prepositions_are_multiword_tokens(sentences):
    pairs = [(i, s) for s in sentences for i, _, _ in s.contractions]
    assert len(pairs) > 100
    for i, sentence in pairs:
        assert (sentence.words[i - 1].upos, sentence.words[i].upos) == ("ADP", "DET"), sentence.text
    for sentence in sentences:
        joined = {i for i, _, _ in sentence.contractions}
        for i, (first, second) in enumerate(zip(sentence.words, sentence.words[1:], strict=False), start=1):
            if first.form.lower() in ("di", "a", "da", "in", "su") and second.lemma == "il":
                assert i in joined, sentence.text


def test_articles_fit_the_next_word(sentences):
    for sentence in sentences:
        for word, following in zip(sentence.words, sentence.words[1:], strict=False):
            form, vowel = word.form.lower(), following.form[0] in VOWELS
            if word.upos == "DET" and word.lemma in ("il", "uno", "quello"):
                assert form.endswith("'") != word.space_after, sentence.text
                assert not form.endswith("'") or vowel, sentence.text
                assert form not in ("lo", "uno", "quello") or is_impure(following.form), sentence.text
                assert form not in ("il", "la", "una", "quel") or not vowel, sentence.text


def test_modifiers_and_participles_agree(sentences):
    for sentence in sentences:
        for word in sentence.words:
            head = sentence.words[word.head - 1]
            if word.deprel in ("det", "amod", "det:poss") and "Gender" in head.feats:
                for feature in ("Gender", "Number"):
                    assert word.feats.get(feature, head.feats[feature]) == head.feats[feature], sentence.text
            if word.deprel == "aux" and word.lemma == "avere":
                assert head.form.endswith("o"), sentence.text


def test_belief_takes_the_subjunctive(sentences):
    believed = [
        [w for w in s.words if w.feats.get("VerbForm") == "Fin" and (w is c or s.words[w.head - 1] is c)]
        for s in sentences
        for c in s.words
        if c.deprel == "ccomp" and s.words[c.head - 1].concept in ("think", "believe", "hope")
    ]
    assert believed
    assert all(any(w.feats["Mood"] == "Sub" for w in words) for words in believed)
