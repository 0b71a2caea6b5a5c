"""Checks of the exercises of chapter 1."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from xling_utils.baselines import learn_lookup, most_frequent_tag
from xling_utils.exercises.verdicts import attempt, tell
from xling_utils.records import RunRecord, RunSpec
from xling_utils.tagging import TaggedWord


def check_1_1(gaps: Callable[..., Any]) -> bool:
    """The cross-lingual gap of every target, in points."""
    scores = {"aa": {"accuracy": 0.9}, "bb": {"accuracy": 0.65}, "cc": {"accuracy": 0.93}}
    answer, complaint = attempt(gaps, scores, "aa")
    if complaint:
        named = "KeyError" in complaint and "en" in complaint
        return tell(
            False, "Take the source from the argument: it is not always 'en'." if named else complaint
        )
    truth = {code: 100 * (scores["aa"]["accuracy"] - scores[code]["accuracy"]) for code in ("bb", "cc")}
    if not isinstance(answer, dict) or not truth.keys() <= answer.keys():
        return tell(False, "Return a dictionary with one entry for every target language.")
    if "aa" in answer:
        return tell(False, "The source is no target: its gap to itself is 0 and would pull a mean towards 0.")
    if _close(answer, truth):
        return tell(
            True, "Right. A negative gap means that a target does better than the source: rare, but legal."
        )
    if _close(answer, {code: -value for code, value in truth.items()}):
        return tell(False, "The sign is turned: the gap is what is lost, source minus target.")
    if _close(answer, {code: value / 100 for code, value in truth.items()}):
        return tell(False, "These are shares from 0 to 1. The book speaks of points: multiply by 100.")
    if _close(answer, {code: abs(value) for code, value in truth.items()}):
        return tell(False, "A gap can be negative: keep its sign, without abs().")
    return tell(
        False, "The gap of a target is the accuracy of the source minus that of the target, times 100."
    )


def check_1_2(tag_by_lookup: Callable[..., Any]) -> bool:
    """The dictionary of most frequent tags, tried on a treebank of six sentences."""
    lines = (
        "They/PRON walk/VERB dogs/NOUN in/ADP May/PROPN",
        "They/PRON walk/VERB dogs/NOUN",
        "a/DET walk/NOUN",
        "the/DET play/NOUN",
        "Dogs/NOUN play/VERB",
        "They/PRON may/AUX play/VERB games/NOUN",
    )
    pairs = [[word.split("/") for word in line.split()] for line in lines]
    train = {name: [[pair[i] for pair in row] for row in pairs] for i, name in enumerate(("tokens", "upos"))}
    sentences = [["They", "play"], ["a", "walk", "in", "May"], ["neko", "wa", "may"]]
    lookup, guess = learn_lookup(train), most_frequent_tag(train)
    truth = [[lookup.get(form, guess) for form in sentence] for sentence in sentences]
    answer, complaint = attempt(tag_by_lookup, train, sentences)
    if complaint:
        unknown = "KeyError" in complaint and any(form in complaint for form in ("neko", "wa"))
        return tell(
            False, "A word that is not in the dictionary needs an answer too." if unknown else complaint
        )
    try:
        found = [list(tags) for tags in answer]
    except TypeError:
        return tell(False, "Return one list for every sentence, with one tag for every word.")
    if found == truth:
        return tell(True, "Right. Every word gets its favourite tag, whatever stands around it.")
    if [len(tags) for tags in found] != [len(tags) for tags in truth]:
        return tell(False, "Return one list for every sentence, with one tag for every word.")
    return tell(False, _lookup_mistake(found, truth, guess))


def _lookup_mistake(found: list[list[str]], truth: list[list[str]], guess: str) -> str:
    if all(tag == guess for tags in found for tag in tags):
        return "Every word gets the same tag: that is the other baseline. Count the tags of each form."
    if found[2][:2] != truth[2][:2]:
        return "Words that training has not seen should get the most frequent tag of all training words."
    if found[1][3] != truth[1][3] or found[2][2] != truth[2][2]:
        return "'May' and 'may' are two forms: keep capitals, they tell names from other words."
    if found[1][1] != truth[1][1]:
        return "'walk' got the tag that it had last. Count all of its tags and take the most frequent one."
    if found[0][1] != truth[0][1]:
        return "'play' got the tag that it had first. Count all of its tags and take the most frequent one."
    return f"Expected {truth}, got {found}."


def check_1_3(source_difference: Callable[..., Any]) -> bool:
    """A fair comparison of two sources: the same targets on both sides."""
    first, second = (
        RunRecord(RunSpec(source=source), {code: {"accuracy": score} for code, score in scores.items()}, 0.0)
        for source, scores in (
            ("aa", {"aa": 0.98, "bb": 0.74, "cc": 0.60, "dd": 0.50}),
            ("bb", {"aa": 0.86, "bb": 0.97, "cc": 0.63, "dd": 0.55}),
        )
    )
    answer, complaint = attempt(source_difference, first, second)
    if complaint:
        return tell(False, complaint)
    truth = 100 * (second.score(["cc", "dd"]) - first.score(["cc", "dd"]))
    mistakes = {
        truth: "Right. Only languages that neither run has labels for can be compared.",
        -truth: "The sign is turned: second minus first, so that plus means that the second is better.",
        truth / 100: "This is a share from 0 to 1. The book speaks of points: multiply by 100.",
        100
        * (second.zero_shot - first.zero_shot): "The two means are over different targets: each leaves out "
        "its own source. Compare on the languages that neither run was fine-tuned on.",
        100 * (second.score(second.scores) - first.score(first.scores)): "The means hold the sources "
        "themselves, and a score with labels is no zero-shot score.",
    }
    for value, message in mistakes.items():
        if isinstance(answer, int | float) and math.isclose(answer, value, abs_tol=1e-9):
            return tell(value == truth, message)
    return tell(
        False, "Mean of the second run minus mean of the first, over languages that are source in neither."
    )


def check_1_4(most_confused: Callable[..., Any]) -> bool:
    """The most frequent pair of gold tag and wrong answer."""
    counts = {
        ("NOUN", "NOUN"): 9,
        ("VERB", "NOUN"): 3,
        ("NOUN", "VERB"): 2,
        ("ADJ", "ADV"): 2,
        ("ADV", "ADJ"): 2,
    }
    words = [TaggedWord("x", *pair) for pair, count in counts.items() for _ in range(count)]
    answer, complaint = attempt(most_confused, words)
    if complaint:
        return tell(False, complaint)
    truth = max((pair for pair in counts if pair[0] != pair[1]), key=lambda pair: counts[pair])
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return tell(False, "Return two tags: the gold one and the wrong answer.")
    if tuple(answer) == truth:
        return tell(True, "Right. Now ask why: the pair says where the tagger errs, its words say why.")
    if answer[0] == answer[1]:
        return tell(False, "This pair is no error: leave out the words whose answer is right.")
    if tuple(answer) == truth[::-1]:
        return tell(
            False,
            "The order is turned: gold tag first, then the answer. Nouns taken for verbs are one "
            "kind of error, verbs taken for nouns another.",
        )
    return tell(False, "Count the pairs (gold, answer) of the wrong words and return the most frequent one.")


def _close(answer: dict[str, Any], truth: dict[str, float]) -> bool:
    return answer.keys() == truth.keys() and all(math.isclose(answer[key], truth[key]) for key in truth)
