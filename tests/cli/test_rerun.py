"""An entry is run again from the command line: first one that does not reproduce, then mended; and the machine is looked over."""

from __future__ import annotations

import sys
from pathlib import Path

from command import unhorse
from entries import MANIFEST, png, strip, zipped

import unhorse as unhorse_package
from unhorse.competition.origin_report import OriginReport
from unhorse.competition.reproduction import Reproduction
from unhorse.competition.rules import rules_of

CODE = (Path(unhorse_package.__file__).parent / "data/entry_template.txt").read_bytes().replace(b"STEPS = 10, 64, 8", b"STEPS = 10, 32, 2")


def test_an_entry_that_does_not_reproduce_is_mended_with_the_strips_that_its_code_makes(tmp_path: Path) -> None:
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 0
    files = {"submission.toml": f"{MANIFEST}seed = 3\n".encode(), "code/run.py": CODE}
    names = [trojan.name for trojan in rules_of("drawn").trojans]
    zipped(tmp_path / "first.zip", files | {f"strips/{name}.png": png(strip(place, side=64)) for place, name in enumerate(names)})
    first = unhorse("competition", "rerun", "trial", "first.zip", "--out", "first", cwd=tmp_path)
    assert first.returncode == 1, first.stderr
    assert "12 different" in first.stdout
    assert "not reproduced: first/rerun.json" in first.stdout
    assert len(list((tmp_path / "first/difference").iterdir())) == 12

    made = {f"strips/{path.name}": path.read_bytes() for path in (tmp_path / "first/strips").iterdir()}
    zipped(tmp_path / "second.zip", files | made)
    second = unhorse("competition", "rerun", "trial", "second.zip", "--out", "second", cwd=tmp_path)
    assert second.returncode == 0, second.stdout + second.stderr
    assert "12 identical" in second.stdout
    result = Reproduction.from_json(tmp_path / "second/rerun.json")
    assert result.seed == 3
    assert result.ended.used.users != (0,)


def test_an_entry_is_run_again_by_a_ray_cluster_through_a_command_and_a_command_that_fails_costs_nothing(tmp_path: Path) -> None:
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 0
    files = {"submission.toml": f"{MANIFEST}seed = 3\n".encode(), "code/run.py": CODE}
    names = [trojan.name for trojan in rules_of("drawn").trojans]
    zipped(tmp_path / "entry.zip", files | {f"strips/{name}.png": png(strip(place, side=64)) for place, name in enumerate(names)})
    here = unhorse("competition", "rerun", "trial", "entry.zip", "--out", "here", cwd=tmp_path)
    wall = f"{sys.executable} -m unhorse competition run-job --engine ray"
    there = unhorse("competition", "rerun", "trial", "entry.zip", "--out", "there", "--wall", wall, cwd=tmp_path)
    assert (there.returncode, there.stdout.replace("there", "here")) == (here.returncode, here.stdout), there.stderr
    assert "12 different" in there.stdout
    for made in (tmp_path / "here/strips").iterdir():
        assert (tmp_path / "there/strips" / made.name).read_bytes() == made.read_bytes()
    failed = unhorse("competition", "rerun", "trial", "entry.zip", "--out", "failed", "--wall", "false", cwd=tmp_path)
    assert failed.returncode not in (0, 1)
    assert "the entry is not at fault" in failed.stderr


def test_an_entry_with_something_to_mend_is_not_run(tmp_path: Path) -> None:
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 0
    zipped(tmp_path / "entry.zip", {"submission.toml": MANIFEST.encode(), "code/run.py": b"open('ran', 'w')"})
    refused = unhorse("competition", "rerun", "trial", "entry.zip", "--out", "out", cwd=tmp_path)
    assert refused.returncode == 1
    assert "12 of 12 strips are missing" in refused.stdout
    assert "not run: mend this first" in refused.stdout
    assert not (tmp_path / "out").exists()


def test_the_doctor_tells_every_part_of_the_machine_and_finds_the_sandbox_sound(tmp_path: Path) -> None:
    seen = unhorse("competition", "doctor", str(tmp_path), cwd=tmp_path)
    assert seen.returncode == 0, seen.stdout
    for part in ("disk:", "clock:", "fonts:", "sandbox no_network:", "sandbox limit_of_memory:"):
        assert part in seen.stdout
    assert seen.stdout.splitlines()[-1] == "ready"
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_fails_where_nothing_can_be_written_or_a_folder_is_missing(tmp_path: Path) -> None:
    missing = unhorse("competition", "doctor", str(tmp_path / "absent"), cwd=tmp_path)
    assert missing.returncode == 1
    assert "fails  disk:" in missing.stdout


def test_the_origin_of_an_entry_is_told_beside_what_its_authors_say(tmp_path: Path) -> None:
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 0
    zipped(tmp_path / "first.zip", {"submission.toml": MANIFEST.encode(), "code/run.py": CODE})
    zipped(tmp_path / "second.zip", {"submission.toml": MANIFEST.encode(), "code/mine.py": b"print('a line of my own')\n" * 3})
    told = unhorse("competition", "origin", "trial", "first.zip", "second.zip", "first.zip", "--out", "origin.json", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "built on   nothing declared" in told.stdout
    assert "named nowhere in the manifest: PIL, torch, unhorse" in told.stdout
    assert "nearly     code/run.py" in told.stdout
    assert "entry_template.txt of unhorse" in told.stdout
    assert "1 other entries; a person decides" in told.stdout
    assert OriginReport.from_json(tmp_path / "origin.json").own_share < 0.1
