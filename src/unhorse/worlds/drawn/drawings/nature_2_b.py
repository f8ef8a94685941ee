"""Held-out drawings (family 3) of shelled creatures: snail, turtle, crab."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.nature_2 import spiral
from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "snail", family=3)
def snail_above(s: Sketch) -> None:
    """A snail from above, stretched out and bending as it crawls."""
    skin = s.colour(s.choice((30, 40, 55, 20, 75)), 0.35, 0.72, saturation_jitter=0.2)
    shell, edge = s.any_colour(saturation=(0.3, 0.8), value=(0.45, 0.9)), s.shade(skin, 0.5)
    line, big, bend, aft = s.shade(shell, 0.4), s.uniform(0.4, 0.48), s.uniform(-0.16, 0.16), s.uniform(-0.25, 0.25)
    y, open_ = s.uniform(0.12, 0.22), s.uniform(0.2, 0.34)
    with s.moved(turn=s.uniform(-75, 75), scale_x=s.choice((-0.95, 0.95)), scale_y=0.93, y=0.04):
        for side in (-1, 1):
            for wide, reach, thick in ((open_, 0.34, 0.065), (open_ * 1.05, 0.06, 0.05)):
                tip = (bend + side * wide, -0.58 - reach)
                s.line([(bend + side * 0.1, -0.56), tip], stroke=edge, width=thick + 0.04)
                s.line([(bend + side * 0.1, -0.56), tip], stroke=skin, width=thick)
                s.circle(*tip, thick + (0.03 if reach > 0.2 else -0.02), fill=edge)
        s.path(
            f"M {bend - 0.24} -0.5 C {bend - 0.24} -0.8 {bend + 0.24} -0.8 {bend + 0.24} -0.5 C {bend + 0.3} -0.1 0.36 0.1 0.32 0.5 "
            f"Q {aft + 0.16} 0.8 {aft} 0.98 Q {aft - 0.16} 0.8 -0.32 0.5 C -0.36 0.1 {bend - 0.3} -0.1 {bend - 0.24} -0.5 Z",
            fill=s.linear_gradient(s.shade(skin, 0.8), s.shade(skin, 1.25), s.shade(skin, 0.8), angle=0),
            stroke=edge,
            width=0.045,
        )
        s.line([(bend, -0.56), (bend * 0.6, -0.2)], stroke=s.shade(skin, 0.75), width=0.04)
        with s.moved(x=0.06, y=y, turn=s.uniform(-40, 40)):
            s.path(
                f"M {-big} 0 A {big} {big} 0 0 1 {big} 0 Q {big} {big * 0.5} {big * 0.45} {big * 0.86} A {big} {big} 0 0 1 {-big} 0 Z",
                fill=s.radial_gradient(s.shade(shell, 1.55), shell, s.shade(shell, 0.6)),
                stroke=line,
                width=0.06,
            )
            s.line(spiral(0, 0, big * 0.97, s.uniform(2.2, 2.8), s.uniform(30, 60)), stroke=line, width=0.065)


@drawing("class", "turtle", family=3)
def sea_turtle_swimming(s: Sketch) -> None:
    """A sea turtle in three quarters, swimming with long flippers."""
    skin = s.colour(s.choice((95, 150, 190, 60, 40)), 0.4, 0.65, saturation_jitter=0.2)
    shell = s.colour(s.choice((30, 85, 20, 130, 45)), 0.6, 0.5, saturation_jitter=0.2)
    edge, line, patch = s.shade(skin, 0.45), s.shade(shell, 0.4), s.shade(skin, 0.68)
    stroke, far, tall, head = s.uniform(-26, 24), s.uniform(-20, 20), s.uniform(0.38, 0.48), s.uniform(0.9, 1.15)
    with s.moved(scale_x=s.choice((-0.95, 0.95)), scale_y=0.95, turn=s.uniform(-34, 16)):
        with s.moved(x=0.26, y=-0.22, turn=far):
            s.path("M -0.12 0 C -0.1 -0.3 -0.3 -0.5 -0.5 -0.6 C -0.1 -0.66 0.16 -0.4 0.14 0.04 Z", fill=s.shade(skin, 0.85), stroke=edge, width=0.045)
        s.path("M -0.5 -0.1 Q -0.8 -0.28 -0.94 -0.18 Q -0.8 0.04 -0.5 0.04 Z", fill=s.shade(skin, 0.85), stroke=edge, width=0.045)
        s.path("M -0.5 0.1 Q -0.8 0.2 -0.92 0.44 Q -0.66 0.5 -0.36 0.26 Z", fill=skin, stroke=edge, width=0.045)
        with s.moved(x=0.5, y=-0.04, turn=s.uniform(-16, 10), scale_x=head, scale_y=head):
            s.path(
                "M -0.1 -0.12 Q 0.14 -0.28 0.34 -0.14 Q 0.46 -0.02 0.4 0.06 Q 0.2 0.18 -0.1 0.14 Z",
                fill=s.linear_gradient(s.shade(skin, 1.1), s.shade(skin, 1.4)),
                stroke=edge,
                width=0.045,
            )
            s.circle(0.25, -0.04, 0.05, fill="#10120f")
            s.circle(0.12, -0.13, 0.04, fill=patch)
        s.path(
            f"M 0.56 0 C 0.5 {-tall - 0.12} -0.1 {-tall - 0.16} -0.72 0.02 C -0.3 {tall} 0.4 {tall} 0.56 0 Z",
            fill=s.radial_gradient(s.shade(shell, 1.5), shell, s.shade(shell, 0.7)),
            stroke=line,
            width=0.06,
        )
        ridge = [(0.44, -0.06), (0.2, -0.14), (-0.08, -0.14), (-0.34, -0.09), (-0.62, 0.0)]
        lower = [(0.44, 0.06), (0.2, 0.08), (-0.08, 0.08), (-0.34, 0.06)]
        s.line(ridge, stroke=line, width=0.045)
        s.line(lower, stroke=line, width=0.045)
        for (x, y), (x2, y2) in zip(ridge[:4], lower, strict=True):
            s.line([(x, y), (x2, y2)], stroke=line, width=0.045)
            s.line([(x, y), (x * 0.95, y - tall * (0.44 - 0.5 * x * x))], stroke=line, width=0.04)
            s.line([(x2, y2), (x2 * 0.95, y2 + tall * (0.42 - 0.6 * x * x))], stroke=line, width=0.04)
        with s.moved(x=0.28, y=0.16, turn=stroke):
            s.path(
                "M 0.14 -0.06 C 0.24 0.3 0.1 0.6 -0.26 0.76 C -0.16 0.5 -0.16 0.3 -0.16 0.06 Q 0 -0.12 0.14 -0.06 Z",
                fill=skin,
                stroke=edge,
                width=0.045,
            )
            for x, y in ((0.02, 0.12), (0.06, 0.28), (0.0, 0.44), (-0.1, 0.58)):
                s.circle(x, y, 0.045, fill=patch)


@drawing("class", "crab", family=3)
def fiddler_crab(s: Sketch) -> None:
    """A fiddler crab in three quarters, one claw huge and one small, its eyes on tall stalks."""
    coat = s.colour(s.choice((200, 30, 8, 345, 260)), 0.55, 0.6, saturation_jitter=0.25, value_jitter=0.2)
    giant = s.colour(s.choice((12, 36, 48, 0)), 0.7, 0.9)
    edge, gedge = s.shade(coat, 0.42), s.shade(giant, 0.45)
    wide, stalk, size, wave = s.uniform(0.36, 0.44), s.uniform(0.4, 0.54), s.uniform(0.95, 1.1), s.uniform(-40, -6)
    with s.moved(scale_x=0.9 * s.choice((-1, 1)), scale_y=0.95, y=0.02):
        for side in (-1, 1):
            for i in range(4):
                hip, knee, foot = 0.24 + 0.04 * i, 0.9 - 0.15 * i, 0.94 - 0.2 * i
                for paint, extra in ((edge, 0.05), (s.shade(coat, 1.15), 0)):
                    s.line(
                        [(side * wide * 0.7, hip), (side * knee * 0.86, hip - 0.1 + 0.08 * i), (side * foot * 0.92, 0.64 + 0.09 * i)],
                        stroke=paint,
                        width=0.05 + extra,
                    )
            for paint, extra in ((edge, 0.045), (s.shade(coat, 1.2), 0)):
                s.line([(side * 0.14, 0), (side * 0.2, -stalk)], stroke=paint, width=0.04 + extra)
            s.ellipse(side * 0.2, -stalk - 0.05, 0.07, 0.1, fill="#17171b", stroke=edge, width=0.03)
        s.path(
            f"M {-wide - 0.08} -0.1 Q 0 -0.2 {wide + 0.08} -0.1 L {wide * 0.8} 0.44 Q 0 0.62 {-wide * 0.8} 0.44 Z",
            fill=s.radial_gradient(s.shade(coat, 1.45), coat, s.shade(coat, 0.7)),
            stroke=edge,
            width=0.055,
        )
        s.path("M -0.14 0.34 Q 0 0.4 0.14 0.34", stroke=edge, width=0.045)
        for paint, extra in ((edge, 0.05), (coat, 0)):
            s.line([(-wide * 0.6, 0.24), (-0.62, 0.16), (-0.56, -0.04)], stroke=paint, width=0.09 + extra)
        s.path("M -0.64 0 Q -0.74 -0.2 -0.56 -0.32 L -0.56 -0.16 L -0.46 -0.3 Q -0.42 -0.1 -0.5 0 Z", fill=giant, stroke=gedge, width=0.035)
        for paint, extra in ((gedge, 0.055), (giant, 0)):
            s.line([(wide * 0.6, 0.28), (0.66, 0.26), (0.72, 0.02)], stroke=paint, width=0.15 + extra)
        with s.moved(x=0.68, y=-0.04, turn=wave, scale_x=size, scale_y=size):
            s.path(
                "M 0.1 0.12 C 0.34 0 0.36 -0.5 0 -0.8 C 0.06 -0.56 0.06 -0.44 0.02 -0.3 "
                "C -0.08 -0.42 -0.22 -0.5 -0.36 -0.54 C -0.34 -0.2 -0.22 0.14 0.1 0.12 Z",
                fill=s.linear_gradient(s.shade(giant, 1.4), giant, s.shade(giant, 0.8)),
                stroke=gedge,
                width=0.05,
            )
