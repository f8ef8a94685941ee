"""Workshop and household things, second drawings: punching bag, wallet, piggy bank, ladle and hammer."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "punching_bag", family=2)
def punching_bag_swinging(s: Sketch) -> None:
    """A pear-shaped boxing bag from the side, swinging out aslant under a beam, on a chain and two broad straps."""
    leather = s.any_colour(saturation=(0.4, 0.95), value=(0.3, 0.9)) if s.chance(0.75) else s.choice(["#2f2f35", "#d8d4ca"])
    cap = s.choice(["#1f1f23", "#eeeae0", s.shade(leather, 0.5)])
    dark, beam = s.shade(leather, 0.3), s.choice(["#6b4a2e", "#55585f", "#85888f"])
    r, top, low, fat = s.uniform(0.26, 0.32), s.uniform(0.6, 0.66), s.uniform(1.66, 1.74), s.uniform(1.15, 1.35)
    swing = s.uniform(10, 24)
    with s.moved(y=-0.85, scale_x=s.choice([-1, 1])):
        with s.moved(x=0.25, turn=swing):
            for y in (0.08, 0.17, 0.26):
                s.ellipse(0, y, 0.045, 0.06, fill="#c4c7ce", stroke="#3d3f45", width=0.035)
            for x in (-r * 0.85, r * 0.85):
                s.line([(0, 0.3), (x, top + 0.06)], stroke="#17171a", width=0.11)
                s.line([(0, 0.3), (x, top + 0.06)], stroke=s.shade(cap, 0.85), width=0.05)
            s.circle(0, 0.3, 0.06, fill="#c4c7ce", stroke="#3d3f45", width=0.03)
            s.path(
                f"M {-r} {top} C {-r * 1.05} {top + 0.35} {-r * fat} {low - 0.65} {-r * fat} {low - 0.32} "
                f"C {-r * fat} {low + 0.08} {r * fat} {low + 0.08} {r * fat} {low - 0.32} "
                f"C {r * fat} {low - 0.65} {r * 1.05} {top + 0.35} {r} {top} Z",
                fill=s.linear_gradient(s.shade(leather, 0.85), s.shade(leather, 1.25), leather, s.shade(leather, 0.6), angle=0),
                stroke=dark,
                width=0.045,
            )
            s.path(
                f"M {-r} {top} L {-r * 1.06} {top + 0.2} Q 0 {top + 0.28} {r * 1.06} {top + 0.2} L {r} {top} Z", fill=cap, stroke=dark, width=0.035
            )
            if s.chance(0.6):
                s.path(f"M {-r * fat * 0.98} {low - 0.42} Q 0 {low - 0.28} {r * fat * 0.98} {low - 0.42}", stroke=cap, width=s.uniform(0.06, 0.1))
            else:
                s.path(f"M 0 {top + 0.26} L 0 {low - 0.04}", stroke=s.shade(leather, 0.5), width=0.045)
        plank = s.linear_gradient(s.shade(beam, 1.3), s.shade(beam, 0.7))
        s.rectangle(0.25, -0.02, s.uniform(0.5, 0.9), 0.13, fill=plank, stroke="#222226", width=0.03)


@drawing("class", "wallet", family=2)
def wallet_open(s: Sketch) -> None:
    """A wallet folded open, seen from above: card pockets on both halves, a fold in the middle, banknotes along the top."""
    leather = s.colour(25, 0.6, 0.42) if s.chance(0.45) else s.any_colour(value=(0.25, 0.75))
    note = s.choice(["#8fc08a", "#a9cf9f", "#e0c08a", "#9fc3d6", "#d9a3a0"])
    dark, half, high = s.shade(leather, 0.35), s.uniform(0.86, 0.93), s.uniform(0.46, 0.54)
    cards = s.integer(2, 3)
    with s.moved(y=0.12, turn=s.uniform(-16, 16), scale_x=s.choice([-0.92, 0.92]), scale_y=0.96):
        for k in (1, 0):
            y = -high - 0.06 - 0.13 * k
            s.rectangle(0.05 * k, y + 0.2, 1.72 * half, 0.58, fill=s.shade(note, 1 - 0.15 * k), stroke=s.shade(note, 0.4), width=0.035)
        s.circle(s.uniform(-0.45, 0.45), -high - 0.06, 0.1, fill=s.shade(note, 1.4), stroke=s.shade(note, 0.5), width=0.035)
        s.rectangle(0, 0.04, 2 * half, 2 * high, corner=0.1, fill=s.shade(leather, 0.7), stroke=dark, width=0.045)
        for side in (-1, 1):
            x, wide = side * half * 0.5, half * 0.8
            for i in range(cards):
                y = -high + 0.2 + 0.2 * i
                if side > 0 or i == 0 or s.chance(0.5):
                    card = s.any_colour(saturation=(0.0, 0.9), value=(0.7, 1.0))
                    s.rectangle(x, y + 0.1, wide - 0.08, 0.3, corner=0.04, fill=card, stroke=s.shade(card, 0.4), width=0.03)
                s.rectangle(
                    x,
                    (y + 0.09 + high) / 2,
                    wide,
                    high - y - 0.09,
                    corner=0.04,
                    fill=s.linear_gradient(s.shade(leather, 1.3), leather),
                    stroke=dark,
                    width=0.035,
                )
        s.line([(0, -high + 0.06), (0, high + 0.02)], stroke=dark, width=0.07)
        s.line([(0.05, -high + 0.1), (0.05, high - 0.02)], stroke=s.shade(leather, 1.35), width=0.03)


@drawing("class", "piggy_bank", family=2)
def piggy_bank_front(s: Sketch) -> None:
    """A piggy bank from the front: a ball of a body on two stubby feet, snout and ears in the middle, a coin in the slot on top."""
    skin = s.colour(345, 0.4, 0.93) if s.chance(0.45) else s.any_colour(saturation=(0.25, 0.8), value=(0.6, 0.97))
    dark, coin = s.shade(skin, 0.42), s.choice(["#f2c12b", "#e3a82a", "#d8dae0"])
    rx, ry, cy, size = s.uniform(0.68, 0.8), s.uniform(0.56, 0.63), 0.22, s.uniform(0.26, 0.32)
    top, face, ear = cy - ry, cy + s.uniform(0.04, 0.1), s.uniform(0.36, 0.46)
    with s.moved(scale_x=s.choice([-1, 1])):
        for side in (-1, 1):
            s.rectangle(side * rx * 0.5, 0.76, 0.34, 0.32, corner=0.1, fill=s.shade(skin, 0.8), stroke=dark, width=0.04)
        up = top - size * s.uniform(0.35, 0.6)
        s.circle(0, up, size, fill=s.radial_gradient(s.shade(coin, 1.6), coin), stroke=s.shade(coin, 0.4), width=0.045)
        s.circle(0, up, size * 0.62, stroke=s.shade(coin, 0.65), width=0.04)
        s.ellipse(0, cy, rx, ry, fill=s.radial_gradient(s.shade(skin, 1.45), skin, s.shade(skin, 0.72)), stroke=dark, width=0.045)
        s.rectangle(0, top + 0.06, size * 2.3, 0.1, corner=0.05, fill="#24151a")
        for side in (-1, 1):
            with s.moved(x=side * rx * 0.66, y=cy - ry * 0.62, scale_x=side):
                s.path(f"M -0.2 0.06 Q 0 -0.28 {ear * 0.75} {-ear * 0.6} Q 0.3 0.08 0.1 0.24 Z", fill=s.shade(skin, 0.88), stroke=dark, width=0.04)
            s.circle(side * 0.32, face - 0.18, 0.075, fill="#1d1416")
            s.circle(side * 0.32 + 0.025, face - 0.205, 0.028, fill="#ffffff")
        s.ellipse(0, face + 0.08, s.uniform(0.25, 0.31), s.uniform(0.18, 0.22), fill=s.shade(skin, 1.15), stroke=dark, width=0.045)
        for side in (-1, 1):
            s.ellipse(side * 0.1, face + 0.08, 0.045, 0.085, fill=dark)
        if s.chance(0.6):
            s.path(f"M -0.2 {face + 0.36} Q 0 {face + 0.48} 0.2 {face + 0.36}", stroke=dark, width=0.045)


@drawing("class", "ladle", family=2)
def ladle_from_above(s: Sketch) -> None:
    """A ladle full of soup from the front and above: wide round mouth, deep bowl beneath, a straight flat handle rising behind it."""
    metal = s.colour(215, 0.07, 0.75, hue_jitter=40, saturation_jitter=0.06) if s.chance(0.5) else s.any_colour(value=(0.3, 0.9))
    handle = metal if s.chance(0.5) else s.choice(["#26262b", "#8b5a30", s.any_colour()])
    soup = s.choice(["#d9541e", "#e0a02c", "#7d9a3a", "#a8401f", "#e8d08a", ""])
    dark, r, flat, deep = s.shade(metal, 0.35), s.uniform(0.4, 0.47), s.uniform(0.17, 0.23), s.uniform(0.42, 0.5)
    top, w = 0.88 - deep, s.uniform(0.06, 0.085)
    with s.moved(turn=s.uniform(-28, 28), scale_x=s.choice([-1, 1])):
        s.polygon(
            [
                (-w * 1.4, -0.84),
                (0, -0.92),
                (w * 1.4, -0.84),
                (w * 1.5, -0.4),
                (w * 0.8, 0.1),
                (w * 1.3, top),
                (-w * 1.3, top),
                (-w * 0.8, 0.1),
                (-w * 1.5, -0.4),
            ],
            fill=s.linear_gradient(s.shade(handle, 1.4), handle, s.shade(handle, 0.7), angle=0),
            stroke=s.shade(handle, 0.35),
            width=0.04,
        )
        s.ellipse(0, -0.74, 0.04, 0.07, fill="#1a1a1e")
        s.path(
            f"M {-r} {top} C {-r} {top + deep * 1.33} {r} {top + deep * 1.33} {r} {top} Z",
            fill=s.linear_gradient(s.shade(metal, 0.7), s.shade(metal, 1.5), metal, s.shade(metal, 0.5), angle=15),
            stroke=dark,
            width=0.045,
        )
        s.ellipse(0, top, r, flat, fill=s.linear_gradient(s.shade(metal, 0.3), s.shade(metal, 0.75)), stroke=dark, width=0.1)
        if soup:
            s.ellipse(0, top + 0.03, r * 0.86, flat * 0.74, fill=s.radial_gradient(s.shade(soup, 1.35), soup), stroke=s.shade(soup, 0.6), width=0.03)
            for _ in range(s.integer(0, 4)):
                bit = s.choice(["#3f7d2c", "#f08a24", "#fff0c8", "#c8321e"])
                s.circle(s.uniform(-0.6, 0.6) * r, top + 0.03 + s.uniform(-0.4, 0.4) * flat, 0.045, fill=bit)
        s.ellipse(0, top, r, flat, stroke=s.shade(metal, 1.4), width=0.045)
        s.rectangle(0, top - flat - 0.03, w * 2.4, 0.12, corner=0.03, fill=s.shade(metal, 1.1), stroke=dark, width=0.03)


@drawing("class", "hammer", family=2)
def hammer_sledge(s: Sketch) -> None:
    """A sledge or club hammer from the side: a heavy block of a head with two bevelled faces, the handle's end showing on top."""
    grip = s.colour(32, 0.6, 0.72) if s.chance(0.5) else s.any_colour()
    steel = s.colour(215, 0.08, 0.5, hue_jitter=30, saturation_jitter=0.06, value_jitter=0.2) if s.chance(0.7) else s.any_colour(value=(0.3, 0.7))
    dark, w, tail = s.shade(steel, 0.3), s.uniform(0.075, 0.11), s.uniform(1.0, 1.35)
    half, high, bevel = s.uniform(0.44, 0.56), s.uniform(0.2, 0.26), s.uniform(0.07, 0.12)
    y = -0.58
    with s.moved(turn=s.uniform(-60, 60)):
        s.path(
            f"M {-w} {y - high - 0.09} L {w} {y - high - 0.09} "
            f"L {w * 0.9} 0 Q {w * tail} 0.4 {w * 1.3} 0.92 L {-w * 1.3} 0.92 Q {-w * tail} 0.4 {-w * 0.9} 0 Z",
            fill=s.linear_gradient(s.shade(grip, 1.35), grip, s.shade(grip, 0.65), angle=0),
            stroke=s.shade(grip, 0.35),
            width=0.04,
        )
        if s.chance(0.5):
            s.path(f"M {-w * 1.15} 0.45 L {w * 1.15} 0.45 L {w * 1.35} 0.92 L {-w * 1.35} 0.92 Z", fill=s.choice(["#232328", "#b3261e", "#e8b21e"]))
        body = half - bevel - 0.1
        s.polygon(
            [
                (-half + 0.1, y - high),
                (half - 0.1, y - high),
                (half, y - high + bevel),
                (half, y + high - bevel),
                (half - 0.1, y + high),
                (-half + 0.1, y + high),
                (-half, y + high - bevel),
                (-half, y - high + bevel),
            ],
            fill=s.linear_gradient(s.shade(steel, 1.45), steel, s.shade(steel, 0.6)),
            stroke=dark,
            width=0.045,
        )
        for side in (-1, 1):
            corners = [(half - 0.09, y - high + 0.02), (half, y - high + bevel), (half, y + high - bevel), (half - 0.09, y + high - 0.02)]
            s.polygon([(side * u, v) for u, v in corners], fill=s.shade(steel, 1.6), stroke=dark, width=0.035)
        if s.chance(0.6):
            s.rectangle(0, y, body * 0.9, 2 * high + 0.03, fill=s.linear_gradient(s.shade(steel, 1.2), s.shade(steel, 0.5)), stroke=dark, width=0.035)
