"""The original benchmark's architecture: ResNet-50, with the names of weights that torchvision's state dicts have."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCKS = (3, 4, 6, 3)
EXPANSION = 4


class Bottleneck(nn.Module):
    """A 1x1, a 3x3 and a 1x1 convolution with batch norms and a shortcut; the 3x3 one has the stride.

    Source: He et al. (2016), Deep residual learning. Departs: as torchvision and the original checkpoint, with the stride on the 3x3 convolution.
    """

    def __init__(self, inward: int, width: int, stride: int) -> None:
        super().__init__()
        outward = width * EXPANSION
        self.conv1 = nn.Conv2d(inward, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, outward, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outward)
        changed = stride != 1 or inward != outward
        self.downsample = nn.Sequential(nn.Conv2d(inward, outward, 1, stride, bias=False), nn.BatchNorm2d(outward)) if changed else None

    def forward(self, x: Tensor) -> Tensor:
        """Residual update, smaller by the stride."""
        inner = functional.relu(self.bn1(self.conv1(x)))
        inner = functional.relu(self.bn2(self.conv2(inner)))
        return functional.relu(self.bn3(self.conv3(inner)) + (x if self.downsample is None else self.downsample(x)))


class ResNet50(nn.Module):
    """ResNet-50 for images of about 224x224.

    Source: He et al. (2016), Deep residual learning, table 1.
    """

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        inward = 64
        for stage, blocks in enumerate(BLOCKS):
            width = 64 * 2**stage
            layers = [Bottleneck(inward, width, 1 if stage == 0 else 2), *(Bottleneck(width * EXPANSION, width, 1) for _ in range(blocks - 1))]
            self.add_module(f"layer{stage + 1}", nn.Sequential(*layers))
            inward = width * EXPANSION
        self.fc = nn.Linear(inward, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits `batch classes` of normalised images `batch 3 height width`."""
        x = functional.max_pool2d(functional.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for stage in range(len(BLOCKS)):
            x = self.get_submodule(f"layer{stage + 1}")(x)
        logits: Tensor = self.fc(torch.flatten(functional.adaptive_avg_pool2d(x, 1), 1))
        return logits
