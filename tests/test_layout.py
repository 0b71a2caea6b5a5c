"""The repository's files agree with each other."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from book_tools import BOOK, ROOT, toc_files
from packaging.requirements import Requirement


def load(path: Path) -> ModuleType:
    """Import a script that is not in a package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands(readme: str) -> dict[str, str]:
    extract = load(ROOT / ".ci" / "readme_command.py").readme_command
    return {name: extract(name, readme) for name in ("build", "test")}


def requirements() -> list[Requirement]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-e"))]


def test_both_tables_of_contents_are_the_same_file() -> None:
    assert (ROOT / "_toc.yml").read_bytes() == (BOOK / "_toc.yml").read_bytes()


@pytest.mark.parametrize("name", toc_files())
def test_every_page_of_the_toc_exists(name: str) -> None:
    assert any((BOOK / f"{name}{suffix}").is_file() for suffix in (".ipynb", ".md")), (
        f"book/{name} is missing"
    )


def test_every_page_is_in_the_toc() -> None:
    pages = {path.stem for suffix in ("md", "ipynb") for path in BOOK.glob(f"*.{suffix}")}
    assert pages == set(toc_files())


def test_there_is_no_static_folder_that_jupyter_book_would_load_on_every_page() -> None:
    assert not (BOOK / "_static").exists()


def test_readme_build_command_ends_in_the_build(commands: dict[str, str]) -> None:
    assert commands["build"].endswith("&& jupyter-book build book")


def test_readme_commands_share_their_set_up(commands: dict[str, str]) -> None:
    build, test = (command.rpartition(" && ")[0] for command in (commands["build"], commands["test"]))
    assert build == test
    assert "pip install -r requirements.txt" in build


def test_readme_test_command_runs_tests_and_chapters_strictly(commands: dict[str, str]) -> None:
    words = commands["test"].rpartition(" && ")[2].split()
    assert "OMP_NUM_THREADS=1" in words
    assert {"pytest", "tests", "book", "--nbval"} <= set(words)
    assert words[words.index("--dist") + 1] == "loadscope"


@pytest.mark.parametrize("text", ["", "<!-- test-command -->\n```bash\none\ntwo\n```\n"])
def test_extraction_refuses_a_readme_without_exactly_one_line(text: str) -> None:
    extract = load(ROOT / ".ci" / "readme_command.py").readme_command
    with pytest.raises(ValueError, match=r"README\.md"):
        extract("test", text)


def test_ci_runs_exactly_the_readme_command(tmp_path: Path) -> None:
    """Run the real script on a small checkout whose README only writes a file."""
    (tmp_path / "here" / ".ci").mkdir(parents=True)
    (tmp_path / "here" / ".venv").mkdir()
    for name in ("run", "readme_command.py"):
        target = tmp_path / "here" / ".ci" / name
        target.write_bytes((ROOT / ".ci" / name).read_bytes())
        target.chmod(0o755)
    command = f"test ! -e .venv && pwd > '{tmp_path}/seen' && exit 7"
    (tmp_path / "here" / "README.md").write_text(f"<!-- test-command -->\n```bash\n{command}\n```\n")
    done = subprocess.run(
        ["bash", str(tmp_path / "here" / ".ci" / "run")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    copy = Path((tmp_path / "seen").read_text().strip())
    assert copy != tmp_path / "here"
    assert not copy.exists(), "the copy is removed"


def test_ci_script_is_executable() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_tested_versions_lie_inside_the_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    ranges = [Requirement(line) for line in project["dependencies"] + extras["book"] + extras["test"]]
    pinned = {pin.name.lower(): next(iter(pin.specifier)).version for pin in requirements()}
    outside = [
        str(need) for need in ranges if not need.specifier.contains(pinned.get(need.name.lower(), "0"))
    ]
    assert not outside, "missing in requirements.txt or outside the range"


def test_every_requirement_is_one_exact_version() -> None:
    assert all(str(pin.specifier).startswith("==") for pin in requirements())
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == "-e ."


def test_vendored_scripts_are_the_pinned_ones_and_carry_licences() -> None:
    assets = load(ROOT / "tools" / "update_assets.py")
    assert assets.verify() == []
    pinned = {asset.target for asset in assets.PINNED}
    stored = {path.relative_to(assets.ASSETS).as_posix() for path in (BOOK / "assets" / "js").iterdir()}
    assert stored <= pinned, "a script without version, sum and source"


def test_verifying_assets_notices_a_changed_file(tmp_path: Path) -> None:
    assets = load(ROOT / "tools" / "update_assets.py")
    first = assets.PINNED[0]
    (tmp_path / first.target).parent.mkdir(parents=True)
    (tmp_path / first.target).write_text("something else")
    assert assets.verify((first,), tmp_path) == [f"{first.target}: not the pinned mathjax 3.2.2"]


def test_licences_are_named_where_people_look(readme: str) -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in (ROOT / "LICENSE-TEXT").read_text(
        encoding="utf-8"
    )
    assert re.search(r"MIT.*CC BY 4\.0", readme)
