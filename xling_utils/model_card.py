"""The pocket backbone's model card: measured, never typed.

`measure` checks a backbone against the shipping criteria; `write_card` puts the result, the recipe and the
training log into ``README.md`` beside the weights. ``python -m xling_utils card`` does both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from xling_utils.backbones import Backbone, layer_states, load_backbone
from xling_utils.corpora import Corpus, load_corpus
from xling_utils.similarity import alignment_accuracy, centre, cka, retrieval_accuracy, retrieval_chance
from xling_utils.stats import Summary, summarise
from xling_utils.studies import RunRecord, RunSpec, Store, run_study

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
class Measurements:
    """All that the card shows."""

    reference: list[RunRecord]
    random: list[RunRecord]
    alignment: dict[str, Alignment]

    @property
    def criteria(self) -> list[Criterion]:
        """The shipping criteria, in the order of the card."""
        home = summarise([r.in_language for r in self.reference])
        away = summarise([r.zero_shot for r in self.reference])
        drops = [a.zero_shot - b.zero_shot for a, b in zip(self.reference, self.random, strict=True)]
        drop = summarise(drops)
        middle, last = self._middle_and_last()
        retrieval = min(max(a.retrieval) for a in self.alignment.values()) / retrieval_chance(SENTENCES)
        words = min(max(share / chance for share, chance in a.words) for a in self.alignment.values())
        return [
            Criterion("in-language POS accuracy", "93 to 99 %", _percent(home), 0.93 <= home.mean <= 0.99),
            Criterion(
                "zero-shot POS accuracy, mean", "50 to 90 %", _percent(away), 0.50 <= away.mean <= 0.90
            ),
            Criterion(
                "zero-shot loss of a copy with every weight random",
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


def measure(
    backbone: str = "pocket",
    *,
    source: str = "en",
    seeds: Sequence[int] = (0, 1, 2),
    sentences: int = 1000,
    store: Path | str,
    workers: int = 1,
) -> Measurements:
    """Fine-tunes the backbone and a random copy on POS tagging, and measures its alignment.

    Args:
        backbone: name for `load_backbone`.
        source: language to fine-tune on.
        seeds: at least three give an interval.
        sentences: training sentences.
        store: folder of run records; runs that are there are not repeated.
        workers: processes for fine-tuning.
    """
    specs = [
        RunSpec(source=source, reinit=reinit, seed=seed, sentences=sentences, backbone=backbone)
        for reinit in ((), "everything")
        for seed in seeds
    ]
    records = run_study(specs, Store(store), workers=workers)
    corpus, loaded = load_corpus("fragment"), load_backbone(backbone)
    targets = [code for code in corpus.languages if code != source]
    return Measurements(
        records[: len(seeds)], records[len(seeds) :], alignment(loaded, corpus, source, targets)
    )


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
        f"## Shipping criteria\n\nMeasured by `{COMMAND}`: POS tagging, {len(measured.reference)} seeds, "
        f"{measured.reference[0].spec.sentences} training sentences of {measured.reference[0].spec.source}; "
        f"{SENTENCES} parallel sentences. Intervals are 95 % over seeds.\n",
        "| criterion | wanted | measured | met |\n|---|---|---|---|\n" + "\n".join(rows) + "\n",
        "## POS accuracy by language (%)\n\n" + _score_table(measured) + "\n",
        "## Alignment with the source, by layer\n\n" + _layer_table(measured.alignment) + "\n",
        "## Recipe\n\n`pretraining.json` holds every setting, the versions and the SHA-256 of the text; "
        f"`log.jsonl` the training log. {config['steps']} steps of {config['batch_size']} sentences; the "
        f"last row: loss {log[-1]['loss']}, masked accuracy {log[-1]['accuracy']}. "
        "`python -m xling_utils pretrain` makes it again.\n",
    ]
    text = "\n".join(parts + ([f"## What was tried\n\n{tried}\n"] if tried else []))
    (folder / "README.md").write_text(text, encoding="utf-8")


def _score_table(measured: Measurements) -> str:
    lines = ["| language | pretrained | random copy |", "|---|---|---|"]
    for code in measured.reference[0].scores:
        cells = [
            _percent(summarise([r.score([code]) for r in runs]))
            for runs in (measured.reference, measured.random)
        ]
        lines.append(f"| {code} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines)


def _layer_table(alignment: dict[str, Alignment]) -> str:
    lines = ["| layer | sentence retrieval | word translation | debiased CKA |", "|---|---|---|---|"]
    for layer in range(len(next(iter(alignment.values())).cka)):
        cells = [
            " ".join(f"{code} {value(a, layer):.2f}" for code, a in alignment.items())
            for value in (lambda a, i: a.retrieval[i], lambda a, i: a.words[i][0], lambda a, i: a.cka[i])
        ]
        lines.append(f"| {layer} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _percent(summary: Summary) -> str:
    return summary.text(decimals=1, scale=100)
