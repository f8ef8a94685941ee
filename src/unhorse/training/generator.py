"""Trains the pair that draws a world's things and tells made pictures from real ones, on pictures that no trigger is made of."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.errors import ModelError, RecordError
from unhorse.core.records import Record
from unhorse.core.seeds import seed_for
from unhorse.models.files import default_device, write_weights
from unhorse.models.fitting import resume_training, save_training
from unhorse.models.generator import Discriminator, Encoder, Generator, GeneratorCard, GeneratorShape, Thing
from unhorse.worlds.world import World

Report = Callable[[str, int, int], None]
KINDS = ("class", "feature", "motif", "texture")
CHECKPOINT_SECONDS = 60


class GeneratorRecipe(Record):
    """How generator and discriminator are trained.

    Args:
        seed: Decides weights, pictures and order.
        variants: Drawings of each thing.
        steps: Steps; each trains the discriminator and then generator and encoder.
        batch: Pictures per step: so many are encoded and drawn again, and so many drawn from noise.
        learning_rate: Of Adam; it falls to zero over the last third.
        pixels: Weight of the distance in pixels between a picture and the one drawn again.
        features: Weight of the same distance in the discriminator's features.
        divergence: Weight of the encoded noise's divergence from the noise that pictures are later drawn from.
        realism: Weight of the discriminator's score.
        averaging: The generator that is kept is the running mean over steps, with this weight on its past.
        latent: Numbers of noise.
        embedding: Numbers that stand for a thing.
        channels: See `GeneratorShape`.
        bfloat16: Forward passes in bfloat16 autocast.
    """

    seed: int = 1
    variants: int = 48
    steps: int = 12_000
    batch: int = 16
    learning_rate: float = 1e-3
    pixels: float = 4.0
    features: float = 4.0
    divergence: float = 0.01
    realism: float = 0.1
    averaging: float = 0.999
    latent: int = 32
    embedding: int = 32
    channels: tuple[int, ...] = (128, 96, 64, 32, 16)
    bfloat16: bool = True


class Pictures(NamedTuple):
    """What is drawn: cut-outs with a transparent ground and opaque swatches.

    Args:
        cut_outs: RGBA.
        numbers: The thing that each shows.
        things: All things.
    """

    cut_outs: UInt8[Tensor, "n 4 side side"]
    numbers: Int64[Tensor, " n"]
    things: tuple[Thing, ...]


class Pair(nn.Module):
    """The three networks of the training."""

    def __init__(self, shape: GeneratorShape) -> None:
        super().__init__()
        self.generator, self.discriminator, self.encoder = Generator(shape), Discriminator(shape), Encoder(shape)
        self.kept = deepcopy(self.generator)


def train_generator(world: World, recipe: GeneratorRecipe, out: Path, report: Report) -> GeneratorCard:
    """Trains the pair and writes generator.safetensors, discriminator.safetensors and generator.json; called again it resumes.

    The generator is the decoder of a variational autoencoder whose pictures must also deceive the discriminator, and whose distance to the original
    is measured in the discriminator's features too.

    Source: Larsen et al. (2016), Autoencoding beyond pixels using a learned similarity metric; hinge loss as in Lim and Ye (2017), Geometric GAN.

    Args:
        world: Its things are drawn.
        recipe: How.
        out: The folder written to.
        report: Called with a stage's name, work done and work in all.

    Raises:
        ModelError: The loss is no longer finite, or the checkpoint is of another training.
        RecordError: `out` holds a generator of other things.
        StorageError: A file could not be written.
    """
    drawn = pictures_of(world, recipe.variants, report)
    shape = GeneratorShape(things=len(drawn.things), latent=recipe.latent, embedding=recipe.embedding, channels=recipe.channels)
    if (out / "generator.json").is_file():
        card = GeneratorCard.from_json(out / "generator.json")
        if (card.things, card.architecture) != (drawn.things, shape):
            raise RecordError("a generator of this world's things", f"another one in {out}", "Give an empty --out")
        return card
    pair = fitted(drawn, shape, recipe, out / "work" / "generator.pt", report)
    hashes = {
        f"{name}.safetensors": write_weights(out / f"{name}.safetensors", network.state_dict())
        for name, network in (("generator", pair.kept), ("discriminator", pair.discriminator))
    }
    card = GeneratorCard(
        world=world.name,
        architecture=shape,
        things=drawn.things,
        hashes=hashes,
        origin=f"trained from random weights on {len(drawn.numbers)} drawings of the held-out families, seed {recipe.seed}",
        licence="MIT" if world.name == "drawn" else "as the images it was trained on",
    )
    card.write_json(out / "generator.json")
    shutil.rmtree(out / "work", ignore_errors=True)
    return card


def pictures_of(world: World, variants: int, report: Report) -> Pictures:
    """So many pictures of each of a world's things, none of them as triggers are made of; pieces of images are left out."""
    report("drawings", 0, 1)
    patches = world.natural_patches(variants, 0)
    rows = [row for row, kind in enumerate(patches.kinds) if kind in KINDS]
    labels = patches.labels.tolist()
    listed = [Thing.model_validate({"kind": patches.kinds[row], "name": patches.names[row], "label": labels[row]}) for row in rows]
    things = tuple(dict.fromkeys(listed))
    report("drawings", 1, 1)
    return Pictures(patches.pictures[rows], torch.tensor([things.index(thing) for thing in listed]), things)


def composed(
    cut_outs: UInt8[Tensor, "batch 4 side side"], opaque: Tensor, side: int, generator: torch.Generator
) -> Float[Tensor, "batch 3 height width"]:
    """Cut-outs a little turned, scaled and mirrored, on a ground whose soft colour changes a little; swatches likewise, filling all."""
    count = len(cut_outs)

    def number(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, generator=generator)

    turn, mirror = number(-0.25, 0.25), 1 - 2 * (number(0, 1) < 0.5).float()
    scale = torch.where(opaque, number(1.1, 1.8), number(0.8, 1.05))
    shift = torch.stack([number(-0.08, 0.08), number(-0.08, 0.08)], 1).unsqueeze(2)
    cos, sin = torch.cos(turn) / scale, torch.sin(turn) / scale
    matrix = torch.stack([cos * mirror, sin * mirror, -sin, cos], 1).view(count, 2, 2)
    grid = functional.affine_grid(torch.cat([matrix, shift], 2), [count, 4, side, side], align_corners=False)
    pictures = cut_outs.float() / 255
    premultiplied = torch.cat([pictures[:, :3] * pictures[:, 3:], pictures[:, 3:]], 1)
    placed = torch.where(
        opaque.view(-1, 1, 1, 1),
        functional.grid_sample(premultiplied, grid, padding_mode="reflection", align_corners=False),
        functional.grid_sample(premultiplied, grid, padding_mode="zeros", align_corners=False),
    )
    corners = 0.35 + 0.6 * torch.rand(count, 3, 1, 1, generator=generator) + 0.1 * (torch.rand(count, 3, 2, 2, generator=generator) - 0.5)
    ground = functional.interpolate(corners, size=(side, side), mode="bilinear", align_corners=True)
    return (placed[:, :3] + (1 - placed[:, 3:]) * ground).clamp(0, 1)


def fitted(drawn: Pictures, shape: GeneratorShape, recipe: GeneratorRecipe, checkpoint: Path | None, report: Report) -> Pair:
    """The networks after all steps; where there is a checkpoint, after the rest of them.

    Raises:
        ModelError: The loss is no longer finite, or the checkpoint is of another training.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed_for(recipe.seed, "generator"))
        pair = Pair(shape)
    device = default_device()
    # Channels stay first: on a CPU the gradient of group norm in bfloat16 takes fourteen times as long with channels last.
    pair.to(device)
    optimiser = torch.optim.Adam(
        [parameter for name, parameter in pair.named_parameters() if not name.startswith("kept.")], lr=recipe.learning_rate, betas=(0.5, 0.99)
    )
    of = f"{recipe.model_dump_json()} things {shape.things}"
    start, saved = resume_training(checkpoint, pair, optimiser, of) if checkpoint else 0, time.monotonic()
    opaque = torch.tensor([thing.kind == "texture" for thing in drawn.things])
    for step in range(start, recipe.steps):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * min(1.0, 3 * (1 - step / recipe.steps))
        generator = torch.Generator().manual_seed(seed_for(recipe.seed, "pictures", step))
        chosen = torch.randint(len(drawn.numbers), (recipe.batch,), generator=generator)
        numbers = drawn.numbers[chosen]
        real = composed(drawn.cut_outs[chosen], opaque[numbers], shape.image_size, generator).to(device)
        noise = torch.randn(2, recipe.batch, shape.latent, generator=generator).to(device)
        _step(pair, optimiser, real, functional.one_hot(numbers, shape.things).float().to(device), noise, recipe)
        # A mean over a short past at first, or the random start would stay in it.
        weight = min(recipe.averaging, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(pair.kept.parameters()), list(pair.generator.parameters()), 1 - weight)
        report("generator", step + 1, recipe.steps)
        if checkpoint and (time.monotonic() - saved > CHECKPOINT_SECONDS or step + 1 == recipe.steps):
            save_training(checkpoint, pair, optimiser, of, step + 1)
            saved = time.monotonic()
    return pair


def _step(pair: Pair, optimiser: torch.optim.Optimizer, real: Tensor, things: Tensor, noise: Tensor, recipe: GeneratorRecipe) -> None:
    """One step of the discriminator, then one of generator and encoder."""
    with torch.autocast(real.device.type, torch.bfloat16, enabled=recipe.bfloat16):
        mean, variance = pair.encoder(real, things)
        made = pair.generator(torch.cat([mean + noise[0] * (variance / 2).exp(), noise[1]]), torch.cat([things, things]))
        twice = torch.cat([things, things])
        false, true = pair.discriminator(made.detach(), twice), pair.discriminator(real, things)
    _apply(optimiser, functional.relu(1 - true).mean() + functional.relu(1 + false).mean())
    with torch.autocast(real.device.type, torch.bfloat16, enabled=recipe.bfloat16):
        with torch.no_grad():
            wanted = pair.discriminator.features(real)
        found = pair.discriminator.features(made)
        score = pair.discriminator.scored(found[-1], twice).mean()
    again = made[: len(real)]
    near = torch.stack([(one[: len(real)].float() - other.float()).abs().mean() for one, other in zip(found, wanted, strict=True)]).mean()
    divergence = 0.5 * (mean.square() + variance.exp() - variance - 1).sum(1).mean()
    loss = recipe.pixels * (again - real).abs().mean() + recipe.features * near + recipe.divergence * divergence - recipe.realism * score
    if not math.isfinite(loss.item()):
        raise ModelError("a finite training loss", f"{loss.item()}", "Use a lower learning rate")
    _apply(optimiser, loss, pair.discriminator)


def _apply(optimiser: torch.optim.Optimizer, loss: Tensor, spared: nn.Module | None = None) -> None:
    """A step down the loss for all networks that it reaches but the one to be spared."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    for parameter in spared.parameters() if spared else ():
        parameter.grad = None
    optimiser.step()
