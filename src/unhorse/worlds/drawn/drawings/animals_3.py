"""Apes and monkeys: orangutan and capuchin."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, posed, shaggy, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _orange(s: Sketch) -> str:
    return s.colour(20, 0.82, s.uniform(0.55, 0.9), hue_jitter=7, saturation_jitter=0.1, value_jitter=0)


def _strands(s: Sketch, colour: str, box: tuple[float, float, float, float], count: int, length: float = 0.2) -> None:
    for _ in range(count):
        x, y = s.uniform(box[0], box[2]), s.uniform(box[1], box[3])
        s.line([(x, y), (x + x * 0.15, y + length * s.uniform(0.6, 1.1))], stroke=colour, width=0.035)


def _orangutan_face(s: Sketch, fur: str, flanges: float) -> None:
    """An ape's face about (0, 0), 1 across: dark cheek pads, a pale eye region and a protruding muzzle."""
    skin = s.colour(15, 0.35, s.uniform(0.25, 0.4), value_jitter=0.03)
    s.path(shaggy(s, [(0, -0.55), (0.42, -0.35), (0.52, 0.1), (0.3, 0.5), (0, 0.62), (-0.3, 0.5), (-0.52, 0.1), (-0.42, -0.35)], 0.09, 3), fill=fur)
    for side in (-1, 1):
        s.ellipse(side * 0.28, -0.02, 0.15 + flanges * 0.14, 0.3 + flanges * 0.12, fill=skin, stroke=s.shade(skin, 0.6), width=0.04)
    s.ellipse(0, -0.12, 0.31, 0.24, fill=s.shade(skin, 1.2))
    s.ellipse(0, 0.2, 0.28, 0.25, fill=s.shade(skin, 1.45), stroke=s.shade(skin, 0.8), width=0.04)
    for side in (-1, 1):
        s.ellipse(side * 0.13, -0.13, 0.085, 0.07, fill="#120c0a")
        s.circle(side * 0.13 - 0.02, -0.155, 0.028, fill="#ffffff")
        s.ellipse(side * 0.055, 0.08, 0.03, 0.022, fill="#1c120e")
    s.path(smooth([(-0.2, 0.24), (0, 0.3), (0.2, 0.24)], closed=False), stroke="#2a1812", width=0.05)


@drawing("class", "orangutan", family=1)
def orangutan_sitting(s: Sketch) -> None:
    """An orangutan from the front, sitting: a shaggy orange heap with very long arms and a dark bare face."""
    fur = _orange(s)
    dark, light, skin = s.shade(fur, 0.62), s.shade(fur, 1.3), "#4a3128"
    out, head = s.uniform(0.66, 0.8), s.uniform(0.62, 0.76)
    with posed(s, tilt=4):
        body: list[Point] = [(0, -0.35), (0.4, -0.2), (0.55, 0.25), (0.5, 0.75), (0, 0.85), (-0.5, 0.75), (-0.55, 0.25), (-0.4, -0.2)]
        s.path(shaggy(s, body, 0.07), fill=s.linear_gradient(fur, dark))
        _strands(s, dark, (-0.3, 0.05, 0.3, 0.5), 8)
        for side in (-1, 1):
            s.path(shaggy(s, [(side * x, y) for x, y in [(0.1, 0.6), (0.3, 0.45), (0.58, 0.6), (0.5, 0.85), (0.2, 0.85)]][::side], 0.05, 3), fill=fur)
            s.ellipse(side * 0.22, 0.86, 0.17, 0.07, fill=skin)
            arm: list[Point] = [(0.3, -0.28), (0.5, -0.2), (out + 0.1, 0.3), (out + 0.04, 0.72), (out - 0.14, 0.72), (out - 0.2, 0.3), (0.3, 0.0)]
            s.path(shaggy(s, [(side * x, y) for x, y in arm][::side], 0.06, 3), fill=s.linear_gradient(light, fur), stroke=dark, width=0.025)
            s.ellipse(side * (out - 0.05), 0.8, 0.12, 0.1, fill=skin)
        with s.moved(y=-0.42, scale_x=head, scale_y=head * 1.0, turn=s.uniform(-10, 10)):
            _orangutan_face(s, fur, s.uniform(0, 1))


@drawing("class", "capuchin", family=1)
def capuchin_sitting(s: Sketch) -> None:
    """A capuchin monkey sitting, turned three quarters: pale face and shoulders, dark cap and body, a long curling tail."""
    brown = s.colour(25, 0.5, s.uniform(0.14, 0.38), value_jitter=0.02)
    cream, cap, line = s.colour(38, 0.28, 0.93, value_jitter=0.05), s.shade(brown, 0.6), s.shade(brown, 0.55)
    curl, up = s.uniform(0.12, 0.2), s.uniform(-0.35, 0.0)
    with posed(s, tilt=4):
        tail: list[Point] = [(-0.2, 0.78), (-0.6, 0.75), (-0.78, 0.4), (-0.72, up + 0.1), (-0.5, up)]
        tail += [(-0.5 + curl, up + curl), (-0.5, up + curl * 1.6)]
        s.path(smooth(tail, closed=False), stroke=brown, width=0.13)
        outline = [(-0.1, -0.2), (0.3, -0.1), (0.42, 0.5), (0.3, 0.85), (-0.25, 0.88), (-0.42, 0.5)]
        s.path(smooth(jitter(s, outline)), fill=brown, stroke=line, width=0.03)
        for x in (-0.22, 0.28):
            s.path(limb([(x, 0.75), (x + 0.12, 0.42), (x + 0.16, 0.86)], [0.3, 0.2, 0.12]), fill=s.shade(brown, 1.12), stroke=line, width=0.03)
            s.ellipse(x + 0.22, 0.88, 0.13, 0.06, fill=line)
        s.path(smooth([(-0.38, 0.05), (-0.2, -0.22), (0.35, -0.22), (0.48, 0.05), (0.3, 0.28), (0.05, 0.34), (-0.2, 0.28)]), fill=cream)
        for x, hand in ((-0.34, s.uniform(-0.2, 0.0)), (0.44, s.uniform(0.1, 0.3))):
            s.path(limb([(x, 0.0), (x + 0.02, 0.26)], [0.22, 0.19]), fill=cream)
            s.path(limb([(x, 0.25), (x * 0.9, 0.4), (hand, 0.62)], [0.17, 0.15, 0.1]), fill=brown, stroke=line, width=0.025)
            s.circle(hand + 0.02, 0.65, 0.07, fill=line)
        _capuchin_head(s, cream, cap, x=0.05, y=-0.48, size=s.uniform(0.68, 0.78))


def _capuchin_head(s: Sketch, cream: str, cap: str, *, x: float, y: float, size: float) -> None:
    """A capuchin's head about (x, y), `size` across: a pale furry ruff, a dark cap, a bare face with a muzzle and close-set dark eyes."""
    skin = s.colour(16, 0.38, s.uniform(0.6, 0.85), value_jitter=0)
    line = s.shade(skin, 0.55)
    with s.moved(x=x, y=y, scale_x=size, scale_y=size, turn=s.uniform(-10, 10)):
        for side in (-1, 1):
            s.ellipse(side * 0.5, -0.02, 0.1, 0.14, fill=skin, stroke=line, width=0.04)
        ruff: list[Point] = [(0, -0.5), (0.36, -0.38), (0.5, 0.0), (0.42, 0.34), (0.16, 0.52)]
        ruff += [(-0.16, 0.52), (-0.42, 0.34), (-0.5, 0.0), (-0.36, -0.38)]
        s.path(shaggy(s, ruff, 0.05, 2), fill=cream, stroke=s.shade(cream, 0.7), width=0.025)
        outline = [(0, -0.6), (0.3, -0.5), (0.45, -0.22), (0.22, -0.3), (0.0, -0.12), (-0.22, -0.3), (-0.45, -0.22), (-0.3, -0.5)]
        s.path(shaggy(s, outline, 0.035, 2), fill=cap)
        s.path(smooth([(0, -0.08), (0.18, -0.16), (0.29, -0.02), (0.2, 0.16), (-0.2, 0.16), (-0.29, -0.02), (-0.18, -0.16)]), fill=skin)
        s.ellipse(0, 0.26, 0.25, 0.2, fill=s.shade(skin, 1.25), stroke=s.shade(skin, 0.8), width=0.03)
        for side in (-1, 1):
            eye(s, side * 0.135, 0.0, 0.08, iris="#5a3315")
            s.line([(side * 0.05, -0.08), (side * 0.22, -0.1)], stroke=line, width=0.04)
            s.ellipse(side * 0.06, 0.17, 0.04, 0.028, fill="#3b211a", turn=side * 30)
        s.path(smooth([(-0.17, 0.31), (0, 0.35), (0.17, 0.31)], closed=False), stroke="#4b2822", width=0.05)


@drawing("class", "orangutan", family=2)
def orangutan_hanging(s: Sketch) -> None:
    """An orangutan hanging by one or two very long shaggy arms, legs dangling, the dark face in front."""
    fur = _orange(s)
    dark, light, skin = s.shade(fur, 0.6), s.shade(fur, 1.25), "#4a3128"
    both, reach, kick = s.chance(0.5), s.uniform(0.3, 0.6), s.uniform(-0.1, 0.12)
    with posed(s, tilt=5), s.moved(y=0.01, scale_x=0.94, scale_y=0.94):
        for side, lift in ((-1, 0.0), (1, kick)):
            leg: list[Point] = [(0.05, 0.35), (0.3, 0.35), (0.5, 0.6 - lift), (0.34, 0.88 - lift), (0.2, 0.84 - lift), (0.3, 0.62)]
            s.path(shaggy(s, [(side * x, y) for x, y in leg][::side], 0.045, 3), fill=s.shade(fur, 0.8), stroke=dark, width=0.025)
            s.ellipse(side * 0.22, 0.86 - lift, 0.12, 0.07, fill=skin, turn=-side * 25)
        body: list[Point] = [(0, -0.3), (0.3, -0.2), (0.36, 0.2), (0.26, 0.55), (0, 0.6), (-0.26, 0.55), (-0.36, 0.2), (-0.3, -0.2)]
        s.path(shaggy(s, body, 0.055), fill=s.linear_gradient(light, fur, dark))
        _strands(s, dark, (-0.2, 0.05, 0.2, 0.35), 6)
        for side in (-1, 1):
            arm: list[Point] = [(0.2, 0.0), (0.18, -0.25), (reach, -0.45), (reach + 0.02, -0.85)]
            arm += [(reach + 0.14, -0.85), (reach + 0.22, -0.38), (0.4, -0.02)]
            end: Point = (reach + 0.08, -0.88)
            if side == 1 and not both:
                arm, end = [(0.2, -0.25), (0.42, -0.18), (0.66, 0.2), (0.68, 0.5), (0.54, 0.5), (0.46, 0.25), (0.22, 0.0)], (0.62, 0.56)
            s.path(shaggy(s, [(side * x, y) for x, y in arm][::side], 0.05, 3), fill=fur, stroke=dark, width=0.025)
            s.ellipse(side * end[0], end[1], 0.11, 0.09, fill=skin)
        head = s.uniform(0.56, 0.66)
        with s.moved(y=-0.32, scale_x=head, scale_y=head, turn=s.uniform(-18, 18)):
            _orangutan_face(s, fur, s.uniform(0, 1))


@drawing("class", "capuchin", family=2)
def capuchin_portrait(s: Sketch) -> None:
    """A capuchin monkey's head and shoulders from the front: a pale face and ruff, a dark pointed cap, pale shoulders over a dark chest."""
    brown = s.colour(25, 0.5, s.uniform(0.14, 0.35), value_jitter=0.02)
    cream = s.colour(38, 0.28, 0.93, value_jitter=0.05)
    slope, size, lean = s.uniform(0.3, 0.45), s.uniform(1.12, 1.25), s.uniform(-0.1, 0.1)
    with posed(s, tilt=3), s.moved(scale_x=0.94, scale_y=0.93):
        s.path(smooth([(-0.6, 0.55), (0.6, 0.55), (0.88, 0.9), (0.6, 0.97), (0.0, 0.97), (-0.6, 0.97), (-0.88, 0.9)]), fill=brown)
        mantle: list[Point] = [(0.3, 0.2), (0.55, slope), (0.84, slope + 0.3), (0.62, 0.72), (0.3, 0.64), (0, 0.8)]
        s.path(shaggy(s, [*mantle, *[(-x, y) for x, y in reversed(mantle[:-1])]], 0.05, 3), fill=s.linear_gradient(cream, s.shade(cream, 0.85)))
        _capuchin_head(s, cream, s.shade(brown, 0.65), x=lean, y=-0.22, size=size)


@drawing("class", "orangutan", family=3)
def orangutan_portrait(s: Sketch) -> None:
    """An orangutan's head close up, from the front: a dark face with broad cheek pads and a big muzzle in an orange mane."""
    fur = _orange(s)
    skin = s.colour(15, 0.32, s.uniform(0.24, 0.42), value_jitter=0)
    pads, beard, crown = s.uniform(0.16, 0.34), s.uniform(0.82, 0.95), s.uniform(-0.92, -0.78)
    muzzle, line = s.shade(skin, s.uniform(1.3, 1.55)), s.shade(skin, 0.5)
    with posed(s, tilt=7), s.moved(y=-0.02, scale_x=0.94, scale_y=0.92):
        mane: list[Point] = [(0, crown), (0.5, -0.7), (0.8, -0.2), (0.78, 0.4), (0.55, 0.85), (0, beard)]
        mane += [(-0.55, 0.85), (-0.78, 0.4), (-0.8, -0.2), (-0.5, -0.7)]
        s.path(shaggy(s, mane, 0.09, 3), fill=s.radial_gradient(s.shade(fur, 0.6), fur, s.shade(fur, 1.2)))
        for side in (-1, 1):
            outline = [(0, -0.5), (side * 0.3, -0.52), (side * (0.4 + pads), -0.2), (side * (0.4 + pads), 0.2), (side * 0.3, 0.42), (0, 0.3)]
            s.path(smooth(outline), fill=skin, stroke=line, width=0.035)
        s.path(shaggy(s, [(0, -0.75), (0.35, -0.62), (0.3, -0.44), (0, -0.4), (-0.3, -0.44), (-0.35, -0.62)], 0.05, 3), fill=fur)
        s.path(shaggy(s, [(-0.35, 0.4), (0.35, 0.4), (0.4, 0.7), (0, 0.92), (-0.4, 0.7)], 0.06, 3), fill=s.shade(fur, 1.15))
        s.ellipse(0, -0.16, 0.32, 0.22, fill=s.shade(skin, 1.18))
        s.ellipse(0, 0.28, 0.37, 0.32, fill=s.linear_gradient(s.shade(muzzle, 1.12), muzzle), stroke=line, width=0.03)
        for side in (-1, 1):
            s.path(smooth([(side * 0.04, -0.22), (side * 0.16, -0.29), (side * 0.3, -0.2)], closed=False), stroke=line, width=0.05)
            eye(s, side * 0.155, -0.14, 0.075, iris="#6a3c1a")
            s.ellipse(side * 0.08, 0.06, 0.06, 0.035, fill="#170e0b", turn=side * 25)
        s.path(smooth([(-0.28, 0.32), (0, 0.39), (0.28, 0.32)], closed=False), stroke="#1f120e", width=0.05)
        _strands(s, s.shade(fur, 0.7), (-0.25, 0.62, 0.25, 0.72), 4, 0.15)


@drawing("class", "capuchin", family=3)
def capuchin_walking(s: Sketch) -> None:
    """A capuchin monkey from the side on all fours, its face to us: pale head, shoulders and upper arms, dark cap and body, a long tail curled up."""
    brown = s.colour(25, 0.5, s.uniform(0.15, 0.38), value_jitter=0.02)
    cream, far, line = s.colour(38, 0.28, 0.93, value_jitter=0.05), s.shade(brown, 0.7), s.shade(brown, 0.5)
    lift, stride, curl = s.uniform(-0.6, -0.3), s.uniform(0.02, 0.14), s.uniform(0.12, 0.2)
    with posed(s, tilt=5):
        tail: list[Point] = [(-0.5, 0.1), (-0.8, 0.0), (-0.86, lift + 0.1), (-0.66, lift - 0.1), (-0.5, lift + 0.02), (-0.6, lift + curl)]
        s.path(smooth(tail, closed=False), stroke=brown, width=0.12)
        for points in ([(-0.4, 0.2), (-0.32, 0.5), (-0.4 + stride, 0.84)], [(0.26, 0.15), (0.3, 0.5), (0.36 + stride, 0.84)]):
            s.path(limb(points, [0.24, 0.15, 0.1]), fill=far)
            s.ellipse(points[-1][0] + 0.06, 0.87, 0.11, 0.05, fill=line)
        body = jitter(s, [(-0.64, 0.12), (-0.4, -0.14), (0.0, -0.12), (0.3, -0.2), (0.46, 0.05), (0.36, 0.32), (0.0, 0.34), (-0.4, 0.38)])
        s.path(smooth(body), fill=s.linear_gradient(s.shade(brown, 0.85), s.shade(brown, 1.15)), stroke=line, width=0.03)
        outline = [(-0.46, 0.2), (-0.36, 0.46), (-0.56, 0.62), (-0.5 - stride, 0.84)]
        s.path(limb(outline, [0.38, 0.24, 0.13, 0.1]), fill=brown, stroke=line, width=0.025)
        s.path(limb([(0.26, 0.35), (0.22, 0.6), (0.22 - stride, 0.84)], [0.18, 0.14, 0.1]), fill=brown, stroke=line, width=0.025)
        for x in (-0.44 - stride, 0.28 - stride):
            s.ellipse(x, 0.88, 0.12, 0.055, fill=line)
        shoulder: list[Point] = [(0.1, -0.2), (0.45, -0.25), (0.55, 0.1), (0.4, 0.35), (0.32, 0.5), (0.16, 0.46), (0.1, 0.15)]
        s.path(shaggy(s, shoulder, 0.035, 3), fill=s.linear_gradient(cream, s.shade(cream, 0.85)))
        _capuchin_head(s, cream, s.shade(brown, 0.6), x=0.46, y=-0.34 + s.uniform(-0.12, 0.06), size=s.uniform(0.7, 0.82))
