"""Lay a story's map out on a page: title, map, legend, credits, each in a place of its own.

Wide pages have the legend in a column at the side where reading ends; others below the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import shapely

from geo.basemap import palette
from geo.errors import RequestError
from geo.layers import MapSpec, Said
from geo.printmap.alt import alt_text
from geo.printmap.corners import on_the_map
from geo.printmap.frame import Frame, frame_for
from geo.printmap.furniture import credits, title_block
from geo.printmap.ground import ground
from geo.printmap.keys import keyed
from geo.printmap.labels import name_marks
from geo.printmap.legend import LEAST_PX, SIZE_PX, Sight, in_sight, legend, legend_height
from geo.printmap.marks import Mark, drawn, lines_of, marks_of
from geo.printmap.measure import missing
from geo.printmap.notes import notes_block, numbers_of
from geo.printmap.page import CSS_DPI, MM_IN_INCH, Page
from geo.printmap.places import place_names
from geo.printmap.room import Room
from geo.printmap.setting import Piece, cut_start
from geo.printmap.sheet import Box, Facts, Fill, Item, Placed, Sheet, Stroke, Text
from geo.style import colours

_WIDE: Final = 1.2
"""Width by height from which the legend stands at the side."""
_MARGIN: Final = 0.028
"""Of the page's shorter side."""
_LEAST_MARGIN_PX: Final = 12.0
_LEAST_MAP_PX: Final = 120.0
_GAP_PX: Final = 8.0
_GUTTER_PX: Final = 16.0
_WIDENING: Final = ((0.2, False), (0.24, False), (0.23, True), (0.28, True), (0.34, True))
"""How a legend beside the map gets the room it needs: by width, or its forms not explained."""
_ALIKE: Final = 1.06
"""A narrow legend may be so much higher than the lowest."""
_LEAST_COLUMN_PX: Final = 150.0
_WIDEST_COLUMN_PX: Final = 240.0
_ROOMY_PX: Final = 0.7
"""Of type above the least: a wider column is better than smaller type."""
_MOST_BELOW: Final = 0.36
"""Of what title and credits leave: the legend's strip at most."""
_SHRINKING: Final = (
    (False, SIZE_PX), (False, SIZE_PX - 1), (True, SIZE_PX - 1), (True, LEAST_PX),
)  # fmt: skip
"""How a legend below the map takes less room: smaller first, then its forms not explained."""
_NODE_PX: Final = 7.0
"""Around the end of a tie that is at no point: the head of an arrow."""

MarkName = tuple[list[Item], Placed | None, Mark | None]
"""What writes a mark's name, and where; no place where there is no room."""
PlaceName = tuple[list[Item], Placed]


def map_items(
    spec: MapSpec, frame: Frame, marks: list[Mark], taken: Sequence[Box]
) -> tuple[list[Item], list[Placed]]:
    """Return the map within its frame: ground, marks and names that keep off what is taken."""
    own, places = names(spec, frame, marks, taken)
    placed = [box for _, box, _ in own if box] + [box for _, box in places]
    above = [item for words, _ in reversed(places) for item in words]
    above += [item for words, _, _ in own for item in words]
    chosen = spec.chosen.marks if spec.chosen else frozenset()
    glow = colours(spec.theme)["accent"]
    return [*ground(frame, spec.theme), *drawn(marks, chosen=chosen, glow=glow), *above], placed


def names(
    spec: MapSpec, frame: Frame, marks: list[Mark], taken: Sequence[Box]
) -> tuple[list[MarkName], list[PlaceName]]:
    """Return the names of marks, then of places, that keep off each other and what is taken."""
    look: Any = {"theme": spec.theme, "language": spec.language}
    halo = palette(spec.theme).halo
    room, found = _named(spec, frame, marks, taken)
    unnamed = _unnamed(found)
    if unnamed:  # they come first then, and others find room elsewhere
        first = frozenset(mark.id for mark in unnamed)
        again = _named(spec, frame, marks, taken, first=first)
        if len(_unnamed(again[1])) < len(unnamed):
            room, found = again
            unnamed = _unnamed(found)
    own: list[MarkName] = [*found, *keyed(unnamed, room, halo=halo, **look)]
    omit = frozenset(spec.own_places)
    return own, list(place_names(frame, room, omit=omit, **look))


def _named(
    spec: MapSpec,
    frame: Frame,
    marks: list[Mark],
    taken: Sequence[Box],
    first: frozenset[str] = frozenset(),
) -> tuple[Room, list[MarkName]]:
    """Return the names of marks, and what room they leave."""
    room = Room(area=frame.box.grown(-3), taken=taken, lines=lines_of(marks))
    _take_marks(room, spec, marks)
    found: list[MarkName] = list(
        name_marks(
            marks,
            room,
            halo=palette(spec.theme).halo,
            theme=spec.theme,
            language=spec.language,
            numbers=numbers_of(spec),
            first=first,
        )
    )
    return room, found


def _unnamed(found: Sequence[MarkName]) -> list[Mark]:
    return [mark for _, box, mark in found if mark and box is None and mark.tie is None]


def _take_marks(room: Room, spec: MapSpec, marks: list[Mark]) -> None:
    """Keep names off points, and towns off the ends of ties that mean a country, not a town."""
    for mark in marks:
        if mark.legend.kind == "point" and not mark.shape.is_empty:
            room.take_point(*mark.anchor, mark.legend.style.radius_px + 1)
    frames = [layer.gdf for layer in spec.layers if not layer.gdf.empty]
    cities = {str(id_) for gdf in frames for id_ in gdf.index[gdf.geometry.geom_type == "Point"]}
    for mark in marks:
        if mark.tie is not None and not mark.shape.is_empty:
            ends = shapely.get_coordinates(mark.shape)[[0, -1]].tolist()
            for (x, y), name in zip(ends, (mark.tie.start, mark.tie.end), strict=True):
                if name not in cities:
                    room.take(Box(x, y, x, y).grown(_NODE_PX))


def mask(page: Page, frame: Box, paper: str) -> Fill:
    """Cover what the map's marks draw beyond the frame."""
    whole = shapely.box(-1, -1, page.width_px + 1, page.height_px + 1)
    return Fill(shape=whole.difference(shapely.box(*frame)), colour=paper)


# --- the page's parts -------------------------------------------------------------------------


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


def plan(spec: MapSpec, page: Page, sight: Sight | None) -> Plan:
    """Part the page; the map gets what the others leave.

    Raises
    ------
    RequestError
        If the page is too small for what must stand on it.
    """
    margin = max(_LEAST_MARGIN_PX, min(page.width_px, page.height_px) * _MARGIN)
    whole = Box(margin, margin, page.width_px - margin, page.height_px - margin)
    title = title_block(spec, whole)
    trial = frame_for(spec.bounds, whole)
    high = credits(spec, whole, trial).box.height
    foot = whole._replace(top=whole.bottom - high)
    body = Box(whole.left, title.box.bottom + _GAP_PX, whole.right, foot.top - _GAP_PX)
    _room(body)
    notes = notes_block(spec, body) if spec.notes else None
    if notes is not None:
        body = body._replace(bottom=notes.box.top - _GAP_PX)
    if sight is not None and not sight:  # nothing to explain: all the room is the map's
        return Plan(title, body, body._replace(top=body.bottom), 1, True, foot, notes)
    if page.width_px >= _WIDE * page.height_px:
        side, rest, columns, brief = _beside(spec, body, sight)
    else:
        side, rest, columns, brief = _below(spec, body, sight)
    _room(rest)
    return Plan(title, rest, side, columns, brief, foot, notes)


def _room(area: Box) -> None:
    if min(area.width, area.height) < _LEAST_MAP_PX:
        raise RequestError(
            f"title, legend and credits leave the map {max(area.height, 0):.0f} px of height; "
            "choose a larger page or fewer layers"
        )


def _beside(spec: MapSpec, body: Box, sight: Sight | None) -> tuple[Box, Box, int, bool]:
    """Return the legend's column, what is left, its own columns, and if it is brief."""
    tried: list[tuple[float, float, int, bool]] = []
    for share, brief in _WIDENING:
        width = max(share * body.width, _LEAST_COLUMN_PX)
        columns = max(1, round(width / _WIDEST_COLUMN_PX))
        size = LEAST_PX + _ROOMY_PX
        high = legend_height(spec, width, columns=columns, sight=sight, brief=brief, size_px=size)
        if high <= body.height:
            break
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


def lay_out(spec: MapSpec, page: Page) -> Sheet:
    """Return the whole page of a map.

    Raises
    ------
    RequestError
        If the page is too small for what must stand on it.
    """
    parts = plan(spec, page, None)
    in_frame = seen(spec, frame_for(spec.bounds, parts.map))
    spec = replace(spec, notes=_of(spec.notes, in_frame))
    parts = plan(spec, page, in_sight(in_frame))
    frame = frame_for(spec.bounds, parts.map)
    marks = seen(spec, frame)
    pieces = on_the_map(spec, frame, marks)
    items, placed = map_items(spec, frame, marks, [piece.box for piece in pieces])
    key = legend(
        spec, parts.legend, columns=parts.columns, sight=in_sight(marks), brief=parts.brief
    )
    foot = credits(spec, parts.credits, frame)
    roles = colours(spec.theme)
    rim = Stroke(shape=shapely.box(*parts.map).exterior, colour=roles["muted"], width_px=0.8)
    furniture = [*pieces, parts.title, key, foot, *([parts.notes] if parts.notes else [])]
    items += [
        mask(page, parts.map, roles["paper"]),
        rim,
        *(item for piece in furniture for item in piece.items),
    ]
    return Sheet(
        width_px=page.width_px,
        height_px=page.height_px,
        paper=roles["paper"],
        title=spec.title,
        language=spec.language,
        alt=alt_text(spec, frame, marks),
        items=tuple(items),
        placed=(
            Placed(role="map", name=spec.story_id, box=parts.map),
            *placed,
            *(place for piece in furniture for place in piece.placed),
        ),
        facts=facts_of(spec, frame, marks, items, placed),
    )


def _of(notes: Sequence[Said], marks: Sequence[Mark]) -> tuple[Said, ...]:
    """Return the notes about marks in the frame."""
    ids = {mark.id for mark in marks}
    return tuple(said for said in notes if said.marks & ids)


def facts_of(
    spec: MapSpec, frame: Frame, marks: list[Mark], items: list[Item], placed: list[Placed]
) -> Facts:
    """Return what a drawn map tells to programs."""
    named = {place.name for place in placed if place.role == "label"}
    written = "".join(item.text for item in items if isinstance(item, Text))
    return Facts(
        bounds=spec.bounds,
        shown=frame.covered(),
        projection=frame.proj,
        scale=round(frame.ground_metres_per_px() * CSS_DPI / (MM_IN_INCH / 1000)),
        layers=tuple(layer.id for layer in spec.layers if layer.visible),
        marks=tuple(mark.id for mark in marks),
        unnamed=tuple(mark.name for mark in marks if mark.tie is None and mark.id not in named),
        missing="".join(missing(written)),
    )


def seen(spec: MapSpec, frame: Frame) -> list[Mark]:
    """Return the marks in the frame."""
    area = shapely.box(*frame.box)
    return [mark for mark in marks_of(spec, frame) if mark.shape.intersects(area)]
