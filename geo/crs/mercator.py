"""Go from degrees to metres of Web Mercator (EPSG:3857), in which the base map is, and back."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.crs.bounds import Bounds

RADIUS_M: Final = 6378137.0
"""Of Web Mercator's sphere."""
EDGE_DEG: Final = 85.05
"""The base map ends there; beyond is sea in the north, land in the south."""

Positions = NDArray[np.float64]
"""(n, 2)."""


def to_mercator(lonlat: Positions) -> Positions:
    """Return positions in metres of EPSG:3857, those beyond its edge upon it."""
    lats = np.clip(lonlat[:, 1], -EDGE_DEG, EDGE_DEG)
    north = RADIUS_M * np.arcsinh(np.tan(np.radians(lats)))
    return np.column_stack([RADIUS_M * np.radians(lonlat[:, 0]), north])


def to_lonlat(metres: Positions) -> Positions:
    """Return positions of EPSG:3857 in degrees."""
    return np.degrees(
        np.column_stack([metres[:, 0], np.arctan(np.sinh(metres[:, 1] / RADIUS_M)) * RADIUS_M])
        / RADIUS_M
    )


def mercator_box(bounds: Bounds) -> tuple[float, float, float, float]:
    """Return west, south, east and north of bounds in metres of EPSG:3857."""
    corners = np.array([[bounds.west, bounds.south], [bounds.east, bounds.north]])
    (west, south), (east, north) = to_mercator(corners).tolist()
    return west, south, east, north
