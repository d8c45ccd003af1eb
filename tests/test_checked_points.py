"""Hold the gazetteer's hand-made points to outlines, and to the list of what they were held to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

import pyproj
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.outlines import outline
from geo.gazetteer.world import lookup as world
from geo.gazetteer.world.tables import TABLES, table

GEOD = pyproj.Geod(ellps="WGS84")
WITNESSES = ("countries", "geonames", "natural-earth", "outline")
CHECKED = list(table("checked.tsv"))
"""Table, kind, name, number of its point, lon, lat, source, what, km off."""


def points() -> Iterator[tuple[str, str, str, str, float, float]]:
    for kind, lon, lat, _, name, _ in table("areas.tsv"):
        yield "areas.tsv", kind, name, "0", float(lon), float(lat)
    tables = tomllib.loads((TABLES / "waters.toml").read_text(encoding="utf-8"))
    for kind, records in tables.items():
        for record in records:
            for number, (lon, lat, *_) in enumerate(record["at"]):
                yield "waters.toml", kind, record["names"]["en"], str(number), lon, lat


@cache
def country(code: str) -> BaseGeometry:
    query = "SELECT id FROM place WHERE kind = 'country' AND country = ?"
    (number,) = world.connection().execute(query, (code,)).fetchone()
    found = outline(number)
    assert found is not None, code
    return found.geometry


def away_km(lon: float, lat: float, shape: BaseGeometry) -> float:
    if shape.intersects(shapely.Point(lon, lat)):
        return 0.0
    nearest = [
        shapely.shortest_line(shapely.Point(lon + turn, lat), shape).coords
        for turn in (-360, 0, 360)
    ]
    return float(min(GEOD.inv(*a, *b)[2] for a, b in nearest) / 1000)


def test_every_point_stands_in_the_list_where_it_was_checked() -> None:
    """A point that is added or moved is checked anew: ``data/scripts/check_points.py``."""
    listed = {(*row[:4], float(row[4]), float(row[5])) for row in CHECKED}
    assert {(*row[:4], round(row[4], 4), round(row[5], 4)) for row in points()} == {
        (*row[:4], round(row[4], 4), round(row[5], 4)) for row in listed
    }
    assert len(CHECKED) == len(listed)
    assert {row[6].split()[0] for row in CHECKED} <= set(WITNESSES)


@pytest.mark.parametrize("row", [r for r in CHECKED if r[6] == "outline"], ids=lambda r: r[2])
def test_points_lie_in_the_outline_of_their_name(row: list[str]) -> None:
    found = outline(int(row[7]))
    assert found is not None
    shape = found.geometry
    point = shapely.Point(float(row[4]), float(row[5]))
    assert shape.convex_hull.contains(point) or away_km(point.x, point.y, shape) <= 12


def test_points_lie_as_far_from_their_town_as_the_list_says() -> None:
    rows = [row for row in CHECKED if row[6] == "geonames"]
    query = "SELECT lon, lat FROM place WHERE id = ?"
    for row in rows:
        at = world.connection().execute(query, (int(row[7]),)).fetchone()
        assert at is not None, row
        km = GEOD.inv(float(row[4]), float(row[5]), *at)[2] / 1000
        assert km == pytest.approx(float(row[8]), abs=1), row
        assert km < 300, row


def test_large_areas_lie_among_their_countries() -> None:
    for row in CHECKED:
        if row[6] == "countries":
            hulls = [country(code).convex_hull for code in row[7].split(",")]
            hull = shapely.union_all(hulls).convex_hull
            assert away_km(float(row[4]), float(row[5]), hull) < 60, row


FAR_OFF = {
    "Azores", "Canary Islands", "Great Barrier Reef", "Hawaiian Islands", "Kaliningrad exclave",
    "Okinawa",
}  # fmt: skip
"""What the outlines of countries leave out: they hold no far islands and exclaves."""


def test_points_lie_in_the_countries_that_their_row_names() -> None:
    for kind, lon, lat, codes, name, _ in table("areas.tsv"):
        known = [code for code in codes.split(",") if code]
        if known and kind in ("area", "desert", "mountains", "river") and name not in FAR_OFF:
            away = min(away_km(float(lon), float(lat), country(code)) for code in known)
            assert away < (80 if kind == "area" else 15), (name, away)


@pytest.mark.parametrize(
    ("name", "places", "most_km"),
    [
        pytest.param("Peloponnese", ["Trípoli", "Sparta"], 60, id="was off Acarnania"),
        pytest.param("Atlas Mountains", ["Marrakesh", "Fes"], 320, id="was in the Sahara"),
        pytest.param("Nile Valley", ["Assiut", "Sohag"], 120, id="was in Lake Victoria"),
        pytest.param("Laccadives", ["Kavaratti"], 60, id="was in the Maldives"),
        pytest.param("Pankisi Gorge", ["Telavi"], 40, id="was in North Ossetia"),
    ],
)
def test_points_that_were_wrong_lie_among_their_towns(
    name: str, places: list[str], most_km: float
) -> None:
    (at,) = [(float(lon), float(lat)) for _, lon, lat, _, n, _ in table("areas.tsv") if n == name]
    query = "SELECT lon, lat FROM place WHERE kind = 'city' AND name = ?"
    for place in places:
        found = world.connection().execute(query, (place,)).fetchall()
        assert min(GEOD.inv(*at, *one)[2] for one in found) / 1000 < most_km, place
