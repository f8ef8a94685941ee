"""A method that answers in texts has them carried to its strips, questions and tables, and none of its texts among pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from unhorse.benchmark.combined import combined, combined_record
from unhorse.benchmark.methods import method_records
from unhorse.benchmark.presets import PRESETS
from unhorse.benchmark.run import RunConfig, ask, strips_of
from unhorse.benchmark.strips import Strips, write_strips
from unhorse.benchmark.suite import load_suite
from unhorse.benchmark.synthesis_job import method_from_record
from unhorse.benchmark.tables import picture_rows
from unhorse.engine.job import Job, Result
from unhorse.worlds.world import open_world

SUITE = load_suite("drawn")
CONFIG = RunConfig(suite=SUITE, methods=("text_cavs", "control_noise"), respondents=())
TEXTS = [[f"thing {case} {place}" for place in range(10)] for case in range(len(CONFIG.cases))]


def made() -> tuple[list[tuple[str, int, Job]], list[Result]]:
    said: Result = {"texts": np.frombuffer(json.dumps(TEXTS).encode(), dtype=np.uint8), "passes": np.array(7)}
    shares = {name: np.zeros((len(CONFIG.cases), 10), np.float32) for name in ("alone", "pasted", "twin_alone", "twin_pasted")}
    drawn: Result = {"pictures": np.zeros((len(CONFIG.cases), 10, 8, 8, 3), np.uint8), "passes": np.array(0), **shares}
    return [(name, 1, Job("module:function", {}, 0, name, {})) for name in CONFIG.methods], [said, drawn]


def test_texts_become_the_strips_of_their_method_and_the_texts_of_its_questions() -> None:
    strips = strips_of(CONFIG, *made())
    world = open_world(SUITE.world)
    questions, keys = ask(CONFIG, world, strips)
    shown = {key.trojan: question for question, key in zip(questions, keys, strict=True) if key.method == "text_cavs"}
    for case, texts in zip(CONFIG.cases, TEXTS, strict=True):
        assert shown[case.name].texts == tuple(texts)
        assert len(shown[case.name].tiles) == 0
        assert len(shown[case.name].options) == 8
    assert all(not question.texts and len(question.tiles) == 10 for question, key in zip(questions, keys, strict=True) if key.method != "text_cavs")


def test_texts_are_written_one_a_line_and_no_strip_of_pictures_beside_them(tmp_path: Path) -> None:
    first = strips_of(CONFIG, *made())[0]
    write_strips(tmp_path, first)
    write_strips(tmp_path, first._replace(repeat=2))
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert files == [f"captions/text_cavs/{first.case.name}.txt", f"repeats/2/captions/text_cavs/{first.case.name}.txt"]
    assert (tmp_path / files[0]).read_text().splitlines() == TEXTS[0]


def test_texts_are_in_no_table_of_pictures_and_not_among_all_together() -> None:
    jobs, results = made()
    assert {row.method for row in picture_rows(CONFIG.cases, jobs, results)} == {"control_noise"}
    strips = [*strips_of(CONFIG, jobs, results), Strips("snafue", CONFIG.cases[0], 1, np.ones((10, 8, 8, 3), np.uint8))]
    records = method_records(("text_cavs", "snafue", "control_noise"))
    (together,) = combined(strips, records)
    assert together.tiles.shape[0] == 10
    assert combined_record(records)["settings"] == {"shown": "snafue"}


def test_the_record_of_text_cavs_says_what_it_was_told_and_which_networks_it_used() -> None:
    record = method_records(("text_cavs",))["text_cavs"]
    assert record["told"] == ["the clean twin"]
    assert record["networks"] == ["subject", "clean twin", "text-image network"]
    assert record["texts"]
    assert record["bank"]


def test_every_setting_of_every_preset_is_one_of_its_method() -> None:
    for preset in PRESETS.values():
        for name, settings in preset.settings.items():
            record = method_from_record(name, settings).model_dump()
            assert {key: record[key] for key in settings} == settings


def test_a_run_with_a_preset_keeps_its_settings_in_run_toml_and_its_method_records(tmp_path: Path) -> None:
    config = CONFIG.model_copy(update={"preset": "paper", "method_settings": {"target_fourier": PRESETS["paper"].settings["target_fourier"]}})
    config.write_toml(tmp_path / "run.toml")
    assert RunConfig.from_toml(tmp_path / "run.toml") == config
    settings = method_records(("target_fourier",), config.method_settings)["target_fourier"]["settings"]
    assert isinstance(settings, dict)
    assert settings["steps"] == 512
