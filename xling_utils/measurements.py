"""What benchmarks measured on one machine, kept in a file so that a page can show it. Chapter 9."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Measurement:
    """The rows of a benchmark, and what it ran on.

    Attributes:
        name: of the benchmark.
        machine: kind of processor and number of cores; nothing that names the machine.
        versions: of Python and the libraries that matter.
        command: how to run it again.
        rows: what was measured, one mapping each.
    """

    name: str
    machine: Any
    versions: Mapping[str, str]
    command: str
    rows: tuple[Row, ...]

    def find(self, **wanted: Any) -> Row:
        """The one row that has these values.

        Raises:
            ValueError: there is none, or there are several.
        """
        found = [row for row in self.rows if all(row.get(name) == value for name, value in wanted.items())]
        if len(found) != 1:
            asked = ", ".join(f"{name}={value}" for name, value in wanted.items())
            raise ValueError(f"the benchmark {self.name!r} has {len(found)} rows with {asked}, not one")
        return found[0]

    def table(self, columns: Mapping[str, str]) -> str:
        """The rows as text.

        Args:
            columns: name in the rows -> heading. A value that a row lacks stays empty.
        """
        cells = [list(columns.values()), *([_cell(row.get(name)) for name in columns] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        words = [any(isinstance(row.get(name), str) for row in self.rows) for name in columns]
        lines = (
            "  ".join(
                cell.ljust(width) if is_text else cell.rjust(width)
                for cell, width, is_text in zip(row, widths, words, strict=True)
            )
            for row in cells
        )
        return "\n".join(line.rstrip() for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def measurement(name: str, folder: str | Path | None = None) -> Measurement:
    """Reads what ``benchmarks/<name>.py`` measured.

    Args:
        name: ``speed``, ``memory``, ``faults`` or ``throughput``.
        folder: that holds ``scaling_<name>.json``; None is the one in this package.

    Raises:
        FileNotFoundError: it was not measured yet.
        ValueError: the file is no measurement.
    """
    folder = Path(str(files("xling_utils") / "records")) if folder is None else Path(folder)
    path = folder / f"scaling_{name}.json"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path.name} is missing: nobody has measured {name!r} here. "
            f"Run: python benchmarks/{name}.py --output {path.name}"
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(dict(row) for row in content["rows"])
        return Measurement(name, content["machine"], content["versions"], content["command"], rows)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is not what a benchmark writes ({error!r}). Run it again") from error
