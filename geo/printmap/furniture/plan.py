"""Part a page: title, map, legend, credits and notes, each a place of its own.

The legend stands in a strip below the map, or on a wide page in a column at the side where reading
ends if that leaves the map more room; where there is nothing to explain there is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from geo.errors import TooSmallError
from geo.layers import MapSpec
from geo.options import Page
from geo.printmap.canvas.sheet import Box, inner
from geo.printmap.carto.frame import frame_for
from geo.printmap.furniture.legend import (
    LEAST_PX,
    SIZE_PX,
    Sight,
    has_legend,
    legend_height,
    legend_width,
)
from geo.printmap.furniture.notes import notes_block
from geo.printmap.furniture.titles import credits, title_block
from geo.printmap.typeset.columns import GUTTER_PX
from geo.printmap.typeset.typesetting import Piece, cut_start

_WIDE: Final = 1.2
"""Width by height from which the legend may stand at the side."""
_LEAST_MAP_PX: Final = 120.0
_GAP_PX: Final = 8.0
_GUTTER_PX: Final = 16.0
_LARGE_PX, _LARGE_PAGE_PX = 12.0, 1_000.0
"""Type of the legend on a page whose sides are all so long: as large as the map's names."""
_STEPS: Final = (1.0, 0.93, 0.87, 0.81)
"""Of the legend's type, before it may take more of the sheet."""
MOST_LEGEND: Final = 0.15
"""Of the sheet, as long as it is readable in that."""
_LEAST_COLUMN_PX: Final = 120.0
_MOST_COLUMN: Final = 0.34


@dataclass(frozen=True, slots=True)
class Plan:
    """Say which part of the page is whose."""

    title: Piece
    map: Box
    legend: Box
    columns: int
    legend_px: float
    """The largest type of the legend."""
    credits: Box
    notes: Piece | None
    """Its box is all that is kept free for them."""


class _Place(NamedTuple):
    """Hold where the legend may stand, and what it leaves to the map."""

    box: Box
    rest: Box
    columns: int
    size_px: float


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
    told = spec.notes or spec.outside_notes
    notes = None
    if told:
        least = _LEAST_MAP_PX + _GAP_PX + _least_legend(spec, body, sight)
        notes = notes_block(spec, body, most_px=body.height - least)
        high = max(notes.box.height, least_notes_px)
        notes = replace(notes, box=notes.box._replace(top=body.bottom - high))
        body = body._replace(bottom=body.bottom - high - _GAP_PX)
    if sight is None or not has_legend(spec, sight):  # nothing to explain: the room is the map's
        return Plan(title, body, body._replace(top=body.bottom), 1, SIZE_PX, foot, notes)
    place = _place(spec, body, sight, page)
    _room(place.rest)
    return Plan(title, place.rest, place.box, place.columns, place.size_px, foot, notes)


def _room(area: Box) -> None:
    if min(area.width, area.height) < _LEAST_MAP_PX:
        raise TooSmallError(
            f"title, legend and credits leave the map {max(area.height, 0):.0f} px of height; "
            "choose a larger page or fewer layers"
        )


def _least_legend(spec: MapSpec, body: Box, sight: Sight | None) -> float:
    """Return the height of the lowest strip below the map that explains all, with its gap."""
    if sight is None or not has_legend(spec, sight):
        return 0.0
    return _strip(spec, body, sight, LEAST_PX).box.height + _GAP_PX


def _place(spec: MapSpec, body: Box, sight: Sight, page: Page) -> _Place:
    """Return where the legend costs the map least, in the largest type in which it takes little.

    Raises
    ------
    TooSmallError
        If it would leave the map no room.
    """
    large = min(page.width_px, page.height_px) >= _LARGE_PAGE_PX
    sizes = [(_LARGE_PX if large else SIZE_PX) * step for step in _STEPS]
    beside = page.width_px >= _WIDE * page.height_px
    found: list[tuple[float, _Place]] = []
    for size in (*(size for size in sizes if size > LEAST_PX), LEAST_PX):
        places = [_strip(spec, body, sight, size)]
        places += [_column(spec, body, sight, size, count) for count in (1, 2) if beside]
        found = [(_taken(one, body), one) for one in places if one.box.top >= body.top]
        if found and min(found)[0] <= MOST_LEGEND * page.width_px * page.height_px:
            break
    if not found:
        _room(body._replace(bottom=body.top))
    return min(found)[1]


def _taken(place: _Place, body: Box) -> float:
    """Return the area that a legend takes from the map, whatever of it is covered."""
    return body.width * body.height - place.rest.width * place.rest.height


def _strip(spec: MapSpec, body: Box, sight: Sight, size: float) -> _Place:
    """Return the lowest strip below the map, in as few columns as do for that."""
    natural = legend_width(spec, sight=sight, size_px=size)
    tried = []
    for columns in range(1, _most_columns(body.width) + 1):
        width = min(columns * natural + (columns - 1) * GUTTER_PX, body.width)
        high = legend_height(spec, width, columns=columns, sight=sight, size_px=size)
        tried.append((math.ceil(high), columns, width))
    high, columns, width = min(tried)
    strip, _ = cut_start(body._replace(top=body.bottom - high), width, spec.language)
    return _Place(strip, body._replace(bottom=strip.top - _GAP_PX), columns, size)


def _most_columns(width: float) -> int:
    return max(1, int((width + GUTTER_PX) / (_LEAST_COLUMN_PX + GUTTER_PX)))


def _column(spec: MapSpec, body: Box, sight: Sight, size: float, count: int) -> _Place:
    """Return the room for columns where reading ends; its top is too high if that is too low."""
    natural = legend_width(spec, sight=sight, size_px=size)
    width = min(count * natural + (count - 1) * GUTTER_PX, _MOST_COLUMN * body.width)
    high = legend_height(spec, width, columns=count, sight=sight, size_px=size)
    rest, side = cut_start(body, body.width - width - _GUTTER_PX, spec.language)
    _, side = cut_start(side, _GUTTER_PX, spec.language)
    return _Place(side._replace(top=min(side.top, side.bottom - high)), rest, count, size)
