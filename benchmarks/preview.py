"""Measure the export panel's preview in the browser: from an option to its picture, painted.

Every change asks for a picture that the server has not drawn yet.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.common import OURS, STORY, Result, chromium, median, process, show, visitor
from tests.serving import fetch

TARGET_MS = 120.0
PAUSE_MS = 300
"""Between two changes: a person looks. In a faster row the panel waits for the last one."""

WATCH = """() => {
    const picture = document.querySelector(".export-frame img");
    window.times = [];
    let start = 0;
    document.addEventListener("change", () => { start = performance.now(); }, true);
    picture.addEventListener("load", () => requestAnimationFrame(() => {
        if (start) window.times.push(performance.now() - start);
        start = 0;
    }));
}"""


def changes(page: Page) -> Iterator[None]:
    """Change one option after another, as a person does; yield when each is made."""
    panel = page.locator("#export")
    page.locator(".export-more > summary, #export details summary").first.click()
    for theme in ("dark", "grey", "light"):
        panel.locator(f"input[value={theme}]").check(force=True)
        yield
        boxes = panel.locator("input[type=checkbox]")
        for number in range(4):
            boxes.nth(number).click()
            yield
    for language in ("az", "tr", "ru"):
        panel.locator("select").nth(1).select_option(language)
        yield


def measure() -> Iterator[Result]:
    """Run it."""
    with process(OURS) as url, chromium() as browser, visitor(browser) as page:
        while not json.loads(fetch(f"{url}/health").body)["warm"]:
            time.sleep(0.05)
        page.goto(f"{url}/stories/{STORY}/embed")
        page.wait_for_selector("html[data-ready=true]")
        page.locator("#export-open").click()
        page.wait_for_selector(".export-frame[aria-busy=false] img")
        page.evaluate(WATCH)
        for number, _ in enumerate(changes(page), 1):
            page.wait_for_function("(n) => window.times.length >= n", arg=number)
            page.wait_for_selector(".export-frame[aria-busy=false]")
            page.wait_for_timeout(PAUSE_MS)
        times = page.evaluate("window.times")
    yield Result(
        "Export panel: from an option to its picture (800 px)",
        (("theme, layers, languages by turns", median(times, "ms", 0)),),
        f"median at most {TARGET_MS:.0f} ms",
        statistics.median(times) <= TARGET_MS,
    )


if __name__ == "__main__":
    show(measure())
