"""Show that a map of very many points stays whole while and after it is dragged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import open_map
from tests.conftest import Serve
from tests.serving import Server
from tests.stories import feature, features, head, point, write

pytestmark = pytest.mark.browser

EDGES = """() => {
    const map = document.querySelector(".leaflet-container").getBoundingClientRect();
    const drawn = [...document.querySelectorAll("canvas, svg")]
        .filter((node) => node.matches(".leaflet-zoom-animated"));
    return drawn.map((node) => node.getBoundingClientRect()).flatMap((box) =>
        [map.left - box.left, box.right - map.right].map((px) => px / map.width)); }"""
"""How far each picture of the marks reaches beyond the map, left and right, in its widths."""


@pytest.fixture(scope="module")
def crowded(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    shelf = tmp_path_factory.mktemp("dragged")
    told = features()
    told["features"] += [
        feature(f"many-{number}", "background", point(8 + number % 40 / 10, 49 + number // 40 / 13))
        for number in range(800)
    ]
    write(shelf, head(), told)
    return serve(shelf)


@pytest.fixture
def dragged(page: Page, crowded: Server) -> Page:
    """Open the crowded story and drag its map a little to the left, twice."""
    open_map(page, crowded.url, story="small")
    for _ in range(2):
        box = page.locator(".leaflet-container").bounding_box()
        assert box
        x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.9
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 60, y, steps=4)
        page.mouse.up()
    return page


def test_no_drag_however_long_comes_to_the_edge_of_what_is_drawn(dragged: Page) -> None:
    assert min(dragged.evaluate(EDGES)) > 0  # at once: no edge of the picture is in view
    dragged.wait_for_function(f"() => Math.min(...({EDGES})()) > 0.45")
    box = dragged.locator(".leaflet-container").bounding_box()
    assert box
    y = box["y"] + box["height"] * 0.9
    for _ in range(2):  # the second before the map has come to rest from the first
        dragged.mouse.move(box["x"] + box["width"] * 0.9, y)
        dragged.mouse.down()
        for step in range(8):
            dragged.mouse.move(box["x"] + box["width"] * (0.8 - step * 0.1), y)
            dragged.evaluate("() => new Promise(requestAnimationFrame)")
            assert min(dragged.evaluate(EDGES)) >= -0.02
        dragged.mouse.up()


def test_after_a_drag_marks_are_chosen_where_they_lie_and_names_come(dragged: Page) -> None:
    dragged.evaluate("() => new Promise(requestAnimationFrame)")  # in which a glide begins
    dragged.wait_for_function("() => !Dateline.given.map._panAnim?._inProgress")
    x, y = dragged.evaluate(
        """() => { const map = Dateline.given.map;
            const { x, y } = map.latLngToContainerPoint(Dateline.marks.anchorOf("many-419"));
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + x, box.top + y]; }"""
    )
    dragged.mouse.click(x, y)
    dragged.wait_for_function("() => Dateline.state.mark === 'many-419'")
    dragged.keyboard.press("Escape")
    dragged.evaluate("() => { Dateline.given.map.setZoom(9, { animate: false }); }")
    dragged.evaluate("() => { Dateline.given.map.panBy([250, 0], { animate: false }); }")
    dragged.wait_for_function(
        """() => { const map = document.querySelector(".leaflet-container").getBoundingClientRect();
            const boxes = [...document.querySelectorAll(".lbl")]
                .map((name) => name.getBoundingClientRect());
            const seen = boxes.filter((box) => box.left >= map.left && box.right <= map.right);
            return seen.length > 5 && seen.some((box) => box.right > map.right - 250); }"""
    )
