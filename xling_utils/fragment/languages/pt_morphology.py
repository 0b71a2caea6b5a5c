"""Portuguese verb forms and plurals. Belongs to `xling_utils.fragment.languages.pt`.

The second person is "você", which takes the third person of the verb. Keys of a verb in the lexicon: ``eu``
first person of the present, ``pp`` participle; ``p t i s`` give the four forms (1s 3s 1p 3p) of present,
preterite, imperfect and present subjunctive where no rule does.
"""

from __future__ import annotations

from functools import cache

from xling_utils.fragment.lexicon import Lexeme

COLUMN = (0, 1, 1, 2, 3)
"""Person (1s 2s 3s 1p 3p) -> form."""
PRESENT = {"a": "o a amos am".split(), "e": "o e emos em".split(), "i": "o e imos em".split()}
PRETERITE = {"a": "ei ou amos aram".split(), "e": "i eu emos eram".split(), "i": "i iu imos iram".split()}
IMPERFECT = {"a": "ava ava ávamos avam".split(), "e": "ia ia íamos iam".split()}
SUBJUNCTIVE = {"a": "e e emos em".split(), "e": "a a amos am".split()}
ACCENTS = str.maketrans("aeiou", "áêíóú")
OPEN = str.maketrans("eio", "éíô")
"""Accents of irregular verbs: "disséssemos" beside regular "bebêssemos"."""


def conjugate(lexeme: Lexeme, tense: str, person: int) -> str:
    """A finite form; persons 1s 2s 3s 1p 3p are 0 to 4."""
    return paradigm(lexeme.lemma, tuple(lexeme.info.items()), tense)[COLUMN[person]]


@cache
def paradigm(lemma: str, irregular: tuple[tuple[str, str], ...], tense: str) -> tuple[str, ...]:
    """Four forms of a verb."""
    keys = dict(irregular)
    given = keys.get({"Pres": "p", "Past": "t", "Imp": "i", "SubPres": "s", "SubImp": "none"}[tense])
    if given:
        return tuple(given.split("/"))
    stem, vowel = lemma[:-2], lemma[-2].translate(str.maketrans("í", "i"))
    two = "a" if vowel == "a" else "e"
    if tense == "Pres":
        first, *others = (stem + ending for ending in PRESENT[vowel])
        return (keys.get("eu") or first, *others)
    if tense == "Past":
        first, *others = (joined(stem, ending) for ending in PRETERITE[vowel])
        return (before_e(stem) + "ei" if vowel == "a" else first, *others)
    if tense == "Imp":
        return tuple(joined(stem, ending) for ending in IMPERFECT[two])
    if tense == "SubPres":
        base = paradigm(lemma, irregular, "Pres")[0].removesuffix("o")
        base = before_e(base) if vowel == "a" else base
        return tuple(base + ending for ending in SUBJUNCTIVE[two])
    base = paradigm(lemma, irregular, "Past")[3].removesuffix("ram")
    accented = base[:-1] + base[-1].translate(OPEN if keys.get("t") else ACCENTS)
    return (base + "sse", base + "sse", accented + "ssemos", base + "ssem")


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    lemma = lexeme.lemma
    hiatus = lemma.endswith(("air", "struir"))
    return lexeme.get("pp") or lemma[:-2] + ("ado" if lemma.endswith("ar") else "ído" if hiatus else "ido")


def joined(stem: str, ending: str) -> str:
    """A stem before i: the two vowels of "caí, construímos" make two syllables."""
    hiatus = stem[-1] in "au" and not stem.endswith("gu") and ending[0] == "i" and ending != "iu"
    return stem + ("í" + ending[1:] if hiatus else ending)


def before_e(stem: str) -> str:
    """Spelling of a stem before e: "chegar, cheguei"."""
    for plain, written in (("c", "qu"), ("g", "gu"), ("ç", "c")):
        if stem.endswith(plain):
            return stem[:-1] + written
    return stem


def plural(word: str) -> str:
    """Regular plural of a noun or adjective."""
    if word.endswith("ão"):
        return word[:-2] + "ões"
    if word.endswith("m"):
        return word[:-1] + "ns"
    if word.endswith("il"):
        return word[:-2] + "is"
    if word.endswith("el"):
        return word[:-2] + "éis"
    if word.endswith("l"):
        return word[:-1] + "is"
    return word + ("es" if word[-1] in "rzs" else "s")
