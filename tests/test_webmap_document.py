"""Show that the document is whole, local, always the same, and takes no text for code."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text import LANGUAGES
from geo.webmap import assets
from geo.webmap.calendar import calendars
from geo.webmap.document import embed
from geo.webmap.modules import link

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


class Reader(HTMLParser):
    """Collect elements, the title and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(dict(attrs).get("id") or tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data


def test_the_same_story_gives_the_same_bytes() -> None:
    assert embed("small", title="A") == embed("small", title="A")


def test_everything_it_loads_is_local_and_there() -> None:
    reader = Reader(embed("small"))
    asked = [
        a.get("src") or a.get("href") for tag, a in reader.elements if tag in {"script", "link"}
    ]
    files = [url for url in asked if url and not url.startswith("data:")]
    assert len(files) == 2
    for url in files:
        match = re.fullmatch(r"/assets/([\w./-]+)\?v=[0-9a-f]{10}", url)
        assert match and match[1] in assets.JOINED, url


def test_joined_files_hold_every_part_and_their_links_lead_somewhere() -> None:
    for joined, parts in assets.JOINED.items():
        whole = assets.joined(joined).decode()
        if joined.endswith(".js"):
            assert all(
                (assets.STATIC / name).read_text(encoding="utf-8") in whole for name in parts
            )
            assert whole.endswith(link(assets.MODULES[joined], root=assets.STATIC))
            continue
        fonts = re.findall(r'url\("(fonts/[^"?]+\.woff2)"\)', whole)
        assert len(fonts) == whole.count(".woff2") > 0
        assert all((assets.STATIC / name).is_file() for name in fonts)


def test_every_style_sheet_is_loaded() -> None:
    own = {path.relative_to(assets.STATIC).as_posix() for path in assets.STATIC.glob("css/*.css")}
    assert own <= {part for parts in assets.JOINED.values() for part in parts}


def test_readers_may_enlarge_the_page() -> None:
    html = embed("small")
    assert "user-scalable" not in html
    assert "maximum-scale" not in html


def test_tiles_leave_the_storys_own_names_to_the_story() -> None:
    html = embed("small")
    assert "/tiles/{theme}/names/{lang}/{z}/{x}/{y}{r}.png?story=small" in html
    assert '/tiles/{theme}/ground/{z}/{x}/{y}{r}.png"' in html


def test_an_online_source_stands_for_both_layers_of_tiles() -> None:
    credit = {"text": "Those who drew it", "url": "https://tiles.example/terms"}
    online = {"url": "https://tiles.example/{z}/{x}/{y}.png", "subdomains": "abc", "max_zoom": 18}
    html = embed("small", online={**online, "credits": [credit]})
    assert html.count("L.tileLayer(") == 1
    assert "/tiles/{theme}" not in html
    assert "Those who drew it" in html


def test_tiles_wait_for_the_client_to_frame_the_view() -> None:
    assert ".addTo(" not in embed("small")


def test_a_right_to_left_title_turns_the_page() -> None:
    tag, attributes = Reader(embed("small", title="باکو", language="fa")).elements[0]
    assert (tag, attributes["dir"], attributes["lang"]) == ("html", "rtl", "fa")


@pytest.mark.parametrize("name", ["a b", "a'b", "</script><b>", "{{ 7*7 }}", "a/../b", "ə"])
def test_a_storys_name_cannot_leave_its_place(name: str) -> None:
    html = embed(name, title=name)
    reader = Reader(html)
    config = json.loads(reader.texts["dateline-config"])
    assert config["story"] == name
    assert config["bundle"].count("/") == 3
    assert not any(tag == "b" for tag, _ in reader.elements)


@cache
def plainly_titled() -> Reader:
    return Reader(embed("small", title="x"))


@given(title=TEXT)
def test_any_title_is_shown_as_text(title: str) -> None:
    plain = plainly_titled()
    reader = Reader(embed("small", title=title))
    shown = reader.texts.get("title", "")
    assert " ".join(title.split()) in " ".join(shown.split())
    assert [tag for tag, _ in reader.elements] == [tag for tag, _ in plain.elements]


def test_a_title_is_not_read_as_a_template() -> None:
    html = embed("small", title="{{ 7*7 }}{% if 1 %}x")
    assert "{{ 7*7 }}{% if 1 %}x" in html
    assert "49" not in Reader(html).texts["title"]


def test_every_language_has_its_own_months_and_order_of_a_date() -> None:
    found = calendars()
    assert set(found) == set(LANGUAGES)
    assert len({tuple(calendar["months"]) for calendar in found.values()}) == len(found)
    assert len({tuple(calendar["short"]) for calendar in found.values()}) == len(found)
    for calendar in found.values():
        assert len(calendar["months"]) == len(calendar["short"]) == 12
        assert {"{day}", "{month}", "{year}"} <= set(re.findall(r"\{\w+\}", calendar["day"]))
    assert found["ru"]["day"].split() == ["{day}", "{month}", "{year}", "г."]
    assert found["az"]["months"][3] == "aprel"
