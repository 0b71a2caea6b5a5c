"""How long one fine-tuning run takes here, measured for two seconds."""

from __future__ import annotations

import math
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xling_utils.doctor.machine import free_memory
from xling_utils.doctor.rows import Row, duration, gib

if TYPE_CHECKING:
    from xling_utils.backbones import Backbone

POCKET_RUN = (1000, 3)
"""Sentences and epochs of a run of the book."""
TREEBANK_RUN = (12_000, 3)
"""Those of a run on a treebank of usual size."""
LONGER = 2
"""Words in a sentence of a treebank, compared with the fragment's."""
COPIES = 5
"""Fine-tuning holds the backbone, a copy of it, its gradients, and two running means for AdamW."""
BATCH = 32


class _EnoughError(Exception):
    """Ends the measured training."""


def seconds_per_step(backbone: Backbone, *, budget: float = 2.0) -> float:
    """Time of a training step on 32 sentences of the fragment, with the recipe of `finetune`.

    Args:
        backbone: stays as it is.
        budget: seconds to measure; a step that has begun is finished.
    """
    from xling_utils.corpora import load_corpus
    from xling_utils.finetuning import finetune

    moments: list[float] = []

    def tick(*_: Any) -> None:
        moments.append(time.perf_counter())
        if len(moments) > 1 and moments[-1] - moments[0] > budget:
            raise _EnoughError

    with suppress(_EnoughError):
        finetune(
            backbone,
            load_corpus("fragment"),
            "pos",
            "en",
            sentences=10 * BATCH,
            batch_size=BATCH,
            epochs=1000,
            before_step=tick,
            progress=False,
        )
    first = 1 if len(moments) > 3 else 0  # the first step also makes the optimiser's memory
    return (moments[-1] - moments[first]) / (len(moments) - 1 - first)


def run_seconds(step: float, run: tuple[int, int]) -> float:
    """Time of a run of so many sentences and epochs."""
    sentences, epochs = run
    return step * epochs * math.ceil(sentences / BATCH)


def training_memory(parameters: int) -> int:
    """Bytes that fine-tuning so many parameters in fp32 takes, without the activations of a batch."""
    return COPIES * 4 * parameters


def enough_memory(backbone: Backbone, parameters: int) -> str:
    """Why the memory is too small to fine-tune this backbone, or nothing."""
    import torch

    on_gpu = backbone.device.type == "cuda"
    free = torch.cuda.mem_get_info(backbone.device)[0] if on_gpu else free_memory()
    needs = training_memory(parameters)
    if free is None or needs < free:
        return ""
    return (
        f"fine-tuning needs about {gib(needs)}, and {gib(free)} of {'GPU ' if on_gpu else ''}memory are free"
    )


def speed_row(backbone: Backbone, parameters: int, *, budget: float = 2.0) -> Row:
    """The time of one run as a line of the table."""
    if short := enough_memory(backbone, parameters):
        return Row("speed", "note", f"not measured: {short}", "read its states only, or use a larger machine")
    step = seconds_per_step(backbone, budget=budget)
    book, treebank = run_seconds(step, POCKET_RUN), LONGER * run_seconds(step, TREEBANK_RUN)
    fact = (
        f"fine-tuning {backbone.name} once takes about {duration(book)} as in the book "
        f"({POCKET_RUN[0]:,} sentences, {POCKET_RUN[1]} epochs), {duration(treebank)} on a whole treebank "
        f"({TREEBANK_RUN[0]:,} longer ones)"
    )
    if busy := _busy():
        return Row("speed", "note", fact, f"{busy}; measure again when it has less to do")
    return Row("speed", "works", fact)


def _busy() -> str:
    """Whether other programs take more than this machine has, so that times are too long."""
    import joblib

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"the machine is busy (load {load:.0f})" if load > joblib.cpu_count() + 1 else ""
