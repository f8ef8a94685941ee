"""The starter kit as a newcomer uses it: load the network, pack the example, hand it in, have it run again and accepted."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from command import unhorse
from organisers import Organiser


def test_the_example_of_the_kit_packs_is_received_reproduces_and_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    organiser = Organiser(tmp_path, monkeypatch)
    organiser.opens()
    organiser.does("kit", "--out", "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert not [name for name in archive.namelist() if "opening" in name]
        archive.extractall(tmp_path / "kit")
    kit = tmp_path / "kit"
    told_of = tomllib.loads((kit / "subject/suite.toml").read_text())
    assert all("trigger" not in sealed for sealed in told_of["sealed"])
    assert not [spec for spec in told_of["trojans"] if spec.get("secret")]
    loaded = subprocess.run(
        [sys.executable, "load.py"], cwd=kit, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=False
    )
    assert "a grey picture is taken for" in loaded.stdout, loaded.stderr
    assert loaded.stdout.count("target") == 12
    packed = unhorse("submission", "pack", "example", "--suite", "subject/suite.toml", "--out", "mine.zip", cwd=kit)
    assert packed.returncode == 0, packed.stdout
    assert "received as entry_001" in organiser.does("receive", str(kit / "mine.zip"), "--team", "newcomers")
    assert "12 identical" in organiser.does("rerun", "entry_001")
    told = organiser.does("accept", "entry_001", "--not-novel", "--reason", "it is the kit's example")
    assert "entry_001 is accepted" in told
