"""Held-out drawings (family 3) of flying and upright creatures: butterfly, penguin, owl."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "butterfly", family=3)
def swallowtail_flying(s: Sketch) -> None:
    """A swallowtail butterfly flying in three quarters, its far wings foreshortened."""
    wing = s.any_colour(saturation=(0.3, 0.9), value=(0.6, 1))
    ink, light = s.choice(("#1d1719", s.shade(wing, 0.25))), s.shade(wing, 1.5)
    far, sweep, tail, stripes = s.uniform(0.45, 0.68), s.uniform(-0.1, 0.12), s.uniform(0.86, 0.98), s.integer(2, 3)
    eyespot, fill = s.any_colour(), s.linear_gradient(light, wing, s.shade(wing, 0.8), angle=60)
    way = s.choice((-1, 1))
    with s.moved(scale_x=0.98 * way, scale_y=0.94, turn=s.uniform(-4, 22) * way, x=-0.13 * way, y=-0.05):
        for across, lean in ((-far, -14), (0.95, 4)):
            with s.moved(scale_x=across, scale_y=0.95, turn=lean):
                s.path(
                    f"M 0.03 0 C 0.4 -0.06 0.8 0.1 0.78 0.4 C 0.76 0.56 0.66 0.6 0.6 0.64 L 0.64 {tail} L 0.48 {tail} L 0.42 0.68 "
                    f"Q 0.14 0.66 0.03 0.24 Z",
                    fill=fill,
                    stroke=ink,
                    width=0.07,
                )
                s.path("M 0.78 0.36 C 0.74 0.56 0.5 0.72 0.26 0.64 Q 0.56 0.54 0.62 0.28 Z", fill=ink)
                s.circle(0.46, 0.42, 0.085, fill=eyespot, stroke=ink, width=0.035)
                s.path(
                    f"M 0.03 -0.2 Q 0.3 {-0.75 + sweep} 0.86 -0.86 Q 1.0 {-0.6 + sweep} 0.84 -0.12 Q 0.5 0.1 0.03 0.06 Z",
                    fill=fill,
                    stroke=ink,
                    width=0.07,
                )
                s.path(f"M 0.86 -0.86 Q 1.0 {-0.6 + sweep} 0.84 -0.12 L 0.64 0 Q 0.76 -0.5 0.7 -0.78 Z", fill=ink)
                for y in (-0.64, -0.4, -0.16):
                    s.circle(0.82, y + 0.02, 0.045, fill=light)
                for k in range(stripes):
                    s.line([(0.22 + 0.17 * k, -0.48 - 0.1 * k), (0.24 + 0.13 * k, -0.24 + 0.02 * k)], stroke=ink, width=0.065)
        s.ellipse(0, 0.06, 0.085, 0.44, fill=ink)
        s.circle(0.01, -0.36, 0.1, fill=ink)
        for x in (-0.2, 0.24):
            s.path(f"M 0 -0.4 Q {x * 0.3} -0.6 {x} -0.78", stroke=ink, width=0.04)
            s.circle(x, -0.78, 0.045, fill=ink)


@drawing("class", "penguin", family=3)
def emperor_penguin(s: Sketch) -> None:
    """A tall emperor penguin in three quarters, its flippers out and its head turned aside."""
    back = s.colour(s.choice((215, 230, 30)), 0.3, 0.26, saturation_jitter=0.2, value_jitter=0.12)
    belly, gold = s.colour(48, 0.08, 0.97, saturation_jitter=0.06, value_jitter=0.03), s.colour(44, 0.85, 0.97, hue_jitter=8, value_jitter=0.03)
    wide, left, right, nod = s.uniform(0.4, 0.5), s.uniform(14, 60), s.uniform(14, 60), s.uniform(-26, 14)
    edge, feet = s.shade(back, 1.35), s.choice(("#3a3634", s.colour(30, 0.6, 0.7)))
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-6, 6)):
        for x, y, turn in ((-wide + 0.1, -0.24, left), (wide - 0.06, -0.22, -right)):
            with s.moved(x=x, y=y, turn=turn):
                s.path("M -0.1 0 C -0.16 0.3 -0.1 0.5 0 0.66 C 0.12 0.5 0.16 0.3 0.1 0 Z", fill=back, stroke=edge, width=0.035)
        for x in (-0.16, 0.24):
            s.path(
                f"M {x - 0.17} 0.92 Q {x - 0.12} 0.78 {x} 0.78 Q {x + 0.14} 0.78 {x + 0.19} 0.92 L {x + 0.07} 0.88 L {x} 0.93 L {x - 0.07} 0.88 Z",
                fill=feet,
                stroke=s.shade(feet, 0.6),
                width=0.03,
            )
        s.path(
            f"M -0.1 -0.62 C {-wide} -0.4 {-wide - 0.16} 0.2 {-wide + 0.06} 0.7 Q 0 1.0 {wide - 0.06} 0.7 "
            f"C {wide + 0.14} 0.2 {wide} -0.3 0.2 -0.62 Z",
            fill=s.linear_gradient(s.shade(back, 0.8), back, angle=0),
            stroke=edge,
            width=0.03,
        )
        s.path(
            f"M 0.02 -0.48 C {-wide * 0.6} -0.3 {-wide * 0.75} 0.3 {-wide * 0.5} 0.7 Q 0.06 0.9 {wide - 0.1} 0.66 "
            f"C {wide + 0.04} 0.2 {wide - 0.06} -0.24 0.2 -0.48 Z",
            fill=s.linear_gradient(gold, belly, "#ffffff", belly, s.shade(belly, 0.85)),
        )
        with s.moved(x=0.05, y=-0.62, turn=nod):
            s.path("M 0.16 -0.14 Q 0.4 -0.14 0.56 0.06 Q 0.36 0.04 0.16 0.06 Z", fill=s.shade(back, 0.7), stroke=edge, width=0.03)
            s.path("M 0.18 0.02 Q 0.34 0.0 0.46 0.05 Q 0.32 0.05 0.2 0.06 Z", stroke=gold, width=0.05)
            s.ellipse(0, 0, 0.27, 0.25, fill=back)
            s.ellipse(-0.1, 0.12, 0.11, 0.17, fill=s.linear_gradient(gold, s.shade(gold, 1.5)), turn=24)
            s.circle(0.09, -0.07, 0.05, fill="#ffffff")
            s.circle(0.095, -0.07, 0.032, fill="#0c0c10")


@drawing("class", "owl", family=3)
def owl_flying(s: Sketch) -> None:
    """An owl flying towards the viewer, its wings spread wide."""
    coat = s.colour(s.choice((28, 34, 20, 40, 215)), s.uniform(0.1, 0.55), s.uniform(0.45, 0.85))
    dark, light, iris = s.shade(coat, 0.48), s.shade(coat, 1.55), s.choice((s.colour(46, 0.9, 0.98), s.colour(28, 0.9, 0.95)))
    lift, head, tips, tufts = s.uniform(-16, 18), s.uniform(0.29, 0.35), s.integer(5, 6), s.chance(0.5)
    fill = s.linear_gradient(s.shade(coat, 1.1), light, s.shade(coat, 0.9))
    with s.moved(turn=s.uniform(-14, 14), y=0.02, scale_x=0.87, scale_y=0.97):
        s.path("M -0.16 0.4 L -0.3 0.84 Q 0 0.94 0.3 0.84 L 0.16 0.4 Z", fill=coat, stroke=dark, width=0.045)
        for x in (-0.14, 0, 0.14):
            s.line([(x * 0.7, 0.6), (x * 1.2, 0.84)], stroke=dark, width=0.035)
        for side in (-1, 1):
            with s.moved(scale_x=side), s.moved(x=0.2, y=-0.08, turn=-lift):
                for i in range(tips):
                    k = i / (tips - 1)
                    s.ellipse(0.62 - 0.48 * k, -0.08 + 0.32 * k, 0.3 - 0.06 * k, 0.1, fill=fill, stroke=dark, width=0.045, turn=-18 + 78 * k)
                s.path("M -0.1 -0.1 Q 0.3 -0.34 0.68 -0.24 Q 0.6 0.1 0.2 0.22 L -0.1 0.24 Z", fill=coat, stroke=dark, width=0.045)
                for x, y in ((0.22, -0.1), (0.42, -0.12), (0.16, 0.08), (0.34, 0.04)):
                    s.path(f"M {x - 0.07} {y} Q {x} {y + 0.1} {x + 0.07} {y}", stroke=dark, width=0.04)
        s.ellipse(0, 0.24, 0.29, 0.4, fill=s.linear_gradient(light, s.shade(coat, 1.2)), stroke=dark, width=0.045)
        for x, y in ((-0.12, 0.22), (0.12, 0.22), (0, 0.34), (-0.12, 0.44), (0.12, 0.44)):
            s.line([(x, y), (x, y + 0.06)], stroke=dark, width=0.05)
        for side in (-1, 1):
            for dx in (-0.07, 0, 0.07):
                s.line([(side * 0.14, 0.6), (side * 0.14 + dx, 0.74)], stroke=s.shade(iris, 0.85), width=0.055)
            if tufts:
                s.polygon([(side * 0.06, -0.5), (side * head * 0.9, -0.42), (side * head * 1.02, -0.78)], fill=coat, stroke=dark, width=0.04)
        s.ellipse(0, -0.3, head * 1.15, head, fill=coat, stroke=dark, width=0.045)
        for side in (-1, 1):
            s.circle(side * head * 0.5, -0.3, head * 0.56, fill=light, stroke=s.shade(coat, 0.75), width=0.03)
            s.circle(side * head * 0.46, -0.31, head * 0.34, fill=iris, stroke=dark, width=0.035)
            s.circle(side * head * 0.44, -0.31, head * 0.18, fill="#120f0d")
        s.polygon([(-0.06, -0.28), (0.06, -0.28), (0, -0.1)], fill=s.colour(36, 0.5, 0.55), stroke=dark, width=0.03)
