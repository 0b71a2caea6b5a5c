"""Clouds of parallel sentences, moved through the layers of a network by a slider. Chapter 3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from jaxtyping import Float

from xling_utils.interactive.controls import live, slider
from xling_utils.interactive.frame import Html, Interactive, number, table
from xling_utils.interactive.marks import MOST_COLOURED, dots, mark, swatch
from xling_utils.interactive.places import HEIGHT, WIDTH, fit, follow, packed, scatter_of_translations

if TYPE_CHECKING:
    import ipywidgets


def sentence_clouds(
    points: Float[np.ndarray, "layer language sentence 2"],
    languages: Sequence[str],
    texts: Mapping[str, Sequence[str]],
    *,
    name: str,
    alt: str,
    shown: Sequence[str] | None = None,
    layer_notes: Sequence[str] | None = None,
    layer: int | None = None,
    sentence: int = 0,
) -> SentenceClouds:
    """A map of parallel sentences for every layer; a slider moves from one to the next.

    Each map is moved, turned and mirrored so that its points travel little from the layer before, and scaled
    to fill the frame: the shape of the clouds is shown, not their size.

    Args:
        points: places in two dimensions, in any unit. Some 60 sentences are enough. Their last digits must be
            the same on all computers if the HTML shall be: round them, or read them from records.
        languages: names of the languages, the first one being the one to compare with.
        texts: language -> the sentences, in the order of `points`.
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        shown: languages with a colour and a marker of their own; by default the first eight.
        layer_notes: a short remark on each layer, shown beside the slider.
        layer: where the slider starts; by default where translations are closest together.
        sentence: the sentence whose translations are joined at the start, counted from 0.

    Raises:
        ValueError: shapes, languages or texts do not fit each other.
    """
    points = np.asarray(points, dtype=float)
    _check(points, languages, texts, layer_notes)
    shown = list(languages[:MOST_COLOURED] if shown is None else shown)
    if strange := [code for code in shown if code not in languages]:
        raise ValueError(f"shown={shown}: {strange} not among the languages {list(languages)}")
    places = fit(follow(points))
    ratios = scatter_of_translations(points)
    figure = SentenceClouds(
        name=name, alt=alt, places=places, languages=tuple(languages), shown=tuple(shown),
        texts=tuple(tuple(texts[code]) for code in languages), scatter=tuple(ratios),
        layer_notes=tuple(layer_notes or [""] * len(points)),
        layer=int(np.argmin(ratios)) if layer is None else layer, sentence=sentence,
    )  # fmt: skip
    if not (0 <= figure.layer < len(points) and 0 <= sentence < points.shape[2]):
        raise ValueError(
            f"layer={layer}, sentence={sentence}: there are {len(points)} layers, {points.shape[2]} sentences"
        )
    return figure


def _check(
    points: np.ndarray,
    languages: Sequence[str],
    texts: Mapping[str, Sequence[str]],
    notes: Sequence[str] | None,
) -> None:
    if points.ndim != 4 or points.shape[1] != len(languages) or points.shape[3] != 2 or not points.size:
        raise ValueError(
            f"points has shape {points.shape}: (layer, {len(languages)} languages, sentence, 2) is needed"
        )
    if not np.isfinite(points).all():
        raise ValueError("points holds values that are not numbers: leave those sentences out")
    for code in languages:
        count = len(texts[code]) if code in texts else 0
        if count != points.shape[2]:
            raise ValueError(
                f"texts[{code!r}] holds {count} sentences, points has {points.shape[2]}: give one per point"
            )
    if notes is not None and len(notes) != len(points):
        raise ValueError(f"layer_notes has {len(notes)} entries for {len(points)} layers: give one per layer")


@dataclass(frozen=True, eq=False)
class SentenceClouds(Interactive):
    """See `sentence_clouds`; `places` are whole numbers of shape (layer, language, sentence, 2)."""

    places: np.ndarray
    languages: tuple[str, ...]
    shown: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    scatter: tuple[float, ...]
    layer_notes: tuple[str, ...]
    layer: int
    sentence: int
    kind: ClassVar[str] = "clouds"
    scripts: ClassVar[tuple[str, ...]] = ("shared", "points")

    def __repr__(self) -> str:
        layers, languages, sentences, _ = self.places.shape
        return (
            f"Interactive figure {self.name}: {sentences} sentences in {languages} languages, "
            f"{layers} layers. {self.alt}"
        )

    def _note(self, layer: int) -> str:
        """What is said of a layer beside the slider."""
        where = "0 (embeddings)" if layer == 0 else f"{layer} of {len(self.places) - 1}"
        apart = f"scatter of translations {number(self.scatter[layer], 2)}"
        return "; ".join(filter(None, [f"{where}: {apart}", self.layer_notes[layer]]))

    def _controls(self) -> str:
        note = self._note(self.layer)
        return slider(f"{self.name}-layer", "layer", self.layer, len(self.places) - 1, note)

    def _drawing(self) -> str:
        clouds = "".join(self._cloud(place) for place in self._back_to_front())
        return (
            f'<p class="xl-note"><b>Layer</b> <span class="xl-layer">'
            f"{escape(self._note(self.layer))}</span></p>"
            f'<div class="xl-columns"><svg class="xl-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
            f'aria-label="Map of sentences; the arrow keys go from sentence to sentence">'
            f"<defs>{''.join(map(self._marker, range(len(self.languages))))}</defs>{clouds}"
            f"{''.join(self._threads())}</svg>{self._panel()}</div>"
        )

    def _back_to_front(self) -> list[int]:
        """Languages in grey first, so that they lie below."""
        return sorted(range(len(self.languages)), key=lambda i: self.languages[i] in self.shown)

    def _marker(self, place: int) -> str:
        id_ = f"{self.name}-mark-{place}"
        return mark(id_, self.languages[place], self.shown) + dots(id_)

    def _cloud(self, place: int) -> str:
        points = " ".join(f"{x} {y}" for x, y in self.places[self.layer, place])
        dot = f"url(#{self.name}-mark-{place}-dot)"
        return (
            f'<polyline class="xl-cloud" data-language="{place}" points="{points}" '
            f'style="marker:{dot}" fill="none"/>'
        )

    def _threads(self) -> list[str]:
        """Lines from the middle of the translations to each, with a code where it covers no other."""
        ends = self.places[self.layer, :, self.sentence]
        x0, y0 = ends.mean(axis=0)
        labels: list[tuple[int, int]] = []
        drawn, names = [], []
        for place in reversed(self._back_to_front()):
            x, y = ends[place]
            free = all(abs(a - x) > 43 or abs(b - y) > 23 for a, b in labels)
            labels += [(x, y)] * free
            drawn.append(
                f'<g class="xl-thread" data-language="{place}">'
                f'<line x1="{x0:.0f}" y1="{y0:.0f}" x2="{x}" y2="{y}"/>'
                f'<use href="#{self.name}-mark-{place}" transform="translate({x} {y}) scale(1.5)"/></g>'
            )
            hidden = "" if free else ' style="display:none"'
            names.append(f'<text x="{x + 18}" y="{y + 9}"{hidden}>{escape(self.languages[place])}</text>')
        return drawn + names

    def _panel(self) -> str:
        rows = "".join(
            f'<li><button type="button" aria-pressed="true" title="{escape(code)} on or off">'
            f"{swatch(f'{self.name}-mark-{place}')}"
            f'{escape(code)}</button><span lang="{escape(code)}" dir="auto">'
            f"{escape(self.texts[place][self.sentence])}</span></li>"
            for place, code in enumerate(self.languages)
        )
        coloured = '<button type="button" class="xl-choose" data-choose="shown">coloured only</button>'
        return (
            '<div class="xl-panel"><div class="xl-bar-of-buttons">'
            f'<span class="xl-chosen" aria-live="polite">sentence {self.sentence + 1} of '
            f"{self.places.shape[2]}</span>"
            f'<span class="xl-js">{_step(-1, "previous", "‹")}{_step(1, "next", "›")}</span></div>'
            f'<ul class="xl-texts">{rows}</ul><div class="xl-bar-of-buttons xl-js">'
            '<button type="button" class="xl-choose" data-choose="all">all languages</button>'
            f"{coloured if len(self.shown) < len(self.languages) else ''}</div></div>"
        )

    def _tables(self) -> str:
        layers = [
            (str(layer), [number(ratio, 2), self.layer_notes[layer]])
            for layer, ratio in enumerate(self.scatter)
        ]
        rows = (
            (str(count), [_text(code, text) for code, text in zip(self.languages, row, strict=True)])
            for count, row in enumerate(zip(*self.texts, strict=True), start=1)
        )
        caption = (
            "Scatter of translations on the map: their distance from their common middle as a share of the "
            "spread of all points. 0: translations coincide; near 1: they are no closer than other sentences"
        )
        return (
            table(caption, ["layer", "scatter of translations", "remark"], layers)
            + '<div class="xl-sentences">'
            + table("The sentences", ["sentence", *self.languages], rows)
            + "</div>"
        )

    def _data(self) -> dict[str, Any]:
        return {
            "languages": self.languages,
            "shown": self.shown,
            "sentences": self.places.shape[2],
            "layer": self.layer,
            "sentence": self.sentence,
            "notes": [self._note(layer) for layer in range(len(self.places))],
            "places": [packed(layer) for layer in self.places],
        }

    def still(self, layer: int, sentence: int) -> str:
        """One state, without scripts and tables."""
        return self._still(layer=layer, sentence=sentence)

    def widget(self) -> ipywidgets.VBox:
        """The same with a kernel: two sliders, and the state that they choose."""
        import ipywidgets

        layers, _, sentences, _ = self.places.shape
        layer = ipywidgets.IntSlider(value=self.layer, min=0, max=layers - 1, description="layer")
        sentence = ipywidgets.IntSlider(value=self.sentence + 1, min=1, max=sentences, description="sentence")
        return live(lambda layer, sentence: self.still(layer, sentence - 1), layer, sentence)


def _text(code: str, text: str) -> Html:
    return Html(f'<td lang="{escape(code)}" dir="auto">{escape(text)}</td>')


def _step(step: int, name: str, sign: str) -> str:
    return (
        f'<button type="button" class="xl-step" data-step="{step}" '
        f'aria-label="{name} sentence">{sign}</button>'
    )
