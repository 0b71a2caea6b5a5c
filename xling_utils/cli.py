"""The command line: ``python -m xling_utils COMMAND``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from xling_utils.fragment import LANGUAGES, REGISTERS, SPLITS, generate
from xling_utils.studies import RECIPES


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: words of the command line, by default those of the process.

    Returns:
        The exit code: 0 if all went well, 2 if the input was wrong.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except (ValueError, FileNotFoundError) as error:
        print(f"xling_utils {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough; what is left must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xling_utils",
        description="See, break and re-measure two claims about multilingual BERT.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_fragment(commands)
    _add_pretrain(commands)
    _add_card(commands)
    _add_study(commands)
    return parser


def _add_fragment(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "fragment",
        help="print sentences of the multilingual fragment",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help=f"one of {', '.join(LANGUAGES)}; a change can follow, as in en@sov, en@fake or en@mirror",
    )
    parser.add_argument("--n", type=_positive, default=5, metavar="N", help="number of sentences")
    parser.add_argument(
        "--split", default="test", choices=tuple(SPLITS), help="part of the space of meanings"
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other sentences")
    parser.add_argument("--register", choices=tuple(REGISTERS), help="one register; by default a mixture")
    parser.add_argument(
        "--format", default="gloss", choices=("text", "gloss", "conllu"), help="what to print"
    )
    parser.set_defaults(run=_fragment)


def _fragment(options: argparse.Namespace) -> None:
    for sentence in generate(options.language, options.split, options.n, options.seed, options.register):
        if options.format == "conllu":
            print(sentence.conllu(), end="")
        elif options.format == "gloss":
            print(f"{sentence.text}\n{sentence.gloss()}\n")
        else:
            print(sentence.text)


def _add_pretrain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "pretrain",
        help="build the pocket backbone from nothing",
        description="Trains a tokenizer and a small multilingual BERT on raw text of the fragment. "
        "Started again after a stop, it goes on from the last checkpoint.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--output", type=Path, default=Path("pocket"), help="folder for the finished backbone"
    )
    parser.add_argument(
        "--steps", type=_positive, help="training steps, instead of the number in the default recipe"
    )
    parser.add_argument("--seed", type=int, help="seed, instead of the one in the default recipe")
    parser.set_defaults(run=_pretrain)


def _pretrain(options: argparse.Namespace) -> None:
    from dataclasses import replace

    from xling_utils.pretraining import POCKET, build_pocket

    changes = {"steps": options.steps, "seed": options.seed}
    build_pocket(replace(POCKET, **{k: v for k, v in changes.items() if v is not None}), options.output)


def _add_card(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "card",
        help="measure a pretrained backbone and write its model card",
        description="Measures the shipping criteria (fine-tuning runs, retrieval, word translation) and "
        "writes README.md beside the weights. Finished runs are kept, so a second start goes on where the "
        "first stopped.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="folder of the backbone, as `pretrain` wrote it")
    parser.add_argument("--tried", type=Path, help="Markdown about the experiments before the final recipe")
    parser.add_argument("--backbone", help="name in the run records, by default the folder")
    _add_store(parser, seeds=3)
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


def _add_study(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "study",
        help="run a grid of experiments and print its table",
        description="random-init: re-initialise a pair of layers, fine-tune on the source language, compare "
        "with the untouched model (chapter 4). Finished runs are kept and never repeated.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("name", choices=("random-init",), help="which study")
    parser.add_argument("--task", default="pos", choices=tuple(RECIPES), help="what to fine-tune on")
    parser.add_argument("--source", default="en", help="language to fine-tune on")
    parser.add_argument(
        "--sentences", type=_positive, metavar="N", help="training sentences, instead of the task's recipe"
    )
    parser.add_argument("--backbone", default="pocket", help='"pocket", a folder or a hub id')
    parser.add_argument("--corpus", default="fragment", help='"fragment" or "conllu:DIR"')
    _add_store(parser, seeds=5)
    parser.set_defaults(run=_study)


def _study(options: argparse.Namespace) -> None:
    from xling_utils.claims import effects_table
    from xling_utils.studies import random_init_study, run_study

    changes = {"sentences": options.sentences} if options.sentences else {}
    specs = random_init_study(
        options.task,
        seeds=range(options.seeds),
        source=options.source,
        **changes,
        corpus=options.corpus,
        backbone=options.backbone,
    )
    print(effects_table(run_study(specs, options.store, workers=options.workers)))


def _add_store(parser: argparse.ArgumentParser, *, seeds: int) -> None:
    """Options of every command that carries out runs."""
    parser.add_argument("--store", type=Path, default=Path("records"), help="folder of the run records")
    parser.add_argument("--seeds", type=_positive, default=seeds, metavar="N", help="number of seeds")
    parser.add_argument(
        "--workers", type=_positive, default=1, metavar="N", help="processes, best one per core"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive whole number")
    return int(text)
