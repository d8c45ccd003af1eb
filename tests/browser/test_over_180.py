"""Show that a story over the 180th meridian is one place on screen, and stays so when dragged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.browser.map_page import look, open_map, settle, view
from tests.serving import Server
from tests.test_over_180 import BANK, PACIFIC, write

pytestmark = pytest.mark.browser

ON_SCREEN = """(ids) => { const map = Dateline.given.map, size = map.getSize();
    return ids.map((id) => map.latLngToContainerPoint(Dateline.marks.anchorOf(id)))
        .map(({ x, y }) => [x / size.x, y / size.y]); }"""
LINES = """(id) => Dateline.marks.get(id).paths.map(({ path }) => path.getLatLngs().flat(2)
    .map(({ lng }) => lng)).map((lons) => [Math.min(...lons), Math.max(...lons)])"""


@pytest.fixture(scope="module")
def url(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> str:
    shelf = tmp_path_factory.mktemp("circle")
    write(shelf, PACIFIC, ("Apia", "Funafuti"), Bank=BANK)
    return serve(shelf).url


def test_a_story_over_180_is_one_place(page: Page, url: str) -> None:
    columns: list[tuple[int, int]] = []

    def note(request: Request) -> None:
        if found := re.search(r"/tiles/\w+/ground/(\d+)/(-?\d+)/", request.url):
            columns.append((int(found[1]), int(found[2])))

    page.on("request", note)
    open_map(page, url, story="circle")
    settle(page)
    places = page.evaluate(ON_SCREEN, [*PACIFIC, "Bank"])
    assert all(0 < x < 1 and 0 < y < 1 for x, y in places)
    assert places[0][0] < places[2][0] < places[1][0]  # Funafuti, Mata-Utu, Apia
    assert len({x for _, x in columns}) > 1 and all(0 <= x < 2**z for z, x in columns)
    page.locator("#export-open").click()
    picture = page.locator("#export-save[href]").get_attribute("href") or ""
    west, _, east, _ = map(float, parse_qs(urlsplit(picture).query)["bounds"][0].split(","))
    assert 150 < west < 180 and -180 < east < -150
    for mark in ("Bank", "A5:tie"):
        for low, high in page.evaluate(LINES, mark):
            assert 170 < low < 180 < high < 190, mark


def test_a_link_reopens_the_sight_on_the_same_side(page: Page, url: str) -> None:
    open_map(page, url, story="circle")
    look(page, 187, -13, 6, animate=False)
    settle(page)
    link = page.evaluate("() => Dateline.address.link(Dateline.state, Dateline.given.story)")
    lon, lat = map(float, parse_qs(urlsplit(link).query)["c"][0].split(","))
    assert (lon, lat) == pytest.approx((-173, -13), abs=0.02)
    page.goto(link)
    page.wait_for_selector("html[data-ready=true]")
    assert view(page) == pytest.approx([187, -13, 6], abs=0.02)
    ((x, y),) = page.evaluate(ON_SCREEN, ["Apia"])
    assert 0 < x < 1 and 0 < y < 1


def test_a_drag_does_not_leave_the_marks_behind(page: Page, url: str) -> None:
    open_map(page, url, story="circle")
    look(page, 172, -11, 5, animate=False)
    page.evaluate("() => { Dateline.given.map.options.inertia = false; }")  # a glide goes by time
    box = page.locator("#map_dateline").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.8
    for _ in range(2):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 300, y, steps=4)
        page.mouse.up()
        settle(page)
    assert view(page)[0] > 180
    ((across, _),) = page.evaluate(ON_SCREEN, ["Apia"])
    assert 0 < across < 1
