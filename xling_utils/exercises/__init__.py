"""Checks of the exercises: one line that says whether an answer is right, or what is likely to be wrong.

Exercise 3 of chapter 1 has the label ``ex-1-3`` in the book and the check `check_1_3` here. A check tries the
answer on small inputs, computes the truth itself, prints its verdict and returns it. Where the answer is
wrong, it looks for the usual mistakes first, so that its message can name the one that was made.
`tests/test_exercises.py` proves for every exercise that the stub fails, the solution passes and typical wrong
answers meet their own message.
"""

from __future__ import annotations

from xling_utils.exercises.chapter_1 import check_1_1, check_1_2, check_1_3, check_1_4
from xling_utils.exercises.chapter_2 import check_2_1, check_2_2, check_2_3, check_2_4, check_2_5
from xling_utils.exercises.chapter_3 import check_3_1, check_3_2, check_3_3, check_3_4
from xling_utils.exercises.chapter_4 import check_4_1, check_4_2, check_4_3, check_4_4
from xling_utils.exercises.chapter_5 import check_5_1, check_5_2, check_5_3, check_5_4
from xling_utils.exercises.chapter_6 import check_6_1, check_6_2, check_6_3, check_6_4
from xling_utils.exercises.chapter_7 import check_7_1, check_7_2, check_7_3, check_7_4
from xling_utils.exercises.chapter_9 import check_9_1, check_9_2, check_9_3, check_9_4
from xling_utils.exercises.chapter_10 import check_10_1, check_10_2, check_10_3

__all__ = [
    "check_1_1",
    "check_1_2",
    "check_1_3",
    "check_1_4",
    "check_2_1",
    "check_2_2",
    "check_2_3",
    "check_2_4",
    "check_2_5",
    "check_3_1",
    "check_3_2",
    "check_3_3",
    "check_3_4",
    "check_4_1",
    "check_4_2",
    "check_4_3",
    "check_4_4",
    "check_5_1",
    "check_5_2",
    "check_5_3",
    "check_5_4",
    "check_6_1",
    "check_6_2",
    "check_6_3",
    "check_6_4",
    "check_7_1",
    "check_7_2",
    "check_7_3",
    "check_7_4",
    "check_9_1",
    "check_9_2",
    "check_9_3",
    "check_9_4",
    "check_10_1",
    "check_10_2",
    "check_10_3",
]
