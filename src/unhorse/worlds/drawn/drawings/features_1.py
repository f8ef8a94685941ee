"""Small things, first part: fork, spoon and knife."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _metal(s: Sketch) -> tuple[str, str]:
    """A colour for cutlery (mostly silver, sometimes gold, copper or painted) and the dark colour of its outline."""
    kind = s.integer(0, 9)
    if kind < 6:
        base = s.colour(215, 0.08, 0.86, saturation_jitter=0.07, value_jitter=0.1)
    elif kind < 8:
        base = s.colour(s.choice([45, 25]), 0.5, 0.88)
    else:
        base = s.any_colour(value=(0.65, 0.95))
    return base, s.shade(base, s.uniform(0.28, 0.42))


@drawing("feature", "fork", family=1)
def fork_front(s: Sketch) -> None:
    """A table fork from the front, upright."""
    base, dark = _metal(s)
    half, tines, root, flare = s.uniform(0.34, 0.4), s.choice([3, 3, 4]), s.uniform(-0.36, -0.24), s.uniform(0.12, 0.17)
    width = 0.15 if tines == 3 else 0.115
    with s.moved(turn=s.uniform(-28, 28)):
        head = f"M {-half} {root} L {half} {root} C {half} {root + 0.34} 0.09 {root + 0.3} 0.07 {root + 0.5} L -0.07 {root + 0.5}"
        head += f" C -0.09 {root + 0.3} {-half} {root + 0.34} {-half} {root} Z"
        handle = f"M -0.065 {root + 0.4} L 0.065 {root + 0.4} L {flare} 0.78 Q {flare} 0.93 0 0.93 Q {-flare} 0.93 {-flare} 0.78 Z"
        for colour, edge in ((dark, 0.11), (base, 0.0)):
            for data in (head, handle):
                s.path(data, fill=colour, stroke=colour if edge else "none", width=edge)
            for i in range(tines):
                x = -half + width / 2 + i * (2 * half - width) / (tines - 1)
                s.line([(x, -0.9 + width / 2), (x, root + 0.05)], stroke=colour, width=width + edge)
        s.line([(-half * 0.4, root + 0.1), (half * 0.4, root + 0.1)], stroke=s.shade(base, 1.6), width=0.07)
        s.line([(0, root + 0.6), (0, 0.75)], stroke=s.shade(base, 1.6), width=0.06)


@drawing("feature", "spoon", family=1)
def spoon_front(s: Sketch) -> None:
    """A table spoon from the front, upright."""
    base, dark = _metal(s)
    rx, ry, flare = s.uniform(0.3, 0.4), s.uniform(0.42, 0.5), s.uniform(0.11, 0.16)
    top = -0.9 + ry
    with s.moved(turn=s.uniform(-28, 28)):
        handle = f"M -0.07 {top + ry - 0.1} L 0.07 {top + ry - 0.1} L {flare} 0.78 Q {flare} 0.93 0 0.93 Q {-flare} 0.93 {-flare} 0.78 Z"
        s.path(handle, fill=dark, stroke=dark, width=0.11)
        s.ellipse(0, top, rx, ry, fill=dark, stroke=dark, width=0.11)
        s.path(handle, fill=base)
        s.ellipse(0, top, rx, ry, fill=base)
        s.ellipse(
            0, top, rx * 0.78, ry * 0.8, fill=s.linear_gradient(s.shade(base, 0.6), s.shade(base, 0.85), s.shade(base, 1.5), angle=s.uniform(50, 110))
        )
        s.ellipse(-rx * 0.35, top - ry * 0.1, 0.05, ry * 0.35, fill="#ffffff", turn=8, opacity=0.8)
        s.line([(0, top + ry + 0.15), (0, 0.75)], stroke=s.shade(base, 1.6), width=0.06)


@drawing("feature", "knife", family=1)
def chefs_knife(s: Sketch) -> None:
    """A kitchen knife from the side: a broad pointed blade and a dark handle with rivets."""
    steel = s.colour(210, 0.06, 0.88, saturation_jitter=0.05, value_jitter=0.08)
    handle = s.any_colour(value=(0.3, 0.75)) if s.chance(0.5) else s.colour(25, 0.6, 0.35, value_jitter=0.2)
    deep, heel = s.uniform(0.22, 0.32), s.uniform(0.1, 0.22)
    edge = s.shade(steel, 0.32)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(20, 65), scale_x=s.choice([-0.92, 0.92]), scale_y=1.1):
        s.path(
            f"M {heel} -0.18 L -0.55 -0.18 Q -0.8 -0.16 -1.06 {deep * 0.55} Q -0.7 {deep} {heel} {deep} Z",
            fill=s.linear_gradient(s.shade(steel, 0.75), steel, s.shade(steel, 1.8)),
            stroke=edge,
            width=0.07,
        )
        s.path(f"M {heel} {deep - 0.07} L -0.3 {deep - 0.08} Q -0.7 {deep - 0.1} -0.94 {deep * 0.6}", stroke="#ffffff", width=0.07)
        grip = f"M {heel} -0.2 L 0.85 -0.22 Q 1.02 -0.2 1.02 0.02 Q 1.0 0.14 0.85 0.1 Q 0.6 0.02 {heel} 0.1 Z"
        s.path(grip, fill=handle, stroke=s.shade(handle, 0.4), width=0.08)
        for i in range(3):
            s.circle(heel + 0.18 + i * 0.23, -0.06, 0.045, fill=s.shade(steel, 1.5))


@drawing("feature", "fork", family=2)
def fork_diagonal(s: Sketch) -> None:
    """A fork with a thick coloured handle and a square steel head, slanting, its tines down."""
    steel, handle = s.colour(210, 0.05, 0.86, saturation_jitter=0.05, value_jitter=0.1), s.any_colour()
    dark, half, tines = s.shade(steel, 0.3), s.uniform(0.3, 0.38), s.choice([3, 3, 4])
    width = 0.17 if tines == 3 else 0.12
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(115, 160)):
        for colour, edge in ((dark, 0.1), (steel, 0.0)):
            s.rectangle(0, -0.24, 2 * half, 0.26, corner=0.12, fill=colour, stroke=colour if edge else "none", width=edge)
            s.line([(0, -0.2), (0, 0.3)], stroke=colour, width=0.16 + edge)
            for i in range(tines):
                x = -half + width / 2 + i * (2 * half - width) / (tines - 1)
                s.polygon(
                    [(x - width / 2, -0.25), (x - width / 2, -0.78), (x, -0.98), (x + width / 2, -0.78), (x + width / 2, -0.25)],
                    fill=colour,
                    stroke=colour,
                    width=edge or 0.01,
                )
        s.line([(-half + 0.12, -0.2), (half - 0.12, -0.2)], stroke=s.shade(steel, 1.7), width=0.06)
        s.rectangle(
            0,
            0.56,
            s.uniform(0.26, 0.34),
            0.82,
            corner=0.13,
            fill=s.linear_gradient(s.shade(handle, 1.35), handle, s.shade(handle, 0.7), angle=0),
            stroke=s.shade(handle, 0.35),
            width=0.08,
        )
        if s.chance(0.5):
            s.circle(0, 0.78, 0.07, fill=s.shade(handle, 0.35))
        else:
            for y in (0.4, 0.72):
                s.line([(-0.1, y), (0.1, y)], stroke=s.shade(handle, 1.7), width=0.07)


@drawing("feature", "spoon", family=2)
def wooden_spoon(s: Sketch) -> None:
    """A wooden cooking spoon, slanting: a round bowl with a deep hollow and a long straight stick."""
    wood = s.colour(30, 0.55, 0.75, value_jitter=0.18) if s.chance(0.7) else s.any_colour()
    edge, rx, ry = s.shade(wood, 0.4), s.uniform(0.33, 0.42), s.uniform(0.36, 0.44)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(30, 60) + s.choice([0, 180]), scale_x=1.08, scale_y=1.08):
        s.line([(0, -0.3), (0, 0.96)], stroke=edge, width=0.27)
        s.ellipse(0, -0.55, rx, ry, fill=wood, stroke=edge, width=0.09)
        s.line([(0, -0.15), (0, 0.96)], stroke=wood, width=0.17)
        s.line([(-0.03, 0.1), (-0.03, 0.7)], stroke=s.shade(wood, 1.4), width=0.05)
        s.ellipse(0, -0.57, rx * 0.7, ry * 0.72, fill=s.linear_gradient(s.shade(wood, 0.42), s.shade(wood, 0.8)))
        s.path(f"M {-rx * 0.45} {-0.5 + ry * 0.35} Q 0 {-0.5 + ry * 0.7} {rx * 0.45} {-0.5 + ry * 0.35}", stroke=s.shade(wood, 1.45), width=0.07)
        if s.chance(0.5):
            s.circle(0, 0.88, 0.06, fill=edge)


@drawing("feature", "knife", family=2)
def table_knife(s: Sketch) -> None:
    """A table knife, upright: a long blade with one straight and one bellied side and a rounded tip, on a thick handle."""
    steel = s.colour(210, 0.05, 0.9, saturation_jitter=0.05, value_jitter=0.06)
    handle = s.any_colour() if s.chance(0.6) else s.shade(steel, 0.75)
    edge, belly, guard = s.shade(steel, 0.3), s.uniform(0.24, 0.32), s.uniform(0.08, 0.2)
    with s.moved(turn=s.uniform(-30, 30) + s.choice([0, 0, 180]), scale_x=s.choice([-1.2, 1.2])):
        blade = f"M -0.12 {guard} L -0.15 -0.78 Q -0.14 -0.98 0.0 -0.92 Q {belly} -0.6 {belly} -0.25 Q {belly} 0 0.12 {guard} Z"
        s.path(blade, fill=s.linear_gradient(s.shade(steel, 0.7), steel, s.shade(steel, 1.8), angle=0), stroke=edge, width=0.08)
        s.line([(-0.07, guard - 0.05), (-0.09, -0.72)], stroke=s.shade(steel, 0.55), width=0.06)
        for i in range(s.choice([0, 4, 5])):
            s.line([(belly * (0.95 - abs(i - 2.5) * 0.03), -0.5 + i * 0.11), (belly * 0.62, -0.48 + i * 0.11)], stroke=edge, width=0.05)
        s.path(
            f"M -0.15 {guard} L 0.15 {guard} L 0.19 0.8 Q 0.18 0.94 0 0.94 Q -0.18 0.94 -0.19 0.8 Z",
            fill=s.linear_gradient(s.shade(handle, 1.35), handle, s.shade(handle, 0.65), angle=0),
            stroke=s.shade(handle, 0.35),
            width=0.08,
        )
        s.rectangle(0, guard + 0.02, 0.36, 0.12, corner=0.04, fill=s.shade(steel, 0.8), stroke=edge, width=0.05)


@drawing("feature", "fork", family=3)
def fork_towards_us(s: Sketch) -> None:
    """A fork foreshortened, its head towards us: three or four long tines that spread a little on a round root, a thin rod and a knob."""
    base, dark = _metal(s)
    knob = s.any_colour() if s.chance(0.5) else base
    tines, wide, root = s.choice([3, 4]), s.uniform(0.38, 0.44), s.uniform(-0.3, -0.2)
    thick, spread = (0.15 if tines == 3 else 0.11), s.uniform(1.05, 1.15)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(20, 80), scale_x=0.95, scale_y=0.95):
        for colour, edge in ((dark, 0.1), (base, 0.0)):
            for i in range(tines):
                x = (2 * i / (tines - 1) - 1) * (wide - thick / 2)
                s.line([(x * spread, -0.92 + thick / 2), (x, root + 0.02)], stroke=colour, width=thick + edge)
            bowl = f"M {-wide} {root} L {wide} {root} C {wide} {root + 0.42} 0.2 {root + 0.38} 0.05 {root + 0.46} L -0.05 {root + 0.46}"
            bowl += f" C -0.2 {root + 0.38} {-wide} {root + 0.42} {-wide} {root} Z"
            s.path(bowl, fill=colour, stroke=colour if edge else "none", width=edge)
            s.line([(0, root + 0.3), (0, 0.82)], stroke=colour, width=0.13 + edge)
        s.path(f"M {-wide * 0.6} {root + 0.12} Q 0 {root + 0.3} {wide * 0.6} {root + 0.12}", stroke=s.shade(base, 1.7), width=0.07)
        s.line([(-0.02, root + 0.5), (-0.02, 0.7)], stroke=s.shade(base, 1.7), width=0.05)
        s.ellipse(0, 0.8, 0.13, 0.17, fill=s.radial_gradient(s.shade(knob, 1.4), knob), stroke=s.shade(knob, 0.35), width=0.07)


@drawing("feature", "spoon", family=3)
def spoon_oblique(s: Sketch) -> None:
    """A deep spoon seen obliquely from the side: an oval bowl with its round underside, a curved handle that rises."""
    base, dark = _metal(s)
    rx, ry, deep = s.uniform(0.46, 0.54), s.uniform(0.27, 0.34), s.uniform(0.34, 0.46)
    rise, x = s.uniform(0.7, 0.95), -0.94 + rx
    with s.moved(turn=s.uniform(-15, 15), scale_x=s.choice([-0.93, 0.93]), scale_y=0.95, y=0.22):
        handle = f"M {x + rx - 0.08} 0 C {x + rx + 0.3} 0.06 {x + rx + 0.3} {-rise * 0.4} 0.84 {-rise}"
        s.path(handle, stroke=dark, width=0.28)
        s.circle(0.84, -rise, 0.12, fill=base, stroke=dark, width=0.1)
        s.path(
            f"M {x - rx} 0 C {x - rx} {deep * 1.35} {x + rx} {deep * 1.35} {x + rx} 0 Z",
            fill=s.linear_gradient(base, s.shade(base, 0.5)),
            stroke=dark,
            width=0.1,
        )
        s.ellipse(x, 0, rx, ry, fill=base, stroke=dark, width=0.1)
        s.path(handle, stroke=base, width=0.17)
        s.ellipse(
            x, 0, rx * 0.86, ry * 0.78, fill=s.linear_gradient(s.shade(base, 0.45), s.shade(base, 0.8), s.shade(base, 1.4), angle=s.uniform(40, 90))
        )
        s.path(f"M {x - rx * 0.6} {deep * 0.62} Q {x - rx * 0.2} {deep * 0.92} {x + rx * 0.2} {deep * 0.86}", stroke=s.shade(base, 1.8), width=0.07)
        s.path(f"M {x + rx + 0.12} -0.06 Q {x + rx + 0.24} {-rise * 0.3} 0.8 {-rise * 0.96}", stroke=s.shade(base, 1.7), width=0.05)


@drawing("feature", "knife", family=3)
def clip_point_knife(s: Sketch) -> None:
    """A knife with a bolster: a broad blade whose back is cut hollow towards the point, a ribbed handle."""
    steel = s.colour(210, 0.06, 0.85, saturation_jitter=0.05, value_jitter=0.1)
    handle, trim = s.any_colour(value=(0.25, 0.8)), s.choice([s.shade(steel, 0.6), s.colour(45, 0.6, 0.8)])
    edge, half, low = s.shade(steel, 0.3), s.uniform(0.2, 0.27), s.uniform(0.12, 0.22)
    with s.moved(turn=s.uniform(-50, 50) + s.choice([0, 0, 180]), scale_x=s.choice([-1, 1])):
        s.path(
            f"M {-half} {low} L {-half} -0.3 Q {-half * 0.2} -0.5 {half * 0.1} -1.02 Q {half * 1.15} -0.7 {half} -0.3 L {half} {low} Z",
            fill=s.linear_gradient(s.shade(steel, 0.72), s.shade(steel, 0.85), s.shade(steel, 1.8), angle=0),
            stroke=edge,
            width=0.08,
        )
        s.path(f"M {half * 0.3} {low} L {half * 0.3} -0.3 Q {half * 0.4} -0.6 {half * 0.3} -0.8", stroke=s.shade(steel, 0.55), width=0.06)
        s.rectangle(
            0,
            0.57,
            0.3,
            0.72,
            corner=0.1,
            fill=s.linear_gradient(s.shade(handle, 1.3), handle, s.shade(handle, 0.6), angle=0),
            stroke=s.shade(handle, 0.35),
            width=0.09,
        )
        for i in range(s.integer(2, 4)):
            s.line([(-0.1, 0.42 + i * 0.13), (0.1, 0.42 + i * 0.13)], stroke=s.shade(handle, 0.4), width=0.06)
        s.rectangle(0, low + 0.04, 2 * half + 0.04, 0.13, corner=0.05, fill=trim, stroke=s.shade(trim, 0.4), width=0.07)
