"""Both studies on real treebanks, as small as they can be: runs, claims, tables and figures."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from xling_utils import run_study
from xling_utils.claims import MULLER, TANTI, check_claims
from xling_utils.grids import Study, muller, tanti
from xling_utils.records import RunRecord, load_records
from xling_utils.reports import STUDIES, SUFFIXES, complete_records, report

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        "XLING_REAL_DATA" not in os.environ, reason="XLING_REAL_DATA names no folder of real data"
    ),
]

ROOT = Path(os.environ.get("XLING_REAL_DATA", ".")) / "ud"
TREEBANKS = {"en": "UD_English-PUD", "de": "UD_German-PUD", "hi": "UD_Hindi-PUD", "ru": "UD_Russian-PUD",
             "zh": "UD_Chinese-PUD"}  # fmt: skip
TARGETS = {("de", "hi", "ru", "zh")}
OF_OTHER_PARTS = ("controls", "data_amounts", "strengths", "paper_settings")
SMALL = {"sentences": 24, "epochs": 1, "domain": None, "test_sentences": 4}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    """English to learn from, and five languages to test in."""
    folder = tmp_path_factory.mktemp("treebanks")
    for name in ("UD_English-EWT", *TREEBANKS.values()):
        (folder / name).symlink_to(ROOT / name)
    return f"conllu:{folder}"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def carried_out(study: Study, parts: Sequence[str], store: Path) -> list[RunRecord]:
    run_study([spec for part in parts for spec in study.parts[part]], store, progress=False)
    return load_records(store)


def check_report(records: list[RunRecord], study: str) -> None:
    tables = report(records, study)
    assert "missing" not in tables[0].note
    assert all("nan" not in table.render(kind) for table in tables for kind in SUFFIXES)
    for draw in STUDIES[study].drawings():
        if draw.__name__ not in OF_OTHER_PARTS:
            assert draw(complete_records(records, study)).axes


def test_muller_on_treebanks(corpus: str, tmp_path: Path) -> None:
    study = muller(
        tasks=["pos"], sources=["en"], seeds=range(2), control_seeds=[0], corpus=corpus, similarity=8,
        stitch=2, other_domains=(), **SMALL,
    )  # fmt: skip
    records = carried_out(study, ["main", "untuned"], tmp_path / "store")
    assert {record.targets for record in records if record.scores} == TARGETS
    all_but_m10 = MULLER[:-1]  # which needs a second domain
    found = check_claims(complete_records(records), all_but_m10)
    assert [verdict.claim for verdict in found] == [f"M{number}" for number in range(1, 10)]
    check_report(records, "muller")


def test_tanti_on_treebanks(corpus: str, tmp_path: Path) -> None:
    few = SMALL | {"targets": ("de", "zh"), "text": "test", "texts": 40, "probe": 44}
    study = tanti(tasks=["pos"], seeds=[0], corpus=corpus, **few)
    records = carried_out(study, ["main"], tmp_path / "store")
    assert {record.targets for record in records} == {("de", "zh")}
    about_tagging = [claim for number, claim in enumerate(TANTI, 1) if number not in (5, 6)]
    assert len(check_claims(records, about_tagging)) == 8
    check_report(records, "tanti")
