"""The public address stands in one place, and all that follows from it agrees: set, changed, or absent."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
import yaml
from book_tools import BOOK, ROOT, build, chapters, toc_files

ADDRESS = "https://github.com/me/course"
COLAB = "https://colab.research.google.com/github/me/course"
LONGEST_LINE, MOST_LINES = 110, 12
FILES = ("pyproject.toml", "_config.yml", "_toc.yml", "README.md", "CITATION.cff", "tools/repository.py")


def load(root: Path) -> ModuleType:
    """Import the tool of the checkout, or of a copy of it."""
    spec = importlib.util.spec_from_file_location("repository_tool", root / "tools" / "repository.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that the tool reads, without an address."""
    pages = [path.relative_to(ROOT) for suffix in ("ipynb", "md", "yml") for path in BOOK.glob(f"*.{suffix}")]
    for name in (*FILES, *pages):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    load(tmp_path).main(["--unset"])
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.*") if path.is_file()
    }


def first_cell(path: Path) -> nbformat.NotebookNode:
    return next(cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")


def notebooks() -> list[Path]:
    return [BOOK / f"{name}.ipynb" for name in toc_files() if (BOOK / f"{name}.ipynb").is_file()]


def test_all_that_follows_from_the_address_agrees(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.main(["--check"]) == 0, capsys.readouterr().out


def test_while_unset_no_page_names_an_address(tool: ModuleType) -> None:
    if tool.stored_address(ROOT) is not None:
        pytest.skip("pyproject.toml names an address")
    pages = [*BOOK.glob("*.md"), *BOOK.glob("*.ipynb"), *(ROOT / name for name in FILES[:-1])]
    invented = re.compile(
        r"colab\.research\.google|(?:OWNER|USER|me)/(?:REPO|course)|\.\.\./REPO", re.IGNORECASE
    )
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    assert {name: found for name, text in texts.items() if (found := invented.findall(text))} == {}


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_every_notebook_starts_with_the_install_cell(tool: ModuleType, path: Path) -> None:
    cell = first_cell(path)
    assert cell.source == tool.install_cell(tool.stored_address(ROOT)), "run python tools/repository.py"
    assert cell.metadata == {"tags": ["remove-cell"]}
    assert cell.outputs == []


def test_the_tool_knows_every_notebook(tool: ModuleType) -> None:
    assert {f"{name}.ipynb" for name in tool.notebooks(ROOT)} == {path.name for path in chapters()}


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_the_install_cell_is_short_and_is_python(tool: ModuleType, address: str | None) -> None:
    code = tool.install_cell(address)
    compile(code, "cell", "exec")
    assert len(code.splitlines()) <= MOST_LINES
    assert max(map(len, code.splitlines())) <= LONGEST_LINE


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_the_install_cell_does_nothing_where_the_package_is(
    tool: ModuleType, address: str | None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("the cell ran a command"))
    names: dict[str, object] = {}
    exec(tool.install_cell(address), names)
    assert names.keys() <= {"__builtins__", "find_spec"}
    assert capfd.readouterr() == ("", "")


def test_without_address_the_cell_says_how_to_install(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install -e \."):
        exec(tool.install_cell(None), {})


def test_with_address_the_cell_installs_under_constraints(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is installed is written down first, and is what pip must keep."""
    commands = []

    def run(command: list[str], stdout: object = None, check: bool = False) -> None:
        assert check, "a failure must stop the cell"
        commands.append(command)
        if hasattr(stdout, "write"):
            stdout.write("torch==2.11.0+cu128\n")

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(subprocess, "run", run)
    exec(tool.install_cell(ADDRESS), {})
    written, install = commands
    assert written == [sys.executable, "-m", "pip", "list", "--format=freeze"]
    constraints = Path(install[install.index("-c") + 1])
    assert constraints.read_text() == "torch==2.11.0+cu128\n"
    assert install[:4] == [sys.executable, "-m", "pip", "install"]
    assert install[-1] == f"git+{ADDRESS}"
    constraints.unlink()


def test_an_address_reaches_every_place(copy: Path) -> None:
    tool = load(copy)
    assert tool.main([ADDRESS]) == 0
    assert tool.main(["--check"]) == 0
    config = yaml.safe_load((copy / "_config.yml").read_text(encoding="utf-8"))
    assert config["repository"] == {"url": ADDRESS, "path_to_book": "book", "branch": "main"}
    assert config["launch_buttons"] == {"colab_url": "https://colab.research.google.com"}
    project = tomllib.loads((copy / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["urls"] == {"Repository": ADDRESS}
    assert project["dependencies"], "the table of addresses swallowed nothing"
    citation = yaml.safe_load((copy / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["repository-code"] == ADDRESS
    assert f"{COLAB}/blob/main/book/{toc_files()[1]}.ipynb" in (copy / "README.md").read_text(
        encoding="utf-8"
    )
    assert f"{COLAB}/" in (copy / "book" / "how_to_run.md").read_text(encoding="utf-8")
    cells = {first_cell(copy / "book" / path.name).source for path in notebooks()}
    assert cells == {tool.install_cell(ADDRESS)}


def test_taking_the_address_out_gives_the_same_bytes(copy: Path) -> None:
    before, tool = contents(copy), load(copy)
    tool.main([ADDRESS])
    tool.main(["https://github.com/you/other"])
    assert b"me/course" not in (copy / "README.md").read_bytes()
    assert contents(copy) != before
    assert tool.main(["--unset"]) == 0
    assert contents(copy) == before


def test_setting_the_same_address_again_changes_nothing(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = load(copy)
    tool.main([ADDRESS])
    before = contents(copy)
    capsys.readouterr()
    assert tool.main([]) == 0
    assert contents(copy) == before
    assert capsys.readouterr().out == ""


def test_an_address_written_by_hand_is_followed(copy: Path) -> None:
    tool = load(copy)
    project = copy / "pyproject.toml"
    table = '[project.urls]\nHomepage = "https://example.org"\n'
    project.write_text(table + f'Repository = "{ADDRESS}"\n\n' + project.read_text(encoding="utf-8"))
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0
    tool.main(["--unset"])
    assert project.read_text(encoding="utf-8").startswith(table), "other addresses stay"


@pytest.mark.parametrize("name", ["_config.yml", "README.md", "book/01_zero_shot_transfer.ipynb"])
def test_the_check_names_a_file_that_disagrees(
    copy: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = load(copy)
    tool.main([ADDRESS])
    text = (copy / name).read_text(encoding="utf-8")
    (copy / name).write_text(text.replace("me/course", "me/old"), encoding="utf-8")
    capsys.readouterr()
    assert tool.main(["--check"]) == 1
    assert capsys.readouterr().out.startswith(f"{name}: differs\n")


def test_a_file_without_its_marks_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "README.md").write_text("# A book\n")
    assert load(copy).main([ADDRESS]) == 2
    assert "README.md" in capsys.readouterr().err


def test_a_chapter_without_install_cell_gets_one(copy: Path) -> None:
    path = copy / "book" / notebooks()[0].name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    gone = next(i for i, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code")
    del notebook["cells"][gone]
    path.write_text(json.dumps(notebook))
    tool = load(copy)
    assert tool.main(["--check"]) == 1
    tool.main([])
    again = nbformat.read(path, as_version=4)
    nbformat.validate(again)
    assert again.cells[1].source == tool.install_cell(None)
    assert len(again.cells) == len(notebook["cells"]) + 1


@pytest.mark.parametrize("address", [f"{ADDRESS}/", f"{ADDRESS}.git", f" {ADDRESS}.git/ "])
def test_an_address_is_put_in_its_plain_form(tool: ModuleType, address: str) -> None:
    assert tool.normalised(address) == ADDRESS


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("http://github.com/me/course", "https"),
        ("git@github.com:me/course.git", "https"),
        ("github.com/me/course", "https"),
        ("https://github.com/me", "such as"),
        ("https://example.org/me/course", "GitHub"),
        (f"{ADDRESS}/tree/main", f"without what follows: {ADDRESS}$"),
        (f"{ADDRESS}/blob/main/README.md", f"without what follows: {ADDRESS}$"),
        (f"{ADDRESS}?tab=readme", "such as"),
        ("", "such as"),
    ],
)
def test_a_wrong_address_is_refused(tool: ModuleType, address: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        tool.normalised(address)


def test_a_wrong_address_changes_no_file(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(copy)
    assert load(copy).main([f"{ADDRESS}/tree/main"]) == 2
    assert "without what follows" in capsys.readouterr().err
    assert contents(copy) == before


def test_metadata_of_the_notebooks_is_what_colab_needs_and_no_more() -> None:
    for path in notebooks():
        metadata = nbformat.read(path, as_version=4).metadata
        assert metadata.kernelspec == {"name": "python3", "display_name": "Python 3", "language": "python"}
        assert metadata.language_info == {"name": "python"}
        rest = metadata.keys() - {"kernelspec", "language_info", "widgets"}
        gpu = {"accelerator": "GPU", "colab": {"gpuType": "T4", "provenance": []}}
        assert {key: metadata[key] for key in rest} in ({}, gpu), path.name


class Links(HTMLParser):
    """Collect the addresses outside the page that a reader can follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and re.match(r"https?://", href):
            self.found.add(href)


def outside_links(page: Path) -> set[str]:
    parser = Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


def built(root: Path, folder: Path) -> Path:
    """Build the book below ``root``, a warning being an error."""
    start = "from jupyter_book.cli.main import main; main()"
    command = [
        sys.executable,
        "-c",
        start,
        "build",
        "book",
        "-W",
        "--keep-going",
        "--path-output",
        str(folder),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder / "_build" / "html"


@pytest.mark.slow
def test_the_button_leads_to_the_chapter_and_nothing_else_leads_outside(copy: Path) -> None:
    """A book of one short chapter, with and without an address."""
    chapter = nbformat.read(notebooks()[0], as_version=4)
    chapter.cells = [nbformat.v4.new_markdown_cell("# One"), *chapter.cells[1:2]]
    nbformat.write(chapter, copy / "book" / "01_one.ipynb")
    (copy / "book" / "index.md").write_text("# A book\n")
    (copy / "book" / "references.bib").write_text("")
    shutil.copytree(BOOK / "assets", copy / "book" / "assets")
    toc = "format: jb-book\nroot: index\nparts:\n  - chapters:\n      - file: 01_one\n"
    for name in ("_toc.yml", "book/_toc.yml"):
        (copy / name).write_text(toc)
    without = outside_links(built(copy, copy / "without") / "01_one.html")
    load(copy).main([ADDRESS])
    page = built(copy, copy / "with") / "01_one.html"
    assert outside_links(page) - without == {f"{COLAB}/blob/main/book/01_one.ipynb"}
    assert not re.findall(r'src="(?:https?:)?//', page.read_text(encoding="utf-8")), (
        "the button is no request"
    )
    assert not [link for link in without if "colab" in link or "github.com" in link]


@pytest.mark.slow
def test_the_book_without_an_address_has_no_launch_button(tool: ModuleType, tmp_path: Path) -> None:
    if tool.stored_address(ROOT) is not None and "XLING_SITE" not in os.environ:
        pytest.skip("pyproject.toml names an address")
    for page in build(tmp_path).glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "launch-buttons" not in html, page.name
        assert not [link for link in outside_links(page) if "colab.research" in link], page.name
