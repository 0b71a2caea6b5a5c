"""Rules of Universal Dependencies for one tree: what the official validator checks in any language.

Each rule states what is wrong with a word, so that a treebank or a grammar can be mended. The rules are those
of levels 1 to 3 of the validator of UD v2 (https://universaldependencies.org/validation-rules.html) that look
at the tree, UPOS and deprel: one root, known labels, function words without dependents of their own, labels
that fit the part of speech, relations that run from left to right, projective punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xling_utils.conllu_files import UPOS

DEPRELS: frozenset[str] = frozenset(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse "
    "dislocated expl fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct "
    "reparandum root vocative xcomp".split()
)
"""The 37 universal relations."""

MUST_BE: dict[str, frozenset[str]] = {
    "det": frozenset("DET PRON".split()),
    "nummod": frozenset("NUM NOUN SYM".split()),
    "advmod": frozenset("ADV ADJ CCONJ DET PART SYM NOUN".split()),
    "expl": frozenset("PRON DET PART".split()),
    "aux": frozenset("AUX PRON PART".split()),
    "cop": frozenset("AUX PRON DET SYM".split()),
    "punct": frozenset({"PUNCT"}),
}
"""Relation -> the parts of speech that it allows. Unlike in the validator, nouns may be `nummod`."""

MUST_NOT_BE: dict[str, frozenset[str]] = {
    "case": frozenset("PROPN ADJ PRON DET NUM AUX".split()),
    "mark": frozenset("NOUN PROPN ADJ PRON DET NUM VERB AUX INTJ".split()),
    "cc": frozenset("NOUN PROPN ADJ PRON DET NUM VERB AUX INTJ".split()),
}
"""Relation -> parts of speech that it excludes; a head of `fixed` words is free."""

LEAVES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("aux", "cop"), frozenset("goeswith fixed reparandum conj cc punct".split())),
    **dict.fromkeys(
        ("case", "mark", "cc"),
        frozenset("advmod obl advcl goeswith fixed reparandum conj cc punct compound".split()),
    ),
    "fixed": frozenset("goeswith reparandum conj punct".split()),
    "punct": frozenset({"punct"}),
}
"""Function words -> the dependents that they may have."""

RIGHTWARD: frozenset[str] = frozenset("conj fixed flat goeswith appos".split())
"""Relations whose head comes first."""


@dataclass(frozen=True)
class Violation:
    """A broken rule.

    Attributes:
        word: position of the word, counted from 1; 0 for the sentence.
        rule: what is wrong, in words.
    """

    word: int
    rule: str


def violations(upos: Sequence[str], head: Sequence[int], deprel: Sequence[str]) -> list[Violation]:
    """What is wrong with a tree; nothing if it is valid.

    Args:
        upos: part of speech of each word.
        head: position of the head of each word, counted from 1; 0 for the root.
        deprel: relation of each word; what follows a colon (a subtype) is not looked at.

    Raises:
        ValueError: the columns have different lengths.
    """
    if not len(upos) == len(head) == len(deprel):
        raise ValueError(
            f"{len(upos)} tags, {len(head)} heads and {len(deprel)} relations do not fit together"
        )
    tree = list(_tree(head))
    return tree or [
        *_labels(upos, head, deprel),
        *_dependents(head, deprel),
        *_order(head, deprel),
    ]


def _tree(head: Sequence[int]) -> Iterator[Violation]:
    roots = [word for word, parent in enumerate(head, start=1) if parent == 0]
    if len(roots) != 1:
        yield Violation(0, f"{len(roots)} roots instead of one")
    for word, parent in enumerate(head, start=1):
        if not 0 <= parent <= len(head) or parent == word:
            yield Violation(word, f"head {parent} is no other word of the sentence")
            return
    for word in range(1, len(head) + 1):
        if 0 not in _ancestors(word, head):
            yield Violation(word, "in a cycle: no path to the root")


def _ancestors(word: int, head: Sequence[int]) -> list[int]:
    """Positions above a word, nearest first; ends at 0, or where a cycle closes."""
    path: list[int] = []
    while word and word not in path[:-1]:
        word = head[word - 1]
        path.append(word)
        if len(path) > len(head):
            break
    return path


def _labels(upos: Sequence[str], head: Sequence[int], deprel: Sequence[str]) -> Iterator[Violation]:
    fixed_heads = {
        parent for parent, label in zip(head, deprel, strict=True) if plain_relation(label) == "fixed"
    }
    for word, (tag, parent, label) in enumerate(
        zip(upos, head, map(plain_relation, deprel), strict=True), start=1
    ):
        if tag not in UPOS:
            yield Violation(word, f"{tag} is no UPOS tag")
        if label not in DEPRELS:
            yield Violation(word, f"{label} is no universal relation")
        if (label == "root") != (parent == 0):
            yield Violation(word, f"relation {label} with head {parent}")
        if tag == "PUNCT" and label not in ("punct", "root"):
            yield Violation(word, f"PUNCT is {label} instead of punct")
        if word in fixed_heads or label == "fixed":
            continue
        if tag not in MUST_BE.get(label, {tag}) or tag in MUST_NOT_BE.get(label, ()):
            yield Violation(word, f"{label} must not be {tag}")


def _dependents(head: Sequence[int], deprel: Sequence[str]) -> Iterator[Violation]:
    subjects: dict[tuple[int, str], int] = {}
    for word, (parent, label) in enumerate(zip(head, deprel, strict=True), start=1):
        if not parent:
            continue
        above = plain_relation(deprel[parent - 1])
        if plain_relation(label) not in LEAVES.get(above, {plain_relation(label)}):
            yield Violation(word, f"{above} must not have a dependent {plain_relation(label)}")
        role = {"csubj": "nsubj"}.get(plain_relation(label), plain_relation(label))
        if role in ("nsubj", "obj", "iobj") and not label.endswith(":outer"):
            if (parent, role) in subjects:
                yield Violation(word, f"second {role} of word {parent}")
            subjects[parent, role] = word


def _order(head: Sequence[int], deprel: Sequence[str]) -> Iterator[Violation]:
    for word, (parent, label) in enumerate(zip(head, map(plain_relation, deprel), strict=True), start=1):
        if label in RIGHTWARD and parent > word:
            yield Violation(word, f"{label} stands before its head")
        if label == "punct" and parent and _gap(word, head):
            yield Violation(word, "punctuation attached non-projectively")
        if label == "punct" and parent and _crossed(word, head):
            yield Violation(word, "punctuation makes another word non-projective")


def _gap(word: int, head: Sequence[int]) -> bool:
    """Whether a word between a word and its head does not descend from that head."""
    parent = head[word - 1]
    low, high = sorted((word, parent))
    return any(parent not in _ancestors(between, head) for between in range(low + 1, high))


def _crossed(word: int, head: Sequence[int]) -> bool:
    """Whether an arc that lies on one side of the word's head passes over the word, from a foreign head."""
    above, parent = set(_ancestors(word, head)), head[word - 1]
    return any(
        min(child, other) < word < max(child, other)
        and other
        and other not in above
        and (parent < min(child, other) or parent > max(child, other))
        for child, other in enumerate(head, start=1)
    )


def plain_relation(deprel: str) -> str:
    """A relation without its subtype."""
    return deprel.partition(":")[0]
