"""Reports: records of the Muller study as tables and figures. Chapters 3 to 5.

`report` gives the tables of a whole study, finished or not; every table is also a function of records.
"""

from __future__ import annotations

from collections.abc import Iterable

from xling_utils.effects import settings
from xling_utils.grids import muller_of
from xling_utils.layer_measures import MEASURES
from xling_utils.records import RunRecord
from xling_utils.reports.files import write_figures, write_tables
from xling_utils.reports.layers import correlation_table, similarity_table, stitch_table
from xling_utils.reports.overview import claims_table, cost_table, runs_table, verdicts
from xling_utils.reports.scores import controls_table, groups_table, languages_table, random_init_table
from xling_utils.reports.table import SUFFIXES, Format, Table

__all__ = [
    "SUFFIXES",
    "Format",
    "Table",
    "claims_table",
    "complete_records",
    "controls_table",
    "correlation_table",
    "cost_table",
    "groups_table",
    "languages_table",
    "random_init_table",
    "report",
    "runs_table",
    "similarity_table",
    "stitch_table",
    "verdicts",
    "write_figures",
    "write_tables",
]


def complete_records(records: Iterable[RunRecord]) -> list[RunRecord]:
    """The records that a report may use: of each part of the Muller study its complete seeds.

    Raises:
        ValueError: no seed of the main part is complete.
    """
    parts = _complete_parts(records)
    return list({record.spec.key: record for found in parts.values() for record in found}.values())


def _complete_parts(records: Iterable[RunRecord]) -> dict[str, list[RunRecord]]:
    records = list(records)
    study = muller_of(records)
    parts = study.complete(records)
    if not parts["main"]:
        there = len(study.sort(records)["main"])
        raise ValueError(
            f"no seed is complete: {there} of {len(study.parts['main'])} runs of the main part are there. "
            "Start the same `study muller` command again: it carries out what is missing"
        )
    return parts


def report(records: Iterable[RunRecord]) -> list[Table]:
    """All tables of a Muller study; the first says which runs are there.

    Of an unfinished study only complete seeds are used, and tables that have no runs are left out.

    Raises:
        ValueError: no seed of the main part is complete.
    """
    records = list(records)
    parts = _complete_parts(records)
    used = [*parts["main"], *parts.get("untuned", ())]
    found, untested = verdicts(used)
    note = " ".join(f"{claim} is not tested: {reason}." for claim, reason in untested.items())
    return [
        runs_table(muller_of(records), records),
        claims_table(found, note=note),
        random_init_table(used),
        groups_table(used),
        *(languages_table(used, s.task, s.source) for s in settings(used)),
        *([controls_table(parts)] if set(parts) - {"main", "untuned"} else []),
        *_tables_by_layer(used),
        cost_table(records),
    ]


def _tables_by_layer(records: list[RunRecord]) -> list[Table]:
    """Tables of what was measured: similarity, its correlation with the gap, cuts."""
    found = settings(records)
    references = [record for s in found for record in s.of("REF")]
    tables = []
    if all(record.layers for record in references):
        tables += [similarity_table(records, measure) for measure in MEASURES]
        tables.append(correlation_table(records))
        if all("REF" in s.untuned for s in found):
            tables.append(correlation_table(records, tuned=False))
    if all(record.stitched for record in references):
        tables.append(stitch_table(records))
    return tables
