"""Take the pictures of ``docs/screenshots/``: the app as a person sees it, by the tests' browser.

Run from the top folder: ``.venv/bin/python docs/screenshots.py``.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browsing import ARGUMENTS, document, executable  # noqa: E402
from tests.serving import running  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
STORY = "iran-azerbaijan-2025"
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
LANGUAGES = ("en", "fa")
CHECKED = (("desktop", "light"), ("phone", "dark"))
"""In which the page that checks a draft is shown."""


ARTICLE = ROOT / "tests" / "data" / "articles" / "danube-invented.txt"
PATIENCE_MS = 120_000


def main() -> None:
    """Take the pictures of the map, then those of the page that checks a draft."""
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as play,
        running(log=Path(folder) / "server.log", DATELINE_DRAFTS=f"{folder}/drafts") as server,
    ):
        browser = play.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for size, theme, language in product(SIZES, THEMES, LANGUAGES):
            page = opened(browser, size, theme)
            page.goto(f"{server.url}/?story={STORY}&lang={language}&theme={theme}")
            document(page)
            page.locator(".st-key-here").wait_for()
            taken(page, f"{size}-{theme}-{language}")
        draft_id = drafted(browser, server.url)
        for size, theme in CHECKED:
            page = opened(browser, size, theme)
            page.goto(f"{server.url}/drafts/{draft_id}/check")
            page.wait_for_selector("html[data-ready=true]")
            page.locator("#text .mention", has_text="Silistra").first.click()
            taken(page, f"check-{size}-{theme}")
        browser.close()


def opened(browser: Browser, size: str, theme: str) -> Page:
    """Open a page of a size, in a theme."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )
    return context.new_page()


def taken(page: Page, name: str) -> None:
    """Take a picture once all has come, and close the page."""
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
    page.context.close()


def drafted(browser: Browser, url: str) -> str:
    """Draft an article of our own, decide some of its places, and return the draft's id."""
    page = opened(browser, "desktop", "light")
    page.goto(f"{url}/draft")
    page.get_by_role("textbox", name="The article").fill(ARTICLE.read_text("utf-8"))
    page.get_by_role("button", name="Draft the map").click()
    page.get_by_label("Published by").fill("The Invented Courier", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Draft the map").click()
    frame = page.frame_locator("#dateline-check")
    frame.locator("html[data-ready=true]").wait_for(timeout=PATIENCE_MS)
    for name in ("Oltenița", "Chiselet", "Constanța", "Bucharest", "Romania"):
        frame.locator("#text .mention", has_text=name).first.click()
        page.keyboard.press("c")
    frame.locator("#text .mention", has_text="Spanțov").first.click()
    frame.locator("#circle-km").fill("8")
    frame.locator("#draw-circle").click()
    frame.locator("#confirm").click()
    frame.locator("#save[data-state=saved]").wait_for()
    draft_id = parse_qs(urlsplit(page.url).query)["draft"][0]
    page.context.close()
    return draft_id


if __name__ == "__main__":
    main()
