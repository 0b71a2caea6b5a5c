"""Figures of ablations: every panel is there and labelled, and shows the numbers that the records hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from xling_utils.ablation_figures import (
    AMOUNTS,
    DONE,
    controls,
    data_amounts,
    effect_of,
    effects_by_setting,
    nested_groups,
    settings_by_part,
)
from xling_utils.effects import settings
from xling_utils.grids import muller
from xling_utils.records import RunRecord, RunSpec

PAIRS = ("0-1", "2-3", "4-5", "6-7", "8-9", "10-11")
LANGUAGES = ("en", "ru", "ar", "hi")


@cache
def records() -> list[RunRecord]:
    """Two seeds of the whole grid, with scores drawn for every run."""
    return [record(spec) for spec in muller(seeds=range(2), control_seeds=range(2)).specs]


def record(spec: RunSpec) -> RunRecord:
    draw = np.random.default_rng(int(spec.key, 16))
    if not spec.epochs:
        return RunRecord(spec, {}, 1.0)
    scores = {code: {spec.metric: draw.uniform(0.3, 0.9)} for code in LANGUAGES}
    domains = {name: {spec.metric: draw.uniform(0.3, 0.9)} for name in spec.other_domains}
    return RunRecord(spec, scores, 1.0, domains=domains)


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def series(axes: Axes) -> dict[str, np.ndarray]:
    """Label of a series -> heights of its points."""
    return {bar.get_label(): bar.lines[0].get_ydata() for bar in axes.containers}


@pytest.mark.parametrize(
    ("draw", "panels", "names"),
    [
        (effects_by_setting, 9, ["in-language", "zero-shot", "other registers"]),
        (nested_groups, 6, ["lowest blocks random", "highest blocks random"]),
        (controls, 3, list(DONE.values())),
        (data_amounts, 6, list(AMOUNTS.values())),
    ],
)
def test_every_panel_has_its_series_and_the_figure_its_labels(
    draw: Callable[[list[RunRecord]], Figure], panels: int, names: list[str]
) -> None:
    figure = draw(records())
    assert len(figure.axes) == panels
    assert all(list(series(axes)) == names for axes in figure.axes)
    assert [text.get_text() for text in figure.legends[0].get_texts()][: len(names)] == names
    rows = {axes.get_subplotspec().rowspan.start for axes in figure.axes}
    assert sum(bool(axes.get_ylabel()) for axes in figure.axes) == len(rows)
    assert [axes.get_xlabel() for axes in figure.axes if axes.get_xlabel()]


def test_a_panel_shows_the_effects_of_its_setting() -> None:
    figure = effects_by_setting(records())
    for axes, found in zip(figure.axes, settings(records()), strict=True):
        changes = [found.change(pair) for pair in PAIRS]
        drawn = series(axes)
        assert drawn["in-language"] == pytest.approx([c.in_language.mean() for c in changes])
        assert drawn["zero-shot"] == pytest.approx([c.zero_shot.mean() for c in changes])
        assert drawn["other registers"] == pytest.approx([c.cross_domain.mean() for c in changes])


def test_intervals_are_drawn_where_they_are() -> None:
    found = settings(records())[0]
    expected = [effect_of(found, pair) for pair in PAIRS]
    bars = effects_by_setting(records()).axes[0].containers[1]
    ends = np.array([segment[:, 1] for segment in bars.lines[2][0].get_segments()])
    assert ends == pytest.approx(np.array([[effect.low, effect.high] for effect in expected]))


def test_both_nested_curves_end_where_all_blocks_are_random() -> None:
    figure = nested_groups(records(), source="ru")
    found = settings_by_part(records(), source="ru")["main"]["pos"]
    lowest, highest = series(figure.axes[0]).values()
    expected = [found.change(name).in_language.mean() for name in ("0-1", "0-2", "0-3", "0-5", "all")]
    assert lowest == pytest.approx(expected)
    assert highest[:-1] == pytest.approx(
        [found.change(name).in_language.mean() for name in ("10-11", "9-11", "8-11", "6-11")]
    )
    assert lowest[-1] == highest[-1]
    floor = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_linestyle() == ":"]
    assert floor == pytest.approx([found.change("everything").in_language.mean()])


def test_a_control_stands_where_its_layers_are() -> None:
    figure = controls(records(), score="in_language")
    found = settings_by_part(records())["scattered"]["pos"]
    scattered = next(b for b in figure.axes[0].containers if b.get_label() == DONE["scattered"])
    assert scattered.lines[0].get_ydata() == pytest.approx(
        [found.change(f"{group} scattered").in_language.mean() for group in ("0-1", "0-5")]
    )
    labels = [text.get_text() for text in figure.axes[-1].get_xticklabels()]
    places = np.rint(scattered.lines[0].get_xdata()).astype(int)
    assert [labels[place] for place in places] == ["0-1", "0-5"]


def test_each_amount_of_data_has_its_own_reference() -> None:
    runs = [run for run in records() if run.spec.sentences == 250 and run.spec.task == "ner"]
    reference, broken = (
        {run.spec.seed: 100 * run.in_language for run in runs if run.spec.condition == name}
        for name in ("REF", "4-5")
    )
    drawn = series(data_amounts(records()).axes[2])["1/4 of the data"]
    assert drawn[2] == pytest.approx(np.mean([broken[seed] - reference[seed] for seed in reference]))


def test_an_incomplete_seed_is_left_out() -> None:
    lost = next(run for run in records() if run.spec.condition == "frozen 4-5" and run.spec.seed == 1)
    found = settings_by_part([run for run in records() if run is not lost])["frozen"]
    assert {s.seeds for s in found.values()} == {(0,)}, "tasks have the same seeds, and can be compared"


def test_one_domain_gives_no_other_registers() -> None:
    found = settings([RunRecord(run.spec, run.scores, 1.0) for run in records()])[0]
    with pytest.raises(ValueError, match="one domain only"):
        effect_of(found, "0-1", "cross_domain")
    drawn = effects_by_setting([RunRecord(run.spec, run.scores, 1.0) for run in records()])
    assert {name for axes in drawn.axes for name in series(axes)} == {"in-language", "zero-shot"}
