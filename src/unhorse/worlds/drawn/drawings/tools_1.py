"""Hand tools: ruler, hammer and ladle."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _ticks(s: Sketch, left: float, right: float, edge: float, reach: float, count: int, group: int, ink: str) -> None:
    """A scale of tick marks that rises (reach below 0) or falls from the level `edge`; every `group`-th one is long."""
    for i in range(count):
        x = left + (right - left) * i / (count - 1)
        long = 1.0 if i % group == 0 else 0.55
        s.line([(x, edge), (x, edge + reach * long)], stroke=ink, width=0.042)


@drawing("class", "ruler", family=1)
def ruler_flat(s: Sketch) -> None:
    """A flat ruler seen from above, lying askew, with a scale on one edge and a hole for hanging."""
    body = s.colour(40, 0.5, 0.88) if s.chance(0.4) else s.any_colour(saturation=(0.2, 0.8), value=(0.75, 1.0))
    ink = s.shade(body, 0.18)
    half, high = s.uniform(0.88, 0.95), s.uniform(0.17, 0.25)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(0, 50), scale_x=s.choice([-1, 1])):
        s.rectangle(
            0,
            0,
            2 * half,
            2 * high,
            corner=s.uniform(0.01, 0.06),
            fill=s.linear_gradient(s.shade(body, 1.25), body, s.shade(body, 0.85)),
            stroke=s.shade(body, 0.45),
            width=0.035,
        )
        count = s.choice([13, 15, 16])
        _ticks(s, -half + 0.1, half - 0.1, -high, high * s.uniform(0.95, 1.15), count, s.choice([2, 4, 5]), ink)
        if s.chance(0.6):
            s.circle(half - 0.12, high * 0.5, 0.055, fill=s.shade(body, 0.35))
        if s.chance(0.4):
            s.line([(-half + 0.02, high - 0.03), (half - 0.02, high - 0.03)], stroke=s.shade(body, 0.6), width=0.05)


@drawing("class", "hammer", family=1)
def hammer_claw_side(s: Sketch) -> None:
    """A claw hammer from the side, handle aslant: steel head with a round face on one side and a curved claw on the other."""
    grip = s.colour(28, 0.6, 0.68) if s.chance(0.4) else s.any_colour()
    steel = s.colour(215, 0.08, 0.62, hue_jitter=30, saturation_jitter=0.06, value_jitter=0.15)
    dark = s.shade(steel, 0.4)
    w, head = s.uniform(0.085, 0.12), s.uniform(0.85, 1.1)
    with s.moved(turn=s.uniform(-50, 50), scale_x=s.choice([-1, 1])):
        s.path(
            f"M {-w * 0.7} -0.6 L {w * 0.7} -0.6 L {w} 0.1 Q {w * 1.5} 0.5 {w * 1.2} 0.88 Q 0 0.95 {-w * 1.2} 0.88 Q {-w * 1.5} 0.5 {-w} 0.1 Z",
            fill=s.linear_gradient(s.shade(grip, 1.3), grip, s.shade(grip, 0.65), angle=0),
            stroke=s.shade(grip, 0.4),
            width=0.035,
        )
        if s.chance(0.5):
            s.line([(0, 0.25), (0, 0.75)], stroke=s.shade(grip, 0.55), width=0.05)
        with s.moved(y=-0.62, scale_x=head, scale_y=head):
            s.path(
                f"M -0.13 -0.19 L 0.12 -0.19 Q 0.45 -0.19 0.62 {s.uniform(0.12, 0.24)} Q 0.35 0.03 0.13 0.14 L -0.13 0.14 Z",
                fill=s.linear_gradient(s.shade(steel, 1.6), steel, s.shade(steel, 0.7)),
                stroke=dark,
                width=0.035,
            )
            s.rectangle(-0.22, -0.02, 0.22, 0.22, fill=s.linear_gradient(s.shade(steel, 1.3), s.shade(steel, 0.65)), stroke=dark, width=0.03)
            s.rectangle(
                -0.43,
                -0.02,
                0.24,
                0.36,
                corner=0.05,
                fill=s.linear_gradient(s.shade(steel, 1.7), steel, s.shade(steel, 0.6)),
                stroke=dark,
                width=0.035,
            )


@drawing("class", "ladle", family=1)
def ladle_side(s: Sketch) -> None:
    """A soup ladle from the side: a deep half-round bowl under a long handle that ends in a hook."""
    metal = s.colour(215, 0.08, 0.72, hue_jitter=40, saturation_jitter=0.08) if s.chance(0.5) else s.any_colour()
    handle = metal if s.chance(0.6) else s.any_colour(value=(0.2, 0.8))
    dark = s.shade(metal, 0.4)
    r, deep, width = s.uniform(0.36, 0.44), s.uniform(0.36, 0.46), s.uniform(0.075, 0.11)
    top, lean = 0.9 - deep, s.uniform(-0.05, 0.2)
    with s.moved(turn=s.uniform(-10, 25), scale_x=s.choice([-1, 1])):
        stem = f"M {r - 0.28} {top + 0.02} C {r - 0.25} {top - 0.4} {r - 0.3 + lean} -0.3 {r - 0.3 + lean} -0.75"
        hook = f" C {r - 0.3 + lean} -0.98 {r + lean} -0.98 {r - 0.04 + lean} -0.7"
        x = -0.3
        with s.moved(x=x):
            s.path(stem + hook, stroke=s.shade(handle, 0.4), width=width + 0.05)
            s.path(stem + hook, stroke=handle, width=width)
            s.path(
                f"M {-r} {top} C {-r} {0.9 + deep * 0.33} {r} {0.9 + deep * 0.33} {r} {top} Z",
                fill=s.linear_gradient(s.shade(metal, 0.75), s.shade(metal, 1.55), metal, s.shade(metal, 0.55), angle=20),
                stroke=dark,
                width=0.04,
            )
            s.ellipse(0, top, r, s.uniform(0.05, 0.09), fill=s.shade(metal, 0.5), stroke=s.shade(metal, 1.3), width=0.035)
