"""Speed of training steps and of reading hidden states, for the pocket and for a model of mBERT's size.

All sentences have 40 word pieces, a batch has 32. The weights are random, which does not change the speed.
The first step is not counted; of the others the median is. Run it alone on a quiet machine:

    python benchmarks/speed.py --output xling_utils/records/scaling_speed.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from importlib.metadata import version
from itertools import pairwise, product
from pathlib import Path
from typing import Any, Literal

import torch
from datasets import Dataset
from finetune import make_tokenizer
from transformers import AutoModel

from xling_utils import finetune, layer_states
from xling_utils.backbones import Backbone
from xling_utils.conllu_files import UPOS
from xling_utils.costs import known_config

BATCH_SIZE, LENGTH = 32, 40
SPECIAL = 2
"""Pieces around a sentence."""
STEPS = {"pocket": 24, "mBERT": 3}
PASSES = {"pocket": 5, "mBERT": 3}


class OneSentence:
    """A training corpus: as many sentences as asked for, all of one length."""

    languages: tuple[str, ...] = ("en",)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """So many sentences."""
        del language, split, domain
        words = [f"w{place}" for place in range(LENGTH - SPECIAL)]
        tags = [UPOS[place % len(UPOS)] for place in range(len(words))]
        return Dataset.from_list(
            [{"sent_id": str(i), "tokens": words, "upos": tags} for i in range(limit or 1)]
        )


def random_backbone(name: str) -> Backbone:
    """An encoder of a known size with random weights, in whose tokenizer every word is one piece."""
    config = known_config(name)
    tokenizer = make_tokenizer(config.vocab_size - 4)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model: Any = AutoModel.from_config(config)
    model.pooler = None
    return Backbone(name, model, tokenizer)


def training_speed(backbone: Backbone, precision: Literal["fp32", "bf16"]) -> float:
    """Word pieces per second of a training step."""
    starts: list[float] = []
    finetune(
        backbone,
        OneSentence(),
        sentences=BATCH_SIZE * (STEPS[backbone.name] + 2),
        epochs=1,
        batch_size=BATCH_SIZE,
        precision=precision,
        before_step=lambda network, moment: starts.append(time.perf_counter()),
        progress=False,
    )
    steps = [later - earlier for earlier, later in pairwise(starts[1:])]
    return BATCH_SIZE * LENGTH / statistics.median(steps)


def reading_speed(backbone: Backbone, precision: Literal["fp32", "bf16"]) -> float:
    """Word pieces per second of reading the states of all layers."""
    batch = OneSentence().sentences("en", "test", limit=2 * BATCH_SIZE)["tokens"]
    seconds = []
    for _ in range(PASSES[backbone.name] + 1):
        started = time.perf_counter()
        layer_states(backbone, list(batch), precision=precision)
        seconds.append(time.perf_counter() - started)
    return 2 * BATCH_SIZE * LENGTH / statistics.median(seconds[1:])


def measure() -> list[dict[str, Any]]:
    """All rows, smallest model first; bf16 only where the processor has instructions for it."""
    works = {"training": training_speed, "reading": reading_speed}
    precisions: list[Literal["fp32", "bf16"]] = ["fp32"]
    if torch.cpu._is_amx_tile_supported():
        precisions.append("bf16")
    rows = []
    for name in STEPS:
        backbone = random_backbone(name)
        for precision, threads, work in product(precisions, (1, 2), works):
            torch.set_num_threads(threads)
            speed = works[work](backbone, precision)
            row = {"model": name, "work": work, "precision": precision, "threads": threads}
            rows.append(row | {"batch": BATCH_SIZE, "length": LENGTH, "pieces_per_second": round(speed, 1)})
            print(f"{name:8}{work:10}{precision:6}{threads:3}{speed:12,.0f} pieces/s", flush=True)
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", type=Path, help="JSON file to write; none is only printed")
    options = parser.parse_args()
    rows = measure()
    if options.output:
        versions = {"python": platform.python_version()}
        versions |= {name: version(name) for name in ("torch", "transformers")}
        content = {
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "versions": versions,
            "command": "python benchmarks/speed.py --output FILE",
            "rows": rows,
        }
        options.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
