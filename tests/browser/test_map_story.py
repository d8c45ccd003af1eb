"""Show that the page tells the whole story: each statement beside its mark, cited, in order."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import (
    Seen,
    bundle,
    look,
    open_map,
    settle,
    shown_marks,
    shown_statements,
    view,
)
from tests.serving import ROOT

pytestmark = pytest.mark.browser

WORDS = json.loads((ROOT / "static" / "i18n" / "en.json").read_text("utf-8"))


def test_every_statement_shows_its_claim_date_speaker_tone_and_certainty(
    seen: Seen, server_url: str
) -> None:
    page = seen()
    story = bundle(page, server_url)
    for one in story["annotations"]:
        face = page.locator(f".statement[data-annotation='{one['id']}']")
        for text in (one["claim"]["en"], one["date"]["label"]["en"], one["said_by"]):
            expect(face).to_contain_text(text)
        expect(face).to_contain_text(one["tone"].capitalize())
        expect(face).to_contain_text(WORDS[f"position.{one['certainty']}"])
        assert WORDS["certainty.exact"] not in face.inner_text().splitlines(), (
            "as if the claim were"
        )


def test_statements_stand_under_their_paragraph_in_reading_order(
    seen: Seen, server_url: str
) -> None:
    page = seen()
    story = bundle(page, server_url)
    for one in story["annotations"]:
        if one["kind"] != "article":
            continue
        section = page.locator(f".paragraph:has([data-annotation='{one['id']}'])")
        number = one["paragraph"]
        heading = f"Paragraph {number}" if number else "Picture caption"
        expect(section.locator("h3")).to_have_text(heading)
    article = [one["id"] for one in story["annotations"] if one["kind"] == "article"]
    assert [name for name in shown_statements(page) if name in article] == article


def test_context_stands_beside_its_statement_with_its_own_source(
    seen: Seen, server_url: str
) -> None:
    page = seen()
    story = bundle(page, server_url)
    for one in story["annotations"]:
        if one["kind"] != "context":
            continue
        face = page.locator(f".statement[data-annotation='{one['id']}']")
        source = story["sources"][one["source"]]
        expect(face.locator(".source-tag")).to_contain_text(source["publisher"] or source["title"])
        beside = page.locator(f".item[data-item='{one['about'][0]}'] .beside")
        expect(beside.locator(f"[data-annotation='{one['id']}']")).to_have_count(1)


def test_every_mark_is_on_the_map_and_opens_with_its_citation(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    story = bundle(page, server_url)
    features = {
        feature["id"]: feature["properties"]
        for layer in story["layers"]
        for feature in layer["features"]["features"]
    }
    assert shown_marks(page) == set(features)
    for name, properties in features.items():
        page.evaluate("(id) => Dateline.tour.chooseMark(id)", name)
        card = page.locator(".dl-popup .card").text_content() or ""
        source = story["sources"][properties["source"]]
        assert properties["method"] in card
        assert source["title"] in card
        for one in story["annotations"]:
            if name in one["marks"] or name == one["tie"]:
                assert one["claim"]["en"] in card, (name, one["id"])


def test_who_points_at_a_mark_or_chooses_a_statement_finds_both(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url)
    page.locator("path[data-mark=tehran]").click()
    card = page.locator(".dl-popup .card")
    expect(card.locator(".card-title")).to_have_text("Tehran")
    expect(card.locator(".line")).to_have_count(
        sum("tehran" in one["marks"] for one in bundle(page, server_url)["annotations"])
    )
    before = view(page)
    page.locator(".statement[data-annotation='S16']").click()
    expect(card).to_contain_text("Paragraph 8")
    expect(card).to_contain_text("Said by: AFP")
    expect(card).to_contain_text("Disputed")
    settle(page)
    assert view(page)[2] > before[2] + 1
    expect(page.locator(".statement[aria-current]")).to_have_attribute("data-annotation", "S16")
    expect(page.locator(".glow").first).to_be_attached()
    page.evaluate("() => Dateline.tour.chooseMark('north-western-iran')")
    face = page.locator(".statement[data-annotation='S18']")
    expect(face).to_have_attribute("aria-current", "true")
    expect(face).to_be_in_viewport()


HIDDEN = """() => {
    const card = document.querySelector(".dl-popup").getBoundingClientRect();
    return [...document.querySelectorAll("path[data-mark].hit")]
        .filter((path) => Dateline.marks.get(path.dataset.mark).cls.kind === "point")
        .map((path) => [path.dataset.mark, path.getBoundingClientRect()])
        .filter(([, at]) => at.width && card.left < at.right - 6 && at.left + 6 < card.right
            && card.top < at.bottom - 6 && at.top + 6 < card.bottom)
        .map(([name]) => name);
}"""


def test_the_card_of_a_country_hides_no_point_of_the_story(page: Page, server_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    open_map(page, server_url)
    settle(page)
    look(page, 52, 35, 5, animate=False)
    settle(page)
    page.evaluate("() => Dateline.tour.chooseMark('iran')")
    expect(page.locator(".dl-popup .card")).to_be_visible()
    settle(page)
    assert page.evaluate(HIDDEN) == []
    frame = page.locator(".leaflet-container").bounding_box()
    box = page.locator(".dl-popup").bounding_box()
    assert frame and box
    assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_relations_are_arcs_with_a_head_where_they_have_a_direction(
    seen: Seen, server_url: str
) -> None:
    page = seen()
    story = bundle(page, server_url)
    directed = [
        feature["id"]
        for layer in story["layers"]
        for feature in layer["features"]["features"]
        if feature["properties"]["tie"] and feature["properties"]["tie"]["directed"]
    ]
    assert directed
    assert page.locator("path.part-main[marker-end]").count() == len(directed)


def test_what_is_too_small_to_see_is_called_out_and_leads_closer(
    page: Page, server_url: str
) -> None:
    open_map(page, server_url)
    before = view(page)[2]
    page.locator(".callout", has_text="Zangezur corridor").click()
    page.wait_for_function("(zoom) => Dateline.given.map.getZoom() > zoom + 1", arg=before)
    settle(page)
    expect(page.locator(".lbl", has_text="Zangezur corridor")).to_be_visible()
    expect(page.locator(".callout", has_text="Zangezur corridor")).to_have_count(0)


def test_the_names_of_the_storys_marks_do_not_touch(page: Page, server_url: str) -> None:
    open_map(page, server_url)
    for zoom in (5, 6, 7, 9):
        look(page, 46.4, 38.9, zoom)
        settle(page)
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".lbl, .callout")].map((node) => {
                const box = (node.querySelector("bdi") || node).getBoundingClientRect();
                return [node.textContent, box.left, box.top, box.right, box.bottom]; })"""
        )
        for one in range(len(boxes)):
            for two in range(one):
                a, b = boxes[one], boxes[two]
                apart = a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] + 3 or b[4] <= a[2] + 3
                assert apart, (zoom, a, b)


def test_head_and_edge_say_source_day_and_credits(seen: Seen, server_url: str) -> None:
    page = seen()
    story = bundle(page, server_url)
    head = page.locator("#head")
    expect(head).to_contain_text(story["title"]["en"])
    expect(head).to_contain_text(story["source"]["publisher"])
    expect(head).to_contain_text(story["source"]["headline"])
    edge = page.locator("#edge")
    expect(edge).not_to_contain_text("As of")  # the day of publication, which the head says
    for credit in story["credits"]:
        if credit["id"] != "article":
            expect(edge).to_contain_text(credit["text"])
