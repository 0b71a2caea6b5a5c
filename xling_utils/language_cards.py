"""What the appendix shows of a language: a card of its shape, its script, sentences with gloss and tree.

All of it is measured or generated; only the simplifications are quoted from the grammar. Used by the appendix
"The seventeen languages".
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import pairwise

from xling_utils.drawings import Drawing, dependency_trees, direction
from xling_utils.fragment import Sentence, Word, generate, language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.typology import Profile, profile

WOLF = NounPhrase("wolf")
MEANINGS: tuple[Clause, ...] = (
    Clause(
        "verb", "give", NounPhrase("Laura"), "Past", register="story",
        object=NounPhrase("flower", determiner="indef", adjectives=("red",)),
        recipient=NounPhrase("mother", owner=NounPhrase("she")),
    ),
    Clause(
        "adjective", "sick", NounPhrase("brother", owner=NounPhrase("neighbour")), register="dialogue",
        question="polar", opener="oh", vocative=NounPhrase("Anna"),
    ),
    Clause(
        "verb", "want", NounPhrase("i"), negated=True, register="dialogue",
        object=NounPhrase("soup"), time="today",
    ),
    Clause(
        "verb", "find",
        NounPhrase("wolf", relative=Clause(
            "verb", "live", WOLF, "Past", adjuncts=(Adjunct("in", NounPhrase("forest")),), register="story",
        )),
        "Past", register="story", time="then", fronted=True,
        object=NounPhrase("bird", "Plur", "indef", count="four"),
    ),
    Clause(
        "verb", "sell", NounPhrase("Elena", surname="Novak"), "Past", register="news",
        year="2012", fronted=True, adjuncts=(Adjunct("in", NounPhrase("Paris")),),
        object=NounPhrase("hotel", "Plur", "indef", ("expensive",), count="12"),
        recipient=NounPhrase("Google"),
        link=("because", Clause(
            "verb", "help", NounPhrase("bank"), "Past", negated=True, object=NounPhrase("company"),
            register="news",
        )),
    ),
)  # fmt: skip
"""What the page says in every language: possessors, a copula, a question, negation, a relative clause,
numerals, names of all three types, a fronted time, a subordinate clause; each register at least once."""

GLOSSED: tuple[str, ...] = ("Case", "Definite", "Gender", "Number", "Person", "Tense", "Polarity")
"""Features that a gloss shows."""
UNMARKED: frozenset[str] = frozenset({"Sing", "Pos"})
"""Values that a gloss leaves out."""

STYLE = """<style>
.xl-facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:.4rem 1rem}
.xl-facts dt{font-size:.8em;font-weight:normal;opacity:.8;margin:0!important}
.xl-facts dd{margin:0!important;font-weight:600}
.xl-text{font-size:1.1em;margin:1.2rem 0 0}
.xl-free{margin:.1rem 0 .4rem;opacity:.85}
.xl-gloss{display:flex;flex-wrap:wrap;gap:.5rem .9rem;margin:.3rem 0}
.xl-gloss span{display:block;line-height:1.35;white-space:nowrap;unicode-bidi:isolate}
.xl-gloss .c,.xl-gloss .u,.xl-gloss .f{font-size:.78em}
.xl-gloss .c{font-style:italic}
.xl-gloss .u,.xl-gloss .f{opacity:.8}
.xl-gloss .e{font-size:.7em;border:1px solid currentColor;border-radius:.3em;padding:0 .3em;width:fit-content}
</style>"""


# --- script


@dataclass(frozen=True)
class Writing:
    """How a language is written, measured on sentences.

    Attributes:
        scripts: share of the letters that belong to each script, such as ``Latin``, most frequent first.
        characters: script -> number of its different letters and vowel signs; a capital counts as its small
            letter.
        direction: ``ltr`` or ``rtl``.
        spaced: share of boundaries between two words (no punctuation) that have a space.
        capitals: share of sentences that start with a capital, among those that start with a letter.
    """

    scripts: Mapping[str, float]
    characters: Mapping[str, int]
    direction: str
    spaced: float
    capitals: float

    def __str__(self) -> str:
        counts = ", ".join(
            f"{name} {share:.0%} ({self.characters[name]} different characters)"
            for name, share in self.scripts.items()
            if share >= 0.005
        )
        way = "right to left" if self.direction == "rtl" else "left to right"
        spaces = f"a space at {self.spaced:.0%} of the boundaries between words"
        spaces = "no spaces between words" if self.spaced == 0 else spaces
        # A sentence that starts with a name in Latin letters has a capital in any language.
        capitals = "sentences start with a capital" if self.capitals > 0.5 else "no capitals"
        return f"{counts}; runs from {way}; {spaces}; {capitals}."


def writing(sentences: Sequence[Sentence]) -> Writing:
    """Measures how sentences are written."""
    letters = [c.lower()[0] for s in sentences for c in s.text if unicodedata.category(c)[0] in "LM"]
    scripts = Counter(map(script_of, letters))
    boundaries = [
        left.space_after
        for s in sentences
        for left, right in pairwise(s.words)
        if "PUNCT" not in (left.upos, right.upos)
    ]
    first = [next(c for c in s.text if c.isalnum()) for s in sentences]
    capitals = [c.isupper() for c in first if c.isalpha()]
    return Writing(
        scripts={name: count / len(letters) for name, count in scripts.most_common()},
        characters=Counter(map(script_of, set(letters))),
        direction=direction(sentences[0].text),
        spaced=sum(boundaries) / len(boundaries),
        capitals=sum(capitals) / len(capitals),
    )


def script_of(letter: str) -> str:
    """The script of a letter, from its Unicode name."""
    name = unicodedata.name(letter).partition(" ")[0].partition("-")[0]
    return {"CJK": "Han"}.get(name, name.capitalize())


# --- sentences


def glossed(sentence: Sentence, code: str) -> Drawing:
    """A sentence word by word: form, concept (or UPOS), features, entity tag.

    The words follow each other as they are read; those of a script that runs from right to left begin at the
    right. Long sentences go on in the next line.
    """
    words = "".join(_glossed_word(word, code) for word in sentence.words)
    html = f'<div class="xl-gloss" dir="{direction(sentence.text)}">{words}</div>'
    return Drawing(html, sentence.gloss())


def _glossed_word(word: Word, code: str) -> str:
    note = f'<span class="u">{word.upos}</span>' if word.upos != "PUNCT" else ""
    note = f'<span class="c">{escape(word.concept)}</span>' if word.concept else note
    marked = features(word)
    more = f'<span class="f">{escape(marked)}</span>' if marked else ""
    more += f'<span class="e">{word.ner}</span>' if word.ner != "O" else ""
    return f'<div><span lang="{code}">{escape(word.form)}</span>{note}{more}</div>'


def features(word: Word) -> str:
    """What the form of a word shows, shortened: ``Acc.Plur``."""
    values = (word.feats.get(name, "") for name in GLOSSED)
    return ".".join(value for value in values if value and value not in UNMARKED)


def shown_sentence(meaning: Clause, code: str, number: int) -> Drawing:
    """A meaning in a language: text, English translation, gloss and, folded, its tree."""
    sentence, english = (language(c).linearise(meaning) for c in (code, "en"))
    gloss, tree = glossed(sentence, code), dependency_trees({code: sentence})
    free = "" if code == "en" else f"“{english.text}”"
    html = (
        f'<p class="xl-text" lang="{code}" dir="{direction(sentence.text)}">'
        f"{number}. {escape(sentence.text)}</p>"
        f'<p class="xl-free">{escape(free)} <em>{meaning.register}</em></p>'
        f"{gloss.html}<details><summary>Tree of sentence {number}</summary>{tree.html}</details>"
    )
    return Drawing(html, "\n".join(filter(None, (f"{number}. {sentence.text}", free, gloss.text))))


# --- cards


def facts(shape: Profile) -> dict[str, str]:
    """What a card says about the shape of a language."""
    orders = ", ".join(f"{order} {share:.0%}" for order, share in shape.orders.items())
    return {
        "family": shape.family,
        "script": shape.script,
        "subject, verb, object": orders,
        "adpositions": _sides(shape.adpositions_before),
        "adjectives": _sides(shape.adjectives_before),
        "possessor (noun)": _side(shape.possessor),
        "possessor (pronoun)": _side(shape.possessive),
        "relative clause": _side(shape.relative),
        "definite, indefinite": f"{shape.definite}, {shape.indefinite}",
        "cases of nouns": str(shape.cases or "none"),
        "verb agrees in": ", ".join(shape.verb_agrees) or "nothing",
        "adjective agrees in": ", ".join(shape.adjective_agrees) or "nothing",
    }


def _side(place: str) -> str:
    return place if place == "in the noun" else f"{place} the noun"


def _sides(before: float) -> str:
    if before != before:  # not a number: there are none
        return "none"
    return {1.0: _side("before"), 0.0: _side("after")}.get(before, f"{before:.0%} before the noun")


def language_card(code: str, meanings: Iterable[Clause] = MEANINGS, *, sample: int = 300) -> Drawing:
    """All that the appendix shows of one language.

    Args:
        code: which language.
        meanings: what its sentences say.
        sample: number of sentences on which shape and script are measured.
    """
    shape = facts(profile(code, sample))
    script = str(writing(list(generate(code, "parallel", sample))))
    shown = [shown_sentence(meaning, code, i) for i, meaning in enumerate(meanings, start=1)]
    notes = getattr(language(code), "simplifications", ())
    grid = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in shape.items())
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    html = (
        f'{STYLE}<dl class="xl-facts">{grid}</dl><p><strong>Writing.</strong> {escape(script)}</p>'
        f"{''.join(drawing.html for drawing in shown)}"
        f'<p class="xl-text"><strong>What is simplified</strong></p><ul>{items}</ul>'
    )
    lines = [f"{name}: {value}" for name, value in shape.items()]
    parts = ["\n".join([*lines, f"writing: {script}"]), *(drawing.text for drawing in shown)]
    return Drawing(html, "\n\n".join([*parts, "\n".join(f"- {note}" for note in notes)]))


def attestation() -> list[dict[str, object]]:
    """How much of each language is attested in real data, in percent.

    ``tools/attestation.py --save`` made the table. The data itself is not shipped, so it is a record, like
    those of the studies.
    """
    text = (files("xling_utils") / "records" / "attestation.json").read_text(encoding="utf-8")
    return [
        {name: "-" if value is None else value for name, value in row.items()} for row in json.loads(text)
    ]
