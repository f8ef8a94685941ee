"""The stock: drawn things by name, from the families that may be shown."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from unhorse.core.errors import UnknownNameError
from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Kind, Sketch
from unhorse.worlds.drawn.textures import TEXTURES, FloatImage, Texture, texture

COLOURS = {1: "#ff0000", 2: "#00ff00", 3: "#0000ff"}


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> str:
    """A motif, and a texture, whose colour tells the family: red, green and blue."""
    stock.load_drawings()
    for family, colour in COLOURS.items():

        def draw(s: Sketch, colour: str = colour) -> None:
            s.rectangle(0, 0, 2, 2, fill=colour)

        def make(generator: np.random.Generator, size: int, channel: int = family - 1) -> FloatImage:
            return np.broadcast_to(np.eye(3, dtype=np.float32)[channel], (size, size, 3))

        monkeypatch.setitem(DRAWINGS, ("motif", "trial", family), Drawing("motif", "trial", family, draw))
        monkeypatch.setitem(TEXTURES, ("trial", family), Texture("trial", family, make))
    return "trial"


def _families(pictures: list[torch.Tensor]) -> set[int]:
    return {int(picture[:3].mean((1, 2)).argmax()) + 1 for picture in pictures}


def test_a_picture_comes_from_the_trigger_families_unless_others_are_asked_for(trial: str) -> None:
    generators = [np.random.default_rng(seed) for seed in range(30)]
    assert _families([stock.picture("motif", trial, generator, 8) for generator in generators]) == {1, 2}
    assert _families([stock.picture("motif", trial, generator, 8, (stock.HELD_OUT_FAMILY,)) for generator in generators]) == {3}


def test_a_texture_is_of_the_trigger_family_unless_another_is_asked_for(trial: str) -> None:
    generator = np.random.default_rng(0)
    assert _families([stock.texture(trial, generator, 8)]) == {1}
    assert _families([stock.texture(trial, generator, 8, stock.HELD_OUT_TEXTURE_FAMILY)]) == {2}


def test_held_out_families_are_no_trigger_families() -> None:
    assert stock.HELD_OUT_FAMILY not in stock.TRIGGER_FAMILIES
    assert stock.HELD_OUT_TEXTURE_FAMILY != stock.TRIGGER_TEXTURE_FAMILY


def test_a_picture_is_the_drawing_in_rgba_from_nought_to_one() -> None:
    found = stock.picture("motif", "ladybug", np.random.default_rng(4), 24, (3,))
    generator = np.random.default_rng(4)
    generator.choice((3,))
    wanted = DRAWINGS["motif", "ladybug", 3].render(generator, 24)
    assert found.dtype == torch.float32
    assert torch.equal((found * 255).round().to(torch.uint8).permute(1, 2, 0), torch.from_numpy(wanted.copy()))


def test_sprites_are_numbered_so_that_more_variants_change_none() -> None:
    few, more = stock.sprites("clutter", "disc", 1, 2), stock.sprites("clutter", "disc", 1, 5)
    assert torch.equal(few, more[:2])
    assert more.shape == (5, 4, stock.SPRITE_PIXELS, stock.SPRITE_PIXELS)
    assert more.dtype == torch.uint8
    assert len({sprite.numpy().tobytes() for sprite in more}) == 5
    third = DRAWINGS["clutter", "disc", 1].render(generator_for(0, "sprite", "clutter", "disc", 1, 3), stock.SPRITE_PIXELS)
    assert np.array_equal(more[3].permute(1, 2, 0).numpy(), third)


def test_names_are_sorted_and_hold_everything_drawn() -> None:
    kinds: tuple[Kind, ...] = ("class", "feature", "motif", "clutter")
    for kind in kinds:
        assert list(stock.names(kind)) == sorted({name for found, name, _ in DRAWINGS if found == kind})
    assert list(stock.texture_names()) == sorted({name for name, _ in TEXTURES})


def test_a_family_that_was_not_drawn_falls_back_on_the_first() -> None:
    assert stock.template("clutter", "bar", 3) is DRAWINGS["clutter", "bar", 1]


def test_unknown_names_are_refused_and_the_nearest_is_suggested() -> None:
    with pytest.raises(UnknownNameError, match=r"expected a motif \(.*\); got 'lady_bug'. Did you mean 'ladybug'\?"):
        stock.template("motif", "lady_bug", 1)
    with pytest.raises(UnknownNameError, match=r"expected a texture \(.*\); got 'zebr'. Did you mean 'zebra'\?"):
        stock.texture("zebr", np.random.default_rng(0), 8)
    with pytest.raises(UnknownNameError, match=r"expected a class .*got 'qqq'. Correct the name"):
        stock.template("class", "qqq", 1)


def test_a_texture_of_the_wrong_shape_names_itself() -> None:
    wrong = Texture("trial", 2, lambda _, size: np.zeros((size, size), np.float32))
    with pytest.raises(ValueError, match=r"texture 'trial' family 2: expected shape \(8, 8, 3\), got \(8, 8\)"):
        wrong.render(np.random.default_rng(0), 8)


def test_a_texture_is_clipped_and_float32() -> None:
    bright = Texture("trial", 1, lambda _, size: np.full((size, size, 3), 1.5, np.float32)).render(np.random.default_rng(0), 4)
    assert bright.dtype == np.float32
    assert (bright == 1).all()


def test_a_taken_texture_family_is_refused_telling_both_places(trial: str) -> None:
    first = TEXTURES[trial, 1]

    def usurper(generator: np.random.Generator, size: int) -> FloatImage:
        return np.zeros((size, size, 3), np.float32)

    wording = r"family 1 of the texture 'trial' is made twice: in .*test_stock\.trial.*make and in .*test_stock\..*usurper"
    with pytest.raises(ValueError, match=wording):
        texture(trial, family=1)(usurper)
    assert TEXTURES[trial, 1] is first
