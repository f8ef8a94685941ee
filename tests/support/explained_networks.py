"""Small networks whose right attributions are known in closed form, and views on them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from unhorse.attribution.method import View
from unhorse.attribution.network import PlainNetwork
from unhorse.models.subject import SubjectModel

SIZE = 16


class Quadratic(nn.Module):
    """Logits that are weighted sums of squared pixels."""

    def __init__(self, classes: int = 3, size: int = SIZE) -> None:
        super().__init__()
        weights = torch.randn(classes, 3 * size * size, generator=torch.Generator().manual_seed(1))
        self.weights = nn.Parameter(weights / size)

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        return torch.flatten(x * x, 1) @ self.weights.T


class Additive(nn.Module):
    """Logits that are weighted sums of pixels: what a patch adds does not depend on the others."""

    def __init__(self, classes: int = 3, size: int = SIZE) -> None:
        super().__init__()
        self.head = nn.Linear(3 * size * size, classes)
        with torch.no_grad():
            self.head.weight.copy_(torch.randn(self.head.weight.shape, generator=torch.Generator().manual_seed(2)) / size)

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        logits: Tensor = self.head(torch.flatten(x, 1))
        return logits


class BrightFinder(nn.Module):
    """Class 1 looks for the brightest place through two convolutions and rectifiers, class 0 is constant.

    It pools by maximum: without that a deconvolution does not depend on the image at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3, padding=1)
        self.rectify = nn.ReLU(inplace=True)
        self.second = nn.Conv2d(4, 4, 3, padding=1)
        self.pool = nn.MaxPool2d(SIZE)
        self.head = nn.Linear(4, 2)
        with torch.no_grad():
            for layer, bias in ((self.first, -0.6), (self.second, 0.0)):
                layer.weight.zero_()
                layer.weight[:, :, 1, 1] = 1 / layer.in_channels
                layer.weight += 0.01
                layer.bias.fill_(bias)  # type: ignore[union-attr]  # both have one
            self.head.weight.copy_(torch.tensor([[0.0] * 4, [100.0] * 4]))

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        inner = self.rectify(self.second(self.rectify(self.first(x))))
        logits: Tensor = self.head(torch.flatten(self.pool(inner), 1))
        return logits


def seen(network: nn.Module, images: Tensor, classes: list[int], size: int = SIZE, references: Tensor | None = None) -> View:
    """A view of images by a network whose mean colour is black and whose deviation is 1, so that pixels are its inputs."""
    outputs = 2 if isinstance(network, BrightFinder) else 3
    subject = SubjectModel(network, [str(number) for number in range(outputs)], size, mean=(0, 0, 0), deviation=(1, 1, 1))
    given = torch.zeros(2, 3, size, size) if references is None else references
    return View(PlainNetwork(subject), images, torch.tensor(classes), tuple(range(len(images))), given)


def random_images(count: int, size: int = SIZE, seed: int = 0) -> Tensor:
    """Images of independent random pixels."""
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(seed))
