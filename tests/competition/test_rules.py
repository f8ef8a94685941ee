from __future__ import annotations

from pathlib import Path

import pytest

from unhorse.benchmark.suite import load_suite
from unhorse.competition.rules import SUITES, rules_of
from unhorse.core.errors import RecordError, UnknownNameError


@pytest.mark.parametrize("suite", sorted(file.stem for file in SUITES.glob("*.toml")))
def test_the_trojans_are_the_public_ones_of_the_suite(suite: str) -> None:
    assert rules_of(suite).trojans == load_suite(suite).public
    assert not any(trojan.secret for trojan in rules_of(suite).trojans)


def test_a_suite_may_be_a_file_and_a_wrong_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    assert rules_of(str(SUITES / "drawn.toml")) == rules_of("drawn")
    with pytest.raises(UnknownNameError, match="Did you mean 'drawn'"):
        rules_of("drawm")
    broken = tmp_path / "broken.toml"
    broken.write_text('[[trojans]]\nname = "fork"\n')
    with pytest.raises(RecordError, match=r"trojans\.0\.kind"):
        rules_of(str(broken))
