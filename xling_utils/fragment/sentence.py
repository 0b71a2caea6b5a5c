"""What a language makes of a meaning: words with gold annotation in Universal Dependencies v2 terms."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word.

    Attributes:
        form: the word as written in the tree (for a contraction, its part: French "du" has "de" and "le").
        lemma: dictionary form.
        upos: one of the 17 universal parts of speech.
        feats: UD features, for example ``{"Number": "Plur"}``.
        head: 1-based position of the head, 0 for the root.
        deprel: universal dependency relation.
        concept: concept id, or None for function words. Equal ids align words across languages.
        ner: BIO tag (``O``, ``B-PER``, ``I-PER``, ``B-LOC``, ``B-ORG``, ...).
        space_after: whether a space follows in the text.
    """

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    concept: str | None = None
    ner: str = "O"
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one language.

    Attributes:
        sent_id: identifier; the same for translations of the same meaning.
        text: the sentence as a reader sees it.
        words: its syntactic words.
        contractions: ``(first, last, surface)`` for each multiword token, 1-based and inclusive.
    """

    sent_id: str
    text: str
    words: tuple[Word, ...]
    contractions: tuple[tuple[int, int, str], ...] = field(default=())

    def conllu(self) -> str:
        """The sentence as a CoNLL-U block, closed by an empty line."""
        rows = [f"# sent_id = {self.sent_id}", f"# text = {self.text}"]
        surface = {first: (last, form) for first, last, form in self.contractions}
        inside = 0
        for position, word in enumerate(self.words, start=1):
            if position in surface:
                inside, form = surface[position]
                space = "_" if self.words[inside - 1].space_after else "SpaceAfter=No"
                rows.append("\t".join([f"{position}-{inside}", form, *"_______", space]))
            rows.append(_row(position, word, alone=position > inside))
        return "\n".join(rows) + "\n\n"

    def gloss(self) -> str:
        """Two aligned lines: the words, and the concept or part of speech below each."""
        forms = [w.form for w in self.words]
        notes = [w.concept or w.upos.lower() for w in self.words]
        widths = [max(len(a), len(b)) for a, b in zip(forms, notes, strict=True)]
        return "\n".join(
            " ".join(x.ljust(n) for x, n in zip(line, widths, strict=True)).rstrip()
            for line in (forms, notes)
        )


def _row(position: int, word: Word, *, alone: bool) -> str:
    feats = "|".join(f"{k}={v}" for k, v in sorted(word.feats.items(), key=lambda kv: kv[0].lower())) or "_"
    misc = [] if word.ner == "O" else [f"Entity={word.ner}"]
    misc += [f"Concept={word.concept}"] if word.concept else []
    misc += [] if word.space_after or not alone else ["SpaceAfter=No"]
    columns = [
        position,
        word.form,
        word.lemma,
        word.upos,
        "_",
        feats,
        word.head,
        word.deprel,
        "_",
        "|".join(misc) or "_",
    ]
    return "\t".join(map(str, columns))
