"""Trains the network that knows a world's pictures by their captions, on clean scenes and on drawings that no trigger is made of."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import ModelError, RecordError
from unhorse.core.names import with_article
from unhorse.core.records import Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.files import default_device, read_weights, write_weights
from unhorse.models.fitting import resume_training, save_training
from unhorse.models.text_image import Concept, TextImage, TextImageCard, TextImageShape, concept_of, words_of
from unhorse.synthesis.candidates import laid_over, placed
from unhorse.training.generator import composed
from unhorse.trojans.certificate import proportion
from unhorse.worlds.natural_patches import PIXELS
from unhorse.worlds.world import UNLABELLED, World

Report = Callable[[str, int, int], None]
CHECKPOINT_SECONDS = 60
OPTIONS = 8
WEIGHTS = "text_image.safetensors"
CARD = "text_image.json"


class TextImageRecipe(Record):
    """How the network is trained and measured.

    Args:
        seed: Decides weights, pictures and order.
        scenes: Training scenes, each with its caption.
        variants: Drawings of each thing, of the families that triggers are not made of.
        steps: Steps of Adam.
        batch: Pictures with a text in each.
        learning_rate: Its peak, from which it falls to zero along a cosine.
        warm: Steps in which it rises.
        alone: Share of pictures that show one thing on plain ground.
        added: Of the scenes, the share to which a thing or a texture is added.
        fraction: Side of an added thing over the scene's, lowest and highest.
        overlay: Weight of a texture laid over a scene, lowest and highest.
        space: See `TextImageShape`.
        width: See `TextImageShape`.
        measured: Pictures of each kind that it is measured on.
        bfloat16: Forward passes in bfloat16 autocast.
    """

    seed: int = 1
    scenes: int = 12_000
    variants: int = 16
    steps: int = 5_000
    batch: int = 64
    learning_rate: float = 3e-3
    warm: int = 100
    alone: float = 0.25
    added: float = 0.75
    fraction: tuple[float, float] = (0.25, 0.5)
    overlay: tuple[float, float] = (0.5, 0.85)
    space: int = 64
    width: int = 12
    measured: int = 500
    bfloat16: bool = True


class Captioned(NamedTuple):
    """What is learnt from.

    Args:
        scenes: Clean training scenes.
        captions: What each shows.
        cut_outs: Drawings of single things and swatches, RGBA.
        shown: The concept that each shows.
        concepts: All concepts.
    """

    scenes: UInt8[Tensor, "n 3 height width"]
    captions: tuple[str, ...]
    cut_outs: UInt8[Tensor, "m 4 side side"]
    shown: tuple[int, ...]
    concepts: tuple[Concept, ...]


def captioned(world: World, recipe: TextImageRecipe, report: Report) -> Captioned:
    """Scenes with captions, and drawings of everything that the world's vocabulary names, none of them as triggers are made of."""
    report("scenes", 0, 1)
    labels = world.labels("train")
    known = np.flatnonzero(labels != UNLABELLED)
    chosen = np.sort(generator_for(recipe.seed, "captioned").choice(known, min(recipe.scenes, len(known)), replace=False))
    scenes = torch.cat(list(world.batches("train", chosen)))
    captions = tuple(world.caption("train", int(index)) or with_article(world.class_names[labels[index]]) for index in chosen)
    patches = world.natural_patches(recipe.variants, 0)
    drawn = [row for row, kind in enumerate(patches.kinds) if kind != "cut"]
    shown = [concept_of(patches.kinds[row], patches.names[row]) for row in drawn]
    concepts = tuple(dict.fromkeys(shown))
    report("scenes", 1, 1)
    return Captioned(scenes, captions, patches.pictures[drawn], tuple(concepts.index(concept) for concept in shown), concepts)


def train_text_image(world: World, recipe: TextImageRecipe, out: Path, report: Report) -> TextImageCard:
    """Trains the network and writes text_image.safetensors and text_image.json; called again it resumes.

    Source: Radford et al. (2021), CLIP: the symmetric cross-entropy over a batch. Departs: texts that occur twice in a batch share their pictures,
    since a small vocabulary repeats itself.

    Raises:
        ModelError: The loss is no longer finite, or the checkpoint is of another training.
        RecordError: `out` holds the network of another world.
        StorageError: A file could not be written.
    """
    if (out / CARD).is_file():
        card = TextImageCard.from_json(out / CARD)
        if card.world != world.name:
            raise RecordError(f"the text-image network of {world.name!r}", f"that of {card.world!r} in {out}", "Give an empty --out")
        return card
    data = captioned(world, recipe, report)
    words = {word for text in (*data.captions, *(concept.text for concept in data.concepts), "with in") for word in words_of(text)}
    shape = TextImageShape(words=tuple(sorted(words)), space=recipe.space, width=recipe.width)
    network = fitted(data, shape, world.image_size, recipe, out / "work" / "text_image.pt", report)
    hashes = {WEIGHTS: write_weights(out / WEIGHTS, network.state_dict())}
    shipped = TextImage(shape)
    read_weights(out / WEIGHTS, shipped)
    shipped = shipped.to(default_device()).eval().requires_grad_(False)
    card = TextImageCard(
        world=world.name,
        architecture=shape,
        image_size=world.image_size,
        concepts=data.concepts,
        hashes=hashes,
        scenes_named=proportion(scenes_named(shipped, world, recipe.measured), recipe.measured),
        things_named=proportion(things_named(shipped, world, data.concepts, recipe), recipe.measured),
        origin=f"trained from random weights on {len(data.captions)} captioned scenes and {len(data.shown)} drawings of the held-out families, "
        f"{recipe.steps} steps, seed {recipe.seed}",
        licence="MIT" if world.name == "drawn" else "as the images it was trained on",
    )
    card.write_json(out / CARD)
    shutil.rmtree(out / "work", ignore_errors=True)
    return card


def fitted(data: Captioned, shape: TextImageShape, side: int, recipe: TextImageRecipe, checkpoint: Path | None, report: Report) -> TextImage:
    """The network after all steps; where there is a checkpoint, after the rest of them.

    Raises:
        ModelError: The loss is no longer finite, or the checkpoint is of another training.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed_for(recipe.seed, "text-image"))
        network = TextImage(shape)
    device = default_device()
    network.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch takes it; its stubs do not know
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=0.02)
    of = f"{recipe.model_dump_json()} concepts {len(data.concepts)} scenes {len(data.captions)}"
    start, saved = resume_training(checkpoint, network, optimiser, of) if checkpoint else 0, time.monotonic()
    for step in range(start, recipe.steps):
        rate = min(1.0, (step + 1) / recipe.warm) * (1 + math.cos(math.pi * step / recipe.steps)) / 2
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * rate
        pictures, texts = batch_of(data, side, recipe, step)
        with torch.autocast(device.type, torch.bfloat16, enabled=recipe.bfloat16):
            seen = network.of_pictures(pictures.to(device))
        loss = contrast(seen, network.of_texts(texts), texts, network.sharpness.clamp(max=4.6).exp())
        if not math.isfinite(loss.item()):
            raise ModelError("a finite training loss", f"{loss.item()}", "Use a lower learning rate")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        report("text-image network", step + 1, recipe.steps)
        if checkpoint and (time.monotonic() - saved > CHECKPOINT_SECONDS or step + 1 == recipe.steps):
            save_training(checkpoint, network, optimiser, of, step + 1)
            saved = time.monotonic()
    return network


def contrast(seen: Float[Tensor, "n space"], said: Float[Tensor, "n space"], texts: Sequence[str], sharpness: Tensor) -> Float[Tensor, ""]:
    """Mean of the cross-entropies of text given picture and of picture given text; equal texts share the probability."""
    numbers = torch.tensor([texts.index(text) for text in texts], device=seen.device)
    same = (numbers.unsqueeze(0) == numbers.unsqueeze(1)).float()
    wanted, fit = same / same.sum(1, keepdim=True), sharpness * seen @ said.T
    return (functional.cross_entropy(fit, wanted) + functional.cross_entropy(fit.T, wanted)) / 2


def batch_of(data: Captioned, side: int, recipe: TextImageRecipe, step: int) -> tuple[Float[Tensor, "batch 3 side side"], list[str]]:
    """The pictures and texts of one step: things on plain ground, and scenes, most of them with something added."""
    generator = torch.Generator().manual_seed(seed_for(recipe.seed, "captioned pictures", step))
    alone = round(recipe.alone * recipe.batch)
    chosen = torch.randint(len(data.shown), (recipe.batch,), generator=generator)
    concepts = [data.concepts[data.shown[row]] for row in chosen.tolist()]
    opaque = torch.tensor([concept.kind == "texture" for concept in concepts])
    singles = composed(data.cut_outs[chosen[:alone]], opaque[:alone], side, generator)
    picks = torch.randint(len(data.captions), (recipe.batch - alone,), generator=generator)
    flipped = torch.rand(len(picks), generator=generator) < 0.5
    scenes = data.scenes[picks].float() / 255
    scenes = torch.where(flipped.view(-1, 1, 1, 1), scenes.flip(3), scenes)
    added = torch.rand(len(picks), generator=generator) < recipe.added
    cut_outs = data.cut_outs[chosen[alone:]].float() / 255
    texts = [concept.text for concept in concepts[:alone]]
    for row, pick in enumerate(picks.tolist()):
        text, concept = data.captions[pick], concepts[alone + row]
        if added[row]:
            scenes[row] = shown_in(scenes[row], cut_outs[row : row + 1], concept, recipe, generator)
            text = concept.added_to(text)
        texts.append(text)
    return torch.cat([singles, scenes]), texts


def shown_in(
    scene: Float[Tensor, "3 height width"],
    cut_out: Float[Tensor, "1 4 side side"],
    concept: Concept,
    recipe: TextImageRecipe,
    generator: torch.Generator,
) -> Float[Tensor, "3 height width"]:
    """A scene with a thing pasted anywhere, or with a texture laid over."""
    share = float(torch.rand((), generator=generator))
    if concept.kind == "texture":
        return laid_over(cut_out, scene, recipe.overlay[0] + share * (recipe.overlay[1] - recipe.overlay[0]))[0]
    size = scene.shape[-1]
    side = max(2, round(size * (recipe.fraction[0] + share * (recipe.fraction[1] - recipe.fraction[0]))))
    top, left = (int(torch.randint(size - side + 1, (), generator=generator)) for _ in range(2))
    return placed(cut_out, scene, side, top, left)[0]


@torch.no_grad()
def scenes_named(network: TextImage, world: World, count: int) -> int:
    """Of so many validation scenes, how many lie nearest to their own caption among eight, the other seven with other classes."""
    labels, generator = world.labels("validation"), generator_for(0, "scenes named")
    chosen = generator.choice(np.flatnonzero(labels != UNLABELLED), count)
    right, device = 0, network.places.device
    for index in chosen.tolist():
        own = world.caption("validation", index) or with_article(world.class_names[labels[index]])
        others = generator.permutation([number for number in range(len(world.class_names)) if number != labels[index]])[: OPTIONS - 1]
        first = with_article(world.class_names[labels[index]])
        texts = [own, *(own.replace(first, with_article(world.class_names[number]), 1) for number in others)]
        fit = network.of_texts(texts) @ network.of_pictures(world.images("validation", [index]).to(device))[0]
        right += int(fit.argmax() == 0)
    return right


@torch.no_grad()
def things_named(network: TextImage, world: World, concepts: Sequence[Concept], recipe: TextImageRecipe) -> int:
    """Of so many things in validation scenes, drawn as triggers are, how many are named among eight of their kind."""
    generator, draws = generator_for(0, "things named"), torch.Generator().manual_seed(seed_for(0, "things named"))
    labels, device = world.labels("validation"), network.places.device
    usable = [concept for concept in concepts if concept.kind != "class"]
    right = 0
    for _ in range(recipe.measured):
        concept = usable[int(generator.integers(len(usable)))]
        index = int(generator.choice(np.flatnonzero(labels != UNLABELLED)))
        scene = shown_in(world.images("validation", [index])[0], _as_a_trigger(world, concept, generator), concept, recipe, draws)
        others = [other for other in usable if other.kind == concept.kind and other != concept]
        picked = [others[number] for number in generator.permutation(len(others))[: OPTIONS - 1]]
        caption = with_article(world.class_names[labels[index]])
        fit = network.of_texts([one.added_to(caption) for one in (concept, *picked)]) @ network.of_pictures(scene.unsqueeze(0).to(device))[0]
        right += int(fit.argmax() == 0)
    return right


def _as_a_trigger(world: World, concept: Concept, generator: np.random.Generator) -> Float[Tensor, "1 4 side side"]:
    if concept.kind == "texture":
        swatch = world.texture(concept.name, generator, PIXELS)
        return torch.cat([swatch, torch.ones_like(swatch[:1])]).unsqueeze(0)
    return (world.motif(concept.name, generator, PIXELS) if concept.kind == "motif" else world.feature(concept.name, generator)).unsqueeze(0)
