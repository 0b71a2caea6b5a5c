"""What the code released with Tanti et al. (2021) stored of its runs: others' numbers, to compare ours with.

For ``pos`` all F1 scores are the chunk F1 of `bare_tags`, also where they are called label or language F1.
V-measures follow the recipe of `cluster_agreement` with ``paper=True``; those of ``nli`` are of vectors above
mBERT's pooler. One seed, and for each condition a training recipe of its own. Chapters 6 and 7.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypeAlias

Condition: TypeAlias = Literal["frozen", "REF", "reversal", "entropy"]
"""REF is plain fine-tuning; entropy is what the abstract calls iterative adversarial learning."""

SOURCE = "en"
"""The language of fine-tuning."""


class Published(NamedTuple):
    """A number of others."""

    value: float
    """A share, from 0 to 1; `gap` is a difference of two."""
    source: str
    """Where it stands, or what it was computed from."""
    verified: bool
    """Whether it was read there and compared. Always true: nothing else is handed out."""


def published(task: str, measure: str, condition: str) -> Published:
    """One number.

    Args:
        task: ``pos`` (33 languages, UD 2.7) or ``nli`` (14 languages, XNLI).
        measure: one of `published_measures`.
        condition: ``frozen``, ``REF``, ``reversal`` or ``entropy``.

    Raises:
        ValueError: there is no such task, measure or condition, or the number is not verified.
    """
    _choose("measure", measure, published_measures(task))
    if measure in COMPUTED:
        value = COMPUTED[measure](published_scores(task, condition))
        return Published(value, f"our arithmetic on {_source_of(task, _of(task)['scores'], condition)}", True)
    entry = _of(task)["measures"][measure]
    return Published(_value(entry, condition), _source_of(task, entry, condition), True)


def published_scores(task: str, condition: str) -> dict[str, float]:
    """Language -> macro-F1 of the task on its test text, English among them.

    Raises:
        ValueError: there is no such task or condition, or the scores are not verified.
    """
    return dict(_value(_of(task)["scores"], condition))


def published_measures(task: str) -> tuple[str, ...]:
    """Names of the measures of a task, first those that are stored, then those that we compute from them.

    ``label f1``, ``label micro f1`` or ``label accuracy``: of the task, all languages pooled. ``language f1
    task`` and ``language f1 general``: of the language probe, on text of the task and on Wikipedia. ``v
    label`` and ``v language``: V-measure of task text. ``v general``: of Wikipedia against languages. From
    `published_scores` follow ``in language`` (English), ``zero shot`` (mean of the others) and ``gap``.

    Raises:
        ValueError: there is no such task.
    """
    return (*_of(task)["measures"], *COMPUTED)


def better_than_finetuned(task: str, condition: str) -> tuple[str, ...]:
    """The languages other than English in which a condition beats plain fine-tuning.

    Raises:
        ValueError: as `published_scores`.
    """
    found, usual = published_scores(task, condition), published_scores(task, "REF")
    return tuple(code for code, value in found.items() if code != SOURCE and value > usual[code])


def _in_language(scores: Mapping[str, float]) -> float:
    return scores[SOURCE]


def _zero_shot(scores: Mapping[str, float]) -> float:
    others = [value for code, value in scores.items() if code != SOURCE]
    return sum(others) / len(others)


def _gap(scores: Mapping[str, float]) -> float:
    return _in_language(scores) - _zero_shot(scores)


COMPUTED: Mapping[str, Callable[[Mapping[str, float]], float]] = {
    "in language": _in_language,
    "zero shot": _zero_shot,
    "gap": _gap,
}
"""Measures that are not stored but follow from the scores of single languages."""


@cache
def _stored() -> dict[str, Any]:
    path = files("xling_utils") / "records" / "published_tanti.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _of(task: str) -> dict[str, Any]:
    tasks: dict[str, dict[str, Any]] = _stored()["tasks"]
    return tasks[_choose("task", task, tuple(tasks))]


def _value(entry: Mapping[str, Any], condition: str) -> Any:
    """What an entry holds of a condition, if it is verified."""
    _choose("condition", condition, tuple(entry["values"]))
    if entry["verified"] is not True:
        raise ValueError(f"{entry['column']} was not verified: compare it with its source before you show it")
    return entry["values"][condition]


def _source_of(task: str, entry: Mapping[str, Any], condition: str) -> str:
    stored = _stored()
    path = stored["files"].format(folder=_of(task)["folders"][condition])
    place = f"{stored['repository']} at {stored['commit']} ({stored['licence']} licence)"
    return f"{place}, {path}, {entry['column']}"


def _choose(what: str, name: str, known: tuple[str, ...]) -> str:
    if name not in known:
        raise ValueError(f"nothing is published for the {what} {name!r}; there is {', '.join(known)}")
    return name
