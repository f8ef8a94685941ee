"""A page in a real browser: its size, whatever its console says, what axe finds, and whether anything is too wide or too small."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
PHONE, SMALL, SCREEN = (360, 740), (320, 568), (1280, 800)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MEASURES = """() => {
  const targets = [...document.querySelectorAll(
    "button, a.button, a.touch, nav a, a.row, summary, input:not([type=hidden]):not([type=radio]), select, textarea, label.choice")];
  const small = targets.filter((each) => each.checkVisibility()).map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)])
    .filter(([box]) => box.height < 44 || box.width < 44).map(([box, what]) => `${Math.round(box.width)}x${Math.round(box.height)} ${what}`);
  return { width: innerWidth, scroll: document.documentElement.scrollWidth, small,
    broken: [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src) };
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        # The sandbox needs rights that root in a container lacks; only our own pages are opened.
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield running
        running.close()


@contextmanager
def page_of(running: Browser, size: tuple[int, int], script: bool = True) -> Iterator[Page]:
    """A page of that size, with cookies of its own; a narrow one is a phone. Errors in the console are errors, but for refusals."""
    phone = size[0] < 500
    context = running.new_context(
        viewport={"width": size[0], "height": size[1]}, is_mobile=phone, has_touch=phone, java_script_enabled=script, reduced_motion="reduce",
        timezone_id="America/New_York",
    )  # fmt: skip
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if "Failed to load resource" not in message.text else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert not said, said


def looked_at(page: Page, pictures: Path | None = None, name: str = "") -> None:
    """The page as it is now, on a phone of 320 and 360 pixels and on a screen: nothing scrolls sideways, nothing is small, axe finds nothing."""
    before = page.viewport_size
    for width, height in (SMALL, PHONE, SCREEN):
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(MEASURES)
        assert found["scroll"] <= found["width"], (page.url, width, found["scroll"])
        assert not found["broken"], found["broken"]
        assert not found["small"], (page.url, width, found["small"])
        if pictures is not None and (width, height) != SMALL:
            page.screenshot(path=pictures / f"{name}_{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations], page.url
