"""The matrix of encoder families and tasks, on tiny stand-ins read from folders like those on the hub."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from encoder_families import FAMILIES, LONGEST, REACH, write_family
from transformers import (
    AlbertConfig,
    AlbertModel,
    AutoModelForMaskedLM,
    BertConfig,
    GPT2Config,
    T5Config,
    XLMConfig,
    XLMModel,
)

from xling_utils import load_corpus
from xling_utils.backbones import load_backbone, reinit, split, stitch
from xling_utils.blocks import BEFORE_BLOCKS, find_blocks, layer_of_parameters
from xling_utils.encoding import make_pairs, pad, run_encoder
from xling_utils.finetuning import FineTuned, finetune
from xling_utils.hidden_states import layer_states
from xling_utils.tasks import TASKS, get_task
from xling_utils.unlearned import states_of
from xling_utils.unlearning import unlearn

LANGUAGES = ("en", "zh", "ar")
SHORT = {"source": "en", "sentences": 8, "batch_size": 4, "max_steps": 2, "learning_rate": 1e-2}
PAIR = (["The", "village", "sleeps", "."], ["No", "village", "."])
LONG = ["Lena", "sees", "villages", "."] * 30


@pytest.fixture(scope="module")
def corpus():
    return load_corpus("fragment")


@pytest.fixture(scope="module")
def sentences(corpus):
    """Of very different lengths, so that padding has something to hide, all in one window each."""
    return [
        ["No"],
        *(corpus.sentences(code, "raw", limit=2)[:]["tokens"][0] for code in LANGUAGES),
        LONG[:8],
    ]


@pytest.fixture(scope="module")
def folders(corpus, tmp_path_factory):
    """Every family on disk."""
    texts = [text for code in LANGUAGES for text in corpus.sentences(code, "raw", limit=60)[:]["text"]]
    root = tmp_path_factory.mktemp("families")
    return {family: write_family(family, root / family, texts) for family in FAMILIES}


@pytest.fixture(scope="module", params=FAMILIES)
def family(request):
    return request.param


@pytest.fixture(scope="module")
def backbone(folders, family):
    return load_backbone(folders[family], device="cpu")


@pytest.fixture(scope="module")
def other(backbone):
    """A model of the same family with other values."""
    return reinit(backbone, "everything", seed=7)


@pytest.fixture(scope="module", params=TASKS)
def tuned(request, backbone, corpus):
    return finetune(backbone, corpus, request.param, **SHORT)


def values(model):
    """Parameters and buffers; the rotary frequencies of ModernBERT are buffers that no file holds."""
    named = [*model.named_parameters(), *model.named_buffers()]
    return {name: value.detach().clone() for name, value in named}


def changed(old, new):
    assert old.keys() == new.keys()
    return {name for name, value in new.items() if not torch.equal(value, old[name])}


def changed_layers(backbone, old, new):
    where = layer_of_parameters(backbone.model)
    return {where[name] for name in changed(old, new)}


def inputs(task, corpus, code="en"):
    """Some inputs of a task."""
    return task.inputs(task.read(corpus, code, "test", None, 3))


# A folder of the hub


def test_the_encoder_of_a_masked_language_model_is_read(backbone, folders, family):
    whole = AutoModelForMaskedLM.from_pretrained(folders[family]).base_model
    assert not changed(values(whole), values(backbone.model))
    assert backbone.num_layers == backbone.model.config.num_hidden_layers == 4
    assert len(backbone.tokenizer) == whole.config.vocab_size
    assert backbone.pad_id == backbone.tokenizer.pad_token_id


def test_saved_and_loaded_is_the_same(backbone, sentences, tmp_path):
    backbone.save(tmp_path)
    again = load_backbone(tmp_path, device="cpu")
    assert not changed(values(backbone.model), values(again.model))
    assert again.encode(sentences) == backbone.encode(sentences)
    assert again.max_pieces == backbone.max_pieces


def test_the_longest_input_is_known(backbone):
    assert backbone.max_pieces == LONGEST
    windows = backbone.encode([LONG])
    assert max(len(window.ids) for window in windows) > LONGEST - 8
    assert layer_states(backbone, [LONG]).isfinite().all()


# Word pieces and pairs


def test_special_tokens_are_those_of_the_tokenizer(backbone, sentences):
    (window,) = backbone.encode([sentences[1]])
    ids, special = encoded(backbone.tokenizer, " ".join(sentences[1]))
    start, stop = window.content
    assert outside(window.ids, [window.content]) == [
        piece for piece, mark in zip(ids, special, strict=True) if mark
    ]
    assert special[:start] == [1] * start
    assert special[-1] == 1
    assert stop == len(window.ids) - 1


def test_a_pair_is_joined_as_the_tokenizer_joins_it(backbone, family):
    (window,) = make_pairs(backbone.tokenizer, [PAIR], backbone.max_pieces)
    ids, special = encoded(backbone.tokenizer, *(" ".join(half) for half in PAIR))
    between = outside(window.ids, [window.content, window.second])
    assert between == [piece for piece, mark in zip(ids, special, strict=True) if mark]
    assert len(between) == (4 if family == "xlm-roberta" else 3)
    if family in ("bert", "xlm-roberta"):  # the others know no space before a first word; we always write one
        assert window.ids == ids


def encoded(tokenizer, *texts):
    found = tokenizer(*texts, return_special_tokens_mask=True)
    return found["input_ids"], found["special_tokens_mask"]


def outside(ids, spans):
    return [piece for place, piece in enumerate(ids) if not any(a <= place < b for a, b in spans)]


def test_a_long_sentence_is_cut_and_loses_no_word(backbone):
    windows = backbone.encode([LONG])
    assert len(windows) > 1
    assert [w.start + i for w in windows for i in range(len(w.firsts))] == list(range(len(LONG)))
    assert all(len(window.ids) <= backbone.max_pieces for window in windows)


def test_the_piece_of_a_word_shows_some_of_it(backbone, corpus):
    """Never the lone space with which SentencePiece begins a Chinese word: all words would look alike."""
    words = sorted({word for row in corpus.sentences("zh", "raw", limit=20)[:]["tokens"] for word in row})
    (window,) = backbone.encode([words[:30]])[:1]
    shown = [backbone.tokenizer.decode([window.ids[first]]).strip() for first in window.firsts]
    assert all(shown)
    states = layer_states(backbone, [[word] for word in words], level="word")[0]
    assert len(states.unique(dim=0)) > 0.5 * len(words)


# Hidden states


@pytest.mark.parametrize("level", ["sentence", "word"])
def test_states_do_not_depend_on_the_batch(backbone, sentences, level):
    together = layer_states(backbone, sentences, level=level, token_budget=10_000)
    alone = torch.cat([layer_states(backbone, [one], level=level) for one in sentences], dim=1)
    items = len(sentences) if level == "sentence" else sum(map(len, sentences))
    assert together.shape == (backbone.num_layers + 1, items, backbone.hidden_size)
    assert together.isfinite().all()
    assert torch.allclose(together, alone, atol=1e-5)


def test_states_do_not_depend_on_the_kind_of_attention(folders, family, sentences):
    backbone = load_backbone(folders[family], device="cpu")
    found = []
    for kind in ("sdpa", "eager"):
        backbone.model.set_attn_implementation(kind)
        found.append(layer_states(backbone, sentences))
    assert torch.allclose(*found, atol=1e-5)


def test_the_first_layer_is_the_embeddings_and_the_last_what_heads_read(backbone, sentences):
    """In ModernBERT a norm follows the last block: the last layer is what comes out of it."""
    batch = pad(backbone.encode(sentences), backbone.pad_id, backbone.device)
    states = layer_states(backbone, sentences, level="word", token_budget=10_000)
    with torch.inference_mode():
        last = run_encoder(backbone.model, batch).last_hidden_state
        seen = []
        hook = find_blocks(backbone.model)[0].register_forward_pre_hook(lambda _, args: seen.append(args[0]))
        run_encoder(backbone.model, batch)
        hook.remove()
    lengths = torch.tensor([len(sentence) for sentence in sentences])
    for layer, whole in ((0, seen[0]), (-1, last)):
        found = states[layer].split(lengths.tolist())
        for number, words in enumerate(found):
            places = batch.columns[batch.rows == number]
            assert torch.allclose(words, whole[number, places], atol=1e-5)


@pytest.mark.parametrize("family", ["modernbert", "mmbert"], scope="module")
def test_local_layers_see_their_neighbours_and_global_ones_all(backbone):
    """Of layers global, local, local, global the middle ones pass on what is near; also after surgery."""
    local = stitch(split(reinit(backbone, [1], seed=3), 2)[0], split(reinit(backbone, [2], seed=3), 2)[1])
    assert local.model.config.layer_types == ["full_attention", *["sliding_attention"] * 2, "full_attention"]
    ids = torch.arange(40)[None] + 300
    reach = []
    for number, block in enumerate(find_blocks(local.model)):
        before, after = (block_output(local, number, ids, change) for change in (False, True))
        reach.append(int((before != after).any(-1)[0].nonzero().max()))
        assert block.attention_type == local.model.config.layer_types[number]
    assert reach == [39, REACH, REACH, 39]


def block_output(backbone, number, ids, change):
    """Output of one block when the first piece of its input alone is changed."""
    block, seen = find_blocks(backbone.model)[number], []

    def disturb(_, args):
        states = args[0].clone()
        states[:, 0] += float(change) * torch.linspace(0, 1, states.shape[-1])  # a norm hides a constant
        return (states, *args[1:])

    hooks = [
        block.register_forward_pre_hook(disturb),
        block.register_forward_hook(lambda _module, _args, output: seen.append(output)),
    ]
    with torch.inference_mode():
        backbone.model(input_ids=ids)
    for hook in hooks:
        hook.remove()
    return seen[0]


# RANDOM-INIT


@pytest.mark.parametrize(
    ("layers", "init"),
    [([1, 3], "bert"), ([1, 3], "torch_default"), ([1, 3], "shuffle"), ([0], "bert"), ("everything", "bert")],
)
def test_reinit_changes_the_chosen_layers_and_nothing_else(backbone, sentences, layers, init):
    before = values(backbone.model)
    random = reinit(backbone, layers, seed=1, init=init)
    after, where = values(random.model), layer_of_parameters(backbone.model)
    numbers = set(where.values()) if layers == "everything" else set(layers)
    matrices = {name for name, layer in where.items() if layer in numbers and before[name].ndim > 1}
    assert matrices <= changed(before, after)
    assert changed_layers(backbone, before, after) <= numbers
    assert not changed(before, values(backbone.model))
    lowest = 0 if layers == "everything" else min(numbers) + 1
    old, new = layer_states(backbone, sentences), layer_states(random, sentences)
    assert torch.equal(old[:lowest], new[:lowest])
    assert not torch.isclose(old[lowest:], new[lowest:]).all(dim=2).any()


def test_a_model_can_be_loaded_with_random_layers(backbone, folders, family):
    loaded = load_backbone(folders[family], reinit_layers=[2], seed=5, device="cpu")
    assert not changed(values(loaded.model), values(reinit(backbone, [2], seed=5).model))


# Encoder and predictor


def test_split_and_stitch_of_one_model_is_the_model(backbone, sentences):
    whole = layer_states(backbone, sentences)
    for layer in range(backbone.num_layers + 1):
        joined = stitch(*split(backbone, layer))
        assert not changed(values(backbone.model), values(joined.model))
        assert torch.equal(layer_states(joined, sentences), whole)


def test_two_models_are_joined_at_any_layer(backbone, other, sentences):
    where = layer_of_parameters(backbone.model)
    low, high = values(backbone.model), values(other.model)
    for layer in range(backbone.num_layers + 1):
        joined = stitch(split(backbone, layer)[0], split(other, layer)[1])
        for name, value in values(joined.model).items():
            assert torch.equal(value, (high if where.get(name, BEFORE_BLOCKS) >= layer else low)[name]), name
        below = layer + 1 if layer < backbone.num_layers else layer
        assert torch.equal(layer_states(joined, sentences)[:below], layer_states(backbone, sentences)[:below])


# Families x tasks


def test_a_family_learns_a_task(tuned, backbone, corpus):
    assert len(tuned.losses) == 2
    assert all(loss == loss and loss < 1e4 for loss in tuned.losses)
    assert changed_layers(backbone, values(backbone.model), values(tuned.backbone.model)) >= set(range(4))
    scores = tuned.evaluate(corpus, ("en", "zh"), limit=6)
    assert all(0 <= value <= 1 for score in scores.values() for value in score.values())


def test_the_same_run_gives_the_same_weights(tuned, backbone, corpus):
    again = finetune(backbone, corpus, tuned.task, **SHORT)
    assert again.losses == tuned.losses
    assert not changed(values(tuned.network()), values(again.network()))


def test_answers_do_not_depend_on_the_batch_and_survive_saving(tuned, corpus, tmp_path):
    some = [item for code in LANGUAGES for item in inputs(tuned.task, corpus, code)]
    answers = tuned.predict(some)
    assert answers == [tuned.predict([item])[0] for item in some]
    tuned.save(tmp_path)
    assert FineTuned.load(tmp_path, device="cpu").predict(some) == answers


def test_long_inputs_are_answered_whole(tuned):
    is_pair = tuned.task.name == "nli"
    (answers,) = tuned.predict([(LONG, LONG) if is_pair else LONG])
    assert len(answers) == (1 if is_pair else len(LONG))
    if tuned.task.name == "parsing":
        assert [head for head, _ in answers].count(0) == 1


def test_tuned_models_are_cut_and_joined(tuned, backbone, corpus):
    some = inputs(tuned.task, corpus)
    for layer in range(backbone.num_layers + 1):
        assert stitch(*split(tuned, layer)).predict(some) == tuned.predict(some)
    joined = stitch(split(backbone, 2)[0], split(tuned, 2)[1])
    assert torch.equal(layer_states(joined.backbone, LONG[:2])[:3], layer_states(backbone, LONG[:2])[:3])


@pytest.mark.parametrize("task", TASKS)
def test_reversal_trains_against_the_language(backbone, corpus, task):
    options = SHORT | {"task": task, "languages": LANGUAGES, "texts": 8, "max_steps": 2}
    free, fooled = (
        unlearn(backbone, corpus, method="reversal", strength=strength, **options) for strength in (0.0, 1.0)
    )
    assert len(fooled.language_losses) == 2
    assert changed_layers(backbone, values(free.backbone.model), values(fooled.backbone.model)) >= {1, 2}
    assert len(fooled.predict(inputs(get_task(task), corpus, "zh"))) == 3


def test_leace_erases_the_language_of_the_last_layer(tuned, backbone, corpus):
    options = SHORT | {"task": tuned.task, "languages": LANGUAGES, "texts": 8, "tuned": tuned}
    erased = unlearn(backbone, corpus, method="leace", **options)
    assert not changed(values(tuned.backbone.model), values(erased.backbone.model))
    assert len(erased.predict(inputs(tuned.task, corpus, "zh"))) == 3
    level = "sentence" if tuned.task.name == "nli" else "word"
    texts = {code: corpus.sentences(code, "raw", limit=8)[:]["tokens"] for code in LANGUAGES}
    plain, after = (
        torch.stack([states_of(model, texts[code], code, level=level)[-1].mean(0) for code in LANGUAGES])
        for model in (tuned, erased)
    )
    apart, left = ((means - means.mean(0)).norm() for means in (plain, after))
    assert left < 0.01 * apart


@pytest.mark.parametrize("frozen", [[0, 2], "embeddings", "backbone"])
def test_frozen_layers_stay(backbone, corpus, frozen):
    tuned = finetune(backbone, corpus, "pos", frozen=frozen, **SHORT)
    moved = changed_layers(backbone, values(backbone.model), values(tuned.backbone.model))
    every = set(layer_of_parameters(backbone.model).values())
    stay = {"embeddings": {BEFORE_BLOCKS}, "backbone": every}.get(str(frozen)) or set(frozen)
    assert moved == every - stay


# Wrong models


@pytest.fixture
def copy(folders, tmp_path):
    """A stand-in that may be spoilt."""
    return shutil.copytree(folders["xlm-roberta"], tmp_path / "copy")


def edit_config(folder, **changes):
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_a_folder_without_config(copy):
    (copy / "config.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"copy has no config\.json"):
        load_backbone(copy)


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.999])
def test_a_weight_file_cut_off(copy, kept):
    file = copy / "model.safetensors"
    file.write_bytes(file.read_bytes()[: int(kept * file.stat().st_size)])
    with pytest.raises(ValueError, match=r"copy is damaged, perhaps cut off.*again"):
        load_backbone(copy)


@pytest.mark.parametrize("inside_a_letter", [False, True])
def test_a_tokenizer_file_cut_off(copy, inside_a_letter):
    file = copy / "tokenizer.json"
    whole = file.read_bytes()
    end = whole.index("▁".encode()) + 1 if inside_a_letter else len(whole) // 2
    file.write_bytes(whole[:end])
    with pytest.raises(ValueError, match=r"copy is damaged, perhaps cut off"):
        load_backbone(copy)


def test_a_config_cut_off(copy):
    (copy / "config.json").write_text('{"model_type":')
    with pytest.raises(FileNotFoundError, match=r"copy.*not a valid JSON"):
        load_backbone(copy)


@pytest.mark.parametrize("config", [GPT2Config(), T5Config(), BertConfig(is_decoder=True)])
def test_a_model_that_decodes(copy, config):
    config.save_pretrained(copy)
    with pytest.raises(ValueError, match=rf"copy is a {config.model_type} model.*Give an encoder"):
        load_backbone(copy)


def test_an_unknown_kind_of_model(copy):
    edit_config(copy, model_type="no-such-model")
    with pytest.raises(ValueError, match="no-such-model"):
        load_backbone(copy)


def test_a_model_without_tokenizer(copy):
    """transformers would make one of five pieces, to which every word is unknown."""
    for file in copy.glob("tokenizer*"):
        file.unlink()
    with pytest.raises(ValueError, match=r"tokenizer has 5 pieces.*tokenizer\.json"):
        load_backbone(copy)


def test_the_tokenizer_of_another_model(copy, folders):
    for file in folders["bert"].glob("tokenizer*"):
        shutil.copy(file, copy)
    with pytest.raises(ValueError, match="the tokenizer has 1000 pieces, the model"):
        load_backbone(copy)


def test_a_config_of_another_size(copy):
    edit_config(copy, intermediate_size=24)
    with pytest.raises(ValueError, match=r"has the shape .* by config\.json"):
        load_backbone(copy)


def test_a_file_is_no_folder(copy):
    with pytest.raises(FileNotFoundError, match="is a file: give the folder"):
        load_backbone(copy / "model.safetensors")


def test_layers_that_share_a_block(copy, backbone, monkeypatch):
    sizes = {"hidden_size": 8, "num_attention_heads": 1, "intermediate_size": 8, "embedding_size": 8}
    shared = AlbertModel(AlbertConfig(vocab_size=90, num_hidden_layers=3, **sizes))
    monkeypatch.setattr("xling_utils.backbones.read_encoder", lambda *_: (shared, backbone.tokenizer))
    with pytest.raises(ValueError, match=r"several lists|1 blocks for 3 layers"):
        load_backbone(copy)


def test_blocks_spread_over_several_lists():
    with pytest.raises(ValueError, match="several lists"):
        find_blocks(XLMModel(XLMConfig(vocab_size=90, emb_dim=8, n_layers=2, n_heads=1)))
