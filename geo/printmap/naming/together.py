"""Count the points that stand together at one spot on paper, and name one of them for all."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import shapely

from geo.printmap.canvas.sheet import Box, Fill, Item, Placed, Text
from geo.printmap.carto.marks import Mark
from geo.printmap.typeset.typesetting import set_line
from geo.printmap.typeset.words import listed, number
from geo.style import Theme, colours

NAMED: Final = 3
"""So many at one spot are named one by one around it."""
_SPOT_PX: Final = 0.25
"""Points no farther apart are at one spot."""
_SIZE_PX: Final = 8.5
_HIGH_PX: Final = 12.0
_OFF_PX: Final = 4.0
"""How far the count stands from the middle of the mark, to its upper right."""


def crowds(marks: Sequence[Mark], chosen: Container[str] = ()) -> list[tuple[Mark, ...]]:
    """Return the points of each spot at which there are too many to be named one by one.

    The first of a spot stands for it: one that is chosen, or of the story, or most important.
    """
    spots: list[list[Mark]] = []
    for mark in marks:
        if mark.legend.kind != "point" or mark.shape.is_empty:
            continue
        for spot in spots:
            if math.dist(spot[0].anchor, mark.anchor) <= _SPOT_PX:
                spot.append(mark)
                break
        else:
            spots.append([mark])
    return [
        tuple(
            sorted(
                spot,
                key=lambda mark: (
                    mark.id not in chosen,
                    mark.layer.group == "context",
                    mark.importance.order,
                ),
            )
        )
        for spot in spots
        if len(spot) > NAMED
    ]


def named_for_all(
    marks: Sequence[Mark], spots: Sequence[tuple[Mark, ...]], language: str
) -> list[Mark]:
    """Return the marks that are to be named; of each crowd one, which tells how many more."""
    more = {spot[0].id: len(spot) - 1 for spot in spots}
    left = {mark.id for spot in spots for mark in spot[1:]}
    return [
        replace(mark, name=f"{mark.name} +{number(more[mark.id], language)}")
        if mark.id in more
        else mark
        for mark in marks
        if mark.id not in left
    ]


def standing_for(hidden: Mapping[str, str], spots: Sequence[tuple[Mark, ...]]) -> Mapping[str, str]:
    """Return for each mark without a name of its own which one stands where it does."""
    firsts = {mark.id: spot[0].id for spot in spots for mark in spot}
    return firsts | {mark: firsts.get(over, over) for mark, over in hidden.items()}


def counted(
    spots: Sequence[tuple[Mark, ...]], theme: Theme, language: str
) -> Iterator[tuple[list[Item], Placed, Mark]]:
    """Yield how many marks stand at each crowd's spot, written at its mark."""
    roles = colours(theme)
    for first, *others in spots:
        words = number(len(others) + 1, language)
        x, y = first.anchor[0] + _OFF_PX, first.anchor[1] - _OFF_PX
        wide = max(_HIGH_PX, len(words) * _SIZE_PX * 0.62 + 5)
        box = Box(x, y - _HIGH_PX, x + wide, y)
        plate = shapely.box(*box.grown(-_HIGH_PX / 2 + 0.01)).buffer(_HIGH_PX / 2, quad_segs=6)
        like = Text(text="", x=0, y=0, align="middle", size_px=_SIZE_PX, weight="bold",
                    colour=roles["paper"])  # fmt: skip
        line = set_line(words, like, x=(box.left + box.right) / 2, top=box.top + 0.3,
                        language=language)  # fmt: skip
        items: list[Item] = [
            Fill(shape=plate.buffer(1.2), colour=roles["paper"]),
            Fill(shape=plate, colour=roles["ink"]),
            line,
        ]
        yield items, Placed(role="count", name=first.id, box=box.grown(1.2)), first


def lines_of_crowds(
    spots: Sequence[tuple[Mark, ...]], numbers: Mapping[str, str], language: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what explains each crowd's count, name by name, and the ids of those named."""
    for spot in spots:
        names = [
            f"{mark.name} ({numbers[mark.id]})" if mark.id in numbers else mark.name
            for mark in spot
        ]
        yield (
            f"{number(len(spot), language)}\u00a0\u00a0{listed(names, language)}",
            tuple(mark.id for mark in spot),
        )
