"""What all checks share: trying an answer and saying what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

UNANSWERED = "Nothing here yet: replace the ... by your answer, then run this cell again."


def tell(ok: bool, message: str) -> bool:
    """Print the verdict and return it."""
    print(("✓ " if ok else "✗ ") + message)
    return ok


def attempt(answer: Callable[..., Any], *inputs: Any) -> tuple[Any, str]:
    """What a student's function gives, and the complaint if it gives nothing: one of the two is empty."""
    try:
        value = answer(*inputs)
    except Exception as error:  # whatever a first attempt raises, the check should not fall over
        return None, f"Your function stopped with {type(error).__name__}: {error}"
    return value, UNANSWERED if value is None or value is ... else ""
