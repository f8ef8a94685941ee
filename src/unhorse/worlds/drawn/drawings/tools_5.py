"""Hand and garden tools in further views: receding rulers, peen hammers, tilted ladles, tipped buckets, mowers from the front."""

from __future__ import annotations

from math import cos, hypot, radians

from unhorse.worlds.drawn.sketch import Sketch, drawing


def coat(s: Sketch, paint: str, cartoon: bool, angle: float = 90) -> tuple[str, str]:
    """Fill and outline of a part: plain with a near-black outline in a cartoon, otherwise shaded with an outline of its own colour."""
    if cartoon:
        return paint, "#1b191d"
    return s.linear_gradient(s.shade(paint, 1.5), paint, s.shade(paint, 0.58), angle=angle), s.shade(paint, 0.42)


@drawing("class", "ruler", family=4)
def ruler_receding(s: Sketch) -> None:
    """A thick ruler that runs away from the viewer in perspective: wide near end, narrow far end, scales on one or both edges."""
    body = s.colour(38, 0.5, 0.85) if s.chance(0.3) else s.any_colour(saturation=(0.05, 0.85), value=(0.35, 1.0))
    light = sum(int(body[i : i + 2], 16) for i in (1, 3, 5)) > 330
    ink, cartoon = (s.shade(body, 0.14) if light else "#f6f4ea"), s.chance(0.4)
    q, near, thick = s.uniform(0.42, 0.75), s.uniform(0.27, 0.38), s.uniform(0.06, 0.14)
    fill, edge = coat(s, body, cartoon, 10)

    def at(u: float, v: float) -> tuple[float, float]:
        p = (1 - 1 / (1 + (1 / q - 1) * u)) / (1 - q)
        return -0.9 + 1.8 * p, v * near * (1 - (1 - q) * p)

    with s.moved(turn=s.choice([-1, 1]) * s.uniform(15, 65), scale_x=s.choice([-0.97, 0.97])):
        x0, y0 = at(0, 1)
        x1, y1 = at(1, 1)
        s.polygon([(x0, y0), (x1, y1), (x1, y1 + thick * q), (x0, y0 + thick)], fill=s.shade(body, 0.5), stroke=edge, width=0.035)
        s.polygon([at(0, -1), at(1, -1), at(1, 1), at(0, 1)], fill=fill, stroke=edge, width=0.05 if cartoon else 0.03)
        make, n = s.choice(["slot", "stripe", "both", "plain", "bevel"]), s.choice([12, 14, 16])
        if make == "bevel":
            s.polygon([at(0, -1), at(1, -1), at(1, -0.1), at(0, -0.1)], fill=s.shade(body, 1.5), opacity=0.8)
            ink = s.shade(body, 0.2)
        if make in ("slot", "stripe"):
            s.polygon([at(0.06, 0.25), at(0.94, 0.25), at(0.94, 0.5), at(0.06, 0.5)], fill=s.shade(body, 0.45) if make == "slot" else s.any_colour())
        group, long = s.choice([2, 4, 5]), s.uniform(0.85, 1.1)
        for side in (-1, 1) if make == "both" else (-1,):
            for i in range(1, n):
                reach = long * (1 if i % group == 0 else 0.55) * (0.75 if make == "both" else 1)
                s.line([at(i / n, side * 0.97), at(i / n, side * (0.97 - reach))], stroke=ink, width=0.05 - 0.018 * i / n)
        if make in ("plain", "bevel") and s.chance(0.7):
            x, y = at(0.06, 0.4)
            s.ellipse(x, y, 0.055, 0.075, fill=s.shade(body, 0.25))


@drawing("class", "hammer", family=4)
def hammer_peen(s: Sketch) -> None:
    """An engineer's hammer from the side: one flat face, and a ball, a wedge or a long pick-like peen at the other end of the head."""
    grip = s.colour(30, 0.6, 0.68) if s.chance(0.35) else s.any_colour(value=(0.15, 0.95))
    steel = s.colour(215, 0.08, 0.58, hue_jitter=40, saturation_jitter=0.07, value_jitter=0.28) if s.chance(0.7) else s.any_colour(value=(0.25, 0.8))
    cartoon, peen, w = s.chance(0.45), s.choice(["ball", "wedge", "pick"]), s.uniform(0.075, 0.125)
    end, y, h = s.uniform(0.6, 0.92), -0.55, s.uniform(0.17, 0.24)
    shaft, rim = coat(s, grip, cartoon, 0)
    metal, dark = coat(s, steel, cartoon)
    line = 0.055 if cartoon else 0.035
    size = s.uniform(0.92, 1.0) / hypot(0.5, 0.4 + end / 2)
    with s.moved(turn=s.uniform(-75, 75), scale_x=s.choice([-size, size]), scale_y=size), s.moved(y=0.4 - end / 2):
        swell = w * s.uniform(1.1, 1.7)
        s.path(
            f"M {-w * 0.75} {y} L {w * 0.75} {y} L {w * 0.8} 0 Q {swell * 1.2} {end * 0.55} {swell} {end} L {-swell} {end} "
            f"Q {-swell * 1.2} {end * 0.55} {-w * 0.8} 0 Z",
            fill=shaft,
            stroke=rim,
            width=line,
        )
        for k in range(s.choice([0, 0, 1, 3])):
            s.line([(-swell, end - 0.12 - 0.15 * k), (swell, end - 0.12 - 0.15 * k)], stroke=s.shade(grip, 0.4), width=0.06)
        if peen == "ball":
            s.rectangle(0.24, y, 0.2, h * 1.1, fill=s.shade(steel, 0.75), stroke=dark, width=line)
            s.circle(
                0.42,
                y,
                h * s.uniform(0.85, 1.0),
                fill=metal if cartoon else s.radial_gradient(s.shade(steel, 1.8), steel, s.shade(steel, 0.6)),
                stroke=dark,
                width=line,
            )
        elif peen == "wedge":
            s.polygon([(0.1, y - h), (0.55, y + h * 0.5), (0.55, y + h * 0.95), (0.1, y + h)], fill=metal, stroke=dark, width=line)
        else:
            s.path(f"M 0.1 {y - h} Q 0.45 {y - h} 0.72 {y + 0.3} Q 0.4 {y + 0.02} 0.1 {y + h} Z", fill=metal, stroke=dark, width=line)
        s.polygon([(-0.4, y - h * 0.75), (0.17, y - h), (0.2, y), (0.17, y + h), (-0.4, y + h * 0.75)], fill=metal, stroke=dark, width=line)
        s.rectangle(-0.44, y, 0.2, h * s.uniform(2.1, 2.6), corner=0.04, fill=metal, stroke=dark, width=line)
        s.line([(-0.47, y - h * 0.6), (-0.47, y + h * 0.2)], stroke=s.shade(steel, 1.7), width=0.05)
        if s.chance(0.5):
            s.rectangle(0, y - h, w * 1.6, 0.1, corner=0.02, fill=s.shade(grip, 0.9), stroke=rim, width=0.03)


@drawing("class", "ladle", family=4)
def ladle_tilted(s: Sketch) -> None:
    """A ladle lying aslant with its round bowl tipped to the viewer, so that one looks into it; the bent handle leaves from the far rim."""
    metal = s.colour(215, 0.07, 0.75, hue_jitter=40, saturation_jitter=0.06) if s.chance(0.45) else s.any_colour(value=(0.2, 0.95))
    handle = metal if s.chance(0.45) else s.choice(["#232327", "#94602f", "#c9a06a", s.any_colour()])
    cartoon, r, tip = s.chance(0.45), s.uniform(0.36, 0.46), s.uniform(0.62, 0.8)
    fill, dark = coat(s, metal, cartoon, 20)
    rod, rim = (handle, "#1b191d") if cartoon else (handle, s.shade(handle, 0.4))
    w, length, bend = s.uniform(0.08, 0.13), s.uniform(1.05, 1.3), s.uniform(-0.12, 0.25)
    cx, cy, deep = -0.4, 0.32, r * s.uniform(0.75, 1.0)
    ex, ey, turn = cx + length * 0.88, cy - length * 0.88, s.uniform(-28, 28)
    size = min(0.9 / (0.53 + r), 0.86 / (0.12 + hypot(ex, ey) * cos(radians(45 - abs(turn)))))
    with s.moved(turn=turn * s.choice([-1, 1]), scale_x=s.choice([-size, size]), scale_y=size):
        stem = f"M {cx + r * 0.5} {cy - r * tip * 0.72} C {cx + r * 0.8} {cy - 0.75 - bend} {ex - 0.35} {ey + 0.25 + bend} {ex} {ey}"
        end = s.choice(["hook", "hole", "ring", "round"])
        if end == "hook":
            stem += " q 0.16 -0.16 0.2 0.06 q 0.01 0.1 -0.06 0.13"
        s.path(stem, stroke=rim, width=w + 0.07)
        s.path(stem, stroke=rod, width=w)
        if end == "ring":
            s.circle(ex + 0.05, ey - 0.05, 0.1, stroke=rim, width=0.1)
            s.circle(ex + 0.05, ey - 0.05, 0.1, stroke=rod, width=0.05)
        elif end == "hole":
            s.ellipse(ex - 0.05, ey + 0.05, 0.15, 0.1, turn=-45, fill=rod, stroke=rim, width=0.035)
            s.circle(ex, ey, 0.045, fill=s.shade(handle, 0.2))
        under = f"M {cx - r} {cy} C {cx - r} {cy + deep * 1.35 + 0.1} {cx + r} {cy + deep * 1.35 + 0.1} {cx + r} {cy} Z"
        s.path(under, fill=fill, stroke=dark, width=0.05)
        if s.chance(0.3):
            s.polygon([(cx - r * 0.9, cy - 0.14), (cx - r - 0.09, cy - 0.02), (cx - r * 0.95, cy + 0.12)], fill=metal, stroke=dark, width=0.045)
        inner = s.radial_gradient(s.shade(metal, 0.85), s.shade(metal, 0.45), x=0.5, y=0.85)
        s.ellipse(cx, cy, r, r * tip, fill=s.shade(metal, 0.55) if cartoon else inner, stroke=dark, width=0.11)
        s.ellipse(cx, cy, r, r * tip, stroke=s.shade(metal, 1.4), width=0.05)
        if s.chance(0.5):
            soup = s.choice(["#d9541e", "#e0a02c", "#7d9a3a", "#a8401f", "#efdca0", "#6b3a1c"])
            s.ellipse(cx, cy + r * 0.17, r * 0.76, r * tip * 0.62, fill=soup, stroke=s.shade(soup, 0.7), width=0.03)
            for _ in range(s.integer(0, 4)):
                s.circle(
                    cx + s.uniform(-0.45, 0.45) * r, cy + r * s.uniform(-0.05, 0.4), 0.05, fill=s.choice(["#3f7d2c", "#f6a23a", "#fff0c8", "#c8321e"])
                )
        else:
            s.path(f"M {cx - r * 0.6} {cy + r * 0.25} Q {cx} {cy + r * 0.62} {cx + r * 0.6} {cy + r * 0.22}", stroke=s.shade(metal, 1.6), width=0.06)


@drawing("class", "bucket", family=4)
def bucket_tipped(s: Sketch) -> None:
    """A bucket fallen over: its round dark mouth to the front at one side, the tapering body behind, the handle dangling; some spill water."""
    body = s.any_colour(saturation=(0.1, 0.95), value=(0.35, 0.98)) if s.chance(0.75) else s.colour(210, 0.07, 0.68)
    cartoon, r, a = s.chance(0.45), s.uniform(0.58, 0.72), s.uniform(0.24, 0.4)
    fill, dark = coat(s, body, cartoon)
    line, k, back = (0.06 if cartoon else 0.035), s.uniform(0.58, 0.8), s.uniform(0.62, 0.76)
    mx, wire = -0.4, s.choice(["#3a3a40", "#c9ccd2", "#f4f4f0"])
    drop = s.choice(["low", "behind", "front"])
    size = 0.84 if drop == "behind" else 0.93
    with s.moved(turn=s.uniform(-22, 22), scale_x=s.choice([-size, size]), scale_y=size):
        s.path(
            f"M {mx} {-r} L {back} {-r * k} A {a * k} {r * k} 0 0 1 {back} {r * k} L {mx} {r} Z",
            fill=fill,
            stroke=dark,
            width=line,
        )
        for f in s.choice([(), (0.2,), (0.3, 0.75), (0.82,)]):
            x, h, b = mx + (back - mx) * f + 0.05, r * (1 + (k - 1) * f), a * (1 + (k - 1) * f)
            s.path(f"M {x} {-h} A {b} {h} 0 0 1 {x} {h}", stroke=s.shade(body, 0.55), width=0.055)
        s.ellipse(mx, 0, a, r, fill=s.linear_gradient(s.shade(body, 0.2), s.shade(body, 0.6), angle=15), stroke=dark, width=0.13)
        s.ellipse(mx, 0, a, r, stroke=s.shade(body, 1.4), width=0.065)
        if s.chance(0.4):
            water = s.choice(["#7fc4ea", "#4a97cf", "#a9dcf2"])
            low = r * 0.98
            s.path(
                f"M {mx - a * 0.6} {r * 0.55} Q {mx} {r * 0.4} {mx + a * 0.62} {r * 0.62} Q {mx + 0.2} {low} {mx} {low + 0.1} "
                f"Q {mx - 0.6} {low + 0.14} {mx - 0.52} {r * 0.9} Q {mx - 0.45} {r * 0.7} {mx - a * 0.6} {r * 0.55} Z",
                fill=s.linear_gradient(s.shade(water, 1.5), water),
                stroke=s.shade(water, 0.55),
                width=0.035,
            )
        bow = {
            "low": f"M {mx - 0.02} {-r} C {mx - 0.75} {-r * 0.5} {mx - 0.7} {r * 0.75} {mx} {r}",
            "behind": f"M {mx + 0.06} {-r} C {mx + 0.3} {-r - 0.42} {back} {-r - 0.3} {back - 0.05} {-r * k - 0.06}",
            "front": f"M {mx + 0.05} {-r} C {mx + 0.75} {-r * 0.5} {mx + 0.75} {r * 0.6} {mx + 0.05} {r}",
        }[drop]
        s.path(bow, stroke="#1d1d20" if wire != "#3a3a40" else "#d9d9dc", width=0.1)
        s.path(bow, stroke=wire, width=0.055)
        for side in (-1, 1):
            s.circle(mx + 0.03, side * r * 0.98, 0.07, fill=s.shade(body, 0.75), stroke=dark, width=0.035)


def _motor(s: Sketch, deck: float, paint: str, cartoon: bool) -> None:
    """A mower's motor from the front, standing on the deck: a finned petrol block or the smooth dome of an electric one."""
    engine, line = s.choice(["#2b2b30", "#5b5d64", "#d0d2d6", s.any_colour()]), 0.055 if cartoon else 0.035
    block, edge = coat(s, engine, cartoon, 0)
    if s.chance(0.6):
        s.rectangle(0, deck - 0.12, 0.5, 0.36, corner=0.04, fill=block, stroke=edge, width=line)
        for k in range(3):
            s.line([(-0.2, deck - 0.18 + 0.08 * k), (0.2, deck - 0.18 + 0.08 * k)], stroke=s.shade(engine, 0.45), width=0.04)
        s.ellipse(0, deck - 0.32, 0.3, 0.11, fill=s.choice([paint, "#1c1c20", "#d9d9dc"]), stroke=edge, width=line)
    else:
        s.path(
            f"M -0.36 {deck + 0.1} Q -0.34 {deck - 0.36} 0 {deck - 0.36} Q 0.34 {deck - 0.36} 0.36 {deck + 0.1} Z",
            fill=block,
            stroke=edge,
            width=line,
        )
        s.rectangle(0, deck - 0.14, 0.28, 0.08, corner=0.03, fill=s.shade(engine, 0.4))


@drawing("class", "lawn_mower", family=4)
def lawn_mower_front(s: Sketch) -> None:
    """A push mower from the front: a broad deck between two wheels, the motor on top, the frame of the push bar rising behind it."""
    paint = s.any_colour(saturation=(0.45, 0.95), value=(0.4, 0.98))
    tube, cartoon = s.choice(["#3a3b40", "#a7aab2", "#dcdde1", s.shade(paint, 0.6)]), s.chance(0.45)
    fill, dark = coat(s, paint, cartoon)
    hub = s.choice(["#e0e0e2", "#f0d14a", "#9a9da4"])
    half, deck, ground, line = s.uniform(0.5, 0.66), s.uniform(0.22, 0.34), 0.9, 0.055 if cartoon else 0.035
    top, span, foot = s.uniform(-0.9, -0.6), s.uniform(0.3, 0.44), s.uniform(0.36, 0.5)
    slant = s.uniform(-0.3, 0.3)
    frame = [(-foot, deck + 0.1), (-span + slant, top), (span + slant, top), (foot, deck + 0.1)]
    with s.moved(scale_x=s.choice([-0.96, 0.96])):
        s.line(frame, stroke="#17171a", width=0.13)
        s.line(frame, stroke=tube, width=0.065)
        s.line(frame[1:3], stroke=s.choice(["#17171a", paint, "#c8321e"]), width=0.13)
        if s.chance(0.6):
            s.line([(-0.4 + slant * 0.4, -0.25), (0.4 + slant * 0.4, -0.25)], stroke=tube, width=0.07)
        if s.chance(0.35):
            bag = s.choice(["#2d2d31", "#6d7065", paint])
            s.path(f"M -0.42 {deck} L -0.34 -0.42 Q 0 -0.52 0.34 -0.42 L 0.42 {deck} Z", fill=bag, stroke=s.shade(bag, 0.4), width=line)
        wide, tyre = s.uniform(0.2, 0.28), s.uniform(0.2, 0.27)
        for side in (-1, 1):
            x = side * (half + wide * 0.35)
            s.rectangle(x, ground - tyre, wide, 2 * tyre, corner=0.08, fill="#1b1b1e", stroke="#000000", width=0.03)
            for j in range(3):
                s.line([(x - wide * 0.32, ground - tyre * (0.45 + 0.55 * j)), (x + wide * 0.32, ground - tyre * (0.6 + 0.55 * j))], stroke="#5a5b60")
            s.rectangle(x + side * wide * 0.5, ground - tyre, 0.08, tyre * 0.8, corner=0.03, fill=hub, stroke="#1b1b1e", width=0.03)
        _motor(s, deck, paint, cartoon)
        low = ground - s.uniform(0.1, 0.18)
        s.path(
            f"M {-half} {low} L {-half} {deck + 0.16} Q {-half + 0.02} {deck} {-half + 0.2} {deck} "
            f"L {half - 0.2} {deck} Q {half} {deck} {half} {deck + 0.16} "
            f"L {half} {low} Q 0 {low + 0.1} {-half} {low} Z",
            fill=fill,
            stroke=dark,
            width=line,
        )
        if s.chance(0.5):
            s.line([(-half + 0.14, deck + 0.2), (half - 0.14, deck + 0.2)], stroke=s.shade(paint, 1.6), width=0.06)
        if s.chance(0.5):
            s.path(
                f"M {-half + 0.1} {low + 0.02} Q 0 {low + 0.12} {half - 0.1} {low + 0.02} L {half - 0.1} {low - 0.08} "
                f"Q 0 {low - 0.02} {-half + 0.1} {low - 0.08} Z",
                fill="#242428",
            )
