"""Things of the house, fifth drawings: tilted smartphone, camera in profile, upright wallet, oblique wall clock, table lamp from above or below."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "cellphone", family=5)
def cellphone_tilted(s: Sketch) -> None:
    """A smartphone in three quarters with its thick edge in sight: the screen in use (a call, a chat, a film) or the back with its lenses."""
    case = s.any_colour(value=(0.3, 0.95)) if s.chance(0.6) else s.choice(("#1b1c21", "#d4d6db", "#f2f0ec", "#3b4a63"))
    half, high, slope, taper = s.uniform(0.33, 0.43), s.uniform(0.7, 0.78), s.uniform(0.04, 0.12), s.uniform(-0.14, 0.02)
    edge, shows = s.uniform(0.06, 0.11), s.choice(("call", "chat", "film", "back"))

    def at(u: float, v: float) -> Point:
        """A point of the face: u from -1 to 1 across, v from -1 to 1 down; the right side is higher, the upper end narrower."""
        return u * half * (1 - taper * v) + 0.04 * v, v * high * (1 + 0.06 * u) - slope * u

    def patch(u: float, v: float, across: float, down: float, fill: str, stroke: str, width: float) -> None:
        corners = [at(u - across, v - down), at(u + across, v - down), at(u + across, v + down), at(u - across, v + down)]
        s.polygon(corners, fill=fill, stroke=stroke, width=width)

    flip, lying = s.choice((-1, 1)), s.choice((-75, 75)) if shows == "film" and s.chance(0.6) else 0
    with s.moved(turn=s.uniform(-16, 16) + lying, scale_x=0.95 * flip, scale_y=0.95):
        ink = s.shade(case, 0.35) if s.chance(0.6) else s.shade(case, 0.65)
        for k, paint, width in ((1.0, ink, 0.23), (1.0, s.shade(case, 0.6), 0.15), (0.5, s.shade(case, 0.6), 0.15), (0.0, ink, 0.21)):
            with s.moved(x=-edge * k, y=edge * 0.55 * k):
                patch(0, 0, 0.9, 0.94, paint, paint, width)
        patch(0, 0, 0.9, 0.94, s.linear_gradient(s.shade(case, 1.35), case, angle=50), case if shows == "back" else s.shade(case, 1.1), 0.14)
        if shows == "back":
            for k in range(4) if s.chance(0.35) else ():
                s.line([at(-0.95, -0.2 + 0.3 * k), at(0.95, 0.1 + 0.3 * k)], stroke=s.shade(case, 1.6 if k % 2 else 0.7), width=0.1)
            lenses, bar = s.integer(1, 3), s.chance(0.3)
            dark, u = s.shade(case, 0.45), 0.0 if bar else -0.45
            patch(u, -0.66, 0.75 if bar else 0.4, 0.14 if bar else 0.24, s.shade(case, 0.8), s.shade(case, 0.55), 0.06)
            spots = ((-0.5, -0.66), (0.0, -0.66), (0.5, -0.66)) if bar else ((-0.65, -0.79), (-0.65, -0.53), (-0.25, -0.66))
            for spot in spots[: lenses + bar]:
                x, y = at(*spot)
                s.circle(x, y, 0.1, fill="#101116", stroke=s.choice(("#c4c8d0", dark)), width=0.035)
                s.circle(x - 0.02, y - 0.03, 0.035, fill="#7f9cd8")
            x, y = at(0, s.uniform(-0.05, 0.15))
            s.circle(x, y, 0.11, fill=s.shade(case, 0.6 if case > "#7" else 1.5))
            return
        paper = s.any_colour(saturation=(0.1, 0.8), value=(0.3, 0.95))
        rim = s.choice((0.9, 0.76))
        patch(0, 0, 0.92, 0.94, "#121317", "#121317", 0.08)
        patch(0, 0, 0.86, rim, s.linear_gradient(s.shade(paper, 1.5), paper, s.shade(paper, 0.7), angle=70), paper, 0.02)
        s.line([at(-0.25, -0.92), at(0.25, -0.92)], stroke="#121317" if rim > 0.8 else "#8a8c94", width=0.06)
        if rim < 0.8:
            s.circle(*at(0, 0.89), 0.05, fill="#8a8c94")
        if shows == "call":
            _call(s, at, paper)
        for k in range(4 if shows == "chat" else 0):
            u, bubble = (-0.22, "#f6f6f8") if k % 2 == 0 else (0.22, s.any_colour(value=(0.6, 0.95)))
            patch(u, -0.54 + 0.35 * k, s.uniform(0.35, 0.5), 0.1, bubble, bubble, 0.06)
        if shows == "film":
            x, y = at(0, 0)
            s.circle(x, y, 0.2, fill="#f8f8fa")
            with s.moved(x=x, y=y, turn=-lying * flip, scale_x=flip):
                s.polygon([(-0.06, -0.1), (-0.06, 0.1), (0.12, 0)], fill="#d8302a")


def _call(s: Sketch, at: Callable[[float, float], Point], paper: str) -> None:
    """A caller's portrait and the two round buttons of an incoming call."""
    x, y = at(0, -0.3)
    s.circle(x, y, 0.2, fill="#f4f4f6")
    s.circle(x, y - 0.04, 0.075, fill=s.shade(paper, 0.5))
    s.ellipse(x, y + 0.11, 0.12, 0.065, fill=s.shade(paper, 0.5))
    for u, light in ((-0.45, "#e03a30"), (0.45, "#2fbf4f")):
        s.circle(*at(u, 0.5), 0.115, fill=light, stroke="#ffffff", width=0.03)


@drawing("class", "camera", family=5)
def camera_profile(s: Sketch) -> None:
    """A reflex camera from the side: a narrow body with a prism hump, a lens of wide rings pointing forwards, perhaps a strap or flash."""
    paint = s.choice(("#2a2b31", "#43464f", "#c6c8cd", s.any_colour(value=(0.3, 0.85)), s.any_colour(value=(0.5, 0.9))))
    skin = s.choice((s.shade(paint, 0.55), "#26262b", s.colour(25, 0.6, 0.42), s.shade(paint, 0.8)))
    ink = s.shade(paint, 0.25) if s.chance(0.7) else s.shade(paint, 0.55)
    back, front, top, low = 0.86, s.uniform(0.12, 0.26), s.uniform(-0.34, -0.24), s.uniform(0.5, 0.62)
    y, barrel, nose = (top + low) / 2 + 0.03, s.uniform(0.27, 0.33), s.uniform(-0.9, -0.45)
    metal, ring = s.choice(("#26272c", "#26272c", "#e8e6e0", s.shade(paint, 0.7))), s.choice(("#d8a838", "#d03a30", "#e4e6ea", s.any_colour()))
    with s.moved(scale_x=s.choice((-0.93, 0.93)), scale_y=0.93, turn=s.uniform(-12, 12)):
        if s.chance(0.55):
            sag = s.uniform(0.76, 0.92)
            strap = f"M {back - 0.04} {top + 0.1} C 1.05 {low} 0.8 {sag} 0.5 {sag} Q 0.0 {sag} {s.uniform(-0.1, 0.15)} {low - 0.2}"
            s.path(strap, stroke=ink, width=0.12)
            s.path(strap, stroke=s.any_colour(), width=0.065)
        elif s.chance(0.7):
            s.rectangle(0.5, top - 0.3, 0.14, 0.3, fill=s.shade(paint, 0.7), stroke=ink, width=0.04)
            s.polygon([(0.2, top - 0.6), (0.72, top - 0.6), (0.72, top - 0.36), (0.2, top - 0.4)], fill=skin, stroke=ink, width=0.045)
            s.rectangle(0.22, top - 0.5, 0.1, 0.22, fill="#fbfbe6", stroke=ink, width=0.035)
        hump = [(front - 0.06, top + 0.1), (front + 0.05, top - 0.3), (front + 0.36, top - 0.3), (back - 0.02, top - 0.02), (back - 0.02, top + 0.1)]
        s.polygon(hump, fill=s.shade(paint, 1.15), stroke=ink, width=0.05)
        s.rectangle((front + back) / 2, (top + low) / 2, back - front, low - top, corner=0.07, fill=paint, stroke=ink, width=0.05)
        s.rectangle((front + back) / 2, y + 0.04, back - front - 0.05, (low - top) * 0.6, fill=skin)
        s.rectangle(back - 0.02, top + 0.03, 0.12, 0.16, corner=0.03, fill="#17181c", stroke=ink, width=0.03)
        s.rectangle(front + 0.08, top - 0.02, 0.14, 0.09, corner=0.03, fill=ring, stroke=ink, width=0.03)
        count = s.integer(2, 4)
        length = (front - nose) / count
        for i in range(count):
            x, grown = front - length * (i + 0.5), barrel * (0.86 + 0.22 * (i % 2) + 0.05 * i)
            fill = s.linear_gradient(s.shade(metal, 0.8), s.shade(metal, 1.5), metal, s.shade(metal, 0.5))
            s.rectangle(x, y, length, 2 * grown, corner=0.03, fill=fill, stroke=ink, width=0.045)
            for k in range(3 if i % 2 else 0):
                s.line([(x + (k - 1) * length * 0.26, y - grown + 0.06), (x + (k - 1) * length * 0.26, y + grown - 0.06)], stroke=ink, width=0.035)
            if i == count - 1:
                s.line([(x + length * 0.3, y - grown + 0.04), (x + length * 0.3, y + grown - 0.04)], stroke=ring, width=0.055)
        grown = barrel * (0.86 + 0.22 * ((count - 1) % 2) + 0.05 * (count - 1))
        glass = s.colour(215, 0.5, 0.6, hue_jitter=60)
        s.ellipse(nose, y, 0.12, grown, fill="#1c1c22", stroke=ink, width=0.045)
        s.ellipse(nose - 0.01, y, 0.075, grown * 0.74, fill=s.radial_gradient(s.shade(glass, 1.7), glass, s.shade(glass, 0.4)))


@drawing("class", "wallet", family=5)
def wallet_fanned(s: Sketch) -> None:
    """A pocket wallet from the front with cards and notes fanned out of its top: upright or long, with a zip, an open flap or a strap."""
    leather = s.colour(25, 0.6, 0.45, value_jitter=0.2) if s.chance(0.4) else s.any_colour(value=(0.3, 0.9))
    ink = s.shade(leather, 0.3) if s.chance(0.65) else s.shade(leather, 0.6)
    half, high, closure = s.uniform(0.6, 0.9), s.uniform(0.74, 0.98), s.choice(("zip", "flap", "strap"))
    rim = 0.9 - high
    brass = s.choice(("#e4c770", "#d4d7dc"))
    with s.moved(turn=s.uniform(-14, 14), scale_x=s.choice((-0.91, 0.91)), scale_y=0.91):
        if closure == "flap":
            crown = f"Q {-half * 0.95} -0.72 {-half * 0.6} -0.76 L {half * 0.6} -0.76 Q {half * 0.95} -0.72 {half} -0.4"
            flap = f"M {-half} {rim + 0.1} L {-half} -0.4 {crown} L {half} {rim + 0.1} Z"
            s.path(flap, fill=s.shade(leather, 0.7), stroke=ink, width=0.05)
            s.circle(0, -0.62, 0.065, fill=brass, stroke=ink, width=0.03)
        note = s.choice(("#8fc08a", "#b5d6a4", "#dcc08c", "#9fc3d6"))
        rise = 0.24 if closure == "flap" else s.uniform(0.4, 0.52)
        for k in range(s.integer(1, 2)):
            lean = s.uniform(2, 8) * (1 - 2 * k)
            s.rectangle(
                0, rim - rise / 2 + 0.12, 1.7 * half, rise + 0.4, fill=s.shade(note, 1 + 0.2 * k), stroke=s.shade(note, 0.4), width=0.035, turn=lean
            )
        s.circle(-half * 0.5, rim - rise * 0.42, 0.1, fill=s.shade(note, 1.6), stroke=s.shade(note, 0.45), width=0.035)
        cards = s.integer(1, 3)
        for k in range(cards):
            card = s.any_colour(saturation=(0.0, 0.95), value=(0.6, 1.0))
            with s.moved(x=half * (0.12 + 0.16 * k), y=rim - 0.06 + 0.04 * k, turn=8 * k - 4):
                s.rectangle(0.05, 0, 0.56, 0.5, corner=0.05, fill=card, stroke=s.shade(card, 0.4), width=0.035)
                s.line([(-0.2, -0.13), (0.3, -0.13)], stroke=s.shade(card, 0.45), width=0.07)
        fill = s.linear_gradient(s.shade(leather, 1.3), leather, s.shade(leather, 0.75), angle=60)
        s.rectangle(0, (rim + 0.9) / 2, 2 * half, high, corner=s.choice((0.06, 0.16)), fill=fill, stroke=ink, width=0.055)
        make = s.choice(("plain", "pocket", "band"))
        if make == "pocket":
            s.path(f"M {-half} {rim + 0.42} Q 0 {rim + 0.54} {half} {rim + 0.42}", stroke=ink, width=0.045)
            s.path(f"M {-half + 0.04} {rim + 0.49} Q 0 {rim + 0.61} {half - 0.04} {rim + 0.49}", stroke=s.shade(leather, 1.5), width=0.03)
        elif make == "band":
            s.rectangle(0, 0.74, 2 * half - 0.05, 0.2, fill=s.any_colour(value=(0.3, 0.95)))
        if closure == "zip":
            s.line([(-half + 0.08, rim + 0.1), (half - 0.08, rim + 0.1)], stroke=ink, width=0.11)
            for i in range(9):
                x = (half - 0.12) * (i - 4) / 4
                s.line([(x, rim + 0.08), (x, rim + 0.12)], stroke=brass, width=0.05)
            x = s.uniform(-0.3, 0.6) * half
            s.rectangle(x, rim + 0.2, 0.1, 0.22, corner=0.03, fill=brass, stroke=ink, width=0.03)
        elif closure == "strap":
            s.rectangle(-half * 0.55, rim + 0.12, 0.26, 0.52, corner=0.1, fill=s.shade(leather, 0.8), stroke=ink, width=0.045)
            s.circle(-half * 0.55, rim + 0.26, 0.075, fill=brass, stroke=ink, width=0.03)
        if closure != "zip":
            for x in (-half + 0.09, half - 0.09):
                for i in range(4):
                    y = rim + 0.14 + (high - 0.24) * i / 4
                    s.line([(x, y), (x, y + (high - 0.24) * 0.13)], stroke=s.shade(leather, 1.55), width=0.035)


@drawing("class", "wall_clock", family=5)
def wall_clock_oblique(s: Sketch) -> None:
    """A wall clock from the side in three quarters, its thick case in sight: round, square, with rays, or hung on a bracket."""
    paint, make = s.any_colour(value=(0.25, 0.95)), s.choice(("round", "round", "square", "rays", "bracket"))
    light = s.chance(0.7)
    face, hand = (s.choice(("#ffffff", "#f8f0da", "#e4ecf0")), "#17171c") if light else (s.shade(paint, 0.3), "#fbf6e6")
    ink, deep = s.shade(paint, 0.3) if s.chance(0.65) else s.shade(paint, 0.5), s.uniform(0.12, 0.24)
    squash, radius = s.uniform(0.68, 0.86), {"square": 0.74, "rays": 0.6, "bracket": 0.68}.get(make, 0.84)
    middle = 0.2 if make == "bracket" else 0.0

    def case(x: float, fill: str, stroke: str, size: float) -> None:
        if make == "square":
            s.rectangle(x, middle, 2 * size * squash, 2 * size, corner=0.12, fill=fill, stroke=stroke, width=0.05)
        else:
            s.ellipse(x, middle, size * squash, size, fill=fill, stroke=stroke, width=0.05)

    flip = s.choice((-1, 1))
    with s.moved(scale_x=flip, turn=s.uniform(-6, 6)):
        if make == "rays":
            count, wide = s.choice((8, 12, 16)), s.uniform(0.1, 0.16)
            for i in range(count):
                angle, far = 2 * pi * i / count, 0.95 if i % 2 == 0 else 0.82
                tip, sides = (sin(angle) * far * squash, -cos(angle) * far), ((sin(angle + d), -cos(angle + d)) for d in (-wide, wide))
                ray = [tip, *((x * 0.55 * squash, y * 0.55) for x, y in sides)]
                s.polygon(ray, fill=s.shade(paint, 1.3 if i % 2 else 1.0), stroke=ink, width=0.03)
        if make == "bracket":
            s.line([(-deep / 2, middle - radius), (-deep / 2, -0.8), (0.7, -0.8)], stroke=ink, width=0.13)
            s.line([(0.7, -0.88), (0.7, -0.5)], stroke=ink, width=0.12)
            s.path("M 0.1 -0.8 Q 0.5 -0.76 0.68 -0.5", stroke=ink, width=0.06)
        for k in range(6):
            case(deep * (1 - 2 * k / 5) / 2, s.shade(paint, 0.6), ink if k == 0 else s.shade(paint, 0.6), radius)
        case(-deep / 2, s.linear_gradient(s.shade(paint, 1.45), paint, s.shade(paint, 0.8), angle=60), ink, radius)
        case(-deep / 2, face, s.shade(paint, 0.5), radius * s.uniform(0.8, 0.86))
        with s.moved(x=-deep / 2, y=middle, scale_x=flip * squash * radius, scale_y=radius):
            marks = s.choice(("digits", "digits", "bars", "dots"))
            for i in range(12):
                x, y = sin(i * pi / 6), -cos(i * pi / 6)
                if marks == "dots":
                    s.circle(x * 0.66, y * 0.66, 0.075 if i % 3 == 0 else 0.05, fill=hand)
                elif i % 3 or marks == "bars":
                    inner = 0.64 if i % 3 else 0.52
                    s.line([(x * 0.72, y * 0.72), (x * inner, y * inner)], stroke=hand, width=0.055 if i % 3 else 0.09)
                else:
                    _digits(s, i, x * 0.58, y * 0.58, hand)
            hour = s.uniform(0, 2 * pi)
            for angle, length, width in ((hour, 0.34, 0.12), (hour * 12 % (2 * pi), 0.54, 0.08)):
                s.line([(0, 0), (sin(angle) * length, -cos(angle) * length)], stroke=hand, width=width)
            s.circle(0, 0, 0.085, fill=s.choice(("#d03028", hand)))


def _digits(s: Sketch, quarter: int, x: float, y: float, ink: str) -> None:
    """The number at a quarter of the dial, in plain strokes (0 stands for twelve)."""
    two: list[Point] = [(-0.07, -0.1), (0.06, -0.12), (0.07, -0.02), (-0.07, 0.13), (0.08, 0.13)]
    three: list[Point] = [(-0.07, -0.13), (0.07, -0.13), (-0.01, -0.02), (0.08, 0.05), (0.03, 0.13), (-0.07, 0.12)]
    six: list[Point] = [(0.06, -0.13), (-0.06, 0.0), (-0.06, 0.11), (0.05, 0.13), (0.07, 0.03), (-0.05, 0.02)]
    strokes = {3: three, 6: six, 9: [(-a, -b) for a, b in six], 0: [(a + 0.06, b) for a, b in two]}[quarter]
    s.line([(x + a, y + b) for a, b in strokes], stroke=ink, width=0.06)
    if quarter == 0:
        s.line([(x - 0.12, y - 0.12), (x - 0.12, y + 0.13)], stroke=ink, width=0.06)


@drawing("class", "table_lamp", family=5)
def table_lamp_drum(s: Sketch) -> None:
    """A table lamp with a drum shade, seen from above (into the shade's lit top) or from below (the bulb under its rim)."""
    cloth, foot = s.any_colour(saturation=(0.05, 0.85), value=(0.55, 0.98)), s.any_colour(value=(0.25, 0.95))
    lit, above, outlined = s.chance(0.7), s.chance(0.55), s.chance(0.6)
    rim = s.shade(cloth, 0.4 if outlined else 0.7)
    top, low, bottom, up = s.uniform(0.42, 0.62), s.uniform(0.58, 0.76), s.uniform(-0.12, 0.08), s.uniform(-0.78, -0.66)
    flat, glow = s.uniform(0.16, 0.24), "#fff4b0" if lit else s.shade(cloth, 0.5)
    _foot(s, bottom, foot)
    if not above:
        s.ellipse(0, bottom, low, low * flat, fill=glow, stroke=rim, width=0.05)
        s.circle(0, bottom + 0.02, 0.15, fill="#ffffff" if lit else "#dcdcd4", stroke="#e0a830" if lit else "#77776f", width=0.035)
    bend = low * flat * (1 if above else -0.9)
    data = f"M {-top} {up} L {-low} {bottom} Q 0 {bottom + 2 * bend} {low} {bottom} L {top} {up} Q 0 {up - 2 * top * flat * 0.9} {-top} {up} Z"
    s.path(data, fill=s.linear_gradient(s.shade(cloth, 0.75), s.shade(cloth, 1.6 if lit else 1.2), cloth, s.shade(cloth, 0.7), angle=0), stroke=rim)
    pattern = s.choice(("none", "bands", "dots", "zigzag"))
    second = s.any_colour(value=(0.3, 0.95))
    for v in {"none": (), "bands": (0.14, 0.86), "dots": (0.3, 0.68), "zigzag": (0.5,)}[pattern]:
        wide, y, sag = top + (low - top) * v - 0.05, up + (bottom - up) * v, bend + (top * flat - bend) * (1 - v)
        across = [(wide * k / 6, y + sag * (1 - (k / 6) ** 2) + (0.09 * (-1) ** k if pattern == "zigzag" else 0)) for k in range(-6, 7)]
        if pattern == "dots":
            for x, down in across[1::2]:
                s.circle(x * 0.95, down, 0.06, fill=second)
        else:
            s.line(across, stroke=second, width=0.075)
    if above:
        s.ellipse(
            0, up, top, top * flat, fill=s.radial_gradient("#ffffff", "#fff0a0", "#e8b848", x=0.5, y=0.5) if lit else glow, stroke=rim, width=0.05
        )


def _foot(s: Sketch, bottom: float, foot: str) -> None:
    """What carries the drum shade, from its rim at `bottom` down."""
    ink = s.shade(foot, 0.35)
    metal = s.linear_gradient(s.shade(foot, 0.65), s.shade(foot, 1.5), foot, s.shade(foot, 0.5), angle=0)
    make = s.choice(("ball", "block", "tripod", "bottle", "ring"))
    if make == "tripod":
        for x in (-0.4, 0.05, 0.42):
            s.line([(0, bottom), (x, 0.88)], stroke=ink, width=0.12)
            s.line([(0, bottom), (x, 0.88)], stroke=foot, width=0.065)
    else:
        s.rectangle(0, bottom + 0.2, 0.1, 0.5, fill=s.shade(foot, 0.7), stroke=ink, width=0.03)
    if make == "ball":
        s.ellipse(0, 0.56, s.uniform(0.3, 0.42), 0.32, fill=s.radial_gradient(s.shade(foot, 1.7), foot, s.shade(foot, 0.5)), stroke=ink, width=0.045)
        s.rectangle(0, 0.86, 0.4, 0.09, corner=0.04, fill=metal, stroke=ink, width=0.035)
    elif make == "block":
        half = s.uniform(0.22, 0.34)
        s.polygon([(-half, 0.4), (0.1, 0.48), (0.1, 0.92), (-half, 0.82)], fill=s.shade(foot, 1.3), stroke=ink, width=0.04)
        s.polygon([(half, 0.4), (0.1, 0.48), (0.1, 0.92), (half, 0.82)], fill=s.shade(foot, 0.7), stroke=ink, width=0.04)
        s.polygon([(-half, 0.4), (0.1, 0.48), (half, 0.4), (0, 0.32)], fill=s.shade(foot, 1.6), stroke=ink, width=0.03)
    elif make == "bottle":
        s.path(
            "M -0.09 0.2 L 0.09 0.2 L 0.1 0.38 Q 0.32 0.46 0.32 0.62 L 0.3 0.9 L -0.3 0.9 L -0.32 0.62 Q -0.32 0.46 -0.1 0.38 Z",
            fill=metal,
            stroke=ink,
        )
        s.line([(-0.28, 0.66), (0.28, 0.66)], stroke=s.any_colour(), width=0.1)
    elif make == "ring":
        s.circle(0, 0.5, 0.27, stroke=ink, width=0.17)
        s.circle(0, 0.5, 0.27, stroke=foot, width=0.1)
        s.ellipse(0, 0.86, 0.36, 0.08, fill=metal, stroke=ink, width=0.04)
