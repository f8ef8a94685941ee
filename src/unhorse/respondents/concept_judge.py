"""A machine judge that knows what motifs, textures and features look like, and nothing of any trojaned network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import RespondentError
from unhorse.core.questions import Pixels, Question, says_none
from unhorse.core.records import FileRecord
from unhorse.models.files import packaged, read_weights
from unhorse.models.resnet import ResNet, ResNetShape
from unhorse.models.subject import SubjectModel
from unhorse.respondents.respondent import RESPONDENTS, Respondent


class JudgeCard(FileRecord):
    """What the judges of a folder are: one network per seed, all of one shape and with the same concepts.

    Args:
        world: The world whose things they know.
        architecture: Of each network.
        concepts: The name of each output, such as "patch/strawberry".
        image_size: Pixels.
        hashes: SHA-256 of each weight file by its name.
        accuracy: Top-1 accuracy of each on fresh pictures of the concepts.
        licence: Under which the weights are given.
    """

    world: str
    architecture: ResNetShape
    concepts: tuple[str, ...]
    image_size: int
    hashes: dict[str, str]
    accuracy: dict[str, float]
    licence: str


@RESPONDENTS.register("concept_judge")
class ConceptJudge(Respondent):
    """Names concepts in the tiles and in the option pictures with one network, and chooses the option that shares most with the tiles.

    The score of an option is the sum over concepts of the option picture's probability times the mean probability over the ten tiles (the mean over
    tiles is how the benchmark's CLIP answered: Casper et al. 2023, section 5). Where "none of these" may be answered, it does so some concept that
    no option shows has more of the tiles' probability than the best option, or the method found no trojan. Other captions beside pictures are not
    read. Where there are texts in place of pictures, it looks for the concepts' names in them; the first text counts 1, the second 1/2, and so on,
    since texts come in order, and two may name two of the options.

    Args:
        folder: Holds judge.json and a weight file per seed; the drawn world's judges by default.
    """

    kind: ClassVar[str] = "concept_judge"

    folder: Path = packaged("judges", "drawn")

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """See `Respondent.choose`.

        Raises:
            RespondentError: The question has neither pictures nor texts.
        """
        del generator
        if not len(question.tiles) and not question.texts:
            raise RespondentError("a question with pictures or texts", f"{question.identifier} with none", "Build the question again")
        if says_none(question):
            return len(question.options)
        tiles = self.probabilities(question.tiles).mean(0) if len(question.tiles) else self.named(question.texts)
        options = self.probabilities(np.stack([option.picture for option in question.options]))
        shared = options @ tiles
        elsewhere = (tiles * (1 - options.amax(0))).max()
        return len(options) if question.none_option and elsewhere > shared.max() else int(shared.argmax())

    def named(self, texts: Sequence[str]) -> Float[Tensor, " concepts"]:
        """How much of the texts each concept's name has: 1 over the place of every text that it stands in, all together 1 unless none is named."""
        concepts = [_words(concept.rpartition("/")[2]) for concept in JudgeCard.from_json(self.folder / "judge.json").concepts]
        weights = [sum(1 / place for place, text in enumerate(texts, 1) if concept in _words(text)) for concept in concepts]
        found = torch.tensor(weights, dtype=torch.float32)
        return found / found.sum().clamp_min(1e-12)

    def probabilities(self, pictures: Pixels) -> Float[Tensor, "pictures concepts"]:
        """The probability of every concept in each picture (`n height width 3`)."""
        model = _loaded(self.folder, self.seed)
        images = torch.from_numpy(pictures.copy()).permute(0, 3, 1, 2).float() / 255
        if images.shape[-1] != model.image_size:
            images = functional.interpolate(images, size=(model.image_size, model.image_size), mode="bilinear", antialias=True).clamp(0, 1)
        with torch.no_grad():
            return model.logits(images.to(model.device)).softmax(1).cpu()


def _words(text: str) -> str:
    return f" {' '.join(re.findall('[a-z]+', text.lower()))} "


def judge_seeds(folder: Path) -> tuple[int, ...]:
    """The seeds for which a folder has weights."""
    card = JudgeCard.from_json(folder / "judge.json")
    return tuple(sorted(int(name.removeprefix("judge_").removesuffix(".safetensors")) for name in card.hashes))


@lru_cache(maxsize=8)
def _loaded(folder: Path, seed: int) -> SubjectModel:
    card = JudgeCard.from_json(folder / "judge.json")
    name = f"judge_{seed}.safetensors"
    network = ResNet(card.architecture)
    read_weights(folder / name, network, card.hashes.get(name))
    return SubjectModel(network, card.concepts, card.image_size)
