"""Draw the neutral style on paper: the one adapter from `geo.style` to a sheet's items.

Blur is lost in SVG and PDF. The soft edge of an area or a point is drawn as rings side by side:
of a stack of thin layers each is rounded to whole shades, which turns the colour, and otherwise in
a browser than here. That of a line is such a stack. A hatch is lines cut to the area, because
patterns show seams.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geo.cache import MB, cached
from geo.printmap.canvas.sheet import Fill, Item, Stroke
from geo.printmap.carto.sound import slim_one
from geo.style import SYMBOL_SHARE, Hatch, Kind, Style, pictogram

_KEPT_BYTES: Final = 3 * MB
"""Of soft edges, and of hatches: an option that is changed seldom changes where a mark stands."""
_KEPT_EDGES_BYTES: Final = 1 * MB
_SOFT_STEPS: Final = 12
_SOFT_SLACK_PX: Final = 0.6
"""How far the layers of a soft edge may stray: it has no line to be wrong about."""
_EDGE_SLACK_PX: Final = 0.15
"""A twenty-fifth of a millimetre: an edge that is cut before words has fewer pieces to look at."""
_HALO_OPACITY: Final = 0.4
"""Of a line's soft edge at its middle, and of a point's; the same on the screen."""
_POINT_HALO_OPACITY: Final = 0.55
_HEAD_PX: Final = ((1.0, 1.2), (11.0, 6.0), (1.0, 10.8), (3.6, 6.0))
"""The head of an arrow in a square of 12; it points right and its tip is at (11, 6)."""
_HEAD_TIP: Final = (11.0, 6.0)
_HEAD_SCALE: Final = 11 / 12


def symbol(
    shape: BaseGeometry, style: Style, kind: Kind, *, off: shapely.STRtree | None = None
) -> Iterator[Item]:
    """Yield what draws one mark, bottom first; `shape` is on the page.

    `off` is where words stand: a line, or an area's edge, is not drawn there.
    """
    if shape.is_empty:
        return
    if kind == "point":
        yield from halos(shape, style)
        yield from discs(shape, style)
    elif kind == "line":
        yield from _line(_without(shape, off), style)
    else:
        yield from _polygon(shape, style, off)


def halos(shape: BaseGeometry, style: Style) -> Iterator[Item]:
    """Yield what draws the soft edge around points: beneath the discs of all, it covers none."""
    if style.soft_edge_px and style.fill:
        reach = np.linspace(style.radius_px + style.soft_edge_px, style.radius_px, _SOFT_STEPS)
        for at in shapely.get_parts(shape):
            rings = _rings(shapely.buffer(at, reach, quad_segs=16))
            yield from _fading(rings, style.fill, _POINT_HALO_OPACITY)


def discs(shape: BaseGeometry, style: Style) -> Iterator[Item]:
    """Yield what draws points without their soft edge."""
    for at in shapely.get_parts(shape):
        yield from _point(at, style)


def _without(line: BaseGeometry, off: shapely.STRtree | None) -> BaseGeometry:
    near = () if off is None else off.geometries[off.query(line, "intersects")]
    return line - shapely.union_all(near) if len(near) else line


def _stroke(shape: BaseGeometry, style: Style) -> Iterator[Item]:
    if style.stroke is not None and style.stroke_width_px > 0:
        yield Stroke(
            shape=shape,
            colour=style.stroke,
            width_px=style.stroke_width_px,
            opacity=style.stroke_opacity,
            dash_px=style.dash_px,
            cap="butt" if style.dash_px else "round",
        )


def _casing(shape: BaseGeometry, style: Style) -> Iterator[Item]:
    if style.casing is not None and style.casing_width_px > 0:
        yield Stroke(shape=shape, colour=style.casing, width_px=style.casing_width_px)


def _point(at: BaseGeometry, style: Style) -> Iterator[Item]:
    if style.shape == "name":
        return
    disc = at.buffer(style.radius_px, quad_segs=16)
    yield from _casing(disc.exterior, style)
    if style.shape == "half" and style.fill:
        x, y = shapely.get_coordinates(at)[0].tolist()
        right = shapely.box(x, y - style.radius_px, x + style.radius_px, y + style.radius_px)
        yield Fill(shape=disc, colour=style.fill)
        yield Fill(shape=disc & right, colour=style.casing or "#ffffff")
    elif style.fill:
        yield Fill(shape=disc, colour=style.fill, opacity=style.fill_opacity)
    yield from _stroke(disc.exterior, style)
    if style.symbol and style.symbol_colour:
        x, y = shapely.get_coordinates(at)[0].tolist()
        size = SYMBOL_SHARE * style.radius_px
        small = affinity.affine_transform(pictogram(style.symbol), [size, 0, 0, size, x, y])
        yield Fill(shape=small, colour=style.symbol_colour)


def _line(shape: BaseGeometry, style: Style) -> Iterator[Item]:
    if style.soft_edge_px and style.stroke:
        share = 1 - (1 - _HALO_OPACITY) ** (1 / _SOFT_STEPS)
        for width in np.linspace(2 * style.soft_edge_px, 0, _SOFT_STEPS, endpoint=False):
            yield Stroke(
                shape=shape,
                colour=style.stroke,
                width_px=style.stroke_width_px + float(width),
                opacity=share,
            )
    yield from _casing(shape, style)
    yield from _stroke(shape, style)


def _polygon(shape: BaseGeometry, style: Style, off: shapely.STRtree | None) -> Iterator[Item]:
    edge = _without(_edge(shape), off)
    yield from _casing(edge, style)
    if style.fill and style.soft_edge_px:
        yield from _fading(_rims(shape, style.soft_edge_px), style.fill, style.fill_opacity)
    elif style.fill and style.fill_opacity:
        yield Fill(shape=shape, colour=style.fill, opacity=style.fill_opacity)
    if style.hatch:
        yield hatched(shape, style.hatch)
    yield from _stroke(edge, style)


@cached(_KEPT_EDGES_BYTES)
def _edge(shape: BaseGeometry) -> BaseGeometry:
    """Return an area's edge, no finer than can be seen."""
    return shapely.simplify(shapely.boundary(shape), _EDGE_SLACK_PX)


def _fading(rings: Sequence[BaseGeometry], colour: str, opacity: float) -> Iterator[Item]:
    """Yield a fill whose opacity falls to nothing from the innermost ring to the widest."""
    for number, ring in enumerate(rings, start=1):
        if not ring.is_empty:
            share = 1 - (1 - opacity) ** (number / _SOFT_STEPS)
            yield Fill(shape=ring, colour=colour, opacity=share)


@cached(_KEPT_BYTES)
def _rims(shape: BaseGeometry, soft_edge_px: float) -> tuple[BaseGeometry, ...]:
    """Return the rings of an area's soft edge, half of it outside, and what they leave within."""
    whole = slim_one(shape, _SOFT_SLACK_PX)
    steps = np.linspace(soft_edge_px, -soft_edge_px, _SOFT_STEPS)
    grown = shapely.buffer(whole, steps, quad_segs=2)
    return _rings(grown[~shapely.is_empty(grown)])


def _rings(grown: NDArray[np.object_]) -> tuple[BaseGeometry, ...]:
    """Return of areas, the widest first, what each has that the next has not; the last whole."""
    return (*shapely.difference(grown[:-1], grown[1:]), *grown[-1:])


def hatched(shape: BaseGeometry, hatch: Hatch) -> Item:
    """Return a hatch's lines inside an area; they keep in step from area to area."""
    return Stroke(
        shape=_hatch_lines(shape, hatch.angles_deg, hatch.gap_px),
        colour=hatch.colour,
        width_px=hatch.width_px,
        opacity=hatch.opacity,
        cap="butt",
    )


@cached(_KEPT_BYTES)
def _hatch_lines(
    shape: BaseGeometry, angles_deg: tuple[float, ...], gap_px: float
) -> MultiLineString:
    left, top, right, bottom = shape.bounds
    reach = math.hypot(right - left, bottom - top) / 2
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    lines: list[BaseGeometry] = []
    for angle in angles_deg:
        along = np.array([math.sin(math.radians(angle)), -math.cos(math.radians(angle))])
        across = np.array([-along[1], along[0]])
        offset = float(across @ middle)
        first = math.ceil((offset - reach) / gap_px)
        last = math.floor((offset + reach) / gap_px)
        for number in range(first, last + 1):
            foot = middle + across * (number * gap_px - offset)
            lines.append(shapely.LineString([foot - along * reach, foot + along * reach]))
    whole = slim_one(shape, _EDGE_SLACK_PX)
    shapely.prepare(whole)
    cut = shapely.intersection(np.array(lines, dtype=object), whole)
    return MultiLineString(_only_lines(cut))


def _only_lines(shapes: NDArray[np.object_]) -> list[LineString]:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return [part for part in parts if isinstance(part, LineString) and not part.is_empty]


def arrow_head(
    line: BaseGeometry, style: Style, *, end: tuple[float, float], set_back_px: float
) -> Iterator[Item]:
    """Yield the head of a directed tie, a little before the line's end.

    The pieces of a line that is cut, as at the rim of the world, are in no order.
    """
    if style.stroke is None or line.is_empty or line.length < 2 * set_back_px:
        return
    parts = shapely.get_parts(line)
    away = shapely.distance(shapely.get_point(parts, -1), shapely.Point(end))
    last = parts[away.argmin()]
    tip = last.interpolate(last.length - set_back_px)
    behind = last.interpolate(max(last.length - set_back_px - 8, 0))
    angle = math.atan2(tip.y - behind.y, tip.x - behind.x)
    points = (np.array(_HEAD_PX) - _HEAD_TIP) * _HEAD_SCALE
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    head = shapely.Polygon(points @ turn + [tip.x, tip.y])
    if style.casing:
        yield Stroke(shape=head.exterior, colour=style.casing, width_px=1.6)
    yield Fill(shape=head, colour=style.stroke)
