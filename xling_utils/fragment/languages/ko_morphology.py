"""Korean: particles and inflected forms, computed on Hangul syllables. Belongs to `languages.ko`.

A Hangul syllable is the code point ``0xAC00 + (initial * 21 + vowel) * 28 + final``; the final consonant
(받침) decides between the variants of a particle or an ending.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

FIRST = 0xAC00
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CONTRACTED = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}
"""Last vowel of a stem -> what it becomes with the ending 아 or 어."""
ABSORBING = "ㅏㅓㅐㅔㅕ"
"""Last vowels of a stem that swallow the ending 아 or 어."""
PARTICLES = {
    "topic": ("은", "는"),
    "subj": ("이", "가"),
    "obj": ("을", "를"),
    "with": ("과", "와"),
    "to": ("으로", "로"),
    "gen": ("의", "의"),
    "dat": ("에게", "에게"),
    "at": ("에", "에"),
    "in": ("에서", "에서"),
    "until": ("까지", "까지"),
    "starting": ("에서부터", "에서부터"),
}
"""Particle -> its form after a consonant and after a vowel."""

Kind = Literal["verb", "adjective", "existence"]
"""What a predicate inflects like; 있다 and 없다 are between verbs and adjectives."""
Ending = Literal["final", "question", "고", "지만", "기", "기를", "ㄹ", "다고", "다는", "adnominal"]


class Unit(NamedTuple):
    """One word of a predicate."""

    form: str
    lemma: str


def final_of(word: str) -> str:
    """The final consonant of the last syllable, or a space."""
    return FINALS[(ord(word[-1]) - FIRST) % 28]


def vowel_of(word: str) -> str:
    """The vowel of the last syllable."""
    return VOWELS[(ord(word[-1]) - FIRST) // 28 % 21]


def with_final(word: str, final: str) -> str:
    """The word with another final consonant (a space for none)."""
    code = ord(word[-1]) - FIRST
    return word[:-1] + chr(FIRST + code - code % 28 + FINALS.index(final))


def with_vowel(word: str, vowel: str) -> str:
    """The word with another vowel in its last, open syllable."""
    code = ord(word[-1]) - FIRST
    return word[:-1] + chr(FIRST + code // 588 * 588 + VOWELS.index(vowel) * 28)


@cache
def particle(sound: str, name: str) -> str:
    """The form of a particle after a sound; 로 also follows ㄹ."""
    if not name:
        return ""
    closed, open_ = PARTICLES[name]
    final = final_of(sound)
    return open_ if final == " " or (name == "to" and final == "ㄹ") else closed


@cache
def infinitive(stem: str, irregular: str = "") -> str:
    """The stem with 아 or 어."""
    if stem[-1] == "하":
        return with_vowel(stem, "ㅐ")
    if irregular == "b":
        return with_final(stem, " ") + ("와" if stem == "돕" else "워")
    if irregular == "r":
        bright = vowel_of(stem[:-1]) in "ㅏㅗ"
        return with_final(stem[:-1], "ㄹ") + ("라" if bright else "러")
    if irregular == "h":
        return with_vowel(with_final(stem, " "), {"ㅏ": "ㅐ", "ㅑ": "ㅒ"}[vowel_of(stem)])
    if irregular in ("d", "s"):
        bare = with_final(stem, {"d": "ㄹ", "s": " "}[irregular])
        return bare + ("아" if vowel_of(stem) in "ㅏㅗ" else "어")
    if final_of(stem) != " ":
        return stem + ("아" if vowel_of(stem) in "ㅏㅗ" else "어")
    return contracted(stem)


def contracted(stem: str) -> str:
    """An open stem with 아 or 어 in one syllable."""
    vowel = vowel_of(stem)
    if vowel in ABSORBING:
        return stem
    if vowel == "ㅡ":
        bright = len(stem) > 1 and vowel_of(stem[:-1]) in "ㅏㅗ"
        return with_vowel(stem, "ㅏ" if bright else "ㅓ")
    if vowel not in CONTRACTED or stem in ("비", "아니"):
        return stem + "어"
    return with_vowel(stem, CONTRACTED[vowel])


def weak(stem: str, irregular: str, final: str) -> str:
    """The stem with 은 or 을: ``final`` is ㄴ or ㄹ."""
    if irregular == "b":
        return with_final(with_final(stem, " ") + "우", final)
    if final_of(stem) == " " or irregular == "h" or final_of(stem) == "ㄹ":
        return with_final(stem, final)
    stem = with_final(stem, {"d": "ㄹ", "s": " "}[irregular]) if irregular in ("d", "s") else stem
    return stem + {"ㄴ": "은", "ㄹ": "을"}[final]


def before_n(stem: str) -> str:
    """A stem before 는: ㄹ is lost."""
    return with_final(stem, " ") if final_of(stem) == "ㄹ" else stem


def statement(stem: str, kind: Kind) -> str:
    """The plain present: 읽는다, 간다, 크다."""
    if kind != "verb":
        return stem + "다"
    return (with_final(stem, "ㄴ") if final_of(stem) in " ㄹ" else stem + "는") + "다"


@cache
def inflect(lemma: str, irregular: str, kind: Kind, tense: str, ending: Ending, *, polite: bool) -> str:
    """One word of a predicate.

    Args:
        lemma: dictionary form in 다.
        irregular: ``b d s h r`` for the ㅂ ㄷ ㅅ ㅎ 르 irregular stems, else "".
        kind: what it inflects like.
        tense: ``Past`` or ``Pres``.
        ending: of the word; ``final`` and ``question`` depend on ``polite``.
        polite: 해요 style, otherwise 한다 style.
    """
    stem, past = lemma[:-1], tense == "Past"
    if ending == "adnominal" and past and kind == "verb":
        return weak(stem, irregular, "ㄴ")
    if ending == "adnominal" and past and kind == "existence":
        return stem + "던"
    if polite and ending in ("final", "question"):
        if not past:
            return "아니에요" if lemma == "아니다" else infinitive(stem, irregular) + "요"
        return with_final(infinitive(stem, irregular), "ㅆ") + "어요"
    if past:
        stem, irregular = with_final(infinitive(stem, irregular), "ㅆ"), ""
    match ending:
        case "final":
            return stem + "다" if past else statement(stem, kind)
        case "question":
            open_ = kind == "adjective" and not past
            return (weak(stem, irregular, "ㄴ") if open_ else before_n(stem) + "는") + "가"
        case "ㄹ":
            return weak(stem, irregular, "ㄹ")
        case "다고" | "다는":
            if lemma == "아니다" and not past:
                return stem + {"다고": "라고", "다는": "라는"}[ending]
            return (stem + "다" if past else statement(stem, kind)) + ending[1]
        case "adnominal":
            if past:
                return stem + "던"
            return weak(stem, irregular, "ㄴ") if kind == "adjective" else before_n(stem) + "는"
    return stem + ending


@cache
def copula(noun: str, tense: str, ending: Ending, *, polite: bool) -> str:
    """The copula 이다 after a noun."""
    closed, past = final_of(noun) != " ", tense == "Past"
    stem = ("이었" if closed else "였") if past else "이"
    if polite and ending in ("final", "question"):
        return stem + "어요" if past else "이에요" if closed else "예요"
    match ending:
        case "final":
            return stem + "다"
        case "question":
            return stem + "는가" if past else "인가"
        case "ㄹ":
            return stem + "을" if past else "일"
        case "다고" | "다는":
            return stem + ending if past else ("이라" if closed else "라") + ending[1]
        case "adnominal":
            return stem + "던" if past else "인"
    return stem + ending


@cache
def predicate(
    lemma: str,
    irregular: str,
    kind: Kind,
    tense: str,
    ending: Ending,
    *,
    polite: bool,
    negated: bool = False,
    auxiliary: Literal["", "고", "아"] = "",
) -> tuple[Unit, ...]:
    """The words of a verb or adjective; the first is the head.

    Args:
        lemma: dictionary form in 다.
        irregular: class of the stem, as in `inflect`.
        kind: what it inflects like.
        tense: ``Past`` or ``Pres``.
        ending: of the last word.
        polite: 해요 style.
        negated: whether 지 않다 follows.
        auxiliary: how 있다 follows, if it does: after 고 (progressive) or after 아 (state).
    """
    done: list[Unit] = []
    if auxiliary:
        stem = lemma[:-1]
        done.append(Unit(stem + "고" if auxiliary == "고" else infinitive(stem, irregular), lemma))
        lemma, irregular, kind = "있다", "", "existence"
    if negated:
        done.append(Unit(lemma[:-1] + "지", lemma))
        lemma, irregular, kind = "않다", "", "verb" if kind == "verb" else "adjective"
    return *done, Unit(inflect(lemma, irregular, kind, tense, ending, polite=polite), lemma)
