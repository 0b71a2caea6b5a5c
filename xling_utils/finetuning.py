"""Fine-tuning: an encoder under a task head, trained on one language and scored on any."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

import torch
from jaxtyping import Float, Int
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import PreTrainedModel

from xling_utils.backbones import Backbone, load_backbone
from xling_utils.blocks import BEFORE_BLOCKS, block_numbers, layer_of_parameters
from xling_utils.encoding import TOKEN_BUDGET, Batch, Precision, run_encoder
from xling_utils.evaluation import EvaluationSet, PreparedBatch, evaluation_set, prepare
from xling_utils.tasks import Scores, SentenceSource, Task, collate, get_task
from xling_utils.training import Moment, fit

Frozen: TypeAlias = Iterable[int] | Literal["backbone", "embeddings"]
"""What training leaves as it is: blocks by number, the whole backbone, or the embeddings."""


class Network(nn.Module):
    """An encoder under a task head, as one module to train.

    Outside training `precision` is that of the encoder; the head, which costs little, answers in fp32.
    """

    def __init__(self, encoder: PreTrainedModel, head: nn.Module, precision: Precision = "fp32") -> None:
        super().__init__()
        self.encoder = encoder
        self.head = head
        self.precision = precision

    def states(self, batch: Batch) -> Float[Tensor, "window piece hidden"]:
        """Hidden states of the last layer, as fp32."""
        states: Tensor = run_encoder(self.encoder, batch, self.precision).last_hidden_state
        return states.float()

    def forward(self, batch: Batch) -> Any:
        """Output of the head."""
        output: Any = self.head(self.states(batch), batch)
        return output


Objective: TypeAlias = Callable[[Network, Batch, Int[Tensor, "label ..."]], Tensor]
"""Maps the network, a batch and its gold classes to a loss."""


@dataclass(frozen=True)
class FineTuned:
    """A fine-tuned model. `split` and `stitch` take it like a backbone.

    Attributes:
        backbone: The encoder after training.
        head: The trained head.
        task: What the head predicts.
        spec: How it was trained: the arguments of `finetune`.
        losses: Training loss of every step.
    """

    backbone: Backbone
    head: nn.Module = field(repr=False)
    task: Task
    spec: Mapping[str, Any]
    losses: tuple[float, ...] = field(repr=False)

    def network(self, precision: Precision = "fp32") -> Network:
        """Encoder and head as one module."""
        return Network(self.backbone.model, self.head, precision)

    def predict(
        self,
        sentences: Sequence[Any],
        *,
        token_budget: int = TOKEN_BUDGET,
        precision: Precision | None = None,
    ) -> list[list[Any]]:
        """The answers for every word, or for every pair.

        Args:
            sentences: Lists of words, or strings with spaces between the words; for the task "nli" pairs of
                these: premise and hypothesis.
            token_budget: Word pieces per batch.
            precision: That of the encoder; None takes what is quickest, see `encoding.default_precision`.

        Returns:
            One list for each sentence, with one answer for each of its words; for a pair, one label.
        """
        batches = prepare(self.backbone, self.task, sentences, token_budget)
        return self._answer(batches, len(sentences), precision)

    def _answer(
        self, batches: Iterable[PreparedBatch], sentences: int, precision: Precision | None
    ) -> list[list[Any]]:
        network = self.network(precision or self.backbone.precision).eval()
        parts: list[list[tuple[int, list[Any]]]] = [[] for _ in range(sentences)]
        with torch.inference_mode():
            for windows, batch in batches:
                answers = self.task.decode(network(batch), batch)
                for window, answer in zip(windows, answers, strict=True):
                    parts[window.sentence].append((window.start, answer))
        ordered = (sorted(part, key=lambda piece: piece[0]) for part in parts)
        return [self.task.join([answer for _, answer in part]) for part in ordered]

    def evaluate(
        self,
        corpus: SentenceSource,
        languages: Iterable[str] | None = None,
        split: str = "test",
        domain: str | None = None,
        limit: int | None = None,
        *,
        token_budget: int = TOKEN_BUDGET,
        precision: Precision | None = None,
    ) -> dict[str, Scores]:
        """Scores for each language (chapter 1). A target that is not the source is scored zero-shot.

        Args:
            corpus: Where the sentences come from.
            languages: Language codes; None means all of the corpus.
            split: Usually "test".
            domain: One of the corpus's domains; None means all.
            limit: The first so many sentences of each language.
            token_budget: See `predict`.
            precision: See `predict`.

        Raises:
            ValueError: a language has no such sentences or no gold annotation for the task.
        """
        test = evaluation_set(self.backbone, corpus, self.task, languages, split, domain, limit, token_budget)
        return self.score(test, precision)

    def score(self, test: EvaluationSet, precision: Precision | None = None) -> dict[str, Scores]:
        """Scores for each language of a test set that is read already; see `evaluation_set` and `predict`."""
        answers = iter(self._answer(test.batches, sum(test.sizes), precision))
        return {
            code: self.task.score(table, list(islice(answers, size)))
            for (code, table), size in zip(test.tables.items(), test.sizes, strict=True)
        }

    def save(self, folder: str | Path) -> None:
        """Write a folder that `FineTuned.load` reads: safetensors and JSON only."""
        folder = Path(folder)
        self.backbone.save(folder)
        save_file(self.head.state_dict(), folder / "head.safetensors")
        about = {
            "name": self.backbone.name,
            "task": self.task.name,
            "spec": dict(self.spec),
            "losses": self.losses,
        }
        (folder / "finetuned.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: str | Path, *, device: str | torch.device | None = None) -> FineTuned:
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: the folder holds no fine-tuned model.
        """
        folder = Path(folder)
        if not (folder / "finetuned.json").is_file():
            raise FileNotFoundError(f"{folder} has no finetuned.json: FineTuned.save writes one")
        about = json.loads((folder / "finetuned.json").read_text(encoding="utf-8"))
        task, loaded = get_task(about["task"]), load_backbone(folder, device=device)
        backbone = Backbone(about["name"], loaded.model, loaded.tokenizer)
        with torch.random.fork_rng():
            head = task.make_head(backbone.hidden_size, dropout=0.0).to(backbone.device)
        head.load_state_dict(load_file(folder / "head.safetensors"))
        return cls(backbone, head.eval(), task, about["spec"], tuple(about["losses"]))


def finetune(
    backbone: Backbone,
    corpus: SentenceSource,
    task: str | Task = "pos",
    source: str = "en",
    *,
    seed: int = 0,
    sentences: int | None = None,
    domain: str | None = None,
    epochs: int = 3,
    batch_size: int = 32,
    learning_rate: float | None = None,
    warmup: float = 0.1,
    decay: bool = True,
    head_rate: float | None = None,
    head_std: float | None = None,
    dropout: float | None = None,
    frozen: Frozen = (),
    max_steps: int | None = None,
    precision: Precision | None = None,
    accumulate: int = 1,
    objective: Objective | None = None,
    beside: nn.Module | None = None,
    beside_rate: float | None = None,
    before_step: Callable[[Network, Moment], None] | None = None,
    progress: bool | None = None,
) -> FineTuned:
    """Fine-tune a copy of a backbone on one language (chapter 1).

    The same arguments give bit-identical weights on one CPU thread.

    Args:
        backbone: Stays as it is.
        corpus: Where the training sentences come from.
        task: "pos", "parsing", "ner" or "nli", or a `Task`.
        source: Language to train on.
        seed: Seed of the head, of dropout and of the order of batches.
        sentences: The first so many training sentences; None means all.
        domain: One of the corpus's domains; None means all.
        epochs: Passes over the training sentences.
        batch_size: Sentences in a batch.
        learning_rate: Peak of the schedule. None takes 5e-5 at mBERT's width of 768, and more for narrower
            models in inverse proportion.
        warmup: Share of the steps in which the learning rate rises.
        decay: Whether it then falls linearly to 0.
        head_rate: Peak learning rate of the head; None takes that of the encoder.
        head_std: Standard deviation of the head's first weights, its biases being 0; None leaves them as the
            task makes them.
        dropout: Dropout probability everywhere in the model; None keeps that of its config (head: 0.1).
        frozen: What stays as it is; a frozen backbone also runs without dropout.
        max_steps: Stop after so many steps; the schedule ends there too.
        precision: "fp32" or "bf16"; None takes what is quickest, see `encoding.default_precision`.
        accumulate: Compute every batch in so many parts, one after another, and step once: the same step from
            less memory, see `training.fit`.
        objective: Maps (network, batch, gold) to a loss; None takes the loss of the task. With `accumulate`
            it sees one part at a time and must be a mean over labels, too.
        beside: A further module that the objective holds, trained too; see `training.fit`.
        beside_rate: Peak of its learning rate; None takes that of the network.
        before_step: Called before every step with the network and where training stands.
        progress: Show a progress bar; None shows it in a terminal only.

    Raises:
        ValueError: there are no such sentences, or an option is out of range.
    """
    task = get_task(task)
    rate = default_rate(backbone) if learning_rate is None else learning_rate
    precision = precision or backbone.precision
    examples = task.examples(backbone, task.read(corpus, source, "train", domain, sentences))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        head = task.make_head(backbone.hidden_size, 0.1 if dropout is None else dropout).to(backbone.device)
        if head_std is not None:
            _redraw(head, head_std)
        network = Network(copy.deepcopy(backbone.model), head)
        kept = _freeze(network.encoder, frozen)
        network.train()
        if kept == "backbone":
            network.encoder.eval()
        loss_of = objective or (lambda network, batch, gold: task.loss(network(batch), gold))
        with _dropout_of(network, dropout):
            losses = fit(
                network,
                examples,
                [len(example.window.ids) for example in examples],
                lambda chosen: loss_of(network, *collate(chosen, backbone.pad_id, backbone.device)),
                epochs=epochs,
                batch_size=batch_size,
                learning_rate=rate,
                warmup=warmup,
                decay=decay,
                rates={} if head_rate is None else {"head": head_rate},
                max_steps=max_steps,
                precision=precision,
                accumulate=accumulate,
                weight=task.labelled,
                seed=seed,
                beside=beside,
                beside_rate=beside_rate,
                before_step=partial(before_step, network) if before_step else None,
                progress=progress,
            )
    spec = {
        "task": task.name,
        "source": source,
        "seed": seed,
        "sentences": sentences,
        "domain": domain,
        "epochs": epochs,
        "batch_size": batch_size,
        "learning_rate": rate,
        "warmup": warmup,
        "decay": decay,
        "head_rate": head_rate,
        "head_std": head_std,
        "dropout": dropout,
        "frozen": kept,
        "max_steps": max_steps,
        "precision": precision,
        "accumulate": accumulate,
    }
    network.zero_grad()  # gradients would double the size of every copy
    tuned = Backbone(backbone.name, network.encoder, backbone.tokenizer)
    return FineTuned(tuned, head.eval(), task, spec, losses)


def _redraw(head: nn.Module, std: float) -> None:
    """Normal weights and zero biases, as Tanti et al. (2021) begin."""
    for parameter in head.parameters():
        if parameter.ndim > 1:
            nn.init.normal_(parameter, std=std)
        else:
            nn.init.zeros_(parameter)


def default_rate(backbone: Backbone) -> float:
    """Peak learning rate of `finetune` where none is given."""
    return 5e-5 * 768 / backbone.hidden_size


def _freeze(model: PreTrainedModel, frozen: Frozen) -> str | list[int]:
    """Set which parameters learn; returns `frozen` in plain form."""
    where = layer_of_parameters(model)
    if isinstance(frozen, str):
        layers = {"backbone": set(where.values()), "embeddings": {BEFORE_BLOCKS}}.get(frozen)
        if layers is None:
            raise ValueError(f"unknown frozen={frozen!r}: use 'backbone', 'embeddings' or block numbers")
    else:
        frozen = sorted(block_numbers(frozen, model.config.num_hidden_layers))
        layers = set(frozen)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(where[name] not in layers)
    return frozen


@contextmanager
def _dropout_of(network: nn.Module, probability: float | None) -> Iterator[None]:
    """Train with another dropout probability than the config's, and put the config's back."""
    before = [
        (module, name, getattr(module, name)) for module in network.modules() for name in _dropouts(module)
    ]
    for module, name, old in before:
        setattr(module, name, old if probability is None else probability)
    yield
    for module, name, old in before:
        setattr(module, name, old)


def _dropouts(module: nn.Module) -> tuple[str, ...]:
    if isinstance(module, nn.Dropout):
        return ("p",)
    return ("attention_dropout",) if isinstance(getattr(module, "attention_dropout", None), float) else ()
