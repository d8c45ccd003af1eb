"""Show that the article can be walked through: by button, by key, with nothing but keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import bundle, open_map, settle, shown_marks, view
from tests.conftest import NewPage

pytestmark = pytest.mark.browser


def chosen(page: Page) -> str | None:
    name: str | None = page.evaluate("() => Dateline.state.at")
    return name


def lies_whole(page: Page) -> None:
    """Assert that the open card lies whole on the map, beside the legend."""
    card, stage, legend, tools = page.evaluate(
        """() => [".dl-popup .leaflet-popup-content-wrapper", "#stage", "#legend", "#tools"]
            .map((name) => { const box = document.querySelector(name).getBoundingClientRect();
                return [box.left, box.top, box.right, box.bottom]; })"""
    )
    where = chosen(page)
    assert card[1] >= stage[1] - 1 and card[3] <= stage[3] + 1, (where, card, stage)
    assert card[0] >= legend[2] - 1 and card[2] <= tools[0] + 1, (where, card, legend)


def test_each_step_through_the_article_opens_its_card_whole_and_in_order(
    new_page: NewPage, server_url: str
) -> None:
    page = new_page(reduced_motion="reduce")
    story = bundle(page, server_url)
    open_map(page, server_url)
    article = [one["id"] for one in story["annotations"] if one["kind"] == "article"]
    seen = []
    for _ in article:
        page.locator("#tour-next").press("Enter")
        seen.append(chosen(page))
        claim = next(one for one in story["annotations"] if one["id"] == seen[-1])["claim"]["en"]
        expect(page.locator("#live")).to_have_text(f"{len(seen)} of {len(article)}: {claim}")
        expect(page.locator(".dl-popup .claim")).to_have_text(claim)
        settle(page)
        lies_whole(page)
    assert seen == article
    expect(page.locator("#tour-next")).to_be_disabled()
    expect(page.locator("#tour-prev")).to_be_focused()
    page.locator("#tour-prev").click()
    assert chosen(page) == article[-2]


def test_a_step_that_cuts_another_move_short_opens_its_card_at_its_own_end(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url, at="S02")
    early = page.evaluate(
        """() => { Dateline.given.map.panBy([150, 0], { animate: true, duration: 60 });
            document.querySelector("#tour-next").click();
            return Boolean(document.querySelector(".dl-popup")); }"""
    )
    assert not early
    expect(page.locator(".dl-popup")).to_be_visible()
    settle(page)
    assert chosen(page) == "S03"
    lies_whole(page)


def test_with_less_motion_wanted_nothing_flies(new_page: NewPage, server_url: str) -> None:
    page = new_page(reduced_motion="reduce")
    open_map(page, server_url)
    page.evaluate("() => Dateline.tour.choose('S16')")
    first = view(page)
    settle(page)
    assert view(page) == first


def test_keys_step_where_the_map_or_the_story_has_the_focus(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    page.locator("#story-panel").focus()
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert chosen(page) == "S01"
    page.locator("#search-input").focus()
    page.keyboard.type("n")
    assert chosen(page) == "S01"
    page.locator(".statement").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert chosen(page) == "S02"


def test_a_mark_is_reached_opened_and_left_by_keys(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    mark = page.locator("path[data-mark=baku]")
    mark.focus()
    assert "Baku" in (mark.get_attribute("aria-label") or "")
    assert "exact" in (mark.get_attribute("aria-label") or "").lower()
    page.keyboard.press("Enter")
    expect(page.locator(".dl-popup .card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".dl-popup")).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_tie_closed_by_key_opens_again_where_it_was_pressed(page: Page, server_url: str) -> None:
    """At its edge, too: the focus that the key makes visible must not narrow it."""
    open_map(page, server_url, c="47.5,38.5", z="6")
    edge = page.evaluate(
        """() => {
            const map = document.querySelector("#map_dateline").getBoundingClientRect();
            const path = document.querySelector('[data-mark="S08:tie"]');
            const on = path.getPointAtLength(path.getTotalLength() * 0.5).matrixTransform(
                path.getScreenCTM());
            for (let away = 10; away > 3; away -= 1) {
                const found = document.elementFromPoint(on.x - away, on.y);
                if (found === path) return [on.x - away, on.y];
            }
            return null;
        }"""
    )
    for _ in range(3):
        page.mouse.click(*edge)
        expect(page.locator(".dl-popup")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".dl-popup")).to_have_count(0)


def test_tab_reaches_every_part_in_a_sensible_order(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    parts = '"#head, #legend, #tools, #time-panel, #story-panel, #edge, #stage"'
    seen: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        where: str = page.evaluate(
            """() => { const at = document.activeElement;
                const part = at.closest(PARTS);
                return part ? part.id : at.id || at.tagName; }""".replace("PARTS", parts)
        )
        if not seen or seen[-1] != where:
            seen.append(where)
        if where == "story-panel":
            break
    order = ["skip", "skip-map", "head", "stage", "legend", "tools", "edge", "time-panel"]
    assert [name for name in seen if name in order] == order
    assert seen[-1] == "story-panel"


def test_every_stop_of_the_keyboard_has_a_visible_ring(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    for name in (
        "#legend-toggle",
        "#layer-ties",
        "#tour-next",
        ".statement",
        "#time-play",
        ".tool",
    ):
        page.locator(name).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        width = page.evaluate(
            "() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
        )
        assert width >= 2, name


def test_the_whole_reading_by_keys_alone(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#tour-prev")).to_be_focused()
    page.locator("#layer-ties").focus()
    page.keyboard.press("Space")
    assert not any(name.endswith(":tie") for name in shown_marks(page))
    page.locator("#search-input").focus()
    page.keyboard.type("anzali")
    expect(page.locator("#found [role=option]").first).to_contain_text("Anzali")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-popup .card")).to_contain_text("Anzali")
