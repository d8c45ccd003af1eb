"""Show the page on a phone: map first, list below, nothing cut, everything within a thumb."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from geo.text import LANGUAGES
from tests import stories
from tests.browser.map_page import open_map, settle
from tests.conftest import PHONE, NewPage, Serve
from tests.serving import Server

pytestmark = pytest.mark.browser

FINGER_PX = 44
LEAST_PX = 24


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")


def speak(page: Page, language: str) -> None:
    """Change the language in place, which costs less than a page anew."""
    page.evaluate(
        "(wanted) => { const field = document.querySelector('#language');"
        " field.value = wanted; field.dispatchEvent(new Event('change')); }",
        language,
    )
    expect(page.locator("html")).to_have_attribute("lang", language)
    settle(page)


def test_nothing_is_wider_than_the_phone_and_the_first_statement_in_sight(
    phone: Page, server_url: str
) -> None:
    open_map(phone, server_url)
    tops = phone.evaluate(
        """() => ["#stage", "#time-panel", "#story-panel"].map((name) =>
            document.querySelector(name).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
    assert tops[0] < 200
    for language in LANGUAGES:
        speak(phone, language)
        is_within(phone)
        claim = phone.locator(".statement .claim").first.bounding_box()
        assert claim and claim["y"] + claim["height"] <= PHONE["height"], language
        thanks = phone.locator("#edge").bounding_box()
        assert thanks and thanks["height"] <= FINGER_PX, language


def is_within(phone: Page) -> None:
    """Assert that nothing sticks out at the sides."""
    width, least = phone.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert width <= least
    cut = phone.evaluate(
        """() => [...document.querySelectorAll("button, h1, h2, h3, .claim, .meta, select, input")]
            .filter((node) => node.offsetParent && !node.closest(".leaflet-pane, #legend-body"))
            .map((node) => [node, node.getBoundingClientRect()])
            .filter(([node, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1))
            .map(([node]) => node.id || node.className)"""
    )
    assert cut == []


CUT = """() => {
    const frame = document.querySelector(".folium-map").getBoundingClientRect();
    const covers = ["#legend", "#tools", ".leaflet-control-scale"]
        .map((name) => document.querySelector(name).getBoundingClientRect());
    const { given: { story }, state } = Dateline;
    const chosen = story.annotationById.get(state.at).marks
        .map((id) => story.featureById.get(id).properties.name)
        .map((names) => names[state.lang] || names.en);
    const boxes = [...document.querySelectorAll(".callout, .lbl:not(.lbl-area)")]
        .filter((node) => node.matches(".callout") || chosen.includes(node.textContent))
        .map((node) => [node, node.getBoundingClientRect()]);
    const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
        || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    return boxes.filter(([node, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
            || covers.some((other) => !apart(box, other))
            || (node.matches(".callout") && boxes.some(([one, other]) =>
                one !== node && one.matches(".callout") && !apart(box, other))))
        .map(([node]) => node.textContent); }"""
"""Call-outs, and names beside chosen marks, that are cut or lie beneath what covers the map."""


def test_names_and_call_outs_are_whole_on_a_small_phone(phone: Page, server_url: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    for language in ("en", "fa", "hy"):
        open_map(phone, server_url, lang=language)
        for statement in ("S10", "S16", "S18", "S19"):
            phone.evaluate("(id) => Dateline.tour.choose(id)", statement)
            settle(phone)
            assert phone.evaluate(CUT) == [], (language, statement)


@pytest.fixture(scope="module")
def long_name(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    geojson = stories.features()
    geojson["features"][1]["properties"]["name"] = "Nieder" * 14
    return serve(stories.write(tmp_path_factory.mktemp("long"), None, geojson).parent)


@pytest.mark.parametrize("width", [640, 1280])
def test_a_very_long_name_stands_in_lines_no_wider_than_the_map(
    new_page: NewPage, long_name: Server, width: int
) -> None:
    page = open_map(
        new_page(viewport={"width": width, "height": 700}), long_name.url, story="small"
    )
    name = page.locator(".lbl", has_text="Nieder")
    wide, written, room = name.evaluate(
        "(node) => [node.clientWidth, node.scrollWidth, Dateline.given.map.getSize().x]"
    )
    assert written <= wide <= 0.75 * room


def test_credits_and_time_unfold(phone: Page, server_url: str) -> None:
    open_map(phone, server_url)
    expect(phone.locator("#time-chart")).to_be_hidden()
    last = phone.locator("#credits .credit").last
    for more, part in (("#edge-more", last), ("#time-more", phone.locator("#time-chart .event"))):
        expect(phone.locator(more)).to_have_attribute("aria-expanded", "false")
        phone.locator(more).tap()
        expect(phone.locator(more)).to_have_attribute("aria-expanded", "true")
        expect(part.first).to_be_visible()
    box, edge = last.bounding_box(), phone.locator("#edge").bounding_box()
    assert box and edge and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= edge["y"] + edge["height"]


def test_who_comes_with_a_window_of_time_sees_it(phone: Page, server_url: str) -> None:
    open_map(phone, server_url, **{"from": "2024-01-01"})
    expect(phone.locator("#time-chart")).to_be_visible()


def test_the_legend_is_a_drawer_and_controls_are_large_enough_for_a_finger(
    phone: Page, server_url: str
) -> None:
    open_map(phone, server_url)
    expect(phone.locator("#legend-body")).to_be_hidden()
    phone.locator("#legend-toggle").tap()
    expect(phone.locator("#legend-body")).to_be_visible()
    sizes = phone.evaluate(
        """() => [...document.querySelectorAll("button, select, input[type=search]")]
            .filter((node) => node.offsetParent && node.getBoundingClientRect().width)
            .map((node) => { const box = node.getBoundingClientRect();
                return [node.id || node.className, box.width, box.height]; })"""
    )
    small = [one for one in sizes if min(one[1:]) < LEAST_PX]
    assert small == []
    main = [one for one in sizes if "callout" not in one[0] and "quiet" not in one[0]]
    assert [one for one in main if one[2] < FINGER_PX] == []
    phone.locator("#layer-ties").uncheck()
    phone.locator("#legend-toggle").tap()
    expect(phone.locator("#legend-body")).to_be_hidden()


def test_a_choice_in_the_list_brings_the_map_and_the_card_into_view(
    phone: Page, server_url: str
) -> None:
    open_map(phone, server_url)
    phone.locator(".statement[data-annotation='S18']").tap()
    settle(phone)
    expect(phone.locator("#dock .card")).to_contain_text("Paragraph 10")
    expect(phone.locator("#stage")).to_be_in_viewport(ratio=0.5)
    phone.locator("#dock .dock-close").tap()
    expect(phone.locator("#dock")).to_be_hidden()
