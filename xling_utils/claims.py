"""Claims as tests over records: an effect, its interval, and a verdict that a stated rule computes.

Here are the first three claims of Muller et al. (2021), all about RANDOM-INIT (chapter 4). No rule rounds up:
where the interval leaves both answers open, the verdict is "undecided".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from xling_utils.stats import Summary, summarise, summarise_table
from xling_utils.studies import RunRecord

HARMLESS = 2.0
"""Points that a pair of layers may cost and still count as dispensable (claim M2)."""

Answer: TypeAlias = Literal["supported", "not supported", "undecided"]


@dataclass(frozen=True)
class Verdict:
    """What the records say about one claim.

    Attributes:
        claim: its number in the book, for example ``M1``.
        effect: the number that decides, with its interval over seeds and languages.
        verdict: ``supported``, ``not supported`` or ``undecided``.
        sentence: the finding in words, with its numbers.
    """

    claim: str
    effect: Summary
    verdict: Answer
    sentence: str

    def __str__(self) -> str:
        return f"{self.claim}: {self.verdict}. {self.sentence}"


@dataclass(frozen=True)
class Effects:
    """What re-initialisation changes, in points, each run against REF with the same seed.

    Attributes:
        source: the language of fine-tuning.
        targets: the other languages, in the order of the columns.
        seeds: the seeds, in the order of the rows.
        in_language: condition -> change of the source language's score.
        zero_shot: condition -> change of every target's score.
    """

    source: str
    targets: tuple[str, ...]
    seeds: tuple[int, ...]
    in_language: dict[str, Float[np.ndarray, " seed"]]
    zero_shot: dict[str, Float[np.ndarray, "seed target"]]

    @property
    def pairs(self) -> tuple[str, ...]:
        """The conditions that re-initialise a few blocks, lowest first, without "all" and "everything"."""
        return tuple(name for name in self.zero_shot if name[0].isdigit())


def effects(records: Iterable[RunRecord], *, metric: str | None = None) -> Effects:
    """Pairs every run with REF of the same seed (Muller et al. 2021, the differences of RANDOM-INIT).

    Args:
        records: of one study: one source, every condition with the same seeds, REF among them.
        metric: which score.

    Raises:
        ValueError: there are several sources, or a run is missing or there twice.
    """
    runs: dict[str, dict[int, RunRecord]] = {}
    records = sorted(records, key=_depth)
    for record in records:
        seeds_of = runs.setdefault(record.spec.condition, {})
        if record.spec.seed in seeds_of:
            raise ValueError(
                f"{record.spec.condition} is there twice with seed {record.spec.seed}: mixed studies?"
            )
        seeds_of[record.spec.seed] = record
    reference = _complete_reference(runs)
    first, seeds = records[0], sorted(reference)

    def changes(runs_of: dict[int, RunRecord], languages: Sequence[str]) -> np.ndarray:
        table = [
            [runs_of[s].score([code], metric) - reference[s].score([code], metric) for code in languages]
            for s in seeds
        ]
        return 100 * np.array(table)

    others = {name: runs_of for name, runs_of in runs.items() if name != "REF"}
    return Effects(
        first.spec.source,
        first.targets,
        tuple(seeds),
        {name: changes(runs_of, [first.spec.source])[:, 0] for name, runs_of in others.items()},
        {name: changes(runs_of, first.targets) for name, runs_of in others.items()},
    )


def _depth(record: RunRecord) -> tuple[bool, tuple[int, ...], str]:
    """Sorts by what was re-initialised: blocks from the lowest, then "all" and "everything"."""
    layers = record.spec.reinit
    return (True, (), layers) if isinstance(layers, str) else (False, layers, "")


def _complete_reference(runs: dict[str, dict[int, RunRecord]]) -> dict[int, RunRecord]:
    sources = {record.spec.source for runs_of in runs.values() for record in runs_of.values()}
    if len(sources) > 1:
        raise ValueError(
            f"these runs have several sources ({', '.join(sorted(sources))}): take one at a time"
        )
    if "REF" not in runs:
        raise ValueError("no run without re-initialisation (REF): there is nothing to compare with")
    for name, runs_of in runs.items():
        missing = sorted(set(runs["REF"]) ^ set(runs_of))
        if missing:
            raise ValueError(f"{name} and REF do not have the same seeds: see seed {missing[0]}")
    return runs["REF"]


def lowest_pair_hurts_transfer(records: Iterable[RunRecord]) -> Verdict:
    """M1: the lowest pair costs the zero-shot score more than the in-language score (chapter 4).

    Rule: the effect is the loss in each target minus the loss in the source language, same seed. Supported
    if its whole interval is above 0, not supported if none of it is, otherwise undecided.
    """
    found = effects(records)
    pair = found.pairs[0]
    effect = summarise_table(found.in_language[pair][:, None] - found.zero_shot[pair])
    sentence = (
        f"Re-initialising {pair} costs {effect.text(decimals=1)} points more in zero-shot targets "
        f"than in the source language ({found.source})."
    )
    return Verdict("M1", effect, _above(effect, 0.0), sentence)


def upper_pairs_are_dispensable(records: Iterable[RunRecord]) -> Verdict:
    """M2: a model can do without what pretraining put into its two uppermost pairs (chapter 4).

    Rule: the effect is the change of the zero-shot score, for the pair whose interval reaches lower.
    Supported if its whole interval is above -2 points, not supported if all of it is below, otherwise
    undecided. A gain does not speak against the claim.
    """
    found = effects(records)
    changes = {pair: summarise_table(found.zero_shot[pair]) for pair in found.pairs[-2:]}
    pair = min(changes, key=lambda name: changes[name].low)
    sentence = (
        f"Of {' and '.join(changes)}, {pair} may do more harm: re-initialising it changes the zero-shot "
        f"score by {changes[pair].text(decimals=1)} points; a loss up to {HARMLESS:.0f} counts as harmless."
    )
    return Verdict("M2", changes[pair], _above(changes[pair], -HARMLESS), sentence)


def harm_fades_with_depth(records: Iterable[RunRecord]) -> Verdict:
    """M3: the deeper the pair, the smaller the harm to transfer (chapter 4).

    Rule: the effect is Spearman's correlation of depth and change, one for each seed and target. Supported if
    the whole interval of its mean is above 0, not supported if none of it is, otherwise undecided.
    """
    found = effects(records)
    changes = np.stack([found.zero_shot[pair] for pair in found.pairs], axis=-1)
    rho = summarise_table(rank_correlations(np.arange(len(found.pairs)), changes))
    rho = replace(rho, low=max(rho.low, -1.0), high=min(rho.high, 1.0))
    sentence = (
        f"Depth of the pair and change of the zero-shot score have a rank correlation of "
        f"{rho.text(decimals=2)} over {len(found.pairs)} pairs; at 1 every deeper pair does less harm."
    )
    return Verdict("M3", rho, _above(rho, 0.0), sentence)


def rank_correlations(x: ArrayLike, values: Float[np.ndarray, "*table item"]) -> Float[np.ndarray, "*table"]:
    """Spearman's correlation of x with every series in a table; 0 for a constant series."""
    from scipy.stats import rankdata  # slow to import, needed here only

    ranks, other = (rankdata(data, axis=-1) - (np.size(x) + 1) / 2 for data in (x, values))
    lengths = np.linalg.norm(ranks) * np.linalg.norm(other, axis=-1)
    products: np.ndarray = other @ ranks
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)


def _above(effect: Summary, bound: float) -> Answer:
    """Is the effect above the bound: certainly, certainly not, or open?"""
    if effect.low > bound:
        return "supported"
    return "not supported" if effect.high <= bound else "undecided"


def effects_table(records: Iterable[RunRecord], *, metric: str | None = None) -> str:
    """The RANDOM-INIT table as Markdown: REF in per cent, then the change of every condition in points.

    Columns are the source language, the mean of the targets, and every target; intervals are over seeds, and
    in the mean over seeds and languages.
    """
    records = list(records)
    found = effects(records, metric=metric)
    reference = [record for record in records if record.spec.condition == "REF"]
    scores = np.array([[100 * r.score([code], metric) for code in found.targets] for r in reference])
    home = np.array([100 * r.score([found.source], metric) for r in reference])
    rows = [_table_row("REF (%)", home, scores)]
    rows += [_table_row(name, found.in_language[name], found.zero_shot[name]) for name in found.zero_shot]
    head = ["condition", found.source, "zero-shot mean", *found.targets]
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)])


def _table_row(
    name: str, home: Float[np.ndarray, " seed"], away: Float[np.ndarray, "seed target"]
) -> list[str]:
    columns = [summarise(column) for column in away.T]
    return [name, *(s.text(decimals=1) for s in (summarise(home), summarise_table(away), *columns))]
