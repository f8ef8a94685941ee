"""A participant's way: start an entry, be told what is missing, fill it in from a run's strips, pack it, check the zip."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
from command import unhorse
from entries import CODE, MANIFEST
from PIL import Image


def test_from_a_new_folder_to_a_packed_entry(tmp_path: Path) -> None:
    started = unhorse("submission", "new", "mine", cwd=tmp_path)
    assert started.returncode == 0, started.stderr
    wanted = [word for word in started.stdout.split() if word.startswith("strips/")]
    assert len(wanted) == 12

    empty = unhorse("submission", "check", "mine", "--json", cwd=tmp_path)
    assert empty.returncode == 1
    told = json.loads(empty.stdout)
    assert not told["acceptable"]
    assert {finding["check"] for finding in told["findings"]} == {"manifest", "description", "licence", "own_work", "all_trojans", "off_the_shelf"}

    refused = unhorse("submission", "pack", "mine", "--out", "mine.zip", cwd=tmp_path)
    assert refused.returncode == 1
    assert not (tmp_path / "mine.zip").exists()

    (tmp_path / "mine/submission.toml").write_text(MANIFEST)
    (tmp_path / "mine/code/run.py").write_text(CODE)
    made = unhorse("synthesize", "control_noise", "--trojan", "fork", "--out", "mine/strips/fork.png", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    pixels = np.asarray(Image.open(tmp_path / "mine/strips/fork.png"))
    for number, name in enumerate(wanted):  # the control ignores the network: its strips for the others are as good turned by some columns
        if name != "strips/fork.png":
            Image.fromarray(np.roll(pixels, 5 * number + 3, axis=1)).save(tmp_path / "mine" / name)
    mended = unhorse("submission", "check", "mine", cwd=tmp_path)
    assert mended.returncode == 0, mended.stdout
    assert mended.stdout.strip() == "nothing to mend"

    digests = []
    for out in ("first.zip", "second.zip"):
        written = unhorse("submission", "pack", "mine", "--out", out, cwd=tmp_path)
        assert written.returncode == 0, written.stdout
        assert written.stdout.splitlines()[-1] == out
        digests.append(hashlib.sha256((tmp_path / out).read_bytes()).hexdigest())
    assert digests[0] == digests[1]
    assert zipfile.ZipFile(tmp_path / "first.zip").testzip() is None
    checked = unhorse("submission", "check", "first.zip", cwd=tmp_path)
    assert (checked.returncode, checked.stdout.strip()) == (0, "nothing to mend")


def test_a_folder_in_use_is_not_written_to_and_a_bad_zip_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    taken = unhorse("submission", "new", "mine", cwd=tmp_path)
    assert taken.returncode == 4
    assert "expected an empty folder" in taken.stderr
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../evil.py", "1")
    evil = unhorse("submission", "check", "evil.zip", cwd=tmp_path)
    assert evil.returncode == 1
    assert "'..' in the name: it would leave the entry" in evil.stdout
    assert "-> Rename the file" in evil.stdout
