"""Set the legend's rows, and the symbols before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from geo.layers import Layer, LegendClass, MapSpec
from geo.printmap.canvas.sheet import Box, Item, Text
from geo.printmap.furniture.glyphs import GLYPH_HEIGHT_PX, GLYPH_WIDTH_PX, form_glyph, glyph
from geo.printmap.typeset.measure import text_box, width_of
from geo.printmap.typeset.typesetting import Lines, cut_start, leading, pen, set_text
from geo.style import Kind as MarkKind
from geo.style import Theme, colours
from geo.text import direction

LEAST_PX: Final = 8.0
"""Of type."""
_FULL_PX: Final = 10.5
"""Of type beside which a symbol has its full size."""
_LEAST_GLYPH: Final = 0.78
_ENDLESS_PX: Final = 4_000.0
"""A column in which no row is broken."""
_GLYPH_GAP_PX: Final = 8.0
_SPACE_EM: Final = {"group": 1.1, "layer": 0.45, "class": 0.1, "form": 0.3}
"""Kept free above each kind of row, unless it is the first of its column."""


Kind = Literal["group", "layer", "class", "form"]


class _RowStyle(NamedTuple):
    """Say how a row is set."""

    kind: Kind
    has_glyph: bool
    theme: Theme
    language: str
    width: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """Hold one row of the legend before it is set."""

    name: str
    kind: Kind
    words: str
    note: str = ""
    mark: tuple[Layer, LegendClass] | None = None
    form: str = ""
    """The certainty that it explains."""
    form_kind: MarkKind = "polygon"
    """Of the mark that shows how that looks."""

    @property
    def has_glyph(self) -> bool:
        """Whether a symbol stands before the words."""
        return self.mark is not None or bool(self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """Hold one row as it is set; its symbol is drawn at last."""

    row: LegendRow
    texts: tuple[Text, ...]
    cell: Box | None
    """Of its symbol."""
    box: Box

    def glyph(self, spec: MapSpec) -> Iterator[Item]:
        """Yield what draws the row's symbol."""
        if self.cell is not None and self.row.mark is not None:
            mirrored = direction(spec.language) == "rtl"
            yield from glyph(*self.row.mark, self.cell, spec.theme, mirrored=mirrored)
        elif self.cell is not None:
            yield from form_glyph(self.row.form, self.row.form_kind, self.cell, spec.theme)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Hold rows that stay together, set from (0, 0) on down."""

    rows: tuple[tuple[LegendRow, float, _Setting], ...]
    """Each with how far down it begins."""
    space: float
    """Kept free above, unless it is the first of a column."""
    height: float

    def at(self, left: float, top: float) -> Iterator[SetRow]:
        """Yield the rows where the block begins at a position."""
        for row, down, found in self.rows:
            across = {"right": left, "down": top + down}
            yield SetRow(
                row=row,
                texts=tuple(
                    replace(one, x=one.x + left, y=one.y + top + down) for one in found.texts
                ),
                cell=_moved(found.cell, **across) if found.cell else None,
                box=_moved(Box(0.0, 0.0, found.width, found.height), **across),
            )


class _Setting(NamedTuple):
    """Hold a row's words and its symbol's room from (0, 0) on."""

    texts: tuple[Text, ...]
    cell: Box | None
    width: float
    height: float


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


# --- rows -------------------------------------------------------------------------------------


def block(spec: MapSpec, rows: Sequence[LegendRow], width: float, size: float) -> RowGroup:
    """Set rows that stay together, in a size of type."""
    found: list[tuple[LegendRow, float, _Setting]] = []
    top = 0.0
    for row in rows:
        top += _SPACE_EM[row.kind] * size if found else 0.0
        look = _RowStyle(row.kind, row.has_glyph, spec.theme, spec.language, width, size)
        found.append((row, top, _set_row(row.words, row.note, look)))
        top += found[-1][2].height
    return RowGroup(tuple(found), _SPACE_EM[rows[0].kind] * size, top)


def natural_width(spec: MapSpec, row: LegendRow, size: float) -> float:
    """Return how wide a row is on one line."""
    look = _RowStyle(row.kind, row.has_glyph, spec.theme, spec.language, _ENDLESS_PX, size)
    found = _set_row(row.words, row.note, look)
    ends = [text_box(text) for text in found.texts]
    return (
        max(box.right for box in ends)
        if direction(spec.language) == "ltr"
        else (_ENDLESS_PX - min(box.left for box in ends))
    )


@lru_cache(maxsize=4096)
def _set_row(words: str, note: str, look: _RowStyle) -> _Setting:
    """Set one row: room for its symbol where lines begin, its words beside.

    Most are set more than once, to find the size in which all fit, and again on the next page.
    """
    column = Box(0.0, 0.0, look.width, 0.0)
    if not look.has_glyph:
        lines = _words(words, note, look, column)
        return _Setting(lines.texts, None, look.width, lines.bottom)
    share = max(min(look.size / _FULL_PX, 1.0), _LEAST_GLYPH)
    high = GLYPH_HEIGHT_PX * share
    cell, rest = cut_start(column, GLYPH_WIDTH_PX * share, look.language)
    _, room = cut_start(rest, _GLYPH_GAP_PX * share, look.language)
    first = leading(words, pen(look.language, size_px=look.size, colour="").size_px)
    down = max(high - first, 0.0) / 2  # the symbol and the first line share their middle
    lines = _words(words, note, look, room._replace(top=down))
    top = max(first - high, 0.0) / 2
    cell = cell._replace(top=top, bottom=top + high)
    return _Setting(lines.texts, cell, look.width, max(lines.bottom, cell.bottom))


def _words(words: str, note: str, look: _RowStyle, room: Box) -> Lines:
    """Set a row's words, and its note beside them if they fit on one line, else below."""
    roles, language, size = colours(look.theme), look.language, look.size
    small = max(size * 0.92, LEAST_PX)
    looks = {
        "group": pen(language, size_px=small, colour=roles["muted"], weight="bold"),
        "layer": pen(language, size_px=size, colour=roles["ink"], weight="medium"),
        "class": pen(language, size_px=small, colour=roles["ink"]),
        "form": pen(language, size_px=small, colour=roles["ink"], weight="medium"),
    }
    head = set_text(words, looks[look.kind], area=room, language=language)
    if not note:
        return head
    quiet = pen(language, size_px=small, colour=roles["muted"])
    beside = _beside(head, note, quiet, room, language)
    if beside is not None:
        return beside
    rest = room._replace(top=head.bottom)
    below = set_text(note, quiet, area=rest, language=language, even=True)
    return Lines((*head.texts, *below.texts), below.bottom)


def _beside(head: Lines, note: str, quiet: Text, room: Box, language: str) -> Lines | None:
    """Return a note on the line of its words, or None where there is no room."""
    if len(head.texts) != 1:
        return None
    used = width_of(head.texts[0]) + quiet.size_px * 0.7
    if used + width_of(replace(quiet, text=note)) > room.width:
        return None
    _, rest = cut_start(room, used, language)
    told = set_text(note, quiet, area=rest, language=language)
    return Lines((*head.texts, *told.texts), max(head.bottom, told.bottom))
