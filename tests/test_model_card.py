"""The model card says what was measured, and a criterion that is missed is not called met."""

from __future__ import annotations

import json

import pytest

from xling_utils.model_card import Alignment, Measurements, write_card
from xling_utils.studies import RunRecord, RunSpec


def records(home, away, reinit=()):
    return [
        RunRecord(
            RunSpec(reinit=reinit, seed=seed, sentences=1000),
            {"en": {"accuracy": home}, "fr": {"accuracy": away + 0.01 * seed}, "ja": {"accuracy": away}},
            1.0,
        )
        for seed in range(3)
    ]


def measurements(home=0.97, away=0.6, random=0.3, retrieval=(0.1, 0.3, 0.2, 0.1)):
    aligned = Alignment(list(retrieval), [(0.2, 0.01)] * 4, [0.5] * 4)
    return Measurements(
        records(home, away), records(0.9, random, "everything"), {"fr": aligned, "ja": aligned}
    )


def verdicts(measured):
    return {c.name.split(":")[0]: c.met for c in measured.criteria}


def test_all_criteria_met():
    assert all(verdicts(measurements()).values())


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"home": 0.995}, "in-language POS accuracy"),
        ({"away": 0.45, "random": 0.2}, "zero-shot POS accuracy, mean"),
        ({"random": 0.5}, "zero-shot loss of a copy with every weight random"),
        ({"retrieval": (0.01, 0.015, 0.01, 0.005)}, "sentence retrieval, best layer, worst language"),
        ({"retrieval": (0.1, 0.1, 0.1, 0.3)}, "retrieval"),
    ],
)
def test_a_missed_criterion_is_not_met(change, missed):
    assert [name for name, met in verdicts(measurements(**change)).items() if not met] == [missed]


def test_card_shows_numbers_and_failures(tmp_path):
    config = {"layers": 12, "hidden": 64, "languages": ["en", "fr", "ja"], "steps": 10, "batch_size": 4}
    (tmp_path / "pretraining.json").write_text(json.dumps({"config": config}))
    (tmp_path / "log.jsonl").write_text(json.dumps({"step": 10, "loss": 2.5, "accuracy": 0.4}) + "\n")
    write_card(tmp_path, measurements(away=0.45, random=0.2), tried="Wider layers.")
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| zero-shot POS accuracy, mean | 50 to 90 % | 45" in card
    assert "| NO |" in card
    assert "Wider layers." in card
    assert "| ja |" in card
