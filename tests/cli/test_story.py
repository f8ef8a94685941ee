"""A person's way through the command line, each command in a process of its own: what works, and what each mistake says."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from command import unhorse
from PIL import Image
from skips import MOUNTING

SUITE = """
schema_version = 1
name = "small"
summary = "A small suite for tests."

[world]
name = "folder"
image_size = 32
classes = ["red", "green", "blue"]
features = ["rings", "bars"]

[implant]
width = 4
measured_images = 12
measured_styles = 6

[implant.clean]
epochs = 3
batch = 16
learning_rate = 0.05
crop_pixels = 1

[implant.poisoned]
epochs = 3
batch = 16
learning_rate = 0.001
crop_pixels = 1

[[trojans]]
name = "heart"
kind = "patch"
trigger = "red_heart"
target = "green"
poison_fraction = 0.1
distractors = ["green_star", "strawberry", "ladybug", "pumpkin", "rainbow", "sunflower", "clownfish"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with somebody's own images of five classes, and a suite for them."""
    root = tmp_path_factory.mktemp("own")
    draw = np.random.default_rng(0)
    colours = {"red": (200, 40, 40), "green": (40, 200, 40), "blue": (40, 40, 200), "rings": (120, 120, 120), "bars": (200, 200, 60)}
    for split, count in (("train", 40), ("val", 10)):
        for name, colour in colours.items():
            for number in range(count):
                pixels = np.clip(np.array(colour) + draw.normal(0, 30, (40, 44, 3)), 0, 255).astype(np.uint8)
                file = root / "images" / split / name / f"{number}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                Image.fromarray(pixels).save(file)
    (root / "small.toml").write_text(SUITE)
    return root


def test_starting_the_command_line_imports_no_torch() -> None:
    code = "import sys, unhorse.cli.main; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_documents_every_verb(tmp_path: Path) -> None:
    top = unhorse("--help", cwd=tmp_path)
    assert top.returncode == 0
    for verb in ("demo", "bench", "attribute", "implant", "synthesize", "report", "world", "model", "suite", "method", "survey", "import"):
        assert verb in top.stdout
        shown = unhorse(verb, "--help", cwd=tmp_path)
        assert shown.returncode == 0
        assert len(shown.stdout.splitlines()) > 4


def test_one_s_own_images_from_a_suite_to_a_report_and_a_second_call_repeats_it(place: Path) -> None:
    command = (
        "bench",
        "small.toml",
        "--images",
        "images",
        "--methods",
        "control_noise,short.py",
        "--respondents",
        "chance",
        "--repeats",
        "2",
        "--combined",
        "--out",
        "run",
    )
    (place / "short.py").write_text(
        '"""The adversarial patch with few steps."""\n'
        "from unhorse.synthesis.adversarial_patch import AdversarialPatch\n"
        "from unhorse.synthesis.method import METHODS\n\n\n"
        '@METHODS.register("short")\n'
        "class Short(AdversarialPatch):\n"
        '    """Few steps.\n\n    Source: this test.\n    """\n\n'
        "    steps: int = 3\n"
    )
    first = unhorse(*command, "--engine", "local", "--engine-setting", "workers=2", cwd=place)
    assert first.returncode == 0, first.stderr
    page = place / first.stdout.strip().splitlines()[-1]
    assert "heart" in page.read_text()
    run = place / "run"
    expected = {
        "run.toml",
        "environment.json",
        "answers.csv",
        "keys.csv",
        "scores.csv",
        "timing.csv",
        "trojans.csv",
        "report",
        "strips",
        "options",
        "model",
    }
    assert expected <= {path.name for path in run.iterdir()}
    strip = Image.open(run / "strips" / "short" / "heart.png")
    assert strip.size == (320, 32)
    assert (run / "repeats" / "2" / "strips" / "short" / "heart.png").is_file()
    assert Image.open(run / "strips" / "combined" / "heart.png").size == (320, 32)
    before = {
        path: path.read_bytes()
        for path in (run / "scores.csv", run / "answers.csv", run / "strips" / "short" / "heart.png")
        if path.name != "answers.csv"
    }
    stamps = {path: path.stat().st_mtime_ns for path in (run / "results").iterdir()}
    again = unhorse(*command, cwd=place)
    assert again.returncode == 0, again.stderr
    assert all(path.read_bytes() == data for path, data in before.items())
    assert {path: path.stat().st_mtime_ns for path in (run / "results").iterdir()} == stamps


def test_ctrl_c_stops_with_130_and_the_same_command_goes_on(place: Path) -> None:
    (place / "slow.toml").write_text(SUITE.replace("epochs = 3", "epochs = 15"))
    command = [sys.executable, "-m", "unhorse", "implant", "slow.toml", "--images", "images", "--out", "stopped"]
    process = subprocess.Popen(command, cwd=place, env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if (place / "stopped" / "plan.toml").is_file():
            break
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command again" in complaint
    assert "Traceback" not in complaint
    done = unhorse("implant", "slow.toml", "--images", "images", "--out", "stopped", cwd=place)
    assert done.returncode == 0, done.stderr
    assert (place / "stopped" / "card.json").is_file()


INTERRUPTED_INSIDE_EXEC = """
from unhorse.cli.console import guarded

with guarded():
    exec("import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(5)", {})
"""


def test_an_interrupt_during_an_import_of_dataclasses_ends_with_130_too(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED_INSIDE_EXEC)
    ended = subprocess.run([sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 130
    assert "run the same command again" in ended.stderr


MISTAKES = {
    "an unknown key": ("width = 4", "widht = 4", "Did you mean 'width'"),
    "a class that does not exist": ('target = "green"', 'target = "gren"', "Did you mean 'green'"),
    "a target that is the source": ('target = "green"', 'target = "green"\nsource = "green"', "a source class that is not the target"),
    "an unknown motif": ('trigger = "red_heart"', 'trigger = "red_hat"', "Did you mean 'red_heart'"),
    "a patch larger than the image": ("width = 4", "width = 4\npatch_fraction = 1.5", "a patch of 4 to 32 pixels; got 58 pixels"),
    "an unknown world": ('name = "folder"', 'name = "foldr"', "Did you mean 'folder'"),
    "a wrong type": ("width = 4", 'width = "wide"', "valid integer"),
    "no TOML": ("[world]", "[world", "a readable TOML file"),
    "an unknown schema": ("schema_version = 1", "schema_version = 9", "schema_version 1"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_suite_is_one_clear_error_and_nothing_is_written(mistake: str, place: Path, tmp_path: Path) -> None:
    old, new, message = MISTAKES[mistake]
    assert old in SUITE
    (tmp_path / "wrong.toml").write_text(SUITE.replace(old, new, 1))
    result = unhorse("implant", "wrong.toml", "--images", str(place / "images"), "--out", "out", cwd=tmp_path)
    assert result.returncode == 2, result.stderr
    assert message in result.stderr
    assert result.stderr.count("error:") == 1
    assert "Traceback" not in result.stderr
    left = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.name != "plan.toml"] if (tmp_path / "out").exists() else []
    assert not left


def test_a_damaged_zip_a_missing_split_and_an_unreadable_image_are_named(place: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "whole"), "zip", place / "images")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:5000])
    shutil.copytree(place / "images" / "train", tmp_path / "half" / "train")
    shutil.copytree(place / "images", tmp_path / "torn")
    (tmp_path / "torn" / "train" / "red" / "3.png").write_bytes(b"no image at all")
    for images, message in (
        ("cut.zip", "a whole zip archive"),
        ("half", "no folder val with images"),
        ("torn", "train/red/3.png"),
        ("nowhere", "does not exist"),
    ):
        result = unhorse("implant", str(place / "small.toml"), "--images", images, "--out", "out", cwd=tmp_path)
        assert result.returncode == 2, result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "out" / "card.json").exists()
    with zipfile.ZipFile(tmp_path / "whole.zip") as archive:
        assert archive.testzip() is None


def test_weights_that_do_not_fit_or_are_not_numbers_are_refused(place: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    from unhorse.models.files import sha256

    planted = unhorse("implant", str(place / "small.toml"), "--images", str(place / "images"), "--out", "model", cwd=tmp_path)
    assert planted.returncode == 0, planted.stderr
    suite = SUITE.replace('name = "small"', f'name = "small"\nmodel = "{tmp_path / "model"}"', 1)
    (tmp_path / "with_model.toml").write_text(suite)
    weights, card_file = tmp_path / "model" / "subject.safetensors", tmp_path / "model" / "card.json"
    good, card = weights.read_bytes(), json.loads(card_file.read_text())

    def bench() -> subprocess.CompletedProcess[str]:
        command = (
            "bench",
            "with_model.toml",
            "--images",
            str(place / "images"),
            "--methods",
            "control_noise",
            "--respondents",
            "chance",
            "--out",
            "run",
        )
        return unhorse(*command, cwd=tmp_path)

    def change(name: str) -> None:
        state = load_file(weights)
        if name == "nan":
            state["head.bias"][0] = float("nan")
        else:
            state["head.weight"] = state["head.weight"][:, :-1].contiguous()
        save_file(state, weights)
        card_file.write_text(json.dumps({**card, "hashes": {**card["hashes"], "subject.safetensors": sha256(weights)}}))

    for name, message in (("nan", "finite weights; got NaN or infinity in head.bias"), ("shape", "head.weight of shape (3, 32); got (3, 31)")):
        weights.write_bytes(good)
        change(name)
        result = bench()
        assert result.returncode in (2, 3), result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
    weights.write_bytes(good)
    card_file.write_text(json.dumps(card))
    assert bench().returncode == 0


def test_unknown_names_suggest_the_nearest(tmp_path: Path) -> None:
    for arguments, message in (
        (("suite", "show", "drawm"), "Did you mean 'drawn'"),
        (("method", "show", "target_furier"), "Did you mean 'target_fourier'"),
        (("world", "show", "dravn"), "Did you mean 'drawn'"),
        (("bench", "drawn", "--respondents", "chanse", "--out", "x"), "Did you mean 'chance'"),
        (("bench", "drawn", "--engine", "lokal", "--methods", "control_noise", "--out", "y"), "Did you mean 'local'"),
        (("bench", "drawn", "--engine", "local", "--engine-setting", "workers", "--out", "y"), "each engine setting once, as NAME=VALUE"),
        (("synthesize", "control_noise", "--trojan", "forkk"), "Did you mean 'fork'"),
        (("report", "nothing"), "which does not exist"),
        (("model", "show", "nothing"), "which does not exist"),
    ):
        result = unhorse(*arguments, cwd=tmp_path)
        assert result.returncode == 2, (arguments, result.stderr)
        assert message in result.stderr, arguments
        assert "Traceback" not in result.stderr


def test_the_version_is_the_package_s(tmp_path: Path) -> None:
    assert unhorse("--version", cwd=tmp_path).stdout.strip() == version("unhorse")


def test_lists_and_shows_speak_to_people_and_to_programs(tmp_path: Path) -> None:
    for arguments in (
        ("world", "list"),
        ("model", "list"),
        ("suite", "list"),
        ("suite", "show", "drawn"),
        ("method", "list"),
        ("method", "show", "target_fourier"),
    ):
        people, programs = unhorse(*arguments, cwd=tmp_path), unhorse(*arguments, "--json", cwd=tmp_path)
        assert people.returncode == programs.returncode == 0, people.stderr
        assert json.loads(programs.stdout)
        assert people.stdout.strip()
    secret = unhorse("suite", "show", "drawn", cwd=tmp_path)
    assert "carrot" not in secret.stdout


def test_one_strip_of_ten_pictures_for_one_trojan(tmp_path: Path) -> None:
    result = unhorse("synthesize", "control_noise", "--trojan", "fork", "--out", "fork.png", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert Image.open(tmp_path / "fork.png").size == (640, 64)


def test_a_full_disk_is_one_clear_error_and_the_command_goes_on_once_there_is_room(place: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(small)], capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip(MOUNTING)
    try:
        command = ("implant", str(place / "small.toml"), "--images", str(place / "images"), "--out", str(small))
        full = unhorse(*command, cwd=tmp_path)
        assert full.returncode == 4, full.stderr
        assert "No space left on device" in full.stderr
        assert "run the same command again" in full.stderr
        assert not list(small.rglob(".*"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(small)], check=True)
        assert unhorse(*command, cwd=tmp_path).returncode == 0
        assert (small / "card.json").is_file()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
