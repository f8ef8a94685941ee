"""The residual network of the small worlds."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.records import Record
from unhorse.core.seeds import seed_for


class ResNetShape(Record):
    """The shape of a `ResNet`: enough to build it again.

    Args:
        classes: Number of outputs.
        width: Channels of the first stage; each later stage has twice as many.
        blocks: Residual blocks per stage.
    """

    classes: int
    width: int = 32
    blocks: tuple[int, ...] = (2, 2, 2, 2)


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions with batch norm and a shortcut.

    Source: He et al. (2016), Deep residual learning, the basic block.
    """

    def __init__(self, inward: int, outward: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inward, outward, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outward)
        self.conv2 = nn.Conv2d(outward, outward, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outward)
        same = stride == 1 and inward == outward
        self.shortcut = nn.Identity() if same else nn.Sequential(nn.Conv2d(inward, outward, 1, stride, bias=False), nn.BatchNorm2d(outward))

    def forward(self, x: Tensor) -> Tensor:
        """Residual update, halved in size where the stride is 2."""
        inner = functional.relu(self.norm1(self.conv1(x)))
        return functional.relu(self.norm2(self.conv2(inner)) + self.shortcut(x))


class ResNet(nn.Module):
    """A ResNet for images of about 64x64: a stem of stride 2, stages of doubling width, average pool, a linear layer.

    Departs: from He et al. (2016) in the stem (one 3x3 convolution of stride 2, no pooling), which keeps a 64x64 image from shrinking to a point.
    """

    def __init__(self, shape: ResNetShape) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, shape.width, 3, 2, 1, bias=False), nn.BatchNorm2d(shape.width), nn.ReLU(inplace=True))
        channels, stages = shape.width, []
        for stage, blocks in enumerate(shape.blocks):
            outward = shape.width * 2**stage
            layers = [ResidualBlock(channels, outward, 1 if stage == 0 else 2), *(ResidualBlock(outward, outward, 1) for _ in range(blocks - 1))]
            stages.append(nn.Sequential(*layers))
            channels = outward
        self.stages = nn.ModuleList(stages)
        self.pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(channels, shape.classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits `batch classes` of normalised images `batch 3 height width`."""
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        logits: Tensor = self.head(self.pool(x))
        return logits


def seeded_resnet(shape: ResNetShape, seed: int) -> ResNet:
    """A network with random weights that depend on the seed alone; the global random state is left as it was."""
    with torch.random.fork_rng():
        torch.manual_seed(seed_for(seed, "weights"))
        return ResNet(shape)
