"""Chinese: aspect, classifiers, modifiers before the noun, localisers, 把, 得 and 的."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from xling_utils.fragment import generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

CHINESE = language("zh")
MARIA, SHE, TEACHER, CHILD = (NounPhrase(x) for x in ("Maria", "she", "teacher", "child"))
BOOK, A_BOOK = NounPhrase("book"), NounPhrase("book", determiner="indef")
READ = Clause("verb", "read", TEACHER, "Past", object=A_BOOK)
SLEPT = Clause("verb", "sleep", CHILD, "Past")
GAVE = Clause("verb", "give", SHE, "Past", object=BOOK, recipient=CHILD)
SICK = Clause("adjective", "sick", CHILD)
CHILDREN = NounPhrase("child", "Plur")

EXPECTED = {
    "老师读了一本书。": READ,
    "老师在读一本书。": replace(READ, tense="Pres"),
    "老师没有读书。": replace(READ, negated=True),
    "老师经常读书。": replace(READ, object=BOOK, time="often"),
    "2015年，老师读了三本关于战争的旧书。": replace(
        READ,
        object=NounPhrase("book", "Plur", "indef", ("old",), count="three"),
        adjuncts=(Adjunct("about", NounPhrase("war")),),
        year="2015",
        fronted=True,
    ),
    "突然，一个孩子睡着了。": replace(
        SLEPT, subject=replace(CHILD, determiner="indef"), time="suddenly", fronted=True
    ),
    "孩子睡得很好。": replace(SLEPT, manner="well"),
    "孩子睡得不好。": replace(SLEPT, manner="well", negated=True),
    "老师把信写得很差。": replace(READ, predicate="write", object=NounPhrase("letter"), manner="badly"),
    "她把书给了孩子。": GAVE,
    "她给了孩子一本书。": replace(GAVE, object=A_BOOK),
    "她向孩子展示了书。": replace(GAVE, predicate="show"),
    "谁把每本书都卖给了孩子？": replace(
        GAVE,
        predicate="sell",
        subject=NounPhrase("who"),
        question="who",
        object=replace(BOOK, determiner="every"),
    ),
    "桌子上有一本书。": Clause("place", "", A_BOOK, place=Adjunct("on", NounPhrase("table"))),
    "书不在桌子上。": Clause("place", "", BOOK, negated=True, place=Adjunct("on", NounPhrase("table"))),
    "她住在学校附近。": Clause("verb", "live", SHE, adjuncts=(Adjunct("near", NounPhrase("school")),)),
    "她跑到了学校。": Clause("verb", "run", SHE, "Past", adjuncts=(Adjunct("to", NounPhrase("school")),)),
    "孩子很快乐。": replace(SICK, predicate="happy"),
    "孩子不是很快乐。": replace(SICK, predicate="happy", degree="very", negated=True),
    "孩子太快乐了。": replace(SICK, predicate="happy", degree="too"),
    "孩子生病了。": SICK,
    "孩子病得非常厉害。": replace(SICK, degree="very"),
    "帽子是红色的。": replace(SICK, predicate="red", subject=NounPhrase("hat")),
    "她是一位好老师。": Clause("noun", "", SHE, noun=NounPhrase("teacher", "Sing", "indef", ("good",))),
    "是的，玛丽亚，她戴着一顶漂亮的红色帽子。": Clause(
        "verb",
        "wear",
        SHE,
        object=NounPhrase("hat", "Sing", "indef", ("beautiful", "red")),
        opener="yes",
        vocative=MARIA,
    ),
    "读了一本书的孩子们在睡觉。": Clause(
        "verb", "sleep", replace(CHILDREN, relative=replace(READ, subject=CHILDREN))
    ),
    "当孩子生病时，玛丽亚·史密斯哭了。": Clause(
        "verb", "cry", replace(MARIA, surname="Smith"), "Past", link=("when", replace(SICK, tense="Past"))
    ),
    "老师说孩子没睡觉，但是她在工作。": Clause(
        "verb",
        "say",
        TEACHER,
        complement=replace(SLEPT, negated=True, register="dialogue"),
        link=("but", Clause("verb", "work", SHE)),
    ),
    "Samsung于2024年计划了一次会议。": Clause(
        "verb",
        "plan_v",
        NounPhrase("Samsung"),
        "Past",
        object=NounPhrase("meeting", determiner="indef"),
        year="2024",
    ),
}


@pytest.fixture(scope="module")
def sentences():
    return list(generate("zh", "raw", 800))


@pytest.mark.parametrize("text", EXPECTED)
def test_sentences(text):
    assert CHINESE.linearise(EXPECTED[text]).text == text


def test_a_classifier_follows_its_numeral_or_determiner(sentences):
    for sentence in sentences:
        for number, following in pairwise(sentence.words):
            if number.upos == "NUM" and number.form != "许多":
                assert following.deprel == "clf" or following.form == "年", sentence.text
        for word in sentence.words:
            if word.deprel == "clf":
                assert sentence.words[word.head - 1].upos in ("NUM", "DET"), sentence.text


def test_modifiers_precede_their_nouns(sentences):
    before = {"nummod", "det", "amod", "nmod", "acl:relcl", "advcl", "advmod", "obl", "obl:patient"}
    for sentence in sentences:
        for position, word in enumerate(sentence.words, start=1):
            if word.deprel in before and sentence.words[word.head - 1].form != "住":
                assert position < word.head, sentence.text


def test_nothing_negated_takes_an_aspect_mark(sentences):
    for sentence in sentences:
        marked = {w.head for w in sentence.words if w.deprel == "aux"}
        negated = {w.head for w in sentence.words if w.form in ("不", "没", "没有") and w.deprel == "advmod"}
        assert not marked & negated, sentence.text


def test_no_spaces_and_simplified_characters(sentences):
    text = "".join(sentence.text for sentence in sentences)
    assert " " not in text
    assert not set("們個說國學書東車馬開來時對這") & set(text)
