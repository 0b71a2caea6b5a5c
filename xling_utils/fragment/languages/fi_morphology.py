"""Finnish: the forms of its words. Belongs to `xling_utils.fragment.languages.fi`.

Endings are written with archiphonemes: A is a/ä, O is o/ö, and V repeats the vowel before it. Consonant
gradation is in the lexicon (``w`` is the weak stem), so that only the choice of the grade is a rule.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from xling_utils.fragment.lexicon import Lexeme

BACK, FRONT = "aou", "äöy"


class Ending(NamedTuple):
    """How a class of nouns builds its stems: letters to cut from the lemma, then what follows them."""

    cut: int
    stem: str
    partitive: str
    illative: str
    plural: str
    plural_partitive: str
    plural_genitive: str
    plural_illative: str


CLASSES: dict[str, Ending] = {
    "talo": Ending(0, "", "A", "Vn", "i", "jA", "jen", "ihin"),
    "risti": Ending(1, "i", "iA", "iin", "ei", "ejA", "ien", "eihin"),
    "lääkäri": Ending(1, "i", "iA", "iin", "ei", "eitA", "ien", "eihin"),
    "nimi": Ending(0, "i", "iA", "iin", "ei", "ejA", "ien", "eihin"),
    "kirja": Ending(1, "A", "AA", "AAn", "Oi", "OjA", "Ojen", "Oihin"),
    "koira": Ending(1, "A", "AA", "AAn", "i", "iA", "ien", "iin"),
    "omena": Ending(1, "A", "AA", "AAn", "Oi", "OitA", "Oiden", "Oihin"),
    "vihreä": Ending(1, "A", "AA", "AAn", "i", "itA", "iden", "isiin"),
    "museo": Ending(0, "", "tA", "Vn", "i", "itA", "iden", "ihin"),
    "puu": Ending(1, "V", "VtA", "VhVn", "i", "itA", "iden", "ihin"),
    "työ": Ending(0, "", "tA", "hVn", "", "", "", ""),
    "Lontoo": Ending(0, "", "tA", "seen", "", "", "", ""),
    "ovi": Ending(1, "e", "eA", "een", "i", "iA", "ien", "iin"),
    "kieli": Ending(1, "e", "tA", "een", "i", "iA", "ien", "iin"),
    "vesi": Ending(2, "te", "ttA", "teen", "si", "siA", "sien", "siin"),
    "hevonen": Ending(3, "se", "stA", "seen", "si", "siA", "sten", "siin"),
    "vastaus": Ending(1, "kse", "stA", "kseen", "ksi", "ksiA", "sten", "ksiin"),
    "puhelin": Ending(1, "me", "ntA", "meen", "mi", "miA", "mien", "miin"),
    "vieras": Ending(1, "V", "stA", "Vseen", "i", "itA", "iden", "isiin"),
    "huone": Ending(0, "e", "ttA", "eseen", "i", "itA", "iden", "isiin"),
    "kevyt": Ending(1, "e", "ttA", "een", "i", "itA", "iden", "isiin"),
    "väsynyt": Ending(2, "ee", "YttA", "eeseen", "ei", "eitA", "eiden", "eisiin"),
    "BMW": Ending(0, "", "tA", "hen", "", "", "", ""),
    "IBM": Ending(0, "", "AA", "ään", "", "", "", ""),
}
"""Class of nouns, by an example. In ``vieras`` and ``huone``, ``s=`` is the stem before the last vowel."""

LOCAL = {"Ine": "ssA", "Ela": "stA", "Ade": "llA", "Abl": "ltA", "All": "lle", "Gen": "n", "Nom": "t"}
"""Cases on the weak stem. The nominative has this ending, and the genitive is regular, in one number only."""
SHORT_OWNER = {"1Sing": "ni", "2Sing": "si", "1Plur": "mme"}


@cache
def spell(base: str, ending: str, front: bool) -> str:
    """Base and ending in vowel harmony: ``spell("talo", "ssA", False)`` is "talossa"."""
    for letter in ending:
        if letter == "V":
            letter = next(x for x in reversed(base) if x in "aeiouyäö")
        elif letter in "AOY":
            letter = {"A": "aä", "O": "oö", "Y": "uy"}[letter][front]
        base += letter
    return base


def is_front(word: str) -> bool:
    """Whether suffixes have front vowels: the last vowel that is not neutral decides."""
    decisive = [x for x in word.lower() if x in BACK + FRONT]
    return not decisive or decisive[-1] in FRONT


def decline(lexeme: Lexeme, number: str, case: str, owner: str = "") -> str:
    """A noun, adjective, numeral or name in a number and case, with the suffix of an owner ("3", "1Plur")."""
    get = lexeme.get
    spoken = get("say") or lexeme.lemma
    return _decline(
        lexeme.lemma, get("cl"), get("w"), get("s"), get("par"), get("gp"), spoken, number, case, owner
    )


@cache
def _decline(
    lemma: str,
    kind: str,
    weak: str,
    base: str,
    partitive: str,
    plural_genitive: str,
    spoken: str,
    number: str,
    case: str,
    owner: str,
) -> str:
    if number + case == "SingNom" and not owner:
        return lemma
    end, front = CLASSES[kind], is_front(spoken)
    base = base or lemma[: len(lemma) - end.cut]
    strong = spell(base, end.stem, front)
    weak = weak or strong
    if owner and (case == "Nom" or number + case == "SingGen"):
        return strong + owner_suffix(strong, "Nom", owner, front)
    if number == "Sing" or case == "Nom":
        special = {"Par": partitive or spell(base, end.partitive, front)}
        special["Ill"] = spell(base, end.illative, front)
        host = weak
    else:
        special = {"Par": spell(base, end.plural_partitive, front)}
        special["Gen"] = plural_genitive or spell(base, end.plural_genitive, front)
        special["Ill"] = spell(base, end.plural_illative, front)
        host = spell(weak[: len(weak) - len(strong) + len(base)], end.plural, front)
    form = special.get(case) or spell(host, LOCAL[case], front)
    if kind.isupper():
        return f"{lemma}:{form.removeprefix(lemma)}"
    if not owner:
        return form
    return form.removesuffix("n") + owner_suffix(form, case, owner, front)


def owner_suffix(form: str, case: str, owner: str, front: bool) -> str:
    """The possessive suffix of a form: that of the third person is -Vn after a case in a short vowel."""
    if owner in SHORT_OWNER:
        return SHORT_OWNER[owner]
    if case in ("Nom", "Gen", "Ill") or form[-1] == form[-2]:
        return "nsä" if front else "nsa"
    return form[-1] + "n"


class VerbForms(NamedTuple):
    """The stems of a verb: present (strong, weak), past (strong, weak) and the active past participle."""

    present: str
    weak: str
    past: str
    past_weak: str
    participle: str


PERSONS = {"1Sing": "n", "2Sing": "t", "1Plur": "mme"}


def verb_forms(lexeme: Lexeme) -> VerbForms:
    """The stems of a verb, from what the lexicon says and from its infinitive."""
    lemma, get = lexeme.lemma, lexeme.get
    present = get("s") or lemma[:-1]
    weak, past = get("w") or present, get("p") or past_of(present)
    past_weak = get("pw") or (past_of(weak) if get("w") and not get("p") else past)
    front = is_front(lemma)
    return VerbForms(present, weak, past, past_weak, get("pp") or spell(present, "nYt", front))


def past_of(present: str) -> str:
    """The past stem of most verbs: -i replaces e and i, and follows o, u and y."""
    return (present[:-1] if present[-1] in "eiä" else present) + "i"


LONG = re.compile(r"(aa|ää|ee|ii|oo|uu|yy|öö|ui|oi|öi|ai|uo|yö|ie)$")


@cache
def third_person(present: str) -> str:
    """The third person singular: a short vowel gets long, "luke" becomes "lukee"."""
    return present if LONG.search(present) else present + present[-1]


def conjugate(lexeme: Lexeme, tense: str, person: str) -> str:
    """A finite verb in ``Pres`` or ``Past``; a person is for example "1Sing"."""
    forms, front = verb_forms(lexeme), is_front(lexeme.lemma)
    strong, weak = (forms.past, forms.past_weak) if tense == "Past" else (forms.present, forms.weak)
    if person == "3Sing":
        return strong if tense == "Past" else third_person(strong)
    if person == "3Plur":
        return spell(strong, "vAt", front)
    return weak + PERSONS[person]


def connegative(lexeme: Lexeme, tense: str, number: str) -> str:
    """The form beside the verb of negation: "(ei) lue", "(ei) lukenut", "(eivät) lukeneet"."""
    forms = verb_forms(lexeme)
    if tense == "Pres":
        return forms.weak
    return forms.participle if number == "Sing" else forms.participle[:-2] + "eet"
