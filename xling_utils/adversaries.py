"""Adversaries: language heads that an encoder learns to fool while it is fine-tuned (chapter 7).

They are objectives of `finetune`. Each has its own random stream and its own clipping, so that one without
strength changes nothing.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar, Literal, TypeAlias

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional

from xling_utils.backbones import Backbone
from xling_utils.encoding import Batch, Level, Precision, pad
from xling_utils.finetuning import FineTuned, Network, finetune
from xling_utils.tasks import SentenceSource, Task
from xling_utils.texts import LabelledWindow, Texts, text_states
from xling_utils.training import Moment, fit

Schedule: TypeAlias = Literal["constant", "dann"]
"""How the strength of reversal goes on: always the same, or growing with `dann`."""


class _Reversal(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, strength: float) -> Tensor:
        ctx.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        return -ctx.strength * gradients[0], None


def reverse_gradient(x: Tensor, strength: float) -> Tensor:
    """The identity, whose gradient is multiplied by -strength (Ganin et al. 2016; chapter 7)."""
    reversed_: Tensor = _Reversal.apply(x, strength)
    return reversed_


def dann(share: float) -> float:
    """Factor from 0 to 1 by which reversal grows: 2 / (1 + exp(-10 share)) - 1.

    Args:
        share: Share of training that is done.

    Source: Ganin et al. (2016), section 5.2.2. The noisy first answers of the adversary then do no harm.
    """
    return 2 / (1 + math.exp(-10 * share)) - 1


def uniform_loss(logits: Float[Tensor, "item language"], *, paper: bool = False) -> Float[Tensor, ""]:
    """How far the adversary's answers are from uniform, mean over items.

    The divergence KL(uniform || p) in nats: 0 where p is uniform, whatever the number of languages. With
    `paper`, the sum over languages of -log p that the code of Tanti et al. (2021) minimises. Its gradient is
    greater by the number of languages K and it ends at K ln K, so that a weight w between it and the task
    means something else for every K.
    """
    surprise = -functional.log_softmax(logits.float(), -1)
    if paper:
        return surprise.sum(-1).mean()
    return surprise.mean() - math.log(logits.shape[-1])


@dataclass(kw_only=True)
class Adversary(ABC):
    """A linear language head, the text that it reads, and a loss; `train` puts them into `finetune`.

    Attributes:
        backbone: What will be fine-tuned.
        texts: What the head reads.
        level: What tells its language.
        strength: Weight of the language beside the task.
        batch_size: Windows of text in a batch.
        rate: Peak learning rate of the head.
        precision: See `encoding.autocast`.
        seed: Seed of the head, of the order of texts, and of dropout on them.
        head: Dropout and one linear layer, as in Tanti et al. (2021).
        losses: Cross-entropy of the head, once for every batch on which it learned.
    """

    backbone: Backbone
    texts: Texts
    level: Level
    strength: float
    batch_size: int = 32
    rate: float
    precision: Precision = "fp32"
    seed: int = 0
    head: nn.Sequential = field(init=False, repr=False)
    losses: list[float | Tensor] = field(init=False, repr=False, default_factory=list)
    batches: Iterator[list[LabelledWindow]] = field(init=False, repr=False)
    step: int = field(init=False, default=0)

    learns_beside: ClassVar[bool]
    """Whether the head learns in the steps of the encoder."""

    def __post_init__(self) -> None:
        self.batches = self.texts.batches(self.batch_size, torch.Generator().manual_seed(self.seed))
        with torch.random.fork_rng():
            torch.manual_seed(self.seed)
            linear = nn.Linear(self.backbone.hidden_size, len(self.texts.languages))
        self.head = nn.Sequential(nn.Dropout(0.1), linear).to(self.backbone.device)

    def train(self, corpus: SentenceSource, **options: Any) -> FineTuned:
        """Fine-tune against this adversary; options of `finetune`, the task as a `Task`."""
        return finetune(
            self.backbone,
            corpus,
            objective=lambda network, batch, gold: self.objective(options["task"], network, batch, gold),
            before_step=self.before_step,
            beside=self.head if self.learns_beside else None,
            beside_rate=self.rate,
            **options,
        )

    def objective(self, task: Task, network: Network, batch: Batch, gold: Tensor) -> Tensor:
        """Loss of the task and of the language; its value is that of the task alone, to be compared."""
        loss = task.loss(network(batch), gold)
        with torch.random.fork_rng():  # the same dropout for the task as without an adversary
            torch.manual_seed(self.seed * 1_000_003 + self.step)
            total = self.total(loss, network, next(self.batches))
        return loss.detach() + (total - total.detach())

    def read(
        self, network: Network, labelled: Sequence[LabelledWindow]
    ) -> tuple[Float[Tensor, "item hidden"], Int[Tensor, " item"]]:
        """Last states of some text and their languages."""
        batch = pad([window for window, _ in labelled], self.backbone.pad_id, self.backbone.device)
        labels = torch.tensor([language for _, language in labelled], device=self.backbone.device)
        return text_states(network.states(batch), batch, labels, self.level)

    def before_step(self, network: Network, moment: Moment) -> None:
        """Keep time."""
        self.step = moment.step

    @abstractmethod
    def total(self, loss: Tensor, network: Network, labelled: Sequence[LabelledWindow]) -> Tensor:
        """The loss of the task joined with that of the language."""


@dataclass(kw_only=True)
class Reversal(Adversary):
    """The head learns to tell languages, while the encoder receives the opposite gradient.

    Attributes:
        schedule: Whether lambda, the strength, is constant or grows with `dann`.
    """

    schedule: Schedule = "constant"
    factor: float = field(init=False, default=0.0)
    learns_beside = True

    def before_step(self, network: Network, moment: Moment) -> None:
        """Set lambda."""
        super().before_step(network, moment)
        self.factor = self.strength * (dann(moment.share) if self.schedule == "dann" else 1.0)

    def total(self, loss: Tensor, network: Network, labelled: Sequence[LabelledWindow]) -> Tensor:
        """Loss of the task plus cross-entropy of the head behind a gradient reversal."""
        states, labels = self.read(network, labelled)
        language = functional.cross_entropy(self.head(reverse_gradient(states, self.factor)).float(), labels)
        self.losses.append(language.detach())
        return loss + language


@dataclass(kw_only=True)
class Entropy(Adversary):
    """Before each epoch the head learns alone; then it stands still and the encoder evens out its answers.

    Attributes:
        paper: See `uniform_loss`.
    """

    paper: bool = False
    learns_beside = False

    def before_step(self, network: Network, moment: Moment) -> None:
        """At the start of an epoch, teach the head."""
        super().before_step(network, moment)
        if moment.starts_epoch:
            self.teach(network, moment)

    def teach(self, network: Network, moment: Moment) -> None:
        """One pass over as many text batches as an epoch has steps; the encoder does not move."""
        batches = list(islice(self.batches, moment.per_epoch))
        self.head.requires_grad_(True)

        def loss(chosen: list[list[LabelledWindow]]) -> Tensor:
            with torch.no_grad():
                states, labels = self.read(network, chosen[0])
            return functional.cross_entropy(self.head(states).float(), labels)

        with torch.random.fork_rng():
            torch.manual_seed(self.seed * 1_000_003 - moment.step - 1)
            self.losses += fit(
                self.head,
                batches,
                [max(len(window.ids) for window, _ in batch) for batch in batches],
                loss,
                epochs=1,
                batch_size=1,
                learning_rate=self.rate,
                precision=self.precision,
                seed=self.seed + moment.step,
                progress=False,
            )
        self.head.requires_grad_(False)
        self.head.zero_grad()

    def total(self, loss: Tensor, network: Network, labelled: Sequence[LabelledWindow]) -> Tensor:
        """(1 - w) times the loss of the task plus w times `uniform_loss`."""
        states, _ = self.read(network, labelled)
        language = uniform_loss(self.head(states), paper=self.paper)
        return (1 - self.strength) * loss + self.strength * language
