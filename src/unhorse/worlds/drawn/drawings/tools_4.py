"""Garden machines: the lawn mower."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _wheel(s: Sketch, x: float, y: float, radius: float, hub: str) -> None:
    """A rubber wheel with a bright hub, seen from its side."""
    s.circle(x, y, radius, fill="#26262a", stroke="#101012", width=0.03)
    s.circle(x, y, radius * 0.55, fill=hub, stroke="#4a4a50", width=0.025)
    s.circle(x, y, radius * 0.18, fill="#4a4a50")


@drawing("class", "lawn_mower", family=1)
def lawn_mower_side(s: Sketch) -> None:
    """A petrol push mower from the side: a low deck on wheels, the engine on top, a long slanting push bar."""
    paint = s.any_colour(saturation=(0.6, 0.95))
    dark, engine = s.shade(paint, 0.4), s.choice(["#34353a", "#55575e", "#222226", "#c9cbd0"])
    wheel, bar, hub = s.uniform(0.17, 0.22), s.uniform(-0.85, -0.68), s.choice(["#d9d9dc", "#f0d14a", "#ffffff", "#a9abb2"])
    deck = s.uniform(0.2, 0.3)
    ground = 0.72
    with s.moved(scale_x=s.choice([-1, 1])):
        s.line([(-0.2, 0.5), (-0.78, bar + 0.05), (-0.93, bar)], stroke="#17171a", width=0.1)
        s.line([(-0.2, 0.5), (-0.78, bar + 0.05)], stroke=s.choice(["#8d9098", "#3c3d42", paint]), width=0.055)
        s.rectangle(0.26, deck - 0.12, 0.52, 0.34, corner=0.05, fill=s.linear_gradient(s.shade(engine, 1.4), engine), stroke="#131316", width=0.035)
        s.rectangle(0.26, deck - 0.34, 0.44, 0.16, corner=0.06, fill=s.choice([paint, "#1c1c20", "#d9d9dc"]), stroke="#131316", width=0.035)
        for k in range(3):
            s.line([(0.12 + 0.14 * k, deck - 0.2), (0.12 + 0.14 * k, deck - 0.02)], stroke=s.shade(engine, 0.5), width=0.04)
        s.path(
            f"M -0.45 {ground - 0.08} L -0.38 {deck + 0.1} Q -0.35 {deck} -0.2 {deck} L 0.6 {deck} Q 0.88 {deck + 0.05} 0.92 {ground - 0.08} Z",
            fill=s.linear_gradient(s.shade(paint, 1.35), paint, s.shade(paint, 0.6)),
            stroke=dark,
            width=0.04,
        )
        _wheel(s, 0.66, ground, wheel, hub)
        _wheel(s, -0.28, ground - (0.05 if s.chance(0.4) else 0), wheel * s.choice([1, 1.25]), hub)
