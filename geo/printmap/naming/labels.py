"""Name the marks and the places of a printed map without two names touching.

Greedy, the important first: the story's points, those that its headline names before those with
most statements; its lines and areas; then the base map's names by rank.
Each takes the free place around its mark that costs least: near, crossing none of the story's
lines, and not beside another point. What is remarked on a mark stands below its name; where there
is no room for both, the name stands alone. A story's name that must stand farther off gets a
leader, which runs over no other name; a base map's is left out.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.basemap import palette
from geo.cache import MB, cached, fingerprint
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Item, Placed, Stroke
from geo.printmap.carto.marks import Mark
from geo.printmap.carto.sound import alike, slim
from geo.printmap.naming.occupancy import Room, best_of
from geo.printmap.naming.spots import BESIDE_PX, REACHES_PX, Reaches, led, places_of, toll
from geo.printmap.typeset.blocks import WIDEST_PX, Look, NameBlock, below, block
from geo.style import Colour, Theme, colours

NUMBER_PX: Final = 9.5
"""Of type: the numbers of notes."""
_REMARK_PX: Final = 10.5
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
Offset = tuple[float, float]
"""In pixels from a mark's anchor to the middle of its name, right and down."""
_NOWHERE: Final[Mapping[str, Offset]] = MappingProxyType({})
_TRIES: Final = (
    (WIDEST_PX, 1.0, 0.0, -np.inf),
    (0.7 * WIDEST_PX, 1.0, costs.NARROWER, costs.NARROWER_FROM),
    (0.7 * WIDEST_PX, 0.87, costs.SMALLER, costs.SMALLER_FROM),
)
"""How a name is set in turn: the width of a line, its size, what that costs, and for how costly a
place before it is not tried."""
_SLACK_PX: Final = 1.0
"""Of areas, to find out what others leave of them."""
_LEAST_PX2: Final = 4000.0
"""What must be left of an area for its name to stand there."""
_KEPT_BYTES: Final = 4 * MB
"""Of areas with others upon them."""
_AREA_APART_PX: Final = 6.0
"""Kept free around an area's name: close to another it would read as one more line of that."""
_KEPT_PLACES_BYTES: Final = MB // 4
"""Of places found for names: those of some ten pages."""
_RANK: Final = {
    "place": 0, "route": 1, "border": 2, "zone": 3, "water": 4, "area": 4, "context": 5,
}  # fmt: skip

Named = tuple[list[Item], Placed | None, Mark]
"""What writes a mark's name, and where; no place where there is no room."""


def look_of(mark: Mark, halo: Colour) -> Look:
    """Return how a mark's name is written."""
    asked = mark.legend.lettering
    return Look(
        size_px=asked.size_px,
        weight=asked.weight,
        colour=asked.colour,
        halo=halo,
        halo_px=1.8 if asked.weight == "bold" else 1.6,
        italic=asked.italic,
        spacing_px=asked.spacing_px,
        capitals=asked.capitals,
    )


def name_marks(
    marks: Sequence[Mark],
    room: Room,
    *,
    theme: Theme,
    halo: Colour,
    language: str,
    numbers: Mapping[str, str] = _NONE,
    reaches: Reaches = REACHES_PX,
    first: Container[str] = (),
    before: Sequence[Named] = (),
    pinned: Mapping[str, Offset] = _NOWHERE,
    elsewhere: Container[str] = (),
) -> Iterator[Named]:
    """Yield each mark's name as it is drawn, and where; no place where there is no room.

    `numbers` are the notes' by mark: they stand below the name, which is tried no farther from its
    mark than `reaches`. A tie has no name but them. The marks that `first` holds are named before
    others of their group, those that the headline names before all; `before` is how all were named
    when it held none, which stands as far as the order is the same. Those that are `pinned` stand
    there whatever it costs, and the others around them. What is named `elsewhere` too, as in a
    detail map, is named here beside its mark or not at all, unless the story is about it.
    """
    small = Look(size_px=NUMBER_PX, weight="bold", colour=colours(theme)["accent"], halo=halo)
    areas = [mark.shape for mark in marks if mark.legend.kind == "polygon"]
    order = _in_order(marks, room.area, numbers, first)
    order.sort(key=lambda mark: mark.id not in pinned)
    same = list(
        takewhile(lambda pair: pair[0][2].id == pair[1].id, zip(before, order, strict=False))
    )
    for (items, placed, mark), _ in same:
        _take(room, mark, items, placed)
        yield items, placed, mark
    for mark in order[len(same) :]:
        apart = mark
        if is_broad(mark) and mark.legend.kind == "polygon":
            apart = _apart(mark, _upon(mark.shape, areas), room.area)
        look = look_of(mark, palette(theme).water_halo if mark.layer.role == "water" else halo)
        number = numbers.get(mark.id)
        far = REACHES_PX if number is None else reaches
        if mark.id in elsewhere and mark.importance.prominence != "main":
            far = BESIDE_PX
        best, remarked = None, False
        tried = [apart] if apart is mark else [apart, mark]  # what a region leaves may be little
        for told in (one for mark in tried for one in _with_remark_or_not(mark)):
            best = (
                _pinned(told, look, room, number, small, language, pinned[mark.id])
                if mark.id in pinned
                else _best_set(told, look, room, number, small, language, far)
            )
            if best is not None:
                remarked = bool(told.remark)
                break
        if best is None:
            yield [], None, mark
            continue
        words, found = best
        kept = found.grown(_apart_px(mark))
        written: list[Item] = [*led(mark, kept, room, theme), *words.items(found)]
        where = Placed(role="label", name=mark.id, box=found, remarked=remarked)
        _take(room, mark, written, where)
        yield written, where, mark


def _with_remark_or_not(mark: Mark) -> tuple[Mark, ...]:
    return (mark, replace(mark, remark="")) if mark.remark else (mark,)


def _pinned(
    mark: Mark, look: Look, room: Room, number: str | None, small: Look, language: str,
    offset: Offset,
) -> tuple[NameBlock, Box]:  # fmt: skip
    """Return a mark's name and where it stands that a person put there: at the least in the map."""
    words = _set(mark, look, number, small, language, 0)[1]
    (x, y), (wide, high), area = mark.anchor, words.size, room.area
    left = min(max(x + offset[0] - wide / 2, area.left), area.right - wide)
    top = min(max(y + offset[1] - high / 2, area.top), area.bottom - high)
    return words, Box(left, top, left + wide, top + high)


def _take(room: Room, mark: Mark, items: Sequence[Item], placed: Placed | None) -> None:
    """Keep a name and its leader free."""
    for item in items:
        if isinstance(item, Stroke):
            room.take_line(item.shape)
    if placed is not None:
        room.take_name(placed.box.grown(_apart_px(mark)))


def _best_set(
    mark: Mark, look: Look, room: Room, number: str | None, small: Look, language: str,
    reaches: Reaches,
) -> tuple[NameBlock, Box] | None:  # fmt: skip
    """Return a mark's name as it is set and where; on more lines, or smaller, where that helps."""
    found = _place(mark, look, room, number, small, language, reaches)
    if found is None:
        return None
    way, box = found
    return _set(mark, look, number, small, language, way)[1], box


def _asked(
    mark: Mark, look: Look, room: Room, number: str | None, small: Look, language: str,
    reaches: Reaches,
) -> Hashable:  # fmt: skip
    """Return what a name's place depends on: not on colours, which a theme changes."""
    letters = replace(mark.legend.lettering, colour="")
    return (room.key, fingerprint(mark.shape), mark.anchor, mark.name, mark.remark, number,
            language, mark.layer.group, mark.layer.role, mark.tie is None, mark.legend.kind,
            mark.legend.style.reach_px, mark.legend.style.shape, letters, reaches)  # fmt: skip


@cached(_KEPT_PLACES_BYTES, known_by=_asked)
def _place(
    mark: Mark, look: Look, room: Room, number: str | None, small: Look, language: str,
    reaches: Reaches,
) -> tuple[int, Box] | None:  # fmt: skip
    """Return in which way a name is set best, and where, apart from others if it can be."""
    apart = _apart_px(mark)
    found = _found(mark, look, room, number, small, language, reaches, apart)
    if found is None and apart:  # close to another it is still better than a key
        found = _found(mark, look, room, number, small, language, reaches, 0.0)
    return found


def _found(
    mark: Mark, look: Look, room: Room, number: str | None, small: Look, language: str,
    reaches: Reaches, apart: float,
) -> tuple[int, Box] | None:  # fmt: skip
    """Return in which way a name is set best, and where, so many pixels apart from all else."""
    best: tuple[int, Box] | None = None
    before: NameBlock | None = None
    # What is named elsewhere too is named here only where it hides nothing.
    least = costs.MOST_CROSSED_PLACE if reaches == BESIDE_PX else np.inf
    for way, (_, _, price, enough) in enumerate(_TRIES):
        if best is not None and least <= enough:
            break
        name, words = _set(mark, look, number, small, language, way)
        if name == before:  # it is on one line anyway
            continue
        before = name
        wide, high = words.size
        size = wide + 2 * apart, high + 2 * apart
        places = places_of(mark, size, room.area, reaches=reaches)
        found = best_of(places, room, most=least - price, toll=partial(toll, mark, room, pad=apart))
        if found is not None:
            best, least = (way, found.box.grown(-apart)), found.cost + price
    return best


def _set(
    mark: Mark, look: Look, number: str | None, small: Look, language: str, way: int
) -> tuple[NameBlock, NameBlock]:
    """Return a name set in one of the ways, alone and with the numbers of its notes."""
    width, smaller, _, _ = _TRIES[way]
    tried = replace(look, size_px=look.size_px * smaller)
    name = block(mark.name, tried, language=language, widest_px=width)
    if mark.remark:
        said = _remark_look(look)
        name = below(name, block(mark.remark, said, language=language, widest_px=width))
    if number is None:
        return name, name
    keys = block(number, small, language=language, widest_px=width)
    return name, below(None if mark.tie else name, keys)


def _remark_look(name: Look) -> Look:
    """Return how what is remarked is written: smaller than the name, and never heavier."""
    return replace(
        name, size_px=min(_REMARK_PX, name.size_px), weight="regular", italic=False,
        spacing_px=0.0, capitals=False,
    )  # fmt: skip


def _apart_px(mark: Mark) -> float:
    return _AREA_APART_PX if is_broad(mark) else 0.0


def is_broad(mark: Mark) -> bool:
    """Whether a mark is a country, a region or a water."""
    return mark.layer.role in {"area", "water"}


def _upon(shape: BaseGeometry, areas: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return the smaller areas that may lie upon a shape."""
    around = shapely.envelope(shape)
    return [
        other
        for other in areas
        if other.area < 0.9 * shape.area and shapely.envelope(other).intersects(around)
    ]


def _apart(mark: Mark, upon: list[BaseGeometry], area: Box) -> Mark:
    """Return an area without the smaller ones drawn upon it, to name it clear of them."""
    rest, anchor = _rest(mark.shape, tuple(upon), area)
    return mark if rest is None else replace(mark, shape=rest, anchor=anchor)


@cached(_KEPT_BYTES)
def _rest(
    shape: BaseGeometry, upon: tuple[BaseGeometry, ...], area: Box
) -> tuple[BaseGeometry | None, tuple[float, float]]:
    """Return what is left of a shape, and the middle of its widest part; none if it is little."""
    whole, *others = slim(np.array([shape, *upon], dtype=object), _SLACK_PX)
    left = whole.difference(shapely.union_all(others)).intersection(shapely.box(*area))
    (rest,) = alike(np.array([left]), np.array([2]))  # what touches the frame leaves a line
    if not upon or rest.area < _LEAST_PX2:
        return None, (0.0, 0.0)
    widest = shapely.maximum_inscribed_circle(np.array([rest]), tolerance=4)
    x, y = shapely.get_coordinates(widest)[0].tolist()
    return rest, (x, y)


def _in_order(
    marks: Iterable[Mark], area: Box, numbers: Container[str], first: Container[str]
) -> list[Mark]:
    frame = shapely.box(*area)
    named = [m for m in marks if m.tie is None or m.id in numbers]
    wanted = [m for m in named if m.shape.intersects(frame)]
    return in_order(wanted, first)


def in_order(marks: Iterable[Mark], first: Container[str] = ()) -> list[Mark]:
    """Return marks as their names get room: the important before others of their group."""
    return sorted(marks, key=lambda mark: _order(mark, first))


def _order(mark: Mark, first: Container[str]) -> tuple[Any, ...]:
    is_point, is_context = mark.legend.kind == "point", mark.layer.group == "context"
    rank = _RANK.get(mark.layer.role, 4)
    among = (is_broad(mark), mark.importance.order, rank)
    return (
        mark.tie is not None,
        is_context,
        not (mark.importance.headed and (is_point or mark.id in first)),
        mark.id not in first,
        is_point == is_context,
        among if is_point else (rank, mark.importance.order),
    )
