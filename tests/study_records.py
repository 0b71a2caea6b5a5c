"""Records of a made-up study, whose truth a test chooses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from xling_utils.fragment.languages import LANGUAGES
from xling_utils.grids import PAIRS, conditions_of, tanti
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
    conditions: Sequence[tuple[int, ...] | str] = conditions_of(12),
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
    targets, layers = [code for code in languages if code != source], len(curve)
    noisy = {code: list(np.asarray(curve) + draw.normal(0, 0.002, layers)) for code in targets}
    drift = {code: [1 - 0.03 * layer for layer in range(layers)] for code in languages}
    return dict.fromkeys(MEASURES, noisy) | baselines(layers) | {"to_pretrained": drift}


def baselines(layers: int = LAYERS) -> dict[str, ByLayer]:
    """Nothing is left after shuffling."""
    return {name + SHUFFLED: {MEAN: [0.0] * layers} for name in MEASURES}


def measured_record(spec: RunSpec, languages: Sequence[str], *, layers: int = LAYERS) -> RunRecord:
    """A record with all that its spec asks for, drawn at random: the source scores high, targets do not."""
    draw = np.random.default_rng(int(spec.key, 16))
    means = {code: 0.9 if code == spec.source else 0.5 for code in (spec.source, *languages)}
    curves = layers_of(means, spec.source, draw.uniform(0.2, 0.6, layers), draw) if spec.similarity else {}
    if not spec.epochs:
        return RunRecord(spec, {}, 2.0, layers=curves)
    cuts = {part: {c: draw.uniform(0, 1, layers).tolist() for c in means} for part in ("lower", "upper")}
    return RunRecord(
        spec,
        {code: {spec.metric: mean + draw.normal(0, 0.05)} for code, mean in means.items()},
        seconds=6.0,
        machine="x86_64, 2 cores",
        domains={name: {spec.metric: 0.8 + draw.normal(0, 0.05)} for name in spec.other_domains},
        layers=curves,
        stitched=cuts if spec.stitch else {},
    )


# Tanti et al.

Truth: TypeAlias = Mapping[str, Mapping[str, float | Sequence[float]]]
"""Condition -> measure -> value; see `tanti_records`."""

USUAL: dict[str, float] = {
    "in_language": 95.0,
    "zero_shot": 70.0,
    "word general": 0.9,
    "word control": 0.3,
    "word code": 5.0,
    "sentence general": 0.9,
    "ami": 0.3,
    "v": 0.3,
    "released": 0.5,
    "chance": 0.02,
}
"""Measure -> value where the truth says nothing."""

AS_IN_THE_PAPER: Truth = {
    "REF": {"word general": 0.8, "ami language": 0.05, "ami label": 0.5, "ami label head": 0.5},
    "frozen": {
        "in_language": 60.0,
        "zero_shot": 30.0,
        "word general": 0.98,
        "ami language": 0.6,
        "ami label": 0.05,
        "ami label head": 0.05,
    },
    "reversal": {"word general": 0.2, "sentence general": 0.2, "zero_shot": 65.0},
    "reversal dann": {"word general": 0.2, "sentence general": 0.2, "zero_shot": 65.0},
    "entropy": {"word general": 0.5, "sentence general": 0.5, "zero_shot": 68.0},
}
"""A truth in which everything is as the abstract says; sentences of REF can be told apart as ever."""

READERS = ("mlp", "knn")
KINDS = ("general", "language", "label")


def tanti_records(
    truth: Truth | None = None,
    *,
    tasks: Sequence[str] = ("pos", "nli"),
    seeds: int = 5,
    noise: float = 0.3,
    parts: Sequence[str] = ("main",),
    layers: int = LAYERS,
    **options: Any,
) -> list[RunRecord]:
    """Records of `grids.tanti` whose scores and measures are those of a truth, plus noise.

    A condition that the truth does not name is like REF, and so is what it does not say of a condition; what
    it does not say of REF either is `USUAL`.

    Args:
        truth: condition, such as ``reversal`` or ``leace 0.5``, or a task and a condition, such as ``nli
            REF``, which goes before -> measure -> value. Measures are ``in_language``, ``zero_shot`` and
            single languages (per cent), and those of `language_measures` (shares). What stands for one that
            is not given: ``zero_shot`` for ``ja``, ``word general`` for ``word task``, ``word general mlp``
            and the recall ``word general ja``, ``ami label`` for ``ami label head``. By layer a value may be
            a list, one for each layer.
        tasks: names of tasks.
        seeds: how many, in every part.
        noise: standard deviation of every value, in points.
        parts: of the grid.
        layers: how many, the embeddings included.
        options: of `grids.tanti`.
    """
    draw = np.random.default_rng(0)
    each = range(seeds)
    grid = tanti(tasks=tasks, seeds=each, strength_seeds=each, paper_seeds=each, **options)
    levels = draw.normal(0, 2, (seeds, len(tasks)))  # pairing should cancel them, as in `study`
    return [
        _made_up(spec, truth or {}, levels[spec.seed, tasks.index(spec.task)], noise / 100, layers, draw)
        for part in parts
        for spec in grid.parts[part]
    ]


def _made_up(
    spec: RunSpec, truth: Truth, level: float, noise: float, layers: int, draw: np.random.Generator
) -> RunRecord:
    def value(measure: str) -> np.ndarray:
        return np.asarray(_true(truth, spec, measure))

    def one(measure: str) -> float:
        """A measure of the last layer."""
        return round(float(value(measure).ravel()[-1] + draw.normal(0, noise)), 5)

    def curve(measure: str) -> list[float]:
        values = np.broadcast_to(value(measure), layers) + draw.normal(0, noise, layers)
        return [round(x, 5) for x in values.tolist()]

    others = [code for code in spec.targets or LANGUAGES if code != spec.source]
    means = {spec.source: value("in_language")} | {code: value(code) + level for code in others}
    scores = {
        code: {spec.metric: round(float(mean / 100 + draw.normal(0, noise)), 5)}
        for code, mean in means.items()
    }
    tables = {
        name: {MEAN: curve(name)} | {code: curve(f"{name} {code}") for code in means} for name in _told(spec)
    }
    tables |= {name: {MEAN: curve(name)} for name in ("word control", *(f"ami {kind}" for kind in KINDS))}
    top = {name: one(name) for name in _only_at_the_top(spec)}
    return RunRecord(spec, scores, 1.0, layers=tables, top=top)


def _told(spec: RunSpec) -> tuple[str, ...]:
    """What is read by layer and by language."""
    return "word general", "sentence general", "word task" if spec.task == "pos" else "sentence task"


def _only_at_the_top(spec: RunSpec) -> Iterator[str]:
    """Measures of the last layer alone."""
    yield "word code"
    yield from (f"{name} {reader}" for name in _told(spec) for reader in READERS)
    yield from (f"v {kind}{chance}" for kind in KINDS for chance in ("", " chance"))
    if spec.task == "nli":
        yield from ("ami language head", "ami label head")
    if spec.steady:
        yield from ("released accuracy", "released f1", "released chunk f1")


def _true(truth: Truth, spec: RunSpec, measure: str) -> float | Sequence[float]:
    kin = list(_kin(measure))
    for condition in (spec.condition, "REF"):
        for known in (truth.get(f"{spec.task} {condition}", {}), truth.get(condition, {})):
            for name in kin:
                if name in known:
                    return known[name]
    return next(USUAL[name] for name in kin if name in USUAL)


def _kin(measure: str) -> Iterator[str]:
    """A measure and what stands for it where it is not given, nearest first."""
    yield measure
    shorter, _, last = measure.rpartition(" ")
    if measure in LANGUAGES:
        yield "zero_shot"
    elif last == "chance":
        yield last
    elif last == "task":
        yield f"{shorter} general"
    elif (family := measure.split()[0]) in ("ami", "v", "released") and last != "head":
        yield family
    elif last in (*READERS, "head", *LANGUAGES):
        yield from _kin(shorter)
