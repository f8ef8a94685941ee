"""An organiser's way: rules, sealed secrets, and anybody's check of them."""

from __future__ import annotations

import stat
from pathlib import Path

from command import unhorse


def test_from_rules_to_seals_that_anybody_can_verify(tmp_path: Path) -> None:
    drawn = unhorse("suite", "draw", "--seed", "5", "--secrets", "4", "--out", "private.toml", cwd=tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    made = unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "trial/competition.toml"

    sealed = unhorse("competition", "seal", "trial", "--secrets", "private.toml", cwd=tmp_path)
    assert sealed.returncode == 0, sealed.stderr
    opening = tmp_path / "trial/opening/opening.json"
    assert stat.S_IMODE(opening.stat().st_mode) == 0o600
    verified = unhorse("competition", "verify", "trial", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.count("holds   secret_") == 4

    again = unhorse("competition", "seal", "trial", "--secrets", "private.toml", cwd=tmp_path)
    assert again.returncode == 2
    assert "what was published stays" in again.stderr
    rules = tmp_path / "trial/competition.toml"
    rules.write_text(rules.read_text().replace("threshold = 0.5", "threshold = 0.6"))
    changed = unhorse("competition", "verify", "trial", cwd=tmp_path)
    assert changed.returncode == 1
    assert "broken  the rules were changed after the sealing" in changed.stdout


def test_rules_are_not_overwritten_and_a_name_that_cannot_be_writes_nothing(tmp_path: Path) -> None:
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 0
    assert unhorse("competition", "init", "trial", "--name", "trial", cwd=tmp_path).returncode == 4
    wrong = unhorse("competition", "init", "other", "--name", "My Trial", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "name = 'My Trial'" in wrong.stderr
    assert not (tmp_path / "other").exists()
