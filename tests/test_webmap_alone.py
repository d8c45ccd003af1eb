"""Show that the file that stands alone is whole, small, always the same, and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from geo.basemap.data import pack
from geo.gazetteer import labels
from geo.story import load
from geo.text import LANGUAGES
from geo.webmap import assets, standalone
from geo.webmap.alone import MOST_BYTES
from geo.webmap.bundle import story_bundle
from geo.webmap.modules import link
from tests import stories
from tests.conftest import MakeStory
from tests.mercator import tile_at
from tests.test_webmap_document import Reader

FIRST = Path(__file__).resolve().parent.parent / "data" / "stories" / "iran-azerbaijan-2025"
NASTY = "</script><script>alert(1)</script> <!-- <b>{{ 7*7 }} & \u2028 سلام"


@pytest.fixture(scope="module")
def whole() -> str:
    return standalone(load(FIRST)).decode()


def block(html: str, name: str) -> Any:
    """Return what the client reads of one of the document's blocks of JSON."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found, name
    return json.loads(found[1])


def test_the_first_story_is_small_enough_to_send(whole: str) -> None:
    assert len(whole.encode()) <= MOST_BYTES <= 3_000_000


def test_same_story_gives_same_bytes(whole: str) -> None:
    assert standalone(load(FIRST)).decode() == whole


def test_nothing_in_it_would_be_fetched(whole: str) -> None:
    reader = Reader(whole)
    for tag, attributes in reader.elements:
        for key in ("src", "srcset", "data", "poster", "action", "background"):
            assert key not in attributes, (tag, key)
        if tag != "a" and "href" in attributes:
            assert (attributes["href"] or "").startswith(("data:", "#")), attributes
    styles = "".join(re.findall(r"<style>(.*?)</style>", whole, re.S))
    assert "@import" not in styles
    assert all(link.startswith("data:") for link in re.findall(r'url\("?([^")]*)', styles))
    config = block(whole, "dateline-config")
    assert (config["bundle"], config["places"], config["assets"]) == (None, None, {})


def test_its_policy_comes_first_and_lets_nothing_out(whole: str) -> None:
    reader = Reader(whole)
    metas = [attributes for tag, attributes in reader.elements if tag == "meta"]
    assert metas[0].get("charset") == "utf-8"
    assert metas[1]["http-equiv"] == "Content-Security-Policy"
    rules = dict(part.split(" ", 1) for part in str(metas[1]["content"]).split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert rules["font-src"] == "data:"
    assert "connect-src" not in rules
    inline = re.findall(r"<script>(.*?)</script>", whole, re.S)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline]
    assert rules["script-src"].split() == [f"'sha256-{digest}'" for digest in digests]


def test_the_same_client_files_are_in_it(whole: str) -> None:
    for name in (*assets.SCRIPTS, *assets.LAZY):
        assert (assets.STATIC / name).read_text(encoding="utf-8").rstrip() in whole, name
    assert link(assets.ALONE, root=assets.STATIC) in whole
    for name in ("leaflet", "geographiclib"):
        licence = (assets.STATIC / "vendor" / name / "LICENSE.txt").read_text(encoding="utf-8")
        assert licence.strip().splitlines()[-1] in whole


def test_story_and_words_are_the_servers_own(whole: str) -> None:
    bundle = story_bundle(load(FIRST))
    assert block(whole, "dateline-bundle") == json.loads(json.dumps(bundle))
    for language in LANGUAGES:
        path = assets.STATIC / "i18n" / f"{language}.json"
        assert block(whole, f"dateline-i18n-{language}") == json.loads(path.read_text("utf-8"))


def test_fonts_are_inside_for_every_script(whole: str) -> None:
    faces = re.findall(r"@font-face \{(.*?)\n\}", whole, re.S)
    assert all('url("data:font/woff2;base64,' in face for face in faces)
    for letter in "AəşЖԱآ":
        point = ord(letter)
        spans = [
            (int(low, 16), int(high or low, 16))
            for face in faces
            for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
        ]
        assert any(low <= point <= high for low, high in spans), letter


def test_the_ground_is_the_tiles_own(whole: str) -> None:
    """Baku's cell at the finest level, and the whole world at the coarsest two."""
    levels = block(whole, "dateline-ground")["levels"]
    assert [len(level["cells"]) for level in levels[:2]] == [1, 16]
    finest = levels[-1]
    assert finest["grid"] == 9
    sea = finest["cells"]["326/193"]["sea"]
    assert base64.b64decode(sea) == pack("osm/sea-9").stored(326, 193)


def test_ground_is_there_for_every_mark_at_the_closest_zoom(whole: str) -> None:
    finest = block(whole, "dateline-ground")["levels"][-1]["cells"]
    for feature in load(FIRST).features:
        x, y = tile_at(*feature.anchor_point(), 9)
        assert f"{x}/{y}" in finest, feature.id


def test_names_are_the_tiles_own_but_for_the_storys(whole: str) -> None:
    data = block(whole, "dateline-ground")["names"]
    atlas = json.loads(zlib.decompress(base64.b64decode(data)))
    own = {feature.geonameid for feature in load(FIRST).features}
    number = LANGUAGES.index("fa")
    found = {
        (texts[number] or texts[0], *points[0])
        for _, first, _, until, points, texts in atlas["places"]
        if first[number] <= 11 <= until
    }
    for label in labels((45.7, 38.5, 47.2, 39.6), zoom=11, language="fa"):
        if label.id not in own:
            assert (label.text, label.lon, label.lat) in found


def test_any_text_stays_text(make_story: MakeStory) -> None:
    head, features = stories.head(), stories.features()
    head["title"] = head["summary"] = NASTY
    for item in head["annotations"]:
        item["claim"] = item["said_by"] = NASTY
    for item in features["features"]:
        item["properties"] |= {"name": NASTY, "method": NASTY}
    html = standalone(load(make_story(head, features))).decode()
    plain = Reader(standalone(load(make_story(None, None, folder="plain"))).decode())
    reader = Reader(html)
    assert [tag for tag, _ in reader.elements] == [tag for tag, _ in plain.elements]
    assert block(html, "dateline-bundle")["title"]["en"] == NASTY
    assert NASTY not in html


def test_a_story_across_the_world_stays_in_bounds(make_story: MakeStory) -> None:
    features = stories.features()
    for item, at in zip(features["features"], ([-170.0, -60.0], [170.0, 70.0]), strict=False):
        item["geometry"] = {"type": "Point", "coordinates": at}
    html = standalone(load(make_story(None, features))).decode()
    assert len(html.encode()) <= MOST_BYTES
    levels = block(html, "dateline-ground")["levels"]
    assert [len(level["cells"]) for level in levels[:2]] == [1, 16]
    assert levels[-1]["cells"]
