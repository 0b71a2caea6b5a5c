"""Numbers of others are complete, verified and attributed, and what we compute from them is right."""

from __future__ import annotations

import copy

import pytest

from xling_utils import published as room
from xling_utils.published import (
    COMPUTED,
    better_than_finetuned,
    published,
    published_measures,
    published_scores,
)

CONDITIONS = ("frozen", "REF", "reversal", "entropy")
LANGUAGES = {"pos": 33, "nli": 14}
IN_ALL = {
    "pos": {"frozen": 0.5117, "REF": 0.5962, "reversal": 0.5353, "entropy": 0.5684},
    "nli": {"frozen": 0.2975, "REF": 0.6630, "reversal": 0.6219, "entropy": 0.6209},
}
"""Pooled label macro-F1, from the fact sheet."""
AVERAGES = {
    ("pos", "zero shot"): (0.4093, 0.4758, 0.4105, 0.4692),
    ("pos", "gap"): (0.4206, 0.4070, 0.4773, 0.3494),
    ("pos", "in language"): (0.8300, 0.8828, 0.8878, 0.8186),
    ("nli", "zero shot"): (0.2743, 0.6495, 0.5959, 0.5973),
    ("nli", "gap"): (0.1128, 0.1607, 0.1941, 0.1848),
    ("nli", "in language"): (0.3871, 0.8102, 0.7900, 0.7821),
}
"""What exact numbers give; ours are stored to four decimals."""
EACH = [(task, condition) for task in LANGUAGES for condition in CONDITIONS]


@pytest.mark.parametrize(("task", "condition"), EACH)
def test_every_number_is_verified_attributed_and_a_share(task, condition):
    for measure in published_measures(task):
        found = published(task, measure, condition)
        assert found.verified is True
        assert 0 <= found.value <= 1
        assert "github.com/mtanti/mbert-language-specificity" in found.source
        assert "MIT licence" in found.source
        assert found.source.startswith("our arithmetic") == (measure in COMPUTED)
    assert published(task, "label f1", condition).value == IN_ALL[task][condition]


def test_each_number_names_the_file_of_its_condition():
    places = {published(task, "label f1", condition).source for task, condition in EACH}
    assert len(places) == len(EACH)
    assert (
        "experiments/experiment/lang_grad_rev_cls/results.csv" in published("nli", "gap", "reversal").source
    )


@pytest.mark.parametrize(("task", "condition"), EACH)
def test_every_language_has_a_score(task, condition):
    scores = published_scores(task, condition)
    assert len(scores) == LANGUAGES[task]
    assert list(scores) == list(published_scores(task, "REF"))
    assert all(0 <= value <= 1 for value in scores.values())
    scores.clear()
    assert len(published_scores(task, condition)) == LANGUAGES[task], "a copy"


@pytest.mark.parametrize(("task", "measure"), AVERAGES)
def test_averages_are_computed_from_the_languages(task, measure):
    found = [published(task, measure, condition).value for condition in CONDITIONS]
    assert found == pytest.approx(AVERAGES[task, measure], abs=1.01e-4)


def test_where_unlearning_beats_finetuning():
    counts = [len(better_than_finetuned("pos", condition)) for condition in CONDITIONS]
    assert counts == [2, 0, 4, 14]
    found = [better_than_finetuned("nli", condition) for condition in CONDITIONS]
    assert found == [(), (), ("de", "fr"), ()]


def test_the_tasks_share_their_measures_but_one():
    assert set(published_measures("pos")) - set(published_measures("nli")) == {"label micro f1"}
    assert set(published_measures("nli")) - set(published_measures("pos")) == {"label accuracy"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ner", "label f1", "REF"), "the task 'ner'; there is pos, nli"),
        (("pos", "beauty", "REF"), "the measure 'beauty'; there is label f1, label micro f1, "),
        (("pos", "label f1", "leace"), "the condition 'leace'; there is frozen, REF, reversal, entropy"),
        (("pos", "gap", "leace"), "the condition 'leace'; there is frozen"),
    ],
)
def test_what_is_not_there_is_explained(arguments, message):
    with pytest.raises(ValueError, match=message):
        published(*arguments)


def test_what_is_not_verified_is_not_handed_out(monkeypatch):
    doubtful = copy.deepcopy(room._stored())
    for name in ("scores", "measures"):
        entry = doubtful["tasks"]["pos"][name]
        entry = entry if name == "scores" else entry["v label"]
        entry["verified"] = False
    monkeypatch.setattr(room, "_stored", lambda: doubtful)
    for measure in ("v label", "zero shot"):
        with pytest.raises(ValueError, match="was not verified"):
            published("pos", measure, "REF")
    with pytest.raises(ValueError, match="was not verified"):
        published_scores("pos", "REF")
    assert published("pos", "v language", "REF").value == 0.1045
