"""Hindi: the forms of its words. Belongs to `xling_utils.fragment.languages.hi`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import Feats, Lexeme

IRREGULAR_PERFECTIVE = {
    "कर": ("किया", "किए", "की", "कीं"),
    "दे": ("दिया", "दिए", "दी", "दीं"),
    "ले": ("लिया", "लिए", "ली", "लीं"),
    "जा": ("गया", "गए", "गई", "गईं"),
    "पी": ("पिया", "पिए", "पी", "पीं"),
}


def ending(agreement: Feats, forms: tuple[str, str, str, str]) -> str:
    """Picks from masculine singular and plural, feminine singular and plural."""
    return forms[2 * int(agreement["Gender"] == "Fem") + int(agreement["Number"] == "Plur")]


def perfect(verb: str, agreement: Feats) -> str:
    """Perfective participle of an infinitive."""
    stem = verb[:-2]
    if stem in IRREGULAR_PERFECTIVE:
        return ending(agreement, IRREGULAR_PERFECTIVE[stem])
    vowel = stem[-1] in "ाो"
    return stem + ending(agreement, ("या", "ए", "ई", "ईं") if vowel else ("ा", "े", "ी", "ीं"))


def inflect(word: str, agreement: Feats) -> str:
    """An adjective in -ा (or का) agrees; the others have one form."""
    if not word.endswith("ा"):
        return word
    stem, semivowel = word[:-1], word.endswith("या")
    if agreement["Gender"] == "Fem":
        return stem[:-1] + "ई" if semivowel else stem + "ी"
    if agreement["Number"] == "Sing" and agreement.get("Case") != "Acc":
        return word
    return stem[:-1] + "ए" if semivowel else stem + "े"


def noun(lexeme: Lexeme, feats: Feats) -> str:
    """A noun in the direct or oblique case (Nom, Acc)."""
    word, feminine = lexeme.lemma, lexeme.get("g") == "Fem"
    plural, oblique = feats["Number"] == "Plur", feats.get("Case") == "Acc"
    inflects = word.endswith("ा") and not feminine and not lexeme.get("inv")
    if plural and oblique:
        return lexeme.get("opl") or oblique_plural(word, inflects)
    if feminine:
        return (lexeme.get("pl") or feminine_plural(word)) if plural else word
    if inflects and (plural or oblique):
        return word[:-2] + "ए" if word.endswith("या") else word[:-1] + "े"
    return word


def oblique_plural(word: str, inflects: bool) -> str:
    """The form before a postposition."""
    if inflects:
        return word[:-1] + "ों"
    if word[-1] in "ीई":
        return word[:-1] + ("ि" if word[-1] == "ी" else "इ") + "यों"
    if word[-1] == "ि":
        return word + "यों"
    if word[-1] == "ू":
        return word[:-1] + "ुओं"
    return word + ("ओं" if word[-1] in "ाुो" else "ों")


def feminine_plural(word: str) -> str:
    """The direct plural."""
    if word[-1] in "ीई":
        return word[:-1] + ("ि" if word[-1] == "ी" else "इ") + "यां"
    return word + ("एं" if word[-1] in "ाुो" else "ें")
