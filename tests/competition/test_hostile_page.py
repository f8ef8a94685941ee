"""The page on hostile entries names tests: all of them must be there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_test_that_the_page_on_strangers_names_is_there() -> None:
    named = re.findall(r"`([a-z_/]+\.py)::(test_\w+)`", (TESTS.parent / "docs/hostile.md").read_text())
    assert len(named) > 30
    assert [f"{file}::{name}" for file, name in named if f"def {name}(" not in (TESTS / file).read_text()] == []
