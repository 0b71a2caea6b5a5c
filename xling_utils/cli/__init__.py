"""The command line: ``python -m xling_utils COMMAND``. A module for each group of commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from xling_utils.cli import doctor, fragment, pretraining, report, study
from xling_utils.cli.parser import Parser

ABOUT = """\
Train a language model to mark nouns and verbs in English, and it marks them in French, Hindi or Japanese \
too, although nobody showed it how. Where in the model does that come from? This is the laboratory of a \
book that asks: it writes example sentences in seventeen languages, trains small models and breaks parts of \
them, measures what is lost, and prints tables and figures. The model and the sentences come with it, so \
everything runs on a laptop without a network; with larger models and real texts it runs on a server or a \
cluster.
"""

GROUPS = {
    "See what is there:": {
        "doctor": "tell what this machine can run, and what to do about what is missing",
        "fragment": "print example sentences with their grammar",
        "report": "print the tables of a study, or write them with their figures",
    },
    "Run experiments:": {
        "study": "train and measure many models, as a paper did; can be stopped and goes on",
    },
    "Make a model:": {
        "pretrain": "build the small language model of the book from nothing",
        "card": "measure such a model and write its description",
    },
}
"""What one wants to do -> command -> what it does."""

EXAMPLES = """
examples:
  python -m xling_utils doctor
  python -m xling_utils fragment --language fr --n 3
  python -m xling_utils study tanti --store try --seeds 1 --parts main --tasks pos --targets fr ja \\
      --sentences 64 --epochs 1 --test-sentences 30 --probe 60 --texts 60
  python -m xling_utils report tanti --store try

exit codes:
    0  done
    1  some runs failed, or doctor found that something is missing
    2  wrong input: the last line says what, where, and what to do
  130  stopped with Ctrl-C; what was finished is kept

Each command explains itself: python -m xling_utils COMMAND --help
The page "How to run this book" (book/how_to_run.md) tells readers, students, teachers and researchers more.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: words of the command line, by default those of the process.

    Returns:
        The exit code: 0 done; 1 some runs failed, or `doctor` found something missing; 2 wrong input; 130
        interrupted.
    """
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.parser.refuse_options(unknown)
    if not hasattr(options, "run"):
        options.parser.print_help(sys.stderr)
        return 2
    try:
        code = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe has seen enough; what is left must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        kept = getattr(options, "kept", "").format_map(vars(options))
        return _told(options, f"stopped. {kept}".strip(), 130)
    except (ValueError, OSError, ModuleNotFoundError) as error:
        return _told(options, _message(error), 2)
    return int(code or 0)


def _told(options: Any, message: str, code: int) -> int:
    print(f"xling_utils {options.command}: {message}", file=sys.stderr)
    return code


def _message(error: Exception) -> str:
    """What went wrong; the system's own errors without their number."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, ModuleNotFoundError):
        return f"{error}. To see what is missing here: python -m xling_utils doctor"
    return str(error)


def _parser() -> Parser:
    parser = Parser(
        prog="python -m xling_utils",
        usage="python -m xling_utils COMMAND ...",
        description=f"{ABOUT}\n{_listed()}",
        epilog=EXAMPLES,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"xling_utils {version('xling-utils')}",
        help="print the version",
    )
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", prog="python -m xling_utils", help=argparse.SUPPRESS
    )
    doctor.add_doctor(commands)
    fragment.add_fragment(commands)
    report.add_report(commands)
    study.add_study(commands)
    pretraining.add_pretrain(commands)
    pretraining.add_card(commands)
    return parser


def _listed() -> str:
    """The commands by what one wants to do."""
    return "\n".join(
        "\n".join([group, *(f"  {name:10}{text}" for name, text in commands.items()), ""])
        for group, commands in GROUPS.items()
    )
