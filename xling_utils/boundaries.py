"""Where does the encoder end? Several instruments, each with its own answer in blocks. Chapter 5.

An answer is the number of blocks that belong to the encoder: 0 means that it ends above the embeddings; the
number of blocks, that all belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from jaxtyping import Float

from xling_utils.effects import Setting


def share_kept(
    found: Setting, untuned: Literal["lower", "upper"], *, of: Literal["source", "targets"] = "targets"
) -> Float[np.ndarray, " cut"]:
    """How much of what fine-tuning the body brings survives a cut: 1 is all, 0 is nothing.

    The scale runs from the model of which only the head was tuned to the model that was tuned whole, both
    measured on the sentences of the cuts. Seeds and targets are averaged before the division: a target that
    gains little from fine-tuning would otherwise give a share that is mostly noise.

    Args:
        found: a setting whose runs were cut.
        untuned: the part that is pretrained.
        of: whose scores.
    """
    rows = slice(0, 1) if of == "source" else slice(1, None)
    lower, upper = (found.stitched(part)[:, rows].mean((0, 1)) for part in ("lower", "upper"))
    only_head, whole = lower[-1], upper[-1]
    share: np.ndarray = ((lower if untuned == "lower" else upper) - only_head) / (whole - only_head)
    return share


def score_kept(found: Setting, untuned: Literal["lower", "upper"]) -> Float[np.ndarray, "language cut"]:
    """The score after a cut as a share of that of the whole tuned model; source first, means over seeds."""
    scores, whole = (found.stitched(part).mean(0) for part in (untuned, "upper"))
    share: np.ndarray = scores / whole[:, -1:]
    return share


def encoder_ends(found: Setting, *, harmless: float = 2.0) -> dict[str, int]:
    """Instrument -> number of blocks in the encoder, for one setting.

    ``ablation``: up to the highest pair whose random values do harm to the targets.
    ``drift``: up to the last layer at which no more than half of the whole drift has happened.
    ``untuned below, harmless``: the highest cut up to which no untuned encoder does harm to them.
    ``untuned below, half``: the highest cut that keeps half of what fine-tuning the body brings to the
    targets. ``tuned below, half``: the highest cut at which tuned blocks below do not yet bring half.

    Args:
        found: a task and a source.
        harmless: points that the mean zero-shot score may lose without harm.

    Raises:
        ValueError: the runs lack pairs, similarity or cuts.
    """
    harm = {found.height(pair): found.change(pair).zero_shot.mean() for pair in found.pairs}
    harmful = [height for height, change in harm.items() if change < -harmless]
    drift = 1 - found.kept().mean((0, 1))
    lower, upper = (found.stitched(part)[:, 1:].mean((0, 1)) for part in ("lower", "upper"))
    return {
        "ablation": max(harmful, default=0),
        "drift": _last_before(drift > drift[-1] / 2),
        "untuned below, harmless": _last_before(lower < upper[-1] - harmless),
        "untuned below, half": _last_before(share_kept(found, "lower") < 0.5),
        "tuned below, half": _last_before(share_kept(found, "upper") > 0.5),
    }


def _last_before(event: Iterable[bool]) -> int:
    """The last place before something happens for the first time; 0 if it happens at once."""
    marks = list(event)
    return max((marks.index(True) if True in marks else len(marks)) - 1, 0)
