"""Words on a printed map keep off the coasts and borders of the base map."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import Bounds
from geo.printmap import Sheet, sheet_of
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.edges import edges
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.ground import detail_of, on_page
from geo.story import Story, load
from tests.stories import feature, head, point, write

BOX = Box(20, 20, 520, 420)
CELL_PX = 2.0
COAST = Bounds(49.0, 41.0, 55.0, 45.0)
AKTAU, INLAND, AT_SEA = (51.16, 43.65), (52.9, 43.9), (50.2, 43.2)
SIDE = st.floats(6, 90)


@cache
def lines(frame: Frame) -> shapely.STRtree:
    detail = detail_of(frame)
    names = ("sea-shore", "lake-shore", "border", "disputed")
    whole = [on_page(frame, detail, name, areas=False) for name in names]
    return shapely.STRtree(shapely.get_parts(whole))


def length_under(frame: Frame, box: Box) -> float:
    shape, tree = shapely.box(*box), lines(frame)
    near = tree.geometries[tree.query(shape)]
    return float(shapely.length(shapely.intersection(near, shape)).sum())


@settings(max_examples=150, deadline=None)
@given(x=st.floats(20, 430), y=st.floats(20, 330), wide=SIDE, high=SIDE)
def test_what_lies_under_a_box_is_found_but_for_a_cell_of_the_grid(
    x: float, y: float, wide: float, high: float
) -> None:
    frame = frame_for(COAST, BOX)
    box = Box(x, y, x + wide, y + high)
    found = float(edges(frame).under(np.array([box]))[0])
    if length_under(frame, box.grown(-CELL_PX)) > 1:
        assert found > 0
    if found > 0:
        assert length_under(frame, box.grown(CELL_PX)) > 0


def test_a_line_between_two_places_is_found() -> None:
    frame = frame_for(COAST, BOX)
    known = edges(frame)
    at = np.array([frame.point(*INLAND)])
    assert not known.between(at, at + 12).any()
    assert known.between(at, np.array([frame.point(*AT_SEA)])).all()


def test_sea_and_coast_are_told_from_land() -> None:
    frame = frame_for(COAST, BOX)
    known = edges(frame)
    (x, y), (far_x, far_y) = frame.point(*AKTAU), frame.point(*INLAND)
    assert known.is_coastal(x, y, 8)
    assert not known.is_coastal(far_x, far_y, 8)
    assert not known.is_coastal(*frame.point(*AT_SEA), 8)
    sea = Box(*frame.point(*AT_SEA), *frame.point(*AT_SEA)).grown(3)
    land = Box(far_x, far_y, far_x, far_y).grown(3)
    assert known.at_sea(np.array([sea, land])).tolist() == [True, False]


def towns(tmp_path: Path, *places: tuple[str, float, float]) -> Story:
    found = head()
    found["layers"] = [one for one in found["layers"] if one["id"] == "places"]
    found["annotations"] = [
        {**found["annotations"][0], "id": f"A{number}", "features": [f"t{number}"]}
        for number, _ in enumerate(places)
    ]
    del found["context"]
    features = [
        feature(f"t{number}", "places", point(lon, lat), name=name)
        for number, (name, lon, lat) in enumerate(places)
    ]
    return load(write(tmp_path, found, {"type": "FeatureCollection", "features": features}))


def framed(sheet: Sheet) -> Frame:
    (area,) = sheet.of("map")
    return frame_for(sheet.facts.bounds, area.box)


def test_a_place_on_the_coast_is_named_at_sea_and_one_inland_on_land(tmp_path: Path) -> None:
    story = towns(tmp_path, ("Aktau", *AKTAU), ("Inland", *INLAND))
    values: dict[str, Any] = {"preset": "article", "bounds": "49,42,55,45", "detail": "off"}
    sheet, _ = sheet_of(story, values)
    frame = framed(sheet)
    named = {one.name: one.box for one in sheet.of("label")}
    assert edges(frame).at_sea(np.array([named["t0"], named["t1"]])).tolist() == [True, False]


@pytest.mark.parametrize(
    "bounds",
    ["-10,35,4,44", "5,54,20,60", "22,35,30,41", "44,38,52,42", "95,-6,108,7", "-76,-54,-66,-46",
     "-90,12,-82,18", "126,33,136,39"],
    ids=["Iberia", "Sound", "Aegean", "Caspian", "Malacca", "Magellan", "Honduras", "Korea"],
)  # fmt: skip
@pytest.mark.parametrize("preset", ["article", "phone"])
def test_no_name_of_the_base_map_lies_on_a_coast_or_a_border(
    bounds: str, preset: str, tmp_path: Path
) -> None:
    west, south, east, north = map(float, bounds.split(","))
    story = towns(tmp_path, ("Here", (west + east) / 2, (south + north) / 2))
    sheet, _ = sheet_of(story, {"preset": preset, "bounds": bounds, "detail": "off"})
    frame = framed(sheet)
    names = [*sheet.of("place")]
    assert names
    crossing = {one.name for one in names if length_under(frame, one.box.grown(-CELL_PX)) > 1}
    assert not crossing


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_story_s_name_lies_on_a_coast_only_where_it_has_no_other_place(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of one town alone that has land or sea around it, no name crosses."""
    lon, lat = data.draw(st.floats(47.0, 53.0)), data.draw(st.floats(37.5, 43.0))
    story = towns(tmp_path_factory.mktemp("town"), ("Somewhere", lon, lat))
    bounds = f"{lon - 3},{lat - 2},{lon + 3},{lat + 2}"
    sheet, _ = sheet_of(story, {"preset": "square", "bounds": bounds, "without": "locator"})
    (name,) = sheet.of("label")
    assert length_under(framed(sheet), name.box.grown(-CELL_PX)) <= 1


@pytest.mark.parametrize("way", [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_name_stays_out_of_an_area_of_another_mark(tmp_path: Path, way: tuple[int, int]) -> None:
    """Whichever side of a town the area begins on, the town's name stands on another."""
    town, found = INLAND, head()
    x, y = np.array(town) + np.array(way) * 1.05
    sands = shapely.geometry.mapping(shapely.box(x - 1, y - 1, x + 1, y + 1))
    found["layers"] = [one for one in found["layers"] if one["id"] in ("areas", "places")]
    found["annotations"] = [{**found["annotations"][0], "features": ["town", "sands"]}]
    del found["context"]
    features = [
        feature("sands", "areas", sands, name="Sands"),
        feature("town", "places", point(*town), name="A town with a name"),
    ]
    story = load(write(tmp_path, found, {"type": "FeatureCollection", "features": features}))
    bounds = "49.9,41.9,55.9,45.9"
    sheet, _ = sheet_of(story, {"preset": "article", "bounds": bounds, "detail": "off"})
    (area,) = framed(sheet).shapes(np.array([shapely.geometry.shape(sands)]))
    (name,) = (one.box for one in sheet.of("label") if one.name == "town")
    assert not area.intersects(shapely.box(*name))
