"""Draw thousands of maps that nobody would choose: what is sound is drawn, or refused in words.

    python -m tests.fuzzdrawing 10000      and prints what was drawn, refused and at fault
    python -m tests.fuzzdrawing 1 4711     draws the one of this number again, and raises its fault

A third of them are the shipped story at odd sizes, frames, languages and options. A third are
stories made up at the edges of what `check` calls sound: at the poles, along the antimeridian,
points upon each other, needles, rings, collections. The others are what drafts derive from the
world's outlines: countries, regions, parts of them, borders, with all their islands and inlets. The
number of a map says all of it. Nothing is drawn finely: a fault lies in the shapes, and a coarse
picture has the same ones.
"""

from __future__ import annotations

import json
import math
import os
import random
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry import shape as geometry_of
from shapely.geometry.base import BaseGeometry

from geo.draft.publishing import LAYERS
from geo.errors import DatelineError, StoryError
from geo.gazetteer import outlines
from geo.gazetteer.derived import PARTS, border_id, extent, part_id
from geo.options.page import LEAST_PX, MOST_PX
from geo.printmap import FORMATS, PRESETS, Sheet, describe, encode, sheet_of
from geo.printmap.canvas.sheet import Text
from geo.sources import DATA
from geo.story import Story, load
from geo.style import THEMES
from geo.text import LANGUAGES
from tests import stories

SHIPPED: Final = "iran-azerbaijan-2025"
DPI: Final = ("36", "36", "36", "37", "48", "72")
SIDES: Final = (LEAST_PX, LEAST_PX + 1, 333, 500, 720, 1000, 2000, MOST_PX - 1, MOST_PX)
LONS: Final = (-180.0, -179.9999, -90.0, 0.0, 45.0, 90.0, 179.9999, 180.0)
LATS: Final = (-90.0, -89.99, -85.06, -66.5, -12.0, 0.0, 12.0, 39.0, 65.0, 85.06, 89.99, 90.0)
SIZES_DEG: Final = (-7.0, 1.9)
"""Powers of ten of how far a made-up shape reaches: from a centimetre to half the world."""
NAMES: Final = (
    "Here", "A town of a very long name that goes on " * 4, "שלום", "北京市", "𐌀𐌁",
    "e\u0301", "a\u202eb", "\u2067x\u2069", "تهران", "Երևան", "İı", "\u200d", "N" * 300, "🗺️",
)  # fmt: skip
_ODD: Final = 0.08
"""Of sides and pages: those that are as large as can be, and take as long."""
_LAYERS: Final = {"point": "places", "line": "routes", "polygon": "areas"}


@dataclass(frozen=True)
class Case:
    """Hold what one number stands for."""

    number: int
    head: Mapping[str, Any] | None
    """Of a made-up story; none for the shipped one."""
    geojson: Mapping[str, Any] | None
    values: Mapping[str, str]
    form: str

    def __str__(self) -> str:
        """Say it so that it can be looked for."""
        made = "" if self.geojson is None else f" {json.dumps(self.geojson)[:1500]}"
        return f"{self.number}: {self.form} {json.dumps(dict(self.values))}{made}"


def case_of(number: int) -> Case:
    """Return what a number stands for, always the same."""
    chance = random.Random(number)
    head = geojson = None
    if number % 3:
        head, geojson = (_story if number % 3 == 1 else _derived_story)(chance)
        known = _Words.of_parts(head)
    else:
        known = _Words.of_parts(json.loads(shipped().model_dump_json(exclude={"features"})))
    values = _values(chance, known)
    if number % 3 == 2 and "bounds" in values:
        values["bounds"] = ",".join(f"{side:.9g}" for side in _upon(chance, geojson or {}))
    return Case(number, head, geojson, values, chance.choice([*FORMATS, "json"]))


# --- options ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    layers: Sequence[str]
    statements: Sequence[str]

    @classmethod
    def of_parts(cls, head: Mapping[str, Any]) -> _Words:
        statements = [*head["annotations"], *head.get("context", ())]
        return cls([one["id"] for one in head["layers"]], [one["id"] for one in statements])


def _values(chance: random.Random, known: _Words) -> dict[str, str]:
    made = {
        "lang": lambda: chance.choice(LANGUAGES),
        "theme": lambda: chance.choice(list(THEMES)),
        "notes": lambda: chance.choice(("on", "off")),
        "undated": lambda: chance.choice(("on", "off")),
        "at": lambda: chance.choice(known.statements),
        "layers": lambda: ",".join(
            chance.sample(known.layers, chance.randint(0, min(3, len(known.layers))))
        ),
        "bounds": lambda: ",".join(f"{side:.9g}" for side in bounds(chance)),
        "from": lambda: f"{chance.randint(1990, 2026)}-01-01",
        "to": lambda: f"{chance.randint(2026, 2040)}-01-01",
    }
    found = {name: make() for name, make in made.items() if chance.random() < 0.4}
    size = {"width": _side(chance), "height": _side(chance)}
    if chance.random() < _ODD:
        size = {"preset": chance.choice(list(PRESETS))}
    return {**found, **size, "dpi": chance.choice(DPI)}


def _side(chance: random.Random) -> str:
    small = chance.randint(int(LEAST_PX) + 100, 800)
    return f"{chance.choice(SIDES) if chance.random() < _ODD else small:.0f}"


def bounds(chance: random.Random) -> tuple[float, float, float, float]:
    """Return west, south, east, north: around the story, or anywhere, or what is hardly a frame."""
    if chance.random() < 0.4:
        west, south = chance.uniform(40, 55), chance.uniform(34, 43)
        return west, south, west + 10 ** chance.uniform(-3, 1), south + 10 ** chance.uniform(-3, 1)
    lon, lat = place(chance)
    wide, high = (10 ** chance.uniform(-3, 2.5) for _ in range(2))
    west, east = max(lon - wide / 2, -180), min(lon + wide / 2, 180)
    south, north = max(lat - high / 2, -90), min(lat + high / 2, 90)
    return west, south, max(east, west), max(north, south)


# --- made-up stories --------------------------------------------------------------------------


def place(chance: random.Random) -> tuple[float, float]:
    """Return a position, often at an edge of the world, (lon, lat)."""
    lon = chance.choice((chance.choice(LONS), chance.uniform(-180, 180)))
    lat = chance.choice((chance.choice(LATS), chance.uniform(-90, 90)))
    return lon, lat


def shape(chance: random.Random, around: tuple[float, float]) -> BaseGeometry:
    """Return a shape around a position in (lon, lat), no farther than the world's edge."""
    reach = 10 ** chance.uniform(*SIZES_DEG)
    makes = (_point, _point, _points, _line, _lines, _ring, _holed, _needle, _cap, _parts, _mixed)
    return chance.choice(makes)(chance, around, reach)


def _near(chance: random.Random, around: tuple[float, float], reach: float) -> tuple[float, float]:
    lon, lat = (middle + chance.uniform(-reach, reach) for middle in around)
    return min(max(lon, -180.0), 180.0), min(max(lat, -90.0), 90.0)


def _point(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    return shapely.Point(around)


def _points(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    return shapely.MultiPoint([_near(chance, around, reach) for _ in range(chance.randint(1, 5))])


def _line(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    return shapely.LineString([_near(chance, around, reach) for _ in range(chance.randint(2, 6))])


def _lines(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    return shapely.MultiLineString([_line(chance, around, reach) for _ in range(2)])


def _ring(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    corners = chance.randint(3, 12)
    turns = sorted(chance.uniform(0, 2 * math.pi) for _ in range(corners))
    at = [
        (around[0] + reach * math.cos(turn), around[1] + reach * math.sin(turn) / 2)
        for turn in turns
    ]
    lon, lat = np.array(at).T
    return shapely.Polygon(np.column_stack([np.clip(lon, -180, 180), np.clip(lat, -90, 90)]))


def _holed(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    whole = _ring(chance, around, reach)
    middle = shapely.Point(around).buffer(reach * chance.uniform(0.01, 0.6), quad_segs=3)
    return shapely.difference(shapely.make_valid(whole), middle)


def _needle(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    thin = reach * 10 ** chance.uniform(-9, -2)
    lon, lat = around
    sides = (reach, thin) if chance.random() < 0.5 else (thin, reach)
    west, east = max(lon - sides[0], -180.0), min(lon + sides[0], 180.0)
    south, north = max(lat - sides[1], -90.0), min(lat + sides[1], 90.0)
    return shapely.box(west, south, east, north)


def _cap(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    pole = chance.choice((-90.0, 90.0))
    edge = [
        (lon, math.copysign(max(90 - chance.uniform(0.01, 1) * min(reach, 60), 1), pole))
        for lon in np.linspace(-180, 180, chance.choice((2, 3, 5, 37))).tolist()
    ]
    return shapely.Polygon([*edge, (180, pole), (-180, pole)])


def _parts(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    some = [_ring(chance, _near(chance, around, 3 * reach), reach) for _ in range(3)]
    split = [shapely.box(180 - reach / 60, 0, 180, 1), shapely.box(-180, 0, reach / 60 - 180, 1)]
    joined = shapely.union_all([shapely.make_valid(one) for one in (*some, *split)])
    return joined if joined.geom_type == "MultiPolygon" else shapely.MultiPolygon(split)


def _mixed(chance: random.Random, around: tuple[float, float], reach: float) -> BaseGeometry:
    makes = chance.sample((_point, _line, _ring, _points), chance.randint(1, 3))
    return shapely.GeometryCollection([make(chance, around, reach) for make in makes])


def _story(chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    count = chance.choice((1, 1, 2, 3, 5, 12))
    middle, spread = place(chance), 10 ** chance.uniform(*SIZES_DEG)
    same = chance.random() < 0.2
    records = []
    for number in range(count):
        at = middle if same or chance.random() < 0.3 else _near(chance, middle, spread)
        found = shapely.Point(middle) if same else shape(chance, at)
        kind = "point" if found.geom_type.endswith("Point") else "line"
        kind = "polygon" if found.geom_type.endswith("Polygon") else kind
        records.append(
            stories.feature(
                f"f{number}", chance.choice((_LAYERS[kind], "background")),
                json.loads(json.dumps(mapping(found))), name=chance.choice(NAMES),
                certainty=chance.choice(("exact", "approximate", "indicative", "disputed")),
                status=chance.choice(("existing", "existing", "proposed")), position_checked=True,
            )
        )  # fmt: skip
    head = stories.head()
    title = chance.choice(("A small story", "A title that goes on and on " * 12, "n" * 1000))
    told = [_statement(number, [f"f{number}"]) for number in range(count)]
    ends = [record["properties"]["id"] for record in records]
    for start, end in pairwise(ends[: chance.choice((0, 0, 3))]):
        tie = {"from": start, "to": end, "layer": "ties", "directed": chance.random() < 0.5}
        told.append({**_statement(len(told), []), "relation": tie})
    used = {record["properties"]["layer"] for record in records}
    used |= {"ties" for one in told if "relation" in one}
    layers = [one for one in head["layers"] if one["id"] in used]
    head |= {"title": title, "annotations": told, "context": [], "layers": layers}
    return head, {"type": "FeatureCollection", "features": records}


# --- derived shapes ---------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _outlined() -> Mapping[int, shapely.Polygon]:
    """Return the boxes of all that has an outline, by its number, in the order of numbers."""
    numbers = [
        number
        for folder in outlines.SOURCES
        for (number,) in sqlite3.connect(outlines.FOLDER / folder / "outlines.sqlite").execute(
            "SELECT id FROM outline WHERE id > 0 AND length(rings) > 1000"
        )
    ]
    found = {number: outlines.outline(number) for number in sorted(set(numbers))}
    return {number: shapely.box(*one.geometry.bounds) for number, one in found.items() if one}


@cache
def _islands(number: int) -> int:
    found = outlines.outline(number)
    return 0 if found is None else int(shapely.get_num_geometries(found.geometry))


def _derived(chance: random.Random) -> BaseGeometry:
    """Return a country, a region, a part of one or the border of two, (lon, lat)."""
    boxes = _outlined()
    numbers = sorted(boxes, key=lambda one: (-_islands(one), one))
    number = chance.choice(numbers[: chance.choice((60, len(numbers)))])
    made = chance.choice(("whole", "part", "part", "border"))
    found = None
    if made == "part":
        found = extent(part_id(chance.choice(list(PARTS)), number))
    elif made == "border":
        near = [other for other, box in boxes.items() if box.intersects(boxes[number])]
        others = chance.sample(near, min(6, len(near)))
        lines = (extent(border_id(number, other)) for other in others if other != number)
        found = next((line for line in lines if line is not None), None)
    found = found or extent(str(number))
    assert found is not None
    return found.geometry


def _derived_story(chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    themes = {"Polygon": ("areas", "waters", "drawn-areas"), "Line": ("borders", "drawn-lines")}
    records = []
    for number in range(chance.choice((1, 1, 2, 4))):
        found = _derived(chance)
        theme = chance.choice(themes["Line" if "Line" in found.geom_type else "Polygon"])
        records.append(
            stories.feature(
                f"f{number}", theme, json.loads(shapely.to_geojson(found)),
                name=chance.choice(NAMES), position_checked=True,
                certainty=chance.choice(("exact", "approximate", "indicative", "disputed")),
            )
        )  # fmt: skip
    used = {record["properties"]["layer"] for record in records}
    layers = [
        {"id": one.id, "title": one.title, "theme": one.theme} for one in LAYERS if one.id in used
    ]
    told = [_statement(number, [f"f{number}"]) for number in range(len(records))]
    head = stories.head() | {"annotations": told, "context": [], "layers": layers}
    return head, {"type": "FeatureCollection", "features": records}


def _upon(chance: random.Random, geojson: Mapping[str, Any]) -> tuple[float, float, float, float]:
    """Return west, south, east, north around a vertex of one of the shapes."""
    record = chance.choice(geojson["features"])
    positions = shapely.get_coordinates(geometry_of(record["geometry"])).tolist()
    lon, lat = chance.choice(positions)
    wide, high = (10 ** chance.uniform(-1.5, 1.5) for _ in range(2))
    return max(lon - wide, -180), max(lat - high, -90), min(lon + wide, 180), min(lat + high, 90)


# --- statements -------------------------------------------------------------------------------


def _statement(number: int, features: list[str]) -> dict[str, Any]:
    like = stories.HEAD["annotations"][0]
    return {**like, "id": f"A{number + 1}", "features": features, "claim": "It stands here. " * 3}


# --- what comes of it -------------------------------------------------------------------------


@lru_cache(maxsize=1)
def shipped() -> Story:
    """Return the story that comes with Dateline."""
    return load(DATA / "stories" / SHIPPED)


def outcome(case: Case) -> str:
    """Return what came of it in a word: drawn, refused or unsound.

    Raises
    ------
    Exception
        Whatever else than one of our own sentences came of it.
    """
    try:
        story = shipped() if case.head is None else _loaded(case)
    except StoryError:
        return "unsound"
    try:
        sheet, page = sheet_of(story, case.values)
        judge(sheet)
        if case.form == "json":
            json.dumps(describe(sheet, page), allow_nan=False)
        else:
            assert encode(sheet, page, case.form), "an empty file"
    except DatelineError as error:
        assert "\n" not in str(error) and len(str(error)) < 300, f"no short sentence: {error}"
        return f"refused: {' '.join(str(error).split()[:4])}"
    return "drawn"


def _loaded(case: Case) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        return load(stories.write(Path(folder), dict(case.head or {}), dict(case.geojson or {})))


def judge(sheet: Sheet) -> None:
    """Demand that all of a page lies at places that there are."""
    for item in sheet.items:
        if isinstance(item, Text):
            assert math.isfinite(item.x) and math.isfinite(item.y), f"nowhere: {item.text!r}"
        else:
            assert np.isfinite(shapely.get_coordinates(item.shape)).all(), "a shape nowhere"


# --- the run ----------------------------------------------------------------------------------


@dataclass
class Tally:
    """Count what came of maps, and keep the faults."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Numbers, and what each raised and where."""


def draw(numbers: Sequence[int]) -> Tally:
    """Draw maps by their numbers."""
    tally = Tally()
    for number in numbers:
        try:
            tally.counts[outcome(case_of(number))] += 1
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)
            where = next((at for at in reversed(last) if "/geo/" in at.filename), last[-1])
            line = f"{Path(where.filename).name}:{where.lineno} {where.name}"
            said = f"{type(error).__name__}: {str(error)[:120]}"
            tally.counts["at fault"] += 1
            tally.faults.append((number, f"{line}: {said}"))
    return tally


def drawn(numbers: Sequence[int], processes: int) -> Iterator[Tally]:
    """Yield what came of maps, some at a time, drawn by several processes."""
    parts = [numbers[start : start + 20] for start in range(0, len(numbers), 20)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(draw, parts)


def main() -> int:
    """Draw so many, and print the counts and each fault with the first map that has it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 2:
        case = case_of(int(sys.argv[2]))
        print(case)
        print(outcome(case))
        return 0
    start = time.monotonic()
    total = Tally()
    for tally in drawn(range(count), int(os.environ.get("FUZZ_PROCESSES", os.cpu_count() or 1))):
        for number, said in tally.faults:
            if said not in dict(total.faults).values():
                print(f"{number}: {said}", flush=True)
            total.faults.append((number, said))
        total.counts += tally.counts
    print(f"{count} maps in {time.monotonic() - start:.0f} s")
    for what, number in total.counts.most_common():
        print(f"{number:7} {what}")
    kinds = Counter(said for _, said in total.faults)
    for said, number in kinds.most_common():
        first = min(at for at, what in total.faults if what == said)
        print(f"{number:7} × {said} (first: {first})")
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main())
