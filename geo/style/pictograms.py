"""Draw the symbols that a category may have, one shape for screen and paper.

Each is made of discs, bars and polygons in a square of 24 with y downwards, and handed out within a
circle of radius 1 about the origin. Our own work; none is a trademark, and none takes a side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

Pictogram = Literal[
    "event", "meeting", "vote", "clash", "blast", "fire", "flood", "quake", "camp", "aid",
    "power", "port", "airport", "border-post",
]  # fmt: skip
"""What is drawn in a mark's disc."""
PICTOGRAMS: Final[tuple[Pictogram, ...]] = get_args(Pictogram)

_MIDDLE: Final = 12.0
_DECIMALS: Final = 3

_Points = Sequence[tuple[float, float]]


def _bar(points: _Points, width: float, *, round_: bool = False) -> BaseGeometry:
    cap: Literal["round", "flat"] = "round" if round_ else "flat"
    return LineString(points).buffer(width / 2, cap_style=cap, join_style="mitre", quad_segs=6)


def _disc(x: float, y: float, radius: float) -> BaseGeometry:
    return Point(x, y).buffer(radius, quad_segs=8)


def _together(*parts: BaseGeometry) -> BaseGeometry:
    return shapely.union_all(parts)


def _mirrored(shape: BaseGeometry) -> BaseGeometry:
    return affinity.scale(shape, -1, 1, origin=(_MIDDLE, _MIDDLE))


def _star(points: int, outer: float, inner: float) -> BaseGeometry:
    turns = np.arange(2 * points) * math.pi / points
    reach = np.where(np.arange(2 * points) % 2, inner, outer)
    return Polygon(
        np.column_stack([_MIDDLE + reach * np.sin(turns), _MIDDLE - reach * np.cos(turns)])
    )


def _curve(*corners: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points along a Bézier curve of four control points."""
    at = np.linspace(0, 1, 9)[:, None]
    a, b, c, d = (np.array(corner) for corner in corners)
    along = (1 - at) ** 3 * a + 3 * (1 - at) ** 2 * at * b + 3 * (1 - at) * at**2 * c + at**3 * d
    return [(x, y) for x, y in along.tolist()]


def _meeting() -> BaseGeometry:
    shoulders = _disc(6.6, 18.6, 5.0) & box(0, 0, 24, 19.4)
    one = _together(_disc(6.6, 8.0, 3.7), shoulders)
    return _together(one, _mirrored(one))


def _vote() -> BaseGeometry:
    urn = box(3.5, 12.5, 20.5, 20.5) - box(7.5, 14.2, 16.5, 16)
    paper = affinity.rotate(box(8.3, 2.6, 15.7, 11), 12, origin=(12, 7))
    return _together(urn, paper)


def _clash() -> BaseGeometry:
    blade = _bar([(4, 4), (18.2, 18.2)], 2.6)
    guard = _bar([(12.6, 18.6), (18.6, 12.6)], 2.2)
    grip = _bar([(17, 17), (20.6, 20.6)], 2.8, round_=True)
    sword = _together(blade, guard, grip)
    return _together(sword, _mirrored(sword))


def _fire() -> BaseGeometry:
    right = [
        *_curve((12.5, 1.5), (14, 6), (19.5, 9), (19.5, 15)),
        *_curve((19.5, 15), (19.5, 19.5), (16, 22.5), (12, 22.5)),
    ]
    left = [
        *_curve((12, 22.5), (8, 22.5), (4.5, 19.5), (4.5, 15)),
        *_curve((4.5, 15), (4.5, 12), (6, 10), (7, 8.5)),
        *_curve((7, 8.5), (7.5, 10.5), (8.5, 11.5), (9.5, 11.8)),
        *_curve((9.5, 11.8), (9, 8), (10.5, 4), (12.5, 1.5)),
    ]
    inner = [
        *_curve((12.4, 13.2), (13, 15), (15.2, 16), (15.2, 18.2)),
        *_curve((15.2, 18.2), (15.2, 20.8), (9, 20.8), (9, 18.2)),
        *_curve((9, 18.2), (9, 16.2), (11.6, 15.2), (12.4, 13.2)),
    ]
    return Polygon([*right, *left]) - Polygon(inner)


def _flood() -> BaseGeometry:
    x = np.linspace(2.0, 22.0, 25)
    swing = 2.0 * np.cos((x - 2.0) * 2 * math.pi / 10)
    return _together(*(_bar(np.column_stack([x, y + swing]).tolist(), 3.1) for y in (8.0, 15.6)))


def _quake() -> BaseGeometry:
    trace = [
        (1.5, 12),
        (6, 12),
        (8, 7.5),
        (10.6, 19.5),
        (13.4, 3.5),
        (16, 16),
        (17.8, 12),
        (22.5, 12),
    ]
    return _bar(trace, 2.3)


def _camp() -> BaseGeometry:
    return Polygon([(12, 3), (22.5, 20.5), (1.5, 20.5)]) - Polygon(
        [(12, 11), (16.2, 20.5), (7.8, 20.5)]
    )


def _aid() -> BaseGeometry:
    return _together(box(8.9, 3, 15.1, 21), box(3, 8.9, 21, 15.1))


def _power() -> BaseGeometry:
    return Polygon([(14.5, 1.5), (4.5, 13.6), (10.8, 13.6), (9, 22.5), (19.5, 9.6), (13, 9.6)])


def _port() -> BaseGeometry:
    ring = _disc(12, 4.8, 3.0) - _disc(12, 4.8, 1.2)
    arms = (_disc(12, 13.2, 8.6) - _disc(12, 13.2, 6.2)) & box(0, 14, 24, 24)
    fluke = Polygon([(1.6, 16.2), (3.2, 11.4), (7.4, 14.6)])
    stock = box(7.6, 8.6, 16.4, 10.8)
    return _together(ring, box(10.8, 7.2, 13.2, 21.4), stock, arms, fluke, _mirrored(fluke))


def _airport() -> BaseGeometry:
    body = _bar([(12, 3.2), (12, 20)], 3.0, round_=True)
    wing = Polygon([(12, 8.2), (12, 12.6), (22.6, 16.4), (22.6, 14)])
    tail = Polygon([(12, 17.2), (12, 20), (16.6, 21.8), (16.6, 20)])
    return _together(body, wing, tail, _mirrored(wing), _mirrored(tail))


def _border_post() -> BaseGeometry:
    post = _together(box(2.2, 4.5, 7.2, 20.5), box(1.2, 18, 9.2, 20.5))
    stripes = _together(
        *(
            Polygon([(x, 13.5), (x + 2.6, 13.5), (x + 5.2, 6.5), (x + 2.6, 6.5)])
            for x in (8.2, 15.0)
        )
    )
    return _together(post, box(7.2, 6.5, 23, 13.5) - stripes)


_MADE: Final[Mapping[Pictogram, Callable[[], BaseGeometry]]] = MappingProxyType(
    {
        "event": lambda: _star(5, 11.5, 4.9),
        "meeting": _meeting,
        "vote": _vote,
        "clash": _clash,
        "blast": lambda: _star(9, 11.5, 5.4),
        "fire": _fire,
        "flood": _flood,
        "quake": _quake,
        "camp": _camp,
        "aid": _aid,
        "power": _power,
        "port": _port,
        "airport": _airport,
        "border-post": _border_post,
    }
)


@cache
def pictogram(name: Pictogram) -> BaseGeometry:
    """Return a symbol's area about the origin, y downwards; its farthest point is 1 away."""
    made = _MADE[name]()
    left, top, right, bottom = made.bounds
    here = affinity.translate(made, -(left + right) / 2, -(top + bottom) / 2)
    reach = float(np.hypot(*shapely.get_coordinates(here).T).max())
    return affinity.scale(here, 1 / reach, 1 / reach, origin=(0, 0))


@cache
def path_of(name: Pictogram) -> str:
    """Return a symbol as the data of an SVG path, to be filled by the even-odd rule."""
    rings = shapely.get_parts(shapely.get_rings(shapely.get_parts(pictogram(name))))
    return "".join(_ring(shapely.get_coordinates(ring)[:-1].tolist()) for ring in rings)


def _ring(points: list[list[float]]) -> str:
    return (
        "M" + "L".join(f"{round(x, _DECIMALS):g} {round(y, _DECIMALS):g}" for x, y in points) + "Z"
    )
