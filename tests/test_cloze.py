"""Filling in blanks: one blank at a time, the same in any company, counted by kind of word."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_pretraining import TEXTS, TINY

from xling_utils.cloze import Cloze, Guess, guess_rates, load_cloze
from xling_utils.fragment import generate
from xling_utils.pocket_files import save_pocket
from xling_utils.pretraining import pretrain

SENTENCES = [
    ["the", "Cat", "sees", "a", "dog"],
    ["a", "dog", "sleeping", "near", "houses"],
    ["кошка", "видит"],
]


@pytest.fixture(scope="module")
def cloze(tmp_path_factory: pytest.TempPathFactory) -> Cloze:
    folder: Path = tmp_path_factory.mktemp("pocket")
    model, tokenizer, log = pretrain(TEXTS, TINY, verbose=False)
    save_pocket(model, tokenizer, folder, config=TINY, log=log, data_hash="")
    return load_cloze(folder)


def test_fill_gives_the_likeliest_pieces_first(cloze: Cloze) -> None:
    shares = [share for _, share in cloze.fill(SENTENCES[0], 2, count=8)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1 + 1e-6


def test_fill_does_not_see_the_hidden_word(cloze: Cloze) -> None:
    other = [*SENTENCES[0][:2], "houses", *SENTENCES[0][3:]]
    assert cloze.fill(SENTENCES[0], 2) == cloze.fill(other, 2)


def test_every_word_of_one_piece_is_hidden_once(cloze: Cloze) -> None:
    vocabulary = cloze.tokenizer.get_vocab()
    wanted = [
        (i, j) for i, words in enumerate(SENTENCES) for j, word in enumerate(words) if word in vocabulary
    ]
    found = cloze.guesses(SENTENCES)
    assert wanted
    assert [(guess.sentence, guess.word) for guess in found] == wanted
    assert all(guess.form == SENTENCES[guess.sentence][guess.word] for guess in found)


def test_a_guess_does_not_depend_on_its_batch(cloze: Cloze) -> None:
    alone = [g._replace(sentence=i) for i, words in enumerate(SENTENCES) for g in cloze.guesses([words])]
    assert cloze.guesses(SENTENCES) == alone


class Oracle:
    """Guesses by looking."""

    def __init__(self, wrong: str | None = None) -> None:
        self.wrong = wrong

    def guesses(self, sentences: list[list[str]]) -> list[Guess]:
        return [
            Guess(i, j, form, self.wrong or form)
            for i, words in enumerate(sentences)
            for j, form in enumerate(words)
        ]


def test_rates_of_an_oracle_and_of_nonsense() -> None:
    sentences, text = list(generate("en", "test", 20)), list(generate("en", "raw", 200))
    perfect, baseline = guess_rates(Oracle(), sentences, text)
    assert perfect["function words"] == perfect["content words"] == 1
    assert 0 < baseline["function words"] < 0.6
    assert 0 <= baseline["content words"] <= baseline["content words, part of speech"] < 1
    nonsense, same = guess_rates(Oracle(wrong="##x"), sentences, text)
    assert set(nonsense.values()) == {0}
    assert same == baseline
