"""``report``: tables and figures of a study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.cli.options import Commands, make_folder

if TYPE_CHECKING:
    from xling_utils.records import RunRecord


DESCRIPTION = """\
Prints the tables of a study. It repeats nothing: it reads the results that `study` kept, or those that come \
with the book. A study need not be finished: tables use the repetitions (seeds) of which no run is missing, \
and the first table says what is missing. Scores are in per cent, changes in points of per cent, and every \
important number has an interval.

example:
  python -m xling_utils report muller
  python -m xling_utils report tanti --store try --format csv --output tables
"""


def add_report(commands: Commands) -> None:
    """The command ``report``."""
    parser = commands.add_parser("report", description=DESCRIPTION)
    parser.add_argument(
        "name",
        choices=("muller", "tanti"),
        metavar="NAME",
        help="muller (tables and figures of chapters 3 to 5) or tanti (chapters 6 and 7)",
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        help="folder in which `study` kept its results; if not given: the book's",
    )
    place.add_argument("--records", type=Path, metavar="FILE", help="the file that `study --export` wrote")
    parser.add_argument(
        "--backbone", metavar="NAME", help="of which language model, if there are runs of several"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "csv", "latex"),
        default="text",
        help="how tables are written: text to read here, markdown for web pages, csv for spreadsheets, latex "
        "for papers (which then need the LaTeX package booktabs)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="write a file for each table, and the figures, into this folder instead of printing",
    )
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> None:
    from xling_utils.reports import complete_records, report, write_figures, write_tables

    if options.output:
        make_folder(options.output, "--output")
    records = _records(options)
    tables = report(records, options.name, backbone=options.backbone)
    if not options.output:
        titles = options.format == "csv"  # the other formats show the title themselves
        print(
            "\n".join((f"# {t.title}\n" if titles else "") + t.render(options.format) for t in tables), end=""
        )
        return
    paths = write_tables(tables, options.output, options.format)
    used = complete_records(records, options.name, backbone=options.backbone)
    drawn, left_out = write_figures(used, options.output, options.name)
    print(f"{len(paths)} tables and {len(drawn)} files of figures are in {options.output}")
    for name, reason in left_out.items():
        print(f"not drawn: {name} ({reason})", file=sys.stderr)


def _records(options: argparse.Namespace) -> list[RunRecord]:
    from xling_utils.records import load_records, shipped

    place = options.store or options.records
    if place is None:
        return shipped(options.name)
    if not place.exists():
        raise FileNotFoundError(
            f"{place}: no folder of run records, and no file of them either: give what `study` was given as "
            "--store or --export"
        )
    records = load_records(place)
    if not records:
        raise ValueError(
            f"{place} has no run records: python -m xling_utils study {options.name} --store DIR makes some"
        )
    return records
