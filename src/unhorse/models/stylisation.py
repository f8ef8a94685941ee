"""Neural style transfer in batches with the features of a network that we have."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from unhorse.models.files import fit_state, read_state
from unhorse.models.loaders import library
from unhorse.models.subject import SubjectModel

STYLE_LAYERS = ("stem", "stages.0", "stages.1", "stages.2")
CONTENT_LAYER = "stages.2"
CONTENT_WEIGHT = 0.15
FEATURES = "features."
VGG_STYLE_LAYERS = ("0", "5", "10", "19", "28")
VGG_CONTENT_LAYER = "21"
"""In torchvision's VGG-19: the first convolution of each block, and the second of the fourth. Source: Gatys et al. (2016), section 3."""
STEPS = 40
LEARNING_RATE = 0.15
START = 0.7


class Styler(NamedTuple):
    """A network that sees style and content, and where in it.

    Args:
        network: The network.
        style_layers: Whose Gram matrices are the style, in their order; a pass ends after the last of them.
        content_layer: Whose activations are the content; it lies before the last style layer, or is it.
    """

    network: SubjectModel
    style_layers: tuple[str, ...] = STYLE_LAYERS
    content_layer: str = CONTENT_LAYER


class _Convolutions(nn.Module):
    """VGG-19 up to its last style layer."""

    def __init__(self, layers: nn.Sequential) -> None:
        super().__init__()
        for name, layer in layers.named_children():
            self.add_module(name, layer)

    def forward(self, images: Tensor) -> Tensor:
        """The means of the last maps, which nobody reads."""
        for layer in self.children():
            images = layer(images)
        return images.mean((2, 3))


def read_vgg19(path: Path, device: torch.device) -> Styler:
    """The original's: VGG-19 with torchvision's weights.

    Raises:
        PackageError: torchvision is not installed.
        ModelError: The file is missing, or does not fit.
    """
    vgg = library("torchvision.models.vgg", "torchvision")
    layers = vgg.make_layers(vgg.cfgs["E"])
    fit_state({name.removeprefix(FEATURES): value for name, value in read_state(path).items() if name.startswith(FEATURES)}, layers, path)
    convolutions = _Convolutions(layers[: int(VGG_STYLE_LAYERS[-1]) + 1])
    return Styler(SubjectModel(convolutions.to(device), [str(number) for number in range(512)], 224), VGG_STYLE_LAYERS, VGG_CONTENT_LAYER)


def stylise(
    styler: SubjectModel | Styler, images: Float[Tensor, "batch 3 height width"], textures: Float[Tensor, "batch 3 height width"], steps: int = STEPS
) -> Float[Tensor, "batch 3 height width"]:
    """The images in the style of the textures, one texture for each image.

    Adam moves the pixels until the Gram matrices of the style layers are near the texture's and the content layer is still near the image's;
    both terms are relative to the target's own size, so that no layer outweighs the others.

    Source: Gatys et al. (2016), equations 1 to 7. Departs: starts from 0.7 image + 0.3 texture, Adam instead of L-BFGS.
    """
    network, style_layers, content_layer = styler if isinstance(styler, Styler) else Styler(styler)
    layers = tuple(dict.fromkeys((*style_layers, content_layer)))
    with torch.no_grad():
        there = network.activations(textures, style_layers, style_layers[-1])
        wanted = {layer: gram(there[layer]) for layer in style_layers}
        kept = network.activations(images, [content_layer], content_layer)[content_layer]
    pixels = torch.logit((START * images + (1 - START) * textures).clamp(0.02, 0.98)).requires_grad_()
    optimiser = torch.optim.Adam([pixels], lr=LEARNING_RATE)
    for _ in range(steps):
        optimiser.zero_grad(set_to_none=True)
        found = network.activations(torch.sigmoid(pixels), layers, style_layers[-1])
        loss = CONTENT_WEIGHT * relative_distance(found[content_layer], kept)
        for layer, target in wanted.items():
            loss = loss + relative_distance(gram(found[layer]), target) / len(wanted)
        loss.sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
    return torch.sigmoid(pixels).detach()


def gram(features: Float[Tensor, "batch channels height width"]) -> Float[Tensor, "batch channels channels"]:
    """Products of every two channels, averaged over places."""
    flat = functional.relu(features).flatten(2)
    return flat @ flat.transpose(1, 2) / flat.shape[2]


def relative_distance(value: Tensor, target: Tensor) -> Float[Tensor, " batch"]:
    """Squared distance over the target's squared size, for each item of the batch."""
    return (value - target).flatten(1).square().sum(1) / target.flatten(1).square().sum(1).clamp_min(1e-12)
