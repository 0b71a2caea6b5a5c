"""The doctor: what it says of a sound machine, and that whatever is broken becomes a line, never a "
"traceback."""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from pathlib import Path

import huggingface_hub
import pytest
from encoder_families import write_family
from hub_server import LoopbackHub, use_hub

from xling_utils import backbones, records, studies
from xling_utils.cli import main
from xling_utils.doctor import contents, examine, machine, speed
from xling_utils.doctor.hub import Hub, ask_hub, hub_row
from xling_utils.doctor.rows import Row, checked, duration, within
from xling_utils.doctor.rungs import rungs
from xling_utils.pretrained import pocket_folder

MODEL = "google-bert/bert-base-multilingual-cased"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Neither the variables of the tester nor a cache."""
    for name in ("XLING_BACKBONE", "XLING_CORPUS", "XLING_REAL_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def row_of(found, what) -> Row:
    return next(row for row in found.rows if row.what == what)


def test_a_sound_machine_lacks_nothing_and_asks_no_network(no_network):
    found = examine(quick=True)
    assert not found.missing
    assert len(found.rows) == 12
    assert found.rungs[0].runs
    assert "those of the book's records" in row_of(found, "pocket model").fact
    assert "1,107 runs of muller" in row_of(found, "book's results").fact
    assert "12 blocks, width 64" in row_of(found, "backbone").fact
    assert "17 languages" in row_of(found, "corpus").fact
    assert row_of(found, "hub").fact == "not asked; nothing here needs it"


def test_the_command_prints_a_table_and_json(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["doctor", "--quick"]) == 0
    table = capsys.readouterr().out
    assert table.startswith("works    Python")
    assert "What runs here:\n  pocket  yes" in table
    too_wide = [line for line in table.splitlines() if len(line) > 100]
    assert all(len(line.split()[-1]) > 60 for line in too_wide), "only paths, which are never broken"
    assert main(["doctor", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["missing"] == []
    assert {row["mark"] for row in found["rows"]} == {"works", "note"}
    assert [rung["name"] for rung in found["rungs"]] == ["pocket", "local", "hub"]


@pytest.mark.parametrize(
    ("arguments", "what", "fact"),
    [
        (["--backbone", "./nowhere"], "backbone", "the folder nowhere does not exist"),
        (["--backbone", "FOLDER"], "backbone", "has no config.json"),
        (["--corpus", "conllu:nowhere"], "corpus", "nowhere is not a directory"),
        (["--corpus", "poems"], "corpus", "unknown corpus 'poems'"),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_told(tmp_path, capsys, arguments, what, fact):
    arguments = [str(tmp_path) if word == "FOLDER" else word for word in arguments]
    assert main(["doctor", "--quick", "--json", *arguments]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["missing"] == [what]
    row = next(row for row in found["rows"] if row["what"] == what)
    assert fact in row["fact"]
    assert row["remedy"]
    assert [rung["runs"] for rung in found["rungs"]] == [True, False, True]


def test_variables_choose_what_is_looked_at(monkeypatch, tmp_path):
    monkeypatch.setenv("XLING_CORPUS", f"text:{tmp_path}")
    monkeypatch.setenv("XLING_BACKBONE", "./nowhere")
    monkeypatch.setenv("XLING_REAL_DATA", str(tmp_path / "real"))
    assert set(examine(quick=True).missing) == {"backbone", "corpus", "XLING_REAL_DATA"}
    (tmp_path / "en.txt").write_text("A cat sleeps .\n")
    (tmp_path / "real" / "ud").mkdir(parents=True)
    found = examine("pocket", quick=True)
    assert not found.missing
    assert row_of(found, "corpus").mark == "note", "raw text has no task"
    assert row_of(found, "XLING_REAL_DATA").fact.endswith("real: ud")


# broken pieces


@pytest.fixture
def damaged(tmp_path, monkeypatch) -> Path:
    """A copy of the pocket backbone in the place of the pocket backbone."""
    folder = shutil.copytree(pocket_folder(), tmp_path / "pocket")
    monkeypatch.setattr(backbones, "pocket_folder", lambda: folder)
    return folder


def test_a_damaged_pocket_is_a_line(damaged, capsys):
    file = damaged / "model-encoder.safetensors"
    file.write_bytes(file.read_bytes()[:5000])
    assert main(["doctor", "--quick"]) == 1
    shown = capsys.readouterr().out
    assert "missing  pocket model" in shown
    assert "pocket  no: see pocket model" in shown
    assert "Missing: pocket model, backbone." in shown


def test_no_pocket_at_all_is_a_line(monkeypatch):
    def gone():
        raise FileNotFoundError("no pocket backbone")

    monkeypatch.setattr(backbones, "pocket_folder", gone)
    found = examine(quick=True)
    assert found.missing == ("pocket model", "backbone")


def test_other_weights_than_the_books_are_noted(monkeypatch):
    monkeypatch.setattr(studies, "hash_weights", lambda model: "abc")
    row = contents.pocket_row()
    assert row.mark == "note"
    assert "(abc) are not those of the book" in row.fact


def test_damaged_records_are_a_line(monkeypatch):
    def broken(name):
        raise ValueError(f"{name}, line 1: not a run record")

    monkeypatch.setattr(records, "shipped", broken)
    found = examine(quick=True)
    assert set(found.missing) == {"pocket model", "book's results"}
    assert not found.rungs[0].runs


@pytest.mark.parametrize("error", [ImportError("no torch"), RuntimeError("driver\ntoo old"), MemoryError()])
def test_a_check_that_fails_is_a_line(error):
    def check():
        raise error

    row = checked("GPU", check, needed=False)
    assert row.mark == "note"
    assert row.fact.startswith(type(error).__name__)
    assert "\n" not in row.fact
    assert checked("GPU", check).mark == "missing"


# packages

NEEDS = ("torch>=2.9,<3", "numpy>=2.0,<3", "conllu>=5.0,<7")
GOOD = {"torch": "2.13.0+cpu", "numpy": "2.1.3", "conllu": "6.0.0"}


def test_packages_in_their_ranges_are_fine():
    row = machine.compare_packages(NEEDS, GOOD, colab=False)
    assert row.mark == "works"
    assert row.fact == "all 3 in the declared ranges: torch 2.13.0+cpu, numpy 2.1.3 ..."


@pytest.mark.parametrize(
    ("there", "mark", "fact", "todo"),
    [
        (
            {"torch": "2.5.1"},
            "missing",
            "too old: torch 2.5.1 (wanted: <3,>=2.9)",
            'pip install "torch<3,>=2.9"',
        ),
        ({"torch": "3.0"}, "note", "newer than what was tried: torch 3.0", "nothing, unless"),
        ({"conllu": None}, "missing", "missing: conllu (wanted: <7,>=5.0)", 'pip install "conllu<7,>=5.0"'),
    ],
)
def test_packages_that_are_missing_too_old_or_too_new(there, mark, fact, todo):
    versions = {name: version for name, version in (GOOD | there).items() if version}
    row = machine.compare_packages(NEEDS, versions, colab=False)
    assert row.mark == mark
    assert row.fact.startswith(fact)
    assert row.remedy.startswith(todo)


def test_on_colab_nobody_is_told_to_replace_torch():
    row = machine.compare_packages(NEEDS, GOOD | {"torch": "2.5.1"}, colab=True)
    assert row.mark == "missing"
    assert "pip install" not in row.remedy
    assert "do not replace Colab's own torch" in row.remedy
    row = machine.compare_packages(NEEDS, {**GOOD, "conllu": "4.0"}, colab=True)
    assert row.remedy == 'pip install "conllu<7,>=5.0"'


def test_every_declared_package_is_compared():
    row = machine.packages_row()
    assert row.mark in ("works", "note")
    assert os.environ.get("COLAB_RELEASE_TAG") or not machine.on_colab()


# the hub


def test_a_model_on_the_hub_only_needs_the_hub(no_network):
    found = examine(MODEL, "hub:xnli", quick=True)
    assert found.missing == ("backbone", "corpus")
    assert "the hub does not answer" in row_of(found, "backbone").fact
    assert row_of(found, "hub").mark == "note"
    assert "only what is cached" in found.rungs[2].how


def test_offline_variables_are_obeyed_and_named(no_network, monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    found = examine(MODEL, quick=True)
    assert found.missing == ("backbone",)
    assert row_of(found, "backbone").remedy.startswith(
        "unset HF_HUB_OFFLINE, or with a network run: hf download"
    )
    assert examine(network=True, quick=True).missing == ("hub",), "it was asked for"


def test_a_hub_that_is_asked_for_and_does_not_answer_is_missing(no_network):
    hub = ask_hub(wanted=True)
    assert hub.answers is False
    assert hub_row(hub, asked=True).mark == "missing"
    assert hub_row(hub, asked=False).mark == "note"
    assert ask_hub(wanted=False) == Hub()


def test_models_of_the_hub_before_and_after_their_download(tmp_path, monkeypatch):
    write_family("bert", tmp_path / "hub" / MODEL, ["The cat sleeps .", "A dog barks ."])
    with LoopbackHub(tmp_path / "hub").running() as hub:
        use_hub(monkeypatch, hub.address, tmp_path / "cache")
        found = examine(MODEL, quick=True)
        assert not found.missing
        assert row_of(found, "hub").mark == "works"
        assert row_of(found, "backbone").mark == "note"
        assert f"{MODEL} is on the hub only" in row_of(found, "backbone").fact
        assert not hub.got(), "nothing is downloaded"
        assert (
            "nor a model that the hub shows" in row_of(examine("nobody/nothing", quick=True), "backbone").fact
        )
        (tmp_path / "hub" / MODEL / "model.safetensors").rename(tmp_path / "hub" / MODEL / "model.bin")
        assert "has no safetensors" in row_of(examine(MODEL, quick=True), "backbone").fact
        (tmp_path / "hub" / MODEL / "model.bin").rename(tmp_path / "hub" / MODEL / "model.safetensors")
        backbones.load_backbone(MODEL, device="cpu")
    found = examine(MODEL, quick=True)
    assert not found.missing, "now it is here, and the hub need not answer"
    assert f"{MODEL} (cached): " in row_of(found, "backbone").fact
    assert row_of(found, "hub").fact == "not asked; nothing here needs it"
    huggingface_hub.close_session()


def test_no_answer_in_time_is_a_failure():
    started = time.perf_counter()
    with pytest.raises(TimeoutError, match=r"no answer within 0\.05 seconds"):
        within(0.05, lambda: time.sleep(2))
    assert time.perf_counter() - started < 1
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


# speed and memory


def test_speed_is_measured_without_changing_the_backbone(tiny_backbone):
    before = studies.hash_weights(tiny_backbone.model)
    step = speed.seconds_per_step(tiny_backbone, budget=0.1)
    assert 0 < step < 5
    assert studies.hash_weights(tiny_backbone.model) == before
    assert speed.run_seconds(2.0, (1000, 3)) == 2.0 * 3 * 32


def test_a_backbone_that_does_not_fit_is_not_measured(tiny_backbone, monkeypatch):
    monkeypatch.setattr(speed, "free_memory", lambda: 2**30)
    row = speed.speed_row(tiny_backbone, 178_000_000)
    assert row.mark == "note"
    assert "fine-tuning needs about 3.3 GiB, and 1.0 GiB of memory are free" in row.fact


def test_a_model_too_large_to_load_is_not_loaded(monkeypatch, tmp_path):
    folder = shutil.copytree(pocket_folder(), tmp_path / "large")
    monkeypatch.setattr(contents, "free_memory", lambda: 1000)
    row, loaded = contents.find_backbone(str(folder), Hub())
    assert loaded is None
    assert row.mark == "missing"
    assert "of weights, and 0.0 GiB of memory are free" in row.fact


@pytest.mark.parametrize(
    ("gpu", "how"),
    [
        (None, "not fine-tuning them: that wants a GPU"),
        (2 * 2**30, "fine-tuning wants 3.3 GiB of GPU memory or more"),
        (16 * 2**30, "fine-tuning of models like mBERT, on the GPU"),
    ],
)
def test_what_large_models_can_do_depends_on_the_gpu(gpu, how):
    assert how in rungs([Row("hub", "works", "it answers")], gpu_memory=gpu)[2].how


def test_without_packages_nothing_runs():
    assert not any(rung.runs for rung in rungs([Row("packages", "missing", "")], gpu_memory=None))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (89, "89 s"), (600, "10 min"), (7200, "2.0 h"), (90_000, "25 h")]
)
def test_durations_have_the_unit_that_suits_them(seconds, text):
    assert duration(seconds) == text
