"""The versions that Colab preinstalls fit the ranges of the package: installing there replaces nothing.

The whole proof builds an environment of several gigabytes: ``python tools/colab_proof.py ENVIRONMENT``.
The slow test here repeats its first chapter where ``XLING_COLAB_ENV`` names such an environment.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tomllib
from types import ModuleType

import pytest
from book_tools import ROOT
from nbformat.v4 import new_code_cell, new_notebook, new_output
from packaging.requirements import Requirement

PINS = [
    Requirement(line)
    for line in (ROOT / "tests" / "colab_pins.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
VERSIONS = {pin.name.lower(): next(iter(pin.specifier)).version for pin in PINS}
# Pure Python, and in no list of Colab's packages that we have seen.
ADDED = {"conllu", "jaxtyping"}
# In Colab as needs of transformers, whose own bounds choose them.
CHOSEN_BY_TRANSFORMERS = {"huggingface-hub", "packaging", "safetensors"}


def needs() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("colab_proof")


def test_every_pin_is_one_exact_version() -> None:
    assert all(str(pin.specifier).startswith("==") for pin in PINS)
    assert len(VERSIONS) == len(PINS)


@pytest.mark.parametrize("need", needs(), ids=lambda need: need.name)
def test_what_colab_has_is_inside_the_range(need: Requirement) -> None:
    if need.name in ADDED | CHOSEN_BY_TRANSFORMERS:
        assert need.name not in VERSIONS
    else:
        assert need.specifier.contains(VERSIONS[need.name]), "Colab's version would have to be replaced"


def test_the_proof_notices_a_package_that_was_replaced_or_removed(proof: ModuleType) -> None:
    before = {"torch": "2.11.0", "numpy": "2.1.3"}
    assert proof.changed(before, before | {"conllu": "6.0.0"}) == []
    assert proof.changed(before, {"torch": "2.13.0"}) == [
        "torch: 2.11.0 before, 2.13.0 after",
        "numpy: 2.1.3 before, none after",
    ]


def test_values_kept_for_the_pages_are_no_difference(proof: ModuleType) -> None:
    glued = new_output("display_data", data={"application/papermill.record/text/plain": "99"})
    printed = new_output("stream", text="99")
    notebook = new_notebook(cells=[new_code_cell("keep(99)", outputs=[glued, printed])])
    assert proof.without_glue(notebook).cells[0].outputs == [printed]


def test_the_proof_clones_what_is_not_committed(
    proof: ModuleType, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    (tree / "new.py").write_text("1")
    (tree / ".gitignore").write_text("*.log")
    (tree / "old.log").write_text("1")
    monkeypatch.setattr(proof, "ROOT", tree)
    address = proof.clone_of_tree(tmp_path / "source")
    subprocess.run(["git", "clone", "-q", address, str(tmp_path / "clone")], check=True)
    assert {path.name for path in (tmp_path / "clone").iterdir()} == {".git", ".gitignore", "new.py"}


@pytest.mark.slow
def test_the_first_chapter_runs_with_the_versions_of_colab() -> None:
    environment = os.environ.get("XLING_COLAB_ENV")
    if environment is None:
        pytest.skip("XLING_COLAB_ENV names no environment; tools/colab_proof.py builds one")
    tool = ROOT / "tools" / "colab_proof.py"
    done = subprocess.run(
        [sys.executable, str(tool), environment, "01_zero_shot_transfer"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no package was removed or replaced" in done.stdout
