"""The pen: where its strokes land, what its colours are, and who may use a name."""

from __future__ import annotations

import colorsys
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Sketch, drawing

SIZE = 40


def _rendered(draw: Callable[[Sketch], None]) -> NDArray[np.uint8]:
    return Drawing("motif", "trial", 1, draw).render(np.random.default_rng(0), SIZE)


def _covered(draw: Callable[[Sketch], None]) -> tuple[float, float, float, float]:
    """The box of what is drawn, in the pen's coordinates: left, top, right, bottom."""
    rows, columns = np.nonzero(_rendered(draw)[:, :, 3] > 127)
    edges = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    left, top, right, bottom = (float(edge) / SIZE * 2 - 1 for edge in edges)
    return left, top, right, bottom


@pytest.mark.parametrize(
    ("draw", "box"),
    [
        (lambda s: s.rectangle(0.5, -0.25, 0.4, 0.9, fill="#000000"), (0.3, -0.7, 0.7, 0.2)),
        (lambda s: s.rectangle(0, 0, 0.4, 1.2, turn=90, fill="#000000"), (-0.6, -0.2, 0.6, 0.2)),
        (lambda s: s.ellipse(-0.2, 0.4, 0.6, 0.2, fill="#000000"), (-0.8, 0.2, 0.4, 0.6)),
        (lambda s: s.ellipse(0, 0.4, 0.6, 0.2, turn=90, fill="#000000"), (-0.2, -0.2, 0.2, 1.0)),
        (lambda s: s.circle(0.3, 0.3, 0.5, fill="#000000"), (-0.2, -0.2, 0.8, 0.8)),
        (lambda s: s.polygon([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.75), (-0.5, 0.75)], fill="#000000"), (-0.5, -0.5, 0.5, 0.75)),
        (lambda s: s.path("M -0.5 0 L 0.5 0 L 0.5 0.5 L -0.5 0.5 Z", fill="#000000"), (-0.5, 0, 0.5, 0.5)),
        (lambda s: s.line([(-0.5, 0), (0.5, 0)], stroke="#000000", width=0.4), (-0.7, -0.2, 0.7, 0.2)),
    ],
)
def test_a_shape_lands_where_its_coordinates_say_x_right_and_y_down(draw: Callable[[Sketch], None], box: tuple[float, ...]) -> None:
    assert _covered(draw) == pytest.approx(box, abs=1.5 * 2 / SIZE)


def test_what_is_moved_is_scaled_then_turned_clockwise_then_shifted() -> None:
    def draw(s: Sketch) -> None:
        with s.moved(x=0.2, y=0.3, turn=90, scale_x=2, scale_y=0.5):
            s.rectangle(0.1, 0, 0.2, 0.4, fill="#000000")

    # From (0, 0.2) by (-0.2, 0.2): scaled to (0, 0.4) by (-0.1, 0.1), turned to (-0.1, 0.1) by (0, 0.4), shifted.
    assert _covered(draw) == pytest.approx((0.1, 0.3, 0.3, 0.7), abs=1.5 * 2 / SIZE)


def test_what_follows_a_moved_block_is_not_moved() -> None:
    def draw(s: Sketch) -> None:
        with s.moved(x=5):
            pass
        s.circle(0, 0, 0.3, fill="#000000")

    assert _covered(draw) == pytest.approx((-0.3, -0.3, 0.3, 0.3), abs=1.5 * 2 / SIZE)


def test_a_sprite_is_rgba_not_premultiplied_and_transparent_where_nothing_is_drawn() -> None:
    image = _rendered(lambda s: s.rectangle(0, 0, 1, 1, fill="#ff8000", opacity=0.5))
    assert image.shape == (SIZE, SIZE, 4)
    assert image.dtype == np.uint8
    assert np.abs(image[SIZE // 2, SIZE // 2].astype(int) - [255, 128, 0, 128]).max() <= 2
    assert (image[0, 0] == 0).all()


def test_gradients_run_through_their_colours() -> None:
    down = _rendered(lambda s: s.rectangle(0, 0, 2, 2, fill=s.linear_gradient("#000000", "#ffffff")))[:, :, 0].astype(int)
    assert down[2].mean() < 30 < 220 < down[-3].mean()
    assert np.ptp(down, axis=1).max() <= 2
    right = _rendered(lambda s: s.rectangle(0, 0, 2, 2, fill=s.linear_gradient("#ff0000", "#00ff00", "#0000ff", angle=0)))
    assert right[5, 1, :3].argmax() == 0
    assert right[5, SIZE // 2, :3].argmax() == 1
    assert right[5, -2, :3].argmax() == 2
    round_ = _rendered(lambda s: s.circle(0, 0, 0.9, fill=s.radial_gradient("#ffffff", "#000000", x=0.5, y=0.5)))[:, :, 0].astype(int)
    assert round_[SIZE // 2, SIZE // 2] > 220
    assert round_[SIZE // 2, SIZE - 4] < 70


def test_shades_run_from_black_over_the_colour_to_white() -> None:
    assert [Sketch.shade("#8040c0", factor) for factor in (0, 0.5, 1, 2)] == ["#000000", "#402060", "#8040c0", "#ffffff"]
    assert Sketch.shade("#000000", 1.5) == "#808080"


def test_a_colour_stays_within_its_jitter() -> None:
    sketch = Sketch(np.random.default_rng(0))
    for _ in range(200):
        text = sketch.colour(200, 0.6, 0.5, hue_jitter=10, saturation_jitter=0.1, value_jitter=0.2)
        hue, saturation, value = colorsys.rgb_to_hsv(*(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        assert hue * 360 == pytest.approx(200, abs=12)
        assert saturation == pytest.approx(0.6, abs=0.12)
        assert value == pytest.approx(0.5, abs=0.21)


def test_any_colour_has_every_hue_within_the_limits_given() -> None:
    sketch = Sketch(np.random.default_rng(0))
    found = [sketch.any_colour(saturation=(0.5, 0.9), value=(0.6, 0.8)) for _ in range(300)]
    hues, saturations, values = zip(*(colorsys.rgb_to_hsv(*(int(t[i : i + 2], 16) / 255 for i in (1, 3, 5))) for t in found), strict=True)
    assert len({int(hue * 12) for hue in hues}) == 12
    assert min(saturations) > 0.48
    assert max(saturations) < 0.92
    assert min(values) > 0.59
    assert max(values) < 0.81


def test_a_hue_near_red_goes_round() -> None:
    sketch = Sketch(np.random.default_rng(0))
    reds = [sketch.colour(0, 1, 1, saturation_jitter=0, value_jitter=0) for _ in range(50)]
    assert all(text.startswith("#ff") for text in reds)
    assert {text[3:5] == "00" for text in reds} == {True, False}


def test_chances_keep_their_limits() -> None:
    sketch = Sketch(np.random.default_rng(0))
    assert {sketch.integer(2, 4) for _ in range(100)} == {2, 3, 4}
    assert {sketch.choice("ab") for _ in range(50)} == {"a", "b"}
    assert not any(sketch.chance(0) for _ in range(50))
    assert all(sketch.chance(1) for _ in range(50))
    assert all(-1 <= sketch.uniform(-1, 0.5) <= 0.5 for _ in range(100))


def test_a_taken_family_is_refused_telling_both_places(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Drawing("motif", "trial", 1, test_chances_keep_their_limits)  # type: ignore[arg-type]  # a place, never drawn
    monkeypatch.setitem(DRAWINGS, ("motif", "trial", 1), first)

    def usurper(s: Sketch) -> None:
        s.circle(0, 0, 1)

    wording = r"family 1 of the motif 'trial' is drawn twice: in .*test_sketch\.test_chances_keep_their_limits and in .*test_sketch\..*usurper"
    with pytest.raises(ValueError, match=wording):
        drawing("motif", "trial", family=1)(usurper)
    assert DRAWINGS["motif", "trial", 1] is first


def test_a_drawing_is_filed_under_its_kind_name_and_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhorse.worlds.drawn.sketch.DRAWINGS", {})

    @drawing("feature", "trial", family=2)
    def trial(s: Sketch) -> None:
        s.circle(0, 0, 0.5, fill="#ff0000")

    from unhorse.worlds.drawn import sketch

    assert {("feature", "trial", 2): Drawing("feature", "trial", 2, trial)} == sketch.DRAWINGS
