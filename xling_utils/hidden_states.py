"""Hidden states of every layer, from one pass over a text (chapter 3).

States are many: all words of 17,000 sentences in 13 layers of mBERT's width take 14 GB. So a pass keeps what
is wanted and nothing else: all items or some, all layers or the last one, in memory or in a file.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float, Int
from torch import Tensor

from xling_utils.backbones import Backbone
from xling_utils.encoding import (
    Batch,
    Level,
    Precision,
    Sentence,
    Window,
    budget_batches,
    pad,
    run_encoder,
)


@dataclass(frozen=True)
class Wanted:
    """What to keep of a pass over a text.

    Attributes:
        level: Words or sentences, see `layer_states`.
        items: Which of them, counted through the whole text, and in which order; None keeps all.
        last: Whether to keep the last layer only.
        file: Where to keep them, see `layer_states`.
    """

    level: Level = "sentence"
    items: Sequence[int] | None = None
    last: bool = False
    file: str | Path | None = None

    def __post_init__(self) -> None:
        if self.level not in ("sentence", "word"):
            raise ValueError(f"unknown level {self.level!r}: use 'sentence' or 'word'")


def layer_states(
    backbone: Backbone,
    sentences: Sequence[Sentence],
    *,
    level: Level = "sentence",
    token_budget: int = 2048,
    precision: Precision | None = None,
    device: str | torch.device = "cpu",
    file: str | Path | None = None,
) -> Float[Tensor, "layer item hidden"]:
    """Hidden states of every layer, layer 0 being the embeddings (chapter 3).

    Args:
        backbone: The encoder.
        sentences: Lists of words, or strings with spaces between the words.
        level: "sentence" is the mean over the word pieces of a sentence without special tokens; "word" is the
            first piece of each word that shows some of it, the words of all sentences one after another.
        token_budget: Pieces per batch, padding included. It changes the speed, not the result.
        precision: "fp32" or "bf16", which is several times faster for a wide encoder where the hardware has
            it, with errors near 1 % of the largest value. None takes what is quickest, see
            `encoding.default_precision`.
        device: Where the result lies. The backbone runs where its parameters are.
        file: Keep the states in this new file instead of in memory; one of that name is replaced. The result
            is a tensor like any other, mapped to the file: read it layer by layer, and little of it is in
            memory at a time. The file can be deleted as soon as nobody needs it by name.

    Returns:
        fp32 states, items (sentences or words) in the order of the input.

    Raises:
        ValueError: a sentence has no words, `level` is unknown, or a file is to lie on a GPU.
        OSError: there is no room for the file.
    """
    return window_states(
        backbone,
        backbone.encode(sentences),
        level=level,
        token_budget=token_budget,
        precision=precision,
        device=device,
        file=file,
    )


def window_states(
    backbone: Backbone,
    windows: Sequence[Window],
    *,
    level: Level = "sentence",
    token_budget: int = 2048,
    precision: Precision | None = None,
    device: str | torch.device = "cpu",
    file: str | Path | None = None,
) -> Float[Tensor, "layer item hidden"]:
    """`layer_states` of what is tokenized already; of a pair "sentence" is the mean over both sentences.

    Args:
        backbone: The encoder.
        windows: All windows of every sentence, the sentences counted from 0.
        level: See `layer_states`, as the others.
        token_budget: See there.
        precision: See there.
        device: See there.
        file: See there.

    Raises:
        ValueError: As there.
        OSError: As there.
    """
    wanted = [Wanted(level, file=file)]
    [states] = read_states(
        backbone, windows, wanted, token_budget=token_budget, precision=precision, device=device
    )
    return states


def read_states(
    backbone: Backbone,
    windows: Sequence[Window],
    wanted: Sequence[Wanted],
    *,
    token_budget: int = 2048,
    precision: Precision | None = None,
    device: str | torch.device = "cpu",
) -> list[Float[Tensor, "_ _ hidden"]]:
    """Everything that is wanted of a text, from one pass over it.

    Which items are kept changes nothing about their states: the batches are those of the whole text.

    Args:
        backbone: The encoder.
        windows: See `window_states`.
        wanted: What to keep.
        token_budget: See `layer_states`, as the others.
        precision: See there.
        device: See there.

    Returns:
        States for each of the wanted, one layer if only the last is.

    Raises:
        ValueError: As `layer_states`, or an item is not in the text, or is wanted twice.
        OSError: As `layer_states`.
    """
    precision = precision or backbone.precision
    sums = [_Sums(one, windows, backbone, torch.device(device)) for one in wanted]
    with torch.inference_mode():
        for indices in budget_batches([len(window.ids) for window in windows], token_budget):
            batch = pad([windows[i] for i in indices], backbone.pad_id, backbone.device)
            output = run_encoder(backbone.model, batch, precision, output_hidden_states=True)
            for one in sums:
                one.add(indices, batch, output.hidden_states)
    return [one.means() for one in sums]


class _Sums:
    """The wanted states, growing batch by batch."""

    def __init__(
        self, wanted: Wanted, windows: Sequence[Window], backbone: Backbone, device: torch.device
    ) -> None:
        self.level = wanted.level
        items = _items_of_windows(windows, wanted.level)
        pieces = _pieces_of_items(windows, items, wanted.level)
        chosen = torch.arange(len(pieces)) if wanted.items is None else _checked(wanted.items, len(pieces))
        self.pieces = pieces[chosen]
        rows = torch.full((len(pieces),), -1)  # of the result; -1 is not kept
        rows[chosen] = torch.arange(len(chosen))
        self.rows = [rows[own] for own in items]
        layers = 1 if wanted.last else backbone.num_layers + 1
        self.states = _zeros((layers, len(chosen), backbone.hidden_size), wanted.file, device)

    def add(self, indices: Sequence[int], batch: Batch, layers: Sequence[Tensor]) -> None:
        """Put in what a batch has of them."""
        rows = torch.cat([self.rows[i] for i in indices])
        kept = (rows >= 0).nonzero().flatten()
        into = rows[kept].to(self.states.device)
        for states, hidden in zip(self.states, layers[-len(self.states) :], strict=True):
            states.index_add_(0, into, _pool(hidden, batch, self.level, kept).to(states.device))

    def means(self) -> Float[Tensor, "layer item hidden"]:
        """The states, when all batches are in. A word is one piece and is its own mean."""
        if self.level == "sentence":
            self.states /= self.pieces[:, None].to(self.states.device)
        return self.states


def _items_of_windows(windows: Sequence[Window], level: Level) -> list[Int[Tensor, " _"]]:
    """For each window the items that it holds some of."""
    if level == "sentence":
        return [torch.tensor([window.sentence]) for window in windows]
    counts = [len(window.firsts) for window in windows]
    return list(torch.arange(sum(counts)).split(counts))


def _pieces_of_items(
    windows: Sequence[Window], items: Sequence[Int[Tensor, " _"]], level: Level
) -> Float[Tensor, " item"]:
    """How many pieces each item is the mean of."""
    if level == "word":
        return torch.ones(sum(map(len, items)))
    pieces = torch.zeros(1 + max((window.sentence for window in windows), default=-1))
    for window in windows:
        (start, stop), (second, end) = window.content, window.second
        pieces[window.sentence] += stop - start + end - second
    return pieces


def _checked(items: Sequence[int], total: int) -> Int[Tensor, " item"]:
    if len(set(items)) < len(items) or not all(0 <= item < total for item in items):
        raise ValueError(f"items are to be different numbers from 0 to {total - 1}, but some are not")
    return torch.tensor(items, dtype=torch.long)


def _zeros(shape: tuple[int, ...], file: str | Path | None, device: torch.device) -> Tensor:
    size = math.prod(shape)
    if file is None or not size:
        return torch.zeros(shape, device=device)
    if device.type != "cpu":
        raise ValueError(f"a file cannot lie on {device}: leave out file or device")
    _reserve(Path(file), 4 * size)
    return torch.from_file(str(file), shared=True, size=size, dtype=torch.float32).view(shape)


def _reserve(path: Path, size: int) -> None:
    """Make a file of zeros. A disk without room is an error now; later it would kill the process."""
    path.unlink(missing_ok=True)  # tensors mapped to an older file of that name keep it
    with path.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, size)
        except AttributeError:  # not every system has it
            file.truncate(size)
        except OSError as error:
            path.unlink()
            message = f"no room for {size / 1e9:.1f} GB of hidden states"
            raise OSError(error.errno, message, str(path)) from error


def _pool(
    hidden: Float[Tensor, "window piece hidden"], batch: Batch, level: Level, kept: Int[Tensor, " kept"]
) -> Float[Tensor, "kept hidden"]:
    """Words, or sums of sentences, in fp32: those of the batch that are kept, by position."""
    kept = kept.to(hidden.device)
    if level == "word":
        return hidden[batch.rows[kept], batch.columns[kept]].float()
    return torch.einsum("wph,wp->wh", hidden.float(), (batch.content | batch.second).float())[kept]
