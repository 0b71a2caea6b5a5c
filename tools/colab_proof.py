"""Run the chapters as Colab would: its versions, the notebook alone, installed by its own first cell.

Usage::

    python tools/colab_proof.py ENVIRONMENT                           # build it if it is not there, run all
    python tools/colab_proof.py ENVIRONMENT 01_zero_shot_transfer     # run some chapters
    python tools/colab_proof.py ENVIRONMENT --python python3.13       # build it with this Python
    python tools/colab_proof.py ENVIRONMENT --details differences.txt # what differs from the stored outputs

ENVIRONMENT is a folder, a virtual environment with the versions of ``tests/colab_pins.txt`` (several
gigabytes; needs a package index). The package comes by git from a copy of this working tree, so what is
not committed is proven too. The asserts of a chapter must hold; its printed outputs are compared with the
stored ones and differences are counted, because other versions may print other digits.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from repository import install_cell, notebooks
from run_chapters import differences, kernel_environment

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "tests" / "colab_pins.txt"
AUTHOR = ("-c", "user.name=proof", "-c", "user.email=proof@localhost", "-c", "init.defaultBranch=main")


def python_of(environment: Path) -> str:
    """Return the Python of a virtual environment."""
    return str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def pip(environment: Path, *arguments: str) -> str:
    """Run the environment's pip and return what it prints."""
    command = [python_of(environment), "-m", "pip", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def installed(environment: Path) -> dict[str, str]:
    """Map every installed package to its version."""
    rows = json.loads(pip(environment, "list", "--format=json"))
    return {row["name"].lower().replace("_", "-"): row["version"] for row in rows}


def build(environment: Path, python: str) -> None:
    """Make the environment and install Colab's versions."""
    subprocess.run([python, "-m", "venv", str(environment)], check=True)
    pip(environment, "install", "--quiet", "--requirement", str(PINS))


def clone_of_tree(folder: Path) -> str:
    """Commit a copy of the working tree to a repository of its own in ``folder``; return its address."""
    git = ["git", *AUTHOR]
    listed = [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for arguments in (["init", "-q"], ["add", "--all"], ["commit", "-q", "-m", "the working tree"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder.as_uri()


def kernel_of(environment: Path, folder: Path) -> None:
    """Make the environment's Python known to Jupyter as the kernel ``colab``."""
    spec = {
        "argv": [python_of(environment), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Colab's versions",
        "language": "python",
    }
    (folder / "kernels" / "colab").mkdir(parents=True)
    (folder / "kernels" / "colab" / "kernel.json").write_text(json.dumps(spec))
    os.environ["JUPYTER_PATH"] = str(folder)


def run(notebook: NotebookNode, *, timeout: int = 900) -> None:
    """Execute ``notebook`` in place, in a new empty folder, as Colab does.

    Raises:
        CellExecutionError: A cell failed that is not tagged ``raises-exception``.
    """
    with tempfile.TemporaryDirectory() as empty:
        client = NotebookClient(
            notebook,
            timeout=timeout,
            kernel_name="colab",
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": empty}},
        )
        client.execute(env=kernel_environment())


def install(environment: Path, address: str) -> list[str]:
    """Run the first cell where the package is missing; return what it did to packages that were there."""
    if "xling-utils" in installed(environment):
        pip(environment, "uninstall", "--quiet", "--yes", "xling-utils")
    before = installed(environment)
    cell = new_code_cell(install_cell(address))
    run(new_notebook(cells=[cell]))
    after = installed(environment)
    added = [f"{name}=={after[name]}" for name in sorted(after.keys() - before.keys())]
    print(f"{len(before)} packages before, {len(after)} after; added:", *added)
    print("printed by the cell:", "".join(output.get("text", "") for output in cell.outputs) or "nothing")
    return changed(before, after)


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return a line for every package that is gone or has another version."""
    return [
        f"{name}: {version} before, {after.get(name, 'none')} after"
        for name, version in before.items()
        if after.get(name) != version
    ]


def without_glue(notebook: NotebookNode) -> NotebookNode:
    """Drop the values kept for the pages' text: MyST-NB takes them, and Colab has none."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if "papermill.record" not in str(output)]
    return notebook


def prove(name: str, address: str) -> tuple[str, list[str]]:
    """Run one chapter; return a line about it and what differs from its stored outputs."""
    stored = nbformat.read(ROOT / "book" / f"{name}.ipynb", as_version=4)
    fresh = nbformat.from_dict({**stored})
    next(cell for cell in fresh.cells if cell.cell_type == "code").source = install_cell(address)
    start = time.monotonic()
    try:
        run(fresh)
    except CellExecutionError as error:
        return f"{name}: FAILED after {time.monotonic() - start:.0f} s", [str(error)]
    found = list(differences(without_glue(stored), fresh))
    return f"{name}: passed in {time.monotonic() - start:.0f} s, {len(found)} cells print otherwise", found


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 1 if a chapter failed or a package was replaced."""
    parser = argparse.ArgumentParser(description="Run the chapters with the versions that Colab has.")
    parser.add_argument("environment", type=Path, help="folder of the virtual environment")
    parser.add_argument("chapters", nargs="*", help="names without suffix; every notebook when none is given")
    parser.add_argument("--python", default=sys.executable, help="the Python that builds the environment")
    parser.add_argument("--details", type=Path, help="write what differs to this file")
    options = parser.parse_args(arguments)
    environment = options.environment.absolute()
    if not environment.exists():
        build(environment, options.python)
    with tempfile.TemporaryDirectory() as folder:
        address = clone_of_tree(Path(folder) / "repository")
        kernel_of(environment, Path(folder) / "jupyter")
        replaced = install(environment, address)
        print(*replaced or ["no package was removed or replaced"], sep="\n")
        failed = False
        details = options.details.open("w", encoding="utf-8") if options.details else None
        for name in options.chapters or notebooks(ROOT):
            line, found = prove(name, address)
            failed = failed or "FAILED" in line
            print(line, flush=True)
            if details:
                print(line, *found, sep="\n", end="\n\n", file=details, flush=True)
    return 1 if replaced or failed else 0


if __name__ == "__main__":
    sys.exit(main())
