"""Checks of the exercises of chapter 3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xling_utils.exercises.verdicts import attempt, tell


def check_3_1(answer: Callable[..., Any]) -> bool:
    """Linear CKA, the biased estimate, of two tensors of different widths."""
    import torch

    from xling_utils.similarity import centre, cka

    x, y = _related_views(40, 6, 9)
    value, complaint = attempt(answer, x.clone(), y.clone())
    if complaint:
        return tell(False, complaint)
    norm = torch.linalg.matrix_norm
    cross, own = norm(centre(y).T @ centre(x)), norm(x.T @ centre(x)) * norm(y.T @ centre(y))
    by_row, by_row_y = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)
    slips = {
        "The columns are not centred: subtract the mean over the sentences first.": _feature_cka(x, y),
        "You centred each row. The mean to subtract is that over the sentences: mean(0).": _feature_cka(
            by_row, by_row_y
        ),
        "mean() without (0) is one number for all. Each column has its own mean: mean(0).": _feature_cka(
            x - x.mean(), y - y.mean()
        ),
        "The norm in the numerator has to be squared.": cross / own,
        "The numerator is right; now divide by the two norms in the denominator.": cross**2,
        "That is the debiased estimate. The formula of this exercise is the plain one.": cka(x, y),
    }
    return _compare(value, cka(x, y, debiased=False), slips, "That is linear CKA.")


def check_3_2(answer: Callable[..., Any]) -> bool:
    """A matrix that CKA ignores though it mixes the neurons, and an invertible one that it notices."""
    import torch

    from xling_utils.similarity import anc, cka

    size = 12
    maps, complaint = attempt(answer, size)
    if complaint:
        return tell(False, complaint)
    try:
        ignored, noticed = (torch.as_tensor(one).double() for one in maps)
        shapes = {tuple(ignored.shape), tuple(noticed.shape)}
    except (TypeError, ValueError, RuntimeError):
        return tell(False, "Return two matrices: return ignored, noticed")
    if shapes != {(size, size)}:
        return tell(False, f"Both matrices need the shape {size} x {size}, got {sorted(shapes)}.")
    if min(int(torch.linalg.matrix_rank(one)) for one in (ignored, noticed)) < size:
        return tell(False, "A matrix is not invertible: it throws information away. Keep every direction.")
    x = torch.randn(500, size, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    kept, fallen = cka(x, x @ ignored, debiased=False), cka(x, x @ noticed, debiased=False)
    if kept < 0.999:
        return tell(
            False, f"CKA notices the first matrix ({kept:.2f}). It must be orthogonal: a random one is not."
        )
    if abs(anc(x, x @ ignored)) > 0.9:
        return tell(False, "The first matrix leaves every neuron as it was. Mix or reorder the neurons.")
    if fallen >= 0.5:
        return tell(
            False, f"CKA with the second matrix is still {fallen:.2f}. Stretch one direction much more."
        )
    return tell(True, f"CKA {kept:.2f} and {fallen:.2f}: one map is ignored, the other is noticed.")


def check_3_3(answer: Callable[..., Any]) -> bool:
    """The unbiased HSIC of two Gram matrices."""
    x, y = _related_views(9, 4, 5)
    k, m = x @ x.T, y @ y.T
    given = k.clone()
    value, complaint = attempt(answer, k, m)
    if complaint:
        return tell(False, complaint)
    if not bool((k == given).all()):
        return tell(False, "You changed the caller's matrix in place. Make a new one without a diagonal.")
    n, whole = len(k), (k, m)
    k, m = (one - one.diag().diag() for one in whole)
    pairs, triples = (k * m).sum(), 2 / (n - 2) * (k.sum(0) @ m.sum(0))
    fours = k.sum() * m.sum() / ((n - 1) * (n - 2))
    truth, scale = pairs + fours - triples, n * (n - 3)
    k, m = whole
    unzeroed = (k * m).sum() + k.sum() * m.sum() / ((n - 1) * (n - 2)) - 2 / (n - 2) * (k.sum(0) @ m.sum(0))
    slips = {
        "The diagonals are still there: set them to zero first.": unzeroed / scale,
        "That is only the first of the three terms in the brackets.": pairs / scale,
        "The last term, with the factor 2 / (n - 2), is missing.": (pairs + fours) / scale,
        "The middle term, with the two sums over all entries, is missing.": (pairs - triples) / scale,
        "The last term has the wrong sign: it is subtracted.": (pairs + fours + triples) / scale,
        "The brackets are right; divide them by n (n - 3).": truth,
        "The brackets are right, but the divisor is n (n - 3), not (n - 1) squared.": truth / (n - 1) ** 2,
    }
    return _compare(value, truth / scale, slips, "Unbiased, and below 0 whenever it has to be.")


def check_3_4(answer: Callable[..., Any]) -> bool:
    """Retrieval accuracy between two languages, each centred by its own mean."""
    import torch

    from xling_utils.similarity import centre, retrieval_accuracy

    x, y = _related_views(120, 8, 8)
    x[:, 0] += 6
    y[:, 1] -= 6
    value, complaint = attempt(answer, x.clone(), y.clone())
    if complaint:
        return tell(False, complaint)
    both = torch.cat([x, y]).mean(0)
    by_row = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)
    slips = {
        "Nothing was centred: this is the accuracy of the vectors as they are.": retrieval_accuracy(x, y),
        "One common mean leaves the shift between the languages. Use a mean per language.": (
            retrieval_accuracy(x - both, y - both)
        ),
        "You subtracted the mean of x from y as well. Each language has its own.": (
            retrieval_accuracy(x - x.mean(0), y - x.mean(0))
        ),
        "You averaged over the dimensions. Average over the sentences: mean(0).": retrieval_accuracy(*by_row),
        "mean() without (0) is one number for all. Each dimension has its own mean: mean(0).": (
            retrieval_accuracy(x - x.mean(), y - y.mean())
        ),
        "You looked up in one direction only. Leave direction at 'both'.": (
            retrieval_accuracy(centre(x), centre(y), direction="forward")
        ),
    }
    return _compare(value, retrieval_accuracy(centre(x), centre(y)), slips, "Each language by its own mean.")


def _related_views(sentences: int, wide: int, wider: int) -> tuple[Any, Any]:
    """Two noisy views of one random matrix, off centre, in float64."""
    import torch

    rng = torch.Generator().manual_seed(3)
    shared = torch.randn(sentences, max(wide, wider), generator=rng, dtype=torch.float64)
    noise = 0.6 * torch.randn(2, *shared.shape, generator=rng, dtype=torch.float64)
    x, y = shared + noise[0] + 0.7, shared + noise[1] - torch.linspace(0, 1, shared.shape[1])
    return x[:, :wide].clone(), y[:, :wider].clone()


def _feature_cka(x: Any, y: Any) -> Any:
    """The formula of linear CKA without the centring."""
    import torch

    norm = torch.linalg.matrix_norm
    return norm(y.T @ x) ** 2 / (norm(x.T @ x) * norm(y.T @ y))


def _compare(value: Any, truth: Any, slips: dict[str, Any], praise: str) -> bool:
    """The verdict on a number: right, one of the usual slips, or only wrong."""
    try:
        number = float(value)
    except (TypeError, ValueError, RuntimeError):
        return tell(False, f"Return one number, not {type(value).__name__}.")
    if abs(number - float(truth)) < 1e-6 * max(1.0, abs(float(truth))):
        return tell(True, praise)
    for message, slip in slips.items():
        if abs(number - float(slip)) < 1e-6 * max(1.0, abs(float(slip))):
            return tell(False, message)
    return tell(False, f"Your value is {number:.3f}, it should be {float(truth):.3f}. Compare term by term.")
