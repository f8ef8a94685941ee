"""Still further drawings of the sea's landmarks (family 5): odd makes of sailboat, a square lighthouse."""

from __future__ import annotations

from math import cos, radians, sin

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _cloth(s: Sketch, points: list[Point], colour: str, ink: str, belly: float) -> None:
    """A sail through its corners; the edges bulge to the right by `belly`."""
    data = f"M {points[0][0]:.3f} {points[0][1]:.3f} "
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        bulge = belly * abs(y1 - y0)
        data += f"Q {(x0 + x1) / 2 + bulge:.3f} {(y0 + y1) / 2:.3f} {x1:.3f} {y1:.3f} "
    s.path(data + "Z", fill=colour, stroke=ink, width=0.05)


def _catamaran(s: Sketch, hull: str, sail: str, ink: str) -> None:
    """Two hulls side by side, seen from ahead, under one or two tall sails."""
    apart, top, foot = s.uniform(0.36, 0.5), s.uniform(-0.95, -0.85), s.uniform(0.3, 0.42)
    s.line([(0, 0.55), (0, top)], stroke=ink, width=0.07)
    lean = s.uniform(0.55, 0.85)
    _cloth(s, [(0.04, top + 0.04), (lean, foot), (0.04, foot)], sail, ink, s.uniform(0.05, 0.2))
    if s.chance(0.6):
        _cloth(s, [(-0.04, top + 0.22), (-0.04, foot), (-lean * 0.75, foot + 0.04)], s.any_colour(value=(0.6, 1)), ink, -0.1)
    s.line([(-apart, 0.5), (apart, 0.5)], stroke=ink, width=0.16)
    s.line([(-apart, 0.5), (apart, 0.5)], stroke=s.shade(hull, 1.3), width=0.09)
    for x in (-apart, apart):
        s.path(
            f"M {x - 0.19} 0.42 L {x + 0.19} 0.42 Q {x + 0.17} 0.76 {x} 0.9 Q {x - 0.17} 0.76 {x - 0.19} 0.42 Z", fill=hull, stroke=ink, width=0.05
        )
        s.line([(x, 0.46), (x, 0.84)], stroke=s.shade(hull, 0.7), width=0.045)


def _boat(s: Sketch, hull: str, ink: str, make: str) -> None:
    """A hull from the side, its bow to the right: upturned ends, a high stern or a plain bowl."""
    deck, shape = s.uniform(0.42, 0.5), s.choice(("bowl", "ends", "stern"))
    tip = deck - 0.2
    data = {
        "bowl": f"M -0.78 {deck} L 0.78 {deck} Q 0.66 0.9 0.3 0.9 L -0.34 0.9 Q -0.68 0.9 -0.78 {deck} Z",
        "ends": f"M -0.94 {tip} Q -0.6 {deck + 0.08} 0 {deck + 0.06} Q 0.6 {deck + 0.08} 0.94 {tip} Q 0.74 0.92 0 0.92 Q -0.74 0.92 -0.94 {tip} Z",
        "stern": f"M -0.84 {deck - 0.16} L -0.5 {deck - 0.14} L -0.46 {deck + 0.04} L 0.9 {deck - 0.06} Q 0.72 0.84 0.4 0.9 L -0.6 0.9 Z",
    }[shape if make != "dinghy" else "bowl"]
    s.path(data, fill=s.linear_gradient(s.shade(hull, 1.2), hull, s.shade(hull, 0.7)) if s.chance(0.5) else hull, stroke=ink, width=0.055)
    trim = s.choice(("stripe", "planks", "ports", "none"))
    if trim == "stripe":
        s.line([(-0.66, deck + 0.2), (0.66, deck + 0.2)], stroke=s.choice(("#ffffff", s.any_colour())), width=0.08)
    elif trim == "planks":
        for k in (0.16, 0.28):
            s.line([(-0.68 + 0.4 * k, deck + k), (0.68 - 0.4 * k, deck + k)], stroke=s.shade(hull, 0.55), width=0.035)
    elif trim == "ports":
        for x in (-0.36, 0.0, 0.36):
            s.circle(x, deck + 0.22, 0.06, fill="#cfe6f0", stroke=ink, width=0.035)


def _rig(s: Sketch, make: str, sail: str, ink: str) -> None:
    """Mast and sails from the side: a junk's, a slanting lateen, two masts, a square sail or a dinghy's single one."""
    low, second, belly = s.uniform(0.24, 0.34), s.choice((sail, s.any_colour(value=(0.55, 1)))), s.uniform(0.04, 0.22)
    masts = {"junk": (-0.36, 0.3), "lateen": (0.1,), "ketch": (-0.46, 0.16), "square": (0.0,), "dinghy": (s.uniform(0.1, 0.42),)}[make]
    for i, x in enumerate(masts):
        tall = s.uniform(-0.95, -0.8) + (0.34 if (make, i) in (("junk", 0), ("ketch", 0)) else 0)
        s.line([(x, 0.56), (x, tall)], stroke=s.choice((ink, "#5a3a22")), width=0.075)
        if make == "junk":
            edges = [
                ((x - 0.3 - 0.03 * k, low - (low - tall) * 0.21 * k), (x + 0.26 - 0.02 * k * k, low - (low - tall) * 0.23 * k)) for k in range(5)
            ]
            s.polygon([left for left, _ in edges] + [right for _, right in reversed(edges)], fill=(sail, second)[i], stroke=ink, width=0.05)
            for left, right in edges[1:-1]:
                s.line([left, right], stroke=ink, width=0.038)
        elif make == "lateen":
            _cloth(s, [(-0.5, -0.92), (0.86, low), (-0.66, low)], sail, ink, s.uniform(-0.1, 0.08))
            s.line([(-0.56, -0.97), (0.92, low + 0.05)], stroke="#5a3a22", width=0.07)
        elif make == "ketch":
            _cloth(s, [(x - 0.05, tall + 0.05), (x - 0.05, low), (x - (0.46, 0.52)[i], low)], (second, sail)[i], ink, -belly)
            if i:
                _cloth(s, [(x + 0.05, tall + 0.16), (0.88, low + 0.08), (x + 0.06, low)], second, ink, 0.02)
        elif make == "square":
            wide, head = s.uniform(0.5, 0.72), tall + 0.12
            s.path(
                f"M {-wide} {head} L {wide} {head} Q {wide + 0.16} {(head + low) / 2} {wide} {low} Q 0 {low - 0.16} {-wide} {low} "
                f"Q {-wide + 0.16} {(head + low) / 2} {-wide} {head} Z",
                fill=sail,
                stroke=ink,
                width=0.05,
            )
            for k in s.choice(((), (-0.5, 0.08, 0.6))):
                s.path(f"M {k * wide} {head + 0.04} Q {k * wide + 0.16} {(head + low) / 2} {k * wide} {low - 0.1}", stroke=second, width=0.15)
            s.line([(-wide - 0.06, head), (wide + 0.06, head)], stroke="#5a3a22", width=0.075)
        else:
            _cloth(s, [(x - 0.04, tall + 0.04), (x - 0.04, low), (s.uniform(-0.86, -0.66), low)], sail, ink, -belly)
            mark = s.choice(("none", "disc", "panel"))
            if mark == "disc":
                s.circle(x - 0.32, 0.02, 0.12, fill=s.any_colour())
            elif mark == "panel":
                s.polygon([(x - 0.06, low - 0.22), (x - 0.06, low - 0.04), (x - 0.72, low - 0.04)], fill=second)
        if s.chance(0.4):
            s.polygon([(x, tall - 0.02), (x, tall + 0.14), (x - 0.22, tall + 0.06)], fill=s.any_colour())


@drawing("class", "sailboat", family=5)
def sailboat_odd_makes(s: Sketch) -> None:
    """A flat cartoon sailboat: a junk, a lateener, a two-master, one with a square sail, a dinghy, or a catamaran from ahead."""
    make = s.choice(("junk", "junk", "lateen", "lateen", "ketch", "ketch", "square", "dinghy", "dinghy", "catamaran"))
    hull, ink = s.any_colour(value=(0.35, 0.98)), s.choice(("#1c1a22", "#1c1a22", "#3a2416", "#ffffff"))
    sail = s.choice(("#fdf9ee", s.colour(20, 0.6, 0.75), s.any_colour(value=(0.65, 1))))
    with s.moved(scale_x=s.choice((-1, 1)) * s.uniform(0.84, 0.98), scale_y=0.95, turn=s.uniform(-10, 10)):
        if make == "catamaran":
            _catamaran(s, hull, sail, ink)
        else:
            _rig(s, make, sail, ink)
            _boat(s, hull, ink, make)


def _lantern(s: Sketch, x: float, deck: float, half: float, roof: str, ink: str) -> None:
    """A many-sided lantern on a square gallery, with or without rays, under a dome, a tent or a flat cap."""
    light, tall, glass = s.choice(("#ffe070", "#fff6c8", "#ffd040")), s.uniform(0.24, 0.32), half * s.uniform(0.62, 0.8)
    if s.chance(0.4):
        for degrees in (-170, -145, -35, -10):
            dx, dy = cos(radians(degrees)), sin(radians(degrees))
            s.line([(x + 0.36 * dx, deck - 0.16 + 0.36 * dy), (x + 0.58 * dx, deck - 0.16 + 0.58 * dy)], stroke=light, width=0.07)
    s.rectangle(x, deck - tall / 2, glass * 2, tall, fill=light, stroke=ink, width=0.05)
    if s.chance(0.5):
        s.line([(x - glass, deck), (x, deck - tall), (x + glass, deck)], stroke=ink, width=0.03)
    else:
        s.line([(x, deck), (x, deck - tall)], stroke=ink, width=0.035)
    eaves, w, top = deck - tall, glass * 1.3, s.uniform(0.16, 0.26)
    shape = s.choice(("dome", "tent", "cap"))
    if shape == "dome":
        data = f"M {x - w} {eaves} Q {x - w} {eaves - top} {x} {eaves - top} Q {x + w} {eaves - top} {x + w} {eaves} Z"
    else:
        flat_top = w * (0.1 if shape == "tent" else 0.55)
        data = f"M {x - w} {eaves} L {x - flat_top} {eaves - top} L {x + flat_top} {eaves - top} L {x + w} {eaves} Z"
    s.line([(x, eaves - top), (x, eaves - top - 0.1)], stroke=ink, width=0.04)
    s.path(data, fill=roof, stroke=ink, width=0.05)
    s.polygon(
        [(x - half * 1.2, deck), (x + half * 1.2, deck), (x + half * 0.9, deck + 0.11), (x - half * 0.9, deck + 0.11)],
        fill=roof,
        stroke=ink,
        width=0.045,
    )
    for side in (-1, 0, 1) if s.chance(0.5) else (-1, 1):
        s.line([(x + side * half * 1.15, deck), (x + side * half * 1.15, deck - 0.12)], stroke=ink, width=0.035)


@drawing("class", "lighthouse", family=5)
def lighthouse_square(s: Sketch) -> None:
    """A flat square lighthouse seen on its corner: alone, on the roof of a cottage, on stone steps or on iron legs."""
    wall = s.choice(("#f6f3ec", "#f6f3ec", s.colour(15, 0.5, 0.65), s.any_colour(saturation=(0.15, 0.7), value=(0.6, 0.98))))
    mark, ink = s.choice((s.colour(2, 0.8, 0.78), s.any_colour(value=(0.3, 0.8)))), s.choice(("#1d1b22", s.shade(wall, 0.3)))
    stand = s.choice(("alone", "alone", "cottage", "plinth", "legs"))
    deck, half, corner = s.uniform(-0.42, -0.3), s.uniform(0.2, 0.28), s.uniform(-0.3, 0.45)
    foot = {"alone": 0.9, "cottage": s.uniform(0.36, 0.5), "plinth": s.uniform(0.6, 0.7), "legs": s.uniform(0.36, 0.5)}[stand]
    base = half * s.uniform(1.15, 1.9 if stand == "alone" else 1.5)
    looks = s.choice(("plain", "bands", "faces", "windows", "cross"))

    def patch(t0: float, t1: float, left: float, right: float, colour: str) -> None:
        """A strip of the wall between two heights (0 the gallery, 1 the foot) and two places across (-1 to 1)."""
        w0, w1, y0, y1 = *(half + (base - half) * t for t in (t0, t1)), *(deck + (foot - deck) * t for t in (t0, t1))
        s.polygon([(left * w0, y0), (right * w0, y0), (right * w1, y1), (left * w1, y1)], fill=colour)

    with s.moved(y=0.06, scale_x=s.choice((-0.9, 0.9)), scale_y=0.9, turn=s.uniform(-5, 5)):
        if stand == "plinth":
            for k, (y, down) in enumerate(((foot + 0.05, 0.14), ((foot + 1.02) / 2, 0.8 - foot))):
                s.rectangle(0, y, base * (2.4 + 0.5 * k), down, fill=s.shade("#8d8a86", 1.2 - 0.2 * k), stroke=ink, width=0.045)
        elif stand == "legs":
            for side in (-1, 1):
                s.line([(side * base * 0.9, foot), (side * base * 1.25, 0.9)], stroke=ink, width=0.08)
                s.line([(side * base * 0.95, foot + 0.06), (-side * base * 1.2, 0.84)], stroke=ink, width=0.045)
        patch(0, 1, -1, corner, wall)
        patch(0, 1, corner, 1, s.shade(wall, 0.72))
        if looks == "bands":
            for t in (0.12, 0.55) if s.chance(0.5) else (0.36,):
                patch(t, t + 0.26, -1, corner, mark)
                patch(t, t + 0.26, corner, 1, s.shade(mark, 0.72))
        elif looks == "faces":
            patch(0, 1, corner, 1, s.shade(mark, 0.8))
        elif looks == "cross":
            patch(0, 1, (corner - 1) / 2 - 0.2, (corner - 1) / 2 + 0.2, mark)
        s.polygon([(-half, deck), (half, deck), (base, foot), (-base, foot)], stroke=ink, width=0.05)
        s.line([(corner * half, deck), (corner * base, foot)], stroke=ink, width=0.035)
        for t in (0.3, 0.62) if looks != "plain" else (0.4,):
            x = (corner - 1) / 2 * (half + (base - half) * t)
            s.rectangle(x, deck + (foot - deck) * t, 0.12, 0.15, fill=s.choice(("#2c3644", "#ffe890")), stroke=ink, width=0.035)
        if stand == "cottage":
            s.rectangle(0, 0.76, 1.3, 0.3, fill=wall, stroke=ink, width=0.05)
            s.polygon([(-0.8, 0.66), (-0.56, foot - 0.04), (0.56, foot - 0.04), (0.8, 0.66)], fill=mark, stroke=ink, width=0.05)
            for x in (-0.42, 0.42):
                s.rectangle(x, 0.79, 0.17, 0.14, fill="#ffe890", stroke=ink, width=0.035)
        if stand in ("alone", "cottage"):
            s.rectangle(0 if stand == "cottage" else (corner - 1) / 2 * base * 0.95, 0.8, 0.2, 0.2, fill=s.shade(mark, 0.6), stroke=ink, width=0.035)
        _lantern(s, 0, deck - 0.06, half, s.choice((mark, ink)), ink)
