"""Arabic: the forms of its words. Belongs to `xling_utils.fragment.languages.ar`."""

from __future__ import annotations

from functools import cache

from xling_utils.fragment.lexicon import Feats


def person_of(agreement: Feats) -> str:
    """For example "3PlurFem"; a first person has no gender, and "2Sing" is masculine."""
    person, number, gender = agreement["Person"], agreement["Number"], agreement["Gender"]
    shown = person == "3" or (person == "2" and gender == "Fem")
    return person + number + (gender if shown else "")


@cache
def inflect_noun(
    lemma: str,
    number: str,
    case: str,
    state: str,
    *,
    pl: str = "",
    five: str = "",
    unit: str = "",
    **special: str,
) -> str:
    """A noun in a state: ``ind``, ``def``, ``construct``, ``suffix`` or ``i`` (before "my")."""
    if number == "Sing" and "def" in special and state == "def":
        return special["def"]
    stem = lemma.removesuffix("ة")
    if number == "Plur" and pl == "ون":
        ending = (
            "" if state == "i" else ("و" if case == "Nom" else "ي") + ("ن" if state in ("ind", "def") else "")
        )
        return ("ال" if state == "def" else "") + stem + ending
    if number == "Plur" and "ind" in special and state == "ind" and case != "Acc":
        return special["ind"]
    form = lemma if number == "Sing" else stem + pl if pl == "ات" else pl
    if state == "def":
        return "ال" + form
    if state == "ind":
        return (
            form + "ا" if case == "Acc" and takes_alif(form, plural=bool(unit) or number == "Plur") else form
        )
    if five and number == "Sing" and state != "i":
        return form + {"Nom": "و", "Acc": "ا", "Gen": "ي"}[case]
    return form if state == "construct" else before_suffix(form, "Gen" if state == "i" else case)


def takes_alif(form: str, *, plural: bool) -> bool:
    """Whether the indefinite accusative is written with alif. Plurals such as "مدارس" have no such ending."""
    pattern = plural and len(form) >= 5 and form[2] == "ا"
    return not pattern and not form.endswith(("ة", "اء", "ى", "ا", "ات" if plural else "ة"))


def before_suffix(form: str, case: str) -> str:
    """Spelling of the end of a noun before a possessive suffix."""
    if form.endswith("ة"):
        return form[:-1] + "ت"
    if form.endswith("ى"):
        return form[:-1] + "ا"
    if form.endswith("اء"):
        return form[:-1] + {"Nom": "ؤ", "Acc": "ء", "Gen": "ئ"}[case]
    return form


@cache
def inflect_adjective(
    lemma: str,
    number: str,
    gender: str,
    case: str,
    definite: bool,
    *,
    f: str = "",
    pl: str = "",
    fd: str = "",
    ind: str = "",
    acc: str = "",
) -> str:
    """An adjective; ``Dual`` is used of two coordinated nouns only."""
    base, article = acc or lemma, "ال" if definite else ""
    if number == "Sing" and gender == "Fem":
        return article + (f or base + "ة")
    if number == "Sing":
        if definite or case != "Acc":
            return article + (lemma if definite else ind or lemma)
        return base if f else base + "ا"
    oblique = case != "Nom"
    if number == "Dual":
        return article + ((fd or base + "ت") if gender == "Fem" else base) + ("ين" if oblique else "ان")
    if gender == "Fem":
        return article + base + "ات"
    if pl:
        return article + pl + ("ا" if case == "Acc" and not definite and takes_alif(pl, plural=True) else "")
    return article + base + ("ين" if oblique else "ون")


@cache
def conjugate(
    lemma: str,
    mood: str,
    person: str,
    *,
    past: str = "",
    imp: str = "",
    short: str = "",
    pl: str = "",
    **_other: str,
) -> str:
    """A form of the perfect (``Past``) or of the imperfect (``Ind``, ``Sub``, ``Jus``)."""
    if mood == "Past":
        return perfect(lemma, past, person)
    return imperfect(imp or lemma, short, pl, mood, person)


CONSONANTAL = {"1Sing": "ت", "2Sing": "ت", "2SingFem": "ت", "1Plur": "نا", "3PlurFem": "ن"}
VOCALIC = {"3SingFem": "ت", "3PlurMasc": "وا", "3DualMasc": "ا", "3DualFem": "تا"}
PREFIXES = {"1Sing": "أ", "2Sing": "ت", "2SingFem": "ت", "1Plur": "ن", "3SingFem": "ت", "3DualFem": "ت"}


def perfect(lemma: str, before_consonant: str, person: str) -> str:
    """A form of the perfect."""
    if person == "3SingMasc":
        return lemma
    weak = lemma[-1] if lemma[-1] in "ىيا" else ""
    if person in CONSONANTAL:
        stem = before_consonant or (lemma[:-1] + {"ى": "ي", "ي": "ي", "ا": "و"}[weak] if weak else lemma)
        return join(stem, CONSONANTAL[person])
    if not weak:
        return join(lemma, VOCALIC[person])
    keep = (
        {"ى": "", "ي": "ي", "ا": ""}[weak] if person != "3DualMasc" else {"ى": "ي", "ي": "ي", "ا": "و"}[weak]
    )
    return lemma[:-1] + ("" if person == "3PlurMasc" else keep) + VOCALIC[person]


def imperfect(stem: str, short: str, doubled: str, mood: str, person: str) -> str:
    """A form of the imperfect."""
    weak = stem[-1] if stem[-1] in "ىيو" else ""
    prefix = PREFIXES.get(person, "ي")
    if person == "3PlurMasc":
        form = join(stem[:-1] if weak else stem, "ون" if mood == "Ind" else "وا")
    elif person == "2SingFem":
        form = join(stem[:-1] if weak else stem, "ين" if mood == "Ind" else "ي")
    elif "Dual" in person:
        form = join(stem[:-1] + "ي" if weak == "ى" else stem, "ان" if mood == "Ind" else "ا")
    elif person == "3PlurFem":
        form = join(short or doubled or (stem[:-1] + "ي" if weak == "ى" else stem), "ن")
    elif mood == "Jus":
        form = short or (stem[:-1] if weak else stem)
    else:
        form = stem
    return "آ" + form[1:] if prefix == "أ" and form[0] == "أ" else prefix + form


def join(stem: str, ending: str) -> str:
    """A stem and an ending: hamza gets its seat, a double n or t is written once."""
    if stem[-1] == "أ" and ending[0] == "ي":
        return stem[:-1] + "ئ" + ending
    if stem[-1] == "أ" and ending[0] in "وا":
        return stem[:-1] + ("آ" + ending[1:] if ending[0] == "ا" else "ؤ" + ending)
    return stem + (ending[1:] if stem[-1] == ending[0] and ending[0] in "نت" else ending)
