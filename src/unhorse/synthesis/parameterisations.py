"""Ways to write a picture as numbers that are easy to optimise."""

from __future__ import annotations

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


def correlated(image: Float[Tensor, "rows 3 height width"]) -> Float[Tensor, "rows 3 height width"]:
    """Independent colour channels mixed as they are in natural images."""
    matrix = torch.tensor(COLOUR_CORRELATION, device=image.device)
    mixing = matrix / matrix.norm(dim=0).max()
    mixed: Tensor = mixing @ image.flatten(2)
    return mixed.view_as(image)
