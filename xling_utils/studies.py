"""Studies: many runs of one experiment, each described by a spec and kept as a record.

A `RunSpec` says everything that a run needs. `run` turns it into a `RunRecord`. A `Store` is a folder of
records, one JSON file each, named by a hash of its spec. A file appears whole or not at all, so any number of
processes can share a store, a killed run loses only itself, and a finished run is never repeated.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from operator import index
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

SCHEMA = 1
"""Version of what a run does. A change that changes results needs a new number; old specs then run again."""


@dataclass(frozen=True)
class RunSpec:
    """One fine-tuning run and its evaluation.

    Attributes:
        task: task name: ``pos``, ``parsing``, ``ner`` or ``nli``.
        source: language to fine-tune on.
        targets: languages to evaluate on besides the source; empty means all of the corpus.
        reinit: block numbers to re-initialise before fine-tuning, or ``all`` or ``everything``; empty is REF.
            Numbers are kept in order and once each, so that equal runs have equal keys.
        init: how re-initialised weights are drawn.
        seed: seed of the re-initialisation and of fine-tuning.
        sentences: number of training sentences; None means all.
        epochs, batch_size, learning_rate: the training recipe; None takes the default of `finetune`.
        test_sentences: number of test sentences per language; None means all.
        backbone, corpus: names for `load_backbone` and `load_corpus`.
    """

    task: str = "pos"
    source: str = "en"
    targets: tuple[str, ...] = ()
    reinit: tuple[int, ...] | str = ()
    init: str = "bert"
    seed: int = 0
    sentences: int | None = None
    epochs: int = 3
    batch_size: int = 32
    learning_rate: float | None = None
    test_sentences: int | None = None
    backbone: str = "pocket"
    corpus: str = "fragment"

    def __post_init__(self) -> None:
        object.__setattr__(self, "targets", tuple(self.targets))
        if not isinstance(self.reinit, str):
            object.__setattr__(self, "reinit", tuple(sorted(set(map(index, self.reinit)))))

    @property
    def key(self) -> str:
        """Hash of the spec and of `SCHEMA`: the name of its record."""
        text = json.dumps([SCHEMA, asdict(self)], sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()

    @property
    def metric(self) -> str:
        """The main score of the task: ``accuracy``, ``las`` or ``f1``."""
        from xling_utils.tasks import get_task

        return get_task(self.task).metric

    @property
    def condition(self) -> str:
        """Short name of what was re-initialised: ``REF``, ``0-1``, ``0,5``, ``all`` ..."""
        if isinstance(self.reinit, str):
            return self.reinit
        if len(self.reinit) > 1 and self.reinit == tuple(range(self.reinit[0], self.reinit[-1] + 1)):
            return f"{self.reinit[0]}-{self.reinit[-1]}"
        return ",".join(map(str, self.reinit)) or "REF"


@dataclass(frozen=True)
class RunRecord:
    """What a run gave.

    Attributes:
        spec: the spec.
        scores: language -> metric -> value from 0 to 1.
        seconds: duration of the run.
        versions: versions of Python and of the libraries that matter.
        machine: processor family and number of cores, nothing that names the machine.
        weights: hash of the weights before re-initialisation. The key of a spec knows the backbone by its
            name only; this tells whether a record belongs to the weights of today.
    """

    spec: RunSpec
    scores: dict[str, dict[str, float]]
    seconds: float
    versions: dict[str, str] = field(default_factory=dict)
    machine: str = ""
    weights: str = ""

    def to_json(self) -> str:
        """The record as a JSON object."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> RunRecord:
        """Reads what `to_json` wrote."""
        fields = json.loads(text)
        return cls(**fields | {"spec": RunSpec(**fields["spec"])})

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages that were evaluated zero-shot."""
        return tuple(code for code in self.scores if code != self.spec.source)

    def score(self, languages: Iterable[str], metric: str | None = None) -> float:
        """Mean score over languages; the main score of the task unless another is named.

        Raises:
            ValueError: there is no language, or no such score.
        """
        languages, metric = list(languages), metric or self.spec.metric
        missing = [code for code in languages if metric not in self.scores.get(code, {})]
        if missing or not languages:
            wanted = ", ".join(missing) or "no language at all"
            raise ValueError(f"no {metric} for {wanted}; this run was evaluated on {', '.join(self.scores)}")
        return sum(self.scores[code][metric] for code in languages) / len(languages)

    @property
    def in_language(self) -> float:
        """Score on the source language."""
        return self.score([self.spec.source])

    @property
    def zero_shot(self) -> float:
        """Mean score on all other languages."""
        return self.score(self.targets)


class Store:
    """A folder of records.

    Args:
        folder: made when the first record is written.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def get(self, spec: RunSpec) -> RunRecord | None:
        """The record of a spec, or None.

        Raises:
            ValueError: its file is not a record.
        """
        path = self.folder / f"{spec.key}.json"
        return _read(path) if path.is_file() else None

    def put(self, record: RunRecord) -> None:
        """Writes a record: first to a temporary file, then under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = record.spec.key
        unfinished = self.folder / f"{name}.{os.getpid()}-{secrets.token_hex(4)}.part"
        unfinished.write_text(record.to_json(), encoding="utf-8")
        os.replace(unfinished, self.folder / f"{name}.json")

    def __iter__(self) -> Iterator[RunRecord]:
        return map(_read, sorted(self.folder.glob("*.json")))


def _read(path: Path) -> RunRecord:
    try:
        return RunRecord.from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path} is not a run record ({error!r}). Delete it, and the run will be repeated."
        ) from error


def run(spec: RunSpec) -> RunRecord:
    """Carries out one run: load, re-initialise, fine-tune, evaluate."""
    from xling_utils.finetuning import finetune

    started = time.perf_counter()
    backbone, corpus = _backbone(spec.backbone), _corpus(spec.corpus)
    weights = hash_weights(backbone.model)
    if spec.reinit:
        from xling_utils.backbones import reinit

        backbone = reinit(backbone, spec.reinit, seed=spec.seed, init=spec.init)  # type: ignore[arg-type]
    tuned = finetune(
        backbone,
        corpus,
        spec.task,
        spec.source,
        seed=spec.seed,
        sentences=spec.sentences,
        epochs=spec.epochs,
        batch_size=spec.batch_size,
        learning_rate=spec.learning_rate,
        progress=False,
    )
    languages = dict.fromkeys((spec.source, *(spec.targets or corpus.languages)))
    scores = tuned.evaluate(corpus, languages, limit=spec.test_sentences)
    seconds = round(time.perf_counter() - started, 2)
    return RunRecord(spec, scores, seconds, _versions(), _machine(), weights)


def hash_weights(model: Any) -> str:
    """Hash of all parameters of a model, as 20 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=10)
    for name, parameter in model.named_parameters():
        digest.update(name.encode())
        digest.update(parameter.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


@cache
def _backbone(name: str) -> Any:
    from xling_utils.backbones import load_backbone

    return load_backbone(name)


@cache
def _corpus(name: str) -> Any:
    from xling_utils.corpora import load_corpus

    return load_corpus(name)


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {"python": platform.python_version()} | {name: version(name) for name in ("torch", "transformers")}


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores"


def run_study(
    specs: Sequence[RunSpec], store: Store | str | Path, *, workers: int = 1, progress: bool | None = None
) -> list[RunRecord]:
    """Carries out the runs that the store lacks, and returns the records of all specs in order.

    Args:
        specs: what to run. A spec that occurs twice is run once.
        store: where records are kept; each one is written as soon as its run is finished.
        workers: number of processes, each with one thread. Best is one per core.
        progress: whether to show a bar; by default only on a terminal.
    """
    from joblib import Parallel, delayed

    store = store if isinstance(store, Store) else Store(store)
    missing = [spec for spec in {spec.key: spec for spec in specs}.values() if store.get(spec) is None]
    jobs = (delayed(_run_and_keep)(spec, store) for spec in missing)
    finished = Parallel(n_jobs=workers, return_as="generator_unordered")(jobs)
    hidden = None if progress is None else not progress
    for _ in tqdm(finished, total=len(missing), unit="run", disable=hidden):
        pass
    records = [store.get(spec) for spec in specs]
    assert all(record is not None for record in records)
    return [record for record in records if record is not None]


def _run_and_keep(spec: RunSpec, store: Store) -> None:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        store.put(run(spec))
    finally:
        torch.set_num_threads(threads)


PAIRS: tuple[tuple[int, ...], ...] = tuple((layer, layer + 1) for layer in range(0, 12, 2))
"""The six pairs of layers of Muller et al. (2021), lowest first."""


CONDITIONS: tuple[tuple[int, ...] | str, ...] = ((), *PAIRS, "all", "everything")
"""REF, the six pairs, all blocks with the embeddings kept, and a model with nothing learnt."""


RECIPES: dict[str, dict[str, int]] = {
    "pos": {"sentences": 1000, "epochs": 3},
    "parsing": {"sentences": 1000, "epochs": 5},
    "ner": {"sentences": 1000, "epochs": 3},
    "nli": {"sentences": 4000, "epochs": 5},
}
"""Task -> training sentences (for ``nli`` pairs) and epochs of the studies on the pocket rung."""


def random_init_study(task: str = "pos", *, seeds: Iterable[int] = range(5), **options: Any) -> list[RunSpec]:
    """RANDOM-INIT (Muller et al. 2021; chapter 4): every one of `CONDITIONS` with every seed.

    Args:
        task: its recipe in `RECIPES` is used.
        seeds: one run of every condition for each.
        options: fields of `RunSpec`; they go before the recipe.
    """
    recipe: dict[str, Any] = {"task": task} | RECIPES.get(task, {}) | options
    return [RunSpec(reinit=layers, seed=seed, **recipe) for seed in seeds for layers in CONDITIONS]


def shipped(name: str) -> list[RunRecord]:
    """Records that come with the package, made by `run_study` on the pocket rung.

    Raises:
        ValueError: there is no such study.
    """
    root = files("xling_utils") / "records"
    folders = sorted(p.name for p in root.iterdir() if p.is_dir()) if root.is_dir() else []
    if name not in folders:
        raise ValueError(f"No study {name!r} is shipped; there is: {', '.join(folders) or 'none'}.")
    return list(Store(Path(str(root / name))))
