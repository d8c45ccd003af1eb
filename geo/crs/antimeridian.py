"""Carry longitudes and shapes over the 180th meridian: split there, or joined again.

A *split* shape ends at 180 and goes on at -180, as RFC 7946 asks of files; a *joined* one goes on
beyond 180, as a drawing needs it. Positions are (lon, lat) in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

TURN_DEG: Final = 360.0
MERIDIAN_DEG: Final = 180.0

Spans = NDArray[np.float64]
"""(n, 2): from a longitude eastwards to another, both from -180 to 180, the first no larger."""


def wrapped(lon: float) -> float:
    """Return a longitude from -180 to 180; one that is so already stays as it is."""
    if -MERIDIAN_DEG <= lon <= MERIDIAN_DEG:
        return lon
    return (lon + MERIDIAN_DEG) % TURN_DEG - MERIDIAN_DEG


def ahead(lon: float, start: float) -> float:
    """Return a longitude as it is met eastwards from another: from `start` to `start` + 360."""
    return start + (lon - start) % TURN_DEG


def smallest_arc(spans: Spans) -> tuple[float, float]:
    """Return west and east of the smallest arc that holds all spans; west > east over 180.

    Of two that are alike, the one that does not go over 180; -180 and 180 where no gap is left.
    """
    ordered = spans[np.argsort(spans[:, 0], kind="stable")]
    reached = np.maximum.accumulate(ordered[:, 1])
    west, east = float(ordered[0, 0]), float(reached[-1])
    gaps = ordered[1:, 0] - reached[:-1]
    widest = float(gaps.max(initial=0.0))
    if widest > max(west + TURN_DEG - east, 0.0):
        before = int(gaps.argmax())
        return float(ordered[before + 1, 0]), float(reached[before])
    return west, east


def spans_of(geometry: BaseGeometry) -> Spans:
    """Return the longitudes that each part of a split shape reaches over."""
    boxes = shapely.bounds(shapely.get_parts(geometry))
    found: Spans = boxes[np.isfinite(boxes).all(axis=1)][:, [0, 2]]
    return found


# --- split ------------------------------------------------------------------------------------


def split(geometry: BaseGeometry) -> BaseGeometry:
    """Return a shape that may reach beyond 180 cut there, all of it within -180 to 180.

    A line keeps its direction and the order of its pieces; outer rings run counter-clockwise.
    """
    west, _, east, _ = geometry.bounds if not geometry.is_empty else (0.0, 0.0, 0.0, 0.0)
    if west >= -MERIDIAN_DEG and east <= MERIDIAN_DEG:
        return geometry
    found: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry):
        dimension = shapely.get_dimensions(part)
        if dimension == 2:
            found += _strips(part)
        elif dimension == 1:
            found += map(shapely.LineString, _pieces(shapely.get_coordinates(part).tolist()))
        else:
            found.append(shapely.Point(wrapped(part.x), part.y))
    return _together(found)


def split_line(positions: Sequence[tuple[float, float]]) -> BaseGeometry:
    """Return the line along positions from -180 to 180, each reached the short way, split."""
    lons = np.unwrap(np.array([lon for lon, _ in positions]), period=TURN_DEG).tolist()
    unrolled = [(lon, lat) for lon, (_, lat) in zip(lons, positions, strict=True)]
    return split(shapely.LineString(unrolled))


def _strips(polygon: BaseGeometry) -> list[BaseGeometry]:
    """Return what of a polygon lies in each turn of the world, moved into the first."""
    west, _, east, _ = polygon.bounds
    found: list[BaseGeometry] = []
    for turn in range(_turns(west), math.ceil((east - MERIDIAN_DEG) / TURN_DEG) + 1):
        off = turn * TURN_DEG
        strip = shapely.box(off - MERIDIAN_DEG, -90, off + MERIDIAN_DEG, 90)
        inside = shapely.get_parts(shapely.intersection(polygon, strip))
        areas = shapely.orient_polygons(inside[shapely.get_dimensions(inside) == 2])
        found += shapely.transform(areas, lambda xy, off=off: xy - (off, 0.0)).tolist()
    return found


def _pieces(positions: Sequence[Sequence[float]]) -> list[list[tuple[float, float]]]:
    """Return a line in pieces, each within one turn of the world and moved into the first."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(positions):
        here, there = _turns(lon_a), _turns(lon_b)
        pieces[-1].append((lon_a - here * TURN_DEG, lat_a))
        step = 1 if there > here else -1
        for turn in range(here, there, step):
            edge = turn * TURN_DEG + step * MERIDIAN_DEG
            lat = lat_a + (edge - lon_a) / (lon_b - lon_a) * (lat_b - lat_a)
            pieces[-1].append((step * MERIDIAN_DEG, lat))
            pieces.append([(-step * MERIDIAN_DEG, lat)])
    lon, lat = positions[-1]
    pieces[-1].append((lon - _turns(lon) * TURN_DEG, lat))
    return [piece for piece in pieces if len(set(piece)) > 1]


def _turns(lon: float) -> int:
    """Return how many turns of the world a longitude lies off; 180 is still in the first."""
    if -MERIDIAN_DEG <= lon <= MERIDIAN_DEG:
        return 0
    return math.floor((lon + MERIDIAN_DEG) / TURN_DEG)


# --- joined -----------------------------------------------------------------------------------


def joined(geometry: BaseGeometry) -> BaseGeometry:
    """Return a split shape whole: what lies beyond 180 follows with longitudes above 180.

    What does not go over 180 the shorter way, and what goes all around the world, comes back as it
    is.
    """
    if not geometry.geom_type.startswith("Multi") or geometry.is_empty:
        return geometry
    parts = shapely.get_parts(geometry)
    west, east = smallest_arc(spans_of(geometry))
    if west <= east:
        return geometry
    lows = shapely.bounds(parts)[:, 0]
    moved = parts.copy()
    moved[lows < west] = shapely.transform(parts[lows < west], lambda xy: np.add(xy, (TURN_DEG, 0)))
    if shapely.get_dimensions(geometry) == 2:
        return shapely.union_all(moved)
    if shapely.get_dimensions(geometry) == 1:
        return shapely.line_merge(shapely.multilinestrings(moved), directed=True)
    return shapely.multipoints(moved)


def _together(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return parts of one kind as one shape."""
    if len(parts) == 1:
        return parts[0]
    make = {0: shapely.multipoints, 1: shapely.multilinestrings, 2: shapely.multipolygons}
    return make[int(shapely.get_dimensions(parts[0]))](parts)
