"""Fit bounds into a frame on the page, in a projection that suits them.

======================================= ===========================================
bounds                                  projection
======================================= ===========================================
over 140° wide, middle beyond 60°       Lambert azimuthal equal-area on the pole
over 140° wide or 100° high else        Equal Earth, the whole world's
middle beyond 65° north or south        Lambert azimuthal equal-area
middle within 12° of the equator        Lambert azimuthal equal-area
over 60° high                           Lambert azimuthal equal-area
else                                    Lambert conformal conic, true at a sixth
                                        from either edge
azimuthal, and the page reaches beyond  Equal Earth
the globe
======================================= ===========================================
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.crs import WGS84, Bounds
from geo.crs.antimeridian import joined
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.farside import far_side, half_of, without
from geo.printmap.carto.sound import alike, clipped, mended

Positions = NDArray[np.float64]
"""(n, 2); (lon, lat) in degrees, metres of the projection, or pixels, as the name says."""

_SAMPLES: Final = 33
_KEPT: Final = 64
"""Projections and frames kept: an option changed seldom changes them."""
"""Points along a side, where bounds are carried from one system to another."""
HALF_TURN_DEG: Final = 180 - 1e-6
"""As far as a map of the world goes; a whole half turn might come out on its other side."""
_ASIDE: Final = 1e-4
"""In degrees, and of a position's own: where one is taken that no projection reaches."""
_LEAST_FAR_DEG: Final = 1.0
"""Taken away around the antipode at the least, even of a page that sees all but it."""
_GEOD: Final = Geod(ellps="WGS84")
_WORLD: Final = "+proj=eqearth"
_AZIMUTHAL: Final = "+proj=laea"
_PLANE: Final = "+datum=WGS84 +units=m"


def projection(bounds: Bounds) -> str:
    """Return the projection in which bounds are drawn, as PROJ writes it."""
    lon, lat = bounds.centre()
    width, height = bounds.width, bounds.height
    if width > 140 and abs(lat) > 60:
        return azimuthal(lon, math.copysign(90, lat))
    if width > 140 or height > 100:
        return _whole_world(lon)
    if abs(lat) > 65 or abs(lat) < 12 or height > 60:
        return azimuthal(lon, lat)
    south, north = bounds.south + height / 6, bounds.north - height / 6
    return (
        f"+proj=lcc +lat_1={south:.4f} +lat_2={north:.4f} +lat_0={lat:.4f} +lon_0={lon:.4f} "
        f"{_PLANE}"
    )


def _whole_world(lon: float) -> str:
    return f"{_WORLD} +lon_0={lon:.4f} {_PLANE}"


def azimuthal(lon: float, lat: float) -> str:
    """Return Lambert's azimuthal equal-area projection around a position."""
    return f"{_AZIMUTHAL} +lat_0={lat:.4f} +lon_0={lon:.4f} {_PLANE}"


@lru_cache(maxsize=_KEPT)
def _transformer(proj: str) -> Transformer:
    """Return the way from (lon, lat) to metres; to make one takes milliseconds."""
    return Transformer.from_crs(WGS84, CRS.from_proj4(proj), always_xy=True)


@dataclass(frozen=True)
class Frame:
    """Carry positions of the world to a rectangle of the page, and back."""

    box: Box
    proj: str
    """The projection, as PROJ writes it."""
    centre: tuple[float, float]
    """Of the frame, in metres of the projection."""
    metres_per_px: float
    """Of the projection, for one CSS pixel."""

    def __hash__(self) -> int:
        """Return what the same frame always has: most of what is kept is kept by its frame."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.box, self.proj, self.centre, self.metres_per_px))

    @property
    def crs(self) -> CRS:
        """The projection."""
        return CRS.from_proj4(self.proj)

    @property
    def _forth(self) -> Transformer:
        return _transformer(self.proj)

    @property
    def lon_0(self) -> float:
        """Longitude of the projection's middle; a whole world is cut opposite of it."""
        return self._of_proj("lon_0")

    def _of_proj(self, name: str) -> float:
        return float(self.proj.partition(f"+{name}=")[2].split()[0])

    @property
    def is_world(self) -> bool:
        """Whether the projection shows the whole world, paper around it."""
        return self.proj.startswith(_WORLD)

    @property
    def is_azimuthal(self) -> bool:
        """Whether the scale changes with the distance from the middle."""
        return self.proj.startswith(_AZIMUTHAL)

    @property
    def has_one_north(self) -> bool:
        """Whether an arrow can say for the frame where north is."""
        return not (self.is_world or self.shows(0.0, 90.0) or self.shows(0.0, -90.0))

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
        return self.points([(lon, lat)])[0]

    def points(self, lonlat: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return positions on the page; many at once cost hardly more than one."""
        page = self.to_page(np.array(lonlat, dtype=float).reshape(-1, 2))
        return [(x, y) for x, y in page.tolist()]

    def shapes(self, lonlat: list[BaseGeometry], *, margin_px: float = 12) -> list[BaseGeometry]:
        """Return geometries on the page, cut a little outside the frame; empty ones as such."""
        whole = self.near_side(np.array([joined(shape) for shape in lonlat], dtype=object))
        if self.is_world:
            whole = unrolled(whole, self.lon_0)
        elif not self.is_azimuthal and (torn := self._is_torn(whole)).any():
            whole[torn] = unrolled(whole[torn], self.lon_0)
        return list(self.cut(shapely.transform(whole, self._nearly_to_page), margin_px=margin_px))

    def near_side(self, lonlat: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return shapes without what lies around the antipode, if there is one."""
        return without(lonlat, self._far_side) if self.is_azimuthal else lonlat

    @cached_property
    def _far_side(self) -> BaseGeometry:
        left, top, right, bottom = self.box
        x, y = np.array([(left, top), (left, bottom), (right, top), (right, bottom)]).T
        world = self.to_world(np.column_stack([x, y]))
        lon, lat = self.lon_0, self._of_proj("lat_0")
        away = _GEOD.inv(np.full(4, lon), np.full(4, lat), *world.T)[2]
        seen = np.degrees(away / 6371e3).max() if np.isfinite(world).all() else 180.0
        return far_side(lon, lat, max(half_of(float(seen)), _LEAST_FAR_DEG))

    def _nearly_to_page(self, lonlat: Positions) -> Positions:
        """Return positions on the page; beside it for those that the projection has not.

        Such are the far pole of a cone and the antipode: a ring through them would be none.
        """
        page = self.to_page(lonlat)
        lost = ~np.isfinite(page).all(axis=1)
        if lost.any():
            page[lost] = self.to_page(lonlat[lost] * (1 - _ASIDE) + _ASIDE)
        return page

    def _is_torn(self, lonlat: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Tell which shapes lie across the meridian at which a cone is cut open."""
        boxes = shapely.bounds(lonlat)
        turns = np.floor((boxes[:, [0, 2]] - self.lon_0 + 180) / 360)
        found: NDArray[np.bool_] = turns[:, 0] < turns[:, 1]
        return found

    def cut(self, page: NDArray[np.object_], *, margin_px: float = 0) -> NDArray[np.object_]:
        """Return geometries of the page inside the frame, each of the dimension that it had."""
        return alike(clipped(mended(page), self.box.grown(margin_px)), shapely.get_dimensions(page))

    def covered(self) -> tuple[Bounds, ...]:
        """Return bounds that together hold all that the frame shows.

        More than one where the frame lies over the antimeridian.
        """
        return self._covered

    @cached_property
    def _covered(self) -> tuple[Bounds, ...]:
        if self.is_world:
            return (Bounds(-180.0, -90.0, 180.0, 90.0),)
        world = self._seen()
        poles = [lat for lat in (-90.0, 90.0) if self.shows(0.0, lat)]
        south, north = min([*world[:, 1], *poles]), max([*world[:, 1], *poles])
        if poles:
            return (Bounds(-180.0, south, 180.0, north),)
        off = (world[:, 0] - self.lon_0 + 180) % 360 - 180
        west, east = self.lon_0 + off.min(), self.lon_0 + off.max()
        found = []
        for turn in (-360.0, 0.0, 360.0):
            low, high = max(west + turn, -180.0), min(east + turn, 180.0)
            if low < high:
                found.append(Bounds(low, south, high, north))
        return tuple(found)

    def seen(self) -> Bounds:
        """Return bounds that hold all that the frame shows; west > east over the antimeridian."""
        parts = self.covered()
        if len(parts) == 1:
            return parts[0]
        first, second = sorted(parts, key=lambda part: -part.west)
        return Bounds(first.west, first.south, second.east, first.north)

    def _seen(self) -> Positions:
        """Return (lon, lat) of places all over the frame."""
        at = np.linspace(0, 1, _SAMPLES)
        grid = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
        world = self.to_world(
            np.array([self.box.left, self.box.top]) + grid * [self.box.width, self.box.height]
        )
        return world[np.isfinite(world).all(axis=1)]

    def shows(self, lon: float, lat: float) -> bool:
        """Whether a position lies in the frame."""
        x, y = self.point(lon, lat)
        return self.box.left <= x <= self.box.right and self.box.top <= y <= self.box.bottom

    def zoom(self) -> float:
        """Return the zoom of 256-pixel web tiles whose scale is the frame's, at its middle."""
        return self._zoom

    @cached_property
    def _zoom(self) -> float:
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


@lru_cache(maxsize=_KEPT)
def frame_for(bounds: Bounds, box: Box) -> Frame:
    """Return the frame that shows bounds whole, as large as its box allows.

    Where it would reach beyond the globe, as a wide page around high bounds does, it is in the
    projection of the whole world.
    """
    frame = _fitted(projection(bounds), bounds, box)
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    if frame.is_world or np.isfinite(frame.to_world(np.array(corners))).all():
        return frame
    return _fitted(_whole_world(bounds.centre()[0]), bounds, box)


def _fitted(proj: str, bounds: Bounds, box: Box) -> Frame:
    forth = _transformer(proj)
    edge = shapely.get_coordinates(
        shapely.segmentize(bounds.rolled(), max(bounds.width, 0.01) / _SAMPLES)
    )
    x, y = forth.transform(edge[:, 0], edge[:, 1])
    good = np.isfinite(x) & np.isfinite(y)
    x, y = x[good], y[good]
    scale = max(np.ptp(x) / box.width, np.ptp(y) / box.height, 1e-3)
    centre = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    return Frame(box=box, proj=proj, centre=centre, metres_per_px=float(scale))


def unrolled(lonlat: NDArray[np.object_], lon_0: float) -> NDArray[np.object_]:
    """Return shapes cut opposite of a meridian and laid within 180° of it on either side."""
    found = np.full(len(lonlat), shapely.Point(), dtype=object)
    for turn in (-360.0, 0.0, 360.0):
        turned = shapely.transform(lonlat, partial(np.add, (turn, 0.0)))
        part = clipped(turned, (lon_0 - HALF_TURN_DEG, -90, lon_0 + HALF_TURN_DEG, 90))
        here, met = ~shapely.is_empty(part), ~shapely.is_empty(found)
        found[here & ~met] = part[here & ~met]
        found[here & met] = shapely.union(found[here & met], part[here & met])
    return found
