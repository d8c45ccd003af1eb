"""Show that each recipe keeps its promise, on small lands and by property."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from geo.crs import arc, area_m2, distance_m, length_m
from geo.errors import DatelineError, GeometryError

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "scripts"))

from recipes import (
    border_between,
    cut_to_nearest,
    fitted_into,
    main_part,
    metric_crs,
    offset_inside,
    outline,
    project,
    sea_zone,
    soft_circle,
    union_of_regions,
    unproject,
)

UTM = "EPSG:32638"
SOUTH, NORTH = box(44.0, 38.0, 47.0, 39.0), box(45.0, 39.0, 46.0, 40.0)
POSITIONS = st.tuples(st.floats(-179.9, 179.9), st.floats(-75, 75))
LON, LAT = st.floats(-179, 179), st.floats(-80, 80)


def test_a_border_is_the_shorter_way_round() -> None:
    border = border_between(NORTH, (45.0, 39.0), (46.0, 39.0))
    assert border.coords[0] == (45.0, 39.0) and border.coords[-1] == (46.0, 39.0)
    assert length_m(border) == pytest.approx(distance_m((45.0, 39.0), (46.0, 39.0)), rel=1e-3)
    back = border_between(NORTH, (46.0, 39.0), (45.0, 39.0))
    assert back.equals(border)
    assert back.coords[0] == (46.0, 39.0)


def test_a_border_may_run_through_the_rings_beginning() -> None:
    start = NORTH.exterior.coords[0]
    assert start == (46.0, 39.0)
    border = border_between(NORTH, (45.8, 39.0), (46.0, 39.2))
    assert set(border.coords) == {(45.8, 39.0), (46.0, 39.0), (46.0, 39.2)}


def test_a_tripoint_off_the_border_is_refused() -> None:
    with pytest.raises(GeometryError, match="m off the outline"):
        border_between(NORTH, (45.0, 39.0), (45.5, 39.5))


@given(st.floats(100, 20_000))
def test_an_offset_keeps_its_distance_inside_the_country(distance: float) -> None:
    line = offset_inside(SOUTH, NORTH, distance_m=distance, crs=UTM)
    assert project(line, UTM).distance(project(SOUTH, UTM)) == pytest.approx(distance, rel=1e-3)
    assert NORTH.buffer(1e-7).covers(line)


def test_an_offset_beyond_the_country_is_refused() -> None:
    with pytest.raises(GeometryError, match="no line"):
        offset_inside(SOUTH, NORTH, distance_m=200_000, crs=UTM)


def test_a_line_is_cut_at_the_points_nearest_to_two_places() -> None:
    line = arc((45.0, 39.0), (46.0, 39.0))
    part = cut_to_nearest(line, (45.2, 39.1), (45.6, 38.9))
    assert part.bounds[0] == pytest.approx(45.2, abs=0.01)
    assert part.bounds[2] == pytest.approx(45.6, abs=0.01)


@given(POSITIONS, st.floats(10, 100_000))
def test_a_soft_circle_is_round(centre: tuple[float, float], radius: float) -> None:
    try:
        circle = soft_circle(centre, radius_m=radius)
    except GeometryError:
        assume(False)
    assume(circle.geom_type == "Polygon")
    distances = [distance_m(centre, place) for place in circle.exterior.coords]
    assert min(distances) == pytest.approx(radius, rel=1e-6, abs=0.01)
    assert max(distances) == pytest.approx(radius, rel=1e-6, abs=0.01)
    assert circle.is_valid and circle.exterior.is_ccw


@pytest.mark.parametrize("lon", [179.9, -179.95, 180.0, -180.0])
def test_a_soft_circle_over_the_antimeridian_is_split_and_as_large(lon: float) -> None:
    circle = soft_circle((lon, 66.0), radius_m=40_000)
    assert circle.geom_type == "MultiPolygon" and len(circle.geoms) == 2
    assert area_m2(circle) == pytest.approx(area_m2(soft_circle((10, 66), radius_m=40_000)), 1e-3)
    assert all(part.exterior.is_ccw for part in circle.geoms)
    assert shapely.bounds(circle).tolist()[::2] == [-180.0, 180.0]


@pytest.mark.parametrize(
    ("centre", "radius"), [((0, 89.9), 50_000), ((179.99, -89.8), 50_000), ((0, 0), -1)]
)
def test_a_circle_that_no_map_can_show_is_refused(
    centre: tuple[float, float], radius: float
) -> None:
    with pytest.raises(DatelineError):
        soft_circle(centre, radius_m=radius)


def test_a_sea_zone_is_wet_near_and_off_the_shore() -> None:
    sea = box(49.0, 37.5, 53.0, 41.0)
    zone = sea_zone((50.0, 37.5), sea, radius_nm=10, keep_off_m=2000)
    assert sea.covers(zone)
    assert max(distance_m((50.0, 37.5), place) for place in zone.exterior.coords) <= 18_520.1
    land = shapely.segmentize(box(49.0, 37.0, 53.0, 37.5), 0.005)  # a parallel is no straight line
    shore = project(land, "EPSG:32639")
    assert project(zone, "EPSG:32639").distance(shore) == pytest.approx(2000, rel=0.01)
    assert 0 < area_m2(zone) < area_m2(soft_circle((50.0, 37.5), radius_m=18_520)) / 2


def test_a_port_far_from_the_sea_is_refused() -> None:
    with pytest.raises(GeometryError, match="no sea lies within 10 nautical miles"):
        sea_zone((45.0, 39.0), box(49.0, 37.5, 53.0, 41.0), radius_nm=10)


def test_regions_are_joined_without_the_lines_between_them() -> None:
    together = union_of_regions([box(45, 38, 46, 39), box(46, 38, 47, 39)], simplify_m=100, crs=UTM)
    assert together.geom_type == "Polygon" and not together.interiors
    assert area_m2(together) == pytest.approx(area_m2(box(45, 38, 47, 39)), rel=1e-2)
    with pytest.raises(GeometryError, match="do not make one area"):
        union_of_regions([box(45, 38, 46, 39), box(47, 38, 48, 39)], simplify_m=100, crs=UTM)


def test_a_region_ends_at_its_countrys_edge_where_it_lies_along_it() -> None:
    country = box(44, 36, 50, 40)
    parts = [box(45, 39, 46, 40.2), box(46, 39, 47, 39.98), box(47, 39, 48, 40.1)]
    found = fitted_into(shapely.union_all(parts), country)  # its border is another data set's
    assert found.equals(box(45, 39, 48, 40))
    assert fitted_into(box(45, 37, 46, 38), country).equals(box(45, 37, 46, 38))
    with pytest.raises(GeometryError):
        fitted_into(box(60, 37, 61, 38), country)


def test_an_outline_is_the_main_part_without_holes() -> None:
    holed = box(45, 38, 46, 39).difference(box(45.4, 38.4, 45.6, 38.6))
    area = MultiPolygon([holed, box(47, 38, 47.1, 38.1)])
    assert outline(area, simplify_m=10, crs=UTM).covers(Point(45.5, 38.5))
    assert main_part(area).equals(holed)
    with pytest.raises(GeometryError, match="no polygon"):
        main_part(Point(1, 2))


# --- metres ---


@given(LON, LAT, st.floats(0.0001, 0.5), st.floats(0, 360))
def test_metres_from_the_middle_are_true(lon: float, lat: float, step: float, turn: float) -> None:
    other = (lon + step * math.cos(turn), lat + step * math.sin(turn))
    there = project(Point(*other), metric_crs(lon, lat))
    true = pytest.approx(distance_m((lon, lat), other), rel=1e-6, abs=1e-3)
    assert math.hypot(there.x, there.y) == true  # PROJ rounds a middle that is nearly whole degrees


@given(LON, LAT)
def test_there_and_back_again(lon: float, lat: float) -> None:
    crs = metric_crs(lon, lat)
    again = unproject(project(Point(lon + 0.1, lat), crs), crs)
    assert (again.x, again.y) == pytest.approx((lon + 0.1, lat), abs=1e-9)


def test_metres_are_refused_where_there_are_none() -> None:
    with pytest.raises(GeometryError, match="projected"):
        project(Point(0, 0), "EPSG:4326")
