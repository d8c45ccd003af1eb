"""Measure the export panel's preview in the browser: from an option to its picture, painted.

Every change asks for a picture that the server has not drawn yet. The peer is Mapnik alone, which
draws the same ground and the same geometry in the same frame and size, without style or name.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page
from pyproj import Transformer

from benchmarks.common import OURS, STORY, Result, chromium, median, process, show, visitor
from benchmarks.peers import bare
from tests.serving import fetch

OF_BARE = 3.0
"""A picture with its names, over HTTP and painted, of a bare one in memory."""
TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
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


def peer(told: Mapping[str, Any], times: int) -> list[float]:
    """Return milliseconds for the bare picture of what a page has told of itself."""
    west, south, east, north = told["shown"][0]
    (x0, x1), (y0, y1) = TO_METRES.transform([west, east], [south, north])
    zoom = round(math.log2(told["width"] / 256 * 360 / (east - west)))
    draw = bare.picture(STORY, (x0, y0, x1, y1), told["width"], told["height"], zoom)
    draw()  # what is kept in memory the server keeps too
    found = []
    for _ in range(times):
        start = time.perf_counter()
        draw()
        found.append((time.perf_counter() - start) * 1e3)
    return found


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
        asked: list[str] = []
        page.on("request", lambda told: asked.append(told.url) if "/map.png" in told.url else None)
        for number, _ in enumerate(changes(page), 1):
            page.wait_for_function("(n) => window.times.length >= n", arg=number)
            page.wait_for_selector(".export-frame[aria-busy=false]")
            page.wait_for_timeout(PAUSE_MS)
        times = page.evaluate("window.times")
        bare = peer(fetch(asked[-1].replace("/map.png", "/map.json")).json(), len(times))
    ratio = statistics.median(times) / statistics.median(bare)
    yield Result(
        "Export panel: from an option to its picture (800 px)",
        (
            ("theme, layers, languages by turns", median(times, "ms", 0)),
            ("Mapnik, the same shapes bare, in memory", median(bare, "ms", 0)),
            ("ratio", f"{ratio:.1f}"),
        ),
        f"median at most {OF_BARE:.0f} times the bare picture's",
        ratio <= OF_BARE,
    )


if __name__ == "__main__":
    show(measure())
