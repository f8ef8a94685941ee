"""BigGAN-deep through the package pytorch-pretrained-biggan, as a generator that the methods know how to use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.errors import ModelError
from unhorse.models.files import read_state
from unhorse.models.loaders import library

CONFIG = "config.json"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
PERTURBED = 8
"""Layers before the latent activations that are perturbed. Source: Casper et al. (2022), Robust feature-level adversaries, section 3."""


class BigGan(nn.Module):
    """Pictures from noise and weights of ImageNet's classes, in the stages that `Generator` has too.

    The spectral norms are folded into the weights, as they do not change any more.

    Source: Brock et al. (2019), BigGAN; the weights that Hugging Face ported from TensorFlow. Departs: no truncation, so that noise is normal.

    Args:
        network: The library's BigGAN with its weights.
    """

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.latent = int(network.config.z_dim)
        self.things = int(network.config.num_classes)
        self.width = 16 * int(network.config.channel_width)
        self.embeddings, self.network = network.embeddings, network.generator
        for module in list(self.network.modules()):
            if hasattr(module, "weight_orig"):
                nn.utils.remove_spectral_norm(module)
        self.middle = min(PERTURBED, len(self.network.layers) - 1)

    def forward(self, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"]) -> Float[Tensor, "batch 3 height width"]:
        """Pictures in [0, 1]; `things` are rows of weights, one-hot for a pure class."""
        return self.finished(self.begun(noise, things, 0), noise, things, 0)

    def begun(self, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"], stages: int) -> Tensor:
        """Latent activations after the first so many layers."""
        condition = self._condition(noise, things)
        # The weights come from TensorFlow, which has the channels last.
        x: Tensor = self.network.gen_z(condition).view(-1, 4, 4, self.width).permute(0, 3, 1, 2).contiguous()
        return self._through(self.network.layers[:stages], x, condition)

    def finished(
        self, latent: Tensor, noise: Float[Tensor, "batch latent"], things: Float[Tensor, "batch things"], stages: int
    ) -> Float[Tensor, "batch 3 height width"]:
        """Pictures from the latent activations after the first so many layers, which may have been changed on the way."""
        x = self._through(self.network.layers[stages:], latent, self._condition(noise, things))
        x = self.network.conv_to_rgb(functional.relu(self.network.bn(x, 1.0)))
        return (torch.tanh(x[:, :3].float()) + 1) / 2

    def _condition(self, noise: Tensor, things: Tensor) -> Tensor:
        return torch.cat([noise, self.embeddings(things)], 1)

    def _through(self, layers: Any, x: Tensor, condition: Tensor) -> Tensor:
        for layer in layers:
            x = layer(x, condition, 1.0) if hasattr(layer, "bn_0") else layer(x)  # attention alone knows no condition
        return x


def read_biggan(folder: Path) -> BigGan:
    """A BigGAN from a folder with the library's config.json and weights, which are read without running code.

    Raises:
        PackageError: The library is not installed.
        ModelError: A file is missing, or does not fit.
    """
    package: Any = library("pytorch_pretrained_biggan", "imagenet")
    file = next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if file is None or not (folder / CONFIG).is_file():
        raise ModelError(f"{CONFIG} and {' or '.join(WEIGHTS)}", f"not both in {folder}", "Save both there: docs/imagenet.md says from where")
    network = package.BigGAN(package.BigGANConfig.from_json_file(str(folder / CONFIG)))
    state = read_state(file)
    _complete(state)
    found = network.load_state_dict(state, strict=False)
    if found.missing_keys or found.unexpected_keys:
        raise ModelError(
            "weights of the BigGAN in config.json",
            f"{file} with missing keys {found.missing_keys[:3]} and unknown keys {found.unexpected_keys[:3]}",
            "Take both files from one place",
        )
    return BigGan(network)


def _complete(state: dict[str, Tensor]) -> None:
    """Adds the right singular vectors that files of an older torch lack: the norm is then the one that the left vectors give."""
    for name in [name for name in state if name.endswith("weight_orig")]:
        left, right = name.replace("_orig", "_u"), name.replace("_orig", "_v")
        if left in state and right not in state:
            state[right] = functional.normalize(state[name].flatten(1).T @ state[left], dim=0, eps=1e-12)
