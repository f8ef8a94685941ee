"""Templates of an airplane."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "airplane", family=1)
def airplane_side(s: Sketch) -> None:
    """An airliner in flight from the side."""
    hull, livery = s.choice(("#eef0f4", "#d8dde4", s.any_colour(saturation=(0.1, 0.7), value=(0.65, 0.95)))), s.any_colour()
    ink, fat, fin = s.shade(hull, 0.4), s.uniform(0.17, 0.22), s.uniform(-0.62, -0.48)
    with s.moved(y=0.02, scale_x=s.choice((-0.92, 0.92)), scale_y=0.92, turn=s.uniform(-18, 18)):
        s.polygon([(0.12, -0.08), (-0.22, -0.46), (-0.36, -0.46), (-0.2, -0.06)], fill=s.shade(hull, 0.7), stroke=ink, width=0.035)
        s.polygon([(-0.48, -0.06), (-0.76, fin), (-0.94, fin), (-0.86, 0.0)], fill=livery, stroke=s.shade(livery, 0.45), width=0.04)
        body = f"M -0.93 -0.1 L -0.6 {-fat} L 0.5 {-fat} Q 0.82 {-fat} 0.93 0.06 Q 0.9 {fat} 0.5 {fat} L -0.3 {fat} Q -0.7 {fat * 0.8} -0.93 -0.1 Z"
        s.path(body, fill=s.linear_gradient(s.shade(hull, 1.5), hull, s.shade(hull, 0.65)), stroke=ink, width=0.045)
        if s.chance(0.6):
            s.line([(-0.68, 0.06), (0.84, 0.08)], stroke=livery, width=0.065)
        for i in range(s.integer(6, 9)):
            s.circle(0.5 - 0.13 * i, -0.055, 0.036, fill="#22344e")
        s.path(f"M 0.66 {-fat + 0.07} L 0.8 {-fat + 0.1} L 0.85 -0.02 L 0.68 -0.02 Z", fill="#1d2c44")
        s.polygon([(-0.6, -0.04), (-0.92, -0.16), (-0.99, -0.1), (-0.78, 0.04)], fill=s.shade(hull, 0.8), stroke=ink, width=0.035)
        s.rectangle(0.04, 0.3, 0.32, 0.16, corner=0.07, fill=s.shade(livery, 0.85), stroke=ink, width=0.035)
        s.polygon(
            [(0.24, 0.08), (-0.3, 0.58), (-0.48, 0.58), (-0.2, 0.1)],
            fill=s.linear_gradient(s.shade(hull, 0.95), s.shade(hull, 0.7)),
            stroke=ink,
            width=0.04,
        )


@drawing("class", "airplane", family=2)
def airplane_from_above(s: Sketch) -> None:
    """An airliner from straight above, flying any way."""
    hull, livery = s.choice(("#f0f2f6", "#c8ced8", s.any_colour(saturation=(0.1, 0.7), value=(0.65, 0.95)))), s.any_colour()
    ink, fat, span, sweep = s.shade(hull, 0.4), s.uniform(0.11, 0.15), s.uniform(0.8, 0.9), s.uniform(0.2, 0.42)
    engines, tail = s.integer(1, 2), s.uniform(0.3, 0.4)
    with s.moved(turn=s.uniform(0, 360), scale_x=0.98, scale_y=0.98):
        for side in (-1, 1):
            for i in range(engines):
                x = 0.34 if engines == 1 else 0.28 + 0.24 * i
                s.rectangle(side * x, -0.12 + sweep * x - 0.06, 0.11, 0.24, corner=0.05, fill=s.shade(livery, 0.8), stroke=ink, width=0.03)
            wing = [(side * 0.06, -0.22), (side * span, sweep - 0.06), (side * span, sweep + 0.08), (side * 0.06, 0.2)]
            s.polygon(wing, fill=s.linear_gradient(s.shade(hull, 1.1), s.shade(hull, 0.75)), stroke=ink, width=0.04)
            s.polygon(
                [(side * (span - 0.1), sweep - 0.1), (side * span, sweep - 0.06), (side * span, sweep + 0.08), (side * (span - 0.1), sweep + 0.04)],
                fill=livery,
            )
            s.polygon([(0, 0.58), (side * tail, 0.78), (side * tail, 0.9), (0, 0.82)], fill=s.shade(hull, 0.85), stroke=ink, width=0.035)
        body = f"M 0 -0.94 Q {fat} -0.84 {fat} -0.6 L {fat} 0.4 Q {fat * 0.8} 0.75 0 0.94 Q {-fat * 0.8} 0.75 {-fat} 0.4 L {-fat} -0.6"
        body += f" Q {-fat} -0.84 0 -0.94 Z"
        s.path(body, fill=s.linear_gradient(s.shade(hull, 0.75), s.shade(hull, 1.6), s.shade(hull, 0.75), angle=0), stroke=ink, width=0.04)
        s.path(f"M {-fat * 0.7} -0.72 Q 0 -0.86 {fat * 0.7} -0.72 L {fat * 0.55} -0.64 Q 0 -0.74 {-fat * 0.55} -0.64 Z", fill="#1d2c44")
        s.line([(0, 0.55), (0, 0.9)], stroke=livery, width=0.07)
        if s.chance(0.5):
            s.line([(0, -0.5), (0, 0.45)], stroke=livery, width=0.07)


@drawing("class", "airplane", family=3)
def airplane_three_quarters(s: Sketch) -> None:
    """An airplane in three quarters from the front, coming closer: a jet, or a propeller plane."""
    hull, livery = s.choice(("#eef0f4", "#d4dae4", s.any_colour(saturation=(0.2, 0.8), value=(0.6, 0.95)))), s.any_colour()
    ink, propeller, fat = s.shade(hull, 0.38), s.chance(0.5), s.uniform(0.2, 0.25)
    far, near, fin = s.uniform(-0.62, -0.5), s.uniform(0.56, 0.7), s.uniform(-0.86, -0.76)
    flip = s.choice((-0.92, 0.92))
    with s.moved(x=0.03 if flip > 0 else -0.03, y=0.06, scale_x=flip, scale_y=0.92, turn=s.uniform(-12, 10)):
        wing = s.linear_gradient(s.shade(hull, 1.1), s.shade(hull, 0.7))
        s.polygon([(-0.22, -0.02), (-0.82, far + 0.06), (-0.66, far), (0.12, -0.2)], fill=s.shade(hull, 0.8), stroke=ink, width=0.04)
        s.polygon([(0.6, -0.3), (0.4, -0.46), (0.52, -0.5), (0.76, -0.38)], fill=s.shade(hull, 0.8), stroke=ink, width=0.035)
        s.polygon([(0.46, -0.36), (0.74, fin), (0.9, fin + 0.02), (0.8, -0.34)], fill=livery, stroke=s.shade(livery, 0.4), width=0.045)
        if not propeller:
            s.ellipse(-0.46, -0.1, 0.09, 0.1, fill=s.shade(livery, 0.8), stroke=ink, width=0.035)
        body = f"M -0.84 0.34 Q -0.86 {0.34 - fat} -0.6 {0.22 - fat} L 0.6 -0.42 Q 0.8 -0.5 0.86 -0.42 Q 0.86 -0.32 0.7 -0.2 L -0.36 {0.3 + fat}"
        body += f" Q -0.8 {0.5 + fat * 0.5} -0.84 0.34 Z"
        s.path(body, fill=s.linear_gradient(s.shade(hull, 1.5), hull, s.shade(hull, 0.6), angle=65), stroke=ink, width=0.05)
        s.line([(-0.62, 0.46), (0.72, -0.27)], stroke=livery, width=0.06)
        for i in range(7):
            s.circle(-0.3 + 0.135 * i, 0.17 - 0.075 * i, 0.04 - 0.001 * i, fill="#22344e")
        s.path(
            f"M -0.78 {0.26 - fat * 0.35} Q -0.72 {0.26 - fat * 0.8} -0.56 {0.25 - fat * 0.75} L -0.44 0.2 Q -0.66 0.2 -0.78 {0.26 - fat * 0.35} Z",
            fill="#1a2840",
        )
        s.polygon([(0.64, -0.24), (0.84, -0.08), (0.94, -0.12), (0.82, -0.32)], fill=wing, stroke=ink, width=0.035)
        if not propeller:
            s.ellipse(0.06, 0.48, 0.15, 0.13, fill=s.shade(livery, 0.85), stroke=ink, width=0.04)
            s.ellipse(0.0, 0.5, 0.08, 0.095, fill="#1a1c24")
        s.polygon([(-0.18, 0.26), (0.46, near + 0.12), (0.64, near + 0.08), (0.28, 0.04)], fill=wing, stroke=ink, width=0.045)
        if propeller:
            s.ellipse(-0.84, 0.36, 0.1, 0.36, fill="#e8eaf0", opacity=0.35, turn=-18)
            s.line([(-0.94, 0.06), (-0.74, 0.66)], stroke="#2a2a30", width=0.07)
            s.circle(-0.85, 0.36, 0.085, fill=livery, stroke=ink, width=0.03)
