"""Read pretrained encoders: safetensors only, nothing missing, no noise, no use of global random state."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import torch
from safetensors import SafetensorError
from transformers import (
    MODEL_FOR_MASKED_LM_MAPPING,
    AutoConfig,
    AutoModel,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging as transformers_logging


def pocket_folder() -> Path:
    """The folder of the backbone that this package ships.

    Raises:
        FileNotFoundError: it is not there.
    """
    folder = Path(str(files("xling_utils") / "pocket"))
    if not (folder / "config.json").is_file():
        raise FileNotFoundError(
            f"no pocket backbone in {folder}. Build it with: python -m xling_utils pretrain"
        )
    return folder


def _require_files(folder: Path) -> None:
    if folder.is_file():
        raise FileNotFoundError(f"{folder} is a file: give the folder that holds config.json and the weights")
    if not (folder / "config.json").is_file():
        raise FileNotFoundError(f"{folder} has no config.json: it is no saved transformers model")
    if not list(folder.glob("model*.safetensors")):
        raise FileNotFoundError(
            f"{folder} has no model.safetensors. Pickled weights (.bin, .pt) are not read: load them in a "
            "place you trust and save them with save_pretrained"
        )


def _looks_like_a_path(place: str) -> bool:
    """A model id on the hub has at most one slash."""
    return place.startswith((".", "~")) or Path(place).is_absolute() or place.count("/") > 1


def read_encoder(place: str, dtype: torch.dtype) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Read an encoder without any head, and its tokenizer; see `backbones.load_backbone` for the errors.

    Args:
        place: A folder or a model id on the hub.
        dtype: Type of the parameters.
    """
    folder = Path(os.path.expanduser(place))
    if folder.exists():
        _require_files(folder)
        place = str(folder)
    elif _looks_like_a_path(place):
        raise FileNotFoundError(
            f"no backbone {place!r}: the folder {folder} does not exist. Give the folder of a saved model, "
            "'pocket', or a model id on the hub"
        )
    # Weights that a file lacks are drawn from the global generator: keep that from reaching the caller's.
    with quiet_transformers(), torch.random.fork_rng(), _clear_errors(place, local=folder.exists()):
        _require_encoder(place, AutoConfig.from_pretrained(place))
        model, info = AutoModel.from_pretrained(
            place, dtype=dtype, use_safetensors=True, ignore_mismatched_sizes=True, output_loading_info=True
        )
        tokenizer = AutoTokenizer.from_pretrained(place)
    _require_weights(place, info)
    _require_pieces(place, model, tokenizer)
    if getattr(model, "pooler", None) is not None:
        model.pooler = None  # no task here uses it, and files saved from masked-language models lack it
    return model, tokenizer


@contextmanager
def _clear_errors(place: str, *, local: bool) -> Iterator[None]:
    """Say which model it was and what to do."""
    try:
        yield
    except (SafetensorError, json.JSONDecodeError) as error:
        raise ValueError(
            f"a file of {place} is damaged, perhaps cut off: {error}. Copy or download the model again"
        ) from error
    except OSError as error:
        if local:
            raise FileNotFoundError(f"cannot read the model in {place}: {error}") from error
        raise FileNotFoundError(
            f"no backbone {place!r}: it is neither 'pocket', nor a folder, nor a model with safetensors "
            f"that the hub or its local cache could give. {error}\nPickled weights (.bin) are never read: if "
            "the model has no others, save it with save_pretrained in a place you trust, and give that folder"
        ) from error


def _require_encoder(place: str, config: PreTrainedConfig) -> None:
    """Only what reads in both directions and fills gaps: masked language models without a decoder."""
    decodes = getattr(config, "is_decoder", False) or getattr(config, "is_encoder_decoder", False)
    if decodes or type(config) not in MODEL_FOR_MASKED_LM_MAPPING:
        raise ValueError(
            f"{place} is a {config.model_type} model{' that decodes' if decodes else ''}, no masked language "
            "model. Give an encoder of the BERT, RoBERTa or ModernBERT family"
        )


def _require_weights(place: str, info: dict[str, Any]) -> None:
    missing = sorted(key for key in info["missing_keys"] if not key.startswith("pooler."))
    if missing:
        raise ValueError(
            f"{place} lacks weights of the encoder: {', '.join(missing[:5])} ({len(missing)} in all)"
        )
    if info["mismatched_keys"]:
        name, stored, expected = min(info["mismatched_keys"])
        raise ValueError(
            f"{place}: {name} has the shape {tuple(stored)} in the file, but {tuple(expected)} by "
            "config.json. They are of different models: get both again"
        )


def _require_pieces(place: str, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Where a model has no tokenizer files, transformers makes a tokenizer that knows no word."""
    pieces, rows = len(tokenizer), len(cast(torch.Tensor, model.get_input_embeddings().weight))
    if not rows / 2 <= pieces <= rows:  # a table may have spare rows, so that its size divides well
        raise ValueError(
            f"{place}: the tokenizer has {pieces} pieces, the model {rows} embeddings. Put the model's own "
            "tokenizer files (tokenizer.json or vocab.txt) beside it"
        )


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """No progress bars and load reports: we check what was loaded ourselves."""
    level, bars = transformers_logging.get_verbosity(), transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        transformers_logging.set_verbosity(level)
        if bars:
            transformers_logging.enable_progress_bar()
