"""List the labels that a map tile shows.

Labels never touch: the file says for each language from which zoom a label is shown and on which
side of its place, and all labels shown at one zoom were fitted together over the whole world.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from geo.errors import BoundsError, RequestError
from geo.gazetteer.places.areas import areas
from geo.gazetteer.places.store import KINDS, cell_key, connection, language_number
from geo.style import MAX_ZOOM
from geo.style.labels import (
    ANCHORS,
    Anchor,
    label_size,
    letter_spacing,
    script_of,
    shown_text,
    text_offset,
)
from geo.text import LANGUAGES

REACH_PX: Final = (200, 34)
"""How far from its place a town's label reaches at most, across and down; the build checks it."""

_KEPT: Final = 32
"""Lists kept of all countries and seas, each by zoom and language: a few hundred labels."""

AREA_REACH_PX: Final = (200, 60)
"""The same for the label of a country or a water."""


@dataclass(frozen=True, slots=True)
class Label:
    """Hold one label of a map, ready to draw."""

    id: int
    """GeoNames' number of the place; below zero for a water of our own table."""

    text: str
    """As written on the map: in capitals and with line breaks where its kind asks for it."""

    lon: float
    """Longitude in degrees; beyond 180 where the bounds asked for reach over the antimeridian."""

    lat: float
    """Latitude in degrees."""

    kind: str
    """A key of `LABEL_STYLES`."""

    rank: int
    """Order of importance in the world, 0 first."""

    dx_px: float
    """From the place to the text, right positive."""

    dy_px: float
    """From the place to the text, down positive."""

    anchor: Anchor
    """On which side of the place the text stands; it begins at the offset and goes on that way."""

    size_px: float
    """Height of the em square, which grows with the zoom."""

    letter_spacing_px: float
    """Space after each letter."""

    country: str = ""
    """ISO 3166 alpha-2 of a country or territory that the label names; nothing for others."""


def labels(bounds: tuple[float, float, float, float], *, zoom: int, language: str) -> list[Label]:
    """List the labels that show within bounds at a zoom, the most important first.

    Labels whose place lies just outside but whose text may reach in are listed too; some of them
    may not reach. No two labels of one zoom and language touch, wherever the bounds are cut.

    Parameters
    ----------
    bounds
        (west, south, east, north), degrees; east may exceed 180.
    zoom
        Whole zoom of 256-pixel tiles.
    language
        BCP 47 tag, one of `geo.text.LANGUAGES`.

    Raises
    ------
    BoundsError
        If the bounds are not in the world or in the wrong order.
    RequestError
        If the language or the zoom is none we have.
    """
    west, south, east, north = _checked(bounds)
    number = language_number(language)
    if not 0 <= zoom <= 24:
        raise RequestError(f"zoom {zoom} is not between 0 and 24")
    zoom = min(zoom, MAX_ZOOM)
    found = [
        *_town_labels((west, south, east, north), zoom, number, language),
        *_area_labels((west, south, east, north), zoom, number, language),
    ]
    return sorted(found, key=lambda label: (label.rank, label.lon))


def _town_labels(
    bounds: tuple[float, float, float, float], zoom: int, number: int, language: str
) -> Iterator[Label]:
    """List the labels of populated places whose text may reach into bounds."""
    column = LANGUAGES[number]
    query = (
        f"SELECT id, coalesce({column}, en), lon, lat, kind, rank, fit FROM place"
        " WHERE key BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"
    )
    window = _window(bounds, zoom, REACH_PX)
    west, north = _position(window[0], window[1], zoom)
    east, south = _position(window[2], window[3], zoom)
    for first, last, turns in _ranges(window, zoom):
        around = [(west - 360 * turns) * 1e5, (east - 360 * turns) * 1e5, south * 1e5, north * 1e5]
        for id_, text, lon, lat, kind, rank, fit in connection().execute(
            query, (first, last, *around)
        ):
            if fit[number] & 15 <= zoom:
                anchor = ANCHORS[fit[number] >> 4]
                at = (lon / 1e5 + 360 * turns, lat / 1e5)
                yield _label(id_, text, at, KINDS[kind], rank, anchor, zoom)


def _area_labels(
    bounds: tuple[float, float, float, float], zoom: int, number: int, language: str
) -> Iterator[Label]:
    """List the labels of countries and waters whose text may reach into bounds."""
    west, north, east, south = _window(bounds, zoom, AREA_REACH_PX)
    width = 256.0 * 2**zoom
    for area in areas():
        fit = area.fit[number]
        if not fit & 15 <= zoom <= area.until:
            continue
        lon, lat = area.points[fit >> 4]
        x, y = _pixel(lon, lat, zoom)
        if not north <= y <= south:
            continue
        text = shown_text(area.names[number], area.kind, language)
        for turns in range(math.ceil((west - x) / width), math.floor((east - x) / width) + 1):
            at = (lon + 360 * turns, lat)
            yield _label(area.id, text, at, area.kind, area.rank, "center", zoom)


@lru_cache(maxsize=_KEPT)
def area_labels(*, zoom: int, language: str) -> tuple[Label, ...]:
    """List every country, territory and sea with its own point, whether or not it shows there.

    For maps that show a part of one and have to find a place for its name themselves.

    Raises
    ------
    RequestError
        If the language is none we have.
    """
    number = language_number(language)
    found = []
    for area in areas():
        text = shown_text(area.names[number], area.kind, language)
        label = _label(area.id, text, area.points[0], area.kind, area.rank, "center", zoom)
        found.append(replace(label, country=area.country))
    return tuple(found)


def _label(
    id_: int,
    text: str,
    at: tuple[float, float],
    kind: str,
    rank: int,
    anchor: Anchor,
    zoom: int,
) -> Label:
    """Add to a label what its style and zoom say."""
    script = script_of(text)
    size = label_size(kind, zoom, script)
    dx, dy = text_offset(kind, anchor, script, size)
    spacing = letter_spacing(text, kind)
    return Label(id_, text, *at, kind, rank, dx, dy, anchor, size, spacing)


def _ranges(window: tuple[float, float, float, float], zoom: int) -> Iterator[tuple[int, int, int]]:
    """List (first key, last key, turns round the world) that hold the places of a window."""
    west, north, east, south = window
    for first_zoom in range(zoom + 1):
        tiles = 2**first_zoom
        side = 256.0 * 2 ** (zoom - first_zoom)
        top = max(0, math.floor(north / side))
        bottom = min(tiles - 1, math.floor(south / side))
        for column in range(math.floor(west / side), math.floor(east / side) + 1):
            turns, inside = divmod(column, tiles)
            last = cell_key(first_zoom, inside, bottom) + 1023
            yield cell_key(first_zoom, inside, top), last, turns


def _window(
    bounds: tuple[float, float, float, float], zoom: int, reach: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of bounds in world pixels, widened by a reach."""
    west, south, east, north = bounds
    left, top = _pixel(west, north, zoom)
    right, bottom = _pixel(east, south, zoom)
    return left - reach[0], top - reach[1], right + reach[0], bottom + reach[1]


def _pixel(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Project a position to the pixels of a zoom's whole world, down from its north-west."""
    latitude = math.radians(max(-85.06, min(85.06, lat)))
    northing = math.log(math.tan(math.pi / 4 + latitude / 2)) / (2 * math.pi)
    width = 256.0 * 2**zoom
    return width * (lon + 180.0) / 360.0, width * (0.5 - northing)


def _position(x: float, y: float, zoom: int) -> tuple[float, float]:
    """Undo `_pixel`: return (lon, lat) in degrees."""
    width = 256.0 * 2**zoom
    latitude = math.degrees(math.atan(math.sinh(2 * math.pi * (0.5 - y / width))))
    return 360.0 * x / width - 180.0, latitude


def _checked(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return bounds, or refuse those that are not (west, south, east, north) in degrees."""
    west, south, east, north = bounds
    if not all(map(math.isfinite, bounds)) or not (-90 <= south <= north <= 90):
        raise BoundsError(f"bounds {bounds}: south and north must be in order within -90 and 90")
    if not (-540 <= west <= east <= 540 and east - west <= 361):
        raise BoundsError(f"bounds {bounds}: west and east must be in order, at most 360 apart")
    return west, south, east, north
