"""Turkish: the forms of its words. Belongs to `xling_utils.fragment.languages.tr`."""

from __future__ import annotations

from functools import cache

VOWELS = "aeıioöuü"
HARMONY = {"A": dict(zip(VOWELS, "aeaeaeae", strict=True)), "I": dict(zip(VOWELS, "ıiıiuüuü", strict=True))}
CASES = {"Nom": "", "Acc": "(y)I", "Dat": "(y)A", "Gen": "(n)In", "Loc": "DA", "Abl": "DAn", "Ins": "(y)lA"}
CASES_AFTER_HIS = {
    "Nom": "",
    "Acc": "nI",
    "Dat": "nA",
    "Gen": "nIn",
    "Loc": "nDA",
    "Abl": "nDAn",
    "Ins": "ylA",
}
POSSESSIVES = {"1Sing": "(I)m", "2Sing": "(I)n", "3Sing": "(s)I", "1Plur": "(I)mIz", "3Plur": "(s)I"}
AFTER_PAST = {"1Sing": "m", "2Sing": "n", "3Sing": "", "1Plur": "k", "3Plur": "lAr"}
AFTER_PRESENT = {"1Sing": "(y)Im", "2Sing": "sIn", "3Sing": "", "1Plur": "(y)Iz", "3Plur": "lAr"}


@cache
def ending(sound: str, suffix: str) -> str:
    """A suffix as it sounds after a word: ``ending("ev", "DA")`` is "de"."""
    if suffix.startswith("("):
        wanted = (sound[-1] in VOWELS) != (suffix[1] == "I")
        suffix = (suffix[1] if wanted else "") + suffix[3:]
    said = ""
    for letter in suffix:
        before = sound + said
        if letter == "D":
            letter = "t" if before[-1] in "çfhkpsşt" else "d"
        elif letter in HARMONY:
            letter = HARMONY[letter][next(x for x in reversed(before) if x in VOWELS)]
        said += letter
    return said


@cache
def add(word: str, suffix: str, soft: str = "", sound: str = "") -> str:
    """A word with a suffix: ``add("kitap", "(y)I", "kitab")`` is "kitabı"."""
    end = ending(sound or word, suffix)
    return (soft if soft and end[:1] and end[0] in VOWELS else word) + end


@cache
def decline(lemma: str, soft: str, sound: str, number: str, owner: str, case: str) -> str:
    """A noun with its suffixes. The owner is a person and a number ("1Sing") or empty."""
    form, soft, sound = (lemma, soft, sound) if number == "Sing" else (add(lemma, "lAr", sound=sound), "", "")
    if owner:
        form, soft, sound = add(form, POSSESSIVES[owner], soft, sound), "", ""
    cases = CASES_AFTER_HIS if owner.startswith("3") else CASES
    return add(form, cases[case], soft, sound)


def aorist(stem: str, soft: str, vowel: str) -> str:
    """The aorist: -r after a vowel, -Ar after one syllable, -Ir after more, unless the vowel is given."""
    if stem[-1] in VOWELS:
        return stem + "r"
    vowel = vowel or ("A" if sum(x in VOWELS for x in stem) == 1 else "I")
    return add(stem, vowel + "r", soft)


@cache
def conjugate(stem: str, soft: str, vowel: str, tense: str, negated: bool, person: str) -> str:
    """A finite verb in the tense ``Past``, ``Prog`` (-Iyor) or ``Aor``."""
    if tense == "Past":
        return add(add(add(stem, "mA") if negated else stem, "DI"), AFTER_PAST[person])
    if tense == "Aor":
        if not negated:
            return add(aorist(stem, soft, vowel), AFTER_PRESENT[person])
        return add(stem, {"1Sing": "mAm", "1Plur": "mAyIz"}.get(person, "mAz" + AFTER_PRESENT[person]))
    if negated:
        base = add(stem, "mI")
    elif stem[-1] in VOWELS:  # the vowel of the stem gives way: iste-, istiyor
        base = add(stem[:-1], "I") if any(x in VOWELS for x in stem[:-1]) else stem[:-1] + "i"
    else:
        base = add(stem, "I", soft)
    return add(base + "yor", AFTER_PRESENT[person])


@cache
def participle(stem: str, soft: str, before_y: str, negated: bool) -> str:
    """The subject participle in -(y)An: "okuyan"."""
    return add(stem, "mAyAn") if negated else add(before_y or stem, "(y)An", soft)


@cache
def nominalise(stem: str, negated: bool, person: str, case: str) -> str:
    """The participle in -DIK with its subject's person, in a case: "okuduğumu"."""
    base = add(add(stem, "mA") if negated else stem, "DIk")
    if person == "3Plur":
        return decline(base, "", "", "Plur", "3Sing", case)
    return decline(base, base[:-1] + "ğ", "", "Sing", person, case)
