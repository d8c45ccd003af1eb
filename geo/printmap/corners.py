"""Stand scale bar, locator and north arrow in the corners of a map where they hide least."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Final

import shapely

from geo.layers import MapSpec
from geo.printmap.frame import Frame
from geo.printmap.inset import inset, inset_box
from geo.printmap.marks import Mark, lines_of
from geo.printmap.scalebar import MARGIN_PX, north_arrow, scale_bar
from geo.printmap.setting import Corner, Piece, in_corner
from geo.printmap.sheet import Box

CORNERS: Final[tuple[Corner, ...]] = ("bottom-left", "bottom-right", "top-right", "top-left")
_GAP_PX: Final = 8.0
_POINT_COST, _LINE_COST, _EDGE_COST = 6.0, 0.4, 0.3
"""Of what a corner hides; a line's and an edge's length count too."""


def on_the_map(spec: MapSpec, frame: Frame, marks: Sequence[Mark]) -> list[Piece]:
    """Return scale bar, locator and north arrow in the corners where together they hide least."""
    look: Any = {"theme": spec.theme, "language": spec.language}
    makers = (scale_bar, north_arrow) if frame.has_one_north else (scale_bar,)
    sizes = [make(frame, CORNERS[0], **look).box for make in makers]
    area = frame.box.grown(-MARGIN_PX)
    boxes = [[in_corner(area, corner, *_size(box)) for corner in CORNERS] for box in sizes]
    boxes.append([inset_box(frame, corner) for corner in CORNERS])
    edges = lines_of([mark for mark in marks if mark.legend.kind == "polygon"])
    costs = [[_hidden(box, marks, edges) for box in row] for row in boxes]
    *first, last = min(
        itertools.permutations(range(len(CORNERS)), len(costs)),
        key=lambda places: sum(row[place] for row, place in zip(costs, places, strict=True)),
    )
    found = [make(frame, CORNERS[place], **look) for make, place in zip(makers, first, strict=True)]
    locator = inset(spec, frame, CORNERS[last])
    return [*found, locator] if locator is not None else found


def _size(box: Box) -> tuple[float, float]:
    return box.width, box.height


def _hidden(box: Box, marks: Sequence[Mark], edges: shapely.STRtree | None) -> float:
    """Return how much of the story a box hides: points most, then lines by their length.

    Of an area its edge counts, and less: the rest of it is seen elsewhere.
    """
    wide = box.grown(_GAP_PX)
    around = wide.width + wide.height
    cost = 0.0
    for mark in marks:
        if mark.legend.kind == "point":
            cost += _POINT_COST * bool(mark.shape.intersects(shapely.box(*wide)))
        elif mark.legend.kind == "line":
            within = shapely.clip_by_rect(mark.shape, *wide).length
            cost += _LINE_COST + within / around if within else 0.0
    if edges is not None:
        near = edges.geometries[edges.query(shapely.box(*wide))]
        cost += _EDGE_COST * float(shapely.length(shapely.clip_by_rect(near, *wide)).sum()) / around
    return cost
