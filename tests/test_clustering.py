"""Clusters against labels, their chance levels, and maps that can be laid on each other."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
import torch
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, v_measure_score

from xling_utils.clustering import cluster_agreement, projections


def random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def clouds(count: int, items: int, *, apart: float, hidden: int = 6) -> tuple[torch.Tensor, list[int]]:
    labels = [number % count for number in range(items)]
    centres = apart * random(count, hidden, seed=1)
    return centres[labels] + random(items, hidden), labels


def test_clouds_are_found_and_noise_is_not():
    near, labels = clouds(5, 600, apart=30)
    found = cluster_agreement(torch.stack([near, random(600, 6, seed=2)]), labels, seeds=range(3))
    assert found.v_measure[0] > 0.9
    assert found.ami[0] > 0.9
    assert found.v_measure[1].item() == pytest.approx(found.v_chance[1].item(), abs=0.02)
    assert found.ami.tolist()[1] == pytest.approx(0, abs=0.02)
    assert found.ami_chance.tolist() == pytest.approx([0, 0], abs=0.02)
    assert (found.clusters, found.labels, found.items) == (5, 5, 600)


def test_the_recipe_of_the_paper_is_what_it_says():
    states, labels = clouds(6, 400, apart=1.5)
    found = cluster_agreement(states[None], labels, clusters=9, paper=True)
    expected = []
    for seed in range(1, 11):
        means = KMeans(9, init="random", n_init=1, max_iter=100, algorithm="lloyd", random_state=seed)
        guesses = means.fit_predict(states.numpy())
        expected.append([v_measure_score(labels, guesses), adjusted_mutual_info_score(labels, guesses)])
    assert [found.v_measure.item(), found.ami.item()] == pytest.approx(np.mean(expected, axis=0))
    assert found.v_measure.item() != cluster_agreement(states[None], labels, clusters=9).v_measure.item()


@pytest.mark.parametrize(
    ("items", "languages", "chance"),
    [(5013, 33, 0.031), (2100, 14, 0.033), (3300, 33, 0.049)],
    ids=["words", "sentence pairs", "general text"],
)
def test_v_measure_by_chance_is_not_zero_at_the_sizes_of_the_paper(items, languages, chance):
    labels = [number % languages for number in range(items)]
    found = cluster_agreement(random(1, items, 3), labels, clusters=33, paper=True, seeds=(1, 2))
    assert found.v_chance.item() == pytest.approx(chance, abs=0.008)
    assert found.v_measure.item() == pytest.approx(found.v_chance.item(), abs=0.006)
    assert found.ami.item() == pytest.approx(0, abs=0.006)


def test_turning_and_scaling_the_space_changes_no_cluster():
    states, labels = clouds(4, 300, apart=2)
    turn = torch.linalg.qr(random(6, 6, seed=3)).Q
    both = cluster_agreement(torch.stack([states, 5 * (states @ turn)]), labels, paper=True)
    assert both.v_measure[0].item() == pytest.approx(both.v_measure[1].item(), abs=0.02)


def test_a_direction_can_tell_all_and_still_leave_no_clusters():
    """V-measure is geometry: information in a small direction does not show."""
    labels = [number % 2 for number in range(400)]
    states = random(1, 400, 6)
    states[0, :, 0] = 0.1 * torch.tensor(labels)
    assert cluster_agreement(states, labels).ami.item() < 0.05


@pytest.mark.parametrize(
    ("labels", "options", "message"),
    [
        (["en"] * 50, {}, "all items have the label 'en'"),
        (["en", "ru"] * 25, {"clusters": 51}, "51 clusters of 50 items"),
        (["en", "ru"] * 25, {"clusters": 1}, "1 clusters of 50 items"),
        (["en", "ru"] * 25, {"seeds": ()}, "0 seeds"),
    ],
)
def test_errors_say_what_is_wrong(labels, options, message):
    with pytest.raises(ValueError, match=message):
        cluster_agreement(random(1, 50, 4), labels, **options)


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_maps_of_turned_views_lie_on_each_other(method):
    states, _ = clouds(3, 60, apart=10)
    turn = torch.linalg.qr(random(6, 6, seed=4)).Q
    maps = projections(torch.stack([states, states @ turn + 3]), method=method)
    assert maps.shape == (2, 60, 2)
    assert maps.mean(1).abs().max() < 1e-6 * maps.abs().max()
    if method == "pca":
        torch.testing.assert_close(maps[0], maps[1], atol=1e-3, rtol=0)


def test_alignment_turns_without_changing_a_distance():
    states = torch.stack([random(60, 5), random(60, 5, seed=1)])
    free, aligned = (projections(states, method="pca", align=align) for align in (False, True))
    torch.testing.assert_close(torch.cdist(free, free), torch.cdist(aligned, aligned))
    assert (aligned[1] - aligned[0]).norm() <= (free[1] - free[0]).norm()


def test_maps_are_the_same_again():
    states = random(1, 50, 5)
    assert torch.equal(projections(states), projections(states))


def test_a_missing_package_and_bad_states_are_named(unchecked):
    with pytest.raises(ValueError, match="50 items and 2 dimensions or more"):
        projections(random(1, 20, 5))
    with pytest.raises(ValueError, match="layer 0 holds values that are not finite"):
        projections(random(1, 60, 5).log())
    with pytest.raises(ValueError, match="'tsne', 'pca' or 'umap', got 'mds'"):
        projections(random(1, 60, 5), method="mds")
    if importlib.util.find_spec("umap") is None:
        with pytest.raises(ModuleNotFoundError, match="pip install umap-learn"):
            projections(random(1, 60, 5), method="umap")
