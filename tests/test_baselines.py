"""The baselines of chapter 1: what they know, and what they must not know."""

from __future__ import annotations

import pytest

from xling_utils.baselines import baseline_scores, learn_lookup, most_frequent_tag

TRAIN = {
    "tokens": [["they", "walk", "dogs"], ["dogs", "walk"], ["a", "walk"], ["[gap]"]],
    "upos": [["PRON", "VERB", "NOUN"], ["NOUN", "VERB"], ["DET", "NOUN"], ["_"]],
}


def test_lookup_gives_each_form_its_most_frequent_tag() -> None:
    assert learn_lookup(TRAIN) == {"they": "PRON", "walk": "VERB", "dogs": "NOUN", "a": "DET"}


def test_most_frequent_tag_counts_words_not_forms() -> None:
    assert most_frequent_tag(TRAIN) == "NOUN"


@pytest.mark.parametrize("tags", [["NOUN", "VERB"], ["VERB", "NOUN"]])
def test_a_tie_does_not_depend_on_the_order_of_sentences(tags: list[str]) -> None:
    table = {"tokens": [["x"], ["x"]], "upos": [[tag] for tag in tags]}
    assert learn_lookup(table) == {"x": "NOUN"}
    assert most_frequent_tag(table) == "NOUN"


def test_lookup_beats_the_most_frequent_tag_where_it_learnt(toy_corpus) -> None:
    scores = baseline_scores(toy_corpus, "aa")
    assert scores["lookup"]["aa"] > scores["most frequent tag"]["aa"] + 0.3


def test_lookup_crosses_through_shared_strings_only(toy_corpus) -> None:
    """The toy languages share "ul", "mod" and the full stop; all other words of "bb" get the guess."""
    table = toy_corpus.sentences("bb", "test")[:]
    train = toy_corpus.sentences("aa", "train")[:]
    lookup, guess = learn_lookup(train), most_frequent_tag(train)
    pairs = [
        pair for row in zip(table["tokens"], table["upos"], strict=True) for pair in zip(*row, strict=True)
    ]
    shared = {"ul", "mod", "."}
    right = sum((lookup[form] if form in shared else guess) == tag for form, tag in pairs)
    assert baseline_scores(toy_corpus, "aa", ["bb"])["lookup"]["bb"] == pytest.approx(right / len(pairs))


def test_limits_choose_the_sentences(toy_corpus) -> None:
    few = baseline_scores(toy_corpus, "aa", ["aa"], sentences=1, limit=5)
    assert few["lookup"]["aa"] < baseline_scores(toy_corpus, "aa", ["aa"])["lookup"]["aa"]
