"""What ``study`` does with its grid: carry it out, or say how long that would take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from xling_utils.cli.options import check_file, make_folder
from xling_utils.doctor.rows import duration
from xling_utils.records import RunRecord, RunSpec, Store, save_records, shipped


def carry_out(options: argparse.Namespace) -> int:
    """Carries out the runs that are missing. Gives the exit code."""
    specs: list[RunSpec] = options.grid(options).specs
    store = Store(options.store)
    done = [record for spec in specs if (record := store.get(spec)) is not None]
    missing = len(specs) - len(done)
    if options.dry_run:
        print(_plan(options, specs, done))
        return 0
    _check_precision(options)
    make_folder(options.store, "--store")
    check_file(options.export, "--export")
    print(f"{len(specs)} runs, {missing} still to do", flush=True)
    return _run(options, specs, store)


def _run(options: argparse.Namespace, specs: Sequence[RunSpec], store: Store) -> int:
    from xling_utils.scheduling import StudyError, run_study

    try:
        records = run_study(specs, store, workers=options.workers, cluster=options.cluster)
    except StudyError as error:
        print(f"xling_utils study: {error}", file=sys.stderr)
        return 1
    if options.export:
        save_records(records, options.export)
    where = f"--records {options.export}" if options.export else f"--store {options.store}"
    print(f"Records of all {len(specs)} runs are in {options.export or options.store}. Tables and figures:")
    print(f"python -m xling_utils report {options.name} {where} --output report")
    return 0


def _check_precision(options: argparse.Namespace) -> None:
    """Refuses bf16 now where it would be slow; the workers of a cluster are other machines."""
    if options.precision != "bf16" or options.cluster:
        return
    import torch

    from xling_utils.encoding import autocast

    with autocast(torch.device("cuda" if torch.cuda.is_available() else "cpu"), "bf16"):
        pass


def _plan(options: argparse.Namespace, specs: Sequence[RunSpec], done: Sequence[RunRecord]) -> str:
    """How many runs there are, how many are done, and how long the others would take."""
    missing = len(specs) - len(done)
    lines = [f"{len(specs)} runs: {len(done)} done (in {options.store}), {missing} still to do."]
    if missing:
        lines.append(_estimate(options, specs, done, missing))
    return "\n".join(lines)


def _estimate(
    options: argparse.Namespace, specs: Sequence[RunSpec], done: Sequence[RunRecord], missing: int
) -> str:
    known, whose = list(done), "Finished runs"
    if not known:
        keys = {spec.key for spec in specs}
        known = [record for record in shipped(options.name) if record.spec.key in keys]
        whose = "The book's runs of this kind"
    if not known:
        return "How long they take: unknown until one is finished. Try --seeds 1, then --dry-run again."
    each = sum(record.seconds for record in known) / len(known)
    machines = " and ".join(sorted({record.machine for record in known if record.machine})[:2])
    total = duration(each * missing / (1 if options.cluster else options.workers))
    workers = (
        "divided by the workers of the cluster" if options.cluster else f"with --workers {options.workers}"
    )
    return f"{whose} took {each:.0f} s on average ({machines}): in all about {total} {workers}."
