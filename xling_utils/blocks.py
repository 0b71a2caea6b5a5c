"""The Transformer blocks of an encoder: find them by structure, give them random values.

This works on bare models; `backbones.reinit` is the way in.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

Layers: TypeAlias = Iterable[int] | Literal["all", "everything"]
"""Block numbers from 0; "all" is every block but not the embeddings; "everything" is the whole model."""

Init: TypeAlias = Literal["bert", "torch_default", "shuffle"]

BEFORE_BLOCKS = -1


def find_blocks(model: nn.Module) -> nn.ModuleList:
    """The longest list of modules of one class: the Transformer blocks, whatever the model calls them.

    Raises:
        ValueError: there is none, or several are equally long: a block is then no single module.
    """
    lists = [module for module in model.modules() if isinstance(module, nn.ModuleList)]
    uniform = [items for items in lists if len({type(item) for item in items}) == 1]
    if not uniform:
        raise ValueError(f"{type(model).__name__} has no list of blocks: use a BERT-like encoder")
    longest = max(uniform, key=len)
    if sum(len(items) == len(longest) for items in uniform) > 1:
        raise ValueError(
            f"{type(model).__name__} spreads its blocks over several lists: use a BERT-like encoder"
        )
    return longest


def layer_of_parameters(model: nn.Module) -> dict[str, int]:
    """For each parameter its block; -1 for what comes before the blocks, their number for what follows."""
    blocks = find_blocks(model)
    block_of = {id(parameter): i for i, block in enumerate(blocks) for parameter in block.parameters()}
    layers: dict[str, int] = {}
    outside = BEFORE_BLOCKS
    for name, parameter in model.named_parameters():
        if id(parameter) in block_of:
            outside = len(blocks)
        layers[name] = block_of.get(id(parameter), outside)
    return layers


def block_numbers(layers: Iterable[Any], num_layers: int) -> set[int]:
    """Check block numbers.

    Raises:
        ValueError: one is no integer from 0 to num_layers - 1.
    """
    layers = list(layers)
    for layer in layers:
        if isinstance(layer, bool) or not isinstance(layer, int | np.integer) or not 0 <= layer < num_layers:
            raise ValueError(f"{layer!r} is no layer of this model: use integers from 0 to {num_layers - 1}")
    return {int(layer) for layer in layers}


def random_layers(
    model: PreTrainedModel, layers: Layers, seed: int, init: Init, scattered: bool = False
) -> PreTrainedModel:
    """A copy of the model in which the chosen layers have random values; see `backbones.reinit`."""
    changed = copy.deepcopy(model)
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(seed)
        values = dict(_random_twin(model, init).named_parameters())
        chosen = _scattered_places(model, layers) if scattered else _all_places(model, layers)
        for name, parameter in changed.named_parameters():
            if name in chosen:
                parameter.copy_(torch.where(chosen[name], values[name], parameter))
    _check_random_layers(model, changed, chosen, init)
    return changed


def _all_places(model: nn.Module, layers: Layers) -> dict[str, Tensor]:
    """Every entry of every parameter of the chosen layers, as masks."""
    where = layer_of_parameters(model)
    numbers = set(where.values()) if layers == "everything" else _block_set(model, layers)
    parameters = dict(model.named_parameters())
    return {
        name: torch.ones_like(parameters[name], dtype=torch.bool)
        for name, layer in where.items()
        if layer in numbers
    }


def _scattered_places(model: nn.Module, layers: Layers) -> dict[str, Tensor]:
    """Masks over all blocks that choose as many entries as the given blocks have, drawn at random.

    Each parameter loses the same share, so that the random weights are also of the same kinds.
    """
    if layers == "everything":
        raise ValueError("scattered weights lie in blocks: give block numbers, not 'everything'")
    count = len(find_blocks(model))
    share = len(_block_set(model, layers)) / count
    places = {}
    for name, layer in layer_of_parameters(model).items():
        if 0 <= layer < count:
            parameter = model.get_parameter(name)
            mask = torch.zeros(parameter.numel(), dtype=torch.bool)
            mask[torch.randperm(parameter.numel())[: round(share * parameter.numel())]] = True
            places[name] = mask.view_as(parameter).to(parameter.device)
    return places


def _block_set(model: nn.Module, layers: Layers) -> set[int]:
    count = len(find_blocks(model))
    is_all = isinstance(layers, str) and layers == "all"
    numbers = set(range(count)) if is_all else block_numbers(layers, count)
    if not numbers:
        raise ValueError("no layers to re-initialise: give block numbers, 'all' or 'everything'")
    return numbers


def _random_twin(model: PreTrainedModel, init: Init) -> nn.Module:
    """A model of the same shape whose every value is random, drawn from the global generator."""
    if init == "shuffle":
        return _shuffled(model)
    if init not in ("bert", "torch_default"):
        raise ValueError(f"unknown init {init!r}: use 'bert', 'torch_default' or 'shuffle'")
    # A model built from its config is initialised. On a loaded one, transformers 5 silently skips that.
    twin: nn.Module = type(model)(copy.deepcopy(model.config))
    if init == "torch_default":
        for module in twin.modules():
            getattr(module, "reset_parameters", lambda: None)()
    return twin.to(model.device)  # drawn on the CPU: the same values wherever the model is


def _shuffled(model: nn.Module) -> nn.Module:
    twin = copy.deepcopy(model)
    for parameter in twin.parameters():
        order = torch.randperm(parameter.numel()).to(parameter.device)
        parameter.copy_(parameter.flatten()[order].view_as(parameter))
    return twin


def _check_random_layers(old: nn.Module, new: nn.Module, chosen: dict[str, Tensor], init: Init) -> None:
    """Chosen entries changed, the rest is bit-identical, "bert" gives biases 0 and norms 1."""
    before = dict(old.named_parameters())
    for name, parameter in new.named_parameters():
        mask = chosen.get(name)
        if mask is None:
            assert torch.equal(parameter, before[name]), f"{name} changed, but was not chosen"
            continue
        assert torch.equal(parameter[~mask], before[name][~mask]), f"{name} changed outside its mask"
        if parameter.ndim > 1:
            if torch.equal(parameter, before[name]):
                raise ValueError(f"{name} has these random values already: choose another seed")
        elif init == "bert":
            value = 0.0 if name.endswith("bias") else 1.0
            assert bool((parameter[mask] == value).all()), f"{name} should be {value} everywhere"
