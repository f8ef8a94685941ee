"""Style transfer against a literal version, and what it must do."""

from __future__ import annotations

import numpy as np
import torch

from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.stylisation import gram, relative_distance, stylise
from unhorse.models.subject import SubjectModel
from unhorse.worlds.world import WorldSpec, open_world


def test_the_gram_matrix_is_the_mean_product_of_channels() -> None:
    features = torch.randn(2, 3, 4, 5, generator=torch.Generator().manual_seed(0))
    found = gram(features)
    for item in range(2):
        for first in range(3):
            for second in range(3):
                literal = sum(
                    max(float(features[item, first, row, column]), 0) * max(float(features[item, second, row, column]), 0)
                    for row in range(4)
                    for column in range(5)
                )
                assert abs(float(found[item, first, second]) - literal / 20) < 1e-5


def test_the_relative_distance_is_nought_at_the_target_and_one_at_nothing() -> None:
    target = torch.rand(2, 3, 4)
    assert torch.allclose(relative_distance(target, target), torch.zeros(2))
    assert torch.allclose(relative_distance(torch.zeros_like(target), target), torch.ones(2))


def test_a_stylised_image_comes_nearer_to_the_texture_s_statistics_in_every_row() -> None:
    world = open_world(WorldSpec(classes=2, limit=64))
    network = SubjectModel(seeded_resnet(ResNetShape(classes=2, width=8), 1), world.class_names, 64)
    images = world.images("validation", range(4))
    textures = torch.stack([world.texture("zebra", np.random.default_rng(i), 64) for i in range(4)])

    def distance(pictures: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            found, wanted = (gram(network.activations(x, ["stages.0"])["stages.0"]) for x in (pictures, textures))
        return relative_distance(found, wanted)

    assert (distance(stylise(network, images, textures, steps=20)) < 0.7 * distance(images)).all()
