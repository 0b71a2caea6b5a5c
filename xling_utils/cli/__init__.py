"""The command line: ``python -m xling_utils COMMAND``. A module for each group of commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from xling_utils.cli import fragment, pretraining, report, study


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: words of the command line, by default those of the process.

    Returns:
        The exit code: 0 if all went well, 2 if the input was wrong.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe has seen enough; what is left must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ValueError, OSError) as error:
        print(f"xling_utils {options.command}: {_message(error)}", file=sys.stderr)
        return 2
    return 0


def _message(error: Exception) -> str:
    """What went wrong; the system's own errors without their number."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xling_utils",
        description="See, break and re-measure two claims about multilingual BERT.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    fragment.add_fragment(commands)
    pretraining.add_pretrain(commands)
    pretraining.add_card(commands)
    study.add_study(commands)
    report.add_report(commands)
    return parser
