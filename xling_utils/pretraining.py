"""Build the pocket backbone from nothing: text, tokenizer, masked-language modelling, files.

A small BERT is trained on *independent* monolingual text of every language, never on parallel text, so
whatever alignment it shows has emerged (K et al. 2020; Conneau et al. 2020; Dufter & Schütze 2020). Chapter 2
tells how.

Everything random is a function of the seed and the step, so a run that was killed continues from its last
checkpoint to the same weights as a run that was not.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Int
from joblib import Parallel, delayed
from tqdm.auto import tqdm
from transformers import BertForMaskedLM, BertTokenizer

from xling_utils.corpora import Corpus
from xling_utils.fragment import LANGUAGES, generate, generate_pairs
from xling_utils.masked_lm import (
    PretrainConfig,
    Tally,
    Trainer,
    build_model,
    learning_rate_factor,
    masked_logits,
    use_bf16,
)
from xling_utils.masking import MaskedBatch, mask_batch
from xling_utils.pocket_files import HEAD, Checkpoint, LogRow, run_fingerprint, save_pocket
from xling_utils.wordpieces import (
    FIRST_WORD_PIECE,
    MASK,
    PAD,
    SEPARATOR,
    SPECIAL_TOKENS,
    EncodedTexts,
    encode_texts,
    epoch_batches,
    hash_texts,
    train_tokenizer,
)

__all__ = [
    "FIRST_WORD_PIECE",
    "HEAD",
    "MASK",
    "PAD",
    "POCKET",
    "SPECIAL_TOKENS",
    "Checkpoint",
    "EncodedTexts",
    "LogRow",
    "MaskedBatch",
    "PretrainConfig",
    "Pretrained",
    "Tally",
    "Trainer",
    "build_model",
    "build_pocket",
    "divide",
    "encode_texts",
    "epoch_batches",
    "hash_texts",
    "learning_rate_factor",
    "mask_batch",
    "masked_logits",
    "pretrain",
    "raw_text",
    "save_pocket",
    "train_tokenizer",
    "use_bf16",
]

POCKET = PretrainConfig(languages=LANGUAGES, vocab_size=10_000, steps=18_000)
"""The recipe of the shipped backbone."""


def build_pocket(
    config: PretrainConfig = POCKET, directory: Path | str = "pocket", corpus: Corpus | None = None
) -> None:
    """Pretrain and save the backbone; chapters 2 and 10, ``python -m xling_utils pretrain``.

    Checkpoints lie beside ``directory``, in a folder of the same name with ``-run`` added. Started again
    after a stop, the run goes on from the last.

    Args:
        config: the recipe.
        directory: where the backbone goes.
        corpus: what to read: the first sentences of its split "raw". None takes `raw_text` of the fragment.

    Raises:
        ValueError: the corpus has no such language or no raw text, or too little.
    """
    directory = Path(directory)
    count = config.held_out + config.sentences_per_language
    if corpus is None:
        texts = raw_texts(config.languages, count, config.seed)
    else:
        texts = {code: corpus.sentences(code, "raw", limit=count)[:]["text"] for code in config.languages}
    model, tokenizer, log = pretrain(texts, config, directory=directory.with_name(f"{directory.name}-run"))
    save_pocket(model, tokenizer, directory, config=config, log=log, data_hash=hash_texts(texts))


def raw_texts(languages: Sequence[str], count: int, seed: int = 0) -> dict[str, list[str]]:
    """`raw_text` of several languages, one process for each core."""
    jobs = (delayed(raw_text)(language, count, seed) for language in languages)
    return dict(zip(languages, Parallel(n_jobs=-1)(jobs), strict=True))


def raw_text(language: str, count: int, seed: int = 0) -> list[str]:
    """Monolingual text for pretraining, in three views.

    Of four texts, two are plain sentences; one has a space between any two words, as treebanks present them;
    and one is a passage of two plain sentences about the same matter, of which the second says less, denies
    the first or names somebody else. A reader of passages learns to compare. The backbone meets all of these
    later: text in demonstrations, words in most tasks, pairs in natural language inference.
    """
    passages = generate_pairs(language, "raw", count // 4, seed)
    texts = []
    for number, sentence in enumerate(generate(language, "raw", count - count // 4, seed)):
        texts.append(sentence.text if number % 3 else " ".join(word.form for word in sentence.words))
        if number % 3 == 2 and (pair := next(passages, None)):
            texts.append(f"{pair.premise.text}{SEPARATOR}{pair.hypothesis.text}")
    return texts


class Pretrained(NamedTuple):
    """What ``pretrain`` returns."""

    model: BertForMaskedLM
    tokenizer: BertTokenizer
    log: list[LogRow]


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
    tokenizer = train_tokenizer(train, config.vocab_size, config.seed, config.rarest)
    tokenizer.model_max_length = config.max_position_embeddings
    encode = functools.partial(encode_texts, tokenizer, max_length=config.max_position_embeddings)
    data = encode([text for language in config.languages for text in train[language]])
    tests = {language: encode(texts) for language, texts in held_out.items()}
    trainer = Trainer(config, len(tokenizer))
    identity = run_fingerprint(config, texts_by_language)
    checkpoint = None if directory is None else Checkpoint(Path(directory), identity)
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
