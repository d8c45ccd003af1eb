"""Draw arcs along the ellipsoid between two places. (lon, lat), EPSG:4326."""

from __future__ import annotations

from typing import Final

import numpy as np
from shapely.geometry import LineString, MultiLineString

from geo.antimeridian import split_line
from geo.crs import GEOD, Position, check_position
from geo.errors import GeometryError

_ARC_STEP_M: Final = 15_000.0
"""How far apart the positions of an arc lie; straight steps between leave it by under 50 m."""


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
    distance_m = float(GEOD.inv(*start, *end)[2])
    if distance_m == 0:
        raise GeometryError(f"an arc needs two places, and both ends are {start}")
    steps = max(16, min(512, int(distance_m // _ARC_STEP_M)))
    inner = [(float(lon), float(lat)) for lon, lat in GEOD.npts(*start, *end, steps)]
    if bulge:
        shares = np.arange(1, steps + 1) / (steps + 1)
        aside_m = bulge * distance_m * np.sin(np.pi * shares)
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
