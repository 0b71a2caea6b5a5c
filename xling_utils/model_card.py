"""The pocket backbone's model card: measured, never typed.

`measure` checks a backbone against the shipping criteria; `write_card` puts the result, the recipe and the
training log into ``README.md`` beside the weights. ``python -m xling_utils card`` does both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch

from xling_utils.backbones import Backbone, load_backbone
from xling_utils.corpora import Corpus, load_corpus
from xling_utils.grids import RECIPES
from xling_utils.hidden_states import layer_states
from xling_utils.records import RunRecord, RunSpec, Store
from xling_utils.scheduling import run_study
from xling_utils.similarity import alignment_accuracy, centre, cka, retrieval_accuracy, retrieval_chance
from xling_utils.stats import Summary, summarise
from xling_utils.tasks import get_task

COMMAND = "python -m xling_utils card FOLDER"
SENTENCES = 500
"""Parallel sentences for similarity, retrieval and alignment."""


@dataclass(frozen=True)
class Criterion:
    """One shipping criterion and what was measured."""

    name: str
    wanted: str
    measured: str
    met: bool


@dataclass(frozen=True)
class Alignment:
    """Similarity of one language to the source, one value per layer (0 = embeddings).

    ``words`` holds, per layer, the accuracy of word translation and its chance level.
    """

    retrieval: list[float]
    words: list[tuple[float, float]]
    cka: list[float]


@dataclass(frozen=True)
class TaskRuns:
    """Runs of one task, the pretrained backbone and a random copy with the same seeds."""

    reference: list[RunRecord]
    random: list[RunRecord]

    @property
    def name(self) -> str:
        """Task and main score, as the card writes them: ``parsing LAS``."""
        spec = self.reference[0].spec
        return f"{spec.task} {spec.metric if spec.metric == 'accuracy' else spec.metric.upper()}"

    @property
    def home(self) -> Summary:
        """Score on the source language."""
        return summarise([r.in_language for r in self.reference])

    @property
    def away(self) -> Summary:
        """Mean score on the other languages."""
        return summarise([r.zero_shot for r in self.reference])

    @property
    def drop(self) -> Summary:
        """What a random copy loses zero-shot."""
        pairs = zip(self.reference, self.random, strict=True)
        return summarise([a.zero_shot - b.zero_shot for a, b in pairs])

    @property
    def floor(self) -> float:
        """What needs no transfer: the random copy's zero-shot score, or a guess, whichever is better."""
        guess = get_task(self.reference[0].spec.task).chance
        return max(guess, summarise([r.zero_shot for r in self.random]).mean)


IN_LANGUAGE: dict[str, tuple[float, float]] = {
    "pos": (0.93, 0.99),
    "parsing": (0.85, 0.98),
    "ner": (0.85, 0.98),
    "nli": (0.75, 0.95),
}
"""Task -> range of the score on the source language: learnt, and not so easy that nothing can be measured."""


@dataclass(frozen=True)
class Measurements:
    """All that the card shows."""

    tasks: dict[str, TaskRuns]
    alignment: dict[str, Alignment]

    @property
    def criteria(self) -> list[Criterion]:
        """The shipping criteria, in the order of the card."""
        found = [c for task, runs in self.tasks.items() for c in _task_criteria(task, runs)]
        away, drop = self.tasks["pos"].away, self.tasks["pos"].drop
        middle, last = self._middle_and_last()
        retrieval = min(max(a.retrieval) for a in self.alignment.values()) / retrieval_chance(SENTENCES)
        words = min(max(share / chance for share, chance in a.words) for a in self.alignment.values())
        return [
            *found,
            Criterion(
                "zero-shot pos accuracy, mean", "50 to 90 %", _percent(away), 0.50 <= away.mean <= 0.90
            ),
            Criterion(
                "zero-shot pos loss of a copy with every weight random",
                "at least 20 points",
                _percent(drop),
                drop.mean >= 0.20,
            ),
            Criterion(
                "sentence retrieval, best layer, worst language",
                "10 x chance",
                f"{retrieval:.0f} x",
                retrieval >= 10,
            ),
            Criterion(
                "word translation, best layer, worst language", "10 x chance", f"{words:.0f} x", words >= 10
            ),
            Criterion(
                "retrieval: best middle layer against the last",
                "middle higher",
                f"{middle:.2f} > {last:.2f}",
                middle > last,
            ),
        ]

    def _middle_and_last(self) -> tuple[float, float]:
        curves = torch.tensor([a.retrieval for a in self.alignment.values()]).mean(0)
        layers = len(curves) - 1
        return float(curves[layers // 3 : 2 * layers // 3 + 1].max()), float(curves[-1])


def _task_criteria(task: str, runs: TaskRuns) -> list[Criterion]:
    low, high = IN_LANGUAGE[task]
    home, away = runs.home, runs.away
    return [
        Criterion(
            f"in-language {runs.name}",
            f"{100 * low:.0f} to {100 * high:.0f} %",
            _percent(home),
            low <= home.mean <= high,
        ),
        Criterion(
            f"zero-shot {runs.name}",
            f"above {100 * runs.floor:.0f} % (random copy or guess), below in-language",
            _percent(away),
            away.low > runs.floor and away.mean < home.mean,
        ),
    ]


def measure(
    backbone: str = "pocket",
    *,
    source: str = "en",
    seeds: Sequence[int] = (0, 1, 2),
    store: Path | str,
    workers: int = 1,
) -> Measurements:
    """Fine-tunes the backbone and a random copy on every task, and measures its alignment.

    Args:
        backbone: name for `load_backbone`.
        source: language to fine-tune on.
        seeds: at least three give an interval.
        store: folder of run records; runs that are there are not repeated.
        workers: processes for fine-tuning.
    """
    grid = [
        RunSpec(task=task, source=source, reinit=reinit, seed=seed, backbone=backbone, **recipe)  # type: ignore[arg-type]
        for task, recipe in RECIPES.items()
        for reinit in ((), "everything")
        for seed in seeds
    ]
    records = iter(run_study(grid, Store(store), workers=workers))
    runs = {task: TaskRuns(*(list(islice(records, len(seeds))) for _ in range(2))) for task in RECIPES}
    corpus, loaded = load_corpus("fragment"), load_backbone(backbone)
    targets = [code for code in corpus.languages if code != source]
    return Measurements(runs, alignment(loaded, corpus, source, targets))


def alignment(
    backbone: Backbone, corpus: Corpus, source: str, targets: Sequence[str]
) -> dict[str, Alignment]:
    """Per layer: sentence retrieval, word translation and debiased CKA of each target with the source."""
    tables = corpus.parallel([source, *targets], limit=SENTENCES)
    states = {code: layer_states(backbone, table["tokens"]) for code, table in tables.items()}
    words = {code: layer_states(backbone, table["tokens"], level="word") for code, table in tables.items()}
    labels = {code: [c for row in table["concepts"] for c in row] for code, table in tables.items()}
    kept = {code: [i for i, label in enumerate(row) if label] for code, row in labels.items()}
    names = {code: [labels[code][i] for i in kept[code]] for code in kept}
    result = {}
    for code in targets:
        pairs = list(zip(states[source], states[code], strict=True))
        word_pairs = zip(words[source][:, kept[source]], words[code][:, kept[code]], strict=True)
        result[code] = Alignment(
            [retrieval_accuracy(centre(x), centre(y)) for x, y in pairs],
            [alignment_accuracy(x, y, names[source], names[code]) for x, y in word_pairs],
            [cka(x, y) for x, y in pairs],
        )
    return result


def write_card(folder: Path, measured: Measurements, *, tried: str = "") -> None:
    """Writes ``README.md`` beside the weights.

    Args:
        folder: a folder written by `pretraining.save_pocket`.
        measured: from `measure`.
        tried: Markdown about the experiments that led to the recipe.
    """
    recipe = json.loads((folder / "pretraining.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    size = sum(path.stat().st_size for path in folder.glob("*.safetensors")) / 1e6
    config = recipe["config"]
    rows = [
        f"| {c.name} | {c.wanted} | {c.measured} | {'yes' if c.met else 'NO'} |" for c in measured.criteria
    ]
    parts = [
        "# The pocket backbone\n",
        f"A BERT with {config['layers']} layers of width {config['hidden']}, pretrained by masked-language "
        f"modelling on independent monolingual text of {len(config['languages'])} languages "
        f"({', '.join(config['languages'])}) that the grammar fragment wrote. It never saw parallel text. "
        f"{size:.1f} MB of weights in half precision.\n",
        "It is made for teaching and testing. It knows the fragment and nothing else of any language.\n",
        f"## Shipping criteria\n\nMeasured by `{COMMAND}`: {_recipe_text(measured)}; {SENTENCES} parallel "
        "sentences. Intervals are 95 % over seeds.\n",
        "| criterion | wanted | measured | met |\n|---|---|---|---|\n" + "\n".join(rows) + "\n",
        "## Scores by language (%)\n\nMean over seeds, with a 95 % interval; in brackets the mean of a copy "
        "with every weight random.\n\n" + _score_table(measured) + "\n",
        "## Alignment with the source, by layer\n\n" + _layer_tables(measured.alignment) + "\n",
        "## Recipe\n\n`pretraining.json` holds every setting, the versions and the SHA-256 of the text; "
        f"`log.jsonl` the training log. {config['steps']} steps of {config['batch_size']} sentences; the "
        f"last row: loss {log[-1]['loss']}, masked accuracy {log[-1]['accuracy']}. "
        "`python -m xling_utils pretrain` makes it again.\n",
    ]
    text = "\n".join(parts + ([f"## What was tried\n\n{tried}\n"] if tried else []))
    (folder / "README.md").write_text(text, encoding="utf-8")


def _recipe_text(measured: Measurements) -> str:
    runs = [task.reference for task in measured.tasks.values()]
    spec = runs[0][0].spec
    recipes = ", ".join(f"{r[0].spec.task} {r[0].spec.sentences} x {r[0].spec.epochs}" for r in runs)
    return f"{len(runs[0])} seeds, source {spec.source}, training sentences x epochs: {recipes}"


def _score_table(measured: Measurements) -> str:
    tasks = measured.tasks.values()
    lines = [f"| language | {' | '.join(runs.name for runs in tasks)} |", "|---" * (len(tasks) + 1) + "|"]
    for code in next(iter(tasks)).reference[0].scores:
        cells = []
        for runs in tasks:
            both = (runs.reference, runs.random)
            ours, random = (summarise([r.score([code]) for r in each]) for each in both)
            cells.append(f"{_percent(ours)} ({100 * random.mean:.0f})")
        lines.append(f"| {code} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _layer_tables(alignment: dict[str, Alignment]) -> str:
    """A table for each measure: a row for each layer, a column for each language."""
    measures: dict[str, Callable[[Alignment], Sequence[float]]] = {
        "Sentence retrieval, each language centred": lambda a: a.retrieval,
        "Word translation": lambda a: [share for share, _ in a.words],
        "Debiased linear CKA": lambda a: a.cka,
    }
    parts = []
    for name, values in measures.items():
        columns = [values(a) for a in alignment.values()]
        lines = [f"{name}:\n", f"| layer | {' | '.join(alignment)} |", "|---" * (len(alignment) + 1) + "|"]
        for layer, cells in enumerate(zip(*columns, strict=True)):
            lines.append(f"| {layer} | {' | '.join(f'{cell:.2f}' for cell in cells)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _percent(summary: Summary) -> str:
    return summary.text(decimals=1, scale=100)
