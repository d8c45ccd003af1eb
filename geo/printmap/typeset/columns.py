"""Let blocks flow into columns of even height."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from geo.printmap.canvas.sheet import Box
from geo.text import direction

GUTTER_PX: Final = 20.0
"""Between two columns."""
_MOST_HIGHER: Final = 1.12
"""Columns in which no group begins at a column's end may be so much higher."""


class ColumnItem(Protocol):
    """Hold what stays together in one column."""

    @property
    def space(self) -> float:
        """Kept free above, unless it is the first of a column."""

    @property
    def height(self) -> float:
        """Without that."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Say where each block stands: in which column, and how far down."""

    blocks: Sequence[ColumnItem]
    places: tuple[tuple[int, float], ...]

    @property
    def height(self) -> float:
        """Of the tallest column."""
        ends = [down + one.height for one, (_, down) in zip(self.blocks, self.places, strict=True)]
        return max(ends, default=0.0)

    @property
    def columns(self) -> int:
        """How many are in use."""
        return self.places[-1][0] + 1 if self.places else 0


def column_width(width: float, columns: int) -> float:
    """Return how wide each of some columns is."""
    return (width - GUTTER_PX * (columns - 1)) / columns


def starts(flow: Flow, area: Box, width: float, language: str) -> Iterator[tuple[float, float]]:
    """Yield where each block stands in an area: its left side, and how far down."""
    for column, down in flow.places:
        across = column * (width + GUTTER_PX)
        rtl = direction(language) == "rtl"
        yield area.right - width - across if rtl else area.left + across, down


def flowed(blocks: Sequence[ColumnItem], columns: int, heads: Collection[int] = ()) -> Flow:
    """Let blocks flow into columns, as low as they can be in their order.

    Those numbered in `heads` begin a group: they do not end a column, unless the columns would
    be much higher for it.
    """
    lowest = _lowest(blocks, columns, ())
    if not heads:
        return lowest
    kept = _lowest(blocks, columns, heads)
    return kept if kept.height <= _MOST_HIGHER * lowest.height else lowest


def _lowest(blocks: Sequence[ColumnItem], columns: int, heads: Collection[int]) -> Flow:
    low = max((one.height for one in blocks), default=0.0)
    high = max(sum(one.space + one.height for one in blocks), low)
    best = _flow(blocks, high, heads)
    while high - low > 0.5:
        middle = (low + high) / 2
        tried = _flow(blocks, middle, heads)
        if tried.columns <= columns and tried.height <= middle + 1e-6:
            best, high = tried, middle
        else:
            low = middle
    return best


def _flow(blocks: Sequence[ColumnItem], most: float, heads: Collection[int]) -> Flow:
    places: list[tuple[int, float]] = []
    number, filled = 0, 0.0
    for index, one in enumerate(blocks):
        space = one.space if filled else 0.0
        need = one.height
        if index in heads and index + 1 < len(blocks) and index + 1 not in heads:
            need += blocks[index + 1].space + blocks[index + 1].height
        if filled and filled + space + need > most + 1e-6:
            number, filled, space = number + 1, 0.0, 0.0
        places.append((number, filled + space))
        filled += space + one.height
    return Flow(blocks, tuple(places))
