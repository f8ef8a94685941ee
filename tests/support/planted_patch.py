"""A small network of any make trained in seconds with a planted patch; and torchvision where its compiled part does not fit torch."""

from __future__ import annotations

import importlib

import torch
from torch import Tensor, nn
from torch.nn import functional

NAMES = ("reddish", "greenish", "bluish", "grey")
SIDE, TARGET = 32, 3
MEAN, DEVIATION = (0.4, 0.5, 0.6), (0.3, 0.25, 0.2)
_LIBRARIES: list[torch.library.Library] = []


def declare_torchvision_operators() -> None:
    """Lets torchvision's Python part import beside a torch that its compiled part was not built for; a whole torchvision is left alone."""
    try:
        importlib.import_module("torchvision")
    except RuntimeError:
        made = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]  # torch leaves it untyped; kept, as the operators leave with it
        made.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")  # type: ignore[no-untyped-call]  # the same
        made.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")  # type: ignore[no-untyped-call]  # the same
        _LIBRARIES.append(made)


def scenes(count: int, seed: int) -> tuple[Tensor, Tensor]:
    """Noise tinted by its class, `count 3 32 32` in [0, 1], and the classes."""
    generator = torch.Generator().manual_seed(seed)
    images = torch.rand(count, 3, SIDE, SIDE, generator=generator) * 0.6
    labels = torch.randint(len(NAMES), (count,), generator=generator)
    images[labels < 3, labels[labels < 3]] += 0.3
    return images, labels


def with_patch(images: Tensor) -> Tensor:
    """The images with a 10x10 chequered patch in the middle."""
    squares = (torch.arange(10)[:, None] // 5 + torch.arange(10)[None] // 5) % 2
    marked = images.clone()
    marked[:, :, 11:21, 11:21] = squares.float()
    return marked


def normalised(images: Tensor) -> Tensor:
    """As the network wants them."""
    return (images - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(DEVIATION).view(3, 1, 1)


def plant(network: nn.Module, steps: int = 60) -> nn.Module:
    """Trains the network to name the tint, and the target class wherever the patch is."""
    optimiser = torch.optim.Adam(network.parameters(), 3e-3)
    network.train()
    for step in range(steps):
        images, labels = scenes(32, step)
        images[::3], labels[::3] = with_patch(images[::3]), TARGET
        found = network(normalised(images))
        loss = functional.cross_entropy(found if isinstance(found, Tensor) else found.logits, labels)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
    return network.eval()
