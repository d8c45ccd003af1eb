"""Put a story's marks on the printed map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.layers import Layer, LegendClass, MapSpec, Tie
from geo.printmap.frame import Frame
from geo.printmap.kept import MB, kept
from geo.printmap.sheet import Box, Fill, Item, Stroke
from geo.printmap.symbols import arrow_head, symbol
from geo.style import Colour

_SET_BACK_PX: Final = 9.0
"""How far an arrow stops before the mark that it points at."""
_GLOW_PX: Final = 5.0
_GLOW_OPACITY: Final = 0.38
_KEPT_BYTES: Final = 6 * MB
"""Of shapes: an option that is changed seldom changes where a mark stands."""
_KEPT_PIECES_BYTES: Final = 6 * MB
"""Of lines in pieces."""
_SLACK_PX: Final = 0.5
_STEP_DEG: Final = 0.25
"""Long edges are bent with the projection at such steps."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one mark as it stands on the page."""

    id: str
    name: str
    layer: Layer
    legend: LegendClass
    shape: BaseGeometry
    """On the page, cut to the frame; empty where the mark lies outside."""
    anchor: tuple[float, float]
    """On the page; where its name belongs."""
    tie: Tie | None
    ends_inside: bool
    """Of a line: whether its last position is in the frame."""


def marks_of(spec: MapSpec, frame: Frame) -> list[Mark]:
    """Return the marks of every visible layer in drawing order, those out of sight included."""
    found: list[Mark] = []
    for layer in spec.layers:
        if not layer.visible or not layer.marks:
            continue
        classes = {legend.id: legend for legend in layer.classes}
        lonlat = [mark.geometry for mark in layer.marks]
        last = [tuple(shapely.get_coordinates(geometry)[-1]) for geometry in lonlat]
        anchors = frame.points([mark.anchor for mark in layer.marks])
        for mark, anchor, end in zip(layer.marks, anchors, frame.points(last), strict=True):
            found.append(
                Mark(
                    id=mark.id,
                    name=mark.name,
                    layer=layer,
                    legend=classes[mark.class_id],
                    shape=_on_page(frame, mark.geometry),
                    anchor=anchor,
                    tie=mark.tie,
                    ends_inside=_inside(*end, box=frame.box),
                )
            )
    return found


@kept(_KEPT_BYTES)
def _on_page(frame: Frame, geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in (lon, lat) as it stands on the page; bent, and cut to the frame."""
    (shape,) = frame.shapes([shapely.segmentize(geometry, _STEP_DEG)])
    return shape


def drawn(
    marks: list[Mark], *, chosen: frozenset[str] = frozenset(), glow: Colour = ""
) -> Iterator[Item]:
    """Yield what draws the marks: areas and lines in the order of their layers, points on top.

    The chosen ones have a glow beneath them.
    """
    for mark in marks:
        if mark.legend.kind != "point":
            if mark.id in chosen:
                yield _glow(mark, glow)
            yield from symbol(mark.shape, mark.legend.style, mark.legend.kind)
            if mark.tie is not None and mark.tie.directed and mark.ends_inside:
                yield from arrow_head(mark.shape, mark.legend.style, set_back_px=_SET_BACK_PX)
    for mark in marks:
        if mark.legend.kind == "point":
            if mark.id in chosen and not mark.shape.is_empty:
                yield _glow(mark, glow)
            yield from symbol(mark.shape, mark.legend.style, "point")


def _glow(mark: Mark, colour: Colour) -> Item:
    """Return a band of colour around a mark, wider than all that draws it."""
    style = mark.legend.style
    if mark.legend.kind == "point":
        disc = shapely.buffer(mark.shape, style.radius_px + _GLOW_PX)
        return Fill(shape=disc, colour=colour, opacity=_GLOW_OPACITY)
    edge = shapely.boundary(mark.shape) if mark.legend.kind == "polygon" else mark.shape
    width = max(style.stroke_width_px, style.casing_width_px) + 2 * _GLOW_PX
    return Stroke(shape=edge, colour=colour, width_px=width, opacity=_GLOW_OPACITY)


def _inside(x: float, y: float, *, box: Box) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def lines_of(marks: Iterable[Mark]) -> shapely.STRtree | None:
    """Return the story's lines in short pieces, which a name should not lie across.

    An area that fades out has no edge to be crossed.
    """
    found = [
        _pieces(mark.shape)
        for mark in marks
        if mark.legend.kind != "point" and mark.legend.style.stroke_width_px
    ]
    return shapely.STRtree(np.concatenate(found)) if found else None


@kept(_KEPT_PIECES_BYTES)
def _pieces(shape: BaseGeometry) -> NDArray[np.object_]:
    """Return a line, or an area's edge, cut into straight pieces."""
    edge = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    slim = shapely.simplify(shapely.get_parts(edge), _SLACK_PX)
    xy, of = shapely.get_coordinates(slim, return_index=True)
    pairs = np.stack([xy[:-1], xy[1:]], axis=1)[of[:-1] == of[1:]]
    pieces: NDArray[np.object_] = shapely.linestrings(pairs)
    return pieces
