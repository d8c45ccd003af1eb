"""Keep areas valid through what may spoil them: projecting, cutting to a box, leaving out vertices.

Each step mends what came out of it, so that nobody later needs to ask; what is valid stays as it
is, to the last digit.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Shapes = NDArray[np.object_]

_COLLECTION: Final = shapely.GeometryType.GEOMETRYCOLLECTION


def mended(shapes: Shapes) -> Shapes:
    """Return shapes, those that are not valid made so; an area stays one, whatever collapsed."""
    bad = ~shapely.is_valid(shapes)
    if not bad.any():
        return shapes
    found = shapes.copy()
    found[bad] = shapely.make_valid(shapes[bad], method="structure", keep_collapsed=False)
    return found


def slim(shapes: Shapes, slack_px: float) -> Shapes:
    """Return shapes with fewer vertices, nowhere farther off than the slack.

    Each ring is slimmed by itself: a coast may leave its island on land, which is then one with it.
    """
    return mended(shapely.simplify(shapes, slack_px))


def slim_one(shape: BaseGeometry, slack_px: float) -> BaseGeometry:
    """Return one shape with fewer vertices, as `slim` does."""
    (found,) = slim(np.array([shape], dtype=object), slack_px)
    return found


def clipped(shapes: Shapes, box: tuple[float, float, float, float]) -> Shapes:
    """Return shapes cut to (left, low, right, high)."""
    found: Shapes
    try:
        found = shapely.clip_by_rect(shapes, *box)
    except shapely.GEOSException:  # it gives up on rings that touch the box in a single point
        found = shapely.intersection(mended(shapes), shapely.box(*box))
    return mended(found)


def alike(shapes: Shapes, dimensions: NDArray[np.int_]) -> Shapes:
    """Return of shapes the parts of the dimension that each had before it was cut.

    Of an area that touches the frame in a line, or whose ring ran to and fro, the cutting leaves
    lines and points, which an area's style cannot draw.
    """
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION)
    odd = np.flatnonzero((shapely.get_dimensions(shapes) != dimensions) & ~shapely.is_empty(shapes))
    found = shapes.copy()
    for at in np.union1d(mixed, odd).tolist():
        parts = shapely.get_parts(shapely.get_parts(shapes[at]))
        parts = parts[shapely.get_dimensions(parts) == dimensions[at]]
        found[at] = shapely.union_all(parts)
    return found
