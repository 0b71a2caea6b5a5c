from __future__ import annotations

import numpy as np
import pytest
import torch
from transformers import ModernBertConfig, ModernBertModel, RobertaConfig, RobertaModel

from xling_utils.backbones import (
    Backbone,
    load_backbone,
    reinit,
    split,
    stitch,
)
from xling_utils.blocks import layer_of_parameters
from xling_utils.encoding import make_pairs, pad, run_encoder
from xling_utils.hidden_states import layer_states, window_states

SENTENCES = [["ul", "kato", "vidas", "."], ["un"], ["zi", "hundovidas", "mod", "sunda", "."], ["mirka", "."]]
SIZES = {
    "hidden_size": 16,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 50,
}


def other_architecture(kind, tokenizer):
    special = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3, "cls_token_id": 2, "sep_token_id": 3}
    config, model = (
        (RobertaConfig, RobertaModel) if kind == "roberta" else (ModernBertConfig, ModernBertModel)
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        encoder = model(config(vocab_size=len(tokenizer), **SIZES, **special))
    encoder.pooler = None
    return Backbone(kind, encoder, tokenizer)


@pytest.fixture(params=["bert", "roberta", "modernbert"])
def any_backbone(request, tiny_backbone, tiny_tokenizer):
    return tiny_backbone if request.param == "bert" else other_architecture(request.param, tiny_tokenizer)


def parameters(backbone):
    return {name: value.detach().clone() for name, value in backbone.model.named_parameters()}


def changed(old, new):
    return {name for name, value in new.items() if not torch.equal(value, old[name])}


# Structure and loading


def test_structure_is_found_without_names(any_backbone):
    config = any_backbone.model.config
    assert any_backbone.num_layers == config.num_hidden_layers
    assert any_backbone.hidden_size == 16
    where = layer_of_parameters(any_backbone.model)
    for name, layer in where.items():
        inside = [int(part) for part in name.split(".") if part.isdigit()]
        assert inside == [layer] or (not inside and layer in (-1, any_backbone.num_layers)), name
    assert {name for name, layer in where.items() if layer == -1} >= {
        name for name in where if name.startswith("embeddings.")
    }


def test_what_follows_the_blocks_belongs_above(tiny_tokenizer):
    backbone = other_architecture("modernbert", tiny_tokenizer)
    assert layer_of_parameters(backbone.model)["final_norm.weight"] == backbone.num_layers


def test_the_longest_input_fits_and_no_longer(any_backbone):
    ids = torch.full((1, any_backbone.max_pieces), 5)
    assert any_backbone.model(input_ids=ids).last_hidden_state.isfinite().all()
    if any_backbone.name != "modernbert":  # rotary positions have no end
        with pytest.raises((IndexError, RuntimeError)):
            any_backbone.model(input_ids=torch.full((1, any_backbone.max_pieces + 1), 5))


def test_saved_and_loaded_is_bit_identical_and_fp32(tiny_backbone, tmp_path):
    tiny_backbone.save(tmp_path)
    before = torch.get_rng_state()
    loaded = load_backbone(tmp_path, device="cpu")
    assert torch.equal(before, torch.get_rng_state())
    assert not changed(parameters(tiny_backbone), parameters(loaded))
    assert loaded.model.dtype == torch.float32
    assert not loaded.model.training
    assert torch.equal(layer_states(loaded, SENTENCES), layer_states(tiny_backbone, SENTENCES))


def test_half_precision_files_load_as_fp32(make_backbone, tmp_path):
    half = make_backbone()
    half.model.half()
    half.save(tmp_path)
    loaded = load_backbone(tmp_path, device="cpu")
    assert {parameter.dtype for parameter in loaded.model.parameters()} == {torch.float32}
    assert {p.dtype for p in reinit(loaded, [0], seed=0).model.parameters()} == {torch.float32}


def test_the_environment_names_the_default(tiny_backbone, tmp_path, monkeypatch):
    tiny_backbone.save(tmp_path)
    monkeypatch.setenv("XLING_BACKBONE", str(tmp_path))
    assert load_backbone(device="cpu").name == str(tmp_path)


def test_load_can_reinitialise(tiny_backbone, tmp_path):
    tiny_backbone.save(tmp_path)
    loaded = load_backbone(tmp_path, reinit_layers=[1], seed=3, device="cpu")
    assert not changed(parameters(reinit(tiny_backbone, [1], seed=3)), parameters(loaded))


def test_loading_is_quiet(tiny_backbone, tmp_path, capfd):
    tiny_backbone.save(tmp_path)
    load_backbone(tmp_path, device="cpu")
    assert capfd.readouterr() == ("", "")


def test_pickled_weights_are_not_read(tiny_backbone, tmp_path):
    tiny_backbone.save(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    torch.save(tiny_backbone.model.state_dict(), tmp_path / "pytorch_model.bin")
    with pytest.raises(FileNotFoundError, match="Pickled weights"):
        load_backbone(tmp_path)


def test_missing_weights_are_an_error(tiny_backbone, tmp_path):
    tiny_backbone.save(tmp_path)
    config = tmp_path / "config.json"
    config.write_text(config.read_text().replace('"num_hidden_layers": 4', '"num_hidden_layers": 5'))
    with pytest.raises(ValueError, match=r"lacks weights .*layer\.4"):
        load_backbone(tmp_path)


def test_unknown_names_say_what_would_do():
    with pytest.raises(FileNotFoundError, match=r"cannot get no/such-model.* or 'pocket'"):
        load_backbone("no/such-model")


@pytest.mark.parametrize(
    "name", ["/no/such/folder", "./nowhere", "../nowhere", "~/nowhere", "no/such/folder"]
)
def test_a_folder_that_does_not_exist_is_not_sought_on_the_hub(name, monkeypatch):
    monkeypatch.setattr("xling_utils.pretrained.AutoModel", None)
    with pytest.raises(FileNotFoundError, match=r"nowhere does not exist|such/folder does not exist"):
        load_backbone(name)


def test_a_tilde_is_the_home_folder(tiny_backbone, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    tiny_backbone.save(tmp_path / "mine")
    assert load_backbone("~/mine", device="cpu").num_layers == tiny_backbone.num_layers


def test_a_folder_without_a_model_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        load_backbone(tmp_path)


def test_a_missing_pocket_names_its_command(tmp_path, monkeypatch):
    monkeypatch.setattr("xling_utils.pretrained.files", lambda _: tmp_path)
    with pytest.raises(FileNotFoundError, match="python -m xling_utils pretrain"):
        load_backbone("pocket")


# RANDOM-INIT


@pytest.mark.parametrize("init", ["bert", "torch_default", "shuffle"])
@pytest.mark.parametrize("layers", [[0], [1, 2], "all"])
def test_reinit_changes_the_chosen_blocks_and_nothing_else(any_backbone, layers, init):
    before, random_state = parameters(any_backbone), torch.get_rng_state()
    after = parameters(reinit(any_backbone, layers, seed=1, init=init))
    numbers = set(range(any_backbone.num_layers)) if layers == "all" else set(layers)
    where = layer_of_parameters(any_backbone.model)
    assert {where[name] for name in changed(before, after)} == numbers
    matrices = {name for name, value in before.items() if where[name] in numbers and value.ndim > 1}
    assert matrices <= changed(before, after)
    assert not changed(before, parameters(any_backbone))
    assert torch.equal(random_state, torch.get_rng_state())


def test_everything_includes_the_embeddings(any_backbone):
    before = parameters(any_backbone)
    after = parameters(reinit(any_backbone, "everything", seed=1))
    assert {name for name, value in before.items() if value.ndim > 1} <= changed(before, after)


def test_bert_init_is_that_of_bert(make_backbone, tmp_path):
    make_backbone(hidden_size=64, intermediate_size=256).save(tmp_path)
    # A loaded model, trained a little: this is where transformers' own initialiser does nothing.
    backbone = load_backbone(tmp_path, device="cpu")
    with torch.no_grad():
        for parameter in backbone.model.parameters():
            parameter += 0.5
    block = reinit(backbone, [2], seed=1).blocks[2]
    for name, parameter in block.named_parameters():
        if parameter.ndim > 1:
            assert abs(parameter.std().item() - 0.02) < 0.001, name
            assert abs(parameter.mean().item()) < 0.002, name
        else:
            assert (parameter == (0.0 if name.endswith("bias") else 1.0)).all(), name


def test_torch_default_has_biases(tiny_backbone):
    block = reinit(tiny_backbone, [0], seed=1, init="torch_default").blocks[0]
    assert (block.attention.self.query.bias != 0).all()
    assert block.attention.self.query.weight.abs().max() <= 16**-0.5


def test_shuffle_keeps_the_values(tiny_backbone):
    before, after = parameters(tiny_backbone), parameters(reinit(tiny_backbone, [0], seed=1, init="shuffle"))
    for name, value in before.items():
        assert torch.equal(value.flatten().sort().values, after[name].flatten().sort().values)


def test_reinit_follows_its_seed_and_not_the_other_layers(tiny_backbone, unchecked):
    alone, both = (
        reinit(tiny_backbone, [2], seed=5),
        reinit(tiny_backbone, [np.int64(0), np.int64(2)], seed=5),
    )
    again, other = reinit(tiny_backbone, [2], seed=5), reinit(tiny_backbone, [2], seed=6)
    weights = [model.blocks[2].output.dense.weight for model in (alone, both, again, other)]
    assert torch.equal(weights[0], weights[1])
    assert torch.equal(weights[0], weights[2])
    assert not torch.equal(weights[0], weights[3])


@pytest.mark.parametrize("init", ["bert", "torch_default", "shuffle"])
def test_scattered_weights_are_as_many_as_the_layers_hold_and_lie_in_all_blocks(any_backbone, init):
    """Counted on matrices: biases of a fresh model can equal those of a model that was never trained."""
    before = parameters(any_backbone)
    after = parameters(reinit(any_backbone, [0, 1], seed=1, init=init, scattered=True))
    count, where = any_backbone.num_layers, layer_of_parameters(any_backbone.model)
    for name, old in before.items():
        share = (old != after[name]).float().mean().item()
        if not 0 <= where[name] < count:
            assert share == 0, name
        elif old.ndim > 1:
            assert share == pytest.approx(2 / count, abs=0.01), name


def test_scattered_weights_follow_their_seed_and_need_blocks(tiny_backbone):
    one, same, other = (parameters(reinit(tiny_backbone, [0], seed=s, scattered=True)) for s in (1, 1, 2))
    assert not changed(one, same)
    assert changed(one, other)
    with pytest.raises(ValueError, match="scattered weights lie in blocks"):
        reinit(tiny_backbone, "everything", seed=1, scattered=True)


@pytest.mark.parametrize("layers", [[-1], [4], ["1"], "1", [1.0], [True], [], "encoder.layer.1"])
def test_only_block_numbers_are_layers(tiny_backbone, unchecked, layers):
    with pytest.raises(ValueError, match="layer"):
        reinit(tiny_backbone, layers, seed=1)


def test_an_unknown_init_is_refused(tiny_backbone, unchecked):
    with pytest.raises(ValueError, match="'torch_default'"):
        reinit(tiny_backbone, [0], seed=1, init="normal")


def test_values_that_do_not_change_are_an_error(tiny_backbone):
    once = reinit(tiny_backbone, [1], seed=1)
    with pytest.raises(ValueError, match="another seed"):
        reinit(once, [1], seed=1)


# Encoder and predictor


def test_split_and_stitch_of_one_model_is_the_model(any_backbone):
    for layer in range(any_backbone.num_layers + 1):
        joined = stitch(*split(any_backbone, layer))
        assert joined.model is not any_backbone.model
        assert not changed(parameters(any_backbone), parameters(joined))
        assert torch.equal(layer_states(joined, SENTENCES), layer_states(any_backbone, SENTENCES))


@pytest.mark.parametrize("layer", [0, 1, 3, 4])
def test_stitching_two_models_mixes_their_states(make_backbone, layer):
    low, high = make_backbone(seed=1), make_backbone(seed=2)
    joined = stitch(split(low, layer)[0], split(high, layer)[1])
    by_hand = low.model.state_dict()
    for number in range(layer, 4):
        block = {n: v for n, v in high.model.state_dict().items() if n.startswith(f"encoder.layer.{number}.")}
        by_hand |= block
    mixed = make_backbone(seed=3)
    mixed.model.load_state_dict(by_hand)
    assert torch.equal(layer_states(joined, SENTENCES), layer_states(mixed, SENTENCES))


def test_the_encoder_alone_decides_the_lower_layers(make_backbone):
    low, high = make_backbone(seed=1), make_backbone(seed=2)
    states = layer_states(stitch(split(low, 2)[0], split(high, 2)[1]), SENTENCES)
    expected = layer_states(low, SENTENCES)
    assert torch.equal(states[:3], expected[:3])
    assert not torch.allclose(states[3], expected[3])


def test_parts_that_do_not_fit_are_refused(make_backbone):
    four, two = make_backbone(), make_backbone(num_hidden_layers=2)
    with pytest.raises(ValueError, match="ends at layer 1"):
        stitch(split(four, 1)[0], split(four, 2)[1])
    with pytest.raises(ValueError, match="different shapes"):
        stitch(split(four, 1)[0], split(two, 1)[1])
    with pytest.raises(ValueError, match="0 to 2"):
        split(two, 3)


# Hidden states


def test_states_do_not_depend_on_the_batch(any_backbone):
    together = layer_states(any_backbone, SENTENCES)
    alone = torch.cat([layer_states(any_backbone, [sentence]) for sentence in SENTENCES], dim=1)
    assert together.shape == (any_backbone.num_layers + 1, len(SENTENCES), 16)
    assert torch.allclose(together, alone, atol=1e-5)
    assert torch.allclose(together, layer_states(any_backbone, SENTENCES, token_budget=1), atol=1e-5)


def test_states_are_those_of_the_model(tiny_backbone):
    words = SENTENCES[2]
    encoded = tiny_backbone.tokenizer(words, is_split_into_words=True, return_tensors="pt")
    with torch.no_grad():
        hidden = torch.stack(tiny_backbone.model(**encoded, output_hidden_states=True).hidden_states)[:, 0]
    firsts = [encoded.word_ids().index(i) for i in range(len(words))]
    by_sentence = layer_states(tiny_backbone, SENTENCES)[:, 2]
    assert torch.allclose(by_sentence, hidden[:, 1:-1].mean(1), atol=1e-5)
    by_word = layer_states(tiny_backbone, SENTENCES, level="word")
    assert torch.allclose(by_word[:, 5:10], hidden[:, firsts], atol=1e-5)
    assert by_word.shape[1] == sum(map(len, SENTENCES))


def test_strings_and_lists_agree(tiny_backbone):
    strings = [" ".join(sentence) for sentence in SENTENCES]
    assert torch.equal(layer_states(tiny_backbone, strings), layer_states(tiny_backbone, SENTENCES))


def test_a_sentence_in_windows_is_the_mean_over_all_its_pieces(tiny_backbone):
    words = ["kato", "vidas"] * 40
    windows = tiny_backbone.encode([words])
    assert len(windows) > 1
    parts = [words[w.start : w.start + len(w.firsts)] for w in windows]
    sizes = torch.tensor([w.content[1] - w.content[0] for w in windows])
    expected = torch.einsum("lsh,s->lh", layer_states(tiny_backbone, parts), sizes / sizes.sum())
    assert torch.allclose(layer_states(tiny_backbone, [words])[:, 0], expected, atol=1e-5)
    assert layer_states(tiny_backbone, [words], level="word").shape[1] == len(words)


PAIRS = [("ul kato vidas .", "un hundovidas"), ("zi sunda", ["mirka", "portir", "tolpa", "."]), ("ul", "un")]


def test_what_is_tokenized_already_has_the_same_states(tiny_backbone):
    windows = tiny_backbone.encode([*SENTENCES, ["kato", "vidas"] * 40])
    sentences = [*SENTENCES, ["kato", "vidas"] * 40]
    for level in ("sentence", "word"):
        assert torch.equal(
            window_states(tiny_backbone, windows, level=level),
            layer_states(tiny_backbone, sentences, level=level),
        )


def test_a_pair_is_the_mean_over_both_sentences_read_together(any_backbone):
    windows = make_pairs(any_backbone.tokenizer, PAIRS, any_backbone.max_pieces)
    found = window_states(any_backbone, windows)
    assert found.shape == (any_backbone.num_layers + 1, len(PAIRS), 16)
    for number, window in enumerate(windows):
        batch = pad([window], any_backbone.pad_id, any_backbone.device)
        with torch.no_grad():
            output = run_encoder(any_backbone.model, batch, output_hidden_states=True)
        hidden = torch.stack(output.hidden_states)[:, 0]
        pieces = [*range(*window.content), *range(*window.second)]
        assert len(pieces) < len(window.ids), "special tokens do not count"
        assert torch.allclose(found[:, number], hidden[:, pieces].mean(1), atol=1e-5)


def test_states_of_pairs_do_not_depend_on_the_batch(any_backbone):
    windows = make_pairs(any_backbone.tokenizer, PAIRS, any_backbone.max_pieces)
    assert torch.allclose(
        window_states(any_backbone, windows), window_states(any_backbone, windows, token_budget=1), atol=1e-5
    )


def test_no_windows_give_no_states_and_levels_are_checked(tiny_backbone, unchecked):
    for level in ("sentence", "word"):
        assert window_states(tiny_backbone, [], level=level).shape == (5, 0, 16)
    with pytest.raises(ValueError, match="unknown level 'piece'"):
        window_states(tiny_backbone, [], level="piece")


def test_bf16_states_are_close_and_fp32(tiny_backbone, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    exact, rough = (
        layer_states(tiny_backbone, SENTENCES),
        layer_states(tiny_backbone, SENTENCES, precision="bf16"),
    )
    assert rough.dtype == torch.float32
    assert 0 < (exact - rough).abs().max() < 0.03 * exact.abs().max()
    # The embeddings and the pooling are not rounded.
    assert torch.equal(exact[0], rough[0])


def test_states_can_enter_autograd(tiny_backbone):
    states = layer_states(tiny_backbone, SENTENCES)
    weight = torch.ones(16, requires_grad=True)
    (states @ weight).sum().backward()
    assert weight.grad is not None


def test_no_sentences_give_no_states(tiny_backbone):
    assert layer_states(tiny_backbone, []).shape == (5, 0, 16)


def test_an_unknown_level_is_refused(tiny_backbone, unchecked):
    with pytest.raises(ValueError, match="sentence"):
        layer_states(tiny_backbone, SENTENCES, level="piece")
