"""What a study loses when its processes are killed, and when two launchers work on one store.

A small study is disturbed at random moments, spread evenly over the time that it takes undisturbed, and then
resumed by the same call until it is done. Its records are compared with those of the undisturbed study in all
but the seconds that a run took. On Dask two workers on this machine carry out the runs, and the scheduler
survives. About half an hour on two quiet cores:

    OMP_NUM_THREADS=1 python benchmarks/faults.py --output xling_utils/records/scaling_faults.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from xling_utils import RunRecord, RunSpec, run_study
from xling_utils.fragment import generate
from xling_utils.records import Store

FAULTS = ("worker killed", "launcher killed", "worker and launcher killed")
LANGUAGES = ("en", "fr", "de")
WATCH = """
import os
from xling_utils import studies

def watched(spec, real=studies.run):
    with open(os.environ["XLING_STARTS"], "a") as log:
        log.write(spec.key + "\\n")
    return real(spec)

studies.run = watched
"""
"""Runs in every new process: notes when a run begins."""


def study_of(folder: Path, runs: int, sentences: int) -> list[RunSpec]:
    """Short runs on a few sentences of the fragment, which come from files: that starts quickly."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for language in LANGUAGES:
        for split, count in (("train", sentences), ("test", 50)):
            text = "".join(sentence.conllu() for sentence in generate(language, split, count))
            (corpus / f"{language}_fragment-ud-{split}.conllu").write_text(text, encoding="utf-8")
    return [RunSpec(seed=seed, corpus=f"conllu:{corpus}", epochs=2) for seed in range(runs)]


@dataclass
class Setting:
    """One backend, with the folder that its studies share."""

    backend: str
    folder: Path
    specs: list[RunSpec]
    cluster: Any = None
    expected: list[RunRecord] = field(default_factory=list)
    duration: float = 0.0
    studies: int = 0

    def new_store(self) -> Path:
        """A folder that is not there yet."""
        self.studies += 1
        return self.folder / f"{self.backend}-{self.studies}"

    def launch(self, store: Path) -> subprocess.Popen[bytes]:
        """Starts the study, as a process with a session of its own."""
        place = ["--cluster", self.cluster.scheduler_address] if self.cluster else []
        specs = json.dumps([spec.to_dict() for spec in self.specs])
        words = [sys.executable, __file__, "--launch", str(store), "--specs", specs, *place]
        return subprocess.Popen(words, start_new_session=True, stderr=subprocess.DEVNULL)

    def workers(self, launcher: int) -> list[int]:
        """Numbers of the worker processes."""
        if self.cluster:
            from distributed import Client

            with Client(self.cluster, set_as_default=False) as client:
                return sorted(client.run(os.getpid).values())
        try:
            children = psutil.Process(launcher).children()
            return sorted(child.pid for child in children if "LokyProcess" in " ".join(child.cmdline()))
        except psutil.Error:
            return []

    def starts(self) -> list[str]:
        """Key of every run that was begun, in order, over all studies."""
        log = self.folder / "starts"
        return log.read_text().split() if log.exists() else []


def measure_undisturbed(setting: Setting) -> None:
    """Keeps the records and the duration, the second time where workers stay."""
    for _ in range(2 if setting.cluster else 1):
        store, begun = setting.new_store(), time.monotonic()
        assert setting.launch(store).wait() == 0
        setting.duration = time.monotonic() - begun
    setting.expected = records_in(store, setting)


def records_in(store: Path, setting: Setting) -> list[RunRecord]:
    """The records of the study, but for the seconds."""
    found = [Store(store).get(spec) for spec in setting.specs]
    return [replace(record, seconds=0.0) for record in found if record]


def disturb(setting: Setting, fault: str, moment: float) -> dict[str, int] | None:
    """One study with one fault. None if it was over before."""
    store, first = setting.new_store(), len(setting.starts())
    launcher = setting.launch(store)
    sessions = {launcher.pid}
    time.sleep(moment)
    victims = find_victims(setting, fault, launcher)
    fault_at = len(setting.starts())
    finished = {path.stem for path in store.glob("*.json")}
    if launcher.poll() is not None:
        return None
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    calls = 1
    while launcher.wait() != 0:
        launcher = setting.launch(store)
        sessions.add(launcher.pid)
        calls += 1
        assert calls < 5, f"{store} is never done"
    starts = setting.starts()
    begun, again = set(starts[first:fault_at]), set(starts[fault_at:])
    return compare(setting, store) | {
        "repeated": len(finished & again),
        "restarted": len((begun - finished) & again),
        "calls": calls,
        "processes": orphans(sessions),
    }


def find_victims(setting: Setting, fault: str, launcher: subprocess.Popen[bytes]) -> list[int]:
    """Whom to kill; if there is no worker yet, the first that comes."""
    victims = [launcher.pid] if "launcher" in fault else []
    while "worker" in fault and launcher.poll() is None:
        if workers := setting.workers(launcher.pid):
            return [random.choice(workers), *victims]
        time.sleep(0.05)
    return victims


def run_two(setting: Setting) -> dict[str, int]:
    """Two launchers at once, undisturbed."""
    store, before = setting.new_store(), len(setting.starts())
    launchers = [setting.launch(store) for _ in range(2)]
    assert [launcher.wait() for launcher in launchers] == [0, 0]
    starts = Counter(setting.starts()[before:])
    return compare(setting, store) | {
        "repeated": sum(starts.values()) - len(starts),
        "restarted": 0,
        "calls": 1,
        "processes": orphans({launcher.pid for launcher in launchers}),
    }


def compare(setting: Setting, store: Path) -> dict[str, int]:
    """What is in the store, against what should be."""
    found = records_in(store, setting)
    files = [path for path in store.rglob("*") if path.is_file() and path.suffix != ".json"]
    return {
        "equal": int(found == setting.expected),
        "lost": len(setting.specs) - len(found),
        "files": len(files),
    }


def orphans(sessions: set[int], seconds: float = 10.0) -> int:
    """Processes of these launchers that are still there after a while."""
    end = time.monotonic() + seconds
    while (
        left := sum(in_session(process, sessions) for process in psutil.pids())
    ) and time.monotonic() < end:
        time.sleep(0.2)
    return left


def in_session(process: int, sessions: set[int]) -> bool:
    """Whether a process came from one of these launchers and is alive."""
    try:
        return os.getsid(process) in sessions and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except (OSError, psutil.Error):
        return False


def rows_of(setting: Setting, times: int) -> Iterator[dict[str, Any]]:
    """One row for each fault."""
    measure_undisturbed(setting)
    for fault in (*FAULTS, "two launchers"):
        outcomes: list[dict[str, int]] = []
        while len(outcomes) < times:
            moment = random.uniform(0, setting.duration)
            outcome = run_two(setting) if fault == "two launchers" else disturb(setting, fault, moment)
            if outcome:
                print(f"{fault}, {setting.backend}, {moment:.1f} s: {outcome}", flush=True)
                outcomes.append(outcome)
        sums = {name: sum(outcome[name] for outcome in outcomes) for name in outcomes[0]}
        yield {
            "fault": fault,
            "backend": setting.backend,
            "times": times,
            "runs": times * len(setting.specs),
            "seconds": round(setting.duration, 1),
        } | sums


@contextmanager
def dask_cluster() -> Iterator[Any]:
    """Two workers with one thread each."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        yield cluster


def main() -> None:
    """Disturbs studies, or is the launcher of one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, help="JSON file to write")
    parser.add_argument("--times", type=int, default=20, help="of each fault (default: %(default)s)")
    parser.add_argument("--backends", nargs="+", default=("loky", "dask"), choices=("loky", "dask"))
    parser.add_argument("--runs", type=int, default=6, help="of the study (default: %(default)s)")
    parser.add_argument("--sentences", type=int, default=300, help="of a run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--launch", help=argparse.SUPPRESS)
    parser.add_argument("--specs", help=argparse.SUPPRESS)
    parser.add_argument("--cluster", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.launch:
        specs = [RunSpec(**fields) for fields in json.loads(options.specs)]
        run_study(specs, options.launch, workers=2, cluster=options.cluster, progress=False)
        return
    random.seed(options.seed)
    record: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {name: version(name) for name in ("joblib", "distributed", "filelock", "torch")},
        "command": f"python benchmarks/faults.py --times {options.times}",
        "rows": [],
    }
    for backend in options.backends:
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "sitecustomize.py").write_text(WATCH)
            os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [name, os.environ.get("PYTHONPATH")]))
            os.environ["XLING_STARTS"] = str(folder / "starts")
            specs = study_of(folder, options.runs, options.sentences)
            with dask_cluster() if backend == "dask" else nullcontext() as cluster:
                for row in rows_of(Setting(backend, folder, specs, cluster), options.times):
                    record["rows"].append(row)
                    if options.output:
                        options.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
