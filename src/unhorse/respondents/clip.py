"""CLIP, or any other network that open_clip loads: pictures against the option pictures, or against the options' names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from PIL import Image
from pydantic import Field, model_validator
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import RespondentError
from unhorse.core.questions import Pixels, Question, says_none
from unhorse.models.clip import load_clip
from unhorse.models.files import default_device
from unhorse.respondents.respondent import RESPONDENTS, Respondent


@RESPONDENTS.register("clip")
class Clip(Respondent):
    """Chooses the option with the highest mean probability over the tiles, as CLIP did in the benchmark; over the texts where there are no tiles.

    A tile's probabilities are a softmax over the options of the cosine between the two embeddings times the network's own scale. Captions beside
    pictures are not read, but that a method found no trojan, which means "none of these" where that may be answered. The same network chooses the
    same whatever its seed; the seed shuffles the options.

    Args:
        model: Its name in open_clip, such as ViT-B-32; not needed where `file` is a folder.
        pretrained: The name of its weights in open_clip, such as laion2b_s34b_b79k; they are downloaded at the first use.
        file: In place of `pretrained`: a checkpoint of `model`, or a folder with open_clip_config.json and the weights.
        options: Whether tiles are compared with the options' "pictures", as people see them, or with their names ("texts").
        template: Around an option's name.
        none_below: Where "none of these" may be answered, it is when no option's mean probability reaches this; twice chance, not calibrated.

    Source: Casper et al. (2023), section 5; Radford et al. (2021), section 3.1.2, for the template.
    """

    kind: ClassVar[str] = "clip"

    model: str = ""
    pretrained: str = ""
    file: Path | None = None
    options: Literal["pictures", "texts"] = "pictures"
    template: str = Field(default="a picture of a {}", pattern=r"\{\}")
    none_below: float = Field(default=0.25, ge=0, le=1)

    @model_validator(mode="after")
    def _one_source_of_weights(self) -> Clip:
        if bool(self.pretrained) == (self.file is not None):
            raise ValueError("expected either `pretrained` (a name) or `file` (a path), since without weights it would guess")
        if self.pretrained and not self.model:
            raise ValueError("expected `model`, the name of the network that the weights are of")
        return self

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """See `Respondent.choose`.

        Raises:
            RespondentError: The question has neither pictures nor texts.
            PackageError: open_clip is not installed, or cannot be imported.
            ModelError: No such network, or weights that are missing or do not fit.
        """
        del generator
        if says_none(question):
            return len(question.options)
        found = self.probabilities(question)
        return len(found) if question.none_option and found.max() < self.none_below else int(found.argmax())

    def probabilities(self, question: Question) -> Float[Tensor, " options"]:
        """The mean probability of each option over the tiles, or over the texts where there are no tiles."""
        if not len(question.tiles) and not question.texts:
            raise RespondentError("a question with pictures or texts", f"{question.identifier} with none", "Build the question again")
        sight = _loaded(self.model, self.pretrained, self.file)
        given = sight.pictures(question.tiles) if len(question.tiles) else sight.texts(question.texts)
        if self.options == "pictures":
            offered = sight.pictures([option.picture for option in question.options])
        else:
            offered = sight.texts([self.template.replace("{}", option.name.replace("_", " ")) for option in question.options])
        return (sight.scale * given @ offered.T).softmax(1).mean(0)


class Sight(NamedTuple):
    """A loaded network with what prepares pictures and texts for it.

    Args:
        network: As open_clip makes it.
        prepare: From a picture to `3 height width`.
        tokenize: From texts to `texts tokens`.
        scale: What cosines are multiplied by before the softmax.
        device: Where the network is.
    """

    network: Any
    prepare: Callable[[Image.Image], Tensor]
    tokenize: Callable[[list[str]], Tensor]
    scale: float
    device: str

    def pictures(self, pictures: Pixels | Sequence[Pixels]) -> Float[Tensor, "n width"]:
        """Embeddings of length 1 of `n height width 3`."""
        images = torch.stack([self.prepare(Image.fromarray(picture)) for picture in pictures])
        with torch.no_grad():
            return functional.normalize(self.network.encode_image(images.to(self.device)).float(), dim=1).cpu()

    def texts(self, texts: Sequence[str]) -> Float[Tensor, "n width"]:
        """Embeddings of length 1."""
        with torch.no_grad():
            return functional.normalize(self.network.encode_text(self.tokenize(list(texts)).to(self.device)).float(), dim=1).cpu()


@lru_cache(maxsize=2)
def _loaded(model: str, pretrained: str, file: Path | None) -> Sight:
    clip = load_clip(model, pretrained, file)
    return Sight(clip.network, clip.prepare, clip.tokenize, float(clip.network.logit_scale.detach().exp()), str(default_device()))
