"""Records of a made-up study, whose truth a test chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from xling_utils.grids import CONDITIONS, PAIRS
from xling_utils.layer_measures import MEAN, MEASURES, SHUFFLED
from xling_utils.records import ByLayer, RunRecord, RunSpec

TARGETS = ("fr", "de", "hi", "ja")
NAMES = [f"{low}-{high}" for low, high in PAIRS]
FADING = dict(zip(NAMES, (-8.0, -4.0, -2.0, -1.0, -0.5, 0.0), strict=True))
LAYERS = 13
RISING_AND_FALLING = tuple(0.2 + 0.05 * min(layer, 12 - layer) for layer in range(LAYERS))


def flat(value: float) -> dict[str, float]:
    """Every pair changes the zero-shot score by the same points."""
    return dict.fromkeys(NAMES, value)


def study(
    zero_shot: Mapping[str, float],
    *,
    in_language: float = -0.3,
    cross_domain: float = -0.3,
    noise: float = 0.3,
    seeds: int = 3,
    conditions: Sequence[tuple[int, ...] | str] = CONDITIONS,
    similarity: Mapping[str, Sequence[float]] | None = None,
    **fields: Any,
) -> list[RunRecord]:
    """Records in which a condition changes the scores by the given points, plus noise.

    Args:
        zero_shot: condition -> change of every target, in points.
        in_language: change of the source language in every condition but REF.
        cross_domain: the same in another domain.
        noise: standard deviation of every score, in points.
        seeds: how many.
        conditions: what was re-initialised.
        similarity: condition -> similarity of every target in every layer; None measures none.
        fields: of every `RunSpec`.
    """
    draw = np.random.default_rng(0)
    records = []
    for seed in range(seeds):
        level = draw.normal(0, 2)  # a good seed is good in every condition: pairing should cancel it
        for layers in conditions:
            spec = RunSpec(reinit=layers, seed=seed, **fields)
            name, broken = spec.condition, spec.condition != "REF"
            change = zero_shot.get(name, -20.0 if broken else 0.0)
            means = {spec.source: 95 + broken * in_language}
            means |= {code: 75 + level + change for code in TARGETS if code != spec.source}
            scores = {code: {spec.metric: (m + draw.normal(0, noise)) / 100} for code, m in means.items()}
            other = (90 + broken * cross_domain + draw.normal(0, noise)) / 100
            curve = None if similarity is None else similarity.get(name, similarity["REF"])
            measured = {} if curve is None else layers_of(means, spec.source, curve, draw)
            domains = {"letters": {spec.metric: other}}
            records.append(RunRecord(spec, scores, 1.0, domains=domains, layers=measured))
    return records


def untuned(curves: Mapping[str, Sequence[float]], source: str = "en") -> list[RunRecord]:
    """Runs that only measured similarity: condition REF, and target -> its curve."""
    spec = RunSpec(source=source, epochs=0, similarity=200)
    tables = {code: list(curve) for code, curve in curves.items()}
    layers = dict.fromkeys(MEASURES, tables) | baselines()
    return [RunRecord(spec, {}, 1.0, layers=layers)]


def layers_of(
    languages: Mapping[str, float], source: str, curve: Sequence[float], draw: np.random.Generator
) -> dict[str, ByLayer]:
    """Every measure follows one curve with a little noise; the model drifts with depth."""
    targets = [code for code in languages if code != source]
    noisy = {code: list(np.asarray(curve) + draw.normal(0, 0.002, LAYERS)) for code in targets}
    drift = {code: [1 - 0.03 * layer for layer in range(LAYERS)] for code in languages}
    return dict.fromkeys(MEASURES, noisy) | baselines() | {"to_pretrained": drift}


def baselines() -> dict[str, ByLayer]:
    """Nothing is left after shuffling."""
    return {name + SHUFFLED: {MEAN: [0.0] * LAYERS} for name in MEASURES}
