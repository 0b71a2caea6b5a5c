"""What pretraining writes: the checkpoint of an unfinished run, and the finished backbone."""

from __future__ import annotations

import copy
import hashlib
import json
import math
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tokenizers
import torch
import transformers
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor
from transformers import BertForMaskedLM, BertTokenizer

from xling_utils.masked_lm import PretrainConfig, Trainer, use_bf16
from xling_utils.wordpieces import hash_texts

HEAD = "cls."  # the parameters above the encoder

LogRow = dict[str, Any]


def run_fingerprint(config: PretrainConfig, texts_by_language: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 of all that decides the weights: config and texts."""
    recipe = json.dumps(asdict(config), sort_keys=True) + hash_texts(texts_by_language)
    return hashlib.sha256(recipe.encode()).hexdigest()


@dataclass(frozen=True)
class Checkpoint:
    """Weights, optimiser moments and log of an unfinished run, in one file that is replaced in one move."""

    directory: Path
    fingerprint: str
    """Of config and texts: a run never continues another one."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.directory / "checkpoint.safetensors"

    def save(self, trainer: Trainer, log: Sequence[LogRow]) -> None:
        """Write the state after the step of the last log row, and the log."""
        tensors = {}
        for name, parameter in trainer.parameters.items():
            state = trainer.optimizer.state[parameter]
            tensors[f"weight {name}"] = parameter.detach()
            tensors |= {f"{moment} {name}": state[moment] for moment in ("exp_avg", "exp_avg_sq")}
        self.directory.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        save_file(tensors, partial, metadata={"fingerprint": self.fingerprint, "log": json.dumps(list(log))})
        os.replace(partial, self.path)
        _write_lines(self.directory / "log.jsonl", log)

    def load(self, trainer: Trainer) -> tuple[int, list[LogRow]]:
        """Put the saved state into ``trainer``; return the steps done and the log, 0 and [] without a file.

        Raises:
            ValueError: the file was written with another config or other texts.
        """
        if not self.path.exists():
            return 0, []
        with safe_open(self.path, framework="pt", device=str(trainer.device)) as file, torch.no_grad():
            metadata = file.metadata()
            if metadata["fingerprint"] != self.fingerprint:
                raise ValueError(
                    f"{self.path} was written with another config or other texts: "
                    "delete it to start afresh, or choose another directory"
                )
            log = json.loads(metadata["log"])
            for name, parameter in trainer.parameters.items():
                parameter.copy_(file.get_tensor(f"weight {name}"))
                trainer.optimizer.state[parameter] = {
                    "step": torch.tensor(float(log[-1]["step"]), device=trainer.device),
                    "exp_avg": file.get_tensor(f"exp_avg {name}"),
                    "exp_avg_sq": file.get_tensor(f"exp_avg_sq {name}"),
                }
        return log[-1]["step"], log


def save_pocket(
    model: BertForMaskedLM,
    tokenizer: BertTokenizer,
    directory: Path | str,
    *,
    config: PretrainConfig,
    log: Sequence[LogRow],
    data_hash: str,
    log_rows: int = 100,
) -> None:
    """Write the backbone in half precision, with all that tells where it came from.

    ``AutoModel.from_pretrained(directory)`` reads the encoder, and
    ``AutoModelForMaskedLM.from_pretrained(directory, variant="mlm")`` the encoder under its prediction head.
    Both share one encoder file; two index files say which part lies where. The pooler of ``BertModel`` plays
    no part in pretraining and is stored as initialised, so that every reader has the same one.

    Args:
        model: from ``pretrain``.
        tokenizer: from ``pretrain``.
        directory: made if need be.
        config: the recipe, kept in ``pretraining.json`` beside the precision that ``auto`` meant here.
        log: kept in ``log.jsonl``, thinned to about ``log_rows`` rows; the last row always stays.
        data_hash: ``hash_texts`` of the texts.
        log_rows: see ``log``.
    """
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    tied = set(model.all_tied_weights_keys)
    weights = {name: value.half() for name, value in model.state_dict().items() if name not in tied}
    parts = {
        "encoder": {name: value for name, value in weights.items() if not name.startswith(HEAD)},
        "head": {name: value for name, value in weights.items() if name.startswith(HEAD)},
        "pooler": {
            f"bert.pooler.{name}": value.half() for name, value in _fresh_pooler(model, config.seed).items()
        },
    }
    for part, tensors in parts.items():
        save_file(
            {name: t.contiguous().cpu() for name, t in tensors.items()},
            directory / f"model-{part}.safetensors",
            metadata={"format": "pt"},
        )
    _write_index(directory / "model.safetensors.index.json", parts, ("encoder", "pooler"))
    _write_index(directory / "model.safetensors.index.mlm.json", parts, ("encoder", "head"))

    bert = copy.deepcopy(model.config)
    bert.architectures = ["BertForMaskedLM"]
    bert.dtype = "float32"  # what readers compute in; the files are half precision to be small
    bert.save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    stride = max(1, math.ceil(len(log) / log_rows))
    _write_lines(directory / "log.jsonl", list(log)[::-stride][::-1])
    record = {
        "config": asdict(config),
        "precision": "bf16" if use_bf16(config, model.device) else "fp32",
        "data_sha256": data_hash,
        "versions": _versions(),
    }
    (directory / "pretraining.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _fresh_pooler(model: BertForMaskedLM, seed: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    size = model.config.hidden_size
    weight = torch.empty(size, size).normal_(0.0, model.config.initializer_range, generator=generator)
    return {"dense.weight": weight, "dense.bias": torch.zeros(size)}


def _write_index(path: Path, parts: Mapping[str, Mapping[str, Tensor]], names: Sequence[str]) -> None:
    where = {tensor: f"model-{part}.safetensors" for part in names for tensor in parts[part]}
    size = sum(tensor.nbytes for part in names for tensor in parts[part].values())
    path.write_text(
        json.dumps({"metadata": {"total_size": size}, "weight_map": where}, indent=2) + "\n", encoding="utf-8"
    )


def _write_lines(path: Path, rows: Sequence[LogRow]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _versions() -> dict[str, str]:
    modules = {"torch": torch, "transformers": transformers, "tokenizers": tokenizers, "numpy": np}
    return {"python": platform.python_version()} | {
        name: module.__version__ for name, module in modules.items()
    }
