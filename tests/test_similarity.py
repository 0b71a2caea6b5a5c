"""Properties of the similarity measures; slow but obvious twins check the fast ways."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import torch

from xling_utils.similarity import (
    alignment_accuracy,
    anc,
    centre,
    centre_within,
    cka,
    cka_matrix,
    equal_groups,
    retrieval_accuracy,
    retrieval_chance,
    shuffled_baseline,
)

VARIANTS = [("linear", True), ("linear", False), ("rbf", True), ("rbf", False)]


def random(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def related(count: int, sentences: int, hidden: int, *, seed: int = 0) -> torch.Tensor:
    """Noisy copies of one meaning with the oddities of BERT states: a rogue dimension, a large mean."""
    views = random(sentences, hidden, seed=seed) + random(count, sentences, hidden, seed=seed + 1)
    views[..., 0] *= 20
    views[..., 1] += 15
    return views


def hsic_1(k: np.ndarray, m: np.ndarray) -> float:
    """The unbiased HSIC as its definition is written: means over pairs, triples and quadruples of indices."""
    n = len(k)
    k, m, one = k - np.diag(np.diag(k)), m - np.diag(np.diag(m)), np.ones(n)
    third = one @ k @ one * (one @ m @ one) / ((n - 1) * (n - 2))
    return float((np.trace(k @ m) + third - 2 / (n - 2) * (one @ k @ m @ one)) / (n * (n - 3)))


def hsic_0(k: np.ndarray, m: np.ndarray) -> float:
    h = np.eye(len(k)) - 1 / len(k)
    return float(np.trace(k @ h @ m @ h))


def gram(x: torch.Tensor, kernel: str) -> np.ndarray:
    if kernel == "linear":
        return (x @ x.T).numpy()
    squared = torch.cdist(x, x, compute_mode="donot_use_mm_for_euclid_dist").square().numpy()
    return np.exp(-0.5 * squared / np.median(squared[squared > 0]))


def twin(x: torch.Tensor, y: torch.Tensor, kernel: str, debiased: bool) -> float:
    hsic, k, m = hsic_1 if debiased else hsic_0, gram(x, kernel), gram(y, kernel)
    return hsic(k, m) / (hsic(k, k) * hsic(m, m)) ** 0.5


@pytest.mark.parametrize(("kernel", "debiased"), VARIANTS)
@pytest.mark.parametrize("sentences", [4, 5, 63, 64, 65, 150])
def test_cka_equals_its_definition(kernel, debiased, sentences):
    x, y = related(2, sentences, 40)
    y = y[:, :33]  # 150 sentences go through feature space, the others through Gram matrices
    assert cka(x, y, kernel=kernel, debiased=debiased) == pytest.approx(
        twin(x, y, kernel, debiased), abs=1e-9
    )


def test_the_definition_twin_agrees_with_counting_index_tuples():
    k, m = gram(random(5, 3), "linear"), gram(random(5, 3, seed=1), "linear")
    pairs = np.mean([k[i, j] * m[i, j] for i, j in np.ndindex(5, 5) if i != j])
    triples = [k[i, j] * m[i, q] for i, j, q in np.ndindex(5, 5, 5) if len({i, j, q}) == 3]
    fours = [k[i, j] * m[q, r] for i, j, q, r in np.ndindex(5, 5, 5, 5) if len({i, j, q, r}) == 4]
    assert hsic_1(k, m) == pytest.approx(pairs + np.mean(fours) - 2 * np.mean(triples))


@pytest.mark.parametrize(("kernel", "debiased"), VARIANTS)
def test_cka_ignores_rotation_scale_and_shift_but_not_every_linear_map(kernel, debiased):
    measure = partial(cka, kernel=kernel, debiased=debiased)
    x, y = related(2, 80, 16)
    rotation = torch.linalg.qr(random(16, 16, seed=5)).Q
    assert measure(x, x) == pytest.approx(1, abs=1e-12)
    assert measure(x, 3 * x @ rotation + 7) == pytest.approx(1, abs=1e-9)
    assert measure(x, y) == pytest.approx(measure(x @ rotation, 0.1 * y), abs=1e-9)
    assert measure(x, y) == pytest.approx(measure(y, x), abs=1e-12)
    even = random(80, 16)
    stretch = torch.diag(torch.linspace(-1, 1, 16, dtype=torch.float64).exp() ** 3)
    assert measure(even, even @ stretch) < 0.9


@pytest.mark.parametrize(
    ("sentences", "linear", "rbf"), [(25, 0.969, 0.982), (100, 0.885, 0.928), (500, 0.604, 0.720)]
)
def test_unrelated_data_look_similar_unless_debiased(sentences, linear, rbf):
    x, y = random(2, sentences, 768)
    assert cka(x, y, debiased=False) == pytest.approx(linear, abs=0.01)
    assert cka(x, y, kernel="rbf", debiased=False) == pytest.approx(rbf, abs=0.01)
    assert abs(cka(x, y)) < 0.1
    assert abs(cka(x, y, kernel="rbf")) < 0.1


def test_debiased_cka_is_zero_on_average_and_not_clipped():
    values = [cka(random(30, 50, seed=2 * i), random(30, 50, seed=2 * i + 1)) for i in range(100)]
    assert min(values) < 0
    assert abs(np.mean(values)) < 3 * np.std(values) / 10


@pytest.mark.parametrize(("kernel", "debiased"), VARIANTS)
@pytest.mark.parametrize("sentences", [70, 200])  # Gram and feature space for 4 languages of 24 dimensions
def test_cka_matrix_is_every_pairwise_cka(kernel, debiased, sentences):
    states = torch.stack([related(4, sentences, 24, seed=9 * layer) for layer in range(3)], dim=1)
    values = cka_matrix(states, kernel=kernel, debiased=debiased)
    assert values.shape == (3, 4, 4)
    assert values.dtype == torch.float64
    for layer, i, j in np.ndindex(3, 4, 4):
        pair = cka(states[i, layer], states[j, layer], kernel=kernel, debiased=debiased)
        assert values[layer, i, j].item() == pytest.approx(pair, abs=1e-10)


@pytest.mark.parametrize("sentences", [300, 1500])
@pytest.mark.parametrize("debiased", [True, False])
def test_float32_states_cost_no_visible_accuracy(sentences, debiased):
    states = related(3, sentences, 256)[:, None]
    exact = cka_matrix(states, debiased=debiased)
    assert (cka_matrix(states.float(), debiased=debiased) - exact).abs().max() < 1e-5
    assert (cka_matrix(states.bfloat16(), debiased=debiased) - exact).abs().max() < 5e-3


def test_anc_by_hand():
    x = torch.tensor([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    y = torch.tensor([[5.0, 4.0], [7.0, 2.0], [9.0, 3.0]])  # r = 1 and r = -1/2
    assert anc(x, y) == pytest.approx(0.25)
    assert anc(x, y, absolute=True) == pytest.approx(0.75)


def test_anc_ignores_scale_per_neuron_but_not_rotation():
    x = random(50, 8)
    assert anc(x, x * torch.arange(1, 9) + 3) == pytest.approx(1)
    assert anc(x, x.roll(1, dims=1)) < 0.5


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_retrieval_is_perfect_on_copies_and_chance_on_noise(metric):
    x = random(400, 32, dtype=torch.float32)
    assert retrieval_accuracy(x, x, metric=metric) == 1
    assert retrieval_accuracy(x, random(400, 32, seed=1, dtype=torch.float32), metric=metric) < 0.015
    assert retrieval_chance(400) == 1 / 400


def test_retrieval_by_hand_in_both_directions():
    x = torch.tensor([[0.0, 1.0], [2.0, 1.0], [9.0, 1.0]])
    y = torch.tensor([[0.0, 1.0], [6.0, 1.0], [7.0, 1.0]])
    options = {"metric": "euclidean", "direction": "forward"}
    assert retrieval_accuracy(x, y, **options) == pytest.approx(2 / 3)  # 2 is nearer to 0 than to 6
    assert retrieval_accuracy(y, x, **options) == pytest.approx(2 / 3)  # 6 is nearer to 9 than to 2
    y[0, 0] = -3.0  # now 2 finds 6, but 0 is still nearer to -3
    assert retrieval_accuracy(x, y, **options) == 1
    assert retrieval_accuracy(x, y, metric="euclidean") == pytest.approx((1 + 2 / 3) / 2)


def test_ties_share_the_hit_so_a_collapsed_model_is_at_chance():
    same = torch.ones(8, 3)
    assert retrieval_accuracy(same, same) == pytest.approx(1 / 8)
    twice = random(5, 6).repeat(2, 1)
    assert retrieval_accuracy(twice, twice) == pytest.approx(1 / 2)


def test_centring_undoes_a_language_offset():
    x = random(60, 16)
    y = x + 0.1 * random(60, 16, seed=1) + 40 * random(16, seed=2)
    assert retrieval_accuracy(x, y) < 0.5
    assert retrieval_accuracy(centre(x), centre(y)) > 0.95
    stacked = centre(torch.stack([x, y]))
    assert torch.equal(stacked[1], centre(y))
    assert stacked.mean(1).abs().max() < 1e-12


def test_centring_within_groups_leaves_every_group_without_a_mean():
    states = related(3, 12, 4)
    groups = [0, 0, 2, 1, 1, 1, 2, 2, 0, 1, 2, 0]
    left = centre_within(states, groups)
    for group in range(3):
        rows = [row for row, of in enumerate(groups) if of == group]
        torch.testing.assert_close(left[:, rows], centre(states[:, rows]))
    torch.testing.assert_close(centre_within(states, [7] * 12), centre(states))


def test_similarity_by_length_alone_is_gone_within_equal_lengths():
    lengths = np.random.default_rng(0).integers(4, 12, 300).tolist()
    arc = random(12, 6, seed=1)  # any function of length, a straight line or not
    x, y = (3 * arc[lengths] + random(300, 6, seed=seed) for seed in (2, 3))
    assert cka(x, y) > 0.5
    x, y = (centre_within(view, lengths) for view in (x, y))
    assert abs(cka(x, y)) < 0.05


def test_centring_within_groups_keeps_what_has_nothing_to_do_with_them():
    x, y = related(2, 300, 6)
    groups = np.random.default_rng(0).integers(0, 10, 300).tolist()
    assert cka(centre_within(x, groups), centre_within(y, groups)) == pytest.approx(cka(x, y), abs=0.05)


@pytest.mark.parametrize("least", [1, 5, 20])
def test_groups_hold_equal_values_and_are_not_small(least):
    values = np.random.default_rng(0).poisson(9, 100).tolist()
    groups = equal_groups(values, least=least)
    assert min(map(groups.count, groups)) >= least
    assert sorted(set(groups)) == list(range(len(set(groups))))
    of_value = dict(zip(values, groups, strict=True))
    assert groups == [of_value[value] for value in values]
    ordered = [of_value[value] for value in sorted(of_value)]
    assert ordered == sorted(ordered)


def test_rare_values_join_their_neighbours():
    assert equal_groups([3, 3, 3, 4, 5, 5, 9], least=3) == [0, 0, 0, 1, 1, 1, 1]
    assert equal_groups([3, 1, 2], least=1) == [2, 0, 1]


def test_word_translation_is_perfect_on_copies_and_chance_on_noise():
    x = random(600, 16)
    labels = [f"concept {i % 20}" for i in range(600)]
    hits, chance = alignment_accuracy(x, x + 5, labels, labels)  # an offset of one language does not matter
    assert hits == 1
    assert chance == pytest.approx(1 / 20)
    hits, chance = alignment_accuracy(x, random(500, 16, seed=1), labels, labels[:500])
    assert hits == pytest.approx(chance, abs=3 * (chance * (1 - chance) / 600) ** 0.5)


def test_word_translation_by_hand():
    x = torch.tensor([[1.0, 0.0], [-1.0, 0.1], [0.0, -0.1]])  # the third points down
    y = torch.tensor([[9.0, 0.0], [-9.0, 0.0], [0.0, 5.0], [0.0, -5.0]])
    hits, chance = alignment_accuracy(x, y, ["wolf", "run", "run"], ["wolf", "wolf", "run", "run"])
    assert hits == pytest.approx(2 / 3)  # the second word finds a wolf
    assert chance == pytest.approx((2 + 2 + 2) / 12)
    hits, chance = alignment_accuracy(x, y, ["wolf", "run", "run"], ["eat"] * 4)
    assert (hits, chance) == (0, 0)


def test_shuffling_shows_the_bias_of_a_measure_and_the_chance_of_another():
    x, y = related(2, 60, 200)
    biased = shuffled_baseline(partial(cka, kernel="rbf", debiased=False), x, y)
    debiased = shuffled_baseline(cka, x, y)
    assert biased.mean > 0.1 > abs(debiased.mean)
    assert shuffled_baseline(retrieval_accuracy, x, y, repeats=100).mean == pytest.approx(1 / 60, abs=0.006)
    assert debiased == shuffled_baseline(cka, x, y)
    assert debiased != shuffled_baseline(cka, x, y, seed=1)


def test_measures_leave_their_input_and_the_global_generator_alone():
    x, y = random(2, 20, 4).requires_grad_()
    before, state = x.clone(), torch.get_rng_state()
    for measure in (cka, partial(cka, kernel="rbf"), anc, retrieval_accuracy):
        shuffled_baseline(measure, x, y, repeats=2)
    cka_matrix(torch.stack([x, y])[:, None])
    assert torch.equal(x, before)
    assert torch.equal(torch.get_rng_state(), state)


def with_nan() -> torch.Tensor:
    x = random(10, 4)
    x[3, 2] = torch.nan
    return x


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cka(random(10, 4), random(9, 4)), "x has 10 sentences and y has 9"),
        (lambda: cka(random(3, 4), random(3, 4)), "at least 4 sentences, got 3"),
        (lambda: cka(random(10, 4), with_nan()), "y holds values that are not finite"),
        (lambda: cka(with_nan() * torch.inf, random(10, 4)), "x holds values that are not finite"),
        (lambda: cka(torch.full((10, 4), 0.1), random(10, 4)), "x: all rows are equal"),
        (lambda: cka(torch.eye(6), random(6, 4)), "x: all pairs of sentences are equally similar"),
        (
            lambda: cka_matrix(torch.stack([random(10, 4), with_nan()])[:, None]),
            "language 1 in layer 0 holds",
        ),
        (
            lambda: cka_matrix(torch.stack([random(9, 4), torch.ones(9, 4)])[:, None]),
            "language 1 in layer 0: all rows",
        ),
        (lambda: anc(random(10, 4), random(10, 5)), "neuron k"),
        (
            lambda: anc(random(10, 4), random(10, 4) * torch.tensor([1, 1, 0, 1])),
            r"y: .* constant neurons \[2\]",
        ),
        (lambda: retrieval_accuracy(random(10, 4), random(10, 5)), "hidden sizes 4 and 5"),
        (lambda: retrieval_accuracy(random(3, 4), torch.zeros(3, 4)), "y: row 0 is all zeros"),
        (
            lambda: alignment_accuracy(random(3, 4), random(2, 4), ["a"] * 3, ["a"] * 3),
            "3 and 2 words, but 3 and 3 labels",
        ),
        (lambda: alignment_accuracy(with_nan(), random(2, 4), ["a"] * 10, ["a"] * 2), "x holds values"),
        (lambda: shuffled_baseline(cka, random(9, 4), random(9, 4), repeats=1), "at least 2 repeats"),
        (lambda: retrieval_chance(0), "at least one sentence"),
        (lambda: centre_within(random(3, 4), [0, 1]), "3 sentences, but 2 groups"),
        (lambda: equal_groups([1, 2], least=3), "2 items cannot fill a group of 3"),
    ],
)
def test_errors_say_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda x: cka(x, x, kernel="cosine"),
        lambda x: retrieval_accuracy(x, x, metric="manhattan"),
        lambda x: retrieval_accuracy(x, x, direction="backward"),
    ],
)
def test_an_unknown_mode_is_an_error(call):
    with pytest.raises((ValueError, TypeError)):  # TypeError where types are checked at run time
        call(random(9, 4))
