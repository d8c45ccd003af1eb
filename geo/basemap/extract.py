"""Take the ground around a story out of the packs, for a map that can ask no server.

The cells are handed out as they are stored, so that such a map draws the very shapes of the tiles.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.basemap.data import LEVELS, Level, pack
from geo.basemap.pack import HALF_WORLD_M, Cell, encode, tile_box
from geo.basemap.style import ground_styles, palette
from geo.crs import Bounds
from geo.crs.mercator import mercator_box, to_mercator
from geo.style import MAX_ZOOM, SCREEN_THEMES, Style
from geo.style.labels import LABEL_STYLES

FULL: Final = 1
"""Stands for a cell that is filled whole."""
NEAREST: Final = 4096
"""How many cells of one level are looked at, the nearest first."""
_MARGIN: Final = 0.15
"""How far beyond the story the ground is wanted, as a share of its width."""

_CLOSE_M: Final = {2: 800e3, 3: 250e3, 4: 60e3}
"""What a reader who zooms in to a mark sees around it at each finer level, in EPSG:3857 metres."""

Json = dict[str, Any]
Cells = np.ndarray[Any, np.dtype[np.int64]]
_Key = tuple[int, int, int]
"""Number of the level, column and row of the cell."""


def ground_around(bounds: Bounds, marks: BaseGeometry, *, budget: int) -> Json:
    """Return the ground of the whole world, coarse, and of a story's surroundings, ever finer.

    Parameters
    ----------
    bounds
        Of all that the story may show, in degrees.
    marks
        What readers will zoom in to, (lon, lat) in EPSG:4326; the nearest cells come first.
    budget
        Characters of all shapes together; the coarsest cell is there in any case.
    """
    parts = bounds.padded(_MARGIN).parts()
    reach = shapely.union_all([shapely.box(*mercator_box(part)) for part in parts])
    target = shapely.transform(marks, to_mercator)
    found: list[dict[str, Json]] = [{} for _ in LEVELS]
    names = dict.fromkeys(name for level in LEVELS for name in level.unsettled)
    lines = {name: _disputed(name, reach) for name in names}
    left = budget - sum(map(len, lines.values()))
    for number, x, y in _wanted(reach, target):
        cell = _cell(LEVELS[number], x, y)
        left -= sum(len(value) if isinstance(value, str) else 12 for value in cell.values()) + 16
        if number and left < 0:
            break
        found[number][f"{x}/{y}"] = cell
    return {
        "levels": [
            {
                "zooms": [level.zooms.start, level.zooms.stop - 1],
                "grid": _grid(level),
                "cells": found[number],
                "disputed": list(level.unsettled),
            }
            for number, level in enumerate(LEVELS)
        ],
        "lines": {name: text for name, text in lines.items() if text},
        "themes": {theme: _looks(theme) for theme in SCREEN_THEMES},
    }


def _wanted(reach: BaseGeometry, target: BaseGeometry) -> Iterator[_Key]:
    """Yield cells in the order of their worth: the world, then close to the marks, then further."""
    yield from ((0, 0, 0),)
    world = [(1, x, y) for y in range(1 << _grid(LEVELS[1])) for x in range(1 << _grid(LEVELS[1]))]
    near = [key for key in world if _box(key).intersects(reach)]
    yield from near
    found = [_nearest(number, reach, target) for number in _CLOSE_M]
    for cells, most in zip(found, _CLOSE_M.values(), strict=True):
        yield from (key for key, away in cells if away <= most)
    for cells, most in zip(found, _CLOSE_M.values(), strict=True):
        yield from (key for key, away in cells if away > most)
    yield from (key for key in world if key not in near)


def _nearest(number: int, reach: BaseGeometry, target: BaseGeometry) -> list[tuple[_Key, float]]:
    """Return the cells of a level that touch the story's reach, the nearest to its marks first.

    With each goes its distance from them, in EPSG:3857 metres.
    """
    side = 1 << _grid(LEVELS[number])
    found = [_cells(part.bounds, side) for part in shapely.get_parts(reach)]
    xs, ys = (np.concatenate(part) for part in zip(*found, strict=True))
    size = 2 * HALF_WORLD_M / side
    corner = (xs * size - HALF_WORLD_M, HALF_WORLD_M - (ys + 1) * size)
    boxes = shapely.box(corner[0], corner[1], corner[0] + size, corner[1] + size)
    away = shapely.distance(boxes, target)
    order = np.lexsort((xs, ys, away))[:NEAREST]
    return [((number, int(xs[index]), int(ys[index])), float(away[index])) for index in order]


def _cells(box: tuple[float, float, float, float], side: int) -> tuple[Cells, Cells]:
    """Return column and row of each cell of a grid that touches a box in EPSG:3857 metres."""
    west, south, east, north = (value / HALF_WORLD_M / 2 for value in box)
    columns = np.arange(
        _bounded((west + 0.5) * side, side), _bounded((east + 0.5) * side, side) + 1
    )
    rows = np.arange(_bounded((0.5 - north) * side, side), _bounded((0.5 - south) * side, side) + 1)
    xs, ys = np.meshgrid(columns, rows)
    return xs.ravel(), ys.ravel()


def _bounded(value: float, side: int) -> int:
    return min(max(int(value), 0), side - 1)


def _grid(level: Level) -> int:
    return pack(level.areas["sea"]).zoom


def _box(key: _Key) -> BaseGeometry:
    return shapely.box(*tile_box(_grid(LEVELS[key[0]]), key[1], key[2]))


def _cell(level: Level, x: int, y: int) -> Json:
    """Return what lies in a cell by its layer; what is not named is empty there."""
    found: Json = {}
    for layer, name in (*level.areas.items(), *level.lines.items()):
        source = pack(name)
        data = source.stored(x, y)
        if data is not None:
            found[layer] = _text(data)
        elif source.is_full(x, y):
            found[layer] = FULL
    return found


def _disputed(name: str, reach: BaseGeometry) -> str:
    """Return the whole lines of a pack that come near, as one cell of the whole world."""
    cell = pack(name).cell(0, 0)
    if cell is None:
        return ""
    boxes = shapely.bounds(shapely.get_parts(reach))
    lines = range(len(cell.starts) - 1)
    wanted = [number for number in lines if any(_touches(cell, number, box) for box in boxes)]
    if not wanted:
        return ""
    counts = np.diff(cell.starts)[wanted]
    kept = np.repeat(np.isin(np.arange(len(cell.starts) - 1), wanted), np.diff(cell.starts))
    return _text(encode(cell.points[kept], counts, np.ones(len(wanted), bool)))


def _touches(cell: Cell, number: int, box: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    xy = cell.xy[cell.starts[number] : cell.starts[number + 1]]
    return bool((xy.min(axis=0) <= box[2:]).all() and (xy.max(axis=0) >= box[:2]).all())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


# --- looks ------------------------------------------------------------------------------------


def _looks(theme: Any) -> Json:
    """Return the colours of a theme, and at each zoom how every layer of the ground is drawn."""
    colours = palette(theme)
    return {
        "land": colours.land,
        "rim": colours.dot_rim,
        "names": {
            kind: [
                colours.labels[style.colour_role],
                colours.water_halo if style.colour_role == "water" else colours.halo,
            ]
            for kind, style in LABEL_STYLES.items()
        },
        "zooms": [
            [[name, *_line(style)] for name, style in ground_styles(theme, zoom).items()]
            for zoom in range(MAX_ZOOM + 1)
        ],
    }


def _line(style: Style) -> tuple[str | None, float | None, tuple[float, ...]]:
    """Return the colour, the width (none: it is filled) and the dashes of a layer."""
    if style.fill is not None:
        return style.fill, None, ()
    return style.stroke, style.stroke_width_px, style.dash_px
