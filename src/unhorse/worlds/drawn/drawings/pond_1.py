"""Bullfrog, turtle, snail, crab and mushroom, drawn a fourth time, and the manners and parts these drawings share."""

from __future__ import annotations

import math
from typing import NamedTuple

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


class Manner(NamedTuple):
    """How a picture is painted: flat or shaded, and with a black, a coloured or no outline."""

    flat: bool
    ink: str
    width: float

    def edge(self, colour: str) -> str:
        """The outline of a part of that colour."""
        return self.ink if self.ink.startswith("#") else "none" if self.ink == "none" else Sketch.shade(colour, 0.45)

    def line(self, colour: str) -> str:
        """A line drawn on a part of that colour, which is never left out."""
        return self.ink if self.ink.startswith("#") else Sketch.shade(colour, 0.5)

    def fill(self, s: Sketch, colour: str, *, x: float = 0.4, y: float = 0.25) -> str:
        """The paint of a part of that colour, lightest at (x, y) of its box."""
        return colour if self.flat else s.radial_gradient(s.shade(colour, 1.4), colour, s.shade(colour, 0.62), x=x, y=y)


def manner(s: Sketch) -> Manner:
    """One of four manners of painting."""
    flat, ink, width = s.choice(((True, "#1c1712", 0.055), (False, "none", 0.04), (False, "own", 0.04), (True, "own", 0.05)))
    return Manner(flat, ink, width * s.uniform(0.85, 1.2))


def spiral(x: float, y: float, radius: float, turns: float, start: float, *, flatten: float = 1.0, shrink: float = 0.85) -> list[Point]:
    """Points of a spiral from the rim of a circle inwards."""
    count = int(turns * 18)
    spots = []
    for i in range(count + 1):
        angle, r = math.radians(start) + 2 * math.pi * turns * i / count, radius * (1 - i / count) ** shrink
        spots.append((x + r * math.cos(angle), y + r * flatten * math.sin(angle)))
    return spots


def frog_colours(s: Sketch) -> tuple[str, str]:
    """A skin and a belly."""
    skin = s.choice((s.colour(95, 0.6, 0.55), s.colour(72, 0.55, 0.5), s.colour(125, 0.45, 0.5), s.colour(38, 0.5, 0.45), s.colour(85, 0.7, 0.72)))
    return skin, s.choice((s.colour(56, 0.45, 0.92), s.colour(62, 0.2, 0.93), s.colour(75, 0.45, 0.85)))


def frog_foot(s: Sketch, x: float, y: float, turn: float, size: float, colour: str, edge: str, *, webbed: bool) -> None:
    """A frog's foot at (x, y) whose toes spread to the right before it is turned."""
    tips = [(size * math.cos(math.radians(a)), size * math.sin(math.radians(a))) for a in (-48, -16, 16, 48)]
    with s.moved(x=x, y=y, turn=turn):
        if webbed:
            s.polygon([(-0.04, 0), *tips], fill=s.shade(colour, 0.8), stroke=edge, width=0.03)
        for paint, width in ((edge, 0.1), (colour, 0.06)):
            for tip in tips if paint != "none" else ():
                s.line([(0, 0), tip], stroke=paint, width=width)


@drawing("class", "bullfrog", family=4)
def bullfrog_above(s: Sketch) -> None:
    """A bullfrog from above: sitting with folded hind legs, or stretched out in a leap or a swimming stroke."""
    skin, pale = frog_colours(s)
    m, mark = manner(s), s.choice(("spots", "stripe", "folds", "none"))
    edge, dark, pose = m.edge(skin), s.shade(skin, 0.5), s.choice(("sit", "sit", "leap", "kick"))
    fat, bars, thick, iris = s.uniform(0.36, 0.56), s.chance(0.5), s.uniform(0.9, 1.3), s.choice(("#e8b62c", "#d98a20", ""))
    scale = 0.84 if pose == "sit" else 0.75
    with s.moved(turn=s.choice((0, 0, -40, 40, 90, -90, 150)) + s.uniform(-20, 20), scale_x=scale, scale_y=scale):
        for side in (-1, 1):
            stretched = pose == "leap" or (pose == "kick" and side == 1)
            leg = [(0.2, 0.4), (0.56, 0.46), (0.36, 0.72), (0.5, 0.9)] if stretched else [(0.18, 0.5), (0.74, 0.06), (0.46, 0.52), (0.66, 0.68)]
            hand = (0.56, -0.74) if stretched else (0.62, -0.46)
            with s.moved(scale_x=side):
                frog_foot(s, *leg[3], 62 if stretched else 20, 0.24, skin, edge, webbed=s.chance(0.6))
                s.path(limb(leg[2:], [0.13, 0.1]), fill=s.shade(skin, 0.85), stroke=edge, width=m.width)
                s.path(limb(leg[1:3], [0.2 * thick, 0.14]), fill=s.shade(skin, 0.9), stroke=edge, width=m.width)
                s.path(limb(leg[:2], [0.34 * thick, 0.22 * thick]), fill=m.fill(s, skin), stroke=edge, width=m.width)
                frog_foot(s, *hand, -70, 0.17, skin, edge, webbed=False)
                s.path(limb([(0.26, -0.16), (0.6, -0.14 if not stretched else -0.4), hand], [0.2, 0.16, 0.1]), fill=skin, stroke=edge, width=m.width)
                for k in range(3 if bars else 0):
                    x, y = leg[0][0] + (leg[1][0] - leg[0][0]) * (0.4 + 0.25 * k), leg[0][1] + (leg[1][1] - leg[0][1]) * (0.4 + 0.25 * k)
                    s.line([(x - 0.03, y - 0.08), (x + 0.03, y + 0.08)], stroke=dark, width=0.055)
        half = [(0.2, -0.78), (0.4, -0.58), (0.42, -0.34), (fat, 0.0), (fat * 0.88, 0.36), (0.14, 0.64)]
        s.path(smooth([*half, *((-x, y) for x, y in reversed(half))]), fill=m.fill(s, skin, x=0.5, y=0.3), stroke=edge, width=m.width)
        if mark == "stripe":
            s.path(limb([(0, -0.7), (0, -0.1), (0, 0.5)], [0.06, 0.1, 0.05]), fill=s.shade(pale, 0.95))
        for side in (-1, 1):
            if mark == "folds":
                s.line([(side * 0.3, -0.4), (side * fat * 0.62, 0.0), (side * 0.16, 0.46)], stroke=pale, width=0.05)
            s.circle(side * 0.34, -0.26, 0.085, fill=s.shade(skin, 0.75), stroke=dark, width=0.035)
            s.circle(side * 0.27, -0.5, 0.15, fill=s.shade(skin, 1.2), stroke=m.line(skin), width=0.035)
            eye(s, side * 0.31, -0.52, 0.095, iris=iris)
            s.circle(side * 0.07, -0.72, 0.025, fill=dark)
        for i in range(s.integer(6, 10) if mark == "spots" else 0):
            s.ellipse((-0.22, 0.2, 0.0)[i % 3] + s.uniform(-0.06, 0.06), -0.22 + 0.08 * i, s.uniform(0.04, 0.08), 0.05, fill=dark)


@drawing("class", "turtle", family=4)
def sea_turtle_swimming(s: Sketch) -> None:
    """A sea turtle from the side, swimming: long wing-like flippers raised, lowered or spread."""
    m, pattern, stroke = manner(s), s.choice(("scutes", "scutes", "ribs", "speckles")), s.choice(("up", "down", "spread"))
    skin = s.choice((s.colour(150, 0.3, 0.6), s.colour(85, 0.45, 0.6), s.colour(40, 0.4, 0.7), s.colour(190, 0.35, 0.5)))
    shell = s.choice((s.colour(30, 0.6, 0.5), s.colour(85, 0.5, 0.45), s.colour(165, 0.4, 0.38), s.colour(18, 0.55, 0.35)))
    belly, edge, line = s.colour(48, 0.3, 0.92), m.edge(skin), s.choice((s.shade(shell, 0.4), s.shade(shell, 1.6)))
    high, neck, long, spots = s.uniform(0.34, 0.56), s.uniform(-0.16, 0.1), s.uniform(0.75, 0.98), s.chance(0.6)

    def flipper(x: float, y: float, turn: float, size: float, colour: str) -> None:
        with s.moved(x=x, y=y, turn=turn, scale_x=size, scale_y=size):
            s.path("M -0.12 -0.02 C -0.2 0.3 -0.3 0.6 -0.52 0.86 C -0.2 0.84 0.16 0.5 0.18 -0.02 Z", fill=colour, stroke=edge, width=m.width)
            for k in range(4 if spots else 0):
                s.circle(-0.02 - 0.06 * k, 0.14 + 0.15 * k, 0.055, fill=s.shade(skin, 0.6))

    with s.moved(turn=s.uniform(-30, 30), scale_x=s.choice((-1, 1)) * 0.95, scale_y=0.95):
        far, near = {"up": (0, 44), "down": (-34, 8), "spread": (150, 0)}[stroke]
        with s.moved(x=0.2, scale_y=-1 if stroke == "up" else 1):
            flipper(0.05, 0.0, far + s.uniform(-14, 14), long * 0.85, s.shade(skin, 0.7))
        flipper(-0.5, 0.22, s.uniform(20, 60), 0.46, s.shade(skin, 0.75))
        s.path(limb([(0.3, 0.06), (0.55, neck * 0.7), (0.7, neck)], [0.34, 0.27, 0.24]), fill=s.shade(skin, 0.9), stroke=edge, width=m.width)
        head = [(0.5, neck - 0.1), (0.68, neck - 0.2), (0.86, neck - 0.12), (0.95, neck + 0.06), (0.84, neck + 0.13), (0.56, neck + 0.14)]
        s.path(smooth(head), fill=m.fill(s, skin), stroke=edge, width=m.width)
        s.line([(0.92, neck + 0.07), (0.74, neck + 0.05)], stroke=m.line(skin), width=0.035)
        eye(s, 0.76, neck - 0.05, 0.06)
        s.path("M -0.72 0.16 Q 0 0.5 0.46 0.08 Z", fill=belly, stroke=m.edge(belly), width=m.width)
        top, back = 0.1 - high, -0.84
        dome = f"M {back} 0.2 C -0.6 {top} 0.2 {top - 0.18} 0.48 0.08 Q 0 0.36 {back} 0.2 Z"
        s.path(dome, fill=m.fill(s, shell), stroke=m.edge(shell), width=m.width)
        if pattern == "scutes":
            for x in (-0.42, -0.08, 0.24):
                y, w, h = 0.12 - high * 0.42, 0.15, high * 0.3
                lobes = [(x - w, y + 0.02), (x - w * 0.4, y - h), (x + w * 0.5, y - h), (x + w, y), (x + w * 0.5, y + h), (x - w * 0.5, y + h)]
                s.polygon(lobes, fill=s.shade(shell, 1.25), stroke=line, width=0.035)
        elif pattern == "ribs":
            for k in (0.25, 0.55, 0.85):
                s.path(f"M {back + 0.1} 0.19 Q -0.05 {0.25 - high * k * 1.3} 0.42 0.08", stroke=line, width=0.04)
        for _ in range(9 if pattern == "speckles" else 0):
            s.circle(s.uniform(-0.55, 0.3), 0.12 - high * s.uniform(0.05, 0.6), s.uniform(0.025, 0.05), fill=line)
        s.path(f"M {back} 0.2 Q 0 0.36 0.48 0.08", stroke=s.shade(shell, 1.35), width=0.06)
        flipper(-0.42, 0.3, s.uniform(10, 70), 0.5, skin)
        flipper(0.24, 0.16, near + s.uniform(-14, 14), long, m.fill(s, skin))


@drawing("class", "snail", family=4)
def snail_above(s: Sketch) -> None:
    """A snail from above, creeping straight or in a bend, with a flat spiral or whorls that taper to one side."""
    m, whorls, bend = manner(s), s.chance(0.45), s.choice((0.0, 0.0, 1.0, -1.0)) * s.uniform(0.1, 0.28)
    skin = s.choice((s.colour(32, 0.4, 0.7), s.colour(48, 0.3, 0.8), s.colour(20, 0.35, 0.4), s.colour(75, 0.25, 0.6)))
    shell, edge, long = s.any_colour(saturation=(0.25, 0.8), value=(0.45, 0.92)), m.edge(skin), s.uniform(0.24, 0.42)
    line, big, y, spread = m.line(shell), s.uniform(0.4, 0.52), s.uniform(0.1, 0.26), s.uniform(14, 34)
    with s.moved(turn=s.choice((0, 0, 45, -45, 90, -90, 140)) + s.uniform(-20, 20), scale_x=s.choice((-1, 1)) * 0.88, scale_y=0.88):
        for side in (-1, 1):
            with s.moved(x=bend + side * 0.09, y=-0.56, turn=side * spread):
                for paint, extra in ((m.line(skin), 0.05), (skin, 0.0)):
                    s.line([(0, 0), (0, -long)], stroke=paint, width=0.06 + extra)
                s.circle(0, -long, 0.075, fill=m.line(skin))
            tip = (bend + side * 0.2, -0.72)
            s.line([(bend + side * 0.1, -0.5), tip], stroke=m.line(skin), width=0.07)
        foot = [(-bend * 0.6, 0.95), (-bend * 0.4, 0.6), (0, 0.1), (bend * 0.7, -0.3), (bend, -0.52)]
        s.path(limb(foot, [0.05, 0.28, 0.44, 0.36, 0.3]), fill=m.fill(s, skin, y=0.1), stroke=edge, width=m.width)
        if s.chance(0.5):
            s.line([(bend * 0.75, -0.3), (bend * 0.95, -0.5)], stroke=s.shade(skin, 0.7), width=0.05)
        if whorls:
            for k, (x, size) in enumerate(((-0.08, 1.0), (0.2, 0.74), (0.38, 0.5), (0.5, 0.28))):
                paint = shell if k % 2 == 0 else s.shade(shell, 1.3)
                s.ellipse(x, y + 0.04 * k, big * size * 0.82, big * size, fill=m.fill(s, paint), stroke=line, width=0.05, turn=-12)
        else:
            s.ellipse(0, y, big, big * 0.94, fill=m.fill(s, shell), stroke=line, width=0.055)
            turns, start = s.uniform(1.9, 2.7), s.uniform(-120, -60)
            if s.chance(0.5):
                s.line(spiral(0.02, y, big * 0.88, turns, start + 40), stroke=s.shade(shell, 1.5), width=0.07)
            s.line(spiral(0, y, big, turns, start), stroke=line, width=0.065)


@drawing("class", "crab", family=4)
def fiddler_crab(s: Sketch) -> None:
    """A fiddler crab from the front: eyes on long stalks, one giant claw and one tiny one, standing on bent legs."""
    m, tall, pose, box = manner(s), s.uniform(0.2, 0.44), s.choice(("up", "across", "out")), s.chance(0.5)
    coat = s.choice((s.colour(15, 0.7, 0.75), s.colour(210, 0.5, 0.6), s.colour(35, 0.5, 0.7), s.colour(345, 0.6, 0.6), s.colour(95, 0.3, 0.5)))
    claw = s.choice((s.colour(28, 0.75, 0.95), s.colour(48, 0.5, 0.95), s.colour(5, 0.7, 0.85), s.shade(coat, 1.2), coat))
    legs = s.choice((coat, s.shade(coat, 0.75), claw))
    wide, stalk, size, y = s.uniform(0.36, 0.46), s.uniform(0.26, 0.5), s.uniform(0.95, 1.25), 0.16

    def pincer(x: float, y: float, turn: float, k: float) -> None:
        with s.moved(x=x, y=y, turn=turn, scale_x=k, scale_y=k):
            data = "M 0.1 0.16 C 0.36 0.02 0.34 -0.36 0.14 -0.66 C 0.16 -0.4 0.12 -0.24 0.0 -0.16 Z"
            s.path(data, fill=s.shade(claw, 0.85), stroke=m.line(claw), width=0.05)
            data = "M 0.1 0.16 C -0.2 0.26 -0.4 -0.12 -0.12 -0.7 C -0.14 -0.44 -0.08 -0.28 0.06 -0.1 Z"
            s.path(data, fill=m.fill(s, claw), stroke=m.line(claw), width=0.05)

    with s.moved(scale_x=s.choice((-1, 1)) * 0.9, scale_y=0.95, y=0.08):
        for side in (-1, 1):
            for i in range(4):
                knee, toe = (side * (wide + 0.36 - 0.08 * i), y - tall * 0.4 + 0.12 * i), (side * (0.9 - 0.14 * i), y + 0.3 + 0.12 * i)
                for paint, extra in ((m.line(legs), 0.045), (legs, 0.0)):
                    s.line([(side * wide * 0.7, y + 0.04 * i), knee], stroke=paint, width=0.085 + extra)
                    s.line([knee, toe], stroke=paint, width=0.05 + extra)
            s.line([(side * 0.1, y), (side * s.uniform(0.09, 0.17), y - 0.2 - stalk)], stroke=m.line(coat), width=0.07)
            s.ellipse(side * 0.13, y - 0.24 - stalk, 0.075, 0.1, fill="#15120f")
            s.circle(side * 0.13 - 0.02, y - 0.28 - stalk, 0.028, fill="#ffffff")
        top, low = y - 0.24, y + s.uniform(0.24, 0.34)
        if box:
            body = f"M {-wide - 0.08} {top} Q 0 {top - 0.1} {wide + 0.08} {top} L {wide * 0.7} {low} Q 0 {low + 0.1} {-wide * 0.7} {low} Z"
            s.path(body, fill=m.fill(s, coat), stroke=m.edge(coat), width=m.width)
        else:
            s.ellipse(0, (top + low) / 2, wide, (low - top) / 2 + 0.04, fill=m.fill(s, coat), stroke=m.edge(coat), width=m.width)
        s.path(f"M -0.14 {low - 0.12} Q 0 {low - s.uniform(0.02, 0.16)} 0.14 {low - 0.12}", stroke=s.shade(coat, 0.45), width=0.045)
        for _ in range(s.choice((0, 5))):
            s.circle(s.uniform(-0.24, 0.24), y + s.uniform(-0.14, 0.05), 0.035, fill=s.shade(coat, 1.55))
        elbow, hand, turn = {
            "up": ((0.66, 0.26), (0.58, -0.04), -14),
            "across": ((0.6, 0.44), (0.34, 0.48), -74),
            "out": ((0.56, 0.22), (0.5, 0.02), 18),
        }[pose]
        for paint, extra in ((m.line(coat), 0.06), (coat, 0.0)):
            s.line([(wide * 0.75, y + 0.1), elbow, hand], stroke=paint, width=0.14 + extra)
            s.line([(-wide * 0.75, y + 0.12), (-wide - 0.1, y + 0.2), (-wide - 0.02, y + 0.02)], stroke=paint, width=0.075 + extra)
        pincer(-wide - 0.02, y + 0.02, s.uniform(-30, 10), 0.32)
        pincer(*hand, turn + s.uniform(-8, 8), size)


@drawing("class", "mushroom", family=4)
def mushroom_cluster(s: Sketch) -> None:
    """A cluster of two to five slim mushrooms from the side, with bells, domes, cones or upturned caps."""
    m, shape, count = manner(s), s.choice(("bell", "dome", "cone", "funnel")), s.integer(2, 5)
    cap = s.choice((s.colour(28, 0.65, 0.65), s.colour(42, 0.5, 0.85), s.colour(18, 0.5, 0.45), s.colour(35, 0.15, 0.8), s.any_colour()))
    stem = s.choice((s.colour(42, 0.15, 0.92), s.colour(35, 0.4, 0.75), s.colour(30, 0.1, 0.8)))
    thick, ring, ribs, size = s.uniform(0.08, 0.15), s.chance(0.35), s.chance(0.5), (0.0, 0.0, 1.0, 0.86, 0.72, 0.66)[count]
    spots = {2: ((-0.34, -0.1), (0.3, 0.3)), 3: ((0.06, -0.3), (-0.5, 0.12), (0.54, 0.26))}.get(
        count, ((-0.3, -0.42), (0.36, -0.3), (-0.62, 0.12), (0.6, 0.22), (-0.02, 0.2))[:count]
    )
    with s.moved(y=-0.05, scale_x=s.choice((-1, 1)) * s.uniform(0.82, 0.92), scale_y=0.92, turn=s.uniform(-6, 6)):
        for spot_x, spot_y in spots:
            x, y, k = spot_x + s.uniform(-0.06, 0.06), spot_y + s.uniform(-0.08, 0.08), size * s.uniform(0.85, 1.12)
            w, h = 0.44 * k, k * {"bell": 0.52, "dome": 0.36, "cone": 0.5, "funnel": 0.16}[shape]
            path = [(x, y), (x * 0.75, y * 0.5 + 0.4), (x * 0.32, 0.84)]
            s.path(limb(path, [thick * 1.6, thick * 1.5, thick * 2.2]), fill=m.fill(s, stem, x=0.3), stroke=m.line(stem), width=m.width)
            if ring:
                s.ellipse(x * 0.92, y + 0.2, thick * 1.4, 0.05, fill=s.shade(stem, 1.3), stroke=m.line(stem), width=0.035)
            with s.moved(x=x, y=y, turn=x * 22):
                under = s.shade(stem, 0.7)
                if shape == "funnel":
                    cone = f"M {-w} {-h} Q {-0.1 * k} 0 {-0.08 * k} {0.24 * k} L {0.08 * k} {0.24 * k} Q {0.1 * k} 0 {w} {-h} Z"
                    s.path(cone, fill=under, stroke=m.line(stem), width=0.035)
                    for dx in (-0.5, 0.0, 0.5) if ribs else ():
                        s.line([(dx * w * 1.2, -h * 0.8), (dx * 0.06, 0.2 * k)], stroke=s.shade(stem, 0.45), width=0.03)
                    s.ellipse(0, -h, w, 0.13 * k, fill=m.fill(s, cap), stroke=m.line(cap), width=m.width)
                    continue
                s.ellipse(0, 0.02, w * 0.94, 0.1 * k, fill=under, stroke=m.line(stem), width=0.035)
                curve = {
                    "bell": f"M {-w} {0.06 * k} C {-w * 0.6} {-h * 0.3} {-w * 0.8} {-h} 0 {-h} C {w * 0.8} {-h} {w * 0.6} {-h * 0.3} {w} {0.06 * k}",
                    "dome": f"M {-w} 0 C {-w} {-h * 1.3} {w} {-h * 1.3} {w} 0",
                    "cone": f"M {-w} 0.02 Q {-w * 0.5} {-h * 0.5} 0 {-h * 1.1} Q {w * 0.5} {-h * 0.5} {w} 0.02",
                }[shape]
                s.path(curve + f" Q 0 {0.1 * k} {-w} {0.02 * k} Z", fill=m.fill(s, cap), stroke=m.line(cap), width=m.width)
                for dx in (-0.6, -0.2, 0.2, 0.6) if ribs else ():
                    s.line([(dx * w * 0.5, -h * 0.45), (dx * w * 1.15, -0.01)], stroke=s.shade(cap, 0.65), width=0.032)
