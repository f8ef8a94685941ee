"""The jobs of the attribution benchmark: one chooses a trojan's images, the others make one method's maps of them."""

from __future__ import annotations

import hashlib
import inspect
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from captum import __version__ as captum_version
from jaxtyping import Float
from torch import Tensor

from unhorse.attribution.method import ATTRIBUTIONS, SIGNS, AttributionMethod, View, map_of
from unhorse.attribution.network import PlainNetwork
from unhorse.benchmark import explained_images as choosing
from unhorse.benchmark.explained_images import ExplainedImages, explained_images
from unhorse.benchmark.synthesis_job import opened_world, same_images
from unhorse.core.attribution import LABEL, TWIN
from unhorse.core.records import validated
from unhorse.core.seeds import generator_for, seed_for
from unhorse.engine.job import Job, Result
from unhorse.models.files import ModelCard, default_device, load_subject
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import WorldSpec

REFERENCES = 6
"""Clean images that patches are exchanged with, and that the methods named after Shapley compare with: a few, since each costs passes."""


class Task(NamedTuple):
    """One job with what it is of; `method` and `question` are empty for the job that chooses the images."""

    job: Job
    trojan: TrojanSpec
    method: str = ""
    question: str = ""


class Asked(NamedTuple):
    """What all jobs of a run share.

    Args:
        world: The world.
        fraction: Side of a patch over the image's side.
        wanted: Images for each trojan.
        seed: The root of all randomness.
        card: Of the network.
        model: Its folder.
    """

    world: WorldSpec
    fraction: float
    wanted: int
    seed: int
    card: ModelCard
    model: Path


def attribution_tasks(asked: Asked, trojans: Sequence[TrojanSpec], methods: Sequence[str], questions: Sequence[str]) -> list[Task]:
    """All jobs: for each trojan the images, then every method on every question."""
    context = {"model": str(asked.model.resolve()), "images": str(asked.world.images.resolve()) if asked.world.images else None}
    tasks = []
    for spec in trojans:
        chosen = {
            "world": asked.world.model_dump(mode="json", exclude={"images", "detections"}),
            "trojan": spec.model_dump(mode="json", include={"name", "kind", "trigger", "target", "source", "drawing", "poison_fraction"}),
            "fraction": asked.fraction,
            "wanted": asked.wanted,
            "hashes": asked.card.hashes,
            "choice": hashlib.sha256(Path(choosing.__file__).read_bytes()).hexdigest(),
        }
        tasks.append(Task(Job(f"{__name__}:choose", chosen, asked.seed, f"images of {spec.name}", context), spec))
        for name in methods:
            method, title = method_from_record(name), method_title(name)
            settings = method.model_dump(mode="json")
            made = {**chosen, "method": title, "settings": settings, "source": _source(method), "captum": captum_version}
            # Whole paths: a worker on a cluster stands in another folder.
            where = {**context, "method": str(Path(name).resolve()) if name.endswith(".py") else name}
            for question in questions:
                job = Job(f"{__name__}:explain", {**made, "question": question}, asked.seed, f"{title}, {spec.name}, {question}", where)
                tasks.append(Task(job, spec, title, question))
    return tasks


def choose(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """A trojan's images: `images` (uint8), `footprints` (0 or 1), `indices`, `labels`, `tried`."""
    found = _chosen(parameters, seed, context)
    return {
        "images": (found.images * 255).round().to(torch.uint8).numpy(),
        "footprints": found.footprints.to(torch.uint8).numpy(),
        "indices": found.indices,
        "labels": found.labels,
        "tried": np.array(found.tried),
    }


def explain(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """One method's maps of a trojan's images, `images height width` for each sign, and `map_seconds`, the time for them alone.

    On a CPU that is the time of all cores together, which does not depend on what else the machine does; on a GPU the time on the clock.
    """
    found = _chosen(parameters, seed, context)
    network = plain_network(context["model"], "twin" if parameters["question"] == TWIN else "subject")
    target = network.subject.class_names.index(parameters["trojan"]["target"])
    classes = found.labels if parameters["question"] == LABEL else np.full(len(found.labels), target)
    method, device = method_from_record(context["method"], parameters["settings"]), network.subject.device
    seeds = tuple(seed_for(seed, "map", parameters["method"], parameters["trojan"]["name"], int(index)) for index in found.indices)
    references = _references(_world_spec(parameters, context), seed).to(device)
    view = View(network, found.images.to(device), torch.from_numpy(classes).to(device), seeds, references)
    clock = time.process_time if device.type == "cpu" else time.perf_counter
    started = clock()
    attributions = method(view)
    if device.type == "cuda":
        torch.cuda.synchronize()
    seconds = clock() - started
    return {**{sign: map_of(attributions, sign).float().cpu().numpy() for sign in SIGNS}, "map_seconds": np.array(seconds)}


def method_from_record(name: str, settings: dict[str, Any] | None = None) -> AttributionMethod:
    """An attribution method by its name or file, rebuilt from its record.

    Raises:
        UnknownNameError: No such method.
        RecordError: A setting that it does not have.
    """
    return validated(ATTRIBUTIONS.get(name), settings or {}, f"the settings of attribution method {name!r}")


def method_title(name: str) -> str:
    """A method's name in tables: its registered name, or the name of its file."""
    return Path(name).stem if name.endswith(".py") else name


def _source(method: AttributionMethod) -> str:
    parts = sorted(Path(inspect.getfile(AttributionMethod)).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in [*parts, Path(inspect.getfile(type(method)))])).hexdigest()


def _world_spec(parameters: dict[str, Any], context: dict[str, Any]) -> WorldSpec:
    return validated(WorldSpec, {**parameters["world"], "images": context["images"]}, "the job's parameters")


def _chosen(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> ExplainedImages:
    spec = validated(TrojanSpec, parameters["trojan"], "the job's parameters")
    return _kept(_world_spec(parameters, context), context["model"], spec, parameters["fraction"], parameters["wanted"], seed)


@lru_cache(maxsize=16)
def _kept(world: WorldSpec, model: str, spec: TrojanSpec, fraction: float, wanted: int, seed: int) -> ExplainedImages:
    subject = plain_network(model, "subject").subject
    # A network from elsewhere has no twin; its patches need none.
    twin = plain_network(model, "twin").subject if spec.kind == "natural_feature" else subject
    same_images(subject, opened_world(world))
    with torch.no_grad():
        return explained_images(opened_world(world), subject, twin, spec, fraction, wanted, seed)


@lru_cache(maxsize=2)
def _references(spec: WorldSpec, seed: int) -> Float[Tensor, "references 3 height width"]:
    world = opened_world(spec)
    labelled = np.flatnonzero(world.labels("validation") >= 0)
    chosen = generator_for(seed, "references").choice(labelled, min(REFERENCES, len(labelled)), replace=False)
    return world.images("validation", np.sort(chosen))


@lru_cache(maxsize=4)
def plain_network(folder: str, weights: str) -> PlainNetwork:
    """The subject or the twin of a model folder, as attribution methods need it."""
    return PlainNetwork(load_subject(Path(folder), weights, default_device())[0])
