"""Italian: the forms of words. Belongs to `xling_utils.fragment.languages.it`."""

from __future__ import annotations

from functools import cache

from xling_utils.fragment.lexicon import Feats, Lexeme

PERSONS = {("1", "Sing"): 0, ("2", "Sing"): 1, ("3", "Sing"): 2, ("1", "Plur"): 3, ("3", "Plur"): 4}
PRESENT = {"a": "o i a iamo ano", "e": "o i e iamo ono", "i": "o i e iamo ono"}
SUBJUNCTIVE = {"a": "i i i iamo ino", "e": "a a a iamo ano", "i": "a a a iamo ano"}
IMPERFECT = "vo vi va vamo vano"
PAST_SUBJUNCTIVE = "ssi ssi sse ssimo ssero"
PARTICIPLE = {"a": "ato", "e": "uto", "i": "ito"}
TO_BE = {
    ("Pres", "Ind"): "sono sei è siamo sono",
    ("Imp", "Ind"): "ero eri era eravamo erano",
    ("Past", "Ind"): "fui fosti fu fummo furono",
    ("Pres", "Sub"): "sia sia sia siamo siano",
    ("Imp", "Sub"): "fossi fossi fosse fossimo fossero",
}
TO_HAVE = {
    ("Pres", "Ind"): "ho hai ha abbiamo hanno",
    ("Imp", "Ind"): "avevo avevi aveva avevamo avevano",
    ("Pres", "Sub"): "abbia abbia abbia abbiamo abbiano",
    ("Imp", "Sub"): "avessi avessi avesse avessimo avessero",
}
REFLEXIVE = "mi ti si ci si"
VOWELS = "aeiouàèéìòùhAEIOUÈH"
ARTICLE = {("Masc", "Sing"): "il", ("Fem", "Sing"): "la", ("Masc", "Plur"): "i", ("Fem", "Plur"): "le"}
JOINED = {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"}
"""Preposition -> its stem before an article."""


def person(agreement: Feats) -> int:
    """Column of a paradigm."""
    return PERSONS[agreement["Person"], agreement["Number"]]


def join(stem: str, ending: str) -> str:
    """A verb stem and its ending, in Italian spelling: "giochi", "mangiamo", "scelga"."""
    if stem.endswith("i") and ending.startswith("i"):
        return stem[:-1] + ending
    return stem + "h" + ending if stem.endswith(("c", "g")) and ending.startswith("i") else stem + ending


@cache
def _present(lemma: str, forms: str, inchoative: bool) -> tuple[str, ...]:
    if forms:
        return tuple(forms.split("/"))
    stem, kind = lemma[:-3], lemma[-3]
    endings = PRESENT[kind].split()
    if kind == "a":
        return tuple(join(stem, ending) for ending in endings)
    if inchoative:
        return tuple(stem + "isc" * (i != 3) + ending for i, ending in enumerate(endings))
    return tuple(stem + ending for ending in endings)


@cache
def _subjunctive(lemma: str, present: tuple[str, ...], irregular: str) -> tuple[str, ...]:
    if lemma.endswith("are") and not irregular:
        return tuple(join(lemma[:-3], ending) for ending in SUBJUNCTIVE["a"].split())
    we, they = irregular.split("/") if irregular else (present[3], present[4].removesuffix("ono") + "ano")
    return (they.removesuffix("no"),) * 3 + (we, they)


@cache
def _simple_past(lemma: str, stem: str, strong: str, irregular: str) -> tuple[str, ...]:
    you, we = irregular.split("/") if irregular else (stem + "sti", stem + "mmo")
    if strong:
        return (strong + "i", you, strong + "e", we, strong + "ero")
    third = {"a": "ò", "e": "é", "i": "ì"}[lemma[-3]]
    return (stem + "i", you, stem[:-1] + third, we, stem + "rono")


def finite(lexeme: Lexeme, tense: str, mood: str, agreement: Feats) -> str:
    """A finite form of a full verb.

    Args:
        lexeme: the verb.
        tense: ``Pres``, ``Imp`` (imperfect) or ``Past`` (simple past).
        mood: ``Ind`` or ``Sub``.
        agreement: Person and Number.
    """
    column, lemma = person(agreement), lexeme.lemma
    stem = lexeme.get("i") or lemma[:-2]
    if tense == "Past":
        return _simple_past(lemma, stem, lexeme.get("r"), lexeme.get("past"))[column]
    if tense == "Imp" and mood == "Ind":
        return stem + IMPERFECT.split()[column]
    if tense == "Imp":
        return (lexeme.get("sub").removesuffix("sse") or stem) + PAST_SUBJUNCTIVE.split()[column]
    present = _present(lemma, lexeme.get("p"), bool(lexeme.get("isc")))
    return (_subjunctive(lemma, present, lexeme.get("s")) if mood == "Sub" else present)[column]


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    return lexeme.get("pp") or lexeme.lemma[:-3] + PARTICIPLE[lexeme.lemma[-3]]


@cache
def plural(noun: str, gender: str) -> str:
    """Regular plural of a noun."""
    if noun.endswith(("à", "è", "ì", "ò", "ù")):
        return noun
    stem, ending = noun[:-1], noun[-1]
    hard = "h" if stem.endswith(("c", "g")) and ending in "oa" else ""
    if ending == "a" and gender == "Fem":
        return stem + hard + "e"
    return stem if stem.endswith("i") else stem + hard + "i"


def agree(form: str, agreement: Feats, masculine_plural: str = "") -> str:
    """Gender and number of an adjective or participle."""
    gender, number = agreement["Gender"], agreement["Number"]
    if form.endswith("u"):
        return form  # "blu"
    if form.endswith("o") and gender == "Fem":
        form = form[:-1] + "a"
    if number == "Sing":
        return form
    return masculine_plural if masculine_plural and gender == "Masc" else plural(form, gender)


def is_impure(word: str) -> bool:
    """Whether "lo" and "uno" stand before a word: "studente", "zuppa", "gnomo"."""
    word = word.lower()
    return word.startswith(("z", "gn", "ps", "pn", "x", "y")) or (
        word.startswith("s") and word[1:2] not in "aeiouàèéìòùh"
    )


@cache
def before_word(base: str, gender: str, number: str, following: str) -> str:
    """A determiner or "bello" as the next word wants it.

    Args:
        base: "il", "uno", "di" (some), "quello", "questo", "bello" or "buono".
        gender: of the noun.
        number: of the noun.
        following: the next word.
    """
    vowel, impure = following[0] in VOWELS, is_impure(following)
    if base == "uno":
        if gender == "Fem":
            return "un'" if vowel else "una"
        return "uno" if impure else "un"
    if base == "di":  # the partitive article, in the plural only
        return "delle" if gender == "Fem" else "degli" if vowel or impure else "dei"
    if base in ("buono", "questo"):
        return _little_changed(base, gender, number, vowel, impure)
    stem = {"il": "", "quello": "que", "bello": "be"}[base]
    if number == "Plur":
        if gender == "Fem":
            return stem + "lle" if stem else "le"
        return stem + ("gli" if vowel or impure else "i")
    if vowel:
        return stem + "ll'" if stem else "l'"
    if gender == "Fem":
        return stem + "lla" if stem else "la"
    if impure:
        return stem + "llo" if stem else "lo"
    return stem + "l" if stem else "il"


def _little_changed(base: str, gender: str, number: str, vowel: bool, impure: bool) -> str:
    full = agree(base, {"Gender": gender, "Number": number})
    if number == "Plur":
        return full
    if base == "questo":
        return "quest'" if vowel else full
    return "buon" if gender == "Masc" and not impure else full


def joined(preposition: str, article: str) -> str:
    """An articulated preposition: "di" and "lo" give "dello"."""
    stem = JOINED[preposition]
    if article in ("il", "i", "gli"):
        return stem + article.removeprefix("i") if article == "il" else stem + article
    return stem + "l" + article
