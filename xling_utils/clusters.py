"""Dask clusters: how to reach one, and what must be right before a study starts on it."""

from __future__ import annotations

import asyncio
import re
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from joblib import Parallel, parallel_config
from joblib._dask import DaskDistributedBackend

from xling_utils.records import RunSpec, Store, take_lock

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10
"""How long to wait for a scheduler."""
WORKER_SECONDS = 30
"""How long to wait for the first worker."""
LOST_SECONDS = 3600
"""How long a study waits for a new worker when it has lost all."""
INSTALL = 'pip install "distributed>=2026.1"'


@contextmanager
def connect(cluster: str | Path) -> Iterator[Client]:
    """A client of a cluster.

    Args:
        cluster: address of a scheduler, such as ``tcp://host:8786``, or the file that a scheduler writes.

    Raises:
        ModuleNotFoundError: Dask is not installed.
        FileNotFoundError: there is no such file after `CONNECT_SECONDS`.
        ConnectionError: no scheduler answers within `CONNECT_SECONDS`.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ModuleNotFoundError(f"a study on a cluster needs Dask: {INSTALL}") from error
    where = {"address": str(cluster)} if _is_address(cluster) else {"scheduler_file": _existing(cluster)}
    try:
        client = Client(timeout=CONNECT_SECONDS, set_as_default=False, **where)
    except (OSError, ValueError) as error:
        raise ConnectionError(
            f"{cluster}: no Dask scheduler answered in {CONNECT_SECONDS} seconds. Does it run, and can this "
            f"machine reach it? ({error})"
        ) from error
    with client:
        yield client


def _is_address(cluster: str | Path) -> bool:
    return bool(re.match(r"\w+://|[\w.-]+:\d+$", str(cluster)))


def _existing(file: str | Path) -> str:
    """Waits for a scheduler's file: in a job script, a scheduler may start together with the study."""
    end = time.monotonic() + CONNECT_SECONDS
    while not Path(file).is_file():
        if time.monotonic() > end:
            raise FileNotFoundError(
                f"{file}: not there after {CONNECT_SECONDS} seconds. `dask scheduler --scheduler-file FILE` "
                "makes it, in a folder that both machines see; an address looks like tcp://host:8786"
            )
        time.sleep(0.1)
    return str(file)


def check_workers(client: Client, store: Store) -> None:
    """Makes sure that there are workers, and that all of them have this code and see the store.

    Warns if locks do not reach the workers, or if a worker has several threads.

    Raises:
        TimeoutError: there is no worker after `WORKER_SECONDS`.
        ValueError: a worker has no or another version of this package, or does not see the store's folder.
    """
    _wait_for_workers(client)
    token = store.locks / f"{client.id}.token"
    lock = take_lock(token)
    try:
        answers = client.run(_answer, str(token), on_error="return")
    finally:
        token.unlink()
        if lock:
            lock.release()
    faults = {worker: fault for worker, answer in answers.items() if (fault := _fault(answer, store))}
    if faults:
        worker, fault = next(iter(faults.items()))
        raise ValueError(f"{len(faults)} of {len(answers)} workers, {worker} first: {fault}")
    if not all(answer.locked for answer in answers.values()):
        warnings.warn(
            f"{store.folder}: locks do not hold between the machines of this cluster. Do not start a second "
            "study on this folder while this one runs",
            stacklevel=2,
        )
    threads = max(client.nthreads().values())
    if threads > 1:
        warnings.warn(
            f"a worker of this cluster has {threads} threads, but it will carry out one run at a time: start "
            f"`dask worker` with --nthreads 1, and with --nworkers for more than one",
            stacklevel=2,
        )


def _wait_for_workers(client: Client) -> None:
    """A task, because some clusters get workers only when there is work."""
    try:
        client.submit(int, pure=False).result(timeout=WORKER_SECONDS)
    except TimeoutError as error:
        address = client.scheduler_info()["address"]
        raise TimeoutError(
            f"the cluster at {address} had no worker for {WORKER_SECONDS} seconds: start some with "
            f"`dask worker {address} --nthreads 1`"
        ) from error


class _Answer(NamedTuple):
    """What a worker says: whether it sees the store and a lock there, and how it names a spec."""

    seen: bool
    locked: bool
    key: str


def _answer(token: str) -> _Answer:
    """Asked of every worker, while the launcher holds the lock."""
    seen = Path(token).is_file()
    return _Answer(seen, seen and take_lock(Path(token)) is None, RunSpec().key)


def _fault(answer: _Answer | Exception, store: Store) -> str | None:
    if isinstance(answer, Exception):
        return f"it cannot use this package ({answer!r}). Install the same one for all workers"
    if answer.key != RunSpec().key:
        return (
            "it has another version of this package, which makes other records. Install the same one for all"
        )
    if not answer.seen:
        return (
            f"it does not see {store.folder}. Workers write the records themselves: choose a folder that all "
            "machines have under the same path"
        )
    return None


def distribute(client: Client, jobs: Iterable[Any]) -> Generator[Any]:
    """Results of joblib's delayed calls, as they come, one task each."""
    with parallel_config(backend=_Backend(client=client)):
        # All at once: the scheduler can then use workers that come later.
        yield from Parallel(batch_size=1, pre_dispatch="all", return_as="generator_unordered")(jobs)


class _Backend(DaskDistributedBackend):  # type: ignore[misc]
    """joblib's, but with an error where that waits for ever (seen in 1.6).

    That is when Dask gives up a task, and when the last worker goes.
    """

    def effective_n_jobs(self, n_jobs: int) -> int:
        # All are sent at once, so the number does not matter; but with 1 joblib would use this process, and
        # to ask the cluster takes a worker, which a queue may give only later.
        return 2

    def start_call(self) -> None:
        super().start_call()
        self.client.loop.add_callback(self._watch)

    async def _watch(self) -> None:
        seen = time.monotonic()
        while self._continue and self.client.status == "running":
            if await self.client.scheduler.ncores():
                seen = time.monotonic()
            elif time.monotonic() - seen > LOST_SECONDS:
                error = ConnectionError(f"the cluster has had no worker for {LOST_SECONDS} seconds")
                for future in list(self._results.values()):
                    future.set_exception(error)
                return
            await asyncio.sleep(1)

    def submit(self, func: Callable[..., Any], callback: Callable[[Any], None]) -> Future[Any]:
        def tell(done: Future[Any]) -> None:
            if done.exception():
                callback(done.exception())

        future: Future[Any] = super().submit(func, callback)
        future.add_done_callback(tell)
        return future

    def retrieve_result_callback(self, out: Any) -> Any:
        if isinstance(out, CancelledError):
            raise ConnectionError("the connection to the Dask scheduler is lost") from out
        if isinstance(out, ConnectionError):
            raise out
        if isinstance(out, BaseException):
            raise BrokenExecutor(str(out)) from out
        return super().retrieve_result_callback(out)
