"""Show that the map on the screen and the map on paper are one map."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.basemap import CREDITS
from geo.crs import Bounds
from geo.layers import MapSpec, build_map
from geo.options import View
from geo.printmap import Page as Paper
from geo.printmap import lay_out
from geo.printmap.canvas.sheet import Box, Fill, Sheet, Stroke, Text
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import marks_of
from geo.printmap.carto.symbols import symbol
from geo.sources import load_sources
from geo.story import Shelf
from geo.style import SCREEN_THEMES, Theme
from tests.browser.map_page import STORY, Seen

pytestmark = pytest.mark.browser

PAPER = Paper(1587, 1122)
WHOLE = Bounds(30, 28, 56, 42)
"""Hold every mark of the story, Israel's and Türkiye's signs too."""
Look = tuple[Any, ...]

ON_SCREEN = """() => [...document.querySelectorAll("path.part, #paint pattern *")].map((path) => {
    const get = (name) => path.getAttribute(name);
    return [get("stroke"), get("stroke-width"), get("stroke-dasharray"), get("stroke-opacity"),
        get("fill"), get("fill-opacity"), get("filter") !== null];
})"""
COUNTED = """() => Object.fromEntries(Dateline.given.story.layers.flatMap((layer) =>
    layer.classes.map((cls) => [layer.id + "/" + cls.id,
        [...document.querySelectorAll("path[data-mark]")].filter((path) =>
            layer.features.features.some((f) => f.id === path.dataset.mark
                && f.properties.class === cls.id)).length])))"""


def paper(theme: Theme) -> tuple[MapSpec, Sheet]:
    layers = tuple(head.id for head in Shelf().story(STORY).layers)
    spec = build_map(Shelf().story(STORY), View(theme=theme, layers=layers))
    return spec, lay_out(spec, PAPER)


def numbers(text: str | None) -> tuple[float, ...]:
    return tuple(float(part) for part in (text or "").replace(",", " ").split())


def screen_looks(page: Page) -> tuple[set[Look], set[Look]]:
    """Return (colour, width, dashes, opacity) of lines and (colour, opacity) of areas."""
    strokes: set[Look] = set()
    fills: set[Look] = set()
    for colour, width, dash, opacity, fill, share, soft in page.evaluate(ON_SCREEN):
        if colour not in (None, "none") and not soft:
            strokes.add((colour, float(width), numbers(dash), float(opacity or 1)))
        if fill and fill.startswith("#") and not soft and float(share or 1):
            fills.add((fill, float(share or 1)))
    return strokes, fills


def paper_looks(spec: MapSpec) -> tuple[set[Look], set[Look]]:
    """Return the same of what the print renderer draws for each mark.

    Soft edges are left out: one blurs, the other stacks thin layers.
    """
    strokes: set[Look] = set()
    fills: set[Look] = set()
    frame = frame_for(WHOLE, Box(0, 0, 1500, 1000))
    for mark in marks_of(spec, frame):
        style = mark.legend.style
        for item in symbol(mark.shape, style, mark.legend.kind):
            if isinstance(item, Stroke):
                if not style.soft_edge_px or item.opacity == style.stroke_opacity:
                    strokes.add((item.colour, item.width_px, item.dash_px, item.opacity))
            elif isinstance(item, Fill) and not style.soft_edge_px:
                fills.add((item.colour, item.opacity))
    return strokes, fills


@pytest.mark.parametrize("theme", SCREEN_THEMES)
def test_lines_and_areas_have_the_same_colours_widths_and_dashes(seen: Seen, theme: Theme) -> None:
    spec, _ = paper(theme)
    page = seen(theme=theme, layers=",".join(layer.id for layer in spec.layers))
    (on_screen, areas_on_screen), (on_paper, areas_on_paper) = (
        screen_looks(page), paper_looks(spec),
    )  # fmt: skip
    assert on_screen == on_paper
    assert areas_on_screen == areas_on_paper


def test_each_class_has_as_many_marks_and_the_same_legend(seen: Seen) -> None:
    spec, sheet = paper("light")
    page = seen(theme="light", layers=",".join(layer.id for layer in spec.layers))
    frame = frame_for(WHOLE, Box(0, 0, 1500, 1000))
    drawn = Counter(f"{mark.layer.id}/{mark.legend.id}" for mark in marks_of(spec, frame))
    assert page.evaluate(COUNTED) == drawn
    written = " ".join(item.text for item in sheet.items if isinstance(item, Text))
    for layer in spec.layers:
        assert page.locator("#legend .layer-title", has_text=layer.title).count() == 1
        if not layer.is_evident:  # on the screen it stands there to be switched
            assert set(layer.title.split()) <= set(written.split()), layer.title


def test_what_the_screen_opens_on_the_paper_shows_whole(seen: Seen) -> None:
    spec, sheet = paper("light")
    west, south, east, north = seen().evaluate("Dateline.given.story.bounds")
    assert (west, south, east, north) == tuple(spec.bounds)
    (shown,) = sheet.facts.shown
    assert shown.west <= west and shown.east >= east
    assert shown.south <= south and shown.north >= north


def test_both_owe_the_same_credits(seen: Seen) -> None:
    _, sheet = paper("light")
    page = seen()
    on_screen = [text.strip(" ·") for text in page.locator("#credits .credit").all_inner_texts()]
    on_paper = " ".join(item.text for item in sheet.items if isinstance(item, Text))
    assert on_screen
    for text in on_screen:
        assert text in on_paper, text
    for name in CREDITS:
        assert load_sources()[name].attribution in on_screen
