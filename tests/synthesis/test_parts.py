"""Objectives, parameterisations and transforms against slow literal versions."""

from __future__ import annotations

import math

import pytest
import torch
from scipy.ndimage import convolve

from unhorse.core.errors import MethodError
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import Brief, Target
from unhorse.synthesis.objectives import (
    cross_entropy,
    elastic_net,
    high_frequency,
    likeness,
    negative_logit,
    negative_units,
    summed_variation,
    supporting_units,
    total_variation,
)
from unhorse.synthesis.parameterisations import (
    COLOUR_CORRELATION,
    correlated,
    cppn_image,
    cppn_weights,
    fourier_image,
    fourier_spectrum,
    frequency_scale,
)
from unhorse.synthesis.transforms import pasted, random_affine


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_total_variation_is_the_mean_squared_difference_of_neighbours() -> None:
    image = torch.rand(1, 2, 4, 5, generator=seeded())
    down = [float((image[0, c, y + 1, x] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(3) for x in range(5)]
    across = [float((image[0, c, y, x + 1] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(4) for x in range(4)]
    assert math.isclose(float(total_variation(image)), sum(down) / len(down) + sum(across) / len(across), rel_tol=1e-5)


def test_the_sums_of_tabor_are_literal_sums() -> None:
    image = torch.rand(1, 2, 3, 4, generator=seeded()) - 0.5
    values = image.flatten().tolist()
    assert math.isclose(float(elastic_net(image)), sum(abs(v) + v * v for v in values), rel_tol=1e-5)
    down = [float((image[0, c, y + 1, x] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(2) for x in range(4)]
    across = [float((image[0, c, y, x + 1] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(3) for x in range(3)]
    assert math.isclose(float(summed_variation(image)), sum(down) + sum(across), rel_tol=1e-5)


def test_high_frequency_is_the_distance_to_the_binomial_blur() -> None:
    images = torch.rand(2, 3, 8, 9, generator=seeded())
    line = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
    for row in range(2):
        blurred = [convolve(channel.numpy(), torch.outer(line, line).numpy(), mode="mirror") for channel in images[row]]
        literal = sum(((channel.numpy() - blur) ** 2).mean() for channel, blur in zip(images[row], blurred, strict=True)) / 3
        assert math.isclose(float(high_frequency(images)[row]), literal, rel_tol=1e-4)


def test_likeness_is_the_mean_cosine_with_the_other_pictures_of_the_same_target() -> None:
    features = torch.randn(6, 5, generator=seeded())
    found = likeness(features, 3)
    for row in range(6):
        others = [other for other in range(row // 3 * 3, row // 3 * 3 + 3) if other != row]
        literal = [float(features[row] @ features[other] / features[row].norm() / features[other].norm()) for other in others]
        assert math.isclose(float(found[row]), sum(literal) / 2, rel_tol=1e-4, abs_tol=1e-6)


def test_a_pattern_producing_network_gives_each_pixel_what_its_place_alone_decides() -> None:
    weights = [
        part + 0.1 * torch.randn(part.shape, generator=seeded(index)) for index, part in enumerate(cppn_weights(2, seeded(), layers=3, units=4))
    ]
    images, side = cppn_image(weights, 5), 5
    for row in range(2):
        for y in range(side):
            for x in range(side):
                value = torch.tensor([-(3**0.5) + 2 * 3**0.5 * place / (side - 1) for place in (x, y)])
                for layer in range(0, len(weights), 2):
                    value = weights[layer][row] @ value + weights[layer + 1][row][:, 0]
                    if layer + 2 < len(weights):
                        angles = [math.atan(float(number)) for number in value]
                        value = torch.tensor([angle / 0.67 for angle in angles] + [angle**2 / 0.6 for angle in angles])
                assert torch.allclose(images[row, :, y, x], torch.sigmoid(value), atol=1e-5)


def test_a_fresh_pattern_producing_network_is_grey_and_its_gradient_is_not() -> None:
    weights = [part.requires_grad_() for part in cppn_weights(1, seeded())]
    image = cppn_image(weights, 6)
    assert torch.equal(image, torch.full_like(image, 0.5))
    image[:, :, :3].sum().backward()  # type: ignore[no-untyped-call]
    assert weights[-2].grad is not None
    assert weights[-2].grad.abs().max() > 0


def _brief(tiles: int) -> Brief:
    subject = SubjectModel(seeded_resnet(ResNetShape(classes=4, width=2), 1), ["a", "b", "c", "d"], 16)
    return Brief(subject, (Target(2, None, torch.zeros(1, 3, 16, 16)), Target(0, None, torch.zeros(1, 3, 16, 16))), 1, tiles)


def test_supporting_units_are_those_with_the_largest_weight_to_the_class_beyond_their_mean() -> None:
    brief = _brief(3)
    weight = brief.subject.head.weight
    found = supporting_units(brief).tolist()
    for start, target in ((0, 2), (3, 0)):
        literal = sorted(range(16), key=lambda unit: float(weight[:, unit].mean() - weight[target, unit]))
        assert found[start : start + 3] == literal[:3]
    with pytest.raises(MethodError, match="at least 17 units before the logits; got 16"):
        supporting_units(_brief(17))


def test_features_are_what_the_head_reads() -> None:
    subject = _brief(1).subject
    images = torch.rand(3, 3, 16, 16, generator=seeded())
    features = subject.features(images)
    assert torch.allclose(subject.head(features), subject.logits(images), atol=1e-6)
    assert negative_units(features, torch.tensor([0, 5, 9])).tolist() == [-float(features[row, unit]) for row, unit in enumerate((0, 5, 9))]
    assert not subject.head._forward_pre_hooks


def test_cross_entropy_and_negative_logit_are_what_they_say() -> None:
    logits, classes = torch.randn(3, 4, generator=seeded()), torch.tensor([0, 3, 2])
    for row, target in enumerate(classes.tolist()):
        literal = -math.log(math.exp(float(logits[row, target])) / sum(math.exp(float(value)) for value in logits[row]))
        assert math.isclose(float(cross_entropy(logits, classes)[row]), literal, rel_tol=1e-5)
        assert float(negative_logit(logits, classes)[row]) == -float(logits[row, target])


def test_the_fourier_image_is_the_literal_inverse_transform_of_the_scaled_spectrum() -> None:
    side = 6
    spectrum = fourier_spectrum(1, side, 0.5, seeded())
    image = fourier_image(spectrum, frequency_scale(side))
    frequencies = [value if value <= side // 2 else value - side for value in range(side)]
    plain = torch.zeros(3, side, side, dtype=torch.float64)
    for channel in range(3):
        full = torch.zeros(side, side, dtype=torch.complex128)
        for v in range(side):
            for u in range(side // 2 + 1):
                radius = max(math.hypot(frequencies[v] / side, u / side), 1 / side)
                real, imaginary = spectrum[0, channel, v, u].tolist()
                full[v, u] = torch.complex(torch.tensor(real), torch.tensor(imaginary)) * side / radius
        for v in range(side):
            for u in range(side // 2 + 1, side):
                full[v, u] = full[-v % side, -u % side].conj()
        # What a real image's spectrum must satisfy is enforced by irfft2 on the two columns that are their own mirror.
        for u in (0, side // 2):
            column = full[:, u].clone()
            for v in range(side):
                full[v, u] = (column[v] + column[-v % side].conj()) / 2
        for y in range(side):
            for x in range(side):
                waves = sum(
                    full[v, u] * complex(math.cos(2 * math.pi * (v * y + u * x) / side), math.sin(2 * math.pi * (v * y + u * x) / side))
                    for v in range(side)
                    for u in range(side)
                )
                plain[channel, y, x] = waves.real / side**2 / 4
    literal = torch.sigmoid(correlated(plain.float().unsqueeze(0)))
    assert torch.allclose(image, literal, atol=1e-4)


def test_colours_are_mixed_by_the_published_matrix_over_its_largest_column() -> None:
    matrix = torch.tensor(COLOUR_CORRELATION)
    largest = max(math.sqrt(sum(float(matrix[row, column]) ** 2 for row in range(3))) for column in range(3))
    pixel = torch.tensor([0.3, -0.2, 0.9]).view(1, 3, 1, 1)
    literal = [sum(float(matrix[row, column]) / largest * float(pixel[0, column, 0, 0]) for column in range(3)) for row in range(3)]
    assert torch.allclose(correlated(pixel).flatten(), torch.tensor(literal), atol=1e-6)


def test_a_pasted_patch_lies_wholly_inside_and_leaves_the_rest_alone() -> None:
    backgrounds, patches = torch.zeros(64, 3, 48, 48), torch.ones(64, 3, 16, 16)
    for seed in range(5):
        result = pasted(patches, backgrounds, seeded(seed), fraction=(0.3, 0.5), turn_degrees=45)
        covered = (result[:, 0] > 0.5).flatten(1).float().mean(1)
        assert covered.min() > 0.3**2 * 0.85
        assert covered.max() < 0.5**2 * 1.15
        assert ((result < 1e-6) | (result > 1 - 1e-6)).all()
        edges = torch.cat([result[:, 0, 0], result[:, 0, -1], result[:, 0, :, 0], result[:, 0, :, -1]], 1)
        assert edges.mean() < 0.05


def test_a_patch_reaches_every_part_of_the_image() -> None:
    backgrounds, patches = torch.zeros(2000, 3, 32, 32), torch.ones(2000, 3, 8, 8)
    result = pasted(patches, backgrounds, seeded(), fraction=(0.25, 0.25), turn_degrees=0)
    assert (result[:, 0, 1:-1, 1:-1].sum(0) > 0).all()


def test_without_turn_scale_and_shift_the_affine_is_the_identity() -> None:
    images = torch.rand(2, 3, 12, 12, generator=seeded())
    same = random_affine(images, seeded(), turn_degrees=0, scale=(1, 1), shift_fraction=0)
    assert torch.allclose(same, images, atol=1e-5)


def test_the_affine_moves_every_row_in_its_own_way_and_lets_gradients_through() -> None:
    image = torch.rand(1, 3, 16, 16, generator=seeded()).repeat(3, 1, 1, 1).requires_grad_()
    moved = random_affine(image, seeded())
    assert not torch.allclose(moved[0], moved[1], atol=0.01)
    moved.sum().backward()  # type: ignore[no-untyped-call]
    assert image.grad is not None
    assert image.grad.abs().sum() > 0
