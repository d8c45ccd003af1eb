"""Measure a story of ten thousand annotations: opening, switching layers, dragging the map.

The story is generated: points in four layers, one for each certainty, and a tie in a hundred. The
peer shows the same points by explore() in st_folium, on Leaflet's canvas, with no list, no time
line and no base map.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Frame, Page

from benchmarks.common import (
    OURS,
    PEERS,
    App,
    Result,
    chromium,
    median,
    process,
    show,
    visitor,
)
from benchmarks.toggle import rebuild, switch
from tests import stories

COUNT = 10_000
ROUNDS = 20
ROUNDS_PEER = 8
OF_PEER = 0.2
SMOOTH_MS = 50
SMOOTH_SHARE = 0.05
PATIENCE_MS = 120_000
STROKES = 4
STROKE_S = 0.5
CERTAINTIES = ("exact", "approximate", "indicative", "disputed")
TONES = ("tension", "thaw", "neutral")
WEST, SOUTH, EAST, NORTH = 5.0, 32.0, 55.0, 58.0

MANY = App(
    OURS.name,
    OURS.script,
    """() => {
        const inside = document.querySelector("#dateline-frame")?.contentDocument;
        return inside?.documentElement?.dataset.ready === "true";
    }""",
    "/?story=many",
)
PEER = App(
    "st_folium of explore()",
    PEERS / "st_folium_many.py",
    """() => {
        const inside = document.querySelector("iframe")?.contentDocument;
        const canvas = inside?.querySelector("canvas.leaflet-zoom-animated");
        const pixels = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return pixels?.data.some((value) => value);
    }""",
)

DRAWN = """(() => {
    const inside = document.querySelector("iframe")?.contentWindow;
    const canvas = inside?.document.querySelector("canvas.leaflet-zoom-animated");
    if (!canvas || !canvas.width) return -1;
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let taken = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]) taken += 1;
    return taken || -1;
})()"""

WATCH_FRAMES = """() => {
    window.frames_ms = [];
    let last = performance.now();
    const next = (now) => {
        window.frames_ms.push(now - last);
        last = now;
        window.watching = requestAnimationFrame(next);
    };
    window.watching = requestAnimationFrame(next);
}"""


def generate(shelf: Path) -> Path:
    """Write a story of ten thousand annotations, the same each time; return its folder."""
    pick = random.Random(1)
    features = []
    for number in range(COUNT):
        place = stories.point(
            round(pick.uniform(WEST, EAST), 4), round(pick.uniform(SOUTH, NORTH), 4)
        )
        certainty = CERTAINTIES[number % len(CERTAINTIES)]
        name = f"Place {number}"
        features.append(
            stories.feature(f"f{number}", certainty, place, name=name, certainty=certainty)
        )
    layers = [{"id": name, "title": f"Places, {name}", "theme": "place"} for name in CERTAINTIES]
    head = stories.head() | {
        "id": "many",
        "title": "Ten thousand statements",
        "layers": [{"id": "ties", "title": "Ties", "theme": "tie"}, *layers],
        "annotations": [statement(number, pick) for number in range(COUNT)],
        "context": [],
    }
    head["source"] = {**head["source"], "paragraphs": 200}
    return stories.write(shelf, head, {"type": "FeatureCollection", "features": features})


def statement(number: int, pick: random.Random) -> dict[str, Any]:
    """Return one annotation; a tie in a hundred, else a mark."""
    year, month, day = pick.randint(2015, 2024), pick.randint(1, 12), pick.randint(1, 28)
    where: dict[str, Any] = {"features": [f"f{number}"]}
    if number % 100 == 99:
        ends = (f"f{number}", f"f{pick.randrange(number)}")
        where = {"relation": {"from": ends[0], "to": ends[1], "layer": "ties", "directed": True}}
    return {
        "id": f"A{number}",
        **where,
        "paragraph": number // (COUNT // 200) + 1,
        "date": "unknown" if number % 50 == 0 else f"{year}-{month:02}-{day:02}",
        "claim": f"Statement {number} says in a dozen words what has happened at this place.",
        "said_by": f"Speaker {number % 97}",
        "tone": pick.choice(TONES),
    }


# --- measures ---------------------------------------------------------------------------------


def opened(page: Page, app: App, url: str) -> float:
    """Open a page; return seconds until it is ready."""
    start = time.monotonic()
    page.goto(url + app.path, wait_until="commit")
    page.wait_for_function(app.ready, polling=50)
    return time.monotonic() - start


def drag(page: Page, frame: Frame, box: dict[str, float]) -> list[float]:
    """Drag the map for two seconds, in strokes to and fro; return the frames' intervals, ms."""
    frame.evaluate(WATCH_FRAMES)
    x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.55
    for stroke in range(STROKES):
        way = 1 if stroke % 2 else -1
        page.mouse.move(x, y)
        page.mouse.down()
        start = time.monotonic()
        while (gone := time.monotonic() - start) < STROKE_S:
            page.mouse.move(x + way * 400 * gone / STROKE_S, y + way * 60 * gone / STROKE_S)
            page.wait_for_timeout(8)
        page.mouse.up()
    page.wait_for_timeout(300)
    times: list[float] = frame.evaluate(
        "() => { cancelAnimationFrame(window.watching); return window.frames_ms.slice(1); }"
    )
    return times


def inside(page: Page, selector: str) -> tuple[Frame, dict[str, float]]:
    """Return a page's frame and where its map lies on the screen."""
    frame = page.locator(selector).element_handle().content_frame()  # type: ignore[union-attr]
    box = frame.locator(".leaflet-container").first.bounding_box()  # type: ignore[union-attr]
    return frame, box  # type: ignore[return-value]


def ours(browser: Browser, url: str) -> tuple[list[float], list[float], list[float]]:
    """Return seconds to open (the server's first, then a new visitor's), switches, frames."""
    opens = []
    for _ in range(3):
        with visitor(browser) as page:
            opens.append(opened(page, MANY, url))
    with visitor(browser) as page:
        opened(page, MANY, url)
        page.wait_for_timeout(1500)
        frames = drag(page, *inside(page, "#dateline-frame"))
        switches = switch(page, page.frame_locator("#dateline-frame"), ROUNDS)
    return opens, switches, frames


def peers(browser: Browser, url: str) -> tuple[list[float], list[float], list[float]]:
    """Return the same for the peer."""
    opens = []
    for _ in range(3):
        with visitor(browser) as page:
            opens.append(opened(page, PEER, url))
    with visitor(browser) as page:
        opened(page, PEER, url)
        page.wait_for_timeout(1500)
        frames = drag(page, *inside(page, "iframe"))
        switches = rebuild(page, DRAWN, ROUNDS_PEER, PATIENCE_MS)
    return opens, switches, frames


def smoothness(times: list[float]) -> str:
    """Return the frames' intervals in one line."""
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return (
        f"median {middle:.0f} ms, 95 % {late:.0f} ms, longest {ordered[-1]:.0f} ms, "
        f"over {SMOOTH_MS} ms {slow(times):.1%} (n = {len(times)})"
    )


def slow(times: list[float]) -> float:
    """Return the share of frames that the eye sees as a stop."""
    return sum(value > SMOOTH_MS for value in times) / len(times)


def measure() -> Iterator[Result]:
    """Measure both in one run."""
    with TemporaryDirectory() as shelf, chromium() as browser:
        folder = generate(Path(shelf))
        with process(MANY, DATELINE_STORIES=shelf) as url:
            opens, switches, frames = ours(browser, url)
        with process(PEER, DATELINE_BENCHMARK_STORY=str(folder)) as url:
            their_opens, their_switches, their_frames = peers(browser, url)
    yield Result(
        "10,000 annotations: opening",
        (
            (f"{MANY.name}, the first visitor", f"{opens[0]:.1f} s"),
            (f"{MANY.name}, the next", median(opens[1:], "s", 1)),
            (f"{PEER.name}, the first visitor", f"{their_opens[0]:.1f} s"),
            (f"{PEER.name}, the next", median(their_opens[1:], "s", 1)),
        ),
        "the page opens, no later than the peer's",
        statistics.median(opens[1:]) <= statistics.median(their_opens[1:]),
    )
    yield Result(
        "10,000 annotations: layer switch, click to paint",
        ((MANY.name, median(switches, "ms", 0)), (PEER.name, median(their_switches, "ms", 0))),
        f"median at most {OF_PEER} of the peer's",
        statistics.median(switches) <= OF_PEER * statistics.median(their_switches),
    )
    yield Result(
        "10,000 annotations: frames while the map is dragged",
        ((MANY.name, smoothness(frames)), (PEER.name, smoothness(their_frames))),
        f"at most {SMOOTH_SHARE:.0%} of the frames over {SMOOTH_MS} ms",
        slow(frames) <= SMOOTH_SHARE,
    )


if __name__ == "__main__":
    show(measure())
