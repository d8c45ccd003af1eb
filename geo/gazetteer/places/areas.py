"""Read the labels of countries and waters out of the gazetteer: few, each with several places."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.gazetteer.places.store import KINDS, connection
from geo.gazetteer.world.tables import table
from geo.text import LANGUAGES

NAMES: Final = ", ".join(f"coalesce(p.{language}, p.en)" for language in LANGUAGES)
"""Columns of a place `p`: its name in each language, in the order of `LANGUAGES`."""
SEAS: Final = ("sea", "gulf")
"""Kinds of areas that are parts of oceans."""


@dataclass(frozen=True, slots=True)
class Area:
    """Hold what the file says of one country's or water's label."""

    id: int
    """GeoNames' number of the place; below zero for a water of our own table."""
    country: str
    """ISO 3166 alpha-2; nothing for a water."""
    names: tuple[str, ...]
    """In the order of `LANGUAGES`."""
    kind: str
    """A key of `LABEL_STYLES`."""
    rank: int
    """Order of importance in the world, 0 first."""
    fit: bytes
    """For each language its first zoom in the lower half, the number of its place in the upper."""
    until: int
    """The last zoom at which it shows."""
    points: tuple[tuple[float, float], ...]
    """Where it may stand, (lon, lat) in degrees; its own point first."""


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Read every area's label, the most important first."""
    rows = connection().execute(
        f"SELECT p.id, p.country, p.kind, p.rank, p.fit, a.until, a.points, {NAMES}"
        " FROM area a JOIN place p ON p.key = a.key ORDER BY p.rank, a.key"
    )
    return tuple(
        Area(id_, country, tuple(names), KINDS[kind], rank, fit, until, _positions(points))
        for id_, country, kind, rank, fit, until, points, *names in rows
    )


@lru_cache(maxsize=1)
def sea_points() -> tuple[tuple[float, float, int | None], ...]:
    """Read points of the world's seas, (lon, lat) in degrees, each with the id of the sea's label.

    None stands for an ocean, and for waters that have no label of their own: a neighbour's is not
    theirs. Source: ``waters.toml`` and ``seapoints.tsv``.
    """
    seas = [area for area in areas() if area.kind in SEAS]
    named = {area.names[0]: area.id for area in seas}
    found = [(lon, lat, area.id) for area in seas for lon, lat in area.points]
    return *found, *(
        (float(lon), float(lat), named.get(name))
        for name, points in table("seapoints.tsv")
        for lon, lat in (point.split() for point in points.split(", "))
    )


def _positions(packed: bytes) -> tuple[tuple[float, float], ...]:
    numbers = struct.unpack(f"<{len(packed) // 4}i", packed)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple((lon / 1e5, lat / 1e5) for lon, lat in pairs)
