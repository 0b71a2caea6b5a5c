"""Points that travel between conditions and strengths, lines over layers with a cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from book_tools import ROOT
from interactive_figures import (
    ALT,
    CODES,
    CONDITIONS,
    GROUPS,
    ITEMS,
    STRENGTHS,
    Reader,
    clouds,
    conditions,
    layers,
    opened,
    seeds,
    strengths,
)
from nbval.plugin import get_sanitize_patterns

from xling_utils.interactive import SentenceClouds, condition_clouds
from xling_utils.interactive.charts import round_numbers
from xling_utils.interactive.frame import interval
from xling_utils.stats import t_interval

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# --- what they show ---


def test_a_turned_condition_does_not_move() -> None:
    points = np.random.default_rng(0).normal(size=(ITEMS, 2))
    turned = points @ [[0.6, 0.8], [0.8, -0.6]] + 3
    first, second = conditions(points={"frozen": points, "LEACE": turned}).map.places
    assert np.abs(first - second).max() <= 1


def test_every_item_is_drawn_once_in_the_cloud_of_its_group() -> None:
    html = conditions()._repr_html_()
    drawn = {int(g): p for g, p in re.findall(r'data-group="(\d+)" points="([^"]*)"', html)}
    places = conditions().map.places[0]
    for group, code in enumerate(CODES):
        inside = [member == code for member in GROUPS["language"]]
        assert drawn[group] == " ".join(f"{x} {y}" for x, y in places[inside])
    assert all(drawn[group] == "" for group in range(len(CODES), 9)), "for the tags, of which there are nine"


def test_eight_groups_have_marks_of_their_own_and_the_ninth_is_grey() -> None:
    html = conditions()._repr_html_()
    legend = html[html.index('<ul class="xl-groups" aria-label="tag"') :]
    used = re.findall(r'href="#conditions-mark-(\d)"', legend[: legend.index("</ul>")])
    assert used == [str(group) for group in range(9)]
    shapes = re.findall(r'<path id="conditions-mark-\d" d="([^"]+)" style="fill:([^"]+)"', html)
    assert len(set(shapes)) == len({shape for shape, _ in shapes}) == 9
    assert shapes[8][1] == "var(--xl-grey)"


def test_lines_tell_mean_and_interval_over_seeds() -> None:
    html = layers()._repr_html_()
    summary = t_interval(100 * seeds(0.7)[:, 0])
    assert f"<td>{interval(summary.mean, summary.low, summary.high)}</td>" in html
    assert html.count("<polygon") == 2, "one seed has no interval"
    assert "<td>30</td>" in html


def test_shares_that_are_no_per_cent_keep_two_decimals() -> None:
    html = layers(curves={"AMI": [[0.125, 0.5]]}, percent=False, chance=None)._repr_html_()
    assert "<td>0.13</td>" in html
    assert 'class="xl-chance"' not in html


@pytest.mark.parametrize("value", [0.0, 0.25, 0.8])
def test_a_mark_stands_where_the_axis_says(value: float) -> None:
    html = layers(curves={"one": [[value, 1.0]]})._repr_html_()
    down = float(re.findall(r'<use href="#layers-line-0-dot" x="0.0%" y="([\d.]+)%"', html)[0])
    assert down == pytest.approx(100 * (1 - value))


def test_intervals_end_at_hundred_per_cent() -> None:
    wide = np.array([[0.99, 0.9], [0.9, 0.99]])
    assert layers(curves={"wide": wide}).chart.ticks[-1] == 100


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-3, 7, [-4, -2, 0, 2, 4, 6, 8]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_ticks_are_round_and_hold_the_values(low: float, high: float, ticks: list[float]) -> None:
    found = round_numbers(low, high)
    assert (found[0] <= low) & (found[-1] >= high)
    assert len(found) <= 6
    if len(ticks) <= 6:
        assert found == pytest.approx(ticks)


def test_strengths_of_any_size_stand_at_equal_distances() -> None:
    html = strengths()._repr_html_()
    places = re.findall(r'class="xl-across" x="([\d.]+)%"[^>]*>([\d.]+)<', html)
    assert [float(x) for x, _ in places] == pytest.approx([0, 33.33, 66.67, 100])
    assert [float(text) for _, text in places] == list(STRENGTHS)


@pytest.mark.parametrize("count", [300, 2600])
def test_realistic_figures_are_small(count: int) -> None:
    draw = np.random.default_rng(0)
    points = dict(zip("abcd", draw.normal(size=(4, count, 2)), strict=True))
    groups = {"language": [f"l{item % 17}" for item in range(count)], "tag": ["NOUN"] * count}
    texts = ["internationally"] * count
    figure = condition_clouds(points, groups, texts, name="big", alt=ALT)
    assert len(figure._repr_html_().encode()) < 300_000
    moved = draw.normal(size=(8, count, 2))
    slider = strengths(
        clouds=moved, strengths=range(8), languages=groups["language"], measures={"a": range(8)}, chance=None
    )
    assert len(slider._repr_html_().encode()) < 200_000


@pytest.mark.parametrize("make", [clouds, conditions, strengths])
def test_outputs_are_compared_but_for_the_places_of_points(make: Any) -> None:
    """Places that are computed live differ by a hair between processors."""
    patterns = get_sanitize_patterns((ROOT / "nbval_sanitize.cfg").read_text(encoding="utf-8"))

    def compared(html: str) -> str:
        for pattern, replacement in patterns:
            html = re.sub(pattern, replacement, html)
        return html

    html, moved = make()._repr_html_(), shifted(make())._repr_html_()
    assert html != moved
    assert compared(html) == compared(moved)
    for word in (*CODES, ALT):
        assert compared(html) != compared(html.replace(word, "other")), "names and texts are compared"


def shifted(figure: Any) -> Any:
    """The same with every point a step further."""
    if isinstance(figure, SentenceClouds):
        return replace(figure, places=figure.places + 1)
    return replace(figure, map=replace(figure.map, places=figure.map.places + 1))


# --- what they refuse ---

POINTS = np.zeros((ITEMS, 2))
NOTHING = np.full((4, ITEMS, 2), np.nan)


@pytest.mark.parametrize(
    ("make", "changed", "message"),
    [
        (conditions, {"points": {"a": POINTS, "b": POINTS[1:]}}, "the same items"),
        (conditions, {"points": {"a": POINTS[:, :1]}, "notes": None}, r"\(state, item, 2\)"),
        (conditions, {"groups": {}}, "groups is empty"),
        (conditions, {"groups": {"tag": ["NOUN"]}}, r"groups\['tag'\] names 1 groups for 24"),
        (conditions, {"groups": {"word": [str(item) for item in range(ITEMS)]}}, "join the rare"),
        (conditions, {"texts": ["one"]}, "texts holds 1 texts for 24"),
        (conditions, {"notes": {"INLP": "AMI 0"}}, "notes speaks of"),
        (layers, {"curves": {}}, "curves have the shapes"),
        (layers, {"curves": {"a": [0.1, 0.2]}}, r"\(seed, layer\)"),
        (layers, {"curves": {"a": [[0.1, 0.2]], "b": [[0.1]]}}, "the same layers"),
        (layers, {"curves": {"a": [[0.1, np.nan]]}}, "not numbers"),
        (layers, {"curves": {"a": [[10.0, 20.0]]}}, "give shares"),
        (strengths, {"clouds": NOTHING}, "not numbers"),
        (strengths, {"strengths": (0, 1)}, "of the 4 clouds"),
        (strengths, {"strengths": (0, 2, 1, 3)}, "rising"),
        (strengths, {"measures": {}}, "measures is empty"),
        (strengths, {"measures": {"a": [1, 2]}}, "2 values for 4"),
        (strengths, {"measures": {"a": [1, 2, 3, 400]}}, "give per cent"),
        (strengths, {"chance": {"b": 1}}, "chance speaks of"),
    ],
)
def test_what_does_not_fit_is_told(make: Any, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(**changed)


# --- with a kernel ---


def test_widgets_move_with_their_controls() -> None:
    layer, shown, page = layers().widget().children
    assert 'layer <span class="xl-place">2</span>' in page.value
    layer.value = 1
    assert 'layer <span class="xl-place">1</span>' in page.value
    shown.value = ("frozen",)
    assert page.value.count("<li data-off") == page.value.count("display:none") == 2

    place, page = strengths().widget().children
    before = page.value
    place.value = 2
    assert 'strength <span class="xl-place">0.1</span>' in page.value
    assert clouds_of(before) != clouds_of(page.value)


def clouds_of(html: str) -> list[str]:
    return re.findall(r'class="xl-cloud"[^>]*points="([^"]*)"', html)


# --- in the browser ---


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Page]:
    with opened(browser, [conditions(), layers(), strengths()], tmp_path) as page:
        yield page


def points_of(page: Page, figure: str) -> list[str | None]:
    return [cloud.get_attribute("points") for cloud in page.locator(f"#{figure} .xl-cloud").all()]


def drawn(places: np.ndarray, members: list[str]) -> set[str]:
    """What the clouds of a grouping hold."""
    inside = [np.array(members) == group for group in dict.fromkeys(members)]
    return {" ".join(f"{x} {y}" for x, y in places[which]) for which in inside}


@pytest.mark.browser
def test_the_scripts_change_nothing_before_the_reader_does(page: Page) -> None:
    for figure in (conditions(), strengths()):
        assert points_of(page, figure.name) == clouds_of(figure._repr_html_())
    spoken = Reader(layers()._repr_html_()).values("aria-valuetext")
    assert page.get_attribute("#layers input", "aria-valuetext") == spoken[0]


@pytest.mark.browser
def test_the_condition_switch_moves_the_points_by_keyboard(page: Page) -> None:
    page.locator("#conditions-condition input").first.focus()
    for place, condition in enumerate(CONDITIONS):
        assert page.text_content("#conditions .xl-condition") == condition
        assert page.text_content("#conditions .xl-remark") == conditions().notes[place]
        assert drawn(conditions().map.places[place], GROUPS["language"]) <= set(points_of(page, "conditions"))
        page.keyboard.press("ArrowRight")


@pytest.mark.browser
def test_points_travel_where_motion_is_welcome(page: Page) -> None:
    """Under a clock of our own: a busy machine could be late for every picture in between."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.emulate_media(reduced_motion="no-preference")
    before = points_of(page, "conditions")
    page.locator("#conditions-condition label").nth(1).click()
    assert points_of(page, "conditions") == before
    page.clock.run_for(200)
    between = points_of(page, "conditions")
    page.clock.run_for(400)
    after = points_of(page, "conditions")
    assert drawn(conditions().map.places[1], GROUPS["language"]) <= set(after)
    assert between[-1] not in (before[-1], after[-1])


@pytest.mark.browser
def test_the_colours_switch_to_another_grouping(page: Page) -> None:
    page.locator("#conditions-grouping label").nth(1).click()
    assert set(points_of(page, "conditions")) == drawn(conditions().map.places[0], GROUPS["tag"])
    legends = page.locator("#conditions .xl-groups")
    assert [legend.is_visible() for legend in legends.all()] == [False, True]
    assert legends.nth(1).locator("li").count() == 9


@pytest.mark.browser
def test_the_legend_lights_one_group(page: Page) -> None:
    opacity = "all => all.map(e => [e.dataset.group, getComputedStyle(e).opacity])"
    button = page.locator("#conditions .xl-groups button").nth(2)
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    found = dict(page.eval_on_selector_all("#conditions .xl-cloud", opacity))
    assert [group for group, value in found.items() if value == "1"] == ["2"]
    page.focus("#conditions .xl-map")
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        assert "language: ru" in page.text_content("#conditions .xl-item"), "others are passed over"
    button.press("Enter")
    assert set(dict(page.eval_on_selector_all("#conditions .xl-cloud", opacity)).values()) == {"1"}


@pytest.mark.browser
def test_a_point_tells_its_text_and_its_groups(page: Page) -> None:
    hint = page.text_content("#conditions .xl-item")
    x, y = conditions().map.places[0, 7]
    at = on_map(page.locator("#conditions .xl-map"), x, y)
    page.mouse.move(*at)
    told = f"word 7language: {GROUPS['language'][7]}; tag: {GROUPS['tag'][7]}"
    assert page.text_content("#conditions .xl-item") == told
    ring = page.locator("#conditions .xl-ring")
    assert (ring.get_attribute("cx"), ring.get_attribute("cy")) == (str(x), str(y))
    page.mouse.move(2, 2)
    assert page.text_content("#conditions .xl-item") == hint
    page.mouse.click(*at)
    page.mouse.move(2, 2)
    assert page.text_content("#conditions .xl-item") == told
    page.locator("#conditions-condition label").nth(2).click()
    assert ring.get_attribute("cx") == str(conditions().map.places[2, 7, 0]), "the ring stays at its point"


def on_map(svg: Locator, x: int, y: int) -> tuple[float, float]:
    box = svg.bounding_box()
    assert box is not None
    return box["x"] + x * box["width"] / 1000, box["y"] + y * box["width"] / 1000


@pytest.mark.browser
def test_arrows_go_to_the_next_point_in_their_direction(page: Page) -> None:
    page.focus("#conditions .xl-map")
    ring = page.locator("#conditions .xl-ring")
    page.keyboard.press("ArrowRight")
    places = [int(ring.get_attribute("cx"))]
    for _ in range(ITEMS):
        page.keyboard.press("ArrowRight")
        places.append(int(ring.get_attribute("cx")))
    assert places == sorted(places)
    assert places[-1] > places[0]


@pytest.mark.browser
def test_the_cursor_tells_the_values_of_a_layer(page: Page) -> None:
    values = page.locator("#layers .xl-value")
    chart = layers().chart

    def told() -> list[str]:
        return values.all_text_contents()

    assert told() == [chart.told(name, 2) for name in chart.lines]
    page.focus("#layers input")
    page.keyboard.press("ArrowLeft")
    assert told() == [chart.told(name, 1) for name in chart.lines]
    assert page.get_attribute("#layers .xl-cursor", "style") == "left: 50%;"
    left = {"x": 20.0, "y": 50.0}
    page.locator("#layers .xl-plot").hover(position=left)
    assert page.text_content("#layers .xl-place") == "0"
    page.mouse.move(2, 2)
    assert page.text_content("#layers .xl-place") == "1", "the pointer has left"
    page.locator("#layers .xl-plot").click(position=left)
    page.mouse.move(2, 2)
    page.keyboard.press("ArrowRight")
    assert page.text_content("#layers .xl-place") == "1", "a click goes to layer 0, the keys go on from there"


@pytest.mark.browser
def test_lines_go_off_and_on(page: Page) -> None:
    lines, button = page.locator("#layers .xl-line"), page.locator("#layers .xl-lines button").nth(1)
    button.press("Space")
    assert [line.is_visible() for line in lines.all()] == [True, False, True]
    assert button.get_attribute("aria-pressed") == "false"
    assert "fine-tuned" not in page.get_attribute("#layers input", "aria-valuetext")
    button.press("Space")
    assert [line.is_visible() for line in lines.all()] == [True, True, True]


@pytest.mark.browser
def test_the_strength_slider_moves_points_and_cursor(page: Page) -> None:
    slider = page.locator("#strengths input")
    slider.hover(position={"x": 8, "y": 8})
    page.mouse.down()
    slider.hover(position={"x": slider.bounding_box()["width"] - 8, "y": 8})
    page.mouse.up()
    assert page.text_content("#strengths .xl-place") == "1"
    assert page.locator("#strengths .xl-value").all_text_contents() == ["20", "70"]
    assert set(points_of(page, "strengths")) == drawn(strengths().map.places[3], GROUPS["language"])
    page.keyboard.press("Home")
    assert set(points_of(page, "strengths")) == drawn(strengths().map.places[0], GROUPS["language"])
    assert page.get_attribute("#strengths .xl-cursor", "style") == "left: 0%;"
