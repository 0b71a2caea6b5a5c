"""Swedish: exact sentences, and properties of word order, definiteness and agreement."""

from __future__ import annotations

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

NP = NounPhrase
ANNA = NP("Anna")
SWEDISH = language("sv")


def verb(predicate, subject=ANNA, tense="Past", **rest):
    return Clause("verb", predicate, subject, tense, **rest)


SENTENCES = {
    "Sedan sov den gamla kungen.": verb(
        "sleep", NP("king", adjectives=("old",)), time="then", fronted=True, register="story"
    ),
    "1998 ville Anna inte ha någon hund.": verb(
        "want", object=NP("dog", determiner="indef"), negated=True, year="1998", fronted=True
    ),
    "Anna dricker inte alltid kaffet.": verb(
        "drink", tense="Pres", object=NP("coffee"), time="always", negated=True
    ),
    "Läraren sa att barnet inte ofta kommer tillbaka till skolan.": verb(
        "say",
        NP("teacher"),
        complement=verb(
            "return",
            NP("child"),
            "Pres",
            negated=True,
            time="often",
            adjuncts=(Adjunct("to", NP("school")),),
        ),
    ),
    "Slog Anna sönder Thomas lilla klocka?": verb(
        "break", question="polar", object=NP("clock", adjectives=("small",), owner=NP("Thomas"))
    ),
    "Vem gav Maria Garcias bror de dyra böckerna?": verb(
        "give",
        NP("who"),
        question="who",
        object=NP("book", "Plur", adjectives=("expensive",)),
        recipient=NP("brother", owner=NP("Maria", surname="Garcia")),
    ),
    "Maria tappar bort sin väska, men hennes hund hittar hans bok.": verb(
        "lose",
        NP("Maria"),
        "Pres",
        object=NP("bag", owner=NP("she")),
        link=("but", verb("find", NP("dog", owner=NP("she")), "Pres", object=NP("book", owner=NP("he")))),
    ),
    "Hon tog med te till oss igår.": verb(
        "bring", NP("she"), object=NP("tea", determiner="bare"), recipient=NP("we", "Plur"), time="yesterday"
    ),
    "Mannen som bor på ön tappade bort den där gröna nyckeln.": verb(
        "lose",
        NP("man", relative=verb("live", NP("man"), "Pres", adjuncts=(Adjunct("in", NP("island")),))),
        object=NP("key", determiner="that", adjectives=("green",)),
    ),
    "Lärarnas hus är litet och deras barn är små.": Clause(
        "adjective",
        "small",
        NP("house", owner=NP("teacher", "Plur")),
        link=("and", Clause("adjective", "small", NP("child", "Plur", owner=NP("they", "Plur")))),
    ),
    "Detta gamla träd är mycket vackert, men många svarta fåglar är tysta.": Clause(
        "adjective",
        "beautiful",
        NP("tree", determiner="this", adjectives=("old",)),
        degree="very",
        link=("but", Clause("adjective", "quiet", NP("bird", "Plur", "many", ("black",)))),
    ),
    "Varje dyrt hotell var fullt när vi kom fram till Paris.": Clause(
        "adjective",
        "full",
        NP("hotel", determiner="every", adjectives=("expensive",)),
        "Past",
        link=("when", verb("arrive", NP("we", "Plur"), adjuncts=(Adjunct("in", NP("Paris")),))),
    ),
    "Nej, Maria, du är inte läkare.": Clause(
        "noun",
        "",
        NP("you"),
        negated=True,
        noun=NP("doctor", determiner="indef"),
        opener="no",
        vocative=NP("Maria"),
    ),
    "Han är en bra vän.": Clause(
        "noun", "", NP("he"), noun=NP("friend", determiner="indef", adjectives=("good",))
    ),
    "Tre små möss tittar på den stora katten.": verb(
        "watch",
        NP("mouse", "Plur", "indef", ("small",), count="three"),
        "Pres",
        object=NP("cat", adjectives=("big",)),
    ),
    "Läkaren går utan hatt eftersom hennes hattar är på mitt kontor.": verb(
        "walk",
        NP("doctor"),
        "Pres",
        adjuncts=(Adjunct("without", NP("hat", determiner="indef")),),
        link=(
            "because",
            Clause(
                "place",
                "",
                NP("hat", "Plur", owner=NP("she")),
                place=Adjunct("in", NP("office", owner=NP("i"))),
            ),
        ),
    ),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text):
    assert SWEDISH.linearise(SENTENCES[text]).text == text


@pytest.fixture(scope="module")
def sentences():
    return list(generate("sv", "raw", 1000))


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("shop", "affär affären affärer affärerna"),
        ("street", "gata gatan gator gatorna"),
        ("bird", "fågel fågeln fåglar fåglarna"),
        ("cow", "ko kon kor korna"),
        ("apple", "äpple äpplet äpplen äpplena"),
        ("house", "hus huset hus husen"),
        ("teacher", "lärare läraren lärare lärarna"),
        ("man", "man mannen män männen"),
        ("window", "fönster fönstret fönster fönstren"),
        ("museum", "museum museet museer museerna"),
        ("computer", "dator datorn datorer datorerna"),
        ("idea", "idé idén idéer idéerna"),
    ],
)
def test_four_forms_of_a_noun(noun, forms):
    lexeme = SWEDISH.lexicon[noun]
    grid = [(number, definite) for number in ("Sing", "Plur") for definite in ("Ind", "Def")]
    found = [SWEDISH.noun_form(lexeme, {"Number": n, "Definite": d, "Case": "Nom"}) for n, d in grid]
    assert found == forms.split()


def test_the_negation_stands_before_the_verb_of_a_subordinate_clause_only(sentences):
    sides = {True: set(), False: set()}
    for sentence in sentences:
        for i, word in enumerate(sentence.words, start=1):
            if word.form != "inte":
                continue
            words = enumerate(sentence.words, start=1)
            auxiliaries = [j for j, w in words if w.head == word.head and w.upos == "AUX"]
            finite = [*auxiliaries, word.head][0]
            relation = sentence.words[word.head - 1].deprel
            sides[relation in ("ccomp", "advcl", "acl:relcl")].add(i < finite)
    assert sides == {True: {True}, False: {False}}


def test_a_fronted_time_inverts_subject_and_verb(sentences):
    fronted = [s for s in sentences if s.words[0].form in ("Sedan", "Plötsligt", "Igår", "Idag", "Nu")]
    assert fronted
    assert all(sentence.words[1].feats.get("VerbForm") == "Fin" for sentence in fronted)


def test_a_definite_adjective_has_an_article_and_a_suffix(sentences):
    articles = [
        (word, s.words[word.head - 1])
        for s in sentences
        for word in s.words
        if word.form in ("den", "det", "de") and word.upos == "DET"
    ]
    assert articles
    for article, noun in articles:
        assert noun.feats["Definite"] == "Def"
        assert article.feats["Number"] == noun.feats["Number"]
        assert article.feats.get("Gender", noun.feats["Gender"]) == noun.feats["Gender"]


def test_a_noun_with_an_owner_has_no_suffix(sentences):
    owned = [s.words[w.head - 1] for s in sentences for w in s.words if w.deprel == "nmod:poss"]
    assert owned
    assert all(noun.feats["Definite"] == "Ind" for noun in owned)
