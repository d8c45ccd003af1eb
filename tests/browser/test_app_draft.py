"""From the Draft page to a draft in its frame, and back, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.draft.repository.store import Drafts
from tests.browser.check_page import Desk
from tests.conftest import PHONE, NewPage

pytestmark = pytest.mark.browser
PATIENCE_MS = 90_000
"""For the first article, before which the models are loaded and the gazetteer may be built."""


def checking(page: Page) -> FrameLocator:
    """Return the document that checks a draft, once it is ready."""
    frame = page.frame_locator("#dateline-check")
    expect(frame.locator("html[data-ready=true]")).to_have_count(1, timeout=PATIENCE_MS)
    return frame


def test_a_change_is_saved_though_its_page_is_left_at_once(page: Page, desk: Desk) -> None:
    name = desk.add(id="left", title="Left at once")
    page.goto(f"{desk.url}/draft?draft={name}")
    frame = checking(page)
    frame.get_by_role("tab", name="Article").click()
    frame.get_by_label("Title of the story").fill("Told in a hurry")
    page.get_by_role("link", name="Draft", exact=True).click()
    expect(page.get_by_role("heading", name="Draft a story")).to_be_visible()
    expect(page.locator("iframe[data-source]")).to_have_count(0)
    assert Drafts(desk.folder).read(name).title == "Told in a hurry"
    page.get_by_role("link", name="Left at once").or_(
        page.get_by_role("link", name="Told in a hurry")
    ).click()
    expect(checking(page).locator("h1")).to_contain_text("Told in a hurry")


def test_drafting_is_given_up_by_its_button(page: Page, desk: Desk) -> None:
    before = Drafts(desk.folder).ids()
    page.goto(f"{desk.url}/draft")
    long = "Talks between Lima, Quito and La Paz went on in Santiago on Monday. " * 2_000
    page.get_by_role("textbox", name="The article").fill(long)
    going_on = page.get_by_text("Finding the places")
    page.get_by_role("button", name="Draft the map").click()
    expect(page.get_by_text("Say who published")).to_be_visible()
    page.get_by_role("button", name="Draft the map").click()
    expect(going_on).to_be_visible()
    page.get_by_role("button", name="Give up").click()
    expect(going_on).to_have_count(0)
    expect(page.get_by_role("button", name="Draft the map")).to_be_visible()
    expect(page.get_by_text("The draft was given up, and nothing of it was kept.")).to_be_visible()
    assert page.get_by_role("textbox", name="The article").input_value() == long
    assert Drafts(desk.folder).ids() == before


def test_a_draft_is_deleted_from_the_list(page: Page, desk: Desk) -> None:
    name = desk.add(id="unwanted", title="An unwanted draft")
    page.goto(f"{desk.url}/draft")
    row = page.locator(f".st-key-line-{name}")
    expect(row.get_by_role("link", name="An unwanted draft")).to_be_visible()
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(row).to_have_count(0)
    assert name not in Drafts(desk.folder).ids()


def test_what_cannot_be_read_is_said_on_the_page(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.url}/draft")
    page.get_by_role("button", name="Draft the map").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste the article's text")
    page.get_by_text("Upload a file").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"}
    )
    expect(page.get_by_role("alert")).to_contain_text("broken.pdf is broken")


def test_on_a_phone_nothing_is_wider_than_the_page(new_page: NewPage, desk: Desk) -> None:
    name = desk.add(id="narrow", title="A title that is far longer than a telephone is wide" * 2)
    page = new_page(viewport=PHONE, color_scheme="dark")
    page.goto(f"{desk.url}/draft")
    link = page.locator(f".st-key-line-{name}").get_by_role("link")
    expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = link.bounding_box()
    assert box and box["height"] > 30, "the title is cut, not wrapped"
    for label in ("Map", "Settings"):
        expect(page.get_by_role("link", name=label, exact=True)).to_be_in_viewport(ratio=1)
