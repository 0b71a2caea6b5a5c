"""Checks of the exercises: one line that says whether an answer is right, or what is likely to be wrong.

Exercise 3 of chapter 1 has the label ``ex-1-3`` in the book and the check `check_1_3` here. A check tries the
answer on small inputs, computes the truth itself, prints its verdict and returns it. Where the answer is
wrong, it looks for the usual mistakes first, so that its message can name the one that was made.
`tests/test_exercises.py` proves for every exercise that the stub fails, the solution passes and typical wrong
answers meet their own message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

UNANSWERED = "Nothing here yet: replace the ... by your answer, then run this cell again."


def _tell(ok: bool, message: str) -> bool:
    """Print the verdict and return it."""
    print(("✓ " if ok else "✗ ") + message)
    return ok


def _attempt(answer: Callable[..., Any], *inputs: Any) -> tuple[Any, str]:
    """What a student's function gives, and the complaint if it gives nothing: one of the two is empty."""
    try:
        value = answer(*inputs)
    except Exception as error:  # whatever a first attempt raises, the check should not fall over
        return None, f"Your function stopped with {type(error).__name__}: {error}"
    return value, UNANSWERED if value is None or value is ... else ""


# --- Chapter 1 ---
