"""Still further drawings of vehicles (family 5): a jet at an angle, odd makes of bicycle, a flat cartoon balloon."""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import NamedTuple

from unhorse.worlds.drawn.drawings.vehicles_1 import Solid, flat, viewed
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "airplane", family=5)
def jet_at_an_angle(s: Sketch) -> None:
    """A jet at an angle, from before or behind, from above or below: with engines on the wings or at the tail."""
    hull, livery = s.choice(("#f2f4f7", "#c9d0da", s.any_colour(saturation=(0.15, 0.8), value=(0.5, 0.98)))), s.any_colour()
    outlined, rear, engines = s.chance(0.5), s.chance(0.3), s.integer(1, 2)
    ink = "#22242c" if outlined else s.shade(hull, 0.5)
    edge, fat, sweep = 0.05 if outlined else 0.025, s.uniform(0.13, 0.19), s.uniform(0.2, 0.5)
    yaw = s.choice((-1, 1)) * s.uniform(24, 54) + s.choice((0, 180))
    view = viewed(yaw, s.choice((-1, 1, 1)) * s.uniform(24, 48), nearness=0.22, zoom=s.uniform(0.8, 0.89))
    span, tall, high_tail = s.uniform(0.85, 1.02), s.uniform(0.36, 0.5), s.chance(0.35)
    profile = [(-0.95 + 1.9 * i / 30, fat * min(1.0, (0.3 + i * 0.08), (0.25 + (30 - i) * 0.16))) for i in range(31)]

    def body() -> None:
        coats = ((edge, 0.0, ink), (0.0, 0.0, s.shade(hull, 0.78)), (-fat * 0.22, -0.16, hull), (-fat * 0.62, -0.45, s.shade(hull, 1.6)))
        for grow, lift, tone in coats:
            for at, radius in profile:
                x, y, close = view((at, -0.25 * fat * (at < -0.5) + lift * radius, 0))
                s.circle(x, y, max(radius * (1 + 0.2 * close) + grow, 0.01), fill=tone)
        near = 1 if cos(radians(yaw)) > 0 else -1
        for at in [0.6 - 0.14 * i for i in range(8)]:
            s.circle(*view((at, -fat * 0.22, near * fat * 0.97))[:2], 0.034, fill="#22344e")
        if sin(radians(yaw)) < 0:
            glass = [(0.88, -0.3, -0.55), (0.74, -0.95, -0.4), (0.74, -0.95, 0.4), (0.88, -0.3, 0.55), (0.68, -0.4, near * 0.95)]
            s.polygon(flat(view, [(at, y * fat, z * fat) for at, y, z in glass]), fill="#1d2c44")

    parts: list[tuple[list[Solid], str]] = []
    for z in (-1, 1):
        parts.append(([(0.3, 0.05, z * fat), (-0.1 - sweep, -0.06, z * span), (-0.26 - sweep, -0.06, z * span), (-0.22, 0.05, z * fat)], hull))
        lift = -tall * 0.9 if high_tail else -0.03
        parts.append(([(-0.66, lift, 0.02 * z), (-0.86, lift - 0.03, z * 0.42), (-1.0, lift - 0.03, z * 0.42), (-0.94, lift, 0.02 * z)], hull))
    parts.append(([(-0.58, -fat * 0.7, 0), (-0.84, -fat - tall, 0), (-1.02, -fat - tall, 0), (-0.94, -0.03, 0)], livery))
    pods: list[Solid] = [(-0.5, -fat * 0.3, z * fat * 1.45) for z in (-1, 1)]
    if not rear:
        pods = [(0.2 - sweep * r, 0.14, z * r * span) for z in (-1, 1) for r in (0.42, 0.7)[:engines]]
    scene: list[tuple[float, list[Solid], str]] = [(sum(view(p)[2] for p in points) / 4, points, colour) for points, colour in parts]
    scene += [(view(pod)[2] - 0.02, [(pod[0] + 0.11, *pod[1:]), (pod[0] - 0.11, *pod[1:])], s.shade(livery, 0.85)) for pod in pods]
    with s.moved(turn=s.uniform(-25, 25)):
        for _, points, colour in sorted([*scene, (0.0, [], "")], key=lambda part: part[0]):
            if not points:
                body()
            elif len(points) == 2:
                s.line(flat(view, points), stroke=ink, width=(0.1 if rear else 0.13) + edge)
                s.line(flat(view, points), stroke=colour, width=0.09 if rear else 0.12)
            else:
                s.polygon(flat(view, points), fill=s.linear_gradient(s.shade(colour, 1.15), s.shade(colour, 0.75)), stroke=ink, width=edge)


def _plain_wheel(s: Sketch, x: float, y: float, radius: float, look: tuple[str, str, float, str]) -> None:
    """A wheel from the side: `look` is its tyre's colour, the colour inside, the tyre's thickness and the make (spokes, disc, mag)."""
    tyre, inside, thick, make = look
    if make == "disc":
        s.circle(x, y, radius, fill=inside)
    start = s.uniform(0, pi)
    for i in range({"spokes": 4, "disc": 0, "mag": 3}[make]):
        a = start + (pi * i / 4 if make == "spokes" else 2 * pi * i / 3)
        tip = (x + radius * cos(a), y + radius * sin(a))
        s.line([(2 * x - tip[0], 2 * y - tip[1]) if make == "spokes" else (x, y), tip], stroke=inside, width=0.03 if make == "spokes" else 0.1)
    s.circle(x, y, radius, stroke=tyre, width=thick)
    s.circle(x, y, 0.055, fill=tyre)


class _Frame(NamedTuple):
    """Where the parts of a bicycle are."""

    tubes: list[list[Point]]
    back: Point
    fore: Point
    seat: Point
    bar: Point
    crank: Point


def _odd_frame(s: Sketch, make: str, radius: float, front: float) -> _Frame:
    """The frame of a make of bicycle with wheels of these radii."""
    back_x, front_x = {"tandem": (-0.66, 0.66), "penny": (-0.68, 0.16), "stunt": (-0.46, 0.5)}.get(make, (-0.52, 0.54))
    back, fore, up = (back_x, 0.74 - radius), (front_x, 0.74 - front), s.uniform(-0.42, -0.28)
    bar, seat, crank, low = (front_x - 0.2, up - 0.04), (back_x + 0.26, up + 0.14), (back_x + 0.46, back[1] + 0.04), back[1] + 0.04
    if make == "penny":
        bar, seat = (front_x + 0.02, fore[1] - front - 0.16), (front_x - 0.26, fore[1] - front - 0.1)
        arc = [(front_x + (front + 0.1) * cos(a), fore[1] + (front + 0.1) * sin(a)) for a in (radians(d) for d in range(195, 280, 15))]
        return _Frame([[back, *arc], [fore, bar], [seat, arc[-2]]], back, fore, seat, bar, fore)
    if make == "tandem":
        middle, stem = (0.06, seat[1]), (0.44, up)
        tubes = [[back, (-0.24, low), seat, back], [seat, middle, (0.46, up + 0.18)], [(-0.24, low), (0.16, low), middle]]
        return _Frame([*tubes, [(0.16, low), (0.5, up + 0.24)], [fore, stem]], back, fore, seat, stem, (0.16, low))
    if make == "folding":
        tubes = [[back, crank, (seat[0], seat[1] + 0.02)], [(back_x + 0.34, 0.3), (front_x - 0.08, 0.22)], [fore, (front_x - 0.08, 0.2), bar]]
        return _Frame([*tubes, [back, (back_x + 0.32, 0.25)]], back, fore, seat, bar, crank)
    if make == "stunt":
        seat, neck = (seat[0], 0.06), (front_x - 0.14, -0.1)
        return _Frame([[back, crank, seat, back], [seat, neck, crank], [fore, neck, bar]], back, fore, seat, bar, crank)
    tubes = [[back, crank, (seat[0] + 0.02, seat[1]), back], [(seat[0] + 0.06, seat[1] + 0.14), (front_x - 0.16, up + 0.16), crank], [fore, bar]]
    return _Frame(tubes, back, fore, seat, bar, crank)


@drawing("class", "bicycle", family=5)
def bicycle_odd_makes(s: Sketch) -> None:
    """A flat bicycle from the side: folding, a fat-tyred stunt bike, a tandem, a child's, a penny-farthing or a one-coloured sign."""
    make = s.choice(("folding", "stunt", "stunt", "tandem", "child", "child", "sign", "sign", "penny", "folding"))
    sign, stabilised = make == "sign", make == "child" and s.chance(0.7)
    ink = s.choice(("#17171c", "#1c2a5a", "#ffffff", s.any_colour(value=(0.3, 0.9)))) if sign else "#1c1a20"
    paint, leather = (ink, ink) if sign else (s.any_colour(value=(0.4, 1)), s.choice((ink, "#7a4a28")))
    tyre, inside = (ink, ink) if sign else (s.choice((ink, ink, "#f2ead8", s.any_colour())), s.choice(("#e4e6ea", paint, s.any_colour())))
    wheels = "spokes" if make in ("penny", "sign") else s.choice(("spokes", "spokes", "disc", "mag"))
    look = (tyre, inside, s.uniform(0.13, 0.17) if make == "stunt" else s.uniform(0.075, 0.11), wheels)
    sizes = {
        "folding": (0.23, 0.29),
        "stunt": (0.3, 0.35),
        "tandem": (0.25, 0.29),
        "child": (0.27, 0.34),
        "sign": (0.33, 0.39),
        "penny": (0.13, 0.19),
    }
    radius = s.uniform(*sizes[make])
    front = s.uniform(0.52, 0.6) if make == "penny" else radius
    frame = _odd_frame(s, make, radius, front)
    seat, crank, bar = frame.seat, frame.crank, frame.bar
    with s.moved(y=-0.04, scale_x=s.choice((-0.92, 0.92)), scale_y=0.92, turn=s.choice((0, 0, -1, 1)) * s.uniform(6, 24)):
        _plain_wheel(s, *frame.back, radius, look)
        _plain_wheel(s, *frame.fore, front, look)
        if stabilised:
            s.circle(frame.back[0] + 0.12, 0.64, 0.11, fill=inside, stroke=ink, width=0.06)
        for grow, tone in ((0.05, ink), (0.0, paint)):
            for points in frame.tubes:
                s.line(points, stroke=tone, width=grow + (0.1 if make == "child" else 0.07))
        s.line([(seat[0] - 0.16, seat[1] - 0.06), (seat[0] + 0.14, seat[1] - 0.04)], stroke=leather, width=0.11)
        if make == "tandem":
            s.line([(-0.08, seat[1] - 0.05), (0.2, seat[1] - 0.04)], stroke=leather, width=0.11)
            s.line([(0.06, seat[1]), (0.1, bar[1]), (0.02, bar[1] - 0.02)], stroke=ink, width=0.06)
        straight, high = [(0.12, -0.06), (0, 0), (-0.14, -0.06)], [(0, 0), (0.05, -0.14), (-0.16, -0.16)]
        drop = [(0, 0), (0.16, 0), (0.2, 0.12), (0.1, 0.18)]
        s.line([(bar[0] + x, bar[1] + y) for x, y in s.choice((straight, drop, high))], stroke=ink, width=0.085)
        s.circle(*crank, 0.085, fill=paint, stroke=ink, width=0.045)
        s.line([(crank[0] - 0.08, crank[1] + 0.14), crank, (crank[0] + 0.08, crank[1] - 0.14)], stroke=ink, width=0.055)
        if make == "child" and s.chance(0.5):
            s.line([bar, (bar[0] - 0.24, bar[1] + 0.16)], stroke=s.any_colour(), width=0.05)


def _bag(s: Sketch, wide: float, top: float, mouth: float, low: float) -> tuple[list[float], list[float]]:
    """Heights of a balloon's bag from its crown to its mouth and its half widths there: high or low in the shoulder, with or without a waist."""
    shape, waist = s.choice((0.36, 0.44, 0.5)), s.choice((0.0, 0.0, 0.45, 0.8))
    heights = [top + (low - top) * i / 24 for i in range(25)]
    widths = []
    for i in range(25):
        t = i / 24
        if t < shape:
            widths.append(wide * (1 - (1 - t / shape) ** 2) ** 0.5)
        else:
            u = (t - shape) / (1 - shape)
            widths.append(mouth + (wide - mouth) * (waist * (0.5 + 0.5 * cos(pi * u)) + (1 - waist) * (1 - u**1.5)))
    return heights, widths


def _basket(s: Sketch, half: float, edge: float, high: float, ink: str) -> None:
    """A flat basket with its upper edge at `edge`."""
    wicker = s.choice(("#b07a3c", "#7a4c26", "#e0b870", s.any_colour()))
    s.polygon([(-half, edge), (half, edge), (half * 0.8, edge + high), (-half * 0.8, edge + high)], fill=wicker, stroke=ink, width=0.05)
    if s.chance(0.5):
        s.line([(-half * 0.85, edge + high * 0.5), (half * 0.85, edge + high * 0.5)], stroke=s.shade(wicker, 0.6), width=0.04)
    s.line([(-half * 1.05, edge), (half * 1.05, edge)], stroke=ink, width=0.07)


@drawing("class", "hot_air_balloon", family=5)
def balloon_cartoon(s: Sketch) -> None:
    """A flat balloon from the side with zigzags, bands, spots or puffy lobes, and people in its basket."""
    colours = [s.any_colour(value=(0.5, 1)) for _ in range(3)]
    ink, top, low = s.choice(("#1e1a22", s.shade(colours[0], 0.3), "#ffffff")), s.uniform(-0.94, -0.86), s.uniform(0.2, 0.42)
    wide, mouth, look = s.uniform(0.44, 0.78), s.uniform(0.1, 0.2), s.choice(("zigzag", "bands", "spots", "puffy", "diamonds"))
    heights, widths = _bag(s, wide, top, mouth, low)
    outline = [(-w, y) for w, y in zip(widths, heights, strict=True)] + [(w, y) for w, y in zip(widths[::-1], heights[::-1], strict=True)]

    def at(t: float, u: float) -> Point:
        k = min(max(t, 0.0), 1.0) * 24
        i = min(int(k), 23)
        return u * (widths[i] + (widths[i + 1] - widths[i]) * (k - i)), heights[i] + (heights[i + 1] - heights[i]) * (k - i)

    def band(t0: float, t1: float, colour: str, bite: float, teeth: int) -> None:
        across = [-1 + 2 * i / (2 * teeth) for i in range(2 * teeth + 1)]
        upper = [at(t0 + bite * (i % 2), u) for i, u in enumerate(across)]
        sides = [at(t0 + (t1 - t0) * i / 5, 1) for i in range(1, 5)]
        lower = [at(t1 + bite * (i % 2), u) for i, u in enumerate(across)][::-1]
        s.polygon([*upper, *sides, *lower, *[(-x, y) for x, y in reversed(sides)]], fill=colour)

    half, high, edge = s.uniform(0.16, 0.3), s.uniform(0.17, 0.26), s.uniform(0.6, 0.66)
    with s.moved(turn=s.uniform(-12, 12)):
        for side in (-1, 1):
            s.line([(side * mouth, low), (side * half * 0.9, edge)], stroke=ink, width=0.035)
        if s.chance(0.5):
            s.path(f"M -0.07 {low + 0.16} Q -0.08 {low + 0.04} 0 {low - 0.06} Q 0.08 {low + 0.04} 0.07 {low + 0.16} Z", fill="#ffa418")
        for x in s.choice(((), (0,), (-0.5, 0.5))):
            s.line([(x * half, edge), (x * half, edge - 0.06)], stroke=s.any_colour(), width=0.13)
            s.circle(x * half, edge - 0.15, 0.075, fill=s.choice(("#f2c8a0", "#8a5636", "#e0a878")), stroke="#3a2418", width=0.025)
        if look == "puffy":
            for k in (1.0, 0.74, 0.4):
                for side in (-1, 1):
                    lobe = [(side * w * k, y) for w, y in zip(widths, heights, strict=True)]
                    s.polygon([*lobe, (0, low), (0, top)], fill=colours[round(k * 5) % 2], stroke=ink, width=0.045)
            s.polygon([(x * 0.16, y) for x, y in outline], fill=colours[1])
        else:
            s.polygon(outline, fill=colours[0])
        if look in ("zigzag", "bands"):
            count, teeth = s.integer(1, 3), s.integer(3, 5)
            for i in range(count):
                t0 = 0.16 + 0.6 * i / count
                band(t0, t0 + 0.36 / count + 0.04, colours[1 + i % 2], 0.1 if look == "zigzag" else 0.0, teeth)
        elif look == "spots":
            for t, us in ((0.18, (-0.45, 0.45)), (0.42, (-0.7, 0, 0.7)), (0.66, (-0.45, 0.45))):
                for u in us:
                    s.circle(*at(t, u), wide * 0.15, fill=colours[1])
        elif look == "diamonds":
            for i in range(4):
                for k in range(-2, 3):
                    u, t = 0.4 * k + 0.2 * (i % 2), 0.1 + 0.2 * i
                    if abs(u) < 0.85:
                        s.polygon([at(t, u), at(t + 0.1, u + 0.2), at(t + 0.2, u), at(t + 0.1, u - 0.2)], fill=colours[1 + i % 2])
        s.polygon(outline, stroke=ink, width=0.055)
        if s.chance(0.5):
            s.line([at(t, -0.68) for t in (0.18, 0.26, 0.34, 0.42)], stroke="#ffffff", width=0.07, opacity=0.75)
        _basket(s, half, edge, high, ink)
