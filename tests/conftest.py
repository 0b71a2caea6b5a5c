"""Tiny models and corpora, built on the spot: no test downloads anything."""

from __future__ import annotations

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import jaxtyping

# Array shapes and argument types of these rooms are checked in tests; the hook must precede their import.
SHAPED = (
    *("blocks", "encoding", "backbones", "tasks", "training", "finetuning", "similarity"),
    *("labelled", "readers", "probing", "code_length", "clustering"),
    *("texts", "adversaries", "erasure", "unlearned", "unlearning"),
    *("language_measures", "released_probe", "hidden_states", "evaluation", "items"),
)
jaxtyping.install_import_hook([f"xling_utils.{room}" for room in SHAPED], "beartype.beartype")

import random  # noqa: E402
import shutil  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from typing import Any  # noqa: E402

import pytest  # noqa: E402
import torch  # noqa: E402
from datasets import Dataset  # noqa: E402
from transformers import BertConfig, BertModel, PreTrainedTokenizerBase  # noqa: E402

from xling_utils.backbones import Backbone  # noqa: E402
from xling_utils.wordpieces import train_tokenizer  # noqa: E402

# Two invented languages. "mod" is an adjective before a noun and a verb after one, so context decides.
LEXICA = {
    "aa": {
        "DET": ["ul", "un"],
        "NOUN": ["kato", "hundo", "domo", "arbo", "libro"],
        "VERB": ["vidas", "havas", "mod"],
        "ADJ": ["granda", "blua", "mod"],
    },
    "bb": {
        "DET": ["ul", "zi"],
        "NOUN": ["mirka", "tolpa", "sunda", "verka"],
        "VERB": ["vidir", "portir", "mod"],
        "ADJ": ["alti", "nigri", "mod"],
    },
}
SIZES = {"train": 120, "dev": 20, "test": 40}


class ToyCorpus:
    """What the models need of a corpus, over two invented languages."""

    languages = ("aa", "bb")

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        assert domain is None
        draw = random.Random(f"{language} {split}")
        rows = [toy_sentence(LEXICA[language], draw) for _ in range(SIZES[split])]
        for number, row in enumerate(rows):
            row |= {"sent_id": f"{language}-{split}-{number}", "text": " ".join(row["tokens"])}
            row |= {"head": None, "deprel": None, "ner": None}
        return Dataset.from_list(rows[:limit])


def toy_sentence(lexicon: dict[str, list[str]], draw: random.Random) -> dict[str, list[str]]:
    phrases = [["DET", "ADJ", "NOUN"] if draw.random() < 0.5 else ["DET", "NOUN"] for _ in range(3)]
    second = ["VERB", *phrases[2]] if draw.random() < 0.5 else []
    tags = [*phrases[0], "VERB", *phrases[1], *second, "PUNCT"]
    return {"tokens": ["." if tag == "PUNCT" else draw.choice(lexicon[tag]) for tag in tags], "upos": tags}


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Sums in one order, so that equal runs are bit-identical."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def unchecked() -> Iterator[None]:
    """Without type checks: for tests of our own errors on arguments of a wrong type."""
    jaxtyping.config.update("jaxtyping_disable", True)
    yield
    jaxtyping.config.update("jaxtyping_disable", False)


@pytest.fixture(scope="session")
def toy_corpus() -> ToyCorpus:
    return ToyCorpus()


@pytest.fixture(scope="session")
def tiny_tokenizer() -> PreTrainedTokenizerBase:
    """A cased WordPiece tokenizer trained on the toy languages."""
    words = {name: [word for forms in lexicon.values() for word in forms] for name, lexicon in LEXICA.items()}
    return train_tokenizer({name: [" ".join([*forms, "."])] for name, forms in words.items()}, vocab_size=90)


@pytest.fixture(scope="session")
def make_backbone(tiny_tokenizer: PreTrainedTokenizerBase) -> Callable[..., Backbone]:
    """Builds random tiny BERTs: `make_backbone(seed=1, num_hidden_layers=2)`."""

    def make(seed: int = 0, **config: int) -> Backbone:
        sizes = {
            "hidden_size": 16,
            "num_hidden_layers": 4,
            "num_attention_heads": 2,
            "intermediate_size": 32,
            "max_position_embeddings": 48,
        }
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            model = BertModel(BertConfig(vocab_size=len(tiny_tokenizer), **(sizes | config)))
        model.pooler = None
        return Backbone(f"tiny-{seed}", model, tiny_tokenizer)

    return make


@pytest.fixture(scope="session")
def tiny_backbone(make_backbone: Callable[..., Backbone]) -> Backbone:
    """One random tiny BERT, shared: nothing may change it."""
    return make_backbone()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium. Not for the whole session: its event loop would be in the way of notebooks."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = os.environ.get("XLING_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("Chromium not found: install it or set XLING_CHROMIUM")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield running
        running.close()
