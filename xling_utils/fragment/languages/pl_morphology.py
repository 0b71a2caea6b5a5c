"""Polish: the forms of its words. Belongs to `xling_utils.fragment.languages.pl`."""

from __future__ import annotations

import re

from xling_utils.fragment.lexicon import Feats, Lexeme

SOFTENED = (
    ("st", "ści"), ("zd", "ździ"), ("sł", "śl"), ("zł", "źl"), ("sn", "śni"), ("czn", "czni"), ("zn", "źni"),
    ("ch", "sz"), ("t", "ci"), ("d", "dzi"), ("s", "si"), ("z", "zi"), ("n", "ni"), ("m", "mi"), ("b", "bi"),
    ("p", "pi"), ("w", "wi"), ("f", "fi"), ("r", "rz"), ("ł", "l"), ("k", "c"), ("g", "dz"),
)  # fmt: skip
"""What a consonant becomes before a front vowel; an "i" at the end is the softness itself."""
HUSHING = ("c", "cz", "sz", "rz", "ż", "dz")
"""Consonants that were soft long ago."""
CLUSTER_WITH_K = "(?<=[^aeiouyąęó])k$"
"""Where the genitive plural has a vowel: "matka", "matek"."""
GENDERS = {
    "m1": {"Gender": "Masc", "Animacy": "Hum"},
    "m2": {"Gender": "Masc", "Animacy": "Nhum"},
    "m3": {"Gender": "Masc", "Animacy": "Inan"},
    "f": {"Gender": "Fem"},
    "n": {"Gender": "Neut"},
}
"""Five genders: personal, animate and inanimate masculine, feminine, neuter."""
OBLIQUE = {
    "Masc": {"Gen": "ego", "Dat": "emu", "Ins": "ym", "Loc": "ym"},
    "Fem": {"Gen": "ej", "Dat": "ej", "Acc": "ą", "Ins": "ą", "Loc": "ej"},
    "Plur": {"Gen": "ych", "Dat": "ym", "Ins": "ymi", "Loc": "ych"},
}
DETERMINERS = {
    "ten": ("ten ta to te ci", "t", "tę"),
    "tamten": ("tamten tamta tamto tamte tamci", "tamt", "tamtą"),
    "mój": ("mój moja moje moje moi", "moj", "moją"),
    "twój": ("twój twoja twoje twoje twoi", "twoj", "twoją"),
    "nasz": ("nasz nasza nasze nasze nasi", "nasz", "naszą"),
}
"""Nominatives (three singular, two plural), the stem of the other cases, the accusative feminine."""


def join(stem: str, ending: str) -> str:
    """Joins stem and ending by the rules of spelling: "rok" + "em" is "rokiem", "koni" + "y" is "koni"."""
    if ending[0] in "yi":
        if stem[-1] == "i":
            return stem + ending[1:]
        if stem[-1] in "jl":
            return (stem[:-1] if re.search("[aeo]j$", stem) else stem) + "i" + ending[1:]
        return stem + ("i" if stem[-1] in "kg" else "y") + ending[1:]
    return stem + ("i" if ending[0] == "e" and stem[-1] in "kg" else "") + ending


def soften(stem: str) -> str:
    """The stem before a front vowel: "kobiet" gives "kobieci", "szkoł" gives "szkol"."""
    return next((stem.removesuffix(old) + new for old, new in SOFTENED if stem.endswith(old)), stem)


def hard(stem: str) -> bool:
    """Whether a stem ends in a hard consonant."""
    return stem[-1] not in "ijl" and not stem.endswith(HUSHING)


def virile(stem: str) -> str:
    """Nominative of the masculine personal plural: "studenci", "dobrzy", "młodzi"."""
    for old, new in (("ch", "si"), ("sz", "si"), ("ż", "zi")):
        if stem.endswith(old):
            return stem.removesuffix(old) + new
    soft = soften(stem)
    return soft + {"i": "", "l": "i"}.get(soft[-1], "y")


def stem_of(lexeme: Lexeme) -> str:
    """What stands before the endings."""
    lemma = lexeme.lemma
    return lexeme.get("st") or (lemma[:-1] if lemma[-1] in "aoe" else lemma)


def decline(lexeme: Lexeme, case: str, number: str, gender: str) -> str:
    """A case form of a noun or name; ``gs``, ``np`` ... in the lexicon override the rules."""
    if lexeme.get("decl") == "no":
        return lexeme.lemma
    if irregular := lexeme.get(case[0].lower() + number[0].lower()):
        return irregular
    return (decline_plural if number == "Plur" else decline_singular)(lexeme, case, gender)


def decline_singular(lexeme: Lexeme, case: str, gender: str) -> str:
    """A regular case form of the singular."""
    lemma, stem = lexeme.lemma, stem_of(lexeme)
    if case == "Nom" or lemma.endswith("um"):
        return lemma
    if lemma[-1] == "a":
        return first_declension(lexeme, stem, case)
    if case == "Acc":
        return decline(lexeme, "Gen", "Sing", gender) if gender in ("m1", "m2") else lemma
    if gender == "f":
        return stem + "ą" if case == "Ins" else join(stem, "y")
    if case == "Voc" and gender == "n":
        return lemma
    if case in ("Loc", "Voc"):
        return soften(stem) + "e" if hard(stem) and stem[-1] not in "kgh" else stem + "u"
    genitive = lexeme.get("gen") or ("u" if gender == "m3" else "a")
    return join(stem, {"Gen": genitive, "Dat": "u" if gender == "n" else "owi", "Ins": "em"}[case])


def first_declension(lexeme: Lexeme, stem: str, case: str) -> str:
    """Singular of feminines, and of a few masculines, in -a."""
    if case in ("Acc", "Ins", "Voc"):
        return stem + {"Acc": "ę", "Ins": "ą", "Voc": "o"}[case]
    if case != "Gen" and hard(stem):
        return soften(stem) + "e"
    return stem + "i" if lexeme.get("ii") else join(stem, "y")


def decline_plural(lexeme: Lexeme, case: str, gender: str) -> str:
    """A regular case form of the plural."""
    stem, lemma = lexeme.get("pls") or stem_of(lexeme), lexeme.lemma
    third = gender == "f" and lemma[-1] != "a"
    if case == "Nom" or (case == "Acc" and gender != "m1"):
        if lexeme.get("np"):
            return lexeme.get("np")
        if gender == "m1":
            return virile(stem)
        return (
            stem + "a" if gender == "n" else stem + "e" if not hard(stem) and not third else join(stem, "y")
        )
    if case in ("Gen", "Acc"):
        if third or lexeme.get("gp"):
            return lexeme.get("gp") or join(stem, "y")
        return re.sub(CLUSTER_WITH_K, "ek", stem) if lemma[-1] in "aoe" else stem + "ów"
    return stem + {"Dat": "om", "Ins": "ami", "Loc": "ach", "Voc": "y"}[case]


def adjective_form(lemma: str, agreement: Feats, personal: str = "") -> str:
    """An adjective; ``personal`` is an irregular nominative of the masculine personal plural."""
    stem = lemma if lemma.endswith("ni") else lemma[:-1]
    direct = (lemma, stem + "a", join(stem, "e"), join(stem, "e"), personal or virile(stem))
    return agree(direct, stem, "", agreement)


def determiner_form(lemma: str, agreement: Feats) -> str:
    """A demonstrative or possessive."""
    direct, stem, accusative = DETERMINERS[lemma]
    form = agree(tuple(direct.split()), stem, accusative, agreement)
    return form if lemma not in ("mój", "twój") else form.replace("ojy", "oi")


def agree(direct: tuple[str, ...], stem: str, accusative: str, agreement: Feats) -> str:
    """A form, from the nominatives, the stem and the feminine accusative if it is not regular."""
    case, animacy = agreement["Case"], agreement.get("Animacy")
    if agreement["Number"] == "Plur":
        if case == "Nom" or (case == "Acc" and animacy != "Hum"):
            return direct[4 if animacy == "Hum" else 3]
        return ending(stem, OBLIQUE["Plur"]["Gen" if case == "Acc" else case])
    gender = agreement["Gender"]
    if case == "Nom" or (case == "Acc" and (gender == "Neut" or animacy == "Inan")):
        return direct[("Masc", "Fem", "Neut").index(gender)]
    if gender == "Fem":
        return accusative if case == "Acc" and accusative else ending(stem, OBLIQUE["Fem"][case])
    return ending(stem, OBLIQUE["Masc"]["Gen" if case == "Acc" else case])


def ending(stem: str, suffix: str) -> str:
    """Joins an adjective's stem and ending; "moj" keeps its j before e only."""
    return stem[:-1] + "i" + suffix[1:] if stem[-1] == "j" and suffix[0] == "y" else join(stem, suffix)


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present of an imperfective verb; ``p=`` holds the first and second singular and the third plural."""
    lemma = lexeme.lemma
    regular = lemma[:-4] + "uję" if lemma.endswith("ować") else lemma[:-1] + "m"
    stem = regular[:-1]
    default = f"{regular}/{stem}esz/{stem}ą" if regular[-1] == "ę" else f"{stem}m/{stem}sz/{stem}ją"
    first, second, plural = (lexeme.get("p") or default).split("/")
    forms = {
        "1Sing": first,
        "2Sing": second,
        "3Sing": second[:-2],
        "1Plur": second[:-2] + "my",
        "3Plur": plural,
    }
    return forms[agreement["Person"] + agreement["Number"]]


def past_form(lemma: str, irregular: str, agreement: Feats) -> str:
    """Past without personal ending; ``irregular`` holds masculine, feminine and personal plural."""
    base = lemma[:-1]
    if irregular:
        masculine, feminine, personal = irregular.split("/")
    elif base.endswith("ą"):
        masculine, feminine, personal = base + "ł", base[:-1] + "ęła", base[:-1] + "ęli"
    elif base.endswith("e"):
        masculine, feminine, personal = base[:-1] + "ał", base[:-1] + "ała", base + "li"
    else:
        masculine, feminine, personal = base + "ł", base + "ła", base + "li"
    if agreement["Number"] == "Plur":
        return personal if agreement.get("Animacy") == "Hum" else feminine[:-1] + "y"
    return {"Masc": masculine, "Fem": feminine, "Neut": feminine[:-1] + "o"}[agreement["Gender"]]


def fuse(past: str, clitic: str) -> str:
    """A past with its personal ending: "był" + "em", but "pomógł" + "em" is "pomogłem"."""
    return (re.sub("ó(?=[^aeiouyąęó]+$)", "o", past) if clitic.startswith("e") else past) + clitic


def with_vowel(preposition: str, following: str) -> str:
    """A preposition before a word: "we Francji", "ze szkoły"."""
    clusters = {"w": "[wf]", "z": "(sz|[szśźż]|w(?=s)|l(?=w))"}.get(preposition)
    if clusters and re.match(clusters + "[^aeiouyąęó]", following.replace("si", "so").replace("zi", "zo")):
        return preposition + "e"
    return preposition
