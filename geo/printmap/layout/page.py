"""Lay a story's map out on a page: title, map, legend, credits, each in a place of its own.

The page is parted in ``plan``; here the parts are filled.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from typing import Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import TooSmallError
from geo.layers import Drawn, MapSpec, Said
from geo.options.page import CSS_DPI, LEAST_DPI, MM_IN_INCH, MOST_PX, Page
from geo.printmap.canvas.sheet import (
    Box,
    Facts,
    Fill,
    Item,
    NameBox,
    Placed,
    Sheet,
    Stroke,
    Text,
    inner,
)
from geo.printmap.carto.frame import Frame, frame_for
from geo.printmap.carto.ground import ground
from geo.printmap.carto.marks import Mark, drawn, marks_of
from geo.printmap.furniture.legend import in_sight, legend
from geo.printmap.furniture.notes import notes_within
from geo.printmap.furniture.plan import Plan, plan
from geo.printmap.furniture.titles import credits, title_block
from geo.printmap.layout.alt import alt_text, description
from geo.printmap.layout.corners import on_the_map
from geo.printmap.layout.detail import (
    Detail,
    detailed,
    discs,
    edge_of,
    extent,
    left_on_the_map,
    set_in,
    shown_in,
)
from geo.printmap.layout.lacking import ALL, Lacks, lacking, left_out
from geo.printmap.layout.names import NAMED, names
from geo.printmap.typeset.measure import missing, text_box
from geo.printmap.typeset.typesetting import Piece
from geo.style import colours

_HIGHER: Final = 1.2
_ROUND_PX: Final = 10.0
"""By which higher pages are tried where one is too small."""
_MOST_TITLE: Final = 1 / 3
"""Of the page's height: a title that takes more is why the rest has no room."""
_FREE_ROUNDS: Final = 2
_MOST_TELLING_ROUNDS: Final = 3
"""In which room is found to tell what the map has no room for."""
_MOST_ROUNDS: Final = 10
"""In which notes and frame are fitted to each other; one is enough where there are no notes."""


def map_items(
    spec: MapSpec,
    frame: Frame,
    marks: list[Mark],
    taken: Sequence[Box],
    *,
    rim: BaseGeometry | None = None,
    elsewhere: Container[str] = (),
) -> tuple[list[Item], list[Placed]]:
    """Return the map within its frame: ground, marks and names that keep off what is taken.

    They keep off a detail map's `rim` too; what has its name `elsewhere` needs no key here.
    """
    own, places = names(spec, frame, marks, taken, rim=rim, elsewhere=elsewhere)
    placed = [box for _, box, _ in own if box] + [box for _, box in places]
    above = _by_stage([words for words, _ in reversed(places)])
    above += _by_stage([words for words, _, _ in own])
    chosen = spec.chosen.marks if spec.chosen else frozenset()
    glow = colours(spec.theme)["accent"]
    below = drawn(marks, off=[*taken, *written(above)], chosen=chosen, glow=glow)
    return [*ground(frame, spec.theme), *below, *above], placed


def written(items: Iterable[Item]) -> list[Box]:
    """Return what the lines of text among items cover."""
    return [text_box(item) for item in items if isinstance(item, Text)]


def _by_stage(several: Sequence[Sequence[Item]]) -> list[Item]:
    """Return first what comes first for each: those that look alike are then drawn as one."""
    return [item for stage in zip_longest(*several) for item in stage if item is not None]


def mask(page: Page, frame: Box, paper: str) -> Fill:
    """Cover what the map's marks draw beyond the frame."""
    whole = shapely.box(-1, -1, page.width_px + 1, page.height_px + 1)
    return Fill(shape=whole.difference(shapely.box(*frame)), colour=paper)


def lay_out(spec: MapSpec, page: Page) -> Sheet:
    """Return the whole page of a map.

    Raises
    ------
    TooSmallError
        If the page is too small for what must stand on it, before anything is laid out; the
        sentence says which height would do.
    """
    around, pieces, (items, placed) = _mapped(spec, page)
    spec, parts, frame, marks, key, foot, _ = around
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
        description=description(spec, frame, marks),
        items=tuple(items),
        placed=(
            Placed(role="map", name=spec.story_id, box=parts.map),
            *placed,
            *(place for piece in furniture for place in piece.placed),
        ),
        facts=facts_of(spec, frame, marks, items, placed),
    )


def _mapped(
    spec: MapSpec, page: Page
) -> tuple[_Around, list[Piece], tuple[list[Item], list[Placed]]]:
    """Return what stands around the map, in its corners, and the map; see `map_items`.

    What the map has no room for is told beside it, which is known when it is drawn: room is kept
    for what it lacked before, then for all that it may lack, and the words are set in it at last.
    """
    try:
        lacks = Lacks()
        for number in range(_MOST_TELLING_ROUNDS):
            around = _with_room_for(lacks if number < _FREE_ROUNDS else ALL, spec, page)
            pieces, found = _maps(around)
            lacks = lacking(around.spec, around.marks, found[1])
            told, has_room = _telling(around, lacks, brief=number == _MOST_TELLING_ROUNDS - 1)
            if has_room:
                break
        return told, pieces, found
    except TooSmallError as error:
        raise TooSmallError(_what_is_needed(spec, page, error)) from error


def _maps(around: _Around) -> tuple[list[Piece], tuple[list[Item], list[Placed]]]:
    """Return what stands in the map's corners, and the map: with its detail map, if it has one."""
    spec, frame, detail = around.spec, around.frame, around.detail
    marks = left_on_the_map(detail, around.marks)
    off = [detail.frame.box] if detail else []
    pieces = on_the_map(spec, frame, marks, off=off)
    taken = [*off, *(piece.box for piece in pieces)]
    if detail is None:
        return pieces, map_items(spec, frame, marks, taken)
    larger = shown_in(detail, seen(spec, detail.frame))
    rim, known = edge_of(detail, frame), {mark.id for mark in larger}
    items, placed = map_items(spec, frame, marks, taken, rim=rim, elsewhere=known)
    off = [*written(items), *discs(marks)]
    bare = spec.view.model_copy(update={"names": (), "without": ("locator", "arrow")})
    spec = replace(spec, view=bare)
    (bar,) = on_the_map(spec, detail.frame, larger)
    inside = map_items(spec, detail.frame, larger, [bar.box])
    piece = set_in(detail, [*inside[0], *bar.items], inside[1], spec.theme)
    items += [*extent(detail, frame, spec.theme, off=off), *piece.items]
    return pieces, (items, [*placed, *piece.placed])


def _with_room_for(lacks: Lacks, spec: MapSpec, page: Page) -> _Around:
    """Return a settled map with room for telling what it lacks; names only where a page has it."""
    spec = replace(spec, **lacks._asdict())
    try:
        return _around(spec, page)
    except TooSmallError:
        if spec.unnamed == ():
            raise
        return _around(replace(spec, unnamed=()), page)


def _telling(around: _Around, lacks: Lacks, *, brief: bool) -> tuple[_Around, bool]:
    """Return a settled map that tells what it lacks in the room there is, and whether that does."""
    spec, parts = replace(around.spec, **lacks._asdict()), around.parts
    if lacks == Lacks(around.spec.unmarked, around.spec.unnamed, around.spec.shown):
        return around, True
    has_room = True
    if parts.notes is not None:
        notes, has_room = notes_within(spec, parts.notes.box)
        parts = replace(parts, notes=notes)
    try:
        foot = credits(spec, parts.credits, around.frame, brief=brief)
    except TooSmallError:
        has_room, spec = False, replace(spec, unnamed=())
        foot = credits(spec, parts.credits, around.frame)
    return around._replace(spec=spec, parts=parts, foot=foot), has_room


class _Around(NamedTuple):
    """Hold a settled map and what stands around it."""

    spec: MapSpec
    parts: Plan
    frame: Frame
    marks: list[Mark]
    key: Piece
    """Its legend."""
    foot: Piece
    """Its credits."""
    detail: Detail | None


def _around(spec: MapSpec, page: Page) -> _Around:
    """Return a settled map and what stands around it.

    Raises
    ------
    TooSmallError
        If the page is too small for any of it.
    """
    spec, parts, frame, marks = _settled(spec, page)
    moved, detail = detailed(spec, frame, marks)
    if detail is not None:
        with suppress(TooSmallError):  # moved aside for it, the map shows more to be explained
            return _explained(spec, parts, moved, seen(spec, moved), detail)
    return _explained(spec, parts, frame, marks, None)


def _explained(
    spec: MapSpec, parts: Plan, frame: Frame, marks: list[Mark], detail: Detail | None
) -> _Around:
    spec = replace(spec, outside=unseen(spec, marks))
    key = legend(
        spec,
        parts.legend,
        columns=parts.columns,
        sight=in_sight(marks, frame),
        largest_px=parts.legend_px,
    )
    return _Around(spec, parts, frame, marks, key, credits(spec, parts.credits, frame), detail)


def _what_is_needed(spec: MapSpec, page: Page, error: TooSmallError) -> str:
    """Say at which height a page of the same width has room; found by trying higher ones."""
    height = page.height_px
    while height < MOST_PX:
        height = min(math.ceil(height * _HIGHER / _ROUND_PX) * _ROUND_PX, MOST_PX)
        try:
            _around(spec, Page(page.width_px, height, LEAST_DPI))
        except TooSmallError:
            continue
        reason, _, _ = str(error).partition(";")
        return (
            f"{reason}; a page {page.width_px:.0f} px wide must be {height:.0f} px high for it: "
            f"choose a larger page or {_what_takes_room(spec, page)}"
        )
    return str(error)


def _what_takes_room(spec: MapSpec, page: Page) -> str:
    """Say what to have less of: the title where it alone takes too much of the page."""
    whole = inner(page)
    whole = whole._replace(bottom=whole.top + MOST_PX)
    titles = [place.box for place in title_block(spec, whole).placed if place.name == "title"]
    if sum(box.height for box in titles) > _MOST_TITLE * page.height_px:
        return "a shorter title, which alone takes more than a third of this page"
    return "fewer layers or notes"


def _settled(spec: MapSpec, page: Page) -> tuple[MapSpec, Plan, Frame, list[Mark]]:
    """Return a map with the notes about what is seen of it, and the page parted for them.

    Notes and legend take room from the map, whose frame then shows other marks, which have other
    notes and classes: they are chosen anew until they are those of the marks that are seen. Where
    that goes to and fro, the room that they had is left to them, so that it comes to an end.
    """
    parts = plan(replace(spec, notes=()), page, None)
    frame = frame_for(spec.bounds, parts.map)
    marks = seen(spec, frame)
    kept: frozenset[tuple[str, str]] = frozenset()
    kept_px = 0.0
    for number in range(_MOST_ROUNDS):
        notes = _of(spec.notes, marks)
        told = replace(spec, notes=notes, outside_notes=len(spec.notes) - len(notes))
        sight = in_sight(marks, frame) | kept
        parts = plan(told, page, sight, least_notes_px=kept_px)
        if number >= _FREE_ROUNDS:
            kept |= sight
            kept_px = max(kept_px, parts.notes.box.height if parts.notes else 0.0)
        frame = frame_for(spec.bounds, parts.map)
        marks = seen(spec, frame)
        has_room = in_sight(marks, frame) <= sight
        if has_room and _of(spec.notes, marks) == told.notes:
            break
    written = {place.name for place in parts.notes.placed} if parts.notes else set()
    notes = tuple(said for said in told.notes if said.id in written)
    told = replace(told, notes=notes, more_notes=len(told.notes) - len(notes))
    return told, parts, frame, marks


def _of(notes: Sequence[Said], marks: Sequence[Mark]) -> tuple[Said, ...]:
    """Return the notes about marks in the frame, and those without a mark."""
    ids = {mark.id for mark in marks}
    return tuple(said for said in notes if not said.marks or said.marks & ids)


def facts_of(
    spec: MapSpec, frame: Frame, marks: list[Mark], items: list[Item], placed: list[Placed]
) -> Facts:
    """Return what a drawn map tells to programs."""
    named = {place.name for place in placed if place.role in NAMED} | left_out(spec)
    remarked = {place.name for place in placed if place.remarked} | left_out(spec)
    letters = "".join(item.text + item.lost for item in items if isinstance(item, Text))
    return Facts(
        bounds=spec.bounds,
        shown=frame.covered(),
        projection=frame.proj,
        scale=round(frame.ground_metres_per_px() * CSS_DPI / (MM_IN_INCH / 1000)),
        layers=tuple(layer.id for layer in spec.layers if layer.visible),
        marks=tuple(mark.id for mark in marks),
        unnamed=tuple(mark.name for mark in marks if mark.tie is None and mark.id not in named),
        unremarked=tuple(mark.name for mark in marks if mark.remark and mark.id not in remarked),
        missing="".join(missing(letters)),
        names=tuple(_name_boxes(marks, placed)),
    )


def _name_boxes(marks: Sequence[Mark], placed: Sequence[Placed]) -> Iterator[NameBox]:
    """Yield where names stand on the map itself."""
    larger = [place.box for place in placed if place.role == "detail"]
    known = {mark.id: mark for mark in marks if mark.tie is None}
    for place in placed:
        mark = known.get(place.name) if place.role == "label" else None
        if mark is not None and not any(place.box.within(box) for box in larger):
            yield NameBox(id=mark.id, name=mark.name, box=place.box, anchor=mark.anchor)


def seen(spec: MapSpec, frame: Frame) -> list[Mark]:
    """Return the marks in the frame."""
    area = shapely.box(*frame.box)
    return [mark for mark in marks_of(spec, frame) if mark.shape.intersects(area)]


def unseen(spec: MapSpec, marks: Sequence[Mark]) -> tuple[Drawn, ...]:
    """Return what lies outside of the frame too, which shows more than the bounds."""
    seen_ids = {mark.id for mark in marks}
    return tuple(mark for mark in spec.outside if mark.id not in seen_ids)
