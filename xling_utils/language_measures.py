"""Measures of a whole model: can languages be told apart, and do words and sentences lie together by them?

They turn `probe` into the tables that a `RunRecord` keeps. Two texts are read: *general* text, from which
probes learn, and the *task*'s own test text, on which they are tried as well. Chapters 6 and 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any, Literal, TypeAlias, get_args

from jaxtyping import Float
from sklearn.metrics import f1_score
from torch import Tensor

from xling_utils.bare_tags import bare_tag_f1
from xling_utils.clustering import cluster_agreement
from xling_utils.code_length import description_length
from xling_utils.encoding import TOKEN_BUDGET, Level, Precision
from xling_utils.evaluation import EvaluationSet
from xling_utils.finetuning import FineTuned
from xling_utils.items import General as General
from xling_utils.items import (
    Items,
    head_items,
    level_of,
    listed_task,
    listed_text,
    read_items,
    task_windows,
    text_windows,
    words_of,
)
from xling_utils.items import general_items as general_items
from xling_utils.items import task_items as task_items
from xling_utils.labelled import control_labels, distinct, numbered
from xling_utils.layer_measures import MEAN
from xling_utils.probing import Probe, probe_texts
from xling_utils.records import ByLayer
from xling_utils.released_probe import released_probe

LEARNED, TRIED = 400, 200
"""Words or sentences of each language that a probe learns from at most, and is tried on in each text."""

CLUSTERED = {"pos": 10, "nli": 50, "general": 100}
"""Items of each language and label, or language of general text, that Tanti et al. (2021) cluster."""

Kind: TypeAlias = Literal["language", "label"]
"""What items are told by, or clustered by."""


def language_measures(
    tuned: FineTuned,
    train: General,
    test: General,
    task: EvaluationSet,
    *,
    paper_rate: float | None = None,
    seed: int = 0,
    token_budget: int = TOKEN_BUDGET,
    precision: Precision | None = None,
) -> tuple[dict[str, ByLayer], dict[str, float]]:
    """Everything that chapters 6 and 7 tell of a model.

    Items are random samples, the same for all models with one seed. Probes learn from general text and are
    tried on other general text, and on the task's text: words of words, sentences of the pairs of ``nli``.
    Each text is read once, and only the states of the samples are kept.

    Args:
        tuned: the model.
        train: general text that probes learn from.
        test: other general text in the same languages.
        task: test text of the task.
        paper_rate: learning rate of `released_probe`, where its scores are wanted.
        seed: of the samples, of the MLP and of the control task.
        token_budget: see `layer_states`.
        precision: see `layer_states`.

    Returns:
        Two tables. By layer: ``{word|sentence} {general|task}`` -> `MEAN` -> accuracy of the linear probe,
        and language -> recall; ``word control`` -> `MEAN` -> its accuracy on random labels; ``ami {general|
        language|label}`` -> `MEAN` -> clusters of general text against languages, and those of the task's
        items against languages and against labels. Of the last layer alone: the other readers (``word general
        mlp``, ``word task knn`` ...); ``word code``, the compression of languages by the linear probe; the
        paper's V-measure and its chance (``v language``, ``v language chance`` ...); for ``nli`` clusters in
        the head (``ami label head`` ...); with `paper_rate` the scores of the released probe on words
        (``released accuracy``, ``released f1`` by word, ``released chunk f1`` by `bare_tag_f1`).

    Raises:
        ValueError: as `probe_texts`, `cluster_agreement` and `task_items`.
    """
    how: Any = {"token_budget": token_budget, "precision": precision}
    levels: tuple[Level, ...] = get_args(Level)
    learned = [listed_text(train, level).sample(LEARNED, seed) for level in levels]
    known = read_items(tuned, text_windows(tuned, train), learned, **how)
    general = [listed_text(test, level) for level in levels]
    tried = [listed.sample(TRIED, seed) for listed in general]
    released = [listed.last for listed in general if listed.level == "word" and paper_rate is not None]
    asked = read_items(tuned, text_windows(tuned, test), [*tried, *released], **how)
    of_task = listed_task(tuned, task)
    cells = of_task.sample(CLUSTERED.get(tuned.task.name, 10), seed, by_label=True)
    asked_of_task, chosen = read_items(tuned, task_windows(task), [of_task.sample(TRIED, seed), cells], **how)

    layers: dict[str, ByLayer] = {}
    top: dict[str, float] = {}
    for level, own, other in zip(levels, known, asked, strict=False):
        tests = {"general": other}
        if level == level_of(tuned):
            tests["task"] = asked_of_task
            _add_clusters(layers, top, "general", own.sample(CLUSTERED["general"], seed), "language")
        for text, probe in _probes(own, tests, seed).items():
            layers[f"{level} {text}"] = _by_language(probe)
        top |= _of_last_layer(level, own.last, {name: items.last for name, items in tests.items()}, seed)
        if level == "word":
            layers["word control"] = _control(own, other, seed)
            if paper_rate is not None:
                top |= _as_released(own.last, asked[-1], test, paper_rate, seed)
    _add_clusters(layers, top, "language", chosen, "language")
    _add_clusters(layers, top, "label", chosen, "label")
    if tuned.task.name == "nli":
        pairs = head_items(tuned, task, precision=precision)
        in_head = pairs.sample(CLUSTERED["nli"], seed, by_label=True)
        for kind in get_args(Kind):
            ami = cluster_agreement(in_head.states, getattr(in_head, kind), seeds=SEEDS).ami
            top[f"ami {kind} head"] = round(ami.item(), 4)
    return layers, top


SEEDS = (1, 2, 3)
"""Of the clusterings whose mean is kept for every layer. The paper's own recipe has ten."""


def _probes(known: Items, tests: Mapping[str, Items], seed: int, reader: str = "linear") -> dict[str, Probe]:
    tried = {name: (items.states, items.language) for name, items in tests.items()}
    return probe_texts(known.states, known.language, tried, reader=reader, seed=seed)  # type: ignore[arg-type]


def _by_language(probe: Probe) -> ByLayer:
    recall = dict(zip(map(str, probe.labels), probe.recall.T, strict=True))
    return {name: _rounded(values) for name, values in {MEAN: probe.accuracy, **recall}.items()}


def _of_last_layer(level: str, known: Items, tests: Mapping[str, Items], seed: int) -> dict[str, float]:
    """Readers that are not linear, and for words the length of a code."""
    found = {
        f"{level} {text} {reader}": probe.accuracy.item()
        for reader in ("mlp", "knn")
        for text, probe in _probes(known, tests, seed, reader).items()
    }
    if level == "word":
        found["word code"] = description_length(known.states, known.language, seed=seed).compression.item()
    return {name: round(value, 4) for name, value in found.items()}


def _control(known: Items, test: Items, seed: int) -> ByLayer:
    """The linear probe on random labels that every word form keeps."""
    random = control_labels([*known.label, *test.label], [*known.language, *test.language], seed=seed)
    labels, asked = random[: len(known.label)], random[len(known.label) :]
    probe = probe_texts(known.states, labels, {"general": (test.states, asked)}, seed=seed)["general"]
    return {MEAN: _rounded(probe.accuracy)}


def _as_released(known: Items, asked: Items, text: General, rate: float, seed: int) -> dict[str, float]:
    """The released probe on all words of a text, by word and by the released score."""
    languages = distinct(known.language)
    guesses = released_probe(
        known.states[0], numbered(known.language), asked.states[0], rate=rate, seed=seed
    ).tolist()
    answers = [str(languages[guess]) for guess in guesses]
    lengths = [len(words_of(sentence)) for own in text.values() for sentence in own]
    ends = list(accumulate(lengths, initial=0))
    gold, given = ([row[a:b] for a, b in pairwise(ends)] for row in (asked.language, answers))
    right = sum(a == b for a, b in zip(asked.language, answers, strict=True))
    return {
        "released accuracy": round(right / len(answers), 4),
        "released f1": round(f1_score(asked.language, answers, average="macro"), 4),
        "released chunk f1": round(bare_tag_f1(gold, given).macro, 4),
    }


def _add_clusters(
    layers: dict[str, ByLayer], top: dict[str, float], name: str, items: Items, kind: Kind
) -> None:
    """AMI in every layer, and V-measure by the recipe of the paper in the last."""
    labels = getattr(items, kind)
    layers[f"ami {name}"] = {MEAN: _rounded(cluster_agreement(items.states, labels, seeds=SEEDS).ami)}
    clusters = None if kind == "label" else len(set(items.language))
    paper = cluster_agreement(items.last.states, labels, clusters=clusters, paper=True)
    top |= {
        f"v {name}": round(paper.v_measure.item(), 4),
        f"v {name} chance": round(paper.v_chance.item(), 4),
    }


def _rounded(values: Float[Tensor, " layer"]) -> list[float]:
    return [round(value, 4) for value in values.tolist()]
