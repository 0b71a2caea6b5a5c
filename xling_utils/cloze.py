"""The pocket under its prediction head: fill in blanks, and see how often the first guess is right.

Introduced in chapter 2. Everywhere else the book uses the encoder alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from transformers import AutoModelForMaskedLM, AutoTokenizer, PreTrainedTokenizerBase

from xling_utils.fragment import Sentence, Word
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
        model: a `BertForMaskedLM`, in evaluation mode.
        tokenizer: maps words to word pieces.
    """

    model: Any = field(repr=False)
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


def guess_rates(
    cloze: Cloze, sentences: Sequence[Sentence], text: Sequence[Sentence]
) -> tuple[dict[str, float], dict[str, float]]:
    """How often the first guess for a hidden word is right, and how often the commonest word would be.

    A word with a concept is a content word; all others but punctuation are function words.

    Args:
        cloze: the model.
        sentences: each of their words that is one piece gets hidden.
        text: other sentences of the language, to learn the commonest word and the tags that a form can have.

    Returns:
        Two mappings, for the model and for the commonest word, from a measure to a share. Measures are
        ``function words``, ``content words``, and both with ``, part of speech`` added: then a guess counts
        if it can have the tag of the hidden word.
    """
    tags: defaultdict[str, set[str]] = defaultdict(set)
    for word in (word for sentence in text for word in sentence.words):
        tags[word.form.lower()].add(word.upos)
    hidden = cloze.guesses([[word.form for word in sentence.words] for sentence in sentences])
    tries = [(guess.guess, sentences[guess.sentence].words[guess.word]) for guess in hidden]
    model: dict[str, float] = {}
    baseline: dict[str, float] = {}
    for kind, belongs in KINDS.items():
        common = Counter(word.form for sentence in text for word in sentence.words if belongs(word))
        (commonest, _), *_ = common.most_common(1)
        asked = [(guess, word) for guess, word in tries if belongs(word)]
        model |= _shares(kind, asked, tags)
        baseline |= _shares(kind, [(commonest, word) for _, word in asked], tags)
    return model, baseline


KINDS: Mapping[str, Callable[[Word], bool]] = {
    "function words": lambda word: word.concept is None and word.upos != "PUNCT",
    "content words": lambda word: word.concept is not None,
}
"""Kinds of words and how to tell them."""


def _shares(
    kind: str, tries: Sequence[tuple[str, Word]], tags: Mapping[str, Collection[str]]
) -> dict[str, float]:
    right = sum(guess == word.form for guess, word in tries)
    fitting = sum(word.upos in tags.get(guess.lower(), ()) for guess, word in tries)
    return {kind: right / len(tries), f"{kind}, part of speech": fitting / len(tries)}
