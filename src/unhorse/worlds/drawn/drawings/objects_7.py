"""Things of the house, fourth drawings: flip phone, instant camera, standing wallet, cuckoo clock, desk lamp."""

from __future__ import annotations

from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "cellphone", family=4)
def cellphone_flip(s: Sketch) -> None:
    """A folding mobile phone, open: the screen half stands up from the hinge, the key half lies towards the viewer or hangs straight down."""
    case = s.any_colour(value=(0.3, 0.95)) if s.chance(0.7) else s.choice(("#2a2b31", "#c6c9d0", "#f0eef0", "#7b1f2c"))
    inner = s.choice((case, s.shade(case, 0.5), s.shade(case, 1.6), "#3a3c44"))
    ink, outlined = s.shade(case, 0.3), s.chance(0.6)
    half, bent = s.uniform(0.3, 0.4), s.chance(0.55)
    spread, skew, hinge = (s.uniform(1.15, 1.4), s.uniform(-0.2, 0.2), s.uniform(-0.02, 0.12)) if bent else (1.0, 0.0, s.uniform(-0.06, 0.06))
    top, low = s.uniform(-0.8, -0.72), s.uniform(0.62, 0.74) if bent else s.uniform(0.76, 0.84)

    def at(u: float, v: float) -> Point:
        """A point of the open phone: u from -1 to 1 across, v from -1 (top of the screen half) over 0 (hinge) to 1 (end of the key half)."""
        if v < 0:
            return u * half * (1 - 0.12 * v * bent), hinge - (top - hinge) * v
        return u * half * (1 + (spread - 1) * v) + skew * v, hinge + (low - hinge) * v

    def patch(u: float, v: float, across: float, down: float, fill: str, stroke: str = "none", width: float = 0.03) -> None:
        corners = [at(u - across, v - down), at(u + across, v - down), at(u + across, v + down), at(u - across, v + down)]
        s.polygon(corners, fill=fill, stroke=stroke, width=width)

    with s.moved(turn=s.uniform(-20, 20), scale_x=0.95, scale_y=0.95):
        if s.chance(0.4):
            s.line([at(0.85, -0.85), (at(0.85, -0.85)[0], top - 0.13)], stroke=ink, width=0.12)
        for v in (-0.5, 0.5):
            patch(0, v, 1, 0.47, ink if outlined else s.shade(case, 0.7), ink if outlined else s.shade(case, 0.7), 0.24)
            patch(0, v, 1, 0.47, s.linear_gradient(s.shade(case, 1.3), case), case, 0.15)
            patch(0, v, 0.95, 0.43, inner)
        s.rectangle(0, hinge, 2.3 * half, 0.15, corner=0.07, fill=s.linear_gradient(s.shade(case, 1.5), s.shade(case, 0.6)), stroke=ink, width=0.035)
        paper = s.any_colour(value=(0.6, 1.0)) if s.chance(0.7) else s.choice(("#a9c47f", "#bfe0ee", "#e8f0f4"))
        patch(0, -0.5, 0.76, s.uniform(0.28, 0.34), s.linear_gradient(s.shade(paper, 1.5), paper, angle=60), "#101014", 0.06)
        for k in range(s.integer(0, 2)):
            s.line([at(-0.5, -0.62 + 0.2 * k), at(0.4 - 0.3 * k, -0.62 + 0.2 * k)], stroke=s.shade(paper, 0.4), width=0.045)
        s.line([at(-0.25, -0.91), at(0.25, -0.91)], stroke="#17181c", width=0.04)
        key = "#f4f4f0" if int(inner[1:3], 16) < 150 else "#26272d"
        x, y = at(0, 0.24)
        s.ellipse(x, y, half * 0.34, 0.085, fill=s.choice(("#d0d4da", s.any_colour())), stroke=ink, width=0.03)
        for side, light in ((-1, "#35b04a"), (1, "#d8352c")):
            patch(side * 0.68, 0.24, 0.18, 0.06, light)
        rows = s.integer(3, 4)
        for row in range(rows):
            for column in (-1, 0, 1):
                patch(column * 0.6, 0.44 + (row + 0.5) * 0.52 / rows, 0.22, 0.17 / rows, key)


@drawing("class", "camera", family=4)
def camera_instant(s: Sketch) -> None:
    """An instant camera from the front: a tall box with a big lens and a flash, a fresh photo coming out below or above."""
    paint = s.any_colour(value=(0.5, 0.98)) if s.chance(0.6) else s.choice(("#f2efe6", "#2b2c31", "#bfc3c9"))
    second = s.choice((s.shade(paint, 0.45), s.shade(paint, 1.6), "#26272c", s.any_colour()))
    outlined, rounded, above = s.chance(0.6), s.chance(0.5), s.chance(0.4)
    ink = s.shade(paint, 0.28) if outlined else s.shade(paint, 0.6)
    half, high, out = s.uniform(0.62, 0.78), s.uniform(1.05, 1.25), s.uniform(0.36, 0.5)
    top = 0.86 - high if above else -0.86
    bottom, lens, x = top + high, s.uniform(0.27, 0.34), s.choice((0.0, 0.0, 0.12))
    wide, photo_y = half * s.uniform(0.58, 0.72), (top - out / 2 + 0.06 if above else bottom + out / 2 - 0.06)
    with s.moved(turn=s.uniform(-9, 9), scale_x=s.choice((-1, 1))):
        s.rectangle(0, photo_y, 2 * wide, out + 0.12, corner=0.02, fill="#fbfaf4", stroke="#5a5a5e", width=0.035)
        picture = s.linear_gradient(s.any_colour(), s.any_colour(), angle=90)
        s.rectangle(0, photo_y + (0.02 if above else -0.02), 2 * wide - 0.22, out - 0.14, fill=picture)
        if not above:
            s.circle(0.1, photo_y + 0.06, 0.08, fill="#f4d8a8")
        if rounded:
            fill = s.radial_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.85))
            s.rectangle(0, (top + bottom) / 2, 2 * half, high, corner=s.uniform(0.2, 0.34), fill=fill, stroke=ink, width=0.05)
            s.ellipse(-half + 0.06, (top + bottom) / 2 + 0.1, 0.1, 0.28, fill=s.shade(paint, 0.75))
        else:
            neck, fold = half * s.uniform(0.72, 0.88), bottom - s.uniform(0.32, 0.42)
            s.polygon([(-neck, top), (neck, top), (half * 0.95, fold), (-half * 0.95, fold)], fill=paint, stroke=ink, width=0.05)
            s.rectangle(0, (fold + bottom) / 2, 2 * half, bottom - fold, corner=0.05, fill=s.shade(second, 1.0), stroke=ink, width=0.05)
            for i, colour in enumerate(("#3a9ad8", "#4db04a", "#f2c230", "#e8792a", "#d8362f") if s.chance(0.6) else ()):
                s.rectangle(-0.12 + i * 0.06, (fold + bottom) / 2, 0.065, bottom - fold - 0.05, fill=colour)
            s.rectangle(0, bottom - 0.09, 1.5 * half, 0.09, corner=0.03, fill="#121214")
        y = top + high * s.uniform(0.5, 0.56)
        flash = -half * 0.5
        s.rectangle(flash, top + 0.17, half * 0.62, 0.19, corner=0.04, fill=s.linear_gradient("#ffffff", "#c4dcec"), stroke="#2a2a30", width=0.04)
        s.rectangle(half * 0.45, top + 0.17, 0.2, 0.17, corner=0.05, fill="#1c2430", stroke="#e8e8ea" if paint < "#6" else "#2a2a30", width=0.035)
        s.circle(x, y, lens + 0.07, fill=second, stroke=ink, width=0.04)
        s.circle(x, y, lens * 0.85, fill="#1b1b20", stroke=s.choice(("#d8dade", "#8a8c92", "#d8a838")), width=0.05)
        glass = s.colour(215, 0.6, 0.55, hue_jitter=70)
        s.circle(x, y, lens * 0.5, fill=s.radial_gradient(s.shade(glass, 1.6), glass, s.shade(glass, 0.3)))
        s.circle(x - lens * 0.2, y - lens * 0.2, 0.05, fill="#ffffff")
        s.circle(-half * 0.75, y + 0.12, 0.085, fill=s.choice(("#d8302a", "#f0c030", "#f4f4f4")), stroke=ink, width=0.03)


@drawing("class", "wallet", family=4)
def wallet_standing(s: Sketch) -> None:
    """A folding wallet that stands half open like a book, in three quarters: seen from its back or into its card pockets, notes on top."""
    leather = s.colour(25, 0.6, 0.45, value_jitter=0.2) if s.chance(0.5) else s.any_colour(value=(0.25, 0.85))
    note, inside, outlined = s.choice(("#8fc08a", "#b5d6a4", "#dcc08c", "#9fc3d6", "#d9a3a0")), s.chance(0.5), s.chance(0.65)
    ink, seam = s.shade(leather, 0.32 if outlined else 0.6), s.shade(leather, 1.55)
    spine, high, tilt = s.uniform(-0.25, 0.15), s.uniform(0.44, 0.58), s.uniform(0.1, 0.24) * (-1 if inside else 1)
    ends = (-0.9, 0.9)

    def at(side: int, u: float, v: float) -> Point:
        """A point of one leaf: u from the spine (0) to its outer edge (1), v from the top edge (-1) to the bottom edge (1)."""
        y = v * high * (1 - 0.22 * u if not inside else 0.8 + 0.22 * u)
        return spine + (ends[side] - spine) * u, 0.2 + y - tilt * u

    with s.moved(turn=s.uniform(-8, 8), y=0.06 if not inside else -0.06, scale_y=0.92, scale_x=0.93):
        for k in range(s.integer(1, 3), 0, -1):
            rise, shade, lean = 0.12 + 0.13 * k, s.shade(note, 1.12 - 0.14 * k), s.uniform(0.0, 0.12)
            for side in (0, 1):
                a, b = at(side, 0, -1), at(side, 0.9, -1)
                points = [(a[0], a[1] - rise), (b[0], b[1] - rise - lean * side), (b[0], b[1] + 0.3), (a[0], a[1] + 0.3)]
                s.polygon(points, fill=s.shade(shade, 1.0 if side else 0.86), stroke=s.shade(note, 0.4), width=0.035)
            x, y = at(1, 0.5, -1)
            s.ellipse(x, y - rise + 0.09, 0.09, 0.07, fill=s.shade(note, 1.5), stroke=s.shade(note, 0.45), width=0.03)
        for side in (0, 1):
            light = 1.15 if side else 0.8
            corners = [at(side, 0, -1), at(side, 1, -1), at(side, 1, 1), at(side, 0, 1)]
            s.polygon(corners, fill=s.linear_gradient(s.shade(leather, light), s.shade(leather, light * 0.8)), stroke=ink, width=0.07)
            pockets = s.integer(2, 3) if inside else 0
            for i in range(pockets):
                v = -0.72 + 0.42 * i
                if s.chance(0.75):
                    card = s.any_colour(saturation=(0.0, 0.9), value=(0.65, 1.0))
                    s.polygon([at(side, u, w) for u, w in ((0.2, v), (0.86, v), (0.86, v + 0.4), (0.2, v + 0.4))], fill=card, stroke=ink, width=0.03)
                pocket = [at(side, u, w) for u, w in ((0.1, v + 0.24), (0.93, v + 0.24), (0.93, 0.88), (0.1, 0.88))]
                s.polygon(pocket, fill=s.shade(leather, min(light + 0.15, 1.4)), stroke=ink, width=0.035)
            for u, v, w in ((0.12, -0.8, -0.8), (0.12, 0.8, 0.8)) if not inside else ():
                for i in range(5):
                    s.line([at(side, u + 0.16 * i, v), at(side, u + 0.08 + 0.16 * i, w)], stroke=seam, width=0.035)
        if not inside:
            s.line([at(0, 0, -0.97), at(0, 0, 0.97)], stroke=s.shade(leather, 1.35), width=0.05)
            if s.chance(0.5):
                s.polygon(
                    [at(1, u, v) for u, v in ((1, -0.25), (0.6, -0.25), (0.5, 0), (0.6, 0.25), (1, 0.25))], fill=leather, stroke=ink, width=0.04
                )
                s.circle(*at(1, 0.66, 0), 0.065, fill="#e8cc7a", stroke="#5d4a1c", width=0.025)
        else:
            s.line([at(0, 0, -0.97), at(0, 0, 0.97)], stroke=s.shade(leather, 0.4), width=0.06)


@drawing("class", "wall_clock", family=4)
def wall_clock_cuckoo(s: Sketch) -> None:
    """A cuckoo clock from the front: a little house with a dial, a bird's door in the gable, pine cone weights and a pendulum below."""
    wood = s.choice((s.colour(24, 0.65, 0.5), s.colour(14, 0.6, 0.35), s.colour(34, 0.5, 0.75), s.any_colour(value=(0.4, 0.85))))
    roof = s.choice((s.shade(wood, 0.55), s.shade(wood, 1.3), s.any_colour(value=(0.3, 0.7))))
    ink, half, eave, low = s.shade(wood, 0.3), s.uniform(0.46, 0.58), s.uniform(-0.36, -0.22), s.uniform(0.4, 0.46)
    radius, reach, cones = s.uniform(0.33, 0.36), half + s.uniform(0.16, 0.26), s.integer(1, 2)
    y = low - radius - 0.07
    for side in (-1, 1) if cones == 2 else (s.choice((-1, 1)),):
        end = s.uniform(0.66, 0.78)
        s.line([(side * 0.28, low), (side * 0.28, end)], stroke="#c8a84a", width=0.035)
        s.ellipse(side * 0.28, end + 0.05, 0.08, 0.14, fill=s.colour(25, 0.6, 0.35), stroke=ink, width=0.03)
    swing = s.uniform(-0.1, 0.1)
    s.line([(0, low), (swing, 0.74)], stroke=ink, width=0.045)
    s.circle(swing, 0.76, 0.1, fill=s.choice(("#e0b848", s.shade(wood, 1.4), s.colour(110, 0.5, 0.5))), stroke=ink, width=0.03)
    fill = s.linear_gradient(s.shade(wood, 1.3), wood, s.shade(wood, 0.75), angle=20)
    s.polygon([(-half, low), (-half, eave), (0, -0.84), (half, eave), (half, low)], fill=fill, stroke=ink, width=0.05)
    s.rectangle(0, low, 2 * half + 0.16, 0.1, corner=0.03, fill=roof, stroke=ink, width=0.035)
    s.line([(-reach, eave + 0.1), (0, -0.86), (reach, eave + 0.1)], stroke=ink, width=0.2)
    s.line([(-reach, eave + 0.1), (0, -0.86), (reach, eave + 0.1)], stroke=roof, width=0.12)
    if s.chance(0.5):
        for side in (-1, 1):
            for k in range(3):
                leaf = s.colour(100, 0.5, 0.4) if roof == wood else s.shade(roof, 1.25)
                s.ellipse(side * (reach - 0.02), eave + 0.14 + 0.2 * k, 0.07, 0.14, fill=leaf, stroke=ink, width=0.025, turn=side * 25 * (k - 1))
    light = s.chance(0.7)
    face, hand = (s.choice(("#fbf6e6", "#ffffff", "#f0e2bc")), "#1c1410") if light else (s.shade(wood, 0.35), "#fbf3dc")
    s.circle(0, y, radius, fill=face, stroke=s.choice(("#d0a640", ink, s.shade(wood, 1.5))), width=0.06)
    for i in range(12):
        angle, inner = i * pi / 6, radius * (0.68 if i % 3 == 0 else 0.76)
        a, b = (sin(angle), -cos(angle)), radius * 0.88
        s.line([(a[0] * b, y + a[1] * b), (a[0] * inner, y + a[1] * inner)], stroke=hand, width=0.05 if i % 3 == 0 else 0.03)
    hour = s.uniform(0, 2 * pi)
    for angle, length, width in ((hour, 0.5, 0.075), (hour * 12 % (2 * pi), 0.68, 0.05)):
        s.line([(0, y), (sin(angle) * length * radius, y - cos(angle) * length * radius)], stroke=hand, width=width)
    s.path("M -0.17 -0.28 L -0.17 -0.46 A 0.17 0.16 0 0 1 0.17 -0.46 L 0.17 -0.28 Z", fill="#1d1410", stroke=s.shade(wood, 1.5), width=0.035)
    if s.chance(0.65):
        bird = s.choice(("#f2d23c", "#5aa0d8", "#f4f0e4", "#d8503a"))
        s.ellipse(0, -0.34, 0.14, 0.11, fill=bird, stroke=ink, width=0.025)
        s.circle(0, -0.46, 0.1, fill=bird, stroke=ink, width=0.025)
        s.polygon([(-0.05, -0.45), (0.05, -0.45), (0, -0.35)], fill="#f08020", stroke=ink, width=0.015)
        for side in (-1, 1):
            s.circle(side * 0.05, -0.49, 0.025, fill="#101010")
    else:
        s.rectangle(0, -0.4, 0.28, 0.24, fill=s.shade(wood, 1.5))
        s.line([(0, -0.52), (0, -0.28)], stroke=ink, width=0.035)


@drawing("class", "table_lamp", family=4)
def table_lamp_desk(s: Sketch) -> None:
    """A desk lamp from the side: a metal hood on a jointed arm or a bent neck, over a heavy foot."""
    paint = s.any_colour(value=(0.4, 0.95)) if s.chance(0.75) else s.choice(("#2c2d33", "#f0f0ee", "#b8bcc4"))
    metal = s.choice((paint, "#c0c4cc", "#c8a048", "#3a3b42"))
    outlined, lit = s.chance(0.6), s.chance(0.7)
    ink, fill = s.shade(paint, 0.3 if outlined else 0.6), s.linear_gradient(s.shade(paint, 1.5), paint, s.shade(paint, 0.6), angle=0)
    foot, hood, neck = s.uniform(0.1, 0.45), s.choice(("cone", "dome", "pot")), s.choice(("joint", "joint", "bent"))
    size, turn = s.uniform(0.8, 1.1), s.uniform(10, 45)
    x, y = s.uniform(-0.4, -0.2), s.uniform(-0.62, -0.4)
    with s.moved(scale_x=s.choice((-1, 1))):
        if neck == "joint":
            elbow = (s.uniform(0.5, 0.72), s.uniform(-0.15, 0.1))
            gap = s.choice((0.0, 0.05))
            for start, end in (((foot, 0.78), elbow), (elbow, (x, y))):
                for d in (-gap, gap):
                    s.line([(start[0] + d, start[1] + d), (end[0] + d, end[1] + d)], stroke=s.shade(metal, 0.4), width=0.1 - gap * 0.5)
                for d in (-gap, gap):
                    s.line([(start[0] + d, start[1] + d), (end[0] + d, end[1] + d)], stroke=metal, width=0.055 - gap * 0.3)
            s.circle(*elbow, 0.085, fill=s.shade(metal, 1.2), stroke=s.shade(metal, 0.4), width=0.04)
        else:
            data = f"M {foot} 0.8 C {foot + 0.35} 0.1 {foot + 0.3} -1.0 {x + 0.2} {y - 0.18} Q {x + 0.05} {y - 0.14} {x} {y}"
            s.path(data, stroke=s.shade(metal, 0.4), width=0.11)
            s.path(data, stroke=metal, width=0.06)
        if s.chance(0.6):
            wide = s.uniform(0.34, 0.44)
            s.path(
                f"M {foot - wide} 0.9 Q {foot - wide} 0.74 {foot} 0.72 Q {foot + wide} 0.74 {foot + wide} 0.9 Z", fill=fill, stroke=ink, width=0.045
            )
        else:
            s.rectangle(foot, 0.83, s.uniform(0.6, 0.8), 0.15, corner=0.03, fill=fill, stroke=ink, width=0.045)
        with s.moved(x=x, y=y, turn=turn, scale_x=size, scale_y=size):
            s.rectangle(0, -0.06, 0.22, 0.2, corner=0.05, fill=s.shade(metal, 0.8), stroke=ink, width=0.04)
            glow = "#fff2a0" if lit else s.shade(paint, 0.45)
            outline = {
                "cone": "M -0.12 0 L 0.12 0 L 0.42 0.46 L -0.42 0.46 Z",
                "dome": "M -0.4 0.42 C -0.4 -0.14 0.4 -0.14 0.4 0.42 Z",
                "pot": "M -0.2 0 Q 0 -0.08 0.2 0 L 0.27 0.26 L 0.38 0.46 L -0.38 0.46 L -0.27 0.26 Z",
            }[hood]
            s.circle(0, 0.47, 0.17, fill="#fffbe0" if lit else "#e6e6dc", stroke="#d8a830" if lit else "#7a7a70", width=0.03)
            s.path(outline, fill=fill, stroke=ink, width=0.05)
            s.ellipse(0, 0.45, 0.41 if hood != "pot" else 0.38, 0.09, fill=glow, stroke=ink, width=0.04)
            if s.chance(0.4):
                s.line([(-0.24, 0.27), (0.24, 0.27)], stroke=s.any_colour(), width=0.06)
