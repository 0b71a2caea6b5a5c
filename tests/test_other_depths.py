"""Studies of encoders that do not have 12 blocks: grids, runs, claims, reports and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from encoder_families import write_family
from study_records import AS_IN_THE_PAPER, measured_record, study, tanti_records

from xling_utils import load_backbone, load_corpus, run_study
from xling_utils.ablation_figures import controls, effects_by_setting, nested_groups
from xling_utils.boundaries import encoder_ends
from xling_utils.claims import LEAST_BLOCKS, TANTI, check_claims
from xling_utils.conditions import conditions
from xling_utils.depth import blocks_of, name_of, of_encoder, pairs_of
from xling_utils.effects import settings
from xling_utils.encoder_figures import drift
from xling_utils.grids import TANTI_PARTS, Study, conditions_of, muller, tanti
from xling_utils.interactive import layer_lines, stitch_slider
from xling_utils.layer_figures import layer_step
from xling_utils.records import RunRecord
from xling_utils.reports import STUDIES, SUFFIXES, complete_records, report
from xling_utils.verdicts import Verdict

LANGUAGES = ("en", "ru", "fr", "hi", "ja")
FEW = (2, 3, 4, 5)
DEPTHS = (*FEW, 6, 22)


@cache
def made_up(blocks: int, backbone: str = "other") -> list[RunRecord]:
    """The whole Muller study of two tasks and two sources."""
    settings = {"tasks": ("pos", "parsing"), "sources": ("en", "ru"), "backbone": backbone}
    grid = muller(blocks=blocks, seeds=range(2), control_seeds=range(2), **settings)  # type: ignore[arg-type]
    return [measured_record(spec, LANGUAGES, layers=blocks + 1) for spec in grid.specs]


@cache
def made_up_tanti(blocks: int, backbone: str = "other") -> list[RunRecord]:
    return tanti_records(
        AS_IN_THE_PAPER, seeds=2, parts=TANTI_PARTS, layers=blocks + 1, hidden_size=768, backbone=backbone,
        targets=LANGUAGES[1:],
    )  # fmt: skip


MADE_UP: dict[str, Callable[..., list[RunRecord]]] = {"muller": made_up, "tanti": made_up_tanti}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def tick_labels(figure: plt.Figure) -> list[str]:
    figure.draw_without_rendering()
    return [label.get_text() for label in figure.axes[-1].get_xticklabels()]


# Records tell the encoder and its depth


@pytest.mark.parametrize("blocks", DEPTHS)
def test_measures_by_layer_tell_the_depth(blocks: int) -> None:
    assert blocks_of(made_up(blocks)) == blocks
    assert blocks_of(made_up_tanti(blocks)) == blocks
    assert {s.blocks for s in settings(made_up(blocks))} == {blocks}


def test_nothing_measured_tells_nothing_and_two_depths_are_refused() -> None:
    assert blocks_of([RunRecord(record.spec, record.scores, 1.0) for record in made_up(6)]) is None
    with pytest.raises(ValueError, match="of 3 and of 6 blocks"):
        blocks_of([*made_up(6), *made_up(3)])


@pytest.mark.parametrize("study", STUDIES)
def test_two_encoders_in_a_store_are_reported_one_at_a_time(study: str) -> None:
    own, others = MADE_UP[study](6, "one"), MADE_UP[study](3, "two")
    both = [*own, *others]
    for careless in (report, complete_records):
        with pytest.raises(ValueError, match=r"2 encoders: one \(\d+ runs\), two \(\d+ runs\).*--backbone"):
            careless(both, study)
    with pytest.raises(ValueError, match="2 encoders"):
        (settings if study == "muller" else conditions)(both)
    assert report(both, study, backbone="two") == report(others, study)
    assert complete_records(both, study, backbone="one") == complete_records(own, study)
    with pytest.raises(ValueError, match=r"no runs of the encoder 'three'.*one \("):
        report(both, study, backbone="three")
    assert of_encoder([]) == []


@pytest.mark.parametrize("study", STUDIES)
def test_the_first_table_names_an_encoder_that_is_not_the_pocket(study: str) -> None:
    assert "Encoder: other, 22 blocks." in report(MADE_UP[study](22), study)[0].note
    assert "Encoder" not in report(MADE_UP[study](22, "pocket"), study)[0].note


# Claims


def verdicts(records: Sequence[RunRecord]) -> dict[str, Verdict]:
    return {verdict.claim: verdict for verdict in check_claims(records)}


@pytest.mark.parametrize("blocks", DEPTHS)
def test_what_a_few_blocks_cannot_tell_is_undecided_and_said_to_be(blocks: int) -> None:
    found = verdicts(made_up(blocks))
    silent = {claim for claim, verdict in found.items() if "decides nothing" in verdict.sentence}
    assert silent == {claim for claim, least in LEAST_BLOCKS.items() if blocks < least}
    assert {found[claim].verdict for claim in silent} <= {"undecided"}
    assert all(np.isfinite([v.effect.mean, v.effect.low, v.effect.high]).all() for v in found.values())
    assert len(found) == 10


def fading(blocks: int, **changes: float) -> list[RunRecord]:
    """The deeper the pair, the less harm; the highest half does none."""
    names = [name_of(pair) for pair in pairs_of(blocks)]
    harm = {name: min(0.0, -8 + 16 * place / len(names)) for place, name in enumerate(names)}
    return study(harm | changes, conditions=conditions_of(blocks))


@pytest.mark.parametrize("blocks", [6, 22, 24])
def test_rules_follow_the_truth_at_any_depth(blocks: int) -> None:
    found = check_claims(fading(blocks), claims_of("M1", "M2", "M3"))
    assert [verdict.verdict for verdict in found] == ["supported"] * 3
    assert f"over {blocks // 2} pairs" in found[2].sentence


def claims_of(*numbers: str) -> list[Any]:
    from xling_utils.claims import MULLER

    return [MULLER[int(number[1:]) - 1] for number in numbers]


@pytest.mark.parametrize(("harmed", "verdict"), [("14-15", "supported"), ("16-17", "not supported")])
def test_the_uppermost_third_is_asked_whether_it_is_dispensable(harmed: str, verdict: str) -> None:
    (found,) = check_claims(fading(22, **{harmed: -9}), claims_of("M2"))
    assert found.verdict == verdict
    assert "Of 16-17, 18-19 and 20-21, " in found.sentence


def test_a_single_uppermost_pair_is_not_compared_with_itself() -> None:
    (found,) = check_claims(fading(6), claims_of("M2"))
    assert found.sentence.startswith("Re-initialising 4-5 changes")


def test_the_middle_block_of_an_odd_number_is_in_neither_half() -> None:
    kept = {"to_pretrained": {code: [9.0, 1.0, 0.9, -50.0, 0.6, 0.5] for code in LANGUAGES}}
    records = [replace(r, layers=r.layers | kept) if r.layers and r.spec.epochs else r for r in made_up(5)]
    (found,) = check_claims(records, claims_of("M5"))
    assert found.effect.mean == pytest.approx(0.95 - 0.55)


def test_an_overlapping_pair_reaches_as_high_as_its_upper_block() -> None:
    found = settings(made_up(5))[0]
    assert [found.height(pair) for pair in found.pairs] == [2, 4, 5]
    assert encoder_ends(found, harmless=-100)["ablation"] == 5


# Reports and figures


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("blocks", [2, 3, 6, 22])
def test_every_table_can_be_made_in_every_format(study: str, blocks: int) -> None:
    tables = {table.title: table for table in report(MADE_UP[study](blocks), study)}
    for table in tables.values():
        assert len(set(table.header)) == len(table.header)
        assert all("nan" not in table.render(kind) for kind in SUFFIXES), table.title
    if study == "muller":
        assert tables["RANDOM-INIT"].header[4:] == tuple(map(name_of, pairs_of(blocks)))
        assert len(tables["Stitched models"].rows) == 2 * (blocks + 1)
        assert "not tested" not in tables["Claims"].note
    else:
        assert len(tables["Language probe by layer: words"].rows) == 2 * (blocks + 1)
        rates = {row[2] for row in tables["The paper's own settings"].rows}
        assert rates == {"", "0.0001", "1e-05", "1e-06"}, "those of mBERT at its hidden size"


@pytest.mark.parametrize(("study", "blocks"), [("muller", 2), ("muller", 22), ("tanti", 3)])
def test_every_figure_can_be_drawn(study: str, blocks: int) -> None:
    for draw in STUDIES[study].drawings():
        assert draw(complete_records(MADE_UP[study](blocks), study)).axes


@pytest.mark.parametrize(
    ("blocks", "counts", "places"),
    [
        (3, "2 3", "0-1 1-2"),
        (4, "2 4", "0-1 2-3"),
        (6, "2 3 6", "0-1 2-3 4-5 0-2 3-5"),
        (22, "2 5 7 11 22", " ".join([*map(name_of, pairs_of(22)), "0-10 11-21"])),
    ],
)
def test_figures_of_ablations_have_the_groups_of_the_depth(blocks: int, counts: str, places: str) -> None:
    assert tick_labels(nested_groups(made_up(blocks))) == counts.split()
    assert tick_labels(controls(made_up(blocks))) == places.split()


def test_labels_of_many_pairs_stand_upright() -> None:
    records = [
        *made_up(22),
        *(
            measured_record(replace(record.spec, source="fr"), LANGUAGES, layers=23)
            for record in made_up(22)
            if record.spec.source == "en" and record.spec.epochs
        ),
    ]
    figure = effects_by_setting(records)
    figure.draw_without_rendering()
    assert {label.get_rotation() for label in figure.axes[-1].get_xticklabels()} == {90}
    boxes = [label.get_window_extent() for label in figure.axes[-1].get_xticklabels()]
    assert all(left.x1 <= right.x0 for left, right in pairwise(boxes))


def test_few_layers_have_a_label_each_and_many_do_not_crowd() -> None:
    assert [layer_step(layers) for layers in (3, 4, 7, 13, 23, 25, 49)] == [1, 1, 1, 2, 2, 2, 4]
    axes = drift(made_up(3)).axes[0]
    low, high = axes.get_xlim()
    assert [tick for tick in axes.get_xticks() if low <= tick <= high] == [0, 1, 2, 3]


@pytest.mark.parametrize("blocks", [3, 22])
def test_figures_to_play_with_take_any_depth(blocks: int) -> None:
    found = settings(made_up(blocks))[0]
    curves = {"fine-tuned": found.kept().mean(1)}
    alt = "Similarity of the fine-tuned and the pretrained model in every layer"
    assert len(layer_lines(curves, chance=None, ylabel="CKA", name="a", alt=alt).chart.places) == blocks + 1
    cuts = {"POS": dict(zip(LANGUAGES, found.stitched("lower").mean(0), strict=True))}
    slider = stitch_slider(
        cuts, name="b", alt=alt, parts={"POS": ("untuned", "tuned")},
        references={"POS": dict.fromkeys(LANGUAGES, 50.0)},
    )  # fmt: skip
    assert slider.cuts == blocks + 1
    assert f">{blocks - 1}</div>" in slider._repr_html_()


# Runs


SMALL: dict[str, Any] = {
    "targets": ("fr", "de", "es"),
    "sentences": 8,
    "epochs": 1,
    "batch_size": 4,
    "test_sentences": 4,
}
ENCODERS = {"bert-3": 3, "bert-6": 6, "modernbert-22": 22}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    corpus, root = load_corpus("fragment"), tmp_path_factory.mktemp("encoders")
    texts = [text for code in ("en", "fr") for text in corpus.sentences(code, "raw", limit=40)[:]["text"]]
    return {
        name: write_family(name.partition("-")[0], root / name, texts, num_hidden_layers=blocks)
        for name, blocks in ENCODERS.items()
    }


def muller_on(folder: Path, seeds: Sequence[int]) -> Study:
    """Seed 0 would draw the values that the stand-ins have."""
    sizes = SMALL | {"similarity": 8, "stitch": 2, "other_domains": ("story",), "backbone": str(folder)}
    blocks = load_backbone(folder, device="cpu").num_layers
    return muller(blocks=blocks, tasks=["pos"], sources=["en"], seeds=seeds, control_seeds=seeds[:1], **sizes)


def test_a_study_of_three_blocks_from_runs_to_report(folders: dict[str, Path], tmp_path: Path) -> None:
    grid = muller_on(folders["bert-3"], seeds=(1, 2))
    records = run_study([*grid.parts["main"], *grid.parts["untuned"]], tmp_path / "store", progress=False)
    tables = report(records)
    assert "bert-3, 3 blocks." in tables[0].note
    assert [row[0] for row in tables[1].rows] == [f"M{number}" for number in range(1, 11)]
    assert [v.claim for v in check_claims(complete_records(records))] == [row[0] for row in tables[1].rows]
    for draw in (nested_groups, effects_by_setting, drift):
        draw(records)


@pytest.mark.parametrize("name", ["bert-6", "modernbert-22"])
def test_runs_measure_every_layer_and_every_cut(name: str, folders: dict[str, Path], tmp_path: Path) -> None:
    blocks, grid = ENCODERS[name], muller_on(folders[name], seeds=[1])
    last = {part: [s for s in grid.parts[part] if s.reinit or s.frozen][-1] for part in ("main", "frozen")}
    pair = next(s for s in grid.parts["main"] if s.condition == name_of(pairs_of(blocks)[-1]))
    records = run_study([grid.parts["main"][0], pair, *last.values()], tmp_path, progress=False)
    assert blocks_of(records) == blocks
    assert [record.spec.condition for record in records][-1] == f"frozen {blocks // 2}-{blocks - 1}"
    assert len(records[0].stitched["lower"]["fr"]) == len(records[1].layers["cka"]["fr"]) == blocks + 1


def test_language_identity_is_measured_at_any_depth(folders: dict[str, Path], tmp_path: Path) -> None:
    name, small = "bert-6", SMALL | {"probe": 16, "texts": 16}
    grid = tanti(tasks=["pos"], seeds=[1], hidden_size=16, backbone=str(folders[name]), **small)
    main = {spec.condition: spec for spec in grid.parts["main"]}
    records = run_study([main["REF"], main["leace"]], tmp_path, progress=False)
    assert blocks_of(records) == ENCODERS[name]
    assert all({"word general", "ami language"} <= set(record.layers) for record in records)


@pytest.mark.parametrize("blocks", [2, 22])
def test_claims_about_the_last_layer_hold_at_any_depth(blocks: int) -> None:
    found, usual = (check_claims(tanti_records(AS_IN_THE_PAPER, layers=n + 1), TANTI) for n in (blocks, 12))
    assert [verdict.verdict for verdict in found] == [verdict.verdict for verdict in usual]
