"""What a study is: named parts, each with its runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xling_utils.records import RunRecord, RunSpec

RECIPES: dict[str, dict[str, int]] = {
    "pos": {"sentences": 1000, "epochs": 3},
    "parsing": {"sentences": 1000, "epochs": 5},
    "ner": {"sentences": 1000, "epochs": 3},
    "nli": {"sentences": 4000, "epochs": 5},
}
"""Task -> training sentences (for ``nli`` pairs) and epochs of the studies on the pocket rung."""


@dataclass(frozen=True)
class Study:
    """A named grid of runs.

    Attributes:
        name: what the command line calls it.
        parts: name of a part -> its runs. Parts may share runs: a control has the main part's REF.
    """

    name: str
    parts: dict[str, tuple[RunSpec, ...]]

    @property
    def specs(self) -> list[RunSpec]:
        """Every run once. Seed by seed, so that a study can be read before it is complete."""
        every = {spec.key: spec for specs in self.parts.values() for spec in specs}
        return sorted(every.values(), key=lambda spec: spec.seed)

    def sort(self, records: Iterable[RunRecord]) -> dict[str, list[RunRecord]]:
        """Records by part, in the order of the specs; runs that are missing are left out."""
        by_key = {record.spec.key: record for record in records}
        return {
            part: [by_key[spec.key] for spec in specs if spec.key in by_key]
            for part, specs in self.parts.items()
        }

    def complete(self, records: Iterable[RunRecord]) -> dict[str, list[RunRecord]]:
        """Like `sort`, but of each part only the seeds of which no run is missing."""
        records = list(records)
        there = {record.spec.key for record in records}
        missing = {
            part: {spec.seed for spec in specs if spec.key not in there} for part, specs in self.parts.items()
        }
        return {
            part: [record for record in found if record.spec.seed not in missing[part]]
            for part, found in self.sort(records).items()
        }
