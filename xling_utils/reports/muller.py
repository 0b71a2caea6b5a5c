"""The report of the Muller study. Chapters 3 to 5."""

from __future__ import annotations

from collections.abc import Iterable

from xling_utils.claims import MULLER
from xling_utils.conditions import part_of
from xling_utils.depth import of_encoder
from xling_utils.effects import settings
from xling_utils.grids import muller, muller_of
from xling_utils.layer_measures import MEASURES
from xling_utils.records import RunRecord
from xling_utils.reports.files import Drawing
from xling_utils.reports.layers import correlation_table, similarity_table, stitch_table
from xling_utils.reports.overview import claims_table, cost_table, runs_table, verdicts
from xling_utils.reports.scores import controls_table, groups_table, languages_table, random_init_table
from xling_utils.reports.table import Table


def drawings() -> list[Drawing]:
    """Functions that draw its figures."""
    from xling_utils import ablation_figures as ablation
    from xling_utils import encoder_figures as encoder

    return [
        ablation.effects_by_setting,
        ablation.nested_groups,
        ablation.controls,
        ablation.data_amounts,
        encoder.drift,
        encoder.similarity_states,
        encoder.similarity_against_gap,
        encoder.correlation_by_layer,
        encoder.stitched,
    ]


def complete(records: Iterable[RunRecord]) -> list[RunRecord]:
    """The records that a report may use: of each part of the study its complete seeds.

    Raises:
        ValueError: no seed of the main part is complete, or there are several encoders.
    """
    parts = _complete_parts(_of_study(records))
    return list({record.spec.key: record for found in parts.values() for record in found}.values())


def _of_study(records: Iterable[RunRecord]) -> list[RunRecord]:
    """Without runs of the Tanti study, which may share the store.

    Raises:
        ValueError: there are several encoders.
    """
    return of_encoder(record for record in records if part_of(record.spec) is None)


def _complete_parts(records: list[RunRecord]) -> dict[str, list[RunRecord]]:
    study = muller_of(records)
    parts = study.complete(records)
    if not parts["main"]:
        there = len(study.sort(records)["main"])
        raise ValueError(
            f"no seed is complete: {there} of {len(study.parts['main'])} runs of the main part are there. "
            "Start the same `study muller` command again: it carries out what is missing"
        )
    return parts


def tables(records: Iterable[RunRecord]) -> list[Table]:
    """All tables; the first says which runs are there.

    Raises:
        ValueError: no seed of the main part is complete, or there are several encoders.
    """
    records = _of_study(records)
    parts = _complete_parts(records)
    used = [*parts["main"], *parts.get("untuned", ())]
    return [
        runs_table(muller_of(records), records, whole=muller()),
        claims_table(*verdicts(used, MULLER, "M")),
        random_init_table(used),
        groups_table(used),
        *(languages_table(used, s.task, s.source) for s in settings(used)),
        *([controls_table(parts)] if set(parts) - {"main", "untuned"} else []),
        *_tables_by_layer(used),
        cost_table(records),
    ]


def _tables_by_layer(records: list[RunRecord]) -> list[Table]:
    """Tables of what was measured: similarity, its correlation with the gap, cuts."""
    found = settings(records)
    references = [record for s in found for record in s.of("REF")]
    shown = []
    if all(record.layers for record in references):
        shown += [similarity_table(records, measure) for measure in MEASURES]
        shown.append(correlation_table(records))
        if all("REF" in s.untuned for s in found):
            shown.append(correlation_table(records, tuned=False))
    if all(record.stitched for record in references):
        shown.append(stitch_table(records))
    return shown
