"""Who is sent back before the end, and places that people give back: through the real server, on both databases."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from command import unhorse
from studies import PROLIFIC, Served, answered, build, served, write_run

from unhorse.core.records import read_table
from unhorse.survey.plan import plan
from unhorse.survey.records import PersonRow
from unhorse.survey.simulation import Knowledge
from unhorse.survey.visitor import Page, Visitor

PANEL: dict[str, Any] = {**PROLIFIC.model_dump(), "screen_out_code": "0UT"}


def ticked(server: Served, page: Page, right: bool) -> dict[str, str]:
    """A right or a wrong answer to a practice page or an attention check; any to others."""
    if page.told:
        return {"choice": str(page.told if right else 1 + page.told % 8)}
    shown = Knowledge(server.study.items, server.key).right(page) if "Practice" in page.text else page.choices[0].picture
    return {"choice": next(choice.value for choice in page.choices if (choice.picture == shown) == right)}


def until(server: Served, browser: Visitor, page: Page, stop: str) -> Page:
    """Answers well until a page with this heading or text."""
    while page.choices and stop not in page.text:
        page = browser.send(page, ticked(server, page, right=True))
    return page


def test_who_fails_the_practice_or_a_check_is_sent_back_with_a_code_and_the_place_is_free(tmp_path: Path, database: str) -> None:
    rules = {"practice_failures": 1, "attention_failures": 0}
    built = build(tmp_path / "study", write_run(tmp_path / "run"), panel=PANEL, screening=rules, people_per_arm=1)
    with served(built, database=database) as server:
        browser, page = server.arrive("unwilling")
        page = browser.send(page, {"consent": "yes"})
        assert "can be sent back before the end" in page.text
        page = browser.send(page, {})
        page = browser.send(page, ticked(server, page, right=False))
        assert "Page 2 of 18" in page.text, "one wrong practice answer is let pass"
        practice = page
        page = browser.send(page, ticked(server, page, right=False))
        assert (page.heading, "0UT" in page.text) == ("The study ends here for you", True)
        assert server.arrive("unwilling")[1].heading == "The study ends here for you", "the same by the panel's link"
        assert browser.send(practice, answered(practice)).heading == "The study ends here for you"
        assert server.rows("select count(*) from survey_given") == [(2,)]
        hasty, page = server.begin("hasty")
        page = until(server, hasty, page, "This page checks that you read")
        page = hasty.send(page, ticked(server, page, right=False))
        assert page.heading == "The study ends here for you"
        # Two people per study, and two are gone: both places are there for others, who take part to the end.
        for person in ("good", "better"):
            careful, page = server.begin(person)
            assert until(server, careful, page, "Thank you").heading == "Thank you"
        late, page = server.arrive("late")
        assert late.send(page, {"consent": "yes"}).heading == "The study is full"
        exported = unhorse("survey", "export", str(built.study.folder), "--out", "out", cwd=tmp_path)
        assert exported.returncode == 0, exported.stderr
        stages = sorted(str(person.stage) for person in read_table(tmp_path / "out" / "people.csv", PersonRow))
        assert stages == ["done", "done", "full", "screened out", "screened out"]


def test_whoever_fails_a_check_on_the_last_page_has_finished(tmp_path: Path) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"), panel={**PANEL, "redirect": True}, screening={"attention_failures": 0})
    ended = set()
    with served(built) as server:
        for number in range(60):
            browser, page = server.begin(f"p{number}")
            last = server.rows("select p.seed, p.arm from survey_place p join survey_panelid i on i.place_id = p.id where i.person = ?", f"p{number}")
            if not _ends_with_a_check(server, *last[0]):
                continue
            while "Page 18 of 18" not in page.text:
                page = browser.send(page, ticked(server, page, right=True))
            assert page.told
            ended.add(browser.send(page, ticked(server, page, right=False)).address)
            break
    assert ended == {"https://app.prolific.com/submissions/complete?cc=C0FFEE"}


def _ends_with_a_check(server: Served, seed: int, arm: str) -> bool:
    return plan(server.study.items, arm, seed)[-1].item.role == "attention"


def release(server: Served, file: Path, *others: str) -> subprocess.CompletedProcess[str]:
    return unhorse("survey", "release", str(server.study.folder), "--submissions", str(file), *others, cwd=file.parent)


def test_places_that_were_returned_or_timed_out_at_the_panel_are_given_to_others(tmp_path: Path, database: str) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"), panel=PANEL, people_per_arm=2)
    file = tmp_path / "export.csv"
    with served(built, database=database) as server:
        for person in ("returned", "slow", "else", "finished"):
            browser, page = server.begin(person)
            if person == "finished":
                until(server, browser, page, "Thank you")
        full, page = server.arrive("fifth")
        assert full.send(page, {"consent": "yes"}).heading == "The study is full"
        rows = (
            "simulated,returned,RETURNED",
            "simulated,slow,TIMED-OUT",
            "another,else,RETURNED",
            "simulated,finished,RETURNED",
            "s,nobody,RETURNED",
        )
        file.write_text("\n".join(["Submission id,Participant id,Status", *rows]) + "\n")
        told = release(server, file)
        assert told.returncode == 0, told.stderr
        assert told.stdout.splitlines() == ["released: 2", "finished here: 1", "unknown here: 2"]
        assert release(server, file).stdout.splitlines() == ["released: 0", "no longer held: 2", "finished here: 1", "unknown here: 2"]
        for person in ("fifth", "sixth"):
            assert server.begin(person)[1].choices
        full, page = server.arrive("seventh")
        assert full.send(page, {"consent": "yes"}).heading == "The study is full"
        back, page = server.begin("returned")
        assert until(server, back, page, "Thank you").heading == "Thank you", "whoever comes all the same goes on"
        broken = release(server, file, "--columns", "Participant id,Status")
        assert (broken.returncode, "three columns" in broken.stderr) == (2, True)
        missing = release(server, tmp_path / "absent.csv")
        assert (missing.returncode, "No such file" in missing.stderr) == (2, True)
