"""The grid of Muller et al. (2021) with its controls. Chapters 3 to 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from xling_utils.depth import Group, blocks_of, groups_of, halves_of, of_encoder, pairs_of
from xling_utils.grids.study import RECIPES, Study
from xling_utils.records import RunRecord, RunSpec

BLOCKS = 12
"""Blocks of the pocket, as of mBERT and of XLM-R in its base size."""

PAIRS = pairs_of(BLOCKS)
"""The six pairs of layers of Muller et al. (2021), lowest first."""

GROUPS = groups_of(BLOCKS)
"""Larger groups of layers, from the bottom and from the top of twelve."""

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


def conditions_of(blocks: int) -> tuple[Group | str, ...]:
    """REF, the pairs, all blocks with the embeddings kept, and a model with nothing learnt."""
    return ((), *pairs_of(blocks), "all", "everything")


def muller(
    *,
    blocks: int = BLOCKS,
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

    Pairs and groups are those of `depth`, so that an encoder of any depth has a study. With
    ``sentences=None`` (all there are) the last two parts are empty.

    Args:
        blocks: number of blocks of the backbone (`Backbone.num_layers`): 22 for mmBERT in its base size.
        tasks: names of tasks with a recipe in `RECIPES`.
        sources: languages to fine-tune on.
        seeds: of the parts ``main`` and ``untuned``.
        control_seeds: of the other parts.
        options: fields of `RunSpec`; they go before `POCKET` and the recipes.

    Raises:
        ValueError: there are fewer than two blocks.
    """
    pairs, common = pairs_of(blocks), POCKET | options
    seeds, control_seeds = tuple(seeds), tuple(control_seeds)
    plain = common | {"similarity": 0, "stitch": 0}

    def recipe(task: str, share: float = 1) -> dict[str, Any]:
        found: dict[str, Any] = {"task": task} | RECIPES[task]
        found |= {name: options[name] for name in ("sentences", "epochs") if name in options}
        return found | ({} if found["sentences"] is None else {"sentences": int(share * found["sentences"])})

    def runs(base: dict[str, Any], share: float = 1, **fields: Any) -> list[RunSpec]:
        """A run for every task."""
        return [RunSpec(**base | recipe(task, share) | fields) for task in tasks]

    def measured(layers: tuple[int, ...] | str) -> dict[str, Any]:
        """REF is measured in every way, pairs and nothing learnt for similarity, the rest by its scores."""
        if not layers:
            return common
        return common | {"stitch": 0} if layers in (*pairs, "everything") else plain

    main = [
        spec
        for seed, source in product(seeds, sources)
        for layers in (*conditions_of(blocks), *groups_of(blocks))
        for spec in runs(measured(layers), source=source, reinit=layers, seed=seed)
    ]
    only_similarity = common | {"epochs": 0, "stitch": 0, "sentences": None, "other_domains": ()}
    untuned = [
        RunSpec(**only_similarity | {"source": source, "reinit": layers, "seed": seed})
        for seed, source in product(seeds, sources)
        for layers in ((), *pairs, "everything")
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

    def amount(share: float) -> tuple[RunSpec, ...]:
        return () if options.get("sentences", 0) is None else control([{}, *broken], share)

    broken = [{"reinit": pair} for pair in pairs]
    halves = [half for half in halves_of(blocks) if len(half) > 1]
    kept = dict.fromkeys((*pairs, *halves))  # halves of four or five blocks are pairs
    scattered = dict.fromkeys((pairs[0], *halves[:1]))
    return Study(
        "muller",
        {
            "main": tuple(main),
            "untuned": tuple(untuned),
            "frozen": control([{"frozen": layers} for layers in kept]),
            "scattered": control([{"reinit": layers, "scattered": True} for layers in scattered]),
            "shuffle": control([fields | {"init": "shuffle"} for fields in broken]),
            "torch_default": control([fields | {"init": "torch_default"} for fields in broken]),
            "quarter": amount(1 / 4),
            "fourfold": amount(4),
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
    """The Muller study that records belong to, read off them: tasks, sources, seeds, options and depth.

    Runs of other studies do not matter as long as this one has the most. Parts without a run are left out.

    Raises:
        ValueError: there is no fine-tuned run, or there are runs of several encoders.
    """
    records = of_encoder(records)
    tuned = [record.spec for record in records if record.spec.epochs]
    if not tuned:
        raise ValueError("no fine-tuned runs here: python -m xling_utils study muller carries them out")
    there = {record.spec.key for record in records}
    blocks = blocks_of(records) or _highest_block(tuned) + 1
    parts: dict[str, dict[RunSpec, None]] = {}
    for task in dict.fromkeys(spec.task for spec in tuned):
        for part, specs in _muller_of_task([s for s in tuned if s.task == task], blocks).parts.items():
            parts.setdefault(part, {}).update(dict.fromkeys(specs))
    main = parts["main"]
    shown = {
        part: tuple(specs)
        for part, specs in parts.items()
        if part == "main" or any(s.key in there for s in specs if s not in main)
    }
    return Study("muller", shown)


def _highest_block(specs: Iterable[RunSpec]) -> int:
    """What the grid names as its last block, where nothing was measured by layer."""
    groups = [group for spec in specs for group in (spec.reinit, spec.frozen) if not isinstance(group, str)]
    return max((block for group in groups for block in group), default=BLOCKS - 1)


def _muller_of_task(specs: Sequence[RunSpec], blocks: int) -> Study:
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
        blocks=blocks,
        tasks=[recipe.task],
        sources=tuple(dict.fromkeys(spec.source for spec in (*controls, *main))),
        seeds=sorted({spec.seed for spec in main}),
        control_seeds=sorted({spec.seed for spec in controls}),
        **options | measured,
    )


def _is_control(spec: RunSpec) -> bool:
    return spec.init != "bert" or spec.scattered or bool(spec.frozen)
