"""Find places by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.errors import RequestError
from geo.gazetteer.folding import fold
from geo.gazetteer.places.store import KINDS, connection, language_number
from geo.text import LANGUAGES

_PLAIN_KINDS: Final[Mapping[str, str]] = {
    "country_large": "country",
    "country_small": "country",
    "metropolis": "city",
}


_MINOR: Final = tuple(KINDS.index(kind) for kind in ("gulf", "lake", "territory"))
"""Kinds of areas that are seldom the place meant by the beginning of a name."""


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


def find(text: str, *, language: str | None = None, limit: int = 10) -> list[Place]:
    """List the places of which a name begins with a text, in any script, the best first.

    Accents and case do not matter. The more important place comes first, and one whose name is the
    text itself counts as fifty times as important. Only places of the committed file are found,
    not every village.

    Raises
    ------
    RequestError
        If the language is none we have or the limit is not between 1 and 100.
    """
    if language is not None:
        language_number(language)
    if not 1 <= limit <= 100:
        raise RequestError(f"limit {limit} is not between 1 and 100")
    wanted = fold(text[:100])
    if not wanted:
        return []
    rows = connection().execute(
        "SELECT p.key, min(s.folded <> ?) AS longer FROM search s JOIN place p ON p.key = s.key"
        " WHERE s.folded >= ? AND s.folded < ? GROUP BY p.key"
        " ORDER BY longer AND p.kind IN (?, ?, ?), p.rank * (1 + 49 * longer), p.rank LIMIT ?",
        (wanted, wanted, wanted + "\U0010ffff", *_MINOR, limit),
    )
    return [_place(row[0], language) for row in rows]


def place(number: int, *, language: str | None = None) -> Place | None:
    """Return the place with a GeoNames number (or our own, below zero), or None."""
    if language is not None:
        language_number(language)
    row = (
        connection()
        .execute("SELECT key FROM place WHERE id = ? ORDER BY key LIMIT 1", (number,))
        .fetchone()
    )
    return _place(row[0], language) if row else None


def homes(bounds: tuple[float, float, float, float]) -> list[tuple[float, float, str]]:
    """List (lon, lat, ISO 3166 alpha-2) of the populated places within bounds.

    Parameters
    ----------
    bounds
        (west, south, east, north), degrees.
    """
    west, south, east, north = (value * 1e5 for value in bounds)
    rows = connection().execute(
        "SELECT lon / 1e5, lat / 1e5, country FROM place"
        " WHERE lon BETWEEN ? AND ? AND lat BETWEEN ? AND ? AND country <> '' AND population > 0"
        " AND key NOT IN (SELECT key FROM area)",
        (west, east, south, north),
    )
    return rows.fetchall()


def _place(key: int, language: str | None) -> Place:
    """Read one place by its key."""
    columns = ", ".join(LANGUAGES)
    id_, lon, lat, country, kind, population, *texts = (
        connection()
        .execute(
            f"SELECT id, lon, lat, country, kind, population, {columns} FROM place WHERE key = ?",
            (key,),
        )
        .fetchone()
    )
    also = dict(connection().execute("SELECT text, used_by FROM also WHERE key = ?", (key,)))
    names: dict[str, str] = {
        known: text for known, text in zip(LANGUAGES, texts, strict=True) if text
    }
    plain = _PLAIN_KINDS.get(KINDS[kind], KINDS[kind])
    name = names.get(language or "en", names["en"])
    return Place(id_, name, names, lon / 1e5, lat / 1e5, country, plain, population, also)
