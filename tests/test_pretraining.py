"""Pretraining: the loop, resuming, and the way from the fragment to the pocket."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from tiny_pretraining import TEXTS, TINY

from xling_utils import pretraining
from xling_utils.pocket_files import Checkpoint
from xling_utils.pretraining import divide, pretrain


def weights_equal(one, other):
    other = other.state_dict()
    return all(torch.equal(value, other[name]) for name, value in one.state_dict().items())


def without_speed(log):
    return [{key: value for key, value in row.items() if key != "tokens_per_second"} for row in log]


def test_held_out_sentences_are_not_trained_on():
    train, held_out = divide(TEXTS, TINY)
    assert all(not set(train[language]) & set(held_out[language]) for language in TINY.languages)
    with pytest.raises(ValueError, match="ar: 0 sentences"):
        divide(TEXTS, replace(TINY, languages=("ar",)))


def test_the_loss_falls_and_every_language_is_learnt():
    config = replace(TINY, layers=1, steps=240, mask_probability=0.3, learning_rate=1e-2)
    log = pretrain(TEXTS, config, every=80, verbose=False).log
    assert log[-1]["loss"] < 0.7 * log[0]["loss"]
    assert all(log[-1]["held_out"][language] > log[0]["held_out"][language] for language in TINY.languages)


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
