"""Small classifiers that read labels off frozen vectors, each trained to convergence by one fixed recipe.

There are no options on purpose: a difference between two models must not come from the reader. Chapter 6.
"""

from __future__ import annotations

import warnings
from typing import Any, Literal

import torch
from jaxtyping import Float, Int
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from torch import Tensor

Reader = Literal["linear", "mlp", "knn"]
"""Multinomial logistic regression; one hidden layer; vote of the nearest neighbours."""


def read(
    reader: Reader,
    train: Float[Tensor, "train hidden"],
    labels: Int[Tensor, " train"],
    test: Float[Tensor, "test hidden"],
    *,
    seed: int = 0,
) -> tuple[Int[Tensor, " test"], bool]:
    """Guesses for the test items, and whether the reader converged.

    Args:
        reader: "linear": `logistic` on whitened vectors. "mlp": 128 ReLU units on whitened vectors, Adam,
            until accuracy on a held-out tenth has not risen for 20 epochs; the best epoch counts. "knn":
            majority of the 15 nearest by cosine, after the mean of training was subtracted.
        train: vectors to learn from.
        labels: the label of each, counted from 0.
        test: vectors to read.
        seed: of the MLP.
    """
    prepare = _directions if reader == "knn" else whiten
    known, asked = prepare(torch.cat([train, test]), train).split([len(train), len(test)])
    model = _model(reader, seed)
    converged = fit(model, known, labels)
    return torch.from_numpy(model.predict(asked.numpy())), converged


def logistic() -> LogisticRegression:
    """Multinomial logistic regression: L2 with C = 1, until no slope of the loss exceeds 1e-6.

    The usual 1e-4 stops up to two points of accuracy too early.
    """
    return LogisticRegression(C=1.0, tol=1e-6, max_iter=2000)


def fit(model: Any, vectors: Float[Tensor, "item hidden"], labels: Int[Tensor, " item"]) -> bool:
    """Trains a reader; says whether it converged instead of warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(vectors.numpy(), labels.numpy())
    return not any(issubclass(warning.category, ConvergenceWarning) for warning in caught)


def whiten(
    vectors: Float[Tensor, "item hidden"], by: Float[Tensor, "train hidden"]
) -> Float[Tensor, "item kept"]:
    """Moves and stretches the space so that the rows of `by` have mean 0, variance 1 and no correlations.

    What a reader then finds does not depend on rotation or scale, so a language direction cannot be hidden by
    making it small. Directions that hold only float32 rounding are left out: LayerNorm and linear erasure
    make such, and stretched to variance 1 they could still tell what was erased.
    """
    mean = by.double().mean(0)
    centred = by.double() - mean
    variances, directions = torch.linalg.eigh(centred.mT @ centred / len(by))
    kept = variances > 1e-10 * variances[-1] + 1e-13 * mean.square().sum()
    if not kept.any():  # all vectors are equal: nothing to read
        return torch.zeros(len(vectors), 1)
    return ((vectors.double() - mean) @ (directions[:, kept] / variances[kept].sqrt())).float()


def check_enough(states: Float[Tensor, "layer item hidden"], name: str) -> None:
    """Raises a ValueError if items are so few that whitening would turn noise into signal."""
    if states.shape[1] < 2 * states.shape[2]:
        raise ValueError(
            f"{name}: {states.shape[1]} items are too few for {states.shape[2]} dimensions: "
            f"give at least {2 * states.shape[2]}"
        )


def _model(reader: Reader, seed: int) -> Any:
    if reader == "linear":
        return logistic()
    if reader == "knn":  # among unit vectors the Euclidean order is that of the cosine, and faster
        return KNeighborsClassifier(15, algorithm="brute")
    return MLPClassifier(
        128, batch_size=128, early_stopping=True, n_iter_no_change=20, max_iter=500, random_state=seed
    )


def _directions(
    vectors: Float[Tensor, "item hidden"], by: Float[Tensor, "train hidden"]
) -> Float[Tensor, "item hidden"]:
    return torch.nn.functional.normalize(vectors.double() - by.double().mean(0), dim=1).float()
