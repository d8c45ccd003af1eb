"""Store and read map geometry as compressed cells of a Web Mercator grid.

A pack holds one kind of geometry (filled polygons, or lines) of one generalisation, cut on the
tile grid of one zoom ("cell zoom"). Each cell reaches a little beyond its tile, so that whatever
is drawn from one cell alone has no seam. Coordinates are 16-bit steps across that cell (32-bit
where one cell is the whole world), stored as differences in separate byte planes and deflated:
about three bytes a vertex, a fifth of a shapefile, decoded by NumPy in well under a millisecond.

Layout: ``DLP1``, a 32-bit length, that many bytes of JSON, the index (keys, lengths: deflated
arrays), the state of each cell (deflated bytes: 0 empty, 1 filled whole, 2 stored), the cells.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"DLP1"
HALF_WORLD_M: Final = 20037508.342789244
"""Half the width of the Web Mercator square, in its metres."""
CELL_MARGIN: Final = 1 / 32
"""How far a cell reaches beyond its tile on each side, as a part of the tile's width."""
Box = tuple[float, float, float, float]
"""West, south, east, north in EPSG:3857 metres."""
Points = NDArray[np.uint16] | NDArray[np.uint32]

EMPTY, FULL, STORED = 0, 1, 2


def tile_box(z: int, x: int, y: int) -> Box:
    """Return a tile's west, south, east, north in EPSG:3857 metres."""
    width = 2 * HALF_WORLD_M / (1 << z)
    west, north = x * width - HALF_WORLD_M, HALF_WORLD_M - y * width
    return west, north - width, west + width, north


def cell_box(zoom: int, x: int, y: int) -> Box:
    """Return the box that a cell's data fills: the tile and its margin, in EPSG:3857 metres."""
    west, south, east, north = tile_box(zoom, x, y)
    margin = (east - west) * CELL_MARGIN
    return west - margin, south - margin, east + margin, north + margin


@dataclass(frozen=True)
class Cell:
    """Hold the rings or lines of one cell."""

    points: Points
    """Steps from the cell's south-west corner, one row a vertex, columns x and y."""
    starts: NDArray[np.int64]
    """Index of each ring's or line's first row, and at last the number of rows."""
    outer: NDArray[np.bool_]
    """Whether a ring begins a new polygon (always true of lines)."""
    box: Box
    """West, south, east, north in EPSG:3857 metres."""

    @cached_property
    def xy(self) -> NDArray[np.float64]:
        """The vertices in EPSG:3857 metres."""
        west, south, east, north = self.box
        size = np.array([east - west, north - south]) / np.iinfo(self.points.dtype).max
        metres: NDArray[np.float64] = self.points * size + np.array([west, south])
        return metres


def encode(points: Points, counts: NDArray[np.int64], outer: NDArray[np.bool_]) -> bytes:
    """Return the bytes of one cell: rings of `counts` vertices each, one after the other."""
    width = points.dtype.itemsize
    deltas = np.diff(points, axis=0, prepend=np.zeros((1, 2), points.dtype))
    planes = deltas.astype(f"<u{width}").T.copy().view(np.uint8).reshape(2, -1, width)
    head = struct.pack("<BI", width, len(counts)) + counts.astype("<u2").tobytes()
    body = np.ascontiguousarray(planes.transpose(0, 2, 1)).tobytes()
    return zlib.compress(head + np.packbits(outer).tobytes() + body, 9)


def decode(data: bytes, box: Box) -> Cell:
    """Return the cell whose bytes `encode` made."""
    raw = zlib.decompress(data)
    width, rings = struct.unpack_from("<BI", raw)
    counts = np.frombuffer(raw, "<u2", rings, 5).astype(np.int64)
    at = 5 + 2 * rings
    flags = np.frombuffer(raw, np.uint8, (rings + 7) // 8, at)
    outer = np.unpackbits(flags, count=rings).astype(bool)
    planes = np.frombuffer(raw, np.uint8, offset=at + len(flags)).reshape(2, width, -1)
    deltas = np.ascontiguousarray(planes.transpose(0, 2, 1)).view(f"<u{width}")[..., 0]
    points = np.ascontiguousarray(np.cumsum(deltas, axis=1, dtype=deltas.dtype).T)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Cell(points=points, starts=starts, outer=outer, box=box)


class Pack:
    """Read the cells of one pack; safe to share between threads, as it never changes."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if self._data[:4] != MAGIC:
            raise ValueError(f"{path}: not a pack of map cells; run data/scripts/build_basemap.py")
        (length,) = struct.unpack_from("<I", self._data, 4)
        at = 8 + length
        self.about: Mapping[str, Any] = json.loads(self._data[8:at])
        self.zoom: int = self.about["zoom"]
        side = 1 << self.zoom
        state_end = at + self.about["states"]
        self.state = np.frombuffer(zlib.decompress(self._data[at:state_end]), np.uint8)
        self.state = self.state.reshape(side, side)
        first = state_end + self.about["lengths"]
        lengths = np.frombuffer(zlib.decompress(self._data[state_end:first]), "<u4")
        ends = first + np.cumsum(lengths, dtype=np.int64)
        keys = np.flatnonzero(self.state == STORED)
        self._spans = {
            int(key): (int(end - length), int(end))
            for key, end, length in zip(keys, ends, lengths, strict=True)
        }

    def is_full(self, x: int, y: int) -> bool:
        """Say whether polygons fill this cell whole."""
        return bool(self.state[y, x] == FULL)

    def cell(self, x: int, y: int) -> Cell | None:
        """Return the geometry of a cell, or None where nothing or all of it is filled."""
        data = self.stored(x, y)
        return None if data is None else decode(data, cell_box(self.zoom, x, y))

    def stored(self, x: int, y: int) -> bytes | None:
        """Return a cell as `encode` made it, or None where nothing or all of it is filled."""
        span = self._spans.get(y * (1 << self.zoom) + x)
        return None if span is None else self._data[span[0] : span[1]]
