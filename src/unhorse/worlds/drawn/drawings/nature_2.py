"""Drawings of shelled creatures: snail, turtle, crab."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def spiral(x: float, y: float, radius: float, turns: float, start: float, squeeze: float = 1) -> list[Point]:
    """Points of a spiral that starts on the rim at `start` degrees and winds inwards."""
    steps = int(turns * 20)
    points = []
    for i in range(steps + 1):
        angle, r = math.radians(start) + 2 * math.pi * turns * i / steps, radius * (1 - 0.92 * i / steps)
        points.append((x + r * squeeze * math.cos(angle), y + r * math.sin(angle)))
    return points


@drawing("class", "snail", family=1)
def snail_side(s: Sketch) -> None:
    """A snail from the side, crawling."""
    skin = s.colour(s.choice((30, 40, 55, 20)), 0.4, 0.72, saturation_jitter=0.2)
    shell = s.any_colour(saturation=(0.3, 0.8), value=(0.5, 0.9))
    edge, line = s.shade(skin, 0.5), s.shade(shell, 0.4)
    big, reach, neck = s.uniform(0.48, 0.58), s.uniform(0.04, 0.14), s.uniform(-0.12, 0.1)
    with s.moved(scale_x=s.choice((-1, 1))):
        for dx in (-0.06, 0.16):
            top = neck - s.uniform(0.4, 0.5)
            s.line([(0.66 + dx * 0.4, neck + 0.1), (0.68 + dx * 1.1 + reach * 0.6, top)], stroke=edge, width=0.095)
            s.line([(0.66 + dx * 0.4, neck + 0.1), (0.68 + dx * 1.1 + reach * 0.6, top)], stroke=skin, width=0.05)
            s.circle(0.68 + dx * 1.1 + reach * 0.6, top, 0.07, fill=edge)
        s.path(
            f"M -0.92 0.76 Q -0.6 0.5 -0.2 0.46 L 0.3 0.46 C 0.5 0.44 0.44 {neck + 0.2} 0.52 {neck} "
            f"C 0.6 {neck - 0.16} 0.9 {neck - 0.1} 0.9 {neck + 0.12} "
            f"C 0.92 0.45 0.8 0.78 0.5 0.78 Z",
            fill=s.linear_gradient(s.shade(skin, 1.25), skin, s.shade(skin, 0.8)),
            stroke=edge,
            width=0.045,
        )
        x, y = -0.14, 0.56 - big * 0.92
        s.circle(x, y, big, fill=s.radial_gradient(s.shade(shell, 1.5), shell, s.shade(shell, 0.65)), stroke=line, width=0.06)
        s.line(spiral(x, y, big, s.uniform(2, 2.6), s.uniform(20, 80)), stroke=line, width=0.07)
        s.path(f"M 0.74 {neck + 0.26} Q 0.82 {neck + 0.28} 0.87 {neck + 0.2}", stroke=edge, width=0.04)


@drawing("class", "turtle", family=1)
def turtle_above(s: Sketch) -> None:
    """A turtle from above, its head and four legs stretched out."""
    skin = s.colour(s.choice((95, 120, 65, 40)), 0.5, 0.6, saturation_jitter=0.2)
    shell = s.colour(s.choice((30, 95, 60, 140, 20)), 0.55, 0.48, saturation_jitter=0.2)
    edge, line = s.shade(skin, 0.5), s.shade(shell, 0.45)
    wide, long, splay = s.uniform(0.46, 0.58), s.uniform(0.56, 0.64), s.uniform(-16, 16)
    with s.moved(turn=s.uniform(-50, 50), scale_x=0.95, scale_y=0.95):
        s.polygon([(-0.07, 0.6), (0.07, 0.6), (s.uniform(-0.08, 0.08), 0.95)], fill=skin, stroke=edge, width=0.04)
        for side in (-1, 1):
            s.ellipse(side * (wide + 0.1), -0.34, 0.15, 0.28, fill=skin, stroke=edge, width=0.04, turn=side * (55 + splay))
            s.ellipse(side * (wide + 0.04), 0.46, 0.13, 0.24, fill=skin, stroke=edge, width=0.04, turn=side * (125 + splay))
        s.ellipse(0, -0.7, 0.19, 0.25, fill=s.linear_gradient(s.shade(skin, 1.2), skin), stroke=edge, width=0.04)
        for side in (-1, 1):
            s.circle(side * 0.11, -0.78, 0.045, fill="#14140f")
        s.ellipse(0, 0.06, wide, long, fill=s.shade(shell, 1.3), stroke=line, width=0.06)
        inner = s.radial_gradient(s.shade(shell, 1.35), shell, s.shade(shell, 0.75))
        s.ellipse(0, 0.06, wide - 0.09, long - 0.09, fill=inner, stroke=line, width=0.045)
        w, h, column = wide * 0.38, long * 0.27, [0.06 - long * 0.52, 0.06, 0.06 + long * 0.52]
        for y in column:
            scute = [(-w, y), (-w * 0.55, y - h), (w * 0.55, y - h), (w, y), (w * 0.55, y + h), (-w * 0.55, y + h)]
            s.polygon(scute, fill=s.shade(shell, 1.2), stroke=line, width=0.045)
        for side in (-1, 1):
            for y in (0.06 - long * 0.26, 0.06 + long * 0.26):
                s.line([(side * w * 0.8, y), (side * wide * 0.86, y)], stroke=line, width=0.045)


@drawing("class", "crab", family=1)
def crab_front(s: Sketch) -> None:
    """A crab from the front, its claws raised."""
    coat = s.colour(s.choice((8, 8, 18, 30, 345, 200)), 0.75, 0.8, hue_jitter=9, saturation_jitter=0.2)
    edge = s.shade(coat, 0.45)
    wide, tall, claw, lift = s.uniform(0.46, 0.56), s.uniform(0.28, 0.36), s.uniform(0.8, 0.98), s.uniform(-0.08, 0.1)
    stalk, gape, pairs = s.uniform(0.14, 0.26), s.uniform(-12, 10), s.integer(3, 4)
    fill = s.radial_gradient(s.shade(coat, 1.4), coat, s.shade(coat, 0.75))
    for side in (-1, 1):
        with s.moved(scale_x=side):
            for i in range(pairs):
                y, out = 0.16 + 0.13 * i, 0.9 - 0.12 * i
                s.line([(wide * 0.7, y), (out - 0.12, y - 0.08), (out, y + 0.24)], stroke=edge, width=0.1)
                s.line([(wide * 0.7, y), (out - 0.12, y - 0.08), (out, y + 0.24)], stroke=coat, width=0.05)
            s.line([(wide * 0.75, 0.1), (0.78, -0.02 + lift), (0.72, -0.25 + lift)], stroke=edge, width=0.19)
            s.line([(wide * 0.75, 0.1), (0.78, -0.02 + lift), (0.72, -0.25 + lift)], stroke=coat, width=0.12)
            with s.moved(x=0.66, y=-0.3 + lift, turn=gape, scale_x=claw, scale_y=claw):
                s.path(
                    "M 0 0.1 C 0.34 0.05 0.32 -0.4 0.02 -0.52 C 0.12 -0.36 0.1 -0.28 0.02 -0.18 "
                    "C -0.04 -0.28 -0.12 -0.34 -0.2 -0.38 C -0.26 -0.1 -0.2 0.06 0 0.1 Z",
                    fill=fill,
                    stroke=edge,
                    width=0.045,
                )
            s.line([(0.14, 0), (0.17, -tall - stalk + 0.15)], stroke=edge, width=0.08)
            s.circle(0.17, -tall - stalk + 0.15, 0.09, fill="#ffffff", stroke=edge, width=0.03)
            s.circle(0.16, -tall - stalk + 0.15, 0.05, fill="#101014")
    s.ellipse(0, 0.22, wide, tall, fill=fill, stroke=edge, width=0.05)
    s.path(f"M -0.16 0.34 Q 0 {s.uniform(0.36, 0.48)} 0.16 0.34", stroke=edge, width=0.05)


@drawing("class", "snail", family=2)
def snail_quarter(s: Sketch) -> None:
    """A snail in three quarters, its head towards the viewer before its shell."""
    skin = s.colour(s.choice((30, 40, 55, 20, 75)), 0.35, 0.75, saturation_jitter=0.2)
    shell, edge = s.any_colour(saturation=(0.3, 0.8), value=(0.45, 0.9)), s.shade(skin, 0.5)
    line, big, lean = s.shade(shell, 0.4), s.uniform(0.54, 0.62), s.uniform(-12, 14)
    x, y = s.uniform(-0.3, -0.2), s.uniform(-0.24, -0.14)
    with s.moved(scale_x=s.choice((-1, 1))):
        s.path(
            "M -0.9 0.66 Q -0.7 0.36 -0.2 0.4 L 0.5 0.5 Q 0.8 0.86 0.4 0.9 L -0.3 0.82 Q -0.7 0.84 -0.9 0.66 Z",
            fill=s.shade(skin, 0.85),
            stroke=edge,
            width=0.045,
        )
        with s.moved(x=x, y=y, turn=-20):
            s.ellipse(0, 0, big * 0.92, big, fill=s.radial_gradient(s.shade(shell, 1.5), shell, s.shade(shell, 0.6)), stroke=line, width=0.06)
            s.line(spiral(-0.04, -0.02, big * 0.98, s.uniform(2, 2.5), s.uniform(60, 110), 0.9), stroke=line, width=0.07)
        with s.moved(x=0.36, y=0.42, turn=lean):
            for side in (-1, 1):
                tip = (side * s.uniform(0.24, 0.34), -s.uniform(0.78, 0.95))
                s.line([(side * 0.12, -0.16), tip], stroke=edge, width=0.11)
                s.line([(side * 0.12, -0.16), tip], stroke=skin, width=0.06)
                s.circle(*tip, 0.09, fill="#ffffff", stroke=edge, width=0.035)
                s.circle(*tip, 0.045, fill="#17130f")
            s.path(
                "M -0.3 -0.1 C -0.32 -0.46 0.32 -0.46 0.3 -0.1 C 0.28 0.12 0.22 0.2 0.3 0.44 Q 0 0.58 -0.34 0.44 C -0.24 0.2 -0.28 0.12 -0.3 -0.1 Z",
                fill=s.linear_gradient(s.shade(skin, 1.3), skin, s.shade(skin, 0.85)),
                stroke=edge,
                width=0.045,
            )
            s.path("M -0.14 -0.02 Q 0 0.12 0.14 -0.02", stroke=edge, width=0.045)
            for side in (-1, 1):
                s.ellipse(side * 0.16, -0.12, 0.05, 0.035, fill=s.shade(skin, 0.8))


@drawing("class", "turtle", family=2)
def tortoise_side(s: Sketch) -> None:
    """A tortoise from the side, walking under a high domed shell."""
    skin = s.colour(s.choice((95, 120, 65, 40, 30)), 0.45, 0.62, saturation_jitter=0.2)
    shell = s.colour(s.choice((30, 95, 60, 20, 40)), 0.55, 0.5, saturation_jitter=0.2)
    edge, line = s.shade(skin, 0.5), s.shade(shell, 0.42)
    high, wide, neck, head = s.uniform(0.72, 0.98), s.uniform(0.6, 0.68), s.uniform(-0.24, 0.12), s.uniform(0.17, 0.22)
    rim, mid = 0.4, s.uniform(-0.18, 0.0)
    top = rim - high
    with s.moved(scale_x=0.9 * s.choice((-1, 1)), scale_y=0.92, y=s.uniform(-0.08, 0)):
        s.polygon([(mid - wide + 0.1, 0.36), (mid - wide + 0.1, 0.54), (-0.92, 0.6)], fill=skin, stroke=edge, width=0.04)
        for x, swing in ((-0.28, -14), (0.44, 10), (-0.46, 8), (0.26, -12)):
            s.rectangle(
                mid + x,
                0.62,
                0.24,
                0.5,
                corner=0.1,
                fill=s.shade(skin, 0.75 if x in (-0.28, 0.44) else 1),
                stroke=edge,
                width=0.045,
                turn=swing * s.uniform(0.2, 1),
            )
        s.path(
            f"M {mid + wide - 0.16} 0.26 Q 0.62 {neck + 0.12} 0.64 {neck - 0.05} L 0.9 {neck + 0.1} Q 0.78 0.5 {mid + wide - 0.16} 0.52 Z",
            fill=skin,
            stroke=edge,
            width=0.045,
        )
        s.ellipse(0.79, neck, head + 0.03, head * 0.86, fill=s.radial_gradient(s.shade(skin, 1.25), skin), stroke=edge, width=0.045)
        s.circle(0.84, neck - 0.05, 0.05, fill="#14140f")
        s.line([(0.86, neck + 0.09), (0.97, neck + 0.05)], stroke=edge, width=0.035)
        s.path(
            f"M {mid - wide} {rim} C {mid - wide} {top + 0.2} {mid - wide * 0.5} {top} {mid} {top} "
            f"C {mid + wide * 0.5} {top} {mid + wide} {top + 0.2} {mid + wide} {rim} Z",
            fill=s.radial_gradient(s.shade(shell, 1.45), shell, s.shade(shell, 0.7)),
            stroke=line,
            width=0.055,
        )
        low, ridge, half = rim - high * 0.3, rim - high * 0.72, wide * 0.3
        s.polygon(
            [(mid - half, low), (mid - half * 0.75, ridge), (mid + half * 0.75, ridge), (mid + half, low)],
            fill=s.shade(shell, 1.2),
            stroke=line,
            width=0.045,
        )
        for side in (-1, 1):
            s.line([(mid + side * half, low), (mid + side * wide * 0.92, low)], stroke=line, width=0.045)
            s.line([(mid + side * half * 0.75, ridge), (mid + side * wide * 0.66, ridge + 0.02)], stroke=line, width=0.045)
            s.line([(mid + side * half, low), (mid + side * half * 1.15, rim)], stroke=line, width=0.045)
            s.line([(mid + side * half * 0.7, ridge), (mid + side * half * 0.4, top + 0.02)], stroke=line, width=0.045)
        s.rectangle(mid, rim, wide * 2 + 0.08, 0.14, corner=0.07, fill=s.shade(shell, 1.25), stroke=line, width=0.045)


@drawing("class", "crab", family=2)
def crab_above(s: Sketch) -> None:
    """A crab with a spiny shell from above, its legs spread and its claws before it."""
    coat = s.colour(s.choice((8, 18, 30, 345, 200, 90)), 0.65, 0.7, hue_jitter=9, saturation_jitter=0.2)
    edge, limb = s.shade(coat, 0.42), s.choice((coat, s.shade(coat, 1.3), s.colour(200, 0.6, 0.75), s.colour(10, 0.75, 0.8)))
    wide, spread, close, claw = s.uniform(0.5, 0.6), s.uniform(-8, 12), s.uniform(-14, 22), s.uniform(0.9, 1.15)
    with s.moved(turn=s.uniform(-35, 35), scale_x=0.9, scale_y=0.9, y=0.05):
        for side in (-1, 1):
            with s.moved(scale_x=side):
                for i in range(4):
                    with s.moved(x=wide * 0.66 - 0.05 * i, y=0.08 + 0.09 * i, turn=-22 + 26 * i + spread):
                        for paint, extra in ((edge, 0.05), (limb, 0)):
                            s.line([(0, 0), (0.32, -0.06)], stroke=paint, width=0.09 + extra)
                            s.line([(0.32, -0.06), (0.56, 0.1)], stroke=paint, width=0.045 + extra)
                for paint, extra in ((edge, 0.06), (limb, 0)):
                    s.line([(wide * 0.6, -0.12), (0.72, -0.34), (0.6, -0.52)], stroke=paint, width=0.13 + extra)
                with s.moved(x=0.6, y=-0.5, turn=-20 + close, scale_x=claw, scale_y=claw):
                    s.path(
                        "M 0.08 0.08 C 0.26 -0.06 0.24 -0.36 -0.06 -0.5 C -0.02 -0.36 0 -0.28 -0.02 -0.2 C -0.1 -0.24 -0.18 -0.26 -0.26 -0.26 "
                        "C -0.22 -0.08 -0.12 0.1 0.08 0.08 Z",
                        fill=s.linear_gradient(s.shade(limb, 1.3), limb),
                        stroke=edge,
                        width=0.045,
                    )
                s.circle(0.12, -0.24, 0.06, fill="#121216")
        outline = [(0.0, -0.24), (0.22, -0.24), (wide * 0.8, -0.16), (wide * 0.86, -0.08), (wide + 0.16, 0.0), (wide * 0.82, 0.16), (0.26, 0.44)]
        s.polygon(
            outline + [(-x, y) for x, y in reversed(outline)],
            fill=s.radial_gradient(s.shade(coat, 1.35), coat, s.shade(coat, 0.7)),
            stroke=edge,
            width=0.055,
        )
        s.path("M -0.3 0.0 Q -0.14 0.12 -0.12 0.28 M 0.3 0.0 Q 0.14 0.12 0.12 0.28", stroke=s.shade(coat, 0.65), width=0.045)
        for x, y in ((-0.16, -0.1), (0.16, -0.1), (0.0, 0.02)):
            s.circle(x, y, 0.04, fill=s.shade(coat, 1.5))
