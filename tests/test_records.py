"""Properties of specs, records and stores: nothing is lost, repeated or half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from xling_utils import records
from xling_utils.records import RunRecord, RunSpec, Store, load_records, save_records, shipped

OTHER: dict[str, Any] = {
    "task": "ner",
    "source": "fr",
    "targets": ("de",),
    "reinit": (0, 1),
    "init": "shuffle",
    "scattered": True,
    "frozen": (2, 3),
    "method": "reversal",
    "strength": 0.0,
    "schedule": "dann",
    "paper_loss": True,
    "adversary_rate": 1e-3,
    "text": "train",
    "texts": 10,
    "seed": 1,
    "sentences": 10,
    "epochs": 4,
    "batch_size": 8,
    "learning_rate": 1e-3,
    "head_rate": 1e-3,
    "head_std": 0.1,
    "steady": True,
    "domain": "news",
    "other_domains": ("story",),
    "split": "dev",
    "test_sentences": 10,
    "similarity": 20,
    "stitch": 5,
    "probe": 20,
    "backbone": "other",
    "corpus": "other",
    "precision": "bf16",
    "accumulate": 2,
}
"""For every field of a spec a value that is not its default."""

WRITER = """
import os, signal, sys
from xling_utils.records import RunRecord, RunSpec, Store
store = Store(sys.argv[1])
for seed in range(int(sys.argv[2]), int(sys.argv[3])):
    store.put(RunRecord(RunSpec(seed=seed), {"en": {"accuracy": seed / 1000}}, 1.0))
"""
KILLED = WRITER.replace(
    "store =", "os.replace = lambda *names: os.kill(os.getpid(), signal.SIGKILL)\nstore ="
)


def record_of(spec: RunSpec, *, english: float = 0.9, french: float = 0.7) -> RunRecord:
    scores = {"en": {"accuracy": english}, "fr": {"accuracy": french}, "de": {"accuracy": 0.5}}
    return RunRecord(
        spec,
        scores,
        1.5,
        {"python": "3.11"},
        "x86_64, 2 cores",
        domains={"story": {"accuracy": 0.8, "f1": 0.8}, "dialogue": {"accuracy": 0.6, "f1": 0.6}},
        layers={"cka": {"fr": [0.5, 0.25]}},
        top={"word code": 3.5},
        stitched={"lower": {"en": [0.9, 0.1]}},
    )


def start(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)])


# Specs and records


def test_the_key_changes_with_every_field() -> None:
    assert set(OTHER) == {field.name for field in fields(RunSpec)}, "a new field needs a value here"
    keys = {replace(RunSpec(), **{name: value}).key for name, value in OTHER.items()}
    assert len(keys | {RunSpec().key}) == len(OTHER) + 1


def test_the_key_changes_with_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RunSpec().key
    monkeypatch.setattr(records, "SCHEMA", records.SCHEMA + 1)
    assert RunSpec().key != before


def test_equal_runs_have_equal_keys_in_every_process() -> None:
    assert RunSpec(reinit=[1, 0, 1]).key == RunSpec(reinit=(0, 1)).key  # type: ignore[arg-type]
    program = "from xling_utils.records import RunSpec; print(RunSpec(seed=3).key)"
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    key = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert key.stdout.decode().strip() == RunSpec(seed=3).key


@pytest.mark.parametrize(
    ("layers", "name"),
    [((), "REF"), ((0, 1), "0-1"), ((4,), "4"), ((0, 1, 2), "0-2"), ((0, 11), "0,11"), ("all", "all")],
)
def test_condition_names_what_is_random(layers: tuple[int, ...] | str, name: str) -> None:
    assert RunSpec(reinit=layers).condition == name


def test_condition_names_what_is_scattered_and_frozen() -> None:
    assert RunSpec(reinit=(0, 1), scattered=True).condition == "0-1 scattered"
    assert RunSpec(frozen=(0, 1)).condition == "frozen 0-1"
    assert RunSpec(reinit=(3,), frozen=(0, 1)).condition == "3, frozen 0-1"


@pytest.mark.parametrize(
    ("fields_", "name"),
    [
        ({"frozen": "backbone"}, "frozen"),
        ({"method": "reversal"}, "reversal"),
        ({"method": "reversal", "schedule": "dann"}, "reversal dann"),
        ({"method": "reversal", "schedule": "dann", "strength": 0.1}, "reversal dann 0.1"),
        ({"method": "leace", "strength": 0.0}, "leace 0"),
        ({"method": "centre", "strength": 1.0}, "centre 1"),
        ({"method": "entropy", "strength": 0.003}, "entropy 0.003"),
        ({"method": "leace", "frozen": "backbone"}, "frozen, leace"),
        ({"method": "leace", "reinit": (0, 1)}, "0-1, leace"),
    ],
)
def test_condition_names_how_the_language_was_unlearnt(fields_: dict[str, Any], name: str) -> None:
    assert RunSpec(**fields_).condition == name


@pytest.mark.parametrize(
    "fields_", [{"steady": True, "head_rate": 0.1}, {"probe": 200}, {"split": "dev"}, {"text": "train"}]
)
def test_a_recipe_is_no_condition(fields_: dict[str, Any]) -> None:
    assert RunSpec(**fields_).condition == "REF"


def test_a_new_field_leaves_the_keys_of_old_specs_alone() -> None:
    assert RunSpec(seed=3).to_dict() == {"seed": 3}
    old = RunSpec(task="ner", reinit=(0, 1), seed=1, sentences=1000, domain="news")
    assert (RunSpec(seed=3).key, old.key) == ("3711c28cc6d5c97d5238", "6220406ef2c3c45fa9ee"), (
        "as in the first release of this schema"
    )


@pytest.mark.parametrize("study", ["muller", "tanti"])
def test_shipped_records_are_still_in_the_order_of_their_keys(study: str) -> None:
    """They were written in it: another way to hash a spec would show, and runs would be repeated."""
    keys = [record.spec.key for record in shipped(study)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("fields_", "message"),
    [
        ({"precision": "fp16"}, "unknown precision 'fp16'"),
        ({"accumulate": 0}, "accumulate=0"),
        ({"accumulate": 33}, "a batch of 32 has no such parts"),
        ({"accumulate": 2, "method": "entropy"}, "steps of 'entropy' cannot be cut"),
    ],
)
def test_what_cannot_be_run_is_no_spec(fields_: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        RunSpec(**fields_)


def test_a_record_says_its_precision_where_it_is_not_fp32() -> None:
    record = record_of(RunSpec())
    assert "precision" not in record.to_json(), "as in old records"
    assert RunRecord.from_json(record.to_json()).precision == ""
    assert RunRecord.from_json(replace(record, precision="bf16").to_json()).precision == "bf16"


def test_a_run_without_training_must_measure_something() -> None:
    RunSpec(epochs=0, similarity=100)
    for fields_ in ({}, {"similarity": 100, "stitch": 10}, {"similarity": 100, "method": "leace"}):
        with pytest.raises(ValueError, match="0 epochs can only measure similarity"):
            RunSpec(epochs=0, **fields_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "spec", [RunSpec(), RunSpec(**OTHER | {"method": "leace"}), RunSpec(reinit="everything")]
)
def test_records_round_trip(spec: RunSpec) -> None:
    record = record_of(spec)
    again = RunRecord.from_json(record.to_json())
    assert again == record
    assert again.spec.key == spec.key
    assert list(again.scores) == ["en", "fr", "de"], "languages keep the corpus's order"


def test_a_record_averages_over_targets_without_the_source() -> None:
    record = record_of(RunSpec(source="en"), english=0.9, french=0.7)
    assert record.targets == ("fr", "de")
    assert record.in_language == 0.9
    assert record.zero_shot == pytest.approx(0.6)


def test_other_domains_have_a_mean_of_their_own() -> None:
    record = record_of(RunSpec())
    assert record.cross_domain == pytest.approx(0.7)
    with pytest.raises(ValueError, match="its own domain only"):
        replace(record, domains={}).cross_domain  # noqa: B018


def test_a_missing_score_is_explained() -> None:
    record = record_of(RunSpec())
    with pytest.raises(ValueError, match="no accuracy for ja; this run was evaluated on en, fr, de"):
        record.score(["fr", "ja"])
    with pytest.raises(ValueError, match="no language at all"):
        replace(record, scores={"en": {"accuracy": 1.0}}).zero_shot  # noqa: B018


# The store


def test_a_store_returns_what_was_put(tmp_path: Path) -> None:
    store = Store(tmp_path / "made" / "when needed")
    record = record_of(RunSpec())
    assert store.get(record.spec) is None
    assert list(store) == []
    store.put(record)
    assert store.get(record.spec) == record
    assert list(store) == [record]
    assert store.get(RunSpec(seed=1)) is None


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known to Windows")
def test_a_killed_writer_leaves_nothing_half_written(tmp_path: Path) -> None:
    assert start(KILLED, tmp_path, 0, 1).wait(60) == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1, "the writer was to die after it wrote its temporary file"
    store = Store(tmp_path)
    assert store.get(RunSpec(seed=0)) is None
    assert list(store) == []
    assert start(WRITER, tmp_path, 0, 1).wait(60) == 0
    assert [record.spec.seed for record in store] == [0]


def test_processes_that_share_a_store_lose_nothing(tmp_path: Path) -> None:
    """Their runs overlap: both write the records 100 to 199."""
    writers = [start(WRITER, tmp_path, *seeds) for seeds in ((0, 200), (100, 300))]
    store, seen = Store(tmp_path), 0
    while any(writer.poll() is None for writer in writers):
        seen = max(seen, len(list(store)))  # reading meanwhile never meets half a file
    assert [writer.wait() for writer in writers] == [0, 0]
    records = {record.spec.seed: record.in_language for record in store}
    assert records == {seed: seed / 1000 for seed in range(300)}
    assert {path.suffix for path in tmp_path.iterdir()} == {".json"}


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"spec": 3}', '{"spec": {"unknown": 1}}'])
def test_a_damaged_record_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / f"{RunSpec().key}.json"
    path.write_text(text, encoding="utf-8")
    for read in (lambda: Store(tmp_path).get(RunSpec()), lambda: list(Store(tmp_path))):
        with pytest.raises(ValueError, match=rf"{path.name} is not a run record .*Delete it"):
            read()


# Files of records


@pytest.mark.parametrize("name", ["study.jsonl", "study.jsonl.gz"])
def test_one_file_holds_a_whole_study(tmp_path: Path, name: str) -> None:
    made = [record_of(RunSpec(seed=seed)) for seed in (2, 0, 1)]
    save_records(made, tmp_path / name)
    again = load_records(tmp_path / name)
    assert sorted(again, key=lambda r: r.spec.seed) == sorted(made, key=lambda r: r.spec.seed)
    before = (tmp_path / name).read_bytes()
    save_records(made[::-1], tmp_path / name)
    assert (tmp_path / name).read_bytes() == before, "the order must not matter"


def test_a_store_and_a_file_read_alike(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(record_of(RunSpec()))
    save_records(store, tmp_path / "study.jsonl")
    assert load_records(tmp_path / "store") == load_records(tmp_path / "study.jsonl")


def test_what_is_no_study_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere: no folder of run records"):
        load_records(tmp_path / "nowhere")
    path = tmp_path / "study.jsonl"
    path.write_text(record_of(RunSpec()).to_json() + "\n{}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"study\.jsonl, line 2: not a run record"):
        load_records(path)


def test_an_unknown_study_is_explained() -> None:
    with pytest.raises(
        ValueError, match="No study 'random-init' is shipped; there is: depth, muller, pocket, real, tanti"
    ):
        shipped("random-init")
