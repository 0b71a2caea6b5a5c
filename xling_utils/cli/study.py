"""``study``: carry out a grid of runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xling_utils.cli.options import Commands, Help, add_store, not_negative, positive
from xling_utils.grids import PARTS, POCKET, RECIPES, Study, muller

if TYPE_CHECKING:
    from xling_utils.corpora import Corpus


def add_study(commands: Commands) -> None:
    """The command ``study``."""
    parser = commands.add_parser(
        "study",
        help="run a grid of experiments",
        description="muller: every experiment of Muller et al. (2021) with its controls (chapters 3 to 5): "
        "re-initialise layers, fine-tune on one language, test in all, measure similarity, cut and stitch. "
        "Finished runs are kept and never repeated: after a stop, start the same command again.",
        formatter_class=Help,
    )
    parser.add_argument("name", choices=("muller",), help="which study")
    parser.add_argument("--rung", default="pocket", choices=("pocket",), help="size of the experiments")
    parser.add_argument(
        "--parts", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help="parts of the grid"
    )
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write all records into one file, such as FILE.jsonl.gz"
    )
    parser.add_argument(
        "--control-seeds", type=positive, default=3, metavar="N", help="number of seeds of the controls"
    )
    add_store(parser, seeds=5)
    _add_data(parser.add_argument_group("what to run on"))
    _add_sizes(parser.add_argument_group("for a quick try"))
    parser.set_defaults(run=_study)


def _add_data(group: argparse._ArgumentGroup) -> None:
    tasks, sources = ("pos", "parsing", "ner"), ("en", "ru", "ar")
    group.add_argument(
        "--tasks", nargs="+", choices=tuple(RECIPES), default=tasks, metavar="TASK", help=", ".join(RECIPES)
    )
    group.add_argument(
        "--sources", nargs="+", default=sources, metavar="CODE", help="languages; controls use the first"
    )
    group.add_argument(
        "--targets", nargs="+", default=(), metavar="CODE", help="languages to test in; all if not given"
    )
    group.add_argument("--backbone", default="pocket", help='"pocket", a folder or a hub id')
    group.add_argument(
        "--corpus", default="fragment", help='"fragment", "conllu:DIR", "ner:DIR" or "nli:DIR"'
    )
    group.add_argument(
        "--domain",
        metavar="NAME",
        help='domain to train on, the others are for testing; "all" mixes them. If not given: '
        f"{POCKET['domain']} in the fragment, all elsewhere",
    )


def _add_sizes(group: argparse._ArgumentGroup) -> None:
    texts = {
        "sentences": "training sentences, instead of the task's recipe",
        "epochs": "passes over them, instead of the task's recipe",
        "test-sentences": "test sentences per language",
    }
    for name, text in texts.items():
        group.add_argument(f"--{name}", type=positive, metavar="N", help=text)
    group.add_argument(
        "--similarity",
        type=not_negative,
        default=POCKET["similarity"],
        metavar="N",
        help="parallel sentences to measure similarity on; 0 for a corpus that has none",
    )


def _study(options: argparse.Namespace) -> None:
    from xling_utils.records import Store, save_records
    from xling_utils.studies import run_study

    specs = _grid(options).specs
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


def _grid(options: argparse.Namespace) -> Study:
    """The runs that were asked for.

    Raises:
        ValueError: the corpus has no such language, task or domain.
    """
    from xling_utils.corpora import load_corpus

    corpus = load_corpus(options.corpus)
    _check(corpus, options)
    sizes = {name: getattr(options, name) for name in ("sentences", "epochs", "test_sentences")}
    sizes = {name: value for name, value in sizes.items() if value}
    test_sentences = sizes.get("test_sentences", POCKET["stitch"])
    whole = muller(
        tasks=options.tasks,
        sources=options.sources,
        seeds=range(options.seeds),
        control_seeds=range(min(options.control_seeds, options.seeds)),
        targets=tuple(options.targets),
        backbone=options.backbone,
        corpus=options.corpus,
        similarity=options.similarity,
        stitch=min(POCKET["stitch"], test_sentences),
        **_domains(options, corpus),
        **sizes,
    )
    return Study(whole.name, {part: whole.parts[part] for part in options.parts})


def _domains(options: argparse.Namespace, corpus: Corpus) -> dict[str, Any]:
    """Where to train, and where else to test. Other domains: the fragment's registers."""
    in_fragment = options.corpus == "fragment"
    domain = options.domain or (POCKET["domain"] if in_fragment else "all")
    if domain == "all":
        return {"domain": None, "other_domains": ()}
    others = [name for name in corpus.domains if name != domain] if in_fragment else []
    return {"domain": domain, "other_domains": tuple(sorted(others))}


def _check(corpus: Corpus, options: argparse.Namespace) -> None:
    """Refuses now what would fail in the first run."""
    asked = {
        "task": (options.tasks, corpus.tasks),
        "language": ([*options.sources, *options.targets], corpus.languages),
        "domain": ([options.domain or "all"], ("all", *corpus.domains)),
    }
    for kind, (names, there) in asked.items():
        for name in names:
            # In the fragment a change can follow a language, as in en@sov.
            if name.partition("@")[0] not in there:
                raise ValueError(f"no {kind} {name!r} in {options.corpus}. There is: {', '.join(there)}")
