"""Lines over the layers of a network, one per condition, with intervals over seeds. Chapters 6 and 7."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from jaxtyping import Float

from xling_utils.interactive.charts import Chart, Line
from xling_utils.interactive.controls import live, slider
from xling_utils.interactive.frame import Interactive
from xling_utils.stats import summarise

if TYPE_CHECKING:
    import ipywidgets


def layer_lines(
    curves: Mapping[str, Float[np.ndarray, "seed layer"]],
    *,
    chance: float | None,
    ylabel: str,
    name: str,
    alt: str,
    percent: bool = True,
) -> LayerLines:
    """A line per condition over the layers; a cursor tells all values of a layer.

    Bands are 95 % intervals over seeds; a single seed has none.

    Args:
        curves: condition -> one value per seed and layer; the seeds may differ, the layers not.
        chance: what guessing gives, in the unit of the curves; drawn as a dashed line.
        ylabel: what the values are, with its unit: "accuracy of the probe in %".
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        percent: the values are shares from 0 to 1, shown in whole per cent; otherwise they are shown as they
            are, with two decimals.

    Raises:
        ValueError: curves are not tables of numbers over the same layers, or not shares.
    """
    factor = 100 if percent else 1
    tables = {condition: factor * np.asarray(values, dtype=float) for condition, values in curves.items()}
    _check(tables, percent=percent)
    layers = next(iter(tables.values())).shape[1]
    chart = Chart(
        name=name,
        lines={condition: _line(values) for condition, values in tables.items()},
        places=tuple(map(str, range(layers))),
        xlabel="layer (0: embeddings)",
        ylabel=ylabel,
        decimals=0 if percent else 2,
        highest=100 if percent else np.inf,
        levels={} if chance is None else {"chance": factor * chance},
    )
    return LayerLines(name=name, alt=alt, chart=chart, layer=layers - 1, shown=tuple(tables))


def _check(tables: Mapping[str, np.ndarray], *, percent: bool) -> None:
    shapes = {condition: values.shape for condition, values in tables.items()}
    if len({shape[1:] for shape in shapes.values()}) != 1 or any(
        len(shape) != 2 or 0 in shape for shape in shapes.values()
    ):
        raise ValueError(f"curves have the shapes {shapes}: (seed, layer) is needed, with the same layers")
    for condition, values in tables.items():
        if not np.isfinite(values).all():
            raise ValueError(f"curves[{condition!r}] holds values that are not numbers: leave it out")
        if percent and np.abs(values).max() > 100:
            raise ValueError(f"curves[{condition!r}] goes beyond 1: give shares, or percent=False")


def _line(values: Float[np.ndarray, "seed layer"]) -> Line:
    found = [summarise(layer) for layer in values.T]
    return Line(
        tuple(summary.mean for summary in found),
        tuple(summary.low for summary in found),
        tuple(summary.high for summary in found),
    )


@dataclass(frozen=True, eq=False)
class LayerLines(Interactive):
    """See `layer_lines`; the cursor stands at `layer`, the lines that are switched on are `shown`."""

    chart: Chart
    layer: int
    shown: tuple[str, ...]
    kind: ClassVar[str] = "layers"
    scripts: ClassVar[tuple[str, ...]] = ("shared", "charts")
    styles: ClassVar[tuple[str, ...]] = ("style", "charts")

    def __repr__(self) -> str:
        return (
            f"Interactive figure {self.name}: {len(self.chart.lines)} lines over "
            f"{len(self.chart.places)} layers. {self.alt}"
        )

    def _controls(self) -> str:
        spoken = self.chart.spoken(self.layer, self.shown)
        return slider(f"{self.name}-layer", "layer", self.layer, len(self.chart.places) - 1, spoken)

    def _drawing(self) -> str:
        return (
            f'<div class="xl-columns">{self.chart.drawing(self.layer, self.shown)}<div class="xl-panel">'
            f'<p class="xl-title">layer <span class="xl-place">{self.layer}</span></p>'
            f"{self.chart.legend(self.layer, self.shown)}</div></div>"
        )

    def _tables(self) -> str:
        return self.chart.table()

    def _data(self) -> dict[str, Any]:
        return {"start": self.layer}

    def still(self, layer: int, shown: Collection[str]) -> str:
        """One state, without scripts and tables."""
        chart = replace(self.chart, name=f"{self.name}-live")
        return self._still(chart=chart, layer=layer, shown=tuple(shown))

    def widget(self) -> ipywidgets.VBox:
        """The same with a kernel: a slider, a list of lines, and the state that they choose."""
        import ipywidgets

        lines, last = self.shown, len(self.chart.places) - 1
        layer = ipywidgets.IntSlider(value=self.layer, min=0, max=last, description="layer")
        shown = ipywidgets.SelectMultiple(options=lines, value=lines, rows=len(lines), description="lines")
        return live(self.still, layer, shown)
