"""Further drawings of the sea's landmarks (family 4): a sailboat at an angle, a lighthouse from below."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from unhorse.worlds.drawn.drawings.vehicles_1 import Solid, flat, viewed
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _hull_at_an_angle(s: Sketch, view: Callable[[Solid], Solid]) -> None:
    """An open hull with a pointed bow and a flat stern."""
    hull, deck = s.any_colour(value=(0.3, 0.95)), s.choice(("#d8a868", "#f0e2c4", "#8a5a34"))
    beam, side, ink = s.uniform(0.26, 0.38), s.uniform(0.22, 0.34), s.shade(hull, 0.35)
    plan = [(0.84, 0.0), (0.62, 0.45), (0.3, 0.84), (-0.1, 1.0), (-0.5, 0.92), (-0.8, 0.7)]
    edges = [[(x, 0.42 - 0.1 * max(x, 0), z * beam * way) for x, z in plan] for way in (1, -1)]
    planks = []
    for way, edge in zip((1, -1), edges, strict=True):
        keel = [(x * 0.86 - 0.02, 0.42 + side, z * beam * way * 0.45) for x, z in plan]
        planks.append((edge, keel, s.shade(hull, 1.0 if way > 0 else 0.8)))
    planks.append(([edges[0][-1], edges[1][-1]], [planks[0][1][-1], planks[1][1][-1]], s.shade(hull, 0.65)))
    for edge, keel, tone in sorted(planks, key=lambda plank: sum(view(point)[2] for point in plank[0]) / len(plank[0])):
        s.polygon(flat(view, [*edge, *reversed(keel)]), fill=tone, stroke=ink, width=0.04)
    s.polygon(flat(view, [*edges[0], *reversed(edges[1])]), fill=deck, stroke=s.choice((ink, "#ffffff")), width=0.05)


def _spinnaker(s: Sketch, head: Point, x: float, wide: float, cloth: str, second: str) -> None:
    """A round sail that hangs from its head about the upright through `x`, with a panel of another colour or all of one."""
    panels = ((1.0, cloth), (0.4, s.choice((second, s.shade(cloth, 1.4), cloth))))
    for k, tone in panels:
        bulge = f"Q {x + k * wide * 1.1} {head[1] + 0.3} {x + k * wide * 0.7} 0.12 Q {x} 0.24 {x - k * wide * 0.7} 0.12"
        s.path(
            f"M {head[0]} {head[1]} {bulge} Q {x - k * wide * 1.1} {head[1] + 0.3} {head[0]} {head[1]} Z",
            fill=s.linear_gradient(s.shade(tone, 1.2), s.shade(tone, 0.8)),
            stroke=s.shade(cloth, 0.5),
            width=0.035,
        )


@drawing("class", "sailboat", family=4)
def sailboat_at_an_angle(s: Sketch) -> None:
    """A sailboat from the bow or the stern quarter, with the boom swung out, under a jib, a round spinnaker or the mainsail alone."""
    sail = s.choice(("#fbf8ef", "#fbf8ef", s.any_colour(saturation=(0.2, 0.8), value=(0.7, 1))))
    second = s.any_colour(value=(0.6, 1))
    yaw, rig, coming = s.choice((-1, 1)) * s.uniform(32, 62), s.choice(("jib", "spinnaker", "alone")), s.chance(0.6)
    view = viewed(yaw if coming else 180 + yaw, s.uniform(8, 22), nearness=0.15, y=0.03)
    top, boom = s.uniform(-1.08, -0.9), radians(s.uniform(8, 42) * (-1 if (yaw > 0) == s.chance(0.8) else 1))
    mast = 0.18 if rig != "alone" else 0.4
    with s.moved(turn=s.uniform(-9, 9), y=0.03, scale_x=0.89, scale_y=0.89):
        _hull_at_an_angle(s, view)
        end = (mast - (0.86 if rig != "alone" else 1.05) * cos(boom), 0.22, 0.86 * sin(boom))
        main = flat(view, [(mast, top + 0.04, 0), (mast, 0.24, 0), end])
        belly = flat(view, [((mast + end[0]) / 2 - 0.06, -0.42, end[2] * 0.5 + 0.1 * sin(boom))])[0]
        (x0, y0), (x1, y1), (x2, y2) = main
        leech = f"M {x0} {y0} L {x1} {y1} L {x2} {y2} Q {belly[0]} {belly[1]} {x0} {y0} Z"

        def mainsail() -> None:
            s.path(leech, fill=s.linear_gradient(s.shade(sail, 1.3), sail, s.shade(sail, 0.75), angle=0), stroke=s.shade(sail, 0.5), width=0.04)
            s.line(main[1:], stroke="#4a3524", width=0.055)

        def headsail() -> None:
            tack, head, clew = flat(view, [(0.82, 0.34, 0), (mast + 0.03, top + 0.16, 0), (mast + 0.02, 0.26, -0.28 * (1 if boom > 0 else -1))])
            if rig == "jib":
                s.polygon([tack, head, clew], fill=second, stroke=s.shade(second, 0.5), width=0.04)
            elif rig == "spinnaker":
                _spinnaker(s, head, flat(view, [(0.7, 0.16, 0)])[0][0], 0.78 * abs(cos(radians(yaw))) + 0.1, second, sail)

        for draw in (mainsail, headsail) if coming else (headsail, mainsail):
            draw()
            if draw is mainsail:
                s.line(flat(view, [(mast, 0.42, 0), (mast, top, 0)]), stroke="#4a3524", width=0.065)


def _lantern_from_below(s: Sketch, gallery: float, top: float, colour: str) -> None:
    """The gallery of a lighthouse with the lantern and its roof."""
    ink, light = "#26262c", s.colour(50, 0.6, 1, value_jitter=0)
    s.rectangle(0, gallery - 0.19, top * 1.35, 0.28, fill=s.radial_gradient("#ffffff", light, s.shade(light, 0.85)), stroke=ink, width=0.04)
    for x in (-0.3, 0.3):
        s.line([(x * top, gallery - 0.31), (x * top, gallery - 0.05)], stroke=ink, width=0.03)
    deck = top + s.uniform(0.08, 0.15)
    rail, low = gallery - 0.12, gallery + 0.11
    s.path(f"M {-deck} {rail} L {-deck} {gallery} Q 0 {rail} {deck} {gallery} L {deck} {rail}", stroke=ink, width=0.035)
    s.path(f"M {-deck} {gallery} Q 0 {gallery - 0.14} {deck} {gallery} L {top} {low} Q 0 {gallery} {-top} {low} Z", fill=ink)
    roof, eaves, peak, w = s.choice((colour, ink)), gallery - 0.29, gallery - s.choice((0.46, 0.6)), top * 1.05
    s.path(
        f"M {-w} {eaves} Q {-top * 0.8} {peak} 0 {peak} Q {top * 0.8} {peak} {w} {eaves} Q 0 {eaves - 0.09} {-w} {eaves} Z",
        fill=s.linear_gradient(s.shade(roof, 1.3), s.shade(roof, 0.6), angle=0),
        stroke=ink,
        width=0.035,
    )


@drawing("class", "lighthouse", family=4)
def lighthouse_from_below(s: Sketch) -> None:
    """A round lighthouse seen from its foot, so that its rings bend upwards, with a spiral, bands, a chequer or bare stones."""
    wall = s.choice(("#f4f1ea", s.colour(40, 0.25, 0.8), s.any_colour(saturation=(0.1, 0.5), value=(0.7, 0.95))))
    mark = s.choice((s.colour(2, 0.8, 0.75), "#26262c", s.any_colour(saturation=(0.5, 0.9), value=(0.3, 0.75))))
    pattern, ink = s.choice(("spiral", "bands", "chequer", "stones", "plain")), "#26262c"
    foot, top, gallery, bend = s.uniform(0.4, 0.62), s.uniform(0.15, 0.2), s.uniform(-0.5, -0.36), s.uniform(0.25, 0.5)
    curved, steps = s.chance(0.5), s.integer(4, 7)

    def half(t: float) -> float:
        return top + (foot - top) * (t**1.8 if curved else t)

    def ring(t: float, side: float) -> Point:
        """The point on the wall at a height t (0 the gallery, 1 the foot), `side` from -1 (left) to 1 (right)."""
        return half(t) * side, gallery + (0.94 - gallery) * t + 0.3 * bend * half(t) * side * side

    def patch(t0: float, t1: float, left: float, right: float, colour: str, slant: float = 0) -> None:
        across = [left + (right - left) * i / 6 for i in range(7)]
        upper = [ring(t0 + slant * (x - left), x) for x in across]
        s.polygon([*upper, *(ring(min(t1 + slant * (x - left), 1), x) for x in reversed(across))], fill=colour)

    tower = [ring(i / 8, -1) for i in range(9)] + [ring(1, k / 4) for k in range(-3, 4)] + [ring(i / 8, 1) for i in range(8, -1, -1)]
    with s.moved(turn=s.uniform(-6, 6), y=0.01, scale_x=0.9, scale_y=0.9):
        if s.chance(0.45):
            for side in (-1, 1) if s.chance(0.6) else (s.choice((-1, 1)),):
                s.polygon([(0, gallery - 0.17), (side * 0.95, gallery - 0.4), (side * 0.95, gallery + 0.1)], fill="#fff0a0", opacity=0.75)
        s.polygon(tower, fill=wall)
        for i in range(steps):
            t0, t1 = i / steps, (i + 1) / steps
            if pattern == "bands" and i % 2:
                patch(t0, t1, -1, 1, mark)
            elif pattern == "spiral":
                patch(max(t0 - 0.06, 0), t0 + 0.5 / steps, -1, 1, mark, 0.5 / steps)
            elif pattern == "chequer":
                for k in range(3):
                    if (i + k) % 2:
                        patch(t0, t1, -1 + 2 * k / 3, -1 + 2 * (k + 1) / 3, mark)
            elif pattern == "stones":
                s.line([ring(t1, k / 4) for k in range(-4, 5)], stroke=s.shade(wall, 0.65), width=0.028)
                for at in (-0.6, 0.1, 0.7):
                    s.line([ring(t0, at + 0.2 * (i % 2)), ring(t1, at + 0.2 * (i % 2))], stroke=s.shade(wall, 0.65), width=0.028)
        s.polygon(tower, fill=s.linear_gradient("#ffffff", "#888888", "#000000", angle=0), opacity=0.25)
        s.polygon(tower, stroke=ink, width=0.04)
        for t in (0.28, 0.58):
            s.rectangle(0.02, ring(t, 0)[1], 0.09 + 0.05 * t, 0.12 + 0.08 * t, corner=0.04, fill="#2d3440")
        if s.chance(0.6):
            s.path("M -0.13 0.93 L -0.13 0.72 A 0.13 0.13 0 0 1 0.13 0.72 L 0.13 0.93 Z", fill=s.shade(mark, 0.5), stroke=ink, width=0.035)
        _lantern_from_below(s, gallery, top, mark)
