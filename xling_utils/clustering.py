"""Do vectors lie together by language, or by task label? k-means against labels, and maps for the eye.

Clusters are geometry, not information: a small direction that tells every language apart leaves clusters as
they are. So read this beside `probe_language`. Chapter 6.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

import numpy as np
import torch
from jaxtyping import Float
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import adjusted_mutual_info_score, v_measure_score
from torch import Tensor

from xling_utils.labelled import check_finite, check_labelled, distinct, numbered


@dataclass(frozen=True, eq=False)
class ClusterAgreement:
    """How well clusters match labels in every layer: means over the seeds."""

    v_measure: Float[Tensor, " layer"]
    """From 0 to 1, where each cluster is one label and each label one cluster."""
    v_chance: Float[Tensor, " layer"]
    """The same clusters against shuffled labels: above 0, and more so the fewer the items."""
    ami: Float[Tensor, " layer"]
    """Adjusted mutual information: as V-measure, with chance subtracted and the top kept at 1."""
    ami_chance: Float[Tensor, " layer"]
    clusters: int
    labels: int
    items: int


def cluster_agreement(
    states: Float[Tensor, "layer item hidden"],
    labels: Sequence[Hashable],
    *,
    clusters: int | None = None,
    paper: bool = False,
    seeds: Sequence[int] = range(1, 11),
) -> ClusterAgreement:
    """k-means in every layer, compared with labels by V-measure and AMI, each beside its chance.

    Args:
        states: vectors as they are; no scaling.
        labels: language, tag or any other label of each item.
        clusters: number of clusters, by default that of the labels. Tanti et al. use all languages of their
            general text (33), also where the items have 14.
        paper: exactly the recipe of Tanti et al.: random first centres and at most 100 iterations. Otherwise
            k-means++ centres and at most 300.
        seeds: one clustering and one shuffle each.

    Raises:
        ValueError: shapes do not fit, values are not finite, there is one label only, no seed, or more
            clusters than items.

    Source: Tanti et al. (2021), released code; V-measure by Rosenberg and Hirschberg (2007); AMI by Vinh et
    al. (2010). Chapter 6.
    """
    check_labelled(states, labels, "states")
    clusters = len(distinct(labels)) if clusters is None else clusters
    if not 2 <= clusters <= len(labels) or not seeds:
        raise ValueError(
            f"{clusters} clusters of {len(labels)} items with {len(seeds)} seeds: "
            "there must be 2 clusters or more, no more than items, and a seed"
        )
    truth = numbered(labels).numpy()
    scores = np.mean(
        [[_scores(layer, truth, clusters, paper, seed) for layer in _arrays(states)] for seed in seeds],
        axis=0,
    )
    v_measure, v_chance, ami, ami_chance = torch.from_numpy(scores).T
    return ClusterAgreement(
        v_measure, v_chance, ami, ami_chance, clusters, len(distinct(labels)), len(labels)
    )


def projections(
    states: Float[Tensor, "condition item hidden"],
    *,
    method: Literal["tsne", "pca", "umap"] = "tsne",
    align: bool = True,
) -> Float[Tensor, "condition item 2"]:
    """Maps of the same items under several conditions (or layers), turned so that they can be compared.

    "tsne" has the settings of Tanti et al.: perplexity 30, learning rate 200, start from PCA, random_state 0.
    Distances between its clusters and their sizes mean nothing; "pca" keeps both.

    Args:
        states: item i is the same in every condition; choose items with `balanced_sample`.
        method: how to get to two dimensions. "umap" needs the package umap-learn.
        align: turn and mirror each map to lie on the first one as closely as possible (Procrustes). This
            changes no distance.

    Returns:
        Centred maps, float64.

    Raises:
        ValueError: values are not finite, or there are fewer than 50 items or 2 dimensions.
        ModuleNotFoundError: "umap" without umap-learn.

    Source: Tanti et al. (2021), released code. Chapter 6.
    """
    if states.ndim != 3 or states.shape[1] < 50 or states.shape[2] < 2:
        raise ValueError(
            "a map needs condition x item x hidden states with 50 items and 2 dimensions or more, "
            f"got {tuple(states.shape)}"
        )
    check_finite(states, "states")
    maps = torch.stack([torch.from_numpy(_mapper(method).fit_transform(view)) for view in _arrays(states)])
    maps = maps.double() - maps.double().mean(1, keepdim=True)
    return torch.stack([_turned(one, maps[0]) for one in maps]) if align else maps


def _arrays(states: Float[Tensor, "layer item hidden"]) -> list[Any]:
    return list(states.detach().cpu().float().numpy())


def _scores(vectors: Any, truth: Any, clusters: int, paper: bool, seed: int) -> list[float]:
    """V-measure and AMI of one clustering, each followed by its value for shuffled labels."""
    recipe = {"init": "random", "max_iter": 100} if paper else {"init": "k-means++", "max_iter": 300}
    found = KMeans(clusters, n_init=1, algorithm="lloyd", random_state=seed, **recipe).fit_predict(vectors)
    shuffled = np.random.default_rng(seed).permutation(truth)
    measures = (v_measure_score, adjusted_mutual_info_score)
    return [measure(labels, found) for measure in measures for labels in (truth, shuffled)]


def _mapper(method: str) -> Any:
    if method == "pca":
        return PCA(2, svd_solver="full")
    if method == "tsne":
        return TSNE(perplexity=30, learning_rate=200, init="pca", random_state=0)
    if method != "umap":
        raise ValueError(f"method is 'tsne', 'pca' or 'umap', got {method!r}")
    try:
        return import_module("umap").UMAP(random_state=0)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("method='umap' needs umap-learn: pip install umap-learn") from error


def _turned(points: Float[Tensor, "item 2"], onto: Float[Tensor, "item 2"]) -> Float[Tensor, "item 2"]:
    left, _, right = torch.linalg.svd(points.mT @ onto)
    return points @ left @ right
