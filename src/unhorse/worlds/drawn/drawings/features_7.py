"""Small things, seventh part: cup and bottle."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("feature", "cup", family=1)
def mug(s: Sketch) -> None:
    """A mug with a big handle, from the side and a little above, filled with coffee or tea."""
    body = s.any_colour()
    edge, half, top, bottom = s.shade(body, 0.4), s.uniform(0.52, 0.6), s.uniform(-0.68, -0.56), s.uniform(0.66, 0.78)
    narrow = half * s.uniform(0.8, 1.0)
    with s.moved(x=-0.2, turn=s.uniform(-8, 8)) if s.chance(0.5) else s.moved(x=0.2, scale_x=-1):
        for colour, width in ((edge, 0.3), (body, 0.17)):
            s.path(
                f"M {half * 0.9} {top + 0.32} C {half + 0.6} {top + 0.2} {half + 0.55} {bottom - 0.2} {narrow * 0.9} {bottom - 0.3}",
                stroke=colour,
                width=width,
            )
        s.path(
            f"M {-half} {top} L {-narrow} {bottom} Q 0 {bottom + 0.26} {narrow} {bottom} L {half} {top} Z",
            fill=s.linear_gradient(s.shade(body, 1.3), body, s.shade(body, 0.65), angle=0),
            stroke=edge,
            width=0.08,
        )
        s.ellipse(0, top, half, 0.22, fill=s.shade(body, 1.55), stroke=edge, width=0.08)
        s.ellipse(0, top + 0.03, half * 0.8, 0.13, fill=s.colour(22, 0.7, 0.3))
        if s.chance(0.5):
            mark = s.any_colour(value=(0.8, 1))
            s.path(f"M {-half * 0.97} 0.02 Q 0 0.3 {half * 0.97} 0.02 L {half * 0.95} 0.22 Q 0 0.5 {-half * 0.95} 0.22 Z", fill=mark)


@drawing("feature", "bottle", family=1)
def wine_bottle(s: Sketch) -> None:
    """A wine bottle from the side: high shoulders, long neck, foil and label."""
    glass = s.choice([s.colour(120, 0.6, 0.38), s.colour(120, 0.6, 0.38), s.colour(25, 0.7, 0.35), s.any_colour(value=(0.35, 0.8))])
    label, foil = s.any_colour(saturation=(0.05, 0.4), value=(0.85, 1)), s.any_colour(saturation=(0.5, 0.95))
    half, neck, shoulder = s.uniform(0.29, 0.36), s.uniform(0.1, 0.125), s.uniform(-0.3, -0.1)
    edge = s.shade(glass, 0.4)
    with s.moved(turn=s.uniform(-20, 20)):
        outline = f"M {-neck} -0.92 L {neck} -0.92 L {neck} {shoulder - 0.2}"
        outline += f" C {neck} {shoulder} {half} {shoulder - 0.05} {half} {shoulder + 0.2} L {half} 0.84"
        outline += f" Q {half} 0.93 {half - 0.1} 0.93 L {-half + 0.1} 0.93 Q {-half} 0.93 {-half} 0.84 L {-half} {shoulder + 0.2}"
        outline += f" C {-half} {shoulder - 0.05} {-neck} {shoulder} {-neck} {shoulder - 0.2} Z"
        s.path(outline, fill=s.linear_gradient(s.shade(glass, 1.4), glass, s.shade(glass, 0.6), angle=0), stroke=edge, width=0.08)
        s.rectangle(0, -0.79, 2 * neck + 0.08, 0.3, corner=0.03, fill=foil, stroke=s.shade(foil, 0.4), width=0.06)
        s.rectangle(0, 0.42, 2 * half - 0.04, 0.5, fill=label, stroke=s.shade(label, 0.55), width=0.05)
        s.rectangle(0, 0.36, half, 0.12, fill=foil)
        s.line([(-half * 0.55, shoulder + 0.2), (-half * 0.6, 0.1)], stroke="#ffffff", width=0.07, opacity=0.75)


@drawing("feature", "cup", family=2)
def teacup_on_saucer(s: Sketch) -> None:
    """A wide teacup with a small ear on a saucer, from the side."""
    china = s.any_colour(saturation=(0.0, 0.3), value=(0.88, 1)) if s.chance(0.5) else s.any_colour()
    mark, edge = s.any_colour(saturation=(0.5, 0.9), value=(0.4, 0.9)), s.shade(china, 0.36)
    half, foot = s.uniform(0.56, 0.64), s.uniform(0.22, 0.3)
    with s.moved(x=-0.06, turn=s.uniform(-5, 5)) if s.chance(0.5) else s.moved(x=0.06, scale_x=-1):
        s.ellipse(0, 0.62, 0.88, 0.16, fill=s.shade(china, 0.9), stroke=edge, width=0.09)
        s.ellipse(0, 0.59, 0.4, 0.06, fill=s.shade(china, 0.6))
        for colour, width in ((edge, 0.27), (china, 0.13)):
            s.path(f"M {half * 0.85} -0.3 C {half + 0.46} -0.5 {half + 0.4} 0.2 {half * 0.7} 0.2", stroke=colour, width=width)
        body = f"M {-half} -0.52 C {-half} 0.05 {-half * 0.8} 0.42 {-foot} 0.48 L {-foot} 0.6"
        body += f" L {foot} 0.6 L {foot} 0.48 C {half * 0.8} 0.42 {half} 0.05 {half} -0.52 Z"
        s.path(body, fill=s.linear_gradient(s.shade(china, 1.4), china, s.shade(china, 0.68), angle=0), stroke=edge, width=0.09)
        s.ellipse(0, -0.52, half, 0.13, fill=s.shade(china, 0.8), stroke=edge, width=0.08)
        s.ellipse(0, -0.5, half * 0.8, 0.07, fill=s.colour(24, 0.75, 0.45))
        if s.chance(0.5):
            s.path(f"M {-half * 0.95} -0.18 Q 0 0.02 {half * 0.95} -0.18", stroke=mark, width=0.12)
        else:
            for x in (-0.28, 0.02, 0.3):
                s.circle(x, -0.02, 0.1, fill=mark)


@drawing("feature", "bottle", family=2)
def water_bottle(s: Sketch) -> None:
    """A plastic water bottle from the side: a coloured screw cap, short neck, label and ribs."""
    water = s.colour(200, 0.35, 0.92, hue_jitter=15) if s.chance(0.5) else s.any_colour(saturation=(0.2, 0.6), value=(0.75, 0.95))
    cap, label = s.any_colour(saturation=(0.6, 0.95)), s.any_colour()
    edge, half, shoulder = s.shade(water, 0.4), s.uniform(0.31, 0.38), s.uniform(-0.36, -0.25)
    with s.moved(turn=s.uniform(-25, 25)):
        s.rectangle(0, -0.66, 0.26, 0.3, fill=s.shade(water, 1.3), stroke=edge, width=0.07)
        waist = half - s.uniform(0.03, 0.07)
        body = f"M -0.13 -0.58 C -0.2 -0.5 {-half} {shoulder - 0.12} {-half} {shoulder + 0.05}"
        body += f" Q {-waist} 0.1 {-half} 0.3 L {-half} 0.8 Q {-half} 0.93 {-half + 0.1} 0.93"
        body += f" L {half - 0.1} 0.93 Q {half} 0.93 {half} 0.8 L {half} 0.3 Q {waist} 0.1 {half} {shoulder + 0.05}"
        body += f" C {half} {shoulder - 0.12} 0.2 -0.5 0.13 -0.58 Z"
        s.path(body, fill=s.linear_gradient(s.shade(water, 1.6), water, s.shade(water, 0.7), angle=0), stroke=edge, width=0.08)
        s.rectangle(0, 0.06, 2 * waist + 0.06, 0.42, fill=label, stroke=s.shade(label, 0.5), width=0.05)
        s.path(f"M {-half * 0.7} 0.1 Q {-half * 0.3} -0.1 0 0.08 T {half * 0.7} 0.04", stroke=s.shade(label, 1.75), width=0.09)
        for y in (0.42, 0.58, 0.74):
            s.line([(-half + 0.05, y), (half - 0.05, y)], stroke=s.shade(water, 0.6), width=0.06)
        s.line([(-half * 0.6, shoulder + 0.06), (-half * 0.3, shoulder - 0.1)], stroke="#ffffff", width=0.08)
        s.rectangle(
            0,
            -0.81,
            0.36,
            0.24,
            corner=0.05,
            fill=s.linear_gradient(s.shade(cap, 1.3), s.shade(cap, 0.8), angle=0),
            stroke=s.shade(cap, 0.4),
            width=0.07,
        )


@drawing("feature", "cup", family=3)
def mug_from_high_above(s: Sketch) -> None:
    """A wide cup seen from high above: a large round of tea or coffee inside the rim, the side of the cup below it, an ear beside it."""
    china = s.any_colour()
    drink, edge = s.choice([s.colour(22, 0.75, 0.32), s.colour(28, 0.8, 0.6), s.colour(30, 0.45, 0.75)]), s.shade(china, 0.36)
    half, squash, deep = s.uniform(0.56, 0.62), s.uniform(0.66, 0.8), s.uniform(0.4, 0.62)
    ry, top = half * squash, -0.3
    with s.moved(x=-0.22, turn=s.uniform(-20, 10)) if s.chance(0.5) else s.moved(x=0.22, scale_x=-1, turn=s.uniform(-10, 20)):
        for colour, width in ((edge, 0.31), (china, 0.17)):
            s.path(f"M {half * 0.8} -0.35 C {half + 0.6} -0.45 {half + 0.55} 0.35 {half * 0.7} 0.3", stroke=colour, width=width)
        body = f"M {-half} {top} C {-half} {top + deep} {-half * 0.75} {top + ry + deep} 0 {top + ry + deep}"
        body += f" C {half * 0.75} {top + ry + deep} {half} {top + deep} {half} {top} Z"
        s.path(body, fill=s.linear_gradient(s.shade(china, 1.2), china, s.shade(china, 0.6), angle=0), stroke=edge, width=0.09)
        s.ellipse(0, top, half, ry, fill=s.shade(china, 1.55), stroke=edge, width=0.09)
        s.ellipse(0, top + 0.03, half * 0.78, ry * 0.76, fill=s.shade(drink, 0.7))
        s.ellipse(0, top + 0.08, half * 0.7, ry * 0.64, fill=drink)
        if s.chance(0.5):
            s.path(
                f"M {-half * 0.35} {top + 0.1} Q 0 {top - 0.12} {half * 0.3} {top + 0.06} Q 0 {top + 0.24} {-half * 0.15} {top + 0.12}",
                stroke=s.shade(drink, 1.6),
                width=0.07,
            )
        else:
            s.ellipse(-half * 0.25, top - 0.02, 0.14, 0.06, fill=s.shade(drink, 1.6), turn=-20)


@drawing("feature", "bottle", family=3)
def soda_bottle(s: Sketch) -> None:
    """A glass bottle of lemonade or cola with a waist, a crown cap and a drink that does not fill it, slanting or lying."""
    glass = s.colour(170, 0.18, 0.92, hue_jitter=40, value_jitter=0.05)
    drink = s.choice([s.colour(15, 0.75, 0.28), s.colour(28, 0.85, 0.95), s.any_colour(saturation=(0.5, 0.9))])
    cap, badge, edge = s.any_colour(saturation=(0.5, 0.95)), s.any_colour(saturation=(0.0, 0.9), value=(0.8, 1)), s.shade(drink, 0.4)
    half, waist, level = s.uniform(0.3, 0.36), s.uniform(0.2, 0.25), s.uniform(-0.35, -0.15)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(20, 75)):
        right = f"{half} 0.0 C {half} 0.2 {waist} 0.25 {waist} 0.4 C {waist} 0.55 {half} 0.6 {half} 0.78 Q {half} 0.93 {half - 0.14} 0.93"
        left = f"L {-half + 0.14} 0.93 Q {-half} 0.93 {-half} 0.78 C {-half} 0.6 {-waist} 0.55 {-waist} 0.4 C {-waist} 0.25 {-half} 0.2 {-half} 0.0"
        top = (f"M -0.11 -0.84 L 0.11 -0.84 L 0.13 -0.55 C {waist} -0.3 {half} -0.3", f"C {-half} -0.3 {-waist} -0.3 -0.13 -0.55 Z")
        s.path(f"{top[0]} {right} {left} {top[1]}", fill=glass, stroke=edge, width=0.1)
        inner = s.linear_gradient(s.shade(drink, 1.4), drink, s.shade(drink, 0.7), angle=0)
        with s.moved(y=0.03, scale_x=0.86, scale_y=0.94):
            s.path(f"M -0.2 {level} L 0.2 {level} Q {half} -0.15 {right} {left} Q {-half} -0.15 -0.2 {level} Z", fill=inner)
        s.ellipse(0, 0.06, 0.22, 0.15, fill=badge, stroke=s.shade(badge, 0.5), width=0.05)
        for y in (0.36, 0.44):
            s.line([(-waist + 0.06, y), (waist - 0.06, y)], stroke=s.shade(drink, 1.5), width=0.04)
        s.line([(-0.05, -0.66), (-0.08, -0.4)], stroke="#ffffff", width=0.07)
        s.polygon([(-0.14, -0.95), (0.14, -0.95), (0.2, -0.74), (-0.2, -0.74)], fill=cap, stroke=s.shade(cap, 0.38), width=0.08)
