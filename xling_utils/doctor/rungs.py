"""What the checks mean: which rungs of the book's ladder run here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xling_utils.doctor.machine import free_memory
from xling_utils.doctor.rows import Row, gib
from xling_utils.doctor.speed import training_memory

MBERT = 178_000_000
"""Parameters of multilingual BERT."""


@dataclass(frozen=True)
class Rung:
    """A way to work with the book.

    Attributes:
        name: "pocket", "local" or "hub".
        runs: whether it runs here.
        how: what that means, or why it does not run.
    """

    name: str
    runs: bool
    how: str


def rungs(rows: Sequence[Row], *, gpu_memory: int | None) -> list[Rung]:
    """Which rungs run, judged by the rows.

    Args:
        rows: all checks.
        gpu_memory: bytes of the GPU that torch can use; None without one.
    """
    missing = [row.what for row in rows if row.mark == "missing"]
    broken: list[str] = [what for what in ("Python", "packages") if what in missing]
    return [_pocket(broken, missing), _local(broken, missing), _hub(broken, rows, gpu_memory)]


def _pocket(broken: list[str], missing: list[str]) -> Rung:
    lacks = broken + [what for what in ("pocket model", "book's results") if what in missing]
    if lacks:
        return Rung("pocket", False, f"no: see {', '.join(lacks)}")
    return Rung("pocket", True, "yes: every chapter and both studies, without a network or a GPU")


def _local(broken: list[str], missing: list[str]) -> Rung:
    lacks = broken + [what for what in ("backbone", "corpus") if what in missing]
    if lacks:
        return Rung("local", False, f"not as asked: see {', '.join(lacks)}")
    return Rung("local", True, "yes: models and treebanks in folders of this machine (--backbone, --corpus)")


def _hub(broken: list[str], rows: Sequence[Row], gpu_memory: int | None) -> Rung:
    if broken:
        return Rung("hub", False, f"no: see {', '.join(broken)}")
    network = next((row for row in rows if row.what == "hub"), None)
    shut = network is not None and ("is set" in network.fact or "does not answer" in network.fact)
    limit = "; only what is cached, as the hub cannot be asked" if shut else ""
    return Rung("hub", True, f"{_large_models(gpu_memory)}{limit}")


def _large_models(gpu_memory: int | None) -> str:
    """What can be done here with a model of the size of multilingual BERT."""
    needs = training_memory(MBERT)
    if gpu_memory is not None and gpu_memory > needs:
        return "fine-tuning of models like mBERT, on the GPU"
    if gpu_memory is not None:
        return f"reading states of models like mBERT; fine-tuning wants {gib(needs)} of GPU memory or more"
    free = free_memory()
    tight = f", and with {gib(free)} of memory free even that is tight" if free and free < needs / 2 else ""
    return f"reading states of models like mBERT, not fine-tuning them: that wants a GPU{tight}"
