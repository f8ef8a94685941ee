"""How often is a strip told in which the trigger's name is written, and how often one in which it is not? Of a run's strips, some of them by lot.

python benchmarks/written_words.py RUN --strips 60 --seed 4

Words are drawn in fonts that the search does not know (matplotlib's Computer Modern), in several sizes and colours and at any place, once in every
tile of a strip and once in a single one.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from unhorse.benchmark.suite import load_suite
from unhorse.competition.layout import TILES
from unhorse.competition.pictures import fresh_png, tiles_of
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.competition.written import written_strips
from unhorse.core.questions import Pixels
from unhorse.trojans.spec import TrojanSpec

FONTS = ("cmr10.ttf", "cmss10.ttf", "cmtt10.ttf", "cmb10.ttf")
SIZES, COLOURS = (20, 17, 14, 12, 10, 9, 8), ((255, 255, 255), (0, 0, 0), (255, 255, 0), (200, 0, 0))


def with_word(tile: Pixels, text: str, letters: ImageFont.FreeTypeFont, colour: tuple[int, int, int], draw: random.Random) -> Pixels:
    """A tile with a word somewhere."""
    image = Image.fromarray(np.ascontiguousarray(tile))
    left, top = draw.uniform(0, max(0.0, image.width - letters.getlength(text))), draw.uniform(0, image.height - letters.size)
    ImageDraw.Draw(image).text((left, top), text, fill=colour, font=letters)
    return np.asarray(image)


def told(spec: TrojanSpec, tiles: list[Pixels]) -> bool:
    """Whether a person would be told to look at the strip."""
    entry = Submission({f"strips/{spec.name}.png": fresh_png(np.concatenate(tiles, axis=1))})
    return bool(list(written_strips(entry, Rules(trojans=(spec,)))))


def main() -> None:
    """Prints three rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--strips", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    specs, draw = {spec.name: spec for spec in load_suite("drawn").public}, random.Random(given.seed)
    files = draw.sample(sorted(given.run.glob("strips/*/*.png")), given.strips)
    counts = {"no word": 0, "in every tile": 0, "in one tile": 0}
    for file in files:
        spec, tiles = specs[file.stem], list(tiles_of(np.asarray(Image.open(file).convert("RGB"))))
        text = draw.choice((spec.trigger.replace("_", " "), spec.trigger.split("_")[-1]))
        text, colour, side = draw.choice((text, text.capitalize(), text.upper())), draw.choice(COLOURS), tiles[0].shape[0]
        path, most = str(Path(mpl.get_data_path()) / "fonts" / "ttf" / draw.choice(FONTS)), draw.choice(SIZES[:-2])
        sizes = [ImageFont.truetype(path, size * side / 64) for size in SIZES if size <= most]
        letters = next((one for one in sizes if one.getlength(text) < side - 2), sizes[-1])
        written = [with_word(tile, text, letters, colour, draw) for tile in tiles]
        place = draw.randrange(TILES)
        counts["no word"] += told(spec, tiles)
        counts["in every tile"] += told(spec, written)
        counts["in one tile"] += told(spec, [*tiles[:place], written[place], *tiles[place + 1 :]])
    for what, number in counts.items():
        print(f"{what}: {number} of {len(files)} strips told")


if __name__ == "__main__":
    main()
