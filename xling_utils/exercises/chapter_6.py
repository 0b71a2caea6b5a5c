"""Checks of the exercises of chapter 6."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import torch
from sklearn.metrics import adjusted_mutual_info_score, f1_score, homogeneity_score, v_measure_score

from xling_utils.bare_tags import bare_tag_f1
from xling_utils.clustering import cluster_agreement
from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.probing import probe_language


def check_6_1(macro_f1: Callable[..., Any]) -> bool:
    """F1 of every language over words, and the mean of these."""
    gold = [["en"] * 5, ["fr"] * 3, ["de"] * 2, ["en"] * 4]
    answers = [["en"] * 4 + ["fr"], ["fr"] * 3, ["de", "fr"], ["en", "en", "de", "en"]]
    value, complaint = attempt(macro_f1, gold, answers)
    if complaint:
        return tell(False, complaint)
    if np.ndim(value) != 0:
        return tell(False, "Return one number: the mean over the languages.")
    true, given = list(chain(*gold)), list(chain(*answers))
    truth = float(f1_score(true, given, average="macro"))
    if math.isclose(value, truth, abs_tol=1e-6):
        released = bare_tag_f1(gold, answers).macro
        return tell(True, f"Right: {truth:.2f}, where the released score of these answers is {released:.2f}.")
    right = [a == b for a, b in zip(true, given, strict=True)]
    single = [float(f1_score(a, b, average="macro")) for a, b in zip(gold, answers, strict=True)]
    mistakes = [
        (float(np.mean(right)), "This is accuracy: long texts and frequent languages weigh more."),
        (_mean_recall(true, given), "This is the mean recall: what was wrongly called French counts, too."),
        (_mean_recall(given, true), "This is the mean precision: the words that were missed count, too."),
        (float(np.mean(single)), "This is a mean over sentences: count words over all sentences first."),
        (bare_tag_f1(gold, answers).macro, "This is the released score: here single words count, no chunks."),
        (100 * truth, "This is a percentage: the score is a share."),
    ]
    for wrong, message in mistakes:
        if math.isclose(value, wrong, abs_tol=1e-6):
            return tell(False, message)
    return tell(False, f"Expected {truth:.3f}, got {float(value):.3f}.")


def _mean_recall(true: Sequence[str], given: Sequence[str]) -> float:
    shares = [
        np.mean([b == code for a, b in zip(true, given, strict=True) if a == code]) for code in set(true)
    ]
    return float(np.mean(shares))


def check_6_2(control_task: Callable[..., Any]) -> bool:
    """A random label for every word form."""
    words = [f"w{i % 40}" for i in range(240)]
    labels = [("en", "fr", "de", "tr")[i % 4] for i in range(240)]  # 40 forms, ten of each language
    answer, complaint = attempt(control_task, words, labels, 0)
    if complaint:
        return tell(False, complaint)
    try:
        found = list(answer)
    except TypeError:
        return tell(False, "Return a list with one label per word.")
    if len(found) != len(words):
        return tell(False, f"There are {len(words)} words, you gave {len(found)} labels: one for each word.")
    if strange := sorted({str(label) for label in found} - set(labels)):
        return tell(False, f"{strange[0]!r} is none of the languages: draw from the labels that there are.")
    of_form, of_language = defaultdict(set), defaultdict(set)
    for word, language, label in zip(words, labels, found, strict=True):
        of_form[word].add(label)
        of_language[language].add(label)
    if found == labels:
        return tell(False, "These are the true labels: a control task has random ones.")
    if torn := [word for word, given in of_form.items() if len(given) > 1]:
        return tell(False, f"{torn[0]!r} has several labels: a word form keeps the one that it drew.")
    if len(set(found)) == 1:
        return tell(False, "All words have the same label: draw anew for every word form.")
    if all(len(given) == 1 for given in of_language.values()):
        return tell(False, "You renamed the languages. A probe reads new names as easily as the old ones.")
    if list(control_task(words, labels, 0)) != found:
        return tell(False, "The same seed gave other labels: make a generator from the seed.")
    if list(control_task(words, labels, 1)) == found:
        return tell(False, "Another seed gave the same labels: use it.")
    return tell(True, "Right: such labels can be remembered, form by form, but not understood.")


def check_6_3(hide: Callable[..., Any]) -> bool:
    """States whose clusters are not languages, though a linear probe reads these as well as before."""
    states, labels = _languages_apart()
    answer, complaint = attempt(hide, states.clone(), list(labels))
    if complaint:
        return tell(False, complaint)
    if not isinstance(answer, torch.Tensor) or answer.shape != states.shape:
        return tell(False, f"Return states of the same shape, {tuple(states.shape)}.")
    if not bool(answer.isfinite().all()):
        return tell(False, "Some of your states are not finite.")
    ami, read = _ami(answer, labels), _read(answer, labels)
    before = f"{_ami(states, labels):.2f} before"
    if read < 0.95 and ami > 0.1:
        return tell(False, f"The probe reads {100 * read:.0f} %, and AMI is {ami:.2f} ({before}).")
    if read < 0.95:
        return tell(
            False, f"AMI is {ami:.2f}, but the probe reads {100 * read:.0f} %: this erases instead of hiding."
        )
    if ami > 0.1:
        return tell(
            False, f"The probe reads {100 * read:.0f} %, but AMI is {ami:.2f} ({before}): clusters are there."
        )
    return tell(
        True, f"Right: AMI {ami:.2f} ({before}), and the probe still reads {100 * read:.0f} % of the words."
    )


def _languages_apart() -> tuple[torch.Tensor, list[str]]:
    """Words of three languages in eight dimensions, two of which tell them apart."""
    draw = torch.Generator().manual_seed(6)
    labels = ["en", "fi", "tr"] * 100
    corners = torch.tensor([[6.0, 0.0], [-3.0, 5.2], [-3.0, -5.2]]).repeat(100, 1)
    states = torch.cat([corners, torch.zeros(300, 6)], 1) + torch.randn(300, 8, generator=draw)
    turned = torch.linalg.qr(torch.randn(8, 8, generator=draw)).Q
    return states @ turned + 1.0, labels


def _ami(states: torch.Tensor, labels: Sequence[str]) -> float:
    return cluster_agreement(states[None].detach(), labels, seeds=(1, 2, 3)).ami.item()


def _read(states: torch.Tensor, labels: Sequence[str]) -> float:
    known, asked = states[None, :200].detach(), states[None, 200:].detach()
    return probe_language(known, labels[:200], asked, labels[200:]).accuracy.item()


def check_6_4(v_chance: Callable[..., Any]) -> bool:
    """V-measure of clusters and shuffled labels."""
    draw = np.random.default_rng(4)
    labels = draw.integers(0, 6, 60)
    clusters = np.where(draw.random(60) < 0.5, 2 * labels, draw.integers(0, 12, 60))
    answer, complaint = attempt(v_chance, clusters.copy(), labels.copy(), 300)
    if complaint:
        return tell(False, complaint)
    if np.ndim(answer) != 0:
        return tell(False, "Return one number: the mean over the shuffles.")
    shuffled = [v_measure_score(draw.permutation(labels), clusters) for _ in range(1000)]
    truth, error = float(np.mean(shuffled)), 5 * float(np.std(shuffled)) / math.sqrt(300)
    if abs(answer - truth) <= error:
        plain = v_measure_score(labels, clusters)
        return tell(True, f"Right: of a V-measure of {plain:.2f}, chance gives {truth:.2f}.")
    if answer > 1:
        return tell(False, "This is more than 1: divide the sum by the number of shuffles.")
    one_sided = np.mean([homogeneity_score(draw.permutation(labels), clusters) for _ in range(300)])
    mistakes = [
        (v_measure_score(labels, clusters), 1e-6, "These labels were not shuffled, or the result was lost."),
        (
            adjusted_mutual_info_score(labels, clusters),
            1e-6,
            "This is AMI, and the labels were not shuffled.",
        ),
        (0.0, 0.02, "This is the chance of AMI, which has it subtracted. That of V-measure is above 0."),
        (float(one_sided), error, "This is the homogeneity alone: V-measure is its mean with completeness."),
    ]
    for wrong, margin, message in mistakes:
        if abs(answer - wrong) <= margin:
            return tell(False, message)
    return tell(False, f"Expected about {truth:.3f}, got {float(answer):.3f}.")
