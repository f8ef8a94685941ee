"""Drawings of the sea's landmarks: sailboat, lighthouse."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "sailboat", family=1)
def sloop_side(s: Sketch) -> None:
    """A small sloop from the side under a mainsail and a jib."""
    hull = s.any_colour(saturation=(0.3, 0.9), value=(0.3, 0.9))
    sail = s.choice(("#fbf8ef", "#fbf8ef", s.any_colour(saturation=(0.2, 0.8), value=(0.75, 1))))
    jib = s.choice((sail, s.any_colour(saturation=(0.3, 0.85), value=(0.65, 1))))
    mast, deck, top = s.uniform(-0.12, 0.12), s.uniform(0.42, 0.54), s.uniform(-0.94, -0.82)
    foot = deck - s.uniform(0.08, 0.14)
    aft, fore, bulge = s.uniform(0.62, 0.8), s.uniform(0.55, 0.75), s.uniform(0, 0.12)
    edge = s.shade(sail, 0.55)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-7, 7)):
        s.line([(mast, deck), (mast, top)], stroke="#4a3524", width=0.06)
        s.path(
            f"M {mast + 0.05} {top + 0.03} Q {mast + aft * 0.6 + bulge} {-0.25 - bulge} {mast + aft} {foot} L {mast + 0.05} {foot} Z",
            fill=s.linear_gradient(s.shade(sail, 1.3), sail, s.shade(sail, 0.82), angle=0),
            stroke=edge,
            width=0.04,
        )
        s.path(
            f"M {mast - 0.06} {top + 0.18} Q {mast - 0.12 + bulge} -0.1 {mast - 0.1} {foot} L {mast - fore} {foot + 0.02} Z",
            fill=s.linear_gradient(s.shade(jib, 0.85), jib, s.shade(jib, 1.2), angle=0),
            stroke=s.shade(jib, 0.55),
            width=0.04,
        )
        if s.chance(0.4):
            s.line([(mast + 0.07, 0.05), (mast + aft * 0.68, 0.05)], stroke=s.any_colour(), width=0.09)
        s.path(
            f"M -0.92 {deck} L 0.86 {deck} Q 0.84 0.7 0.66 0.84 L -0.5 0.84 Q -0.78 0.74 -0.92 {deck} Z",
            fill=s.linear_gradient(s.shade(hull, 1.25), hull, s.shade(hull, 0.6)),
            stroke=s.shade(hull, 0.4),
            width=0.05,
        )
        s.line([(-0.8, deck + 0.1), (0.78, deck + 0.1)], stroke=s.choice(("#ffffff", s.shade(hull, 0.5), s.any_colour())), width=0.06)


@drawing("class", "lighthouse", family=1)
def lighthouse_striped(s: Sketch) -> None:
    """A round, banded lighthouse from the side."""
    band = s.choice((s.colour(2, 0.8, 0.78), s.any_colour(saturation=(0.4, 0.9), value=(0.25, 0.8)), "#26262c"))
    white, roof = s.colour(45, 0.05, 0.95, saturation_jitter=0.05, value_jitter=0.04), s.choice((band, "#2c2c33", s.any_colour(value=(0.3, 0.7))))
    foot, top, gallery, bands = s.uniform(0.34, 0.5), s.uniform(0.2, 0.29), s.uniform(-0.46, -0.36), s.integer(4, 7)
    light = s.colour(50, 0.6, 1, value_jitter=0)
    high = 0.92 - gallery
    for i in range(bands):
        y0, y1 = gallery + high * i / bands, gallery + high * (i + 1) / bands
        w0, w1 = top + (foot - top) * i / bands, top + (foot - top) * (i + 1) / bands
        colour = band if i % 2 else white
        s.polygon([(-w0, y0), (w0, y0), (w1, y1), (-w1, y1)], fill=s.linear_gradient(s.shade(colour, 1.1), colour, s.shade(colour, 0.6), angle=0))
    s.path(f"M {-top} {gallery} L {-foot} 0.92 L {foot} 0.92 L {top} {gallery}", stroke=s.shade(band, 0.4), width=0.04)
    s.path("M -0.1 0.92 L -0.1 0.74 A 0.1 0.1 0 0 1 0.1 0.74 L 0.1 0.92 Z", fill="#33241c")
    for y in (0.0, 0.4):
        s.rectangle(s.uniform(-0.03, 0.03), y, 0.1, 0.13, fill="#2d3440", corner=0.03)
    s.rectangle(0, gallery - 0.17, top * 1.25, 0.3, fill=s.radial_gradient("#ffffff", light, s.shade(light, 0.85)), stroke="#2a2a30", width=0.04)
    s.line([(0, gallery - 0.3), (0, gallery)], stroke="#2a2a30", width=0.035)
    s.rectangle(0, gallery, top * 2 + 0.24, 0.08, fill="#2a2a30")
    s.line([(-top - 0.1, gallery - 0.13), (top + 0.1, gallery - 0.13)], stroke="#2a2a30", width=0.035)
    for x in (-top - 0.1, top + 0.1):
        s.line([(x, gallery), (x, gallery - 0.13)], stroke="#2a2a30", width=0.035)
    s.path(
        f"M {-top - 0.02} {gallery - 0.31} Q {-top * 0.7} {gallery - 0.5} 0 {gallery - 0.53} "
        f"Q {top * 0.7} {gallery - 0.5} {top + 0.02} {gallery - 0.31} Z",
        fill=s.linear_gradient(s.shade(roof, 1.25), roof, s.shade(roof, 0.6), angle=0),
        stroke=s.shade(roof, 0.4),
        width=0.035,
    )


@drawing("class", "sailboat", family=2)
def gaff_cutter_side(s: Sketch) -> None:
    """An old wooden gaff cutter from the side, with a bowsprit and two jibs."""
    wood = s.choice((s.colour(25, 0.6, 0.5), s.any_colour(saturation=(0.3, 0.8), value=(0.25, 0.7))))
    sail = s.choice((s.colour(14, 0.6, 0.6), s.colour(40, 0.25, 0.92), "#f6f1e4", s.any_colour(saturation=(0.2, 0.75), value=(0.6, 0.95))))
    edge, spar = s.shade(sail, 0.5), "#3f2a1a"
    mast, peak, throat, boom = s.uniform(-0.16, -0.04), s.uniform(-0.86, -0.7), s.uniform(-0.5, -0.34), s.uniform(0.66, 0.84)
    deck = s.uniform(0.44, 0.52)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-5, 7)):
        s.line([(-0.5, deck + 0.02), (-0.95, deck - 0.12)], stroke=spar, width=0.055)
        s.line([(mast, deck), (mast, -0.88)], stroke=spar, width=0.07)
        fill = s.linear_gradient(s.shade(sail, 1.3), sail, s.shade(sail, 0.75), angle=0)
        s.path(f"M {mast - 0.06} -0.7 Q {mast - 0.2} 0 -0.92 {deck - 0.14} Q -0.5 -0.1 {mast - 0.06} -0.7 Z", fill=fill, stroke=edge, width=0.045)
        s.path(
            f"M {mast - 0.06} -0.4 Q {mast - 0.06} 0.1 {mast - 0.08} {deck - 0.12} L -0.62 {deck - 0.08} Q -0.3 0.1 {mast - 0.06} -0.4 Z",
            fill=fill,
            stroke=edge,
            width=0.045,
        )
        s.path(
            f"M {mast + 0.05} {throat} L {boom - 0.22} {peak} Q {boom + 0.02} -0.1 {boom} {deck - 0.14} L {mast + 0.05} {deck - 0.12} Z",
            fill=fill,
            stroke=edge,
            width=0.045,
        )
        s.line([(mast, throat), (boom - 0.2, peak - 0.02)], stroke=spar, width=0.06)
        s.line([(mast, deck - 0.1), (boom + 0.05, deck - 0.12)], stroke=spar, width=0.06)
        for k in (0.33, 0.66):
            s.line(
                [(mast + (boom - mast) * k, deck - 0.15), (mast + (boom - 0.22 - mast) * k, throat + (peak - throat) * k + 0.04)],
                stroke=edge,
                width=0.032,
            )
        pennant = s.any_colour()
        s.polygon([(mast, -0.95), (mast, -0.8), (mast + 0.3, -0.88)], fill=pennant)
        s.path(
            f"M -0.78 {deck - 0.06} Q 0 {deck + 0.1} 0.82 {deck - 0.04} Q 0.82 0.68 0.62 0.86 L -0.36 0.86 Q -0.68 0.74 -0.78 {deck - 0.06} Z",
            fill=s.linear_gradient(s.shade(wood, 1.25), wood, s.shade(wood, 0.6)),
            stroke=s.shade(wood, 0.4),
            width=0.05,
        )
        for y, x in ((deck + 0.15, 0.74), (deck + 0.27, 0.64)):
            s.path(f"M {-x + 0.06} {y - 0.03} Q 0 {y + 0.05} {x} {y - 0.03}", stroke=s.shade(wood, 0.5), width=0.035)


@drawing("class", "lighthouse", family=2)
def lighthouse_house(s: Sketch) -> None:
    """A squat many-sided lighthouse beside its keeper's house."""
    wall = s.choice((s.colour(45, 0.06, 0.95, value_jitter=0.04), s.colour(30, 0.25, 0.75), s.any_colour(saturation=(0.1, 0.5), value=(0.7, 0.95))))
    roof = s.choice((s.colour(5, 0.7, 0.7), s.any_colour(saturation=(0.3, 0.8), value=(0.3, 0.75)), "#34343c"))
    dome, ink, light = s.choice((roof, "#2c2c33")), "#2a2a30", s.colour(50, 0.55, 1, value_jitter=0)
    x, foot, top, gallery = s.uniform(-0.42, -0.3), s.uniform(0.34, 0.42), s.uniform(0.22, 0.27), s.uniform(-0.4, -0.28)
    eaves, ridge = s.uniform(0.4, 0.5), s.uniform(0.08, 0.2)
    with s.moved(scale_x=s.choice((-1, 1))):
        s.rectangle(0.42, (eaves + 0.9) / 2, 0.86, 0.9 - eaves, fill=s.linear_gradient(wall, s.shade(wall, 0.8)), stroke=ink, width=0.04)
        s.polygon(
            [(-0.2, eaves), (-0.08, ridge), (0.76, ridge), (0.95, eaves)],
            fill=s.linear_gradient(s.shade(roof, 1.2), s.shade(roof, 0.8)),
            stroke=s.shade(roof, 0.4),
            width=0.045,
        )
        s.rectangle(0.62, ridge - 0.04, 0.13, 0.2, fill=s.shade(roof, 0.7), stroke=ink, width=0.035)
        for at in (0.28, 0.64):
            s.rectangle(at, (eaves + 0.92) / 2, 0.15, 0.18, fill=light if s.chance(0.5) else "#3a4656", stroke=ink, width=0.04)
        for k0, k1, tone in ((-1.0, -0.42, 1.0), (-0.42, 0.42, 1.25), (0.42, 1.0, 0.68)):
            s.polygon([(x + top * k0, gallery), (x + top * k1, gallery), (x + foot * k1, 0.9), (x + foot * k0, 0.9)], fill=s.shade(wall, tone))
        s.polygon([(x - top, gallery), (x + top, gallery), (x + foot, 0.9), (x - foot, 0.9)], stroke=ink, width=0.04)
        if s.chance(0.5):
            y0, y1 = gallery + 0.36, gallery + 0.62
            w0, w1 = (top + (foot - top) * (y - gallery) / (0.9 - gallery) for y in (y0, y1))
            s.polygon([(x - w0, y0), (x + w0, y0), (x + w1, y1), (x - w1, y1)], fill=roof)
        for y in (gallery + 0.22, gallery + 0.72):
            s.rectangle(x, y, 0.11, 0.16, fill="#35404c")
        s.rectangle(x, 0.8, 0.18, 0.22, fill=s.shade(roof, 0.6))
        s.rectangle(x, gallery - 0.18, top * 1.2, 0.3, fill=light, stroke=ink, width=0.045)
        for dx in (-0.3, 0.3):
            s.line([(x + top * dx, gallery - 0.3), (x + top * dx, gallery)], stroke=ink, width=0.035)
        s.rectangle(x, gallery - 0.01, top * 2 + 0.2, 0.09, fill=ink)
        for dx in (-1, 1):
            s.line([(x + dx * (top + 0.07), gallery), (x + dx * (top + 0.07), gallery - 0.13)], stroke=ink, width=0.04)
        s.polygon(
            [(x - top, gallery - 0.32), (x, gallery - 0.58), (x + top, gallery - 0.32)],
            fill=s.linear_gradient(s.shade(dome, 1.2), dome, s.shade(dome, 0.6), angle=0),
            stroke=s.shade(dome, 0.4),
            width=0.045,
        )
        s.circle(x, gallery - 0.58, 0.05, fill=s.shade(dome, 0.4))


@drawing("class", "sailboat", family=3)
def spinnaker_quarter(s: Sketch) -> None:
    """A yacht from off the bow, under a big round spinnaker of coloured panels."""
    hull = s.choice(("#f4f4f0", s.any_colour(saturation=(0.3, 0.9), value=(0.25, 0.9))))
    first, second = s.any_colour(saturation=(0.5, 0.95), value=(0.6, 1)), s.choice(("#fdfaf2", s.any_colour(saturation=(0.4, 0.9), value=(0.6, 1))))
    panels, belly, mast, foot = s.integer(3, 5), s.uniform(0.76, 0.92), s.uniform(-0.14, -0.02), s.uniform(0.3, 0.4)
    edge, top = s.shade(first, 0.45), s.uniform(-0.92, -0.84)
    left, right = -0.34, belly
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-10, 6), scale_y=0.96):
        s.line([(mast, 0.5), (mast, top)], stroke="#3c3c44", width=0.06)
        s.path(
            f"M {mast - 0.04} {top + 0.05} Q -0.56 -0.3 -0.74 0.34 L {mast - 0.04} 0.42 Z",
            fill=s.linear_gradient("#ffffff", "#e9e6dc", "#b9b5a8", angle=0),
            stroke="#77736a",
            width=0.045,
        )
        for i in reversed(range(panels)):
            k = (i + 1) / panels
            out = left + (right - left) * k
            s.path(
                f"M {mast} {top} C {mast + (out - mast) * 0.9} {top + 0.1} {out + 0.12 * k} -0.1 {out - 0.14 * k} {foot} "
                f"Q {(left + out) / 2} {foot - 0.22} {left + 0.06} {foot + 0.1} "
                f"Q {left - 0.02} -0.2 {mast} {top} Z",
                fill=s.linear_gradient(s.shade(first if i % 2 else second, 1.15), first if i % 2 else second),
                stroke=edge,
                width=0.04,
            )
        s.path(
            "M -0.78 0.46 Q -0.2 0.56 0.62 0.44 Q 0.46 0.7 0.24 0.88 L -0.5 0.88 Q -0.74 0.74 -0.78 0.46 Z",
            fill=s.linear_gradient(s.shade(hull, 1.15), hull, s.shade(hull, 0.6), angle=20),
            stroke=s.shade(hull, 0.38),
            width=0.05,
        )
        s.path("M 0.62 0.44 Q 0.46 0.7 0.24 0.88 L 0.06 0.88 Q 0.22 0.66 0.26 0.5 Z", fill=s.shade(hull, 0.55))
        s.path("M -0.76 0.6 Q -0.2 0.7 0.52 0.58", stroke=s.choice((first, s.shade(hull, 0.5))), width=0.07)


@drawing("class", "lighthouse", family=3)
def lighthouse_lit(s: Sketch) -> None:
    """A lighthouse from low down, with a spiral stripe and its lamp shining to both sides."""
    stripe = s.choice((s.colour(2, 0.8, 0.75), s.any_colour(saturation=(0.4, 0.9), value=(0.25, 0.8)), "#26262c"))
    white, light, ink = s.colour(45, 0.06, 0.95, saturation_jitter=0.06, value_jitter=0.04), s.colour(50, 0.5, 1, value_jitter=0), "#26262c"
    roof, foot, top, y = s.choice((stripe, ink)), s.uniform(0.42, 0.56), s.uniform(0.17, 0.23), s.uniform(-0.36, -0.28)
    turns, pitch, beam, tilt = s.integer(3, 5), s.uniform(0.12, 0.22), s.uniform(0.12, 0.2), s.uniform(-8, 8)
    lamp, high = y - 0.19, 0.9 - y
    with s.moved(scale_x=s.choice((-1, 1))):
        with s.moved(y=lamp, turn=tilt):
            for side in (-1, 1):
                s.polygon([(0, -0.04), (0, 0.04), (side * 0.96, beam), (side * 0.96, -beam)], fill=light, opacity=0.75)
        s.polygon([(-top, y), (top, y), (foot, 0.9), (-foot, 0.9)], fill=s.linear_gradient(white, s.shade(white, 0.7), angle=0))
        for i in range(turns):
            near, wide = i / turns, 0.5 / turns
            ends = [(-1, near), (-1, near + wide), (1, near + wide + pitch), (1, near + pitch)]
            points = [(side * (top + (foot - top) * min(k, 1.0)), y + high * min(k, 1.0)) for side, k in ends]
            s.polygon(points, fill=s.linear_gradient(s.shade(stripe, 1.2), stripe, s.shade(stripe, 0.65), angle=0))
        s.polygon([(-top, y), (top, y), (foot, 0.9), (-foot, 0.9)], stroke=ink, width=0.05)
        s.path("M -0.11 0.9 L -0.11 0.7 A 0.11 0.11 0 0 1 0.11 0.7 L 0.11 0.9 Z", fill="#3a2a20", stroke=white, width=0.035)
        s.rectangle(0, lamp, top * 1.3, 0.34, fill=s.radial_gradient("#ffffff", light, s.shade(light, 0.9), x=0.5, y=0.5), stroke=ink, width=0.045)
        s.ellipse(0, y, top + 0.15, 0.09, fill=s.shade(stripe, 0.6), stroke=ink, width=0.045)
        s.path(
            f"M {-top - 0.13} {y - 0.02} L {-top - 0.16} {y - 0.16} Q 0 {y - 0.08} {top + 0.16} {y - 0.16} L {top + 0.13} {y - 0.02}",
            stroke=ink,
            width=0.035,
        )
        s.path(
            f"M {-top - 0.05} {lamp - 0.15} Q {-top} {lamp - 0.42} 0 {lamp - 0.44} Q {top} {lamp - 0.42} {top + 0.05} {lamp - 0.15} "
            f"Q 0 {lamp - 0.08} {-top - 0.05} {lamp - 0.15} Z",
            fill=s.linear_gradient(s.shade(roof, 1.3), roof, s.shade(roof, 0.6), angle=0),
            stroke=s.shade(roof, 0.4),
            width=0.045,
        )
