"""Measure a name's lines once, to be tried in many places of a printed map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from geo.printmap.canvas.sheet import Box, Text
from geo.printmap.typeset.measure import (
    evenly,
    longest_word,
    on_baseline,
    text_box,
    with_stand_ins,
)
from geo.style import Colour, Weight
from geo.style.labels import script_of
from geo.text import upper

WIDEST_PX: Final = 150.0
"""Of a line, where nothing else is asked."""
_BELOW_PX: Final = 2.0
"""Between a name and the numbers of its notes."""
_LONGEST_WORD: Final = 2.0
"""Times the width that is asked for: what is longer is broken within the word."""
_LEADING: Final = 1.18
"""From line to line, in ems."""


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


@dataclass(frozen=True, slots=True)
class NameBlock:
    """Hold a name's lines, measured once around (0, 0), to be tried in many places."""

    lines: tuple[Text, ...]
    box: Box

    def at(self, x: float, y: float) -> Box:
        """Return what it covers with its own middle at a position."""
        middle = self.box.middle
        dx, dy = x - middle[0], y - middle[1]
        return Box(self.box.left + dx, self.box.top + dy, self.box.right + dx, self.box.bottom + dy)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.box.width, self.box.height

    def items(self, box: Box) -> Iterator[Text]:
        """Yield the lines where the block covers a box."""
        for line in self.lines:
            yield replace(
                line, x=line.x + box.left - self.box.left, y=line.y + box.top - self.box.top
            )


@lru_cache(maxsize=4096)
def block(text: str, look: Look, *, language: str, widest_px: float = WIDEST_PX) -> NameBlock:
    """Measure a name, on as many lines as its width needs; a word is broken only at the worst."""
    text, lost = with_stand_ins(text)
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
        lost=lost,
    )
    longest = min(longest_word(words, like=first) + 1, _LONGEST_WORD * widest_px)
    width = max(widest_px, longest)
    lines = tuple(
        on_baseline(replace(first, text=row), number * look.size_px * _LEADING)
        for number, row in enumerate(evenly(words, like=first, width_px=width))
    )
    boxes = np.array([text_box(line) for line in lines])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return NameBlock(lines, Box(*low.tolist(), *high.tolist()))


def below(upper: NameBlock | None, lower: NameBlock) -> NameBlock:
    """Return a block under another, middle below middle; alone where there is no other."""
    if upper is None:
        return lower
    x = (upper.box.left + upper.box.right) / 2
    box = lower.at(x, upper.box.bottom + _BELOW_PX + (lower.box.bottom - lower.box.top) / 2)
    whole = Box(
        min(upper.box.left, box.left), upper.box.top, max(upper.box.right, box.right), box.bottom
    )
    return NameBlock((*upper.lines, *lower.items(box)), whole)
