"""Write the statements below the map, numbered; the same numbers stand at their marks.

Where there is no room for all, the first ones stand there, and how many more there are; so do how
many are about marks that are out of sight, and which have no number on the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Final

from geo.layers import MapSpec, Said
from geo.printmap.canvas.sheet import Box, Placed, Text
from geo.printmap.furniture.titles import cited
from geo.printmap.typeset.columns import column_width, flowed, starts
from geo.printmap.typeset.typesetting import (
    Piece,
    around,
    cut_start,
    down_to,
    fitting,
    pen,
    set_text,
)
from geo.printmap.typeset.words import dotted, listed, number, word
from geo.style import colours

SIZE_PX: Final = 10.0
LEAST_PX: Final = 7.6
_SIZES: Final = down_to(SIZE_PX, LEAST_PX)
_SLACK_PX: Final = 0.5
"""By which columns of even height are found higher now and then."""
_COLUMN_EM: Final = 26.0
"""Of a column, at the least: about fifty letters."""
_MOST: Final = 0.5
"""Of the room that there is: the notes at most."""
_MANY: Final = 6
"""Numbers at one mark, from which on those in a row are drawn together."""
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
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
    """Of its statement; of a line about others its role."""
    texts: tuple[Text, ...]
    space: float
    height: float
    role: str = "note"


def numbers_of(spec: MapSpec, standing: Mapping[str, str] = _NONE) -> Mapping[str, str]:
    """Return the numbers of the notes about each mark, by the mark's id, the first note's first.

    `standing` says which mark stands for another that has no place of its own: it bears the
    numbers of both. Of very many those in a row are drawn together.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for said in spec.notes:
        for mark in sorted({standing.get(mark, mark) for mark in said.marks}):
            found[mark].append(said.number)
    return {mark: listed(_rows(numbers, spec.language), spec.language)
            for mark, numbers in found.items()}  # fmt: skip


def _rows(numbers: Sequence[int], language: str) -> Iterator[str]:
    """Yield numbers, of many each row from its first to its last."""
    rows: list[list[int]] = []
    for one in numbers:
        if len(numbers) > _MANY and rows and one == rows[-1][-1] + 1:
            rows[-1].append(one)
        else:
            rows.append([one])
    for row in rows:
        first, last = number(row[0], language), number(row[-1], language)
        if len(row) > 2:
            yield f"{first}–{last}"
        else:
            yield from (first, last)[: len(row)]


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
        left = spec.more_notes + len(spec.notes) - len(told)
        return _piece(replace(spec, notes=tuple(told), more_notes=left), area, LEAST_PX)
    height = partial(_height, spec, area=area)
    return _piece(spec, area, fitting("block of notes", room, _SIZES, height))


def notes_within(spec: MapSpec, box: Box) -> tuple[Piece, bool]:
    """Return all notes in the largest type for which a room of theirs does, and whether one does.

    So the lines about them are set anew when the map is drawn, in the room that was kept for them.
    """
    most = box.height + _SLACK_PX
    size = next((size for size in _SIZES if _height(spec, size, area=box) <= most), LEAST_PX)
    piece = _piece(spec, box, size)
    return piece, piece.box.height <= most


def _piece(spec: MapSpec, area: Box, size: float) -> Piece:
    """Return notes in columns, at the lower end of an area."""
    notes, columns = _set(spec, area, size), _columns(area, size)
    flow = flowed(notes, columns)
    wide = column_width(area.width, columns)
    box = area._replace(top=area.bottom - flow.height)
    texts: list[Text] = []
    placed: list[Placed] = []
    for note, (left, down) in zip(notes, starts(flow, box, wide, spec.language), strict=True):
        here = [replace(one, x=one.x + left, y=one.y + box.top + down) for one in note.texts]
        texts += here
        placed.append(Placed(role=note.role, name=note.id, box=around(here)))
    return Piece(items=tuple(texts), placed=tuple(placed), box=box)


def _fitting(spec: MapSpec, room: Box) -> Sequence[Said]:
    """Return the first notes for which, and for a line on the others, the least type has room.

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
    while notes and not _is_room(spec, notes, room, wide):
        notes.pop()
    # Where there is room for a few alone, all are tried, and refused with the height they need.
    return spec.notes[: len(notes)] if len(notes) >= _FEWEST else spec.notes


def _is_room(spec: MapSpec, notes: Sequence[Note], room: Box, wide: float) -> bool:
    """Whether there is room for notes in the least type, and for what is told of the others."""
    left = len(spec.notes) - len(notes)
    lines = _about_others(spec, spec.notes[: len(notes)], left, wide, LEAST_PX)
    return flowed([*notes, *lines], _columns(room, LEAST_PX)).height <= room.height


def _columns(area: Box, size: float) -> int:
    return max(1, int(area.width / (_COLUMN_EM * size)))


def _set(spec: MapSpec, area: Box, size: float) -> list[Note]:
    """Set notes, and below them what is told of the others."""
    wide = column_width(area.width, _columns(area, size))
    notes = [_note(spec, said, wide, size) for said in spec.notes]
    return [*notes, *_about_others(spec, spec.notes, 0, wide, size)]


def _height(spec: MapSpec, size: float, *, area: Box) -> float:
    return flowed(_set(spec, area, size), _columns(area, size)).height


def _about_others(
    spec: MapSpec, told: Sequence[Said], left: int, width: float, size: float
) -> Iterator[Note]:
    """Yield a line each on notes without room, about marks out of sight, and without a number.

    Besides those told so many are left. The last line has room for all where it is not known yet.
    """
    language = spec.language
    lines: dict[str, str] = {}
    if left + spec.more_notes:
        lines["more-notes"] = word("moreNotes", language, n=left + spec.more_notes)
    if spec.outside_notes:
        lines["outside-notes"] = word("outsideNotes", language, n=spec.outside_notes)
    if spec.unmarked is None:
        numbers = listed((number(said.number, language) for said in told), language)
    else:
        numbers = listed(_rows(spec.unmarked, language), language)
    if numbers:
        lines["unmarked-notes"] = word("unmarkedNotes", language, numbers=numbers)
    like = pen(language, size_px=size, colour=colours(spec.theme)["muted"])
    for role, words in lines.items():
        line = set_text(words, like, area=Box(0.0, 0.0, width, 0.0), language=language)
        yield Note(role, line.texts, _SPACE_EM * size, line.bottom, role)


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
