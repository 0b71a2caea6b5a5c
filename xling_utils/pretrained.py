"""Read pretrained encoders: safetensors only, nothing missing, no noise, no use of global random state."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
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

from xling_utils.hub_repository import Repository

_WEIGHTS = "model.safetensors"
_PART = re.compile(r"model-\d{5}-of-(?P<count>\d{5})\.safetensors")
_DAMAGE = (SafetensorError, json.JSONDecodeError, UnicodeDecodeError)
_GIVE = "Give an encoder of the BERT, RoBERTa or ModernBERT family"
_NO_PICKLES = (
    "Pickled weights (.bin, .pt) are not read: load them in a place you trust, save them with "
    "save_pretrained, and give that folder"
)


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
        raise FileNotFoundError(f"{folder} has no {_WEIGHTS}. {_NO_PICKLES}")


def _looks_like_a_path(place: str) -> bool:
    """A model id on the hub has at most one slash."""
    return place.startswith((".", "~")) or Path(place).is_absolute() or place.count("/") > 1


def read_encoder(place: str, dtype: torch.dtype) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Read an encoder without any head, and its tokenizer; see `backbones.load_backbone` for the errors.

    Args:
        place: A folder, or a model id on the hub with `#REVISION` behind it if need be.
        dtype: Type of the parameters.
    """
    folder, remedy = Path(os.path.expanduser(place)), "Copy or download the model again"
    if folder.exists():
        _require_files(folder)
        _read_config(place, folder, remedy)
    elif _looks_like_a_path(place):
        raise FileNotFoundError(
            f"no backbone {place!r}: the folder {folder} does not exist. Give the folder of a saved model, "
            "'pocket', or a model id on the hub"
        )
    else:
        name, _, revision = place.partition("#")
        repository = Repository(name, revision or None, kind="model")
        folder, remedy = _downloaded(repository), repository.remedy
    # Weights that a file lacks are drawn from the global generator: keep that from reaching the caller's.
    with quiet_transformers(), torch.random.fork_rng(), _clear_errors(place, remedy):
        model, info = AutoModel.from_pretrained(
            folder,
            dtype=dtype,
            use_safetensors=True,
            ignore_mismatched_sizes=True,
            output_loading_info=True,
            trust_remote_code=False,
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
    _require_weights(place, info)
    _require_pieces(place, model, tokenizer)
    if getattr(model, "pooler", None) is not None:
        model.pooler = None  # no task here uses it, and files saved from masked-language models lack it
    return model, tokenizer


def _downloaded(repository: Repository) -> Path:
    """The folder of the cache that holds a model, after its files are there; the weights come last.

    Raises:
        FileNotFoundError: it is no transformers model, it has no safetensors, or it cannot be had.
        ValueError: it is no encoder. Only its config was downloaded then.
    """
    names = repository.names()
    if repository.lacks("config.json"):
        raise FileNotFoundError(f"{repository.where} has no config.json: it is no transformers model")
    weights = weight_files(names)
    if not weights and repository.lacks(_WEIGHTS):
        raise FileNotFoundError(f"{repository.where} has no {_WEIGHTS}. {_NO_PICKLES}")
    folder = repository.path("config.json").parent
    _read_config(repository.name, folder, repository.remedy)
    small = [name for name in names if "/" not in name and name.endswith((".json", ".txt", ".model"))]
    for name in (*small, *(weights or [_WEIGHTS])):
        repository.path(name)
    return folder


def weight_files(names: Sequence[str]) -> list[str]:
    """The files of a model that hold its weights: one, or all the parts that one of them tells of."""
    if _WEIGHTS in names:
        return [_WEIGHTS]
    counts = [int(match["count"]) for name in names if (match := _PART.fullmatch(name))]
    return [f"model-{i:05}-of-{counts[0]:05}.safetensors" for i in range(1, counts[0] + 1)] if counts else []


@contextmanager
def _clear_errors(place: str, remedy: str) -> Iterator[None]:
    """Say which model it was and what to do."""
    try:
        yield
    except _DAMAGE as error:
        raise ValueError(f"a file of {place} is damaged, perhaps cut off: {error}. {remedy}") from error
    except OSError as error:
        raise FileNotFoundError(f"cannot read the model in {place}: {error}. {remedy}") from error


def _read_config(place: str, folder: Path, remedy: str) -> None:
    """Refuse what is no encoder before its weights are read.

    Raises:
        ValueError: it is no encoder, or one with code of its own: that is never run.
    """
    with quiet_transformers(), _clear_errors(place, remedy):
        try:
            config = AutoConfig.from_pretrained(folder, trust_remote_code=False)
        except _DAMAGE:
            raise
        except ValueError as error:
            why = " ".join(str(error).split())[:150]
            raise ValueError(
                f"{place} is no model that transformers has code for ({why} ...). {_GIVE}"
            ) from error
    _require_encoder(place, config)


def _require_encoder(place: str, config: PreTrainedConfig) -> None:
    """Only what reads in both directions and fills gaps: masked language models without a decoder."""
    decodes = getattr(config, "is_decoder", False) or getattr(config, "is_encoder_decoder", False)
    if decodes or type(config) not in MODEL_FOR_MASKED_LM_MAPPING:
        raise ValueError(
            f"{place} is a {config.model_type} model{' that decodes' if decodes else ''}, no masked language "
            f"model. {_GIVE}"
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
