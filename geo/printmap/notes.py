"""Write the statements below the map, numbered; the same numbers stand at their marks.

Where there is no room for all, the first ones stand there, and how many more there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from geo.layers import MapSpec, Said
from geo.printmap.columns import GUTTER_PX, column_width, flowed
from geo.printmap.furniture import cited
from geo.printmap.setting import Piece, around, cut_start, down_to, fitting, pen, set_text
from geo.printmap.sheet import Box, Placed, Text
from geo.printmap.words import dotted, listed, number, word
from geo.style import colours
from geo.text import direction

SIZE_PX: Final = 10.0
LEAST_PX: Final = 7.6
_COLUMN_EM: Final = 26.0
"""Of a column, at the least: about fifty letters."""
_MOST: Final = 0.5
"""Of the room that there is: the notes at most."""
_FEWEST: Final = 5
"""Of many notes: a page that has no room for more is too small for notes."""
_HANG_EM: Final = 2.1
"""Kept free for the number at the beginning of a note."""
_SPACE_EM: Final = 0.5
"""Above a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """Hold one note as it is set from (0, 0) on down."""

    id: str
    """Of its statement; empty of the line that counts those for which there is no room."""
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


def notes_block(spec: MapSpec, area: Box, *, most_px: float) -> Piece:
    """Return the notes in columns, at the lower end of an area, of which they take half at most.

    Parameters
    ----------
    most_px
        How high they may be, where what else must stand in the area leaves them less than half.

    Raises
    ------
    TooSmallError
        If there is room for hardly any of them even in the smallest type.
    """
    high = max(0.0, min(_MOST * area.height, most_px))
    room = area._replace(top=area.bottom - high)
    told = _fitting(spec, room)
    if len(told) < len(spec.notes):
        notes = _set(spec, told, area, LEAST_PX)
        columns = _columns(area, LEAST_PX)
    else:
        height = partial(_height, spec, area=area)
        size = fitting("block of notes", room, down_to(SIZE_PX, LEAST_PX), height)
        notes, columns = _set(spec, told, area, size), _columns(area, size)
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
        role = "note" if note.id else "more-notes"
        placed.append(Placed(role=role, name=note.id or role, box=around(here)))
    return Piece(items=tuple(texts), placed=tuple(placed), box=box)


def _fitting(spec: MapSpec, room: Box) -> Sequence[Said]:
    """Return the first notes for which, and for the count of the others, the least type has room.

    No more are set than might be among them: a long story has thousands.
    """
    columns = _columns(room, LEAST_PX)
    wide = column_width(room.width, columns)
    notes: list[Note] = []
    filled = 0.0
    for said in spec.notes:
        notes.append(_note(spec, said, wide, LEAST_PX))
        filled += notes[-1].height
        if filled > columns * room.height:
            break
    if len(notes) == len(spec.notes) and flowed(notes, columns).height <= room.height:
        return spec.notes
    while notes:
        more = _more(spec, len(spec.notes) - len(notes), wide, LEAST_PX)
        if len(notes) < len(spec.notes) and flowed([*notes, more], columns).height <= room.height:
            break
        notes.pop()
    # Where there is room for a few alone, all are tried, and refused with the height they need.
    return spec.notes[: len(notes)] if len(notes) >= _FEWEST else spec.notes


def _columns(area: Box, size: float) -> int:
    return max(1, int(area.width / (_COLUMN_EM * size)))


def _set(spec: MapSpec, told: Sequence[Said], area: Box, size: float) -> list[Note]:
    """Set notes, and below them how many others there are."""
    wide = column_width(area.width, _columns(area, size))
    notes = [_note(spec, said, wide, size) for said in told]
    left = len(spec.notes) - len(told)
    return [*notes, _more(spec, left, wide, size)] if left else notes


def _height(spec: MapSpec, size: float, *, area: Box) -> float:
    return flowed(_set(spec, spec.notes, area, size), _columns(area, size)).height


def _more(spec: MapSpec, left: int, width: float, size: float) -> Note:
    like = pen(spec.language, size_px=size, colour=colours(spec.theme)["muted"])
    words = word("moreNotes", spec.language, n=left)
    lines = set_text(words, like, area=Box(0.0, 0.0, width, 0.0), language=spec.language)
    return Note("", lines.texts, _SPACE_EM * size, lines.bottom)


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
