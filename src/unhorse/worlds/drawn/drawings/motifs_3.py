"""Sticker motifs: creatures (clownfish, rubber duck, ladybug)."""

from __future__ import annotations

import math
from collections.abc import Callable

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

Place = Callable[[float, float], Point]  # from (u, v), u from nose 0 to tail 1 and v from back -1 to belly 1, to the picture


def _profile(u: float, tall: float) -> float:
    """Half the height of a fish's body at u."""
    return tall * math.pow(max(math.sin(math.pi * math.pow(u, 0.75)), 0), 0.75) + 0.14 * u


def _outline(place: Place) -> list[Point]:
    """The outline of a fish's body."""
    us = [i / 24 for i in range(25)]
    return [place(u, -1) for u in us] + [place(u, 1) for u in reversed(us)]


def _bars(s: Sketch, place: Place, bars: list[tuple[float, float]], bulge: float, white: str, ink: str) -> None:
    """White bars with dark edges across a fish's body; each bar has a centre and a width."""
    for centre, wide in bars:
        for half, paint in ((wide / 2 + 0.035, ink), (wide / 2, white)):
            vs = [-1 + i / 5 for i in range(11)]
            front = [place(min(max(centre - half + bulge * (1 - v * v), 0), 1), v) for v in vs]
            s.polygon(front + [place(min(centre + half + bulge * (1 - v * v), 1), v) for v in reversed(vs)], fill=paint)


@drawing("motif", "clownfish", family=1)
def clownfish_side(s: Sketch) -> None:
    """A clownfish from the side, straight."""
    orange, ink = s.colour(21, 0.9, 0.96, hue_jitter=8, value_jitter=0.05), s.choice(["#1a1210", "#2a1408", "#101828"])
    tall, length, edge = s.uniform(0.42, 0.52), s.uniform(1.36, 1.46), s.uniform(0.06, 0.09)
    fin = s.shade(orange, s.uniform(0.85, 1.15))

    def place(u: float, v: float) -> Point:
        return -0.88 + u * length, v * _profile(u, tall)

    with s.moved(turn=s.uniform(-18, 18), scale_x=s.choice([-1, 1])):
        x, k = -0.88 + length, s.uniform(0.34, 0.46)
        tail = f"M {x - 0.1} -0.1 C {x + 0.1} {-k * 1.2} 0.9 {-k} 0.92 0 C 0.9 {k} {x + 0.1} {k * 1.2} {x - 0.1} 0.1 Z"
        back = f"M -0.45 -0.3 C -0.3 {-tall - 0.42} 0 {-tall - 0.2} 0.1 {-tall - 0.04} C 0.3 {-tall - 0.3} 0.5 -0.4 0.4 -0.1 Z"
        for data in (tail, back, f"M -0.1 0.3 C 0 {tall + 0.36} 0.3 {tall + 0.3} 0.35 0.2 Z"):
            s.path(data, fill=fin, stroke=ink, width=edge)
        s.polygon(_outline(place), fill=orange)
        _bars(s, place, [(0.27, 0.13), (0.6, 0.15), (0.93, 0.08)], s.uniform(0.02, 0.08), "#ffffff", ink)
        s.polygon(_outline(place), stroke=ink, width=edge)
        s.ellipse(-0.18, 0.16, 0.13, 0.1, fill=fin, stroke=ink, width=0.05)
        s.circle(-0.68, -0.08, 0.1, fill="#ffffff")
        s.circle(-0.69, -0.08, 0.065, fill="#000000")


@drawing("motif", "rubber_duck", family=1)
def duck_side(s: Sketch) -> None:
    """A rubber duck from the side."""
    yellow = s.colour(50, 0.85, 0.98, hue_jitter=6, value_jitter=0.03)
    ink, bill = s.shade(yellow, 0.42), s.colour(18, 0.9, 0.95, hue_jitter=10, value_jitter=0.05)
    hx, r, tail = s.uniform(0.2, 0.32), s.uniform(0.4, 0.47), s.uniform(-0.22, 0.0)
    body = f"M -0.9 {tail} C -0.72 0.14 -0.5 0.16 -0.25 0.1 C 0 0 0.66 -0.1 0.76 0.25 "
    body += f"C 0.84 0.62 0.5 0.86 0 0.86 C -0.55 0.86 -0.94 0.62 -0.9 {tail} Z"
    with s.moved(turn=s.uniform(-10, 10), scale_x=s.choice([-0.96, 0.96]), scale_y=0.98):
        top = -0.9 + r + 0.03
        s.path(body, fill=yellow, stroke=ink, width=0.12)
        s.circle(hx, top, r, fill=yellow, stroke=ink, width=0.12)
        lip = hx + r * 0.8
        beak = f"M {lip} {top - 0.08} Q 0.85 {top - 0.02} 0.94 {top + 0.08} Q 0.86 {top + 0.3} {lip - 0.06} {top + 0.24} Z"
        s.path(beak, fill=bill, stroke=ink, width=0.06)
        s.path(body, fill=s.linear_gradient(yellow, yellow, s.shade(yellow, 0.82)))
        s.circle(hx, top, r, fill=s.radial_gradient(s.shade(yellow, 1.4), yellow))
        s.path(f"M -0.52 0.36 C -0.4 {s.uniform(0.7, 0.8)} 0.1 0.72 0.22 0.3", stroke=ink, width=0.08)
        s.circle(hx + 0.13, top - 0.08, 0.1, fill="#161008")
        s.circle(hx + 0.16, top - 0.12, 0.035, fill="#ffffff")


@drawing("motif", "ladybug", family=1)
def ladybug_top(s: Sketch) -> None:
    """A ladybug from above, wings closed."""
    red = s.colour(6, 0.9, 0.87, hue_jitter=10, value_jitter=0.1)
    ink = s.choice(["#100c0c", "#1a1214", "#14141c"])
    wide, tall, dot = s.uniform(0.62, 0.7), s.uniform(0.62, 0.7), s.uniform(0.13, 0.17)
    two, three = [(0.28, -0.05), (0.3, 0.45)], [(0.3, -0.12), (0.38, 0.3), (0.2, 0.6)]
    dots = s.choice([two, three, [(0.22, -0.18), (0.46, 0.12), (0.18, 0.28), (0.34, 0.56)]])
    with s.moved(turn=s.uniform(-50, 50), scale_x=0.92, scale_y=0.94):
        for side in (-1, 1):
            for y, lift in ((-0.2, -0.16), (0.18, 0.02), (0.5, 0.18)):
                s.line([(side * 0.4, y), (side * 0.78, y + lift * 0.4), (side * 0.87, y + lift + 0.06)], stroke=ink, width=0.09)
            s.line([(side * 0.12, -0.66), (side * 0.3, -0.92)], stroke=ink, width=0.08)
        s.ellipse(0, -0.52, s.uniform(0.4, 0.46), 0.34, fill=ink)
        s.ellipse(0, 0.2, wide, tall, fill=s.radial_gradient(s.shade(red, 1.35), red, s.shade(red, 0.75)), stroke=ink, width=0.07)
        s.line([(0, 0.2 - tall), (0, 0.2 + tall)], stroke=ink, width=s.uniform(0.07, 0.1))
        for side in (-1, 1):
            for x, y in dots:
                s.circle(side * x, y, dot, fill=ink)
            s.ellipse(side * 0.22, -0.6, 0.1, 0.08, fill="#ffffff", turn=side * 30)


@drawing("motif", "clownfish", family=2)
def clownfish_chubby(s: Sketch) -> None:
    """A chubby clownfish, turned half to the front: both eyes show, the tail is behind."""
    orange, ink = s.colour(19, 0.9, 0.97, hue_jitter=8, value_jitter=0.03), s.choice(["#221008", "#15101a", "#30140a"])
    fin, tall = s.shade(orange, 0.9), s.uniform(0.58, 0.66)
    with s.moved(turn=s.uniform(-16, 16), scale_x=s.choice([-0.95, 0.95]), scale_y=0.97):
        s.path("M 0.5 0 C 0.66 -0.5 0.98 -0.5 0.95 -0.16 C 0.9 0.0 0.9 0.0 0.95 0.16 C 0.98 0.5 0.66 0.5 0.5 0 Z", fill=fin, stroke=ink, width=0.08)
        s.path(f"M -0.4 -0.4 C -0.3 {-tall - 0.4} 0.3 {-tall - 0.4} 0.4 -0.3 Z", fill=fin, stroke=ink, width=0.08)
        s.ellipse(0.04, 0.62, 0.2, s.uniform(0.2, 0.28), fill=fin, stroke=ink, width=0.07, turn=-20)

        def place(u: float, v: float) -> Point:
            x = -0.9 + 1.56 * u
            return x, v * tall * math.sqrt(max(1 - ((x + 0.12) / 0.78) ** 2, 0))

        s.ellipse(-0.12, 0, 0.78, tall, fill=s.radial_gradient(s.shade(orange, 1.25), orange))
        _bars(s, place, [(0.5, 0.2), (0.84, 0.1)], s.uniform(0.05, 0.12), "#ffffff", ink)
        s.ellipse(-0.12, 0, 0.78, tall, stroke=ink, width=0.08)
        s.ellipse(0.02, 0.2, 0.15, 0.24, fill=fin, stroke=ink, width=0.07, turn=s.uniform(-70, -40))
        for x, r in ((-0.74, 0.12), (-0.38, 0.17)):
            s.ellipse(x, -0.16, r * 0.95, r * 1.15, fill="#ffffff", stroke=ink, width=0.045)
            s.circle(x - 0.03, -0.14, r * 0.6, fill="#0a0a12")
        s.path(f"M -0.74 0.2 Q -0.56 {s.uniform(0.28, 0.4)} -0.42 0.16", stroke=ink, width=0.07)


@drawing("motif", "rubber_duck", family=2)
def duck_front(s: Sketch) -> None:
    """A rubber duck from the front."""
    yellow = s.colour(49, 0.86, 0.98, hue_jitter=6, value_jitter=0.02)
    ink, bill = s.shade(yellow, 0.45), s.colour(16, 0.92, 0.95, hue_jitter=10, value_jitter=0.04)
    wide, r, top = s.uniform(0.72, 0.8), s.uniform(0.46, 0.53), s.uniform(-0.4, -0.34)
    with s.moved(turn=s.uniform(-12, 12), scale_x=0.95, scale_y=0.97):
        for side in (-1, 1):
            s.ellipse(side * wide * 0.92, 0.36, 0.17, 0.34, fill=s.shade(yellow, 0.93), stroke=ink, width=0.07, turn=side * s.uniform(-40, -15))
        s.ellipse(0, 0.4, wide, 0.48, fill=s.linear_gradient(s.shade(yellow, 1.2), s.shade(yellow, 0.9)), stroke=ink, width=0.09)
        tuft, y = s.uniform(-0.05, 0.1), top - r
        s.path(f"M -0.08 {y + 0.06} Q -0.1 {y - 0.06} {tuft} {y - 0.06} L 0.1 {y + 0.08} Z", fill=yellow, stroke=ink, width=0.07)
        s.ellipse(0, top, r * 1.08, r, fill=s.radial_gradient(s.shade(yellow, 1.5), yellow), stroke=ink, width=0.08)
        for side in (-1, 1):
            s.ellipse(side * r * 0.5, top - 0.1, 0.09, 0.12, fill="#140e08")
            s.circle(side * r * 0.5 - 0.03, top - 0.15, 0.035, fill="#ffffff")
        w, y = s.uniform(0.27, 0.34), top + 0.16
        beak = f"M {-w} {y} Q 0 {y - 0.24} {w} {y} Q {w * 1.05} {y + 0.26} 0 {y + 0.24} Q {-w * 1.05} {y + 0.26} {-w} {y} Z"
        s.path(beak, fill=bill, stroke=s.shade(bill, 0.5), width=0.06)
        s.path(f"M {-w * 0.85} {y + 0.04} Q 0 {y + 0.12} {w * 0.85} {y + 0.04}", stroke=s.shade(bill, 0.5), width=0.05)


@drawing("motif", "ladybug", family=2)
def ladybug_side(s: Sketch) -> None:
    """A ladybug from the side, walking."""
    red = s.colour(5, 0.9, 0.88, hue_jitter=9, value_jitter=0.08)
    ink, tall, dot = s.choice(["#100c0c", "#181016", "#12141c"]), s.uniform(1.12, 1.28), s.uniform(0.13, 0.16)
    with s.moved(y=-0.1, turn=s.uniform(-14, 14), scale_x=s.choice([-0.96, 0.96]), scale_y=s.uniform(0.98, 1.1)):
        for x in (-0.5, -0.08, 0.34):
            s.line([(x, 0.4), (x + s.uniform(-0.1, 0.04), 0.7), (x + 0.12, 0.72)], stroke=ink, width=0.12)
        s.line([(0.66, 0.0), (0.76, -0.34), (0.9, s.uniform(-0.46, -0.36))], stroke=ink, width=0.07)
        s.circle(0.63, 0.22, 0.29, fill=ink)
        shell = s.radial_gradient(s.shade(red, 1.4), red, s.shade(red, 0.78))
        s.path(f"M -0.9 0.48 C -0.92 {0.44 - tall} 0.56 {0.36 - tall} 0.58 0.48 Z", fill=shell, stroke=ink, width=0.08)
        s.line([(-0.88, 0.48), (0.58, 0.48)], stroke=ink, width=0.12)
        for x, y, k in ((-0.56, 0.18, 1.0), (-0.3, -0.2, 0.9), (-0.08, 0.2, 1.15), (0.16, -0.18, 0.9), (0.34, 0.22, 0.8))[: s.integer(4, 5)]:
            s.circle(x, y, dot * k, fill=ink)
        s.ellipse(0.74, 0.16, 0.11, 0.13, fill="#ffffff")
        s.circle(0.77, 0.17, 0.055, fill="#000000")


@drawing("motif", "clownfish", family=3)
def clownfish_bent(s: Sketch) -> None:
    """A clownfish swimming aslant, its body arched."""
    orange, ink = s.colour(22, 0.92, 0.98, hue_jitter=9, value_jitter=0.02), s.choice(["#181010", "#0f1626", "#2c160a"])
    tall, bend, fin = s.uniform(0.4, 0.46), s.uniform(0.5, 0.9), s.shade(orange, s.uniform(0.8, 0.95))

    def place(u: float, v: float) -> Point:
        a, r = bend * 1.6 * (u - 0.5), 1.46 / (bend * 1.6)
        across = r - v * _profile(u, tall)
        return across * math.sin(a) - 0.12, r - across * math.cos(a) - 0.14

    with s.moved(y=0.12, turn=s.uniform(-10, 50), scale_x=s.choice([-0.94, 0.94]), scale_y=0.96):
        x, y = place(0.97, 0)
        with s.moved(x=x, y=y, turn=math.degrees(bend * 0.8)):
            s.path("M -0.06 0 L 0.24 -0.38 Q 0.46 -0.36 0.36 0 Q 0.46 0.36 0.24 0.38 Z", fill=fin, stroke=ink, width=0.09)
        for v, lift, start in ((-1.0, s.uniform(0.5, 0.7), 0.26), (1.0, 0.6, 0.52)):
            us = [start + 0.36 * i / 8 for i in range(9)]
            ridge = [place(u, v * (1 + lift * math.pow(math.sin(math.pi * (i + 0.6) / 9), 0.6))) for i, u in enumerate(us)]
            s.polygon([*ridge, place(us[-1], 0), place(us[0], 0)], fill=fin, stroke=ink, width=0.08)
        s.polygon(_outline(place), fill=orange)
        _bars(s, place, [(0.28, 0.14), (0.6, 0.17), (0.94, 0.08)], 0.03, "#ffffff", ink)
        s.polygon(_outline(place), stroke=ink, width=0.07)
        s.polygon([place(0.42, 0.1), place(0.56, 0.1), place(0.6, 0.8), place(0.46, 0.9)], fill=fin, stroke=ink, width=0.06)
        ex, ey = place(0.14, -0.25)
        s.circle(ex, ey, 0.1, fill="#ffffff")
        s.circle(ex, ey, 0.065, fill="#000000")


@drawing("motif", "rubber_duck", family=3)
def duck_three_quarters(s: Sketch) -> None:
    """A rubber duck from three quarters: a big head turned to us, the body and its tail behind."""
    yellow = s.colour(52, 0.82, 0.99, hue_jitter=6, value_jitter=0.01)
    ink, bill = s.shade(yellow, 0.4), s.colour(14, 0.92, 0.96, hue_jitter=12, value_jitter=0.03)
    r, hx, tail = s.uniform(0.52, 0.58), s.uniform(-0.34, -0.24), s.uniform(-0.28, -0.1)
    body = f"M -0.74 0.24 C -0.86 0.62 -0.5 0.9 0 0.9 C 0.5 0.9 0.86 0.66 0.92 {tail} C 0.78 {tail + 0.12} 0.6 0.12 0.3 0.04 Z"
    with s.moved(turn=s.uniform(-9, 9), scale_x=s.choice([-1, 1])):
        top = -0.9 + r
        s.path(body, fill=s.linear_gradient(s.shade(yellow, 1.2), yellow, s.shade(yellow, 0.78)), stroke=ink, width=0.07)
        wing = f"M 0.04 0.42 C 0.2 0.2 0.5 0.26 0.66 {s.uniform(0.1, 0.2)} C 0.66 0.5 0.42 0.72 0.14 0.64 Z"
        s.path(wing, fill=s.shade(yellow, 0.88), stroke=ink, width=0.06)
        s.circle(hx, top, r, fill=s.radial_gradient(s.shade(yellow, 1.7), yellow, s.shade(yellow, 0.88), x=0.45, y=0.25), stroke=ink, width=0.07)
        for x, k in ((hx - 0.3, 0.85), (hx + 0.14, 1.0)):
            s.ellipse(x, top - 0.08, 0.1 * k, 0.14, fill="#18100a")
            s.circle(x + 0.03, top - 0.13, 0.04, fill="#ffffff")
        x, y, w = hx - 0.16, top + 0.2, s.uniform(0.3, 0.36)
        lower = f"M {x - w} {y + 0.06} Q {x - w * 0.9} {y + 0.26} {x} {y + 0.24} Q {x + w * 0.8} {y + 0.22} {x + w * 0.7} {y} Z"
        upper = f"M {x - w * 1.15} {y + 0.08} Q {x - 0.16} {y - 0.22} {x + w * 0.8} {y - 0.02} Q {x} {y + 0.18} {x - w * 1.15} {y + 0.08} Z"
        for data, paint in ((lower, s.shade(bill, 0.7)), (upper, bill)):
            s.path(data, fill=paint, stroke=s.shade(bill, 0.45), width=0.05)


@drawing("motif", "ladybug", family=3)
def ladybug_flying(s: Sketch) -> None:
    """A ladybug from above in flight, its red wing cases opened, the clear wings out."""
    red, ink = s.colour(4, 0.92, 0.9, hue_jitter=10, value_jitter=0.07), s.choice(["#0e0c0c", "#1a1014", "#10121e"])
    spread, wide, dot = s.uniform(34, 46), s.uniform(0.34, 0.39), s.uniform(0.11, 0.14)
    clear = s.colour(215, 0.12, 0.93, hue_jitter=30, value_jitter=0.05)
    with s.moved(y=0.07, turn=s.uniform(-25, 25), scale_x=0.92, scale_y=0.95):
        for side in (-1, 1):
            with s.moved(x=side * 0.08, y=-0.2, turn=-side * (spread - 26)):
                s.ellipse(side * 0.26, 0.58, 0.24, 0.46, fill=clear, stroke=s.shade(clear, 0.6), width=0.05, turn=-side * 14)
        s.ellipse(0, 0.2, 0.26, 0.56, fill=s.shade(ink, 1.12))
        for side in (-1, 1):
            s.line([(side * 0.14, -0.72), (side * 0.34, -0.94)], stroke=ink, width=0.08)
            with s.moved(x=side * 0.1, y=-0.42, turn=-side * spread):
                s.ellipse(side * 0.1, 0.52, wide, 0.62, fill=s.linear_gradient(s.shade(red, 1.2), red, s.shade(red, 0.8)), stroke=ink, width=0.07)
                for x, y in ((0.12, 0.18), (-0.04, 0.54), (0.24, 0.62), (0.1, 0.9))[: s.integer(3, 4)]:
                    s.circle(side * x, y, dot, fill=ink)
        s.ellipse(0, -0.5, 0.4, 0.32, fill=ink)
        for side in (-1, 1):
            s.ellipse(side * 0.22, -0.56, 0.11, 0.1, fill="#ffffff")
