"""What a method's pictures do: how often they get the target class, alone and pasted, from the network and from its clean twin."""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import Brief
from unhorse.synthesis.transforms import pasted

PASTED_ON = 8
"""Clean images that each picture is pasted on."""
SIDE_FRACTION = 64 / 224
"""Side of a pasted picture over the image's side, as that of the benchmark's patches."""


@torch.no_grad()
def picture_effects(
    subject: SubjectModel, twin: SubjectModel | None, brief: Brief, pictures: Float[Tensor, "targets tiles 3 side side"]
) -> dict[str, NDArray[np.float32]]:
    """Shares of target classes for every picture, `targets tiles` each: `alone`, `pasted`, `twin_alone` and `twin_pasted`.

    The twin's are absent where there is none. Both networks see the same pictures on the same backgrounds at the same places; nothing of this goes
    back to the method.
    """
    generator, classes = brief.generator(), brief.rows()
    shape, side = pictures.shape[:2], subject.image_size
    rows = functional.interpolate(pictures.flatten(0, 1), size=(side, side), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)
    scenes = [
        pasted(rows, brief.backgrounds(generator), generator, fraction=(SIDE_FRACTION, SIDE_FRACTION), turn_degrees=0) for _ in range(PASTED_ON)
    ]
    effects = {}
    for prefix, model in (("", subject), ("twin_", twin)):
        if model is None:
            continue
        effects[f"{prefix}alone"] = _hits(model, rows, classes)
        effects[f"{prefix}pasted"] = torch.stack([_hits(model, scene, classes) for scene in scenes]).mean(0)
    return {name: share.view(shape).cpu().numpy() for name, share in effects.items()}


def _hits(model: SubjectModel, images: Tensor, classes: Tensor) -> Float[Tensor, " rows"]:
    return (model.logits(images).argmax(1) == classes).float()
