from __future__ import annotations

import io

import numpy as np
import pytest
from entries import RULES, entry, png, strip
from numpy.typing import NDArray
from PIL import Image

from unhorse.competition.likeness import NEAR_BITS, distance, near_duplicates, strip_hashes
from unhorse.competition.pictures import tiles_of
from unhorse.competition.submission import Submission
from unhorse.core.questions import Pixels


def jpeg(pixels: Pixels) -> Pixels:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="JPEG", quality=60)
    return np.asarray(Image.open(file))


CHANGES = {
    "saved as JPEG": jpeg(strip(1)),
    "twice as large": np.asarray(Image.fromarray(strip(1)).resize((640, 64), Image.Resampling.BICUBIC)),
    "darker": (strip(1) * 0.7 + 20).astype(np.uint8),
    "in another order": np.concatenate(tiles_of(strip(1))[::-1], axis=1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_near_its_original(change: str) -> None:
    assert distance(strip_hashes(strip(1)), strip_hashes(CHANGES[change])) <= NEAR_BITS


def test_pictures_that_have_nothing_to_do_with_each_other_are_far_apart() -> None:
    hashes = [strip_hashes(strip(seed)) for seed in range(20)]
    nearest = min(distance(hashes[first], hashes[second]) for first in range(20) for second in range(first))
    assert nearest > 2 * NEAR_BITS


def test_the_distance_is_that_of_a_literal_count_and_the_same_in_both_directions() -> None:
    first, second = strip_hashes(strip(1)), strip_hashes(strip(2))

    def towards(these: NDArray[np.bool_], those: NDArray[np.bool_]) -> float:
        return sum(min(sum(bool(x != y) for x, y in zip(a, b, strict=True)) for b in those) for a in these) / 10

    assert distance(first, second) == pytest.approx((towards(first, second) + towards(second, first)) / 2)
    assert distance(first, second) == distance(second, first)


def test_two_entries_with_one_shared_strip_are_told_with_the_trojan() -> None:
    other = {f"strips/{trojan.name}.png": png(strip(100 + number)) for number, trojan in enumerate(RULES.trojans)}
    entries = {"ours": Submission(entry()), "theirs": Submission({**other, "strips/t_donut.png": png(CHANGES["saved as JPEG"])})}
    (found,) = near_duplicates(entries, RULES)
    assert (found.first, found.second, found.trojan) == ("ours", "theirs", "t_donut")


def test_a_strip_that_is_missing_or_broken_is_no_duplicate() -> None:
    entries = {"ours": Submission(entry()), "theirs": Submission({"strips/t_fork.png": b"x", "strips/t_donut.png": png(strip(1, tiles=9))})}
    assert list(near_duplicates(entries, RULES)) == []
