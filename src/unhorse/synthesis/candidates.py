"""Choosing among candidate pictures: how they are put on backgrounds, what they do there, which units they share, and which to keep."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional

from unhorse.models.subject import SubjectModel

CHUNK = 256
"""Images that are passed through the network at once."""


class Places(NamedTuple):
    """A square on each of some backgrounds, the same for all candidates, so that they differ by nothing else; in pixels, `views` each."""

    sides: list[int]
    tops: list[int]
    lefts: list[int]


class Seen(NamedTuple):
    """What the network makes of pictures, as means over backgrounds."""

    features: Float[Tensor, "n units"]
    probabilities: Float[Tensor, "n classes"]


def random_places(views: int, size: int, fraction: tuple[float, float], generator: torch.Generator) -> Places:
    """A square for each view: its side over the image's side lies within `fraction`, and it lies wholly inside."""
    low, high = fraction
    sides = [max(1, round(size * (low + (high - low) * float(torch.rand((), generator=generator))))) for _ in range(views)]
    corners = [[int(torch.randint(size - side + 1, (), generator=generator)) for side in sides] for _ in range(2)]
    return Places(sides, *corners)


def placed(
    pictures: Float[Tensor, "n 4 side side"], background: Float[Tensor, "3 size size"], side: int, top: int, left: int
) -> Float[Tensor, "n 3 size size"]:
    """Cut-outs pasted on one background at one place; transparent ground stays background."""
    scaled = resized(pictures, side)
    images = background.expand(len(pictures), -1, -1, -1).clone()
    window = images[:, :, top : top + side, left : left + side]
    window.copy_(window * (1 - scaled[:, 3:]) + scaled[:, :3] * scaled[:, 3:])
    return images


def laid_over(pictures: Float[Tensor, "n 4 side side"], background: Float[Tensor, "3 size size"], weight: float) -> Float[Tensor, "n 3 size size"]:
    """Swatches blended over one whole background: the swatch counts `weight`, the background the rest."""
    return weight * resized(pictures, background.shape[-1])[:, :3] + (1 - weight) * background


def resized(pictures: Float[Tensor, "n 4 side side"], side: int) -> Float[Tensor, "n 4 new new"]:
    """Cut-outs at another size; colours are weighted with how opaque they are, so that a soft edge gets no rim of what lay beneath."""
    colours, alpha = pictures[:, :3], pictures[:, 3:]
    scaled = functional.interpolate(torch.cat([colours * alpha, alpha], 1), size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    return torch.cat([scaled[:, :3] / scaled[:, 3:].clamp_min(1e-6), scaled[:, 3:]], 1).clamp(0, 1)


@torch.no_grad()
def seen(
    subject: SubjectModel,
    pictures: Float[Tensor, "n 4 side side"],
    backgrounds: Float[Tensor, "views 3 size size"],
    places: Places,
    overlay: float | None = None,
) -> Seen:
    """Means over backgrounds of the head's features and of the probabilities, for pictures pasted there or laid over with a weight.

    It takes one pass for each picture and background.
    """
    features: list[Tensor] = []
    probabilities: list[Tensor] = []
    for lot in torch.split(pictures, CHUNK):
        found = []
        for view, background in enumerate(backgrounds):
            place = places.sides[view], places.tops[view], places.lefts[view]
            found.append(subject.features(placed(lot, background, *place) if overlay is None else laid_over(lot, background, overlay)))
        features.append(torch.stack(found).mean(0))
        probabilities.append(torch.stack([subject.head(views).softmax(1) for views in found]).mean(0))
    return Seen(torch.cat(features), torch.cat(probabilities))


@torch.no_grad()
def seen_bare(subject: SubjectModel, backgrounds: Float[Tensor, "views 3 size size"]) -> Seen:
    """The same of the bare backgrounds: one row."""
    features = subject.features(backgrounds)
    return Seen(features.mean(0, keepdim=True), subject.head(features).softmax(1).mean(0, keepdim=True))


def unit_weights(features: Float[Tensor, "n units"]) -> Float[Tensor, " units"]:
    """How surely each unit answers to all of some pictures: max(0, 1 - coefficient of variation); 0 for a unit that none excites.

    Source: Casper et al. (2022), Diagnostics for deep neural networks with automated copy/paste attacks, section 3.
    """
    mean = features.mean(0)
    varied = features.std(0, unbiased=False) / mean.clamp_min(1e-12)
    return torch.where(mean > 0, (1 - varied).clamp_min(0), torch.zeros_like(mean))


def similarity(features: Float[Tensor, "n units"], wanted: Float[Tensor, " units"], weights: Float[Tensor, " units"]) -> Float[Tensor, " n"]:
    """Cosine between each row and what is wanted, both times the weights."""
    return functional.cosine_similarity(features * weights, (wanted * weights).expand_as(features), dim=1)


def spread_choice(gains: Float[Tensor, " n"], things: Int64[Tensor, " n"], wanted: int, repeat: float) -> list[int]:
    """The pictures with the largest gains, one after another; each picture already kept of a thing makes that thing's others less attractive.

    Args:
        gains: How much each picture gains.
        things: What each shows.
        wanted: How many to keep.
        repeat: What a gain counts for each picture already kept of its thing; 1 keeps the largest gains, whatever they show. A loss is divided by it.
    """
    left, kept = set(range(len(gains))), dict.fromkeys(things.tolist(), 0)
    chosen: list[int] = []
    values, numbers = gains.tolist(), things.tolist()
    while left and len(chosen) < wanted:
        worth = {row: values[row] * repeat ** (kept[numbers[row]] if values[row] > 0 else -kept[numbers[row]]) for row in left}
        best = min(left, key=lambda row: (-worth[row], row))
        chosen.append(best)
        left.discard(best)
        kept[numbers[best]] += 1
    return chosen
