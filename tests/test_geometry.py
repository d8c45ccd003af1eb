"""Show that arcs run along the geodesic, by property."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.crs import GEOD, arc, distance_m, length_m
from geo.errors import GeometryError

POSITIONS = st.tuples(st.floats(-179.9, 179.9), st.floats(-75, 75))


@given(POSITIONS, POSITIONS)
def test_an_arc_runs_from_end_to_end_along_the_geodesic(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    straight_m = distance_m(start, end)
    assume(1 < straight_m < 19_900_000)
    line = arc(start, end)
    places = shapely.get_coordinates(line)
    assert tuple(places[0]) == pytest.approx(start) and tuple(places[-1]) == pytest.approx(end)
    assert length_m(line) == pytest.approx(straight_m, rel=1e-3, abs=1)
    for part in shapely.get_parts(line):
        lons = shapely.get_coordinates(part)[:, 0]
        assert abs(lons[1:] - lons[:-1]).max() <= 180, "no step leaps across the map"


@given(
    st.tuples(st.floats(-100, 100), st.floats(-50, 50)),
    st.floats(-180, 180),
    st.floats(10_000, 3_000_000),
    st.floats(-0.3, 0.3),
)
def test_a_bulge_pushes_the_middle_aside(
    start: tuple[float, float], azimuth: float, straight_m: float, bulge: float
) -> None:
    lon, lat, _ = GEOD.fwd(*start, azimuth, straight_m)
    line = arc(start, (lon, lat), bulge=bulge)
    half = len(line.coords) // 2
    middle = GEOD.fwd(*start, azimuth, straight_m / 2)[:2]
    off_m = distance_m(line.coords[half], middle)
    assert off_m == pytest.approx(abs(bulge) * straight_m, rel=0.1, abs=straight_m * 0.035)


def test_an_arc_over_the_antimeridian_is_cut_there() -> None:
    line = arc((170.0, 10.0), (-170.0, 20.0))
    first, second = shapely.get_parts(line)
    assert first.coords[-1][0] == 180.0 and second.coords[0][0] == -180.0
    assert first.coords[-1][1] == second.coords[0][1]


def test_an_arc_needs_two_places() -> None:
    with pytest.raises(GeometryError, match="two places"):
        arc((10.0, 10.0), (10.0, 10.0))
