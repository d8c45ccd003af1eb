"""Measure and draw along the ellipsoid, where alone metres exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geo.crs.antimeridian import split_line
from geo.crs.bounds import Position, check_position
from geo.errors import GeometryError

GEOD: Final = Geod(ellps="WGS84")
_ARC_STEP_M: Final = 15_000.0
"""How far apart the positions of an arc lie; straight steps between leave it by under 50 m."""


def length_m(geometry: BaseGeometry) -> float:
    """Return the geodesic length in metres: of lines, or of a polygon's outline."""
    return float(abs(GEOD.geometry_length(geometry)))


def area_m2(geometry: BaseGeometry) -> float:
    """Return the geodesic area in square metres, whichever way the rings run."""
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in _polygons(geometry))


def distance_m(start: Position, end: Position) -> float:
    """Return the geodesic distance in metres between two positions."""
    return float(GEOD.inv(*start, *end)[2])


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            # Rings are oriented so that holes are taken away, not added.
            yield orient(part)


def arc(start: Position, end: Position, *, bulge: float = 0.0) -> LineString | MultiLineString:
    """Return the geodesic from one position to another, cut in two at the antimeridian.

    Parameters
    ----------
    start, end
        (lon, lat).
    bulge
        How far the middle is pushed to the right of the way, as a share of its length;
        0 is the geodesic itself. It keeps ties of the same two places apart.

    Raises
    ------
    BoundsError
        If a position leaves the world.
    GeometryError
        If both are the same.
    """
    check_position(*start)
    check_position(*end)
    way_m = distance_m(start, end)
    if way_m == 0:
        raise GeometryError(f"an arc needs two places, and both ends are {start}")
    steps = max(16, min(512, int(way_m // _ARC_STEP_M)))
    inner = [(float(lon), float(lat)) for lon, lat in GEOD.npts(*start, *end, steps)]
    if bulge:
        shares = np.arange(1, steps + 1) / (steps + 1)
        aside_m = bulge * way_m * np.sin(np.pi * shares)
        inner = [
            _aside(place, end, off) for place, off in zip(inner, aside_m.tolist(), strict=True)
        ]
    line = split_line([start, *inner, end])
    return line if isinstance(line, LineString) else MultiLineString(line)


def _aside(place: Position, towards: Position, aside_m: float) -> Position:
    """Return the position so many metres to the right of the way."""
    azimuth = float(GEOD.inv(*place, *towards)[0])
    lon, lat, _ = GEOD.fwd(*place, azimuth + 90.0, aside_m)
    return float(lon), float(lat)
