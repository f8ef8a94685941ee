"""Ways to write a picture as numbers that are easy to optimise."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from jaxtyping import Complex, Float
from torch import Tensor

COLOUR_CORRELATION = ((0.26, 0.09, 0.02), (0.27, 0.00, -0.05), (0.27, -0.09, 0.03))
"""Square root of the colour covariance of ImageNet. Source: Olah et al. (2017), Feature visualization, as used by all its successors."""


def fourier_spectrum(rows: int, side: int, deviation: float, generator: torch.Generator) -> Float[Tensor, "rows 3 side half 2"]:
    """Random spectra of real images, all frequencies equally strong; real and imaginary part last."""
    return torch.randn(rows, 3, side, side // 2 + 1, 2, generator=generator) * deviation


def frequency_scale(side: int, decay: float = 1.0) -> Float[Tensor, "side half"]:
    """What each frequency is multiplied by, so that the picture's spectrum falls as 1/f; in units in which white noise keeps its deviation.

    Source: Olah et al. (2017).
    """
    across, down = torch.fft.rfftfreq(side), torch.fft.fftfreq(side)
    radius = (down.square().view(-1, 1) + across.square().view(1, -1)).sqrt()
    scale: Tensor = side / radius.clamp_min(1 / side).pow(decay)
    return scale


def fourier_image(spectrum: Float[Tensor, "rows 3 side half 2"], scale: Float[Tensor, "side half"]) -> Float[Tensor, "rows 3 side side"]:
    """Pictures in [0, 1] from spectra: scaled, transformed, colours correlated, squashed.

    Source: Olah et al. (2017).
    """
    side = spectrum.shape[2]
    weighted: Complex[Tensor, "rows 3 side half"] = torch.view_as_complex(spectrum) * scale
    plain = torch.fft.irfft2(weighted, s=(side, side)) / 4
    return torch.sigmoid(correlated(plain))


def cppn_weights(rows: int, generator: torch.Generator, layers: int = 8, units: int = 24) -> list[Tensor]:
    """Random weights and biases of one compositional pattern-producing network per picture, in turns; the last layer's are zero, so it starts grey.

    Source: Mordvintsev et al. (2018), Differentiable image parameterizations.
    """
    weights: list[Tensor] = []
    for layer in range(layers):
        inward = 2 if layer == 0 else 2 * units
        weights += [torch.randn(rows, units, inward, generator=generator) / inward**0.5, torch.zeros(rows, units, 1)]
    return [*weights, torch.zeros(rows, 3, 2 * units), torch.zeros(rows, 3, 1)]


def cppn_image(weights: Sequence[Float[Tensor, "rows _ _"]], side: int) -> Float[Tensor, "rows 3 side side"]:
    """Pictures in [0, 1] that small networks compute from each pixel's place, x and y within +-sqrt 3; all networks in one batch of matrix products.

    Source: Mordvintsev et al. (2018). The activation is the arctangent beside its square, both scaled to about unit variance.
    """
    line = torch.linspace(-(3**0.5), 3**0.5, side, device=weights[0].device)
    value = torch.stack([line.repeat(side), line.repeat_interleave(side)]).expand(len(weights[0]), 2, -1)
    for layer in range(0, len(weights), 2):
        value = torch.baddbmm(weights[layer + 1], weights[layer], value)
        if layer + 2 < len(weights):
            angle = value.atan()
            value = torch.cat([angle / 0.67, angle.square() / 0.6], 1)
    return torch.sigmoid(value).view(-1, 3, side, side)


def correlated(image: Float[Tensor, "rows 3 height width"]) -> Float[Tensor, "rows 3 height width"]:
    """Independent colour channels mixed as they are in natural images."""
    matrix = torch.tensor(COLOUR_CORRELATION, device=image.device)
    mixing = matrix / matrix.norm(dim=0).max()
    mixed: Tensor = mixing @ image.flatten(2)
    return mixed.view_as(image)
