"""Objectives, parameterisations and transforms against slow literal versions."""

from __future__ import annotations

import math

import torch

from unhorse.synthesis.objectives import cross_entropy, negative_logit, total_variation
from unhorse.synthesis.parameterisations import COLOUR_CORRELATION, correlated, fourier_image, fourier_spectrum, frequency_scale
from unhorse.synthesis.transforms import pasted, random_affine


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_total_variation_is_the_mean_squared_difference_of_neighbours() -> None:
    image = torch.rand(1, 2, 4, 5, generator=seeded())
    down = [float((image[0, c, y + 1, x] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(3) for x in range(5)]
    across = [float((image[0, c, y, x + 1] - image[0, c, y, x]) ** 2) for c in range(2) for y in range(4) for x in range(4)]
    assert math.isclose(float(total_variation(image)), sum(down) / len(down) + sum(across) / len(across), rel_tol=1e-5)


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
