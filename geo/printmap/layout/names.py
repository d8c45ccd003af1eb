"""Write the names of a map: its marks', each with the numbers of its notes, then its places'.

Where notes are written below the map, a name stands close to its mark or its numbers stand there
alone: many long leaders cannot be followed. Longer ones are drawn where a name or a number would be
lost so and with them none is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.basemap import palette
from geo.layers import MapSpec
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Fill, Item, Placed
from geo.printmap.carto.edges import edges
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.ground import globe
from geo.printmap.carto.marks import (
    Mark,
    dear_in,
    head_of,
    hidden_by,
    key_of,
    lines_of,
    ties_in,
)
from geo.printmap.furniture.notes import numbers_of
from geo.printmap.naming.keys import keyed
from geo.printmap.naming.labels import Named, name_marks
from geo.printmap.naming.occupancy import Room
from geo.printmap.naming.places import place_names
from geo.printmap.naming.spots import NEAR_PX, REACHES_PX, Reaches
from geo.printmap.naming.together import (
    counted,
    crowds,
    lines_of_crowds,
    named_for_all,
    standing_for,
)

_NODE_PX: Final = 7.0
"""Around the end of a tie that is at no point: the head of an arrow."""
_FEW: Final = 6
"""Names without room, that longer leaders may lead to; of more they make a tangle."""
NAMED: Final = ("label", "keyed")
NUMBERED: Final = (*NAMED, "number")
"""The roles of what writes a mark's name, or the numbers of its notes."""

MarkName = tuple[list[Item], Placed | None, Mark | None]
"""What writes a mark's name, and where; no place where there is no room."""
PlaceName = tuple[list[Item], Placed]


class _Named(NamedTuple):
    """Hold the names of marks and what room they leave."""

    own: list[MarkName]
    room: Room

    def lack(self, wanted: Sequence[Mark], numbers: Mapping[str, str]) -> int:
        """Return how many names, and numbers of notes, have found no room."""
        noted = {mark.id for mark in wanted if mark.id in numbers}
        named = {mark.id for mark in wanted if mark.tie is None}
        return len(noted - self._ids(NUMBERED)) + len(named - self._ids(NAMED))

    def _ids(self, roles: Sequence[str]) -> set[str]:
        return {place.name for _, place, _ in self.own if place and place.role in roles}


def names(
    spec: MapSpec,
    frame: Frame,
    marks: list[Mark],
    taken: Sequence[Box],
    *,
    rim: BaseGeometry | None = None,
    elsewhere: Container[str] = (),
) -> tuple[list[MarkName], list[PlaceName]]:
    """Return the names of marks, then of places, that keep off each other and what is taken.

    They should not lie on the `rim` of a detail map's extent. What is named `elsewhere`, as in a
    detail map, has no key.
    """
    look: Any = {"theme": spec.theme, "language": spec.language}
    spots = crowds(marks, spec.chosen.marks if spec.chosen else ())
    hidden = hidden_by(marks)
    off = {*hidden, *(one.id for one in spec.view.names if one.offset_px is None)}
    wanted = named_for_all([m for m in marks if m.id not in off], spots, spec.language)
    wanted += [mark.toward for mark in marks if mark.toward is not None]
    standing = standing_for(hidden, spots)
    numbers = numbers_of(spec, standing)
    counts = list(counted(spots, **look))
    taken = [*taken, *(place.box for _, place, _ in counts)]
    room = partial(_room, spec, frame, marks, taken, rim)
    naming = partial(_named, spec, room, wanted, spots, numbers, elsewhere)
    best = naming(NEAR_PX if numbers else REACHES_PX)
    if numbers and 0 < best.lack(wanted, numbers) <= _FEW:
        other = naming(REACHES_PX)
        best = best if other.lack(wanted, numbers) else other
    own = [*best.own, *counts]
    own += _borne_for_others(own, standing)
    omit = frozenset(spec.own_places)
    told = [mark.name for mark in marks if mark.tie is None]
    ties = [mark.shape for mark in marks if mark.tie is not None and not mark.shape.is_empty]
    tied = [(x, y) for tie in ties for x, y in shapely.get_coordinates(tie)[[0, -1]].tolist()]
    return own, list(place_names(frame, best.room, omit=omit, told=told, tied=tied, **look))


def _named(
    spec: MapSpec,
    make_room: Callable[[], Room],
    wanted: Sequence[Mark],
    spots: Sequence[tuple[Mark, ...]],
    numbers: Mapping[str, str],
    elsewhere: Container[str],
    reaches: Reaches,
) -> _Named:
    """Return the names of marks; those with notes no farther from theirs than `reaches`."""
    look: Any = {
        "theme": spec.theme, "language": spec.language, "halo": palette(spec.theme).halo,
        "numbers": numbers,
    }  # fmt: skip
    pinned = {one.id: one.offset_px for one in spec.view.names if one.offset_px}
    naming: Any = {**look, "reaches": reaches, "pinned": pinned, "elsewhere": elsewhere}
    room = make_room()
    found = list(name_marks(wanted, room, **naming))
    unnamed = _unnamed(found, elsewhere)
    if unnamed:  # they come first then, and others find room elsewhere
        first = frozenset(mark.id for mark in unnamed)
        other = make_room()
        again = list(name_marks(wanted, other, first=first, before=found, **naming))
        if _loss(_unnamed(again, elsewhere)) < _loss(unnamed):
            room, found, unnamed = other, again, _unnamed(again, elsewhere)
    lines = list(lines_of_crowds(spots, numbers_of(spec), spec.language))
    drawn = [mark for mark in unnamed if _is_drawn(mark)]
    return _Named([*found, *keyed(drawn, room, crowds=lines, **look)], room)


def _is_drawn(mark: Mark) -> bool:
    """Whether there is anything of a mark but its name, to which a letter could lead."""
    style = mark.legend.style
    return bool(style.stroke_width_px or style.fill)


def _unnamed(found: Sequence[Named], elsewhere: Container[str]) -> list[Mark]:
    return [
        mark
        for _, box, mark in found
        if box is None and mark.tie is None and mark.id not in elsewhere
    ]


def _loss(unnamed: Sequence[Mark]) -> tuple[int, int]:
    """Say how bad it is that marks have no name beside them: worst of what the headline names."""
    return sum(mark.importance.headed for mark in unnamed), len(unnamed)


def _borne_for_others(own: Sequence[MarkName], standing: Mapping[str, str]) -> list[MarkName]:
    """Return where the numbers of marks stand that others bear for them."""
    boxes = {place.name: place.box for _, place, _ in own if place and place.role in NUMBERED}
    return [
        ([], Placed(role="number", name=mark, box=boxes[other]), None)
        for mark, other in standing.items()
        if mark != other and other in boxes
    ]


def _room(
    spec: MapSpec,
    frame: Frame,
    marks: list[Mark],
    taken: Sequence[Box],
    rim: BaseGeometry | None,
) -> Room:
    """Return what is free for names where no name stands yet."""
    lines, ties, dear = lines_of(marks), ties_in(marks), dear_in(marks)
    if rim is not None:
        xy = shapely.get_coordinates(rim)
        more = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
        known = more[:0] if lines is None else lines.geometries
        lines = shapely.STRtree(np.concatenate([known, more]))
        ties = np.concatenate([ties, np.zeros(len(more), dtype=bool)])
        dear = np.concatenate([dear, np.full(len(more), costs.ON_RIM)])
    room = Room(
        area=frame.box.grown(-3),
        taken=taken,
        lines=lines,
        ties=ties,
        dear=dear,
        globe=globe(frame) if frame.is_world else None,
        key=hash((frame, key_of(marks), None if rim is None else rim.wkb)),
        edges=edges(frame),
        areas=[mark.shape for mark in marks if mark.legend.kind == "polygon" and _is_drawn(mark)],
    )
    _take_marks(room, spec, frame, marks)
    return room


def _take_marks(room: Room, spec: MapSpec, frame: Frame, marks: list[Mark]) -> None:
    """Keep names off points and heads of arrows, and towns off where a tie means their country."""
    for mark in marks:
        is_point = mark.legend.kind == "point" and mark.legend.style.shape != "name"
        if is_point and not mark.shape.is_empty:
            room.take_point(*mark.anchor, mark.legend.style.radius_px + 1)
        room.take(*(Box(*head.shape.bounds) for head in head_of(mark) if isinstance(head, Fill)))
    every = (mark for layer in spec.layers for mark in layer.marks)
    cities = frame.points([m.anchor for m in every if m.geometry.geom_type == "Point"])
    for mark in marks:
        if mark.tie is not None and not mark.shape.is_empty:
            for x, y in shapely.get_coordinates(mark.shape)[[0, -1]].tolist():
                if not any(math.dist((x, y), city) < 1 for city in cities):
                    room.take(Box(x, y, x, y).grown(_NODE_PX))
