"""Hand and garden tools once more: bent rulers, hammers that face the viewer, pouring ladles, heaped pails and reel mowers."""

from __future__ import annotations

from math import cos, radians, sin

from unhorse.worlds.drawn.drawings.tools_5 import coat
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "ruler", family=5)
def ruler_bent(s: Sketch) -> None:
    """A pliable ruler seen from above, gently bent into an arc or a wave; the scale follows the edge, the ends are square or round."""
    body = s.any_colour(saturation=(0.0, 0.9), value=(0.3, 1.0))
    light = sum(int(body[i : i + 2], 16) for i in (1, 3, 5)) > 330
    ink, cartoon = (s.shade(body, 0.14) if light else "#f6f4ea"), s.chance(0.4)
    half, wave, n = s.uniform(0.17, 0.25), s.chance(0.25), 32
    sweep, rise = s.uniform(22, 68), s.uniform(0.035, 0.075)
    radius = 0.84 / sin(radians(sweep / 2))

    def at(u: float, v: float) -> Point:
        if wave:
            angle = radians(360 * (u - 0.5))
            return 1.7 * (u - 0.5), rise * sin(angle) + v * half
        angle, out = radians(sweep * (u - 0.5)), radius + v * half
        return out * sin(angle), radius * (1 + cos(radians(sweep / 2))) / 2 - out * cos(angle)

    turn = s.choice([0, 90, 180, 270]) + s.uniform(-30, 30) if not wave else s.uniform(0, 360)
    with s.moved(turn=turn, scale_x=0.98, scale_y=0.98):
        rim = [at(i / n, 1) for i in range(n + 1)] + [at(1 - i / n, -1) for i in range(n + 1)]
        fill, edge = coat(s, body, cartoon, 25)
        s.polygon(rim, fill=fill, stroke=edge, width=0.06 if cartoon else 0.035)
        if s.chance(0.35):
            strip = s.any_colour(value=(0.3, 0.9))
            s.polygon([at(i / n, -0.9) for i in range(n + 1)] + [at(1 - i / n, -0.45) for i in range(n + 1)], fill=strip)
        elif s.chance(0.4):
            s.line([at(i / n, -0.35) for i in range(n + 1)], stroke=s.shade(body, 1.5), width=0.05)
        count, group, long = s.choice([13, 16, 19]), s.choice([2, 4, 5]), s.uniform(0.8, 1.1)
        sides = (1, -1) if s.chance(0.25) else (s.choice([1, -1]),)
        for side in sides:
            for i in range(1, count):
                reach = long * (1 if i % group == 0 else 0.55) * (0.8 if len(sides) == 2 else 1)
                s.line([at(i / count, side * 0.97), at(i / count, side * (0.97 - reach))], stroke=ink, width=0.042)
        if s.chance(0.5) and len(sides) == 1:
            x, y = at(0.045, -0.5 * sides[0])
            s.circle(x, y, 0.055, fill=s.shade(body, 0.25), stroke=s.shade(body, 1.5), width=0.02)


def _block(s: Sketch, head: str, cartoon: bool, box: tuple[float, float, float, float, float, float]) -> None:
    """A square mallet's head at three quarters; `box` is left, right, height, radius, depth of the face and slope."""
    left, right, y, r, a, slope = box
    line = 0.06 if cartoon else 0.035
    fill, dark = coat(s, head, cartoon)
    x0, x1 = left + a * 0.8, right + 0.06
    s.polygon([(x0, y - r), (x1, y - r * 0.9 - slope), (x1, y + r * 0.85 - slope), (x0, y + r)], fill=fill, stroke=dark, width=line)
    face = [(left - a, y - r * 0.9 - slope * 0.5), (x0, y - r), (x0, y + r), (left - a, y + r * 0.85 - slope * 0.5)]
    s.polygon(face, fill=s.shade(head, 1.5), stroke=dark, width=line)
    if s.chance(0.5):
        s.line([(x0 + 0.12, y - r * 0.45), (x1 - 0.08, y - r * 0.45 - slope * 0.8)], stroke=s.shade(head, 0.6), width=0.05)


def _barrel(s: Sketch, head: str, cartoon: bool, mallet: bool, box: tuple[float, float, float, float, float, float]) -> None:
    """A round hammer head at three quarters, perhaps with a mallet's bands; `box` is as for `_block`."""
    left, right, y, r, a, slope = box
    line = 0.06 if cartoon else 0.035
    fill, dark = coat(s, head, cartoon)
    s.path(
        f"M {left} {y - r} L {right} {y - r * 0.9 - slope} A {a * 0.9} {r * 0.9} 0 0 1 {right} {y + r * 0.9 - slope} L {left} {y + r} Z",
        fill=fill,
        stroke=dark,
        width=line,
    )
    if mallet and s.chance(0.6):
        for x in (left + 0.2, right - 0.1):
            s.path(f"M {x} {y - r - slope * 0.2} A {a} {r} 0 0 1 {x} {y + r - slope * 0.5}", stroke=s.choice([dark, s.shade(head, 1.5)]), width=0.07)
    s.ellipse(left, y, a * 1.12, r * 1.12, fill=s.shade(head, 0.7), stroke=dark, width=line)
    s.ellipse(left - 0.03, y, a * 0.85, r * 0.88, fill=s.radial_gradient(s.shade(head, 1.75), s.shade(head, 1.2)), stroke=dark, width=0.03)


@drawing("class", "hammer", family=5)
def hammer_facing(s: Sketch) -> None:
    """A hammer at three quarters, its striking face turned to the viewer: a round or square mallet, or a steel head with a claw behind."""
    make = s.choice(["barrel", "block", "claw"])
    wooden = make != "claw" and s.chance(0.5)
    head = s.colour(32, 0.5, 0.75) if wooden else s.any_colour(saturation=(0.0, 0.8), value=(0.2, 0.9))
    if make == "claw" and s.chance(0.7):
        head = s.colour(215, 0.08, 0.6, hue_jitter=40, saturation_jitter=0.06, value_jitter=0.2)
    grip = s.colour(30, 0.55, 0.7) if s.chance(0.45) else s.any_colour(value=(0.15, 0.9))
    cartoon = s.chance(0.45)
    dark = coat(s, head, cartoon)[1]
    shaft, rim = coat(s, grip, cartoon, 0)
    line, w, foot = (0.06 if cartoon else 0.035), s.uniform(0.08, 0.12), s.uniform(0.68, 0.92)
    r, left, right, y, slope = s.uniform(0.25, 0.33), -0.42, s.uniform(0.36, 0.55), -0.5, s.uniform(0.02, 0.16)
    if make == "claw":
        r, right = r * 0.78, 0.15
    elif make == "block":
        r *= 0.85
    a, lean = r * s.uniform(0.55, 0.75), s.uniform(-0.15, 0.15)
    size = s.uniform(0.92, 0.99)
    with (
        s.moved(turn=s.uniform(-35, 35), scale_x=s.choice([-size, size]), scale_y=size),
        s.moved(x=-0.1 if make == "claw" else 0.03, y=0.46 - foot / 2),
    ):
        s.polygon([(-w * 0.85, y), (w * 0.85, y), (lean + w * 1.3, foot), (lean - w * 1.3, foot)], fill=shaft, stroke=rim, width=line)
        if s.chance(0.5):
            k, wrap = 0.55, s.choice(["#232328", "#b3261e", "#e8b21e", s.shade(grip, 0.5)])
            top = (lean * (1 - k) * 1.2, y + (foot - y) * k)
            s.line([top, (lean, foot - 0.05)], stroke=wrap, width=w * 2.3)
        if make == "claw":
            for drop, tone in ((0.3, 0.65), (0.12, 1.25)):
                s.path(
                    f"M 0.05 {y - r * 0.8 - slope} Q 0.6 {y - r - slope - 0.06} 0.82 {y + drop} Q 0.45 {y - 0.12} 0.1 {y + r * 0.7} Z",
                    fill=s.shade(head, tone),
                    stroke=dark,
                    width=line,
                )
        if make == "block":
            _block(s, head, cartoon, (left, right, y, r, a, slope))
        else:
            _barrel(s, head, cartoon, make == "barrel", (left, right, y, r, a, slope))


def _falling(s: Sketch, soup: str, state: str, lip: Point) -> None:
    """What falls from a tipped ladle's lip: a stream, drops or nothing."""
    if state == "stream":
        x, y = lip
        s.path(
            f"M {x + 0.12} {y - 0.06} Q {x - 0.12} {y - 0.02} {x - 0.12} 0.5 "
            f"L {x - 0.1} 0.9 Q {x - 0.04} 1.0 {x + 0.02} 0.9 Q {x + 0.04} {y + 0.2} {x + 0.2} {y + 0.05} Z",
            fill=s.linear_gradient(s.shade(soup, 1.3), soup),
            stroke=s.shade(soup, 0.5),
            width=0.035,
        )
    elif state == "drip":
        for k, size in enumerate((0.085, 0.06)[: s.integer(1, 2)]):
            x, y = lip[0] - 0.02, lip[1] + 0.26 + 0.24 * k
            s.path(
                f"M {x} {y - size * 2} Q {x + size * 1.6} {y + size} {x} {y + size} Q {x - size * 1.6} {y + size} {x} {y - size * 2} Z",
                fill=soup,
                stroke=s.shade(soup, 0.5),
                width=0.03,
            )


def _helping(s: Sketch, soup: str, r: float) -> None:
    """Soup with bits in it, heaped above the rim of a bowl of radius `r` at the origin."""
    s.path(
        f"M {-r * 0.95} 0 Q {-r * 0.6} -0.24 {-r * 0.1} -0.2 Q {r * 0.7} -0.24 {r * 0.95} 0 Z",
        fill=soup,
        stroke=s.shade(soup, 0.5),
        width=0.035,
    )
    for _ in range(s.integer(2, 4)):
        bit = s.choice(["#3f7d2c", "#f6a23a", "#fff0c8", "#c8321e"])
        s.circle(s.uniform(-0.6, 0.6) * r, s.uniform(-0.18, -0.06), s.uniform(0.05, 0.08), fill=bit, stroke=s.shade(bit, 0.6), width=0.025)


@drawing("class", "ladle", family=5)
def ladle_pouring(s: Sketch) -> None:
    """A ladle from the side, tipped over while it pours: half-round bowl aslant, soup at its lip or running from it, the long handle behind."""
    metal = s.colour(215, 0.07, 0.72, hue_jitter=40, saturation_jitter=0.06) if s.chance(0.45) else s.any_colour(value=(0.2, 0.95))
    handle = metal if s.chance(0.5) else s.choice(["#232327", "#94602f", "#d2aa72", s.any_colour()])
    soup = s.choice(["#d9541e", "#e0a02c", "#7d9a3a", "#a8401f", "#efdca0", "#6b3a1c", "#c64a7a"])
    cartoon, state, w = s.chance(0.5), s.choice(["stream", "drip", "heap", "empty"]), s.uniform(0.08, 0.13)
    fill, dark = coat(s, metal, cartoon, 30)
    r, deep, tip = s.uniform(0.4, 0.5), s.uniform(0.38, 0.54), s.uniform(12, 34)
    cx, cy = -0.3, 0.12 if state in ("stream", "drip") else 0.22
    lip = (cx - r * cos(radians(tip)), cy + r * sin(radians(tip)))
    size = s.uniform(0.86, 0.93)
    with s.moved(y=0.04 if state == "stream" else 0.14, x=0.05, scale_x=s.choice([-size, size]), scale_y=size, turn=s.uniform(-6, 6)):
        _falling(s, soup, state, lip)
        with s.moved(x=cx, y=cy, turn=-tip):
            high, bow = s.uniform(0.7, 0.86) + (0.1 if state in ("empty", "heap") else 0), s.uniform(-0.1, 0.25)
            hooked = s.chance(0.5)
            high += 0 if hooked else 0.14
            stem = f"M {r - 0.06} 0.1 C {r + 0.02} -0.3 {r + 0.1 + bow} {-high * 0.7} {r + 0.18} {-high}"
            if hooked:
                stem += " q 0.06 -0.16 0.2 -0.08 q 0.08 0.06 0.05 0.16"
            s.path(stem, stroke="#1b191d" if cartoon else s.shade(handle, 0.4), width=w + 0.075)
            s.path(stem, stroke=handle, width=w)
            if state == "heap":
                _helping(s, soup, r)
            cup = {
                "round": f"M {-r} 0 C {-r} {deep * 1.34} {r} {deep * 1.34} {r} 0 Z",
                "flat": f"M {-r} 0 Q {-r * 0.98} {deep} {-r * 0.4} {deep} L {r * 0.4} {deep} Q {r * 0.98} {deep} {r} 0 Z",
            }[s.choice(["round", "round", "flat"])]
            s.path(cup, fill=fill, stroke=dark, width=0.06 if cartoon else 0.04)
            s.path(f"M {-r * 0.7} {deep * 0.3} Q {-r * 0.6} {deep * 0.75} {-r * 0.1} {deep * 0.82}", stroke=s.shade(metal, 1.7), width=0.07)
            s.line([(-r - 0.03, 0), (r, 0)], stroke=dark, width=0.13)
            s.line([(-r - 0.03, 0), (r, 0)], stroke=s.shade(metal, 1.3), width=0.06)


def _heap(s: Sketch, load: str, r: float, top: float) -> None:
    """What a pail is heaped with: sand, suds, apples or water."""
    if load == "sand":
        sand = s.colour(42, 0.45, 0.88, value_jitter=0.08)
        s.path(
            f"M {-r} {top} Q {-r * 0.5} {top - 0.42} 0 {top - 0.4} Q {r * 0.5} {top - 0.42} {r} {top} Z",
            fill=sand,
            stroke=s.shade(sand, 0.55),
            width=0.04,
        )
    elif load == "suds":
        for i in range(9):
            x = r * (-0.85 + 1.7 * (i * 4 % 9) / 8)
            s.circle(
                x, top - s.uniform(0.02, 0.26), s.uniform(0.13, 0.2), fill=s.choice(["#ffffff", "#e3f1fa", "#cfe6f5"]), stroke="#8fb4cc", width=0.03
            )
    elif load == "apples":
        fruit = s.choice(["#c9281e", "#f08a24", "#86b02c", "#e8c62c"])
        for i, x in enumerate((-0.3, 0.3, -0.62, 0.62, 0.0)):
            paint = s.radial_gradient(s.shade(fruit, 1.5), fruit, s.shade(fruit, 0.7))
            s.circle(x * r, top - (0.2 if i < 2 else 0.06), 0.36 * r, fill=paint, stroke=s.shade(fruit, 0.45), width=0.035)


@drawing("class", "bucket", family=5)
def bucket_pail_front(s: Sketch) -> None:
    """A pail from straight in front at eye level, the handle hanging down over it: beach pail, zinc pail or paint pail, empty or heaped."""
    body = s.any_colour(saturation=(0.1, 0.95), value=(0.3, 0.98)) if s.chance(0.75) else s.colour(210, 0.06, 0.7)
    cartoon, make, load = s.chance(0.5), s.choice(["beach", "zinc", "paint"]), s.choice(["", "", "sand", "suds", "apples"])
    fill, dark = coat(s, body, cartoon, s.choice([0, 20]))
    line, r, low = (0.065 if cartoon else 0.04), s.uniform(0.62, 0.78), s.uniform(0.8, 0.88)
    top, b = (s.uniform(-0.5, -0.4) if load else s.uniform(-0.78, -0.55)), r * (s.uniform(0.85, 0.92) if make == "paint" else s.uniform(0.55, 0.8))
    trim = s.any_colour()
    with s.moved(turn=s.uniform(-14, 14), scale_x=0.95, scale_y=0.95):
        _heap(s, load, r * 0.92, top)
        s.path(f"M {-r} {top} L {-b} {low} Q 0 {low + 0.1} {b} {low} L {r} {top} Q 0 {top + 0.1} {-r} {top} Z", fill=fill, stroke=dark, width=line)
        if make == "beach":
            if s.chance(0.5):
                points = [(0.24 * (1 if i % 2 else 0.45), radians(36 * i - 54)) for i in range(10)]
                s.polygon([(k * cos(t), 0.32 + k * sin(t)) for k, t in points], fill=trim, stroke=s.shade(trim, 0.5), width=0.035)
            else:
                s.path(f"M {-b * 1.1} 0.36 Q 0 0.46 {b * 1.1} 0.36 L {b * 1.05} 0.6 Q 0 0.7 {-b * 1.05} 0.6 Z", fill=trim)
        elif make == "zinc":
            for f in (0.3, 0.38, 0.85):
                k, y = r + (b - r) * f, top + (low - top) * f
                s.path(f"M {-k} {y} Q 0 {y + 0.1} {k} {y}", stroke=s.shade(body, 0.55), width=0.045)
        elif not load:
            for k in range(6):
                x = r * (-0.8 + 0.32 * k) * 0.97
                s.line([(x, top + 0.06), (x, top + s.uniform(0.15, 0.6))], stroke=trim, width=s.uniform(0.12, 0.2))
            s.path(f"M {-0.93 * r} {top + 0.1} Q 0 {top + 0.2} {0.93 * r} {top + 0.1}", stroke=trim, width=0.16)
        s.path(f"M {-r - 0.04} {top} Q 0 {top + 0.1} {r + 0.04} {top}", stroke=dark, width=0.17)
        s.path(f"M {-r - 0.04} {top} Q 0 {top + 0.1} {r + 0.04} {top}", stroke=s.shade(body, 1.35), width=0.09)
        hang, wire = top + s.uniform(0.75, 1.1), s.choice(["#f2f2ee", "#b9bcc4", trim])
        bow = f"M {-r} {top + 0.08} C {-r * 0.85} {hang} {r * 0.85} {hang} {r} {top + 0.08}"
        s.path(bow, stroke="#1d1d20", width=0.115)
        s.path(bow, stroke=wire, width=0.06)
        if s.chance(0.5):
            s.rectangle(
                0, top * 0.25 + 0.02 + hang * 0.75, 0.4, 0.12, corner=0.05, fill=s.choice(["#8c5a2e", "#f2f2ee", trim]), stroke="#1d1d20", width=0.035
            )
        for side in (-1, 1):
            s.circle(side * r * 0.98, top + 0.08, 0.08, fill=s.shade(body, 0.8), stroke=dark, width=0.035)


@drawing("class", "lawn_mower", family=5)
def lawn_mower_reel(s: Sketch) -> None:
    """An old hand mower from the front at a slant: a reel of twisted blades between two spoked wheels, a long wooden handle behind."""
    paint = s.any_colour(saturation=(0.4, 0.95), value=(0.35, 0.95))
    wood, cartoon = s.choice(["#a8703a", "#d2a468", "#6d4526", "#3a3b40", s.any_colour()]), s.chance(0.45)
    half, wheel, squash = s.uniform(0.55, 0.66), s.uniform(0.34, 0.43), s.uniform(0.45, 0.75)
    blade, y, slant = s.choice(["#d6d9de", "#aeb3bb", "#efefe8", s.shade(paint, 1.4)]), 0.44, s.uniform(0, 0.22)
    dark, lean, top = "#1b191d" if cartoon else s.shade(paint, 0.3), s.uniform(-0.35, 0.35), s.uniform(-0.9, -0.7)
    with s.moved(scale_x=s.choice([-0.95, 0.95])):
        fork = s.choice(["stick", "frame"])
        posts: list[list[Point]] = [[(-half * 0.8, y), (lean * 0.45, -0.2), (half * 0.8, y)], [(lean * 0.45, -0.2), (lean, top)]]
        if fork == "frame":
            posts = [[(-half * 0.8, y), (lean - 0.26, top)], [(half * 0.8, y), (lean + 0.26, top)]]
        for points in posts:
            s.line(points, stroke="#1b191d", width=0.135)
        for points in posts:
            s.line(points, stroke=wood, width=0.075)
        grip = s.choice(["#232327", wood, "#c8321e"])
        s.line([(lean - 0.27, top), (lean + 0.27, top)], stroke="#1b191d", width=0.16)
        s.line([(lean - 0.27, top), (lean + 0.27, top)], stroke=grip, width=0.1)
        drum = wheel * 0.66
        s.rectangle(0, y, 2 * half, 2 * drum, fill="#2a2a2f", stroke="#151518", width=0.03)
        count, twist = s.integer(4, 6), s.choice([-1, 1]) * s.uniform(0.08, 0.17)
        for i in range(count):
            x = (half - abs(twist)) * (2 * i / (count - 1) - 1)
            s.path(f"M {x - twist} {y - drum} Q {x - twist * 0.2} {y} {x + twist} {y + drum}", stroke=blade, width=0.075)
        s.rectangle(0, y - drum, 2 * half, 0.1, corner=0.03, fill=paint, stroke=dark, width=0.035)
        s.rectangle(0, y + drum, 2 * half, 0.1, corner=0.03, fill=s.choice([paint, "#a8733c", "#3a3b40"]), stroke=dark, width=0.035)
        hub = s.choice([paint, "#f0d14a", "#dcdde1"])
        for side in (-1, 1):
            x, cy, size = side * half, y + side * slant * 0.3, wheel * (1 + side * slant * 0.35)
            a = size * squash * 0.8
            s.ellipse(x, cy, a, size, fill="#1d1d20", stroke="#000000", width=0.03)
            s.ellipse(x + 0.02, cy, a * 0.7, size * 0.74, fill=paint if s.chance(0.5) else s.shade(paint, 0.5), stroke=dark, width=0.03)
            for k in range(3):
                t = radians(60 * k + 15)
                dx, dy = a * 0.62 * cos(t), size * 0.66 * sin(t)
                s.line([(x + 0.02 - dx, cy - dy), (x + 0.02 + dx, cy + dy)], stroke=s.shade(paint, 1.5), width=0.055)
            s.ellipse(x + 0.02, cy, a * 0.26, size * 0.26, fill=hub, stroke=dark, width=0.035)
