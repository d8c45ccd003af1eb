"""Frame what a story is about, as a graphics editor would: its main places, and those they need.

All main places lie in the frame, and nearly all of the others that are handed over. Of these a few
give way where the frame would be many times larger for their sake. Around all is a margin; what is
too narrow or too wide for a page is filled up, and a single town is shown with what lies around it.
Longitude is a circle: a frame over the 180th meridian has west larger than east.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds, Position
from geo.crs.antimeridian import TURN_DEG, smallest_arc, wrapped
from geo.errors import BoundsError

Floats = NDArray[np.float64]

_KM: Final = 111.2
"""Of a degree of latitude."""
_MARGIN: Final = 0.2
"""On each side, of the longer side of what is to be seen."""
_MARGIN_KM: Final = 5.0
LEAST_KM: Final = 45.0
"""Across the shorter side: of a single town, its surroundings."""
_WIDEST: Final = 2.6
"""Times as wide as high, on the map."""
_NARROWEST: Final = 1 / 1.3
_FEW: Final = 0.25
"""Of the places that are not main: so many may give way at once …"""
_SMALLER: Final = 3.0
"""… where the frame has so many times the area with them."""
_SOME: Final = 0.5
_FAR_SMALLER: Final = 40.0
_OUTLINE: Final = 4.0
"""Times the extent of all points: an outline that is larger is shown in part, by its point."""
_POLE: Final = 88.0
"""Degrees of latitude beyond which no frame reaches on a map whose meridians are parallel."""


@dataclass(frozen=True, slots=True)
class Framed:
    """Hold one place that a frame is chosen for."""

    at: Position
    """(lon, lat) in EPSG:4326."""
    main: bool = False
    outline: BaseGeometry | None = None
    """How far it reaches, (lon, lat), where that is known and the place is to be seen whole."""


def focus_bounds(places: Sequence[Framed], *, least_km: float = LEAST_KM) -> Bounds:
    """Return the bounds of the first view of places, in whatever order they come.

    Without a main place all count as main.

    Parameters
    ----------
    least_km
        Across the shorter side: how much is shown at the least.

    Raises
    ------
    BoundsError
        If there is no place.
    """
    if not places:
        raise BoundsError("there is no place to frame")
    main = [one for one in places if one.main] or list(places)
    others = [one for one in places if not one.main] if len(main) < len(places) else []
    plane = _Plane(main)
    core = plane.boxes(main)
    around = plane.boxes(others)
    around = around[np.lexsort((*around.T, _outside(around, core)))]
    kept = around[: _kept(core, around)]
    return plane.bounds(_shaped(_grown(_around(core, kept), least_km)))


def shorter_km(bounds: Bounds) -> float:
    """Return the shorter side of bounds, across their middle, in kilometres."""
    across = bounds.width * math.cos(math.radians(bounds.centre()[1]))
    return _KM * min(across, bounds.height)


class _Plane:
    """Lay the world flat around a story's main places, in kilometres: true near their latitude."""

    def __init__(self, main: Sequence[Framed]) -> None:
        lons = np.array([one.at[0] for one in main])
        lats = np.array([one.at[1] for one in main])
        west, east = smallest_arc(np.column_stack([lons, lons]))
        self.lon = wrapped((west + east + (TURN_DEG if west > east else 0.0)) / 2)
        self.lat = float(np.clip((lats.min() + lats.max()) / 2, -_POLE, _POLE))
        self._x_km = _KM * math.cos(math.radians(self.lat))

    def boxes(self, places: Sequence[Framed]) -> Floats:
        """Return (n, 4): each place's west, south, east, north in kilometres."""
        points = np.array([one.at for one in places], dtype=np.float64).reshape(-1, 2)
        x = self._x(points[:, 0])
        y = (points[:, 1] - self.lat) * _KM
        found = np.column_stack([x, y, x, y])
        extent = float(max(np.ptp(x), np.ptp(y), LEAST_KM)) if len(places) else 0.0
        for number, one in enumerate(places):
            if one.outline is not None and not one.outline.is_empty:
                box = self._box(one.outline)
                if max(box[2] - box[0], box[3] - box[1]) <= _OUTLINE * extent or len(places) == 1:
                    found[number] = box
        return found

    def _x(self, lons: Floats) -> Floats:
        return ((lons - self.lon + TURN_DEG / 2) % TURN_DEG - TURN_DEG / 2) * self._x_km

    def _box(self, outline: BaseGeometry) -> Floats:
        positions = shapely.get_coordinates(outline)
        x, y = self._x(positions[:, 0]), (positions[:, 1] - self.lat) * _KM
        return np.array([x.min(), y.min(), x.max(), y.max()])

    def bounds(self, box: Floats) -> Bounds:
        """Return a box of kilometres as bounds."""
        half_turn = TURN_DEG / 2
        south, north = (float(np.clip(self.lat + y / _KM, -90, 90)) for y in (box[1], box[3]))
        if box[2] - box[0] >= TURN_DEG * self._x_km:
            return Bounds(-half_turn, south, half_turn, north)
        west, east = (wrapped(self.lon + float(x) / self._x_km) for x in (box[0], box[2]))
        return Bounds(west, south, east, north)


def _around(core: Floats, others: Floats) -> Floats:
    """Return the box around boxes."""
    boxes = np.vstack([core, others])
    return np.array([*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)])


def _outside(boxes: Floats, core: Floats) -> Floats:
    """Return how far boxes reach out of the box around the main places."""
    west, south, east, north = _around(core, np.empty((0, 4)))
    out = np.column_stack(
        [west - boxes[:, 0], south - boxes[:, 1], boxes[:, 2] - east, boxes[:, 3] - north]
    )
    found: Floats = np.maximum(out, 0.0).max(axis=1)
    return found


def _kept(core: Floats, around: Floats) -> int:
    """Return how many of the others stay, the nearest first."""
    count = len(around)
    whole = _area(core, around)
    for share, smaller in ((_FEW, _SMALLER), (_SOME, _FAR_SMALLER)):
        for gone in range(1, int(count * share) + 1):
            if whole >= smaller * _area(core, around[: count - gone]):
                return count - gone
    return count


def _area(core: Floats, around: Floats) -> float:
    west, south, east, north = _shaped(_grown(_around(core, around)))
    return float((east - west) * (north - south))


def _grown(box: Floats, least_km: float = LEAST_KM) -> Floats:
    """Return a box with its margin, no smaller than the least."""
    size = box[2:] - box[:2]
    pad = np.maximum(_MARGIN * size.max() + _MARGIN_KM, (least_km - size) / 2)
    return np.concatenate([box[:2] - pad, box[2:] + pad])


def _shaped(box: Floats) -> Floats:
    """Return a box filled up, on both sides alike, where it is too narrow or too wide."""
    width, height = box[2:] - box[:2]
    wide = max(0.0, _NARROWEST * height - width) / 2
    high = max(0.0, width / _WIDEST - height) / 2
    found: Floats = box + np.array([-wide, -high, wide, high])
    return found
