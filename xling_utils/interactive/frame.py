"""What the interactive figures share: the frame, tables, bars, numbers, data for the script."""

from __future__ import annotations

import json
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from importlib.resources import files
from typing import Any, ClassVar

SHORTEST_ALT = 40
"""Fewer characters than this cannot say what a figure shows."""


@dataclass(frozen=True, eq=False)
class Interactive(ABC):
    """A figure as HTML that needs neither a kernel nor the network.

    Attributes:
        name: identifies the figure on its page; a second figure needs another one.
        alt: what the figure shows, for those who do not see it.
    """

    name: str
    alt: str
    kind: ClassVar[str]
    """Name of its own script."""
    scripts: ClassVar[tuple[str, ...]] = ("shared",)
    """What its own script builds on."""
    styles: ClassVar[tuple[str, ...]] = ("style",)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.name):
            raise ValueError(
                f"name={self.name!r}: use small letters, digits and hyphens, such as 'sentence-clouds'"
            )
        if len(self.alt.strip()) < SHORTEST_ALT:
            raise ValueError(
                f"alt of figure {self.name!r} has {len(self.alt.strip())} characters: "
                f"say in at least {SHORTEST_ALT} what the figure shows"
            )

    @abstractmethod
    def _controls(self) -> str:
        """Sliders and menus; they stay hidden until the script runs."""

    @abstractmethod
    def _drawing(self) -> str:
        """The first state."""

    @abstractmethod
    def _tables(self) -> str:
        """The numbers and texts behind the figure."""

    @abstractmethod
    def _data(self) -> dict[str, Any]:
        """What the script needs, for JSON."""

    @abstractmethod
    def __repr__(self) -> str: ...

    def _repr_html_(self) -> str:
        parts = [
            f'<div class="xl-controls xl-js">{self._controls()}</div>' if self._controls() else "",
            self._drawing(),
            f'<details class="xl-behind"><summary>The data as a table</summary>{self._tables()}</details>',
            f'<script type="application/json">{as_json(self._data())}</script>',
            f"<script>(() => {{\n{_assets((*self.scripts, self.kind), 'js')}}})();</script>",
        ]
        return self._frame("\n".join(parts))

    def _still(self, **state: Any) -> str:
        """The drawing in another state, without scripts and tables; its ids are others too."""
        moved = replace(self, name=f"{self.name}-live", **state)
        return moved._frame(moved._drawing())

    def _frame(self, inside: str) -> str:
        styles = _assets(self.styles, "css")
        return (
            f'<div class="xling-figure" id="{self.name}" data-kind="{self.kind}" role="figure" '
            f'aria-label="{escape(self.alt)}">\n<style>{styles}</style>\n{inside}\n</div>'
        )


def _assets(names: Iterable[str], suffix: str) -> str:
    folder = files("xling_utils.interactive")
    return "".join((folder / f"{name}.{suffix}").read_text(encoding="utf-8") for name in names)


def as_json(data: object) -> str:
    """JSON that can stand inside a script element, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def number(value: float, decimals: int = 0, *, plus: bool = False) -> str:
    """A number with a real minus sign; "–" if there is none.

    Rounds as the script does: to the three decimals that it gets, then as JavaScript's toFixed.
    """
    if math.isnan(value):
        return "–"
    rounded = Decimal(round(float(value), 3)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
    return f"{rounded:{'+' if plus and rounded else ''}f}".replace("-", "−")


def interval(mean: float, low: float, high: float, decimals: int = 0) -> str:
    """For instance "−5 [−7, −4]"; a single run has no interval."""
    ends = "" if math.isnan(low) else f" [{number(low, decimals)}, {number(high, decimals)}]"
    return number(mean, decimals) + ends


class Html(str):
    """A cell of a table that is HTML already."""


def table(caption: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table that scrolls, with headers for rows and columns.

    Args:
        caption: what it holds.
        columns: header of the row names, then those of the cells.
        rows: name of a row and its cells. `Html` is taken as it is.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, cells))}</tr>' for name, cells in rows
    )
    return (
        f'<div class="xl-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def _cell(content: str) -> str:
    return content if isinstance(content, Html) else f"<td>{escape(content)}</td>"


# --- bars: a list with one horizontal bar per language ---


@dataclass(frozen=True)
class Scale:
    """The horizontal axis of a list of bars."""

    low: float
    high: float

    def per_cent(self, value: float) -> float:
        """Where a value stands, from 0 at the left end to 100 at the right one."""
        return round(100 * (value - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True)
class Bar:
    """One bar from zero to a value, with an interval or a tick.

    Attributes:
        label: name of the row.
        value: where the bar ends.
        text: what stands behind the bar.
        low: start of the interval; not a number if there is none.
        high: end of the interval.
        tick: a value to compare with; not a number if there is none.
        special: drawn in the colour of the source language.
    """

    label: str
    value: float
    text: str
    low: float = math.nan
    high: float = math.nan
    tick: float = math.nan
    special: bool = False


def bars(rows: Sequence[Bar | None], names: Sequence[str], scale: Scale) -> str:
    """A list of bars over one axis; a row without a bar is there, but hidden, for the script to fill."""
    items = "".join(
        _bar(bar or Bar(name, 0, ""), scale, hidden=bar is None)
        for bar, name in zip(rows, names, strict=True)
    )
    marks = "".join(
        f'<i style="left:{scale.per_cent(end)}%">{number(end)}</i>' for end in (scale.low, 0.0, scale.high)
    )
    axis = f'<div class="xl-axis" aria-hidden="true"><span></span><span class="xl-track">{marks}</span></div>'
    return f'<div class="xl-bars" style="--zero:{scale.per_cent(0)}%"><ul>{items}</ul>{axis}</div>'


def _bar(bar: Bar, scale: Scale, *, hidden: bool) -> str:
    zero, end = scale.per_cent(0), scale.per_cent(bar.value)
    places = {"left": min(zero, end), "width": round(abs(end - zero), 2)}
    if not math.isnan(bar.low):
        low, high = scale.per_cent(bar.low), scale.per_cent(bar.high)
        places |= {"low": low, "span": round(high - low, 2)}
    if not math.isnan(bar.tick):
        places |= {"tick": scale.per_cent(bar.tick)}
    style = ";".join(f"--{name}:{place}%" for name, place in places.items())
    flags = " data-special" * bar.special + " hidden" * hidden
    return (
        f'<li{flags} style="{style}"><b>{escape(bar.label)}</b><span class="xl-track" aria-hidden="true">'
        f'<i class="xl-bar"></i><i class="xl-range"></i><i class="xl-tick"></i></span>'
        f'<span class="xl-value">{escape(bar.text)}</span></li>'
    )
