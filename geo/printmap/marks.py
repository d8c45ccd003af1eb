"""Put a story's marks on the printed map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.layers import Layer, LegendClass, MapSpec, Tie
from geo.printmap.frame import Frame
from geo.printmap.sheet import Item
from geo.printmap.symbols import arrow_head, symbol

_SET_BACK_PX: Final = 9.0
"""How far an arrow stops before the mark that it points at."""
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
        if not layer.visible or layer.gdf.empty:
            continue
        classes = {legend.id: legend for legend in layer.classes}
        bent = shapely.segmentize(layer.gdf.geometry.to_numpy(), _STEP_DEG)
        shapes = frame.shapes(list(bent))
        for row, shape in zip(layer.gdf.itertuples(), shapes, strict=True):
            found.append(
                Mark(
                    id=str(row.Index),
                    name=row.name,
                    layer=layer,
                    legend=classes[row.class_id],
                    shape=shape,
                    anchor=frame.point(*row.anchor),
                    tie=row.tie,
                    ends_inside=_ends_inside(row.geometry, frame),
                )
            )
    return found


def drawn(marks: list[Mark]) -> Iterator[Item]:
    """Yield what draws the marks: areas and lines in the order of their layers, points on top."""
    for mark in marks:
        if mark.legend.kind != "point":
            yield from symbol(mark.shape, mark.legend.style, mark.legend.kind)
            if mark.tie is not None and mark.tie.directed and mark.ends_inside:
                yield from arrow_head(mark.shape, mark.legend.style, set_back_px=_SET_BACK_PX)
    for mark in marks:
        if mark.legend.kind == "point":
            yield from symbol(mark.shape, mark.legend.style, "point")


def _ends_inside(geometry: BaseGeometry, frame: Frame) -> bool:
    x, y = frame.point(*shapely.get_coordinates(geometry)[-1])
    return frame.box.left <= x <= frame.box.right and frame.box.top <= y <= frame.box.bottom
