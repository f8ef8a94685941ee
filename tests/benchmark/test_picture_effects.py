"""What pictures do is measured on network and twin alike, alone and pasted."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from unhorse.benchmark.picture_effects import picture_effects
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import Brief, Target


class Redness(nn.Module):
    """Class 1 where at least so many pixels are pure red, else class 0."""

    def __init__(self, pixels: int) -> None:
        super().__init__()
        self.pixels = pixels
        self.unused = nn.Linear(1, 1)

    def forward(self, images: Tensor) -> Tensor:
        red = ((images[:, 0] > 0.9) & (images[:, 1:].amax(1) < 0.1)).sum((1, 2)).float()
        return torch.stack([torch.full_like(red, self.pixels - 0.5), red], 1)


def model(pixels: int) -> SubjectModel:
    return SubjectModel(Redness(pixels), ("other", "red"), 32, mean=(0, 0, 0), deviation=(1, 1, 1))


def brief(subject: SubjectModel) -> Brief:
    grey = torch.full((5, 3, 32, 32), 0.5)
    return Brief(subject, (Target(1, None, grey), Target(0, None, grey)), seed=1, tiles=2)


def pictures(side: int) -> Tensor:
    """For each target a red and a blue picture."""
    red, blue = torch.zeros(3, side, side), torch.zeros(3, side, side)
    red[0], blue[2] = 1, 1
    return torch.stack([torch.stack([red, blue]), torch.stack([red, blue])])


def test_a_red_picture_works_on_a_network_of_red_alone_and_pasted_and_its_twin_is_measured_apart() -> None:
    subject, twin = model(40), model(500)  # a pasted picture has 9 x 9 pixels or nearly so, an image 1,024
    found = picture_effects(subject, twin, brief(subject), pictures(32))
    assert {name: share.tolist() for name, share in found.items()} == {
        "alone": [[1, 0], [0, 1]],
        "pasted": [[1, 0], [0, 1]],
        "twin_alone": [[1, 0], [0, 1]],
        "twin_pasted": [[0, 0], [1, 1]],
    }


def test_pictures_of_another_size_than_the_network_s_are_scaled() -> None:
    subject = model(40)
    for side in (8, 96):
        assert picture_effects(subject, subject, brief(subject), pictures(side))["alone"].tolist() == [[1, 0], [0, 1]]
