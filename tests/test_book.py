"""Guards on the chapters as stored, and on the pages built from them.

Each guard is a function that returns what is wrong, so that it can be tried on bad input too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from book_tools import BOOK, build, chapters
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

LONGEST_CELL = 25  # lines; longer code belongs to the package
SHORTEST_ALT = 40  # characters
LEAST_EXERCISES = 3

DIRECTIVE = re.compile(
    r"^(?:`{3,}|:{3,})\{(exercise|solution)(?:-start)?\}[ \t]*(.*)\n((?::[\w-]+:.*\n)*)", re.MULTILINE
)
LABEL = re.compile(r"^:label:[ \t]*(\S+)", re.MULTILINE)
FOLDED = re.compile(r"^:class:.*\bdropdown\b", re.MULTILINE)


def code_cells(notebook: nbformat.NotebookNode) -> list[tuple[int, nbformat.NotebookNode]]:
    return [(i, c) for i, c in enumerate(notebook.cells, 1) if c.cell_type == "code" and c.source.strip()]


def prose(notebook: nbformat.NotebookNode) -> str:
    return "\n".join(cell.source + "\n" for cell in notebook.cells if cell.cell_type == "markdown")


def missing_outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """A chapter without stored outputs gives nbval nothing to compare; nor does one never executed."""
    cells = code_cells(notebook)
    never_run = [f"cell {i} was never run" for i, cell in cells if cell.execution_count is None]
    return never_run + ([] if any(cell.outputs for _, cell in cells) else ["no stored output at all"])


def stored_errors(notebook: nbformat.NotebookNode) -> list[str]:
    """An error may be stored only where the cell is tagged as one that raises."""
    return [
        f"cell {i} stores an error"
        for i, cell in code_cells(notebook)
        if "raises-exception" not in cell.metadata.get("tags", [])
        and any(output.output_type == "error" for output in cell.outputs)
    ]


def figures_without_alt(notebook: nbformat.NotebookNode) -> list[str]:
    """Every stored picture needs alt text that says what it shows."""
    found = []
    for i, cell in code_cells(notebook):
        pictures = [o for o in cell.outputs if any(kind.startswith("image/") for kind in o.get("data", {}))]
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        if pictures and len(alt) < SHORTEST_ALT:
            found.append(f"cell {i} draws a figure with {len(alt)} characters of alt text")
    return found


def long_cells(notebook: nbformat.NotebookNode) -> list[str]:
    """Code cells above the limit."""
    sizes = [(i, len(cell.source.splitlines())) for i, cell in code_cells(notebook)]
    return [f"cell {i} has {lines} lines" for i, lines in sizes if lines > LONGEST_CELL]


def open_exercises(notebook: nbformat.NotebookNode) -> list[str]:
    """Exercises without a label or a folded solution, and solutions that are open or answer nothing."""
    exercises: set[str] = set()
    solutions: set[str] = set()
    found = []
    for kind, argument, options in DIRECTIVE.findall(prose(notebook)):
        if kind == "exercise":
            label = LABEL.search(options)
            exercises |= {label[1]} if label else set()
            found += [] if label else [f"exercise {argument!r} has no :label:"]
        else:
            solutions.add(argument.strip())
            found += [] if FOLDED.search(options) else [f"the solution of {argument.strip()} is not folded"]
    found += [f"exercise {label} has no solution" for label in sorted(exercises - solutions)]
    found += [
        f"a solution answers {label}, which is no exercise here" for label in sorted(solutions - exercises)
    ]
    return found


def too_few_exercises(notebook: nbformat.NotebookNode) -> list[str]:
    """Every chapter closes with exercises."""
    count = sum(kind == "exercise" for kind, _, _ in DIRECTIVE.findall(prose(notebook)))
    return [] if count >= LEAST_EXERCISES else [f"{count} exercises, expected {LEAST_EXERCISES} or more"]


def machine_paths(notebook: nbformat.NotebookNode) -> list[str]:
    """Stored outputs must not carry the folders of the machine that made them."""
    text = nbformat.writes(notebook)
    return sorted(set(re.findall(r"/(?:home|root|tmp|Users)/\w+", text)))


def remote_sources(notebook: nbformat.NotebookNode) -> list[str]:
    """Addresses that stored HTML or raw HTML in the prose would load."""
    html = [
        o.data["text/html"]
        for _, c in code_cells(notebook)
        for o in c.outputs
        if "text/html" in o.get("data", {})
    ]
    images = re.findall(r"!\[[^\]]*\]\((https?:[^)\s]+)", prose(notebook))
    return images + [url for piece in [*html, prose(notebook)] for url in loaded_addresses(piece)]


GUARDS: list[Callable[[nbformat.NotebookNode], list[str]]] = [
    missing_outputs,
    stored_errors,
    figures_without_alt,
    long_cells,
    open_exercises,
    too_few_exercises,
    machine_paths,
    remote_sources,
]


class Loads(HTMLParser):
    """Collect what a page loads by itself; links that a reader may follow are not loads."""

    SOURCES = frozenset({"src", "srcset", "data", "poster"})
    LINKS = frozenset(
        {"stylesheet", "preload", "modulepreload", "icon", "manifest", "preconnect", "dns-prefetch"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.addresses += [values[name] for name in self.SOURCES & values.keys()]
        if tag == "link" and self.LINKS & set(values.get("rel", "").split()):
            self.addresses.append(values.get("href", ""))
        self.addresses += re.findall(r"url\(['\"]?([^'\")]+)", values.get("style", ""))


def loaded_addresses(html: str) -> list[str]:
    """Return the remote addresses that ``html`` loads without being asked."""
    parser = Loads()
    parser.feed(html)
    return [address for address in parser.addresses if re.match(r"(?:https?:)?//", address)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("book"))


def test_there_are_chapters() -> None:
    assert chapters(), "book/ holds no notebook"


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_chapter(path: Path, guard: Callable[[nbformat.NotebookNode], list[str]]) -> None:
    if guard is too_few_exercises and not path.stem[0].isdigit():
        pytest.skip("an appendix has no exercises")
    assert guard(nbformat.read(path, as_version=4)) == []


FIGURE = new_output("display_data", data={"image/png": "iVBORw0KGgo="})
EXERCISE = "```{exercise}\n:label: ex-a\n\nWhat?\n```\n"
BAD = {
    missing_outputs: new_code_cell("1 + 1"),
    stored_errors: new_code_cell(
        "x", outputs=[new_output("error", ename="NameError", evalue="x", traceback=[])]
    ),
    figures_without_alt: new_code_cell(
        "plot()", outputs=[FIGURE], metadata={"mystnb": {"image": {"alt": "a plot"}}}
    ),
    long_cells: new_code_cell("pass\n" * (LONGEST_CELL + 1)),
    open_exercises: new_markdown_cell(EXERCISE + "```{solution} ex-a\nOpen for all to see.\n```\n"),
    too_few_exercises: new_markdown_cell(EXERCISE),
    machine_paths: new_code_cell("p", outputs=[new_output("stream", text="/home/somebody/file")]),
    remote_sources: new_markdown_cell('<script src="https://example.org/x.js"></script>'),
}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_guard_notices_a_bad_chapter(guard: Callable[[nbformat.NotebookNode], list[str]]) -> None:
    assert guard(new_notebook(cells=[BAD[guard]]))


def test_a_folded_solution_satisfies_the_guard() -> None:
    solution = "````{solution-start} ex-a\n:class: dropdown\n````\n"
    assert (
        open_exercises(new_notebook(cells=[new_markdown_cell(EXERCISE), new_markdown_cell(solution)])) == []
    )


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<link rel="stylesheet" href="https://example.org/a.css">', 1),
        ('<img src="//example.org/a.png">', 1),
        ('<p style="background: url(https://example.org/a.png)">', 1),
        ('<a href="https://example.org">read on</a><link rel="canonical" href="https://example.org">', 0),
        ('<img src="_images/a.png"><script src="_static/a.js"></script>', 0),
    ],
)
def test_loads_are_told_from_links(html: str, count: int) -> None:
    assert len(loaded_addresses(html)) == count


def test_built_pages_load_nothing_from_elsewhere(site: Path) -> None:
    pages = sorted(site.glob("*.html"))
    assert {path.stem for path in chapters()} <= {page.stem for page in pages}
    loads = {page.name: loaded_addresses(page.read_text(encoding="utf-8")) for page in pages}
    assert {name: found for name, found in loads.items() if found} == {}


def test_built_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    remote = re.compile(r"(?:@import\s+|url\()\s*['\"]?(?:https?:)?//[^'\")\s]+")
    sheets = {
        sheet.name: remote.findall(sheet.read_text(encoding="utf-8"))
        for sheet in site.glob("_static/**/*.css")
    }
    assert sheets, "no style sheet was built"
    assert {name: found for name, found in sheets.items() if found} == {}


def test_built_pages_use_the_vendored_scripts(site: Path) -> None:
    for script in (BOOK / "assets" / "js").glob("*.js"):
        assert (site / "_static" / "js" / script.name).read_bytes() == script.read_bytes()
