"""Find places by name, and the labels that a map tile shows.

Both come from ``data/gazetteer/places.sqlite``, which ``data/scripts/build_places.py`` makes.
Labels never touch: the file says for each language from which zoom a label is shown and on which
side of its place, and all labels shown at one zoom were fitted together over the whole world.
"""

from __future__ import annotations

import math
import re
import sqlite3
import struct
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import BoundsError, RequestError
from geo.labelstyle import (
    ANCHORS,
    LABEL_STYLES,
    Anchor,
    letter_spacing,
    script_of,
    shown_text,
    text_offset,
)
from geo.text import LANGUAGES

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "gazetteer" / "places.sqlite"

MAX_ZOOM: Final = 12
"""The last zoom for which labels were placed; later ones show the same labels."""

REACH_PX: Final = (200, 34)
"""How far from its place a town's label reaches at most, across and down; the build checks it."""

AREA_REACH_PX: Final = (200, 60)
"""The same for the label of a country or a water."""

KINDS: Final[tuple[str, ...]] = tuple(LABEL_STYLES)
"""Kinds of labels; the file keeps a kind as its number here."""

_PLAIN_KINDS: Final[Mapping[str, str]] = {
    "country_large": "country",
    "country_small": "country",
    "metropolis": "city",
}

_LETTERS = str.maketrans(
    {
        "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe",
        "ħ": "h", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا",
        "ؤ": "و", "ئ": "ی", "ـ": None, "\u200c": None, "և": "եվ", "-": " ", "–": " ", "/": " ",
        ".": " ",
    }
)  # fmt: skip


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

    letter_spacing_px: float
    """Space after each letter."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one place of the gazetteer."""

    id: int
    """GeoNames' number; below zero for a water of our own table."""

    name: str
    """In the language asked for, where the data has it, otherwise in English or as it is there."""

    names: Mapping[str, str]
    """By language; English is always among them."""

    lon: float
    lat: float

    country: str
    """ISO 3166 alpha-2, or nothing for a water."""

    kind: str
    """``country``, ``territory``, ``capital``, ``city``, ``town``, ``village``, ``ocean`` …"""

    population: int
    """0 where unknown."""

    also: Mapping[str, str]
    """Other names in use, and by whom."""


def fold(text: str) -> str:
    """Return a name as it is searched: no accents, no case, one spelling of like letters."""
    text = text.casefold().translate(_LETTERS).replace("եւ", "եվ")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub("[ʻʼ’‘ʿʾ`ʹʺ'\"(),]", "", bare).translate(_LETTERS).split())


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
    number = _language_number(language)
    if not 0 <= zoom <= 24:
        raise RequestError(f"zoom {zoom} is not between 0 and 24")
    zoom = min(zoom, MAX_ZOOM)
    found = [
        *_town_labels((west, south, east, north), zoom, number, language),
        *_area_labels((west, south, east, north), zoom, number, language),
    ]
    return sorted(found, key=lambda label: (label.rank, label.lon))


def find(text: str, *, language: str | None = None, limit: int = 10) -> list[Place]:
    """List the places of which a name begins with a text, in any script, the best first.

    Accents and case do not matter. A name that is the text itself comes before longer ones, then
    the more important place. Only places of the committed file are found, not every village.

    Raises
    ------
    RequestError
        If the language is none we have or the limit is not between 1 and 100.
    """
    if language is not None:
        _language_number(language)
    if not 1 <= limit <= 100:
        raise RequestError(f"limit {limit} is not between 1 and 100")
    wanted = fold(text[:100])
    if not wanted:
        return []
    rows = _connection().execute(
        "SELECT p.key, min(s.folded <> ?) AS longer FROM search s JOIN place p ON p.key = s.key"
        " WHERE s.folded >= ? AND s.folded < ? GROUP BY p.key ORDER BY longer, p.rank LIMIT ?",
        (wanted, wanted, wanted + "\U0010ffff", limit),
    )
    return [_place(row[0], language) for row in rows]


def place(number: int, *, language: str | None = None) -> Place | None:
    """Return the place with a GeoNames number (or our own, below zero), or None."""
    if language is not None:
        _language_number(language)
    row = (
        _connection()
        .execute("SELECT key FROM place WHERE id = ? ORDER BY key LIMIT 1", (number,))
        .fetchone()
    )
    return _place(row[0], language) if row else None


def _town_labels(
    bounds: tuple[float, float, float, float], zoom: int, number: int, language: str
) -> Iterator[Label]:
    """List the labels of populated places whose text may reach into bounds."""
    column = LANGUAGES[number]
    query = (
        f"SELECT id, coalesce({column}, en), lon, lat, kind, rank, fit FROM place"
        " WHERE key BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?"
    )
    connection = _connection()
    window = _window(bounds, zoom, REACH_PX)
    west, north = _position(window[0], window[1], zoom)
    east, south = _position(window[2], window[3], zoom)
    for first, last, turns in _ranges(window, zoom):
        around = [(west - 360 * turns) * 1e5, (east - 360 * turns) * 1e5, south * 1e5, north * 1e5]
        for id_, text, lon, lat, kind, rank, fit in connection.execute(
            query, (first, last, *around)
        ):
            if fit[number] & 15 <= zoom:
                anchor = ANCHORS[fit[number] >> 4]
                at = (lon / 1e5 + 360 * turns, lat / 1e5)
                yield _label(id_, text, at, KINDS[kind], rank, anchor)


def _area_labels(
    bounds: tuple[float, float, float, float], zoom: int, number: int, language: str
) -> Iterator[Label]:
    """List the labels of countries and waters whose text may reach into bounds."""
    west, north, east, south = _window(bounds, zoom, AREA_REACH_PX)
    width = 256.0 * 2**zoom
    for id_, names, kind, rank, fit, until, points in _areas():
        if not fit[number] & 15 <= zoom <= until:
            continue
        lon, lat = points[fit[number] >> 4]
        x, y = _pixel(lon, lat, zoom)
        if not north <= y <= south:
            continue
        text = shown_text(names[number] or names[0], kind, language)
        for turns in range(math.ceil((west - x) / width), math.floor((east - x) / width) + 1):
            yield _label(id_, text, (lon + 360 * turns, lat), kind, rank, "center")


def _label(
    id_: int, text: str, at: tuple[float, float], kind: str, rank: int, anchor: Anchor
) -> Label:
    dx, dy = text_offset(kind, anchor, script_of(text))
    return Label(id_, text, at[0], at[1], kind, rank, dx, dy, anchor, letter_spacing(text, kind))


def cell_key(zoom: int, column: int, row: int) -> int:
    """Return the first key in the file of the places first shown at a zoom in a tile."""
    return ((zoom << 24) | (column << 12) | row) << 10


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


def _language_number(language: str) -> int:
    for number, known in enumerate(LANGUAGES):
        if language == known:
            return number
    raise RequestError(f"no names in {language!r}: choose one of {', '.join(LANGUAGES)}")


def _place(key: int, language: str | None) -> Place:
    """Read one place by its key."""
    columns = ", ".join(LANGUAGES)
    connection = _connection()
    id_, lon, lat, country, kind, population, *texts = connection.execute(
        f"SELECT id, lon, lat, country, kind, population, {columns} FROM place WHERE key = ?",
        (key,),
    ).fetchone()
    also = dict(connection.execute("SELECT text, used_by FROM also WHERE key = ?", (key,)))
    names = {known: text for known, text in zip(LANGUAGES, texts, strict=True) if text}
    plain = _PLAIN_KINDS.get(KINDS[kind], KINDS[kind])
    name = names.get(language or "en", names["en"])
    return Place(id_, name, names, lon / 1e5, lat / 1e5, country, plain, population, also)


_Area = tuple[int, tuple[str | None, ...], str, int, bytes, int, tuple[tuple[float, float], ...]]


@lru_cache(maxsize=1)
def _areas() -> tuple[_Area, ...]:
    """Read the labels of countries and waters, which are few."""
    columns = ", ".join(f"p.{language}" for language in LANGUAGES)
    rows = _connection().execute(
        f"SELECT p.id, p.kind, p.rank, p.fit, a.until, a.points, {columns}"
        " FROM area a JOIN place p ON p.key = a.key ORDER BY p.rank, a.key"
    )
    found: list[_Area] = []
    for id_, kind, rank, fit, until, points, *names in rows:
        numbers = struct.unpack(f"<{len(points) // 4}i", points)
        places = tuple(
            (lon / 1e5, lat / 1e5) for lon, lat in zip(numbers[::2], numbers[1::2], strict=True)
        )
        found.append((id_, tuple(names), KINDS[kind], rank, fit, until, places))
    return tuple(found)


_local = threading.local()


def _connection() -> sqlite3.Connection:
    """Return this thread's own connection; the file is never written to."""
    connection: sqlite3.Connection | None = getattr(_local, "connection", None)
    if connection is None:
        address = f"{FILE.as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, cached_statements=32)
        _local.connection = connection
    return connection
