"""Checks of the exercises of chapter 4."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xling_utils.backbones import Backbone, reinit
from xling_utils.blocks import layer_of_parameters
from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.finetuning import FineTuned
from xling_utils.records import RunRecord, RunSpec
from xling_utils.stats import Summary, paired_difference, summarise

_PARTS = ("attention.self.query.weight", "output.dense.bias")


def check_4_1(layers_hit: Callable[[str, Sequence[str]], set[int]]) -> bool:
    """The blocks whose parameters a pattern matches as `re.match` does."""
    bare = ["embeddings.word_embeddings.weight"]
    bare += [f"encoder.layer.{layer}.{part}" for layer in range(12) for part in _PARTS]
    wrapped = [f"bert.{name}" for name in bare] + ["classifier.weight"]
    usual = "bert.encoder.layer.1"
    answer, complaint = attempt(layers_hit, usual, wrapped)
    if complaint:
        return tell(False, complaint)
    if answer == set():
        return tell(False, f"{usual!r} hits something: re.match needs no match to the end of the name.")
    if answer == {1}:
        return tell(False, "Do not read the number off the pattern: ask each name whether it matches.")
    if usual in (answer if isinstance(answer, list | set) else ()) or not _integers(answer):
        return tell(False, "Return a set of integers: the block numbers, taken from the names that match.")
    cases = [(usual, wrapped), (usual, bare), (r"bert\.encoder\.layer\.1\.", wrapped)]
    cases += [("bert.encoder.layer.[10]{2}", wrapped), ("bert.", wrapped), ("encoder.layer.1", wrapped)]
    for pattern, names in cases:
        answer, complaint = attempt(layers_hit, pattern, names)
        if complaint:
            return tell(False, f"On {pattern!r}: {complaint}")
        truth = _layers_hit(pattern, names)
        if answer != truth and pattern == "encoder.layer.1":
            return tell(False, "re.match starts at the first letter of a name; re.search looks anywhere.")
        if answer != truth:
            return tell(False, f"{pattern!r} hits {sorted(truth)}, you found {answer}.")
    return tell(
        True, "Right. The same pattern can hit one block, three, or none: that is why we take integers."
    )


def _layers_hit(pattern: str, names: Sequence[str]) -> set[int]:
    hit = [name for name in names if re.match(pattern, name)]
    return {int(number) for name in hit for number in re.findall(r"\blayer\.(\d+)\.", name)}


def _integers(answer: Any) -> bool:
    return isinstance(answer, set | frozenset) and all(type(item) is int for item in answer)


def check_4_2(cross_lingual_effect: Callable[..., Any]) -> bool:
    """The effect of a condition on the targets, in points, with an interval over seeds and languages."""
    records = _unordered_study()
    answer, complaint = attempt(cross_lingual_effect, records, "0-1")
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, Summary):
        return tell(False, "Return the Summary that paired_difference gives: a mean alone says too little.")
    table = {
        name: np.array(
            [
                _accuracies(record)
                for record in sorted(records, key=lambda r: r.spec.seed)
                if record.spec.condition == name
            ]
        )
        for name in ("REF", "0-1")
    }
    changes = 100 * (table["0-1"] - table["REF"])
    truth = paired_difference(100 * table["0-1"][:, 1:], 100 * table["REF"][:, 1:])
    if _same_summary(answer, truth):
        return tell(True, "Right: points, the same seeds side by side, targets only.")
    mistakes = [
        (truth.mean / 100, "These are shares: multiply by 100 to get points."),
        (-truth.mean, "The sign is turned: the broken model's score minus REF's, so that harm is negative."),
        (float(changes.mean()), "The source language is among your languages: leave it out."),
        (float(changes[:, 0].mean()), "This is the in-language effect: take the targets instead."),
    ]
    for mean, message in mistakes:
        if math.isclose(answer.mean, mean):
            return tell(False, message)
    if _same_summary(answer, summarise(changes[:, 1:].mean(axis=1))):
        return tell(
            False,
            "Your interval speaks about new seeds only: give tables, seeds x languages, to speak of both.",
        )
    if math.isclose(answer.mean, truth.mean):
        return tell(False, "The mean is right, the interval is not: put runs of the same seed side by side.")
    return tell(False, f"Expected {truth}, got {answer}. Compare the condition with REF, seed by seed.")


def _unordered_study() -> list[RunRecord]:
    """Three seeds, which do not come in order, with REF and 0-1."""
    draw = np.random.default_rng(4)
    records = []
    for layers, seeds, loss in (((), (2, 0, 1), 0.0), ((0, 1), (0, 1, 2), 0.07)):
        for seed in seeds:
            values = np.array([0.95, 0.8, 0.7, 0.6]) - loss * np.arange(4) / 2 + 0.04 * seed
            values += draw.normal(0, 0.01, 4)
            scores = {
                code: {"accuracy": float(v)} for code, v in zip(("en", "fr", "hi", "ja"), values, strict=True)
            }
            records.append(RunRecord(RunSpec(reinit=layers, seed=seed), scores, 1.0))
    return records


def _accuracies(record: RunRecord) -> list[float]:
    return [values["accuracy"] for values in record.scores.values()]


def _same_summary(one: Summary, other: Summary) -> bool:
    pairs = ((one.mean, other.mean), (one.low, other.low), (one.high, other.high))
    return all(math.isclose(a, b, abs_tol=1e-9) for a, b in pairs)


def check_4_3(tune_frozen: Callable[..., Any], backbone: Backbone) -> bool:
    """A model fine-tuned with some of its layers frozen."""
    layers = (2, 3)
    tuned, complaint = attempt(tune_frozen, layers)
    if complaint:
        return tell(False, complaint)
    if not isinstance(tuned, FineTuned):
        return tell(False, "Return what finetune gives.")
    distance = _distances(backbone, tuned.backbone)
    moved = {layer for layer, value in distance.items() if value > 0}
    if not moved:
        return tell(False, "Nothing below the head has learnt: freeze the layers only, not the backbone.")
    if moved & set(layers) and max(distance[layer] for layer in layers) > 0.5:
        return tell(False, f"Layers {layers} hold new values: this is reinit. Leave them and freeze them.")
    if moved >= set(distance):
        return tell(False, "All layers have moved: pass the layers on to finetune as frozen=...")
    still = sorted(set(distance) - moved)
    if tuple(still) != layers:
        return tell(False, f"Asked to freeze {layers}, you froze {still} (-1 stands for the embeddings).")
    return tell(
        True, "Right: these layers kept every weight, all others learnt. Now compare with re-initialising."
    )


def _distances(before: Backbone, after: Backbone) -> dict[int, float]:
    """How far the matrices of each layer moved, relative to their size; -1 stands for the embeddings."""
    old, new = (dict(model.model.named_parameters()) for model in (before, after))
    found: dict[int, float] = {}
    for name, layer in layer_of_parameters(before.model).items():
        if old[name].ndim > 1:
            change = float((new[name] - old[name]).detach().norm() / old[name].detach().norm())
            found[layer] = max(found.get(layer, 0.0), change)
    return found


def check_4_4(same_values: Callable[..., Any], backbone: Backbone) -> bool:
    """Whether two tensors hold the same values, in any order."""

    def matrix(init: str | None) -> Any:
        changed = reinit(backbone, [0], seed=1, init=init) if init else backbone  # type: ignore[arg-type]
        return next(p for p in changed.blocks[0].parameters() if p.ndim > 1).detach().clone()

    old = matrix(None)
    answer, complaint = attempt(same_values, old, matrix("shuffle"))
    if complaint:
        return tell(False, complaint)
    if not answer:
        return tell(False, "A shuffled matrix has the old values in other places: sort before you compare.")
    if same_values(old, 2 * old.mean() - old):
        return tell(False, "Equal mean and spread are not equal values: compare every one of them.")
    for init in ("bert", "torch_default"):
        if same_values(old, matrix(init)):
            return tell(False, f"After init={init!r} you call the values the same, and none is: compare all.")
    return tell(True, "Right: 'shuffle' keeps every value and only loses where it was.")
