"""Networks that see which things a photograph shows: torchvision's detectors of COCO's things, or OWL-ViT, which is asked in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import ModelError
from unhorse.core.names import known, with_article
from unhorse.models.files import default_device, fit_state, read_state
from unhorse.models.loaders import library, processor_facts
from unhorse.models.subject import DEVIATION, MEAN


@runtime_checkable
class Detector(Protocol):
    """Sees things in photographs."""

    features: tuple[str, ...]

    def scores(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch features"]:
        """For each image in [0, 1] and each feature the highest score of a detection, 0 where there is none."""


class CocoDetector:
    """A detection network of torchvision.

    Args:
        name: Such as fasterrcnn_resnet50_fpn_v2.
        features: Things among COCO's categories, with underscores.
        weights: Its state dict; torchvision's own, which it downloads and checks, when absent.

    Raises:
        PackageError: torchvision is not installed.
        ModelError: No such network, or weights that do not fit.
        UnknownNameError: A feature that COCO does not have.
    """

    def __init__(self, name: str, features: Sequence[str], weights: Path | None = None) -> None:
        models: Any = library("torchvision.models", "torchvision")
        try:
            published = models.get_model_weights(name).DEFAULT
            categories = [category.replace(" ", "_") for category in published.meta["categories"]]
            network = models.get_model(name, weights=None, weights_backbone=None, num_classes=len(categories))
        except (ValueError, AttributeError, TypeError) as fault:
            raise ModelError("a detector that torchvision knows", repr(name), "Choose fasterrcnn_resnet50_fpn_v2 or another of detection") from fault
        if weights is None:
            network.load_state_dict(published.get_state_dict(progress=True, check_hash=True, weights_only=True))
        else:
            fit_state(read_state(weights), network, weights)
        self.features = tuple(features)
        self._numbers = [known(feature, categories, "thing that COCO's detectors see") for feature in features]
        self._network = network.to(default_device()).eval().requires_grad_(False)

    @torch.no_grad()
    def scores(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch features"]:
        """See `Detector.scores`."""
        found = torch.zeros(len(images), len(self.features))
        for row, seen in enumerate(self._network(list(images.to(default_device())))):
            for column, number in enumerate(self._numbers):
                here = seen["scores"][seen["labels"] == number]
                found[row, column] = float(here.max()) if len(here) else 0.0
        return found


class OwlDetector:
    """An OWL-ViT of transformers, asked for things by their names.

    Args:
        folder: What `save_pretrained` wrote, with safetensors weights and the tokeniser.
        features: Things, with underscores.

    Raises:
        PackageError: transformers is not installed.
        ModelError: The folder holds no such network.
    """

    def __init__(self, folder: Path, features: Sequence[str]) -> None:
        transformers: Any = library("transformers", "huggingface")
        try:
            tokens = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            network = transformers.OwlViTForObjectDetection.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        except (OSError, ValueError, KeyError) as fault:
            raise ModelError("an OWL-ViT of transformers", f"{folder}: {str(fault).splitlines()[0]}", "Save it with save_pretrained") from fault
        self.features = tuple(features)
        device = default_device()
        asked = [f"a photo of {with_article(feature)}" for feature in features]
        longest = network.config.text_config.max_position_embeddings
        self._asked = tokens(asked, padding="max_length", truncation=True, max_length=longest, return_tensors="pt").to(device)
        self._network = network.to(device).eval().requires_grad_(False)
        facts = processor_facts(folder / "preprocessor_config.json")
        self._size = int(network.config.vision_config.image_size)
        self._mean, self._deviation = (
            torch.tensor(three, device=device).view(1, 3, 1, 1) for three in (facts.mean or MEAN, facts.deviation or DEVIATION)
        )

    @torch.no_grad()
    def scores(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch features"]:
        """See `Detector.scores`."""
        large = functional.interpolate(images.to(self._mean.device), size=(self._size,) * 2, mode="bicubic", antialias=True).clamp(0, 1)
        words = self._asked["input_ids"].repeat(len(images), 1), self._asked["attention_mask"].repeat(len(images), 1)
        seen = self._network(input_ids=words[0], attention_mask=words[1], pixel_values=(large - self._mean) / self._deviation)
        found: Tensor = seen.logits.sigmoid().amax(1).cpu()
        return found


def open_detector(source: str, features: Sequence[str], weights: Path | None = None) -> Detector:
    """torchvision:NAME, or the folder of an OWL-ViT.

    Raises:
        ModelError: Nothing of the kind, or it does not load.
        PackageError: A library is missing.
    """
    if source.startswith("torchvision:"):
        return CocoDetector(source.partition(":")[2], features, weights)
    if Path(source).is_dir():
        return OwlDetector(Path(source), features)
    raise ModelError("torchvision:NAME, or the folder of an OWL-ViT", repr(source), "For example torchvision:fasterrcnn_resnet50_fpn_v2")
