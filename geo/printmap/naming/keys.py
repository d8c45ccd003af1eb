"""Key marks whose names have no room beside them: a sign at the mark, the name in a box.

The sign is a letter, or the numbers of the notes about the mark: these lead to the notes even where
the box has no room for the name.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from geo.printmap.canvas.sheet import Item, Placed
from geo.printmap.carto.marks import Mark
from geo.printmap.naming.keybox import key_box
from geo.printmap.naming.labels import NUMBER_PX, in_order
from geo.printmap.naming.occupancy import Room, best_of
from geo.printmap.naming.spots import NEAR_PX, REACHES_PX, Reaches, led, places_of, toll
from geo.printmap.typeset.blocks import WIDEST_PX, Look, block
from geo.style import Colour, Theme, colours

_LETTER_PX: Final = 10.0
_UPON_PX: Final = 8.5
"""Of a letter on a dot."""
_FAR_PX: Final[Reaches] = (*REACHES_PX, (110.0, 140.0, 180.0))
"""A sign may stand farther from its mark than a name: there is less of it."""
_LETTER_TRIES: Final = ((WIDEST_PX, _FAR_PX),)
_NUMBER_TRIES: Final = ((WIDEST_PX, NEAR_PX), (60.0, NEAR_PX), (60.0, _FAR_PX))
"""The width of a line and how far from its mark it is tried: numbers stand close to it if they can
be."""

Keyed = tuple[list[Item], Placed, Mark | None]


class _Sign(NamedTuple):
    """Hold what stands at a mark, and what the box says of it."""

    items: list[Item]
    placed: Placed
    mark: Mark
    line: str
    before: int | None
    """How much of the map was taken before, if it takes any."""


class _Line(NamedTuple):
    words: str
    ids: tuple[str, ...]
    """Of the marks that it names."""
    place: tuple[int, int]
    """In the box, where all lines have room."""


def keyed(
    unnamed: Sequence[Mark],
    room: Room,
    *,
    theme: Theme,
    halo: Colour,
    language: str,
    numbers: Mapping[str, str],
    crowds: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> Iterator[Keyed]:
    """Yield signs beside marks, and the box that explains as many of them as it has room for.

    The more important marks get theirs first, those that the headline names in any case. A letter
    without its name tells nothing, and is left out then; the `numbers` of notes stay. The lines of
    `crowds`, each with the marks that it names, stand below, and are left out first.
    """
    unnamed = sorted(in_order(unnamed), key=lambda mark: not mark.importance.headed)
    accent = Look(size_px=NUMBER_PX, weight="bold", colour=colours(theme)["accent"], halo=halo)
    ink = Look(size_px=_LETTER_PX, weight="bold", colour=colours(theme)["ink"], halo=halo)
    signed = partial(_signed, room=room, theme=theme, language=language)
    noted: list[_Sign] = []
    lettered: list[_Sign] = []
    for mark in unnamed:
        if mark.id in numbers and (found := signed(mark, numbers[mark.id], mark.name, look=accent)):
            noted.append(found)
    others = {mark.id for mark in unnamed} - {sign.mark.id for sign in noted}
    for mark in (mark for mark in unnamed if mark.id in others):
        if len(lettered) < len(string.ascii_uppercase):
            letter = string.ascii_uppercase[len(lettered)]
            name = f"{mark.name} ({numbers[mark.id]})" if mark.id in numbers else mark.name
            if found := signed(mark, letter, name, look=ink) or _upon(mark, letter, name, language):
                lettered.append(found)
    order = {mark_id: place for place, mark_id in enumerate(numbers)}
    places = {sign.mark.id: (0, place) for place, sign in enumerate(lettered)}
    places |= {sign.mark.id: (1, order[sign.mark.id]) for sign in noted}
    signs = sorted((*lettered, *noted), key=lambda sign: not sign.mark.importance.headed)
    lines = [_Line(sign.line, (sign.mark.id,), places[sign.mark.id]) for sign in signs]
    lines += [_Line(words, ids, (2, place)) for place, (words, ids) in enumerate(crowds)]
    count, box = _most(lines, room, theme, language)
    told = sum(line.place[0] == 0 for line in lines[:count])
    left = [sign.before for sign in lettered[told:] if sign.before is not None]
    if left:
        room.give_back(left[0])
    for sign in (*noted, *lettered[:told]):
        yield sign.items, sign.placed, sign.mark
    if box is not None:
        room.take(box[1].box)
        yield *box, None
        for mark_id in (name for line in lines[:count] for name in line.ids):
            yield [], Placed(role="keyed", name=mark_id, box=box[1].box), None


def _signed(
    mark: Mark, sign: str, name: str, *, look: Look, room: Room, theme: Theme, language: str
) -> _Sign | None:
    """Return a sign at its mark, with its place taken, if there is one."""
    letter = look.size_px == _LETTER_PX
    for widest, reaches in _LETTER_TRIES if letter else _NUMBER_TRIES:
        words = block(sign, look, language=language, widest_px=widest)
        places = places_of(mark, words.size, room.area, reaches=reaches)
        best = best_of(places, room, toll=partial(toll, mark, room))
        if best is not None:
            break
    else:
        return None
    before = len(room.taken)
    leaders = list(led(mark, best.box, room, theme))
    for leader in leaders:
        room.take_line(leader.shape)
    room.take(best.box)
    placed = Placed(role="label" if letter else "number", name=mark.id, box=best.box)
    items: list[Item] = [*leaders, *words.items(best.box)]
    return _Sign(items, placed, mark, _line(sign, name), before)


def _upon(mark: Mark, sign: str, name: str, language: str) -> _Sign | None:
    """Return a sign on the dot itself of a point that the headline names, amid a crowd of others.

    It takes no room, for the dot has done so.
    """
    style = mark.legend.style
    if not (mark.importance.headed and mark.legend.kind == "point" and style.stroke and style.fill):
        return None
    look = Look(size_px=_UPON_PX, weight="bold", colour=style.stroke, halo=style.fill, halo_px=1.0)
    words = block(sign, look, language=language)
    box = words.at(*mark.anchor)
    placed = Placed(role="label", name=mark.id, box=box)
    return _Sign([*words.items(box)], placed, mark, _line(sign, name), None)


def _line(sign: str, name: str) -> str:
    return f"{sign}\u00a0\u00a0{name}"


def _most(
    lines: Sequence[_Line], room: Room, theme: Theme, language: str
) -> tuple[int, tuple[list[Item], Placed] | None]:
    """Return how many lines the box has room for, the first ones, and the box with them."""
    least, most = 0, len(lines)
    best: tuple[list[Item], Placed] | None = None
    tried = most
    while least < most:
        told = [line.words for line in sorted(lines[:tried], key=lambda line: line.place)]
        box = key_box(told, room, theme=theme, language=language)
        if box is not None:
            least, best = tried, box
        else:
            most = tried - 1
        tried = (least + most + 1) // 2
    return least, best
