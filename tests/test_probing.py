"""Planted signals: what a reader must find, what it must not, and what the control task says about it."""

from __future__ import annotations

import pytest
import torch

from xling_utils.labelled import split_by_sentence
from xling_utils.probing import probe_language, probe_texts, selectivity

READERS = ["linear", "mlp", "knn"]
LANGUAGES = ["en", "ru", "zh"]


def random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def names(numbers: torch.Tensor) -> list[str]:
    return [LANGUAGES[number] for number in numbers.tolist()]


def draw(count: int, *, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Noise of unequal spread with a mean per language in its first two dimensions; and the languages."""
    numbers = torch.arange(count) % 3
    states = random(count, 8, seed=seed)
    states[:, :2] += 4 * torch.tensor([[1.0, 0.0], [-0.5, 0.9], [-0.5, -0.9]])[numbers]
    return states * torch.tensor([1, 1, 1, 1, 1, 1, 1, 3.0]), numbers


def read(train, test, reader="linear", **options):
    """Probe of one or more layers; `train` and `test` are (states, language numbers)."""
    (x, known), (y, truth) = train, test
    x, y = (states if states.ndim == 3 else states[None] for states in (x, y))
    return probe_language(x, names(known), y, names(truth), reader=reader, **options)


@pytest.fixture(scope="module")
def planted():
    return draw(900, seed=1), draw(600, seed=2)


@pytest.mark.parametrize("reader", READERS)
def test_a_linear_signal_is_found_and_gone_once_it_is_projected_out(planted, reader):
    (x, known), (y, truth) = planted
    erase = torch.ones(8)
    erase[:2] = 0
    turn = torch.linalg.qr(random(8, 8, seed=9)).Q  # float32: leaves rounding in the erased directions
    layers = [torch.stack([states @ turn, (states * erase) @ turn]) for states in (x, y)]
    probe = read((layers[0], known), (layers[1], truth), reader)
    assert probe.accuracy[0] > 0.95
    assert probe.accuracy[1] == pytest.approx(probe.chance, abs=0.07)
    assert probe.converged == (True, True)


@pytest.mark.parametrize("reader", READERS)
def test_a_signal_that_no_line_separates_needs_more_than_a_line(reader):
    def corners(count, seed):
        states = 0.5 * random(count, 4, seed=seed)
        signs = torch.randint(0, 2, (count, 2), generator=torch.Generator().manual_seed(seed))
        states[:, :2] += 4 * signs - 2
        return states, signs[:, 0] ^ signs[:, 1]

    accuracy = read(corners(1000, 1), corners(600, 2), reader).accuracy.item()
    assert accuracy < 0.7 if reader == "linear" else accuracy > 0.95


@pytest.mark.parametrize("reader", READERS)
def test_noise_gives_chance(reader):
    train, test = (
        (random(1, 1500, 8, seed=3), torch.arange(1500) % 3),
        (random(1, 1500, 8), torch.arange(1500) % 3),
    )
    probe = read(train, test, reader)
    assert probe.chance == pytest.approx(1 / 3)
    assert probe.accuracy.item() == pytest.approx(1 / 3, abs=0.05)
    assert probe.balanced_accuracy.item() == pytest.approx(1 / 3, abs=0.05)


@pytest.mark.parametrize("reader", READERS)
def test_turning_moving_and_scaling_the_space_changes_nothing(planted, reader):
    (x, known), (y, truth) = planted
    turn = torch.linalg.qr(random(8, 8, seed=4)).Q
    x, y = (torch.stack([states, 30 * (states @ turn) + 7]) for states in (x + 0.5 * random(900, 8), y))
    plain, turned = read((x, known), (y, truth), reader).accuracy.tolist()
    tolerance = 0.02 if reader == "mlp" else 0.004  # the MLP's random weights prefer no direction, on average
    assert plain == pytest.approx(turned, abs=tolerance)


def test_a_small_language_direction_is_not_hidden(planted):
    (x, known), (y, truth) = planted
    small = torch.tensor([1e-3, 1e-3, 1, 1, 1, 1, 1, 1])
    plain, shrunk = read(
        (torch.stack([x, x * small]), known), (torch.stack([y, y * small]), truth)
    ).accuracy.tolist()
    assert plain == pytest.approx(shrunk, abs=0.002)


def test_what_is_as_small_as_rounding_is_not_read(planted):
    """Linear erasure in float32 leaves such a rest, which whitening would blow up."""
    (x, known), (y, truth) = planted
    tiny = torch.tensor([1e-7, 1e-7, 1, 1, 1, 1, 1, 1])
    probe = read((x * tiny, known), (y * tiny, truth))
    assert probe.accuracy.item() == pytest.approx(1 / 3, abs=0.07)


@pytest.mark.parametrize("reader", READERS)
def test_a_collapsed_layer_is_read_at_chance(planted, reader):
    (_, known), (_, truth) = planted
    flat = random(8).expand(1, 900, 8)
    probe = read((flat, known), (flat[:, :600], truth), reader)
    assert probe.accuracy.item() == pytest.approx(1 / 3, abs=0.01)


def test_scores_follow_from_the_confusion_table():
    train, test = draw(900, seed=1), draw(600, seed=2)
    noisy = test[0] + 2 * random(600, 8, seed=5), test[1]
    kept = (noisy[1] != 2).nonzero().flatten()[:250]  # Chinese is not asked about, though it may be guessed
    probe = read(train, (noisy[0][kept], noisy[1][kept]))
    table = probe.confusion[0].double()
    assert table.sum() == 250
    assert table[2].sum() == 0
    recall = [(table[i, i] / table[i].sum()).item() for i in (0, 1)]
    f1 = [(2 * table[i, i] / (table[i].sum() + table[:, i].sum())).item() for i in (0, 1)]
    assert probe.recall[0, :2].tolist() == pytest.approx(recall)
    assert probe.recall[0, 2].isnan()
    assert probe.balanced_accuracy.item() == pytest.approx(sum(recall) / 2)
    assert probe.macro_f1.item() == pytest.approx(sum(f1) / 2)
    assert probe.accuracy.item() == pytest.approx((table.trace() / 250).item())


@pytest.mark.parametrize("reader", READERS)
def test_the_same_call_gives_the_same_answer(planted, reader):
    before = torch.random.get_rng_state()
    first, second = (read(*planted, reader, seed=3) for _ in range(2))
    assert torch.equal(first.confusion, second.confusion)
    assert torch.equal(before, torch.random.get_rng_state())


@pytest.mark.parametrize("reader", READERS)
def test_every_text_is_read_as_if_it_were_alone(reader):
    (x, known), (y, truth) = draw(240, seed=1), draw(150, seed=2)
    x, y = torch.stack([x, x.flip(1)]), torch.stack([y, y.flip(1)])
    few = (y[:, 100:], names(truth)[100:])
    only_russian = (y[:, truth == 1], ["ru"] * int((truth == 1).sum()))
    tests = {"all": (y, names(truth)), "few": few, "russian": only_russian}
    found = probe_texts(x, names(known), tests, reader=reader, seed=3)
    assert list(found) == list(tests)
    for name, (states, labels) in tests.items():
        alone = probe_language(x, names(known), states, labels, reader=reader, seed=3)
        assert torch.equal(found[name].confusion, alone.confusion)
        assert found[name].chance == alone.chance
        assert (found[name].labels, found[name].converged) == (alone.labels, alone.converged)
        assert found[name].confusion.sum((1, 2)).tolist() == [len(labels)] * 2
    assert found["russian"].chance == 0, "the most frequent label of training is another"


def test_each_text_is_checked():
    good, bad = labelled(20), labelled(20, "en zh")
    with pytest.raises(ValueError, match="test labels that training lacks: \\['zh'\\]"):
        probe_texts(*labelled(40), {"good": good, "bad": bad})


def words(meaning: torch.Tensor, *, first: int, last: int, seed: int):
    """Words of types first to last: each type has its own vector, its language shifts it."""
    types = torch.randint(first, last, (1500,), generator=torch.Generator().manual_seed(seed))
    numbers = types % 3
    states = meaning[types] + 0.1 * random(1500, meaning.shape[1], seed=seed)
    states[:, :3] += 6 * torch.nn.functional.one_hot(numbers)
    return states[None], names(numbers), types.tolist()


def test_a_true_signal_is_selective_and_a_memorised_one_is_not():
    meaning = random(90, 90)  # as many dimensions as types: a linear probe can memorise each
    x, known, kinds = words(meaning, first=0, last=90, seed=1)
    y, truth, asked = words(meaning, first=0, last=90, seed=2)
    found = selectivity(x, known, y, truth, train_types=kinds, test_types=asked)
    assert found.real.accuracy.item() > 0.97
    assert found.control.accuracy.item() > 0.97
    assert found.selectivity.item() == pytest.approx(0, abs=0.03)
    assert found.seen == 1
    few = [states[:, :, :4] for states in (x, y)]
    found = selectivity(few[0], known, few[1], truth, train_types=kinds, test_types=asked)
    assert found.selectivity.item() > 0.4


def test_random_labels_of_unseen_types_are_not_learnt():
    meaning = random(180, 60)
    x, known, kinds = words(meaning, first=0, last=90, seed=1)
    y, truth, asked = words(meaning, first=90, last=180, seed=2)
    found = selectivity(x, known, y, truth, train_types=kinds, test_types=asked)
    assert found.seen == 0
    assert found.real.accuracy.item() > 0.95
    assert found.control.accuracy.item() == pytest.approx(1 / 3, abs=0.13)  # 90 types guessed at


def test_words_of_one_sentence_flatter_a_probe_unless_they_stay_together():
    sentences = torch.arange(1200) // 12
    tags = random(100, seed=7).gt(0).long()[sentences]  # a label of the sentence that generalises to nothing
    states = random(100, 80, seed=8)[sentences] + 0.1 * random(1200, 80, seed=9)
    train, test = split_by_sentence(sentences.tolist(), test=0.4)
    apart = read((states[train], tags[train]), (states[test], tags[test])).accuracy
    order = torch.randperm(1200, generator=torch.Generator().manual_seed(0))
    train, test = order[:720], order[720:]
    mixed = read((states[train], tags[train]), (states[test], tags[test])).accuracy
    assert mixed > 0.95
    assert apart < 0.7


def labelled(items: int, label: str = "en ru") -> tuple[torch.Tensor, list[str]]:
    return random(2, items, 4), (label.split() * items)[:items]


@pytest.mark.parametrize(
    ("train", "test", "message"),
    [
        (labelled(40), labelled(20, "en zh"), "test labels that training lacks: \\['zh'\\]"),
        (labelled(40, "en"), labelled(20, "en"), "training: all items have the label 'en'"),
        (labelled(6), labelled(20), "6 items are too few for 4 dimensions: give at least 8"),
        (labelled(40, "en " * 39 + "ru"), labelled(20), "needs 10 training items, .* {'ru': 1}"),
        ((random(2, 40, 4), ["en", "ru"]), labelled(20), "training: 40 items, but 2 labels"),
        (labelled(40), (random(3, 20, 4), ["en", "ru"] * 10), "the same layers and hidden size"),
        (
            labelled(40),
            (labelled(20)[0].log(), labelled(20)[1]),
            "test: layer 0 holds values that are not fin",
        ),
    ],
)
def test_errors_say_what_is_wrong_where_and_what_to_do(train, test, message, unchecked):
    with pytest.raises(ValueError, match=message):
        probe_language(*train, *test)


def test_an_unknown_reader_is_refused(unchecked):
    with pytest.raises(ValueError, match="'linear', 'mlp' or 'knn', got 'tree'"):
        probe_language(*labelled(40), *labelled(20), reader="tree")
