"""Properties of scheduling: whatever fails, dies or runs beside it, each run ends up with one record.

Most runs here are stubs, in every process: `STUB` replaces `studies.run` for backbones called ``stub``.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from test_studies import write_conllu

from xling_utils import clusters, records, scheduling, studies, worker_processes
from xling_utils.backbones import Backbone
from xling_utils.records import RunRecord, RunSpec, Store
from xling_utils.scheduling import StudyError, run_study

STUB = """
import os, signal, time
from xling_utils import studies
from xling_utils.records import RunRecord

real = studies.run

def run(spec):
    with open(os.environ["XLING_STARTS"], "a") as log:
        log.write(f"{spec.seed} {os.getpid()}\\n")
    if not spec.backbone.startswith("stub"):
        return real(spec)
    time.sleep(float(spec.backbone.removeprefix("stub") or 0))
    if spec.corpus == "death":
        os.kill(os.getpid(), signal.SIGKILL)
    if spec.corpus == "failure":
        raise RuntimeError("the machine caught fire")
    return RunRecord(spec, {"en": {"accuracy": 0.5}}, 1.0)

studies.run = run
"""
LAUNCH = """
import sys
from xling_utils import RunSpec, run_study
store, workers, specs = sys.argv[1], int(sys.argv[2]), eval(sys.argv[3])
print(len(run_study(specs, store, workers=workers)))
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")


def stubs(count: int, *, seconds: float = 0.0, **fields: Any) -> list[RunSpec]:
    return [RunSpec(seed=seed, backbone=f"stub{seconds}", **fields) for seed in range(count)]


class Log:
    """Which runs were begun, and in which processes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def lines(self) -> list[tuple[int, int]]:
        text = self.path.read_text() if self.path.exists() else ""
        return [(int(seed), int(process)) for seed, process in map(str.split, text.splitlines())]

    @property
    def starts(self) -> Counter[int]:
        return Counter(seed for seed, _ in self.lines)

    @property
    def processes(self) -> set[int]:
        return {process for _, process in self.lines}


@pytest.fixture(scope="module")
def stub_everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every new process has the stub; gives the path of the log."""
    folder = tmp_path_factory.mktemp("stub")
    (folder / "sitecustomize.py").write_text(STUB)
    path = os.pathsep.join(filter(None, [str(folder), *sys.path]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        patch.setenv("XLING_STARTS", str(folder / "log"))
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setattr(studies, "run", studies.run)  # the next line is undone as well
        exec(STUB, {})
        stop_workers()
        yield folder / "log"
        stop_workers()


def stop_workers() -> None:
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True, kill_workers=True)


@pytest.fixture
def log(stub_everywhere: Path) -> Log:
    stub_everywhere.unlink(missing_ok=True)
    return Log(stub_everywhere)


@pytest.fixture(scope="module")
def cluster(stub_everywhere: Path) -> Iterator[Any]:
    """Two workers, on loopback."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        local = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        )
    with local:
        yield local


def leftovers(store: Path) -> list[str]:
    """Files that are not records."""
    found = [path for path in store.rglob("*") if path.is_file() and path.suffix != ".json"]
    return [str(path.relative_to(store)) for path in found]


def launch(store: Path, specs: list[RunSpec], *, workers: int = 1) -> subprocess.Popen[str]:
    arguments = [str(store), str(workers), repr(specs)]
    return subprocess.Popen(
        [sys.executable, "-c", LAUNCH, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


# Here


def test_two_processes_share_the_runs(tmp_path: Path, log: Log) -> None:
    specs = stubs(6, seconds=0.2)
    made = run_study(specs[::-1], tmp_path, workers=2, progress=False)
    assert [record.spec for record in made] == specs[::-1]
    assert log.starts == Counter(range(6))
    assert len(log.processes) == 2
    assert os.getpid() not in log.processes
    assert leftovers(tmp_path) == []


def test_one_worker_is_this_process(tmp_path: Path, log: Log) -> None:
    run_study(stubs(2), tmp_path)
    assert log.processes == {os.getpid()}


def test_failing_runs_do_not_stop_the_others(tmp_path: Path, log: Log) -> None:
    good, bad = stubs(4), stubs(2, corpus="failure", task="ner")
    with pytest.raises(StudyError, match="2 of 6 runs failed") as caught:
        run_study([*bad, *good], tmp_path)
    message = str(caught.value)
    assert "ner, en, REF, seed 1" in message
    assert "RuntimeError: the machine caught fire" in message
    assert list(caught.value.failures) == bad
    assert "Traceback" in caught.value.failures[bad[0]].traceback
    assert [Store(tmp_path).get(spec) is not None for spec in [*good, *bad]] == [True] * 4 + [False] * 2
    with pytest.raises(StudyError, match="2 of 2 runs failed"):
        run_study([*bad, *good], tmp_path)
    assert log.starts == {0: 3, 1: 3, 2: 1, 3: 1}, "failed runs are tried again, and only they"


def test_a_deadly_run_fails_alone(tmp_path: Path, log: Log) -> None:
    """Processes of loky die together, so the runs beside a deadly one are suspects as well."""
    good, deadly = stubs(5, seconds=0.1), RunSpec(seed=9, backbone="stub", corpus="death")
    with pytest.raises(StudyError, match=r"1 of 6 runs failed(.|\n)*seed 9(.|\n)*its worker died 3 times"):
        run_study([deadly, *good], tmp_path, workers=2, progress=False)
    assert all(Store(tmp_path).get(spec) for spec in good)
    assert log.starts[9] == scheduling.DEATHS
    assert max(log.starts[seed] for seed in range(5)) < scheduling.DEATHS


def test_workers_that_die_at_once_end_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import BrokenExecutor

    def broken(jobs: Any) -> Iterator[Any]:
        raise BrokenExecutor("no memory for any of them")
        yield

    launch = scheduling._Launch(Store(tmp_path), os.getpid())
    with pytest.raises(StudyError, match="workers die before they have begun a run: no memory"):
        scheduling._carry_out({"key": RunSpec()}, launch, broken, SimpleNamespace(update=print))  # type: ignore[arg-type]


def test_ctrl_c_is_quick_and_keeps_what_is_finished(tmp_path: Path, log: Log) -> None:
    short, long = stubs(2), stubs(4, seconds=60, task="ner")
    launcher = launch(tmp_path, [*short, *long], workers=2)
    wait_until(lambda: len(log.lines) == 4)
    before = time.monotonic()
    os.killpg(launcher.pid, signal.SIGINT)  # as a terminal does: to workers as well
    assert launcher.wait(30) != 0
    assert time.monotonic() - before < 20
    wait_until(lambda: not any(map(alive, log.processes)))
    assert [record.spec.key for record in Store(tmp_path)] == sorted(spec.key for spec in short)
    for spec in long:
        with Store(tmp_path).claim(spec) as ours:
            assert ours


# Several at once


def test_two_launchers_share_the_runs(tmp_path: Path, log: Log) -> None:
    specs = stubs(40, seconds=0.1)
    launchers = [launch(tmp_path, specs), launch(tmp_path, specs)]
    told = [launcher.communicate(timeout=120) for launcher in launchers]
    assert [out.strip() for out, _ in told] == ["40", "40"], told
    assert log.starts == Counter(range(40))
    assert leftovers(tmp_path) == []


def test_a_claim_goes_with_its_process(tmp_path: Path, log: Log) -> None:
    [spec] = specs = stubs(1, seconds=60)
    launcher = launch(tmp_path, specs)
    wait_until(lambda: log.lines)
    store = Store(tmp_path)
    with store.claim(spec) as ours:
        assert not ours
    (tmp_path / f"{spec.key}.1-2.part").touch()
    launcher.kill()
    launcher.wait()
    with store.claim(spec) as ours:
        assert ours
        with Store(tmp_path).claim(spec) as twice:
            assert not twice, "in threads of one process neither"
        assert not list(tmp_path.glob("*.part")), "what killed writers left goes"
        store.put(RunRecord(spec, {}, 1.0))
    assert not list(store.locks.glob("*.lock"))


def test_runs_in_threads_of_one_process_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    most = []

    def run(spec: RunSpec) -> RunRecord:
        inside.append(spec.seed)
        time.sleep(0.05)
        most.append(len(inside))
        inside.remove(spec.seed)
        return RunRecord(spec, {}, 1.0)

    monkeypatch.setattr(studies, "run", run)
    launch = scheduling._Launch(Store(tmp_path), os.getpid())
    launch.store.locks.mkdir()
    threads = [threading.Thread(target=scheduling._attempt, args=(spec, launch)) for spec in stubs(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(studies, "run", lambda spec: RunRecord(spec, {}, 1.0))
    with monkeypatch.context() as patch:
        patch.setattr(records.os, "fsync", full)
        with pytest.raises(StudyError, match="No space left on device; the file could not be written"):
            run_study(stubs(2), tmp_path)
    assert not [*tmp_path.glob("*.json"), *tmp_path.glob("*.part")]
    assert len(run_study(stubs(2), tmp_path)) == 2


def test_a_file_system_without_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def missing(*_: Any) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", missing)
    warnings.simplefilter("ignore")
    with pytest.raises(OSError, match="no file can be locked here"):
        run_study(stubs(1), tmp_path)


# GPUs


def test_processes_spread_over_gpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    choose = worker_processes._own_gpu.__wrapped__  # each call as if from another process
    chosen = [choose(("one", "two", "three")) for _ in range(7)]
    assert [number for number, _ in chosen] == [0, 1, 2, 0, 1, 2, 0]
    chosen[1][1].release()
    assert choose(("one", "two", "three"))[0] == 1, "the GPU of a process that ended is free"
    assert choose(("three",))[0] == 0, "a process may see one GPU only"
    assert choose(("four", "one"))[0] == 0


def test_a_worker_sets_its_gpu_once_and_for_all_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda i: SimpleNamespace(uuid=f"gpu{i}"))
    told: list[int] = []
    monkeypatch.setattr(torch.cuda, "set_device", told.append)
    other = worker_processes._own_gpu.__wrapped__(("gpu0",))
    worker_processes._own_gpu.cache_clear()
    for _ in range(2):
        worker_processes.settle(None)
    worker_processes._own_gpu.cache_clear()
    assert (other[0], told) == (0, [1, 1])


# On a cluster


@pytest.fixture
def tiny_specs(
    tmp_path: Path, make_backbone: Callable[..., Backbone], toy_corpus: Any, log: Log
) -> list[RunSpec]:
    make_backbone(seed=9).save(tmp_path / "backbone")
    write_conllu(toy_corpus, tmp_path / "corpus")
    spec = RunSpec(
        source="aa",
        sentences=8,
        epochs=1,
        test_sentences=5,
        backbone=str(tmp_path / "backbone"),
        corpus=f"conllu:{tmp_path / 'corpus'}",
    )
    return [spec, replace(spec, seed=1), replace(spec, reinit="everything", seed=2)]


def test_a_cluster_gives_what_this_process_gives(
    tmp_path: Path, cluster: Any, tiny_specs: list[RunSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    here = run_study(tiny_specs, tmp_path / "here")
    file = tmp_path / "scheduler.json"
    with Client(cluster) as client:
        client.write_scheduler_file(str(file))
    monkeypatch.chdir(tmp_path)
    run_study(tiny_specs[:1], "there", cluster=cluster.scheduler_address, progress=False)
    there = run_study(tiny_specs, "there", cluster=file, progress=False)
    assert [replace(record, seconds=0.0) for record in there] == [replace(r, seconds=0.0) for r in here]
    assert leftovers(tmp_path / "there") == []


def test_runs_of_a_cluster_fail_alone(tmp_path: Path, cluster: Any, log: Log) -> None:
    good, bad = stubs(4), stubs(1, corpus="failure")
    with pytest.raises(StudyError, match=r"1 of 5 runs failed(.|\n)*caught fire"):
        run_study([*bad, *good], tmp_path, cluster=cluster.scheduler_address, progress=False)
    assert all(Store(tmp_path).get(spec) for spec in good)
    assert os.getpid() not in log.processes


@pytest.mark.slow
def test_a_deadly_run_of_a_cluster_fails_alone(tmp_path: Path, cluster: Any, log: Log) -> None:
    good, deadly = stubs(5, seconds=0.1), RunSpec(seed=9, backbone="stub", corpus="death")
    with pytest.raises(StudyError, match=r"1 of 6 runs failed(.|\n)*seed 9(.|\n)*its worker died 3 times"):
        run_study([deadly, *good], tmp_path, cluster=cluster.scheduler_address, progress=False)
    assert log.starts == {**dict.fromkeys(range(5), 1), 9: scheduling.DEATHS}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            clusters._Answer(False, False, RunSpec().key),
            "does not see .*store. Workers write the records themselves",
        ),
        (clusters._Answer(True, True, "other"), "another version of this package"),
        (None, r"cannot use this package \(ZeroDivisionError"),
    ],
)
def test_workers_that_cannot_do_it_are_refused(
    tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch, log: Log, answer: Any, message: str
) -> None:
    monkeypatch.setattr(clusters, "_answer", lambda _: answer or 1 / 0)
    with pytest.raises(ValueError, match=rf"\d of \d workers, tcp://.* first: it .*{message}"):
        run_study(stubs(1), tmp_path / "store", cluster=cluster.scheduler_address)
    assert log.lines == []
    assert leftovers(tmp_path) == []


def test_locks_that_do_not_reach_the_workers_are_told(
    tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    monkeypatch.setattr(clusters, "take_lock", lambda path: path.touch())
    with pytest.warns(UserWarning, match="locks do not hold between the machines"):
        run_study(stubs(1), tmp_path, cluster=cluster.scheduler_address, progress=False)


def test_a_cluster_needs_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install .distributed"):
        run_study(stubs(1), tmp_path, cluster="tcp://127.0.0.1:1")


@pytest.mark.parametrize(
    ("place", "error", "message"),
    [
        ("tcp://127.0.0.1:9", ConnectionError, "no Dask scheduler answered in 0.5 seconds"),
        ("127.0.0.1:9", ConnectionError, "no Dask scheduler answered in 0.5 seconds"),
        ("nowhere.json", FileNotFoundError, "nowhere.json: not there after 0.5 seconds"),
    ],
)
def test_a_cluster_that_is_not_there_is_told_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: type[Exception], message: str
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 0.5)
    with pytest.raises(error, match=message):
        run_study(stubs(1), tmp_path, cluster=place)


def test_a_cluster_without_workers_is_told_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(clusters, "WORKER_SECONDS", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as empty,
        pytest.raises(TimeoutError, match=r"had no worker for 0.5 seconds: start some with `dask worker tcp"),
    ):
        run_study(stubs(1), tmp_path, cluster=empty.scheduler_address)


def test_a_cluster_that_loses_its_last_worker_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(clusters, "LOST_SECONDS", 0.5)
    monkeypatch.setattr(clusters, "WORKER_SECONDS", 120)
    with distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as local:
        address = local.scheduler_address
        words = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard"]
        worker = subprocess.Popen([*words, "--nthreads", "1"], stderr=subprocess.DEVNULL)
        try:
            with pytest.raises(StudyError, match=r"no worker for 0.5 seconds(.|\n)*Finished runs are kept"):
                run_study(stubs(2, corpus="death"), tmp_path, cluster=address, progress=False)
        finally:
            worker.kill()
            worker.wait()
    assert log.starts == {0: 1}


# Killed launchers


@pytest.mark.slow
def test_a_killed_launcher_costs_only_what_was_in_progress(tmp_path: Path, log: Log) -> None:
    """`benchmarks/faults.py` does this at many moments."""
    specs = stubs(6, seconds=1)
    launcher = launch(tmp_path, specs, workers=2)
    wait_until(lambda: len(log.lines) == 4)
    launcher.kill()
    launcher.wait()
    wait_until(lambda: not any(map(alive, log.processes)))
    kept = {record.spec.seed for record in Store(tmp_path)}
    assert kept
    assert len(run_study(specs, tmp_path, workers=2, progress=False)) == 6
    assert all(log.starts[seed] == 1 for seed in kept)
    assert leftovers(tmp_path) == []
