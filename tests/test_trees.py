"""The best tree is a tree, has one root, and no tree is better."""

from __future__ import annotations

from itertools import product

import networkx
import numpy as np
import pytest

from xling_utils.tasks.trees import best_tree


def total(scores, heads):
    return sum(scores[word, head] for word, head in enumerate(heads))


def is_tree(heads):
    if np.count_nonzero(np.asarray(heads) == 0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        node, steps = word, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


@pytest.mark.parametrize("words", [1, 2, 3, 4])
def test_no_tree_is_better(words):
    rng = np.random.default_rng(words)
    for _ in range(30):
        scores = rng.normal(size=(words, words + 1))
        every = [heads for heads in product(range(words + 1), repeat=words) if is_tree(heads)]
        best = max(every, key=lambda heads: total(scores, heads))
        assert best_tree(scores).tolist() == list(best)


def test_as_good_as_networkx_where_its_tree_has_one_root():
    rng = np.random.default_rng(0)
    compared = 0
    for _ in range(60):
        size = int(rng.integers(5, 12))
        scores = rng.normal(size=(size, size + 1))
        graph = networkx.DiGraph()
        graph.add_weighted_edges_from(
            (head, word + 1, scores[word, head])
            for word in range(size)
            for head in range(size + 1)
            if head != word + 1
        )
        tree = networkx.maximum_spanning_arborescence(graph)
        heads = best_tree(scores)
        assert is_tree(heads)
        if tree.out_degree(0) == 1:
            compared += 1
            assert total(scores, heads) == pytest.approx(sum(d["weight"] for *_, d in tree.edges(data=True)))
    assert compared > 15


def test_long_and_adversarial_scores_give_a_tree():
    rng = np.random.default_rng(1)
    for scores in (rng.normal(size=(60, 61)), np.zeros((30, 31)), rng.normal(size=(40, 41)) * 1e6):
        assert is_tree(best_tree(scores))
    ring = np.full((20, 21), -1.0)
    ring[np.arange(20), (np.arange(20) + 1) % 20 + 1] = 100.0  # every word likes its neighbour best
    assert is_tree(best_tree(ring))


@pytest.mark.parametrize("scores", [np.zeros((2, 2)), np.zeros((0, 1)), np.full((2, 3), np.nan)])
def test_bad_scores_are_refused(scores):
    with pytest.raises(ValueError, match="scores"):
        best_tree(scores)
