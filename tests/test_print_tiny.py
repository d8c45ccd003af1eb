"""Draw what is smaller than can be seen, and name what has parts and holes where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import mapping

from geo.layers import build_map
from geo.options import View
from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Box, Sheet
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import Mark, marks_of
from geo.printmap.naming import labels
from geo.story import Story, load
from tests import stories

SIZE = {"width": "700", "height": "500", "dpi": "36"}


def island(folder: Path, shape: Any, *, at: tuple[float, float] | None = None) -> Story:
    """Return the small story with another lake, a checked position, and one town moved to it."""
    geojson = stories.features()
    lake = geojson["features"][2]
    lake["geometry"] = mapping(shape)
    lake["properties"].update(certainty="exact", position_checked=True)
    if at:
        geojson["features"][0]["geometry"] = stories.point(*at)
    return load(stories.write(folder, None, geojson))


def lake_on(story: Story, bounds: str) -> tuple[Mark, Sheet]:
    sheet, _ = sheet_of(story, {**SIZE, "bounds": bounds})
    (area,) = sheet.of("map")
    frame = frame_for(sheet.facts.bounds, area.box)
    marks = marks_of(build_map(story, View(bounds=sheet.facts.bounds)), frame)
    return next(mark for mark in marks if mark.id == "lake"), sheet


def extent(shape: shapely.Geometry) -> float:
    left, top, right, bottom = shape.bounds
    return float(max(right - left, bottom - top))


@pytest.mark.parametrize("side_deg", [3e-8, 2e-5, 4e-4])
def test_a_skerry_is_drawn_large_enough_to_be_seen(side_deg: float, tmp_path: Path) -> None:
    skerry = shapely.box(10.6, 50.2, 10.6 + side_deg, 50.2 + side_deg)
    mark, sheet = lake_on(island(tmp_path, skerry), "10,50,11,50.5")
    assert 6 <= extent(mark.shape) <= 9
    assert "lake" in {item.name for item in sheet.of("label")}


def test_a_skerry_under_a_point_s_mark_is_drawn_around_it(tmp_path: Path) -> None:
    skerry = shapely.box(10.6, 50.2, 10.60001, 50.20001)
    story = island(tmp_path, skerry, at=(10.600005, 50.200005))
    near, _ = lake_on(story, "10.55,50.18,10.65,50.22")
    assert extent(near.shape) > 18
    far, _ = lake_on(story, "0,40,20,55")
    assert extent(far.shape) < 1


def test_a_large_area_is_drawn_as_it_is(tmp_path: Path) -> None:
    mark, _ = lake_on(island(tmp_path, shapely.box(10.4, 50.1, 10.6, 50.2)), "10,50,11,50.5")
    frame_px = 0.2 / 1.2 * 700
    assert extent(mark.shape) > frame_px / 2


def test_a_name_belongs_to_the_largest_part_and_to_no_hole(tmp_path: Path) -> None:
    ring = shapely.box(10, 50, 11, 51) - shapely.box(10.1, 50.1, 10.9, 50.9)
    part = shapely.box(11.5, 50.4, 12, 50.6)
    story = island(tmp_path, shapely.MultiPolygon([part, ring]))
    assert ring.contains(shapely.Point(story.feature("lake").anchor_point()))
    mark, sheet = lake_on(story, "9.5,49.5,12.5,51.5")
    (name,) = (item.box for item in sheet.of("label") if item.name == "lake")
    middle = shapely.Point((name.left + name.right) / 2, (name.top + name.bottom) / 2)
    largest = max(shapely.get_parts(mark.shape), key=lambda one: float(one.area))
    assert largest.distance(middle) < largest.distance(shapely.centroid(largest))


def test_what_only_touches_the_frame_leaves_no_line() -> None:
    hook = shapely.union_all(
        [shapely.box(10, 5, 80, 95), shapely.box(80, 5, 120, 15), shapely.box(100, 15, 120, 80)]
    )
    rest, at = labels._rest(hook, (shapely.box(20, 20, 30, 30),), Box(0, 0, 100, 100))
    assert rest is not None and rest.geom_type.endswith("Polygon")
    assert rest.contains(shapely.Point(at))


def test_where_only_a_smaller_part_is_seen_the_name_stands_there(tmp_path: Path) -> None:
    parts = shapely.MultiPolygon([shapely.box(5, 50, 9, 54), shapely.box(10.4, 50.1, 10.8, 50.3)])
    mark, sheet = lake_on(island(tmp_path, parts), "10,50,11,50.5")
    (name,) = (item.box for item in sheet.of("label") if item.name == "lake")
    assert mark.shape.intersects(shapely.box(*name))
