"""Work the export panel for browser tests, and ask what it offers."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.map_page import STORY
from tests.serving import Server, fetch

Panel = Page | FrameLocator
"""Where the panel is: in a page of its own, or in the app's frame."""

_SPARE = """(() => {
    const ask = window.fetch, facts = %s;
    const blank = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1125"/>';
    window.fetch = (address, ...given) => {
        const [, kind, form] = /\\/(map|film)\\.(json|png)\\?/.exec(address) || [];
        if (!kind || (window.draws || "").includes(form)) return ask(address, ...given);
        return Promise.resolve(form === "json" ? Response.json(facts[kind])
            : new Response(blank, { headers: { "Content-Type": "image/svg+xml" } }));
    }; })()"""


def spare(page: Page, url: str) -> Page:
    """Spare the server what a test does not look at, before the page is opened.

    Each picture is blank, and the facts are of the first story, until `draws` is called.
    """
    page.add_init_script(_SPARE % json.dumps(_facts(url)))
    return page


@cache
def _facts(url: str) -> dict[str, Any]:
    where = f"{url}/stories/{STORY}"
    asked = {"map": f"{where}/map.json", "film": f"{where}/film.json?preset=square&tell=S10"}
    return {kind: json.loads(fetch(address).body) for kind, address in asked.items()}


def draws(panel: Panel, *, only: str = "png json") -> None:
    """Let the server give from now on what it was spared."""
    panel.locator("html").evaluate("(_, only) => { window.draws = only; }", only)


def open_panel(page: Page) -> Locator:
    """Open the panel by its button and wait for the picture."""
    page.locator("#export-open").click()
    return drawn(page)


def drawn(page: Panel) -> Locator:
    """Return the preview once the newest picture and its facts are there."""
    expect(page.locator(".export-frame[aria-busy=false]")).to_have_count(1)
    image: Locator = page.locator(".export-frame img")
    expect(image).to_be_visible()
    image.evaluate("image => image.decode()")
    return image


def picture_address(page: Panel) -> str:
    """Return the address that the download link leads to, without the host."""
    parts = urlsplit(page.locator("#export-save").get_attribute("href") or "")
    return f"{parts.path}?{parts.query}"


def asked(page: Panel) -> dict[str, str]:
    query = parse_qs(urlsplit(picture_address(page)).query, keep_blank_values=True)
    return {key: value[0] for key, value in query.items()}


def facts(server: Server, page: Panel) -> dict[str, Any]:
    """Return what the server says of the picture that the link leads to."""
    address = re.sub(r"/(map|film)\.\w+", r"/\1.json", picture_address(page))
    found: dict[str, Any] = server.get(address).json()
    return found


class Tags(HTMLParser):
    """Read a snippet as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def choose(page: Panel, kind: str, value: str) -> None:
    """Take an option as a person would, where only the label can be seen."""
    page.locator(f"#export input[name=export-{kind}][value={value}]").check()
