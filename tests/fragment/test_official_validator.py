"""The official validator of Universal Dependencies accepts what the fragment exports."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from itertools import chain

import pytest

from xling_utils.fragment import LANGUAGES, REGISTERS, generate, generate_pairs, language
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.fragment.sentence import Sentence

udtools = pytest.importorskip("udtools", reason="udtools is not installed: pip install udtools")


def errors(code: str, *sentences: Sentence) -> list[tuple[int, str, str]]:
    """Level, name and message of every error; 5 is the highest level."""
    validator = udtools.Validator(lang=code, level=5, output=None)
    state = validator.validate_file_handle(StringIO("".join(s.conllu() for s in sentences)))
    found = validator.validate_end(state).error_tracker
    return [(e.level, e.testid, f"{e.sentid}: {e.message}") for e in found if e.is_error()]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_validator_finds_no_error(code: str) -> None:
    registers = (generate(code, "test", 50, seed, name) for seed, name in enumerate(REGISTERS, start=1))
    pairs = ((pair.premise, pair.hypothesis) for pair in generate_pairs(code, "raw", 25))
    sentences = [*generate(code, "raw", 100), *chain(*registers), *chain(*pairs)]
    assert len(sentences) == 300
    assert errors(code, *sentences) == []


NOT_HAPPY = Clause("adjective", "happy", NounPhrase("dog"), "Past", negated=True)
"""The dog was not happy."""


@pytest.mark.parametrize(
    ("form", "change", "error"),
    [
        ("The", {"head": 0}, (2, "multiple-roots")),
        ("not", {"upos": "NOUN", "feats": {}}, (3, "rel-upos-advmod")),
        ("dog", {"feats": {"Tense": "Past"}}, (4, "feature-upos-not-permitted")),
        ("was", {"lemma": "become"}, (5, "cop-lemma")),
    ],
)
def test_the_validator_refuses_what_is_wrong(form: str, change: dict, error: tuple[int, str]) -> None:
    right = language("en").linearise(NOT_HAPPY, "dog")
    wrong = replace(
        right, words=tuple(replace(word, **change) if word.form == form else word for word in right.words)
    )
    assert errors("en", right) == []
    assert error in [(level, name) for level, name, _ in errors("en", wrong)]
