"""Checks of the exercises of chapter 9."""

from __future__ import annotations

import math
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from transformers import AutoConfig, PreTrainedConfig

from xling_utils.blocks import find_blocks, layer_of_parameters
from xling_utils.costs import count_parameters, empty_model, training_flops, training_memory
from xling_utils.exercises.verdicts import attempt, tell


def _small(family: str, **fields: int) -> PreTrainedConfig:
    sizes = {"vocab_size": 900, "hidden_size": 32, "intermediate_size": 96, "num_hidden_layers": 3}
    special = dict.fromkeys(("bos_token_id", "eos_token_id", "cls_token_id", "sep_token_id"))
    return AutoConfig.for_model(family, num_attention_heads=4, pad_token_id=0, **sizes | special | fields)


def check_9_1(step_flops: Callable[..., Any]) -> bool:
    """Operations of one training step of a BERT."""
    sizes = {"width": 48, "inner": 200, "blocks": 5, "sentences": 8, "length": 30}
    answer, complaint = attempt(lambda: step_flops(**sizes))
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, int | float):
        return tell(False, "Return one number.")
    config = _small("bert", hidden_size=48, intermediate_size=200, num_hidden_layers=5)
    truth = 8 * 30 * training_flops(config, 30)
    attention = 3 * 8 * 30 * 4 * 30 * 48 * 5
    mistakes = [
        (truth / 3, "This is the forward pass: the way back costs two more."),
        (truth * 2 / 3, "This counts two passes: the backward pass alone has two products for each one."),
        (truth / 2, "A weight costs a multiplication and an addition: that makes two."),
        ((truth - attention) / 2 + attention, "A weight costs a multiplication and an addition."),
        (truth - attention, "Attention is missing: queries meet keys, probabilities meet values."),
        (truth - attention / 2, "Attention has two products: one for the scores, one for the values."),
        (truth / 240, "This is the work for one word piece: a step has all pieces of a batch."),
        (truth / 8, "This is one sentence: a step has a batch of them."),
        (truth / 5, "This is one block."),
    ]
    if math.isclose(answer, truth):
        return tell(True, f"Right: {truth:,} operations, as torch counts them.")
    for wrong, message in mistakes:
        if math.isclose(answer, wrong):
            return tell(False, message)
    return tell(False, f"Expected {truth:,}, got {answer:,}.")


def check_9_2(embedding_share: Callable[..., Any]) -> bool:
    """Share of the parameters that lie before the first block."""
    for family in ("bert", "modernbert"):
        config = _small(family)
        model, counts = empty_model(config), count_parameters(config)
        answer, complaint = attempt(embedding_share, model)
        if complaint:
            return tell(False, complaint)
        if not isinstance(answer, int | float):
            return tell(False, "Return one number from 0 to 1.")
        truth = counts.embeddings / counts.total
        named = dict(model.named_parameters())
        tables = sum(p.numel() for name, p in named.items() if "word_embeddings" in name) / counts.total
        tensors = list(layer_of_parameters(model).values()).count(-1) / len(named)
        if math.isclose(answer, truth, rel_tol=1e-6):
            continue
        mistakes = [
            (100 * truth, "A share lies between 0 and 1: this is in per cent."),
            (1 - truth, "This is the share of all the rest."),
            (counts.embeddings, "This is their number: divide by the number of all parameters."),
            (counts.embeddings / counts.blocks, "Divide by all parameters, not by those of the blocks."),
            (tensors, "You count tensors: count the numbers in them, with numel()."),
            (tables, f"The word vectors of {family} are not all that lies before its blocks."),
            (1 - counts.blocks / counts.total, "A norm after the last block is no embedding."),
        ]
        for wrong, message in mistakes:
            if math.isclose(answer, wrong, rel_tol=1e-6):
                name = type(find_blocks(model)[0]).__name__
                hint = f" ({name}: names differ between families.)" if wrong == tables == 0 else ""
                return tell(False, message + hint)
        return tell(False, f"{family}: expected {truth:.4f}, got {float(answer):.4f}.")
    return tell(True, "Right, in both families. What do these parameters cost per word piece?")


_PARTS = range(1, 33)


def check_9_3(smallest_accumulate: Callable[..., Any]) -> bool:
    """The smallest number of parts with which a training step fits."""
    config = _small("bert", num_hidden_layers=1)
    answer, complaint = attempt(smallest_accumulate, config, 10**12)
    if complaint:
        return tell(False, complaint)
    totals = {part: training_memory(config, sentences=part).total for part in {-(-32 // n) for n in _PARTS}}
    sizes = [totals[-(-32 // parts)] for parts in _PARTS]
    for parts in (1, 3):
        limit = sizes[parts - 1] + 1
        answer, _ = attempt(smallest_accumulate, config, limit)
        if answer == parts:
            continue
        if isinstance(answer, bool) or not isinstance(answer, int):
            return tell(False, "Return a whole number: into how many parts a batch is cut.")
        if answer == 32:
            return tell(False, "This fits, but it is the largest number of parts: find the smallest.")
        if not 1 <= answer <= 32:
            return tell(False, f"A batch of 32 has 1 to 32 parts, not {answer}.")
        if sizes[answer - 1] > limit:
            activations = training_memory(config, accumulate=answer).activations
            why = "activations alone do" if activations <= limit else "the step needs more"
            return tell(False, f"With {answer} parts it does not fit ({why}): compare the total.")
        return tell(False, f"{answer} parts fit, and so do {parts}: every further part costs time.")
    if attempt(smallest_accumulate, config, sizes[-1] - 1)[0] != 0:
        return tell(False, "If not even one sentence at a time fits, return 0: the weights are too large.")
    return tell(
        True, "Right. Parts shrink activations only, so there are models that no number of them saves."
    )


class _Slow(type(Path())):  # type: ignore[misc]
    """A path on a slow disk: when you hear that a file is not there, somebody may have made it."""

    def exists(self, **options: Any) -> bool:
        found = super().exists(**options)
        time.sleep(0.02)
        return bool(found)

    def is_file(self, **options: Any) -> bool:
        found = super().is_file(**options)
        time.sleep(0.02)
        return bool(found)


def check_9_4(claim: Callable[..., Any], callers: int = 6) -> bool:
    """Of many that ask for a run at once, exactly one gets it."""
    with tempfile.TemporaryDirectory() as folder:
        place = _Slow(folder)
        for run in range(4):
            answers, complaint = _all_at_once(claim, place, f"run{run}", callers)
            if complaint:
                return tell(False, complaint)
            if any(not isinstance(answer, bool) for answer in answers):
                return tell(False, "Return True or False.")
            if sum(answers) > 1:
                return tell(
                    False,
                    f"{sum(answers)} of {callers} think that they have the run: between your look and your "
                    "file there is time for others. Look and create in one step.",
                )
            if not sum(answers):
                return tell(False, "Nobody got the run.")
            again, complaint = attempt(claim, place, f"run{run}")
            if complaint or again:
                return tell(False, complaint or "Who asks later must get False.")
    return tell(True, "Right: one True for each run, however many ask. What if the one who got it dies?")


def _all_at_once(claim: Callable[..., Any], place: Path, run: str, callers: int) -> tuple[list[Any], str]:
    """The answers of callers that start together, and the first complaint."""
    start, found = threading.Barrier(callers), []

    def ask() -> None:
        start.wait()
        found.append(attempt(claim, place, run))

    threads = [threading.Thread(target=ask) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for answer, _ in found], next((text for _, text in found if text), "")
