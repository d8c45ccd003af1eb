"""Show that areas stay valid through all that is done to them on their way to the page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import shapely

from geo.gazetteer.derived import extent
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import unrolled
from geo.printmap.carto.sound import clipped, mended, slim, slim_one
from geo.printmap.naming.spots import inside

MALUKU, ITALY, MADAGASCAR = (1643084, 11.0245), (3175395, 5.2204), (1062947, 6.7795)
"""Numbers of countries, and a scale at which slimming leaves an islet within its coast."""


def stars(count: int) -> Iterator[Any]:
    """Yield valid areas on a small grid, so that they touch themselves and a box in points."""
    chance = random.Random(7)
    while count:
        corners = [(chance.randint(-3, 13), chance.randint(-3, 13)) for _ in range(7)]
        (star,) = mended(np.array([shapely.Polygon(corners)]))
        if not star.is_empty:
            count -= 1
            yield star


@pytest.mark.parametrize(("number", "scale"), [MALUKU, ITALY, MADAGASCAR])
def test_an_islet_that_its_slimmed_coast_would_swallow_is_one_with_it(
    number: int, scale: float
) -> None:
    reach = extent(str(number))
    assert reach is not None
    page = shapely.transform(reach.geometry, lambda xy: xy * (scale, -1.3 * scale))
    assert page.is_valid and not shapely.simplify(page, 0.7).is_valid
    found = slim_one(page, 0.7)
    assert found.is_valid
    assert found.area == pytest.approx(page.area, rel=0.02)
    assert shapely.hausdorff_distance(found.boundary, page.boundary) < 3


def test_what_is_valid_is_slimmed_as_ever() -> None:
    shapes = np.array([*stars(50), shapely.LineString([(0, 0), (1, 0.1), (2, 0)])])
    plain = shapely.simplify(shapes, 0.7)
    sound = shapely.is_valid(plain)
    assert sound.any()
    assert shapely.equals_exact(slim(shapes, 0.7)[sound], plain[sound]).all()
    assert mended(shapes) is shapes


def test_what_is_cut_is_valid_where_it_only_touches_its_box() -> None:
    shapes = np.array(list(stars(400)))
    found = clipped(shapes, (0, 0, 10, 10))
    assert shapely.is_valid(found).all()
    areas = shapely.area(shapely.intersection(shapes, shapely.box(0, 0, 10, 10)))
    assert shapely.area(found) == pytest.approx(areas)


def test_what_is_unrolled_is_valid_whatever_it_was_before() -> None:
    bow = shapely.Polygon([(170, 0), (190, 10), (190, 0), (170, 10)])
    (found,) = unrolled(np.array([bow]), 60.0)
    assert found.is_valid and found.area == pytest.approx(100)


def test_a_name_finds_its_place_in_a_land_whose_islet_was_swallowed() -> None:
    reach = extent("1062947")
    assert reach is not None
    page = shapely.transform(reach.geometry, lambda xy: xy * (4.388, -1.3 * 4.388))
    west, north, east, south = page.bounds
    rows = np.vstack(list(inside(page, (10.0, 5.0), Box(west, north, east, south))))
    assert len(rows) and shapely.within(shapely.box(*rows.T), page.buffer(1)).all()
