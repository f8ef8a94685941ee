"""A person's way through the real server, as a browser without a screen sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from studies import PROLIFIC, Served, answered, build, served, write_run

from unhorse.survey.visitor import Page, Visitor


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def prolific(run: Path, tmp_path_factory: pytest.TempPathFactory, databases: Callable[[], str]) -> Iterator[Served]:
    """A study for Prolific with places for everybody."""
    with served(build(tmp_path_factory.mktemp("prolific") / "study", run, panel=PROLIFIC.model_dump()), database=databases()) as server:
        yield server


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, databases: Callable[[], str]) -> Iterator[Served]:
    """An open study with "none of these", a question of confidence, all methods at once, and texts."""
    run = write_run(tmp_path_factory.mktemp("run"), none_of_these=True)
    for method in ("alpha", "beta"):
        (run / "captions" / method).mkdir(parents=True)
        (run / "captions" / method / "trojan_1.txt").write_text("".join(f"text {number} & <b>\n" for number in range(10)))
        (run / "captions" / method / "trojan_2.txt").write_text("one caption\n")
        (run / "strips" / method / "trojan_1.png").unlink()
    built = build(tmp_path_factory.mktemp("everything") / "study", run, none_of_these=True, confidence=True)
    with served(built, database=databases()) as server:
        yield server


def finish(browser: Visitor, page: Page, position: int = 1) -> Page:
    """Answers whatever comes until there is nothing more to answer."""
    while page.choices:
        page = browser.send(page, answered(page, position))
    return page


def test_from_arrival_to_completion_code(prolific: Served) -> None:
    browser, page = prolific.arrive("way")
    assert page.status == 200
    assert "Text version 1" in page.text
    assert "1 January 2100" in page.text
    assert "study@example.org" in page.text
    assert page.buttons == (("consent", "yes"), ("consent", "no"))
    page = browser.send(page, {"consent": "yes"})
    assert page.heading == "What you will do"
    assert len(page.tiles) == 10 + 8
    page = browser.send(page, {})
    headings = []
    for number in range(1, 19):
        assert f"Page {number} of 18" in page.text
        assert ("Practice" in page.text) == (number <= 2)
        assert ("The practice pictures showed option" in page.text) == (number in (2, 3))
        assert len(page.tiles) == 10
        assert len({choice.picture for choice in page.choices}) == 8
        headings.append(page.heading)
        page = browser.send(page, answered(page))
    assert sum("This page checks that you read" in heading for heading in headings) == 2
    assert page.heading == "Thank you"
    assert "C0FFEE" in page.text
    rows = prolific.rows(
        "select g.number, g.role, g.position, g.told, g.chosen, g.options, g.seconds, p.stage, p.consent_version from survey_given g "
        "join survey_place p on p.id = g.place_id join survey_panelid i on i.place_id = p.id where i.person = 'way' order by g.number"
    )
    assert [row[0] for row in rows] == list(range(1, 19))
    assert [row[1] for row in rows[:2]] == ["practice", "practice"]
    assert sorted(row[1] for row in rows[2:]) == ["attention"] * 2 + ["gold"] * 2 + ["question"] * 12
    for _, role, position, told, chosen, options, seconds, stage, version in rows:
        assert position == (told or 1)
        assert (told is not None) == (role == "attention")
        assert options.split(" ")[position - 1] == chosen
        assert seconds >= 0
        assert (stage, version) == ("done", "1")


def test_whoever_comes_again_by_the_panel_s_link_goes_on_where_they_were_on_any_device(prolific: Served) -> None:
    browser, page = prolific.begin("again")
    for _ in range(5):
        page = browser.send(page, answered(page))
    _, elsewhere = prolific.arrive("again")
    assert "Page 6 of 18" in elsewhere.text
    assert (elsewhere.tiles, elsewhere.choices, elsewhere.action) == (page.tiles, page.choices, page.action)
    finish(browser, page)
    assert prolific.arrive("again")[1].heading == "Thank you"
    assert prolific.rows("select count(*) from survey_panelid where person = 'again'") == [(1,)]


def test_an_old_page_sent_again_changes_nothing_and_leads_on(prolific: Served) -> None:
    browser, first = prolific.begin("back")
    second = browser.send(first, answered(first, 2))
    once_more = browser.send(first, answered(first, 5))
    assert (once_more.tiles, once_more.choices) == (second.tiles, second.choices)
    future = browser.send(second._replace(fields={"number": "9"}), answered(second))
    assert "Page 2 of 18" in future.text
    query = "select g.position from survey_given g join survey_panelid i on i.place_id = g.place_id where i.person = 'back'"
    assert prolific.rows(query) == [(first.told or 2,)]


def test_twenty_clicks_at_once_are_one_answer_and_twenty_consents_one_place(prolific: Served) -> None:
    browser, consent = prolific.arrive("many")

    def at_once(page: Page, chosen: list[dict[str, str]]) -> list[Page]:
        with ThreadPoolExecutor(len(chosen)) as pool:
            return list(pool.map(lambda each: Visitor(prolific.address).send(page, each), chosen))

    introductions = at_once(consent, [{"consent": "yes"}] * 20)
    assert {page.heading for page in introductions} == {"What you will do"}
    assert len({page.address for page in introductions}) == 1
    page = browser.send(introductions[0], {})
    after = at_once(page, [{"choice": str(1 + number % 8)} for number in range(20)])
    assert {shown.status for shown in after} == {200}
    assert all("Page 2 of 18" in shown.text for shown in after)
    stored = "select count(*) from survey_given g join survey_panelid i on i.place_id = g.place_id where i.person = 'many'"
    assert prolific.rows(stored) == [(1,)]
    assert prolific.rows("select count(*) from survey_panelid where person = 'many'") == [(1,)]


def test_a_page_without_a_choice_says_what_is_missing_and_keeps_its_place(prolific: Served) -> None:
    browser, page = prolific.begin("missing")
    again = browser.send(page, {})
    assert again.status == 422
    assert "Please choose one of the options." in again.text
    assert (again.tiles, again.choices) == (page.tiles, page.choices)
    assert "Page 2 of 18" in browser.send(again, answered(again)).text


def test_no_consent_keeps_no_identifier_gives_its_code_and_leaves_the_door_open(prolific: Served) -> None:
    browser, page = prolific.arrive("unwilling")
    page = browser.send(page, {"consent": "no"})
    assert page.heading == "You do not take part"
    assert "N0PE" in page.text
    assert prolific.rows("select count(*) from survey_panelid where person = 'unwilling'") == [(0,)]
    assert "consent" in dict(prolific.arrive("unwilling")[1].buttons)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "It needs the parameter PROLIFIC_PID in the address; there was none."),
        ("PROLIFIC_PID=a&STUDY_ID=s", "SESSION_ID"),
        ("PROLIFIC_PID=a&PROLIFIC_PID=b&STUDY_ID=s&SESSION_ID=t", "PROLIFIC_PID once in the address; there was 2 of them"),
        ("PROLIFIC_PID=%7B%7B%25PROLIFIC_PID%25%7D%7D&STUDY_ID=s&SESSION_ID=t", "a placeholder that the panel did not fill in"),
        (f"PROLIFIC_PID={'x' * 5000}&STUDY_ID=s&SESSION_ID=t", "5000 characters"),
        ("PROLIFIC_PID=%3Cscript%3E&STUDY_ID=s&SESSION_ID=t", "a placeholder"),
    ],
)
def test_an_address_that_names_nobody_gets_a_clear_page(query: str, message: str, prolific: Served) -> None:
    page = Visitor(prolific.address).open(f"/?{query}")
    assert page.status == 400
    assert page.heading == "This address does not work"
    assert message in page.text
    assert "script" not in page.text


def test_addresses_and_forms_that_lead_nowhere_get_a_clear_page(prolific: Served) -> None:
    browser = Visitor(prolific.address)
    for path in ("/nothing", "/s/AAAAAAAAAAAAAAAAAAAAAA/", "/s/short/", "/pictures/0.png", "/pictures/../items.json", "/items.json", "/study.toml"):
        page = browser.open(path)
        assert (page.status, page.heading) == (404, "This address does not work")
    arrived = prolific.arrive("undecided")[1]
    assert browser.send(arrived, {"consent": "perhaps"}).status == 400


def test_a_stopped_and_restarted_server_shows_the_same_item_in_the_same_order(run: Path, tmp_path: Path, database: str) -> None:
    built = build(tmp_path / "study", run, panel=PROLIFIC.model_dump())
    before = {}
    with served(built, database=database) as server:
        for number in range(10):
            browser, page = server.begin(f"p{number}")
            for _ in range(number):
                page = browser.send(page, answered(page))
            before[f"p{number}"] = page
    with served(built) as server:  # where the answers are is remembered
        for person, page in before.items():
            after = server.arrive(person)[1]
            assert (after.tiles, after.choices, after.fields, after.action) == (page.tiles, page.choices, page.fields, page.action)


def test_a_changed_study_is_not_served_to_people_who_began_another_one(run: Path, tmp_path: Path) -> None:
    built = build(tmp_path / "study", run, panel=PROLIFIC.model_dump())
    with served(built) as server:
        server.begin("first")
    file = built.study.folder / "study.toml"
    file.write_text(file.read_text().replace("study@example.org", "else@example.org"))
    command = [sys.executable, "-m", "unhorse", "survey", "serve", str(built.study.folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 2
    assert "expected the study as it was when the first person came" in told.stderr


def test_arms_fill_evenly_a_full_study_says_so_and_an_expired_reservation_is_given_to_somebody_else(run: Path, tmp_path: Path, database: str) -> None:
    built = build(tmp_path / "study", run, panel=PROLIFIC.model_dump(), people_per_arm=2)
    with served(built, database=database) as server:
        for number in range(4):
            server.begin(f"p{number}")
        assert sorted(server.rows("select count(*) from survey_place where arm is not null group by arm")) == [(2,), (2,)]
        browser, page = server.arrive("late")
        page = browser.send(page, {"consent": "yes"})
        assert page.heading == "The study is full"
        assert "FULL" in page.text
        assert server.rows("select count(*) from survey_panelid where person = 'late'") == [(0,)]
        server.rows("update survey_place set reserved_until = '2000-01-01' where id = (select place_id from survey_panelid where person = 'p0')")
        browser, page = server.arrive("late")
        assert browser.send(page, {"consent": "yes"}).heading == "What you will do"
        # Whoever comes back after that is not sent away: somebody who gave their time is paid.
        slow, page = server.arrive("p0")
        assert "Page 1 of 18" in page.text
        assert finish(slow, page).heading == "Thank you"


def test_a_panel_s_redirect_comes_after_the_last_answer_is_stored(run: Path, tmp_path: Path) -> None:
    panel = {**PROLIFIC.model_dump(), "redirect": True}
    with served(build(tmp_path / "study", run, panel=panel)) as server:
        browser, page = server.begin("sent_back")
        page = finish(browser, page)
        assert (page.status, page.address) == (302, "https://app.prolific.com/submissions/complete?cc=C0FFEE")
        assert server.rows("select count(*) from survey_given") == [(18,)]


def test_a_generic_panel_names_its_own_parameters_and_address(run: Path, tmp_path: Path) -> None:
    panel = {"name": "generic", "person": "worker.id", "study": "", "session": "hit", "address": "https://panel.example/done?c={code}&s={session}"}
    with served(build(tmp_path / "study", run, panel=panel)) as server:
        browser = Visitor(server.address)
        assert "worker.id" in browser.open("/?PROLIFIC_PID=a&STUDY_ID=b&SESSION_ID=c").text
        page = browser.open(f"/?{urlencode({'worker.id': 'W1', 'hit': 'H1'})}")
        page = finish(browser, browser.send(browser.send(page, {"consent": "yes"}), {}))
        assert page.heading == "Thank you"
        assert server.rows("select person, study, session from survey_panelid") == [("W1", "", "H1")]


def test_none_of_these_confidence_captions_and_texts(everything: Served) -> None:
    browser, page = everything.begin("nobody in particular")
    seen = set()
    for _ in range(19):
        choices = [choice for choice in page.choices if choice.name == "choice"]
        assert [choice.value for choice in choices] == [str(number) for number in range(1, 10)]
        assert "None of these" in page.text
        seen.add((len(page.tiles), len(page.texts)))
        if not page.tiles:
            assert page.heading == "Which option do these texts bring to mind?"
            assert page.texts[3] == "text 3 & <b>"
        half = browser.send(page, {"choice": "9"})
        assert (half.status, "Please choose how sure you are." in half.text) == (422, True)
        page = browser.send(page, {"choice": "9", "confidence": "5"})
    assert page.heading == "Thank you"
    assert seen == {(10, 0), (0, 10), (10, 1)}
    assert everything.rows("select distinct position, chosen, confidence from survey_given") == [(9, None, 5)]


def test_an_open_study_takes_anybody_and_the_same_form_twice_is_one_place(everything: Served) -> None:
    browser = Visitor(everything.address)
    page = browser.open("/?whatever=1")
    first, second = (browser.send(page, {"consent": "yes"}) for _ in range(2))
    assert first.address == second.address
    assert browser.send(page._replace(fields={"visit": "x"}), {"consent": "yes"}).status == 400


def test_the_database_syncs_every_commit_and_keeps_a_write_ahead_log(prolific: Served) -> None:
    if prolific.database:
        asked = "[cursor.execute(f'show {name}').fetchone()[0] for name in ('synchronous_commit', 'fsync', 'transaction_isolation')]"
    else:
        asked = "[cursor.execute(f'pragma {name}').fetchone()[0] for name in ('journal_mode', 'synchronous', 'secure_delete', 'foreign_keys')]"
    code = (
        "import sys; from pathlib import Path; from unhorse.web.configuration import configure; configure(Path(sys.argv[1]))\n"
        "from django.db import connection, transaction\n"
        f"cursor = connection.cursor()\nprint({asked})\n"
        "with transaction.atomic(): cursor.execute('select 1'); print('torch' in sys.modules, 'scipy' in sys.modules)\n"
        "with transaction.atomic(): print(connection.vendor == 'postgresql' or connection.connection.in_transaction)\n"
    )
    told = subprocess.run([sys.executable, "-c", code, str(prolific.study.folder)], capture_output=True, text=True, check=False)
    full = 2
    settings = "['on', 'on', 'read committed']" if prolific.database else f"['wal', {full}, 1, 1]"
    assert told.stdout.splitlines() == [settings, "False False", "True"], told.stderr


def test_a_study_in_a_folder_of_any_name_is_served_until_ctrl_c(run: Path, tmp_path: Path) -> None:
    with served(build(tmp_path / 'Anna\'s "first" study (1) {x}', run)) as server:
        assert server.begin("")[1].status == 200
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(timeout=30) == 0
