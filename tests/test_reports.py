"""Tables say what the statistics say, in four formats, and cope with a study that is not finished."""

from __future__ import annotations

import csv
import inspect
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from study_records import LAYERS, measured_record, tanti_records

from xling_utils import reports
from xling_utils.claims import check_claims, gap_correlation
from xling_utils.effects import Setting, setting, settings
from xling_utils.grids import PARTS, muller
from xling_utils.records import RunRecord
from xling_utils.reports import (
    STUDIES,
    Table,
    claims_table,
    complete_records,
    controls_table,
    correlation_table,
    cost_table,
    groups_table,
    languages_table,
    random_init_table,
    report,
    similarity_table,
    stitch_table,
    write_figures,
    write_tables,
)
from xling_utils.reports.files import draw_figures
from xling_utils.stats import summarise, summarise_table

LANGUAGES = ("en", "ru", "fr", "hi", "ja")
GRID = muller(tasks=("pos", "parsing"), sources=("en", "ru"), seeds=range(3), control_seeds=range(2))


@pytest.fixture(scope="module")
def records() -> list[RunRecord]:
    return [measured_record(spec, LANGUAGES) for spec in GRID.specs]


@pytest.fixture(scope="module")
def one(records: list[RunRecord]) -> Setting:
    """Parsing from Russian."""
    return next(s for s in settings(records) if s.name == "parsing, ru")


def row(table: Table, *start: str) -> dict[str, str]:
    """The only row that begins with these cells, by column."""
    (found,) = (cells for cells in table.rows if cells[: len(start)] == start)
    return dict(zip(table.header, found, strict=True))


# Cells


def test_random_init_has_the_layout_of_the_paper(records: list[RunRecord], one: Setting) -> None:
    table = random_init_table(records)
    assert table.header == ("task", "source", "tested", "REF (%)", *one.pairs)
    places = ["in-language", "in-language", "zero-shot", "zero-shot"]
    assert [cells[2] for cells in table.rows] == places * 2
    home, away = row(table, "parsing", "ru", "in-language"), row(table, "parsing", "ru", "zero-shot")
    assert home["REF (%)"] == summarise(one.in_language("REF")).text(decimals=1)
    assert away["REF (%)"] == summarise_table(one.zero_shot("REF")).text(decimals=1)
    for pair in one.pairs:
        assert home[pair] == summarise(one.change(pair).in_language).text(decimals=1)
        assert away[pair] == summarise_table(one.change(pair).zero_shot).text(decimals=1)


def test_groups_have_a_row_for_other_registers(records: list[RunRecord], one: Setting) -> None:
    found = row(groups_table(records), "parsing", "ru", "cross-register")
    assert list(found)[4:] == ["0-2", "9-11", "0-3", "8-11", "0-5", "6-11", "all", "everything"]
    change = one.change("8-11").cross_domain
    assert change is not None
    assert found["8-11"] == summarise(change).text(decimals=1)


def test_languages_have_a_row_each_and_a_mean(records: list[RunRecord], one: Setting) -> None:
    table = languages_table(records, "parsing", "ru")
    assert [cells[0] for cells in table.rows] == ["ru (source)", *one.targets, "mean of targets"]
    assert row(table, "hi")["4-5"] == summarise(one.change("4-5").zero_shot[:, 2]).text(decimals=1)
    assert (
        row(table, "mean of targets")["4-5"]
        == row(random_init_table(records), "parsing", "ru", "zero-shot")["4-5"]
    )
    with pytest.raises(ValueError, match=r"no runs of ner, ru\. There is: pos, en; pos, ru; parsing, en"):
        languages_table(records, "ner", "ru")


def test_controls_stand_beside_plainly_random_layers(records: list[RunRecord]) -> None:
    parts = GRID.sort(records)
    table = controls_table(parts)
    found, halves = row(table, "parsing", "0-1"), row(table, "parsing", "6-11")
    control = setting([r for r in parts["scattered"] if r.spec.task == "parsing"])
    plain = next(s for s in settings(records) if s.name == "parsing, en")
    quarter = setting([r for r in parts["quarter"] if r.spec.task == "parsing"])
    assert found["scattered"] == summarise_table(control.change("0-1 scattered").zero_shot).text(decimals=1)
    assert found["random"] == summarise_table(plain.change("0-1").zero_shot).text(decimals=1)
    level = row(table, "parsing", "REF (%)")["data x 1/4"]
    assert level == summarise_table(quarter.zero_shot("REF")).text(decimals=1)
    assert halves["frozen"]
    assert [cells[0] for cells in table.rows[::9]] == ["pos", "parsing"]
    assert "Seeds: random 3, frozen 2," in table.note
    assert (halves["scattered"], halves["shuffled"]) == ("", "")
    at_home = row(controls_table(parts, tested="in-language"), "parsing", "0-1")
    assert at_home["scattered"] == summarise(control.change("0-1 scattered").in_language).text(decimals=1)
    with pytest.raises(ValueError, match="no runs of controls"):
        controls_table({"main": parts["main"]})


def test_similarity_is_shown_in_three_layers_for_five_models(records: list[RunRecord]) -> None:
    table = similarity_table(records, "anc")
    assert table.header == ("source", "model", "layer 0", "layer 6", "layer 12", "shuffled pairs")
    assert [cells[:2] for cells in table.rows[:5]] == [
        ("en", "pretrained"),
        ("en", "fine-tuned"),
        ("en", "0-1 random, fine-tuned"),
        ("en", "10-11 random, fine-tuned"),
        ("en", "everything random, fine-tuned"),
    ]
    values = np.mean([s.similarity(measure="anc") for s in settings(records) if s.source == "ru"], axis=0)
    found = row(table, "ru", "fine-tuned")
    assert found["layer 6"] == summarise_table(values[..., 6]).text(decimals=2)
    assert found["shuffled pairs"] == "0.00 / 0.00 / 0.00"


def test_correlations_come_with_their_p(records: list[RunRecord], one: Setting) -> None:
    found = row(correlation_table(records), "parsing", "ru")
    wanted = gap_correlation(one, measure="retrieval")
    assert (found["n"], found["retrieval"]) == ("4", f"{wanted.value:.2f} ({wanted.p:.2g})")
    assert correlation_table(records, tuned=False).rows != correlation_table(records).rows


def test_a_correlation_over_two_targets_is_undefined(records: list[RunRecord]) -> None:
    few = [
        RunRecord(r.spec, {code: r.scores[code] for code in ("en", "fr", "ja")}, 1.0, layers=r.layers)
        for r in records
        if r.spec.source == "en" and r.spec.epochs and r.spec.condition == "REF" and r.layers
    ]
    assert row(correlation_table(few), "pos", "en")["cka"] == "undefined"


def test_stitched_scores_are_means_over_sources(records: list[RunRecord]) -> None:
    table = stitch_table(records)
    assert len(table.rows) == 2 * LAYERS
    tables = [s.stitched("lower")[:, 0, 4] for s in settings(records) if s.task == "pos"]
    wanted = summarise(np.mean(tables, axis=0)).text(decimals=1)
    assert row(table, "pos", "4")["untuned below, in-language"] == wanted


def test_claims_show_verdict_effect_and_sentence(records: list[RunRecord]) -> None:
    verdicts = check_claims(records)
    table = claims_table(verdicts)
    assert [cells[0] for cells in table.rows] == [f"M{number}" for number in range(1, 11)]
    first = verdicts[0]
    assert table.rows[0] == ("M1", first.verdict, first.effect.text(), first.sentence)


def test_cost_counts_every_run_once(records: list[RunRecord]) -> None:
    table = cost_table(records)
    assert row(table, "similarity only")["seconds per run"] == "2.0"
    assert row(table, "pos")["runs per minute and process"] == "10.0"
    counts = [int(cells[1]) for cells in table.rows]
    assert counts[-1] == len(records) == sum(counts[:-1])
    assert float(row(table, "all")["CPU hours"]) == pytest.approx(
        sum(record.seconds for record in records) / 3600, abs=0.005
    )
    assert "x86_64, 2 cores" in table.note


# Formats

NASTY = Table(
    "50 % of_it",
    ("task_x", "REF (%)"),
    (("a|b_c", '1.0 & "two", 3'), ("", "-0.5 [-1.0, 0.0]"), ("x", "007")),
    note="A note with 95 % and a_b.",
)


def test_csv_reads_back() -> None:
    assert list(csv.reader(io.StringIO(NASTY.render("csv")))) == [list(NASTY.header), *map(list, NASTY.rows)]


def test_markdown_has_as_many_cells_in_every_line() -> None:
    lines = [line for line in NASTY.render("markdown").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    assert [len(line) for line in cells] == [2] * 5
    assert [[cell.replace(r"\|", "|") for cell in line] for line in cells[2:]] == [
        list(r) for r in NASTY.rows
    ]


def test_text_keeps_digits_and_wraps_long_cells() -> None:
    shown = Table("t", ("a", "b"), (("007", "word " * 40),)).render("text")
    assert "007" in shown
    assert max(map(len, shown.splitlines())) < 90
    assert shown.count("word") == 40


def test_latex_is_a_booktabs_table_with_everything_escaped() -> None:
    shown = NASTY.render("latex")
    lines = shown.splitlines()
    rules = [line for line in lines if line.endswith("rule")]
    assert rules == [r"\toprule", r"\midrule", r"\bottomrule"]
    body = [line for line in lines if line.endswith(r"\\")]
    assert len(body) == 4
    assert all(len(re.findall(r"(?<!\\)&", line)) == 1 for line in body)
    assert not re.search(r"(?<!\\)[%_#$]", shown)
    assert shown.count("{") == shown.count("}")
    opened, closed = (re.findall(rf"\\{word}{{(\w+)}}", shown) for word in ("begin", "end"))
    assert opened == closed[::-1] == ["table", "tabular"]


@pytest.mark.parametrize("kind", ["text", "markdown", "latex"])
def test_title_and_note_are_shown(kind: Any) -> None:
    shown = NASTY.render(kind).replace("\\", "")
    assert NASTY.title in shown
    assert NASTY.note in shown


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no format 'html'\. There is: text, markdown, csv, latex"):
        NASTY.render("html")  # type: ignore[arg-type]


# Reports


def titles(tables: Sequence[Table]) -> list[str]:
    return [table.title for table in tables]


def test_a_report_of_a_finished_study_has_all_tables(records: list[RunRecord]) -> None:
    tables = report(records)
    assert len(set(titles(tables))) == len(tables)
    assert titles(tables)[:4] == ["Runs", "Claims", "RANDOM-INIT", "Larger groups of random layers"]
    assert {"Controls, zero-shot, source en", "Stitched models", "Cost"} <= set(titles(tables))
    assert [cells[0] for cells in tables[0].rows] == list(PARTS)
    assert "missing" not in tables[0].note
    assert {table.render("latex").count(r"\toprule") for table in tables} == {1}


def test_only_complete_seeds_are_used(records: list[RunRecord]) -> None:
    lost = next(
        r for r in records if r.spec.condition == "4-5" and r.spec.seed == 2 and r.spec.init == "bert"
    )
    unfinished = [r for r in records if r is not lost]
    tables = report(unfinished)
    assert row(tables[0], "main")["complete seeds"] == "0, 1"
    assert f"1 of {len(records)} runs are missing" in tables[0].note
    assert tables[2] == random_init_table([r for r in records if r.spec.seed < 2])
    used = complete_records(unfinished)
    assert {r.spec.seed for r in used if r.spec.epochs} == {0, 1}


def test_a_study_without_controls_and_measures_has_fewer_tables(records: list[RunRecord]) -> None:
    bare = [RunRecord(r.spec, r.scores, r.seconds, domains=r.domains) for r in GRID.sort(records)["main"]]
    tables = report(bare)
    assert not any(title.startswith(("Controls", "Similarity", "Stitched")) for title in titles(tables))
    assert [cells[0] for cells in tables[1].rows] == ["M1", "M2", "M3", "M4", "M10"]
    assert "M6 is not tested: parsing, en: no untuned run of REF" in tables[1].note


def test_a_single_seed_and_setting_can_be_reported(records: list[RunRecord]) -> None:
    few = [r for r in records if (r.spec.task, r.spec.source, r.spec.seed) == ("pos", "en", 0)]
    table = next(table for table in report(few) if table.title == "RANDOM-INIT")
    assert "no interval" in row(table, "pos", "en", "in-language")["0-1"]
    assert row(table, "pos", "en", "zero-shot")["0-1"].endswith("]")


def test_nothing_complete_is_an_error_that_says_what_to_do(records: list[RunRecord]) -> None:
    with pytest.raises(ValueError, match=r"no seed is complete: 2 of 15 runs .* `study muller`"):
        report(GRID.sort(records)["main"][:3:2])
    with pytest.raises(ValueError, match="study muller"):
        report([])


def test_studies_can_share_a_store(records: list[RunRecord]) -> None:
    other = tanti_records(seeds=2)
    for study, own in {"muller": records, "tanti": other}.items():
        assert report([*other, *records], study) == report(own, study)


# Files


def test_every_table_gets_a_file(tmp_path: Path) -> None:
    paths = write_tables([NASTY, NASTY], tmp_path / "new", "csv")
    assert [path.name for path in paths] == ["01_50_of_it.csv", "02_50_of_it.csv"]
    assert paths[0].read_text() == NASTY.render("csv")


@pytest.mark.parametrize("study", STUDIES)
def test_figures_take_records_and_need_nothing_else(study: str) -> None:
    for draw in STUDIES[study].drawings():
        inspect.signature(draw).bind([])


def test_figures_are_written_twice_and_what_cannot_be_drawn_is_told(
    tmp_path: Path, records: list[RunRecord]
) -> None:
    def drift(records: list[RunRecord]) -> Figure:
        return plt.figure()

    def controls(records: list[RunRecord]) -> Figure:
        raise ValueError("no control was run")

    def stitched(records: list[RunRecord]) -> Figure:
        raise KeyError("pos")

    before = plt.get_fignums()
    paths, left_out = draw_figures([drift, controls, stitched], records, tmp_path)
    assert left_out == {"controls": "no control was run", "stitched": "no runs of 'pos'"}
    assert [path.name for path in paths] == ["drift.png", "drift.svg"]
    assert all(path.stat().st_size for path in paths)
    assert plt.get_fignums() == before


def test_each_study_has_its_own_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, list[str]] = {}

    def note(drawings: Any, records: Any, folder: Path) -> tuple[list[Path], dict[str, str]]:
        asked[folder.name] = [draw.__name__ for draw in drawings]
        return [], {}

    monkeypatch.setattr(reports, "draw_figures", note)
    for study in STUDIES:
        write_figures([], tmp_path / study, study)
    assert "controls" in asked["muller"]
    assert not set(asked["muller"]) & set(asked["tanti"])
