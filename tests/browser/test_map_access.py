"""Show that the map can be read by all: names, contrast, headings, text, less motion, axe."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.export_panel import drawn, spare
from tests.browser.map_page import Seen, bundle, open_map
from tests.conftest import PHONE, NewPage

pytestmark = pytest.mark.browser

CONTRAST = """() => {
  const canvas = document.createElement("canvas"); canvas.width = canvas.height = 1;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => { ctx.clearRect(0, 0, 1, 1); ctx.fillStyle = colour;
    ctx.fillRect(0, 0, 1, 1); return [...ctx.getImageData(0, 0, 1, 1).data]; };
  const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => { for (let at = node; at; at = at.parentElement) {
    const colour = rgb(getComputedStyle(at).backgroundColor);
    if (colour[3] > 250) return colour; } return rgb("white"); };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.offsetParent || node.closest(
      ".leaflet-pane, .unseen, .skip, [disabled], script, option, noscript, .is-out")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [lum(rgb(style.color)), lum(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24
      || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push([walker.currentNode.data.trim().slice(0, 40),
      Math.round(ratio * 100) / 100, style.color]);
  }
  return found;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("panel", ["", "text", "export"])
def test_all_text_has_enough_contrast(seen: Seen, theme: str, panel: str) -> None:
    assert seen(panel=panel, theme=theme, at="S10").evaluate(CONTRAST) == []


def test_every_control_has_a_name(seen: Seen) -> None:
    nameless = seen(panel="", theme="light", at="S10").evaluate(
        """() => [...document.querySelectorAll(
                "button, a, input, select, [role=button], [role=slider]")]
            .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim()
                || node.title || (node.labels && node.labels.length)))
            .map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert nameless == []


@pytest.mark.parametrize("panel", ["", "text", "export"])
def test_headings_step_down_one_at_a_time(seen: Seen, panel: str) -> None:
    levels = seen(panel=panel, theme="light", at="S10").evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, h4")]
            .filter((node) => node.offsetParent).map((node) => Number(node.tagName[1]))"""
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_text_view_holds_the_maps_whole_content(seen: Seen, server_url: str) -> None:
    page = seen(panel="text", theme="light", at="S10")
    story = bundle(page, server_url)
    text = page.locator("#text-view").inner_text()
    for one in story["annotations"]:
        for words in (one["claim"]["en"], one["said_by"], one["date"]["label"]["en"]):
            assert words in text, (one["id"], words)
    for layer in story["layers"]:
        for feature in layer["features"]["features"]:
            properties = feature["properties"]
            assert properties["method"] in text
            if not properties["tie"]:
                assert properties["name"]["en"] in text
    for source in story["sources"].values():
        assert source["title"] in text
    assert page.locator("#text-view table caption").count() == 2
    assert page.locator("#text-view th[scope=col]").count() > 10


def test_colour_is_never_the_only_sign(seen: Seen) -> None:
    page = seen(panel="", theme="light", at="S10")
    for tone, word in (("tension", "Tension"), ("thaw", "Thaw"), ("neutral", "Neutral")):
        tags = page.locator(f".statement .tag.tone-{tone}")
        assert tags.count()
        expect(tags.first).to_have_text(word)
        expect(tags.first.locator("svg")).to_have_count(1)
    shapes = page.evaluate(
        """() => ["tension", "thaw", "neutral"].map((tone) =>
            document.querySelector(".tag.tone-" + tone + " path").getAttribute("d"))"""
    )
    assert len(set(shapes)) == 3


def test_with_forced_colours_the_marks_are_still_drawn(new_page: NewPage, server_url: str) -> None:
    page = new_page(forced_colors="active")
    open_map(page, server_url)
    expect(page.locator("path[data-mark=baku]")).to_be_attached()
    expect(page.locator(".swatch").first).to_be_visible()


# --- axe ---------------------------------------------------------------------------------------


def axe_finds(page: Page, axe: str) -> list[Any]:
    page.evaluate(axe + "; null")
    found: list[Any] = page.evaluate(
        """async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a",
            "wcag21aa", "wcag22aa", "best-practice"] })).violations.map((one) =>
            [one.id, one.impact, one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))])"""
    )
    return found


@pytest.mark.parametrize(
    ("panel", "theme"), [("", "light"), ("", "dark"), ("text", "light"), ("export", "light")]
)
def test_axe_finds_nothing(seen: Seen, axe: str, panel: str, theme: str) -> None:
    assert axe_finds(seen(panel=panel, theme=theme, at="S10"), axe) == []


TOUCHED = {"viewport": PHONE, "has_touch": True}
FOREIGN_OR_SMALL: list[Any] = [
    pytest.param({"lang": "fa"}, {}, id="persian"),
    pytest.param({}, TOUCHED, id="phone"),
    pytest.param(
        {"panel": "export", "lang": "fa", "theme": "dark"}, TOUCHED, id="export-dark-persian-phone"
    ),
]


@pytest.mark.parametrize(("query", "options"), FOREIGN_OR_SMALL)
def test_axe_finds_nothing_in_persian_and_on_a_phone(
    new_page: NewPage, server_url: str, axe: str, query: dict[str, str], options: dict[str, Any]
) -> None:
    page = spare(new_page(bypass_csp=True, reduced_motion="reduce", **options), server_url)
    open_map(page, server_url, **query)
    if "panel" in query:
        drawn(page)  # with its handles upon the picture
    assert axe_finds(page, axe) == []
