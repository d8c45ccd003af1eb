"""Say where a mark's name may stand, and draw a leader to it from where it does not stand beside.

Places are rows of (left, top, right, bottom), the best first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.cache import MB, cached
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Stroke
from geo.printmap.carto.edges import Rows
from geo.printmap.carto.marks import Mark
from geo.printmap.carto.sound import slim_one
from geo.printmap.naming.occupancy import Ends, Room
from geo.style import Theme, colours

_SMALL_PX: Final = 160.0
"""An area no larger is named around its edge, where its name has no room in it."""
Reaches = tuple[tuple[float, ...], ...]
"""How far beyond its mark's edge, in pixels, a name is tried; in runs looked at together."""
REACHES_PX: Final[Reaches] = ((0.0, 5.0), (14.0, 26.0, 42.0, 60.0, 84.0))
"""Beside it, or with a leader."""
NEAR_PX: Final[Reaches] = ((0.0, 5.0), (14.0, 26.0))
"""Beside it, or with a leader that need not be followed."""
BESIDE_PX: Final[Reaches] = ((0.0, 5.0),)
"""Beside it alone."""
_AROUND: Final = np.array([
    (1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1),
    (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1), (1, -0.5), (1, 0.5), (-1, -0.5), (-1, 0.5),
])  # fmt: skip
_ABOUT: Final = np.array([
    (x, y) for y in (0, -0.7, 0.7, -1.4, 1.4, -2.1, 2.1) for x in (0, -0.4, 0.4, -0.8, 0.8)
])  # fmt: skip
"""Where the name of a broad place is tried around its middle, in widths and heights of its own."""
_BY_WATER_PX: Final = 24.0
"""So near to a water its name needs no leader."""
_SHORE_PX: Final = 4.0
"""From what is seen of a water to its name beside it."""
_OBLIQUE: Final = np.where(_AROUND[:, ::-1] == 0, 1.0, 0.7)
"""Beside a corner a name may be nearer than above or beside its mark."""
_LEADER_FROM_PX: Final = 10.0
_ALONG: Final = np.linspace(0.2, 0.8, 7)
"""How far along a line its leader may begin."""
_MUCH_PX: Final = 10_000.0
_SLACK_PX: Final = 0.7
"""How far an area's edge may stray where a name is looked for in it: less than its halo."""
_NEAREST: Final = 32
"""Places within an area that are looked at first: most names stand at one of them."""
_KEPT_PLACES_BYTES: Final = 5 * MB
"""Of places within areas."""
_KEPT_BYTES: Final = 6 * MB
"""Of areas of which a part is seen."""
_KEPT_STARTS_BYTES: Final = 2 * MB
"""Of lines with where leaders may begin."""
_NEARER_PX, _LINE_NEARER_PX = 1.5, 4.0
"""By so much a point's, a line's name without a leader is nearer to it than to another point."""
_BESIDE_PX: Final = 20.0
"""A name with a leader no nearer to another point may be taken for that point's own."""
_STACKED_PX: Final = 6.0
"""A line's name no nearer to another would read as one with it."""
_TOO_NEAR_PX: Final = 6.0
"""From the middle of another point: its own name would stand so."""


def places_of(
    mark: Mark,
    size: tuple[float, float],
    area: Box,
    *,
    reaches: Reaches = REACHES_PX,
) -> Iterator[Rows]:
    """Yield the places for a name so wide and high: within its mark, or around it."""
    if mark.legend.style.shape == "name":
        half = np.array(size) / 2
        spots = _seen_anchor(mark, area) + _ABOUT * size
        yield np.hstack([spots - half, spots + half])
        return
    left, top, right, bottom = mark.shape.bounds
    wide = right - left > size[0] and bottom - top > 1.5 * size[1]
    if mark.legend.kind == "polygon" and wide:
        yield from inside(mark.shape, size, area, anchor=mark.anchor)
        if mark.layer.role == "water":  # a lake's name may stand on its shore
            yield _around_seen(mark.shape, size, area)
        return
    small = mark.legend.kind != "line" and max(right - left, bottom - top) < _SMALL_PX
    edge = (max(right - left, bottom - top) / 2 if small else 0) + mark.legend.style.reach_px + 3
    half = np.array(size) / 2
    if mark.tie is not None:  # long, and as good a place for its number at one spot as at another
        along = _starts(mark.shape, area, ())
        middle = along[np.argsort(np.abs(np.arange(len(along)) - len(along) / 2), kind="stable")]
        off = edge * _OBLIQUE + half
        spots = (middle[:, None] + _AROUND * off).reshape(-1, 2)
        yield np.hstack([spots - half, spots + half])
    for offs in reaches:
        off = (edge + np.array(offs))[:, None, None] * _OBLIQUE + half
        middle = (_seen_anchor(mark, area) + _AROUND * off).reshape(-1, 2)
        yield np.hstack([middle - half, middle + half])


def _around_seen(shape: BaseGeometry, size: tuple[float, float], area: Box) -> Rows:
    """Return places beside what is seen of a shape."""
    seen = Box(*_part(shape, area).bounds)
    half = np.array(size) / 2
    off = np.array([seen.width, seen.height]) / 2 + _SHORE_PX + half
    middle = np.array(seen.middle) + _AROUND * off
    return np.hstack([middle - half, middle + half])


def inside(
    shape: BaseGeometry,
    size: tuple[float, float],
    area: Box,
    *,
    anchor: tuple[float, float] | None = None,
) -> Iterator[Rows]:
    """Yield places within a shape: near an anchor first, then over a grid of what is seen."""
    yield from _inside(shape, size, area, anchor)


@cached(_KEPT_PLACES_BYTES)
def _inside(
    shape: BaseGeometry,
    size: tuple[float, float],
    area: Box,
    anchor: tuple[float, float] | None,
) -> tuple[Rows, ...]:
    seen = _part(shape, area.grown(-4))
    if seen.is_empty:
        return ()
    x, y = anchor if anchor and seen.intersects(shapely.Point(anchor)) else _on(seen)
    left, top, right, bottom = seen.bounds
    xs, ys = np.linspace(left, right, 17), np.linspace(top, bottom, 25)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    order = np.argsort(np.hypot(grid[:, 0] - x, 1.5 * (grid[:, 1] - y)), kind="stable")
    spots = np.vstack([[(x, y)], grid[order]])
    half = np.array(size) / 2
    boxes = np.hstack([spots - half, spots + half])
    found = boxes[shapely.contains(seen, shapely.box(*boxes.T))]
    return found[:_NEAREST], found[_NEAREST:]


@cached(_KEPT_BYTES)
def _part(shape: BaseGeometry, area: Box) -> BaseGeometry:
    """Return what of a shape lies in an area, ready for many questions."""
    seen = slim_one(shape, _SLACK_PX) & shapely.box(*area)
    shapely.prepare(seen)
    return seen


def _seen_anchor(mark: Mark, area: Box) -> tuple[float, float]:
    """Return the mark's anchor, or the middle of what is seen of it where that lies outside."""
    x, y = mark.anchor
    if area.left <= x <= area.right and area.top <= y <= area.bottom:
        return x, y
    return _on(mark.shape & shapely.box(*area))


def _on(shape: BaseGeometry) -> tuple[float, float]:
    """Return a position on the largest part of a shape, well within."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts) if shapely.get_dimensions(shape) == 2 else shapely.length(parts)
    largest = parts[int(np.argmax(sizes))] if len(parts) > 1 else shape
    x, y = shapely.get_coordinates(shapely.point_on_surface(largest))[0].tolist()
    return x, y


# --- leaders ----------------------------------------------------------------------------------


def _off(mark: Mark, boxes: Rows, room: Room) -> NDArray[np.float64]:
    """Return how far places stand from what they name; from some pixels on they need a leader."""
    if mark.legend.kind == "point":
        radius = mark.legend.style.reach_px + 1
        return room.from_own(boxes, _seen_anchor(mark, room.area)) - radius
    # At a line's end, a name would seem to be that of what goes on there.
    of = _middle(mark, room) if mark.legend.kind == "line" else mark.shape
    away: NDArray[np.float64] = shapely.distance(of, shapely.box(*boxes.T))
    # By its colour and its slant a water's name is known for one beside it.
    return np.maximum(away - _BY_WATER_PX, 0) if mark.layer.role == "water" else away


def leaders(mark: Mark, boxes: Rows, room: Room) -> tuple[Ends, NDArray[np.bool_]]:
    """Return each place's leader, and if it is clear; all are some way off their mark."""
    if mark.legend.kind == "line":
        return _from_line(mark, boxes, room)
    at = np.array(_seen_anchor(mark, room.area))
    near = np.clip(at, boxes[:, :2], boxes[:, 2:])
    start = np.broadcast_to(at, near.shape)
    if mark.legend.kind == "point":
        radius = mark.legend.style.reach_px + 1
        start = at + (near - at) * (radius / np.hypot(*(near - at).T))[:, None]
    lines = np.stack([start, near], axis=1)
    return lines, room.is_clear(lines)


def _from_line(mark: Mark, boxes: Rows, room: Room) -> tuple[Ends, NDArray[np.bool_]]:
    """Return a leader from a line to each box, the shortest that is clear, and if it is."""
    starts = _starts(mark.shape, room.area, room.discs)
    ends = np.clip(starts[None], boxes[:, None, :2], boxes[:, None, 2:])
    lines = np.stack([np.broadcast_to(starts, ends.shape), ends], axis=2)
    clear = room.is_clear(lines.reshape(-1, 2, 2)).reshape(lines.shape[:2])
    length = np.hypot(*np.moveaxis(lines[:, :, 1] - lines[:, :, 0], -1, 0))
    best = np.argmin(np.where(clear, length, length + _MUCH_PX), axis=1)
    row = np.arange(len(boxes))
    return lines[row, best], clear[row, best]


@cached(_KEPT_STARTS_BYTES)
def _starts(line: BaseGeometry, area: Box, discs: tuple[Box, ...]) -> NDArray[np.float64]:
    """Return where on a line a leader may begin: about its middle, as seen, but at no point."""
    parts = [
        part
        for part in shapely.get_parts(shapely.clip_by_rect(line, *area))
        if part.geom_type == "LineString"
    ]
    if not parts:  # it only touches what is seen
        way = shapely.shortest_line(line, shapely.box(*area))
        near: NDArray[np.float64] = shapely.get_coordinates(way)[:1]
        return near
    longest = max(parts, key=lambda part: float(part.length))
    found = shapely.line_interpolate_point(longest, _ALONG, normalized=True)
    marked = shapely.union_all(shapely.box(*np.reshape(discs, (-1, 4)).T))
    apart = ~shapely.intersects(found, marked)
    xy: NDArray[np.float64] = shapely.get_coordinates(found[apart] if apart.any() else found)
    return xy


def _middle(mark: Mark, room: Room) -> BaseGeometry:
    """Return the part of a line by which its name may stand without a leader."""
    starts = _starts(mark.shape, room.area, room.discs)
    return shapely.LineString(starts) if len(starts) > 1 else shapely.Point(starts[0])


def toll(mark: Mark, room: Room, boxes: Rows, *, pad: float = 0.0) -> NDArray[np.float64]:
    """Return what places cost a name besides what it covers; infinite if it would be misread.

    That is where its leader runs over something, or where it stands beside another point. Of places
    that keep so many pixels (`pad`) around the name free, coasts and borders may be in these.
    """
    inner = boxes + pad * np.array([1, 1, -1, -1])
    edges = over_edges(room, inner) + _beyond(mark, room, boxes)
    edges += costs.WITHIN_OTHER * room.within_other(mark.shape, boxes)
    if mark.legend.style.shape == "name":
        return edges
    summed = edges.copy()
    away = room.from_others(boxes, mark.anchor)
    off = _off(mark, boxes, room)
    if mark.legend.kind == "line":
        summed[away < off + _LINE_NEARER_PX] = np.inf
    if mark.legend.kind == "point":
        summed[away < room.from_own(boxes, mark.anchor) + _NEARER_PX] = np.inf
    needy = off >= _LEADER_FROM_PX
    summed[needy] = np.inf
    (led,) = np.nonzero(needy & (away >= _TOO_NEAR_PX))  # leaders take long: not for the others
    if len(led):
        subject = mark.legend.kind == "point" and mark.layer.group != "context"
        lines, clear = leaders(mark, boxes[led], room)
        led, lines = led[clear], lines[clear]
        summed[led] = edges[led] + costs.LEADER_TO_SUBJECT * subject + costs.LEADER_PX * off[led]
        summed[led] += costs.LEADER_CROSSES * room.crossed(lines)
        summed[led] += costs.LEADER_BESIDE_POINT * (away[led] < _BESIDE_PX)
    if mark.legend.kind == "line" and mark.layer.group == "story":
        summed += costs.STACKED * room.by_names(boxes, _STACKED_PX)
    return summed


def over_edges(room: Room, boxes: Rows) -> NDArray[np.float64]:
    """Return what it costs places to lie across coasts and borders of the base map."""
    if room.edges is None:
        return np.zeros(len(boxes))
    under = room.edges.under(boxes)
    along = under / np.maximum(boxes[:, 2] - boxes[:, 0], 1)
    found: NDArray[np.float64] = costs.EDGE * np.minimum(under / costs.EDGE_WHOLE_PX, 1)
    return found + costs.EDGE_ALONG * np.minimum(along, costs.MOST_ALONG)


def _beyond(mark: Mark, room: Room, boxes: Rows) -> NDArray[np.float64]:
    """Return what it costs places to be on another side of a coast or a border than their mark.

    A place on the coast is named at sea: a name on land would set it inland. An area may be named
    anywhere within it, and a line crosses what it likes.
    """
    summed = np.zeros(len(boxes))
    is_point = mark.legend.kind == "point"
    if room.edges is None or mark.legend.kind == "line":
        return summed
    at = np.array(_seen_anchor(mark, room.area))
    near = np.clip(at, boxes[:, :2], boxes[:, 2:])
    reach = mark.legend.style.radius_px + 1 if is_point else 0.0
    away = np.hypot(*(near - at).T)
    start = at + (near - at) * np.minimum(reach / np.maximum(away, 1), 1)[:, None]
    beyond = room.edges.between(start, near)
    if mark.legend.kind == "polygon":
        beyond &= shapely.distance(mark.shape, shapely.box(*boxes.T)) > 0
    summed += costs.BEYOND_EDGE * beyond
    if is_point and room.edges.is_coastal(at[0], at[1], reach):
        summed += costs.INLAND * ~room.edges.at_sea(boxes)
    return summed


def led(mark: Mark, box: Box, room: Room, theme: Theme) -> Iterator[Stroke]:
    """Yield the leader of a name that needs one."""
    boxes = np.array([box])
    if mark.legend.style.shape == "name" or _off(mark, boxes, room)[0] < _LEADER_FROM_PX:
        return
    for line in shapely.linestrings(leaders(mark, boxes, room)[0]):
        yield Stroke(shape=line, colour=colours(theme)["muted"], width_px=0.8)
