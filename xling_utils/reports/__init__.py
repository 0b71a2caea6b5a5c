"""Reports: records of a study as tables and figures. Chapters 3 to 7.

`report` gives the tables of a whole study, finished or not; every table is also a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from xling_utils.depth import of_encoder
from xling_utils.records import RunRecord
from xling_utils.reports import muller, tanti
from xling_utils.reports.files import Drawing, draw_figures, write_tables
from xling_utils.reports.layers import correlation_table, similarity_table, stitch_table
from xling_utils.reports.overview import claims_table, cost_table, runs_table, verdicts
from xling_utils.reports.scores import controls_table, groups_table, languages_table, random_init_table
from xling_utils.reports.table import SUFFIXES, Format, Table
from xling_utils.reports.tanti_conditions import change_table, probes_table, side_by_side_table
from xling_utils.reports.tanti_layers import clusters_table, probe_layers_table
from xling_utils.reports.tanti_settings import paper_recipes_table, paper_scores_table, strengths_table

__all__ = [
    "STUDIES",
    "SUFFIXES",
    "Format",
    "Table",
    "change_table",
    "claims_table",
    "clusters_table",
    "complete_records",
    "controls_table",
    "correlation_table",
    "cost_table",
    "groups_table",
    "languages_table",
    "paper_recipes_table",
    "paper_scores_table",
    "probe_layers_table",
    "probes_table",
    "random_init_table",
    "report",
    "runs_table",
    "side_by_side_table",
    "similarity_table",
    "stitch_table",
    "strengths_table",
    "verdicts",
    "write_figures",
    "write_tables",
]


@dataclass(frozen=True)
class Report:
    """What a study can be reported by.

    Attributes:
        complete: takes records, gives those that may be used.
        tables: takes records, gives all tables.
        drawings: gives functions that draw a figure from complete records.
    """

    complete: Callable[[Iterable[RunRecord]], list[RunRecord]]
    tables: Callable[[Iterable[RunRecord]], list[Table]]
    drawings: Callable[[], list[Drawing]]


STUDIES: dict[str, Report] = {
    "muller": Report(muller.complete, muller.tables, muller.drawings),
    "tanti": Report(tanti.complete, tanti.tables, tanti.drawings),
}
"""Name of a study -> its report."""


def _report_of(study: str) -> Report:
    if study not in STUDIES:
        raise ValueError(f"no report of a study {study!r}. There is: {', '.join(STUDIES)}")
    return STUDIES[study]


def _of(records: Iterable[RunRecord], backbone: str | None) -> Iterable[RunRecord]:
    return records if backbone is None else of_encoder(records, backbone)


def complete_records(
    records: Iterable[RunRecord], study: str = "muller", *, backbone: str | None = None
) -> list[RunRecord]:
    """The records that a report may use: of each part of a study its complete seeds.

    Args:
        records: finished or not, with runs of other studies among them or not.
        study: one of `STUDIES`.
        backbone: of which encoder, if there are runs of several.

    Raises:
        ValueError: there is no such study or encoder, several encoders and none named, or no complete seed.
    """
    return _report_of(study).complete(_of(records, backbone))


def report(
    records: Iterable[RunRecord], study: str = "muller", *, backbone: str | None = None
) -> list[Table]:
    """All tables of a study; the first says which runs are there.

    Of an unfinished study only complete seeds are used, and tables that have no runs are left out.

    Args:
        records: finished or not, with runs of other studies among them or not.
        study: one of `STUDIES`.
        backbone: of which encoder, if there are runs of several.

    Raises:
        ValueError: there is no such study or encoder, several encoders and none named, or no complete seed.
    """
    return _report_of(study).tables(_of(records, backbone))


def write_figures(
    records: Iterable[RunRecord], folder: str | Path, study: str = "muller"
) -> tuple[list[Path], dict[str, str]]:
    """Draws the figures of a study and writes each as PNG and SVG.

    Args:
        records: of the whole study, complete seeds only: see `complete_records`.
        folder: made if it is not there.
        study: one of `STUDIES`.

    Returns:
        The files, and the names of figures that these records do not have enough for, with the reason.

    Raises:
        OSError: the folder cannot be written.
        ValueError: there is no such study.
    """
    return draw_figures(_report_of(study).drawings(), records, folder)
