"""``report``: tables and figures of a study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.cli.options import Commands

if TYPE_CHECKING:
    from xling_utils.records import RunRecord


def add_report(commands: Commands) -> None:
    """The command ``report``."""
    parser = commands.add_parser(
        "report",
        help="print the tables of a study, or write them with its figures",
        description="muller: tables and figures of chapters 3 to 5; tanti: of chapters 6 and 7. Of an "
        "unfinished study they use complete seeds only.",
    )
    parser.add_argument("name", choices=("muller", "tanti"), help="which study")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--store", type=Path, help="folder of run records; by default those of the book")
    place.add_argument("--records", type=Path, metavar="FILE", help="records that `study --export` wrote")
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "csv", "latex"),
        default="text",
        help="of the tables (default: text); LaTeX needs the package booktabs",
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="write a file for each table, and the figures, to DIR"
    )
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> None:
    from xling_utils.reports import complete_records, report, write_figures, write_tables

    records = _records(options)
    tables = report(records, options.name)
    if not options.output:
        titles = options.format == "csv"  # the other formats show the title themselves
        print(
            "\n".join((f"# {t.title}\n" if titles else "") + t.render(options.format) for t in tables), end=""
        )
        return
    paths = write_tables(tables, options.output, options.format)
    drawn, left_out = write_figures(complete_records(records, options.name), options.output, options.name)
    print(f"{len(paths)} tables and {len(drawn)} files of figures are in {options.output}")
    for name, reason in left_out.items():
        print(f"not drawn: {name} ({reason})", file=sys.stderr)


def _records(options: argparse.Namespace) -> list[RunRecord]:
    from xling_utils.records import load_records, shipped

    place = options.store or options.records
    if place is None:
        return shipped(options.name)
    records = load_records(place)
    if not records:
        raise ValueError(
            f"{place} has no run records: python -m xling_utils study {options.name} --store DIR makes some"
        )
    return records
