"""Checks of the exercises of chapter 7."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from xling_utils.erasure import Projection
from xling_utils.exercises.verdicts import attempt, tell


def check_7_1(reversed_gradient: Callable[..., Any]) -> bool:
    """The identity, whose gradient is multiplied by -strength."""
    strength, values = 0.3, [1.0, -2.0, 4.0]
    x = torch.tensor(values, requires_grad=True)
    y, complaint = attempt(reversed_gradient, x, strength)
    if complaint:
        return tell(False, complaint)
    if not isinstance(y, Tensor) or y.shape != x.shape:
        return tell(False, "Return a tensor of the same shape as x.")
    if not torch.allclose(y.detach(), x.detach(), atol=1e-5):
        return tell(False, f"The value must stay x: {values[0]:g} became {float(y.detach()[0]):g}.")
    if not y.requires_grad:
        return tell(False, "No gradient flows through this: only a part of it may be detached.")
    y.sum().backward()
    assert x.grad is not None
    gradient = float(x.grad[0])
    if torch.allclose(x.grad, torch.full_like(x, -strength), atol=1e-5):
        return tell(True, "Right: the identity on the way up, minus lambda on the way down.")
    mistakes = {
        strength: "The gradient has the right size and the wrong sign.",
        1.0: "This is the identity in both directions: nothing turns the gradient round.",
        -1.0: "The sign is turned, but the strength plays no part in it.",
        1 - strength: "The part with the value must be detached as a whole: its gradient is added to yours.",
    }
    for wrong, message in mistakes.items():
        if math.isclose(gradient, wrong, abs_tol=1e-5):
            return tell(False, message)
    return tell(False, f"For a gradient of 1 from above, {-strength:g} must arrive; {gradient:.2g} did.")


def check_7_2(accuracy_after_renaming: Callable[..., Any]) -> bool:
    """The best accuracy after the guesses were renamed."""
    truth = ["en"] * 4 + ["fr"] * 4 + ["ru"] * 5
    guesses = ["fr", "fr", "fr", "en", "ru", "ru", "ru", "fr", "ru", "ru", "ru", "ru", "ru"]
    answer, complaint = attempt(accuracy_after_renaming, truth, guesses)
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, float | int):
        return tell(False, "Return one number, a share from 0 to 1.")
    renamed, swapped = (_best(*pair) for pair in ((truth, guesses), (guesses, truth)))
    if math.isclose(answer, renamed):
        return tell(True, "Right: what counts is whether the guesses go with the truth, not their names.")
    plain = sum(t == g for t, g in zip(truth, guesses, strict=True)) / len(truth)
    mistakes = [
        (plain, "This is the plain accuracy: nothing was renamed."),
        (
            swapped,
            "You renamed the truth: go through the guesses, and ask what is true where each was given.",
        ),
        (renamed * len(truth), "This is a count: divide it by the number of items."),
        (
            1 - plain,
            "Turning wrong into right works for two languages only: count the truth behind each guess.",
        ),
    ]
    for wrong, message in mistakes:
        if math.isclose(answer, wrong):
            return tell(False, message)
    return tell(False, f"Expected {renamed:.2f} for {len(truth)} items, got {float(answer):.2f}.")


def _best(truth: list[str], guesses: list[str]) -> float:
    pairs = Counter(zip(guesses, truth, strict=True))
    right = sum(max(count for (g, _), count in pairs.items() if g == guess) for guess in set(guesses))
    return right / len(truth)


def check_7_3(centred: Callable[..., Any]) -> bool:
    """Every language moved so that its mean falls on that of the source."""
    draw = torch.Generator().manual_seed(3)
    languages = ["fr"] * 5 + ["en"] * 7 + ["ja"] * 4 + ["fr"] * 3
    shift = {"en": 2.0, "fr": -3.0, "ja": 5.0}
    states = torch.randn(len(languages), 6, generator=draw)
    states = states + torch.tensor([shift[code] for code in languages])[:, None]
    before = states.clone()
    answer, complaint = attempt(centred, states, languages, "en")
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, Tensor) or answer.shape != states.shape:
        return tell(False, "Return a tensor of the same shape as the states.")
    if not torch.equal(states, before):
        return tell(False, "You changed the states that you were given: work on a clone.")
    means = {code: before[_of(languages, code)].mean(0) for code in shift}
    truth = torch.stack([x - means[c] + means["en"] for x, c in zip(before, languages, strict=True)])
    if torch.allclose(answer, truth, atol=1e-4):
        return tell(True, "Right: one mean for all, and every cloud keeps its shape.")
    offset = answer - truth
    if torch.allclose(answer, before, atol=1e-4):
        return tell(False, "Nothing has moved.")
    if torch.allclose(answer, before - before.mean(0), atol=1e-4):
        return tell(False, "This is one mean for all: every language has its own.")
    if torch.allclose(offset, -means["en"].expand_as(offset), atol=1e-4):
        return tell(False, "All means are at zero now: move them to the mean of the source.")
    if torch.allclose(offset, offset[0].expand_as(offset), atol=1e-4):
        return tell(False, "The languages share a mean, but not that of the source: the source must stay.")
    return tell(False, "A language moves by a constant, from its own mean to that of the source.")


def _of(languages: list[str], name: str) -> Tensor:
    return torch.tensor([code == name for code in languages])


def check_7_4(erase_means: Callable[..., Any]) -> bool:
    """States without the directions in which the class means differ."""
    draw = torch.Generator().manual_seed(4)
    labels = ["a"] * 30 + ["b"] * 20 + ["c"] * 40
    shift = {"a": [3.0, 1, 0, 0, 0], "b": [0.0, 2, 2, 0, 0], "c": [-1.0, 0, 0, 0, 4]}
    states = torch.randn(len(labels), 5, generator=draw) * torch.tensor([1.0, 3, 1, 2, 1])
    states = states + torch.tensor([shift[label] for label in labels]) + 1
    answer, complaint = attempt(erase_means, states, labels)
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, Tensor) or answer.shape != states.shape:
        return tell(False, "Return a tensor of the same shape as the states.")
    middle = states.mean(0)
    means = torch.stack([states[_of(labels, label)].mean(0) for label in sorted(shift)])
    right = _without(means - middle)
    moved = torch.stack([answer[_of(labels, label)].mean(0) for label in sorted(shift)])
    if torch.allclose(answer, _erased(states, right, middle), atol=1e-3):
        return tell(True, "Right. How much less does leace change? Compare the mean squares.")
    if torch.allclose(answer, states - means[[sorted(shift).index(x) for x in labels]], atol=1e-3):
        return tell(False, "This is centring: it needs the label of every state. A projection does not.")
    if torch.allclose(answer, states - states @ right.matrix.mT, atol=1e-3):
        return tell(False, "The overall mean has moved: project the centred states, and leave the mean.")
    if torch.allclose(answer, (states - middle) @ right.matrix.mT, atol=1e-3):
        return tell(False, "You kept what must go: subtract this from the states.")
    if torch.allclose(answer - answer.mean(0), states - middle, atol=1e-3):
        return tell(False, "Only the mean of all has changed: the classes are as far apart as before.")
    if not torch.allclose(moved, moved[0].expand_as(moved), atol=1e-4):
        return tell(False, "The class means still differ: make a basis at right angles first (svd).")
    if torch.linalg.matrix_rank(answer - answer.mean(0), rtol=1e-4) < states.shape[1] - 2:
        return tell(False, "Too much went: with three classes only two directions may go.")
    return tell(False, "The means agree, but other directions have changed, or the overall mean has moved.")


def _without(rows: Tensor) -> Projection:
    """The projection that takes out the span of some rows."""
    _, sizes, directions = torch.linalg.svd(rows, full_matrices=False)
    basis = directions[sizes > 1e-6 * sizes[0]]
    return Projection(basis.mT @ basis, torch.zeros(rows.shape[1]))


def _erased(states: Tensor, eraser: Projection, middle: Tensor) -> Tensor:
    """What a projection around a mean leaves."""
    return eraser(states - middle) + middle
