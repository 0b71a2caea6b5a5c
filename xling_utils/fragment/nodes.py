"""Trees on their way from a meaning to a sentence.

An order template names slots, for example ``"subj neg HEAD obj place time"``. Every dependent has a slot;
``HEAD`` is the place of the head. Word order is therefore data, and an intervention on it is another string.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xling_utils.fragment.sentence import Word


@dataclass(frozen=True, slots=True)
class Marker:
    """How a language marks the role of a noun phrase: by case, by adpositions, or both.

    Attributes:
        case: value of the feature Case, or "" where nouns have none.
        before, after: adpositions before and after the phrase.
        deprel: relation of the phrase to its head.
        slot: slot of the phrase in its head's template.
        negated: whether the phrase stands in the scope of a negation ("kein Buch", "pas de livre").
    """

    case: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    deprel: str = "obl"
    slot: str = "place"
    negated: bool = False


@dataclass(slots=True)
class Node:
    """A word with its dependents, not yet in line.

    ``order`` is the template of this head; dependents without a slot in it are an error of the language file.
    """

    form: str
    upos: str
    deprel: str = "dep"
    slot: str = ""
    lemma: str = ""
    feats: dict[str, str] = field(default_factory=dict)
    concept: str | None = None
    ner: str = "O"
    space_after: bool = True
    order: str = "HEAD"
    children: list[Node] = field(default_factory=list)

    def add(self, *nodes: Node | None) -> Node:
        """Appends dependents (None is skipped) and returns this node."""
        self.children.extend(n for n in nodes if n is not None)
        return self


Line = list[tuple[Node, Node | None]]
"""Words in their order, each with its head."""


def walk(node: Node) -> Iterator[tuple[Node, Node | None]]:
    """Words of a tree in line, each with its head."""
    slots = node.order.split()
    stray = {child.slot for child in node.children} - set(slots)
    assert not stray, f"{node.form!r}: no slot {sorted(stray)} in the order {node.order!r}"
    for slot in slots:
        if slot == "HEAD":
            yield node, None
            continue
        for child in node.children:
            if child.slot == slot:
                for word, head in walk(child):
                    yield word, head or node


def fix(first: Node, *others: Node) -> Node:
    """Makes words one fixed expression: the others depend on the first."""
    if others:
        first.order = "HEAD fixed"
    for node in others:
        node.deprel = node.slot = "fixed"
    return first.add(*others)


def adposition(words: str, slot: str) -> Node:
    """An adposition in a slot; one of several words is a fixed expression."""
    first, *others = words.split()
    return fix(Node(first, "ADP", "case", slot), *(Node(word, "ADP") for word in others))


def words_of(line: Line) -> tuple[Word, ...]:
    """Numbers the words of a line."""
    position = {id(node): i for i, (node, _) in enumerate(line, start=1)}
    return tuple(
        Word(
            form=node.form,
            lemma=node.lemma or node.form,
            upos=node.upos,
            feats=node.feats,
            head=position[id(head)] if head else 0,
            deprel=node.deprel,
            concept=node.concept,
            ner=node.ner,
            space_after=node.space_after,
        )
        for node, head in line
    )


def surface_text(words: tuple[Word, ...], contractions: tuple[tuple[int, int, str], ...]) -> str:
    """The text of a sentence, with contractions written as one."""
    merged = {first: (last, form) for first, last, form in contractions}
    pieces, position = [], 1
    while position <= len(words):
        last, form = merged.get(position, (position, words[position - 1].form))
        pieces.append(form + (" " if words[last - 1].space_after else ""))
        position = last + 1
    return "".join(pieces).strip()
