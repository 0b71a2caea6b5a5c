"""``fragment``: sentences of the multilingual grammar fragment."""

from __future__ import annotations

import argparse

from xling_utils.cli.options import Commands, not_negative, positive
from xling_utils.fragment import LANGUAGES, REGISTERS, SPLITS, generate

DESCRIPTION = """\
Prints sentences of the book's small grammar (the "fragment"). It writes the same meanings in seventeen \
languages, and it knows the grammar of every word that it writes.

example:
  python -m xling_utils fragment --language fr --n 3
  python -m xling_utils fragment --language en@sov --format text     (English with its verbs last)
"""


def add_fragment(commands: Commands) -> None:
    """The command ``fragment``."""
    parser = commands.add_parser("fragment", description=DESCRIPTION)
    parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help=f"one of {', '.join(LANGUAGES)}. A change can follow: en@sov (verbs last), en@mirror (words in "
        "reverse order), en@fake (letters that no other language has)",
    )
    parser.add_argument("--n", type=positive, default=5, metavar="N", help="how many sentences")
    parser.add_argument(
        "--split",
        default="test",
        choices=tuple(SPLITS),
        help="which sentences: those to learn from (train), to choose settings by (dev), to test on "
        "(test), or plain text to build a model from (raw); no sentence is in two of them",
    )
    parser.add_argument(
        "--seed", type=not_negative, default=0, metavar="N", help="another number gives other sentences"
    )
    parser.add_argument(
        "--register", choices=tuple(REGISTERS), help="one kind of text; a mixture if not given"
    )
    parser.add_argument(
        "--format",
        default="gloss",
        choices=("text", "gloss", "conllu"),
        help="text: the sentences alone; gloss: with the meaning and grammar of each word below; conllu: the "
        "file format of the Universal Dependencies treebanks",
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
