"""Tables and figures of a study as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from xling_utils.records import RunRecord
from xling_utils.reports.table import SUFFIXES, Format, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawing: TypeAlias = "Callable[[list[RunRecord]], Figure]"
"""Draws a figure from the records of a study."""


def write_tables(tables: Sequence[Table], folder: str | Path, format: Format = "text") -> list[Path]:  # noqa: A002
    """Writes a file for each table, numbered in their order.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, table in enumerate(tables, 1):
        paths.append(folder / f"{number:02}_{table.name}{SUFFIXES[format]}")
        paths[-1].write_text(table.render(format), encoding="utf-8")
    return paths


def draw_figures(
    drawings: Iterable[Drawing], records: Iterable[RunRecord], folder: str | Path
) -> tuple[list[Path], dict[str, str]]:
    """Draws figures of a study and writes each as PNG and SVG.

    Args:
        drawings: functions whose names are to name the files.
        records: of the whole study, complete seeds only.
        folder: made if it is not there.

    Returns:
        The files, and the names of figures that these records do not have enough for, with the reason.

    Raises:
        OSError: the folder cannot be written.
    """
    import matplotlib.pyplot as plt

    records, folder = list(records), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    left_out: dict[str, str] = {}
    for draw in drawings:
        name = draw.__name__
        try:
            figure = draw(records)
        except (ValueError, LookupError, StopIteration) as error:  # parts of the study that are not there
            left_out[name] = str(error) if isinstance(error, ValueError) else f"no runs of {error}"
            continue
        paths += _save(figure, folder / name)
        plt.close(figure)
    return paths, left_out


def _save(figure: Figure, stem: Path) -> list[Path]:
    """PNG and SVG, without a date, so that equal figures are equal files."""
    import matplotlib.pyplot as plt

    png, svg = stem.with_suffix(".png"), stem.with_suffix(".svg")
    figure.savefig(png, dpi=200)
    with plt.rc_context({"svg.hashsalt": stem.name}):
        figure.savefig(svg, metadata={"Date": None})
    return [png, svg]
