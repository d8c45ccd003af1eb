"""Make pictures in the export panel as a person does: what is seen is what is had."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from geo.options import PRESETS
from geo.text import LANGUAGES, direction
from tests import stories
from tests.browser.export_panel import (
    Tags,
    asked,
    choose,
    drawn,
    draws,
    facts,
    open_panel,
    picture_address,
    spare,
)
from tests.browser.map_page import STORY, look, open_map, settle, shown_marks, view
from tests.browsing import document
from tests.conftest import PHONE, NewPage, Serve
from tests.serving import Server

pytestmark = pytest.mark.browser

NASTY = 'Towns & "roads" <img src=x onerror=alert(1)> 𓀀'
"""A title that is markup, and has a letter that no font has."""
RUNES = "ᚠᛖᚺᚢ"
"""A name in letters that no font has."""


@pytest.fixture
def undrawn(page: Page, server_url: str) -> Page:
    """Open a page for which nothing is drawn, where the picture is not looked at."""
    return spare(page, server_url)


@pytest.fixture(scope="module")
def crowded(
    kept_page: NewPage, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Server, Page]:
    """Export a story whose title is markup and whose towns stand in each other's way."""
    shelf = tmp_path_factory.mktemp("crowded")
    head, told = stories.head(), stories.features()
    head["title"] = NASTY
    told["features"][0]["properties"]["name"] = RUNES
    told["features"] += [
        stories.feature(
            f"town-{number}", "places", stories.point(10.3 + number / 1000, 50.4), name=f"T{number}"
        )
        for number in range(60)
    ]
    stories.write(shelf, head, told)
    server = serve(shelf)
    page = open_map(kept_page(), server.url, story="small", lang="en")
    open_panel(page)
    return server, page


# --- what is seen is what is had ---------------------------------------------------------------

CORNERS = """() => {
    const map = Dateline.given.map;
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const [frame, legend, tools] = [box(".folium-map"), box("#legend"), box("#tools")];
    const at = (x, y) => { const p = map.containerPointToLatLng([x, y]); return [p.lng, p.lat]; };
    const whole = map.getBounds();
    return { free: [at(legend.right - frame.left + 12, frame.height - 1),
            at(tools.left - frame.left - 12, 1)],
        whole: [whole.getWest(), whole.getSouth(), whole.getEast(), whole.getNorth()] }; }"""
"""Corners of the map between the legend and the tools, and the bounds of all of it."""


def test_the_picture_has_the_layers_and_the_bounds_of_the_view(page: Page, server: Server) -> None:
    open_map(page, server.url, theme="light")
    look(page, 47.1, 39.2, 7, animate=False)
    page.locator("#layer-ties").uncheck()
    page.locator("#layer-exercise").uncheck()
    settle(page)
    before, marks = view(page), shown_marks(page)
    corners = page.evaluate(CORNERS)
    picture = open_panel(page)
    assert abs(max(picture.evaluate("i => [i.naturalWidth, i.naturalHeight]")) - 800) <= 8
    with page.expect_download() as waiting:
        page.locator("#export-save").click()
    saved = waiting.value
    assert saved.suggested_filename == f"{STORY}-article-en.png"
    assert saved.path().read_bytes() == server.get(picture_address(page)).body
    told = facts(server, page)
    assert (told["width"], told["height"]) == (2000, 1125)
    story = server.get(f"/stories/{STORY}/bundle.json").json()
    assert set(told["layers"]) == {layer["id"] for layer in story["layers"]} - {"ties", "exercise"}
    west, south, east, north = told["bounds"]
    for lon, lat in corners["free"]:
        assert west <= lon <= east and south <= lat <= north
    assert corners["whole"][0] < west and east < corners["whole"][2]  # not what the legend covers
    ((left, low, right, high),) = told["shown"]
    assert left <= west and low <= south and right >= east and high >= north
    page.keyboard.press("Escape")
    assert view(page) == before
    assert shown_marks(page) == marks


def test_window_statement_language_and_theme_are_taken_along(page: Page, server: Server) -> None:
    sight = {"from": "2023-02-01", "to": "2025-04-20", "undated": "off", "at": "S07"}
    open_map(page, server.url, **sight, lang="az", theme="dark", c="49,39", z="7")
    open_panel(page)
    found = asked(page)
    assert {key: found[key] for key in sight} == sight
    assert (found["lang"], found["theme"]) == ("az", "dark")
    assert "layers" not in found  # as the story has them
    told = facts(server, page)
    assert told["lang"] == "az"
    assert page.locator("#export-alt").input_value() == told["alt"]
    expect(page.locator("#export-name")).to_have_text(f"{STORY}-article-S07-dark-az.png")
    with page.expect_download() as waiting:
        page.locator("#export-save").click()
    assert waiting.value.suggested_filename == f"{STORY}-article-S07-dark-az.png"


def test_theme_of_the_system_is_resolved(undrawn: Page, server_url: str) -> None:
    undrawn.emulate_media(color_scheme="dark")
    page = open_map(undrawn, server_url)
    open_panel(page)
    assert asked(page)["theme"] == "dark"


def test_a_view_over_the_antimeridian_goes_on_there(undrawn: Page, server_url: str) -> None:
    """Bounds run from west to a smaller east, as the print map takes them."""
    open_map(undrawn, server_url)
    look(undrawn, 539, 10, 4, animate=False)
    settle(undrawn)
    open_panel(undrawn)
    west, _, east, _ = map(float, asked(undrawn)["bounds"].split(","))
    assert 100 < west < 179 and -179 < east < -120


# --- options -----------------------------------------------------------------------------------


def test_each_option_gives_a_new_preview_and_leaves_the_map_alone(
    page: Page, server: Server
) -> None:
    """The last is drawn, with all options together."""
    spare(page, server.url)
    open_map(page, server.url, theme="light")
    settle(page)
    before, marks = view(page), shown_marks(page)
    picture = open_panel(page)
    page.locator(".export-more summary").click()
    steps = {
        "theme": ("grey", lambda: choose(page, "theme", "grey")),
        "preset": ("square", lambda: page.locator("#export-preset").select_option("square")),
        "lang": ("fa", lambda: page.get_by_label("Language").last.select_option("fa")),
        "bounds": (None, lambda: choose(page, "part", "whole")),
        "from": ("2024-01-01", lambda: page.locator("[data-day=from]").fill("2024-01-01")),
        "undated": ("off", lambda: page.get_by_label("Undated statements too").uncheck()),
        "at": ("S18", lambda: page.locator("[data-option=at]").select_option("S18")),
        "notes": ("on", lambda: page.get_by_label("All statements in words").check()),
        "detail": ("top-left", lambda: page.get_by_label("Detail map").select_option("top-left")),
        "without": ("arrow", lambda: page.get_by_label("North arrow").uncheck()),
        "title": ("Ties & more", lambda: page.get_by_label("Another title").fill("Ties & more")),
        "layers": ("", lambda: turn_off_all(page)),
    }
    seen = {picture.get_attribute("src")}
    for key, (value, act) in steps.items():
        if key == "layers":
            draws(page)
        act()
        page.wait_for_function(
            "seen => !seen.includes(document.querySelector('.export-frame img').src)",
            arg=list(seen),
        )
        drawn(page)
        seen.add(picture.get_attribute("src"))
        assert asked(page).get(key) == value
    told = facts(server, page)
    assert told["layers"] == []
    assert told["lang"] == "fa"
    expect(page.locator("#export-alt")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.keyboard.press("Escape")
    assert view(page) == before
    assert shown_marks(page) == marks


def turn_off_all(page: Page) -> None:
    for box in page.locator("#export [data-exports]").all():
        box.uncheck()


def test_every_format_is_one_click_away(undrawn: Page, server: Server) -> None:
    page = open_map(undrawn, server.url)
    open_panel(page)
    words = page.locator("#export-preset option").all_inner_texts()
    assert words[0] == "Article 16:9, 2000 × 1125 px"
    assert "A4 landscape, 297 × 210 mm" in words
    assert len(words) == len(PRESETS) + 1  # one's own
    for form in ("webp", "svg", "pdf"):
        choose(page, "form", form)
        drawn(page)
        with page.expect_download() as waiting:
            page.locator("#export-save").click()
        assert waiting.value.suggested_filename == f"{STORY}-article-en.{form}"
        answer = server.get(picture_address(page))
        assert answer.status == 200
        assert waiting.value.path().read_bytes() == answer.body
    ((_, image),) = Tags(page.locator("#export-img").input_value()).found
    assert "/map.png?" in str(image["src"]), "a page cannot show a PDF so"
    assert "/map.pdf?" in page.locator("#export-link").input_value()


def test_only_the_newest_answer_is_shown(undrawn: Page, server_url: str) -> None:
    page = open_map(undrawn, server_url, theme="light")
    open_panel(page)
    draws(page)
    held: list[Route] = []
    lost: list[str] = []
    page.on("requestfailed", lambda request: lost.append(request.url))
    page.route(re.compile(r"/map\.png\?.*theme=dark"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"/map\.png\?.*theme=dark")):
        choose(page, "theme", "dark")
    expect(page.locator(".export-frame")).to_have_attribute("aria-busy", "true")
    choose(page, "theme", "grey")
    drawn(page)
    assert [route.request.url for route in held] == [url for url in lost if "map.png" in url]
    assert asked(page)["theme"] == "grey"


# --- what cannot be drawn ----------------------------------------------------------------------


def test_a_wrong_size_is_told_in_place_of_the_picture(undrawn: Page, server_url: str) -> None:
    page = open_map(undrawn, server_url)
    open_panel(page)
    page.locator("#export-preset").select_option("own")
    drawn(page)
    draws(page, only="json")
    width = page.locator("[data-own=width]")
    assert width.input_value() == "1000"
    width.fill("100")
    expect(page.locator(".export-problem")).to_contain_text("width 100 px is not from 320 to 3400")
    expect(page.locator(".export-frame img")).to_be_hidden()
    save = page.locator("#export-save")
    assert save.get_attribute("href") is None
    assert page.locator("#export-img").input_value() == ""
    page.locator("[data-own=dpi]").fill("600")
    width.fill("3400")
    expect(page.locator(".export-problem")).to_contain_text("choose a smaller size or dpi")
    page.locator("[data-own=dpi]").fill("96")
    width.fill("1200")
    drawn(page)
    expect(page.locator(".export-problem")).to_be_hidden()
    assert asked(page)["width"] == "1200"
    assert save.get_attribute("download") == f"{STORY}-1200x563-en.png"


def test_a_busy_server_and_none_at_all_are_told(undrawn: Page, server_url: str) -> None:
    page = open_map(undrawn, server_url)
    draws(page)
    detail = "too many pictures are being drawn; ask again in a few seconds"
    problem = json.dumps({"title": "Busy", "status": 503, "detail": detail})
    every = re.compile(r"/map\.(png|json)")
    page.route(every, lambda route: route.fulfill(status=503, body=problem))
    page.locator("#export-open").click()
    expect(page.locator(".export-problem")).to_have_text(detail)
    page.unroute(every)
    page.route(every, lambda route: route.abort())
    choose(page, "theme", "grey")
    expect(page.locator(".export-problem")).to_have_text(re.compile("did not answer"))
    draws(page, only="")
    choose(page, "theme", "dark")
    drawn(page)


def test_what_found_no_room_and_no_font_is_said(crowded: tuple[Server, Page]) -> None:
    server, page = crowded
    told = facts(server, page)
    assert told["unnamed"] and set(told["missing"]) == {"𓀀", *RUNES}
    room, font, otherwise = page.locator(".export-note").all_inner_texts()
    assert all(name in room for name in told["unnamed"])
    assert "no room" in room
    assert all(letter in font for letter in told["missing"])
    (renamed,) = told["renamed"]
    assert renamed["name"] == RUNES
    assert f"{renamed['shown']} ({RUNES})" in otherwise


# --- to be copied ------------------------------------------------------------------------------


def test_snippets_hold_texts_as_texts(crowded: tuple[Server, Page]) -> None:
    server, page = crowded
    alt = facts(server, page)["alt"]
    assert NASTY in alt
    ((tag, image),) = Tags(page.locator("#export-img").input_value()).found
    assert (tag, image["alt"]) == ("img", alt)
    assert image["src"] == server.url + picture_address(page)
    ((tag, frame),) = Tags(page.locator("#export-iframe").input_value()).found
    assert (tag, frame["title"]) == ("iframe", NASTY)


def test_the_live_map_for_a_page_has_the_same_view(undrawn: Page, server_url: str) -> None:
    page = undrawn
    page.emulate_media(reduced_motion="reduce")
    open_map(page, server_url, c="48.5,39.5", z="7", lang="tr", theme="light")
    page.locator("#layer-ties").uncheck()
    settle(page)
    open_panel(page)
    choose(page, "theme", "dark")
    drawn(page)
    before, marks = view(page), shown_marks(page)
    ((_, frame),) = Tags(page.locator("#export-iframe").input_value()).found
    page.goto(str(frame["src"]))
    page.wait_for_selector("html[data-ready=true]")
    assert view(page) == pytest.approx(before, abs=3e-3)
    assert shown_marks(page) == marks
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#export")).to_be_hidden()


@pytest.mark.parametrize("allowed", [True, False])
def test_each_text_can_be_copied(new_page: NewPage, server_url: str, allowed: bool) -> None:
    page = spare(new_page(permissions=["clipboard-read", "clipboard-write"]), server_url)
    if not allowed:
        page.add_init_script(
            "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
        )
    open_map(page, server_url)
    open_panel(page)
    expect(page.locator("#export-here")).to_contain_text("work on this machine only")
    for name in ("alt", "link", "img", "iframe"):
        button = page.locator(f"[data-copies={name}]")
        button.click()
        expect(button).to_have_text("Copied")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.locator(f"#export-{name}").input_value() != ""


# --- the panel itself --------------------------------------------------------------------------


def test_keys_open_and_close_it_and_the_focus_comes_back(undrawn: Page, server_url: str) -> None:
    page = open_map(undrawn, server_url)
    button = page.locator("#export-open")
    button.focus()
    page.keyboard.press("Enter")
    drawn(page)
    inside = "() => document.getElementById('export').contains(document.activeElement)"
    assert page.evaluate(inside)
    page.wait_for_function("() => window.location.search.includes('panel=export')")
    page.keyboard.press("Tab")
    expect(page.locator("#export-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#export")).to_be_hidden()
    expect(button).to_be_focused()
    page.wait_for_function("() => !window.location.search.includes('panel')")


def test_from_the_text_view_one_comes_back_to_the_text_view(undrawn: Page, server_url: str) -> None:
    page = open_map(undrawn, server_url, panel="text")
    open_panel(page)
    page.locator("#export-close").click()
    expect(page.locator("#text-view")).to_be_visible()


def test_nothing_is_wider_than_a_phone(new_page: NewPage, server_url: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    spare(page, server_url)
    open_map(page, server_url)
    for language in LANGUAGES:
        page.set_viewport_size(PHONE)
        page.locator("#language").select_option(language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        open_panel(page)
        page.locator("#export-preset").select_option("own")
        for kind in ("picture", "film"):
            choose(page, "kind", kind)
            if kind == "film":
                choose(page, "tell", "some")
            drawn(page)
            for width in (PHONE["width"], 320):
                page.set_viewport_size({**PHONE, "width": width})
                fits(page, width)
        page.keyboard.press("Escape")


def fits(page: Page, width: int) -> None:
    """Assert that nothing of the panel sticks out, and that all can be touched."""
    page.wait_for_function("(most) => document.documentElement.scrollWidth <= most", arg=width)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("#export, #export *")]
            .filter((node) => getComputedStyle(node).overflowX !== "visible"
                || !node.children.length)
            .filter((node) => !node.closest(".unseen, option, input[type=text], select, svg"))
            .filter((node) => { const box = node.getBoundingClientRect();
                return box.width && (box.left < -1 || box.right > innerWidth + 1
                    || node.scrollWidth > node.clientWidth + 1 && node.clientWidth); })
            .map((node) => node.id || node.className || node.tagName + node.textContent)"""
    )
    assert wide == []
    small = page.evaluate(
        """() => [...document.querySelectorAll("#export :is(button, a, select, input, summary)")]
            .map((node) => [node.id || node.className, node.getBoundingClientRect().height])
            .filter(([, height]) => height && height < 24)"""
    )
    assert small == []


def test_a_link_opens_it_with_all_options_in_persian_from_right_to_left(
    undrawn: Page, server_url: str
) -> None:
    page = open_map(undrawn, server_url, panel="export", lang="fa", at="S10")
    drawn(page)
    expect(page.locator(".export-more")).to_have_attribute("open", "")
    assert asked(page)["at"] == "S10"
    assert direction("fa") == "rtl"
    title, close = (
        page.locator(name).bounding_box() for name in ("#export-title", "#export-close")
    )
    choices, sight = (
        page.locator(name).bounding_box() for name in (".export-choices", ".export-side")
    )
    assert title and close and choices and sight
    assert close["x"] < title["x"]
    assert choices["x"] < sight["x"]
    expect(page.locator("#export")).to_have_css("direction", "rtl")


def test_a_saved_document_offers_none(page: Page, server: Server) -> None:
    """There is no server behind it that could draw."""
    told = server.get(f"/stories/{STORY}/bundle.json").body.decode().replace("</", "<\\/")

    def with_its_story(route: Route) -> None:
        html = route.fetch().text()
        part = f'<script type="application/json" id="dateline-bundle">{told}</script></body>'
        route.fulfill(body=html.replace("</body>", part), content_type="text/html; charset=utf-8")

    page.route(re.compile("/embed"), with_its_story)
    open_map(page, server.url, panel="export")
    expect(page.locator("#export-open")).to_be_hidden()
    expect(page.locator("#export")).to_be_hidden()


# --- the page of the app -----------------------------------------------------------------------


def test_the_apps_page_is_the_same_panel_with_all_open(undrawn: Page, server: Server) -> None:
    page = undrawn
    page.goto(f"{server.url}/export?story={STORY}&lang=tr&layers=places,countries")
    frame = document(page)
    drawn(frame)
    expect(frame.locator(".export-more")).to_have_attribute("open", "")
    link = urlsplit(frame.locator("#export-save").get_attribute("href") or "")
    assert parse_qs(link.query)["layers"] == ["countries,places"]
    assert parse_qs(link.query)["lang"] == ["tr"]
    here = page.locator(".st-key-here")
    expect(here).to_have_text("Dışa aktar")
    frame.locator("#export-close").click()
    expect(here).to_have_text("Harita")
    expect(frame.locator("#export")).to_be_hidden()
    assert urlsplit(page.url).path == "/"


def test_the_pages_lead_into_the_panel_and_out_of_it(undrawn: Page, server_url: str) -> None:
    page = undrawn
    page.goto(f"{server_url}/?story={STORY}&c=45.5,39&z=8")
    frame = document(page)
    expect(page.locator(".st-key-here")).to_have_text("Map")
    page.get_by_role("link", name="Export", exact=True).click()
    drawn(frame)
    expect(frame.locator(".export-more")).to_have_attribute("open", "")
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Data", level=1)).to_be_visible()
    page.get_by_role("link", name="Export", exact=True).click()
    expect(frame.locator("#export")).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(frame.locator("#export")).to_be_hidden()
    page.wait_for_url(re.compile(r"z=8\b"))


LEAVE_AT_ONCE = """() => {
    const link = (name) => [...document.querySelectorAll(".st-key-links a")]
        .find((one) => one.textContent.includes(name));
    const inside = document.getElementById("dateline-frame").contentWindow;
    const root = inside.document.documentElement;
    const later = inside.setTimeout;
    const held = [];
    inside.setTimeout = (job) => held.push(job);
    const go = window.history.pushState;
    window.history.pushState = function (...where) {
        go.apply(this, where);
        if (root.dataset.panel !== "export") return;
        inside.setTimeout = later;
        for (const job of held) job();
    };
    new MutationObserver((_, watch) => {
        if (root.dataset.panel !== "export") return;
        watch.disconnect();
        link("Map").click();
    }).observe(root, { attributes: true, attributeFilter: ["data-panel"] });
    link("Export").click(); }"""
"""Go to the Export page, and to the map in the very moment when the panel opens. What the document
meant to do a little later, it does when the address has become the map's: the worst moment."""


def test_who_leaves_the_page_at_once_finds_the_map(undrawn: Page, server_url: str) -> None:
    """What was still to be written to the address of the one page must not open it on the other."""
    page = undrawn
    page.goto(f"{server_url}/?story={STORY}&c=45.5,39&z=8")
    frame = document(page)
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Data", level=1)).to_be_visible()
    page.evaluate(LEAVE_AT_ONCE)
    page.wait_for_url(re.compile(r"/\?.*z=8\b"))
    expect(page.locator(".st-key-here")).to_have_text("Map")
    expect(frame.locator("#export")).to_be_hidden()
    assert "panel" not in page.url
