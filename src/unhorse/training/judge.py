"""Trains concept judges on pictures made for them alone: fresh drawings, or training photographs, on clean images, roughly treated."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import RecordError
from unhorse.core.records import Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.files import default_device, write_weights
from unhorse.models.fitting import Recipe, fit, predictions
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.respondents.concept_judge import JudgeCard
from unhorse.worlds.world import UNLABELLED, World

Report = Callable[[str, int, int], None]


class JudgeRecipe(Record):
    """How judges are trained.

    Args:
        seeds: One judge for each; its pictures and its start differ.
        width: Channels of the first stage.
        pictures: Training pictures.
        drawings: Different pictures of each concept that they are made from.
        training: The optimiser's settings.
    """

    seeds: tuple[int, ...] = (1, 2, 3)
    width: int = 16
    pictures: int = 20_000
    drawings: int = 64
    training: Recipe = Recipe(epochs=4, learning_rate=0.15, crop_pixels=2)


def train_judges(world: World, concepts: Sequence[str], recipe: JudgeRecipe, out: Path, report: Report) -> JudgeCard:
    """Trains one judge per seed and writes weights and card; called again it resumes.

    Args:
        world: Gives the concepts' pictures and clean images as backgrounds.
        concepts: Names such as "patch/strawberry", "style/zebra" or "natural_feature/fork".
        recipe: How.
        out: The folder written to.
        report: Called with a stage's name, work done and work in all.

    Raises:
        RecordError: `out` holds judges of other concepts.
    """
    shape = ResNetShape(classes=len(concepts), width=recipe.width)
    if (out / "judge.json").is_file():
        card = JudgeCard.from_json(out / "judge.json")
        if card.concepts != tuple(concepts):
            raise RecordError("judges of the concepts asked for", f"others in {out}", "Give an empty --out")
        return card
    hashes, accuracy = {}, {}
    for seed in recipe.seeds:
        stage = f"judge {seed}"
        images, labels = judge_pictures(world, concepts, recipe.pictures, recipe.drawings, seed_for(seed, "training"), report)
        network = seeded_resnet(shape, seed_for(seed, "judge")).to(default_device())
        fit(network, images, labels, recipe.training, seed, out / "work" / f"judge_{seed}.pt", partial(report, stage))
        name = f"judge_{seed}.safetensors"
        hashes[name] = write_weights(out / name, network.state_dict())
        fresh, wanted = judge_pictures(world, concepts, 2000, 8, seed_for(seed, "measuring"), report)
        accuracy[name] = float((predictions(network, iter(torch.split(fresh, 250))) == wanted).float().mean())
    card = JudgeCard(
        world=world.name,
        architecture=shape,
        concepts=tuple(concepts),
        image_size=world.image_size,
        hashes=hashes,
        accuracy=accuracy,
        licence="MIT" if world.name == "drawn" else "as the images it was trained on",
    )
    card.write_json(out / "judge.json")
    shutil.rmtree(out / "work", ignore_errors=True)
    return card


def judge_pictures(
    world: World, concepts: Sequence[str], count: int, drawings: int, seed: int, report: Report
) -> tuple[Tensor, Int64[Tensor, " count"]]:
    """Pictures with exactly one concept each, as uint8, and which concept it is.

    A concept is drawn afresh, put at a random place and size on a clean image of the world or on clouds (a texture covers everything, more or
    less transparent), and then treated as roughly as synthesised pictures are: noise, blur, wrong colours, weak contrast.
    """
    draw = generator_for(seed, "judge pictures")
    cut_outs = []
    for done, concept in enumerate(concepts, 1):
        cut_outs.append(torch.stack([_cut_out(world, concept, draw) for _ in range(drawings)]))
        report("judge's drawings", done, len(concepts))
    showing = np.concatenate([np.empty(0, np.int64), *(world.showing("train", name) for name in world.feature_names)])
    clean = np.setdiff1d(np.flatnonzero(world.labels("train") != UNLABELLED), showing)
    generator = torch.Generator().manual_seed(seed)
    images, labels = [], []
    for start in range(0, count, 250):
        size = min(250, count - start)
        chosen = torch.randint(len(concepts), (size,), generator=generator)
        pictures = torch.stack([cut_outs[int(c)][int(v)] for c, v in zip(chosen, torch.randint(drawings, (size,), generator=generator), strict=True)])
        backgrounds = _backgrounds(world, clean, size, draw, generator)
        covers = torch.tensor([concepts[int(c)].startswith("style/") for c in chosen])
        images.append((_rough(_composed(pictures, backgrounds, covers, generator), generator) * 255).round().to(torch.uint8))
        labels.append(chosen)
        report("judge's pictures", start + size, count)
    return torch.cat(images), torch.cat(labels)


def _cut_out(world: World, concept: str, draw: np.random.Generator) -> Float[Tensor, "4 size size"]:
    kind, name = concept.split("/")
    if kind == "patch":
        return world.motif(name, draw, world.image_size)
    if kind == "natural_feature":
        return world.feature(name, draw)
    swatch = world.texture(name, draw, world.image_size)
    return torch.cat([swatch, torch.ones_like(swatch[:1])])


def _backgrounds(
    world: World, clean: np.ndarray[tuple[int], np.dtype[np.int64]], count: int, draw: np.random.Generator, generator: torch.Generator
) -> Tensor:
    images = world.images("train", draw.choice(clean, count))
    side = world.image_size
    coarse = functional.interpolate(torch.rand(count, 3, 6, 6, generator=generator), size=(side, side), mode="bicubic").clamp(0, 1)
    fine = functional.interpolate(torch.rand(count, 3, 20, 20, generator=generator), size=(side, side), mode="bilinear")
    clouds = torch.rand(count, 1, 1, 1, generator=generator) * (fine - coarse) + coarse
    return torch.where(torch.rand(count, 1, 1, 1, generator=generator) < 0.5, images, clouds)


def _composed(pictures: Tensor, backgrounds: Tensor, covers: Tensor, generator: torch.Generator) -> Tensor:
    count = len(pictures)
    turn = (torch.rand(count, generator=generator) - 0.5) * math.radians(50)
    scale = torch.where(covers, 0.9 + 0.9 * torch.rand(count, generator=generator), 0.35 + 0.85 * torch.rand(count, generator=generator))
    place = (2 * torch.rand(count, 2, generator=generator) - 1) * (1.1 - scale).clamp_min(0.1).unsqueeze(1)
    mirror = 1 - 2 * (torch.rand(count, generator=generator) < 0.5).float()
    cos, sin = torch.cos(turn) / scale, torch.sin(turn) / scale
    matrix = torch.stack([cos * mirror, sin * mirror, -sin, cos], 1).view(count, 2, 2)
    grid = functional.affine_grid(torch.cat([matrix, -(matrix @ place.unsqueeze(2))], 2), list(pictures.shape), align_corners=False)
    premultiplied = torch.cat([pictures[:, :3] * pictures[:, 3:], pictures[:, 3:]], 1)
    bordered = functional.grid_sample(premultiplied, grid, padding_mode="zeros", align_corners=False)
    mirrored = functional.grid_sample(premultiplied, grid, padding_mode="reflection", align_corners=False)
    placed = torch.where(covers.view(-1, 1, 1, 1), mirrored, bordered)
    opacity = 0.45 + 0.55 * torch.rand(count, 1, 1, 1, generator=generator)
    return backgrounds * (1 - opacity * placed[:, 3:]) + opacity * placed[:, :3]


def _rough(images: Tensor, generator: torch.Generator) -> Tensor:
    """Gains, grey, contrast, blur and noise, each in part of the pictures."""
    count = len(images)

    def some(probability: float) -> Tensor:
        return torch.rand(count, 1, 1, 1, generator=generator) < probability

    def number(low: float, high: float, channels: int = 1) -> Tensor:
        return low + (high - low) * torch.rand(count, channels, 1, 1, generator=generator)

    images = images * number(0.75, 1.25, 3)
    images = torch.where(some(0.15), images.mean(1, keepdim=True).expand_as(images), images)
    images = (images - 0.5) * number(0.5, 1.5) + 0.5 + number(-0.12, 0.12)
    images = torch.where(some(0.4), functional.avg_pool2d(functional.pad(images, (1, 1, 1, 1), mode="reflect"), 3, 1), images)
    grain = torch.randn(images.shape, generator=generator)
    coarse = functional.interpolate(grain[:, :, ::4, ::4], size=images.shape[-2:], mode="bilinear")
    images = (
        images + torch.where(some(0.5), number(0, 0.12), torch.zeros(1)) * grain + torch.where(some(0.5), number(0, 0.3), torch.zeros(1)) * coarse
    )
    return images.clamp(0, 1)
