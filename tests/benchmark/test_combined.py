"""All methods together: every method's tiles but the controls', in one question for each trojan."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from unhorse.benchmark.combined import combined, combined_record, write_combined
from unhorse.benchmark.methods import method_records
from unhorse.benchmark.run import RunConfig, ask, grid
from unhorse.benchmark.strips import Strips, strip_path
from unhorse.benchmark.suite import Case, load_suite
from unhorse.core.errors import MethodError
from unhorse.core.results import COMBINED
from unhorse.models.files import load_subject, packaged
from unhorse.worlds.world import open_world

CASES = [Case(name, "patch", "owl", None, "strawberry", "patch", ("strawberry", "pumpkin")) for name in ("first", "second")]
RECORDS = {
    "fourier": {"told": [], "networks": ["subject"], "bank": False, "control": False},
    "noise": {"told": [], "networks": [], "bank": False, "control": True},
    "snafue": {"told": ["twin"], "networks": ["subject", "twin"], "bank": True, "control": False},
}


def strips(side_of_snafue: int = 16) -> list[Strips]:
    generator = np.random.default_rng(0)
    sides = {"fourier": 16, "noise": 16, "snafue": side_of_snafue}
    return [
        Strips(method, case, repeat, generator.integers(0, 256, (10, sides[method], sides[method], 3), dtype=np.uint8))
        for method in RECORDS
        for repeat in (1, 2)
        for case in CASES
    ]


def test_the_tiles_of_all_methods_but_controls_stand_in_the_order_of_the_methods() -> None:
    made = strips()
    together = combined(made, RECORDS)
    assert [(strip.method, strip.case.name, strip.repeat) for strip in together] == [
        (COMBINED, name, repeat) for repeat in (1, 2) for name in ("first", "second")
    ]
    for strip in together:
        own = [one for one in made if one.method != "noise" and (one.case, one.repeat) == (strip.case, strip.repeat)]
        assert np.array_equal(strip.tiles, np.concatenate([one.tiles for one in own]))


def test_tiles_of_different_sizes_become_as_large_as_the_largest() -> None:
    made = strips(side_of_snafue=24)
    found = combined(made, RECORDS)[0].tiles
    assert found.shape == (20, 24, 24, 3)
    assert np.array_equal(found[10:], next(one.tiles for one in made if one.method == "snafue"))
    small = next(one.tiles for one in made if one.method == "fourier")
    assert np.array_equal(found[0], np.asarray(Image.fromarray(small[0]).resize((24, 24), Image.Resampling.BICUBIC)))


def test_its_record_tells_what_any_method_was_told_and_used() -> None:
    record = combined_record(RECORDS)
    assert record == {
        "settings": {"shown": "fourier, snafue"},
        "told": ["twin"],
        "networks": ["subject", "twin"],
        "bank": True,
        "control": False,
        "texts": False,
    }


def test_it_is_written_with_a_row_of_ten_for_each_method(tmp_path: Path) -> None:
    strip = combined(strips(), RECORDS)[0]
    write_combined(tmp_path, strip, 10)
    pixels = np.array(Image.open(strip_path(tmp_path, COMBINED, "first", 1)))
    assert pixels.shape == (32, 160, 3)
    assert np.array_equal(pixels[16:, :16], strip.tiles[10])


def test_its_questions_have_identifiers_and_keys_of_their_own() -> None:
    suite = load_suite("drawn")
    cases = suite.cases(False)[:2]
    made = [strip._replace(case=cases[index % 2]) for index, strip in enumerate(strips())]
    made += combined(made, RECORDS)
    config = RunConfig(suite=suite, methods=tuple(RECORDS), respondents=("chance",), repeats=2, combined=True)
    questions, keys = ask(config, open_world(suite.world), made)
    assert len({question.identifier for question in questions}) == len(made)
    asked = [(question, key) for question, key in zip(questions, keys, strict=True) if key.method == COMBINED]
    assert [len(question.tiles) for question, _ in asked] == [20] * 4
    assert {key.option for _, key in asked} == {case.right for case in cases}


def test_a_method_may_not_bear_its_name() -> None:
    suite, model = load_suite("drawn"), packaged("models", "drawn")
    config = RunConfig(suite=suite, methods=(f"somewhere/{COMBINED}.py",), respondents=("chance",))
    with pytest.raises(MethodError, match="none of them 'combined'"):
        grid(config, load_subject(model)[1], model)


def test_every_registered_method_s_record_can_be_combined() -> None:
    records = method_records(("control_noise", "snafue", "tabor"))
    assert combined_record(records)["settings"] == {"shown": "snafue, tabor"}
