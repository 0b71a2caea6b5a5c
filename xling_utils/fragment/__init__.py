"""A multilingual grammar fragment: one abstract syntax, one concrete syntax per language.

`sample` draws meanings, `language(code).linearise` says one in a language, and `generate` and `parallel`
give sentences with gold annotation. Introduced in chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from xling_utils.fragment.languages import LANGUAGES, language
from xling_utils.fragment.meaning import SPLITS, Clause
from xling_utils.fragment.sampler import sample
from xling_utils.fragment.sentence import Sentence, Word

__all__ = ["LANGUAGES", "SPLITS", "Sentence", "Word", "generate", "language", "parallel", "sample"]


def generate(code: str, split: str, limit: int | None = None, seed: int = 0) -> Iterator[Sentence]:
    """Sentences of one language.

    Args:
        code: language code, see `LANGUAGES`.
        split: ``train``, ``dev``, ``test``, ``parallel`` or ``raw`` (text for pretraining). In ``raw`` every
            language has its own meanings; in the others, sentence i has the same meaning in every language.
        limit: number of sentences, or None for no end.
        seed: another seed gives another sample.

    Raises:
        ValueError: no such language or split.
    """
    grammar = language(code)
    meanings: Iterator[Clause]
    if split == "raw" or limit is None:
        meanings = islice(sample(split, seed=seed, stream=code if split == "raw" else ""), limit)
    else:
        meanings = iter(_shared_meanings(split, seed, limit))
    for number, meaning in enumerate(meanings, start=1):
        yield grammar.linearise(meaning, f"{split}-{seed}-{number:05d}")


def parallel(codes: Sequence[str], limit: int | None = None, seed: int = 0) -> Iterator[tuple[Sentence, ...]]:
    """The same meanings in several languages, one tuple per meaning, in the order of the codes."""
    return zip(*(generate(code, "parallel", limit, seed) for code in codes), strict=True)


@lru_cache(maxsize=8)
def _shared_meanings(split: str, seed: int, limit: int) -> tuple[Clause, ...]:
    """Meanings that all languages say: sampled once, not once per language."""
    return tuple(islice(sample(split, seed=seed), limit))
