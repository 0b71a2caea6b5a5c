"""What all claims share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from xling_utils.records import RunRecord
from xling_utils.verdicts import Verdict

Records: TypeAlias = Iterable[RunRecord]

Claim: TypeAlias = Callable[[Records], Verdict]
"""A claim of a paper as a test over records."""
