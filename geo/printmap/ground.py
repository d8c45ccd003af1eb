"""Lay the base map's land, water and borders under a printed map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from geo.basemap import MAX_ZOOM, ground_styles, palette, window
from geo.crs import WGS84, Bounds
from geo.printmap.frame import Frame
from geo.printmap.sheet import Fill, Item, Stroke
from geo.style import Theme

_MERCATOR: Final = Transformer.from_crs(WGS84, "EPSG:3857", always_xy=True)
_FINER: Final = 1.0
"""Zooms by which paper is finer than a screen of the same scale."""
_MERCATOR_EDGE_DEG: Final = 85.05


def ground(frame: Frame, theme: Theme, *, finer: float = _FINER) -> Iterator[Item]:
    """Yield the base map's shapes in drawing order, cut to the frame; the land first."""
    yield Fill(shape=shapely.box(*frame.box), colour=palette(theme).land)
    zoom = frame.zoom()
    detail = min(max(round(zoom + finer), 0), MAX_ZOOM)
    found = window(_mercator_box(frame.covered()), detail)
    for name, style in ground_styles(theme, zoom).items():
        shapes = _on_page(frame, found.get(name, ()), areas=style.fill is not None)
        if not shapes.size:
            continue
        if style.fill is not None:
            yield Fill(shape=_polygons(shapes), colour=style.fill, opacity=style.fill_opacity)
        if style.stroke is not None and style.stroke_width_px > 0:
            yield Stroke(
                shape=_lines(shapes),
                colour=style.stroke,
                width_px=style.stroke_width_px,
                dash_px=style.dash_px,
                cap="butt" if style.dash_px else "round",
            )


def _mercator_box(bounds: Bounds) -> tuple[float, float, float, float]:
    south, north = max(bounds.south, -_MERCATOR_EDGE_DEG), min(bounds.north, _MERCATOR_EDGE_DEG)
    x, y = _MERCATOR.transform([bounds.west, bounds.east], [south, north])
    return x[0], y[0], x[1], y[1]


def _on_page(frame: Frame, shapes: tuple[BaseGeometry, ...], *, areas: bool) -> NDArray[np.object_]:
    """Carry Web Mercator shapes to the page, cut to the frame."""

    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = _MERCATOR.transform(xy[:, 0], xy[:, 1], direction="INVERSE")
        return frame.to_page(np.column_stack([lon, lat]))

    page = shapely.transform(np.array(shapes, dtype=object), moved)
    cut = frame.cut(page) if areas else list(shapely.clip_by_rect(page, *frame.box))
    found = np.array(cut, dtype=object)
    return found[~shapely.is_empty(found)] if found.size else found


def _polygons(shapes: NDArray[np.object_]) -> BaseGeometry:
    """Join what the data's cells cut apart; they overlap a little."""
    joined: BaseGeometry = shapely.union_all(shapes)
    return joined


def _lines(shapes: NDArray[np.object_]) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return MultiLineString([part for part in parts if part.geom_type == "LineString"])
