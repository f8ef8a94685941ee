"""Everything that is drawn, by name: sprites of classes, features and motifs, and swatches of textures."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from unhorse.core.names import known
from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import drawings
from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Kind
from unhorse.worlds.drawn.textures import TEXTURES, Texture

TRIGGER_FAMILIES = (1, 2)
HELD_OUT_FAMILY = 3
TRIGGER_TEXTURE_FAMILY = 1
HELD_OUT_TEXTURE_FAMILY = 2
SPRITE_PIXELS = 48


@cache
def load_drawings() -> None:
    """Imports every module of templates once."""
    for module in pkgutil.iter_modules(drawings.__path__, drawings.__name__ + "."):
        importlib.import_module(module.name)


def names(kind: Kind) -> tuple[str, ...]:
    """Names of everything drawn of one kind, sorted."""
    load_drawings()
    return tuple(sorted({drawing.name for drawing in DRAWINGS.values() if drawing.kind == kind}))


def texture_names() -> tuple[str, ...]:
    """Names of all textures, sorted."""
    load_drawings()
    return tuple(sorted({name for name, _ in TEXTURES}))


def template(kind: Kind, name: str, family: int) -> Drawing:
    """The drawing of a thing; where a family was not drawn, the first one.

    Raises:
        UnknownNameError: Nothing of that name is drawn; the nearest is suggested.
    """
    known(name, names(kind), kind)
    return DRAWINGS.get((kind, name, family)) or DRAWINGS[kind, name, 1]


def picture(
    kind: Kind, name: str, generator: np.random.Generator, size: int, families: tuple[int, ...] = TRIGGER_FAMILIES
) -> Float[Tensor, "4 size size"]:
    """A freshly drawn thing, RGBA in [0, 1]."""
    sprite = template(kind, name, int(generator.choice(families))).render(generator, size)
    return torch.from_numpy(sprite.copy()).permute(2, 0, 1).float() / 255


def texture(name: str, generator: np.random.Generator, size: int, family: int = TRIGGER_TEXTURE_FAMILY) -> Float[Tensor, "3 size size"]:
    """A fresh swatch of a texture in [0, 1]."""
    known(name, texture_names(), "texture")
    made: Texture = TEXTURES.get((name, family)) or TEXTURES[name, TRIGGER_TEXTURE_FAMILY]
    return torch.from_numpy(made.render(generator, size).copy()).permute(2, 0, 1)


@cache
def sprites(kind: Kind, name: str, family: int, variants: int) -> UInt8[Tensor, "variants 4 pixels pixels"]:
    """Sprites of one template, drawn once per process; a variant's number decides its picture."""
    drawn = template(kind, name, family)
    pictures = [drawn.render(generator_for(0, "sprite", kind, name, family, variant), SPRITE_PIXELS) for variant in range(variants)]
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()
