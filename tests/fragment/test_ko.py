"""Korean: exact sentences for the tricky grammar; properties of particles, endings and head-finality."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ko_morphology import PARTICLES, copula, final_of, inflect, particle
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

TEACHER, STUDENT, SPEAKER = NounPhrase("teacher"), NounPhrase("student"), NounPhrase("i")
BOOK, BREAD = NounPhrase("book"), NounPhrase("bread")
READ = Clause("verb", "read", TEACHER, "Past", object=BOOK)
EAT = Clause("verb", "eat", STUDENT, "Past", object=BREAD)
DOGS = NounPhrase("dog", "Plur", "indef", ("small",), count="three")
HAPPY = Clause("adjective", "happy", STUDENT)
DOCTOR = Clause("noun", "", STUDENT, noun=NounPhrase("doctor", "Sing", "indef"))
IN_HOUSE = Adjunct("in", NounPhrase("house"))
FULL_BOX = Clause("adjective", "full", NounPhrase("box", "Sing", "this"))

PLAIN = {
    "선생님은 책을 읽었다.": READ,
    "선생님은 책을 읽지 않았다.": replace(READ, negated=True),
    "누가 책을 읽는가?": replace(READ, subject=NounPhrase("who"), tense="Pres", question="who"),
    "선생님은 지금 책을 읽고 있다.": replace(READ, tense="Pres", time="now"),
    "선생님은 책을 읽었고, 학생은 빵을 먹었다.": replace(READ, link=("and", EAT)),
    "선생님은 책을 읽지 않았지만, 학생은 빵을 먹었다.": replace(READ, negated=True, link=("but", EAT)),
    "학생이 행복하기 때문에, 선생님은 책을 읽었다.": replace(READ, link=("because", HAPPY)),
    "학생이 의사일 때, 선생님은 책을 읽었다.": replace(READ, link=("when", DOCTOR)),
    "학생이 빵을 먹었을 때, 갑자기 선생님은 책을 읽었다.": replace(
        READ, time="suddenly", fronted=True, link=("when", EAT)
    ),
    "선생님은 학생이 빵을 먹었다고 말했다.": Clause("verb", "say", TEACHER, "Past", complement=EAT),
    "선생님은 학생이 의사라는 것을 모른다.": Clause("verb", "know", TEACHER, negated=True, complement=DOCTOR),
    "선생님은 학생이 행복하기를 바란다.": Clause("verb", "hope", TEACHER, complement=HAPPY),
    "빵을 먹은 학생은 의사가 아니었다.": replace(
        DOCTOR, subject=replace(STUDENT, relative=EAT), tense="Past", negated=True
    ),
    "집에 세 마리의 작은 개가 있다.": Clause("place", "", DOGS, place=IN_HOUSE),
    "세 마리의 작은 개는 집에 없다.": Clause("place", "", DOGS, negated=True, place=IN_HOUSE),
    "이 상자는 가득 차 있다.": FULL_BOX,
    "초록색 모자는 빨갛다.": Clause("adjective", "red", NounPhrase("hat", adjectives=("green",))),
    "내 어머니는 2019년에 Google과 함께 학교를 지었다.": Clause(
        "verb",
        "build",
        NounPhrase("mother", owner=SPEAKER),
        "Past",
        object=NounPhrase("school"),
        year="2019",
        adjuncts=(Adjunct("with", NounPhrase("Google")),),
    ),
    "다나카 겐지와 마리아 스미스는 12명의 학생에게 크고 무거운 상자를 보냈다.": Clause(
        "verb",
        "send",
        NounPhrase("Kenji", surname="Tanaka", other=NounPhrase("Maria", surname="Smith")),
        "Past",
        object=NounPhrase("box", adjectives=("big", "heavy")),
        recipient=NounPhrase("student", "Plur", "indef", count="12"),
    ),
}
POLITE = {
    "선생님은 책을 안 읽었어요?": replace(READ, negated=True, question="polar"),
    "책을 읽어요?": replace(READ, subject=NounPhrase("you"), tense="Pres", question="polar"),
    "아니요, 마리아 씨, 저는 의사예요.": replace(
        DOCTOR, subject=SPEAKER, opener="no", vocative=NounPhrase("Maria")
    ),
    "제 집은 별로 크지 않아요.": Clause(
        "adjective", "big", NounPhrase("house", owner=SPEAKER), negated=True, degree="very"
    ),
    "학생은 노래를 안 불러요.": Clause("verb", "sing", STUDENT, negated=True, object=NounPhrase("song")),
    "저는 코트를 입고 있어요.": Clause("verb", "wear", SPEAKER, object=NounPhrase("coat")),
}


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return list(generate("ko", "raw", 1000))


@pytest.mark.parametrize(("text", "meaning"), PLAIN.items())
def test_news_and_stories_are_plain(text: str, meaning: Clause) -> None:
    assert language("ko").linearise(meaning).text == text


@pytest.mark.parametrize(("text", "meaning"), POLITE.items())
def test_dialogues_are_polite(text: str, meaning: Clause) -> None:
    assert language("ko").linearise(replace(meaning, register="dialogue")).text == text


@pytest.mark.parametrize(
    ("lemma", "irregular", "forms"),
    [
        ("읽다", "", "읽는다 읽었다 읽어요 읽는 읽은 읽을"),
        ("쓰다", "", "쓴다 썼다 써요 쓰는 쓴 쓸"),
        ("놀다", "", "논다 놀았다 놀아요 노는 논 놀"),
        ("듣다", "d", "듣는다 들었다 들어요 듣는 들은 들을"),
        ("짓다", "s", "짓는다 지었다 지어요 짓는 지은 지을"),
        ("돕다", "b", "돕는다 도왔다 도와요 돕는 도운 도울"),
        ("부르다", "r", "부른다 불렀다 불러요 부르는 부른 부를"),
        ("보다", "", "본다 봤다 봐요 보는 본 볼"),
        ("마시다", "", "마신다 마셨다 마셔요 마시는 마신 마실"),
        ("일하다", "", "일한다 일했다 일해요 일하는 일한 일할"),
    ],
)
def test_verbs_inflect(lemma: str, irregular: str, forms: str) -> None:
    found = (
        inflect(lemma, irregular, "verb", "Pres", "final", polite=False),
        inflect(lemma, irregular, "verb", "Past", "final", polite=False),
        inflect(lemma, irregular, "verb", "Pres", "final", polite=True),
        inflect(lemma, irregular, "verb", "Pres", "adnominal", polite=False),
        inflect(lemma, irregular, "verb", "Past", "adnominal", polite=False),
        inflect(lemma, irregular, "verb", "Pres", "ㄹ", polite=False),
    )
    assert " ".join(found) == forms


@pytest.mark.parametrize(
    ("lemma", "irregular", "forms"),
    [
        ("크다", "", "크다 컸다 커요 큰 컸던"),
        ("나쁘다", "", "나쁘다 나빴다 나빠요 나쁜 나빴던"),
        ("아름답다", "b", "아름답다 아름다웠다 아름다워요 아름다운 아름다웠던"),
        ("하얗다", "h", "하얗다 하얬다 하얘요 하얀 하얬던"),
        ("빠르다", "r", "빠르다 빨랐다 빨라요 빠른 빨랐던"),
        ("길다", "", "길다 길었다 길어요 긴 길었던"),
        ("아니다", "", "아니다 아니었다 아니에요 아닌 아니었던"),
    ],
)
def test_adjectives_inflect(lemma: str, irregular: str, forms: str) -> None:
    found = (
        inflect(lemma, irregular, "adjective", "Pres", "final", polite=False),
        inflect(lemma, irregular, "adjective", "Past", "final", polite=False),
        inflect(lemma, irregular, "adjective", "Pres", "final", polite=True),
        inflect(lemma, irregular, "adjective", "Pres", "adnominal", polite=False),
        inflect(lemma, irregular, "adjective", "Past", "adnominal", polite=False),
    )
    assert " ".join(found) == forms


def test_particles_and_copula_see_the_final_consonant() -> None:
    assert [particle(word, "topic") for word in ("책", "의사", "물")] == ["은", "는", "은"]
    assert [particle(word, "to") for word in ("집", "학교", "교실")] == ["으로", "로", "로"]
    assert [copula(word, "Past", "final", polite=False) for word in ("학생", "의사")] == ["이었다", "였다"]
    assert [copula(word, "Pres", "final", polite=True) for word in ("학생", "의사")] == ["이에요", "예요"]


def test_every_particle_fits_its_noun(sentences: list[Sentence]) -> None:
    """The topic, subject, object and "with" particles after nouns in Hangul."""
    checked = 0
    for sentence in sentences:
        for word in sentence.words:
            base = word.lemma + "들" * word.form.startswith(word.lemma + "들")
            ending = word.form.removeprefix(base)
            for closed, open_ in [PARTICLES[name] for name in ("topic", "subj", "obj", "with")]:
                if word.upos in ("NOUN", "PROPN") and ending in (closed, open_) and not base.isascii():
                    assert ending == (open_ if final_of(base) == " " else closed), word.form
                    checked += 1
    assert checked > 500


def test_only_function_words_and_parts_of_a_unit_follow_their_heads(sentences: list[Sentence]) -> None:
    after = {
        word.deprel
        for sentence in sentences
        for position, word in enumerate(sentence.words, start=1)
        if 0 < word.head < position
    }
    assert after == {"aux", "cop", "case", "flat", "conj", "punct"}


@pytest.mark.parametrize("register", ["news", "dialogue", "story"])
def test_the_register_decides_the_style(register: str) -> None:
    for sentence in generate("ko", "raw", 200, register=register):
        assert (sentence.words[-2].form[-1] == "요") == (register == "dialogue")
        assert sentence.words[-2].form[-1] in "요다가"


def test_an_entity_keeps_its_particle(sentences: list[Sentence]) -> None:
    endings = {
        word.form.removeprefix(word.lemma)
        for s in sentences
        for word in s.words
        if word.concept in c.ENTITY_TYPE
    }
    assert {"은", "는", "을", "를", "에게", "에서", "의", ""} <= endings


def test_forms_are_ambiguous(sentences: list[Sentence]) -> None:
    tags: dict[str, set[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            tags.setdefault(word.form, set()).add(word.upos)
    assert tags["있다"] == {"ADJ", "AUX"}
    assert tags["네"] == {"INTJ", "NUM"}
