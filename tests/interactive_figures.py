"""One small figure of each interactive kind, and readers of them: a parser of HTML, a page in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xling_utils.interactive import (
    Cell,
    Interactive,
    condition_clouds,
    layer_lines,
    pair_table,
    sentence_clouds,
    stitch_slider,
    strength_slider,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

CODES = ("en", "fr", "ru", "ar")
LAYERS, SENTENCES = 4, 6
ALT = "Four languages drift together over the layers of a small network, then apart."
EVIL = 'she said </script><script>alert("x")</script> & left'
POINTS = np.random.default_rng(0).normal(size=(LAYERS, len(CODES), SENTENCES, 2)).round(3)
TEXTS = {code: [f"{code} sentence {row}" for row in range(1, SENTENCES + 1)] for code in CODES}
COLUMNS = ("0-1", "2-3", "all")
TITLES = ("POS, lower part untuned", "POS, upper part untuned")


def clouds(**changed: Any) -> Any:
    options: dict[str, Any] = {"name": "clouds", "alt": ALT, "shown": ("en", "ru"), "layer": 0} | changed
    points, texts = options.pop("points", POINTS), options.pop("texts", TEXTS)
    return sentence_clouds(points, CODES, texts, **options)


def cell(mean: float) -> Cell:
    detail = {
        code: (mean - place, mean - place - 1.0, mean - place + 1.5) for place, code in enumerate(CODES)
    }
    return Cell(mean, mean - 2, mean + 2, detail)


EFFECTS = {
    row: {column: cell(mean - shift) for column, mean in zip(COLUMNS, (-20.0, -4.0, -60.0), strict=True)}
    for shift, row in enumerate(("POS, en", "POS, ru"))
}


def pairs(**changed: Any) -> Any:
    options = {"name": "pairs", "alt": ALT, "sources": {"POS, en": "en", "POS, ru": "ru"}} | changed
    return pair_table(options.pop("effects", EFFECTS), **options)


def stitching(**changed: Any) -> Any:
    up = {code: [10.0 + 20 * cut - place for cut in range(4)] for place, code in enumerate(CODES)}
    curves = {TITLES[0]: up, TITLES[1]: {code: values[::-1] for code, values in up.items()}}
    options: dict[str, Any] = {
        "curves": curves,
        "name": "stitch",
        "alt": ALT,
        "parts": {TITLES[0]: ("pretrained", "fine-tuned"), TITLES[1]: ("fine-tuned", "pretrained")},
        "references": {title: dict.fromkeys(CODES, 80.0) for title in TITLES},
        "sources": dict.fromkeys(TITLES, "en"),
    }
    options |= changed
    return stitch_slider(options.pop("curves"), **options)


CONDITIONS = ("frozen", "fine-tuned", "LEACE")
ITEMS = 24
GROUPS = {
    "language": [CODES[item % 4] for item in range(ITEMS)],
    "tag": [f"tag {item % 9}" for item in range(ITEMS)],
}


def conditions(**changed: Any) -> Any:
    drawn = np.random.default_rng(1).normal(size=(3, ITEMS, 2)).round(3)
    options: dict[str, Any] = {
        "points": dict(zip(CONDITIONS, drawn, strict=True)),
        "groups": GROUPS,
        "texts": [f"word {item}" for item in range(ITEMS)],
        "name": "conditions",
        "alt": ALT,
        "notes": {"frozen": "AMI 0.9", "LEACE": "AMI 0.1"},
    }
    options |= changed
    first = [options.pop(key) for key in ("points", "groups", "texts")]
    return condition_clouds(*first, **options)


def seeds(*values: float) -> np.ndarray:
    """Two seeds, one point apart, whose mean is what is given."""
    return np.array(values) + np.array([[-0.005], [0.005]])


def layers(**changed: Any) -> Any:
    curves = {
        "frozen": seeds(0.9, 0.9, 0.8),
        "fine-tuned": seeds(0.9, 0.7, 0.5),
        "one seed": np.full((1, 3), 0.3),
    }
    options: dict[str, Any] = {
        "curves": curves,
        "chance": 0.25,
        "ylabel": "accuracy in %",
        "name": "layers",
        "alt": ALT,
    }
    options |= changed
    return layer_lines(options.pop("curves"), **options)


STRENGTHS = (0, 0.01, 0.1, 1)


def strengths(**changed: Any) -> Any:
    options: dict[str, Any] = {
        "clouds": np.random.default_rng(2).normal(size=(4, ITEMS, 2)).round(3),
        "strengths": STRENGTHS,
        "languages": GROUPS["language"],
        "measures": {"accuracy": [90.0, 91, 80, 20], "language": [80.0, 60, 50, 70]},
        "name": "strengths",
        "alt": ALT,
        "chance": {"language": 25.0},
    }
    options |= changed
    first = [options.pop(key) for key in ("clouds", "strengths", "languages", "measures")]
    return strength_slider(*first, **options)


VOID = {"input", "br", "hr"}


class Reader(HTMLParser):
    """Tags, ids, tables; complains about tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[int]] = []
        self.feed(html)
        self.close()
        assert self.open == [], "tags left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in ("td", "th"):
            self.tables[-1][-1] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [found for _, attrs in self.tags if (found := attrs.get(attribute))]


PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>figures</title>'
    '<link rel="icon" href="data:,">'
    '<style>html[data-theme="dark"] body {{ background: #14181e; color: #ced6dd }}'
    "</style></head><body>{}</body></html>"
)


@contextmanager
def opened(browser: Any, figures: Sequence[Interactive], folder: Path) -> Iterator[Page]:
    """Figures on one page, without motion; errors and requests make it fail."""
    context = browser.new_context(reduced_motion="reduce")
    page, trouble = context.new_page(), []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: trouble.append(request.url))
    path = folder / "figures.html"
    path.write_text(PAGE.format("".join(f._repr_html_() for f in figures)), encoding="utf-8")
    page.goto(path.as_uri())
    yield page
    context.close()
    assert [what for what in trouble if what not in (path.as_uri(), "data:,")] == []
