"""Give the outline of a country, a first-level region, a lake or an enclosed sea, by its number.

An outline is as fine as a sign of the whole needs: its coasts and borders may lie a kilometre or
two off. ``data/scripts/build_outlines.py`` makes the files.
"""

from __future__ import annotations

import sqlite3
import struct
import threading
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "outlines"
SOURCES: Final = {"osm": "osm-outlines", "natural-earth": "region-outlines"}
"""Each folder of outlines, which has a licence of its own, and its record in ``sources.toml``."""
STEP_DEG: Final = 1e-4
"""What coordinates are rounded to: 11 m."""
_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold how far a place reaches."""

    geometry: BaseGeometry
    """Polygons, (lon, lat) in EPSG:4326."""
    source: str
    """A record of ``sources.toml``."""


@lru_cache(maxsize=_KEPT)
def outline(number: int) -> Outline | None:
    """Return the outline of a place by its number in the gazetteer, or nothing if none is known."""
    for folder, source in SOURCES.items():
        row = (
            _connection(folder)
            .execute("SELECT rings FROM outline WHERE id = ?", (number,))
            .fetchone()
        )
        if row is not None:
            return Outline(unpack(row[0]), source)
    return None


def outlined(number: int) -> bool:
    """Say whether a place's outline is known, without reading it."""
    query = "SELECT 1 FROM outline WHERE id = ?"
    return any(_connection(name).execute(query, (number,)).fetchone() for name in SOURCES)


_local = threading.local()


def _connection(folder: str) -> sqlite3.Connection:
    """Return this thread's own connection to a file, which is never written to."""
    opened: dict[str, sqlite3.Connection] = _local.__dict__.setdefault("opened", {})
    if folder not in opened:
        address = f"{(FOLDER / folder / 'outlines.sqlite').as_uri()}?mode=ro&immutable=1"
        opened[folder] = sqlite3.connect(address, uri=True, cached_statements=8)
    return opened[folder]


# --- how an outline is kept: steps from vertex to vertex, deflated ------------------------------


def pack(shape: BaseGeometry) -> bytes:
    """Return polygons as bytes, rounded to `STEP_DEG`."""
    rings = [
        (number > 0, ring)
        for part in shapely.get_parts(shape)
        for number, ring in enumerate((part.exterior, *part.interiors))
    ]
    counts = [len(ring.coords) for _, ring in rings]
    degrees = np.vstack([shapely.get_coordinates(ring) for _, ring in rings])
    steps = np.rint(degrees / STEP_DEG).astype("<i4")
    deltas = np.diff(steps, axis=0, prepend=np.zeros((1, 2), "<i4")).astype("<i4")
    planes = deltas.T.copy().view(np.uint8).reshape(2, -1, 4).transpose(0, 2, 1).tobytes()
    head = struct.pack("<I", len(rings)) + np.array(counts, "<u4").tobytes()
    return zlib.compress(head + bytes(inner for inner, _ in rings) + planes, 9)


def unpack(data: bytes) -> BaseGeometry:
    """Return the polygons whose bytes `pack` made."""
    raw = zlib.decompress(data)
    (rings,) = struct.unpack_from("<I", raw)
    counts = np.frombuffer(raw, "<u4", rings, 4)
    inner = np.frombuffer(raw, np.uint8, rings, 4 + 4 * rings).astype(bool)
    planes = np.frombuffer(raw, np.uint8, offset=4 + 5 * rings).reshape(2, 4, -1)
    deltas = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<i4")[..., 0]
    degrees = np.cumsum(deltas, axis=1, dtype=np.int64).T * STEP_DEG
    return _polygons(np.split(degrees, np.cumsum(counts)[:-1]), inner)


def _polygons(rings: list[NDArray[np.float64]], inner: NDArray[np.bool_]) -> BaseGeometry:
    starts = [*np.flatnonzero(~inner).tolist(), len(rings)]
    parts = [
        shapely.Polygon(rings[first], rings[first + 1 : stop]) for first, stop in pairwise(starts)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
