"""Runs of the Tanti study find their part, and a part holds whole seeds only."""

from __future__ import annotations

import numpy as np
import pytest
from study_records import AS_IN_THE_PAPER, FADING, study, tanti_records

from xling_utils.conditions import ADVERSARIES, CONTROL, ERASERS, NAMES, conditions, control_of, part_of
from xling_utils.grids import STRENGTHS, TANTI_PARTS, UNLEARNING, muller, tanti
from xling_utils.records import RunRecord, RunSpec


@pytest.fixture(scope="module")
def records() -> list[RunRecord]:
    return tanti_records(AS_IN_THE_PAPER, seeds=3, parts=TANTI_PARTS)


def without(records: list[RunRecord], condition: str, seed: int, task: str, part: str) -> list[RunRecord]:
    found = [
        r
        for r in records
        if (r.spec.condition, r.spec.seed, r.spec.task, part_of(r.spec)) != (condition, seed, task, part)
    ]
    assert len(found) == len(records) - 1
    return found


# Parts


def test_every_run_of_the_grid_has_its_part() -> None:
    for part, specs in tanti().parts.items():
        assert {part_of(spec) for spec in specs} == {part}


def test_runs_of_other_studies_have_none() -> None:
    assert {part_of(spec) for spec in muller().specs} == {None}
    assert part_of(RunSpec()) is None
    assert part_of(RunSpec(probe=200, reinit=(0, 1))) is None
    assert part_of(RunSpec(probe=200, frozen=(0, 1))) is None


def test_every_condition_has_a_name_and_a_control() -> None:
    assert set(NAMES) == set(UNLEARNING)
    assert {*ADVERSARIES, *ERASERS, CONTROL, "frozen", "REF"} == set(NAMES)
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("condition", "control"),
    [
        ("frozen", "REF"),
        ("REF", "REF"),
        ("reversal", "REF"),
        ("reversal dann", "REF"),
        ("entropy 0.3", "REF"),
        ("leace 0", "REF"),
        ("leace", "leace 0"),
        ("leace 0.5", "leace 0"),
        ("inlp", "leace 0"),
        ("centre 0.25", "leace 0"),
    ],
)
def test_what_a_condition_is_compared_with(condition: str, control: str) -> None:
    assert control_of(condition) == control


# Settings


def test_the_main_part_has_a_setting_for_each_task_with_conditions_in_the_order_of_tables(
    records: list[RunRecord],
) -> None:
    found = conditions(records)
    assert [setting.name for setting in found] == ["pos, en", "nli, en"]
    for setting in found:
        assert list(setting.runs) == list(NAMES)
        assert setting.seeds == (0, 1, 2)
        assert len(setting.targets) == 16


def test_the_order_of_the_records_does_not_matter(records: list[RunRecord]) -> None:
    for part in TANTI_PARTS:
        assert conditions(records, part) == conditions(records[::-1], part)


def test_every_record_is_in_the_setting_of_its_part(records: list[RunRecord]) -> None:
    for part in ("main", "paper"):
        kept = [r for s in conditions(records, part) for runs in s.runs.values() for r in runs.values()]
        wanted = [r for r in records if part_of(r.spec) == part]
        assert sorted(r.spec.key for r in kept) == sorted(r.spec.key for r in wanted)


def test_the_strengths_have_the_usual_ones_among_them(records: list[RunRecord]) -> None:
    for setting in conditions(records, "strengths"):
        names = list(setting.runs)
        others = {f"{method} {value:g}" for method, values in STRENGTHS.items() for value in values}
        assert set(names) == others | set(NAMES)
        assert [name for name in names if name.startswith("reversal ") and name != "reversal dann"] == [
            "reversal 0.003",
            "reversal 0.03",
            "reversal 0.1",
            "reversal 0.3",
        ]
        assert [name for name in names if name.startswith("leace")] == [
            "leace 0",
            "leace",
            "leace 0.25",
            "leace 0.5",
            "leace 0.75",
        ]
        main = next(s for s in conditions(records) if s.task == setting.task)
        assert np.array_equal(setting.zero_shot("reversal"), main.zero_shot("reversal"))


def test_the_papers_recipes_are_a_setting_of_their_own(records: list[RunRecord]) -> None:
    pos, nli = conditions(records, "paper")
    assert list(pos.runs) == ["frozen", "REF", "reversal 0.1", "entropy 0.7"]
    assert list(nli.runs) == ["frozen", "REF", "reversal 0.1", "entropy 0.1"]
    assert pos.runs["REF"][0] != conditions(records)[0].runs["REF"][0]


def test_a_seed_that_misses_a_run_is_left_out_of_its_task_only(records: list[RunRecord]) -> None:
    pos, nli = conditions(without(records, "inlp", 1, "pos", "main"))
    assert (pos.seeds, nli.seeds) == ((0, 2), (0, 1, 2))
    assert {tuple(sorted(runs)) for runs in pos.runs.values()} == {(0, 2)}


def test_a_seed_of_the_strengths_needs_both_parts(records: list[RunRecord]) -> None:
    assert [s.name for s in conditions(records, "strengths")] == ["pos, en"]
    for lost, part in (("inlp", "main"), ("leace 0.5", "strengths")):
        [found] = conditions(without(records, lost, 1, "pos", part), "strengths")
        assert found.seeds == (0, 2)
    few = tanti_records(seeds=2, parts=["strengths"]) + tanti_records(seeds=5)
    assert [s.seeds for s in conditions(few, "strengths")] == [(0, 1)]


def test_runs_of_another_study_do_not_matter(records: list[RunRecord]) -> None:
    others = study(FADING, sentences=1000)
    assert conditions([*others, *records]) == conditions(records)


def test_a_task_without_a_whole_seed_is_left_out(records: list[RunRecord]) -> None:
    there = [("REF", 0), ("frozen", 1)]
    some = [r for r in records if r.spec.task == "pos" or (r.spec.condition, r.spec.seed) in there]
    assert [s.task for s in conditions(some)] == ["pos"]


@pytest.mark.parametrize("part", TANTI_PARTS)
def test_no_whole_seed_is_explained(part: str) -> None:
    for there in ([], study(FADING)):
        with pytest.raises(ValueError, match=f"no complete seed of the part '{part}': .* study tanti"):
            conditions(there, part)


def test_the_strengths_alone_are_not_enough() -> None:
    with pytest.raises(ValueError, match="no complete seed of the part 'strengths'"):
        conditions(tanti_records(seeds=1, parts=["strengths"]), "strengths")


# The made-up records themselves


def test_made_up_records_have_the_truth_that_they_were_given() -> None:
    truth = {
        "REF": {"zero_shot": 60.0, "ja": 40.0, "word general": [0.5] * 12 + [0.8], "word general ja": 0.1},
        "nli REF": {"zero_shot": 50.0},
        "leace": {"word general": 0.2},
    }
    pos, nli = conditions(tanti_records(truth, noise=0.0))
    scores = dict(zip(pos.targets, pos.zero_shot("REF").T, strict=True))
    assert scores["fr"] - scores["ja"] == pytest.approx(np.full(5, 20.0))
    assert scores["fr"] - scores["ko"] == pytest.approx(np.zeros(5))
    assert pos.change("entropy").zero_shot == pytest.approx(np.zeros((5, 16)))
    assert nli.zero_shot("REF").mean() == pytest.approx(50, abs=4)
    assert pos.layers("REF", "word general")[0].tolist() == [0.5] * 12 + [0.8]
    assert pos.layers("REF", "word general", "ja")[0].tolist() == [0.1] * 13
    assert pos.top("REF", "word task mlp").tolist() == [0.8] * 5
    assert pos.top("leace", "word general knn").tolist() == [0.2] * 5
    assert pos.layers("inlp", "sentence general")[0, 0] == 0.9
