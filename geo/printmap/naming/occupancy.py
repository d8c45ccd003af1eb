"""Know what of a map is taken, and find the place in it that is free and hides least."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.printmap import costs
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.edges import Edges, Rows

_GAP_PX: Final = 2.0
"""Kept free around every name."""
_STROKE_PX: Final = 1.5
"""From the middle of a line to its edge."""
_ALONG: Final = 0.4
"""Sine of the angle at which two lines are hardly told apart."""
_LINK_PX: Final = 6.0
"""A leader is kept free by boxes as long as this."""
_PAST_PX: Final = 2.5
"""How far from a point's mark another's leader passes."""
_SAME_PX: Final = 0.5
"""Points no farther apart are one."""
_TINY, _TINY_PX = 1e-12, 1e-6
_AT_ONCE: Final = 16
"""Places whose costs are asked together: most names stand at one of the first."""

Ends = NDArray[np.float64]
"""(n, 2, 2); start and end of straight lines on the page."""


class Room:
    """Keep account of a map: boxes that are taken, the story's lines, and points with names."""

    def __init__(
        self,
        area: Box,
        taken: Iterable[Box] = (),
        lines: shapely.STRtree | None = None,
        ties: NDArray[np.bool_] | None = None,
        dear: NDArray[np.float64] | None = None,
        globe: BaseGeometry | None = None,
        key: int = 0,
        edges: Edges | None = None,
        areas: Sequence[BaseGeometry] = (),
    ) -> None:
        """Begin with an area of the page, and the globe's outline on it where that is seen.

        `lines` are the story's own in short pieces: a name may lie across them, but it costs.
        `ties` tells which of them are ties', between whose dashes a name is hard to read, `dear`
        what it costs more to cover any of each. `edges` are the base map's coasts and borders.
        `areas` are the story's, each drawn so that it is seen. `key` stands for all of these.
        """
        self.key = hash((area, key))
        """Equal where the room is: all was the same from the beginning."""
        self.area = area
        self._globe = globe
        shapely.prepare(globe)
        self.lines = lines
        pieces = np.array([], dtype=object) if lines is None else lines.geometries
        self.edges = edges
        self._areas = np.array([*areas], dtype=object)
        shapely.prepare(self._areas)
        self._ends = shapely.get_coordinates(pieces).reshape(-1, 2, 2)
        self._ties = np.zeros(len(pieces), dtype=bool) if ties is None else ties
        self._dear = np.zeros(len(pieces)) if dear is None else dear
        self._boxes = np.empty((64, 4))
        self._passed = np.empty((64, 4))
        """The same, points' own marks larger by what another's leader keeps off them."""
        self._count = 0
        self._points = np.empty((0, 2))
        self._discs: dict[int, Box] = {}
        self._names: list[Box] = []
        self.take(*taken)

    def within_other(self, shape: BaseGeometry, boxes: Rows) -> NDArray[np.bool_]:
        """Tell which places lie in an area of the story that a mark's own shape does not touch."""
        others = self._areas[~shapely.intersects(self._areas, shape)]
        found: NDArray[np.bool_] = np.any(
            shapely.intersects(others[:, None], shapely.box(*boxes.T)), axis=0
        )
        return found

    @property
    def taken(self) -> Rows:
        """What is taken."""
        return self._boxes[: self._count]

    @property
    def discs(self) -> tuple[Box, ...]:
        """What the points' own marks cover."""
        return tuple(self._discs.values())

    def take(self, *boxes: Box) -> None:
        """Keep boxes free of all that comes later."""
        if not boxes:
            return
        end = self._count + len(boxes)
        while end > len(self._boxes):
            self._boxes = np.concatenate([self._boxes, np.empty_like(self._boxes)])
            self._passed = np.concatenate([self._passed, np.empty_like(self._passed)])
        self._boxes[self._count : end] = self._passed[self._count : end] = boxes
        self._count = end
        self.key = hash((self.key, boxes))

    def take_name(self, box: Box) -> None:
        """Keep a name of the story free, and know it for one."""
        self.take(box)
        self._names.append(box)
        self.key = hash((self.key, "name"))

    def take_point(self, x: float, y: float, radius_px: float) -> None:
        """Keep a point's own mark free, and names of others away from it."""
        self._points = np.vstack([self._points, (x, y)])
        self._discs[self._count] = disc = Box(x, y, x, y).grown(radius_px)
        self.take(disc)
        self._passed[self._count - 1] = disc.grown(_PAST_PX)
        self.key = hash((self.key, "point", x, y))

    def take_line(self, line: BaseGeometry) -> None:
        """Keep a straight line free."""
        parts = max(1, round(line.length / _LINK_PX))
        xy = shapely.get_coordinates(shapely.segmentize(line, line.length / parts))
        low, high = np.minimum(xy[:-1], xy[1:]), np.maximum(xy[:-1], xy[1:])
        self.take(*(Box(*row) for row in np.hstack([low, high]).tolist()))

    def give_back(self, count: int) -> None:
        """Forget all that was taken after the first so many."""
        self._count = count
        self.key = hash((self.key, "back", count))

    def free(self, boxes: Rows) -> NDArray[np.bool_]:
        """Tell of each box whether it lies on the map and touches nothing."""
        low, high = boxes[:, :2] - _GAP_PX, boxes[:, 2:] + _GAP_PX
        within: NDArray[np.bool_] = np.logical_and(
            (low >= self.area[:2]).all(axis=1), (high <= self.area[2:]).all(axis=1)
        )
        found = np.flatnonzero(within)
        taken = self.taken
        near, far = taken[:, :2], taken[:, 2:]
        touched = (low[found, 0, None] < far[:, 0]) & (near[:, 0] < high[found, 0, None])
        touched &= (low[found, 1, None] < far[:, 1]) & (near[:, 1] < high[found, 1, None])
        within[found] = ~touched.any(axis=1)
        if self._globe is not None:
            within &= shapely.contains(self._globe, shapely.box(*np.hstack([low, high]).T))
        return within

    def is_free(self, box: Box) -> bool:
        """Whether a box lies on the map and touches nothing."""
        wide = box.grown(_GAP_PX)
        if not wide.within(self.area):
            return False
        if self._globe is not None and not self._globe.contains(shapely.box(*wide)):
            return False
        near, far = self.taken[:, :2] < wide[2:], self.taken[:, 2:] > wide[:2]
        return not np.logical_and(near, far).all(axis=1).any()

    def crossing(self, boxes: Rows) -> NDArray[np.float64]:
        """Return how much of the story's lines runs beneath each box, by its width."""
        if self.lines is None:
            return np.zeros(len(boxes))
        near = boxes + _STROKE_PX * np.array([-1, -1, 1, 1])
        which, line = self.lines.query(shapely.box(*near.T))
        within = length_within(self._ends[line], near[which])
        length = np.bincount(which, within, minlength=len(boxes))
        dashes = np.bincount(which, self._ties[line] & (within > 0), minlength=len(boxes))
        between = costs.BETWEEN_DASHES * (dashes > 0) + costs.DASH * np.minimum(
            dashes, costs.MOST_DASHES
        )
        hidden = np.zeros(len(boxes))
        np.maximum.at(hidden, which, self._dear[line] * (within > 0))
        wide = np.maximum(boxes[:, 2] - boxes[:, 0], 1)
        return length / wide + costs.CROSSED * (length > 0) + between + hidden

    def crossed(self, lines: Ends) -> NDArray[np.float64]:
        """Return how often each straight line runs over the story's lines; along one is worse."""
        if self.lines is None or not len(lines):
            return np.zeros(len(lines))
        which, piece = self.lines.query(shapely.linestrings(lines), "dwithin", _STROKE_PX)
        (x, y), (across, down) = _ways(lines[which]).T, _ways(self._ends[piece]).T
        along = np.abs(x * down - y * across) < _ALONG
        counted = np.where(along, costs.LEADER_ALONG, 1.0)
        return np.bincount(which, counted, minlength=len(lines)).astype(float)

    def is_clear(self, lines: Ends) -> NDArray[np.bool_]:
        """Tell of each straight line whether it touches nothing but the point it begins at.

        One that begins only close beside a point's mark may not run over that.
        """
        discs = list(self._discs)
        taken = np.concatenate([self._passed[: self._count], self._boxes[discs]])
        start, rows = lines[:, None, 0], [*discs, *range(self._count, len(taken))]
        own = taken[rows] + _TINY_PX * np.array([-1, -1, 1, 1])
        begins = np.zeros((len(lines), len(taken)), dtype=bool)
        begins[:, rows] = ((own[:, :2] <= start) & (start <= own[:, 2:])).all(axis=2)
        low, high = lines.min(axis=(0, 1), initial=np.inf), lines.max(axis=(0, 1), initial=-np.inf)
        near = ((taken[:, :2] <= high) & (low <= taken[:, 2:])).all(axis=1)
        taken, begins = taken[near], begins[:, near]
        every = np.broadcast_to(lines[:, None], (len(lines), len(taken), 2, 2)).reshape(-1, 2, 2)
        within = length_within(every, np.tile(taken, (len(lines), 1))).reshape(begins.shape)
        return np.logical_not(np.logical_and(within > 0, ~begins).any(axis=1))

    def from_others(self, boxes: Rows, own: tuple[float, float]) -> NDArray[np.float64]:
        """Return how far boxes stand from the nearest point but their own."""
        xy = self._points[np.hypot(*(self._points - own).T) > _SAME_PX]
        found: NDArray[np.float64] = _away(xy, boxes).min(axis=1, initial=np.inf)
        return found

    def by_names(self, boxes: Rows, px: float) -> NDArray[np.bool_]:
        """Tell of each box whether a name of the story stands within so many pixels."""
        names = np.reshape(self._names, (-1, 4))
        low, high = boxes[:, None, :2] - px, boxes[:, None, 2:] + px
        near = np.logical_and(low < names[:, 2:], names[:, :2] < high)
        found: NDArray[np.bool_] = np.any(np.all(near, axis=2), axis=1)
        return found

    def from_own(self, boxes: Rows, own: tuple[float, float]) -> NDArray[np.float64]:
        """Return how far boxes stand from their point."""
        return _away(np.array([own]), boxes)[:, 0]


def _ways(ends: Ends) -> NDArray[np.float64]:
    """Return the direction of straight pieces, each of length 1."""
    along = ends[:, 1] - ends[:, 0]
    found: NDArray[np.float64] = along / np.maximum(np.hypot(*along.T), _TINY)[:, None]
    return found


def length_within(ends: Ends, boxes: Rows) -> NDArray[np.float64]:
    """Return how long each straight piece is within its box (the way of Liang and Barsky)."""
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    slope = np.where(along == 0, _TINY, along)
    one, other = (boxes[:, :2] - start) / slope, (boxes[:, 2:] - start) / slope
    enter = np.maximum(np.minimum(one, other).max(axis=1), 0.0)
    leave = np.minimum(np.maximum(one, other).min(axis=1), 1.0)
    length: NDArray[np.float64] = np.hypot(along[:, 0], along[:, 1])
    length *= np.maximum(leave - enter, 0.0)
    return length


def _away(xy: NDArray[np.float64], boxes: Rows) -> NDArray[np.float64]:
    """Return how far positions are from boxes, a row for each box."""
    low, high = boxes[:, None, :2] - xy, xy - boxes[:, None, 2:]
    off = np.maximum(np.maximum(low, high), 0)
    found: NDArray[np.float64] = np.hypot(off[..., 0], off[..., 1])
    return found


class FreePlace(NamedTuple):
    """Hold a place for a name, and what it costs."""

    box: Box
    cost: float


def best_of(
    places: Iterable[Rows],
    room: Room,
    *,
    most: float = np.inf,
    step: float = costs.RANK,
    toll: Callable[[Rows], NDArray[np.float64]] | None = None,
) -> FreePlace | None:
    """Return the free place that costs least; an earlier one wins where they are alike.

    Parameters
    ----------
    places
        The best first, in runs that are looked at together.
    room
        What is taken; the place found is not yet.
    most
        How much of its width may be crossed at the most.
    step
        What a place costs for each that is better than it.
    toll
        What else a place costs; infinite where it cannot be had.
    """
    best: Box | None = None
    least, passed = most, 0
    for some in places:
        if passed * step >= least:
            break
        free = np.flatnonzero(room.free(some))
        base = (passed + free) * step
        passed += len(some)
        for start in range(0, len(free), _AT_ONCE):
            if base[start] >= least:
                break
            these = free[start : start + _AT_ONCE]
            summed = base[start : start + _AT_ONCE] + room.crossing(some[these])
            these, summed = these[summed < least], summed[summed < least]
            if toll is not None and len(these):
                summed += toll(some[these])
            if len(these) and summed.min() < least:
                first = int(np.argmin(summed))
                best, least = Box(*some[these[first]].tolist()), float(summed[first])
    return None if best is None else FreePlace(best, least)
