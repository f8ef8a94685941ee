"""More drawings (family 4) of cicada, butterfly, coho_salmon, ice_cream and teapot."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

NO = "none"


@drawing("class", "cicada", family=4)
def cicada_spread(s: Sketch) -> None:
    """A cicada from above in flight: long glassy forewings and short hindwings held out from a stout tapering body."""
    body = s.choice((s.colour(95, 0.5, 0.5), s.colour(28, 0.55, 0.4), s.colour(30, 0.3, 0.16, value_jitter=0.05), s.colour(50, 0.6, 0.65)))
    dark, iris = s.shade(body, 0.4), s.choice(("#d02a1e", "#1c1512", "#e88a2a", "#e9e0c0"))
    vein, glass = s.choice((dark, "#c8741e", s.colour(100, 0.6, 0.35))), s.choice(("#eef3ea", "#f6e6c0", "#cfe4ee", "#8c7a66"))
    clear, outline = s.uniform(0.55, 0.85), dark if s.chance(0.6) else NO
    sweep, smoky, banded = s.choice((s.uniform(-32, -18), s.uniform(-8, 8), s.uniform(20, 38))), s.chance(0.3), s.chance(0.5)
    long, deep, fat = s.uniform(0.82, 0.98), s.uniform(1.25, 1.6), s.uniform(0.15, 0.22)
    fore: list[Point] = [(0, -0.05), (0.35, -0.15), (0.66, -0.12), (0.84, 0.02), (0.72, 0.18), (0.4, 0.25), (0.1, 0.12)]
    hind: list[Point] = [(0, -0.05), (0.3, -0.1), (0.5, 0.0), (0.46, 0.2), (0.2, 0.24), (0.02, 0.1)]
    with s.moved(turn=s.uniform(-50, 50), scale_x=0.92, scale_y=0.94):
        for side in (-1, 1):
            for points, y, turn in ((hind, -0.04, sweep + 36), (fore, -0.24, sweep)):
                with s.moved(x=side * fat * 0.8, y=y, scale_x=side), s.moved(turn=turn, scale_x=long, scale_y=deep):
                    s.path(smooth(points), fill=glass, opacity=clear)
                    s.path(smooth(points), stroke=vein, width=0.04)
                    tip = points[3]
                    for k in (-0.02, 0.07, 0.15):
                        s.path(smooth([(0.05, 0.02), (tip[0] * 0.5, k), (tip[0] * 0.93, k * 1.1 + 0.01)], closed=False), stroke=vein, width=0.03)
                    s.line([(0, -0.04), points[1], points[2]], stroke=vein, width=0.065)
                    if smoky:
                        s.ellipse(tip[0] * 0.72, 0.02, 0.1, 0.07, fill=dark, opacity=0.6)
        end = s.uniform(0.55, 0.74)
        s.path(smooth([(-fat, -0.15), (fat, -0.15), (fat * 0.95, 0.25), (0, end), (-fat * 0.95, 0.25)]), fill=body, stroke=outline, width=0.035)
        for k in range(5):
            w = fat * (0.95 - 0.17 * k)
            s.line([(-w, 0.06 + 0.1 * k), (w, 0.06 + 0.1 * k)], stroke=s.shade(body, 1.5) if banded else dark, width=0.045)
        top: list[Point] = [(-fat * 1.25, -0.52), (fat * 1.25, -0.52), (fat * 1.3, -0.22), (fat * 0.6, 0.02), (-fat * 0.6, 0.02), (-fat * 1.3, -0.22)]
        s.path(smooth(top), fill=s.radial_gradient(s.shade(body, 1.35), body), stroke=outline, width=0.035)
        for side in (-1, 1):
            s.line([(side * fat * 0.25, -0.46), (side * fat * 0.7, -0.28), (side * fat * 0.25, -0.08)], stroke=dark, width=0.05)
        wide = fat * 1.3 + 0.03
        s.path(smooth([(-wide, -0.54), (-wide * 0.6, -0.7), (0, -0.74), (wide * 0.6, -0.7), (wide, -0.54), (0, -0.48)]), fill=body, stroke=outline)
        for side in (-1, 1):
            eye(s, side * (wide + 0.03), -0.58, 0.105, iris=iris)


def _wings(s: Sketch, make: str, wing: str, lower: str, edge: str, spot: str, pattern: str, rim: float) -> None:
    """The two right wings of a butterfly whose body stands upright at x = 0."""
    upper = {
        "round": [(0.03, 0.02), (0.12, -0.45), (0.5, -0.78), (0.85, -0.66), (0.88, -0.25), (0.5, 0.06)],
        "pointed": [(0.03, 0.02), (0.2, -0.4), (0.7, -0.85), (0.95, -0.86), (0.78, -0.35), (0.42, 0.02)],
        "hooked": [(0.03, 0.02), (0.2, -0.5), (0.62, -0.84), (0.92, -0.72), (0.72, -0.42), (0.78, -0.12), (0.4, 0.06)],
    }[make]
    under = {
        "round": [(0.03, 0.02), (0.48, 0.02), (0.72, 0.3), (0.5, 0.68), (0.2, 0.6), (0.06, 0.25)],
        "pointed": [(0.03, 0.02), (0.45, 0.02), (0.62, 0.35), (0.46, 0.6), (0.36, 0.9), (0.26, 0.6), (0.06, 0.25)],
        "hooked": [(0.03, 0.02), (0.5, 0.05), (0.74, 0.24), (0.6, 0.42), (0.58, 0.66), (0.34, 0.58), (0.06, 0.25)],
    }[make]
    s.path(smooth(under), fill=s.radial_gradient(s.shade(lower, 1.3), lower, s.shade(lower, 0.75), x=0.2, y=0.2), stroke=edge, width=rim)
    s.path(smooth(upper), fill=s.radial_gradient(s.shade(wing, 1.3), wing, s.shade(wing, 0.75), x=0.2, y=0.8), stroke=edge, width=rim)
    if pattern == "veins":
        for x, y in ((0.5, -0.7), (0.76, -0.6), (0.74, -0.25), (0.56, 0.25), (0.4, 0.5)):
            s.line([(0.06, 0.0), (x, y)], stroke=edge, width=0.04)
    elif pattern == "band":
        s.line([(0.3, -0.6), (0.5, -0.35), (0.55, -0.08)], stroke=spot, width=0.13)
        s.line([(0.46, 0.14), (0.42, 0.3), (0.26, 0.46)], stroke=spot, width=0.11)
    elif pattern == "eyes":
        for x, y in ((0.62, -0.5), (0.44, 0.36)):
            s.circle(x, y, 0.15, fill=edge)
            s.circle(x, y, 0.085, fill=spot)
    elif pattern == "tips":
        s.path(smooth([upper[2], upper[3], upper[4], (0.62, -0.44)]), fill=edge)
        s.circle(0.7, -0.58, 0.06, fill=spot)


@drawing("class", "butterfly", family=4)
def butterfly_turned(s: Sketch) -> None:
    """A butterfly in three quarters from above: the near wings wide open, the far wings foreshortened behind the body."""
    wing = s.any_colour(saturation=(0.1, 0.95), value=(0.4, 1))
    lower, spot = s.choice((wing, s.any_colour())), s.choice(("#ffffff", "#ffe9a0", s.any_colour(saturation=(0.3, 0.7), value=(0.85, 1))))
    edge = s.choice((s.shade(wing, 0.25), "#1d1815", s.shade(wing, 0.6)))
    make, pattern = s.choice(("round", "pointed", "hooked")), s.choice(("veins", "band", "eyes", "tips", "plain"))
    rim, narrow, ink = s.choice((0.035, 0.08, 0.12)), s.uniform(0.3, 0.58), s.choice(("#241c1a", "#6a4a30"))
    fat, lift = s.uniform(0.06, 0.1), s.uniform(-16, 12)
    with s.moved(scale_x=s.choice((-1, 1))), s.moved(x=-0.18, y=0.02, turn=s.uniform(2, 34), scale_x=0.86, scale_y=0.88):
        with s.moved(turn=lift - 8, scale_x=-narrow, scale_y=0.95):
            _wings(s, make, s.shade(wing, 0.8), s.shade(lower, 0.8), edge, spot, pattern, rim)
        with s.moved(turn=lift * 0.5, scale_x=1.05):
            _wings(s, make, wing, lower, edge, spot, pattern, rim)
        for dx in (-0.22, 0.16):
            s.path(f"M 0 -0.34 Q {dx * 0.2} -0.6 {dx} -0.84", stroke=ink, width=0.04)
            s.circle(dx, -0.84, 0.045, fill=ink)
        s.path(limb([(0, -0.28), (0.0, 0.0), (-0.03, 0.3), (-0.06, 0.5)], [fat * 1.8, fat * 2.2, fat * 1.6, fat * 0.8]), fill=ink)
        s.circle(0, -0.34, fat * 1.15, fill=s.shade(ink, 0.8))
        if s.chance(0.5):
            for k in range(3):
                s.line([(-fat * 0.6 - k * 0.015, 0.12 + 0.12 * k), (fat * 0.4 - k * 0.015, 0.12 + 0.12 * k)], stroke=s.shade(ink, 1.6), width=0.04)


@drawing("class", "coho_salmon", family=4)
def coho_salmon_coming(s: Sketch) -> None:
    """A coho salmon in three quarters from the front: the big head near with hooked jaws, the body tapering back to the forked tail."""
    red, open_mouth = s.chance(0.5), s.chance(0.5)
    back = s.colour(120, 0.35, 0.32, hue_jitter=50) if red else s.colour(200, 0.45, 0.38, hue_jitter=30)
    side = s.colour(355, 0.72, 0.68, hue_jitter=10) if red else s.colour(205, 0.08, 0.84, saturation_jitter=0.05)
    belly = s.choice((s.shade(side, 0.8), "#e8d8d0")) if red else "#f4f4f2"
    face, ink = back if red else s.shade(side, 0.9), s.shade(back, 0.45)
    outline, bend, rise, big = ink if s.chance(0.65) else NO, s.uniform(-0.14, 0.2), s.uniform(-0.62, -0.2), s.uniform(0.56, 0.72)
    fin = s.choice((back, s.shade(back, 1.3), s.shade(side, 0.7)))
    with posed(s, tilt=10), s.moved(x=-0.03, y=0.02, scale_x=0.94, scale_y=0.98):
        with s.moved(x=0.66, y=rise + 0.02, turn=s.uniform(-35, 0)):
            s.path(smooth([(-0.08, 0), (0.08, -0.12), (0.28, -0.34), (0.2, 0), (0.28, 0.34), (0.08, 0.12)]), fill=fin, stroke=outline, width=0.035)
        mid, half = (0.06, rise * 0.45 + bend), big / 2
        s.polygon([(0.0, mid[1] - half * 0.6), (0.34, mid[1] - half * 0.95 - 0.06), (0.3, mid[1] - half * 0.4)], fill=fin, stroke=outline, width=0.03)
        s.ellipse(0.5, rise * 0.8 + bend * 0.3 - 0.14, 0.09, 0.05, fill=fin, turn=-35)
        s.polygon([(0.26, mid[1] + 0.16), (0.52, mid[1] + 0.34), (0.42, mid[1] + 0.08)], fill=fin, stroke=outline, width=0.03)
        spine: list[Point] = [(-0.42, 0.12), (-0.2, 0.06 + bend * 0.5), mid, (0.4, rise * 0.8 + bend * 0.5), (0.66, rise)]
        fill = s.linear_gradient(back, back, side, side, belly, angle=78)
        s.path(limb(spine, [big, big * 1.02, big * 0.86, big * 0.5, 0.17]), fill=fill, stroke=outline, width=0.04)
        for _ in range(s.integer(7, 13)):
            t = s.uniform(0, 1)
            s.circle(-0.25 + 0.75 * t, 0.08 - half * 0.75 + (rise + 0.12) * t + bend * 0.4 + s.uniform(0, 0.12), 0.026, fill=s.shade(back, 0.35))
        s.path(limb([(-0.16, 0.28), (0.02, 0.46), (0.16, 0.62)], [0.12, 0.15, 0.05]), fill=fin, stroke=outline, width=0.03)
        head: list[Point] = [(-0.86, 0.16), (-0.76, -0.06), (-0.55, -0.22), (-0.26, -0.26), (-0.14, 0.1), (-0.3, 0.44), (-0.6, 0.42), (-0.8, 0.32)]
        s.path(smooth(head), fill=s.linear_gradient(back, face, s.shade(face, 1.25), angle=95), stroke=outline, width=0.04)
        s.path(smooth([(-0.26, -0.24), (-0.14, 0.1), (-0.28, 0.42)], closed=False), stroke=ink, width=0.05)
        if open_mouth:
            s.path(smooth([(-0.9, 0.18), (-0.7, 0.15), (-0.46, 0.24), (-0.6, 0.36), (-0.82, 0.4)]), fill="#5a1f22", stroke=face, width=0.06)
            s.polygon([(-0.9, 0.12), (-0.8, 0.12), (-0.88, 0.26)], fill=face)
        else:
            s.path("M -0.88 0.14 Q -0.84 0.28 -0.72 0.26 L -0.44 0.28", stroke=ink, width=0.05)
        eye(s, -0.54, 0.0, 0.075, iris=s.choice(("#e9d98a", "#d8c050", "#f0f0e8")))


@drawing("class", "ice_cream", family=4)
def sundae(s: Sketch) -> None:
    """Scoops of ice cream in a glass, a tub or a dish, with sauce, wafer or cherry, from the side."""
    make = s.choice(("coupe", "tall", "tub", "boat"))
    count = s.integer(2 if make in ("tub", "boat") else 1, 3)
    wide = {"coupe": s.uniform(0.58, 0.74), "tall": s.uniform(0.44, 0.54), "tub": s.uniform(0.5, 0.66), "boat": s.uniform(0.78, 0.88)}[make]
    rim, foot = {"coupe": 0.14, "tall": -0.12, "tub": 0.12, "boat": 0.26}[make], {"coupe": 0.56, "tall": 0.66, "tub": 0.9, "boat": 0.66}[make]
    paint = s.any_colour() if make == "tub" else s.choice(("#cfe6ee", "#e6eef0", s.any_colour(saturation=(0.1, 0.4), value=(0.8, 1))))
    flavours = ("#fff4d8", "#f7a8b8", "#6b3e26", "#bfe3b4", "#f6d7a0")
    creams = [s.choice((*flavours, s.any_colour(saturation=(0.25, 0.6), value=(0.8, 1)))) for _ in range(4)]
    ink, soft, sauce = s.shade(paint, 0.45), s.chance(0.35), s.choice(("#4a2413", "#b3192e", "#c9822a", "#e0457b"))
    radius = wide * {1: 0.8, 2: 0.56, 3: 0.5}[count] * s.uniform(0.94, 1.06)
    with s.moved(turn=s.uniform(-7, 7), y=0.01, scale_x=0.94, scale_y=0.94):
        places = {1: [(0.0, rim - radius * 0.45)], 2: [(-wide * 0.45, rim - radius * 0.35), (wide * 0.45, rim - radius * 0.4)],
                  3: [(-wide * 0.5, rim - radius * 0.3), (wide * 0.5, rim - radius * 0.3), (0.0, rim - radius * 1.05)]}[count]  # fmt: skip
        if s.chance(0.45):
            turn = s.uniform(15, 32)
            s.rectangle(wide * 0.62, rim - radius * 1.1, 0.15, 0.75, corner=0.03, fill="#d9a458", stroke="#8a5a24", width=0.035, turn=turn)
        if s.chance(0.3):
            s.line([(-wide * 0.4, rim), (-wide * 0.5 - 0.22, rim - 0.72)], stroke=s.choice(("#8a949c", "#d8b06a", "#e8508a")), width=0.09)
        for (x, y), cream in zip(places, creams, strict=False):
            edge = NO if soft else s.shade(cream, 0.6)
            s.circle(x, y, radius, fill=s.radial_gradient(s.shade(cream, 1.5), cream, s.shade(cream, 0.78)), stroke=edge, width=0.04)
        x, y = places[-1]
        if s.chance(0.6):
            runs = "".join(f"L {x + radius * (0.78 - 0.4 * k):.3f} {y + radius * (0.35 if k % 2 else -0.2):.3f} " for k in range(5))
            s.path(f"M {x - radius * 0.86} {y - radius * 0.3} A {radius} {radius} 0 0 1 {x + radius * 0.86} {y - radius * 0.3} {runs} Z",
                   fill=sauce, stroke=sauce, width=0.08)  # fmt: skip
        if s.chance(0.55):
            s.path(f"M {x} {y - radius * 1.1} q 0.04 -0.16 0.16 -0.2", stroke="#5c7a2a", width=0.035)
            s.circle(x, y - radius * 1.05, 0.11, fill=s.radial_gradient("#ff9a90", "#cc1f2b"), stroke="#7d1018", width=0.03)
        base = {"coupe": 0.16, "tall": 0.5, "tub": 0.74, "boat": 0.55}[make] * wide
        side = wide * 0.95
        data = f"M {-wide} {rim} C {-side} {foot} {-base} {foot} {-base} {foot} L {base} {foot} C {base} {foot} {side} {foot} {wide} {rim} Z"
        if make in ("tub", "tall"):
            data = f"M {-wide} {rim} L {-base} {foot} L {base} {foot} L {wide} {rim} Z"
        if make != "tub":
            s.path(data, fill=s.linear_gradient(creams[0], creams[1], sauce))
            s.path(f"M -0.05 {foot - 0.04} L -0.05 0.84 L {-wide * 0.55} 0.92 L {wide * 0.55} 0.92 L 0.05 0.84 L 0.05 {foot - 0.04} Z",
                   fill=paint, stroke=ink, width=0.04)  # fmt: skip
        s.path(data, fill=s.linear_gradient(s.shade(paint, 1.3), paint, s.shade(paint, 0.75), angle=0), stroke=ink, width=0.045,
               opacity=1 if make == "tub" else 0.75)  # fmt: skip
        s.line([(-wide, rim), (wide, rim)], stroke=s.shade(paint, 1.5), width=0.085)
        for k in (-0.5, 0.0, 0.5) if s.chance(0.6) else ():
            stripe = s.shade(paint, 1.75)
            s.line([(wide * k, rim + 0.13), (base * k * 1.1, foot - 0.08)], stroke=stripe, width=0.14 if make == "tub" else 0.06)


@drawing("class", "teapot", family=4)
def teapot_hooped(s: Sketch) -> None:
    """A squat teapot with a hoop handle over its lid and a short spout, from the side: iron, clay or modern make."""
    make = s.choice(("squat", "round", "bell", "box"))
    handle = s.choice(("hoop", "low") if make in ("box", "bell") else ("hoop", "square", "low"))
    paint = s.choice((s.any_colour(), s.colour(210, 0.15, 0.28), s.colour(18, 0.55, 0.5), s.any_colour(saturation=(0.05, 0.3), value=(0.7, 1))))
    ink, grip = s.shade(paint, 0.4), s.choice(("#2b2724", "#b98a4e", s.shade(paint, 0.6), "#8d9499"))
    wide, top, trim = s.uniform(0.5, 0.64), s.uniform(-0.12, 0.06), s.choice(("#f4ecd8", s.any_colour(), s.shade(paint, 1.5)))
    base, outline, peak = s.uniform(0.76, 0.88), ink if s.chance(0.65) else NO, s.uniform(-0.92, -0.72)
    middle = (top + base) / 2
    with s.moved(x=0.05, scale_x=s.choice((-1, 1)), turn=s.uniform(-8, 8)):
        start = wide * s.uniform(0.62, 0.8)
        data = {
            "hoop": f"C {-start * 1.35} {peak - 0.12} {start * 1.35} {peak - 0.12}",
            "square": f"L {-start * 0.85} {peak + 0.14} L {start * 0.85} {peak + 0.14} L",
            "low": f"C {-start * 1.1} {peak + 0.2} {start * 1.5} {peak - 0.1}",
        }[handle]
        data = f"M {-start} {top + 0.1} {data} {start} {top + 0.1}"
        s.path(data, stroke=s.shade(grip, 0.5) if outline != NO else grip, width=s.uniform(0.12, 0.15))
        s.path(data, stroke=grip, width=0.075)
        tip = s.uniform(-0.93, -0.84)
        spout = f"M {-wide * 0.7} {middle + 0.2} C {-wide - 0.15} {middle + 0.15} {-wide - 0.1} {middle - 0.1} {tip} {top + 0.02} "
        spout += f"L {tip + 0.2} {top - 0.06} Q {-wide * 0.95} {top + 0.12} {-wide * 0.6} {top + 0.16} Z"
        s.path(spout, fill=s.shade(paint, 0.85), stroke=outline, width=0.045)
        waist, foot, lip = wide * 0.95, [(wide * 0.6, base), (-wide * 0.6, base)], wide * 0.7
        body = {
            "squat": smooth([(-lip, top + 0.02), (0, top - 0.04), (lip, top + 0.02), (wide, middle), *foot, (-wide, middle)]),
            "round": smooth([(0, top - 0.06), (wide * 0.75, top + 0.12), (waist, middle), *foot, (-waist, middle), (-wide * 0.75, top + 0.12)]),
            "bell": f"M {-wide * 0.5} {top} Q {-wide * 0.7} {middle} {-wide} {base} L {wide} {base} Q {wide * 0.7} {middle} {wide * 0.5} {top} Z",
            "box": f"M {-wide * 0.9} {top} L {-wide * 0.8} {base} L {wide * 0.8} {base} L {wide * 0.9} {top} Z",
        }[make]
        light, dark = s.shade(paint, 1.4), s.shade(paint, 0.62)
        fill = s.choice((s.radial_gradient(light, paint, dark), s.linear_gradient(light, paint, dark)))
        s.path(body, fill=fill, stroke=outline, width=0.045)
        lid = wide * s.uniform(0.45, 0.6)
        s.path(f"M {-lid} {top + 0.06} Q 0 {top - s.uniform(0.12, 0.34)} {lid} {top + 0.06} Z", fill=s.shade(paint, 1.2), stroke=ink, width=0.04)
        s.circle(0, top - 0.14, s.uniform(0.065, 0.1), fill=s.choice((grip, trim)), stroke=ink, width=0.035)
        pattern = s.choice(("studs", "ribs", "blossom", "plain"))
        for row in range(3 if pattern == "studs" else 0):
            for k in range(-3 + row % 2, 4):
                s.circle(k * wide * 0.24 - (row % 2) * wide * 0.12, top + 0.24 + 0.17 * row, 0.045, fill=s.shade(paint, 1.5))
        for rib in (-0.6, -0.3, 0.0, 0.3, 0.6) if pattern == "ribs" else ():
            data = f"M {wide * rib * 0.7} {top + 0.14} Q {wide * rib * 1.25} {middle} {wide * rib * 0.8} {base - 0.08}"
            s.path(data, stroke=s.shade(paint, 0.6), width=0.045)
        for petal in range(5 if pattern == "blossom" else 0):
            s.circle(0.12 * math.sin(petal * 1.257), middle + 0.05 - 0.12 * math.cos(petal * 1.257), 0.075, fill=trim)
