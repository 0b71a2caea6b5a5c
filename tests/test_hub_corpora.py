"""Corpora of the hub, on stand-ins with made-up sentences: folders and a server on loopback."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import huggingface_hub
import pyarrow as pa
import pytest
from datasets import ClassLabel, Dataset, Features, List, Value
from pyarrow import parquet

import xling_utils
from xling_utils.conllu_files import UPOS
from xling_utils.corpora import load_corpus
from xling_utils.corpora.hub import TREEBANKS, UD, UD_REVISION, WIKIANN, XNLI
from xling_utils.tables import PAIR_LABELS

COLUMNS = ["sent_id", "text", "tokens", "upos", "head", "deprel", "ner"]
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
Rows = list[dict[str, Any]]


# --- stand-ins


def ud_rows(*ids: str) -> Rows:
    """Sentences of two words with all columns of the dataset that matter, and some that do not."""
    return [
        {"sent_id": name, "text": f"Kato {name}", "comments": [f"# sent_id = {name}"]}
        | {
            "tokens": ["Kato", name],
            "lemmas": ["kato", name],
            "upos": ["NOUN", "PUNCT"],
            "xpos": [None, None],
        }
        | {"feats": ["Number=Sing", None], "head": ["0", "1"], "deprel": ["root", "punct"]}
        | {"mwt": [{"id": "1-2", "form": f"Kato{name}", "feats": "_", "misc": "_"}]}
        for name in ids
    ]


def as_generated(rows: Rows) -> pa.Table:
    """Plain strings for tags, unsigned numbers for heads: the tool that writes the dataset."""
    numbers = [row | {"head": [int(head) for head in row["head"]]} for row in rows]
    table = pa.Table.from_pylist(numbers)
    at = table.schema.get_field_index("head")
    return table.set_column(at, "head", table["head"].cast(pa.list_(pa.uint16())))


def as_documented(rows: Rows) -> pa.Table:
    """Named classes for tags, strings for heads: the description of the dataset."""
    tags, strings = ["_", *reversed(UPOS)], List(Value("string"))
    features = {"sent_id": Value("string"), "text": Value("string"), "tokens": strings}
    features |= {"upos": List(ClassLabel(names=tags)), "head": strings, "deprel": strings}
    numbered = [row | {"upos": [tags.index(tag) for tag in row["upos"]]} for row in rows]
    return pa.Table.from_pylist(numbered, schema=Features(features).arrow_schema)


def ner_rows(*names: str) -> Rows:
    return [
        {"tokens": ["En", name, "Sur"], "ner_tags": [0, 5, 6], "langs": ["en"] * 3, "spans": [f"LOC: {name}"]}
        for name in names
    ]


def with_tags(rows: Rows) -> pa.Table:
    """The same tags as named classes."""
    features = {"tokens": List(Value("string")), "ner_tags": List(ClassLabel(names=list(TAGS)))}
    return pa.Table.from_pylist(rows, schema=Features(features).arrow_schema)


def with_labels(rows: Rows) -> pa.Table:
    """The same labels as named classes."""
    text = dict.fromkeys(("premise", "hypothesis"), Value("string"))
    features = text | {"label": ClassLabel(names=list(PAIR_LABELS))}
    return pa.Table.from_pylist(rows, schema=Features(features).arrow_schema)


def nli_rows(language: str, count: int = 3) -> Rows:
    return [
        {"premise": f"{language} kato {i}", "hypothesis": f"{language} besto {i}", "label": i % 3}
        for i in range(count)
    ]


def write(folder: Path, files: dict[str, pa.Table | Rows], card: dict[str, Any] | None = None) -> Path:
    for name, table in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(table if isinstance(table, pa.Table) else pa.Table.from_pylist(table), path)
    if card is not None:
        text = f"---\n{json.dumps(card)}\n---\n# A stand-in\n"  # JSON is YAML
        (folder / "README.md").write_text(text, encoding="utf-8")
    return folder


def listing(**configs: dict[str, str]) -> dict[str, Any]:
    """A card that names the files of each split, as those on the hub do."""
    return {
        "license": "other",
        "configs": [
            {"config_name": name, "data_files": [{"split": s, "path": p} for s, p in splits.items()]}
            for name, splits in configs.items()
        ],
    }


def stand_in(root: Path) -> Path:
    ud = {
        "parquet/en_ewt/train.parquet": as_generated(ud_rows("e1", "e2", "e3")),
        "parquet/en_ewt/dev.parquet": as_generated(ud_rows("e4")),
        "parquet/en_gum/train.parquet": as_generated(ud_rows("g1")),
        "parquet/en_pud/test.parquet": as_generated(ud_rows("p1", "p2")),
        "parquet/fr_pud/test.parquet": as_generated(ud_rows("p1", "p2")),
        "parquet/fr_gsd/test.parquet": as_generated(ud_rows("f1")),
        "parquet/xx_odd/test.parquet": as_generated(ud_rows("x1")),
    }
    card = listing(
        en_ewt={"train": "parquet/en_ewt/train.parquet", "validation": "parquet/en_ewt/dev.parquet"},
        en_gum={"train": "parquet/en_gum/train.parquet"},
        en_pud={"test": "parquet/en_pud/test.parquet"},
        fr_pud={"test": "parquet/fr_pud/test.parquet"},
        fr_gsd={"test": "parquet/fr_gsd/test.parquet"},
        xx_odd={"test": "parquet/xx_odd/test.parquet"},
        de_gsd={"test": "parquet/de_gsd/test.parquet"},  # listed, but not copied here
    )
    write(root / UD, ud, card)
    ner = {
        "en/train-00000-of-00002.parquet": with_tags(ner_rows("Lima")),
        "en/train-00001-of-00002.parquet": with_tags(ner_rows("Oslo")),
        "fr/test-00000-of-00001.parquet": ner_rows("Nico"),
        "fr/validation-00000-of-00001.parquet": ner_rows("Metz"),
    }
    splits = {"train": "train-*", "validation": "validation-*", "test": "test-*"}
    configs = {code: {split: f"{code}/{path}" for split, path in splits.items()} for code in ("en", "fr")}
    write(root / WIKIANN, ner, listing(**configs))
    nli = {
        "en/test-00000-of-00001.parquet": with_labels(nli_rows("en")),
        "fr/test-00000-of-00001.parquet": nli_rows("fr"),
        "all_languages/test-00000-of-00001.parquet": nli_rows("all"),
    }
    configs = {code: {"test": f"{code}/test-*"} for code in ("all_languages", "en", "fr")}
    write(root / XNLI, nli, listing(**configs))
    return root


@pytest.fixture(autouse=True)
def own_caches(tmp_path, monkeypatch):
    """Nothing of a test goes to the user's cache."""
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", str(tmp_path / "tables"))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stand_in(tmp_path_factory.mktemp("original"))


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(original, tmp_path / "mirror"))


# --- one corpus at a time


def test_treebanks(root):
    corpus = load_corpus(f"hub:ud@{root}")
    assert corpus.tasks == ("pos", "parsing")
    assert corpus.languages == ("en", "fr"), "those with a usual treebank that is there"
    assert corpus.domains == ("ewt", "gsd", "gum", "odd", "pud")
    table = corpus.sentences("en", "train", limit=2)
    assert table.column_names == COLUMNS
    assert table[:] == {
        "sent_id": ["e1", "e2"],
        "text": ["Kato e1", "Kato e2"],
        "tokens": [["Kato", "e1"], ["Kato", "e2"]],
        "upos": [["NOUN", "PUNCT"]] * 2,
        "head": [[0, 1]] * 2,
        "deprel": [["root", "punct"]] * 2,
        "ner": [None, None],
    }


def test_the_treebank_is_the_domain_and_dev_has_two_names(root):
    corpus = load_corpus(f"hub:ud@{root}")
    assert corpus.sentences("en", "train")["sent_id"][:] == ["e1", "e2", "e3"]
    assert corpus.sentences("en", "train", domain="gum")["sent_id"][:] == ["g1"]
    assert corpus.sentences("xx", "test", domain="odd")["sent_id"][:] == ["x1"]
    assert corpus.sentences("en", "dev")["sent_id"][:] == ["e4"]


@pytest.mark.parametrize("variant", [as_generated, as_documented])
def test_both_forms_of_the_columns_give_one_table(tmp_path, variant):
    write(tmp_path / UD, {"en_ewt/test.parquet": variant(ud_rows("a", "b"))})
    table = load_corpus(f"hub:ud@{tmp_path}").sentences("en", "test")
    assert table["upos"][:] == [["NOUN", "PUNCT"]] * 2
    assert table["head"][:] == [[0, 1]] * 2
    assert (
        table.features
        == load_corpus("fragment").sentences("en", "test", limit=1).remove_columns("concepts").features
    )


@pytest.mark.parametrize("nothing", ["_", None])
def test_absent_annotation_is_none(tmp_path, nothing):
    blank = {name: [nothing, nothing] for name in ("upos", "head", "deprel")}
    table = pa.Table.from_pylist([row | blank for row in ud_rows("a")])
    write(tmp_path / UD, {"en_ewt/test.parquet": table})
    (row,) = load_corpus(f"hub:ud@{tmp_path}").sentences("en", "test")
    assert (row["upos"], row["head"], row["deprel"], row["ner"]) == (None, None, None, None)


def test_entities(root):
    corpus = load_corpus(f"hub:wikiann@{root}")
    assert (corpus.languages, corpus.domains, corpus.tasks) == (("en", "fr"), ("wikiann",), ("ner",))
    train = corpus.sentences("en", "train", domain="wikiann")
    assert train.column_names == COLUMNS
    assert train["text"][:] == ["En Lima Sur", "En Oslo Sur"], "both parts"
    assert train["sent_id"][:] == ["en-train-1", "en-train-2"]
    for language, split in (("en", "train"), ("fr", "test"), ("fr", "dev")):
        assert corpus.sentences(language, split)[0]["ner"] == ["O", "B-LOC", "I-LOC"], "named or not"


def test_entities_of_other_types_and_spelled_tags(tmp_path):
    row = {"tokens": ["a", "b"], "ner_tags": ["B-MISC", "B-PER"]}
    write(tmp_path / WIKIANN, {"en/test/0000.parquet": [row]})
    assert load_corpus(f"hub:wikiann@{tmp_path}").sentences("en", "test")[0]["ner"] == ["O", "B-PER"]


def test_pairs(root):
    corpus = load_corpus(f"hub:xnli@{root}")
    assert (corpus.languages, corpus.domains, corpus.tasks) == (("en", "fr"), (), ("nli",))
    tables = [corpus.pairs(code, "test") for code in ("en", "fr")]
    assert [table["label"][:] for table in tables] == [list(PAIR_LABELS)] * 2, "named or not"
    assert tables[1][0]["premise"] == "fr kato 0"
    assert len(corpus.pairs("fr", "test", limit=2)) == 2


def test_parallel(root):
    for name in (f"hub:pud@{root}", f"hub:ud@{root}", f"hub@{root}"):
        tables = load_corpus(name).parallel(["fr", "en"], limit=1)
        assert [(code, table["sent_id"][:]) for code, table in tables.items()] == [
            ("fr", ["p1"]),
            ("en", ["p1"]),
        ]
    pud = load_corpus(f"hub:pud@{root}")
    assert (pud.languages, pud.domains) == (("en", "fr"), ("pud",))
    assert pud.sentences("fr", "test")["sent_id"][:] == ["p1", "p2"]


def test_parallel_treebanks_must_agree(root):
    write(root / UD, {"parquet/fr_pud/test.parquet": as_generated(ud_rows("p1", "p3"))})
    with pytest.raises(ValueError, match="row 1 is 'p2' and 'p3'"):
        load_corpus(f"hub:pud@{root}").parallel(["en", "fr"])


def test_all_four_tasks(root):
    corpus = load_corpus(f"hub@{root}")
    assert corpus.tasks == ("pos", "parsing", "ner", "nli")
    assert corpus.languages == ("en", "fr")
    assert corpus.domains == ("ewt", "gsd", "gum", "odd", "pud", "wikiann")
    word = corpus.sentences("en", "train")[0]
    assert (word["upos"], word["head"], word["ner"]) == (["NOUN", "PUNCT"], [0, 1], None)
    name = corpus.sentences("en", "train", domain="wikiann")[0]
    assert (name["upos"], name["head"], name["ner"]) == (None, None, ["O", "B-LOC", "I-LOC"])
    assert corpus.pairs("en", "test")["label"][0] == "entailment"


def test_one_file_is_read_once_and_no_other(root, monkeypatch):
    read: list[str] = []

    def spy(paths, **options):
        read.extend(paths)
        return from_parquet(paths, **options)

    from_parquet = Dataset.from_parquet
    monkeypatch.setattr(Dataset, "from_parquet", spy)
    corpus = load_corpus(f"hub@{root}")
    assert (corpus.languages, corpus.domains, read) == (corpus.languages, corpus.domains, [])
    for _ in range(2):
        corpus.sentences("en", "train", limit=1)
        corpus.pairs("fr", "test")
    assert [Path(path).relative_to(root).as_posix() for path in read] == [
        f"{UD}/parquet/en_ewt/train.parquet",
        f"{XNLI}/fr/test-00000-of-00001.parquet",
    ]


def test_a_folder_needs_no_card(root):
    (root / UD / "README.md").unlink()
    corpus = load_corpus(f"hub:ud@{root}")
    assert corpus.languages == ("en", "fr")
    assert corpus.sentences("en", "dev")["sent_id"][:] == ["e4"]


def test_nothing_is_written_into_the_folder(root):
    before = sorted(root.rglob("*"))
    load_corpus(f"hub@{root}").sentences("en", "train")
    assert sorted(root.rglob("*")) == before


def test_the_table_of_treebanks_covers_the_studied_languages():
    assert set(load_corpus("fragment").languages) <= set(TREEBANKS)


# --- what goes wrong


@pytest.mark.parametrize("name", ["hub:", "hub:x", "hub@", "hub:ud@", "hub/ud", "hub:UD"])
def test_unknown_names_list_what_the_hub_has(name):
    with pytest.raises(ValueError, match="'hub', 'hub:ud', 'hub:pud', 'hub:wikiann', 'hub:xnli'"):
        load_corpus(name)


@pytest.mark.parametrize(
    ("name", "call", "told"),
    [
        ("hub:ud", ("sentences", "sw", "test"), r"no language 'sw' in .*There is: en, fr, xx"),
        ("hub:ud", ("sentences", "de", "test"), r"no language 'de'"),
        ("hub:ud", ("sentences", "xx", "test"), r"no usual treebank for language 'xx'.*odd"),
        ("hub:ud", ("sentences", "en", "test", "gsd"), r"no domain 'gsd' for language 'en'.*ewt, gum, pud"),
        ("hub:ud", ("sentences", "fr", "train"), r"no split 'train' for fr_gsd.*There is: test"),
        ("hub:ud", ("sentences", "en", "train", None, 0), r"limit 0"),
        ("hub:ud", ("parallel", ["en", "xx"]), r"'xx' with a PUD treebank.*There is: en, fr"),
        ("hub:ud", ("parallel", "en"), r"list of codes"),
        ("hub:ud", ("pairs", "en", "test"), r"no pairs"),
        ("hub:pud", ("sentences", "en", "test", "ewt"), r"no domain 'ewt'"),
        ("hub:wikiann", ("sentences", "sw", "test"), r"no language 'sw' in .*wikiann\. There is: en, fr"),
        ("hub:wikiann", ("sentences", "en", "dev"), r"no split 'dev' for en.*There is: train"),
        ("hub:wikiann", ("sentences", "en", "train", "news"), r"no domain 'news'\. There is: wikiann"),
        ("hub:wikiann", ("parallel", ["en"]), r"not parallel\. Use 'hub:pud'"),
        ("hub:xnli", ("pairs", "it", "test"), r"no language 'it' in .*xnli\. There is: en, fr"),
        ("hub:xnli", ("pairs", "en", "train"), r"no split 'train' for en.*There is: test"),
        ("hub:xnli", ("pairs", "en", "test", "news"), r"no domain 'news'"),
        ("hub:xnli", ("sentences", "en", "test"), r"pairs only.*'hub:ud'"),
        ("hub:xnli", ("parallel", ["en"]), r"pairs only.*'hub:pud'"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(root, name, call, told):
    method, *arguments = call
    with pytest.raises(ValueError, match=told):
        getattr(load_corpus(f"{name}@{root}"), method)(*arguments)


def test_folders_that_are_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match=f"not a directory. Give one that holds {UD}"):
        load_corpus(f"hub@{tmp_path / 'nowhere'}")
    with pytest.raises(FileNotFoundError, match=f"no folder .*{XNLI}.*hf download {XNLI}"):
        load_corpus(f"hub:xnli@{tmp_path}").pairs("en", "test")
    (tmp_path / XNLI).mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match=r"no parquet file of any split .*wanted CONFIG/SPLIT"):
        _ = load_corpus(f"hub:xnli@{tmp_path}").languages


@pytest.mark.parametrize("column", ["sent_id", "upos", "head", "deprel", "tokens"])
def test_a_missing_column_is_named_with_its_file(tmp_path, column):
    table = as_generated(ud_rows("a")).drop_columns([column])
    write(tmp_path / UD, {"en_ewt/test.parquet": table})
    with pytest.raises(ValueError, match=rf"test\.parquet of .* has no column {column}; it has .*feats"):
        load_corpus(f"hub:ud@{tmp_path}").sentences("en", "test")


def test_missing_columns_of_entities_and_pairs(root):
    write(root / WIKIANN, {"fr/test-00000-of-00001.parquet": [{"tokens": ["a"]}]})
    with pytest.raises(ValueError, match="no column ner_tags"):
        load_corpus(f"hub@{root}").sentences("fr", "test", domain="wikiann")
    write(root / XNLI, {"fr/test-00000-of-00001.parquet": [{"premise": "a", "label": 0}]})
    with pytest.raises(ValueError, match="no column hypothesis"):
        load_corpus(f"hub@{root}").pairs("fr", "test")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"upos": ["NOUN", "_"]}, r"row 1: 2 words, but 1 have upos"),
        ({"upos": ["NOUN"]}, r"row 1: 2 words, but 1 have upos"),
        ({"upos": ["NOUN", "N"]}, r"row 1: upos N is none of ADJ"),
        ({"head": ["0", None]}, r"row 1: 2 words, but 1 have head"),
        ({"head": ["0", "1-2"]}, r"row 1: a head is no whole number: 0 1-2"),
        ({"head": ["0", "3"]}, r"row 1: the heads \[0, 3\] are no tree"),
        ({"head": ["0", "0"]}, r"row 1: the heads \[0, 0\] are no tree"),
    ],
)
def test_faulty_annotation_is_told_with_its_place(tmp_path, change, told):
    good, bad = ud_rows("a", "b")
    write(tmp_path / UD, {"en_ewt/test.parquet": [good, bad | change]})
    with pytest.raises(ValueError, match=rf"universal_dependencies, en_ewt test, {told}"):
        load_corpus(f"hub:ud@{tmp_path}").sentences("en", "test")


def test_numbers_without_names_are_not_guessed(tmp_path):
    row = ud_rows("a")[0] | {"upos": [7, 12]}
    write(tmp_path / UD, {"en_ewt/test.parquet": [row]})
    with pytest.raises(ValueError, match=r"7 is no class\. The classes are: unnamed"):
        load_corpus(f"hub:ud@{tmp_path}").sentences("en", "test")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"premise": "a", "hypothesis": "b", "label": -1}, "-1 is no class"),
        ({"premise": "a", "hypothesis": "b", "label": "maybe"}, "label 'maybe' is none of entailment"),
        ({"premise": {"en": "a"}, "hypothesis": "b", "label": 0}, "must be text. Take one language"),
    ],
)
def test_faulty_pairs(tmp_path, row, told):
    write(tmp_path / XNLI, {"en/test.parquet": [row]})
    with pytest.raises(ValueError, match=f"en test, row 0: .*{told}"):
        load_corpus(f"hub:xnli@{tmp_path}").pairs("en", "test")


def test_faulty_tags(tmp_path):
    write(tmp_path / WIKIANN, {"en/test.parquet": [{"tokens": ["a"], "ner_tags": [7]}]})
    with pytest.raises(ValueError, match=r"row 0: 7 is no class\. The classes are: O B-PER"):
        load_corpus(f"hub:wikiann@{tmp_path}").sentences("en", "test")


@pytest.mark.parametrize("kept", [0, 4, 0.5])
def test_a_truncated_file_is_named_and_leaves_nothing(root, tmp_path, kept):
    path = root / UD / "parquet/en_ewt/train.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else kept])
    with pytest.raises(ValueError, match=r"train\.parquet of .* cannot be read: cut off.*hf download"):
        load_corpus(f"hub:ud@{root}").sentences("en", "train")
    assert not list((tmp_path / "tables").rglob("*.arrow"))
    path.write_bytes(whole)
    assert len(load_corpus(f"hub:ud@{root}").sentences("en", "train")) == 3, "mended by a new copy"


def test_damage_in_the_middle_is_told(root, tmp_path):
    path = root / UD / "parquet/en_ewt/train.parquet"
    whole = bytearray(path.read_bytes())
    whole[4 : len(whole) // 3] = bytes(len(whole) // 3 - 4)
    path.write_bytes(whole)
    with pytest.raises(ValueError, match=r"train\.parquet of .* cannot be read: cut off.*hf download"):
        load_corpus(f"hub:ud@{root}").sentences("en", "train")
    assert not list((tmp_path / "tables").rglob("*.arrow"))


def test_a_missing_part_is_told(root):
    (root / WIKIANN / "en/train-00001-of-00002.parquet").unlink()
    with pytest.raises(ValueError, match=r"only 1 of 2 parts.*train-00000-of-00002.*hf download"):
        load_corpus(f"hub:wikiann@{root}").sentences("en", "train")


# --- the hub itself


def test_offline_without_a_cache_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    corpus = load_corpus("hub")
    asks = (
        lambda: corpus.languages,
        lambda: corpus.sentences("en", "train"),
        lambda: corpus.pairs("en", "test"),
    )
    for ask in asks:
        with pytest.raises(FileNotFoundError, match=r"HF_HUB_OFFLINE is set.*hf download .*'hub@DIR'"):
            ask()
    with pytest.raises(FileNotFoundError, match=rf"{UD}, revision {UD_REVISION}.*--revision {UD_REVISION}"):
        load_corpus("hub:ud").parallel(["en"])
    assert not list(tmp_path.rglob("*.parquet"))


COMMIT = "0123456789abcdef0123456789abcdef01234567"


class HubHandler(BaseHTTPRequestHandler):
    """What the hub answers about datasets: files by name, and the list of files.

    Args:
        root: Holds the datasets under their ids.
        asked: Gets every question.
        cut: Names of files of which only a half is sent.
        rest: What the server gives.
    """

    def __init__(self, root: Path, asked: list[str], cut: set[str], *rest: Any) -> None:
        self.root, self.asked, self.cut = root, asked, cut
        super().__init__(*rest)

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def log_message(self, *parts: Any) -> None:
        pass

    def answer(self) -> None:
        parts = urlsplit(self.path).path.strip("/").removeprefix("api/").split("/")
        dataset, kind, revision, name = "/".join(parts[1:3]), parts[3], parts[4], "/".join(parts[5:])
        self.asked.append(f"{self.command} {kind} {dataset} {name}".strip())
        folder = self.root / dataset
        if dataset.startswith("gated/"):
            self.refuse(403, "GatedRepo")
        elif not folder.is_dir():
            self.refuse(401, "RepoNotFound")
        elif revision not in (COMMIT, "main", UD_REVISION):
            self.refuse(404, "RevisionNotFound")
        elif kind == "revision":
            names = [{"rfilename": path.relative_to(folder).as_posix()} for path in files_below(folder)]
            self.send(json.dumps({"id": dataset, "sha": COMMIT, "siblings": names}).encode())
        elif (folder / name).is_file():
            self.send((folder / name).read_bytes(), cut=self.command == "GET" and name in self.cut)
        else:
            self.refuse(404, "EntryNotFound")

    def refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send(self, content: bytes, cut: bool = False) -> None:
        sent = content[: len(content) // 2] if cut else content
        self.send_response(200)
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(sent)


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class LoopbackHub:
    """A hub on loopback: its address, what it was asked, the files it sends in part, and how to end it."""

    address: str
    asked: list[str]
    cut: set[str]
    close: Callable[[], None]


@pytest.fixture
def server(root: Path) -> Iterator[LoopbackHub]:
    asked: list[str] = []
    cut: set[str] = set()
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(HubHandler, root, asked, cut))
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()

    def close() -> None:
        running.shutdown()
        running.server_close()
        thread.join()

    yield LoopbackHub(f"http://127.0.0.1:{running.server_port}", asked, cut, close)
    close()


PROGRAM = """
import json, sys
def refuse(event, arguments):
    if event == "socket.connect" and arguments[1][0] not in ("127.0.0.1", "::1"):
        raise AssertionError(f"a connection to {arguments[1]}")
sys.addaudithook(refuse)
from xling_utils.corpora import load_corpus
from xling_utils.corpora.hub import HubTreebanks, Repository
from xling_utils.corpora.hub_tables import HubDataset

def answer(ask):
    try:
        return ask()
    except (ValueError, FileNotFoundError) as error:
        return f"{type(error).__name__}: {error}"

def of(dataset, revision=None):
    return HubTreebanks(HubDataset(Repository(dataset, revision)))

def ask_all(names):
    hub = load_corpus("hub")
    asks = {
        "languages": lambda: hub.languages,
        "train": lambda: hub.sentences("en", "train")["sent_id"][:],
        "names": lambda: hub.sentences("fr", "test", domain="wikiann")["ner"][:],
        "pairs": lambda: hub.pairs("fr", "test")["label"][:],
        "parallel": lambda: [table["sent_id"][:] for table in hub.parallel(["en", "fr"]).values()],
        "missing": lambda: hub.sentences("de", "test")["sent_id"][:],
        "cut": lambda: hub.sentences("xx", "test", domain="odd")["sent_id"][:],
        "wrong id": lambda: of("nobody/nothing").languages,
        "gated": lambda: of("gated/treebanks").languages,
        "revision": lambda: of("commul/universal_dependencies", "9.99").languages,
    }
    return {name: answer(asks[name]) for name in names or asks}

for line in sys.stdin:
    print(json.dumps(ask_all(json.loads(line))), flush=True)
"""


@contextmanager
def another_process(home: Path, address: str) -> Iterator[Callable[..., dict[str, Any]]]:
    """Asks in a process of its own: the hub's library reads its environment when it is imported."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    environment = kept | {
        "HF_ENDPOINT": address,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": str(Path(xling_utils.__file__).parents[1]),
    }
    command = [sys.executable, "-c", PROGRAM]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        assert process.stdin
        assert process.stdout

        def ask(*names: str) -> dict[str, Any]:
            print(json.dumps(names), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()
    assert process.returncode == 0


def test_a_hub_on_loopback(server, tmp_path, monkeypatch):
    odd = "parquet/xx_odd/test.parquet"
    server.cut.add(odd)
    home = tmp_path / "home"
    snapshot = home / f"hub/datasets--{UD.replace('/', '--')}/snapshots/{COMMIT}"
    with another_process(home, server.address) as ask:
        said = ask()
        asked = {question.split()[-1] for question in server.asked if question.endswith(".parquet")}
        assert not (snapshot / odd).exists(), "half a file never has the name of a file"
        server.cut.clear()
        assert ask("cut") == {"cut": ["x1"]}, "mended by a new try"
        server.close()
        assert ask("train", "pairs") == {"train": said["train"], "pairs": said["pairs"]}, "from the cache"
        assert "There is: en, fr" in ask("missing")["missing"]

    parts = [f"parquet/{name}.parquet" for name in ("en_ewt/train", "en_pud/test", "fr_pud/test")]
    assert asked == {odd, *parts, "fr/test-00000-of-00001.parquet"}, "one language and split at a time"
    assert said["languages"] == ["en", "fr"]
    assert said["train"] == ["e1", "e2", "e3"]
    assert said["names"] == [["O", "B-LOC", "I-LOC"]]
    assert said["pairs"] == list(PAIR_LABELS)
    assert said["parallel"] == [["p1", "p2"]] * 2
    assert f"ValueError: no language 'de' in {UD}, revision {UD_REVISION}" in said["missing"]
    assert f"FileNotFoundError: cannot get {UD}, revision {UD_REVISION}: {odd} did not come" in said["cut"]
    assert f"{server.address} has no such dataset, or it is private" in said["wrong id"]
    assert "it asks for permission: accept its terms" in said["gated"]
    assert f"cannot get {UD}, revision 9.99: {server.address} has no such revision" in said["revision"]

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(home / "hub"))
    corpus = load_corpus("hub:ud")
    assert corpus.sentences("en", "train")["sent_id"][:] == said["train"]
    assert corpus.languages == ("en",), "what is in the cache"
    with pytest.raises(ValueError, match=r"no split 'dev' for en_ewt .*There is: train"):
        corpus.sentences("en", "dev")
