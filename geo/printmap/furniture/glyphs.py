"""Draw each class's symbol small, as the map draws it, for the legend."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from geo.basemap import ground_styles, palette
from geo.layers import Layer, LegendClass
from geo.printmap.canvas.sheet import Box, Fill, Item
from geo.printmap.carto.symbols import arrow_head, symbol
from geo.style import Kind, Style, Theme, style_for

GLYPH_WIDTH_PX: Final = 34.0
GLYPH_HEIGHT_PX: Final = 18.0
_KEPT: Final = 256
"""Samples kept: an option changed seldom moves them."""
_GROUND_ZOOM: Final = 8.0
"""At which the base map's lines are as wide as others of a legend."""
_PATCH_PX: Final = 4.0
"""Of its round corners."""
_WAVE_PX: Final = 2.2
_SOFT_PX: Final = 2.5
"""A soft edge as wide as on the map would fill the whole glyph."""


def glyph(
    layer: Layer, legend: LegendClass, cell: Box, theme: Theme, *, mirrored: bool
) -> Sequence[Item]:
    """Return what draws a class's sample in a cell; an arrow where its ties have a direction.

    A line in two tones lies on a patch of the ground's, for its pale one is the paper's.
    """
    return _glyph(legend, cell, theme, mirrored, _is_directed(layer, legend))


@lru_cache(maxsize=_KEPT)
def _glyph(
    legend: LegendClass, cell: Box, theme: Theme, mirrored: bool, directed: bool
) -> tuple[Item, ...]:
    return tuple(_drawn(legend, cell, theme, mirrored, directed))


def _drawn(
    legend: LegendClass, cell: Box, theme: Theme, mirrored: bool, directed: bool
) -> Iterator[Item]:
    style = small(legend.style, cell)
    if legend.kind == "point":
        yield from symbol(Point(*cell.middle), style, "point")
    elif legend.kind == "line":
        if style.casing and style.dash_px:
            patch = shapely.box(*cell.grown(-_PATCH_PX)).buffer(_PATCH_PX, quad_segs=6)
            yield Fill(shape=patch, colour=palette(theme).border_band)
        line = _wave(cell, style, mirrored=mirrored)
        yield from symbol(line, style, "line")
        if directed:
            yield from arrow_head(line, style, end=line.coords[-1], set_back_px=0.0)
    else:
        yield from symbol(_blob(cell, style), style, "polygon")


@lru_cache(maxsize=_KEPT)
def form_glyph(form: str, kind: Kind, cell: Box, theme: Theme) -> Sequence[Item]:
    """Return a mark in a form of certainty, in no layer's colour; or the base map's own border."""
    if form == "unsettled":
        border = ground_styles(theme, _GROUND_ZOOM)["disputed"]
        return tuple(symbol(_wave(cell, border, mirrored=False), border, "line"))
    style = small(style_for("neutral", kind=kind, certainty=form, theme=theme), cell)
    if kind == "point":
        return tuple(symbol(Point(*cell.middle), style, kind))
    if kind == "line":
        return tuple(symbol(_wave(cell, style, mirrored=False), style, kind))
    return tuple(symbol(_blob(cell, style), style, kind))


def small(style: Style, cell: Box) -> Style:
    """Return a style whose point or soft edge does not leave its cell."""
    reach = style.radius_px + style.soft_edge_px
    reach = max(reach, style.radius_px + style.stroke_width_px / 2)
    if style.radius_px and reach > cell.height / 2:
        share = cell.height / 2 / reach
        return replace(
            style,
            radius_px=style.radius_px * max(share, 0.6),
            soft_edge_px=cell.height / 2 - style.radius_px * max(share, 0.6),
        ) if style.soft_edge_px else replace(style, radius_px=style.radius_px * share)  # fmt: skip
    return replace(style, soft_edge_px=min(style.soft_edge_px, _SOFT_PX))


def _is_directed(layer: Layer, legend: LegendClass) -> bool:
    ties = (mark.tie for mark in layer.marks if mark.class_id == legend.id)
    return any(tie is not None and tie.directed for tie in ties)


def _edge(style: Style) -> float:
    """Return how far a style draws beyond a shape."""
    return max(style.stroke_width_px / 2, style.casing_width_px / 2, style.soft_edge_px)


def _wave(cell: Box, style: Style, *, mirrored: bool) -> LineString:
    """Return a line that swings once, so that it is told from a straight edge."""
    _, y = cell.middle
    end = _edge(style)
    x = np.linspace(cell.left + end, cell.right - end, 25)
    swing = np.sin(np.linspace(0, 2 * math.pi, 25)) * _WAVE_PX
    line = np.column_stack([x, y - swing])
    return LineString(line[::-1] if mirrored else line)


def _blob(cell: Box, style: Style) -> Polygon:
    """Return an area with round corners."""
    edge = _edge(style) if style.soft_edge_px else _edge(style) + 1.0
    room = cell.grown(-edge)
    round_px = min(room.height / 2.5, 4.0)
    inner = shapely.box(*room.grown(-round_px))
    blob: Polygon = inner.buffer(round_px, quad_segs=6)
    return blob
