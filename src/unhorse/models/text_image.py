"""A network that puts pictures and short texts into one space, where a picture lies near what names it: a small world's counterpart of CLIP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.names import with_article
from unhorse.core.records import FileRecord, Record
from unhorse.models.files import Measured
from unhorse.models.fitting import normalised
from unhorse.models.resnet import ResNet, ResNetShape

UNKNOWN = 0
"""The place of every word that is not in the vocabulary."""


class TextImageShape(Record):
    """The shape of a `TextImage`: enough to build it again.

    Args:
        words: Its vocabulary; any other word counts as unknown.
        space: Numbers of the common space.
        width: Channels of the first stage of the picture's network.
        hidden: Numbers that stand for a word.
        longest: Words of a text that are read.
    """

    words: tuple[str, ...]
    space: int = 64
    width: int = 16
    hidden: int = 96
    longest: int = 16


class Concept(Record):
    """One thing that can be named.

    Args:
        kind: "class", "feature", "motif" or "texture".
        name: Its name in the world.
        text: How it is written in a text.
    """

    kind: Literal["class", "feature", "motif", "texture"]
    name: str
    text: str

    def added_to(self, caption: str) -> str:
        """The caption of a scene to which it was added."""
        return f"{caption} {'in' if self.kind == 'texture' else 'with'} {self.text}"


def concept_of(kind: str, name: str) -> Concept:
    """A thing with the words for it: "a strawberry", "zebra texture"."""
    text = f"{name.replace('_', ' ')} texture" if kind == "texture" else with_article(name)
    return Concept.model_validate({"kind": kind, "name": name, "text": text})


class TextImageCard(FileRecord):
    """What is known of a text-image network.

    Args:
        world: The world whose scenes and captions it learnt from.
        architecture: Shape of the network.
        image_size: Pixels.
        concepts: Everything that it can name, in order.
        hashes: SHA-256 of its weights file, by name.
        scenes_named: Of validation scenes: share whose caption it chose among eight, the others with other classes.
        things_named: Of things pasted or laid over validation scenes, drawn as triggers are and never learnt from: share named among eight of a kind.
        origin: How it was made.
        licence: Of the weights.
    """

    world: str
    architecture: TextImageShape
    image_size: int
    concepts: tuple[Concept, ...]
    hashes: dict[str, str]
    scenes_named: Measured
    things_named: Measured
    origin: str
    licence: str


class TextImage(nn.Module):
    """Unit vectors of pictures and of texts; the cosine between the two tells how well they fit.

    Source: Radford et al. (2021), Learning transferable visual models from natural language supervision (CLIP). Departs: a small ResNet reads
    pictures; texts are the mean of their words, each with its place, through two layers, which is enough for "a bullfrog with a strawberry".
    """

    def __init__(self, shape: TextImageShape) -> None:
        super().__init__()
        self.shape = shape
        self._numbers = {word: number for number, word in enumerate(shape.words, 1)}
        self.pictures = ResNet(ResNetShape(classes=shape.space, width=shape.width))
        self.words = nn.Embedding(len(shape.words) + 1, shape.hidden)
        self.places = nn.Parameter(0.3 * torch.randn(shape.longest, shape.hidden))
        self.texts = nn.Sequential(nn.Linear(shape.hidden, shape.hidden), nn.GELU(), nn.Linear(shape.hidden, shape.space))
        self.sharpness = nn.Parameter(torch.tensor(2.3))

    def of_pictures(self, pictures: Float[Tensor, "n 3 height width"]) -> Float[Tensor, "n space"]:
        """Unit vectors of pictures in [0, 1], with gradients."""
        found = self.pictures(normalised(pictures).contiguous(memory_format=torch.channels_last))
        return functional.normalize(found.float(), dim=1)

    def of_texts(self, texts: Sequence[str]) -> Float[Tensor, "n space"]:
        """Unit vectors of texts."""
        return self.of_numbers(self.numbered(texts).to(self.places.device))

    def of_numbers(self, numbers: Int64[Tensor, "n longest"]) -> Float[Tensor, "n space"]:
        """Unit vectors of texts whose words are numbered as `numbered` does."""
        there = (numbers >= 0).unsqueeze(2).float()
        # Bent before the mean is taken: a sum of words and places alone would not know which word stands where.
        words = functional.gelu(self.words(numbers.clamp_min(0)) + self.places) * there
        return functional.normalize(self.texts(words.sum(1) / there.sum(1).clamp_min(1)).float(), dim=1)

    def numbered(self, texts: Sequence[str]) -> Int64[Tensor, "n longest"]:
        """The number of every word; -1 after the last."""
        rows = [[self._numbers.get(word, UNKNOWN) for word in words_of(text)][: self.shape.longest] for text in texts]
        return torch.tensor([row + [-1] * (self.shape.longest - len(row)) for row in rows], dtype=torch.int64).view(-1, self.shape.longest)


def words_of(text: str) -> list[str]:
    """A text's words, in lower case."""
    return re.findall(r"[a-z]+", text.lower())
