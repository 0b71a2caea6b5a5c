"""Options that several commands share, and the checks of what was given."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TypeAlias

from xling_utils.cli.parser import Parser

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_store(parser: argparse.ArgumentParser, *, seeds: int) -> None:
    """Options of every command that carries out runs."""
    parser.add_argument(
        "--store",
        type=Path,
        default=Path("records"),
        metavar="DIR",
        help="folder in which every finished run is kept as one small file",
    )
    parser.add_argument(
        "--seeds",
        type=positive,
        default=seeds,
        metavar="N",
        help="how often each run is repeated, each time with other random numbers",
    )
    parser.add_argument(
        "--workers",
        type=positive,
        default=1,
        metavar="N",
        help="how many runs to carry out at the same time; best is one per processor core",
    )


def positive(text: str) -> int:
    """Reads a whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number")
    return int(text)


def not_negative(text: str) -> int:
    """Reads a whole number from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 on")
    return int(text)


def new_folder(text: str) -> Path:
    """Reads the name of a folder that a long piece of work will make."""
    folder = Path(text)
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a file or lies below one: give a folder")
    if not os.access(there, os.W_OK):
        raise argparse.ArgumentTypeError(f"nothing can be written to {text!r}: give another folder")
    return folder


def make_folder(folder: Path, option: str) -> None:
    """Makes a folder and tries to write there: fails now rather than after hours.

    Raises:
        ValueError: it cannot be written to. The message names the option that can give another.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (FileExistsError, NotADirectoryError) as error:
        raise ValueError(f"{folder} is a file or lies below one: give {option} a folder") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ValueError(f"cannot write to the folder {folder} ({why}): give {option} another") from error


def check_file(file: Path | None, option: str) -> None:
    """Refuses a file that cannot be written.

    Raises:
        ValueError: it is a folder, or lies where nothing can be written.
    """
    if file is None:
        return
    if file.is_dir():
        raise ValueError(
            f"{file} is a folder: give {option} the name of a file, such as {file / 'all.jsonl.gz'}"
        )
    make_folder(file.parent, option)
