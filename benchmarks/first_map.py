"""Measure how long a visitor waits for a map that can be used: cold, and warm.

A map can be used when its marks are drawn and can be chosen; of ours a tile of the base map must
have come too, which the peer has not. Cold is from the start of the program, warm a new visitor's
first view from a server that has been used before.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping

from playwright.sync_api import Browser, Page

from benchmarks.common import (
    EMPTY,
    OURS,
    ST_FOLIUM,
    App,
    Result,
    chromium,
    median,
    process,
    show,
    until_answers,
    until_ready,
    visitor,
)

ROUNDS_COLD = 5
ROUNDS_WARM = 9
APPS = (EMPTY, ST_FOLIUM, OURS)
WHOLE = f"{OURS.name}: every tile, and Streamlit's strip above"
WHOLE_READY = """() => {
    const inside = document.querySelector("#dateline-frame").contentDocument;
    return inside.documentElement.dataset.ready === "true"
        && document.querySelector(".st-key-strip [data-testid=stPageLink]");
}"""

Times = dict[str, list[float]]


def cold(browser: Browser, app: App, times: Times) -> None:
    """Time a first view from the start of the program."""
    start = time.monotonic()
    with process(app, wait=False) as url, visitor(browser) as page:
        until_answers(url)
        view(page, app, url, start, times)


def warm(browser: Browser, app: App, url: str, times: Times) -> None:
    """Time a new visitor's first view."""
    with visitor(browser) as page:
        view(page, app, url, time.monotonic(), times)


def view(page: Page, app: App, url: str, start: float, times: Times) -> None:
    """Wait for a map, and of ours for the rest of the page too; note the seconds since `start`."""
    until_ready(page, app, url)
    times.setdefault(app.name, []).append(time.monotonic() - start)
    if app is OURS:
        page.wait_for_function(WHOLE_READY, polling=5)
        times.setdefault(WHOLE, []).append(time.monotonic() - start)


def result(title: str, times: Mapping[str, list[float]]) -> Result:
    """Hold our times against the peer's."""
    return Result(
        title,
        tuple((name, median(found)) for name, found in times.items()),
        f"no later than {ST_FOLIUM.name} of the same layers",
        statistics.median(times[OURS.name]) <= statistics.median(times[ST_FOLIUM.name]),
    )


def measure() -> Iterator[Result]:
    """Measure in turn, so that a busy moment of the machine meets all alike."""
    with chromium() as browser:
        times: Times = {}
        for _ in range(ROUNDS_COLD):
            for app in APPS:
                cold(browser, app, times)
        yield result("First usable map, cold", times)
        times = {}
        with process(EMPTY) as a, process(ST_FOLIUM) as b, process(OURS) as c:
            addresses = dict(zip(APPS, (a, b, c), strict=True))
            for app, url in addresses.items():
                warm(browser, app, url, {})
            for _ in range(ROUNDS_WARM):
                for app, url in addresses.items():
                    warm(browser, app, url, times)
        yield result("First usable map, warm", times)


if __name__ == "__main__":
    show(measure())
