"""Everything that is drawn, by name: sprites of classes, features and motifs, and swatches of textures."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import numpy as np
import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.names import known
from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import drawings
from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Kind
from unhorse.worlds.drawn.textures import TEXTURES, Texture

SCENE_FAMILIES: dict[Kind, tuple[int, ...]] = {"class": (1, 2, 4, 5), "feature": (1, 2), "motif": (1, 2), "clutter": (1,)}
"""The drawings that scenes and triggers are made of."""
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
    """The drawing of a thing.

    Raises:
        UnknownNameError: Nothing of that name is drawn; the nearest is suggested.
        WorldError: It was not drawn in that family.
    """
    known(name, names(kind), kind)
    if (kind, name, family) not in DRAWINGS:
        raise _not_drawn(kind, name, family, [other for found, thing, other in DRAWINGS if (found, thing) == (kind, name)])
    return DRAWINGS[kind, name, family]


def picture(
    kind: Kind, name: str, generator: np.random.Generator, size: int, families: tuple[int, ...] | None = None
) -> Float[Tensor, "4 size size"]:
    """A freshly drawn thing, RGBA in [0, 1]; of the families that scenes and triggers are made of unless told otherwise."""
    sprite = template(kind, name, int(generator.choice(families or SCENE_FAMILIES[kind]))).render(generator, size)
    return torch.from_numpy(sprite.copy()).permute(2, 0, 1).float() / 255


def texture(name: str, generator: np.random.Generator, size: int, family: int = TRIGGER_TEXTURE_FAMILY) -> Float[Tensor, "3 size size"]:
    """A fresh swatch of a texture in [0, 1].

    Raises:
        UnknownNameError: There is no such texture; the nearest is suggested.
        WorldError: It was not made in that family.
    """
    known(name, texture_names(), "texture")
    if (name, family) not in TEXTURES:
        raise _not_drawn("texture", name, family, [other for thing, other in TEXTURES if thing == name])
    made: Texture = TEXTURES[name, family]
    return torch.from_numpy(made.render(generator, size).copy()).permute(2, 0, 1)


def _not_drawn(kind: str, name: str, family: int, families: list[int]) -> WorldError:
    drawn = ", ".join(map(str, sorted(families)))
    return WorldError(f"a family of the {kind} {name!r} that was drawn ({drawn})", f"family {family}", "Draw it, or ask for another family")


class SpritePool:
    """Sprites of some things, those of one thing side by side: by family, then by variant. Each is drawn when it is first asked for.

    Args:
        kind: Kind of the things.
        things: Their names.
        families: Drawing families of each.
        variants: Sprites of each template; a variant's number decides its picture.
    """

    def __init__(self, kind: Kind, things: tuple[str, ...], families: tuple[int, ...], variants: int) -> None:
        self._templates = [template(kind, name, family) for name in things for family in families]
        self._variants = variants
        count = len(self._templates) * variants
        self._sprites = torch.zeros(count, 4, SPRITE_PIXELS, SPRITE_PIXELS, dtype=torch.uint8)
        self._missing = np.ones(count, dtype=bool)

    def __len__(self) -> int:
        return len(self._sprites)

    def __getitem__(self, rows: Int64[Tensor, " n"]) -> UInt8[Tensor, "n 4 pixels pixels"]:
        for row in np.unique(rows[torch.from_numpy(self._missing)[rows]].numpy()):
            drawn, variant = self._templates[row // self._variants], row % self._variants
            generator = generator_for(0, "sprite", drawn.kind, drawn.name, drawn.family, int(variant))
            self._sprites[row] = torch.from_numpy(drawn.render(generator, SPRITE_PIXELS).copy()).permute(2, 0, 1)
            self._missing[row] = False
        return self._sprites[rows]
