"""Key marks whose names have no room beside them: a letter at the mark, the name in a box."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from geo.printmap.labels import Look, Room, best_of, block, places_of
from geo.printmap.marks import Mark
from geo.printmap.scalebar import rounded
from geo.printmap.setting import around, pen, set_text
from geo.printmap.sheet import Box, Fill, Item, Placed, Text
from geo.style import Colour, Theme, colours

_SIZE_PX: Final = 10.0
_WIDEST_PX: Final = 170.0
_PAD_PX: Final = 6.0
_STEPS: Final = 14
"""Places tried for the box across and down."""
_MOST_CROSSED: Final = 1.2


def keyed(
    unnamed: Sequence[Mark], room: Room, *, theme: Theme, halo: Colour, language: str
) -> Iterator[tuple[list[Item], Placed, Mark | None]]:
    """Yield letters beside marks and the box that explains them; nothing where there is no room.

    All or none: a letter without its name tells nothing.
    """
    look = Look(size_px=_SIZE_PX, weight="bold", colour=colours(theme)["ink"], halo=halo)
    taken = list(room.taken)
    found: list[tuple[list[Item], Placed, Mark | None]] = []
    lines: list[str] = []
    for letter, mark in zip(string.ascii_uppercase, unnamed, strict=False):
        words = block(letter, look, language=language)
        box = best_of(places_of(mark, words, room.area), room)
        if box is None:
            continue
        room.taken.append(box)
        found.append(([*words.items(box)], Placed(role="label", name=mark.id, box=box), mark))
        lines.append(f"{letter}\u00a0\u00a0{mark.name}")
    legend = _box(lines, room, theme, language) if lines else None
    if legend is None:
        room.taken[:] = taken
        return
    yield from found
    yield *legend, None


def _box(
    lines: Sequence[str], room: Room, theme: Theme, language: str
) -> tuple[list[Item], Placed] | None:
    """Return the box with the names where it hides least of the story, if anywhere."""
    roles = colours(theme)
    like = pen(language, size_px=_SIZE_PX, colour=roles["ink"])
    texts: list[Text] = []
    top = 0.0
    for line in lines:
        told = set_text(line, like, area=Box(0, top, _WIDEST_PX, top), language=language)
        texts += told.texts
        top = told.bottom
    inner = around(texts).grown(_PAD_PX)
    best = best_of(_spots(inner, room.area), room, most=_MOST_CROSSED)
    if best is None:
        return None
    room.taken.append(best)
    right, down = best.left - inner.left, best.top - inner.top
    panel = Fill(shape=rounded(best), colour=roles["paper"], opacity=0.85)
    moved = [_moved(text, right, down) for text in texts]
    return [panel, *moved], Placed(role="key", name="key", box=best)


def _moved(text: Text, right: float, down: float) -> Text:
    return replace(text, x=text.x + right, y=text.y + down)


def _spots(box: Box, area: Box) -> Iterator[Box]:
    """Yield places for a box all over an area, those at its edges first."""
    free = area.grown(-4)
    lefts = np.linspace(free.left, free.right - box.width, _STEPS)
    tops = np.linspace(free.top, free.bottom - box.height, _STEPS)
    grid = np.stack(np.meshgrid(lefts, tops), axis=-1).reshape(-1, 2)
    rim = shapely.box(*free).exterior
    middle = np.add(grid, (box.width / 2, box.height / 2))
    for index in np.argsort(shapely.distance(rim, shapely.points(middle)), kind="stable"):
        left, top = grid[index].tolist()
        yield Box(left, top, left + box.width, top + box.height)
