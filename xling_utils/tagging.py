"""A tagger's answers word by word: to count its errors, and to read them in their sentences (chapter 1)."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from xling_utils.backbones import Backbone
from xling_utils.conllu_files import UPOS
from xling_utils.finetuning import FineTuned
from xling_utils.tasks import Table


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """One word of a test set.

    Attributes:
        form: The word as written.
        gold: Its tag.
        predicted: The tagger's answer.
        concept: Concept id; None for function words and where the corpus has no concepts.
    """

    form: str
    gold: str
    predicted: str
    concept: str | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is the gold tag."""
        return self.gold == self.predicted


def tag_words(tuned: FineTuned, tables: Mapping[str, Table]) -> dict[str, list[TaggedWord]]:
    """Every labelled word of some tables with the answer of a tagger.

    Args:
        tuned: A fine-tuned tagger.
        tables: Language -> columns `tokens`, `upos` and perhaps `concepts`.
    """
    return {code: _tag_table(tuned, table) for code, table in tables.items()}


def _tag_table(tuned: FineTuned, table: Table) -> list[TaggedWord]:
    answers = tuned.predict(table["tokens"])
    concepts = table.get("concepts") or [[None] * len(row) for row in answers]
    columns = (table["tokens"], table["upos"], answers, concepts)
    return [
        TaggedWord(*word)
        for row in zip(*columns, strict=True)
        for word in zip(*row, strict=True)
        if word[1] in UPOS
    ]


def gold_words(tables: Mapping[str, Table]) -> dict[str, list[TaggedWord]]:
    """Every labelled word of some tables as a tagger without errors would give it.

    Args:
        tables: Language -> columns `tokens` and `upos`.
    """
    return {
        code: [
            TaggedWord(form, tag, tag)
            for forms, tags in zip(table["tokens"], table["upos"], strict=True)
            for form, tag in zip(forms, tags, strict=True)
            if tag in UPOS
        ]
        for code, table in tables.items()
    }


def accuracy(words: Iterable[TaggedWord]) -> float:
    """Share of right answers; not a number where there is no word."""
    right = [word.right for word in words]
    return sum(right) / len(right) if right else float("nan")


def homographs(words: Iterable[TaggedWord]) -> set[str]:
    """Forms that carry two or more gold tags among these words."""
    tags = defaultdict(set)
    for word in words:
        tags[word.form].add(word.gold)
    return {form for form, found in tags.items() if len(found) > 1}


def balanced_accuracy(words: Iterable[TaggedWord], tags: Iterable[str]) -> float:
    """Mean over tags of the accuracy on their words: a mixture of tags that is the same for every comparison.

    Args:
        words: The words to score.
        tags: Gold tags that count; one without a word is left out.
    """
    words = list(words)
    by_tag = [[word for word in words if word.gold == tag] for tag in tags]
    values = [accuracy(group) for group in by_tag if group]
    return sum(values) / len(values) if values else float("nan")


def shared_piece_share(backbone: Backbone, text: Iterable[list[str]], other: Iterable[list[str]]) -> float:
    """Share of the word pieces of a text that occur anywhere in another text.

    Args:
        backbone: Its tokenizer cuts the words.
        text: Sentences as lists of words; every occurrence of a piece counts.
        other: Sentences to compare with.
    """
    known = set(_pieces(backbone, other))
    counts = Counter(_pieces(backbone, text))
    return sum(n for piece, n in counts.items() if piece in known) / max(1, counts.total())


def _pieces(backbone: Backbone, sentences: Iterable[list[str]]) -> list[int]:
    special = set(backbone.tokenizer.all_special_ids)
    windows = backbone.encode(list(sentences))
    return [piece for window in windows for piece in window.ids if piece not in special]


@dataclass(frozen=True)
class TaggedSentences:
    """Sentences with a tag below each word, errors marked; shown as HTML in a notebook, as text elsewhere.

    Attributes:
        rows: Language -> words of its sentence.
        marked: Whether to compare the answers with gold; otherwise the gold tags are shown.
    """

    rows: Mapping[str, list[TaggedWord]]
    marked: bool = True

    def __repr__(self) -> str:
        return "\n".join(
            f"{code}  " + " ".join(self._plain(word) for word in words) for code, words in self.rows.items()
        )

    def _plain(self, word: TaggedWord) -> str:
        if not self.marked or word.right:
            return f"{word.form}/{word.gold}"
        return f"{word.form}/{word.predicted}[✗ gold {word.gold}]"

    def _repr_html_(self) -> str:
        return "\n".join(self._line(code, words) for code, words in self.rows.items())

    def _line(self, code: str, words: list[TaggedWord]) -> str:
        right = sum(word.right for word in words)
        score = f"<br><small>{right} of {len(words)}</small>" if self.marked else ""
        direction = "rtl" if _right_to_left(words) else "ltr"
        cells = "".join(self._cell(word) for word in words)
        return (
            '<div style="display:flex;gap:.8em;border-top:1px solid #8888;padding:.4em 0">'
            f'<div style="flex:0 0 4em"><b>{escape(code)}</b>{score}</div>'
            f'<div lang="{escape(code)}" dir="{direction}" '
            f'style="display:flex;flex:1;flex-wrap:wrap;gap:.3em .9em">{cells}</div>'
            "</div>"
        )

    def _cell(self, word: TaggedWord) -> str:
        wrong = self.marked and not word.right
        edge = "border-bottom:3px solid #D55E00" if wrong else "border-bottom:3px solid transparent"
        shown = f"<b>✗ {word.predicted}</b><br>gold {word.gold}" if wrong else word.gold
        return (
            f'<span style="text-align:center;{edge}">{escape(word.form)}'
            f'<br><small dir="ltr" lang="en" style="line-height:1.2;display:block">{shown}</small></span>'
        )


def _right_to_left(words: list[TaggedWord]) -> bool:
    letters = [unicodedata.bidirectional(letter) for word in words for letter in word.form]
    return sum(kind in ("R", "AL") for kind in letters) > len(letters) / 2
