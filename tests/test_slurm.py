"""The scripts of the page "On a cluster": read from the page, and carried out where there is a Slurm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from book_tools import BOOK

from xling_utils.records import Store

SCRIPT = re.compile(r"^```\{code-block\} (\w+)\n:caption: (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TINY = (
    "muller --parts main --tasks pos --sources en --targets fr --seeds 1 --sentences 32 --epochs 1 "
    "--test-sentences 10 --similarity 0 --store records"
).split()
PATIENCE = 600  # seconds


def page() -> str:
    return (BOOK / "cluster.md").read_text(encoding="utf-8")


def scripts() -> dict[str, str]:
    return {name: text for _, name, text in SCRIPT.findall(page())}


def output(*command: str, **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True, **options)  # type: ignore[call-overload]
    return done.stdout.strip()


def no_slurm() -> str:
    """Why nothing can be tried here, or nothing."""
    if not shutil.which("sbatch"):
        return "there is no Slurm here (no sbatch)"
    try:
        idle = output("sinfo", "--noheader", "--states=idle,mixed", "--format=%D")
    except (subprocess.SubprocessError, OSError) as error:
        return f"Slurm does not answer here ({error})"
    return "" if idle else "no node of this Slurm is free"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the page's scripts, and jobs that find this Python and this package."""
    if reason := no_slurm():
        pytest.skip(reason)
    for name, text in scripts().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def environment() -> dict[str, str]:
    root = str(BOOK.parent)
    paths = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return os.environ | {"PATH": paths, "PYTHONPATH": root}


def records(folder: Path) -> int:
    return sum(1 for _ in Store(folder / "records"))


def missing(folder: Path, environment: dict[str, str]) -> int:
    """How many runs of the study have no record."""
    command = [sys.executable, "-m", "xling_utils", "study", *TINY, "--dry-run"]
    said = output(*command, cwd=folder, env=environment)
    counts = re.match(r"(\d+) runs: (\d+) done", said)
    assert counts, said
    return int(counts[1]) - int(counts[2])


def wait_for(count: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while records(folder) < count:
        assert time.monotonic() < end, f"{records(folder)} of {count} records after {PATIENCE} seconds"
        time.sleep(0.5)


def test_the_page_has_both_scripts() -> None:
    assert set(scripts()) == {"study.sh", "slurm_study.py"}


def test_python_on_the_page_compiles() -> None:
    compile(scripts()["slurm_study.py"], "slurm_study.py", "exec")


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_shell_on_the_page_is_well_formed() -> None:
    shells = [text for kind, text in FENCE.findall(page()) if kind == "bash"]
    assert len(shells) >= 5
    for text in (*shells, scripts()["study.sh"]):
        done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_job_holds_one_worker_of_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What dask-jobqueue makes of the settings on the page, as text: no Slurm needed."""
    jobqueue = pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed")
    monkeypatch.chdir(tmp_path)
    made: list[str] = []

    class Cluster(jobqueue.SLURMCluster):  # type: ignore[misc, name-defined]
        def wait_for_workers(self, *_: object, **__: object) -> None:
            made.append(self.job_script())
            raise SystemExit

        def adapt(self, *_: object, **__: object) -> None:
            """Submits nothing."""

    monkeypatch.setattr(jobqueue, "SLURMCluster", Cluster)
    with pytest.raises(SystemExit):
        exec(compile(scripts()["slurm_study.py"], "slurm_study.py", "exec"), {"__name__": "__main__"})
    assert "--nthreads 1" in made[0]
    assert "--cpus-per-task=1" in made[0]
    assert "export OMP_NUM_THREADS=1" in made[0]
    assert "--nworkers" not in made[0]


@pytest.mark.slow
def test_an_array_goes_on_without_an_element(folder: Path, environment: dict[str, str]) -> None:
    job = output("sbatch", "--parsable", "study.sh", *TINY, cwd=folder, env=environment)
    try:
        wait_for(1, folder)
        output("scancel", f"{job}_1")
        end = time.monotonic() + PATIENCE
        while output("squeue", "--noheader", f"--jobs={job}") and time.monotonic() < end:
            time.sleep(1)
    finally:
        output("scancel", job)
    assert missing(folder, environment) == 0


@pytest.mark.slow
def test_dask_replaces_a_job(folder: Path, environment: dict[str, str]) -> None:
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed")
    command = [sys.executable, "slurm_study.py", *TINY]
    mine = ["squeue", "--noheader", "--name=dask-worker", "--states=RUNNING", "--format=%A"]
    before = set(output(*mine).split())
    with subprocess.Popen(command, cwd=folder, env=environment) as launcher:
        try:
            wait_for(1, folder)
            output("scancel", min(set(output(*mine).split()) - before))
            assert launcher.wait(PATIENCE) == 0
        finally:
            launcher.terminate()
    assert missing(folder, environment) == 0
