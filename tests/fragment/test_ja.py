"""Japanese: exact sentences for the tricky grammar; properties of units, particles and head-finality."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ja_morphology import te_form, verb
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

TEACHER, STUDENT, DOG = NounPhrase("teacher"), NounPhrase("student"), NounPhrase("dog")
BOOK, BREAD = NounPhrase("book"), NounPhrase("bread")
READ = Clause("verb", "read", TEACHER, "Past", object=BOOK)
EAT = Clause("verb", "eat", STUDENT, "Past", object=BREAD)
DOGS = NounPhrase("dog", "Plur", "indef", ("old",), count="three")
HAPPY = Clause("adjective", "happy", STUDENT)
MEMBER = Clause("noun", "", STUDENT, noun=NounPhrase("doctor", "Sing", "indef"))
IN_HOUSE = Adjunct("in", NounPhrase("house"))

POLITE = {
    "先生は本を読みました。": READ,
    "先生は本を読みませんでしたか。": replace(READ, negated=True, question="polar"),
    "誰が本を読みますか。": replace(READ, subject=NounPhrase("who"), tense="Pres", question="who"),
    "先生は本を読んで、学生はパンを食べました。": replace(READ, link=("and", EAT)),
    "先生は本を読みますし、学生はパンを食べました。": replace(READ, tense="Pres", link=("and", EAT)),
    "先生は本を読まず、学生はパンを食べました。": replace(READ, negated=True, link=("and", EAT)),
    "先生は本を読みましたが、学生はパンを食べました。": replace(READ, link=("but", EAT)),
    "学生が幸せだから、先生は本を読みました。": replace(READ, link=("because", HAPPY)),
    "学生が幸せなとき、先生は本を読みました。": replace(READ, link=("when", HAPPY)),
    "学生が医者であるとき、先生は本を読みました。": replace(READ, link=("when", MEMBER)),
    "先生は、学生がパンを食べたと言いました。": Clause("verb", "say", TEACHER, "Past", complement=EAT),
    "先生は、学生がパンを食べたことを知りません。": Clause(
        "verb", "know", TEACHER, negated=True, complement=EAT
    ),
    "パンを食べた学生は医者ではありませんでした。": replace(
        MEMBER, subject=replace(STUDENT, relative=EAT), tense="Past", negated=True
    ),
    "家に三匹の年老いた犬がいます。": Clause("place", "", DOGS, place=IN_HOUSE),
    "三匹の年老いた犬は家にいません。": Clause("place", "", DOGS, negated=True, place=IN_HOUSE),
    "本は家になく、学生は幸せです。": Clause(
        "place", "", BOOK, negated=True, place=IN_HOUSE, link=("and", HAPPY)
    ),
    "私は本が欲しかったです。": Clause("verb", "want", NounPhrase("i"), "Past", object=BOOK),
    "はい、マリアさん、本が欲しいですか。": Clause(
        "verb",
        "want",
        NounPhrase("you"),
        object=BOOK,
        question="polar",
        opener="yes",
        vocative=NounPhrase("Maria"),
    ),
    "1995年に先生は本を読みました。": replace(READ, year="1995", fronted=True),
    "学生は本を欲しがっています。": Clause("verb", "want", STUDENT, object=BOOK),
    "この家は大きすぎました。": Clause(
        "adjective", "big", NounPhrase("house", "Sing", "this"), "Past", degree="too"
    ),
    "家はあまり新しくないです。": Clause(
        "adjective", "new", NounPhrase("house"), negated=True, degree="very"
    ),
    "マリア・スミスは私の母親と一緒に家に住んでいます。": Clause(
        "verb",
        "live",
        NounPhrase("Maria", surname="Smith"),
        adjuncts=(IN_HOUSE, Adjunct("with", NounPhrase("mother", owner=NounPhrase("i")))),
    ),
    "先生たちは昨日、家で学生に新しくてよい本を渡しました。": Clause(
        "verb",
        "give",
        NounPhrase("teacher", "Plur"),
        "Past",
        object=NounPhrase("book", adjectives=("good", "new")),
        recipient=STUDENT,
        time="yesterday",
        adjuncts=(IN_HOUSE,),
    ),
}
PLAIN = {
    "先生は本を読んだ。": READ,
    "先生は本を読まなかったか。": replace(READ, negated=True, question="polar"),
    "学生は医者か。": replace(MEMBER, question="polar"),
    "学生は幸せだった。": replace(HAPPY, tense="Past"),
    "先生は本を読むし、学生はパンを食べた。": replace(READ, tense="Pres", link=("and", EAT)),
    "学生が幸せだから、先生は本を読まなかった。": replace(READ, negated=True, link=("because", HAPPY)),
    "学生がパンを食べたとき、突然、先生は本を読んだ。": replace(
        READ, time="suddenly", fronted=True, link=("when", EAT)
    ),
    "その後、三匹の年老いた犬が本を読んだ。": replace(READ, subject=DOGS, time="then", fronted=True),
    "本は家にない。": Clause("place", "", BOOK, negated=True, place=IN_HOUSE),
}


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(generate("ja", "raw", 1000))


@pytest.mark.parametrize(("text", "meaning"), POLITE.items())
def test_dialogues_are_polite(text: str, meaning: Clause) -> None:
    assert language("ja").linearise(replace(meaning, register="dialogue")).text == text


@pytest.mark.parametrize(("text", "meaning"), PLAIN.items())
def test_news_and_stories_are_plain(text: str, meaning: Clause) -> None:
    assert language("ja").linearise(meaning).text == text


@pytest.mark.parametrize(
    ("lemma", "kind", "te", "negative", "polite"),
    [
        ("買う", "", "買って", "買わない", "買います"),
        ("書く", "", "書いて", "書かない", "書きます"),
        ("泳ぐ", "", "泳いで", "泳がない", "泳ぎます"),
        ("隠す", "", "隠して", "隠さない", "隠します"),
        ("育つ", "", "育って", "育たない", "育ちます"),
        ("選ぶ", "", "選んで", "選ばない", "選びます"),
        ("住む", "", "住んで", "住まない", "住みます"),
        ("走る", "", "走って", "走らない", "走ります"),
        ("食べる", "1", "食べて", "食べない", "食べます"),
        ("訪問", "suru", "訪問して", "訪問しない", "訪問します"),
    ],
)
def test_verbs_inflect(lemma: str, kind: str, te: str, negative: str, polite: str) -> None:
    forms = (
        te_form(lemma, kind),
        verb(lemma, kind, "Pres", True, "plain"),
        verb(lemma, kind, "Pres", False, "polite"),
    )
    assert tuple("".join(token.form for token in units) for units in forms) == (te, negative, polite)


def test_only_function_words_follow_their_heads(sentences: list[Sentence]) -> None:
    after = {
        (word.upos, word.deprel)
        for sentence in sentences
        for position, word in enumerate(sentence.words, start=1)
        if 0 < word.head < position
    }
    assert {upos for upos, deprel in after if deprel != "fixed"} <= {
        "ADP",
        "AUX",
        "SCONJ",
        "PART",
        "PUNCT",
        "SYM",
    }


@pytest.mark.parametrize("register", ["news", "dialogue", "story"])
def test_the_register_decides_the_style(register: str) -> None:
    polite = ("ます", "です", "でした", "ました", "ません")
    for sentence in generate("ja", "raw", 200, register=register):
        text = sentence.text.removesuffix("。").removesuffix("か")
        assert text.endswith(polite) == (register == "dialogue"), text


def test_the_text_has_no_spaces_and_no_strayed_comma(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        assert sentence.text == "".join(word.form for word in sentence.words)
        assert not any(stray in sentence.text for stray in ("、、", "、。", " "))


def test_what_exists_is_animate_with_iru_and_inanimate_with_aru(sentences: list[Sentence]) -> None:
    kinds: dict[str, set[str]] = {"いる": set(), "ある": set()}
    for sentence in sentences:
        for word in sentence.words:
            verb_word = sentence.words[word.head - 1]
            if word.deprel == "nsubj" and word.concept in c.CLASS_OF and verb_word.upos == "VERB":
                kinds.get(verb_word.lemma, set()).add(c.CLASS_OF[word.concept])
    assert kinds["いる"] == {"person", "animal"}
    assert kinds["ある"]
    assert kinds["ある"].isdisjoint({"person", "animal"})


def test_function_words_are_ambiguous(sentences: list[Sentence]) -> None:
    tags: dict[str, set[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            tags.setdefault(word.form, set()).add(word.upos)
    assert tags["で"] == {"ADP", "AUX", "SCONJ"}
    assert tags["が"] == {"ADP", "SCONJ"}
    assert tags["し"] == {"AUX", "SCONJ"}
