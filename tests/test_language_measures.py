"""Measures of language ask the right items, of the states that the head sees, about text not learnt from."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
import torch
from conftest import LEXICA, ToyCorpus
from datasets import Dataset

from xling_utils.evaluation import evaluation_set
from xling_utils.finetuning import finetune
from xling_utils.hidden_states import layer_states
from xling_utils.items import (
    general_items,
    head_items,
    level_of,
    listed_text,
    read_items,
    task_items,
    text_windows,
)
from xling_utils.language_measures import language_measures
from xling_utils.layer_measures import MEAN
from xling_utils.tables import PAIR_LABELS, pair_table
from xling_utils.tasks import get_task
from xling_utils.unlearning import unlearn

RECIPE = {"source": "aa", "sentences": 40, "epochs": 2, "batch_size": 8, "learning_rate": 3e-3}
BY_LAYER = {"word general", "word control", "sentence general", "ami general", "ami language", "ami label"}
TOP = {"word code"}
TOP |= {f"{level} general {reader}" for level in ("word", "sentence") for reader in ("mlp", "knn")}
TOP |= {f"v {kind}{chance}" for kind in ("general", "language", "label") for chance in ("", " chance")}
OF_TASK = {"pos": "word task", "nli": "sentence task"}
IN_HEAD = {"ami language head", "ami label head"}
RELEASED = {"released accuracy", "released f1", "released chunk f1"}


class Corpus(ToyCorpus):
    """With pairs, of which every seventh has no label, and a word without a tag in every sentence."""

    def sentences(self, language, split, domain=None, limit=None):
        rows = super().sentences(language, split, limit=limit).to_list()
        return Dataset.from_list([row | {"upos": ["_", *row["upos"][1:]]} for row in rows])

    def pairs(self, language, split, domain=None, limit=None):
        draw, words = random.Random(f"{language} {split}"), LEXICA[language]["NOUN"]
        rows = []
        for number in range(60):
            subject, other = draw.sample(words, 2)
            label = None if number % 7 == 6 else draw.choice(PAIR_LABELS)
            hypothesis = [draw.choice(words) for _ in range(draw.randint(1, 4))]
            rows.append({"premise": f"ul {subject} .", "hypothesis": " ".join([other, *hypothesis])})
            rows[-1]["label"] = label
        return pair_table(rows[:limit])


@pytest.fixture(scope="module")
def corpus():
    return Corpus()


@pytest.fixture(scope="module")
def text(corpus):
    """Language -> sentences: to unlearn from, to learn from, to test on."""
    read = {code: corpus.sentences(code, "train")[:]["tokens"] for code in corpus.languages}
    return [{code: rows[a:b] for code, rows in read.items()} for a, b in ((0, 40), (40, 80), (80, 120))]


@pytest.fixture(scope="module")
def backbone(make_backbone):
    return make_backbone(num_hidden_layers=2)


@pytest.fixture(scope="module")
def tuned(backbone, corpus):
    return {task: finetune(backbone, corpus, task, **RECIPE) for task in OF_TASK}


@pytest.fixture(scope="module")
def erased(backbone, corpus, tuned, text):
    return {
        (task, method): unlearn(
            backbone, corpus, task, method=method, text=text[0], tuned=tuned[task], **RECIPE
        )
        for task, method in (("pos", "leace"), ("pos", "centre"), ("nli", "leace"))
    }


@pytest.fixture(scope="module")
def tests(backbone, corpus):
    return {task: evaluation_set(backbone, corpus, task) for task in OF_TASK}


@pytest.fixture(scope="module")
def measured(tuned, text, tests):
    return {
        task: language_measures(model, text[1], text[2], tests[task], paper_rate=0.01)
        for task, model in tuned.items()
    }


# Tables


@pytest.mark.parametrize("task", OF_TASK)
def test_the_tables_hold_what_the_docstring_says(tuned, measured, task):
    layers, top = measured[task]
    of_task = OF_TASK[task]
    assert set(layers) == BY_LAYER | {of_task}
    more = {f"{of_task} {reader}" for reader in ("mlp", "knn")} | (IN_HEAD if task == "nli" else set())
    assert set(top) == TOP | RELEASED | more
    for name, rows in layers.items():
        told = name.endswith(("general", "task")) and not name.startswith("ami")
        assert list(rows) == ([MEAN, "aa", "bb"] if told else [MEAN]), name
        for values in rows.values():
            assert len(values) == tuned[task].backbone.num_layers + 1
            assert all(-0.5 <= value <= 1 for value in values)
    assert all(math.isfinite(value) for value in top.values())


def test_the_mean_over_languages_of_equal_size_is_the_mean_recall(measured):
    for layers, _ in measured.values():
        rows = layers["sentence general"]
        means = [(a + b) / 2 for a, b in zip(rows["aa"], rows["bb"], strict=True)]
        assert rows[MEAN] == pytest.approx(means, abs=1e-4)


def test_the_same_arguments_give_the_same_measures_and_leave_the_global_state(tuned, text, tests, measured):
    torch.manual_seed(7)
    before = torch.get_rng_state()
    layers, top = language_measures(tuned["pos"], text[1], text[2], tests["pos"])
    assert torch.equal(before, torch.get_rng_state())
    assert layers == measured["pos"][0]
    assert top.items() < measured["pos"][1].items()
    assert set(measured["pos"][1]) - set(top) == RELEASED, "only where paper_rate is given"


def test_languages_are_told(measured):
    for layers, top in measured.values():
        assert layers["sentence general"][MEAN][-1] > 0.9
        assert layers["word general"][MEAN][-1] > 0.65
        assert 0.6 < top["released accuracy"] <= 1


def test_probes_learn_from_one_text_and_are_tried_on_the_other(tuned, text, tests, measured):
    """Where the test text has its languages mixed up, what was right is wrong; the task's text stays."""
    _, train, test = text
    mixed_up = {"aa": test["bb"], "bb": test["aa"]}
    layers, top = language_measures(tuned["pos"], train, mixed_up, tests["pos"])
    known, known_top = measured["pos"]
    right, wrong = (rows["sentence general"][MEAN] for rows in (known, layers))
    assert wrong == pytest.approx([1 - value for value in right], abs=1e-4)
    assert top["sentence general knn"] == pytest.approx(1 - known_top["sentence general knn"], abs=1e-4)
    assert layers["word task"] == known["word task"]
    assert layers["ami general"] == known["ami general"], "clusters are of the text that probes learn from"


def test_the_released_score_is_the_same_for_strings(tuned, text, tests, measured):
    strings = {code: [" ".join(words) for words in own] for code, own in text[2].items()}
    _, top = language_measures(tuned["pos"], text[1], strings, tests["pos"], paper_rate=0.01)
    assert top == measured["pos"][1]


# Erasure


def test_erasure_shows_in_the_last_layer_only(tuned, erased, text, tests, measured):
    plain, model = tuned["pos"], erased["pos", "leace"]
    for items in (
        lambda one: general_items(one, text[2], "word"),
        lambda one: general_items(one, text[2], "sentence"),
        lambda one: task_items(one, tests["pos"]),
    ):
        before, after = items(plain), items(model)
        assert torch.equal(before.states[:-1], after.states[:-1])
        assert torch.equal(after.states[-1], model.erase(before.states[-1], before.language))
        assert not torch.allclose(before.states[-1], after.states[-1])
        assert (before.language, before.label) == (after.language, after.label)
    layers, _ = language_measures(model, text[1], text[2], tests["pos"])
    known, _ = measured["pos"]
    for name in BY_LAYER | {"word task"}:
        assert layers[name][MEAN][:-1] == known[name][MEAN][:-1], name
    assert layers["word general"][MEAN][-1] < known["word general"][MEAN][-1] - 0.15


def test_centring_takes_every_language_by_its_own_mean(erased, text):
    items = general_items(erased["pos", "centre"], text[0], "word")
    means = [
        items.states[-1, [i for i, own in enumerate(items.language) if own == code]].mean(0)
        for code in text[0]
    ]
    assert torch.allclose(means[0], means[1], atol=1e-5)


# Items


@pytest.mark.parametrize("level", ["word", "sentence"])
def test_general_items_are_those_of_layer_states(tuned, text, level):
    items = general_items(tuned["pos"], text[2], level)
    sentences = [words for own in text[2].values() for words in own]
    assert torch.equal(
        items.states, layer_states(tuned["pos"].backbone, sentences, level=level, token_budget=4096)
    )
    if level == "word":
        assert items.label == [word.lower() for words in sentences for word in words]
        assert items.language == [code for code, own in text[2].items() for words in own for _ in words]
    else:
        assert items.language == [code for code, own in text[2].items() for _ in own]


def test_strings_are_split_into_words_and_forms_are_in_lower_case(tuned, text):
    joined = {code: [" ".join(words).title() for words in own] for code, own in text[2].items()}
    upper = {code: [[word.title() for word in words] for words in own] for code, own in text[2].items()}
    one, other = (general_items(tuned["pos"], some, "word") for some in (joined, upper))
    assert torch.equal(one.states, other.states)
    assert one.label == other.label == general_items(tuned["pos"], text[2], "word").label


def test_words_of_the_task_have_their_classes_and_those_without_are_left_out(tuned, corpus, tests):
    items = task_items(tuned["pos"], tests["pos"])
    tables = {code: corpus.sentences(code, "test")[:] for code in corpus.languages}
    tags = [tag for table in tables.values() for row in table["upos"] for tag in row]
    sentences = [words for table in tables.values() for words in table["tokens"]]
    states = layer_states(tuned["pos"].backbone, sentences, level="word")
    kept = [i for i, tag in enumerate(tags) if tag != "_"]
    assert len(kept) == len(tags) - len(sentences)
    assert [tuned["pos"].task.labels[label] for label in items.label] == [tags[i] for i in kept]
    assert torch.allclose(items.states, states[:, kept], atol=1e-5)
    own = tables["aa"]["upos"]
    assert items.language.count("aa") == sum(map(len, own)) - len(own)


def test_pairs_of_the_task_have_their_labels_and_those_without_are_left_out(tuned, corpus, tests):
    items = task_items(tuned["nli"], tests["nli"])
    tables = {code: corpus.pairs(code, "test")[:] for code in corpus.languages}
    labels = [label for table in tables.values() for label in table["label"]]
    assert [PAIR_LABELS[label] for label in items.label] == [label for label in labels if label]
    assert items.language == [code for code, t in tables.items() for label in t["label"] if label]
    assert None in labels
    assert items.states.shape[1] == len(items.label)


@pytest.mark.parametrize("key", ["plain", "leace"])
def test_head_items_are_what_the_last_linear_layer_reads(tuned, erased, tests, corpus, key):
    model = tuned["nli"] if key == "plain" else erased["nli", "leace"]
    items = head_items(model, tests["nli"])
    with torch.no_grad():
        answers = model.head.layers[-1](items.states[0]).argmax(-1).tolist()
    tables = [corpus.pairs(code, "test")[:] for code in corpus.languages]
    inputs = [
        (premise, hypothesis)
        for table in tables
        for premise, hypothesis, label in zip(
            table["premise"], table["hypothesis"], table["label"], strict=True
        )
        if label
    ]
    assert [PAIR_LABELS[answer] for answer in answers] == [label for [label] in model.predict(inputs)]
    assert (items.language, items.label) == (
        task_items(model, tests["nli"]).language,
        task_items(model, tests["nli"]).label,
    )


@pytest.mark.parametrize("key", ["plain", "leace", "centre"])
@pytest.mark.parametrize("level", ["word", "sentence"])
def test_items_drawn_before_reading_are_those_drawn_after(tuned, erased, text, level, key):
    model = tuned["pos"] if key == "plain" else erased["pos", key]
    whole, listed = general_items(model, text[2], level), listed_text(text[2], level)
    wanted = [listed.sample(7, 1), listed.sample(3, 2, by_label=True), listed.last]
    expected = [whole.sample(7, 1), whole.sample(3, 2, by_label=True), whole.last]
    found = read_items(model, text_windows(model, text[2]), wanted)
    for some, others in zip(found, expected, strict=True):
        assert torch.allclose(some.states, others.states, atol=1e-6)
        assert torch.equal(some.states[:-1], others.states[:-1])
        assert (some.language, list(some.label)) == (others.language, list(others.label))


def test_every_text_is_read_once(tuned, text, tests):
    read: list[int] = []
    model = tuned["pos"]
    hook = model.backbone.model.register_forward_hook(lambda *_: read.append(1))
    language_measures(model, text[1], text[2], tests["pos"], paper_rate=0.01)
    hook.remove()
    assert len(read) == 3, "each of the three texts fits into one batch"


def test_samples_depend_on_labels_and_seed_and_have_no_cell_too_large(tuned, erased, tests):
    plain, other = (task_items(m, tests["pos"]) for m in (tuned["pos"], erased["pos", "leace"]))
    one, same = (items.sample(6, 1, by_label=True) for items in (plain, other))
    assert (one.language, one.label) == (same.language, same.label)
    assert torch.equal(one.states[:-1], same.states[:-1])
    cells = list(zip(one.language, one.label, strict=True))
    assert max(map(cells.count, cells)) == 6
    assert plain.sample(6, 2).language.count("aa") == plain.sample(6, 2).language.count("bb") == 6
    assert not torch.equal(plain.sample(6, 1).states, plain.sample(6, 2).states)
    assert torch.equal(one.last.states, one.states[-1:])


def test_what_a_task_classifies(tuned):
    assert [level_of(tuned[task]) for task in ("pos", "nli")] == ["word", "sentence"]


# Errors


def test_a_task_that_classifies_neither_words_nor_pairs_is_refused(tuned, tests):
    with pytest.raises(ValueError, match="'parsing' does not classify words or pairs"):
        task_items(replace(tuned["pos"], task=get_task("parsing")), tests["pos"])


def test_a_language_that_was_not_erased_is_refused(erased, text):
    with pytest.raises(ValueError, match="no text of 'cc' was erased, only of aa, bb"):
        general_items(erased["pos", "leace"], {"cc": text[1]["aa"]}, "word")


def test_text_too_small_for_a_probe_is_explained(tuned, text, tests):
    few = {code: own[:6] for code, own in text[1].items()}
    with pytest.raises(ValueError, match="too few"):
        language_measures(tuned["pos"], few, text[2], tests["pos"])
    with pytest.raises(ValueError, match="test labels that training lacks"):
        language_measures(tuned["pos"], text[1], text[2] | {"cc": text[2]["aa"]}, tests["pos"])
    with pytest.raises(ValueError, match="nothing to tell apart"):
        language_measures(tuned["pos"], {"aa": text[1]["aa"]}, {"aa": text[2]["aa"]}, tests["pos"])
