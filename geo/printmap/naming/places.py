"""Write the base map's names on a printed map, where the story's leave room."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.basemap import palette
from geo.basemap.style import Palette
from geo.gazetteer import Label, labels
from geo.gazetteer.folding import fold
from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Fill, Item, Placed, Stroke
from geo.printmap.carto.edges import Rows
from geo.printmap.carto.frame import Frame
from geo.printmap.naming.occupancy import Room, best_of
from geo.printmap.naming.realms import realms
from geo.printmap.naming.spots import inside, over_edges
from geo.printmap.typeset.blocks import Look, NameBlock, block
from geo.style import MAX_ZOOM, Colour, Theme
from geo.style.labels import LABEL_STYLES, LabelStyle

_APART_PX: Final = 1.5
"""Kept free around a town's dot, so that it does not seem another name's."""
_FROM_POINTS_PX: Final = 26.0
"""How far a town is from all others that are drawn: nearer it is a double under another spelling,
or tells no more of where one is."""
_FEWEST, _MOST, _EACH_PX2 = 4, 12, 40_000.0
"""How many names a map bears, by its size: they are there to orient, and the story's to be read."""
_MOST_AREAS: Final = 0.5
"""Of them, countries and waters."""
_SMALLER, _LARGEST_PX = 0.82, 10.5
"""Of the size on the screen: smaller than any name of the story."""
_DOT: Final = 0.8
_TIED_PX: Final = 2.0
"""From a town to the end of a tie that leads to it."""
_FINER: Final = 0.3
"""Zooms by which the names are those of a larger map."""
_KEPT: Final = 32
"""Lists kept: an option changed seldom changes which labels there are."""
_LETTERS: Final = {
    "fa": re.compile("[\u0600-\u06ff]"),
    "hy": re.compile("[\u0531-\u0587]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
"""By which a name in a language that is not written in Latin letters is told."""
_MOST_STRANGERS: Final = 2 / 3
"""Of the towns on a map: so many without a name in its letters are left out."""
_ORDER: Final = ("right", "left", "top-right", "bottom-right", "top-left", "bottom-left", "top",
                 "bottom")  # fmt: skip
_SIDES: Final = {
    "right": (1.0, 0.0), "left": (-1.0, 0.0), "top": (0.0, -1.0), "bottom": (0.0, 1.0),
    "top-right": (1.0, -1.0), "bottom-right": (1.0, 1.0),
    "top-left": (-1.0, -1.0), "bottom-left": (-1.0, 1.0),
}  # fmt: skip
_OVER: Final = np.array([(x, y) for y in (0, -1, 1, -2, 2) for x in (0, -0.5, 0.5, -1, 1)])
"""Where an area's name is tried around its own point, in halves of its size."""


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
    frame: Frame,
    room: Room,
    *,
    theme: Theme,
    language: str,
    omit: frozenset[int],
    told: Collection[str] = (),
    tied: Sequence[tuple[float, float]] = (),
) -> Iterator[tuple[list[Item], Placed]]:
    """Yield dots and names in order of importance, each in a place of its own or not at all.

    They are few, and none is one of those that are `told` already, the story's. A town to which a
    tie leads, at a place of `tied`, is named though its name lies across something.
    """
    most = round(min(max(frame.box.width * frame.box.height / _EACH_PX2, _FEWEST), _MOST))
    bare = {fold(name) for name in told}
    count: Counter[bool] = Counter()
    colours = palette(theme)
    zoom = frame.zoom() + _FINER
    seen = realms(frame, zoom=round(zoom), language=language)
    own = labels_in(frame, zoom=zoom, language=language)
    others = [realm.label for id_, realm in seen.items() if id_ not in {a.id for a in own}]
    named: set[str] = set()
    left_out = omit | _strangers(own, language)
    known = [label for label in own if label.id not in left_out]
    wanted = sorted([*known, *others], key=lambda label: (label.rank, label.lon))
    at = frame.points([(label.lon, label.lat) for label in wanted])
    for label, (x, y) in zip(wanted, at, strict=True):
        style = LABEL_STYLES[label.kind]
        dot = style.dot_radius_px * _DOT
        if count.total() == most:
            return
        if not dot and count[False] >= _MOST_AREAS * most:
            continue
        here = Box(x, y, x, y).grown(dot)
        in_frame = here.within(room.area)
        if label.id in omit or fold(label.text.replace("\n", " ")) in bare:
            continue
        if dot and (not room.is_free(here.grown(_APART_PX)) or _is_near_another(x, y, room)):
            continue
        words = _words(label, style, colours, language)
        places = _places(label, words.size, (x, y), dot) if in_frame else iter(())
        if label.id in seen and label.text not in named:
            places = chain(places, inside(seen[label.id].shape, words.size, room.area))
        step = costs.RANK if dot else costs.RANK_IN_AREA
        toll = partial(_toll, (x, y) if dot else None, room)
        is_tied = any(math.dist((x, y), end) < _TIED_PX for end in tied)
        dearest = costs.MOST_CROSSED_TIED if is_tied else costs.MOST_CROSSED_PLACE
        found = best_of(places, room, most=dearest, step=step, toll=toll)
        if found is None:
            continue
        count[bool(dot)] += 1
        if not dot:
            named.add(label.text)
        items: list[Item] = [*_dot(x, y, style, colours), *words.items(found.box)]
        room.take(found.box)
        if dot:
            room.take_point(x, y, dot)
        yield items, Placed(role="place", name=label.text, box=found.box)


@lru_cache(maxsize=_KEPT)
def _strangers(known: tuple[Label, ...], language: str) -> frozenset[int]:
    """Return the towns without a name in the letters of a language, to be left out.

    Among names in its own letters they would be read by few; where most towns have none, they are
    all there is to find one's way by.
    """
    letters = _LETTERS.get(language)
    towns = [label for label in known if LABEL_STYLES[label.kind].dot_radius_px]
    found = [label.id for label in towns if letters and not letters.search(label.text)]
    return frozenset(found if len(found) <= _MOST_STRANGERS * len(towns) else ())


def _toll(own: tuple[float, float] | None, room: Room, boxes: Rows) -> NDArray[np.float64]:
    """Return what places cost a name: infinite of a town's beside another's dot."""
    summed = over_edges(room, boxes)
    if own is not None:
        summed[room.from_others(boxes, own) < room.from_own(boxes, own)] = np.inf
    return summed


def _words(label: Label, style: LabelStyle, colours: Palette, language: str) -> NameBlock:
    water = style.colour_role == "water"
    look = Look(
        size_px=min(label.size_px * _SMALLER, _LARGEST_PX),
        weight="regular",
        italic=style.italic,
        colour=_colour(style, colours),
        halo=colours.water_halo if water else colours.halo,
        halo_px=style.halo_px,
        spacing_px=label.letter_spacing_px * _SMALLER,
    )
    return block(label.text.replace("\n", " "), look, language=language, widest_px=120)


def _is_near_another(x: float, y: float, room: Room) -> bool:
    return float(room.from_others(np.array([(x, y, x, y)]), (x, y))[0]) < _FROM_POINTS_PX


def _colour(style: LabelStyle, colours: Palette) -> Colour:
    """Return a name's colour; of all towns the same, for on paper none is more than ground."""
    return colours.labels["town" if style.dot_radius_px else style.colour_role]


def _places(
    label: Label, size: tuple[float, float], at: tuple[float, float], dot: float
) -> Iterator[Rows]:
    """Yield where a name may stand: over its area's middle, or around its dot."""
    half = np.array(size) / 2
    if dot:
        first = label.anchor if label.anchor in _SIDES else "right"
        sides = np.array([_SIDES[side] for side in dict.fromkeys((first, *_ORDER))])
        middle = at + sides * ((dot + 1.5) * np.where(sides[:, ::-1] == 0, 1.0, 0.6) + half)
    else:
        middle = at + _OVER * half
    yield np.hstack([middle - half, middle + half])


def _dot(x: float, y: float, style: LabelStyle, colours: Palette) -> Iterator[Item]:
    if style.dot == "none":
        return
    at = shapely.Point(x, y)
    colour = _colour(style, colours)
    ring = style.dot == "ring"
    rim = 1.2 if ring else 0.6
    disc = at.buffer(style.dot_radius_px * _DOT - rim / 2, quad_segs=12)
    if ring:
        yield Stroke(shape=disc.exterior, colour=colours.dot_rim, width_px=rim + 2)
    yield Fill(shape=disc, colour=colours.dot_rim if ring else colour)
    yield Stroke(shape=disc.exterior, colour=colour if ring else colours.dot_rim, width_px=rim)
