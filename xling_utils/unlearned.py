"""What unlearning gives: a fine-tuned model, perhaps with an eraser between encoder and head (chapter 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from xling_utils.encoding import Batch, Precision, Sentence
from xling_utils.erasure import Centring, Eraser
from xling_utils.evaluation import EvaluationSet
from xling_utils.finetuning import FineTuned, Network
from xling_utils.hidden_states import layer_states
from xling_utils.tasks import Scores


class ErasedNetwork(Network):
    """A network whose last states pass through an eraser."""

    def __init__(self, network: Network, eraser: Eraser, label: int | None) -> None:
        super().__init__(network.encoder, network.head, network.precision)
        self.eraser, self.label = eraser, label

    def states(self, batch: Batch) -> Float[Tensor, "window piece hidden"]:
        """Erased hidden states of the last layer."""
        states = super().states(batch)
        with torch.autocast(states.device.type, enabled=False):  # half erased is not erased
            return self.eraser(states, self.label)


@dataclass(frozen=True)
class Unlearned(FineTuned):
    """A fine-tuned model that unlearned the language.

    Attributes:
        language_losses: Cross-entropy of the adversary in nats, once for every batch on which it learned;
            chance is ln of the number of languages.
        eraser: What erases the last states of `backbone` on the way to the head; None after adversaries.
        languages: The languages that were confused, in the order of the eraser's classes.
        language: The one language that it reads now; see `reading`.
    """

    language_losses: tuple[float, ...] = field(default=(), repr=False)
    eraser: Eraser | None = field(default=None, repr=False)
    languages: tuple[str, ...] = ()
    language: str | None = None

    def network(self, precision: Precision = "fp32") -> Network:
        """Encoder, eraser and head as one module.

        Raises:
            ValueError: the eraser must know the language.
        """
        network = super().network(precision)
        if self.eraser is None:
            return network
        if isinstance(self.eraser, Centring) and self.language is None:
            raise ValueError("centring depends on the language: use model.reading('en').predict(...)")
        label = self.languages.index(self.language) if self.language else None
        return ErasedNetwork(network, self.eraser, label)

    def reading(self, language: str) -> Unlearned:
        """The same model, told in which language its input is; this matters for centring only.

        Raises:
            ValueError: it was centred without text of this language.
        """
        if self.eraser is not None and language not in self.languages:
            raise ValueError(f"no text of {language!r} was erased, only of {', '.join(self.languages)}")
        return replace(self, language=language)

    def erase(
        self, states: Float[Tensor, "item hidden"], languages: Sequence[str]
    ) -> Float[Tensor, "item hidden"]:
        """Last states as the head sees them; the same states without an eraser.

        Args:
            states: Of the last layer.
            languages: Language of each.

        Raises:
            ValueError: one of them was not among those that were erased.
        """
        if self.eraser is None:
            return states
        for language in dict.fromkeys(languages):
            self.reading(language)
        return self.eraser(states, torch.tensor([self.languages.index(code) for code in languages]))

    def score(self, test: EvaluationSet, precision: Precision | None = None) -> dict[str, Scores]:
        """Scores for each language of a test set; centring reads each with its own mean."""
        if not isinstance(self.eraser, Centring):
            return super().score(test, precision)
        scores: dict[str, Scores] = {}
        for code in test.languages:
            scores |= FineTuned.score(self.reading(code), test.only(code, self.backbone), precision)
        return scores

    def save(self, folder: str | Path) -> None:
        """Write what `FineTuned.load` reads.

        Raises:
            ValueError: there is an eraser, which that format does not hold.
        """
        if self.eraser is not None:
            raise ValueError("a model with an eraser cannot be saved: keep the arguments of unlearn instead")
        super().save(folder)


def states_of(
    tuned: FineTuned, sentences: Sequence[Sentence], language: str, **options: Any
) -> Float[Tensor, "layer item hidden"]:
    """`layer_states` of any fine-tuned model, with the last layer as the head sees it: erased.

    Args:
        tuned: What `finetune` or `unlearn` gave.
        sentences: All of one language.
        language: That language.
        options: Those of `layer_states`.
    """
    states = layer_states(tuned.backbone, sentences, **options)
    if isinstance(tuned, Unlearned):
        states[-1] = tuned.erase(states[-1], [language] * states.shape[1])
    return states
