"""Interactive figures: whole without scripts, safe, the same bytes every time, and alive in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from interactive_figures import (
    ALT,
    CODES,
    EFFECTS,
    EVIL,
    LAYERS,
    PAGE,
    POINTS,
    SENTENCES,
    TEXTS,
    TITLES,
    Reader,
    cell,
    clouds,
    conditions,
    layers,
    opened,
    pairs,
    stitching,
    strengths,
)

from xling_utils.interactive import Interactive, sentence_clouds
from xling_utils.interactive.frame import as_json, interval, number
from xling_utils.interactive.places import fit, follow, packed, scatter_of_translations

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAKERS = {
    "clouds": clouds,
    "pairs": pairs,
    "stitching": stitching,
    "conditions": conditions,
    "layers": layers,
    "strengths": strengths,
}
every_figure = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


# --- structure ---


@every_figure
def test_html_is_well_formed_and_its_references_lead_somewhere(make: Any) -> None:
    page = Reader(make()._repr_html_())
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert all(id_.startswith(make().name) for id_ in ids)
    links = {link.removeprefix("#") for link in page.values("href")} | set(page.values("for"))
    links |= set(re.findall(r"url\(#([^)]+)\)", make()._repr_html_()))
    assert links <= set(ids)


@every_figure
def test_tables_are_rectangular_and_have_headers(make: Any) -> None:
    page = Reader(make()._repr_html_())
    assert page.tables
    for rows in page.tables:
        assert len(set(rows)) == 1
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.tags if tag == "th")


@every_figure
def test_nothing_is_loaded_or_evaluated(make: Any) -> None:
    html = make()._repr_html_()
    assert not re.search(r"https?://|//[a-z]+\.|\beval\(|\bimport\b|@import|innerHTML|fetch\(", html)
    assert not Reader(html).values("src")


@every_figure
def test_bytes_are_the_same_every_time_and_differ_with_the_name(make: Any) -> None:
    assert make()._repr_html_() == make()._repr_html_()
    ids = [set(Reader(make(name=name)._repr_html_()).values("id")) for name in ("one", "two")]
    assert ids[0].isdisjoint(ids[1])


@every_figure
def test_plain_text_is_one_line_with_the_description(make: Any) -> None:
    assert repr(make()).endswith(ALT)
    assert "\n" not in repr(make())


@every_figure
def test_a_figure_says_what_it_shows(make: Any) -> None:
    tags = Reader(make()._repr_html_()).tags
    assert (tags[0][1]["role"], tags[0][1]["aria-label"]) == ("figure", ALT)
    with pytest.raises(ValueError, match="at least 40"):
        make(alt="a figure")
    with pytest.raises(ValueError, match="small letters"):
        make(name="My figure")


@every_figure
def test_letters_are_not_small(make: Any) -> None:
    sizes = re.findall(r"font-size: ([\d.]+)px", make()._repr_html_())
    assert min(map(float, sizes)) >= 12


def test_texts_cannot_break_out() -> None:
    texts = TEXTS | {"fr": [EVIL] * SENTENCES}
    figures = [
        clouds(texts=texts, layer_notes=["<td onclick=x>" + EVIL] * LAYERS),
        pairs(effects={EVIL: EFFECTS["POS, en"]}, unit=EVIL, sources={}),
        stitching(
            curves={EVIL: {"en": [1.0, 2.0]}}, parts={EVIL: (EVIL, "b")},
            references={EVIL: {"en": 3.0}}, score=EVIL,
        ),
        conditions(groups={EVIL: [EVIL] * 24}, texts=[EVIL] * 24, notes={"frozen": EVIL}),
        layers(curves={EVIL: [[0.1, 0.2]]}, ylabel=EVIL),
        strengths(languages=[EVIL] * 24, measures={EVIL: [1, 2, 3, 4]}, chance={EVIL: 2}),
    ]  # fmt: skip
    for figure in figures:
        html = figure._repr_html_()
        scripts = [tag for tag, _ in Reader(html).tags if tag == "script"]
        assert len(scripts) == 2, "the data and the program"
        assert "alert(" in html
        assert "<script>alert" not in html
        assert "<td onclick" not in html


def test_json_for_a_script_never_closes_it() -> None:
    assert "<" not in as_json({"text": EVIL})
    with pytest.raises(ValueError, match="JSON"):
        as_json({"value": float("nan")})


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(-4.6, 0, "−5"), (-0.2, 0, "0"), (2.5, 0, "3"), (-2.5, 0, "−3"), (0.125, 2, "0.13"), (np.nan, 0, "–")],
)
def test_numbers_are_rounded_as_in_the_script(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_a_single_run_has_no_interval() -> None:
    assert interval(-5.2, float("nan"), float("nan")) == "−5"
    assert interval(-5.2, -7, -4) == "−5 [−7, −4]"


# --- clouds ---


def test_turning_towards_the_layer_before_keeps_all_distances() -> None:
    turned = follow(POINTS).reshape(LAYERS, -1, 2)
    for old, new in zip(POINTS.reshape(LAYERS, -1, 2), turned, strict=True):
        old, new = (np.linalg.norm(p[:, None] - p[None], axis=-1) for p in (old, new))
        np.testing.assert_allclose(new, old, atol=1e-12)


def test_a_turned_and_mirrored_copy_does_not_move() -> None:
    turn = np.array([[0.6, 0.8], [0.8, -0.6]])
    layers = fit(follow(np.stack([POINTS[0], POINTS[0] @ turn + 3])))
    assert np.abs(layers[0] - layers[1]).max() <= 1


def test_points_fill_the_map_without_distortion() -> None:
    places = fit(POINTS * np.array([5.0, 0.1]))
    assert places.min() >= 0
    assert places[..., 0].max() <= 1000
    assert places[..., 1].max() <= 760
    spans = np.ptp(places.reshape(LAYERS, -1, 2), axis=1)
    assert (spans[:, 0] == 900).all()
    assert (spans[:, 1] < 50).all()


def test_scatter_is_0_for_coinciding_translations_and_near_1_for_unrelated_points() -> None:
    same = np.broadcast_to(POINTS[:, :1], POINTS.shape)
    np.testing.assert_allclose(scatter_of_translations(same), 0, atol=1e-12)
    many = np.random.default_rng(1).normal(size=(1, 17, 200, 2))
    assert 0.94 < scatter_of_translations(many)[0] < 1


def test_packed_numbers_come_back() -> None:
    numbers = np.array([[0, 35], [36, 1295]])
    text = packed(numbers)
    assert [int(text[i : i + 2], 36) for i in range(0, 8, 2)] == [0, 35, 36, 1295]


def test_clouds_start_where_translations_are_closest() -> None:
    points = POINTS.copy()
    points[2] = points[2, :1] + 0.01 * points[2]
    assert clouds(points=points, layer=None).layer == 2


def test_realistic_clouds_are_small() -> None:
    codes = [f"l{place}" for place in range(17)]
    points = np.random.default_rng(0).normal(size=(13, 17, 60, 2))
    texts = dict.fromkeys(codes, ["A sentence of about fifty letters, as they are here."] * 60)
    figure = sentence_clouds(points, codes, texts, name="big", alt=ALT)
    assert len(figure._repr_html_().encode()) < 200_000


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"points": POINTS[0]}, "points has shape"),
        ({"points": POINTS * np.nan}, "not numbers"),
        ({"texts": TEXTS | {"fr": ["one"]}}, r"texts\['fr'\] holds 1 sentences"),
        ({"texts": {}}, r"texts\['en'\] holds 0"),
        ({"shown": ("xx",)}, "xx"),
        ({"layer_notes": ["one"]}, "one per layer"),
        ({"layer": 9}, "there are 4 layers"),
        ({"sentence": -1}, "6 sentences"),
    ],
)
def test_wrong_clouds_are_told(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        clouds(**changed)


# --- pairs and stitching ---


def test_cells_are_readable_on_light_and_on_dark_pages() -> None:
    styles = re.findall(r"--(light|dark):#(\w{6});--\1-ink:#(\w{3})", pairs()._repr_html_())
    assert len(styles) == 2 * (6 + 9), "cells and the legend of colours"
    for _, sheet, ink in styles:
        light, dark = sorted((luminance(sheet), float(ink == "fff")), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    shares = np.array([int(colour[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_every_number_of_a_cell_stands_in_the_table_behind() -> None:
    html = pairs()._repr_html_()
    behind = html[html.index("<details") :]
    for line in EFFECTS.values():
        for effect in line.values():
            for values in ((effect.mean, effect.low, effect.high), *effect.detail.values()):
                assert f"<td>{interval(*values)}</td>" in behind


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"effects": {}}, "empty"),
        ({"effects": {"a": EFFECTS["POS, en"], "b": {"0-1": cell(1)}}}, "row 'b' has the columns"),
        ({"effects": {"a": {"0-1": replace(cell(1), mean=float("nan"))}}}, "not a number"),
        ({"start": ("POS, en", "7-8")}, "not in the table"),
    ],
)
def test_wrong_effects_are_told(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pairs(**changed)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"curves": {}}, "lengths"),
        ({"curves": {TITLES[0]: {"en": [1.0, 2.0], "fr": [1.0]}}}, r"lengths \[1, 2\]"),
        ({"curves": {TITLES[0]: {"en": [0.0, 300.0]}}}, "give per cent"),
        ({"parts": {}}, "parts has no entry"),
        ({"references": {}}, r"lacks \['en'"),
        ({"cut": 4}, "cuts 0 to 3"),
    ],
)
def test_wrong_curves_are_told(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stitching(**changed)


def test_blocks_below_the_cut_come_from_the_lower_part() -> None:
    html = stitching(cut=1)._repr_html_()
    blocks = re.findall(r'data-place="(-?\d+)" data-origin="(\d)"', html)
    assert blocks == [("3", "1"), ("2", "1"), ("1", "1"), ("0", "0"), ("-1", "0")]


def test_the_mean_is_over_targets() -> None:
    figure = stitching()
    panel = figure.panels[TITLES[0]]
    assert panel.mean(1) == pytest.approx(np.mean([29, 28, 27]))
    assert panel.mean(None) == 80


# --- with a kernel ---


def test_widgets_move_with_their_controls() -> None:
    box = clouds().widget()
    layer, sentence, page = box.children
    states = [page.value]
    layer.value = 2
    states.append(page.value)
    sentence.value = 5
    states.append(page.value)
    assert len(set(states)) == 3
    assert "fr sentence 5" in states[2]
    assert "fr sentence 5" not in states[1]

    menu, cut, page = stitching().widget().children
    cut.value = 3
    assert "70 (80)" in page.value
    menu.value = TITLES[1]
    assert "70 (80)" not in page.value
    assert "10 (80)" in page.value


@pytest.mark.parametrize("make", [clouds, stitching, layers, strengths])
def test_a_still_has_no_scripts_and_other_ids(make: Any) -> None:
    figure: Interactive = make()
    still = Reader(figure.widget().children[-1].value)
    assert not [tag for tag, _ in still.tags if tag in ("script", "input", "details")]
    assert set(still.values("id")).isdisjoint(Reader(figure._repr_html_()).values("id"))


# --- in the browser ---


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Page]:
    """All figures, the clouds twice, on one page."""
    figures = [clouds(), clouds(name="more"), pairs(), stitching(), conditions(), layers(), strengths()]
    with opened(browser, figures, tmp_path) as page:
        yield page


@pytest.mark.browser
def test_the_script_changes_nothing_before_the_reader_does(page: Page) -> None:
    for figure in (clouds(), pairs(), stitching(), layers(), strengths()):
        texts = page.eval_on_selector_all(f"#{figure.name} .xl-value, #{figure.name} .xl-texts li", READ)
        assert texts == re.findall(
            r"(?:class=\"xl-value\"|dir=\"auto\")>([^<]+)</span>", figure._repr_html_()
        )
    points = page.get_attribute("#clouds .xl-cloud", "points")
    assert f'points="{points}"' in clouds()._repr_html_()


READ = "all => all.map(e => (e.querySelector('span') ?? e).textContent)"


@pytest.mark.browser
def test_the_slider_moves_the_points_by_keyboard(page: Page) -> None:
    places = [page.get_attribute("#clouds .xl-cloud", "points")]
    page.focus("#clouds input")
    for layer in range(1, LAYERS):
        page.keyboard.press("ArrowRight")
        assert page.get_attribute("#clouds", "data-layer") == str(layer)
        places.append(page.get_attribute("#clouds .xl-cloud", "points"))
        assert page.text_content("#clouds .xl-layer").startswith(f"{layer} of 3")
    assert len(set(places)) == LAYERS
    assert page.get_attribute("#more .xl-cloud", "points") == places[0], "the other figure stays"


@pytest.mark.browser
def test_points_travel_where_motion_is_welcome(page: Page) -> None:
    """Under a clock of our own: a busy machine could be late for every picture in between."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.emulate_media(reduced_motion="no-preference")
    page.focus("#clouds input")
    points = "#clouds .xl-cloud"
    before = page.get_attribute(points, "points")
    goal = " ".join(f"{x} {y}" for x, y in clouds().places[1, 1])
    page.keyboard.press("ArrowRight")
    assert page.get_attribute(points, "points") == before
    page.clock.run_for(200)
    assert page.get_attribute(points, "points") not in (before, goal)
    page.clock.run_for(400)
    assert page.get_attribute(points, "points") == goal


@pytest.mark.browser
def test_hovering_shows_translations_and_leaving_takes_them_back(page: Page) -> None:
    first = page.text_content("#clouds .xl-texts")
    box = page.locator("#clouds .xl-map").bounding_box()
    x, y = clouds().places[0, 2, 4] / 1000 * box["width"]
    page.mouse.move(box["x"] + x, box["y"] + y)
    assert page.text_content("#clouds .xl-chosen") == "sentence 5 of 6"
    texts = page.eval_on_selector_all("#clouds .xl-texts li > span", "all => all.map(e => e.textContent)")
    assert texts == [f"{code} sentence 5" for code in CODES]
    ends = page.eval_on_selector_all(
        "#clouds .xl-thread line",
        "all => all.map(e => [Number(e.getAttribute('x2')), Number(e.getAttribute('y2'))])",
    )
    assert sorted(ends) == sorted(clouds().places[0, :, 4].tolist())
    page.mouse.move(2, 2)
    assert page.text_content("#clouds .xl-texts") == first


@pytest.mark.browser
def test_sentences_go_by_keyboard_and_languages_go_off(page: Page) -> None:
    page.focus("#clouds .xl-map")
    page.keyboard.press("ArrowLeft")
    assert page.text_content("#clouds .xl-chosen") == "sentence 6 of 6"
    page.get_by_role("button", name="next sentence").first.press("Enter")
    assert page.text_content("#clouds .xl-chosen") == "sentence 1 of 6"
    page.locator("#clouds .xl-texts button").nth(1).press("Space")
    assert not page.locator('#clouds .xl-cloud[data-language="1"]').is_visible()
    assert page.locator("#clouds .xl-thread:visible").count() == 3
    page.locator('#clouds [data-choose="shown"]').click()
    assert page.locator("#clouds .xl-texts [aria-pressed=true]").count() == 2
    page.locator('#clouds [data-choose="all"]').click()
    assert page.locator("#clouds .xl-thread:visible").count() == 4


@pytest.mark.browser
def test_cells_are_reached_by_arrows_and_open_their_languages(page: Page) -> None:
    page.focus("#pairs .xl-heat button")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")  # nothing beyond the last column
    assert page.text_content("#pairs .xl-title") == "POS, ru, all: −61 [−63, −59] points"
    values = page.locator("#pairs .xl-value").all_text_contents()
    assert values == [interval(*v) for v in EFFECTS["POS, ru"]["all"].detail.values()]
    assert page.text_content("#pairs li[data-special] b") == "ru"
    assert page.locator("#pairs .xl-heat button[tabindex='0']").count() == 1
    page.locator("#pairs .xl-heat button").first.hover()
    assert page.text_content("#pairs .xl-title").startswith("POS, en, 0-1: −20")
    page.mouse.move(2, 2)
    assert page.text_content("#pairs .xl-title").startswith("POS, ru, all")


@pytest.mark.browser
def test_a_bar_ends_where_its_number_says(page: Page) -> None:
    page.locator("#stitch input").press("End")
    bar, track = (
        page.locator(f"#stitch li {part}").first.bounding_box() for part in (".xl-bar", ".xl-track")
    )
    assert bar["width"] / track["width"] == pytest.approx(0.70, abs=0.01)
    tick = page.locator("#stitch .xl-tick").first.bounding_box()
    assert (tick["x"] - track["x"]) / track["width"] == pytest.approx(0.80, abs=0.02)


@pytest.mark.browser
def test_the_cut_moves_bars_and_blocks(page: Page) -> None:
    values = "#stitch .xl-value"
    assert page.locator(values).first.text_content() == "30 (80)"
    page.focus("#stitch input")
    page.keyboard.press("ArrowRight")
    assert page.locator(values).first.text_content() == "50 (80)"
    assert page.locator("#stitch .xl-block[data-origin='0']").count() == 3, "embeddings and two blocks"
    assert page.text_content("#stitch .xl-cut-note").startswith("cut between blocks 1 and 2")
    page.select_option("#stitch select", TITLES[1])
    assert page.locator(values).first.text_content() == "30 (80)"
    assert page.locator("#stitch .xl-block[data-origin='1']").count() == 3, "origins change places"


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_contrasts_with_the_page(page: Page, theme: str) -> None:
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    low = page.evaluate(CONTRASTS, "#14181e" if theme == "dark" else "#ffffff")
    assert low == []


CONTRASTS = """page => {
  const parse = (c) => { const v = c.match(/[\\d.]+/g).map(Number); return v.length > 3 ? v : [...v, 1]; };
  const hex = (h) => [1, 3, 5].map((i) => parseInt(h.slice(i, i + 2), 16));
  const linear = (v) => v <= 10 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const sheet = (e) => {
    const above = e.parentElement ? sheet(e.parentElement) : hex(page);
    const c = parse(getComputedStyle(e).backgroundColor);
    return above.map((v, i) => c[3] * c[i] + (1 - c[3]) * v);
  };
  const speaks = (e) => e.getClientRects().length
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const look = (e) => {
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(sheet(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    return [e.outerHTML.slice(0, 80), ratio, parseFloat(style.fontSize)];
  };
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
  return [...document.querySelectorAll('.xling-figure :not(script, style, svg, svg *)')]
    .filter(speaks).map(look).filter(([, ratio, size]) => ratio < 4.5 || size < 12);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [340, 400, 600, 736, 1000])
def test_figures_fit_their_page_and_their_letters_are_legible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    size = page.evaluate(
        "() => { const t = document.querySelector('.xl-map text'), m = document.querySelector('.xl-map');"
        "return parseFloat(getComputedStyle(t).fontSize) * m.clientWidth / 1000 }"
    )
    assert size >= 12


@pytest.mark.browser
def test_without_scripts_the_first_state_stands(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "still.html"
    figures = (clouds(), stitching(), conditions(), layers(), strengths())
    path.write_text(PAGE.format("".join(f._repr_html_() for f in figures)), encoding="utf-8")
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(path.as_uri())
    assert not still.locator("input, select, .xl-step").first.is_visible()
    assert still.locator("#clouds .xl-cloud").first.is_visible()
    assert still.locator("#stitch .xl-bar").first.is_visible()
    assert still.locator("#conditions .xl-cloud").last.is_visible()
    assert still.locator("#strengths .xl-cloud").last.is_visible()
    assert still.locator("#layers .xl-line polyline").first.is_visible()
    still.locator("#clouds summary").click()
    assert still.locator(".xl-sentences td").first.is_visible()
    still.context.close()
