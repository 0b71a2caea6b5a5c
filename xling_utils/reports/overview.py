"""Tables about a study as a whole: what is there, what it says about the claims, what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from xling_utils.depth import blocks_of
from xling_utils.grids import Study
from xling_utils.records import RunRecord
from xling_utils.reports.scores import in_order
from xling_utils.reports.table import Table
from xling_utils.verdicts import Verdict


def runs_table(study: Study, records: Sequence[RunRecord], *, whole: Study) -> Table:
    """How many runs of each part of a study are there, and which seeds are complete.

    Args:
        study: the study that these records belong to.
        records: all that are there.
        whole: the study as the book has it.
    """
    there, complete = study.sort(records), study.complete(records)
    rows = []
    for part, specs in study.parts.items():
        seeds = sorted({record.spec.seed for record in complete[part]})
        rows.append((part, str(len(specs)), str(len(there[part])), ", ".join(map(str, seeds)) or "none"))
    note = " ".join(filter(None, (_what_is_missing(study, records, whole), encoder_note(records))))
    return Table("Runs", ("part", "runs", "there", "complete seeds"), tuple(rows), note)


def _what_is_missing(study: Study, records: Sequence[RunRecord], whole: Study) -> str:
    there = {record.spec.key for record in records}
    wanted = {spec.key for spec in study.specs}
    missing = len(wanted - there)
    notes = [
        "Parts can share runs.",
        f"{missing} of {len(wanted)} runs are missing; tables use complete seeds only." if missing else "",
    ]
    if others := len(there - wanted):
        notes.append(f"{others} other runs are left out.")
    default = {spec.key for spec in whole.specs}
    if wanted < default:
        notes.append(f"The whole grid has {len(default)} runs; this is a part of it.")
    return " ".join(filter(None, notes))


def encoder_note(records: Sequence[RunRecord]) -> str:
    """Which encoder the runs are of and how deep it is; nothing of the pocket, which the book is about."""
    name, blocks = (records[0].spec.backbone if records else "pocket"), blocks_of(records)
    return "" if name == "pocket" else f"Encoder: {name}" + (f", {blocks} blocks." if blocks else ".")


def verdicts(
    records: Sequence[RunRecord], claims: Sequence[Callable[..., Verdict]], letter: str
) -> tuple[list[Verdict], dict[str, str]]:
    """What can be said about claims: verdicts, and claim -> why it cannot be tested on these records.

    Args:
        records: of complete seeds.
        claims: functions of records.
        letter: what numbers of these claims begin with.
    """
    found, untested = [], {}
    for number, claim in enumerate(claims, 1):
        try:
            found.append(claim(records))
        except ValueError as error:
            untested[f"{letter}{number}"] = str(error)
    return found, untested


def claims_table(verdicts: Iterable[Verdict], untested: Mapping[str, str] | None = None) -> Table:
    """A row for each claim.

    Args:
        verdicts: see `verdicts`.
        untested: claim -> why it cannot be tested.
    """
    rows = tuple((v.claim, v.verdict, v.effect.text(), v.sentence) for v in verdicts)
    note = " ".join(f"{claim} is not tested: {reason}." for claim, reason in (untested or {}).items())
    return Table("Claims", ("claim", "verdict", "effect", "finding"), rows, note)


def cost_table(records: Iterable[RunRecord]) -> Table:
    """What the runs took, by task."""
    records = list(records)
    by_task: dict[str, list[RunRecord]] = {}
    for record in records:
        name = record.spec.task if record.spec.epochs else "similarity only"
        by_task.setdefault(name, []).append(record)
    machines = sorted({record.machine for record in records if record.machine})
    return Table(
        "Cost",
        ("task", "runs", "CPU hours", "seconds per run", "runs per minute and process"),
        (*((task, *_cost(by_task[task])) for task in in_order(by_task)), ("all", *_cost(records))),
        "One process uses one core." + (f" Machine: {'; '.join(machines)}." if machines else ""),
    )


def _cost(runs: Sequence[RunRecord]) -> tuple[str, ...]:
    seconds = sum(record.seconds for record in runs)
    pace = f"{60 * len(runs) / seconds:.1f}" if seconds else ""
    return str(len(runs)), f"{seconds / 3600:.2f}", f"{seconds / len(runs):.1f}", pace
