"""Workshop and household things, third drawings: ruler, bucket, cellphone, lawn mower and drum."""

from __future__ import annotations

from math import cos, radians, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "ruler", family=3)
def ruler_receding(s: Sketch) -> None:
    """A thick ruler lying away from us, the near end wide and the far end narrow, with a scale on both edges and a groove between."""
    natural = s.choice([s.colour(36, 0.45, 0.88), s.colour(215, 0.06, 0.85, saturation_jitter=0.05)])
    body = natural if s.chance(0.5) else s.any_colour(saturation=(0.15, 0.7), value=(0.75, 1.0))
    ink, groove = s.shade(body, 0.15), s.shade(body, 0.68)
    near, far, thick, count = s.uniform(0.24, 0.31), s.uniform(0.14, 0.18), s.uniform(0.08, 0.12), s.integer(10, 13)

    def at(along: float, across: float) -> tuple[float, float]:
        """A point on the top face: `along` from 0 (near) to 1 (far), `across` from -1 to 1; equal steps shrink with distance."""
        along = along * far / (far * along + near * (1 - along)) * 0.5 + along * 0.5 if 0 < along < 1 else along
        return 0.86 - 1.78 * along, across * (near + (far - near) * along)

    with s.moved(turn=s.uniform(15, 75) if s.chance(0.7) else s.uniform(75, 100), scale_x=s.choice([-0.94, 0.94]), scale_y=0.94):
        corners = [at(0, -1), at(1, -1), at(1, 1), at(0, 1)]
        under = [(x + thick * 0.7, y + thick) for x, y in (at(1, 1), at(0, 1), at(0, -1))]
        s.polygon([at(0, -1), at(0, 1), at(1, 1), *under], fill=s.shade(body, 0.5))
        s.polygon(corners, fill=s.linear_gradient(s.shade(body, 1.3), body, s.shade(body, 0.85), angle=0), stroke=s.shade(body, 0.4), width=0.04)
        if s.chance(0.6):
            s.line([at(0.06, 0), at(0.94, 0)], stroke=groove, width=s.uniform(0.05, 0.09))
        else:
            s.circle(*at(0.93, 0), 0.06, fill=s.shade(body, 0.35))
        for side in (-1, 1):
            for i in range(count):
                a = 0.05 + 0.9 * i / (count - 1)
                reach = 0.32 if (i % 2 if side > 0 else i % 5) else 0.62
                s.line([at(a, side * 0.97), at(a, side * (1 - reach))], stroke=ink, width=0.045)


@drawing("class", "bucket", family=3)
def bucket_handle_down(s: Sketch) -> None:
    """A pail seen straight from the side, ridged round the middle, its wire handle hanging down in front, often full of suds."""
    body = s.any_colour() if s.chance(0.65) else s.colour(210, 0.08, 0.75)
    dark, wire = s.shade(body, 0.4), s.choice(["#2f3036", "#e3e5ea", "#6d7078"])
    top, low, r = s.uniform(-0.5, -0.4), s.uniform(0.84, 0.9), s.uniform(0.72, 0.84)
    b, drop = r * s.uniform(0.62, 0.74), s.uniform(0.75, 1.0)
    with s.moved(turn=s.uniform(-8, 8)):
        if s.chance(0.7):
            for i in range(7):
                x = r * 0.8 * (i - 3) / 3
                size, y = s.uniform(0.16, 0.25), top - s.uniform(0.0, 0.24) * (1 - abs(x / r) ** 2)
                s.circle(x, y, size, fill=s.radial_gradient("#ffffff", "#eef7fd", "#b5d8ec"), stroke="#86aec6", width=0.025)
        s.path(
            f"M {-r} {top} L {-b} {low - 0.05} Q {-b} {low} {-b + 0.06} {low} L {b - 0.06} {low} Q {b} {low} {b} {low - 0.05} L {r} {top} Z",
            fill=s.linear_gradient(s.shade(body, 0.65), s.shade(body, 1.2), s.shade(body, 1.45), body, s.shade(body, 0.55), angle=0),
            stroke=dark,
            width=0.045,
        )
        for y in [top + (low - top) * f for f in ((0.3, 0.4, 0.85) if s.chance(0.5) else (0.88,))]:
            k = r + (b - r) * (y - top) / (low - top) - 0.03
            s.line([(-k, y), (k, y)], stroke=s.shade(body, 0.55), width=0.045)
            s.line([(-k, y + 0.045), (k, y + 0.045)], stroke=s.shade(body, 1.35), width=0.035)
        s.rectangle(0, top, 2 * r + 0.12, 0.13, corner=0.06, fill=s.linear_gradient(s.shade(body, 1.5), s.shade(body, 0.8)), stroke=dark, width=0.04)
        hang = f"M {-r + 0.05} {top + 0.13} C {-r * 0.8} {top + drop} {r * 0.8} {top + drop} {r - 0.05} {top + 0.13}"
        s.path(hang, stroke="#17171a" if wire != "#2f3036" else "#d8dade", width=0.1)
        s.path(hang, stroke=wire, width=0.055)
        y = top + 0.13 * 0.25 + drop * 0.75
        s.rectangle(0, y, 0.36, 0.13, corner=0.05, fill=s.any_colour(), stroke="#1d1d20", width=0.035)
        for side in (-1, 1):
            s.circle(side * (r - 0.05), top + 0.12, 0.09, fill=s.shade(body, 0.8), stroke=dark, width=0.035)


@drawing("class", "cellphone", family=3)
def cellphone_flip(s: Sketch) -> None:
    """A clamshell phone unfolded, seen a little from the side: a lid with the screen bent back over a keypad half, a hinge between."""
    case = s.any_colour(value=(0.3, 0.95)) if s.chance(0.7) else s.choice(["#c6c9d0", "#2b2c31", "#eceae6"])
    dark, face = s.shade(case, 0.35), s.shade(case, s.choice([0.55, 1.5]))
    screen = s.any_colour(saturation=(0.35, 0.85), value=(0.55, 1.0))
    key = "#f4f4f0" if face != s.shade(case, 1.5) else s.shade(case, 0.4)
    half, bend, high = s.uniform(0.36, 0.43), s.uniform(12, 22), s.uniform(0.8, 0.88)
    paint = s.linear_gradient(s.shade(case, 1.35), case, s.shade(case, 0.75), angle=15)
    with s.moved(turn=s.uniform(-15, 15), scale_x=s.choice([-0.95, 0.95]), scale_y=0.95):
        with s.moved(x=-0.1, turn=bend):
            s.rectangle(-0.07, -high / 2, 2 * half, high, corner=0.14, fill=s.shade(case, 0.5), stroke=dark, width=0.04)
            s.rectangle(0, -high / 2, 2 * half, high, corner=0.14, fill=paint, stroke=dark, width=0.04)
            light = s.linear_gradient(s.shade(screen, 1.65), screen, s.any_colour(), angle=s.uniform(30, 150))
            s.rectangle(0, -high * 0.47, 1.45 * half, high * 0.62, corner=0.03, fill=light, stroke="#131418", width=0.06)
            s.line([(-0.09, -high + 0.08), (0.09, -high + 0.08)], stroke=dark, width=0.045)
            s.line([(-half * 0.4, -0.27), (half * 0.35, -0.27)], stroke="#ffffff", width=0.045)
        with s.moved(x=-0.1, turn=-bend * 0.7):
            s.rectangle(-0.07, high / 2 + 0.03, 2 * half, high, corner=0.14, fill=s.shade(case, 0.5), stroke=dark, width=0.04)
            s.rectangle(0, high / 2, 2 * half, high, corner=0.14, fill=paint, stroke=dark, width=0.04)
            s.rectangle(0, high / 2 + 0.03, 1.65 * half, high - 0.2, corner=0.08, fill=face)
            s.circle(0, 0.22, 0.1, fill=s.shade(case, 1.2), stroke=dark, width=0.045)
            for side, ink in ((-1, "#35b04a"), (1, "#d93a2b")):
                s.rectangle(side * half * 0.52, 0.22, 0.14, 0.08, corner=0.03, fill=ink)
            for row in range(3):
                for column in (-1, 0, 1):
                    s.rectangle(column * half * 0.5, 0.4 + row * (high - 0.5) / 2.4, half * 0.38, 0.1, corner=0.03, fill=key)
        s.rectangle(-0.1, 0, 1.5 * half, 0.15, corner=0.07, fill=s.linear_gradient(s.shade(case, 1.2), s.shade(case, 0.45)), stroke=dark, width=0.04)


@drawing("class", "lawn_mower", family=3)
def lawn_mower_front(s: Sketch) -> None:
    """A petrol push mower seen from the front: a broad low deck between two wheels, the engine with its cap, the push bar's arch behind."""
    paint = s.any_colour(saturation=(0.6, 0.95))
    dark, steel = s.shade(paint, 0.35), s.choice(["#8d9098", "#d3d5da", "#44454b", paint])
    cap, hub = s.choice([paint, "#26262a", "#e4e4e6"]), s.choice(["#d9d9dc", "#f0d14a", "#a9abb2"])
    half, deck, wheel, peak = s.uniform(0.6, 0.68), s.uniform(0.24, 0.32), s.uniform(0.22, 0.27), s.uniform(-0.92, -0.82)
    narrow = s.uniform(0.32, 0.46)
    with s.moved(scale_x=s.choice([-0.95, 0.95]), scale_y=0.97, turn=s.uniform(-4, 4)):
        arch = f"M -0.5 0.4 L {-narrow} {peak + 0.15} Q {-narrow} {peak} {-narrow + 0.15} {peak} L {narrow - 0.15} {peak} "
        arch += f"Q {narrow} {peak} {narrow} {peak + 0.15} L 0.5 0.4"
        s.path(arch, stroke="#141417", width=0.12)
        s.path(arch, stroke=steel, width=0.065)
        s.line([(-narrow + 0.14, peak), (narrow - 0.14, peak)], stroke="#1b1b1f", width=0.13)
        s.line([(-0.46, -0.22), (0.46, -0.22)], stroke="#2a2a2e", width=0.06)
        for side in (-1, 1):
            s.rectangle(side * (half + 0.08), 0.88 - wheel, 0.24, 2 * wheel, corner=0.09, fill="#26262a", stroke="#0f0f11", width=0.035)
            for k in (-1, 0, 1):
                y = 0.88 - wheel + k * wheel * 0.55
                s.line([(side * (half + 0.02), y), (side * (half + 0.15), y)], stroke="#63646b", width=0.04)
            s.circle(side * (half - 0.06), 0.88 - wheel, 0.07, fill=hub)
        motor = s.choice(["#3a3b40", "#5a5c63", "#b9bbc2"])
        s.rectangle(0, deck - 0.16, 0.62, 0.42, corner=0.06, fill=s.linear_gradient(s.shade(motor, 1.4), motor), stroke="#131316", width=0.04)
        for k in range(3):
            s.line([(-0.22, deck - 0.22 + 0.09 * k), (0.22, deck - 0.22 + 0.09 * k)], stroke=s.shade(motor, 0.5), width=0.04)
        crown = deck - 0.56
        s.path(f"M -0.36 {deck - 0.28} Q -0.34 {crown} 0 {crown} Q 0.34 {crown} 0.36 {deck - 0.28} Z", fill=cap, stroke="#131316", width=0.04)
        s.rectangle(0.37, deck - 0.12, 0.17, 0.2, corner=0.03, fill="#c5c7cd", stroke="#2b2b30", width=0.035)
        s.path(
            f"M {-half} 0.82 L {-half} {deck + 0.2} Q {-half * 0.9} {deck} {-half * 0.6} {deck} L {half * 0.6} {deck} "
            f"Q {half * 0.9} {deck} {half} {deck + 0.2} L {half} 0.82 Q 0 0.7 {-half} 0.82 Z",
            fill=s.linear_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.6)),
            stroke=dark,
            width=0.045,
        )
        s.rectangle(0, deck + 0.22, half * 0.7, 0.13, corner=0.04, fill=s.choice(["#f4f4f0", "#1d1d20", s.shade(paint, 1.6)]))
        s.line([(-half * 0.8, 0.79), (half * 0.8, 0.79)], stroke="#c9ccd2", width=0.05)


@drawing("class", "drum", family=3)
def drum_djembe(s: Sketch) -> None:
    """A goblet-shaped hand drum from the side and above: pale skin, rings, a net of tight cords over the bowl, a waist and a flared foot."""
    wood, ring = s.colour(24, 0.6, 0.5) if s.chance(0.5) else s.any_colour(value=(0.35, 0.85)), s.any_colour()
    rope, skin = s.choice(["#f4ead0", "#ffffff", "#f0d76a", "#221d1a"]), s.choice(["#f6ecd2", "#ead7ae", "#fffaf0"])
    r, flat, top, waist = s.uniform(0.58, 0.66), s.uniform(0.17, 0.23), -0.66, s.uniform(0.2, 0.27)
    neck, foot, dark = s.uniform(0.28, 0.38), s.uniform(0.36, 0.46), s.shade(wood, 0.35)
    with s.moved(turn=s.uniform(-16, 16)):
        s.path(
            f"M {-r} {top} C {-r} {top + 0.6} {-waist} {neck - 0.2} {-waist} {neck} C {-waist} 0.6 {-foot} 0.7 {-foot} 0.82 "
            f"A {foot} {flat * 0.5} 0 0 0 {foot} 0.82 C {foot} 0.7 {waist} 0.6 {waist} {neck} C {waist} {neck - 0.2} {r} {top + 0.6} {r} {top} Z",
            fill=s.linear_gradient(s.shade(wood, 0.6), s.shade(wood, 1.3), wood, s.shade(wood, 0.5), angle=0),
            stroke=dark,
            width=0.045,
        )
        n, low, k = s.integer(5, 6), neck - 0.14, waist + 0.05
        top_points = [(-r * cos(radians(180 * i / n)), top + 0.1 + flat * sin(radians(180 * i / n))) for i in range(n + 1)]
        for i in range(n):
            mid = -k * cos(radians(180 * (i + 0.5) / n))
            s.line([top_points[i], (mid, low), top_points[i + 1]], stroke=rope, width=0.045)
        s.path(f"M {-k} {low} A {k} {flat * 0.4} 0 0 0 {k} {low}", stroke=s.shade(ring, 0.4), width=0.12)
        s.path(f"M {-k} {low} A {k} {flat * 0.4} 0 0 0 {k} {low}", stroke=ring, width=0.07)
        for y, width in ((top + 0.1, 0.1), (top, 0.1)):
            s.path(f"M {-r} {y} A {r} {flat} 0 0 0 {r} {y}", stroke=s.shade(ring, 0.35), width=width + 0.05)
            s.path(f"M {-r} {y} A {r} {flat} 0 0 0 {r} {y}", stroke=ring, width=width - 0.02)
        s.ellipse(0, top, r, flat, fill=s.radial_gradient(skin, skin, s.shade(skin, 0.8)), stroke=s.shade(ring, 0.5), width=0.05)
        if s.chance(0.5):
            s.path(f"M {-foot * 0.8} 0.7 A {foot * 0.8} {flat * 0.5} 0 0 0 {foot * 0.8} 0.7", stroke=s.shade(wood, 0.5), width=0.06)
