"""Keep positions and bounds honest: in WGS 84, on a world that goes on beyond 180."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.crs.antimeridian import (
    MERIDIAN_DEG,
    TURN_DEG,
    Spans,
    ahead,
    smallest_arc,
    spans_of,
    wrapped,
)
from geo.errors import BoundsError

WGS84: Final = "EPSG:4326"

Position = tuple[float, float]
"""(lon, lat) in degrees, for example ``(49.892, 40.3777)`` for Baku."""


def check_position(lon: float, lat: float) -> Position:
    """Return a position that lies in the world.

    Raises
    ------
    BoundsError
        If it does not; the message asks whether lon and lat are swapped.
    """
    if not -90 <= lat <= 90:
        raise BoundsError(f"latitude {lat:g} lies outside -90 to 90; are lon and lat swapped?")
    if not -180 <= lon <= 180:
        raise BoundsError(f"longitude {lon:g} lies outside -180 to 180; are lon and lat swapped?")
    return lon, lat


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hold west, south, east, north in degrees, from west eastwards to east.

    Over the 180th meridian west is larger than east, as in RFC 7946, section 5.2.

    Raises
    ------
    BoundsError
        If south and north are not in order, or any leaves the world.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        check_position(self.west, self.south)
        check_position(self.east, self.north)
        if self.south > self.north:
            raise BoundsError(
                f"bounds are upside down: south {self.south:g} > north {self.north:g}"
            )

    def __iter__(self) -> Iterator[float]:
        """Yield west, south, east, north, as GeoJSON orders them."""
        return iter((self.west, self.south, self.east, self.north))

    @classmethod
    def of(
        cls, geometries: Iterable[BaseGeometry], *, whole: Sequence[BaseGeometry] = ()
    ) -> Bounds:
        """Return the smallest bounds of all geometries together, (lon, lat), split at 180.

        Parameters
        ----------
        geometries
            Which the bounds hold.
        whole
            What is not to be parted either, if that can be: where the bounds end is chosen for
            these too, but they need not lie within.

        Raises
        ------
        BoundsError
            If there is no geometry, or none with a position.
        """
        parts = shapely.get_parts(np.array(list(geometries), dtype=object).reshape(-1))
        boxes = shapely.bounds(parts)
        boxes = boxes[np.isfinite(boxes).all(axis=1)] if len(boxes) else boxes
        if not len(boxes):
            raise BoundsError("there is no geometry to take the bounds of")
        west, east = _arc(boxes[:, [0, 2]], whole)
        south, north = boxes[:, 1].min(), boxes[:, 3].max()
        return cls(west, float(south), east, float(north))

    @property
    def width(self) -> float:
        """From west eastwards to east, in degrees of longitude."""
        return self.rolled_east - self.west

    @property
    def height(self) -> float:
        """From south to north, in degrees of latitude."""
        return self.north - self.south

    @property
    def rolled_east(self) -> float:
        """East as it is met eastwards from west; above 180 where the bounds lie over 180."""
        return self.east + TURN_DEG if self.is_over_180 else self.east

    @property
    def is_over_180(self) -> bool:
        """Whether the bounds lie on either side of the 180th meridian."""
        return self.west > self.east

    def parts(self) -> tuple[Bounds, ...]:
        """Return bounds that do not lie over 180 and together are these: one or two."""
        if not self.is_over_180:
            return (self,)
        first = Bounds(self.west, self.south, MERIDIAN_DEG, self.north)
        return first, Bounds(-MERIDIAN_DEG, self.south, self.east, self.north)

    def polygon(self) -> Polygon | MultiPolygon:
        """Return the bounds as a rectangle of (lon, lat); as two where they lie over 180."""
        boxes = [box(*part) for part in self.parts()]
        return boxes[0] if len(boxes) == 1 else MultiPolygon(boxes)

    def rolled(self) -> Polygon:
        """Return the bounds as one rectangle of (lon, lat), whose longitudes may go beyond 180."""
        return box(self.west, self.south, self.rolled_east, self.north)

    def centre(self) -> Position:
        """Return the middle, (lon, lat)."""
        return wrapped((self.west + self.rolled_east) / 2), (self.south + self.north) / 2

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a position lies inside or on the edge."""
        at_lon = self.west <= ahead(lon, self.west) <= self.rolled_east
        return (at_lon or lon == self.east) and self.south <= lat <= self.north

    def away_deg(self, lon: float, lat: float) -> float:
        """Return how far outside a position lies, in degrees of longitude or latitude; 0 inside."""
        beyond = ahead(lon, self.west) - self.rolled_east
        aside = 0.0 if beyond <= 0 else min(beyond, self.west + TURN_DEG - ahead(lon, self.west))
        return max(aside, self.south - lat, lat - self.north, 0.0)

    def union(self, other: Bounds) -> Bounds:
        """Return the smallest bounds of both."""
        return Bounds.of([self.polygon(), other.polygon()])

    def padded(self, fraction: float, *, least_deg: float = 0.05) -> Bounds:
        """Return bounds wider by a fraction of their size on each side: the world's at most."""
        x = max(self.width * fraction, least_deg)
        y = max(self.height * fraction, least_deg)
        south, north = max(-90.0, self.south - y), min(90.0, self.north + y)
        if self.width + 2 * x >= TURN_DEG:
            return Bounds(-MERIDIAN_DEG, south, MERIDIAN_DEG, north)
        return Bounds(wrapped(self.west - x), south, wrapped(self.rolled_east + x), north)


def _arc(spans: Spans, whole: Sequence[BaseGeometry]) -> tuple[float, float]:
    """Return west and east of spans, chosen so that other shapes are not parted, if that can be."""
    others = [spans_of(shape) for shape in whole]
    if others:
        west, east = smallest_arc(np.concatenate([spans, *others]))
        if west > east:  # seen from there, the spans lie one after the other
            lows = np.array([ahead(low, west) for low in spans[:, 0]])
            highs = lows + (spans[:, 1] - spans[:, 0])
            return wrapped(float(lows.min())), wrapped(float(highs.max()))
        if (west, east) != (-MERIDIAN_DEG, MERIDIAN_DEG):
            return float(spans[:, 0].min()), float(spans[:, 1].max())
    return smallest_arc(spans)
