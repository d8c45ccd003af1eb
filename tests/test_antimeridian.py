"""Show that shapes come over the 180th meridian and back whole, and that arcs are the smallest."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon, box

from geo.crs.antimeridian import joined, smallest_arc, split, split_line, wrapped

LON = st.floats(-180, 180)


@given(st.floats(-900, 900))
def test_a_longitude_is_wrapped_by_whole_turns_and_only_if_it_must(lon: float) -> None:
    found = wrapped(lon)
    assert -180 <= found <= 180
    assert (found - lon) / 360 == pytest.approx(round((found - lon) / 360), abs=1e-9)
    assert found == lon or abs(lon) > 180


def test_an_area_beyond_180_is_split_there_and_joined_again() -> None:
    isles = box(176, -20, 183, -15)
    parted = split(isles)
    assert sorted(part.bounds for part in parted.geoms) == [
        (-180.0, -20.0, -177.0, -15.0), (176.0, -20.0, 180.0, -15.0)
    ]  # fmt: skip
    assert joined(parted).equals(isles) and all(part.exterior.is_ccw for part in parted.geoms)
    assert split(box(-183, 60, -176, 62)).equals(split(box(177, 60, 184, 62)))


@given(st.floats(-150, 150), st.floats(1, 60), st.integers(3, 9))
def test_any_polygon_keeps_its_area(middle: float, radius: float, corners: int) -> None:
    ring = Point(180 + middle, 0).buffer(radius, quad_segs=corners)
    parted = split(ring)
    west, _, east, _ = parted.bounds
    assert -180 <= west <= east <= 180
    assert parted.area == pytest.approx(ring.area)
    assert joined(parted).area == pytest.approx(ring.area)


def test_a_hole_over_180_stays_a_hole() -> None:
    lagoon = Polygon(box(175, 0, 185, 10).exterior, [box(178, 3, 182, 6).exterior.coords])
    parted = split(lagoon)
    assert parted.is_valid and parted.area == pytest.approx(lagoon.area)
    assert joined(parted).equals(lagoon)


def test_a_line_keeps_its_direction() -> None:
    for way in ([(170, 10), (190, 20)], [(190, 20), (170, 10)], [(-170, 5), (-190, 6), (-200, 7)]):
        parted = split(LineString(way))
        first, last = parted.geoms[0].coords[0], parted.geoms[-1].coords[-1]
        assert first[0] % 360 == way[0][0] % 360 and last[0] % 360 == way[-1][0] % 360
        whole = joined(parted)
        assert whole.geom_type == "LineString" and whole.length == pytest.approx(
            LineString(way).length
        )
        assert whole.coords[0][0] % 360 == way[0][0] % 360


def test_a_line_given_in_the_world_goes_the_short_way() -> None:
    east = split_line([(179.0, 0.0), (-179.0, 2.0)])
    assert [len(part.coords) for part in east.geoms] == [2, 2]
    assert east.length == pytest.approx(np.hypot(2, 2))
    assert split_line([(-10.0, 0.0), (20.0, 1.0)]).equals(LineString([(-10, 0), (20, 1)]))


def test_what_lies_on_either_side_is_joined_and_what_goes_round_is_not() -> None:
    assert joined(MultiPoint([(179, 1), (-178, 2)])).equals(MultiPoint([(179, 1), (182, 2)]))
    for shape in (
        box(-180, -90, 180, -70), box(-20, 0, 30, 5), MultiPoint([(-30, 0), (40, 0)]),
        MultiPolygon([box(-180, 0, 0, 1), box(0, 2, 180, 3)]), MultiPolygon(),
    ):  # fmt: skip
        assert joined(shape) is shape and split(shape) is shape


@given(st.lists(st.tuples(LON, LON).map(sorted), min_size=1, max_size=6))
def test_the_smallest_arc_holds_every_span(pairs: list[list[float]]) -> None:
    spans = np.array(pairs)
    west, east = smallest_arc(spans)
    width = east - west if west <= east else east - west + 360
    assert width <= np.ptp(spans) + 1e-9  # never wider than the bounds that do not go over 180
    for low, high in pairs:
        start = (low - west) % 360
        start = 0.0 if start > 360 - 1e-9 else start
        assert start + (high - low) <= width + 1e-6


@pytest.mark.parametrize(
    ("spans", "arc"),
    [
        ([[10, 20]], (10, 20)),
        ([[177, 180], [-180, -178]], (177, -178)),
        ([[179, 179], [-179, -179]], (179, -179)),
        ([[180, 180], [-180, -180]], (180, -180)),
        ([[-90, -90], [90, 90]], (-90, 90)),  # alike: the one that does not go over 180
        ([[-180, 180]], (-180, 180)),
        ([[-180, 10], [0, 180]], (-180, 180)),
    ],
)
def test_known_arcs(spans: list[list[float]], arc: tuple[float, float]) -> None:
    assert smallest_arc(np.array(spans, dtype=float)) == arc


def test_a_beyond_point_is_moved() -> None:
    assert shapely.equals(
        split(MultiPoint([(181, 4), (-182, 5)])), MultiPoint([(-179, 4), (178, 5)])
    )
