"""Each rule refuses what it should, and good trees pass."""

from __future__ import annotations

import pytest

from xling_utils.ud_rules import DEPRELS, violations

GOOD = (["DET", "NOUN", "AUX", "VERB", "PUNCT"], [2, 4, 4, 0, 4], ["det", "nsubj", "aux", "root", "punct"])


def changed(**places):
    """The good tree with other entries: ``upos={2: "X"}`` and so on, counted from 0."""
    columns = [list(column) for column in GOOD]
    for column, name in zip(columns, ("upos", "head", "deprel"), strict=True):
        for place, value in places.get(name, {}).items():
            column[place] = value
    return columns


def test_a_good_tree_passes():
    assert violations(*GOOD) == []
    assert len(DEPRELS) == 37


@pytest.mark.parametrize(
    ("places", "word", "rule"),
    [
        ({"head": {1: 0}}, 0, "2 roots"),
        ({"head": {3: 2}}, 0, "0 roots"),
        ({"head": {0: 9}}, 1, "no other word"),
        ({"head": {0: 1}}, 1, "no other word"),
        ({"head": {0: 2, 1: 1}}, 1, "cycle"),
        ({"upos": {1: "N"}}, 2, "no UPOS tag"),
        ({"deprel": {1: "subject"}}, 2, "no universal relation"),
        ({"deprel": {1: "root"}}, 2, "relation root with head 4"),
        ({"upos": {0: "ADJ"}}, 1, "det must not be ADJ"),
        ({"upos": {2: "VERB"}}, 3, "aux must not be VERB"),
        ({"deprel": {4: "dep"}}, 5, "instead of punct"),
        ({"head": {0: 3}}, 1, "aux must not have a dependent det"),
        ({"deprel": {2: "nsubj"}, "upos": {2: "NOUN"}}, 3, "second nsubj"),
        ({"deprel": {1: "conj"}}, 2, "before its head"),
    ],
)
def test_a_broken_rule_is_named(places, word, rule):
    found = violations(*changed(**places))
    assert any(v.word == word and rule in v.rule for v in found), found


def test_subtypes_are_not_looked_at():
    assert violations(["PRON", "VERB"], [2, 0], ["nsubj:pass", "root"]) == []


def test_punctuation_must_be_projective():
    # a(4) , b c: the comma hangs on c and stands between a and its foreign head
    assert violations(["NOUN", "PUNCT", "VERB", "NOUN"], [3, 3, 0, 3], ["obl", "punct", "root", "obj"]) == []
    hanging = violations(["PUNCT", "VERB", "NOUN"], [3, 0, 2], ["punct", "root", "obj"])
    assert [v.rule for v in hanging] == ["punctuation attached non-projectively"]
    crossed = violations(["NOUN", "PUNCT", "NOUN", "VERB"], [3, 4, 4, 0], ["nmod", "punct", "obj", "root"])
    assert [v.rule for v in crossed] == ["punctuation makes another word non-projective"]


def test_columns_must_fit_together():
    with pytest.raises(ValueError, match="do not fit together"):
        violations(["X"], [0, 1], ["root"])
