"""The jobs of an audit: a screen of all classes, patches drawn for some of them, and the strip of one class."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from unhorse.benchmark.clean_images import SCENES, make_scenes
from unhorse.benchmark.picture_effects import picture_effects
from unhorse.benchmark.synthesis_job import counted_with, make_bank, make_brief, named_things, opened_subject, opened_world, shown_pixels
from unhorse.core.records import validated
from unhorse.core.seeds import seed_for
from unhorse.engine.job import Job, Result
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.contrast import Contrast
from unhorse.synthesis.contrasted_patches import contrasted_patches
from unhorse.synthesis.evidence import means_by_thing, scenes_contrast
from unhorse.synthesis.hypotheses import of_bank, of_scenes, painting_of, views_by_class
from unhorse.synthesis.method import Brief
from unhorse.worlds.natural_patches import CUTS, VARIANTS
from unhorse.worlds.world import World, WorldSpec

GROUP = 20
"""Classes whose patches are drawn together."""
PATCHES = 3
STEPS = 80
THINGS = 3
DRAWN = "drawn_patch"
DRAW, CHOOSE = 1e9, -1e9
"""As `Contrast.clear`: always draw, never draw."""


class Asked(NamedTuple):
    """What all jobs of an audit share.

    Args:
        model: Folder of the network.
        reference: Folder and weights name of the reference network; none for an audit of the network alone.
        hashes: Of all weights used.
        world: Where clean images come from.
        seed: The root of all randomness.
    """

    model: Path
    reference: tuple[Path, str] | None
    hashes: tuple[str, ...]
    world: WorldSpec
    seed: int

    def job(self, function: str, parameters: dict[str, Any], title: str) -> Job:
        """A job whose key holds all that decides it, down to the hash of the methods' files."""
        parts = [*sorted(Path(str(contrasted_patches.__code__.co_filename)).parent.glob("*.py")), Path(__file__)]
        source = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
        shared = {
            "hashes": self.hashes,
            "alone": self.reference is None,
            "world": self.world.model_dump(mode="json", exclude={"images", "detections"}),
        }
        context = {
            "model": str(self.model.resolve()),
            "reference": [str(self.reference[0].resolve()), self.reference[1]] if self.reference else None,
            "images": str(self.world.images.resolve()) if self.world.images else None,
        }
        seed = seed_for(self.seed, "audit", function, title)
        return Job(f"{__name__}:{function}", {**parameters, **shared, "source_hash": source}, seed, title, context)

    def screen(self) -> Job:
        """Everything of the bank and all clean images, for all classes at once."""
        return self.job("screen", {"settings": Contrast().model_dump(mode="json"), "scenes": SCENES}, "screen of all classes")

    def drawn(self, classes: int) -> list[Job]:
        """Patches for all classes, some at a time."""
        lots = [list(range(start, min(start + GROUP, classes))) for start in range(0, classes, GROUP)]
        return [self.job("draw", {"targets": lot, "patches": PATCHES, "steps": STEPS}, f"patches for classes {lot[0]} to {lot[-1]}") for lot in lots]

    def strip(self, target: int, source: int | None, kind: str, name: str) -> Job:
        """The ten pictures of one class."""
        # The screen has looked at every class by itself already.
        method = (
            Contrast(each=0, clear=DRAW, compared=0)
            if kind == DRAWN
            else validated(Contrast, {"each": 0, "clear": CHOOSE, "kinds": (kind,)}, "the audit's settings")
        )
        settings = method.model_dump(mode="json")
        return self.job("strip", {"settings": settings, "target": target, "source": source}, f"pictures for {name}")


def screen(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """The hypotheses of `contrast` for all classes, none of them told a source.

    It gives `kinds` (a list of kinds, JSON as bytes), `surprises` (`hypotheses classes`), `sources` (the same, -1 for none) and `things` (for each
    hypothesis and class the names of the bank's things that did most, JSON).
    """
    subject, reference, world, spec = _opened(parameters, context)
    method = validated(Contrast, parameters["settings"], "the audit's settings")
    generator = torch.Generator().manual_seed(seed)
    scenes = make_scenes(world, parameters["scenes"], seed)
    seen = scenes_contrast(subject, reference, scenes, method.sure)
    found = [of_scenes(seen, scenes, method.pooled, -2 * method.sure)]
    bank, names = make_bank(spec, VARIANTS, CUTS), named_things(spec, VARIANTS, CUTS)
    fewest = int(torch.bincount(scenes.of_classes().labels, minlength=len(subject.class_names)).min())
    views = views_by_class(scenes, min(method.each, fewest), generator)
    if views is not None:
        painting = painting_of(reference or subject, method.painted)
        found += of_bank(subject, reference, bank, views, method.fraction, generator, 1, painting)
    told: list[list[list[str]]] = []
    for one in found:
        if one.pooled:
            told.append([[] for _ in subject.class_names])
            continue
        things, means = means_by_thing(one.gains, one.things)
        best = means.topk(min(THINGS, len(things)), dim=0).indices.T
        told.append([[names[int(things[row])] for row in rows] for rows in best])
    return {
        "kinds": as_bytes([one.kind for one in found]),
        "surprises": torch.stack([one.surprise() for one in found]).numpy(),
        "sources": np.stack([np.full(len(subject.class_names), -1) if one.sources is None else one.sources.numpy() for one in found]),
        "things": as_bytes(told),
    }


def draw(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """What patches drawn for some classes gain: `gains`, `targets patches`, the largest first."""
    subject, reference, world, _ = _opened(parameters, context)
    brief = _brief(subject, reference, world, parameters["targets"], [None] * len(parameters["targets"]), seed)
    recipe = AdversarialPatch(steps=parameters["steps"])
    gains = contrasted_patches(brief._replace(tiles=parameters["patches"]), recipe, Contrast().against)[1]
    return {"gains": gains.view(len(parameters["targets"]), -1).sort(dim=1, descending=True).values.cpu().numpy()}


def strip(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """Ten pictures of what would trigger a class: `pictures` (`1 10 side side 3`, uint8), and their effects, see `picture_effects`."""
    subject, reference, world, spec = _opened(parameters, context)
    brief = _brief(subject, reference, world, [parameters["target"]], [parameters["source"]], seed)
    brief = brief._replace(bank=make_bank(spec, VARIANTS, CUTS), scenes=make_scenes(world, SCENES, seed))
    method = validated(Contrast, parameters["settings"], "the audit's settings")
    pictures = method(brief)
    return {"pictures": shown_pixels(pictures, subject.image_size), **picture_effects(subject, reference, brief, pictures)}


def as_bytes(value: object) -> NDArray[np.uint8]:
    """JSON, to be kept among a job's arrays."""
    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)


def _brief(
    subject: SubjectModel, reference: SubjectModel | None, world: World, targets: list[int], sources: Sequence[int | None], seed: int
) -> Brief:
    brief = make_brief(subject, world, targets, list(sources), seed)
    return brief if reference is None else brief._replace(twin=counted_with(subject, reference))


def _opened(parameters: dict[str, Any], context: dict[str, Any]) -> tuple[SubjectModel, SubjectModel | None, World, WorldSpec]:
    spec = validated(WorldSpec, {**parameters["world"], "images": context["images"]}, "the job's parameters")
    told = context["reference"]
    return opened_subject(context["model"], "subject"), None if told is None else opened_subject(*told), opened_world(spec), spec
