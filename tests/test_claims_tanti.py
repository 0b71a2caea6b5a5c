"""Claims T1 to T10: each verdict follows the truth that made the records, and none is rounded up."""

from __future__ import annotations

import re

import pytest
from study_records import AS_IN_THE_PAPER, tanti_records

from xling_utils.claims import (
    CLUSTERED,
    GAIN,
    TANTI,
    UNCHANGED,
    best_reader,
    check_claims,
    entropy_helps_distant_languages,
    entropy_hides_less,
    inference_keeps_the_language,
    languages_cluster,
    reversal_hides_the_language,
    tagging_hides_more_than_inference,
    tagging_hides_the_language,
    tuning_clusters_by_label,
    tuning_dissolves_language_clusters,
    unlearning_does_not_help,
)
from xling_utils.conditions import conditions

PAPER = AS_IN_THE_PAPER | {"nli REF": {"sentence general": 0.9, "word general": 0.97, "ami language": 0.05}}


def test_every_claim_has_its_number_and_says_its_effect():
    verdicts = check_claims(tanti_records(PAPER), TANTI)
    assert [v.claim for v in verdicts] == [f"T{number}" for number in range(1, 11)]
    for verdict in verdicts:
        assert re.search(r"\d", verdict.sentence), verdict
        assert verdict.effect.low <= verdict.effect.mean <= verdict.effect.high


def test_a_world_as_in_the_paper_supports_what_the_paper_says():
    verdicts = {v.claim: v.verdict for v in check_claims(tanti_records(PAPER), TANTI)}
    assert verdicts.pop("T10") == "not supported"  # this one is ours: entropy costs 2 points here
    assert set(verdicts.values()) == {"supported"}, verdicts


@pytest.mark.parametrize(
    ("rule", "truth"),
    [
        (languages_cluster, {"frozen": {"ami language": CLUSTERED - 0.05}}),
        (tuning_dissolves_language_clusters, {"frozen": {"ami": 0.2}, "REF": {"ami": 0.3}}),
        (tuning_clusters_by_label, {"frozen": {"ami": 0.3}, "REF": {"ami": 0.2}}),
        (tagging_hides_the_language, {"frozen": {"word general": 0.7}}),
        (inference_keeps_the_language, {"frozen": {"sentence general": 0.9 + 2 * UNCHANGED / 100}}),
        (
            tagging_hides_more_than_inference,
            {"frozen": {"word general": 0.9}, "nli REF": {"word general": 0.5}},
        ),
        (reversal_hides_the_language, {"reversal": {"word general": 0.95, "sentence general": 0.95}}),
        (entropy_hides_less, {"entropy": {"word general": 0.95, "sentence general": 0.95}}),
        (unlearning_does_not_help, {"entropy": {"zero_shot": 70 + 3 * GAIN}}),
        (entropy_helps_distant_languages, {"entropy": {"zero_shot": 68}}),
    ],
)
def test_a_world_that_is_otherwise_does_not(rule, truth):
    assert rule(tanti_records(truth)).verdict == "not supported"


@pytest.mark.parametrize("rule", [languages_cluster, reversal_hides_the_language, unlearning_does_not_help])
def test_noise_leaves_a_claim_open(rule):
    on_the_edge = {
        "frozen": {"ami language": CLUSTERED + 0.01},
        "entropy": {"zero_shot": 70 + GAIN},
        "reversal": {"word general": 0.9, "sentence general": 0.9},
    }
    assert rule(tanti_records(on_the_edge, noise=3.0)).verdict == "undecided"


def test_a_claim_about_both_tasks_needs_both():
    truth = {"pos frozen": {"ami language": 0.02}, "nli frozen": {"ami language": 0.9}}
    records = tanti_records(truth)
    both = languages_cluster(records)
    assert both.verdict == "not supported"
    assert both.effect.mean == pytest.approx(0.02, abs=0.01)  # that of the task which decides
    assert "pos 0.02" in both.sentence
    assert "nli 0.90" in both.sentence
    assert languages_cluster(r for r in records if r.spec.task == "nli").verdict == "supported"


def test_reversal_that_fools_only_the_linear_reader_has_not_hidden_the_language():
    fooled = {"word general": 0.1, "sentence general": 0.1}
    seen = {f"{level} general mlp": 0.95 for level in ("word", "sentence")}
    records = tanti_records({"reversal": fooled | seen})
    assert reversal_hides_the_language(records).verdict == "not supported"
    (pos, _) = conditions(records)
    assert best_reader(pos, "reversal").mean() == pytest.approx(95, abs=1)


def test_entropy_training_must_hide_and_must_hide_less():
    equal = {"word general": 0.3, "sentence general": 0.3}
    records = tanti_records({"reversal": {"word general": 0.5, "sentence general": 0.5}, "entropy": equal})
    verdict = entropy_hides_less(records)
    assert verdict.verdict == "not supported"  # it hides more
    assert verdict.effect.high < 0


def test_the_distant_half_is_chosen_without_looking_at_what_is_tested():
    far = ("ja", "ko", "tr", "hi", "ar", "zh", "fi", "id")
    truth = {
        "REF": dict.fromkeys(far, 40.0),
        "entropy": dict.fromkeys(far, 73.0) | {"zero_shot": 60.0},
    }
    verdict = entropy_helps_distant_languages(tanti_records(truth))
    assert verdict.verdict == "supported"
    assert "8 of all 16 gain" in verdict.sentence
    assert "ar fi hi id ja ko tr zh" in verdict.sentence


def test_what_is_missing_is_named():
    records = tanti_records(PAPER)
    with pytest.raises(ValueError, match="about the task 'nli'"):
        inference_keeps_the_language([r for r in records if r.spec.task == "pos"])
    with pytest.raises(ValueError, match="study tanti"):
        languages_cluster([])
    with pytest.raises(ValueError, match="no run of entropy"):
        entropy_hides_less([r for r in records if r.spec.condition != "entropy"])
