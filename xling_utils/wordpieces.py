"""From raw text to word pieces: train a vocabulary, encode the texts once, draw batches of like lengths."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import BertTokenizer

SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, MASK, FIRST_WORD_PIECE = 0, 4, len(SPECIAL_TOKENS)
SEPARATOR = " [SEP] "
"""What stands between the sentences of a passage; it becomes one special token."""


def hash_texts(texts_by_language: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 of all texts in order of language, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for language in sorted(texts_by_language):
        digest.update(json.dumps([language, list(texts_by_language[language])]).encode())
    return digest.hexdigest()


def train_tokenizer(
    texts_by_language: Mapping[str, Sequence[str]], vocab_size: int, seed: int = 0, rarest: int = 1
) -> BertTokenizer:
    """Train a cased WordPiece vocabulary on an equal number of sentences of every language.

    Like mBERT's tokenizer it keeps case and accents and splits every Chinese character off. Every
    character that occurs often enough gets a piece, at the start of a word and inside one: no word in a known
    script is unknown.

    Args:
        texts_by_language: raw sentences of each language.
        vocab_size: pieces in all, the five special ones included.
        seed: for the choice of sentences where a language has more than the smallest one.
        rarest: how often a character must occur to get pieces. Real text holds thousands that occur once or
            twice; words with these become unknown.

    Raises:
        ValueError: a language has no text, or the characters alone do not fit into ``vocab_size``.
    """
    if empty := [language for language, texts in texts_by_language.items() if not texts]:
        raise ValueError(
            f"no text for {', '.join(empty)}: give at least one sentence per language, or leave it out"
        )
    plain = {
        language: [text.replace(SEPARATOR, " ") for text in texts]
        for language, texts in texts_by_language.items()
    }
    normalizer = normalizers.BertNormalizer(strip_accents=False, lowercase=False, handle_chinese_chars=True)
    words = pre_tokenizers.BertPreTokenizer()
    counts = Counter(itertools.chain.from_iterable(text for texts in plain.values() for text in texts))
    characters = {character for character, count in counts.items() if count >= rarest}
    alphabet = sorted(set(normalizer.normalize_str("".join(sorted(characters)))) - {" "})
    inside = [c for c in alphabet if len(words.pre_tokenize_str(normalizer.normalize_str("a" + c))) == 1]
    # Named up front, the pieces of one character get fixed ids. The trainer would number them in the order
    # of a hash table, which differs from run to run and decides ties between merges.
    fixed = [*SPECIAL_TOKENS, *alphabet, *("##" + c for c in inside)]
    if len(fixed) > vocab_size:
        raise ValueError(
            f"vocab_size={vocab_size} is too small: special tokens and characters need {len(fixed)}. Make it "
            "larger, or leave rare characters out"
        )

    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer, trained.pre_tokenizer = normalizer, words
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocab_size, special_tokens=fixed, limit_alphabet=len(alphabet), show_progress=False
    )
    trained.train_from_iterator(_balanced(plain, seed), trainer)
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
