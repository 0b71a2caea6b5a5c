"""What an encoder costs: parameters, operations, memory, bytes on disk. Chapter 9.

A cost is computed from the config alone. Models are built on the "meta" device, where tensors have shapes and
no values: nothing is downloaded, and mBERT takes no more memory than the pocket. Counts are exact integers.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from typing import Any, cast

import torch
from transformers import AutoConfig, AutoModel, PreTrainedConfig, PreTrainedModel

from xling_utils.blocks import BEFORE_BLOCKS, find_blocks, layer_of_parameters
from xling_utils.encoding import Precision
from xling_utils.pretrained import pocket_folder

FLOAT = 4
"""Bytes of a number in fp32."""

MASTER_COPIES = 4
"""What training holds of every parameter in fp32: its value, its gradient, and two moments of Adam."""

KNOWN: dict[str, dict[str, Any]] = {
    "mBERT": {"model_type": "bert", "vocab_size": 119_547},
    "XLM-R": {
        "model_type": "xlm-roberta",
        "vocab_size": 250_002,
        "max_position_embeddings": 514,
        "type_vocab_size": 1,
    },
    "mmBERT": {
        "model_type": "modernbert",
        "vocab_size": 256_000,
        "hidden_size": 768,
        "intermediate_size": 1152,
        "num_hidden_layers": 22,
        "num_attention_heads": 12,
        "pad_token_id": 0,
    },
}
"""Base-sized encoders as published; what is not named is the default of the family: 12 blocks of 768. Those
of mmBERT stand in the table of its repository, and give the parameter counts that stand there."""


def known_config(name: str) -> PreTrainedConfig:
    """The config of an encoder whose costs the book states, without a download.

    Args:
        name: "pocket", or one of `KNOWN`.

    Raises:
        ValueError: it is none of these.
    """
    if name == "pocket":
        return cast(PreTrainedConfig, AutoConfig.from_pretrained(pocket_folder()))
    if name not in KNOWN:
        raise ValueError(f"no config of {name!r}: there is pocket, {', '.join(KNOWN)}")
    return AutoConfig.for_model(**KNOWN[name])


def empty_model(config: PreTrainedConfig) -> PreTrainedModel:
    """An encoder of which only shapes exist, without a pooler, as `load_backbone` gives it."""
    with torch.device("meta"):
        model: Any = AutoModel.from_config(copy.deepcopy(config), attn_implementation="eager")
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    return cast(PreTrainedModel, model.eval())


@dataclass(frozen=True)
class Parameters:
    """Numbers of parameters.

    Attributes:
        embeddings: of everything before the blocks.
        blocks: of all blocks.
        after: of what follows them, such as a last norm.
        matrices: those of the blocks that stand in matrices: each is used once for every word piece.
    """

    embeddings: int
    blocks: int
    after: int
    matrices: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.embeddings + self.blocks + self.after


def count_parameters(config: PreTrainedConfig) -> Parameters:
    """Parameters of an encoder by where they stand (chapter 9)."""
    model = empty_model(config)
    last = len(find_blocks(model)) - 1
    counts = {"embeddings": 0, "blocks": 0, "after": 0, "matrices": 0}
    for name, layer in layer_of_parameters(model).items():
        parameter = model.get_parameter(name)
        place = "embeddings" if layer == BEFORE_BLOCKS else "after" if layer > last else "blocks"
        counts[place] += parameter.numel()
        counts["matrices"] += parameter.numel() if place == "blocks" and parameter.ndim > 1 else 0
    return Parameters(**counts)


def forward_flops(config: PreTrainedConfig, length: int) -> int:
    """Operations to read one word piece of a sentence of `length` pieces, by formula (chapter 9).

    A multiplication and an addition for every weight in a matrix of a block; and in every block two products
    with the states of all pieces: query with keys, probabilities with values. Embeddings are looked up, not
    multiplied. ModernBERT's local layers count as global ones: written out, attention computes all pairs.
    """
    attention = 4 * length * config.num_hidden_layers * config.hidden_size
    return int(2 * count_parameters(config).matrices + attention)


def training_flops(config: PreTrainedConfig, length: int) -> int:
    """The same for a training step: each product has two more in the backward pass, one for each factor."""
    return 3 * forward_flops(config, length)


def counted_flops(config: PreTrainedConfig, length: int, *, training: bool = False) -> int:
    """Operations per word piece as torch counts them while a model without values runs.

    Args:
        config: of the encoder.
        length: word pieces of the sentence.
        training: count the backward pass too.
    """
    from torch.utils.flop_counter import FlopCounterMode

    model = empty_model(config)
    with FlopCounterMode(display=False) as counter:
        states = model(input_ids=torch.ones(1, length, dtype=torch.long, device="meta")).last_hidden_state
        if training:
            states.sum().backward()
    return int(counter.get_total_flops()) // length


@dataclass(frozen=True)
class Memory:
    """Bytes that a training step holds at least; temporary results come on top.

    Attributes:
        weights: the parameters, in fp32 also where autocast computes in bf16.
        gradients: one for each parameter.
        optimiser: the two moments of Adam.
        activations: what the forward pass keeps for the backward pass.
    """

    weights: int
    gradients: int
    optimiser: int
    activations: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.weights + self.gradients + self.optimiser + self.activations


def training_memory(
    config: PreTrainedConfig,
    *,
    sentences: int = 32,
    length: int = 40,
    precision: Precision = "fp32",
    accumulate: int = 1,
) -> Memory:
    """Memory of a training step with Adam (chapter 9).

    Args:
        config: of the encoder.
        sentences: in a batch.
        length: word pieces of each.
        precision: "bf16" is autocast: weights stay in fp32, most activations take half.
        accumulate: parts into which a batch is cut; only one is in memory at a time.
    """
    weights = FLOAT * count_parameters(config).total
    part = math.ceil(sentences / accumulate)
    return Memory(weights, weights, 2 * weights, kept_bytes(config, part, length, precision))


def kept_bytes(config: PreTrainedConfig, sentences: int, length: int, precision: Precision = "fp32") -> int:
    """Bytes that a forward pass keeps for the backward pass, counted while a model without values runs.

    With attention written out: kernels such as flash attention keep less. Under bf16 the bf16 copies of the
    weights are among them.
    """
    from torch._subclasses.fake_tensor import FakeTensorMode  # a "meta" device that knows autocast

    model: Any = empty_model(config)
    kept: dict[int, Any] = {}
    with FakeTensorMode(allow_non_fake_inputs=True):
        model = model.to_empty(device="cpu").train()
        own = {parameter.untyped_storage()._cdata for parameter in model.parameters()}

        def keep(tensor: torch.Tensor) -> torch.Tensor:
            storage = tensor.untyped_storage()
            if storage._cdata not in own:
                kept[storage._cdata] = storage
            return tensor

        with (
            torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor),
            torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"),
        ):
            model(input_ids=torch.ones(sentences, length, dtype=torch.long))
        return sum(storage.nbytes() for storage in kept.values())


def states_bytes(config: PreTrainedConfig, vectors: int) -> int:
    """Bytes of the hidden states of all layers, embeddings included, for so many vectors in fp32."""
    return int(FLOAT * (config.num_hidden_layers + 1) * vectors * config.hidden_size)


def checkpoint_bytes(config: PreTrainedConfig) -> int:
    """Bytes of the encoder's weights in a file, in fp32."""
    return FLOAT * count_parameters(config).total
