"""The rules of the claims, tried on records whose truth we choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr
from study_records import FADING, LAYERS, NAMES, RISING_AND_FALLING, TARGETS, flat, study, untuned

from xling_utils import check_claims, claims
from xling_utils.claims import (
    HARMLESS,
    fine_tuning_preserves_similarity,
    gap_correlation,
    harm_fades_with_depth,
    harm_is_about_language,
    lower_part_stays,
    lowest_pair_carries_similarity,
    lowest_pair_hurts_transfer,
    pattern_is_general,
    rank_correlations,
    similar_targets_have_small_gaps,
    similarity_peaks_inside,
    upper_pairs_are_dispensable,
)
from xling_utils.effects import settings
from xling_utils.records import RunRecord
from xling_utils.stats import t_interval
from xling_utils.verdicts import Verdict

LEVEL = [0.5] * LAYERS
HALVED = [0.25] * LAYERS
FALLING = sorted(RISING_AND_FALLING, reverse=True)
HALF_INSIDE = dict(zip(TARGETS, (FALLING, RISING_AND_FALLING) * 2, strict=True))


def flat_untuned(curve: list[float] | tuple[float, ...]) -> list[RunRecord]:
    return untuned(dict.fromkeys(TARGETS, curve))


def in_every_setting(**options: object) -> list[RunRecord]:
    """Two tasks with two sources each."""
    return [
        record
        for task in ("pos", "parsing")
        for source in ("en", "fr")
        for record in study(FADING, task=task, source=source, **options)  # type: ignore[arg-type]
    ]


def with_gaps(sign: int) -> list[RunRecord]:
    """The more similar targets have larger (or smaller) gaps, by the sign."""
    records = study(flat(0), similarity={"REF": LEVEL}, noise=0.0)
    return [
        replace(
            record,
            scores={
                code: {"accuracy": 0.95 if code == "en" else 0.8 - 0.1 * TARGETS.index(code)}
                for code in record.scores
            },
            layers=record.layers
            | {"cka": {c: [0.5 + sign * 0.1 * TARGETS.index(c)] * LAYERS for c in TARGETS}},
        )
        for record in records
    ]


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
        (pattern_is_general, in_every_setting(), "supported"),
        (pattern_is_general, [*in_every_setting(), *study(flat(-9), task="ner")], "not supported"),
        (pattern_is_general, [*in_every_setting(), *study(flat(-1), task="ner", noise=2)], "undecided"),
        (lower_part_stays, study(FADING, similarity={"REF": LEVEL}), "supported"),
        (similarity_peaks_inside, study(FADING) + flat_untuned(RISING_AND_FALLING), "supported"),
        (similarity_peaks_inside, study(FADING) + flat_untuned(FALLING), "not supported"),
        (similarity_peaks_inside, study(FADING) + untuned(HALF_INSIDE), "undecided"),
        (
            fine_tuning_preserves_similarity,
            study(FADING, similarity={"REF": LEVEL}) + flat_untuned(LEVEL),
            "supported",
        ),
        (
            fine_tuning_preserves_similarity,
            study(FADING, similarity={"REF": LEVEL}) + flat_untuned(HALVED),
            "not supported",
        ),
        (
            fine_tuning_preserves_similarity,
            study(FADING, similarity={"REF": [0.55] * LAYERS}) + flat_untuned(LEVEL),
            "undecided",
        ),
        (similar_targets_have_small_gaps, with_gaps(+1), "not supported"),
        (
            lowest_pair_carries_similarity,
            study(FADING, similarity={"REF": LEVEL, "0-1": HALVED}),
            "supported",
        ),
        (
            lowest_pair_carries_similarity,
            study(FADING, similarity={"REF": LEVEL, "10-11": HALVED}),
            "not supported",
        ),
        (harm_is_about_language, study(FADING), "supported"),
        (harm_is_about_language, study(FADING, cross_domain=-20), "not supported"),
    ],
)
def test_verdicts_follow_the_truth(
    claim: Callable[[list[RunRecord]], Verdict], records: list[RunRecord], verdict: str
) -> None:
    assert claim(records).verdict == verdict


def test_one_setting_of_four_targets_cannot_decide_a_correlation() -> None:
    found = similar_targets_have_small_gaps(with_gaps(-1))
    assert found.effect.mean == -1
    [setting] = settings(with_gaps(-1))
    assert gap_correlation(setting).value == -1
    assert gap_correlation(setting).p == pytest.approx(2 / 24)
    assert "n = 4" in found.sentence


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


# Several settings


def test_several_settings_give_an_interval_over_settings() -> None:
    records = in_every_setting()
    pooled = lowest_pair_hurts_transfer(records)
    alone = []
    for setting in settings(records):
        runs = [r for r in records if (r.spec.task, r.spec.source) == (setting.task, setting.source)]
        alone.append(lowest_pair_hurts_transfer(runs).effect.mean)
    assert pooled.effect == t_interval(alone)
    assert "mean of 4 settings" in pooled.sentence


def test_the_fourth_claim_names_what_does_not_hold() -> None:
    found = pattern_is_general([*in_every_setting(), *study(flat(-9), task="ner")])
    assert found.effect.mean == 4 / 5
    assert "M2 in ner, en" in found.sentence


def test_check_claims_gives_all_ten_in_order() -> None:
    records = [
        *in_every_setting(similarity={"REF": LEVEL}),
        *flat_untuned(LEVEL),
        *untuned(dict.fromkeys(["en", *TARGETS], LEVEL), "fr"),
    ]
    found = check_claims(records)
    assert [verdict.claim for verdict in found] == [f"M{number}" for number in range(1, 11)]
    assert all(str(verdict).startswith(f"{verdict.claim}: {verdict.verdict}. ") for verdict in found)
    assert all(v.effect.low <= v.effect.mean <= v.effect.high for v in found)
    assert len(claims.MULLER) == 10


def test_a_claim_says_what_it_misses() -> None:
    with pytest.raises(ValueError, match=r"pos, en, REF: no cka was measured"):
        lowest_pair_carries_similarity(study(FADING))
    with pytest.raises(ValueError, match="no untuned run of REF"):
        similarity_peaks_inside(study(FADING))
    one_domain = [replace(record, domains={}) for record in study(FADING)]
    with pytest.raises(ValueError, match=r"RunSpec\.other_domains"):
        harm_is_about_language(one_domain)
