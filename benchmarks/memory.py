"""Memory and speed of everything that a study does with a model of mBERT's size.

A random BERT with mBERT's config (12 x 768, 119,547 pieces) reads 17 languages x 1,000 parallel sentences of
the fragment. Each row is a process of its own, which is refused more than `--limit` GiB by RLIMIT_DATA;
the rows of training have no limit. `anonymous` is the peak of what only that process holds; `resident` adds
the pages of files, which the system takes back when it needs them. Run it alone on a quiet machine:

    python benchmarks/memory.py --output xling_utils/records/scaling_memory.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from datasets import Dataset
from transformers import BertConfig, BertModel, BertTokenizer

from xling_utils import finetune, layer_states, load_corpus
from xling_utils.backbones import Backbone
from xling_utils.encoding import TOKEN_BUDGET, default_precision
from xling_utils.evaluation import evaluation_set
from xling_utils.finetuning import FineTuned
from xling_utils.items import listed_text, read_items, text_windows
from xling_utils.language_measures import LEARNED, TRIED
from xling_utils.layer_measures import similarity_by_layer
from xling_utils.probing import probe_texts
from xling_utils.tasks import get_task
from xling_utils.wordpieces import train_tokenizer

GIB = 2**30
BATCH_SIZE, PASSAGE = 32, 8
"""Items of a training step, and how many sentences of the fragment each of them joins: about 110 pieces."""

CORPUS = load_corpus("fragment")
LANGUAGES = tuple(sorted(CORPUS.languages))
MBERT = {"vocab_size": 119_547, "hidden_size": 768, "num_attention_heads": 12, "intermediate_size": 3072}
SMALL = {"vocab_size": 119_547, "hidden_size": 64, "num_attention_heads": 2, "intermediate_size": 128}


# ---- what is measured


def parallel(sentences: int) -> dict[str, list[list[str]]]:
    """The same sentences in every language, as words."""
    tables = CORPUS.parallel(LANGUAGES, limit=sentences)
    return {code: tables[code]["tokens"] for code in LANGUAGES}


def random_mbert(config: dict[str, int]) -> Backbone:
    """Random weights, and pieces of the fragment whose numbers are spread over mBERT's vocabulary."""
    texts = {code: [" ".join(words) for words in own] for code, own in parallel(200).items()}
    pieces = train_tokenizer(texts, vocab_size=6000).get_vocab()
    step = config["vocab_size"] // len(pieces)
    spread = {piece: step * number for piece, number in pieces.items()}
    tokenizer = BertTokenizer(vocab=spread, do_lower_case=False, strip_accents=False)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = BertModel(BertConfig(num_hidden_layers=12, **config), add_pooling_layer=False)
    return Backbone("random mBERT", model, tokenizer)


def measure_similarity(backbone: Backbone, options: argparse.Namespace) -> dict[str, Any]:
    """Sentence vectors in a file; then every measure of `layer_measures` in every layer."""
    text = parallel(options.sentences)
    sentences = [words for own in text.values() for words in own]
    with TemporaryDirectory() as folder:
        reading = Stopwatch()
        states = layer_states(
            backbone,
            sentences,
            token_budget=TOKEN_BUDGET,
            precision=options.precision,
            file=Path(folder) / "states",
        )
        read = reading.seconds
    measuring = Stopwatch()
    by_language = states.unflatten(1, (len(LANGUAGES), -1)).transpose(0, 1)
    found = similarity_by_layer(by_language, LANGUAGES, "en")
    values = sum(len(layers) for table in found.values() for layers in table.values())
    return {
        "pieces": pieces_of(backbone, sentences),
        "reading_s": read,
        "measuring_s": measuring.seconds,
        "states_gib": gib(4 * states.numel()),
        "values": values,
    }


def measure_probing(backbone: Backbone, options: argparse.Namespace) -> dict[str, Any]:
    """Words and sentences drawn, then read; then the linear probe in every layer at both levels."""
    cut, text = round(0.7 * options.sentences), parallel(options.sentences)
    learn = {code: own[:cut] for code, own in text.items()}
    test = {code: own[cut:] for code, own in text.items()}
    reading, how = Stopwatch(), {"precision": options.precision}
    tuned = untrained(backbone)
    levels = ("word", "sentence")
    lists = [listed_text(learn, level).sample(LEARNED, 0) for level in levels]
    known = read_items(tuned, text_windows(tuned, learn), lists, **how)
    lists = [listed_text(test, level).sample(TRIED, 0) for level in levels]
    asked = read_items(tuned, text_windows(tuned, test), lists, **how)
    read = reading.seconds
    measuring = Stopwatch()
    accuracy = {}
    for level, own, other in zip(levels, known, asked, strict=True):
        tests = {"test": (other.states, other.language)}
        probe = probe_texts(own.states, own.language, tests)["test"]
        accuracy[level] = round(probe.accuracy.mean().item(), 3)
    sentences = [words for own in text.values() for words in own]
    items = sum(map(len, sentences)) + len(sentences)
    return {
        "pieces": pieces_of(backbone, sentences),
        "reading_s": read,
        "measuring_s": measuring.seconds,
        "states_gib": gib(4 * items * (backbone.num_layers + 1) * backbone.hidden_size),
        "accuracy": accuracy,
    }


def measure_words(backbone: Backbone, options: argparse.Namespace) -> dict[str, Any]:
    """All words in all layers in a file; then the mean of each language in each layer."""
    text = parallel(options.sentences)
    sentences = [words for own in text.values() for words in own]
    sizes = [sum(map(len, own)) for own in text.values()]
    with TemporaryDirectory() as folder:
        reading = Stopwatch()
        states = layer_states(
            backbone,
            sentences,
            level="word",
            token_budget=TOKEN_BUDGET,
            precision=options.precision,
            file=Path(folder) / "states",
        )
        read = reading.seconds
        measuring = Stopwatch()
        means = torch.stack([torch.stack([own.mean(0) for own in layer.split(sizes)]) for layer in states])
        seconds = measuring.seconds
    assert means.isfinite().all()
    return {
        "pieces": pieces_of(backbone, sentences),
        "reading_s": read,
        "measuring_s": seconds,
        "states_gib": gib(4 * states.numel()),
    }


class Passages:
    """A corpus whose items are several sentences of the fragment in a row."""

    languages = ("en",)

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """So many passages."""
        rows = CORPUS.sentences(language, split, limit=PASSAGE * (limit or 1))[:]
        joined = {"sent_id": rows["sent_id"][::PASSAGE]}
        for name in ("tokens", "upos"):
            starts = range(0, len(rows[name]), PASSAGE)
            joined[name] = [list(chain(*rows[name][at : at + PASSAGE])) for at in starts]
        return Dataset.from_dict(joined)


def measure_training(backbone: Backbone, options: argparse.Namespace) -> dict[str, Any]:
    """Two steps of fine-tuning: in the second one the optimiser has its own memory."""
    corpus, training = Passages(), Stopwatch()
    tuned = finetune(
        backbone,
        corpus,
        "pos",
        "en",
        sentences=2 * BATCH_SIZE,
        epochs=1,
        batch_size=BATCH_SIZE,
        precision=options.precision,
        accumulate=options.accumulate,
        progress=False,
    )
    words = corpus.sentences("en", "train", limit=2 * BATCH_SIZE)["tokens"]
    return {
        "pieces": pieces_of(backbone, words),
        "reading_s": training.seconds,
        "losses": [round(loss, 3) for loss in tuned.losses],
    }


def measure_evaluation(backbone: Backbone, options: argparse.Namespace) -> dict[str, Any]:
    """Tags for test sentences of all languages."""
    tuned = untrained(backbone)
    test = evaluation_set(backbone, CORPUS, tuned.task, LANGUAGES, limit=max(1, options.sentences // 3))
    reading = Stopwatch()
    scores = tuned.score(test, options.precision)
    sentences = [words for table in test.tables.values() for words in table["tokens"]]
    return {
        "pieces": pieces_of(backbone, sentences),
        "reading_s": reading.seconds,
        "accuracy": round(sum(row["accuracy"] for row in scores.values()) / len(scores), 3),
    }


PARTS: dict[str, Callable[[Backbone, argparse.Namespace], dict[str, Any]]] = {
    "similarity": measure_similarity,
    "probing": measure_probing,
    "words in a file": measure_words,
    "training": measure_training,
    "evaluation": measure_evaluation,
}


def untrained(backbone: Backbone) -> FineTuned:
    """A tagger that has learnt nothing."""
    task = get_task("pos")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return FineTuned(backbone, task.make_head(backbone.hidden_size, 0.0), task, {}, ())


def pieces_of(backbone: Backbone, sentences: list[list[str]]) -> int:
    """Word pieces, special ones included and padding left out."""
    return sum(len(window.ids) for window in backbone.encode(sentences))


# ---- one process


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """So far."""
        return round(time.perf_counter() - self.started, 2)


def gib(size: float) -> float:
    """Bytes as GiB."""
    return round(size / GIB, 2)


def status(name: str) -> float:
    """A line of /proc/self/status, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return 1024.0 * int(line.split()[1])
    raise ValueError(f"no {name} in /proc/self/status: this benchmark needs Linux")


@contextmanager
def watched(peak: dict[str, float]) -> Iterator[None]:
    """Keep the greatest amount of anonymous memory, looked at a hundred times a second."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.01):
            peak["anonymous"] = max(peak["anonymous"], status("RssAnon"))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    yield
    stop.set()
    watcher.join()
    peak["resident"] = status("VmHWM")


def run_part(options: argparse.Namespace) -> dict[str, Any]:
    """One row, in this process."""
    torch.set_num_threads(options.threads)
    if options.limit:
        reserved = status("VmData") - status("RssAnon")  # libraries ask for more than they ever touch
        resource.setrlimit(resource.RLIMIT_DATA, (round(options.limit * GIB + reserved),) * 2)
    peak = {"anonymous": 0.0}
    with watched(peak):
        backbone = random_mbert(SMALL if options.small else MBERT)
        found = PARTS[options.part](backbone, options)
    speed = round(found["pieces"] / found["reading_s"])
    memory = {f"{name}_gib": gib(size) for name, size in peak.items()}
    return memory | found | {"pieces_per_s": speed}


# ---- all of them


def rows_wanted(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What to run, the quickest first."""
    precisions = ["fp32"]
    if default_precision(torch.device("cpu"), MBERT["hidden_size"]) == "bf16":
        precisions.insert(0, "bf16")
    for precision in precisions:
        for accumulate in (1, 4):
            yield {"part": "training", "precision": precision, "accumulate": accumulate, "limit": 0.0}
        yield {"part": "evaluation", "precision": precision, "limit": options.limit}
        yield {"part": "similarity", "precision": precision, "limit": options.limit}
        yield {"part": "probing", "precision": precision, "limit": options.limit}
    yield {"part": "words in a file", "precision": precisions[0], "limit": options.limit}


def run_alone(row: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """One row, in a process of its own."""
    command = [sys.executable, __file__, "--sentences", options.sentences, "--threads", options.threads]
    command += [word for name, value in row.items() for word in (f"--{name}", value)]
    command += ["--small"] if options.small else []
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    row = row | {"threads": options.threads, "completed": done.returncode == 0}
    if done.returncode:
        return row | {"error": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    return row | json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Run one part, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, help="JSON file to write")
    parser.add_argument("--sentences", type=int, default=1000, help="of each language (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--limit", type=float, default=4.0, help="GiB; 0 is none (default: %(default)s)")
    parser.add_argument("--small", action="store_true", help="a narrow model, to try the benchmark itself")
    parser.add_argument("--part", choices=PARTS, help="run this one in this process")
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="fp32")
    parser.add_argument("--accumulate", type=int, default=1)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(run_part(options)))
        return
    record: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {name: version(name) for name in ("torch", "transformers")},
        "command": "python benchmarks/memory.py",
        "sentences": options.sentences,
        "limit_gib": options.limit,
        "rows": [],
    }
    for wanted in rows_wanted(options):
        record["rows"].append(run_alone(wanted, options))
        print(json.dumps(record["rows"][-1]), flush=True)
        if options.output:
            options.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
