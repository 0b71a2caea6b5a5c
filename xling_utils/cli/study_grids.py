"""From the options of ``study`` to the runs that were asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xling_utils.grids import PAPER, POCKET, Study, muller, tanti

if TYPE_CHECKING:
    from xling_utils.corpora import Corpus


def muller_grid(options: argparse.Namespace) -> Study:
    """The runs of the Muller study.

    Raises:
        ValueError: the corpus has no such language, task or domain.
    """
    corpus = _load(options, options.sources)
    sizes = _sizes(options)
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
        domain=_domain(options),
        other_domains=_other_domains(options, corpus),
        **sizes,
    )
    return _chosen(whole, options)


def tanti_grid(options: argparse.Namespace) -> Study:
    """The runs of the Tanti study.

    Raises:
        ValueError: the corpus has no such language, task, domain or text, or the paper no such task.
    """
    corpus = _load(options, [options.source])
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
        **_paper(options, few) | _sizes(options),
    )
    return _chosen(whole, options)


def _chosen(whole: Study, options: argparse.Namespace) -> Study:
    return Study(whole.name, {part: whole.parts[part] for part in options.parts})


def _sizes(options: argparse.Namespace) -> dict[str, int]:
    """What was asked for instead of the recipe."""
    sizes = {name: getattr(options, name) for name in ("sentences", "epochs", "test_sentences")}
    return {name: value for name, value in sizes.items() if value}


def _paper(options: argparse.Namespace, seeds: int) -> dict[str, Any]:
    """What the part ``paper`` needs, if it was asked for: its seeds, and the backbone's hidden size."""
    from xling_utils.backbones import load_backbone

    if "paper" not in options.parts:
        return {"paper_seeds": ()}
    for task in options.tasks:
        if task not in PAPER:
            raise ValueError(
                f"the paper has settings for {' and '.join(PAPER)}, not for {task}: leave out the part "
                "paper, as in --parts main strengths"
            )
    return {"paper_seeds": range(seeds), "hidden_size": load_backbone(options.backbone).hidden_size}


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
                raise ValueError(f"no {kind} {name!r} in {options.corpus}. There is: {', '.join(there)}")
    return corpus


def _check_text(corpus: Corpus, split: str, languages: Iterable[str]) -> None:
    """Every language needs plain text."""
    for language in sorted(languages):
        try:
            corpus.sentences(language, split, limit=1)
        except ValueError as error:
            raise ValueError(
                f"{error}. Unlearning and probing read plain text of every language: see --text and --targets"
            ) from error
