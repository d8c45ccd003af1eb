"""Keep positions honest: WGS84 bounds, metric projections, geodesic lengths and areas.

Positions are (lon, lat) in EPSG:4326. Metres exist only in a local projected CRS,
inside the functions of this module, or along the ellipsoid.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geo.errors import BoundsError, CrsError

WGS84: Final = "EPSG:4326"
GEOD: Final = Geod(ellps="WGS84")
NAUTICAL_MILE_M: Final = 1852.0

Position = tuple[float, float]
"""(lon, lat) in degrees, for example ``(49.892, 40.3777)`` for Baku."""


def check_position(lon: float, lat: float) -> Position:
    """Return a position that lies in the world.

    Raises
    ------
    BoundsError
        If it does not; the message asks whether lon and lat are swapped.
    """
    if not -90 <= lat <= 90:
        raise BoundsError(f"latitude {lat:g} lies outside -90 to 90; are lon and lat swapped?")
    if not -180 <= lon <= 180:
        raise BoundsError(f"longitude {lon:g} lies outside -180 to 180; are lon and lat swapped?")
    return lon, lat


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hold west, south, east, north in degrees. Bounds never cross the antimeridian.

    Raises
    ------
    BoundsError
        If they are not in order or leave the world.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        check_position(self.west, self.south)
        check_position(self.east, self.north)
        if self.south > self.north:
            raise BoundsError(
                f"bounds are upside down: south {self.south:g} > north {self.north:g}"
            )
        if self.west > self.east:
            raise BoundsError(
                f"bounds run from {self.west:g} east to {self.east:g}: over the antimeridian; "
                "give each side's bounds by itself"
            )

    def __iter__(self) -> Iterator[float]:
        """Yield west, south, east, north, as shapely and GeoJSON order them."""
        return iter((self.west, self.south, self.east, self.north))

    @classmethod
    def of(cls, geometries: Iterable[BaseGeometry]) -> Bounds:
        """Return the bounds of all geometries together, (lon, lat).

        Raises
        ------
        BoundsError
            If there is none, or none with a position.
        """
        boxes = shapely.bounds(np.array(list(geometries), dtype=object).reshape(-1))
        boxes = boxes[np.isfinite(boxes).all(axis=1)] if len(boxes) else boxes
        if not len(boxes):
            raise BoundsError("there is no geometry to take the bounds of")
        return cls(*map(float, (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))))

    def polygon(self) -> Polygon:
        """Return the bounds as a rectangle of (lon, lat)."""
        return box(*self)

    def leaflet_corners(self) -> list[list[float]]:
        """Return [[south, west], [north, east]], as Leaflet orders them."""
        return [[self.south, self.west], [self.north, self.east]]

    def centre(self) -> Position:
        """Return the middle, (lon, lat)."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a position lies inside or on the edge."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def union(self, other: Bounds) -> Bounds:
        """Return the bounds of both."""
        return Bounds(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def padded(self, fraction: float, *, least_deg: float = 0.05) -> Bounds:
        """Return bounds wider by a fraction of their size on each side, kept in the world."""
        x = max((self.east - self.west) * fraction, least_deg)
        y = max((self.north - self.south) * fraction, least_deg)
        return Bounds(
            max(-180.0, self.west - x),
            max(-90.0, self.south - y),
            min(180.0, self.east + x),
            min(90.0, self.north + y),
        )


# --- metres -----------------------------------------------------------------------------------


def metric_crs(lon: float, lat: float) -> CRS:
    """Return the azimuthal equidistant CRS around a position, in metres.

    Distances from that position are true; at 100 km from it, others are off by
    less than 0.01 %.
    """
    lon, lat = (float(value) for value in check_position(lon, lat))
    return CRS.from_proj4(f"+proj=aeqd +lat_0={lat!r} +lon_0={lon!r} +datum=WGS84 +units=m")


def project(geometry: BaseGeometry, crs: CRS | str) -> BaseGeometry:
    """Return a (lon, lat) geometry in a metric CRS. Name the result ``…_proj``."""
    return _through(geometry, Transformer.from_crs(WGS84, _metric(crs), always_xy=True))


def unproject(geometry_proj: BaseGeometry, crs: CRS | str) -> BaseGeometry:
    """Return a geometry of a metric CRS as (lon, lat)."""
    return _through(geometry_proj, Transformer.from_crs(_metric(crs), WGS84, always_xy=True))


def _metric(crs: CRS | str) -> CRS:
    found = CRS.from_user_input(crs)
    if not found.is_projected:
        raise CrsError(f"{found.to_string()} has no metres; name a projected CRS")
    return found


def _through(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    def move(positions: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return shapely.transform(geometry, move)


def require_wgs84(crs: object) -> None:
    """Refuse data in another CRS.

    Raises
    ------
    CrsError
        If the CRS is not (lon, lat) on WGS84.
    """
    if crs is None or CRS.from_user_input(crs) not in (CRS("EPSG:4326"), CRS("OGC:CRS84")):
        raise CrsError(f"the data is in {crs}, and Dateline works in EPSG:4326; reproject it first")


# --- on the ellipsoid -------------------------------------------------------------------------


def length_m(geometry: BaseGeometry) -> float:
    """Return the geodesic length in metres: of lines, or of a polygon's outline."""
    return float(abs(GEOD.geometry_length(geometry)))


def area_m2(geometry: BaseGeometry) -> float:
    """Return the geodesic area in square metres, whichever way the rings run."""
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in _polygons(geometry))


def distance_m(start: Position, end: Position) -> float:
    """Return the geodesic distance in metres between two positions."""
    return float(GEOD.inv(*start, *end)[2])


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            # Rings are oriented so that holes are taken away, not added.
            yield orient(part)


def geojson_geometry(geometry: BaseGeometry, *, decimals: int) -> dict[str, Any]:
    """Return a geometry as GeoJSON's object, its degrees rounded."""
    found: dict[str, Any] = _rounded(json.loads(shapely.to_geojson(geometry)), decimals)
    return found


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, list):
        return [_rounded(item, decimals) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item, decimals) for key, item in value.items()}
    return value
