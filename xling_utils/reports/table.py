"""A table of strings, and the formats that it can be written in."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tabulate import LATEX_ESCAPE_RULES, tabulate

Format: TypeAlias = Literal["text", "markdown", "csv", "latex"]

SUFFIXES: dict[Format, str] = {"text": ".txt", "markdown": ".md", "csv": ".csv", "latex": ".tex"}
"""Format -> ending of a file."""

WIDTH = 70
"""Characters of a cell after which text is wrapped."""


@dataclass(frozen=True)
class Table:
    """Cells as they are printed.

    Attributes:
        title: a few words; names the file too.
        header: one name per column.
        rows: cells, as many per row as there are columns.
        note: what a reader must know to read the numbers.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.header) for row in self.rows), self.title

    @property
    def name(self) -> str:
        """The title as part of a file name."""
        return re.sub(r"\W+", "_", self.title.lower()).strip("_")

    def render(self, format: Format = "text") -> str:  # noqa: A002
        """The table as text that ends in a line break; CSV holds the header and the rows only.

        Raises:
            ValueError: there is no such format.
        """
        if format not in SUFFIXES:
            raise ValueError(f"no format {format!r}. There is: {', '.join(SUFFIXES)}")
        return {"text": self._text, "markdown": self._markdown, "csv": self._csv, "latex": self._latex}[
            format
        ]()

    def _text(self) -> str:
        body = tabulate(self.rows, self.header, "simple", disable_numparse=True, maxcolwidths=WIDTH)
        return _paragraphs(self.title, body, self.note)

    def _markdown(self) -> str:
        header, *rows = ([cell.replace("|", r"\|") for cell in row] for row in (self.header, *self.rows))
        body = tabulate(rows, header, "github", disable_numparse=True)
        return _paragraphs(f"**{self.title}**", body, self.note)

    def _csv(self) -> str:
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows([self.header, *self.rows])
        return file.getvalue()

    def _latex(self) -> str:
        """A floating table; its document needs the package booktabs."""
        escape = str.maketrans(LATEX_ESCAPE_RULES)
        body = tabulate(self.rows, self.header, "latex_booktabs", disable_numparse=True)
        note = [r"\par\smallskip\footnotesize " + self.note.translate(escape)] if self.note else []
        caption = rf"\caption{{{self.title.translate(escape)}}}"
        return "\n".join([r"\begin{table}", r"\centering", caption, body, *note, r"\end{table}", ""])


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
