"""The competition's public files and its board, once it is frozen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sites import Made, Person

from unhorse.competition.board import BoardRow, Cell
from unhorse.competition.closing import RECORD_HOLDER, FrozenBoard, Outcome
from unhorse.core.questions import Answer
from unhorse.core.records import write_table
from unhorse.core.results import SYNTHETIC

NAMES = ("smiley_emoji", "clownfish", "green_star")


def frozen() -> FrozenBoard:
    """A board on which nobody but the record holder stands, whom nobody was asked about at one trojan."""
    cells = {name: Cell(n=20 * (place > 0), identified=6 * place, low=0.1, high=0.9) for place, name in enumerate(NAMES)}
    mean = Cell(n=40, identified=18, low=0.31, high=0.6)
    row = BoardRow(entry=RECORD_HOLDER, cells=cells, mean=mean, excluded=1, rank=1, rank_low=1, rank_high=1)
    return FrozenBoard(competition="trial", rules_version=1, at=datetime.now(UTC), log_sha256="0", tables={}, decisions=(), rows=(row,))


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_the_board_opens_with_the_freeze_and_the_report_runs_nothing(site: Made) -> None:
    def story() -> None:
        somebody, folder = Person(), site.folder
        (folder / "report.html").write_text("<style>p { color: red }</style><p onclick='x()'>report</p>")
        assert "the record holder" not in somebody.text("/board")
        assert somebody.get("/report").status_code == 404, "blind until the board is frozen"
        frozen().write_json(folder / "board.json")
        Outcome(main={}, authorship=(), bonus={"secret_1": {"Engines": 50_000}, "secret_2": {}}).write_json(folder / "prizes.json")
        answer = Answer(question="q", respondent=f"{SYNTHETIC}:1", option="o", position=1, seconds=1)
        write_table(folder / "board" / "answers.csv", Answer, [answer])
        page = somebody.text("/board")
        assert "The people of this survey are synthetic" in page
        for part in (
            "the record holder",
            "0.450",
            "[0.310, 0.600]",
            "0.60 <span>[0.10, 0.90], n&nbsp;=&nbsp;20",
            "Engines, 500.00 USD",
            "nobody named it",
        ):
            assert part in page, part
        policy = somebody.get("/report").headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
        assert "script" not in policy

    site.play(story)


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_of_the_folder_only_what_is_public_is_served(site: Made) -> None:
    def story() -> None:
        somebody, folder = Person(), site.folder
        (folder / "kit.zip").write_bytes(b"PK")
        for name in ("kit.zip", "competition.toml", "commitments.json", "receipt_key.json"):
            answer = somebody.get(f"/{name}")
            assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, f'attachment; filename="{name}"')
        private = ("opening/opening.json", "opening/site_key", "site.toml", "log.jsonl", "competition.sqlite3", "entries/entry_001/entry.zip")
        for name in (*private, "../trial/site.toml", "%2e%2e/site.toml", "workshop/desk.lock"):
            assert somebody.get(f"/{name}").status_code in (400, 404), name

    site.play(story)
