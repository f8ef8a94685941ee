"""The residual network: its shape, its block, and weights that depend on a seed alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from unhorse.models.resnet import ResidualBlock, ResNet, ResNetShape, seeded_resnet

SHAPE = ResNetShape(classes=5, width=4)


def test_a_seed_decides_the_weights_whatever_the_global_state() -> None:
    torch.manual_seed(1)
    first = seeded_resnet(SHAPE, 7).state_dict()
    torch.manual_seed(2)
    again, other = seeded_resnet(SHAPE, 7).state_dict(), seeded_resnet(SHAPE, 8).state_dict()
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["stem.0.weight"], other["stem.0.weight"])


def test_the_global_random_state_is_left_untouched() -> None:
    # Python's own state is not looked at: the run-time checker of annotations uses it.
    torch.manual_seed(3)
    np.random.seed(3)
    before = torch.get_rng_state(), np.random.random(2)
    np.random.seed(3)
    seeded_resnet(SHAPE, 7)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert np.array_equal(np.random.random(2), before[1])


@pytest.mark.parametrize("size", [64, 32, 33, 16])
def test_images_of_any_usual_size_become_one_logit_a_class(size: int) -> None:
    assert seeded_resnet(SHAPE, 0)(torch.rand(2, 3, size, size)).shape == (2, 5)


def test_every_stage_doubles_the_width_and_all_but_the_first_halve_the_image() -> None:
    network = seeded_resnet(ResNetShape(classes=2, width=4, blocks=(1, 2, 1)), 0).eval()
    x, shapes = network.stem(torch.rand(1, 3, 64, 64)), []
    for stage in network.stages:
        x = stage(x)
        shapes.append(tuple(x.shape[1:]))
    assert shapes == [(4, 32, 32), (8, 16, 16), (16, 8, 8)]
    assert [len(stage) for stage in network.stages] == [1, 2, 1]  # type: ignore[arg-type]  # each is a sequence


@pytest.mark.parametrize("stride", [1, 2])
def test_a_block_adds_its_two_convolutions_to_its_shortcut(stride: int) -> None:
    torch.manual_seed(0)
    block = ResidualBlock(3, 3 if stride == 1 else 6, stride).eval()
    for module in block.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean = torch.randn(module.num_features)
            module.running_var = torch.rand(module.num_features) + 0.5
            nn.init.normal_(module.weight)
            nn.init.normal_(module.bias)

    def norm(x: torch.Tensor, module: nn.Module) -> torch.Tensor:
        assert isinstance(module, nn.BatchNorm2d)
        assert module.running_mean is not None
        assert module.running_var is not None
        mean, variance, weight, bias = (v.view(1, -1, 1, 1) for v in (module.running_mean, module.running_var, module.weight, module.bias))
        return (x - mean) / torch.sqrt(variance + module.eps) * weight + bias

    x = torch.randn(2, 3, 8, 8)
    inner = torch.relu(norm(nn.functional.conv2d(x, block.conv1.weight, stride=stride, padding=1), block.norm1))
    update = norm(nn.functional.conv2d(inner, block.conv2.weight, padding=1), block.norm2)
    shortcut = x
    if stride == 2:
        assert isinstance(block.shortcut, nn.Sequential)
        weight = block.shortcut[0].weight
        assert isinstance(weight, torch.Tensor)
        shortcut = norm(nn.functional.conv2d(x, weight, stride=2), block.shortcut[1])
    assert torch.allclose(block(x), torch.relu(update + shortcut), atol=1e-5)


def test_a_network_is_built_again_from_its_record() -> None:
    shape = ResNetShape(classes=3, width=6, blocks=(1, 2))
    again = ResNetShape.model_validate_json(shape.model_dump_json())
    assert again == shape
    ResNet(again).load_state_dict(seeded_resnet(shape, 0).state_dict())
