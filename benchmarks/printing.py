"""Measure maps for print beside the usual ways: matplotlib with cartopy, and folium's own PNG.

Each draws the story's layers over land, water and borders on A4 landscape at 300 dpi, as often as
asked, in a process of its own whose memory is told at its end. All are warm: what can be kept from
one picture to the next was kept. Cartopy finds no place for names: it is given those of our page.
So ours is timed from a page that is laid out, as after its preview; and, told beside it, with the
layout, in another language each time. ``python -m benchmarks.printing ours 5`` shows one alone.
"""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from benchmarks.common import OURS, ROOT, STORY, Result, median, process, show
from tests.serving import fetch

ROUNDS: Final = 7
PAGE: Final = {"preset": "a4-landscape"}
LANGUAGES: Final = ("en", "fa", "az", "hy")
OF_CARTOPY, OF_FOLIUM, OF_WARM, OF_ONE = 0.25, 0.03, 2.0, 1.6
OF_IDLE: Final = (5.0, 50.0)
"""The median and 95 % of pings under load, of an idle ping's median."""
EXPORTS: Final = 12


# --- one way to draw, in a process of its own -------------------------------------------------


def ours() -> Callable[[], bytes]:
    """Return what draws a picture by Dateline."""
    from geo.printmap import draw_story
    from geo.story import Shelf

    story, languages = Shelf().story(STORY), cycle(LANGUAGES)
    return lambda: draw_story(story, "png", {**PAGE, "lang": next(languages)})


def drawn() -> Callable[[], bytes]:
    """Return what draws a page that is laid out already."""
    from geo.printmap import encode, sheet_of
    from geo.story import Shelf

    sheet, page = sheet_of(Shelf().story(STORY), PAGE)
    return lambda: encode(sheet, page, "png")


def cartopy() -> Callable[[], bytes]:
    """Return what draws the same layers by matplotlib and cartopy."""
    from benchmarks.peers.cartopy_map import picture

    return picture(STORY, PAGE)


def folium() -> Callable[[], bytes]:
    """Return what takes a picture of a folium map by folium's own way, a browser."""
    from benchmarks.peers.folium_png import picture

    return picture(STORY, PAGE)


WAYS: Final = {"drawn": drawn, "ours": ours, "cartopy": cartopy, "folium": folium}


def alone(way: str, rounds: int) -> dict[str, Any]:
    """Draw some pictures, the first of them not counted; return times and peak memory."""
    draw = WAYS[way]()
    for _ in LANGUAGES if way == "ours" else [0]:
        draw()
    times = [timed(draw) for _ in range(rounds)]
    browsers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"times": times, "memory_mb": [own_peak_mb(), browsers]}


def own_peak_mb() -> float:
    """Return the most memory that this program held; rusage would count its parent's, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def timed(job: Callable[[], object]) -> float:
    """Return the seconds that a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def in_process(way: str, rounds: int) -> dict[str, Any]:
    """Run one way in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.printing", way, str(rounds)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# --- beside the peers -------------------------------------------------------------------------


def beside_peers() -> Result:
    """Compare with both peers."""
    found = {way: in_process(way, 3 if way == "folium" else ROUNDS) for way in WAYS}
    middle = {way: statistics.median(one["times"]) for way, one in found.items()}
    memory = {way: max(one["memory_mb"]) for way, one in found.items()}
    names = {
        "drawn": "Dateline, from a page laid out",
        "ours": "Dateline, laid out anew",
        "cartopy": "matplotlib and cartopy",
        "folium": "folium's _to_png",
    }
    rows = [
        (name, f"{median(found[way]['times'])}, {memory[way]:.0f} MB at the most")
        for way, name in names.items()
    ]
    shares = {way: middle["drawn"] / middle[way] for way in ("cartopy", "folium")}
    whole = {way: middle["ours"] / middle[way] for way in shares}
    rows += [
        ("share, from a page laid out", f"{shares['cartopy']:.2f} and {shares['folium']:.3f}"),
        ("share, laid out anew", f"{whole['cartopy']:.2f} and {whole['folium']:.3f}"),
    ]
    return Result(
        "A4 landscape at 300 dpi (3508 × 2480), PNG",
        tuple(rows),
        f"at most {OF_CARTOPY} of cartopy's time and {OF_FOLIUM} of folium's; memory below both",
        shares["cartopy"] <= OF_CARTOPY
        and shares["folium"] <= OF_FOLIUM
        and memory["ours"] < min(memory["cartopy"], memory["folium"]),
    )


def threads() -> Result:
    """Compare two threads with one."""
    from geo.printmap import draw_story
    from geo.story import Shelf

    story = Shelf().story(STORY)

    def draw(language: str) -> None:
        draw_story(story, "png", {**PAGE, "lang": language})

    def pictures_a_second(workers: int) -> float:
        with ThreadPoolExecutor(workers) as pool:
            jobs = list(islice(cycle(LANGUAGES), EXPORTS))
            return EXPORTS / timed(lambda: list(pool.map(draw, jobs)))

    pictures_a_second(2)
    rates = {workers: [pictures_a_second(workers) for _ in range(3)] for workers in (1, 2)}
    ratio = statistics.median(rates[2]) / statistics.median(rates[1])
    rows = tuple(
        (f"{workers} at once", median(rate, "pictures a second")) for workers, rate in rates.items()
    )
    return Result(
        "Two threads beside one, A4 landscape at 300 dpi",
        (*rows, ("ratio", f"{ratio:.2f}")),
        f"at least {OF_ONE} times as many",
        ratio >= OF_ONE,
    )


# --- through the server -----------------------------------------------------------------------


def first_and_ping() -> Iterator[Result]:
    """Time the first export after a start, and pings while two large exports run."""
    with process(OURS) as url:
        while not json.loads(fetch(f"{url}/health").body)["warm"]:
            time.sleep(0.05)

        def export(preset: str, language: str, form: str = "png") -> bytes:
            answer = fetch(f"{url}/stories/{STORY}/map.{form}?preset={preset}&lang={language}")
            assert answer.status == 200
            return answer.body

        first = timed(lambda: export("a4-landscape", "en"))
        warm = [timed(partial(export, "a4-landscape", one)) for one in ("fa", "az", "hy", "tr")]
        ratio = first / statistics.median(warm)
        yield Result(
            "First export after start, over HTTP",
            (("the first", f"{first:.2f} s"), ("warm", median(warm)), ("ratio", f"{ratio:.2f}")),
            f"at most {OF_WARM:.0f} times a warm one",
            ratio <= OF_WARM,
        )
        yield pings(url, export)


def pings(url: str, export: Callable[[str, str, str], bytes]) -> Result:
    """Ask for the server's health while two A3 exports run, in each format."""
    found = {form: pings_during(url, export, form) for form in ("png", "webp", "svg", "pdf")}
    quiet = [1000 * timed(lambda: fetch(f"{url}/health")) for _ in range(100)]
    idle = statistics.median(quiet)
    middle = max(statistics.median(times) for times in found.values()) / idle
    slow = max(statistics.quantiles(times, n=20)[-1] for times in found.values()) / idle
    return Result(
        "A ping while two A3 exports run",
        (
            ("idle", median(quiet, "ms", 1)),
            *((form.upper(), median(times, "ms", 1)) for form, times in found.items()),
            (
                "ratio of the slowest format's median, and of its slowest 5 %",
                f"{middle:.1f}, {slow:.1f}",
            ),
        ),
        f"median at most {OF_IDLE[0]:.0f} times an idle ping, 95 % at most {OF_IDLE[1]:.0f} times",
        middle <= OF_IDLE[0] and slow <= OF_IDLE[1],
    )


def pings_during(url: str, export: Callable[[str, str, str], bytes], form: str) -> list[float]:
    """Return how long each ping takes, ms, while two A3 sheets are made."""
    jobs = [
        threading.Thread(target=export, args=("a3-landscape", language, form))
        for language in ("ru", "tr")
    ]
    for job in jobs:
        job.start()
    times = []
    while any(job.is_alive() for job in jobs):
        times.append(1000 * timed(lambda: fetch(f"{url}/health")))
        time.sleep(0.01)
    return times


def measure() -> Iterator[Result]:
    """Run all of it."""
    yield beside_peers()
    yield threads()
    yield from first_and_ping()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(alone(sys.argv[1], int(sys.argv[2]))))
    else:
        show(measure())
