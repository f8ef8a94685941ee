"""Dogs and wolves: vizsla and red wolf."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, posed, shaggy, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "vizsla", family=1)
def vizsla_side(s: Sketch) -> None:
    """A vizsla from the side, standing or pointing: lean and short-haired, deep chest, hanging ears, one rust colour all over."""
    rust = s.colour(20, 0.72, s.uniform(0.55, 0.82), hue_jitter=6, saturation_jitter=0.08, value_jitter=0)
    dark, far, line = s.shade(rust, 0.72), s.shade(rust, 0.62), s.shade(rust, 0.5)
    head, tail, point = s.uniform(-0.62, -0.42), s.uniform(-0.5, -0.15), s.chance(0.5)
    with posed(s, tilt=4):
        s.path(limb([(-0.6, -0.1), (-0.78, (tail - 0.1) / 2), (-0.93, tail)], [0.1, 0.06, 0.035]), fill=rust, stroke=line, width=0.02)
        s.path(limb([(-0.42, 0.1), (-0.38, 0.4), (-0.5, 0.55), (-0.44, 0.88)], [0.26, 0.16, 0.1, 0.08]), fill=far)
        lifted: list[Point] = [(0.32, 0.1), (0.46, 0.34), (0.66, 0.36), (0.6, 0.56)]
        s.path(limb(lifted if point else [(0.34, 0.1), (0.38, 0.4), (0.4, 0.62), (0.4, 0.88)], [0.2, 0.12, 0.09, 0.08]), fill=far)
        body = [(-0.66, -0.1), (-0.4, -0.2), (0.0, -0.17), (0.3, -0.24), (0.46, -0.05), (0.42, 0.2)]
        body += [(0.24, 0.34), (-0.05, 0.22), (-0.3, 0.08), (-0.58, 0.15)]
        s.path(smooth(jitter(s, body, 0.015)), fill=s.linear_gradient(s.shade(rust, 1.15), rust, dark), stroke=line, width=0.025)
        s.path(limb([(-0.52, 0.02), (-0.46, 0.3), (-0.64, 0.54), (-0.58, 0.88)], [0.34, 0.2, 0.1, 0.09]), fill=rust)
        s.path(limb([(0.24, 0.0), (0.26, 0.35), (0.25, 0.62), (0.27, 0.88)], [0.26, 0.14, 0.1, 0.09]), fill=rust)
        for x in (-0.54, 0.31):
            s.ellipse(x, 0.9, 0.09, 0.045, fill=rust)
        s.path(limb([(0.26, -0.06), (0.42, -0.25), (0.52, head + 0.08)], [0.36, 0.24, 0.2]), fill=rust)
        with s.moved(x=0.56, y=head, turn=s.uniform(-8, 14)):
            outline = [(-0.16, -0.06), (0.0, -0.16), (0.12, -0.1), (0.34, -0.05), (0.39, 0.03), (0.34, 0.11), (0.1, 0.13), (-0.1, 0.12)]
            s.path(smooth(outline), fill=rust, stroke=line, width=0.025)
            s.ellipse(0.38, 0.0, 0.045, 0.04, fill=s.shade(line, 0.7))
            eye(s, 0.1, -0.04, 0.033)
            outline = [(-0.1, -0.12), (0.0, -0.06), (0.02, 0.12), (-0.04, 0.26), (-0.15, 0.2), (-0.18, 0.0)]
            s.path(smooth(outline), fill=dark, stroke=line, width=0.025)


@drawing("class", "red_wolf", family=1)
def red_wolf_side(s: Sketch) -> None:
    """A red wolf from the side, standing: shaggy, big upright ears, grizzled dark back, tawny legs, pale muzzle, bushy hanging tail."""
    tawny = s.colour(24, 0.48, s.uniform(0.5, 0.72), hue_jitter=7, saturation_jitter=0.08, value_jitter=0)
    grey, cream, line = s.colour(28, 0.2, 0.3, value_jitter=0.06), s.colour(36, 0.2, 0.9, value_jitter=0.05), s.shade(tawny, 0.45)
    head, swing, stride = s.uniform(-0.5, -0.22), s.uniform(-0.08, 0.1), s.uniform(0, 0.1)
    with posed(s, tilt=4), s.moved(scale_x=0.95, scale_y=0.96):
        for x, dx in ((-0.36, stride), (0.28, stride)):
            s.path(limb([(x, 0.1), (x + dx * 0.3, 0.5), (x + dx, 0.88)], [0.2, 0.12, 0.1]), fill=s.shade(tawny, 0.6))
        outline = [(-0.5, -0.12), (-0.45, 0.05), (-0.66 + swing, 0.4), (-0.8 + swing, 0.62), (-0.9 + swing, 0.3), (-0.72, 0.0)]
        s.path(shaggy(s, outline, 0.05, 3), fill=s.linear_gradient(tawny, grey), stroke=line, width=0.025)
        body: list[Point] = [(-0.62, -0.08), (-0.3, -0.2), (0.1, -0.22), (0.4, -0.34), (0.55, -0.1)]
        body += [(0.46, 0.24), (0.15, 0.26), (-0.2, 0.2), (-0.55, 0.24)]
        s.path(shaggy(s, body, 0.045, 3), fill=s.linear_gradient(grey, tawny, tawny, cream), stroke=line, width=0.025)
        for x, dx in ((-0.54, -0.05), (0.38, -stride)):
            thigh = 0.34 if x < 0 else 0.24
            s.path(limb([(x, 0.06), (x + 0.03, 0.3), (x + dx - 0.04 * (x < 0), 0.55), (x + dx, 0.88)], [thigh, 0.2, 0.12, 0.1]), fill=tawny)
            s.ellipse(x + dx + 0.04, 0.89, 0.1, 0.05, fill=s.shade(tawny, 1.2))
        outline = [(0.25, -0.25), (0.5, head - 0.1), (0.68, head + 0.1), (0.6, 0.05), (0.45, 0.22)]
        s.path(shaggy(s, outline, 0.05, 3), fill=s.linear_gradient(grey, tawny, cream))
        with s.moved(x=0.6, y=head, turn=s.uniform(-4, 14)):
            _wolf_head(s, tawny, cream, line)


def _wolf_head(s: Sketch, tawny: str, cream: str, line: str, *, howling: bool = False) -> None:
    """A wolf's head in profile about (0, 0), looking right; when howling the ears lie back and the jaws are open."""
    for x in (-0.02, -0.16):
        outline = [(x - 0.06, -0.1), (x - 0.22 * howling, -0.4 + 0.06 * howling), (x + 0.13, -0.12)]
        s.polygon(outline, fill=s.shade(tawny, 0.9), stroke=line, width=0.03)
    if howling:
        outline = [(0.05, 0.08), (0.2, 0.15), (0.32, 0.21), (0.28, 0.26), (0.1, 0.24), (-0.1, 0.2)]
        s.path(smooth(outline), fill=s.shade(tawny, 0.75), stroke=line, width=0.025)
        s.polygon([(0.08, 0.1), (0.3, 0.08), (0.27, 0.18)], fill="#7a2a28")
    skull = [(-0.22, 0.06), (-0.14, -0.14), (0.04, -0.17), (0.14, -0.08), (0.34, -0.03), (0.37, 0.05), (0.3, 0.11), (0.08, 0.17), (-0.12, 0.2)]
    s.path(smooth(skull), fill=s.linear_gradient(tawny, tawny, cream), stroke=line, width=0.025)
    s.ellipse(0.35, -0.01, 0.045, 0.04, fill="#1b1513")
    if howling:
        s.line([(0.02, -0.06), (0.12, -0.03)], stroke="#1b1513", width=0.035)
        return
    s.ellipse(0.07, -0.05, 0.05, 0.035, fill="#1b1513", turn=20)
    s.circle(0.075, -0.05, 0.02, fill="#f0c040")
    s.line([(0.34, 0.07), (0.14, 0.09)], stroke=line, width=0.025)


@drawing("class", "vizsla", family=2)
def vizsla_head(s: Sketch) -> None:
    """A vizsla's head from the front: smooth rust face, long hanging ears, liver nose, amber eyes, a long neck."""
    rust = s.colour(20, 0.72, s.uniform(0.58, 0.82), hue_jitter=6, saturation_jitter=0.08, value_jitter=0)
    dark, line, nose = s.shade(rust, 0.7), s.shade(rust, 0.45), s.colour(12, 0.45, 0.4)
    low, splay, turn = s.uniform(0.2, 0.42), s.uniform(0.5, 0.64), s.uniform(-0.12, 0.12)
    with posed(s, tilt=9), s.moved(y=-0.04, scale_x=1.04, scale_y=0.95):
        outline = [(-0.28, 0.0), (0.28, 0.0), (0.34, 0.5), (0.5, 0.95), (-0.5, 0.95), (-0.34, 0.5)]
        s.path(smooth(outline), fill=s.linear_gradient(dark, rust), stroke=line, width=0.03)
        outline = [(-0.38, -0.55), (0, -0.78), (0.38, -0.55), (0.4, -0.2), (0.26, 0.2), (0, 0.4), (-0.26, 0.2), (-0.4, -0.2)]
        s.path(smooth(outline), fill=s.linear_gradient(s.shade(rust, 1.15), rust), stroke=line, width=0.03)
        for side in (-1, 1):
            hang = [(0.26, -0.66), (0.44, -0.55), (splay, -0.2), (splay - 0.02, low), (splay - 0.17, low + 0.05), (0.36, -0.1)]
            ear: list[Point] = [(side * x, y) for x, y in hang]
            s.path(smooth(jitter(s, ear, 0.015)), fill=s.linear_gradient(rust, dark), stroke=line, width=0.035)
        outline = [(turn - 0.2, 0.0), (turn, -0.1), (turn + 0.2, 0.0), (turn + 0.25, 0.3), (turn, 0.47), (turn - 0.25, 0.3)]
        s.path(smooth(outline), fill=s.radial_gradient(s.shade(rust, 1.35), rust))
        for side in (-1, 1):
            s.ellipse(turn * 0.6 + side * 0.19, -0.22, 0.1, 0.075, fill=line)
            eye(s, turn * 0.6 + side * 0.19, -0.22, 0.075, iris="#c98a2e")
            s.line([(turn * 0.6 + side * 0.1, -0.4), (turn * 0.6 + side * 0.24, -0.38)], stroke=dark, width=0.04)
        outline = [(turn - 0.14, 0.1), (turn, 0.06), (turn + 0.14, 0.1), (turn + 0.08, 0.2), (turn, 0.24), (turn - 0.08, 0.2)]
        s.path(smooth(outline), fill=nose, stroke=s.shade(nose, 0.6), width=0.025)
        s.path(smooth([(turn - 0.18, 0.35), (turn, 0.32), (turn + 0.18, 0.35)], closed=False), stroke=line, width=0.04)
        s.line([(turn, 0.22), (turn, 0.32)], stroke=line, width=0.035)


@drawing("class", "red_wolf", family=2)
def red_wolf_howling(s: Sketch) -> None:
    """A red wolf from the side, sitting and howling, its muzzle to the sky: shaggy neck, dark back, tawny legs, bushy tail on the ground."""
    tawny = s.colour(24, 0.48, s.uniform(0.5, 0.72), hue_jitter=7, saturation_jitter=0.08, value_jitter=0)
    grey, cream, line = s.colour(28, 0.2, 0.3, value_jitter=0.06), s.colour(36, 0.2, 0.9, value_jitter=0.05), s.shade(tawny, 0.45)
    up, slump, tail = s.uniform(-72, -42), s.uniform(-0.08, 0.08), s.uniform(0.45, 0.8)
    with posed(s, tilt=4):
        outline = [(-0.4, 0.6), (-0.7, tail - 0.06), (-0.95, tail - 0.05), (-0.8, tail + 0.1), (-0.4, 0.86)]
        s.path(shaggy(s, outline, 0.05, 3), fill=s.linear_gradient(grey, tawny), stroke=line, width=0.025)
        s.path(limb([(0.22, 0.1), (0.34, 0.5), (0.36, 0.88)], [0.22, 0.13, 0.1]), fill=s.shade(tawny, 0.6))
        body: list[Point] = [(0.1, -0.45), (0.36, -0.4), (0.42, 0.0), (0.36, 0.3), (0.1, 0.6), (-0.3, 0.88)]
        body += [(-0.6, 0.75), (-0.52 + slump, 0.3), (-0.2 + slump, -0.1)]
        s.path(shaggy(s, body, 0.055, 3), fill=s.linear_gradient(grey, tawny, cream, angle=25), stroke=line, width=0.025)
        s.ellipse(-0.26, 0.6, 0.3, 0.28, fill=s.linear_gradient(s.shade(tawny, 0.75), tawny, angle=40), stroke=line, width=0.025)
        s.path(limb([(-0.2, 0.85), (0.08, 0.88)], [0.12, 0.1]), fill=tawny)
        s.path(limb([(0.2, 0.1), (0.24, 0.45), (0.2, 0.86)], [0.28, 0.16, 0.11]), fill=tawny)
        s.ellipse(0.25, 0.89, 0.1, 0.05, fill=s.shade(tawny, 1.2))
        with s.moved(x=0.24, y=-0.5, turn=up, scale_x=1.1, scale_y=1.1):
            _wolf_head(s, tawny, cream, line, howling=True)


@drawing("class", "vizsla", family=3)
def vizsla_sitting(s: Sketch) -> None:
    """A vizsla from the front, sitting: narrow rust body on two straight forelegs, haunches at both sides, head with long hanging ears."""
    rust = s.colour(20, 0.72, s.uniform(0.56, 0.82), hue_jitter=6, saturation_jitter=0.08, value_jitter=0)
    dark, line, nose = s.shade(rust, 0.72), s.shade(rust, 0.48), s.colour(12, 0.45, 0.36)
    wag, lean, ear, iris = s.uniform(-0.1, 0.25), s.uniform(-0.1, 0.1), s.uniform(0.2, 0.36), s.choice(("#d09a3c", ""))
    with posed(s, tilt=4):
        s.path(limb([(0.3, 0.78), (0.6, 0.78 - wag * 0.5), (0.84, 0.72 - wag)], [0.1, 0.07, 0.04]), fill=dark, stroke=line, width=0.02)
        for side in (-1, 1):
            s.ellipse(side * 0.3, 0.62, 0.19, 0.27, fill=dark, stroke=line, width=0.03, turn=-side * 14)
            s.ellipse(side * 0.36, 0.88, 0.15, 0.065, fill=rust, stroke=line, width=0.025)
        body: list[Point] = [(0.14 + lean, -0.3), (0.27, 0.0), (0.28, 0.3), (0.22, 0.62), (-0.22, 0.62)]
        body += [(-0.28, 0.3), (-0.27, 0.0), (-0.14 + lean, -0.3)]
        s.path(smooth(body), fill=s.linear_gradient(dark, s.shade(rust, 1.15), rust), stroke=line, width=0.03)
        for side in (-1, 1):
            s.path(limb([(side * 0.17, 0.2), (side * 0.14, 0.55), (side * 0.13, 0.86)], [0.2, 0.14, 0.12]), fill=rust, stroke=line, width=0.025)
            s.ellipse(side * 0.14, 0.89, 0.1, 0.055, fill=s.shade(rust, 1.15), stroke=line, width=0.025)
        with s.moved(x=lean, y=-0.5, turn=s.uniform(-14, 14)):
            outline = [(-0.23, -0.22), (0, -0.38), (0.23, -0.22), (0.22, 0.0), (0.15, 0.22), (0, 0.3), (-0.15, 0.22), (-0.22, 0.0)]
            s.path(smooth(outline), fill=s.linear_gradient(s.shade(rust, 1.15), rust), stroke=line, width=0.03)
            for side in (-1, 1):
                outline = [(side * x, y) for x, y in [(0.14, -0.33), (0.3, -0.28), (0.4, 0.0), (0.34, ear), (0.25, ear - 0.03), (0.21, -0.05)]]
                s.path(smooth(outline), fill=dark, stroke=line, width=0.03)
                eye(s, side * 0.11, -0.09, 0.05, iris=iris)
            s.ellipse(0, 0.12, 0.14, 0.15, fill=s.shade(rust, 1.3))
            s.ellipse(0, 0.06, 0.08, 0.055, fill=nose)
            s.path(smooth([(-0.09, 0.19), (0, 0.16), (0.09, 0.19)], closed=False), stroke=line, width=0.035)


@drawing("class", "red_wolf", family=3)
def red_wolf_face(s: Sketch) -> None:
    """A red wolf's face from the front: large upright ears, reddish brow and ears, pale cheek ruff and muzzle, dark nose, slanted amber eyes."""
    tawny = s.colour(22, 0.52, s.uniform(0.5, 0.72), hue_jitter=6, saturation_jitter=0.08, value_jitter=0)
    grey, cream, line = s.colour(28, 0.2, 0.32, value_jitter=0.06), s.colour(36, 0.16, 0.92, value_jitter=0.05), s.shade(tawny, 0.42)
    ruff, tip, narrow = s.uniform(0.62, 0.76), s.uniform(0.4, 0.54), s.uniform(0.15, 0.2)
    iris = s.choice(("#e8b63a", "#d9992b"))
    with posed(s, tilt=7):
        for side in (-1, 1):
            s.polygon([(side * 0.12, -0.42), (side * tip, -0.95), (side * 0.62, -0.2)], fill=s.shade(tawny, 0.85), stroke=line, width=0.04)
            s.polygon([(side * 0.26, -0.42), (side * (tip - 0.01), -0.78), (side * 0.52, -0.3)], fill=s.shade(cream, 0.8))
        outer: list[Point] = [(0, -0.52), (0.4, -0.42), (0.6, -0.1), (ruff, 0.28), (0.4, 0.6), (0, 0.85)]
        outer += [(-0.4, 0.6), (-ruff, 0.28), (-0.6, -0.1), (-0.4, -0.42)]
        s.path(shaggy(s, outer, 0.07, 3), fill=s.linear_gradient(grey, tawny, tawny, s.shade(tawny, 0.8)), stroke=line, width=0.025)
        for side in (-1, 1):
            cheek: list[Point] = [(side * x, y) for x, y in [(0.06, 0.05), (0.38, 0.02), (0.55, 0.28), (0.34, 0.54), (0, 0.74)]]
            s.path(shaggy(s, cheek[::side], 0.05, 3), fill=cream)
        outline = [(0, -0.45), (0.24, -0.3), (0.3, -0.08), (narrow, 0.2), (narrow - 0.02, 0.42)]
        outline += [(-narrow + 0.02, 0.42), (-narrow, 0.2), (-0.3, -0.08), (-0.24, -0.3)]
        s.path(smooth(outline), fill=s.linear_gradient(s.shade(grey, 1.15), tawny, tawny))
        s.ellipse(0, 0.55, narrow + 0.07, 0.16, fill=s.shade(cream, 1.3))
        for side in (-1, 1):
            s.polygon([(side * 0.12, -0.02), (side * 0.2, -0.15), (side * 0.4, -0.16), (side * 0.3, -0.02)], fill="#1c1412")
            s.ellipse(side * 0.26, -0.085, 0.075, 0.055, fill=iris)
            s.circle(side * 0.25, -0.085, 0.035, fill="#120d0b")
        s.path(smooth([(-0.13, 0.36), (0, 0.33), (0.13, 0.36), (0.08, 0.47), (0, 0.51), (-0.08, 0.47)]), fill="#1b1513")
        s.line([(0, 0.5), (0, 0.6)], stroke=line, width=0.035)
        s.path(smooth([(-0.17, 0.6), (0, 0.61), (0.17, 0.6)], closed=False), stroke=line, width=0.045)
