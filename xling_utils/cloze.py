"""The pocket under its prediction head: fill in blanks, and see how often the first guess is right.

Introduced in chapter 2. Everywhere else the book uses the encoder alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from transformers import AutoModelForMaskedLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from xling_utils.pretrained import pocket_folder, quiet_transformers

ROWS = 128
"""Sentences computed at once."""


class Guess(NamedTuple):
    """What the model makes of one hidden word.

    Attributes:
        sentence, word: where the blank is, both counted from 0.
        form: the word that was hidden.
        guess: the piece with the highest probability.
    """

    sentence: int
    word: int
    form: str
    guess: str


@dataclass(frozen=True)
class Cloze:
    """A masked language model and its tokenizer.

    Attributes:
        model: maps word pieces to scores of all pieces.
        tokenizer: maps words to word pieces.
    """

    model: PreTrainedModel = field(repr=False)
    tokenizer: PreTrainedTokenizerBase = field(repr=False)

    def fill(self, words: Sequence[str], blank: int, count: int = 5) -> list[tuple[str, float]]:
        """The likeliest pieces for one word, each with its probability.

        Args:
            words: the sentence.
            blank: which of them to hide, from 0. The blank has room for one piece.
            count: number of pieces.
        """
        (scores,) = self._scores([self._hide(words, blank)])
        likely, pieces = scores.softmax(-1).topk(count)
        return list(zip(self.tokenizer.convert_ids_to_tokens(pieces.tolist()), likely.tolist(), strict=True))

    def guesses(self, sentences: Sequence[Sequence[str]]) -> list[Guess]:
        """The first guess for every word of every sentence that is one piece, hidden one at a time."""
        vocabulary = self.tokenizer.get_vocab()
        places = [(i, j) for i, words in enumerate(sentences) for j, w in enumerate(words) if w in vocabulary]
        places.sort(key=lambda place: len(sentences[place[0]]))
        found = []
        for start in range(0, len(places), ROWS):
            batch = places[start : start + ROWS]
            best = self._scores([self._hide(sentences[i], j) for i, j in batch]).argmax(-1).tolist()
            pieces = self.tokenizer.convert_ids_to_tokens(best)
            found += [
                Guess(i, j, sentences[i][j], piece) for (i, j), piece in zip(batch, pieces, strict=True)
            ]
        return sorted(found)

    def _hide(self, words: Sequence[str], blank: int) -> list[str]:
        return [*words[:blank], str(self.tokenizer.mask_token), *words[blank + 1 :]]

    @torch.inference_mode()
    def _scores(self, sentences: list[list[str]]) -> Float[Tensor, "sentence vocabulary"]:
        """Scores of all pieces at the one blank of each sentence."""
        batch = self.tokenizer(sentences, is_split_into_words=True, padding=True, return_tensors="pt")
        hidden = self.model.bert(**batch).last_hidden_state
        scores: Tensor = self.model.cls(hidden[batch["input_ids"] == self.tokenizer.mask_token_id])
        return scores


def load_cloze(folder: Path | str | None = None) -> Cloze:
    """Load the shipped pocket, or a folder written by `pocket_files.save_pocket`, with its prediction head.

    Raises:
        FileNotFoundError: there is no pocket.
    """
    place = pocket_folder() if folder is None else Path(folder)
    with quiet_transformers():
        model = AutoModelForMaskedLM.from_pretrained(place, variant="mlm", dtype=torch.float32)
        return Cloze(model.eval(), AutoTokenizer.from_pretrained(place))
