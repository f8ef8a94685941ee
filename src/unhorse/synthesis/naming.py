"""What a method gets that wants to name things: the text-image network and the words it may use."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.models.clip import ClipTextImage
from unhorse.models.painter import Painter
from unhorse.models.text_image import Concept, TextImage

SCENES = 64
"""Classes that prompts are made with, at most; with ImageNet's thousand there would be a million prompts."""


class Naming(NamedTuple):
    """Learnt from clean scenes, their captions, and drawings that no trigger is made of; it has seen no trojan.

    Args:
        network: Frozen.
        concepts: Everything that the world's vocabulary names: all classes, natural features, motifs and textures, so no trigger stands out.
        painter: A captioner and a diffusion, for methods that draw a picture again; none where none are at hand.
    """

    network: TextImage | ClipTextImage
    concepts: tuple[Concept, ...]
    painter: Painter | None = None

    def allowed(self, target: str) -> list[int]:
        """The concepts that are not the target class itself."""
        return [number for number, concept in enumerate(self.concepts) if (concept.kind, concept.name) != ("class", target)]

    def text_of_class(self, name: str) -> str:
        """A class in words; its plain name where the vocabulary lacks it."""
        texts = [concept.text for concept in self.concepts if (concept.kind, concept.name) == ("class", name)]
        return texts[0] if texts else name.replace("_", " ")

    @torch.no_grad()
    def directions(self) -> Float[Tensor, "concepts space"]:
        """Where each concept leads from what all have in common: the mean over prompts, less the mean over concepts, of length 1.

        A prompt is the concept alone, or with each of the classes, or with some of them where there are many.

        Source: Radford et al. (2021), CLIP, section 3.1.4, prompt ensembling.
        """
        scenes = [concept.text for concept in self.concepts if concept.kind == "class"]
        scenes = scenes[:: -(-len(scenes) // SCENES)] if scenes else scenes
        return _directions(self.network, self.concepts, tuple(scenes))


@lru_cache(maxsize=2)
def _directions(network: TextImage | ClipTextImage, concepts: tuple[Concept, ...], scenes: tuple[str, ...]) -> Float[Tensor, "concepts space"]:
    """Kept, since ImageNet's vocabulary makes tens of thousands of prompts, and a method asks for each trojan."""
    found = []
    for concept in concepts:
        said = network.of_texts([concept.text, *(concept.added_to(scene) for scene in scenes)])
        found.append(functional.normalize(said.mean(0), dim=0))
    means = torch.stack(found)
    return functional.normalize(means - means.mean(0), dim=1)
