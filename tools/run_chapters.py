"""Execute chapters and store their outputs, or check that the stored ones are what the code gives.

Usage::

    python tools/run_chapters.py                      # run every chapter of _toc.yml, in place
    python tools/run_chapters.py book/03_*.ipynb      # run some
    python tools/run_chapters.py --check              # run, write nothing, report cells that differ

One thread per kernel and no timing records: on one machine a second run gives the same bytes
(chapters with ipywidgets excepted, whose ids are random). Stored outputs belong to the default rung,
so ``XLING_BACKBONE`` and ``XLING_CORPUS`` are ignored here.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
SINGLE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
SANITIZE = ROOT / "nbval_sanitize.cfg"
NOT_COMPARED = {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}


def chapters() -> list[Path]:
    """List the notebooks that ``_toc.yml`` names, in its order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [path for path in (BOOK / f"{name}.ipynb" for name in files) if path.is_file()]


def kernel_environment() -> dict[str, str]:
    """Return the environment of the kernels: one thread, default backbone and corpus."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"XLING_BACKBONE", "XLING_CORPUS"}
    }
    return kept | SINGLE_THREAD


def execute(notebook: NotebookNode, folder: Path, *, timeout: int) -> NotebookNode:
    """Run a copy of ``notebook`` in ``folder`` from a fresh kernel and return it with its outputs.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell failed that is not tagged ``raises-exception``.
    """
    fresh: NotebookNode = nbformat.from_dict({**notebook, "metadata": {**notebook.metadata}})
    fresh.metadata.pop("widgets", None)
    client = NotebookClient(
        fresh,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=kernel_environment())
    fresh.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    fresh.metadata["language_info"] = {"name": "python"}  # no version: it would change with every machine
    return fresh


def write(notebook: NotebookNode, path: Path) -> None:
    """Write ``notebook`` to ``path`` in one step, so that a killed run leaves the old file whole."""
    nbformat.validate(notebook)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
    ) as file:
        file.write(nbformat.writes(notebook).rstrip("\n") + "\n")
    os.replace(file.name, path)


def sanitized(text: str) -> str:
    """Replace what may differ between machines, by the rules that nbval gets."""
    rules = re.findall(r"^regex: (.*)$\n^replace: (.*)$", SANITIZE.read_text(encoding="utf-8"), re.MULTILINE)
    for pattern, replacement in rules:
        text = re.sub(pattern, replacement, text)
    return text


def comparable(cell: NotebookNode) -> list[Any]:
    """Reduce a code cell's outputs to what must come out the same on every machine."""
    streams: dict[str, str] = {}
    rest: list[Any] = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":  # one stream may arrive in any number of pieces
            streams[output.name] = streams.get(output.name, "") + sanitized(output.text)
        elif output.output_type == "error":
            rest.append((output.ename, output.evalue))
        elif not NOT_COMPARED & set(output.data):
            rest.append({kind: sanitized(str(data)) for kind, data in output.data.items()})
    return [*sorted(streams.items()), *rest]


def differences(stored: NotebookNode, fresh: NotebookNode) -> Iterator[str]:
    """Yield one line for every code cell whose stored outputs the fresh run does not give."""
    pairs = zip(stored.cells, fresh.cells, strict=True)
    for number, (old, new) in enumerate(pairs, start=1):
        ignored = "nbval-ignore-output" in old.metadata.get("tags", [])
        if old.cell_type == "code" and not ignored and comparable(old) != comparable(new):
            yield f"cell {number}:\n  stored {comparable(old)}\n  fresh  {comparable(new)}"


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 1 if ``--check`` found a difference."""
    parser = argparse.ArgumentParser(description="Execute chapters and store or check their outputs.")
    parser.add_argument("chapters", nargs="*", type=Path, help="notebooks; every chapter when none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, report cells that differ")
    parser.add_argument("--timeout", type=int, default=900, help="seconds that one cell may take")
    options = parser.parse_args(arguments)
    failed = False
    for path in options.chapters or chapters():
        start = time.monotonic()
        stored = nbformat.read(path, as_version=4)
        fresh = execute(nbformat.read(path, as_version=4), path.parent, timeout=options.timeout)
        found = list(differences(stored, fresh)) if options.check else []
        if not options.check:
            write(fresh, path)
        print(f"{path.name}: {time.monotonic() - start:.0f} s", *found, sep="\n")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
