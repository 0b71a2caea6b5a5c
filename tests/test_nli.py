"""Sentence pairs: windows of two sentences, segments, labels and scores; then all four tasks end to end."""

from __future__ import annotations

import random

import pytest
import torch
from sklearn.metrics import f1_score
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertModel,
    ModernBertConfig,
    ModernBertModel,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaModel,
)

from xling_utils import Backbone, finetune, load_corpus
from xling_utils.encoding import make_pairs, make_windows, pad, run_encoder
from xling_utils.finetuning import FineTuned
from xling_utils.tables import PAIR_LABELS, pair_table
from xling_utils.tasks import BIO, TASKS, UNLABELLED, collate, get_task
from xling_utils.tasks.inference import PairClassifier, mean_of
from xling_utils.wordpieces import train_tokenizer

NLI = get_task("nli")
CPU = torch.device("cpu")
PAIR = ("ul kato vidas un hundovidas .", ["ul", "kato", "havas"])


def byte_level(bos, sep, pair):
    """A byte-level tokenizer whose 256 pieces are bytes, with another way to join two sentences."""
    specials = [bos, sep, "<pad>", "<unk>"]
    names = {
        name: number for number, name in enumerate([*specials, *sorted(pre_tokenizers.ByteLevel.alphabet())])
    }
    tokenizer = Tokenizer(models.BPE(names, [], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {sep}", pair=pair, special_tokens=[(bos, 0), (sep, 1)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", bos_token=bos, sep_token=sep
    )


@pytest.fixture(scope="module")
def tokenizers(tiny_tokenizer):
    return {
        "bert": tiny_tokenizer,
        "roberta": byte_level("<s>", "</s>", "<s> $A </s> </s> $B </s>"),
        "modernbert": byte_level("[CLS]", "[SEP]", "[CLS] $A [SEP] $B [SEP]"),
    }


@pytest.fixture(scope="module")
def backbones(tokenizers):
    sizes = {
        "hidden_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 16,
        "max_position_embeddings": 96,
    }
    special = {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2}
    kinds = {
        "bert": (BertModel, BertConfig, {}),
        "roberta": (RobertaModel, RobertaConfig, {"type_vocab_size": 1, **special}),
        "modernbert": (ModernBertModel, ModernBertConfig, special | {"cls_token_id": 0, "sep_token_id": 1}),
    }
    made = {}
    with torch.random.fork_rng():
        torch.manual_seed(0)
        for name, (model, config, more) in kinds.items():
            words = len(tokenizers[name])
            made[name] = Backbone(name, model(config(vocab_size=words, **sizes, **more)), tokenizers[name])
    return made


KINDS = ["bert", "roberta", "modernbert"]


# --- windows


@pytest.mark.parametrize("kind", KINDS)
def test_pairs_are_joined_as_the_tokenizer_joins_them(tokenizers, kind):
    tokenizer = tokenizers[kind]
    (window,) = make_pairs(tokenizer, [PAIR], 96)
    first, second = (make_windows(tokenizer, [half], 96)[0] for half in PAIR)
    assert window.ids[slice(*window.content)] == first.ids[slice(*first.content)]
    assert window.ids[slice(*window.second)] == second.ids[slice(*second.content)]
    assert window.ids == tokenizer(" " + PAIR[0], " " + " ".join(PAIR[1]))["input_ids"]


def test_between_the_sentences_stand_one_or_two_separators(tokenizers):
    for kind, count in zip(KINDS, (1, 2, 1), strict=True):
        (window,) = make_pairs(tokenizers[kind], [PAIR], 96)
        between = window.ids[window.content[1] : window.second[0]]
        assert between == [tokenizers[kind].sep_token_id] * count
        assert len(window.ids) == window.second[1] + 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("limit", [12, 20, 31])
def test_the_longer_sentence_is_cut(tokenizers, kind, limit):
    tokenizer = tokenizers[kind]
    long, short = "ul kato vidas " * 9, "un domo"
    (whole,) = make_pairs(tokenizer, [(long, short)], 10_000)
    for pair, kept in (((long, short), "second"), ((short, long), "content")):
        (window,) = make_pairs(tokenizer, [pair], limit)
        assert len(window.ids) == limit
        assert window.ids[0] == whole.ids[0]
        assert window.ids[-1] == whole.ids[-1]
        sizes = {name: stop - start for name, (start, stop) in vars_of(window).items()}
        if sizes[kept] < whole.second[1] - whole.second[0]:  # both had to be cut: evenly
            assert abs(sizes["second"] - sizes["content"]) <= 1
        (uncut,) = make_pairs(tokenizer, [pair], 10_000)
        for name, (start, stop) in vars_of(window).items():
            at = getattr(uncut, name)[0]
            assert window.ids[start:stop] == uncut.ids[at : at + stop - start]


def vars_of(window):
    return {"content": window.content, "second": window.second}


def test_pairs_keep_their_order_and_there_may_be_none(tiny_tokenizer):
    windows = make_pairs(tiny_tokenizer, [PAIR, PAIR[::-1]], 48)
    assert [window.sentence for window in windows] == [0, 1]
    assert windows[0].second[1] - windows[0].second[0] == windows[1].content[1] - windows[1].content[0]
    assert make_pairs(tiny_tokenizer, [], 48) == []


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([PAIR, ("ul", "")], "sentence 1 has no words"),
        ([PAIR, "ul kato"], "item 1 is no pair"),
        ([PAIR, ("ul", "kato", "domo")], "item 1 is no pair"),
        ([PAIR, "ab"], "item 1 is no pair"),
    ],
)
def test_what_is_no_pair_is_refused(tiny_tokenizer, unchecked, pairs, message):
    with pytest.raises(ValueError, match=message):
        make_pairs(tiny_tokenizer, pairs, 48)


# --- segments


def spy(backbone, windows):
    """What the model is called with."""
    seen = {}

    class Spy:
        config = backbone.model.config

        def __call__(self, **inputs):
            seen.update(inputs)
            return backbone.model(**inputs)

    output = run_encoder(Spy(), pad(windows, backbone.pad_id, CPU))
    return seen, output.last_hidden_state


def test_bert_is_told_the_second_sentence(backbones):
    backbone = backbones["bert"]
    windows = make_pairs(backbone.tokenizer, [PAIR, ("ul", "un")], 96)
    segments = spy(backbone, windows)[0]["token_type_ids"]
    expected = backbone.tokenizer(" " + PAIR[0], " " + " ".join(PAIR[1]))["token_type_ids"]
    assert segments[0].tolist() == expected
    assert segments[1, : len(windows[1].ids)].tolist() == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("kind", ["roberta", "modernbert"])
def test_models_without_segments_are_not(backbones, kind):
    backbone = backbones[kind]
    inputs, states = spy(backbone, make_pairs(backbone.tokenizer, [PAIR], 96))
    assert set(inputs) == {"input_ids", "attention_mask"}
    assert states.isfinite().all()


def test_single_sentences_are_all_in_the_first_segment(backbones):
    backbone = backbones["bert"]
    windows = backbone.encode(["ul kato", "un domo vidas"])
    inputs, states = spy(backbone, windows)
    assert not inputs["token_type_ids"].any()
    batch = pad(windows, backbone.pad_id, CPU)
    without = backbone.model(input_ids=batch.ids, attention_mask=batch.mask.long()).last_hidden_state
    assert torch.equal(states, without)


# --- the head


def test_means_of_both_sentences_by_hand(tiny_backbone):
    rows = {"premise": ["ul un", "un"], "hypothesis": ["un ul .", "ul domo"], "label": ["neutral"] * 2}
    batch, gold = collate(NLI.examples(tiny_backbone, rows), 0, CPU)
    assert gold.tolist() == [1, 1]
    states = torch.randn(*batch.ids.shape, 4, generator=torch.Generator().manual_seed(0))
    # [CLS] ul un [SEP] un ul . [SEP]
    assert torch.allclose(mean_of(states, batch.content)[0], states[0, 1:3].mean(0))
    assert torch.allclose(mean_of(states, batch.second)[0], states[0, 4:7].mean(0))
    logits = PairClassifier(4, 0.0)(states, batch)
    assert logits.shape == (2, 3)
    changed = states.masked_fill(~batch.mask[..., None], 9.0)
    assert torch.equal(mean_of(changed, batch.second), mean_of(states, batch.second))
    assert NLI.decode(torch.eye(3)[[2, 0]], batch) == [["contradiction"], ["entailment"]]


# --- gold and scores


def test_gold_and_its_errors():
    rows = {"label": ["contradiction", None, "entailment"]}
    assert NLI.gold(rows) == [[2], [UNLABELLED], [0]]
    with pytest.raises(ValueError, match=r"pair 1 has the label 'maybe'. Known: entailment neutral contra"):
        NLI.gold({"label": ["neutral", "maybe"]})


def test_unlabelled_pairs_have_no_loss():
    logits = torch.randn(3, 3, generator=torch.Generator().manual_seed(0))
    gold = torch.tensor([2, UNLABELLED, 0])
    expected = torch.nn.functional.cross_entropy(logits[[0, 2]], gold[[0, 2]])
    assert torch.allclose(NLI.loss(logits, gold), expected)
    assert NLI.loss(logits, torch.full((3,), UNLABELLED)).item() == 0


def test_scores_by_hand_and_as_sklearn_counts_them():
    draw = torch.Generator().manual_seed(0)
    for kinds in (3, 2):
        gold = [PAIR_LABELS[i] for i in torch.randint(kinds, (50,), generator=draw)]
        answers = [PAIR_LABELS[i] for i in torch.randint(3, (50,), generator=draw)]
        scores = NLI.score({"label": gold}, [[answer] for answer in answers])
        assert scores["accuracy"] == sum(a == b for a, b in zip(gold, answers, strict=True)) / 50
        assert scores["macro_f1"] == pytest.approx(f1_score(gold, answers, average="macro"))
    rows = {"label": ["neutral", "entailment", None, "entailment"]}
    scores = NLI.score(rows, [["neutral"], ["neutral"], ["contradiction"], ["entailment"]])
    assert scores == {"accuracy": 2 / 3, "macro_f1": pytest.approx(2 / 3)}
    with pytest.raises(ValueError, match="nothing to score"):
        NLI.score({"label": [None]}, [["neutral"]])


def test_words_without_gold_entity_are_not_scored():
    ner = get_task("ner")
    rows = {"sent_id": ["s"], "tokens": [["a", "b", "c"]], "ner": [["B-PER", "_", None]]}
    assert ner.score(rows, [["B-PER", "B-LOC", "B-LOC"]]) == {"f1": 1.0, "precision": 1.0, "recall": 1.0}


# --- end to end: four tasks on the fragment, two languages


@pytest.fixture(scope="module")
def fragment():
    return load_corpus("fragment")


@pytest.fixture(scope="module")
def small(fragment):
    """A BERT that knows no language, with a vocabulary for English and Chinese."""
    texts = {code: fragment.sentences(code, "train", limit=60)["text"][:] for code in ("en", "zh")}
    tokenizer = train_tokenizer(texts, vocab_size=900)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = BertModel(config, add_pooling_layer=False)
    tokenizer.model_max_length = 64
    return Backbone("small", model, tokenizer)


ANSWERS = {
    "pos": lambda answer: isinstance(answer, str),
    "parsing": lambda answer: isinstance(answer[0], int) and isinstance(answer[1], str),
    "ner": lambda answer: answer in BIO,
    "nli": lambda answer: answer in PAIR_LABELS,
}


@pytest.mark.parametrize("task", TASKS)
def test_every_task_goes_the_whole_way(small, fragment, task, tmp_path):
    options = {"sentences": 48, "epochs": 2, "batch_size": 8, "learning_rate": 3e-3}
    tuned = finetune(small, fragment, task, "en", **options)
    assert tuned.losses == finetune(small, fragment, task, "en", **options).losses
    assert task == "nli" or sum(tuned.losses[-3:]) < sum(tuned.losses[:3])  # 48 pairs teach nothing yet
    scores = tuned.evaluate(fragment, ["en", "zh"], limit=30)
    assert set(scores) == {"en", "zh"}
    assert all(0 <= value <= 1 for row in scores.values() for value in row.values())
    assert tuned.task.metric in scores["en"]
    if task == "nli":
        rows = fragment.pairs("en", "test", limit=3)[:]
        inputs = list(zip(rows["premise"], rows["hypothesis"], strict=True))
        sizes = [1] * 3
    else:
        inputs = fragment.sentences("en", "test", limit=3)["tokens"][:]
        sizes = [len(words) for words in inputs]
    answers = tuned.predict(inputs)
    assert [len(answer) for answer in answers] == sizes
    assert all(ANSWERS[task](item) for answer in answers for item in answer)
    assert answers == [tuned.predict([item])[0] for item in inputs]
    tuned.save(tmp_path)
    loaded = FineTuned.load(tmp_path, device="cpu")
    assert loaded.task.name == task
    assert loaded.predict(inputs) == answers
    assert loaded.evaluate(fragment, ["en", "zh"], limit=30) == scores


def test_domains_reach_every_task(small, fragment):
    tuned = finetune(small, fragment, "nli", "en", domain="news", sentences=8, max_steps=1)
    assert tuned.spec["domain"] == "news"
    news, story = (
        tuned.evaluate(fragment, ["en"], domain=name, limit=40)["en"] for name in ("news", "story")
    )
    assert set(news) == set(story) == {"accuracy", "macro_f1"}


class EqualOrNot:
    """Pairs that a model can learn from few examples: the same sentence, a negated one, another one."""

    languages = ("aa",)

    def sentences(self, language, split, domain=None, limit=None):
        raise AssertionError("pairs have no sentences")

    def pairs(self, language, split, domain=None, limit=None):
        draw, rows = random.Random(split), []
        for _ in range({"train": 240, "test": 60}[split]):
            subject, other = draw.sample(["kato", "hundo", "domo", "arbo"], 2)
            premise, label = f"ul {subject} vidas .", draw.choice(PAIR_LABELS)
            hypothesis = {"entailment": premise, "neutral": premise.replace(subject, other)}.get(
                label, f"ul {subject} mod vidas ."
            )
            rows.append({"premise": premise, "hypothesis": hypothesis, "label": label})
        return pair_table(rows[:limit])


def test_a_classifier_learns_to_compare(make_backbone):
    tuned = finetune(
        make_backbone(num_hidden_layers=2),
        EqualOrNot(),
        "nli",
        "aa",
        epochs=12,
        batch_size=8,
        learning_rate=5e-3,
    )
    assert tuned.evaluate(EqualOrNot())["aa"]["accuracy"] > 0.9


def test_a_corpus_without_pairs_is_explained(tiny_backbone, toy_corpus):
    with pytest.raises(ValueError, match="ToyCorpus has no pairs"):
        finetune(tiny_backbone, toy_corpus, "nli", "aa")
