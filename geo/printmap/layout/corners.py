"""Stand scale bar, locator and north arrow in the corners of a map where they hide least."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import shapely

from geo.layers import MapSpec
from geo.options.view import Corner
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.marks import Mark, lines_of
from geo.printmap.carto.scalebar import MARGIN_PX, north_arrow, scale_bar
from geo.printmap.layout.inset import inset, inset_box
from geo.printmap.typeset.typesetting import Piece, aside, in_corner

CORNERS: Final[tuple[Corner, ...]] = ("bottom-left", "bottom-right", "top-right", "top-left")
_GAP_PX: Final = 8.0
_CROWD_PX: Final = 120.0
"""So near to a point its name and its neighbours' names need the room."""
_SLIDES_PX: Final = (0.0, 16.0, 32.0, 48.0)
"""How far from its corner the scale bar may stand, where it hides less there."""


def on_the_map(
    spec: MapSpec, frame: Frame, marks: Sequence[Mark], *, off: Sequence[Box] = ()
) -> list[Piece]:
    """Return scale bar, locator and north arrow in the corners where together they hide least.

    The arrow may stand beside the scale bar. A low map that has no room for all is left without the
    locator. They keep `off` a detail map.
    """
    look: Any = {"theme": spec.theme, "language": spec.language}
    scale = scale_bar(frame, CORNERS[0], **look).box
    pointed = frame.has_one_north and "arrow" not in spec.view.without
    arrow = (
        north_arrow(frame, CORNERS[0], **look).box if pointed else scale._replace(right=scale.left)
    )
    area = frame.box.grown(-MARGIN_PX)
    inner = aside(area, scale.width + _GAP_PX)
    edges = lines_of([mark for mark in marks if mark.legend.kind == "polygon"])

    def hiding(boxes: Iterable[Box]) -> list[float]:
        return [
            _hidden(box, marks, edges) + costs.CORNER_TAKEN * any(map(box.touches, off))
            for box in boxes
        ]

    scales, arrows, besides = (
        [in_corner(room, corner, *_size(box)) for corner in CORNERS]
        for box, room in ((scale, area), (arrow, area), (arrow, inner))
    )
    locators = [inset_box(frame, corner) for corner in CORNERS]
    of_scale, of_arrow, beside = hiding(scales), hiding(arrows), hiding(besides)
    of_locator = hiding(locators)

    def cost(at: tuple[int, ...]) -> tuple[bool, float]:
        one, two, three = at
        stands = besides[two] if one == two else arrows[two]
        return (
            any(locators[three].touches(box) for box in (*off, scales[one], stands)),
            of_scale[one]
            + (beside[two] + costs.CORNER_SHARED if one == two else of_arrow[two])
            + of_locator[three],
        )

    places = [at for at in itertools.product(range(4), repeat=3) if at[2] not in at[:2]]
    one, two, three = min(places, key=cost)
    is_crowded, _ = cost((one, two, three))
    along = _slid(of_scale[one], hiding, area, CORNERS[one], _size(scale))
    bar = scale_bar(frame, CORNERS[one], aside_px=along, **look)
    found = [] if "scale" in spec.view.without else [bar]
    if pointed:
        besides_px = along + bar.box.width + _GAP_PX if found and one == two else 0.0
        found.append(north_arrow(frame, CORNERS[two], aside_px=besides_px, **look))
    wanted = not is_crowded and "locator" not in spec.view.without
    locator = inset(spec, frame, CORNERS[three]) if wanted else None
    return [*found, locator] if locator is not None else found


def _slid(
    cost: float,
    hiding: Callable[[Iterable[Box]], list[float]],
    area: Box,
    corner: Corner,
    size: tuple[float, float],
) -> float:
    """Return how far from its corner the scale bar hides least; none where it hides nothing."""
    if cost < costs.CORNER_SLIDE_PX * _SLIDES_PX[1]:
        return 0.0
    boxes = [in_corner(aside(area, slide), corner, *size) for slide in _SLIDES_PX]
    hidden = [
        found + costs.CORNER_SLIDE_PX * px
        for found, px in zip(hiding(boxes), _SLIDES_PX, strict=True)
    ]
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
            cost += (
                costs.CORNER_CROWD * max(1 - away / _CROWD_PX, 0) if away else costs.CORNER_POINT
            )
        elif mark.legend.kind == "line":
            within = shapely.clip_by_rect(mark.shape, *wide).length
            cost += costs.CORNER_LINE + within / around if within else 0.0
    if edges is not None:
        near = edges.geometries[edges.query(shape)]
        cost += (
            costs.CORNER_EDGE
            * float(shapely.length(shapely.clip_by_rect(near, *wide)).sum())
            / around
        )
    return cost
