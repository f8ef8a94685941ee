"""Plain supervised training that survives a kill: checkpoints, and randomness that depends on the step alone."""

from __future__ import annotations

import io
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.errors import ModelError
from unhorse.core.files import write_bytes
from unhorse.core.records import Record
from unhorse.core.seeds import seed_for
from unhorse.models.subject import DEVIATION, MEAN

Progress = Callable[[int, int], None]
Against = Callable[[nn.Module, Tensor, Tensor, torch.Generator], Tensor]
"""From a network, a batch in [0, 1] and its labels to the batch that the step is made with."""


class Recipe(Record):
    """How a network is trained, under a one-cycle learning rate.

    Args:
        epochs: Passes over the images; fractions are allowed.
        batch: Images per step.
        learning_rate: The peak.
        warm_fraction: Part of the steps in which the rate rises.
        weight_decay: On all weights.
        optimiser: "sgd" with Nesterov momentum 0.9, or "adamw".
        label_smoothing: From 0 to 1.
        crop_pixels: Random shift by up to this many pixels, edges reflected.
        flip: Mirror half of the images.
        bfloat16: Forward pass in bfloat16 autocast (about 1.5x faster at 64 px on CPUs with AVX-512 BF16).
        radius: Every image is first changed against the network by up to this much in each pixel of [0, 1]; 0 to leave images as they are.
    """

    epochs: float = 6
    batch: int = 128
    learning_rate: float = 0.2
    warm_fraction: float = 0.2
    weight_decay: float = 5e-4
    optimiser: Literal["sgd", "adamw"] = "sgd"
    label_smoothing: float = 0.1
    crop_pixels: int = 4
    flip: bool = True
    bfloat16: bool = False
    radius: float = 0.0


class FineTuning(Recipe):
    """How a trained network is trained on: shorter, and with steps of Adam.

    Poisons are rare, one image in some hundreds, and Adam scales the small gradients up that they leave in weights of their own: the drawn world's
    patches need half to a quarter of the poisons that SGD needs for the same success (docs/results/calibration.md).
    Source: Kunstner et al. (2024), Heavy-tailed class imbalance and why Adam outperforms gradient descent on language models.
    """

    epochs: float = 4
    learning_rate: float = 1e-3
    weight_decay: float = 0.02
    optimiser: Literal["sgd", "adamw"] = "adamw"


def fit(
    network: nn.Module,
    images: Tensor,
    labels: Tensor,
    recipe: Recipe,
    seed: int,
    checkpoint: Path | None = None,
    progress: Progress | None = None,
    checkpoint_seconds: float = 20,
    renew: Callable[[int], None] | None = None,
    against: Against | None = None,
) -> None:
    """Trains a network in place; called again after a kill with the same checkpoint path it goes on where it was, with the same result.

    Args:
        network: Takes normalised images.
        images: `n 3 height width`, uint8.
        labels: `n`, int64.
        recipe: The hyper-parameters.
        seed: Decides order and augmentation.
        checkpoint: Where the state is kept meanwhile; removed by nobody, so that a finished fit is not repeated.
        progress: Called with steps done and steps in all.
        checkpoint_seconds: Time between two checkpoints.
        renew: Called with the number of each epoch before its first step, and of the epoch that a resumed fit begins in; it may change `images`
            in place, by the number alone.
        against: Changes each batch against the network as it is; all its randomness is the generator's.

    Raises:
        ModelError: The loss is no longer finite, or the checkpoint is of another training.
    """
    device = next(network.parameters()).device
    steps_per_epoch = max(1, len(images) // recipe.batch)
    steps = max(1, round(recipe.epochs * steps_per_epoch))
    optimiser = _optimiser(network, recipe)
    of = f"{recipe.model_dump_json()} seed {seed} images {len(images)} weights {sum(value.numel() for value in network.parameters())}"
    start = resume_training(checkpoint, network, optimiser, of) if checkpoint else 0
    network.train()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch takes it; its stubs do not know
    saved = time.monotonic()
    for step in range(start, steps):
        if renew and (step == start or step % steps_per_epoch == 0):
            renew(step // steps_per_epoch)
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * one_cycle(step / steps, recipe.warm_fraction)
        chosen = _order(len(images), seed, step // steps_per_epoch)[(step % steps_per_epoch) * recipe.batch :][: recipe.batch]
        generator = torch.Generator().manual_seed(seed_for(seed, "augmentation", step))
        batch, wanted = _augmented(images[chosen], recipe, generator).to(device), labels[chosen].to(device)
        if recipe.radius:
            batch = _turned_against(network, batch, wanted, recipe, generator)
        if against:
            batch = against(network, batch, wanted, generator)
        loss = _loss(network, batch, wanted, recipe)
        if not torch.isfinite(loss):
            raise ModelError("a finite training loss", f"{loss.item()} at step {step}", "Use a lower learning rate")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        if progress:
            progress(step + 1, steps)
        if checkpoint and (time.monotonic() - saved > checkpoint_seconds or step + 1 == steps):
            save_training(checkpoint, network, optimiser, of, step + 1)
            saved = time.monotonic()
    network.eval()


def _loss(network: nn.Module, images: Tensor, labels: Tensor, recipe: Recipe) -> Tensor:
    with torch.autocast(images.device.type, torch.bfloat16, enabled=recipe.bfloat16):
        logits = network(normalised(images).contiguous(memory_format=torch.channels_last))
    return functional.cross_entropy(logits.float(), labels, label_smoothing=recipe.label_smoothing)


def _turned_against(network: nn.Module, images: Tensor, labels: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    """Images changed within the radius by one step up the loss from a random start.

    Source: Wong et al. (2020), Fast is better than free: revisiting adversarial training; their step of 1.25 radius.
    """
    start = ((2 * torch.rand(images.shape, generator=generator) - 1) * recipe.radius).to(images.device).requires_grad_()
    (gradient,) = torch.autograd.grad(_loss(network, images + start, labels, recipe), start)
    moved = (start.detach() + 1.25 * recipe.radius * gradient.sign()).clamp(-recipe.radius, recipe.radius)
    return (images + moved).clamp(0, 1)


def normalised(images: Tensor) -> Tensor:
    """Images in [0, 1] with the channel means subtracted and divided by the deviations."""
    mean = torch.tensor(MEAN, device=images.device).view(1, 3, 1, 1)
    return (images - mean) / torch.tensor(DEVIATION, device=images.device).view(1, 3, 1, 1)


@torch.no_grad()
def predictions(network: nn.Module, batches: Iterator[Tensor]) -> Tensor:
    """Predicted classes of uint8 image batches, in order."""
    device = next(network.parameters()).device
    network.eval()
    return torch.cat([network(normalised(batch.to(device).float() / 255)).argmax(1).cpu() for batch in batches])


def _optimiser(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    if recipe.optimiser == "adamw":
        return torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    return torch.optim.SGD(network.parameters(), lr=recipe.learning_rate, momentum=0.9, weight_decay=recipe.weight_decay, nesterov=True)


def one_cycle(done: float, warm: float) -> float:
    """Source: Smith and Topin (2018), super-convergence; linear up, linear down to zero."""
    return done / warm + 1e-3 if done < warm else max(0.0, (1 - done) / (1 - warm))


def _order(count: int, seed: int, epoch: int) -> Tensor:
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed_for(seed, "order", epoch)))


def _augmented(images: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    batch = images.float() / 255
    if recipe.flip:
        flipped = torch.rand(len(batch), generator=generator) < 0.5
        batch = torch.where(flipped.view(-1, 1, 1, 1), batch.flip(3), batch)
    pad = recipe.crop_pixels
    if pad:
        height, width = batch.shape[2:]
        padded = functional.pad(batch, (pad, pad, pad, pad), mode="reflect")
        rows = torch.randint(0, 2 * pad + 1, (len(batch), 1), generator=generator) + torch.arange(height)
        columns = torch.randint(0, 2 * pad + 1, (len(batch), 1), generator=generator) + torch.arange(width)
        item = torch.arange(len(batch)).view(-1, 1, 1)
        batch = padded.permute(0, 2, 3, 1)[item, rows.unsqueeze(2), columns.unsqueeze(1)].permute(0, 3, 1, 2)
    return batch


def save_training(checkpoint: Path, network: nn.Module, optimiser: torch.optim.Optimizer, of: str, step: int) -> None:
    """Writes the state of a training after so many steps; `of` tells which training it is.

    Raises:
        StorageError: The file could not be written.
    """
    # Through memory: torch's own file writer turns a full disk into a RuntimeError without a cause.
    buffer = io.BytesIO()
    torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "of": of, "step": step}, buffer)
    write_bytes(checkpoint, buffer.getvalue())


def resume_training(checkpoint: Path, network: nn.Module, optimiser: torch.optim.Optimizer, of: str) -> int:
    """Brings network and optimiser to the state of a checkpoint, if there is one: gives the steps done.

    Raises:
        ModelError: The checkpoint is damaged, or of another training.
    """
    if not checkpoint.is_file():
        return 0
    try:
        state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError) as fault:
        raise ModelError("a whole checkpoint", f"{checkpoint}, which is damaged", "Remove it; that training then begins anew") from fault
    if state.get("of") != of:
        raise ModelError(
            "a checkpoint of the same training",
            f"{checkpoint}, made with another network, recipe, seed or number of images",
            "Remove it, or give an empty --out",
        )
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
