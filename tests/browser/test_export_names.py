"""Names on the picture are moved by pointer and by keys, left out, and put back, in a browser."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.service.pictures import FILE
from tests import stories
from tests.browser.export_panel import asked, drawn, draws, open_panel, spare
from tests.browser.map_page import open_map
from tests.conftest import PHONE, NewPage, Serve

pytestmark = pytest.mark.browser


def names(page: Page) -> dict[str, str]:
    found = asked(page).get("names", "")
    return dict(word.split(":", 1) for word in found.split(",") if word)


def test_a_name_is_dragged_moved_by_keys_left_out_and_each_is_undone(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url)
    open_panel(page)
    tehran = page.locator("[data-name=tehran]")
    box = tehran.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 50, box["y"] + 30, steps=4)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    drawn(page)
    assert set(names(page)) == {"tehran"}
    there = tehran.bounding_box()
    assert there and there["x"] < box["x"] - 40 and there["y"] > box["y"] + 10

    baku = page.get_by_role("button", name="Name of Baku")
    baku.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.wait_for_function("() => document.querySelector('.export-frame[aria-busy=true]')")
    drawn(page)
    expect(baku).to_be_focused()
    assert set(names(page)) == {"tehran", "baku"}
    page.keyboard.press("Delete")
    expect(baku).to_have_count(0)
    assert names(page)["baku"] == "off"
    page.get_by_role("button", name="Put back Baku").click()
    expect(baku).to_have_count(1)
    assert set(names(page)) == {"tehran"}

    for left in ({"tehran", "baku"}, {"tehran", "baku"}, {"tehran"}, set()):
        page.get_by_role("button", name="Undo").click()
        assert set(names(page)) == left
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    drawn(page)
    home = tehran.bounding_box()
    assert home and abs(home["x"] - box["x"]) < 1 and abs(home["y"] - box["y"]) < 1


def test_on_a_phone_names_are_moved_by_buttons_and_no_handle_lies_on_another(
    new_page: NewPage, server_url: str
) -> None:
    page = spare(new_page(viewport=PHONE, has_touch=True), server_url)
    open_map(page, server_url, panel="export")
    drawn(page)
    named = page.get_by_label("Name to move")
    everyone = named.locator("option").evaluate_all("found => found.map(one => one.value)")
    handles = page.locator(".export-name:visible")
    for id_ in everyone:
        named.select_option(id_)
        boxes = [one.bounding_box() for one in handles.all()]
        assert any(one.get_attribute("data-name") == id_ for one in handles.all())
        assert all(box and min(box["width"], box["height"]) >= 23.9 for box in boxes)
        assert not any(
            a["x"] + a["width"] > b["x"] + 0.1
            and b["x"] + b["width"] > a["x"] + 0.1
            and a["y"] + a["height"] > b["y"] + 0.1
            and b["y"] + b["height"] > a["y"] + 0.1
            for a, b in combinations(filter(None, boxes), 2)
        )
    assert handles.count() < len(everyone)  # else nothing here was crowded

    crowded = next(id_ for id_ in everyone if id_ != "tehran")
    named.select_option(crowded)
    draws(page, only="json")
    page.get_by_role("button", name="Move up").tap()
    page.get_by_role("button", name="Move up").tap()
    page.wait_for_function("() => document.querySelector('.export-frame[aria-busy=true]')")
    drawn(page)
    assert set(names(page)) == {crowded}
    expect(named).to_have_value(crowded)
    page.get_by_role("button", name="Leave out").tap()
    assert names(page) == {crowded: "off"}
    drawn(page)
    expect(named.locator(f"option[value={crowded}]")).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    page.get_by_role("button", name="Undo").tap()
    assert not names(page)


def test_each_format_keeps_its_own_names(page: Page, server_url: str) -> None:
    spare(page, server_url)
    open_map(page, server_url)
    open_panel(page)
    page.locator("[data-name=tehran]").focus()
    page.keyboard.press("Delete")
    assert names(page) == {"tehran": "off"}
    page.locator("#export-preset").select_option("square")
    assert not names(page)
    page.locator("#export-preset").select_option("article")
    assert names(page) == {"tehran": "off"}
    page.get_by_role("button", name="All names as placed").click()
    assert not names(page)


def test_an_editor_s_picture_is_kept_with_the_story_and_taken_up_again(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    stories.write(tmp_path / "stories")
    url = serve(tmp_path / "stories").url
    open_map(page, url, story="small")
    open_panel(page)
    page.locator("#export-preset").select_option("square")
    page.locator(".export-more summary").click()
    page.get_by_label("North arrow").uncheck()
    page.get_by_label("Another title").fill("Roads, and more")
    drawn(page)
    page.get_by_role("button", name="Keep for this story and format").click()
    expect(page.get_by_text("Kept with the story.")).to_be_visible()
    found = json.loads((tmp_path / "stories" / "small" / FILE).read_text("utf-8"))
    assert found == {"square": {"without": "arrow", "title": "Roads, and more"}}

    open_map(page, url, story="small")
    open_panel(page)
    assert "title" not in asked(page), "another format is as it was"
    page.locator(".export-more summary").click()
    page.locator("#export-preset").select_option("square")
    expect(page.get_by_label("Another title")).to_have_value("Roads, and more")
    expect(page.get_by_label("North arrow")).not_to_be_checked()
    assert asked(page)["title"] == "Roads, and more" and asked(page)["without"] == "arrow"

    (tmp_path / "stories" / "small" / FILE).write_text("{")
    open_map(page, url, story="small")
    open_panel(page)
    expect(page.get_by_text("mend the file or take it away")).to_be_visible()
