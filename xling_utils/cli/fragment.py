"""``fragment``: sentences of the multilingual grammar fragment."""

from __future__ import annotations

import argparse

from xling_utils.cli.options import Commands, Help, positive
from xling_utils.fragment import LANGUAGES, REGISTERS, SPLITS, generate


def add_fragment(commands: Commands) -> None:
    """The command ``fragment``."""
    parser = commands.add_parser(
        "fragment",
        help="print sentences of the multilingual fragment",
        formatter_class=Help,
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help=f"one of {', '.join(LANGUAGES)}; a change can follow, as in en@sov, en@fake or en@mirror",
    )
    parser.add_argument("--n", type=positive, default=5, metavar="N", help="number of sentences")
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
