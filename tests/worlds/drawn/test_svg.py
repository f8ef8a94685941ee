"""What the pen writes is sound SVG."""

from __future__ import annotations

import re

import numpy as np
import pytest

from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import DRAWINGS, Drawing, Sketch

stock.load_drawings()


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda drawing: f"{drawing.kind}-{drawing.name}-{drawing.family}")
def test_every_number_of_a_drawing_is_real_and_finite(drawing: Drawing) -> None:
    for seed in range(25):
        sketch = Sketch(np.random.default_rng(seed))
        drawing.draw(sketch)
        assert not re.search(r"\dj\b|\bnan\b|\binf\b", sketch.svg(64))
