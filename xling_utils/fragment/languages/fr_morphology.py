"""French: the forms of words. Belongs to `xling_utils.fragment.languages.fr`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import Feats, Lexeme

PERSONS = {("1", "Sing"): 0, ("2", "Sing"): 1, ("3", "Sing"): 2, ("1", "Plur"): 3, ("3", "Plur"): 4}
REGULAR = ("e", "es", "e", "ons", "ent")
AVOIR = "ai as a avons ont".split()
ETRE = "suis es est sommes sont".split()
AVAIT = "avais avais avait avions avaient".split()
ETAIT = "étais étais était étions étaient".split()
IMPERFECT = "ais ais ait ions aient".split()
PAST = {"e": "ai as a âmes èrent", "i": "is is it îmes irent", "u": "us us ut ûmes urent"}
"""Endings of the simple past, by vowel."""


def person(agreement: Feats) -> int:
    """Column of a paradigm."""
    return PERSONS[agreement["Person"], agreement["Number"]]


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present indicative."""
    forms = lexeme.get("p")
    return forms.split("/")[person(agreement)] if forms else lexeme.lemma[:-2] + REGULAR[person(agreement)]


def imperfect(lexeme: Lexeme, agreement: Feats) -> str:
    """Imperfect, on the stem of the first person plural."""
    stem = present(lexeme, {"Person": "1", "Number": "Plur"}).removesuffix("ons")
    ending = IMPERFECT[person(agreement)]
    return (stem.removesuffix("e") if ending == "ions" else stem) + ending


def simple_past(lexeme: Lexeme, agreement: Feats) -> str:
    """Simple past: "donna", "dormit", "vécut"."""
    third, column = lexeme.get("ps") or participle(lexeme) + "t", person(agreement)
    if not lexeme.lemma.endswith("er"):
        return third[:-2] + PAST[third[-2]].split()[column]
    stem = lexeme.lemma.removesuffix("er")
    return stem + "e" * (stem.endswith("g") and column < 4) + PAST["e"].split()[column]


def finite_feats(tense: str, agreement: Feats) -> dict[str, str]:
    """Features of a finite verb."""
    number = {key: agreement[key] for key in ("Number", "Person")}
    return {"Mood": "Ind", "Tense": tense, "VerbForm": "Fin"} | number


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    return lexeme.get("pp") or lexeme.lemma[:-1].removesuffix("e") + "é"


def plural(word: str) -> str:
    """Regular plural."""
    if word.endswith(("s", "x", "z")):
        return word
    return word + "x" if word.endswith(("eau", "eu")) and word not in ("bleu",) else word + "s"


def agree(form: str, agreement: Feats, lexeme: Lexeme | None = None) -> str:
    """Gender and number of an adjective or participle."""
    irregular = lexeme.get if lexeme else (lambda key, default="": default)
    if agreement["Gender"] == "Fem":
        form = irregular("f") or (form if form.endswith("e") else form + "e")
        return form + "s" if agreement["Number"] == "Plur" else form
    return (irregular("pl") or plural(form)) if agreement["Number"] == "Plur" else form


FINITE = {"Pres": present, "Imp": imperfect, "Past": simple_past}
"""Tense -> the function that inflects a verb for it."""
