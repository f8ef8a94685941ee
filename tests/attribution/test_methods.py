from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numpy as np
import pytest
import torch
from explained_networks import SIZE, Additive, BrightFinder, Quadratic, random_images, seen
from torch import Tensor, nn

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, View, map_of
from unhorse.attribution.network import PlainNetwork
from unhorse.attribution.patches import FeatureAblation, FeaturePermutation, Occlusion, ShapleySampling, grid
from unhorse.attribution.scores import score_map
from unhorse.attribution.surrogates import KernelShap, Lime
from unhorse.core.errors import MethodError, ModelError
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel

METHODS = dict(ATTRIBUTIONS.items())
ORIGINAL = {
    *("integrated_gradients", "deep_lift", "guided_gradcam", "saliency", "gradient_shap", "deep_lift_shap", "guided_backprop", "deconvolution"),
    *("lrp", "input_x_gradient", "feature_ablation", "feature_permutation", "lime", "occlusion", "kernel_shap", "shapley_value_sampling"),
}
GRADIENT = sorted(name for name, kind in METHODS.items() if kind.family == "gradient")
CELLS = 4
SMALL = {"cells": CELLS}
FEW: dict[str, dict[str, float]] = {
    "feature_ablation": {**SMALL},
    "feature_permutation": {**SMALL},
    "shapley_value_sampling": {**SMALL},
    "lime": {**SMALL, "samples": 40},
    "kernel_shap": {**SMALL, "samples": 40},
    "integrated_gradients": {"steps": 8},
    "gradient_shap": {"samples": 6},
}


def made(name: str) -> AttributionMethod:
    """The method with few samples and large patches, so that it is quick on a small network."""
    return METHODS[name](**FEW.get(name, {}))


@lru_cache(maxsize=1)
def small_resnet() -> View:
    network = seeded_resnet(ResNetShape(classes=3, width=8, blocks=(1, 1, 1, 1)), 1)
    subject = SubjectModel(network, ["a", "b", "c"], 32)
    return View(PlainNetwork(subject), random_images(3, 32), torch.tensor([0, 1, 2]), (5, 6, 7), random_images(3, 32, 9))


def hooks(network: nn.Module) -> int:
    kinds = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
    return sum(len(getattr(module, kind)) for module in network.modules() for kind in kinds)


def with_square() -> tuple[Tensor, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """A dim noisy image with a bright square, and where the square is."""
    image = random_images(1) * 0.3
    where = np.zeros((SIZE, SIZE), dtype=bool)
    where[4:9, 7:12] = True
    image[0, :, torch.from_numpy(where)] = 0.95
    return image, where


def test_the_sixteen_methods_of_the_original_are_registered_beside_four_baselines() -> None:
    assert {name for name, kind in METHODS.items() if kind.family != "baseline"} == ORIGINAL
    assert {name for name, kind in METHODS.items() if kind.family == "baseline"} == {"edge_detector", "blank", "centre", "random"}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_the_documentation_of_every_method_names_its_source(name: str) -> None:
    assert "Source:" in (METHODS[name].__doc__ or "")


def test_integrated_gradients_of_a_quadratic_network_are_the_pixels_own_terms() -> None:
    network, images = Quadratic(), random_images(2)
    found = METHODS["integrated_gradients"]()(seen(network, images, [2, 0]))
    weights = network.weights.detach()[[2, 0]].view_as(images)
    torch.testing.assert_close(found, weights * images.square(), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", ["input_x_gradient", "deep_lift", "integrated_gradients", "gradient_shap", "deep_lift_shap"])
def test_gradient_methods_on_an_additive_network_are_weight_times_pixel(name: str) -> None:
    network, images = Additive(), random_images(2)
    found = made(name)(seen(network, images, [1, 2]))
    torch.testing.assert_close(found, network.head.weight.detach()[[1, 2]].view_as(images) * images, rtol=1e-5, atol=1e-5)


def additive_terms(network: Additive, images: Tensor, classes: list[int], cells: int) -> Tensor:
    """What each patch adds to the logit, on every pixel of the patch: the Shapley value, by the slow sum over pixels."""
    terms = (network.head.weight.detach()[classes].view_as(images) * images).double()
    found, side = torch.zeros_like(terms), SIZE // cells
    for item, row, column in itertools.product(range(len(images)), range(cells), range(cells)):
        place = (item, slice(None), slice(row * side, (row + 1) * side), slice(column * side, (column + 1) * side))
        found[place] = terms[place].sum()
    return found.float()


@pytest.mark.parametrize("method", [ShapleySampling(cells=CELLS), FeatureAblation(cells=CELLS), FeaturePermutation(cells=CELLS), KernelShap(**SMALL)])
def test_patch_methods_on_an_additive_network_give_each_patch_its_own_term(method: AttributionMethod) -> None:
    network, images = Additive(), random_images(2)
    found = method(seen(network, images, [1, 2]))
    wanted = additive_terms(network, images, [1, 2], CELLS).expand_as(found)
    # Kernel SHAP solves least squares in which two samples weigh a million times as much as the others.
    tolerance = 1e-4 if isinstance(method, KernelShap) else 1e-5
    torch.testing.assert_close(found, wanted, rtol=tolerance, atol=tolerance)


def test_shapley_values_of_a_game_of_pairs_are_those_of_the_definition() -> None:
    class Pairs(nn.Module):
        """A product of two patches' means: neither adds anything without the other."""

        def forward(self, x: Tensor) -> Tensor:
            left, right = x[:, :, :, : SIZE // 2].mean((1, 2, 3)), x[:, :, :, SIZE // 2 :].mean((1, 2, 3))
            return torch.stack([left * right, left, right], 1)

    class Anchored(Pairs):
        """With a parameter, by which the subject finds its device."""

        def __init__(self) -> None:
            super().__init__()
            self.anchor = nn.Parameter(torch.zeros(1))

    images = random_images(1)
    view = seen(Anchored(), images, [0])
    found = map_of(ShapleySampling(cells=2, orders=400)(view), "signed")[0] / 3
    value = float(images[..., : SIZE // 2].mean() * images[..., SIZE // 2 :].mean())
    # The definition, literally: the mean over all 24 orders of the four patches of what each adds when it comes.
    parts = {0: (0, 0), 1: (0, 1), 2: (1, 0), 3: (1, 1)}
    half = SIZE // 2
    means = {
        cell: float(images[0, :, r * half : (r + 1) * half, c * half : (c + 1) * half].sum()) / (3 * SIZE * half) for cell, (r, c) in parts.items()
    }

    def game(present: set[int]) -> float:
        left, right = (sum(means[cell] for cell in present if parts[cell][1] == side) for side in (0, 1))
        return left * right

    for cell, (row, column) in parts.items():
        gains = [game({*order[: order.index(cell)], cell}) - game(set(order[: order.index(cell)])) for order in itertools.permutations(range(4))]
        exact = sum(gains) / math.factorial(4)
        assert float(found[row * half, column * half]) == pytest.approx(exact, abs=0.05 * value)


def test_occlusion_on_an_additive_network_is_the_literal_mean_over_squares() -> None:
    network, images = Additive(), random_images(2)
    window, stride = 6, 3
    found = Occlusion(window_fraction=window / SIZE, stride_fraction=stride / SIZE)(seen(network, images, [0, 1]))
    terms = network.head.weight.detach()[[0, 1]].view_as(images) * images
    falls, counts = torch.zeros_like(images, dtype=torch.float64), torch.zeros(SIZE, SIZE)
    starts = range(0, SIZE - window + stride, stride)
    for top, left in itertools.product(starts, starts):
        # Captum lets the last square hang over the edge rather than leave pixels out.
        place = (slice(top, min(SIZE, top + window)), slice(left, min(SIZE, left + window)))
        falls[(..., *place)] += terms[(..., *place)].sum((1, 2, 3)).double().view(-1, 1, 1, 1)
        counts[place] += 1
    torch.testing.assert_close(found, (falls / counts).float(), rtol=1e-5, atol=1e-5)


def test_lime_on_an_additive_network_is_a_ridge_regression_as_its_normal_equations_give_it() -> None:
    network, images = Additive(), random_images(1)
    exact = Lime(cells=CELLS, samples=80, penalty=0.0)(seen(network, images, [1]))
    torch.testing.assert_close(exact, additive_terms(network, images, [1], CELLS).expand_as(exact), rtol=1e-4, atol=1e-4)
    shrunk = Lime(cells=CELLS, samples=80, penalty=10.0)(seen(network, images, [1]))
    assert float(shrunk.abs().sum()) < float(exact.abs().sum())


@pytest.mark.parametrize("name", GRADIENT)
def test_a_planted_bright_square_is_found_by_every_gradient_method(name: str) -> None:
    image, where = with_square()
    view = seen(BrightFinder(), image, [1])
    found = map_of(made(name)(view), "magnitude")[0].double().numpy()
    scores = score_map(found, where)
    assert scores.roc_area > 0.95
    assert scores.pointing_game == 1
    assert scores.mass_inside > 0.8


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_batch_equals_its_images_one_by_one(name: str) -> None:
    view, method = small_resnet(), made(name)
    together = method(view)
    alone = torch.cat([method(view.part(item, item + 1)) for item in range(len(view.images))])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5 * max(1e-3, float(together.abs().max())))


@pytest.mark.parametrize("name", sorted(METHODS))
def test_no_hook_is_left_and_neither_weights_nor_random_state_change(name: str) -> None:
    view = small_resnet()
    torch.manual_seed(11)
    np.random.seed(11)
    before = {key: value.clone() for key, value in view.network.body.state_dict().items()}
    state, numbers = torch.random.get_rng_state(), np.random.get_state(legacy=True)
    first, second = made(name)(view), made(name)(view)
    assert torch.equal(first, second)
    assert hooks(view.network.body) == hooks(view.network.subject.network) == 0
    assert not hasattr(view.network.body, "rule")
    assert all(torch.equal(value, before[key]) for key, value in view.network.body.state_dict().items())
    assert torch.equal(torch.random.get_rng_state(), state)
    assert str(np.random.get_state(legacy=True)) == str(numbers)


@pytest.mark.parametrize("name", ["gradient_shap", "lime", "kernel_shap", "shapley_value_sampling", "random"])
def test_another_seed_gives_another_map_where_a_method_draws_random_numbers(name: str) -> None:
    view = small_resnet().part(0, 1)
    assert not torch.equal(made(name)(view), made(name)(view._replace(seeds=(99,))))


def test_guided_backpropagation_and_deconvolution_are_their_rules_written_out() -> None:
    """On two layers whose backward pass fits into a line."""
    network = nn.Sequential(nn.Conv2d(3, 4, 1), nn.ReLU(), nn.Flatten(), nn.Linear(4 * SIZE * SIZE, 3))
    with torch.no_grad():
        for number, parameter in enumerate(network.parameters()):
            parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)))
    images = random_images(1)
    view = seen(network, images, [1])
    convolution, head = network[0], network[3]
    assert isinstance(convolution, nn.Conv2d)
    assert isinstance(head, nn.Linear)
    upward = convolution(images).detach()
    back = head.weight.detach()[1].view_as(upward)
    for name, kept in (
        ("guided_backprop", back.clamp_min(0) * (upward > 0)),
        ("deconvolution", back.clamp_min(0)),
        ("saliency", back * (upward > 0)),
    ):
        wanted = torch.einsum("bohw,oc->bchw", kept, convolution.weight.detach()[:, :, 0, 0])
        found = METHODS[name]()(view)
        torch.testing.assert_close(found, wanted.abs() if name == "saliency" else wanted, rtol=1e-4, atol=1e-4)


def test_lrp_shares_out_the_whole_logit_where_no_layer_has_a_bias() -> None:
    network = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.ReLU(), nn.Flatten(), nn.Linear(6 * SIZE * SIZE, 3, bias=False))
    with torch.no_grad():
        for number, parameter in enumerate(network.parameters()):
            parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)) / 10)
    view = seen(network, random_images(2), [0, 2])
    logits = view.network.logits(view.inputs).gather(1, view.classes.unsqueeze(1))[:, 0]
    torch.testing.assert_close(METHODS["lrp"]()(view).sum((1, 2, 3)), logits, rtol=1e-3, atol=1e-3)


def test_on_a_network_of_rectifiers_the_epsilon_rule_of_lrp_is_input_times_gradient() -> None:
    """Source: Ancona et al. (2018), Towards better understanding of gradient-based attribution methods, proposition 1."""
    view = small_resnet()
    torch.testing.assert_close(METHODS["lrp"]()(view), METHODS["input_x_gradient"]()(view), rtol=1e-2, atol=1e-5)


def test_what_a_network_lacks_or_a_method_does_not_know_is_an_error_that_names_it() -> None:
    flat = seen(Additive(), random_images(1), [0])
    with pytest.raises(ModelError, match="a network without convolution: head"):
        METHODS["guided_gradcam"]()(flat)
    with pytest.raises(ModelError, match="a network without ReLU"):
        METHODS["guided_backprop"]()(flat)
    smooth = nn.Sequential(nn.Conv2d(3, 4, 3), nn.GELU(), nn.Flatten(), nn.Linear(4 * 14 * 14, 3))
    view = seen(smooth, random_images(1), [0])
    for name in ("deep_lift", "deep_lift_shap", "lrp"):
        with pytest.raises(ModelError, match=r"_1 \(GELU\)|1 \(GELU\)"):
            METHODS[name]()(view)


def test_a_map_of_the_wrong_shape_or_with_nan_is_an_error() -> None:
    class Wrong(AttributionMethod):
        """Half the image.

        Source: this test.
        """

        family = "baseline"

        def attribute(self, view: View) -> Tensor:
            return view.images[:, :, ::2]

    class Empty(AttributionMethod):
        """Not a number.

        Source: this test.
        """

        family = "baseline"

        def attribute(self, view: View) -> Tensor:
            return view.images[:, :1] / 0 * 0

    view = seen(Additive(), random_images(1), [0])
    with pytest.raises(MethodError, match="one per image"):
        Wrong()(view)
    with pytest.raises(MethodError, match="NaN or infinity"):
        Empty()(view)


def test_the_grid_numbers_patches_row_by_row_also_where_the_size_is_no_multiple() -> None:
    cells = grid(10, 10, 3)[0, 0]
    assert cells.shape == (10, 10)
    assert sorted(set(cells.flatten().tolist())) == list(range(9))
    assert cells[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
