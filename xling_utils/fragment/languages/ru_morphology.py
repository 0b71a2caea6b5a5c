"""Russian: the forms of its words. Belongs to `xling_utils.fragment.languages.ru`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import Feats, Lexeme

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
# class of a noun -> endings of the singular in the order of CASES; "=" is the lemma, "*" depends on animacy
ENDINGS = {
    "hard": ("=", "а", "у", "*", "ом", "е"),
    "soft": ("=", "я", "ю", "*", "ем", "е"),
    "а": ("=", "ы", "е", "у", "ой", "е"),
    "я": ("=", "и", "е", "ю", "ей", "е"),
    "ия": ("=", "и", "и", "ю", "ей", "и"),
    "ь": ("=", "и", "и", "=", "ью", "и"),
    "о": ("=", "а", "у", "=", "ом", "е"),
    "е": ("=", "я", "ю", "=", "ем", "е"),
    "ие": ("=", "я", "ю", "=", "ем", "и"),
}
FEMININE_OV = ("а", "ой", "ой", "у", "ой", "ой")
# nominative Masc Fem Neut Plur; stem and endings of the other cases in the masculine, feminine and plural
DETERMINER_STEMS = {
    "этот": ("этот эта это эти", "эт", "ого ому им ом", "ой у", "их им ими"),
    "тот": ("тот та то те", "т", "ого ому ем ом", "ой у", "ех ем еми"),
    "мой": ("мой моя мое мои", "мо", "его ему им ем", "ей ю", "их им ими"),
    "твой": ("твой твоя твое твои", "тво", "его ему им ем", "ей ю", "их им ими"),
    "наш": ("наш наша наше наши", "наш", "его ему им ем", "ей у", "их им ими"),
}
HARD, VELAR, HUSHING, STRESSED, SOFT = range(5)
# nominative Fem Neut Plur; endings of the other cases in the masculine, feminine and plural
ADJECTIVE_ENDINGS = (
    ("ая ое ые", "ого ому ым ом", "ой ую", "ых ым ыми"),
    ("ая ое ие", "ого ому им ом", "ой ую", "их им ими"),
    ("ая ее ие", "его ему им ем", "ей ую", "их им ими"),
    ("ая ое ие", "ого ому им ом", "ой ую", "их им ими"),
    ("яя ее ие", "его ему им ем", "ей юю", "их им ими"),
)
VOICED = {"в": ("в", "ф"), "с": ("с", "з", "ш", "ж")}
"""A preposition gets a vowel before these consonants, if another consonant follows them."""


def with_vowel(preposition: str, following: str) -> str:
    """A preposition before a word: "во Франции", "со студентом", "об армии"."""
    if preposition == "о":
        return "об" if following[0] in "аоиуэ" or following == "11" else "о"
    cluster = (
        following[0] in VOICED.get(preposition, ())
        and following[1:2] not in tuple("аеиоуыэюяь")
        and len(following) > 1
    )
    if (
        cluster
        or (preposition in VOICED and following[:2] == "мн")
        or (preposition == "с" and following[:3] == "льв")
    ):
        return preposition + "о"
    return preposition


def noun_gender(lexeme: Lexeme) -> str:
    """Gender from the lexicon or from the lemma."""
    if lexeme.get("g"):
        return lexeme.get("g")
    last = lexeme.lemma[-1]
    fem = last in "ая" or lexeme.lemma == "мать"
    return "Fem" if fem else "Neut" if last in "ое" and lexeme.get("decl") != "no" else "Masc"


def declension(lemma: str, gender: str) -> str:
    """Class of a noun, a key of `ENDINGS`."""
    for ending in ("ия", "ие", "а", "я", "о", "е"):
        if lemma.endswith(ending):
            return ending
    if lemma.endswith("ь"):
        return "ь" if gender == "Fem" else "soft"
    return "soft" if lemma.endswith("й") else "hard"


def decline(lexeme: Lexeme, case: str, number: str, gender: str, animate: bool) -> str:
    """A case form of a noun or name."""
    lemma, kind = lexeme.lemma, declension(lexeme.lemma, gender)
    if lexeme.get("decl") == "no" or (kind == "hard" and gender == "Fem" and lexeme.get("decl") != "ov"):
        return lemma
    if lexeme.get("decl") == "ov" and (gender == "Fem" or case == "Ins"):
        return lemma + ("ым" if gender == "Masc" else FEMININE_OV[CASES.index(case)])
    stem = lexeme.get("st") or (lemma if kind == "hard" else lemma[:-1])
    if number == "Plur":
        return decline_plural(lexeme, stem, kind, case, animate)
    ending = ENDINGS[kind][CASES.index(case)]
    if ending == "*":
        ending = ENDINGS[kind][1] if animate else "="
    return lemma if ending == "=" else spell(stem, ending, stressed=bool(lexeme.get("o")))


def decline_plural(lexeme: Lexeme, stem: str, kind: str, case: str, animate: bool) -> str:
    """A case form of the plural."""
    soft = kind in ("soft", "я", "ия", "ь", "е", "ие")
    regular = spell(stem, {"о": "а", "е": "я", "ие": "я"}.get(kind, "и" if soft else "ы"))
    nominative = lexeme.get("np") or regular
    if case == "Nom" or (case == "Acc" and not animate):
        return nominative
    if case in ("Gen", "Acc"):
        return lexeme.get("gp") or genitive_plural(lexeme, stem, kind)
    if case == "Ins" and lexeme.get("ip"):
        return lexeme.get("ip")
    hard = lexeme.get("ap") or nominative[-1] in "аы" or nominative[-2] in "гкхжшчщ"
    return nominative[:-1] + ("а" if hard else "я") + {"Dat": "м", "Ins": "ми", "Loc": "х"}[case]


def genitive_plural(lexeme: Lexeme, stem: str, kind: str) -> str:
    """Genitive plural of a regular noun."""
    if kind in ("ия", "ие") or (kind == "я" and stem[-1] in "аеиоу"):
        return stem + "й"
    if kind in ("а", "о"):
        return stem
    if kind == "я":
        return stem + "ь"
    if kind == "ь" or lexeme.lemma[-1] in "ьжшчщ":
        return stem + "ей"
    if kind == "soft":
        return stem + "ев"
    if lexeme.get("np"):
        stem = lexeme.get("np")[:-1]
    return spell(stem, "ов", stressed=bool(lexeme.get("o")))


def spell(stem: str, ending: str, *, stressed: bool = False) -> str:
    """Joins stem and ending by the rules of spelling.

    No "ы" stands after velars and sibilants, and no unstressed "о" after sibilants.
    """
    if ending[0] == "ы" and stem[-1] in "гкхжшчщ":
        ending = "и" + ending[1:]
    elif ending[0] == "о" and stem[-1] in "жшчщц" and not stressed:
        ending = "е" + ending[1:]
    return stem + ending


def adjective_form(lemma: str, agreement: Feats) -> str:
    """A full adjective."""
    stem = lemma[:-2]
    if lemma in ("синий",):
        kind = SOFT
    elif stem[-1] in "жшчщ":
        kind = STRESSED if lemma.endswith("ой") else HUSHING
    else:
        kind = VELAR if stem[-1] in "гкх" else HARD
    direct, *oblique = ADJECTIVE_ENDINGS[kind]
    return agree((lemma, *(stem + e for e in direct.split())), stem, oblique, agreement)


def determiner_form(lemma: str, agreement: Feats) -> str:
    """A demonstrative or possessive."""
    direct, stem, *oblique = DETERMINER_STEMS[lemma]
    return agree(tuple(direct.split()), stem, oblique, agreement)


def agree(direct: tuple[str, ...], stem: str, oblique: list[str], agreement: Feats) -> str:
    """A form, from the four nominatives and the endings of the other cases."""
    case, number, gender = agreement["Case"], agreement["Number"], agreement["Gender"]
    animate = agreement.get("Animacy") == "Anim"
    masculine, feminine, plural = (endings.split() for endings in oblique)
    if number == "Plur":
        if case == "Nom" or (case == "Acc" and not animate):
            return direct[3]
        return stem + plural[{"Gen": 0, "Acc": 0, "Loc": 0, "Dat": 1, "Ins": 2}[case]]
    if gender == "Fem":
        return direct[1] if case == "Nom" else stem + feminine[case == "Acc"]
    if case == "Nom" or (case == "Acc" and (gender == "Neut" or not animate)):
        return direct[0 if gender == "Masc" else 2]
    return stem + masculine[{"Gen": 0, "Acc": 0, "Dat": 1, "Ins": 2, "Loc": 3}[case]]


def short_form(short: str, agreement: Feats) -> str:
    """A short adjective."""
    masculine, _, stem = short.partition("/")
    stem = stem or masculine
    if agreement["Number"] == "Plur":
        return spell(stem, "ы")
    return {"Masc": masculine, "Fem": stem + "а", "Neut": stem + "о"}[agreement["Gender"]]


def reflexive(form: str) -> str:
    """Adds "-ся"."""
    return form + ("сь" if form[-1] in "аеиоуыэюя" else "ся")


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present of an imperfective verb."""
    infinitive = lexeme.lemma.removesuffix("ся")
    stem = infinitive[:-5] + "у" if infinitive.endswith("овать") else infinitive[:-2]
    forms = (lexeme.get("p") or f"{stem}ю/{stem}ет/{stem}ют").split("/")
    if len(forms) == 3:
        first, third, plural = forms
        forms = [first, third[:-1] + "шь", third, third[:-1] + "м", plural]
    index = {"1Sing": 0, "2Sing": 1, "3Sing": 2, "1Plur": 3, "3Plur": 4}[
        agreement["Person"] + agreement["Number"]
    ]
    return reflexive(forms[index]) if lexeme.lemma.endswith("ся") else forms[index]


def past_form(lemma: str, irregular: str, agreement: Feats) -> str:
    """Past of a verb; ``irregular`` holds the masculine and the feminine."""
    base = lemma.removesuffix("ся")[:-2]
    masculine, feminine = irregular.split("/") if irregular else (base + "л", base + "ла")
    plural, gender = agreement["Number"] == "Plur", agreement["Gender"]
    form = (
        feminine[:-1] + "и"
        if plural
        else {"Masc": masculine, "Fem": feminine, "Neut": feminine[:-1] + "о"}[gender]
    )
    return reflexive(form) if lemma.endswith("ся") else form
