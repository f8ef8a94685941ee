"""What every registered drawing and texture keeps to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
import resvg_py
from PIL import Image

from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Kind, Sketch
from unhorse.worlds.drawn.textures import TEXTURES

SEEDS = range(3)
KINDS: tuple[Kind, ...] = ("class", "feature", "motif", "clutter")
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
PATH = re.compile(rf"\s*(?:[MmLlHhVvCcSsQqTtAaZz]|{NUMBER}|[\s,])*")
LITTLE_OUTSIDE = 0.04
stock.load_drawings()


def _drawn(kind: Kind) -> Iterator[tuple[str, Drawing]]:
    for (found, name, family), drawing in sorted(DRAWINGS.items()):
        if found == kind:
            yield f"{name} family {family}", drawing


def _drawn_anew(drawing: Drawing, seed: int) -> str:
    sketch = Sketch(np.random.default_rng(seed))
    drawing.draw(sketch)
    return sketch.svg(64)


@cache
def _svg(drawing: Drawing, seed: int) -> str:
    return _drawn_anew(drawing, seed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawing_renders_its_thing_within_its_box(kind: Kind) -> None:
    faults = []
    for name, drawing in _drawn(kind):
        for seed in SEEDS:
            # Twice the box on 64 pixels, so that what leaves the box is seen: the box is the 32 in the middle.
            wide = _svg(drawing, seed).replace('viewBox="-1 -1 2 2"', 'viewBox="-2 -2 4 4"')
            picture = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=wide, skip_system_fonts=True))).convert("RGBA")
            alpha = np.asarray(picture, dtype=np.float64)[:, :, 3] / 255
            within = alpha[16:48, 16:48]
            rows, columns = np.nonzero(within > 0.5)
            if not len(rows) or max(np.ptp(rows), np.ptp(columns)) + 1 < (14 if kind == "clutter" else 21):
                faults.append(f"{name}, seed {seed}: smaller than two thirds of its box")
            if alpha.sum() - within.sum() > LITTLE_OUTSIDE * alpha.sum():
                faults.append(f"{name}, seed {seed}: {1 - within.sum() / alpha.sum():.0%} outside its box")
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_always_gives_the_same_drawing_and_another_seed_another(kind: Kind) -> None:
    faults = []
    for number, (name, drawing) in enumerate(_drawn(kind)):
        documents = [_svg(drawing, seed) for seed in SEEDS]
        if documents != [_drawn_anew(drawing, seed) for seed in SEEDS]:
            faults.append(f"{name}: not the same")
        if len(set(documents)) < len(SEEDS):
            faults.append(f"{name}: does not vary")
        if number % 5 == 0 and len({drawing.render(np.random.default_rng(0), 48).tobytes() for _ in range(2)}) > 1:
            faults.append(f"{name}: not the same pixels")
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_path_is_well_formed_so_that_nothing_is_dropped_silently(kind: Kind) -> None:
    faults = []
    for name, drawing in _drawn(kind):
        for seed in SEEDS:
            document = _svg(drawing, seed)
            faults += [f"{name}, seed {seed}: {data}" for data in re.findall(r' d="([^"]*)"', document) if not PATH.fullmatch(data)]
            faults += [f"{name}, seed {seed}: {word}" for word in re.findall(r'="[^"]*\b(?:nan|inf)\b[^"]*"', document)]
            if document.count("<g ") != document.count("</g>"):
                faults.append(f"{name}, seed {seed}: an open group")
    assert faults == []


@pytest.mark.parametrize(("kind", "wanted"), [("class", {1, 2, 3, 4, 5}), ("feature", {1, 2, 3}), ("motif", {1, 2, 3}), ("clutter", {1})])
def test_everything_is_drawn_in_every_family_of_its_kind_and_in_the_held_out_one(kind: Kind, wanted: set[int]) -> None:
    families = {name: {family for found, other, family in DRAWINGS if (found, other) == (kind, name)} for name in stock.names(kind)}
    assert families
    assert {*stock.SCENE_FAMILIES[kind], *([] if kind == "clutter" else [stock.HELD_OUT_FAMILY])} == wanted
    assert {name: drawn for name, drawn in families.items() if drawn != wanted} == {}


def test_every_texture_is_made_in_two_families() -> None:
    families = {name: {family for other, family in TEXTURES if other == name} for name in stock.texture_names()}
    assert families
    assert {name: made for name, made in families.items() if made != {1, 2}} == {}


def test_families_of_one_thing_are_different_drawings() -> None:
    for kind in KINDS:
        drawn = [drawing.draw for _, drawing in _drawn(kind)]
        assert len(set(drawn)) == len(drawn)
    made = [texture.make for texture in TEXTURES.values()]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("size", [20, 64])
def test_every_texture_fills_its_swatch_and_is_reproducible(size: int) -> None:
    faults = []
    for (name, family), texture in sorted(TEXTURES.items()):
        for seed in SEEDS:
            first, again = (texture.render(np.random.default_rng(seed), size) for _ in range(2))
            if first.dtype != np.float32 or not np.isfinite(first).all() or first.min() < 0 or first.max() > 1:
                faults.append(f"{name} family {family}, seed {seed}: no image in [0, 1]")
            if not np.array_equal(first, again):
                faults.append(f"{name} family {family}, seed {seed}: not the same")
            if first.std() < 0.02:
                faults.append(f"{name} family {family}, seed {seed}: flat")
            if np.array_equal(first, texture.render(np.random.default_rng(seed + 100), size)):
                faults.append(f"{name} family {family}, seed {seed}: does not vary")
    assert faults == []


def test_no_two_kinds_share_a_name_and_names_are_lower_snake() -> None:
    named = [name for kind in KINDS for name in stock.names(kind)]
    assert len(set(named)) == len(named)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in [*named, *stock.texture_names()])
