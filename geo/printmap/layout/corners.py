"""Stand scale bar, locator and north arrow in the corners of a map where they hide least."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.layers import MapSpec
from geo.options.view import Corner
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.edges import edges
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.marks import Mark, lines_of
from geo.printmap.carto.scalebar import MARGIN_PX, north_arrow, scale_bar
from geo.printmap.layout.inset import inset, inset_box
from geo.printmap.naming.occupancy import length_within
from geo.printmap.typeset.typesetting import Piece, aside, in_corner

_CORNERS: Final[tuple[Corner, ...]] = ("bottom-left", "bottom-right", "top-right", "top-left")
"""Corners of a map: of those that hide alike, the first."""
_GAP_PX: Final = 8.0
_CROWD_PX: Final = 120.0
"""So near to a point its name and its neighbours' names need the room."""
_SLIDES_PX: Final = (0.0, 16.0, 32.0, 48.0, 72.0, 96.0, 128.0, 160.0)
"""How far from their corner scale bar and arrow may stand, where they hide less there."""
_EDGE_WHOLE_PX: Final = 12.0
"""Of a coast or a border in a corner: as much hides as much of it as can be."""


def on_the_map(
    spec: MapSpec, frame: Frame, marks: Sequence[Mark], *, off: Sequence[Box] = ()
) -> list[Piece]:
    """Return scale bar, locator and north arrow in the corners where together they hide least.

    The arrow may stand beside the scale bar. A low map that has no room for all is left without the
    locator. They keep `off` a detail map.
    """
    look: Any = {"theme": spec.theme, "language": spec.language}
    scale = scale_bar(frame, _CORNERS[0], **look).box
    pointed = frame.has_one_north and "arrow" not in spec.view.without
    arrow = (
        north_arrow(frame, _CORNERS[0], **look).box if pointed else scale._replace(right=scale.left)
    )
    area = frame.box.grown(-MARGIN_PX)
    below = _Below(frame, marks, off)
    scales = _slid(below, area, _size(scale))
    arrows = _slid(below, area, _size(arrow))
    past = [at.aside_px + scale.width + _GAP_PX for at in scales]
    besides = _slid(below, area, _size(arrow), past)
    locators = [inset_box(frame, corner) for corner in _CORNERS]
    of_locator = below.hidden(locators, ground=0.0).tolist()

    def cost(at: tuple[int, ...]) -> tuple[bool, float]:
        one, two, three = at
        stands = besides[two] if one == two else arrows[two]
        beside = costs.CORNER_SHARED if one == two else 0.0
        clash = costs.CORNER_TAKEN * scales[one].box.touches(stands.box)
        return (
            any(locators[three].touches(box) for box in (*off, scales[one].box, stands.box)),
            scales[one].cost + stands.cost + beside + clash + of_locator[three],
        )

    places = [at for at in itertools.product(range(4), repeat=3) if at[2] not in at[:2]]
    one, two, three = min(places, key=cost)
    is_crowded, _ = cost((one, two, three))
    bar = scale_bar(frame, _CORNERS[one], aside_px=scales[one].aside_px, **look)
    found = [] if "scale" in spec.view.without else [bar]
    if pointed:
        at = besides[two] if found and one == two else arrows[two]
        plated = below.on_edges(at.box) > 0
        found.append(north_arrow(frame, _CORNERS[two], aside_px=at.aside_px, plated=plated, **look))
    wanted = not is_crowded and "locator" not in spec.view.without
    locator = inset(spec, frame, _CORNERS[three]) if wanted else None
    return [*found, locator] if locator is not None else found


class _Below:
    """Tell how much boxes hide: of the story, and of the base map's coasts and borders."""

    def __init__(self, frame: Frame, marks: Sequence[Mark], off: Sequence[Box]) -> None:
        """Begin with what a map shows, and what is not to be hidden at all."""
        self._edges = edges(frame)
        self._off = off
        points = [m.shape for m in marks if m.legend.kind == "point" and not m.shape.is_empty]
        self._points = np.array([None, *points], dtype=object)[1:]
        found = [(m.legend.kind == "line", tree) for m in marks if (tree := lines_of([m]))]
        self._is_line = np.array([is_line for is_line, _ in found], dtype=bool)
        self._of = np.repeat(np.arange(len(found)), [len(tree.geometries) for _, tree in found])
        pieces = [tree.geometries for _, tree in found]
        self._tree = shapely.STRtree(np.concatenate([np.empty(0, dtype=object), *pieces]))
        self._ends = shapely.get_coordinates(self._tree.geometries).reshape(-1, 2, 2)

    def on_edges(self, box: Box) -> float:
        """Return how many pixels of coasts and borders a box covers."""
        return float(self._edges.under(np.array([box]))[0])

    def hidden(
        self, boxes: Sequence[Box], *, ground: float = costs.CORNER_GROUND
    ) -> NDArray[np.float64]:
        """Return what boxes cost: points most, then lines by their length, and `ground` below.

        Of an area its edge counts, and less: the rest of it is seen elsewhere.
        """
        rows = np.array(boxes)
        wide = rows + _GAP_PX * np.array([-1, -1, 1, 1])
        around = (wide[:, 2:] - wide[:, :2]).sum(axis=1)
        shapes = shapely.box(*wide.T)
        away = shapely.distance(self._points[:, None], shapes)
        near = costs.CORNER_CROWD * np.maximum(1 - away / _CROWD_PX, 0)
        cost: NDArray[np.float64] = np.where(away == 0, costs.CORNER_POINT, near).sum(axis=0)
        which, piece = self._tree.query(shapes)
        within = np.zeros((len(rows), len(self._is_line)))
        np.add.at(within, (which, self._of[piece]), length_within(self._ends[piece], wide[which]))
        lines, rims = within[:, self._is_line], within[:, ~self._is_line]
        cost += costs.CORNER_LINE * (lines > 0).sum(axis=1) + lines.sum(axis=1) / around
        cost += costs.CORNER_EDGE * rims.sum(axis=1) / around
        cost += ground * np.minimum(self._edges.under(rows) / _EDGE_WHOLE_PX, 1)
        return cost + costs.CORNER_TAKEN * np.array([any(map(b.touches, self._off)) for b in boxes])


class _Stand(NamedTuple):
    """Hold where something stands by a corner, and what it hides there."""

    box: Box
    aside_px: float
    """How far from the corner."""
    cost: float


def _slid(
    below: _Below, area: Box, size: tuple[float, float], least_px: Sequence[float] = (0.0,) * 4
) -> list[_Stand]:
    """Return where by each corner something hides least; in it, where it hides nothing there."""
    slides = [
        slide for slide in _SLIDES_PX
        if not slide or aside(area, max(least_px) + slide).width >= size[0]
    ]  # fmt: skip
    boxes = [
        in_corner(aside(area, least + slide), corner, *size)
        for corner, least in zip(_CORNERS, least_px, strict=True)
        for slide in slides
    ]
    prices = costs.CORNER_SLIDE_PX * np.array(slides)
    found = below.hidden(boxes).reshape(len(_CORNERS), -1) + prices
    return [
        _Stand(boxes[number * len(slides) + best], least + slides[best], float(row[best]))
        for number, (least, row) in enumerate(zip(least_px, found, strict=True))
        for best in [int(np.argmin(row))]
    ]


def _size(box: Box) -> tuple[float, float]:
    return box.width, box.height
