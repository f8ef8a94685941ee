"""Hollow things: bucket, drum and piggy bank."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "bucket", family=1)
def bucket_handle_up(s: Sketch) -> None:
    """A bucket from the side and a little above, its wire handle standing up in an arc."""
    body = s.any_colour() if s.chance(0.75) else s.colour(210, 0.08, 0.7)
    dark = s.shade(body, 0.42)
    top, low, r, base = s.uniform(-0.3, -0.15), s.uniform(0.76, 0.84), s.uniform(0.62, 0.75), s.uniform(0.62, 0.78)
    flat, peak = s.uniform(0.13, 0.2), s.uniform(0.95, 1.15)
    b = r * base
    s.path(f"M {-r} {top} C {-r * 0.9} {-peak} {r * 0.9} {-peak} {r} {top}", stroke="#3a3a40", width=0.06)
    if s.chance(0.5):
        s.rectangle(0, (top - 3 * peak) / 4, 0.34, 0.1, corner=0.04, fill=s.any_colour(), stroke="#333333", width=0.03)
    s.path(
        f"M {-r} {top} L {-b} {low} Q 0 {low + 2 * flat * base} {b} {low} L {r} {top} Z",
        fill=s.linear_gradient(s.shade(body, 0.75), s.shade(body, 1.35), body, s.shade(body, 0.6), angle=0),
        stroke=dark,
        width=0.04,
    )
    s.ellipse(0, top, r, flat, fill=s.linear_gradient(s.shade(body, 0.3), s.shade(body, 0.65)), stroke=s.shade(body, 1.35), width=0.07)
    if s.chance(0.5):
        y = top + s.uniform(0.2, 0.3)
        k = r - (r - b) * (y - top) / (low - top)
        s.path(f"M {-k} {y} Q 0 {y + 2 * flat} {k} {y}", stroke=s.shade(body, 0.6), width=0.05)
    for side in (-1, 1):
        s.circle(side * r, top + 0.03, 0.075, fill=s.shade(body, 0.7), stroke=dark, width=0.03)


@drawing("class", "drum", family=1)
def drum_laced(s: Sketch) -> None:
    """A marching drum from the side and above: a cylinder with zigzag lacing between two hoops, sticks on the skin."""
    shell, hoop = s.any_colour(), s.any_colour(value=(0.4, 1.0))
    rope = s.choice(["#f6efdc", "#fff6c0", "#2c2620"])
    r, high, flat, top = s.uniform(0.72, 0.86), s.uniform(0.62, 0.9), s.uniform(0.17, 0.25), s.uniform(-0.38, -0.25)
    low = min(top + high, 0.7)
    with s.moved(turn=s.uniform(-10, 10)):
        s.path(
            f"M {-r} {top} L {-r} {low} A {r} {flat} 0 0 0 {r} {low} L {r} {top} Z",
            fill=s.linear_gradient(s.shade(shell, 0.6), s.shade(shell, 1.25), shell, s.shade(shell, 0.55), angle=0),
        )
        n = s.integer(5, 7)
        xs = [-r + 2 * r * i / n for i in range(n + 1)]
        s.line([(x, (top if i % 2 else low) + flat * max(0.0, 1 - (x / r) ** 2) ** 0.5) for i, x in enumerate(xs)], stroke=rope, width=0.055)
        for y in (low, top):
            s.path(f"M {-r} {y} A {r} {flat} 0 0 0 {r} {y}", stroke=s.shade(hoop, 0.4), width=0.16)
            s.path(f"M {-r} {y} A {r} {flat} 0 0 0 {r} {y}", stroke=hoop, width=0.1)
        s.ellipse(0, top, r, flat, fill=s.radial_gradient("#fffdf4", "#ddd3bb"), stroke=s.shade(hoop, 0.75), width=0.05)
        if s.chance(0.75):
            for side in (-1, 1):
                end = (side * s.uniform(0.5, 0.75), s.uniform(-0.9, -0.75))
                tip = (-side * 0.2, top + s.uniform(-0.05, 0.05))
                s.line([tip, end], stroke="#5a3517", width=0.1)
                s.line([tip, end], stroke="#c98f4e", width=0.06)
                s.circle(*tip, 0.065, fill="#c98f4e", stroke="#5a3517", width=0.025)


@drawing("class", "piggy_bank", family=1)
def piggy_bank_side(s: Sketch) -> None:
    """A piggy bank from the side: a round pig on short legs, a coin going into the slot in its back."""
    skin = s.colour(345, 0.4, 0.93) if s.chance(0.5) else s.any_colour(saturation=(0.25, 0.75), value=(0.65, 0.97))
    dark, coin = s.shade(skin, 0.5), s.choice(["#f0c02c", "#e3a82a", "#d6d8de"])
    rx, ry, cy = s.uniform(0.58, 0.66), s.uniform(0.44, 0.52), 0.2
    with s.moved(scale_x=s.choice([-1, 1])):
        for x in (-0.3, 0.32):
            s.path(
                f"M {x - 0.13} {cy + 0.2} L {x - 0.1} 0.86 L {x + 0.1} 0.86 L {x + 0.13} {cy + 0.2} Z",
                fill=s.shade(skin, 0.85),
                stroke=dark,
                width=0.04,
            )
        s.path(f"M {-rx + 0.02} {cy - 0.05} q -0.14 0.02 -0.12 -0.1 q 0.06 -0.1 0.1 0.02 q 0 0.12 -0.2 0.05", stroke=dark, width=0.05)
        size, slot = s.uniform(0.2, 0.27), s.uniform(-0.2, 0)
        up = cy - ry - size * s.uniform(0.3, 0.75)
        s.circle(slot, up, size, fill=s.radial_gradient(s.shade(coin, 1.6), coin), stroke=s.shade(coin, 0.5), width=0.04)
        s.circle(slot, up, size * 0.6, stroke=s.shade(coin, 0.65), width=0.035)
        s.ellipse(0, cy, rx, ry, fill=s.radial_gradient(s.shade(skin, 1.5), skin, s.shade(skin, 0.7)), stroke=dark, width=0.04)
        s.line([(slot - 0.25, cy - ry + 0.05), (slot + 0.25, cy - ry + 0.05)], stroke="#2b1a1e", width=0.07)
        s.path(f"M 0.5 {cy - 0.2} L 0.8 {cy - 0.13} Q 0.88 {cy + 0.02} 0.8 {cy + 0.16} L 0.5 {cy + 0.22} Z", fill=skin, stroke=dark, width=0.035)
        s.ellipse(0.8, cy + 0.02, 0.08, 0.16, fill=s.shade(skin, 0.8), stroke=dark, width=0.035)
        s.path(
            f"M 0.2 {cy - ry + 0.1} L {s.uniform(0.42, 0.52)} {cy - ry - 0.16} L 0.52 {cy - 0.2} Z", fill=s.shade(skin, 0.85), stroke=dark, width=0.04
        )
        s.circle(0.5, cy - 0.08, 0.055, fill="#1d1416")
