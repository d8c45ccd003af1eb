"""Write the statements below the map, numbered; the same numbers stand at their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.layers import MapSpec, Said
from geo.printmap.columns import GUTTER_PX, column_width, flowed
from geo.printmap.furniture import cited
from geo.printmap.setting import Piece, around, cut_start, down_to, fitting, pen, set_text
from geo.printmap.sheet import Box, Placed, Text
from geo.printmap.words import dotted, listed, number
from geo.style import colours
from geo.text import direction

SIZE_PX: Final = 10.0
LEAST_PX: Final = 7.6
_COLUMN_EM: Final = 26.0
"""Of a column, at the least: about fifty letters."""
_MOST: Final = 0.5
"""Of the room that there is: the notes at most."""
_HANG_EM: Final = 2.1
"""Kept free for the number at the beginning of a note."""
_SPACE_EM: Final = 0.5
"""Above a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """Hold one note as it is set from (0, 0) on down."""

    id: str
    texts: tuple[Text, ...]
    space: float
    height: float


def numbers_of(spec: MapSpec) -> Mapping[str, str]:
    """Return the numbers of the notes about each mark, by the mark's id."""
    found: dict[str, list[str]] = defaultdict(list)
    for said in spec.notes:
        for mark in said.marks:
            found[mark].append(number(said.number, spec.language))
    return {mark: listed(numbers, spec.language) for mark, numbers in found.items()}


def notes_block(spec: MapSpec, area: Box) -> Piece:
    """Return the notes in columns, at the lower end of an area.

    Raises
    ------
    RequestError
        If they leave less than half of the area to others even in their smallest type.
    """
    room = area._replace(top=area.bottom - _MOST * area.height)

    def set_in(size: float) -> tuple[list[Note], int]:
        columns = max(1, int(area.width / (_COLUMN_EM * size)))
        wide = column_width(area.width, columns)
        return [_note(spec, said, wide, size) for said in spec.notes], columns

    sizes = down_to(SIZE_PX, LEAST_PX)
    size = fitting("block of notes", room, sizes, lambda size: flowed(*set_in(size)).height)
    notes, columns = set_in(size)
    flow = flowed(notes, columns)
    wide = column_width(area.width, columns)
    box = area._replace(top=area.bottom - flow.height)
    texts: list[Text] = []
    placed: list[Placed] = []
    for note, (column, down) in zip(notes, flow.places, strict=True):
        across = column * (wide + GUTTER_PX)
        left = box.right - wide - across if _is_rtl(spec) else box.left + across
        here = [replace(one, x=one.x + left, y=one.y + box.top + down) for one in note.texts]
        texts += here
        placed.append(Placed(role="note", name=note.id, box=around(here)))
    return Piece(items=tuple(texts), placed=tuple(placed), box=box)


def _note(spec: MapSpec, said: Said, width: float, size: float) -> Note:
    """Set one note: its number where lines begin, claim and citation beside it."""
    language, roles = spec.language, colours(spec.theme)
    hang, rest = cut_start(Box(0.0, 0.0, width, 0.0), _HANG_EM * size, language)
    bold = pen(language, size_px=size, colour=roles["accent"], weight="bold")
    plain = pen(language, size_px=size, colour=roles["ink"])
    quiet = pen(language, size_px=size * 0.86, colour=roles["muted"])
    key = set_text(number(said.number, language), bold, area=hang, language=language)
    claim = set_text(said.claim, plain, area=rest, language=language)
    words = dotted(cited(said, language), language)
    cite = set_text(words, quiet, area=rest._replace(top=claim.bottom), language=language)
    texts = (*key.texts, *claim.texts, *cite.texts)
    return Note(said.id, texts, _SPACE_EM * size, max(key.bottom, cite.bottom))


def _is_rtl(spec: MapSpec) -> bool:
    return direction(spec.language) == "rtl"
