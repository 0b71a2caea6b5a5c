"""The report of the Tanti study says what its records say, and copes with a study that is not finished."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from study_records import AS_IN_THE_PAPER, LAYERS, tanti_records

from xling_utils.conditions import NAMES, conditions
from xling_utils.effects import Setting
from xling_utils.grids import TANTI_PARTS, tanti
from xling_utils.published import published
from xling_utils.records import RunRecord
from xling_utils.reports import (
    STUDIES,
    SUFFIXES,
    Table,
    change_table,
    clusters_table,
    complete_records,
    paper_recipes_table,
    paper_scores_table,
    probe_layers_table,
    probes_table,
    report,
    side_by_side_table,
    strengths_table,
)
from xling_utils.reports.tanti_conditions import half_cell
from xling_utils.stats import summarise, summarise_table

TRUTH = AS_IN_THE_PAPER | {
    "leace 0": {"zero_shot": 60.0},
    "leace": {"zero_shot": 62.0, "word general": 0.1, "word general mlp": 0.6},
    "leace 0.5": {"word general": 0.4},
}


@pytest.fixture(scope="module")
def records() -> list[RunRecord]:
    return tanti_records(TRUTH, seeds=3, parts=TANTI_PARTS)


@pytest.fixture(scope="module")
def found(records: list[RunRecord]) -> list[Setting]:
    return conditions(records)


def row(table: Table, *start: str) -> dict[str, str]:
    """The only row that begins with these cells, by column."""
    (found,) = (cells for cells in table.rows if cells[: len(start)] == start)
    return dict(zip(table.header, found, strict=True))


def number(cell: str) -> float:
    """The mean in a cell."""
    return float(cell.split(" ± ")[0])


# Cells


def test_a_cell_is_a_mean_with_half_of_its_interval() -> None:
    values = [1.0, 2.0, 4.0]
    wanted = summarise(values)
    assert half_cell(values, 2) == f"{wanted.mean:.2f} ± {(wanted.high - wanted.low) / 2:.2f}"
    assert half_cell([0.5], scale=100) == "50.0"
    assert half_cell([-0.01], 1) == "0.0"


def test_conditions_stand_side_by_side_under_the_names_of_readers(found: list[Setting]) -> None:
    pos, nli = map(side_by_side_table, found)
    assert [cells[0] for cells in pos.rows] == list(NAMES.values())
    assert nli.header == (*pos.header, "AMI language, head", "AMI label, head")
    cells, s = row(nli, "LEACE"), found[1]
    zero_shot = summarise_table(s.zero_shot("leace"))
    assert cells["zero-shot"] == f"{zero_shot.mean:.1f} ± {(zero_shot.high - zero_shot.low) / 2:.1f}"
    assert cells["in-language"] == half_cell(s.in_language("leace"))
    assert cells["words, linear"] == half_cell(100 * s.layers("leace", "word general")[:, -1])
    assert cells["words, MLP"] == half_cell(100 * s.top("leace", "word general mlp"))
    assert cells["AMI label, head"] == half_cell(s.top("leace", "ami label head"), 2)
    assert "chance is 6 (17 languages)" in pos.note


def test_selectivity_is_the_probe_minus_its_control(found: list[Setting]) -> None:
    table = probes_table(found)
    assert len(table.rows) == 2 * len(NAMES)
    assert {(cells[0], cells[2]) for cells in table.rows} == {("pos", "words"), ("nli", "sentences")}
    s = found[0]
    gap = s.layers("frozen", "word general") - s.layers("frozen", "word control")
    assert row(table, "pos", "frozen")["words, selectivity"] == half_cell(100 * gap[:, -1])
    assert row(table, "nli", "frozen")["task text, k-NN"] == half_cell(
        100 * found[1].top("frozen", "sentence task knn")
    )


@pytest.mark.parametrize("level", ["word", "sentence"])
def test_every_layer_has_a_row_and_the_last_is_what_stands_side_by_side(
    found: list[Setting], level: str
) -> None:
    table = probe_layers_table(found, level)  # type: ignore[arg-type]
    assert table.header == ("task", "layer", *NAMES.values())
    assert len(table.rows) == 2 * LAYERS
    shown = row(side_by_side_table(found[0]), "LEACE")[f"{level}s, linear"]
    assert row(table, "pos", str(LAYERS - 1))["LEACE"] == shown


def test_clusters_stand_beside_chance_and_the_stored_numbers(found: list[Setting]) -> None:
    table = clusters_table(found)
    cells = row(table, "pos", "entropy")
    assert cells["task text by label"] == half_cell(found[0].top("entropy", "v label"), 2)
    assert cells["task text by label, chance"] == "0.02"
    stored = published("pos", "v label", "entropy").value
    assert cells["task text by label, stored"] == f"{stored:.2f}"
    assert row(table, "pos", "LEACE")["task text by label, stored"] == ""
    assert row(table, "pos", "reversal, scheduled")["task text by label, stored"] == ""


def test_erasers_are_compared_with_the_new_head_and_adversaries_with_the_tuned_model(
    found: list[Setting],
) -> None:
    table, s = change_table(found[0]), found[0]
    assert [cells[0] for cells in table.rows] == [*s.targets, "mean"]
    mean = row(table, "mean")
    assert number(mean["LEACE"]) == pytest.approx(2, abs=0.3)
    assert number(mean["new head"]) == pytest.approx(-10, abs=0.3)
    assert number(mean["reversal"]) == pytest.approx(-5, abs=0.3)
    change = s.zero_shot("leace") - s.zero_shot("leace 0")
    assert row(table, "ja")["LEACE"] == half_cell(change[:, s.targets.index("ja")])


def test_strengths_rise_from_the_control_through_the_usual_one(records: list[RunRecord]) -> None:
    found = conditions(records, "strengths")
    table = strengths_table(found)
    shown = [cells[2] for cells in table.rows if cells[:2] == ("pos", "reversal")]
    assert shown == ["0", "0.003", "0.01 (usual)", "0.03", "0.1", "0.3"]
    probe = [number(cells[5]) for cells in table.rows if cells[:2] == ("pos", "LEACE")]
    assert probe == pytest.approx([80, 80, 40, 80, 10], abs=1)
    control = row(table, "pos", "LEACE", "0")["zero-shot"]
    assert control == half_cell(found[0].zero_shot("leace 0"))


def test_the_papers_settings_are_shown_with_what_its_code_stored(records: list[RunRecord]) -> None:
    found = conditions(records, "paper")
    recipes, scores = paper_recipes_table(found), paper_scores_table(found)
    assert [cells[:2] for cells in recipes.rows] == [cells[:2] for cells in scores.rows]
    tuned = row(recipes, "nli", "fine-tuned")
    assert (tuned["encoder rate"], tuned["head rate"]) == (f"{1e-5 * 768 / 64:g}", "0.01")
    assert row(recipes, "pos", "frozen")["encoder rate"] == ""
    assert row(recipes, "pos", "entropy")["strength"] == "0.7"
    cells = row(scores, "pos", "entropy")
    assert cells["in-language"] == half_cell(found[0].in_language("entropy 0.7"))
    assert cells["released, chunk F1"] == half_cell(100 * found[0].top("entropy 0.7", "released chunk f1"))
    for column, measure in {"in-language": "in language", "task text": "language f1 task"}.items():
        assert cells[f"{column}, stored"] == f"{100 * published('pos', measure, 'entropy').value:.1f}"


# Reports


def titles(tables: Sequence[Table]) -> list[str]:
    return [table.title for table in tables]


def test_a_report_of_a_finished_study_has_all_tables_in_all_formats(records: list[RunRecord]) -> None:
    tables = report(records, "tanti")
    assert len(set(titles(tables))) == len(tables)
    assert titles(tables)[:3] == ["Runs", "Claims", "Conditions side by side: pos, en"]
    assert titles(tables)[-4:] == [
        "Strengths",
        "The paper's own settings",
        "Results with the paper's own settings",
        "Cost",
    ]
    tasks = {"main": ("pos", "nli"), "strengths": ("pos",), "paper": ("pos", "nli")}
    assert [cells[:2] for cells in tables[0].rows] == [(p, t) for p in TANTI_PARTS for t in tasks[p]]
    assert all(word not in tables[0].note for word in ("missing", "Left out", "nan"))
    assert [cells[0] for cells in tables[1].rows] == [f"T{number}" for number in range(1, 11)]
    for table in tables:
        assert len(set(table.header)) == len(table.header)
        assert all("nan" not in table.render(kind) for kind in SUFFIXES)


def test_runs_are_counted_as_the_grid_has_them() -> None:
    grid = tanti()
    records = [RunRecord(spec, {}, 1.0) for spec in grid.specs]
    runs = report_runs(records)
    counts = {part: sum(int(cells[3]) for cells in runs.rows if cells[0] == part) for part in grid.parts}
    assert counts == {part: len(specs) for part, specs in grid.parts.items()}
    assert "The whole grid" not in runs.note
    assert f"The whole grid has {len(records)} runs" in report_runs(records[:9]).note


def report_runs(records: list[RunRecord]) -> Table:
    from xling_utils.reports.tanti import runs_table

    return runs_table(records)


def test_only_complete_seeds_are_used(records: list[RunRecord]) -> None:
    lost = next(r for r in records if r.spec.condition == "inlp" and (r.spec.seed, r.spec.task) == (2, "pos"))
    unfinished = [r for r in records if r is not lost]
    tables = report(unfinished, "tanti")
    assert row(tables[0], "main", "pos")["complete seeds"] == "0, 1"
    assert row(tables[0], "main", "nli")["complete seeds"] == "0, 1, 2"
    assert "1 of them are missing; tables use complete seeds only." in tables[0].note
    early = [r for r in records if r.spec.seed < 2]
    assert tables[2] == side_by_side_table(conditions(early)[0])
    # The usual strengths are runs of the main part.
    assert row(tables[0], "strengths", "pos")["complete seeds"] == "0, 1"
    used = complete_records(unfinished, "tanti")
    assert {r.spec.seed for r in used if r.spec.task == "pos" and not r.spec.steady} == {0, 1}


def test_a_part_that_is_not_there_is_left_out_and_named() -> None:
    some = {part: tanti_records(TRUTH, seeds=2, parts=[part]) for part in TANTI_PARTS}
    tables = report(some["main"], "tanti")
    assert "Left out, because no seed is complete: strengths, paper." in tables[0].note
    assert not {"Strengths", "The paper's own settings"} & set(titles(tables))
    tables = report([*some["paper"], *some["strengths"]], "tanti")
    assert "Left out, because no seed is complete: main, strengths." in tables[0].note
    assert titles(tables)[2:] == ["The paper's own settings", "Results with the paper's own settings", "Cost"]
    assert tables[1].rows == ()
    assert "T10 is not tested" in tables[1].note


def test_one_task_and_one_seed_can_be_reported() -> None:
    tables = report(tanti_records(TRUTH, tasks=["nli"], seeds=1), "tanti")
    cells = row(next(t for t in tables if t.title.startswith("Conditions")), "fine-tuned")
    assert "±" not in cells["in-language"]
    assert "±" in cells["zero-shot"]  # over targets
    assert "T4 is not tested" in tables[1].note


def test_of_several_tries_in_a_store_the_largest_is_reported() -> None:
    small = tanti_records(TRUTH, seeds=1, sentences=64, epochs=1)
    large = tanti_records(TRUTH, seeds=2)
    assert report([*small, *large], "tanti")[:-1] == report(large, "tanti")[:-1]


def test_nothing_complete_is_an_error_that_says_what_to_do(records: list[RunRecord]) -> None:
    with pytest.raises(ValueError, match=r"no seed .* is complete: 3 of its runs .* `study tanti`"):
        report(records[:3], "tanti")
    with pytest.raises(ValueError, match="study tanti"):
        report([], "tanti")
    with pytest.raises(ValueError, match=r"no report of a study 'pires'\. There is: muller, tanti"):
        report(records, "pires")


def test_numbers_do_not_depend_on_the_order_of_records(records: list[RunRecord]) -> None:
    shuffled = [records[i] for i in np.random.default_rng(0).permutation(len(records))]
    by_title = {table.title: table for table in report(shuffled, "tanti")}
    assert by_title == {table.title: table for table in report(records, "tanti")}


def test_every_study_has_a_report() -> None:
    assert tuple(STUDIES) == ("muller", "tanti")
