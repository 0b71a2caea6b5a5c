"""Pretrained encoders: load, re-initialise, cut in two and join. `hidden_states` looks inside.

A `Backbone` is a transformers encoder without any head, and its tokenizer. Blocks are found by structure, so
BERT, RoBERTa and ModernBERT work alike. No function here changes the backbone it is given.
"""

from __future__ import annotations

import copy
import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast, runtime_checkable

import torch
from torch import nn
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from xling_utils.blocks import Init, Layers, find_blocks, layer_of_parameters, random_layers
from xling_utils.encoding import Precision, Sentence, Window, default_precision, make_windows
from xling_utils.pretrained import pocket_folder, quiet_transformers, read_encoder


@dataclass(frozen=True)
class Backbone:
    """An encoder without head, in evaluation mode, and its tokenizer.

    Attributes:
        name: What `load_backbone` was asked for.
        model: Maps word pieces to hidden states.
        tokenizer: Maps words to word pieces.
    """

    name: str
    model: PreTrainedModel = field(repr=False)
    tokenizer: PreTrainedTokenizerBase = field(repr=False)

    def __post_init__(self) -> None:
        self.model.eval()

    @property
    def blocks(self) -> nn.ModuleList:
        """The Transformer blocks, block 0 next to the embeddings."""
        return find_blocks(self.model)

    @property
    def num_layers(self) -> int:
        """Number of blocks; `layer_states` gives one layer more, the embeddings."""
        return len(self.blocks)

    @property
    def hidden_size(self) -> int:
        """Width of a hidden state."""
        return int(self.model.config.hidden_size)

    @property
    def device(self) -> torch.device:
        """Where the parameters lie."""
        return self.model.device

    @property
    def precision(self) -> Precision:
        """In what this encoder is computed where nothing else is asked for, see `default_precision`."""
        return default_precision(self.device, self.hidden_size)

    @property
    def max_pieces(self) -> int:
        """Longest input in word pieces, special tokens included."""
        tables = [
            module for name, module in self.model.named_modules() if name.endswith("position_embeddings")
        ]
        # RoBERTa numbers positions from padding_idx + 1, so it has fewer than its config says.
        paddings = [getattr(table, "padding_idx", None) for table in tables]
        unused = max((padding + 1 for padding in paddings if padding is not None), default=0)
        return min(
            int(self.model.config.max_position_embeddings) - unused, int(self.tokenizer.model_max_length)
        )

    @property
    def pad_id(self) -> int:
        """Piece that fills batches; the attention mask hides it."""
        return int(self.tokenizer.pad_token_id or 0)

    def encode(self, sentences: Sequence[Sentence]) -> list[Window]:
        """Cut sentences into windows that this model can read."""
        return make_windows(self.tokenizer, sentences, self.max_pieces)

    def save(self, folder: str | Path) -> None:
        """Write a folder that `load_backbone` reads: config, safetensors and tokenizer."""
        with quiet_transformers():
            self.model.save_pretrained(folder)
            self.tokenizer.save_pretrained(folder)


def load_backbone(
    name: str | Path | None = None,
    *,
    reinit_layers: Layers = (),
    seed: int = 0,
    init: Init = "bert",
    device: str | torch.device | None = None,
    dtype: torch.dtype = torch.float32,
) -> Backbone:
    """Load a pretrained encoder (chapter 1), with some of its layers re-initialised if wanted (chapter 4).

    Args:
        name: "pocket" (the model inside this package), a folder, or a model id on the Hugging Face hub, with
            a tag, branch or commit behind it if need be: "owner/name#REVISION". None takes the environment
            variable XLING_BACKBONE, or "pocket" where that is not set.
        reinit_layers: Blocks to re-initialise, see `reinit`.
        seed: Seed of those random values.
        init: How they are drawn, see `reinit`.
        device: Where to put the model; None takes a GPU if there is one.
        dtype: Type of the parameters, whatever type the file has.

    Raises:
        FileNotFoundError: there is no such model, it cannot be had, or it has no safetensors file. Pickles
            are never read. See `hub_repository` for the cache and for working without a network.
        OSError: the disk is full, or the cache cannot be written.
        ValueError: it is no encoder, a file is damaged or lacks weights, the tokenizer belongs to another
            model, or `reinit_layers` are not blocks of it.
    """
    name = str(name or os.environ.get("XLING_BACKBONE") or "pocket")
    place = pocket_folder() if name == "pocket" else name
    device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
    model, tokenizer = read_encoder(str(place), dtype)
    backbone = Backbone(name, cast(Any, model).to(device), tokenizer)
    if backbone.num_layers != model.config.num_hidden_layers:
        raise ValueError(
            f"{name} has {backbone.num_layers} blocks for {model.config.num_hidden_layers} layers: layers "
            "that share a block cannot be told apart. Give an encoder like BERT, RoBERTa or ModernBERT"
        )
    layers = reinit_layers if isinstance(reinit_layers, str) else tuple(reinit_layers)
    return reinit(backbone, layers, seed=seed, init=init) if layers else backbone


def reinit(
    backbone: Backbone, layers: Layers, *, seed: int, init: Init = "bert", scattered: bool = False
) -> Backbone:
    """A copy of the backbone in which the chosen layers have random values (Muller et al. 2021, RANDOM-INIT).

    Every call checks that the chosen layers changed and that nothing else did. With the same seed a block
    gets the same values, whichever other blocks are chosen. Introduced in chapter 4.

    Args:
        backbone: Stays as it is.
        layers: Block numbers from 0, never name patterns; "all" blocks; or "everything", embeddings included.
        seed: Seed of the values; the global random state is left as it was.
        init: "bert" is the model's own initialiser (BERT: normal with std 0.02, biases 0, LayerNorm 1 and 0).
            "torch_default" is PyTorch's, as in the paper's 2022 code. "shuffle" permutes the values inside
            each parameter tensor, which keeps their distribution.
        scattered: Change as many weights as these layers hold, but at random places of all blocks: a control
            for the mere number of random weights.

    Raises:
        ValueError: a layer is no integer from 0 to num_layers - 1, there is none, or a matrix did not change
            because it has the values of this seed already.
    """
    return dataclasses.replace(backbone, model=random_layers(backbone.model, layers, seed, init, scattered))


@runtime_checkable
class HasBackbone(Protocol):
    """A frozen dataclass with a backbone, such as a fine-tuned model."""

    @property
    def backbone(self) -> Backbone:
        """The encoder under its head."""


Model = TypeVar("Model", bound=Backbone | HasBackbone)


@dataclass(frozen=True)
class Encoder:
    """The lower part of a model: embeddings and blocks 0 to layer - 1."""

    backbone: Backbone
    layer: int


@dataclass(frozen=True)
class Predictor(Generic[Model]):
    """The upper part of a model: blocks from `layer` on, what follows them, and the head if there is one."""

    model: Model
    layer: int


def split(model: Model, layer: int) -> tuple[Encoder, Predictor[Model]]:
    """Cut a model in two (Muller et al. 2021; chapter 5). Nothing is copied: `stitch` does that.

    Args:
        model: A backbone or a fine-tuned model.
        layer: Number of blocks in the encoder: 0 leaves it only the embeddings.

    Raises:
        ValueError: the model has no such layer.
    """
    backbone = _backbone_of(model)
    if not 0 <= layer <= backbone.num_layers:
        raise ValueError(f"cannot split at layer {layer}: choose 0 to {backbone.num_layers}")
    return Encoder(backbone, layer), Predictor(model, layer)


def stitch(encoder: Encoder, predictor: Predictor[Model]) -> Model:
    """Run the encoder of one model under the predictor of another (chapter 5).

    Returns:
        A new model of the predictor's kind: a backbone, or a fine-tuned model with the predictor's head.

    Raises:
        ValueError: the two were cut at different layers, or come from models of different shapes.
    """
    lower, upper = encoder.backbone, _backbone_of(predictor.model)
    if encoder.layer != predictor.layer:
        raise ValueError(
            f"the encoder ends at layer {encoder.layer}, the predictor starts at {predictor.layer}"
        )
    model = copy.deepcopy(lower.model)
    below, above = dict(model.named_parameters()), dict(upper.model.named_parameters())
    if {name: p.shape for name, p in below.items()} != {name: p.shape for name, p in above.items()}:
        raise ValueError(f"cannot stitch models of different shapes: {lower.name} and {upper.name}")
    with torch.no_grad():
        for name, layer in layer_of_parameters(model).items():
            if layer >= predictor.layer:
                below[name].copy_(above[name])
    joined = Backbone(upper.name, model, lower.tokenizer)
    if isinstance(predictor.model, Backbone):
        return cast(Model, joined)
    return cast(Model, dataclasses.replace(cast(Any, predictor.model), backbone=joined))


def _backbone_of(model: Backbone | HasBackbone) -> Backbone:
    return model if isinstance(model, Backbone) else model.backbone
