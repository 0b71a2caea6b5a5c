"""Unlearning the language: fine-tuning against an adversary, or closed-form erasure after it (chapter 7).

Every condition trains encoder and task head by the one recipe of `finetune`: the same learning rate, batches,
steps and dropout. Only the objective differs.

- ``reversal`` (Ganin et al. 2016; Tanti et al. 2021): a language head reads the states of unlabelled text,
  and its gradient enters the encoder with the opposite sign.
- ``entropy`` (Tanti et al. 2021, iterative adversarial training): before every epoch the language head alone
  learns for one pass; in the epoch it stands still, and the encoder makes its answers uniform.
- ``leace``, ``inlp``, ``centre``: no adversary. The model is fine-tuned as usual; an eraser is fitted to its
  last states of unlabelled text; then a fresh head is trained by the same recipe on erased states, with the
  encoder fixed. Were the encoder to learn on, it could write the language around a fixed eraser. Strength 0
  is therefore the control for these: a head trained anew, nothing erased.

The erasure stands after the last layer, because no layer follows that could rebuild what went.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import torch
from torch import Tensor, nn

from xling_utils.adversaries import Adversary, Entropy, Reversal, Schedule
from xling_utils.backbones import Backbone
from xling_utils.encoding import TOKEN_BUDGET, Batch, Level, Precision, Sentence, budget_batches, pad
from xling_utils.erasure import Eraser, checked_share, inlp, leace, mean_centring
from xling_utils.finetuning import FineTuned, Network, default_rate, finetune
from xling_utils.tasks import SentenceSource, Task, get_task
from xling_utils.texts import Texts, read_texts, text_states
from xling_utils.unlearned import ErasedNetwork, Unlearned

Method: TypeAlias = Literal["reversal", "entropy", "leace", "inlp", "centre"]

STRENGTH: dict[str, float] = {"reversal": 0.01, "entropy": 0.1, "leace": 1.0, "inlp": 1.0, "centre": 1.0}
"""Strength of each method where none is given. Stronger adversaries fool their own head but not a fresh
probe, and spoil the task (chapter 7)."""


CLOSED_FORM = ("leace", "inlp", "centre")
"""The methods without an adversary."""


def unlearn(
    backbone: Backbone,
    corpus: SentenceSource,
    task: str | Task = "pos",
    source: str = "en",
    *,
    method: Method,
    languages: Sequence[str] | None = None,
    text: str | Mapping[str, Sequence[Sentence]] = "raw",
    texts: int = 400,
    level: Level | None = None,
    strength: float | None = None,
    schedule: Schedule = "constant",
    paper: bool = False,
    rounds: int = 2,
    adversary_rate: float | None = None,
    tuned: FineTuned | None = None,
    seed: int = 0,
    **recipe: Any,
) -> Unlearned:
    """Fine-tune on one language and unlearn which language a text is in (chapter 7).

    The same arguments give bit-identical weights on one CPU thread. An adversary at strength 0 gives those of
    `finetune`, because it has its own random stream and its own clipping.

    Args:
        backbone: Stays as it is.
        corpus: Where the labelled sentences and, by default, the unlabelled text come from.
        task: As for `finetune`.
        source: Language of the labelled sentences.
        method: "reversal", "entropy", "leace", "inlp" or "centre"; see the top of this module.
        languages: Languages to confuse; None means all of the corpus.
        text: A split that all of them have, such as "raw", or language -> sentences.
        texts: Sentences of each language to take at most; all get as many as the shortest has.
        level: What tells its language; None means sentences for "nli", words for the other tasks.
        strength: "reversal": the factor lambda of the reversed gradient. "entropy": the weight w, from 0 to
            below 1, of the language loss beside 1 - w for the task. The others: share of the erasure, from 0
            to 1. None takes `STRENGTH`.
        schedule: "constant", or "dann" for reversal that rises from 0 to the strength; see `dann`.
        paper: For "entropy", the sum over languages that Tanti et al. minimise instead of the mean that we
            do, see `uniform_loss`.
        rounds: Probes of "inlp".
        adversary_rate: Peak learning rate of the language head; None takes ten times that of the encoder: an
            adversary that lags behind tests nothing.
        tuned: For erasers: what `finetune` gave for the same arguments, to save doing it again.
        seed: Seed of everything random.
        recipe: All other options of `finetune`, which mean the same in every condition. With
            `frozen="backbone"` the erasers work on the pretrained encoder.

    Raises:
        ValueError: an option is unknown or out of range, there are fewer than two languages, or one has no
            text.
    """
    task = get_task(task)
    condition = Condition(method, strength, schedule, paper, rounds, level or _level_of(task))
    if condition.adversarial and recipe.get("frozen") == "backbone":
        raise ValueError(f"a frozen backbone unlearns nothing by {method}: use an eraser, such as 'leace'")
    if condition.adversarial and recipe.get("accumulate", 1) > 1:
        raise ValueError(
            f"accumulate={recipe['accumulate']}: {method} also reads a whole batch of text in every step, so "
            "its steps cannot be cut into parts. Make batch_size smaller instead"
        )
    pool = read_texts(backbone, corpus, languages, text, texts)
    options = {"task": task, "source": source, "seed": seed, **recipe}
    if condition.adversarial:
        rate = recipe.get("learning_rate") or default_rate(backbone)
        rate = 10 * rate if adversary_rate is None else adversary_rate
        model = _fool(condition, backbone, corpus, pool, rate, options)
    else:
        model = _erase(condition, backbone, corpus, pool, options, tuned)
    about = {"text": text if isinstance(text, str) else "given", "texts": pool.size}
    spec = {**model.spec, **condition.spec, **about, "languages": list(pool.languages)}
    return replace(model, spec=spec, languages=pool.languages)


def _level_of(task: Task) -> Level:
    return "sentence" if task.name == "nli" else "word"


@dataclass(frozen=True)
class Condition:
    """How to unlearn; the attributes are arguments of `unlearn`, checked."""

    method: Method
    strength: float | None
    schedule: Schedule
    paper: bool
    rounds: int
    level: Level

    def __post_init__(self) -> None:
        if self.method not in STRENGTH:
            raise ValueError(f"unknown method {self.method!r}: choose one of {', '.join(STRENGTH)}")
        if self.level not in ("word", "sentence"):
            raise ValueError(f"unknown level {self.level!r}: use 'word' or 'sentence'")
        if self.schedule not in ("constant", "dann"):
            raise ValueError(f"unknown schedule {self.schedule!r}: use 'constant' or 'dann'")
        if self.schedule == "dann" and self.method != "reversal":
            raise ValueError("the schedule 'dann' belongs to method='reversal'")
        if self.strength is None:
            object.__setattr__(self, "strength", STRENGTH[self.method])
        self._check_strength(self.value)

    @property
    def value(self) -> float:
        """The strength, given or by default."""
        assert self.strength is not None
        return self.strength

    def _check_strength(self, strength: float) -> None:
        if self.method == "reversal":
            if not 0 <= strength < math.inf:
                raise ValueError(f"strength={strength}: lambda must be a finite number from 0 on")
        elif checked_share(strength) == 1 and self.method == "entropy":
            raise ValueError("strength=1 leaves no weight for the task: stay below 1")

    @property
    def adversarial(self) -> bool:
        """Whether there is an adversary."""
        return self.method not in CLOSED_FORM

    @property
    def spec(self) -> dict[str, Any]:
        """What matters for this method, in plain form."""
        own = {"reversal": ("schedule",), "entropy": ("paper",), "inlp": ("rounds",)}
        names = ("method", "strength", "level", *own.get(self.method, ()))
        return {name: getattr(self, name) for name in names}


def _fool(
    condition: Condition,
    backbone: Backbone,
    corpus: SentenceSource,
    texts: Texts,
    rate: float,
    options: dict[str, Any],
) -> Unlearned:
    """Fine-tune against an adversary."""
    common: dict[str, Any] = {
        "backbone": backbone,
        "texts": texts,
        "level": condition.level,
        "strength": condition.value,
        "batch_size": options.get("batch_size", 32),
        "rate": rate,
        "precision": options.get("precision") or backbone.precision,
        "seed": options["seed"],
    }
    adversary: Adversary
    if condition.method == "reversal":
        adversary = Reversal(schedule=condition.schedule, **common)
    else:
        adversary = Entropy(paper=condition.paper, **common)
    tuned = adversary.train(corpus, **options)
    spec = {**tuned.spec, "adversary_rate": rate}
    losses = tuple(map(float, adversary.losses))
    return Unlearned(tuned.backbone, tuned.head, tuned.task, spec, tuned.losses, losses)


def _erase(
    condition: Condition,
    backbone: Backbone,
    corpus: SentenceSource,
    texts: Texts,
    options: dict[str, Any],
    tuned: FineTuned | None = None,
) -> Unlearned:
    """Fine-tune, fit the eraser, train a fresh head on erased states."""
    if options["source"] not in texts.languages:
        raise ValueError(f"{condition.method} needs the source {options['source']!r} among the languages")
    source = texts.languages.index(options["source"])
    kept = options.get("frozen") == "backbone"
    encoder = backbone if kept else (tuned or finetune(backbone, corpus, **options)).backbone
    precision = options.get("precision") or encoder.precision
    eraser = _fit_eraser(condition, *_all_states(encoder, texts, condition.level, precision), source)

    def objective(network: Network, batch: Batch, gold: Tensor) -> Tensor:
        task: Task = options["task"]
        return task.loss(ErasedNetwork(network, eraser, source)(batch), gold)

    model = finetune(encoder, corpus, objective=objective, **(options | {"frozen": "backbone"}))
    spec = {**model.spec, "frozen": options.get("frozen", [])}
    return Unlearned(model.backbone, model.head, model.task, spec, model.losses, eraser=eraser)


def _fit_eraser(condition: Condition, states: Tensor, labels: Tensor, source: int) -> Eraser:
    if condition.method == "centre":
        target = states[labels == source].double().mean(0)  # the head then sees the source as it was
        return mean_centring(states, labels, target=target).at(condition.value)
    if condition.method == "leace":
        return leace(states, labels).at(condition.value)
    few = slice(None, None, len(states) // 20_000 + 1)  # a probe needs no more
    return inlp(states[few], labels[few], condition.rounds).at(condition.value)


def _all_states(encoder: Backbone, texts: Texts, level: Level, precision: Precision) -> tuple[Tensor, Tensor]:
    """Last states of all text and their languages, as fp32."""
    labelled = [(window, i) for i, windows in enumerate(texts.windows) for window in windows]
    found = []
    with torch.inference_mode():
        for indices in budget_batches([len(window.ids) for window, _ in labelled], TOKEN_BUDGET):
            batch = pad([labelled[i][0] for i in indices], encoder.pad_id, encoder.device)
            labels = torch.tensor([labelled[i][1] for i in indices], device=encoder.device)
            states = Network(encoder.model, nn.Identity(), precision).states(batch)
            found.append(text_states(states, batch, labels, level))
    states, labels = (torch.cat(part) for part in zip(*found, strict=True))
    return states, labels
