"""Fit bounds into a frame on the page, in a projection that suits them.

======================================= ===========================================
bounds                                  projection
======================================= ===========================================
over 140° wide or 100° high             Equal Earth, the whole world's
middle beyond 65° north or south        Lambert azimuthal equal-area
middle within 12° of the equator        Lambert azimuthal equal-area
over 60° high                           Lambert azimuthal equal-area
else                                    Lambert conformal conic, true at a sixth
                                        from either edge
======================================= ===========================================
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, Bounds
from geo.printmap.sheet import Box

Positions = NDArray[np.float64]
"""(n, 2); (lon, lat) in degrees, metres of the projection, or pixels, as the name says."""

_SAMPLES: Final = 33
"""Points along a side, where bounds are carried from one system to another."""
_GEOD: Final = Geod(ellps="WGS84")


def projection(bounds: Bounds) -> CRS:
    """Return the projection in which bounds are drawn."""
    lon, lat = bounds.centre()
    width, height = bounds.east - bounds.west, bounds.north - bounds.south
    if width > 140 or height > 100:
        return CRS.from_proj4(f"+proj=eqearth +lon_0={lon:.4f} +datum=WGS84 +units=m")
    if abs(lat) > 65 or abs(lat) < 12 or height > 60:
        return CRS.from_proj4(f"+proj=laea +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84 +units=m")
    south, north = bounds.south + height / 6, bounds.north - height / 6
    return CRS.from_proj4(
        f"+proj=lcc +lat_1={south:.4f} +lat_2={north:.4f} +lat_0={lat:.4f} +lon_0={lon:.4f} "
        "+datum=WGS84 +units=m"
    )


@dataclass(frozen=True)
class Frame:
    """Carry positions of the world to a rectangle of the page, and back."""

    box: Box
    crs: CRS
    centre: tuple[float, float]
    """Of the frame, in metres of the projection."""
    metres_per_px: float
    """Of the projection, for one CSS pixel."""

    @cached_property
    def _forth(self) -> Transformer:
        return Transformer.from_crs(WGS84, self.crs, always_xy=True)

    def to_page(self, lonlat: Positions) -> Positions:
        """Return positions on the page; infinite where the projection has none."""
        x, y = self._forth.transform(lonlat[:, 0], lonlat[:, 1])
        return self._on_page(np.column_stack([x, y]))

    def _on_page(self, metres: Positions) -> Positions:
        middle = (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2
        x = middle[0] + (metres[:, 0] - self.centre[0]) / self.metres_per_px
        y = middle[1] - (metres[:, 1] - self.centre[1]) / self.metres_per_px
        return np.column_stack([x, y])

    def to_world(self, page: Positions) -> Positions:
        """Return (lon, lat) of positions on the page; infinite beyond the projection's world."""
        middle = (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2
        x = self.centre[0] + (page[:, 0] - middle[0]) * self.metres_per_px
        y = self.centre[1] - (page[:, 1] - middle[1]) * self.metres_per_px
        lon, lat = self._forth.transform(x, y, direction="INVERSE")
        return np.column_stack([lon, lat])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return one position on the page."""
        x, y = self.to_page(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def shapes(self, lonlat: list[BaseGeometry], *, margin_px: float = 12) -> list[BaseGeometry]:
        """Return geometries on the page, cut a little outside the frame; empty ones as such."""
        moved = shapely.transform(np.array(lonlat, dtype=object), self.to_page)
        return self.cut(moved, margin_px=margin_px)

    def cut(self, page: NDArray[np.object_], *, margin_px: float = 0) -> list[BaseGeometry]:
        """Return geometries of the page inside the frame."""
        sound = np.where(shapely.is_valid(page), page, shapely.make_valid(page))
        return list(shapely.clip_by_rect(sound, *self.box.grown(margin_px)))

    def covered(self) -> Bounds:
        """Return bounds that hold all that the frame shows."""
        at = np.linspace(0, 1, _SAMPLES)
        grid = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
        page = np.array([self.box.left, self.box.top]) + grid * [self.box.width, self.box.height]
        world = self.to_world(page)
        world = world[np.isfinite(world).all(axis=1)]
        west, south = world.min(axis=0)
        east, north = world.max(axis=0)
        return Bounds(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))

    def zoom(self) -> float:
        """Return the zoom of 256-pixel web tiles whose scale is the frame's, at its middle."""
        lat = float(self.to_world(np.array([self._middle()]))[0, 1])
        at_equator = 2 * np.pi * 6378137 / 256
        return float(np.log2(at_equator * np.cos(np.radians(lat)) / self.ground_metres_per_px()))

    def _middle(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2

    def ground_metres_per_px(self, at: tuple[float, float] | None = None) -> float:
        """Return metres along the ellipsoid for one CSS pixel across, there where it is asked."""
        x, y = at or self._middle()
        (west, east) = self.to_world(np.array([[x - 20, y], [x + 20, y]]))
        return float(_GEOD.inv(*west, *east)[2]) / 40


def frame_for(bounds: Bounds, box: Box) -> Frame:
    """Return the frame that shows bounds whole, as large as its box allows."""
    crs = projection(bounds)
    forth = Transformer.from_crs(WGS84, crs, always_xy=True)
    edge = shapely.get_coordinates(
        shapely.segmentize(bounds.polygon(), max(bounds.east - bounds.west, 0.01) / _SAMPLES)
    )
    x, y = forth.transform(edge[:, 0], edge[:, 1])
    good = np.isfinite(x) & np.isfinite(y)
    x, y = x[good], y[good]
    scale = max(np.ptp(x) / box.width, np.ptp(y) / box.height, 1e-3)
    centre = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    return Frame(box=box, crs=crs, centre=centre, metres_per_px=float(scale))
