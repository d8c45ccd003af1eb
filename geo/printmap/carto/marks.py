"""Put a story's marks on the printed map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.cache import MB, cached, fingerprint
from geo.layers import Layer, LegendClass, MapSpec, Tie
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Fill, Item, Stroke
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.symbols import arrow_head, discs, halos, symbol
from geo.story.importance import Importance
from geo.style import Colour, Lettering, Style

_SET_BACK_PX: Final = 9.0
"""How far an arrow stops before the mark that it points at."""
_SHORT_PX: Final = 84.0
"""How long a tie is drawn that leaves the frame …"""
_SHORT: Final = 0.6
"""… or this part of what is seen of it."""
_PAST_PX: Final = 26.0
"""From its end to the middle of the name of the place beyond."""
_GLOW_PX: Final = 5.0
_GLOW_OPACITY: Final = 0.38
_KEPT_BYTES: Final = 6 * MB
"""Of shapes: an option that is changed seldom changes where a mark stands."""
_KEPT_PIECES_BYTES: Final = 5 * MB
"""Of lines in pieces."""
_LEAST_PX: Final = 8.0
"""Of an area or a line, as it is drawn."""
_RIM_PX: Final = 5.0
"""By which such a one stands out around a point's mark that lies on it."""
_CLOSE_M_PX: Final = 200.0
"""To a pixel, of the map of a town or an island."""
_POINT_PX: Final = 0.05
"""What is smaller has no form to be drawn larger."""
_HIDDEN: Final = 0.6
"""Of a point's radius: what reaches no farther from its middle cannot be seen beside it."""
_SLACK_PX: Final = 0.5
_STEP_DEG: Final = 0.25
"""Long edges are bent with the projection at such steps."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one mark as it stands on the page."""

    id: str
    name: str
    layer: Layer
    legend: LegendClass
    shape: BaseGeometry
    """On the page, cut to the frame; empty where the mark lies outside."""
    anchor: tuple[float, float]
    """On the page; where its name belongs."""
    tie: Tie | None
    ends: tuple[tuple[float, float], tuple[float, float]]
    """Its first and its last position on the page, wherever that is."""
    end: tuple[float, float] | None
    """Of a line: its last position on the page, if that is in the frame."""
    importance: Importance
    """None of a tie, which has no name."""
    toward: Mark | None = None
    """Of a tie that ends beyond the frame: the name of the place there, at the end of the line."""
    remark: str = ""
    """Below its name; empty where it has none, or no room for it."""


def marks_of(spec: MapSpec, frame: Frame) -> list[Mark]:
    """Return the marks of every visible layer in drawing order, those out of sight included.

    What stands aside is none of them.
    """
    found: list[Mark] = []
    for layer in spec.layers:
        marks = [mark for mark in layer.marks if not mark.left_out]
        if not layer.visible or not marks:
            continue
        classes = {legend.id: legend for legend in layer.classes}
        lonlat = [mark.geometry for mark in marks]
        lines = [shapely.get_coordinates(geometry)[[0, -1]] for geometry in lonlat]
        known = [mark.anchor for mark in marks], *zip(*lines, strict=True)
        at = frame.points(np.concatenate(known).tolist())
        count = len(marks)
        places = at[:count], at[count : 2 * count], at[2 * count :]
        for mark, anchor, start, end in zip(marks, *places, strict=True):
            found.append(
                Mark(
                    id=mark.id,
                    name=mark.name,
                    layer=layer,
                    legend=classes[mark.class_id],
                    shape=_on_page(frame, mark.geometry),
                    anchor=anchor,
                    tie=mark.tie,
                    ends=(start, end),
                    end=end if _inside(*end, box=frame.box) else None,
                    importance=spec.importance.get(mark.id, Importance()),
                    remark=mark.remark,
                )
            )
    return _large_enough([*_cut_short(found, frame)], frame)


def _cut_short(marks: Sequence[Mark], frame: Frame) -> Iterator[Mark]:
    """Yield the marks; ties that leave the frame as short arrows to the places beyond it.

    Such a place is named once, at the end of the first. A tie of which no end is seen is not drawn.
    """
    known = {mark.id: mark for mark in marks if mark.tie is None}
    named: set[str] = set()
    for mark in marks:
        if mark.tie is None or mark.shape.is_empty:
            yield mark
            continue
        first, last = mark.ends
        seen = [_inside(*at, box=frame.box) for at in (first, last)]
        far = known.get(mark.tie.end if seen[0] else mark.tie.start)
        if all(seen) or far is None or not far.shape.is_empty:
            yield mark
            continue
        if not any(seen):
            yield replace(mark, shape=shapely.LineString(), end=None)
            continue
        near = first if seen[0] else last
        line = min(shapely.get_parts(mark.shape), key=lambda part: _away(part, near))
        if math.dist(near, line.coords[0]) > math.dist(near, line.coords[-1]):
            line = line.reverse()
        short = substring(line, 0, min(_SHORT_PX, _SHORT * line.length))
        tip = short.coords[-1]
        outward = seen[0] or not mark.tie.directed
        toward = None if far.id in named else _named_beyond(far, mark, near, tip)
        named.add(far.id)
        yield replace(
            mark,
            shape=short if outward else short.reverse(),
            end=tip if outward else near,
            tie=replace(mark.tie, directed=True),
            toward=toward,
        )


def _named_beyond(
    far: Mark, tie: Mark, near: tuple[float, float], tip: tuple[float, float]
) -> Mark:
    """Return the name of a place beyond the frame, written past the end of the tie to it.

    It is in the tie's colour, and not as a country's own is: it lies in another.
    """
    share = _PAST_PX / max(math.dist(near, tip), 1.0)
    x, y = (end + share * (end - start) for start, end in zip(near, tip, strict=True))
    lettering = Lettering(
        size_px=11.5, weight="regular", colour=tie.legend.style.stroke or "", italic=True
    )
    style = Style(shape="name")
    legend = replace(tie.legend, kind="point", style=style, lettering=lettering)
    return replace(far, layer=tie.layer, legend=legend, shape=shapely.Point(x, y), anchor=(x, y))


def _away(line: BaseGeometry, at: tuple[float, float]) -> float:
    return float(shapely.distance(line, shapely.Point(at)))


def _large_enough(marks: Sequence[Mark], frame: Frame) -> list[Mark]:
    """Return the marks, each area and line that nobody would see drawn larger around its middle.

    One that lies under a point's mark is drawn around that on a map of a town or an island, where
    it may be what the story is about; farther out the point stands for it.
    """
    points = [mark for mark in marks if mark.legend.kind == "point" and not mark.shape.is_empty]
    is_close = frame.ground_metres_per_px() < _CLOSE_M_PX
    found = []
    for mark in marks:
        under = [point for point in points if _stands_on(point, mark)] if _is_tiny(mark) else []
        if _is_tiny(mark) and (is_close or not under):
            reach = max((point.legend.style.radius_px for point in under), default=0.0)
            least = 2 * (reach + _RIM_PX) if under else _LEAST_PX
            mark = replace(mark, shape=_grown(mark.shape, least))
        found.append(mark)
    return found


def _is_tiny(mark: Mark) -> bool:
    """Whether an area or a line is smaller than can be seen; one cut by the frame is seen there."""
    if mark.legend.kind == "point" or mark.tie is not None or mark.shape.is_empty:
        return False
    left, top, right, bottom = mark.shape.bounds
    return bool(max(right - left, bottom - top) < _LEAST_PX)


def _stands_on(point: Mark, other: Mark) -> bool:
    reach = point.legend.style.radius_px
    return float(shapely.distance(point.shape, other.shape)) < reach


def _grown(shape: BaseGeometry, least_px: float) -> BaseGeometry:
    """Return a shape as large as that, around its middle."""
    left, top, right, bottom = shape.bounds
    longest = max(right - left, bottom - top)
    middle = (left + right) / 2, (top + bottom) / 2
    if longest < _POINT_PX:
        disc = shapely.Point(middle).buffer(least_px / 2, quad_segs=8)
        return disc if shape.area else shapely.LineString(shapely.get_coordinates(disc)[[0, 16]])
    times = least_px / longest
    return affinity.scale(shape, times, times, origin=middle)


@cached(_KEPT_BYTES)
def _on_page(frame: Frame, geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in (lon, lat) as it stands on the page; bent, and cut to the frame."""
    (shape,) = frame.shapes([shapely.segmentize(geometry, _STEP_DEG)])
    return shape


def drawn(
    marks: list[Mark],
    *,
    off: Iterable[Box] = (),
    chosen: frozenset[str] = frozenset(),
    glow: Colour = "",
) -> Iterator[Item]:
    """Yield what draws the marks: areas and lines in the order of their layers, points on top.

    No other point covers one that the headline names, and the soft edge of none another's disc.
    Ties and the edges of areas stop before what they keep `off` and go on behind it. The chosen
    marks have a glow beneath them.
    """
    words = shapely.STRtree([shapely.box(*box) for box in off])
    arcs: set[str] = set()
    for mark in marks:
        if mark.legend.kind != "point":
            if mark.id in chosen:
                yield _glow(mark, glow)
            if mark.tie is None or mark.tie.arc not in arcs or mark.id in chosen:
                here = words if _yields(mark) else None
                yield from symbol(mark.shape, mark.legend.style, mark.legend.kind, off=here)
            if mark.tie and not mark.shape.is_empty:
                arcs.add(mark.tie.arc)
            yield from head_of(mark)
    points = [mark for mark in marks if mark.legend.kind == "point" and not mark.shape.is_empty]
    points.sort(key=lambda mark: mark.importance.headed)
    for mark in points:
        yield from halos(mark.shape, mark.legend.style)
    for mark in points:
        if mark.id in chosen:
            yield _glow(mark, glow)
        yield from discs(mark.shape, mark.legend.style)


def head_of(mark: Mark) -> Iterator[Item]:
    """Yield what draws the head of the arrow that a directed tie is."""
    if mark.tie is not None and mark.tie.directed and mark.end is not None:
        style = mark.legend.style
        yield from arrow_head(mark.shape, style, end=mark.end, set_back_px=_SET_BACK_PX)


def _yields(mark: Mark) -> bool:
    """Whether a mark's line is cut under words: not what may be no longer than a word."""
    return mark.tie is not None or mark.legend.kind == "polygon"


def _glow(mark: Mark, colour: Colour) -> Item:
    """Return a band of colour around a mark, wider than all that draws it."""
    style = mark.legend.style
    if mark.legend.kind == "point":
        disc = shapely.buffer(mark.shape, style.radius_px + _GLOW_PX)
        return Fill(shape=disc, colour=colour, opacity=_GLOW_OPACITY)
    edge = shapely.boundary(mark.shape) if mark.legend.kind == "polygon" else mark.shape
    width = max(style.stroke_width_px, style.casing_width_px) + 2 * _GLOW_PX
    return Stroke(shape=edge, colour=colour, width_px=width, opacity=_GLOW_OPACITY)


def _inside(x: float, y: float, *, box: Box) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def hidden_by(marks: Sequence[Mark]) -> Mapping[str, str]:
    """Return the marks that a reader cannot tell apart from a point, and by which each is hidden.

    Far out, areas and lines lie hidden under a point's own mark, and points of the context over
    others; a dozen names led to one spot would tell less than those that are left.
    """
    hidden: dict[str, str] = {}
    kept: list[Mark] = []
    points = [mark for mark in marks if mark.legend.kind == "point" and not mark.shape.is_empty]
    for mark in sorted(points, key=lambda mark: mark.layer.group == "context"):
        others = kept if mark.layer.group == "context" else []
        under = next((other for other in others if touch(mark, other)), None)
        if under is None:
            kept.append(mark)
        else:
            hidden[mark.id] = under.id
    for mark in marks:
        if mark.legend.kind != "point":
            over = next((point for point in points if _covers(point, mark.shape)), None)
            if over is not None:
                hidden[mark.id] = hidden.get(over.id, over.id)
    return hidden


def touch(one: Mark, other: Mark) -> bool:
    """Whether two marks are drawn one on the other."""
    reach = one.legend.style.radius_px + other.legend.style.radius_px
    if one.legend.kind == other.legend.kind == "point":  # ten times as fast
        return math.dist(one.anchor, other.anchor) < reach
    return float(shapely.distance(one.shape, other.shape)) < reach


def _covers(point: Mark, shape: BaseGeometry) -> bool:
    """Whether a point's own mark hides a shape."""
    (x, y), radius = point.anchor, point.legend.style.radius_px
    left, top, right, bottom = shape.bounds
    return math.hypot(max(x - left, right - x), max(y - top, bottom - y)) < _HIDDEN * radius


def lines_of(marks: Iterable[Mark]) -> shapely.STRtree | None:
    """Return the story's lines in short pieces, which a name should not lie across.

    An area that fades out has no edge to be crossed.
    """
    found = [_pieces(mark.shape) for mark in _lined(marks)]
    return shapely.STRtree(np.concatenate(found)) if found else None


def ties_in(marks: Iterable[Mark]) -> NDArray[np.bool_]:
    """Tell of each piece of `lines_of` whether it is a tie's."""
    return _of_each_piece([(mark, mark.tie is not None) for mark in _lined(marks)]).astype(bool)


def dear_in(marks: Iterable[Mark]) -> NDArray[np.float64]:
    """Return of each piece of `lines_of` what it costs to cover it.

    A route or a border may be no longer than a name, and of the story there is nothing else.
    """

    def dear(mark: Mark) -> float:
        is_line = mark.tie is None and mark.legend.kind == "line"
        return costs.COVERED[mark.layer.group] if is_line else 0.0

    return _of_each_piece((mark, dear(mark)) for mark in _lined(marks))


def key_of(marks: Iterable[Mark]) -> int:
    """Return a number for `lines_of`, `ties_in` and `dear_in` of some marks, as of equal ones."""
    return hash(
        tuple(
            (fingerprint(mark.shape), mark.tie is None, mark.layer.group, mark.legend.kind)
            for mark in _lined(marks)
        )
    )


def _of_each_piece(told: Iterable[tuple[Mark, float]]) -> NDArray[np.float64]:
    found = [np.full(len(_pieces(mark.shape)), value, dtype=float) for mark, value in told]
    return np.concatenate([np.empty(0), *found])


def _lined(marks: Iterable[Mark]) -> list[Mark]:
    return [m for m in marks if m.legend.kind != "point" and m.legend.style.stroke_width_px]


@cached(_KEPT_PIECES_BYTES)
def _pieces(shape: BaseGeometry) -> NDArray[np.object_]:
    """Return a line, or an area's edge, cut into straight pieces."""
    edge = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    slim = shapely.simplify(shapely.get_parts(edge), _SLACK_PX)
    xy, of = shapely.get_coordinates(slim, return_index=True)
    pairs = np.stack([xy[:-1], xy[1:]], axis=1)[of[:-1] == of[1:]]
    pieces: NDArray[np.object_] = shapely.linestrings(pairs)
    return pieces
