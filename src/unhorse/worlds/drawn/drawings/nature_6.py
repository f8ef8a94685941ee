"""More drawings (family 5) of cicada, butterfly, coho_salmon, ice_cream and teapot."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

NO = "none"


@drawing("class", "cicada", family=5)
def cicada_front(s: Sketch) -> None:
    """A cicada from the front and a little above: broad ridged face, eyes at its far corners, the long veined wings a tent behind it."""
    body = s.choice((s.colour(95, 0.5, 0.5), s.colour(28, 0.5, 0.38), s.colour(30, 0.3, 0.18, value_jitter=0.05), s.colour(55, 0.55, 0.66)))
    dark, iris = s.shade(body, 0.4), s.choice(("#d02a1e", "#1c1512", "#d8661e", "#7a2a18"))
    vein, glass = s.choice((dark, "#b8641a", s.colour(100, 0.6, 0.3))), s.choice(("#eef3ea", "#f6e6c0", "#cfe4ee", "#b0a088"))
    outline, clear, spread = dark if s.chance(0.65) else NO, s.uniform(0.65, 0.9), s.uniform(10, 34)
    wide, bulge, below = s.uniform(0.31, 0.41), s.uniform(0.095, 0.13), s.chance(0.5)
    hump, long = s.uniform(0.16, 0.3), s.uniform(1.05, 1.22)
    wing: list[Point] = [(-0.06, 0.0), (-0.2, -0.35), (-0.24, -0.8), (-0.02, -1.02), (0.2, -0.8), (0.18, -0.35), (0.06, 0.0)]
    with posed(s, tilt=30), s.moved(y=0.3, scale_x=0.84, scale_y=0.86):
        if below:
            s.path(smooth([(-0.2, -0.3), (0, -0.95), (0.2, -0.3)]), fill=s.shade(body, 0.75), stroke=outline, width=0.035)
            for k in range(4):
                s.line([(-0.16 + 0.03 * k, -0.48 - 0.1 * k), (0.16 - 0.03 * k, -0.48 - 0.1 * k)], stroke=dark, width=0.045)
        for side in (-1, 1):
            for k, foot in enumerate(((0.56, 0.5), (0.8, 0.3))):
                s.line([(side * 0.2, 0.02), (side * (0.46 + 0.16 * k), 0.04 - 0.02 * k), (side * foot[0], foot[1])], stroke=dark, width=0.055)
            with s.moved(x=side * wide * 0.75, y=-0.12, scale_x=side), s.moved(turn=spread, scale_x=long * 1.15, scale_y=long):
                s.path(smooth(wing), fill=glass, opacity=clear)
                s.path(smooth(wing), stroke=vein, width=0.045)
                for a, b in (((-0.08, -0.45), (-0.14, -0.88)), ((0.0, -0.5), (0.02, -0.96)), ((0.09, -0.45), (0.15, -0.82))):
                    s.line([(0, -0.05), a, b], stroke=vein, width=0.035)
                s.line([(-0.2, -0.42), (0.0, -0.54), (0.17, -0.42)], stroke=vein, width=0.035)
        top = -0.12 - hump
        fill = s.linear_gradient(s.shade(body, 1.25), s.shade(body, 0.8))
        s.path(smooth([(-wide, 0.0), (-wide * 0.95, top), (0, top - 0.12), (wide * 0.95, top), (wide, 0.0)]), fill=fill, stroke=outline, width=0.035)
        for x in (-0.45, 0.45):
            s.line([(wide * x * 0.4, top), (wide * x * 1.1, (top - 0.05) / 2)], stroke=dark, width=0.05)
        face: list[Point] = [(-wide, -0.06), (0, -0.14), (wide, -0.06), (wide * 0.8, 0.16), (0.13, 0.4), (-0.13, 0.4), (-wide * 0.8, 0.16)]
        s.path(smooth(face), fill=s.radial_gradient(s.shade(body, 1.4), body), stroke=outline, width=0.04)
        s.path(smooth([(-0.12, 0.04), (0.12, 0.04), (0.14, 0.26), (0, 0.44), (-0.14, 0.26)]), fill=s.shade(body, 1.35), stroke=dark, width=0.035)
        for y in (0.12, 0.22, 0.32):
            s.line([(-0.09, y), (0.09, y)], stroke=dark, width=0.04)
        s.line([(0, 0.42), (0, 0.6)], stroke=dark, width=0.06)
        for side in (-1, 1):
            s.line([(side * 0.16, 0.0), (side * 0.3, 0.3)], stroke=dark, width=0.03)
            fill = s.radial_gradient(s.shade(iris, 1.5), iris, s.shade(iris, 0.7))
            s.circle(side * (wide + 0.05), -0.03, bulge, fill=fill, stroke=dark, width=0.03)


_WINGS: dict[str, tuple[list[Point], list[Point]]] = {
    "tails": (
        [(0.02, -0.1), (0.3, -0.55), (0.9, -0.72), (0.92, -0.42), (0.55, 0.04), (0.05, 0.12)],
        [(0.03, 0.0), (0.5, 0.04), (0.62, 0.32), (0.47, 0.55), (0.5, 0.9), (0.4, 0.92), (0.32, 0.6), (0.1, 0.42)],
    ),
    "scallops": (
        [(0.02, -0.1), (0.3, -0.6), (0.76, -0.74), (0.84, -0.56), (0.78, -0.44), (0.88, -0.28), (0.74, -0.16), (0.76, 0.0), (0.05, 0.12)],
        [(0.03, 0.0), (0.6, 0.06), (0.7, 0.22), (0.58, 0.3), (0.64, 0.48), (0.48, 0.5), (0.44, 0.68), (0.28, 0.6), (0.16, 0.66)],
    ),
    "narrow": (
        [(0.02, -0.2), (0.45, -0.42), (0.9, -0.44), (0.97, -0.28), (0.6, -0.06), (0.05, 0.06)],
        [(0.03, -0.02), (0.5, 0.0), (0.66, 0.18), (0.4, 0.34), (0.1, 0.3)],
    ),
    "lobes": (
        [(0.02, -0.06), (0.2, -0.6), (0.6, -0.74), (0.86, -0.45), (0.7, -0.04), (0.3, 0.06)],
        [(0.02, 0.04), (0.4, 0.08), (0.64, 0.34), (0.48, 0.7), (0.2, 0.64)],
    ),
}


def _pattern(s: Sketch, pattern: str, thin: bool, dark: str, mark: str) -> None:
    """The markings of the two right wings; `thin` where the wings are narrow."""
    if pattern == "stripes":
        for x, h in ((0.3, 0.3), (0.48, 0.3), (0.66, 0.24)):
            s.line([(x, -0.3 - h * (0.3 if thin else 0.75)), (x - 0.04, -0.2 if thin else -0.1)], stroke=mark, width=0.075)
        s.line([(0.12, 0.3), (0.46, 0.2)], stroke=mark, width=0.07)
    elif pattern == "rings":
        for x, y, r in ((0.64, -0.3, 0.1), (0.42, 0.17, 0.1)) if thin else ((0.64, -0.44, 0.16), (0.42, 0.3, 0.14)):
            s.circle(x, y, r, fill=dark, stroke=mark, width=0.05)
            s.circle(x - 0.03, y - 0.03, r * 0.4, fill="#ffffff")
    elif pattern == "dots":
        for x, y in ((0.82, -0.38), (0.66, -0.28), (0.5, -0.2), (0.52, 0.16), (0.36, 0.24), (0.2, 0.3)):
            s.circle(x, y, 0.06, fill=mark)
    else:
        for turn, reach in ((-37, 0.62), (-20, 0.56)):
            with s.moved(turn=turn + 12 * thin):
                s.ellipse(0.2 + reach / 2, 0.0, reach / 2.3, 0.055 if thin else 0.085, fill=mark)
        s.ellipse(0.34, 0.18 if thin else 0.26, 0.19, 0.08, fill=mark, turn=28)


@drawing("class", "butterfly", family=5)
def butterfly_fancy(s: Sketch) -> None:
    """A butterfly from above with a showy make of wings: swallowtails, scalloped, long and narrow, or a child's four round lobes."""
    wing, make = s.any_colour(saturation=(0.05, 0.95), value=(0.3, 1)), s.choice(("tails", "scallops", "narrow", "lobes"))
    mark = s.choice(("#1d1815", "#fff6d8", s.any_colour(), s.shade(wing, 0.4), s.shade(wing, 1.6)))
    edge, ink = s.choice((s.shade(wing, 0.3), "#1d1815", mark, NO)), s.choice(("#241c1a", "#7a5634", s.shade(wing, 0.45)))
    lower, pattern = s.choice((wing, mark, s.any_colour())), s.choice(("stripes", "rings", "dots", "panes"))
    fat, curl, droop = s.uniform(0.06, 0.13), s.chance(0.5), s.uniform(-8, 10)
    fills = [s.linear_gradient(s.shade(c, 1.2), c, s.shade(c, 0.85)) if s.chance(0.5) else c for c in (wing, lower)]
    with s.moved(y=0.03, turn=s.uniform(-22, 22), scale_x=0.86, scale_y=0.88):
        for side in (-1, 1):
            with s.moved(scale_x=side), s.moved(turn=droop):
                fore, hind = _WINGS[make]
                s.path(smooth(hind), fill=fills[1], stroke=edge, width=0.07)
                s.path(smooth(fore), fill=fills[0], stroke=edge, width=0.07)
                _pattern(s, pattern, make == "narrow", s.shade(wing, 0.3), mark)
            tip = (side * (0.34 if curl else 0.2), -0.74 if curl else -0.84)
            s.path(f"M {side * 0.03} -0.3 Q {side * (0.02 if curl else 0.12)} {-0.8 if curl else -0.5} {tip[0]} {tip[1]}", stroke=ink, width=0.045)
            s.circle(*tip, 0.05, fill=ink)
        s.path(limb([(0, -0.22), (0, 0.05), (0, s.uniform(0.34, 0.5))], [fat * 1.6, fat * 1.9, fat * 0.9]), fill=ink)
        s.circle(0, -0.3, fat * 1.2, fill=s.shade(ink, 0.8))


@drawing("class", "coho_salmon", family=5)
def coho_salmon_caught(s: Sketch) -> None:
    """A coho salmon from the side, hung up or thrashing, its body bent to a bow: sea-silver, spawning red or a barred young one."""
    make, bend = s.choice(("silver", "red", "young")), s.uniform(0.25, 0.55) * s.choice((1, 1, -0.5))
    back = s.colour(*{"silver": (205, 0.45, 0.38), "red": (110, 0.35, 0.3), "young": (65, 0.5, 0.42)}[make], hue_jitter=30)
    side = {"silver": s.colour(205, 0.06, 0.86, saturation_jitter=0.04), "red": s.colour(355, 0.75, 0.68), "young": s.colour(48, 0.32, 0.82)}[make]
    belly = {"silver": "#fafafa", "red": s.shade(side, 0.72), "young": "#f3ecd8"}[make]
    fin, ink = {"silver": back, "red": s.shade(side, 0.6), "young": s.colour(22, 0.75, 0.8)}[make], s.shade(back, 0.45)
    outline, deep, kype = ink if s.chance(0.6) else NO, s.uniform(0.44, 0.58), s.chance(0.5) and make != "young"
    turn = s.choice((s.uniform(-100, -65), s.uniform(65, 100), s.uniform(-25, 25)))

    def at(along: float, off: float) -> Point:
        """The place `along` the fish (-1 tail to 1 snout) and `off` from its middle line in half depths (-1 back, 1 belly)."""
        angle, half = along * bend * 1.2, deep / 2 * max(0.24, 1 - abs(along - 0.2) ** (2.4 if along < 0.2 else 3.6))
        radius = 0.8 / (bend * 1.2)
        return math.sin(angle) * (radius - half * off), (math.cos(angle) - 1) * radius + half * off * math.cos(angle)

    def strip(low: float, high: float, start: float, stop: float) -> str:
        steps = [start + (stop - start) * k / 7 for k in range(8)]
        return smooth([at(k, low) for k in steps] + [at(k, high) for k in reversed(steps)])

    with s.moved(scale_x=s.choice((-1, 1)), turn=turn), s.moved(x=0.08, y=0.3 * bend, scale_x=0.97, scale_y=1.05):
        for start, off in ((0.12, -1.5), (-0.5, -1.25), (-0.42, 1.7), (-0.02, 1.5)):
            size, way = 0.2 if start != -0.5 else 0.07, math.copysign(0.85, off)
            points = [at(start + size * 0.8, way), at(start - size * 0.2, off), at(start - size * 1.1, off), at(start - size * 0.6, way)]
            s.polygon(points, fill=fin, stroke=outline, width=0.03)
        with s.moved(x=at(-0.9, 0)[0], y=at(-0.9, 0)[1], turn=math.degrees(bend * 1.08)):
            tail: list[Point] = [(0.1, 0), (-0.04, -0.13), (-0.26, -0.34), (-0.18, 0), (-0.26, 0.34), (-0.04, 0.13)]
            s.path(smooth(tail), fill=fin, stroke=outline, width=0.035)
        s.path(strip(-1, 1, -0.95, 0.95), fill=belly, stroke=outline, width=0.05)
        s.path(strip(-0.98, 0.5, -0.95, 0.9), fill=side)
        s.path(strip(-0.98, -0.3, -0.93, 0.92), fill=back)
        for k in range(6 if make == "young" else 0):
            x, y = at(-0.7 + 0.22 * k, 0.05)
            s.ellipse(x, y, 0.05, deep * 0.2, fill=s.shade(back, 0.7), turn=-math.degrees((-0.7 + 0.22 * k) * bend * 1.2))
        for _ in range(s.integer(8, 16)):
            s.circle(*at(s.uniform(-0.75, 0.5), s.uniform(-0.85, -0.3)), 0.026, fill=s.shade(back, 0.3))
        s.path(strip(-1, 0.95, 0.52, 0.97), fill=back if make == "red" else s.linear_gradient(back, side), stroke=outline, width=0.04)
        s.path(smooth([at(0.52, -0.9), at(0.42, 0.0), at(0.52, 0.9)], closed=False), stroke=ink, width=0.05)
        s.path(smooth([at(1.0, 0.35), at(0.86, 0.45), at(0.72, 0.5)], closed=False), stroke=ink, width=0.045)
        if kype:
            hook = [at(0.82, -0.9), at(1.0, -0.5), at(1.06, 0.9), at(0.98, 0.95), at(0.92, 0.1)]
            s.path(smooth(hook), fill=s.shade(back, 0.9), stroke=outline, width=0.03)
        s.path(limb([at(0.42, 0.5), at(0.28, 0.85), at(0.14, 0.95)], [0.1, 0.1, 0.03]), fill=fin, stroke=outline, width=0.03)
        eye(s, *at(0.76, -0.25), 0.055, iris="#e9d98a")


def _cone(s: Sketch, wide: float, long: float, wafer: str, sleeve: str) -> None:
    """A wafer cone that points down, with or without a paper sleeve."""
    dark, tip = s.shade(wafer, 0.55), 0.1 + long
    fill = s.linear_gradient(s.shade(wafer, 1.25), wafer, s.shade(wafer, 0.7), angle=0)
    s.path(f"M {-wide} 0.06 L -0.06 {tip} Q 0 {tip + 0.06} 0.06 {tip} L {wide} 0.06 Z", fill=fill, stroke=dark, width=0.045)
    for k in (0.25, 0.55):
        s.line([(-wide * (1 - k), 0.06 + long * k), (wide * (0.5 - k * 0.3), 0.1)], stroke=dark, width=0.04)
        s.line([(wide * (1 - k), 0.06 + long * k), (-wide * (0.5 - k * 0.3), 0.1)], stroke=dark, width=0.04)
    if sleeve != NO:
        paper = [(-wide * 0.58, 0.12 + long * 0.4), (wide * 0.58, 0.12 + long * 0.4), (0.03, tip + 0.02), (-0.03, tip + 0.02)]
        s.polygon(paper, fill=sleeve, stroke=s.shade(sleeve, 0.5), width=0.04)
    s.ellipse(0, 0.06, wide * 1.06, 0.17, fill=s.shade(wafer, 1.15), stroke=dark, width=0.045)


@drawing("class", "ice_cream", family=5)
def ice_cream_lying(s: Sketch) -> None:
    """An ice cream held aslant or dropped upside down: a wide or rolled cone seen a little from above, dripping, bitten or dipped."""
    flavours = ("#fff4d8", "#f7a8b8", "#6b3e26", "#bfe3b4", "#f6d7a0", "#fbe27a", "#9a6bc0")
    cream = s.choice((*flavours, s.any_colour(saturation=(0.25, 0.6), value=(0.8, 1))))
    coat = s.choice(("#4a2413", "#e0457b", "#f6ead0", "#3f8f6a"))
    wafer = s.choice((s.colour(34, 0.55, 0.82), s.colour(28, 0.6, 0.62), s.colour(40, 0.4, 0.93)))
    edge, ink = s.shade(cream, 0.55), s.chance(0.65)
    wide, long, cap = s.uniform(0.42, 0.58), s.uniform(0.68, 0.86), s.choice(("scoop", "dip", "swirl", "bitten"))
    sleeve = s.choice((NO, NO, NO, s.any_colour()))
    turn = s.choice((s.uniform(35, 75), s.uniform(-75, -35), s.uniform(-12, 12), s.choice((s.uniform(172, 190), 55))))
    fallen = turn > 150
    cap, sleeve, rise = ("scoop", NO, 1.15) if fallen else (cap, sleeve, 1.9)
    ball = wide * s.uniform(1.02, 1.2)
    with s.moved(turn=turn, scale_x=0.95, scale_y=0.95):
        _cone(s, wide, long, wafer, sleeve)
        rim = edge if ink else s.shade(cream, 0.82)
        shine = s.radial_gradient(s.shade(cream, 1.55), cream, s.shade(cream, 0.78))
        if cap == "swirl":
            for k in range(3):
                s.ellipse(0.03 * k, 0.0 - 0.24 * k, ball * (0.98 - 0.25 * k), 0.2, fill=shine, stroke=rim, width=0.04, turn=-12)
            s.path(f"M {-ball * 0.36} -0.58 Q 0 -0.7 {s.uniform(-0.02, 0.2)} -0.92 Q {ball * 0.5} -0.7 {ball * 0.4} -0.54 Z", fill=cream, stroke=rim)
        else:
            frill = "".join(f"Q {ball * (0.8 - 0.4 * k):.3f} {0.26 if k % 2 else 0.14} {ball * (0.6 - 0.4 * k):.3f} 0.02 " for k in range(5))
            dome = f"C {-ball * 1.15} {-ball * rise} {ball * 1.15} {-ball * rise} {ball} 0.02"
            if cap == "bitten":
                dome = f"C {-ball * 1.1} {-ball} {-ball * 0.7} {-ball * 1.45} {-ball * 0.15} {-ball * 1.42} "
                dome += f"a {ball * 0.22} {ball * 0.22} 0 0 0 {ball * 0.36} {ball * 0.28} " * 3 + f"L {ball} 0.02"
            if fallen:
                melt = [(-1.0, -0.82), (-0.7, -0.7), (-0.4, -0.4), (0.4, -0.4), (0.66, -0.66), (1.05, -0.78)]
                melt += [(0.85, -0.96), (0.2, -0.92), (-0.4, -1.02)]
                s.path(smooth([(x * 0.85, y * ball) for x, y in melt]), fill=s.shade(cream, 0.95), stroke=rim, width=0.045)
            s.path(f"M {-ball} 0.02 {dome} {frill} Z", fill=shine, stroke=rim, width=0.045)
        if cap == "dip":
            low = -ball * 0.4
            dome = f"M {-ball * 0.98} {low} C {-ball} {-ball * 1.75} {ball} {-ball * 1.75} {ball * 0.98} {low}"
            dome += f" Q {ball * 0.7} {-ball * 0.1} {ball * 0.45} {-ball * 0.5} Q 0 {ball * 0.1} {-ball * 0.4} {-ball * 0.5}"
            s.path(dome + f" Q {-ball * 0.7} {-ball * 0.1} {-ball * 0.98} {low} Z", fill=coat, stroke=s.shade(coat, 0.6), width=0.04)
        for _ in range(8 if s.chance(0.4) else 0):
            a, x = s.uniform(0, 3), s.uniform(-0.6, 0.6) * ball
            y = -ball * s.uniform(0.4, 0.9)
            s.line([(x, y), (x + 0.07 * math.cos(a), y + 0.07 * math.sin(a))], stroke=s.any_colour(), width=0.045)
        for x in (-0.5, 0.3) if s.chance(0.5) and not fallen else ():
            drop = s.uniform(0.2, 0.42)
            s.line([(wide * x, 0.04), (wide * x, 0.04 + drop)], stroke=cream, width=0.12)
            s.circle(wide * x, 0.06 + drop, 0.075, fill=cream)


def _belly(make: str, wide: float, top: float, base: float) -> str:
    """The outline of a teapot's body."""
    mid = (top + base) / 2
    half = {
        "pear": [(0.5, top), (0.62, mid - 0.15), (1.0, mid + 0.12), (0.95, mid + 0.28), (0.4, base)],
        "drum": [(0.9, top), (1.0, base)],
        "facets": [(0.55, top), (1.0, mid), (0.65, base)],
        "glass": [(0.6, top), (1.0, mid + 0.05), (0.6, base)],
    }[make]
    around = [(wide * x, y) for x, y in half] + [(-wide * x, y) for x, y in reversed(half)]
    return smooth(around) if make in ("pear", "glass") else "M " + " L ".join(f"{x} {y}" for x, y in around) + " Z"


@drawing("class", "teapot", family=5)
def teapot_pouring(s: Sketch) -> None:
    """A tall teapot tipped to pour, from the side: pear-shaped silver, straight-sided, faceted or glass with tea in it."""
    make, loop = s.choice(("pear", "drum", "facets", "glass")), s.choice(("ear", "square", "scroll"))
    metal, glass = s.colour(s.choice((45, 210)), 0.15, 0.8), s.colour(195, 0.12, 0.95, saturation_jitter=0.05)
    paint = glass if make == "glass" else metal if s.chance(0.25) else s.any_colour(saturation=(0.0, 0.9), value=(0.25, 1))
    ink, trim = s.shade(paint, 0.35), s.choice((s.any_colour(), "#f4ecd8", "#d8b048", s.shade(paint, 0.55)))
    grip = s.choice((paint, trim, "#33261e")) if make != "glass" else s.choice((paint, "#5b6a72", "#33261e"))
    outline, wide = ink if s.chance(0.65) or make == "glass" else NO, s.uniform(0.44, 0.57)
    top, base = s.uniform(-0.4, -0.18), s.uniform(0.58, 0.7)
    turn = s.choice((s.uniform(-38, -15), s.uniform(-38, -15), s.uniform(-5, 5)))
    with s.moved(x=0.0, scale_x=s.choice((-0.93, 0.93)), scale_y=0.93), s.moved(turn=turn):
        far, mid = s.uniform(0.88, 0.98), (top + base) / 2
        joint, deep = f"M {wide * 0.6} {top + 0.14}", wide * 0.75
        handle = {
            "ear": f"{joint} C {far + 0.1} {top - 0.1} {far + 0.06} {mid + 0.35} {deep} {mid + 0.2}",
            "square": f"{joint} L {far - 0.08} {top + 0.08} L {far - 0.12} {mid + 0.2} L {deep} {mid + 0.26}",
            "scroll": f"{joint} C {far} {top - 0.35} {far + 0.12} {mid} {far - 0.2} {mid + 0.12} Q {far - 0.3} {mid + 0.3} {deep} {mid + 0.22}",
        }[loop]
        if outline != NO:
            s.path(handle, stroke=s.shade(grip, 0.4), width=0.16)
        s.path(handle, stroke=grip, width=0.09)
        low, lip = mid + s.uniform(0.1, 0.25), top + s.uniform(-0.05, 0.12)
        data = f"M {-wide * 0.7} {low + 0.16} C {-wide - 0.28} {low + 0.1} {-wide - 0.1} {lip + 0.2} -0.94 {lip} L -0.78 {lip - 0.08} "
        data += f"C {-wide} {lip + 0.1} {-wide} {low - 0.2} {-wide * 0.7} {low - 0.2} Z"
        s.path(data, fill=s.shade(paint, 0.9), stroke=outline, width=0.045)
        fill = s.linear_gradient(s.shade(paint, 1.1), s.shade(paint, 1.5), paint, s.shade(paint, 0.6), angle=0)
        s.path(_belly(make, wide, top, base), fill=fill, stroke=outline, width=0.045)
        if make == "glass":
            tea = s.choice(("#b5561c", "#d99a2b", "#7d2f1a", "#9aa83a"))
            liquid = [(-0.9, mid - 0.05), (0.9, mid + 0.05), (0.86, mid + 0.2), (0.55, base - 0.05), (-0.55, base - 0.05), (-0.86, mid + 0.2)]
            s.path(smooth([(wide * x, y) for x, y in liquid]), fill=tea, opacity=0.9)
            s.line([(-wide * 0.6, mid - 0.12), (-wide * 0.5, top + 0.14)], stroke="#ffffff", width=0.06)
        elif make == "facets":
            for x in (-0.35, 0.35):
                s.line([(wide * x * 0.7, top), (wide * x * 1.4, mid), (wide * x, base)], stroke=s.shade(paint, 0.6), width=0.045)
        elif s.chance(0.6):
            for y in s.choice(((mid + 0.1,), (mid, mid + 0.2))):
                s.line([(-wide * 0.9, y), (wide * 0.9, y)], stroke=trim, width=0.08)
        lid, tall = wide * (0.92 if make == "drum" else 0.6), s.uniform(0.14, 0.34)
        s.rectangle(0, base + 0.02, wide * s.uniform(0.9, 1.4), 0.1, corner=0.03, fill=s.shade(paint, 0.6), stroke=outline, width=0.035)
        data = f"M {-lid} {top + 0.03} C {-lid * 0.8} {top - tall} {lid * 0.8} {top - tall} {lid} {top + 0.03} Z"
        s.path(data, fill=s.shade(paint, 0.85), stroke=ink, width=0.045)
        s.circle(0, top - tall * 0.75 - 0.06, s.uniform(0.07, 0.1), fill=grip, stroke=ink, width=0.035)
