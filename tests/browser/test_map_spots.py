"""Reach every mark where several stand at one spot, and name areas where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import stories
from tests.browser.map_page import look, open_map, settle
from tests.conftest import Serve
from tests.serving import Server

pytestmark = pytest.mark.browser

SPOT = 12.5, 51.2
COUNT = 7


@pytest.fixture(scope="module")
def odd(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A story of seven marks at one spot, and of an area of two parts, one with a hole."""
    shelf = tmp_path_factory.mktemp("odd")
    head, geojson = stories.head(), stories.features()
    towns = [
        stories.feature(f"t{number}", "places", stories.point(*SPOT), name=f"Witness {number}")
        for number in range(COUNT)
    ]
    ring = [[10, 50], [13, 50], [13, 53], [10, 53], [10, 50]]
    hole = [[10.3, 50.3], [10.3, 52.7], [12.7, 52.7], [12.7, 50.3], [10.3, 50.3]]
    part = [[25, 51], [26, 51], [26, 52], [25, 52], [25, 51]]
    lake: dict[str, Any] = geojson["features"][2]
    lake["geometry"] = {"type": "MultiPolygon", "coordinates": [[part], [ring, hole]]}
    geojson["features"] += towns
    like = head["annotations"][0]
    head["annotations"] += [
        {**like, "id": f"T{number}", "features": [f"t{number}"]} for number in range(COUNT)
    ]
    stories.write(shelf, head, geojson)
    return serve(Path(shelf))


def test_marks_at_one_spot_are_counted_and_each_can_be_chosen(page: Page, odd: Server) -> None:
    open_map(page, odd.url, story="small")
    expect(page.locator(".crowd")).to_have_text([str(COUNT)])
    expect(page.locator(".lbl", has_text="Witness")).to_have_text(["Witness 0 +6"])
    page.locator("[data-mark=t3]").dispatch_event("click")
    card = page.locator(".dl-popup .card")
    expect(card.locator(".card-title")).to_have_text(f"{COUNT} marks")
    expect(card.locator(".claim")).to_have_count(COUNT)
    card.get_by_role("button", name="Witness 5").click()
    expect(page.locator(".dl-popup .card .kicker")).to_contain_text("Paragraph")
    assert page.evaluate("() => Dateline.state.mark") == "t5"


WHERE = """() => { const map = Dateline.given.map;
    const frame = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".lbl")].filter((node) => node.textContent === "Lake")
        .map((node) => node.getBoundingClientRect()).map((box) => {
            const at = map.containerPointToLatLng([(box.left + box.right) / 2 - frame.left,
                (box.top + box.bottom) / 2 - frame.top]);
            return [at.lng, at.lat]; }); }"""


def test_an_area_is_named_on_itself_and_on_the_part_that_is_seen(page: Page, odd: Server) -> None:
    open_map(page, odd.url, story="small")
    look(page, 11.5, 51.5, 7, animate=False)
    settle(page)
    expect(page.locator(".lbl", has_text="Lake")).to_have_count(1)
    ((lon, lat),) = page.evaluate(WHERE)
    assert 10 <= lon <= 13 and 50 <= lat <= 53
    assert not (10.35 < lon < 12.65 and 50.35 < lat < 52.65)
    look(page, 25.5, 51.5, 8, animate=False)
    settle(page)
    expect(page.locator(".lbl", has_text="Lake")).to_have_count(1)
    ((lon, lat),) = page.evaluate(WHERE)
    assert 25 <= lon <= 26 and 51 <= lat <= 52
