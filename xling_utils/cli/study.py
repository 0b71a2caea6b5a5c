"""``study``: carry out a grid of runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xling_utils.cli.options import Commands, Help, add_store, not_negative, positive
from xling_utils.cli.study_grids import muller_grid, tanti_grid
from xling_utils.grids import PARTS, POCKET, RECIPES, TANTI_PARTS, Study
from xling_utils.records import RunSpec

KEPT = "Finished runs are kept and never repeated: after a stop, start the same command again."


def add_study(commands: Commands) -> None:
    """The command ``study``: a sub-command for each study."""
    parser = commands.add_parser(
        "study",
        help="run a grid of experiments",
        description=f"The experiments of a paper. {KEPT} `study NAME --help` shows the options.",
    )
    studies = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    _add_muller(studies)
    _add_tanti(studies)


def _add_muller(studies: Commands) -> None:
    parser = _add_one(
        studies,
        "muller",
        "every experiment of Muller et al. (2021) with its controls (chapters 3 to 5): re-initialise layers, "
        "fine-tune on one language, test in all, measure similarity, cut and stitch",
        PARTS,
        muller_grid,
    )
    parser.add_argument(
        "--control-seeds", type=positive, default=3, metavar="N", help="number of seeds of the controls"
    )
    data = _add_data(
        parser,
        tasks=dict.fromkeys(RECIPES, ""),
        default=("pos", "parsing", "ner"),
        corpora='"fragment", "conllu:DIR", "ner:DIR", "nli:DIR" or "hub"',
        domain="domain to train on, the others are for testing",
    )
    data.add_argument(
        "--sources",
        nargs="+",
        default=("en", "ru", "ar"),
        metavar="CODE",
        help="languages to fine-tune on; controls use the first",
    )
    _add_sizes(parser).add_argument(
        "--similarity",
        type=not_negative,
        default=POCKET["similarity"],
        metavar="N",
        help="parallel sentences to measure similarity on; 0 for a corpus that has none",
    )
    _refuse(parser, "tanti", "--text", "--texts", "--probe")


def _add_tanti(studies: Commands) -> None:
    parser = _add_one(
        studies,
        "tanti",
        "every experiment of Tanti et al. (2021) (chapters 6 and 7): fine-tune on one language, unlearn "
        "which language a text is in, by adversaries or by erasers, test in all languages, and read the "
        "language from words and sentences in every layer. Parts: main (nine conditions, one recipe), "
        "strengths (weaker and stronger unlearning), paper (the paper's own settings)",
        TANTI_PARTS,
        tanti_grid,
    )
    parser.add_argument(
        "--control-seeds",
        type=positive,
        default=3,
        metavar="N",
        help="number of seeds of the parts strengths and paper, at most --seeds",
    )
    data = _add_data(
        parser,
        tasks={"pos": "", "nli": "", "ner": "not in the part paper"},
        default=("pos", "nli"),
        corpora='"fragment", "conllu:DIR" or "ner:DIR"',
        domain="domain to train and test on",
    )
    data.add_argument("--source", default="en", metavar="CODE", help="language to fine-tune on")
    data.add_argument(
        "--text",
        metavar="SPLIT",
        help="split of the corpus from which plain text of every language comes, to unlearn and to probe. If "
        "not given: raw in the fragment, train elsewhere",
    )
    sizes = _add_sizes(parser)
    sizes.add_argument(
        "--texts",
        type=positive,
        default=RunSpec.texts,
        metavar="N",
        help="sentences of each language that adversaries and erasers read",
    )
    sizes.add_argument(
        "--probe",
        type=positive,
        default=200,
        metavar="N",
        help="further sentences of each language that probes learn from; half as many more test them",
    )
    _refuse(parser, "muller", "--sources", "--similarity")


def _add_one(
    studies: Commands,
    name: str,
    what: str,
    parts: Sequence[str],
    grid: Callable[[argparse.Namespace], Study],
) -> argparse.ArgumentParser:
    """A study with the options that every study has."""
    parser = studies.add_parser(
        name,
        help=what.partition(" (chapters")[0],
        description=f"{what[0].upper()}{what[1:]}. {KEPT}",
        formatter_class=Help,
    )
    parser.add_argument("--rung", default="pocket", choices=("pocket",), help="size of the experiments")
    parser.add_argument(
        "--parts", nargs="+", choices=parts, default=list(parts), metavar="PART", help="parts of the grid"
    )
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write all records into one file, such as FILE.jsonl.gz"
    )
    add_store(parser, seeds=5)
    parser.set_defaults(run=_study, grid=grid)
    return parser


def _add_data(
    parser: argparse.ArgumentParser,
    *,
    tasks: dict[str, str],
    default: Sequence[str],
    corpora: str,
    domain: str,
) -> argparse._ArgumentGroup:
    """Options that every study has.

    Args:
        parser: of one study.
        tasks: name -> what to know about it, or nothing.
        default: tasks that run if none are given.
        corpora: what can be read.
        domain: what one is for.
    """
    group = parser.add_argument_group("what to run on")
    known = ", ".join(f"{name} ({note})" if note else name for name, note in tasks.items())
    group.add_argument(
        "--tasks", nargs="+", choices=tuple(tasks), default=default, metavar="TASK", help=known
    )
    group.add_argument(
        "--targets", nargs="+", default=(), metavar="CODE", help="languages to test in; all if not given"
    )
    group.add_argument("--backbone", default="pocket", help='"pocket", a folder or a hub id')
    group.add_argument("--corpus", default="fragment", help=corpora)
    group.add_argument(
        "--domain",
        metavar="NAME",
        help=f'{domain}; "all" mixes them. If not given: {POCKET["domain"]} in the fragment, all elsewhere',
    )
    return group


def _add_sizes(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("for a quick try")
    texts = {
        "sentences": "training sentences, instead of the task's recipe",
        "epochs": "passes over them, instead of the task's recipe",
        "test-sentences": "test sentences per language",
    }
    for name, text in texts.items():
        group.add_argument(f"--{name}", type=positive, metavar="N", help=text)
    return group


class _OfAnotherStudy(argparse.Action):
    """Refuses an option that another study has."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        own = parser.prog.split()[-1]
        parser.error(f"{self.option_strings[0]} is an option of study {self.const}, not of study {own}")


def _refuse(parser: argparse.ArgumentParser, other: str, *options: str) -> None:
    """Without this, a wrong option would be refused without a word on where it belongs."""
    for option in options:
        parser.add_argument(
            option, action=_OfAnotherStudy, nargs="*", const=other, dest="_", help=argparse.SUPPRESS
        )


def _study(options: argparse.Namespace) -> None:
    from xling_utils.records import Store, save_records
    from xling_utils.studies import run_study

    specs = options.grid(options).specs
    store = Store(options.store)
    for folder in (options.store, options.export.parent if options.export else options.store):
        folder.mkdir(parents=True, exist_ok=True)  # fails now rather than after hours
    missing = sum(store.get(spec) is None for spec in specs)
    print(f"{len(specs)} runs, {missing} still to do", flush=True)
    records = run_study(specs, store, workers=options.workers)
    if options.export:
        save_records(records, options.export)
    where = f"--records {options.export}" if options.export else f"--store {options.store}"
    print(f"Records of all {len(specs)} runs are in {options.export or options.store}. Tables and figures:")
    print(f"python -m xling_utils report {options.name} {where} --output report")
