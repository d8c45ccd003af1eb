"""Read the app as a visitor does, in a real browser that reaches no other host."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo.text import LANGUAGES
from pages.parts.words import word
from tests.browsing import document
from tests.conftest import PHONE, NewPage

STORY = "iran-azerbaijan-2025"
pytestmark = pytest.mark.browser


def tiles_drawn(page: Page) -> int:
    """Return how many of the base map's tiles are in sight and are pictures."""
    found = document(page).locator("img.leaflet-tile-loaded")
    expect(found.first).to_be_visible()
    return int(found.evaluate_all("tiles => tiles.filter(t => t.naturalWidth > 0).length"))


def at_rest(page: Page) -> None:
    """Wait until Streamlit has told the browser all that its script said."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning"
    )


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture(scope="module")
def first_page(kept_page: NewPage, server_url: str) -> Page:
    page = kept_page()
    page.goto(server_url)
    document(page)
    return page


def test_opens_on_the_story_and_shows_the_whole_map(first_page: Page) -> None:
    frame = document(first_page)
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Iran")
    expect(
        frame.locator("[data-annotation], #story-list article, #story-list li").first
    ).to_be_visible()
    assert tiles_drawn(first_page) >= 6
    expect(frame.get_by_text("OpenStreetMap contributors").first).to_be_visible()
    broken = frame.locator("img").evaluate_all(
        "found => found.filter(i => i.complete && i.naturalWidth === 0).length"
    )
    assert broken == 0


def test_frame_fills_the_page_and_the_page_does_not_scroll(first_page: Page) -> None:
    full = "() => document.fullscreenEnabled"
    assert document(first_page).locator("html").evaluate(full) is True
    box = first_page.locator("#dateline-frame").bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == 1440
    assert abs(box["y"] + box["height"] - 900) <= 1
    assert box["y"] <= 48
    scrolled = first_page.evaluate("document.querySelector('.stMain').scrollHeight - innerHeight")
    assert scrolled <= 1


def test_map_comes_back_as_it_was_left(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/?story={STORY}&c=45.5,39&z=8&lang=fa&theme=dark")
    document(page)
    page.get_by_role("link", name=word("page.sources", "fa"), exact=True).click()
    expect(page.get_by_role("heading", name=word("page.sources", "fa"), level=1)).to_be_visible()
    page.get_by_role("link", name=word("page.map", "fa"), exact=True).click()
    frame = document(page)
    expect(frame.locator("html")).to_have_attribute("lang", "fa")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-dateline-theme", "dark")
    paper = page.locator(".st-key-strip").evaluate("e => getComputedStyle(e).backgroundColor")
    assert paper == "rgb(23, 28, 34)"
    page.wait_for_url(re.compile(r"z=8\b"))
    assert query(page)["c"] == ["45.5,39"]


def test_pages_keep_the_story_speak_the_maps_language_and_run_its_way(
    page: Page, server_url: str
) -> None:
    page.goto(f"{server_url}/?story={STORY}")
    root = document(page).locator("html")
    root.evaluate("e => { window.stillThere = true; }")
    document(page).locator("#language").select_option("fa")
    expect(root).to_have_attribute("dir", "rtl")
    page.wait_for_url(re.compile("lang=fa"))
    at_rest(page)
    assert root.evaluate("() => window.stillThere") is True, "the frame was made anew"
    for name in ("draft", "data", "sources", "settings"):
        page.get_by_role("link", name=word(f"page.{name}", "fa"), exact=True).click()
        heading = page.get_by_role("heading", level=1)
        wanted = word("draft.title" if name == "draft" else f"page.{name}", "fa")
        expect(heading).to_have_text(wanted)
        expect(page.locator("html[lang=fa][dir=rtl]")).to_have_count(1)
        assert heading.evaluate("e => getComputedStyle(e).textAlign") in ("start", "right")
        assert urlsplit(page.url).path == f"/{name}"
        assert (query(page)["story"], query(page)["lang"]) == ([STORY], ["fa"])
    page.locator(".st-key-links a").first.click()
    expect(document(page).locator("html")).to_have_attribute("lang", "fa")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_every_languages_links_are_in_sight(
    new_page: NewPage, server_url: str, language: str
) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{server_url}/settings?story={STORY}&lang={language}")
    expect(page.locator(f"html[lang={language}]")).to_have_count(1)
    links = page.locator(".st-key-links a")
    expect(links).to_have_count(6)
    for link in links.all():
        expect(link).to_be_in_viewport(ratio=1)
    assert page.locator(".st-key-strip").evaluate("e => e.getBoundingClientRect().height") <= 92
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_on_a_phone_the_strip_has_room_for_a_title(page: Page, server_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server_url}/?story={STORY}")
    document(page)
    field = page.locator(".st-key-chooser input")
    expect(field).to_be_visible()
    wanted, has = field.evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wanted <= has
    top, bottom = page.evaluate(
        """() => [document.getElementById("dateline-frame").getBoundingClientRect().top,
            document.querySelector(".st-key-strip").getBoundingClientRect().bottom]"""
    )
    assert top == pytest.approx(bottom, abs=8)


def test_data_page_shows_tables_and_saves_files(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/data?story={STORY}")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(2)
    page.get_by_role("radio", name="Iran–Armenia border").click()
    for title, ending in (("GeoJSON", "geojson"), ("GeoPackage", "gpkg"), ("KML", "kml")):
        link = page.locator(".downloads").get_by_role("link", name=title, exact=True)
        expect(link).to_have_attribute("href", re.compile("layers="))
        with page.expect_download() as waiting:
            link.click()
        assert waiting.value.suggested_filename.endswith(f".{ending}")
        assert waiting.value.path().stat().st_size > 500
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_role("link", name="Map (HTML)").click()
    assert waiting.value.suggested_filename == f"{STORY}.html"
    assert waiting.value.path().read_bytes().startswith(b"<!DOCTYPE html>")


def test_sources_name_everything(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/sources?story={STORY}")
    reading = page.locator(".sources")
    for words in ("AFP", "AZIREX", "ODbL", "Natural Earth", "GeoNames", "indicative", "Vazirmatn"):
        expect(reading.get_by_text(words).first).to_be_visible()
    for link in reading.get_by_role("link").all():
        assert (link.get_attribute("href") or "").startswith("http")


@pytest.fixture(scope="module")
def phone(kept_page: NewPage, server_url: str) -> Page:
    page = kept_page(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    page.goto(server_url)
    document(page)
    return page


@pytest.mark.parametrize("name", ["Map", "Data", "Sources", "Settings"])
def test_nothing_hangs_over_a_phones_edge(phone: Page, name: str) -> None:
    phone.get_by_role("link", name=name, exact=True).tap()
    expect(phone.get_by_role("link", name="Settings", exact=True)).to_be_in_viewport(ratio=1)
    if name == "Map":
        document(phone)
    else:
        expect(phone.get_by_role("heading", name=name, level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_online_tiles_are_asked_only_when_chosen(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/settings?story={STORY}")
    own = page.get_by_role("radio", name="Dateline's own map (offline)")
    expect(own).to_be_checked()
    expect(page.get_by_role("radio", name="CARTO")).to_have_count(0)
    expect(page.get_by_text("CARTO Voyager (not set up)")).to_be_visible()


def test_a_page_that_is_not_there_says_so(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/nothing-here")
    expect(page.get_by_role("link", name="Map", exact=True)).to_be_visible()
