"""Workshop and household things, third drawings: punching bag, wallet, piggy bank, ladle and hammer."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "punching_bag", family=3)
def punching_bag_on_bracket(s: Sketch) -> None:
    """A boxing bag seen from a little below, its round bottom in view, on chains under the arm of a wall bracket."""
    leather = s.any_colour(value=(0.35, 0.9)) if s.chance(0.75) else s.choice(["#33333a", "#b01f24", "#93603a"])
    steel = s.choice(["#3a3c42", "#6d7078", "#a8abb3", s.any_colour()])
    dark, band = s.shade(leather, 0.3), s.choice(["#f4f0e6", "#1d1d20", s.shade(leather, 0.5), s.any_colour()])
    x, r, top, low, flat = s.uniform(0.2, 0.3), s.uniform(0.33, 0.41), s.uniform(-0.26, -0.16), s.uniform(0.7, 0.76), s.uniform(0.1, 0.14)
    with s.moved(scale_x=s.choice([-1, 1])):
        for points in ([(-0.8, -0.25), (x - 0.3, -0.82)], [(-0.8, -0.82), (x + 0.1, -0.82)]):
            s.line(points, stroke=s.shade(steel, 0.35), width=0.12)
            s.line(points, stroke=s.shade(steel, 1.15), width=0.06)
        s.rectangle(-0.84, -0.52, 0.12, 0.8, corner=0.03, fill=steel, stroke=s.shade(steel, 0.35), width=0.035)
        for k in (-0.9, 0.9):
            s.line([(x, -0.72), (x + k * r, top)], stroke="#3d3f45", width=0.075)
            for i in range(4):
                t = (i + 0.5) / 4
                s.circle(x + k * r * t, -0.72 + (top + 0.72) * t, 0.042, fill="#d4d7de")
        s.circle(x, -0.72, 0.06, fill="#c4c7ce", stroke="#3d3f45", width=0.035)
        s.path(
            f"M {x - r} {top} Q {x} {top - 2 * flat} {x + r} {top} L {x + r} {low} A {r} {flat} 0 0 1 {x - r} {low} Z",
            fill=s.linear_gradient(s.shade(leather, 0.75), s.shade(leather, 1.35), leather, s.shade(leather, 0.55), angle=0),
            stroke=dark,
            width=0.045,
        )
        bands = s.choice([(top + 0.12,), (0.12,), (top + 0.12, low - 0.22), (0.05, 0.3)])
        wide = s.uniform(0.1, 0.18)
        for y in bands:
            s.path(
                f"M {x - r} {y} Q {x} {y - 2 * flat} {x + r} {y} L {x + r} {y + wide} Q {x} {y + wide - 2 * flat} {x - r} {y + wide} Z",
                fill=band,
                opacity=0.92,
            )
        s.ellipse(x, low, r, flat, fill=s.shade(leather, 0.5), stroke=dark, width=0.04)
        s.circle(x, low, 0.05, fill="#9a9da5")


@drawing("class", "wallet", family=3)
def wallet_half_open(s: Sketch) -> None:
    """A wallet standing half open, in three quarters: the stitched cover in front, the card pockets behind it, banknotes fanned on top."""
    leather = s.colour(25, 0.6, 0.45) if s.chance(0.45) else s.any_colour(value=(0.3, 0.8))
    note, dark = s.choice(["#8fc08a", "#a9cf9f", "#e0c08a", "#9fc3d6", "#d9a3a0"]), s.shade(leather, 0.33)
    edge, ajar, lean = s.uniform(0.12, 0.35), s.uniform(0.12, 0.22), s.uniform(0.08, 0.16)
    with s.moved(y=0.05, scale_x=s.choice([-0.95, 0.95]), scale_y=0.95, turn=s.uniform(-8, 8)):
        for k in (2, 1, 0):
            with s.moved(turn=-5 * k + 2):
                s.polygon(
                    [(-0.6, -0.55), (0.78, -0.55 - lean - 0.12), (0.78, 0.1), (-0.6, 0.1)],
                    fill=s.shade(note, 1.1 - 0.13 * k),
                    stroke=s.shade(note, 0.4),
                    width=0.035,
                )
        s.ellipse(0.3, -0.54, 0.11, 0.075, fill=s.shade(note, 1.5), stroke=s.shade(note, 0.5), width=0.03, turn=-8)
        s.polygon([(-0.75, -0.36), (0.9, -0.36 - lean), (0.9, 0.6 - lean), (-0.75, 0.62)], fill=s.shade(leather, 0.75), stroke=dark, width=0.05)
        rows = s.integer(2, 3)
        for i in range(rows):
            y, card = -0.28 + 0.23 * i, s.any_colour(saturation=(0.0, 0.9), value=(0.75, 1.0))
            s.polygon([(-0.1, y), (0.82, y - lean), (0.82, y + 0.3 - lean), (-0.1, y + 0.3)], fill=card, stroke=s.shade(card, 0.4), width=0.03)
            s.polygon(
                [(-0.2, y + 0.13), (0.86, y + 0.13 - lean), (0.86, 0.56 - lean), (-0.2, 0.57)], fill=s.shade(leather, 1.15), stroke=dark, width=0.035
            )
        s.polygon(
            [(-0.8, -0.38), (edge, -0.38 + ajar), (edge, 0.68 + ajar), (-0.8, 0.64)],
            fill=s.linear_gradient(s.shade(leather, 0.7), s.shade(leather, 1.2), leather, angle=10),
            stroke=dark,
            width=0.055,
        )
        for i in range(5):
            t = (i + 0.3) / 5
            x, u = -0.74 + (edge + 0.68) * t, -0.74 + (edge + 0.68) * (t + 0.1)
            for y, rise in ((-0.28, ajar), (0.55, ajar)):
                s.line([(x, y + rise * t), (u, y + rise * (t + 0.1))], stroke=s.shade(leather, 1.55), width=0.042)
        if s.chance(0.6):
            s.circle(edge - 0.16, 0.14 + ajar, 0.075, fill="#e4c770", stroke="#5d4a1c", width=0.035)


@drawing("class", "piggy_bank", family=3)
def piggy_bank_three_quarters(s: Sketch) -> None:
    """A piggy bank in three quarters and from above: head turned to us, a long dark slot in its broad back, a coin falling towards it."""
    skin = s.colour(345, 0.38, 0.95) if s.chance(0.45) else s.any_colour(saturation=(0.2, 0.8), value=(0.6, 0.97))
    dark, spot, coin = s.shade(skin, 0.42), s.any_colour() if s.chance(0.45) else "", s.choice(["#f2c12b", "#e3a82a", "#d8dae0"])
    rx, ry, head, size = s.uniform(0.56, 0.62), s.uniform(0.46, 0.52), s.uniform(0.34, 0.39), s.uniform(0.2, 0.25)
    x, y, lean = -0.32, 0.28, s.uniform(-25, 25)
    with s.moved(scale_x=s.choice([-1, 1])):
        for u, v in ((0.5, 0.62), (0.15, 0.76), (-0.3, 0.8)):
            s.rectangle(u, v - 0.05, 0.22, 0.32, corner=0.08, fill=s.shade(skin, 0.78), stroke=dark, width=0.04)
        s.path("M 0.72 0.1 q 0.16 -0.02 0.13 -0.13 q -0.06 -0.09 -0.1 0.02 q 0.02 0.1 0.17 0.03", stroke=dark, width=0.055)
        s.ellipse(0.16, 0.22, rx, ry, fill=s.radial_gradient(s.shade(skin, 1.5), skin, s.shade(skin, 0.68)), stroke=dark, width=0.045)
        if spot:
            for u, v in ((0.5, 0.1), (0.32, 0.45), (0.62, 0.35)):
                s.circle(u, v, 0.085, fill=spot)
        top = 0.22 - ry + 0.14
        s.ellipse(0.2, top, 0.27, 0.075, fill="#24151a", stroke=s.shade(skin, 1.4), width=0.03)
        with s.moved(x=0.2, y=top - size * s.uniform(0.7, 1.0), turn=lean):
            s.ellipse(0.035, 0, size * 0.85, size, fill=s.shade(coin, 0.5))
            s.ellipse(0, 0, size * 0.85, size, fill=s.radial_gradient(s.shade(coin, 1.6), coin), stroke=s.shade(coin, 0.45), width=0.04)
            s.ellipse(0, 0, size * 0.48, size * 0.6, stroke=s.shade(coin, 0.65), width=0.04)
        for side in (-1, 1):
            with s.moved(x=x + side * head * 0.68, y=y - head * 0.65, scale_x=side):
                s.polygon([(-0.13, 0.06), (0.16, -0.24), (0.13, 0.2)], fill=s.shade(skin, 0.8), stroke=dark, width=0.045)
        s.circle(x, y, head, fill=s.radial_gradient(s.shade(skin, 1.45), skin, s.shade(skin, 0.82)), stroke=dark, width=0.045)
        for side in (-1, 1):
            s.circle(x - 0.05 + side * 0.18, y - 0.1, 0.055, fill="#1d1416")
        s.ellipse(x - 0.06, y + 0.09, 0.19, 0.14, fill=s.shade(skin, 1.2), stroke=dark, width=0.04)
        for side in (-1, 1):
            s.ellipse(x - 0.06 + side * 0.07, y + 0.09, 0.033, 0.06, fill=dark)


@drawing("class", "ladle", family=3)
def ladle_lifted(s: Sketch) -> None:
    """A ladle held aslant, in three quarters: a deep bowl with a pouring lip, soup dripping from it, and a stout grip on a thin neck."""
    metal = s.colour(215, 0.07, 0.75, hue_jitter=40, saturation_jitter=0.06) if s.chance(0.55) else s.any_colour(value=(0.35, 0.9))
    grip = s.choice(["#26262b", "#8b5a30", "#c03a2b", s.any_colour(), metal])
    soup = s.choice(["#d9541e", "#e0a02c", "#7d9a3a", "#a8401f", "#f0dca0"])
    dark, r, flat, deep, slant = s.shade(metal, 0.33), s.uniform(0.34, 0.4), s.uniform(0.1, 0.14), s.uniform(0.42, 0.5), s.uniform(18, 34)
    flip = s.choice([-1, 1])
    with s.moved(x=-0.3 * flip, y=0.36, scale_x=flip):
        with s.moved(x=r * 0.85, y=-0.02, turn=slant):
            s.path("M -0.03 0.22 Q 0.02 0.0 0 -0.55", stroke=dark, width=0.15)
            s.path("M -0.03 0.22 Q 0.02 0.0 0 -0.55", stroke=s.shade(metal, 1.2), width=0.085)
            s.path(
                "M -0.06 -0.45 L 0.06 -0.45 L 0.11 -1.12 Q 0.1 -1.26 0 -1.26 Q -0.1 -1.26 -0.11 -1.12 Z",
                fill=s.linear_gradient(s.shade(grip, 1.45), grip, s.shade(grip, 0.6), angle=0),
                stroke=s.shade(grip, 0.35),
                width=0.04,
            )
            s.circle(0, -1.12, 0.045, fill="#f2f2f2")
        with s.moved(turn=s.uniform(-14, -4)):
            if s.chance(0.6):
                s.path(f"M {-r - 0.1} 0.02 q -0.03 {s.uniform(0.25, 0.45)} 0.04 0.36", stroke=s.shade(soup, 0.85), width=0.085)
            s.path(
                f"M {-r - 0.12} -0.05 Q {-r} 0.06 {-r * 0.98} 0.14 C {-r * 0.9} {deep * 1.3} {r * 0.95} {deep * 1.35} {r} 0 Z",
                fill=s.linear_gradient(s.shade(metal, 0.7), s.shade(metal, 1.5), metal, s.shade(metal, 0.5), angle=15),
                stroke=dark,
                width=0.045,
            )
            rim = f"M {-r - 0.12} -0.05 Q {-r * 0.5} {-flat * 1.3} 0 {-flat} Q {r} {-flat} {r} 0 "
            rim += f"Q {r * 0.9} {flat} 0 {flat} Q {-r * 0.7} {flat} {-r - 0.12} -0.05 Z"
            s.path(rim, fill=s.linear_gradient(s.shade(metal, 0.4), soup, s.shade(soup, 1.3)), stroke=s.shade(metal, 1.45), width=0.05)


@drawing("class", "hammer", family=3)
def hammer_claw_three_quarters(s: Sketch) -> None:
    """A claw hammer in three quarters from above: the round striking face turned to us, the two prongs of the claw parting behind."""
    grip = s.any_colour() if s.chance(0.7) else s.choice(["#26262b", "#c03a2b", "#2f5fb3"])
    steel = s.colour(215, 0.08, 0.62, hue_jitter=30, saturation_jitter=0.06, value_jitter=0.15)
    dark, size, reach, w = s.shade(steel, 0.33), s.uniform(0.2, 0.25), s.uniform(0.55, 0.66), s.uniform(0.12, 0.15)
    split, bend = s.uniform(0.1, 0.15), s.uniform(0.05, 0.16)
    with s.moved(turn=s.uniform(-65, 65), scale_x=s.choice([-0.97, 0.97]), scale_y=0.97):
        s.rectangle(0, -0.1, 0.13, 0.75, fill=s.linear_gradient(s.shade(steel, 1.5), s.shade(steel, 0.7), angle=0), stroke=dark, width=0.04)
        s.path(
            f"M {-w * 0.8} 0 L {w * 0.8} 0 Q {w * 0.8} 0.4 {w * 1.2} 0.86 Q 0 0.97 {-w * 1.2} 0.86 Q {-w * 0.8} 0.4 {-w * 0.8} 0 Z",
            fill=s.linear_gradient(s.shade(grip, 1.35), grip, s.shade(grip, 0.6), angle=0),
            stroke=s.shade(grip, 0.33),
            width=0.045,
        )
        for i in range(s.integer(0, 4)):
            s.line([(-w * 0.5, 0.25 + 0.14 * i), (w * 0.5, 0.25 + 0.14 * i)], stroke=s.shade(grip, 0.5), width=0.05)
        for y, tip in ((-0.7, -0.62 - split + bend), (-0.5, -0.52 + split + bend)):
            s.path(
                f"M 0.05 {y - 0.12} Q {reach * 0.6} {tip - 0.16} {reach + (0.1 if y < -0.6 else 0)} {tip + 0.03} "
                f"Q {reach * 0.6} {tip + 0.02} 0.05 {y + 0.14} Z",
                fill=s.linear_gradient(s.shade(steel, 1.5), s.shade(steel, 0.75)),
                stroke=dark,
                width=0.04,
            )
        shine = s.linear_gradient(s.shade(steel, 1.5), steel, s.shade(steel, 0.6))
        s.rectangle(0, -0.6, 0.34, 0.42, corner=0.06, fill=shine, stroke=dark, width=0.045)
        s.rectangle(-0.24, -0.58, 0.24, 0.3, fill=s.linear_gradient(s.shade(steel, 1.3), s.shade(steel, 0.5)), stroke=dark, width=0.035)
        s.ellipse(-0.36, -0.56, size * 0.75, size, fill=s.shade(steel, 0.6), stroke=dark, width=0.045)
        s.ellipse(-0.43, -0.55, size * 0.75, size, fill=s.radial_gradient(s.shade(steel, 1.85), s.shade(steel, 1.1)), stroke=dark, width=0.045)
