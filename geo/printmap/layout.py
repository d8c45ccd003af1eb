"""Lay a story's map out on a page: title, map, legend, credits, each in a place of its own.

Wide pages have the legend in a column at the side where reading ends; others below the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import shapely

from geo.basemap import palette
from geo.layers import MapSpec
from geo.printmap.frame import Frame, frame_for
from geo.printmap.ground import ground
from geo.printmap.labels import Room, name_marks
from geo.printmap.marks import Mark, drawn, marks_of
from geo.printmap.page import Page
from geo.printmap.places import place_names
from geo.printmap.sheet import Box, Fill, Item, Placed, Sheet, Stroke
from geo.style import colours

_WIDE: Final = 1.2
"""Width by height from which the legend stands at the side."""


def map_items(
    spec: MapSpec, frame: Frame, taken: Sequence[Box]
) -> tuple[list[Item], list[Placed], list[Mark]]:
    """Return the map within its frame: ground, marks and names that keep off what is taken."""
    marks = marks_of(spec, frame)
    area = frame.box.grown(-3)
    room = Room(area=area, taken=[*taken, *_discs(marks)], lines=_lines(marks))
    halo = palette(spec.theme).halo
    items: list[Item] = [*ground(frame, spec.theme)]
    above: list[Item] = []
    placed: list[Placed] = []
    for words, box, _mark in name_marks(
        marks, room, theme=spec.theme, halo=halo, language=spec.language
    ):
        above += words
        placed += [box] if box else []
    omit = frozenset(spec.own_places)
    for words, box in place_names(frame, room, theme=spec.theme, language=spec.language, omit=omit):
        items_below = words
        above[:0] = items_below
        placed.append(box)
    return [*items, *drawn(marks), *above], placed, marks


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
    """Return the story's lines, which a name should not lie across."""
    shapes = [mark.shape for mark in marks if mark.legend.kind == "line"]
    shapes += [mark.shape.boundary for mark in marks if mark.legend.kind == "polygon"]
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    return shapely.STRtree(parts) if parts else None


def _mask(page: Page, frame: Box, paper: str) -> Fill:
    """Cover what the map's marks draw beyond the frame."""
    hole = shapely.box(*frame)
    return Fill(shape=shapely.box(-1, -1, page.width_px + 1, page.height_px + 1) - hole,
                colour=paper)  # fmt: skip


def lay_out(spec: MapSpec, page: Page) -> Sheet:
    """Return the whole page of a map."""
    paper = colours(spec.theme)["paper"]
    margin = 18.0
    box = Box(margin, 64, page.width_px - margin, page.height_px - 40)
    frame = frame_for(spec.bounds, box)
    items, placed, _ = map_items(spec, frame, [])
    rim = Stroke(shape=shapely.box(*box).exterior, colour=colours(spec.theme)["muted"],
                 width_px=0.8)  # fmt: skip
    return Sheet(
        width_px=page.width_px,
        height_px=page.height_px,
        paper=paper,
        title=spec.title,
        language=spec.language,
        alt="",
        items=(*items, _mask(page, box, paper), rim),
        placed=tuple(placed),
    )
