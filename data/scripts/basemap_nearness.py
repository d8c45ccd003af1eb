"""Say how near lines are to each other, in metres, and cut them for such searches."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Lines = NDArray[np.object_]


def metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return EPSG:4326 positions as Web Mercator metres, in which nearness can be searched."""
    lat = np.radians(np.clip(points[:, 1], -85.2, 85.2))
    return np.column_stack([np.radians(points[:, 0]), np.arctanh(np.sin(lat))]) * 6378137.0


def length_m(xy: NDArray[np.float64]) -> float:
    """Return a length in metres, exact enough to tell a scrap from a border."""
    steps = np.diff(xy, axis=0)
    steps[:, 0] *= np.cos(np.radians(xy[:-1, 1]))
    return float(np.hypot(*steps.T).sum() * 111_195)


def pieces(ring: shapely.Geometry, size: int = 40) -> Lines:
    """Cut a ring into lines of at most `size` segments, so that spatial searches stay narrow."""
    xy = shapely.get_coordinates(ring)
    return np.array(
        [shapely.linestrings(xy[at : at + size + 1]) for at in range(0, len(xy) - 1, size)]
    )


def plane_tree(lines: Lines) -> shapely.STRtree:
    """Return a search tree of short pieces of the lines, in Web Mercator metres."""
    flat = shapely.transform(shapely.get_parts(lines), metres)
    return shapely.STRtree(np.concatenate([pieces(line) for line in flat]))


def distance(tree: shapely.STRtree, plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each point's distance to the nearest line of a tree, infinite beyond 60 km."""
    away = np.full(len(plane), np.inf)
    (which, _), found = tree.query_nearest(
        shapely.points(plane), max_distance=60_000.0, return_distance=True, all_matches=False
    )
    away[which] = found
    return away


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int, bool]]:
    """Return (start, stop, value) of each run of equal flags."""
    changes = np.flatnonzero(np.diff(flags)) + 1
    bounds = [0, *changes.tolist(), len(flags)]
    return [(a, b, bool(flags[a])) for a, b in pairwise(bounds)]
