"""``doctor``: what this machine can run."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.cli.options import Commands

if TYPE_CHECKING:
    from xling_utils.doctor import Diagnosis, Row, Rung

DESCRIPTION = """\
Looks at this machine and says what of the book runs on it: versions, processor, graphics card (GPU), disk, \
the small model of the book, and the model and texts that you want to use. Changes nothing, downloads \
nothing. Takes about ten seconds, two of them to measure speed.

example:
  python -m xling_utils doctor
  python -m xling_utils doctor --backbone google-bert/bert-base-multilingual-cased --corpus conllu:treebanks

A line is marked "works"; "note", if all works and there is something to know; or "missing", if something \
that you asked for is not there. With a line marked "missing" the exit code is 1, otherwise 0.
"""


def add_doctor(commands: Commands) -> None:
    """The command ``doctor``."""
    parser = commands.add_parser("doctor", description=DESCRIPTION)
    parser.add_argument(
        "--backbone",
        metavar="NAME",
        help='the language model that you want to use: "pocket" (that of the book), a folder, or a name '
        "on the Hugging Face hub; if not given, what XLING_BACKBONE says, else pocket",
    )
    parser.add_argument(
        "--corpus",
        metavar="NAME",
        help='the texts: "fragment" (those of the book), "conllu:DIR", "ner:DIR", "nli:DIR", "text:DIR" or '
        '"hub"; if not given, what XLING_CORPUS says, else fragment',
    )
    parser.add_argument(
        "--store",
        type=Path,
        default=Path("records"),
        metavar="DIR",
        help="where `study` would keep its results, to look at the free space there",
    )
    parser.add_argument(
        "--network", action="store_true", help="also ask whether the Hugging Face hub answers (3 seconds)"
    )
    parser.add_argument("--quick", action="store_true", help="do not measure speed")
    parser.add_argument("--json", action="store_true", help="print the same as JSON, for programs")
    parser.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from xling_utils.doctor import examine

    found = examine(
        options.backbone,
        options.corpus,
        store=options.store,
        network=options.network,
        quick=options.quick,
    )
    if options.json:
        print(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
    else:
        print(_shown(found))
    return 1 if found.missing else 0


def _shown(found: Diagnosis) -> str:
    """The table, what it means, and the verdict."""
    width = min(110, max(60, shutil.get_terminal_size().columns))
    lines = [_row(row, width) for row in found.rows]
    lines += ["", "What runs here:"] + [_rung(rung, width) for rung in found.rungs]
    if found.missing:
        lines += ["", f"Missing: {', '.join(found.missing)}. The lines with -> say what to do."]
    return "\n".join(lines)


def _row(row: Row, width: int) -> str:
    text = _wrapped(f"{row.mark:9}{row.what:17}", row.fact, width)
    todo = row.remedy and row.mark != "works"
    return text + ("\n" + _wrapped(" " * 26, f"-> {row.remedy}", width) if todo else "")


def _rung(rung: Rung, width: int) -> str:
    return _wrapped(f"  {rung.name:8}", rung.how, width)


def _wrapped(start: str, text: str, width: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
