"""Templates of household things: teapot and table lamp."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "teapot", family=1)
def teapot_side(s: Sketch) -> None:
    """A round-bellied teapot from the side."""
    paint = s.any_colour()
    ink, trim = s.shade(paint, 0.4), s.choice((s.any_colour(), "#f4ecd8", s.shade(paint, 0.6)))
    rx, ry, cy = s.uniform(0.46, 0.55), s.uniform(0.38, 0.5), 0.22
    tip, rise, loop = s.uniform(-0.92, -0.82), s.uniform(-0.3, -0.12), s.uniform(0.4, 0.55)
    fill = s.radial_gradient(s.shade(paint, 1.45), paint, s.shade(paint, 0.65))
    with s.moved(scale_x=s.choice((-0.96, 0.96)), scale_y=0.96, turn=s.uniform(-9, 9)):
        handle = f"M {rx * 0.7} {cy - 0.28} C {rx + loop} {cy - 0.55} {rx + loop} {cy + 0.42} {rx * 0.8} {cy + 0.2}"
        s.path(handle, stroke=ink, width=0.17)
        s.path(handle, stroke=paint, width=0.09)
        spout = f"M {-rx * 0.8} {cy + 0.24} C {-rx - 0.2} {cy + 0.2} {-rx - 0.1} {cy - 0.25} {tip} {rise} L {tip + 0.19} {rise - 0.08}"
        s.path(spout + f" C {-rx + 0.08} {cy - 0.25} {-rx + 0.02} {cy - 0.2} {-rx * 0.6} {cy - 0.25} Z", fill=paint, stroke=ink, width=0.045)
        s.rectangle(0, cy + ry, rx * 1.1, 0.12, corner=0.04, fill=s.shade(paint, 0.6), stroke=ink, width=0.04)
        s.ellipse(0, cy, rx, ry, fill=fill, stroke=ink, width=0.045)
        top = cy - ry
        s.path(
            f"M {-rx * 0.6} {top + 0.09} Q 0 {top - s.uniform(0.22, 0.4)} {rx * 0.6} {top + 0.09} Z",
            fill=s.shade(paint, 1.15),
            stroke=ink,
            width=0.045,
        )
        s.circle(0, top - 0.13, s.uniform(0.075, 0.11), fill=trim, stroke=ink, width=0.04)
        pattern = s.choice(("band", "dots", "flower", "plain"))
        if pattern == "band":
            s.path(f"M {-rx * 0.96} {cy + 0.08} Q 0 {cy + 0.22} {rx * 0.96} {cy + 0.08}", stroke=trim, width=0.1)
        elif pattern == "dots":
            for x, y in ((-0.28, 0.0), (0.0, 0.12), (0.28, 0.0), (-0.17, 0.26), (0.17, 0.26)):
                s.circle(x, cy + y, 0.065, fill=trim)
        for i in range(5 if pattern == "flower" else 0):
            s.circle(0.13 * sin(2 * pi * i / 5), cy + 0.06 - 0.13 * cos(2 * pi * i / 5), 0.085, fill=trim)


@drawing("class", "table_lamp", family=1)
def table_lamp_side(s: Sketch) -> None:
    """A lit table lamp with a tapered cloth shade, from the side."""
    shade, foot = s.any_colour(saturation=(0.1, 0.8), value=(0.7, 0.98)), s.any_colour(value=(0.25, 0.85))
    top, bottom, edge = s.uniform(0.22, 0.4), s.uniform(0.54, 0.72), s.uniform(-0.2, -0.05)
    lit, ink = s.shade(shade, 1.65), s.shade(foot, 0.45)
    s.rectangle(0, edge + 0.08, 0.09, 0.4, fill="#b08d3c")
    make = s.choice(("vase", "balls", "stick"))
    fill = s.linear_gradient(s.shade(foot, 0.75), s.shade(foot, 1.45), foot, s.shade(foot, 0.55), angle=0)
    neck, wide = edge + 0.1, s.uniform(0.24, 0.36)
    if make == "vase":
        half = f"C {wide * 0.4} {neck + 0.15} {wide * 1.4} {neck + 0.25} {wide} {neck + 0.5} Q {wide * 0.75} 0.72 {wide * 0.6} 0.8"
        back = (
            f"L {-wide * 0.6} 0.8 Q {-wide * 0.75} 0.72 {-wide} {neck + 0.5} C {-wide * 1.4} {neck + 0.25} {-wide * 0.4} {neck + 0.15} -0.07 {neck}"
        )
        s.path(f"M 0.07 {neck} {half} {back} Z", fill=fill, stroke=ink, width=0.04)
    elif make == "balls":
        for i in range(3):
            s.circle(0, neck + 0.12 + 0.23 * i, 0.13 + 0.025 * i, fill=fill, stroke=ink, width=0.04)
    else:
        s.rectangle(0, (neck + 0.8) / 2, 0.14, 0.85 - neck, fill=fill, stroke=ink, width=0.04)
    s.rectangle(0, 0.83, s.uniform(0.62, 0.8), 0.13, corner=0.06, fill=fill, stroke=ink, width=0.04)
    outline = [(-top, -0.9), (top, -0.9), (bottom, edge), (-bottom, edge)]
    s.polygon(outline, fill=s.linear_gradient(shade, lit, s.shade(shade, 1.2)), stroke=s.shade(shade, 0.55), width=0.045)
    for i in range(5 if s.chance(0.4) else 0):
        s.line([(top * (i - 2) / 3, -0.87), (bottom * (i - 2) / 3, edge - 0.03)], stroke=s.shade(shade, 0.8), width=0.025)
    if s.chance(0.5):
        trim = s.any_colour()
        s.line([(-bottom + 0.02, edge - 0.02), (bottom - 0.02, edge - 0.02)], stroke=trim, width=0.08)
        s.line([(-top + 0.01, -0.88), (top - 0.01, -0.88)], stroke=trim, width=0.06)


@drawing("class", "teapot", family=2)
def teapot_three_quarters(s: Sketch) -> None:
    """A teapot in three quarters from above, the spout coming forward."""
    paint = s.any_colour()
    ink, trim = s.shade(paint, 0.4), s.choice((s.any_colour(), "#f4ecd8", s.shade(paint, 1.5), "#d8b048"))
    rx, ry, lid = s.uniform(0.5, 0.58), s.uniform(0.48, 0.56), s.uniform(0.52, 0.66)
    tip, rise, loop, tall = s.uniform(-0.9, -0.82), s.uniform(-0.2, 0.0), s.uniform(0.88, 0.98), s.uniform(0.12, 0.2)
    with s.moved(y=0.02, scale_x=s.choice((-0.97, 0.97)), scale_y=0.97, turn=s.uniform(-6, 6)):
        handle = f"M {rx * 0.5} -0.18 C 0.6 -0.85 {loop + 0.1} -0.5 {loop - 0.14} 0.02 Q {loop - 0.22} 0.22 {rx * 0.8} 0.3"
        s.path(handle, stroke=ink, width=0.17)
        s.path(handle, stroke=paint, width=0.095)
        s.ellipse(0, 0.2, rx, ry, fill=s.radial_gradient(s.shade(paint, 1.4), paint, s.shade(paint, 0.6)), stroke=ink, width=0.05)
        data = f"M -0.1 0.3 C -0.35 0.2 -0.42 {rise + 0.1} {tip + 0.24} {rise} L {tip} {rise + 0.06} C {tip + 0.14} 0.34 -0.6 0.66 -0.26 0.62"
        data += " Q -0.04 0.52 -0.1 0.3 Z"
        s.path(data, fill=s.linear_gradient(s.shade(paint, 1.3), s.shade(paint, 0.85), angle=60), stroke=ink, width=0.045)
        s.ellipse(tip + 0.12, rise + 0.02, 0.14, 0.075, fill=s.shade(paint, 0.25), stroke=s.shade(paint, 1.2), width=0.045, turn=-14)
        s.ellipse(0.02, -0.14, rx * lid + 0.06, 0.21, fill=s.shade(paint, 0.6), stroke=ink, width=0.04)
        s.ellipse(0.02, -0.19, rx * lid, 0.18, fill=s.linear_gradient(s.shade(paint, 1.45), paint), stroke=ink, width=0.045)
        if s.chance(0.5):
            s.ellipse(0.02, -0.19, rx * lid * 0.7, 0.12, stroke=trim, width=0.05)
        s.rectangle(0.02, -0.2 - tall / 2, 0.09, tall, fill=s.shade(trim, 0.7))
        s.ellipse(0.02, -0.22 - tall, 0.115, 0.095, fill=trim, stroke=ink, width=0.045)
        if s.chance(0.5):
            for x, y in ((0.12, 0.44), (0.34, 0.3), (0.3, 0.54)):
                s.circle(x, y, 0.07, fill=trim)


@drawing("class", "table_lamp", family=2)
def table_lamp_glass_dome(s: Sketch) -> None:
    """A table lamp with a dome of stained glass and a pull chain, from the side."""
    panes = [s.any_colour(saturation=(0.4, 0.85), value=(0.65, 0.98)) for _ in range(3)]
    metal = s.choice(("#7a5a2a", "#4a3c30", "#b08d3c", "#5a6a5c"))
    reach, edge, top, columns = s.uniform(0.7, 0.84), s.uniform(-0.12, 0.02), s.uniform(-0.8, -0.68), s.integer(5, 7)
    fill = s.linear_gradient(s.shade(metal, 0.6), s.shade(metal, 1.5), metal, s.shade(metal, 0.5), angle=0)
    s.path(
        "M -0.09 0 C -0.02 0.3 -0.06 0.5 -0.1 0.62 Q -0.38 0.7 -0.4 0.88 L 0.4 0.88 Q 0.38 0.7 0.1 0.62 C 0.06 0.5 0.02 0.3 0.09 0 Z",
        fill=fill,
        stroke="#241a10",
        width=0.04,
    )
    s.ellipse(0, 0.42, 0.12, 0.1, fill=fill, stroke="#241a10", width=0.03)
    s.path(f"M -0.2 {edge} A 0.2 0.2 0 0 0 0.2 {edge} Z", fill="#fff6c0", stroke="#e8c860", width=0.03)
    chain = s.uniform(0.25, 0.4) * s.choice((-1, 1))
    s.line([(chain, edge), (chain, edge + 0.3)], stroke=metal, width=0.035)
    s.circle(chain, edge + 0.34, 0.06, fill="#d8b860", stroke="#4a3810", width=0.02)
    edges = [-cos(pi * i / columns) for i in range(columns + 1)]
    swell = reach * s.uniform(0.85, 1.0)
    for i, (left, right) in enumerate(pairwise(edges)):
        down = f"M {left * 0.16} {top} C {left * swell} {top + 0.02} {left * reach} {edge - 0.4} {left * reach} {edge}"
        data = f"{down} L {right * reach} {edge} C {right * reach} {edge - 0.4} {right * swell} {top + 0.02} {right * 0.16} {top} Z"
        s.path(data, fill=s.linear_gradient(s.shade(panes[i % 2], 0.8), panes[i % 2], s.shade(panes[i % 2], 1.6)), stroke="#30241a", width=0.03)
        s.circle((left + right) / 2 * reach * 0.93, edge - 0.15, 0.06, fill=panes[2])
    s.line([(-reach, edge), (reach, edge)], stroke=s.shade(metal, 0.7), width=0.07)
    s.ellipse(0, top - 0.01, 0.18, 0.06, fill=metal, stroke="#241a10", width=0.03)
    s.circle(0, top - 0.1, 0.065, fill=metal, stroke="#241a10", width=0.03)


@drawing("class", "teapot", family=3)
def teapot_modern(s: Sketch) -> None:
    """A straight-sided modern teapot from the side, with a straight spout, an angular handle and the tag of a tea bag."""
    paint, tag = s.any_colour(), s.any_colour()
    ink, trim = s.shade(paint, 0.38), s.choice(("#a8703c", "#2c2c30", "#e8dcc0", s.any_colour()))
    wide, narrow, top, low = s.uniform(0.54, 0.62), s.uniform(0.38, 0.5), s.uniform(-0.28, -0.14), s.uniform(0.54, 0.62)
    grip, rise = s.uniform(0.86, 0.92), s.uniform(-0.2, -0.02)
    with s.moved(scale_x=s.choice((-0.94, 0.94)), scale_y=0.94, turn=s.uniform(-7, 7)):
        handle = [(narrow, top + 0.14), (grip - 0.04, top + 0.12), (grip, top + 0.24), (grip - 0.1, low - 0.24), (wide * 0.9, low - 0.18)]
        s.line(handle, stroke=ink, width=0.17)
        s.line(handle, stroke=trim, width=0.095)
        spout = [(-wide * 0.8, low - 0.16), (-0.92, rise + 0.04), (-0.76, rise - 0.06), (-narrow * 0.9, 0.1)]
        s.polygon(spout, fill=s.linear_gradient(s.shade(paint, 1.2), s.shade(paint, 0.8)), stroke=ink, width=0.05)
        fill = s.linear_gradient(s.shade(paint, 0.75), s.shade(paint, 1.4), paint, s.shade(paint, 0.6), angle=0)
        s.polygon(
            [(-narrow, top), (narrow, top), (wide, low - 0.05), (wide - 0.08, low), (0.08 - wide, low), (-wide, low - 0.05)],
            fill=fill,
            stroke=ink,
            width=0.05,
        )
        if s.chance(0.5):
            across = narrow + (wide - narrow) * 0.78
            s.line([(0.06 - across, low - 0.2), (across - 0.06, low - 0.2)], stroke=trim, width=0.1)
        s.path(f"M {-narrow * 0.94} {top} Q 0 {top - s.uniform(0.1, 0.3)} {narrow * 0.94} {top} Z", fill=s.shade(paint, 1.2), stroke=ink, width=0.05)
        s.rectangle(0, top - 0.17, s.uniform(0.12, 0.2), 0.13, corner=0.04, fill=trim, stroke=ink, width=0.04)
        if s.chance(0.85):
            x, y = s.uniform(-0.12, 0.14), s.uniform(0.14, 0.2)
            s.line([(x + 0.06, top), (x, y)], stroke="#fffaf0", width=0.03)
            s.polygon(
                [(x - 0.1, y + 0.06), (x, y - 0.03), (x + 0.1, y + 0.06), (x + 0.1, y + 0.24), (x - 0.1, y + 0.24)],
                fill="#fffaf0",
                stroke=ink,
                width=0.025,
            )
            s.circle(x, y + 0.14, 0.055, fill=tag)


@drawing("class", "table_lamp", family=3)
def table_lamp_drum(s: Sketch) -> None:
    """A table lamp with a drum shade, seen in three quarters from above, on a ball or on three legs."""
    shade, foot = s.any_colour(saturation=(0.08, 0.75), value=(0.7, 0.98)), s.any_colour(value=(0.3, 0.85))
    ink, wide, top, edge = s.shade(foot, 0.4), s.uniform(0.56, 0.7), s.uniform(-0.76, -0.68), s.uniform(-0.2, -0.06)
    flat, spread = s.uniform(0.22, 0.28), s.uniform(1.0, 1.15)
    low = wide * spread
    with s.moved(turn=s.uniform(-3, 3)):
        if s.chance(0.3):
            for x, y in ((-0.06, 0.66), (-0.42, 0.84), (0.4, 0.88)):
                s.line([(x * 0.15, edge + 0.1), (x, y)], stroke=ink, width=0.13)
                s.line([(x * 0.15, edge + 0.1), (x, y)], stroke=foot, width=0.075)
        else:
            s.ellipse(0, 0.82, 0.36, 0.11, fill=s.shade(foot, 0.8), stroke=ink, width=0.04)
            s.rectangle(0, 0.25, 0.12, 0.6, fill="#b8964a", stroke="#5c4820", width=0.025)
            ball = s.radial_gradient(s.shade(foot, 1.6), foot, s.shade(foot, 0.5))
            s.ellipse(0, 0.56, s.uniform(0.24, 0.34), s.uniform(0.22, 0.27), fill=ball, stroke=ink, width=0.045)
        data = f"M {-wide} {top} L {-low} {edge} A {low} {low * flat} 0 0 0 {low} {edge} L {wide} {top} Z"
        cloth = s.linear_gradient(s.shade(shade, 0.85), s.shade(shade, 1.6), s.shade(shade, 0.8), angle=0)
        s.path(data, fill=cloth, stroke=s.shade(shade, 0.45), width=0.045)
        pattern = s.choice(("plain", "band", "bars"))
        if pattern == "band":
            for part, width in ((0.95, 0.08), (0.08, 0.06)):
                across, y = wide + (low - wide) * part - 0.02, top + (edge - top) * part
                s.path(f"M {-across} {y - 0.02} A {across} {across * flat} 0 0 0 {across} {y - 0.02}", stroke=s.shade(foot, 1.1), width=width)
        for i in range(1, 7 if pattern == "bars" else 1):
            x = -cos(pi * i / 7)
            drop = flat * sin(pi * i / 7)
            s.line([(x * wide, top + wide * drop), (x * low, edge + low * drop - 0.03)], stroke=s.shade(shade, 0.7), width=0.045)
        glow = s.radial_gradient("#fffbe0", "#fff0b0", s.shade(shade, 0.75), x=0.5, y=0.6)
        s.ellipse(0, top, wide, wide * flat, fill=glow, stroke=s.shade(shade, 0.45), width=0.045)
        s.line([(-wide * 0.9, top), (wide * 0.9, top)], stroke="#a08850", width=0.025)
        s.circle(0, top, 0.06, fill="#c8a850", stroke="#5c4820", width=0.02)
