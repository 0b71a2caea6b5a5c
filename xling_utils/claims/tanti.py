"""Claims T1 to T10 of Tanti et al. (2021) as tests over records.

The paper speaks of two tasks. A claim about both is supported if it is in each task, and not supported if it
is not in one; its effect is that of the task which decides. Given the records of one task, it speaks of that
task. Intervals are over seeds; those of zero-shot scores over seeds and target languages. Chapters 6 and 7.

All is measured in the last layer, as in the paper, where the task head reads. The layers below are in the
chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from jaxtyping import Float

from xling_utils.claims.base import Claim, Records
from xling_utils.conditions import ADVERSARIES, NAMES, conditions
from xling_utils.effects import Setting, interval
from xling_utils.stats import Summary
from xling_utils.verdicts import Answer, Verdict, above, negated, within

CLUSTERED = 0.1
"""Adjusted mutual information from which on clusters follow the language (T1). Chance is 0, identity 1."""

UNCHANGED = 2.0
"""Points of probe accuracy that count as no change (T5)."""

GAIN = 1.0
"""Points of the zero-shot score from which on unlearning is an improvement (T9)."""

READERS = ("", " mlp", " knn")
"""What follows the name of a probe for its reader; the first is linear."""

Finding: TypeAlias = tuple[Summary, Answer, str]
"""What one task says: the effect, the answer, and half a sentence."""


def languages_cluster(records: Records) -> Verdict:
    """T1: without fine-tuning, vectors cluster by language (chapter 6).

    Rule: the effect is the adjusted mutual information of k-means clusters and languages, frozen model.
    Supported if its whole interval is above 0.1, not supported if none of it is.
    """

    def finding(s: Setting) -> Finding:
        effect = interval(s.layers("frozen", "ami language")[:, -1])
        return effect, above(effect, CLUSTERED), effect.text(decimals=2)

    return _in_each_task("T1", records, "AMI of clusters and languages in the frozen model", finding)


def tuning_dissolves_language_clusters(records: Records) -> Verdict:
    """T2: after fine-tuning, vectors cluster less by language (chapter 6).

    Rule: the effect is that mutual information, frozen minus fine-tuned. Supported if its whole interval is
    above 0, not supported if none of it is.
    """
    return _ami_change(
        "T2", records, "language", "frozen", "REF", "Loss of AMI with languages by fine-tuning"
    )


def tuning_clusters_by_label(records: Records) -> Verdict:
    """T3: after fine-tuning, vectors cluster by the label of the task instead (chapter 6).

    Rule: the effect is the mutual information of clusters and labels, fine-tuned minus frozen. Supported if
    its whole interval is above 0, not supported if none of it is.
    """
    return _ami_change("T3", records, "label", "REF", "frozen", "Gain of AMI with labels by fine-tuning")


def tagging_hides_the_language(records: Records) -> Verdict:
    """T4: after fine-tuning for tagging, a word's language is harder to read (chapter 6).

    Rule: the effect is the accuracy of the linear probe on words of general text, frozen minus fine-tuned, in
    points. Supported if its whole interval is above 0, not supported if none of it is.
    """
    (s,) = conditions(_of_task(records, "pos"))
    before, after = (_probe(s, name, "word general") for name in ("frozen", "REF"))
    effect = interval(before - after)
    sentence = (
        f"Fine-tuning for tagging takes the probe on words from {before.mean():.0f} to {after.mean():.0f} % "
        f"right: {effect.text(decimals=1)} points less."
    )
    return Verdict("T4", effect, above(effect, 0.0), sentence)


def inference_keeps_the_language(records: Records) -> Verdict:
    """T5: after fine-tuning for inference, the language of a text is as easy to read as before (chapter 6).

    Rule: the effect is the accuracy of the linear probe on sentences of general text, fine-tuned minus
    frozen, in points. Supported if its whole interval is within 2 points of 0, not supported if all of it is
    outside. The sentence also has the pairs of the task, where the paper's own number fell.
    """
    (s,) = conditions(_of_task(records, "nli"))
    effect = interval(_probe(s, "REF", "sentence general") - _probe(s, "frozen", "sentence general"))
    pairs = interval(_probe(s, "REF", "sentence task") - _probe(s, "frozen", "sentence task"))
    sentence = (
        f"Fine-tuning for inference changes the probe on sentences of general text by "
        f"{effect.text(decimals=1)} points, and on pairs of the task by {pairs.text(decimals=1)}."
    )
    return Verdict("T5", effect, within(effect, UNCHANGED), sentence)


def tagging_hides_more_than_inference(records: Records) -> Verdict:
    """T6: fine-tuning for tagging hides the language more than fine-tuning for inference (chapter 6).

    Rule: the effect is the loss of probe accuracy by tagging minus the loss by inference, both on words of
    general text, in points. (The paper compares words with whole texts.) Supported if its whole interval is
    above 0, not supported if none of it is. The sentence has the same for sentences.
    """
    records = list(records)
    tasks = [s for task in ("pos", "nli") for s in conditions(_of_task(records, task))]
    both = sorted(set.intersection(*(set(s.seeds) for s in tasks)))
    if not both:
        raise ValueError("tagging and inference have no seed in common: T6 compares runs of one seed")
    losses = {}
    for level in ("word", "sentence"):
        tagging, inference = (
            (_probe(s, "frozen", f"{level} general") - _probe(s, "REF", f"{level} general"))[
                [s.seeds.index(seed) for seed in both]
            ]
            for s in tasks
        )
        losses[level] = interval(tagging - inference)
    sentence = (
        f"On words, tagging takes {losses['word'].text(decimals=1)} points more from the probe than "
        f"inference, on sentences {losses['sentence'].text(decimals=1)}."
    )
    return Verdict("T6", losses["word"], above(losses["word"], 0.0), sentence)


def reversal_hides_the_language(records: Records) -> Verdict:
    """T7: gradient reversal makes the language harder to read than fine-tuning alone does (chapter 7).

    Rule: the effect is the accuracy of the best of three fresh readers (linear, MLP, nearest neighbours) on
    general text, fine-tuned minus reversal, in points; words for tagging, sentences for inference. Supported
    if its whole interval is above 0, not supported if none of it is.
    """

    def finding(s: Setting) -> Finding:
        effect = interval(best_reader(s, "REF") - best_reader(s, "reversal"))
        return effect, above(effect, 0.0), effect.text(decimals=1)

    return _in_each_task("T7", records, "Points that reversal takes from the best reader", finding)


def entropy_hides_less(records: Records) -> Verdict:
    """T8: entropy training makes the language harder to read, too, but less than reversal (chapter 7).

    Rule: two effects, the accuracy of the best reader as in T7: fine-tuned minus entropy, and entropy minus
    reversal. Supported if both intervals are above 0, not supported if none of one is. The effect shown is
    the one whose interval reaches lower.
    """

    def finding(s: Setting) -> Finding:
        plain, reversal, entropy = (best_reader(s, name) for name in ("REF", "reversal", "entropy"))
        effects = [interval(plain - entropy), interval(entropy - reversal)]
        words = f"{effects[0].text(decimals=1)}, and leaves {effects[1].text(decimals=1)} more than reversal"
        effect = min(effects, key=lambda e: e.low)
        return effect, _joined([above(e, 0.0) for e in effects]), words

    return _in_each_task("T8", records, "Points that entropy training takes from the best reader", finding)


def unlearning_does_not_help(records: Records) -> Verdict:
    """T9: adversaries do not improve the zero-shot score beyond fine-tuning (chapter 7).

    Rule: the effect is the change of the zero-shot score against fine-tuning, for the adversary whose
    interval reaches higher. Supported if its whole interval is below 1 point, not supported if all of it is
    above.
    """

    def finding(s: Setting) -> Finding:
        changes = {name: interval(s.change(name).zero_shot) for name in ADVERSARIES if name in s.runs}
        best = max(changes, key=lambda name: changes[name].high)
        words = f"{changes[best].text(decimals=1)} ({NAMES[best]})"
        return changes[best], above(negated(changes[best]), -GAIN), words

    return _in_each_task("T9", records, "Most that an adversary may change the zero-shot score", finding)


def entropy_helps_distant_languages(records: Records) -> Verdict:
    """T10: entropy training helps tagging in the languages that transfer reaches least (ours; chapter 7).

    Rule: the effect is the change of the zero-shot score by entropy training, for the half of the targets
    that plain fine-tuning scores lowest; for each seed the other seeds say which those are. Supported if its
    whole interval is above 0, not supported if none of it is.
    """
    (s,) = conditions(_of_task(records, "pos"))
    change = s.change("entropy").zero_shot
    usual, half = s.zero_shot("REF"), len(s.targets) // 2
    of_others = (usual.sum(0) - usual) if len(usual) > 1 else usual
    effect = interval(np.take_along_axis(change, of_others.argsort(axis=1)[:, :half], axis=1))
    farthest = usual.mean(0).argsort()[:half]
    better = int((change.mean(0) > 0).sum())
    sentence = (
        f"Entropy training changes the {len(farthest)} targets that transfer reaches least "
        f"({' '.join(sorted(s.targets[i] for i in farthest))}) by {effect.text(decimals=1)} points; "
        f"{better} of all {len(s.targets)} gain."
    )
    return Verdict("T10", effect, above(effect, 0.0), sentence)


TANTI: tuple[Claim, ...] = (
    languages_cluster,
    tuning_dissolves_language_clusters,
    tuning_clusters_by_label,
    tagging_hides_the_language,
    inference_keeps_the_language,
    tagging_hides_more_than_inference,
    reversal_hides_the_language,
    entropy_hides_less,
    unlearning_does_not_help,
    entropy_helps_distant_languages,
)
"""T1 to T10, in order."""


def best_reader(setting: Setting, condition: str) -> Float[np.ndarray, " seed"]:
    """Accuracy of the best of three readers of general text in per cent: words, for inference sentences."""
    name = "sentence general" if setting.task == "nli" else "word general"
    found: np.ndarray = np.max([_probe(setting, condition, name + reader) for reader in READERS], axis=0)
    return found


def _probe(setting: Setting, condition: str, measure: str) -> Float[np.ndarray, " seed"]:
    """Accuracy of a reader of the last layer, in per cent."""
    if measure.endswith(READERS[1:]):
        return 100 * setting.top(condition, measure)
    return 100 * setting.layers(condition, measure)[:, -1]


def _ami_change(claim: str, records: Records, kind: str, more: str, less: str, what: str) -> Verdict:
    def finding(s: Setting) -> Finding:
        high, low = (s.layers(name, f"ami {kind}")[:, -1] for name in (more, less))
        effect = interval(high - low)
        return effect, above(effect, 0.0), effect.text(decimals=2)

    return _in_each_task(claim, records, what, finding)


def _in_each_task(claim: str, records: Records, what: str, finding: Callable[[Setting], Finding]) -> Verdict:
    """One verdict from those of each task."""
    found = {s.task: finding(s) for s in conditions(records)}
    verdict = _joined([answer for _, answer, _ in found.values()])
    deciding = [effect for effect, answer, _ in found.values() if answer == verdict]
    sentence = "; ".join(f"{task} {words}" for task, (_, _, words) in found.items())
    return Verdict(claim, min(deciding, key=lambda effect: abs(effect.mean)), verdict, f"{what}: {sentence}.")


def _joined(answers: Sequence[Answer]) -> Answer:
    """Supported everywhere, not supported somewhere, or open."""
    if "not supported" in answers:
        return "not supported"
    return "supported" if set(answers) == {"supported"} else "undecided"


def _of_task(records: Records, task: str) -> Records:
    own = [record for record in records if record.spec.task == task]
    if not own:
        raise ValueError(f"this claim is about the task {task!r}, and no run has it")
    return own
