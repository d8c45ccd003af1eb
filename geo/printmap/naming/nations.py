"""Name countries on the locator: those that the map shows, then some around them.

A name stands within its country, across no border and no coast, and away from the map's outline.
Of those that the map shows, one without such a place is written in a line at the locator's edge.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.basemap import palette
from geo.crs import Position
from geo.gazetteer import Label, area_labels, homes
from geo.printmap.canvas.sheet import Box, Fill, Item, Text
from geo.printmap.carto.edges import Edges, Rows, edges
from geo.printmap.carto.frame import Frame
from geo.printmap.carto.ground import detail_of, on_page
from geo.printmap.typeset.measure import text_box, text_width
from geo.printmap.typeset.typesetting import set_line
from geo.style import Theme, colours
from geo.style.labels import LABEL_STYLES, shown_text

_SIZE_PX: Final = 7.0
_HIGH_PX: Final = _SIZE_PX * 1.2
_CELL_PX: Final = 1.0
_GAP_PX: Final = 2.0
_PAD_PX: Final = 2.0
_STRIP_OPACITY: Final = 0.9
_MOST_OWN, _MOST = 3, 5
"""Names of countries that the map shows, and of all."""
_MOST_TRIES: Final = 8
"""Countries around them that are tried, the important first."""
_AROUND: Final = 0.35
"""Of the locator's width: so near to the map's middle are those around them."""
_SHARE: Final = 0.2
"""Of the land in the map: what is less of it is not where the map is."""
_SAMPLES: Final = 12
"""Positions in each direction at which the map is asked for its country."""
_FARTHEST_PX: Final = 150.0
"""From such a position to the nearest town."""
_STEPS: Final = 26
"""Places tried for a name across and down."""
_TRIED: Final = 96
"""Of those that are free, the nearest ones."""
_MOST_SIGHTS: Final = 10
"""Positions in a country from which its name may be seen across no border."""
_KEPT: Final = 64
"""Lists kept: an option changed seldom changes them."""

Country = tuple[str, tuple[Position, ...]]
"""ISO 3166 alpha-2, and positions within it, (lon, lat)."""


@lru_cache(maxsize=_KEPT)
def countries_in(frame: Frame, told: tuple[Position, ...]) -> tuple[Country, ...]:
    """Return the countries that a map is in: those of the places that are told, then by land."""
    rows = [row for part in frame.covered() for row in homes((*part,))]
    if not rows:
        return ()
    at = frame.to_page(np.array([row[:2] for row in rows]))
    tree = shapely.STRtree(shapely.points(at))
    asked = [index for index in _nearest(tree, frame.points(told)) if index is not None]
    land = [index for index in _nearest(tree, _land(frame)) if index is not None]
    by_land = Counter(rows[index][2] for index in land)
    enough = [one for one, count in by_land.most_common() if count >= _SHARE * len(land)]
    found = list(dict.fromkeys([*(rows[index][2] for index in asked), *enough]))[:_MOST_OWN]
    return tuple((one, _sights(rows, one)) for one in found)


def _nearest(tree: shapely.STRtree, at: Sequence[Position]) -> Iterator[int | None]:
    """Yield for positions on the page which town is the nearest, if one is near."""
    where = shapely.points(np.reshape(at, (-1, 2)))
    pairs = tree.query_nearest(where, max_distance=_FARTHEST_PX, all_matches=False)
    known = dict(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    for number in range(len(where)):
        yield known.get(number)


def _land(frame: Frame) -> list[Position]:
    """Return positions on the page all over a map's land."""
    xs = np.linspace(frame.box.left, frame.box.right, _SAMPLES)
    ys = np.linspace(frame.box.top, frame.box.bottom, _SAMPLES)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    sea = on_page(frame, detail_of(frame), "sea", areas=True)
    dry = grid[~shapely.contains_xy(sea, *grid.T)]
    return [(x, y) for x, y in dry.tolist()]


def _sights(rows: Sequence[tuple[float, float, str]], country: str) -> tuple[Position, ...]:
    """Return some of a country's towns, from all over the list."""
    own = [(lon, lat) for lon, lat, of in rows if of == country]
    return tuple(own[:: max(1, -(-len(own) // _MOST_SIGHTS))])


@lru_cache(maxsize=_KEPT)
def country_names(
    region: Frame, outline: Box, own: tuple[Country, ...], theme: Theme, language: str
) -> tuple[Item, ...]:
    """Return the names of countries on a locator, those that the map is in first."""
    known = area_labels(zoom=0, language=language)
    by_code = {label.country: label for label in known if label.country}
    at = region.points([(label.lon, label.lat) for label in by_code.values()])
    points = dict(zip(by_code, at, strict=True))
    finder = _Finder(region, outline)
    lines, lost = [], []
    for code, sights in own:
        if code in by_code:
            seen = [points[code], *region.points(sights)]
            words = finder.set(by_code[code], seen, theme, language)
            lines += words
            whole = by_code[code].text.replace("\n", " ")
            lost += [] if words else [shown_text(whole, "country", language).replace("\n", " ")]
    strip = tuple(_strip(lost, region.box, outline, theme, language)) if lost else ()
    finder.taken += [Box(*item.shape.bounds) for item in strip if isinstance(item, Fill)]
    count = len(own)
    reach = _AROUND * region.box.width
    tries = 0
    for code, label in by_code.items():
        x, y = points[code]
        if count == _MOST or tries == _MOST_TRIES:
            break
        is_other = code not in dict(own) and label.kind.startswith("country")
        is_near = math.dist((x, y), outline.middle) < reach
        if is_other and is_near and Box(x, y, x, y).within(region.box):
            words = finder.set(label, [(x, y)], theme, language)
            lines += words
            count += bool(words)
            tries += 1
    return (*lines, *strip)


class _Finder:
    """Find places for names on a locator."""

    def __init__(self, region: Frame, outline: Box) -> None:
        self.region = region
        self.taken = [outline.grown(_GAP_PX)]
        self.edges: Edges = edges(region, finer=0, cell_px=_CELL_PX)

    def set(
        self, label: Label, seen: Sequence[Position], theme: Theme, language: str
    ) -> list[Text]:
        """Return a name where it can be seen from a position in its country, if anywhere."""
        rows = label.text.split("\n")
        for told in dict.fromkeys([tuple(rows), (" ".join(rows),)]):
            lines = _lines(label, told, theme, language)
            boxes = np.array([text_box(line) for line in lines])
            low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
            place = self._place(high - low, seen)
            if place is not None:
                x, y = place[:2] - low
                self.taken.append(Box(*place.tolist()).grown(_GAP_PX))
                return [replace(line, x=line.x + x, y=line.y + y) for line in lines]
        return []

    def _place(
        self, size: NDArray[np.float64], seen: Sequence[Position]
    ) -> NDArray[np.float64] | None:
        area = self.region.box.grown(-_GAP_PX)
        if size[0] > area.width or size[1] > area.height:
            return None
        lefts = np.linspace(area.left, area.right - size[0], _STEPS)
        tops = np.linspace(area.top, area.bottom - size[1], _STEPS)
        low = np.stack(np.meshgrid(lefts, tops), axis=-1).reshape(-1, 2)
        places: Rows = np.hstack([low, low + size])
        for box in self.taken:
            touched = (places[:, :2] < box[2:]) & (places[:, 2:] > box[:2])
            places = places[~touched.all(axis=1)]
        places = places[self.edges.under(places + np.array([-1, 0, 1, 0])) == 0]
        within = [
            (x, y) for x, y in seen if area.left < x < area.right and area.top < y < area.bottom
        ]
        if not len(places) or not within:
            return None
        middle = (places[:, :2] + places[:, 2:]) / 2
        first = np.clip(np.array(seen[0]), area[:2], area[2:])
        places = places[np.argsort(np.hypot(*(middle - first).T), kind="stable")][:_TRIED]
        clear = np.zeros(len(places), dtype=bool)
        for sight in np.array(within):
            near = np.clip(sight, places[:, :2], places[:, 2:])
            clear |= ~self.edges.between(np.broadcast_to(sight, near.shape), near)
        found: NDArray[np.float64] = places[int(np.argmax(clear))]
        return found if clear.any() else None


def _lines(label: Label, rows: Sequence[str], theme: Theme, language: str) -> list[Text]:
    like = _pen(theme, LABEL_STYLES[label.kind].weight == "bold")
    like = replace(like, spacing_px=0.4 if label.letter_spacing_px else 0.0)
    return [
        set_line(row, like, x=0, top=number * _HIGH_PX, language=language)
        for number, row in enumerate(rows)
    ]


def _pen(theme: Theme, is_bold: bool = False) -> Text:
    colour = palette(theme)
    return Text(
        text="", x=0, y=0, align="middle", size_px=_SIZE_PX, colour=colour.labels["country"],
        weight="bold" if is_bold else "regular", halo=colour.halo, halo_px=1.0,
    )  # fmt: skip


def _strip(
    names: Sequence[str], box: Box, outline: Box, theme: Theme, language: str
) -> Iterator[Item]:
    """Yield names in lines at the edge that is farther from the outline."""
    like = replace(_pen(theme), colour=colours(theme)["ink"], halo_px=0.0)
    rows = [""]
    for name in names:
        longer = f"{rows[-1]} · {name}" if rows[-1] else name
        if text_width(longer, size_px=like.size_px, weight=like.weight) > box.width - 2 * _PAD_PX:
            rows.append(name)
        else:
            rows[-1] = longer
    high = len(rows) * _HIGH_PX + 2 * _PAD_PX
    at_top = outline.middle[1] > box.middle[1]
    strip = box._replace(bottom=box.top + high) if at_top else box._replace(top=box.bottom - high)
    yield Fill(shape=shapely.box(*strip), colour=colours(theme)["paper"], opacity=_STRIP_OPACITY)
    for number, words in enumerate(filter(None, rows)):
        top = strip.top + _PAD_PX + number * _HIGH_PX
        yield set_line(words, like, x=strip.middle[0], top=top, language=language)
