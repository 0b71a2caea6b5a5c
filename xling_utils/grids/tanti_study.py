"""The grid of Tanti et al. (2021), with one recipe for all conditions. Chapters 6 and 7."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from xling_utils.grids.study import RECIPES, Study
from xling_utils.records import RunSpec

TANTI_PARTS = ("main", "strengths", "paper")
"""Parts of the Tanti study."""

UNLEARNING: dict[str, dict[str, Any]] = {
    "frozen": {"frozen": "backbone"},
    "REF": {},
    "reversal": {"method": "reversal"},
    "reversal dann": {"method": "reversal", "schedule": "dann"},
    "entropy": {"method": "entropy"},
    "leace 0": {"method": "leace", "strength": 0.0},
    "leace": {"method": "leace"},
    "inlp": {"method": "inlp"},
    "centre": {"method": "centre"},
}
"""Conditions of the Tanti study by name. The last four train a new head on states that are fixed: ``leace 0``
erases nothing and is what the other three are compared with."""

STRENGTHS: dict[str, tuple[float, ...]] = {
    "reversal": (0.003, 0.03, 0.1, 0.3),
    "entropy": (0.03, 0.3, 0.7),
    "leace": (0.25, 0.5, 0.75),
    "centre": (0.25, 0.5, 0.75),
}
"""Strengths of the part ``strengths``, besides those of the main part."""

PAPER: dict[str, dict[str, dict[str, Any]]] = {
    "pos": {
        "frozen": {"frozen": "backbone", "head_rate": 1e-3, "head_std": 0.1, "batch_size": 16},
        "REF": {"learning_rate": 1e-4, "head_rate": 0.1, "head_std": 0.01, "batch_size": 64},
        "reversal": {
            "learning_rate": 1e-6,
            "head_rate": 1e-3,
            "head_std": 0.001,
            "batch_size": 32,
            "strength": 0.1,
        },
        "entropy": {
            "learning_rate": 1e-6,
            "head_rate": 0.01,
            "head_std": 0.01,
            "batch_size": 32,
            "strength": 0.7,
        },
    },
    "nli": {
        "frozen": {"frozen": "backbone", "head_rate": 0.01, "head_std": 0.01, "batch_size": 64},
        "REF": {"learning_rate": 1e-5, "head_rate": 0.01, "head_std": 0.001, "batch_size": 64},
        "reversal": {
            "learning_rate": 1e-6,
            "head_rate": 1e-3,
            "head_std": 0.001,
            "batch_size": 32,
            "strength": 0.1,
        },
        "entropy": {
            "learning_rate": 1e-6,
            "head_rate": 1e-4,
            "head_std": 0.1,
            "batch_size": 32,
            "strength": 0.1,
        },
    },
}
"""Task -> condition -> settings that Tanti et al. (2021) chose for it, from the parameter files of their
code. Rates are those of mBERT, whose hidden size is 768; `tanti` scales that of the encoder to the
backbone's."""


def tanti(
    *,
    tasks: Sequence[str] = ("pos", "nli"),
    source: str = "en",
    seeds: Iterable[int] = range(5),
    strength_seeds: Iterable[int] = range(3),
    paper_seeds: Iterable[int] = range(3),
    hidden_size: int = 64,
    **options: Any,
) -> Study:
    """The whole of Tanti et al. (2021), with one recipe for all conditions (chapters 6 and 7).

    Parts: ``main`` (every task: the conditions of `UNLEARNING`); ``strengths`` (first task: adversaries and
    erasers with other strengths; those of the main part were chosen on the split dev, with other seeds);
    ``paper`` (every task: four conditions, each with the learning rates, batch size, first weights, strength
    and loss that the paper chose for it, on all training sentences for five epochs).

    Args:
        tasks: names of tasks that classify words or pairs.
        source: language to fine-tune on.
        seeds: of the part ``main``.
        strength_seeds: of the part ``strengths``.
        paper_seeds: of the part ``paper``.
        hidden_size: that of the backbone: learning rates of encoders go with 1 / hidden size.
        options: fields of `RunSpec`; they go before the recipes.
    """
    common = {"domain": "news", "test_sentences": 200, "probe": 200, "source": source} | options

    def spec(task: str, **fields: Any) -> RunSpec:
        recipe: dict[str, Any] = {"task": task} | RECIPES[task]
        return RunSpec(**recipe | common | fields)

    def paper(task: str, name: str, seed: int) -> RunSpec:
        fields = {
            **PAPER[task][name],
            "method": name if name in STRENGTHS else "",
            "paper_loss": name == "entropy",
        }
        if "learning_rate" in fields:
            fields["learning_rate"] = round(fields["learning_rate"] * 768 / hidden_size, 10)
        if fields["method"]:
            fields["adversary_rate"] = fields["head_rate"]
        whole = {"sentences": options.get("sentences", 4000), "epochs": options.get("epochs", 5)}
        return spec(task, **whole, **fields, steady=True, seed=seed)

    main = [
        spec(task, **UNLEARNING[name], seed=seed) for seed, task, name in product(seeds, tasks, UNLEARNING)
    ]
    strengths = [
        spec(tasks[0], method=method, strength=value, seed=seed)
        for seed, method in product(strength_seeds, STRENGTHS)
        for value in STRENGTHS[method]
    ]
    as_published = [
        paper(task, name, seed)
        for seed, task, name in product(paper_seeds, tasks, ("frozen", "REF", "reversal", "entropy"))
    ]
    parts = {"main": main, "strengths": strengths, "paper": as_published}
    return Study("tanti", {name: tuple(specs) for name, specs in parts.items()})
