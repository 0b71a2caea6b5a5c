"""Every exercise of the book, proven both ways: stubs fail, solutions pass, wrong answers meet their hint.

What a chapter has to offer, for the exercise with the label ``ex-1-3``:

- a stub: the one code cell that calls `check_1_3`, as its last statement, on a line of its own;
- a solution: ```` ```python ```` fences in the markdown cell with ``{solution} ex-1-3``, definitions only,
  without the call of the check;
- cells that stubs and solutions need (imports, the corpus: quick ones only) carry the tag ``exercise-setup``;
- here, below, at least one typical wrong answer with the words that its message must contain.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat
import pytest
from book_tools import chapters

from xling_utils import exercises as checks

SOLUTION = re.compile(r"\{solution(?:-start)?\}[ \t]*ex-(\d+-\d+)")
CHECK = re.compile(r"^check_(\d+_\d+)\(", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """One exercise as its chapter stores it."""

    setup: tuple[str, ...]
    stub: str
    solution: str

    @property
    def call(self) -> str:
        """The stub's last statement, the call of the check."""
        return self.stub[CHECK.search(self.stub).start() :]


@cache
def exercises() -> dict[str, Exercise]:
    """Number, such as "1_3", to exercise."""
    found: dict[str, Exercise] = {}
    for path in chapters():
        cells = nbformat.read(path, as_version=4).cells
        setup = tuple(cell.source for cell in cells if "exercise-setup" in cell.metadata.get("tags", []))
        stubs = {
            match[1]: cell.source
            for cell in cells
            if cell.cell_type == "code" and (match := CHECK.search(cell.source))
        }
        solutions = {
            match[1].replace("-", "_"): "\n".join(PYTHON.findall(cell.source))
            for cell in cells
            if cell.cell_type == "markdown" and (match := SOLUTION.search(cell.source))
        }
        unpaired = sorted(stubs.keys() ^ solutions.keys())
        assert not unpaired, f"{path.name}: only a stub or only a solution: {unpaired}"
        found |= {number: Exercise(setup, stub, solutions[number]) for number, stub in stubs.items()}
    return found


@cache
def prepared(setup: tuple[str, ...]) -> dict[str, Any]:
    """The names that a chapter's set-up cells define."""
    return run(setup, {})[0]


def run(sources: tuple[str, ...], names: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Execute code in a copy of the names; return the names after it and what it printed."""
    names, printed = dict(names), io.StringIO()
    with contextlib.redirect_stdout(printed):
        for source in sources:
            exec(compile(source, "<exercise>", "exec"), names)
    return names, printed.getvalue()


def verdict(number: str, answer: str | None) -> str:
    """What the check says to an answer, or to the stub."""
    exercise = exercises()[number]
    code = (exercise.stub,) if answer is None else (answer, exercise.call)
    names = prepared(exercise.setup) | {f"check_{number}": getattr(checks, f"check_{number}")}
    return run(code, names)[1].strip().splitlines()[-1]


@pytest.fixture(autouse=True)
def pocket_rung(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLING_CORPUS", raising=False)
    monkeypatch.delenv("XLING_BACKBONE", raising=False)


WRONG: dict[str, list[tuple[str, str]]] = {}
"""Exercise -> typical wrong answers, each with words that the check's message must contain."""

# --- Chapter 1 ---


# --- The tests ---

NUMBERS = sorted(exercises())


def test_checks_and_exercises_match() -> None:
    assert {name.removeprefix("check_") for name in dir(checks) if name.startswith("check_")} == set(NUMBERS)


def test_every_exercise_has_wrong_answers() -> None:
    assert set(WRONG) == set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_fails_with_a_message(number: str) -> None:
    assert verdict(number, None) == "✗ " + checks.UNANSWERED


@pytest.mark.parametrize("number", NUMBERS)
def test_solution_passes(number: str) -> None:
    assert verdict(number, exercises()[number].solution).startswith("✓ ")


@pytest.mark.parametrize(
    ("number", "answer", "hint"),
    [
        pytest.param(number, *case, id=f"{number}-{i}")
        for number, cases in WRONG.items()
        for i, case in enumerate(cases, 1)
    ],
)
def test_wrong_answer_meets_its_hint(number: str, answer: str, hint: str) -> None:
    said = verdict(number, answer)
    assert said.startswith("✗ ")
    assert hint in said
