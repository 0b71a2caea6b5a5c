"""A table of effects whose cells open their languages: which pair of layers, which task. Chapter 4."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, ClassVar, TypeAlias

from xling_utils.interactive.frame import Bar, Interactive, Scale, bars, interval, number, table

Estimate: TypeAlias = tuple[float, float, float]
"""Mean, low and high end of its interval; both ends are not a number if there is no interval."""
SHEETS = {"light": ((247, 247, 247), (179, 88, 6), (84, 39, 136)),
          "dark": ((44, 48, 54), (253, 174, 97), (178, 171, 210))}  # fmt: skip
"""Colours of no effect, of the largest loss and of the largest gain, on a light and on a dark page."""


@dataclass(frozen=True)
class Cell:
    """An effect and what is behind it.

    Attributes:
        mean: the number in the table.
        low: lower end of its interval; not a number if there is none.
        high: upper end.
        detail: language -> (mean, low, high).
    """

    mean: float
    low: float
    high: float
    detail: Mapping[str, Estimate]


def pair_table(
    effects: Mapping[str, Mapping[str, Cell]],
    *,
    name: str,
    alt: str,
    unit: str = "points",
    rows_label: str = "task, source",
    columns_label: str = "layers with random values",
    sources: Mapping[str, str] | None = None,
    decimals: int = 0,
    start: tuple[str, str] | None = None,
) -> PairTable:
    """A coloured table of effects; the cell under the pointer or the focus shows its languages below.

    Args:
        effects: row -> column -> cell. All rows have the same columns.
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        unit: of the effects.
        rows_label: what the rows are.
        columns_label: what the columns are.
        sources: row -> the language of fine-tuning, which gets another colour.
        decimals: of the numbers; 0 for whole points.
        start: row and column of the cell that is open at first; by default the first one.

    Raises:
        ValueError: rows have different columns, or an effect is not a number.
    """
    _check(effects)
    cells = {(row, column): cell for row, line in effects.items() for column, cell in line.items()}
    first = start or next(iter(cells))
    if first not in cells:
        raise ValueError(f"start={first}: not in the table; rows are {list(effects)}")
    languages = dict.fromkeys(code for cell in cells.values() for code in cell.detail)
    return PairTable(
        name=name, alt=alt, cells=cells, rows=tuple(effects), columns=tuple(next(iter(effects.values()))),
        languages=tuple(languages), sources=dict(sources or {}), unit=unit,
        labels=(rows_label, columns_label), decimals=decimals, first=first,
    )  # fmt: skip


def _check(effects: Mapping[str, Mapping[str, Cell]]) -> None:
    if not effects or not all(effects.values()):
        raise ValueError("effects is empty, or one of its rows is: give at least one cell per row")
    columns = list(next(iter(effects.values())))
    for row, line in effects.items():
        if list(line) != columns:
            raise ValueError(
                f"row {row!r} has the columns {list(line)}, the first row {columns}: make them equal"
            )
        for column, cell in line.items():
            means = {"mean": cell.mean} | {code: values[0] for code, values in cell.detail.items()}
            if bad := [key for key, value in means.items() if not math.isfinite(value)]:
                raise ValueError(f"cell {row!r}, {column!r}: {bad} not a number; leave it out")


@dataclass(frozen=True, eq=False)
class PairTable(Interactive):
    """See `pair_table`; cells are keyed by row and column."""

    cells: Mapping[tuple[str, str], Cell]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    languages: tuple[str, ...]
    sources: Mapping[str, str]
    unit: str
    labels: tuple[str, str]
    decimals: int
    first: tuple[str, str]
    kind: ClassVar[str] = "pairs"

    def __repr__(self) -> str:
        return (
            f"Interactive table {self.name}: {len(self.rows)} rows, {len(self.columns)} columns, "
            f"in {self.unit}. {self.alt}"
        )

    @property
    def limit(self) -> float:
        """The largest effect, which has the strongest colour."""
        return max(abs(cell.mean) for cell in self.cells.values()) or 1.0

    def scale(self, column: str) -> Scale:
        """One axis for the bars of a column: languages, tasks and sources compare, small effects show."""
        details = [values for row in self.rows for values in self.cells[row, column].detail.values()]
        known = [value for values in details for value in values if math.isfinite(value)]
        low, high = (math.floor(min(0.0, 0.0, *known)), math.ceil(max(0.0, 0.0, *known)))
        return Scale(low, high) if high > low else Scale(-1, 1)

    def _controls(self) -> str:
        return ""

    def _drawing(self) -> str:
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "\n".join(
            f'<tr><th scope="row">{escape(row)}</th>{"".join(self._cell(row, c) for c in self.columns)}</tr>'
            for row in self.rows
        )
        rows_label, columns_label = self.labels
        return (
            f'<div class="xl-wide"><table class="xl-heat"><caption>{escape(columns_label)}; effect in '
            f"{escape(self.unit)}</caption>"
            f'<thead><tr><th scope="col">{escape(rows_label)}</th>{head}</tr></thead>\n'
            f"<tbody>{body}</tbody></table></div>{self._legend()}{self._detail()}"
        )

    def _cell(self, row: str, column: str) -> str:
        cell, first = self.cells[row, column], (row, column) == self.first
        spoken = f"{row}, {column}: {interval(cell.mean, cell.low, cell.high, self.decimals)} {self.unit}"
        return (
            f'<td><button type="button" style="{_colours(cell.mean / self.limit)}" '
            f'aria-label="{escape(spoken)}" aria-pressed="{"true" if first else "false"}"'
            f"{' data-open' if first else ''}>{number(cell.mean, self.decimals)}</button></td>"
        )

    def _legend(self) -> str:
        steps = [place / 4 for place in range(-4, 5)]
        boxes = "".join(f'<i style="{_colours(step)}"></i>' for step in steps)
        low, high = (number(end * self.limit, self.decimals, plus=True) for end in (-1, 1))
        unit = escape(self.unit)
        return f'<p class="xl-scale" aria-hidden="true">{low} <span>{boxes}</span> {high} {unit}</p>'

    def _detail(self) -> str:
        row, column = self.first
        cell = self.cells[self.first]
        found = [self._bar(code, self.sources.get(row), cell.detail.get(code)) for code in self.languages]
        effect = interval(cell.mean, cell.low, cell.high, self.decimals)
        source = '<span class="xl-swatch" data-special><i></i>source</span>' if self.sources else ""
        return (
            f'<div class="xl-detail"><p class="xl-title" aria-live="polite">{escape(f"{row}, {column}")}: '
            f"{effect} {escape(self.unit)}</p>"
            f'<p class="xl-key">{escape(self.unit)} per language, with interval '
            f'<span class="xl-swatch"><i></i>target</span>{source}</p>'
            f"{bars(found, self.languages, self.scale(column))}</div>"
        )

    def _bar(self, code: str, source: str | None, values: Estimate | None) -> Bar | None:
        if values is None:
            return None
        mean, low, high = values
        return Bar(code, mean, interval(*values, self.decimals), low, high, special=code == source)

    def _tables(self) -> str:
        rows = (
            (f"{row}, {column}", [interval(cell.mean, cell.low, cell.high, self.decimals),
                                  *(self._number(cell.detail.get(code)) for code in self.languages)])
            for (row, column), cell in self.cells.items()
        )  # fmt: skip
        caption = f"Effects in {self.unit} with intervals: mean, then each language"
        return table(caption, [f"{self.labels[0]}, {self.labels[1]}", "mean", *self.languages], rows)

    def _number(self, values: Estimate | None) -> str:
        """A cell of the table behind; the script reads it."""
        return "–" if values is None else interval(*values, self.decimals)

    def _data(self) -> dict[str, Any]:
        return {
            "languages": self.languages,
            "scales": [asdict(self.scale(column)) for column in self.columns],
            "unit": self.unit,
            "start": list(self.cells).index(self.first),
            "sources": [self.sources.get(row) for row, _ in self.cells],
        }


def _colours(share: float) -> str:
    """Sheet and ink of a cell on a light and on a dark page, as CSS variables.

    Args:
        share: from -1, the largest loss, to 1, the largest gain.
    """
    parts = []
    for page, (neutral, loss, gain) in SHEETS.items():
        pole = loss if share < 0 else gain
        sheet = [round(a + abs(share) * (b - a)) for a, b in zip(neutral, pole, strict=True)]
        ink = "#000" if _luminance(sheet) > 0.179 else "#fff"  # where black and white contrast alike
        parts.append(f"--{page}:#{bytes(sheet).hex()};--{page}-ink:{ink}")
    return ";".join(parts)


def _luminance(colour: Sequence[int]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
