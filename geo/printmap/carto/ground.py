"""Lay the base map's land, water and borders under a printed map."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from geo.basemap import ground_styles, palette, window
from geo.cache import MB, cached
from geo.crs import Bounds
from geo.crs.mercator import EDGE_DEG, RADIUS_M, mercator_box, to_lonlat
from geo.printmap.canvas.sheet import Fill, Item, Stroke
from geo.printmap.carto.frame import HALF_TURN_DEG, Frame, unrolled
from geo.printmap.carto.sound import clipped
from geo.style import MAX_ZOOM, Theme, colours

Shapes = NDArray[np.object_]

FINER: Final = 1.0
"""Zooms by which paper is finer than a screen of the same scale."""
_WIDE_DEG: Final = 60.0
"""From this width on, shapes are cut in degrees, before they are projected."""
_LEAST_UNSETTLED_PX: Final = 12.0
"""Shorter, it shows no dashes."""
_STEP_DEG: Final = 2.0
"""Straight edges are bent with the projection, those of the data's cells too: of a cell of sea that
bulges beyond its own data, islands of the next would be drowned. By steps no longer than this …"""
_STEPS: Final = 32
"""… nor than this part of the width."""
_SEAM_DEG: Final = 0.05
"""By which what is cut reaches beyond its bounds, so that areas overlap where two bounds meet."""
_KEPT_BYTES: Final = 16 * MB
"""Of layers on the page: an option changed seldom changes the ground. A usual page's weigh one
megabyte, those of a detailed one of all Europe eight."""


def ground(frame: Frame, theme: Theme, *, finer: float = FINER) -> Iterator[Item]:
    """Yield the base map's shapes in drawing order, cut to the frame; the land first."""
    rim = globe(frame) if frame.is_world else None
    yield Fill(shape=shapely.box(*frame.box) if rim is None else rim, colour=palette(theme).land)
    detail = detail_of(frame, finer)
    for name, style in ground_styles(theme, frame.zoom()).items():
        shape = on_page(frame, detail, name, areas=style.fill is not None)
        if shape.is_empty:
            continue
        if style.fill is not None:
            yield Fill(shape=shape, colour=style.fill, opacity=style.fill_opacity)
        if style.stroke is not None and style.stroke_width_px > 0:
            yield Stroke(
                shape=shape,
                colour=style.stroke,
                width_px=style.stroke_width_px,
                dash_px=style.dash_px,
                cap="butt" if style.dash_px else "round",
            )
    if rim is not None:
        yield Stroke(shape=shapely.boundary(rim), colour=colours(theme)["muted"], width_px=0.8)


def detail_of(frame: Frame, finer: float = FINER) -> int:
    """Return the zoom of the base map's data that a frame is drawn from."""
    return min(max(round(frame.zoom() + finer), 0), MAX_ZOOM)


def globe(frame: Frame) -> BaseGeometry:
    """Return the outline of the whole world on the page."""
    world = shapely.box(frame.lon_0 - HALF_TURN_DEG, -90, frame.lon_0 + HALF_TURN_DEG, 90)
    page = shapely.transform(shapely.segmentize(world, _STEP_DEG), frame.to_page)
    return page & shapely.box(*frame.box)


def shows_unsettled(frame: Frame) -> bool:
    """Whether so much of a border that is not settled is seen that its dashes want explaining."""
    found = on_page(frame, detail_of(frame), "disputed", areas=False)
    return float(found.length) >= _LEAST_UNSETTLED_PX


@cached(_KEPT_BYTES)
def on_page(frame: Frame, detail: int, name: str, *, areas: bool) -> BaseGeometry:
    """Return one layer as a single shape on the page, cut to the frame."""
    parts = frame.covered()
    wide = len(parts) > 1 or parts[0].width > _WIDE_DEG
    lonlat = np.concatenate([_layer(part, detail, name, cut=wide) for part in parts])
    if frame.is_world:
        lonlat = unrolled(lonlat, frame.lon_0)
    elif wide:
        lonlat = frame.near_side(lonlat)
    width = sum(part.width for part in parts)
    lonlat = shapely.segmentize(lonlat, min(_STEP_DEG, width / _STEPS))
    page = shapely.transform(lonlat, frame.to_page)
    if not areas:
        return _lines(clipped(page, frame.box))
    whole: BaseGeometry = shapely.union_all(frame.cut(page))
    return whole


def _layer(bounds: Bounds, detail: int, name: str, *, cut: bool) -> Shapes:
    """Return a layer's shapes in (lon, lat); cut to bounds, or reaching somewhat beyond."""
    box = mercator_box(bounds)
    shapes = np.array([None, *_window(box, detail).get(name, ())], dtype=object)[1:]
    if cut:
        over = math.radians(_SEAM_DEG) * RADIUS_M
        shapes = clipped(shapes, (box[0] - over, box[1], box[2] + over, box[3]))
        shapes = shapes[~shapely.is_empty(shapes)]
    found: Shapes = shapely.transform(shapes, to_lonlat)
    if name == "sea" and bounds.north > EDGE_DEG:
        west, east = bounds.west - _SEAM_DEG, bounds.east + _SEAM_DEG
        cap = shapely.box(west, EDGE_DEG - 0.02, east, 90)
        found = np.array([*found, cap], dtype=object)
    return found


_window = lru_cache(maxsize=2)(window)
"""The layers of one page are asked one after the other."""


def _lines(shapes: Shapes) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return MultiLineString([part for part in parts if part.geom_type == "LineString"])
