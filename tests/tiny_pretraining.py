"""Text of three languages and a recipe so small that pretraining takes a second."""

from __future__ import annotations

import random

from xling_utils.masked_lm import PretrainConfig

WORDS = {
    "en": ["the", "Cat", "sees", "a", "dog", "sleeping", "sleeper", "near", "houses"],
    "ru": ["кошка", "видит", "собаку", "Спит", "возле", "дома", "спят"],
    "ja": ["猫", "が", "魚", "を", "食べる", "テーブル", "の", "上", "で"],
}
TINY = PretrainConfig(
    languages=("en", "ja", "ru"), layers=2, hidden=32, heads=2, intermediate=64, vocab_size=140,
    sentences_per_language=120, held_out=60, steps=30, batch_size=32, learning_rate=5e-3, precision="fp32",
)  # fmt: skip


def make_texts(count=180):
    chooser = random.Random(0)
    texts = {}
    for language, words in WORDS.items():
        # Words keep their order, so that neighbours say something about a hidden word.
        starts = [chooser.randrange(len(words)) for _ in range(count)]
        sentences = [(words + words)[start : start + chooser.randint(3, 8)] for start in starts]
        texts[language] = [("" if language == "ja" else " ").join(sentence) + "." for sentence in sentences]
    return texts


TEXTS = make_texts()
