from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

import xling_utils
from xling_utils.conllu_files import UPOS
from xling_utils.corpora import ConlluCorpus, Corpus, EntityCorpus, FragmentCorpus, PairCorpus, load_corpus
from xling_utils.corpora import conllu as conllu_room

COLUMNS = ["sent_id", "text", "tokens", "upos", "head", "deprel", "ner"]


def conllu(*ids: str, words: int = 2, tree: bool = True) -> str:
    """Sentences whose words are named after their sentence."""
    sentences = []
    for sent_id in ids:
        lines = [f"# sent_id = {sent_id}", f"# text = text of {sent_id}"]
        for i in range(1, words + 1):
            head, deprel = (str(i - 1), "root" if i == 1 else "dep") if tree else ("_", "_")
            lines.append("\t".join([str(i), f"{sent_id}-{i}", "_", "NOUN", "_", "_", head, deprel, "_", "_"]))
        sentences.append("\n".join(lines) + "\n\n")
    return "".join(sentences)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "UD_English-EWT/en_ewt-ud-train.conllu": conllu("e1", "e2", "e3"),
        "UD_English-EWT/en_ewt-ud-test.conllu": conllu("e4"),
        "UD_English-Atis/en_atis-ud-train.conllu": conllu("a1", "a2"),
        "UD_English-PUD/en_pud-ud-test.conllu": conllu("p1", "p2", "p3"),
        "UD_French-PUD/fr_pud-ud-test.conllu": conllu("p1", "p2", "p3", words=4),
        "deep/down/UD_Arabic-PADT/ar_padt-upos-dev.conllu": conllu("r1", tree=False),
    }
    for name, content in files.items():
        path = tmp_path / "treebanks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "treebanks"


@pytest.fixture
def corpus(root: Path) -> Corpus:
    return load_corpus(f"conllu:{root}")


# --- load_corpus


def test_names_choose_the_corpus(root, monkeypatch):
    monkeypatch.delenv("XLING_CORPUS", raising=False)
    assert isinstance(load_corpus(), FragmentCorpus)
    assert isinstance(load_corpus("fragment"), FragmentCorpus)
    monkeypatch.setenv("XLING_CORPUS", f"conllu:{root}")
    assert isinstance(load_corpus(), ConlluCorpus)
    assert isinstance(load_corpus("fragment"), FragmentCorpus)


@pytest.mark.parametrize("name", ["conllu", "conllu:", "ner:", "fragments", "hub:x"])
def test_unknown_names_say_what_is_known(name):
    with pytest.raises(ValueError, match=r"'fragment', 'conllu:DIR'.*'ner:DIR'.*'nli:DIR'"):
        load_corpus(name)


def test_home_directory_is_expanded(root, monkeypatch):
    monkeypatch.setenv("HOME", str(root.parent))
    monkeypatch.setenv("USERPROFILE", str(root.parent))
    assert "en" in load_corpus("conllu:~/treebanks").languages


def test_missing_and_empty_directories(tmp_path):
    with pytest.raises(FileNotFoundError, match="not a directory"):
        load_corpus(f"conllu:{tmp_path / 'nowhere'}")
    with pytest.raises(FileNotFoundError, match=r"no \*\.conllu file"):
        load_corpus(f"conllu:{tmp_path}")


def test_importing_corpora_loads_no_heavy_library():
    code = "import sys, xling_utils.corpora; print([m for m in ('torch', 'datasets') if m in sys.modules])"
    environment = os.environ | {"PYTHONPATH": str(Path(xling_utils.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"


# --- conllu:DIR


def test_file_names_give_languages_and_domains(corpus):
    assert corpus.languages == ("ar", "en", "fr")
    assert corpus.domains == ("atis", "ewt", "padt", "pud")


def test_table_has_the_promised_columns(corpus):
    table = corpus.sentences("en", "test", domain="ewt")
    assert table.column_names == COLUMNS
    assert table[0] == {
        "sent_id": "e4",
        "text": "text of e4",
        "tokens": ["e4-1", "e4-2"],
        "upos": ["NOUN", "NOUN"],
        "head": [0, 1],
        "deprel": ["root", "dep"],
        "ner": None,
    }


def test_absent_annotation_is_none(corpus):
    (sentence,) = corpus.sentences("ar", "dev")
    assert sentence["upos"] == ["NOUN", "NOUN"]
    assert sentence["head"] is None
    assert sentence["deprel"] is None


def test_domain_selects_a_treebank_and_none_joins_all_in_name_order(corpus):
    assert corpus.sentences("en", "train", domain="ewt")["sent_id"][:] == ["e1", "e2", "e3"]
    assert corpus.sentences("en", "train")["sent_id"][:] == ["a1", "a2", "e1", "e2", "e3"]
    assert corpus.sentences("en", "test")["sent_id"][:] == ["e4", "p1", "p2", "p3"]


def test_treebanks_with_and_without_trees_can_be_joined(root):
    (root / "ar_other-ud-dev.conllu").write_text(conllu("o1"), encoding="utf-8")
    heads = load_corpus(f"conllu:{root}").sentences("ar", "dev")["head"][:]
    assert heads == [[0, 1], None]


@pytest.mark.parametrize(("limit", "kept"), [(1, 1), (4, 4), (100, 5), (None, 5)])
def test_limit_takes_the_first_rows(corpus, limit, kept):
    table = corpus.sentences("en", "train", limit=limit)
    assert table["sent_id"][:] == ["a1", "a2", "e1", "e2", "e3"][:kept]


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_below_one_is_refused(corpus, limit):
    with pytest.raises(ValueError, match="limit"):
        corpus.sentences("en", "train", limit=limit)
    with pytest.raises(ValueError, match="limit"):
        corpus.parallel(["en"], limit=limit)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("de", "train"), r"language 'de'.*ar, en, fr"),
        (("fr", "train"), r"split 'train' for language 'fr'\. There is: test"),
        (("en", "validation"), r"split 'validation'.*test, train"),
        (("en", "train", "padt"), r"domain 'padt' for language 'en'.*atis, ewt, pud"),
        (("en", "train", "pud"), r"split 'train' for language 'en', domain 'pud'\. There is: test"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(corpus, arguments, told):
    with pytest.raises(ValueError, match=told):
        corpus.sentences(*arguments)


def test_tasks_follow_the_annotation(root, tmp_path):
    assert load_corpus(f"conllu:{root}").tasks == ("pos", "parsing")
    assert load_corpus(f"conllu:{root / 'deep'}").tasks == ("pos",)


def test_no_inference_pairs(corpus):
    with pytest.raises(ValueError, match="no pairs"):
        corpus.pairs("en", "test")


def test_listing_reads_nothing_and_each_file_is_read_once(root, monkeypatch):
    read = []

    def spy(path):
        read.append(path.name)
        return original(path)

    original = conllu_room.read_conllu
    monkeypatch.setattr(conllu_room, "read_conllu", spy)
    corpus = load_corpus(f"conllu:{root}")
    assert (corpus.languages, corpus.domains, read) == (
        ("ar", "en", "fr"),
        ("atis", "ewt", "padt", "pud"),
        [],
    )
    for _ in range(2):
        corpus.sentences("en", "train")
        corpus.sentences("en", "train", domain="ewt", limit=1)
        corpus.parallel(["en", "fr"])
    wanted = ["en_atis-ud-train", "en_ewt-ud-train", "en_pud-ud-test", "fr_pud-ud-test"]
    assert read == [f"{name}.conllu" for name in wanted]


def test_a_malformed_file_is_reported_only_when_it_is_asked_for(root):
    (root / "de_bad-ud-test.conllu").write_text(conllu("b1") + "1\tone\n\n", encoding="utf-8")
    corpus = load_corpus(f"conllu:{root}")
    assert len(corpus.sentences("en", "train")) == 5
    with pytest.raises(ValueError, match=r"de_bad-ud-test\.conllu:6: 2 columns"):
        corpus.sentences("de", "test")


@pytest.mark.parametrize("name", ["train.conllu", "en-ewt-train.conllu", "en_ewt-ud-valid.conllu"])
def test_file_names_that_tell_nothing_are_refused(root, name):
    (root / name).write_text(conllu("x"), encoding="utf-8")
    with pytest.raises(ValueError, match=f"{name}.*Rename"):
        load_corpus(f"conllu:{root}")


def test_parts_of_one_split_are_joined(root):
    for part in ("b", "a"):
        (root / f"cs_pdt-ud-train-{part}.conllu").write_text(conllu(part), encoding="utf-8")
    assert load_corpus(f"conllu:{root}").sentences("cs", "train")["sent_id"][:] == ["a", "b"]


def test_the_same_file_twice_is_refused(root):
    (root / "en_ewt-ud-train.conllu").write_text(conllu("e1"), encoding="utf-8")
    with pytest.raises(ValueError, match="same name"):
        load_corpus(f"conllu:{root}")


# --- parallel treebanks


def test_parallel_rows_are_the_same_sentence(corpus):
    tables = corpus.parallel(["fr", "en"], limit=2)
    assert list(tables) == ["fr", "en"]
    assert tables["fr"]["sent_id"][:] == tables["en"]["sent_id"][:] == ["p1", "p2"]
    assert [len(table[0]["tokens"]) for table in tables.values()] == [4, 2]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (conllu("p1", "p3", "p2"), r"row 1 is 'p2' and 'p3'"),
        (conllu("p1", "p2"), r"3 and 2 sentences"),
    ],
)
def test_parallel_treebanks_must_agree(root, content, told):
    (root / "de_pud-ud-test.conllu").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load_corpus(f"conllu:{root}").parallel(["en", "de"], limit=1)


def test_sentences_without_ids_are_not_taken_for_parallel(root):
    bare = conllu("p1").replace("# sent_id = p1\n", "")
    for language in ("de", "ru"):
        (root / f"{language}_pud-ud-test.conllu").write_text(bare, encoding="utf-8")
    with pytest.raises(ValueError, match="row 0 has no sent_id"):
        load_corpus(f"conllu:{root}").parallel(["de", "ru"])


@pytest.mark.parametrize("languages", [["en", "ar"], [], "en"])
def test_parallel_wants_languages_that_have_it(corpus, languages):
    with pytest.raises(ValueError, match=r"parallel treebank .*There is: en, fr|list of codes"):
        corpus.parallel(languages)


# --- fragment, on a stand-in with known sentences


@dataclass(frozen=True)
class Word:
    form: str
    upos: str = "NOUN"
    head: int = 0
    deprel: str = "root"
    concept: str | None = None
    ner: str = "O"
    lemma: str = ""
    feats: dict[str, str] = field(default_factory=dict)
    space_after: bool = True


@pytest.fixture
def calls(monkeypatch):
    """Replace the grammar by one that counts; give the list of calls."""
    calls: list[tuple] = []

    def sentence(language, split, i):
        words = (Word(f"{language}{i}", concept=f"c{i}", ner="B-PER"), Word("!", "PUNCT", 1, "punct"))
        return SimpleNamespace(sent_id=f"{split}-{i}", text=f"{language}{i}!", words=words)

    def generate(language, split, limit=None, seed=0, register=None):
        calls.append((language, split, limit, register))
        return (sentence(language, split, i) for i in itertools.islice(itertools.count(), limit))

    def parallel(languages, limit=None, seed=0):
        calls.append((languages, limit))
        return (
            tuple(sentence(language, "parallel", i) for language in languages)
            for i in itertools.islice(itertools.count(), limit)
        )

    def generate_pairs(language, split, limit, seed=0, register=None):
        calls.append((language, split, limit, register, "pairs"))
        for i in range(limit):
            yield SimpleNamespace(
                premise=sentence(language, split, i),
                hypothesis=sentence(language, split, i + 1),
                label="neutral",
                operation="argument",
            )

    fragment = SimpleNamespace(
        LANGUAGES=("en", "fr"),
        REGISTERS={"news": None, "story": None},
        generate=generate,
        parallel=parallel,
        generate_pairs=generate_pairs,
    )
    monkeypatch.setitem(sys.modules, "xling_utils.fragment", fragment)
    monkeypatch.setattr(xling_utils, "fragment", fragment, raising=False)
    return calls


def test_fragment_table(calls):
    corpus = load_corpus("fragment")
    assert corpus.languages == ("en", "fr")
    assert corpus.tasks == ("pos", "parsing", "ner", "nli")
    assert corpus.domains == ("news", "story")
    table = corpus.sentences("fr", "dev", limit=2)
    assert table.column_names == [*COLUMNS, "concepts"]
    assert table[1] == {
        "sent_id": "dev-1",
        "text": "fr1!",
        "tokens": ["fr1", "!"],
        "upos": ["NOUN", "PUNCT"],
        "head": [0, 1],
        "deprel": ["root", "punct"],
        "ner": ["B-PER", "O"],
        "concepts": ["c1", None],
    }


def test_fragment_generates_once(calls):
    corpus = load_corpus("fragment")
    for _ in range(2):
        corpus.sentences("en", "train")
        corpus.parallel(["en", "fr"], limit=5)
        corpus.pairs("fr", "dev", "news", 3)
    assert calls == [("en", "train", 4000, None), (("en", "fr"), 5), ("fr", "dev", 3, "news", "pairs")]


@pytest.mark.parametrize(("split", "size"), [("raw", 4000), ("train", 4000), ("dev", 500), ("test", 1000)])
def test_fragment_has_a_default_size(calls, split, size):
    assert len(load_corpus("fragment").sentences("en", split)) == size
    assert len(load_corpus("fragment").pairs("en", split)) == size


def test_fragment_pairs_and_registers(calls):
    corpus = load_corpus("fragment")
    table = corpus.pairs("fr", "test", domain="story", limit=2)
    assert table.column_names == ["premise", "hypothesis", "label", "operation"]
    assert table[1] == {
        "premise": "fr1!",
        "hypothesis": "fr2!",
        "label": "neutral",
        "operation": "argument",
    }
    corpus.sentences("fr", "test", domain="news", limit=2)
    assert [call[3] for call in calls] == ["story", "news"]


def test_changed_languages_reach_the_grammar(calls):
    corpus = load_corpus("fragment")
    corpus.sentences("en@sov", "test", limit=1)
    corpus.pairs("en@sov@fake", "test", limit=1)
    assert list(corpus.parallel(["en", "en@sov"], limit=1)) == ["en", "en@sov"]
    assert [call[0] for call in calls] == ["en@sov", "en@sov@fake", ("en", "en@sov")]


def test_fragment_parallel_has_a_default_size(calls):
    assert [len(table) for table in load_corpus("fragment").parallel(["en", "fr"]).values()] == [1000, 1000]


def test_fragment_parallel(calls):
    tables = load_corpus("fragment").parallel(["fr", "en"], limit=4)
    assert list(tables) == ["fr", "en"]
    assert [table["sent_id"][:] for table in tables.values()] == [[f"parallel-{i}" for i in range(4)]] * 2
    assert tables["en"]["text"][:] == ["en0!", "en1!", "en2!", "en3!"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("xx", "train"), r"language 'xx'\. There is: en, fr"),
        (("en", "validation"), r"split 'validation'\. There is: raw, train, dev, test"),
        (("en", "train", "poem"), r"domain 'poem'\. There is: news, story"),
        (("en", "train", None, 0), r"limit 0"),
    ],
)
def test_fragment_tells_what_there_is(calls, arguments, told):
    with pytest.raises(ValueError, match=told):
        load_corpus("fragment").sentences(*arguments)
    with pytest.raises(ValueError, match=told):
        load_corpus("fragment").pairs(*arguments)
    assert calls == []


def test_fragment_refusals(calls):
    corpus = load_corpus("fragment")
    with pytest.raises(ValueError, match="language 'xx'"):
        corpus.parallel(["en", "xx"])
    for languages in ("en", []):
        with pytest.raises(ValueError, match="list of codes"):
            corpus.parallel(languages)


# --- fragment, the real grammar


def test_real_fragment_fits_the_table():
    corpus = load_corpus("fragment")
    for language in corpus.languages:
        for split in ("raw", "train"):
            first, *_ = table = corpus.sentences(language, split, limit=3)
            assert len(table) == 3
            lengths = {len(first[name]) for name in (*COLUMNS[2:], "concepts")}
            assert len(lengths) == 1
            assert first["head"].count(0) == 1
            assert set(first["upos"]) <= set(UPOS)


def test_real_fragment_is_parallel():
    corpus = load_corpus("fragment")
    tables = corpus.parallel(corpus.languages, limit=3)
    assert list(tables) == list(corpus.languages)
    assert len({tuple(table["sent_id"][:]) for table in tables.values()}) == 1
    assert len({tuple(table["text"][:]) for table in tables.values()}) == len(corpus.languages)


def test_real_fragment_has_registers_pairs_and_changed_languages():
    corpus = load_corpus("fragment")
    assert corpus.domains == ("news", "dialogue", "story")
    for register in corpus.domains:
        ids = corpus.sentences("en", "dev", register, limit=2)["sent_id"][:]
        assert ids == [f"{register}-dev-0-{number:05d}" for number in (1, 2)]
    mixed = corpus.sentences("en", "dev", limit=60)["sent_id"][:]
    assert {name.split("-")[0] for name in mixed} == set(corpus.domains)
    pairs = {code: corpus.pairs(code, "test", limit=9) for code in ("en", "zh", "en@sov")}
    assert len({tuple(table["label"][:]) for table in pairs.values()}) == 1
    assert pairs["en"]["premise"][:] != pairs["en@sov"]["premise"][:]
    plain, changed = (corpus.sentences(code, "test", limit=20) for code in ("en", "en@sov"))
    assert sorted(plain[0]["upos"]) == sorted(changed[0]["upos"])
    assert plain["tokens"][:] != changed["tokens"][:]
    with pytest.raises(ValueError, match="no change 'ovsv'"):
        corpus.sentences("en@ovsv", "test", limit=1)


# --- ner:DIR

WIKIANN = "en:The\tO\nen:Nile\tB-LOC\n\nAda\tB-PER\nen:Lovelace\tI-PER\nran\tO\n"
UNER = """# newdoc id = d1
# sent_id = d1-1
# text = Ada\tran .
1\tAda\tB-PER\t-\tann
2\tran\tO\t-\t-
3\t.\tO\t-\t-

# sent_id = d1-2
# text = #1 Euro
1\t#1\tO\t-\t-
2\tEuro\tB-OTH\t-\tann
"""


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture
def entities(tmp_path: Path) -> Path:
    files = {
        "wikiann/en/train.tsv": WIKIANN,
        "wikiann/en/test": WIKIANN.replace("en:", ""),
        "panx/dev-de.tsv": WIKIANN.replace("en:", "de:"),
        "UNER_English-PUD/en_pud-ud-test.iob2": UNER,
        "UNER_English-PUD/en_pud.align.tsv": "not\tread\tat all\n",
        "README.md": "nothing",
    }
    return write(tmp_path / "ner", files)


def test_entity_files_of_all_layouts(entities):
    corpus = load_corpus(f"ner:{entities}")
    assert isinstance(corpus, EntityCorpus)
    assert corpus.tasks == ("ner",)
    assert corpus.languages == ("de", "en")
    assert corpus.domains == ("pud", "wikiann")
    train = corpus.sentences("en", "train")
    assert train.column_names == COLUMNS
    assert train[1] == dict.fromkeys(COLUMNS) | {
        "sent_id": "en-train-2",
        "text": "Ada Lovelace ran",
        "tokens": ["Ada", "Lovelace", "ran"],
        "ner": ["B-PER", "I-PER", "O"],
    }
    dev = corpus.sentences("de", "dev")
    assert dev["tokens"][:] == train["tokens"][:]
    assert corpus.sentences("en", "test", domain="wikiann")["ner"][:] == train["ner"][:]


def test_universal_ner_has_comments_and_other_types(entities):
    table = load_corpus(f"ner:{entities}").sentences("en", "test", domain="pud")
    assert table["sent_id"][:] == ["d1-1", "d1-2"]
    assert table["text"][:] == ["Ada\tran .", "#1 Euro"]
    assert table["tokens"][:] == [["Ada", "ran", "."], ["#1", "Euro"]]
    assert table["ner"][:] == [["B-PER", "O", "O"], ["O", "O"]]


def test_entity_limits_join_domains(entities):
    corpus = load_corpus(f"ner:{entities}")
    assert len(corpus.sentences("en", "test")) == 4
    assert len(corpus.sentences("en", "test", limit=3)) == 3
    with pytest.raises(ValueError, match="limit 0"):
        corpus.sentences("en", "test", limit=0)


def test_only_the_language_of_the_file_is_cut_off_a_word(tmp_path):
    root = write(tmp_path, {"en/test.tsv": "en:en:a\tO\nre:b\tO\nen:\tO\n"})
    assert load_corpus(f"ner:{root}").sentences("en", "test")["tokens"][:] == [["en:a", "re:b", "en:"]]


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t + "\n\n"]
)
@pytest.mark.parametrize(("name", "content"), [("en/test.tsv", WIKIANN), ("en_x-ud-test.iob2", UNER)])
def test_line_ends_and_marks_change_nothing(tmp_path, name, content, change):
    plain, changed = (
        load_corpus(f"ner:{write(tmp_path / kind, {name: text})}").sentences("en", "test")
        for kind, text in (("plain", content), ("changed", change(content)))
    )
    assert plain[:] == changed[:]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("en/train.tsv", "The\tO\nNile\n", 2),  # no tag, as in the unlabelled tests of XTREME
        ("en/train.tsv", "The\tO\tO\n", 1),
        ("en/train.tsv", "\n\nThe\tNOUN\n", 3),
        ("en/train.tsv", "The\tB-\n", 1),
        ("en/train.tsv", "\tO\n", 1),
        ("en/train.tsv", "The O\n", 1),
        ("en/train.tsv", "", 1),
        ("en/train.tsv", b"The\tO\n\xff\tO\n", 2),
        ("en_x-ud-train.iob2", "# a comment\n1\tThe\n", 2),
        ("en_x-ud-train.iob2", "1\tThe\tO\n1\tNile\tO\n", 2),  # the empty line between them is lost
        ("en_x-ud-train.iob2", "The\tO\n", 1),
    ],
)
def test_bad_lines_of_entity_files_are_named(tmp_path, name, content, line):
    corpus = load_corpus(f"ner:{write(tmp_path, {name: content})}")
    with pytest.raises(ValueError, match=rf"{Path(name).name}:{line}: "):
        corpus.sentences("en", "train")


def test_entity_corpora_tell_what_there_is(entities):
    corpus = load_corpus(f"ner:{entities}")
    for arguments, told in (
        (("fr", "test"), r"language 'fr'\. There is: de, en"),
        (("en", "dev"), r"split 'dev' for language 'en'\. There is: test, train"),
        (("de", "dev", "pud"), r"domain 'pud' for language 'de'\. There is: wikiann"),
        (("en", "train", "pud"), r"split 'train' for language 'en', domain 'pud'\. There is: test"),
    ):
        with pytest.raises(ValueError, match=told):
            corpus.sentences(*arguments)
    with pytest.raises(ValueError, match="not parallel"):
        corpus.parallel(["en", "de"])
    with pytest.raises(ValueError, match=r"no pairs 'test' for 'en'.*ner only"):
        corpus.pairs("en", "test")


@pytest.mark.parametrize("kind", ["ner", "nli"])
def test_missing_and_empty_folders_of_other_kinds(tmp_path, kind):
    with pytest.raises(FileNotFoundError, match="not a directory"):
        load_corpus(f"{kind}:{tmp_path / 'nowhere'}")
    (tmp_path / "notes.tsv").write_text("x")
    with pytest.raises(FileNotFoundError, match=r"file below .*: wanted"):
        load_corpus(f"{kind}:{tmp_path}")


@pytest.mark.parametrize(
    ("kind", "names"), [("ner", ["en/test.tsv", "test-en.tsv"]), ("nli", ["test.en.tsv", "xnli.test.en.tsv"])]
)
def test_the_same_data_twice_is_refused(tmp_path, kind, names):
    write(tmp_path, dict.fromkeys(names, ""))
    with pytest.raises(ValueError, match="Keep one: they would count twice"):
        load_corpus(f"{kind}:{tmp_path}")


# --- nli:DIR

PAIRS = (
    "pair_id\tlabel\tgenre\tpremise\thypothesis\n"
    '1\tneutral\tfiction\tHe "ran.\tHe won.\n'
    "2\tentailment\tletters\tHe ran far.\tHe ran.\n"
)
ARCHIVE = (
    "language\tgold_label\tsentence1\tsentence2\tgenre\n"
    "de\tcontradiction\tEr lief.\tEr stand.\tfiction\n"
    "en\tneutral\tShe sat.\tShe read.\tfiction\n"
)
MULTINLI = "premise\thypo\tlabel\nShe sat .\tShe stood .\tcontradictory\n"


def test_pair_files_of_all_layouts(tmp_path):
    files = {"x/test.en.tsv": PAIRS, "XNLI-1.0/xnli.dev.tsv": ARCHIVE, "multinli.train.en.tsv": MULTINLI}
    corpus = load_corpus(f"nli:{write(tmp_path, files)}")
    assert isinstance(corpus, PairCorpus)
    assert corpus.tasks == ("nli",)
    assert corpus.languages == ("de", "en")
    assert corpus.domains == ("fiction", "letters")
    table = corpus.pairs("en", "test")
    assert table.column_names == ["premise", "hypothesis", "label"]
    assert table[0] == {"premise": 'He "ran.', "hypothesis": "He won.", "label": "neutral"}
    assert corpus.pairs("de", "dev")["label"][:] == ["contradiction"]
    assert corpus.pairs("en", "dev")["premise"][:] == ["She sat."]
    assert corpus.pairs("en", "train")[0] == {
        "premise": "She sat .",
        "hypothesis": "She stood .",
        "label": "contradiction",
    }
    assert corpus.pairs("en", "test", domain="letters")["hypothesis"][:] == ["He ran."]
    assert len(corpus.pairs("en", "test", limit=1)) == 1


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.rstrip()]
)
def test_line_ends_and_marks_do_not_change_pairs(tmp_path, change):
    corpus = load_corpus(f"nli:{write(tmp_path, {'test.en.tsv': change(PAIRS)})}")
    assert corpus.pairs("en", "test")["hypothesis"][:] == ["He won.", "He ran."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (PAIRS.replace("\tHe won.", ""), r"test\.en\.tsv:2: 4 columns, but the header has 5"),
        (PAIRS.replace("entailment", "yes"), r"test\.en\.tsv:3: label 'yes' is none of"),
        (PAIRS.replace("He ran far.", " "), r"test\.en\.tsv:3: the premise is empty"),
        (PAIRS.replace("label", "answer"), r"test\.en\.tsv:1: no column label or gold_label"),
        ("", r"test\.en\.tsv:1: no column premise"),
        (PAIRS.encode() + b"\xff", r"test\.en\.tsv:4: byte 1 of this line is not UTF-8"),
    ],
)
def test_bad_lines_of_pair_files_are_named(tmp_path, content, told):
    corpus = load_corpus(f"nli:{write(tmp_path, {'test.en.tsv': content})}")
    with pytest.raises(ValueError, match=told):
        corpus.pairs("en", "test")


def test_a_file_for_all_languages_needs_a_column_that_tells_them(tmp_path):
    corpus = load_corpus(f"nli:{write(tmp_path, {'xnli.test.tsv': PAIRS})}")
    with pytest.raises(ValueError, match=r"xnli\.test\.tsv:1: no column language"):
        corpus.pairs("en", "test")


def test_pair_corpora_tell_what_there_is(tmp_path):
    files = {"test.en.tsv": PAIRS, "xnli.dev.tsv": ARCHIVE}
    corpus = load_corpus(f"nli:{write(tmp_path, files)}")
    for arguments, told in (
        (("fr", "test"), r"language 'fr'\. There is: de, en"),
        (("de", "test"), r"split 'test' for language 'de'\. There is: dev"),
        (("de", "dev", "letters"), r"domain 'letters' for language 'de'\. There is: fiction"),
        (("en", "dev", "letters"), r"split 'dev' for language 'en', domain 'letters'\. There is: test"),
        (("en", "test", None, 0), "limit 0"),
    ):
        with pytest.raises(ValueError, match=told):
            corpus.pairs(*arguments)
    with pytest.raises(ValueError, match="pairs only"):
        corpus.sentences("en", "test")
    with pytest.raises(ValueError, match="pairs only"):
        corpus.parallel(["en"])


def test_raw_text_is_read_line_by_line(tmp_path):
    (tmp_path / "en.txt").write_text("The cat sleeps.\n\n  A dog barks.  \n", encoding="utf-8")
    (tmp_path / "ja.txt").write_text("猫が眠る。\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a language", encoding="utf-8")
    corpus = load_corpus(f"text:{tmp_path}")
    assert corpus.languages == ("en", "ja")
    assert corpus.tasks == ()
    table = corpus.sentences("en", "raw")
    assert table["text"][:] == ["The cat sleeps.", "A dog barks."]
    assert table["sent_id"][:] == ["en-1", "en-3"]
    assert table["tokens"][:][1] == ["A", "dog", "barks."]
    assert table["upos"][:] == [None, None]
    assert len(corpus.sentences("en", "raw", limit=1)) == 1


def test_raw_text_says_what_is_wrong(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no raw text in .*en\.txt"):
        load_corpus(f"text:{tmp_path}")
    with pytest.raises(FileNotFoundError, match="is not a directory"):
        load_corpus(f"text:{tmp_path}/nowhere")
    (tmp_path / "en.txt").write_text("\n \n", encoding="utf-8")
    (tmp_path / "fr.txt").write_bytes(b"un\n\xff\n")
    corpus = load_corpus(f"text:{tmp_path}")
    with pytest.raises(ValueError, match=r"en\.txt holds no sentence"):
        corpus.sentences("en", "raw")
    with pytest.raises(ValueError, match=r"fr\.txt:2: byte 1 .* not UTF-8"):
        corpus.sentences("fr", "raw")
    with pytest.raises(ValueError, match=r"no split 'train' for language 'en'\. There is: raw"):
        corpus.sentences("en", "train")
    with pytest.raises(ValueError, match="not parallel"):
        corpus.parallel(["en", "fr"])
