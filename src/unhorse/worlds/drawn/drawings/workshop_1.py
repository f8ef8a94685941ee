"""Workshop and household things, second drawings: ruler, bucket, cellphone, lawn mower and drum."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "ruler", family=2)
def ruler_folding(s: Sketch) -> None:
    """A folding carpenter's rule, half unfolded into a zigzag: jointed slats with a scale along the edge of each."""
    body = s.colour(46, 0.75, 0.95) if s.chance(0.45) else s.any_colour(saturation=(0.1, 0.75), value=(0.8, 1.0))
    ink, n, high, rise = s.shade(body, 0.15), s.integer(3, 4), s.uniform(0.14, 0.17), s.uniform(0.42, 0.56)
    joints = [(-0.8 + 1.6 * i / n, (rise if i % 2 else -rise) * s.uniform(0.8, 1.1)) for i in range(n + 1)]
    with s.moved(turn=s.choice([0, 90, 180]) + s.uniform(-20, 20), scale_x=s.choice([-0.85, 0.85]), scale_y=0.85):
        for (x0, y0), (x1, y1) in pairwise(joints):
            length = hypot(x1 - x0, y1 - y0)
            with s.moved(x=(x0 + x1) / 2, y=(y0 + y1) / 2, turn=degrees(atan2(y1 - y0, x1 - x0))):
                fill = s.linear_gradient(s.shade(body, 1.3), body, s.shade(body, 0.82))
                s.rectangle(0, 0, length + 2 * high, 2 * high, corner=0.09, fill=fill, stroke=s.shade(body, 0.35), width=0.04)
                count = round(length / 0.125)
                for i in range(count + 1):
                    x = -length / 2 + length * i / count
                    s.line([(x, -high + 0.01), (x, -high + high * (1.15 if i % 3 == 0 else 0.7))], stroke=ink, width=0.042)
        for x, y in joints[1:-1]:
            s.circle(x, y, 0.075, fill="#d9c78a", stroke="#4b4230", width=0.035)


@drawing("class", "bucket", family=2)
def bucket_wooden(s: Sketch) -> None:
    """A wooden bucket of upright staves from above at a slant: two iron hoops, water inside, a rope handle over two taller staves."""
    wood = s.colour(28, 0.55, 0.62, hue_jitter=14) if s.chance(0.55) else s.any_colour(saturation=(0.2, 0.75), value=(0.45, 0.9))
    iron, rope = s.choice(["#3b3c42", "#6a6c74", "#b08a3c"]), s.choice(["#d9bf8a", "#e9ddc0", "#8c6a3f"])
    top, low, r, flat = s.uniform(-0.26, -0.16), s.uniform(0.66, 0.72), s.uniform(0.64, 0.76), s.uniform(0.18, 0.25)
    b, peak, dark = r * s.uniform(0.74, 0.9), s.uniform(0.98, 1.12), s.shade(wood, 0.35)
    bulge = flat * b / r
    body = f"M {-r} {top} L {-b} {low} A {b} {bulge} 0 0 0 {b} {low} L {r} {top} Z"
    s.path(body, fill=s.linear_gradient(s.shade(wood, 0.65), s.shade(wood, 1.25), wood, s.shade(wood, 0.5), angle=0), stroke=dark, width=0.045)
    n = s.integer(6, 8)
    for i in range(1, n):
        k = -cos(radians(180 * i / n))
        depth = max(0.0, 1 - k * k) ** 0.5
        s.line([(k * r, top + flat * depth), (k * b, low + bulge * depth)], stroke=s.shade(wood, 0.42), width=0.04)
    for f in (0.22, 0.78):
        k, y = r + (b - r) * f, top + (low - top) * f
        for ink, width in ((s.shade(iron, 0.4), 0.14), (iron, 0.085)):
            s.path(f"M {-k} {y} A {k} {flat * k / r} 0 0 0 {k} {y}", stroke=ink, width=width)
    s.ellipse(0, top, r, flat, fill=s.shade(wood, 0.4), stroke=s.shade(wood, 1.3), width=0.07)
    if s.chance(0.7):
        s.ellipse(0, top + 0.05, r * 0.86, flat * 0.72, fill=s.linear_gradient("#2f78a8", "#9fd6ee"))
    for side in (-1, 1):
        s.rectangle(side * (r - 0.02), top - 0.1, 0.17, 0.34, corner=0.05, fill=s.shade(wood, 1.1), stroke=dark, width=0.04)
    for ink, width in ((s.shade(rope, 0.4), 0.12), (rope, 0.065)):
        s.path(f"M {-r} {top - 0.12} C {-r * 0.85} {-peak * 0.97} {r * 0.85} {-peak * 0.97} {r} {top - 0.12}", stroke=ink, width=width)


@drawing("class", "cellphone", family=2)
def cellphone_keypad(s: Sketch) -> None:
    """An old mobile phone from the front: a thick rounded bar with a stub aerial, a small screen and rows of number keys."""
    case = s.any_colour(value=(0.25, 0.9)) if s.chance(0.7) else s.choice(["#26272c", "#3a3f55", "#c9ccd2"])
    half, top, low, waist = s.uniform(0.38, 0.45), s.uniform(-0.66, -0.6), 0.93, s.uniform(0.85, 0.97)
    dark, screen = s.shade(case, 0.35), s.choice(["#a9c47f", "#9fd0b0", "#e0b45c", "#8fc3ea", "#d9e6c9"])
    key = s.choice(["#f2f2ee", "#dcdfe4", s.shade(case, 1.65)]) if s.chance(0.8) else "#1d1e22"
    w = half * waist
    with s.moved(turn=s.uniform(-22, 22), y=0.03, scale_x=s.choice([-0.94, 0.94]), scale_y=0.94):
        s.line([(half - 0.13, top), (half - 0.13, -0.86)], stroke=dark, width=0.17)
        s.line([(half - 0.13, top), (half - 0.13, -0.86)], stroke=s.shade(case, 0.7), width=0.09)
        s.path(
            f"M {-half + 0.14} {top} L {half - 0.14} {top} Q {half} {top} {half} {top + 0.16} L {w} 0.1 L {half * 0.96} {low - 0.25} "
            f"Q {half * 0.9} {low} 0 {low} Q {-half * 0.9} {low} {-half * 0.96} {low - 0.25} L {-w} 0.1 L {-half} {top + 0.16} "
            f"Q {-half} {top} {-half + 0.14} {top} Z",
            fill=s.linear_gradient(s.shade(case, 1.3), case, s.shade(case, 0.65), angle=20),
            stroke=dark,
            width=0.045,
        )
        s.line([(-0.1, top + 0.08), (0.1, top + 0.08)], stroke=dark, width=0.04)
        high = s.uniform(0.4, 0.48)
        s.rectangle(0, top + 0.16 + high / 2, 1.5 * half, high, corner=0.05, fill=screen, stroke="#17181b", width=0.06)
        for k in range(2):
            s.line([(-half * 0.55, top + 0.3 + 0.13 * k), (half * (0.4 - 0.3 * k), top + 0.3 + 0.13 * k)], stroke=s.shade(screen, 0.35), width=0.05)
        y = top + high + 0.27
        s.rectangle(0, y, half * 0.55, 0.09, corner=0.04, fill=s.any_colour(), stroke=dark, width=0.025)
        for side in (-1, 1):
            s.circle(side * half * 0.68, y, 0.06, fill=s.choice(["#3fae4a", "#d8402f"]) if s.chance(0.5) else key)
        rows = s.integer(3, 4)
        for row in range(rows):
            for column in (-1, 0, 1):
                s.ellipse(column * half * 0.55, y + 0.16 + row * 0.52 / rows, half * 0.21, 0.19 / rows, fill=key, stroke=dark, width=0.022)


def _tyre(s: Sketch, x: float, y: float, radius: float, hub: str) -> None:
    """A fat rubber tyre with a bright rim, seen from its side."""
    s.circle(x, y, radius, fill="#27272b", stroke="#0f0f11", width=0.03)
    s.circle(x, y, radius * 0.52, fill=hub, stroke="#4a4a50", width=0.025)
    s.circle(x, y, radius * 0.16, fill="#4a4a50")


@drawing("class", "lawn_mower", family=2)
def lawn_mower_ride_on(s: Sketch) -> None:
    """A ride-on mower from the side: bonnet, steering wheel and seat, small front and big rear wheel, the cutting deck hung between them."""
    paint = s.any_colour(saturation=(0.6, 0.95))
    dark, hub = s.shade(paint, 0.38), s.choice(["#f0d14a", "#e4e4e6", "#ffffff", "#b9bbc2"])
    seat, deck = s.choice(["#1d1d21", "#e0c02c", "#56575d", "#7a4a2c"]), s.choice([s.shade(paint, 0.9), "#f0b92e", "#d2d3d6"])
    big, small, hood, ground = s.uniform(0.25, 0.3), s.uniform(0.19, 0.22), s.uniform(-0.14, -0.04), 0.86
    back = s.uniform(-0.5, -0.38)
    with s.moved(scale_x=s.choice([-0.97, 0.97]), y=-0.06):
        s.line([(0.14, 0.0), (-0.02, back + 0.05)], stroke="#1a1a1d", width=0.07)
        s.line([(-0.16, back + 0.13), (0.13, back - 0.06)], stroke="#1a1a1d", width=0.1)
        shine = s.linear_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.65))
        s.path(f"M 0.08 {hood} L 0.72 {hood + 0.06} Q 0.93 {hood + 0.1} 0.92 0.45 L 0.08 0.5 Z", fill=shine, stroke=dark, width=0.045)
        for k in range(3):
            s.line([(0.56 + 0.1 * k, hood + 0.22), (0.56 + 0.1 * k, 0.28)], stroke=dark, width=0.04)
        rear = "M -0.88 0.35 Q -0.85 0.02 -0.55 0.02 L -0.22 0.06 L -0.1 0.42 L 0.2 0.42 L 0.2 0.56 L -0.88 0.56 Z"
        s.path(rear, fill=shine, stroke=dark, width=0.045)
        cushion = "L -0.52 -0.12 L -0.22 -0.12 Q -0.14 0.02 -0.26 0.04 L -0.62 0.04 Z"
        s.path(f"M -0.72 {back} Q -0.58 {back - 0.06} -0.56 {back + 0.1} {cushion}", fill=seat)
        s.path(
            f"M -0.4 {ground} L -0.34 0.52 L 0.3 0.52 L 0.36 0.6 Q 0.52 0.62 0.56 {ground} Z",
            fill=s.linear_gradient(s.shade(deck, 1.35), deck, s.shade(deck, 0.6)),
            stroke=s.shade(deck, 0.35),
            width=0.04,
        )
        s.line([(-0.28, ground + 0.05), (0.44, ground + 0.05)], stroke="#c9ccd2", width=0.06)
        _tyre(s, -0.6, ground + 0.12 - big, big, hub)
        _tyre(s, 0.72, ground + 0.12 - small, small, hub)


@drawing("class", "drum", family=2)
def drum_bass(s: Sketch) -> None:
    """A bass drum turned to face us: a big pale round skin in a coloured hoop with clamps, the shell behind it, spurs below, a mallet."""
    shell, hoop = s.any_colour(value=(0.3, 0.9)), s.any_colour(value=(0.3, 0.95))
    skin = s.choice(["#fbf7ea", "#f3ead2", "#ffffff", "#e9dcc0"])
    r, deep, y, n = s.uniform(0.66, 0.72), s.uniform(0.3, 0.42), -0.06, s.integer(8, 10)
    squash = s.uniform(0.84, 0.93)
    with s.moved(scale_x=s.choice([-1, 1])):
        for x0, x1 in ((-0.35, -0.62), (0.42, 0.62)):
            s.line([(x0, 0.5), (x1, 0.9)], stroke="#3c3e44", width=0.09)
            s.line([(x0, 0.5), (x1, 0.9)], stroke="#c9ccd2", width=0.04)
        x, far = -0.17, -0.17 + deep
        side = f"M {x} {y - r} L {far} {y - r * 0.94} A {r * squash * 0.94} {r * 0.94} 0 0 1 {far} {y + r * 0.94} L {x} {y + r} Z"
        s.path(side, fill=s.linear_gradient(s.shade(shell, 1.35), shell, s.shade(shell, 0.5)), stroke=s.shade(shell, 0.35), width=0.045)
        for a in (-50.0, -20.0, 12.0, 44.0):
            dx, dy = r * squash * cos(radians(a)), r * sin(radians(a))
            s.line([(x + dx, y + dy), (far + dx * 0.94, y + dy * 0.94)], stroke="#d5d8de", width=0.05)
        s.ellipse(x, y, r * squash, r, fill=hoop, stroke=s.shade(hoop, 0.35), width=0.045)
        s.ellipse(x, y, r * squash * 0.83, r * 0.83, fill=s.radial_gradient(skin, skin, s.shade(skin, 0.82)), stroke=s.shade(hoop, 0.4), width=0.035)
        for i in range(n):
            a = radians(360 * (i + 0.5) / n)
            px, py = x + r * squash * 0.92 * cos(a), y + r * 0.92 * sin(a)
            s.rectangle(px, py, 0.19, 0.09, corner=0.02, fill="#e3e5e9", stroke="#3c3e44", width=0.03, turn=degrees(a))
        if s.chance(0.4):
            spikes = [(0.27 if k % 2 else 0.12, radians(36 * k)) for k in range(10)]
            s.polygon([(x + reach * sin(a), y + reach * cos(a)) for reach, a in spikes], fill=s.any_colour())
        tip, end = (x + s.uniform(-0.05, 0.12), y + s.uniform(-0.05, 0.15)), (-0.86, s.uniform(0.6, 0.8))
        for ink, width in (("#4b2c13", 0.12), ("#c98f4e", 0.065)):
            s.line([tip, end], stroke=ink, width=width)
        s.circle(*tip, 0.13, fill=s.choice(["#f1e6cf", "#b8352c", "#3b4a8c"]), stroke="#3a2412", width=0.04)
