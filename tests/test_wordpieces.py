"""The vocabulary and the batches."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_pretraining import TEXTS

from xling_utils.wordpieces import (
    FIRST_WORD_PIECE,
    SPECIAL_TOKENS,
    encode_texts,
    epoch_batches,
    hash_texts,
    train_tokenizer,
)


def test_the_same_text_gives_the_same_vocabulary():
    assert train_tokenizer(TEXTS, 140).get_vocab() == train_tokenizer(TEXTS, 140).get_vocab()


def test_special_tokens_come_first_and_case_and_accents_stay():
    tokenizer = train_tokenizer({"fr": ["Été déjà fini ici"] * 5}, 60)
    assert tokenizer.convert_ids_to_tokens(range(FIRST_WORD_PIECE)) == list(SPECIAL_TOKENS)
    assert tokenizer.tokenize("Été déjà") == ["Été", "déjà"]


def test_every_character_of_the_texts_is_known_even_a_rare_one():
    tokenizer = train_tokenizer(TEXTS | {"en": [*TEXTS["en"], "Žižek sees the cat ."]}, 160)
    assert {"Ž", "##Ž", "ž", "##ž", "猫"} <= set(tokenizer.get_vocab())
    assert not {"##猫", "##."} & set(tokenizer.get_vocab())  # these always stand alone


def test_words_put_together_anew_are_not_unknown():
    tokenizer = train_tokenizer(TEXTS, 200)
    assert "[UNK]" not in tokenizer.tokenize("sightseer Caterhouses дома")


def test_japanese_without_spaces_and_in_given_words():
    tokenizer = train_tokenizer(TEXTS, 140)
    assert tokenizer.tokenize("猫が魚を")[0::2] == ["猫", "魚"]
    encoded = tokenizer(["猫", "が", "食べる", "テーブル"], is_split_into_words=True)
    assert tokenizer.unk_token_id not in encoded["input_ids"]
    assert {word for word in encoded.word_ids() if word is not None} == {0, 1, 2, 3}


def test_a_vocabulary_smaller_than_the_alphabet_is_refused():
    with pytest.raises(ValueError, match="too small"):
        train_tokenizer(TEXTS, 20)
    with pytest.raises(ValueError, match="no text for ru"):
        train_tokenizer({"en": ["a"], "ru": []}, 20)


def test_batches_are_the_padded_sentences():
    tokenizer = train_tokenizer(TEXTS, 140)
    encoded = encode_texts(tokenizer, TEXTS["en"], max_length=128)
    rows = np.array([3, 0, 7])
    expected = tokenizer([TEXTS["en"][row] for row in rows], padding=True)["input_ids"]
    assert encoded.batch(rows).tolist() == expected


def test_an_epoch_holds_every_sentence_once_in_batches_of_like_lengths():
    lengths = np.random.default_rng(0).integers(5, 30, 1000)
    batches = epoch_batches(lengths, 32, seed=1, epoch=0)
    assert sorted(np.concatenate(batches).tolist()) == list(range(1000))
    assert np.mean([np.ptp(lengths[batch]) for batch in batches]) < 2
    again, next_epoch = (epoch_batches(lengths, 32, seed=1, epoch=epoch) for epoch in (0, 1))
    assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(batches, next_epoch, strict=True))


def test_the_hash_is_of_the_texts_and_not_of_the_order_of_languages():
    assert hash_texts(TEXTS) == hash_texts(dict(reversed(TEXTS.items())))
    assert hash_texts(TEXTS) != hash_texts(TEXTS | {"en": TEXTS["en"][::-1]})


def test_rare_characters_get_no_piece():
    texts = {"en": ["the cat sees a cat", "the cat is a cat ☃"]}
    every, common = (train_tokenizer(texts, 80, rarest=rarest) for rarest in (1, 2))
    assert "☃" in every.get_vocab()
    assert "☃" not in common.get_vocab()
    assert common.tokenize("☃ cat")[0] == "[UNK]"
    assert common.tokenize("☃ cat")[1] != "[UNK]"
