"""Set the box that says what the signs at marks mean, and find a place for it on the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely

from geo.printmap import costs
from geo.printmap.canvas.sheet import Box, Fill, Item, Placed, Text
from geo.printmap.carto.edges import Rows
from geo.printmap.carto.scalebar import rounded
from geo.printmap.naming.occupancy import Room, best_of
from geo.printmap.typeset.columns import flowed
from geo.printmap.typeset.typesetting import around, pen, set_text
from geo.style import Theme, colours
from geo.text import direction

_SIZE_PX: Final = 10.0
_WIDEST_PX: Final = 170.0
"""Of a column."""
_MOST_COLUMNS: Final = 4
_GUTTER_PX: Final = 14.0
_PAD_PX: Final = 6.0
_STEPS: Final = 14
"""Places tried for the box across and down."""


@dataclass(frozen=True, slots=True)
class _BoxLine:
    """Hold one line of the box as it is set from (0, 0) on."""

    texts: tuple[Text, ...]
    height: float
    space: float = 0.0


def key_box(
    lines: Sequence[str], room: Room, *, theme: Theme, language: str
) -> tuple[list[Item], Placed] | None:
    """Return the box with some lines where it hides least of the story, if anywhere.

    In as few columns as there is room for. The place found is not taken yet.
    """
    roles = colours(theme)
    for columns in range(1, min(_MOST_COLUMNS, len(lines)) + 1):
        texts = _set(tuple(lines), columns, roles["ink"], language)
        inner = around(texts).grown(_PAD_PX)
        best = best_of(_spots(inner, room.area), room, most=costs.MOST_CROSSED_KEYS)
        if best is not None:
            right, down = best.box.left - inner.left, best.box.top - inner.top
            panel = Fill(shape=rounded(best.box), colour=roles["paper"], opacity=0.85)
            moved = [replace(text, x=text.x + right, y=text.y + down) for text in texts]
            return [panel, *moved], Placed(role="key", name="key", box=best.box)
    return None


def _set(lines: tuple[str, ...], columns: int, colour: str, language: str) -> list[Text]:
    """Set lines in columns that are no wider than they need, the first where reading begins."""
    told = [_line(line, colour, language) for line in lines]
    flow = flowed(told, columns)
    wide = max(around(line.texts).width for line in told) + _GUTTER_PX
    way = -wide if direction(language) == "rtl" else wide
    return [
        replace(text, x=text.x + column * way, y=text.y + down)
        for line, (column, down) in zip(told, flow.places, strict=True)
        for text in line.texts
    ]


@lru_cache(maxsize=256)
def _line(words: str, colour: str, language: str) -> _BoxLine:
    like = pen(language, size_px=_SIZE_PX, colour=colour)
    told = set_text(words, like, area=Box(0, 0, _WIDEST_PX, 0), language=language)
    return _BoxLine(told.texts, told.bottom)


def _spots(box: Box, area: Box) -> Iterator[Rows]:
    """Yield places for a box all over an area, those at its edges first."""
    free = area.grown(-4)
    if box.width > free.width or box.height > free.height:
        return
    size = box.width, box.height
    lefts = np.linspace(free.left, free.right - box.width, _STEPS)
    tops = np.linspace(free.top, free.bottom - box.height, _STEPS)
    grid = np.stack(np.meshgrid(lefts, tops), axis=-1).reshape(-1, 2)
    rim = shapely.box(*free).exterior
    middle = shapely.points(grid + np.array(size) / 2)
    grid = grid[np.argsort(shapely.distance(rim, middle), kind="stable")]
    yield np.hstack([grid, grid + size])
