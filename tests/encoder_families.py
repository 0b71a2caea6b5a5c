"""Tiny models of each encoder family, as folders like those on the hub: nothing is downloaded.

Every stand-in has what is special about its family: the tokenizer and its special tokens, how a pair is
joined, how positions are counted, which layers see the whole sentence, and how the file names its weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForMaskedLM,
    ModernBertConfig,
    ModernBertForMaskedLM,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForMaskedLM,
    XLMRobertaTokenizer,
)

from xling_utils.pretrained import quiet_transformers
from xling_utils.wordpieces import train_tokenizer

LONGEST = 64
"""Word pieces that a stand-in can read, special tokens included."""

REACH = 4
"""Pieces that a local layer of ModernBERT sees to each side."""

SIZES = {"hidden_size": 16, "num_hidden_layers": 4, "num_attention_heads": 2, "intermediate_size": 32}


def write_family(family: str, folder: Path, texts: Sequence[str], **sizes: int) -> Path:
    """Write a masked language model with random weights, and a tokenizer trained on the texts.

    Args:
        family: one of `FAMILIES`.
        folder: made if it is not there.
        texts: any languages.
        sizes: fields of the config that differ from `SIZES`.
    """
    make_tokenizer, make_model = FAMILIES[family]
    tokenizer = make_tokenizer(texts)
    with torch.random.fork_rng(), quiet_transformers():
        torch.manual_seed(0)
        make_model(tokenizer, **sizes).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    REWRITES.get(family, lambda folder: None)(folder)
    return folder


# BERT: WordPiece, two segments, an older file


def wordpiece(texts: Sequence[str]) -> PreTrainedTokenizerBase:
    return train_tokenizer({"all": texts}, vocab_size=1000)


def bert(tokenizer: PreTrainedTokenizerBase, **sizes: int) -> PreTrainedModel:
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=LONGEST, **SIZES | sizes)
    return BertForMaskedLM(config)


def with_old_names(folder: Path) -> None:
    """Weights as the first BERTs name them: gamma and beta, and positions stored beside them."""
    file = folder / "model.safetensors"
    weights = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in load_file(file).items()
    }
    weights["bert.embeddings.position_ids"] = torch.arange(LONGEST)[None]
    save_file(weights, file, metadata={"format": "pt"})


# XLM-R: SentencePiece, one segment, positions counted from 2


def sentencepiece(texts: Sequence[str]) -> PreTrainedTokenizerBase:
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trained = Tokenizer(models.Unigram())
    trained.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=600, special_tokens=specials, unk_token="<unk>", show_progress=False
    )
    trained.train_from_iterator(texts, trainer)
    scores = [(piece, score) for piece, score in json.loads(trained.to_str())["model"]["vocab"]]
    return XLMRobertaTokenizer(vocab=[*scores, ("<mask>", 0.0)])


def xlm_roberta(tokenizer: PreTrainedTokenizerBase, **sizes: int) -> PreTrainedModel:
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer), max_position_embeddings=LONGEST + 2, type_vocab_size=1, **SIZES | sizes
    )
    return XLMRobertaForMaskedLM(config)


# ModernBERT: bytes, no segments, rotary positions, local layers between global ones, a norm after the last


def bytes_bpe(texts: Sequence[str]) -> PreTrainedTokenizerBase:
    trained = Tokenizer(models.BPE())
    trained.normalizer = normalizers.NFC()
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=500, initial_alphabet=alphabet, show_progress=False)
    trained.train_from_iterator(texts, trainer)
    return _modern(trained, "[CLS]", "[SEP]", pad_token="[PAD]", unk_token="[UNK]", mask_token="[MASK]")


def bytes_fallback(texts: Sequence[str]) -> PreTrainedTokenizerBase:
    """Like mmBERT's: SentencePiece-BPE with no words before the merges, and bytes for unseen characters."""
    names = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", *(f"<0x{byte:02X}>" for byte in range(256))]
    trained = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    trained.normalizer = normalizers.Replace(" ", "▁")
    trained.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    trained.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback()])
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=names, show_progress=False)
    trained.train_from_iterator(texts, trainer)
    return _modern(trained, "<bos>", "<eos>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>")


def _modern(trained: Tokenizer, first: str, last: str, **specials: str) -> PreTrainedTokenizerBase:
    trained.add_special_tokens([first, last, *specials.values()])
    trained.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        pair=f"{first} $A {last} $B:1 {last}:1",
        special_tokens=[(token, trained.token_to_id(token)) for token in (first, last)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=trained,
        cls_token=first,
        sep_token=last,
        model_max_length=LONGEST,
        model_input_names=["input_ids", "attention_mask"],
        **specials,
    )


def modernbert(tokenizer: PreTrainedTokenizerBase, **sizes: int) -> PreTrainedModel:
    config = ModernBertConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=LONGEST,
        local_attention=2 * REACH,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.cls_token_id,
        cls_token_id=tokenizer.cls_token_id,
        eos_token_id=tokenizer.sep_token_id,
        sep_token_id=tokenizer.sep_token_id,
        **SIZES | sizes,
    )
    return ModernBertForMaskedLM(config)


def with_old_config(folder: Path) -> None:
    """Layer types and rotary bases as ModernBERTs before transformers 5 name them."""
    file = folder / "config.json"
    config = json.loads(file.read_text())
    for name in ("layer_types", "rope_parameters"):
        del config[name]
    config |= {"global_attn_every_n_layers": 3, "global_rope_theta": 1000.0, "local_rope_theta": 100.0}
    file.write_text(json.dumps(config | {"position_embedding_type": "sans_pos", "reference_compile": None}))


MakeTokenizer: TypeAlias = Callable[[Sequence[str]], PreTrainedTokenizerBase]
MakeModel: TypeAlias = Callable[..., PreTrainedModel]

FAMILIES: dict[str, tuple[MakeTokenizer, MakeModel]] = {
    "bert": (wordpiece, bert),
    "xlm-roberta": (sentencepiece, xlm_roberta),
    "modernbert": (bytes_bpe, modernbert),
    "mmbert": (bytes_fallback, modernbert),
}
REWRITES = {"bert": with_old_names, "mmbert": with_old_config}
