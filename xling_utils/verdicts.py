"""From an effect with its interval to a verdict: rules that never round up, and intervals that they need.

Where an interval leaves both answers open, the verdict is "undecided". Chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from xling_utils.stats import Correlation, Summary

Answer: TypeAlias = Literal["supported", "not supported", "undecided"]


@dataclass(frozen=True)
class Verdict:
    """What the records say about one claim.

    Attributes:
        claim: its number in the book, for example ``M1``.
        effect: the number that decides, with its interval.
        verdict: ``supported``, ``not supported`` or ``undecided``.
        sentence: the finding in words, with its numbers.
    """

    claim: str
    effect: Summary
    verdict: Answer
    sentence: str

    def __str__(self) -> str:
        return f"{self.claim}: {self.verdict}. {self.sentence}"


def above(effect: Summary, bound: float) -> Answer:
    """Is the effect above the bound: certainly, certainly not, or open?"""
    if effect.low > bound:
        return "supported"
    return "not supported" if effect.high <= bound else "undecided"


def within(effect: Summary, margin: float) -> Answer:
    """Is the effect within the margin of 0: certainly, certainly not, or open?"""
    if -margin < effect.low and effect.high < margin:
        return "supported"
    return "not supported" if effect.low >= margin or effect.high <= -margin else "undecided"


def negated(effect: Summary) -> Summary:
    """The same effect with the other sign."""
    return replace(effect, mean=-effect.mean, low=-effect.high, high=-effect.low)


def clipped(effect: Summary) -> Summary:
    """A correlation lies between -1 and 1, and so does its interval."""
    return replace(effect, low=max(effect.low, -1.0), high=min(effect.high, 1.0))


def share(hits: Sequence[bool], level: float = 0.95) -> Summary:
    """A share with Wilson's interval, which holds for few cases and near 0 and 1."""
    from scipy.stats import binomtest  # slow to import, needed here only

    interval = binomtest(sum(hits), len(hits)).proportion_ci(level, method="wilson")
    return Summary(float(np.mean(hits)), float(interval.low), float(interval.high), len(hits), level)


def fisher(found: Correlation, level: float = 0.95) -> Summary:
    """Fisher's interval of a correlation, with the standard error of ranks (Bonett and Wright, 2000)."""
    from scipy.special import ndtri

    centre = np.arctanh(np.clip(found.value, -0.999999, 0.999999))
    half = ndtri((1 + level) / 2) * np.sqrt((1 + found.value**2 / 2) / max(found.n - 3, 1))
    low, high = np.tanh([centre - half, centre + half])
    return Summary(found.value, float(low), float(high), found.n, level)
