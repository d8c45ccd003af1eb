"""Show the page in each language, and that no text of a story is ever taken for code."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.text import LANGUAGES, direction
from tests import stories
from tests.browser.map_page import Seen, bundle, open_map, settle, shown_statements
from tests.conftest import Serve
from tests.serving import Server

pytestmark = pytest.mark.browser

NASTY = "<script>window.hurt=1</script><img src=x onerror=\"window.hurt=1\"> 'q' {{ 7*7 }} &amp;"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_each_language(seen: Seen, server_url: str, language: str) -> None:
    page = seen(lang=language)
    story = bundle(page, server_url)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", direction(language))
    title = story["title"].get(language, story["title"]["en"])
    expect(page.locator("#title")).to_have_text(title)
    for layer in story["layers"]:
        row = page.locator(".layer", has=page.locator(f"#layer-{layer['id']}"))
        expect(row.locator(".layer-title bdi")).to_have_text(
            layer["title"].get(language, layer["title"]["en"])
        )
    baku = next(
        feature["properties"]["name"]
        for layer in story["layers"]
        for feature in layer["features"]["features"]
        if feature["id"] == "baku"
    )
    expect(page.locator(".lbl", has_text=baku[language]).first).to_be_visible()
    words = page.locator("body").inner_text()
    assert "undefined" not in words
    assert "{n}" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_stick_out_of_their_box(seen: Seen, language: str) -> None:
    outside = seen(lang=language).evaluate(
        """() => ["#legend", "#head", "#story-panel", "#time-panel"].flatMap((name) => {
            const around = document.querySelector(name);
            const box = around.getBoundingClientRect();
            return [...around.querySelectorAll("button, label, h1, h2, h3, p, select, input")]
                .map((inner) => [inner, inner.getBoundingClientRect()])
                .filter(([, inner]) => inner.width > 1
                    && (inner.left < box.left - 1 || inner.right > box.right + 1))
                .map(([inner]) => name + " " + (inner.id || inner.className || inner.textContent));
        })"""
    )
    assert outside == []


def test_what_has_no_name_in_the_language_keeps_its_own_language_and_direction(
    seen: Seen, server_url: str
) -> None:
    page = seen(lang="fa")
    story = bundle(page, server_url)
    for one in story["annotations"]:
        if "fa" in one["claim"]:
            continue
        claim = page.locator(f".statement[data-annotation='{one['id']}'] .claim bdi")
        expect(claim).to_have_attribute("lang", "en")
        expect(claim).to_have_attribute("dir", "ltr")


def test_the_language_is_changed_in_place(page: Page, server_url: str) -> None:
    open_map(page, server_url, lang="fa")
    bars = page.locator(".leaflet-control-scale-line")
    expect(bars.nth(0)).to_have_text("۲۰۰ کیلومتر")
    page.locator("#language").select_option("en")
    expect(bars.nth(0)).to_have_text("200 km")
    expect(bars.nth(1)).to_have_text("100 mi")
    page.evaluate("() => Dateline.tour.choose('S10')")
    page.locator("#language").select_option("ru")
    expect(page.locator("#legend-title")).to_have_text("Легенда")
    expect(page.locator(".statement[aria-current]")).to_have_attribute("data-annotation", "S10")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".leaflet-ground-names-pane .leaflet-tile")]
            .every((tile) => tile.src.includes("/names/ru/"))"""
    )


def test_right_to_left_mirrors_the_page_but_not_the_map(seen: Seen) -> None:
    page = seen(lang="fa")
    boxes = page.evaluate(
        """() => Object.fromEntries(["#legend", "#tools", "#story-panel", "#stage"].map((name) =>
            [name, document.querySelector(name).getBoundingClientRect().left]))"""
    )
    assert boxes["#story-panel"] < boxes["#stage"] < boxes["#tools"] < boxes["#legend"]
    tehran, baku = (
        page.locator(f"path[data-mark={name}]").bounding_box() for name in ("tehran", "baku")
    )
    assert tehran and baku and baku["x"] < tehran["x"] and baku["y"] < tehran["y"]
    first, last = (
        page.locator(f".event[data-event={name}]").bounding_box() for name in ("S05", "S01")
    )
    assert first and last and first["x"] > last["x"]


# --- texts that would be code ------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Serve a story whose every text is an attack, and one that is broken."""
    shelf: Path = tmp_path_factory.mktemp("hostile")
    head, features = stories.head(), stories.features()
    head |= {"title": NASTY, "summary": NASTY, "titles": {}}
    head["source"] |= {"headline": NASTY, "publisher": NASTY, "rights": NASTY, "place": NASTY}
    for layer in head["layers"]:
        layer["title"] = NASTY
    for one in [*head["annotations"], *head["context"]]:
        one |= {"claim": NASTY, "said_by": NASTY}
    for feature in features["features"]:
        feature["properties"] |= {
            "name": NASTY,
            "names": {"fa": NASTY},
            "note": NASTY,
            "method": NASTY,
            "also_known_as": [{"text": NASTY, "by": NASTY}],
        }
    stories.write(shelf, head, features)
    stories.write(shelf, NASTY, folder="broken")
    return serve(shelf)


def test_any_text_is_shown_as_it_is_and_nothing_runs(page: Page, hostile: Server) -> None:
    open_map(page, hostile.url, story="small")
    expect(page.locator("#title")).to_have_text(NASTY)
    expect(page.locator(".layer-title bdi").first).to_have_text(NASTY)
    for name in shown_statements(page):
        face = page.locator(f".statement[data-annotation='{name}']")
        expect(face.locator(".claim")).to_have_text(NASTY)
        face.click()
        expect(page.locator(".dl-popup .claim")).to_have_text(NASTY)
        for summary in page.locator(".dl-popup summary").all():
            summary.click()
        settle(page)
    page.locator("#search-input").fill("script")
    expect(page.locator("#found [role=option]").first).to_contain_text(NASTY)
    page.locator("#language").select_option("fa")
    page.locator("#text-toggle").click()
    expect(page.locator("#text-view table").first).to_contain_text(NASTY)
    assert page.evaluate("() => window.hurt") is None
    assert page.locator("img[src=x], body script:not([type]) ~ script:not([type])").count() == 0
    assert page.title().startswith("<script>")


def test_a_broken_story_says_what_is_wrong(page: Page, hostile: Server) -> None:
    page.goto(f"{hostile.url}/stories/broken/embed")
    page.wait_for_selector("html[data-ready=problem]")
    told = page.locator("#problem")
    expect(told).to_be_visible()
    expect(told).to_contain_text("story.toml")
    assert page.evaluate("() => window.hurt") is None
