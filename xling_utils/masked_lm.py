"""A masked language model and one step of its training.

Everything random is a function of the seed and the step: a step does the same wherever its run began.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import astuple, dataclass
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor
from transformers import BertConfig, BertForMaskedLM

from xling_utils.masking import MaskedBatch, mask_batch
from xling_utils.wordpieces import PAD, EncodedTexts, epoch_batches


@dataclass(frozen=True, kw_only=True)
class PretrainConfig:
    """Everything that decides the weights, together with the texts."""

    languages: tuple[str, ...]
    layers: int = 12
    hidden: int = 64
    heads: int = 4
    intermediate: int = 256
    max_position_embeddings: int = 128
    vocab_size: int = 6000
    rarest: int = 1
    """How often a character must occur in the text to get word pieces."""
    sentences_per_language: int = 40_000
    held_out: int = 200
    """Sentences per language kept apart to measure masked accuracy."""
    steps: int = 24_000
    batch_size: int = 128
    """Sentences per step."""
    learning_rate: float = 1.5e-3
    warmup: float = 0.05
    """Share of the steps in which the learning rate climbs."""
    decay: Literal["linear", "cosine"] = "linear"
    weight_decay: float = 0.01
    clip: float = 1.0
    mask_probability: float = 0.15
    dropout: float = 0.0
    """Above 0 the shards run one after another, because they draw from one random stream."""
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    """``auto``: see ``use_bf16``."""
    shards: int = 2
    """Parts of a batch computed side by side, one core each. They fix the order of sums."""
    seed: int = 0

    def __post_init__(self) -> None:
        if self.hidden % self.heads:
            raise ValueError(f"hidden={self.hidden} is no multiple of heads={self.heads}: choose one that is")


def use_bf16(config: PretrainConfig, device: torch.device) -> bool:
    """Whether to compute in bfloat16.

    On a CPU it needs AMX tiles to be quick, and wide layers to win: at a hidden size of 64 and batches of
    128, float32 with fused attention is faster.
    """
    if config.precision != "auto":
        return config.precision == "bf16"
    amx = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    return device.type == "cuda" or (config.hidden >= 96 and bool(amx()))


def build_model(config: PretrainConfig, vocab_size: int, *, attention: str = "sdpa") -> BertForMaskedLM:
    """A fresh BERT with a masked-language-modelling head whose output matrix is the word-piece embedding."""
    bert = BertConfig(
        vocab_size=vocab_size,
        hidden_size=config.hidden,
        num_hidden_layers=config.layers,
        num_attention_heads=config.heads,
        intermediate_size=config.intermediate,
        max_position_embeddings=config.max_position_embeddings,
        type_vocab_size=1,  # [SEP] alone tells the sentences of a passage apart
        hidden_dropout_prob=config.dropout,
        attention_probs_dropout_prob=config.dropout,
        pad_token_id=PAD,
    )
    bert._attn_implementation = attention
    with torch.random.fork_rng():
        torch.manual_seed(config.seed)
        return BertForMaskedLM(bert)


def masked_logits(model: BertForMaskedLM, batch: MaskedBatch) -> Float[Tensor, "chosen vocabulary"]:
    """Scores of the chosen positions only: in a small model, the vocabulary is the dearest matrix."""
    attention = None if batch.attention is None else batch.attention.long()
    hidden = model.bert(batch.inputs, attention_mask=attention).last_hidden_state
    logits: Tensor = model.cls(hidden[batch.chosen])
    return logits.float()


def learning_rate_factor(step: int, config: PretrainConfig) -> float:
    """Linear climb over the first ``warmup`` of the steps, then decay to zero."""
    climb = max(1, round(config.warmup * config.steps))
    if step < climb:
        return (step + 1) / climb
    left = (config.steps - step) / max(1, config.steps - climb)
    return left if config.decay == "linear" else 0.5 - 0.5 * math.cos(math.pi * left)


@dataclass(frozen=True)
class Tally:
    """Sums over predicted pieces, so that shards and steps add up exactly."""

    loss: float
    correct: int
    predicted: int
    tokens: int

    @staticmethod
    def total(parts: Iterable[Tally]) -> Tally:
        """Sum of all parts."""
        loss, correct, predicted, tokens = map(sum, zip(*map(astuple, parts), strict=True))
        return Tally(loss, correct, predicted, tokens)


class Trainer:
    """A model, its optimiser and one training step."""

    def __init__(self, config: PretrainConfig, vocab_size: int) -> None:
        self.config = config
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.bf16 = use_bf16(config, self.device)
        # The fused CPU kernel is slower than plain attention in bfloat16, and faster in float32.
        attention = "eager" if self.bf16 and self.device.type == "cpu" else "sdpa"
        self.model = build_model(config, vocab_size, attention=attention)
        self.model.to(self.device)  # type: ignore[arg-type]  # its decorator hides the signature
        self.parameters = dict(self.model.named_parameters())
        matrices = [p for p in self.parameters.values() if p.ndim > 1]
        vectors = [p for p in self.parameters.values() if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": matrices, "weight_decay": config.weight_decay},
                {"params": vectors, "weight_decay": 0.0},
            ],
            lr=config.learning_rate,
            betas=(0.9, 0.98),
            fused=True,
        )

    def mask(self, ids: Int[np.ndarray, "sentence position"], rng: np.random.Generator) -> MaskedBatch:
        """Mask a batch and move it to the device."""
        batch = mask_batch(
            ids, rng, probability=self.config.mask_probability, vocab_size=self.model.config.vocab_size
        )
        attention = None if batch.attention is None else batch.attention.to(self.device)
        inputs, chosen, labels = (t.to(self.device) for t in (batch.inputs, batch.chosen, batch.labels))
        return MaskedBatch(inputs, attention, chosen, labels)

    def scores(self, batch: MaskedBatch) -> tuple[Tensor, Tally]:
        """Summed cross-entropy (nats) over the chosen pieces, and the tally."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16):
            logits = masked_logits(self.model, batch)
        loss = torch.nn.functional.cross_entropy(logits, batch.labels, reduction="sum")
        correct = int((logits.detach().argmax(-1) == batch.labels).sum())
        tokens = batch.inputs.numel() if batch.attention is None else int(batch.attention.sum())
        return loss, Tally(loss.item(), correct, len(batch.labels), tokens)

    def step(self, step: int, ids: Int[np.ndarray, "sentence position"], pool: Executor) -> Tally:
        """One update on one batch, with randomness that depends on seed and step only."""
        torch.manual_seed(self.config.seed * 1_000_003 + step)  # for dropout
        rng = np.random.default_rng([self.config.seed, step, 1])  # another stream than that of the epochs
        batch = self.mask(ids, rng)
        shards = batch.split(self.config.shards if self.device.type == "cpu" else 1)
        predicted = len(batch.labels)
        gradients, tallies = zip(*pool.map(self._gradients, shards, [predicted] * len(shards)), strict=True)
        for parameter, shares in zip(self.parameters.values(), zip(*gradients, strict=True), strict=True):
            parameter.grad = functools.reduce(torch.add, shares)
        torch.nn.utils.clip_grad_norm_(self.parameters.values(), self.config.clip)
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.learning_rate * learning_rate_factor(step, self.config)
        self.optimizer.step()
        return Tally.total(tallies)

    def _gradients(self, shard: MaskedBatch, predicted: int) -> tuple[tuple[Tensor, ...], Tally]:
        # autograd.grad returns the gradients instead of adding them to shared .grad fields: two threads can
        # work on one model.
        loss, tally = self.scores(shard)
        return torch.autograd.grad(loss / predicted, list(self.parameters.values())), tally

    @torch.inference_mode()
    def held_out_accuracy(self, texts: EncodedTexts) -> float:
        """Share of masked pieces named right, under masks that are the same at every call."""
        self.model.eval()
        rng = np.random.default_rng(self.config.seed)
        batches = epoch_batches(texts.lengths, self.config.batch_size, self.config.seed, epoch=0)
        tallies = [self.scores(self.mask(texts.batch(rows), rng))[1] for rows in batches]
        self.model.train()
        total = Tally.total(tallies)
        return total.correct / total.predicted
