"""German: endings and forms of verbs. Belongs to `xling_utils.fragment.languages.de`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import Feats, Lexeme

GENDERS = ("Masc", "Fem", "Neut", "Plur")
ENDINGS = {  # of "dieser": Masc Fem Neut Plur
    "Nom": ("er", "e", "es", "e"),
    "Acc": ("en", "e", "es", "e"),
    "Dat": ("em", "er", "em", "en"),
    "Gen": ("es", "er", "es", "er"),
}
ARTICLE = {
    "Nom": ("der", "die", "das", "die"),
    "Acc": ("den", "die", "das", "die"),
    "Dat": ("dem", "der", "dem", "den"),
    "Gen": ("des", "der", "des", "der"),
}
HABEN = {"1Sing": "habe", "2Sing": "hast", "3Sing": "hat", "1Plur": "haben", "3Plur": "haben"}
SEIN = {"1Sing": "bin", "2Sing": "bist", "3Sing": "ist", "1Plur": "sind", "3Plur": "sind"}
WAR = {"1Sing": "war", "2Sing": "warst", "3Sing": "war", "1Plur": "waren", "3Plur": "waren"}


def stem_of(infinitive: str) -> str:
    """A verb without the ending of its infinitive."""
    return infinitive.removesuffix("n").removesuffix("e")


def linking_e(stem: str) -> str:
    """The vowel that separates a stem from an ending with t."""
    return "e" if stem.endswith(("t", "d", "chn", "ffn")) else ""


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present indicative."""
    person, number = agreement["Person"], agreement["Number"]
    if number == "Plur":
        return lexeme.lemma
    stem = stem_of(lexeme.lemma)
    if person == "1":
        return lexeme.get("p1") or stem + "e"
    if lexeme.get("p"):
        return lexeme.get("p").split("/")[int(person) - 2]
    return stem + linking_e(stem) + ("st" if person == "2" else "t")


def past(lexeme: Lexeme, agreement: Feats) -> str:
    """Simple past indicative."""
    stem = stem_of(lexeme.lemma)
    form = lexeme.get("pt") or stem + linking_e(stem) + "te"
    if agreement["Number"] == "Plur":
        return form + ("n" if form.endswith("e") else "en")
    return form + ("st" if agreement["Person"] == "2" else "")


def genitive(noun: str) -> str:
    """Genitive singular of a masculine or neuter noun."""
    if noun.endswith(("s", "ß", "z", "tsch")):
        return noun + "es"
    return noun + "es" if noun in ("Mann", "Kind", "Hund", "Freund", "Arzt", "Gast", "Buch") else noun + "s"


def like_ein(case: str, column: int) -> str:
    """Ending of "ein", "kein" and possessives."""
    if (case, column) in (("Nom", 0), ("Nom", 2), ("Acc", 2)):
        return ""
    return ENDINGS[case][column]


def adjective_ending(declension: str, case: str, column: int) -> str:
    """Ending of an attributive adjective."""
    strong = "en" if case == "Gen" and column in (0, 2) else ENDINGS[case][column]
    if declension == "strong":
        return strong
    if column == 3 or case in ("Dat", "Gen") or (case, column) == ("Acc", 0):
        return "en"
    if declension == "mixed":
        return strong
    return "e"
