"""Make features by recipe: borders, offsets, sea zones, soft circles. (lon, lat), EPSG:4326.

Each recipe works in metres inside a local projected CRS, or along the ellipsoid, and gives
back (lon, lat). None of them draws a line by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.ops import linemerge, substring

from geo.crs import GEOD, WGS84, Position, check_position, length_m
from geo.crs.antimeridian import split
from geo.errors import GeometryError

NAUTICAL_MILE_M: Final = 1852.0
_GAP_SHARE: Final = 0.03
"""Of a region: what is cut off its country and no larger lies between it and the border."""
_ON_THE_LINE_M: Final = 100.0
"""How far a tripoint may lie from the outline that it should stand on."""


def border_between(country: BaseGeometry, start: Position, end: Position) -> LineString:
    """Return the shorter way along a country's outer ring between two tripoints.

    The neighbour's own edge is not asked: two countries' edges never agree exactly,
    and their intersection would be dust.

    Raises
    ------
    GeometryError
        If a tripoint does not lie on the ring.
    """
    ring = main_part(country).exterior
    places = []
    for position in (start, end):
        point = Point(*check_position(*position))
        near = ring.interpolate(ring.project(point))
        off_m = float(GEOD.inv(point.x, point.y, near.x, near.y)[2])
        if off_m > _ON_THE_LINE_M:
            raise GeometryError(f"the tripoint {position} lies {off_m:.0f} m off the outline")
        places.append(ring.project(point))
    low, high = sorted(places)
    if low == high:
        raise GeometryError(f"both tripoints {start} and {end} stand at one place of the outline")
    around = [*_stretch(ring, high, ring.length), *_stretch(ring, 0, low)[1:]]
    way = min((LineString(_stretch(ring, low, high)), LineString(around)), key=length_m)
    if way.coords[0] != _stretch(ring, places[0], places[0])[0]:
        way = way.reverse()
    return way


def offset_inside(
    neighbour: BaseGeometry,
    country: BaseGeometry,
    *,
    distance_m: float,
    crs: CRS | str,
    simplify_m: float = 0.0,
) -> LineString:
    """Return the line that keeps a distance from a neighbour, as far as it lies in a country.

    Parameters
    ----------
    neighbour
        The country to keep away from; its nearest stretch suffices.
    country
        The country in which the line lies; where the line leaves it for a gap shorter
        than the distance, the pieces are not joined and the longest is returned.
    distance_m
        How far from the neighbour, in metres.
    crs
        A projected CRS that is true here, for example ``"EPSG:32638"``.
    simplify_m
        Greatest deviation of the simplified line; 0 keeps every position.

    Raises
    ------
    GeometryError
        If no part of the line lies in the country.
    """
    line_proj = project(neighbour, crs).buffer(distance_m, quad_segs=16).boundary
    within = shapely.intersection(line_proj, project(country, crs))
    pieces = _merged(within)
    if not pieces:
        raise GeometryError(f"no line {distance_m:g} m off the neighbour lies in the country")
    longest = max(pieces, key=lambda piece: float(piece.length))
    return LineString(unproject(longest.simplify(simplify_m), crs).coords)


def _stretch(line: LineString, low: float, high: float) -> list[Position]:
    """Return the positions of a line between two distances along it, in its own units."""
    return [(lon, lat) for lon, lat in substring(line, low, high).coords]


def _merged(lines: BaseGeometry) -> list[LineString]:
    parts = [part for part in shapely.get_parts(lines) if part.length > 0]
    parts = [part for part in parts if part.geom_type == "LineString"]
    if not parts:
        return []
    return list(shapely.get_parts(linemerge(parts)))


def cut_to_nearest(line: LineString, start: Position, end: Position) -> LineString:
    """Return the stretch of a line between the two points of it that lie nearest to places."""
    low, high = sorted(line.project(Point(*check_position(*place))) for place in (start, end))
    return LineString(_stretch(line, low, high))


def soft_circle(centre: Position, *, radius_m: float) -> Polygon | MultiPolygon:
    """Return the circle of a radius on the ellipsoid, for a place known only so closely.

    Over the 180th meridian it is split there.

    Raises
    ------
    GeometryError
        If the circle would hold a pole.
    """
    lon, lat = check_position(*centre)
    if radius_m <= 0:
        raise GeometryError(f"a circle needs a radius, not {radius_m:g} m")
    if any(_reaches_pole(lat, radius_m)):
        raise GeometryError(f"a circle of {radius_m:g} m round {centre} would hold a pole")
    azimuths = np.arange(0.0, 360.0, 360.0 / 96)
    lons, lats, _ = GEOD.fwd(
        np.full(96, lon), np.full(96, lat), azimuths, np.full(96, radius_m, dtype=float)
    )
    if np.ptp(lons) <= 180:
        return _oriented(Polygon(np.column_stack([lons, lats])))
    off = (lons - lon + 180) % 360 - 180
    parts = shapely.get_parts(split(Polygon(np.column_stack([lon + off, lats]))))
    return MultiPolygon([_oriented(part) for part in parts])


def _reaches_pole(lat: float, radius_m: float) -> tuple[bool, bool]:
    reach = [float(GEOD.inv(0, lat, 0, pole)[2]) <= radius_m for pole in (90, -90)]
    return reach[0], reach[1]


def sea_zone(
    port: Position, sea: BaseGeometry, *, radius_nm: float, keep_off_m: float = 0.0
) -> Polygon:
    """Return the sea within so many nautical miles of a port, kept off the shore.

    Parameters
    ----------
    port
        (lon, lat) of the port.
    sea
        Polygons of the sea; what lies on land is cut away. Islands' shores count.
    radius_nm
        In nautical miles of 1,852 m.
    keep_off_m
        How far the zone stays off the shore, in metres.

    Raises
    ------
    GeometryError
        If there is no sea so near.
    """
    disc = soft_circle(port, radius_m=radius_nm * NAUTICAL_MILE_M)
    crs = metric_crs(*port)
    near = shapely.intersection(sea, disc.buffer(0.05))
    wet = project(near, crs).buffer(-keep_off_m) if keep_off_m else project(near, crs)
    zone = unproject(shapely.intersection(wet, project(disc, crs)), crs)
    parts = [part for part in shapely.get_parts(zone) if part.area > 0]
    if not parts:
        raise GeometryError(f"no sea lies within {radius_nm:g} nautical miles of {port}")
    return _oriented(max(parts, key=lambda part: float(part.area)))


def _oriented(area: BaseGeometry) -> Polygon:
    """Return a polygon whose outer ring runs counter-clockwise, as RFC 7946 asks."""
    if not isinstance(area, Polygon):
        raise GeometryError(f"a polygon is wanted, not a {area.geom_type}")
    return orient(area)


def union_of_regions(
    regions: Sequence[BaseGeometry], *, simplify_m: float, crs: CRS | str
) -> Polygon:
    """Return the outline of neighbouring regions together, without the lines between them.

    Raises
    ------
    GeometryError
        If the regions do not touch.
    """
    together = shapely.union_all([project(region, crs).buffer(1.0) for region in regions])
    if together.geom_type != "Polygon":
        raise GeometryError(f"the {len(regions)} regions do not make one area")
    return outline(unproject(together, crs), simplify_m=simplify_m, crs=crs)


def fitted_into(region: BaseGeometry, country: BaseGeometry) -> Polygon:
    """Return a region cut to its country, and grown to the country's edge where it lies along it.

    Two data sets seldom agree on a border: the one region would reach over it here and leave a gap
    there. Gaps are the pieces that the region cuts off the country, the large rest apart.

    Raises
    ------
    GeometryError
        If they have nothing in common.
    """
    inside = shapely.intersection(region, country)
    gaps = [
        part
        for part in shapely.get_parts(shapely.difference(country, region))
        if part.area < _GAP_SHARE * inside.area
    ]
    return main_part(shapely.union_all([inside, *gaps]))


def outline(area: BaseGeometry, *, simplify_m: float, crs: CRS | str) -> Polygon:
    """Return the main part of an area without its holes, simplified by at most so many metres."""
    shape_proj = project(Polygon(main_part(area).exterior), crs).simplify(simplify_m)
    return _oriented(unproject(shape_proj, crs))


def main_part(area: BaseGeometry) -> Polygon:
    """Return the largest polygon of an area, by degrees.

    Raises
    ------
    GeometryError
        If it has none.
    """
    parts = [part for part in shapely.get_parts(area) if isinstance(part, Polygon)]
    if not parts:
        raise GeometryError("there is no polygon to take the outline of")
    return max(parts, key=lambda part: float(part.area))


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
        raise GeometryError(f"{found.to_string()} has no metres; name a projected CRS")
    return found


def _through(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    def move(positions: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return shapely.transform(geometry, move)
