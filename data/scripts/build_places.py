"""Make the gazetteer: places, their names in six languages, and labels placed for every zoom.

Run ``python data/scripts/build_places.py`` from the repository's folder; it takes a few minutes
and makes the same file, byte for byte, from the packages pinned in ``packages.py``.
"""

from __future__ import annotations

import sqlite3
import struct
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from label_boxes import text_box, text_width  # noqa: E402
from place_areas import Area, load_countries, load_waters  # noqa: E402
from place_labels import NEVER, Item, place, world_px  # noqa: E402
from place_names import TABLES, City, load_cities  # noqa: E402

from geo.gazetteer.folding import fold  # noqa: E402
from geo.gazetteer.places.labels import AREA_REACH_PX, REACH_PX  # noqa: E402
from geo.gazetteer.places.store import FILE, KINDS, cell_key  # noqa: E402
from geo.style.labels import ANCHORS, shown_text  # noqa: E402
from geo.text import LANGUAGES  # noqa: E402

FIRST = {3: 8e6, 4: 2.5e6, 5: 700e3, 6: 200e3, 7: 60e3, 8: 20e3, 9: 6e3, 10: 2e3, 11: 500}
"""Inhabitants from which a place may be shown at a zoom, however near others are."""

REGION = frozenset({"AZ", "AM", "GE", "IR"})
"""Countries of the first story, of which every village is kept that finds room."""

SMALL = 10_000
"""Elsewhere, a place with fewer inhabitants is kept only where it fills an empty map."""

WIDEST_PX = 180
"""Width of the longest name that is set beside a place; longer ones are not labelled."""

UNPLACED, AREA_CELL = 13, 14


def main() -> None:
    """Remake the gazetteer's file."""
    cities = load_cities()
    areas = [*load_countries(cities), *load_waters()]
    areas.sort(key=lambda area: (-area.weight, area.id))
    things: list[tuple[Area | City, Item]] = [(area, _area_item(area)) for area in areas]
    disputed = set(
        tomllib.loads((TABLES / "countries.toml").read_text(encoding="utf-8"))["capital_disputed"]
    )
    members = {area.country for area in areas if area.kind.startswith("country")}
    size = {area.country: area.weight for area in areas if area.country}
    towns = []
    for city in cities:
        capital = city.code == "PPLC" and city.country in members and city.id not in disputed
        towns.append((city, _town_item(city, capital, size.get(city.country, 0.0))))
    towns.sort(key=lambda pair: (pair[1].kind != "capital", -pair[0].weight, pair[0].id))
    things += _worth_keeping(things, towns)
    for language in LANGUAGES:
        place([item for _, item in things], language)
        print(language, sum(language in item.placed for _, item in things), "labels", flush=True)
    write(FILE, things)


def _area_item(area: Area) -> Item:
    """Say at which zooms an area's name may stand: while its shape and its text agree."""
    names = {language: area.names.get(language, area.english) for language in LANGUAGES}
    names["en"] = area.english
    if area.zoom is not None:
        span = {"ocean": 4, "sea": 5, "gulf": 4, "lake": 5}.get(area.kind, 2)
        return Item(area.kind, names, area.points, area.zoom, area.zoom, min(12, area.zoom + span))
    text = shown_text(area.english, area.kind, "en")
    across = area.span * 256 / 360
    fits = [
        zoom
        for zoom, (least, times) in ROOM.items()
        if area.weight >= least and text_width(text, area.kind, zoom) <= times * across * 2**zoom
    ]
    first = min(fits, default=7)
    last = max((zoom for zoom in range(6, 11) if across * 2**zoom <= 1800), default=6)
    until = max(first + 2, last)
    return Item(area.kind, names, area.points, first, first, until, capital=area.capital)


ROOM = {
    1: (5e6, 1.0), 2: (1.5e6, 1.0), 3: (2e5, 1.5), 4: (2e4, 1.5), 5: (2e3, 2.5), 6: (0.0, 4.0),
}  # fmt: skip
"""By zoom: the least area in km² of a country that is named, and how many times the width of its
shape the name may have."""


def _town_item(city: City, capital: bool, square_km: float) -> Item:
    """Say from which zoom a place may be shown, and with which kind of label."""
    names = {language: city.names.get(language, city.english) for language in LANGUAGES}
    names["en"] = city.english
    first = next((zoom for zoom, least in FIRST.items() if city.weight >= least), 12)
    if capital:
        by_country = 3 if square_km >= 900e3 else 4 if square_km >= 60e3 else 5
        first = min(first, by_country if square_km >= 5e3 else 6)
        kind = "capital"
    else:
        kind = next(
            (kind for kind, least in _SIZES.items() if city.weight >= least),
            "village",
        )
    filler = max(4, first - 2)
    if city.code == "PPLX":
        first, filler = max(first, 11), 12
    elif city.suburb:
        first, filler = min(first + 1, 12), min(filler + 1, 12)
    if text_width(city.english, kind, 12) > WIDEST_PX:
        first = filler = 13
    for language, name in names.items():
        if text_width(name, kind, 12) > WIDEST_PX:
            names[language] = city.english
    great = capital or city.weight >= 3e6
    return Item(kind, names, [(city.lon, city.lat)], first, filler, great=great)


_SIZES = {"metropolis": 1e6, "city": 100e3, "town": 5e3}


def _worth_keeping(
    areas: list[tuple[Area | City, Item]], towns: list[tuple[City, Item]]
) -> Iterator[tuple[City, Item]]:
    """Choose the places of the file: large ones, the story's region, and fillers of empty land."""
    trial = [replace(item, placed={}) for _, item in (*areas, *towns)]
    place(trial, "en")
    for (city, item), tried in zip(towns, trial[len(areas) :], strict=True):
        shown = tried.placed.get("en", (NEVER, 0))[0]
        if city.weight >= SMALL or (city.country in REGION and shown <= 12) or shown <= 9:
            yield city, item


def write(path: Path, things: list[tuple[Area | City, Item]]) -> None:
    """Write the file: no dates, rows in the order of their keys, nothing left over."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    connection.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA encoding = 'UTF-8';"
        "CREATE TABLE place (key INTEGER PRIMARY KEY, id INTEGER NOT NULL, kind INTEGER NOT NULL,"
        " rank INTEGER NOT NULL, country TEXT NOT NULL, population INTEGER NOT NULL,"
        " lon INTEGER NOT NULL, lat INTEGER NOT NULL, fit BLOB NOT NULL, en TEXT NOT NULL,"
        " az TEXT, fa TEXT, hy TEXT, tr TEXT, ru TEXT);"
        "CREATE TABLE area (key INTEGER PRIMARY KEY, until INTEGER NOT NULL, points BLOB NOT NULL);"
        "CREATE TABLE also (key INTEGER, text TEXT, used_by TEXT, PRIMARY KEY (key, text))"
        " WITHOUT ROWID;"
        "CREATE TABLE search (folded TEXT, key INTEGER, PRIMARY KEY (folded, key)) WITHOUT ROWID;"
    )
    connection.execute("BEGIN")
    rows = sorted(_keyed(things), key=lambda row: row[0])
    searched: set[tuple[str, int]] = set()
    seen: set[int] = set()
    for key, rank, thing, item in rows:
        _insert(connection, key, rank, thing, item)
        if thing.id not in seen:
            searched |= {(folded, key) for folded in _searched(thing)}
        seen.add(thing.id)
    connection.executemany("INSERT INTO search VALUES (?, ?)", sorted(searched))
    connection.execute("CREATE INDEX place_id ON place (id)")
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    unfinished.replace(path)


def _keyed(
    things: list[tuple[Area | City, Item]],
) -> Iterator[tuple[int, int, Area | City, Item]]:
    """Give each thing its key: the tile and zoom in which it first shows, and a number there."""
    used: dict[int, int] = defaultdict(int)
    for rank, (thing, item) in enumerate(things):
        if isinstance(thing, Area):
            cell = cell_key(AREA_CELL, 0, 0)
        else:
            first = min((zoom for zoom, _ in item.placed.values()), default=UNPLACED)
            side = 256.0 / 2 ** min(first, 12)
            x, y = world_px(thing.lon, thing.lat)
            cell = cell_key(first, int(x / side), int(y / side))
        yield cell + used[cell], rank, thing, item
        used[cell] += 1
        assert used[cell] < 1024, f"too many places in cell {cell}"


def _insert(
    connection: sqlite3.Connection, key: int, rank: int, thing: Area | City, item: Item
) -> None:
    """Write one place and, if it is an area, its points and other names."""
    fit = bytes(
        number << 4 | zoom
        for zoom, number in (item.placed.get(language, (NEVER, 0)) for language in LANGUAGES)
    )
    _check_reach(item, isinstance(thing, Area))
    lon, lat = item.points[0]
    english = item.names["en"]
    names = [
        name if name != english else None
        for name in (item.names[language] for language in LANGUAGES[1:])
    ]
    connection.execute(
        f"INSERT INTO place VALUES ({', '.join('?' * 15)})",
        (
            key, thing.id, KINDS.index(item.kind), rank, thing.country, thing.population,
            round(lon * 1e5), round(lat * 1e5), fit, english, *names,
        ),
    )  # fmt: skip
    if isinstance(thing, Area):
        numbers = [round(value * 1e5) for point in item.points for value in point]
        points = struct.pack(f"<{len(numbers)}i", *numbers)
        connection.execute("INSERT INTO area VALUES (?, ?, ?)", (key, item.until, points))
        connection.executemany(
            "INSERT INTO also VALUES (?, ?, ?)",
            [(key, text, used_by) for text, used_by in sorted(thing.also.items())],
        )


def _check_reach(item: Item, area: bool) -> None:
    """Stop the build where a label is wider than the reader of the file expects."""
    across, down = AREA_REACH_PX if area else REACH_PX
    for language, (_, number) in item.placed.items():
        text = shown_text(item.names[language], item.kind, language)
        box = text_box(text, item.kind, "center" if area else ANCHORS[number], item.until)
        if max(-box.west, box.east) > across or max(-box.north, box.south) > down:
            raise ValueError(f"label {text!r} reaches farther than {across} x {down}: {box}")


def _searched(thing: Area | City) -> set[str]:
    """List the folded names by which a place is found, and the later words of long ones."""
    names = {thing.english, *thing.names.values(), *thing.also}
    found = {fold(name) for name in names}
    if isinstance(thing, Area) or thing.population >= 15_000:
        for words in [name.split() for name in found]:
            found |= {" ".join(words[n:]) for n in range(1, len(words)) if len(words[n]) > 3}
    return {name for name in found if name}


if __name__ == "__main__":
    main()
