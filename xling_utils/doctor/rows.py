"""What a check gives: a line of the doctor's table."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

Mark: TypeAlias = Literal["works", "missing", "note"]

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One fact about this machine.

    Attributes:
        what: what was looked at.
        mark: "works"; "missing", where something that was asked for is not there; "note", where all works but
            there is something to know.
        fact: what was found.
        remedy: what to do about it, or nothing.
    """

    what: str
    mark: Mark
    fact: str
    remedy: str = ""


def checked(what: str, check: Callable[[], Row], *, needed: bool = True) -> Row:
    """The row of a check; a check that fails, in whatever way, is a row too.

    Args:
        what: what is looked at.
        check: looks.
        needed: whether a failure means that something asked for is missing.
    """
    try:
        return check()
    except Exception as error:  # a doctor must not die of what it finds
        lines = str(error).strip().splitlines() or [""]
        kind = "" if isinstance(error, ValueError | OSError) else f"{type(error).__name__}: "
        return Row(what, "missing" if needed else "note", kind + lines[0])


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What a function returns or raises, if it does so in time.

    Time limits of network libraries do not cover the look-up of names.

    Raises:
        TimeoutError: it does not; the thread is left behind.
    """
    answer: list[T] = []
    failure: list[Exception] = []

    def run() -> None:
        try:
            answer.append(ask())
        except Exception as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not answer:
        raise TimeoutError(f"no answer within {seconds:g} seconds")
    return answer[0]


def gib(size: float) -> str:
    """Bytes in units of 2^30, with one decimal."""
    return f"{size / 2**30:.1f} GiB"


def duration(seconds: float) -> str:
    """Seconds in the unit that suits them, without false precision."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.0f} h" if seconds > 10 * 3600 else f"{seconds / 3600:.1f} h"
