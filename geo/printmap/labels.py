"""Name the marks and the places of a printed map without two names touching.

Greedy, the important first: the story's points, lines, areas; then the base map's names by rank.
Each tries places around its mark and takes the first free one that crosses least of the story's
lines. A story's name that must stand farther off gets a leader line; a base map's is left out.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.labelstyle import Weight, script_of
from geo.printmap.kept import MB, kept
from geo.printmap.marks import Mark
from geo.printmap.measure import evenly, longest_word, on_baseline, text_box
from geo.printmap.sheet import Box, Item, Placed, Stroke, Text
from geo.style import Colour, Theme, colours
from geo.text import upper

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
Align = Literal["left", "middle", "right"]

_WIDEST_PX: Final = 150.0
_BELOW_PX: Final = 2.0
"""Between a name and the numbers of its notes."""
_TRIES: Final = ((_WIDEST_PX, 1.0), (0.7 * _WIDEST_PX, 1.0), (0.7 * _WIDEST_PX, 0.87))
"""How a name is set where there is little room: (width of a line, size) in turn."""
_GAP_PX: Final = 2.0
"""Kept free around every name."""
_LEADING: Final = 1.18
"""From line to line, in ems."""
_LEAST_PX2: Final = 4000.0
"""What must be left of an area for its name to stand there."""
_TINY_PX: Final = 26.0
_RANK: Final = {"place": 0, "route": 1, "border": 2, "zone": 3, "area": 4, "context": 5}
_REACHES_PX: Final = (0.0, 5.0, 14.0, 26.0, 42.0, 60.0)
"""How far beyond its mark's edge a name is tried; from the third on it has a leader."""
_LEADER_FROM_PX: Final = 10.0
_KEPT_BYTES: Final = 8 * MB
"""Of areas of which a part is seen, and of those with others upon them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Say how a name is written."""

    size_px: float
    weight: Weight
    colour: Colour
    halo: Colour
    halo_px: float = 1.6
    italic: bool = False
    spacing_px: float = 0.0
    capitals: bool = False


@dataclass
class Room:
    """Know what of the map is taken."""

    area: Box
    taken: list[Box] = field(default_factory=list)
    lines: shapely.STRtree | None = None

    def free(self, box: Box) -> bool:
        """Whether a box lies on the map and touches nothing."""
        wide = box.grown(_GAP_PX)
        return wide.within(self.area) and not any(wide.touches(other) for other in self.taken)

    def crossing(self, box: Box) -> float:
        """Return how much of the story's lines runs beneath a box, by its width."""
        if self.lines is None:
            return 0.0
        near = self.lines.geometries[self.lines.query(shapely.box(*box))]
        if not len(near):
            return 0.0
        within = shapely.clip_by_rect(near, *box)
        return float(shapely.length(within).sum()) / max(box.width, 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a name's lines, measured once around (0, 0), to be tried in many places."""

    lines: tuple[Text, ...]
    box: Box

    def at(self, x: float, y: float) -> Box:
        """Return what it covers with its own middle at a position."""
        middle = (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2
        dx, dy = x - middle[0], y - middle[1]
        return Box(self.box.left + dx, self.box.top + dy, self.box.right + dx, self.box.bottom + dy)

    def items(self, box: Box) -> Iterator[Text]:
        """Yield the lines where the block covers a box."""
        for line in self.lines:
            yield replace(
                line, x=line.x + box.left - self.box.left, y=line.y + box.top - self.box.top
            )


def block(text: str, look: Look, *, language: str, widest_px: float = _WIDEST_PX) -> Block:
    """Measure a name, on as many lines as its width needs; a word is never broken."""
    words = upper(text, language) if look.capitals else text
    first = Text(
        text="",
        x=0.0,
        y=0.0,
        align="middle",
        size_px=look.size_px,
        colour=look.colour,
        weight=look.weight,
        italic=look.italic,
        spacing_px=0.0 if script_of(words) == "Arabic" else look.spacing_px,
        halo=look.halo,
        halo_px=look.halo_px,
    )
    width = max(widest_px, longest_word(words, like=first) + 1)
    lines = tuple(
        on_baseline(replace(first, text=row), number * look.size_px * _LEADING)
        for number, row in enumerate(evenly(words, like=first, width_px=width))
    )
    boxes = np.array([text_box(line) for line in lines])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return Block(lines, Box(*low.tolist(), *high.tolist()))


def below(upper: Block | None, lower: Block) -> Block:
    """Return a block under another, middle below middle; alone where there is no other."""
    if upper is None:
        return lower
    x = (upper.box.left + upper.box.right) / 2
    box = lower.at(x, upper.box.bottom + _BELOW_PX + (lower.box.bottom - lower.box.top) / 2)
    whole = Box(
        min(upper.box.left, box.left), upper.box.top, max(upper.box.right, box.right), box.bottom
    )
    return Block((*upper.lines, *lower.items(box)), whole)


# --- the story's own names --------------------------------------------------------------------


def look_of(mark: Mark, theme: Theme, halo: Colour) -> Look:
    """Return how a mark's name is written: the story's subjects heavier than its stage."""
    ink = colours(theme)["ink"]
    quiet = colours(theme)["muted"]
    role = mark.layer.role
    if mark.layer.group == "context":
        return Look(size_px=10.5, weight="regular", colour=quiet, halo=halo)
    if role == "area":
        return Look(
            size_px=11, weight="medium", colour=ink, halo=halo, spacing_px=1.2, capitals=True
        )
    if mark.legend.kind == "point":
        return Look(size_px=13, weight="bold", colour=ink, halo=halo, halo_px=1.8)
    if role == "zone":
        return Look(size_px=11.5, weight="regular", colour=ink, halo=halo, italic=True)
    return Look(size_px=11.5, weight="medium", colour=ink, halo=halo)


def name_marks(
    marks: Sequence[Mark],
    room: Room,
    *,
    theme: Theme,
    halo: Colour,
    language: str,
    numbers: Mapping[str, str] = _NONE,
) -> Iterator[tuple[list[Item], Placed | None, Mark]]:
    """Yield each mark's name as it is drawn, and where; no place where there is no room.

    `numbers` are the notes' by mark: they stand below the name. A tie has no name but them.
    """
    small = Look(size_px=9.5, weight="bold", colour=colours(theme)["accent"], halo=halo)
    areas = [mark.shape for mark in marks if mark.legend.kind == "polygon"]
    for mark in _in_order(marks, room.area, numbers):
        if mark.layer.role == "area" and mark.legend.kind == "polygon":
            upon = [shape for shape in areas if shape.area < 0.9 * mark.shape.area]
            mark = _apart(mark, upon, room.area)
        look = look_of(mark, theme, halo)
        for width, smaller in _TRIES:
            tried = replace(look, size_px=look.size_px * smaller)
            words = block(mark.name, tried, language=language, widest_px=width)
            if mark.id in numbers:
                keys = block(numbers[mark.id], small, language=language, widest_px=width)
                words = below(None if mark.tie else words, keys)
            found = best_of(places_of(mark, words, room.area), room)
            if found is not None:
                break
        else:
            yield [], None, mark
            continue
        room.taken.append(found)
        items: list[Item] = [*words.items(found)]
        items[:0] = _leader(mark, found, theme)
        yield items, Placed(role="label", name=mark.id, box=found), mark


def _apart(mark: Mark, upon: list[BaseGeometry], area: Box) -> Mark:
    """Return an area without the smaller ones drawn upon it, to name it clear of them."""
    rest, anchor = _rest(mark.shape, tuple(upon), area)
    return mark if rest is None else replace(mark, shape=rest, anchor=anchor)


@kept(_KEPT_BYTES)
def _rest(
    shape: BaseGeometry, upon: tuple[BaseGeometry, ...], area: Box
) -> tuple[BaseGeometry | None, tuple[float, float]]:
    """Return what is left of a shape, and the middle of its widest part; none if it is little."""
    rest = shape.difference(shapely.union_all(upon)).intersection(shapely.box(*area))
    if not upon or rest.area < _LEAST_PX2:
        return None, (0.0, 0.0)
    widest = shapely.maximum_inscribed_circle(np.array([rest]), tolerance=4)
    x, y = shapely.get_coordinates(widest)[0].tolist()
    return rest, (x, y)


def _in_order(marks: Iterable[Mark], area: Box, numbers: Container[str]) -> list[Mark]:
    frame = shapely.box(*area)
    named = [m for m in marks if m.tie is None or m.id in numbers]
    wanted = [m for m in named if m.shape.intersects(frame)]
    return sorted(
        wanted,
        key=lambda m: (
            m.tie is not None,
            m.layer.group == "context",
            m.legend.kind != "point",
            _RANK.get(m.layer.role, 4),
        ),
    )


def _is_wide(mark: Mark, words: Block) -> bool:
    left, top, right, bottom = mark.shape.bounds
    return bool(right - left > words.box.width and bottom - top > 1.5 * words.box.height)


def places_of(mark: Mark, words: Block, area: Box) -> Iterator[Box]:
    """Yield the places for a name, the best first."""
    if mark.legend.kind == "polygon" and _is_wide(mark, words):
        yield from inside(mark.shape, words, area, anchor=mark.anchor)
        return
    x, y = _seen_anchor(mark, area)
    left, top, right, bottom = mark.shape.bounds
    small = mark.legend.kind != "line" and max(right - left, bottom - top) < 3 * _TINY_PX
    half = (max(right - left, bottom - top) / 2 if small else 0) + mark.legend.style.radius_px + 3
    width, height = words.box.width / 2, words.box.height / 2
    for reach in _REACHES_PX:
        off = half + reach
        for across, down in _AROUND:
            yield words.at(
                x + across * (off * (1 if down == 0 else 0.7) + width),
                y + down * (off * (1 if across == 0 else 0.7) + height),
            )


_AROUND: Final = (
    (1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1),
    (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1),
)  # fmt: skip


def _seen_anchor(mark: Mark, area: Box) -> tuple[float, float]:
    """Return the mark's anchor, or the middle of what is seen of it where that lies outside."""
    x, y = mark.anchor
    if area.left <= x <= area.right and area.top <= y <= area.bottom:
        return x, y
    return _on(mark.shape & shapely.box(*area))


def _on(shape: BaseGeometry) -> tuple[float, float]:
    """Return a position on a shape, well within."""
    x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0].tolist()
    return x, y


def inside(
    shape: BaseGeometry, words: Block, area: Box, *, anchor: tuple[float, float] | None = None
) -> Iterator[Box]:
    """Yield places within a shape: near an anchor first, then over a grid of what is seen."""
    seen = _part(shape, area.grown(-4))
    if seen.is_empty:
        return
    x, y = anchor if anchor and seen.intersects(shapely.Point(anchor)) else _on(seen)
    left, top, right, bottom = seen.bounds
    xs, ys = np.linspace(left, right, 17), np.linspace(top, bottom, 25)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    order = np.argsort(np.hypot(grid[:, 0] - x, 1.5 * (grid[:, 1] - y)), kind="stable")
    spots = np.vstack([[(x, y)], grid[order]])
    half = np.array([words.box.width, words.box.height]) / 2
    boxes = np.hstack([spots - half, spots + half])
    fits = shapely.contains(seen, shapely.box(*boxes.T))
    yield from (Box(*box) for box in boxes[fits].tolist())


@kept(_KEPT_BYTES)
def _part(shape: BaseGeometry, area: Box) -> BaseGeometry:
    """Return what of a shape lies in an area, ready for many questions."""
    seen = shape & shapely.box(*area)
    shapely.prepare(seen)
    return seen


def best_of(places: Iterable[Box], room: Room, *, most: float = np.inf) -> Box | None:
    """Return the free place that crosses least; an earlier one wins where they are alike.

    `most` is how much of its width may be crossed at the most.
    """
    best, least = None, most
    for number, box in enumerate(places):
        if number * 0.012 >= least:
            break
        if room.free(box) and (cost := room.crossing(box) + number * 0.012) < least:
            best, least = box, cost
    return best


def _leader(mark: Mark, box: Box, theme: Theme) -> list[Item]:
    """Return a line from a mark to its name, where the name does not stand beside it."""
    if mark.legend.kind == "polygon" and mark.shape.intersects(shapely.box(*box)):
        return []
    mid = shapely.Point(*_seen_anchor(mark, box.grown(10_000)))
    target = shapely.box(*box)
    shape: BaseGeometry = (
        mid.buffer(mark.legend.style.radius_px + 1) if (mark.legend.kind == "point") else mark.shape
    )
    if shape.distance(target) < _LEADER_FROM_PX:
        return []
    line = shapely.shortest_line(shape if mark.legend.kind == "point" else mid, target)
    return [Stroke(shape=line, colour=colours(theme)["muted"], width_px=0.8)]
