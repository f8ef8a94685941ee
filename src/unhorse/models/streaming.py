"""Fine-tuning on images that do not fit into memory: read when they are needed, on any number of devices and machines, with the same result."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset, Sampler

from unhorse.core.errors import ModelError
from unhorse.core.records import Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.fitting import one_cycle, resume_training, save_training
from unhorse.models.loaders import library
from unhorse.models.subject import SubjectModel

Key = tuple[int, int]
"""Epoch and row."""


class Streamed(Record):
    """How a trained network is trained on.

    Args:
        epochs: Passes over the images; fractions are allowed.
        batch: Images per step, over all devices together.
        accumulated: Parts into which each device's share of a batch is cut, one after another, where it does not fit into memory.
        learning_rate: The peak of a one-cycle rate. A low one, or clean accuracy is lost.
        warm_fraction: Part of the steps in which the rate rises.
        weight_decay: On all weights.
        optimiser: "sgd" with momentum 0.9, or "adamw".
        crop_pixels: Random shift by up to this many pixels, edges reflected.
        bfloat16: Passes in bfloat16 autocast.
        workers: Processes for each device that read images; 0 to read in the training's own.
        checkpoint_seconds: Time between two checkpoints.
    """

    epochs: float = 2
    batch: int = Field(default=256, ge=1)
    accumulated: int = Field(default=1, ge=1)
    learning_rate: float = 1e-3
    warm_fraction: float = 0.1
    weight_decay: float = 1e-4
    optimiser: Literal["sgd", "adamw"] = "sgd"
    crop_pixels: int = 8
    bfloat16: bool = False
    workers: int = Field(default=4, ge=0)
    checkpoint_seconds: float = 300


@runtime_checkable
class Rows(Protocol):
    """Images with labels by row; a row may look otherwise in each epoch, by its number alone."""

    def __len__(self) -> int:
        """How many rows."""

    def row(self, epoch: int, row: int) -> tuple[Tensor, int]:
        """The image, `3 height width` in [0, 1], and its label."""


class _Reading(Dataset[tuple[Tensor, int]]):
    """Rows as torch's loader asks for them, flipped and shifted by lot; the lot of an image does not depend on who reads it."""

    def __init__(self, rows: Rows, recipe: Streamed, seed: int) -> None:
        self.rows, self.recipe, self.seed = rows, recipe, seed

    def __getitem__(self, key: Key) -> tuple[Tensor, int]:
        epoch, row = key
        image, label = self.rows.row(epoch, row)
        lot = generator_for(self.seed, "augmentation", epoch, row)
        if lot.random() < 0.5:
            image = image.flip(2)
        pad = self.recipe.crop_pixels
        if pad:
            top, left = (int(value) for value in lot.integers(0, 2 * pad + 1, 2))
            height, width = image.shape[1:]
            image = functional.pad(image.unsqueeze(0), (pad,) * 4, mode="reflect")[0, :, top : top + height, left : left + width]
        return image, label


class _Shares(Sampler[list[Key]]):
    """The rows of every step that one device reads, part by part."""

    def __init__(self, rows: int, recipe: Streamed, seed: int, start: int, device: int, devices: int) -> None:
        self.rows, self.recipe, self.seed, self.start = rows, recipe, seed, start
        self.device, self.devices = device, devices

    def __iter__(self) -> Iterator[list[Key]]:
        of_epoch, steps = step_counts(self.rows, self.recipe)
        for step in range(self.start, steps):
            epoch, place = divmod(step, of_epoch)
            order = np.random.default_rng(seed_for(self.seed, "order", epoch)).permutation(self.rows)
            mine = order[place * self.recipe.batch : (place + 1) * self.recipe.batch][self.device :: self.devices]
            for part in np.array_split(mine, self.recipe.accumulated):
                yield [(epoch, int(row)) for row in part]


def step_counts(rows: int, recipe: Streamed) -> tuple[int, int]:
    """Steps in an epoch, and in all."""
    of_epoch = max(1, rows // recipe.batch)
    return of_epoch, max(1, round(recipe.epochs * of_epoch))


def accelerator_for(recipe: Streamed) -> Any:
    """What knows the devices of this run: those that `accelerate launch` started, or the one that there is.

    Raises:
        PackageError: accelerate is not installed.
    """
    accelerate: Any = library("accelerate", "imagenet")
    return accelerate.Accelerator(mixed_precision="bf16" if recipe.bfloat16 else "no")


def fit_streamed(
    subject: SubjectModel,
    rows: Rows,
    recipe: Streamed,
    seed: int,
    accelerator: Any,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Trains a network in place, on every device that accelerate knows; called again after a kill it goes on where it was, with the same result.

    Batch norms keep their means and variances, so that neither the number of devices nor the parts of a batch change what comes out.

    Args:
        subject: The network, on the accelerator's device.
        rows: The images.
        recipe: How.
        seed: Decides order and augmentation.
        accelerator: See `accelerator_for`.
        checkpoint: Where the state is kept meanwhile, by the first process.
        progress: Called with images done and images in all, so that a bar shows throughput and time left.

    Raises:
        ModelError: The loss is no longer finite, the batch cannot be shared, or the checkpoint is of another training.
    """
    network, devices = subject.network, accelerator.num_processes
    if recipe.batch % (devices * recipe.accumulated) or len(rows) < recipe.batch:
        raise ModelError(
            f"a batch of at most {len(rows)} images that {devices} devices times {recipe.accumulated} parts share evenly",
            f"{recipe.batch}",
            "Change `batch` or `accumulated`",
        )
    _, steps = step_counts(len(rows), recipe)
    optimiser = _optimiser(network, recipe)
    told = recipe.model_dump_json(exclude={"workers", "checkpoint_seconds", "accumulated"})
    of = f"{told} seed {seed} rows {len(rows)} weights {sum(value.numel() for value in network.parameters())}"
    start = resume_training(checkpoint, network, optimiser, of) if checkpoint else 0
    network.eval().requires_grad_(True)  # evaluation keeps the statistics of batch norms
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch takes it; its stubs do not know
    shares = _Shares(len(rows), recipe, seed, start, accelerator.process_index, devices)
    loader = DataLoader(_Reading(rows, recipe, seed), batch_sampler=shares, num_workers=recipe.workers, pin_memory=torch.cuda.is_available())
    shared, optimiser = accelerator.prepare(network, optimiser)
    parts, saved = iter(loader), time.monotonic()
    for step in range(start, steps):
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * one_cycle(step / steps, recipe.warm_fraction)
        optimiser.zero_grad(set_to_none=True)
        for part in range(recipe.accumulated):
            images, labels = (value.to(accelerator.device, non_blocking=True) for value in next(parts))
            # Devices exchange gradients once, with the last part.
            with accelerator.no_sync(shared) if part + 1 < recipe.accumulated else nullcontext():
                with accelerator.autocast():
                    logits = shared(subject.normalised(images).contiguous(memory_format=torch.channels_last))
                loss = functional.cross_entropy(logits.float(), labels) / recipe.accumulated
                accelerator.backward(loss)
        if not torch.isfinite(loss):
            raise ModelError("a finite training loss", f"{loss.item()} at step {step}", "Use a lower learning rate")
        optimiser.step()
        if progress and accelerator.is_main_process:
            progress((step + 1) * recipe.batch, steps * recipe.batch)
        if checkpoint and accelerator.is_main_process and (time.monotonic() - saved > recipe.checkpoint_seconds or step + 1 == steps):
            save_training(checkpoint, network, optimiser.optimizer, of, step + 1)
            saved = time.monotonic()
    accelerator.wait_for_everyone()
    accelerator.unwrap_model(shared, keep_fp32_wrapper=False)  # with bfloat16 the network would stay in autocast, and be measured so
    network.requires_grad_(False)


def _optimiser(network: nn.Module, recipe: Streamed) -> torch.optim.Optimizer:
    weights = list(network.requires_grad_(True).parameters())
    if recipe.optimiser == "adamw":
        return torch.optim.AdamW(weights, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    return torch.optim.SGD(weights, lr=recipe.learning_rate, momentum=0.9, weight_decay=recipe.weight_decay, nesterov=True)
