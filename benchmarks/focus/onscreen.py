"""Measure names on the screen: which overlap, at three zooms, the story's and the base map's."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from benchmarks.common import chromium
from benchmarks.focus.confirmed import confirmed
from benchmarks.focus.labels import Labelled
from geo.draft.publishing import story_of
from geo.errors import DatelineError
from geo.story import save
from tests.serving import running

ZOOMS: Final = (-1, 0, 2)
"""Steps from the first view."""
SIZE: Final = {"width": 1280, "height": 800}
_SLACK_PX: Final = 1.0
_INK: Final = 24
"""Of a channel's 255, by which what is written differs from what is bare."""
_FEW: Final = 6
"""Pixels of ink in a name's box that are none: the rim of a letter beside it."""
_STILL_MS: Final = 900

_BOXES: Final = """() => {
    const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
    const seen = [...document.querySelectorAll(".lbl, .callout")].map((node) => {
        const box = node.getBoundingClientRect();
        return [node.textContent, box.left - frame.left, box.top - frame.top,
                box.right - frame.left, box.bottom - frame.top];
    });
    return seen.filter(([, l, t, r, b]) => r > 0 && b > 0 && l < frame.width && t < frame.height);
}"""
_ONLY_BASE: Final = """
    .leaflet-pane > .leaflet-pane { visibility: hidden !important; }
    .leaflet-ground-names-pane, .leaflet-ground-names-pane * { visibility: visible !important; }
    .leaflet-container, .leaflet-container * { background: white !important; }
    #legend, #tools, #outside, #edge, .leaflet-control-container { visibility: hidden !important; }
"""


@dataclass
class OnScreen:
    """Hold what was measured."""

    views: int = 0
    names: int = 0
    overlaps: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the figures in words."""
        yield f"{self.views} views, {self.names} names, {len(self.overlaps)} overlaps"
        yield from self.overlaps


def measured(set_: Sequence[Labelled]) -> OnScreen:
    """Open each article as a careful checker would leave it, and measure its names."""
    found = OnScreen()
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder) / "stories"
        stories = {}
        for article in set_:
            try:
                story = story_of(confirmed(article))
            except DatelineError as error:
                print(f"{article.headline}: {error}")
                continue
            save(story, shelf / story.id)
            stories[story.id] = article.headline
        with running(shelf, log=Path(folder) / "log.txt") as server, chromium() as browser:
            page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
            for id_, title in stories.items():
                page.goto(f"{server.url}/stories/{id_}/embed")
                page.wait_for_selector("html[data-ready=true]")
                first = page.evaluate("() => Dateline.given.map.getZoom()")
                for step in ZOOMS:
                    _view(page, first + step, f"{title} ({step:+d})", found)
    return found


def _view(page: Page, zoom: float, title: str, found: OnScreen) -> None:
    page.evaluate(
        "(zoom) => { Dateline.given.map.setZoom(zoom, { animate: false }); return null; }", zoom
    )
    page.wait_for_timeout(_STILL_MS)
    boxes: list[list[Any]] = page.evaluate(_BOXES)
    found.views += 1
    found.names += len(boxes)
    for one, other in itertools.combinations(boxes, 2):
        if _touch(one[1:], other[1:]):
            found.overlaps.append(f"  {title}: {one[0]} × {other[0]}")
    written = _base(page)
    for name, *box in boxes:
        left, top, right, bottom = (max(0, round(side)) for side in box)
        if written[top + 1 : bottom - 1, left + 1 : right - 1].sum() > _FEW:
            found.overlaps.append(f"  {title}: {name} × the base map's")


def _base(page: Page) -> NDArray[np.bool_]:
    """Return where the base map's names are seen, on the map's pixels."""
    style = page.add_style_tag(content=_ONLY_BASE)
    shot = page.locator(".leaflet-container").screenshot()
    style.evaluate("node => node.remove()")
    pixels = np.asarray(Image.open(io.BytesIO(shot)).convert("L")).astype(int)
    return np.asarray(pixels < 255 - _INK)


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        one[0] + _SLACK_PX < other[2]
        and other[0] + _SLACK_PX < one[2]
        and one[1] + _SLACK_PX < other[3]
        and other[1] + _SLACK_PX < one[3]
    )
