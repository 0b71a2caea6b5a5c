"""Write the repository's public address wherever it belongs. One place knows it: ``pyproject.toml``.

Usage::

    python tools/repository.py                               # write what follows from pyproject.toml
    python tools/repository.py https://github.com/me/course  # set the address, then write
    python tools/repository.py --unset                       # take it out again
    python tools/repository.py --check                       # write nothing, name the files that disagree

What follows from it: the Colab button of the built book, the links of the README and of
``book/how_to_run.md``, the citation file, and the first code cell of every notebook of the book.
Without an address there is no button and no link, and that cell says how to install from a clone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "main"
COLAB = "https://colab.research.google.com"
BLOCK = re.compile(
    r"(?ms)(^[^\n]*repository: written by tools/repository\.py[^\n]*\n)(.*?)(^[^\n]*repository: end)"
)

FROM_CLONE = """\
from importlib.util import find_spec

if find_spec("xling_utils") is None:
    raise ModuleNotFoundError("xling_utils is not installed. In a clone of the repository: pip install -e .")
"""
# The constraints hold every package that is there at its version: pip adds what is missing, in Colab a few
# small packages, and replaces nothing. What does not fit stops with pip's own message.
FROM_ADDRESS = """\
from importlib.util import find_spec

if find_spec("xling_utils") is None:  # as in Colab: add what is missing, replace nothing
    import subprocess, sys, tempfile

    pip, there = [sys.executable, "-m", "pip"], tempfile.mkstemp(".txt")[1]
    with open(there, "w") as file:
        subprocess.run([*pip, "list", "--format=freeze"], stdout=file, check=True)
    subprocess.run([*pip, "install", "-q", "-c", there, "git+{address}"], check=True)
"""

CONFIG = """\
repository:
  url: {address}
  path_to_book: book
  branch: {branch}
launch_buttons:
  colab_url: {colab}
"""
CITATION = 'repository-code: "{address}"\n'
README = """\
[![Open in Colab]({colab}/assets/colab-badge.svg)]({first})

Every chapter opens in Colab, nothing to install: [all of them]({all}). To clone: `git clone {address}`.
"""
HOW_TO_RUN = """\
Press the rocket at the top of a chapter, or choose one from [this list]({all}). The first cell installs the \
package, in about a minute. In an environment of your own, `pip install git+{address}` does it.
"""
HOW_TO_RUN_UNSET = """\
In your clone of the repository, `git archive --output ARCHIVE.zip HEAD` packs it. Upload the archive and a \
chapter, and run this before anything else:

```python
%pip install -q ./ARCHIVE.zip
```
"""

TEMPLATES = {
    "_config.yml": CONFIG,
    "CITATION.cff": CITATION,
    "README.md": README,
    "book/how_to_run.md": HOW_TO_RUN,
}


def normalised(address: str) -> str:
    """Return ``address`` as ``https://github.com/owner/name``.

    Raises:
        ValueError: It is not the address of a repository on GitHub, from where alone Colab opens notebooks.
    """
    plain = address.strip().rstrip("/").removesuffix(".git")
    if re.fullmatch(r"https://github\.com/[\w-]+/[\w.-]+", plain, re.ASCII):
        return plain
    inside = re.match(r"(https://github\.com/[\w-]+/[\w.-]+)/", plain, re.ASCII)
    hint = f"without what follows: {inside[1]}" if inside else "such as https://github.com/me/course"
    raise ValueError(f"{address!r} is not the https address of a repository on GitHub; give it {hint}")


def stored_address(root: Path) -> str | None:
    """Read the address from ``pyproject.toml``; None where it names none."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = project.get("urls", {}).get("Repository")
    return None if address is None else normalised(address)


def project_with(address: str | None, text: str) -> str:
    """Return the text of ``pyproject.toml`` with ``address`` in it, or without any."""
    text = re.sub(r'(?m)^Repository = ".*"\n', "", text)
    if address is None:
        return re.sub(r"(?m)^\[project\.urls\]\n+(?=\[)", "", text)
    if "[project.urls]\n" not in text:
        text = text.replace(
            "[project.optional-dependencies]\n", "[project.urls]\n\n[project.optional-dependencies]\n", 1
        )
    return text.replace("[project.urls]\n", f'[project.urls]\nRepository = "{address}"\n', 1)


def notebooks(root: Path) -> list[str]:
    """Name the notebooks of ``_toc.yml``, in its order, without suffix."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    names = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [name for name in names if (root / "book" / f"{name}.ipynb").is_file()]


def install_cell(address: str | None) -> str:
    """Return the code of every notebook's first cell. ``address`` is anything that git can clone."""
    return (FROM_CLONE if address is None else FROM_ADDRESS.format(address=address)).rstrip("\n")


def notebook_with(code: str, text: str) -> str:
    """Return the text of a notebook whose first code cell is ``code``, hidden from the pages.

    An older version of the cell is replaced. Where there is none, a new one follows the first cell.
    """
    notebook: dict[str, Any] = json.loads(text)
    first = next((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), None)
    if first is None or 'find_spec("xling_utils")' not in "".join(first["source"]):
        first = {"cell_type": "code", "execution_count": None, "id": "install", "metadata": {}, "outputs": []}
        notebook["cells"].insert(1, first)
    wanted = {"source": code.splitlines(keepends=True), "metadata": {"tags": ["remove-cell"]}}
    if wanted.items() <= first.items():
        return text
    first.update(wanted)
    return json.dumps(dict(sorted(notebook.items())), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def block_with(body: str, text: str, name: str) -> str:
    """Return ``text`` with ``body`` between its two marks.

    Raises:
        ValueError: The marks are not there, or more than once.
    """
    if len(BLOCK.findall(text)) != 1:
        raise ValueError(
            f"{name}: expected one block between 'repository: written by ...' and 'repository: end'"
        )
    return BLOCK.sub(lambda match: match[1] + body + match[3], text)


def bodies(address: str | None, first: str) -> dict[str, str]:
    """Map every file with a block to what belongs there; ``first`` is the chapter behind the badge."""
    if address is None:
        return dict.fromkeys(TEMPLATES, "") | {"book/how_to_run.md": HOW_TO_RUN_UNSET}
    chapters = f"{COLAB}/github/{address.removeprefix('https://github.com/')}"
    places = {
        "address": address,
        "branch": BRANCH,
        "colab": COLAB,
        "all": f"{chapters}/",
        "first": f"{chapters}/blob/{BRANCH}/book/{first}.ipynb",
    }
    return {name: template.format(**places) for name, template in TEMPLATES.items()}


def wanted(root: Path, address: str | None) -> dict[Path, str]:
    """Map every file that depends on the address to the text that it must have."""
    names = notebooks(root)
    texts = {"pyproject.toml": project_with(address, read(root / "pyproject.toml"))}
    for name, body in bodies(address, names[0]).items():
        texts[name] = block_with(body, read(root / name), name)
    for name in names:
        texts[f"book/{name}.ipynb"] = notebook_with(
            install_cell(address), read(root / "book" / f"{name}.ipynb")
        )
    return {root / name: text for name, text in texts.items()}


def read(path: Path) -> str:
    """Read a text file as it is: no line end is translated."""
    return path.read_bytes().decode("utf-8")


def disagreeing(root: Path, address: str | None) -> dict[Path, str]:
    """Map the files that do not say what ``address`` asks for to the text that does."""
    return {path: text for path, text in wanted(root, address).items() if read(path) != text}


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 1 if ``--check`` found a difference, 2 for a wrong address."""
    parser = argparse.ArgumentParser(description="Write the repository's public address wherever it belongs.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("address", nargs="?", help="the address to set, such as https://github.com/me/course")
    choice.add_argument("--unset", action="store_true", help="take the address out")
    choice.add_argument("--check", action="store_true", help="write nothing, name the files that disagree")
    options = parser.parse_args(arguments)
    try:
        address = normalised(options.address) if options.address else stored_address(ROOT)
        files = disagreeing(ROOT, None if options.unset else address)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for path, text in files.items():
        if not options.check:
            path.write_bytes(text.encode("utf-8"))
        print(f"{path.relative_to(ROOT)}: {'differs' if options.check else 'written'}")
    if options.check and files:
        print("python tools/repository.py writes them")
    return 1 if options.check and files else 0


if __name__ == "__main__":
    sys.exit(main())
