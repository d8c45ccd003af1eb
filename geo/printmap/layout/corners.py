"""Stand scale bar, locator and north arrow in the corners of a map where they hide least."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import shapely

from geo.layers import MapSpec
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.marks import Mark, lines_of
from geo.printmap.carto.scalebar import MARGIN_PX, north_arrow, scale_bar
from geo.printmap.layout.inset import inset, inset_box
from geo.printmap.typeset.typesetting import Corner, Piece, aside, in_corner

CORNERS: Final[tuple[Corner, ...]] = ("bottom-left", "bottom-right", "top-right", "top-left")
_GAP_PX: Final = 8.0
_POINT_COST, _LINE_COST, _EDGE_COST = 6.0, 0.4, 0.3
"""Of what a corner hides; a line's and an edge's length count too."""
_CROWD_PX: Final = 120.0
_CROWD_COST: Final = 0.6
"""Of standing beside a point, whose name and whose neighbours' names need the room."""
_BESIDE_COST: Final = 0.2
"""A corner of its own is better for the arrow, if it is free."""
_SLIDES_PX: Final = (0.0, 16.0, 32.0, 48.0)
"""How far from its corner the scale bar may stand, where it hides less there."""
_SLIDE_COST: Final = 0.002
"""Of each pixel of that."""


def on_the_map(spec: MapSpec, frame: Frame, marks: Sequence[Mark]) -> list[Piece]:
    """Return scale bar, locator and north arrow in the corners where together they hide least.

    The arrow may stand beside the scale bar. A low map that has no room for all is left without the
    locator.
    """
    look: Any = {"theme": spec.theme, "language": spec.language}
    scale = scale_bar(frame, CORNERS[0], **look).box
    pointed = frame.has_one_north
    arrow = (
        north_arrow(frame, CORNERS[0], **look).box if pointed else scale._replace(right=scale.left)
    )
    area = frame.box.grown(-MARGIN_PX)
    inner = aside(area, scale.width + _GAP_PX)
    edges = lines_of([mark for mark in marks if mark.legend.kind == "polygon"])

    def costs(boxes: Iterable[Box]) -> list[float]:
        return [_hidden(box, marks, edges) for box in boxes]

    scales, arrows, besides = (
        [in_corner(room, corner, *_size(box)) for corner in CORNERS]
        for box, room in ((scale, area), (arrow, area), (arrow, inner))
    )
    locators = [inset_box(frame, corner) for corner in CORNERS]
    of_scale, of_arrow, beside = costs(scales), costs(arrows), costs(besides)
    of_locator = costs(locators)

    def cost(at: tuple[int, ...]) -> tuple[bool, float]:
        one, two, three = at
        stands = besides[two] if one == two else arrows[two]
        return (
            any(locators[three].touches(box) for box in (scales[one], stands)),
            of_scale[one]
            + (beside[two] + _BESIDE_COST if one == two else of_arrow[two])
            + of_locator[three],
        )

    places = [at for at in itertools.product(range(4), repeat=3) if at[2] not in at[:2]]
    one, two, three = min(places, key=cost)
    is_crowded, _ = cost((one, two, three))
    along = _slid(of_scale[one], costs, area, CORNERS[one], _size(scale))
    found = [scale_bar(frame, CORNERS[one], aside_px=along, **look)]
    if pointed:
        off = along + found[0].box.width + _GAP_PX if one == two else 0.0
        found.append(north_arrow(frame, CORNERS[two], aside_px=off, **look))
    locator = None if is_crowded else inset(spec, frame, CORNERS[three])
    return [*found, locator] if locator is not None else found


def _slid(
    cost: float,
    costs: Callable[[Iterable[Box]], list[float]],
    area: Box,
    corner: Corner,
    size: tuple[float, float],
) -> float:
    """Return how far from its corner the scale bar hides least; none where it hides nothing."""
    if cost < _SLIDE_COST * _SLIDES_PX[1]:
        return 0.0
    boxes = [in_corner(aside(area, slide), corner, *size) for slide in _SLIDES_PX]
    hidden = [found + _SLIDE_COST * px for found, px in zip(costs(boxes), _SLIDES_PX, strict=True)]
    return _SLIDES_PX[hidden.index(min(hidden))]


def _size(box: Box) -> tuple[float, float]:
    return box.width, box.height


def _hidden(box: Box, marks: Sequence[Mark], edges: shapely.STRtree | None) -> float:
    """Return how much of the story a box hides: points most, then lines by their length.

    Of an area its edge counts, and less: the rest of it is seen elsewhere.
    """
    wide = box.grown(_GAP_PX)
    around = wide.width + wide.height
    cost = 0.0
    shape = shapely.box(*wide)
    for mark in marks:
        if mark.legend.kind == "point":
            away = float(shapely.distance(mark.shape, shape))
            cost += _CROWD_COST * max(1 - away / _CROWD_PX, 0) if away else _POINT_COST
        elif mark.legend.kind == "line":
            within = shapely.clip_by_rect(mark.shape, *wide).length
            cost += _LINE_COST + within / around if within else 0.0
    if edges is not None:
        near = edges.geometries[edges.query(shape)]
        cost += _EDGE_COST * float(shapely.length(shapely.clip_by_rect(near, *wide)).sum()) / around
    return cost
