"""Choose the map data for a zoom and hand out its geometry around a tile or a window.

====== ============================================= =========
zooms  data                                          grid zoom
====== ============================================= =========
0–1    Natural Earth 1:110m                          0
2–4    Natural Earth 1:50m                           2
5–6    OpenStreetMap coasts and borders, generalised 5
7–8    the same, less so                             7
9–12   the same, within 20 m of the source           9
====== ============================================= =========

Lakes are Natural Earth's throughout (1:10m from zoom 5), for the OSM-derived seas leave them out,
all but the Caspian. Geometry is in EPSG:3857 metres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from cachetools import LRUCache, cached
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.basemap.pack import HALF_WORLD_M, Box, Cell, Pack, cell_box, tile_box
from geo.crs import Bounds
from geo.crs.mercator import to_mercator
from geo.sources import DATA

FOLDER: Final = DATA / "basemap"
CREDITS: Final = ("osm-countries", "osm-seas", "natural-earth", "geonames")
"""Records of ``data/sources.toml`` whose attribution every drawn map must show."""
KEPT_BYTES: Final = 48 * 1024 * 1024
"""Bound of the decoded cells kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Name the packs of one generalisation."""

    zooms: range
    areas: Mapping[str, str]
    """Pack by layer, e.g. ``{"sea": "osm/sea-9"}``."""
    lines: Mapping[str, str]
    unsettled: tuple[str, ...]
    """Packs of whole lines, drawn dashed."""
    slack_px: float = 0.0
    """How far the unsettled lines are simplified at each zoom, in pixels."""


def _natural_earth(zooms: range, grid: int, scale: str) -> Level:
    folder = "natural-earth"
    return Level(
        zooms=zooms,
        areas={"sea": f"{folder}/sea-{grid}", "lake": f"{folder}/lake-{grid}"},
        lines={"border": f"{folder}/border-{grid}"},
        unsettled=(f"{folder}/disputed-{scale}",),
    )


def _osm(zooms: range, grid: int) -> Level:
    return Level(
        zooms=zooms,
        areas={"sea": f"osm/sea-{grid}", "lake": f"natural-earth/lake-{grid}"},
        lines={"border": f"osm/border-{grid}"},
        unsettled=("osm/disputed", "natural-earth/disputed"),
        slack_px=0.3,
    )


LEVELS: Final = (
    _natural_earth(range(0, 2), 0, "110m"),
    _natural_earth(range(2, 5), 2, "50m"),
    _osm(range(5, 7), 5),
    _osm(range(7, 9), 7),
    _osm(range(9, 13), 9),
)


def level_for(zoom: int) -> Level:
    """Return the generalisation drawn at a zoom; beyond the last, the finest."""
    return next((level for level in LEVELS if zoom in level.zooms), LEVELS[-1])


@cache
def pack(name: str) -> Pack:
    """Open a pack once, e.g. ``"osm/sea-9"``."""
    return Pack(FOLDER / f"{name}.pack")


def warm_up() -> None:
    """Open all packs, so that the first tile does not wait for them."""
    for level in LEVELS:
        for name in (*level.areas.values(), *level.lines.values(), *level.unsettled):
            pack(name)


@dataclass(frozen=True, slots=True)
class CellGeometry:
    """Hold the geometry of one layer in one cell, ready to draw."""

    fill: bytes | None
    """WKB of the polygons, or none where nothing is filled."""
    outline: bytes | None
    """WKB of the lines: borders, or the polygons' edges without the cuts between cells."""

    @property
    def size(self) -> int:
        """Bytes held."""
        return 100 + len(self.fill or b"") + len(self.outline or b"")


_NOTHING: Final = CellGeometry(None, None)
_lock: Final = Lock()
_pieces: LRUCache[object, CellGeometry] = LRUCache(KEPT_BYTES, getsizeof=lambda piece: piece.size)


@cached(_pieces, lock=_lock)
def area_piece(name: str, x: int, y: int) -> CellGeometry:
    """Return the polygons of a pack's cell and their shores."""
    source = pack(name)
    if source.is_full(x, y):
        return CellGeometry(shapely.to_wkb(shapely.box(*cell_box(source.zoom, x, y))), None)
    cell = source.cell(x, y)
    if cell is None:
        return _NOTHING
    shores = _open_edges(cell)
    outline = None if shapely.is_empty(shores) else shapely.to_wkb(shores)
    return CellGeometry(shapely.to_wkb(polygons(cell)), outline)


@cached(_pieces, lock=_lock)
def line_piece(name: str, x: int, y: int) -> CellGeometry:
    """Return the lines of a pack's cell."""
    cell = pack(name).cell(x, y)
    return _NOTHING if cell is None else CellGeometry(None, shapely.to_wkb(lines(cell)))


def polygons(cell: Cell) -> BaseGeometry:
    """Return a cell's rings as one multipolygon in EPSG:3857."""
    firsts = np.append(np.flatnonzero(cell.outer), len(cell.outer))
    whole = np.array([0, len(firsts) - 1])
    return _one(shapely.GeometryType.MULTIPOLYGON, cell.xy, (cell.starts, firsts, whole))


def lines(cell: Cell) -> BaseGeometry:
    """Return a cell's lines as one multiline in EPSG:3857."""
    whole = np.array([0, len(cell.starts) - 1])
    return _one(shapely.GeometryType.MULTILINESTRING, cell.xy, (cell.starts, whole))


def _one(
    kind: shapely.GeometryType, xy: NDArray[np.float64], offsets: tuple[NDArray[np.int64], ...]
) -> BaseGeometry:
    """Return one shape of many parts from its vertices and where each part begins."""
    shape: BaseGeometry = shapely.from_ragged_array(kind, xy, offsets)[0]
    return shape


def _open_edges(cell: Cell) -> BaseGeometry:
    """Return the rings as lines without the edges that run along the cell's own box."""
    most = np.iinfo(cell.points.dtype).max
    on_box = np.column_stack([cell.points == 0, cell.points == most])
    keep = ~(on_box[:-1] & on_box[1:]).any(axis=1)
    keep[cell.starts[1:-1] - 1] = False  # from one ring to the next is no edge
    bounds = np.flatnonzero(np.diff(np.concatenate([[False], keep, [False]]))).reshape(-1, 2)
    counts = bounds[:, 1] - bounds[:, 0] + 1
    starts = np.concatenate([[0], np.cumsum(counts)])
    rows = np.repeat(bounds[:, 0] - starts[:-1], counts) + np.arange(starts[-1])
    offsets = (starts, np.array([0, len(counts)]))
    return _one(shapely.GeometryType.MULTILINESTRING, cell.xy[rows], offsets)


@dataclass(frozen=True)
class _Whole:
    """Hold uncut lines with their running length, for dashes that go on from tile to tile."""

    xy: tuple[NDArray[np.float64], ...]
    run: tuple[NDArray[np.float64], ...]
    boxes: NDArray[np.float64]


@lru_cache(maxsize=32)
def _whole_lines(names: tuple[str, ...], tolerance: float) -> _Whole:
    found: list[BaseGeometry] = []
    for name in names:
        cell = pack(name).cell(0, 0)
        if cell is not None:
            found.extend(shapely.get_parts(lines(cell)))
    slim = shapely.simplify(np.array(found, dtype=object), tolerance)
    xy = tuple(shapely.get_coordinates(line) for line in slim)
    run = tuple(np.append(0.0, np.cumsum(np.hypot(*np.diff(part, axis=0).T))) for part in xy)
    return _Whole(xy=xy, run=run, boxes=shapely.bounds(slim))


def unsettled(level: Level, *, box: Box, metres_per_px: float, period_px: float) -> list[bytes]:
    """Return WKB of the unsettled borders near a box, cut where a dash begins.

    Each line starts at a whole number of dashes from its own beginning, so that tiles drawn
    apart join without a break in the rhythm.
    """
    whole = _whole_lines(level.unsettled, level.slack_px * metres_per_px)
    west, south, east, north = box
    boxes = whole.boxes
    near = (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
    near &= (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    found = []
    for index in np.flatnonzero(near):
        for part in _inside(whole.xy[index], whole.run[index], box, period_px * metres_per_px):
            found.append(shapely.LineString(part).wkb)
    return found


def _inside(
    xy: NDArray[np.float64], run: NDArray[np.float64], box: Box, period: float
) -> list[NDArray[np.float64]]:
    """Cut out the stretches of a line whose edges may touch a box."""
    west, south, east, north = box
    low, high = np.minimum(xy[:-1], xy[1:]), np.maximum(xy[:-1], xy[1:])
    touches = (low[:, 0] <= east) & (high[:, 0] >= west)
    touches &= (low[:, 1] <= north) & (high[:, 1] >= south)
    bounds = np.flatnonzero(np.diff(np.concatenate([[False], touches, [False]]))).reshape(-1, 2)
    stretches = []
    for first, last in bounds:
        start = run[first] // period * period
        at = int(np.searchsorted(run, start, side="right")) - 1
        part = (start - run[at]) / (run[at + 1] - run[at])
        begin = xy[at] + part * (xy[at + 1] - xy[at])
        stretches.append(np.vstack([begin, xy[at + 1 : last + 1]]))
    return stretches


def tile_ground(
    z: int, x: int, y: int, *, box: Box, metres_per_px: float, period_px: float
) -> Mapping[str, tuple[bytes, ...]]:
    """Return WKB by layer for a tile; `box` is the tile with the margin that its lines need."""
    level = level_for(z)
    found: dict[str, tuple[bytes, ...]] = {}
    for layer, name in level.areas.items():
        up = z - pack(name).zoom
        piece = area_piece(name, x >> up, y >> up)
        found[layer] = () if piece.fill is None else (piece.fill,)
        found[f"{layer}-shore"] = () if piece.outline is None else (piece.outline,)
    for layer, name in level.lines.items():
        up = z - pack(name).zoom
        outline = line_piece(name, x >> up, y >> up).outline
        found[layer] = found["band"] = () if outline is None else (outline,)
    dashes = unsettled(level, box=box, metres_per_px=metres_per_px, period_px=period_px)
    found["disputed"] = tuple(dashes)
    return found


def window(box: Box, zoom: int) -> Mapping[str, tuple[BaseGeometry, ...]]:
    """Return the shapes of every layer in a box (EPSG:3857), for a map that is not a tile.

    Areas of neighbouring cells overlap a little, so that no seam shows where they are filled;
    lines end where their cell's tile does. The keys are those of
    `geo.basemap.style.ground_styles`.
    """
    level = level_for(zoom)
    shapes: dict[str, list[BaseGeometry]] = {}
    for layer, name in level.areas.items():
        for x, y in _cells(box, pack(name).zoom):
            piece = area_piece(name, x, y)
            shapes.setdefault(layer, []).extend(_parts(piece.fill))
            shores = _parts(piece.outline, tile_box(pack(name).zoom, x, y))
            shapes.setdefault(f"{layer}-shore", []).extend(shores)
    for layer, name in level.lines.items():
        for x, y in _cells(box, pack(name).zoom):
            found = _parts(line_piece(name, x, y).outline, tile_box(pack(name).zoom, x, y))
            shapes.setdefault(layer, []).extend(found)
    whole = _whole_lines(level.unsettled, 0.0)
    shapes["disputed"] = [shapely.LineString(xy) for xy in whole.xy]
    shapes["band"] = shapes.get("border", [])
    clip = shapely.box(*box)
    return MappingProxyType(
        {layer: tuple(s for s in found if s.intersects(clip)) for layer, found in shapes.items()}
    )


def has_unsettled(bounds: Bounds, zoom: int) -> bool:
    """Whether any border that is not settled is seen within bounds."""
    clip = shapely.transform(bounds.polygon(), to_mercator)
    lines = _whole_lines(level_for(zoom).unsettled, 0.0).xy
    return any(shapely.LineString(xy).intersects(clip) for xy in lines)


def _parts(wkb: bytes | None, clip: Box | None = None) -> list[BaseGeometry]:
    """Return the parts of a shape, cut to a box if there is one."""
    if wkb is None:
        return []
    parts = shapely.get_parts(shapely.from_wkb(wkb))
    if clip is not None:
        parts = shapely.get_parts(shapely.clip_by_rect(parts, *clip))
    return [part for part in parts if not part.is_empty]


def _cells(box: Box, zoom: int) -> list[tuple[int, int]]:
    """Return the cells of a grid whose tiles touch a box."""
    side = 1 << zoom
    size = 2 * HALF_WORLD_M / side
    west, south, east, north = (value / size for value in box)
    half = side / 2
    columns = range(max(int(west + half), 0), min(int(east + half), side - 1) + 1)
    rows = range(max(int(half - north), 0), min(int(half - south), side - 1) + 1)
    return [(x, y) for y in rows for x in columns]
