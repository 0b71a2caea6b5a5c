"""Speed of the training loop, in word pieces per second, against the Trainer of transformers as it comes.

A random 12 x 64 BERT learns random tags of random sentences (5 to 30 words of one piece each). Run it alone
on a quiet machine: OMP_NUM_THREADS=1 python benchmarks/finetune.py
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForTokenClassification,
    BertModel,
    DataCollatorForTokenClassification,
    PreTrainedTokenizerFast,
    PrinterCallback,
    Trainer,
    TrainingArguments,
)

from xling_utils.backbones import Backbone
from xling_utils.conllu_files import UPOS
from xling_utils.finetuning import finetune

BATCH_SIZE = 32


class RandomCorpus:
    """Random words with random tags."""

    languages = ("en",)

    def __init__(self, sentences: int, vocabulary: int) -> None:
        draw = torch.Generator().manual_seed(0)
        lengths = torch.randint(5, 31, (sentences,), generator=draw).tolist()
        words = [[f"w{i}" for i in torch.randint(vocabulary, (n,), generator=draw)] for n in lengths]
        tags = [[UPOS[i] for i in torch.randint(len(UPOS), (n,), generator=draw)] for n in lengths]
        names = [str(i) for i in range(sentences)]
        self.table = Dataset.from_dict({"sent_id": names, "tokens": words, "upos": tags})

    def sentences(
        self, language: str, split: str, domain: str | None = None, limit: int | None = None
    ) -> Dataset:
        """All sentences, whatever is asked for."""
        del language, split, domain, limit
        return self.table


def make_tokenizer(vocabulary: int) -> PreTrainedTokenizerFast:
    """A tokenizer in which every word is one piece."""
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = {piece: i for i, piece in enumerate([*specials, *(f"w{i}" for i in range(vocabulary))])}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {f"{special[1:-1].lower()}_token": special for special in specials}
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names)


def train_ours(config: BertConfig, tokenizer: PreTrainedTokenizerFast, corpus: RandomCorpus) -> None:
    """One epoch of `finetune`."""
    backbone = Backbone("random", BertModel(config, add_pooling_layer=False), tokenizer)
    finetune(backbone, corpus, epochs=1, batch_size=BATCH_SIZE, precision="fp32", progress=False)


def train_trainer(config: BertConfig, tokenizer: PreTrainedTokenizerFast, corpus: RandomCorpus) -> None:
    """One epoch of the Trainer, with its default options."""
    classes = {tag: i for i, tag in enumerate(UPOS)}
    encoded = tokenizer(corpus.table[:]["tokens"], is_split_into_words=True)["input_ids"]
    labels = [[-100, *(classes[tag] for tag in tags), -100] for tags in corpus.table[:]["upos"]]
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            folder,
            num_train_epochs=1,
            per_device_train_batch_size=BATCH_SIZE,
            report_to=[],
            save_strategy="no",
            logging_strategy="no",
            disable_tqdm=True,
            use_cpu=not torch.cuda.is_available(),
        )
        trainer = Trainer(
            BertForTokenClassification(config),
            arguments,
            train_dataset=Dataset.from_dict({"input_ids": encoded, "labels": labels}),
            data_collator=DataCollatorForTokenClassification(tokenizer),
        )
        trainer.remove_callback(PrinterCallback)
        trainer.train()


def seconds(train: Callable[[], None]) -> float:
    """Wall time of a call."""
    started = time.perf_counter()
    train()
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sentences", type=int, default=1024)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--hidden", type=int, default=64)
    options = parser.parse_args()
    vocabulary = 4000
    corpus, tokenizer = RandomCorpus(options.sentences, vocabulary), make_tokenizer(vocabulary)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=options.hidden,
        num_hidden_layers=12,
        num_attention_heads=options.hidden // 32,
        intermediate_size=4 * options.hidden,
        max_position_embeddings=64,
        num_labels=len(UPOS),
    )
    pieces = sum(len(words) + 2 for words in corpus.table[:]["tokens"])
    ways = {"Trainer, defaults": train_trainer, "finetune": train_ours}
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.repeats):  # in turn, so that a busy moment hits both
        for name, train in ways.items():
            speeds[name].append(pieces / seconds(lambda train=train: train(config, tokenizer, corpus)))
    anchor = statistics.median(speeds["Trainer, defaults"])
    print(f"12 x {options.hidden}, {options.sentences} sentences, {torch.get_num_threads()} threads")
    print(f"{'way':<20}{'pieces/s':>10}{'range':>16}{'x':>7}")
    for name, values in speeds.items():
        middle = statistics.median(values)
        print(
            f"{name:<20}{middle:>10,.0f}{f'{min(values):,.0f}-{max(values):,.0f}':>16}{middle / anchor:>7.2f}"
        )


if __name__ == "__main__":
    main()
