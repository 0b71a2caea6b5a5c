"""Figures of chapter 5: what they draw is what the records hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from study_records import FADING, LAYERS, RISING_AND_FALLING, TARGETS, study, untuned

from xling_utils import encoder_figures
from xling_utils.boundaries import encoder_ends, score_kept, share_kept
from xling_utils.effects import settings
from xling_utils.records import RunRecord
from xling_utils.stats import permutation_test

matplotlib.use("Agg")
CUTS = np.arange(LAYERS)


def cut(record: RunRecord) -> RunRecord:
    """Untuned below the cut: 90 for the source, 60 for targets; nothing lost up to cut 4, then 8 points a
    block. Untuned above: the mirror image."""
    top = {code: 0.9 if code == record.spec.source else 0.6 for code in record.scores}
    falling = -0.06 * np.maximum(CUTS - 4, 0)
    lower = {code: list(value + falling) for code, value in top.items()}
    upper = {code: list(value + falling[::-1]) for code, value in top.items()}
    return replace(record, stitched={"lower": lower, "upper": upper})


def records() -> list[RunRecord]:
    """Two tasks and two sources; REF was cut."""
    found = untuned(dict.fromkeys(TARGETS, RISING_AND_FALLING))
    found += untuned(dict.fromkeys(("en", *TARGETS[1:]), RISING_AND_FALLING), source="fr")
    for task in ("pos", "ner"):
        for source in ("en", "fr"):
            runs = study(FADING, task=task, source=source, seeds=2, similarity={"REF": RISING_AND_FALLING})
            found += [cut(run) if run.spec.condition == "REF" else run for run in runs]
    return found


@pytest.fixture(scope="module")
def grid() -> list[RunRecord]:
    return records()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def lines(axes: plt.Axes) -> list[np.ndarray]:
    """Curves over layers or cuts, without what is horizontal."""
    return [np.asarray(line.get_ydata()) for line in axes.lines if len(line.get_ydata()) == LAYERS]


def test_drift_has_a_panel_per_task_and_a_curve_per_source(grid):
    control = list(np.linspace(1, 0.5, LAYERS))
    figure = encoder_figures.drift(grid, control=control)
    assert [axes.get_title() for axes in figure.axes] == ["POS", "NER"]
    curves = lines(figure.axes[0])
    assert len(curves) == 3
    np.testing.assert_allclose(curves[0], 1 - 0.03 * CUTS)
    np.testing.assert_allclose(curves[-1], control)
    assert {text.get_text() for text in figure.legends[0].get_texts()} >= {"source en", "source fr"}


def test_drift_without_a_control_says_nothing_of_one(grid):
    names = [text.get_text() for text in encoder_figures.drift(grid).legends[0].get_texts()]
    assert names == ["source en", "source fr"]


def test_states_of_the_model_and_the_baseline(grid):
    figure = encoder_figures.similarity_states(grid, "anc", source="fr")
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == [
        "fine-tuned", "0-1 random", "10-11 random", "everything random", "shuffled pairs", "pretrained",
    ]  # fmt: skip
    curves = lines(figure.axes[0])
    assert len(curves) == len(names)
    np.testing.assert_allclose(curves[0], RISING_AND_FALLING, atol=0.01)
    assert figure.axes[0].get_ylabel() == "ANC, fr and targets"


def test_another_source_language_is_named_with_those_that_are_there(grid):
    with pytest.raises(ValueError, match="'ru'; there are: en, fr"):
        encoder_figures.similarity_states(grid, source="ru")


def test_gap_against_similarity_names_every_target_and_the_correlation(grid):
    groups = dict(zip(TARGETS, ("Latin", "Latin", "other", "other"), strict=True))
    figure = encoder_figures.similarity_against_gap(grid, groups=groups)
    found = settings(grid)[0]
    gap = found.in_language("REF").mean() - found.zero_shot("REF").mean(0)
    similarity = found.similarity().mean((0, 2))
    axes = figure.axes[0]
    places = np.array([np.ravel(line.get_data()) for line in axes.lines])
    np.testing.assert_allclose(places, np.column_stack([similarity, gap]))
    assert axes.get_title() == f"POS\n{permutation_test(similarity, gap)}"
    assert {text.get_text() for text in axes.texts} == set(TARGETS)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Latin", "other"]
    assert len({line.get_color() for line in axes.lines}) == 2


def test_need_is_a_share_of_the_whole_model(grid):
    figure = encoder_figures.need_against_gap(
        [replace(r, stitched=uneven(r)) if r.stitched else r for r in grid], 8
    )
    heights = [line.get_ydata()[0] for line in figure.axes[0].lines[: len(TARGETS)]]
    np.testing.assert_allclose(heights, 100 * np.array([0.9, 0.8, 0.7, 0.6]))


def uneven(record: RunRecord) -> dict[str, dict[str, list[float]]]:
    """From cut 8 on every further target keeps less of 50 %."""
    shares = dict(zip(record.scores, (1.0, 0.9, 0.8, 0.7, 0.6), strict=False))  # French is its own source
    lower = {code: [0.5] * 8 + [0.5 * share] * 5 for code, share in shares.items()}
    return {"lower": lower, "upper": {code: [0.5] * LAYERS for code in shares}}


def test_correlation_by_layer_between_its_critical_lines(grid):
    figure = encoder_figures.correlation_by_layer(grid)
    assert len(figure.axes) == 2
    curves = lines(figure.axes[0])
    assert len(curves) == 5
    assert all(np.nanmax(np.abs(curve)) <= 1 for curve in curves)
    levels = sorted(line.get_ydata()[0] for line in figure.axes[0].lines if len(line.get_ydata()) == 2)
    limit = encoder_figures.critical_correlation(len(TARGETS))
    np.testing.assert_allclose(levels, [-limit, 0, limit])


@pytest.mark.parametrize(("n", "limit"), [(16, 0.497), (17, 0.482)])
def test_critical_correlation_is_that_of_the_tables(n: int, limit: float):
    assert encoder_figures.critical_correlation(n) == pytest.approx(limit, abs=0.001)


def test_stitched_draws_both_directions_for_both_groups(grid):
    figure = encoder_figures.stitched(grid)
    assert [axes.get_title() for axes in figure.axes] == [
        "POS from en", "POS from fr", "NER from en", "NER from fr",
    ]  # fmt: skip
    source_lower, source_upper, targets_lower, targets_upper = lines(figure.axes[0])
    np.testing.assert_allclose(source_lower, 90 - 6 * np.maximum(CUTS - 4, 0))
    np.testing.assert_allclose(source_upper, source_lower[::-1])
    np.testing.assert_allclose(source_lower - targets_lower, 30)
    np.testing.assert_allclose(source_upper - targets_upper, 30)


def test_movement_has_nothing_inherited_in_the_embeddings():
    total, own, inherited = [0.0, 0.3, 0.5], [0.0, 0.1, 0.1], [0.2, 0.3]
    figure = encoder_figures.movement({"en": (total, own, inherited), "tr": (own, own, inherited)})
    assert [axes.get_title() for axes in figure.axes] == ["en", "tr"]
    curves = [np.asarray(line.get_ydata()) for line in figure.axes[0].lines]
    np.testing.assert_allclose(curves[0], total)
    assert np.isnan(curves[1][0])
    np.testing.assert_allclose(curves[1][1:], inherited)
    np.testing.assert_allclose(curves[2], own)


# Where the encoder ends


def test_shares_run_from_all_to_nothing(grid):
    found = settings(grid)[0]
    for group in ("source", "targets"):
        lower, upper = (share_kept(found, part, of=group) for part in ("lower", "upper"))
        np.testing.assert_allclose(lower, 1 - np.maximum(CUTS - 4, 0) / 8, atol=1e-12)
        np.testing.assert_allclose(upper, lower[::-1], atol=1e-12)
    assert score_kept(found, "lower").shape == (1 + len(TARGETS), LAYERS)
    np.testing.assert_allclose(score_kept(found, "lower")[0], 1 - 0.06 / 0.9 * np.maximum(CUTS - 4, 0))


def test_every_instrument_finds_its_own_end(grid):
    assert encoder_ends(settings(grid)[0], harmless=3) == {
        "ablation": 4,  # 0-1 costs 8 points, 2-3 costs 4, 4-5 costs 2
        "drift": 6,  # half of what there is at layer 12
        "untuned below, harmless": 4,
        "untuned below, half": 8,
        "tuned below, half": 4,
    }


def test_more_patience_moves_the_ends(grid):
    found = settings(grid)[0]
    ends = encoder_ends(found, harmless=7)
    assert (ends["ablation"], ends["untuned below, harmless"]) == (2, 5)
