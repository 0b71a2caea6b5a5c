"""Items to probe and to cluster: words, sentences or pairs of several languages, with what is known of them.

Which items are drawn depends on their languages and labels only. So they are listed first and drawn from the
list, and then one pass over the text reads the states of those that were drawn, and no others. Chapter 6.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeAlias

import torch
from jaxtyping import Float
from torch import Tensor

from xling_utils.encoding import TOKEN_BUDGET, Level, Precision, Sentence, Window
from xling_utils.evaluation import EvaluationSet
from xling_utils.finetuning import FineTuned
from xling_utils.hidden_states import Wanted, read_states
from xling_utils.labelled import balanced_sample
from xling_utils.tasks.base import UNLABELLED
from xling_utils.unlearned import Unlearned

General: TypeAlias = Mapping[str, Sequence[Sentence]]
"""Language -> sentences of general text."""


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
        return self.take(_drawn(self.language, self.label, at_most, seed, by_label))

    def take(self, chosen: Sequence[int]) -> Items:
        """Some of the items, by position."""
        return Items(self.states[:, chosen], *_taken(chosen, self.language, self.label))

    @property
    def last(self) -> Items:
        """The same items in the last layer alone."""
        return Items(self.states[-1:], self.language, self.label)


@dataclass(frozen=True)
class Listed:
    """Items whose states nobody has read yet.

    Attributes:
        level: what they are.
        places: their places among all words or sentences of the text.
        language: see `Items`.
        label: see `Items`.
        only_last: whether to read the last layer alone.
    """

    level: Level
    places: list[int]
    language: list[str]
    label: Sequence[Hashable]
    only_last: bool = False

    def sample(self, at_most: int, seed: int, *, by_label: bool = False) -> Listed:
        """As `Items.sample`, and with the same choice."""
        return self.take(_drawn(self.language, self.label, at_most, seed, by_label))

    def take(self, chosen: Sequence[int]) -> Listed:
        """Some of the items, by position."""
        language, label = _taken(chosen, self.language, self.label)
        return replace(self, places=[self.places[i] for i in chosen], language=language, label=label)

    @property
    def last(self) -> Listed:
        """The same items in the last layer alone."""
        return replace(self, only_last=True)


def _drawn(
    languages: Sequence[str], labels: Sequence[Hashable], at_most: int, seed: int, by_label: bool
) -> list[int]:
    cells = list(zip(languages, labels, strict=True)) if by_label else languages
    return balanced_sample(cells, at_most=at_most, seed=seed).tolist()


def _taken(
    chosen: Sequence[int], languages: Sequence[str], labels: Sequence[Hashable]
) -> tuple[list[str], list[Hashable]]:
    return [languages[i] for i in chosen], [labels[i] for i in chosen]


def read_items(
    tuned: FineTuned,
    windows: Sequence[Window],
    listed: Sequence[Listed],
    *,
    token_budget: int = TOKEN_BUDGET,
    precision: Precision | None = None,
) -> list[Items]:
    """The states of everything that is listed, from one pass over the text.

    Args:
        tuned: the model.
        windows: the whole text.
        listed: items of it; lists may overlap.
        token_budget: see `layer_states`.
        precision: see `layer_states`.

    Raises:
        ValueError: an eraser does not know a language.
    """
    wanted = [Wanted(one.level, one.places, one.only_last) for one in listed]
    found = read_states(tuned.backbone, windows, wanted, token_budget=token_budget, precision=precision)
    if isinstance(tuned, Unlearned):
        for states, one in zip(found, listed, strict=True):
            states[-1] = tuned.erase(states[-1], one.language)
    return [Items(states, one.language, one.label) for states, one in zip(found, listed, strict=True)]


# ---- general text


def listed_text(text: General, level: Level) -> Listed:
    """All words of a text with their forms in lower case, or all its sentences."""
    rows = [(code, words_of(sentence)) for code, own in text.items() for sentence in own]
    if level == "sentence":
        return Listed(level, list(range(len(rows))), [code for code, _ in rows], [""] * len(rows))
    pairs = [(code, word.lower()) for code, words in rows for word in words]
    return Listed(level, list(range(len(pairs))), [code for code, _ in pairs], [form for _, form in pairs])


def text_windows(tuned: FineTuned, text: General) -> list[Window]:
    """A text as the model reads it."""
    return tuned.backbone.encode([words_of(sentence) for sentence in chain.from_iterable(text.values())])


def general_items(
    tuned: FineTuned, text: General, level: Level, *, precision: Precision | None = None
) -> Items:
    """All words of a text with their forms in lower case, or all its sentences.

    Args:
        tuned: the model.
        text: see `General`.
        level: "word" or "sentence".
        precision: see `layer_states`.
    """
    [items] = read_items(tuned, text_windows(tuned, text), [listed_text(text, level)], precision=precision)
    return items


def words_of(sentence: Sentence) -> Sequence[str]:
    """A sentence as words."""
    return sentence.split() if isinstance(sentence, str) else sentence


# ---- text of the task


def listed_task(tuned: FineTuned, test: EvaluationSet) -> Listed:
    """All words or all pairs of a test text, with their classes; what has no label is left out.

    Raises:
        ValueError: the task classifies neither words nor pairs.
    """
    if tuned.task.name not in ("pos", "ner", "nli"):
        raise ValueError(f"{tuned.task.name!r} does not classify words or pairs: use 'pos', 'ner' or 'nli'")
    classes = _classes_of_rows(tuned, test)
    rows = zip(_language_of_rows(test), classes, strict=True)
    languages = [code for code, own in rows for _ in own]
    labels = list(chain.from_iterable(classes))
    known = [i for i, label in enumerate(labels) if label != UNLABELLED]
    return Listed(level_of(tuned), list(range(len(labels))), languages, labels).take(known)


def task_windows(test: EvaluationSet) -> list[Window]:
    """A test text in its order."""
    return sorted(chain(*(some for some, _ in test.batches)), key=lambda w: (w.sentence, w.start))


def task_items(tuned: FineTuned, test: EvaluationSet, *, precision: Precision | None = None) -> Items:
    """All words or all pairs of a test text, with their classes; what has no label is left out.

    Raises:
        ValueError: the task classifies neither words nor pairs.
    """
    [items] = read_items(tuned, task_windows(test), [listed_task(tuned, test)], precision=precision)
    return items


def head_items(tuned: FineTuned, test: EvaluationSet, *, precision: Precision | None = None) -> Items:
    """All pairs as the last linear layer of the head for ``nli`` reads them, as one layer.

    Tanti et al. (2021) look at mBERT's pooler, a dense layer above the encoder that fine-tuning trains. This
    layer comes closest to it.
    """
    precision = precision or tuned.backbone.precision
    states: list[Tensor] = []
    for code in test.languages:
        reading = tuned.reading(code) if isinstance(tuned, Unlearned) else tuned
        network = reading.network(precision).eval()
        head: Any = network.head
        found: dict[int, Tensor] = {}
        with torch.inference_mode():
            for windows, batch in test.only(code, tuned.backbone).batches:
                read = head.features(network.states(batch), batch).float()
                found |= {window.sentence: state for window, state in zip(windows, read, strict=True)}
        states += [found[row] for row in sorted(found)]
    classes = list(chain.from_iterable(_classes_of_rows(tuned, test)))
    items = Items(torch.stack(states)[None].clone(), _language_of_rows(test), classes)
    return items.take([i for i, label in enumerate(classes) if label != UNLABELLED])


def level_of(tuned: FineTuned) -> Level:
    """What the task of a model classifies."""
    return "sentence" if tuned.task.name == "nli" else "word"


def _language_of_rows(test: EvaluationSet) -> list[str]:
    return [code for code, size in zip(test.languages, test.sizes, strict=True) for _ in range(size)]


def _classes_of_rows(tuned: FineTuned, test: EvaluationSet) -> list[list[int]]:
    return [row for table in test.tables.values() for row in tuned.task.gold(table)]
