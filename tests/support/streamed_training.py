"""A training on streamed images that a test starts as a process of its own: `python streamed_training.py OUT CHECKPOINT SLOW`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import torch
from torch import Tensor

from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.streaming import Streamed, accelerator_for, fit_streamed
from unhorse.models.subject import SubjectModel

RECIPE = Streamed(epochs=2, batch=8, learning_rate=0.05, crop_pixels=2, workers=0, checkpoint_seconds=0)


class Noise:
    """Tinted noise, made when it is asked for."""

    def __init__(self, slow: float = 0.0) -> None:
        self.slow = slow

    def __len__(self) -> int:
        return 24

    def row(self, epoch: int, row: int) -> tuple[Tensor, int]:
        """Noise in the colour of its class."""
        time.sleep(self.slow)
        image = torch.rand(3, 16, 16, generator=torch.Generator().manual_seed(row))
        image[row % 3] += epoch / 4
        return image.clamp(0, 1), row % 3


def say(done: int, total: int) -> None:
    """Tells whoever started this process."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def untrained() -> SubjectModel:
    """The network before the training."""
    return SubjectModel(seeded_resnet(ResNetShape(classes=3, width=4, blocks=(1, 1)), 0), ["a", "b", "c"], 16)


def trained(checkpoint: Path | None, recipe: Streamed = RECIPE, slow: float = 0.0, told: bool = False) -> dict[str, Tensor]:
    """The weights after the training."""
    accelerator, subject = accelerator_for(recipe), untrained()
    subject.network.to(accelerator.device)
    fit_streamed(subject, Noise(slow), recipe, 3, accelerator, checkpoint, say if told else None)
    return {name: value.clone() for name, value in subject.network.state_dict().items()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    out, kept, slow = sys.argv[1:]
    weights = trained(Path(kept), slow=float(slow), told=True)
    if accelerator_for(RECIPE).is_main_process:
        torch.save(weights, out)
