from __future__ import annotations

import pytest
import torch
from transformers import tokenization_utils_base

from xling_utils.encoding import (
    autocast,
    bucket_batches,
    budget_batches,
    default_precision,
    make_windows,
    pad,
)

LENGTHS = [5, 30, 7, 7, 12, 3, 29, 8, 41, 6, 5, 11]


@pytest.mark.parametrize("form", ["", " ", "\u200d", "\u3000", "猫"])
def test_every_form_gets_a_place(tiny_tokenizer, form):
    (window,) = make_windows(tiny_tokenizer, [["kato", form, "domo"]], 48)
    assert len(window.firsts) == 3
    assert window.ids[window.firsts[1]] == tiny_tokenizer.unk_token_id


def test_pieces_are_those_of_the_tokenizer(tiny_tokenizer):
    words = ["ul", "granda", "hundo", "hundovidas", "."]
    (window,) = make_windows(tiny_tokenizer, [words], 48)
    expected = tiny_tokenizer(words, is_split_into_words=True)
    assert window.ids == expected["input_ids"]
    assert window.firsts == [expected.word_ids().index(i) for i in range(len(words))]
    assert window.ids[slice(*window.content)] == expected["input_ids"][1:-1]


def test_a_string_is_its_words(tiny_tokenizer):
    (from_string,) = make_windows(tiny_tokenizer, ["ul kato vidas ."], 48)
    assert from_string == make_windows(tiny_tokenizer, [["ul", "kato", "vidas", "."]], 48)[0]


def test_long_sentences_are_cut_between_words_and_lose_none(tiny_tokenizer):
    words = ["hundovidas", "kato", "un"] * 9
    windows = make_windows(tiny_tokenizer, [words, ["ul"]], 12)
    assert len(windows) > 2
    assert all(len(window.ids) <= 12 for window in windows)
    assert [window.sentence for window in windows] == [0] * (len(windows) - 1) + [1]
    covered = [window.start + i for window in windows[:-1] for i in range(len(window.firsts))]
    assert covered == list(range(len(words)))
    (whole,) = make_windows(tiny_tokenizer, [words], 1000)
    pieces = [piece for window in windows[:-1] for piece in window.ids[1:-1]]
    assert pieces == whole.ids[1:-1]


def test_a_word_longer_than_the_model_keeps_its_beginning(tiny_tokenizer):
    windows = make_windows(tiny_tokenizer, [["ul", "kato" * 12, "un"]], 10)
    assert [len(window.firsts) for window in windows] == [1, 1, 1]
    assert len(windows[1].ids) == 10


def test_words_longer_than_the_model_give_no_warning(tiny_tokenizer, monkeypatch):
    monkeypatch.setattr(tiny_tokenizer, "model_max_length", 10)
    monkeypatch.setattr(tiny_tokenizer, "deprecation_warnings", {})  # it warns once only
    messages = []
    monkeypatch.setattr(tokenization_utils_base.logger, "warning", messages.append)
    make_windows(tiny_tokenizer, [["ul", "kato" * 12, "un"]], 10)
    assert not messages
    tiny_tokenizer("kato" * 12)
    assert len(messages) == 1, "this tokenizer would have warned"


def test_a_sentence_without_words_is_refused(tiny_tokenizer):
    with pytest.raises(ValueError, match="sentence 1 has no words"):
        make_windows(tiny_tokenizer, ["ul", "  "], 48)


def test_padding_points_at_the_same_pieces(tiny_tokenizer):
    windows = make_windows(tiny_tokenizer, [["ul", "hundovidas"], ["kato"]], 48)
    batch = pad(windows, 0, torch.device("cpu"))
    assert batch.words == [2, 1]
    firsts = [window.ids[first] for window in windows for first in window.firsts]
    assert batch.ids[batch.rows, batch.columns].tolist() == firsts
    assert batch.mask.sum(1).tolist() == [len(window.ids) for window in windows]
    assert (batch.content.sum(1) == batch.mask.sum(1) - 2).all()


@pytest.mark.parametrize("budget", [1, 40, 64, 10_000])
def test_budget_batches_hold_everything_once_within_budget(budget):
    batches = budget_batches(LENGTHS, budget)
    assert sorted(index for batch in batches for index in batch) == list(range(len(LENGTHS)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(LENGTHS[i] for i in batch) <= budget


def test_bucket_batches_hold_everything_once_and_waste_little():
    lengths = torch.randint(3, 40, (3000,), generator=torch.Generator().manual_seed(0)).tolist()
    batches = bucket_batches(lengths, 32, torch.Generator().manual_seed(0))
    assert sorted(index for batch in batches for index in batch) == list(range(3000))
    padded = sum(len(batch) * max(lengths[i] for i in batch) for batch in batches)
    assert sum(lengths) / padded > 0.95
    # Short sentences must not all come first.
    means = [sum(lengths[i] for i in batch) / len(batch) for batch in batches]
    assert abs(sum(means[:40]) / 40 - sum(means[-40:]) / 40) < 8


def test_bucket_batches_follow_the_generator():
    same = [bucket_batches(LENGTHS, 4, torch.Generator().manual_seed(1)) for _ in range(2)]
    assert same[0] == same[1] != bucket_batches(LENGTHS, 4, torch.Generator().manual_seed(2))


def test_bf16_is_the_default_where_it_is_quicker(monkeypatch):
    cpu, gpu = torch.device("cpu"), torch.device("cuda")
    fast: set[str] = set()
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: "cpu" in fast)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: "cuda" in fast)
    for device in (cpu, gpu):
        fast.clear()
        assert default_precision(device, 768) == "fp32"
        fast.add(device.type)
        assert default_precision(device, 768) == default_precision(device, 128) == "bf16"
        assert default_precision(device, 64) == "fp32", "the pocket gives the same numbers everywhere"


def test_bf16_is_refused_where_it_is_slow(monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    with pytest.raises(ValueError, match="fp32"):
        autocast(torch.device("cpu"), "bf16")
