"""Go the whole way in a real browser: paste an article, check it by keyboard, see the story."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.draft.repository.store import Drafts
from geo.story import load
from tests.browser.check_page import Desk
from tests.browser.test_app_draft import checking

pytestmark = pytest.mark.browser
ARTICLE = Path(__file__).parents[1] / "data" / "articles" / "danube-invented.txt"


def test_an_article_becomes_a_story_on_the_map(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.url}/draft")
    page.get_by_role("textbox", name="The article").fill(ARTICLE.read_text("utf-8"))
    page.get_by_role("button", name="Draft the map").click()
    expect(page.get_by_text("Say who published the article, above.")).to_be_visible()
    page.get_by_label("Published by").fill("The Danube Courier")
    page.get_by_role("button", name="Draft the map").click()
    expect(checking(page).locator("h1")).to_contain_text("Danube leaves its bed")
    box = page.locator("#dateline-check").bounding_box()
    assert box and box["x"] == 0 and box["width"] == 1440 and box["y"] <= 48
    assert abs(box["y"] + box["height"] - 900) <= 1
    (draft,) = [name for name in Drafts(desk.folder).ids() if name.startswith("danube")]
    assert re.search(rf"[?&]draft={draft}", page.url)
    page.reload()
    frame = checking(page)
    expect(frame.locator("h1")).to_contain_text("Danube leaves its bed")
    for _ in range(120):  # confirm what has a place, drop what has none; no click into the frame
        page.keyboard.press("Enter")
        if frame.locator("#confirm").is_disabled():
            page.keyboard.press("x")
        words = frame.locator("#progress-words").inner_text().split()
        if words[0] == words[2]:
            break
    assert words[0] == words[2], words
    assert int(words[0]) > 15

    town = frame.locator("#text .look-confirmed", has_text="Oltenița").first
    town.click()
    name = frame.locator("#card .choice[aria-pressed=true] .place-name").inner_text()
    frame.locator(".pin.is-chosen").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(frame.locator(".drawn-what")).to_have_text("Pin moved by hand")

    river = frame.locator("#text .look-confirmed", has_text="Danube").first
    river.click()
    frame.locator("#draw-area").click()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Enter")
        page.keyboard.press(key)
    frame.locator("#draw-finish").click()
    expect(frame.locator(".drawn-what")).to_have_text("Area drawn by hand")
    frame.locator("#shape-name").fill("The flooded plain")
    expect(frame.locator("#save")).to_have_attribute("data-state", "saved")

    frame.locator("#story-open").click()
    frame.locator("#story-id").fill("danube")
    frame.locator("#story-make").click()
    frame.locator("#story-link").click()
    page.wait_for_url("**story=danube**")
    story_frame = page.frame_locator("#dateline-frame")
    expect(story_frame.locator("html[data-ready=true]")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit's word that there is no page
    story = load(desk.stories / "danube")
    kinds = {feature.name: feature.geometry.geom_type for feature in story.features}
    assert kinds["The flooded plain"] == "Polygon"
    assert kinds[name] == "Point"
    assert len(story.annotations) > 8
    expect(story_frame.locator("#story-list .statement")).to_have_count(len(story.annotations))
    picture = page.request.get(f"{desk.url}/stories/danube/map.png?preset=article")
    assert picture.ok
    assert picture.body()[:4] == b"\x89PNG"
    moved = [shape for shape in desk.saved(draft).shapes if shape.moved_from]
    assert [shape.name for shape in moved] == [name]
