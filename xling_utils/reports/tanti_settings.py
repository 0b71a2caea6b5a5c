"""Tables of the Tanti study with other settings: other strengths, and those of the paper. Chapter 7."""

from __future__ import annotations

from collections.abc import Sequence

from xling_utils.conditions import control_of
from xling_utils.effects import Setting
from xling_utils.grids import STRENGTHS
from xling_utils.records import RunSpec
from xling_utils.reports.table import Table
from xling_utils.reports.tanti_conditions import HALF, half_cell, percent, reader_name, readers, stored

READ = {
    f"{unit}s, {reader}": readers(f"{unit} general")[reader]
    for unit in ("word", "sentence")
    for reader in ("linear", "k-NN")
}
"""Columns of language probes."""


def strengths_table(found: Sequence[Setting]) -> Table:
    """Scores and language probes with growing strength of adversaries and erasers.

    Args:
        found: ``conditions(records, "strengths")``.
    """
    rows = [
        (
            s.task,
            reader_name(method),
            _strength_name(strength, condition),
            half_cell(s.in_language(condition)),
            half_cell(s.zero_shot(condition)),
            *(column(s, condition) for column in READ.values()),
        )
        for s in found
        for method in STRENGTHS
        for strength, condition in sorted(_by_strength(method).items())
        if condition in s.runs
    ]
    seeds = "; ".join(f"{s.name}: {len(s.seeds)}" for s in found)
    return Table(
        "Strengths",
        ("task", "method", "strength", "in-language", "zero-shot", *READ),
        tuple(rows),
        "In per cent; probes in the last layer, on general text. Strength 0 is the control: the fine-tuned "
        "model for adversaries, the new head for erasers. The usual strength is that of the other tables. "
        f"Seeds: {seeds}. {HALF}, in zero-shot over seeds and targets.",
    )


def _by_strength(method: str) -> dict[float, str]:
    """Strength of a method -> its condition."""
    from xling_utils.unlearning import STRENGTH  # loads torch

    others = {strength: f"{method} {strength:g}" for strength in STRENGTHS[method]}
    return {0.0: control_of(method), STRENGTH[method]: method} | others


def _strength_name(strength: float, condition: str) -> str:
    return f"{strength:g}" + (" (usual)" if condition in STRENGTHS else "")


def paper_recipes_table(found: Sequence[Setting]) -> Table:
    """The settings that the paper chose for each condition.

    Args:
        found: ``conditions(records, "paper")``.
    """
    rows = [
        (s.task, reader_name(_method(name)), *_recipe(s.of(name)[0].spec)) for s in found for name in s.runs
    ]
    return Table(
        "The paper's own settings",
        (
            *("task", "condition", "encoder rate", "head rate", "first weights", "batch"),
            *("strength", "sentences", "epochs"),
        ),
        tuple(rows),
        "One recipe for each condition, as Tanti et al. (2021) chose it for mBERT; rates are constant. That "
        "of the encoder is the paper's times 768 / hidden size. First weights: their standard deviation in "
        "the head. The language head learns at the rate of the head.",
    )


def _recipe(spec: RunSpec) -> tuple[str, ...]:
    rates = (spec.learning_rate, spec.head_rate, spec.head_std)
    values = (*rates, spec.batch_size, spec.strength, spec.sentences, spec.epochs)
    return tuple("" if value is None else f"{value:g}" for value in values)


def _method(condition: str) -> str:
    """A condition without its strength, as `published` calls it."""
    return condition.split()[0]


def paper_scores_table(found: Sequence[Setting]) -> Table:
    """What these settings give here, beside what the paper's code stored.

    Args:
        found: ``conditions(records, "paper")``.
    """
    rows = [(s.task, reader_name(_method(name)), *_scores(s, name)) for s in found for name in s.runs]
    return Table(
        "Results with the paper's own settings",
        (
            *("task", "condition", "in-language", "in-language, stored", "zero-shot", "zero-shot, stored"),
            *("words, linear", "sentences, linear", "released, accuracy", "released, F1"),
            *("released, chunk F1", "task text, stored", "Wikipedia, stored"),
        ),
        tuple(rows),
        "In per cent. First the score of the task: accuracy of words (pos) or pairs (nli). Then our linear "
        "probe in the last layer, on general text; then the paper's own probe on words, which learns at a "
        "rate of its own in each condition, by accuracy, by macro-F1, and by the chunk F1 of its code. "
        "Stored: what that code keeps of mBERT, one seed: macro-F1 of the task (pos: chunk F1) and of its "
        "language probe "
        "(pos: chunk F1 of words; nli: macro-F1 of whole texts). Compare the order of conditions, not the "
        f"level. {HALF}, in zero-shot over seeds and targets.",
    )


def _scores(found: Setting, condition: str) -> tuple[str, ...]:
    def beside(measure: str) -> str:
        return stored(found.task, measure, _method(condition), scale=100)

    return (
        half_cell(found.in_language(condition)),
        beside("in language"),
        half_cell(found.zero_shot(condition)),
        beside("zero shot"),
        *(READ[f"{unit}s, linear"](found, condition) for unit in ("word", "sentence")),
        *(percent(found.top(condition, f"released {score}")) for score in ("accuracy", "f1", "chunk f1")),
        beside("language f1 task"),
        beside("language f1 general"),
    )
