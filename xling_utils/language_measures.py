"""Measures of a whole model: can languages be told apart, and do words and sentences lie together by them?

They turn `probe` into the tables that a `RunRecord` keeps. Two texts are read: *general* text, from which
probes learn, and the *task*'s own test text, on which they are tried as well. Chapters 6 and 7.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any, Literal, TypeAlias, get_args

import torch
from jaxtyping import Float
from sklearn.metrics import f1_score
from torch import Tensor

from xling_utils.backbones import window_states
from xling_utils.bare_tags import bare_tag_f1
from xling_utils.clustering import cluster_agreement
from xling_utils.code_length import description_length
from xling_utils.encoding import Sentence, Window
from xling_utils.finetuning import EvaluationSet, FineTuned
from xling_utils.labelled import balanced_sample, control_labels, distinct, numbered
from xling_utils.layer_measures import MEAN
from xling_utils.probing import Probe, probe_texts
from xling_utils.records import ByLayer
from xling_utils.released_probe import released_probe
from xling_utils.tasks.base import UNLABELLED
from xling_utils.texts import Level
from xling_utils.unlearned import Unlearned

LEARNED, TRIED = 400, 200
"""Words or sentences of each language that a probe learns from at most, and is tried on in each text."""

CLUSTERED = {"pos": 10, "nli": 50, "general": 100}
"""Items of each language and label, or language of general text, that Tanti et al. (2021) cluster."""

General: TypeAlias = Mapping[str, Sequence[Sentence]]
"""Language -> sentences of general text."""

Kind: TypeAlias = Literal["language", "label"]
"""What items are told by, or clustered by."""


@dataclass(frozen=True, eq=False)
class Items:
    """Words, sentences or pairs of several languages, in every layer.

    Attributes:
        states: their vectors, those of the last layer as the head sees them.
        language: the language of each.
        label: what else is known of each: the class that the task gives it, or the form of a word.
    """

    states: Float[Tensor, "layer item hidden"]
    language: list[str]
    label: Sequence[Hashable]

    def sample(self, at_most: int, seed: int, *, by_label: bool = False) -> Items:
        """A random choice: no more than so many items of each language, or of each language and label."""
        cells: list[Hashable] = list(self.language)
        if by_label:
            cells = list(zip(self.language, self.label, strict=True))
        return self.take(balanced_sample(cells, at_most=at_most, seed=seed).tolist())

    def take(self, chosen: Sequence[int]) -> Items:
        """Some of the items, by position."""
        return Items(
            self.states[:, chosen], [self.language[i] for i in chosen], [self.label[i] for i in chosen]
        )

    @property
    def last(self) -> Items:
        """The same items in the last layer alone."""
        return Items(self.states[-1:], self.language, self.label)


def general_items(tuned: FineTuned, text: General, level: Level) -> Items:
    """All words of a text with their forms in lower case, or all its sentences.

    Args:
        tuned: the model.
        text: see `General`.
        level: "word" or "sentence".
    """
    words = [_words(sentence) for sentence in chain.from_iterable(text.values())]
    labels = [[word.lower() for word in some] if level == "word" else [""] for some in words]
    languages = [code for code, own in text.items() for _ in own]
    return _items(tuned, tuned.backbone.encode(words), level, languages, labels)


def task_items(tuned: FineTuned, test: EvaluationSet) -> Items:
    """All words or all pairs of a test text, with their classes; what has no label is left out.

    Raises:
        ValueError: the task classifies neither words nor pairs.
    """
    if tuned.task.name not in ("pos", "ner", "nli"):
        raise ValueError(f"{tuned.task.name!r} does not classify words or pairs: use 'pos', 'ner' or 'nli'")
    windows = sorted(chain(*(some for some, _ in test.batches)), key=lambda w: (w.sentence, w.start))
    items = _items(tuned, windows, level_of(tuned), _language_of_rows(test), _classes_of_rows(tuned, test))
    return _labelled(items)


def head_items(tuned: FineTuned, test: EvaluationSet) -> Items:
    """All pairs as the last linear layer of the head for ``nli`` reads them, as one layer.

    Tanti et al. (2021) look at mBERT's pooler, a dense layer above the encoder that fine-tuning trains. This
    layer comes closest to it.
    """
    states: list[Tensor] = []
    for code in test.languages:
        network = (tuned.reading(code) if isinstance(tuned, Unlearned) else tuned).network().eval()
        head: Any = network.head
        found: dict[int, Tensor] = {}
        with torch.inference_mode():
            for windows, batch in test.only(code, tuned.backbone).batches:
                read = head.features(network.states(batch), batch).float()
                found |= {window.sentence: state for window, state in zip(windows, read, strict=True)}
        states += [found[row] for row in sorted(found)]
    classes = list(chain.from_iterable(_classes_of_rows(tuned, test)))
    return _labelled(Items(torch.stack(states)[None].clone(), _language_of_rows(test), classes))


def _words(sentence: Sentence) -> Sequence[str]:
    return sentence.split() if isinstance(sentence, str) else sentence


def level_of(tuned: FineTuned) -> Level:
    """What the task of a model classifies."""
    return "sentence" if tuned.task.name == "nli" else "word"


def _items(
    tuned: FineTuned,
    windows: Sequence[Window],
    level: Level,
    languages: Sequence[str],
    labels: Sequence[Sequence[Hashable]],
) -> Items:
    """Items of sentences with their languages, and the labels of what is in each."""
    states = window_states(tuned.backbone, windows, level=level, token_budget=4096)
    of_items = [code for code, own in zip(languages, labels, strict=True) for _ in own]
    if isinstance(tuned, Unlearned):
        states[-1] = tuned.erase(states[-1], of_items)
    return Items(states, of_items, list(chain.from_iterable(labels)))


def _language_of_rows(test: EvaluationSet) -> list[str]:
    return [code for code, size in zip(test.languages, test.sizes, strict=True) for _ in range(size)]


def _classes_of_rows(tuned: FineTuned, test: EvaluationSet) -> list[list[int]]:
    return [row for table in test.tables.values() for row in tuned.task.gold(table)]


def _labelled(items: Items) -> Items:
    return items.take([i for i, label in enumerate(items.label) if label != UNLABELLED])


def language_measures(
    tuned: FineTuned,
    train: General,
    test: General,
    task: EvaluationSet,
    *,
    paper_rate: float | None = None,
    seed: int = 0,
) -> tuple[dict[str, ByLayer], dict[str, float]]:
    """Everything that chapters 6 and 7 tell of a model.

    Items are random samples, the same for all models with one seed. Probes learn from general text and are
    tried on other general text, and on the task's text: words of words, sentences of the pairs of ``nli``.

    Args:
        tuned: the model.
        train: general text that probes learn from.
        test: other general text in the same languages.
        task: test text of the task.
        paper_rate: learning rate of `released_probe`, where its scores are wanted.
        seed: of the samples, of the MLP and of the control task.

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
    layers: dict[str, ByLayer] = {}
    top: dict[str, float] = {}
    of_task = task_items(tuned, task)
    for level in get_args(Level):
        known = general_items(tuned, train, level).sample(LEARNED, seed)
        tests = {"general": general_items(tuned, test, level).sample(TRIED, seed)}
        if level == level_of(tuned):
            tests["task"] = of_task.sample(TRIED, seed)
            _add_clusters(layers, top, "general", known.sample(CLUSTERED["general"], seed), "language")
        for text, probe in _probes(known, tests, seed).items():
            layers[f"{level} {text}"] = _by_language(probe)
        top |= _of_last_layer(level, known.last, {name: items.last for name, items in tests.items()}, seed)
        if level == "word":
            layers["word control"] = _control(known, tests["general"], seed)
            if paper_rate is not None:
                top |= _as_released(
                    known.last, general_items(tuned, test, "word").last, test, paper_rate, seed
                )
    chosen = of_task.sample(CLUSTERED.get(tuned.task.name, 10), seed, by_label=True)
    _add_clusters(layers, top, "language", chosen, "language")
    _add_clusters(layers, top, "label", chosen, "label")
    if tuned.task.name == "nli":
        in_head = head_items(tuned, task).sample(CLUSTERED["nli"], seed, by_label=True)
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
    lengths = [len(_words(sentence)) for own in text.values() for sentence in own]
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
