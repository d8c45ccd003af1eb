"""Lay a story's map out on a page: title, map, legend, credits, each in a place of its own.

The page is parted in ``plan``; here the parts are filled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.basemap import palette
from geo.layers import MapSpec, Said
from geo.printmap.alt import alt_text
from geo.printmap.frame import Frame, frame_for
from geo.printmap.furniture import credits
from geo.printmap.ground import ground
from geo.printmap.inset import inset
from geo.printmap.keys import keyed
from geo.printmap.labels import Room, name_marks
from geo.printmap.legend import in_sight, legend
from geo.printmap.marks import Mark, drawn, marks_of
from geo.printmap.measure import missing
from geo.printmap.notes import numbers_of
from geo.printmap.page import CSS_DPI, MM_IN_INCH, Page
from geo.printmap.places import place_names
from geo.printmap.plan import Plan, plan
from geo.printmap.scalebar import north_arrow, scale_bar
from geo.printmap.setting import Corner, Piece, in_corner
from geo.printmap.sheet import Box, Facts, Fill, Item, Placed, Sheet, Stroke, Text
from geo.style import colours

_GAP_PX: Final = 8.0
_FREE_ROUNDS: Final = 2
_MOST_ROUNDS: Final = 10
"""In which notes and frame are fitted to each other; one is enough where there are no notes."""
_CORNERS: Final[tuple[Corner, ...]] = ("bottom-left", "bottom-right", "top-right", "top-left")
_LOCATOR_SHARE: Final = 0.19
_SLACK_PX: Final = 0.5
_POINT_COST: Final = 6.0

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
    room = Room(area=frame.box.grown(-3), taken=[*taken, *_discs(marks)], lines=_lines(marks))
    look: Any = {"theme": spec.theme, "language": spec.language}
    halo = palette(spec.theme).halo
    found = list(name_marks(marks, room, halo=halo, numbers=numbers_of(spec), **look))
    unnamed = [mark for _, box, mark in found if box is None and mark.tie is None]
    own: list[MarkName] = [*found, *keyed(unnamed, room, halo=halo, **look)]
    omit = frozenset(spec.own_places)
    return own, list(place_names(frame, room, omit=omit, **look))


def _discs(marks: list[Mark]) -> list[Box]:
    """Return the boxes of points: no name stands on a mark."""
    found = []
    for mark in marks:
        if mark.legend.kind == "point" and not mark.shape.is_empty:
            radius = mark.legend.style.radius_px + 1
            x, y = mark.anchor
            found.append(Box(x - radius, y - radius, x + radius, y + radius))
    return found


def _lines(marks: list[Mark]) -> shapely.STRtree | None:
    """Return the story's lines in short pieces, which a name should not lie across."""
    found = [_pieces(mark.shape) for mark in marks if mark.legend.kind != "point"]
    return shapely.STRtree(np.concatenate(found)) if found else None


@lru_cache(maxsize=256)
def _pieces(shape: BaseGeometry) -> NDArray[np.object_]:
    """Return a line, or an area's edge, cut into straight pieces."""
    edge = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    slim = shapely.simplify(shapely.get_parts(edge), _SLACK_PX)
    xy, of = shapely.get_coordinates(slim, return_index=True)
    pairs = np.stack([xy[:-1], xy[1:]], axis=1)[of[:-1] == of[1:]]
    pieces: NDArray[np.object_] = shapely.linestrings(pairs)
    return pieces


def mask(page: Page, frame: Box, paper: str) -> Fill:
    """Cover what the map's marks draw beyond the frame."""
    whole = shapely.box(-1, -1, page.width_px + 1, page.height_px + 1)
    return Fill(shape=whole.difference(shapely.box(*frame)), colour=paper)


def lay_out(spec: MapSpec, page: Page) -> Sheet:
    """Return the whole page of a map.

    Raises
    ------
    RequestError
        If the page is too small for what must stand on it.
    """
    spec, parts, frame, marks = _settled(spec, page)
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


def _settled(spec: MapSpec, page: Page) -> tuple[MapSpec, Plan, Frame, list[Mark]]:
    """Return a map with the notes about what is seen of it, and the page parted for them.

    Notes and legend take room from the map, whose frame then shows other marks, which have other
    notes and classes: they are chosen anew until they are those of the marks that are seen. Where
    that goes to and fro, the room that they had is left to them, so that it comes to an end.
    """
    parts = plan(replace(spec, notes=()), page, None)
    frame = frame_for(spec.bounds, parts.map)
    marks = seen(spec, frame)
    kept, kept_px = in_sight(()), 0.0
    for number in range(_MOST_ROUNDS):
        told = replace(spec, notes=_of(spec.notes, marks))
        parts = plan(told, page, in_sight(marks) | kept, least_notes_px=kept_px)
        if number >= _FREE_ROUNDS:
            kept |= in_sight(marks)
            kept_px = max(kept_px, parts.notes.box.height if parts.notes else 0.0)
        frame = frame_for(spec.bounds, parts.map)
        marks = seen(spec, frame)
        if _of(spec.notes, marks) == told.notes:
            break
    return told, parts, frame, marks


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


def on_the_map(spec: MapSpec, frame: Frame, marks: Sequence[Mark]) -> list[Piece]:
    """Return scale bar, locator and north arrow, each in the corner where it hides least."""
    look: Any = {"theme": spec.theme, "language": spec.language}
    free = list(_CORNERS)
    pieces: list[Piece] = []
    for make in (scale_bar, north_arrow) if frame.has_one_north else (scale_bar,):
        tried = [make(frame, corner, **look) for corner in free]
        costs = [_hidden(piece.box, marks) for piece in tried]
        best = costs.index(min(costs))
        pieces.append(tried[best])
        free.pop(best)
    side = _LOCATOR_SHARE * max(frame.box.width, frame.box.height)
    boxes = [in_corner(frame.box, corner, side, side) for corner in free]
    costs = [_hidden(box, marks) for box in boxes]
    locator = inset(spec, frame, free[costs.index(min(costs))])
    return [*pieces, locator] if locator is not None else pieces


def _hidden(box: Box, marks: Sequence[Mark]) -> float:
    """Return how much of the story a box hides: points most, then lines by their length."""
    shapes = np.array([mark.shape for mark in marks], dtype=object)
    inside = shapely.intersection(shapes, shapely.box(*box.grown(_GAP_PX)))
    points = np.array([mark.legend.kind == "point" for mark in marks], dtype=bool)
    long = 0.2 + shapely.length(inside) / (box.width + box.height)
    return float(np.where(points, _POINT_COST, long)[~shapely.is_empty(inside)].sum())
