"""Show that bounds keep their order and that metres are true."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from geo.crs import (
    Bounds,
    area_m2,
    check_position,
    distance_m,
    length_m,
    metric_crs,
    project,
    require_wgs84,
    unproject,
)
from geo.errors import BoundsError, CrsError

LON, LAT = st.floats(-179, 179), st.floats(-80, 80)


@st.composite
def any_bounds(draw: st.DrawFn) -> Bounds:
    west, east = sorted((draw(LON), draw(LON)))
    south, north = sorted((draw(LAT), draw(LAT)))
    return Bounds(west, south, east, north)


@given(any_bounds(), any_bounds())
def test_a_union_holds_both(one: Bounds, two: Bounds) -> None:
    both = one.union(two)
    for part in (one, two):
        assert both.contains(part.west, part.south) and both.contains(part.east, part.north)
    assert both == two.union(one)


@given(any_bounds(), st.floats(0, 5))
def test_padding_never_leaves_the_world_and_never_shrinks(bounds: Bounds, share: float) -> None:
    padded = bounds.padded(share)
    assert padded.union(bounds) == padded
    assert -180 <= padded.west <= padded.east <= 180
    assert -90 <= padded.south <= padded.north <= 90


@given(any_bounds())
def test_bounds_survive_being_a_polygon(bounds: Bounds) -> None:
    assert Bounds.of([bounds.polygon()]) == bounds
    (south, west), (north, east) = bounds.leaflet_corners()
    assert (west, south, east, north) == tuple(bounds)


def test_bounds_of_nothing_are_refused() -> None:
    for geometries in ([], [Polygon()]):
        with pytest.raises(BoundsError, match="no geometry"):
            Bounds.of(geometries)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((10, 100, 20, 110), "are lon and lat swapped"),
        ((10, 60, 20, 50), "upside down"),
        ((170, 10, -170, 20), "antimeridian"),
        ((-190, 10, 0, 20), "longitude -190"),
    ],
)
def test_impossible_bounds_are_refused(values: tuple[float, ...], words: str) -> None:
    with pytest.raises(BoundsError, match=words):
        Bounds(*values)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_any_position_is_in_the_world_or_refused(lon: float, lat: float) -> None:
    inside = -180 <= lon <= 180 and -90 <= lat <= 90
    if inside:
        assert check_position(lon, lat) == (lon, lat)
    else:
        with pytest.raises(BoundsError):
            check_position(lon, lat)


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


@given(any_bounds())
def test_area_does_not_ask_which_way_a_ring_runs(bounds: Bounds) -> None:
    assume(bounds.east - bounds.west > 0.01 and bounds.north - bounds.south > 0.01)
    ring = bounds.polygon()
    assert area_m2(ring) == pytest.approx(area_m2(shapely.reverse(ring)))
    assert area_m2(ring) > 0


def test_known_figures() -> None:
    # A degree square at the equator: Karney's geodesic area, https://geographiclib.sourceforge.io
    assert area_m2(box(0, 0, 1, 1)) / 1e6 == pytest.approx(12308.778, abs=0.01)
    holed = box(0, 0, 1, 1).difference(box(0.25, 0.25, 0.75, 0.75))
    assert area_m2(holed) / 1e6 == pytest.approx(12308.778 * 0.75, rel=1e-3)
    # A quarter of the meridian, WGS84.
    assert length_m(LineString([(0, 0), (0, 90)])) == pytest.approx(10_001_965.729, abs=0.01)


def test_metres_are_refused_where_there_are_none() -> None:
    with pytest.raises(CrsError, match="projected"):
        project(Point(0, 0), "EPSG:4326")
    require_wgs84("EPSG:4326")
    require_wgs84("OGC:CRS84")
    for other in (None, "EPSG:3857"):
        with pytest.raises(CrsError):
            require_wgs84(other)
