"""The best tree: maximum spanning arborescence with one root (Chu & Liu 1965; Edmonds 1967).

A parser scores every possible arc by itself. The best head of each word, taken alone, need not give a tree;
this module finds the best set of arcs that does. Introduced in chapter 2.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int


def best_tree(scores: Float[np.ndarray, "word head"]) -> Int[np.ndarray, " word"]:
    """Heads of the tree with the largest sum of scores, among those in which one word depends on the root.

    Args:
        scores: one row for each word, one column for each head: column 0 is the root, column i is word i,
            counted from 1. The score of a word as its own head is not looked at.

    Returns:
        The head of each word, 0 for the root.

    Raises:
        ValueError: the scores are not finite, or have another shape.
    """
    if scores.ndim != 2 or scores.shape[1] != scores.shape[0] + 1 or not len(scores):
        raise ValueError(f"scores have shape {scores.shape}: give n words and n + 1 heads")
    if not np.isfinite(scores).all():
        raise ValueError("scores must be finite: use a large negative number for a forbidden arc")
    full = np.full((len(scores) + 1,) * 2, -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    heads = full[1:].argmax(1)
    if np.count_nonzero(heads == 0) == 1 and not _cycle(np.concatenate([[0], heads])):
        return heads
    # A second arc from the root would cost more than any choice of other arcs can gain: there is one.
    full[1:, 0] -= (np.ptp(scores) + 1.0) * len(full)
    return _edmonds(full)[1:]


def _edmonds(scores: Float[np.ndarray, "node head"]) -> Int[np.ndarray, " node"]:
    """Best heads; node 0 is the root. Cycles of best heads shrink to one node until there is none."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    outside = np.array([node for node in range(len(heads)) if node not in cycle])
    inside = np.array(cycle)
    kept = scores[inside, heads[inside]]
    # An arc into the cycle breaks one of its arcs; an arc out of it leaves from its best node.
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1,) * 2, -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = leaving.max(1)
    solved = _edmonds(small)

    result = heads.copy()
    for place, node in enumerate(outside[1:], start=1):
        head = solved[place]
        result[node] = inside[leaving[place].argmax()] if head == len(outside) else outside[head]
    entry = solved[-1]
    broken = inside[entering[:, entry].argmax()]
    result[broken] = outside[entry]
    return result


def _cycle(heads: Int[np.ndarray, " node"]) -> list[int]:
    """Nodes of a cycle, or nothing; the root, node 0, is in none."""
    seen = np.zeros(len(heads), dtype=int)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            cycle = [int(node)]
            while heads[cycle[-1]] != node:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
    return []
