"""Claims M1 to M10 of Muller et al. (2021) as tests over records.

Records of one *setting* (a task and a source language) give an interval over seeds and targets. Records of
several settings give an interval over settings, each with one number. Chapters 4 and 5; all of them in
chapter 8.

What the paper says of 12 blocks is read as shares of the depth, see `depth`. Rules that compare lower pairs
with upper ones mean nothing on an encoder of very few blocks: there the verdict is "undecided", and its
sentence says why. `LEAST_BLOCKS` has the bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from xling_utils.claims.base import Records
from xling_utils.depth import halves_of
from xling_utils.effects import Setting, over_settings, settings
from xling_utils.records import RunRecord
from xling_utils.stats import Correlation, Summary, permutation_test, summarise
from xling_utils.verdicts import Answer, Verdict, above, clipped, fisher, negated, share, within

HARMLESS = 2.0
"""Points that a pair of layers may cost and still count as dispensable (claim M2)."""

PRESERVED = 0.05
"""Change of a CKA value that still counts as none (claim M7)."""

LEAST_BLOCKS = {"M1": 3, "M2": 4, "M3": 5, "M9": 4, "M10": 3}
"""Claim -> blocks that its rule needs. M1 and M10: the lowest pair is not all there is. M2 and M9: the
highest pair shares no block with the lowest. M3: three pairs, for a rank correlation."""


def lowest_pair_hurts_transfer(records: Records) -> Verdict:
    """M1: the lowest pair costs the zero-shot score more than the in-language score (chapter 4).

    Rule: the effect is the loss in each target minus the loss in the source language, same seed. Supported
    if its whole interval is above 0, not supported if none of it is, otherwise undecided.
    """
    found = settings(records)
    changes = [s.change(s.pairs[0]) for s in found]
    effect = over_settings([c.in_language[:, None] - c.zero_shot for c in changes])
    sentence = (
        f"Re-initialising {found[0].pairs[0]} costs {effect.text(decimals=1)} points more in zero-shot "
        f"targets than in the source language ({_where(found)})."
    )
    return _where_deep_enough(Verdict("M1", effect, above(effect, 0.0), sentence), found)


def upper_pairs_are_dispensable(records: Records) -> Verdict:
    """M2: a model can do without what pretraining put into its uppermost pairs (chapter 4).

    These are the highest third of the pairs, rounded down, but at least one: two of 12 blocks. Rule: the
    effect is the change of the zero-shot score, for the pair whose interval reaches lower.
    Supported if its whole interval is above -2 points, not supported if all of it is below, otherwise
    undecided. A gain does not speak against the claim.
    """
    found = settings(records)
    pairs = found[0].pairs[-max(1, len(found[0].pairs) // 3) :]
    changes = {pair: over_settings([s.change(pair).zero_shot for s in found]) for pair in pairs}
    pair = min(changes, key=lambda name: changes[name].low)
    most = "more" if len(pairs) == 2 else "most"
    which = f"Of {_listed(pairs)}, {pair} may do {most} harm: re-initialising it"
    sentence = (
        f"{which if len(pairs) > 1 else f'Re-initialising {pair}'} changes the zero-shot "
        f"score by {changes[pair].text(decimals=1)} points ({_where(found)}); a loss up to {HARMLESS:.0f} "
        "counts as harmless."
    )
    verdict = Verdict("M2", changes[pair], above(changes[pair], -HARMLESS), sentence)
    return _where_deep_enough(verdict, found)


def harm_fades_with_depth(records: Records) -> Verdict:
    """M3: the deeper the pair, the smaller the harm to transfer (chapter 4).

    Rule: the effect is Spearman's correlation of depth and change, one for each seed and target. Supported if
    the whole interval of its mean is above 0, not supported if none of it is, otherwise undecided.
    """
    found = settings(records)
    tables = []
    for s in found:
        changes = np.stack([s.change(pair).zero_shot for pair in s.pairs], axis=-1)
        tables.append(rank_correlations(np.arange(len(s.pairs)), changes))
    rho = clipped(over_settings(tables))
    sentence = (
        f"Depth of the pair and change of the zero-shot score have a rank correlation of "
        f"{rho.text(decimals=2)} over {len(found[0].pairs)} pairs ({_where(found)}); at 1 every deeper pair "
        "does less harm."
    )
    return _where_deep_enough(Verdict("M3", rho, above(rho, 0.0), sentence), found)


def pattern_is_general(records: Records) -> Verdict:
    """M4: M1, M2 and M3 hold for every task and every source language (chapter 4).

    Rule: the effect is the share of the settings in which all three are supported. The claim says "every", so
    it is supported only if that share is 1. It is not supported if in some setting one of the three is not
    supported; otherwise, where some are merely undecided, so is this.
    """
    records = list(records)
    found = settings(records)
    verdicts = {s.name: [rule(_runs(s)) for rule in (M1, M2, M3)] for s in found}
    holds = [all(v.verdict == "supported" for v in three) for three in verdicts.values()]
    failed = [
        f"{v.claim} in {name}"
        for name, three in verdicts.items()
        for v in three
        if v.verdict == "not supported"
    ]
    open_ = [
        f"{v.claim} in {name}" for name, three in verdicts.items() for v in three if v.verdict == "undecided"
    ]
    held = share(holds)
    verdict: Answer = "supported" if all(holds) else "not supported" if failed else "undecided"
    sentence = f"M1, M2 and M3 are all supported in {sum(holds)} of {len(holds)} settings."
    sentence += f" Not supported: {'; '.join(failed)}." if failed else ""
    sentence += f" Undecided: {'; '.join(open_)}." if open_ else ""
    return Verdict("M4", held, verdict, sentence)


def lower_part_stays(records: Records) -> Verdict:
    """M5: fine-tuning leaves the lower half of the model closer to its pretrained state (chapter 5).

    Rule: the effect is CKA of fine-tuned and pretrained states, mean of the lower half of the blocks minus
    mean of the upper half, for each seed and language. Supported if its whole interval is above 0, not
    supported if none of it is. Changes add up from layer to layer, so a falling curve alone does not show
    that the upper blocks changed more: chapter 5 has the controls.
    """
    found = settings(records)
    halves = [_halves(s.kept()) for s in found]
    effect = over_settings([lower - upper for lower, upper in halves])
    lower, upper = (float(np.mean([half[i].mean() for half in halves])) for i in (0, 1))
    sentence = (
        f"After fine-tuning the lower half of the layers has a CKA of {lower:.2f} with its pretrained state, "
        f"the upper half {upper:.2f}: a difference of {effect.text(decimals=2)} ({_where(found)})."
    )
    return Verdict("M5", effect, above(effect, 0.0), sentence)


def similarity_peaks_inside(records: Records, *, measure: str = "cka") -> Verdict:
    """M6: the similarity of source and target rises through the lower layers and falls near the output.

    Measured before fine-tuning (chapters 3 and 5). Rule: the effect is the share of source-target pairs whose
    highest value lies at an interior layer, neither in the embeddings nor at the top. The claim says "most":
    supported if the whole interval is above one half, not supported if none of it is.

    Args:
        records: see the top of this file.
        measure: one of `layer_measures.MEASURES`; the verdict can depend on it.
    """
    found = list({s.source: s for s in settings(records)}.values())  # without a task: one for each source
    curves = np.concatenate([s.similarity(measure=measure, tuned=False).mean(0) for s in found])
    share = peaks_inside(curves)
    sentence = (
        f"Before fine-tuning {measure} is highest at an interior layer for {share.mean * share.n:.0f} of "
        f"{share.n} pairs of languages (sources: {', '.join(s.source for s in found)})."
    )
    return Verdict("M6", share, above(share, 0.5), sentence)


def peaks_inside(curves: Float[np.ndarray, "pair layer"]) -> Summary:
    """Share of curves that are highest neither in the embeddings nor at the top, for M6 and chapter 3."""
    peaks = curves.argmax(-1)
    return share([0 < peak < curves.shape[-1] - 1 for peak in peaks])


def fine_tuning_preserves_similarity(records: Records) -> Verdict:
    """M7: in the lower layers fine-tuning neither raises nor lowers the similarity of languages (chapter 5).

    Rule: the effect is CKA of source and target after fine-tuning minus before, mean of the lower half of the
    blocks, for each seed and target. Supported if its whole interval is within 0.05 of 0, not supported if
    all of it is outside, otherwise undecided.
    """
    found = settings(records)
    changes = [s.similarity() - s.similarity(tuned=False).mean(0) for s in found]
    effect = over_settings([_halves(change)[0] for change in changes])
    upper = float(np.mean([_halves(change)[1].mean() for change in changes]))
    sentence = (
        f"Fine-tuning changes the CKA of source and target by {effect.text(decimals=3)} in the lower half of "
        f"the layers, and by {upper:+.3f} in the upper half ({_where(found)})."
    )
    return Verdict("M7", effect, within(effect, PRESERVED), sentence)


def similar_targets_have_small_gaps(records: Records, *, measure: str = "cka") -> Verdict:
    """M8: the more similar a target is to the source, the smaller its cross-lingual gap (chapter 5).

    Rule: the effect is Spearman's correlation of similarity (mean over layers, fine-tuned model) and gap
    (in-language minus zero-shot score) over targets. Supported if its whole interval is below 0, not
    supported if none of it is. For one setting the interval is Fisher's, and the sentence has the permutation
    p; few targets make it wide.

    Args:
        records: see the top of this file.
        measure: one of `layer_measures.MEASURES`.
    """
    found = settings(records)
    correlations = [gap_correlation(s, measure=measure) for s in found]
    if len(found) == 1:
        effect, detail = fisher(correlations[0]), str(correlations[0])
    else:
        effect = clipped(summarise([c.value for c in correlations]))
        low = sum(c.p < 0.05 and c.value < 0 for c in correlations)
        detail = f"{low} of {len(found)} settings have p < 0.05, n = {correlations[0].n} targets each"
    sentence = (
        f"Similarity ({measure}) and cross-lingual gap have a rank correlation of {effect.text(decimals=2)} "
        f"({detail}; {_where(found)})."
    )
    return Verdict("M8", effect, above(negated(effect), 0.0), sentence)


def gap_correlation(
    setting: Setting, *, measure: str = "cka", layers: slice = slice(None), tuned: bool = True
) -> Correlation:
    """Spearman's correlation of similarity and cross-lingual gap over targets, with its permutation p.

    Args:
        setting: a task and a source.
        measure: one of `layer_measures.MEASURES`.
        layers: which layers the similarity is averaged over.
        tuned: similarity in the fine-tuned model, or in the pretrained one.
    """
    similarity = setting.similarity(measure=measure, tuned=tuned)[..., layers].mean((0, 2))
    return permutation_test(similarity, setting.gap)


def lowest_pair_carries_similarity(records: Records) -> Verdict:
    """M9: random lower layers destroy the similarity of languages, random upper layers do not (chapter 5).

    Rule: the effect is what the lowest pair takes from CKA (mean over layers above the embeddings, after
    fine-tuning) minus what the highest pair takes, for each seed and target. Supported if its whole interval
    is above 0, not supported if none of it is.
    """
    found = settings(records)
    before = [s.similarity()[..., 1:].mean(-1) for s in found]
    losses = {
        place: [
            b - s.similarity(s.pairs[place])[..., 1:].mean(-1) for b, s in zip(before, found, strict=True)
        ]
        for place in (0, -1)
    }
    effect = over_settings([low - high for low, high in zip(losses[0], losses[-1], strict=True)])
    low, high, whole = (float(np.mean([t.mean() for t in tables])) for tables in (*losses.values(), before))
    sentence = (
        f"Of a mean CKA of {whole:.2f}, random values in {found[0].pairs[0]} take {low:.2f} and in "
        f"{found[0].pairs[-1]} {high:.2f}: a difference of {effect.text(decimals=2)} ({_where(found)})."
    )
    return _where_deep_enough(Verdict("M9", effect, above(effect, 0.0), sentence), found)


def harm_is_about_language(records: Records) -> Verdict:
    """M10: random lower layers harm other languages more than other domains of the source (chapter 4).

    Rule: the effect is the loss in each target minus the loss in the source language outside the training
    domain, both for the lowest pair. Supported if its whole interval is above 0, not supported if none is.

    Raises:
        ValueError: the runs were tested in one domain only.
    """
    found = settings(records)
    changes = [s.change(s.pairs[0]) for s in found]
    if any(change.cross_domain is None for change in changes):
        raise ValueError("M10 compares domains, and these runs have one: see RunSpec.other_domains")
    tables = [c.cross_domain[:, None] - c.zero_shot for c in changes if c.cross_domain is not None]
    effect = over_settings(tables)
    away = float(np.mean([c.zero_shot.mean() for c in changes]))
    domain = float(np.mean([np.mean(c.cross_domain) for c in changes if c.cross_domain is not None]))
    sentence = (
        f"Random values in {found[0].pairs[0]} change other languages by {away:+.1f} points and other "
        f"domains of the source by {domain:+.1f}: a difference of {effect.text(decimals=1)} "
        f"({_where(found)})."
    )
    return _where_deep_enough(Verdict("M10", effect, above(effect, 0.0), sentence), found)


M1, M2, M3 = lowest_pair_hurts_transfer, upper_pairs_are_dispensable, harm_fades_with_depth

MULLER: tuple[Callable[[Records], Verdict], ...] = (
    *(M1, M2, M3),
    pattern_is_general,
    lower_part_stays,
    similarity_peaks_inside,
    fine_tuning_preserves_similarity,
    similar_targets_have_small_gaps,
    lowest_pair_carries_similarity,
    harm_is_about_language,
)
"""M1 to M10, in order."""


def rank_correlations(x: ArrayLike, values: Float[np.ndarray, "*table item"]) -> Float[np.ndarray, "*table"]:
    """Spearman's correlation of x with every series in a table; 0 for a constant series."""
    from scipy.stats import rankdata  # slow to import, needed here only

    ranks, other = (rankdata(data, axis=-1) - (np.size(x) + 1) / 2 for data in (x, values))
    lengths = np.linalg.norm(ranks) * np.linalg.norm(other, axis=-1)
    products: np.ndarray = other @ ranks
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)


def _runs(setting: Setting) -> list[RunRecord]:
    return [record for runs in setting.runs.values() for record in runs.values()]


def _where(found: Sequence[Setting]) -> str:
    return found[0].name if len(found) == 1 else f"mean of {len(found)} settings"


def _halves(values: Float[np.ndarray, "*table layer"]) -> tuple[np.ndarray, np.ndarray]:
    """Means over the lower and the upper half of the blocks, as in `halves_of`, without the embeddings."""
    layers = values.shape[-1]
    half = len(halves_of(layers - 1)[0])
    return values[..., 1 : half + 1].mean(-1), values[..., layers - half :].mean(-1)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _where_deep_enough(verdict: Verdict, found: Sequence[Setting]) -> Verdict:
    """The same, or "undecided" if the encoder has too few blocks for the rule to mean anything."""
    blocks, least = found[0].blocks, LEAST_BLOCKS[verdict.claim]
    if blocks is None or blocks >= least:
        return verdict
    why = f"This decides nothing: the rule needs at least {least} blocks, and the encoder has {blocks}."
    return replace(verdict, verdict="undecided", sentence=f"{verdict.sentence} {why}")
