"""The grid of Muller et al. (2021) with its controls. Chapters 3 to 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from xling_utils.grids.study import RECIPES, Study
from xling_utils.records import RunRecord, RunSpec

PAIRS: tuple[tuple[int, ...], ...] = tuple((layer, layer + 1) for layer in range(0, 12, 2))
"""The six pairs of layers of Muller et al. (2021), lowest first."""

GROUPS: tuple[tuple[int, ...], ...] = tuple(
    tuple(layers) for layers in (range(3), range(4), range(6), range(6, 12), range(8, 12), range(9, 12))
)
"""Larger groups of layers, from the bottom and from the top of twelve."""

CONDITIONS: tuple[tuple[int, ...] | str, ...] = ((), *PAIRS, "all", "everything")
"""REF, the six pairs, all blocks with the embeddings kept, and a model with nothing learnt."""

PARTS = ("main", "untuned", "frozen", "scattered", "shuffle", "torch_default", "quarter", "fourfold")
"""Parts of the Muller study."""

POCKET: dict[str, Any] = {
    "domain": "news",
    "other_domains": ("dialogue", "story"),
    "test_sentences": 200,
    "similarity": 200,
    "stitch": 100,
}
"""What the Muller study asks of a run on the pocket rung: it trains on one register and tests on all."""


def muller(
    *,
    tasks: Sequence[str] = ("pos", "parsing", "ner"),
    sources: Sequence[str] = ("en", "ru", "ar"),
    seeds: Iterable[int] = range(5),
    control_seeds: Iterable[int] = range(3),
    **options: Any,
) -> Study:
    """The whole of Muller et al. (2021), and the controls that it lacks (chapters 3 to 5).

    Parts, each for every task: ``main`` (every source: REF, pairs, larger groups, all, everything);
    ``untuned`` (similarity before fine-tuning, without a task); and with the first source only ``frozen``
    (layers kept instead of broken), ``scattered`` (as many random weights, spread over all blocks),
    ``shuffle`` and ``torch_default`` (other random values), ``quarter`` and ``fourfold`` (amounts of data).

    Args:
        tasks: names of tasks with a recipe in `RECIPES`.
        sources: languages to fine-tune on.
        seeds: of the parts ``main`` and ``untuned``.
        control_seeds: of the other parts.
        options: fields of `RunSpec`; they go before `POCKET` and the recipes.
    """
    common = POCKET | options
    seeds, control_seeds = tuple(seeds), tuple(control_seeds)
    plain = common | {"similarity": 0, "stitch": 0}

    def recipe(task: str, share: float = 1) -> dict[str, Any]:
        found: dict[str, Any] = {"task": task} | RECIPES[task]
        found |= {name: options[name] for name in ("sentences", "epochs") if name in options}
        return found | {"sentences": int(share * found["sentences"])}

    def runs(base: dict[str, Any], share: float = 1, **fields: Any) -> list[RunSpec]:
        """A run for every task."""
        return [RunSpec(**base | recipe(task, share) | fields) for task in tasks]

    def measured(layers: tuple[int, ...] | str) -> dict[str, Any]:
        """REF is measured in every way, pairs and nothing learnt for similarity, the rest by its scores."""
        if not layers:
            return common
        return common | {"stitch": 0} if layers in (*PAIRS, "everything") else plain

    main = [
        spec
        for seed, source in product(seeds, sources)
        for layers in (*CONDITIONS, *GROUPS)
        for spec in runs(measured(layers), source=source, reinit=layers, seed=seed)
    ]
    only_similarity = common | {"epochs": 0, "stitch": 0, "sentences": None, "other_domains": ()}
    untuned = [
        RunSpec(**only_similarity | {"source": source, "reinit": layers, "seed": seed})
        for seed, source in product(seeds, sources)
        for layers in ((), *PAIRS, "everything")
        if common["similarity"] and (layers or seed == seeds[0])
    ]
    reference = [spec for spec in main if spec.condition == "REF"]
    reference = [spec for spec in reference if spec.source == sources[0] and spec.seed in control_seeds]

    def control(conditions: Iterable[dict[str, Any]], share: float = 1) -> tuple[RunSpec, ...]:
        found = [
            spec
            for seed in control_seeds
            for fields in conditions
            for spec in runs(plain, share, source=sources[0], seed=seed, **fields)
        ]
        return tuple(found if share != 1 else reference + found)

    broken = [{"reinit": pair} for pair in PAIRS]
    halves = [tuple(range(6)), tuple(range(6, 12))]
    return Study(
        "muller",
        {
            "main": tuple(main),
            "untuned": tuple(untuned),
            "frozen": control([{"frozen": layers} for layers in (*PAIRS, *halves)]),
            "scattered": control([{"reinit": layers, "scattered": True} for layers in (PAIRS[0], halves[0])]),
            "shuffle": control([fields | {"init": "shuffle"} for fields in broken]),
            "torch_default": control([fields | {"init": "torch_default"} for fields in broken]),
            "quarter": control([{}, *broken], 1 / 4),
            "fourfold": control([{}, *broken], 4),
        },
    )


VARIED: dict[str, Any] = {
    "source": "en",
    "seed": 0,
    "reinit": (),
    "init": "bert",
    "scattered": False,
    "frozen": (),
    "similarity": 0,
    "stitch": 0,
}
"""Fields of a spec that vary between the runs of one task in the Muller study, with a value for them."""


def muller_of(records: Iterable[RunRecord]) -> Study:
    """The Muller study that records belong to, read off them: their tasks, sources, seeds and options.

    Runs of other studies do not matter as long as this one has the most. Parts without a run are left out.

    Raises:
        ValueError: there is no fine-tuned run.
    """
    records = list(records)
    tuned = [record.spec for record in records if record.spec.epochs]
    if not tuned:
        raise ValueError("no fine-tuned runs here: python -m xling_utils study muller carries them out")
    there = {record.spec.key for record in records}
    parts: dict[str, dict[RunSpec, None]] = {}
    for task in dict.fromkeys(spec.task for spec in tuned):
        for part, specs in _muller_of_task([s for s in tuned if s.task == task]).parts.items():
            parts.setdefault(part, {}).update(dict.fromkeys(specs))
    main = parts["main"]
    shown = {
        part: tuple(specs)
        for part, specs in parts.items()
        if part == "main" or any(s.key in there for s in specs if s not in main)
    }
    return Study("muller", shown)


def _muller_of_task(specs: Sequence[RunSpec]) -> Study:
    """The study of fine-tuning runs of one task. Its main part is what most of them belong to."""
    recipe_of = {spec: replace(spec, **VARIED) for spec in specs}
    recipes = Counter(recipe_of[spec] for spec in specs if not _is_control(spec))
    if not recipes:
        raise ValueError(f"{specs[0].task}: only controls, and no run of the main part to compare them with")
    recipe = recipes.most_common(1)[0][0]
    main = [spec for spec in specs if recipe_of[spec] == recipe and not _is_control(spec)]
    others = [spec for spec in specs if replace(recipe_of[spec], sentences=recipe.sentences) == recipe]
    controls = [spec for spec in others if _is_control(spec) or recipe_of[spec] != recipe]
    measured = {name: max(getattr(spec, name) for spec in main) for name in ("similarity", "stitch")}
    options = {name: value for name, value in vars(recipe).items() if name not in VARIED and name != "task"}
    return muller(
        tasks=[recipe.task],
        sources=tuple(dict.fromkeys(spec.source for spec in (*controls, *main))),
        seeds=sorted({spec.seed for spec in main}),
        control_seeds=sorted({spec.seed for spec in controls}),
        **options | measured,
    )


def _is_control(spec: RunSpec) -> bool:
    return spec.init != "bert" or spec.scattered or bool(spec.frozen)
