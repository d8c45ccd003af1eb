"""Measure the base map's tiles: drawn afresh, from memory, and by eight clients at once.

Run: ``python -m benchmarks.tiles [seconds]``. The page asks for two parts of each tile, its ground
and its names, so each is measured. The peer draws the same tiles' shapes with Mapnik and nothing
else (``benchmarks/peers/bare.py``).
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.peers import bare
from geo import basemap
from geo.basemap import cache

Job = Callable[[tuple[int, int, int]], object]

CLIENTS = 8
PARTS = ("ground", "names")
REGION = (40.0, 33.0, 54.0, 44.0)  # the first story's


def addresses(count: int, zooms: range, seed: int = 1) -> list[tuple[int, int, int]]:
    """Return tile addresses, by turns in the region and in the whole world."""
    pick = random.Random(seed)
    found = []
    for number in range(count):
        zoom = pick.choice(zooms)
        side = 1 << zoom
        if number % 2:
            x, y = pick.randrange(side), pick.randrange(side)
        else:
            lon, lat = pick.uniform(REGION[0], REGION[2]), pick.uniform(REGION[1], REGION[3])
            x, y = place(lon, lat, zoom)
        found.append((zoom, x, y))
    return found


def place(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    import math

    side = 1 << zoom
    north = math.asinh(math.tan(math.radians(lat))) / math.pi
    return int((lon + 180) / 360 * side), int((1 - north) / 2 * side)


def named(address: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("z", "x", "y"), address, strict=True))


def timed(job: Job, wanted: list[tuple[int, int, int]]) -> list[float]:
    """Return milliseconds for each address."""
    times = []
    for address in wanted:
        start = time.perf_counter()
        job(address)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def say(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(
        f"{name:56} median {statistics.median(times):7.2f} ms   "
        f"95 % {ordered[int(len(times) * 0.95)]:7.2f} ms   n = {len(times)}"
    )


def resident_mb() -> float:
    text = Path("/proc/self/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


def crowd(seconds: float) -> None:
    """Let eight threads ask for tiles, a quarter of them drawn afresh; watch errors and memory."""
    wanted = addresses(200, range(3, 13), seed=2)
    stop = time.monotonic() + seconds
    served, errors = [0] * CLIENTS, []

    def client(number: int) -> None:
        pick = random.Random(number)
        while time.monotonic() < stop:
            z, x, y = pick.choice(wanted)
            ask = basemap.render_tile if pick.random() < 0.25 else basemap.cached_tile
            part = pick.choice(PARTS)
            try:
                ask(
                    theme=pick.choice(("light", "dark")), language=pick.choice(("en", "fa")),
                    z=z, x=x, y=y, scale=pick.choice((1, 2)), part=part,
                )  # fmt: skip
            except Exception as error:
                errors.append(error)
            served[number] += 1

    memory = []
    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    while time.monotonic() < stop:
        time.sleep(seconds / 6)
        memory.append(resident_mb())
    for thread in threads:
        thread.join()
    gc.collect()
    print(
        f"{CLIENTS} clients, {seconds:.0f} s: {sum(served)} tiles, {len(errors)} errors; "
        f"memory {' → '.join(f'{value:.0f}' for value in memory)} MB, "
        f"of it tiles kept {cache._tiles.currsize / 1e6:.0f} MB"
    )


def main() -> None:
    """Print one line for each measure."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    basemap.warm_up().join()
    wanted = addresses(400, range(3, 13))

    def afresh(part: str, language: str = "en", scale: int = 1) -> Job:
        return lambda address: basemap.render_tile(
            theme="light", language=language, scale=scale, part=part, **named(address)
        )

    def kept(part: str) -> Job:
        return lambda address: basemap.cached_tile(
            theme="light", language="en", part=part, **named(address)
        )

    timed(afresh("both"), wanted[:40])
    timed(bare.tile, wanted[:40])
    for _ in range(2):
        for part in PARTS:
            say(f"{part} afresh, the story's region", timed(afresh(part), wanted[::2]))
            say(f"{part} afresh, the world over", timed(afresh(part), wanted[1::2]))
            say(f"{part} afresh, Persian, @2x", timed(afresh(part, "fa", 2), wanted))
        say("peer: Mapnik, the same shapes bare, the story's region", timed(bare.tile, wanted[::2]))
        say("peer: Mapnik, the same shapes bare, the world over", timed(bare.tile, wanted[1::2]))
    for part in PARTS:
        timed(kept(part), wanted)
        say(f"{part} from memory", timed(kept(part), wanted))
    x0, y0 = place(48.5, 38.5, 6)
    view = [(6, x0 + dx, y0 + dy) for dx in range(-3, 3) for dy in range(-2, 2)]
    weights = {p: sum(len(afresh(p)(address)) for address in view) / 1024 for p in PARTS}
    listed = ", ".join(f"{part} {weight:.0f} KB" for part, weight in weights.items())
    print(f"first view, 24 tiles: {listed}")
    crowd(seconds)


if __name__ == "__main__":
    main()
