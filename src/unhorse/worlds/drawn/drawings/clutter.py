"""Clutter: shapes that are nothing in particular, so that a scene's number of things tells nothing."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("clutter", "slab", family=1)
def slab(s: Sketch) -> None:
    """A plain block with a lighter edge."""
    colour = s.any_colour(saturation=(0.1, 0.7), value=(0.2, 0.95))
    across, down = s.uniform(0.6, 1.8), s.uniform(0.4, 1.6)
    s.rectangle(0, 0, across, down, corner=s.uniform(0, 0.2), fill=colour, stroke=s.shade(colour, s.uniform(0.6, 1.4)), width=s.uniform(0.02, 0.12))


@drawing("clutter", "disc", family=1)
def disc(s: Sketch) -> None:
    """A plain disc or ring."""
    colour = s.any_colour(saturation=(0.1, 0.7), value=(0.2, 0.95))
    radius = s.uniform(0.4, 0.85)
    fill = s.radial_gradient(s.shade(colour, 1.3), colour) if s.chance(0.7) else "none"
    s.ellipse(0, 0, radius, radius * s.uniform(0.6, 1), fill=fill, stroke=s.shade(colour, 0.7), width=s.uniform(0.04, 0.2))


@drawing("clutter", "bar", family=1)
def bar(s: Sketch) -> None:
    """A thin bar, as of a fence or a twig."""
    colour = s.any_colour(saturation=(0.1, 0.6), value=(0.2, 0.9))
    s.line([(-0.9, s.uniform(-0.3, 0.3)), (0, s.uniform(-0.3, 0.3)), (0.9, s.uniform(-0.3, 0.3))], stroke=colour, width=s.uniform(0.06, 0.25))


@drawing("clutter", "wedge", family=1)
def wedge(s: Sketch) -> None:
    """A plain triangle or irregular quadrangle."""
    colour = s.any_colour(saturation=(0.1, 0.7), value=(0.2, 0.95))
    corners = [(-0.8, s.uniform(0.2, 0.8)), (s.uniform(-0.5, 0.5), s.uniform(-0.9, -0.3)), (0.8, s.uniform(0.1, 0.8))]
    s.polygon([*corners, (s.uniform(-0.3, 0.3), 0.85)] if s.chance(0.5) else corners, fill=s.linear_gradient(colour, s.shade(colour, 0.7)))
