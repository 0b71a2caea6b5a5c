from __future__ import annotations

import pytest
import torch

from xling_utils.erasure import Centring, Projection, inlp, leace, mean_centring

HIDDEN, CLASSES = 12, 4


def clusters(items=800):
    """Correlated states around a mean for each class; the classes are of different sizes."""
    generator = torch.Generator().manual_seed(0)
    labels = torch.multinomial(torch.tensor([0.4, 0.3, 0.2, 0.1]), items, True, generator=generator)
    means = torch.randn(CLASSES, HIDDEN, generator=generator, dtype=torch.float64)
    mix = torch.randn(HIDDEN, HIDDEN, generator=generator, dtype=torch.float64)
    noise = torch.randn(items, HIDDEN, generator=generator, dtype=torch.float64)
    return means[labels] * 2 + noise @ mix + 3, labels


@pytest.fixture(scope="module")
def data():
    return clusters()


def accuracy(x, labels):
    """Of a converged linear probe on its own training data."""
    x = (x - x.mean(0)) / x.std()
    x = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], 1)
    weights = torch.zeros(x.shape[1], CLASSES, dtype=x.dtype, requires_grad=True)
    search = torch.optim.LBFGS(
        [weights], max_iter=500, tolerance_grad=1e-6, tolerance_change=0, line_search_fn="strong_wolfe"
    )

    def closure():
        search.zero_grad()
        loss = torch.nn.functional.cross_entropy(x @ weights, labels) + 1e-6 * weights.square().sum()
        loss.backward()
        return loss

    search.step(closure)
    return ((x @ weights).argmax(1) == labels).double().mean().item()


def majority(labels):
    return labels.bincount().max().item() / len(labels)


def class_means(x, labels):
    return torch.stack([x[labels == k].mean(0) for k in labels.unique()])


def spread(x, labels):
    """Largest distance between class means."""
    return torch.cdist(class_means(x, labels), class_means(x, labels)).max().item()


def change(old, new):
    return (new - old).square().sum(1).mean().item()


def orthogonal(x, labels):
    """Projects out the span of the class means, at right angles: another map that makes all means equal."""
    means = class_means(x, labels)
    basis = torch.linalg.svd((means - means.mean(0)).mT, full_matrices=False)[0][:, : len(means) - 1]
    return Projection(basis @ basis.mT, x.mean(0))


@pytest.mark.parametrize("fit", [leace, mean_centring])
def test_erasure_makes_all_class_means_equal_and_probes_blind(data, fit):
    x, labels = data
    assert spread(x, labels) > 1
    assert accuracy(x, labels) > majority(labels) + 0.2
    erased = fit(x, labels)(x, labels)
    assert spread(erased, labels) < 1e-9
    assert accuracy(erased, labels) == pytest.approx(majority(labels), abs=1e-3)


def test_leace_is_an_idempotent_projection_that_keeps_the_mean(data):
    x, labels = data
    eraser = leace(x, labels)
    once = eraser(x)
    assert torch.allclose(eraser(once), once, atol=1e-9)
    assert torch.allclose(once.mean(0), x.mean(0))
    assert torch.allclose(eraser.matrix @ eraser.matrix, eraser.matrix, atol=1e-9)
    assert eraser.rank == CLASSES - 1


def test_leace_changes_least_of_the_maps_that_know_no_class(data):
    x, labels = data
    least = change(x, leace(x, labels)(x))
    other = orthogonal(x, labels)
    assert spread(other(x), labels) < 1e-9
    rounds = inlp(x, labels, 3)
    everything = Projection(torch.eye(HIDDEN, dtype=x.dtype), x.mean(0))
    assert least < change(x, other(x)) < change(x, everything(x))
    assert least < change(x, rounds(x))
    assert change(x, mean_centring(x, labels, target=x.mean(0))(x, labels)) < least, "it knows the class"


def test_leace_leaves_what_does_not_covary_with_the_class(data):
    x, labels = data
    eraser = leace(x, labels)
    whitened_free = torch.linalg.svd(eraser.matrix)[0][:, eraser.rank :]  # at right angles to its range
    assert torch.allclose((eraser(x) - x) @ whitened_free, torch.zeros(()).double(), atol=1e-9)
    still = torch.cat([x, torch.ones(len(x), 2, dtype=x.dtype)], 1)  # neurons in which nothing varies
    assert torch.allclose(leace(still, labels)(still)[:, HIDDEN:], still[:, HIDDEN:])
    assert torch.allclose(leace(still, labels)(still)[:, :HIDDEN], eraser(x))


def test_the_rounding_of_a_neuron_that_does_not_vary_is_not_magnified(data):
    x, labels = data
    noise = torch.randn(2, len(x), generator=torch.Generator().manual_seed(2)).double() * 1e-6
    rounded = [torch.cat([x, part[:, None]], 1) for part in noise]
    erased = leace(rounded[0], labels)(rounded[1])
    assert torch.allclose(erased[:, :HIDDEN], leace(x, labels)(x), atol=1e-6)


def test_the_same_space_is_erased_in_other_coordinates(data):
    x, labels = data
    turn = torch.randn(HIDDEN, HIDDEN, generator=torch.Generator().manual_seed(1), dtype=x.dtype)
    rotation = torch.linalg.qr(turn)[0]
    assert torch.allclose(leace(x @ rotation, labels)(x @ rotation), leace(x, labels)(x) @ rotation)


@pytest.mark.parametrize("fit", [leace, mean_centring])
def test_strength_goes_evenly_from_nothing_to_all(data, fit):
    x, labels = data
    eraser = fit(x, labels)
    assert torch.equal(eraser.at(0.0)(x, labels), x)
    assert torch.equal(eraser.at(1.0)(x, labels), eraser(x, labels))
    half = eraser.at(0.5)(x, labels)
    assert torch.allclose(half, (x + eraser(x, labels)) / 2)
    assert spread(half, labels) == pytest.approx(spread(x, labels) / 2)


def test_a_linear_probe_undoes_partial_leace_but_not_partial_centring(data):
    x, labels = data
    before = accuracy(x, labels)
    assert accuracy(leace(x, labels).at(0.9)(x), labels) == pytest.approx(before, abs=0.01), "invertible"
    assert accuracy(mean_centring(x, labels).at(0.9)(x, labels), labels) < before - 0.2


def test_every_round_of_inlp_takes_directions_and_accuracy(data):
    x, labels = data
    erasers = [inlp(x, labels, rounds) for rounds in (1, 2, 3)]
    assert [eraser.rank for eraser in erasers] == [3, 6, 9]
    for eraser in erasers:
        assert torch.allclose(eraser.matrix, eraser.matrix.mT), "at right angles"
        assert torch.allclose(eraser.matrix @ eraser.matrix, eraser.matrix, atol=1e-9)
    found = [accuracy(x, labels), *(accuracy(eraser(x), labels) for eraser in erasers)]
    assert found == sorted(found, reverse=True)
    assert found[-1] < majority(labels) + 0.05


def test_centring_needs_the_class_and_moves_to_the_target(data):
    x, labels = data
    target = torch.arange(HIDDEN).double()
    eraser = mean_centring(x, labels, target=target)
    assert isinstance(eraser, Centring)
    moved = eraser(x, labels)
    assert torch.allclose(class_means(moved, labels), target.expand(CLASSES, -1))
    assert torch.allclose(eraser(x[labels == 2], 2), moved[labels == 2])
    with pytest.raises(ValueError, match="class of every state"):
        eraser(x)


def test_erasers_keep_the_type_and_take_any_shape(data):
    x, labels = data
    for eraser in (leace(x, labels), mean_centring(x, labels)):
        block = x[:24].float().view(2, 12, HIDDEN)
        erased = eraser(block, labels[:24].view(2, 12))
        assert erased.dtype == torch.float32
        assert torch.allclose(erased.view(24, HIDDEN), eraser(x[:24], labels[:24]).float(), atol=1e-5)


def test_new_states_of_the_same_kind_lose_most(data):
    x, labels = data
    eraser = leace(x[:400], labels[:400])
    assert accuracy(eraser(x[400:]), labels[400:]) < accuracy(x[400:], labels[400:]) - 0.2


def test_bad_input_is_explained(data, unchecked):
    x, labels = data
    with pytest.raises(ValueError, match="fewer than two classes"):
        leace(x, torch.zeros_like(labels))
    with pytest.raises(ValueError, match="not finite"):
        leace(x.log(), labels)
    with pytest.raises(ValueError, match="800 states but 10"):
        leace(x, labels[:10])
    with pytest.raises(ValueError, match="no states of class 1"):
        mean_centring(x, labels * 2)
    with pytest.raises(ValueError, match="each takes 3 of 12"):
        inlp(x, labels, 4)
    for strength in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="out of range"):
            leace(x, labels).at(strength)


def test_it_agrees_with_the_authors_package(data):
    package = pytest.importorskip("concept_erasure", reason="concept-erasure is not installed")
    x, labels = data
    one_hot = torch.nn.functional.one_hot(labels).double()
    fitter = package.LeaceFitter(HIDDEN, CLASSES, shrinkage=False, dtype=x.dtype)
    fitter.update(x, one_hot)
    assert torch.allclose(leace(x, labels)(x), fitter.eraser(x), atol=1e-6)
