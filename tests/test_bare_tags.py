"""The released score on bare tags is that of seqeval 1.2.2, oddities included."""

from __future__ import annotations

import random

import pytest

from xling_utils.bare_tags import bare_tag_f1

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
LANGUAGES = [
    *"af ar bg de el en es et eu fa fi fr he hi hu id it".split(),
    *"ja kk ko mr nl pt ru ta te th tl tr ur vi yo zh".split(),
]
CHUNKS = "O B-PER I-PER E-PER S-LOC I-LOC B-A-B I-A-B . OX".split()


def noisy(gold, tags, accuracy, draw):
    return [[tag if draw.random() < accuracy else draw.choice(tags) for tag in row] for row in gold]


def test_languages_that_share_their_second_letter_are_one():
    gold = [["ar"] * 3, ["fr"] * 4]
    assert bare_tag_f1(gold, [["fr"] * 3, ["ar"] * 4]) == (1.0, 1.0)
    assert bare_tag_f1(gold, [["en"] * 3, ["ar"] * 4]).micro == 1 / 2


def test_the_two_conjunctions_are_one():
    assert bare_tag_f1([["CCONJ", "NOUN"]], [["SCONJ", "NOUN"]]) == (1.0, 1.0)


def test_one_wrong_word_loses_the_sentence():
    right = ["en"] * 20
    assert bare_tag_f1([right], [right]) == (1.0, 1.0)
    for place in (0, 7, 19):
        wrong = [*right[:place], "vi", *right[place + 1 :]]
        assert bare_tag_f1([right], [wrong]) == (0.0, 0.0)


def test_neighbours_with_one_tag_are_one_chunk():
    gold = [["NOUN", "NOUN", "VERB"]]
    found = bare_tag_f1(gold, [["NOUN", "VERB", "VERB"]])  # two of three words, and no chunk
    assert found == (0.0, 0.0)
    found = bare_tag_f1(gold, [["NOUN", "NOUN", "ADV"]])  # one of two chunks
    assert found.micro == 1 / 2
    assert found.macro == pytest.approx(1 / 3)  # nouns, verbs and adverbs


def test_sentences_are_apart():
    assert bare_tag_f1([["en"], ["en"]], [["en"], ["vi"]]).micro == 1 / 2


def test_word_accuracy_says_little_of_the_score():
    """33 languages, 15 to 30 words in a sentence, errors at random: the simulation of the fact sheet."""
    draw, found = random.Random(0), []
    gold = [[code] * draw.randint(15, 30) for code in LANGUAGES for _ in range(40)]
    for accuracy in (0.99, 0.95, 0.90, 0.80, 0.50):
        found.append(bare_tag_f1(gold, noisy(gold, LANGUAGES, accuracy, draw)).macro)
    assert found == pytest.approx([0.684, 0.177, 0.039, 0.004, 0.000], abs=0.03)
    assert found[1] < 0.25
    assert found[3] < 0.01


@pytest.mark.parametrize(
    ("gold", "answers", "message"),
    [
        ([["en"]], [["en", "en"]], "same number of words"),
        ([["en"]], [], "same sentences"),
        ([["en", ""]], [["en", "en"]], "none of them empty"),
        ([["en"]], [[""]], "none of them empty"),
        ([[]], [[]], "must be tags"),
        ([], [], "must be tags"),
    ],
)
def test_what_cannot_be_scored_is_refused(gold, answers, message):
    with pytest.raises(ValueError, match=message):
        bare_tag_f1(gold, answers)


def test_a_leading_x_begins_where_the_chunk_before_it_began():
    found = bare_tag_f1([["NOUN", "VERB"], ["X", "VERB"]], [["NOUN", "NOUN"], ["X", "VERB"]])
    assert found == pytest.approx((2 / 9, 2 / 7))


@pytest.mark.parametrize("tags", [UPOS, LANGUAGES, CHUNKS], ids=["upos", "languages", "chunks"])
@pytest.mark.filterwarnings("ignore")
def test_the_same_score_as_seqeval(tags):
    metrics = pytest.importorskip("seqeval.metrics", reason="seqeval is not installed")
    draw = random.Random(0)
    for _ in range(40):
        gold = [draw.choices(tags, k=draw.randint(1, 9)) for _ in range(12)]
        answers = noisy(gold, tags, draw.random(), draw)
        theirs = [metrics.f1_score(gold, answers, average=average) for average in ("macro", "micro")]
        assert bare_tag_f1(gold, answers) == pytest.approx(theirs)
