"""The same language, changed in one way: causal handles that no real corpus has.

A change is named behind the code of a language, and several follow each other: ``en@sov`` is English with its
verbs last, ``en@fake`` English in letters that no other language has, ``en@sov@postpositions`` both orders of
Japanese with English words. Meaning, annotation and concepts stay. K et al. (2020) used the "fake" language,
Ravfogel et al. (2019) changed word order in this way. Introduced in chapter 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations

from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Clause
from xling_utils.fragment.nodes import surface_text
from xling_utils.fragment.sentence import Sentence, Word

LETTERS = range(0x17000, 0x187EE)
"""Tangut: letters without case that no language of the fragment has, and that tokenizers keep in one word."""
ALPHABETS = 0x1770
"""Characters below this number get one letter: all alphabets of the fragment but Hangul."""

Change = Callable[[Sentence], Sentence]


class Altered:
    """A language with changes; it linearises as a `Language` does.

    Args:
        base: the language.
        names: names in `CHANGES`, applied from left to right.

    Raises:
        ValueError: there is no such change.
    """

    def __init__(self, base: Language, names: Sequence[str]) -> None:
        unknown = [name for name in names if name not in CHANGES]
        if unknown:
            raise ValueError(f"There is no change {unknown[0]!r}; choose among {', '.join(CHANGES)}.")
        self.base = base
        self.code = "@".join((base.code, *names))
        self.name = f"{base.name} ({', '.join(names)})"
        self.family, self.script, self.spaces = base.family, base.script, base.spaces
        self.changes = [CHANGES[name] for name in names]

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        """Says a meaning, then changes the sentence."""
        sentence = self.base.linearise(meaning, sent_id)
        for change in self.changes:
            sentence = change(sentence)
        return sentence


# ---- word order


def reorder(sentence: Sentence, order: Sequence[int]) -> Sentence:
    """The same words in another order; contractions dissolve, the first letter keeps its case.

    Args:
        sentence: stays as it is.
        order: positions of the words, counted from 1, in their new order.
    """
    if list(order) == list(range(1, len(sentence.words) + 1)):
        return sentence
    place = {old: new for new, old in enumerate(order, start=1)} | {0: 0}
    spaced = any(word.space_after for word in sentence.words[:-1])
    words = [
        replace(
            word,
            head=place[word.head],
            space_after=word.space_after if following == old + 1 else spaced,
            form=_uncapitalised(word, old),
        )
        for old, following in zip(order, [*order[1:], 0], strict=True)
        for word in [sentence.words[old - 1]]
    ]
    for i, word in enumerate(words[1:], start=1):
        if word.upos == "PUNCT" and words[i - 1].space_after:
            words[i - 1] = replace(words[i - 1], space_after=False)
    if sentence.words[0].form[:1].isupper():
        words[0] = replace(words[0], form=words[0].form[:1].upper() + words[0].form[1:])
    return Sentence(sentence.sent_id, surface_text(tuple(words), ()), tuple(words))


def _uncapitalised(word: Word, position: int) -> str:
    first = position == 1 and word.upos != "PROPN" and not word.lemma[:1].isupper()
    return word.form[:1].lower() + word.form[1:] if first else word.form


def clause_order(order: str, sentence: Sentence) -> Sentence:
    """Puts subject, verb and object of every clause into an order such as ``SOV``.

    The places that the three held are kept, each for a whole phrase; what stands between them stays there.
    Auxiliaries go with the verb.
    """
    children = _children(sentence)
    sequence = list(range(1, len(sentence.words) + 1))
    for verb, word in enumerate(sentence.words, start=1):
        if word.upos != "VERB":
            continue
        parts = {"V": _verb_group(sentence, verb, children)}
        for letter, relation in (("S", "nsubj"), ("O", "obj")):
            found = [c for c in children[verb] if _deprel(sentence, c) == relation]
            parts[letter] = _subtree(found[0], children) if found else []
        blocks = {x: sorted(parts[x], key=sequence.index) for x in order if parts[x]}
        anchors = {verb if x == "V" else block[0] for x, block in blocks.items()}
        moved = {w for block in blocks.values() for w in block}
        following = iter(blocks.values())
        sequence = [
            w
            for old in sequence
            for w in (next(following) if old in anchors else () if old in moved else (old,))
        ]
    return reorder(sentence, sequence)


def _verb_group(sentence: Sentence, verb: int, children: dict[int, list[int]]) -> list[int]:
    """A verb, its auxiliaries, and what links the two ("て" in Japanese, with a verb fixed to it)."""
    fixed = {
        child: [part for part in children[child] if _deprel(sentence, part) == "fixed"]
        for child in children[verb]
        if _deprel(sentence, child) in ("aux", "compound", "mark")
    }
    linking = {w for w, parts in fixed.items() if any(sentence.words[p - 1].upos == "VERB" for p in parts)}
    group = {verb, *linking, *(w for w in fixed if _deprel(sentence, w) != "mark")}
    inside = range(min(group), max(group))
    group |= {w for w in fixed if w in inside}
    return sorted(group.union(*(fixed.get(w, ()) for w in group)))


def adpositions(side: str, sentence: Sentence) -> Sentence:
    """Puts every adposition before or after its phrase."""
    children = _children(sentence)
    sequence = list(range(1, len(sentence.words) + 1))
    for position, word in enumerate(sentence.words, start=1):
        if word.upos != "ADP" or _deprel(sentence, position) != "case":
            continue
        own = _subtree(position, children)
        phrase = [
            w for w in _subtree(word.head, children) if w not in own and _deprel(sentence, w) != "punct"
        ]
        places = [sequence.index(w) for w in phrase]
        kept = [w for w in sequence if w not in own]
        at = kept.index(sequence[min(places)]) if side == "before" else kept.index(sequence[max(places)]) + 1
        sequence = [*kept[:at], *own, *kept[at:]]
    return reorder(sentence, sequence)


def mirror(sentence: Sentence) -> Sentence:
    """All words from the last to the first; a full stop stays at the end."""
    last = len(sentence.words)
    return reorder(sentence, [*range(last - 1, 0, -1), last])


def _children(sentence: Sentence) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {i: [] for i in range(len(sentence.words) + 1)}
    for position, word in enumerate(sentence.words, start=1):
        children[word.head].append(position)
    return children


def _subtree(position: int, children: dict[int, list[int]]) -> list[int]:
    return sorted([position, *(w for child in children[position] for w in _subtree(child, children))])


def _deprel(sentence: Sentence, position: int) -> str:
    return sentence.words[position - 1].deprel.partition(":")[0]


# ---- vocabulary


def respell(sentence: Sentence, chosen: Callable[[Word], bool]) -> Sentence:
    """Writes the chosen words in letters that no other language of the fragment has.

    Different words stay different: a letter stands for each character, and two for those beyond the range of
    the alphabet (Chinese, Japanese, Korean).
    """
    words = tuple(
        replace(word, form=_foreign(word.form), lemma=_foreign(word.lemma)) if chosen(word) else word
        for word in sentence.words
    )
    contractions = tuple(
        (first, last, _foreign(form) if any(map(chosen, sentence.words[first - 1 : last])) else form)
        for first, last, form in sentence.contractions
    )
    return Sentence(sentence.sent_id, surface_text(words, contractions), words, contractions)


def _foreign(text: str) -> str:
    """One letter for each character of an alphabet; two for others, the first from a range of its own."""
    letters = []
    for character in text:
        page, letter = divmod(ord(character), ALPHABETS)
        letters += [LETTERS[ALPHABETS + page]] if page else []
        letters.append(LETTERS[letter])
    return "".join(map(chr, letters))


def is_shared(word: Word) -> bool:
    """Whether other languages write this word in the same way: names, digits and punctuation do."""
    return word.ner != "O" or word.upos in ("PROPN", "PUNCT") or any(c.isdigit() for c in word.form)


CHANGES: dict[str, Change] = {
    **{"".join(order): partial(clause_order, "".join(order).upper()) for order in permutations("svo")},
    "prepositions": partial(adpositions, "before"),
    "postpositions": partial(adpositions, "after"),
    "mirror": mirror,
    "fake": partial(respell, chosen=lambda word: True),
    "unshared": partial(respell, chosen=is_shared),
}
"""Name -> change. ``fake`` respells every word, ``unshared`` those that other languages write alike."""
