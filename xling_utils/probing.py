"""Can a vector's language be read off it? Probes in every layer, and their control task.

Accuracy says what can be read, and also how well the reader learns. So all models and layers get the same
reader, and `selectivity` asks how much of the answer is the reader's own work. Chapter 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from xling_utils.labelled import check_labelled, control_labels, distinct, numbered
from xling_utils.readers import Reader, check_enough, read

LEAST_PER_LABEL = 10
"""Training items that every label needs: the MLP holds out one in ten to know when to stop."""


@dataclass(frozen=True, eq=False)
class Probe:
    """What a reader found in every layer. Shares, not per cent."""

    reader: Reader
    labels: tuple[Hashable, ...]
    """The labels it was trained on: the order of both sides of `confusion`."""
    confusion: Int[Tensor, "layer truth guess"]
    """Test items of each label by what the reader took them for."""
    chance: float
    """Accuracy of always guessing the most frequent training label."""
    converged: tuple[bool, ...]
    """Per layer. Where it is false, the scores are too low. "knn" is not trained and always true."""

    @property
    def accuracy(self) -> Float[Tensor, " layer"]:
        """Share of the test items whose label was read."""
        return _hits(self.confusion).sum(1) / self.confusion.sum((1, 2))

    @property
    def recall(self) -> Float[Tensor, "layer label"]:
        """Accuracy among the items of each label; nan for a label without test items."""
        return _hits(self.confusion) / self.confusion.sum(2)

    @property
    def balanced_accuracy(self) -> Float[Tensor, " layer"]:
        """Mean recall over the labels of the test items; chance is one in so many labels."""
        return self.recall.nanmean(1)

    @property
    def macro_f1(self) -> Float[Tensor, " layer"]:
        """Mean F1 over the labels of the test items. Per item, not per chunk as in the released code."""
        f1 = 2 * _hits(self.confusion) / (self.confusion.sum(1) + self.confusion.sum(2))
        return f1.where(self.confusion.sum(2) > 0, torch.nan).nanmean(1)


@dataclass(frozen=True, eq=False)
class Selectivity:
    """A probe beside its twin on the control task."""

    real: Probe
    control: Probe
    seen: float
    """Share of the test items whose type occurs in training: on the others the control task is a guess."""

    @property
    def selectivity(self) -> Float[Tensor, " layer"]:
        """Accuracy minus accuracy on the control task: low if the reader could have memorised the answer."""
        return self.real.accuracy - self.control.accuracy


def probe_language(
    train_states: Float[Tensor, "layer train hidden"],
    train_labels: Sequence[Hashable],
    test_states: Float[Tensor, "layer test hidden"],
    test_labels: Sequence[Hashable],
    *,
    reader: Reader = "linear",
    seed: int = 0,
) -> Probe:
    """Trains a reader on some vectors and tests it on others, in every layer.

    Take two different texts to ask whether the answer carries over; within one text use `split_by_sentence`.
    The recipe of each reader is fixed, see `readers.read`. Rotating or scaling the vectors changes nothing.

    Args:
        train_states: vectors of words or of sentences, as `layer_states` gives them.
        train_labels: language of each, or any other label.
        test_states: other vectors of the same model.
        test_labels: label of each; all must occur in training.
        reader: which probe.
        seed: of the MLP; the others draw nothing.

    Raises:
        ValueError: shapes do not fit, values are not finite, there is one label only, a test label is
            missing in training, or there are fewer than 10 training items per label or 2 per dimension.

    Source: Tanti et al. (2021), whose recipe differs between conditions. Chapter 6.
    """
    tests = {"test": (test_states, test_labels)}
    return probe_texts(train_states, train_labels, tests, reader=reader, seed=seed)["test"]


def probe_texts(
    train_states: Float[Tensor, "layer train hidden"],
    train_labels: Sequence[Hashable],
    tests: Mapping[str, tuple[Float[Tensor, "layer _ hidden"], Sequence[Hashable]]],
    *,
    reader: Reader = "linear",
    seed: int = 0,
) -> dict[str, Probe]:
    """`probe_language` with one reader per layer and several texts to test it on.

    Args:
        train_states: see `probe_language`.
        train_labels: see `probe_language`.
        tests: name of a text -> its vectors and their labels.
        reader: see `probe_language`.
        seed: see `probe_language`.

    Raises:
        ValueError: as `probe_language`.
    """
    if reader not in ("linear", "mlp", "knn"):
        raise ValueError(f"reader is 'linear', 'mlp' or 'knn', got {reader!r}")
    if not tests:
        raise ValueError(
            "no text to test the probe on: give one or more, as in {'news': (states, languages)}"
        )
    for states, test_labels in tests.values():
        _check(train_states, train_labels, states, test_labels)
    labels = distinct(train_labels)
    known = numbered(train_labels, labels)
    truths = [numbered(test_labels, labels) for _, test_labels in tests.values()]
    tables: list[list[Tensor]] = [[] for _ in tests]
    converged = []
    for train, *asked in zip(train_states, *(states for states, _ in tests.values()), strict=True):
        test = torch.cat(asked).detach().cpu()
        guesses, done = read(reader, train.detach().cpu(), known, test, seed=seed)
        converged.append(done)
        for table, truth, guess in zip(tables, truths, guesses.split([*map(len, truths)]), strict=True):
            table.append((truth * len(labels) + guess).bincount(minlength=len(labels) ** 2))
    most_frequent = known.bincount().argmax()
    return {
        name: Probe(
            reader,
            labels,
            torch.stack(table).view(-1, len(labels), len(labels)),
            (truth == most_frequent).double().mean().item(),
            tuple(converged),
        )
        for name, table, truth in zip(tests, tables, truths, strict=True)
    }


def selectivity(
    train_states: Float[Tensor, "layer train hidden"],
    train_labels: Sequence[Hashable],
    test_states: Float[Tensor, "layer test hidden"],
    test_labels: Sequence[Hashable],
    *,
    train_types: Sequence[Hashable],
    test_types: Sequence[Hashable],
    reader: Reader = "linear",
    seed: int = 0,
) -> Selectivity:
    """`probe_language`, and the same on random labels that every word type keeps (`control_labels`).

    Args:
        train_states: see `probe_language`.
        train_labels: see `probe_language`.
        test_states: see `probe_language`.
        test_labels: see `probe_language`.
        train_types: word type of each training item, for instance its form in lower case.
        test_types: word type of each test item.
        reader: see `probe_language`.
        seed: of the random labels and of the MLP.

    Raises:
        ValueError: as `probe_language` and `control_labels`.

    Source: Hewitt and Liang (2019). Chapter 6.
    """
    real = probe_language(train_states, train_labels, test_states, test_labels, reader=reader, seed=seed)
    random = control_labels([*train_types, *test_types], [*train_labels, *test_labels], seed=seed)
    halves = random[: len(train_labels)], random[len(train_labels) :]
    control = probe_language(train_states, halves[0], test_states, halves[1], reader=reader, seed=seed)
    known = set(train_types)
    return Selectivity(real, control, sum(kind in known for kind in test_types) / len(test_types))


def _hits(confusion: Int[Tensor, "layer truth guess"]) -> Float[Tensor, "layer label"]:
    return confusion.diagonal(dim1=1, dim2=2).double()


def _check(
    train: Tensor, train_labels: Sequence[Hashable], test: Tensor, test_labels: Sequence[Hashable]
) -> None:
    """Refuses what cannot be probed; the errors of `probe_language`."""
    check_labelled(train, train_labels, "training")
    check_labelled(test, test_labels, "test", least=1)
    if (train.shape[0], train.shape[2]) != (test.shape[0], test.shape[2]):
        raise ValueError(
            "training and test states must have the same layers and hidden size, "
            f"got {tuple(train.shape)} and {tuple(test.shape)}"
        )
    check_enough(train, "training")
    counts = Counter(train_labels)
    missing = [label for label in distinct(test_labels) if label not in counts]
    if missing:
        raise ValueError(
            f"test labels that training lacks: {missing[:5]} ({len(missing)} in all). "
            "Add items of them to training or leave them out of the test"
        )
    rare = {label: count for label, count in counts.items() if count < LEAST_PER_LABEL}
    if rare:
        raise ValueError(f"every label needs {LEAST_PER_LABEL} training items, but there are only {rare}")
