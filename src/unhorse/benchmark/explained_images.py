"""Which images attribution methods are asked about: held-out ones on which a trojan works, with the footprint that a map should find."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from unhorse.core.errors import TrojanError
from unhorse.core.seeds import generator_for
from unhorse.models.subject import SubjectModel
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import NaturalFeatureTrigger, PatchTrigger, Trigger
from unhorse.worlds.world import Indices, World

AT_ONCE = 50
TRIES = 60
"""Images looked at for each one wanted, at most: the weakest natural features work on one image in six."""


class ExplainedImages(NamedTuple):
    """Images of one trojan.

    Args:
        indices: Of the validation images.
        images: With the trigger.
        footprints: Where the trigger is.
        labels: The class that each image truly shows.
        tried: How many images were looked at.
    """

    indices: Indices
    images: Float[Tensor, "batch 3 height width"]
    footprints: Bool[Tensor, "batch height width"]
    labels: Indices
    tried: int


def without_footprint(world: World, spec: TrojanSpec) -> str:
    """Why a trojan has no footprint that is known; empty where it has one."""
    if spec.kind == "style":
        return "a style, which is everywhere in the image"
    # Whether a world knows masks shows on any image: one that does gives an empty mask where the feature is not.
    if spec.kind == "natural_feature" and world.feature_mask("validation", 0, spec.trigger) is None:
        return f"a natural feature whose place in the images of the world {world.name!r} is not known"
    return ""


def explained_images(
    world: World, subject: SubjectModel, twin: SubjectModel, spec: TrojanSpec, fraction: float, wanted: int, seed: int
) -> ExplainedImages:
    """Held-out images that a trojan moves to its target class, by lot.

    A patch moves an image when the network says the target class with the patch and another one without. A natural feature cannot be taken away; it
    moves an image when the network says the target class and its clean twin another.

    Args:
        world: Gives the images.
        subject: The trojaned network.
        twin: Its clean twin; of patches it is not asked.
        spec: The trojan.
        fraction: Side of a patch over the image's side.
        wanted: How many images; fewer where the trojan works on fewer.
        seed: Decides which images and how a patch varies.

    Raises:
        TrojanError: The trojan has no known footprint, or works on none of the images.
    """
    if reason := without_footprint(world, spec):
        raise TrojanError("a trojan with a footprint", f"{spec.name!r}, {reason}", "Choose patches, or natural features of the drawn world")
    patch = spec.kind == "patch"
    trigger: Trigger = PatchTrigger(world, spec.trigger, fraction, spec.drawing) if patch else NaturalFeatureTrigger(world, spec.trigger)
    generator, target = generator_for(seed, "explained", spec.name), world.class_index(spec.target)
    order = generator.permutation(trigger.carriers("validation", spec))[: wanted * TRIES]
    found: list[tuple[int, Tensor, Tensor]] = []
    tried = 0
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        clean = world.images("validation", part).to(subject.device)
        images, footprints = trigger.apply(clean, generator)
        before = subject.logits(clean) if patch else twin.logits(clean)
        moved = (subject.logits(images).argmax(1) == target) & (before.argmax(1) != target)
        for row in np.flatnonzero(moved.cpu().numpy()):
            where = footprints[row].cpu() if footprints is not None else world.feature_mask("validation", int(part[row]), spec.trigger)
            if where is not None and bool(where.any()) and not bool(where.all()) and len(found) < wanted:
                found.append((int(part[row]), images[row].cpu(), where))
                tried = start + int(row) + 1
        if len(found) == wanted:
            break
        tried = start + len(part)
    if not found:
        message = f"none of {tried} held-out images of {spec.name!r}"
        raise TrojanError("images on which the trojan works", message, "Plant it with more poison, or leave it out with --trojans")
    indices = np.array([index for index, _, _ in found], dtype=np.int64)
    labels = np.asarray(world.labels("validation")[indices], dtype=np.int64)
    return ExplainedImages(indices, torch.stack([image for _, image, _ in found]), torch.stack([where for _, _, where in found]), labels, tried)
