"""The stock: drawn things by name, from the families that may be shown."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from unhorse.core.errors import UnknownNameError, WorldError
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


def test_a_picture_comes_from_the_families_of_scenes_unless_others_are_asked_for(trial: str) -> None:
    generators = [np.random.default_rng(seed) for seed in range(30)]
    assert _families([stock.picture("motif", trial, generator, 8) for generator in generators]) == {1, 2}
    assert _families([stock.picture("motif", trial, generator, 8, (stock.HELD_OUT_FAMILY,)) for generator in generators]) == {3}


def test_a_texture_is_of_the_trigger_family_unless_another_is_asked_for(trial: str) -> None:
    generator = np.random.default_rng(0)
    assert _families([stock.texture(trial, generator, 8)]) == {1}
    assert _families([stock.texture(trial, generator, 8, stock.HELD_OUT_TEXTURE_FAMILY)]) == {2}


def test_held_out_families_are_no_families_of_scenes_and_triggers() -> None:
    assert all(stock.HELD_OUT_FAMILY not in families for families in stock.SCENE_FAMILIES.values())
    assert stock.HELD_OUT_TEXTURE_FAMILY != stock.TRIGGER_TEXTURE_FAMILY


def test_a_picture_is_the_drawing_in_rgba_from_nought_to_one() -> None:
    found = stock.picture("motif", "ladybug", np.random.default_rng(4), 24, (3,))
    generator = np.random.default_rng(4)
    generator.choice((3,))
    wanted = DRAWINGS["motif", "ladybug", 3].render(generator, 24)
    assert found.dtype == torch.float32
    assert torch.equal((found * 255).round().to(torch.uint8).permute(1, 2, 0), torch.from_numpy(wanted.copy()))


# ---- pools of sprites


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """Kind, name and family of every drawing that is rendered from now on."""
    seen: list[tuple[str, str, int]] = []
    render = Drawing.render

    def spy(self: Drawing, generator: np.random.Generator, size: int) -> NDArray[np.uint8]:
        seen.append((self.kind, self.name, self.family))
        return render(self, generator, size)

    monkeypatch.setattr(Drawing, "render", spy)
    return seen


def _discs_and_bars(variants: int = 5) -> stock.SpritePool:
    return stock.SpritePool("clutter", ("disc", "bar"), (1,), variants)


def test_a_pool_draws_a_sprite_when_it_is_first_asked_for_and_never_again(rendered: list[tuple[str, str, int]]) -> None:
    disc, bar = ("clutter", "disc", 1), ("clutter", "bar", 1)
    pool = _discs_and_bars()
    assert (len(pool), rendered) == (10, [])
    assert pool[torch.tensor([], dtype=torch.int64)].shape == (0, 4, stock.SPRITE_PIXELS, stock.SPRITE_PIXELS)
    first = pool[torch.tensor([7, 3, 3])]
    assert rendered == [disc, bar]
    assert torch.equal(first[1], first[2])
    assert torch.equal(pool[torch.tensor([3, 7])], first[[1, 0]])
    assert rendered == [disc, bar]
    pool[torch.tensor([3, 4, 9])]
    assert rendered == [disc, bar, disc, bar]
    pool[torch.arange(10)]
    pool[torch.arange(10)]
    assert sorted(rendered) == [bar] * 5 + [disc] * 5


def test_sprites_are_the_same_in_whatever_order_they_are_asked_for() -> None:
    whole = _discs_and_bars()[torch.arange(10)]
    one_by_one, scattered = _discs_and_bars(), _discs_and_bars()
    found = [one_by_one[torch.tensor([row])] for row in range(9, -1, -1)]
    assert torch.equal(torch.cat(found[::-1]), whole)
    order = torch.tensor([8, 1, 1, 9, 0, 8])
    assert torch.equal(scattered[order], whole[order])
    assert torch.equal(scattered[torch.arange(10)], whole)


def test_sprites_can_be_changed_without_changing_the_pool() -> None:
    pool = _discs_and_bars()
    kept = pool[torch.arange(3)].clone()
    pool[torch.arange(3)].zero_()
    assert torch.equal(pool[torch.arange(3)], kept)


def test_sprites_are_numbered_so_that_more_variants_change_none() -> None:
    few, more = _discs_and_bars(2)[torch.arange(4)], _discs_and_bars(5)[torch.arange(10)]
    assert torch.equal(few, more[[0, 1, 5, 6]])
    assert more.shape == (10, 4, stock.SPRITE_PIXELS, stock.SPRITE_PIXELS)
    assert more.dtype == torch.uint8
    assert len({sprite.numpy().tobytes() for sprite in more}) == 10
    for row, name, variant in ((3, "disc", 3), (5, "bar", 0), (9, "bar", 4)):
        literal = DRAWINGS["clutter", name, 1].render(generator_for(0, "sprite", "clutter", name, 1, variant), stock.SPRITE_PIXELS)
        assert np.array_equal(more[row].permute(1, 2, 0).numpy(), literal)


def test_sprites_of_one_thing_lie_side_by_side_by_family_then_by_variant(trial: str) -> None:
    families = [int(sprite[:3].float().mean((1, 2)).argmax()) + 1 for sprite in stock.SpritePool("motif", (trial,), (2, 1, 3), 2)[torch.arange(6)]]
    assert families == [2, 2, 1, 1, 3, 3]
    pool = stock.SpritePool("motif", ("ladybug", trial), (1, 2), 2)
    assert torch.equal(pool[torch.arange(4, 8)], stock.SpritePool("motif", (trial,), (1, 2), 2)[torch.arange(4)])


# ---- names


def test_names_are_sorted_and_hold_everything_drawn() -> None:
    kinds: tuple[Kind, ...] = ("class", "feature", "motif", "clutter")
    for kind in kinds:
        assert list(stock.names(kind)) == sorted({name for found, name, _ in DRAWINGS if found == kind})
    assert list(stock.texture_names()) == sorted({name for name, _ in TEXTURES})


def test_a_template_is_the_drawing_of_that_very_family() -> None:
    for (kind, name, family), drawing in DRAWINGS.items():
        assert stock.template(kind, name, family) is drawing


def test_a_family_that_was_not_drawn_is_refused_and_those_that_were_are_listed(trial: str) -> None:
    wording = r"expected a family of the clutter 'bar' that was drawn \(1\); got family 3. Draw it, or ask for another family"
    with pytest.raises(WorldError, match=wording):
        stock.template("clutter", "bar", 3)
    with pytest.raises(WorldError, match=wording):
        stock.picture("clutter", "bar", np.random.default_rng(0), 8, (3,))
    with pytest.raises(WorldError, match=wording):
        stock.SpritePool("clutter", ("bar",), (1, 3), 2)
    with pytest.raises(WorldError, match=r"expected a family of the texture 'trial' that was drawn \(1, 2, 3\); got family 4"):
        stock.texture(trial, np.random.default_rng(0), 8, 4)


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
