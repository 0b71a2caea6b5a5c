"""Grids: which runs a study consists of, and which part of it each run belongs to."""

from xling_utils.grids.muller_study import (
    BLOCKS,
    GROUPS,
    PAIRS,
    PARTS,
    POCKET,
    conditions_of,
    muller,
    muller_of,
)
from xling_utils.grids.study import RECIPES, Study
from xling_utils.grids.tanti_study import PAPER, STRENGTHS, TANTI_PARTS, UNLEARNING, tanti

__all__ = [
    "BLOCKS",
    "GROUPS",
    "PAIRS",
    "PAPER",
    "PARTS",
    "POCKET",
    "RECIPES",
    "STRENGTHS",
    "TANTI_PARTS",
    "UNLEARNING",
    "Study",
    "conditions_of",
    "muller",
    "muller_of",
    "tanti",
]
