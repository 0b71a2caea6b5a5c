"""HSIC, the Hilbert-Schmidt independence criterion: what CKA is made of (chapter 3).

HSIC is the inner product of two centred kernel matrices. Here it is computed for all pairs of views at once,
in the cheaper of two ways: from sentence-by-sentence Gram matrices or from hidden-by-hidden ones.
"""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor


def linear_hsic(views: Float[Tensor, "view sentence hidden"], debiased: bool) -> tuple[Tensor, Tensor]:
    """HSIC of all pairs of views up to a constant factor, and the trace of each centred kernel."""
    count, sentences, hidden = views.shape
    centred = views - views.mean(-2, keepdim=True)
    centred -= centred.mean(-2, keepdim=True)  # again: the first mean is rounded, which matters in float32
    norms = torch.linalg.vector_norm(centred, dim=-1).square()
    cheaper = _gram_products if sentences < hidden * (count + 1) / 2 else _feature_products
    return cheaper(centred, norms, debiased), norms.sum(1).cpu().double()


def _gram_products(
    centred: Float[Tensor, "view sentence hidden"],
    norms: Float[Tensor, "view sentence"],
    debiased: bool,
    block: int = 64,
) -> Float[Tensor, "view view_"]:
    """Inner products of the centred Gram matrices, a block of rows at a time, upper triangle only.

    Rows of a centred Gram matrix sum to 0, so without their diagonal they sum to minus the squared norms:
    U-centring (Székely and Rizzo, 2014) is one addition per entry. Short blocks keep float32 sums short.
    """
    n = centred.shape[1]
    products = torch.zeros(len(centred), len(centred), dtype=torch.float64)
    for start in range(0, n, block):
        rows = slice(start, min(start + block, n))
        gram = centred[:, rows] @ centred[:, start:].mT  # view, row, column from start on
        if debiased:
            shift = norms / (n - 2) - norms.sum(1, keepdim=True) / (2 * (n - 1) * (n - 2))
            gram += shift[:, rows, None]
            gram += shift[:, None, start:]
            gram.diagonal(dim1=1, dim2=2).zero_()
        flat, square = gram.flatten(1), gram[:, :, : rows.stop - start].flatten(1)
        products += (2 * flat @ flat.mT - square @ square.mT).cpu().double()  # the square holds both halves
    return products


def _feature_products(
    centred: Float[Tensor, "view sentence hidden"], norms: Float[Tensor, "view sentence"], debiased: bool
) -> Float[Tensor, "view view_"]:
    """The same inner products from hidden-by-hidden matrices: cheaper for many sentences."""
    n = centred.shape[1]
    upper = torch.zeros(len(centred), len(centred), dtype=torch.float64)
    for i, view in enumerate(centred):
        upper[i, i:] = (view.mT @ centred[i:]).square().sum((1, 2)).cpu().double()
    products = upper + upper.triu(1).mT
    if debiased:  # what leaving out the diagonal and U-centring amount to
        norms = norms.cpu().double()
        totals = norms.sum(1)
        products += totals[:, None] * totals / ((n - 1) * (n - 2)) - n / (n - 2) * (norms @ norms.mT)
    return products


def rbf_hsic(views: Float[Tensor, "view sentence hidden"], debiased: bool) -> tuple[Tensor, Tensor]:
    """As `linear_hsic`, for the RBF kernel with the median bandwidth."""
    centring = _u_centred if debiased else _double_centred
    flat = torch.stack([centring(_rbf_kernel(view)).flatten() for view in views])
    return (flat @ flat.mT).cpu(), torch.full((len(views),), float(views.shape[1]), dtype=torch.float64)


def _rbf_kernel(view: Float[Tensor, "sentence hidden"]) -> Float[Tensor, "sentence sentence"]:
    distances = squared_distances(view, view).fill_diagonal_(0)
    median = float(np.median(distances[distances > 0].cpu().numpy()))
    return torch.exp(distances / (-2 * median))


def _double_centred(kernel: Float[Tensor, "sentence sentence"]) -> Float[Tensor, "sentence sentence"]:
    return kernel - kernel.mean(0) - kernel.mean(1, keepdim=True) + kernel.mean()


def _u_centred(kernel: Float[Tensor, "sentence sentence"]) -> Float[Tensor, "sentence sentence"]:
    n = len(kernel)
    kernel = kernel.clone().fill_diagonal_(0)
    sums = kernel.sum(0)
    centred = kernel - (sums + sums[:, None]) / (n - 2) + sums.sum() / ((n - 1) * (n - 2))
    return centred.fill_diagonal_(0)


def squared_distances(x: Tensor, y: Tensor) -> Float[Tensor, "sentence_x sentence_y"]:
    """Squared Euclidean distances between the rows of two matrices."""
    middle = x.mean(0)  # distances do not need the common offset; rounding does not either
    x, y = x - middle, y - middle
    return (x.square().sum(1)[:, None] + y.square().sum(1) - 2 * x @ y.mT).clamp_min(0)
