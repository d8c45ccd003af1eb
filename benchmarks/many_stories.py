"""Measure what ten, a thousand and ten thousand stories cost: the start, the list, a page, memory.

The stories are small ones, alike but for id, title and day. The first start is told apart from the
next: at the first the stories are read beside, by another process, and until then the list says of
each that it is still to be read. A page is the story's document and its bundle, asked of a server
that has made ready what it does after a start: else that is what nine pages measure.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import OURS, Result, median, process, show, until_answers
from geo.story.reading import begun
from tests import stories
from tests.serving import fetch

COUNTS = (10, 1_000, 10_000)
START_S, LIST_MS, PAGE_RATIO = 5.0, 300, 1.5
ROUNDS = 9
IDLE_TICKS = 3
"""Hundredths of a second of the processor, in one second, of a server that does nothing."""


def generate(shelf: Path, count: int) -> None:
    """Write stories that are alike."""
    for number in range(count):
        name = f"s{number:05}"
        day = f"{2000 + number % 25}-0{1 + number % 9}-1{number % 10}"
        head = {**stories.head(), "id": name, "title": f"Story {number}", "as_of": day}
        stories.write(shelf, head, folder=name)


def times_ms(url: str, path: str) -> list[float]:
    """Return how long an address takes, asked again and again."""
    found = []
    for _ in range(ROUNDS):
        asked = time.monotonic()
        assert fetch(f"{url}{path}").status == 200
        found.append((time.monotonic() - asked) * 1000)
    return found


def folder_of(url: str) -> Path:
    """Return what the system tells of the server at an address."""
    port = url.rsplit(":", 1)[1].encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if port in words and b"streamlit" in words:
                return folder
    raise RuntimeError(f"no server runs at {url}")


def memory_mb(url: str) -> int:
    """Return the memory of the server at an address."""
    told = (folder_of(url) / "status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", told)[0]) // 1024


def until_idle(url: str) -> None:
    """Wait until the server has loaded what it makes ready after its start."""
    spent, now = -1, 0
    while now - spent > IDLE_TICKS:
        spent = now
        time.sleep(1)
        fields = (folder_of(url) / "stat").read_text().rsplit(")", 1)[1].split()
        now = int(fields[11]) + int(fields[12])


def started(shelf: Path) -> tuple[float, list[float], list[float], int]:
    """Return the seconds until the app answers, the list's and a page's ms, and its memory."""
    since = time.monotonic()
    with process(OURS, wait=False, DATELINE_STORIES=str(shelf)) as url:
        until_answers(url)
        assert fetch(f"{url}/").status == 200
        start = time.monotonic() - since
        listed = times_ms(url, "/stories")
        until_idle(url)
        page = [
            sum(pair)
            for pair in zip(
                times_ms(url, "/stories/s00007/embed"),
                times_ms(url, "/stories/s00007/bundle.json"),
                strict=True,
            )
        ]
        return start, listed, page, memory_mb(url)


def measure() -> Iterator[Result]:
    """Measure each number of stories."""
    rows: list[tuple[str, str]] = []
    starts, lists, pages = [], [], []
    for count in COUNTS:
        with TemporaryDirectory() as folder:
            shelf = Path(folder)
            generate(shelf, count)
            first = started(shelf)
            with begun(shelf) as reader:
                reader.wait()
            start, listed, page, memory = started(shelf)
            lines = shelf / ".lines.sqlite"
            size = f", {lines.stat().st_size / 1e6:.1f} MB beside" if lines.exists() else ""
        starts += [first[0], start]
        lists += [statistics.median(first[1]), statistics.median(listed)]
        pages.append(statistics.median(page))
        rows += [
            (f"{count:,}: answers after the first start", f"{first[0]:.1f} s"),
            (f"{count:,}: answers after the next", f"{start:.1f} s"),
            (f"{count:,}: `/stories`, while they are read", median(first[1], "ms", 0)),
            (f"{count:,}: `/stories`", median(listed, "ms", 0)),
            (f"{count:,}: a page", median(page, "ms", 1)),
            (f"{count:,}: memory", f"{memory} MB{size}"),
        ]
    yield Result(
        "Many stories",
        tuple(rows),
        f"answers within {START_S:.0f} s, `/stories` within {LIST_MS} ms, "
        "a page no more than with ten",
        max(starts) <= START_S
        and max(lists) <= LIST_MS
        and max(pages) <= PAGE_RATIO * pages[0] + 1,
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        COUNTS = tuple(json.loads(f"[{','.join(sys.argv[1:])}]"))
    show(measure())
