from __future__ import annotations

import math
from collections import Counter
from functools import cache

import pytest
import torch
from conftest import SIZES, ToyCorpus
from datasets import Dataset

from xling_utils.adversaries import Entropy, Reversal, dann, reverse_gradient, uniform_loss
from xling_utils.encoding import Window, pad
from xling_utils.evaluation import prepare
from xling_utils.finetuning import FineTuned, Network, finetune
from xling_utils.hidden_states import layer_states
from xling_utils.tasks import collate, get_task
from xling_utils.texts import balanced_batches, read_texts
from xling_utils.training import Moment, fit
from xling_utils.unlearned import Unlearned, states_of
from xling_utils.unlearning import unlearn

RECIPE = {"source": "aa", "sentences": 40, "epochs": 2, "batch_size": 8, "learning_rate": 3e-3}
SHORT = RECIPE | {"epochs": 1, "sentences": 16}


class RawCorpus(ToyCorpus):
    """With unlabelled text."""

    def sentences(self, language, split, domain=None, limit=None):
        if split != "raw" and split not in SIZES:
            raise ValueError(f"no split {split!r}. There is: raw, {', '.join(SIZES)}")
        return made(language, split, limit)


@cache
def made(language, split, limit):
    """A table, made once."""
    if split == "raw":
        return Dataset.from_dict({"tokens": made(language, "train", None)[:]["tokens"][60:][:limit]})
    return ToyCorpus().sentences(language, split, limit=limit)


@pytest.fixture(scope="module")
def corpus():
    return RawCorpus()


@pytest.fixture(scope="module")
def plain(tiny_backbone, corpus):
    return finetune(tiny_backbone, corpus, **RECIPE)


@pytest.fixture(scope="module")
def erased(tiny_backbone, corpus):
    return {m: unlearn(tiny_backbone, corpus, method=m, **RECIPE) for m in ("leace", "inlp", "centre")}


def weights(tuned):
    return torch.cat(
        [p.detach().flatten() for m in (tuned.backbone.model, tuned.head) for p in m.parameters()]
    )


def words(tuned, corpus, split="raw"):
    """Last states of the words of both languages, and the languages."""
    found = [
        states_of(tuned, corpus.sentences(code, split)[:]["tokens"], code, level="word")[-1]
        for code in corpus.languages
    ]
    return torch.cat(found), torch.tensor([i for i, x in enumerate(found) for _ in x])


def found_by_probe(x, labels):
    """What a fresh linear probe, trained to convergence, learns about two languages of equal weight, in nats.

    The most is ln 2. A probe that finds nothing gives the same answer for all states.
    """
    x = (x - x.mean(0)) / x.std()
    probe = torch.nn.Linear(x.shape[1], 2)
    search = torch.optim.LBFGS(probe.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        search.zero_grad()
        value = torch.nn.functional.cross_entropy(probe(x), labels, weight=1 / labels.bincount())
        value.backward()
        return value

    search.step(loss)
    return math.log(2) - loss().item()


# ---- pieces


def test_reversal_turns_the_sign_of_the_gradient_and_nothing_else():
    x = torch.randn(5, 3, requires_grad=True)
    y = reverse_gradient(x, 0.3)
    assert torch.equal(x, y)
    (y * torch.arange(3)).sum().backward()
    assert torch.allclose(x.grad, -0.3 * torch.arange(3.0).expand(5, 3))


def test_the_schedule_rises_from_nothing_to_one():
    values = [dann(share / 20) for share in range(21)]
    assert values[0] == 0
    assert values == sorted(values)
    assert values[2] == pytest.approx(2 / (1 + math.exp(-1)) - 1)
    assert values[-1] == pytest.approx(1, abs=1e-4)


def test_lambda_follows_its_schedule(tiny_backbone, corpus, plain):
    for schedule, expected in [("constant", [2.0] * 4), ("dann", [2 * dann(step / 4) for step in range(4)])]:
        adversary = make(Reversal, tiny_backbone, corpus, strength=2.0, schedule=schedule)
        found = []
        for step in range(4):
            adversary.before_step(plain.network(), Moment(step, 4, 2))
            found.append(adversary.factor)
        assert found == expected


def test_uniform_loss_is_zero_for_no_opinion_and_the_papers_is_its_multiple():
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(6, 5, generator=generator, requires_grad=True)
    assert uniform_loss(torch.full((3, 5), 7.0)).item() == pytest.approx(0, abs=1e-6)
    assert uniform_loss(logits).item() > 0
    paper = uniform_loss(logits, paper=True)
    assert paper.item() == pytest.approx(5 * (uniform_loss(logits).item() + math.log(5)), rel=1e-5)
    assert uniform_loss(torch.zeros(2, 33), paper=True).item() == pytest.approx(33 * math.log(33), rel=1e-5)
    ours = torch.autograd.grad(uniform_loss(logits), logits)[0]
    assert torch.allclose(torch.autograd.grad(paper, logits)[0], 5 * ours, atol=1e-6)


@pytest.mark.parametrize("size", [4, 8, 9])
def test_every_batch_is_balanced_and_every_item_comes_once(size):
    lengths = [[5, 9, 2, 4] * 50, [3] * 200, [8, 1] * 150]
    batches = balanced_batches(lengths, size, torch.Generator().manual_seed(0))
    for batch in batches:
        counts = Counter(language for language, _ in batch)
        assert max(counts.values()) - min(counts.get(language, 0) for language in range(3)) <= 1
    items = [pair for batch in batches for pair in batch]
    assert len(items) == len(set(items)) == 3 * 200
    spreads = [max(r) - min(r) for b in batches if (r := [lengths[0][i] for k, i in b if k == 0])]
    assert sum(spreads) < 0.5 * 7 * len(spreads), "similar lengths share a batch"


def test_text_is_cut_to_the_same_amount_for_every_language(tiny_backbone, corpus):
    given = {"aa": [["ul", "kato"]] * 9, "bb": ["zi mirka vidir"] * 5}
    texts = read_texts(tiny_backbone, corpus, None, given, 100)
    assert texts.size == 5
    assert [len(windows) for windows in texts.windows] == [5, 5]
    assert read_texts(tiny_backbone, corpus, ["bb", "aa"], "raw", 7).languages == ("bb", "aa")
    assert read_texts(tiny_backbone, corpus, None, "raw", 7).size == 7


# ---- adversaries


def make(kind, backbone, corpus, **options):
    texts = read_texts(backbone, corpus, None, "raw", 60)
    defaults = {"level": "word", "strength": 0.5, "batch_size": 8, "rate": 1e-2}
    return kind(backbone=backbone, texts=texts, **(defaults | options))


@pytest.mark.parametrize("method", ["reversal", "entropy"])
def test_an_adversary_without_strength_is_plain_finetuning(tiny_backbone, corpus, plain, method):
    tuned = unlearn(tiny_backbone, corpus, method=method, strength=0.0, **RECIPE)
    assert tuned.losses == plain.losses
    assert torch.equal(weights(tuned), weights(plain))
    strong = unlearn(tiny_backbone, corpus, method=method, strength=0.9, **RECIPE)
    assert not torch.equal(weights(strong), weights(plain))
    assert len(tuned.language_losses) == len(plain.losses)
    assert sum(tuned.language_losses[-3:]) < sum(tuned.language_losses[:3]), "unopposed, it learns"


@pytest.mark.parametrize("method", ["reversal", "entropy", "leace", "inlp", "centre"])
def test_the_same_arguments_give_bit_identical_weights(tiny_backbone, corpus, method):
    torch.manual_seed(1)
    before = torch.get_rng_state()
    first = unlearn(tiny_backbone, corpus, method=method, seed=3, **SHORT)
    assert torch.equal(before, torch.get_rng_state())
    torch.manual_seed(2)
    again = unlearn(tiny_backbone, corpus, method=method, seed=3, **SHORT)
    assert torch.equal(weights(first), weights(again))
    assert not torch.equal(weights(first), weights(unlearn(tiny_backbone, corpus, method=method, **SHORT)))


def network_and_batch(backbone, corpus):
    """A network in training, and labelled sentences."""
    tuned = finetune(backbone, corpus, **SHORT)
    task = get_task("pos")
    examples = task.examples(backbone, task.read(corpus, "aa", "train", None, 8))
    return tuned.network().train(), task, collate(examples, backbone.pad_id, backbone.device)


def moved(module, action):
    before = [p.detach().clone() for p in module.parameters()]
    action()
    return any(not torch.equal(p, old) for p, old in zip(module.parameters(), before, strict=True))


def test_teaching_moves_the_discriminator_alone_and_fooling_the_encoder_alone(tiny_backbone, corpus):
    adversary = make(Entropy, tiny_backbone, corpus)
    network, task, (batch, gold) = network_and_batch(tiny_backbone, corpus)
    assert moved(adversary.head, lambda: adversary.before_step(network, Moment(0, 20, 10)))
    assert not moved(network, lambda: adversary.teach(network, Moment(10, 20, 10)))
    assert all(p.grad is None for p in network.parameters())
    assert len(adversary.losses) == 20
    assert not moved(adversary.head, lambda: adversary.before_step(network, Moment(11, 20, 10)))

    def fool():
        fit(
            network, [0], [1], lambda _: adversary.objective(task, network, batch, gold),
            epochs=5, batch_size=1, learning_rate=1e-3,
        )  # fmt: skip

    def check():
        assert moved(network, fool)

    assert not moved(adversary.head, check)
    assert all(p.grad is None for p in adversary.head.parameters())


def test_fooling_makes_the_answers_more_uniform(tiny_backbone, corpus):
    adversary = make(Entropy, tiny_backbone, corpus, strength=0.9)
    network, task, (batch, gold) = network_and_batch(tiny_backbone, corpus)
    adversary.teach(network, Moment(0, 60, 60))
    some = next(adversary.batches)

    def opinion():
        with torch.no_grad():
            return uniform_loss(adversary.head.eval()(adversary.read(network, some)[0])).item()

    before = opinion()
    fit(
        network, [0], [1], lambda _: adversary.objective(task, network, batch, gold),
        epochs=20, batch_size=1, learning_rate=1e-3,
    )  # fmt: skip
    assert opinion() < 0.5 * before


def test_reversal_sends_the_head_down_and_the_encoder_up(tiny_backbone, corpus):
    adversary = make(Reversal, tiny_backbone, corpus, strength=0.5)
    network, task, (batch, gold) = network_and_batch(tiny_backbone, corpus)
    adversary.before_step(network, Moment(0, 1, 1))
    network.eval(), adversary.head.eval()
    some = next(adversary.batches)
    zero = task.loss(network(batch), gold) * 0
    loss = adversary.total(zero, network, some)
    states, labels = adversary.read(network, some)
    true = torch.nn.functional.cross_entropy(adversary.head(states), labels)
    parameters = [
        network.encoder.get_parameter("encoder.layer.1.output.dense.weight"),
        adversary.head[1].weight,
    ]
    through, straight = (torch.autograd.grad(value, parameters) for value in (loss, true))
    assert torch.allclose(through[0], -0.5 * straight[0], atol=1e-7)
    assert torch.allclose(through[1], straight[1], atol=1e-7)


def test_strong_reversal_hides_the_language_from_its_adversary(tiny_backbone, corpus):
    late = []
    for strength in (0.0, 2.0):
        tuned = unlearn(
            tiny_backbone, corpus, method="reversal", strength=strength, level="sentence",
            **(RECIPE | {"epochs": 8}),
        )  # fmt: skip
        late.append(sum(tuned.language_losses[-10:]) / 10)
    assert late[0] < 0.5
    assert late[1] > 1.3 * late[0]


@pytest.mark.parametrize("level", ["word", "sentence"])
def test_states_that_tell_their_language(tiny_backbone, corpus, level):
    adversary = make(Reversal, tiny_backbone, corpus, level=level)
    network = FineTuned(tiny_backbone, torch.nn.Identity(), get_task("pos"), {}, ()).network()
    some = next(adversary.batches)
    states, labels = adversary.read(network, some)
    each = [1 if level == "sentence" else len(window.firsts) for window, _ in some]
    assert labels.tolist() == [label for (_, label), n in zip(some, each, strict=True) for _ in range(n)]
    rows = {
        i: corpus.sentences(code, "raw", None, 60)[:]["tokens"] for i, code in enumerate(corpus.languages)
    }
    sentences = [rows[language][window.sentence] for window, language in some]
    assert torch.allclose(states, layer_states(tiny_backbone, sentences, level=level)[-1], atol=1e-5)


# ---- erasers


def test_a_fresh_probe_finds_the_language_before_and_not_after(plain, erased, corpus):
    before = found_by_probe(*words(plain, corpus))
    assert before > 0.1
    for exact in ("leace", "centre"):
        assert abs(found_by_probe(*words(erased[exact], corpus))) < 1e-4
    assert found_by_probe(*words(erased["inlp"], corpus)) < 0.8 * before
    unseen = [found_by_probe(*words(model, corpus, "test")) for model in (plain, erased["leace"])]
    assert unseen[1] < 0.5 * unseen[0], "text that the eraser did not see"


def test_the_encoder_is_that_of_plain_finetuning_and_the_head_sees_erased_states(plain, erased, corpus):
    for model in erased.values():
        for old, new in zip(
            plain.backbone.model.parameters(), model.backbone.model.parameters(), strict=True
        ):
            assert torch.equal(old, new)
        sentence = corpus.sentences("aa", "test")[:]["tokens"][:1]
        seen = states_of(model, sentence, "aa", level="word")
        answers = model.head(seen[-1][None], _one_window(model, sentence)).argmax(-1)
        assert model.reading("aa").predict(sentence) == [[model.task.labels[i] for i in answers]]


def _one_window(model, sentence):
    """A batch in which each word is one piece of one window."""
    count = len(sentence[0])
    return pad([Window(0, 0, [0] * count, list(range(count)), (0, count))], 0, model.backbone.device)


def test_at_strength_zero_only_the_head_is_new(tiny_backbone, corpus, plain):
    control = [
        unlearn(tiny_backbone, corpus, method=method, strength=0.0, **RECIPE)
        for method in ("leace", "centre")
    ]
    assert torch.equal(weights(control[0]), weights(control[1]))
    again = finetune(plain.backbone, corpus, **(RECIPE | {"frozen": "backbone"}))
    assert torch.equal(weights(control[0]), weights(again))
    assert control[0].evaluate(corpus) == again.evaluate(corpus)


def test_erasers_also_work_on_the_pretrained_encoder(tiny_backbone, corpus):
    model = unlearn(tiny_backbone, corpus, method="leace", frozen="backbone", **RECIPE)
    for old, new in zip(tiny_backbone.model.parameters(), model.backbone.model.parameters(), strict=True):
        assert torch.equal(old, new)
    assert abs(found_by_probe(*words(model, corpus))) < 1e-4
    assert model.spec["frozen"] == "backbone"


def test_centring_reads_each_language_by_its_own_mean(erased, corpus):
    model = erased["centre"]
    scores = model.evaluate(corpus, limit=10)
    assert set(scores) == {"aa", "bb"}
    for code in scores:
        assert model.reading(code).evaluate(corpus, [code], limit=10)[code] == scores[code]
        table = corpus.sentences(code, "test", limit=10)[:]
        answers = model.reading(code).predict(table["tokens"])
        assert model.task.score(table, answers) == scores[code]
    source = states_of(model, [["ul", "kato"]], "aa")
    assert torch.allclose(source, layer_states(model.backbone, [["ul", "kato"]]), atol=1e-5), "stays in place"
    with pytest.raises(ValueError, match=r"model\.reading"):
        model.predict([["ul", "kato"]])
    with pytest.raises(ValueError, match="no text of 'cc'"):
        model.reading("cc")


def test_what_the_result_says_about_itself(tiny_backbone, corpus, erased, tmp_path):
    tuned = unlearn(tiny_backbone, corpus, method="reversal", schedule="dann", texts=30, **SHORT)
    assert isinstance(tuned, Unlearned)
    assert tuned.spec["method"] == "reversal"
    assert (tuned.spec["strength"], tuned.spec["schedule"], tuned.spec["level"]) == (0.01, "dann", "word")
    assert (tuned.spec["texts"], tuned.spec["adversary_rate"]) == (30, pytest.approx(3e-2))
    assert tuned.languages == ("aa", "bb")
    tuned.save(tmp_path)
    loaded = FineTuned.load(tmp_path, device="cpu")
    assert loaded.spec == tuned.spec
    assert loaded.evaluate(corpus, limit=5) == tuned.evaluate(corpus, limit=5)
    with pytest.raises(ValueError, match="cannot be saved"):
        erased["leace"].save(tmp_path)


def test_an_eraser_takes_batches_in_parts(tiny_backbone, corpus):
    options = SHORT | {"method": "leace", "dropout": 0.0, "learning_rate": 1e-4}
    whole = unlearn(tiny_backbone, corpus, **options)
    cut = unlearn(tiny_backbone, corpus, accumulate=2, **options)
    assert cut.losses == pytest.approx(whole.losses, abs=1e-4)


def test_erasure_is_exact_also_where_the_encoder_is_read_in_bf16(erased, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    model = erased["leace"]
    network = model.network("bf16").eval()
    [(_, batch)] = prepare(model.backbone, model.task, [["ul", "kato", "vidas"]])
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        before, after = (Network.states(network, batch), network.states(batch))
    assert torch.equal(after, model.eraser(before))
    assert after.dtype == torch.float32


def test_the_recipe_is_that_of_finetuning(tiny_backbone, corpus):
    plain = finetune(tiny_backbone, corpus, **SHORT)
    own = {"method", "strength", "schedule", "paper", "rounds", "level", "text", "texts", "languages"}
    for method in ("reversal", "entropy", "leace"):
        spec = unlearn(tiny_backbone, corpus, method=method, **SHORT).spec
        assert {name: spec[name] for name in plain.spec} == plain.spec
        assert set(spec) - set(plain.spec) <= own | {"adversary_rate"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "prayer"}, "unknown method 'prayer'"),
        ({"languages": ["aa"]}, "nothing to confuse"),
        ({"languages": ["aa", "aa"]}, "nothing to confuse"),
        ({"text": "wiki"}, r"no split 'wiki'.*text='train'"),
        ({"text": {"aa": ["ul kato"]}}, "no text for 'bb'"),
        ({"strength": -1.0}, "lambda"),
        ({"strength": math.inf}, "lambda"),
        ({"method": "entropy", "strength": 1.0}, "below 1"),
        ({"method": "entropy", "strength": 1.5}, "out of range"),
        ({"method": "leace", "strength": 1.5}, "out of range"),
        ({"method": "leace", "schedule": "dann"}, "belongs to"),
        ({"schedule": "cosine"}, "unknown schedule"),
        ({"level": "letter"}, "unknown level"),
        ({"frozen": "backbone"}, "unlearns nothing"),
        ({"accumulate": 2}, "reversal also reads a whole batch of text"),
        ({"method": "entropy", "accumulate": 2}, "Make batch_size smaller"),
        ({"method": "inlp", "rounds": 16}, "do not fit"),
        (
            {"method": "leace", "text": {"cc": ["ul"], "bb": ["zi"]}, "languages": ["cc", "bb"]},
            "needs the source",
        ),
    ],
)
def test_bad_options_are_explained(tiny_backbone, corpus, unchecked, options, message):
    with pytest.raises(ValueError, match=message):
        unlearn(tiny_backbone, corpus, **({"method": "reversal"} | SHORT | options))


def test_no_raw_text_is_explained(tiny_backbone):
    class NoText(RawCorpus):
        def sentences(self, language, split, domain=None, limit=None):
            if split == "raw":
                return Dataset.from_dict({"tokens": []})
            return super().sentences(language, split, domain, limit)

    with pytest.raises(ValueError, match=r"no raw sentences for 'aa'.*text='train'"):
        unlearn(tiny_backbone, NoText(), method="reversal", **SHORT)
