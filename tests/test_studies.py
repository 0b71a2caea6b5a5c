"""Properties of studies: a store neither loses nor repeats a run, whatever becomes of its processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from xling_utils import studies
from xling_utils.backbones import Backbone, load_backbone, reinit
from xling_utils.studies import RunRecord, RunSpec, Store, random_init_study, run_study, shipped
from xling_utils.tasks import TASKS

OTHER: dict[str, Any] = {
    "task": "ner",
    "source": "fr",
    "targets": ("de",),
    "reinit": (0, 1),
    "init": "shuffle",
    "seed": 1,
    "sentences": 10,
    "epochs": 4,
    "batch_size": 8,
    "learning_rate": 1e-3,
    "test_sentences": 10,
    "backbone": "other",
    "corpus": "other",
}
"""For every field of a spec a value that is not its default."""

WRITER = """
import os, signal, sys
from xling_utils.studies import RunRecord, RunSpec, Store
store = Store(sys.argv[1])
for seed in range(int(sys.argv[2]), int(sys.argv[3])):
    store.put(RunRecord(RunSpec(seed=seed), {"en": {"accuracy": seed / 1000}}, 1.0))
"""
KILLED = WRITER.replace(
    "store =", "os.replace = lambda *names: os.kill(os.getpid(), signal.SIGKILL)\nstore ="
)


def record_of(spec: RunSpec, *, english: float = 0.9, french: float = 0.7) -> RunRecord:
    scores = {"en": {"accuracy": english}, "fr": {"accuracy": french}, "de": {"accuracy": 0.5}}
    return RunRecord(spec, scores, 1.5, {"python": "3.11"}, "x86_64, 2 cores")


def start(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)])


class FakeRun:
    """Stands for `studies.run` and counts; fails at some seeds."""

    def __init__(self, failing: tuple[int, ...] = ()) -> None:
        self.specs: list[RunSpec] = []
        self.failing = failing

    def __call__(self, spec: RunSpec) -> RunRecord:
        self.specs.append(spec)
        if spec.seed in self.failing:
            raise RuntimeError("the machine caught fire")
        return record_of(spec)


@pytest.fixture
def fake_run(monkeypatch: pytest.MonkeyPatch) -> FakeRun:
    fake = FakeRun()
    monkeypatch.setattr(studies, "run", fake)
    return fake


# Specs and records


def test_the_key_changes_with_every_field() -> None:
    assert set(OTHER) == {field.name for field in fields(RunSpec)}, "a new field needs a value here"
    keys = {replace(RunSpec(), **{name: value}).key for name, value in OTHER.items()}
    assert len(keys | {RunSpec().key}) == len(OTHER) + 1


def test_the_key_changes_with_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RunSpec().key
    monkeypatch.setattr(studies, "SCHEMA", studies.SCHEMA + 1)
    assert RunSpec().key != before


def test_equal_runs_have_equal_keys_in_every_process() -> None:
    assert RunSpec(reinit=[1, 0, 1]).key == RunSpec(reinit=(0, 1)).key  # type: ignore[arg-type]
    program = "from xling_utils.studies import RunSpec; print(RunSpec(seed=3).key)"
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    key = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert key.stdout.decode().strip() == RunSpec(seed=3).key


@pytest.mark.parametrize(
    ("layers", "name"),
    [((), "REF"), ((0, 1), "0-1"), ((4,), "4"), ((0, 1, 2), "0-2"), ((0, 11), "0,11"), ("all", "all")],
)
def test_condition_names_what_is_random(layers: tuple[int, ...] | str, name: str) -> None:
    assert RunSpec(reinit=layers).condition == name


@pytest.mark.parametrize("spec", [RunSpec(), RunSpec(**OTHER), RunSpec(reinit="everything")])
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


# Studies


def test_a_finished_run_is_not_repeated(tmp_path: Path, fake_run: FakeRun) -> None:
    specs = [RunSpec(seed=seed) for seed in (2, 0, 1)]
    first = run_study(specs, tmp_path)
    assert [record.spec for record in first] == specs == fake_run.specs
    more = [*specs, RunSpec(seed=7)]
    assert [record.spec for record in run_study(more, tmp_path)] == more
    assert fake_run.specs == more


def test_a_spec_that_occurs_twice_is_run_once(tmp_path: Path, fake_run: FakeRun) -> None:
    records = run_study([RunSpec(), RunSpec(), RunSpec()], tmp_path)
    assert len(records) == 3
    assert len(fake_run.specs) == 1


def test_a_failing_run_loses_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    specs = [RunSpec(seed=seed) for seed in range(3)]
    monkeypatch.setattr(studies, "run", FakeRun(failing=(1,)))
    with pytest.raises(RuntimeError, match="caught fire"):
        run_study(specs, tmp_path)
    assert Store(tmp_path).get(specs[0]) is not None
    healthy = FakeRun()
    monkeypatch.setattr(studies, "run", healthy)
    run_study(specs, tmp_path)
    assert specs[1] in healthy.specs
    assert specs[0] not in healthy.specs


def test_random_init_study_holds_every_condition_with_every_seed() -> None:
    specs = random_init_study(seeds=[3, 4], sentences=10)
    names = ["REF", "0-1", "2-3", "4-5", "6-7", "8-9", "10-11", "all", "everything"]
    assert [(spec.seed, spec.condition) for spec in specs] == [(s, name) for s in (3, 4) for name in names]
    assert len({spec.key for spec in specs}) == len(specs)
    assert {spec.sentences for spec in specs} == {10}


def test_an_unknown_study_is_explained() -> None:
    with pytest.raises(ValueError, match="No study 'random-init' is shipped; there is: "):
        shipped("random-init")


def write_conllu(corpus: Any, folder: Path) -> None:
    folder.mkdir()
    for language in corpus.languages:
        for split in ("train", "test"):
            text = "".join(map(as_conllu, corpus.sentences(language, split)))
            (folder / f"{language}_toy-ud-{split}.conllu").write_text(text, encoding="utf-8")


def as_conllu(row: dict[str, Any]) -> str:
    lines = [f"# sent_id = {row['sent_id']}", f"# text = {row['text']}"]
    for number, (token, tag) in enumerate(zip(row["tokens"], row["upos"], strict=True), 1):
        relation = "root" if number == 1 else "dep"
        lines.append(f"{number}\t{token}\t_\t{tag}\t_\t_\t{min(number - 1, 1)}\t{relation}\t_\t_")
    return "\n".join(lines) + "\n\n"


@pytest.fixture
def tiny_spec(tmp_path: Path, make_backbone: Callable[..., Backbone], toy_corpus: Any) -> RunSpec:
    """A spec on a backbone and a corpus that any process can load by name."""
    make_backbone(seed=9).save(tmp_path / "backbone")
    write_conllu(toy_corpus, tmp_path / "corpus")
    return RunSpec(
        source="aa",
        sentences=32,
        epochs=4,
        batch_size=8,
        learning_rate=3e-3,
        backbone=str(tmp_path / "backbone"),
        corpus=f"conllu:{tmp_path / 'corpus'}",
    )


def test_two_workers_give_what_one_gives(tmp_path: Path, tiny_spec: RunSpec) -> None:
    specs = [tiny_spec, replace(tiny_spec, reinit=(0, 1)), replace(tiny_spec, reinit="everything", seed=1)]
    together = run_study(specs, tmp_path / "together", workers=2, progress=False)
    alone = run_study(specs, tmp_path / "alone", progress=False)
    assert [record.scores for record in together] == [record.scores for record in alone]
    assert [record.spec for record in together] == specs
    assert len({str(record.scores) for record in alone}) == 3, "the conditions should differ"
    for record in together:
        assert set(record.scores) == {"aa", "bb"}
        assert record.targets == ("bb",)
        assert record.seconds > 0
        assert {"python", "torch", "transformers"} <= set(record.versions)
        assert "cores" in record.machine


def test_a_run_scores_its_source_whatever_the_targets(tiny_spec: RunSpec) -> None:
    record = studies.run(replace(tiny_spec, targets=("bb",), test_sentences=5))
    assert list(record.scores) == ["aa", "bb"]
    assert asdict(record.spec)["targets"] == ("bb",)


# The shipped records


STUDIES = ["random_init", "pocket"]
"""The grid of chapter 4, and the runs of the model card."""


@pytest.mark.slow
@pytest.mark.parametrize("study", STUDIES)
def test_two_shipped_records_come_out_again(study: str) -> None:
    """Anybody can make the records again; which two are tried changes with every run."""
    for record in random.sample(shipped(study), k=2):
        again = studies.run(record.spec)
        assert list(again.scores) == list(record.scores)
        for language in record.scores:
            difference = 100 * abs(again.score([language]) - record.score([language]))
            run = f"{record.spec.condition}, seed {record.spec.seed}, {language}"
            assert difference <= 0.5, f"{run}: {difference:.2f} points from the shipped score"


@pytest.mark.parametrize("study", STUDIES)
def test_shipped_records_belong_to_the_shipped_weights(study: str) -> None:
    """A new pocket needs new records: `python -m xling_utils study random-init`, and `card`."""
    weights = studies.hash_weights(load_backbone("pocket").model)
    assert {record.weights for record in shipped(study)} == {weights}


def test_every_task_has_a_recipe_and_every_record_its_main_score() -> None:
    assert set(studies.RECIPES) == set(TASKS)
    for record in shipped("pocket"):
        assert record.spec.sentences == studies.RECIPES[record.spec.task]["sentences"]
        assert record.in_language == record.scores["en"][TASKS[record.spec.task].metric]


def test_the_hash_of_weights_sees_every_change(tiny_backbone: Backbone) -> None:
    before = studies.hash_weights(tiny_backbone.model)
    assert studies.hash_weights(reinit(tiny_backbone, [0], seed=5).model) != before
    assert studies.hash_weights(tiny_backbone.model) == before
