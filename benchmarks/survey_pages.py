"""A picture of the survey's pages on a phone, from arrival to completion code: python benchmarks/survey_pages.py LINK.

LINK is the "link to try it" of a study that `unhorse survey serve` serves; whoever uses it takes a place. Writes docs/results/survey_pages.png.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

WIDTH, HEIGHT, GAP = 360, 640, 12


def main() -> None:
    """Goes the whole way and writes the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("link")
    parser.add_argument("--out", type=Path, default=Path("docs/results"))
    parser.add_argument("--browser", default="/usr/bin/chromium")
    chosen = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, is_mobile=True, has_touch=True).new_page()
        page.set_default_timeout(120_000)
        page.goto(chosen.link)
        shots = _way(page)
        browser.close()
    sheet = Image.new("RGB", (len(shots) * (WIDTH + GAP) - GAP, HEIGHT), "white")
    for place, shot in enumerate(shots):
        sheet.paste(shot, (place * (WIDTH + GAP), 0))
    sheet.quantize(256).save(chosen.out / "survey_pages.png", optimize=True)


def _way(page: Page) -> list[Image.Image]:
    """Consent, introduction, practice, an attention check, a question and the end."""
    shots = [_shot(page)]
    page.get_by_role("button", name="I have read this and take part").click()
    page.get_by_role("heading", name="What you will do").wait_for()
    shots.append(_shot(page))
    page.get_by_role("button", name="Begin the practice").click()
    kinds: dict[str, Image.Image] = {}
    number = 1
    while True:
        page.locator(f"input[name=number][value='{number}'], .code").wait_for(state="attached")
        if page.locator(".code").count():
            return [*shots, kinds["practice"], kinds["check"], kinds["question"], _shot(page)]
        heading = page.locator("h1").inner_text()
        told = heading.split("option ")[1].split(",")[0] if "checks that you read" in heading else None
        kind = "check" if told else "practice" if page.get_by_text("Practice ·").count() else "question"
        unchosen = _shot(page)
        page.locator(f"label.option:has(input[name=choice][value='{told or 5}'])").click()
        kinds.setdefault(kind, _shot(page) if kind == "question" else unchosen)
        page.get_by_role("button", name="Next").click()
        number += 1


def _shot(page: Page) -> Image.Image:
    page.wait_for_load_state("load")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
