"""Spanish verb forms and plurals. Belongs to `xling_utils.fragment.languages.es`.

Keys of a verb in the lexicon: ``st`` stressed stem of the present, ``yo`` first person of the present, ``t3``
stem of the third persons of the preterite, ``pt`` its strong stem, ``pp`` participle; ``p t i s`` give the
five forms of present, preterite, imperfect and present subjunctive where no rule does.
"""

from __future__ import annotations

from functools import cache

from xling_utils.fragment.lexicon import Lexeme

PRESENT = {
    "a": "o as a amos an".split(),
    "e": "o es e emos en".split(),
    "i": "o es e imos en".split(),
}
PRETERITE = {
    "a": "é aste ó amos aron".split(),
    "e": "í iste ió imos ieron".split(),
    "vowel": "í íste yó ímos yeron".split(),
    "strong": "e iste o imos ieron".split(),
}
IMPERFECT = {"a": "aba abas aba ábamos aban".split(), "e": "ía ías ía íamos ían".split()}
SUBJUNCTIVE = {"a": "e es e emos en".split(), "e": "a as a amos an".split()}
ACUTE = dict(zip("aeiou", "áéíóú", strict=True))
PLAIN = {accented: plain for plain, accented in ACUTE.items()}


def conjugate(lexeme: Lexeme, tense: str, person: int) -> str:
    """A finite form; persons 1s 2s 3s 1p 3p are 0 to 4."""
    return paradigm(lexeme.lemma, tuple(lexeme.info.items()), tense)[person]


@cache
def paradigm(lemma: str, irregular: tuple[tuple[str, str], ...], tense: str) -> tuple[str, ...]:
    """Five forms of a verb."""
    keys = dict(irregular)
    given = keys.get({"Pres": "p", "Past": "t", "Imp": "i", "SubPres": "s", "SubImp": "none"}[tense])
    if given:
        return tuple(given.split("/"))
    if tense == "Pres":
        return _present(lemma, keys)
    if tense == "Past":
        return _preterite(lemma, keys)
    if tense == "Imp":
        return tuple(_stem(lemma) + ending for ending in IMPERFECT[_class(lemma)])
    if tense == "SubPres":
        return _subjunctive(lemma, keys, paradigm(lemma, irregular, "Pres")[0])
    base = paradigm(lemma, irregular, "Past")[4].removesuffix("ron")
    return tuple(_accent(base) + e if e == "ramos" else base + e for e in "ra ras ra ramos ran".split())


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    stem, vowel = _stem(lexeme.lemma), _class(lexeme.lemma)
    regular = "ado" if vowel == "a" else "ído" if stem[-1] in "aeo" else "ido"
    return lexeme.get("pp") or stem + regular


def plural(word: str) -> str:
    """Regular plural of a noun or adjective."""
    if word[-1] in "aeioué":
        return word + "s"
    if word[-1] == "z":
        return word[:-1] + "ces"
    if word[-1] in "ns" and word[-2] in PLAIN:
        return word[:-2] + PLAIN[word[-2]] + word[-1] + "es"
    return word + "es"


def _stem(lemma: str) -> str:
    return lemma[:-2]


def _class(lemma: str) -> str:
    return "a" if lemma.endswith("ar") else "e"


def _present(lemma: str, keys: dict[str, str]) -> tuple[str, ...]:
    stem, stressed = _stem(lemma), keys.get("st") or _stem(lemma)
    endings = list(PRESENT["i" if lemma.endswith(("ir", "ír")) else _class(lemma)])
    if lemma.endswith("ír"):
        endings[3] = "ímos"
    first, *others = (stem + e if i == 3 else stressed + e for i, e in enumerate(endings))
    return (keys.get("yo") or first, *others)


def _preterite(lemma: str, keys: dict[str, str]) -> tuple[str, ...]:
    if strong := keys.get("pt"):
        forms = [strong + ending for ending in PRETERITE["strong"]]
        return (*forms[:4], strong + ("eron" if strong.endswith("j") else "ieron"))
    stem, third = _stem(lemma), keys.get("t3") or _stem(lemma)
    if _class(lemma) == "a":
        return (_before_e(stem) + "é", *(stem + ending for ending in PRETERITE["a"][1:]))
    endings = PRETERITE["vowel" if stem[-1] in "aeo" else "e"]
    if third.endswith("y"):
        endings = [*endings[:2], "ó", endings[3], "eron"]
    return tuple((third if i in (2, 4) else stem) + ending for i, ending in enumerate(endings))


def _subjunctive(lemma: str, keys: dict[str, str], first: str) -> tuple[str, ...]:
    stressed = first.removesuffix("o")
    plain = stressed if "yo" in keys else keys.get("t3") or _stem(lemma)
    if _class(lemma) == "a":
        stressed, plain = _before_e(stressed), _before_e(plain)
    return tuple((plain if i == 3 else stressed) + e for i, e in enumerate(SUBJUNCTIVE[_class(lemma)]))


def _before_e(stem: str) -> str:
    """Spelling of a stem before e: "llegar, llegué"."""
    for plain, written in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(plain):
            return stem[:-1] + written
    return stem


def _accent(base: str) -> str:
    """The last vowel with an accent: "durmiera, durmiéramos"."""
    return base[:-1] + ACUTE[base[-1]]
