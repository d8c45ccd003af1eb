"""Show that the checking page is for all: axe, contrast, a phone, touch, no colour alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import Desk, chosen, mention, open_draft, settle, wait_saved
from tests.browser.test_map_access import CONTRAST
from tests.conftest import PHONE, NewPage

pytestmark = pytest.mark.browser

RULES = """async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a",
    "wcag21aa", "wcag22aa", "best-practice"] })).violations.map((one) =>
    [one.id, one.impact, one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))])"""


def to(page: Page, sight: str) -> None:
    """Bring the page to one of its sights, from the one before it in its walk."""
    if sight in ("card", "drawing"):
        mention(page, "m2").click()
    if sight == "drawn":
        page.locator("#circle-km").fill("40")
        page.locator("#draw-circle").click()
        expect(page.locator(".drawn-what")).to_be_visible()
    if sight == "drawing":
        page.locator("#draw-area").click()
    if sight in ("statements", "article"):
        page.locator(f"#tab-{sight}").click()
    if sight == "statements":
        page.locator("#sum-S04").click()
    if sight == "help":
        page.keyboard.press("?")  # its button is not for who only touches
    if sight == "story":
        page.keyboard.press("Escape")
        page.locator("#story-open").click()


WALKS = [("text", "article", "statements"), ("card", "drawn"), ("drawing",), ("help", "story")]
"""Sights that a person comes to one after the other, each in a page of its own."""


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
@pytest.mark.parametrize(
    ("query", "options"),
    [
        pytest.param("?theme=light", {}, id="light"),
        pytest.param("?lang=fa&theme=dark", {"viewport": PHONE, "has_touch": True}, id="fa-phone"),
    ],
)
def test_axe_finds_nothing_and_contrast_is_enough(
    new_page: NewPage,
    desk: Desk,
    axe: str,
    walk: tuple[str, ...],
    query: str,
    options: dict[str, Any],
) -> None:
    page = new_page(bypass_csp=True, reduced_motion="reduce", **options)
    open_draft(page, desk, desk.add(), query)
    page.evaluate(axe + "; null")
    for sight in walk:
        to(page, sight)
        assert page.evaluate(RULES) == [], sight
        if sight not in ("help", "story"):
            assert page.evaluate(CONTRAST) == [], sight


def test_a_phone_needs_no_scrolling_sideways(new_page: NewPage, desk: Desk) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    open_draft(page, desk, desk.add())
    for width, lang in ((390, "en"), (390, "ru"), (320, "hy"), (320, "fa")):
        page.set_viewport_size({"width": width, "height": 700})
        page.locator("#language").select_option(lang)
        expect(page.locator("html")).to_have_attribute("lang", lang)
        for sight in ("text", "article", "statements"):
            page.locator(f"#tab-{sight}").click()
            if sight == "statements" and lang == "en":
                page.locator("#sum-S04").click()
            fits(page, width)
        page.locator("#tab-text").click()
        to(page, "card")
        fits(page, width)


def fits(page: Page, width: int) -> None:
    """Assert that neither the page nor a part of it is wider than the phone."""
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    panes = page.locator(".pane:visible, #card:visible").all()
    assert panes
    for pane in panes:
        assert pane.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_an_area_is_drawn_by_touch_and_the_card_comes_back_unpressed(
    new_page: NewPage, desk: Desk
) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page.clock.install()  # a hand is slower than this test: Leaflet takes two quick taps for one
    name = desk.add()
    open_draft(page, desk, name)
    mention(page, "m2").tap()
    page.locator("#draw-area").tap()
    expect(page.locator("#tab-map")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#card")).to_be_hidden()
    settle(page)
    box = page.locator(".folium-map").bounding_box()
    assert box
    x, y = box["width"] / 2, box["y"] + box["height"] * 0.75  # where the card will be
    corners = ((-60, -40), (60, -40), (60, 40), (-60, 40))
    for count, (across, down) in enumerate(corners, start=1):
        page.touchscreen.tap(x + across, y + down)
        expect(page.locator(".draw-corner")).to_have_count(count)
        page.clock.fast_forward(1000)
    page.touchscreen.tap(x + corners[0][0], y + corners[0][1])
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator(".drawn-what")).to_have_text("Area drawn by hand")
    wait_saved(page)
    (shape,) = desk.saved(name).shapes
    assert shape.as_geometry().geom_type == "Polygon"
    assert desk.mention(name, "m2").shape == shape.id


def test_a_phone_goes_through_all_with_two_buttons(new_page: NewPage, desk: Desk) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    name = desk.add()
    open_draft(page, desk, name)
    page.locator("#begin").tap()
    assert chosen(page) == "m9"
    page.locator("#drop").tap()
    for _ in range(5):
        page.locator("#confirm").tap()
    wait_saved(page)
    assert desk.saved(name).progress() == (7, 7)


def test_forms_differ_without_colour(page: Page, desk: Desk) -> None:
    open_draft(page, desk, desk.add())
    mention(page, "m3").click()
    page.keyboard.press("c")
    mention(page, "m1").click()
    page.keyboard.press("x")
    forms = page.evaluate(
        """() => ["m1", "m2", "m3", "m6", "m7", "m9"].map((id) => {
            const node = document.querySelector(`#text [data-mention=${id}]`);
            node.removeAttribute("aria-current");
            const form = getComputedStyle(node);
            return [form.textDecorationLine, form.textDecorationStyle, form.outlineStyle].join(" ");
        })"""
    )
    assert len(set(forms)) == 6


def test_the_page_follows_the_theme(new_page: NewPage, desk: Desk) -> None:
    page = new_page(color_scheme="dark")
    open_draft(page, desk, desk.add())
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("img.leaflet-tile[src*='/tiles/dark/']").first).to_be_attached()
    page.locator("#theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("img.leaflet-tile[src*='/tiles/light/']").first).to_be_attached()
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


SPILT = """(boxes) => [...document.querySelectorAll(boxes)].flatMap((box) => {
    const { left, right } = box.getBoundingClientRect();
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        const words = document.createRange();
        words.selectNodeContents(walker.currentNode);
        if (data.trim() && !parentElement.closest(".unseen, option, textarea")
            && [...words.getClientRects()].some((one) =>
                one.left < left - 1 || one.right > right + 1))
            found.push(data.slice(0, 30));
    }
    return found;
})"""
"""Texts that stand out of one of some boxes."""


def test_a_word_too_long_for_any_line_spills_over_no_box(page: Page, desk: Desk) -> None:
    word = "Rechtsschutzversicherungsgesellschaften" * 3
    ids = {one: {"state": "confirmed"} for one in ("m2", "m3", "m4", "m8")}
    name = desk.add(
        ids,
        title="Broken",
        categories=[
            {"id": "one", "title": word, "colour": "red", "symbol": "blast"},
            {"id": "two", "title": "Talks", "colour": "blue"},
        ],
        marks=[
            {"of": "place 587084", "remark": word, "category": "one"},
            {"of": "place 616250", "name": word, "category": "two"},
        ],
    )
    open_draft(page, desk, name)
    mention(page, "m3").click()
    assert page.evaluate(SPILT, "#card, #card .scope, .leaflet-tooltip") == []
    page.locator("#story-open").click()
    page.locator("#story-make").click()
    expect(page.locator("#story-link")).to_be_visible()
    page.goto(f"{desk.url}/stories/broken/embed?at=S02")
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator(".dl-popup")).to_be_visible()
    assert page.evaluate(SPILT, "#legend, .class, #story-panel, .statement, .dl-popup") == []
    lines = page.locator(".lbl-remark").all_inner_texts()
    assert len(lines) > 1 and "".join(lines) == word
