"""A whole competition in a real browser on the drawn world: opened, entered, surveyed, guessed at, frozen, revealed, verified, paid, reported.

`make story` plays it alone and keeps the screenshots. Only the clock of the competition is turned forward, and only once all is handed in.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from browsers import CHROMIUM, PHONE, SCREEN, browser, looked_at, page_of
from organisers import Organiser
from playwright.sync_api import Browser, Page
from sites import PASSWORD, mailed_link
from skips import BROWSER
from studies import free_port, wait_for
from typer.testing import CliRunner
from workers import entry_zip, forked

from unhorse.cli.main import app
from unhorse.cli.subject import subject_files
from unhorse.cli.survey_server import gunicorn
from unhorse.competition import folder as competition_folder
from unhorse.competition.closing import FrozenBoard, Outcome
from unhorse.competition.commitments import Openings
from unhorse.competition.folder import OPENING, Folder
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.web.site.configuration import configure, prepare
from unhorse.web.site.settings import SiteSettings

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=BROWSER)
PICTURES = os.environ.get("UNHORSE_SCREENSHOTS")
PEOPLE = 40
AHEAD_SECONDS = multiprocessing.Value("d", 0.0)
"""How far the competition's clock is ahead of this machine's; the same in every process of the story."""


def _clock() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=AHEAD_SECONDS.value)


def _runs(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@contextmanager
def _in_a_process(work: object, said: Path) -> Iterator[int]:
    child = forked(work, said)  # type: ignore[arg-type]
    try:
        yield child
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _serves(folder: Path, port: int) -> None:
    """The site as gunicorn runs it, with the story's clock: it is inherited by the fork."""
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = gunicorn(f"unhorse.web.site.wsgi:serve({str(folder)!r})", "127.0.0.1", port, 1)[2:]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def _works(folder: Path) -> None:
    """A worker as `unhorse competition worker` runs it, with the story's clock."""
    from unhorse.web.workshop.configuration import configure as of_queue
    from unhorse.web.workshop.configuration import prepare as prepare_queue

    opened = of_queue(folder)
    prepare_queue(opened)
    from unhorse.web.workshop.jobs import Workshop
    from unhorse.web.workshop.worker import Worker

    Worker(Workshop(opened, subject_files("drawn", None), Sandbox.tested()), 60.0, 0.5, lambda *_: None).work()


def _opens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Organiser:
    """Rules, sealed secrets, site and organiser's account; open since yesterday."""
    organiser = Organiser(folder, monkeypatch)
    monkeypatch.setattr(competition_folder, "now", _clock)
    _runs("suite", "draw", "--seed", "5", "--secrets", "2", "--out", "private.toml")
    organiser.does("init", "--name", "trial")
    rules = folder / "trial/competition.toml"
    for key, days in (("opens", -1), ("closes", 1)):
        rules.write_text(re.sub(rf"(?m)^{key} = .*$", f"{key} = {_clock() + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}", rules.read_text()))
    organiser.does("seal", "--secrets", "private.toml")
    return organiser


def _sees(page: Page, name: str) -> None:
    looked_at(page, Path(PICTURES) if PICTURES else None, f"story_{name}")


def _joins(page: Page, address: str, folder: Path, name: str, team: str) -> None:
    page.goto(f"{address}/link")
    page.get_by_label("Mail address").fill(f"{name.lower()}@example.org")
    page.get_by_role("button", name="Send me the link").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    page.goto(mailed_link(folder, f"{name.lower()}@example.org"))
    page.get_by_label("Your name").fill(name)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    page.get_by_label("Name of your team").fill(team)
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("link", name="Hand in an entry").wait_for()


def _hands_in(page: Page, entry: Path) -> None:
    page.get_by_label("The zip").set_input_files(entry)
    page.get_by_role("button", name="Check and hand in").click()
    page.get_by_role("heading", name="Method of").wait_for()


def _becomes(page: Page, state: str) -> None:
    """Looks again until the entry is in a state."""
    for _ in range(600):
        if page.locator("#state .state").inner_text() == state:
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"it did not become {state}: {page.locator('#state').inner_text()}")


def _guesses(page: Page, address: str, secret: str, answer: str, code: Path) -> None:
    page.goto(f"{address}/guesses/{secret}")
    page.get_by_label("What the trigger is").fill(answer)
    page.get_by_label("How you found it").fill("It stands out in the strips.")
    page.get_by_label("Your code").set_input_files(code)
    page.get_by_role("button", name="Guess, once and for all").click()
    page.get_by_role("link", name=f"Download the receipt of {secret.replace('_', ' ')}").wait_for()


def _accepts(page: Page, address: str, entry: str) -> None:
    page.goto(f"{address}/organiser/entries/{entry}")
    page.locator("summary", has_text="Accept").click()
    page.get_by_label("It is new").check()
    page.locator("form[action$=accept]").get_by_label("Reason").fill("Its objective is not among the known ones.")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("It is accepted.").wait_for()


def _surveys(folder: Path) -> None:
    """Forty simulated people at the survey's own server: the first entry names more trojans than the second."""
    port = free_port()
    until = date.today() + timedelta(days=30)
    # Simulated people take no time, so nobody may be left out for being quick.
    (folder / "study.toml").write_text(f'contact = "a@example.org"\nretain_until = {until}\n[exclusions]\nmedian_seconds = 0\n')
    _runs("survey", "build", "run", "--out", "study", "--settings", "study.toml", "--people", f"{PEOPLE // 2}")
    command = [sys.executable, "-m", "unhorse", "survey", "serve", "study", "--port", str(port), "--workers", "1"]
    with (folder / "survey.said").open("w") as said:
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=said, stderr=said)
    try:
        wait_for(port, server, folder / "survey.said")
        address = f"http://127.0.0.1:{port}"
        skill = "entry_001=0.9,entry_003=0.2"
        _runs("survey", "simulate", "study", "--address", address, "--people", f"{PEOPLE}", "--skill", skill, "--pause", "0", "--at-once", "12")
    finally:
        server.terminate()
        server.wait()
    _runs("survey", "score", "study", "--out", "scored")


def _enters(running: Browser, address: str, folder: Path, answer: str) -> None:
    """Two participants and the organiser, until both have a final entry and have guessed."""
    good, wrong = entry_zip(folder / "good.zip", "Method of Ada", seed=3), entry_zip(folder / "wrong.zip", "Method of Grace", seed=5, made_with=6)
    mended = entry_zip(folder / "mended.zip", "Method of Grace, mended", seed=5)
    with ExitStack() as stack:
        ada, grace = stack.enter_context(page_of(running, PHONE)), stack.enter_context(page_of(running, SCREEN))
        boss = stack.enter_context(page_of(running, SCREEN))
        for page, name, team, entry in ((ada, "Ada", "Engines", good), (grace, "Grace", "Compilers", wrong)):
            _joins(page, address, folder / "trial", name, team)
            page.get_by_role("link", name="Hand in an entry").click()
            _hands_in(page, entry)
        _becomes(grace, "rejected")
        grace.get_by_text("What your code printed").wait_for()
        _sees(grace, "rejected")
        grace.get_by_role("link", name="Hand it in once more, mended").click()
        _hands_in(grace, mended)
        _becomes(ada, "reproduced")
        _becomes(grace, "reproduced")
        _sees(ada, "reproduced")
        boss.goto(f"{address}/sign-in")
        boss.get_by_label("Mail address").fill("boss@example.org")
        boss.get_by_label("Password").fill(PASSWORD)
        boss.get_by_role("button", name="Sign in").click()
        boss.get_by_text("The organiser’s desk").wait_for()
        for entry_name in ("entry_001", "entry_003"):
            _accepts(boss, address, entry_name)
        _sees(boss, "accepted")
        for page in (ada, grace):
            page.reload()
            page.get_by_role("button", name="Choose it as our final entry").click()
            _becomes(page, "final")
        _guesses(ada, address, "secret_1", answer, good)
        _guesses(grace, address, "secret_1", "fork" if answer != "fork" else "knife", good)
        _sees(ada, "guesses")
        AHEAD_SECONDS.value = 2 * 86_400
        ada.goto(address)
        ada.get_by_text("Closed since").wait_for()
        ada.goto(f"{address}/board")
        ada.get_by_text("blind until").wait_for()


def test_a_whole_competition_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser = _opens(tmp_path, monkeypatch)
    trial, port = tmp_path / "trial", free_port()
    answer = Openings.from_json(trial / OPENING).openings[0].answer
    site = SiteSettings(link=f"http://127.0.0.1:{port}")
    (made,) = (os.waitpid(forked(lambda: prepare(configure(trial, "", site), "", site), tmp_path / "prepared"), 0)[1],)
    assert made == 0, (tmp_path / "prepared").read_text()
    command = [sys.executable, "-m", "unhorse", "competition", "organiser", "trial", "boss@example.org", "--name", "Rose"]
    subprocess.run(command, cwd=tmp_path, input=f"{PASSWORD}\n", text=True, check=True)
    with (
        _in_a_process(lambda: _serves(trial, port), tmp_path / "server_said"),
        _in_a_process(lambda: _works(trial), tmp_path / "worker_said"),
        browser() as running,
    ):
        _listens(port)
        _enters(running, site.origin, tmp_path, answer)
        organiser.does("survey", "--out", "run")
        _surveys(tmp_path)
        organiser.does("freeze", "--run", "scored")
        organiser.does("reveal")
        organiser.does("report", "--out", "trial/report.html")
        assert "broken" not in organiser.does("verify")
        with page_of(running, SCREEN) as page:
            page.goto(f"{site.origin}/board")
            page.get_by_role("heading", name="Prizes").wait_for()
            page.get_by_text("synthetic").wait_for()
            _sees(page, "board")
            page.goto(f"{site.origin}/commitments")
            page.get_by_text(answer.replace("_", " ")).first.wait_for()
            page.goto(f"{site.origin}/report")
            page.get_by_role("heading", name="Limits").wait_for()
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / "story_report_1280.png")
    frozen, paid = FrozenBoard.from_json(trial / "board.json"), Outcome.from_json(trial / "prizes.json")
    assert [(row.entry, row.rank) for row in frozen.rows] == [("entry_001", 1), ("entry_003", 2)]
    assert sum(row.mean.n + row.excluded for row in frozen.rows) == PEOPLE * len(frozen.rows[0].cells)
    assert (paid.main, paid.bonus["secret_1"]) == ({"entry_001": 400_000}, {"Engines": 100_000})
    actions = [line.action for line in Folder(trial).log.lines()]
    assert [actions.count(action) for action in ("receive", "rerun", "reject", "accept", "choose", "guess", "survey", "freeze", "reveal")] == [
        *(3, 3, 1, 2, 2, 2, 1, 1, 1)
    ]


def _listens(port: int) -> None:
    """Waits for the server."""
    import socket
    import time

    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not begin to listen")
