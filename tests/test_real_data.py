"""Real treebanks: every file reads, and a tagger learns English from one of them, end to end."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import conllu
import pytest
import torch
from transformers import BertConfig, BertModel

from xling_utils import Backbone, finetune, load_corpus
from xling_utils.conllu_files import read_conllu
from xling_utils.pretraining import train_tokenizer

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
