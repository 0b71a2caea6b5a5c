"""Closed-form erasure: maps of hidden states after which a linear probe finds no class (chapter 7).

Each function looks at states with their classes, here languages, and returns an eraser: a frozen callable.
LEACE changes the states least; INLP takes away what probe after probe has used; centring moves each class to
one common mean, for which it must be told the class.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

States: TypeAlias = Float[Tensor, "item hidden"]
Labels: TypeAlias = Int[Tensor, " item"]


@dataclass(frozen=True)
class Projection:
    """Takes some directions out of states: x - strength * matrix (x - mean). It needs no labels.

    Attributes:
        matrix: A projection, perhaps oblique, onto what goes.
        mean: Keeps its place.
        strength: 0 changes nothing, 1 erases.
    """

    matrix: Float[Tensor, "hidden hidden"]
    mean: Float[Tensor, " hidden"]
    strength: float = 1.0

    def __call__(
        self, x: Float[Tensor, "... hidden"], labels: Tensor | int | None = None
    ) -> Float[Tensor, "... hidden"]:
        """The states without these directions, in the type that they came in."""
        return x - self.strength * ((x - self.mean.to(x)) @ self.matrix.to(x).mT)

    @property
    def rank(self) -> int:
        """Number of directions that go: the trace of a projection."""
        return round(self.matrix.trace().item())

    def at(self, strength: float) -> Projection:
        """The same eraser at another strength.

        Raises:
            ValueError: it is not from 0 to 1.
        """
        return replace(self, strength=checked_share(strength))


@dataclass(frozen=True)
class Centring:
    """Moves every class by a constant, so that its mean falls on the target.

    Attributes:
        means: Mean of each class.
        target: Where the means go.
        strength: Share of the way.
    """

    means: Float[Tensor, "class hidden"]
    target: Float[Tensor, " hidden"]
    strength: float = 1.0

    def __call__(
        self, x: Float[Tensor, "... hidden"], labels: Tensor | int | None = None
    ) -> Float[Tensor, "... hidden"]:
        """The states, moved.

        Args:
            x: States of one or more classes.
            labels: The class of each state, or the one class of all.

        Raises:
            ValueError: there are no labels: without its class no state can be centred.
        """
        if labels is None:
            raise ValueError("centring moves each class by its own mean: give the class of every state")
        return x - self.strength * (self.means - self.target)[labels].to(x)

    def at(self, strength: float) -> Centring:
        """The same eraser at another strength.

        Raises:
            ValueError: it is not from 0 to 1.
        """
        return replace(self, strength=checked_share(strength))


Eraser: TypeAlias = Projection | Centring


def leace(states: States, labels: Labels) -> Projection:
    """The least change of states after which no linear probe beats the best constant guess.

    The states are whitened, the directions of their cross-covariance with the classes are projected out, and
    the whitening is undone. Computed in float64; directions in which no state varies stay as they are.

    Args:
        states: Hidden states.
        labels: Class of each state, counted from 0.

    Raises:
        ValueError: fewer than two classes occur, or a state is not finite.

    Source: Belrose et al. (2023), theorem 4.3. Chapter 7.
    """
    x, classes = _checked(states, labels)
    mean = x.mean(0)
    x, z = x - mean, classes - classes.mean(0)
    values, vectors = torch.linalg.eigh(x.mT @ x / len(x))
    kept = (
        values > values[-1] * 1e-10
    )  # below is the rounding of float32 states, which whitening would magnify
    scales, vectors = values[kept].sqrt(), vectors[:, kept]
    whiten, unwhiten = vectors / scales @ vectors.mT, vectors * scales @ vectors.mT
    directions = _basis(whiten @ (x.mT @ z) / len(x))
    return Projection(unwhiten @ directions @ directions.mT @ whiten, mean)


def inlp(states: States, labels: Labels, rounds: int = 1) -> Projection:
    """Iterative null-space projection: train a linear probe, project its directions out, and so on.

    Every round takes up to one direction less than there are classes. A round removes what its probe used;
    the next probe may still find the class, hence several rounds.

    Args:
        states: Hidden states.
        labels: Class of each state, counted from 0.
        rounds: Number of probes, each a multinomial logistic regression.

    Raises:
        ValueError: fewer than two classes occur, a state is not finite, or so many rounds leave no direction.

    Source: Ravfogel et al. (2020). Chapter 7.
    """
    x, classes = _checked(states, labels)
    if rounds < 1 or rounds * (classes.shape[1] - 1) >= x.shape[1]:
        raise ValueError(
            f"{rounds} rounds with {classes.shape[1]} classes do not fit: each takes {classes.shape[1] - 1} "
            f"of {x.shape[1]} directions. Use at least one round and leave a direction"
        )
    mean = x.mean(0)
    kept = torch.eye(x.shape[1], dtype=x.dtype, device=x.device)
    for _ in range(rounds):
        used = _basis(kept @ _probe_directions((x - mean) @ kept, classes.argmax(1)))
        kept = kept - used @ used.mT
    return Projection(torch.eye(len(kept), dtype=x.dtype, device=x.device) - kept, mean)


def mean_centring(
    states: States, labels: Labels, *, target: Float[Tensor, " hidden"] | None = None
) -> Centring:
    """Moves the mean of every class to one place (Libovický et al. 2020).

    This erases what a linear probe can find as fully as LEACE, with less change, but has to know the class.

    Args:
        states: Hidden states.
        labels: Class of each state, counted from 0; each class up to the largest must occur.
        target: That place; None takes the mean of the class means.

    Raises:
        ValueError: fewer than two classes occur, one in between does not, or a state is not finite.
    """
    x, _ = _checked(states, labels)
    classes = functional.one_hot(labels.long()).to(x)
    counts = classes.sum(0)
    if (counts == 0).any():
        raise ValueError(f"no states of class {int((counts == 0).nonzero()[0])}: count classes from 0")
    means = classes.mT @ x / counts[:, None]
    return Centring(means, means.mean(0) if target is None else target.to(means))


def checked_share(strength: float) -> float:
    """A strength from 0 to 1.

    Raises:
        ValueError: it is not.
    """
    if not 0 <= strength <= 1:
        raise ValueError(f"strength={strength} is out of range: 0 changes nothing, 1 erases")
    return strength


def _checked(states: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """States in float64, and the classes that occur as columns of zeros and ones."""
    if len(states) != len(labels):
        raise ValueError(f"{len(states)} states but {len(labels)} labels")
    if not states.isfinite().all():
        raise ValueError("a state is not finite")
    found, classes = labels.unique(return_inverse=True)
    if len(found) < 2:
        raise ValueError("there is nothing to erase: the states belong to fewer than two classes")
    return states.double(), functional.one_hot(classes).double()


def _basis(matrix: Float[Tensor, "hidden class"]) -> Float[Tensor, "hidden rank"]:
    """Orthonormal columns that span those of the matrix."""
    vectors, values, _ = torch.linalg.svd(matrix, full_matrices=False)
    return vectors[:, values > values[0] * 1e-8]


def _probe_directions(x: Tensor, classes: Tensor) -> Float[Tensor, "hidden class"]:
    """Weights of a multinomial logistic regression on centred states, trained to convergence."""
    scaled = (x / x.std()).float()  # one number for all neurons: it turns no direction
    weights = scaled.new_zeros(x.shape[1], int(classes.max()) + 1, requires_grad=True)
    bias = scaled.new_zeros(weights.shape[1], requires_grad=True)
    search = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        value = functional.cross_entropy(scaled @ weights + bias, classes) + 1e-5 * weights.square().sum()
        value.backward()
        return value

    search.step(loss)
    found = weights.detach().to(x)
    return found - found.mean(1, keepdim=True)  # a shift of all classes alike decides nothing
