"""The pages in a real browser, on a phone and on a screen: by touch, by keys, without a script, and by what axe finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from skips import BROWSER
from studies import PROLIFIC, SIDE, Served, build, noise, served, write_run

from unhorse.survey.simulation import arrival_path

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=BROWSER)
PHONE, SMALL, SCREEN = (360, 740), (320, 568), (1280, 800)
TARGET_PIXELS = 44
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MEASURES = """() => {
  const box = (element) => { const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    return { left, right, top: top + scrollY, bottom: bottom + scrollY, width, height, what: element.outerHTML.slice(0, 80) }; };
  const boxes = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility()).map(box);
  return { width: innerWidth, height: innerHeight, scroll: document.documentElement.scrollWidth, tiles: boxes(".tiles img"),
    targets: boxes("button, label.option, a.button, a.jump, footer a, .keys"), texts: boxes(".texts li, figcaption"),
    broken: [...document.images].filter((image) => !image.complete || !image.naturalWidth).length };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # The sandbox needs rights that root in a container lacks; only our own pages are opened.
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ten pictures and eight options, from Prolific."""
    with served(build(tmp_path_factory.mktemp("plain") / "study", write_run(tmp_path_factory.mktemp("run")), panel=PROLIFIC.model_dump())) as server:
        yield server


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ninety pictures, captions, texts, "none of these" and the question of confidence."""
    run = write_run(tmp_path_factory.mktemp("run"))
    for method in ("alpha", "beta"):
        Image.fromarray(noise(np.random.default_rng(1), 90 * SIDE)).save(run / "strips" / method / "trojan_0.png")
        (run / "captions" / method).mkdir(parents=True)
        (run / "captions" / method / "trojan_1.txt").write_text("".join(f"a caption of several words, number {number}\n" for number in range(10)))
        (run / "captions" / method / "trojan_2.txt").write_text("".join(f"Averyveryverylongwordthatdoesnotbreak{'x' * 60}{n}\n" for n in range(10)))
        (run / "strips" / method / "trojan_2.png").unlink()
        (run / "captions" / method / "trojan_3.txt").write_text("one caption for all\n")
    with served(build(tmp_path_factory.mktemp("rich") / "study", run, none_of_these=True, confidence=True)) as server:
        yield server


@contextmanager
def opened(browser: Browser, size: tuple[int, int], script: bool = True) -> Iterator[Page]:
    """A page of that size; a narrow one is a phone. Whatever the console says is an error."""
    phone = size[0] < 500
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, is_mobile=phone, has_touch=phone, java_script_enabled=script, reduced_motion="reduce"
    )
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert not said


def measure(page: Page) -> dict[str, Any]:
    """Widths, and where pictures and targets lie; no page may scroll sideways, miss a picture or offer a small target."""
    page.wait_for_load_state("load")
    found: dict[str, Any] = page.evaluate(MEASURES)
    assert found["scroll"] <= found["width"]
    assert found["broken"] == 0
    for box in (*found["tiles"], *found["targets"], *found["texts"]):
        assert box["left"] >= 0, box
        assert box["right"] <= found["width"], box
    for box in found["targets"]:
        assert box["height"] >= TARGET_PIXELS, box
        assert box["width"] >= TARGET_PIXELS, box
    return found


def assert_accessible(page: Page) -> None:
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]


def arrive(page: Page, server: Served, person: str) -> None:
    page.goto(server.address + arrival_path(server.panel, person))


def told(page: Page) -> int | None:
    """The option that an attention check names."""
    heading = page.locator("h1").inner_text()
    return int(heading.split("option ")[1].split(",")[0]) if "checks that you read" in heading else None


def answer(page: Page, by: Literal["pointer", "keys"], position: int) -> None:
    number = told(page) or position
    if by == "keys":
        page.keyboard.press(str(number))
        page.keyboard.press("Enter")
    else:
        page.locator(f"label.option:has(input[name=choice][value='{number}'])").click()
        for label in page.locator("label.option:has(input[name=confidence][value='4'])").all():
            label.click()
        page.get_by_role("button", name="Next").click()


@pytest.mark.parametrize(("size", "by"), [(PHONE, "pointer"), (SCREEN, "keys"), (SMALL, "pointer")])
def test_a_new_respondent_gets_from_arrival_to_the_completion_code(
    browser: Browser, plain: Served, size: tuple[int, int], by: Literal["pointer", "keys"]
) -> None:
    person = f"whole{size[0]}"
    with opened(browser, size) as page:
        arrive(page, plain, person)
        measure(page)
        assert_accessible(page)
        page.get_by_role("button", name="I have read this and take part").click()
        measure(page)
        assert_accessible(page)
        page.get_by_role("button", name="Begin the practice").click()
        for number in range(1, 19):
            page.get_by_text(f"Page {number} of 18").wait_for()
            found = measure(page)
            assert len(found["tiles"]) == 10
            # The ten pictures are in sight together, without a scroll.
            assert max(box["bottom"] for box in found["tiles"]) <= found["height"]
            if number in (1, 2, 3) or told(page):
                assert_accessible(page)
            answer(page, by, 1 + number % 8)
        page.get_by_role("heading", name="Thank you").wait_for()
        measure(page)
        assert_accessible(page)
        assert page.get_by_text("C0FFEE").is_visible()
        assert page.get_by_role("link", name="Back to the panel").get_attribute("href") == "https://app.prolific.com/submissions/complete?cc=C0FFEE"
    joined = "select g.number, g.position, g.told from survey_given g join survey_panelid i on i.place_id = g.place_id where i.person = ?"
    rows = plain.rows(joined + " order by g.number", person)
    assert [(number, position) for number, position, _ in rows] == [(number, told or 1 + number % 8) for number, _, told in rows]
    assert len(rows) == 18


@pytest.mark.parametrize("size", [SMALL, PHONE, SCREEN])
def test_ninety_pictures_captions_and_texts_stay_usable(browser: Browser, rich: Served, size: tuple[int, int]) -> None:
    seen = set()
    with opened(browser, size) as page:
        arrive(page, rich, "")
        page.get_by_role("button", name="I have read this and take part").click()
        page.get_by_role("button", name="Begin the practice").click()
        for number in range(1, 19):
            page.get_by_text(f"Page {number} of 18").wait_for()
            found = measure(page)
            kind = (len(found["tiles"]), len(found["texts"]))
            if kind not in seen:
                assert_accessible(page)
            seen.add(kind)
            if kind[0] == 90:
                assert min(box["width"] for box in found["tiles"]) >= 44
                page.get_by_role("link", name="Go to the options").click()
                assert page.locator("#options").evaluate("element => element.getBoundingClientRect().top") < found["height"] / 2
                page.get_by_role("link", name="Back to the pictures").click()
                assert page.locator("#pictures").evaluate("element => element.getBoundingClientRect().top") < found["height"] / 2
                # A method's ten pictures fill one row or two, never part of one.
                assert len({box["top"] for box in found["tiles"][:10]} & {box["top"] for box in found["tiles"][10:]}) == 0
            answer(page, "pointer", 9)
        page.get_by_role("heading", name="Thank you").wait_for()
    assert seen == {(10, 0), (90, 0), (10, 10), (0, 10), (10, 1)}


def test_without_javascript_everything_works_and_a_missing_choice_is_told(browser: Browser, plain: Served) -> None:
    with opened(browser, PHONE, script=False) as page:
        arrive(page, plain, "scriptless")
        page.get_by_role("button", name="I have read this and take part").click()
        page.get_by_role("button", name="Begin the practice").click()
        for number in range(1, 19):
            page.get_by_text(f"Page {number} of 18").wait_for()
            answer(page, "pointer", 3)
        page.get_by_role("heading", name="Thank you").wait_for()


def test_keys_choose_move_and_can_be_turned_off_for_good(browser: Browser, plain: Served) -> None:
    with opened(browser, SCREEN) as page:
        arrive(page, plain, "keys")
        page.get_by_role("button", name="I have read this and take part").click()
        page.get_by_role("button", name="Begin the practice").click()

        def chosen() -> list[str]:
            found: list[str] = page.eval_on_selector_all("input[name=choice]:checked", "found => found.map(each => each.value)")
            return found

        page.keyboard.press("9")
        assert chosen() == [], "there are eight"
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert chosen() == ["2"]
        page.keyboard.press("ArrowLeft")
        assert chosen() == ["1"]
        page.keyboard.press("7")
        assert chosen() == ["7"]
        outline = page.locator("label.option:has(:checked)").evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline == "solid", "focus is to be seen"
        page.get_by_label("Keys 1 to 8 choose, Enter goes on").uncheck()
        page.keyboard.press("3")
        assert chosen() == ["7"]
        page.get_by_role("button", name="Next").click()
        page.get_by_text("Page 2 of 18").wait_for()
        page.keyboard.press("3")
        assert chosen() == []
        page.get_by_label("Keys 1 to 8 choose, Enter goes on").check()
        page.keyboard.press("3")
        assert chosen() == ["3"]


def test_reload_back_button_second_tab_and_double_click_lose_and_double_nothing(browser: Browser, plain: Served) -> None:
    with opened(browser, PHONE) as page:
        arrive(page, plain, "restless")
        page.get_by_role("button", name="I have read this and take part").dblclick()
        page.get_by_role("button", name="Begin the practice").dblclick()
        page.get_by_text("Page 1 of 18").wait_for()
        page.reload()
        second = page.context.new_page()
        arrive(second, plain, "restless")
        second.get_by_text("Page 1 of 18").wait_for()
        page.locator("label.option").nth(1).click()
        page.get_by_role("button", name="Next").dblclick()
        page.get_by_text("Page 2 of 18").wait_for()
        answer(second, "pointer", 5)
        second.get_by_text("Page 2 of 18").wait_for()
        answer(second, "pointer", 6)
        second.get_by_text("Page 3 of 18").wait_for()
        page.go_back()
        page.get_by_text("Page 3 of 18").wait_for()
    rows = plain.rows("select g.number, g.position from survey_given g join survey_panelid i on i.place_id = g.place_id where i.person = 'restless'")
    assert sorted(rows) == [(1, 2), (2, 6)]


def test_trouble_and_withdrawal_are_readable_on_a_phone(browser: Browser, plain: Served) -> None:
    with opened(browser, SMALL) as page:
        arrive(page, plain, "leaving")
        page.get_by_role("button", name="I have read this and take part").click()
        page.get_by_role("link", name="Withdraw").click()
        measure(page)
        assert_accessible(page)
        page.get_by_role("button", name="Delete my answers").click()
        page.get_by_role("heading", name="You have withdrawn").wait_for()
        measure(page)
        assert_accessible(page)
    context = browser.new_context(viewport={"width": SMALL[0], "height": SMALL[1]}, is_mobile=True)
    page = context.new_page()
    response = page.goto(f"{plain.address}/?PROLIFIC_PID={'x' * 3000}&STUDY_ID=s&SESSION_ID=t")
    assert response is not None
    assert response.status == 400
    page.get_by_role("heading", name="This address does not work").wait_for()
    measure(page)
    assert_accessible(page)
    context.close()


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    with opened(browser, SCREEN) as page:
        page.set_content("<html lang=en><title>t</title><main><h1>t</h1><p style='color:#ccc'>pale</p><img src='data:,'></main></html>")
        found = {rule["id"] for rule in Axe().run(page, options=WCAG).response["violations"]}
        assert {"image-alt", "color-contrast"} <= found
