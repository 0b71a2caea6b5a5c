"""Claims M1 to M10 of Muller et al. (2021) and T1 to T10 of Tanti et al. (2021) as tests over records.

Every claim is a function of records that gives an effect, its interval, and a verdict that a stated rule
computes. No rule rounds up: where the interval leaves both answers open, the verdict is "undecided".
"""

from __future__ import annotations

from collections.abc import Sequence

from xling_utils.claims.base import Claim, Records
from xling_utils.claims.muller import (
    HARMLESS,
    LEAST_BLOCKS,
    MULLER,
    PRESERVED,
    fine_tuning_preserves_similarity,
    gap_correlation,
    harm_fades_with_depth,
    harm_is_about_language,
    lower_part_stays,
    lowest_pair_carries_similarity,
    lowest_pair_hurts_transfer,
    pattern_is_general,
    peaks_inside,
    rank_correlations,
    similar_targets_have_small_gaps,
    similarity_peaks_inside,
    upper_pairs_are_dispensable,
)
from xling_utils.claims.tanti import (
    CLUSTERED,
    GAIN,
    TANTI,
    UNCHANGED,
    best_reader,
    entropy_helps_distant_languages,
    entropy_hides_less,
    inference_keeps_the_language,
    languages_cluster,
    reversal_hides_the_language,
    tagging_hides_more_than_inference,
    tagging_hides_the_language,
    tuning_clusters_by_label,
    tuning_dissolves_language_clusters,
    unlearning_does_not_help,
)
from xling_utils.verdicts import Verdict

__all__ = [
    "CLUSTERED",
    "GAIN",
    "HARMLESS",
    "LEAST_BLOCKS",
    "MULLER",
    "PRESERVED",
    "TANTI",
    "UNCHANGED",
    "Claim",
    "Records",
    "best_reader",
    "check_claims",
    "entropy_helps_distant_languages",
    "entropy_hides_less",
    "fine_tuning_preserves_similarity",
    "gap_correlation",
    "harm_fades_with_depth",
    "harm_is_about_language",
    "inference_keeps_the_language",
    "languages_cluster",
    "lower_part_stays",
    "lowest_pair_carries_similarity",
    "lowest_pair_hurts_transfer",
    "pattern_is_general",
    "peaks_inside",
    "rank_correlations",
    "reversal_hides_the_language",
    "similar_targets_have_small_gaps",
    "similarity_peaks_inside",
    "tagging_hides_more_than_inference",
    "tagging_hides_the_language",
    "tuning_clusters_by_label",
    "tuning_dissolves_language_clusters",
    "unlearning_does_not_help",
    "upper_pairs_are_dispensable",
]


def check_claims(records: Records, claims: Sequence[Claim] = MULLER) -> list[Verdict]:
    """The verdicts on all claims of a paper (chapter 8).

    Args:
        records: of a whole study, such as ``shipped("muller")`` or ``shipped("tanti")``.
        claims: `MULLER`, `TANTI`, or any functions of records.

    Raises:
        ValueError: a claim needs runs or measures that are not there; the message names them.
    """
    records = list(records)
    return [claim(records) for claim in claims]
