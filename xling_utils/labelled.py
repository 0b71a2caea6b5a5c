"""Items with labels: checks, balanced samples, splits by sentence, and random labels for a control task.

Every choice depends on the labels and a seed only, never on the vectors, so that all
models and layers are asked about the same items. Chapter 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor


def balanced_sample(cells: Sequence[Hashable], *, at_most: int, seed: int = 0) -> Int[Tensor, " chosen"]:
    """Random items, no more than `at_most` of each cell; a smaller cell gives all it has.

    Tanti et al. (2021) take 10 words per language and tag, 50 pairs per language and label, and 100 per
    language of general text. Chapter 6.

    Args:
        cells: the cell of each item, for instance `list(zip(languages, tags))`.
        at_most: items per cell.
        seed: of the choice.

    Returns:
        Indices of the chosen items, in ascending order.

    Raises:
        ValueError: there are no items, or `at_most` is below 1.
    """
    if not cells or at_most < 1:
        raise ValueError(
            f"nothing to choose: {len(cells)} items, {at_most} per cell. Both must be at least 1"
        )
    taken: Counter[Hashable] = Counter()
    chosen = []
    for item in _shuffled(len(cells), seed).tolist():
        taken[cells[item]] += 1
        if taken[cells[item]] <= at_most:
            chosen.append(item)
    return torch.tensor(sorted(chosen))


def split_by_sentence(
    sentences: Sequence[Hashable], *, test: float = 0.2, seed: int = 0
) -> tuple[Int[Tensor, " train"], Int[Tensor, " test"]]:
    """Splits items so that no sentence gives items to both sides.

    Words of one sentence know of each other, so a random split of words flatters a probe. Give translations
    the same name to keep them together. Chapter 6.

    Args:
        sentences: the sentence of each item.
        test: share of the sentences on the test side.
        seed: of the choice.

    Returns:
        Indices of the training items and of the test items, in ascending order.

    Raises:
        ValueError: one side would be empty.
    """
    numbers = numbered(sentences)
    total = len(distinct(sentences))
    held_out = round(test * total)
    if not 0 < held_out < total:
        raise ValueError(
            f"{held_out} of {total} sentences for testing leaves one side empty: "
            f"give more sentences or another share than {test}"
        )
    is_test = torch.isin(numbers, _shuffled(total, seed)[:held_out])
    return (~is_test).nonzero().flatten(), is_test.nonzero().flatten()


def control_labels(types: Sequence[Hashable], labels: Sequence[Hashable], *, seed: int = 0) -> list[Hashable]:
    """Random labels for a control task: one per word type, with the same classes as often as in `labels`.

    Such labels can only be memorised. Hewitt and Liang (2019) draw each type's label by itself; here the
    types, in random order, are laid along the sorted labels, so that the shares of the classes stay what they
    are, up to one type. Chapter 6.

    Args:
        types: the word type of each item, or another bucket such as its sentence.
        labels: the true labels. Join training and test items, so that a type has one label on both sides.
        seed: of the order of the types.

    Raises:
        ValueError: there is not one type per label.
    """
    if len(types) != len(labels) or not labels:
        raise ValueError(f"{len(types)} types, but {len(labels)} labels: give one of each per item")
    numbers = numbered(types)
    order = _shuffled(len(distinct(types)), seed)
    sizes = numbers.bincount()[order]
    middles = sizes.cumsum(0) - (sizes + 1) // 2
    classes = distinct(labels)
    along = numbered(labels, classes).sort().values
    drawn = torch.empty_like(order)
    drawn[order] = along[middles]
    return [classes[label] for label in drawn[numbers].tolist()]


def distinct(labels: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """The different labels, in the order of their first appearance."""
    return tuple(dict.fromkeys(labels))


def numbered(labels: Sequence[Hashable], classes: Sequence[Hashable] | None = None) -> Int[Tensor, " item"]:
    """The place of each label among the classes, which are all labels by default."""
    places = {label: place for place, label in enumerate(classes or distinct(labels))}
    return torch.tensor([places[label] for label in labels])


def check_labelled(
    states: Float[Tensor, "layer item hidden"], labels: Sequence[Hashable], name: str, *, least: int = 2
) -> None:
    """Refuses what no measure can use; `name` says in the message which states are meant.

    Raises:
        ValueError: there are no values, not one label per item, fewer than `least` different labels, or a
            value that is not finite.
    """
    if states.ndim != 3 or not states.numel():
        raise ValueError(
            f"{name}: states must be a filled layer x item x hidden array, got {tuple(states.shape)}"
        )
    if states.shape[1] != len(labels):
        raise ValueError(
            f"{name}: {states.shape[1]} items, but {len(labels)} labels: give one label per item"
        )
    check_finite(states, name)
    if len(distinct(labels)) < least:
        raise ValueError(
            f"{name}: all items have the label {labels[0]!r}, so there is nothing to tell apart: "
            f"give {least} labels or more"
        )


def check_finite(states: Float[Tensor, "layer item hidden"], name: str) -> None:
    """Raises a ValueError that names the first layer with a value that is nan or infinite."""
    bad = (~states.sum((1, 2)).isfinite()).nonzero().flatten().tolist()  # nan and inf survive every sum
    if bad:
        raise ValueError(
            f"{name}: layer {bad[0]} holds values that are not finite (nan or inf): check the model"
        )


def _shuffled(count: int, seed: int) -> Int[Tensor, " item"]:
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed))
