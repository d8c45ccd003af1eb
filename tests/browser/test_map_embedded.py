"""Embed the map where it has no room yet: hidden, without height, low; and where it cannot be."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from tests.browser.map_page import STORY
from tests.browsing import Witness

pytestmark = pytest.mark.browser

TITLE = "Rivers of very long names " * 40


def embedded(page: Page, url: str, *, style: str, height: int, long: bool = False) -> Frame:
    """Return the frame of a map in another page."""
    if long:
        page.route("**/bundle.json*", _with_a_long_title)
    page.set_content(
        f'<div id="box" style="{style}"><iframe style="border: 0" width="800" height="{height}" '
        f'src="{url}/stories/{STORY}/embed"></iframe></div>'
    )
    return page.frames[1]


def _with_a_long_title(route: Route) -> None:
    bundle = route.fetch().json()
    bundle["title"] = dict.fromkeys(bundle["title"], TITLE)
    route.fulfill(body=json.dumps(bundle), content_type="application/json")


def _shows_its_story(frame: Frame) -> None:
    """Demand that all the story's bounds lie in a map of some size."""
    frame.wait_for_selector("html[data-ready=true]", state="attached")
    whole, least = frame.evaluate(
        """() => { const map = Dateline.given.map, box = map.getContainer();
            const [west, south, east, north] = Dateline.given.story.bounds;
            return [map.getBounds().pad(0.01).contains([[south, west], [north, east]]),
                Math.min(box.clientWidth, box.clientHeight)]; }"""
    )
    assert whole
    assert least >= 100


def test_a_hidden_map_waits_until_it_is_seen(page: Page, server_url: str) -> None:
    with page.expect_response("**/bundle.json*"):
        frame = embedded(page, server_url, style="display: none", height=520, long=True)
    assert frame.evaluate("() => document.documentElement.dataset.ready") is None
    page.evaluate("() => { document.getElementById('box').style.display = 'block'; }")
    _shows_its_story(frame)


@pytest.mark.parametrize("height", [0, 120])
def test_a_low_window_scrolls_to_a_map_of_some_height(
    page: Page, server_url: str, height: int
) -> None:
    frame = embedded(page, server_url, style="", height=height, long=True)
    _shows_its_story(frame)
    high, room = frame.evaluate(
        "() => [document.getElementById('head').offsetHeight, document.body.scrollHeight]"
    )
    assert high < 90
    assert room > 400


@pytest.mark.parametrize("height", [420, 640])
def test_as_wide_as_an_article_the_map_is_seen_and_its_credits_are_read(
    page: Page, server_url: str, height: int
) -> None:
    frame = embedded(page, server_url, style="", height=height)
    _shows_its_story(frame)
    high, legend, credits, covered = frame.evaluate(
        """() => { const of = (id) => document.getElementById(id).getBoundingClientRect();
            const stage = of("stage"), legend = of("legend"), edge = of("edge");
            const over = legend.bottom > edge.top && legend.right > edge.left
                && legend.left < edge.right;
            return [stage.height, legend.width * legend.height / stage.width / stage.height,
                edge.height / stage.height, over]; }"""
    )
    assert high >= 240 and legend < 0.1 and credits < 0.3
    assert not covered
    frame.locator("#legend-toggle").click()
    expect(frame.locator("#layer-ties")).to_be_visible()


def test_a_fault_of_the_map_leaves_the_text(page: Page, server_url: str, witness: Witness) -> None:
    def broken(route: Route) -> None:
        answer = route.fetch()
        body = answer.text() + "\nL.Map.prototype.fitBounds = () => { throw Error('no map'); };"
        route.fulfill(response=answer, body=body)

    page.route("**/all.js*", broken)
    page.goto(f"{server_url}/stories/{STORY}/embed")
    page.wait_for_selector("html[data-ready=problem]", state="attached")
    expect(page.locator("#problem h2")).to_have_text(
        "The map cannot be drawn here; the story can be read."
    )
    expect(page.locator("#text-view .statements li").first).to_be_visible()
    assert any("no map" in fault for fault in witness.faults)
    witness.faults.clear()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_in_a_low_window_nothing_lies_upon_an_open_card(
    page: Page, server_url: str, language: str
) -> None:
    page.set_viewport_size({"width": 800, "height": 400})
    page.goto(f"{server_url}/stories/{STORY}/embed?lang={language}&at=S10")
    page.wait_for_selector("html[data-ready=true]", state="attached")
    card = page.locator(".dl-popup")
    expect(card).to_be_visible()
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.locator("#position")).to_be_hidden()
    page.locator(".card-close").click()
    expect(page.locator("#legend-toggle")).to_be_visible()
