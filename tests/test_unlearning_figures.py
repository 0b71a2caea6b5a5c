"""Figures of unlearning: every panel is there and labelled, and shows the numbers that the records hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

from xling_utils import unlearning_drawings as drawings
from xling_utils import unlearning_figures as figures
from xling_utils.conditions import NAMES, Part, conditions
from xling_utils.effects import Setting
from xling_utils.grids import tanti
from xling_utils.records import RunRecord, RunSpec
from xling_utils.stats import permutation_test

LANGUAGES = ("en", "fr", "ru", "ja")
DISTANCES = {"ru": 0.1, "fr": 0.2, "ja": 0.6}
LAYERS = 13


@cache
def records() -> list[RunRecord]:
    """Two seeds of the whole grid, with values drawn for every run."""
    specs = tanti(seeds=range(2), strength_seeds=range(2), paper_seeds=range(2)).specs
    return [record(spec) for spec in specs]


def record(spec: RunSpec) -> RunRecord:
    draw = np.random.default_rng(int(spec.key, 16))
    levels = [f"{level} general" for level in ("word", "sentence")]
    layers = {name: {"mean": list(draw.uniform(0.1, 0.9, LAYERS))} for name in levels}
    layers |= {f"ami {kind}": {"mean": list(draw.uniform(0, 0.9, LAYERS))} for kind in ("language", "label")}
    top = [f"{level}{reader}" for level in levels for reader in (" mlp", " knn")]
    top += ["released f1", "released chunk f1", "v language", "v label"]
    scores = {code: {"accuracy": draw.uniform(0.3, 0.9)} for code in LANGUAGES}
    return RunRecord(spec, scores, 1.0, layers=layers, top={name: draw.uniform(0.1, 0.9) for name in top})


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def marks(axes: Axes) -> list[np.ndarray]:
    """Places of the points of every series with error bars."""
    return [np.column_stack(bar.lines[0].get_data()) for bar in axes.containers]


def by_task(part: Part = "main") -> dict[str, Setting]:
    return {s.task: s for s in conditions(records(), part)}


def test_side_by_side_has_every_condition_and_its_means() -> None:
    figure = figures.side_by_side(records())
    assert len(figure.axes) == 8
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == list(NAMES.values())
    pos = by_task()["pos"]
    score, words, _, clusters = figure.axes[:4]
    assert marks(score)[1][:, 0] == pytest.approx([pos.zero_shot(name).mean() for name in NAMES])
    expected = [100 * pos.top(name, "word general knn").mean() for name in NAMES]
    assert marks(words)[2][:, 0] == pytest.approx(expected)
    expected = [pos.layers(name, "ami label")[:, -1].mean() for name in NAMES]
    assert marks(clusters)[1][:, 0] == pytest.approx(expected)


def test_marks_of_a_row_stand_around_its_tick_and_the_first_row_is_on_top() -> None:
    axes = figures.side_by_side(records()).axes[1]
    for series in marks(axes):
        assert np.rint(series[:, 1]) == pytest.approx(range(len(NAMES)))
    low, high = axes.get_ylim()
    assert low > high


def test_the_erasers_are_ruled_off() -> None:
    lines = [
        line for line in figures.side_by_side(records()).axes[0].lines if len(set(line.get_ydata())) == 1
    ]
    assert any(line.get_ydata()[0] == list(NAMES).index("leace 0") - 0.5 for line in lines)


def test_conditions_of_the_paper_have_plain_names_in_its_order() -> None:
    figure = figures.paper_settings(records())
    assert len(figure.axes) == 6
    shown = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert shown == ["frozen", "fine-tuned", "reversal", "entropy"]
    nli = by_task("paper")["nli"]
    assert list(figures.paper_conditions(nli).values()) == ["frozen", "REF", "reversal", "entropy"]
    chunk = [100 * nli.top(name, "released chunk f1").mean() for name in figures.paper_conditions(nli)]
    assert marks(figure.axes[4])[2][:, 0] == pytest.approx(chunk)


def test_the_dial_has_the_usual_strength_in_its_place() -> None:
    pos = by_task("strengths")["pos"]
    assert figures.by_strength(pos, "reversal")[0.01] == "reversal"
    assert list(figures.by_strength(pos, "entropy")) == [0.03, 0.1, 0.3, 0.7]
    assert "reversal dann" not in figures.by_strength(pos, "reversal").values()


def test_strengths_show_means_seeds_and_the_model_without_an_adversary() -> None:
    axes = figures.strengths(records()).axes[1]
    pos = by_task("strengths")["pos"]
    names = figures.by_strength(pos, "reversal")
    scores = [pos.zero_shot(name).mean() for name in names.values()]
    means = next(line for line in axes.lines if line.get_label() == "reversal")
    assert list(means.get_xdata()) == list(names)
    assert means.get_ydata() == pytest.approx(scores)
    plain = next(line for line in axes.lines if line.get_label() == "fine-tuned")
    assert plain.get_ydata()[0] == pytest.approx(pos.zero_shot("REF").mean())


def test_targets_stand_by_distance_and_erasers_against_the_new_head() -> None:
    figure = figures.against_distance(records(), DISTANCES)
    assert len(figure.axes) == 6
    assert [tick.get_text() for tick in figure.axes[-1].get_xticklabels()] == ["ru", "fr", "ja"]
    pos = by_task()["pos"]
    gain = dict(zip(pos.targets, (pos.zero_shot("leace") - pos.zero_shot("leace 0")).mean(0), strict=True))
    assert marks(figure.axes[2])[0][:, 1] == pytest.approx([gain[code] for code in ("ru", "fr", "ja")])
    test = permutation_test([DISTANCES[code] for code in pos.targets], [gain[code] for code in pos.targets])
    assert figures.distance_correlation(pos, "leace", DISTANCES) == test
    assert str(test) in figure.axes[2].get_title()


# --- drawings


def test_arrows_into_the_encoder_are_those_of_each_phase() -> None:
    texts = [[text.get_text() for text in axes.texts] for axes in drawings.gradients().axes]
    assert "− λ · language" in texts[0]
    assert "labelled text\none language" not in texts[1], "no task before the epoch"
    assert {"(1 − w) · task", "w · uniform"} <= set(texts[2])
    assert ["learns to tell" in words for words in texts] == [True, True, False]


def test_moved_points_stand_where_they_are_and_lines_lead_back() -> None:
    draw = np.random.default_rng(0)
    start = draw.normal(size=(20, 2))
    figure = drawings.moved_points({"before": start, "after": start + 1}, ["a"] * 8 + ["b"] * 12, followed=3)
    before, after = figure.axes
    assert not before.lines
    assert len(after.lines) == 6
    assert before.get_xlim() == after.get_xlim(), "a shift is seen only on one scale"
    way = after.lines[0].get_xydata()
    assert way == pytest.approx(np.stack([start[0], start[0] + 1]))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["a", "b", "mean of a class"]


def test_chance_of_an_adversary_and_of_readers() -> None:
    readers = {"plain": {"linear": 0.5}, "fooled": {"linear": 0.9}}
    left, right = drawings.fooled({"fooled": [2.0] * 30}, readers, languages=4).axes
    assert left.lines[0].get_ydata() == pytest.approx(2.0)
    assert left.lines[-1].get_ydata()[0] == pytest.approx(np.log(4))
    assert right.lines[0].get_ydata() == pytest.approx([50, 90])
    assert right.lines[-1].get_ydata()[0] == pytest.approx(25)
