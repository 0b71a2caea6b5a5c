"""Pretraining: the vocabulary, the masks, the loop, resuming, and what other programs read of the result."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForMaskedLM, AutoTokenizer, BertForMaskedLM
from transformers.utils import logging as transformers_logging

from xling_utils import pretraining
from xling_utils.pretraining import (
    FIRST_WORD_PIECE,
    MASK,
    SPECIAL_TOKENS,
    Checkpoint,
    PretrainConfig,
    Tally,
    Trainer,
    divide,
    encode_texts,
    epoch_batches,
    hash_texts,
    learning_rate_factor,
    mask_batch,
    pretrain,
    save_pocket,
    train_tokenizer,
)

WORDS = {
    "en": ["the", "Cat", "sees", "a", "dog", "sleeping", "sleeper", "near", "houses"],
    "ru": ["кошка", "видит", "собаку", "Спит", "возле", "дома", "спят"],
    "ja": ["猫", "が", "魚", "を", "食べる", "テーブル", "の", "上", "で"],
}
TINY = PretrainConfig(
    languages=("en", "ja", "ru"), layers=2, hidden=32, heads=2, intermediate=64, vocab_size=140,
    sentences_per_language=120, held_out=60, steps=30, batch_size=32, learning_rate=5e-3, precision="fp32",
)  # fmt: skip


def make_texts(count=180):
    chooser = random.Random(0)
    texts = {}
    for language, words in WORDS.items():
        # Words keep their order, so that neighbours say something about a hidden word.
        starts = [chooser.randrange(len(words)) for _ in range(count)]
        sentences = [(words + words)[start : start + chooser.randint(3, 8)] for start in starts]
        texts[language] = [("" if language == "ja" else " ").join(sentence) + "." for sentence in sentences]
    return texts


TEXTS = make_texts()


@pytest.fixture(scope="module")
def trained():
    return pretrain(TEXTS, TINY, every=10, verbose=False)


def weights_equal(one, other):
    other = other.state_dict()
    return all(torch.equal(value, other[name]) for name, value in one.state_dict().items())


def without_speed(log):
    return [{key: value for key, value in row.items() if key != "tokens_per_second"} for row in log]


# Tokenizer


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


# Batches and masks


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


def test_masking_rates():
    rng = np.random.default_rng(0)
    ids = rng.integers(FIRST_WORD_PIECE, 1000, (2000, 22))
    ids[:, 0], ids[:, 20], ids[:, 21] = 2, 3, 0
    batch = mask_batch(ids, rng, probability=0.15, vocab_size=1000)
    chosen = batch.chosen.numpy()
    shown = batch.inputs.numpy()
    assert chosen[:, 1:20].mean() == pytest.approx(0.15, abs=0.01)
    assert not chosen[:, [0, 20, 21]].any()
    assert np.array_equal(shown[~chosen], ids[~chosen])
    assert np.array_equal(batch.labels.numpy(), ids[chosen])
    assert (shown[chosen] == MASK).mean() == pytest.approx(0.8, abs=0.02)
    assert (shown[chosen] == ids[chosen]).mean() == pytest.approx(0.1, abs=0.02)
    assert (shown[chosen] >= FIRST_WORD_PIECE).mean() == pytest.approx(0.2, abs=0.02)


def test_one_piece_is_masked_even_in_the_shortest_batch():
    for seed in range(20):
        batch = mask_batch(
            np.array([[2, 9, 3]]), np.random.default_rng(seed), probability=0.01, vocab_size=10
        )
        assert batch.chosen.tolist() == [[False, True, False]]


def test_held_out_sentences_are_not_trained_on():
    train, held_out = divide(TEXTS, TINY)
    assert all(not set(train[language]) & set(held_out[language]) for language in TINY.languages)
    with pytest.raises(ValueError, match="ar: 0 sentences"):
        divide(TEXTS, replace(TINY, languages=("ar",)))


def test_the_learning_rate_climbs_and_falls():
    for decay in ("linear", "cosine"):
        config = replace(TINY, steps=100, warmup=0.1, decay=decay)
        factors = [learning_rate_factor(step, config) for step in range(100)]
        assert np.argmax(factors) in (9, 10)
        assert max(factors) == pytest.approx(1)
        assert 0 < factors[-1] < 0.02


# Training


def test_the_loss_falls_and_every_language_is_learnt():
    config = replace(TINY, layers=1, steps=240, mask_probability=0.3, learning_rate=1e-2)
    log = pretrain(TEXTS, config, every=80, verbose=False).log
    assert log[-1]["loss"] < 0.7 * log[0]["loss"]
    assert all(log[-1]["held_out"][language] > log[0]["held_out"][language] for language in TINY.languages)


def test_gradients_of_the_gathered_positions_are_those_of_the_whole():
    trainer = Trainer(replace(TINY, shards=2), vocab_size=120)
    ids = np.random.default_rng(0).integers(FIRST_WORD_PIECE, 120, (8, 10))
    batch = trainer.mask(ids, np.random.default_rng(0))
    gathered, _ = trainer._gradients(batch, len(batch.labels))
    labels = torch.full(batch.chosen.shape, -100).masked_scatter(batch.chosen, batch.labels)
    trainer.model(batch.inputs, labels=labels).loss.backward()
    for gradient, parameter in zip(gathered, trainer.parameters.values(), strict=True):
        torch.testing.assert_close(gradient, parameter.grad, atol=1e-6, rtol=1e-4)


def test_shards_change_nothing_but_rounding():
    trainer = Trainer(TINY, vocab_size=140)
    ids = np.random.default_rng(0).integers(FIRST_WORD_PIECE, 140, (9, 10))
    ids[2:, 7:] = 0
    batch = trainer.mask(ids, np.random.default_rng(0))
    whole, tally = trainer._gradients(batch, len(batch.labels))
    parts, tallies = zip(
        *(trainer._gradients(part, len(batch.labels)) for part in batch.split(4)), strict=True
    )
    for expected, *shares in zip(whole, *parts, strict=True):
        torch.testing.assert_close(sum(shares), expected, atol=1e-6, rtol=1e-4)
    assert Tally.total(tallies).predicted == tally.predicted
    assert Tally.total(tallies).tokens == tally.tokens == (ids != 0).sum()


@pytest.mark.parametrize("dropout", [0.0, 0.1])
def test_a_killed_run_resumes_to_the_same_result(tmp_path, monkeypatch, dropout):
    config = replace(TINY, dropout=dropout)
    expected = pretrain(TEXTS, config, every=10, verbose=False)
    save = Checkpoint.save

    def save_then_die(self, trainer, log):
        save(self, trainer, log)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "save", save_then_die)
        with pytest.raises(KeyboardInterrupt):
            pretrain(TEXTS, config, directory=tmp_path, every=10, verbose=False)
    torch.rand(3)
    resumed = pretrain(TEXTS, config, directory=tmp_path, every=10, verbose=False)
    assert weights_equal(expected.model, resumed.model)
    assert without_speed(resumed.log) == without_speed(expected.log)
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 3


def test_a_checkpoint_of_another_run_is_refused(tmp_path):
    short = replace(TINY, steps=2)
    pretrain(TEXTS, short, directory=tmp_path, verbose=False)
    with pytest.raises(ValueError, match="another config or other texts"):
        pretrain(TEXTS, replace(short, seed=1), directory=tmp_path, verbose=False)


def test_global_state_stays_as_it_was():
    torch.manual_seed(5)
    threads, expected = torch.get_num_threads(), torch.rand(1)
    torch.manual_seed(5)
    pretrain(TEXTS, replace(TINY, steps=1, dropout=0.1), verbose=False)
    assert torch.rand(1) == expected
    assert torch.get_num_threads() == threads


# Files


@pytest.fixture(scope="module")
def pocket(trained, tmp_path_factory):
    directory = tmp_path_factory.mktemp("pocket")
    log = [{"step": step} for step in range(1, 1001)]
    save_pocket(
        trained.model, trained.tokenizer, directory, config=TINY, log=log, data_hash=hash_texts(TEXTS)
    )
    return directory


@pytest.fixture
def warnings_of_transformers(monkeypatch):
    messages = []
    logger = transformers_logging.get_logger("transformers.modeling_utils")
    monkeypatch.setattr(logger, "warning", lambda message, *rest, **more: messages.append(message))
    return messages


def test_auto_model_reads_the_encoder_without_warnings(trained, pocket, warnings_of_transformers):
    encoder, loading = AutoModel.from_pretrained(pocket, output_loading_info=True)
    assert not any(loading.values())
    assert not warnings_of_transformers
    assert encoder.dtype == torch.float32
    inputs = AutoTokenizer.from_pretrained(pocket)("the Cat sees", return_tensors="pt")
    with torch.inference_mode():
        expected = trained.model.bert(**inputs).last_hidden_state
        torch.testing.assert_close(encoder(**inputs).last_hidden_state, expected, atol=0.02, rtol=0.02)


def test_the_masked_language_model_comes_back_to_half_precision(trained, pocket, warnings_of_transformers):
    model, loading = AutoModelForMaskedLM.from_pretrained(pocket, variant="mlm", output_loading_info=True)
    assert not any(loading.values())
    assert not warnings_of_transformers
    assert isinstance(model, BertForMaskedLM)
    for name, value in trained.model.state_dict().items():
        assert torch.equal(model.state_dict()[name], value.half().float()), name


def test_the_tokenizer_comes_back(trained, pocket):
    tokenizer = AutoTokenizer.from_pretrained(pocket)
    for texts in TEXTS.values():
        assert tokenizer(texts[:20])["input_ids"] == trained.tokenizer(texts[:20])["input_ids"]
    assert tokenizer.model_max_length == TINY.max_position_embeddings


def test_the_record_says_how_it_was_made(pocket):
    record = json.loads((pocket / "pretraining.json").read_text())
    assert PretrainConfig(**(record["config"] | {"languages": tuple(record["config"]["languages"])})) == TINY
    assert record["data_sha256"] == hash_texts(TEXTS)
    assert {"torch", "transformers"} <= set(record["versions"])
    rows = [json.loads(line) for line in (pocket / "log.jsonl").read_text().splitlines()]
    assert len(rows) <= 100
    assert rows[-1]["step"] == 1000


def test_the_pocket_is_built_from_the_fragment(tmp_path, monkeypatch):
    monkeypatch.setattr(pretraining, "pretrain", lambda texts, config, directory: (texts, None, [directory]))
    monkeypatch.setattr(pretraining, "save_pocket", lambda *given, **more: saved.append((given, more)))
    saved = []
    pretraining.build_pocket(
        replace(TINY, languages=("en", "fr"), sentences_per_language=5, held_out=2), tmp_path / "here"
    )
    (texts, _, directory), more = saved[0]
    assert {language: len(sentences) for language, sentences in texts.items()} == {"en": 7, "fr": 7}
    assert directory == tmp_path / "here"
    assert more["log"] == [tmp_path / "here-run"]
