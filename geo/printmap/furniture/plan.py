"""Part a page: title, map, legend, credits and notes, each a place of its own.

Wide pages have the legend in a column at the side where reading ends; others below the map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from geo.errors import TooSmallError
from geo.layers import MapSpec
from geo.options import Page
from geo.printmap.canvas.sheet import Box, inner
from geo.printmap.carto.frame import frame_for
from geo.printmap.furniture.legend import LEAST_PX, SIZE_PX, Sight, legend_height
from geo.printmap.furniture.notes import notes_block
from geo.printmap.furniture.titles import credits, title_block
from geo.printmap.typeset.typesetting import Piece, cut_start

_WIDE: Final = 1.2
"""Width by height from which the legend stands at the side."""
_LEAST_MAP_PX: Final = 120.0
_GAP_PX: Final = 8.0
_GUTTER_PX: Final = 16.0
_ROOMY_PX: Final = 0.7
"""Of type above the least: a wider column is better than smaller type."""
_ENOUGH_PX: Final = LEAST_PX + _ROOMY_PX
_WIDENING: Final = (
    (0.165, False, SIZE_PX),
    (0.2, False, _ENOUGH_PX), (0.24, False, _ENOUGH_PX),
    (0.23, True, _ENOUGH_PX), (0.28, True, _ENOUGH_PX),
    (0.28, True, LEAST_PX), (0.34, True, _ENOUGH_PX),
)  # fmt: skip
"""How a legend beside the map gets the room it needs: by width, or its forms not explained; the
size of type that must fit. On a large page the narrowest column has room for full size."""
_ALIKE: Final = 1.06
"""A narrow legend may be so much higher than the lowest."""
_LEAST_COLUMN_PX: Final = 150.0
_WIDEST_COLUMN_PX: Final = 240.0
_LARGE_PX, _MUCH_PX = 12.0, 860.0
_MOST_BELOW: Final = 0.36
"""Of what title and credits leave: the legend's strip at most."""
_SHRINKING: Final = (
    (False, SIZE_PX), (False, SIZE_PX - 1), (True, SIZE_PX - 1), (True, LEAST_PX),
)  # fmt: skip
"""How a legend below the map takes less room: smaller first, then its forms not explained."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Say which part of the page is whose."""

    title: Piece
    map: Box
    legend: Box
    columns: int
    brief: bool
    credits: Box
    notes: Piece | None
    """Its box is all that is kept free for them."""

    @property
    def legend_px(self) -> float:
        """The largest type of the legend: where it has much room, as large as the map's names."""
        return _LARGE_PX if self.legend.height >= _MUCH_PX else SIZE_PX


def plan(spec: MapSpec, page: Page, sight: Sight | None, *, least_notes_px: float = 0.0) -> Plan:
    """Part the page; the map gets what the others leave, and what is kept free for more notes.

    Raises
    ------
    TooSmallError
        If the page is too small for what must stand on it.
    """
    whole = inner(page)
    title = title_block(spec, whole)
    trial = frame_for(spec.bounds, whole)
    high = credits(spec, whole, trial).box.height
    foot = whole._replace(top=whole.bottom - high)
    body = Box(whole.left, title.box.bottom + _GAP_PX, whole.right, foot.top - _GAP_PX)
    _room(body)
    beside = page.width_px >= _WIDE * page.height_px
    least = _least_height(spec, body, sight, beside=beside)
    told = spec.notes or spec.outside_notes
    notes = notes_block(spec, body, most_px=body.height - least) if told else None
    if notes is not None:
        high = max(notes.box.height, least_notes_px)
        notes = replace(notes, box=notes.box._replace(top=body.bottom - high))
        body = body._replace(bottom=body.bottom - high - _GAP_PX)
    if sight is not None and not sight:  # nothing to explain: all the room is the map's
        return Plan(title, body, body._replace(top=body.bottom), 1, True, foot, notes)
    if beside:
        side, rest, columns, brief = _beside(spec, body, sight)
    else:
        side, rest, columns, brief = _below(spec, body, sight)
    _room(rest)
    return Plan(title, rest, side, columns, brief, foot, notes)


def _least_height(spec: MapSpec, body: Box, sight: Sight | None, *, beside: bool) -> float:
    """Return how much of the height map and legend need, with a gap to what is below them."""
    if sight is None or not sight:
        return _LEAST_MAP_PX + _GAP_PX
    if not beside:
        columns = max(2, round(body.width / _WIDEST_COLUMN_PX))
        brief, size = _SHRINKING[-1]
        high = legend_height(
            spec, body.width, columns=columns, sight=sight, brief=brief, size_px=size
        )
        return high + _LEAST_MAP_PX + 2 * _GAP_PX
    heights = []
    for share, brief, _ in _WIDENING[-2:]:
        width = max(share * body.width, _LEAST_COLUMN_PX)
        columns = max(1, round(width / _WIDEST_COLUMN_PX))
        heights.append(
            legend_height(spec, width, columns=columns, sight=sight, brief=brief, size_px=LEAST_PX)
        )
    return max(_LEAST_MAP_PX, min(heights)) + _GAP_PX


def _room(area: Box) -> None:
    if min(area.width, area.height) < _LEAST_MAP_PX:
        raise TooSmallError(
            f"title, legend and credits leave the map {max(area.height, 0):.0f} px of height; "
            "choose a larger page or fewer layers"
        )


def _beside(spec: MapSpec, body: Box, sight: Sight | None) -> tuple[Box, Box, int, bool]:
    """Return the legend's column, what is left, its own columns, and if it is brief."""
    tried: list[tuple[float, float, int, bool]] = []
    for share, brief, size in _WIDENING:
        width = max(share * body.width, _LEAST_COLUMN_PX)
        columns = max(1, round(width / _WIDEST_COLUMN_PX))
        high = legend_height(spec, width, columns=columns, sight=sight, brief=brief, size_px=size)
        if high <= body.height:
            break
        if size == _ENOUGH_PX:
            tried.append((high, width, columns, brief))
    else:  # the narrowest of those in which it is hardly higher than it must be
        most = max(min(tried)[0], min(_ALIKE * min(tried)[0], _most_height(body)))
        _, width, columns, brief = next(one for one in tried if one[0] <= most)
    rest, side = cut_start(body, body.width - width - _GUTTER_PX, spec.language)
    _, side = cut_start(side, _GUTTER_PX, spec.language)
    return side, rest, columns, brief


def _most_height(body: Box) -> float:
    """Return how high a legend in roomy type is at the most that fits in the least type."""
    return body.height * (LEAST_PX + _ROOMY_PX) / LEAST_PX * 0.97


def _below(spec: MapSpec, body: Box, sight: Sight | None) -> tuple[Box, Box, int, bool]:
    """Return the legend's strip below the map, what is left, its columns, and if it is brief."""
    columns = max(2, round(body.width / _WIDEST_COLUMN_PX))
    for brief, size in _SHRINKING:
        high = legend_height(
            spec, body.width, columns=columns, sight=sight, brief=brief, size_px=size
        )
        if high <= _MOST_BELOW * body.height:
            break
    top = body.bottom - high - 0.1
    return body._replace(top=top), body._replace(bottom=top - _GAP_PX), columns, brief
