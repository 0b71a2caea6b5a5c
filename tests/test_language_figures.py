"""Figures of chapter 6: what they draw is what the records hold."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from study_records import AS_IN_THE_PAPER, LAYERS, tanti_records

from xling_utils import language_figures as figures
from xling_utils.records import RunRecord

matplotlib.use("Agg")


@pytest.fixture(scope="module")
def records() -> list[RunRecord]:
    return tanti_records(AS_IN_THE_PAPER, tasks=("nli", "pos"), seeds=2, parts=("main", "paper"))


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def curves(axes: plt.Axes) -> dict[str, np.ndarray]:
    """Solid and dashed lines over the layers by style and colour."""
    return {
        f"{line.get_linestyle()} {line.get_color()}": np.asarray(line.get_ydata())
        for line in axes.lines
        if len(line.get_ydata()) == LAYERS
    }


def panel(figure: plt.Figure, title: str) -> plt.Axes:
    (found,) = [axes for axes in figure.axes if axes.get_title() == title]
    return found


def test_tagging_comes_first_whatever_the_order_of_the_records(records: list[RunRecord]) -> None:
    assert list(figures.tasks(records)) == ["pos", "nli"]
    assert list(figures.tasks(records, "paper")) == ["pos", "nli"]


def test_the_last_layer_has_measures_by_layer_and_of_the_top(records: list[RunRecord]) -> None:
    s = figures.tasks(records)["pos"]
    assert figures.last(s, "REF", "word general") == s.layers("REF", "word general")[:, -1].mean()
    assert figures.last(s, "REF", "word general mlp") == s.top("REF", "word general mlp").mean()
    with pytest.raises(ValueError, match="no 'nonsense'"):
        figures.last(s, "REF", "nonsense")


def test_chance_is_one_language_of_all(records: list[RunRecord]) -> None:
    s = figures.tasks(records)["pos"]
    assert figures.chance(s) == 1 / len([s.source, *s.targets])


POINTS = np.arange(24.0).reshape(12, 2)
GROUPS = {"language": ["en", "fr", "de"] * 4, "tag": ["NOUN"] * 6 + ["VERB"] * 6}


def test_maps_have_a_column_per_map_and_a_row_per_grouping() -> None:
    figure = figures.maps({"one": POINTS, "two": -POINTS}, GROUPS)
    assert [axes.get_title() for axes in figure.axes] == ["one", "two", "", ""]
    assert [axes.get_ylabel() for axes in figure.axes[::2]] == ["coloured by language", "coloured by tag"]
    for axes in figure.axes:
        drawn = np.concatenate([dots.get_offsets() for dots in axes.collections])
        assert len(drawn) == len(POINTS)


def test_maps_colour_only_what_is_shown() -> None:
    figure = figures.maps({"one": POINTS}, GROUPS, shown={"language": ["fr"]})
    grey, *coloured = figure.axes[0].collections
    assert len(grey.get_offsets()) == 8
    assert sum(len(dots.get_offsets()) for dots in coloured) == 4
    legends = [[text.get_text() for text in axes.get_legend().get_texts()] for axes in figure.axes]
    assert legends == [["fr", "others"], ["NOUN", "VERB"]]


def test_one_scale_gives_all_maps_the_same_limits() -> None:
    figure = figures.maps({"one": POINTS, "two": 5 * POINTS}, {"tag": GROUPS["tag"]}, one_scale=True)
    figure.draw_without_rendering()
    first, second = figure.axes
    assert first.get_xlim() == second.get_xlim()
    assert first.get_ylim() == second.get_ylim()


def test_clusters_by_layer_draws_ami_of_both_conditions(records: list[RunRecord]) -> None:
    figure = figures.clusters_by_layer(records)
    s = figures.tasks(records)["nli"]
    for kind in ("language", "label"):
        drawn = list(curves(panel(figure, f"inference: by {kind}")).values())
        expected = [s.layers(name, f"ami {kind}").mean(0) for name in ("frozen", "REF")]
        assert np.allclose(drawn, expected)


def test_probes_by_layer_has_dashes_where_the_task_has_such_text(records: list[RunRecord]) -> None:
    figure = figures.probes_by_layer(records)
    s = figures.tasks(records)["pos"]
    words = curves(panel(figure, "tagging: words"))
    expected = [
        100 * s.layers(name, f"word {text}").mean(0)
        for name in ("frozen", "REF")
        for text in ("general", "task")
    ]
    assert np.allclose(list(words.values()), expected)
    assert len(curves(panel(figure, "tagging: sentences"))) == 2
    assert len(curves(panel(figure, "inference: sentences"))) == 4


def test_recall_by_language_sorts_by_tagging(records: list[RunRecord]) -> None:
    axes = figures.recall_by_language(records).axes[0]
    s = figures.tasks(records)["pos"]
    codes = [label.get_text() for label in axes.get_yticklabels()]
    values = [figures.recall(s, "REF", code) for code in codes]
    assert set(codes) == {s.source, *s.targets}
    assert values == sorted(values)


def test_readers_have_a_row_per_condition_and_text(records: list[RunRecord]) -> None:
    figure = figures.readers(records)
    rows = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(rows) == len(set(rows))
    assert "words, fine-tuned (tagging), general text" in rows
    assert "sentences, frozen, task text" in rows
    s = figures.tasks(records)["pos"]
    first = [float(text.get_text()) for text in figure.axes[0].texts[:3]]
    expected = [100 * figures.last(s, "frozen", f"word general{reader}") for reader in ("", " mlp", " knn")]
    assert first == pytest.approx(expected, abs=0.5)


def test_score_against_accuracy_draws_curves_and_levels() -> None:
    pairs = [(1.0, 1.0), (0.9, 0.2)]
    axes = figures.score_against_accuracy({"9 words": pairs}, {"stored": 0.593}).axes[0]
    assert [list(line.get_ydata()) for line in axes.lines] == [[0, 100], [100, 20], [59.3, 59.3]]
    assert [text.get_text() for text in axes.texts] == ["stored"]
