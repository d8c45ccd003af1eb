"""Show that stories over the 180th meridian are framed, drawn and written as one place."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.basemap.extract import ground_around
from geo.crs import Bounds
from geo.errors import StoryError
from geo.export import export_story
from geo.layers import build_map
from geo.options.page import preset
from geo.printmap.canvas.sheet import Box, Fill, Sheet
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import head_of, marks_of
from geo.printmap.layout.page import lay_out
from geo.story import Story, load, save
from geo.story.framing import story_bounds
from geo.webmap.bundle import story_bundle
from tests import stories

Towns = dict[str, tuple[float, float]]

PACIFIC: Towns = {
    "Funafuti": (179.2, -8.52),
    "Apia": (-171.76, -13.83),
    "Mata-Utu": (-176.17, -13.28),
}
WRANGEL: Towns = {
    "Ushakovskoye": (-178.75, 70.97),
    "Pevek": (170.3, 69.7),
    "Kotzebue": (-162.6, 66.9),
}
CHATHAM: Towns = {"Waitangi": (-176.56, -43.95), "Napier": (176.9, -39.49), "Ross": (-178.0, -70.0)}
WORLD: Towns = {
    "Tokyo": (139.69, 35.69), "Honolulu": (-157.86, 21.31), "Washington": (-77.04, 38.9),
    "London": (-0.13, 51.51), "Delhi": (77.21, 28.61), "Suva": (178.44, -18.14),
}  # fmt: skip
BANK = {"type": "Polygon", "coordinates": [
    [[177, -12], [186, -12], [186, -9], [177, -9], [177, -12]]
]}  # fmt: skip
SPLIT_BANK = {"type": "MultiPolygon", "coordinates": [
    [[[177, -12], [180, -12], [180, -9], [177, -9], [177, -12]]],
    [[[-180, -12], [-174, -12], [-174, -9], [-180, -9], [-180, -12]]],
]}  # fmt: skip


def write(shelf: Path, towns: Towns, *ties: tuple[str, str], **areas: dict[str, Any]) -> Path:
    """Write a story of towns, a tie for each pair, and areas by their names."""
    head = {**stories.head(), "id": "circle", "titles": {}, "context": []}
    head["source"] = {**head["source"], "paragraphs": len(towns) + len(areas) + len(ties)}
    told: list[dict[str, Any]] = [{"features": [name]} for name in (*towns, *areas)]
    told += [
        {"relation": {"from": one, "to": other, "layer": "ties", "directed": True}}
        for one, other in ties
    ]
    head["annotations"] = [
        {
            "id": f"A{number}", "paragraph": number, "date": "2024-04-30", "tone": "neutral",
            "claim": "Something is said.", "said_by": "The Test Gazette", **marks,
        }
        for number, marks in enumerate(told, start=1)
    ]  # fmt: skip
    features = [
        stories.feature(name, "places", stories.point(*at), position_checked=True)
        for name, at in towns.items()
    ]
    features += [stories.feature(name, "areas", shape) for name, shape in areas.items()]
    used = {feature["properties"]["layer"] for feature in features} | ({"ties"} if ties else set())
    head["layers"] = [layer for layer in head["layers"] if layer["id"] in used]
    return stories.write(shelf, head, {"type": "FeatureCollection", "features": features})


def told(shelf: Path, towns: Towns, *ties: tuple[str, str], **areas: dict[str, Any]) -> Story:
    return load(write(shelf, towns, *ties, **areas))


def drawn(story: Story, **more: Any) -> Sheet:
    return lay_out(replace(build_map(story), **more), preset("article"))


# --- the frame --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("towns", "west", "east"),
    [(PACIFIC, 178, -171), (WRANGEL, 168, -160), (CHATHAM, 176, -176)],
)
def test_a_story_over_180_is_framed_closely(
    tmp_path: Path, towns: Towns, west: float, east: float
) -> None:
    bounds = story_bounds(told(tmp_path, towns))
    assert bounds.is_over_180 and bounds.width < 40
    assert west - 2 < bounds.west < 180 and -180 < bounds.east < east + 2
    assert all(bounds.contains(*at) for at in towns.values())


def test_a_story_may_say_itself_what_is_seen_at_first(tmp_path: Path) -> None:
    folder = write(tmp_path, PACIFIC)
    file = folder / "story.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"bounds = [170, -20, -165, -5]\n{text}", encoding="utf-8")
    story = load(folder)
    assert story_bounds(story) == Bounds(170, -20, -165, -5)
    assert story_bundle(story)["bounds"] == [170, -20, -165, -5]
    save(story, folder)
    assert load(folder).bounds == story.bounds
    for wrong in ("[170, -5, -165, -20]", "[170, -20, -190, -5]", "[170, -20, -165]"):
        file.write_text(f"bounds = {wrong}\n{text}", encoding="utf-8")
        with pytest.raises(StoryError) as caught:
            load(folder)
        assert len(caught.value.problems) == 1 and "bounds" in caught.value.problems[0]


@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_a_single_mark_at_180_stands_in_the_middle(tmp_path: Path, lon: float) -> None:
    story = told(tmp_path, {"Udu": (lon, -16.1)})
    sheet = drawn(story)
    (area,) = sheet.of("map")
    spec = build_map(story)
    frame = frame_for(spec.bounds, area.box)
    (mark,) = marks_of(spec, frame)
    middle = ((area.box.left + area.box.right) / 2, (area.box.top + area.box.bottom) / 2)
    assert math.dist(mark.anchor, middle) < 2
    assert sheet.facts.marks == ("Udu",)


def test_a_round_the_world_story_shows_the_world_and_cuts_no_tie(tmp_path: Path) -> None:
    ties = [("Tokyo", "Honolulu"), ("Honolulu", "Washington"), ("Suva", "Honolulu")]
    story = told(tmp_path, WORLD, *ties)
    bounds = story_bounds(story)
    assert bounds.width > 250
    frame = frame_for(bounds, Box(0, 0, 900, 500))
    spec = build_map(story)
    for mark in marks_of(spec, frame):
        if mark.tie:
            assert mark.shape.geom_type == "LineString", mark.name
            assert mark.shape.length < 450


# --- paper ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("towns", "tie"),
    [
        (PACIFIC, ("Apia", "Funafuti")),
        (WRANGEL, ("Pevek", "Kotzebue")),
        (CHATHAM, ("Napier", "Waitangi")),
    ],
)
@pytest.mark.parametrize("lon", [-10.0, 179.99, -150.0])
def test_a_tie_over_180_is_one_short_line_whatever_the_frame(
    tmp_path: Path, towns: Towns, tie: tuple[str, str], lon: float
) -> None:
    """The frame's own middle, a cone cut elsewhere and the whole world's map."""
    spec = build_map(told(tmp_path, towns, tie))
    wide = Bounds(-180, -60, 180, 80) if lon == -10.0 else spec.bounds.padded(0.5)
    frame = frame_for(wide, Box(0, 0, 900, 500))
    marks = {mark.name: mark for mark in marks_of(spec, frame)}
    (line,) = (mark for mark in marks.values() if mark.tie)
    ends = [marks[name.title()].anchor for name in tie]
    if frame.is_world:  # cut at the rim of the world's map, as that map is
        heads = [item.shape for item in head_of(line) if isinstance(item, Fill)]
        assert all(head.distance(shapely.Point(ends[1])) < 12 for head in heads)
        return
    assert line.shape.geom_type == "LineString"
    assert line.shape.length < 1.1 * math.dist(*ends)
    coords = line.shape.coords
    assert math.dist(coords[0], ends[0]) < 1 and math.dist(coords[-1], ends[1]) < 1


@pytest.mark.parametrize("shape", [BANK, SPLIT_BANK], ids=["beyond", "split"])
def test_an_area_over_180_has_no_seam_and_its_name_in_the_middle(
    tmp_path: Path, shape: dict[str, Any]
) -> None:
    story = told(tmp_path, PACIFIC, Bank=shape)
    area = story.feature("Bank")
    assert area.geometry.bounds[::2] == (-180.0, 180.0) and len(area.geometry.geoms) == 2
    assert abs(area.anchor_point()[0]) > 174
    spec = build_map(story)
    frame = frame_for(spec.bounds, Box(0, 0, 900, 500))
    (mark,) = (mark for mark in marks_of(spec, frame) if mark.id == "Bank")
    assert mark.shape.geom_type == "Polygon"
    seam = frame.to_page(np.array([(180.0, -11.5), (180.0, -9.5)]))
    assert not mark.shape.boundary.intersects(shapely.LineString(seam))


def test_a_land_across_the_far_side_of_a_cone_is_not_smeared(tmp_path: Path) -> None:
    """A map of the dateline is cut at Greenwich, where other lands of a story may lie."""
    ghana = stories.polygon((-3, 5), (1, 5), (1, 11), (-3, 11))
    spec = build_map(told(tmp_path, {**PACIFIC, "Fiji": (178.0, -18.0)}, Ghana=ghana))
    frame = frame_for(Bounds(170, -30, -170, -14), Box(0, 0, 900, 500))
    assert "lcc" in frame.proj
    (mark,) = (mark for mark in marks_of(spec, frame) if mark.id == "Ghana")
    assert not mark.shape.intersects(shapely.box(*frame.box))


def test_bounds_in_an_address_and_in_what_is_told_run_over_180(tmp_path: Path) -> None:
    story = told(tmp_path, PACIFIC)
    sheet = drawn(story, bounds=Bounds(175, -16, -168, -6))
    assert tuple(sheet.facts.bounds) == (175, -16, -168, -6)
    assert {part.west for part in sheet.facts.shown} >= {-180.0}
    assert len(sheet.facts.marks) == 3


# --- the browser and the files -----------------------------------------------------------------


def test_the_bundle_has_bounds_over_180_and_whole_shapes(tmp_path: Path) -> None:
    bundle = story_bundle(told(tmp_path, PACIFIC, ("Apia", "Funafuti"), Bank=SPLIT_BANK))
    west, _, east, _ = bundle["bounds"]
    assert west > 170 and east < -170
    shapes = {
        feature["id"]: feature["geometry"]
        for layer in bundle["layers"]
        for feature in layer["features"]["features"]
    }
    kinds = {name: shape["type"] for name, shape in shapes.items()}
    assert kinds["Bank"] == "Polygon" and kinds["A5:tie"] == "LineString"


def test_geojson_is_split_as_its_standard_asks(tmp_path: Path) -> None:
    story = told(tmp_path, PACIFIC, ("Apia", "Funafuti"), Bank=BANK)
    body = json.loads(export_story(story, "geojson"))
    for feature in body["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.bounds[0] >= -180 and shape.bounds[2] <= 180
        for part in shapely.get_parts(shape):
            assert part.bounds[2] - part.bounds[0] < 15, feature["id"]


def test_the_one_file_has_the_ground_on_both_sides(tmp_path: Path) -> None:
    story = told(tmp_path, {"Udu": (179.9, -16.2), "Lau": (-179.9, -16.3)})
    reach = Bounds.of(feature.geometry for feature in story.features)
    marks = shapely.union_all([feature.geometry for feature in story.features])
    ground = ground_around(reach, marks, budget=600_000)
    finest = ground["levels"][-1]
    columns = {int(cell.split("/")[0]) for cell in finest["cells"]}
    assert {0, 511} <= columns and not columns & set(range(20, 490))


def test_what_cannot_be_placed_is_refused_in_a_sentence(tmp_path: Path) -> None:
    jumps = stories.polygon((178, -12), (-178, -12), (-178, -9), (178, -9))
    for shape, words in (
        (jumps, "crosses the antimeridian"),
        (stories.polygon((190, 0), (200, 0), (200, 5)), "longitude 200 lies outside"),
        (stories.polygon((170, 0), (400, 0), (400, 5)), "longitude 400 lies outside"),
    ):
        with pytest.raises(StoryError, match=words) as caught:
            told(tmp_path, PACIFIC, Bank=shape)
        assert len(caught.value.problems) == 1
