"""Japanese: the forms of its words. Belongs to `xling_utils.fragment.languages.ja`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Token(NamedTuple):
    """One short unit of a predicate. A ``fixed`` one depends on the unit before that is not fixed."""

    form: str
    lemma: str
    upos: str = "AUX"
    deprel: str = "aux"


ROWS = {
    "う": "いわっ",
    "く": "きかい",
    "ぐ": "ぎがい",
    "す": "しさし",
    "つ": "ちたっ",
    "ぶ": "びばん",
    "む": "みまん",
    "る": "りらっ",
}
IRREGULAR = {"する": {"masu": "し", "nai": "し", "te": "し", "zu": "せ"}}
TA, DESU = Token("た", "た"), Token("です", "です")
PAST = {"polite": (Token("でし", "です"), TA), "plain": (Token("だっ", "だ"), TA)}


def stem(lemma: str, kind: str, form: str) -> str:
    """A stem of a verb: ``masu``, ``nai``, ``te`` or ``zu``."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma][form]
    return (
        lemma[:-1]
        if kind == "1"
        else lemma[:-1] + ROWS[lemma[-1]][{"masu": 0, "nai": 1, "zu": 1, "te": 2}[form]]
    )


def light(units: tuple[Token, ...]) -> tuple[Token, ...]:
    """する after a noun; its lemma as an auxiliary is 為る."""
    return units[0]._replace(lemma="為る"), *units[1:]


def te_form(lemma: str, kind: str) -> tuple[Token, ...]:
    """A verb with the particle て (voiced: で)."""
    if kind == "suru":
        return Token(lemma, lemma, "VERB"), *light(te_form("する", ""))
    particle = "で" if kind != "1" and lemma[-1] in "ぐぶむ" else "て"
    return Token(stem(lemma, kind, "te"), lemma), Token(particle, "て", "SCONJ", "mark")


def verb(lemma: str, kind: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """An inflected verb: polite, plain (which is also adnominal) or in the te-form (negated: ず)."""
    past = tense == "Past"
    if kind == "suru":
        return Token(lemma, lemma, "VERB"), *light(verb("する", "", tense, negated, style))
    if style == "polite":
        ending = (("ませ", "ん") if negated else ("まし",)) if negated or past else ("ます",)
        polite = [Token(form, "ず" if form == "ん" else "ます") for form in ending]
        last = (PAST["polite"] if negated else (TA,)) if past else ()
        return Token(stem(lemma, kind, "masu"), lemma), *polite, *last
    if style == "te":
        if lemma == "いる" and negated:
            return Token("おら", "おる"), Token("ず", "ず")
        return (Token(stem(lemma, kind, "zu"), lemma), Token("ず", "ず")) if negated else te_form(lemma, kind)
    if negated:
        return Token(stem(lemma, kind, "nai"), lemma), *adjective("ない", tense, False, style)
    if past:
        first, particle = te_form(lemma, kind)
        return first, Token("だ" if particle.form == "で" else "た", "た")
    return (Token(lemma, lemma),)


def progressive(lemma: str, kind: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """A verb in the te-form with いる."""
    return *te_form(lemma, kind), *going_on(tense, negated, style)


def going_on(tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """いる after て, with which it is one fixed expression."""
    first, *rest = verb("いる", "1", tense, negated, style)
    return first._replace(upos="VERB", deprel="fixed"), *rest


def adjective(lemma: str, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """An inflected i-adjective (also ない)."""
    if negated:
        return Token(lemma[:-1] + "く", lemma), *adjective("ない", tense, False, style)
    if style == "te":
        te = () if lemma == "ない" else (Token("て", "て", "SCONJ", "mark"),)
        return Token(lemma[:-1] + "く", lemma), *te
    plain = (Token(lemma[:-1] + "かっ", lemma), TA) if tense == "Past" else (Token(lemma, lemma),)
    return (*plain, DESU) if style == "polite" else plain


def copula(nominal: bool, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """The copula after a noun (``cop``) or a na-adjective (``aux``)."""
    polite, de = style == "polite", Token("で", "だ")
    if negated:
        first, *rest = (
            verb("ある", "", tense, True, style) if polite else adjective("ない", tense, False, style)
        )
        fixed = first._replace(upos="VERB", deprel="fixed") if polite else first
        tokens: tuple[Token, ...] = (de, Token("は", "は", "ADP", "fixed"), fixed, *rest)
    elif style == "te":
        tokens = (de,)
    elif tense == "Past":
        tokens = PAST["polite" if polite else "plain"]
    elif style == "adnominal":
        tokens = (de, Token("ある", "ある", "VERB", "fixed")) if nominal else (Token("な", "だ"),)
    else:
        tokens = (DESU,) if polite else (Token("だ", "だ"),)
    return (tokens[0]._replace(deprel="cop" if nominal else "aux"), *tokens[1:])


def excess(units: tuple[Token, ...]) -> tuple[Token, ...]:
    """すぎる after a stem, with which it makes a compound."""
    return units[0]._replace(upos="VERB", deprel="compound"), *units[1:]


@cache
def described(
    lemma: str,
    kind: str,
    tense: str = "Pres",
    negated: bool = False,
    style: str = "adnominal",
    *,
    too: bool = False,
) -> tuple[Token, ...]:
    """Units of a predicate adjective or of a verb used as one; the first is the head."""
    base, _, row = kind.partition(".")
    if base in ("ta", "teiru"):
        over = (Token(stem(lemma, row, "masu"), lemma), *excess(te_form("すぎる", "1")))
        tokens = (*(over if too else te_form(lemma, row)), *going_on(tense, negated, style))
        return (tokens[0]._replace(upos="VERB"), *tokens[1:])
    if too:
        bare = lemma if base == "na" else lemma[:-1]
        return Token(bare, lemma, "ADJ"), *excess(verb("すぎる", "1", tense, negated, style))
    if base in ("na", "no"):
        upos = "ADJ" if base == "na" else "NOUN"
        return Token(lemma, lemma, upos), *copula(base == "no", tense, negated, style)
    tokens = adjective(lemma, tense, negated, style)
    return (tokens[0]._replace(upos="ADJ"), *tokens[1:])


@cache
def acted(
    lemma: str, kind: str, continuous: bool, tense: str, negated: bool, style: str
) -> tuple[Token, ...]:
    """Units of a verb; the first is the head."""
    if lemma == "欲しい":  # other people's wishes: 欲しがる
        suffix, *rest = progressive("がる", "", tense, negated, style)
        return Token("欲し", lemma, "ADJ"), suffix._replace(upos="PART", deprel="mark"), *rest
    first, *rest = (progressive if continuous else verb)(lemma, kind, tense, negated, style)
    return first._replace(upos="VERB"), *rest


@cache
def attributive(lemma: str, kind: str, *, joined: bool) -> tuple[Token, ...]:
    """Units of an adjective before its noun; a joined one links to a second adjective."""
    base, _, row = kind.partition(".")
    if base == "no":
        return Token(lemma, lemma, "NOUN"), Token("の", "の", "ADP", "case")
    if base in ("ta", "teiru"):
        form, tense = (verb, "Past") if base == "ta" else (progressive, "Pres")
        first, *rest = form(lemma, row, tense, False, "plain")
        return first._replace(upos="VERB"), *rest
    return described(lemma, kind, style="te" if joined else "adnominal")


@cache
def existence(animate: bool, tense: str, negated: bool, style: str) -> tuple[Token, ...]:
    """いる (people, animals) or ある; the plain negative of ある is the adjective ない."""
    if not animate and negated and style != "polite":
        first, *rest = adjective("ない", tense, False, style)
        return first._replace(upos="ADJ"), *rest
    lemma, kind = ("いる", "1") if animate else ("ある", "")
    first, *rest = verb(lemma, kind, tense, negated, style)
    return first._replace(upos="VERB"), *rest
