"""Time CKA of all language pairs in all layers: this package, pytorch-cka, and the definition.

    python benchmarks/cka.py                  # the pocket's size: 17 languages, 12 x 96
    python benchmarks/cka.py --mbert          # 20 languages, 12 x 768

Needs `pip install pytorch-cka` for the second row. One layer is timed and multiplied by the number of
layers; the definition is timed on one pair of languages and multiplied by the number of pairs as well.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from xling_utils.similarity import cka, cka_matrix


@dataclass(frozen=True)
class Row:
    """One way of computing the same table of values."""

    name: str
    seconds: float
    error: float
    """Largest difference from float64 over the values that were computed."""


def sample_states(languages: int, sentences: int, hidden: int, seed: int = 0) -> Tensor:
    """Noisy copies of one meaning, with a rogue dimension and a large mean as in BERT states."""
    rng = torch.Generator().manual_seed(seed)
    meaning = torch.randn(sentences, hidden, generator=rng)
    states = meaning + torch.randn(languages, sentences, hidden, generator=rng)
    states[..., 0] *= 20
    states[..., 1] += 15
    return states


def by_definition(x: Tensor, y: Tensor) -> float:
    """Biased linear CKA with explicit centring matrices, as published scripts compute it."""
    n = len(x)
    centring = torch.eye(n) - 1 / n
    k, m = (centring @ (view @ view.mT) @ centring for view in (x, y))
    return float((k * m).sum() / (k * k).sum().sqrt() / (m * m).sum().sqrt())


def peer() -> Callable[[list[Tensor], list[Tensor]], Tensor] | None:
    """The fastest library found; its import name is also the name of this script, hence the search path."""
    here = Path(__file__).resolve().parent
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != here]
    try:
        from cka import cka_from_features  # type: ignore[attr-defined]
    except ModuleNotFoundError:
        return None
    return cka_from_features  # type: ignore[no-any-return]


def best_of(repeats: int, work: Callable[[], object]) -> float:
    """Shortest wall time in seconds after one warm-up call."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(languages: int, layers: int, sentences: int, hidden: int, repeats: int) -> list[Row]:
    """All ways on the same states."""
    states = sample_states(languages, sentences, hidden)
    exact = cka_matrix(states.double()[:, None])[0]
    pairs = languages * (languages - 1) // 2
    x, y = states[0], states[1]

    def row(
        name: str, work: Callable[[], object], values: Tensor, times: int, expected: Tensor = exact
    ) -> Row:
        return Row(
            name, layers * times * best_of(repeats, work), (values.double() - expected).abs().max().item()
        )

    rows = [
        row("cka_matrix, float32", lambda: cka_matrix(states[:, None]), cka_matrix(states[:, None])[0], 1),
        row("cka_matrix, float64", lambda: cka_matrix(states[:, None].double()), exact, 1),
        row("cka per pair, float64", lambda: cka(x, y), torch.tensor(cka(x, y)), pairs, exact[0, 1]),
    ]
    cka_from_features = peer()
    if cka_from_features is None:
        print("pytorch-cka is not installed: its row is left out")
    else:
        views = list(states)
        values = cka_from_features(views, views)
        rows.append(row("pytorch-cka, float32", lambda: cka_from_features(views, views), values, 1))
    biased = torch.tensor(cka(x, y, debiased=False))
    value = torch.tensor(by_definition(x, y))
    rows.append(row("H K H products, biased", lambda: by_definition(x, y), value, pairs, biased))
    return rows


def main() -> None:
    """Parse the size, measure, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mbert", action="store_true", help="20 languages, hidden size 768")
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    languages, hidden = (20, 768) if options.mbert else (17, 96)
    layers = 13
    rows = measure(languages, layers, options.sentences, hidden, options.repeats)
    print(
        f"{languages} languages, {layers} layers, {options.sentences} x {hidden}, {options.threads} thread(s)"
    )
    print(f"{'way':<24}{'seconds':>10}{'times ours':>12}{'error':>10}")
    for row in rows:
        print(f"{row.name:<24}{row.seconds:>10.2f}{row.seconds / rows[0].seconds:>12.1f}{row.error:>10.0e}")


if __name__ == "__main__":
    main()
