"""Cut projected shapes on a grid of cells and write them as packs."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.basemap import pack

Shapes = NDArray[np.object_]
Box = pack.Box
MOST = np.iinfo(np.uint16).max
"""Steps across a cell."""


class Land(NamedTuple):
    """Hold the land, where water is what lies between."""

    shapes: Shapes


def write_areas(
    path: Path, shapes: Shapes, zoom: int, about: dict[str, str], *, land: Land | None = None
) -> None:
    """Cut polygons on the grid of `zoom` and write them as a pack.

    With `land`, all that it leaves free is filled besides the polygons.
    """
    full = np.zeros((1 << zoom, 1 << zoom), bool)
    cells: dict[tuple[int, int], bytes] = {}

    def visit(shapes: Shapes, lands: Shapes | None, z: int, x: int, y: int) -> None:
        box = padded_box(z, x, y, zoom)
        shapes = clip(shapes, box)
        lands = None if lands is None else clip(lands, box)
        dry = lands is None or is_whole(lands, box)
        if len(shapes) == 0 and dry:
            return
        if is_whole(shapes, box) or (lands is not None and len(lands) == 0):
            span = 1 << (zoom - z)
            full[y * span : (y + 1) * span, x * span : (x + 1) * span] = True
        elif z < zoom:
            for child in children(x, y):
                visit(shapes, lands, z + 1, *child)
        elif blob := encode_areas(shapes, lands, box):
            cells[x, y] = blob

    visit(around(shapes), None if land is None else around(land.shapes), 0, 0, 0)
    write_pack(path, cells, zoom=zoom, full=full, about={**about, "kind": "area"})
    report(path, len(cells))


def around(shapes: Shapes) -> Shapes:
    """Return shapes with their copies one world to the west and one to the east."""
    world = 2 * pack.HALF_WORLD_M
    copies = [
        shapely.transform(shapes, lambda xy, by=by: xy + np.array([by, 0.0]))
        for by in (-world, 0.0, world)
    ]
    return np.concatenate(copies)


def clip(shapes: Shapes, box: Box) -> Shapes:
    """Return what of the shapes lies in a box; polygons that are valid stay so."""
    near = shapes[shapely.intersects(shapely.box(*box), shapely.box(*shapely.bounds(shapes).T))]
    clipped = shapely.clip_by_rect(near, *box)
    bad = ~shapely.is_valid(clipped)  # clipping is quick, and now and then unsound
    clipped[bad] = shapely.intersection(mended(near[bad]), shapely.box(*box))
    return clipped[~shapely.is_empty(clipped)]


def mended(shapes: Shapes) -> Shapes:
    """Return shapes made valid by rings: what two rings both cover is never turned inside out."""
    return shapely.make_valid(shapes, method="structure", keep_collapsed=False)


def children(x: int, y: int) -> list[tuple[int, int]]:
    """Return the four tiles that a tile holds at the next zoom."""
    return [(2 * x + dx, 2 * y + dy) for dy in (0, 1) for dx in (0, 1)]


def padded_box(z: int, x: int, y: int, zoom: int) -> Box:
    """Return a tile's box (EPSG:3857), grown by the margin of the cells at `zoom`."""
    world = 2 * pack.HALF_WORLD_M
    width, grow = world / (1 << z), world / (1 << zoom) * pack.CELL_MARGIN
    west, north = x * width - pack.HALF_WORLD_M, pack.HALF_WORLD_M - y * width
    return west - grow, north - width - grow, west + width + grow, north + grow


def is_whole(shapes: Shapes, box: Box) -> bool:
    """Say whether one polygon fills the box."""
    west, south, east, north = box
    whole = (east - west) * (north - south)
    return len(shapes) == 1 and bool(abs(shapes[0].area - whole) < whole * 1e-9)


def encode_areas(shapes: Shapes, lands: Shapes | None, box: Box) -> bytes | None:
    """Return the bytes of one cell of polygons, outer rings anticlockwise and holes clockwise.

    They are joined on the grid of the cell's own steps, so that what is read back is as valid as
    what was written: rounding a finished polygon lets its rings cross.
    """
    water = on_steps(shapes, box)
    if lands is not None:
        cell = shapely.box(0, 0, MOST, MOST)
        dry = shapely.union_all(on_steps(lands, box), grid_size=1)
        water = np.array([*water, shapely.difference(cell, dry, grid_size=1)])
    whole = shapely.set_precision(shapely.union_all(water, grid_size=1), 1)
    parts = shapely.get_parts(whole)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    parts = shapely.orient_polygons(shapely.normalize(parts))
    rings, outer = [], []
    for part in parts:
        for index, ring in enumerate([part.exterior, *part.interiors]):
            rings.append(shapely.get_coordinates(ring).astype(np.uint16))
            outer.append(index == 0)
    return joined(rings, outer)


def on_steps(shapes: Shapes, box: Box) -> Shapes:
    """Return shapes in steps across a box, not yet rounded, valid."""
    low, size = np.array(box[:2]), np.array([box[2] - box[0], box[3] - box[1]])
    return mended(shapely.transform(shapes, lambda xy: (xy - low) / size * MOST))


def joined(rings: list[pack.Points], outer: list[bool]) -> bytes | None:
    """Return the bytes of a cell, or None if nothing is left in it."""
    if not rings:
        return None
    counts = np.array([len(ring) for ring in rings])
    return pack.encode(np.vstack(rings), counts, np.array(outer))


def write_lines(
    path: Path, lines: Shapes, zoom: int, tolerance: float, about: dict[str, str]
) -> None:
    """Cut lines (EPSG:3857) on the grid of `zoom` and write them as a pack."""
    lines = shapely.simplify(lines, tolerance) if tolerance else lines
    cells: dict[tuple[int, int], bytes] = {}

    def visit(lines: Shapes, z: int, x: int, y: int) -> None:
        box = padded_box(z, x, y, zoom)
        clipped = clip(lines, box)
        if len(clipped) == 0:
            return
        if z < zoom:
            for child in children(x, y):
                visit(clipped, z + 1, *child)
            return
        steps = [
            quantise(shapely.get_coordinates(p), box, np.uint16) for p in shapely.get_parts(clipped)
        ]
        steps = [step for step in steps if len(step) > 1]
        blob = joined(steps, [True] * len(steps))
        if blob:
            cells[x, y] = blob

    visit(lines, 0, 0, 0)
    full = np.zeros((1 << zoom, 1 << zoom), bool)
    write_pack(path, cells, zoom=zoom, full=full, about={**about, "kind": "line"})
    report(path, len(cells))


def write_whole(path: Path, lines: Shapes, tolerance: float, about: dict[str, str]) -> None:
    """Write lines (EPSG:3857) uncut, in one cell, as dashes need: their phase runs on."""
    box = pack.cell_box(0, 0, 0)
    slim = shapely.simplify(shapely.get_parts(lines), tolerance)
    steps = [quantise(shapely.get_coordinates(line), box, np.uint32) for line in slim]
    blob = joined(steps, [True] * len(steps))
    cells = {(0, 0): blob} if blob else {}
    full = np.zeros((1, 1), bool)
    write_pack(path, cells, zoom=0, full=full, about={**about, "kind": "line"})
    report(path, len(cells))


def report(path: Path, cells: int) -> None:
    """Say what was written."""
    size = path.stat().st_size / 1e6
    print(f"{path.parent.name}/{path.name}: {cells} cells, {size:.2f} MB", flush=True)


def quantise(
    xy: NDArray[np.float64], box: Box, dtype: type[np.unsignedinteger[Any]]
) -> pack.Points:
    """Return EPSG:3857 positions as steps across a box, without repeated ones."""
    most = np.iinfo(dtype).max
    low, size = np.array(box[:2]), np.array([box[2] - box[0], box[3] - box[1]])
    steps = np.clip(np.rint((xy - low) / size * most), 0, most).astype(dtype)
    moved = np.concatenate([[True], (steps[1:] != steps[:-1]).any(axis=1)])
    distinct: pack.Points = steps[moved]
    return distinct


def write_pack(
    path: Path,
    cells: Mapping[tuple[int, int], bytes],
    *,
    zoom: int,
    full: NDArray[np.bool_],
    about: Mapping[str, Any],
) -> None:
    """Write a pack; `full` says for each cell, as rows of y, whether polygons fill it whole."""
    side = 1 << zoom
    state = np.where(full, pack.FULL, pack.EMPTY).astype(np.uint8)
    keys = sorted(y * side + x for x, y in cells)
    state.reshape(-1)[keys] = pack.STORED
    blobs = [cells[key % side, key // side] for key in keys]
    index = np.array([len(blob) for blob in blobs], "<u4").tobytes()
    states = zlib.compress(state.tobytes(), 9)
    lengths = zlib.compress(index, 9)
    header = {**about, "zoom": zoom, "states": len(states), "lengths": len(lengths)}
    text = json.dumps(header, sort_keys=True).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    start = pack.MAGIC + struct.pack("<I", len(text)) + text
    path.write_bytes(b"".join([start, states, lengths, *blobs]))
