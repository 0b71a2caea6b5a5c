"""``pretrain`` and ``card``: a pocket backbone from nothing, and its model card."""

from __future__ import annotations

import argparse
from pathlib import Path

from xling_utils.cli.options import Commands, Help, add_store, positive


def add_pretrain(commands: Commands) -> None:
    """The command ``pretrain``."""
    parser = commands.add_parser(
        "pretrain",
        help="build the pocket backbone from nothing",
        description="Trains a tokenizer and a small multilingual BERT on raw text of the fragment. "
        "Started again after a stop, it goes on from the last checkpoint.",
        formatter_class=Help,
    )
    parser.add_argument(
        "--output", type=Path, default=Path("pocket"), help="folder for the finished backbone"
    )
    parser.add_argument(
        "--steps", type=positive, help="training steps, instead of the number in the default recipe"
    )
    parser.add_argument("--seed", type=int, help="seed, instead of the one in the default recipe")
    parser.set_defaults(run=_pretrain)


def _pretrain(options: argparse.Namespace) -> None:
    from dataclasses import replace

    from xling_utils.pretraining import POCKET, build_pocket

    changes = {"steps": options.steps, "seed": options.seed}
    build_pocket(replace(POCKET, **{k: v for k, v in changes.items() if v is not None}), options.output)


def add_card(commands: Commands) -> None:
    """The command ``card``."""
    parser = commands.add_parser(
        "card",
        help="measure a pretrained backbone and write its model card",
        description="Measures the shipping criteria (fine-tuning runs, retrieval, word translation) and "
        "writes README.md beside the weights. Finished runs are kept, so a second start goes on where the "
        "first stopped.",
        formatter_class=Help,
    )
    parser.add_argument("folder", type=Path, help="folder of the backbone, as `pretrain` wrote it")
    parser.add_argument("--tried", type=Path, help="Markdown about the experiments before the final recipe")
    parser.add_argument("--backbone", help="name in the run records, by default the folder")
    add_store(parser, seeds=3)
    parser.set_defaults(run=_card)


def _card(options: argparse.Namespace) -> None:
    if not (options.folder / "pretraining.json").is_file():
        raise FileNotFoundError(
            f"{options.folder} has no pretraining.json: give a folder that `pretrain` has written."
        )
    from xling_utils.model_card import measure, write_card

    tried = options.tried.read_text(encoding="utf-8").strip() if options.tried else ""
    measured = measure(
        options.backbone or str(options.folder),
        seeds=range(options.seeds),
        store=options.store,
        workers=options.workers,
    )
    write_card(options.folder, measured, tried=tried)
    for criterion in measured.criteria:
        verdict = "met" if criterion.met else "NOT MET"
        print(f"{verdict}: {criterion.name}: {criterion.measured} (wanted: {criterion.wanted})")
