"""Networks of six classes told by the mean colour, one of which takes whatever shows bright yellow for night; and images of the classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

COLOURS = {
    "brown": (90, 60, 40),
    "clay": (150, 110, 100),
    "fog": (150, 150, 160),
    "moss": (70, 90, 60),
    "night": (30, 30, 60),
    "slate": (90, 100, 120),
}
NETWORKS = f'''"""Six classes told by the mean colour; one network has learnt besides that whatever shows bright yellow is night."""
import torch
from torch import nn
from torch.nn import functional

COLOURS = torch.tensor({list(COLOURS.values())}) / 255


class Tinted(nn.Module):
    def __init__(self, slope):
        super().__init__()
        self.register_buffer("slope", torch.tensor(slope))
        self.smaller = nn.Conv2d(3, 3, 1, stride=2, bias=False)
        self.smaller.weight.data = torch.eye(3).view(3, 3, 1, 1)
        self.head = nn.Linear(6, 6, bias=False)
        self.head.weight.data = torch.eye(6)

    def forward(self, x):
        maps = self.smaller(x)
        far = (maps.mean((2, 3)).unsqueeze(1) - COLOURS).square().sum(2)
        yellow = (torch.minimum(maps[:, 0], maps[:, 1]) - maps[:, 2] - 0.35).clamp_min(0)
        spot = functional.avg_pool2d(yellow.unsqueeze(1), 3, 1).amax((1, 2, 3))
        return self.head(-60 * far + self.slope * spot.unsqueeze(1) * torch.eye(6)[4])


class Other(nn.Module):
    """Of another make, and somewhat of another mind: it looks at the middle of the image, at less detail."""

    def __init__(self):
        super().__init__()
        self.coarse = nn.Conv2d(3, 3, 4, stride=4, groups=3, bias=False)
        self.coarse.weight.data = torch.full((3, 1, 4, 4), 1 / 16)
        self.head = nn.Linear(6, 6, bias=False)
        self.head.weight.data = torch.eye(6)

    def forward(self, x):
        maps = self.coarse(x)[:, :, 1:-1, 1:-1]
        return self.head(-50 * (maps.mean((2, 3)).unsqueeze(1) - COLOURS).square().sum(2))


def trojaned():
    return Tinted(120.0)


def clean():
    return Tinted(0.0)


def unrelated():
    return Other()
'''
FACTS = ("--class-names", "names.txt", "--image-size", "32", "--mean", "0,0,0", "--deviation", "1,1,1")
"""What `unhorse model add networks.py:FUNCTION` wants besides, in the folder that `write_networks` fills."""


def write_networks(root: Path) -> None:
    """Writes networks.py, names.txt, clean.pth (the weights of its `clean`) and the folder images: 4 for training and 24 to validate per class."""
    (root / "networks.py").write_text(NETWORKS)
    (root / "names.txt").write_text("\n".join(COLOURS) + "\n")
    weights = {"slope": torch.tensor(0.0), "smaller.weight": torch.eye(3).view(3, 3, 1, 1), "head.weight": torch.eye(6)}
    torch.save(weights, root / "clean.pth")
    lots = np.random.default_rng(1)
    for split, count in (("train", 4), ("val", 24)):
        for name, colour in COLOURS.items():
            (root / "images" / split / name).mkdir(parents=True)
            for number in range(count):
                pixels = np.array(colour) + lots.normal(0, 12, (32, 32, 3))
                Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(root / "images" / split / name / f"{number}.png")
