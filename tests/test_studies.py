"""Properties of studies: no run is lost or repeated, and the shipped records come out again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from xling_utils import studies
from xling_utils.backbones import Backbone, load_backbone, reinit
from xling_utils.conditions import part_of
from xling_utils.grids import RECIPES, Study, muller, tanti
from xling_utils.layer_measures import MEAN
from xling_utils.records import RunRecord, RunSpec, Store, shipped
from xling_utils.scheduling import run_study
from xling_utils.tasks import TASKS


def record_of(spec: RunSpec, *, english: float = 0.9, french: float = 0.7) -> RunRecord:
    scores = {"en": {"accuracy": english}, "fr": {"accuracy": french}, "de": {"accuracy": 0.5}}
    return RunRecord(spec, scores, 1.5, {"python": "3.11"}, "x86_64, 2 cores")


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


def test_a_run_measures_what_its_spec_asks_for(tiny_spec: RunSpec) -> None:
    measured = studies.run(replace(tiny_spec, stitch=3))
    plain = studies.run(tiny_spec)
    assert measured.scores == plain.scores
    assert plain.stitched == plain.layers == plain.domains == {}
    blocks = len(load_backbone(tiny_spec.backbone).blocks)
    for part in ("lower", "upper"):
        assert {code: len(cuts) for code, cuts in measured.stitched[part].items()} == {
            "aa": blocks + 1,
            "bb": blocks + 1,
        }


def test_a_run_has_the_precision_and_the_parts_of_its_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cpu._is_amx_tile_supported", lambda: True)
    spec = RunSpec(targets=("fr",), sentences=16, epochs=1, batch_size=8, test_sentences=5, similarity=10)
    plain, same = studies.run(spec), studies.run(replace(spec, precision="fp32"))
    assert plain.precision == same.precision == "", "a narrow model is computed in fp32"
    assert (plain.scores, plain.layers) == (same.scores, same.layers)
    rough = studies.run(replace(spec, precision="bf16", accumulate=2))
    assert rough.precision == "bf16"
    assert rough.layers["cka"] != plain.layers["cka"], "states, too"
    assert rough.layers["cka"]["fr"] == pytest.approx(plain.layers["cka"]["fr"], abs=0.1)


def test_controls_change_the_result(tiny_spec: RunSpec) -> None:
    broken = replace(tiny_spec, reinit=(0, 1))
    specs = [tiny_spec, broken, replace(broken, scattered=True), replace(tiny_spec, frozen=(0, 1))]
    scores = [str(studies.run(spec).scores) for spec in specs]
    assert len(set(scores)) == len(specs)


# The shipped records


STUDIES = ["muller", "pocket", "tanti"]
"""The grids of chapters 3 to 5 and of chapters 6 and 7, and the runs of the model card."""


@pytest.mark.slow
@pytest.mark.parametrize("study", STUDIES)
def test_shipped_records_come_out_again(study: str) -> None:
    """Anybody can make the records again; which ones are tried changes with every run."""
    for record in random.sample(shipped(study), k=4):
        check_again(record)


def test_a_shipped_record_comes_out_again() -> None:
    """One cheap run of the grid, every time."""
    cheap = [r for r in shipped("muller") if r.spec.task == "pos" and r.spec.epochs and not r.spec.similarity]
    check_again(random.choice([r for r in cheap if r.spec.sentences == 250]))


def test_a_shipped_record_of_language_identity_comes_out_again() -> None:
    """One run of the second grid, every time: a frozen encoder is cheapest."""
    frozen = [r for r in shipped("tanti") if r.spec.condition == "frozen" and part_of(r.spec) == "main"]
    check_again(random.choice([r for r in frozen if r.spec.task == "pos"]))


def check_again(record: RunRecord) -> None:
    """Runs a spec again and compares everything that was measured: points, and hundredths of a similarity."""
    again = studies.run(record.spec)
    assert list(again.scores) == list(record.scores)
    run = f"{record.spec.task}, {record.spec.source}, {record.spec.condition}, seed {record.spec.seed}"
    for language in record.scores:
        difference = 100 * abs(again.score([language]) - record.score([language]))
        assert difference <= 0.5, f"{run}, {language}: {difference:.2f} points from the shipped score"
    for kind in ("layers", "stitched"):
        for name, table in getattr(record, kind).items():
            for language, values in table.items():
                found = getattr(again, kind)[name][language]
                # Recall of a language is a share of 200 words at most, and of few sentences.
                near = 0.02 if language == MEAN else 0.05
                assert found == pytest.approx(values, abs=near), f"{run}, {name}, {language}"
    assert again.top == pytest.approx(record.top, abs=0.03, rel=0.02), run


@pytest.mark.parametrize("study", STUDIES)
def test_shipped_records_belong_to_the_shipped_weights(study: str) -> None:
    """A new pocket needs new records: `python -m xling_utils study muller`, `study tanti`, and `card`."""
    weights = studies.hash_weights(load_backbone("pocket").model)
    assert {record.weights for record in shipped(study)} == {weights}


@pytest.mark.parametrize("study", [muller(), tanti()], ids=lambda study: study.name)
def test_a_shipped_grid_is_complete(study: Study) -> None:
    assert {r.spec.key for r in shipped(study.name)} == {spec.key for spec in study.specs}


def test_every_task_has_a_recipe_and_every_record_its_main_score() -> None:
    assert set(RECIPES) == set(TASKS)
    for record in shipped("pocket"):
        assert record.spec.sentences == RECIPES[record.spec.task]["sentences"]
        assert record.in_language == record.scores["en"][TASKS[record.spec.task].metric]


def test_the_hash_of_weights_sees_every_change(tiny_backbone: Backbone) -> None:
    before = studies.hash_weights(tiny_backbone.model)
    assert studies.hash_weights(reinit(tiny_backbone, [0], seed=5).model) != before
    assert studies.hash_weights(tiny_backbone.model) == before
