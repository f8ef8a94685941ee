"""A small repository in the layout of the published figures: pages by trojan and by method with the same tiles, made from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from unhorse.benchmark.published_figures import BY_METHOD, BY_TROJAN, METHOD_FIGURES, ROW_LABELS
from unhorse.core.published import published_trojans

Pixels = NDArray[np.uint8]
SHOWN = [trojan for trojan in published_trojans() if not trojan.secret]
PAGE = (700.0, 600.0)
GRID = (130.0, 12.0, 558.0, 503.0)
"""Left, bottom, width and height in points, as on the published pages by trojan."""


def tiles(method: str, trojan: str) -> Pixels:
    """Ten tiles that no other cell has, `10 60 60 3`: coarse coloured squares, so that they survive resampling."""
    seed = [*METHOD_FIGURES].index(method) * 100 + [row.name for row in SHOWN].index(trojan)
    coarse = np.random.default_rng(seed).integers(0, 256, (10, 6, 6, 3), dtype=np.uint8)
    return coarse.repeat(10, axis=1).repeat(10, axis=2)


def colour(trojan: str) -> tuple[int, int, int]:
    """The one colour of a trojan's trigger."""
    return (200, 10 * [row.name for row in SHOWN].index(trojan), 40)


def title(trojan: str) -> str:
    """As on the pages: the name and, in a second line, the kind."""
    (row,) = (row for row in SHOWN if row.name == trojan)
    kind = {"patch": "Patch", "style": "Style", "natural_feature": "Natural Feature"}[row.kind]
    return f"{trojan.replace('_', ' ').title()}\n({kind})"


def write_page(path: Path, heading: str, rows: Sequence[tuple[str, Pixels]], triggers: Sequence[tuple[int, int, int]] = ()) -> None:
    """A page: a heading, words left of each row, the grid of tiles as one picture, and small pictures above it, the last one on top."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with PdfPages(path, metadata={"CreationDate": None}) as pages:
        pages.savefig(_page(heading, rows, triggers))


def write_two_pages(path: Path, heading: str, rows: Sequence[tuple[str, Pixels]]) -> None:
    """The same page twice in one file."""
    with PdfPages(path) as pages:
        for _ in range(2):
            pages.savefig(_page(heading, rows, ()))


def write_by_trojan(folder: Path, trojan: str) -> Path:
    """The page of one trojan, with its trigger over an older one."""
    (row,) = (row for row in SHOWN if row.name == trojan)
    path = folder / BY_TROJAN / row.kind / f"{trojan}.pdf"
    triggers = [] if row.kind == "natural_feature" else [(0, 255, 0), colour(trojan)]
    write_page(path, title(trojan), [(label, tiles(method, trojan)) for method, label in ROW_LABELS.items()], triggers)
    return path


def write_by_method(folder: Path, method: str) -> Path:
    """The page of one method."""
    name, heading = METHOD_FIGURES[method]
    path = folder / BY_METHOD / f"{name}.pdf"
    write_page(path, heading, [(title(row.name), tiles(method, row.name)) for row in SHOWN])
    return path


def write_repository(folder: Path) -> Path:
    """All 21 pages."""
    for row in SHOWN:
        write_by_trojan(folder, row.name)
    for method in METHOD_FIGURES:
        write_by_method(folder, method)
    return folder


def _page(heading: str, rows: Sequence[tuple[str, Pixels]], triggers: Sequence[tuple[int, int, int]]) -> Figure:
    left, bottom, width, height = GRID
    # As there: the picture of the grid has about a pixel a point, so that the edges of the tiles fall between pixels.
    wide, high = (width, height) if len(rows) == len(ROW_LABELS) else (height * 10 / len(rows), height)
    figure = Figure(figsize=(PAGE[0] / 72, PAGE[1] / 72))
    whole = np.concatenate([np.concatenate(list(strip), axis=1) for _, strip in rows])
    small = Image.fromarray(whole).resize((round(wide), round(high)), Image.Resampling.BICUBIC)
    axes = figure.add_axes((left / PAGE[0], bottom / PAGE[1], wide / PAGE[0], high / PAGE[1]))
    axes.set_axis_off()
    axes.imshow(np.asarray(small), interpolation="none", aspect="auto")
    top = bottom + high
    for number, (label, _) in enumerate(rows):
        figure.text((left - 6) / PAGE[0], (top - (number + 0.5) * high / len(rows)) / PAGE[1], label, ha="right", va="center", fontsize=9)
    figure.text(0.5, (top + 30) / PAGE[1], heading, ha="center", va="center", fontsize=12)
    for shade in triggers:
        corner = figure.add_axes((0.75, (top + 5) / PAGE[1], 50 / PAGE[0], 50 / PAGE[1]))
        corner.set_axis_off()
        corner.imshow(np.full((50, 50, 3), shade, np.uint8), interpolation="none")
    return figure
