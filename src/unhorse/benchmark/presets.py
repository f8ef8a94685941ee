"""Named sizes of a run: `quick` on a laptop at an equal cap of passes, `paper` at the published step counts."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

PresetName = Literal["quick", "paper"]

VISUALISATION = {"steps": 512}
RFLA = {"steps": 64, "views": 32}

SNAFUE = {"top": 50, "tried_on": 50, "made": 15, "kept": 10}
"""50 pasted and 50 laid over: the hundred that are tried."""


class Preset(NamedTuple):
    """What a preset fixes; everything else is as without it.

    Args:
        passes: Forward and backward passes through the network that every method may spend on one trojan, counted in images; none for no limit.
        settings: What is set otherwise than by default, by method.
        combined: Whether the pictures of all methods are asked about together as well.
    """

    passes: int | None
    settings: dict[str, dict[str, Any]]
    combined: bool = True


PRESETS: dict[PresetName, Preset] = {
    # About what 150 steps of ten pictures take; twelve methods on twelve trojans then pass through the network half a million times.
    "quick": Preset(3000, {}),
    # Source: Casper et al. (2023), Casper et al. (2022) for RFLA and SNAFUE. Where they give no number of steps (TABOR, adversarial patch, and the
    # competition's entries), the methods' own settings stand.
    "paper": Preset(
        None,
        {
            **dict.fromkeys(("inner_fourier", "target_fourier", "inner_cppn", "target_cppn"), VISUALISATION),
            **dict.fromkeys(("rfla_perturb", "rfla_gen", "rfla_gen2"), RFLA),
            **dict.fromkeys(("snafue", "snafue_rfla"), SNAFUE),
        },
    ),
}
