"""Intervals and tests for few runs: every number of the book comes with its uncertainty.

Three to five seeds are the rule here, and that decides the methods. A bootstrap mean can never leave the
range of the data, and the range of 3 values misses the true mean in 1 case of 4. So small samples get
intervals from Student's t, and the bootstrap is kept for 10 values and more. Chapter 4.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

FEW = 10
"""Below this many values an interval comes from Student's t."""


@dataclass(frozen=True)
class Summary:
    """A mean with its interval, in the unit of the values."""

    mean: float
    low: float
    """Not a number if there was one value only: one run has no interval."""
    high: float
    n: int
    """How many values are behind the mean: seeds, or the cells of a table."""
    level: float = 0.95

    def text(self, *, decimals: int | None = None, scale: float = 1.0) -> str:
        """For instance "-5.2 [-6.8, -3.9]".

        Args:
            decimals: Fixed number of decimals (0: whole points). By default what the interval supports:
                its half width to two digits if they are 35 or less, to one otherwise, as the Particle Data
                Group rounds.
            scale: Factor before printing; 100 turns shares into points.
        """
        mean, low, high = (scale * value for value in (self.mean, self.low, self.high))
        if math.isnan(low):
            return (
                f"{mean:.2g} (n = {self.n}, no interval)"
                if decimals is None
                else (f"{_fixed(mean, decimals)} (n = {self.n}, no interval)")
            )
        if decimals is None:
            decimals = _supported_decimals(abs(high - low) / 2)
        return f"{_fixed(mean, decimals)} [{_fixed(low, decimals)}, {_fixed(high, decimals)}]"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Correlation:
    """A correlation coefficient with its permutation p-value."""

    value: float
    p: float
    n: int
    exact: bool
    """True if p counts all n! pairings, False if it is estimated from random ones."""
    statistic: Literal["spearman", "pearson"] = "spearman"

    def __str__(self) -> str:
        symbol = "rho" if self.statistic == "spearman" else "r"
        return f"{symbol} = {_fixed(self.value, 2)} (p = {self.p:.2g}, n = {self.n})"


def summarise(values: ArrayLike, *, level: float = 0.95, seed: int = 0) -> Summary:
    """Mean of independent runs with the interval that suits their number.

    Student's t below 10 values, `bootstrap_interval` from 10 on, no interval for one value.

    Args:
        values: One number per run.
        level: Coverage aimed at.
        seed: Of the bootstrap, where it is used.

    Raises:
        ValueError: No values, not one-dimensional, not finite, or a level outside (0, 1).

    Chapter 4.
    """
    data = _checked(values, dimensions=1)
    if data.size == 1:
        _check_level(level)
        return Summary(float(data[0]), math.nan, math.nan, 1, level)
    return (
        t_interval(data, level=level) if data.size < FEW else bootstrap_interval(data, level=level, seed=seed)
    )


def t_interval(values: ArrayLike, *, level: float = 0.95) -> Summary:
    """Mean with Student's t interval: exact for normal values, and honest about 2 or 3 of them.

    Raises:
        ValueError: As `summarise`, or fewer than 2 values.

    Source: Student (1908). Chapter 4.
    """
    data = _checked(values, dimensions=1, least=2)
    half = _t_quantile(level, data.size - 1) * data.std(ddof=1) / math.sqrt(data.size)
    return Summary(float(data.mean()), float(data.mean() - half), float(data.mean() + half), data.size, level)


def bootstrap_interval(
    values: ArrayLike, *, level: float = 0.95, repeats: int = 10_000, seed: int = 0
) -> Summary:
    """Mean with an expanded percentile bootstrap interval.

    The plain percentile interval is too narrow by about sqrt((n - 1) / n) and by using normal for t
    quantiles; the expanded one takes more extreme percentiles to make up for both. No choice of percentile
    helps with 3 seeds, where the interval cannot be wider than the data: use `summarise` there.

    Args:
        values: One number per independent run.
        level: Coverage aimed at.
        repeats: Number of resamples.
        seed: Of the resampling.

    Raises:
        ValueError: As `summarise`, or fewer than 2 values, or no repeats.

    Source: Hesterberg (2015), "What teachers should know about the bootstrap". Chapter 4.
    """
    data = _checked(values, dimensions=1, least=2)
    _check_repeats(repeats)
    n = data.size
    rng = np.random.default_rng(seed)
    means = data[rng.integers(n, size=(repeats, n))].mean(axis=1)
    tail = special.ndtr(-math.sqrt(n / (n - 1)) * _t_quantile(level, n - 1))
    low, high = np.quantile(means, [tail, 1 - tail])
    return Summary(float(data.mean()), float(low), float(high), n, level)


def summarise_table(table: ArrayLike, *, level: float = 0.95) -> Summary:
    """Mean of a seeds x languages table; the interval speaks about new seeds *and* new languages.

    Two-way random effects: the mean squares of seeds, languages and the rest give the variance of the grand
    mean, Satterthwaite's formula its degrees of freedom. For the languages at hand only, use
    `summarise(table.mean(axis=1))`, which is narrower.

    Args:
        table: One row per seed, one column per language, no gaps.
        level: Coverage aimed at.

    Raises:
        ValueError: Not a finite table of at least 2 x 2, or a level outside (0, 1).

    Source: Satterthwaite (1946), for the two-way layout without replication. Chapter 4.
    """
    data = _checked(table, dimensions=2, least=2)
    variance, freedom = _grand_mean_variance(data)
    half = _t_quantile(level, freedom) * math.sqrt(variance)
    return Summary(float(data.mean()), float(data.mean() - half), float(data.mean() + half), data.size, level)


def hierarchical_bootstrap(
    table: ArrayLike, *, level: float = 0.95, repeats: int = 10_000, seed: int = 0
) -> Summary:
    """Mean of a seeds x languages table with a percentile interval from resampling rows and columns.

    Free of assumptions about shape, but with 3 seeds that differ much it covers 75 % instead of 95 %, for
    the reason given at the top of this file. `summarise_table` is the default for that.

    Args:
        table: One row per seed, one column per language, no gaps.
        level: Coverage aimed at.
        repeats: Number of resamples.
        seed: Of the resampling.

    Raises:
        ValueError: As `summarise_table`, or no repeats.

    Source: Owen (2007), "The pigeonhole bootstrap". Chapter 4.
    """
    data = _checked(table, dimensions=2, least=2)
    _check_level(level)
    _check_repeats(repeats)
    rng = np.random.default_rng(seed)
    rows, columns = (rng.multinomial(k, np.full(k, 1 / k), size=repeats) / k for k in data.shape)
    means = ((rows @ data) * columns).sum(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Summary(float(data.mean()), float(low), float(high), data.size, level)


def paired_difference(
    treated: ArrayLike, reference: ArrayLike, *, level: float = 0.95, seed: int = 0
) -> Summary:
    """Mean of treated - reference where entry i of both shares a seed (and a language).

    What the two have in common cancels, so this is narrower than comparing two intervals by eye.

    Args:
        treated: One number per seed, or a seeds x languages table.
        reference: The same shape, the same seeds and languages in the same order.
        level: Coverage aimed at.
        seed: As in `summarise`.

    Raises:
        ValueError: Shapes differ, or as `summarise` and `summarise_table`.

    Chapter 4.
    """
    after, before = np.asarray(treated, dtype=float), np.asarray(reference, dtype=float)
    if after.shape != before.shape:
        raise ValueError(f"paired values must match one to one, got shapes {after.shape} and {before.shape}")
    if after.ndim == 2:
        return summarise_table(after - before, level=level)
    return summarise(after - before, level=level, seed=seed)


def permutation_test(
    x: ArrayLike,
    y: ArrayLike,
    *,
    statistic: Literal["spearman", "pearson"] = "spearman",
    repeats: int = 9_999,
    seed: int = 0,
) -> Correlation:
    """Correlation with a two-sided p-value: how often random pairings are at least as extreme.

    All n! pairings up to n = 8, random ones beyond, where the observed pairing counts as one of them, so
    that p is never 0. With n = 5 languages p cannot fall below 2/120.

    Args:
        x: One number per language.
        y: The same languages in the same order.
        statistic: Rank correlation (ties share their mean rank), or the plain one.
        repeats: Number of random pairings.
        seed: Of the random pairings.

    Raises:
        ValueError: Lengths differ, fewer than 3 values, not finite, constant, or an unknown statistic.

    Source: Phipson and Smyth (2010) for the random case. Chapter 5.
    """
    first, second = _checked(x, dimensions=1, least=3), _checked(y, dimensions=1, least=3)
    if first.size != second.size:
        raise ValueError(
            f"x and y must describe the same languages, got {first.size} and {second.size} values"
        )
    _check_repeats(repeats)
    first, second = _standardised(first, statistic), _standardised(second, statistic)
    exact = first.size <= 8
    observed = float(first @ second)
    pairings = _pairings(second, exact=exact, repeats=repeats, seed=seed)
    extreme = int((np.abs(pairings @ first) >= abs(observed) - 1e-12).sum())
    p = extreme / len(pairings) if exact else (extreme + 1) / (len(pairings) + 1)
    return Correlation(observed, p, first.size, exact, statistic)


def _grand_mean_variance(table: np.ndarray) -> tuple[float, float]:
    """Variance of the grand mean when rows and columns are both random, and its degrees of freedom."""
    rows, columns = table.shape
    by_row, by_column = table.mean(axis=1) - table.mean(), table.mean(axis=0) - table.mean()
    rest = table - table.mean() - by_row[:, None] - by_column
    freedom = np.array([rows - 1, columns - 1, (rows - 1) * (columns - 1)])
    squares = np.array([columns * (by_row**2).sum(), rows * (by_column**2).sum(), (rest**2).sum()]) / freedom
    combined = squares[0] + squares[1] - squares[2]
    larger = int(squares[1] > squares[0])
    if combined <= squares[larger]:  # an effect estimated as negative: leave it out
        return float(squares[larger] / table.size), float(freedom[larger])
    return float(combined / table.size), float(combined**2 / (squares**2 / freedom).sum())


def _pairings(values: np.ndarray, *, exact: bool, repeats: int, seed: int) -> np.ndarray:
    """One reordering of the values per row."""
    if exact:
        orders = np.array(list(itertools.permutations(range(values.size))))
        return np.take(values, orders)
    rng = np.random.default_rng(seed)
    return rng.permuted(np.tile(values, (repeats, 1)), axis=1)


def _standardised(values: np.ndarray, statistic: str) -> np.ndarray:
    """Centred and of length 1, so that a dot product of two is their correlation."""
    if statistic not in ("spearman", "pearson"):
        raise ValueError(f"statistic must be 'spearman' or 'pearson', got {statistic!r}")
    if np.ptp(values) == 0:
        raise ValueError(f"all {values.size} values equal {values[0]:g}: no correlation with a constant")
    if statistic == "spearman":
        from scipy.stats import rankdata  # slow to import, needed here only

        values = rankdata(values)
    centred: np.ndarray = values - values.mean()
    centred /= np.linalg.norm(centred)
    return centred


def _t_quantile(level: float, freedom: int | float) -> float:
    _check_level(level)
    return float(special.stdtrit(freedom, (1 + level) / 2))


def _supported_decimals(half: float) -> int:
    """Decimals that show `half` with two digits if they are 35 or less, else with one."""
    if half == 0:
        return 2
    exponent = math.floor(math.log10(half))
    digits = 2 if half / 10**exponent < 3.55 else 1
    return max(0, digits - 1 - exponent)


def _fixed(value: float, decimals: int) -> str:
    return f"{round(value, decimals) + 0.0:.{decimals}f}"  # + 0.0 turns -0.0 into 0.0


def _checked(values: ArrayLike, *, dimensions: int, least: int = 1) -> np.ndarray:
    data = np.asarray(values, dtype=float)
    if data.ndim != dimensions:
        raise ValueError(f"expected {dimensions} dimension(s), got an array of shape {data.shape}")
    if min(data.shape) < least:
        raise ValueError(f"need at least {least} value(s) along each dimension, got shape {data.shape}")
    if not np.isfinite(data).all():
        raise ValueError(f"{(~np.isfinite(data)).sum()} of {data.size} values are missing or not finite")
    return data


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, got {level}")


def _check_repeats(repeats: int) -> None:
    if repeats < 1:
        raise ValueError(f"repeats must be at least 1, got {repeats}")
