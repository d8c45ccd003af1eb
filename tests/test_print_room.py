"""Names find the free place that hides least, and the sums behind it are right."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.printmap.canvas.sheet import Box
from geo.printmap.naming.occupancy import Room, best_of

AREA = Box(0, 0, 200, 100)
WHERE = st.integers(-40, 240).map(float)
SIDE = st.integers(1, 90).map(float)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(WHERE), draw(WHERE)
    return Box(left, top, left + draw(SIDE), top + draw(SIDE))


def lines_of(*lines: list[tuple[float, float]]) -> shapely.STRtree:
    return shapely.STRtree([shapely.LineString(line) for line in lines])


@settings(max_examples=200, deadline=None)
@given(taken=st.lists(boxes(), max_size=80), tried=st.lists(boxes(), min_size=1, max_size=20))
def test_free_is_what_lies_on_the_map_and_touches_nothing(
    taken: list[Box], tried: list[Box]
) -> None:
    free = Room(AREA, taken).free(np.array(tried))
    for box, found in zip(tried, free, strict=True):
        wide = box.grown(2)
        assert found == (wide.within(AREA) and not any(wide.touches(other) for other in taken))


@settings(max_examples=200, deadline=None)
@given(
    ends=st.lists(st.tuples(WHERE, WHERE), min_size=2, max_size=2),
    tried=st.lists(boxes(), min_size=1, max_size=8),
)
def test_what_a_box_crosses_is_what_geos_says(
    ends: list[tuple[float, float]], tried: list[Box]
) -> None:
    line = shapely.LineString(np.array(ends) + 0.25)  # not along an edge
    cost = Room(AREA, lines=shapely.STRtree([line])).crossing(np.array(tried))
    for box, found in zip(tried, cost, strict=True):
        length = line.intersection(shapely.box(*box.grown(1.5))).length  # half a stroke
        assert found == pytest.approx(length / box.width + 0.25 * (length > 0), abs=1e-6)


def test_a_later_place_is_better_than_a_crossed_one() -> None:
    room = Room(AREA, lines=lines_of([(50, 0), (50, 100)]))
    crossed, beside = Box(30, 40, 70, 52), Box(75, 40, 115, 52)
    found = best_of([np.array([crossed, beside])], room)
    assert found is not None and found.box == beside
    room.take(beside)
    found = best_of([np.array([crossed, beside])], room)
    assert found is not None and found.box == crossed
    assert best_of([np.array([crossed])], room, most=0.2) is None


def test_a_name_between_dashes_costs_more_than_one_across_an_edge() -> None:
    box = np.array([Box(30, 40, 70, 52)])
    lines = lines_of([(50, 0), (50, 100)], [(60, 0), (60, 100)])
    edges, one, two = (
        float(Room(AREA, lines=lines, ties=np.array(ties)).crossing(box)[0])
        for ties in ((False, False), (True, False), (True, True))
    )
    assert edges + 0.3 < one < two


def test_a_dear_line_costs_more_to_cover_however_little() -> None:
    lines = lines_of([(50, 0), (50, 100)], [(120, 0), (120, 100)])
    room = Room(AREA, lines=lines, dear=np.array([2.0, 0.0]))
    boxes = np.array([(left, 10, left + 40, 20) for left in (40, 110, 60)], dtype=float)
    dear, cheap, none = room.crossing(boxes).tolist()
    assert dear == pytest.approx(cheap + 2) and none == 0


def test_on_the_globe_only_what_is_not_cut_by_its_rim_is_free() -> None:
    globe = shapely.Point(100, 50).buffer(40)
    room = Room(AREA, globe=globe)
    tried = [Box(90, 40, 110, 60), Box(120, 20, 140, 30), Box(5, 5, 20, 20)]
    assert room.free(np.array(tried)).tolist() == [True, False, False]
    assert [room.is_free(box) for box in tried] == [True, False, False]


def test_a_leader_that_runs_along_a_line_is_worse_than_one_across() -> None:
    room = Room(AREA, lines=lines_of([(50, 0), (50, 100)]))
    across, along, off = np.array([
        [(40, 50), (60, 50)], [(50, 20), (55, 60)], [(10, 10), (30, 10)],
    ], dtype=float)  # fmt: skip
    assert room.crossed(np.array([across, off])).tolist() == [1, 0]
    assert room.crossed(np.array([along]))[0] > 2


def test_a_leader_that_begins_close_to_anothers_point_does_not_run_over_it() -> None:
    room = Room(AREA)
    room.take_point(100, 50, 8)
    beside = (100, 40)  # two pixels off the other's mark
    over, away = [beside, (100, 80)], [beside, (100, 10)]
    assert room.is_clear(np.array([over, away], dtype=float)).tolist() == [False, True]


def test_a_leader_keeps_others_off_and_touches_only_its_own_point() -> None:
    room = Room(AREA)
    room.take_point(20, 50, 5)
    room.take_point(60, 50, 5)
    ends = np.array([[(20, 50), (20, 90)], [(20, 50), (90, 50)]], dtype=float)
    assert room.is_clear(ends).tolist() == [True, False]
    room.take_line(shapely.LineString(ends[0]))
    assert not room.is_free(Box(10, 70, 40, 82))
    assert room.is_free(Box(30, 70, 60, 82))


def test_a_name_is_told_to_be_nearer_another_point() -> None:
    room = Room(AREA)
    room.take_point(20, 50, 5)
    room.take_point(60, 50, 5)
    near = np.array([Box(28, 44, 48, 56)])
    assert room.from_own(near, (20, 50))[0] == 8
    assert room.from_others(near, (20, 50))[0] == 12
    assert room.from_others(near, (60, 50))[0] == 8


def test_a_name_of_the_story_close_by_is_told() -> None:
    room = Room(AREA)
    room.take_name(Box(50, 50, 90, 60))
    room.take(Box(150, 50, 190, 60))  # something else
    tried = np.array([Box(50, 64, 90, 74), Box(50, 68, 90, 78), Box(150, 64, 190, 74)])
    assert room.by_names(tried, 6).tolist() == [True, False, False]
    assert Room(AREA).by_names(tried, 6).tolist() == [False] * 3


def test_places_are_given_back() -> None:
    room = Room(AREA)
    before = len(room.taken)
    room.take(*(Box(n, 0, n + 1, 1) for n in range(150)))
    assert len(room.taken) == 150
    room.give_back(before)
    assert len(room.taken) == 0 and room.is_free(Box(10, 10, 20, 20))
