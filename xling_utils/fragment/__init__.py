"""A multilingual grammar fragment: one abstract syntax, one concrete syntax per language.

`sample` draws meanings, `language(code).linearise` says one in a language, and `generate` and `parallel`
give sentences with gold annotation. Introduced in chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from xling_utils.fragment.inference import LABELS, Pair, sample_pairs
from xling_utils.fragment.languages import LANGUAGES, language
from xling_utils.fragment.meaning import SPLITS, Clause
from xling_utils.fragment.registers import REGISTERS
from xling_utils.fragment.sampler import sample
from xling_utils.fragment.sentence import Sentence, Word

__all__ = [
    "LABELS",
    "LANGUAGES",
    "REGISTERS",
    "SPLITS",
    "Sentence",
    "SentencePair",
    "Word",
    "generate",
    "generate_pairs",
    "language",
    "parallel",
    "sample",
    "sample_pairs",
]


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A pair for natural language inference; label and operation as in `inference.Pair`."""

    premise: Sentence
    hypothesis: Sentence
    label: str
    operation: str


def generate(
    code: str, split: str, limit: int | None = None, seed: int = 0, register: str | None = None
) -> Iterator[Sentence]:
    """Sentences of one language.

    Args:
        code: language code, see `LANGUAGES`.
        split: ``train``, ``dev``, ``test``, ``parallel`` or ``raw`` (text for pretraining). In ``raw`` every
            language has its own meanings; in the others, sentence i has the same meaning in every language.
        limit: number of sentences, or None for no end.
        seed: another seed gives another sample.
        register: ``news``, ``dialogue`` or ``story``; None mixes them.

    Raises:
        ValueError: no such language, split or register.
    """
    grammar = language(code)
    meanings: Iterator[Clause]
    if split == "raw" or limit is None:
        stream = code if split == "raw" else ""
        meanings = islice(sample(split, seed=seed, stream=stream, register=register), limit)
    else:
        meanings = iter(_shared_meanings(split, seed, limit, register))
    for number, meaning in enumerate(meanings, start=1):
        yield grammar.linearise(meaning, f"{meaning.register}-{split}-{seed}-{number:05d}")


def parallel(codes: Sequence[str], limit: int | None = None, seed: int = 0) -> Iterator[tuple[Sentence, ...]]:
    """The same meanings in several languages, one tuple per meaning, in the order of the codes."""
    return zip(*(generate(code, "parallel", limit, seed) for code in codes), strict=True)


@lru_cache(maxsize=8)
def _shared_meanings(split: str, seed: int, limit: int, register: str | None) -> tuple[Clause, ...]:
    """Meanings that all languages say: sampled once, not once per language."""
    return tuple(islice(sample(split, seed=seed, register=register), limit))


def generate_pairs(
    code: str, split: str, limit: int, seed: int = 0, register: str | None = None
) -> Iterator[SentencePair]:
    """Pairs for natural language inference in one language; pair i means the same in every language.

    Arguments as for `generate`; ``split`` is that of the hypothesis. In ``raw`` every language has its own.
    """
    grammar = language(code)
    pairs: Iterable[Pair]
    if split == "raw":
        pairs = islice(sample_pairs(split, seed=seed, stream=code, register=register), limit)
    else:
        pairs = _shared_pairs(split, seed, limit, register)
    for number, pair in enumerate(pairs, start=1):
        name = f"{pair.hypothesis.register}-{split}-{seed}-{number:05d}"
        premise = grammar.linearise(pair.premise, f"{name}-premise")
        hypothesis = grammar.linearise(pair.hypothesis, f"{name}-hypothesis")
        yield SentencePair(premise, hypothesis, pair.label, pair.operation)


@lru_cache(maxsize=8)
def _shared_pairs(split: str, seed: int, limit: int, register: str | None) -> tuple[Pair, ...]:
    return tuple(islice(sample_pairs(split, seed=seed, register=register), limit))
