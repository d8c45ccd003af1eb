"""Show that the page says how many marks its first view leaves out, and shows them when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import farstories, stories
from tests.browser.map_page import STORY, open_map, settle
from tests.serving import Server

pytestmark = pytest.mark.browser

IN_VIEW = """(names) => names.filter((name) => Dateline.given.map.getBounds()
    .contains(Dateline.marks.anchorOf(name)))"""


@pytest.fixture(scope="module")
def url(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> str:
    shelf = tmp_path_factory.mktemp("far")
    named = ("Baku", "Tehran", "Tbilisi", "Baku", "Washington", "Peru")
    farstories.write(shelf, *named)
    told = stories.features()
    told["features"][0]["geometry"] = stories.point(10, 88.5)
    stories.write(shelf, None, told)
    return serve(shelf).url


def test_the_first_view_leaves_the_far_out_and_says_so(page: Page, url: str) -> None:
    open_map(page, url, story="far")
    note = page.locator("#outside")
    expect(note).to_contain_text("2 marks lie outside this view")
    assert page.evaluate(IN_VIEW, [*farstories.TOWNS][:4]) == ["Baku", "Tehran", "Tbilisi"]
    note.get_by_role("button", name="Show all").click()
    settle(page)
    expect(note).to_be_hidden()
    every = ["Baku", "Tehran", "Tbilisi", "Washington", "Peru"]
    assert page.evaluate(IN_VIEW, every) == every
    page.get_by_role("button", name="Whole story").click()
    settle(page)
    expect(note).to_be_visible()


def test_the_note_counts_what_is_shown_and_keeps_quiet_in_a_view_of_ones_own(
    page: Page, url: str
) -> None:
    open_map(page, url, story="far")
    note = page.locator("#outside")
    page.locator("#legend").get_by_text("Countries").click()
    expect(note).to_contain_text("1 mark lies outside this view")
    page.locator(".statement[data-annotation='S1']").click()
    settle(page)
    expect(note).to_be_hidden()


@pytest.mark.parametrize("language", ["fa", "ru"])
def test_it_speaks_the_readers_language_on_a_phone(page: Page, url: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_map(page, url, story="far", lang=language)
    words = {"fa": "نمایش همه", "ru": "Показать все"}
    button = page.locator("#outside").get_by_role("button", name=words[language])
    button.click()
    settle(page)
    expect(page.locator("#outside")).to_be_hidden()


def test_marks_beyond_the_maps_edge_are_told(page: Page, url: str) -> None:
    open_map(page, url, story="small", layers="ties")
    expect(page.locator("#outside")).not_to_contain_text("Firsttown")
    page.locator("#layer-places").check()
    expect(page.locator("#outside")).to_contain_text("drawn at its edge: Firsttown.")


def test_a_story_that_is_seen_whole_says_nothing(page: Page, server_url: str) -> None:
    open_map(page, server_url, story=STORY)
    expect(page.locator("#outside")).to_be_hidden()
