"""Words with gold tag and answer: counting them and showing them."""

from __future__ import annotations

import math
from html.parser import HTMLParser

import pytest

from xling_utils.finetuning import finetune
from xling_utils.tagging import (
    TaggedSentences,
    TaggedWord,
    accuracy,
    balanced_accuracy,
    gold_words,
    homographs,
    shared_piece_share,
    tag_words,
)

WORDS = [
    TaggedWord("walk", "NOUN", "NOUN"),
    TaggedWord("walk", "VERB", "NOUN"),
    TaggedWord("talk", "VERB", "NOUN"),
    TaggedWord("read", "VERB", "VERB"),
    TaggedWord("sing", "VERB", "VERB"),
]


def test_accuracy_counts_words() -> None:
    assert accuracy(WORDS) == 3 / 5
    assert math.isnan(accuracy([]))


def test_balanced_accuracy_counts_tags_alike() -> None:
    assert balanced_accuracy(WORDS, ["NOUN", "VERB", "ADJ"]) == pytest.approx((1 + 2 / 4) / 2)


def test_homographs_are_forms_with_two_gold_tags() -> None:
    assert homographs(WORDS) == {"walk"}


def test_words_agree_with_the_score_of_the_tagger(tiny_backbone, toy_corpus) -> None:
    tuned = finetune(tiny_backbone, toy_corpus, "pos", "aa", max_steps=3, dropout=0.0, progress=False)
    words = tag_words(tuned, {code: toy_corpus.sentences(code, "test")[:] for code in ("aa", "bb")})
    scores = tuned.evaluate(toy_corpus)
    assert {code: accuracy(found) for code, found in words.items()} == {
        code: pytest.approx(score["accuracy"]) for code, score in scores.items()
    }


def test_unlabelled_words_do_not_count(tiny_backbone, toy_corpus) -> None:
    table = {"tokens": [["ul", "kato", "."]], "upos": [["DET", "_", "PUNCT"]]}
    tuned = finetune(tiny_backbone, toy_corpus, "pos", "aa", max_steps=1, progress=False)
    assert [word.form for word in tag_words(tuned, {"aa": table})["aa"]] == ["ul", "."]
    assert [word.form for word in gold_words({"aa": table})["aa"]] == ["ul", "."]


def test_share_of_pieces(tiny_backbone) -> None:
    assert shared_piece_share(tiny_backbone, [["kato", "domo"]], [["domo", "kato", "arbo"]]) == 1
    assert shared_piece_share(tiny_backbone, [["."]], [["kato"]]) == 0
    once, twice = ([["."] + ["kato"] * times] for times in (1, 2))
    share = shared_piece_share(tiny_backbone, once, [["kato"]])
    assert 0 < share < shared_piece_share(tiny_backbone, twice, [["kato"]]) < 1


class Text(HTMLParser):
    """Collect text and check that elements close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.directions: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        if tag != "br":
            self.open.append(tag)
        self.directions += [value for name, value in attrs if name == "dir"]

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text += data


def test_page_and_text_mark_the_same_errors() -> None:
    shown = TaggedSentences({"en": WORDS})
    page = Text(shown._repr_html_())
    assert page.open == []
    assert page.text.count("✗") == repr(shown).count("✗") == 2
    assert "3 of 5" in page.text


def test_without_marks_only_gold_is_shown() -> None:
    shown = TaggedSentences({"en": WORDS}, marked=False)
    assert "✗" not in shown._repr_html_() + repr(shown)
    assert "talk/VERB" in repr(shown)


def test_words_cannot_break_the_page() -> None:
    assert "<script>" in Text(TaggedSentences({"en": [TaggedWord("<script>", "X", "X")]})._repr_html_()).text


def test_arabic_runs_from_right_to_left() -> None:
    rows = {"ar": [TaggedWord("كتب", "VERB", "VERB"), TaggedWord(".", "PUNCT", "PUNCT")], "en": WORDS}
    assert [d for d in Text(TaggedSentences(rows)._repr_html_()).directions if d == "rtl"] == ["rtl"]
