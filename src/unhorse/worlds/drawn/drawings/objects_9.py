"""Drawing families 4: drum, guitar, punching bag, sneaker, umbrella."""

from __future__ import annotations

from math import cos, pi, radians, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _hand_drum(s: Sketch, shape: tuple[float, ...], wood: str, skin: str, mark: str, band: str) -> None:
    """A skin-topped hand drum: head radius, waist radius, foot radius, top, waist and low y, flatness of the rims."""
    r, waist, foot, top, mid, low, flat = shape
    ink = s.shade(wood, 0.3)
    side = f"C {r * 1.02} {top + 0.3 * (mid - top)} {waist} {mid - 0.35 * (mid - top)} {waist} {mid} L {foot} {low}"
    back = f"C {-waist} {mid - 0.35 * (mid - top)} {-r * 1.02} {top + 0.3 * (mid - top)} {-r} {top} Z"
    paint = s.linear_gradient(s.shade(wood, 0.65), s.shade(wood, 1.35), wood, s.shade(wood, 0.55), angle=0)
    s.path(f"M {r} {top} {side} A {foot} {foot * flat} 0 0 1 {-foot} {low} L {-waist} {mid} {back}", fill=paint, stroke=ink, width=0.045)
    y0, y1 = top + 0.12, top + 0.62 * (mid - top)
    wide = r + 0.45 * (waist - r) if waist < r else r * 1.04
    if mark == "rope":
        n = s.integer(5, 7)
        ends = [(2 * i / n - 1, i % 2) for i in range(n + 1)]
        cord = s.choice(["#f4ead0", "#2b241f", "#fff2b0"])
        s.line([((wide * 0.97 if odd else r) * u, (y1 if odd else y0) + r * flat * (1 - u * u) ** 0.5) for u, odd in ends], stroke=cord, width=0.055)
        s.path(f"M {-wide} {y1} A {wide} {wide * flat} 0 0 0 {wide} {y1}", stroke=cord, width=0.07)
    elif mark == "staves":
        for u in (-0.6, -0.2, 0.2, 0.6):
            s.path(f"M {r * u} {top} C {r * u} {top + 0.3} {waist * u} {mid - 0.2} {waist * u} {mid} L {foot * u} {low}", stroke=ink, width=0.03)
    elif mark == "bands":
        for y, q in ((y1, wide), (low - 0.12, foot)):
            s.path(f"M {-q} {y} A {q} {q * flat} 0 0 0 {q} {y}", stroke=band, width=0.12)
    rim = "#d5d8de" if mark == "staves" else s.shade(skin, 0.7)
    for colour, width in ((ink, 0.15), (rim, 0.085)):
        s.path(f"M {-r} {top + 0.05} A {r} {r * flat} 0 0 0 {r} {top + 0.05}", stroke=colour, width=width)
    for u in (-0.7, 0.0, 0.7) if mark in ("staves", "bands") else ():
        y = top + 0.08 + r * flat * (1 - u * u) ** 0.5
        s.line([(r * u, y), (r * u, y + 0.17)], stroke="#17171a", width=0.09)
        s.line([(r * u, y), (r * u, y + 0.17)], stroke="#dfe2e7", width=0.045)
    s.ellipse(0, top, r, r * flat, fill=s.radial_gradient(s.shade(skin, 1.4), skin, s.shade(skin, 0.85)), stroke=ink, width=0.04)


@drawing("class", "drum", family=4)
def drum_hand(s: Sketch) -> None:
    """Hand drums from the side and a little above: a goblet drum with ropes, a tall barrel of staves, or a coupled small pair."""
    wood = s.any_colour(value=(0.35, 0.85)) if s.chance(0.5) else s.colour(24, 0.65, 0.6)
    skin = s.choice(["#f6ecd2", "#e8d3a8", "#ffffff", "#d9b98a"])
    flat, band = s.uniform(0.24, 0.4), s.any_colour()
    make = s.choice(("goblet", "goblet", "barrel", "pair"))
    if make == "goblet":
        r, waist = s.uniform(0.5, 0.66), s.uniform(0.19, 0.26)
        mid, foot = s.uniform(0.2, 0.36), s.uniform(0.3, 0.42)
        with s.moved(turn=s.uniform(-12, 12)):
            _hand_drum(s, (r, waist, foot, -0.64, mid, 0.8, flat), wood, skin, s.choice(("rope", "rope", "bands")), band)
    elif make == "barrel":
        r = s.uniform(0.4, 0.52)
        with s.moved(turn=s.uniform(-10, 10)):
            shape = (r, r * s.uniform(1.06, 1.2), r * s.uniform(0.6, 0.8), -0.7, s.uniform(-0.1, 0.1), 0.78, flat)
            _hand_drum(s, shape, wood, skin, s.choice(("staves", "bands")), band)
    else:
        mark, big, foot = s.choice(("staves", "bands")), s.uniform(0.47, 0.52), s.uniform(0.4, 0.55)
        s.rectangle(0, 0.1, 0.5, 0.2, fill="#4a4038", stroke="#17171a", width=0.03)
        for x, r in ((-0.44, 0.9 - big), (0.9 - big, big)):
            with s.moved(x=x, turn=s.uniform(-3, 3)):
                _hand_drum(s, (r, r * 0.94, r * 0.86, -0.38, 0.1, foot, flat), wood, skin, mark, band)


@drawing("class", "guitar", family=4)
def guitar_rock(s: Sketch) -> None:
    """An electric guitar of another make (V, single cutaway, star, round hollow body) from the front, held across the picture."""
    paint, trim = s.any_colour(saturation=(0.2, 0.95), value=(0.25, 0.95)), s.choice(("#f4efe0", "#e8c25a", "#18181c", "#d8dade"))
    ink, neck = s.shade(paint, 0.3), s.choice(("#c4935a", "#5a3826", "#2c211c"))
    make, wide, low = s.choice(("vee", "single", "single", "star", "hollow", "hollow")), s.uniform(0.85, 1.1), s.uniform(0.84, 0.92)
    across = s.choice((-1, 1)) * (s.uniform(60, 118) if s.chance(0.7) else s.uniform(20, 60))
    hip, gold = 0.42 * wide, s.linear_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.65), angle=40)
    with s.moved(turn=across, scale_x=s.choice((-0.96, 0.96)), scale_y=0.96):
        if make == "vee":
            points = [(0.0, -0.02), (0.11, 0.1), (0.48 * wide, low - 0.02), (0.28 * wide, low + 0.05), (0.0, 0.5)]
            s.polygon([*points, *((-x, y) for x, y in points[::-1])], fill=gold, stroke=ink, width=0.07)
        elif make == "star":
            points = [
                (0.1, 0.1),
                (0.42, -0.02),
                (0.2, 0.36),
                (0.46 * wide, 0.82),
                (0.05, 0.66),
                (-0.4, low + 0.03),
                (-0.22, 0.4),
                (-0.5 * wide, 0.16),
            ]
            s.polygon([*points, (-0.1, 0.14)], fill=gold, stroke=ink, width=0.07)
        else:
            left = f"C {-hip * 1.1} {low} {-hip * 1.15} 0.42 {-0.58 * hip} 0.34 C {-hip} 0.2 {-hip * 0.9} -0.06 {-0.42 * hip} -0.06 L -0.07 0.0 Z"
            horn = f"C 0.12 0.3 {hip * 0.75} -0.02 {hip * 0.75} 0.06" if make == "single" else f"C {hip * 0.6} -0.14 {hip} 0.0 {hip * 0.8} 0.16"
            start = "M 0.09 0.0 " if make == "single" else "M 0.07 0.02 "
            data = f"{start}{horn} Q {hip * 0.85} 0.24 {hip * 0.62} 0.34 C {hip * 1.15} 0.42 {hip * 1.1} {low} 0 {low} {left}"
            s.path(data, fill=s.radial_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.5), x=0.5, y=0.6), stroke=ink, width=0.06)
            if make == "hollow":
                for x in (-0.27 * wide, 0.27 * wide):
                    s.path(f"M {x - 0.02} 0.4 Q {x + 0.06} 0.46 {x} 0.54 Q {x - 0.06} 0.62 {x + 0.02} 0.68", stroke="#120d0a", width=0.05)
            else:
                s.path("M 0.08 0.3 L 0.24 0.36 L 0.2 0.66 L 0.1 0.6 Z", fill=trim)
        s.rectangle(0, -0.28, 0.12, 0.9, fill=neck, stroke=s.shade(neck, 0.4), width=0.03)
        for i in range(6):
            s.line([(-0.05, -0.62 + 0.12 * i), (0.05, -0.62 + 0.12 * i)], stroke="#efe8d0", width=0.026)
        for x in (-1, 1):
            for i in range(3):
                s.circle(0.15 * x, -0.94 + 0.1 * i, 0.035, fill="#e6e6ea", stroke="#303036", width=0.02)
        top = s.choice(([(-0.13, -0.97), (0, -0.9), (0.13, -0.97)], [(-0.1, -0.96), (0.1, -0.96)], [(-0.12, -0.9), (0, -1.0), (0.12, -0.9)]))
        s.polygon([*top, (0.09, -0.7), (-0.09, -0.7)], fill=s.choice((neck, paint)), stroke=ink, width=0.035)
        for y in (0.24, 0.42):
            s.rectangle(0, y, 0.2, 0.09, corner=0.02, fill="#18181c" if s.chance(0.6) else trim, stroke="#c8c8cc", width=0.02)
        s.rectangle(0, 0.56, 0.22, 0.06, fill="#d8dade", stroke="#303036", width=0.025)
        s.line([(0, -0.75), (0, 0.55)], stroke="#f2eee0", width=0.02)


@drawing("class", "punching_bag", family=4)
def punching_bag_speed(s: Sketch) -> None:
    """A small drop-shaped speed bag from the side, under a round board held by a wall bracket or by rods from the ceiling."""
    leather = s.any_colour(saturation=(0.4, 0.95), value=(0.35, 0.9)) if s.chance(0.6) else s.choice(["#b3202a", "#2b2b30", "#9a5b2e"])
    board, ink = s.choice(["#b98a52", "#7a5230", "#33343a", "#c9cbd0", s.any_colour()]), s.shade(leather, 0.3)
    wide, flat, y = s.uniform(0.7, 0.86), s.uniform(0.1, 0.2), s.uniform(-0.56, -0.48)
    fat, low, neck = s.uniform(0.36, 0.47), s.uniform(0.76, 0.88), y + 0.22
    with s.moved(scale_x=s.choice((-1, 1))):
        if s.chance(0.5):
            s.rectangle(0.86, -0.5, 0.14, 0.86, fill="#5b5e66", stroke="#202226", width=0.035)
            for bar in ([(0.82, -0.82), (-0.1, y - 0.06)], [(0.82, y - 0.02), (0, y - 0.02)]):
                s.line(bar, stroke="#202226", width=0.13)
                s.line(bar, stroke="#8b8f98", width=0.065)
        else:
            for x in (-0.5, 0.0, 0.5):
                s.line([(x * 0.8, -0.94), (x, y)], stroke="#202226", width=0.11)
                s.line([(x * 0.8, -0.94), (x, y)], stroke="#a2a6af", width=0.055)
        s.path(
            f"M {-wide} {y - 0.1} L {-wide} {y} A {wide} {flat} 0 0 0 {wide} {y} L {wide} {y - 0.1} Z",
            fill=board,
            stroke=s.shade(board, 0.3),
            width=0.04,
        )
        s.ellipse(0, y - 0.09, wide, flat, fill=s.shade(board, 1.3), stroke=s.shade(board, 0.35), width=0.035)
        s.circle(0, y - 0.09, 0.07, fill="#3a3c42")
        with s.moved(y=y + flat, turn=s.uniform(-20, 20)):
            drop, tip = low - y - flat, neck - y
            s.line([(0, -0.05), (0, 0.14)], stroke="#202226", width=0.14)
            s.line([(0, -0.03), (0, 0.12)], stroke="#d3d6dc", width=0.07)
            data = f"M 0 {tip * 0.4} C {fat * 0.35} {tip * 0.45} {fat * 0.3} {drop * 0.3} {fat * 0.8} {drop * 0.48}"
            data += f" C {fat * 1.45} {drop * 0.75} {fat * 0.7} {drop} 0 {drop}"
            data += f" C {-fat * 0.7} {drop} {-fat * 1.45} {drop * 0.75} {-fat * 0.8} {drop * 0.48}"
            data += f" C {-fat * 0.3} {drop * 0.3} {-fat * 0.35} {tip * 0.45} 0 {tip * 0.4} Z"
            s.path(data, fill=s.radial_gradient(s.shade(leather, 1.6), leather, s.shade(leather, 0.5), x=0.32, y=0.5), stroke=ink, width=0.05)
            seam = s.choice(("curves", "band", "straight"))
            if seam == "band":
                s.path(f"M {-fat} {drop * 0.68} Q 0 {drop * 0.82} {fat} {drop * 0.68}", stroke=s.choice(["#f2eee2", "#17171a"]), width=0.11)
            for bend in {"curves": (-0.55, 0.55), "straight": (0.0,)}.get(seam, ()):
                s.path(
                    f"M 0 {tip * 0.5} Q {bend * fat * 0.1} {drop * 0.3} {bend * fat} {drop * 0.55} Q {bend * fat * 1.1} {drop * 0.8} 0 {drop}",
                    stroke=ink,
                    width=0.035,
                )


def _shoe_above(s: Sketch, paint: str, accent: str, rubber: str, lace: str, closing: str, capped: bool, half: float) -> None:
    """One shoe seen from above, toe up, the inner side on the right."""
    ink = s.shade(paint, 0.3)
    outline = "M 0.06 -0.9 C 0.3 -0.92 0.4 -0.6 0.36 -0.3 C 0.33 -0.05 0.27 0.1 0.28 0.35 C 0.3 0.75 0.2 0.9 0 0.9"
    outline += " C -0.2 0.9 -0.3 0.75 -0.3 0.35 C -0.3 0.1 -0.4 -0.1 -0.39 -0.36 C -0.37 -0.7 -0.2 -0.9 0.06 -0.9 Z"
    with s.moved(scale_x=half / 0.39):
        s.path(outline, fill=rubber, stroke=ink, width=0.07)
        with s.moved(y=0.01, scale_x=0.86, scale_y=0.93):
            s.path(outline, fill=s.linear_gradient(s.shade(paint, 1.3), paint, s.shade(paint, 0.75), angle=60), stroke=ink, width=0.035)
            if capped:
                s.path(
                    "M 0.06 -0.87 C 0.28 -0.88 0.38 -0.64 0.35 -0.42 Q 0 -0.7 -0.38 -0.42 C -0.34 -0.7 -0.2 -0.87 0.06 -0.87 Z",
                    fill=rubber,
                    stroke=ink,
                    width=0.03,
                )
            for x in (-1, 1):
                s.line([(0.36 * x, -0.16), (0.27 * x, 0.14)], stroke=accent, width=0.1)
        s.path(
            "M -0.16 0.16 Q 0 0.06 0.16 0.16 Q 0.24 0.5 0.14 0.7 Q 0 0.82 -0.14 0.7 Q -0.24 0.5 -0.16 0.16 Z",
            fill=s.shade(paint, 0.22),
            stroke=s.shade(paint, 0.6),
            width=0.06,
        )
        s.ellipse(0, 0.52, 0.11, 0.2, fill=s.shade(accent, 0.6))
        s.path("M -0.13 0.3 L -0.15 -0.34 Q 0 -0.48 0.15 -0.34 L 0.13 0.3 Q 0 0.36 -0.13 0.3 Z", fill=s.shade(paint, 0.6), stroke=ink, width=0.03)
        if closing == "straps":
            for y in (-0.28, 0.0):
                s.rectangle(0.0, y, 0.5, 0.17, corner=0.05, fill=accent, stroke=ink, width=0.035, turn=-4)
        else:
            for i in range(4):
                y, cross = -0.33 + 0.16 * i, 0.09 if closing == "crossed" else 0
                s.line([(-0.18, y + cross), (0.18, y - cross)], stroke=lace, width=0.07)
                if cross:
                    s.line([(-0.18, y - cross), (0.18, y + cross)], stroke=lace, width=0.07)
            if closing == "bow":
                for x in (-1, 1):
                    s.path(
                        f"M 0 0.16 Q {0.3 * x} -0.06 {0.3 * x} 0.14 Q {0.26 * x} 0.28 0 0.16 Z", fill=s.shade(paint, 0.5), stroke=lace, width=0.055
                    )


@drawing("class", "sneaker", family=4)
def sneaker_above(s: Sketch) -> None:
    """Sneakers from straight above: a pair side by side or a single shoe lying aslant."""
    paint, accent = s.any_colour(value=(0.3, 0.95)), s.any_colour()
    rubber = s.choice(("#f8f5ec", "#f8f5ec", "#e0cfa8", s.shade(accent, 1.3), "#303036"))
    lace = s.choice(("#ffffff", "#ffffff", "#202024", accent))
    closing, capped = s.choice(("rows", "crossed", "bow", "straps")), s.chance(0.5)
    if s.chance(0.55):
        turn = s.uniform(-12, 12) + s.choice((0, 0, 180))
        with s.moved(turn=turn):
            for x, flip, slide in ((-0.45, 1, s.uniform(-0.08, 0.02)), (0.45, -1, s.uniform(-0.02, 0.08))):
                with s.moved(x=x, y=slide, scale_x=flip, scale_y=0.96, turn=s.uniform(-6, 6)):
                    _shoe_above(s, paint, accent, rubber, lace, closing, capped, s.uniform(0.38, 0.42))
    else:
        with s.moved(turn=s.choice((-1, 1)) * s.uniform(10, 150), scale_x=s.choice((-1, 1))):
            _shoe_above(s, paint, accent, rubber, lace, closing, capped, s.uniform(0.4, 0.52))


@drawing("class", "umbrella", family=4)
def umbrella_above(s: Sketch) -> None:
    """An open umbrella from obliquely above: a dome of gores round an off-centre tip, the shaft and handle coming out below."""
    first = s.any_colour()
    second = s.choice((s.any_colour(), "#f6f3ea", s.shade(first, 0.6))) if s.chance(0.55) else first
    ink, grip = s.shade(first, 0.35), s.choice(("#8a5a2c", "#2c2c32", "#c9ccd2", "#d8b070"))
    high, reach, tall, n = radians(s.uniform(34, 56)), s.uniform(0.8, 0.9), s.uniform(0.36, 0.52), 2 * s.integer(3, 5)
    straight, start, pattern = s.chance(0.3), s.uniform(0, 2 * pi), s.choice(("plain", "plain", "border", "dots"))

    def place(part: float, angle: float, z: float) -> tuple[float, float]:
        return reach * part * cos(angle), reach * part * sin(angle) * sin(high) - z * tall * cos(high)

    with s.moved(y=-0.08, turn=s.choice((-1, 1)) * s.uniform(10, 60)):
        end = 1.0 + 0.04 * cos(high)
        s.line([(0, 0), (0, end - 0.1)], stroke="#2c2c32", width=0.09)
        s.line([(0, 0), (0, end - 0.1)], stroke="#a9adb6", width=0.045)
        for colour, width in ((s.shade(grip, 0.4), 0.14), (grip, 0.085)):
            if straight:
                s.line([(0, end - 0.22), (0, end)], stroke=colour, width=width + 0.03)
            else:
                s.path(f"M 0 {end - 0.25} L 0 {end - 0.14} A 0.13 0.13 0 0 0 0.26 {end - 0.14} L 0.26 {end - 0.2}", stroke=colour, width=width)
        tip = place(0, 0, 1)
        order = sorted(range(n), key=lambda i: sin(start + 2 * pi * (i + 0.5) / n))
        for i in order:
            a, b, mid = (start + 2 * pi * (i + k) / n for k in (0.0, 1.0, 0.5))
            (ax, ay), (bx, by), (hx, hy) = place(1, a, 0), place(1, b, 0), place(0.86, mid, 0.06)
            (cx, cy), (dx, dy) = place(0.62, a, 0.92), place(0.62, b, 0.92)
            colour = s.shade((first, second)[i % 2], 1 + 0.32 * cos(mid + 2.2))
            s.path(
                f"M {tip[0]} {tip[1]} Q {cx} {cy} {ax} {ay} Q {hx} {hy} {bx} {by} Q {dx} {dy} {tip[0]} {tip[1]} Z",
                fill=colour,
                stroke=ink,
                width=0.032,
            )
            if pattern == "border":
                s.path(f"M {ax} {ay} Q {hx} {hy} {bx} {by}", stroke=s.shade(second, 0.6), width=0.075)
            elif pattern == "dots" and sin(mid) > -0.3:
                s.circle(*place(0.58, mid, 0.72), 0.075, fill=s.shade(second, 1.7))
        s.line([tip, (tip[0], tip[1] - 0.13 * cos(high))], stroke="#26262a", width=0.075)
