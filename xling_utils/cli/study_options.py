"""Options that every study has: what to run on, how large, and a word on options of the other study."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from xling_utils.cli.options import positive
from xling_utils.grids import POCKET, RECIPES

TASKS = {
    "pos": "mark nouns, verbs and other kinds of words",
    "parsing": "draw the tree of a sentence",
    "ner": "find names of people, places and organisations",
    "nli": "tell whether a sentence follows from another",
}


def add_data(
    parser: argparse.ArgumentParser,
    *,
    tasks: dict[str, str],
    default: Sequence[str],
    corpora: str,
    domain: str,
) -> argparse._ArgumentGroup:
    """Options that say what to run on.

    Args:
        parser: of one study.
        tasks: name -> what else to know about it, or nothing.
        default: tasks that run if none are given.
        corpora: what can be read.
        domain: what one is for.
    """
    group = parser.add_argument_group("what to run on")
    known = "; ".join(f"{name}: {TASKS[name]}{note and f' ({note})'}" for name, note in tasks.items())
    group.add_argument(
        "--tasks", nargs="+", choices=tuple(tasks), default=default, metavar="TASK", help=known
    )
    group.add_argument(
        "--targets", nargs="+", default=(), metavar="CODE", help="languages to test in; all if not given"
    )
    group.add_argument(
        "--backbone",
        default=os.environ.get("XLING_BACKBONE") or "pocket",
        metavar="NAME",
        help='the language model to start from: "pocket" (the small one of the book), a folder, or a name '
        "on the Hugging Face hub; XLING_BACKBONE sets the default",
    )
    group.add_argument(
        "--corpus",
        default=os.environ.get("XLING_CORPUS") or "fragment",
        metavar="NAME",
        help=f"{corpora}; XLING_CORPUS sets the default",
    )
    group.add_argument(
        "--domain",
        metavar="NAME",
        help=f'{domain}; "all" mixes them. If not given: {POCKET["domain"]} in the fragment, all elsewhere',
    )
    return group


def add_sizes(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Options that say how much, and in which numbers."""
    group = parser.add_argument_group("how large, and how exact")
    recipes = ", ".join(f"{task} {size['sentences']:,} x {size['epochs']}" for task, size in RECIPES.items())
    group.add_argument(
        "--size",
        choices=("pocket", "full"),
        default="pocket",
        help="pocket: training sentences x passes over them as in the book "
        f"({recipes}), and {POCKET['test_sentences']} test sentences per language; full: all sentences of "
        "the corpus, 3 passes, as is usual for real treebanks. In both, 32 sentences are learnt from at a "
        "time",
    )
    texts = {
        "sentences": "training sentences, whatever --size says",
        "epochs": "passes over them",
        "test-sentences": "test sentences per language",
    }
    for name, text in texts.items():
        group.add_argument(f"--{name}", type=positive, metavar="N", help=text)
    group.add_argument(
        "--precision",
        choices=("fp32", "bf16"),
        help="compute with numbers of 32 bits (fp32), or of 16 where that is enough (bf16): faster for large "
        "models on GPUs and on processors with AMX, refused elsewhere. If not given: what is quicker here",
    )
    return group


class _OfAnotherStudy(argparse.Action):
    """Refuses an option that another study has."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        own = parser.prog.split()[-1]
        parser.error(f"{self.option_strings[0]} is an option of study {self.const}, not of study {own}")


def refuse(parser: argparse.ArgumentParser, other: str, *options: str) -> None:
    """Names the study that an option belongs to.

    Without this, a wrong option would be refused without a word on where it belongs.
    """
    for option in options:
        parser.add_argument(
            option, action=_OfAnotherStudy, nargs="*", const=other, dest="_", help=argparse.SUPPRESS
        )
