"""What a study costs: from the specs of its runs to operations, and to hours on a machine. Chapter 9."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from xling_utils.measurements import Measurement
from xling_utils.records import RunSpec

if TYPE_CHECKING:
    from transformers import PreTrainedConfig

Basis: TypeAlias = Literal["measured", "computed"]
"""Where the speed of a machine comes from: a benchmark of this very model, or arithmetic."""

READ_BATCH = 4096
"""Word pieces in a batch when a model only reads."""


@dataclass(frozen=True)
class CorpusSize:
    """How much text a corpus holds.

    Attributes:
        train: training sentences of the source language.
        test: test sentences of every language.
        languages: number of languages, the source among them.
        length: mean number of word pieces in a sentence, special ones included.
    """

    train: int
    test: int
    languages: int
    length: float


@dataclass(frozen=True)
class Machine:
    """How fast a machine works.

    Attributes:
        name: for tables.
        training: operations per second in training.
        reading: operations per second in reading, without a backward pass.
        overhead: seconds that every step takes besides: launching kernels, Python, the optimiser.
        basis: where these numbers come from.
    """

    name: str
    training: float
    reading: float
    overhead: float
    basis: Basis


@dataclass(frozen=True)
class StudyCost:
    """What a study needs, whatever it runs on.

    Attributes:
        runs: fine-tuning runs, and runs that only measure similarity.
        steps: optimiser steps in all runs.
        trained: word pieces in training, each epoch counted.
        read: word pieces read for scores and similarity.
        flops_trained, flops_read: operations on these pieces.
    """

    runs: int
    steps: int
    trained: float
    read: float
    flops_trained: float
    flops_read: float

    @property
    def flops(self) -> float:
        """All operations."""
        return self.flops_trained + self.flops_read

    def hours(self, machine: Machine) -> float:
        """Time on one machine, one run after the other."""
        batches = self.steps + self.read / READ_BATCH
        work = self.flops_trained / machine.training + self.flops_read / machine.reading
        return (work + machine.overhead * batches) / 3600


def study_cost(specs: Iterable[RunSpec], config: PreTrainedConfig, size: CorpusSize) -> StudyCost:
    """What the runs of a study cost on an encoder (chapter 9).

    Counted are training, scores, cuts and similarity. Heads, probes, adversaries, loading and the words in
    which languages differ in length are not: take the result for a lower bound of the right order.

    Args:
        specs: such as those of `grids.muller`.
        config: of the encoder, see `costs.known_config`.
        size: of the corpus.

    Raises:
        ValueError: there is no spec.
    """
    from xling_utils.costs import forward_flops

    specs = list(specs)
    if not specs:
        raise ValueError("no runs: give the specs of a study, such as grids.muller().specs")
    trained = [_training_sentences(spec, size) for spec in specs]
    steps = sum(
        spec.epochs * math.ceil(count / spec.batch_size) for spec, count in zip(specs, trained, strict=True)
    )
    pieces = size.length * sum(spec.epochs * count for spec, count in zip(specs, trained, strict=True))
    read = size.length * sum(_sentences_read(spec, size, config.num_hidden_layers) for spec in specs)
    per_piece = forward_flops(config, round(size.length))
    return StudyCost(len(specs), steps, pieces, read, 3 * per_piece * pieces, per_piece * read)


def _training_sentences(spec: RunSpec, size: CorpusSize) -> int:
    return min(spec.sentences or size.train, size.train) if spec.epochs else 0


def _sentences_read(spec: RunSpec, size: CorpusSize, blocks: int) -> int:
    """Sentences that a run reads after training, one for every time that the model sees it."""
    languages = len({spec.source, *spec.targets}) if spec.targets else size.languages
    test = min(spec.test_sentences or size.test, size.test)
    scored = test * (languages + len(spec.other_domains)) if spec.epochs else 0
    cuts = 2 * (blocks + 1) * spec.stitch * languages  # two ways to join two models, at every layer
    return scored + cuts + spec.similarity * languages


def gpu(*, peak: float = 312e12, share: float = 0.3, overhead: float = 0.03) -> Machine:
    """A GPU that nobody measured: a share of the peak that its maker states, and an overhead per step.

    Args:
        peak: operations per second in bf16; the default is what NVIDIA states for its A100.
        share: of the peak that is reached within a step; an assumption.
        overhead: seconds per step; an assumption.
    """
    return Machine("GPU", share * peak, share * peak, overhead, "computed")


def cpu(speed: Measurement, model: str, *, precision: str = "fp32", threads: int = 1) -> Machine:
    """The processor that ``benchmarks/speed.py`` ran on, with a model that it measured.

    Args:
        speed: ``measurement("speed")``.
        model: ``pocket`` or ``mBERT``.
        precision: ``fp32`` or ``bf16``.
        threads: of one process.

    Raises:
        ValueError: that was not measured.
    """
    from xling_utils.costs import forward_flops, known_config, training_flops

    config = known_config(model)
    row = {
        work: speed.find(model=model, work=work, precision=precision, threads=threads)
        for work in ("training", "reading")
    }
    length = int(row["training"]["length"])
    return Machine(
        f"CPU, {threads} thread{'s' * (threads > 1)}",
        row["training"]["pieces_per_second"] * training_flops(config, length),
        row["reading"]["pieces_per_second"] * forward_flops(config, length),
        0.0,
        "measured",
    )
