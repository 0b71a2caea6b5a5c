"""What the tests of the book share: its chapters, its table of contents, its built pages."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"


@cache
def toc_files() -> tuple[str, ...]:
    """Name every page of ``_toc.yml``, without suffix, in its order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return (toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"]))


def chapters() -> list[Path]:
    """List the notebooks of the book, whether or not ``_toc.yml`` names them."""
    return sorted(path for path in BOOK.glob("**/*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def build(folder: Path) -> Path:
    """Build the book into ``folder``, a warning being an error; return the folder of its pages.

    ``XLING_SITE`` may name pages that are already built; they are taken as they are.
    """
    if "XLING_SITE" in os.environ:
        return Path(os.environ["XLING_SITE"])
    start = "from jupyter_book.cli.main import main; main()"  # its module has no entry for python -m
    options = ["build", "book", "-W", "--keep-going", "--path-output", str(folder)]
    command = [sys.executable, "-c", start, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (
        f"the book does not build cleanly:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    )
    site = folder / "_build" / "html"
    assert (site / "index.html").is_file(), "the build gave no pages"
    return site
