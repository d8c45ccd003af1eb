"""The legend tells what cannot be seen at once, or is not there, and leaves the map its room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.crs import Bounds
from geo.layers import MapSpec, build_map
from geo.options import Page, View
from geo.options.page import PRESETS
from geo.printmap import lay_out, sheet_of
from geo.printmap.canvas.sheet import Text
from geo.printmap.carto.frame import frame_for
from geo.printmap.furniture.legend import in_sight
from geo.printmap.furniture.plan import MOST_LEGEND, Plan, plan
from geo.printmap.layout.page import seen
from geo.printmap.typeset.measure import text_box
from geo.sources import DATA
from geo.story import load
from geo.style import THEMES
from geo.text import LANGUAGES
from tests import farstories, stories
from tests.isles import isles

STORY = load(DATA / "stories" / "iran-azerbaijan-2025")


def parted(spec: MapSpec, page: Page) -> Plan:
    """Return a page parted for the marks that its map shows."""
    first = plan(spec, page, None)
    frame = frame_for(spec.bounds, first.map)
    return plan(spec, page, in_sight(seen(spec, frame), frame))


def share(spec: MapSpec, page: Page) -> float:
    """Return the share of the sheet that the legend takes from the map."""
    parts = parted(spec, page)
    bare = plan(spec, page, ())
    taken = bare.map.width * bare.map.height - parts.map.width * parts.map.height
    assert parts.legend.height * parts.legend.width <= taken + 1
    return taken / (page.width_px * page.height_px)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PRESETS)
def test_the_first_story_s_legend_takes_no_more_than_it_may(name: str, language: str) -> None:
    assert 0 < share(build_map(STORY, View(language=language)), PRESETS[name]) <= MOST_LEGEND


def test_there_is_room_for_what_only_the_narrower_map_shows() -> None:
    """The legend's own room changes the frame, in which a tie is seen that was not before."""
    view = View(language="fa", bounds=Bounds(44.37, 36, 48.37, 41))
    sheet = lay_out(build_map(STORY, view), Page(701, 800, 96))
    assert any(one.name.startswith("ties") for one in sheet.of("legend"))


@pytest.mark.parametrize("name", PRESETS)
def test_one_class_that_says_itself_what_it_is_has_no_legend(name: str, tmp_path: Path) -> None:
    for story in (isles(tmp_path / "a", 3, 0.2), farstories.story(tmp_path / "b", "Baku", "Iran")):
        assert share(build_map(story), PRESETS[name]) == 0.0
        assert not list(lay_out(build_map(story), PRESETS["article"]).of("legend"))


def told(folder: Path, certainties: list[str], language: str = "en") -> list[str]:
    """Return what the legend of a map of places that are so sure says of them."""
    folder = farstories.write(folder, "Baku", "Tehran", "Tbilisi")
    path = folder / "features.geojson"
    data = json.loads(path.read_text("utf-8"))
    for feature, certainty in zip(data["features"], certainties, strict=True):
        feature["properties"]["certainty"] = certainty
    path.write_text(json.dumps(data), "utf-8")
    spec = build_map(load(folder), View(language=language))
    sheet = lay_out(spec, PRESETS["square"])
    rows = [one.box.grown(1) for one in sheet.of("legend") if one.name != "ground/unsettled"]
    texts = [item for item in sheet.items if isinstance(item, Text)]
    found = (
        " ".join(
            text.text
            for text in texts
            if box.top <= text.y <= box.bottom and box.left <= text.x <= box.right
        )
        for box in rows
    )
    return [words for words in found if words]


def test_certainty_is_told_once_and_only_where_there_is_more_than_one(tmp_path: Path) -> None:
    alike = told(tmp_path / "a", ["approximate", "approximate", "approximate"])
    assert alike == []
    some = told(tmp_path / "b", ["exact", "approximate", "approximate"])
    assert some == ["Approximate place"]
    many = told(tmp_path / "c", ["disputed", "approximate", "indicative"])
    assert many == ["Approximate place", "Place only sketched", "Place in dispute"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_legend_says_how_sure_anything_but_a_place_is(language: str, tmp_path: Path) -> None:
    words = told(tmp_path, ["disputed", "approximate", "indicative"], language)
    table = json.loads((DATA.parent / "static" / "i18n" / f"{language}.json").read_text("utf-8"))
    assert {table[f"certainty.{form}"] for form in ("disputed", "approximate")}.isdisjoint(words)
    assert words and {word.strip("\u200e\u200f") for word in words} == {
        table[f"position.{form}"] for form in ("disputed", "approximate", "indicative")
    }


@pytest.mark.parametrize("theme", THEMES)
def test_tones_are_told_where_ties_are_seen(theme: str) -> None:
    view = View(theme=theme, layers=("ties", "countries"))
    words = {place.name for place in lay_out(build_map(STORY, view), PRESETS["slide"]).of("legend")}
    assert {name.rpartition("-")[2] for name in words if name.startswith("ties/")} == {
        "thaw",
        "tension",
    }
    without = lay_out(build_map(STORY, View(theme=theme, layers=("places",))), PRESETS["slide"])
    assert not any("tension" in place.name for place in without.of("legend"))


def test_very_many_layers_are_told_all_the_same(tmp_path: Path) -> None:
    head = {**stories.head(), "titles": {}, "context": []}
    names = [f"layer-{n}" for n in range(24)]
    head["layers"] = [{"id": n, "title": f"Camps of {n}", "theme": "route"} for n in names]
    head["annotations"] = [{**head["annotations"][0], "features": [names[0]]}]
    line = {"type": "LineString", "coordinates": [[44, 40], [46, 41]]}
    features = [stories.feature(name, name, line, name=name.upper()) for name in names]
    story = load(stories.write(tmp_path, head, {"type": "FeatureCollection", "features": features}))
    for name in ("article", "square", "a4-portrait"):
        rows = {place.name for place in lay_out(build_map(story), PRESETS[name]).of("legend")}
        assert len(rows - {"ground/unsettled"}) == 24


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_s_picture_is_of_its_size_and_can_be_read_there(language: str) -> None:
    page = PRESETS["phone"]
    assert page.pixels == (1080, 1920)
    sheet = lay_out(build_map(STORY, View(language=language)), page)
    on_phone = 390 / page.width_px  # of a phone as wide as most
    roles = {"label": 8.0, "place": 8.0, "title": 8.5, "legend": 7.0, "credits": 6.0}
    for role, least in roles.items():
        boxes = [place.box.grown(0.5) for place in sheet.of(role)]
        texts = [one for one in sheet.items if isinstance(one, Text)]
        for text in (one for one in texts if any(text_box(one).within(box) for box in boxes)):
            assert text.size_px * on_phone >= least, text


@pytest.mark.parametrize(("bounds", "there"), [("44,38,52,42", True), ("-2,44,4,48", False)])
def test_dashes_of_a_border_are_explained_where_some_are_seen(bounds: str, there: bool) -> None:
    sheet, _ = sheet_of(STORY, {"preset": "article", "bounds": bounds, "detail": "off"})
    assert ("ground/unsettled" in {one.name for one in sheet.of("legend")}) == there
    plain, _ = sheet_of(STORY, {"preset": "article", "bounds": bounds, "without": "legend"})
    assert not list(plain.of("legend"))
