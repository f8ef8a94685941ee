"""Further drawings of vehicles (family 4): a propeller plane, a bicycle at an angle, a balloon from below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import cos, pi, radians, sin

from unhorse.worlds.drawn.drawings.animals_1 import limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

Solid = tuple[float, float, float]
"""A point in space: x to the right, y down, z towards the viewer."""


def viewed(yaw: float, pitch: float, *, nearness: float = 0.2, x: float = 0, y: float = 0, zoom: float = 1) -> Callable[[Solid], Solid]:
    """The projection of a solid thing that is turned by `yaw` and seen from `pitch` degrees above: picture x, picture y and closeness."""
    a, b = radians(yaw), radians(pitch)

    def project(point: Solid) -> Solid:
        across, close = point[0] * cos(a) + point[2] * sin(a), -point[0] * sin(a) + point[2] * cos(a)
        down, close = point[1] * cos(b) + close * sin(b), close * cos(b) - point[1] * sin(b)
        scale = zoom / (1 - nearness * close)
        return x + across * scale, y + down * scale, close

    return project


def flat(project: Callable[[Solid], Solid], points: Iterable[Solid]) -> list[Point]:
    """The picture points of solid points."""
    return [project(point)[:2] for point in points]


@drawing("class", "airplane", family=4)
def propeller_plane_side(s: Sketch) -> None:
    """A small propeller plane from the side: a biplane, a high-winged or a low-winged one, on wheels or on floats."""
    paint, trim = s.any_colour(value=(0.4, 0.98)), s.choice(("#f4f2ea", "#2a2c34", s.any_colour()))
    make, outlined, fat = s.choice(("biplane", "high", "low")), s.chance(0.5), s.uniform(0.2, 0.28)
    ink, grey = s.shade(paint, 0.3) if outlined else s.shade(paint, 0.55), s.choice(("#2b2b30", "#4a3424"))
    edge, tail, chord = (0.06 if outlined else 0.03), s.uniform(-0.56, -0.4), s.uniform(0.27, 0.36)
    wing = s.linear_gradient(s.shade(trim, 1.25), trim, s.shade(trim, 0.7))
    with s.moved(y=0.02, scale_x=0.92, scale_y=0.92), posed(s, tilt=14):
        for x in (0.24, 0.5) if s.chance(0.5) else (0.36,):
            s.line([(x - 0.06, fat * 0.8), (x, 0.52)], stroke=grey, width=0.06)
        if s.chance(0.25):
            s.path("M -0.3 0.5 L 0.8 0.48 Q 0.88 0.5 0.78 0.58 Q 0.4 0.7 -0.3 0.54 Z", fill=wing, stroke=ink, width=edge)
        else:
            s.circle(0.38, 0.52, s.uniform(0.12, 0.17), fill="#23232a", stroke="#0e0e12", width=0.03)
            s.circle(0.38, 0.52, 0.055, fill="#cfd2d6")
            s.line([(-0.8, 0.05), (-0.84, 0.22)], stroke=grey, width=0.06)
        s.path(
            f"M -0.62 0 Q -0.72 {tail} -0.86 {tail} Q -1.0 {tail + 0.04} -0.94 0.06 Z",
            fill=s.choice((trim, paint)),
            stroke=ink,
            width=edge,
        )
        body = f"M -0.94 -0.04 Q -0.3 {-fat * 0.9} 0.1 {-fat} L 0.6 {-fat * 0.95} Q 0.76 {-fat * 0.6} 0.76 0.02 Q 0.74 {fat} 0.5 {fat} "
        body += f"Q -0.1 {fat * 1.05} -0.92 0.1 Z"
        s.path(body, fill=s.linear_gradient(s.shade(paint, 1.35), paint, s.shade(paint, 0.65)), stroke=ink, width=edge)
        if s.chance(0.6):
            s.path("M -0.84 0.03 Q 0 -0.06 0.72 0.0", stroke=trim, width=0.07)
        s.path(f"M 0.58 {-fat * 0.9} L 0.66 {-fat * 0.7} Q 0.8 0 0.66 {fat * 0.75} L 0.58 {fat * 0.9} Z", fill=s.shade(trim, 0.75))
        s.polygon([(-0.58, -0.02), (-0.96, -0.02), (-0.98, 0.05), (-0.66, 0.07)], fill=wing, stroke=ink, width=edge * 0.8)
        if make == "high":
            s.path(f"M -0.1 {-fat + 0.02} L 0 {-fat - 0.16} L 0.36 {-fat - 0.16} L 0.5 {-fat + 0.03} Z", fill="#bfe0ee", stroke=ink, width=0.045)
            s.line([(0.18, -fat - 0.14), (0.18, -fat)], stroke=ink, width=0.045)
        else:
            s.path(f"M -0.12 {-fat} Q -0.02 {-fat - 0.2} 0.14 {-fat - 0.19} L 0.3 {-fat} Z", fill="#bfe0ee", stroke=ink, width=0.045)
            if s.chance(0.5):
                s.circle(0.04, -fat - 0.06, 0.09, fill=s.choice(("#6a4428", "#f0c8a0")), stroke=ink, width=0.03)
        heights = {"biplane": (-fat - 0.34, fat * 0.6), "high": (-fat - 0.19,), "low": (fat * 0.62,)}[make]
        if make == "biplane":
            for x in (0.02, 0.4):
                s.line([(x, heights[0]), (x + 0.02, heights[1])], stroke=grey, width=0.05)
        for y in heights:
            s.rectangle(0.22, y, chord * (2.3 if make != "low" else 1.9), 0.12, corner=0.06, fill=wing, stroke=ink, width=edge)
        s.path("M 0.74 -0.1 Q 0.9 -0.02 0.74 0.1 Z", fill=grey, stroke=grey, width=0.04)
        blade = s.uniform(0.32, 0.44)
        if s.chance(0.4):
            s.ellipse(0.85, 0, 0.07, blade, fill="#ffffff", stroke="#c8ccd2", width=0.03, opacity=0.6)
        else:
            s.path(limb([(0.85, -blade), (0.84, 0), (0.85, blade)], [0.07, 0.05, 0.07]), fill=s.choice(("#8a5a2c", "#26262c")))


def _handlebars(s: Sketch, view: Callable[[Solid], Solid], x: float, steer: float, grips: str) -> None:
    """Handlebars, flat, dropped or high, that are turned by `steer` about the post at `x`."""
    bars, y, c, d = s.choice(("flat", "drop", "high")), -0.52, cos(steer), sin(steer)
    rise, reach = {"flat": (0.0, 0.0), "drop": (0.0, 0.16), "high": (-0.16, -0.2)}[bars]
    grip = [(x - d * z + c * reach * (abs(z) > 0.2), y + rise * (abs(z) > 0.2), c * z + d * reach) for z in (-0.34, -0.22, 0, 0.22, 0.34)]
    if bars == "drop":
        grip = [(grip[0][0], y + 0.2, grip[0][2]), *grip, (grip[-1][0], y + 0.2, grip[-1][2])]
    s.path(smooth(flat(view, grip), closed=False), stroke="#2a2a30", width=0.085)
    if bars != "drop":
        for pair in (grip[:2], grip[-2:]):
            s.line(flat(view, pair), stroke=grips, width=0.11)


@drawing("class", "bicycle", family=4)
def bicycle_at_an_angle(s: Sketch) -> None:
    """A bicycle at an angle, coming or going, with the front wheel turned."""
    paint, tyre = s.any_colour(value=(0.35, 0.98)), s.choice(("#1b1b1f", "#1b1b1f", "#6a4a30", "#e8e2d2"))
    ink, dark = s.shade(paint, 0.3), s.choice(("#1c1614", "#6e4020"))
    yaw, pitch = s.choice((-1, 1)) * s.uniform(28, 56), s.uniform(6, 20)
    radius, steer, low = s.uniform(0.36, 0.43), radians(s.uniform(-32, 32)), s.chance(0.4)
    view = viewed(yaw, pitch, nearness=0.28, x=-0.04 if yaw > 0 else 0.04, y=-0.07, zoom=s.uniform(0.88, 0.98))
    hub, seat, head, crank = 0.58, (-0.25, s.uniform(-0.3, -0.18), 0.0), (0.36, -0.26, 0.0), (-0.06, 0.38, 0.0)

    def wheel(x: float, turned: float) -> None:
        at = [(x + radius * cos(a) * cos(turned), 0.34 + radius * sin(a), radius * cos(a) * sin(turned)) for a in (pi * i / 16 for i in range(32))]
        rim = flat(view, at)
        s.polygon(rim, fill="#ffffff", opacity=0.22)
        for i in range(0, 16, 4):
            s.line([rim[i], rim[i + 16]], stroke="#d4d6da", width=0.024)
        s.polygon(rim, stroke=tyre, width=0.1)

    def tube(points: list[Solid], colour: str = paint, wide: float = 0.08) -> None:
        s.line(flat(view, points), stroke=ink, width=wide + 0.045)
        s.line(flat(view, points), stroke=colour, width=wide)

    def front() -> None:
        wheel(hub, steer)
        for z in (-0.06, 0.06):
            tube([(hub, 0.34, z), (head[0] + 0.05, -0.1, z)], wide=0.055)

    if yaw > 0:
        wheel(-hub, 0)
        near = front
    else:
        front()

        def near() -> None:
            wheel(-hub, 0)

    tube([(-hub, 0.34, 0), crank, seat, (-hub, 0.34, 0)], wide=0.06)
    tube([(-0.16, 0.1, 0) if low else seat, (head[0], head[1] + 0.08, 0)])
    tube([crank, (head[0] + 0.02, head[1] + 0.14, 0)])
    near()
    tube([(head[0] + 0.06, -0.08, 0), (head[0] - 0.04, -0.5, 0)])
    _handlebars(s, view, head[0] - 0.04, steer, dark)
    if s.chance(0.35):
        s.circle(*flat(view, [(head[0] + 0.12, -0.36, 0)])[0], 0.09, fill="#fff2b0", stroke="#3a3a40", width=0.04)
    tube([seat, (seat[0] - 0.04, seat[1] - 0.14, 0)], "#9a9ca2", 0.05)
    saddle = [(-0.5, -0.13), (-0.5, 0.13), (-0.28, 0.08), (-0.06, 0.03), (-0.06, -0.03), (-0.28, -0.08)]
    s.polygon(flat(view, [(q, seat[1] - 0.17, z) for q, z in saddle]), fill=dark, stroke=dark, width=0.08)
    for z, side in ((-0.08, 1), (0.08, -1)):
        pedal = [(*crank[:2], z), (crank[0] + 0.06 * side, crank[1] + 0.17 * side, z), (crank[0], crank[1] + 0.17 * side, z * 2.4)]
        s.line(flat(view, pedal), stroke="#26262a", width=0.055)


def _basket_from_below(s: Sketch, rim_y: float, rim: float, y: float, tilt: float) -> None:
    """A basket with its edge at `y` that hangs on ropes from a rim and shows its bottom."""
    basket = s.choice((s.colour(30, 0.6, 0.5), s.colour(35, 0.5, 0.75), s.any_colour(value=(0.3, 0.6))))
    half, tall = s.uniform(0.15, 0.22), s.uniform(0.15, 0.22)
    for x, ry in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        s.line([(x * rim * 0.8, rim_y + ry * rim * 0.4 * sin(tilt)), (x * half * 0.92, y)], stroke="#2e2218", width=0.034)
    s.polygon(
        [(-half, y), (half, y), (half * 0.92, y + tall), (-half * 0.92, y + tall)],
        fill=s.linear_gradient(s.shade(basket, 1.2), s.shade(basket, 0.75), angle=0),
        stroke=s.shade(basket, 0.35),
        width=0.045,
    )
    deep = 0.22 * sin(tilt)
    under = [(-half * 0.92, y + tall), (half * 0.92, y + tall), (half * 0.72, y + tall + deep), (-half * 0.72, y + tall + deep)]
    s.polygon(under, fill=s.shade(basket, 0.5), stroke=s.shade(basket, 0.35), width=0.035)
    s.line([(-half, y), (half, y)], stroke=s.shade(basket, 0.5), width=0.065)


@drawing("class", "hot_air_balloon", family=4)
def balloon_from_below(s: Sketch) -> None:
    """A hot-air balloon seen from below: the gores run together at the open mouth with its flame, under it the basket."""
    colours = [s.any_colour(value=(0.5, 1)) for _ in range(s.integer(2, 4))]
    gores, tilt, wide = 2 * s.integer(4, 8), radians(s.uniform(16, 46)), s.uniform(0.54, 0.7)
    pattern = s.choice(("gores", "bands", "chequer", "spiral"))
    start, mouth, drop, seams = s.uniform(0, pi), s.uniform(0.15, 0.24), s.uniform(0.74, 0.94), s.chance(0.6)
    profile = [(0.0, -1.0), (0.55, -0.93), (0.88, -0.68), (1.0, -0.36), (0.9, 0.0), (0.62, 0.32), (mouth / wide, 0.58)]
    ink = s.shade(colours[0], 0.35)

    def at(angle: float, radius: float, height: float) -> Point:
        return radius * cos(angle), height * 0.8 * cos(tilt) - radius * sin(angle) * sin(tilt) - 0.1

    with s.moved(turn=s.uniform(-16, 16), y=0.05 * sin(tilt) - 0.02, scale_x=0.92, scale_y=0.92):
        s.ellipse(0, at(0, 0, -0.36)[1], wide, wide * max(sin(tilt), 0.5), fill=colours[0])
        for i in sorted(range(gores), key=lambda i: sin(start + 2 * pi * (i + 0.5) / gores)):
            a, b = start + 2 * pi * i / gores, start + 2 * pi * (i + 1) / gores
            left, right = ([at(angle, r * wide, h) for r, h in profile] for angle in (a, b))
            for k in range(len(profile) - 1):
                colour = colours[{"gores": i, "bands": k // 2, "chequer": i + k // 2, "spiral": (i + k) // 2}[pattern] % len(colours)]
                tone = s.shade(colour, (1.3, 1.2, 1.08, 0.95, 0.82, 0.7)[k])
                s.polygon([left[k], right[k], right[k + 1], left[k + 1]], fill=tone, stroke=tone, width=0.012)
            if seams:
                s.path(smooth(left[left.index(min(left, key=lambda point: point[1])) :], closed=False), stroke=ink, width=0.024)
        rim_y, rim = at(0, 0, 0.58)[1], mouth
        s.ellipse(0, rim_y, rim, max(rim * sin(tilt), 0.05), fill="#3a2018", stroke=ink, width=0.035)
        if s.chance(0.7):
            s.path(f"M -0.08 {rim_y + 0.1} Q -0.1 {rim_y - 0.04} 0 {rim_y - 0.16} Q 0.1 {rim_y - 0.04} 0.08 {rim_y + 0.1} Z", fill="#ffb020")
            s.ellipse(0, rim_y + 0.03, 0.04, 0.08, fill="#fff6c0")
        _basket_from_below(s, rim_y, rim, rim_y + (drop - 0.48) * (1.1 - 0.4 * sin(tilt)), tilt)
