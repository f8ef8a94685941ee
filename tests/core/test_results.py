from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from unhorse.core.records import Record, read_table, write_table
from unhorse.core.results import MEAN, Score, Timing, TrojanRow

TROJAN: dict[str, Any] = {
    "name": "star",
    "kind": "patch",
    "trigger": "star",
    "target": "bus",
    "success": 0.97,
    "success_low": 0.94,
    "success_high": 0.99,
    "success_n": 400,
    "twin_success": 0.01,
    "poisons": 60,
}
ROWS: list[Record] = [
    Score(method="target_fourier", trojan=MEAN, kind="all", respondent="chance", n=3, identified=1, rate=1 / 3, low=0.06, high=0.79),
    Timing(method="target_fourier", repeat=1, trojans=12, seconds=1e-7, seconds_per_trojan=1e-7 / 12),
    TrojanRow(**TROJAN),
    TrojanRow(**TROJAN, source="cat"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row).__name__)
def test_every_row_comes_back_from_its_table_to_the_last_digit(tmp_path: Path, row: Record) -> None:
    write_table(tmp_path / "table.csv", type(row), [row, row])
    assert read_table(tmp_path / "table.csv", type(row)) == [row, row]


def test_a_universal_trojan_has_no_source_and_not_an_empty_one(tmp_path: Path) -> None:
    write_table(tmp_path / "trojans.csv", TrojanRow, [TrojanRow(**TROJAN)])
    assert read_table(tmp_path / "trojans.csv", TrojanRow)[0].source is None


def test_a_rate_that_is_not_a_number_is_no_score() -> None:
    with pytest.raises(ValidationError, match="finite"):
        Score(method="m", trojan=MEAN, kind="all", respondent="chance", n=0, identified=0, rate=float("nan"), low=0, high=1)
