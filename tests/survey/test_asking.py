"""A machine is asked what people are asked: the same pictures, texts and options, and nothing that tells the answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from studies import SIDE, build, noise, write_run

from unhorse.core.errors import RecordError
from unhorse.core.questions import AnswerKey, Pixels
from unhorse.core.records import read_table
from unhorse.core.results import COMBINED
from unhorse.survey.asking import study_questions


def read(path: Path) -> Pixels:
    return np.asarray(Image.open(path).convert("RGB"))


def all_media(run: Path) -> Path:
    """A run whose second question of each method has captions, the third texts alone, the fourth one caption for all."""
    for method in ("alpha", "beta"):
        captions = run / "captions" / method
        captions.mkdir(parents=True)
        for trojan in ("trojan_1", "trojan_2"):
            (captions / f"{trojan}.txt").write_text("".join(f"{method} {trojan} text {number}\n" for number in range(10)))
        (captions / "trojan_3.txt").write_text("one caption for all\n")
        (run / "strips" / method / "trojan_2.png").unlink()
    return run


def test_machines_see_the_run_s_pictures_texts_and_options_as_the_study_shows_them(tmp_path: Path) -> None:
    run = all_media(write_run(tmp_path / "run", none_of_these=True))
    Image.fromarray(noise(np.random.default_rng(9), 90 * SIDE)).save(run / "strips" / "alpha" / "trojan_0.png")
    built = build(tmp_path / "study", run, none_of_these=True)
    found = {question.identifier: question for question in study_questions(built.study, built.key)}
    keys = read_table(run / "keys.csv", AnswerKey)
    assert set(found) == {key.question for key in keys}
    for key in keys:
        question, strip = found[key.question], run / "strips" / key.method / f"{key.trojan}.png"
        if strip.is_file():
            assert np.array_equal(np.concatenate(list(question.tiles), axis=1), read(strip))
        else:
            assert len(question.tiles) == 0
        assert len(question.tiles) == {"trojan_0": 90 if key.method == "alpha" else 10, "trojan_2": 0}.get(key.trojan, 10)
        assert len(question.texts) == {"trojan_1": 10, "trojan_2": 10, "trojan_3": 1}.get(key.trojan, 0)
        kind = "patch" if key.kind == "control" else key.kind
        for option in question.options:
            assert np.array_equal(option.picture, read(run / "options" / f"{kind}_{option.name}.png"))
        assert key.option in {option.name for option in question.options} or key.kind == "control"
        assert question.none_option


def test_the_order_in_which_options_come_does_not_tell_which_is_right(tmp_path: Path) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"))
    for question in study_questions(built.study, built.key):
        names = [option.name for option in question.options]
        assert names == sorted(names)


def test_the_arm_that_shows_all_methods_is_asked_with_all_pictures(tmp_path: Path) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"), combined=True)
    together = {key.question for key in read_table(tmp_path / "study.key" / "keys.csv", AnswerKey) if key.method == COMBINED}
    tiles = [len(question.tiles) for question in study_questions(built.study, built.key) if question.identifier in together]
    assert tiles == [20] * 12


def test_a_picture_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"))
    broken = built.study.pictures / f"{next(iter(built.study.items.arms.values()))[0].tiles[0]}.png"
    broken.write_bytes(b"no picture")
    with pytest.raises(RecordError, match=broken.name):
        study_questions(built.study, built.key)
