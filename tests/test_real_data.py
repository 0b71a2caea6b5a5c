"""Real data: every file reads, scores agree with reference scorers, a tagger learns English end to end."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import sys
from collections import Counter, defaultdict
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import conllu
import pytest
import torch
from transformers import BertConfig, BertModel

from xling_utils import Backbone, finetune, load_corpus
from xling_utils.bare_tags import bare_tag_f1
from xling_utils.conllu_files import read_conllu
from xling_utils.corpora.entities import find_entity_files, read_entities
from xling_utils.language_cards import attestation
from xling_utils.pretraining import train_tokenizer
from xling_utils.tables import PAIR_LABELS
from xling_utils.tasks import BIO, get_task
from xling_utils.tasks.spans import span_scores, spans
from xling_utils.ud_rules import DEPRELS, violations

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        "XLING_REAL_DATA" not in os.environ, reason="XLING_REAL_DATA names no folder of real data"
    ),
]

ROOT = Path(os.environ.get("XLING_REAL_DATA", "."))
# fmt: off
PUD_LANGUAGES = [
    "ar", "cs", "de", "en", "es", "fi", "fr", "hi", "id", "it", "ja", "ko", "pl", "pt", "ru", "tr", "zh",
]
# fmt: on
ODD_FILES = ["cs_pud-ud-test", "fi_tdt-ud-test", "he_htb-ud-test", "pt_gsd-ud-test", "ru_taiga-ud-test"]


def listed() -> dict[str, tuple[int, ...]]:
    """The counts in the README of the data: sentences, words, multiword tokens, empty nodes."""
    row = re.compile(r"\| (\S+\.conllu) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|")
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    return {match[1]: tuple(map(int, match.groups()[1:])) for line in lines if (match := row.match(line))}


def test_every_file_reads_with_the_counts_of_its_table():
    found = {}
    for path in ROOT.rglob("*.conllu"):
        sentences = list(read_conllu(path))
        found[path.relative_to(ROOT).as_posix()] = (
            len(sentences),
            sum(len(sentence.tokens) for sentence in sentences),
            sum(len(sentence.multiword) for sentence in sentences),
            sum(len(sentence.empty_nodes) for sentence in sentences),
        )
    assert len(found) == 53
    assert found == listed()


def library_columns(tree: conllu.TokenList) -> tuple:
    words = [word for word in tree if isinstance(word["id"], int)]
    columns = ([word[name] for word in words] for name in ("form", "upos", "head", "deprel"))
    return (tree.metadata["sent_id"], tree.metadata["text"], *columns)


@pytest.mark.parametrize("name", ODD_FILES)
def test_the_conllu_library_reads_the_same(name):
    (path,) = ROOT.rglob(f"{name}.conllu")
    with path.open(encoding="utf-8", newline="\n") as file:
        trees = list(conllu.parse_incr(file))
    ours = [(s.sent_id, s.text, s.tokens, s.upos, s.head, s.deprel) for s in read_conllu(path)]
    assert ours == [library_columns(tree) for tree in trees]


def test_languages_domains_and_tasks_of_the_whole_folder():
    corpus = load_corpus(f"conllu:{ROOT}")
    assert len(corpus.languages) == 21
    assert {"ewt", "atis", "lines", "pud", "padt", "hdtb", "taiga"} <= set(corpus.domains)
    assert corpus.tasks == ("pos", "parsing")
    (sentence,) = corpus.sentences("ar", "dev", domain="padt", limit=1)
    assert sentence["upos"]
    assert (sentence["head"], sentence["deprel"], sentence["ner"]) == (None, None, None)


def test_pud_is_parallel_in_all_its_languages():
    tables = load_corpus(f"conllu:{ROOT}").parallel(PUD_LANGUAGES)
    assert list(tables) == PUD_LANGUAGES
    assert {len(table) for table in tables.values()} == {1000}


# --- trees: the rules, and the scores of the CoNLL 2018 scorer

CLEAN = [
    "cs_pud", "da_ddt", "de_pud", "en_atis", "en_ewt", "en_pud", "fi_pud", "fi_tdt", "fr_gsd", "id_gsd",
    "id_pud", "it_pud", "ja_gsd", "pl_lfg", "pt_pud", "sl_ssj",
]  # fmt: skip
NEARLY_CLEAN = [
    "ar_pud", "cs_fictree", "de_gsd", "en_lines", "es_gsd", "es_pud", "fr_pud", "fr_rhapsodie", "he_htb",
    "hr_set", "it_isdt", "pt_gsd", "ru_gsd", "ru_pud", "ru_taiga", "tr_imst", "tr_pud",
]  # fmt: skip


@pytest.mark.parametrize(("names", "per_million"), [(CLEAN, 0), (NEARLY_CLEAN, 500)])
def test_rules_of_ud_hold_in_real_treebanks(names, per_million):
    """Validated treebanks break no rule that we check, or a second `obj` now and then."""
    for name in names:
        (path,) = ROOT.rglob(f"{name}-ud-test.conllu")
        sentences = list(read_conllu(path))
        broken = [v.rule for s in sentences for v in violations(s.upos, s.head, s.deprel)]
        assert len(broken) <= per_million * sum(len(s.tokens) for s in sentences) / 1e6, (name, broken)


def noisy_trees(sentences, draw):
    """The gold trees with a third of the heads and relations changed, each still a tree with one root."""
    trees = []
    for sentence in sentences:
        heads, labels = list(sentence.head), list(sentence.deprel)
        for word, head in enumerate(heads, start=1):
            if head and draw.random() < 0.33:
                before, heads[word - 1] = head, draw.randint(1, len(heads))
                if violations(["X"] * len(heads), heads, ["root" if h == 0 else "dep" for h in heads]):
                    heads[word - 1] = before  # a circle
            if head and draw.random() < 0.33:
                labels[word - 1] = draw.choice(["nsubj:pass", "obl", *sorted(DEPRELS - {"root"})])
        trees.append(list(zip(heads, labels, strict=True)))
    return trees


def as_conllu(sentences, trees):
    """Single words, so that only heads and relations can differ."""
    lines = []
    for sentence, tree in zip(sentences, trees, strict=True):
        for number, (form, tag, (head, deprel)) in enumerate(
            zip(sentence.tokens, sentence.upos, tree, strict=True), start=1
        ):
            lines.append(f"{number}\t{form}\t_\t{tag}\t_\t_\t{head}\t{deprel}\t_\t_\n")
        lines.append("\n")
    return "".join(lines)


@pytest.mark.parametrize("name", ["en_ewt", "zh_gsd"])
def test_las_and_uas_are_those_of_the_conll_2018_scorer(name):
    reason = "the package udtools (it holds the scorer of CoNLL 2018) is not installed"
    scorer = pytest.importorskip("udtools.udeval", reason=reason)
    (path,) = ROOT.rglob(f"{name}-ud-test.conllu")
    sentences = list(read_conllu(path))
    trees = noisy_trees(sentences, random.Random(0))
    gold = [list(zip(s.head, s.deprel, strict=True)) for s in sentences]
    loaded = [
        scorer.load_conllu(io.StringIO(as_conllu(sentences, answer)), "", {}) for answer in (gold, trees)
    ]
    reference = scorer.evaluate(*loaded)
    table = {
        "sent_id": [s.sent_id for s in sentences],
        "tokens": [s.tokens for s in sentences],
        "head": [s.head for s in sentences],
        "deprel": [s.deprel for s in sentences],
    }
    ours = get_task("parsing").score(table, trees)
    assert ours == {
        "uas": pytest.approx(reference["UAS"].f1, abs=1e-12),
        "las": pytest.approx(reference["LAS"].f1, abs=1e-12),
    }
    assert 0.3 < ours["las"] < ours["uas"] < 0.95


# --- named entities and pairs


def entity_counts() -> dict[str, tuple[int, int]]:
    """Sentences and words of each file of entities, from the manifest of the data."""
    with (ROOT / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        row["path"]: (int(row["sentences_or_lines"]), int(row["words"]))
        for row in rows
        if row["path"].startswith("ner/") and not row["path"].endswith((".align.tsv", "LICENSE.txt", ".md"))
    }


def test_every_file_of_entities_reads_with_the_counts_of_the_manifest():
    found = {}
    for file in find_entity_files(ROOT / "ner"):
        sentences = list(read_entities(file.path))
        words = sum(len(sentence["tokens"]) for sentence in sentences)
        found[file.path.relative_to(ROOT).as_posix()] = (len(sentences), words)
        assert {tag for sentence in sentences for tag in sentence["ner"]} == set(BIO)
    assert len(found) == 28
    assert found == entity_counts()


def test_universal_ner_and_wikiann_are_domains_of_one_corpus():
    corpus = load_corpus(f"ner:{ROOT / 'ner'}")
    assert corpus.domains == ("pud", "wikiann")
    assert len(corpus.languages) == 17
    assert len(corpus.sentences("en", "test")) == 2000
    first = corpus.sentences("en", "test", domain="pud", limit=1)[0]
    assert first["sent_id"] == "n01001-0001"
    assert first["tokens"][11:13] == ["United", "States"]
    assert first["ner"][11:13] == ["B-LOC", "I-LOC"]


def test_every_file_of_pairs_reads_with_the_counts_of_its_description():
    corpus = load_corpus(f"nli:{ROOT / 'nli'}")
    assert len(corpus.languages) == 16
    assert len(corpus.domains) == 10
    for language in corpus.languages:
        table = corpus.pairs(language, "test")
        assert len(table) == 627
        assert Counter(table["label"][:]) == dict.fromkeys(PAIR_LABELS, 209)
        assert len(set(table["premise"][:])) in range(200, 210)
    assert len(corpus.pairs("en", "train")) == 2490


@pytest.mark.parametrize("name", ["wikiann/en/test.tsv", "wikiann/zh/test.tsv", "wikiann/ja/test.tsv"])
def test_span_scores_are_those_of_seqeval(name):
    metrics = pytest.importorskip("seqeval.metrics", reason="seqeval is not installed")
    draw = random.Random(0)
    sentences = list(read_entities(ROOT / "ner" / name))
    gold = [sentence["ner"] for sentence in sentences]
    answers = [[tag if draw.random() < 0.9 else draw.choice(BIO) for tag in tags] for tags in gold]
    ours = get_task("ner").score(
        {"sent_id": range(len(gold)), "tokens": [s["tokens"] for s in sentences], "ner": gold}, answers
    )
    for score in ("f1", "precision", "recall"):
        assert ours[score] == pytest.approx(getattr(metrics, f"{score}_score")(gold, answers), abs=1e-12)
    assert 0.2 < ours["f1"] < 0.9


def gazetteer(train, test) -> list[list[str]]:
    """Every name of the training data, wherever it stands in the test data; the longest one wins."""
    names: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    for words, tags in zip(train["tokens"][:], train["ner"][:], strict=True):
        for kind, start, stop in spans(tags):
            names[tuple(words[start:stop])][kind] += 1
    longest = max(map(len, names))
    answers = []
    for words in test["tokens"][:]:
        tags, at = ["O"] * len(words), 0
        while at < len(words):
            ends = range(min(len(words), at + longest), at, -1)
            stop = next((end for end in ends if tuple(words[at:end]) in names), None)
            if stop:
                kind = names[tuple(words[at:stop])].most_common(1)[0][0]
                tags[at:stop] = [f"B-{kind}", *[f"I-{kind}"] * (stop - at - 1)]
            at = stop or at + 1
        answers.append(tags)
    return answers


def test_names_are_learned_from_wikiann(record_property):
    """Without pretraining, three passes over 4,000 sentences find more than a list of the names in them."""
    corpus = load_corpus(f"ner:{ROOT / 'ner' / 'wikiann'}")
    train, test = corpus.sentences("en", "train"), corpus.sentences("en", "test")
    nothing = span_scores(test["ner"][:], [["O"] * len(tags) for tags in test["ner"][:]])["f1"]
    listed_names = span_scores(test["ner"][:], gazetteer(train, test))["f1"]
    tuned = finetune(
        make_backbone(train["text"][:]),
        corpus,
        "ner",
        "en",
        epochs=3,
        batch_size=16,
        learning_rate=1e-3,
        dropout=0.3,
    )
    f1 = tuned.evaluate(corpus, ["en"])["en"]["f1"]
    record_property("f1", f1)
    print(f"English WikiAnn test F1 {f1:.3f}, list of names {listed_names:.3f}, no names {nothing:.3f}")
    assert nothing == 0
    assert f1 > listed_names + 0.05


# --- a tagger, end to end


def make_backbone(texts: list[str]) -> Backbone:
    """A BERT of 4 layers, its weights drawn here: all it will know comes from fine-tuning."""
    tokenizer = train_tokenizer({"en": texts}, vocab_size=12_000)
    tokenizer.model_max_length = 128
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=128,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=128,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = BertModel(config, add_pooling_layer=False)
    return Backbone(name="made in a test", model=model, tokenizer=tokenizer)


def most_frequent_tag_accuracy(train, test) -> float:
    """Give each form its most frequent tag, and forms not seen in training the most frequent tag of all."""
    counts = defaultdict(Counter)
    for forms, tags in zip(train["tokens"][:], train["upos"][:], strict=True):
        for form, tag in zip(forms, tags, strict=True):
            counts[form][tag] += 1
    best = {form: seen.most_common(1)[0][0] for form, seen in counts.items()}
    default = sum(counts.values(), Counter()).most_common(1)[0][0]
    pairs = [
        (best.get(form, default), tag)
        for forms, tags in zip(test["tokens"][:], test["upos"][:], strict=True)
        for form, tag in zip(forms, tags, strict=True)
    ]
    return sum(guess == tag for guess, tag in pairs) / len(pairs)


@pytest.mark.slow
def test_a_tagger_learns_english_ewt_end_to_end(record_property):
    """Without pretraining, only the use of context and of word pieces can beat the best tag of each form."""
    corpus = load_corpus(f"conllu:{ROOT / 'ud' / 'UD_English-EWT'}")
    train, test = corpus.sentences("en", "train"), corpus.sentences("en", "test")
    baseline = most_frequent_tag_accuracy(train, test)
    tuned = finetune(
        make_backbone(train["text"][:]),
        corpus,
        "pos",
        "en",
        seed=0,
        epochs=8,
        batch_size=8,
        learning_rate=1e-3,
        dropout=0.3,
    )  # the best of six recipes on the dev split
    accuracy = tuned.evaluate(corpus, ["en"])["en"]["accuracy"]
    record_property("accuracy", accuracy)
    print(f"English-EWT test accuracy {accuracy:.3f}, most frequent tag of each form {baseline:.3f}")
    assert accuracy > baseline + 0.01  # 250 more of the 25,094 words right


def attestation_tool():
    """`tools/attestation.py` as a module."""
    path = Path(__file__).parents[1] / "tools" / "attestation.py"
    spec = spec_from_file_location("attestation", path)
    module = module_from_spec(spec)
    sys.modules["attestation"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("stored", attestation(), ids=lambda row: row["language"])
def test_the_table_of_attested_words_comes_out_again(stored):
    """On a third of the sentences: shares move by a point or two, a mistake in a paradigm moves them more."""
    tool = attestation_tool()
    again = tool.row(stored["language"], tool.attest(stored["language"], ROOT, 1000))
    for name in ("in text", "in a treebank", "UPOS attested"):
        if stored[name] != "-":
            assert again[name] == pytest.approx(stored[name], abs=2.5), name
    assert stored["UPOS attested"] == "-" or stored["UPOS attested"] >= 95


def noisy(tags: list[list[str]], share: float) -> list[list[str]]:
    """Every tag is replaced by another one with this probability."""
    draw, kinds = random.Random(0), sorted({tag for row in tags for tag in row})
    return [[draw.choice(kinds) if draw.random() < share else tag for tag in row] for row in tags]


def test_the_released_score_keeps_tags_and_loses_languages():
    """On real sentences chunk F1 of bare tags is near accuracy for tags, and far below for languages."""
    corpus = load_corpus(f"conllu:{ROOT / 'ud'}")
    rows = {code: corpus.sentences(code, "test", domain="pud")[:] for code in PUD_LANGUAGES}
    tags = rows["en"]["upos"]
    languages = [[code] * len(words) for code, table in rows.items() for words in table["tokens"]]
    right, answers = {}, {"tags": noisy(tags, 0.1), "languages": noisy(languages, 0.05)}
    for name, gold in (("tags", tags), ("languages", languages)):
        pairs = [(a, b) for x, y in zip(gold, answers[name], strict=True) for a, b in zip(x, y, strict=True)]
        right[name] = sum(a == b for a, b in pairs) / len(pairs)
    assert right["tags"] - bare_tag_f1(tags, answers["tags"]).micro == pytest.approx(0, abs=0.04)
    assert right["languages"] > 0.94
    assert bare_tag_f1(languages, answers["languages"]).macro < 0.5
