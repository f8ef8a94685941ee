from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from unhorse.core.seeds import generator_for, seed_for


def test_a_seed_is_the_same_in_every_process_and_on_every_day() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from unhorse.core.seeds import seed_for; print(seed_for(7, 'strips', 'target_fourier', 1))"],
        env={"PYTHONHASHSEED": "99"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(found.stdout) == seed_for(7, "strips", "target_fourier", 1) == 4257036425291946816


def test_roots_names_their_order_and_their_borders_all_matter() -> None:
    listed = [
        seed_for(1, "a", "b"),
        seed_for(2, "a", "b"),
        seed_for(1, "b", "a"),
        seed_for(1, "ab"),
        seed_for(1, "a"),
        seed_for(1),
        seed_for(11),
        seed_for(1, 1),
        seed_for(1, "a", "b", 0),
    ]
    assert len(set(listed)) == len(listed)


def test_seeds_fit_into_63_bits_and_use_them_all() -> None:
    listed = [seed_for(0, number) for number in range(500)]
    assert all(0 <= seed < 2**63 for seed in listed)
    assert np.bitwise_or.reduce(np.array(listed)) == 2**63 - 1
    assert np.bitwise_and.reduce(np.array(listed)) == 0


def test_a_generator_is_that_of_its_seed_and_leaves_the_global_state_alone() -> None:
    before = np.random.get_state(legacy=False)
    drawn = generator_for(3, "option", "star").random(4)
    after = np.random.get_state(legacy=False)
    assert drawn == pytest.approx(np.random.default_rng(seed_for(3, "option", "star")).random(4), abs=0)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert np.array_equal(before["state"]["key"], after["state"]["key"])
    assert before["state"]["pos"] == after["state"]["pos"]


def test_neighbouring_names_draw_independently() -> None:
    first, second = generator_for(0, "tile", 1).normal(size=4000), generator_for(0, "tile", 2).normal(size=4000)
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 0.06
