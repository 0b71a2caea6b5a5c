"""``pretrain`` and ``card``: a pocket backbone from nothing, and its model card."""

from __future__ import annotations

import argparse
from pathlib import Path

from xling_utils.cli.options import Commands, add_store, new_folder, not_negative, positive


def add_pretrain(commands: Commands) -> None:
    """The command ``pretrain``."""
    parser = commands.add_parser(
        "pretrain",
        description='Builds the small language model of the book (the "pocket" model) from nothing: '
        "learns how to cut words into pieces, then to guess hidden words in plain text of all languages. "
        "As the book has it, that takes about 35 minutes on two processor cores and needs no GPU. After a "
        "stop, the same command goes on from where it last saved.\n\n"
        "example:\n"
        "  python -m xling_utils pretrain --output mine --steps 2000\n"
        "  python -m xling_utils pretrain --corpus text:my_texts --languages en fr --rarest 20 --output "
        "mine\n\nUse the model with: --backbone mine",
    )
    parser.add_argument(
        "--output",
        type=new_folder,
        default=Path("pocket"),
        metavar="DIR",
        help="folder for the finished model",
    )
    parser.add_argument(
        "--steps",
        type=positive,
        metavar="N",
        help="how often the model is improved, each time after a few sentences; fewer is quicker and worse; "
        "else as in the book",
    )
    parser.add_argument(
        "--seed",
        type=not_negative,
        metavar="N",
        help="another number gives another model of the same kind; else as in the book",
    )
    parser.add_argument(
        "--corpus",
        default="fragment",
        metavar="NAME",
        help='what to read: "fragment", or "text:DIR" for your own text: DIR/en.txt and so on, one sentence '
        "per line",
    )
    parser.add_argument(
        "--languages",
        nargs="+",
        metavar="CODE",
        help="languages to read, such as en fr; all of the corpus if not given",
    )
    sizes = {
        "hidden": "width of the model, a multiple of 4",
        "vocab-size": "number of word pieces",
        "rarest": "how often a character must occur to get word pieces; 20 suits real text",
    }
    for name, text in sizes.items():
        parser.add_argument(f"--{name}", type=positive, metavar="N", help=f"{text}; else as in the book")
    parser.set_defaults(run=_pretrain, kept="The same command goes on from the last checkpoint.")


def _pretrain(options: argparse.Namespace) -> None:
    from dataclasses import replace

    from xling_utils.corpora import load_corpus
    from xling_utils.pretraining import POCKET, build_pocket

    corpus = None if options.corpus == "fragment" else load_corpus(options.corpus)
    languages = options.languages or (corpus.languages if corpus else None)
    changes = {
        "languages": tuple(languages) if languages else None,
        "hidden": options.hidden,
        "intermediate": options.hidden and 4 * options.hidden,
        "vocab_size": options.vocab_size,
        "rarest": options.rarest,
        "steps": options.steps,
        "seed": options.seed,
    }
    config = replace(POCKET, **{name: value for name, value in changes.items() if value is not None})
    build_pocket(config, options.output, corpus)


def add_card(commands: Commands) -> None:
    """The command ``card``."""
    parser = commands.add_parser(
        "card",
        description="Measures a model that `pretrain` made by what the book's model had to show before it "
        "was taken (trains it on tasks, looks for translations of sentences and words) and writes "
        "README.md beside it. Takes about ten minutes with the book's model. Finished runs are kept: "
        "after a stop, the same command goes on.\n\n"
        "example:\n"
        "  python -m xling_utils card mine --store mine_records --workers 2",
    )
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="folder of the model, as `pretrain` wrote it"
    )
    parser.add_argument(
        "--tried",
        type=Path,
        metavar="FILE",
        help="Markdown about what was tried before, to put into README.md",
    )
    parser.add_argument(
        "--backbone", metavar="NAME", help="what records call the model; the name of the folder if not given"
    )
    add_store(parser, seeds=3)
    parser.set_defaults(run=_card, kept="Finished runs are kept in {store}: the same command goes on.")


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
