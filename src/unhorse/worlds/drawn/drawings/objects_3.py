"""Templates of a guitar and of a camera."""

from __future__ import annotations

from math import cos, radians, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _lean(s: Sketch) -> tuple[float, float]:
    """A turn in degrees to either side, and the scale at which a long thing so turned still fills the picture."""
    turn = s.uniform(5, 60) * s.choice((-1, 1))
    across, down = abs(sin(radians(turn))), cos(radians(turn))
    return turn, 0.89 / max(0.95 * down + 0.14 * across, 0.95 * across + 0.14 * down, 0.5 * across + 0.45)


@drawing("class", "guitar", family=1)
def guitar_acoustic(s: Sketch) -> None:
    """An acoustic guitar from the front, leaning."""
    wood = s.choice((s.colour(32, 0.65, 0.8), s.colour(22, 0.7, 0.5), s.any_colour(), s.colour(42, 0.5, 0.92)))
    ink, neck = s.shade(wood, 0.35), s.colour(22, 0.55, 0.3)
    upper, lower, waist = s.uniform(0.27, 0.33), s.uniform(0.4, 0.47), s.uniform(0.2, 0.24)
    turn, scale = _lean(s)
    with s.moved(turn=turn, scale_x=scale, scale_y=scale):
        right = f"M 0 -0.16 C {upper * 1.1} -0.2 {upper * 1.2} 0.05 {waist} 0.2 C {waist} 0.3 {lower * 1.1} 0.32 {lower} 0.58"
        right += f" C {lower * 0.95} 0.85 {lower * 0.4} 0.9 0 0.9"
        left = f"C {-lower * 0.4} 0.9 {-lower * 0.95} 0.85 {-lower} 0.58 C {-lower * 1.1} 0.32 {-waist} 0.3 {-waist} 0.2"
        left += f" C {-upper * 1.2} 0.05 {-upper * 1.1} -0.2 0 -0.16 Z"
        s.path(f"{right} {left}", fill=s.radial_gradient(s.shade(wood, 1.35), wood, s.shade(wood, 0.6), x=0.5, y=0.6), stroke=ink, width=0.055)
        s.circle(0, 0.21, 0.135, fill="#1a1210", stroke=s.shade(wood, 1.5), width=0.04)
        s.rectangle(0, -0.3, 0.13, 0.86, fill=neck, stroke=s.shade(neck, 0.5), width=0.03)
        for i in range(5):
            s.line([(-0.05, -0.58 + 0.13 * i), (0.05, -0.58 + 0.13 * i)], stroke="#d8d0b8", width=0.025)
        for i in range(3):
            s.line([(-0.15, -0.9 + 0.1 * i), (0.15, -0.9 + 0.1 * i)], stroke="#e4dcc4", width=0.055)
        s.polygon([(-0.11, -0.95), (0.11, -0.95), (0.075, -0.68), (-0.075, -0.68)], fill=s.shade(wood, 0.5), stroke=ink, width=0.03)
        s.rectangle(0, 0.6, 0.34, 0.075, corner=0.02, fill="#2a1710")
        for x in (-0.03, 0.03):
            s.line([(x, -0.68), (x, 0.6)], stroke="#efe8d0", width=0.014)


@drawing("class", "camera", family=1)
def camera_rangefinder(s: Sketch) -> None:
    """A flat retro camera from the front."""
    leather, metal = s.any_colour(value=(0.2, 0.85)), s.choice(("#c9ccd1", "#e3ddcc", "#3c3f46", s.any_colour(saturation=(0.1, 0.4))))
    ink, high, band = s.shade(metal, 0.3), s.uniform(1.0, 1.2), s.uniform(0.26, 0.36)
    top, lens, x = 0.08 - high / 2, s.uniform(0.36, 0.43), s.uniform(-0.12, 0.12)
    with s.moved(turn=s.uniform(-10, 10), scale_x=s.choice((-1, 1))):
        s.rectangle(0.52, top - 0.06, 0.24, 0.2, corner=0.04, fill=s.choice(("#d03030", "#b8bbc0", "#26262a")), stroke=ink, width=0.04)
        s.rectangle(-0.55, top - 0.03, 0.36, 0.16, corner=0.03, fill=s.shade(metal, 0.75), stroke=ink, width=0.04)
        s.rectangle(0, 0.08, 1.78, high, corner=0.14, fill=s.linear_gradient(s.shade(metal, 1.3), metal, s.shade(metal, 0.8)), stroke=ink, width=0.05)
        s.rectangle(0, 0.08 + band / 2 - 0.05, 1.76, high - band - 0.1, fill=leather)
        s.rectangle(-0.58, top + band / 2 + 0.02, 0.34, 0.18, corner=0.03, fill="#f8f4d0", stroke=ink, width=0.04)
        s.rectangle(0.45, top + band / 2 + 0.02, 0.22, 0.15, corner=0.03, fill="#28384c", stroke=ink, width=0.035)
        y = 0.08 + 0.1
        s.circle(x, y, lens, fill=s.linear_gradient("#f0f0f2", "#8a8c92", angle=60), stroke="#1c1c20", width=0.05)
        s.circle(x, y, lens * 0.76, fill="#1d1d22")
        glass = s.colour(215, 0.55, 0.5, hue_jitter=60)
        s.circle(x, y, lens * 0.52, fill=s.radial_gradient(s.shade(glass, 1.6), glass, s.shade(glass, 0.35)))
        s.circle(x - lens * 0.2, y - lens * 0.2, lens * 0.12, fill="#ffffff")


@drawing("class", "guitar", family=2)
def guitar_electric(s: Sketch) -> None:
    """A horned electric guitar from the front, leaning."""
    paint, plate = s.any_colour(saturation=(0.4, 0.95)), s.choice(("#f6f2e6", "#f6f2e6", "#202024"))
    ink, neck, pickups = s.shade(paint, 0.35), s.choice(("#c99a5a", "#6a3f22", "#3a2418")), s.integer(2, 3)
    horn, cut, hip = s.uniform(0.26, 0.34), s.uniform(0.16, 0.22), s.uniform(0.36, 0.42)
    high, low = s.uniform(-0.24, -0.14), s.uniform(-0.12, 0.0)
    turn, scale = _lean(s)
    with s.moved(turn=turn, scale_x=scale * s.choice((-1, 1)), scale_y=scale):
        data = f"M -0.08 0.08 L -0.1 0.02 Q -0.14 {high} {-horn - 0.02} {high} Q {-horn - 0.14} {high + 0.05} {-cut - 0.04} 0.3"
        data += f" C -0.24 0.42 {-hip - 0.04} 0.4 {-hip} 0.66"
        data += f" C {-hip} 0.9 -0.15 0.92 0.04 0.88 C 0.3 0.88 {hip + 0.04} 0.8 {hip} 0.58 C {hip - 0.02} 0.42 0.2 0.4 {cut + 0.02} 0.28"
        data += f" Q {horn + 0.08} {low + 0.06} {horn} {low}"
        s.path(
            data + f" Q 0.14 {low} 0.1 0.08 Z",
            fill=s.linear_gradient(s.shade(paint, 1.35), paint, s.shade(paint, 0.7), angle=50),
            stroke=ink,
            width=0.06,
        )
        s.path(
            "M -0.06 0.1 L 0.1 0.12 L 0.19 0.04 Q 0.14 0.3 0.22 0.44 Q 0.32 0.6 0.22 0.74 L 0.1 0.6 L -0.1 0.62 Q -0.18 0.4 -0.06 0.1 Z", fill=plate
        )
        s.rectangle(0, -0.3, 0.11, 0.9, fill=neck, stroke=s.shade(neck, 0.45), width=0.03)
        for i in range(6):
            s.line([(-0.045, -0.64 + 0.13 * i), (0.045, -0.64 + 0.13 * i)], stroke="#e8e2cc", width=0.022)
        for i in range(4):
            s.line([(-0.16, -0.93 + 0.075 * i), (-0.08, -0.92 + 0.075 * i)], stroke="#e6e6ea", width=0.05)
        s.path(
            "M -0.06 -0.68 L -0.11 -0.92 Q -0.06 -1.0 0.07 -0.97 Q 0.14 -0.9 0.06 -0.8 L 0.06 -0.68 Z",
            fill=s.choice((neck, paint)),
            stroke=ink,
            width=0.035,
        )
        for i in range(pickups):
            y = 0.26 + i * 0.28 / (pickups - 1)
            s.rectangle(0, y, 0.22, 0.075, corner=0.03, fill="#18181c", stroke="#c8c8cc", width=0.02)
        s.rectangle(0, 0.68, 0.24, 0.07, fill="#d4d6da", stroke="#44464c", width=0.02)
        for y in (0.62, 0.75):
            s.circle(0.26, y, 0.045, fill="#e8e0c8", stroke="#303036", width=0.02)
        s.line([(0, -0.7), (0, 0.66)], stroke="#f2eee0", width=0.016)


@drawing("class", "camera", family=2)
def camera_three_quarters(s: Sketch) -> None:
    """A chunky camera in three quarters, its lens standing out to one side."""
    paint = s.choice((s.colour(220, 0.1, 0.25), s.any_colour(value=(0.3, 0.9)), s.any_colour(saturation=(0.05, 0.3))))
    ink, ring, long = s.shade(paint, 0.3), s.choice(("#c8cad0", "#d8a838", "#d03a30", s.any_colour())), s.uniform(0.18, 0.34)
    radius, top, right, rise = s.uniform(0.34, 0.4), s.uniform(-0.36, -0.28), s.uniform(0.52, 0.6), s.uniform(0.12, 0.2)
    deep, drop = 0.92 - right, 0.2
    with s.moved(y=0.0, scale_x=s.choice((-0.94, 0.94)), scale_y=0.94, turn=s.uniform(-7, 7)):
        s.polygon([(-0.2, top - 0.06), (-0.08, top - 0.36), (0.34, top - 0.36), (0.46, top - 0.1)], fill=s.shade(paint, 1.1), stroke=ink, width=0.05)
        s.polygon([(-0.86, top), (-0.86 + deep, top - rise), (0.92, top - rise), (right, top)], fill=s.shade(paint, 1.4), stroke=ink, width=0.045)
        s.polygon([(right, top), (0.92, top - rise), (0.92, 0.6 - drop), (right, 0.6)], fill=s.shade(paint, 0.55), stroke=ink, width=0.045)
        s.polygon(
            [(-0.86, top), (right, top), (right, 0.6), (-0.86, 0.6)],
            fill=s.linear_gradient(s.shade(paint, 1.2), s.shade(paint, 0.8)),
            stroke=ink,
            width=0.05,
        )
        s.polygon([(-0.24, top), (-0.1, top - 0.3), (0.18, top - 0.3), (0.32, top)], fill=s.shade(paint, 1.15), stroke=ink, width=0.045)
        s.ellipse(-0.56, top - 0.09, 0.12, 0.07, fill=s.choice(("#d03030", "#c0c2c8")), stroke=ink, width=0.035)
        s.rectangle(0.42, top + 0.15, 0.16, 0.13, corner=0.02, fill="#fbf4c4", stroke=ink, width=0.03)
        x, y = -0.02, 0.16
        for i in range(6):
            part = long * i / 5
            s.ellipse(
                x - part,
                y + part * 0.3,
                radius * 0.94,
                radius,
                fill=ring if i == 3 else "#2a2a30",
                stroke="#101014" if i < 5 else "#8c8e96",
                width=0.035,
            )
        x, y = x - long, y + long * 0.3
        glass = s.colour(215, 0.55, 0.55, hue_jitter=60)
        s.ellipse(x, y, radius * 0.7, radius * 0.75, fill=s.radial_gradient(s.shade(glass, 1.7), glass, s.shade(glass, 0.3)))
        s.circle(x - 0.08, y - 0.1, 0.055, fill="#ffffff")


@drawing("class", "guitar", family=3)
def guitar_cutaway(s: Sketch) -> None:
    """An acoustic guitar with a cutaway in three quarters, so that its deep side shows."""
    wood, plate = s.choice((s.colour(35, 0.6, 0.88), s.colour(16, 0.75, 0.5), s.any_colour(), "#2a2a30")), s.choice(("#3a1c12", "#f0e6cc", "#18181c"))
    rib, neck, deep = s.choice((s.shade(wood, 0.5), s.colour(18, 0.6, 0.35))), s.colour(22, 0.55, 0.32), s.uniform(0.14, 0.22)
    upper, lower, squeeze = s.uniform(0.3, 0.36), s.uniform(0.44, 0.5), s.uniform(0.78, 0.92)
    turn, scale = _lean(s)
    with s.moved(turn=turn, scale_x=0.94 * scale * squeeze * s.choice((-1, 1)), scale_y=0.94 * scale):
        data = f"M 0 -0.14 C {-upper * 1.2} -0.26 {-upper * 1.3} 0.06 -0.24 0.2 C -0.24 0.3 {-lower * 1.1} 0.32 {-lower} 0.58"
        data += f" C {-lower * 0.95} 0.86 -0.18 0.9 0 0.9"
        data += f" C 0.2 0.9 {lower * 0.95} 0.86 {lower} 0.58 C {lower * 1.1} 0.34 0.26 0.32 0.24 0.2 Q {upper + 0.02} 0.08 {upper} -0.12"
        data += " Q 0.16 0.1 0.07 -0.02 Z"
        for i in range(6):
            with s.moved(x=-deep * (1 - i / 5), y=-deep * 0.2 * (1 - i / 5)):
                s.path(data, fill=rib, stroke=s.shade(rib, 0.45) if i == 0 else rib, width=0.06)
        light = s.radial_gradient(s.shade(wood, 1.5), wood, s.shade(wood, 0.5), x=0.5, y=0.6)
        s.path(data, fill=light, stroke=s.choice(("#f2e6c4", s.shade(wood, 0.35))), width=0.045)
        s.path("M 0.12 0.26 Q 0.3 0.3 0.26 0.48 Q 0.14 0.5 0.1 0.34 Z", fill=plate, stroke=plate, width=0.05)
        s.ellipse(0, 0.22, 0.15, 0.14, fill="#140c0a", stroke="#e8d4a0", width=0.04)
        s.rectangle(0, -0.3, 0.13, 0.86, fill=neck, stroke=s.shade(neck, 0.45), width=0.03)
        for i in range(5):
            s.line([(-0.05, -0.6 + 0.13 * i), (0.05, -0.6 + 0.13 * i)], stroke="#e0d8bc", width=0.028)
        for side in (-1, 1):
            for i in range(3):
                s.circle(side * 0.15, -0.9 + 0.09 * i, 0.04, fill="#d8dade", stroke="#55575e", width=0.015)
        s.path(
            "M -0.07 -0.68 L -0.12 -0.94 L -0.04 -0.97 L 0 -0.93 L 0.04 -0.97 L 0.12 -0.94 L 0.07 -0.68 Z",
            fill=s.shade(neck, 0.75),
            stroke="#1c100a",
            width=0.03,
        )
        s.path("M -0.2 0.64 Q 0 0.56 0.2 0.64 L 0.2 0.7 Q 0 0.68 -0.2 0.7 Z", fill="#1e120c", stroke="#1e120c", width=0.03)
        for x in (-0.035, 0.035):
            s.line([(x, -0.7), (x, 0.63)], stroke="#f0ead4", width=0.016)


@drawing("class", "camera", family=3)
def camera_reflex_strap(s: Sketch) -> None:
    """A reflex camera with a grip and a big lens from the front, hanging from its strap."""
    paint = s.choice((s.colour(220, 0.1, 0.25), s.any_colour(value=(0.25, 0.85)), s.any_colour(saturation=(0.05, 0.3))))
    strap, ring = s.any_colour(), s.choice(("#c83028", "#d8a838", "#c8cad0", s.any_colour()))
    ink, top, radius, x = s.shade(paint, 0.3), s.uniform(-0.2, -0.1), s.uniform(0.42, 0.48), s.uniform(0.04, 0.1)
    peak = s.uniform(-1.02, -0.92)
    with s.moved(scale_x=s.choice((-0.91, 0.91)), scale_y=0.91, turn=s.uniform(-8, 8)):
        loop = f"M -0.84 {top + 0.1} C -0.96 {peak} -0.3 {peak} 0 {peak + 0.08} C 0.3 {peak} 0.96 {peak} 0.84 {top + 0.1}"
        s.path(loop, stroke=s.shade(strap, 0.45), width=0.12)
        s.path(loop, stroke=strap, width=0.07)
        hump = f"M {x - 0.42} {top + 0.04} L {x - 0.22} {top - 0.28} Q {x} {top - 0.36} {x + 0.22} {top - 0.28} L {x + 0.42} {top + 0.04} Z"
        s.path(hump, fill=s.linear_gradient(s.shade(paint, 1.35), paint), stroke=ink, width=0.05)
        s.rectangle(x, top - 0.16, 0.26, 0.12, corner=0.03, fill="#f6f2d8", stroke=ink, width=0.03)
        s.rectangle(-0.62, top - 0.05, 0.2, 0.16, corner=0.05, fill=s.choice(("#d03030", "#c0c2c8")), stroke=ink, width=0.04)
        s.rectangle(0.64, top - 0.04, 0.3, 0.14, corner=0.03, fill=s.shade(paint, 0.7), stroke=ink, width=0.04)
        data = f"M -0.9 {top + 0.1} Q -0.9 {top} -0.78 {top} L 0.8 {top} Q 0.9 {top} 0.9 {top + 0.1} L 0.88 0.76 Q 0.87 0.86 0.76 0.86"
        data += " L -0.8 0.86 Q -0.9 0.86 -0.9 0.76 Z"
        s.path(data, fill=s.linear_gradient(s.shade(paint, 1.25), paint, s.shade(paint, 0.7)), stroke=ink, width=0.05)
        s.rectangle(-0.7, (top + 0.86) / 2 + 0.02, 0.34, 0.78 - top, corner=0.12, fill=s.shade(paint, 0.6), stroke=ink, width=0.035)
        y = top + 0.52
        s.circle(x, y, radius, fill="#2c2c32", stroke="#0e0e12", width=0.045)
        s.circle(x, y, radius * 0.8, fill="#18181c", stroke=ring, width=0.06)
        glass = s.colour(215, 0.6, 0.55, hue_jitter=60)
        s.circle(x, y, radius * 0.6, fill=s.radial_gradient(s.shade(glass, 1.7), glass, s.shade(glass, 0.25)))
        s.circle(x, y, radius * 0.25, fill="#0c0c14")
        s.ellipse(x - radius * 0.25, y - radius * 0.27, 0.075, 0.05, fill="#ffffff", turn=-40)
