"""A chart of lines over a few places, with a cursor and a legend that tells the values there."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from xling_utils.interactive.frame import Scale, interval, number, table
from xling_utils.interactive.marks import MOST_COLOURED, ink, mark

MOST_TICKS = 6


@dataclass(frozen=True)
class Line:
    """One value per place; where there are several runs, the ends of its interval.

    Attributes:
        values: one per place.
        low: lower ends; not numbers where there is no interval.
        high: upper ends.
    """

    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def known(self) -> list[float]:
        """All numbers that it shows."""
        return [value for value in chain(self.values, self.low, self.high) if not math.isnan(value)]


@dataclass(frozen=True)
class Chart:
    """Lines over places that stand at equal distances.

    Attributes:
        name: of the figure.
        lines: name -> its values.
        places: what stands below the axis.
        xlabel: what the places are.
        ylabel: what the values are, with their unit.
        decimals: of the numbers.
        highest: where the axis ends at the latest; intervals are cut there.
        levels: values of chance, dashed: of a line under its name, of all under another one.
    """

    name: str
    lines: Mapping[str, Line]
    places: tuple[str, ...]
    xlabel: str
    ylabel: str
    decimals: int = 0
    highest: float = math.inf
    levels: Mapping[str, float] = field(default_factory=dict)

    @property
    def ticks(self) -> list[float]:
        """Round numbers on the vertical axis, which holds 0."""
        known = [0.0, *self.levels.values(), *chain.from_iterable(line.known for line in self.lines.values())]
        return round_numbers(min(known), min(max(known), self.highest))

    def told(self, name: str, place: int) -> str:
        """The value of a line, with its interval."""
        line = self.lines[name]
        return interval(line.values[place], line.low[place], line.high[place], self.decimals)

    def spoken(self, place: int, shown: Collection[str]) -> str:
        """The values at a place in words."""
        values = (f"{name} {self.told(name, place)}" for name in self.lines if name in shown)
        return f"{self.places[place]}: {'; '.join(values)}"

    def drawing(self, place: int, shown: Collection[str]) -> str:
        """The chart with its cursor at a place."""
        marks = "".join(self._mark(number, name) for number, name in enumerate(self.lines))
        lines = "".join(self._line(number, name, name in shown) for number, name in enumerate(self.lines))
        common = "".join(self._level(name) for name in self.levels if name not in self.lines)
        return (
            f'<div class="xl-chart"><p class="xl-key">{escape(self.ylabel)}</p><div class="xl-plot">'
            f'<svg aria-hidden="true"><defs>{marks}</defs>{self._grid()}{common}{lines}</svg>'
            f'<i class="xl-cursor" style="left:{self._across(place)}%"></i></div>'
            f'<p class="xl-key">{escape(self.xlabel)}</p></div>'
        )

    def legend(self, place: int, shown: Collection[str]) -> str:
        """Names that switch their lines on and off, with the values at a place."""
        rows = "".join(
            f'<li{"" if name in shown else " data-off"}><button type="button" '
            f'aria-pressed="{"true" if name in shown else "false"}" title="{escape(name)} on or off">'
            f"{self._swatch(name, number)}{escape(name)}</button>"
            f'<span class="xl-value">{escape(self.told(name, place))}</span></li>'
            for number, name in enumerate(self.lines)
        )
        levels = "".join(
            f"<li><span>{self._swatch(name)}{escape(_of_chance(name, self.lines))}</span>"
            f"<span>{number(level, self.decimals)}</span></li>"
            for name, level in self.levels.items()
        )
        return f'<ul class="xl-lines">{rows}{levels}</ul>'

    def table(self) -> str:
        """A row per line, a column per place; the script reads it."""
        rows = [(name, [self.told(name, place) for place in range(len(self.places))]) for name in self.lines]
        rows += [
            (_of_chance(name, self.lines), [number(level, self.decimals)] * len(self.places))
            for name, level in self.levels.items()
        ]
        return f'<div class="xl-values">{table(self.ylabel, [self.xlabel, *self.places], rows)}</div>'

    @property
    def _scale(self) -> Scale:
        return Scale(self.ticks[0], self.ticks[-1])

    def _across(self, place: int) -> float:
        return round(100 * place / max(1, len(self.places) - 1), 2)

    def _down(self, value: float) -> float:
        """In per cent of the height; what lies beyond the axis stands at its end."""
        low, high = self._scale.low, self._scale.high
        return round(100 - self._scale.per_cent(min(max(value, low), high)), 2)

    def _ink(self, name: str) -> str:
        return ink(name, list(self.lines)) if name in self.lines else "currentColor"

    def _mark(self, number: int, name: str) -> str:
        """Half as large as on a map: here its unit is a pixel at any width."""
        shape = mark(f"{self.name}-line-{number}", name, list(self.lines))
        return f'<g id="{self.name}-line-{number}-dot"><g transform="scale(0.55)">{shape}</g></g>'

    def _style(self, name: str) -> str:
        """Colours repeat; lines that come late are dashed too, with long dashes."""
        late = name in self.lines and list(self.lines).index(name) >= MOST_COLOURED
        return f"color:{self._ink(name)}{';stroke-dasharray:9 3' if late else ''}"

    def _grid(self) -> str:
        digits = next(n for n in range(9) if all(abs(round(tick, n) - tick) < 1e-9 for tick in self.ticks))
        rows = "".join(
            f'<line x2="100%" y1="{self._down(tick)}%" y2="{self._down(tick)}%"/>'
            f'<text class="xl-up" x="-8" y="{self._down(tick)}%">{number(tick, digits)}</text>'
            for tick in self.ticks
        )
        every = math.ceil(len(self.places) / 13)
        columns = "".join(
            f'<text class="xl-across" x="{self._across(place)}%" y="100%" dy="20">{escape(name)}</text>'
            for place, name in enumerate(self.places)
            if place % every == 0
        )
        return f"<g>{rows}{columns}</g>"

    def _line(self, number: int, name: str, shown: bool) -> str:
        line = self.lines[name]
        level = self._level(name) if name in self.levels else ""
        marks = "".join(
            f'<use href="#{self.name}-line-{number}-dot" x="{self._across(x)}%" y="{self._down(value)}%"/>'
            for x, value in enumerate(line.values)
        )
        hidden = "" if shown else ";display:none"
        return (
            f'<g class="xl-line" style="{self._style(name)}{hidden}">'
            f'<svg viewBox="0 0 1000 1000" preserveAspectRatio="none">{self._band(line)}'
            f'<polyline points="{" ".join(self._points(line.values))}"/></svg>{level}{marks}</g>'
        )

    def _band(self, line: Line) -> str:
        if any(map(math.isnan, line.low)):
            return ""
        there, back = self._points(line.high), self._points(line.low)[::-1]
        return f'<polygon points="{" ".join(there + back)}"/>'

    def _points(self, values: tuple[float, ...]) -> list[str]:
        """In thousandths of width and height."""
        return [f"{10 * self._across(x):.0f} {10 * self._down(value):.0f}" for x, value in enumerate(values)]

    def _level(self, name: str) -> str:
        down = self._down(self.levels[name])
        return (
            f'<line class="xl-chance" style="color:{self._ink(name)}" x2="100%" y1="{down}%" y2="{down}%"/>'
        )

    def _swatch(self, name: str, number: int | None = None) -> str:
        """A piece of a line with its mark, or of a dashed line."""
        kind = 'class="xl-chance" ' if number is None else ""
        dot = "" if number is None else f'<use href="#{self.name}-line-{number}-dot" x="15"/>'
        return (
            f'<svg viewBox="0 -8 30 16" aria-hidden="true" style="{self._style(name)}">'
            f'<line {kind}x2="30"/>{dot}</svg>'
        )


def _of_chance(name: str, lines: Collection[str]) -> str:
    return f"{name}: chance" if name in lines else name


def round_numbers(low: float, high: float) -> list[float]:
    """At most six numbers at equal round distances, from one at or below `low` to one at or above `high`."""
    high = high if high > low else low + 1
    power = 10.0 ** math.floor(math.log10(high - low) - 1)
    steps = (factor * scale for scale in (power, 10 * power) for factor in (1, 2, 2.5, 5))
    for step in chain(steps, [100 * power]):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first < MOST_TICKS:
            break
    return [place * step for place in range(first, last + 1)]
