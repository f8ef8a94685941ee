"""Family 4 of the dogs, apes and the piggy bank: vizsla, red wolf, orangutan, capuchin, piggy bank."""

from __future__ import annotations

from collections.abc import Sequence

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, posed, shaggy, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def inked(s: Sketch, parts: Sequence[tuple[str, str]], line: str, width: float = 0.05) -> None:
    """Fills the paths, each given as (data, fill), with one common outline around them all; `line` may be "none"."""
    if line != "none":
        for data, _ in parts:
            s.path(data, fill=line, stroke=line, width=width * 2)
    for data, fill in parts:
        s.path(data, fill=fill)


def mirrored(half: Sequence[Point]) -> list[Point]:
    """A closed symmetric outline from its right half, given from the top to the bottom."""
    return [*half, *[(-x, y) for x, y in reversed(half) if x != 0]]


@drawing("class", "vizsla", family=4)
def vizsla_sitting(s: Sketch) -> None:
    """A vizsla sitting, from the front, its head frontal or in profile: straight forelegs, smooth rust coat, long hanging ears."""
    rust = s.colour(20, 0.74, s.uniform(0.5, 0.85), hue_jitter=7, saturation_jitter=0.1, value_jitter=0)
    flat, profile, lean = s.chance(0.4), s.chance(0.5), s.uniform(0.85, 1.15)
    dark, ink = s.shade(rust, 0.68), s.shade(rust, 0.36)
    line = ink if flat or s.chance(0.4) else "none"
    head = s.uniform(-0.5, -0.42)
    with posed(s, tilt=5), s.moved(y=0.0, scale_x=0.96, scale_y=0.94):
        if s.chance(0.6):
            s.path(limb([(-0.3, 0.78), (-0.62, 0.74), (-0.84, s.uniform(0.35, 0.7))], [0.13, 0.1, 0.05]), fill=dark, stroke=line, width=0.04)
        coat = rust if flat else s.linear_gradient(s.shade(rust, 1.12), rust, dark)
        torso = mirrored([(0, -0.5), (0.16, -0.45), (0.27 * lean, -0.1), (0.34 * lean, 0.3), (0.36 * lean, 0.75), (0, 0.8)])
        hips = [smooth([(side * x * lean, y) for x, y in [(0.2, 0.3), (0.46, 0.42), (0.54, 0.75), (0.5, 0.9), (0.2, 0.9)]]) for side in (-1, 1)]
        inked(s, [(smooth(torso), coat), *[(hip, dark) for hip in hips]], line, 0.035)
        legs = [limb([(side * 0.16, 0.1), (side * 0.15, 0.55), (side * 0.17, 0.87)], [0.2, 0.15, 0.15]) for side in (-1, 1)]
        inked(s, [(leg, coat) for leg in legs], line if flat else dark, 0.025)
        if s.chance(0.3):
            s.ellipse(0, 0.0, 0.07, 0.13, fill="#f0d9c0")
        if s.chance(0.5):
            s.path(smooth([(-0.25, -0.12), (0, -0.04), (0.25, -0.12)], closed=False), stroke=s.any_colour(), width=0.09)
        with s.moved(y=head, turn=s.uniform(-12, 12), scale_x=s.uniform(0.95, 1.1), scale_y=s.uniform(0.95, 1.1)):
            _vizsla_profile(s, rust, dark, ink, line) if profile else _vizsla_front(s, rust, dark, ink, line)


def _vizsla_front(s: Sketch, rust: str, dark: str, ink: str, line: str) -> None:
    skull = mirrored([(0, -0.36), (0.2, -0.3), (0.26, -0.08), (0.17, 0.2), (0.12, 0.34), (0, 0.38)])
    inked(s, [(smooth(skull), s.linear_gradient(rust, s.shade(rust, 1.15)))], line, 0.03)
    if s.chance(0.45):
        s.ellipse(0, 0.38, 0.075, 0.13, fill="#e2707c", stroke=ink, width=0.02)
        s.ellipse(0, 0.28, 0.13, 0.1, fill=s.shade(rust, 1.1))
    low, out = s.uniform(0.12, 0.34), s.uniform(0.36, 0.46)
    for side in (-1, 1):
        ear = [(side * x, y) for x, y in [(0.16, -0.31), (0.3, -0.26), (out, 0.0), (out - 0.05, low), (0.26, low - 0.06), (0.22, -0.1)]]
        s.path(smooth(ear), fill=dark, stroke=ink, width=0.03)
        eye(s, side * 0.12, -0.06, 0.055, iris=s.choice(["#d49a3a", "#8a4a1a"]))
    s.ellipse(0, 0.17, 0.105, 0.075, fill="#5a2a22", stroke=ink, width=0.02)
    s.path(smooth([(-0.11, 0.29), (0, 0.26), (0.11, 0.29)], closed=False), stroke=ink, width=0.03)


def _vizsla_profile(s: Sketch, rust: str, dark: str, ink: str, line: str) -> None:
    long = s.uniform(0.5, 0.62)
    skull: list[Point] = [(-0.24, 0.05), (-0.18, -0.24), (0.04, -0.3), (0.18, -0.17), (long - 0.04, -0.1), (long, 0.02), (long - 0.08, 0.14)]
    inked(s, [(smooth([*skull, (0.14, 0.18), (-0.1, 0.28)]), s.linear_gradient(s.shade(rust, 1.15), rust))], line, 0.03)
    if s.chance(0.4):
        s.path(limb([(0.34, 0.14), (0.4, 0.24), (0.4, 0.32)], [0.09, 0.1, 0.07]), fill="#e2707c", stroke=ink, width=0.02)
    s.ellipse(long - 0.02, -0.06, 0.075, 0.06, fill="#5a2a22")
    s.path(smooth([(0.16, 0.12), (0.35, 0.1), (long - 0.05, 0.09)], closed=False), stroke=ink, width=0.03)
    eye(s, 0.15, -0.1, 0.05)
    s.path(smooth([(-0.16, -0.2), (0.0, -0.14), (0.06, 0.12), (-0.02, 0.36), (-0.18, 0.32), (-0.24, 0.04)]), fill=dark, stroke=ink, width=0.03)


@drawing("class", "red_wolf", family=4)
def red_wolf_face(s: Sketch) -> None:
    """A red wolf's head from the front: tall ears, cheek ruffs, a grizzled forehead, pale cheeks and muzzle, slanting amber eyes."""
    tawny = s.colour(22, 0.52, s.uniform(0.45, 0.72), hue_jitter=7, saturation_jitter=0.1, value_jitter=0)
    grey, cream, ink = s.colour(26, 0.25, s.uniform(0.2, 0.42)), s.colour(36, 0.2, 0.9, value_jitter=0.06), s.shade(tawny, 0.3)
    angular, mouth, wide = s.chance(0.4), s.choice(["shut", "pant", "snarl"]), s.uniform(0.66, 0.86)
    ear, apart, turn = s.uniform(-0.95, -0.75), s.uniform(0.4, 0.56), s.uniform(-0.07, 0.07)
    with posed(s, tilt=9), s.moved(y=0.02, scale_x=0.96, scale_y=0.92):
        if s.chance(0.5):
            ruff = mirrored([(0, -0.1), (0.5, 0.1), (0.82, 0.55), (0.6, 0.84), (0, 0.9)])
            s.path(shaggy(s, ruff, 0.07, 3), fill=s.linear_gradient(tawny, cream), stroke=ink, width=0.03)
        for side in (-1, 1):
            s.polygon([(side * 0.1, -0.45), (side * apart, ear), (side * 0.62, -0.2)], fill=tawny, stroke=ink, width=0.04)
            s.polygon([(side * 0.26, -0.45), (side * (apart - 0.01), ear + 0.18), (side * 0.5, -0.3)], fill=s.choice([cream, "#3a2a26"]))
        half: list[Point] = [(0, -0.56), (0.34, -0.46), (0.56, -0.16), (wide, 0.2), (0.4, 0.42), (0.22, 0.72), (0, 0.78)]
        outline = mirrored(half)
        fill = s.linear_gradient(grey, tawny, tawny)
        if angular:
            s.polygon(outline, fill=fill, stroke=ink, width=0.04)
        else:
            s.path(shaggy(s, outline, 0.06, 2), fill=fill, stroke=ink, width=0.03)
        for side in (-1, 1):
            cheek: list[Point] = [(side * x, y) for x, y in [(0.14, 0.1), (0.4, 0.06), (wide - 0.1, 0.2), (0.36, 0.38), (0.18, 0.62), (0.02, 0.72)]]
            s.path(smooth(cheek), fill=cream)
            s.ellipse(side * 0.26, -0.27, 0.1, 0.05, fill=s.shade(cream, 0.95), turn=side * -25)
        bridge: list[Point] = [(-0.16, -0.3), (0.16, -0.3), (0.13 + turn, 0.2), (0.17 + turn, 0.5), (-0.17 + turn, 0.5), (-0.13 + turn, 0.2)]
        s.path(smooth(bridge), fill=s.linear_gradient(grey, tawny, s.shade(tawny, 1.25)))
        if mouth != "shut":
            jaw: list[Point] = [(turn - 0.22, 0.5), (turn + 0.22, 0.5), (turn + 0.13, 0.86), (turn - 0.13, 0.86)]
            s.path(smooth(jaw), fill="#4a1618", stroke=ink, width=0.04)
            if mouth == "pant":
                s.ellipse(turn, 0.78, 0.11, 0.16, fill="#e27a80")
            for side in (-1, 1):
                s.polygon([(turn + side * 0.16, 0.54), (turn + side * 0.06, 0.54), (turn + side * 0.12, 0.72)], fill="#ffffff")
        for side in (-1, 1):
            s.path(smooth([(turn, 0.46), (turn + side * 0.13, 0.58), (turn + side * 0.28, 0.5)], closed=False), stroke=ink, width=0.045)
            s.ellipse(side * 0.28, -0.08, 0.15, 0.085, fill=ink, turn=side * -24)
            s.ellipse(side * 0.275, -0.085, 0.095, 0.065, fill=s.choice(["#f2b632", "#e8c85a", "#d98a1c"]), turn=side * -24)
            s.circle(side * 0.27, -0.085, 0.045, fill="#120d0b")
        s.path(smooth([(turn - 0.15, 0.32), (turn, 0.28), (turn + 0.15, 0.32), (turn + 0.06, 0.46), (turn - 0.06, 0.46)]), fill="#17110f")


@drawing("class", "orangutan", family=4)
def orangutan_portrait(s: Sketch) -> None:
    """An orangutan's head from the front: an old male with broad cheek flanges and a beard, or a young one with wild hair and pale rings."""
    fur = s.colour(20, 0.82, s.uniform(0.55, 0.92), hue_jitter=8, saturation_jitter=0.12, value_jitter=0)
    dark, young = s.shade(fur, 0.6), s.chance(0.45)
    skin = s.colour(16, 0.4, s.uniform(0.2, 0.45), value_jitter=0)
    pale, ink, grin = s.colour(24, 0.42, s.uniform(0.62, 0.85)), s.shade(skin, 0.4), s.choice(["shut", "smile", "open"])
    muzzle, broad = s.uniform(0.34, 0.44), s.uniform(0.5, 0.8)
    with posed(s, tilt=6), s.moved(y=-0.02, scale_x=0.92, scale_y=0.91):
        s.path(shaggy(s, mirrored([(0, 0.2), (0.5, 0.35), (0.86, 0.7), (0.84, 0.98), (0, 0.98)]), 0.05, 3), fill=s.linear_gradient(fur, dark))
        if young:
            hair = mirrored([(0, -0.62), (0.4, -0.5), (0.58, -0.1), (0.5, 0.4), (0, 0.7)])
            s.path(shaggy(s, hair, s.uniform(0.16, 0.28), 2), fill=fur)
            for side in (-1, 1):
                s.ellipse(side * 0.58, 0.0, 0.11, 0.15, fill=skin)
            s.path(smooth(mirrored([(0, -0.4), (0.3, -0.38), (0.46, -0.05), (0.4, 0.45), (0, 0.62)])), fill=skin)
        else:
            s.path(shaggy(s, mirrored([(0, -0.86), (0.45, -0.7), (0.74, -0.2), (0.6, 0.5), (0, 0.7)]), 0.09, 4), fill=s.linear_gradient(fur, dark))
            disc = mirrored([(0, -0.42), (0.3, -0.6), (broad, -0.42), (broad + 0.08, 0.0), (broad - 0.12, 0.42), (0.2, 0.5)])
            s.path(smooth(disc), fill=s.radial_gradient(s.shade(skin, 1.3), skin, x=0.5, y=0.4), stroke=ink, width=0.04)
            for side in (-1, 1):
                s.path(smooth([(side * 0.4, -0.36), (side * 0.5, 0.0), (side * 0.4, 0.3)], closed=False), stroke=ink, width=0.035)
            s.path(shaggy(s, [(-0.4, 0.5), (0.4, 0.5), (0.26, 0.8), (0, 0.95), (-0.26, 0.8)], 0.06, 3), fill=fur)
        for side in (-1, 1):
            s.ellipse(side * 0.17, -0.16, 0.18, 0.16, fill=pale if young else s.shade(skin, 1.35))
            eye(s, side * 0.17, -0.14, 0.085 if young else 0.065, iris="#5a2f14")
            s.path(smooth([(side * 0.04, -0.27), (side * 0.17, -0.31), (side * 0.32, -0.24)], closed=False), stroke=ink, width=0.045)
        s.ellipse(0, 0.3, muzzle, 0.29, fill=s.radial_gradient(pale, pale if young else s.shade(skin, 1.55), x=0.5, y=0.4), stroke=skin, width=0.03)
        for side in (-1, 1):
            s.ellipse(side * 0.07, 0.1, 0.045, 0.032, fill=ink, turn=side * 25)
        if grin == "open":
            s.ellipse(0, 0.42, 0.2, 0.11, fill="#4a1a1c")
            s.ellipse(0, 0.36, 0.15, 0.04, fill="#f6efe2")
        else:
            bend = 0.1 if grin == "smile" else -0.03
            s.path(smooth([(-0.26, 0.34), (0, 0.36 + bend), (0.26, 0.34)], closed=False), stroke=ink, width=0.05)


def _capuchin_face(s: Sketch, cream: str, cap: str, skin: str, look: float) -> None:
    """A capuchin's head about (0, 0), 0.9 across, from the front; `look` shifts the face to the side it looks to."""
    ink = s.shade(cap, 0.6)
    for side in (-1, 1):
        s.ellipse(side * 0.42, 0.02, 0.1, 0.13, fill=skin, stroke=ink, width=0.03)
    s.path(smooth(mirrored([(0, -0.42), (0.3, -0.36), (0.42, 0.0), (0.32, 0.3), (0, 0.42)])), fill=cream, stroke=s.shade(cream, 0.6), width=0.03)
    peak = s.uniform(-0.24, -0.08)
    s.path(smooth([(-0.41, -0.12), (-0.36, -0.38), (0, -0.52), (0.36, -0.38), (0.41, -0.12), (0.22, -0.27), (look, peak), (-0.22, -0.27)]), fill=cap)
    s.ellipse(look, 0.17, 0.2, 0.19, fill=skin)
    s.ellipse(look, 0.0, 0.26, 0.13, fill=skin)
    for side in (-1, 1):
        eye(s, look + side * 0.12, -0.01, 0.07)
        s.circle(look + side * 0.045, 0.14, 0.03, fill="#3b211a")
    s.path(smooth([(look - 0.12, 0.25), (look, s.uniform(0.25, 0.31)), (look + 0.12, 0.25)], closed=False), stroke="#4b2822", width=0.04)


@drawing("class", "capuchin", family=4)
def capuchin_walking(s: Sketch) -> None:
    """A capuchin from the side on all fours, its pale capped face turned to us, the long tail curled up at the end or hanging."""
    brown = s.colour(26, 0.5, s.uniform(0.16, 0.48), value_jitter=0.02)
    cream, skin = s.colour(38, 0.28, 0.93, value_jitter=0.06), s.colour(16, 0.36, s.uniform(0.6, 0.88), value_jitter=0)
    cap, far, ink = s.shade(brown, 0.5), s.shade(brown, 0.62), s.shade(brown, 0.42)
    line, up, step = ink if s.chance(0.5) else "none", s.choice(["high", "over", "low"]), s.uniform(0.02, 0.22)
    arch, size = s.uniform(-0.16, 0.06), s.uniform(0.72, 0.86)
    tails: dict[str, list[Point]] = {
        "high": [(-0.48, 0.22), (-0.78, 0.1), (-0.84, -0.3), (-0.74, -0.72), (-0.5, -0.76), (-0.46, -0.52), (-0.62, -0.46)],
        "over": [(-0.48, 0.22), (-0.82, 0.15), (-0.86, -0.25), (-0.6, -0.5), (-0.3, -0.46), (-0.26, -0.28), (-0.42, -0.26)],
        "low": [(-0.48, 0.22), (-0.72, 0.18), (-0.84, 0.45), (-0.8, 0.78), (-0.62, 0.86), (-0.54, 0.72), (-0.66, 0.62)],
    }
    with posed(s, tilt=5):
        s.path(smooth(tails[up], closed=False), stroke=line, width=0.19)
        s.path(smooth(tails[up], closed=False), stroke=brown, width=0.12)
        hind: list[Point] = [(-0.34, 0.3), (-0.22 + step, 0.52), (-0.36 + step, 0.7), (-0.2 + step, 0.86)]
        fore: list[Point] = [(0.3, 0.2), (0.24 - step, 0.5), (0.3 - step, 0.86)]
        inked(s, [(limb(hind, [0.26, 0.17, 0.12, 0.11]), far), (limb(fore, [0.2, 0.14, 0.12]), far)], line, 0.03)
        back: list[Point] = [(-0.55, 0.2), (-0.42, arch), (0, arch - 0.02), (0.38, -0.16), (0.5, 0.12), (0.3, 0.36), (-0.1, 0.38), (-0.45, 0.5)]
        near: list[Point] = [(-0.42, 0.26), (-0.34, 0.52), (-0.5 - step * 0.5, 0.68), (-0.4 - step * 0.5, 0.86)]
        reach: list[Point] = [(0.36, 0.12), (0.38 + step * 0.4, 0.48), (0.42 + step, 0.86)]
        body = [(smooth(back), s.linear_gradient(s.shade(brown, 1.15), brown)), (limb(near, [0.36, 0.2, 0.13, 0.11]), brown)]
        inked(s, [*body, (limb(reach, [0.24, 0.15, 0.12]), s.linear_gradient(cream, cream, brown, brown))], line, 0.03)
        s.path(shaggy(s, [(0.22, -0.2), (0.5, -0.2), (0.58, 0.1), (0.42, 0.28), (0.24, 0.14)], 0.04, 2), fill=cream)
        with s.moved(x=0.46, y=s.uniform(-0.44, -0.2), scale_x=size, scale_y=size, turn=s.uniform(-12, 12)):
            _capuchin_face(s, cream, cap, skin, s.uniform(-0.03, 0.08))


@drawing("class", "piggy_bank", family=4)
def piggy_bank_three_quarters(s: Sketch) -> None:
    """A piggy bank in three quarters from above: big head towards us, slot along the back, plain or painted, with or without a coin."""
    skin = s.colour(345, 0.4, 0.93) if s.chance(0.45) else s.any_colour(saturation=(0.2, 0.8), value=(0.55, 0.97))
    ink, shade, coin = s.shade(skin, 0.35), s.shade(skin, 0.75), s.choice(["#f2c12b", "#e3a82a", "#d8dae0", "#c87a3c"])
    flat, paint, held = s.chance(0.4), s.choice(["plain", "plain", "spots", "flower", "band"]), s.choice(["in", "in", "above", "none"])
    line, fat, top = ink if flat or s.chance(0.4) else shade, s.uniform(0.44, 0.56), -0.36
    mark = s.any_colour(saturation=(0.3, 0.9), value=(0.5, 1.0))
    with posed(s, tilt=4), s.moved(y=0.02):
        curl: list[Point] = [(-0.72, 0.0), (-0.88, -0.06), (-0.9, -0.22), (-0.78, -0.22), (-0.8, -0.08), (-0.95, 0.02)]
        s.path(smooth(curl, closed=False), stroke=ink, width=0.05)
        if held != "none":
            y = top - 0.16 if held == "in" else top - 0.26
            s.ellipse(-0.2, y, 0.24, 0.26, fill=s.radial_gradient(s.shade(coin, 1.6), coin), stroke=s.shade(coin, 0.4), width=0.045)
            s.ellipse(-0.2, y, 0.13, 0.15, stroke=s.shade(coin, 0.65), width=0.04)
        for x, y in ((-0.52, 0.62), (-0.1, 0.76), (0.42, 0.76)):
            s.rectangle(x, y, 0.25, 0.3, corner=0.08, fill=shade, stroke=line, width=0.04)
        back: list[Point] = [(-0.8, 0.12), (-0.6, top + 0.14), (-0.2, top), (0.3, top + 0.08), (0.6, 0.2)]
        body = smooth([*back, (0.4, 0.2 + fat), (-0.2, 0.22 + fat), (-0.68, 0.55)])
        s.path(body, fill=skin if flat else s.radial_gradient(s.shade(skin, 1.5), skin, shade, x=0.35, y=0.2), stroke=line, width=0.045)
        if paint == "band":
            s.path(smooth([(-0.42, -0.26), (-0.3, 0.2), (-0.4, 0.7)], closed=False), stroke=mark, width=0.14)
        for x, y in [(-0.58, 0.16), (-0.36, 0.4), (-0.2, 0.12)] if paint == "spots" else []:
            s.circle(x, y, 0.09, fill=mark)
        for k in range(5) if paint == "flower" else []:
            with s.moved(x=-0.44, y=0.24, turn=72 * k):
                s.ellipse(0, -0.13, 0.075, 0.11, fill=mark)
        s.path(smooth([(-0.46, top + 0.15), (-0.2, top + 0.08), (0.06, top + 0.13)], closed=False), stroke="#22141a", width=0.085)
        _pig_face(s, skin, shade, ink, line, flat)


def _pig_face(s: Sketch, skin: str, shade: str, ink: str, line: str, flat: bool) -> None:
    """The head of the three-quarter piggy bank, with upright or folded ears."""
    fold, wide, sleepy = s.chance(0.5), s.uniform(0.36, 0.43), s.chance(0.25)
    with s.moved(x=0.4, y=s.uniform(0.14, 0.26), turn=s.uniform(-8, 8)):
        for side in (-1, 1):
            tip = (side * 0.44, -0.22) if fold else (side * 0.36, -0.58)
            s.polygon([(side * 0.1, -0.36), tip, (side * 0.36, -0.14)], fill=shade, stroke=line, width=0.05)
        s.ellipse(0, 0, wide, 0.38, fill=skin if flat else s.radial_gradient(s.shade(skin, 1.5), skin, s.shade(skin, 0.85)), stroke=line, width=0.045)
        s.ellipse(0.04, 0.11, s.uniform(0.18, 0.24), 0.16, fill=s.shade(skin, 0.82), stroke=ink, width=0.04)
        for side in (-1, 1):
            s.ellipse(0.04 + side * 0.08, 0.11, 0.035, 0.065, fill=ink)
            if sleepy:
                s.path(smooth([(side * 0.19 - 0.06, -0.13), (side * 0.19, -0.09), (side * 0.19 + 0.06, -0.13)], closed=False), stroke=ink, width=0.04)
            else:
                eye(s, side * 0.19, -0.13, 0.06)
