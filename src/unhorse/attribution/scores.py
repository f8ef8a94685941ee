"""How near a map is to the footprint: five scores, each asking something else."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import NDArray
from scipy.stats import rankdata

from unhorse.core.errors import TrojanError

Map = NDArray[np.float64]


class MapScores(NamedTuple):
    """The scores of one map.

    Args:
        correlation: Pearson's, with the footprint as 0 and 1; 0 for a map that is the same everywhere. -1 to 1.
        l1_distance: Mean distance from the footprint of the map's positive part, scaled to a maximum of 1. Less is better. 0 to 1.
        roc_area: The chance that a pixel of the footprint has more than one outside, ties counting half. 0 to 1, without skill 0.5.
        pointing_game: 1 where the map's highest pixel lies in the footprint, else 0; of several that are equal, their share in it.
        mass_inside: Share of the map's positive part that lies in the footprint; of a map without one the footprint's own share of the image.
    """

    correlation: float
    l1_distance: float
    roc_area: float
    pointing_game: float
    mass_inside: float


LESS_IS_BETTER = ("l1_distance",)


def score_map(attribution: Float[Map, "height width"], footprint: Bool[NDArray[np.bool_], "height width"]) -> MapScores:
    """The scores of a map.

    Raises:
        TrojanError: The footprint covers nothing or everything, so that there is nothing to find.

    Source: correlation and L1 distance from Casper et al. (2023), whose way of scaling was not published; the area under the ROC curve by ranks
    from Mann and Whitney (1947); the pointing game from Zhang et al. (2018), Top-down neural attention by excitation backprop, section 4.2; the
    mass inside from Kohlbrenner et al. (2020), Towards best practice in explaining neural network decisions with LRP (attribution localisation).
    """
    inside = int(footprint.sum())
    if not 0 < inside < footprint.size:
        raise TrojanError("a footprint that covers a part of the image", f"one of {inside} in {footprint.size} pixels", "Choose another trojan")
    values = attribution.astype(np.float64)
    positive = values.clip(min=0)
    highest = values == values.max()
    return MapScores(
        correlation=0.0 if values.min() == values.max() else float(np.corrcoef(values.ravel(), footprint.ravel())[0, 1]),
        l1_distance=float(np.abs(positive / (positive.max() or 1.0) - footprint).mean()),
        roc_area=_roc_area(values, footprint),
        pointing_game=float(footprint[highest].mean()),
        mass_inside=float(positive[footprint].sum() / positive.sum()) if positive.any() else inside / footprint.size,
    )


def _roc_area(values: Map, footprint: NDArray[np.bool_]) -> float:
    inside = int(footprint.sum())
    ranks = rankdata(values.ravel())[footprint.ravel()].sum()
    return float((ranks - inside * (inside + 1) / 2) / (inside * (footprint.size - inside)))
