"""Write the base map's names on a printed map, where the story's leave room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

import shapely

from geo.basemap import MAX_ZOOM, palette
from geo.basemap.style import Palette
from geo.gazetteer import Label, labels
from geo.labelstyle import LABEL_STYLES, LabelStyle
from geo.printmap.frame import Frame
from geo.printmap.labels import Block, Look, Room, best_of, block, inside
from geo.printmap.realms import realms
from geo.printmap.sheet import Box, Fill, Item, Placed, Stroke
from geo.style import Theme

_MOST_CROSSED: Final = 0.9
"""Of a name's width: how much of the story's lines may run beneath it."""
_FINER: Final = 0.3
"""Zooms by which the names are those of a larger map."""
_KEPT: Final = 32
"""Lists kept: an option changed seldom changes which labels there are."""
_ORDER: Final = ("right", "left", "top-right", "bottom-right", "top-left", "bottom-left", "top",
                 "bottom")  # fmt: skip
_SIDES: Final = {
    "right": (1.0, 0.0), "left": (-1.0, 0.0), "top": (0.0, -1.0), "bottom": (0.0, 1.0),
    "top-right": (1.0, -1.0), "bottom-right": (1.0, 1.0),
    "top-left": (-1.0, -1.0), "bottom-left": (-1.0, 1.0),
}  # fmt: skip


def labels_in(frame: Frame, *, zoom: float, language: str) -> tuple[Label, ...]:
    """Return the base map's labels that a frame may show at a zoom, the important first."""
    return _labels_in(frame, min(max(round(zoom), 0), MAX_ZOOM), language)


@lru_cache(maxsize=_KEPT)
def _labels_in(frame: Frame, level: int, language: str) -> tuple[Label, ...]:
    found: dict[tuple[int, float], Label] = {}
    for part in frame.covered():
        for label in labels((*part,), zoom=level, language=language):
            found.setdefault((label.id, round(label.lon % 360, 6)), label)
    return tuple(sorted(found.values(), key=lambda label: (label.rank, label.lon)))


def place_names(
    frame: Frame, room: Room, *, theme: Theme, language: str, omit: frozenset[int]
) -> Iterator[tuple[list[Item], Placed]]:
    """Yield dots and names in order of importance, each in a place of its own or not at all."""
    colours = palette(theme)
    zoom = frame.zoom() + _FINER
    seen = realms(frame, zoom=round(zoom), language=language)
    own = labels_in(frame, zoom=zoom, language=language)
    others = [realm.label for id_, realm in seen.items() if id_ not in {a.id for a in own}]
    named: set[str] = set()
    wanted = sorted([*own, *others], key=lambda label: (label.rank, label.lon))
    at = frame.points([(label.lon, label.lat) for label in wanted])
    for label, (x, y) in zip(wanted, at, strict=True):
        style = LABEL_STYLES[label.kind]
        dot = style.dot_radius_px
        here = Box(x, y, x, y).grown(dot)
        in_frame = here.within(room.area)
        if label.id in omit or (dot and not (in_frame and room.free(here))):
            continue
        words = _words(label, style, colours, language)
        places = _places(label, words, (x, y), dot) if in_frame else iter(())
        if label.id in seen and label.text not in named:
            places = chain(places, inside(seen[label.id].shape, words, room.area))
        found = _first_free(places, room) if dot else best_of(places, room, most=_MOST_CROSSED)
        if found is None:
            continue
        if not dot:
            named.add(label.text)
        items: list[Item] = [*_dot(x, y, style, colours), *words.items(found)]
        room.taken.append(found)
        if dot:
            room.taken.append(here)
        yield items, Placed(role="place", name=label.text, box=found)


def _first_free(places: Iterator[Box], room: Room) -> Box | None:
    free = (box for box in places if room.free(box) and room.crossing(box) < _MOST_CROSSED)
    return next(free, None)


def _words(label: Label, style: LabelStyle, colours: Palette, language: str) -> Block:
    water = style.colour_role == "water"
    look = Look(
        size_px=label.size_px * 0.88,
        weight=style.weight,
        italic=style.italic,
        colour=colours.labels[style.colour_role],
        halo=colours.water_halo if water else colours.halo,
        halo_px=style.halo_px,
        spacing_px=label.letter_spacing_px,
    )
    return block(label.text.replace("\n", " "), look, language=language, widest_px=120)


def _places(label: Label, words: Block, at: tuple[float, float], dot: float) -> Iterator[Box]:
    """Yield where a name may stand: over its area's middle, or around its dot."""
    x, y = at
    width, height = words.box.width / 2, words.box.height / 2
    if not dot:
        for down in (0.0, -1.0, 1.0, -2.0, 2.0):
            for across in (0.0, -0.5, 0.5, -1.0, 1.0):
                yield words.at(x + across * width, y + down * height)
        return
    first = label.anchor if label.anchor in _SIDES else "right"
    for side in dict.fromkeys((first, *_ORDER)):
        across, down = _SIDES[side]
        off = dot + 1.5
        yield words.at(x + across * (off * (1 if not down else 0.6) + width),
                       y + down * (off * (1 if not across else 0.6) + height))  # fmt: skip


def _dot(x: float, y: float, style: LabelStyle, colours: Palette) -> Iterator[Item]:
    if style.dot == "none":
        return
    at = shapely.Point(x, y)
    colour = colours.labels[style.colour_role]
    ring = style.dot == "ring"
    rim = 1.5 if ring else 0.6
    disc = at.buffer(style.dot_radius_px - rim / 2, quad_segs=12)
    if ring:
        yield Stroke(shape=disc.exterior, colour=colours.dot_rim, width_px=rim + 2)
    yield Fill(shape=disc, colour=colours.dot_rim if ring else colour)
    yield Stroke(shape=disc.exterior, colour=colour if ring else colours.dot_rim, width_px=rim)
