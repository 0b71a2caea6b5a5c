"""Specs and records: what a run needs, what it gave, and where its record is kept.

A `RunSpec` says everything that a run needs. A `RunRecord` is what `studies.run` made of it. A `Store` is a
folder of records, one JSON file each, named by a hash of its spec. A file appears whole or not at all, so any
number of processes can share a store, a killed run loses only itself, and a finished run is never repeated.
Whoever is about to make a record claims its spec, so that two processes never carry out the same run at once.
A finished study also fits into one file, one record per line.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from importlib.resources import files
from operator import index
from pathlib import Path
from typing import Any, TypeAlias

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

SCHEMA = 2
"""Version of what a run does and of the defaults of `RunSpec`. A change of either needs a new number; old
specs then run again."""

ByLayer: TypeAlias = dict[str, list[float]]
"""Language -> one value per layer, the embeddings first."""


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
        scattered: re-initialise as many weights as the blocks of `reinit` hold, but spread over all blocks.
        frozen: block numbers that fine-tuning leaves as they are, or ``backbone``.
        method: how to unlearn the language, see `unlearn`; empty is plain fine-tuning.
        strength, schedule, paper_loss, adversary_rate, text, texts: arguments of `unlearn` (`paper_loss` is
            its `paper`); `text` is also the split that a probe learns from.
        seed: seed of the re-initialisation and of fine-tuning.
        sentences: number of training sentences; None means all.
        epochs, batch_size, learning_rate: the training recipe; None takes the default of `finetune`. With 0
            epochs nothing is trained and nothing scored: the run only measures similarity.
        precision: ``fp32`` or ``bf16`` for all that the encoder computes; empty takes what is quickest on the
            machine, see `encoding.default_precision`. The record says what it was.
        accumulate: parts in which a batch is computed, one after another, to save memory.
        head_rate, head_std: arguments of `finetune`.
        steady: keep the learning rates as they are, without warm-up or decay.
        domain: domain of the training and test sentences; None means all.
        other_domains: domains in which the source language is tested as well.
        split: split to test on.
        test_sentences: number of test sentences per language; None means all.
        similarity: number of parallel sentences on which to measure similarity in every layer; 0 is none.
        stitch: number of test sentences per language on which to score the model after it was joined with its
            untuned twin at every layer; 0 is none.
        probe: number of sentences per language from which probes learn to tell languages; 0 is none.
        backbone, corpus: names for `load_backbone` and `load_corpus`.
    """

    task: str = "pos"
    source: str = "en"
    targets: tuple[str, ...] = ()
    reinit: tuple[int, ...] | str = ()
    init: str = "bert"
    scattered: bool = False
    frozen: tuple[int, ...] | str = ()
    method: str = ""
    strength: float | None = None
    schedule: str = "constant"
    paper_loss: bool = False
    adversary_rate: float | None = None
    text: str = "raw"
    texts: int = 400
    seed: int = 0
    sentences: int | None = None
    epochs: int = 3
    batch_size: int = 32
    learning_rate: float | None = None
    head_rate: float | None = None
    head_std: float | None = None
    steady: bool = False
    domain: str | None = None
    other_domains: tuple[str, ...] = ()
    split: str = "test"
    test_sentences: int | None = None
    similarity: int = 0
    stitch: int = 0
    probe: int = 0
    backbone: str = "pocket"
    corpus: str = "fragment"
    precision: str = ""
    accumulate: int = 1

    def __post_init__(self) -> None:
        for name in ("targets", "other_domains"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for name in ("reinit", "frozen"):
            layers = getattr(self, name)
            if not isinstance(layers, str):
                object.__setattr__(self, name, tuple(sorted(set(map(index, layers)))))
        if self.epochs == 0 and (self.stitch or self.method or not self.similarity):
            raise ValueError("a run with 0 epochs can only measure similarity: give it similarity=200, say")
        if self.precision not in ("", "fp32", "bf16"):
            raise ValueError(
                f"unknown precision {self.precision!r}: use 'fp32', 'bf16' or '' for the quickest"
            )
        if not 1 <= self.accumulate <= self.batch_size:
            raise ValueError(f"accumulate={self.accumulate}: a batch of {self.batch_size} has no such parts")
        if self.accumulate > 1 and self.method in ("reversal", "entropy"):
            raise ValueError(
                f"accumulate={self.accumulate}: steps of {self.method!r} cannot be cut into parts"
            )

    def to_dict(self) -> dict[str, Any]:
        """The fields that differ from their defaults."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}

    @property
    def key(self) -> str:
        """Hash of the spec and of `SCHEMA`: the name of its record. A new field leaves old keys alone."""
        text = json.dumps([SCHEMA, self.to_dict()], sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()

    @property
    def metric(self) -> str:
        """The main score of the task: ``accuracy``, ``las`` or ``f1``."""
        from xling_utils.tasks import get_task

        return get_task(self.task).metric

    @property
    def condition(self) -> str:
        """Short name of what was done: ``REF``, ``0-1``, ``all``, ``frozen 0-1``, ``reversal 0.1`` ..."""
        done = [_layers_name(self.reinit) + (" scattered" if self.scattered else "")] if self.reinit else []
        done += [f"frozen {_layers_name(self.frozen)}".removesuffix(" backbone")] if self.frozen else []
        done += [self._method_name()] if self.method else []
        return ", ".join(done) or "REF"

    def _method_name(self) -> str:
        """``reversal``, or ``reversal dann 0.1`` with all that is not the default."""
        schedule = "" if self.schedule == "constant" else f" {self.schedule}"
        return self.method + schedule + ("" if self.strength is None else f" {self.strength:g}")


def _layers_name(layers: tuple[int, ...] | str) -> str:
    """``0-1`` for a range, ``0,5`` for other blocks, or a word as it is."""
    if isinstance(layers, str):
        return layers
    if len(layers) > 1 and layers == tuple(range(layers[0], layers[-1] + 1)):
        return f"{layers[0]}-{layers[-1]}"
    return ",".join(map(str, layers))


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
        domains: other domain -> metric -> score on the source language.
        layers: measure of `layer_measures` or `language_measures` -> language -> value in every layer.
        top: measure of `language_measures` -> value, of the last layer alone.
        stitched: untuned part, ``lower`` or ``upper`` -> language -> main score for every cut, from 0 to the
            number of blocks.
        precision: what the encoder was computed in, where that was not fp32.
    """

    spec: RunSpec
    scores: dict[str, dict[str, float]]
    seconds: float
    versions: dict[str, str] = field(default_factory=dict)
    machine: str = ""
    weights: str = ""
    domains: dict[str, dict[str, float]] = field(default_factory=dict)
    layers: dict[str, ByLayer] = field(default_factory=dict)
    top: dict[str, float] = field(default_factory=dict)
    stitched: dict[str, ByLayer] = field(default_factory=dict)
    precision: str = ""

    def to_json(self) -> str:
        """The record as a JSON object on one line, without what is empty."""
        content = {name: value for name, value in asdict(self).items() if value}
        spec = {"spec": self.spec.to_dict(), "scores": self.scores, "seconds": self.seconds}
        return json.dumps(content | spec, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> RunRecord:
        """Reads what `to_json` wrote."""
        content = json.loads(text)
        return cls(**content | {"spec": RunSpec(**content["spec"])})

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

    @property
    def cross_domain(self) -> float:
        """Mean score on the source language in the other domains.

        Raises:
            ValueError: the run was tested in its own domain only.
        """
        if not self.domains:
            raise ValueError("this run was tested in its own domain only; RunSpec.other_domains names others")
        return sum(scores[self.spec.metric] for scores in self.domains.values()) / len(self.domains)


class Store:
    """A folder of records.

    Several machines can share one if locks (`flock`) of its file system hold between them, as on NFS 4, GPFS,
    and Lustre mounted with ``flock``. Where they hold on each machine alone, start one study at a time.

    Args:
        folder: made when the first record is written.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @property
    def locks(self) -> Path:
        """Folder of the locks; it is empty when all is done."""
        return self.folder / ".locks"

    def get(self, spec: RunSpec) -> RunRecord | None:
        """The record of a spec, or None.

        Raises:
            ValueError: its file is not a record.
        """
        path = self.folder / f"{spec.key}.json"
        return _read(path) if path.is_file() else None

    def put(self, record: RunRecord) -> None:
        """Writes a record: first to a temporary file, then under its name.

        Raises:
            OSError: it cannot be written, because the disk is full, say; nothing is left of it.
        """
        _write(self.folder / f"{record.spec.key}.json", record.to_json().encode() + b"\n")

    @contextmanager
    def claim(self, spec: RunSpec) -> Iterator[bool]:
        """Whether this process, and no other, may make the record of a spec, until the block ends.

        A claim ends with its process, however that dies. Whoever gets one must look for the record again.

        Raises:
            OSError: the file system has no locks.
        """
        self.locks.mkdir(parents=True, exist_ok=True)
        lock = take_lock(self.locks / f"{spec.key}.lock")
        if lock is None:
            yield False
            return
        try:
            # Listing the folder has a second use: it makes NFS see the files of other machines.
            for unfinished in list(self.folder.glob(f"{spec.key}.*.part")):
                unfinished.unlink(missing_ok=True)  # its writer was killed, or it would have the claim
            yield True
        finally:
            if (self.folder / f"{spec.key}.json").is_file():
                # Others may be waiting on the file that goes; they will find the record.
                Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()

    def __iter__(self) -> Iterator[RunRecord]:
        return map(_read, sorted(self.folder.glob("*.json")))


def take_lock(path: Path) -> BaseFileLock | None:
    """Takes a lock, or gives None if another process holds it."""
    lock: BaseFileLock = FileLock(path, timeout=0)
    try:
        lock.acquire()
        if isinstance(lock, SoftFileLock):  # filelock's way out: a file, which would outlive a killed process
            lock.release()
            raise NotImplementedError("locks are not implemented")
    except Timeout:
        return None
    except (OSError, NotImplementedError) as error:
        raise OSError(
            f"{path.parent}: no file can be locked here ({error}). A store needs a folder that can be "
            "written to, on a file system with locks (flock)."
        ) from error
    return lock


def _write(path: Path, content: bytes) -> None:
    """Writes a file that appears whole or not at all.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # some file systems tell only now that they are full
        os.replace(unfinished, path)
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}; the file could not be written", str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _read(path: Path) -> RunRecord:
    try:
        return RunRecord.from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path} is not a run record ({error!r}). Delete it, and the run will be repeated."
        ) from error


def save_records(records: Iterable[RunRecord], path: str | Path) -> None:
    """Writes records into one file, one per line, in the order of their keys.

    Args:
        records: what to write.
        path: a name that ends in ``.gz`` gets a compressed file, the same bytes for the same records.
    """
    lines = (record.to_json() + "\n" for record in sorted(records, key=lambda record: record.spec.key))
    content, path = "".join(lines).encode(), Path(path)
    _write(path, gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def load_records(path: str | Path) -> list[RunRecord]:
    """Reads the records of a store's folder, or of a file that `save_records` wrote.

    Raises:
        FileNotFoundError: there is neither.
        ValueError: a file, or a line of one, is not a record.
    """
    path = Path(path)
    if path.is_dir():
        return list(Store(path))
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no folder of run records, and no file of them either")
    records = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        try:
            records.append(RunRecord.from_json(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: not a run record ({error!r})") from error
    return records


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: no compressed file of run records, or a damaged one ({error})") from error


def shipped(name: str) -> list[RunRecord]:
    """Records that come with the package, by study.

    Args:
        name: ``pocket`` (the model card), ``muller`` (chapters 3 to 5), ``tanti`` (chapters 6 and 7),
            ``real`` (chapter 9) or ``depth`` (chapter 10).

    Raises:
        ValueError: there is no such study.
    """
    root = Path(str(files("xling_utils") / "records"))
    paths = {path.name.partition(".")[0]: path for path in sorted(root.glob("*.jsonl*"))}
    if name not in paths:
        raise ValueError(f"No study {name!r} is shipped; there is: {', '.join(paths) or 'none'}.")
    return load_records(paths[name])
