"""From words to batches: word pieces, windows that fit the model, batches of similar length.

Every word gets a position, also one that the tokenizer drops (U+200D, a lone space): it becomes the unknown
piece. A sentence longer than the model's positions is cut between words into windows that the model reads one
by one, so no word is lost; only a single word longer than a whole window loses its tail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import torch
from jaxtyping import Bool, Int
from torch import Tensor
from transformers import PreTrainedTokenizerBase

Sentence: TypeAlias = str | Sequence[str]
"""A sentence is a list of words, or a string whose words stand between spaces."""

Level: TypeAlias = Literal["word", "sentence"]
"""What a vector stands for: the first piece of a word, or the mean over the pieces of a sentence."""

Precision: TypeAlias = Literal["fp32", "bf16"]

TOKEN_BUDGET = 4096
"""Pieces in a batch of inference. A GPU with room to spare is quicker with more."""

WIDE = 128
"""Hidden size from which bf16 is quicker than fp32 in training as well as in reading: 1.4 and 2 times at 128
with AMX. Narrower models stay in fp32, so that their results are the same on every machine."""


@dataclass(frozen=True)
class Window:
    """As many words of one sentence as fit the model, usually all of them.

    Attributes:
        sentence: Index of the sentence it comes from.
        start: Index of its first word in that sentence.
        ids: Word pieces, special tokens included.
        firsts: For each of its words, the place of the first piece in `ids` that shows some of it.
        content: Half-open range of `ids` that holds words, that is, no special tokens.
        second: The same for the second sentence of a pair; `content` then holds the first. Else empty.
    """

    sentence: int
    start: int
    ids: list[int]
    firsts: list[int]
    content: tuple[int, int]
    second: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Batch:
    """Padded windows.

    Attributes:
        ids: Word pieces.
        mask: True where a piece is real, False where it is padding.
        content: True where a piece belongs to a word: neither padding nor special.
        second: The same for the second sentence of a pair.
        rows: For each word of the batch, its window. Words are counted through all windows in order.
        columns: For each word of the batch, the place of its first piece.
        words: Number of words of each window.
    """

    ids: Int[Tensor, "window piece"]
    mask: Bool[Tensor, "window piece"]
    content: Bool[Tensor, "window piece"]
    second: Bool[Tensor, "window piece"]
    rows: Int[Tensor, " word"]
    columns: Int[Tensor, " word"]
    words: list[int]


def make_windows(
    tokenizer: PreTrainedTokenizerBase, sentences: Sequence[Sentence], max_pieces: int
) -> list[Window]:
    """Cut sentences into word pieces and windows; the windows of a sentence follow each other.

    Args:
        tokenizer: Each word is tokenized by itself, as if after a space.
        sentences: See `Sentence`.
        max_pieces: Length limit of a window, special tokens included.

    Raises:
        ValueError: a sentence has no words.
    """
    words = [sentence.split() if isinstance(sentence, str) else sentence for sentence in sentences]
    pieces = _pieces_by_form(tokenizer, words)
    blanks = _blank_ids(tokenizer, pieces.values())
    before, after = _special_ids(tokenizer)
    room = max_pieces - len(before) - len(after)
    windows = []
    for index, sentence in enumerate(words):
        if not sentence:
            raise ValueError(
                f"sentence {index} has no words: {sentences[index]!r}. Leave empty sentences out"
            )
        for start, stop in _cuts([len(pieces[form]) for form in sentence], room):
            inner = [pieces[form][:room] for form in sentence[start:stop]]
            windows.append(_window(index, start, inner, before, after, blanks))
    return windows


def _pieces_by_form(
    tokenizer: PreTrainedTokenizerBase, sentences: Sequence[Sequence[str]]
) -> dict[str, list[int]]:
    forms = list(dict.fromkeys(form for sentence in sentences for form in sentence))
    if not forms:
        return {}
    # The space makes byte-level and SentencePiece tokenizers see the start of a word; WordPiece ignores it.
    # Not verbose: no warning about a form that is too long for the model, `make_windows` cuts it.
    ids = tokenizer([f" {form}" for form in forms], add_special_tokens=False, verbose=False)["input_ids"]
    return {form: pieces or [_unknown_id(tokenizer)] for form, pieces in zip(forms, ids, strict=True)}


def _blank_ids(tokenizer: PreTrainedTokenizerBase, words: Iterable[list[int]]) -> set[int]:
    """Pieces that hold only the space before a word.

    XLM-R and mmBERT begin a Chinese word with one. Were it the first piece, all these words would look alike.
    """
    firsts = {pieces[0] for pieces in words if len(pieces) > 1}
    return {piece for piece in firsts if not str(tokenizer.decode([piece])).strip()}


def _unknown_id(tokenizer: PreTrainedTokenizerBase) -> int:
    if tokenizer.unk_token_id is None:
        raise ValueError(
            "a word has no pieces and this tokenizer has no unknown token: set tokenizer.unk_token"
        )
    return int(tokenizer.unk_token_id)


def _special_ids(tokenizer: PreTrainedTokenizerBase) -> tuple[list[int], list[int]]:
    """The special tokens that the tokenizer puts before and after a sentence."""
    encoded = tokenizer("a", return_special_tokens_mask=True)
    ids, special = encoded["input_ids"], encoded["special_tokens_mask"]
    first = special.index(0)
    last = len(ids) - special[::-1].index(0)
    return ids[:first], ids[last:]


def _cuts(lengths: list[int], room: int) -> list[tuple[int, int]]:
    """Greedy half-open word ranges of at most `room` pieces each, never empty."""
    cuts, start, used = [], 0, 0
    for word, length in enumerate(lengths):
        if used and used + length > room:
            cuts.append((start, word))
            start, used = word, 0
        used += length
    return [*cuts, (start, len(lengths))]


def _window(
    sentence: int, start: int, words: list[list[int]], before: list[int], after: list[int], blanks: set[int]
) -> Window:
    ids, firsts = list(before), []
    for pieces in words:
        firsts.append(len(ids) + (len(pieces) > 1 and pieces[0] in blanks))
        ids += pieces
    return Window(sentence, start, ids + after, firsts, (len(before), len(ids)))


def make_pairs(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[Sentence, Sentence]], max_pieces: int
) -> list[Window]:
    """Two sentences in one window, as the tokenizer joins them; the longer one is cut if they do not fit.

    Raises:
        ValueError: an item is no pair, or a sentence has no words.
    """
    for index, pair in enumerate(pairs):
        if isinstance(pair, str) or len(pair) != 2:
            raise ValueError(f"item {index} is no pair of sentences: {pair!r}. Give (premise, hypothesis)")
    firsts, seconds = ([pair[half] for pair in pairs] for half in (0, 1))
    halves = [make_windows(tokenizer, half, 10**9) for half in (firsts, seconds)]
    before, after = _special_ids(tokenizer)
    between = _between_ids(tokenizer)
    room = max_pieces - len(before) - len(between) - len(after)
    windows = []
    for index, (first, second) in enumerate(zip(*halves, strict=True)):
        a, b = (window.ids[slice(*window.content)] for window in (first, second))
        while len(a) + len(b) > room:
            (a if len(a) > len(b) else b).pop()
        ids = [*before, *a, *between, *b, *after]
        content = (len(before), len(before) + len(a))
        start = content[1] + len(between)
        windows.append(Window(index, 0, ids, [len(before)], content, (start, start + len(b))))
    return windows


def _between_ids(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """The special tokens between the sentences of a pair."""
    encoded = tokenizer("a", "a", return_special_tokens_mask=True)
    ids, special = encoded["input_ids"], encoded["special_tokens_mask"]
    words = [place for place, mark in enumerate(special) if not mark]
    gap = max(range(len(words) - 1), key=lambda i: words[i + 1] - words[i])
    return ids[words[gap] + 1 : words[gap + 1]]


def pad(windows: Sequence[Window], pad_id: int, device: torch.device) -> Batch:
    """Put windows into one rectangle, as long as the longest of them."""
    lengths = torch.tensor([len(window.ids) for window in windows])
    content = torch.tensor([window.content for window in windows])
    second = torch.tensor([window.second for window in windows])
    longest = int(lengths.max())
    place = torch.arange(longest)
    ids = torch.tensor([window.ids + [pad_id] * (longest - len(window.ids)) for window in windows])
    words = [len(window.firsts) for window in windows]
    return Batch(
        ids=ids.to(device),
        mask=(place < lengths[:, None]).to(device),
        content=((place >= content[:, :1]) & (place < content[:, 1:])).to(device),
        second=((place >= second[:, :1]) & (place < second[:, 1:])).to(device),
        rows=torch.arange(len(windows)).repeat_interleave(torch.tensor(words)).to(device),
        columns=torch.tensor([first for window in windows for first in window.firsts]).to(device),
        words=words,
    )


def budget_batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices sorted by length and grouped so that no batch, padding included, exceeds `budget` pieces.

    An item longer than the budget gets a batch of its own. For inference: no order is random.
    """
    batches: list[list[int]] = [[]]
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batches[-1] and lengths[index] * (len(batches[-1]) + 1) > budget:
            batches.append([])
        batches[-1].append(index)
    return [batch for batch in batches if batch]


def bucket_batches(lengths: Sequence[int], size: int, generator: torch.Generator) -> list[list[int]]:
    """Random batches of items of similar length, in random order: one epoch of training.

    Items are shuffled, sorted by length within pools of 50 batches, and the batches are shuffled. Padding
    then costs 1 to 2 % instead of 40 %.
    """
    order = torch.randperm(len(lengths), generator=generator).tolist()
    pool = 50 * size
    pools = [sorted(order[at : at + pool], key=lambda i: lengths[i]) for at in range(0, len(order), pool)]
    batches = [items[at : at + size] for items in pools for at in range(0, len(items), size)]
    return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]


def run_encoder(
    model: Callable[..., Any], batch: Batch, precision: Precision = "fp32", **options: Any
) -> Any:
    """Call a transformers encoder on a batch; one that knows segments is told the second sentence."""
    if getattr(getattr(model, "config", None), "type_vocab_size", 1) > 1:
        options["token_type_ids"] = batch.second.long().cummax(1).values
    with autocast(batch.ids.device, precision):
        return model(input_ids=batch.ids, attention_mask=batch.mask.long(), **options)


def default_precision(device: torch.device, hidden_size: int) -> Precision:
    """In what an encoder is quickest: bf16 where the hardware has it and the layers are `WIDE`."""
    known = device.type in ("cpu", "cuda")
    return "bf16" if known and hidden_size >= WIDE and _has_bf16(device) else "fp32"


def _has_bf16(device: torch.device) -> bool:
    """Whether bf16 is computed by hardware: where it is not, it is up to ten times slower than fp32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return device.type != "cpu" or bool(getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)())


def autocast(device: torch.device, precision: Precision) -> AbstractContextManager[Any]:
    """The mixed-precision context: none for "fp32".

    Raises:
        ValueError: "bf16" on hardware without it, such as a CPU without AMX.
    """
    if precision == "fp32":
        return nullcontext()
    if not _has_bf16(device):
        lack = "this CPU (it has no AMX)" if device.type == "cpu" else "this GPU (it has no bf16)"
        raise ValueError(f"precision='bf16' is slow on {lack}. Use precision='fp32'")
    return torch.autocast(device.type, dtype=torch.bfloat16)
