"""Swedish: forms of nouns and adjectives. Belongs to `xling_utils.fragment.languages.sv`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import Lexeme


def genitive(form: str) -> str:
    """Genitive of a noun or name in any number and definiteness."""
    return form if form.endswith(("s", "x", "z")) else form + "s"


def neuter(adjective: Lexeme) -> str:
    """Strong neuter singular of an adjective."""
    lemma = adjective.lemma
    ending = "tt" if lemma.endswith(("y", "å")) else "" if lemma.endswith("t") else "t"
    return adjective.get("t", lemma + ending)


def definite_singular(noun: Lexeme) -> str:
    """Singular with the definite suffix: bilen, gatan, nyckeln; huset, äpplet."""
    lemma = noun.lemma
    vowel = lemma[-1] in "aeioöåé"
    if noun.get("g") == "Neut":
        return noun.get("d", lemma + ("t" if vowel else "et"))
    return noun.get("d", lemma + ("n" if vowel or lemma.endswith(("el", "er", "or")) else "en"))


def definite_plural(noun: Lexeme) -> str:
    """Plural with the definite suffix: bilarna, äpplena, husen, lärarna."""
    plural = noun.get("pl")
    if plural.endswith("are"):
        return plural[:-1] + "na"
    if plural != noun.lemma:
        return noun.get("dpl", plural + ("a" if plural.endswith("n") else "na"))
    return noun.get("dpl", plural + "en")
