"""Lay out the map of one look of the camera: marks, their names, what stands in its corners.

All scenes of a shot share it, so that no name moves from one to the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely

from geo.crs import Bounds
from geo.film.script import Statement
from geo.layers import Drawn, MapSpec
from geo.printmap.canvas.sheet import Box, Item, Stroke
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.ground import ground
from geo.printmap.carto.marks import Mark, drawn
from geo.printmap.layout.corners import on_the_map
from geo.printmap.layout.names import MarkName, PlaceName, names
from geo.printmap.layout.page import seen, written
from geo.printmap.typeset.typesetting import Piece
from geo.story import Story
from geo.story.importance import importances
from geo.style import Colour, colours

_SMALL_PX: Final = 12.0
_RING_PX: Final = 9.0
"""From the edge of a small mark that is told of to the ring around it."""
_COARSER: Final = 0.0
"""Zooms by which the ground is finer than a screen's while the camera moves over it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """Hold what stands still while the camera does."""

    frame: Frame
    marks: list[Mark]
    """That it shows at any time."""
    own: list[MarkName]
    places: list[PlaceName]
    pieces: list[Piece]
    """In the map's corners."""


def shot_of(
    story: Story, spec: MapSpec, bounds: Bounds, box: Box, told: Sequence[Statement]
) -> Shot:
    """Return how the map shows bounds; names of what is told there find room first.

    Parameters
    ----------
    spec
        The map with every mark that is shown at any time.
    """
    spec = replace(
        spec,
        bounds=bounds,
        importance=importances(story, telling=told),
        layers=tuple(replace(one, marks=_ties_by_time(story, one.marks)) for one in spec.layers),
    )
    frame = frame_for(bounds, box)
    marks = seen(spec, frame)
    pieces = on_the_map(spec, frame, marks)
    own, places = names(spec, frame, marks, [piece.box for piece in pieces])
    return Shot(frame, marks, own, places, pieces)


def _ties_by_time(story: Story, marks: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """Return a layer's marks, ties in the order in which they begin.

    A place beyond the frame is named at the first that leads there, which must be there first.
    """
    begun = {one.id: one.date.earliest or dt.date.min for one in story.statements}
    return tuple(
        sorted(marks, key=lambda mark: begun[mark.tie.statement] if mark.tie else dt.date.min)
    )


def there_by_then(shot: Shot, spec: MapSpec) -> tuple[list[Mark], list[MarkName]]:
    """Return the marks that are there by then, and their names.

    What stands aside is there only while it is told of, as on the page. A place beyond the frame is
    named as long as the tie is there at whose end it is named.
    """
    shown = {mark.id for layer in spec.layers for mark in layer.marks if not mark.left_out}
    marks = [mark for mark in shot.marks if mark.id in shown]
    ties = {id(mark.toward): mark.id for mark in shot.marks if mark.toward is not None}

    def is_there(mark: Mark | None) -> bool:
        return mark is None or ties.get(id(mark), mark.id) in shown

    return marks, [one for one in shot.own if is_there(one[2])]


def unnamed_map(
    shot: Shot, spec: MapSpec, marks: list[Mark], own: Sequence[MarkName]
) -> tuple[list[Item], list[Item]]:
    """Return what draws ground and marks, and then the names."""
    named = [item for some, _ in reversed(shot.places) for item in some]
    named += [item for some, _, _ in own for item in some]
    off = [*(piece.box for piece in shot.pieces), *written(named)]
    return list(_drawn(shot.frame, marks, spec, off=off)), named


def from_afar(spec: MapSpec, frame: Frame) -> tuple[Item, ...]:
    """Return what draws ground and marks of a frame that the camera only passes over."""
    return tuple(_drawn(frame, seen(spec, frame), spec, finer=_COARSER))


def _drawn(
    frame: Frame, marks: list[Mark], spec: MapSpec, *, off: Sequence[Box] = (), finer: float = 1.0
) -> Iterator[Item]:
    chosen = spec.chosen.marks if spec.chosen else frozenset()
    glow = colours(spec.theme)["accent"]
    marks.sort(key=lambda mark: mark.id in chosen)  # what is told of lies on top
    yield from ground(frame, spec.theme, finer=finer)
    yield from drawn(marks, off=off, chosen=chosen, glow=glow)
    yield from _rings(marks, chosen, glow, off)


def _rings(
    marks: Sequence[Mark], chosen: Collection[str], colour: Colour, off: Sequence[Box]
) -> Iterator[Item]:
    """Yield a ring around what is told of and small: in a film there is no time to look for it.

    It is open where words stand.
    """
    words = shapely.union_all([shapely.box(*box) for box in off])
    for mark in marks:
        if mark.id in chosen and not mark.shape.is_empty:
            left, top, right, bottom = mark.shape.bounds
            reach = max(right - left, bottom - top) / 2 + mark.legend.style.radius_px
            if reach < _SMALL_PX:
                middle = shapely.Point((left + right) / 2, (top + bottom) / 2)
                ring = middle.buffer(max(reach, _SMALL_PX / 2) + _RING_PX, quad_segs=16)
                yield Stroke(shape=ring.exterior - words, colour=colour, width_px=2.4)
