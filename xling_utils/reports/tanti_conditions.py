"""Tables of the Tanti study with a row for each condition, and what conditions change. Chapters 6 and 7."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from xling_utils.conditions import NAMES, control_of
from xling_utils.effects import Setting, interval
from xling_utils.published import published
from xling_utils.reports.table import Table

HALF = "± is half of a 95 % interval over seeds (a single one has none)"


def half_cell(values: ArrayLike, decimals: int = 1, *, scale: float = 1.0) -> str:
    """Mean of values by seed, or by seed and target, and half of its interval: ``83.1 ± 0.4``.

    Args:
        values: a single value gives no interval.
        decimals: of both numbers.
        scale: factor before printing.
    """
    found = interval(values)
    mean = f"{round(scale * found.mean, decimals) + 0.0:.{decimals}f}"
    if math.isnan(found.low):
        return mean
    return f"{mean} ± {scale * (found.high - found.low) / 2:.{decimals}f}"


def percent(values: ArrayLike) -> str:
    """The cell of shares from 0 to 1, in per cent."""
    return half_cell(values, scale=100)


def stored(task: str, measure: str, condition: str, decimals: int = 1, *, scale: float = 1.0) -> str:
    """What the code released with the paper stored, see `published`; empty if it has no such number."""
    try:
        return f"{scale * published(task, measure, condition).value:.{decimals}f}"
    except ValueError:
        return ""


def reader_name(condition: str) -> str:
    """What readers call a condition."""
    return NAMES.get(condition, condition)


def last(found: Setting, condition: str, measure: str) -> Float[np.ndarray, " seed"]:
    """A measure that is taken in every layer, in the last one."""
    return found.layers(condition, measure)[:, -1]


Column = Callable[[Setting, str], str]
"""Takes a setting and a condition, gives a cell."""


def readers(text: str) -> dict[str, Column]:
    """Columns of the three readers on a text, such as ``word general``."""
    return {
        "linear": lambda found, condition: percent(last(found, condition, text)),
        "MLP": lambda found, condition: percent(found.top(condition, f"{text} mlp")),
        "k-NN": lambda found, condition: percent(found.top(condition, f"{text} knn")),
    }


SIDE_BY_SIDE: dict[str, Column] = {
    "in-language": lambda found, condition: half_cell(found.in_language(condition)),
    "zero-shot": lambda found, condition: half_cell(found.zero_shot(condition)),
    **{f"words, {name}": column for name, column in readers("word general").items()},
    **{f"sentences, {name}": column for name, column in readers("sentence general").items()},
    "compression": lambda found, condition: half_cell(found.top(condition, "word code")),
    "AMI language": lambda found, condition: half_cell(last(found, condition, "ami language"), 2),
    "AMI label": lambda found, condition: half_cell(last(found, condition, "ami label"), 2),
}
"""Name of a column -> what is in it."""

IN_HEAD: dict[str, Column] = {
    "AMI language, head": lambda found, condition: half_cell(found.top(condition, "ami language head"), 2),
    "AMI label, head": lambda found, condition: half_cell(found.top(condition, "ami label head"), 2),
}
"""More columns for pairs of sentences."""


def side_by_side_table(found: Setting) -> Table:
    """Scores, language probes, code length and clusters of every condition.

    Args:
        found: one of `conditions`.
    """
    columns = SIDE_BY_SIDE | (IN_HEAD if found.task == "nli" else {})
    rows = tuple(
        (reader_name(condition), *(column(found, condition) for column in columns.values()))
        for condition in found.runs
    )
    return Table(
        f"Conditions side by side: {found.name}",
        ("condition", *columns),
        rows,
        "Scores in per cent. The language of words and of sentences in the last layer, as three readers tell "
        f"it in general text, in per cent; {_chance(found)}. Compression: how many times shorter the "
        "languages of words are written with the linear probe than without; 1 is nothing known. AMI of "
        "clusters of the task's text in the last layer; 0 is chance. "
        f"{HALF}, in zero-shot over seeds and targets.",
    )


def _chance(found: Setting) -> str:
    count = len(found.targets) + 1
    return f"chance is {100 / count:.0f} ({count} languages)"


def probes_table(found: Sequence[Setting]) -> Table:
    """Language probes that learnt from general text, on general text and on the task's; and selectivity.

    Args:
        found: see `conditions`.
    """
    rows = []
    for s in found:
        unit = "sentence" if s.task == "nli" else "word"
        columns = {"general": readers(f"{unit} general")["linear"], **readers(f"{unit} task")}
        for condition in s.runs:
            control = last(s, condition, "word control")
            rows.append(
                (
                    s.task,
                    reader_name(condition),
                    f"{unit}s",
                    *(column(s, condition) for column in columns.values()),
                    percent(control),
                    percent(last(s, condition, "word general") - control),
                )
            )
    return Table(
        "Language probes on other text, and their selectivity",
        (
            *("task", "condition", "told of", "general text, linear"),
            *("task text, linear", "task text, MLP", "task text, k-NN"),
            *("words, random labels", "words, selectivity"),
        ),
        tuple(rows),
        "Accuracy in the last layer, in per cent. Probes learn from general text; the text of the task is in "
        "another domain. Random labels: the linear probe on a random label for each word form; selectivity "
        f"is its accuracy on languages minus that. {HALF}.",
    )


def change_table(found: Setting) -> Table:
    """What every condition changes in every target, against its control.

    Args:
        found: one of `conditions`.
    """
    names = [condition for condition in found.runs if condition != "REF"]
    changes = [found.zero_shot(name) - found.zero_shot(control_of(name)) for name in names]
    level = found.zero_shot("REF")
    rows = [
        (code, half_cell(level[:, i]), *(half_cell(change[:, i]) for change in changes))
        for i, code in enumerate(found.targets)
    ]
    rows.append(("mean", half_cell(level), *map(half_cell, changes)))
    return Table(
        f"Zero-shot change by language: {found.name}",
        ("target", f"{NAMES['REF']} (%)", *map(reader_name, names)),
        tuple(rows),
        "Changes in points, with the same seed: erasers (LEACE, INLP, centring) against the new head, the "
        f"others against the fine-tuned model. {HALF}, in the last row over seeds and targets.",
    )
