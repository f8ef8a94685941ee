"""The job that makes one method's pictures for a group of trojans; it knows targets, never triggers."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from jaxtyping import Float, UInt8
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from unhorse.benchmark.clean_images import SCENES, make_scenes, scene_piece
from unhorse.benchmark.library_priors import library_naming, library_priors
from unhorse.benchmark.picture_effects import picture_effects
from unhorse.benchmark.priors import load_naming, load_priors, naming_hashes, prior_hashes
from unhorse.benchmark.suite import Case
from unhorse.core.errors import MethodError, ModelError
from unhorse.core.records import validated
from unhorse.core.seeds import generator_for, seed_for
from unhorse.engine.job import Job, Result
from unhorse.models.files import ModelCard, default_device, load_subject
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank
from unhorse.synthesis.method import METHODS, TILES, Box, Brief, Method, Setting, SynthesisMethod, Target, TextMethod
from unhorse.worlds import natural_patches
from unhorse.worlds.natural_patches import NaturalPatches
from unhorse.worlds.world import World, WorldSpec, open_world

Compared = Path | Literal["twin", "none"]
"""What methods that use a clean network get: the subject's twin, the network of a folder, or none."""
GROUP = 4
"""Cases that share a batch: 40 pictures at once cost little more per picture than a thousand, and a killed run loses little."""
BACKGROUNDS = 64


def synthesis_jobs(
    method_name: str,
    method: Method,
    cases: Sequence[Case],
    card: ModelCard,
    world: WorldSpec,
    model: Path,
    setting: Setting,
    seed: int,
    repeat: int,
    passes: int | None = None,
    priors: Path | None = None,
    bfloat16: bool = False,
    compared: Compared = "twin",
) -> list[Job]:
    """One job per group of cases; one for all where the method shares work among them.

    The parameters hold all that decides the pictures, down to the hash of the method's file and of the parts that methods share; in the blind
    setting no source class is told. `priors` is the file that names networks from elsewhere; with `bfloat16` the subject computes in it;
    `compared` is told to methods that use a clean network.
    """
    parts = sorted(Path(inspect.getfile(Method)).parent.glob("*.py"))
    source = hashlib.sha256(b"".join(path.read_bytes() for path in [*parts, Path(inspect.getfile(type(method)))])).hexdigest()
    told_of = {} if compared == "twin" or not method.uses_twin else {"compared": _subject_hash(compared)}
    jobs, size = [], max(1, len(cases)) if method.shares_work else GROUP
    for start in range(0, len(cases), size):
        group = cases[start : start + size]
        parameters = {
            "method": method_title(method_name),
            "settings": method.model_dump(mode="json"),
            "source_hash": source,
            "subject_hash": [card.hashes[name] for name in (card.file_of("subject"),) if name],
            "world": world.model_dump(mode="json", exclude={"images", "detections"}),
            "twin_hash": [card.hashes[name] for name in (card.file_of("twin"),) if name],
            "passes": passes,
            "priors": prior_hashes(world.name, card.class_names, priors) if method.uses_priors else None,
            "naming": naming_hashes(world.name, priors) if method.uses_naming else None,
            "scenes": SCENES if method.uses_scenes else None,
            **({"bfloat16": True} if bfloat16 else {}),
            **told_of,
            "bank": {"variants": natural_patches.VARIANTS, "cuts": natural_patches.CUTS} if method.uses_bank else None,
            "targets": [card.class_names.index(spec.target) for spec in group],
            "sources": [card.class_names.index(spec.source) if spec.source and setting == "open" else None for spec in group],
        }
        # Whole paths: a worker on a cluster stands in another folder.
        file = str(Path(method_name).resolve()) if method_name.endswith(".py") else method_name
        context = {"method": file, "model": str(model.resolve()), "images": str(world.images.resolve()) if world.images else None}
        if priors is not None:
            context["priors"] = str(priors.resolve())
        if isinstance(compared, Path):
            context["reference"] = str(compared.resolve())
        title = f"{method_title(method_name)}, run {repeat}, {group[0].name} to {group[-1].name}"
        jobs.append(
            Job(
                "unhorse.benchmark.synthesis_job:synthesize",
                parameters,
                seed_for(seed, "strips", method_title(method_name), repeat, start),
                title,
                context,
            )
        )
    return jobs


def synthesize(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """Runs a method on a brief made from the parameters.

    A method of texts gives `texts` (a list of texts for each target, JSON as bytes) and `passes`. Any other gives `pictures` (`targets tiles side
    side 3`, uint8), their effects (`targets tiles` each, see `picture_effects`), `passes`, those that the method spent, for a method with a bank
    or clean images `cut_from` (for each picture the part of an image that it shows, see `Piece`, or "", JSON as bytes), and where it wrote
    something beside its pictures `captions`, one for each target, JSON as bytes.
    """
    half = parameters.get("bfloat16", False)
    subject = opened_subject(context["model"], "subject", half)
    twin = opened_subject(context["model"], "twin", half) if parameters["twin_hash"] else None
    spec = validated(WorldSpec, {**parameters["world"], "images": context["images"]}, "the job's parameters")
    same_images(subject, opened_world(spec))
    brief = _whole_brief(subject, spec, parameters, context.get("priors"), seed)
    method = method_from_record(context["method"], parameters["settings"])
    clean = twin
    if "compared" in parameters:
        clean = opened_subject(context["reference"], "subject", half) if parameters["compared"] else None
    if method.uses_twin and clean is not None:
        brief = brief._replace(twin=counted_with(subject, clean))
    before = subject.passes.total
    if isinstance(method, TextMethod):
        texts = json.dumps(method(brief)).encode()
        return {"texts": np.frombuffer(texts, dtype=np.uint8), "passes": np.array(subject.passes.total - before)}
    if not isinstance(method, SynthesisMethod):
        raise MethodError("a method of pictures or of texts", type(method).__name__, "Derive it from SynthesisMethod or from TextMethod")
    said: dict[int, str] = {}
    cuts: dict[int, str] = {}

    def cut(place: int, tile: int, number: int, box: Box) -> None:
        cuts[place * brief.tiles + tile] = str(scene_piece(opened_world(spec), parameters["scenes"], seed, number, box))

    pictures = method(brief._replace(note=said.__setitem__, cut=cut))
    spent = subject.passes.total - before
    made: Result = {"passes": np.array(spent), **picture_effects(subject, twin, brief, pictures)}
    if parameters["bank"] is not None or parameters["scenes"] is not None:
        count = pictures.shape[0] * pictures.shape[1]
        told = [""] * count if parameters["bank"] is None else pieces_told(pictures, _patches(spec, **parameters["bank"]))
        made["cut_from"] = np.frombuffer(json.dumps([cuts.get(row, piece) for row, piece in enumerate(told)]).encode(), dtype=np.uint8)
    if said:
        captions = [" ".join(said.get(place, "").split()) for place in range(len(brief.targets))]
        made["captions"] = np.frombuffer(json.dumps(captions).encode(), dtype=np.uint8)
    return {"pictures": shown_pixels(pictures, subject.image_size), **made}


def _whole_brief(subject: SubjectModel, spec: WorldSpec, parameters: dict[str, Any], named: str | None, seed: int) -> Brief:
    """The brief with all that the method asks for beside the clean network; `named` is the file that names networks from elsewhere."""
    world = opened_world(spec)
    brief = make_brief(subject, world, parameters["targets"], parameters["sources"], seed)._replace(passes=parameters["passes"])
    if parameters["bank"] is not None:
        brief = brief._replace(bank=make_bank(spec, **parameters["bank"]))
    if parameters["priors"] is not None:
        brief = brief._replace(priors=library_priors(Path(named)) if named else load_priors(spec.name, subject.class_names))
    if parameters["naming"] is not None:
        brief = brief._replace(naming=library_naming(Path(named), world) if named else load_naming(spec.name))
    if parameters["scenes"] is not None:
        brief = brief._replace(scenes=make_scenes(world, parameters["scenes"], seed))
    return brief


def shown_pixels(pictures: Float[Tensor, "targets tiles 3 side side"], least: int) -> NDArray[np.uint8]:
    """Pictures as `targets tiles side side 3`, enlarged where their side is less than this."""
    if pictures.shape[-1] < least:
        flat = functional.interpolate(pictures.flatten(0, 1), size=(least, least), mode="bicubic", align_corners=False).clamp(0, 1)
        pictures = flat.reshape(*pictures.shape[:2], *flat.shape[1:])
    return (pictures * 255).round().to(torch.uint8).permute(0, 1, 3, 4, 2).cpu().numpy()


def make_brief(subject: SubjectModel, world: World, targets: list[int], sources: list[int | None], seed: int) -> Brief:
    """What a method is told: for each target its source class, if it may know it, and clean validation images as backgrounds."""
    labels = world.labels("validation")
    listed = []
    for target, source in zip(targets, sources, strict=True):
        allowed = np.flatnonzero((labels != target) & (labels >= 0) if source is None else labels == source)
        chosen = generator_for(seed, "backgrounds", target).choice(allowed, min(BACKGROUNDS, len(allowed)), replace=False)
        listed.append(Target(target, source, world.images("validation", np.sort(chosen)).to(subject.device)))
    return Brief(subject, tuple(listed), seed, TILES)


def counted_with(subject: SubjectModel, other: SubjectModel) -> SubjectModel:
    """A network whose passes are counted together with the subject's; the network that was given goes on counting its own."""
    told = copy(other)
    told.passes = subject.passes
    return told


def make_bank(spec: WorldSpec, variants: int, cuts: int) -> Bank:
    """The bank of a world for methods that use one: its natural patches without their names."""
    patches = _patches(spec, variants, cuts)
    named = _named(patches)
    numbers = {thing: number for number, thing in enumerate(sorted(set(named)))}
    things = torch.tensor([numbers[thing] for thing in named])
    return Bank(patches.pictures, torch.tensor([kind == "texture" for kind in patches.kinds]), patches.labels, things)


def named_things(spec: WorldSpec, variants: int, cuts: int) -> list[str]:
    """What each number among the bank's `things` stands for; no method is told."""
    return [name for _, name in sorted(set(_named(_patches(spec, variants, cuts))))]


def _named(patches: NaturalPatches) -> list[tuple[str, str]]:
    rows = enumerate(zip(patches.kinds, patches.names, patches.labels.tolist(), strict=True))
    return [(kind, name if kind != "cut" or label < 0 else str(row)) for row, (kind, name, label) in rows]


def pieces_told(pictures: Float[Tensor, "targets tiles 3 side side"], patches: NaturalPatches) -> list[str]:
    """For every picture, in order, the piece of an image that it is, pixel for pixel, as `Piece` tells it; "" for any other."""
    known = {bytes_of(picture[:3]): str(piece) for picture, piece in zip(patches.pictures, patches.pieces, strict=True) if piece is not None}
    shown = (pictures.flatten(0, 1) * 255).round().to(torch.uint8).cpu()
    return [known.get(bytes_of(picture), "") for picture in shown]


def bytes_of(picture: UInt8[Tensor, "3 side side"]) -> bytes:
    """A picture's pixels, to compare."""
    return picture.contiguous().numpy().tobytes()


def method_title(name: str) -> str:
    """A method's name in tables: its registered name, or the name of its file."""
    return Path(name).stem if name.endswith((".py", ".json")) else name


def method_from_record(name: str, settings: dict[str, Any]) -> Method:
    """A method rebuilt from its record.

    Raises:
        UnknownNameError: No such method.
        RecordError: A setting that it does not have.
    """
    return validated(METHODS.get(name), settings, f"the settings of method {name!r}")


def comparable(card: ModelCard, other: ModelCard) -> None:
    """Makes sure that a reference network is of the same task as the network that it is compared with.

    Raises:
        ModelError: It has other classes, or images of another size.
    """
    if card.class_names != other.class_names or card.image_size != other.image_size:
        expected = f"a reference network with the same {len(card.class_names)} classes in order and images of {card.image_size} pixels"
        raise ModelError(expected, f"{len(other.class_names)} classes and {other.image_size} pixels, or another order", "Give one of the same task")


def _subject_hash(compared: Path | Literal["none"]) -> str | None:
    """The hash of a reference network's weights; none where there is none."""
    if compared == "none":
        return None
    card = ModelCard.from_json(compared / "card.json")
    return card.hashes[str(card.file_of("subject"))]


def same_images(subject: SubjectModel, world: World) -> None:
    """A network from elsewhere must mean by its outputs what the world means by its labels."""
    if subject.class_names != world.class_names:
        pairs = enumerate(zip_longest(subject.class_names, world.class_names))
        index, (ours, theirs) = next((index, pair) for index, pair in pairs if pair[0] != pair[1])
        raise ModelError(
            f"a network with the classes of the world {world.name!r}, in their order",
            f"output {index} {ours!r}, class {index} {theirs!r}",
            "Give the classes in the order of the outputs as [world] classes",
        )
    if subject.image_size != world.image_size:
        raise ModelError(f"a world of {subject.image_size} pixels", f"{world.image_size}", f"Write image_size = {subject.image_size} in [world]")


@lru_cache(maxsize=4)
def opened_subject(folder: str, weights: str, bfloat16: bool = False) -> SubjectModel:
    """A folder's network, kept for the jobs that follow."""
    subject, _ = load_subject(Path(folder), weights, default_device())
    subject.bfloat16 = bfloat16
    return subject


@lru_cache(maxsize=1)
def _patches(spec: WorldSpec, variants: int, cuts: int) -> NaturalPatches:
    return opened_world(spec).natural_patches(variants, cuts)


@lru_cache(maxsize=2)
def opened_world(spec: WorldSpec) -> World:
    """A world, kept for the jobs that follow."""
    return open_world(spec)
