"""Intervals must cover, p-values must be calibrated, and no digit may be printed without support."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy import stats as scipy_stats

from xling_utils.stats import (
    Summary,
    bootstrap_interval,
    hierarchical_bootstrap,
    paired_difference,
    permutation_test,
    summarise,
    summarise_table,
    t_interval,
)


def coverage(interval, samples) -> float:
    """Share of samples, all with true mean 0, whose interval holds 0."""
    return float(np.mean([(s := interval(sample)).low <= 0 <= s.high for sample in samples]))


def tables(count: int, seeds: int, languages: int, spread: tuple[float, float, float]) -> list[np.ndarray]:
    """Tables with mean 0: an effect per seed, one per language, and noise."""
    rng = np.random.default_rng(0)
    shapes = ((count, seeds, 1), (count, 1, languages), (count, seeds, languages))
    return list(sum(rng.normal(0, s, shape) for s, shape in zip(spread, shapes, strict=True)))


@pytest.mark.parametrize("n", [3, 5])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_few_seeds_are_covered_as_promised(n, level):
    samples = np.random.default_rng(1).normal(size=(2000, n))
    assert coverage(lambda s: summarise(s, level=level), samples) == pytest.approx(level, abs=0.02)


def test_a_bootstrap_of_three_seeds_misses_one_mean_in_four():
    samples = np.random.default_rng(2).normal(size=(1000, 3))
    assert coverage(lambda s: bootstrap_interval(s, repeats=500), samples) == pytest.approx(0.75, abs=0.04)


@pytest.mark.parametrize("draw", ["normal", "exponential"])
def test_the_bootstrap_covers_once_there_are_twenty_values(draw):
    rng = np.random.default_rng(3)
    samples = rng.normal(size=(1000, 20)) if draw == "normal" else rng.exponential(size=(1000, 20)) - 1
    assert coverage(lambda s: bootstrap_interval(s, repeats=500), samples) == pytest.approx(0.94, abs=0.025)


def test_the_bootstrap_is_as_wide_as_t_on_normal_values():
    samples = np.random.default_rng(12).normal(size=(200, 12))
    pairs = [(bootstrap_interval(s, repeats=2000), t_interval(s)) for s in samples]
    ratio = np.mean([(ours.high - ours.low) / (t.high - t.low) for ours, t in pairs])
    assert ratio == pytest.approx(1, abs=0.025)  # the plain percentile interval reaches 0.84


def test_summarise_changes_method_at_ten_values():
    nine, ten = np.random.default_rng(4).normal(size=(2, 10))
    assert summarise(nine[:9]) == t_interval(nine[:9])
    assert summarise(ten, seed=5) == bootstrap_interval(ten, seed=5)


def test_t_interval_agrees_with_scipy():
    values = [71.2, 74.9, 70.3]
    low, high = scipy_stats.ttest_1samp(values, 0).confidence_interval(0.9)
    summary = t_interval(values, level=0.9)
    assert (summary.low, summary.high) == pytest.approx((low, high))
    assert (summary.mean, summary.n, summary.level) == (pytest.approx(np.mean(values)), 3, 0.9)


@pytest.mark.parametrize("shape", [(3, 7), (5, 16)])
@pytest.mark.parametrize("spread", [(1, 1, 1), (2, 0.3, 0.5), (0.3, 3, 1), (0, 0, 1)])
def test_tables_are_covered_whichever_effect_dominates(shape, spread):
    assert 0.91 <= coverage(summarise_table, tables(600, *shape, spread)) <= 0.999


def test_resampling_rows_and_columns_covers_only_with_enough_of_both():
    enough = tables(300, 20, 20, (1, 1, 1))
    assert coverage(lambda t: hierarchical_bootstrap(t, repeats=300), enough) > 0.9
    few = tables(300, 3, 16, (2, 0.3, 0.5))
    assert coverage(lambda t: hierarchical_bootstrap(t, repeats=300), few) < 0.85


def test_both_table_intervals_agree_on_large_tables():
    table = tables(1, 40, 40, (1, 1, 1))[0]
    parametric, resampled = summarise_table(table), hierarchical_bootstrap(table)
    assert parametric.mean == resampled.mean == pytest.approx(table.mean())
    assert resampled.high - resampled.low == pytest.approx(parametric.high - parametric.low, rel=0.1)


def test_intervals_move_and_stretch_with_the_data():
    values = np.random.default_rng(6).normal(size=12)
    for interval in (t_interval, bootstrap_interval):
        plain, moved = interval(values), interval(3 * values + 10)
        for field in ("mean", "low", "high"):
            assert getattr(moved, field) == pytest.approx(3 * getattr(plain, field) + 10)
        assert interval(values, level=0.5).high < plain.high


def test_pairing_removes_what_the_two_share():
    rng = np.random.default_rng(7)
    reference = rng.normal(70, 10, size=5)
    treated = reference - 3 + rng.normal(0, 0.2, size=5)
    assert paired_difference(treated, reference).high < 0 < summarise(treated).high - summarise(reference).low
    table, shift = rng.normal(size=(3, 7)), rng.normal(1, 0.1, size=(3, 7))
    assert paired_difference(table + shift, table).mean == pytest.approx(shift.mean())
    assert paired_difference(table + shift, table) == summarise_table(table + shift - table)


def test_the_same_seed_gives_the_same_interval_and_the_global_generator_is_untouched():
    values, table = (
        np.random.default_rng(8).normal(size=(2, 12)),
        np.random.default_rng(9).normal(size=(4, 5)),
    )
    state = np.random.get_state()[1].copy()  # noqa: NPY002 (the old global one is meant)
    assert bootstrap_interval(values[0], seed=3) == bootstrap_interval(values[0], seed=3)
    assert bootstrap_interval(values[0], seed=3) != bootstrap_interval(values[0], seed=4)
    assert hierarchical_bootstrap(table, seed=3) == hierarchical_bootstrap(table, seed=3)
    assert permutation_test(*values, seed=3) == permutation_test(*values, seed=3)
    assert np.array_equal(state, np.random.get_state()[1])  # noqa: NPY002


@pytest.mark.parametrize("n", [6, 20])
@pytest.mark.parametrize("statistic", ["spearman", "pearson"])
def test_p_values_are_uniform_under_the_null(n, statistic):
    pairs = np.random.default_rng(10).normal(size=(2000, 2, n))
    p = np.array([permutation_test(x, y, statistic=statistic, repeats=199).p for x, y in pairs])
    for level in (0.05, 0.2, 0.5):
        margin = 3 * (level * (1 - level) / len(p)) ** 0.5
        grid = 1 / 120 if n == 6 else 1 / 200  # p-values come in steps
        assert np.mean(p <= level) == pytest.approx(level, abs=margin + grid)


def test_permutation_test_by_hand_and_against_scipy():
    rising = permutation_test([1, 2, 3, 4, 5], [2, 3, 5, 7, 11])
    assert (rising.value, rising.p, rising.n, rising.exact) == (pytest.approx(1), 2 / 120, 5, True)
    x, y = np.random.default_rng(11).normal(size=(2, 12))
    y += 0.8 * x
    ours, theirs = permutation_test(x, y), scipy_stats.spearmanr(x, y)
    assert ours.value == pytest.approx(theirs.statistic)
    assert ours.p == pytest.approx(theirs.pvalue, abs=0.02)
    assert not ours.exact
    tied = permutation_test([1, 1, 2, 3], [1, 2, 2, 3])
    assert tied.value == pytest.approx(scipy_stats.spearmanr([1, 1, 2, 3], [1, 2, 2, 3]).statistic)
    assert permutation_test(x, 2 * x + 1, repeats=99).p == 0.01  # the smallest p that 99 pairings allow


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (Summary(-5.23, -6.78, -3.88, 3), "-5.2 [-6.8, -3.9]"),
        (Summary(86.61, 82.11, 91.13, 3), "87 [82, 91]"),
        (Summary(0.7312, 0.7290, 0.7334, 20), "0.7312 [0.7290, 0.7334]"),
        (Summary(0.73, 0.24, 1.22, 20), "0.7 [0.2, 1.2]"),
        (Summary(1234.5, 1100.2, 1368.8, 3), "1234 [1100, 1369]"),
        (Summary(-0.02, -2.1, 2.0, 3), "0.0 [-2.1, 2.0]"),
        (Summary(50.0, 50.0, 50.0, 3), "50.00 [50.00, 50.00]"),
        (Summary(71.3, math.nan, math.nan, 1), "71 (n = 1, no interval)"),
    ],
)
def test_print_as_many_digits_as_the_interval_supports(summary, text):
    assert str(summary) == text


def test_printing_whole_points_and_shares_as_points():
    assert Summary(-5.23, -6.78, -3.88, 3).text(decimals=0) == "-5 [-7, -4]"
    assert Summary(-0.0523, -0.0678, -0.0388, 3).text(scale=100.0) == "-5.2 [-6.8, -3.9]"
    assert Summary(71.3, math.nan, math.nan, 1).text(decimals=1) == "71.3 (n = 1, no interval)"
    assert str(permutation_test([1, 2, 3, 4, 5], [9, 7, 5, 3, 1])) == "rho = -1.00 (p = 0.017, n = 5)"


def test_results_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        summarise([1, 2, 3]).mean = 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: summarise([]), "at least 1 value"),
        (lambda: summarise([[1.0, 2.0]]), r"expected 1 dimension\(s\)"),
        (lambda: summarise([1.0, math.nan, 2.0]), "1 of 3 values are missing"),
        (lambda: summarise([1.0, 2.0], level=95.0), "level is a share"),
        (lambda: bootstrap_interval([1.0]), "at least 2 value"),
        (lambda: bootstrap_interval([1.0, 2.0], repeats=0), "repeats must be"),
        (lambda: summarise_table([[1.0, 2.0]]), "at least 2 value"),
        (lambda: paired_difference([1.0, 2.0], [1.0]), "must match one to one"),
        (lambda: permutation_test([1, 2, 3], [1, 2]), "at least 3 value"),
        (lambda: permutation_test([1, 2, 3, 4], [1, 2, 3]), "got 4 and 3 values"),
        (lambda: permutation_test([1, 1, 1], [1, 2, 3]), "no correlation with a constant"),
    ],
)
def test_errors_say_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_an_unknown_statistic_is_an_error():
    with pytest.raises((ValueError, TypeError)):  # TypeError where types are checked at run time
        permutation_test([1, 2, 3], [1, 2, 3], statistic="kendall")
