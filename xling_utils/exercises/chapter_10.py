"""Checks of the exercises of chapter 10."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from scipy.stats import norm, t

from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.records import RunSpec
from xling_utils.stats import Summary
from xling_utils.verdicts import within


def check_10_1(answer: Callable[..., Any]) -> bool:
    """The verdict on an interval and a margin."""
    hints = {
        (-0.5, 0.5): "narrow and around 0: certainly within the margin",
        (0.5, 1.5): "without 0, but inside the margin: a difference too small to matter",
        (4.0, 6.0): "wholly above the margin",
        (-6.0, -4.0): "wholly below minus the margin: there are two sides",
        (-8.0, 9.0): "far beyond the margin on both sides: wide is not the same as small",
        (2.0, 5.0): "across the margin",
        (-5.0, 1.0): "across minus the margin",
    }
    margin = 3.0
    for (low, high), why in hints.items():
        found, complaint = attempt(answer, low, high, margin)
        if complaint:
            return tell(False, complaint)
        right = within(Summary((low + high) / 2, low, high, 5, 0.95), margin)
        if found != right:
            place = f"[{low:g}, {high:g}] with margin {margin:g} lies {why}"
            return tell(False, f"{place}. You say {found!r}, not {right!r}.")
    return tell(True, "Right: the whole interval decides, and both sides of the margin count.")


def check_10_2(seeds_needed: Callable[..., Any]) -> bool:
    """The smallest number of seeds whose interval is narrow enough."""
    for sd, half in ((1.0, 1.0), (2.5, 1.5), (3.0, 1.0), (0.1, 5.0)):
        found, complaint = attempt(seeds_needed, sd, half)
        if complaint:
            return tell(False, complaint)
        right = _seeds(lambda n: float(t.ppf(0.975, n - 1)), sd, half)
        if found == right:
            continue
        mistakes = {
            _seeds(lambda n: float(norm.ppf(0.975)), sd, half): "This takes 1.96, the quantile of the normal "
            "distribution: with few seeds Student's is much larger.",
            _seeds(
                lambda n: float(t.ppf(0.95, n - 1)), sd, half
            ): "This takes the 95 % quantile: an interval has two ends, so 2.5 % lie above it.",
            _seeds(lambda n: float(t.ppf(0.975, n)), sd, half): "n seeds leave n - 1 degrees of freedom.",
            _seeds(lambda n: 2 * float(t.ppf(0.975, n - 1)), sd, half): "This asks for the whole width: "
            "half of it is wanted.",
        }
        usual = f"For sd {sd:g} and half-width {half:g} it takes {right} seeds; you say {found!r}."
        return tell(False, mistakes.get(found, usual) if isinstance(found, int) else usual)
    return tell(True, "Right: the quantile falls quickly with the first few seeds, and then hardly.")


def _seeds(quantile: Callable[[int], float], sd: float, half: float) -> int:
    return next(n for n in count(2) if quantile(n) * sd / n**0.5 <= half)


def check_10_3(differs_in: Callable[..., Any]) -> bool:
    """The fields in which two specs differ."""
    one = RunSpec(seed=1, sentences=400)
    cases = [
        (RunSpec(seed=1, sentences=400), "Equal specs differ in nothing: return an empty set."),
        (RunSpec(seed=2, sentences=400), "One field differs, and both specs state it."),
        (RunSpec(seed=1, sentences=400, epochs=5), "A field that only the second states was missed."),
        (RunSpec(seed=1), "A field that only the first states was missed: the other has its default."),
        (RunSpec(seed=0, sentences=400), "Seed 0 is the default, and differs from seed 1 all the same."),
    ]
    for other, mistake in cases:
        found, complaint = attempt(differs_in, one, other)
        if complaint:
            return tell(False, complaint)
        right = {name for name, value in vars(one).items() if value != vars(other)[name]}
        if not isinstance(found, set | frozenset):
            return tell(False, f"Return a set of names; this is a {type(found).__name__}.")
        if found != right:
            return tell(False, f"{mistake} Expected {right or '{}'}, got {found or '{}'}.")
    return tell(True, "Right: now a comparison can say for itself whether it is fair.")
