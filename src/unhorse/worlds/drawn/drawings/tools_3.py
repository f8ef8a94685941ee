"""Personal things and sport: cellphone, wallet and punching bag."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "cellphone", family=1)
def cellphone_front(s: Sketch) -> None:
    """A smartphone from the front: a slim slab whose screen shows rows of coloured app icons."""
    case = s.choice(["#15161a", "#2a2b30", "#e9e9ec"]) if s.chance(0.6) else s.any_colour()
    half, high, corner = s.uniform(0.44, 0.52), s.uniform(0.88, 0.95), s.uniform(0.08, 0.16)
    edge, rim = s.uniform(0.06, 0.08), s.uniform(0.06, 0.17)
    paper = s.any_colour(saturation=(0.3, 0.9), value=(0.35, 0.9))
    with s.moved(turn=s.uniform(-25, 25)):
        s.rectangle(half, -high * 0.4, 0.09, 0.26, corner=0.03, fill=s.shade(case, 0.6))
        s.rectangle(0, 0, 2 * half, 2 * high, corner=corner, fill=case, stroke=s.shade(case, 0.5) if case > "#8" else "#5b5d66", width=0.035)
        w, h = 2 * (half - edge), 2 * (high - rim)
        s.rectangle(
            0, 0, w, h, corner=max(corner - 0.06, 0.01), fill=s.linear_gradient(s.shade(paper, 1.4), paper, s.any_colour(), angle=s.uniform(40, 130))
        )
        if rim > 0.12:
            s.circle(0, high - rim / 2, 0.05, fill="#8a8c95")
            s.line([(-0.1, -high + rim / 2), (0.1, -high + rim / 2)], stroke="#8a8c95", width=0.035)
        else:
            s.rectangle(0, -h / 2 + 0.06, w * 0.4, 0.1, corner=0.05, fill="#0c0c10")
        rows, gap = s.integer(2, 4), w / 3
        for row in [*range(rows), -1]:
            for column in range(3):
                y = h / 2 - 0.17 if row < 0 else -h / 2 + 0.3 + row * gap * 1.05
                s.rectangle((column - 1) * gap * 0.95, y, 0.17, 0.17, corner=0.05, fill=s.any_colour(saturation=(0.0, 0.9), value=(0.8, 1.0)))


@drawing("class", "wallet", family=1)
def wallet_closed(s: Sketch) -> None:
    """A closed leather wallet lying flat: a folded edge, a stitched border, banknotes looking out at the top."""
    leather = s.colour(25, 0.6, 0.45) if s.chance(0.5) else s.any_colour(value=(0.25, 0.75))
    note = s.choice(["#8fc08a", "#a9cf9f", "#d8c39a", "#9fbfd2"])
    half, high = s.uniform(0.78, 0.88), s.uniform(0.54, 0.64)
    dark, seam = s.shade(leather, 0.4), s.shade(leather, 1.5)
    with s.moved(turn=s.uniform(-14, 14), scale_x=s.choice([-1, 1]), y=0.1):
        for k in (1, 0):
            with s.moved(turn=s.uniform(-5, 5)):
                s.rectangle(
                    0.04 + 0.05 * k,
                    -0.3 - 0.12 * k,
                    1.8 * half - 0.1,
                    high * 1.5,
                    fill=s.shade(note, 1 - 0.15 * k),
                    stroke=s.shade(note, 0.45),
                    width=0.035,
                )
                s.circle(0.1, -high * 0.75 - 0.36, 0.12, stroke=s.shade(note, 0.55), width=0.04)
        s.rectangle(0, 0, 2 * half, 2 * high, corner=0.1, fill=s.shade(leather, 0.65), stroke=dark, width=0.04)
        s.rectangle(
            0,
            0.06,
            2 * half,
            2 * high - 0.12,
            corner=0.12,
            fill=s.linear_gradient(s.shade(leather, 1.25), leather, s.shade(leather, 0.75), angle=60),
            stroke=dark,
            width=0.035,
        )
        n = s.integer(6, 8)
        for i in range(n):
            x = -half + 0.14 + (2 * half - 0.28) * (i + 0.5) / n
            for y in (-high + 0.22, high - 0.1):
                s.line([(x - 0.05, y), (x + 0.05, y)], stroke=seam, width=0.04)
        if s.chance(0.6):
            s.path(
                f"M {half} -0.12 L {half - 0.4} -0.12 Q {half - 0.56} 0.06 {half - 0.4} 0.24 L {half} 0.24 Z",
                fill=s.shade(leather, 0.85),
                stroke=dark,
                width=0.04,
            )
            s.circle(half - 0.36, 0.06, 0.075, fill="#e4c770", stroke="#5d4a1c", width=0.03)


def _chain(s: Sketch, start: tuple[float, float], end: tuple[float, float], links: int, metal: str) -> None:
    """A chain of alternating links from start to end."""
    (x, y), (u, v) = start, end
    s.line([start, end], stroke=s.shade(metal, 0.4), width=0.055)
    for i in range(links):
        t = (i + 0.5) / links
        s.circle(x + (u - x) * t, y + (v - y) * t, 0.045, fill=s.shade(metal, 1.4), stroke=s.shade(metal, 0.4), width=0.025)


@drawing("class", "punching_bag", family=1)
def punching_bag_hanging(s: Sketch) -> None:
    """A heavy boxing bag from the side, hanging straight from chains that meet in a ring."""
    leather = s.any_colour(value=(0.3, 0.8)) if s.chance(0.7) else s.choice(["#2a2a2e", "#b01f24", "#8a5a34"])
    band = s.choice(["#f0ece0", "#1d1d20", s.shade(leather, 0.5), s.any_colour()])
    r, top, low, flat = s.uniform(0.3, 0.4), s.uniform(-0.4, -0.3), 0.86, s.uniform(0.06, 0.1)
    metal = "#a6a9b2"
    with s.moved(turn=s.uniform(-5, 5)):
        for x in (-r * 0.92, 0.0, r * 0.92):
            _chain(s, (0, -0.84), (x, top + 0.02), 5, metal)
        s.circle(0, -0.88, 0.075, stroke="#5b5d64", width=0.05)
        s.path(
            f"M {-r} {top} L {-r * 1.03} {low - 0.12} Q {-r} {low + 0.05} 0 {low + 0.05} Q {r} {low + 0.05} {r * 1.03} {low - 0.12} L {r} {top} Z",
            fill=s.linear_gradient(s.shade(leather, 0.7), s.shade(leather, 1.4), leather, s.shade(leather, 0.5), angle=0),
            stroke=s.shade(leather, 0.3),
            width=0.04,
        )
        s.ellipse(0, top, r, flat, fill=s.shade(leather, 0.65), stroke=s.shade(leather, 0.3), width=0.035)
        tape = s.uniform(0.1, 0.16)
        for y in s.choice([(top + 0.2,), (top + 0.2, low - 0.3), (top + 0.2, 0.25, low - 0.25), (0.2, 0.4)]):
            s.path(f"M {-r} {y} Q 0 {y + 2 * flat} {r} {y} L {r} {y + tape} Q 0 {y + tape + 2 * flat} {-r} {y + tape} Z", fill=band, opacity=0.9)
