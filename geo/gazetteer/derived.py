"""Derive from outlines what has no record of its own: a border of two countries, a part of one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs.antimeridian import joined, split
from geo.gazetteer.outlines import Outline, outline

SAME_DEG: Final = 0.015
"""Two outlines nearer than this are one border: each is simplified by itself."""
_LEAST: Final = 0.04
"""A piece of a border shorter than this part of the longest comes of the simplifying."""
_BORDER, _PART = "border", "part"
_KEPT: Final = 64
_LONGEST_DEG: Final = 90.0
_NEAR, _FAR = 0.4, 0.6
"""Where the first and the last part of a country's extent end, as shares of it."""

PARTS: Final = {
    f"{vertical}{horizontal}": (vertical, horizontal)
    for vertical in ("north", "south", "")
    for horizontal in ("east", "west", "")
    if vertical or horizontal
}
"""Directions that name a part of a country: ``northwest`` → (north, west)."""


def border_id(one: int, other: int) -> str:
    """Return the id under which the border of two countries is asked for, in either order."""
    low, high = sorted((one, other))
    return f"{_BORDER} {low} {high}"


def part_id(direction: str, number: int) -> str:
    """Return the id of the part of a place in a direction of `PARTS`."""
    return f"{_PART} {direction} {number}"


@lru_cache(maxsize=_KEPT)
def extent(id_: str) -> Outline | None:
    """Return how far a place reaches, by its number as text or by an id made here.

    Nothing comes back where no outline is known, or two countries have no border.
    """
    match id_.split(" "):
        case [number] if number.lstrip("-").isdecimal():
            return outline(int(number))
        case ["border", one, other] if one.isdecimal() and other.isdecimal():
            return _border(int(one), int(other))
        case ["part", direction, number] if direction in PARTS and number.isdecimal():
            return _part(direction, int(number))
    return None


def _border(one: int, other: int) -> Outline | None:
    """Return the stretches of one country's outline that lie on the other's."""
    first, second = outline(one), outline(other)
    if first is None or second is None:
        return None
    box = shapely.box(*shapely.total_bounds(second.geometry)).buffer(SAME_DEG)
    near = shapely.intersection(second.geometry, first.geometry.envelope.buffer(SAME_DEG))
    edge = _lines(shapely.intersection(first.geometry.boundary, box))  # it may touch in points too
    shared = shapely.intersection(edge, near.buffer(SAME_DEG, quad_segs=4))
    lines = [part for part in shapely.get_parts(shapely.line_merge(_lines(shared))) if part.length]
    if not lines:
        return None
    least = max(_LEAST * max(line.length for line in lines), 2 * SAME_DEG)
    kept = [line for line in lines if line.length >= least]
    if not kept:  # they meet in a point at most
        return None
    return Outline(kept[0] if len(kept) == 1 else shapely.MultiLineString(kept), first.source)


def _lines(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    return shapely.multilinestrings(parts)


def _part(direction: str, number: int) -> Outline | None:
    """Return the part of a place's largest piece that lies in a direction."""
    whole = outline(number)
    if whole is None:
        return None
    main = max(shapely.get_parts(joined(whole.geometry)), key=lambda part: part.area)
    west, south, east, north = main.bounds
    vertical, horizontal = PARTS[direction]
    low, high = {"north": (_FAR, 1.0), "south": (0.0, _NEAR), "": (0.0, 1.0)}[vertical]
    left, right = {"east": (_FAR, 1.0), "west": (0.0, _NEAR), "": (0.0, 1.0)}[horizontal]
    wide, tall = east - west, north - south
    window = (west + left * wide, south + low * tall, west + right * wide, south + high * tall)
    # No step of it may be half the world long: at 180 nobody could tell which way it goes.
    box = shapely.segmentize(shapely.box(*window), _LONGEST_DEG)
    cut = split(shapely.intersection(main, box))
    parts = [part for part in shapely.get_parts(cut) if part.area]
    if not parts:  # a corner of the country's extent without any land of it
        return None
    largest = max(part.area for part in parts)
    kept = [part for part in parts if part.area >= _LEAST * largest]
    return Outline(kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept), whole.source)
