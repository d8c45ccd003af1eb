"""Show that the page reckons as the rest of the house does: ticks, the order of names, arcs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs.antimeridian import smallest_arc
from geo.film.ticks import ticks
from geo.layers import build_map
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.marks import marks_of
from geo.printmap.naming.labels import in_order
from geo.webmap.bundle import story_bundle
from tests.isles import isles
from tests.node import ask

TICKS = """
import { ticks } from "./static/js/time/timescale.js";
answer((asked) => asked.map(([start, days, width]) => ticks({ start, end: start + days }, width)));
"""
ORDERED = """
import { model } from "./static/js/core/store.js";
import { ordered } from "./static/js/labels/importance.js";
answer((bundle) => {
  const { layers, onMark } = model(bundle);
  const wishes = layers.flatMap((layer) => layer.features.features.map((feature) => {
    const { id, class: name } = feature.properties;
    const mark = { id, layer, feature, cls: layer.classById.get(name) };
    return { mark, chosen: false, ground: false, statements: (onMark.get(id) || []).length };
  }));
  return ordered(wishes).map(({ mark }) => mark.id);
});
"""
MIDDLES = """
import { among, middleNow } from "./static/js/base/circle.js";
answer((asked) => asked.map((shapes) => {
  among(shapes.map((coordinates) => ({ coordinates })));
  return middleNow();
}));
"""


def test_page_and_paper_have_the_same_ticks() -> None:
    asked = [
        (dt.date.fromisoformat(first).toordinal(), days, width)
        for first in ("2024-02-11", "1999-12-28", "0079-08-20", "0001-01-01", "2031-07-31")
        for days in (5, 24, 61, 150, 800, 12_000, 600_000)
        for width in (260, 800, 1400)
    ]
    epoch = dt.date(1970, 1, 1).toordinal()
    found: list[list[dict[str, Any]]] = ask(
        TICKS, [(start - epoch, days, width) for start, days, width in asked]
    )
    for (start, days, width), own in zip(asked, found, strict=True):
        paper = [(tick.unit, tick.at - epoch) for tick in ticks(start, start + days, width)]
        assert [(tick["unit"], tick["at"]) for tick in own] == paper


def test_names_get_room_in_the_order_of_a_printed_page(tmp_path: Path) -> None:
    story = isles(tmp_path, 12, 0.1)
    spec = build_map(story)
    marks = marks_of(spec, frame_for(spec.bounds, Box(0, 0, 900, 600)))
    assert ask(ORDERED, story_bundle(story)) == [mark.id for mark in in_order(marks)]


def test_the_smallest_arc_is_found_by_the_page_too() -> None:
    """By this the map of a draft is framed."""
    cases: list[tuple[list[Any], float]] = [
        ([[178, -18], [-172, -13]], 183),
        ([[[[176, 0], [184, 0], [184, 5], [176, 0]]], [170, 1]], 177),
        ([[10, 50], [50, 40]], 0),
        ([[[[-100, 0], [100, 0], [100, 5], [-100, 0]]]], 0),
        ([[180, 0], [-180, 5]], 180),
        ([], 0),
    ]
    assert ask(MIDDLES, [shapes for shapes, _ in cases]) == pytest.approx(
        [middle for _, middle in cases]
    )


LONS = st.integers(-1799, 1799).map(lambda tenths: tenths / 10)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(LONS, min_size=2, max_size=6, unique=True), min_size=30, max_size=30))
def test_points_anywhere_have_the_arc_of_the_rest_of_the_house(cases: list[list[float]]) -> None:
    found = ask(MIDDLES, [[[lon, 0] for lon in lons] for lons in cases])
    for lons, middle in zip(cases, found, strict=True):
        west, east = smallest_arc(np.array([[lon, lon] for lon in lons]))
        gaps = np.diff(np.sort([*lons, min(lons) + 360]))
        if np.sum(np.isclose(gaps, gaps.max())) > 1:
            continue  # two arcs are the smallest
        assert middle == pytest.approx((west + east + 360) / 2 if west > east else 0), lons
