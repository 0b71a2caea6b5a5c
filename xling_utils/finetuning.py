"""Fine-tuning: an encoder under a task head, trained on one language and scored on any."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

import torch
from jaxtyping import Float, Int
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import PreTrainedModel

from xling_utils.backbones import Backbone, load_backbone
from xling_utils.blocks import BEFORE_BLOCKS, block_numbers, layer_of_parameters
from xling_utils.encoding import (
    Batch,
    Precision,
    Window,
    budget_batches,
    pad,
    run_encoder,
)
from xling_utils.tasks import Scores, SentenceSource, Table, Task, collate, get_task
from xling_utils.training import Moment, fit

Frozen: TypeAlias = Iterable[int] | Literal["backbone", "embeddings"]
"""What training leaves as it is: blocks by number, the whole backbone, or the embeddings."""


class Network(nn.Module):
    """An encoder under a task head, as one module to train."""

    def __init__(self, encoder: PreTrainedModel, head: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = head

    def states(self, batch: Batch) -> Float[Tensor, "window piece hidden"]:
        """Hidden states of the last layer."""
        states: Tensor = run_encoder(self.encoder, batch).last_hidden_state
        return states

    def forward(self, batch: Batch) -> Any:
        """Output of the head."""
        output: Any = self.head(self.states(batch), batch)
        return output


Objective: TypeAlias = Callable[[Network, Batch, Int[Tensor, "label ..."]], Tensor]
"""Maps the network, a batch and its gold classes to a loss."""


PreparedBatch: TypeAlias = tuple[list[Window], Batch]
"""Some windows, and the same as tensors."""


def prepare(
    backbone: Backbone, task: Task, inputs: Sequence[Any], token_budget: int = 4096
) -> list[PreparedBatch]:
    """Tokenize inputs of a task and put them into batches by length."""
    windows = task.windows(backbone, inputs)
    groups = budget_batches([len(window.ids) for window in windows], token_budget)
    chosen = [[windows[i] for i in group] for group in groups]
    return [(some, pad(some, backbone.pad_id, backbone.device)) for some in chosen]


@dataclass(frozen=True)
class EvaluationSet:
    """Test sentences of several languages, tokenized and batched once for every model with one tokenizer.

    Attributes:
        tables: Language to gold columns.
        sizes: Sentences (or pairs) of each language.
        batches: All languages together: many small test sets cost no more than one large one.
    """

    tables: dict[str, Table] = field(repr=False)
    sizes: tuple[int, ...]
    batches: list[PreparedBatch] = field(repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, in the order of their scores."""
        return tuple(self.tables)

    def only(self, language: str, backbone: Backbone) -> EvaluationSet:
        """The sentences of one language, for a model that must be told which it reads.

        Raises:
            ValueError: it is not among the languages.
        """
        if language not in self.languages:
            raise ValueError(f"no test sentences of {language!r}: there are {', '.join(self.languages)}")
        at = self.languages.index(language)
        start = sum(self.sizes[:at])
        rows = range(start, start + self.sizes[at])
        parts = [
            [replace(w, sentence=w.sentence - start) for w in windows if w.sentence in rows]
            for windows, _ in self.batches
        ]
        batches = [(part, pad(part, backbone.pad_id, backbone.device)) for part in parts if part]
        return EvaluationSet({language: self.tables[language]}, (self.sizes[at],), batches)


def evaluation_set(
    backbone: Backbone,
    corpus: SentenceSource,
    task: str | Task,
    languages: Iterable[str] | None = None,
    split: str = "test",
    domain: str | None = None,
    limit: int | None = None,
) -> EvaluationSet:
    """Read and tokenize what `FineTuned.evaluate` scores; arguments and errors as there."""
    task = get_task(task)
    languages = corpus.languages if languages is None else tuple(languages)
    tables = {code: task.read(corpus, code, split, domain, limit) for code in languages}
    inputs = [task.inputs(table) for table in tables.values()]
    batches = prepare(backbone, task, list(chain.from_iterable(inputs)))
    return EvaluationSet(tables, tuple(map(len, inputs)), batches)


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

    def network(self) -> Network:
        """Encoder and head as one module."""
        return Network(self.backbone.model, self.head)

    def predict(self, sentences: Sequence[Any], *, token_budget: int = 4096) -> list[list[Any]]:
        """The answers for every word, or for every pair.

        Args:
            sentences: Lists of words, or strings with spaces between the words; for the task "nli" pairs of
                these: premise and hypothesis.
            token_budget: Word pieces per batch.

        Returns:
            One list for each sentence, with one answer for each of its words; for a pair, one label.
        """
        return self._answer(prepare(self.backbone, self.task, sentences, token_budget), len(sentences))

    def _answer(self, batches: Iterable[PreparedBatch], sentences: int) -> list[list[Any]]:
        network = self.network().eval()
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
    ) -> dict[str, Scores]:
        """Scores for each language (chapter 1). A target that is not the source is scored zero-shot.

        Args:
            corpus: Where the sentences come from.
            languages: Language codes; None means all of the corpus.
            split: Usually "test".
            domain: One of the corpus's domains; None means all.
            limit: The first so many sentences of each language.

        Raises:
            ValueError: a language has no such sentences or no gold annotation for the task.
        """
        return self.score(evaluation_set(self.backbone, corpus, self.task, languages, split, domain, limit))

    def score(self, test: EvaluationSet) -> dict[str, Scores]:
        """Scores for each language of a test set that is read already; see `evaluation_set`."""
        answers = iter(self._answer(test.batches, sum(test.sizes)))
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
        precision: "fp32" or "bf16"; None takes bf16 on a GPU that has it.
        objective: Maps (network, batch, gold) to a loss; None takes the loss of the task.
        beside: A further module that the objective holds, trained too; see `training.fit`.
        beside_rate: Peak of its learning rate; None takes that of the network.
        before_step: Called before every step with the network and where training stands.
        progress: Show a progress bar; None shows it in a terminal only.

    Raises:
        ValueError: there are no such sentences, or an option is out of range.
    """
    task = get_task(task)
    rate = default_rate(backbone) if learning_rate is None else learning_rate
    precision = precision or default_precision(backbone)
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


def default_precision(backbone: Backbone) -> Precision:
    """Precision of `finetune` where none is given."""
    return "bf16" if backbone.device.type == "cuda" and torch.cuda.is_bf16_supported() else "fp32"


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
