"""Corpora of the hub, on stand-ins with made-up sentences: folders and a server on loopback."""

from __future__ import annotations

import errno
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import huggingface_hub
import pyarrow as pa
import pytest
from datasets import ClassLabel, Features, List, Value
from hub_server import COMMIT, OLDER, LoopbackHub, half_files, small_disk, use_hub
from pyarrow import parquet

from xling_utils.conllu_files import UPOS
from xling_utils.corpora import load_corpus
from xling_utils.corpora.hub import UD, UD_REVISION, WIKIANN, XNLI
from xling_utils.corpora.hub_datasets import TREEBANKS
from xling_utils.tables import PAIR_LABELS
from xling_utils.tasks import get_task

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
def own_cache(tmp_path, monkeypatch):
    """Nothing of a test goes to the user's cache."""
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
    read: list[Path] = []

    def spy(path):
        read.append(path)
        return open_parquet(path)

    open_parquet = parquet.ParquetFile
    monkeypatch.setattr(parquet, "ParquetFile", spy)
    corpus = load_corpus(f"hub@{root}")
    assert (corpus.languages, corpus.domains, read) == (corpus.languages, corpus.domains, [])
    for _ in range(2):
        corpus.sentences("en", "train", limit=1)
        corpus.pairs("fr", "test")
    assert [path.relative_to(root).as_posix() for path in read] == [
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


@pytest.mark.parametrize(
    "name", ["hub:", "hub:x", "hub@", "hub:ud@", "hub/ud", "hub:UD", "hub#v1", "hub:ud#"]
)
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
def test_a_truncated_file_is_named(root, kept):
    path = root / UD / "parquet/en_ewt/train.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else kept])
    with pytest.raises(ValueError, match=r"train\.parquet of .* cannot be read: cut off.*hf download"):
        load_corpus(f"hub:ud@{root}").sentences("en", "train")
    path.write_bytes(whole)
    assert len(load_corpus(f"hub:ud@{root}").sentences("en", "train")) == 3, "mended by a new copy"


@pytest.mark.parametrize("content", [b"---\n{bad: [}\n---\n", "---\na: ▁".encode()[:-1] + b"\n---\n"])
def test_a_damaged_card_is_named(root, content):
    (root / UD / "README.md").write_bytes(content)
    with pytest.raises(ValueError, match=r"README\.md of .* cannot be read: cut off.*hf download"):
        _ = load_corpus(f"hub:ud@{root}").languages


def test_half_a_card_is_as_none(root, capfd):
    (root / UD / "README.md").write_text("---\nconfigs:\n- config_name: en_ewt\n  data")
    assert load_corpus(f"hub:ud@{root}").languages == ("en", "fr")
    assert capfd.readouterr() == ("", "")


def test_damage_in_the_middle_is_told(root):
    path = root / UD / "parquet/en_ewt/train.parquet"
    whole = bytearray(path.read_bytes())
    whole[4 : len(whole) // 3] = bytes(len(whole) // 3 - 4)
    path.write_bytes(whole)
    with pytest.raises(ValueError, match=r"train\.parquet of .* cannot be read: cut off.*hf download"):
        load_corpus(f"hub:ud@{root}").sentences("en", "train")


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


@pytest.fixture
def hub(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    with LoopbackHub(root, revisions={UD_REVISION: COMMIT, "v1": OLDER}).running() as running:
        use_hub(monkeypatch, running.address, tmp_path / "hub")
        yield running
    huggingface_hub.close_session()


def refused(ask: Callable[[], Any], kind: type[Exception] = FileNotFoundError) -> str:
    """What a user is told."""
    with pytest.raises(kind) as caught:
        ask()
    return str(caught.value)


def train() -> list[str]:
    return load_corpus("hub").sentences("en", "train")["sent_id"][:]


def test_what_is_asked_for_is_downloaded_once(hub, capfd):
    for _ in range(2):
        corpus = load_corpus("hub")
        assert corpus.languages == ("en", "fr")
        assert corpus.sentences("en", "train")["sent_id"][:] == ["e1", "e2", "e3"]
        assert corpus.sentences("fr", "test", domain="wikiann")["ner"][:] == [["O", "B-LOC", "I-LOC"]]
        assert corpus.pairs("fr", "test")["label"][:] == list(PAIR_LABELS)
        tables = corpus.parallel(["en", "fr"]).values()
        assert [table["sent_id"][:] for table in tables] == [["p1", "p2"]] * 2
    tables = [question for question in hub.asked if question.startswith("GET store")]
    assert tables == [
        f"GET store {UD} parquet/en_ewt/train.parquet",
        f"GET store {WIKIANN} fr/test-00000-of-00001.parquet",
        f"GET store {XNLI} fr/test-00000-of-00001.parquet",
        f"GET store {UD} parquet/en_pud/test.parquet",  # that of French has the same content
    ]
    assert capfd.readouterr() == ("", "")


def test_the_cache_will_do_without_the_hub(root, tmp_path, monkeypatch):
    with LoopbackHub(root, revisions={UD_REVISION: COMMIT}).running() as hub:
        use_hub(monkeypatch, hub.address, tmp_path / "hub")
        assert train() == ["e1", "e2", "e3"]
    start = time.monotonic()
    assert train() == ["e1", "e2", "e3"], "the hub is gone"
    assert time.monotonic() - start < 15, "without the library's retries of 23 seconds"
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    corpus = load_corpus("hub:ud")
    assert corpus.sentences("en", "train")["sent_id"][:] == ["e1", "e2", "e3"]
    assert corpus.languages == ("en",), "what is in the cache"
    told = r"no split 'dev' for en_ewt .*There is: train"
    with pytest.raises(ValueError, match=told):
        corpus.sentences("en", "dev")


def test_a_listed_treebank_that_is_not_there(hub):
    told = refused(lambda: load_corpus("hub").sentences("de", "test"), ValueError)
    assert f"no language 'de' in {UD}, revision {UD_REVISION}. There is: en, fr" in told


def test_no_hub_and_an_empty_cache(root, tmp_path, monkeypatch):
    with LoopbackHub(root).running() as gone:
        pass
    use_hub(monkeypatch, gone.address, tmp_path / "hub")
    start = time.monotonic()
    told = refused(train)
    assert time.monotonic() - start < 15, "without the library's retries of 23 seconds"
    assert f"{gone.address} cannot be reached (" in told
    assert f"run: hf download {UD} --repo-type dataset --revision {UD_REVISION}; or name a folder" in told


def test_what_the_hub_refuses(hub, monkeypatch):
    hub.gated.add(UD)
    assert f"accept its terms at {hub.address}/datasets/{UD}, then log in with 'hf auth login'" in refused(
        train
    )
    hub.gated.clear()
    assert train() == ["e1", "e2", "e3"]
    told = refused(lambda: load_corpus("hub:ud#9.99").languages)
    assert told == f"cannot get {UD}, revision 9.99: {hub.address} has no such revision"
    shutil.rmtree(hub.root / XNLI)
    told = refused(lambda: load_corpus("hub").pairs("en", "test"))
    assert f"{hub.address} has no such dataset, or it is private. Check the spelling" in told


@pytest.mark.parametrize("fault", ["cut", "short"])
def test_a_download_that_breaks(hub, tmp_path, fault):
    file = "parquet/en_ewt/train.parquet"
    faulty = getattr(hub, fault)
    faulty.add(file)
    told = refused(train)
    assert f"cannot get {UD}, revision {UD_REVISION}: {file} did not come whole (" in told
    assert not list((tmp_path / "hub").rglob("train.parquet"))
    assert half_files(tmp_path / "hub") == []
    faulty.clear()
    assert train() == ["e1", "e2", "e3"], "mended by a new try"


def test_a_damaged_file_in_the_cache(hub, tmp_path):
    train()
    (file,) = (tmp_path / "hub").rglob("train.parquet")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    told = refused(train, ValueError)
    assert f"{file} of {UD}, revision {UD_REVISION} cannot be read: cut off, or no parquet" in told
    again = f"hf download {UD} --repo-type dataset --revision {UD_REVISION} --force-download"
    assert told.endswith(f"Get it again: {again}")


def test_a_full_disk(hub, tmp_path):
    with small_disk(tmp_path / "hub", "4k"):
        told = refused(train, OSError)
    assert f"cannot get {UD}, revision {UD_REVISION}: the disk is full (" in told
    assert "set HF_HOME to a folder on another disk" in told


def test_a_disk_that_says_it_is_full(hub, tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("huggingface_hub.file_download.http_get", full)
        assert "the disk is full" in refused(train, OSError)
    assert train() == ["e1", "e2", "e3"]


# --- revisions


def test_the_commits_that_are_read_are_known(hub, root, monkeypatch):
    assert load_corpus("hub").commits == dict.fromkeys((UD, WIKIANN, XNLI), COMMIT)
    assert load_corpus("hub:xnli").commits == {XNLI: COMMIT}
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert load_corpus("hub:xnli").commits == {XNLI: COMMIT}, "from the cache"
    assert load_corpus(f"hub@{root}").commits == {}, "a copy does not say"


@pytest.mark.parametrize("revision", ["v1", OLDER])
def test_a_revision_can_be_named(hub, monkeypatch, revision):
    name = f"hub:xnli#{revision}"
    assert load_corpus(name).commits == {XNLI: OLDER}
    assert load_corpus(name).pairs("en", "test")["premise"][0] == "en kato 0"
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert load_corpus(name).pairs("en", "test")["premise"][0] == "en kato 0"
    told = refused(lambda: load_corpus("hub:xnli#v2").languages)
    assert f"cannot get {XNLI}, revision v2: README.md is not in the cache" in told


def test_copies_have_the_revision_that_was_copied(root):
    told = refused(lambda: load_corpus(f"hub:xnli#v1@{root}"), ValueError)
    assert "Leave out #v1, or @" in told


# --- tasks on all of the hub


def test_a_task_reads_the_dataset_with_its_annotation(root):
    corpus = load_corpus(f"hub@{root}")
    ner = get_task("ner").read(corpus, "en", "train", None, None)
    assert ner["ner"] == [["O", "B-LOC", "I-LOC"]] * 2, "no domain is needed"
    assert get_task("ner").read(corpus, "en", "train", "wikiann", None) == ner
    assert get_task("pos").read(corpus, "en", "train", None, None)["upos"] == [["NOUN", "PUNCT"]] * 3
    assert get_task("parsing").read(corpus, "en", "train", "gum", None)["sent_id"] == ["g1"]
    assert get_task("nli").read(corpus, "fr", "test", None, 1)["premise"] == ["fr kato 0"]
    with pytest.raises(ValueError, match=r"no domain 'gum'\. There is: wikiann"):
        get_task("ner").read(corpus, "en", "train", "gum", None)
    told = rf"no language 'xx' in .*{XNLI}\. There is: en, fr"
    with pytest.raises(ValueError, match=told):
        get_task("nli").read(corpus, "xx", "test", None, None)


def test_the_languages_of_a_task_are_those_of_its_dataset(root):
    shutil.rmtree(root / XNLI / "fr")
    corpus = load_corpus(f"hub@{root}")
    assert corpus.languages == corpus.for_task("pos").languages == ("en", "fr")
    assert corpus.for_task("nli").languages == ("en",)
    assert corpus.for_task("no task of ours") is corpus
    fragment = load_corpus("fragment")
    assert fragment.for_task("ner") is fragment
