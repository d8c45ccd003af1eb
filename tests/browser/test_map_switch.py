"""Show that the legend is the switch: at once, in the browser, touching nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests import stories
from tests.browser.map_page import Seen, bundle, open_map, shown_marks, view
from tests.conftest import Serve
from tests.isles import isles

pytestmark = pytest.mark.browser


def test_switching_a_layer_hides_its_marks_and_touches_nothing_else(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    before, seen = view(page), shown_marks(page)
    page.evaluate(
        """() => { for (const path of document.querySelectorAll("g[data-layer] path")) {
            path.dataset.same = "yes"; } }"""
    )
    page.locator("#layer-ties").uncheck()
    left = shown_marks(page)
    assert seen - left == {name for name in seen if name.endswith(":tie")}
    assert view(page) == before
    page.locator("#layer-ties").check()
    assert shown_marks(page) == seen
    assert page.locator("g[data-layer] path:not([data-same])").count() == 0
    assert not asked


def test_only_this_and_all_at_once(page: Page, server_url: str) -> None:
    story = bundle(page, server_url)
    open_map(page, server_url)
    row = page.locator(".layer", has=page.locator("#layer-corridor"))
    row.hover()
    row.locator(".only").click()
    assert shown_marks(page) == {"zangezur-corridor"}
    page.get_by_role("button", name="All off").click()
    assert shown_marks(page) == set()
    for name in ("Baku", "Tehran", "Iran", "Azerbaijan"):  # which the base map leaves to the story
        expect(page.locator(".lbl-ground", has_text=re.compile(f"^{name}$"))).to_have_count(1)
    page.get_by_role("button", name="All on").click()
    expect(page.locator(".lbl-ground")).to_have_count(0)
    assert len(shown_marks(page)) == sum(
        len(layer["features"]["features"]) for layer in story["layers"]
    )
    page.locator("#layer-exercise").uncheck()
    page.locator(".statement[data-annotation='S07']").click()  # which turns it on again
    expect(page.locator("#layer-exercise")).to_be_checked()
    assert "caspian-exercise-area" in shown_marks(page)


def test_each_layer_shows_its_symbols_and_its_count_in_its_group(
    seen: Seen, server_url: str
) -> None:
    page = seen()
    story = bundle(page, server_url)
    for layer in story["layers"]:
        row = page.locator(".layer", has=page.locator(f"#layer-{layer['id']}"))
        expect(row.locator(".layer-title bdi")).to_have_text(layer["title"]["en"])
        expect(row.locator(".layer-count")).to_have_text(str(len(layer["features"]["features"])))
        meanings = {
            (cls["tone"], cls["status"])
            for cls in layer["classes"]
            if cls["row"]  # what is nothing but names explains itself
        }
        expect(row.locator(".swatch")).to_have_count(len(meanings))
        group = page.locator("#legend .group", has=row).locator("h3")
        expect(group).to_have_text(
            "What the article says" if layer["group"] == "story" else "Context from other sources"
        )


def test_a_swatch_is_drawn_as_its_marks_are(seen: Seen, server_url: str) -> None:
    page = seen()
    story = bundle(page, server_url)
    names = ("stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill", "filter")
    for layer in story["layers"]:
        row = page.locator(".layer", has=page.locator(f"#layer-{layer['id']}"))
        shown = row.locator(".swatch").evaluate_all("(all) => all.map((one) => one.dataset.class)")
        assert len(set(shown)) == len(shown)
        for place, cls in enumerate(shown):
            mark = next(
                feature["id"]
                for feature in layer["features"]["features"]
                if feature["properties"]["class"] == cls
            )
            drawn, small = page.evaluate(
                """([layer, place, mark, names]) => {
                    const of = (path) => names.map((name) => path.getAttribute(name));
                    const row = document.getElementById("layer-" + layer).closest(".layer");
                    const small = row.querySelectorAll(".swatch")[place];
                    return [Dateline.marks.get(mark).paths.map(({ path }) => of(path._path)),
                        [...small.children].map(of)]; }""",
                [layer["id"], place, mark, names],
            )
            assert drawn == small, (layer["id"], cls)


def test_the_key_tells_each_form_once_and_of_the_place(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    shown = [text.strip() for text in page.locator(".key dt").all_inner_texts()]
    forms = ["Approximate place", "Place only sketched", "Place in dispute"]
    assert shown == [*forms, "Unsettled border"]
    expect(page.locator(".key dd").first).to_be_hidden()
    page.locator("#key-more").click()
    expect(page.locator(".key dd").first).to_be_visible()


def test_one_class_that_says_itself_what_it_is_has_no_legend(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    isles(tmp_path, 3, 0.2)
    server = serve(tmp_path)
    open_map(page, server.url, story=stories.head()["id"])
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.locator(".lbl", has_text="Ferry Stairs")).to_be_visible()


def test_the_theme_changes_every_symbol_and_the_tiles_in_place(page: Page, server_url: str) -> None:
    story = bundle(page, server_url)
    open_map(page, server_url)
    before = view(page)
    page.locator("#theme-toggle").click()
    page.locator("#theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    wanted = {
        cls["style"]["dark"]["stroke"] or cls["style"]["dark"]["fill"]
        for layer in story["layers"]
        for cls in layer["classes"]
        if cls["style"]["dark"]["shape"] != "name"  # of which no path is seen
    }
    drawn = page.evaluate(
        """() => [...document.querySelectorAll("path.part-main")].map((path) =>
            path.getAttribute("stroke") === "none" ? path.getAttribute("fill")
                : path.getAttribute("stroke"))"""
    )
    assert set(drawn) - {"none"} == wanted
    assert view(page) == before
    page.wait_for_function(
        """() => [...document.querySelectorAll(".leaflet-tile")]
            .every((tile) => tile.src.includes("/tiles/dark/"))"""
    )
