"""The command line: what it prints, and what it answers to wrong input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from book_tools import ROOT
from conllu import parse
from tiny_pretraining import TINY

from xling_utils import pretraining
from xling_utils.backbones import layer_states, load_backbone
from xling_utils.cli import main
from xling_utils.fragment import generate


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


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["fragment", "--format", "xml"]])
def test_unknown_commands_and_formats_are_refused(capsys, arguments):
    assert "usage: python -m xling_utils" in refusal(capsys, *arguments)


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


def test_pretrain_says_what_is_wrong_with_a_recipe(tmp_path, monkeypatch, capsys):
    recipe = replace(TINY, languages=("en",), vocab_size=10)
    monkeypatch.setattr(pretraining, "POCKET", recipe)
    assert main(["pretrain", "--output", str(tmp_path / "mine")]) == 2
    assert "xling_utils pretrain: vocab_size=10 is too small" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_card_needs_a_folder_that_pretrain_wrote(tmp_path, capsys):
    assert main(["card", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert str(tmp_path) in shown.err
    assert "pretraining.json" in shown.err


# study


def test_study_runs_the_grid_and_prints_the_table(tmp_path, monkeypatch, capsys):
    from xling_utils import studies

    def pretend(spec):
        scores = {code: {"accuracy": 0.9 - 0.1 * bool(spec.reinit)} for code in ("en", "fr", "ja")}
        return studies.RunRecord(spec, scores, 0.0)

    monkeypatch.setattr(studies, "run", pretend)
    assert main(["study", "random-init", "--seeds", "2", "--store", str(tmp_path / "records")]) == 0
    shown = capsys.readouterr().out
    assert "| REF (%) | 90" in shown
    assert "| 10-11 | -10" in shown
    assert len(list((tmp_path / "records").glob("*.json"))) == 2 * len(studies.CONDITIONS)
