"""Measure on the map by pointer, over the sea and over the story's own marks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from pyproj import Geod

from tests.browser.map_page import open_map

pytestmark = pytest.mark.browser

AT = {"c": "47.5,38.5", "z": "6"}
WGS84 = Geod(ellps="WGS84")
PLACES = """() => {
    const found = [];
    Dateline.given.map.eachLayer((layer) => {
        if (layer.options.className !== "measure-point") return;
        found.push([layer.getLatLng().lng, layer.getLatLng().lat]);
    });
    return found;
}"""


def click(page: Page, lon: float, lat: float) -> None:
    x, y = page.evaluate(
        """([lon, lat]) => {
            const frame = document.querySelector("#map_dateline").getBoundingClientRect();
            const at = Dateline.given.map.latLngToContainerPoint([lat, lon]);
            return [frame.x + at.x, frame.y + at.y];
        }""",
        [lon, lat],
    )
    page.mouse.click(x, y)


def figures(page: Page) -> list[float]:
    """Return the kilometres, and the square kilometres if they are told."""
    text = page.locator("#measure-figures").inner_text()
    return [float(found.replace(",", "")) for found in re.findall(r"([\d,.]+) km", text)]


def test_points_fall_on_countries_ties_and_cities_too(page: Page, server_url: str) -> None:
    """The story's marks cover most of the land; they must not swallow the pointer."""
    open_map(page, server_url, **AT)
    page.locator("#measure-toggle").click()
    wanted = [(51.0, 39.5), (48.0, 40.5), (50.0, 36.0), (49.89201, 40.37767)]
    for number, (lon, lat) in enumerate(wanted, 1):
        click(page, lon, lat)
        expect(page.locator(".measure-point")).to_have_count(number)
    expect(page.locator(".dl-popup")).to_have_count(0)
    expect(page.locator("#measure-figures .figure")).to_have_count(2)
    lons, lats = zip(*page.evaluate(PLACES), strict=True)
    kilometres, area = figures(page)
    assert kilometres == pytest.approx(WGS84.line_length(lons, lats) / 1e3, abs=0.5)
    assert area == pytest.approx(abs(WGS84.polygon_area_perimeter(lons, lats)[0]) / 1e6, abs=0.5)


def test_marks_open_again_when_measuring_ends(page: Page, server_url: str) -> None:
    open_map(page, server_url, **AT)
    page.locator("#measure-toggle").click()
    click(page, 50.0, 36.0)
    page.keyboard.press("Escape")
    expect(page.locator("#measure-panel")).to_have_count(0)
    click(page, 50.0, 36.0)
    expect(page.locator(".dl-popup")).to_be_visible()


def test_closing_before_the_library_has_come_is_no_fault(page: Page, server_url: str) -> None:
    held: list[Route] = []
    page.route("**/geographiclib-geodesic*", lambda route: held.append(route))
    open_map(page, server_url, **AT)
    with page.expect_request("**/geographiclib-geodesic*"):
        page.locator("#measure-toggle").click()
    page.keyboard.press("Escape")
    expect(page.locator("#measure-panel")).to_have_count(0)
    with page.expect_response("**/geographiclib-geodesic*"):
        held[0].continue_()
    page.wait_for_function("() => window.geodesic")
    assert page.locator(".measure-point").count() == 0
