"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Help(argparse.ArgumentDefaultsHelpFormatter):
    """Help that shows defaults, where there is something to show."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if action.default in (None, (), []):
            return action.help
        if isinstance(action.default, list | tuple):
            return f"{action.help} (default: {' '.join(action.default)})"
        return super()._get_help_string(action)


def add_store(parser: argparse.ArgumentParser, *, seeds: int) -> None:
    """Options of every command that carries out runs."""
    parser.add_argument("--store", type=Path, default=Path("records"), help="folder of the run records")
    parser.add_argument("--seeds", type=positive, default=seeds, metavar="N", help="number of seeds")
    parser.add_argument(
        "--workers", type=positive, default=1, metavar="N", help="processes, best one per core"
    )


def positive(text: str) -> int:
    """Reads a whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive whole number")
    return int(text)


def not_negative(text: str) -> int:
    """Reads a whole number from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return int(text)
