from __future__ import annotations

import pytest
import torch
from conftest import ToyCorpus
from datasets import Dataset

from xling_utils.backbones import reinit, split, stitch
from xling_utils.evaluation import EvaluationSet, evaluation_set, prepare
from xling_utils.finetuning import FineTuned, finetune
from xling_utils.hidden_states import layer_states
from xling_utils.tables import PAIR_LABELS, pair_table
from xling_utils.training import _share_of_peak, fit

FAST = {"source": "aa", "max_steps": 6, "batch_size": 8, "learning_rate": 1e-3}


class Uneven(ToyCorpus):
    """Trees, pairs and tags, of which some items have few and some none."""

    def sentences(self, language, split, domain=None, limit=None):
        rows = super().sentences(language, split, limit=limit).to_list()
        for number, row in enumerate(rows):
            words = len(row["tokens"])
            known = range(words) if number % 2 else range(number % 3)
            row["upos"] = [tag if i in known else "_" for i, tag in enumerate(row["upos"])]
            row["head"] = [i if i in known else None for i in range(words)]
            row["deprel"] = ["root" if i == 0 else "dep" for i in range(words)]
        return Dataset.from_list(rows)

    def pairs(self, language, split, domain=None, limit=None):
        texts = [" ".join(row["tokens"]) for row in super().sentences(language, split)]
        labels = [None if i % 3 == 0 else PAIR_LABELS[i % 7 % 3] for i in range(len(texts))]
        rows = zip(texts, reversed(texts), labels, strict=True)
        return pair_table([{"premise": a, "hypothesis": b, "label": label} for a, b, label in rows])


def parameters(module):
    return {name: value.detach().clone() for name, value in module.named_parameters()}


def changed(old, new):
    return {name for name, value in new.items() if not torch.equal(value, old[name])}


@pytest.fixture(scope="module")
def learned(tiny_backbone, toy_corpus):
    return finetune(tiny_backbone, toy_corpus, "pos", "aa", epochs=12, batch_size=8, learning_rate=5e-3)


def test_it_learns_the_source_and_transfers_what_is_shared(learned, toy_corpus):
    scores = learned.evaluate(toy_corpus)
    assert set(scores) == {"aa", "bb"}
    assert scores["aa"]["accuracy"] > 0.95
    assert 0.2 < scores["bb"]["accuracy"] < scores["aa"]["accuracy"]
    assert sum(learned.losses[-5:]) < 0.2 * sum(learned.losses[:5])


def test_context_decides_where_a_word_has_two_tags(learned):
    (tags,) = learned.predict([["ul", "mod", "kato", "mod", "un", "domo", "."]])
    assert tags == ["DET", "ADJ", "NOUN", "VERB", "DET", "NOUN", "PUNCT"]


def test_predictions_keep_order_and_do_not_depend_on_the_batch(learned, toy_corpus):
    sentences = toy_corpus.sentences("bb", "test")[:]["tokens"] + [["kato", "vidas"] * 40]
    together = learned.predict(sentences)
    assert [len(tags) for tags in together] == [len(words) for words in sentences]
    assert together == [learned.predict([words])[0] for words in sentences]
    assert together == learned.predict(sentences, token_budget=64)


def test_evaluation_equals_scoring_each_language_alone(learned, toy_corpus):
    together = learned.evaluate(toy_corpus, limit=10)
    assert together == {
        code: learned.evaluate(toy_corpus, [code], limit=10)[code] for code in toy_corpus.languages
    }


def test_a_test_set_is_read_once_for_many_models(learned, tiny_backbone, toy_corpus):
    test = evaluation_set(tiny_backbone, toy_corpus, "pos", ("bb", "aa"), limit=10)
    assert test.languages == ("bb", "aa")
    assert test.sizes == (10, 10)
    assert learned.score(test) == learned.evaluate(toy_corpus, ("bb", "aa"), limit=10)
    again = learned.score(test)
    assert learned.score(test) == again, "scoring must not use the set up"


@pytest.mark.parametrize("token_budget", [4096, 60])
def test_one_language_of_a_test_set_is_the_set_of_that_language(
    learned, tiny_backbone, toy_corpus, token_budget
):
    task = learned.task
    tables = {code: task.read(toy_corpus, code, "test", None, 10 + i) for i, code in enumerate(("bb", "aa"))}
    inputs = [task.inputs(table) for table in tables.values()]
    batches = prepare(tiny_backbone, task, [*inputs[0], *inputs[1]], token_budget)
    test = EvaluationSet(tables, tuple(map(len, inputs)), batches)
    for code, rows in zip(tables, inputs, strict=True):
        alone = test.only(code, tiny_backbone)
        assert (alone.languages, alone.sizes) == ((code,), (len(rows),))
        assert alone.tables[code] is tables[code]
        windows = sorted((w for some, _ in alone.batches for w in some), key=lambda w: (w.sentence, w.start))
        assert windows == tiny_backbone.encode(rows)
        assert learned.score(alone) == {code: learned.score(test)[code]}
    assert test.languages == ("bb", "aa"), "the whole set stays as it is"


def test_the_same_arguments_give_bit_identical_weights(tiny_backbone, toy_corpus):
    torch.manual_seed(1)
    first = finetune(tiny_backbone, toy_corpus, seed=3, **FAST)
    torch.manual_seed(2)
    again = finetune(tiny_backbone, toy_corpus, seed=3, **FAST)
    assert first.losses == again.losses
    assert not changed(parameters(first.backbone.model), parameters(again.backbone.model))
    assert not changed(parameters(first.head), parameters(again.head))
    other = finetune(tiny_backbone, toy_corpus, seed=4, **FAST)
    assert changed(parameters(first.head), parameters(other.head))


def test_the_backbone_and_the_global_random_state_stay(tiny_backbone, toy_corpus):
    before, random_state = parameters(tiny_backbone.model), torch.get_rng_state()
    tuned = finetune(tiny_backbone, toy_corpus, **FAST)
    assert not changed(before, parameters(tiny_backbone.model))
    assert torch.equal(random_state, torch.get_rng_state())
    assert not tiny_backbone.model.training
    assert not tuned.backbone.model.training
    matrices = {name for name, value in before.items() if value.ndim > 1}
    assert matrices <= changed(before, parameters(tuned.backbone.model))


@pytest.mark.parametrize(
    ("frozen", "still"),
    [
        ([0, 3], ("encoder.layer.0.", "encoder.layer.3.")),
        ("embeddings", ("embeddings.",)),
        ("backbone", ("",)),
    ],
)
def test_frozen_parts_stay_and_the_rest_learns(tiny_backbone, toy_corpus, frozen, still):
    before = parameters(tiny_backbone.model)
    tuned = finetune(tiny_backbone, toy_corpus, frozen=frozen, **FAST)
    moved = changed(before, parameters(tuned.backbone.model))
    assert not {name for name in moved if name.startswith(still)}
    assert {name for name, value in before.items() if value.ndim > 1 and not name.startswith(still)} <= moved
    assert tuned.spec["frozen"] == frozen


@pytest.mark.parametrize(("frozen", "dropout_runs"), [("backbone", False), ("embeddings", True)])
def test_only_a_wholly_frozen_backbone_runs_without_dropout(tiny_backbone, toy_corpus, frozen, dropout_runs):
    seen = []

    def objective(network, batch, gold):
        seen.append((network.encoder.training, network.head.training))
        return network(batch).sum()

    finetune(tiny_backbone, toy_corpus, frozen=frozen, objective=objective, **FAST)
    assert set(seen) == {(dropout_runs, True)}


def test_gradients_are_clipped_and_not_kept(tiny_backbone, toy_corpus):
    line = torch.nn.Linear(3, 1)
    fit(
        line,
        [1],
        [1],
        lambda _: 1e6 * line(torch.ones(1, 3)).sum(),
        epochs=1,
        batch_size=1,
        learning_rate=0.1,
    )
    assert torch.nn.utils.get_total_norm([p.grad for p in line.parameters()]) <= 1.001
    tuned = finetune(tiny_backbone, toy_corpus, **FAST)
    assert all(p.grad is None for p in tuned.backbone.model.parameters())


def test_saved_and_loaded_predicts_the_same(learned, tmp_path, toy_corpus):
    learned.save(tmp_path)
    names = {path.suffix for path in tmp_path.iterdir()}
    assert names == {".json", ".safetensors"}
    loaded = FineTuned.load(tmp_path, device="cpu")
    assert loaded.spec == dict(learned.spec)
    assert loaded.losses == learned.losses
    assert loaded.backbone.name == learned.backbone.name
    assert loaded.evaluate(toy_corpus) == learned.evaluate(toy_corpus)
    assert not changed(parameters(learned.head), parameters(loaded.head))


def test_loading_something_else_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"finetuned\.json"):
        FineTuned.load(tmp_path)


def test_a_stitched_model_keeps_the_head(learned, tiny_backbone, toy_corpus):
    same = stitch(*split(learned, 2))
    assert isinstance(same, FineTuned)
    assert same.evaluate(toy_corpus) == learned.evaluate(toy_corpus)
    pretrained_below = stitch(split(tiny_backbone, 4)[0], split(learned, 4)[1])
    assert pretrained_below.head is learned.head
    words = [["ul", "kato"]]
    assert torch.equal(layer_states(pretrained_below.backbone, words), layer_states(tiny_backbone, words))


def test_an_objective_replaces_the_loss_and_nothing_else(tiny_backbone, toy_corpus):
    plain = finetune(tiny_backbone, toy_corpus, **FAST)
    calls = []

    def objective(network, batch, gold):
        calls.append(len(gold))
        return plain.task.loss(network(batch), gold)

    same = finetune(tiny_backbone, toy_corpus, objective=objective, **FAST)
    assert len(calls) == 6
    assert same.losses == plain.losses
    nothing = finetune(
        tiny_backbone, toy_corpus, objective=lambda net, batch, _: net(batch).sum() * 0, **FAST
    )
    assert set(nothing.losses) == {0.0}


def test_dropout_is_the_given_one_and_the_config_returns(tiny_backbone, toy_corpus):
    tuned = finetune(tiny_backbone, toy_corpus, dropout=0.0, **FAST)
    kept = finetune(tiny_backbone, toy_corpus, **FAST)
    assert tuned.losses != kept.losses
    modules = [m for m in tuned.backbone.model.modules() if isinstance(m, torch.nn.Dropout)]
    assert {m.p for m in modules} == {0.1}


def test_steps_are_counted(tiny_backbone, toy_corpus):
    tuned = finetune(tiny_backbone, toy_corpus, source="aa", sentences=20, epochs=2, batch_size=8)
    assert len(tuned.losses) == 2 * 3
    assert len(finetune(tiny_backbone, toy_corpus, **FAST).losses) == 6


def test_the_default_learning_rate_is_that_of_mbert_at_its_width(tiny_backbone, toy_corpus):
    spec = finetune(tiny_backbone, toy_corpus, source="aa", max_steps=1).spec
    assert spec["learning_rate"] * tiny_backbone.hidden_size == pytest.approx(5e-5 * 768)


def test_the_schedule_rises_then_falls_to_zero():
    rates = [_share_of_peak(step, 100, 0.1) for step in range(100)]
    assert max(rates) == pytest.approx(1, abs=0.1)
    assert rates.index(max(rates)) in (9, 10)
    assert rates[:10] == sorted(rates[:10])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 0.02
    assert _share_of_peak(0, 5, 0.0) == 1


def test_without_decay_the_rate_stays_where_it_has_risen_to():
    assert [_share_of_peak(step, 100, 0.0, decay=False) for step in range(100)] == [1.0] * 100
    rising = [_share_of_peak(step, 100, 0.1, decay=False) for step in range(100)]
    assert rising[:10] == [_share_of_peak(step, 100, 0.1) for step in range(10)]
    assert set(rising[10:]) == {1.0}


def test_a_steady_rate_reaches_the_training(tiny_backbone, toy_corpus):
    steady = finetune(tiny_backbone, toy_corpus, warmup=0.0, decay=False, **FAST)
    falling = finetune(tiny_backbone, toy_corpus, warmup=0.0, **FAST)
    assert steady.losses[:2] == falling.losses[:2], "the first step is at the peak in both"
    assert steady.losses[2:] != falling.losses[2:]
    assert (steady.spec["decay"], falling.spec["decay"]) == (False, True)


def test_the_head_can_have_a_rate_of_its_own(tiny_backbone, toy_corpus):
    usual = finetune(tiny_backbone, toy_corpus, **FAST)
    same = finetune(tiny_backbone, toy_corpus, head_rate=FAST["learning_rate"], **FAST)
    assert same.losses == usual.losses
    first, later = (
        finetune(tiny_backbone, toy_corpus, head_rate=0.0, **(FAST | {"max_steps": steps}))
        for steps in (1, 6)
    )
    assert not changed(parameters(first.head), parameters(later.head))
    assert changed(parameters(first.backbone.model), parameters(later.backbone.model))
    only_head = finetune(tiny_backbone, toy_corpus, head_rate=1e-2, **(FAST | {"learning_rate": 0.0}))
    assert not changed(parameters(tiny_backbone.model), parameters(only_head.backbone.model))
    assert set(changed(parameters(first.head), parameters(only_head.head))) == {
        "linear.weight",
        "linear.bias",
    }
    assert (usual.spec["head_rate"], only_head.spec["head_rate"]) == (None, 1e-2)


@pytest.mark.parametrize("std", [0.1, 0.001])
def test_the_head_can_begin_with_other_weights(tiny_backbone, toy_corpus, std):
    before = torch.get_rng_state()
    still = finetune(tiny_backbone, toy_corpus, head_rate=0.0, head_std=std, **FAST)
    assert torch.equal(before, torch.get_rng_state())
    assert (still.head.linear.bias == 0).all()
    assert still.head.linear.weight.std().item() == pytest.approx(std, rel=0.2)
    assert still.spec["head_std"] == std
    other = finetune(tiny_backbone, toy_corpus, head_rate=0.0, head_std=std, seed=1, **FAST)
    assert not torch.equal(still.head.linear.weight, other.head.linear.weight)


@pytest.mark.parametrize("task", ["pos", "parsing", "nli"])
@pytest.mark.parametrize("parts", [3, 8])
def test_a_batch_in_parts_takes_the_same_steps(tiny_backbone, task, parts):
    """Also where some parts have fewer labels than others, or none."""
    options = FAST | {"learning_rate": 1e-4, "dropout": 0.0}
    whole = finetune(tiny_backbone, Uneven(), task, **options)
    cut = finetune(tiny_backbone, Uneven(), task, accumulate=parts, **options)
    assert cut.losses == pytest.approx(whole.losses, abs=1e-5)
    for module, other in ((cut.backbone.model, whole.backbone.model), (cut.head, whole.head)):
        after, expected = parameters(module), parameters(other)
        for name in after:
            # The bias of a key changes no attention: its gradient is rounding, which AdamW blows up.
            if not name.endswith("key.bias"):
                assert torch.allclose(after[name], expected[name], atol=1e-5), name
    assert changed(parameters(whole.backbone.model), parameters(tiny_backbone.model))
    assert (cut.spec["accumulate"], whole.spec["accumulate"]) == (parts, 1)


def test_parts_count_by_their_labels(tiny_backbone, monkeypatch):
    """A mean of the means of the parts would be something else."""
    options = FAST | {"dropout": 0.0, "accumulate": 3}
    right = finetune(tiny_backbone, Uneven(), **options)
    monkeypatch.setattr(type(right.task), "labelled", lambda self, example: 1)
    wrong = finetune(tiny_backbone, Uneven(), **options)
    assert wrong.losses != pytest.approx(right.losses, abs=1e-3)


def test_the_objective_sees_one_part_at_a_time(tiny_backbone, toy_corpus):
    seen = []

    def objective(network, batch, gold):
        seen.append(len(batch.ids))
        return network(batch).mean()

    finetune(tiny_backbone, toy_corpus, objective=objective, accumulate=3, **FAST)
    assert seen == [3, 3, 2] * 6


def test_reading_in_bf16_gives_nearly_the_same(learned, toy_corpus, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    exact, rough = (learned.evaluate(toy_corpus, precision=p)["aa"] for p in ("fp32", "bf16"))
    assert rough["accuracy"] == pytest.approx(exact["accuracy"], abs=0.03)
    assert learned.evaluate(toy_corpus)["aa"] == exact, "the default of a narrow model"
    [(_, batch), *_] = prepare(learned.backbone, learned.task, [["ul", "kato"]])
    states = {p: learned.network(p).eval().states(batch) for p in ("fp32", "bf16")}
    assert states["bf16"].dtype == torch.float32
    assert 0 < (states["fp32"] - states["bf16"]).abs().max() < 0.1


def test_the_budget_of_a_test_set_can_be_chosen(learned, toy_corpus):
    sets = [evaluation_set(learned.backbone, toy_corpus, "pos", token_budget=n) for n in (60, 4096)]
    assert len(sets[0].batches) > len(sets[1].batches)
    for windows, batch in sets[0].batches:
        assert batch.ids.numel() <= 60 or len(windows) == 1
    assert learned.score(sets[0]) == learned.score(sets[1]) == learned.evaluate(toy_corpus, token_budget=60)


def test_it_is_quiet(tiny_backbone, toy_corpus, capfd):
    finetune(tiny_backbone, toy_corpus, **FAST).evaluate(toy_corpus, ["aa"])
    assert capfd.readouterr() == ("", "")


def test_progress_can_be_asked_for(tiny_backbone, toy_corpus, capfd):
    finetune(tiny_backbone, toy_corpus, progress=True, **FAST)
    assert "6/6" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"task": "chunking"}, "unknown task"),
        ({"epochs": 0}, "at least 1"),
        ({"warmup": 2.0}, "share"),
        ({"frozen": "head"}, "unknown frozen"),
        ({"frozen": [9]}, "no layer"),
        ({"sentences": 0}, "no train sentences"),
        ({"accumulate": 0}, "accumulate=0"),
        ({"accumulate": 33}, "1 to 32 parts"),
    ],
)
def test_bad_options_are_explained(tiny_backbone, toy_corpus, unchecked, options, message):
    with pytest.raises(ValueError, match=message):
        finetune(tiny_backbone, toy_corpus, **({"source": "aa"} | options))


def test_a_network_without_anything_to_train_is_refused():
    frozen = torch.nn.Linear(2, 2).requires_grad_(False)
    with pytest.raises(ValueError, match="nothing to train"):
        fit(frozen, [1], [1], lambda _: torch.zeros(()), epochs=1, batch_size=1, learning_rate=1e-3)


def test_a_reinitialised_backbone_trains_like_any_other(tiny_backbone, toy_corpus):
    tuned = finetune(reinit(tiny_backbone, [0, 1], seed=1), toy_corpus, **FAST)
    assert tuned.losses != finetune(tiny_backbone, toy_corpus, **FAST).losses
