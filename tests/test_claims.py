"""The rules of the claims, tried on records whose truth we choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from xling_utils.claims import (
    HARMLESS,
    Verdict,
    effects,
    effects_table,
    harm_fades_with_depth,
    lowest_pair_hurts_transfer,
    rank_correlations,
    upper_pairs_are_dispensable,
)
from xling_utils.studies import CONDITIONS, PAIRS, RunRecord, RunSpec

TARGETS = ("fr", "de", "hi", "ja")
NAMES = [f"{low}-{high}" for low, high in PAIRS]
FADING = dict(zip(NAMES, (-8.0, -4.0, -2.0, -1.0, -0.5, 0.0), strict=True))


def study(
    zero_shot: Mapping[str, float],
    *,
    in_language: float = -0.3,
    noise: float = 0.3,
    seeds: int = 3,
) -> list[RunRecord]:
    """Records in which a condition changes the targets by the given points, plus noise."""
    draw = np.random.default_rng(0)
    records = []
    for seed in range(seeds):
        level = draw.normal(0, 2)  # a good seed is good in every condition: pairing should cancel it
        for layers in CONDITIONS:
            spec = RunSpec(reinit=layers, seed=seed)
            name = spec.condition
            change = zero_shot.get(name, 0.0 if name == "REF" else -20.0)
            means = {"en": 95 + (0 if name == "REF" else in_language)}
            means |= dict.fromkeys(TARGETS, 75 + level + change)
            scores = {code: {"accuracy": (m + draw.normal(0, noise)) / 100} for code, m in means.items()}
            records.append(RunRecord(spec, scores, 1.0))
    return records


def flat(value: float) -> dict[str, float]:
    return dict.fromkeys(NAMES, value)


# Effects


def test_effects_are_differences_from_the_same_seed_in_points() -> None:
    found = effects(study(FADING, noise=0.0))
    assert found.source == "en"
    assert found.targets == TARGETS
    assert found.seeds == (0, 1, 2)
    assert found.pairs == tuple(NAMES)
    assert list(found.zero_shot) == [*NAMES, "all", "everything"]
    for name, change in FADING.items():
        assert found.zero_shot[name] == pytest.approx(np.full((3, len(TARGETS)), change))
        assert found.in_language[name] == pytest.approx(np.full(3, -0.3))


def test_the_order_of_the_records_does_not_matter() -> None:
    records = study(FADING)
    one, other = effects(records), effects(records[::-1])
    assert list(one.zero_shot) == list(other.zero_shot)
    for name in one.zero_shot:
        assert np.array_equal(one.zero_shot[name], other.zero_shot[name])


def without_reference(records: list[RunRecord]) -> list[RunRecord]:
    return [record for record in records if record.spec.condition != "REF"]


def with_another_source(records: list[RunRecord]) -> list[RunRecord]:
    return [*records, replace(records[0], spec=replace(records[0].spec, source="fr", seed=9))]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_reference, "no run without re-initialisation"),
        (with_another_source, r"several sources \(en, fr\)"),
        (lambda records: records[1:], "do not have the same seeds: see seed 0"),
        (lambda records: records[:-1], "everything and REF do not have the same seeds: see seed 2"),
        (lambda records: [*records, records[3]], "4-5 is there twice with seed 0"),
    ],
)
def test_incomplete_studies_are_refused(
    spoil: Callable[[list[RunRecord]], list[RunRecord]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        effects(spoil(study(FADING)))


# Verdicts


@pytest.mark.parametrize(
    ("claim", "records", "verdict"),
    [
        (lowest_pair_hurts_transfer, study(FADING), "supported"),
        (lowest_pair_hurts_transfer, study(flat(-8), in_language=-12), "not supported"),
        (lowest_pair_hurts_transfer, study(flat(-8), in_language=-8, noise=3), "undecided"),
        (upper_pairs_are_dispensable, study(FADING), "supported"),
        (upper_pairs_are_dispensable, study(flat(4)), "supported"),
        (upper_pairs_are_dispensable, study(FADING | {"8-9": -6}), "not supported"),
        (upper_pairs_are_dispensable, study(FADING | {"10-11": -2}, noise=1), "undecided"),
        (harm_fades_with_depth, study(FADING), "supported"),
        (harm_fades_with_depth, study(dict(zip(NAMES, range(0, -12, -2), strict=True))), "not supported"),
        (harm_fades_with_depth, study(flat(-3), noise=1), "undecided"),
    ],
)
def test_verdicts_follow_the_truth(
    claim: Callable[[list[RunRecord]], Verdict], records: list[RunRecord], verdict: str
) -> None:
    assert claim(records).verdict == verdict


def test_a_verdict_states_its_number() -> None:
    found = lowest_pair_hurts_transfer(study(FADING))
    assert found.effect.mean == pytest.approx(8 - 0.3, abs=0.5)
    assert found.effect.text(decimals=1) in found.sentence
    assert str(found).startswith("M1: supported. Re-initialising 0-1 costs ")


def test_the_worse_of_the_upper_pairs_decides() -> None:
    found = upper_pairs_are_dispensable(study(FADING | {"8-9": -6.0, "10-11": 5.0}))
    assert found.effect.mean == pytest.approx(-6, abs=0.5)
    assert found.effect.high < -HARMLESS


def test_perfectly_fading_harm_has_correlation_one() -> None:
    found = harm_fades_with_depth(study(FADING, noise=0.0))
    assert (found.effect.mean, found.effect.low, found.effect.high) == pytest.approx((1, 1, 1))


def test_pairing_removes_what_a_seed_does_to_all_conditions() -> None:
    """The seeds of `study` differ by points; the intervals of differences must not."""
    effect = upper_pairs_are_dispensable(study(flat(0), noise=0.05)).effect
    assert effect.high - effect.low < 0.3


def test_rank_correlations_agree_with_scipy() -> None:
    values = np.random.default_rng(1).normal(size=(2, 3, 6)).round(1)
    expected = [[spearmanr(range(6), series).statistic for series in row] for row in values]
    assert rank_correlations(np.arange(6), values) == pytest.approx(np.array(expected))
    assert rank_correlations(np.arange(6), np.ones((2, 6))).tolist() == [0, 0]


def test_the_table_has_a_row_per_condition_and_a_column_per_language():
    table = effects_table(study(zero_shot=flat(-1.0)))
    head, _, *rows = table.splitlines()
    assert [row.split(" | ")[0].lstrip("| ") for row in rows][:2] == ["REF (%)", "0-1"]
    assert all(row.count("|") == head.count("|") for row in rows)
