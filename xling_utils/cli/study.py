"""``study``: carry out a grid of runs. Its options; what they do is in `study_runs` and `study_grids`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from xling_utils.cli.options import Commands, add_store, not_negative, positive
from xling_utils.cli.study_grids import muller_grid, tanti_grid
from xling_utils.cli.study_options import add_data, add_sizes, refuse
from xling_utils.cli.study_runs import carry_out
from xling_utils.grids import PARTS, POCKET, RECIPES, TANTI_PARTS, Study
from xling_utils.records import RunSpec

KEPT = "Finished runs are kept and never repeated: after a stop, start the same command again."


def add_study(commands: Commands) -> None:
    """The command ``study``: a sub-command for each study."""
    parser = commands.add_parser(
        "study",
        description="Carries out the experiments of a paper. A run trains one model on one language, "
        "tests it in all, and takes seconds to minutes on a laptop; a whole study has hundreds of runs. "
        f"{KEPT}\n\nexample:\n"
        "  python -m xling_utils study muller --dry-run      (how many runs, and how long they would take)\n"
        "  python -m xling_utils study tanti --help          (all options of a study)",
    )
    prog = "python -m xling_utils study"
    studies = parser.add_subparsers(dest="name", metavar="NAME", title="studies", prog=prog)
    _add_muller(studies)
    _add_tanti(studies)


def _add_muller(studies: Commands) -> None:
    parser = _add_one(
        studies,
        "muller",
        "every experiment of Muller et al. (2021) with its controls (chapters 3 to 5): give layers of the "
        "model random values, train on one language, test in all, measure how alike the languages look "
        "inside, and join halves of different models",
        {
            "main": "pairs and larger groups of layers get random values",
            "untuned": "how alike the languages look before training",
            "frozen": "layers stay as they are",
            "scattered": "as many random values, spread over all layers",
            "shuffle": "other random values",
            "torch_default": "others again",
            "quarter": "a quarter of the sentences",
            "fourfold": "four times as many",
        },
        muller_grid,
        "python -m xling_utils study muller --parts main untuned --tasks pos --sources en --targets fr hi "
        "ja \\\n      --seeds 2 --sentences 200 --store try",
        controls="the parts other than main and untuned",
    )
    data = add_data(
        parser,
        tasks=dict.fromkeys(RECIPES, ""),
        default=("pos", "parsing", "ner"),
        corpora='"fragment" (the sentences of the book), "conllu:DIR" (treebanks), "ner:DIR" (names), '
        '"nli:DIR" (pairs of sentences), or "hub" (the Hugging Face hub)',
        domain="kind of text to train on; the others are for testing",
    )
    data.add_argument(
        "--sources",
        nargs="+",
        default=("en", "ru", "ar"),
        metavar="CODE",
        help="languages to train on, one after the other; controls use the first",
    )
    sizes = add_sizes(parser)
    sizes.add_argument(
        "--accumulate",
        type=positive,
        metavar="N",
        help="cut every batch of 32 sentences into N parts, one after the other: less memory, nearly the "
        "same result (default: 1)",
    )
    sizes.add_argument(
        "--similarity",
        type=not_negative,
        default=POCKET["similarity"],
        metavar="N",
        help="sentences, the same in all languages, on which to measure how alike the languages look; 0 for "
        "texts that are no translations of each other",
    )
    refuse(parser, "tanti", "--source", "--text", "--texts", "--probe")


def _add_tanti(studies: Commands) -> None:
    parser = _add_one(
        studies,
        "tanti",
        "every experiment of Tanti et al. (2021) (chapters 6 and 7): train on one language, make the "
        "model forget which language a text is in, test in all languages, and see whether the language "
        "can still be told",
        {
            "main": "nine ways to train and to forget",
            "strengths": "weaker and stronger forgetting, for the first task",
            "paper": "the paper's own settings",
        },
        tanti_grid,
        "python -m xling_utils study tanti --store try --seeds 1 --parts main --tasks pos --targets fr ja "
        "\\\n      --sentences 64 --epochs 1 --test-sentences 30 --probe 60 --texts 60",
        controls="the parts strengths and paper",
    )
    data = add_data(
        parser,
        tasks={"pos": "", "nli": "", "ner": "not in the part paper"},
        default=("pos", "nli"),
        corpora='"fragment" (the sentences of the book), "conllu:DIR" (treebanks) or "ner:DIR" (names)',
        domain="kind of text to train and test on",
    )
    data.add_argument("--source", default="en", metavar="CODE", help="language to train on")
    data.add_argument(
        "--text",
        metavar="SPLIT",
        help="which sentences of the corpus are plain text of every language, to forget with and to tell "
        "languages by: raw, train, dev or test. If not given: raw in the fragment, train elsewhere",
    )
    sizes = add_sizes(parser)
    sizes.add_argument(
        "--texts",
        type=positive,
        default=RunSpec.texts,
        metavar="N",
        help="sentences of each language to forget with",
    )
    sizes.add_argument(
        "--probe",
        type=positive,
        default=200,
        metavar="N",
        help="further sentences of each language to learn to tell languages by; half as many more are the "
        "test",
    )
    refuse(parser, "muller", "--sources", "--similarity", "--accumulate")


def _add_one(
    studies: Commands,
    name: str,
    what: str,
    parts: dict[str, str],
    grid: Callable[[argparse.Namespace], Study],
    example: str,
    *,
    controls: str,
) -> argparse.ArgumentParser:
    """A study with the options that every study has."""
    assert tuple(parts) == {"muller": PARTS, "tanti": TANTI_PARTS}[name]
    parser = studies.add_parser(
        name,
        help=what.partition(" (chapters")[0],
        description=f"{what[0].upper()}{what[1:]}. {KEPT}\n\nexample:\n  {example}",
    )
    listed = ", ".join(f"{part} ({meaning})" for part, meaning in parts.items())
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=tuple(parts),
        metavar="PART",
        help=f"parts of the study, all if not given: {listed}",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say how many runs there are and how long they would take"
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="write all results into one file too, such as all.jsonl.gz",
    )
    add_store(parser, seeds=5)
    parser.add_argument(
        "--control-seeds", type=positive, default=3, metavar="N", help=f"the same for {controls}"
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS|FILE",
        help="carry out the runs on a Dask cluster: its address, such as tcp://host:8786, or its "
        "scheduler file (needs the packages dask and distributed; see the page on clusters of the book)",
    )
    parser.set_defaults(
        run=carry_out, grid=grid, kept="Finished runs are kept in {store}: the same command goes on."
    )
    return parser
