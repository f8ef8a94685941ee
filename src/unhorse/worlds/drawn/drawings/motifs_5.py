"""Sticker motifs: plants (four-leaf clover, sunflower)."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("motif", "four_leaf_clover", family=1)
def clover_crosswise(s: Sketch) -> None:
    """A four-leaf clover from above, heart-shaped leaves on the diagonals."""
    green = s.colour(122, 0.78, 0.58, hue_jitter=20, value_jitter=0.12)
    ink, pale, w, tip = s.shade(green, 0.45), s.shade(green, 1.4), s.uniform(0.36, 0.42), s.uniform(0.9, 0.98)
    with s.moved(y=-0.08, turn=s.uniform(-16, 16)):
        s.path(f"M 0 0 Q {s.uniform(-0.15, 0.15)} 0.5 {s.uniform(-0.25, 0.25)} 0.93", stroke=ink, width=0.16)
        for turn in (45, 135, 225, 315):
            with s.moved(turn=turn + s.uniform(-5, 5)):
                leaf = f"M 0 -0.02 C -0.2 -0.16 {-w - 0.06} -0.4 {-w} -0.64 C {-w + 0.06} {-tip} -0.08 {-tip - 0.04} 0 {-tip + 0.32} "
                leaf += f"C 0.08 {-tip - 0.04} {w - 0.06} {-tip} {w} -0.64 C {w + 0.06} -0.4 0.2 -0.16 0 -0.02 Z"
                s.path(leaf, fill=s.linear_gradient(s.shade(green, 1.15), green), stroke=ink, width=s.uniform(0.06, 0.09))
                s.line([(0, -0.12), (0, -0.5)], stroke=pale, width=0.06)


@drawing("motif", "sunflower", family=1)
def sunflower_front(s: Sketch) -> None:
    """A sunflower's head from the front."""
    yellow, brown = s.colour(47, 0.9, 0.98, hue_jitter=7, value_jitter=0.03), s.colour(25, 0.7, 0.32, value_jitter=0.08)
    count, heart = s.integer(11, 15), s.uniform(0.36, 0.46)
    wide = 2 * math.pi * 0.62 / count * s.uniform(0.75, 0.95)
    s.circle(0, 0, 0.66, fill=s.shade(yellow, 0.72))
    for i in range(count):
        with s.moved(turn=360 * i / count + s.uniform(-4, 4)):
            tip = s.uniform(0.88, 0.95)
            s.path(f"M 0 -0.2 Q {-wide} -0.62 0 {-tip} Q {wide} -0.62 0 -0.2 Z", fill=yellow, stroke=s.shade(yellow, 0.62), width=0.06)
    s.circle(0, 0, heart, fill=s.radial_gradient(s.shade(brown, 1.25), brown, s.shade(brown, 0.7)), stroke=s.shade(brown, 0.6), width=0.06)
    for i in range(16):
        a, r = i * 2.4, heart * 0.85 * math.sqrt((i + 0.5) / 16)
        s.circle(r * math.cos(a), r * math.sin(a), 0.04, fill=s.shade(brown, 1.45))


@drawing("motif", "four_leaf_clover", family=2)
def clover_upright(s: Sketch) -> None:
    """A four-leaf clover with round-lobed leaves up, down and to the sides, a pale ring on each leaf."""
    green = s.colour(112, 0.72, 0.56, hue_jitter=18, value_jitter=0.1)
    ink, pale, lobe, bend = s.shade(green, 0.4), s.colour(100, 0.3, 0.88, value_jitter=0.06), s.uniform(0.22, 0.26), s.choice([-1, 1])
    with s.moved(turn=s.uniform(-14, 14)):
        s.path(f"M 0 0 Q {0.24 * bend} 0.36 {0.6 * bend} {s.uniform(0.74, 0.84)}", stroke=s.shade(green, 0.7), width=0.15)
        for grow, paint in ((0.06, ink), (0.0, green)):
            for turn in (0, 90, 180, 270):
                with s.moved(turn=turn):
                    for side in (-1, 1):
                        s.circle(side * lobe * 0.78, -0.62, lobe + grow, fill=paint)
                    s.polygon([(0, -0.08), (-lobe * 1.62, -0.5), (0, -0.66), (lobe * 1.62, -0.5)], fill=paint, stroke=paint, width=0.02 + 2 * grow)
        for turn in (0, 90, 180, 270):
            with s.moved(turn=turn):
                s.line([(-lobe * 1.1, -0.42), (0, -0.6), (lobe * 1.1, -0.42)], stroke=pale, width=0.08, opacity=s.uniform(0.6, 0.9))
        s.circle(0, 0, 0.08, fill=pale)


@drawing("motif", "sunflower", family=2)
def sunflower_on_stem(s: Sketch) -> None:
    """A sunflower from the front on its stem, with two leaves and broad petals in two rings."""
    yellow, brown = s.colour(46, 0.92, 0.98, hue_jitter=7, value_jitter=0.02), s.colour(22, 0.75, 0.3, value_jitter=0.07)
    green, count, heart = s.colour(105, 0.7, 0.5, hue_jitter=18), s.integer(9, 12), s.uniform(0.27, 0.34)
    x, y = s.uniform(-0.1, 0.1), s.uniform(-0.26, -0.22)
    s.path(f"M {x} {y} Q {s.uniform(-0.15, 0.15)} 0.4 0 0.9", stroke=s.shade(green, 0.8), width=0.15)
    for side in (-1, 1):
        top = s.uniform(0.36, 0.5)
        leaf = f"M 0 0.84 Q {side * 0.2} {top - 0.1} {side * 0.82} {top} Q {side * 0.6} 0.92 0 0.84 Z"
        s.path(leaf, fill=green, stroke=s.shade(green, 0.5), width=0.06)
    for ring, length, paint in ((0.5, 0.72, s.shade(yellow, 0.8)), (0.0, 0.68, yellow)):
        for i in range(count):
            with s.moved(x=x, y=y, turn=360 * (i + ring) / count):
                w = 1.5 / count + 0.06
                petal = f"M 0 0 C {-w} -0.36 {-w * 0.9} -0.52 0 {-length} C {w * 0.9} -0.52 {w} -0.36 0 0 Z"
                s.path(petal, fill=paint, stroke=s.shade(yellow, 0.6), width=0.04)
    s.circle(x, y, heart, fill=brown, stroke=s.shade(brown, 0.55), width=0.05)
    s.circle(x, y, heart * 0.55, fill=s.choice([s.shade(brown, 0.5), s.colour(36, 0.75, 0.55)]))


@drawing("motif", "four_leaf_clover", family=3)
def clover_slantwise(s: Sketch) -> None:
    """A four-leaf clover seen slantwise on its long stem: the leaves foreshortened, each folded into a light and a dark half."""
    green = s.colour(122, 0.78, 0.62, hue_jitter=20, value_jitter=0.1)
    ink, flat, w, tip, spin = s.shade(green, 0.32), s.uniform(0.76, 0.88), s.uniform(0.38, 0.44), s.uniform(0.9, 0.98), s.uniform(25, 65)
    x, y = s.uniform(-0.1, 0.1), -0.2
    with s.moved(turn=s.uniform(-12, 12), scale_x=s.choice([-0.94, 0.94]), scale_y=0.95):
        s.path(f"M {x} {y} C {x} 0.3 {s.uniform(-0.3, 0)} 0.5 {s.uniform(0.1, 0.4)} 0.92", stroke=s.shade(green, 0.6), width=0.13)
        for turn in sorted((spin + 90 * i for i in range(4)), key=lambda a: -math.cos(math.radians(a))):
            with s.moved(x=x, y=y, scale_y=flat), s.moved(turn=turn):
                halves = []
                for side in (-1, 1):
                    half = f"M 0 -0.06 C {side * 0.16} -0.16 {side * (w + 0.06)} -0.4 {side * w} -0.66 "
                    halves.append(half + f"C {side * (w - 0.06)} {-tip - 0.04} {side * 0.08} {-tip - 0.04} 0 {-tip + 0.3} Z")
                s.path(" ".join(halves), fill=ink, stroke=ink, width=0.14)
                for half, paint in zip(halves, (s.shade(green, 1.35), s.shade(green, 0.85)), strict=True):
                    s.path(half, fill=paint)


@drawing("motif", "sunflower", family=3)
def sunflower_turned(s: Sketch) -> None:
    """A large sunflower turned half aside on a bent neck: the disc is an oval, the near petals are long."""
    yellow, brown = s.colour(45, 0.92, 0.98, hue_jitter=8, value_jitter=0.02), s.colour(26, 0.72, 0.28, value_jitter=0.07)
    green, count, narrow = s.colour(100, 0.65, 0.48, hue_jitter=20), s.integer(12, 16), s.uniform(0.66, 0.78)
    with s.moved(scale_x=s.choice([-1, 1])):
        s.path(f"M 0.1 -0.2 C 0.5 -0.1 0.5 0.4 {s.uniform(0.1, 0.4)} 0.89", stroke=s.shade(green, 0.75), width=0.17)
        s.path("M 0.36 0.62 C 0.5 0.3 0.8 0.3 0.92 0.5 C 0.8 0.76 0.56 0.8 0.36 0.62 Z", fill=green, stroke=s.shade(green, 0.5), width=0.06)
        with s.moved(x=-0.1, y=-0.14, turn=s.uniform(-30, -8)), s.moved(scale_x=narrow, scale_y=0.95):
            s.circle(0.12, 0, 0.5, fill=s.shade(yellow, 0.65))
            for layer, paint in ((0.5, s.shade(yellow, 0.82)), (0.0, yellow)):
                for i in range(count):
                    turn = 360 * (i + layer) / count
                    length = 0.84 - 0.12 * math.sin(math.radians(turn)) - 0.05 * layer
                    with s.moved(turn=turn + s.uniform(-3, 3)):
                        s.path(f"M 0 -0.2 Q -0.22 -0.6 0 {-length} Q 0.22 -0.6 0 -0.2 Z", fill=paint, stroke=s.shade(yellow, 0.58), width=0.045)
            disc = s.radial_gradient(s.shade(brown, 1.5), brown, s.shade(brown, 0.7), x=0.4, y=0.5)
            s.circle(-0.06, 0, 0.42, fill=disc, stroke=s.shade(brown, 0.5), width=0.06)
            s.circle(-0.08, 0, 0.2, fill=s.shade(brown, 0.55))
