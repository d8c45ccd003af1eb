"""Key marks whose names have no room beside them: a letter at the mark, the name in a box."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import shapely

from geo.printmap.blocks import Look, block
from geo.printmap.marks import Mark
from geo.printmap.room import Room, Rows, best_of
from geo.printmap.scalebar import rounded
from geo.printmap.setting import around, pen, set_text
from geo.printmap.sheet import Box, Fill, Item, Placed, Text
from geo.printmap.spots import REACHES_PX, led, places_of, toll
from geo.style import Colour, Theme, colours

_SIZE_PX: Final = 10.0
_WIDEST_PX: Final = 170.0
_PAD_PX: Final = 6.0
_STEPS: Final = 14
"""Places tried for the box across and down."""
_MOST_CROSSED: Final = 1.2
_REACHES_PX: Final = (*REACHES_PX, (110.0, 140.0, 180.0))
"""A letter may stand farther from its mark than a name: there is less of it."""


def keyed(
    unnamed: Sequence[Mark],
    room: Room,
    *,
    theme: Theme,
    halo: Colour,
    language: str,
    crowds: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> Iterator[tuple[list[Item], Placed, Mark | None]]:
    """Yield letters beside marks and the box that explains them; nothing where there is no room.

    All or none: a letter without its name tells nothing. The lines of `crowds`, each with the
    marks that it names, stand below, as many as there is room for.
    """
    look = Look(size_px=_SIZE_PX, weight="bold", colour=colours(theme)["ink"], halo=halo)
    taken = len(room.taken)
    found: list[tuple[list[Item], Placed, Mark | None]] = []
    lines: list[str] = []
    for mark in unnamed[: len(string.ascii_uppercase)]:
        letter = string.ascii_uppercase[len(found)]
        words = block(letter, look, language=language)
        places = places_of(mark, words.size, room.area, reaches=_REACHES_PX)
        best = best_of(places, room, toll=partial(toll, mark, room))
        if best is None:
            continue
        box = best.box
        leaders = list(led(mark, box, room, theme))
        for leader in leaders:
            room.take_line(leader.shape)
        items: list[Item] = [*leaders, *words.items(box)]
        room.take(box)
        found.append((items, Placed(role="label", name=mark.id, box=box), mark))
        lines.append(f"{letter}\u00a0\u00a0{mark.name}")
    for count in range(len(crowds), -1, -1):
        told = crowds[:count]
        every = [*lines, *(line for line, _ in told)]
        legend = _box(every, room, theme, language) if every else None
        if legend is not None:
            break
    if legend is None:
        room.give_back(taken)
        return
    yield from found
    yield *legend, None
    for mark_id in (name for _, ids in told for name in ids):
        yield [], Placed(role="keyed", name=mark_id, box=legend[1].box), None


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
    room.take(best.box)
    right, down = best.box.left - inner.left, best.box.top - inner.top
    panel = Fill(shape=rounded(best.box), colour=roles["paper"], opacity=0.85)
    moved = [_moved(text, right, down) for text in texts]
    return [panel, *moved], Placed(role="key", name="key", box=best.box)


def _moved(text: Text, right: float, down: float) -> Text:
    return replace(text, x=text.x + right, y=text.y + down)


def _spots(box: Box, area: Box) -> Iterator[Rows]:
    """Yield places for a box all over an area, those at its edges first."""
    free = area.grown(-4)
    size = box.width, box.height
    lefts = np.linspace(free.left, free.right - box.width, _STEPS)
    tops = np.linspace(free.top, free.bottom - box.height, _STEPS)
    grid = np.stack(np.meshgrid(lefts, tops), axis=-1).reshape(-1, 2)
    rim = shapely.box(*free).exterior
    middle = shapely.points(grid + np.array(size) / 2)
    grid = grid[np.argsort(shapely.distance(rim, middle), kind="stable")]
    yield np.hstack([grid, grid + size])
