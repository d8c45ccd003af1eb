"""Know where coasts and borders run on the page, so that words can keep off them.

They are counted on a grid, whose sums tell at once how much of them lies under any box. The grid is
coarse: a box is taken to the nearest of its lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.cache import MB, cached
from geo.printmap.canvas.sheet import Box
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.ground import FINER, detail_of, on_page

Rows = NDArray[np.float64]
"""(n, 4); (left, top, right, bottom) of boxes on the page."""

_LINES: Final = ("sea-shore", "lake-shore", "border", "disputed")
_CELL_PX: Final = 2.0
_STEP_PX: Final = 0.5
"""Between the positions at which a line is counted."""
_KEPT_BYTES: Final = 2 * MB
"""Of grids: a usual page's weighs half a megabyte, one of A3 two."""


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """Tell of places on a map how much of coasts and borders runs there."""

    box: Box
    """Of the map."""
    sums: NDArray[np.int32]
    """Of all that is counted above and to the left of each of the grid's corners."""
    sea: BaseGeometry
    """On the page, prepared."""
    cell_px: float

    def under(self, boxes: Rows) -> NDArray[np.float64]:
        """Return how many pixels of them lie under each box."""
        high, wide = self.sums.shape
        at = np.rint((boxes - np.tile(self.box[:2], 2)) / self.cell_px).astype(int)
        left, right = np.clip(at[:, [0, 2]], 0, wide - 1).T
        top, bottom = np.clip(at[:, [1, 3]], 0, high - 1).T
        rest = self.sums[top, right] + self.sums[bottom, left] - self.sums[top, left]
        found: NDArray[np.float64] = (self.sums[bottom, right] - rest) * _STEP_PX
        return found

    def between(self, start: Rows, end: Rows) -> NDArray[np.bool_]:
        """Tell of each pair of places (x, y) whether any of them runs between the two."""
        longest = np.hypot(*(end - start).T).max(initial=0.0)
        along = np.linspace(0.0, 1.0, 2 + int(longest // self.cell_px))
        at = start[:, None] + along[:, None] * (end - start)[:, None]
        # Two cells wide: through one, a way could slip where a line runs from corner to corner.
        boxes = np.concatenate([at - self.cell_px, at + self.cell_px], axis=2)
        here = self.under(boxes.reshape(-1, 4)).reshape(len(start), -1)
        found: NDArray[np.bool_] = np.any(here > 0, axis=1)
        return found

    def at_sea(self, boxes: Rows) -> NDArray[np.bool_]:
        """Tell of each box whether its middle lies at sea."""
        x, y = (boxes[:, :2] + boxes[:, 2:]).T / 2
        found: NDArray[np.bool_] = shapely.contains_xy(self.sea, x, y)
        return found

    def is_coastal(self, x: float, y: float, reach_px: float) -> bool:
        """Whether the sea begins so near to a place on land."""
        at = shapely.Point(x, y)
        return bool(shapely.dwithin(self.sea, at, reach_px)) and not self.sea.contains(at)


def edges(frame: Frame, *, finer: float = FINER, cell_px: float = _CELL_PX) -> Edges:
    """Return where the base map's coasts and borders run in a frame; of a grid as fine as asked."""
    detail = detail_of(frame, finer)
    sea = on_page(frame, detail, "sea", areas=True)
    shapely.prepare(sea)
    return Edges(frame.box, _sums(frame, detail, cell_px), sea, cell_px)


@cached(_KEPT_BYTES)
def _sums(frame: Frame, detail: int, cell_px: float) -> NDArray[np.int32]:
    """Return the grid's sums."""
    whole = [on_page(frame, detail, name, areas=False) for name in _LINES]
    fine = shapely.get_parts(shapely.segmentize(whole, _STEP_PX))
    at = shapely.get_coordinates(fine) - frame.box[:2]
    wide, high = (int(side // cell_px) + 1 for side in (frame.box.width, frame.box.height))
    x, y = (at // cell_px).astype(int).T
    within = (x >= 0) & (y >= 0) & (x < wide) & (y < high)
    count = np.bincount(y[within] * wide + x[within], minlength=wide * high)
    sums = np.zeros((high + 1, wide + 1), dtype=np.int32)
    sums[1:, 1:] = count.reshape(high, wide).cumsum(axis=0).cumsum(axis=1)
    return sums
