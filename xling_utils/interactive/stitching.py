"""The lower part of one network under the upper part of another; a slider moves the cut. Chapter 5."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from xling_utils.interactive.controls import live, menu, slider
from xling_utils.interactive.frame import Bar, Interactive, Scale, bars, number, table

if TYPE_CHECKING:
    import ipywidgets

MOST_ORIGINS = 3


@dataclass(frozen=True)
class Panel:
    """One choice of the menu.

    Attributes:
        scores: language -> score in per cent for every cut, from 0 to the number of blocks.
        reference: language -> score of the network that was not cut.
        parts: where the lower and the upper part come from.
        source: language of fine-tuning, which gets another colour.
    """

    scores: Mapping[str, tuple[float, ...]]
    reference: Mapping[str, float]
    parts: tuple[str, str]
    source: str | None

    def mean(self, cut: int | None) -> float:
        """Over the targets; without a cut that of the reference."""
        targets = [code for code in self.scores if code != self.source] or list(self.scores)
        values = [self.reference[code] if cut is None else self.scores[code][cut] for code in targets]
        return math.fsum(values) / len(values)


def stitch_slider(
    curves: Mapping[str, Mapping[str, Sequence[float]]],
    *,
    name: str,
    alt: str,
    parts: Mapping[str, tuple[str, str]],
    references: Mapping[str, Mapping[str, float]],
    sources: Mapping[str, str] | None = None,
    decimals: int = 0,
    cut: int | None = None,
    score: str = "score in %",
) -> StitchSlider:
    """Two networks cut and joined: blocks in the colours of their origin, a bar per language.

    At cut 0 only the embeddings come from the lower network; at the last cut only the head comes from the
    upper one.

    Args:
        curves: title of a panel, such as "POS, lower part untuned" -> language -> score in per cent for every
            cut, from 0 to the number of blocks.
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        parts: title of a panel -> origin of the lower part and of the upper part.
        references: title of a panel -> language -> score of the network that was not cut (REF), in per cent.
        sources: title of a panel -> language of fine-tuning, which gets another colour.
        decimals: of the numbers; 0 for whole points.
        cut: where the slider starts; by default in the middle.
        score: what the bars show, with its unit.

    Raises:
        ValueError: a panel lacks its parts or references, or its curves differ in length.
    """
    panels = {
        title: Panel(
            {code: tuple(map(float, values)) for code, values in scores.items()},
            {code: float(value) for code, value in references.get(title, {}).items()},
            parts.get(title, ("", "")),
            (sources or {}).get(title),
        )
        for title, scores in curves.items()
    }
    cuts = _check(panels)
    middle = (cuts - 1) // 2 if cut is None else cut
    if not 0 <= middle < cuts:
        raise ValueError(f"cut={cut}: the curves have the cuts 0 to {cuts - 1}")
    return StitchSlider(
        name=name, alt=alt, panels=panels, cuts=cuts, decimals=decimals, score=score, cut=middle
    )


def _check(panels: Mapping[str, Panel]) -> int:
    """The number of cuts, which is the same everywhere."""
    lengths = {len(values) for panel in panels.values() for values in panel.scores.values()}
    if len(lengths) != 1:
        raise ValueError(f"curves have the lengths {sorted(lengths)}: give every language all cuts")
    for title, panel in panels.items():
        if not all(panel.parts):
            raise ValueError(f"parts has no entry for the panel {title!r}: say where its two parts come from")
        if missing := [code for code in panel.scores if code not in panel.reference]:
            raise ValueError(f"references[{title!r}] lacks {missing}: give the score without a cut")
        values = [*panel.reference.values(), *(v for row in panel.scores.values() for v in row)]
        if not all(0 <= value <= 100 for value in values):
            raise ValueError(f"panel {title!r} has scores outside 0 to 100: give per cent")
    if len(origins := {origin for panel in panels.values() for origin in panel.parts}) > MOST_ORIGINS:
        raise ValueError(f"parts names {len(origins)} origins: at most {MOST_ORIGINS} have a colour")
    return lengths.pop()


@dataclass(frozen=True, eq=False)
class StitchSlider(Interactive):
    """See `stitch_slider`."""

    panels: Mapping[str, Panel]
    cuts: int
    decimals: int
    score: str
    cut: int
    panel: str = ""
    """Title of the panel that is drawn; empty for the first one."""
    kind: ClassVar[str] = "stitching"

    def __repr__(self) -> str:
        return (
            f"Interactive figure {self.name}: {len(self.panels)} panels, {self.cuts} cuts, "
            f"{len(self.languages)} languages. {self.alt}"
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages of all panels."""
        return tuple(dict.fromkeys(code for panel in self.panels.values() for code in panel.scores))

    @property
    def origins(self) -> list[str]:
        """Where parts come from; each origin has its colour."""
        return list(dict.fromkeys(origin for panel in self.panels.values() for origin in panel.parts))

    @property
    def current(self) -> Panel:
        """The panel that is drawn."""
        return self.panels[self.panel or next(iter(self.panels))]

    def _note(self, panel: Panel, cut: int) -> str:
        """What is said of a cut."""
        last = self.cuts - 1
        where = {0: "cut above the embeddings", last: "cut below the head"}.get(
            cut, f"cut between blocks {cut - 1} and {cut}"
        )
        of = "targets" if panel.source else "languages"
        mean, reference = (number(panel.mean(at), self.decimals) for at in (cut, None))
        return f"{where}: mean of the {of} {mean} (REF {reference})"

    def _controls(self) -> str:
        note = self._note(self.current, self.cut)
        return menu(f"{self.name}-panel", "network", list(self.panels)) + slider(
            f"{self.name}-cut", "cut", self.cut, self.cuts - 1, note
        )

    def _drawing(self) -> str:
        panel = self.current
        found = [self._bar(panel, code) for code in self.languages]
        source = '<span class="xl-swatch" data-special><i></i>source</span>' if panel.source else ""
        title = self.panel or next(iter(self.panels))
        return (
            f'<p class="xl-note"><b class="xl-static">{escape(title)}: </b>'
            f'<span class="xl-cut-note" aria-live="polite">{escape(self._note(panel, self.cut))}</span></p>'
            f'<div class="xl-columns">{self._stack(panel)}<div class="xl-detail">'
            f'<p class="xl-key">{escape(self.score)} (REF) '
            f'<span class="xl-swatch"><i></i>target</span>{source}'
            f'<span class="xl-swatch" data-tick><i></i>REF</span></p>'
            f"{bars(found, self.languages, Scale(0, 100))}</div></div>"
        )

    def _bar(self, panel: Panel, code: str) -> Bar | None:
        if code not in panel.scores:
            return None
        value, reference = panel.scores[code][self.cut], panel.reference[code]
        text = f"{number(value, self.decimals)} ({number(reference, self.decimals)})"
        return Bar(code, value, text, tick=reference, special=code == panel.source)

    def _stack(self, panel: Panel) -> str:
        """Head, blocks and embeddings from top to bottom; places count from -1, the embeddings."""
        names = {self.cuts - 1: "head", -1: "embeddings"}
        places = range(self.cuts - 1, -2, -1)
        lower, upper = (self.origins.index(origin) for origin in panel.parts)
        blocks = "".join(
            f'<div class="xl-block" data-place="{place}" '
            f'data-origin="{upper if place >= self.cut else lower}"'
            f"{' data-cut' if place == self.cut else ''}>{names.get(place, place)}</div>"
            for place in places
        )
        top, bottom = (
            f'<p class="xl-part">{which} part: <i data-origin="{origin}"></i><b>'
            f"{escape(self.origins[origin])}</b></p>"
            for which, origin in (("upper", upper), ("lower", lower))
        )
        return f'<div class="xl-stack">{top}<div role="presentation">{blocks}</div>{bottom}</div>'

    def _tables(self) -> str:
        columns = ["language", *(f"cut {cut}" for cut in range(self.cuts)), "REF"]
        return "".join(
            table(
                f"{title} ({panel.parts[0]} below, {panel.parts[1]} above): {self.score}",
                columns,
                [
                    (code, [number(value, self.decimals) for value in (*values, panel.reference[code])])
                    for code, values in panel.scores.items()
                ],
            )
            for title, panel in self.panels.items()
        )

    def _data(self) -> dict[str, Any]:
        return {
            "languages": self.languages,
            "origins": self.origins,
            "scale": {"low": 0, "high": 100},
            "decimals": self.decimals,
            "cut": self.cut,
            "panels": [self._panel_data(panel) for panel in self.panels.values()],
        }

    def _panel_data(self, panel: Panel) -> dict[str, Any]:
        return {
            "parts": [self.origins.index(origin) for origin in panel.parts],
            "source": panel.source,
            "notes": [self._note(panel, cut) for cut in range(self.cuts)],
            "reference": [_rounded(panel.reference.get(code)) for code in self.languages],
            "scores": [
                [_rounded(v) for v in panel.scores[code]] if code in panel.scores else None
                for code in self.languages
            ],
        }

    def still(self, panel: str, cut: int) -> str:
        """One state, without scripts and tables."""
        return self._still(panel=panel, cut=cut)

    def widget(self) -> ipywidgets.VBox:
        """The same with a kernel: a menu, a slider, and the state that they choose."""
        import ipywidgets

        titles = list(self.panels)
        panel = ipywidgets.Dropdown(options=titles, value=titles[0], description="network")
        cut = ipywidgets.IntSlider(value=self.cut, min=0, max=self.cuts - 1, description="cut")
        return live(self.still, panel, cut)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3) + 0.0
