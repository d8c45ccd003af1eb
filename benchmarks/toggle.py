"""Measure a layer's switch from click to paint, against st_folium rebuilt at each rerun.

Clicks are the browser's own, and ours end where the browser says that the next picture was shown
(Event Timing; its clock is rounded to 8 ms, and what takes less than 16 ms counts as 16). The
peer's end with the first frame after its marks have changed, which is a little early.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, FrameLocator, Locator, Page

from benchmarks.common import (
    OURS,
    PEERS,
    App,
    Result,
    chromium,
    median,
    process,
    show,
    until_ready,
    visitor,
)

ROUNDS = 20
OF_PEER = 0.2
SHORTEST_MS = 16
PEER = App(
    "st_folium, rebuilt at each rerun",
    PEERS / "st_folium_toggle.py",
    """() => {
        const frame = document.querySelector("iframe");
        const inside = frame && frame.contentDocument;
        return inside && inside.querySelectorAll("path.leaflet-interactive").length > 5;
    }""",
)

WATCH_CLICKS = """() => {
    window.clicks = [];
    new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries()) {
            if (name === "click") window.clicks.push(duration);
        }
    }).observe({ type: "event", durationThreshold: 16 });
}"""

WATCH_REBUILDS = """(drawn) => {
    const count = new Function("return " + drawn);
    window.rebuilds = [];
    let busy = false;
    document.addEventListener("click", (event) => {
        if (busy) return;
        busy = true;
        const [start, before] = [event.timeStamp, count()];
        const look = () => {
            const now = count();
            if (now < 0 || now === before) { requestAnimationFrame(look); return; }
            requestAnimationFrame((end) => { window.rebuilds.push(end - start); busy = false; });
        };
        requestAnimationFrame(look);
    }, true);
}"""

PATHS = """(() => {
    const frame = document.querySelector("iframe");
    const inside = frame && frame.contentDocument;
    return inside ? inside.querySelectorAll("path.leaflet-interactive").length : -1;
})()"""


def each(boxes: Locator, rounds: int) -> Iterator[Locator]:
    """Return the switches one after the other, each twice: off and on again."""
    count = boxes.count()
    for number in range(rounds):
        yield boxes.nth(number // 2 % count)


def switch(page: Page, inside: FrameLocator, rounds: int = ROUNDS) -> list[float]:
    """Click our switches; return milliseconds from click to paint."""
    root = inside.locator("html")
    root.evaluate(WATCH_CLICKS)
    times = []
    for box in each(inside.locator("#legend input[data-layer]"), rounds):
        before = root.evaluate("window.clicks.length")
        box.click()
        page.wait_for_timeout(400)
        found = root.evaluate("window.clicks")[before:]
        times.append(max([SHORTEST_MS, *found]))
    return times


def rebuild(page: Page, drawn: str, rounds: int = ROUNDS, patience_ms: int = 60_000) -> list[float]:
    """Click a peer's switches; return milliseconds until `drawn` has changed."""
    page.evaluate(WATCH_REBUILDS, drawn)
    for number, box in enumerate(each(page.locator("[data-testid=stCheckbox] label"), rounds), 1):
        page.wait_for_timeout(1500)
        box.click()
        page.wait_for_function(f"window.rebuilds.length === {number}", timeout=patience_ms)
    times: list[float] = page.evaluate("window.rebuilds")
    return times


def ours(browser: Browser, url: str) -> tuple[list[float], int, bool]:
    """Return milliseconds, how many requests were made meanwhile, and if the view stayed."""
    with visitor(browser) as page:
        until_ready(page, OURS, url)
        inside = page.frame_locator("#dateline-frame")
        inside.locator("html[data-ready=true]").wait_for(state="attached")
        page.wait_for_timeout(1500)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        pane = inside.locator(".leaflet-map-pane")
        before = pane.get_attribute("style")
        times = switch(page, inside)
        return times, len(asked), pane.get_attribute("style") == before


def peer(browser: Browser, url: str) -> list[float]:
    """Return milliseconds for the peer."""
    with visitor(browser) as page:
        until_ready(page, PEER, url)
        return rebuild(page, PATHS)


def measure() -> Iterator[Result]:
    """Measure both in one run."""
    with chromium() as browser:
        with process(OURS) as url:
            times, asked, stayed = ours(browser, url)
        with process(PEER) as url:
            others = peer(browser, url)
    yield Result(
        "Layer switch, click to paint",
        (
            (OURS.name, median(times, "ms", 0)),
            (PEER.name, median(others, "ms", 0)),
            ("requests sent while switching", str(asked)),
            ("view unchanged", "yes" if stayed else "NO"),
        ),
        f"median at most {OF_PEER} of the peer's, no request, view unchanged",
        statistics.median(times) <= OF_PEER * statistics.median(others) and asked == 0 and stayed,
    )


if __name__ == "__main__":
    show(measure())
