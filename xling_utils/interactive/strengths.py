"""Points in the colours of their languages, moved by the strength of an intervention. Chapter 7."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from jaxtyping import Float

from xling_utils.interactive.charts import Chart, Line
from xling_utils.interactive.controls import live, slider
from xling_utils.interactive.frame import Interactive
from xling_utils.interactive.groups import GroupedMap, grouped_map

if TYPE_CHECKING:
    import ipywidgets


def strength_slider(
    clouds: Float[np.ndarray, "strength item 2"],
    strengths: Sequence[float],
    languages: Sequence[str],
    measures: Mapping[str, Sequence[float]],
    *,
    name: str,
    alt: str,
    chance: Mapping[str, float] | None = None,
) -> StrengthSlider:
    """A map of items that a slider moves from one strength to the next, beside what was measured there.

    Each map is moved, turned and mirrored so that its points travel little from the strength before, and
    scaled to fill the frame: the shape of the clouds is shown, not their size.

    Args:
        clouds: places of the same items at every strength, in two dimensions and in any unit. Their last
            digits need not be the same on all computers.
        strengths: in rising order; they stand at equal distances.
        languages: language of every item; the first eight that occur have a colour, at most 17 fit.
        measures: name -> one value in per cent for every strength.
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        chance: name of a measure -> what guessing gives, in per cent; drawn as a dashed line.

    Raises:
        ValueError: clouds, strengths, languages and measures do not fit each other.
    """
    lines = {measure: tuple(map(float, values)) for measure, values in measures.items()}
    _check(len(clouds), strengths, lines, chance or {})
    chart = Chart(
        name=name,
        lines={measure: _line(values) for measure, values in lines.items()},
        places=tuple(f"{strength:g}" for strength in strengths),
        xlabel="strength",
        ylabel="per cent",
        highest=100,
        levels=dict(chance or {}),
    )
    drawn = grouped_map(name, clouds, {"language": languages})
    return StrengthSlider(name=name, alt=alt, map=drawn, chart=chart, place=0)


def _check(
    count: int,
    strengths: Sequence[float],
    lines: Mapping[str, tuple[float, ...]],
    chance: Mapping[str, float],
) -> None:
    if len(strengths) != count or list(strengths) != sorted(set(strengths)):
        raise ValueError(f"strengths={list(strengths)}: give the strengths of the {count} clouds, rising")
    if not lines:
        raise ValueError("measures is empty: give at least one")
    for measure, values in lines.items():
        if len(values) != count:
            raise ValueError(f"measures[{measure!r}] has {len(values)} values for {count} strengths")
        if not all(abs(value) <= 100 for value in values):
            raise ValueError(f"measures[{measure!r}] has values beyond 100 %, or none: give per cent")
    if strange := [measure for measure in chance if measure not in lines]:
        raise ValueError(f"chance speaks of {strange}: the measures are {list(lines)}")


def _line(values: tuple[float, ...]) -> Line:
    none = (math.nan,) * len(values)
    return Line(values, none, none)


@dataclass(frozen=True, eq=False)
class StrengthSlider(Interactive):
    """See `strength_slider`; the strength that is shown stands at `place`."""

    map: GroupedMap
    chart: Chart
    place: int
    kind: ClassVar[str] = "strengths"
    scripts: ClassVar[tuple[str, ...]] = ("shared", "points", "groups", "charts")
    styles: ClassVar[tuple[str, ...]] = ("style", "groups", "charts")

    def __repr__(self) -> str:
        return (
            f"Interactive figure {self.name}: {self.map.places.shape[1]} items at "
            f"{len(self.chart.places)} strengths. {self.alt}"
        )

    def _controls(self) -> str:
        spoken = self.chart.spoken(self.place, self.chart.lines)
        return slider(f"{self.name}-strength", "strength", self.place, len(self.chart.places) - 1, spoken)

    def _drawing(self) -> str:
        shown = self.chart.lines
        return (
            f'<div class="xl-columns"><div class="xl-panel">'
            f"{self.map.drawing(self.place, 'Map of the items in the colours of their languages')}"
            f'{self.map.legends()}</div><div class="xl-panel">'
            f'<p class="xl-title">strength <span class="xl-place">{self.chart.places[self.place]}</span></p>'
            f"{self.chart.drawing(self.place, shown)}{self.chart.legend(self.place, shown)}</div></div>"
        )

    def _tables(self) -> str:
        return self.chart.table()

    def _data(self) -> dict[str, Any]:
        return {"start": self.place, **self.map.data()}

    def still(self, place: int) -> str:
        """One state, without scripts and tables."""
        name = f"{self.name}-live"
        named, chart = replace(self.map, name=name), replace(self.chart, name=name)
        return self._still(map=named, chart=chart, place=place)

    def widget(self) -> ipywidgets.VBox:
        """The same with a kernel: a slider over the strengths, and the state that it chooses."""
        import ipywidgets

        options = [(text, place) for place, text in enumerate(self.chart.places)]
        place = ipywidgets.SelectionSlider(options=options, value=self.place, description="strength")
        return live(self.still, place)
