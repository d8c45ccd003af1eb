"""Show that every page of the app is for all: axe finds nothing, light or dark, large or small."""

from __future__ import annotations

import shutil
from typing import Any, Literal

import pytest
from playwright.sync_api import Frame, Page, ViewportSize, expect

from tests.browser.check_page import Desk
from tests.browser.map_page import STORY
from tests.browser.test_app_pages import at_rest
from tests.conftest import DESKTOP, PHONE, NewPage
from tests.serving import ROOT

pytestmark = pytest.mark.browser

PAGES = ("map", "draft", "check", "export", "data", "sources", "settings")
SEEN = ("check", "export")
"""What tests of the documents themselves look at in Persian, or what has no words in it."""
SIGHTS: dict[str, tuple[tuple[Literal["light", "dark"], ViewportSize], ...]] = {
    "en": (("light", DESKTOP), ("dark", PHONE)),
    "fa": (("dark", PHONE),),
}
"""What each page is looked at in, once it is open: no language has colours of its own."""

IN_COLOURS = """scheme => getComputedStyle(document.querySelector("[data-testid=stApp]"))
    .colorScheme === scheme"""
RULES = """async () => (await axe.run(document, { iframes: false, runOnly: ["wcag2a", "wcag2aa",
    "wcag21a", "wcag21aa"] })).violations.map((one) =>
    [one.id, one.impact, one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))])"""
"""Of one document: what frames hold is looked at in its own tests, and here once within the app."""


def opened(page: Page, url: str, name: str, draft: str, **query: str) -> None:
    """Open a page of the app by its address, and wait until all of it is there."""
    path = {"map": "", "check": "draft"}.get(name, name)
    asked = {"story": STORY, **query, **({"draft": draft} if name == "check" else {})}
    page.goto(f"{url}/{path}?" + "&".join(f"{key}={value}" for key, value in asked.items()))
    at_rest(page)
    frame = {"map": "#dateline-frame", "export": "#dateline-frame", "check": "#dateline-check"}
    if name in frame:
        inside = page.frame_locator(frame[name]).locator("html[data-ready=true]")
        expect(inside).to_have_count(1)
    else:
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def axe_finds(page: Page | Frame) -> list[Any]:
    found: list[Any] = page.evaluate(RULES)
    return found


@pytest.fixture(scope="module")
def whole(desk: Desk) -> tuple[str, str]:
    """Return a server that has a story and a draft, and that draft's id."""
    shutil.copytree(ROOT / "data" / "stories" / STORY, desk.stories / STORY)
    return desk.url, desk.add()


@pytest.mark.parametrize(
    ("name", "language"),
    [*((name, "en") for name in PAGES), *((name, "fa") for name in PAGES if name not in SEEN)],
)
def test_axe_finds_nothing_on_any_page(
    new_page: NewPage, whole: tuple[str, str], axe: str, name: str, language: str
) -> None:
    url, draft = whole
    page = new_page(bypass_csp=True, reduced_motion="reduce")
    opened(page, url, name, draft, lang=language)
    page.evaluate(axe + "; null")
    for scheme, size in SIGHTS[language]:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(IN_COLOURS, arg=scheme)
        page.set_viewport_size(size)
        assert axe_finds(page) == [], (scheme, size)
    if language == "en" and name in ("map", "check"):
        (inside,) = page.frames[1:]
        inside.evaluate(axe + "; null")
        assert axe_finds(inside) == [], "in its frame, dark, on a phone"
