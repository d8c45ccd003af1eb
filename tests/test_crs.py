"""Show that bounds keep their order and that metres are true."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from geo.crs import Bounds, area_m2, check_position, length_m
from geo.crs.antimeridian import split_line
from geo.errors import BoundsError

LON = st.floats(-179, 179).map(lambda lon: round(lon, 9))  # 1e-237 degrees are no place's
LAT = st.floats(-80, 80)


@st.composite
def any_bounds(draw: st.DrawFn) -> Bounds:
    """Draw bounds of any kind, those over 180 too."""
    west, east = draw(LON), draw(LON)
    assume(west <= east or west - east > 1e-6)  # all but the whole circle is none to be told apart
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
    for lon in (bounds.west, bounds.east, bounds.centre()[0]):
        assert padded.contains(lon, bounds.south) and padded.contains(lon, bounds.north)
    assert bounds.width <= padded.width <= 360
    assert -90 <= padded.south <= padded.north <= 90


@given(any_bounds())
def test_bounds_survive_being_a_polygon(bounds: Bounds) -> None:
    assert Bounds.of([bounds.polygon()]) == bounds


def test_bounds_over_180_run_from_west_to_east() -> None:
    isles = Bounds(177, -19, -178, -16)
    assert isles.is_over_180 and isles.width == 5 and isles.centre() == (179.5, -17.5)
    assert isles.contains(-180, -17) and isles.contains(180, -17) and not isles.contains(0, -17)
    assert isles.away_deg(-170, -17) == 8 and isles.away_deg(170, -17) == 7
    assert [tuple(part) for part in isles.parts()] == [
        (177, -19, 180, -16), (-180, -19, -178, -16)
    ]  # fmt: skip
    assert Bounds.of([Point(-178, -16), Point(177, -19)]) == isles


def test_a_single_place_at_180_has_room_on_either_side() -> None:
    for lon in (180.0, -180.0):
        around = Bounds.of([Point(lon, -17)]).padded(0.1)
        assert around.is_over_180 and around.width == pytest.approx(0.1)
        assert around.contains(179.96, -17) and around.contains(-179.96, -17)


def test_what_is_to_stay_whole_says_where_bounds_end() -> None:
    towns = [Point(lon, 0) for lon in (-77, 0, 77, 139)]
    assert tuple(Bounds.of(towns))[::2] == (-77, 139)
    tie = split_line([(139, 0), (-77, 0)])
    west, east = tuple(Bounds.of(towns, whole=[tie]))[::2]
    assert (west, east) in ((0, -77), (77, 0))


def test_bounds_of_nothing_are_refused() -> None:
    for geometries in ([], [Polygon()]):
        with pytest.raises(BoundsError, match="no geometry"):
            Bounds.of(geometries)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((10, 100, 20, 110), "are lon and lat swapped"),
        ((10, 60, 20, 50), "upside down"),
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


@given(any_bounds())
def test_area_does_not_ask_which_way_a_ring_runs(bounds: Bounds) -> None:
    assume(0.01 < bounds.width < 179 and bounds.height > 0.01)
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
