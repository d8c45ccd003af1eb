"""Take from shapes what lies around the antipode of an azimuthal map, which no page shows.

The projection draws that one position as a circle around all others: an area that holds it would
come out inside out and fill the page, and a line past it would run across.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.printmap.carto.sound import mended

Shapes = NDArray[np.object_]

_WIDEST_DEG: Final = 20.0
_SHARE: Final = 0.8
"""Of the half height, taken as half the width, so that the box's corners are not too far off."""
_SLIT_DEG: Final = 1e-6


def far_side(lon_0: float, lat_0: float, half_deg: float) -> BaseGeometry:
    """Return what is taken away around the antipode of a position, (lon, lat), over three turns.

    A box, `half_deg` high to either side and nowhere as far as twice that from the antipode, and a
    slit from there to the pole beside it, without which an area around the antipode would keep a
    hole and still be inside out. A cap of the pole where that is nearer than the box is high.
    """
    lat, up = -lat_0, math.copysign(1.0, -lat_0)
    from_pole = 90.0 - abs(lat)
    if from_pole < half_deg:
        south, north = sorted((90 * up, (90 - 2 * half_deg + from_pole) * up))
        return shapely.box(-540, south, 540, north)
    wide = _SHARE * half_deg / math.cos(math.radians(lat))
    found = []
    for lon in (lon_0 - 540, lon_0 - 180, lon_0 + 180, lon_0 + 540):
        found.append(shapely.box(lon - wide, lat - half_deg, lon + wide, lat + half_deg))
        low, high = sorted((lat, 90 * up))
        found.append(shapely.box(lon - _SLIT_DEG, low, lon + _SLIT_DEG, high))
    return shapely.union_all(found)


def half_of(seen_deg: float) -> float:
    """Return how far a box around the antipode may reach, if a page sees so far from its middle."""
    return min((180.0 - seen_deg) / 2, _WIDEST_DEG)


def without(lonlat: Shapes, far: BaseGeometry) -> Shapes:
    """Return shapes without what is taken away; those that it touches made valid."""
    near = shapely.intersects(shapely.box(*shapely.bounds(lonlat).T), far)
    if not near.any():
        return lonlat
    found = lonlat.copy()
    found[near] = shapely.difference(mended(lonlat[near]), far)
    return found
