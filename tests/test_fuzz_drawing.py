"""Draw a few of the maps that `tests/fuzzdrawing.py` draws in thousands, the same each time."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import shape as geometry_of

from geo.printmap import sheet_of
from geo.printmap.canvas.sheet import Sheet, Stroke
from tests import fuzzdrawing
from tests.fuzzdrawing import case_of, draw, judge, outcome, shape, shipped


def test_a_few_odd_maps_are_drawn_or_refused_in_a_sentence() -> None:
    tally = draw(range(6))
    assert not tally.faults
    assert 2 <= tally.counts["drawn"] <= 6


def test_a_number_says_all_of_a_map() -> None:
    assert case_of(11) == case_of(11)
    assert {case_of(number).form for number in range(40)} >= {"png", "svg", "pdf", "webp", "json"}


def test_derived_shapes_are_of_every_kind_and_reach_over_180() -> None:
    shapes = [
        record["geometry"]
        for number in range(2, 240, 3)
        for record in (case_of(number).geojson or {})["features"]
    ]
    assert {one["type"] for one in shapes} >= {"Polygon", "MultiPolygon", "LineString"}
    assert any(shapely.get_coordinates(geometry_of(one))[:, 0].max() > 179.9 for one in shapes)


def test_a_fault_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> tuple[Sheet, object]:
        raise shapely.GEOSException("TopologyException")

    monkeypatch.setattr(fuzzdrawing, "sheet_of", faulty)
    tally = draw([0])
    assert tally.counts["at fault"] == 1
    assert "TopologyException" in tally.faults[0][1]
    with pytest.raises(shapely.GEOSException):
        outcome(case_of(0))


def test_a_shape_at_no_place_would_be_found() -> None:
    sheet, _ = sheet_of(shipped(), {"dpi": "36"})
    nowhere = Stroke(shape=shapely.LineString([(0, 0), (1, float("inf"))]), colour="#000000",
                     width_px=1.0)  # fmt: skip
    object.__setattr__(sheet, "items", (*sheet.items, nowhere))
    with pytest.raises(AssertionError, match="nowhere"):
        judge(sheet)


def test_shapes_reach_the_edges_of_the_world() -> None:
    kinds = set()
    bounds = []
    for number in range(300):
        chance = fuzzdrawing.random.Random(number)
        found = shape(chance, fuzzdrawing.place(chance))
        kinds.add(found.geom_type)
        bounds.append(found.bounds)
    assert kinds >= {"Point", "MultiPoint", "LineString", "Polygon", "GeometryCollection"}
    assert min(box[1] for box in bounds) == -90
    assert max(box[2] for box in bounds) == 180
