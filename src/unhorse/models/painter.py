"""A captioner and an image-to-image diffusion, as transformers and diffusers keep them: what FEUD describes and draws again with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import ModelError
from unhorse.models.files import default_device
from unhorse.models.loaders import library, processor_facts
from unhorse.models.subject import DEVIATION, MEAN

STEPS = 50
"""Of the whole diffusion; a strength takes its share of them."""
WORDS = 20
"""Tokens of a caption, at most."""


class Painter:
    """Puts a picture into words, and draws it again from words and the picture.

    Args:
        captioner: Folder of an image captioner of transformers, such as BLIP, with safetensors weights.
        diffusion: Folder of an image-to-image pipeline of diffusers, such as Stable Diffusion, with safetensors weights.

    Raises:
        PackageError: A library is not installed.
        ModelError: A folder does not hold what is wanted.
    """

    def __init__(self, captioner: Path, diffusion: Path) -> None:
        transformers: Any = library("transformers", "imagenet")
        diffusers: Any = library("diffusers", "imagenet")
        device = default_device()
        try:
            # Only local files, only safetensors, and none of the code that a folder may bring.
            self._tokens = transformers.AutoTokenizer.from_pretrained(captioner, local_files_only=True, trust_remote_code=False)
            self._captioner = transformers.AutoModelForImageTextToText.from_pretrained(
                captioner, local_files_only=True, use_safetensors=True, trust_remote_code=False
            ).to(device)
        except (OSError, ValueError, KeyError) as fault:
            raise ModelError("an image captioner of transformers", f"{captioner}: {_first_line(fault)}", "Save it with save_pretrained") from fault
        try:
            self._diffusion = diffusers.AutoPipelineForImage2Image.from_pretrained(
                diffusion, local_files_only=True, use_safetensors=True, trust_remote_code=False
            ).to(device)
        except (OSError, ValueError, KeyError) as fault:
            raise ModelError(
                "an image-to-image pipeline of diffusers", f"{diffusion}: {_first_line(fault)}", "Save it with save_pretrained"
            ) from fault
        self._diffusion.set_progress_bar_config(disable=True)
        self._captioner.eval().requires_grad_(False)
        facts = processor_facts(captioner / "preprocessor_config.json")
        self._size = facts.image_size or int(self._captioner.config.vision_config.image_size)
        self._mean, self._deviation = (
            torch.tensor(three, device=device).view(1, 3, 1, 1) for three in (facts.mean or MEAN, facts.deviation or DEVIATION)
        )

    @torch.no_grad()
    def caption(self, picture: Float[Tensor, "3 side side"]) -> str:
        """What a picture in [0, 1] shows, in a few words."""
        fitting = functional.interpolate(picture.unsqueeze(0), size=(self._size, self._size), mode="bicubic", antialias=True).clamp(0, 1)
        told = self._captioner.generate(pixel_values=(fitting - self._mean) / self._deviation, max_new_tokens=WORDS, do_sample=False)
        text: str = self._tokens.decode(told[0], skip_special_tokens=True)
        return text.strip()

    @torch.no_grad()
    def redrawn(
        self, picture: Float[Tensor, "3 side side"], text: str, strengths: Sequence[float], generator: torch.Generator
    ) -> Float[Tensor, "n 3 side side"]:
        """The picture drawn again at each strength, from 0 (as it is) to 1 (from the words alone).

        Args:
            picture: In [0, 1].
            text: What to draw.
            strengths: One for each picture.
            generator: Decides the noise.
        """
        size = self._diffusion.unet.config.sample_size * self._diffusion.vae_scale_factor
        large = functional.interpolate(picture.unsqueeze(0), size=(size, size), mode="bilinear", antialias=True, align_corners=False).clamp(0, 1)
        found = []
        for strength in strengths:
            steps = max(STEPS, int(1 / strength) + 1)
            drawn = self._diffusion(
                prompt=text, image=large, strength=strength, num_inference_steps=steps, generator=generator, output_type="pt"
            ).images
            found.append(functional.interpolate(drawn.float(), size=picture.shape[1:], mode="bilinear", antialias=True, align_corners=False))
        return torch.cat(found).clamp(0, 1).to(picture.device)


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), repr(fault))
