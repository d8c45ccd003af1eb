"""Show that the address holds the sight, and that a link brings another person to it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import (
    STORY,
    look,
    open_map,
    settle,
    shown_marks,
    shown_statements,
    view,
)
from tests.browsing import document
from tests.conftest import NewPage

pytestmark = pytest.mark.browser


def query(page: Page) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}


def test_a_first_sight_has_a_plain_address(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    settle(page)
    assert set(query(page)) <= {"c", "z"}


def test_a_link_reopens_the_same_sight(new_page: NewPage, server_url: str) -> None:
    page = new_page(reduced_motion="reduce", color_scheme="light")
    open_map(page, server_url)
    page.locator("#layer-countries").uncheck()
    page.locator("#theme-toggle").click()
    page.locator("#theme-toggle").click()
    page.locator("#language").select_option("fa")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.evaluate("() => { Dateline.store.set({ from: '2023-02-01', to: '2025-04-20' }); }")
    page.evaluate("() => { Dateline.tour.choose('S07'); }")
    look(page, 49.1, 37.9, 8)
    settle(page)
    asked = query(page)
    assert asked["lang"] == "fa"
    assert asked["theme"] == "dark"
    assert asked["at"] == "S07"
    assert (asked["from"], asked["to"]) == ("2023-02-01", "2025-04-20")
    assert "countries" not in asked["layers"].split(",")
    assert asked["z"] == "8"
    other = new_page(reduced_motion="reduce", color_scheme="light")
    other.goto(page.url)
    other.wait_for_selector("html[data-ready=true]")
    settle(other)
    assert view(other) == pytest.approx(view(page), abs=3e-3)  # a pixel
    assert shown_marks(other) == shown_marks(page)
    assert shown_statements(other) == shown_statements(page)
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.locator(".statement[aria-current]")).to_have_attribute("data-annotation", "S07")
    expect(other.locator(".dl-popup .card")).to_be_visible()
    settle(other)
    assert query(other) == asked


def test_the_text_view_is_part_of_the_address(page: Page, server_url: str) -> None:
    open_map(page, server_url, panel="text")
    expect(page.locator("#text-view")).to_be_visible()
    expect(page.locator("#main")).to_be_hidden()
    page.locator("#text-toggle").click()
    settle(page)
    assert "panel" not in query(page)


def test_what_an_address_cannot_mean_is_left_out(page: Page, server_url: str) -> None:
    bad = {
        "layers": "nothing,<script>", "from": "2023-13-99", "to": "soon", "at": "S99",
        "c": "500,900", "z": "99", "lang": "xx", "theme": "pink", "panel": "../../",
    }  # fmt: skip
    open_map(page, server_url, **bad)
    assert len(shown_statements(page)) > 19
    assert shown_marks(page)


def test_the_link_to_this_sight_can_be_copied(new_page: NewPage, server_url: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_map(page, server_url, at="S10")
    page.locator("#copy-link").click()
    expect(page.locator("#toast")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "at=S10" in copied


def test_inside_the_apps_page_the_pages_own_address_is_kept(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/?story={STORY}&lang=tr&other=1")
    inside = document(page)
    expect(inside.locator("html")).to_have_attribute("lang", "tr")
    inside.locator("#layer-ties").uncheck()
    page.wait_for_function("() => window.location.search.includes('layers=')")
    asked = query(page)
    assert asked["story"] == STORY
    assert "ties" not in asked["layers"].split(",")
