"""Effects: what a condition changes against the untouched model, with the same seed. Chapter 4.

A *setting* is a task and a source language. Within a setting every run is paired with REF of its seed, so
that what the two have in common cancels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from xling_utils.depth import blocks_of, of_encoder
from xling_utils.layer_measures import MEAN, SHUFFLED
from xling_utils.records import RunRecord
from xling_utils.stats import Summary, summarise, summarise_table

Runs = dict[int, RunRecord]
"""Seed -> record."""


@dataclass(frozen=True)
class Setting:
    """The runs of one task and one source language.

    Attributes:
        task: task name.
        source: the language of fine-tuning.
        runs: condition -> seed -> record; REF first, then from the lowest layers up.
        untuned: the same for runs that only measured similarity, without fine-tuning.
    """

    task: str
    source: str
    runs: dict[str, Runs]
    untuned: dict[str, Runs]

    @property
    def name(self) -> str:
        """For example ``pos, en``."""
        return f"{self.task}, {self.source}"

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of REF, in order."""
        return tuple(sorted(self.runs["REF"]))

    @property
    def targets(self) -> tuple[str, ...]:
        """The other languages."""
        return next(iter(self.runs["REF"].values())).targets

    @property
    def pairs(self) -> tuple[str, ...]:
        """Conditions in which two neighbouring blocks are random, lowest first."""
        layers = {name: self.random_blocks(name) for name in self.runs}
        return tuple(
            name for name, blocks in layers.items() if len(blocks) == 2 and not isinstance(blocks, str)
        )

    def random_blocks(self, condition: str) -> tuple[int, ...] | str:
        """Which blocks have random values in a condition, or ``all`` or ``everything``."""
        return next(iter(self.runs[condition].values())).spec.reinit

    def height(self, group: str) -> int:
        """Number of blocks from the bottom up to the highest one of a pair or of a larger group."""
        blocks = self.random_blocks(group)
        assert not isinstance(blocks, str), group
        return blocks[-1] + 1

    @property
    def blocks(self) -> int | None:
        """Number of blocks of the encoder; None if nothing was measured by layer."""
        return blocks_of(record for runs in self.runs.values() for record in runs.values())

    def of(self, condition: str, *, tuned: bool = True) -> list[RunRecord]:
        """The records of a condition, by seed.

        Raises:
            ValueError: there are none, or not for the seeds of REF.
        """
        runs = (self.runs if tuned else self.untuned).get(condition)
        if not runs:
            kind = "" if tuned else "untuned "
            raise ValueError(f"{self.name}: no {kind}run of {condition}; it has {', '.join(self.runs)}")
        missing = sorted(set(self.runs["REF"]) ^ set(runs)) if tuned else []
        if missing:
            raise ValueError(
                f"{self.name}: {condition} and REF do not have the same seeds: see seed {missing[0]}"
            )
        return [runs[seed] for seed in sorted(runs)]

    def in_language(self, condition: str, metric: str | None = None) -> Float[np.ndarray, " seed"]:
        """Score on the source language, in per cent."""
        return np.array([100 * r.score([self.source], metric) for r in self.of(condition)])

    def zero_shot(self, condition: str, metric: str | None = None) -> Float[np.ndarray, "seed target"]:
        """Score on every target, in per cent."""
        return np.array([[100 * r.score([c], metric) for c in self.targets] for r in self.of(condition)])

    @property
    def gap(self) -> Float[np.ndarray, " target"]:
        """Cross-lingual gap of REF in points: in-language minus each target's score, means over seeds."""
        found: np.ndarray = self.in_language("REF").mean() - self.zero_shot("REF").mean(0)
        return found

    def cross_domain(self, condition: str) -> Float[np.ndarray, " seed"]:
        """Mean score on the source language in other domains, in per cent."""
        return np.array([100 * r.cross_domain for r in self.of(condition)])

    def change(self, condition: str, metric: str | None = None) -> Change:
        """What a condition changes against REF of the same seed, in points."""
        domains = all(r.domains for r in (*self.of(condition), *self.of("REF")))
        return Change(
            self.in_language(condition, metric) - self.in_language("REF", metric),
            self.zero_shot(condition, metric) - self.zero_shot("REF", metric),
            self.cross_domain(condition) - self.cross_domain("REF") if domains else None,
        )

    def similarity(
        self, condition: str = "REF", measure: str = "cka", *, tuned: bool = True
    ) -> Float[np.ndarray, "seed target layer"]:
        """A measure of `layer_measures` between the source and every target.

        Raises:
            ValueError: these runs did not measure it.
        """
        records = self.of(condition, tuned=tuned)
        if any(measure not in record.layers for record in records):
            raise ValueError(f"{self.name}, {condition}: no {measure} was measured (RunSpec.similarity)")
        return np.array([[record.layers[measure][code] for code in self.targets] for record in records])

    def baseline(
        self, condition: str = "REF", measure: str = "cka", *, tuned: bool = True
    ) -> Float[np.ndarray, " layer"]:
        """The same with shuffled pairs, mean over seeds and targets."""
        records = self.of(condition, tuned=tuned)
        return np.mean([record.layers[measure + SHUFFLED][MEAN] for record in records], axis=0)

    def kept(self, condition: str = "REF") -> Float[np.ndarray, "seed language layer"]:
        """Similarity of the fine-tuned model to the pretrained one, source first.

        Raises:
            ValueError: these runs did not measure it.
        """
        records, languages = self.of(condition), (self.source, *self.targets)
        if any("to_pretrained" not in record.layers for record in records):
            raise ValueError(f"{self.name}, {condition}: no similarity was measured (RunSpec.similarity)")
        return np.array([[r.layers["to_pretrained"][c] for c in languages] for r in records])

    def layers(self, condition: str, measure: str, language: str = MEAN) -> Float[np.ndarray, "seed layer"]:
        """A measure of `language_measures` in every layer, from 0 to 1.

        Args:
            condition: such as ``REF``, ``frozen`` or ``reversal``.
            measure: such as ``word general`` or ``ami language``.
            language: the mean, or for probes the recall of one language.

        Raises:
            ValueError: these runs did not measure it.
        """
        records = self.of(condition)
        self._must_have(measure, condition, [r.layers.get(measure, {}).get(language) for r in records])
        return np.array([record.layers[measure][language] for record in records])

    def top(self, condition: str, measure: str) -> Float[np.ndarray, " seed"]:
        """A measure of `language_measures` in the last layer only, such as ``word general mlp``.

        Raises:
            ValueError: these runs did not measure it.
        """
        records = self.of(condition)
        self._must_have(measure, condition, [record.top.get(measure) for record in records])
        return np.array([record.top[measure] for record in records])

    def _must_have(self, measure: str, condition: str, found: Sequence[object]) -> None:
        if None in found:
            raise ValueError(f"{self.name}, {condition}: no {measure!r} was measured (RunSpec.probe)")

    def stitched(self, untuned: str) -> Float[np.ndarray, "seed language cut"]:
        """Scores after a cut, in per cent, source first; `untuned` is the part ``lower`` or ``upper``.

        Raises:
            ValueError: these runs were not cut.
        """
        if any(not record.stitched for record in self.of("REF")):
            raise ValueError(f"{self.name}: these runs were not cut (RunSpec.stitch)")
        languages = (self.source, *self.targets)
        return 100 * np.array([[r.stitched[untuned][c] for c in languages] for r in self.of("REF")])


@dataclass(frozen=True)
class Change:
    """Changes against REF in points, negative where a condition does harm.

    Attributes:
        in_language: of the source language.
        zero_shot: of every target.
        cross_domain: of the source language in other domains; None if that was not tested.
    """

    in_language: Float[np.ndarray, " seed"]
    zero_shot: Float[np.ndarray, "seed target"]
    cross_domain: Float[np.ndarray, " seed"] | None


def settings(records: Iterable[RunRecord]) -> list[Setting]:
    """Sorts the runs of a grid into settings; controls are left out.

    What counts is whole blocks drawn with ``init="bert"``, nothing frozen, and for each task the amount of
    training data that most runs have.

    Raises:
        ValueError: a setting has no REF, or two runs of one condition and seed; or there are several
            encoders.
    """
    records = of_encoder(records)
    plain = [r for r in records if r.spec.init == "bert" and not r.spec.frozen and not r.spec.scattered]
    untuned = [r for r in plain if not r.spec.epochs]
    tuned = [r for r in plain if r.spec.epochs]
    amounts = {
        task: Counter(r.spec.sentences for r in tuned if r.spec.task == task).most_common(1)[0][0]
        for task in dict.fromkeys(r.spec.task for r in tuned)
    }
    tuned = [r for r in tuned if r.spec.sentences == amounts[r.spec.task]]
    names = dict.fromkeys((r.spec.task, r.spec.source) for r in sorted(tuned, key=_order_of_settings))
    return [
        setting(
            [r for r in tuned if (r.spec.task, r.spec.source) == (task, source)],
            [r for r in untuned if r.spec.source == source],
        )
        for task, source in names
    ]


def _order_of_settings(record: RunRecord) -> tuple[int, int]:
    """Tasks and sources in the order of the paper, others after them."""
    known = (("pos", "parsing", "ner", "nli"), ("en", "ru", "ar"))
    found = (record.spec.task, record.spec.source)
    return tuple(  # type: ignore[return-value]
        names.index(name) if name in names else len(names) for names, name in zip(known, found, strict=True)
    )


def setting(records: Sequence[RunRecord], untuned: Sequence[RunRecord] = ()) -> Setting:
    """One setting from the runs of one task and source, controls or not.

    Raises:
        ValueError: there are several encoders, tasks or sources, no REF, or two runs of one condition and
            seed.
    """
    of_encoder([*records, *untuned])
    names = sorted({f"{r.spec.task}, {r.spec.source}" for r in records})
    if len(names) > 1:
        raise ValueError(f"these runs belong to several settings ({'; '.join(names)}): take one at a time")
    runs = _by_condition(records)
    if "REF" not in runs:
        raise ValueError("no run without re-initialisation (REF): there is nothing to compare with")
    spec = records[0].spec
    return Setting(spec.task, spec.source, runs, _by_condition(untuned))


def _by_condition(records: Iterable[RunRecord]) -> dict[str, Runs]:
    runs: dict[str, Runs] = {}
    for record in sorted(records, key=_depth):
        seeds = runs.setdefault(record.spec.condition, {})
        if record.spec.seed in seeds:
            raise ValueError(
                f"{record.spec.condition} is there twice with seed {record.spec.seed}: mixed studies?"
            )
        seeds[record.spec.seed] = record
    return runs


def _depth(record: RunRecord) -> tuple[bool, bool, int, tuple[int, ...], str]:
    """Sorts by what was done: REF, pairs, other groups by size, then "all" and "everything"."""
    layers = record.spec.reinit or record.spec.frozen
    if isinstance(layers, str):
        return (True, False, 0, (), layers)
    return (False, bool(record.spec.frozen), len(layers), layers, "")


def over_settings(tables: Sequence[Float[np.ndarray, "seed target"]]) -> Summary:
    """Mean effect with its interval.

    For one setting the interval speaks about new seeds and new targets. For several it speaks about new
    settings: each gives one number, its mean over seeds and targets.
    """
    if len(tables) == 1:
        return summarise_table(tables[0])
    return summarise([float(np.mean(table)) for table in tables])


def interval(values: ArrayLike) -> Summary:
    """Mean of values by seed, or by seed and target, with the interval that suits them.

    With a single seed, or a single target, a table's interval speaks about the other dimension only.
    """
    data = np.asarray(values, dtype=float)
    return summarise_table(data) if data.ndim == 2 and min(data.shape) > 1 else summarise(data.ravel())
