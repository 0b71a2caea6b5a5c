"""Every figure has named axes, a legend outside its data, and text that stays inside the sheet."""

from __future__ import annotations

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from xling_utils import figures, layer_figures, transfer_figures
from xling_utils.stats import permutation_test, summarise

CODES = ("en", "fr", "de", "ru", "ar", "tr", "hi", "ja")
SHARES = {code: 0.9 - 0.08 * place for place, code in enumerate(CODES)}
SUMMARIES = {code: summarise([share - 0.02, share, share + 0.03]) for code, share in SHARES.items()}
CURVES = {code: np.linspace(share, share / 2, 13) for code, share in SHARES.items()}
POINTS = {"0-1": summarise([-3.0, -1.0, -2.0]), "10-11": summarise([0.5, -0.5, 0.1])}
TASKS = dict.fromkeys(("pos", "parsing", "ner", "nli"), SUMMARIES)
TASK_NAMES = {task: f"{task} (%)" for task in TASKS}
DISTANCES = {code: 0.6 - 0.07 * place for place, code in enumerate(CODES)}
RHO = permutation_test(list(DISTANCES.values()), list(SHARES.values()), repeats=99)
MAP = np.random.default_rng(0).normal(size=(len(CODES), 20, 2))
LOG = [{"step": step, "loss": 8.0 / step, "held_out": SHARES} for step in range(1, 30)]

DRAW = {
    "effects": lambda: figures.effects_by_condition(
        {"in-language (en)": POINTS, "zero-shot": POINTS}, ylabel="points", xlabel="pair"
    ),
    "strips": lambda: layer_figures.random_layers_strips(
        {"REF": (), "0-1": (0, 1), "everything": "everything"}, 12
    ),
    "heat": lambda: figures.heat_table(
        np.array([[-3.0, 1.0], [0.5, np.nan]]), ["a", "b"], ["fr", "ja"], label="points"
    ),
    "baselines": lambda: figures.scores_and_baselines(SUMMARIES, {"lookup": SHARES}, "en"),
    "two points": lambda: figures.two_points(SHARES, SHARES, ("seen", "unseen"), xlabel="accuracy (%)"),
    "scatter": lambda: figures.scatter_by_language(
        SHARES, SUMMARIES, xlabel="shared (%)", ylabel="accuracy (%)"
    ),
    "rank": lambda: figures.rank_frequency({code: range(1, 300) for code in CODES}),
    "training": lambda: figures.training_curves(LOG),
    "dots": lambda: figures.dots_by_language(
        {"right word": SHARES}, {"right word": SHARES}, xlabel="share (%)", baseline_label="commonest word"
    ),
    "panels": lambda: layer_figures.curve_panels(
        {"CKA": CURVES}, ylabel="debiased CKA", dashed={"CKA": CURVES}
    ),
    "some panels": lambda: layer_figures.curve_panels(
        {"CKA": CURVES, "ANC": CURVES}, ylabel="similarity", shown=CODES[:3], dashed={"CKA": CURVES}, chance=0
    ),
    "rows of panels": lambda: layer_figures.curve_panels(
        dict.fromkeys(("CKA", "ANC", "retrieval"), CURVES), ylabel="similarity", columns=2
    ),
    "maps": lambda: layer_figures.language_maps({"layer 0": MAP}, CODES, marked=(0, 1)),
    "some maps": lambda: layer_figures.language_maps({"layer 0": MAP}, CODES, shown=CODES[:3], marked=(0, 1)),
    "tasks": lambda: transfer_figures.scores_by_task(
        TASKS, dict.fromkeys(TASKS, SHARES), "en", names=TASK_NAMES
    ),
    "distances": lambda: transfer_figures.scores_by_distance(
        DISTANCES, TASKS, dict.fromkeys(TASKS, RHO), names=TASK_NAMES, xlabel="distance from English"
    ),
    "pieces": lambda: layer_figures.piece_grid(
        ["[CLS]", *"the tea ##cher read a long let ##ter .".split(), "[SEP]"],
        [None, 0, 1, 1, 2, 3, 4, 5, 5, 6, None],
        13,
    ),
}


@pytest.fixture(params=DRAW)
def figure(request):
    before = dict(plt.rcParams)
    drawn = DRAW[request.param]()
    assert dict(plt.rcParams) == before, "a figure changed the global settings"
    yield drawn
    plt.close(drawn)


def test_axes_are_named(figure):
    main = figure.axes[0]
    assert main.get_xlabel() or main.get_ylabel() or main.get_title() or main.get_xticklabels()


def test_legends_are_outside_the_data(figure):
    figure.canvas.draw()
    assert all(axes.get_legend() is None for axes in figure.axes), "a legend lies inside the axes"
    for legend in figure.legends:
        box = legend.get_window_extent()
        for axes in figure.axes:
            data = axes.get_window_extent()
            width = min(box.x1, data.x1) - max(box.x0, data.x0)
            height = min(box.y1, data.y1) - max(box.y0, data.y0)
            assert width <= 1 or height <= 1, "the legend covers data"


def test_text_stays_on_the_sheet(figure):
    figure.canvas.draw()
    sheet = figure.bbox
    texts = [t for axes in figure.axes for t in (axes.xaxis.label, axes.yaxis.label, axes.title)]
    texts += [t for legend in figure.legends for t in legend.get_texts()]
    for text in texts:
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= -2, text.get_text()
            assert box.y0 >= -2, text.get_text()
            assert box.x1 <= sheet.x1 + 2, text.get_text()
            assert box.y1 <= sheet.y1 + 2, text.get_text()


def test_a_language_keeps_its_colour():
    assert len({figures.colour_of(code, CODES) for code in CODES}) == len(CODES)
    many = [str(number) for number in range(60)]
    assert len({(figures.colour_of(n, many), figures.marker_of(n, many)) for n in many}) == len(many)


def test_languages_without_a_colour_are_grey_and_the_mean_is_that_of_all():
    drawn = layer_figures.curve_panels({"CKA": CURVES}, ylabel="CKA", shown=CODES[:2])
    lines = drawn.axes[0].get_lines()
    assert [line.get_color() for line in lines].count(layer_figures.GREY) == len(CODES) - 2
    assert np.allclose(lines[-1].get_ydata(), np.mean(list(CURVES.values()), axis=0))
    assert [text.get_text() for text in drawn.legends[0].get_texts()] == [*CODES[:2], "others", "mean"]
    plt.close(drawn)


def test_keep_is_silent_without_myst_nb(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "myst_nb", None)
    figures.keep("score", 1.0)


def test_panels_of_a_row_share_their_axis_and_none_is_empty():
    low = {name: [value / 10 for value in values] for name, values in CURVES.items()}
    panels = {"CKA": CURVES, "ANC": CURVES, "retrieval": low}
    first, second, third = layer_figures.curve_panels(panels, ylabel="similarity", columns=2).axes
    assert first.get_ylim() == second.get_ylim() != third.get_ylim()
