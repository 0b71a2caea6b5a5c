"""The conditions of Tanti et al. (2021): which runs belong together, and their names. Chapters 6 and 7.

A *setting* is a task and a source language, as in `effects`; here its REF is plain fine-tuning, and the other
conditions are a frozen encoder, adversaries and erasers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeAlias

from xling_utils.depth import of_encoder
from xling_utils.effects import Setting, setting
from xling_utils.grids import RECIPES, UNLEARNING
from xling_utils.records import RunRecord, RunSpec

Part: TypeAlias = Literal["main", "strengths", "paper"]
"""See `grids.tanti`."""

NAMES = {
    "frozen": "frozen",
    "REF": "fine-tuned",
    "reversal": "reversal",
    "reversal dann": "reversal, scheduled",
    "entropy": "entropy",
    "leace 0": "new head",
    "leace": "LEACE",
    "inlp": "INLP",
    "centre": "centring",
}
"""Conditions of the main part as readers know them, in the order of figures and tables."""

ADVERSARIES = ("reversal", "reversal dann", "entropy")
"""Conditions in which the encoder learns against a language head; to be compared with REF."""

ERASERS = ("leace", "inlp", "centre")
"""Conditions with closed-form erasure and a new head; to be compared with `CONTROL`."""

CONTROL = "leace 0"
"""The control of erasers: a new head on the states of the fine-tuned model, nothing erased."""


def control_of(condition: str) -> str:
    """What a condition is compared with: REF, or the new head."""
    return CONTROL if condition.split()[0] in ERASERS and condition != CONTROL else "REF"


def part_of(spec: RunSpec) -> Part | None:
    """The part of the study to which a run belongs; None if to none."""
    if spec.reinit or not spec.probe:
        return None
    if spec.steady:
        return "paper"
    if spec.condition in UNLEARNING:
        return "main"
    return "strengths" if spec.strength is not None else None


def conditions(records: Iterable[RunRecord], part: Part = "main") -> list[Setting]:
    """A part of the study as settings, one for each task and source, with complete seeds only.

    The part ``strengths`` also has the runs of the main part for its seeds: their strengths are the usual.

    Args:
        records: such as ``shipped("tanti")``; runs of other studies are left out.
        part: which.

    Raises:
        ValueError: there is no complete seed, or there are several encoders.
    """
    records = sorted(records, key=lambda r: list(RECIPES).index(r.spec.task))
    wanted = {part, "main"} if part == "strengths" else {part}
    runs = of_encoder(record for record in records if part_of(record.spec) in wanted)
    found = []
    for task, source in dict.fromkeys((r.spec.task, r.spec.source) for r in runs):
        own = [r for r in runs if (r.spec.task, r.spec.source) == (task, source)]
        seeds = _complete_seeds([r for r in own if part_of(r.spec) == part])
        if part == "strengths":
            seeds &= _complete_seeds([r for r in own if part_of(r.spec) == "main"])
        if seeds:
            whole = setting([r for r in own if r.spec.seed in seeds])
            found.append(
                replace(whole, runs={name: whole.runs[name] for name in sorted(whole.runs, key=_order)})
            )
    if not found:
        raise ValueError(
            f"no complete seed of the part {part!r}: python -m xling_utils study tanti carries it out"
        )
    return found


def _order(condition: str) -> tuple[int, float]:
    """Conditions in the order of `NAMES`, those of one method by strength."""
    usual = list(NAMES)
    if condition in NAMES:
        return usual.index(condition), 0.0
    method, _, strength = condition.rpartition(" ")
    return usual.index(method) if method in NAMES else len(usual), float(strength)


def _complete_seeds(runs: list[RunRecord]) -> set[int]:
    """Seeds that have every condition that any seed has."""
    names = {r.spec.condition for r in runs}
    there: dict[int, set[str]] = {}
    for r in runs:
        there.setdefault(r.spec.seed, set()).add(r.spec.condition)
    return {seed for seed, found in there.items() if found == names}
