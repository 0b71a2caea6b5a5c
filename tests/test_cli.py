"""The command line: what it prints, and what it answers to wrong input."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from book_tools import ROOT
from conllu import parse
from study_records import tanti_records
from tiny_pretraining import TEXTS, TINY

from xling_utils import pretraining, scheduling, studies
from xling_utils.backbones import load_backbone
from xling_utils.cli import main
from xling_utils.conditions import part_of
from xling_utils.fragment import generate
from xling_utils.grids import GROUPS, PAPER, TANTI_PARTS, conditions_of, muller, tanti
from xling_utils.hidden_states import layer_states
from xling_utils.records import Store, load_records


def sentences(count=3, language="fr"):
    return list(generate(language, "test", count, 0))


def refusal(capsys, *arguments):
    """What a command that argparse refuses writes to the error stream."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    shown = capsys.readouterr()
    assert not shown.out
    return shown.err


# fragment


def test_text_is_one_sentence_per_line(capsys):
    assert main(["fragment", "--language", "fr", "--n", "3", "--format", "text"]) == 0
    assert capsys.readouterr().out.splitlines() == [sentence.text for sentence in sentences()]


def test_gloss_is_the_default_and_shows_text_and_gloss(capsys):
    assert main(["fragment", "--language", "fr", "--n", "3"]) == 0
    blocks = capsys.readouterr().out.strip("\n").split("\n\n")
    assert blocks == [f"{sentence.text}\n{sentence.gloss()}" for sentence in sentences()]


def test_conllu_is_read_by_other_programs(capsys):
    assert main(["fragment", "--language", "fr", "--n", "3", "--format", "conllu"]) == 0
    read = parse(capsys.readouterr().out)
    assert [sentence.metadata["text"] for sentence in read] == [sentence.text for sentence in sentences()]


def test_split_and_seed_choose_other_sentences(capsys):
    shown = set()
    for more in ([], ["--seed", "1"], ["--split", "train"]):
        assert main(["fragment", "--format", "text", *more]) == 0
        shown.add(capsys.readouterr().out)
    assert len(shown) == 3


@pytest.mark.parametrize(("code", "known"), [("xx", "en, fr, de"), ("en@xx", "svo, sov")])
def test_an_unknown_language_is_refused_with_the_known_ones(capsys, code, known):
    assert main(["fragment", "--language", code]) == 2
    shown = capsys.readouterr()
    assert "'xx'" in shown.err
    assert known in shown.err
    assert not shown.out


def test_a_register_and_a_change_can_be_asked_for(capsys):
    assert main(["fragment", "--language", "en@sov", "--register", "story", "--format", "text"]) == 0
    changed = list(generate("en@sov", "test", 5, 0, "story"))
    assert capsys.readouterr().out.splitlines() == [sentence.text for sentence in changed]


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", ""])
def test_a_number_of_sentences_is_positive(capsys, number):
    assert "not a positive whole number" in refusal(capsys, "fragment", f"--n={number}")


@pytest.mark.parametrize("number", ["5", "2000"])  # less and more than a buffer holds
def test_a_closed_pipe_is_no_error(number):
    reader, writer = os.pipe()
    os.close(reader)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "xling_utils", "fragment", "--n", number, "--format", "text"]
    try:
        done = subprocess.run(
            command, stdout=writer, stderr=subprocess.PIPE, env=environment, cwd=ROOT, check=False
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


# pretrain and card


def test_pretrain_writes_a_backbone_that_loads(tmp_path, monkeypatch, capsys):
    recipe = replace(TINY, languages=("en", "fr"), vocab_size=300, sentences_per_language=40, held_out=5)
    monkeypatch.setattr(pretraining, "POCKET", recipe)
    folder = tmp_path / "mine"
    assert main(["pretrain", "--steps", "2", "--seed", "7", "--output", str(folder)]) == 0
    config = json.loads((folder / "pretraining.json").read_text())["config"]
    assert (config["steps"], config["seed"], config["languages"]) == (2, 7, ["en", "fr"])
    assert json.loads((folder / "log.jsonl").read_text().splitlines()[-1])["step"] == 2
    backbone = load_backbone(folder, device="cpu")
    assert layer_states(backbone, ["The cat sleeps ."]).shape == (TINY.layers + 1, 1, TINY.hidden)


def test_pretrain_reads_text_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.setattr(pretraining, "POCKET", replace(TINY, held_out=5, steps=1))
    (tmp_path / "text").mkdir()
    for language, texts in TEXTS.items():
        (tmp_path / "text" / f"{language}.txt").write_text("\n".join(texts), encoding="utf-8")
    corpus = ["--corpus", f"text:{tmp_path / 'text'}"]
    sizes = ["--hidden", "16", "--vocab-size", "130", "--rarest", "2"]
    assert main(["pretrain", *corpus, *sizes, "--output", str(tmp_path / "all")]) == 0
    config = json.loads((tmp_path / "all" / "pretraining.json").read_text())["config"]
    assert (config["languages"], config["hidden"], config["rarest"]) == (sorted(TEXTS), 16, 2)
    backbone = load_backbone(tmp_path / "all", device="cpu")
    assert (backbone.hidden_size, backbone.model.config.intermediate_size) == (16, 64)
    assert main(["pretrain", *corpus, "--languages", "en", "--output", str(tmp_path / "one")]) == 0
    assert main(["pretrain", *corpus, "--languages", "en", "xx", "--output", str(tmp_path / "no")]) == 2
    assert main(["pretrain", "--corpus", "text:nowhere", "--output", str(tmp_path / "no")]) == 2
    assert not (tmp_path / "no").exists()


def test_pretrain_says_what_is_wrong_with_a_recipe(tmp_path, monkeypatch, capsys):
    recipe = replace(TINY, languages=("en",), vocab_size=10)
    monkeypatch.setattr(pretraining, "POCKET", recipe)
    assert main(["pretrain", "--output", str(tmp_path / "mine")]) == 2
    assert "xling_utils pretrain: vocab_size=10 is too small" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_pretrain_refuses_a_width_that_the_heads_cannot_share(tmp_path, capsys):
    assert main(["pretrain", "--hidden", "7", "--output", str(tmp_path / "mine")]) == 2
    assert "hidden=7 is no multiple of heads=4" in capsys.readouterr().err


def test_card_needs_a_folder_that_pretrain_wrote(tmp_path, capsys):
    assert main(["card", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert str(tmp_path) in shown.err
    assert "pretraining.json" in shown.err


# study and report

TRY = (
    *("study", "muller", "--parts", "main", "--tasks", "pos", "--sources", "en", "--targets", "fr"),
    *("--seeds", "2", "--sentences", "16", "--epochs", "1", "--test-sentences", "4", "--similarity", "5"),
)
"""A study that takes seconds."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The records of real runs."""
    folder = tmp_path_factory.mktemp("study") / "records"
    assert main([*TRY, "--store", str(folder)]) == 0
    return folder


def test_a_study_runs_and_says_how_to_report_on_it(store, tmp_path, capsys):
    before = {path.name: path.read_bytes() for path in store.glob("*.json")}
    assert len(before) == 2 * len((*conditions_of(12), *GROUPS))
    assert main([*TRY, "--store", str(store)]) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == "30 runs, 0 still to do"
    assert {path.name: path.read_bytes() for path in store.glob("*.json")} == before
    words = last.split()
    assert words[:3] == ["python", "-m", "xling_utils"]
    assert main([*words[3:-2], "--format", "csv"]) == 0
    assert "# RANDOM-INIT" in capsys.readouterr().out.splitlines()


def test_export_writes_all_records_into_one_file(store, tmp_path, capsys):
    file = tmp_path / "new" / "all.jsonl.gz"
    assert main([*TRY, "--store", str(store), "--export", str(file)]) == 0
    assert {r.spec.key for r in load_records(file)} == {r.spec.key for r in load_records(store)}
    capsys.readouterr()
    shown = []
    for place in (["--store", str(store)], ["--records", str(file)]):
        assert main(["report", "muller", *place]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "| " not in shown[0]


def test_an_unfinished_study_goes_on_and_is_reported_by_its_complete_seeds(store, tmp_path, capsys):
    unfinished = shutil.copytree(store, tmp_path / "records")
    lost = max(load_records(store), key=lambda record: record.spec.seed)
    (unfinished / f"{lost.spec.key}.json").unlink()
    assert main(["report", "muller", "--store", str(unfinished)]) == 0
    shown = capsys.readouterr().out
    assert "1 of 30 runs are missing; tables use complete seeds only." in shown
    assert main([*TRY, "--store", str(unfinished)]) == 0
    assert capsys.readouterr().out.startswith("30 runs, 1 still to do")
    again = Store(unfinished).get(lost.spec)
    assert again is not None
    assert (again.scores, again.layers) == (lost.scores, lost.layers)


def test_a_report_can_be_written_with_its_figures(store, tmp_path, monkeypatch, capsys):
    from xling_utils import reports

    drawn = []

    def draw(records, folder, study):
        drawn.extend(records)
        return [folder / "drift.png"], {"controls": "no runs"}

    monkeypatch.setattr(reports, "write_figures", draw)
    folder = tmp_path / "report"
    assert (
        main(["report", "muller", "--store", str(store), "--format", "latex", "--output", str(folder)]) == 0
    )
    assert len(drawn) == 30
    shown = capsys.readouterr()
    assert shown.err == "not drawn: controls (no runs)\n"
    files = sorted(path.name for path in folder.iterdir())
    assert f"{len(files)} tables and 1 files" in shown.out
    assert files[2] == "03_random_init.tex"
    assert r"\toprule" in (folder / files[2]).read_text()


def grid_of(monkeypatch, tmp_path, *arguments, study="muller"):
    """The specs that a `study` command would run."""
    asked = []
    monkeypatch.setattr(scheduling, "run_study", lambda specs, store, **_: asked.extend(specs) or [])
    assert main(["study", study, "--store", str(tmp_path), *arguments]) == 0
    return asked


@pytest.mark.parametrize("grid", [muller, tanti])
def test_the_default_is_the_grid_of_the_book(tmp_path, monkeypatch, grid):
    asked = grid_of(monkeypatch, tmp_path, study=grid.__name__)
    assert [spec.key for spec in asked] == [spec.key for spec in grid().specs]


def test_options_choose_what_runs(tmp_path, monkeypatch):
    few = ("--tasks", "ner", "--sources", "fi", "--seeds", "1", "--parts", "frozen", "--domain", "story")
    asked = grid_of(monkeypatch, tmp_path, *few)
    assert {(s.task, s.source, s.seed, s.domain) for s in asked} == {("ner", "fi", 0, "story")}
    assert {s.other_domains for s in asked} == {("dialogue", "news")}
    assert {s.condition for s in asked} == {"REF"} | {s.condition for s in asked if s.frozen}
    mixed = grid_of(monkeypatch, tmp_path, "--domain", "all", "--similarity", "0")
    assert {(s.domain, s.other_domains) for s in mixed} == {(None, ())}
    assert all(s.epochs for s in mixed)


def test_options_choose_what_runs_of_the_tanti_study(tmp_path, monkeypatch):
    few = ("--tasks", "ner", "--source", "fi", "--targets", "fr", "--parts", "strengths", "--domain", "story")
    asked = grid_of(
        monkeypatch, tmp_path, *few, "--text", "train", "--texts", "5", "--probe", "9", study="tanti"
    )
    wanted = {("ner", "fi", ("fr",), "story", "train", 5, 9)}
    assert {(s.task, s.source, s.targets, s.domain, s.text, s.texts, s.probe) for s in asked} == wanted
    assert all(s.strength is not None and not s.other_domains for s in asked)


@pytest.mark.parametrize(
    ("arguments", "seeds"),
    [
        ([], (5, 3, 3)),
        (["--seeds", "1"], (1, 1, 1)),
        (["--control-seeds", "4"], (5, 4, 4)),
        (["--control-seeds", "4", "--seeds", "3"], (3, 3, 3)),
    ],
)
def test_parts_beside_the_main_one_have_seeds_of_their_own(tmp_path, monkeypatch, arguments, seeds):
    asked = grid_of(monkeypatch, tmp_path, *arguments, study="tanti")
    for part, wanted in zip(TANTI_PARTS, seeds, strict=True):
        assert {spec.seed for spec in asked if part_of(spec) == part} == set(range(wanted))


def test_rates_of_the_paper_go_with_the_width_of_the_backbone(tmp_path, monkeypatch):
    def backbone(name):
        return SimpleNamespace(hidden_size=768)

    monkeypatch.setattr("xling_utils.backbones.load_backbone", backbone)
    asked = grid_of(monkeypatch, tmp_path, "--parts", "paper", "--tasks", "nli", study="tanti")
    rates = {spec.learning_rate for spec in asked}
    assert rates == {settings.get("learning_rate") for settings in PAPER["nli"].values()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--tasks", "pos", "ner"],
            "the paper has settings for pos and nli, not for ner: leave out the part",
        ),
        (["--source", "xx"], "no language 'xx' in fragment"),
        (["--text", "raw", "--targets", "yy"], "no language 'yy' in fragment"),
        (["--text", "poems"], "poems"),
        (["--domain", "poems"], "no domain 'poems' in fragment"),
    ],
)
def test_a_tanti_study_that_cannot_run_is_refused_before_it_starts(
    tmp_path, monkeypatch, capsys, arguments, message
):
    monkeypatch.chdir(tmp_path)
    assert main(["study", "tanti", *arguments]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.startswith("xling_utils study: ")
    assert message in shown.err
    assert not list(tmp_path.iterdir())


def test_text_that_a_corpus_lacks_is_told_with_the_option_that_names_another(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["study", "tanti", "--text", "poems"]) == 2
    assert "text of every language: see --text and --targets" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("study", "option", "other"),
    [
        ("tanti", "--similarity", "muller"),
        ("tanti", "--sources", "muller"),
        ("muller", "--texts", "tanti"),
        ("muller", "--probe", "tanti"),
    ],
)
def test_an_option_of_another_study_is_refused_with_its_name(capsys, study, option, other):
    shown = refusal(capsys, "study", study, option, "5")
    assert f"{option} is an option of study {other}, not of study {study}" in shown
    assert f"[{option}" not in shown


TANTI = ("study", "tanti", "--parts", "main", "--tasks", "pos", "--seeds", "2", "--sentences", "64")


def made_up(monkeypatch, stop_after=1000):
    """Runs cost nothing, and one that comes too late dies. Gives the keys of those that were carried out."""
    records = {r.spec.key: r for r in tanti_records(tasks=["pos"], seeds=2, sentences=64)}
    done = []

    def run(spec):
        if len(done) == stop_after:
            raise KeyboardInterrupt
        done.append(spec.key)
        return records[spec.key]

    monkeypatch.setattr(studies, "run", run)
    return done


def test_a_stopped_tanti_study_repeats_nothing_and_is_reported(tmp_path, monkeypatch, capsys):
    store = tmp_path / "records"
    first = made_up(monkeypatch, stop_after=13)
    assert main([*TANTI, "--store", str(store)]) == 130
    told = f"stopped. Finished runs are kept in {store}: the same command goes on."
    assert told in capsys.readouterr().err
    assert main(["report", "tanti", "--store", str(store)]) == 0
    shown = capsys.readouterr().out
    assert "5 of them are missing" in shown
    assert "Conditions side by side: pos, en" in shown
    second = made_up(monkeypatch)
    assert main([*TANTI, "--store", str(store)]) == 0
    assert (len(first), len(second)) == (13, 5)
    assert not set(first) & set(second)
    words = capsys.readouterr().out.splitlines()[-1].split()
    assert words[:5] == ["python", "-m", "xling_utils", "report", "tanti"]
    assert main([*words[3:-2], "--format", "csv"]) == 0
    assert "# Zero-shot change by language: pos, en" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sources", "xx"], "no language 'xx' in fragment. There is: en, fr"),
        (["--targets", "fr", "yy"], "no language 'yy'"),
        (["--domain", "poems"], "no domain 'poems' in fragment. There is: all, news"),
        (["--corpus", "nonsense"], "unknown corpus 'nonsense'"),
        (["--store", "FILE/records"], "FILE/records is a file or lies below one: give --store a folder"),
        (["--store", "FILE"], "FILE is a file or lies below one: give --store a folder"),
        (["--export", "FILE/all.jsonl.gz"], "FILE is a file or lies below one: give --export a folder"),
        (["--export", "."], ". is a folder: give --export the name of a file"),
        (["--backbone", "./nowhere"], "no backbone './nowhere': the folder nowhere does not exist"),
        (["--corpus", "conllu:nowhere"], "nowhere is not a directory"),
        (["--size", "full", "--parts", "main", "quarter"], "quarter: these parts change the number"),
    ],
)
def test_a_study_that_cannot_run_is_refused_before_it_starts(
    tmp_path, monkeypatch, capsys, arguments, message
):
    file = tmp_path / "file"
    file.write_text("")
    arguments = [word.replace("FILE", str(file)) for word in arguments]
    monkeypatch.chdir(tmp_path)
    assert main(["study", "muller", *arguments]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert f"xling_utils study: {message.replace('FILE', str(file))}" in shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["study", "muller", "--tasks", "poetry"],
        ["study", "muller", "--parts", "paper"],
        ["study", "tanti", "--tasks", "parsing"],
        ["study", "tanti", "--parts", "frozen"],
        ["study", "pires"],
        ["report", "pires"],
    ],
)
def test_unknown_tasks_parts_and_studies_are_refused_with_the_known_ones(capsys, arguments):
    shown = refusal(capsys, *arguments)
    assert f"there is no '{arguments[-1]}'" in shown
    assert "There is: " in shown


def test_report_says_what_is_wrong_with_its_records(tmp_path, capsys):
    empty, damaged, cut = tmp_path / "empty", tmp_path / "bad.jsonl", tmp_path / "cut.jsonl.gz"
    empty.mkdir()
    damaged.write_text('{"spec": 1}\n')
    cut.write_bytes(gzip.compress(b"some records")[:-9])
    messages = {
        tmp_path / "nowhere": "no folder of run records",
        empty: "has no run records: python -m xling_utils study muller",
        damaged: "line 1: not a run record",
        cut: "a damaged one",
    }
    for place, message in messages.items():
        assert main(["report", "muller", "--records", str(place)]) == 2
        shown = capsys.readouterr()
        assert shown.err.startswith(f"xling_utils report: {place}")
        assert message in shown.err
        assert shown.err.count("\n") == 1
        assert not shown.out


def test_a_report_cannot_be_written_over_a_file(store, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["report", "muller", "--store", str(store), "--output", str(tmp_path / "file")]) == 2
    place = tmp_path / "file"
    told = f"{place} is a file or lies below one: give --output a folder"
    assert capsys.readouterr().err == f"xling_utils report: {told}\n"
