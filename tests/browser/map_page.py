"""Open the story's document for browser tests, and ask it what a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

STORY = "iran-azerbaijan-2025"
Seen = Callable[..., Page]
"""Return a sight of the map that tests only look at."""


def open_map(page: Page, url: str, *, story: str = STORY, **query: str) -> Page:
    """Open the document alone and wait until map, marks and list are painted."""
    page.goto(f"{url}/stories/{story}/embed" + (f"?{urlencode(query, safe=',')}" if query else ""))
    page.wait_for_selector("html[data-ready=true]")
    return page


def look(page: Page, lon: float, lat: float, zoom: int, *, animate: bool = True) -> None:
    """Show another part of the map; wait with `settle` for what follows.

    Nothing is returned to Playwright: it would carry over the whole map, for many seconds.
    """
    page.evaluate(
        """([lon, lat, zoom, animate]) => {
            Dateline.given.map.setView([lat, lon], zoom, { animate });
        }""",
        [lon, lat, zoom, animate],
    )


def settle(page: Page) -> None:
    """Wait until a flight and the writing of the address are over."""
    page.evaluate(
        """async () => {
            const map = Dateline.given.map;
            const still = () => {
                const at = map.getCenter(), [lng, lat] = Dateline.state.center || [at.lng, at.lat];
                const apart = map.project(at).distanceTo(map.project([lat, lng]));
                return !Dateline.address.pending() && !map._animatingZoom && apart < 2;
            };
            for (let calm = 0; calm < 3;) {
                await new Promise((done) => window.requestAnimationFrame(done));
                calm = still() ? calm + 1 : 0;
            }
        }"""
    )


def bundle(page: Page, url: str, story: str = STORY) -> dict[str, Any]:
    """Return what the server tells the client of a story."""
    answer = page.request.get(f"{url}/stories/{story}/bundle.json")
    assert answer.ok
    found: dict[str, Any] = answer.json()
    return found


def shown_marks(page: Page) -> set[str]:
    """Return the ids of the marks that can be seen and pointed at."""
    ids: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("path[data-mark]")]
            .filter((path) => getComputedStyle(path).display !== "none"
                && getComputedStyle(path.parentNode).display !== "none")
            .map((path) => path.dataset.mark)"""
    )
    return set(ids)


def shown_statements(page: Page) -> list[str]:
    """Return the ids of the statements in the list, in order."""
    ids: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#story-list .statement")]
            .filter((face) => face.offsetParent !== null)
            .map((face) => face.dataset.annotation)"""
    )
    return ids


def view(page: Page) -> list[float]:
    """Return longitude, latitude and zoom of the map."""
    found: list[float] = page.evaluate(
        """() => { const map = Dateline.given.map; const at = map.getCenter();
            return [at.lng, at.lat, map.getZoom()]; }"""
    )
    return found
