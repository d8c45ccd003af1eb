"""Find room for the names of countries and seas that only reach into a frame.

The base map's own labels stand at a few points of the world, and a frame often holds none of a
country's or a sea's. A stretch of land between borders is the country's whose towns stand on it;
a stretch of water is the sea's of which the nearest of many points can be seen from it across open
water; between two seas it bears no name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.basemap import window
from geo.cache import MB, cached
from geo.crs import distance_m
from geo.crs.antimeridian import split_line
from geo.crs.mercator import to_mercator
from geo.gazetteer import Label, area_labels, homes, sea_points
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.ground import detail_of, on_page
from geo.printmap.carto.sound import slim

LEAST_ZOOM: Final = 4.0
"""On maps of a larger part of the world the labels' own points are in the frame."""
_LEAST_PX2: Final = 2500.0
_SLACK_PX: Final = 0.7
_BAND_PX: Final = 1.2
_AGREED: Final = 0.9
"""Of the towns on a stretch of land: as many must be of one country."""
_LEAST_TOWNS: Final = 2
_FARTHEST_M: Final = 500_000.0
_CLEARLY: Final = 1.15
"""By which another sea's nearest point must be farther."""
_OPEN: Final = 0.98
"""Of the way across water: as much must be open."""
_AROUND: Final = 1.5
"""Of the widest circle in a stretch of water: so far from its middle the name may stand."""
_COARSE: Final = 5
"""Zoom of the data for that."""
_KEPT_BYTES: Final = 2 * MB
"""Of land, and of water."""


@dataclass(frozen=True, slots=True)
class Realm:
    """Hold what a frame shows of a country or a sea."""

    label: Label
    shape: BaseGeometry
    """On the page."""


def realms(frame: Frame, *, zoom: int, language: str) -> Mapping[int, Realm]:
    """Return the countries and seas seen in a frame by their label's id.

    Countries are named where there is more than one to tell apart.
    """
    if frame.zoom() < LEAST_ZOOM:
        return MappingProxyType({})
    known = area_labels(zoom=zoom, language=language)
    lands, waters = _lands(frame), _waters(frame)
    by_country = {label.country: label for label in known if label.country}
    found = {
        by_country[country].id: Realm(by_country[country], shape)
        for country, shape in lands.items()
        if country in by_country and len(lands) > 1
    }
    by_id = {label.id: label for label in known}
    found |= {id_: Realm(by_id[id_], shape) for id_, shape in waters.items()}
    return MappingProxyType(found)


# --- countries --------------------------------------------------------------------------------


@cached(_KEPT_BYTES)
def _lands(frame: Frame) -> Mapping[str, BaseGeometry]:
    """Return the largest stretch of land of each country in a frame."""
    faces = [face for face in _faces(frame) if face.area >= _LEAST_PX2]
    rows = [row for part in frame.covered() for row in homes((*part,))]
    if not faces or not rows:
        return MappingProxyType({})
    at = frame.to_page(np.array([(lon, lat) for lon, lat, _ in rows]))
    tree = shapely.STRtree(shapely.points(at))
    found: dict[str, BaseGeometry] = {}
    for face in sorted(faces, key=lambda face: face.area):
        here = tree.query(face, predicate="contains")
        votes = Counter(rows[index][2] for index in here).most_common(1)
        if votes and votes[0][1] >= max(_LEAST_TOWNS, _AGREED * len(here)):
            found[votes[0][0]] = face
    return MappingProxyType(found)


def _faces(frame: Frame) -> Iterator[BaseGeometry]:
    """Yield the frame's land, parted by borders, disputed ones too."""
    detail = detail_of(frame)
    water = [on_page(frame, detail, name, areas=True) for name in ("sea", "lake")]
    lines = [on_page(frame, detail, name, areas=False) for name in ("border", "disputed")]
    found = slim(np.array([*water, *lines], dtype=object), _SLACK_PX)
    # Lines come in pieces whose ends hardly ever meet to the last digit: a band of them parts.
    found[2:] = shapely.buffer(found[2:], _BAND_PX, quad_segs=1)
    land = shapely.box(*frame.box).difference(shapely.union_all(found))
    yield from shapely.get_parts(land)


# --- seas -------------------------------------------------------------------------------------


@cached(_KEPT_BYTES)
def _waters(frame: Frame) -> Mapping[int, BaseGeometry]:
    """Return the largest stretch of each sea in a frame by the id of its label."""
    sea = on_page(frame, detail_of(frame), "sea", areas=True)
    parts = [part for part in shapely.get_parts(sea) if part.area >= 4 * _LEAST_PX2]
    found: dict[int, BaseGeometry] = {}
    for part in sorted(parts, key=lambda part: part.area):
        widest = shapely.maximum_inscribed_circle(part, tolerance=4)
        middle = shapely.get_point(widest, 0)
        lon, lat = frame.to_world(shapely.get_coordinates(middle))[0].tolist()
        name = _sea_at(lon, lat)
        if name is not None:  # not beyond, where the same water may be another sea
            found[name] = part & shapely.buffer(middle, _AROUND * widest.length)
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def _sea_at(lon: float, lat: float) -> int | None:
    """Return the id of the sea around a place; none where that is not clear, or no sea's name."""
    away = sorted(
        (distance_m((lon, lat), (at_lon, at_lat)), at_lon, at_lat, sea or 0)
        for at_lon, at_lat, sea in sea_points()
    )
    near = [point for point in away if point[0] <= _FARTHEST_M]
    for away_m, *at, sea in near:
        if _is_seen((lon, lat), (at[0], at[1])):
            rivals = (m for m, *_, other in near if other != sea)
            return sea if sea and next(rivals, np.inf) >= _CLEARLY * away_m else None
    return None


def _is_seen(start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether nothing but water lies between two places."""
    ways = shapely.get_parts(shapely.transform(split_line([start, end]), to_mercator))
    return sum(_over_water(way) for way in ways) >= _OPEN * float(shapely.length(ways).sum())


def _over_water(way: BaseGeometry) -> float:
    """Return how much of a way leads over water, both in metres of Web Mercator."""
    water = shapely.make_valid(np.array(window(way.bounds, _COARSE)["sea"], dtype=object))
    return float(shapely.union_all(shapely.intersection(way, water)).length)
