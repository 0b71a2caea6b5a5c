"""Build the pocket backbone from nothing: tokenizer, masked-language modelling, saving.

A small BERT is trained on *independent* monolingual text of every language, never on parallel text, so
whatever alignment it shows has emerged (K et al. 2020; Conneau et al. 2020; Dufter & Schütze 2020). Chapter 2
tells how.

Everything random is a function of the seed and the step, so a run that was killed continues from its last
checkpoint to the same weights as a run that was not.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import itertools
import json
import math
import os
import platform
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import tokenizers
import torch
import transformers
from jaxtyping import Bool, Float, Int
from safetensors import safe_open
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch import Tensor
from tqdm.auto import tqdm
from transformers import BertConfig, BertForMaskedLM, BertTokenizer

from xling_utils.fragment import generate

SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, MASK, FIRST_WORD_PIECE = 0, 4, len(SPECIAL_TOKENS)

HEAD = "cls."  # the parameters above the encoder

LogRow = dict[str, Any]


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
    sentences_per_language: int = 50_000
    held_out: int = 200
    """Sentences per language kept apart to measure masked accuracy."""
    steps: int = 10_000
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


POCKET = PretrainConfig(languages=("en", "fr", "de", "ru", "ar", "tr", "hi", "ja"))
"""The recipe of the shipped backbone."""


class Pretrained(NamedTuple):
    """What ``pretrain`` returns."""

    model: BertForMaskedLM
    tokenizer: BertTokenizer
    log: list[LogRow]


# --- text ---


def hash_texts(texts_by_language: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 of all texts in order of language, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for language in sorted(texts_by_language):
        digest.update(json.dumps([language, list(texts_by_language[language])]).encode())
    return digest.hexdigest()


def train_tokenizer(
    texts_by_language: Mapping[str, Sequence[str]], vocab_size: int, seed: int = 0
) -> BertTokenizer:
    """Train a cased WordPiece vocabulary on an equal number of sentences of every language.

    Like mBERT's tokenizer it keeps case and accents and splits every Chinese character off. Every
    character of the texts gets a piece, at the start of a word and inside one: no word in a known script is
    unknown.

    Args:
        texts_by_language: raw sentences of each language.
        vocab_size: pieces in all, the five special ones included.
        seed: for the choice of sentences where a language has more than the smallest one.

    Raises:
        ValueError: a language has no text, or the characters alone do not fit into ``vocab_size``.
    """
    if empty := [language for language, texts in texts_by_language.items() if not texts]:
        raise ValueError(
            f"no text for {', '.join(empty)}: give at least one sentence per language, or leave it out"
        )
    normalizer = normalizers.BertNormalizer(strip_accents=False, lowercase=False, handle_chinese_chars=True)
    words = pre_tokenizers.BertPreTokenizer()
    characters = set().union(*(text for texts in texts_by_language.values() for text in texts))
    alphabet = sorted(set(normalizer.normalize_str("".join(sorted(characters)))) - {" "})
    inside = [c for c in alphabet if len(words.pre_tokenize_str(normalizer.normalize_str("a" + c))) == 1]
    # Named up front, the pieces of one character get fixed ids. The trainer would number them in the order
    # of a hash table, which differs from run to run and decides ties between merges.
    fixed = [*SPECIAL_TOKENS, *alphabet, *("##" + c for c in inside)]
    if len(fixed) > vocab_size:
        raise ValueError(
            f"vocab_size={vocab_size} is too small: special tokens and characters need {len(fixed)}"
        )

    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer, trained.pre_tokenizer = normalizer, words
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocab_size, special_tokens=fixed, limit_alphabet=len(alphabet), show_progress=False
    )
    trained.train_from_iterator(_balanced(texts_by_language, seed), trainer)
    return BertTokenizer(vocab=trained.get_vocab(), do_lower_case=False, strip_accents=False)


def _balanced(texts_by_language: Mapping[str, Sequence[str]], seed: int) -> list[str]:
    smallest = min(len(texts) for texts in texts_by_language.values())
    chooser = random.Random(seed)
    return [
        text
        for language in sorted(texts_by_language)
        for text in chooser.sample(texts_by_language[language], smallest)
    ]


@dataclass(frozen=True)
class EncodedTexts:
    """Sentences as one flat array of piece ids, special tokens included: few objects and no padding."""

    flat: Int[np.ndarray, " token"]
    starts: Int[np.ndarray, " sentence"]
    lengths: Int[np.ndarray, " sentence"]

    def batch(self, rows: Int[np.ndarray, " sentence"]) -> Int[np.ndarray, "sentence position"]:
        """The sentences ``rows``, padded to the longest of them."""
        lengths = self.lengths[rows, None]
        position = np.arange(lengths.max())[None, :]
        inside = position < lengths
        ids = self.flat[np.where(inside, self.starts[rows, None] + position, 0)]
        return np.where(inside, ids, PAD).astype(np.int64)


def encode_texts(tokenizer: BertTokenizer, texts: Sequence[str], max_length: int) -> EncodedTexts:
    """Tokenise once, up front; sentences longer than ``max_length`` pieces are cut."""
    rows: list[list[int]] = []
    for start in range(0, len(texts), 10_000):
        chunk = list(texts[start : start + 10_000])
        rows += tokenizer(chunk, truncation=True, max_length=max_length, return_attention_mask=False)[
            "input_ids"
        ]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    dtype = np.int16 if len(tokenizer) < 2**15 else np.int32
    return EncodedTexts(
        np.concatenate([np.array(row, dtype=dtype) for row in rows]), lengths.cumsum() - lengths, lengths
    )


def epoch_batches(
    lengths: Int[np.ndarray, " sentence"], batch_size: int, seed: int, epoch: int
) -> list[np.ndarray]:
    """Cut one pass over the data into batches of equally long sentences, in random order.

    Ties in length are broken at random, which mixes the languages within a batch.
    """
    rng = np.random.default_rng([seed, epoch])
    order = np.lexsort((rng.random(len(lengths)), lengths))
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]


class MaskedBatch(NamedTuple):
    """A batch ready for the model. ``chosen`` marks what to predict, ``labels`` holds it in reading order."""

    inputs: Int[Tensor, "sentence position"]
    attention: Bool[Tensor, "sentence position"] | None
    chosen: Bool[Tensor, "sentence position"]
    labels: Int[Tensor, " chosen"]

    def split(self, parts: int) -> list[MaskedBatch]:
        """Cut the sentences into ``parts`` batches."""
        inputs, chosen = self.inputs.tensor_split(parts), self.chosen.tensor_split(parts)
        attention = [None] * parts if self.attention is None else self.attention.tensor_split(parts)
        labels = self.labels.split([int(part.sum()) for part in chosen])
        return [MaskedBatch(*tensors) for tensors in zip(inputs, attention, chosen, labels, strict=True)]


def mask_batch(
    ids: Int[np.ndarray, "sentence position"],
    rng: np.random.Generator,
    *,
    probability: float,
    vocab_size: int,
) -> MaskedBatch:
    """Choose pieces to predict; show 80 % of them as [MASK], 10 % as a random piece, 10 % as they are.

    Devlin et al. 2019, section 3.1. Special tokens are never chosen; at least one piece always is.
    """
    draw = np.where(ids >= FIRST_WORD_PIECE, rng.random(ids.shape), 1.0)
    chosen = draw <= max(probability, draw.min())
    fate = rng.random(ids.shape)
    noise = rng.integers(FIRST_WORD_PIECE, vocab_size, ids.shape)
    shown = np.where(fate < 0.8, MASK, np.where(fate < 0.9, noise, ids))
    inside = ids != PAD
    return MaskedBatch(
        inputs=torch.from_numpy(np.where(chosen, shown, ids)),
        attention=None if inside.all() else torch.from_numpy(inside),
        chosen=torch.from_numpy(chosen),
        labels=torch.from_numpy(ids[chosen]),
    )


# --- model ---


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


# --- training ---


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


def pretrain(
    texts_by_language: Mapping[str, Sequence[str]],
    config: PretrainConfig,
    *,
    directory: Path | str | None = None,
    every: int = 200,
    verbose: bool = True,
) -> Pretrained:
    """Train tokenizer and model on raw text; chapter 2 shows the result.

    Args:
        texts_by_language: independent samples of each of ``config.languages``. The first ``config.held_out``
            sentences measure, the next ``config.sentences_per_language`` train.
        config: decides the weights.
        directory: where to keep ``checkpoint.safetensors`` and ``log.jsonl``. If it holds a checkpoint of the
            same config and texts, training goes on from there. Without it nothing is written.
        every: steps between log rows (mean loss in nats per masked piece, masked accuracy, tokens per second,
            held-out accuracy by language) and checkpoints.
        verbose: a progress bar on a terminal, one line per log row elsewhere.

    Raises:
        ValueError: texts and config do not match, or the checkpoint belongs to another run.
    """
    train, held_out = divide(texts_by_language, config)
    tokenizer = train_tokenizer(train, config.vocab_size, config.seed)
    tokenizer.model_max_length = config.max_position_embeddings
    encode = functools.partial(encode_texts, tokenizer, max_length=config.max_position_embeddings)
    data = encode([text for language in config.languages for text in train[language]])
    tests = {language: encode(texts) for language, texts in held_out.items()}
    trainer = Trainer(config, len(tokenizer))
    checkpoint = (
        None if directory is None else Checkpoint(Path(directory), _fingerprint(config, texts_by_language))
    )
    start, log = checkpoint.load(trainer) if checkpoint else (0, [])

    tallies: list[Tally] = []
    began = time.perf_counter()
    bar = tqdm(total=config.steps, initial=start, unit="step", disable=None if verbose else True)
    with torch.random.fork_rng(), _one_thread_per_shard(config) as pool, bar:
        for step, rows in enumerate(_rows_from(start, data.lengths, config), start):
            tallies.append(trainer.step(step, data.batch(rows), pool))
            bar.update()
            if (step + 1) % every == 0 or step + 1 == config.steps:
                row = _log_row(step + 1, tallies, time.perf_counter() - began)
                row["held_out"] = {
                    language: round(trainer.held_out_accuracy(t), 4) for language, t in tests.items()
                }
                log.append(row)
                if checkpoint:
                    checkpoint.save(trainer, log)
                if verbose:
                    bar.write(json.dumps(row))
                tallies, began = [], time.perf_counter()
    return Pretrained(trainer.model.eval(), tokenizer, log)


def divide(
    texts_by_language: Mapping[str, Sequence[str]], config: PretrainConfig
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Training and held-out sentences of each language; no sentence is in both.

    Raises:
        ValueError: a language of the config has no texts or too few.
    """
    train, held_out = {}, {}
    for language in config.languages:
        texts = texts_by_language.get(language, [])
        first = dict.fromkeys(texts[: config.held_out])
        stop = config.held_out + config.sentences_per_language
        train[language] = [text for text in texts[config.held_out : stop] if text not in first]
        held_out[language] = list(first)
        if not train[language]:
            raise ValueError(
                f"{language}: {len(texts)} sentences leave none to train on beside {config.held_out} "
                "held-out ones: give more text, or lower held_out"
            )
    return train, held_out if config.held_out else {}


def _rows_from(
    start: int, lengths: Int[np.ndarray, " sentence"], config: PretrainConfig
) -> Iterator[np.ndarray]:
    """The sentences of each step from ``start`` to the last, through as many epochs as that takes."""
    per_epoch = math.ceil(len(lengths) / config.batch_size)
    for epoch in itertools.count(start // per_epoch):
        batches = epoch_batches(lengths, config.batch_size, config.seed, epoch)
        steps = range(epoch * per_epoch, min((epoch + 1) * per_epoch, config.steps))
        yield from (batches[step % per_epoch] for step in steps if step >= start)
        if (epoch + 1) * per_epoch >= config.steps:
            return


@contextmanager
def _one_thread_per_shard(config: PretrainConfig) -> Iterator[Executor]:
    """Workers for the shards, one core each: nobody waits for a partner after every small matrix product."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(1 if config.dropout else config.shards) as pool:
            yield pool
    finally:
        torch.set_num_threads(threads)


def _log_row(step: int, tallies: Sequence[Tally], seconds: float) -> LogRow:
    total = Tally.total(tallies)
    return {
        "step": step,
        "loss": round(total.loss / total.predicted, 4),
        "accuracy": round(total.correct / total.predicted, 4),
        "tokens_per_second": round(total.tokens / seconds),
    }


# --- files ---


def _fingerprint(config: PretrainConfig, texts_by_language: Mapping[str, Sequence[str]]) -> str:
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


def build_pocket(config: PretrainConfig = POCKET, directory: Path | str = "pocket") -> None:
    """Pretrain on the fragment and save the backbone; chapter 2, ``python -m xling_utils pretrain``.

    Checkpoints lie beside ``directory``, in a folder of the same name with ``-run`` added. Started again
    after a stop, the run goes on from the last.
    """
    directory = Path(directory)
    count = config.held_out + config.sentences_per_language
    texts = {language: raw_text(language, count, config.seed) for language in config.languages}
    model, tokenizer, log = pretrain(texts, config, directory=directory.with_name(f"{directory.name}-run"))
    save_pocket(model, tokenizer, directory, config=config, log=log, data_hash=hash_texts(texts))


def raw_text(language: str, count: int, seed: int = 0) -> list[str]:
    """Monolingual text for pretraining, in two views.

    Every other sentence is plain text; the others have a space between any two words, as treebanks present
    them. The backbone meets both later: text in a demonstration, words in every task.
    """
    return [
        sentence.text if number % 2 else " ".join(word.form for word in sentence.words)
        for number, sentence in enumerate(generate(language, "raw", count, seed))
    ]


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
        config: the recipe, kept in ``pretraining.json``.
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
    record = {"config": asdict(config), "data_sha256": data_hash, "versions": _versions()}
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
