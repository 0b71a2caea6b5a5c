"""The model card says what was measured, and a criterion that is missed is not called met."""

from __future__ import annotations

import json

import pytest

from xling_utils.grids import RECIPES
from xling_utils.model_card import Alignment, Measurements, TaskRuns, write_card
from xling_utils.records import RunRecord, RunSpec

HOME = {"pos": 0.97, "parsing": 0.92, "ner": 0.9, "nli": 0.85}
"""Scores on the source language that meet the criteria."""


def records(task, home, away, reinit=()):
    spec = RunSpec(task, reinit=reinit, **RECIPES[task])
    return [
        RunRecord(
            RunSpec(task, reinit=reinit, seed=seed, **RECIPES[task]),
            {"en": {spec.metric: home}, "fr": {spec.metric: away + 0.01 * seed}, "ja": {spec.metric: away}},
            1.0,
        )
        for seed in range(3)
    ]


def measurements(retrieval=(0.1, 0.3, 0.2, 0.1), away=0.6, random=0.3, nli_away=0.6, **home):
    aligned = Alignment(list(retrieval), [(0.2, 0.01)] * 4, [0.5] * 4)
    zero_shot = dict.fromkeys(HOME, away) | {"nli": nli_away}
    tasks = {
        task: TaskRuns(
            records(task, home.get(task, HOME[task]), zero_shot[task]),
            records(task, 0.5, random, "everything"),
        )
        for task in HOME
    }
    return Measurements(tasks, {"fr": aligned, "ja": aligned})


def verdicts(measured):
    return {c.name.split(":")[0]: c.met for c in measured.criteria}


def test_all_criteria_met():
    assert all(verdicts(measurements()).values())


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"pos": 0.995}, "in-language pos accuracy"),
        ({"parsing": 0.8}, "in-language parsing LAS"),
        ({"ner": 0.99}, "in-language ner F1"),
        ({"nli": 0.7}, "in-language nli accuracy"),
        ({"nli_away": 0.335}, "zero-shot nli accuracy"),
        ({"retrieval": (0.01, 0.015, 0.01, 0.005)}, "sentence retrieval, best layer, worst language"),
        ({"retrieval": (0.1, 0.1, 0.1, 0.3)}, "retrieval"),
    ],
)
def test_a_missed_criterion_is_not_met(change, missed):
    assert [name for name, met in verdicts(measurements(**change)).items() if not met] == [missed]


def test_transfer_must_be_worth_something():
    poor = verdicts(measurements(random=0.5))
    assert not poor["zero-shot pos loss of a copy with every weight random"]
    worse = verdicts(measurements(random=0.7))
    assert not any(
        worse[f"zero-shot {name}"] for name in ("pos accuracy", "parsing LAS", "ner F1", "nli accuracy")
    )


def test_card_shows_numbers_and_failures(tmp_path):
    config = {"layers": 12, "hidden": 64, "languages": ["en", "fr", "ja"], "steps": 10, "batch_size": 4}
    (tmp_path / "pretraining.json").write_text(json.dumps({"config": config}))
    (tmp_path / "log.jsonl").write_text(json.dumps({"step": 10, "loss": 2.5, "accuracy": 0.4}) + "\n")
    write_card(tmp_path, measurements(away=0.45, random=0.2), tried="Wider layers.")
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| 50 to 90 % | 45" in card
    assert "| NO |" in card
    assert "Wider layers." in card
    assert "| ja |" in card
