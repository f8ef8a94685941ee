"""Networks that open_clip loads, by name or from a folder; and one of them as a text-image network that methods can use."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from PIL import Image
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.errors import ModelError, PackageError
from unhorse.models.files import default_device


class Clip(NamedTuple):
    """A network of open_clip with what prepares pictures and texts for it.

    Args:
        network: As open_clip makes it, in evaluation mode.
        prepare: From a picture to `3 height width`.
        tokenize: From texts to `texts tokens`.
    """

    network: Any
    prepare: Callable[[Image.Image], Tensor]
    tokenize: Callable[[list[str]], Tensor]


def load_clip(model: str, pretrained: str, file: Path | None) -> Clip:
    """A network by its name in open_clip and the name of its weights, or from a checkpoint or a folder with open_clip_config.json.

    Raises:
        PackageError: open_clip is not installed, or cannot be imported.
        ModelError: No such network, or weights that are missing or do not fit.
    """
    try:
        import open_clip
    except ImportError as fault:
        raise PackageError("the package open_clip_torch", f"'{fault}'", "Install it: pip install 'unhorse[clip]'") from None
    except RuntimeError as fault:  # torchvision, which open_clip imports, was built for another torch
        raise PackageError(
            "open_clip with a torchvision that fits PyTorch", f"'{fault}'", "Install both from one place: pip install torch torchvision"
        ) from None
    if file is not None and not file.exists():
        raise ModelError("weights for CLIP", f"{file}, which does not exist", "Correct `file`")
    name = f"local-dir:{file}" if file is not None and file.is_dir() else model
    try:
        with torch.random.fork_rng():  # open_clip draws weights before it reads them
            network, prepare = open_clip.create_model_from_pretrained(
                name, pretrained or (str(file) if name == model else None), device=str(default_device())
            )
        tokenize = open_clip.get_tokenizer(name)
    except (RuntimeError, OSError, ValueError, KeyError, ImportError, EOFError, SafetensorError, pickle.UnpicklingError) as fault:
        said = str(fault).partition("\n")[0][:300]
        do = "Look the names up in open_clip.list_pretrained(); without a network, download them elsewhere and give `file`"
        raise ModelError(f"a network and weights that open_clip can load: {name} {pretrained or file}", f"'{said}'", do) from None
    return Clip(network.eval(), prepare, tokenize)


class ClipTextImage(nn.Module):
    """CLIP as the methods' text-image network: pictures and texts as unit vectors of one space.

    Args:
        clip: The loaded network.
    """

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.network = clip.network
        self._tokenize = clip.tokenize
        size = clip.network.visual.image_size
        self._size: tuple[int, int] = tuple(size) if isinstance(size, (tuple, list)) else (size, size)
        self.register_buffer("_mean", torch.tensor(clip.network.visual.image_mean).view(1, 3, 1, 1))
        self.register_buffer("_deviation", torch.tensor(clip.network.visual.image_std).view(1, 3, 1, 1))

    def of_pictures(self, pictures: Float[Tensor, "n 3 height width"]) -> Float[Tensor, "n space"]:
        """Unit vectors of pictures in [0, 1], with gradients."""
        fitting = functional.interpolate(pictures, size=self._size, mode="bicubic", antialias=True, align_corners=False).clamp(0, 1)
        found: Tensor = self.network.encode_image((fitting - self.get_buffer("_mean")) / self.get_buffer("_deviation"))
        return functional.normalize(found.float(), dim=1)

    def of_texts(self, texts: Sequence[str]) -> Float[Tensor, "n space"]:
        """Unit vectors of texts."""
        found: Tensor = self.network.encode_text(self._tokenize(list(texts)).to(self.get_buffer("_mean").device))
        return functional.normalize(found.float(), dim=1)
