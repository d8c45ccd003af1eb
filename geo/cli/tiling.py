"""``tiles`` draws the base map of an area as tiles, into a folder or an MBTiles file."""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from geo.cli import outputs
from geo.cli.shelves import folder_of
from geo.cli.work import done, say
from geo.crs import Bounds
from geo.errors import DatelineError, RequestError
from geo.errors.wording import nearest, quote
from geo.sources import load_sources
from geo.story import Shelf, load
from geo.style import SCREEN_THEMES, Theme
from geo.text import LANGUAGES

MOST_TILES: Final = 1_000_000
MBTILES: Final = ".mbtiles"
_EDGE_DEG: Final = 85.05
"""Web Mercator ends there."""

Address = tuple[int, int, int]
"""Zoom, column, row from the north."""
Keep = Callable[[Address, bytes], None]


@dataclass(frozen=True, kw_only=True)
class TileSet:
    """Say which tiles are drawn, and how."""

    name: str
    bounds: Bounds
    zooms: range
    theme: Theme
    language: str

    def __len__(self) -> int:
        return sum(len(xs) * len(ys) for _, xs, ys in self._ranges())

    def __iter__(self) -> Iterator[Address]:
        """Yield the addresses zoom by zoom, column by column."""
        return ((z, x, y) for z, xs, ys in self._ranges() for x in xs for y in ys)

    def _ranges(self) -> Iterator[tuple[int, range, range]]:
        for zoom in self.zooms:
            done = 0  # at a far zoom both sides of the antimeridian lie on the same tiles
            for part in sorted(self.bounds.parts(), key=lambda part: part.west):
                west, north = _tile(part.west, part.north, zoom)
                east, south = _tile(part.east, part.south, zoom)
                yield zoom, range(max(west, done), east + 1), range(north, south + 1)
                done = east + 1

    def facts(self) -> Mapping[str, Any]:
        """Return what other programs want to know, in the words of TileJSON."""
        from geo.basemap import CREDITS

        sources = load_sources()
        credits_ = dict.fromkeys(sources[name].attribution for name in CREDITS)
        sides = self.bounds  # TileJSON 3.0, section 3.4: they must not wrap around
        if sides.is_over_180:
            sides = Bounds(-180.0, sides.south, 180.0, sides.north)
        return {
            "name": self.name,
            "attribution": " · ".join(credits_),
            "bounds": [round(side, 6) for side in sides],
            "minzoom": self.zooms.start,
            "maxzoom": self.zooms.stop - 1,
        }


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    tiles = commands.add_parser(
        "tiles",
        help="draw the base map as tiles, into a folder or an .mbtiles file",
        description="Draw the base map around a story, or within bounds, as PNG tiles of 256 "
        "pixels (Web Mercator, rows from the north): a folder of zoom/column/row.png with a "
        "tiles.json, or one .mbtiles file.",
    )
    tiles.add_argument("story", nargs="?", metavar="STORY", help="a story's folder or id")
    tiles.add_argument("--bounds", metavar="W,S,E,N", help="in degrees, in place of a story")
    tiles.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER|FILE.mbtiles", help="where to"
    )
    tiles.add_argument("--zoom", metavar="A-B", default="0-8", help="the usual: 0-8; at most 12")
    tiles.add_argument("--theme", metavar="NAME", default="light", help="light (the usual) or dark")
    tiles.add_argument(
        "--lang",
        metavar="TAG",
        help=f"of the names: {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}",
    )
    tiles.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    tiles = _asked(options)
    if len(tiles) > MOST_TILES:
        raise RequestError(
            f"that is {len(tiles)} tiles, and the limit is {MOST_TILES}; ask for fewer zooms"
        )
    save = _into_file if options.output.suffix == MBTILES else _into_folder
    with save(options.output, tiles) as keep:
        for address, result in done(tiles, _drawer(tiles), total=len(tiles), unit="tiles"):
            if isinstance(result, DatelineError):
                raise result
            keep(address, result)
    say(f"{options.output}: {len(tiles)} tiles")
    return 0


def _drawer(tiles: TileSet) -> Callable[[Address], bytes]:
    from geo.basemap import render_tile

    def draw(address: Address) -> bytes:
        z, x, y = address
        return render_tile(theme=tiles.theme, language=tiles.language, z=z, x=x, y=y)

    return draw


# --- what is asked for ------------------------------------------------------------------------


def _asked(options: argparse.Namespace) -> TileSet:
    if (options.story is None) == (options.bounds is None):
        raise RequestError("name a story or --bounds, one of them")
    if options.story is None:
        from geo.options import read_bounds

        name, bounds, usual = "Dateline", read_bounds(options.bounds, "--bounds"), "en"
    else:
        from geo.story.framing import story_bounds

        story = load(folder_of(options.story, Shelf()))
        name, bounds, usual = story.title, story_bounds(story), story.language
    language = options.lang or (usual if usual in LANGUAGES else "en")
    if language not in LANGUAGES:
        raise RequestError(f"--lang is {quote(language)}{nearest(language, LANGUAGES)}")
    if options.theme not in SCREEN_THEMES:
        raise RequestError(
            f"--theme is {quote(options.theme)}{nearest(options.theme, SCREEN_THEMES)}"
        )
    return TileSet(
        name=name,
        bounds=bounds,
        zooms=_zooms(options.zoom),
        theme=next(theme for theme in SCREEN_THEMES if theme == options.theme),
        language=language,
    )


def _zooms(text: str) -> range:
    from geo.style import MAX_ZOOM

    first, _, last = text.partition("-")
    last = last or first
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (first, last)):
        raise RequestError(f"--zoom is {quote(text)}; give one zoom, or two as 0-8")
    if not int(first) <= int(last) <= MAX_ZOOM:
        raise RequestError(f"--zoom is {quote(text)}; zooms go up from 0 to {MAX_ZOOM}")
    return range(int(first), int(last) + 1)


def _tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return the column and row of the tile that holds a position in degrees."""
    side = 1 << zoom
    lat = min(max(lat, -_EDGE_DEG), _EDGE_DEG)
    north = math.asinh(math.tan(math.radians(lat))) / math.pi
    column, row = (lon + 180) / 360 * side, (1 - north) / 2 * side
    return min(int(column), side - 1), min(int(row), side - 1)


# --- where they go ----------------------------------------------------------------------------


@contextmanager
def _into_folder(folder: Path, tiles: TileSet) -> Iterator[Keep]:
    """Write each tile as a file; the description comes last, when all are there."""

    def keep(address: Address, data: bytes) -> None:
        z, x, y = address
        path = folder / str(z) / str(x) / f"{y}.png"
        _make_folder(path.parent)
        outputs.write(path, data)

    _make_folder(folder)
    yield keep
    facts = {"tilejson": "3.0.0", **tiles.facts(), "tiles": ["{z}/{x}/{y}.png"], "scheme": "xyz"}
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    outputs.write(folder / "tiles.json", f"{text}\n".encode())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(f"{folder} cannot be made: {error.strerror}") from error


@contextmanager
def _into_file(path: Path, tiles: TileSet) -> Iterator[Keep]:
    """Write one MBTiles file; it is in its place only when it is whole."""
    if not path.parent.is_dir():
        raise RequestError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".") as folder:
            new = Path(folder) / path.name
            with closing(sqlite3.connect(new)) as connection, connection:
                connection.executescript(_SCHEMA)
                connection.executemany("INSERT INTO metadata VALUES (?, ?)", _metadata(tiles))

                def keep(address: Address, data: bytes) -> None:
                    z, x, y = address
                    row = (z, x, (1 << z) - 1 - y, data)  # rows count from the south there
                    connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", row)

                yield keep
            outputs.finish(new, path)
    except (OSError, sqlite3.Error) as error:
        raise RequestError(f"{path} cannot be written: {error}") from error


_SCHEMA: Final = """
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
"""


def _metadata(tiles: TileSet) -> Iterator[tuple[str, str]]:
    for key, value in tiles.facts().items():
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        yield key, text
    yield "format", "png"
    yield "type", "baselayer"
    yield "version", "1"
