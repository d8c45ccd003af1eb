"""Set a detail map into the page, where what the story is about is too small to be told apart.

It stands in the corner where it hides nothing of the story. Where there is none, the map moves
aside and gives it ground.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import Bounds
from geo.layers import MapSpec
from geo.options.view import CORNERS
from geo.printmap.canvas.sheet import Box, Item, Placed, Stroke, Text
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.marks import Mark, marks_of, touch
from geo.printmap.carto.sound import clipped
from geo.printmap.typeset.typesetting import Piece, in_corner
from geo.style import Theme, colours

_APART: Final = 1.25
"""Times the sum of two discs' radii: marks nearer than this are not told apart."""
_SMALL_PX: Final = 40.0
"""What a line or an area needs to show its form."""
_AROUND_PX: Final = 45.0
"""So near to what is shown larger, others are shown with it."""
_LEAST_TIMES: Final = 2.5
"""As large as on the map, or more; less would show nothing new."""
_MOST_TIMES: Final = 8.0
_MARGIN: Final = 0.22
"""Around what it shows, of its longer side."""
_SHARE: Final = 0.44
"""Of the map's shorter side: its height."""
_WIDTH: Final = 1.3
"""Times as wide as high."""
_LEAST_PX: Final = 120.0
_MOST_PX: Final = 420.0
_OFF_PX: Final = 10.0
"""From the map's edge."""
_CLEAR_PX: Final = 12.0
"""From the nearest point or line of the story."""
_POINT: Final = 1e6
"""What it costs to hide a point: more than any line."""
_RIM_PX: Final = 6.0
_LARGEST: Final = 1.5
"""Times the ground that the map may show when it has moved aside."""


@dataclass(frozen=True)
class Detail:
    """Hold where a detail map stands, and what it shows larger."""

    frame: Frame
    ids: frozenset[str]
    """Of the marks that it was made for, and of those beside them."""


def detailed(spec: MapSpec, frame: Frame, marks: Sequence[Mark]) -> tuple[Frame, Detail | None]:
    """Return the map's frame, moved aside where a detail map needs its ground, and the detail map.

    There is none where the view refuses it, all can be told apart, or the page has no room.
    """
    asked = spec.view.detail
    high = min(min(frame.box.width, frame.box.height) * _SHARE, _MOST_PX / _WIDTH)
    if asked == "off" or high < _LEAST_PX:
        return frame, None
    for core in _crowded(marks):
        bounds = _bounds_of(core, frame, high)
        corners = [one for one in CORNERS if asked in (one, "auto")]
        boxes = [in_corner(frame.box.grown(-_OFF_PX), one, _WIDTH * high, high) for one in corners]
        for box in sorted(boxes, key=lambda box: _hidden(box, marks)):
            found = frame_for(bounds, box)
            moved: Frame | None = frame
            if _hidden(box, marks):
                moved = _moved(frame, box, spec.bounds)
                # What lies beyond the bounds is seen there too, and may come under the box.
                moved = moved if moved and _hidden(box, marks_of(spec, moved)) < _POINT else None
            if moved and _times(moved, found) >= _LEAST_TIMES:
                return moved, Detail(found, frozenset(mark.id for mark in core))
    return frame, None


def _times(frame: Frame, detail: Frame) -> float:
    return frame.ground_metres_per_px() / detail.ground_metres_per_px()


def _crowded(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the main marks that are too small or too near to others, with their neighbours or not.

    Those that lie apart are yielded one group after the other, the smallest on the page first.
    Nothing is yielded where each can be told apart.
    """
    seen = [mark for mark in marks if mark.tie is None and not mark.shape.is_empty]
    points = [mark for mark in seen if mark.legend.kind == "point"]
    groups: list[dict[str, Mark]] = []
    for main in (mark for mark in seen if mark.importance.prominence == "main"):
        found = {one.id: one for one in _with_it(main, points)}
        if found:
            near = [group for group in groups if _apart_px(found.values(), group.values()) == 0]
            groups = [group for group in groups if group not in near]
            groups.append({**found, **{id_: one for group in near for id_, one in group.items()}})
    for group in sorted(groups, key=lambda group: _extent_px(group.values())):
        around = _around(group.values())
        near_by = [mark for mark in points if mark.id not in group and _within(mark, around)]
        if near_by:
            yield [*group.values(), *near_by]
        yield list(group.values())


def _around(group: Iterable[Mark]) -> Box:
    """Return the box in which a group's neighbours lie."""
    return Box(*shapely.total_bounds([mark.shape for mark in group])).grown(_AROUND_PX)


def _extent_px(group: Iterable[Mark]) -> float:
    box = _around(group)
    return max(box.width, box.height)


def _apart_px(one: Iterable[Mark], other: Iterable[Mark]) -> float:
    return float(shapely.distance(shapely.box(*_around(one)), shapely.box(*_around(other))))


def _with_it(main: Mark, points: Sequence[Mark]) -> list[Mark]:
    """Return a main mark and the points in its way, if it is not told apart from them."""
    if main.legend.kind != "point":
        left, top, right, bottom = main.shape.bounds
        return [main] if max(right - left, bottom - top) < _SMALL_PX else []
    reach = main.legend.style.radius_px
    near = [
        other
        for other in points
        if other is not main
        and math.dist(main.anchor, other.anchor) < _APART * (reach + other.legend.style.radius_px)
    ]
    return [main, *near] if near else []


def _within(mark: Mark, box: Box) -> bool:
    (x, y) = mark.anchor
    return Box(x, y, x, y).within(box)


def _bounds_of(core: Sequence[Mark], frame: Frame, high_px: float) -> Bounds:
    """Return what a detail map shows around marks, with their discs; no closer than is of use."""
    left, top, right, bottom = shapely.total_bounds([mark.shape for mark in core]).tolist()
    pad = _MARGIN * max(right - left, bottom - top)
    points = (mark.legend.style for mark in core if mark.legend.kind == "point")
    pad = max(pad, _RIM_PX + max((style.reach_px for style in points), default=0.0))
    least = high_px / _MOST_TIMES / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    wide = max((right - left) / 2 + pad, least * _WIDTH)
    tall = max((bottom - top) / 2 + pad, least)
    ends = [(x - wide, y), (x, y + tall), (x + wide, y), (x, y - tall)]
    (west, _), (_, south), (east, _), (_, north) = frame.to_world(np.array(ends)).tolist()
    return Bounds(west, south, east, north)


def _hidden(box: Box, marks: Iterable[Mark]) -> float:
    """Return how much a box hides: points, then lines by their length; ties are seen elsewhere."""
    clear = box.grown(_CLEAR_PX)
    cost = 0.0
    for mark in marks:
        if mark.legend.kind == "point":
            cost += _POINT if _within(mark, clear) else 0.0
        elif mark.legend.kind == "line" and mark.tie is None:
            cost += float(shapely.clip_by_rect(mark.shape, *clear).length)
    return cost


def _moved(frame: Frame, box: Box, bounds: Bounds) -> Frame | None:
    """Return the frame with all of the bounds beside a box; nothing where they become too small."""
    whole = frame.box
    if whole.width > whole.height:
        at_left = box.left - whole.left < whole.right - box.right
        rest = whole._replace(left=box.right) if at_left else whole._replace(right=box.left)
    else:
        at_top = box.top - whole.top < whole.bottom - box.bottom
        rest = whole._replace(top=box.bottom) if at_top else whole._replace(bottom=box.top)
    found = frame_for(bounds, rest)
    if found.proj != frame.proj or found.metres_per_px > _LARGEST * frame.metres_per_px:
        return None
    (x, y), (to_x, to_y) = rest.middle, whole.middle
    centre = (
        found.centre[0] + (to_x - x) * found.metres_per_px,
        found.centre[1] - (to_y - y) * found.metres_per_px,
    )
    moved = replace(found, box=whole, centre=centre)
    corners = [(x, y) for x in (whole.left, whole.right) for y in (whole.top, whole.bottom)]
    return moved if np.isfinite(moved.to_world(np.array(corners))).all() else None


def left_on_the_map(detail: Detail | None, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks that are drawn on the map itself.

    Of those shown larger these are the main ones, and of two that would lie on each other the one
    of which more is said.
    """
    if detail is None:
        return [*marks]
    larger = [m for m in marks if m.id in detail.ids and m.importance.prominence == "main"]
    kept: dict[str, Mark] = {}
    for mark in sorted(larger, key=lambda mark: mark.importance.order):
        if not any(touch(mark, other) for other in kept.values()):
            kept[mark.id] = mark
    return [mark for mark in marks if mark.id not in detail.ids or mark.id in kept]


def shown_in(detail: Detail, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks of a detail map: whole points, lines, and main areas that end in it.

    What lies around is named on the map itself, where ties are seen whole.
    """
    box = detail.frame.box

    def is_shown(mark: Mark) -> bool:
        if mark.legend.kind == "point":
            return _within(mark, box.grown(-mark.legend.style.radius_px - _RIM_PX))
        if mark.legend.kind == "line":
            return mark.tie is None
        is_main = mark.importance.prominence == "main"
        return is_main and not mark.shape.contains(shapely.box(*box))

    return [mark for mark in marks if is_shown(mark)]


def set_in(detail: Detail, items: Iterable[Item], placed: Iterable[Placed], theme: Theme) -> Piece:
    """Return a detail map's items cut to its box, with a rim."""
    roles, box = colours(theme), detail.frame.box
    rim = shapely.box(*box).exterior
    return Piece(
        items=(
            *_cut(items, box),
            Stroke(shape=rim, colour=roles["paper"], width_px=_RIM_PX),
            Stroke(shape=rim, colour=roles["accent"], width_px=1.6),
        ),
        placed=(Placed(role="detail", name="", box=box), *placed),
        box=box,
    )


def _cut(items: Iterable[Item], box: Box) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Text):
            yield item
            continue
        (shape,) = clipped(np.array([item.shape], dtype=object), box)
        if not shape.is_empty:
            yield replace(item, shape=shape)


def discs(marks: Iterable[Mark]) -> list[Box]:
    """Return what the discs of points cover."""
    points = [mark for mark in marks if mark.legend.kind == "point" and not mark.shape.is_empty]
    return [Box(*mark.shape.bounds).grown(mark.legend.style.radius_px + 1) for mark in points]


def edge_of(detail: Detail, frame: Frame) -> BaseGeometry:
    """Return on the map how far the detail map reaches."""
    edge = shapely.segmentize(shapely.box(*detail.frame.box).exterior, detail.frame.box.width / 24)
    return shapely.transform(edge, lambda xy: frame.to_page(detail.frame.to_world(xy)))


def extent(
    detail: Detail, frame: Frame, theme: Theme, *, off: Iterable[Box] = ()
) -> Iterator[Item]:
    """Yield what marks on the map how far the detail map reaches; not behind words and discs."""
    shape = edge_of(detail, frame).difference(shapely.union_all([shapely.box(*box) for box in off]))
    roles = colours(theme)
    yield Stroke(shape=shape, colour=roles["paper"], width_px=3.4)
    yield Stroke(shape=shape, colour=roles["accent"], width_px=1.6)
