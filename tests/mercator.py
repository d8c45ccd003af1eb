"""Find the tile and the pixel of a position, for tests only."""

from __future__ import annotations

import math


def _world(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    side = 1 << zoom
    northing = math.asinh(math.tan(math.radians(lat))) / math.pi
    return (lon + 180) / 360 * side, (1 - northing) / 2 * side


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return x and y of the tile that holds a position."""
    x, y = _world(lon, lat, zoom)
    return int(x), int(y)


def pixel_in_tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return the column and row of a position inside its tile of 256 pixels."""
    x, y = _world(lon, lat, zoom)
    return int(x % 1 * 256), int(y % 1 * 256)
