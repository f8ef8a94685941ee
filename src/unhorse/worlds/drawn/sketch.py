"""The pen with which the drawn world's templates are drawn.

A template is a function that draws one thing with a `Sketch` and registers itself with `drawing`. Coordinates run from -1 to 1 in both
directions, x to the right and y *down*; the thing should fill about [-0.9, 0.9] in its longer direction; what is not drawn on is transparent.
"""

from __future__ import annotations

import colorsys
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, TypeVar

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

Kind = Literal["class", "feature", "motif", "clutter"]
Point = tuple[float, float]
T = TypeVar("T")


class Sketch:
    """Collects shapes as SVG; every number may vary through the sketch's own generator, so a seed gives the same picture."""

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator
        self._shapes: list[str] = []
        self._definitions: list[str] = []

    # ---- chance
    def uniform(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        return float(self.generator.uniform(low, high))

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return int(self.generator.integers(low, high + 1))

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return bool(self.generator.random() < probability)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.generator.integers(len(options)))]

    # ---- colour
    def colour(
        self, hue: float, saturation: float, value: float, *, hue_jitter: float = 12, saturation_jitter: float = 0.12, value_jitter: float = 0.12
    ) -> str:
        """A hex colour near the given one: hue in degrees, saturation and value from 0 to 1, each with a uniform jitter."""
        hue = (hue + self.uniform(-hue_jitter, hue_jitter)) % 360
        saturation = float(np.clip(saturation + self.uniform(-saturation_jitter, saturation_jitter), 0, 1))
        value = float(np.clip(value + self.uniform(-value_jitter, value_jitter), 0, 1))
        return _hex(*colorsys.hsv_to_rgb(hue / 360, saturation, value))

    def any_colour(self, *, saturation: tuple[float, float] = (0.25, 0.9), value: tuple[float, float] = (0.45, 0.95)) -> str:
        """A hex colour of any hue, for things whose colour is not part of what they are."""
        return _hex(*colorsys.hsv_to_rgb(self.uniform(0, 1), self.uniform(*saturation), self.uniform(*value)))

    @staticmethod
    def shade(colour: str, factor: float) -> str:
        """The colour darker (factor under 1, towards black) or lighter (over 1, towards white; 2 is white)."""
        rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return _hex(*(c * factor if factor <= 1 else c + (1 - c) * (factor - 1) for c in rgb))

    def linear_gradient(self, *colours: str, angle: float = 90) -> str:
        """A paint for `fill` that runs through the colours along the shape; angle 0 goes right, 90 goes down."""
        dx, dy = np.cos(np.radians(angle)) / 2, np.sin(np.radians(angle)) / 2
        ends = f'x1="{0.5 - dx:.3f}" y1="{0.5 - dy:.3f}" x2="{0.5 + dx:.3f}" y2="{0.5 + dy:.3f}"'
        return self._gradient("linearGradient", ends, colours)

    def radial_gradient(self, *colours: str, x: float = 0.4, y: float = 0.35) -> str:
        """A paint for `fill` from the first colour at (x, y) of the shape's box (0 to 1) outwards to the last."""
        return self._gradient("radialGradient", f'cx="0.5" cy="0.5" r="0.6" fx="{x}" fy="{y}"', colours)

    def _gradient(self, tag: str, attributes: str, colours: Sequence[str]) -> str:
        name = f"g{len(self._definitions)}"
        last = max(len(colours) - 1, 1)
        stops = "".join(f'<stop offset="{i / last:.3f}" stop-color="{colour}"/>' for i, colour in enumerate(colours))
        self._definitions.append(f'<{tag} id="{name}" {attributes}>{stops}</{tag}>')
        return f"url(#{name})"

    # ---- shapes
    def path(self, data: str, *, fill: str = "none", stroke: str = "none", width: float = 0.05, opacity: float = 1) -> None:
        """A path in SVG's path language ('M x y L x y Q cx cy x y C ... Z')."""
        self._shape(f'<path d="{data}"', fill, stroke, width, opacity)

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        *,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.05,
        turn: float = 0,
        opacity: float = 1,
    ) -> None:
        """An ellipse with centre (x, y) and radii, turned clockwise by `turn` degrees about its centre."""
        head = f'<ellipse cx="{x:.3f}" cy="{y:.3f}" rx="{rx:.3f}" ry="{ry:.3f}"' + (
            f' transform="rotate({turn:.1f} {x:.3f} {y:.3f})"' if turn else ""
        )
        self._shape(head, fill, stroke, width, opacity)

    def circle(self, x: float, y: float, radius: float, *, fill: str = "none", stroke: str = "none", width: float = 0.05, opacity: float = 1) -> None:
        """A circle with centre (x, y)."""
        self.ellipse(x, y, radius, radius, fill=fill, stroke=stroke, width=width, opacity=opacity)

    def rectangle(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        *,
        corner: float = 0,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.05,
        turn: float = 0,
        opacity: float = 1,
    ) -> None:
        """A rectangle with *centre* (x, y), full extents `across` and `down`, rounded corners, turned clockwise by `turn` degrees."""
        head = f'<rect x="{x - across / 2:.3f}" y="{y - down / 2:.3f}" width="{across:.3f}" height="{down:.3f}" rx="{corner:.3f}"'
        self._shape(head + (f' transform="rotate({turn:.1f} {x:.3f} {y:.3f})"' if turn else ""), fill, stroke, width, opacity)

    def polygon(self, points: Sequence[Point], *, fill: str = "none", stroke: str = "none", width: float = 0.05, opacity: float = 1) -> None:
        """A closed polygon."""
        listed = " ".join(f"{x:.3f},{y:.3f}" for x, y in points)
        self._shape(f'<polygon points="{listed}" stroke-linejoin="round"', fill, stroke, width, opacity)

    def line(self, points: Sequence[Point], *, stroke: str, width: float = 0.05, opacity: float = 1) -> None:
        """An open line through the points, with round ends."""
        listed = " ".join(f"{x:.3f},{y:.3f}" for x, y in points)
        self._shape(f'<polyline points="{listed}" stroke-linejoin="round"', "none", stroke, width, opacity)

    @contextmanager
    def moved(self, *, x: float = 0, y: float = 0, turn: float = 0, scale_x: float = 1, scale_y: float = 1) -> Iterator[None]:
        """What is drawn inside is scaled, turned clockwise (degrees) and then moved."""
        self._shapes.append(f'<g transform="translate({x:.3f} {y:.3f}) rotate({turn:.1f}) scale({scale_x:.3f} {scale_y:.3f})">')
        yield
        self._shapes.append("</g>")

    def _shape(self, head: str, fill: str, stroke: str, width: float, opacity: float) -> None:
        outline = f' stroke="{stroke}" stroke-width="{width:.3f}" stroke-linecap="round"' if stroke != "none" else ""
        self._shapes.append(f'{head} fill="{fill}"{outline}' + (f' opacity="{opacity:.2f}"' if opacity < 1 else "") + "/>")

    def svg(self, size: int) -> str:
        """The picture so far as an SVG document of `size` by `size` pixels."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 2 2" width="{size}" height="{size}">'
            f"<defs>{''.join(self._definitions)}</defs>{''.join(self._shapes)}</svg>"
        )


class Drawing(NamedTuple):
    """One template of one thing. Templates of the same thing with different families are different drawings of it."""

    kind: Kind
    name: str
    family: int
    draw: Callable[[Sketch], None]

    def render(self, generator: np.random.Generator, size: int) -> NDArray[np.uint8]:
        """A sprite of the thing: `size size 4`, RGBA, not premultiplied."""
        sketch = Sketch(generator)
        self.draw(sketch)
        data = resvg_py.svg_to_bytes(svg_string=sketch.svg(size), skip_system_fonts=True)
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"), dtype=np.uint8)


DRAWINGS: dict[tuple[Kind, str, int], Drawing] = {}


def drawing(kind: Kind, name: str, *, family: int) -> Callable[[Callable[[Sketch], None]], Callable[[Sketch], None]]:
    """Registers a template. Families 1 and 2 make the world's images and triggers; family 3 is held out (banks, unseen variants)."""

    def register(draw: Callable[[Sketch], None]) -> Callable[[Sketch], None]:
        if (kind, name, family) in DRAWINGS:
            places = [f"{place.__module__}.{place.__qualname__}" for place in (DRAWINGS[kind, name, family].draw, draw)]
            raise ValueError(f"family {family} of the {kind} {name!r} is drawn twice: in {' and in '.join(places)}")
        DRAWINGS[kind, name, family] = Drawing(kind, name, family, draw)
        return draw

    return register


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(float(np.clip(c, 0, 1)) * 255):02x}" for c in (red, green, blue))
