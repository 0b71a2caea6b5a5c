"""From the options of ``study`` to the runs that were asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xling_utils.grids import PAPER, PARTS, POCKET, TANTI_PARTS, Study, muller, tanti

if TYPE_CHECKING:
    from xling_utils.backbones import Backbone
    from xling_utils.corpora import Corpus

FULL: dict[str, Any] = {"sentences": None, "epochs": 3, "test_sentences": None}
"""The recipe of real data: all sentences; batches and learning rate are the defaults of `finetune`."""
AMOUNTS = ("quarter", "fourfold")
"""Parts that are about the number of training sentences."""
PAPER_EPOCHS = 5
"""Passes in the part ``paper``, whose settings are the paper's own."""


def muller_grid(options: argparse.Namespace) -> Study:
    """The runs of the Muller study.

    Raises:
        ValueError: the corpus has no such language, task or domain.
    """
    parts = _parts(options, PARTS)
    corpus = _load(options, options.sources)
    _check_parallel(corpus, options)
    sizes = _sizes(options)
    test_sentences = sizes.get("test_sentences") or POCKET["stitch"]
    whole = muller(
        blocks=_backbone(options).num_layers,
        tasks=options.tasks,
        sources=options.sources,
        seeds=range(options.seeds),
        control_seeds=range(min(options.control_seeds, options.seeds)),
        targets=tuple(options.targets),
        backbone=options.backbone,
        corpus=options.corpus,
        similarity=options.similarity,
        stitch=min(POCKET["stitch"], test_sentences),
        domain=_domain(options),
        other_domains=_other_domains(options, corpus),
        **sizes,
    )
    return Study(whole.name, {part: whole.parts[part] for part in parts})


def tanti_grid(options: argparse.Namespace) -> Study:
    """The runs of the Tanti study.

    Raises:
        ValueError: the corpus has no such language, task, domain or text, or the paper no such task.
    """
    parts = _parts(options, TANTI_PARTS)
    corpus = _load(options, [options.source])
    backbone = _backbone(options)
    text = options.text or ("raw" if options.corpus == "fragment" else "train")
    _check_text(corpus, text, {options.source, *(options.targets or corpus.languages)})
    few = min(options.control_seeds, options.seeds)
    whole = tanti(
        tasks=options.tasks,
        source=options.source,
        seeds=range(options.seeds),
        strength_seeds=range(few),
        targets=tuple(options.targets),
        backbone=options.backbone,
        corpus=options.corpus,
        domain=_domain(options),
        text=text,
        texts=options.texts,
        probe=options.probe,
        hidden_size=backbone.hidden_size,
        paper_seeds=_paper_seeds(options, parts, few),
        **_sizes(options),
    )
    chosen = {part: whole.parts[part] for part in parts}
    if options.size == "full" and "paper" in parts and not options.epochs:
        chosen["paper"] = tuple(replace(spec, epochs=PAPER_EPOCHS) for spec in chosen["paper"])
    return Study(whole.name, chosen)


def _parts(options: argparse.Namespace, known: Sequence[str]) -> list[str]:
    """The parts that were asked for; all if none were, except those that need a number of sentences."""
    if options.size == "full" and not options.sentences:
        if impossible := [part for part in options.parts or () if part in AMOUNTS]:
            raise ValueError(
                f"{' and '.join(impossible)}: these parts change the number of training sentences, and "
                "--size full takes all there are: leave them out, or give --sentences"
            )
        known = [part for part in known if part not in AMOUNTS]
    return list(dict.fromkeys(options.parts or known))


def _sizes(options: argparse.Namespace) -> dict[str, Any]:
    """What was asked for instead of the book's recipe."""
    names = ("sentences", "epochs", "test_sentences", "precision", "accumulate")
    asked = {name: value for name in names if (value := getattr(options, name, None))}
    return (FULL if options.size == "full" else {}) | asked


def _backbone(options: argparse.Namespace) -> Backbone:
    """The backbone, whose shape decides the grid; refuses now what would fail in the first run."""
    from xling_utils.backbones import load_backbone

    return load_backbone(options.backbone)


def _paper_seeds(options: argparse.Namespace, parts: Sequence[str], seeds: int) -> range:
    """The seeds of the part ``paper``, none if it was not asked for."""
    if "paper" not in parts:
        return range(0)
    for task in options.tasks:
        if task not in PAPER:
            raise ValueError(
                f"the paper has settings for {' and '.join(PAPER)}, not for {task}: leave out the part "
                "paper, as in --parts main strengths"
            )
    return range(seeds)


def _domain(options: argparse.Namespace) -> str | None:
    """Where to train; None is everywhere."""
    domain = options.domain or (POCKET["domain"] if options.corpus == "fragment" else "all")
    return None if domain == "all" else domain


def _other_domains(options: argparse.Namespace, corpus: Corpus) -> tuple[str, ...]:
    """Where else to test: the fragment's registers."""
    domain = _domain(options)
    if domain is None or options.corpus != "fragment":
        return ()
    return tuple(sorted(name for name in corpus.domains if name != domain))


def _load(options: argparse.Namespace, sources: Iterable[str]) -> Corpus:
    """The corpus; refuses now what would fail in the first run."""
    from xling_utils.corpora import load_corpus

    corpus = load_corpus(options.corpus)
    asked = {
        "task": (options.tasks, corpus.tasks),
        "language": ([*sources, *options.targets], corpus.languages),
        "domain": ([options.domain or "all"], ("all", *corpus.domains)),
    }
    for kind, (names, there) in asked.items():
        for name in names:
            # In the fragment a change can follow a language, as in en@sov.
            if name.partition("@")[0] not in there:
                raise ValueError(
                    f"no {kind} {name!r} in {options.corpus}. There is: {', '.join(there) or 'none'}"
                )
    _check_data(corpus, options, list(sources))
    return corpus


def _check_data(corpus: Corpus, options: argparse.Namespace, sources: Sequence[str]) -> None:
    """Every source needs sentences to train on, and every language some to test on, with the annotation."""
    from xling_utils.tasks import get_task

    tested = [code for code in options.targets or corpus.languages if code not in sources]
    wanted = [(code, split) for code in sources for split in ("train", "test")]
    for task in map(get_task, options.tasks):
        for code, split in wanted + [(code, "test") for code in tested]:
            try:
                task.read(corpus, code, split, _domain(options), 1)
            except ValueError as error:
                choose = "--sources or --source" if code in sources else "--targets"
                told = str(error).rstrip(".")
                raise ValueError(f"{task.name}, {code}: {told}. {choose} chooses languages") from error


def _check_parallel(corpus: Corpus, options: argparse.Namespace) -> None:
    """Similarity needs the same sentences in all languages."""
    if not options.similarity:
        return
    languages = dict.fromkeys((*options.sources, *(options.targets or corpus.languages)))
    try:
        corpus.parallel(list(languages), limit=1)
    except ValueError as error:
        raise ValueError(
            f"{error}. Similarity is measured on the same sentences in all languages: give --similarity 0 to "
            "leave it out, or --targets"
        ) from error


def _check_text(corpus: Corpus, split: str, languages: Iterable[str]) -> None:
    """Every language needs plain text."""
    for language in sorted(languages):
        try:
            corpus.sentences(language, split, limit=1)
        except ValueError as error:
            raise ValueError(
                f"{error}. Unlearning and probing read plain text of every language: see --text and --targets"
            ) from error
