"""A competition that is open, and its organiser at the command line, with a clock that the test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from entries import CODE, MANIFEST, png, strip, zipped
from typer.testing import CliRunner

from unhorse.cli.main import app
from unhorse.competition.rules import rules_of

OPENS = datetime(2026, 1, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=60)
NAMES = tuple(trojan.name for trojan in rules_of("drawn").trojans)


class Said(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    text: str


class Organiser:
    """Runs `unhorse competition` in this process, in a folder, at a time that the test sets.

    Args:
        folder: Where the files lie; the competition's folder is `trial` in it.
        monkeypatch: Sets the clock and the working folder.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.at = OPENS
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "300")
        monkeypatch.setattr("unhorse.competition.folder.now", self._now)

    def says(self, verb: str, *arguments: str) -> Said:
        """What `unhorse competition VERB trial ARGUMENTS` prints, standard error included."""
        result = CliRunner().invoke(app, ["competition", verb, "trial", *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.output)

    def does(self, verb: str, *arguments: str) -> str:
        """The same, where it must end well."""
        said = self.says(verb, *arguments)
        assert said.code == 0, said.text
        return said.text

    def opens(self, closes: datetime = CLOSES) -> None:
        """A competition with the test's dates and two sealed secrets."""
        drawn = CliRunner().invoke(app, ["suite", "draw", "--seed", "5", "--secrets", "2", "--out", "private.toml"])
        assert drawn.exit_code == 0, drawn.output
        self.does("init", "--name", "trial")
        rules = self.folder / "trial/competition.toml"
        dates = {"opens": OPENS, "closes": closes}
        lines = rules.read_text().splitlines()
        rules.write_text(
            "\n".join(next((f"{key} = {at:%Y-%m-%dT%H:%M:%SZ}" for key, at in dates.items() if line.startswith(f"{key} = ")), line) for line in lines)
        )
        self.does("seal", "--secrets", "private.toml")

    def _now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def entry_zip(path: Path, seed: int = 0, side: int = 32) -> Path:
    """An entry on the drawn suite's trojans that nothing is wrong with, another for each seed."""
    files = {"submission.toml": MANIFEST.replace("Gratings", f"Gratings {seed}").encode(), "code/run.py": CODE.encode()}
    return zipped(path, files | {f"strips/{name}.png": png(strip(100 * seed + place, side=side)) for place, name in enumerate(NAMES)})


def texts_zip(path: Path, seed: int = 0) -> Path:
    """An entry of texts alone on the drawn suite's trojans."""
    files = {"submission.toml": MANIFEST.replace("Gratings", f"Gratings {seed}").encode(), "code/run.py": CODE.encode()}
    texts = {f"captions/{name}.txt": "\n".join(f"thing {line} of {place}" for line in range(10)).encode() for place, name in enumerate(NAMES)}
    return zipped(path, files | texts)
