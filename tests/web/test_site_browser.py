"""The competition's site behind its real server, in a real browser, on phones and a screen."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsers import CHROMIUM, PHONE, SCREEN, browser, looked_at, page_of
from playwright.sync_api import Page
from sites import PASSWORD, Made, mailed_link
from skips import BROWSER
from studies import free_port, started, wait_for
from workers import bare_zip, entry_zip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=BROWSER)
PICTURES = os.environ.get("UNHORSE_SCREENSHOTS")
"""A folder for screenshots, for a person who looks at them."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The site behind `unhorse competition serve`; its address."""
    port, said = free_port(), folder.with_suffix(".said")
    command = [sys.executable, "-m", "unhorse", "competition", "serve", str(folder), "--port", str(port), "--workers", "1"]
    with started(command, said) as process:
        wait_for(port, process, said)
        yield f"http://127.0.0.1:{port}"


def sees(page: Page, name: str) -> None:
    looked_at(page, Path(PICTURES) if PICTURES else None, name)


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_a_participant_gets_from_the_first_page_to_a_handed_in_entry_and_a_guess(site: Made, tmp_path: Path) -> None:
    good, bad = entry_zip(tmp_path / "good.zip", "Gratings of my own"), bare_zip(tmp_path / "bad.zip", "")
    with served(site.folder) as address, browser() as running, page_of(running, PHONE) as page:
        for path in ("", "rules", "questions", "commitments", "board"):
            page.goto(f"{address}/{path}")
            sees(page, path or "front")
        page.goto(address)
        page.get_by_role("link", name="Make an account").first.click()
        sees(page, "link")
        page.get_by_label("Mail address").fill("ada@example.org")
        page.get_by_role("button", name="Send me the link").click()
        page.get_by_role("heading", name="Look into your mail").wait_for()
        page.goto(mailed_link(site.folder, "ada@example.org"))
        page.get_by_label("Your name").fill("Ada")
        page.get_by_label("New password").fill("password1234")
        page.get_by_role("button", name="Save and sign in").click()
        page.get_by_text("too common").wait_for()
        sees(page, "account")
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_role("button", name="Save and sign in").click()
        page.get_by_label("Name of your team").fill("Engines")
        page.get_by_role("button", name="Make the team").click()
        page.get_by_role("button", name="Make a link").click()
        sees(page, "team")
        page.get_by_role("link", name="Hand in an entry").click()
        page.get_by_label("The zip").set_input_files(bad)
        page.get_by_role("button", name="Check and hand in").click()
        page.get_by_text("It costs nothing").wait_for()
        sees(page, "findings")
        page.get_by_label("The zip").set_input_files(good)
        page.get_by_role("button", name="Check and hand in").click()
        page.get_by_role("heading", name="Gratings of my own").wait_for()
        sees(page, "entry")
        page.get_by_role("link", name="Guesses").click()
        page.get_by_role("link", name="Guess secret 1").click()
        sees(page, "guess")
        page.get_by_label("What the trigger is").fill("a knife")
        page.get_by_label("How you found it").fill("I looked at the strips.")
        page.get_by_label("Your code").set_input_files(bad)
        page.get_by_role("button", name="Guess, once and for all").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the receipt of secret 1").click()
        assert download.value.suggested_filename == "guess_001_receipt.json"
        sees(page, "guesses")
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{address}/team")
        assert page.url == f"{address}/sign-in"
        sees(page, "sign_in")


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_an_organiser_sees_the_evidence_and_times_are_told_where_one_is(site: Made, tmp_path: Path) -> None:
    good = entry_zip(tmp_path / "good.zip", "Gratings of my own").read_bytes()

    def story() -> None:
        from sites import Person, worked

        Person("Ada", team="Engines").upload("/entries/new", "entry", good)
        worked(passed=False, reason="it is not reproducible: strips/x.png: other pixels")
        Person("Grace").post("/ask", text="May we use two seeds?")

    site.play(story)
    organiser = [sys.executable, "-m", "unhorse", "competition", "organiser", str(site.folder), "boss@example.org", "--name", "Rose"]
    made = subprocess.run(organiser, input=f"{PASSWORD}\n", text=True, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr

    def signs_in(page: Page, address: str) -> None:
        page.goto(f"{address}/sign-in")
        page.get_by_label("Mail address").fill("boss@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text("May we use two seeds?").wait_for()

    with served(site.folder) as address, browser() as running:
        with page_of(running, PHONE, script=False) as page:
            signs_in(page, address)
            assert "local)" not in page.locator("time").first.inner_text()
            page.get_by_label("Answer").fill("No: one.")
            page.get_by_role("button", name="Publish the answer").click()
            page.get_by_role("button", name="Correct the answer").wait_for()
        with page_of(running, SCREEN) as page:
            _looks(page, address, signs_in)


def _looks(page: Page, address: str, signs_in: Callable[[Page, str], None]) -> None:
    signs_in(page, address)
    assert "local)" in page.locator("time").first.inner_text()
    sees(page, "organiser")
    page.get_by_role("link", name="Gratings of my own").click()
    page.get_by_text("Whose code is it?").wait_for()
    sees(page, "organiser_entry")
