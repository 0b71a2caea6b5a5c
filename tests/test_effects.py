"""Effects pair every run with REF of its seed, and settings hold what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from study_records import FADING, LAYERS, NAMES, TARGETS, flat, study, untuned

from xling_utils.effects import Change, over_settings, setting, settings
from xling_utils.records import RunRecord
from xling_utils.stats import summarise_table, t_interval


def test_changes_are_differences_from_the_same_seed_in_points() -> None:
    found = setting(study(FADING, noise=0.0))
    assert (found.name, found.targets, found.seeds) == ("pos, en", TARGETS, (0, 1, 2))
    assert found.pairs == tuple(NAMES)
    assert list(found.runs) == ["REF", *NAMES, "all", "everything"]
    for name, points in FADING.items():
        change = found.change(name)
        assert change.zero_shot == pytest.approx(np.full((3, len(TARGETS)), points))
        assert change.in_language == pytest.approx(np.full(3, -0.3))
        assert change.cross_domain == pytest.approx(np.full(3, -0.3))


def test_the_order_of_the_records_does_not_matter() -> None:
    records = study(FADING)
    one, other = setting(records), setting(records[::-1])
    assert list(one.runs) == list(other.runs)
    for name in one.runs:
        assert np.array_equal(one.zero_shot(name), other.zero_shot(name))


def without_reference(records: list[RunRecord]) -> list[RunRecord]:
    return [record for record in records if record.spec.condition != "REF"]


def with_another_source(records: list[RunRecord]) -> list[RunRecord]:
    return [*records, replace(records[0], spec=replace(records[0].spec, source="fr", seed=9))]


def every_change(records: list[RunRecord]) -> list[Change]:
    found = setting(records)
    return [found.change(condition) for condition in found.runs]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_reference, "no run without re-initialisation"),
        (with_another_source, r"several settings \(pos, en; pos, fr\)"),
        (lambda records: records[1:], "do not have the same seeds: see seed 0"),
        (lambda records: records[:-1], "everything and REF do not have the same seeds: see seed 2"),
        (lambda records: [*records, records[3]], "4-5 is there twice with seed 0"),
    ],
)
def test_incomplete_settings_are_refused(
    spoil: Callable[[list[RunRecord]], list[RunRecord]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        every_change(spoil(study(FADING)))


def test_a_condition_that_was_not_run_is_explained() -> None:
    with pytest.raises(ValueError, match="pos, en: no run of 3-5; it has REF, 0-1"):
        setting(study(FADING)).change("3-5")


def test_settings_leave_out_controls_and_other_amounts_of_data() -> None:
    main = study(FADING, sentences=100) + study(FADING, sentences=100, source="fr")
    controls = [
        *study(flat(-1), sentences=25, seeds=1),
        *study(flat(-1), sentences=100, init="shuffle"),
        *study(flat(-1), sentences=100, frozen=(0, 1)),
    ]
    alone, mixed = settings(main), settings([*controls, *main])
    assert [found.name for found in mixed] == ["pos, en", "pos, fr"]
    for one, other in zip(alone, mixed, strict=True):
        assert one.runs == other.runs


def test_settings_stand_in_the_order_of_the_paper() -> None:
    records = [
        record
        for task in ("ner", "pos")
        for source in ("ja", "ar", "en")
        for record in study(FADING, task=task, source=source)
    ]
    names = [found.name for found in settings(records)]
    assert names == ["pos, en", "pos, ar", "pos, ja", "ner, en", "ner, ar", "ner, ja"]


def test_layers_come_as_arrays_with_the_source_first_where_it_belongs() -> None:
    curve = [0.5] * LAYERS
    [found] = settings(study(FADING, similarity={"REF": curve}) + untuned(dict.fromkeys(TARGETS, curve)))
    assert found.similarity().shape == (3, 4, LAYERS)
    assert found.similarity(tuned=False) == pytest.approx(np.full((1, 4, LAYERS), 0.5))
    assert found.kept().shape == (3, 5, LAYERS)
    assert found.kept()[0, :, 2] == pytest.approx(np.full(5, 0.94))
    assert found.baseline().tolist() == [0.0] * LAYERS
    with pytest.raises(ValueError, match=r"not cut \(RunSpec\.stitch\)"):
        found.stitched("lower")


def test_one_table_speaks_about_targets_and_several_about_settings() -> None:
    tables = [np.random.default_rng(seed).normal(size=(3, 4)) for seed in range(3)]
    assert over_settings(tables[:1]) == summarise_table(tables[0])
    assert over_settings(tables) == t_interval([table.mean() for table in tables])
