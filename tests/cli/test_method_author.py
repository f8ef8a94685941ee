"""A method author's way: a file to start from, the contract, a strip."""

from __future__ import annotations

from pathlib import Path

from command import unhorse
from PIL import Image


def test_from_a_new_file_to_a_strip(tmp_path: Path) -> None:
    made = unhorse("method", "new", "smooth_pixels", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "smooth_pixels.py"
    file = tmp_path / "smooth_pixels.py"
    fewer = file.read_text().replace("steps: int = 100", "steps: int = 30")  # nothing else: what is made keeps the rules as it is
    assert fewer != file.read_text()
    file.write_text(fewer)
    checked = unhorse("method", "check", "smooth_pixels.py", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert "all 8 rules kept" in checked.stdout
    strip = unhorse("synthesize", "smooth_pixels.py", "--trojan", "fork", "--out", "fork.png", cwd=tmp_path)
    assert strip.returncode == 0, strip.stderr
    assert Image.open(tmp_path / "fork.png").size == (640, 64)


def test_a_broken_rule_is_told_with_its_mending_and_the_exit_status_says_so(tmp_path: Path) -> None:
    unhorse("method", "new", "mine", cwd=tmp_path)
    file = tmp_path / "mine.py"
    file.write_text(file.read_text().replace("steps: int = 100", "steps: int = 5").replace("    Source:", "    From:"))
    checked = unhorse("method", "check", "mine.py", cwd=tmp_path)
    assert checked.returncode == 1
    assert "no Source: in the docstring. Add `Source:`" in checked.stdout
    assert "1 of 8 rules broken" in checked.stdout


def test_a_name_that_cannot_be_is_refused_and_no_file_is_overwritten(tmp_path: Path) -> None:
    for name, said in (
        ("My-Method", "small letters, digits and underscores"),
        ("target_fourier", "a name that no method has"),
        ("x/y", "small letters"),
    ):
        refused = unhorse("method", "new", name, cwd=tmp_path)
        assert refused.returncode == 2
        assert said in refused.stderr
    (tmp_path / "kept.py").write_text("mine")
    assert "a file that is not there yet" in unhorse("method", "new", "kept", cwd=tmp_path).stderr
    assert (tmp_path / "kept.py").read_text() == "mine"
