"""Runs per hour of a study with 1 and 2 workers, on processes here (loky) and on a Dask cluster here.

The runs are real: the pocket learns POS tags in one of the recipes of the book. Each row is a study of its
own in a new store; what it costs to start processes and to read the corpus is counted, and told as well
(`first`: seconds until the first record). Run it alone on a quiet machine:

    OMP_NUM_THREADS=1 python benchmarks/throughput.py --output xling_utils/records/scaling_throughput.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xling_utils import RunSpec, run_study
from xling_utils.grids import POCKET, RECIPES


def specs(runs: int) -> list[RunSpec]:
    """Runs of the reference condition, which differ in their seeds."""
    return [RunSpec(task="pos", seed=seed, domain=POCKET["domain"], **RECIPES["pos"]) for seed in range(runs)]


@contextmanager
def dask_cluster(workers: int) -> Iterator[str]:
    """Address of a cluster on this machine, with one thread for each worker."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def measure(backend: str, workers: int, runs: int, store: str) -> dict[str, Any]:
    """One study, from a new process, because workers of an old one would have read the corpus."""
    place = ["--workers", str(workers)]
    words = [sys.executable, __file__, "--launch", store, "--runs", str(runs)]
    if backend == "dask":
        with dask_cluster(workers) as address:
            return timed([*words, "--cluster", address], Path(store), runs) | {"backend": backend}
    return timed([*words, *place], Path(store), runs) | {"backend": backend}


def timed(words: list[str], store: Path, runs: int) -> dict[str, Any]:
    """Starts a launcher and waits for it."""
    begun, begun_at = time.perf_counter(), time.time()
    subprocess.run(words, check=True)
    seconds = time.perf_counter() - begun
    written = [path.stat().st_mtime for path in store.glob("*.json")]
    assert len(written) == runs
    return {
        "runs": runs,
        "seconds": round(seconds, 1),
        "first": round(min(written) - begun_at, 1),
        "runs_per_hour": round(3600 * runs / seconds),
    }


def main() -> None:
    """Measures all rows, or is the launcher of one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, help="JSON file to write")
    parser.add_argument("--runs", type=int, default=12, help="of each study (default: %(default)s)")
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2], metavar="N")
    parser.add_argument("--launch", help=argparse.SUPPRESS)
    parser.add_argument("--cluster", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.launch:
        workers = options.workers[0]
        run_study(
            specs(options.runs), options.launch, workers=workers, cluster=options.cluster, progress=False
        )
        return
    record: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {name: version(name) for name in ("joblib", "distributed", "torch", "transformers")},
        "command": "python benchmarks/throughput.py",
        "rows": [],
    }
    for backend in ("loky", "dask"):
        for workers in options.workers:
            with TemporaryDirectory() as folder:
                row = {"workers": workers} | measure(backend, workers, options.runs, folder)
            print(json.dumps(row), flush=True)
            record["rows"].append(row)
            if options.output:
                options.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
