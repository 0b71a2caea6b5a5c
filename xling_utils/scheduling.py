"""`run_study` carries out the runs of a study: in this process, on several here, or on a cluster.

Workers write the records, and the store is all that they share. So whatever dies, only the runs that were in
progress are lost, and the same call carries them out again.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from tqdm.auto import tqdm

from xling_utils.records import RunRecord, RunSpec, Store

Engine: TypeAlias = Callable[[Iterable[Any]], Generator[Any]]
"""Takes joblib's delayed calls and gives their results as they come."""

DEATHS = 3
"""A run in which so many workers have died has failed."""
LOOK_AGAIN = 1.0
"""Seconds between two looks at runs that other launchers have begun."""
_TURN = threading.Lock()  # runs in threads of one process would mix: torch has one random generator


@dataclass(frozen=True)
class Failure:
    """Why a run failed: the error, and where it came from."""

    error: str
    traceback: str = ""


class StudyError(RuntimeError):
    """Some runs of a study failed, or all stopped; finished runs are kept.

    Attributes:
        failures: what failed and why, the first first.
    """

    def __init__(self, message: str, failures: dict[RunSpec, Failure] | None = None) -> None:
        super().__init__(f"{message}\nFinished runs are kept; the same call carries out the others.")
        self.failures = failures or {}


@dataclass(frozen=True)
class _Launch:
    """One call of `run_study`, as its workers know it."""

    store: Store
    launcher: int | None  # its process, if workers shall end with it
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    def starts(self, spec: RunSpec) -> int:
        """How often a run was begun in this call and neither finished nor failed: its worker died."""
        return sum(name == self.name for name in _lines(self.starts_file(spec)))

    def starts_file(self, spec: RunSpec) -> Path:
        return self.store.locks / f"{spec.key}.starts"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def run_study(
    specs: Sequence[RunSpec],
    store: Store | str | Path,
    *,
    workers: int = 1,
    cluster: str | Path | None = None,
    progress: bool | None = None,
) -> list[RunRecord]:
    """Carries out the runs that the store lacks, and returns the records of all specs in order.

    Any number of these calls, on any machine, can work on one store at once: they share the runs among them.
    With GPUs, each worker process has one of its own, or shares it when there are more workers than GPUs.

    Args:
        specs: what to run. A spec that occurs twice is run once.
        store: where records are kept; each one is written as soon as its run is finished. On a cluster a
            folder that all machines have under the same path; see `Store` for what its file system needs.
        workers: number of processes, each with one thread. Best is one per core, or per GPU. A single worker
            is this process itself.
        cluster: address or scheduler file of a Dask cluster, whose workers then carry out the runs instead.
        progress: whether to show a bar; by default only on a terminal.

    Raises:
        StudyError: some runs failed, which the others do not notice; or no worker lives long enough.
        ModuleNotFoundError, OSError: the cluster, or the store, cannot be used. See `clusters`.
        ValueError: workers of the cluster see another store or have another version of this package.
    """
    folder = (store if isinstance(store, Store) else Store(store)).folder
    store = Store(folder.absolute())  # workers may be in another folder
    missing = {spec.key: spec for spec in specs if store.get(spec) is None}
    failures: dict[RunSpec, Failure] = {}
    if missing:
        store.locks.mkdir(parents=True, exist_ok=True)
        launch = _Launch(store, None if cluster else os.getpid())
        hidden = None if progress is None else not progress
        bar = tqdm(total=len(missing), unit="run", disable=hidden)
        with bar, _engine(workers, cluster, store) as engine:
            failures = _carry_out(dict(missing), launch, engine, bar)
    if failures:
        raise StudyError(_summary(failures, len(missing)), failures)
    records = [store.get(spec) for spec in specs]
    assert all(record is not None for record in records)
    return [record for record in records if record is not None]


@contextmanager
def _engine(workers: int, cluster: str | Path | None, store: Store) -> Iterator[Engine]:
    from joblib import Parallel

    if cluster is None:
        yield Parallel(n_jobs=workers, batch_size=1, return_as="generator_unordered")
        return
    from xling_utils import clusters

    with clusters.connect(cluster) as client:
        clusters.check_workers(client, store)
        try:
            yield partial(clusters.distribute, client)
        except ConnectionError as error:
            raise StudyError(f"{cluster}: {error}.") from error


def _carry_out(
    missing: dict[str, RunSpec], launch: _Launch, engine: Engine, bar: tqdm[Any]
) -> dict[RunSpec, Failure]:
    """Sends out what is missing, again and again, until each run has a record or has failed."""
    from joblib import delayed

    failures: dict[RunSpec, Failure] = {}
    seen: list[tuple[int, int]] = []
    while missing:
        before = len(missing)
        try:
            jobs = (delayed(_attempt)(spec, launch) for spec in _next_runs(missing, launch))
            with closing(engine(jobs)) as attempts:
                for spec, failure in attempts:
                    if failure or launch.store.get(spec):  # if neither, another launcher is at it
                        del missing[spec.key]
                        failures |= {spec: failure} if failure else {}
                        bar.update()
        except BrokenExecutor as error:  # a worker died: there will be others
            seen.append((len(missing), sum(map(launch.starts, missing.values()))))
            if len(seen) > DEATHS and len(set(seen[-DEATHS - 1 :])) == 1:
                raise StudyError(f"workers die before they have begun a run: {error}") from error
        else:
            if len(missing) == before:
                time.sleep(LOOK_AGAIN)
    return failures


def _next_runs(missing: dict[str, RunSpec], launch: _Launch) -> list[RunSpec]:
    """All runs, but those that may have killed their workers come later and alone.

    All processes of loky die together, so it is not known which run was to blame.
    """
    if launch.launcher is None:  # on a cluster it is known
        return list(missing.values())
    harmless = [spec for spec in missing.values() if launch.starts(spec) < DEATHS - 1]
    return harmless or list(missing.values())[:1]


def _attempt(spec: RunSpec, launch: _Launch) -> tuple[RunSpec, Failure | None]:
    """Carries out a run, unless it is done or another process is at it. This happens in a worker."""
    from xling_utils.worker_processes import settle

    if not launch.store.locks.is_dir():
        raise FileNotFoundError(
            f"a worker does not see {launch.store.folder}: all need it under the same path"
        )
    if launch.launcher != os.getpid():
        settle(launch.launcher)
    with _TURN, launch.store.claim(spec) as ours:
        if not ours or launch.store.get(spec):
            return spec, None
        return spec, _run_and_keep(spec, launch)


def _run_and_keep(spec: RunSpec, launch: _Launch) -> Failure | None:
    from xling_utils import studies

    starts = launch.starts_file(spec)
    try:
        if launch.starts(spec) >= DEATHS:
            return Failure(
                f"its worker died {DEATHS} times. Too little memory, or a time limit? See the system's log"
            )
        with starts.open("a", encoding="utf-8") as file:
            file.write(f"{launch.name}\n")
        with _one_thread():
            launch.store.put(studies.run(spec))
    except Exception as error:
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())
    finally:
        starts.unlink(missing_ok=True)
    return None


@contextmanager
def _one_thread() -> Iterator[None]:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _summary(failures: dict[RunSpec, Failure], runs: int, *, shown: int = 10) -> str:
    names = [f"  {spec.task}, {spec.source}, {spec.condition}, seed {spec.seed}" for spec in failures]
    more = [f"  and {len(names) - shown} more"] if len(names) > shown else []
    first = next(iter(failures.values()))
    lines = [f"{len(failures)} of {runs} runs failed:", *names[:shown], *more]
    return "\n".join([*lines, f"The first error: {first.error}"])
