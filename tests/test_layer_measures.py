"""Tables of measures by layer agree with the measures themselves."""

from __future__ import annotations

import pytest
import torch

from xling_utils.backbones import reinit
from xling_utils.evaluation import evaluation_set
from xling_utils.finetuning import FineTuned, finetune
from xling_utils.layer_measures import (
    MEAN,
    MEASURES,
    SHUFFLED,
    scores_by_cut,
    similarity_by_layer,
    similarity_to,
)
from xling_utils.similarity import anc, centre, cka, retrieval_accuracy

LANGUAGES = ("fr", "en", "ja")
LAYERS, SENTENCES, HIDDEN = 3, 40, 8


@pytest.fixture(scope="module")
def states() -> torch.Tensor:
    """Languages that share a part of every sentence, less of it in higher layers."""
    generator = torch.Generator().manual_seed(0)
    shared = torch.randn(1, 1, SENTENCES, HIDDEN, generator=generator)
    own = torch.randn(len(LANGUAGES), LAYERS, SENTENCES, HIDDEN, generator=generator)
    return shared + own * torch.tensor([0.1, 0.5, 2.0])[:, None, None] + 3


def test_every_measure_is_that_of_the_two_languages(states: torch.Tensor) -> None:
    found = similarity_by_layer(states, LANGUAGES, "en")
    one = {
        "cka": cka,
        "rbf_cka": lambda x, y: cka(x, y, kernel="rbf", debiased=False),
        "anc": anc,
        "retrieval": retrieval_accuracy,
        "centred_retrieval": lambda x, y: retrieval_accuracy(centre(x), centre(y)),
    }
    assert set(found) == {*MEASURES, *(name + SHUFFLED for name in MEASURES)}
    for name, measure in one.items():
        assert list(found[name]) == ["fr", "ja"]
        for code in ("fr", "ja"):
            truth = [
                measure(states[1, layer], states[LANGUAGES.index(code), layer]) for layer in range(LAYERS)
            ]
            assert found[name][code] == pytest.approx(truth, abs=2e-4), name


def test_shuffled_pairs_leave_the_bias_only(states: torch.Tensor) -> None:
    found = similarity_by_layer(states, LANGUAGES, "en", shuffles=20)
    for name in ("cka", "anc", "retrieval", "centred_retrieval"):
        [(language, values)] = found[name + SHUFFLED].items()
        assert language == MEAN
        assert max(map(abs, values)) < 0.1, name
    assert min(found["rbf_cka" + SHUFFLED][MEAN]) > 0.1, "the biased measure should show its bias"
    assert found["cka"]["fr"][0] > 0.9 > found["cka"]["fr"][2]


def test_a_model_is_like_itself_and_drifts_when_changed(states: torch.Tensor) -> None:
    same = similarity_to(states, states, LANGUAGES)
    assert same == {code: [1.0] * LAYERS for code in LANGUAGES}
    moved = states.clone()
    moved[:, 2] = torch.randn(moved[:, 2].shape, generator=torch.Generator().manual_seed(1))
    drift = similarity_to(states, moved, LANGUAGES)
    assert all(values[:2] == [1.0, 1.0] and values[2] < 0.2 for values in drift.values())


def test_cuts_run_from_all_tuned_to_all_untuned(tiny_backbone, toy_corpus) -> None:
    tuned = finetune(tiny_backbone, toy_corpus, "pos", "aa", epochs=5, learning_rate=3e-3, dropout=0.0)
    test = evaluation_set(tiny_backbone, toy_corpus, "pos", limit=30)
    found = scores_by_cut(tuned, tiny_backbone, test)
    whole = {code: round(scores["accuracy"], 4) for code, scores in tuned.score(test).items()}
    last = tiny_backbone.num_layers
    assert {code: values[last] for code, values in found["upper"].items()} == whole
    nothing_tuned = FineTuned(tiny_backbone, tuned.head, tuned.task, tuned.spec, ()).score(test)
    for code, scores in nothing_tuned.items():
        assert found["lower"][code][last] == round(scores["accuracy"], 4)
    assert {len(values) for part in found.values() for values in part.values()} == {last + 1}


def test_a_stranger_below_spoils_what_was_learnt(tiny_backbone, toy_corpus) -> None:
    tuned = finetune(tiny_backbone, toy_corpus, "pos", "aa", epochs=5, learning_rate=3e-3, dropout=0.0)
    test = evaluation_set(tiny_backbone, toy_corpus, "pos", ("aa",), limit=30)
    stranger = reinit(tiny_backbone, "everything", seed=7)
    assert scores_by_cut(tuned, stranger, test)["lower"]["aa"][2] < 0.8 * tuned.score(test)["aa"]["accuracy"]
