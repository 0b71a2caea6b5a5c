"""The grids hold what the papers and their controls need, and every run once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from book_tools import ROOT

from xling_utils.depth import groups_of, halves_of, name_of, pairs_of
from xling_utils.grids import (
    PAIRS,
    PAPER,
    PARTS,
    RECIPES,
    STRENGTHS,
    TANTI_PARTS,
    UNLEARNING,
    Study,
    conditions_of,
    muller,
    muller_of,
    tanti,
)
from xling_utils.records import RunRecord, RunSpec
from xling_utils.unlearning import STRENGTH

NAMES = ["REF", *(f"{low}-{high}" for low, high in PAIRS), "all", "everything"]
GROUPS = ["0-2", "0-3", "0-5", "6-11", "8-11", "9-11"]


def test_every_setting_has_every_condition_with_every_seed() -> None:
    runs = [(s.task, s.source, s.condition, s.seed) for s in muller().parts["main"]]
    wanted = product(("pos", "parsing", "ner"), ("en", "ru", "ar"), [*NAMES, *GROUPS], range(5))
    assert sorted(runs) == sorted(wanted)


def test_every_run_of_the_grid_occurs_once_and_early_seeds_come_first() -> None:
    specs = muller().specs
    assert len({spec.key for spec in specs}) == len(specs)
    seeds = [spec.seed for spec in specs]
    assert seeds == sorted(seeds)


def test_controls_share_the_reference_of_the_main_part() -> None:
    study = muller(control_seeds=range(2))
    main = {spec.key for spec in study.parts["main"]}
    for part in ("frozen", "scattered", "shuffle", "torch_default"):
        references = [spec for spec in study.parts[part] if spec.condition == "REF"]
        assert {(s.task, s.seed) for s in references} == set(product(("pos", "parsing", "ner"), range(2)))
        assert {spec.key for spec in references} <= main
        assert not {s.key for s in study.parts[part] if s.condition != "REF"} & main


def test_amounts_of_data_have_references_of_their_own() -> None:
    study = muller()
    sizes = {part: {s.sentences for s in study.parts[part]} for part in ("quarter", "main", "fourfold")}
    assert sizes == {"quarter": {250}, "main": {1000}, "fourfold": {4000}}
    for part in ("quarter", "fourfold"):
        assert {s.condition for s in study.parts[part]} == set(NAMES) - {"all", "everything"}


def test_only_the_untouched_model_is_cut_and_the_untuned_one_is_not_scored() -> None:
    study = muller()
    assert {s.condition for s in study.parts["main"] if s.stitch} == {"REF"}
    assert all(s.epochs == 0 and s.similarity and not s.stitch for s in study.parts["untuned"])


def test_options_go_before_the_recipes_and_before_the_pocket_rung() -> None:
    study = muller(tasks=["ner"], sources=["fi"], seeds=[7], control_seeds=[7], sentences=40, domain=None)
    assert {s.sentences for s in study.parts["main"]} == {40}
    assert {s.sentences for s in study.parts["quarter"]} == {10}
    assert {(s.task, s.source, s.seed, s.domain) for s in study.parts["main"]} == {("ner", "fi", 7, None)}


def test_sorting_puts_shared_runs_into_every_part_and_leaves_out_what_is_missing() -> None:
    study = muller(tasks=["pos"], sources=["en"], seeds=[0], control_seeds=[0])
    shared = next(spec for spec in study.specs if spec.condition == "REF" and spec.stitch)
    parts = study.sort([RunRecord(shared, {"en": {"accuracy": 1.0}}, 1.0)])
    assert {part for part, records in parts.items() if records} == {
        "main",
        "frozen",
        "scattered",
        "shuffle",
        "torch_default",
    }
    assert Study("none", {}).specs == []


def records_of(study: Study) -> list[RunRecord]:
    return [RunRecord(spec, {}, 1.0) for spec in study.specs]


def keys(study: Study) -> dict[str, set[str]]:
    return {part: {spec.key for spec in specs} for part, specs in study.parts.items()}


def test_the_parts_are_those_that_can_be_chosen() -> None:
    assert tuple(muller().parts) == PARTS


def test_complete_leaves_out_the_seeds_that_miss_a_run() -> None:
    study = muller(tasks=["pos"], sources=["en"], seeds=range(3), control_seeds=range(2))
    lost = next(s for s in study.parts["main"] if s.condition == "0-1" and s.seed == 1)
    found = study.complete(r for r in records_of(study) if r.spec != lost)
    seeds = {part: {record.spec.seed for record in records} for part, records in found.items()}
    assert seeds["main"] == {0, 2}
    assert (seeds["untuned"], seeds["frozen"]) == ({0, 1, 2}, {0, 1})
    whole = study.complete(records_of(study))
    assert whole == study.sort(records_of(study))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"tasks": ["ner"], "sources": ["fi", "en"], "seeds": [4, 7], "control_seeds": [7], "domain": None},
        {
            "sentences": 40,
            "epochs": 1,
            "targets": ("fr",),
            "similarity": 20,
            "stitch": 5,
            "backbone": "other",
        },
    ],
)
def test_the_study_is_read_off_its_records(options: dict[str, Any]) -> None:
    study = muller(**options)
    assert keys(muller_of(records_of(study)[::-1])) == keys(study)


def test_parts_without_a_run_are_not_in_the_study_that_is_read_off() -> None:
    study = muller(tasks=["pos"], seeds=range(2))
    some = study.sort(records_of(study))
    found = muller_of([*some["main"], *some["shuffle"][-4:]])
    assert set(found.parts) == {"main", "shuffle"}
    assert keys(found)["main"] == keys(study)["main"]


def test_other_studies_in_the_store_do_not_matter() -> None:
    study = muller(tasks=["pos"], sources=["en"], seeds=[0], control_seeds=[])
    others = [RunRecord(RunSpec(seed=seed, sentences=1000), {}, 1.0) for seed in range(5)]
    assert keys(muller_of([*others, *records_of(study)])) == keys(muller_of(records_of(study)))


def test_a_grid_without_similarity_has_nothing_to_do_untuned() -> None:
    assert muller(similarity=0).parts["untuned"] == ()


def test_without_fine_tuned_runs_there_is_no_study() -> None:
    with pytest.raises(ValueError, match="no fine-tuned runs"):
        muller_of([])
    study = muller(tasks=["pos"], seeds=[0])
    with pytest.raises(ValueError, match="pos: only controls"):
        muller_of([r for r in records_of(study) if r.spec.frozen])


@pytest.mark.parametrize(
    ("page", "studies"), [("README.md", [muller]), ("book/how_to_run.md", [muller, tanti])]
)
def test_pages_tell_the_size_of_the_grids(page: str, studies: list[Callable[[], Study]]) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    told = re.findall(r"([\d,]+) (?:fine-tuning )?runs\b", text)
    assert told == [f"{len(study().specs):,}" for study in studies]


# Other depths


KEYS = {
    "muller main": "c34b58845872f7e2",
    "muller untuned": "0663bd436456cef1",
    "muller frozen": "281eae5af839931c",
    "muller scattered": "85aa2370151c45b1",
    "muller shuffle": "1e9c3a21c73cc5be",
    "muller torch_default": "756acc41fd68d12e",
    "muller quarter": "df931d531df551de",
    "muller fourfold": "a15f1e8ddf6b0edb",
    "muller": "19606b9c3d26ade2",
    "tanti main": "3595a362e59ded2d",
    "tanti strengths": "b32668a2e12a1b38",
    "tanti paper": "ac5f11b140ab6130",
    "tanti": "f20a7e17feebd353",
}
"""Hashes of the keys of all specs, in order, as they were before studies of other depths."""


@pytest.mark.parametrize("study", [muller(), tanti()], ids=lambda study: study.name)
def test_the_studies_of_the_book_are_what_they_were(study: Study) -> None:
    """Else the shipped records would no longer be theirs."""
    runs = {f"{study.name} {part}": specs for part, specs in study.parts.items()} | {study.name: study.specs}
    assert {name: hash_of(specs) for name, specs in runs.items()} == {
        name: known for name, known in KEYS.items() if name.split()[0] == study.name
    }


def hash_of(specs: Sequence[RunSpec]) -> str:
    return hashlib.blake2b("\n".join(spec.key for spec in specs).encode(), digest_size=8).hexdigest()


def test_twelve_blocks_have_the_groups_of_the_paper() -> None:
    assert [name_of(group) for group in groups_of(12)] == GROUPS
    assert [name_of(half) for half in halves_of(12)] == ["0-5", "6-11"]
    assert len(conditions_of(12)) == len(NAMES)


@pytest.mark.parametrize(
    ("blocks", "pairs", "groups", "halves"),
    [
        (2, "0-1", "", "0 1"),
        (3, "0-1 1-2", "", "0 2"),
        (4, "0-1 2-3", "", "0-1 2-3"),
        (5, "0-1 2-3 3-4", "", "0-1 3-4"),
        (6, "0-1 2-3 4-5", "0-2 3-5", "0-2 3-5"),
        (
            *(22, "0-1 2-3 4-5 6-7 8-9 10-11 12-13 14-15 16-17 18-19 20-21"),
            *("0-4 0-6 0-10 11-21 15-21 17-21", "0-10 11-21"),
        ),
    ],
)
def test_pairs_groups_and_halves_of_other_depths(blocks: int, pairs: str, groups: str, halves: str) -> None:
    found = (pairs_of(blocks), groups_of(blocks), halves_of(blocks))
    assert [" ".join(map(name_of, some)) for some in found] == [pairs, groups, halves]


@pytest.mark.parametrize("blocks", range(2, 49))
def test_the_parts_of_an_encoder_mirror_each_other(blocks: int) -> None:
    assert {block for pair in pairs_of(blocks) for block in pair} == set(range(blocks))
    assert {len(pair) for pair in pairs_of(blocks)} == {2}
    groups = groups_of(blocks)
    mirrored = [tuple(blocks - 1 - block for block in reversed(group)) for group in reversed(groups)]
    assert list(groups) == mirrored
    assert all(2 < len(group) <= blocks / 2 for group in groups)


@pytest.mark.parametrize("blocks", [2, 3, 4, 5, 6, 22, 24])
def test_a_study_of_any_depth_has_every_run_once_and_is_read_off_its_records(blocks: int) -> None:
    study = muller(blocks=blocks, tasks=["pos"], sources=["en"], seeds=range(2), control_seeds=[0])
    for part, specs in study.parts.items():
        assert len({spec.key for spec in specs}) == len(specs) > 0, part
    numbers = {block for s in study.specs for block in s.reinit if not isinstance(s.reinit, str)}
    assert numbers == set(range(blocks))
    assert keys(muller_of(records_of(study)[::-1])) == keys(study)
    controls = {s.frozen for s in study.parts["frozen"]} | {s.reinit for s in study.parts["scattered"]}
    assert controls <= {s.reinit for s in study.parts["main"]}, "each control has its plain counterpart"


def test_one_block_has_no_pairs() -> None:
    with pytest.raises(ValueError, match="at least two blocks"):
        muller(blocks=1)


def test_all_sentences_have_no_quarter() -> None:
    study = muller(tasks=["pos"], sentences=None)
    assert study.parts["quarter"] == study.parts["fourfold"] == ()
    assert {spec.sentences for spec in study.specs} == {None}
    assert set(muller_of(records_of(study)).parts) == set(PARTS) - {"quarter", "fourfold"}


# Tanti et al.

TASKS = ("pos", "nli")
IN_THE_PAPER = {
    ("pos", "frozen"): (None, 1e-3, 0.1, 16, None),
    ("pos", "REF"): (1e-4, 0.1, 0.01, 64, None),
    ("pos", "reversal"): (1e-6, 1e-3, 0.001, 32, 0.1),
    ("pos", "entropy"): (1e-6, 0.01, 0.01, 32, 0.7),
    ("nli", "frozen"): (None, 0.01, 0.01, 64, None),
    ("nli", "REF"): (1e-5, 0.01, 0.001, 64, None),
    ("nli", "reversal"): (1e-6, 1e-3, 0.001, 32, 0.1),
    ("nli", "entropy"): (1e-6, 1e-4, 0.1, 32, 0.1),
}
"""Learning rates of encoder and head, deviation of the head's first weights, batch size, strength."""


def name_in_the_paper(spec: RunSpec) -> str:
    return spec.method or spec.condition


def test_the_papers_settings_are_those_of_its_parameter_files() -> None:
    names = ("learning_rate", "head_rate", "head_std", "batch_size", "strength")
    found = {
        (task, name): tuple(settings.get(field) for field in names)
        for task, conditions in PAPER.items()
        for name, settings in conditions.items()
    }
    assert found == IN_THE_PAPER


@pytest.mark.parametrize("hidden_size", [64, 768, 1024])
def test_runs_with_the_papers_settings_have_its_rates_at_the_width_of_the_backbone(hidden_size: int) -> None:
    specs = tanti(hidden_size=hidden_size).parts["paper"]
    assert {(s.task, name_in_the_paper(s), s.seed) for s in specs} == {
        (task, name, seed) for (task, name), seed in product(IN_THE_PAPER, range(3))
    }
    for spec in specs:
        rate, head_rate, std, batch_size, strength = IN_THE_PAPER[spec.task, name_in_the_paper(spec)]
        assert (spec.head_rate, spec.head_std, spec.batch_size, spec.strength) == (
            head_rate,
            std,
            batch_size,
            strength,
        )
        if rate is None:
            assert (spec.learning_rate, spec.frozen) == (None, "backbone")
        else:
            assert spec.learning_rate == pytest.approx(rate * 768 / hidden_size, rel=1e-3)
        assert spec.adversary_rate == (head_rate if spec.method else None)
        assert spec.paper_loss == (spec.method == "entropy")
        assert (spec.steady, spec.sentences, spec.epochs, spec.probe) == (True, 4000, 5, 200)


def test_every_condition_of_the_main_part_runs_once_for_each_task_and_seed() -> None:
    runs = [(s.task, s.condition, s.seed) for s in tanti().parts["main"]]
    assert sorted(runs) == sorted(product(TASKS, UNLEARNING, range(5)))
    assert "REF" in UNLEARNING


def test_conditions_of_the_main_part_have_one_recipe() -> None:
    study = tanti()
    for spec in (*study.parts["main"], *study.parts["strengths"]):
        condition = {"frozen": (), "method": "", "strength": None, "schedule": "constant", "seed": 0}
        same = RunSpec(task=spec.task, domain="news", test_sentences=200, probe=200, **RECIPES[spec.task])
        assert replace(spec, **condition) == same  # type: ignore[arg-type]


def test_strengths_are_others_than_the_usual_one_and_run_once_for_each_seed_of_the_first_task() -> None:
    specs = tanti().parts["strengths"]
    wanted = [(method, value) for method, values in STRENGTHS.items() for value in values]
    found = [(s.task, (s.method, s.strength), s.seed) for s in specs]
    assert sorted(found) == sorted(product(["pos"], wanted, range(3)))
    assert not [method for method, values in STRENGTHS.items() if {0.0, STRENGTH[method]} & set(values)]
    assert {s.task for s in tanti(tasks=["nli", "pos"]).parts["strengths"]} == {"nli"}


def test_no_run_of_the_tanti_study_occurs_twice_or_in_the_other_study() -> None:
    study = tanti()
    assert tuple(study.parts) == TANTI_PARTS
    every = [spec.key for specs in study.parts.values() for spec in specs]
    assert len(set(every)) == len(every) == len(study.specs)
    assert not set(every) & {spec.key for spec in muller().specs}


def test_options_of_the_tanti_study_go_before_its_recipes() -> None:
    study = tanti(tasks=["nli"], source="fr", seeds=[7], sentences=40, epochs=1, domain=None, probe=20)
    for specs in study.parts.values():
        assert {(s.task, s.source, s.sentences, s.epochs, s.domain, s.probe) for s in specs} == {
            ("nli", "fr", 40, 1, None, 20)
        }
    assert {s.seed for s in study.parts["main"]} == {7}
    assert {s.seed for s in study.parts["paper"]} == {0, 1, 2}
    steady = tanti(batch_size=5, learning_rate=1e-2)
    assert {s.batch_size for s in steady.parts["main"]} == {5}
    assert {s.batch_size for s in steady.parts["paper"]} == {16, 32, 64}, "the paper's own stay"
