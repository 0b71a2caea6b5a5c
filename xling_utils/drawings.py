"""Sentences and tables drawn for the page: HTML and inline SVG, so that the browser shapes every script.

matplotlib neither joins Arabic letters nor stacks Devanagari vowels; a browser does. Text runs in its own
direction, colours follow the page, and every drawing says in words what it shows. Introduced in chapter 2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import accumulate
from typing import Literal

from xling_utils.figures import COLOURS
from xling_utils.fragment import Sentence, language

FORM, NOTE = 17, 11.5
"""Sizes of the words and of the notes around them, in pixels."""
LEVEL = 26
"""Distance between two levels of arcs, in pixels."""
CELL = "text-align:start;vertical-align:top;padding:0.25rem 1.2rem 0.25rem 0"


@dataclass(frozen=True)
class Drawing:
    """HTML that a notebook shows, and the same in words.

    Attributes:
        html: what the page shows; no scripts, nothing loaded from elsewhere.
        text: what a terminal or a screen reader gets.
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def direction(text: str) -> Literal["ltr", "rtl"]:
    """The direction in which a text runs: that of its first letter that has one."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def table(
    rows: Sequence[Mapping[str, object]], *, caption: str, columns: Sequence[str] | None = None
) -> Drawing:
    """A table with one line per mapping; all mappings have the same keys.

    Args:
        rows: name of a column -> its entry. A `Drawing` stands in its cell as the HTML that it is.
        caption: what the table is about.
        columns: the columns to show, in this order; all of them by default.
    """
    names = list(columns or rows[0])
    head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(_cell(row[name]) for name in names)}</tr>" for row in rows)
    html = (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table style="margin:0;border-collapse:collapse">'
        f'<caption style="caption-side:top;text-align:start;color:inherit">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    lines = [" | ".join(line) for line in cells]
    return Drawing(html, "\n".join([caption, *lines]))


def _cell(value: object) -> str:
    content = value.html if isinstance(value, Drawing) else escape(str(value))
    wrap = "" if isinstance(value, Drawing) else ";white-space:nowrap"
    return f'<td style="{CELL}{wrap}">{content}</td>'


def folded(parts: Mapping[str, Drawing]) -> Drawing:
    """Drawings under titles that open and close; the first is open."""
    html = "".join(
        f'<details{" open" * (number == 0)} style="margin-bottom:0.6rem"><summary>{escape(title)}</summary>'
        f"{part.html}</details>"
        for number, (title, part) in enumerate(parts.items())
    )
    return Drawing(html, "\n\n".join(f"{title}\n{part}" for title, part in parts.items()))


# --- sentences ---


def in_script(text: str, code: str) -> Drawing:
    """Text of a language in its own direction."""
    return Drawing(f'<div lang="{code}" dir="{direction(text)}">{escape(text)}</div>', text)


def noted(forms: Mapping[str, str], code: str) -> Drawing:
    """Words of a language, each with a note; the two do not mix where directions differ."""
    html = "; ".join(
        f'<bdi lang="{code}">{escape(form)}</bdi> {escape(note)}' for form, note in forms.items()
    )
    return Drawing(html, "; ".join(f"{form} {note}" for form, note in forms.items()))


def side_by_side(
    sentences: Mapping[str, Sentence], *, against: Mapping[str, Sentence] | None = None, caption: str
) -> Drawing:
    """One sentence per language; what is new against an earlier version of each is highlighted."""
    rows = [
        {"language": f"{language(code).name} ({code})",
         "sentence": written(sentence, code, against[code] if against else None)}
        for code, sentence in sentences.items()
    ]  # fmt: skip
    return table(rows, caption=caption)


def written(sentence: Sentence, code: str, against: Sentence | None = None) -> Drawing:
    """A sentence as text in its own direction, the words that the other sentence lacks highlighted."""
    pieces = _written_words(sentence)
    forms = [form.casefold() for form, _ in pieces]
    before = [form.casefold() for form, _ in _written_words(against)] if against else forms
    html = ""
    for change, _, _, start, stop in SequenceMatcher(None, before, forms, autojunk=False).get_opcodes():
        span = "".join(form + " " * space for form, space in pieces[start:stop])
        if change in ("replace", "insert"):
            mark = '<mark style="background:#ffe08a;color:#000;padding:0">'
            html += f"{mark}{escape(span.rstrip())}</mark>" + " " * span.endswith(" ")
        else:
            html += escape(span)
    flow = direction(sentence.text)
    return Drawing(f'<div lang="{code}" dir="{flow}">{html.strip()}</div>', sentence.text)


def _written_words(sentence: Sentence) -> list[tuple[str, bool]]:
    """Words as a reader sees them, each with whether a space follows: contracted, with their clitics.

    In a script without spaces every word stands alone.
    """
    merged = {first: (last, form) for first, last, form in sentence.contractions}
    spaced, joined = " " in sentence.text, False
    pieces: list[tuple[str, bool]] = []
    position = 1
    while position <= len(sentence.words):
        last, form = merged.get(position, (position, sentence.words[position - 1].form))
        word = sentence.words[last - 1]
        if joined and word.upos != "PUNCT":
            form = pieces.pop()[0] + form
        pieces.append((form, word.space_after))
        joined = spaced and not word.space_after
        position = last + 1
    return pieces


# --- trees and alignments ---


def dependency_trees(sentences: Mapping[str, Sentence]) -> Drawing:
    """A dependency tree per language; a concept has one colour in all of them.

    Arcs run from a head to its dependent and carry the relation. Words stand in the reading direction of
    their script, so the tree of an Arabic sentence starts on the right.
    """
    colours = _concept_colours(sentences)
    trees = [_Tree(sentence, code, colours) for code, sentence in sentences.items()]
    return Drawing("\n".join(tree.html() for tree in trees), "\n".join(tree.text() for tree in trees))


def word_alignment(sentences: Mapping[str, Sentence]) -> Drawing:
    """The same meaning in several languages, one line each; words of one concept are joined."""
    colours = _concept_colours(sentences)
    lines = {code: _centres(sentence) for code, sentence in sentences.items()}
    width = max(total for _, total in lines.values())
    marks, spoken = [], []
    previous: dict[str, float] = {}
    for row, (code, sentence) in enumerate(sentences.items()):
        centres, total = lines[code]
        places: dict[str, float] = {}
        for word, centre in zip(sentence.words, centres, strict=True):
            x, y = centre + (width - total) / 2, 26 + 74 * row
            marks.append(_text(x, y, word.form, size=FORM, code=code))
            if word.concept in colours and word.concept not in places:
                places[word.concept] = x
                if word.concept in previous:
                    line = f'x1="{previous[word.concept]:.1f}" y1="{y - 66}" x2="{x:.1f}" y2="{y - 20}"'
                    marks.append(f'<line {line} stroke="{colours[word.concept]}" stroke-width="3"/>')
        previous = places
    for concept in colours:
        forms = [word.form for s in sentences.values() for word in s.words if word.concept == concept]
        spoken.append(f"{concept}: {' = '.join(forms)}")
    text = "Word alignment. " + "; ".join(spoken) + "."
    return Drawing(_svg(width, 74 * len(sentences) - 30, marks, text), text)


def _concept_colours(sentences: Mapping[str, Sentence]) -> dict[str, str]:
    """A colour for each concept that all sentences say."""
    said = [[word.concept for word in sentence.words] for sentence in sentences.values()]
    shared = dict.fromkeys(c for c in said[0] if c is not None and all(c in row for row in said))
    return {concept: COLOURS[number % len(COLOURS)] for number, concept in enumerate(shared)}


class _Tree:
    """The drawing of one tree: columns in reading order, arcs above them, notes below."""

    def __init__(self, sentence: Sentence, code: str, colours: Mapping[str, str]) -> None:
        self.sentence, self.code, self.colours = sentence, code, colours
        self.centres, self.width = _centres(sentence)
        self.levels = _arc_levels([word.head for word in sentence.words])
        self.floor = LEVEL * (max(self.levels) + 1) + 14

    def html(self) -> str:
        marks = [
            mark for position in range(1, len(self.sentence.words) + 1) for mark in self.column(position)
        ]
        return _svg(self.width, self.floor + 68, marks, self.text(), direction(self.sentence.text))

    def column(self, position: int) -> list[str]:
        word, x, floor = self.sentence.words[position - 1], self.centres[position - 1], self.floor
        marks = [*self.arc(position), _text(x, floor + 22, word.form, size=FORM, code=self.code)]
        marks.append(_text(x, floor + 42, word.upos, size=NOTE))
        if word.concept:
            colour, wide = self.colours.get(word.concept, "none"), _width(word.form, FORM)
            place = f'x="{x - wide / 2:.1f}" y="{floor + 27}" width="{wide:.1f}" height="3"'
            marks.append(f'<rect {place} fill="{colour}"/>')
            marks.append(_text(x, floor + 58, word.concept, size=NOTE, style="italic"))
        return marks

    def arc(self, position: int) -> list[str]:
        word, x = self.sentence.words[position - 1], self.centres[position - 1]
        tip = f'<path d="M{x - 4:.1f} {self.floor - 6} h8 l-4 7 z" fill="currentColor"/>'
        if word.head == 0:
            line = f"M{x:.1f} 18 V{self.floor - 5}"
            return [_line(line), tip, _text(x, 12, "root", size=NOTE)]
        start, y = self.centres[word.head - 1], self.floor - LEVEL * self.levels[position - 1]
        bend = 7 if x > start else -7
        rise = f"M{start + bend:.1f} {self.floor} V{y + 7} q0 -7 {bend} -7"
        fall = f"H{x - bend:.1f} q{bend} 0 {bend} 7 V{self.floor - 5}"
        return [_line(f"{rise} {fall}"), tip, _text((start + x) / 2, y - 4, word.deprel, size=NOTE)]

    def text(self) -> str:
        words = self.sentence.words
        links = [
            f"{word.form} {word.deprel}" + (f" of {words[word.head - 1].form}" if word.head else "")
            for word in words
        ]
        return f"Dependency tree of “{self.sentence.text}” ({language(self.code).name}): {'; '.join(links)}."


def _arc_levels(heads: Sequence[int]) -> list[int]:
    """How high each word's arc must go to clear the arcs below it; the root has 0."""
    spans = {i: (min(i, head), max(i, head)) for i, head in enumerate(heads, start=1) if head}
    levels = [0] * len(heads)
    for i in sorted(spans, key=lambda i: spans[i][1] - spans[i][0]):
        low, high = spans[i]
        below = [
            levels[j - 1]
            for j, (left, right) in spans.items()
            if j != i and left < high and right > low and levels[j - 1]
        ]
        levels[i - 1] = 1 + max(below, default=0)
    return levels


def _centres(sentence: Sentence) -> tuple[list[float], float]:
    """Middle of each word's column and the width of them all, in pixels."""
    wide = [
        16 + max(_width(w.form, FORM), *(_width(note, NOTE) for note in (w.upos, w.deprel, w.concept or "")))
        for w in sentence.words
    ]
    # Not `sum`: from Python 3.12 on it rounds otherwise, and words would stand a tenth of a pixel elsewhere.
    *starts, total = accumulate(wide, initial=0.0)
    centres = [start + width / 2 for start, width in zip(starts, wide, strict=True)]
    return ([total - x for x in centres] if direction(sentence.text) == "rtl" else centres), total


def _width(text: str, size: float) -> float:
    """Roughly how wide a text is; the exact width depends on the reader's fonts."""
    ems = {"W": 1.0, "F": 1.0}
    visible = (c for c in text if unicodedata.category(c) not in ("Mn", "Me"))
    *_, total = accumulate((ems.get(unicodedata.east_asian_width(c), 0.58) for c in visible), initial=0.0)
    return size * total


def _text(x: float, y: float, content: str, *, size: float, code: str = "en", style: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" lang="{code}" text-anchor="middle" font-size="{size}" '
        f'font-style="{style}" fill="currentColor">{escape(content)}</text>'
    )


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.2"/>'


def _svg(width: float, height: float, marks: Sequence[str], text: str, flow: str = "ltr") -> str:
    """A drawing in a frame that scrolls; where the text runs from right to left, it starts at the right."""
    frame = f'dir="{flow}" style="overflow-x:auto;margin-bottom:0.8rem" tabindex="0"'
    return (
        f'<div {frame} role="region" aria-label="drawing">'
        f'<svg role="img" aria-label="{escape(text)}" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" style="max-width:none;direction:ltr">'
        f"{''.join(marks)}</svg></div>"
    )
