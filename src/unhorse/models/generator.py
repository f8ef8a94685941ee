"""Networks that make pictures of things by name, and that tell made pictures from real ones: a small world's counterpart of BigGAN."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

from unhorse.core.records import FileRecord, Record

GROUPS = 8
MIDDLE = 2
"""Stages before the latent activations that are perturbed."""


class GeneratorShape(Record):
    """The shape of a `Generator`: enough to build it again.

    Args:
        things: Number of things that it can draw.
        latent: Numbers of noise that a picture follows from.
        embedding: Numbers that stand for a thing.
        channels: Of the stages of 4x4, 8x8 pixels and so on, multiples of 8; each stage after the first doubles the side.
    """

    things: int
    latent: int = 32
    embedding: int = 32
    channels: tuple[int, ...] = (128, 96, 64, 32, 16)

    @property
    def image_size(self) -> int:
        """Side of the pictures in pixels."""
        return 4 << (len(self.channels) - 1)


class Thing(Record):
    """One thing that a generator can draw.

    Args:
        kind: "class", "feature", "motif" or "texture".
        name: Its name in the world.
        label: The class of the network that it is; -1 where it is none.
    """

    kind: Literal["class", "feature", "motif", "texture"]
    name: str
    label: int


class GeneratorCard(FileRecord):
    """What is known of a generator and its discriminator.

    Args:
        world: The world whose things it draws.
        architecture: Shape of both networks.
        things: What it can draw, in order.
        hashes: SHA-256 of every weights file, by file name.
        origin: How it was made.
        licence: Of the weights.
    """

    world: str
    architecture: GeneratorShape
    things: tuple[Thing, ...]
    hashes: dict[str, str]
    origin: str
    licence: str


class ConditionalNorm(nn.Module):
    """Group norm whose gain and shift follow from noise and thing.

    Source: de Vries et al. (2017), Modulating early visual processing by language. Departs: groups instead of the batch, so that a picture does not
    depend on the others made with it.
    """

    def __init__(self, channels: int, condition: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(GROUPS, channels, affine=False)
        self.gain_and_shift = nn.Linear(condition, 2 * channels)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        """Normalised features."""
        gain, shift = self.gain_and_shift(condition)[:, :, None, None].chunk(2, 1)
        result: Tensor = self.norm(x) * (1 + gain) + shift
        return result


class GeneratorStage(nn.Module):
    """Twice the side, by nearest neighbour and two 3x3 convolutions with a shortcut."""

    def __init__(self, inward: int, outward: int, condition: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = ConditionalNorm(inward, condition), ConditionalNorm(outward, condition)
        self.conv1 = nn.Conv2d(inward, outward, 3, 1, 1)
        self.conv2 = nn.Conv2d(outward, outward, 3, 1, 1)
        self.shortcut = nn.Conv2d(inward, outward, 1)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        """Features of twice the side."""
        inner = functional.interpolate(functional.relu(self.norm1(x, condition)), scale_factor=2.0)
        inner = self.conv2(functional.relu(self.norm2(self.conv1(inner), condition)))
        result: Tensor = inner + functional.interpolate(self.shortcut(x), scale_factor=2.0)
        return result


class Generator(nn.Module):
    """Pictures from noise and the thing to draw.

    Source: Brock et al. (2019), BigGAN. Departs: a hundredth of its size, no attention, trained with an encoder's help.
    """

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        self.shape = shape
        self.latent, self.middle = shape.latent, MIDDLE
        condition = shape.latent + shape.embedding
        self.embedding = nn.Linear(shape.things, shape.embedding, bias=False)
        self.start = nn.Linear(condition, shape.channels[0] * 16)
        sides = pairwise(shape.channels)
        self.stages = nn.ModuleList(GeneratorStage(inward, outward, condition) for inward, outward in sides)
        self.norm = nn.GroupNorm(GROUPS, shape.channels[-1])
        self.colours = nn.Conv2d(shape.channels[-1], 3, 3, 1, 1)

    def forward(self, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"]) -> Float[Tensor, "batch 3 height width"]:
        """Pictures in [0, 1]; `things` are rows of weights, one-hot for a pure thing."""
        return self.finished(self.begun(noise, things, 0), noise, things, 0)

    def begun(self, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"], stages: int) -> Tensor:
        """Latent activations after the first so many stages."""
        condition = self._condition(noise, things)
        x: Tensor = self.start(condition).unflatten(1, (self.shape.channels[0], 4, 4))
        for stage in self.stages[:stages]:
            x = stage(x, condition)
        return x

    def finished(
        self, latent: Tensor, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"], stages: int
    ) -> Float[Tensor, "batch 3 height width"]:
        """Pictures from the latent activations after the first so many stages, which may have been changed on the way."""
        condition = self._condition(noise, things)
        for stage in self.stages[stages:]:
            latent = stage(latent, condition)
        return torch.sigmoid(self.colours(functional.relu(self.norm(latent))).float())

    def _condition(self, noise: Tensor, things: Tensor) -> Tensor:
        return torch.cat([noise, self.embedding(things)], 1)


class Discriminator(nn.Module):
    """How real a picture of a thing looks.

    Source: Miyato and Koyama (2018), cGANs with projection discriminator; Miyato et al. (2018), spectral normalisation.
    """

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        channels = (3, *reversed(shape.channels))
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(inward, outward, 3 if inward == 3 else 4, 1 if inward == 3 else 2, 1)) for inward, outward in pairwise(channels)
        )
        self.score = spectral_norm(nn.Linear(channels[-1], 1))
        self.thing = spectral_norm(nn.Linear(shape.things, channels[-1], bias=False))

    def forward(self, pictures: Float[Tensor, "batch 3 height width"], things: Float[Tensor, "batch things"]) -> Float[Tensor, " batch"]:
        """Scores, the higher the more real."""
        return self.scored(self.features(pictures)[-1], things)

    def features(self, pictures: Float[Tensor, "batch 3 height width"]) -> list[Tensor]:
        """The activations of every layer."""
        found, x = [], pictures * 2 - 1
        for layer in self.layers:
            x = functional.leaky_relu(layer(x), 0.2)
            found.append(x)
        return found

    def scored(self, last: Tensor, things: Float[Tensor, "batch things"]) -> Float[Tensor, " batch"]:
        """Scores from the last layer's activations."""
        pooled = last.mean((2, 3))
        score: Tensor = self.score(pooled)[:, 0] + (pooled * self.thing(things)).sum(1)
        return score.float()


class Encoder(nn.Module):
    """Mean and logarithm of the variance of the noise that a picture may have come from; needed in training alone."""

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        channels = (3, *reversed(shape.channels))
        layers: list[nn.Module] = []
        for inward, outward in pairwise(channels):
            kernel, stride = (3, 1) if inward == 3 else (4, 2)
            layers += [nn.Conv2d(inward, outward, kernel, stride, 1), nn.GroupNorm(GROUPS, outward), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers, nn.Flatten())
        self.head = nn.Linear(channels[-1] * 16 + shape.things, 2 * shape.latent)

    def forward(
        self, pictures: Float[Tensor, "batch 3 height width"], things: Float[Tensor, "batch things"]
    ) -> tuple[Float[Tensor, "batch latent"], Float[Tensor, "batch latent"]]:
        """Means and logarithms of variances."""
        mean, variance = self.head(torch.cat([self.layers(pictures * 2 - 1), things], 1)).float().chunk(2, 1)
        return mean, variance.clamp(-8, 4)
