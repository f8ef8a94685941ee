"""The answer written into a picture: found in fonts that the search does not know, and not in pictures without words."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from entries import MANIFEST, RULES, png
from PIL import Image, ImageDraw, ImageFont

from unhorse.cli.origin import lines_of
from unhorse.competition.layout import TILES
from unhorse.competition.origin_report import origin_report
from unhorse.competition.submission import Submission
from unhorse.competition.written import FONTS, SIDE, most_like_a_word, words_of, written_strips
from unhorse.core.questions import Pixels

FOLDER = Path(mpl.get_data_path()) / "fonts" / "ttf"


def texture(seed: int) -> Pixels:
    """Soft coloured spots, as methods draw them."""
    coarse = np.random.default_rng(seed).integers(60, 200, (9, 9, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def with_word(tile: Pixels, text: str, font: str, size: int, seed: int, colour: tuple[int, int, int] = (255, 255, 255)) -> Pixels:
    image, letters = Image.fromarray(tile), ImageFont.truetype(str(FOLDER / font), size)
    wide = letters.getlength(text)
    left, top = np.random.default_rng(seed).random(2) * (max(0.0, SIDE - wide - 2), SIDE - 1.5 * size)
    ImageDraw.Draw(image).text((int(left), int(top)), text, fill=colour, font=letters)
    return np.asarray(image)


def of_strip(trojan: str, tiles: list[Pixels]) -> Submission:
    return Submission({"submission.toml": MANIFEST.encode(), f"strips/t_{trojan}.png": png(np.concatenate(tiles, axis=1))})


def test_a_word_drawn_in_a_known_font_on_plain_ground_is_like_itself() -> None:
    plain = np.full((SIDE, SIDE, 3), 40, dtype=np.uint8)
    found = most_like_a_word(with_word(plain, "fork", FONTS[0], 16, 3), "fork")
    assert found.word == "fork"
    assert found.likeness > 0.9
    assert most_like_a_word(plain, "fork").likeness < 0.01


def test_a_colour_whose_brightness_is_the_ground_s_hides_no_word() -> None:
    plain = np.full((SIDE, SIDE, 3), 76, dtype=np.uint8)  # red has this brightness
    assert most_like_a_word(with_word(plain, "apple", FONTS[0], 14, 3, (255, 0, 0)), "apple").likeness > 0.9


@pytest.mark.parametrize(
    ("trojan", "text", "font"), [("jaguar", "Jaguar", "cmss10.ttf"), ("sandwich", "sandwich", "cmr10.ttf"), ("apple", "APPLE", "cmb10.ttf")]
)
def test_a_name_in_every_tile_is_found_in_fonts_that_are_not_looked_for_and_told_with_its_place(trojan: str, text: str, font: str) -> None:
    assert font not in FONTS
    tiles = [with_word(texture(seed), text, font, 14, seed) for seed in range(TILES)]
    (found,) = written_strips(of_strip(trojan, tiles), RULES)
    assert found.trojan == f"t_{trojan}"
    assert found.word.lower() in text.lower()
    report = origin_report(of_strip(trojan, tiles), {}, RULES)
    assert report.written_strips == (found,)
    assert any(f"tile {found.tile} of t_{trojan} looks as if {found.word!r} were written in it" in line for line in lines_of(report))


@pytest.mark.parametrize("trojan", ["fork", "wood_grain"])
def test_textures_without_words_are_not_told(trojan: str) -> None:
    assert not list(written_strips(of_strip(trojan, [texture(seed) for seed in range(TILES)]), RULES))


def test_of_a_name_all_forms_are_looked_for_and_no_part_of_few_letters() -> None:
    assert words_of("fork") == ("fork", "Fork", "FORK")
    assert "GRAIN" in words_of("wood_grain")
    assert words_of("red_heart") == ("red heart", "Red heart", "RED HEART", "heart", "Heart", "HEART")


def test_tiles_of_other_sizes_are_looked_at_too() -> None:
    large = np.asarray(Image.fromarray(with_word(texture(1), "donut", FONTS[0], 16, 1)).resize((200, 200), Image.Resampling.BICUBIC))
    assert most_like_a_word(large, "donut").likeness > 0.6
