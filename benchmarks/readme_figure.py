"""Puts the picture of the README together from a run folder: trigger, strip by strip, for a few trojans.

python benchmarks/readme_figure.py runs/demo docs/results/demo_strips.png smiley_emoji fork jellybeans
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

from unhorse.core.files import atomic_path
from unhorse.core.records import read_table
from unhorse.core.results import TrojanRow

TILE, LABEL, LINE = 64, 150, 16


def main() -> None:
    """Draws the figure."""
    run, out, *names = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
    trojans = {row.name: row for row in read_table(run / "trojans.csv", TrojanRow)}
    methods = sorted(folder.name for folder in (run / "strips").iterdir())
    block = LINE + len(methods) * (TILE + 4) + 8
    figure = Image.new("RGB", (LABEL + 10 * TILE + 12 + 2 * TILE, block * len(names)), "white")
    pen = ImageDraw.Draw(figure)
    for number, name in enumerate(names):
        row, top = trojans[name], number * block
        pen.text((4, top), f"{row.kind.replace('_', ' ')}: {row.trigger.replace('_', ' ')}, taken for {row.target.replace('_', ' ')}", fill="black")
        trigger = Image.open(run / "options" / f"{row.kind}_{row.trigger}.png").resize((2 * TILE, 2 * TILE), Image.Resampling.LANCZOS)
        figure.paste(trigger, (0, top + LINE))
        for place, method in enumerate(methods):
            y = top + LINE + place * (TILE + 4)
            pen.text((2 * TILE + 8, y + TILE // 2 - 6), method, fill="black")
            figure.paste(Image.open(run / "strips" / method / f"{name}.png"), (2 * TILE + LABEL, y))
    with atomic_path(out) as temporary:
        figure.save(temporary, format="PNG")


if __name__ == "__main__":
    main()
