"""Read pretrained encoders: safetensors only, nothing missing, no noise, no use of global random state."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase
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
    if folder.is_dir():
        _require_files(folder)
        place = str(folder)
    elif _looks_like_a_path(place) and not folder.exists():
        raise FileNotFoundError(
            f"no backbone {place!r}: the folder {folder} does not exist. Give the folder of a saved model, "
            "'pocket', or a model id on the hub"
        )
    # Weights that a file lacks are drawn from the global generator: keep that from reaching the caller's.
    with quiet_transformers(), torch.random.fork_rng():
        try:
            model, info = AutoModel.from_pretrained(
                place, dtype=dtype, use_safetensors=True, output_loading_info=True
            )
            tokenizer = AutoTokenizer.from_pretrained(place)
        except OSError as error:
            raise FileNotFoundError(
                f"no backbone {place!r}: it is neither 'pocket', nor a folder, nor a model with safetensors "
                f"that the hub or its local cache could give. {error}"
            ) from error
    missing = sorted(key for key in info["missing_keys"] if not key.startswith("pooler."))
    if missing:
        raise ValueError(
            f"{place} lacks weights of the encoder: {', '.join(missing[:5])} ({len(missing)} in all)"
        )
    if getattr(model, "pooler", None) is not None:
        model.pooler = None  # no task here uses it, and files saved from masked-language models lack it
    return model, tokenizer


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
